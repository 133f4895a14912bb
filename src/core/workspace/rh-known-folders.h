/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which folders this user knows as collections: the random id that keys tokens and secrets, whether
 * its requests may use them, and which files elsewhere it may send. Kept in the user's state, never
 * in the folder, so that a copied or a changed folder gets nothing (security.md 3.1). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_KNOWN_FOLDERS (rh_known_folders_get_type ())
G_DECLARE_FINAL_TYPE (RhKnownFolders, rh_known_folders, RH, KNOWN_FOLDERS, GObject)

/* One that is there and cannot be read knows no folder, and is not written over: no folder can be
 * opened then, since what was decided about it is not known. */
RhKnownFolders *rh_known_folders_new (GFile *file);

/* The folder's id, by where it really is (rh-real-path.h); a new one, not accepted, for one that
 * was never seen. @accepted: it was made here. NULL with an error if that cannot be written down.
 * (transfer full) */
char *
rh_known_folders_need_id (RhKnownFolders *self, GFile *folder, gboolean accepted, GError **error);
/* Where the collection of that id can be opened; NULL: not known. (transfer full) */
GFile *rh_known_folders_dup_folder (RhKnownFolders *self, const char *id);
/* The collection of that id is in another folder from now on. */
gboolean
rh_known_folders_move (RhKnownFolders *self, const char *id, GFile *folder, GError **error);
gboolean rh_known_folders_is_accepted (RhKnownFolders *self, const char *id);
gboolean rh_known_folders_accept (RhKnownFolders *self, const char *id, GError **error);
/* A file outside the folder that its requests may send: asked once for each path. */
gboolean rh_known_folders_allows_file (RhKnownFolders *self, const char *id, const char *path);
gboolean rh_known_folders_allow_file (RhKnownFolders *self,
                                      const char *id,
                                      const char *path,
                                      GError **error);

G_END_DECLS
