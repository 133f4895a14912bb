/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of a report at full length: thousands of lines scroll as quickly as ten. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_IMPORT_LIST (rh_import_list_get_type ())
G_DECLARE_FINAL_TYPE (RhImportList, rh_import_list, RH, IMPORT_LIST, AdwNavigationPage)

/* @rows: of RhImportRow. */
AdwNavigationPage *rh_import_list_new (const char *title, GListModel *rows);

G_END_DECLS
