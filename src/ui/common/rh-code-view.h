/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GtkSourceView as this app wants it: font, wrap, zoom and colours from settings and theme. */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define RH_TYPE_CODE_VIEW (rh_code_view_get_type ())
G_DECLARE_FINAL_TYPE (RhCodeView, rh_code_view, RH, CODE_VIEW, GtkSourceView)

GtkWidget *rh_code_view_new (void);
/* As GtkSourceView names it ("json"); NULL: no highlighting. */
void rh_code_view_set_language (RhCodeView *self, const char *language);
/* Replaces the text, not as something to undo, and puts the cursor at its start. */
void rh_code_view_set_text (RhCodeView *self, const char *text);
/* Changes only what is different, and puts the cursor behind it, where one sees it. */
void rh_code_view_change_text (RhCodeView *self, const char *text);
char *rh_code_view_dup_text (RhCodeView *self);

G_END_DECLS
