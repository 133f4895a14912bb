/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going over JSON: the scanner against json-glib, in turns, on the same text, and what is hardest
 * for it, digits alone. Prints one line of JSON: megabytes a second of processor time. */
#include "config.h"

#include "text/rh-json-scanner.h"

#include <json-glib/json-glib.h>
#include <time.h>

#define ROUNDS 5
#define BATCH 512
#define CHUNK (256 * 1024)
#define ROWS 100000

static GString *
make_page (void)
{
  GString *text = g_string_new ("{\"data\": [");

  for (guint i = 0; i < ROWS; i++)
    g_string_append_printf (text,
                            "%s{\"id\": \"3c90c3cc-0d44-4b50-8888-8dd2%08x\", \"number\": %u, "
                            "\"name\": \"Ada Lovelace %u\", \"email\": \"ada%u@acme.example\", "
                            "\"active\": true, \"tags\": [\"a\", \"bb\"], \"balance\": 12.5%u, "
                            "\"note\": \"Fort\xC3\xA9 \\\"%u\\\"\", \"manager\": null}",
                            i > 0 ? ", " : "", i, i, i, i, i, i);
  g_string_append (text, "], \"pagination\": {\"hasNextPage\": false}}");

  return text;
}

static GString *
make_digits (void)
{
  GString *text = g_string_new ("[1");

  for (guint i = 0; i < 100 * ROWS; i++)
    g_string_append (text, ",2");

  return g_string_append_c (text, ']');
}

static double
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
scan (const GString *text)
{
  g_autoptr (RhJsonScanner) scanner = rh_json_scanner_new ();
  RhJsonToken tokens[BATCH];
  guint n_tokens;

  for (gsize at = 0; at < text->len;)
    at += rh_json_scanner_feed (scanner, text->str + at, MIN (CHUNK, text->len - at), tokens, BATCH,
                                &n_tokens);
  if (!rh_json_scanner_finish (scanner, tokens, &n_tokens))
    g_error ("the scanner refuses it");
}

static void
parse (const GString *text)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (!json_parser_load_from_data (parser, text->str, (gssize) text->len, NULL))
    g_error ("json-glib refuses it");
}

static double
measure (void (*run) (const GString *text), const GString *text, double best)
{
  double begin = get_processor_time ();

  run (text);

  return MAX (best, (double) text->len / 1e6 / (get_processor_time () - begin));
}

int
main (int argc, char **argv)
{
  g_autoptr (GString) text = make_page ();
  g_autoptr (GString) digits = make_digits ();
  double ours = 0;
  double hardest = 0;
  double theirs = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      ours = measure (scan, text, ours);
      hardest = measure (scan, digits, hardest);
      theirs = measure (parse, text, theirs);
    }
  g_print ("{\"megabytes\": %.1f, \"scanner\": %.1f, \"digits\": %.1f, \"json_glib\": %.1f}\n",
           (double) text->len / 1e6, ours, hardest, theirs);

  return 0;
}
