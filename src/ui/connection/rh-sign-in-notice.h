/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sign-in has ended while the browser is in front: how whoever was there is told. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A window that can be seen comes to the front, if @present. One that is hidden stays where it is:
 * a notification says it, leads to the window, and goes away when the window is looked at or
 * closed.
 * @from: any widget of the window. @body: NULL: none. */
void
rh_sign_in_notice_give (GtkWidget *from, gboolean present, const char *title, const char *body);

G_END_DECLS
