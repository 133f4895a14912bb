/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two states of a request, compared as tables of texts: "url", "headers/2/value". Only what is not
 * as it is by itself stands in a table. */
#define G_LOG_DOMAIN "rh-request-edit"

#include "config.h"

#include "request/rh-request-edit.h"

#include "common/rh-properties.h"
#include "request/rh-field-model.h"

#include <string.h>

static const char *const row_keys[] = {
  [RH_FIELDS_PARAMS] = "params",
  [RH_FIELDS_HEADERS] = "headers",
  [RH_FIELDS_FORM] = "form",
  [RH_FIELDS_PARTS] = "parts",
};

static gboolean
counts (GParamSpec *pspec)
{
  static const char *const others[]
      = { "name", "body-text", "edited", "problem", "conflict", NULL };

  return !g_strv_contains (others, pspec->name);
}

/* --- Tables -------------------------------------------------------------------------------------
 */

static void
add_properties (GHashTable *texts, const char *prefix, gpointer object)
{
  guint n;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      if (RH_IS_REQUEST_ITEM (object) && !counts (pspecs[i]))
        continue;

      g_object_get_property (object, pspecs[i]->name, &value);
      if (!g_param_value_defaults (pspecs[i], &value))
        g_hash_table_insert (texts, g_strconcat (prefix, pspecs[i]->name, NULL),
                             G_VALUE_HOLDS_STRING (&value) ? g_value_dup_string (&value)
                                                           : g_strdup_value_contents (&value));
    }
}

static void
add_rows (GHashTable *texts, GListModel *rows, const char *key)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);
      g_autofree char *prefix = g_strdup_printf ("%s/%u/", key, i);

      add_properties (texts, prefix, row);
    }
}

static void
add_auth (GHashTable *texts, RhAuth *auth)
{
  for (guint kind = 0; kind <= RH_AUTH_KIND_KEPT; kind++)
    for (const char *const *field = rh_auth_fields_of (kind); *field != NULL; field++)
      g_hash_table_insert (texts, g_strconcat ("auth/", *field, NULL),
                           g_strdup (rh_auth_get (auth, *field)));
}

static void
add_settings (GHashTable *texts, RhRequestSettings *settings)
{
  for (guint i = 0; i < RH_N_SETTINGS; i++)
    g_hash_table_insert (texts, g_strdup_printf ("settings/%u", i),
                         g_strdup_printf ("%d", rh_request_settings_get (settings, i)));
}

static GHashTable *
table_new (RhRequestItem *item)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  add_properties (texts, "", item);
  for (guint i = 0; i < G_N_ELEMENTS (row_keys); i++)
    {
      g_autoptr (RhFieldModel) model = rh_field_model_new (item, i);

      add_rows (texts, rh_field_model_get_rows (model), row_keys[i]);
    }
  add_rows (texts, rh_request_item_get_path_params (item), "path");
  add_auth (texts, rh_request_item_get_auth (item));
  add_settings (texts, rh_request_item_get_settings (item));
  return texts;
}

static void
add_different (GPtrArray *keys, GHashTable *a, GHashTable *b, gboolean only_missing)
{
  GHashTableIter iter;
  gpointer key;
  gpointer text;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      const char *other = g_hash_table_lookup (b, key);

      if (other == NULL || (!only_missing && !g_str_equal (other, text)))
        g_ptr_array_add (keys, key);
    }
}

/* Keys of what differs; borrowed from the tables. */
static GPtrArray *
different (GHashTable *a, GHashTable *b)
{
  GPtrArray *keys = g_ptr_array_new ();

  add_different (keys, a, b, FALSE);
  add_different (keys, b, a, TRUE);
  return keys;
}

gboolean
rh_request_edit_same (RhRequestItem *a, RhRequestItem *b)
{
  g_autoptr (GHashTable) of_a = table_new (a);
  g_autoptr (GHashTable) of_b = table_new (b);
  g_autoptr (GPtrArray) keys = different (of_a, of_b);

  return keys->len == 0;
}

/* --- Typing -------------------------------------------------------------------------------------
 */

/* The one text that was changed; params stand in the URL too. NULL: there are several. */
static const char *
find_key (GPtrArray *keys)
{
  const char *found = NULL;

  for (guint i = 0; i < keys->len; i++)
    if (g_str_equal (g_ptr_array_index (keys, i), "url"))
      found = "url";

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      if (found != NULL
          && (g_str_equal (key, found) || g_str_has_prefix (key, "params/")
              || g_str_has_prefix (key, "path/")))
        continue;
      if (found != NULL)
        return NULL;
      found = key;
    }

  return found;
}

/* Where @longer has one character more; -1: they differ otherwise. */
static int
find_character (const char *longer, const char *shorter, gunichar *character)
{
  int start = 0;

  if (g_utf8_strlen (longer, -1) != g_utf8_strlen (shorter, -1) + 1)
    return -1;

  while (*shorter != '\0' && g_utf8_get_char (longer) == g_utf8_get_char (shorter))
    {
      longer = g_utf8_next_char (longer);
      shorter = g_utf8_next_char (shorter);
      start++;
    }
  *character = g_utf8_get_char (longer);
  return g_str_equal (g_utf8_next_char (longer), shorter) ? start : -1;
}

static const char *
text_of (GHashTable *texts, const char *key)
{
  const char *text = g_hash_table_lookup (texts, key);

  return text == NULL ? "" : text;
}

void
rh_request_edit_find (RhRequestItem *before, RhRequestItem *after, RhRequestEdit *edit)
{
  g_autoptr (GHashTable) old = table_new (before);
  g_autoptr (GHashTable) new = table_new (after);
  g_autoptr (GPtrArray) keys = different (old, new);
  const char *key = find_key (keys);
  gunichar character;
  int start;

  if (key == NULL)
    return;

  start = find_character (text_of (new, key), text_of (old, key), &character);
  edit->inserted = start >= 0;
  if (start < 0)
    start = find_character (text_of (old, key), text_of (new, key), &character);
  if (start < 0)
    return;

  edit->key = g_strdup (key);
  edit->start = (guint) start;
  edit->in_word = g_unichar_isalnum (character);
}

gboolean
rh_request_edit_continues (const RhRequestEdit *edit, const RhRequestEdit *before)
{
  if (edit->key == NULL || g_strcmp0 (edit->key, before->key) != 0
      || edit->inserted != before->inserted || (edit->in_word && !before->in_word))
    return FALSE;

  if (edit->inserted)
    return edit->start == before->start + 1;
  return edit->start == before->start || edit->start + 1 == before->start;
}

void
rh_request_edit_clear (RhRequestEdit *edit)
{
  g_clear_pointer (&edit->key, g_free);
}

/* --- Back ---------------------------------------------------------------------------------------
 */

static void
restore_properties (RhRequestItem *item, RhRequestItem *to, RhRequestItem *from)
{
  guint n;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (to), &n);

  for (guint i = 0; i < n; i++)
    if (counts (pspecs[i]) && !rh_same_property (to, from, pspecs[i]))
      rh_copy_property (to, item, pspecs[i]);
}

static GPtrArray *
rows_of (RhRequestItem *item, RhFields fields)
{
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, fields);
  GListModel *rows = rh_field_model_get_rows (model);
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    g_ptr_array_add (all, g_list_model_get_item (rows, i));

  return all;
}

static gboolean
same_rows (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!rh_same_properties (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

static void
restore_rows (RhRequestItem *item, RhRequestItem *to, RhRequestItem *from, RhFields fields)
{
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, fields);
  g_autoptr (GPtrArray) wanted = rows_of (to, fields);
  g_autoptr (GPtrArray) others = rows_of (from, fields);

  if (!same_rows (wanted, others))
    rh_field_model_replace (model, wanted);
}

static void
restore_settings (RhRequestItem *item, RhRequestItem *to, RhRequestItem *from)
{
  RhRequestSettings *settings = rh_request_item_get_settings (to);

  if (!rh_request_settings_equal (settings, rh_request_item_get_settings (from)))
    rh_request_settings_replace (rh_request_item_get_settings (item), settings);
}

void
rh_request_edit_restore (RhRequestItem *item, RhRequestItem *to, RhRequestItem *from)
{
  /* Params are made when they are asked for, and take the text. */
  g_autofree char *url = g_strdup (rh_request_item_get_url (to));

  restore_properties (item, to, from);
  for (guint i = 0; i < G_N_ELEMENTS (row_keys); i++)
    restore_rows (item, to, from, i);
  /* The rows write it in our words. */
  if (!g_str_equal (url, rh_request_item_get_url (from)))
    g_object_set (item, "url", url, NULL);
  rh_request_item_overlay_path_params (item, rh_request_item_get_path_params (to));
  /* It tells of nothing that stays the same. */
  rh_auth_replace (rh_request_item_get_auth (item), rh_request_item_get_auth (to));
  restore_settings (item, to, from);
}
