/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who signs a request: the collection's OAuth 2.0, or nobody. */
#pragma once

#include "collection/rh-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_AUTH_PAGE (rh_auth_page_get_type ())
G_DECLARE_FINAL_TYPE (RhAuthPage, rh_auth_page, RH, AUTH_PAGE, AdwBin)

GtkWidget *rh_auth_page_new (RhRequestItem *item, RhCollection *collection);

G_END_DECLS
