/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps rows of path parameters the same as the URL. A name that could not stand there (while it is
 * typed, say) is not told to the URL, which keeps the last one that could. */
#define G_LOG_DOMAIN "rh-path-list"

#include "config.h"

#include "collection/rh-path-list.h"
#include "collection/rh-path-template.h"

struct _RhPathList
{
  GObject parent_instance;

  /* owned */
  GListStore *rows;
  GPtrArray *names; /* char *, one a row: its name in the URL */

  /* plain */
  gboolean syncing; /* rows are being written from the URL */
};

enum
{
  CHANGED,
  RENAMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhPathList, rh_path_list, G_TYPE_OBJECT)

static gboolean
find_name (GPtrArray *names, const char *name, guint *index)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, index);
}

static void
rename_row (RhPathList *self, guint row, const char *name)
{
  g_autofree char *old = g_strdup (g_ptr_array_index (self->names, row));

  if (!rh_path_template_is_name (name) || find_name (self->names, name, NULL))
    return;

  g_free (g_ptr_array_index (self->names, row));
  g_ptr_array_index (self->names, row) = g_strdup (name);
  g_signal_emit (self, signals[RENAMED], 0, old, name);
}

static void
row_notify_cb (RhPathList *self, GParamSpec *pspec, RhField *field)
{
  guint row;

  if (self->syncing || !g_list_store_find (self->rows, field, &row))
    return;

  if (g_str_equal (g_param_spec_get_name (pspec), "name"))
    rename_row (self, row, rh_field_get_name (field));
  g_signal_emit (self, signals[CHANGED], 0);
}

static GPtrArray *
find_names (const char *url)
{
  g_autoptr (GArray) params = rh_path_template_find (url);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < params->len; i++)
    {
      const RhPathParam *param = &g_array_index (params, RhPathParam, i);

      if (!find_name (names, param->name, NULL))
        g_ptr_array_add (names, g_strdup (param->name));
    }

  return names;
}

/* The row that the @index-th of the new @names is: of its name, or else the one in its place. */
static RhField *
pick_row (RhPathList *self, GPtrArray *names, guint index)
{
  const char *name = g_ptr_array_index (names, index);
  RhField *field;
  guint row;

  if (find_name (self->names, name, &row))
    return g_list_model_get_item (G_LIST_MODEL (self->rows), row);

  if (self->names->len == names->len
      && !find_name (names, g_ptr_array_index (self->names, index), NULL))
    {
      field = g_list_model_get_item (G_LIST_MODEL (self->rows), index);
      g_object_set (field, "name", name, NULL);
      return field;
    }

  field = rh_field_new (name, "", "", TRUE);
  g_signal_connect_object (field, "notify", G_CALLBACK (row_notify_cb), self, G_CONNECT_SWAPPED);
  return field;
}

static gboolean
has_rows (RhPathList *self, GPtrArray *fields)
{
  if (fields->len != g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    return FALSE;

  for (guint i = 0; i < fields->len; i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (row != g_ptr_array_index (fields, i))
        return FALSE;
    }

  return TRUE;
}

static void
rh_path_list_finalize (GObject *object)
{
  RhPathList *self = RH_PATH_LIST (object);

  g_clear_object (&self->rows);
  g_ptr_array_unref (self->names);

  G_OBJECT_CLASS (rh_path_list_parent_class)->finalize (object);
}

static void
rh_path_list_class_init (RhPathListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_path_list_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[RENAMED] = g_signal_new ("renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
rh_path_list_init (RhPathList *self)
{
  self->rows = g_list_store_new (RH_TYPE_FIELD);
  self->names = g_ptr_array_new_with_free_func (g_free);
}

RhPathList *
rh_path_list_new (void)
{
  return g_object_new (RH_TYPE_PATH_LIST, NULL);
}

void
rh_path_list_set_url (RhPathList *self, const char *url)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = NULL;

  g_return_if_fail (RH_IS_PATH_LIST (self));
  g_return_if_fail (url != NULL);

  names = find_names (url);
  self->syncing = TRUE;
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (fields, pick_row (self, names, i));
  self->syncing = FALSE;

  g_ptr_array_unref (self->names);
  self->names = g_steal_pointer (&names);
  if (!has_rows (self, fields))
    g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                         fields->pdata, fields->len);
}

GListModel *
rh_path_list_get_rows (RhPathList *self)
{
  g_return_val_if_fail (RH_IS_PATH_LIST (self), NULL);

  return G_LIST_MODEL (self->rows);
}

void
rh_path_list_overlay (RhPathList *self, GListModel *rows)
{
  g_return_if_fail (RH_IS_PATH_LIST (self));
  g_return_if_fail (G_IS_LIST_MODEL (rows));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) from = g_list_model_get_item (rows, i);
      g_autoptr (RhField) row = NULL;
      guint index;

      if (!find_name (self->names, rh_field_get_name (from), &index))
        continue;

      row = g_list_model_get_item (G_LIST_MODEL (self->rows), index);
      g_object_set (row, "value", rh_field_get_value (from), "note", rh_field_get_note (from),
                    "enabled", rh_field_is_enabled (from), NULL);
    }
}
