/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of another program's, gone through within the limits of an import: what cannot be read
 * is told, and the rest comes. Symbolic links lead nowhere, for the disk follows none. */
#pragma once

#include "format/rh-import-reader.h"

G_BEGIN_DECLS

typedef struct
{
  RhImport *import;
  RhDisk *disk;
  const RhImportWatch *watch;
  guint n_files;
  gsize n_bytes;
  gboolean full; /* a limit was met and told */
} RhImportFolder;

/* Whether to go on: not cancelled, and no limit was met. */
gboolean rh_import_folder_goes_on (RhImportFolder *self);
/* Of RhDiskEntry, by name, none of them hidden. What cannot be listed is told and empty.
 * (transfer full) */
GPtrArray *rh_import_folder_list (RhImportFolder *self, const char *path);
/* NULL: it was told, or there is no such file. Its name is the path. (transfer full) */
RhImportFile *rh_import_folder_read (RhImportFolder *self, const char *path);
/* Whether there is such a thing in the folder @path. */
gboolean rh_import_folder_has (RhDisk *disk, const char *path, const char *name, RhDiskKind kind);
/* "NAME: what": told as not read. */
void rh_import_folder_refuse (RhImportFolder *self, const char *path, const char *what);
/* Whether @depth levels of folders are too many; told. */
gboolean rh_import_folder_is_deep (RhImportFolder *self, const char *path, guint depth);
/* "path/name", or "name" in the root. (transfer full) */
char *rh_import_folder_join (const char *path, const char *name);
/* The same for places: "Users / Get". (transfer full) */
char *rh_import_folder_place (const char *around, const char *name);
/* UTF-8, of a file's name without its @suffix. (transfer full) */
char *rh_import_folder_stem (const char *name, const char *suffix);

/* Things of a folder and where each stands among them. */
typedef struct
{
  GObject *item;
  double order; /* NAN: behind all that have one */
} RhImportPlaced;
GPtrArray *rh_import_placed_new (void); /* of RhImportPlaced */
/* @item: (transfer full) */
void rh_import_placed_add (GPtrArray *placed, gpointer item, double order);
/* By order, and as they were added where that is the same. */
void rh_import_placed_put (GPtrArray *placed, RhFolder *folder);

/* Params as a list beside the URL, which alone is sent: notes and rows that are off are laid over
 * the rows that the URL made. One that is on and not in the URL is switched off, and told. */
void
rh_import_overlay_params (RhImport *self, RhRequestItem *item, GListModel *rows, const char *place);
/* Values of ":name" in the path. What is a part of a segment becomes a variable; what is not there
 * is told. */
void
rh_import_overlay_path (RhImport *self, RhRequestItem *item, GListModel *rows, const char *place);
/* A query and its variables, as JSON that need not be valid yet, as the JSON body that is sent for
 * them; told. */
void rh_import_set_graphql (RhImport *self,
                            RhRequestItem *item,
                            const char *query,
                            const char *variables,
                            const char *operation,
                            const char *place);

G_END_DECLS
