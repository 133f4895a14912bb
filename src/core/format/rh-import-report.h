/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say of an import: the same groups on screen, in a terminal and in a file. */
#pragma once

#include "collection/rh-disk.h"
#include "format/rh-import.h"

G_BEGIN_DECLS

/* "60 requests, 4 folders and …" is glued in no language: each is a phrase of its own, "60
 * requests", most telling first; nothing of which there is none. (transfer full) */
GStrv rh_import_report_dup_counts (RhImport *import);
/* "60 requests from Postman 2.1", or what else there is. (transfer full) */
char *rh_import_report_dup_title (RhImport *import);
/* Those of a kind, by code and then by place, each code's together. (transfer container)
 * (element-type RhImportNote) */
GPtrArray *rh_import_report_list (RhImport *import, RhImportKind kind);
/* Where it is, for people: "Users / Get user", or that it is the collection; and how often, if more
 * than once. (transfer full) */
char *rh_import_report_dup_place (const RhImportNote *note);
/* "Environment Staging: token". Never a value. (transfer full) */
char *rh_import_report_dup_secret (const RhImportSecret *secret);

/* All of it, as Markdown. Never a secret's value. (transfer full) */
char *rh_import_report_new (RhImport *import);
/* Into a file in the root of @disk that is new: "Import Report.md". Its name, or NULL with an
 * error. (transfer full) */
char *rh_import_report_save (RhImport *import, RhDisk *disk, GError **error);

/* A name out of a file as what it is, one line that neither steers a terminal nor turns around what
 * stands behind it. (transfer full) */
char *rh_import_report_dup_line (const char *text);

G_END_DECLS
