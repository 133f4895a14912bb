/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bytes are by how they begin, and that text is not taken for any of it. */
#include "body/rh-signature.h"
#include "lib/rh-test.h"

#include <string.h>

static void
assert_type (const char *bytes, gsize length, const char *media_type, gboolean image)
{
  const RhSignature *found = rh_signature_find (bytes, length);

  g_assert_nonnull (found);
  g_assert_cmpstr (found->media_type, ==, media_type);
  g_assert_cmpint (found->image, ==, image);
  g_assert_true (rh_signature_is_binary (bytes, length));
}

static void
test_known (void)
{
  char tar[512] = "name";

  memcpy (tar + 257, "ustar", 5);
  assert_type ("\x89PNG\r\n\x1a\n", 8, "image/png", TRUE);
  assert_type ("\xFF\xD8\xFF\xE0", 4, "image/jpeg", TRUE);
  assert_type ("GIF89a", 6, "image/gif", TRUE);
  assert_type ("RIFF\1\2\3\4WEBPVP8 ", 16, "image/webp", TRUE);
  assert_type ("\0\0\0\x20"
               "ftypavif",
               12, "image/avif", TRUE);
  assert_type ("\0\0\0\x20"
               "ftypisom",
               12, "video/mp4", FALSE);
  assert_type ("BM\1\2\3\4\0\0\0\0", 10, "image/bmp", TRUE);
  assert_type ("%PDF-1.7", 8, "application/pdf", FALSE);
  assert_type ("PK\x03\x04", 4, "application/zip", FALSE);
  assert_type ("\x1f\x8b\x08", 3, "application/gzip", FALSE);
  assert_type (tar, sizeof tar, "application/x-tar", FALSE);
}

static void
test_text_is_none (void)
{
  static const char *const texts[] = { "", "{}", "BMW and others", "P", "GIF", "%PD", "\xFE\xFF" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_null (rh_signature_find (texts[i], strlen (texts[i])));
      g_assert_false (rh_signature_is_binary (texts[i], strlen (texts[i])));
    }
  g_assert_true (rh_signature_is_binary ("a\0b", 3));
  g_assert_false (rh_signature_is_binary ("\xFF\xFE"
                                          "a\0",
                                          4));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/signature/known", test_known);
  g_test_add_func ("/signature/text-is-none", test_text_is_none);

  return g_test_run ();
}
