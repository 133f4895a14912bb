/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base64url, percent-encoding and forms against the vectors of the RFCs. */
#include <string.h>

#include "lib/rh-test.h"
#include "text/rh-codec.h"

static void
assert_base64url (const char *bytes, gsize length, const char *expected)
{
  g_autofree char *text = rh_base64url_encode ((const guint8 *) bytes, length);
  g_autofree guint8 *back = NULL;
  gsize back_length = 99;

  g_assert_cmpstr (text, ==, expected);
  back = rh_base64url_decode (text, -1, &back_length);
  g_assert_nonnull (back);
  g_assert_cmpmem (back, back_length, bytes, length);
}

static void
test_base64url_rfc7636 (void)
{
  assert_base64url ("\x03\xec\xff\xe0\xc1", 5, "A-z_4ME");
}

static void
test_base64url_rfc4648 (void)
{
  assert_base64url ("", 0, "");
  assert_base64url ("f", 1, "Zg");
  assert_base64url ("fo", 2, "Zm8");
  assert_base64url ("foo", 3, "Zm9v");
  assert_base64url ("foob", 4, "Zm9vYg");
  assert_base64url ("fooba", 5, "Zm9vYmE");
  assert_base64url ("foobar", 6, "Zm9vYmFy");
  assert_base64url ("\x14\xfb\x9c\x03\xd9\x7e", 6, "FPucA9l-");
  assert_base64url ("\x14\xfb\x9c\x03\xd9", 5, "FPucA9k");
  assert_base64url ("\x14\xfb\x9c\x03", 4, "FPucAw");
  assert_base64url ("\xff\xff\xff\0\0\0", 6, "____AAAA");
}

static void
test_base64url_strict (void)
{
  static const char *const wrong[] = {
    "Zg==",  "Zm8=", "Z",     "Zm9vY",     "Zm 9v", "Zm9v\n",
    " Zm9v", "A+z/", "Zm9v.", "Z\xc3\xa9", "Zh", /* stray bits after one byte */
    "Zm9",                                       /* stray bits after two */
    "____A",
  };
  gsize length = 99;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree guint8 *bytes = rh_base64url_decode (wrong[i], -1, &length);

      g_test_message ("%s", wrong[i]);
      g_assert_null (bytes);
      g_assert_cmpuint (length, ==, 0);
    }
  g_assert_null (rh_base64url_decode ("Zm\0v", 4, &length));
}

static void
assert_encodes (const char *text, gssize length, RhPlace place, const char *expected)
{
  g_autofree char *encoded = rh_percent_encode (text, length, place);

  g_assert_cmpstr (encoded, ==, expected);
}

static void
test_percent_places (void)
{
  static const char every[] = "aZ09-._~!$&'()*+,;=:@/?#[]%\"<>\\^`{|} ";

  assert_encodes (every, -1, RH_PLACE_RAW, every);
  assert_encodes (every, -1, RH_PLACE_PATH,
                  "aZ09-._~!$&'()*+,;=:@%2F%3F%23%5B%5D%25%22%3C%3E%5C%5E%60%7B%7C%7D%20");
  assert_encodes (every, -1, RH_PLACE_QUERY,
                  "aZ09-._~!$%26%27()*%2B,%3B%3D:@/?%23%5B%5D%25%22%3C%3E%5C%5E%60%7B%7C%7D%20");
  assert_encodes (every, -1, RH_PLACE_FORM,
                  "aZ09-._%7E%21%24%26%27%28%29*%2B%2C%3B%3D%3A%40%2F%3F%23%5B%5D%25%22%3C%3E%5C"
                  "%5E%60%7B%7C%7D+");
  assert_encodes (every, -1, RH_PLACE_COMPONENT,
                  "aZ09-._~%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40%2F%3F%23%5B%5D%25%22%3C%3E%5C"
                  "%5E%60%7B%7C%7D%20");
}

static void
test_percent_any_byte (void)
{
  assert_encodes ("\0\r\n\x7f\xff", 5, RH_PLACE_COMPONENT, "%00%0D%0A%7F%FF");
  assert_encodes ("\0\r\n\x7f\xff", 5, RH_PLACE_PATH, "%00%0D%0A%7F%FF");
  assert_encodes ("\0\r\n\x7f\xff", 5, RH_PLACE_QUERY, "%00%0D%0A%7F%FF");
  assert_encodes ("\0\r\n\x7f\xff", 5, RH_PLACE_FORM, "%00%0D%0A%7F%FF");
  assert_encodes ("é€", -1, RH_PLACE_QUERY, "%C3%A9%E2%82%AC");
}

static void
assert_decodes (const char *text, const char *expected, gsize expected_length)
{
  gsize length = 0;
  g_autofree char *decoded = rh_percent_decode (text, -1, &length);

  g_assert_cmpmem (decoded, length, expected, expected_length);
  g_assert_cmpint (decoded[length], ==, '\0');
}

static void
test_percent_decode (void)
{
  assert_decodes ("a%20b+c", "a b+c", 5);
  assert_decodes ("%e2%82%AC", "€", 3);
  assert_decodes ("%00x", "\0x", 2);
  /* What is not a valid escape stays as typed. */
  assert_decodes ("%zz%4%", "%zz%4%", 6);
  assert_decodes ("%%41", "%A", 2);
  assert_decodes ("%4g%2541", "%4g%41", 6);
}

/* RFC 6749 appendix B: U+0020, U+0025, U+0026, U+002B, U+00A3, U+20AC. */
static void
test_form_appendix_b (void)
{
  g_autoptr (RhParams) params = rh_params_new ();
  g_autoptr (RhParams) back = NULL;
  g_autofree char *form = NULL;

  rh_params_add (params, "value", " %&+£€");
  form = rh_params_to_form (params);
  g_assert_cmpstr (form, ==, "value=+%25%26%2B%C2%A3%E2%82%AC");

  back = rh_params_parse (form, -1);
  g_assert_cmpstr (rh_params_get (back, "value"), ==, " %&+£€");
}

static void
test_form_without_equals (void)
{
  g_autoptr (RhParams) params = rh_params_parse ("a&b=&=c&&d=1=2&a", -1);
  g_autofree char *form = rh_params_to_form (params);

  g_assert_cmpuint (rh_params_get_length (params), ==, 5);
  g_assert_cmpstr (rh_params_nth (params, 0)->name, ==, "a");
  g_assert_null (rh_params_nth (params, 0)->value);
  g_assert_cmpstr (rh_params_nth (params, 1)->value, ==, "");
  g_assert_cmpstr (rh_params_nth (params, 2)->name, ==, "");
  g_assert_cmpstr (rh_params_nth (params, 2)->value, ==, "c");
  g_assert_cmpstr (rh_params_nth (params, 3)->value, ==, "1=2");
  g_assert_cmpstr (rh_params_get (params, "a"), ==, "");
  g_assert_null (rh_params_get (params, "z"));
  g_assert_cmpuint (rh_params_count (params, "a"), ==, 2);
  g_assert_cmpuint (rh_params_count (params, "z"), ==, 0);
  g_assert_cmpstr (form, ==, "a&b=&=c&d=1%3D2&a");
}

static void
test_form_order_and_duplicates (void)
{
  g_autoptr (RhParams) params = rh_params_new ();
  g_autofree char *form = NULL;
  g_autofree char *query = NULL;

  rh_params_add (params, "z", "1 2");
  rh_params_add (params, "a", "+");
  rh_params_add (params, "z", NULL);
  rh_params_add (params, "z", "~*");
  form = rh_params_to_form (params);
  query = rh_params_to_query (params);

  g_assert_cmpstr (form, ==, "z=1+2&a=%2B&z&z=%7E*");
  g_assert_cmpstr (query, ==, "z=1%202&a=%2B&z&z=~%2A");
  g_assert_cmpstr (rh_params_get (params, "z"), ==, "1 2");
}

static void
test_form_decoding (void)
{
  static const char form[] = "a+b=c+d%2B%20e&%6Eul=x%00y%00&bad=%zz%&latin=%E9;f=g&raw=a\0b";
  g_autoptr (RhParams) params = rh_params_parse (form, sizeof form - 1);

  g_assert_cmpuint (rh_params_get_length (params), ==, 5);
  g_assert_cmpstr (rh_params_get (params, "a b"), ==, "c d+ e");
  g_assert_cmpstr (rh_params_get (params, "nul"), ==, "x\xef\xbf\xbdy\xef\xbf\xbd");
  g_assert_cmpstr (rh_params_get (params, "bad"), ==, "%zz%");
  g_assert_cmpstr (rh_params_get (params, "latin"), ==, "\xe9;f=g");
  g_assert_cmpstr (rh_params_get (params, "raw"), ==,
                   "a\xef\xbf\xbd"
                   "b");
}

static void
test_form_empty (void)
{
  g_autoptr (RhParams) params = rh_params_parse ("", -1);
  g_autoptr (RhParams) ampersands = rh_params_parse ("&&&", -1);
  g_autofree char *form = rh_params_to_form (params);

  g_assert_cmpuint (rh_params_get_length (params), ==, 0);
  g_assert_cmpuint (rh_params_get_length (ampersands), ==, 0);
  g_assert_cmpstr (form, ==, "");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/codec/D3/base64url-rfc7636", test_base64url_rfc7636);
  g_test_add_func ("/codec/D3/base64url-rfc4648", test_base64url_rfc4648);
  g_test_add_func ("/codec/H2/base64url-strict", test_base64url_strict);
  g_test_add_func ("/codec/K1/percent-places", test_percent_places);
  g_test_add_func ("/codec/K1/percent-any-byte", test_percent_any_byte);
  g_test_add_func ("/codec/K2/percent-decode", test_percent_decode);
  g_test_add_func ("/codec/A8/form-appendix-b", test_form_appendix_b);
  g_test_add_func ("/codec/K6/form-without-equals", test_form_without_equals);
  g_test_add_func ("/codec/K6/form-order-and-duplicates", test_form_order_and_duplicates);
  g_test_add_func ("/codec/K6/form-decoding", test_form_decoding);
  g_test_add_func ("/codec/K6/form-empty", test_form_empty);

  return g_test_run ();
}
