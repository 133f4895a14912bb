/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of RhCollectionStore: what it knows (this), how it reads (rh-store-read.c), how
 * it writes (rh-store-write.c) and where to (rh-store-place.c), how it takes over what others did
 * (rh-store-refresh.c) and keeps what gave way to it (rh-store-clash.c), and how it takes care of
 * secrets in clear (rh-store-rewrite.c). */
#pragma once

#include "collection/rh-collection-store.h"

G_BEGIN_DECLS

#define RH_STORE_COLLECTION_FILE "opencollection.yml"
#define RH_STORE_FOLDER_FILE "folder.yml"
#define RH_STORE_ENVIRONMENTS "environments"
#define RH_STORE_SUFFIX ".yml"

/* A folder, a request or an environment that is on disk. */
typedef struct
{
  GObject *object; /* owned */
  char *path;      /* of a folder, its own: "" is the root */
  char *file;      /* where its text is */
  char *name;      /* that the text gives it */
  double seq;      /* that the text gives it; NAN: none */
  RhDiskInfo info; /* of the file when it was read or written last; size -1: there is none */
  guint64 inode;   /* of a folder itself */
  gboolean broken; /* the file is there and cannot be read */
  gboolean ahead;  /* the object's source is not the file's text, but will be */
} RhStoreEntry;

/* What gave way to others. */
typedef struct _RhStoreClash RhStoreClash;

struct _RhCollectionStore
{
  GObject parent_instance;

  /* owned */
  RhCollection *collection;
  RhDisk *disk;
  GHashTable *entries;  /* GObject → RhStoreEntry */
  GHashTable *files;    /* file → RhStoreEntry, borrowed */
  GHashTable *dirty;    /* RhFolder and RhEnvironment whose text is to be written */
  GHashTable *monitors; /* folder's path → GFileMonitor; NULL: it does not watch */
  GHashTable *problems; /* file → sentence */
  GHashTable *names;    /* folder → names that it has, for as long as a walk takes; NULL */
  GPtrArray *clashes;   /* of RhStoreClash, the oldest first */
  char *clash;          /* file that others changed over what was to be written; NULL */

  /* plain */
  guint flush_timer;
  guint refresh_timer;
  guint quiet;        /* over 0: the store itself changes the collection */
  gboolean all_or_no; /* it has its folder to itself, and what fails ends the walk */
};

/* What it knows */
RhStoreEntry *rh_store_get (RhCollectionStore *self, gpointer object); /* NULL */
RhStoreEntry *rh_store_get_file (RhCollectionStore *self, const char *file);
/* Takes @path and @file. In the place of what was known of @object. */
RhStoreEntry *rh_store_put (RhCollectionStore *self, gpointer object, char *path, char *file);
void rh_store_rename (RhCollectionStore *self, RhStoreEntry *entry, char *path, char *file);
void rh_store_forget (RhCollectionStore *self, gpointer object);
void rh_store_set_problem (RhCollectionStore *self, const char *file, const char *problem);
/* Changes of it are noted from now on. */
void rh_store_watch_object (RhCollectionStore *self, gpointer object);
void rh_store_monitor (RhCollectionStore *self, const char *path);
/* By their looks: size, time and inode. */
gboolean rh_store_is_same_file (const RhDiskInfo *a, const RhDiskInfo *b);
void rh_store_set_conflict (RhRequestItem *item, gboolean conflict);
char *rh_store_join (const char *folder, const char *name);
char *rh_store_stem (const char *name); /* without ".yml" */

/* How it reads */
gboolean rh_store_read_all (RhCollectionStore *self, GError **error);
/* Each puts the entry; what is wrong with the file is noted there and in the object. */
void rh_store_read_folder (RhCollectionStore *self, RhFolder *parent, const char *path);
RhRequestItem *
rh_store_read_request (RhCollectionStore *self, const char *file, const RhDiskInfo *info);
RhEnvironment *rh_store_read_environment (RhCollectionStore *self, const char *file);
/* The text of the folder's own file, into @folder. */
gboolean rh_store_read_folder_text (RhCollectionStore *self, RhStoreEntry *entry, GBytes *text);
/* The collection's own file, into the collection, whatever was in it before. */
gboolean rh_store_read_collection_text (RhCollectionStore *self, RhStoreEntry *root, GBytes *text);
/* Whether there is a request or a folder in it, by what is on disk now. */
gboolean rh_store_has_items (RhCollectionStore *self, const char *path);
/* A loader for what was glanced at. */
void rh_store_set_loader (RhCollectionStore *self, RhStoreEntry *entry);
/* A file that gives no name is called by its own. (transfer full) */
RhRequestItem *rh_store_parse_request (const char *file, GBytes *text, double *seq, GError **error);
GBytes *rh_store_read_text (RhDisk *disk, const char *file, RhDiskInfo *info, GError **error);
/* The items of @folder in the order that their files give. */
void rh_store_sort (RhCollectionStore *self, RhFolder *folder, GPtrArray *items);
gboolean rh_store_is_request_name (const char *name);
gboolean rh_store_is_folder_name (const char *parent, const char *name);

/* How it writes */
gboolean rh_store_write_all (RhCollectionStore *self, GError **error);
gboolean
rh_store_write_text (RhCollectionStore *self, RhStoreEntry *entry, GBytes *text, GError **error);
/* @info: of the file that was looked at (size -1: there was none), and then of the new one.
 * CONFLICT: another one came in its place, however late. */
gboolean rh_store_write_file (RhCollectionStore *self,
                              const char *file,
                              GBytes *text,
                              RhDiskInfo *info,
                              gboolean *written,
                              GError **error);
/* A folder that somebody removed comes back, and those around it, with what they said. */
gboolean rh_store_need_folder (RhCollectionStore *self, const char *path, GError **error);
/* Whether @text, written over @other (NULL: nothing), would change nothing in it. */
gboolean rh_store_says_the_same (GBytes *text, GBytes *other);
GBytes *rh_store_get_source (RhStoreEntry *entry);
void rh_store_set_source (RhStoreEntry *entry, GBytes *text);
/* FALSE, SECRETS: @source holds a secret in clear that @text has no more. */
gboolean rh_store_check_secrets (const char *file, GBytes *source, GBytes *text, GError **error);
/* What the collection's file says of an environment goes by its name. @new_name NULL: it is gone.
 */
void rh_store_rename_extras (RhCollectionStore *self, const char *name, const char *new_name);
/* A secret of its auth that was taken out of the file does not come back from the model: what @text
 * says is taken where nobody changed what @expected said. */
void rh_store_follow_auth (gpointer object, GBytes *expected, GBytes *text);

/* Where it puts things */
/* Between the two each folder is listed once, and names that are given are known to be taken. */
void rh_store_begin_names (RhCollectionStore *self);
void rh_store_end_names (RhCollectionStore *self);
/* For @object, which is new and will be called @name: a path that is free. (transfer full) */
char *rh_store_choose_path (RhCollectionStore *self,
                            gpointer object,
                            const char *folder,
                            const char *name);
/* Gives it the place and the file name that it should have. */
gboolean rh_store_move_to_place (RhCollectionStore *self,
                                 RhStoreEntry *entry,
                                 const char *folder,
                                 const char *name,
                                 GError **error);
/* Numbers for @items, all folders or all requests, in their order, so that as few as can be change.
 * @whole: those of folders, since Bruno takes a folder whose number is a fraction for one that has
 * none. @seqs: one for each. */
void rh_store_choose_seqs (RhCollectionStore *self,
                           RhFolder *folder,
                           GPtrArray *items,
                           gboolean whole,
                           double *seqs);

/* How it takes over what others did */
gboolean rh_store_take_over (RhCollectionStore *self, GError **error);
/* All that its file says of it. */
void rh_store_take_environment (RhEnvironment *environment, RhEnvironment *found);

/* How it keeps what gave way */
void rh_store_clash_free (RhStoreClash *self);
/* Of a folder or an environment, before @theirs (NULL: it is gone) is taken over. FALSE: nothing of
 * it is in the way of that. */
gboolean rh_store_keep_clash (RhCollectionStore *self, RhStoreEntry *entry, GBytes *theirs);
GBytes *rh_store_dup_clash (RhCollectionStore *self, gpointer object); /* its text; NULL: none */
/* Of @object, or of what took its place since; NULL: it is gone. */
RhStoreEntry *rh_store_get_clash_entry (RhCollectionStore *self, gpointer object);
gboolean
rh_store_resolve_clash (RhCollectionStore *self, gpointer object, gboolean mine, GError **error);
/* FALSE, CONFLICT: there is one. */
gboolean rh_store_check_clash (RhCollectionStore *self, GError **error);
void rh_store_notify_clash (RhCollectionStore *self);

G_END_DECLS
