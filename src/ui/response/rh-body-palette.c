/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of a body's tokens. */
#define G_LOG_DOMAIN "rh-body-palette"

#include "config.h"

#include "response/rh-body-palette.h"

#include <adwaita.h>

#define N_KINDS (RH_BODY_TOKEN_OFFSET + 1)

static const char *const colors[RH_BODY_PALETTE_N][N_KINDS] = {
  [RH_BODY_PALETTE_LIGHT] = {
    [RH_BODY_TOKEN_KEY] = "#1a5fb4",
    [RH_BODY_TOKEN_STRING] = "#007a5a",
    [RH_BODY_TOKEN_NUMBER] = "#813d9c",
    [RH_BODY_TOKEN_LITERAL] = "#a34000",
    [RH_BODY_TOKEN_TAG] = "#1a5fb4",
    [RH_BODY_TOKEN_ATTRIBUTE] = "#813d9c",
    [RH_BODY_TOKEN_COMMENT] = "#6a6a70",
    [RH_BODY_TOKEN_CONTROL] = "#a51d2d",
    [RH_BODY_TOKEN_INVALID] = "#c01c28",
    [RH_BODY_TOKEN_OFFSET] = "#6a6a70",
  },
  [RH_BODY_PALETTE_DARK] = {
    [RH_BODY_TOKEN_KEY] = "#78aeed",
    [RH_BODY_TOKEN_STRING] = "#7bdfb4",
    [RH_BODY_TOKEN_NUMBER] = "#dc9de8",
    [RH_BODY_TOKEN_LITERAL] = "#ffa95c",
    [RH_BODY_TOKEN_TAG] = "#78aeed",
    [RH_BODY_TOKEN_ATTRIBUTE] = "#dc9de8",
    [RH_BODY_TOKEN_COMMENT] = "#9a9a9f",
    [RH_BODY_TOKEN_CONTROL] = "#ff938c",
    [RH_BODY_TOKEN_INVALID] = "#ff7b74",
    [RH_BODY_TOKEN_OFFSET] = "#9a9a9f",
  },
  [RH_BODY_PALETTE_LIGHT_CONTRAST] = {
    [RH_BODY_TOKEN_KEY] = "#12407a",
    [RH_BODY_TOKEN_STRING] = "#00503b",
    [RH_BODY_TOKEN_NUMBER] = "#5e2375",
    [RH_BODY_TOKEN_LITERAL] = "#732d00",
    [RH_BODY_TOKEN_TAG] = "#12407a",
    [RH_BODY_TOKEN_ATTRIBUTE] = "#5e2375",
    [RH_BODY_TOKEN_COMMENT] = "#46464b",
    [RH_BODY_TOKEN_CONTROL] = "#7c1421",
    [RH_BODY_TOKEN_INVALID] = "#8d121c",
    [RH_BODY_TOKEN_OFFSET] = "#46464b",
  },
  [RH_BODY_PALETTE_DARK_CONTRAST] = {
    [RH_BODY_TOKEN_KEY] = "#b3d4fa",
    [RH_BODY_TOKEN_STRING] = "#a6f0d0",
    [RH_BODY_TOKEN_NUMBER] = "#efc8f6",
    [RH_BODY_TOKEN_LITERAL] = "#ffcc9c",
    [RH_BODY_TOKEN_TAG] = "#b3d4fa",
    [RH_BODY_TOKEN_ATTRIBUTE] = "#efc8f6",
    [RH_BODY_TOKEN_COMMENT] = "#c8c8cc",
    [RH_BODY_TOKEN_CONTROL] = "#ffc4c0",
    [RH_BODY_TOKEN_INVALID] = "#ffb3ae",
    [RH_BODY_TOKEN_OFFSET] = "#c8c8cc",
  },
};

RhBodyPalette
rh_body_palette_get_current (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? RH_BODY_PALETTE_DARK_CONTRAST : RH_BODY_PALETTE_LIGHT_CONTRAST;
  return dark ? RH_BODY_PALETTE_DARK : RH_BODY_PALETTE_LIGHT;
}

const char *
rh_body_palette_get_color (RhBodyPalette palette, RhBodyTokenKind kind)
{
  g_return_val_if_fail (palette < RH_BODY_PALETTE_N, NULL);
  g_return_val_if_fail (kind < N_KINDS, NULL);

  return colors[palette][kind];
}
