/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WWW-Authenticate: standards.md C4. */
#include "http/rh-challenge.h"
#include "lib/rh-test.h"

static GPtrArray *
parse (const char *value)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();

  rh_headers_append_plain (headers, "WWW-Authenticate", value);
  return rh_challenges_parse (headers);
}

static void
assert_bearer (const char *value, const char *name, const char *expected)
{
  g_autoptr (GPtrArray) challenges = parse (value);
  const RhChallenge *bearer = rh_challenges_find (challenges, "Bearer");

  g_assert_nonnull (bearer);
  g_assert_cmpstr (rh_challenge_get (bearer, name), ==, expected);
}

/* "Scheme Scheme" */
static void
assert_schemes (const char *value, const char *expected)
{
  g_autoptr (GPtrArray) challenges = parse (value);
  g_autoptr (GString) schemes = g_string_new (NULL);

  for (guint i = 0; i < challenges->len; i++)
    g_string_append_printf (schemes, "%s%s", i > 0 ? " " : "",
                            rh_challenge_get_scheme (g_ptr_array_index (challenges, i)));
  g_assert_cmpstr (schemes->str, ==, expected);
}

/* RFC 6750 3. */
static void
test_example (void)
{
  const char *value = "Bearer realm=\"example\",\n"
                      "                   error=\"invalid_token\",\n"
                      "                   error_description=\"The access token expired\"";
  g_autoptr (GString) line = g_string_new (value);

  g_string_replace (line, "\n", "", 0);
  assert_bearer ("Bearer realm=\"example\"", "realm", "example");
  assert_bearer ("Bearer realm=\"example\"", "error", NULL);
  assert_bearer (line->str, "error", "invalid_token");
  assert_bearer (line->str, "error_description", "The access token expired");
}

static void
test_forms (void)
{
  assert_bearer ("Bearer error=invalid_token", "error", "invalid_token");
  assert_bearer ("bearer ERROR = \"insufficient_scope\" , scope=\"a b\"", "error",
                 "insufficient_scope");
  assert_bearer ("bearer ERROR = \"insufficient_scope\" , scope=\"a b\"", "SCOPE", "a b");
  assert_bearer ("Bearer realm=\"a, error=\\\"x\\\"\", error=\"y\"", "error", "y");
  assert_bearer ("Bearer realm=\"a, error=\\\"x\\\"\", error=\"y\"", "realm", "a, error=\"x\"");
  assert_bearer ("Bearer error=\"first\", error=\"second\"", "error", "first");
  assert_bearer ("Bearer realm=\"\"", "realm", "");
  assert_bearer ("Bearer resource_metadata=\"https://rs.example/.well-known/x?a=b,c\"",
                 "resource_metadata", "https://rs.example/.well-known/x?a=b,c");
  assert_bearer ("Bearer", "error", NULL);
}

static void
test_several (void)
{
  const char *value = "Digest realm=\"a\", qop=\"auth, auth-int\", Bearer realm=\"b\","
                      " error=\"invalid_token\", Negotiate, NTLM abc==, Basic realm=\"c\"";
  g_autoptr (GPtrArray) challenges = parse (value);

  assert_schemes (value, "Digest Bearer Negotiate NTLM Basic");
  assert_bearer (value, "error", "invalid_token");
  assert_bearer (value, "qop", NULL);
  g_assert_cmpstr (rh_challenge_get_token68 (rh_challenges_find (challenges, "ntlm")), ==, "abc==");
  g_assert_null (rh_challenge_get_token68 (rh_challenges_find (challenges, "Basic")));
  g_assert_null (rh_challenges_find (challenges, "DPoP"));
}

static void
test_several_fields (void)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (GPtrArray) challenges = NULL;

  rh_headers_append_plain (headers, "WWW-Authenticate", "Basic realm=\"a\"");
  rh_headers_append_plain (headers, "Content-Type", "text/plain");
  rh_headers_append_plain (headers, "www-authenticate", "Bearer error=\"invalid_token\"");
  challenges = rh_challenges_parse (headers);

  g_assert_cmpuint (challenges->len, ==, 2);
  g_assert_cmpstr (rh_challenge_get (rh_challenges_find (challenges, "bearer"), "error"), ==,
                   "invalid_token");
}

static void
test_malformed (void)
{
  assert_schemes ("", "");
  assert_schemes (" , ,, ", "");
  assert_schemes ("=", "");
  assert_schemes ("\"", "");
  assert_schemes ("\"quoted\", Bearer", "Bearer");
  assert_bearer ("Bearer error=\"unterminated", "error", "unterminated");
  assert_bearer ("Bearer error=\"ends with \\", "error", "ends with \\");
  assert_bearer ("Bearer error=, realm=\"x\"", "error", NULL);
  assert_bearer ("Bearer ,,, error=\"x\"", "error", NULL);
  assert_bearer ("Bearer realm=\"x\",,,error=\"y\"", "error", "y");
}

/* Every cut and a wrong byte at every place: an end, and no crash. */
static void
test_mangled (void)
{
  const char *value = "Digest a=\"b, c\\\"\", Bearer error=x, scope=\"y z\", NTLM q==";
  static const char bytes[] = { '"', ',', '=', '\\', ' ', '\x01', '\xff' };

  for (gsize i = 0; value[i] != '\0'; i++)
    {
      g_autofree char *cut = g_strndup (value, i);
      g_autoptr (GPtrArray) from_cut = parse (cut);

      g_assert_cmpuint (from_cut->len, <=, 5);
      for (guint b = 0; b < G_N_ELEMENTS (bytes); b++)
        {
          g_autofree char *changed = g_strdup (value);
          g_autoptr (GPtrArray) challenges = NULL;

          changed[i] = bytes[b];
          challenges = parse (changed);
          g_assert_cmpuint (challenges->len, <=, 8);
        }
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/challenge/C4/rfc6750-example", test_example);
  g_test_add_func ("/challenge/C4/forms", test_forms);
  g_test_add_func ("/challenge/C4/several-on-one-line", test_several);
  g_test_add_func ("/challenge/C4/several-fields", test_several_fields);
  g_test_add_func ("/challenge/C4/malformed", test_malformed);
  g_test_add_func ("/challenge/C4/mangled", test_mangled);

  return g_test_run ();
}
