/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader says when something changes where the keyboard is not. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says @text once what is being said has ended. A toast is said by the toolkit. */
void rh_announce (gpointer accessible, const char *text);
/* At once: somebody has to do something about it. */
void rh_announce_alert (gpointer accessible, const char *text);
/* When nothing else is being said. */
void rh_announce_aside (gpointer accessible, const char *text);

G_END_DECLS
