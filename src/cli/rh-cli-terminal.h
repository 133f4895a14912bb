/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server or a collection says, for a terminal: a control character there is a command to it,
 * such as to set a title, to write elsewhere or to answer as if it were typed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the end of a piece can be the beginning of. All zero at first. */
typedef struct
{
  gboolean after_return;
  gboolean after_lead; /* the first byte of a control character of two */
} RhCliTerminal;

/* The next piece with a picture in the place of each control character but tab and line end: bytes
 * in any encoding. (transfer full) */
GString *rh_cli_terminal_show (RhCliTerminal *self, const char *bytes, gsize length);

G_END_DECLS
