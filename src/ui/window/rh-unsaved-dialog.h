/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before a window or the app closes on changes that could not be written. Requests are not
 * among them while what was edited in those is kept as a draft. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*RhUnsavedFunc) (gpointer user_data);

/* @error: why they could not be written; @drafts_kept: but for what was edited in requests. Calls
 * @close if somebody says so; @user_data is held until there is an answer. */
AdwDialog *rh_unsaved_dialog_ask (GtkWidget *from,
                                  const GError *error,
                                  gboolean drafts_kept,
                                  RhUnsavedFunc close,
                                  GObject *user_data);

G_END_DECLS
