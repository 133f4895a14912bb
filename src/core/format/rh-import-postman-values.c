/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as Postman's files have them, in any of their shapes, and what nothing here reads. */
#define G_LOG_DOMAIN "rh-import-postman-values"

#include "config.h"

#include "format/rh-import-postman-private.h"

#include "collection/rh-secret-looking.h"
#include "collection/rh-yaml-json.h"

#include <string.h>

/* What is kept is written as YAML, which is read to a depth. */
#define MAX_KEPT_DEPTH 24

/* The program's own ids and times. */
static const char *const stamps[] = { "id",
                                      "uid",
                                      "_postman_id",
                                      "_postman_compat_id",
                                      "_exporter_id",
                                      "owner",
                                      "lastUpdatedBy",
                                      "createdAt",
                                      "_collection_link",
                                      "updatedAt",
                                      "lastRevision",
                                      "responseTime",
                                      "timings",
                                      "_postman_exported_at",
                                      "timestamp",
                                      "isPublic",
                                      "fork",
                                      "_postman_exported_using",
                                      NULL };

/* Values */

char *
rh_import_postman_dup_text (const RhYaml *value)
{
  if (value == NULL || rh_yaml_is_null (value))
    return g_strdup ("");
  if (rh_yaml_get_kind (value) == RH_YAML_SCALAR)
    return g_strdup (rh_yaml_get_text (value));

  return rh_yaml_to_json (value, 0);
}

const char *
rh_import_postman_peek (const RhYaml *map, const char *key)
{
  const RhYaml *value = rh_yaml_get (map, key);

  if (value == NULL || rh_yaml_is_null (value) || rh_yaml_get_kind (value) != RH_YAML_SCALAR)
    return "";

  return rh_yaml_get_text (value);
}

gboolean
rh_import_postman_is_true (const RhYaml *map, const char *key)
{
  const char *text = rh_import_postman_peek (map, key);

  return g_str_equal (text, "true") || g_ascii_strtod (text, NULL) != 0;
}

gboolean
rh_import_postman_is_disabled (const RhYaml *row)
{
  return rh_import_postman_is_true (row, "disabled")
         || g_str_equal (rh_import_postman_peek (row, "enabled"), "false");
}

gboolean
rh_import_postman_is_empty (const RhYaml *value)
{
  if (value == NULL || rh_yaml_is_null (value))
    return TRUE;
  if (rh_yaml_get_kind (value) == RH_YAML_SCALAR)
    return *rh_yaml_get_text (value) == '\0';

  return rh_yaml_get_length (value) == 0;
}

char *
rh_import_postman_dup_description (RhImportPostman *self, const RhYaml *map, const char *place)
{
  static const char *const known[] = { "content", "type", NULL };
  const RhYaml *description = rh_yaml_get (map, "description");
  const RhYaml *content = rh_yaml_get (description, "content");

  if (content != NULL)
    rh_import_postman_tell_others (self, description, known, place);
  return rh_import_postman_dup_text (content != NULL ? content : description);
}

/* Rows */

static RhField *
read_line (const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name
      = colon == NULL ? g_strdup (line) : g_strndup (line, (gsize) (colon - line));
  g_autofree char *value = g_strdup (colon == NULL ? "" : colon + 1);

  return rh_field_new (g_strstrip (name), g_strstrip (value), "", TRUE);
}

static void
read_lines (GPtrArray *rows, const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (rows, read_line (lines[i]));
}

static RhField *
read_row (RhImportPostman *self, const RhYaml *row, const char *place)
{
  static const char *const known[]
      = { "key", "value", "description", "disabled", "enabled", "type", "name", NULL };
  g_autofree char *name = rh_import_postman_dup_text (rh_yaml_get (row, "key"));
  g_autofree char *value = rh_import_postman_dup_text (rh_yaml_get (row, "value"));
  g_autofree char *note = rh_import_postman_dup_description (self, row, place);

  rh_import_postman_tell_others (self, row, known, place);
  return rh_field_new (name, value, note, !rh_import_postman_is_disabled (row));
}

GPtrArray *
rh_import_postman_dup_rows (RhImportPostman *self, const RhYaml *list, const char *place)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (list == NULL)
    return rows;
  if (rh_yaml_get_kind (list) == RH_YAML_SCALAR && !rh_yaml_is_null (list))
    read_lines (rows, rh_yaml_get_text (list));

  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    {
      const RhYaml *row = rh_yaml_nth (list, i);

      if (rh_yaml_get_kind (row) == RH_YAML_MAPPING)
        g_ptr_array_add (rows, read_row (self, row, place));
      else if (rh_yaml_get_kind (row) == RH_YAML_SCALAR && !rh_yaml_is_null (row))
        read_lines (rows, rh_yaml_get_text (row));
    }

  return rows;
}

/* What is not read */

static RhYaml *dup_safe (RhImportPostman *self,
                         const RhYaml *value,
                         const char *name,
                         const char *place,
                         guint depth);

/* Rows have their name in a member of their own. */
static const char *
name_of (const RhYaml *map, const char *key)
{
  const char *name = rh_import_postman_peek (map, "key");

  return g_str_equal (key, "value") && *name != '\0' ? name : key;
}

static RhYaml *
dup_safe_branch (RhImportPostman *self, const RhYaml *value, const char *place, guint depth)
{
  gboolean is_map = rh_yaml_get_kind (value) == RH_YAML_MAPPING;
  g_autoptr (RhYaml) copy = is_map ? rh_yaml_new_mapping () : rh_yaml_new_sequence ();

  for (guint i = 0; i < rh_yaml_get_length (value); i++)
    {
      const char *key = is_map ? rh_yaml_nth_key (value, i) : "";
      RhYaml *child = dup_safe (self, rh_yaml_nth (value, i), is_map ? name_of (value, key) : "",
                                place, depth + 1);

      if (child == NULL)
        return NULL;
      if (is_map)
        rh_yaml_set (copy, key, child);
      else
        rh_yaml_append (copy, child);
    }

  return g_steal_pointer (&copy);
}

/* NULL: it is too deep. */
static RhYaml *
dup_safe (RhImportPostman *self,
          const RhYaml *value,
          const char *name,
          const char *place,
          guint depth)
{
  g_autofree char *hidden = NULL;

  if (depth > MAX_KEPT_DEPTH)
    return NULL;
  if (rh_yaml_get_kind (value) != RH_YAML_SCALAR)
    return dup_safe_branch (self, value, place, depth);
  if (!rh_secret_looking (name, rh_yaml_get_text (value), FALSE))
    return rh_yaml_copy (value);

  hidden = rh_import_hide (self->import, name, rh_yaml_get_text (value), place);
  return rh_yaml_new_string (hidden);
}

static RhYaml *
need_map (RhYaml *map, const char *key)
{
  RhYaml *found = rh_yaml_get (map, key);

  if (found == NULL)
    rh_yaml_set (map, key, found = rh_yaml_new_mapping ());

  return found;
}

void
rh_import_postman_keep (RhImportPostman *self,
                        gpointer object,
                        const char *group,
                        const char *key,
                        const RhYaml *value,
                        const char *place,
                        gboolean tell)
{
  RhYaml *copy = dup_safe (self, value, key, place, 0);
  RhYaml *home;

  if (copy == NULL)
    {
      rh_import_note (self->import, RH_IMPORT_TOO_MUCH, place, key);
      return;
    }

  home = need_map (need_map (rh_import_need_kept (self->import, object), "extensions"),
                   RH_IMPORT_POSTMAN);
  rh_yaml_set (group == NULL ? home : need_map (home, group), key, copy);
  if (tell)
    rh_import_note (self->import, RH_IMPORT_UNUSED, place, key);
}

/* FALSE: there is something to say of it. */
static gboolean
is_read (RhImportPostman *self, const RhYaml *map, guint index, const char *const *known)
{
  const char *key = rh_yaml_nth_key (map, index);

  if (g_strv_contains (known, key) || rh_import_postman_is_empty (rh_yaml_nth (map, index)))
    return TRUE;
  if (!g_strv_contains (stamps, key))
    return FALSE;

  rh_import_note (self->import, RH_IMPORT_STAMPS, "", key);
  return TRUE;
}

void
rh_import_postman_keep_others (RhImportPostman *self,
                               gpointer object,
                               const char *group,
                               const RhYaml *map,
                               const char *const *known,
                               const char *place)
{
  if (map == NULL || rh_yaml_get_kind (map) != RH_YAML_MAPPING)
    return;

  for (guint i = 0; i < rh_yaml_get_length (map); i++)
    if (!is_read (self, map, i, known))
      rh_import_postman_keep (self, object, group, rh_yaml_nth_key (map, i), rh_yaml_nth (map, i),
                              place, TRUE);
}

void
rh_import_postman_tell_others (RhImportPostman *self,
                               const RhYaml *map,
                               const char *const *known,
                               const char *place)
{
  if (map == NULL || rh_yaml_get_kind (map) != RH_YAML_MAPPING)
    return;

  for (guint i = 0; i < rh_yaml_get_length (map); i++)
    if (!is_read (self, map, i, known))
      rh_import_note (self->import, RH_IMPORT_MEMBER, place, rh_yaml_nth_key (map, i));
}
