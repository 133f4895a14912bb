/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a request: nothing, text, a form or a file. */
#pragma once

#include "collection/rh-request-item.h"
#include "common/rh-variable-scope.h"
#include "request/rh-field-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_BODY_PAGE (rh_body_page_get_type ())
G_DECLARE_FINAL_TYPE (RhBodyPage, rh_body_page, RH, BODY_PAGE, AdwBin)

/* Properties: "narrow"; "rows": the RhFieldList that is shown and can be edited as text, NULL. */
GtkWidget *rh_body_page_new (RhRequestItem *item, RhVariableScope *scope);
/* What was dropped on it, of GFile: several become parts, one the body, unless parts are what is
 * edited. */
gboolean rh_body_page_take_files (RhBodyPage *self, GListModel *files);
/* @place: of RhRequestUndo; @row: the same of a row, NULL. */
void rh_body_page_reveal (RhBodyPage *self, const char *place, const RhFieldPlace *row);

G_END_DECLS
