/* SPDX-License-Identifier: GPL-3.0-or-later */
/* References within the file (RFC 6901 in a fragment). What leads elsewhere is told and not read.
 */
#define G_LOG_DOMAIN "rh-import-openapi-refs"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include "text/rh-codec.h"

#include <string.h>

#define MAX_HOPS 32

/* One step of a pointer: percent-encoded, then ~1 and ~0. */
static char *
dup_step (const char *step)
{
  gsize length = 0;
  g_autofree char *decoded = rh_percent_decode (step, -1, &length);
  GString *out = g_string_new (NULL);

  for (const char *at = decoded; *at != '\0'; at++)
    {
      if (at[0] == '~' && (at[1] == '0' || at[1] == '1'))
        g_string_append_c (out, *++at == '0' ? '~' : '/');
      else
        g_string_append_c (out, *at);
    }

  return g_string_free_and_steal (out);
}

static RhYaml *
step_into (RhYaml *node, const char *step)
{
  guint64 index;

  if (rh_yaml_get_kind (node) == RH_YAML_MAPPING)
    return rh_yaml_get (node, step);
  if (rh_yaml_get_kind (node) == RH_YAML_SEQUENCE
      && g_ascii_string_to_unsigned (step, 10, 0, G_MAXUINT, &index, NULL))
    return rh_yaml_nth (node, (guint) index);

  return NULL;
}

static RhYaml *
walk (RhYaml *root, const char *reference)
{
  g_auto (GStrv) steps = NULL;
  RhYaml *node = root;

  if (g_str_equal (reference, "#"))
    return root;
  if (!g_str_has_prefix (reference, "#/"))
    return NULL;

  steps = g_strsplit (reference + strlen ("#/"), "/", -1);
  for (guint i = 0; steps[i] != NULL && node != NULL; i++)
    {
      g_autofree char *step = dup_step (steps[i]);

      node = step_into (node, step);
    }

  return node;
}

RhYaml *
rh_openapi_find (RhOpenApi *self, const char *reference)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (self->followed, reference, NULL, &found))
    {
      found = walk (self->root, reference);
      g_hash_table_insert (self->followed, g_strdup (reference), found);
    }
  if (found == NULL)
    rh_import_note (self->import, RH_IMPORT_REFERENCE, "", reference);

  return found;
}

RhYaml *
rh_openapi_follow (RhOpenApi *self, RhYaml *node)
{
  const char *reference = NULL;

  for (guint hops = 0; node != NULL && rh_yaml_get_kind (node) == RH_YAML_MAPPING; hops++)
    {
      RhYaml *link = rh_yaml_get (node, "$ref");

      if (link == NULL || rh_yaml_get_text (link) == NULL)
        return node;
      reference = rh_yaml_get_text (link);
      if (hops == MAX_HOPS)
        {
          rh_import_note (self->import, RH_IMPORT_REFERENCE_CYCLE, "", reference);
          return NULL;
        }
      node = rh_openapi_find (self, reference);
    }

  return NULL;
}
