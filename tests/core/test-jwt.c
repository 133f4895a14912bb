/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Web Tokens, decoded to be looked at: standards.md H1, H2, H3, H5. */
#include "oauth/rh-jwt.h"

#include "lib/rh-test.h"
#include "text/rh-codec.h"
#include "text/rh-jwt-find.h"

#include <string.h>

#define HEADER "{\"alg\":\"RS256\"}"

/* RFC 7519 3.1. */
#define RFC_TOKEN \
  "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9" \
  ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf" \
  "Q" \
  ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

static RhJwt *
decode (const char *header, const char *payload)
{
  g_autofree char *first = rh_base64url_encode ((const guint8 *) header, strlen (header));
  g_autofree char *second = rh_base64url_encode ((const guint8 *) payload, strlen (payload));
  g_autofree char *text = g_strconcat (first, ".", second, ".c2ln", NULL);

  return rh_jwt_decode (text, strlen (text));
}

static void
test_rfc_example (void)
{
  g_autoptr (RhJwt) jwt = rh_jwt_decode (RFC_TOKEN, strlen (RFC_TOKEN));

  g_assert_nonnull (jwt);
  g_assert_cmpuint (jwt->flags, ==, 0);
  g_assert_cmpstr (jwt->algorithm, ==, "HS256");
  g_assert_cmpstr (jwt->header, ==, "{\n  \"typ\": \"JWT\",\n  \"alg\": \"HS256\"\n}");
  g_assert_cmpstr (jwt->payload, ==,
                   "{\n  \"iss\": \"joe\",\n  \"exp\": 1300819380,\n"
                   "  \"http://example.com/is_root\": true\n}");
  g_assert_cmpstr (jwt->dates[RH_JWT_EXPIRES_AT].text, ==, "1300819380");
  g_assert_true (jwt->dates[RH_JWT_EXPIRES_AT].known);
  g_assert_cmpint (jwt->dates[RH_JWT_EXPIRES_AT].seconds, ==, 1300819380);
  g_assert_null (jwt->dates[RH_JWT_ISSUED_AT].text);
}

static void
assert_none (const char *text)
{
  g_autoptr (RhJwt) jwt = rh_jwt_decode (text, strlen (text));

  g_assert_null (jwt);
}

static void
test_what_is_none (void)
{
  g_autofree char *large = g_strnfill (RH_JWT_MAX_SIZE, 'A');
  g_autofree char *too_large = g_strconcat (RFC_TOKEN, large, NULL);
  g_autoptr (RhJwt) array = decode ("[1]", "{}");
  g_autoptr (RhJwt) no_json = decode ("{\"alg\":", "{}");

  g_assert_null (array);
  g_assert_null (no_json);
  assert_none ("");
  assert_none ("..");
  assert_none ("a.b.c");
  assert_none ("eyJhbGciOiJIUzI1NiJ9.e30");
  assert_none ("eyJhbGciOiJIUzI1NiJ9.e30.a.b");
  assert_none ("eyJhbGciOiJIUzI1NiJ9.e30.a.b.c.d");
  assert_none ("eyJhbGciOiJIUzI1NiJ9.e30=.c2ln");
  assert_none ("eyJhbGciOiJIUzI1NiJ9.e+0.c2ln");
  assert_none ("Bearer " RFC_TOKEN);
  assert_none (too_large);
}

static void
assert_flags (const char *header, const char *payload, RhJwtFlags flags)
{
  g_autoptr (RhJwt) jwt = decode (header, payload);

  g_assert_nonnull (jwt);
  g_assert_cmpuint (jwt->flags, ==, flags);
}

static void
test_flags (void)
{
  assert_flags (HEADER, "{}", 0);
  assert_flags ("{\"alg\":\"none\"}", "{}", RH_JWT_UNSIGNED);
  assert_flags ("{\"alg\":\"NoNe\"}", "{}", RH_JWT_UNSIGNED);
  assert_flags ("{\"typ\":\"JWT\"}", "{}", RH_JWT_NO_ALGORITHM);
  assert_flags ("{\"alg\":1}", "{}", RH_JWT_NO_ALGORITHM);
  assert_flags ("{\"alg\":\"RS256\",\"crit\":[\"x\"]}", "{}", RH_JWT_CRITICAL);
  assert_flags ("{\"alg\":\"RS256\",\"alg\":\"none\"}", "{}", RH_JWT_DUPLICATE_MEMBER);
  assert_flags (HEADER, "{\"a\":1,\"\\u0061\":2}", RH_JWT_DUPLICATE_MEMBER);
  assert_flags (HEADER, "[1]", RH_JWT_NOT_AN_OBJECT);
  assert_flags (HEADER, "plain", RH_JWT_NOT_AN_OBJECT);
  assert_flags (HEADER, "", RH_JWT_NOT_AN_OBJECT);
}

static void
test_encrypted (void)
{
  const char *text = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y2lwaGVy.dGFn";
  g_autoptr (RhJwt) jwt = rh_jwt_decode (text, strlen (text));

  g_assert_nonnull (jwt);
  g_assert_cmpuint (jwt->flags, ==, RH_JWT_ENCRYPTED);
  g_assert_cmpstr (jwt->algorithm, ==, "dir");
  g_assert_null (jwt->payload);
}

/* H3: numbers beyond 2^53, and fractions. */
static void
test_numbers_survive (void)
{
  g_autoptr (RhJwt) jwt = decode (HEADER, "{\"iat\":1700000000.75,\"nbf\":9007199254740993,"
                                          "\"exp\":-1.5,\"n\":1.0,\"id\":12345678901234567890123}");
  g_autoptr (RhJwt) words = decode (HEADER, "{\"exp\":\"1700000000\",\"iat\":null}");

  g_assert_cmpstr (jwt->dates[RH_JWT_ISSUED_AT].text, ==, "1700000000.75");
  g_assert_cmpint (jwt->dates[RH_JWT_ISSUED_AT].seconds, ==, 1700000000);
  g_assert_cmpstr (jwt->dates[RH_JWT_NOT_BEFORE].text, ==, "9007199254740993");
  g_assert_false (jwt->dates[RH_JWT_NOT_BEFORE].known);
  g_assert_cmpint (jwt->dates[RH_JWT_EXPIRES_AT].seconds, ==, -2);
  g_assert_nonnull (strstr (jwt->payload, "\"n\": 1.0"));
  g_assert_nonnull (strstr (jwt->payload, "\"id\": 12345678901234567890123"));
  g_assert_null (words->dates[RH_JWT_EXPIRES_AT].text);
  g_assert_null (words->dates[RH_JWT_ISSUED_AT].text);
}

/* H5: what turns text around, or cannot be seen. */
static void
test_hidden_characters_are_spelled_out (void)
{
  g_autoptr (RhJwt) jwt
      = decode (HEADER, "{\"a\":\"x\342\200\256y\302\205\342\200\250\363\240\200\201\"}");
  g_autoptr (RhJwt) plain = decode (HEADER, "a\033b\302\255");

  g_assert_cmpstr (jwt->payload, ==, "{\n  \"a\": \"x\\u202Ey\\u0085\\u2028\\uDB40\\uDC01\"\n}");
  g_assert_cmpstr (plain->payload, ==, "a\\u001Bb\\u00AD");
}

static void
test_deep_nesting (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *payload = g_strconcat ("{\"a\":", open, NULL);
  g_autoptr (RhJwt) jwt = decode (HEADER, payload);
  g_autoptr (RhJwt) header = decode (payload, "{}");

  g_assert_cmpuint (jwt->flags, ==, RH_JWT_NOT_AN_OBJECT);
  g_assert_cmpstr (jwt->payload, ==, payload);
  g_assert_null (header);
}

static void
assert_found (const char *text, gsize from, const char *expected)
{
  gsize start;
  gsize end;
  gboolean found = rh_jwt_find (text, strlen (text), from, &start, &end);
  g_autofree char *jwt = found ? g_strndup (text + start, end - start) : NULL;

  g_assert_cmpstr (jwt, ==, expected);
}

static void
test_find (void)
{
  assert_found ("Bearer " RFC_TOKEN, 0, RFC_TOKEN);
  assert_found (RFC_TOKEN, 0, RFC_TOKEN);
  assert_found (RFC_TOKEN, 3, NULL);
  assert_found ("{\"id_token\":\"" RFC_TOKEN "\"}", 0, RFC_TOKEN);
  assert_found ("It is " RFC_TOKEN ". Yes.", 0, RFC_TOKEN);
  assert_found ("www.pleo.io eyes.of.mine eyJa.b eyJh.e30.", 0, "eyJh.e30.");
  assert_found ("eyJa.b.c eyJd.e.f", 8, "eyJd.e.f");
  assert_found ("eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn;", 0,
                "eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn");
  assert_found ("a.b.c", 0, NULL);
  assert_found ("eyJa.b.c.d.e.f", 0, NULL);
  assert_found ("", 0, NULL);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/jwt/rfc-example", test_rfc_example);
  g_test_add_func ("/jwt/what-is-none", test_what_is_none);
  g_test_add_func ("/jwt/flags", test_flags);
  g_test_add_func ("/jwt/encrypted", test_encrypted);
  g_test_add_func ("/jwt/numbers-survive", test_numbers_survive);
  g_test_add_func ("/jwt/hidden-characters-are-spelled-out",
                   test_hidden_characters_are_spelled_out);
  g_test_add_func ("/jwt/deep-nesting", test_deep_nesting);
  g_test_add_func ("/jwt/find", test_find);

  return g_test_run ();
}
