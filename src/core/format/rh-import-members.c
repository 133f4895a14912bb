/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks into mappings whose writer is not to be trusted with types. */
#define G_LOG_DOMAIN "rh-import-members"

#include "config.h"

#include "format/rh-import-members.h"

#include <string.h>

/* Characters of a path in a name. */
#define MAX_NAME 200

const char *
rh_member_text (const RhYaml *map, const char *key)
{
  const RhYaml *value = rh_yaml_get (map, key);
  const char *text = value == NULL || rh_yaml_is_null (value) ? NULL : rh_yaml_get_text (value);

  return text == NULL ? "" : text;
}

static RhYaml *
get_of_kind (const RhYaml *map, const char *key, RhYamlKind kind)
{
  RhYaml *value = rh_yaml_get (map, key);

  return value != NULL && rh_yaml_get_kind (value) == kind ? value : NULL;
}

RhYaml *
rh_member_sequence (const RhYaml *map, const char *key)
{
  return get_of_kind (map, key, RH_YAML_SEQUENCE);
}

RhYaml *
rh_member_mapping (const RhYaml *map, const char *key)
{
  return get_of_kind (map, key, RH_YAML_MAPPING);
}

gboolean
rh_member_is_true (const RhYaml *map, const char *key)
{
  return g_str_equal (rh_member_text (map, key), "true");
}

static gboolean
is_empty (const RhYaml *value)
{
  if (rh_yaml_get_kind (value) != RH_YAML_SCALAR)
    return rh_yaml_get_length (value) == 0;

  return rh_yaml_is_null (value) || *rh_yaml_get_text (value) == '\0';
}

static gboolean
is_of_kind (const RhYaml *value, RhMemberKind kind)
{
  switch (kind)
    {
    case RH_MEMBER_TEXT:
      return rh_yaml_get_kind (value) == RH_YAML_SCALAR;
    case RH_MEMBER_SEQUENCE:
      return rh_yaml_get_kind (value) == RH_YAML_SEQUENCE;
    case RH_MEMBER_MAPPING:
      return rh_yaml_get_kind (value) == RH_YAML_MAPPING;
    case RH_MEMBER_ANY:
    case RH_MEMBER_STAMP:
    default:
      return TRUE;
    }
}

void
rh_members_tell (RhImport *import, const RhYaml *map, const RhMember *members, const char *place)
{
  g_return_if_fail (RH_IS_IMPORT (import));
  g_return_if_fail (map != NULL && members != NULL && place != NULL);

  if (rh_yaml_get_kind (map) != RH_YAML_MAPPING)
    return;

  for (guint i = 0; i < rh_yaml_get_length (map); i++)
    {
      const char *key = rh_yaml_nth_key (map, i);
      const RhYaml *value = rh_yaml_nth (map, i);
      const RhMember *member = members;

      while (member->key != NULL && !g_str_equal (member->key, key))
        member++;

      if (is_empty (value))
        continue;
      if (member->key != NULL && member->kind == RH_MEMBER_STAMP)
        rh_import_note (import, RH_IMPORT_STAMPS, "", key);
      else if (member->key == NULL || !is_of_kind (value, member->kind))
        rh_import_note (import, RH_IMPORT_MEMBER, place, key);
    }
}

/* Behind the scheme and the host, or the variable that stands for them. */
static const char *
skip_authority (const char *url)
{
  const char *authority = strstr (url, "://");
  const char *variable = g_str_has_prefix (url, "{{") ? strstr (url, "}}") : NULL;

  if (variable != NULL)
    return variable + strlen ("}}");

  return authority == NULL ? url : authority + 3 + strcspn (authority + 3, "/?#");
}

char *
rh_import_dup_request_name (const char *method, const char *url)
{
  const char *path;
  glong length;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (method != NULL && url != NULL, NULL);

  path = skip_authority (url);
  length = g_utf8_strlen (path, (gssize) strcspn (path, "?#"));
  shown = g_utf8_substring (path, 0, MIN (length, MAX_NAME));
  return g_strdup_printf ("%s %s", method, *shown == '\0' ? "/" : shown);
}
