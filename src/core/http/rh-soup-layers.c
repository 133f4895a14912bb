/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies under the stream that libsoup hands out, as far as GIO gives a name to it. */
#define G_LOG_DOMAIN "rh-soup-layers"

#include "config.h"

#include "http/rh-soup-layers.h"

#include <string.h>

/* The layer under @stream; NULL: it is the last. */
static GInputStream *
below (GInputStream *stream)
{
  return G_IS_FILTER_INPUT_STREAM (stream)
             ? g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream))
             : NULL;
}

/* Those that tell at the end how they fared. */
static gboolean
is_known (GConverter *decoder)
{
  return G_IS_ZLIB_DECOMPRESSOR (decoder)
         || strcmp (G_OBJECT_TYPE_NAME (decoder), "SoupBrotliDecompressor") == 0;
}

/* libsoup wraps a decoder, and lets go of it when it is done or of no use: hence a reference. */
static GConverter *
dup_decoder (GConverterInputStream *layer)
{
  GConverter *converter = g_converter_input_stream_get_converter (layer);
  GConverter *decoder = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (converter), "base-converter") != NULL)
    g_object_get (converter, "base-converter", &decoder, NULL);

  return decoder;
}

GPtrArray *
rh_soup_layers_list_decoders (GInputStream *stream)
{
  GPtrArray *decoders = g_ptr_array_new_with_free_func (g_object_unref);

  for (GInputStream *layer = stream; layer != NULL; layer = below (layer))
    {
      GConverter *decoder = G_IS_CONVERTER_INPUT_STREAM (layer)
                                ? dup_decoder (G_CONVERTER_INPUT_STREAM (layer))
                                : NULL;

      if (decoder != NULL && is_known (decoder))
        g_ptr_array_add (decoders, decoder);
      else
        g_clear_object (&decoder);
    }

  return decoders;
}

/* libsoup tries the other form of "deflate" where this one fails. */
static gboolean
has_other_form (GConverter *decoder)
{
  GZlibCompressorFormat format = G_ZLIB_COMPRESSOR_FORMAT_GZIP;

  if (G_IS_ZLIB_DECOMPRESSOR (decoder))
    g_object_get (decoder, "format", &format, NULL);

  return format == G_ZLIB_COMPRESSOR_FORMAT_ZLIB;
}

/* Asked for more, what has ended says so again, and what has failed fails again. */
static RhSoupDecoded
get_decoded (GConverter *decoder, gboolean same_size)
{
  char buffer[64];
  gsize n_read;
  gsize n_written;
  g_autoptr (GError) error = NULL;

  if (g_converter_convert (decoder, "", 0, buffer, sizeof buffer, G_CONVERTER_INPUT_AT_END, &n_read,
                           &n_written, &error)
      != G_CONVERTER_ERROR)
    return RH_SOUP_DECODED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return RH_SOUP_DECODED_PART;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return RH_SOUP_DECODED_WRONG;

  return same_size || !has_other_form (decoder) ? RH_SOUP_DECODED_NOTHING : RH_SOUP_DECODED;
}

RhSoupDecoded
rh_soup_layers_get_decoded (GPtrArray *decoders, gboolean same_size)
{
  RhSoupDecoded decoded = RH_SOUP_DECODED;

  for (guint i = 0; i < decoders->len; i++)
    decoded = MAX (decoded, get_decoded (g_ptr_array_index (decoders, i), same_size));

  return decoded;
}

gssize
rh_soup_layers_read_rest (GInputStream *stream, char *buffer, gsize size)
{
  GInputStream *wire = NULL;

  for (GInputStream *layer = stream; layer != NULL; layer = below (layer))
    if (G_IS_FILTER_INPUT_STREAM (layer))
      wire = layer;

  if (!G_IS_POLLABLE_INPUT_STREAM (wire)
      || !g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (wire)))
    return 0;

  return g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (wire), buffer, size,
                                                   NULL, NULL);
}
