/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who signs a request, or all requests in a folder: what is around it, nobody, the collection's
 * OAuth 2.0, or a name and a secret of its own. */
#pragma once

#include "collection/rh-collection.h"
#include "common/rh-variable-scope.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_AUTH_PAGE (rh_auth_page_get_type ())
G_DECLARE_FINAL_TYPE (RhAuthPage, rh_auth_page, RH, AUTH_PAGE, AdwBin)

/* A secret that was typed in clear is offered to become a variable: then "auth.keep" (s) is
 * activated, with the field's name as in rh-auth.h. */
GtkWidget *rh_auth_page_new (RhRequestItem *item, RhCollection *collection, RhVariableScope *scope);
/* @folder: the collection's root too. */
GtkWidget *
rh_auth_page_new_for_folder (RhFolder *folder, RhCollection *collection, RhVariableScope *scope);

/* What a field is called on screen. */
const char *rh_auth_page_label_of (const char *field);

G_END_DECLS
