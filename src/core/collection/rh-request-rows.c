/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a request item, its auth and its settings: made when somebody asks for them, and
 * watched from then on. */
#define G_LOG_DOMAIN "rh-request-rows"

#include "config.h"

#include "collection/rh-path-template.h"
#include "collection/rh-request-item-private.h"

#include <string.h>

/* Made when asked for */

static RhParamList *
need_params (RhRequestItem *self)
{
  if (self->params != NULL)
    return self->params;

  self->params = rh_param_list_new ();
  rh_param_list_set_url (self->params, self->url);
  g_clear_pointer (&self->url, g_free);
  g_signal_connect_object (self->params, "notify::url", G_CALLBACK (rh_request_item_notify_url),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->params, "changed", G_CALLBACK (rh_request_item_emit_changed), self,
                           G_CONNECT_SWAPPED);
  return self->params;
}

static void
path_renamed_cb (RhRequestItem *self, const char *name, const char *new_name)
{
  g_autofree char *url = rh_path_template_rename (rh_request_item_get_url (self), name, new_name);

  rh_param_list_set_url (need_params (self), url);
}

static void
url_for_path_cb (RhPathList *path, GParamSpec *pspec, RhParamList *params)
{
  rh_path_list_set_url (path, rh_param_list_get_url (params));
}

static RhPathList *
need_path (RhRequestItem *self)
{
  RhParamList *params = need_params (self);

  if (self->path != NULL)
    return self->path;

  self->path = rh_path_list_new ();
  rh_path_list_set_url (self->path, rh_param_list_get_url (params));
  g_signal_connect_object (params, "notify::url", G_CALLBACK (url_for_path_cb), self->path,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->path, "renamed", G_CALLBACK (path_renamed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->path, "changed", G_CALLBACK (rh_request_item_emit_changed), self,
                           G_CONNECT_SWAPPED);
  return self->path;
}

/* @part: just made. */
static gpointer
watch_part (RhRequestItem *self, gpointer part)
{
  g_signal_connect_object (part, "changed", G_CALLBACK (rh_request_item_emit_changed), self,
                           G_CONNECT_SWAPPED);
  return part;
}

RhEnvironment *
rh_request_item_need_scope (RhRequestItem *self)
{
  if (self->scope == NULL)
    self->scope = watch_part (self, rh_environment_new (""));

  return self->scope;
}

RhAuth *
rh_request_item_need_auth (RhRequestItem *self)
{
  if (self->auth == NULL)
    self->auth = watch_part (self, rh_auth_new ());

  return self->auth;
}

RhRequestSettings *
rh_request_item_need_settings (RhRequestItem *self)
{
  if (self->settings == NULL)
    self->settings = watch_part (self, rh_request_settings_new ());

  return self->settings;
}

static GListStore *
need_rows (GListStore **rows, GType type)
{
  if (*rows == NULL)
    *rows = g_list_store_new (type);

  return *rows;
}

static gboolean
has_rows (GListStore *rows)
{
  return rows != NULL && g_list_model_get_n_items (G_LIST_MODEL (rows)) > 0;
}

gboolean
rh_request_item_has (RhRequestItem *self, RhRequestPart part)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), FALSE);

  rh_request_item_load (self);
  switch (part)
    {
    case RH_REQUEST_PART_PARAMS:
      return self->params != NULL || strchr (self->url, '?') != NULL;
    case RH_REQUEST_PART_PATH_PARAMS:
      return self->path != NULL || strstr (rh_request_item_get_url (self), "/:") != NULL;
    case RH_REQUEST_PART_HEADERS:
      return has_rows (self->headers);
    case RH_REQUEST_PART_FORM:
      return has_rows (self->form);
    case RH_REQUEST_PART_PARTS:
      return has_rows (self->parts);
    case RH_REQUEST_PART_ACTIONS:
      return has_rows (self->actions);
    case RH_REQUEST_PART_EXAMPLES:
      return has_rows (self->examples);
    case RH_REQUEST_PART_AUTH:
      return self->auth != NULL;
    case RH_REQUEST_PART_SETTINGS:
      return self->settings != NULL;
    case RH_REQUEST_PART_SCOPE:
    default:
      return self->scope != NULL
             && g_list_model_get_n_items (rh_environment_get_variables (self->scope)) > 0;
    }
}

GListModel *
rh_request_item_peek_rows (RhRequestItem *self, RhRequestPart part)
{
  if (!rh_request_item_has (self, part))
    return NULL;

  switch (part)
    {
    case RH_REQUEST_PART_PARAMS:
      return rh_request_item_get_params (self);
    case RH_REQUEST_PART_PATH_PARAMS:
      return rh_request_item_get_path_params (self);
    case RH_REQUEST_PART_HEADERS:
      return rh_request_item_get_headers (self);
    case RH_REQUEST_PART_FORM:
      return rh_request_item_get_form (self);
    case RH_REQUEST_PART_PARTS:
      return rh_request_item_get_parts (self);
    case RH_REQUEST_PART_ACTIONS:
      return rh_request_item_get_actions (self);
    case RH_REQUEST_PART_EXAMPLES:
      return rh_request_item_get_examples (self);
    case RH_REQUEST_PART_SCOPE:
      return rh_environment_get_variables (self->scope);
    case RH_REQUEST_PART_AUTH:
    case RH_REQUEST_PART_SETTINGS:
    default:
      return NULL;
    }
}

/* Any rows */

/* @row: an RhField, an RhAction or an RhExample. */
static void
insert_row (RhRequestItem *self, GListStore *rows, guint position, gpointer row)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (rows));

  g_signal_connect_object (row, "notify", G_CALLBACK (rh_request_item_emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_list_store_insert (rows, MIN (position, n), row);
  rh_request_item_emit_changed (self);
}

static void
remove_row (RhRequestItem *self, GListStore *rows, guint position)
{
  g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (rows), position);

  g_return_if_fail (row != NULL);

  g_signal_handlers_disconnect_by_func (row, rh_request_item_emit_changed, self);
  g_list_store_remove (rows, position);
  rh_request_item_emit_changed (self);
}

static void
clear_rows (RhRequestItem *self, GListStore *rows)
{
  for (guint n = rows == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (rows)); n > 0; n--)
    remove_row (self, rows, n - 1);
}

/* Rows of fields, at @rows in @self. */

static GListModel *
get_fields (RhRequestItem *self, GListStore **rows)
{
  rh_request_item_load (self);
  return G_LIST_MODEL (need_rows (rows, RH_TYPE_FIELD));
}

static void
insert_field (RhRequestItem *self, GListStore **rows, guint position, RhField *field)
{
  g_return_if_fail (RH_IS_FIELD (field));

  rh_request_item_load (self);
  insert_row (self, need_rows (rows, RH_TYPE_FIELD), position, field);
}

static void
remove_field (RhRequestItem *self, GListStore **rows, guint position)
{
  rh_request_item_load (self);
  remove_row (self, need_rows (rows, RH_TYPE_FIELD), position);
}

static void
copy_fields (RhRequestItem *self, GListStore **rows, GListStore *other)
{
  guint n = other == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (other));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (other), i);
      g_autoptr (RhField) copy = rh_field_copy (field);

      insert_field (self, rows, G_MAXUINT, copy);
    }
}

/* All of it */

/* A row that stands in no URL would survive it. */
static void
clear_params (RhRequestItem *self)
{
  if (self->params == NULL)
    return;

  rh_param_list_set_url (self->params, "");
  for (guint n = g_list_model_get_n_items (rh_param_list_get_rows (self->params)); n > 0; n--)
    rh_param_list_remove (self->params, n - 1);
}

void
rh_request_item_clear_parts (RhRequestItem *self)
{
  clear_params (self);
  clear_rows (self, self->headers);
  clear_rows (self, self->form);
  clear_rows (self, self->parts);
  clear_rows (self, self->actions);
  clear_rows (self, self->examples);
  if (self->scope != NULL)
    rh_environment_clear (self->scope);
  if (self->auth != NULL)
    rh_auth_replace (self->auth, NULL);
  if (self->settings != NULL)
    rh_request_settings_replace (self->settings, NULL);
}

static void
copy_actions (RhRequestItem *self, GListStore *actions)
{
  guint n = actions == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (actions));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhAction) action = g_list_model_get_item (G_LIST_MODEL (actions), i);
      g_autoptr (RhAction) copy = rh_action_copy (action);

      rh_request_item_add_action (self, copy);
    }
}

static void
copy_examples (RhRequestItem *self, GListStore *examples)
{
  guint n = examples == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (examples));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhExample) example = g_list_model_get_item (G_LIST_MODEL (examples), i);
      g_autoptr (RhExample) copy = rh_example_copy (example);

      rh_request_item_add_example (self, copy);
    }
}

void
rh_request_item_take_parts (RhRequestItem *self, RhRequestItem *other)
{
  if (other->params != NULL)
    rh_request_item_overlay_params (self, rh_param_list_get_rows (other->params));
  if (other->path != NULL)
    rh_request_item_overlay_path_params (self, rh_path_list_get_rows (other->path));
  copy_fields (self, &self->headers, other->headers);
  copy_fields (self, &self->form, other->form);
  copy_fields (self, &self->parts, other->parts);
  copy_actions (self, other->actions);
  if (other->scope != NULL)
    rh_environment_copy_variables (rh_request_item_need_scope (self), other->scope);
  if (other->auth != NULL)
    rh_auth_replace (rh_request_item_need_auth (self), other->auth);
  if (other->settings != NULL)
    rh_request_settings_replace (rh_request_item_need_settings (self), other->settings);
}

void
rh_request_item_take_examples (RhRequestItem *self, RhRequestItem *other)
{
  copy_examples (self, other->examples);
}

/* Actions */

GListModel *
rh_request_item_get_actions (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return G_LIST_MODEL (need_rows (&self->actions, RH_TYPE_ACTION));
}

void
rh_request_item_add_action (RhRequestItem *self, RhAction *action)
{
  rh_request_item_insert_action (self, G_MAXUINT, action);
}

void
rh_request_item_insert_action (RhRequestItem *self, guint position, RhAction *action)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));
  g_return_if_fail (RH_IS_ACTION (action));

  rh_request_item_load (self);
  insert_row (self, need_rows (&self->actions, RH_TYPE_ACTION), position, action);
}

void
rh_request_item_remove_action (RhRequestItem *self, guint position)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_request_item_load (self);
  remove_row (self, need_rows (&self->actions, RH_TYPE_ACTION), position);
}

/* Examples */

void
rh_request_item_settle_examples (RhRequestItem *self)
{
  GListModel *examples = G_LIST_MODEL (self->examples);
  guint n = examples == NULL ? 0 : g_list_model_get_n_items (examples);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhExample) example = g_list_model_get_item (examples, i);

      rh_example_settle (example);
    }
}

GListModel *
rh_request_item_get_examples (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return G_LIST_MODEL (need_rows (&self->examples, RH_TYPE_EXAMPLE));
}

void
rh_request_item_add_example (RhRequestItem *self, RhExample *example)
{
  rh_request_item_insert_example (self, G_MAXUINT, example);
}

void
rh_request_item_insert_example (RhRequestItem *self, guint position, RhExample *example)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));
  g_return_if_fail (RH_IS_EXAMPLE (example));

  rh_request_item_load (self);
  insert_row (self, need_rows (&self->examples, RH_TYPE_EXAMPLE), position, example);
}

void
rh_request_item_remove_example (RhRequestItem *self, guint position)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_request_item_load (self);
  remove_row (self, need_rows (&self->examples, RH_TYPE_EXAMPLE), position);
}

/* Params */

GListModel *
rh_request_item_get_params (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return rh_param_list_get_rows (need_params (self));
}

void
rh_request_item_add_param (RhRequestItem *self, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_request_item_load (self);
  rh_param_list_add (need_params (self), field);
}

void
rh_request_item_insert_param (RhRequestItem *self, guint position, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_request_item_load (self);
  rh_param_list_insert (need_params (self), position, field);
}

void
rh_request_item_overlay_params (RhRequestItem *self, GListModel *rows)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_request_item_load (self);
  rh_param_list_overlay (need_params (self), rows);
}

void
rh_request_item_remove_param (RhRequestItem *self, guint position)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_request_item_load (self);
  rh_param_list_remove (need_params (self), position);
}

/* Path parameters */

GListModel *
rh_request_item_get_path_params (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  rh_request_item_load (self);
  return rh_path_list_get_rows (need_path (self));
}

void
rh_request_item_overlay_path_params (RhRequestItem *self, GListModel *rows)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_request_item_load (self);
  rh_path_list_overlay (need_path (self), rows);
}

/* Headers */

GListModel *
rh_request_item_get_headers (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return get_fields (self, &self->headers);
}

void
rh_request_item_add_header (RhRequestItem *self, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  insert_field (self, &self->headers, G_MAXUINT, field);
}

void
rh_request_item_insert_header (RhRequestItem *self, guint position, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  insert_field (self, &self->headers, position, field);
}

void
rh_request_item_remove_header (RhRequestItem *self, guint position)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  remove_field (self, &self->headers, position);
}

/* Form fields */

GListModel *
rh_request_item_get_form (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return get_fields (self, &self->form);
}

void
rh_request_item_add_form_field (RhRequestItem *self, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  insert_field (self, &self->form, G_MAXUINT, field);
}

void
rh_request_item_insert_form_field (RhRequestItem *self, guint position, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  insert_field (self, &self->form, position, field);
}

void
rh_request_item_remove_form_field (RhRequestItem *self, guint position)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  remove_field (self, &self->form, position);
}

/* Parts */

GListModel *
rh_request_item_get_parts (RhRequestItem *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (self), NULL);

  return get_fields (self, &self->parts);
}

void
rh_request_item_add_part (RhRequestItem *self, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  insert_field (self, &self->parts, G_MAXUINT, field);
}

void
rh_request_item_insert_part (RhRequestItem *self, guint position, RhField *field)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  insert_field (self, &self->parts, position, field);
}

void
rh_request_item_remove_part (RhRequestItem *self, guint position)
{
  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  remove_field (self, &self->parts, position);
}

static GListStore *
need_part (RhRequestItem *self, RhRequestPart part)
{
  if (part == RH_REQUEST_PART_HEADERS)
    return need_rows (&self->headers, RH_TYPE_FIELD);
  if (part == RH_REQUEST_PART_FORM)
    return need_rows (&self->form, RH_TYPE_FIELD);

  return part == RH_REQUEST_PART_PARTS ? need_rows (&self->parts, RH_TYPE_FIELD) : NULL;
}

void
rh_request_item_splice_rows (RhRequestItem *self,
                             RhRequestPart part,
                             guint position,
                             guint n_removed,
                             GPtrArray *fields)
{
  GListStore *rows;

  g_return_if_fail (RH_IS_REQUEST_ITEM (self));

  rh_request_item_load (self);
  rows = need_part (self, part);
  g_return_if_fail (rows != NULL);

  rh_field_splice (rows, position, n_removed, fields, G_CALLBACK (rh_request_item_emit_changed),
                   self);
  rh_request_item_emit_changed (self);
}
