/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colour of an environment as a dot, and the colours that are offered, by name: colour never
 * speaks alone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_COLOR_DOT (rh_color_dot_get_type ())
G_DECLARE_FINAL_TYPE (RhColorDot, rh_color_dot, RH, COLOR_DOT, GtkWidget)

/* Property "color": "#rrggbb"; "" or anything else: a ring. Its accessible name says the colour. */
GtkWidget *rh_color_dot_new (void);
void rh_color_dot_set_color (RhColorDot *self, const char *color);

/* The offered colours: position 0 is none. */
guint rh_color_get_n_colors (void);
const char *rh_color_nth (guint position);
const char *rh_color_nth_name (guint position);
/* The position of a colour that is offered; FALSE: it is none of ours. */
gboolean rh_color_find (const char *color, guint *position);
/* "Red"; "#123456" for a colour of somebody else; "No Color". */
const char *rh_color_get_name (const char *color);

G_END_DECLS
