/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The titles of a GtkStack's pages, to go between them; beside a title stands how much is on its
 * page. AdwInlineViewSwitcher and AdwViewStack look alike, but their animations never go
 * (libadwaita 1.7 to 1.9): of each tab that is closed they leave a kilobyte behind. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_PAGE_SWITCHER (rh_page_switcher_get_type ())
G_DECLARE_FINAL_TYPE (RhPageSwitcher, rh_page_switcher, RH, PAGE_SWITCHER, AdwBin)

/* Property "stack": a GtkStack with all its pages, which have names and titles. Set once. */

/* How many things are on the page of that name; 0: nothing is said. */
void rh_page_switcher_set_count (RhPageSwitcher *self, const char *page, guint count);
/* Its titles closer together: many share a narrow window. */
void rh_page_switcher_set_narrow (RhPageSwitcher *self, gboolean narrow);

G_END_DECLS
