/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a user gives: files of other programs, or a folder of one. */
#pragma once

#include "format/rh-import-reader.h"

G_BEGIN_DECLS

/* @files: of GFile; files, or one folder. Nothing else is read, and of each no more than
 * RH_IMPORT_MAX_SIZE together. Any thread. Errors: those of RH_IMPORT_ERROR, RH_DISK_ERROR and
 * RH_YAML_ERROR, whose messages begin with the file's own name; G_IO_ERROR_CANCELLED. (transfer
 * full) */
RhImport *rh_import_load (GPtrArray *files, const RhImportWatch *watch, GError **error);

G_END_DECLS
