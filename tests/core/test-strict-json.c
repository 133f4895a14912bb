/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hostile JSON: what json-glib would let through must not. */
#include "lib/rh-test.h"
#include "oauth/rh-strict-json.h"

#include <string.h>

static void
assert_refused (const char *text, gssize length, const char *reason)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object
      = rh_strict_json_parse (text, length < 0 ? strlen (text) : (gsize) length, NULL, &error);

  if (object != NULL)
    g_error ("accepted: %s", text);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, reason);
}

static void
test_object (void)
{
  const char *text = "{\"a\":\"x\\u00e9\\/\\\\u0000\",\"b\":1,\"c\":null,\"d\":{\"a\":[true]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = rh_strict_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rh_strict_json_get_string (object, "a"), ==, "xé/\\u0000");
  g_assert_null (rh_strict_json_get_string (object, "b"));
  g_assert_null (rh_strict_json_get_string (object, "c"));
  g_assert_null (rh_strict_json_get_string (object, "missing"));
}

static void
test_bounds (void)
{
  /* No NUL behind the last byte: a byte too many read would be part of the document. */
  const char text[] = { '{', '"', 'a', '"', ':', '"', 'b', '"', '}', '}' };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = rh_strict_json_parse (text, sizeof text - 1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rh_strict_json_get_string (object, "a"), ==, "b");
}

static void
test_bom (void)
{
  gboolean had_bom = FALSE;
  g_autoptr (JsonObject) object
      = rh_strict_json_parse ("\xEF\xBB\xBF{\"a\":\"b\"}", 12, &had_bom, NULL);

  g_assert_nonnull (object);
  g_assert_true (had_bom);
  assert_refused ("\xEF\xBB\xBF", 3, "empty");
}

static void
test_duplicates (void)
{
  assert_refused ("{\"a\":1,\"a\":2}", -1, "a member twice");
  assert_refused ("{\"a\":1,\"\\u0061\":2}", -1, "a member twice");
  assert_refused ("{\"x\":{\"a\":1,\"a\":2}}", -1, "a member twice");
}

static void
test_nul (void)
{
  assert_refused ("{\"a\":\"b\0c\"}", 11, "NUL");
  assert_refused ("{\"a\":\"b\\u0000c\"}", -1, "NUL");
  assert_refused ("{\"a\\u0000b\":1}", -1, "NUL");
}

static void
test_depth (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *deep = g_strconcat ("{\"a\":", open, NULL);
  g_autoptr (GString) at_limit = g_string_new (NULL);
  g_autoptr (JsonObject) object = NULL;

  assert_refused (deep, -1, "nested too deeply");

  for (guint i = 0; i < RH_STRICT_JSON_MAX_DEPTH; i++)
    g_string_append (at_limit, "{\"a\":");
  g_string_append_c (at_limit, '1');
  for (guint i = 0; i < RH_STRICT_JSON_MAX_DEPTH; i++)
    g_string_append_c (at_limit, '}');
  object = rh_strict_json_parse (at_limit->str, at_limit->len, NULL, NULL);
  g_assert_nonnull (object);
}

static void
test_malformed (void)
{
  static const char *const texts[] = {
    "<html><body>502</body></html>",
    "{",
    "{\"a\":1",
    "{\"a\":1,}",
    "{'a':1}",
    "{a:1}",
    "{\"a\":1} {\"b\":2}",
    "{\"a\":1} trailing",
    "// comment\n{\"a\":1}",
    "{\"a\":1} // comment",
    "{\"a\":01}",
    "{\"a\":+1}",
    "{\"a\":.5}",
    "{\"a\":NaN}",
    "{\"a\":\"b",
    "{\"a\":\"\\",
    "{\"a\":\"line\nbreak\"}",
    "var x = {\"a\":1}",
    "   ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], -1, "not JSON");
  assert_refused ("", 0, "empty");
  assert_refused ("[1]", -1, "not a JSON object");
  assert_refused ("\"text\"", -1, "not a JSON object");
  assert_refused ("null", -1, "not a JSON object");
  assert_refused ("{\"a\":\"\xff\"}", -1, "not UTF-8");
  assert_refused ("\xff\xfe{\0", 4, "NUL");
}

/* Every cut and every changed byte of a document: an answer or an error, never a crash. */
static void
test_mangled (void)
{
  const char *text = "{\"access_token\":\"a\\u0041\\\\\",\"expires_in\":3600,\"x\":[{},[null]]}";
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (JsonObject) cut = rh_strict_json_parse (text, i, NULL, NULL);
      static const char bytes[] = { '\0', '"', '\\', '{', ']', 'u', '\xff', '0' };

      g_assert_null (cut);
      for (guint b = 0; b < G_N_ELEMENTS (bytes); b++)
        {
          g_autofree char *changed = g_strdup (text);
          g_autoptr (JsonObject) object = NULL;
          g_autoptr (GError) error = NULL;

          changed[i] = bytes[b];
          object = rh_strict_json_parse (changed, length, NULL, &error);
          g_assert_true ((object == NULL) == (error != NULL));
        }
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/strict-json/object", test_object);
  g_test_add_func ("/strict-json/not-a-byte-too-many", test_bounds);
  g_test_add_func ("/strict-json/byte-order-mark", test_bom);
  g_test_add_func ("/strict-json/duplicates-refused", test_duplicates);
  g_test_add_func ("/strict-json/nul-refused", test_nul);
  g_test_add_func ("/strict-json/deep-nesting-refused", test_depth);
  g_test_add_func ("/strict-json/malformed-refused", test_malformed);
  g_test_add_func ("/strict-json/mangled", test_mangled);

  return g_test_run ();
}
