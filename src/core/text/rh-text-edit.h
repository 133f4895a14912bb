/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is different between two texts, as one place where one piece gave way to another: what an
 * undo stack keeps of a text, and how a view is changed without losing its cursor. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At @start (bytes) @removed stood and now @inserted does. Both are whole characters. */
typedef struct
{
  gsize start;
  char *removed;
  char *inserted;
} RhTextEdit;

/* The smallest that makes @after of @before, both UTF-8; NULL: they are the same. Where a character
 * was put beside its like, it counts as the last of them. */
RhTextEdit *rh_text_edit_find (const char *before, const char *after);
void rh_text_edit_free (RhTextEdit *self);
/* @text, which this was made from, as it is afterwards; @back: the other way round. */
char *rh_text_edit_apply (const RhTextEdit *self, const char *text, gboolean back);
/* Makes @self what it and @next, which was done right after it, are together. FALSE: they are not
 * beside each other, and nothing was changed. */
gboolean rh_text_edit_join (RhTextEdit *self, const RhTextEdit *next);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhTextEdit, rh_text_edit_free)

G_END_DECLS
