/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of a body's tokens: GNOME's, dark enough on light and light enough on dark to be
 * read, more so in high contrast. */
#pragma once

#include "body/rh-body-document.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef enum
{
  RH_BODY_PALETTE_LIGHT,
  RH_BODY_PALETTE_DARK,
  RH_BODY_PALETTE_LIGHT_CONTRAST,
  RH_BODY_PALETTE_DARK_CONTRAST,
  RH_BODY_PALETTE_N,
} RhBodyPalette;

RhBodyPalette rh_body_palette_get_current (void);
/* "#1a5fb4"; NULL: of plain text, that of the widget. */
const char *rh_body_palette_get_color (RhBodyPalette palette, RhBodyTokenKind kind);

G_END_DECLS
