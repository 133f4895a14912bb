/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scopes of a text as chips that can be removed, and "Add Scope…" with those that the service
 * documents. */
#pragma once

#include "collection/rh-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SCOPE_CHIPS (rh_scope_chips_get_type ())
G_DECLARE_FINAL_TYPE (RhScopeChips, rh_scope_chips, RH, SCOPE_CHIPS, AdwBin)

/* Property "scope": scopes separated by spaces, in their order; bind it to an entry's text. */
const char *rh_scope_chips_get_scope (RhScopeChips *self);
void rh_scope_chips_set_scope (RhScopeChips *self, const char *scope);
/* GListModel of RhServiceScope, NULL: none documented. */
void rh_scope_chips_set_documented (RhScopeChips *self, GListModel *documented);

G_END_DECLS
