/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first window: the ways to begin. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_WELCOME_PAGE (rh_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (RhWelcomePage, rh_welcome_page, RH, WELCOME_PAGE, AdwBin)

GtkWidget *rh_welcome_page_new (GMenuModel *menu);

G_END_DECLS
