/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right input for the readers of format/, and for what a response says about
 * itself: nothing crashes, and what must hold for any input holds. */
#include <string.h>

#include "collection/rh-next-page.h"
#include "format/rh-curl-words.h"
#include "format/rh-curl.h"
#include "format/rh-request-text.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"
#include "oauth/rh-jwt.h"
#include "text/rh-codec.h"
#include "text/rh-jwt-find.h"
#include "text/rh-token-find.h"

#define SEED 8437
#define N_ROUNDS 10000

/* What is quoted by us is one word, and the same one, to the reader of that shell. */
static void
fuzz_words (void)
{
  static const char *const pieces[]
      = { "curl", " ", "'", "\"", "$'", "\\", "\n", "$A", "${B}", "$(",  ")", "`", "<<E\n",
          "E\n",  "<", ">", "|",  ";",  "&",  "#",  "^",  "\\x4", "\\u", "a", "é", "{{c}}" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 24, FALSE);
      g_autofree char *quoted = g_shell_quote (text->str);
      g_autoptr (GPtrArray) one = rh_shell_split (quoted, RH_SHELL_BASH);

      for (RhShell shell = RH_SHELL_BASH; shell <= RH_SHELL_POWERSHELL; shell++)
        {
          g_autoptr (GPtrArray) commands = rh_shell_split (text->str, shell);

          for (guint i = 0; i < commands->len; i++)
            g_assert_nonnull (((RhShellCommand *) commands->pdata[i])->words[0]);
        }

      g_assert_cmpuint (one->len, ==, 1);
      g_assert_cmpstr (((RhShellCommand *) one->pdata[0])->words[0], ==, text->str);
      g_assert_null (((RhShellCommand *) one->pdata[0])->words[1]);
    }
}

static void
fuzz_curl (void)
{
  static const char *const pieces[]
      = { "-X ",        "-H ",     "'A: b' ", "-d ",    "@a ",
          "a=b&c ",     "--json ", "{} ",     "-F ",    "a=@b;type=c,d ",
          "-u ",        "a:b ",    "-G ",     "-T ",    "-b ",
          "-x ",        "-k ",     "--no-",   "--url ", "http://h/ ",
          "u:p@h ",     "--next ", "-",       "--",     "=",
          "$A ",        "-sSLm ",  "[1-2]",   "{{x}}",  "\\xff",
          "<<E\nx\nE\n" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) tail = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 16, FALSE);
      g_autofree char *text = g_strconcat ("curl ", tail->str, NULL);
      g_autoptr (RhCurlImport) import = rh_curl_import (text);

      if (import == NULL)
        continue;
      g_assert_true (g_utf8_validate (rh_request_item_get_url (import->item), -1, NULL));
      g_assert_true (g_utf8_validate (rh_request_item_get_body_text (import->item), -1, NULL));
      g_assert_cmpstr (rh_request_item_get_method (import->item), !=, NULL);
    }
}

static void
fuzz_quoting (void)
{
  static const char *const pieces[]
      = { "'", "\"", "\\", "$", "`", "!", "a", " ", "\n", "#", "é", "_", "~", "*" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) value = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 16, FALSE);
      g_autoptr (RhText) url = rh_text_new ("http://h/");
      g_autoptr (RhText) header = rh_text_new (value->str);
      g_autoptr (RhRequest) request = rh_request_new ("GET", url);
      g_autoptr (RhRequestText) text = NULL;
      g_autofree char *curl = NULL;
      g_autofree char *expected = g_strconcat ("X: ", value->str, "{{S}}", value->str, NULL);
      g_autoptr (GPtrArray) commands = NULL;

      rh_text_append_value (header, "x", 1, "s", RH_SOURCE_TYPED, TRUE, NULL);
      rh_text_append (header, value->str, -1);
      rh_headers_append (rh_request_get_headers (request), "X", header);
      text = rh_request_text_new (request);
      curl = rh_request_text_to_curl (text, RH_SECRETS_BY_NAME);
      commands = rh_shell_split (curl, RH_SHELL_BASH);

      g_assert_cmpuint (commands->len, ==, 1);
      g_assert_cmpstr (((RhShellCommand *) commands->pdata[0])->words[3], ==, expected);
    }
}

static void
fuzz_tokens (void)
{
  static const char *const pieces[]
      = { "-----BEGIN ", "PRIVATE KEY", "-----", "-----END ", "ghp_", "0123456789abcdef",
          ".",           "n",           " ",     "\\n",       "-",    "_" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 12, TRUE);
      gsize start = 0;
      gsize end = 0;

      for (gsize from = 0; rh_token_find (text->str, text->len, from, &start, &end); from = end)
        {
          g_assert_cmpuint (start, >=, from);
          g_assert_cmpuint (end, >, start);
          g_assert_cmpuint (end, <=, text->len);
        }
    }
}

static void
fuzz_jwt (void)
{
  static const char *const pieces[]
      = { "eyJ", "e30", ".", "eyJhbGciOiJub25lIn0", "..", "a", "_", " ", "=", "-", "eyJleHAiOjF9" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 12, TRUE);
      gsize start = 0;
      gsize end = 0;

      for (gsize from = 0; rh_jwt_find (text->str, text->len, from, &start, &end); from = end)
        {
          g_autoptr (RhJwt) jwt = rh_jwt_decode (text->str + start, end - start);

          g_assert_cmpuint (start, >=, from);
          g_assert_cmpuint (end, >, start);
          g_assert_cmpuint (end, <=, text->len);
          if (jwt != NULL)
            g_assert_true (g_utf8_validate (jwt->header, -1, NULL));
        }
    }
}

/* Never another origin, and never a template. */
static void
fuzz_next_page (void)
{
  static const char *const pieces[] = { "{",
                                        "}",
                                        "\"next\":",
                                        "\"next_cursor\":",
                                        "\"{{x}}\"",
                                        "\"/a\"",
                                        "\"https://h/\"",
                                        ",",
                                        "[",
                                        "]",
                                        "<",
                                        ">",
                                        ";",
                                        "rel=next",
                                        "//e",
                                        "\"?b\"",
                                        "1",
                                        "\\u007b",
                                        "{{y}}" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 12, FALSE);
      g_autoptr (RhHeaders) headers = rh_headers_new ();
      g_autoptr (RhNextPage) page = NULL;
      g_autofree char *url = NULL;

      if (round % 2 == 0)
        rh_headers_append_plain (headers, "Link", text->str);
      page = rh_next_page_find ("https://h/a?b=c", headers, text->str, text->len);
      if (page == NULL)
        continue;

      url = rh_next_page_apply (page, "https://h/a?b=c");
      g_assert_true (g_str_has_prefix (url, "https://h/"));
      g_assert_null (strchr (url, '{'));
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/words", fuzz_words);
  g_test_add_func ("/fuzz/curl", fuzz_curl);
  g_test_add_func ("/fuzz/quoting", fuzz_quoting);
  g_test_add_func ("/fuzz/jwt", fuzz_jwt);
  g_test_add_func ("/fuzz/tokens", fuzz_tokens);
  g_test_add_func ("/fuzz/next-page", fuzz_next_page);

  return g_test_run ();
}
