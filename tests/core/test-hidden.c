/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is not seen, or turns text round, is spelled out. */
#include "lib/rh-test.h"
#include "text/rh-hidden.h"

static void
test_spell_out (void)
{
  static const struct
  {
    const char *text;
    const char *shown;
  } cases[] = {
    { "", "" },
    { "Bjørn, été, 名前", "Bjørn, été, 名前" },
    { "photo\u202Egnp.exe", "photoU+202Egnp.exe" },
    { "\u2066a\u2069\u200Bb\uFEFF", "U+2066aU+2069U+200BbU+FEFF" },
    { "a\x01\x1b[31mred\x7f", "a␁␛[31mred␡" },
    { "one\n\ttwo\r", "one\n\ttwo␍" },
    { "Bj\xf8rn", "Bj\\xF8rn" },
    { "\xff\xc3", "\\xFF\\xC3" },
    { "\U000E0041", "U+E0041" },
    { "soft\u00ADhyphen", "softU+00ADhyphen" },
    { "👩\u200D💻", "👩\u200D💻" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = rh_hidden_spell_out (cases[i].text);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/hidden/spell-out", test_spell_out);

  return g_test_run ();
}
