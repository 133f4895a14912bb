/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right beginnings and ends of answers: what was said of a part of one is not taken
 * back when more of it comes, and what is shown can do no harm. */
#include "config.h"

#include "http/rh-answer-start.h"
#include "http/rh-trailers.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#define SEED 2119
#define N_ROUNDS 20000

static void
check_shown (const char *bytes, gsize length)
{
  g_autofree char *shown = rh_answer_start_dup_shown (bytes, length);

  for (const char *c = shown; *c != '\0'; c++)
    g_assert_true (g_ascii_isprint (*c));
}

static gboolean
is_final (RhAnswerKind kind)
{
  return kind != RH_ANSWER_UNDECIDED && kind != RH_ANSWER_HTTP;
}

static void
fuzz_start (void)
{
  static const char *const pieces[] = {
    "H",  "HTTP", "/",  "1",    ".",    "1",    "HTTP/1.1 ", "200", " ",
    "OK", "\r",   "\n", "\x15", "\x16", "\x03", "\xff",      "\\",  "S",
  };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 9, FALSE);
      RhAnswerKind before = RH_ANSWER_UNDECIDED;

      for (gsize length = 1; length <= text->len; length++)
        {
          g_autofree char *bytes = g_memdup2 (text->str, length); /* and not one byte more */
          RhAnswerKind kind = rh_answer_start_classify (bytes, length);

          g_assert_true (!is_final (before) || kind == before);
          g_assert_true (before == RH_ANSWER_UNDECIDED || kind != RH_ANSWER_UNDECIDED);
          before = kind;
          check_shown (bytes, length);
        }
    }
}

static void
fuzz_trailers (void)
{
  static const char *const pieces[]
      = { "A", ":", " ", "b", "\r\n", "\n", "\r", "0", "\xff", "A: b\r\n" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 9, FALSE);
      gboolean before = TRUE;

      for (gsize length = 1; length <= text->len; length++)
        {
          g_autofree char *bytes = g_memdup2 (text->str, length);
          gboolean may_be = rh_trailers_may_be (bytes, length);

          g_assert_true (before || !may_be);
          before = may_be;
        }
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/answers/start", fuzz_start);
  g_test_add_func ("/fuzz/answers/trailers", fuzz_trailers);

  return g_test_run ();
}
