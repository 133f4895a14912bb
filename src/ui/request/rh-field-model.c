/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Params, headers or form fields as they are edited. */
#define G_LOG_DOMAIN "rh-field-model"

#include "config.h"

#include "request/rh-field-model.h"

#include "common/rh-properties.h"
#include "common/rh-rows.h"

struct _RhFieldModel
{
  RhTailModel parent_instance;

  /* Owned */
  RhRequestItem *item; /* NULL: of a folder */
  RhFolder *folder;    /* NULL: of a request */
  GQueue removed;      /* of Removal, the last one first */

  /* Plain */
  RhFields fields;
};

typedef struct
{
  RhField *field;
  guint position;
} Removal;

G_DEFINE_FINAL_TYPE (RhFieldModel, rh_field_model, RH_TYPE_TAIL_MODEL)

GListModel *
rh_field_model_get_rows (RhFieldModel *self)
{
  g_return_val_if_fail (RH_IS_FIELD_MODEL (self), NULL);

  if (self->folder != NULL)
    return rh_folder_get_headers (self->folder);

  switch (self->fields)
    {
    case RH_FIELDS_HEADERS:
      return rh_request_item_get_headers (self->item);
    case RH_FIELDS_FORM:
      return rh_request_item_get_form (self->item);
    case RH_FIELDS_PARTS:
      return rh_request_item_get_parts (self->item);
    case RH_FIELDS_PARAMS:
    default:
      return rh_request_item_get_params (self->item);
    }
}

static void
add_row (RhFieldModel *self, RhField *field)
{
  if (self->folder != NULL)
    {
      rh_folder_add_header (self->folder, field);
      return;
    }

  switch (self->fields)
    {
    case RH_FIELDS_HEADERS:
      rh_request_item_add_header (self->item, field);
      break;
    case RH_FIELDS_FORM:
      rh_request_item_add_form_field (self->item, field);
      break;
    case RH_FIELDS_PARTS:
      rh_request_item_add_part (self->item, field);
      break;
    case RH_FIELDS_PARAMS:
    default:
      rh_request_item_add_param (self->item, field);
      break;
    }
}

static void
remove_row (RhFieldModel *self, guint position)
{
  if (self->folder != NULL)
    {
      rh_folder_remove_header (self->folder, position);
      return;
    }

  switch (self->fields)
    {
    case RH_FIELDS_HEADERS:
      rh_request_item_remove_header (self->item, position);
      break;
    case RH_FIELDS_FORM:
      rh_request_item_remove_form_field (self->item, position);
      break;
    case RH_FIELDS_PARTS:
      rh_request_item_remove_part (self->item, position);
      break;
    case RH_FIELDS_PARAMS:
    default:
      rh_request_item_remove_param (self->item, position);
      break;
    }
}

static void
insert_row (RhFieldModel *self, guint position, RhField *field)
{
  if (self->folder != NULL)
    {
      rh_folder_insert_header (self->folder, position, field);
      return;
    }

  switch (self->fields)
    {
    case RH_FIELDS_HEADERS:
      rh_request_item_insert_header (self->item, position, field);
      break;
    case RH_FIELDS_FORM:
      rh_request_item_insert_form_field (self->item, position, field);
      break;
    case RH_FIELDS_PARTS:
      rh_request_item_insert_part (self->item, position, field);
      break;
    case RH_FIELDS_PARAMS:
    default:
      rh_request_item_insert_param (self->item, position, field);
      break;
    }
}

static void
removal_free (Removal *removal)
{
  g_object_unref (removal->field);
  g_free (removal);
}

static void
note_removal (RhFieldModel *self, RhField *field, guint position)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->field = rh_field_copy (field);
  removal->position = position;
  g_queue_push_head (&self->removed, removal);
}

static gpointer
rh_field_model_make (RhTailModel *model)
{
  return rh_field_new ("", "", "", TRUE);
}

static gboolean
rh_field_model_is_blank (RhTailModel *model, gpointer row)
{
  return *rh_field_get_name (row) == '\0' && *rh_field_get_value (row) == '\0';
}

static void
rh_field_model_adopt (RhTailModel *model, gpointer row)
{
  add_row (RH_FIELD_MODEL (model), row);
}

static void
rh_field_model_dispose (GObject *object)
{
  RhFieldModel *self = RH_FIELD_MODEL (object);

  g_queue_clear_full (&self->removed, (GDestroyNotify) removal_free);
  g_clear_object (&self->item);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (rh_field_model_parent_class)->dispose (object);
}

static void
rh_field_model_class_init (RhFieldModelClass *klass)
{
  RhTailModelClass *tail_class = RH_TAIL_MODEL_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_field_model_dispose;

  tail_class->row_type = RH_TYPE_FIELD;
  tail_class->make = rh_field_model_make;
  tail_class->is_blank = rh_field_model_is_blank;
  tail_class->adopt = rh_field_model_adopt;
}

static void
rh_field_model_init (RhFieldModel *self)
{
  g_queue_init (&self->removed);
}

RhFieldModel *
rh_field_model_new (RhRequestItem *item, RhFields fields)
{
  RhFieldModel *self = g_object_new (RH_TYPE_FIELD_MODEL, NULL);

  self->item = g_object_ref (item);
  self->fields = fields;
  rh_tail_model_follow (RH_TAIL_MODEL (self), rh_field_model_get_rows (self));
  return self;
}

RhFieldModel *
rh_field_model_new_for_folder (RhFolder *folder)
{
  RhFieldModel *self = g_object_new (RH_TYPE_FIELD_MODEL, NULL);

  self->folder = g_object_ref (folder);
  self->fields = RH_FIELDS_HEADERS;
  rh_tail_model_follow (RH_TAIL_MODEL (self), rh_field_model_get_rows (self));
  return self;
}

void
rh_field_model_remove (RhFieldModel *self, RhField *field)
{
  int position;

  g_return_if_fail (RH_IS_FIELD_MODEL (self));

  position = rh_tail_model_find (RH_TAIL_MODEL (self), field);
  if (position < 0)
    return;

  note_removal (self, field, (guint) position);
  remove_row (self, (guint) position);
}

void
rh_field_model_append (RhFieldModel *self, RhField *field)
{
  g_return_if_fail (RH_IS_FIELD_MODEL (self));
  g_return_if_fail (RH_IS_FIELD (field));

  add_row (self, field);
}

gboolean
rh_field_model_move (RhFieldModel *self, RhField *field, guint position)
{
  int from;

  g_return_val_if_fail (RH_IS_FIELD_MODEL (self), FALSE);

  from = rh_tail_model_find (RH_TAIL_MODEL (self), field);
  position = MIN (position, g_list_model_get_n_items (rh_field_model_get_rows (self)));
  if (from < 0 || position == (guint) from || position == (guint) from + 1)
    return FALSE;

  g_object_ref (field);
  remove_row (self, (guint) from);
  insert_row (self, position > (guint) from ? position - 1 : position, field);
  g_object_unref (field);
  return TRUE;
}

/* Params are the URL's as well, and go there one by one. */
static gboolean
splice_rows (RhFieldModel *self, guint position, guint n_removed, GPtrArray *added)
{
  static const RhRequestPart parts[] = {
    [RH_FIELDS_HEADERS] = RH_REQUEST_PART_HEADERS,
    [RH_FIELDS_FORM] = RH_REQUEST_PART_FORM,
    [RH_FIELDS_PARTS] = RH_REQUEST_PART_PARTS,
  };

  if (self->fields == RH_FIELDS_PARAMS)
    return FALSE;

  if (self->folder != NULL)
    rh_folder_splice_headers (self->folder, position, n_removed, added);
  else
    rh_request_item_splice_rows (self->item, parts[self->fields], position, n_removed, added);
  return TRUE;
}

static const RhRowsClass rows_class = {
  .copy = (gpointer (*) (gpointer)) rh_field_copy,
  .insert = (void (*) (gpointer, guint, gpointer)) insert_row,
  .remove = (void (*) (gpointer, guint)) remove_row,
  .splice = (gboolean (*) (gpointer, guint, guint, GPtrArray *)) splice_rows,
};

void
rh_field_model_replace (RhFieldModel *self, GPtrArray *fields)
{
  g_return_if_fail (RH_IS_FIELD_MODEL (self));

  rh_rows_replace (rh_field_model_get_rows (self), fields, &rows_class, self);
}

gboolean
rh_field_model_is (RhFieldModel *self, GPtrArray *fields)
{
  g_return_val_if_fail (RH_IS_FIELD_MODEL (self), FALSE);

  return rh_rows_are (rh_field_model_get_rows (self), fields);
}

static gboolean
is_back (RhFieldModel *self, const Removal *removal)
{
  g_autoptr (RhField) row
      = g_list_model_get_item (rh_field_model_get_rows (self), removal->position);

  return row != NULL && rh_same_properties (row, removal->field);
}

gboolean
rh_field_model_undo (RhFieldModel *self)
{
  Removal *removal;
  gboolean back;

  g_return_val_if_fail (RH_IS_FIELD_MODEL (self), FALSE);

  removal = g_queue_pop_head (&self->removed);
  if (removal == NULL)
    return FALSE;

  /* The request has an undo stack of its own. */
  back = is_back (self, removal);
  if (!back)
    insert_row (self,
                MIN (removal->position, g_list_model_get_n_items (rh_field_model_get_rows (self))),
                removal->field);
  removal_free (removal);
  return !back;
}

gboolean
rh_field_model_is_last (RhFieldModel *self, RhField *field)
{
  g_return_val_if_fail (RH_IS_FIELD_MODEL (self), FALSE);

  return rh_tail_model_is_last (RH_TAIL_MODEL (self), field);
}
