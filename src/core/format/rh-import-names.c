/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other programs let a variable be called "base url". Here nothing refers to it: {{base url}} is
 * text, and has to be where nobody has such a variable. So names are collected before anything is
 * read, and only what refers to one of them is changed. */
#define G_LOG_DOMAIN "rh-import-names"

#include "config.h"

#include "format/rh-import-private.h"

#include "text/rh-template.h"

#include <string.h>

#define NAMES "rh-import-names"

/* The odd name → ours; NULL: none is odd. */
static GHashTable *
names_of (RhImport *self)
{
  return g_object_get_data (G_OBJECT (self), NAMES);
}

static char *
dup_new_name (const char *name)
{
  GString *text = g_string_new (NULL);

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      char character[7] = "";

      g_unichar_to_utf8 (g_utf8_get_char (at), character);
      g_string_append (text, rh_template_is_name (character) ? character : "_");
    }

  return g_string_free_and_steal (text);
}

void
rh_import_learn_name (RhImport *self, const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  g_autofree char *new_name = dup_new_name (trimmed);
  GHashTable *names = names_of (self);

  if (*trimmed == '\0')
    return;
  rh_import_reserve (self, new_name);
  if (rh_template_is_name (trimmed))
    return;

  if (names == NULL)
    {
      names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_object_set_data_full (G_OBJECT (self), NAMES, names, (GDestroyNotify) g_hash_table_unref);
    }
  g_hash_table_insert (names, g_strdup (trimmed), g_steal_pointer (&new_name));
}

static const char *
find_name (RhImport *self, const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));

  return names_of (self) == NULL ? NULL : g_hash_table_lookup (names_of (self), trimmed);
}

static void
learn_reference (RhImport *self, const char *text)
{
  g_autofree char *inner = NULL;

  if (!g_str_has_prefix (text, "{{") || !g_str_has_suffix (text, "}}") || strlen (text) < 5)
    return;

  inner = g_strstrip (g_strndup (text + 2, strlen (text) - 4));
  if (strpbrk (inner, "{}\n") != NULL || find_name (self, inner) != NULL)
    return;

  rh_import_learn_name (self, inner);
  if (find_name (self, inner) != NULL)
    rh_import_note (self, RH_IMPORT_VARIABLE_RENAMED, "", inner);
}

void
rh_import_learn_references (RhImport *self, const RhYaml *tree)
{
  if (rh_yaml_get_kind (tree) == RH_YAML_SCALAR)
    learn_reference (self, rh_yaml_get_text (tree));
  for (guint i = 0; i < rh_yaml_get_length (tree); i++)
    rh_import_learn_references (self, rh_yaml_nth (tree, i));
}

char *
rh_import_dup_name (RhImport *self, const char *name, const char *place)
{
  const char *found = find_name (self, name);

  if (found == NULL)
    return g_strdup (name);

  rh_import_note (self, RH_IMPORT_VARIABLE_RENAMED, place, name);
  return g_strdup (found);
}

/* What is between a "}}" and the nearest "{{" before it. */
static char *
dup_text (RhImport *self, const char *text)
{
  GString *changed = g_string_new (NULL);
  const char *at = text;
  const char *close;

  while ((close = strstr (at, "}}")) != NULL)
    {
      const char *open = g_strrstr_len (at, close - at, "{{");
      g_autofree char *inner
          = open == NULL ? NULL : g_strndup (open + 2, (gsize) (close - open) - 2);
      const char *name = inner == NULL ? NULL : find_name (self, inner);

      if (name == NULL)
        g_string_append_len (changed, at, close + 2 - at);
      else
        {
          g_string_append_len (changed, at, open - at);
          g_string_append_printf (changed, "{{%s}}", name);
        }
      at = close + 2;
    }

  g_string_append (changed, at);
  return g_string_free_and_steal (changed);
}

static RhYaml *
dup_scalar (RhImport *self, const RhYaml *value)
{
  g_autofree char *text = NULL;
  RhYaml *copy;

  if (rh_yaml_is_plain (value) || strstr (rh_yaml_get_text (value), "{{") == NULL)
    return rh_yaml_copy (value);

  text = dup_text (self, rh_yaml_get_text (value));
  copy = rh_yaml_new_string (text);
  rh_yaml_set_line (copy, rh_yaml_get_line (value));
  return copy;
}

static RhYaml *
dup_tree (RhImport *self, const RhYaml *value)
{
  RhYaml *copy;

  if (rh_yaml_get_kind (value) == RH_YAML_SCALAR)
    return dup_scalar (self, value);

  copy = rh_yaml_get_kind (value) == RH_YAML_MAPPING ? rh_yaml_new_mapping ()
                                                     : rh_yaml_new_sequence ();
  rh_yaml_set_line (copy, rh_yaml_get_line (value));
  for (guint i = 0; i < rh_yaml_get_length (value); i++)
    {
      RhYaml *child = dup_tree (self, rh_yaml_nth (value, i));

      if (rh_yaml_get_kind (copy) == RH_YAML_MAPPING)
        rh_yaml_set (copy, rh_yaml_nth_key (value, i), child);
      else
        rh_yaml_append (copy, child);
    }

  return copy;
}

RhYaml *
rh_import_dup_tree (RhImport *self, RhYaml *tree)
{
  return names_of (self) == NULL ? rh_yaml_ref (tree) : dup_tree (self, tree);
}
