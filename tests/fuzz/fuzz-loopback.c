/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Half-right requests for the head of the loopback server: in whatever pieces they come the verdict
 * is the same, and what passes is one well-formed request to us, judged here in another way. */
#include "http/rh-request-head.h"
#include "lib/rh-test.h"

#include <string.h>

#define SEED 8437
#define N_ROUNDS 30000
#define AUTHORITY "localhost:8437"
#define MAX_BODY 9

/* A linear congruential generator: the same everywhere, and good for nothing but tests. */
static guint
roll (guint64 *dice, guint n_sides)
{
  *dice = *dice * G_GUINT64_CONSTANT (6364136223846793005) + 1442695040888963407;

  return (guint) (*dice >> 33) % n_sides;
}

/* Mostly a request, with a line bent, doubled or missing, or a byte changed. */
static GString *
random_request (guint64 *dice)
{
  static const char *const starts[]
      = { "GET / HTTP/1.1\r\n",         "GET / HTTP/1.1\r\n", "POST /a?b#c HTTP/1.1\r\n",
          "GET http://a/ HTTP/1.1\r\n", "GET / HTTP/1.0\r\n", "GET /a b HTTP/1.1\r\n" };
  static const char *const fields[] = { "Host: " AUTHORITY "\r\n",
                                        "Host: " AUTHORITY "\r\n",
                                        "Host: evil\r\n",
                                        "A: b\r\n",
                                        "Content-Length: 3\r\n",
                                        "Content-Length: 10\r\n",
                                        "Transfer-Encoding: chunked\r\n",
                                        " folded\r\n",
                                        "A : b\r\n",
                                        "A: b\n",
                                        "host:" AUTHORITY "\t\r\n" };
  GString *text = g_string_new (starts[roll (dice, G_N_ELEMENTS (starts))]);
  guint n = roll (dice, 4);

  for (guint i = 0; i < n; i++)
    g_string_append (text, fields[roll (dice, G_N_ELEMENTS (fields))]);
  g_string_append (text, "\r\nabc");
  if (roll (dice, 4) == 0)
    text->str[roll (dice, text->len)] = (char) roll (dice, 256);

  return text;
}

/* The status, 0 for a pass, 1 for TLS, 2 for no end yet. @step: how many bytes at a time. */
static guint
judge (const GString *text, gsize step, char **target)
{
  g_autoptr (RhRequestHead) head = rh_request_head_new (64, 128);
  RhHeadState state = RH_HEAD_MORE;
  guint status = 0;

  for (gsize i = 0; i < text->len && state == RH_HEAD_MORE; i += step)
    state = rh_request_head_feed (head, (const guint8 *) text->str + i, MIN (step, text->len - i));

  if (state == RH_HEAD_MORE)
    return 2;
  if (state == RH_HEAD_TLS)
    return 1;
  if (state == RH_HEAD_REFUSED)
    return rh_request_head_get_status (head);

  status = rh_request_head_check (head, AUTHORITY, MAX_BODY);
  if (status == 0)
    *target = g_strdup (rh_request_head_get_target (head));

  return status;
}

static guint
count_matches (const char *pattern, const char *text)
{
  g_autoptr (GRegex) regex
      = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) info = NULL;
  guint n = 0;

  g_assert_nonnull (regex);
  for (g_regex_match (regex, text, 0, &info); g_match_info_matches (info);
       g_match_info_next (info, NULL))
    n++;

  return n;
}

static void
assert_may_pass (const GString *text, const char *target)
{
  const char *end = strstr (text->str, "\r\n\r\n");
  g_autofree char *head = g_strndup (text->str, end - text->str);

  g_assert_true (
      g_regex_match_simple ("^[!-~]+ /[!-\"$-~]* HTTP/1\\.1\\r\\n", head, G_REGEX_RAW, 0));
  g_assert_cmpuint (count_matches ("^host:", head), ==, 1);
  g_assert_cmpuint (count_matches ("^host:[ \\t]*localhost:8437[ \\t]*(\\r|$)", head), ==, 1);
  g_assert_cmpuint (count_matches ("^content-length:", head), <=, 1);
  g_assert_cmpuint (count_matches ("^transfer-encoding:", head), ==, 0);
  g_assert_cmpuint (count_matches ("^[ \\t]", head), ==, 0);
  g_assert_cmpuint (count_matches ("[^\\r]\\n", head), ==, 0);
  g_assert_true (g_str_has_prefix (strchr (head, ' ') + 1, target));
}

static void
fuzz_request_head (void)
{
  guint64 dice = SEED;
  guint n_passed = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = random_request (&dice);
      g_autofree char *whole_target = NULL;
      g_autofree char *pieces_target = NULL;
      guint whole = judge (text, text->len, &whole_target);
      guint pieces = judge (text, 1 + roll (&dice, 7), &pieces_target);

      g_assert_cmpuint (whole, ==, pieces);
      g_assert_cmpstr (whole_target, ==, pieces_target);
      if (whole != 0)
        continue;

      assert_may_pass (text, whole_target);
      n_passed++;
    }

  /* Or nothing was tried. */
  g_assert_cmpuint (n_passed, >, N_ROUNDS / 50);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/loopback/request-head", fuzz_request_head);

  return g_test_run ();
}
