/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value as XML: an element a member, one an item. */
#define G_LOG_DOMAIN "rh-import-openapi-xml"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include <string.h>

/* What an element can be called, whatever the key is. */
static char *
dup_element_name (const char *key)
{
  GString *name = g_string_new (NULL);

  for (const char *at = key; *at != '\0'; at++)
    {
      gboolean first = name->len == 0;
      gboolean fits = g_ascii_isalpha (*at) || *at == '_'
                      || (!first && (g_ascii_isdigit (*at) || *at == '-' || *at == '.'));

      g_string_append_c (name, fits ? *at : '_');
    }

  return name->len == 0 ? (g_string_append (name, "item"), g_string_free_and_steal (name))
                        : g_string_free_and_steal (name);
}

static void
write_element (GString *out, const char *key, const RhYaml *value, guint depth)
{
  g_autofree char *name = dup_element_name (key);
  g_autofree char *text = NULL;

  if (rh_yaml_get_kind (value) == RH_YAML_SEQUENCE)
    {
      for (guint i = 0; i < rh_yaml_get_length (value); i++)
        write_element (out, key, rh_yaml_nth (value, i), depth);
      return;
    }

  g_string_append_printf (out, "%*s<%s>", (int) depth * 2, "", name);
  if (rh_yaml_get_kind (value) == RH_YAML_SCALAR)
    {
      text = g_markup_escape_text (rh_yaml_get_text (value), -1);
      g_string_append_printf (out, "%s</%s>\n", text, name);
      return;
    }

  g_string_append_c (out, '\n');
  for (guint i = 0; i < rh_yaml_get_length (value); i++)
    write_element (out, rh_yaml_nth_key (value, i), rh_yaml_nth (value, i), depth + 1);
  g_string_append_printf (out, "%*s</%s>\n", (int) depth * 2, "", name);
}

/* "xml: name:", or the last part of "#/components/schemas/Pet". */
static char *
dup_root_name (RhOpenApi *self, RhYaml *schema)
{
  RhYaml *followed = rh_openapi_follow (self, schema);
  const char *named = rh_member_text (rh_member_mapping (followed, "xml"), "name");
  const char *reference = rh_member_text (schema, "$ref");
  const char *slash = strrchr (reference, '/');

  if (*named != '\0')
    return g_strdup (named);

  return g_strdup (slash == NULL ? "root" : slash + 1);
}

char *
rh_openapi_to_xml (RhOpenApi *self, RhYaml *schema, const RhYaml *value)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  g_autofree char *root = dup_root_name (self, schema);
  gboolean list = rh_yaml_get_kind (value) == RH_YAML_SEQUENCE;

  if (list)
    g_string_append_printf (out, "<%ss>\n", root);
  write_element (out, root, value, list);
  if (list)
    g_string_append_printf (out, "</%ss>\n", root);
  return g_string_free_and_steal (out);
}
