/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a report: what, and where. */
#pragma once

#include "format/rh-import-report.h"

G_BEGIN_DECLS

#define RH_TYPE_IMPORT_ROW (rh_import_row_get_type ())
G_DECLARE_FINAL_TYPE (RhImportRow, rh_import_row, RH, IMPORT_ROW, GObject)

/* Plain text. */
RhImportRow *rh_import_row_new (const char *title, const char *subtitle);
const char *rh_import_row_get_title (RhImportRow *self);
const char *rh_import_row_get_subtitle (RhImportRow *self);

/* All notes of a kind, and all secrets, each in a row; of RhImportRow. (transfer full) */
GListModel *rh_import_rows_of_kind (RhImport *import, RhImportKind kind);
GListModel *rh_import_rows_of_secrets (RhImport *import);
/* The notes of a kind, the same ones together: a sentence, and the first places that it holds for.
 * @whole: no place is left out. (transfer full) */
GListModel *rh_import_rows_in_short (RhImport *import, RhImportKind kind, gboolean *whole);

G_END_DECLS
