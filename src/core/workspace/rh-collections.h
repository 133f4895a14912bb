/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collections that are open: each in its folder, which is one that the user chose or, before
 * anybody chose one, in the app's data. One RhCollection a folder, however often it is opened. */
#pragma once

#include "collection/rh-collection-store.h"
#include "collection/rh-collection-write.h"
#include "workspace/rh-known-folders.h"

G_BEGIN_DECLS

#define RH_TYPE_COLLECTIONS (rh_collections_get_type ())
G_DECLARE_FINAL_TYPE (RhCollections, rh_collections, RH, COLLECTIONS, GObject)

/* @data_dir: collections without a folder of the user's; @state_dir: which folders are known. Both
 * are made when first needed, mode 0700. Signal "unsaved" (RhCollection, GError): something that
 * writes itself could not. */
RhCollections *rh_collections_new (GFile *data_dir, GFile *state_dir);
/* GListModel of RhCollection, in the order they were opened. */
GListModel *rh_collections_get_list (RhCollections *self);
RhKnownFolders *rh_collections_get_known (RhCollections *self);
/* NULL: it could not be put on a disk and lives in memory. */
RhCollectionStore *rh_collections_get_store (RhCollections *self, RhCollection *collection);

/* Begins to read, in a thread, what is in the app's data and @folders (of GFile): what load() and
 * open() will be asked for soon. What nobody asked for until end_ahead() is read again when
 * somebody does. */
void rh_collections_read_ahead (RhCollections *self, GPtrArray *folders);
void rh_collections_end_ahead (RhCollections *self);
/* Opens what is in the app's data. One that cannot be read hides no other; the first error is told.
 */
gboolean rh_collections_load (RhCollections *self, GError **error);
/* Whether load() has something to read: cheap. */
gboolean rh_collections_has_files (RhCollections *self);
/* The folder, or the opencollection.yml in it. Borrowed. A folder that is new to this user is not
 * accepted: no secret that is kept here is used by it until accept(). */
RhCollection *rh_collections_open (RhCollections *self, GFile *folder, GError **error);
/* Puts into a new collection what it begins with, before anything is written. */
typedef void (*RhCollectionsFill) (RhCollection *collection, gpointer user_data);
/* A new collection in @folder, or in a new folder within if it has other files. @fill NULL: an
 * empty one. Borrowed. */
RhCollection *rh_collections_create (RhCollections *self,
                                     GFile *folder,
                                     const char *name,
                                     RhCollectionsFill fill,
                                     gpointer user_data,
                                     GError **error);
/* Writes @content, which is new as a whole, and opens it: in @folder if that is empty or not there
 * yet, else in a new folder within. @progress is called in the thread that writes, and nobody may
 * touch @content meanwhile. After an error or a cancel nothing is there. */
void rh_collections_write_async (RhCollections *self,
                                 GFile *folder,
                                 RhCollection *content,
                                 RhCollectionWriteProgress progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Borrowed. */
RhCollection *
rh_collections_write_finish (RhCollections *self, GAsyncResult *result, GError **error);
/* For that: takes over a store of a collection that was just made in @folder. */
gboolean
rh_collections_adopt (RhCollections *self, RhCollectionStore *store, GFile *folder, GError **error);
/* The id of the starter collection, and the collection if there is one already. */
char *rh_collections_dup_starter_id (RhCollections *self);
RhCollection *rh_collections_get_starter (RhCollections *self);
/* Keeps it as the starter collection, in the app's data. */
void rh_collections_add_starter (RhCollections *self, RhCollection *collection);
/* Puts one from the app's data where @folder says, as create() does; it stays the same collection.
 */
gboolean rh_collections_save_to (RhCollections *self,
                                 RhCollection *collection,
                                 GFile *folder,
                                 GError **error);
gboolean rh_collections_accept (RhCollections *self, RhCollection *collection, GError **error);
/* Writes what is to be written and lets go of it. */
gboolean rh_collections_close (RhCollections *self, RhCollection *collection, GError **error);
gboolean rh_collections_flush (RhCollections *self, GError **error);

G_END_DECLS
