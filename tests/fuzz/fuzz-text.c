/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right input for the parsers of text/: nothing crashes, and what must hold for any
 * input holds. */
#include <string.h>

#include "lib/rh-dice.h"
#include "lib/rh-test.h"
#include "text/rh-codec.h"
#include "text/rh-redactor.h"
#include "text/rh-template.h"
#include "text/rh-url.h"

#define SEED 8437
#define N_ROUNDS 20000

static void
fuzz_codec (void)
{
  static const char *const pieces[]
      = { "a", "%", "%4", "%41", "%00", "+", " ", "é", "&", "=", "_" };
  static const RhPlace places[] = { RH_PLACE_PATH, RH_PLACE_QUERY, RH_PLACE_COMPONENT };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 12, TRUE);
      RhPlace place = places[round % G_N_ELEMENTS (places)];
      g_autofree char *encoded = rh_percent_encode (text->str, (gssize) text->len, place);
      g_autofree char *base64 = rh_base64url_encode ((const guint8 *) text->str, text->len);
      g_autofree char *decoded = NULL;
      g_autofree guint8 *bytes = NULL;
      g_autofree guint8 *strict = NULL;
      gsize length = 0;

      decoded = rh_percent_decode (encoded, -1, &length);
      g_assert_cmpmem (decoded, length, text->str, text->len);
      bytes = rh_base64url_decode (base64, -1, &length);
      g_assert_cmpmem (bytes, length, text->str, text->len);

      /* What is taken at all is the one way to write these bytes. */
      strict = rh_base64url_decode (text->str, (gssize) text->len, &length);
      if (strict != NULL)
        {
          g_autofree char *again = rh_base64url_encode (strict, length);

          g_assert_cmpstr (again, ==, text->str);
        }
    }
}

static void
fuzz_params (void)
{
  static const char *const pieces[] = { "a", "b=", "&", "=", "%41", "%00", "%", "+", "é", ";" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 16, TRUE);
      g_autoptr (RhParams) params = rh_params_parse (text->str, (gssize) text->len);
      g_autofree char *form = rh_params_to_form (params);
      g_autoptr (RhParams) again = rh_params_parse (form, -1);

      g_assert_cmpuint (rh_params_get_length (again), ==, rh_params_get_length (params));
      for (guint i = 0; i < rh_params_get_length (params); i++)
        {
          const RhParam *a = rh_params_nth (params, i);
          const RhParam *b = rh_params_nth (again, i);

          g_assert_cmpstr (a->name, ==, b->name);
          g_assert_cmpstr (a->value, ==, b->value);
        }
    }
}

/* An origin that parses as itself, and a target that is one line. */
static void
check_url (const RhUrl *url)
{
  g_autofree char *origin = rh_url_dup_origin (url);
  g_autofree char *again = rh_url_text_dup_origin (origin != NULL ? origin : "");
  g_autofree char *target = rh_url_dup_request_target (url, NULL);
  g_autofree char *host = rh_url_dup_host (url);

  g_assert_cmpstr (origin, ==, again);
  g_assert_true (rh_request_target_is_valid (target));
  g_assert_nonnull (host);
  for (const char *c = host; *c != '\0'; c++)
    g_assert_true (g_ascii_isalnum (*c) || strchr ("-._:", *c) != NULL);
}

static void
fuzz_url (void)
{
  static const char *const pieces[]
      = { "http://", "https://", "localhost", "127.0.0.1", "[::1]",
          ":",       "80",       "/",         "//",        "..",
          ".",       "?",        "#",         "@",         "\\",
          "%2F",     "é",        "℀",         "a",         "evil.example",
          " ",       "%",        "[",         "]" };
  RhDice dice = { SEED };
  g_autoptr (RhUrl) base = rh_url_parse ("https://base.example/a/b?q", NULL);
  guint n_parsed = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) tail = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 8, FALSE);
      g_autofree char *text = g_strconcat (round % 2 ? "https://h" : "", tail->str, NULL);
      g_autoptr (RhUrl) url = rh_url_parse (text, NULL);
      g_autoptr (RhUrl) resolved = rh_url_resolve (base, tail->str, NULL);

      if (resolved != NULL)
        check_url (resolved);
      if (url != NULL)
        {
          g_autofree char *back = rh_url_to_string (url);

          g_assert_cmpstr (back, ==, text);
          check_url (url);
          n_parsed++;
        }
    }
  g_assert_cmpuint (n_parsed, >, N_ROUNDS / 10);
}

/* Names "a" to "e": values are random templates; "s" is secret. */
static gboolean
lookup_random (const char *name, RhVariableValue *value, gpointer user_data)
{
  GString **values = user_data;

  if (strlen (name) != 1 || strchr ("abcdes", name[0]) == NULL)
    return FALSE;

  value->secret = name[0] == 's';
  value->value = value->secret ? "CANARY{{a}}" : values[name[0] - 'a']->str;

  return TRUE;
}

static void
check_filled (RhText *text)
{
  gsize length = 0;
  const char *bytes = rh_text_peek (text, &length);
  g_autofree char *masked = rh_text_dup_masked (text);
  gsize at = 0;

  for (guint i = 0; i < rh_text_get_n_spans (text); i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);

      g_assert_cmpuint (span->start, >=, at);
      g_assert_cmpuint (span->length, >, 0);
      at = span->start + span->length;
      g_assert_cmpint (span->secret, ==, g_str_equal (span->variable, "s"));
    }
  g_assert_cmpuint (at, <=, length);
  g_assert_cmpint (strstr (bytes, "CANARY") != NULL, ==, rh_text_has_secret (text));
  g_assert_null (strstr (masked, "CANARY"));
}

static void
fuzz_template (void)
{
  static const char *const pieces[]
      = { "{{a}}", "{{b}}", "{{ c }}", "{{d}}", "{{e}}", "{{s}}", "{{",
          "}}",    "{",     "}",       "x",     " ",     "é",     "%41" };
  RhDice dice = { SEED };
  guint n_filled = 0;
  guint n_secret = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      GString *values[5];
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 6, FALSE);
      g_autoptr (GError) error = NULL;
      g_autoptr (RhText) filled = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        values[i] = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 2, FALSE);
      filled = rh_template_fill (text->str, RH_PLACE_RAW, lookup_random, values, &error);
      g_assert_true ((filled != NULL) != (error != NULL));
      if (filled != NULL)
        {
          check_filled (filled);
          n_filled++;
          n_secret += rh_text_has_secret (filled);
        }
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        g_string_free (values[i], TRUE);
    }
  g_assert_cmpuint (n_filled, >, N_ROUNDS / 10);
  g_assert_cmpuint (n_secret, >, N_ROUNDS / 100);
}

/* A canary that no other test learns, so that only its field can betray it; and one that is known.
 * Each is put where the record of a flow has it, between noise. */
static void
fuzz_redactor_fields (void)
{
  static const char *const noise[]
      = { "{", "}", "\"", "\\", ":", ",", "[", "]", "\n", "a", "é", "1" };
  static const char *const fields[] = { "\"access_token\":\"CANARY\"",
                                        "\"client\\u005fsecret\" : \"CANARY\"",
                                        "{\"token\":[\"CANARY\"]}",
                                        "{\\\"id_token\\\":\\\"CANARY\\\"}",
                                        "\"code\":CANARY",
                                        "{\"code\" : \"CANARY-Splx10BeZQQ\"}",
                                        "\\\"code\\\":\\\"CANARY-Splx10BeZQQ\\\"",
                                        "\nAuthorization: Bearer CANARY\n",
                                        "\n> Cookie: a=CANARY; b=CANARY\n",
                                        " https://u:CANARY@h/ ",
                                        " /cb?state=1&code=CANARY ",
                                        " h/#access_token=CANARY&x ",
                                        " client_secret=CANARY " };
  RhDice dice = { SEED };
  g_autoptr (RhRedactor) redactor = rh_redactor_new ();

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const char *field = fields[round % G_N_ELEMENTS (fields)];
      g_autoptr (GString) before = rh_dice_text (&dice, noise, G_N_ELEMENTS (noise), 6, TRUE);
      g_autoptr (GString) after = rh_dice_text (&dice, noise, G_N_ELEMENTS (noise), 6, TRUE);
      g_autoptr (GString) text = g_string_new_len (before->str, (gssize) before->len);
      g_autofree char *redacted = NULL;

      /* A backslash would make the quote after it part of another string. */
      g_string_append_c (text, ' ');
      g_string_append (text, field);
      g_string_append_len (text, after->str, (gssize) after->len);
      redacted = rh_redactor_redact_body (redactor, "text/plain", text->str, (gssize) text->len);
      if (strstr (redacted, "CANARY") != NULL)
        g_error ("%u: %s", round, redacted);
      g_assert_true (g_utf8_validate (redacted, -1, NULL));
    }
}

static void
fuzz_redactor_values (void)
{
  static const char *const pieces[]
      = { "a", "Z", "0", "+", "/", "=", " ", "%", "\\", "\"", "é", "😀", "&", "_", "-" };
  static const RhPlace places[] = { RH_PLACE_RAW, RH_PLACE_PATH, RH_PLACE_QUERY, RH_PLACE_FORM };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS / 4; round++)
    {
      g_autoptr (RhRedactor) redactor = rh_redactor_new ();
      g_autoptr (GString) value = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 30, FALSE);
      g_autofree char *encoded = NULL;
      g_autofree char *text = NULL;
      g_autofree char *redacted = NULL;
      g_autoptr (RhSecret) secret = NULL;

      g_string_append (value, "CANARY99");
      secret = rh_secret_new (value->str, -1);
      rh_redactor_learn (redactor, secret);
      encoded = rh_percent_encode (value->str, -1, places[round % G_N_ELEMENTS (places)]);
      text = g_strconcat ("<", encoded, ">", NULL);
      redacted = rh_redactor_redact (redactor, text, -1);
      g_assert_null (strstr (redacted, "CANARY99"));
      g_assert_true (g_str_has_suffix (redacted, " characters)>"));
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/codec", fuzz_codec);
  g_test_add_func ("/fuzz/params", fuzz_params);
  g_test_add_func ("/fuzz/url", fuzz_url);
  g_test_add_func ("/fuzz/template", fuzz_template);
  g_test_add_func ("/fuzz/redactor-fields", fuzz_redactor_fields);
  g_test_add_func ("/fuzz/redactor-values", fuzz_redactor_values);

  return g_test_run ();
}
