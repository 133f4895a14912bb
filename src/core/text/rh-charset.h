/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters bytes stand for, and the same in UTF-8. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names that are shown. */
#define RH_CHARSET_UTF8 "UTF-8"
#define RH_CHARSET_WINDOWS "windows-1252"

/* What a byte order mark at the beginning says, and how long it is. NULL: there is none. */
const char *rh_charset_from_mark (const char *bytes, gsize length, gsize *mark);
/* As a header names it: with case and quotation marks of any kind. What is a part of windows-1252
 * is taken for that, as in browsers. NULL: unknown here. (transfer full) */
char *rh_charset_from_name (const char *name);

typedef struct _RhCharsetDecoder RhCharsetDecoder;

/* @charset: of the above. NULL: it cannot be decoded on this machine. */
RhCharsetDecoder *rh_charset_decoder_new (const char *charset);
void rh_charset_decoder_free (RhCharsetDecoder *self);
/* Appends to @text; U+FFFD for what is nothing. Returns how many bytes it took: with @final all,
 * else perhaps not those of a character whose end is to come. */
gsize rh_charset_decoder_decode (RhCharsetDecoder *self,
                                 const char *bytes,
                                 gsize length,
                                 gboolean final,
                                 GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhCharsetDecoder, rh_charset_decoder_free)

G_END_DECLS
