/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies under the stream that libsoup hands out, as far as GIO gives a name to it: the decoders
 * of Content-Encoding, and the connection with what libsoup has read of it and left. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RH_SOUP_DECODED,
  RH_SOUP_DECODED_NOTHING, /* the bytes were not of that coding, and libsoup has passed them on */
  RH_SOUP_DECODED_PART,    /* what is packed ends early */
  RH_SOUP_DECODED_WRONG,   /* what is packed is damaged */
} RhSoupDecoded;

/* Of GConverter: what unpacks @stream, to be asked for before it is read. (transfer full) */
GPtrArray *rh_soup_layers_list_decoders (GInputStream *stream);
/* How @decoders fared, to be asked after the last byte of a body that had any: libsoup says
 * nothing of the middle two. @same_size: as much came out as went in; of "deflate", which has two
 * forms, nothing else tells that it was none. */
RhSoupDecoded rh_soup_layers_get_decoded (GPtrArray *decoders, gboolean same_size);

/* After the last byte, and before @stream is closed: what is there already behind the body, on a
 * connection of HTTP/1. -1 or 0: nothing. It is taken: nothing else may be read there. */
gssize rh_soup_layers_read_rest (GInputStream *stream, char *buffer, gsize size);

G_END_DECLS
