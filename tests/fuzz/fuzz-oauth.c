/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right input for the parsers of oauth/: nothing crashes, nothing gets through that
 * should not, and what is said about it can be shown. */
#include <string.h>

#include "http/rh-digest.h"
#include "lib/rh-dice.h"
#include "lib/rh-fake-clock.h"
#include "lib/rh-test.h"
#include "oauth/rh-authorization.h"
#include "oauth/rh-callback-gate.h"
#include "oauth/rh-metadata.h"
#include "oauth/rh-token-message.h"

#define SEED 8437
#define N_ROUNDS 20000
#define ISSUER "https://as.example"

static void
assert_can_be_shown (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <, 1000);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (at));

      g_assert_true (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT);
    }
}

static void
fuzz_server_text (void)
{
  static const char *const pieces[]
      = { "a", " ", "\n", "\u202E", "\u200D", "é", "\xff", "\x1b[", "😀", "\xe2\x80", "\u2028" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 500, FALSE);
      g_autofree char *clean = rh_server_text_clean (text->str);

      assert_can_be_shown (clean);
      g_assert_cmpint (g_utf8_strlen (clean, -1), <=, RH_SERVER_TEXT_MAX);
    }
}

/* A token has what can stand in a header; anything else is an error that can be shown. */
static void
fuzz_token_response (void)
{
  static const char *const pieces[] = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\u0000",
    "\\\"",
    "{",
    "\"a\"",
    "null",
    "1e9",
    "\"Bearer\"",
    "\"error\"",
    "\"expires_in\"",
    "\"access_token\":\"abc\"",
    "\"token_type\":\"Bearer\"",
    "{\"access_token\":\"a.b\"}",
    "access_token=x",
    "&",
    "error=invalid_grant",
    "\xEF\xBB\xBF",
  };
  static const guint statuses[] = { 200, 201, 302, 400, 401, 429, 500 };
  static const char *const types[] = { "application/json", "text/html", "text/plain", "" };
  RhDice dice = { SEED };
  RhFakeClock clock;
  guint n_tokens = 0;

  rh_fake_clock_init (&clock);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 9, TRUE);
      g_autoptr (GBytes) body = g_bytes_new (text->str, text->len);
      g_autoptr (RhHeaders) headers = rh_headers_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (RhToken) token = NULL;
      guint status = statuses[round % G_N_ELEMENTS (statuses)];

      rh_headers_append_plain (headers, "Content-Type", types[round % G_N_ELEMENTS (types)]);
      token = rh_token_response_parse (status, headers, body, &clock.clock, NULL, NULL, &error);
      g_assert_true ((token == NULL) == (error != NULL));
      if (error != NULL)
        assert_can_be_shown (error->message);
      else
        {
          const char *bytes = rh_secret_peek (rh_token_get_access_token (token), NULL);

          n_tokens++;
          g_assert_cmpuint (status, <, 300);
          g_assert_cmpuint (strspn (bytes, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-._~+/="), ==,
                            strlen (bytes));
        }
    }
  g_assert_cmpuint (n_tokens, >, 20);
}

static void
assert_safe (const char *url)
{
  g_assert_true (url == NULL || g_str_has_prefix (url, "https://"));
}

static void
fuzz_metadata (void)
{
  static const char *const pieces[] = {
    "{",
    "}",
    ",",
    ":",
    "\"",
    "[",
    "]",
    "{\"issuer\":\"" ISSUER "\"",
    "\"a\"",
    "null",
    "http://",
    "https://x",
    "\"token_endpoint\":\"",
    "\\u002F",
    ",\"authorization_endpoint\":\"https://x/y\"",
    ",\"scopes_supported\":[\"a\",1]",
  };
  RhDice dice = { SEED };
  guint n_parsed = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 8, TRUE);
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (RhMetadata) metadata = NULL;

      /* Half of them begin and end well. */
      if (round % 2 == 0)
        {
          g_string_prepend (text, "{\"issuer\":\"" ISSUER "\"");
          g_string_append_c (text, '}');
        }
      body = g_bytes_new (text->str, text->len);
      metadata = rh_metadata_parse (ISSUER, body, &error);
      g_assert_true ((metadata == NULL) == (error != NULL));
      if (error != NULL)
        {
          assert_can_be_shown (error->message);
          continue;
        }
      n_parsed++;
      g_assert_cmpstr (metadata->issuer, ==, ISSUER);
      assert_safe (metadata->token_endpoint);
      assert_safe (metadata->authorization_endpoint);
    }
  g_assert_cmpuint (n_parsed, >, 20);
}

/* No code without the state of the attempt, whatever stands round it. */
static void
fuzz_answer (void)
{
  static const char *const pieces[] = { "code=c",
                                        "&",
                                        "state=",
                                        "{state}",
                                        "error=e",
                                        "iss=",
                                        "=",
                                        "%",
                                        "%26",
                                        "https://as.example",
                                        "#",
                                        "+",
                                        "\u202E",
                                        "&state={state}&",
                                        "code=c&state={state}" };
  RhDice dice = { SEED };
  g_autoptr (RhOAuthConfig) config = rh_oauth_config_new ();
  guint n_codes = 0;

  rh_oauth_config_set (config, RH_OAUTH_AUTHORIZATION_URL, ISSUER "/authorize");
  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, ISSUER "/token");
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "acme");
  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "http://localhost:8437/acme");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (RhAuthorization) authorization = rh_authorization_new (config, NULL);
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 6, FALSE);
      g_autofree char *state = g_strdup (rh_authorization_get_state (authorization));
      g_autoptr (GError) error = NULL;
      g_autoptr (RhSecret) code = NULL;

      g_string_replace (text, "{state}", state, 0);
      code = rh_authorization_take_code (authorization, text->str, &error);
      g_assert_true ((code == NULL) == (error != NULL));
      if (error != NULL)
        assert_can_be_shown (error->message);
      else
        {
          n_codes++;
          g_assert_nonnull (strstr (text->str, state));
          g_assert_null (rh_authorization_get_state (authorization));
        }
    }
  g_assert_cmpuint (n_codes, >, 100);
}

static void
fuzz_gate (void)
{
  static const char *const pieces[] = {
    "/acme", "?", "code=c", "&", "state=s", "error=e", "/", ".", "%2f", "#", "/acme?code=c&state=s",
    "/done"
  };
  RhDice dice = { SEED };
  guint n_passed = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 6, FALSE);
      const RhCallbackHead head = { .method = "GET", .target = text->str };
      g_autofree char *query = NULL;
      guint status = 0;
      RhCallbackVerdict verdict = rh_callback_gate_check (&head, "/acme", FALSE, &status, &query);

      g_assert_cmpint (verdict, !=, RH_CALLBACK_DONE);
      g_assert_true ((verdict == RH_CALLBACK_PASS) == (query != NULL));
      g_assert_true ((verdict == RH_CALLBACK_REFUSE) == (status >= 400));
      if (verdict != RH_CALLBACK_PASS)
        continue;
      n_passed++;
      g_assert_true (g_str_has_prefix (text->str, "/acme?"));
      g_assert_cmpstr (query, ==, text->str + strlen ("/acme?"));
    }
  g_assert_cmpuint (n_passed, >, 100);
}

static void
fuzz_challenge (void)
{
  static const char *const pieces[]
      = { "Bearer", " ", ",", "=", "\"", "\\", "error=\"invalid_token\"", "realm", "a==", "\t" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 20, FALSE);
      g_autoptr (RhHeaders) headers = rh_headers_new ();
      g_autoptr (GPtrArray) challenges = NULL;

      rh_headers_append_plain (headers, "WWW-Authenticate", text->str);
      challenges = rh_challenges_parse (headers);
      for (guint i = 0; i < challenges->len; i++)
        g_assert_true (
            rh_header_name_is_valid (rh_challenge_get_scheme (g_ptr_array_index (challenges, i))));
    }
}

/* Whatever a server asks for, the answer is a header that can be sent. */
static void
fuzz_digest (void)
{
  static const char *const pieces[]
      = { "Digest ",       "realm=",   "nonce=",  "qop=",       "\"auth,auth-int\"",
          "algorithm=",    "MD5-sess", "SHA-256", "stale=true", "opaque=",
          "userhash=true", "\"",       "\\",      ", ",         "a",
          "\"a\\\"b\"",    "\t",       "é" };
  RhDice dice = { SEED };
  g_autoptr (RhSecret) secret = rh_secret_new ("pass", -1);
  const RhDigestUse use = { "us\"er", secret, "GET", "/a?b", NULL, "cnonce", 1 };
  guint n_answers = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 24, FALSE);
      g_autoptr (RhHeaders) headers = rh_headers_new ();
      g_autoptr (GPtrArray) challenges = NULL;
      g_autoptr (RhDigestChallenge) challenge = NULL;
      g_autofree char *answer = NULL;

      g_string_prepend (text, "Digest realm=r, nonce=n, ");
      rh_headers_append_plain (headers, "WWW-Authenticate", text->str);
      challenges = rh_challenges_parse (headers);
      challenge = rh_digest_challenge_choose (challenges);
      if (challenge == NULL)
        continue;
      answer = rh_digest_challenge_answer (challenge, &use);
      g_assert_true (rh_header_value_is_valid (answer, -1));
      n_answers++;
    }

  g_assert_cmpuint (n_answers, >, 0);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/server-text", fuzz_server_text);
  g_test_add_func ("/fuzz/token-response", fuzz_token_response);
  g_test_add_func ("/fuzz/metadata", fuzz_metadata);
  g_test_add_func ("/fuzz/answer", fuzz_answer);
  g_test_add_func ("/fuzz/gate", fuzz_gate);
  g_test_add_func ("/fuzz/challenge", fuzz_challenge);
  g_test_add_func ("/fuzz/digest", fuzz_digest);

  return g_test_run ();
}
