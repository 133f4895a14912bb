/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of params, headers or form fields as they are edited: those of the request, and one empty
 * row at the end that becomes one of them as soon as something is typed in it. */
#pragma once

#include "collection/rh-folder.h"
#include "common/rh-tail-model.h"

G_BEGIN_DECLS

typedef enum
{
  RH_FIELDS_PARAMS,
  RH_FIELDS_HEADERS,
  RH_FIELDS_FORM,
  RH_FIELDS_PARTS, /* of a multipart body */
} RhFields;

#define RH_TYPE_FIELD_MODEL (rh_field_model_get_type ())
G_DECLARE_FINAL_TYPE (RhFieldModel, rh_field_model, RH, FIELD_MODEL, RhTailModel)

/* A GListModel of RhField. */
RhFieldModel *rh_field_model_new (RhRequestItem *item, RhFields fields);
/* Of the headers that all requests in a folder have. */
RhFieldModel *rh_field_model_new_for_folder (RhFolder *folder);
void rh_field_model_remove (RhFieldModel *self, RhField *field);
/* As the last one. */
void rh_field_model_append (RhFieldModel *self, RhField *field);
/* Before the row that is at @position as things are now. FALSE: it is there already, or is none of
 * the rows. */
gboolean rh_field_model_move (RhFieldModel *self, RhField *field, guint position);
/* Makes the rows say what @fields do (element-type RhField, copied), with as little change as that
 * takes: rows that are the same stay what they are, and keep the cursor. */
void rh_field_model_replace (RhFieldModel *self, GPtrArray *fields);
/* Whether the rows say what @fields do. */
gboolean rh_field_model_is (RhFieldModel *self, GPtrArray *fields);
/* Puts the row that was removed last back where it was. FALSE: none was, or it is back already. */
gboolean rh_field_model_undo (RhFieldModel *self);
/* The rows without the empty one; borrowed. */
GListModel *rh_field_model_get_rows (RhFieldModel *self);
/* Is it the empty row at the end? */
gboolean rh_field_model_is_last (RhFieldModel *self, RhField *field);

G_END_DECLS
