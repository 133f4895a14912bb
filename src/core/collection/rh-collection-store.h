/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection and its folder on disk: an OpenCollection. Names, order, folders, environments and
 * the collection's own settings are written soon after they change; a request when somebody saves
 * it. What others do in the folder (git, an editor) is taken over. Nothing is written over that was
 * not read: a file that changed or cannot be understood stays as it is. */
#pragma once

#include "collection/rh-collection.h"
#include "collection/rh-disk.h"

G_BEGIN_DECLS

#define RH_COLLECTION_STORE_ERROR (rh_collection_store_error_quark ())
GQuark rh_collection_store_error_quark (void);
/* Errors of the disk (RH_DISK_ERROR) and of the format pass through besides. */
typedef enum
{
  RH_COLLECTION_STORE_ERROR_NONE_HERE, /* no opencollection.yml in that folder */
  RH_COLLECTION_STORE_ERROR_NOT_EMPTY, /* a new collection wants a folder without one */
  RH_COLLECTION_STORE_ERROR_BROKEN,    /* the file cannot be read, so it is not written over */
  RH_COLLECTION_STORE_ERROR_CONFLICT,  /* the file changed meanwhile: the user chooses */
  RH_COLLECTION_STORE_ERROR_SECRETS,   /* a secret stands there in clear, and would be lost */
} RhCollectionStoreError;

#define RH_TYPE_COLLECTION_STORE (rh_collection_store_get_type ())
G_DECLARE_FINAL_TYPE (RhCollectionStore, rh_collection_store, RH, COLLECTION_STORE, GObject)

/* Property "clash" (GObject), notified: see rh_collection_store_get_clash(). Property "problems"
 * (GStrv), notified: files that cannot be read, as "path: line 3: …". Signal
 * "relaid" (path): a file that another program wrote was laid out anew by a first change. Signal
 * "unsaved" (GError): what should have been written by itself could not be. */
RhCollectionStore *rh_collection_store_new (RhCollection *collection, RhDisk *disk);
RhCollection *rh_collection_store_get_collection (RhCollectionStore *self);
RhDisk *rh_collection_store_get_disk (RhCollectionStore *self);

/* Fills the empty collection from the folder. Requests are glanced at and read when asked for. */
gboolean rh_collection_store_open (RhCollectionStore *self, GError **error);
/* Writes the collection into a folder that has none. */
gboolean rh_collection_store_create (RhCollectionStore *self, GError **error);
/* Writes all of it into another folder that has no collection yet, requests as they are saved, and
 * goes on there. The old folder stays as it is. */
gboolean rh_collection_store_move (RhCollectionStore *self, RhDisk *disk, GError **error);

/* Writes down now what is to be written by itself. CONFLICT: what is in the way of it is still to
 * be seen, or something gave way already and nobody chose yet. */
gboolean rh_collection_store_flush (RhCollectionStore *self, GError **error);
/* The request as it is edited. CONFLICT: its file is another one than it was; choose first.
 * RH_DISK_ERROR_NOT_FOUND: it was deleted. */
gboolean rh_collection_store_save (RhCollectionStore *self, RhRequestItem *item, GError **error);
/* Back to what the file says. */
gboolean rh_collection_store_discard (RhCollectionStore *self, RhRequestItem *item, GError **error);

/* Looks for what others did. Cheap where nothing was done: names, times and sizes only. A request
 * with unsaved edits whose file changed gets the property "conflict". */
gboolean rh_collection_store_refresh (RhCollectionStore *self, GError **error);
/* Watches the folder and refreshes by itself. Not every folder tells (a document portal does not):
 * refresh on focus and before a save all the same. */
void rh_collection_store_watch (RhCollectionStore *self);
/* A folder, an environment or the collection's own (its root) whose changes, which are written by
 * themselves, gave way to what others wrote at the same moment: they are kept until somebody chose,
 * or the program ends. The oldest one; NULL: none. */
GObject *rh_collection_store_get_clash (RhCollectionStore *self);
/* What the file of a request in conflict, or of what gave way, says now; NULL: it is gone.
 * (transfer full) */
GBytes *rh_collection_store_dup_theirs (RhCollectionStore *self, gpointer object);
/* What saving it would write, or would have written. (transfer full) */
GBytes *rh_collection_store_dup_mine (RhCollectionStore *self, gpointer object, GError **error);
/* Ends a conflict: with @mine the edits stay, to be saved over what came; else they give way. What
 * gave way already comes back with @mine, as an edit, and is let go else. */
gboolean rh_collection_store_resolve (RhCollectionStore *self,
                                      gpointer object,
                                      gboolean mine,
                                      GError **error);

/* Writes @text into a file of the collection, which must say @expected, for what stands there and
 * is not in the model: a secret in clear that is kept elsewhere by now. What is being edited stays
 * edited, on top of @text; the rest of the collection follows with the next refresh. CONFLICT: the
 * file says something else. */
gboolean rh_collection_store_rewrite (RhCollectionStore *self,
                                      const char *file,
                                      GBytes *expected,
                                      GBytes *text,
                                      GError **error);

/* Where a request, a folder or an environment is kept, relative to the folder; NULL: not yet. */
const char *rh_collection_store_get_path (RhCollectionStore *self, gpointer object);
/* The request of that path, or NULL; borrowed. ".yml" may be left out. */
RhRequestItem *rh_collection_store_find (RhCollectionStore *self, const char *path);
/* Puts what was typed and not saved back (a file's text, and what the file said then; NULL: it was
 * new): the request is edited, and in conflict if its file says something else now. */
gboolean rh_collection_store_restore (RhCollectionStore *self,
                                      RhRequestItem *item,
                                      GBytes *draft,
                                      GBytes *base,
                                      GError **error);

G_END_DECLS
