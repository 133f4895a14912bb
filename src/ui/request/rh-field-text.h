/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as text that is edited as a whole: one a line, "name: value" for headers and "name=value"
 * for params and form fields. "//" or "#" before a line switches it off. Notes are not in the text;
 * they stay with their rows. */
#pragma once

#include "collection/rh-field.h"

G_BEGIN_DECLS

typedef enum
{
  RH_FIELD_TEXT_HEADERS,
  RH_FIELD_TEXT_PAIRS,
} RhFieldTextStyle;

/* @rows: of RhField. A line break within a value is shown as "↵". */
char *rh_field_text_new (GListModel *rows, RhFieldTextStyle style);

/**
 * rh_field_text_parse:
 * @old: what the text was made from, of RhField
 *
 * A line that reads as one of @old did is that row, with what a line cannot say; another one gets
 * the note of the first row of its name that is not taken. Empty lines are none.
 *
 * Returns: (transfer full) (element-type RhField): new rows
 */
GPtrArray *rh_field_text_parse (const char *text, RhFieldTextStyle style, GListModel *old);

G_END_DECLS
