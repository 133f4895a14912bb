/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undoes a Content-Encoding while the bytes come (RFC 9110 8.4). */
#define G_LOG_DOMAIN "rh-unpacker"

#include "config.h"

#include "http/rh-unpacker.h"

#include "http/rh-request.h"

#define BUFFER_SIZE (64 * 1024)
/* What begins so long without anything coming out is no text that was sent as it is. */
#define MAX_HELD (64 * 1024)

struct _RhUnpacker
{
  GConverter *converter;
  GByteArray *held; /* what came before anything came out: it may have to be read otherwise */
  guint8 *buffer;
  gboolean raw_is_next; /* "deflate" has two forms (RFC 9110 8.4.1.2) */
  gboolean came;
  gboolean settled; /* something came out */
  gboolean done;
  gboolean absent;
};

RhUnpacker *
rh_unpacker_new (const char *coding)
{
  gboolean gzip
      = g_ascii_strcasecmp (coding, "gzip") == 0 || g_ascii_strcasecmp (coding, "x-gzip") == 0;
  RhUnpacker *self;

  if (!gzip && g_ascii_strcasecmp (coding, "deflate") != 0)
    return NULL;

  self = g_new0 (RhUnpacker, 1);
  self->converter = G_CONVERTER (g_zlib_decompressor_new (gzip ? G_ZLIB_COMPRESSOR_FORMAT_GZIP
                                                               : G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  self->raw_is_next = !gzip;
  self->held = g_byte_array_new ();
  self->buffer = g_malloc (BUFFER_SIZE);

  return self;
}

void
rh_unpacker_free (RhUnpacker *self)
{
  g_object_unref (self->converter);
  g_byte_array_unref (self->held);
  g_free (self->buffer);
  g_free (self);
}

/* FALSE: it is not of this form, or damaged. */
static gboolean
convert (RhUnpacker *self,
         const guint8 *bytes,
         gsize size,
         RhUnpackerSink sink,
         gpointer user_data,
         GError **error)
{
  while (!self->done)
    {
      g_autoptr (GError) problem = NULL;
      gsize taken = 0;
      gsize made = 0;
      GConverterResult result
          = g_converter_convert (self->converter, bytes, size, self->buffer, BUFFER_SIZE,
                                 G_CONVERTER_NO_FLAGS, &taken, &made, &problem);

      if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        return TRUE;
      if (result == G_CONVERTER_ERROR)
        {
          g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_ENCODING, problem->message);
          return FALSE;
        }

      bytes += taken;
      size -= taken;
      self->done = result == G_CONVERTER_FINISHED;
      self->settled = self->settled || made > 0 || self->done;
      if (made > 0 && !sink (self->buffer, made, user_data, error))
        return FALSE;
    }

  return TRUE;
}

/* The next thing that it may be; the last is: not packed at all. */
static gboolean
read_otherwise (RhUnpacker *self, RhUnpackerSink sink, gpointer user_data, GError **error)
{
  if (self->raw_is_next)
    {
      self->raw_is_next = FALSE;
      g_object_unref (self->converter);
      self->converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
      if (convert (self, self->held->data, self->held->len, sink, user_data, error))
        return TRUE;
      if (self->settled)
        return FALSE;
      g_clear_error (error);
    }

  self->absent = TRUE;

  return sink (self->held->data, self->held->len, user_data, error);
}

gboolean
rh_unpacker_put (RhUnpacker *self,
                 const guint8 *bytes,
                 gsize size,
                 RhUnpackerSink sink,
                 gpointer user_data,
                 GError **error)
{
  g_autoptr (GError) problem = NULL;

  self->came = self->came || size > 0;
  if (self->absent)
    return sink (bytes, size, user_data, error);

  self->settled = self->settled || self->held->len > MAX_HELD;
  if (!self->settled)
    g_byte_array_append (self->held, bytes, (guint) size);
  if (convert (self, bytes, size, sink, user_data, &problem))
    return TRUE;
  if (!self->settled)
    return read_otherwise (self, sink, user_data, error);

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

gboolean
rh_unpacker_finish (RhUnpacker *self, GError **error)
{
  if (self->done || self->absent || !self->came)
    return TRUE;

  g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_ENCODING,
                       "The compressed body ends early");

  return FALSE;
}

gboolean
rh_unpacker_is_absent (RhUnpacker *self)
{
  return self->absent;
}
