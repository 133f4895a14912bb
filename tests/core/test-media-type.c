/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a media type says of a body. */
#include "body/rh-media-type.h"
#include "lib/rh-test.h"

static void
test_syntax (void)
{
  g_assert_cmpint (rh_media_type_get_syntax ("application/json"), ==, RH_BODY_SYNTAX_JSON);
  g_assert_cmpint (rh_media_type_get_syntax ("application/problem+json"), ==, RH_BODY_SYNTAX_JSON);
  g_assert_cmpint (rh_media_type_get_syntax ("application/atom+xml"), ==, RH_BODY_SYNTAX_XML);
  g_assert_cmpint (rh_media_type_get_syntax ("application/xhtml+xml"), ==, RH_BODY_SYNTAX_HTML);
  g_assert_cmpint (rh_media_type_get_syntax ("application/x-ndjson"), ==, RH_BODY_SYNTAX_TEXT);
  g_assert_cmpint (rh_media_type_get_syntax (""), ==, RH_BODY_SYNTAX_TEXT);
}

static void
test_text (void)
{
  g_assert_true (rh_media_type_is_text ("text/x-anything"));
  g_assert_true (rh_media_type_is_text ("image/svg+xml"));
  g_assert_false (rh_media_type_is_text ("application/pdf"));
  g_assert_false (rh_media_type_is_text ("application/octet-stream"));
  g_assert_false (rh_media_type_is_text (""));
}

static void
test_suffix (void)
{
  g_assert_cmpstr (rh_media_type_get_suffix ("application/vnd.api+json"), ==, ".json");
  g_assert_cmpstr (rh_media_type_get_suffix ("image/png"), ==, ".png");
  g_assert_cmpstr (rh_media_type_get_suffix ("../../x"), ==, "");
}

static void
test_charset (void)
{
  g_autofree char *plain = rh_media_type_dup_charset ("text/html; charset=ISO-8859-1");
  g_autofree char *quoted = rh_media_type_dup_charset ("text/html;a=b; Charset=\"utf-8\"");

  g_assert_cmpstr (plain, ==, "iso-8859-1");
  g_assert_cmpstr (quoted, ==, "utf-8");
  g_assert_null (rh_media_type_dup_charset ("text/html"));
  g_assert_null (rh_media_type_dup_charset (NULL));
  g_assert_null (rh_media_type_dup_charset (""));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/media-type/syntax", test_syntax);
  g_test_add_func ("/media-type/text", test_text);
  g_test_add_func ("/media-type/suffix", test_suffix);
  g_test_add_func ("/media-type/charset", test_charset);

  return g_test_run ();
}
