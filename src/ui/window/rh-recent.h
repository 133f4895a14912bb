/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders that were opened last, for the menu; in the user's state, and none where the system
 * is told to keep no history of files. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_RECENT (rh_recent_get_type ())
G_DECLARE_FINAL_TYPE (RhRecent, rh_recent, RH, RECENT, GObject)

/* Gives @application, which it does not keep, the actions "note-recent" (URI and name of a folder
 * that was opened) and "clear-recent", and its menu "collection-section" a submenu while there are
 * any. @state_dir: where the list is kept. */
RhRecent *rh_recent_new (GtkApplication *application, GFile *state_dir);

G_END_DECLS
