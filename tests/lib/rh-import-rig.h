/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts read as files of other programs, for tests of their readers. */
#pragma once

#include "format/rh-import-reader.h"

G_BEGIN_DECLS

/* Must be readable. (transfer full) */
RhImport *rh_import_rig_read (const char *name, const char *text);
/* A folder of these files: path, text, path, text, …, NULL. */
RhImport *rh_import_rig_read_folder (const char *name, const char *const *files);
/* Must not be; the message is returned. (transfer full) */
char *rh_import_rig_fail (const char *name, const char *text, RhImportError code);
/* How often it is told; @what NULL: whatever it is. */
guint
rh_import_rig_count (RhImport *import, RhImportCode code, const char *place, const char *what);
void rh_import_rig_print_notes (RhImport *import);
/* "Folder[Request,Request],Request" */
char *rh_import_rig_tree (RhImport *import);
/* By the names on the way, with "/" between; must be there. Borrowed. */
RhRequestItem *rh_import_rig_find (RhImport *import, const char *path);
/* Name, ": ", value, a line feed for each row, "- " before those that are off; with the type of a
 * part and "@" before a file. */
char *rh_import_rig_rows (GListModel *rows);
/* Name, "=", value, " ", kind, a line feed for each, "- " before those that are off, "* " before
 * secrets. */
char *rh_import_rig_variables (RhEnvironment *scope);
/* The value that goes to the keyring for that variable; NULL: none. (transfer full) */
char *rh_import_rig_secret (RhImport *import, const char *variable);
/* All files that it becomes, written by the store into a scratch folder, and all notes: what a
 * secret must not be in. */
char *rh_import_rig_write (RhImport *import);

G_END_DECLS
