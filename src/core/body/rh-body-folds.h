/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows are folded away, and where the others are then: rows are counted with them, places
 * without. Private to body/. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @row stays, what follows up to @last_row is hidden. Folds are apart or within one another. */
typedef struct
{
  guint64 row;
  guint64 last_row;
  guint64 n_items;
} RhBodyFold;

typedef struct _RhBodyFolds RhBodyFolds;

RhBodyFolds *rh_body_folds_new (void);
void rh_body_folds_free (RhBodyFolds *self);

void rh_body_folds_add (RhBodyFolds *self, const RhBodyFold *fold);
/* FALSE: there is none. */
gboolean rh_body_folds_remove (RhBodyFolds *self, guint64 row);
void rh_body_folds_clear (RhBodyFolds *self);
/* Removes every fold that hides @row; FALSE: none did. */
gboolean rh_body_folds_reveal (RhBodyFolds *self, guint64 row);
/* The first at @row or after it. */
const RhBodyFold *rh_body_folds_find_next (RhBodyFolds *self, guint64 row);

guint64 rh_body_folds_get_n_hidden (RhBodyFolds *self);
/* Of a hidden row: the place of the row that hides it. */
guint64 rh_body_folds_get_place (RhBodyFolds *self, guint64 row);
guint64 rh_body_folds_get_row (RhBodyFolds *self, guint64 place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyFolds, rh_body_folds_free)

G_END_DECLS
