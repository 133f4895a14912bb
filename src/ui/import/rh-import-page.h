/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came and what became of it, group by group, before anything is written. */
#pragma once

#include "format/rh-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_IMPORT_PAGE (rh_import_page_get_type ())
G_DECLARE_FINAL_TYPE (RhImportPage, rh_import_page, RH, IMPORT_PAGE, AdwBin)

/* Property "has-name" (boolean, read only, notified). Signal "push" (AdwNavigationPage): a group is
 * wanted at full length. */
/* Once. @into: the name of the collection that environments go to; NULL: a new one is made. */
void rh_import_page_set_import (RhImportPage *self, RhImport *import, const char *into);
/* As typed, without spaces around. (transfer full) */
char *rh_import_page_dup_name (RhImportPage *self);
gboolean rh_import_page_has_name (RhImportPage *self);

G_END_DECLS
