/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of OpenCollection: headers, fields, parts, variables. An element keeps the members that are
 * not known here for as long as a row has its name. */
#define G_LOG_DOMAIN "rh-opencollection-rows"

#include "config.h"

#include "collection/rh-opencollection-private.h"

#define FILE_NAME "file_name"

static const char *const field_order[]
    = { "name", "value", "type", "description", "disabled", NULL };
static const char *const part_order[]
    = { "name", "type", "value", "contentType", "description", "disabled", RH_OC_EXTENSIONS, NULL };
static const char *const ours_order[] = { NULL };
static const char *const variable_order[]
    = { "secret", "name", "value", "type", "description", "disabled", NULL };
static const char *const value_order[] = { "type", "data", NULL };

/* Any list */

gboolean
rh_oc_each (const RhYaml *map, const char *key, RhOcEach each, gpointer owner, GError **error)
{
  RhYaml *list;
  guint n;

  if (!rh_oc_read_list (map, key, &list, error))
    return FALSE;

  n = list == NULL ? 0 : rh_yaml_get_length (list);
  for (guint i = 0; i < n; i++)
    {
      const RhYaml *element = rh_yaml_nth (list, i);

      if (rh_yaml_is_null (element))
        continue;
      if (rh_yaml_get_kind (element) != RH_YAML_MAPPING)
        return rh_oc_fail (element, error, "an element of %s must be a mapping", key);
      if (!each (element, owner, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_ours (const RhYaml *element, const RhOcRows *how)
{
  return rh_yaml_get_kind (element) == RH_YAML_MAPPING
         && (how->is_ours == NULL || how->is_ours (element));
}

/* name → GQueue of its elements, in order */
static GHashTable *
index_by_name (const RhYaml *list, const RhOcRows *how)
{
  GHashTable *index
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_queue_free);

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    {
      RhYaml *element = rh_yaml_nth (list, i);
      GQueue *queue;

      if (!is_ours (element, how))
        continue;

      queue = g_hash_table_lookup (index, how->name_of (element));
      if (queue == NULL)
        {
          queue = g_queue_new ();
          g_hash_table_insert (index, g_strdup (how->name_of (element)), queue);
        }
      g_queue_push_tail (queue, element);
    }

  return index;
}

static RhYaml *
new_list (const RhYaml *old, GListModel *rows, const RhOcRows *how)
{
  g_autoptr (GHashTable) index = index_by_name (old, how);
  RhYaml *list = rh_yaml_new_sequence ();
  guint n = g_list_model_get_n_items (rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);
      GQueue *queue = g_hash_table_lookup (index, how->name_of_row (row));
      RhYaml *found = queue == NULL ? NULL : g_queue_pop_head (queue);
      RhYaml *element = found == NULL ? how->make () : rh_yaml_copy (found);

      how->fill (element, row);
      rh_yaml_append (list, element);
    }

  for (guint i = 0; old != NULL && i < rh_yaml_get_length (old); i++)
    if (!is_ours (rh_yaml_nth (old, i), how))
      rh_yaml_insert_nth (list, i, rh_yaml_copy (rh_yaml_nth (old, i)));

  return list;
}

void
rh_oc_put_rows (RhYaml *map,
                const char *key,
                GListModel *rows,
                const RhOcRows *how,
                const char *const *order)
{
  RhYaml *old;
  g_autoptr (RhYaml) list = NULL;

  if (!rh_oc_read_list (map, key, &old, NULL))
    return;

  list = new_list (old, rows, how);
  if (rh_yaml_get_length (list) == (old == NULL ? 0 : rh_yaml_get_length (old))
      && (old == NULL || rh_yaml_equal (list, old)))
    return;

  if (rh_yaml_get_length (list) == 0)
    rh_yaml_remove (map, key);
  else
    rh_oc_put (map, key, g_steal_pointer (&list), order);
}

/* Fields */

/* The value that counts: of several variants the selected one's, or the first's. */
static RhYaml *
find_value (const RhYaml *element)
{
  const RhYaml *value = rh_yaml_get (element, "value");
  RhYaml *chosen = NULL;

  if (value == NULL || rh_yaml_get_kind (value) != RH_YAML_SEQUENCE)
    return (RhYaml *) element;

  for (guint i = 0; i < rh_yaml_get_length (value); i++)
    {
      RhYaml *variant = rh_yaml_nth (value, i);
      gboolean selected;

      if (chosen == NULL)
        chosen = variant;
      if (rh_oc_read_flag (variant, "selected", &selected, NULL) && selected)
        return variant;
    }

  return chosen;
}

/* A text, or a mapping of its type and the text. */
static gboolean
read_value (const RhYaml *element, const char **text, const char **kind, GError **error)
{
  const RhYaml *home = find_value (element);
  const RhYaml *value = rh_yaml_get (home, "value");

  *text = *kind = "";
  if (home == NULL || rh_yaml_get_kind (home) != RH_YAML_MAPPING)
    return TRUE; /* a list without variants */
  if (value == NULL || rh_yaml_get_kind (value) != RH_YAML_MAPPING)
    return rh_oc_read_text (home, "value", text, error);

  return rh_oc_read_text (value, "type", kind, error)
         && rh_oc_read_text (value, "data", text, error);
}

static gboolean
read_enabled (const RhYaml *element, gboolean *enabled, GError **error)
{
  gboolean disabled;

  if (!rh_oc_read_flag (element, "disabled", &disabled, error))
    return FALSE;

  *enabled = !disabled;
  if (rh_yaml_get (element, "disabled") == NULL && *rh_oc_peek_text (element, "enabled") != '\0')
    return rh_oc_read_flag (element, "enabled", enabled, error);

  return TRUE;
}

static void
put_enabled (RhYaml *element, gboolean enabled, const char *const *order)
{
  gboolean was = !enabled;

  if (read_enabled (element, &was, NULL) && was == enabled)
    return;

  rh_yaml_remove (element, "enabled");
  rh_yaml_remove (element, "disabled");
  if (!enabled)
    rh_oc_put (element, "disabled", rh_yaml_new_boolean (TRUE), order);
}

RhField *
rh_oc_read_field (const RhYaml *element, GError **error)
{
  const char *name;
  const char *value;
  const char *kind;
  const char *note;
  gboolean enabled;

  if (!rh_oc_read_text (element, "name", &name, error)
      || !read_value (element, &value, &kind, error)
      || !rh_oc_read_note (element, "description", &note, error)
      || !read_enabled (element, &enabled, error))
    return NULL;

  return rh_field_new (name, value, note, enabled);
}

static const char *
name_of (const RhYaml *element)
{
  return rh_oc_peek_text (element, "name");
}

static const char *
name_of_field (gpointer row)
{
  return rh_field_get_name (row);
}

static RhYaml *
make_element (void)
{
  RhYaml *element = rh_yaml_new_mapping ();

  rh_yaml_set_string (element, "name", "");
  rh_yaml_set_string (element, "value", "");
  return element;
}

static void
fill_text (RhYaml *element, RhField *field, const char *const *order)
{
  const char *value;
  const char *kind;

  if (!read_value (element, &value, &kind, NULL)
      || !g_str_equal (value, rh_field_get_value (field)))
    rh_oc_put_any_text (element, "value", rh_field_get_value (field), order);
}

static void
fill_rest (RhYaml *element, RhField *field, const char *const *order)
{
  rh_oc_put_any_text (element, "name", rh_field_get_name (field), order);
  rh_oc_put_note (element, "description", rh_field_get_note (field), order);
  put_enabled (element, rh_field_is_enabled (field), order);
}

static void
fill_field (RhYaml *element, gpointer row)
{
  fill_text (element, row, field_order);
  fill_rest (element, row, field_order);
}

const RhOcRows rh_oc_fields = { NULL, name_of, name_of_field, make_element, fill_field };

/* Parts of a multipart body. Files are a list of paths, or one path. */

static gboolean
is_file (const RhYaml *element)
{
  return g_str_equal (rh_oc_peek_text (element, "type"), "file");
}

/* One path a line. */
static char *
dup_paths (const RhYaml *element)
{
  RhYaml *value = rh_yaml_get (element, "value");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  if (value == NULL || rh_yaml_get_kind (value) != RH_YAML_SEQUENCE)
    return g_strdup (rh_oc_peek_text (element, "value"));

  for (guint i = 0; i < rh_yaml_get_length (value); i++)
    if (rh_yaml_get_text (rh_yaml_nth (value, i)) != NULL)
      g_strv_builder_add (builder, rh_yaml_get_text (rh_yaml_nth (value, i)));

  paths = g_strv_builder_end (builder);
  return g_strjoinv ("\n", paths);
}

/* The format has no word for what a file is called to the server. */
static gboolean
read_file_name (const RhYaml *element, const char **name, GError **error)
{
  RhYaml *extensions;
  RhYaml *ours;

  return rh_oc_read_map (element, RH_OC_EXTENSIONS, &extensions, error)
         && rh_oc_read_map (extensions, RH_OC_OURS, &ours, error)
         && rh_oc_read_text (ours, FILE_NAME, name, error);
}

static void
put_file_name (RhYaml *element, const char *name)
{
  const char *was = "";
  RhYaml *extensions;

  if (!read_file_name (element, &was, NULL) || g_str_equal (was, name))
    return;

  extensions = rh_oc_need_map (element, RH_OC_EXTENSIONS, part_order);
  rh_oc_put_text (rh_oc_need_map (extensions, RH_OC_OURS, ours_order), FILE_NAME, name, ours_order);
  rh_oc_drop_empty (extensions, RH_OC_OURS);
  rh_oc_drop_empty (element, RH_OC_EXTENSIONS);
}

RhField *
rh_oc_read_part (const RhYaml *element, GError **error)
{
  g_autoptr (RhField) field = NULL;
  const char *media_type;
  const char *file_name;
  const char *note;
  gboolean enabled;

  if (!rh_oc_read_text (element, "contentType", &media_type, error)
      || !read_file_name (element, &file_name, error))
    return NULL;

  if (is_file (element))
    {
      g_autofree char *paths = dup_paths (element);

      if (!rh_oc_read_note (element, "description", &note, error)
          || !read_enabled (element, &enabled, error))
        return NULL;
      field = rh_field_new (rh_oc_peek_text (element, "name"), paths, note, enabled);
      g_object_set (field, "file", TRUE, NULL);
    }
  else
    field = rh_oc_read_field (element, error);

  if (field != NULL)
    g_object_set (field, "media-type", media_type, "file-name", file_name, NULL);
  return g_steal_pointer (&field);
}

static RhYaml *
make_part (void)
{
  RhYaml *element = make_element ();

  rh_oc_put (element, "type", rh_yaml_new_string ("text"), part_order);
  return element;
}

static void
fill_paths (RhYaml *element, RhField *field)
{
  g_autofree char *was = dup_paths (element);
  g_auto (GStrv) paths = rh_field_dup_paths (field);
  g_autofree char *joined = g_strjoinv ("\n", paths);
  RhYaml *list;

  if (g_str_equal (was, joined))
    return;

  list = *paths == NULL ? rh_yaml_new_string ("") : rh_yaml_new_sequence ();
  for (guint i = 0; paths[i] != NULL; i++)
    rh_yaml_append (list, rh_yaml_new_string (paths[i]));
  rh_oc_put (element, "value", list, part_order);
}

static void
fill_part (RhYaml *element, gpointer row)
{
  const char *type = rh_field_is_file (row) ? "file" : "text";

  /* a list of files is no text, and the other way round */
  if (is_file (element) != rh_field_is_file (row))
    rh_oc_put (element, "value", rh_yaml_new_string (""), part_order);
  if (!g_str_equal (rh_oc_peek_text (element, "type"), type)
      && (rh_field_is_file (row) || is_file (element)))
    rh_oc_put_any_text (element, "type", type, part_order);
  if (rh_field_is_file (row))
    fill_paths (element, row);
  else
    fill_text (element, row, part_order);
  rh_oc_put_text (element, "contentType", rh_field_get_media_type (row), part_order);
  put_file_name (element, rh_field_get_file_name (row));
  fill_rest (element, row, part_order);
}

const RhOcRows rh_oc_parts = { NULL, name_of, name_of_field, make_part, fill_part };

/* Variables */

static gboolean
is_secret (const RhYaml *element)
{
  gboolean secret;

  return rh_oc_read_flag (element, "secret", &secret, NULL) && secret;
}

static gboolean
read_variable (const RhYaml *element, gpointer owner, GError **error)
{
  g_autoptr (RhVariable) variable = NULL;
  const char *name;
  const char *value = "";
  const char *kind;
  const char *note;
  gboolean secret;
  gboolean enabled;

  if (!rh_oc_read_flag (element, "secret", &secret, error)
      || !rh_oc_read_text (element, "name", &name, error)
      || !rh_oc_read_note (element, "description", &note, error)
      || !read_enabled (element, &enabled, error))
    return FALSE;
  if (!(secret ? rh_oc_read_text (element, "type", &kind, error)
               : read_value (element, &value, &kind, error)))
    return FALSE;

  variable = secret ? rh_variable_new_secret (name) : rh_variable_new (name, value);
  g_object_set (variable, "kind", kind, "note", note, "enabled", enabled, NULL);
  rh_environment_append (owner, variable);
  return TRUE;
}

gboolean
rh_oc_read_variables (const RhYaml *map, RhEnvironment *scope, GError **error)
{
  return rh_oc_each (map, "variables", read_variable, scope, error);
}

static const char *
name_of_variable (gpointer row)
{
  return rh_variable_get_name (row);
}

static void
fill_secret (RhYaml *element, RhVariable *variable)
{
  if (!is_secret (element))
    {
      rh_yaml_remove (element, "type");
      rh_yaml_insert (element, 0, "secret", rh_yaml_new_boolean (TRUE));
    }

  rh_yaml_remove (element, "value");
  rh_oc_put_text (element, "type", rh_variable_get_kind (variable), variable_order);
}

static void
put_value (RhYaml *home, RhVariable *variable)
{
  const char *kind = rh_variable_get_kind (variable);
  RhYaml *typed;

  if (*kind == '\0')
    {
      rh_oc_put_any_text (home, "value", rh_variable_get_value (variable), variable_order);
      return;
    }

  typed = rh_oc_need_map (home, "value", variable_order);
  rh_oc_put_any_text (typed, "type", kind, value_order);
  rh_oc_put_any_text (typed, "data", rh_variable_get_value (variable), value_order);
}

/* What a secret has and others have not. */
static void
make_clear (RhYaml *element)
{
  rh_yaml_remove (element, "secret");
  rh_yaml_remove (element, "type");
  rh_oc_put (element, "value", rh_yaml_new_string (""), variable_order);
}

static void
fill_clear (RhYaml *element, RhVariable *variable)
{
  const char *value;
  const char *kind;
  RhYaml *home;

  if (is_secret (element))
    make_clear (element);
  if (read_value (element, &value, &kind, NULL)
      && g_str_equal (value, rh_variable_get_value (variable))
      && g_str_equal (kind, rh_variable_get_kind (variable)))
    return;

  home = find_value (element);
  put_value (home != NULL && rh_yaml_get_kind (home) == RH_YAML_MAPPING ? home : element, variable);
}

static void
fill_variable (RhYaml *element, gpointer row)
{
  RhVariable *variable = row;

  if (rh_variable_is_secret (variable))
    fill_secret (element, variable);
  rh_oc_put_any_text (element, "name", rh_variable_get_name (variable), variable_order);
  if (!rh_variable_is_secret (variable))
    fill_clear (element, variable);
  rh_oc_put_note (element, "description", rh_variable_get_note (variable), variable_order);
  put_enabled (element, rh_variable_is_enabled (variable), variable_order);
}

static const RhOcRows variables = { NULL, name_of, name_of_variable, make_element, fill_variable };

void
rh_oc_put_variables (RhYaml *map, RhEnvironment *scope, const char *const *order)
{
  rh_oc_put_rows (map, "variables", rh_environment_get_variables (scope), &variables, order);
}
