/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts from anywhere in a window. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @text is plain: it may be a name or a server's words, and is never markup. */
AdwToast *rh_toast_new (const char *text);
/* In the window that @from is in; takes @toast. */
void rh_toast_add (GtkWidget *from, AdwToast *toast);
void rh_toast_show (GtkWidget *from, const char *text);
/* What comes by itself: in the dialog that is open in that window, if it has a place for it. */
void rh_toast_show_in_front (GtkWidget *from, const char *text);
/* The text to the clipboard, and a toast that says so. */
void rh_toast_copy (GtkWidget *from, const char *text);

G_END_DECLS
