/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right frames of HTTP/2: a session always says something that makes sense, in the
 * order in which it has to, and comes to an end when the connection does. */
#include "config.h"

#include "http/rh-h2-session.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#include <string.h>

#define SEED 9113
#define N_ROUNDS 20000
#define MAX_FRAMES 8

typedef struct
{
  guint n_heads;
  gsize n_bytes;
} Seen;

static void
wrote (gpointer user_data)
{
}

static void
wrote_data (gsize size, gpointer user_data)
{
}

static void
interim (guint status, gpointer user_data)
{
  const Seen *seen = user_data;

  g_assert_cmpuint (status, >=, 100);
  g_assert_cmpuint (status, <, 200);
  g_assert_cmpuint (seen->n_heads, ==, 0);
}

static void
head (guint status, RhHeaders *headers, gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_cmpuint (status, >=, 200);
  g_assert_cmpuint (status, <, 1000);
  g_assert_cmpuint (++seen->n_heads, ==, 1);
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    g_assert_true (
        g_utf8_validate (rh_text_peek (rh_headers_nth_value (headers, i), NULL), -1, NULL));
}

static void
data (const guint8 *bytes, gsize size, gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_cmpuint (seen->n_heads, ==, 1);
  seen->n_bytes += size;
}

static const RhH2Events events = { .wrote_head = wrote,
                                   .wrote_data = wrote_data,
                                   .wrote_end = wrote,
                                   .interim = interim,
                                   .head = head,
                                   .data = data };

static void
append_number (GByteArray *bytes, guint number, guint size)
{
  while (size-- > 0)
    {
      guint8 byte = (guint8) (number >> (8 * size));

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* Most of them of the stream that was asked for. */
static void
append_frame (GByteArray *bytes, RhDice *dice)
{
  /* statuses of the static table, a literal, a name that is none, one that is empty */
  static const char *const pieces[] = { "\x88",
                                        "\x8b",
                                        "\x08\x03"
                                        "103",
                                        "\x10\x01"
                                        "a\x01"
                                        "b",
                                        "\x10\x01"
                                        "A\x01"
                                        "b",
                                        "\x10\x0e"
                                        "content-length\x01"
                                        "2",
                                        "\x10\x01"
                                        "a\x02\xff\xfe",
                                        "\x10" };
  g_autoptr (GString) payload = rh_dice_text (dice, pieces, G_N_ELEMENTS (pieces), 4, TRUE);
  guint8 kinds[] = { 0, 1, 1, 1, 3, 4, 5, 6, 7, 8, 9, 255 };
  guint kind = kinds[rh_dice_roll (dice, G_N_ELEMENTS (kinds))];
  guint flags = rh_dice_roll (dice, 4) == 0 ? rh_dice_roll (dice, 256) : rh_dice_roll (dice, 6);
  guint stream = kind == 4 || kind == 6 || kind == 7 ? 0 : 1;

  append_number (bytes, (guint) payload->len, 3);
  append_number (bytes, kind, 1);
  append_number (bytes, flags, 1);
  append_number (bytes, rh_dice_roll (dice, 10) == 0 ? rh_dice_roll (dice, 4) : stream, 4);
  g_byte_array_append (bytes, (const guint8 *) payload->str, (guint) payload->len);
}

static void
flush (RhH2Session *session)
{
  const guint8 *bytes;

  while (rh_h2_session_get (session, &bytes) > 0)
    ;
}

static void
put_all (RhH2Session *session, GByteArray *bytes, RhDice *dice)
{
  for (gsize i = 0; i < bytes->len && !rh_h2_session_has_ended (session);)
    {
      gsize size = MIN (bytes->len - i, 1 + rh_dice_roll (dice, 40));
      g_autofree guint8 *copy = g_memdup2 (bytes->data + i, size); /* and not one byte more */

      rh_h2_session_put (session, copy, size);
      flush (session);
      i += size;
    }
}

static void
fuzz_session (void)
{
  static const guint8 settings[] = { 0, 0, 0, 4, 0, 0, 0, 0, 0 };
  static const guint8 good_head[] = { 0, 0, 1, 1, 4, 0, 0, 0, 1, 0x88 };
  RhDice dice = { SEED };
  guint n_heads = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Seen seen = { 0 };
      g_autoptr (RhH2Session) session = rh_h2_session_new (&events, &seen);
      g_autoptr (RhHeaders) fields = rh_headers_new ();
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      guint n_frames = rh_dice_roll (&dice, MAX_FRAMES);

      rh_headers_append_plain (fields, ":method", "GET");
      rh_headers_append_plain (fields, ":scheme", "https");
      rh_headers_append_plain (fields, ":authority", "h");
      rh_headers_append_plain (fields, ":path", "/");
      rh_h2_session_request (session, fields, FALSE);
      flush (session);
      g_byte_array_append (bytes, settings, sizeof settings);
      if (rh_dice_roll (&dice, 2) == 0)
        g_byte_array_append (bytes, good_head, sizeof good_head);
      for (guint i = 0; i < n_frames; i++)
        append_frame (bytes, &dice);
      put_all (session, bytes, &dice);

      rh_h2_session_close (session, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "end"));
      g_assert_true (rh_h2_session_has_ended (session));
      g_assert_true (rh_h2_session_get_error (session) != NULL || seen.n_heads == 1);
      n_heads += seen.n_heads;
    }

  /* it is no use if nothing of it is ever understood */
  g_assert_cmpuint (n_heads, >, N_ROUNDS / 4);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/h2/session", fuzz_session);

  return g_test_run ();
}
