/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input for fuzzing: random, seeded, the same in every run. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A linear congruential generator: the same everywhere, and good for nothing but tests. */
typedef struct
{
  guint64 state; /* the seed */
} RhDice;

/* 0 to @n_sides - 1. */
guint rh_dice_roll (RhDice *dice, guint n_sides);
/* A text of up to @max pieces out of @pieces, with a random byte here and there; NUL only if @nul.
 */
GString *
rh_dice_text (RhDice *dice, const char *const *pieces, guint n_pieces, guint max, gboolean nul);

G_END_DECLS
