/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection in a scratch folder, for tests of its store. */
#pragma once

#include "collection/rh-collection-store.h"
#include "lib/rh-faulty-disk.h"

G_BEGIN_DECLS

typedef struct
{
  char *root;
  RhDisk *disk;
  RhFaultyDisk *faulty; /* around it, and what the store uses */
  RhCollection *collection;
  RhCollectionStore *store; /* NULL before open or create */
} RhStoreRig;

void rh_store_rig_set_up (RhStoreRig *rig, gconstpointer data);
void rh_store_rig_tear_down (RhStoreRig *rig, gconstpointer data);

/* Files, by their path in the folder. Folders are made as needed. */
void rh_store_rig_write (RhStoreRig *rig, const char *path, const char *text);
char *rh_store_rig_read (RhStoreRig *rig, const char *path); /* NULL: there is none */
gboolean rh_store_rig_has (RhStoreRig *rig, const char *path);
gboolean
rh_store_rig_file_has (RhStoreRig *rig, const char *path, const char *part); /* of its text */
void rh_store_rig_remove (RhStoreRig *rig, const char *path); /* an empty folder, too */
void rh_store_rig_move (RhStoreRig *rig, const char *from, const char *to);
/* Every file with its bytes, inode and time: equal if nothing was written. */
char *rh_store_rig_look (RhStoreRig *rig);
/* The same without inode and time. */
char *rh_store_rig_dump (RhStoreRig *rig);

/* A small collection: two folders, three requests, two environments. */
void rh_store_rig_write_sample (RhStoreRig *rig);
#define RH_STORE_RIG_SAMPLE_TREE "Employees[Search,One],Vendors[Create]"
/* Opens the folder with a new store and a new collection. */
void rh_store_rig_open (RhStoreRig *rig);
void rh_store_rig_open_sample (RhStoreRig *rig); /* written first */
void rh_store_rig_flush (RhStoreRig *rig);
void rh_store_rig_refresh (RhStoreRig *rig);
/* @told is what the store last said is not saved. */
void rh_store_rig_listen (RhStoreRig *rig, GError **told);
RhRequestItem *rh_store_rig_find (RhStoreRig *rig, const char *path); /* must be there */
RhFolder *rh_store_rig_nth_folder (RhStoreRig *rig, guint n);         /* of the root; borrowed */
/* "Folder[Request,Request],Request" */
char *rh_store_rig_tree (RhStoreRig *rig);
void rh_store_rig_assert_tree (RhStoreRig *rig, const char *expected);

G_END_DECLS
