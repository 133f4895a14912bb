/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in a body and steps within one row of it, as a caret takes them. Plain functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 row;  /* as RhBodyRow counts them */
  gsize column; /* of its text, in bytes */
} RhBodySpot;

/* Below, equal to or above 0, as the first comes before, is, or comes after the second. */
int rh_body_spot_compare (const RhBodySpot *a, const RhBodySpot *b);

/* The next place for a caret, or @column itself at the end of the text: never within a character or
 * between it and its accents. */
gsize rh_body_motion_next (const char *text, gsize length, gsize column);
gsize rh_body_motion_previous (const char *text, gsize length, gsize column);
/* The end of this or the next word, the start of this or the one before. */
gsize rh_body_motion_next_word (const char *text, gsize length, gsize column);
gsize rh_body_motion_previous_word (const char *text, gsize length, gsize column);
/* What a double click takes: the word, or what is no word, around @column. */
void
rh_body_motion_word_at (const char *text, gsize length, gsize column, gsize *start, gsize *end);

G_END_DECLS
