/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text keeps where its bytes came from (security.md 4.0). */
#include <string.h>

#include "lib/rh-test.h"
#include "text/rh-text.h"

static const char *const origins[] = { "https://api.example", "https://other.example", NULL };

/* "Bearer TOKEN; id=7" */
static RhText *
make_text (void)
{
  RhText *text = rh_text_new ("Bearer ");

  rh_text_append_value (text, "TOKEN", -1, "access_token", RH_SOURCE_AUTH, TRUE, origins);
  rh_text_append (text, "; id=", -1);
  rh_text_append_value (text, "7", 1, "id", RH_SOURCE_ENVIRONMENT, FALSE, NULL);

  return text;
}

static void
assert_span (const RhText *text, guint index, gsize start, gsize length, const char *variable)
{
  const RhSpan *span = rh_text_nth_span (text, index);

  g_assert_cmpuint (span->start, ==, start);
  g_assert_cmpuint (span->length, ==, length);
  g_assert_cmpstr (span->variable, ==, variable);
}

static void
test_spans (void)
{
  g_autoptr (RhText) text = make_text ();
  gsize length = 0;

  g_assert_cmpstr (rh_text_peek (text, &length), ==, "Bearer TOKEN; id=7");
  g_assert_cmpuint (length, ==, 18);
  g_assert_cmpuint (rh_text_get_n_spans (text), ==, 2);
  assert_span (text, 0, 7, 5, "access_token");
  assert_span (text, 1, 17, 1, "id");
  g_assert_cmpint (rh_text_nth_span (text, 0)->source, ==, RH_SOURCE_AUTH);
  g_assert_true (rh_text_nth_span (text, 0)->secret);
  g_assert_true (g_strv_equal ((const char *const *) rh_text_nth_span (text, 0)->origins, origins));
  g_assert_false (rh_text_nth_span (text, 1)->secret);
  g_assert_null (rh_text_nth_span (text, 1)->origins);
  g_assert_true (rh_text_has_secret (text));
}

static void
test_plain_has_no_span (void)
{
  g_autoptr (RhText) text = rh_text_new ("plain");
  g_autoptr (RhText) empty = rh_text_new (NULL);

  rh_text_append_value (empty, "", 0, "nothing", RH_SOURCE_REQUEST, TRUE, NULL);
  g_assert_cmpuint (rh_text_get_n_spans (text), ==, 0);
  g_assert_false (rh_text_has_secret (text));
  g_assert_cmpstr (rh_text_peek (empty, NULL), ==, "");
  g_assert_cmpuint (rh_text_get_n_spans (empty), ==, 0);
  g_assert_false (rh_text_has_secret (empty));
}

static void
test_append_text (void)
{
  g_autoptr (RhText) text = rh_text_new ("X: ");
  g_autoptr (RhText) other = make_text ();

  rh_text_append_text (text, other);
  rh_text_append_text (text, other);
  g_assert_cmpstr (rh_text_peek (text, NULL), ==, "X: Bearer TOKEN; id=7Bearer TOKEN; id=7");
  g_assert_cmpuint (rh_text_get_n_spans (text), ==, 4);
  assert_span (text, 0, 10, 5, "access_token");
  assert_span (text, 1, 20, 1, "id");
  assert_span (text, 2, 28, 5, "access_token");
  assert_span (text, 3, 38, 1, "id");
  g_assert_true (rh_text_has_secret (text));
}

static void
test_slice (void)
{
  g_autoptr (RhText) text = make_text ();
  g_autoptr (RhText) cut = rh_text_slice (text, 9, 9);
  g_autoptr (RhText) inside = rh_text_slice (text, 8, 2);
  g_autoptr (RhText) before = rh_text_slice (text, 0, 7);
  g_autoptr (RhText) end = rh_text_slice (text, 18, 0);

  g_assert_cmpstr (rh_text_peek (cut, NULL), ==, "KEN; id=7");
  g_assert_cmpuint (rh_text_get_n_spans (cut), ==, 2);
  assert_span (cut, 0, 0, 3, "access_token");
  assert_span (cut, 1, 8, 1, "id");
  g_assert_true (g_strv_equal ((const char *const *) rh_text_nth_span (cut, 0)->origins, origins));
  g_assert_cmpstr (rh_text_peek (inside, NULL), ==, "OK");
  assert_span (inside, 0, 0, 2, "access_token");
  g_assert_true (rh_text_has_secret (inside));
  g_assert_cmpstr (rh_text_peek (before, NULL), ==, "Bearer ");
  g_assert_cmpuint (rh_text_get_n_spans (before), ==, 0);
  g_assert_false (rh_text_has_secret (before));
  g_assert_cmpstr (rh_text_peek (end, NULL), ==, "");
}

static void
test_masked (void)
{
  g_autoptr (RhText) text = make_text ();
  g_autofree char *masked = NULL;
  g_autofree char *longer = NULL;

  masked = rh_text_dup_masked (text);
  g_assert_cmpstr (masked, ==, "Bearer •••• (5 characters); id=7");

  rh_text_append_value (text, "abcdefghijklmnopqrst", -1, "key", RH_SOURCE_COLLECTION, TRUE, NULL);
  longer = rh_text_dup_masked (text);
  g_assert_cmpstr (longer, ==, "Bearer •••• (5 characters); id=7abcd… (20 characters)");
}

static void
test_nul_bytes (void)
{
  g_autoptr (RhText) text = rh_text_new (NULL);
  gsize length = 0;

  rh_text_append (text, "a\0b", 3);
  rh_text_append_value (text, "c\0d", 3, "v", RH_SOURCE_FOLDER, FALSE, NULL);
  g_assert_cmpmem (rh_text_peek (text, &length), 7, "a\0bc\0d\0", 7);
  g_assert_cmpuint (length, ==, 6);
  assert_span (text, 0, 3, 3, "v");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/text/4.0/spans", test_spans);
  g_test_add_func ("/text/4.0/plain-has-no-span", test_plain_has_no_span);
  g_test_add_func ("/text/4.0/append-text", test_append_text);
  g_test_add_func ("/text/4.0/slice", test_slice);
  g_test_add_func ("/text/M2/masked", test_masked);
  g_test_add_func ("/text/nul-bytes", test_nul_bytes);

  return g_test_run ();
}
