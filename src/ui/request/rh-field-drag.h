/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table are dragged by their handles to another place in it. */
#pragma once

#include "request/rh-field-model.h"
#include "request/rh-field-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_FIELD_DRAG (rh_field_drag_get_type ())
G_DECLARE_FINAL_TYPE (RhFieldDrag, rh_field_drag, RH, FIELD_DRAG, GObject)

/* Where a row is dropped in @list, of which @model is a part. */
RhFieldDrag *rh_field_drag_new (GtkListView *list, RhFieldModel *model);
/* What the pointer does, told by numbers: over which row, and in its lower half or not. */
gboolean rh_field_drag_hover (RhFieldDrag *self, RhField *field, RhFieldRow *over, gboolean below);
gboolean rh_field_drag_drop (RhFieldDrag *self, RhField *field, RhFieldRow *over, gboolean below);

G_END_DECLS
