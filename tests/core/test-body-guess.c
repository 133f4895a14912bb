/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What text is by how it begins. */
#include "body/rh-body-guess.h"
#include "body/rh-media-type.h"
#include "lib/rh-test.h"

#include <string.h>

static void
assert_guess (const char *bytes, RhBodySyntax expected)
{
  g_assert_cmpint (rh_body_guess_syntax (bytes, strlen (bytes)), ==, expected);
}

static void
test_json (void)
{
  assert_guess ("{\"a\":1}", RH_BODY_SYNTAX_JSON);
  assert_guess (" \r\n\t[1,2", RH_BODY_SYNTAX_JSON);
  assert_guess ("\xEF\xBB\xBF[]", RH_BODY_SYNTAX_JSON);
  assert_guess ("{", RH_BODY_SYNTAX_JSON);
  assert_guess ("{\"cut\":\"in a str", RH_BODY_SYNTAX_JSON);
}

/* Words that begin as JSON does, and values that nobody would lay out. */
static void
test_no_json (void)
{
  assert_guess ("[INFO] started", RH_BODY_SYNTAX_TEXT);
  assert_guess ("[2026-11-28] started", RH_BODY_SYNTAX_TEXT);
  assert_guess ("{{name}}", RH_BODY_SYNTAX_TEXT);
  assert_guess ("[1] a footnote", RH_BODY_SYNTAX_TEXT);
  assert_guess ("{\"a\":1}\n{\"a\":2}\n", RH_BODY_SYNTAX_TEXT);
  assert_guess ("12", RH_BODY_SYNTAX_TEXT);
  assert_guess ("\"text\"", RH_BODY_SYNTAX_TEXT);
  assert_guess ("", RH_BODY_SYNTAX_TEXT);
  assert_guess (" \n", RH_BODY_SYNTAX_TEXT);
  g_assert_cmpint (rh_body_guess_syntax ("\xFF\xFE[\0]\0", 6), ==, RH_BODY_SYNTAX_TEXT);
  g_assert_cmpint (rh_body_guess_syntax ("[\0]", 3), ==, RH_BODY_SYNTAX_TEXT);
}

static void
test_markup (void)
{
  assert_guess ("<?xml version=\"1.0\"?><a/>", RH_BODY_SYNTAX_XML);
  assert_guess ("\n<!DOCTYPE html>\n<p>", RH_BODY_SYNTAX_HTML);
  assert_guess ("<!doctype HTML public \"x\">", RH_BODY_SYNTAX_HTML);
  assert_guess ("<html lang=en>", RH_BODY_SYNTAX_HTML);
  assert_guess ("<htmlx>", RH_BODY_SYNTAX_TEXT);
  assert_guess ("<?xml-stylesheet?>", RH_BODY_SYNTAX_TEXT);
  assert_guess ("<?xml", RH_BODY_SYNTAX_TEXT);
  assert_guess ("<ada@example.com> wrote", RH_BODY_SYNTAX_TEXT);
}

static void
test_a_type_that_says_something_is_believed (void)
{
  g_assert_true (rh_media_type_is_vague (""));
  g_assert_true (rh_media_type_is_vague ("text/plain"));
  g_assert_true (rh_media_type_is_vague ("application/octet-stream"));
  g_assert_false (rh_media_type_is_vague ("application/json"));
  g_assert_false (rh_media_type_is_vague ("text/csv"));
  g_assert_false (rh_media_type_is_vague ("application/x-ndjson"));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/body-guess/json", test_json);
  g_test_add_func ("/body-guess/no-json", test_no_json);
  g_test_add_func ("/body-guess/markup", test_markup);
  g_test_add_func ("/body-guess/a-type-that-says-something-is-believed",
                   test_a_type_that_says_something_is_believed);

  return g_test_run ();
}
