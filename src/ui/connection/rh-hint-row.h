/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence under a row of a boxed list: what a field is for, or what is wrong with it. Hidden
 * while there is nothing to say. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  RH_HINT_NOTE,
  RH_HINT_WARNING,
  RH_HINT_ERROR, /* the field cannot be used as it is */
} RhHintKind;

#define RH_TYPE_HINT_ROW (rh_hint_row_get_type ())
G_DECLARE_FINAL_TYPE (RhHintRow, rh_hint_row, RH, HINT_ROW, AdwPreferencesRow)

/* Property "row": the row above, described by this one. NULL or "" as @text hides it. */
void rh_hint_row_set (RhHintRow *self, RhHintKind kind, const char *text);
const char *rh_hint_row_get_text (RhHintRow *self);

G_END_DECLS
