/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was changed between two states of a request, for RhRequestUndo. Name and examples do not
 * count: they are kept as soon as they are given. Nor does the text of the body, which the stack
 * keeps by itself. */
#pragma once

#include "collection/rh-request-item.h"
#include "text/rh-text-edit.h"

G_BEGIN_DECLS

/* One character that was typed or deleted. */
typedef struct
{
  char *key; /* which text it is in ("url", "headers/2/value"); NULL: it was something else */
  guint start;
  gboolean inserted;
  gboolean in_word; /* a letter or digit */
} RhRequestEdit;

gboolean rh_request_edit_same (RhRequestItem *a, RhRequestItem *b);
/* Fills @edit, which is empty. A row that is not there has empty texts: to type the first character
 * in the row at the end of a table is typing. */
void rh_request_edit_find (RhRequestItem *before, RhRequestItem *after, RhRequestEdit *edit);
/* The same of one text @key, that was @before. */
void rh_request_edit_find_typed (RhRequestEdit *edit,
                                 const char *key,
                                 const char *before,
                                 const RhTextEdit *change);
/* Beside the one before it, in the same direction, and not the start of another word. */
gboolean rh_request_edit_continues (const RhRequestEdit *edit, const RhRequestEdit *before);
void rh_request_edit_clear (RhRequestEdit *edit);

/* Puts into @item whatever of @to is not as in @from. */
void rh_request_edit_restore (RhRequestItem *item, RhRequestItem *to, RhRequestItem *from);
/* Where one sees that @from became @to, as a key; NULL: they are the same. @cursor: characters
 * after which the changed piece of its text ends. (transfer full) */
char *rh_request_edit_dup_place (RhRequestItem *from, RhRequestItem *to, guint *cursor);

G_END_DECLS
