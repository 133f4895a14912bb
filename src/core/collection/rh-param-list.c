/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a URL and its rows of params the same. Each row remembers the very text that stands for it
 * in the URL; a change of one side is applied to the other where they differ and nowhere else. */
#define G_LOG_DOMAIN "rh-param-list"

#include "config.h"

#include "collection/rh-param-list.h"
#include "collection/rh-query.h"

struct _RhParamList
{
  GObject parent_instance;

  /* owned */
  char *url;
  GListStore *rows; /* of RhField */
  GPtrArray *texts; /* char *, one a row: its text in the URL; NULL: not in it */
  guint n_in_url;   /* of them that are not NULL */

  /* plain */
  gboolean syncing; /* rows are being written from the URL */
};

enum
{
  PROP_URL = 1,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhParamList, rh_param_list, G_TYPE_OBJECT)

static void
emit_changed (RhParamList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static const char *
text_of (RhParamList *self, guint row)
{
  return g_ptr_array_index (self->texts, row);
}

static void
set_text (RhParamList *self, guint row, const char *text)
{
  self->n_in_url -= text_of (self, row) != NULL;
  self->n_in_url += text != NULL;
  g_free (g_ptr_array_index (self->texts, row));
  g_ptr_array_index (self->texts, row) = g_strdup (text);
}

/* How many params of the URL come before this row. */
static guint
index_in_url (RhParamList *self, guint row)
{
  guint index = 0;

  if (self->n_in_url == self->texts->len)
    return row;

  for (guint i = 0; i < row; i++)
    index += text_of (self, i) != NULL;

  return index;
}

static char *
dup_wanted_text (RhField *field)
{
  g_autofree char *text = rh_query_segment_new (
      rh_field_get_name (field), rh_field_get_value (field), rh_field_is_bare (field));

  return rh_field_is_enabled (field) && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* Writes one row to the URL: put in, changed or taken out. */
static void
write_row (RhParamList *self, guint row, const char *text)
{
  const char *old = text_of (self, row);
  guint index = index_in_url (self, row);
  char *url;

  if (g_strcmp0 (old, text) == 0)
    return;

  if (old == NULL)
    url = rh_query_insert (self->url, index, text);
  else if (text == NULL)
    url = rh_query_remove (self->url, index);
  else
    url = rh_query_replace (self->url, index, text);

  set_text (self, row, text);
  g_free (self->url);
  self->url = url;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

static void
row_notify_cb (RhParamList *self, GParamSpec *pspec, RhField *field)
{
  g_autofree char *text = NULL;
  guint row;

  if (self->syncing || !g_list_store_find (self->rows, field, &row))
    return;

  text = dup_wanted_text (field);
  write_row (self, row, text);
  emit_changed (self);
}

static void
insert_row (RhParamList *self, guint row, RhField *field, const char *text)
{
  g_signal_connect_object (field, "notify", G_CALLBACK (row_notify_cb), self, G_CONNECT_SWAPPED);
  self->n_in_url += text != NULL;
  g_ptr_array_insert (self->texts, (int) row, g_strdup (text));
  g_list_store_insert (self->rows, row, field);
}

static void
remove_row (RhParamList *self, guint row)
{
  g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (self->rows), row);

  g_signal_handlers_disconnect_by_func (field, row_notify_cb, self);
  self->n_in_url -= text_of (self, row) != NULL;
  g_ptr_array_remove_index (self->texts, row);
  g_list_store_remove (self->rows, row);
}

static void
insert_from_url (RhParamList *self, guint row, const char *text)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autoptr (RhField) field = NULL;
  gboolean bare;

  rh_query_segment_parse (text, &name, &value, &bare);
  field = rh_field_new (name, value, "", TRUE);
  g_object_set (field, "bare", bare, NULL);
  insert_row (self, row, field, text);
}

/* A row whose own words mean the same text already is left as it was typed. */
static void
update_from_url (RhParamList *self, guint row, const char *text)
{
  g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (self->rows), row);
  g_autofree char *wanted = dup_wanted_text (field);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  gboolean bare;

  set_text (self, row, text);
  if (g_strcmp0 (wanted, text) == 0)
    return;

  rh_query_segment_parse (text, &name, &value, &bare);
  g_object_set (field, "name", name, "value", value, "bare", bare, NULL);
}

static gboolean
row_has_name (RhParamList *self, guint row, const char *text)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *old_name = NULL;
  g_autofree char *old_value = NULL;
  gboolean bare;

  rh_query_segment_parse (text, &name, &value, &bare);
  rh_query_segment_parse (text_of (self, row), &old_name, &old_value, &bare);
  return g_str_equal (name, old_name);
}

/* The row of the URL's param @index; the number of rows if there is none. */
static guint
row_in_url (RhParamList *self, guint index)
{
  guint row;

  /* nearly always; a URL of a hundred thousand params is read in no time */
  if (self->n_in_url == self->texts->len)
    return MIN (index, self->texts->len);

  for (row = 0; row < self->texts->len; row++)
    if (text_of (self, row) != NULL && index-- == 0)
      break;

  return row;
}

/* Params @first to @first + @n_old of the rows become @fresh: row by row if they are as many, else
 * by their names, so that a note stays with its param. */
static void
replace_params (RhParamList *self, guint first, guint n_old, char **fresh, guint n_fresh)
{
  guint at = first;
  guint next = 0;

  for (guint i = 0; i < n_old; i++)
    {
      guint match = next;

      while (n_old != n_fresh && match < n_fresh
             && !row_has_name (self, row_in_url (self, at), fresh[match]))
        match++;

      if (match == n_fresh)
        {
          remove_row (self, row_in_url (self, at));
          continue;
        }

      for (; next < match; next++, at++)
        insert_from_url (self, row_in_url (self, at), fresh[next]);

      update_from_url (self, row_in_url (self, at), fresh[next]);
      next++;
      at++;
    }

  for (; next < n_fresh; next++, at++)
    insert_from_url (self, at == 0 ? row_in_url (self, 0) : row_in_url (self, at - 1) + 1,
                     fresh[next]);
}

static void
sync_rows (RhParamList *self)
{
  g_auto (GStrv) fresh = rh_query_split (self->url);
  guint n_old = index_in_url (self, self->texts->len);
  guint n_fresh = g_strv_length (fresh);
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n_old, n_fresh)
         && g_str_equal (text_of (self, row_in_url (self, head)), fresh[head]))
    head++;

  while (tail < MIN (n_old, n_fresh) - head
         && g_str_equal (text_of (self, row_in_url (self, n_old - 1 - tail)),
                         fresh[n_fresh - 1 - tail]))
    tail++;

  self->syncing = TRUE;
  replace_params (self, head, n_old - head - tail, fresh + head, n_fresh - head - tail);
  self->syncing = FALSE;
}

static void
rh_param_list_finalize (GObject *object)
{
  RhParamList *self = RH_PARAM_LIST (object);

  g_clear_object (&self->rows);
  g_ptr_array_unref (self->texts);
  g_free (self->url);

  G_OBJECT_CLASS (rh_param_list_parent_class)->finalize (object);
}

static void
rh_param_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhParamList *self = RH_PARAM_LIST (object);

  switch (prop_id)
    {
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_param_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhParamList *self = RH_PARAM_LIST (object);

  switch (prop_id)
    {
    case PROP_URL:
      rh_param_list_set_url (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_param_list_class_init (RhParamListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rh_param_list_finalize;
  object_class->get_property = rh_param_list_get_property;
  object_class->set_property = rh_param_list_set_property;

  properties[PROP_URL] = g_param_spec_string (
      "url", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_param_list_init (RhParamList *self)
{
  self->url = g_strdup ("");
  self->rows = g_list_store_new (RH_TYPE_FIELD);
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

RhParamList *
rh_param_list_new (void)
{
  return g_object_new (RH_TYPE_PARAM_LIST, NULL);
}

const char *
rh_param_list_get_url (RhParamList *self)
{
  g_return_val_if_fail (RH_IS_PARAM_LIST (self), NULL);

  return self->url;
}

void
rh_param_list_set_url (RhParamList *self, const char *url)
{
  g_return_if_fail (RH_IS_PARAM_LIST (self));

  if (!g_set_str (&self->url, url == NULL ? "" : url))
    return;

  sync_rows (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
  emit_changed (self);
}

GListModel *
rh_param_list_get_rows (RhParamList *self)
{
  g_return_val_if_fail (RH_IS_PARAM_LIST (self), NULL);

  return G_LIST_MODEL (self->rows);
}

void
rh_param_list_add (RhParamList *self, RhField *field)
{
  g_return_if_fail (RH_IS_PARAM_LIST (self));

  rh_param_list_insert (self, self->texts->len, field);
}

void
rh_param_list_insert (RhParamList *self, guint position, RhField *field)
{
  g_autofree char *text = NULL;

  g_return_if_fail (RH_IS_PARAM_LIST (self));
  g_return_if_fail (RH_IS_FIELD (field));
  g_return_if_fail (position <= self->texts->len);

  insert_row (self, position, field, NULL);
  text = dup_wanted_text (field);
  write_row (self, position, text);
  emit_changed (self);
}

static void
overlay_note (RhParamList *self, guint position, const char *text, RhField *from)
{
  g_autoptr (RhField) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (g_strcmp0 (text_of (self, position), text) == 0)
    g_object_set (row, "note", rh_field_get_note (from), NULL);
}

void
rh_param_list_overlay (RhParamList *self, GListModel *rows)
{
  guint n;

  g_return_if_fail (RH_IS_PARAM_LIST (self));

  n = g_list_model_get_n_items (rows);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) from = g_list_model_get_item (rows, i);
      g_autofree char *text = dup_wanted_text (from);
      g_autoptr (RhField) copy = NULL;

      if (text == NULL)
        {
          copy = rh_field_copy (from);
          rh_param_list_insert (self, MIN (i, self->texts->len), copy);
        }
      else if (i < self->texts->len)
        overlay_note (self, i, text, from);
    }
}

void
rh_param_list_remove (RhParamList *self, guint position)
{
  g_return_if_fail (RH_IS_PARAM_LIST (self));
  g_return_if_fail (position < self->texts->len);

  write_row (self, position, NULL);
  remove_row (self, position);
  emit_changed (self);
}
