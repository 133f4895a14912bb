/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two states of a request, compared as tables of texts: "url", "headers/2/value". Only what is not
 * as it is by itself stands in a table. */
#define G_LOG_DOMAIN "rh-request-edit"

#include "config.h"

#include "request/rh-request-edit.h"

#include "common/rh-properties.h"
#include "common/rh-rows.h"
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
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);
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

static GListModel *
variables_of (RhRequestItem *item)
{
  return rh_environment_get_variables (rh_request_item_get_scope (item));
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
  add_rows (texts, variables_of (item), "variables");
  add_rows (texts, rh_request_item_get_actions (item), "actions");
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

static const char *
text_of (GHashTable *texts, const char *key)
{
  const char *text = g_hash_table_lookup (texts, key);

  return text == NULL ? "" : text;
}

void
rh_request_edit_find_typed (RhRequestEdit *edit,
                            const char *key,
                            const char *before,
                            const RhTextEdit *change)
{
  const char *text = *change->removed == '\0' ? change->inserted : change->removed;

  if ((*change->removed != '\0' && *change->inserted != '\0') || g_utf8_strlen (text, -1) != 1)
    return;

  edit->key = g_strdup (key);
  edit->start = (guint) g_utf8_strlen (before, (gssize) change->start);
  edit->inserted = *change->inserted != '\0';
  edit->in_word = g_unichar_isalnum (g_utf8_get_char (text));
}

void
rh_request_edit_find (RhRequestItem *before, RhRequestItem *after, RhRequestEdit *edit)
{
  g_autoptr (GHashTable) old = table_new (before);
  g_autoptr (GHashTable) new = table_new (after);
  g_autoptr (GPtrArray) keys = different (old, new);
  g_autoptr (RhTextEdit) change = NULL;
  const char *key = find_key (keys);

  if (key == NULL)
    return;

  change = rh_text_edit_find (text_of (old, key), text_of (new, key));
  if (change != NULL)
    rh_request_edit_find_typed (edit, key, text_of (old, key), change);
}

/* The URL says most; else the first. */
static const char *
find_place (GPtrArray *keys)
{
  const char *found = NULL;

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      if (g_str_equal (key, "url"))
        return key;
      if (found == NULL || strcmp (key, found) < 0)
        found = key;
    }

  return found;
}

char *
rh_request_edit_dup_place (RhRequestItem *from, RhRequestItem *to, guint *cursor)
{
  g_autoptr (GHashTable) old = table_new (from);
  g_autoptr (GHashTable) new = table_new (to);
  g_autoptr (GPtrArray) keys = different (old, new);
  const char *key = find_place (keys);
  g_autoptr (RhTextEdit) change = NULL;

  *cursor = 0;
  if (key == NULL)
    return NULL;

  change = rh_text_edit_find (text_of (old, key), text_of (new, key));
  if (change != NULL)
    *cursor = (guint) (g_utf8_strlen (text_of (new, key), (gssize) change->start)
                       + g_utf8_strlen (change->inserted, -1));
  return g_strdup (key);
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

static void
restore_fields (RhRequestItem *item, RhRequestItem *to, RhRequestItem *from, RhFields fields)
{
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, fields);
  g_autoptr (RhFieldModel) wanted_model = rh_field_model_new (to, fields);
  g_autoptr (RhFieldModel) other_model = rh_field_model_new (from, fields);
  g_autoptr (GPtrArray) wanted = rh_rows_take (rh_field_model_get_rows (wanted_model));

  if (!rh_rows_are (rh_field_model_get_rows (other_model), wanted))
    rh_field_model_replace (model, wanted);
}

static void
remove_variable (RhEnvironment *scope, guint position)
{
  g_autoptr (RhVariable) variable
      = g_list_model_get_item (rh_environment_get_variables (scope), position);

  rh_environment_remove (scope, variable);
}

static void
restore_variables (RhRequestItem *item, RhRequestItem *to, RhRequestItem *from)
{
  static const RhRowsClass variables = {
    .copy = (gpointer (*) (gpointer)) rh_variable_copy,
    .insert = (void (*) (gpointer, guint, gpointer)) rh_environment_insert,
    .remove = (void (*) (gpointer, guint)) remove_variable,
  };
  g_autoptr (GPtrArray) wanted = rh_rows_take (variables_of (to));

  if (!rh_rows_are (variables_of (from), wanted))
    rh_rows_replace (variables_of (item), wanted, &variables, rh_request_item_get_scope (item));
}

static void
restore_actions (RhRequestItem *item, RhRequestItem *to, RhRequestItem *from)
{
  static const RhRowsClass actions = {
    .copy = (gpointer (*) (gpointer)) rh_action_copy,
    .insert = (void (*) (gpointer, guint, gpointer)) rh_request_item_insert_action,
    .remove = (void (*) (gpointer, guint)) rh_request_item_remove_action,
  };
  g_autoptr (GPtrArray) wanted = rh_rows_take (rh_request_item_get_actions (to));

  if (!rh_rows_are (rh_request_item_get_actions (from), wanted))
    rh_rows_replace (rh_request_item_get_actions (item), wanted, &actions, item);
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
    restore_fields (item, to, from, i);
  /* The rows write it in our words. */
  if (!g_str_equal (url, rh_request_item_get_url (from)))
    g_object_set (item, "url", url, NULL);
  rh_request_item_overlay_path_params (item, rh_request_item_get_path_params (to));
  /* It tells of nothing that stays the same. */
  rh_auth_replace (rh_request_item_get_auth (item), rh_request_item_get_auth (to));
  restore_settings (item, to, from);
  restore_variables (item, to, from);
  restore_actions (item, to, from);
}
