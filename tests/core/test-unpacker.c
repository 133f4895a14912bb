/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undoing a coding while the bytes come: in whatever pieces. */
#include "config.h"

#include "http/rh-request.h"
#include "http/rh-unpacker.h"
#include "lib/rh-test.h"

#include <string.h>

#define TEXT "a text that is long enough to be packed, packed, packed, packed, packed"

static GByteArray *
pack (GZlibCompressorFormat format, const char *text)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (format, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream
      = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autoptr (GBytes) bytes = NULL;
  GByteArray *packed = g_byte_array_new ();

  g_assert_true (g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  g_byte_array_append (packed, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));

  return packed;
}

static gboolean
take (const guint8 *bytes, gsize size, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, (const char *) bytes, (gssize) size);

  return TRUE;
}

/* In pieces of @step bytes; NULL: @error says why. */
static char *
unpack (RhUnpacker *unpacker, const guint8 *bytes, gsize size, gsize step, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < size; i += step)
    if (!rh_unpacker_put (unpacker, bytes + i, MIN (step, size - i), take, text, error))
      return NULL;

  return rh_unpacker_finish (unpacker, error) ? g_strndup (text->str, text->len) : NULL;
}

static void
assert_unpacks (const char *coding, const guint8 *bytes, gsize size, const char *expected)
{
  for (gsize step = 1; step <= size; step++)
    {
      g_autoptr (RhUnpacker) unpacker = rh_unpacker_new (coding);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = unpack (unpacker, bytes, size, step, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_forms (void)
{
  g_autoptr (GByteArray) gzip = pack (G_ZLIB_COMPRESSOR_FORMAT_GZIP, TEXT);
  g_autoptr (GByteArray) zlib = pack (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, TEXT);
  g_autoptr (GByteArray) raw = pack (G_ZLIB_COMPRESSOR_FORMAT_RAW, TEXT);

  assert_unpacks ("gzip", gzip->data, gzip->len, TEXT);
  assert_unpacks ("X-GZip", gzip->data, gzip->len, TEXT);
  assert_unpacks ("deflate", zlib->data, zlib->len, TEXT);
  assert_unpacks ("deflate", raw->data, raw->len, TEXT);
  /* what comes behind the end is nothing */
  g_byte_array_append (gzip, (const guint8 *) "more", 4);
  assert_unpacks ("gzip", gzip->data, gzip->len, TEXT);
}

static void
test_absent (void)
{
  g_autoptr (RhUnpacker) unpacker = rh_unpacker_new ("gzip");
  g_autofree char *text = unpack (unpacker, (const guint8 *) TEXT, strlen (TEXT), 3, NULL);

  g_assert_cmpstr (text, ==, TEXT);
  g_assert_true (rh_unpacker_is_absent (unpacker));
}

static void
test_empty (void)
{
  g_autoptr (RhUnpacker) unpacker = rh_unpacker_new ("gzip");
  g_autofree char *text = unpack (unpacker, (const guint8 *) "", 0, 1, NULL);

  g_assert_cmpstr (text, ==, "");
}

static void
test_broken (void)
{
  g_autoptr (GByteArray) packed = pack (G_ZLIB_COMPRESSOR_FORMAT_GZIP, TEXT);

  for (gsize size = 2; size < packed->len; size++)
    {
      g_autoptr (RhUnpacker) unpacker = rh_unpacker_new ("gzip");
      g_autoptr (GError) error = NULL;

      g_assert_null (unpack (unpacker, packed->data, size, size, &error));
      g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_ENCODING);
    }
}

/* A head of gzip may have a name in it, and no end is set to that: it is not kept for ever. */
static void
test_endless_head (void)
{
  static const guint8 head[] = { 0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3 };
  g_autofree guint8 *name = g_malloc (1024 * 1024);
  g_autoptr (RhUnpacker) unpacker = rh_unpacker_new ("gzip");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  memset (name, 'x', 1024 * 1024);
  g_assert_true (rh_unpacker_put (unpacker, head, sizeof head, take, text, NULL));
  for (guint i = 0; i < 4; i++)
    g_assert_true (rh_unpacker_put (unpacker, name, 1024 * 1024, take, text, NULL));
  /* the end of the name, and then nothing that was packed */
  g_assert_false (rh_unpacker_put (unpacker, (const guint8 *) "\0\xff\xff", 3, take, text, &error));
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_ENCODING);
  g_assert_false (rh_unpacker_is_absent (unpacker));
  g_assert_cmpuint (text->len, ==, 0);
}

static void
test_unknown (void)
{
  g_assert_null (rh_unpacker_new ("br"));
  g_assert_null (rh_unpacker_new ("gzip, gzip"));
  g_assert_null (rh_unpacker_new (""));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/unpacker/I5/forms", test_forms);
  g_test_add_func ("/unpacker/I5/absent", test_absent);
  g_test_add_func ("/unpacker/I5/empty", test_empty);
  g_test_add_func ("/unpacker/I5/broken", test_broken);
  g_test_add_func ("/unpacker/I5/endless-head", test_endless_head);
  g_test_add_func ("/unpacker/I5/unknown", test_unknown);

  return g_test_run ();
}
