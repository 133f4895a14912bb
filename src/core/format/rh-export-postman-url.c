/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A URL in Postman's parts. Postman sends what the parts say and shows "raw"; here both are cut
 * from the same text, so that they say the same. */
#define G_LOG_DOMAIN "rh-export-postman-url"

#include "config.h"

#include "format/rh-export-postman-private.h"

#include "collection/rh-path-template.h"
#include "collection/rh-query.h"
#include "format/rh-import-hide.h"

#include <string.h>

/* A delimiter within {{…}} is none. */
static RhYaml *
new_split (const char *text, char delimiter)
{
  g_autofree char *plain = rh_query_blank_refs (text);
  RhYaml *parts = rh_yaml_new_sequence ();
  gsize start = 0;

  for (gsize at = 0;; at++)
    {
      g_autofree char *part = NULL;

      if (plain[at] != delimiter && plain[at] != '\0')
        continue;
      part = g_strndup (text + start, at - start);
      rh_yaml_append (parts, rh_yaml_new_string (part));
      if (plain[at] == '\0')
        return parts;
      start = at + 1;
    }
}

/* "host:8080": where the port begins, at its colon; the end if there is none. */
static gsize
find_port (const char *authority)
{
  g_autofree char *plain = rh_query_blank_refs (authority);
  const char *colon = strrchr (plain, ':');
  const char *bracket = strrchr (plain, ']');
  const char *at = strrchr (plain, '@');

  if (colon == NULL || (bracket != NULL && colon < bracket) || (at != NULL && colon < at))
    return strlen (authority);

  return (gsize) (colon - plain);
}

static void
set_authority (RhYaml *map, const char *authority)
{
  gsize port = find_port (authority);
  g_autofree char *host = g_strndup (authority, port);

  if (*host != '\0')
    rh_yaml_set (map, "host", new_split (host, '.'));
  if (authority[port] != '\0')
    rh_yaml_set_string (map, "port", authority + port + 1);
}

/* Rows without any text are being typed. */
static gboolean
is_row (RhField *field)
{
  return *rh_field_get_name (field) != '\0' || *rh_field_get_value (field) != '\0';
}

/* What goes into "raw" of the enabled rows. */
static RhYaml *
new_query (const RhPostmanOut *out, RhRequestItem *item, GString *raw, const char *place)
{
  GListModel *rows = rh_request_item_get_params (item);
  RhYaml *query = rh_yaml_new_sequence ();
  char before = '?';

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      g_autofree char *value = rh_export_dup_field (out->export, out->options, field, FALSE, place);
      gboolean bare = rh_field_is_bare (field);
      RhYaml *row;

      if (!is_row (field))
        continue;

      row = rh_yaml_new_mapping ();
      rh_postman_set_text (row, "key", rh_field_get_name (field));
      if (bare)
        rh_yaml_set (row, "value", rh_yaml_new_plain ("null"));
      else
        rh_postman_set_text (row, "value", value);
      rh_postman_set_note (row, rh_field_get_note (field));
      rh_postman_set_disabled (row, rh_field_is_enabled (field));
      rh_yaml_append (query, row);

      if (!rh_field_is_enabled (field))
        continue;
      g_string_append_printf (raw, "%c%s%s%s", before, rh_field_get_name (field), bare ? "" : "=",
                              bare ? "" : value);
      before = '&';
    }

  return query;
}

static RhYaml *
new_path_variables (const RhPostmanOut *out, RhRequestItem *item, const char *place)
{
  GListModel *rows = rh_request_item_get_path_params (item);
  RhYaml *variables = rh_yaml_new_sequence ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      g_autofree char *value = rh_export_dup_field (out->export, out->options, field, FALSE, place);
      RhYaml *variable = rh_yaml_new_mapping ();

      rh_yaml_set_string (variable, "key", rh_field_get_name (field));
      rh_postman_set_text (variable, "value", value);
      rh_postman_set_note (variable, rh_field_get_note (field));
      rh_yaml_append (variables, variable);
    }

  return variables;
}

static void
set_list (RhYaml *map, const char *key, RhYaml *list)
{
  if (rh_yaml_get_length (list) > 0)
    rh_yaml_set (map, key, list);
  else
    rh_yaml_unref (list);
}

static void
set_parts (RhYaml *map, const char *url, const RhUrlParts *parts)
{
  g_autofree char *authority = g_strndup (url + parts->authority, parts->path - parts->authority);
  g_autofree char *path = g_strndup (url + parts->path, parts->query - parts->path);

  if (parts->authority > 0)
    {
      g_autofree char *scheme = g_strndup (url, parts->authority - strlen ("://"));

      rh_yaml_set_string (map, "protocol", scheme);
    }
  set_authority (map, authority);
  if (*path == '/')
    rh_yaml_set (map, "path", new_split (path + 1, '/'));
}

/* Postman would send it, and nobody else does. */
static char *
dup_url (const RhPostmanOut *out, const char *url, const char *place)
{
  g_autofree char *userinfo = NULL;
  g_autofree char *bare = rh_import_take_userinfo (url, &userinfo);

  if (userinfo == NULL || out->options->secret != NULL)
    return rh_postman_dup_text (url);

  rh_export_note (out->export, RH_IMPORT_OUT_MEMBER, place, "userinfo");
  return rh_postman_dup_text (bare);
}

RhYaml *
rh_postman_new_url (const RhPostmanOut *out, RhRequestItem *item, const char *place)
{
  /* a copy: rows that are made from it write to it */
  g_autofree char *url = dup_url (out, rh_request_item_get_url (item), place);
  RhYaml *map = rh_yaml_new_mapping ();
  g_autoptr (GString) raw = g_string_new (NULL);
  RhUrlParts parts;

  rh_url_parts_find (url, &parts);
  rh_yaml_set_string (map, "raw", "");
  set_parts (map, url, &parts);

  g_string_append_len (raw, url, (gssize) parts.query);
  set_list (map, "query", new_query (out, item, raw, place));
  g_string_append (raw, url + parts.fragment);
  if (url[parts.fragment] != '\0')
    rh_postman_set_text (map, "hash", url + parts.fragment + 1);
  set_list (map, "variable", new_path_variables (out, item, place));

  rh_postman_set_text (map, "raw", raw->str);
  return map;
}
