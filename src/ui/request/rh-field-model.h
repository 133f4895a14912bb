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
} RhFields;

#define RH_TYPE_FIELD_MODEL (rh_field_model_get_type ())
G_DECLARE_FINAL_TYPE (RhFieldModel, rh_field_model, RH, FIELD_MODEL, RhTailModel)

/* A GListModel of RhField. */
RhFieldModel *rh_field_model_new (RhRequestItem *item, RhFields fields);
/* Of the headers that all requests in a folder have. */
RhFieldModel *rh_field_model_new_for_folder (RhFolder *folder);
void rh_field_model_remove (RhFieldModel *self, RhField *field);
/* Puts the row that was removed last back where it was. FALSE: none was. */
gboolean rh_field_model_undo (RhFieldModel *self);
/* Is it the empty row at the end? */
gboolean rh_field_model_is_last (RhFieldModel *self, RhField *field);

G_END_DECLS
