/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How bodies are set in type: font and zoom from the settings. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Widgets with this style class follow. */
#define RH_CODE_CLASS "rh-code"

#define RH_TYPE_CODE_STYLE (rh_code_style_get_type ())
G_DECLARE_FINAL_TYPE (RhCodeStyle, rh_code_style, RH, CODE_STYLE, GObject)

/* Property "zoom": percent, 50 to 300; kept in the settings. */
RhCodeStyle *rh_code_style_get_default (void);
guint rh_code_style_get_zoom (RhCodeStyle *self);
void rh_code_style_zoom_in (RhCodeStyle *self);
void rh_code_style_zoom_out (RhCodeStyle *self);
void rh_code_style_zoom_reset (RhCodeStyle *self);

/* @font: as Pango writes it, "Source Code Pro Bold 10". A CSS rule for RH_CODE_CLASS. */
char *rh_code_style_format_css (const char *font, guint zoom);

G_END_DECLS
