/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters that a text can hide behind: those that are spelled out, and those that are dropped.
 */
#include "lib/rh-test.h"
#include "text/rh-unseen.h"

static void
test_what_is_not_seen (void)
{
  static const gunichar unseen[] = { 0,      '\n',   0x1b,   0x7f,   0x85,   0xad,   0x61c,  0x200b,
                                     0x200d, 0x2028, 0x2029, 0x202e, 0x2066, 0xfeff, 0xe0041 };

  for (guint i = 0; i < G_N_ELEMENTS (unseen); i++)
    {
      g_assert_true (rh_is_unseen (unseen[i]));
      g_assert_true (rh_is_unshown (unseen[i]));
    }
}

static void
test_what_has_no_picture (void)
{
  static const gunichar unshown[] = { 0xd800, 0xe000, 0xffff, 0x10ffff, 0xf0000 };

  for (guint i = 0; i < G_N_ELEMENTS (unshown); i++)
    {
      g_assert_false (rh_is_unseen (unshown[i]));
      g_assert_true (rh_is_unshown (unshown[i]));
    }
}

static void
test_what_is_seen (void)
{
  static const gunichar seen[] = { ' ', 'a', 0xa0, 0xe9, 0x300, 0x3042, 0xfffd, 0x1f600 };

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_false (rh_is_unshown (seen[i]));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/unseen/what-is-not-seen", test_what_is_not_seen);
  g_test_add_func ("/unseen/what-has-no-picture", test_what_has_no_picture);
  g_test_add_func ("/unseen/what-is-seen", test_what_is_seen);

  return g_test_run ();
}
