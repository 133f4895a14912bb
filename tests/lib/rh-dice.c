/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input for fuzzing: random, seeded, the same in every run. */
#include "lib/rh-dice.h"

guint
rh_dice_roll (RhDice *dice, guint n_sides)
{
  dice->state = dice->state * G_GUINT64_CONSTANT (6364136223846793005) + 1442695040888963407;

  return (guint) (dice->state >> 33) % n_sides;
}

GString *
rh_dice_text (RhDice *dice, const char *const *pieces, guint n_pieces, guint max, gboolean nul)
{
  GString *text = g_string_new (NULL);
  guint n = rh_dice_roll (dice, max + 1);

  for (guint i = 0; i < n; i++)
    {
      if (rh_dice_roll (dice, 8) == 0)
        g_string_append_c (text, nul ? (char) rh_dice_roll (dice, 256)
                                     : (char) (1 + rh_dice_roll (dice, 255)));
      else
        g_string_append (text, pieces[rh_dice_roll (dice, n_pieces)]);
    }

  return text;
}
