/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as they are edited. The empty row is the very object that is added to the request, so that
 * its widget, with the cursor in it, stays where it is. */
#define G_LOG_DOMAIN "rh-field-model"

#include "config.h"

#include "request/rh-field-model.h"

struct _RhFieldModel
{
  GObject parent_instance;

  /* Owned */
  RhRequestItem *item; /* NULL: of a folder */
  RhFolder *folder;    /* NULL: of a request */
  RhField *last;

  /* Borrowed */
  GListModel *rows; /* of the item or folder */

  /* Plain */
  RhFields fields;
  guint n_rows;
  GQueue removed;    /* of Removal, the last one first */
  gboolean adopting; /* the empty row is becoming one of the request's */
};

typedef struct
{
  RhField *field;
  guint position;
} Removal;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhFieldModel,
                               rh_field_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void last_changed_cb (RhFieldModel *self, GParamSpec *pspec, RhField *field);

static GListModel *
get_rows (RhRequestItem *item, RhFields fields)
{
  switch (fields)
    {
    case RH_FIELDS_HEADERS:
      return rh_request_item_get_headers (item);
    case RH_FIELDS_FORM:
      return rh_request_item_get_form (item);
    case RH_FIELDS_PARAMS:
    default:
      return rh_request_item_get_params (item);
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

static void
make_last (RhFieldModel *self)
{
  self->last = rh_field_new ("", "", "", TRUE);
  g_signal_connect_object (self->last, "notify", G_CALLBACK (last_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
last_changed_cb (RhFieldModel *self, GParamSpec *pspec, RhField *field)
{
  g_autoptr (RhField) added = NULL;

  if (field != self->last
      || (*rh_field_get_name (field) == '\0' && *rh_field_get_value (field) == '\0'))
    return;

  g_signal_handlers_disconnect_by_func (field, last_changed_cb, self);
  added = g_steal_pointer (&self->last);
  make_last (self);
  self->adopting = TRUE;
  add_row (self, added);
  self->adopting = FALSE;
}

/* An adopted row is where it was already: only a new empty row appears after it. */
static void
rows_changed_cb (RhFieldModel *self, guint position, guint removed, guint added, GListModel *rows)
{
  self->n_rows = g_list_model_get_n_items (rows);
  if (self->adopting)
    g_list_model_items_changed (G_LIST_MODEL (self), position + 1, 0, 1);
  else
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static GType
get_item_type (GListModel *model)
{
  return RH_TYPE_FIELD;
}

static guint
get_n_items (GListModel *model)
{
  return RH_FIELD_MODEL (model)->n_rows + 1;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RhFieldModel *self = RH_FIELD_MODEL (model);

  if (position < self->n_rows)
    return g_list_model_get_item (self->rows, position);
  return position == self->n_rows ? g_object_ref (self->last) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rh_field_model_dispose (GObject *object)
{
  RhFieldModel *self = RH_FIELD_MODEL (object);

  g_queue_clear_full (&self->removed, (GDestroyNotify) removal_free);
  g_clear_object (&self->last);
  g_clear_object (&self->item);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (rh_field_model_parent_class)->dispose (object);
}

static void
rh_field_model_class_init (RhFieldModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_field_model_dispose;
}

static void
rh_field_model_init (RhFieldModel *self)
{
  g_queue_init (&self->removed);
  make_last (self);
}

static void
follow (RhFieldModel *self, GListModel *rows)
{
  self->rows = rows;
  self->n_rows = g_list_model_get_n_items (rows);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

RhFieldModel *
rh_field_model_new (RhRequestItem *item, RhFields fields)
{
  RhFieldModel *self = g_object_new (RH_TYPE_FIELD_MODEL, NULL);

  self->item = g_object_ref (item);
  self->fields = fields;
  follow (self, get_rows (item, fields));
  return self;
}

RhFieldModel *
rh_field_model_new_for_folder (RhFolder *folder)
{
  RhFieldModel *self = g_object_new (RH_TYPE_FIELD_MODEL, NULL);

  self->folder = g_object_ref (folder);
  self->fields = RH_FIELDS_HEADERS;
  follow (self, rh_folder_get_headers (folder));
  return self;
}

void
rh_field_model_remove (RhFieldModel *self, RhField *field)
{
  g_return_if_fail (RH_IS_FIELD_MODEL (self));

  for (guint i = 0; i < self->n_rows; i++)
    {
      g_autoptr (RhField) candidate = g_list_model_get_item (self->rows, i);

      if (candidate != field)
        continue;
      note_removal (self, field, i);
      remove_row (self, i);
      return;
    }
}

gboolean
rh_field_model_undo (RhFieldModel *self)
{
  Removal *removal;

  g_return_val_if_fail (RH_IS_FIELD_MODEL (self), FALSE);

  removal = g_queue_pop_head (&self->removed);
  if (removal == NULL)
    return FALSE;

  insert_row (self, removal->position, removal->field);
  removal_free (removal);
  return TRUE;
}

gboolean
rh_field_model_is_last (RhFieldModel *self, RhField *field)
{
  g_return_val_if_fail (RH_IS_FIELD_MODEL (self), FALSE);

  return field == self->last;
}
