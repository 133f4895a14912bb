/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table that is edited, and one empty row at the end that becomes one of them as soon
 * as something is typed in it. The empty row is the very object that is added, so that its widget,
 * with the cursor in it, stays where it is. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_TAIL_MODEL (rh_tail_model_get_type ())
G_DECLARE_DERIVABLE_TYPE (RhTailModel, rh_tail_model, RH, TAIL_MODEL, GObject)

struct _RhTailModelClass
{
  GObjectClass parent_class;

  GType row_type;
  /* An empty row. (transfer full) */
  gpointer (*make) (RhTailModel *self);
  /* Whether nothing is typed in it. */
  gboolean (*is_blank) (RhTailModel *self, gpointer row);
  /* Adds @row at the end of the rows that follow() was given. */
  void (*adopt) (RhTailModel *self, gpointer row);
};

/* Once, when the model has what its functions need: @rows outlives it. */
void rh_tail_model_follow (RhTailModel *self, GListModel *rows);
/* Where a row is among those; -1: nowhere, or it is the empty one. */
int rh_tail_model_find (RhTailModel *self, gpointer row);
/* Is it the empty row at the end? */
gboolean rh_tail_model_is_last (RhTailModel *self, gpointer row);

G_END_DECLS
