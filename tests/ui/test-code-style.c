/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How bodies are set in type. */
#include "common/rh-code-style.h"
#include "common/rh-settings.h"
#include "ui/rh-ui-fixture.h"

static void
assert_css (const char *font, guint zoom, const char *expected)
{
  g_autofree char *css = rh_code_style_format_css (font, zoom);

  g_assert_cmpstr (css, ==, expected);
}

static void
test_css (void)
{
  assert_css ("Source Code Pro 10", 100,
              ".rh-code { font-family: \"Source Code Pro\", monospace; font-size: 10.00pt; "
              "font-weight: 400; font-style: normal; }");
  assert_css ("Monospace Bold Italic 12", 150,
              ".rh-code { font-family: \"Monospace\", monospace; font-size: 18.00pt; "
              "font-weight: 700; font-style: italic; }");
  assert_css ("", 100,
              ".rh-code { font-family: monospace; font-size: 11.00pt; font-weight: 400; "
              "font-style: normal; }");
}

/* A font's name comes from a settings file: it stays inside its quotes. */
static void
test_css_quotes (void)
{
  assert_css ("a\" } * { color: red 10", 100,
              ".rh-code { font-family: \"a\\\" } * { color: red\", monospace; font-size: 10.00pt; "
              "font-weight: 400; font-style: normal; }");
}

static void
test_zoom (void)
{
  RhCodeStyle *style = rh_code_style_get_default ();

  rh_code_style_zoom_in (style);
  g_assert_cmpuint (rh_code_style_get_zoom (style), ==, 110);
  g_assert_cmpint (g_settings_get_int (rh_settings_get (), RH_SETTINGS_ZOOM), ==, 110);
  for (int i = 0; i < 100; i++)
    rh_code_style_zoom_in (style);
  g_assert_cmpuint (rh_code_style_get_zoom (style), ==, 300);
  for (int i = 0; i < 100; i++)
    rh_code_style_zoom_out (style);
  g_assert_cmpuint (rh_code_style_get_zoom (style), ==, 50);
  rh_code_style_zoom_reset (style);
  g_assert_cmpuint (rh_code_style_get_zoom (style), ==, 100);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/code-style/css", test_css);
  g_test_add_func ("/code-style/css-quotes", test_css_quotes);
  g_test_add_func ("/code-style/zoom", test_zoom);

  return g_test_run ();
}
