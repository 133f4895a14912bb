/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of params, headers or form fields. */
#pragma once

#include "collection/rh-field.h"
#include "common/rh-variable-scope.h"
#include "request/rh-field-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_FIELD_ROW (rh_field_row_get_type ())
G_DECLARE_FINAL_TYPE (RhFieldRow, rh_field_row, RH, FIELD_ROW, AdwBin)

typedef enum
{
  RH_FIELD_ROW_FULL,
  RH_FIELD_ROW_EMPTY, /* the row at the end, with nothing to switch off, move or remove */
  RH_FIELD_ROW_PATH,  /* a param of the path: it comes and goes with the URL */
  RH_FIELD_ROW_ADDED, /* goes out though nobody typed it; the note says why */
} RhFieldRowKind;

/* Signals "remove"; "move" (gint): by so many rows; "choose": a file for it;
 * "override": an added one. Property "narrow".
 * @fields: headers complete their names and usual values, parts can be files. */
GtkWidget *rh_field_row_new (RhFields fields);
/* NULL lets go. */
void rh_field_row_bind (RhFieldRow *self, RhField *field, RhVariableScope *scope);
RhField *rh_field_row_get_field (RhFieldRow *self); /* borrowed, NULL */
void rh_field_row_set_kind (RhFieldRow *self, RhFieldRowKind kind);
/* The entries undo nothing: a request has one stack for all of its texts. */
void rh_field_row_leave_undo (RhFieldRow *self);
/* The cell that has the focus, "name", "value" or "note"; NULL: none. */
const char *rh_field_row_get_focus (RhFieldRow *self);
void rh_field_row_focus (RhFieldRow *self, const char *cell);
/* @cursor: in characters. */
void rh_field_row_focus_at (RhFieldRow *self, const char *cell, guint cursor);

G_END_DECLS
