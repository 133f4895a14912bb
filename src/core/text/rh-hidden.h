/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters that are not seen, or not seen for what they are: spelled out where a text is shown.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Controls, and what turns text round or has no width. Joiners are none: scripts and emoji are
 * spelled with them. */
gboolean rh_hidden_is (gunichar c);
/* Appends "U+202E", or the picture of a control: "␀". */
void rh_hidden_append (GString *text, gunichar c);
/* Appends "\xFF" for a byte that is no text. */
void rh_hidden_append_byte (GString *text, guint8 byte);
/* @text with all of these spelled out; line feeds and tabs stay. Valid UTF-8. */
char *rh_hidden_spell_out (const char *text);

G_END_DECLS
