/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a view of very many rows stands, places within a row, and the colours of tokens. */
#include "lib/rh-test.h"
#include "response/rh-body-motion.h"
#include "response/rh-body-palette.h"
#include "response/rh-body-scroll.h"

#include <math.h>
#include <string.h>

#define ROW 18.0
#define PAGE 600.0

static guint n_measured;

/* Every third row takes three lines. */
static double
uneven_height (guint64 place, gpointer user_data)
{
  n_measured++;
  return place % 3 == 0 ? 3 * ROW : ROW;
}

static RhBodyExtent
extent_new (guint64 n_rows, gboolean uneven)
{
  n_measured = 0;
  return (RhBodyExtent) { n_rows, ROW, PAGE, 6, uneven ? uneven_height : NULL, NULL };
}

/* To the pixel, where the scroll bar's value has ten digits. */
static void
test_exact (void)
{
  RhBodyExtent extent = extent_new (200000000, FALSE);
  RhBodyScroll scroll = { 0, -6, 0, 0 };

  rh_body_scroll_settle (&scroll, &extent);
  g_assert_cmpfloat (scroll.upper, ==, 200000000 * ROW + 12);
  rh_body_scroll_to_value (&scroll, &extent, 6 + 199999900 * ROW + 7);
  g_assert_cmpuint (scroll.place, ==, 199999900);
  g_assert_cmpfloat (scroll.offset, ==, 7);
  rh_body_scroll_to_value (&scroll, &extent, scroll.value + 1);
  g_assert_cmpuint (scroll.place, ==, 199999900);
  g_assert_cmpfloat (scroll.offset, ==, 8);
}

static void
test_ends (void)
{
  RhBodyExtent extent = extent_new (100, FALSE);
  RhBodyScroll scroll = { 0, -6, 0, 0 };

  rh_body_scroll_settle (&scroll, &extent);
  rh_body_scroll_to_value (&scroll, &extent, 1e9);
  g_assert_cmpfloat (scroll.value, ==, 100 * ROW + 12 - PAGE);
  rh_body_scroll_to_value (&scroll, &extent, -50);
  g_assert_cmpuint (scroll.place, ==, 0);
  g_assert_cmpfloat (scroll.offset, ==, -6);

  extent = extent_new (0, FALSE);
  rh_body_scroll_settle (&scroll, &extent);
  g_assert_cmpfloat (scroll.upper, ==, PAGE);
  extent = extent_new (2, TRUE);
  rh_body_scroll_settle (&scroll, &extent);
  g_assert_cmpfloat (scroll.upper, ==, PAGE);
  g_assert_cmpfloat (scroll.value, ==, 0);
}

/* A step of so many pixels moves what is seen by so many, whatever the rows measure. */
static void
test_measured_steps (void)
{
  RhBodyExtent extent = extent_new (200000000, TRUE);
  RhBodyScroll scroll = { 0, -6, 0, 0 };

  rh_body_scroll_settle (&scroll, &extent);
  rh_body_scroll_to_value (&scroll, &extent, 6 + 5 * ROW + 4); /* rows 0 and 1 and 2 */
  g_assert_cmpuint (scroll.place, ==, 3);
  g_assert_cmpfloat (scroll.offset, ==, 4);
  rh_body_scroll_to_value (&scroll, &extent, scroll.value - 5);
  g_assert_cmpuint (scroll.place, ==, 2);
  g_assert_cmpfloat (scroll.offset, ==, ROW - 1);
}

/* Rows measured for a step do not grow with the body. */
static void
test_measured_work (void)
{
  RhBodyScroll scroll = { 0, -6, 0, 0 };
  RhBodyExtent extent = extent_new (200000000, TRUE);

  rh_body_scroll_settle (&scroll, &extent);
  rh_body_scroll_to_value (&scroll, &extent, scroll.upper / 2);
  g_assert_cmpuint (scroll.place, >, 90000000);
  g_assert_cmpuint (scroll.place, <, 110000000);
  for (guint i = 0; i < 100; i++)
    rh_body_scroll_to_value (&scroll, &extent, scroll.value + 54);
  g_assert_cmpuint (n_measured, <, 102 * 2 * (PAGE / ROW));
}

/* The very ends are reached from anywhere, by the bar and by steps. */
static void
test_measured_ends (void)
{
  RhBodyExtent extent = extent_new (100000, TRUE);
  RhBodyScroll scroll = { 0, -6, 0, 0 };
  double y;

  rh_body_scroll_settle (&scroll, &extent);
  rh_body_scroll_to_value (&scroll, &extent, scroll.upper - PAGE);
  y = -scroll.offset;
  for (guint64 place = scroll.place; place < extent.n_rows; place++)
    y += uneven_height (place, NULL);
  g_assert_cmpfloat_with_epsilon (y + extent.padding, PAGE, 0.001);
  g_assert_cmpfloat_with_epsilon (scroll.value, scroll.upper - PAGE, 0.001);

  for (guint i = 0; i < 100000 && scroll.value > 0; i++)
    rh_body_scroll_to_value (&scroll, &extent, scroll.value - PAGE);
  g_assert_cmpuint (scroll.place, ==, 0);
  g_assert_cmpfloat (scroll.offset, ==, -6);
  g_assert_cmpfloat (scroll.value, ==, 0);
}

/* Rows that come at the end leave what is seen where it is. */
static void
test_growing (void)
{
  RhBodyExtent extent = extent_new (1000, TRUE);
  RhBodyScroll scroll = { 0, -6, 0, 0 };
  RhBodyScroll before;

  rh_body_scroll_settle (&scroll, &extent);
  rh_body_scroll_to_value (&scroll, &extent, 1000);
  before = scroll;
  extent.n_rows = 5000000;
  rh_body_scroll_settle (&scroll, &extent);
  g_assert_cmpuint (scroll.place, ==, before.place);
  g_assert_cmpfloat (scroll.offset, ==, before.offset);
  g_assert_cmpfloat (scroll.value, ==, before.value);
  g_assert_cmpfloat (scroll.upper, >, before.upper);
}

static void
test_reveal (void)
{
  RhBodyExtent extent = extent_new (1000000, TRUE);
  RhBodyScroll scroll = { 0, -6, 0, 0 };

  rh_body_scroll_settle (&scroll, &extent);
  rh_body_scroll_reveal (&scroll, &extent, 3, 0, ROW);
  g_assert_cmpfloat (scroll.value, ==, 0);
  rh_body_scroll_reveal (&scroll, &extent, 500001, ROW, 2 * ROW);
  g_assert_cmpuint (scroll.place, <=, 500001);
  g_assert_cmpuint (scroll.place, >, 500001 - (guint64) (PAGE / ROW));
  rh_body_scroll_reveal (&scroll, &extent, 999999, 0, ROW);
  g_assert_cmpfloat_with_epsilon (scroll.value, scroll.upper - PAGE, 0.001);
  rh_body_scroll_reveal (&scroll, &extent, 0, 0, ROW);
  g_assert_cmpfloat (scroll.value, ==, 0);
  g_assert_cmpfloat (scroll.offset, ==, -extent.padding);
}

/* A caret never stands between a letter and its accent, nor within a family of emoji. */
static void
test_motion (void)
{
  const char *text = "a\u0301\U0001F468\u200D\U0001F469b";
  gsize length = strlen (text);
  gsize at = rh_body_motion_next (text, length, 0);

  g_assert_cmpuint (at, ==, 3);
  at = rh_body_motion_next (text, length, at);
  g_assert_cmpuint (at, ==, length - 1);
  g_assert_cmpuint (rh_body_motion_previous (text, length, at), ==, 3);
  g_assert_cmpuint (rh_body_motion_next (text, length, length), ==, length);
  g_assert_cmpuint (rh_body_motion_previous (text, length, 0), ==, 0);
  g_assert_cmpuint (rh_body_motion_next ("", 0, 0), ==, 0);
  g_assert_cmpuint (rh_body_motion_previous_word ("", 0, 0), ==, 0);
}

static void
test_words (void)
{
  const char *text = "  \"first name\": 12";
  gsize length = strlen (text);
  gsize start;
  gsize end;

  g_assert_cmpuint (rh_body_motion_next_word (text, length, 0), ==, 8);
  g_assert_cmpuint (rh_body_motion_previous_word (text, length, 11), ==, 9);
  rh_body_motion_word_at (text, length, 5, &start, &end);
  g_assert_cmpuint (start, ==, 3);
  g_assert_cmpuint (end, ==, 8);
  rh_body_motion_word_at (text, length, 3, &start, &end);
  g_assert_cmpuint (start, ==, 3);
  rh_body_motion_word_at (text, length, length, &start, &end);
  g_assert_cmpuint (end, ==, length);
}

static double
luminance (const char *color)
{
  GdkRGBA rgba;
  double channels[3];

  g_assert_true (gdk_rgba_parse (&rgba, color));
  channels[0] = rgba.red;
  channels[1] = rgba.green;
  channels[2] = rgba.blue;
  for (int i = 0; i < 3; i++)
    channels[i]
        = channels[i] <= 0.03928 ? channels[i] / 12.92 : pow ((channels[i] + 0.055) / 1.055, 2.4);
  return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
}

/* WCAG: 4.5 to 1 for text, 7 to 1 in high contrast. */
static void
test_contrast (void)
{
  const char *const grounds[] = { "#ffffff", "#1d1d20", "#ffffff", "#1d1d20" };

  for (RhBodyPalette palette = 0; palette < RH_BODY_PALETTE_N; palette++)
    for (RhBodyTokenKind kind = RH_BODY_TOKEN_KEY; kind <= RH_BODY_TOKEN_OFFSET; kind++)
      {
        double a = luminance (rh_body_palette_get_color (palette, kind));
        double b = luminance (grounds[palette]);
        double contrast = (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);

        g_assert_cmpfloat (contrast, >=, palette >= RH_BODY_PALETTE_LIGHT_CONTRAST ? 7 : 4.5);
      }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/body-scroll/exact", test_exact);
  g_test_add_func ("/body-scroll/ends", test_ends);
  g_test_add_func ("/body-scroll/measured-steps", test_measured_steps);
  g_test_add_func ("/body-scroll/measured-work", test_measured_work);
  g_test_add_func ("/body-scroll/measured-ends", test_measured_ends);
  g_test_add_func ("/body-scroll/growing", test_growing);
  g_test_add_func ("/body-scroll/reveal", test_reveal);
  g_test_add_func ("/body-motion/characters", test_motion);
  g_test_add_func ("/body-motion/words", test_words);
  g_test_add_func ("/body-palette/contrast", test_contrast);

  return g_test_run ();
}
