/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's URLs: a text, or an object whose parts count, and whose "raw" does only where there are
 * none. */
#define G_LOG_DOMAIN "rh-import-postman-url"

#include "config.h"

#include "format/rh-import-postman-private.h"

#include "collection/rh-opencollection.h"
#include "collection/rh-path-template.h"
#include "collection/rh-query.h"

#include <string.h>

/* As many as a file can have beside the URL. */
#define MAX_ROWS 1000

/* Parts */

/* Of a segment that is an object, its value. */
static char *
dup_segment (const RhYaml *segment)
{
  const RhYaml *value = rh_yaml_get (segment, "value");

  return rh_import_postman_dup_text (value != NULL ? value : segment);
}

static void
append_list (GString *text, const RhYaml *list, const char *between)
{
  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    {
      g_autofree char *segment = dup_segment (rh_yaml_nth (list, i));

      g_string_append_printf (text, "%s%s", i == 0 ? "" : between, segment);
    }
}

static gboolean
is_list (const RhYaml *value)
{
  return value != NULL && rh_yaml_get_kind (value) == RH_YAML_SEQUENCE;
}

static void
append_host (GString *text, const RhYaml *url)
{
  const RhYaml *auth = rh_yaml_get (url, "auth");
  const RhYaml *host = rh_yaml_get (url, "host");
  const char *user = rh_import_postman_peek (auth, "user");
  const char *password = rh_import_postman_peek (auth, "password");
  const char *port = rh_import_postman_peek (url, "port");

  if (*user != '\0' || *password != '\0')
    g_string_append_printf (text, "%s%s%s@", user, *password == '\0' ? "" : ":", password);
  if (is_list (host))
    append_list (text, host, ".");
  else
    g_string_append (text, rh_import_postman_peek (url, "host"));
  if (*port != '\0')
    g_string_append_printf (text, ":%s", port);
}

static void
append_path (GString *text, const RhYaml *url)
{
  const RhYaml *path = rh_yaml_get (url, "path");
  const char *plain = rh_import_postman_peek (url, "path");

  if (is_list (path) && rh_yaml_get_length (path) > 0)
    {
      g_string_append_c (text, '/');
      append_list (text, path, "/");
    }
  else if (*plain != '\0')
    g_string_append_printf (text, "%s%s", *plain == '/' ? "" : "/", plain);
}

/* A row with no value at all has no "=" either. */
static gboolean
is_bare (const RhYaml *row)
{
  const RhYaml *value = rh_yaml_get (row, "value");

  return value == NULL || rh_yaml_is_null (value);
}

static char *
dup_query_segment (const RhYaml *row)
{
  g_autofree char *name = rh_import_postman_dup_text (rh_yaml_get (row, "key"));
  g_autofree char *value = rh_import_postman_dup_text (rh_yaml_get (row, "value"));

  if (rh_yaml_get_kind (row) == RH_YAML_SCALAR)
    return rh_import_postman_dup_text (row);

  return rh_query_segment_new (name, value, is_bare (row));
}

static void
append_query (GString *text, const RhYaml *query)
{
  char before = '?';

  for (guint i = 0; i < rh_yaml_get_length (query); i++)
    {
      const RhYaml *row = rh_yaml_nth (query, i);
      g_autofree char *segment = dup_query_segment (row);

      if (*segment == '\0' || rh_import_postman_is_disabled (row))
        continue;
      g_string_append_printf (text, "%c%s", before, segment);
      before = '&';
    }
}

static gboolean
has_parts (const RhYaml *url)
{
  return !rh_import_postman_is_empty (rh_yaml_get (url, "host"))
         || !rh_import_postman_is_empty (rh_yaml_get (url, "path"));
}

char *
rh_import_postman_dup_url (const RhYaml *url)
{
  const char *protocol = rh_import_postman_peek (url, "protocol");
  const char *hash = rh_import_postman_peek (url, "hash");
  GString *text;

  if (url == NULL || rh_yaml_get_kind (url) != RH_YAML_MAPPING)
    return is_list (url) ? g_strdup ("") : rh_import_postman_dup_text (url);
  if (!has_parts (url) && *rh_import_postman_peek (url, "raw") != '\0')
    return g_strdup (rh_import_postman_peek (url, "raw"));

  text = g_string_new (protocol);
  if (*protocol != '\0' && !g_str_has_suffix (protocol, "://"))
    g_string_append (text, "://");
  append_host (text, url);
  append_path (text, url);
  if (is_list (rh_yaml_get (url, "query")))
    append_query (text, rh_yaml_get (url, "query"));
  else if (*rh_import_postman_peek (url, "query") != '\0')
    g_string_append_printf (text, "?%s", rh_import_postman_peek (url, "query"));
  if (*hash != '\0')
    g_string_append_printf (text, "#%s", hash);
  return g_string_free_and_steal (text);
}

/* Rows */

static GListStore *
read_params (RhImportPostman *self, const RhYaml *query, const char *place)
{
  g_autoptr (GPtrArray) rows = rh_import_postman_dup_rows (self, query, place);
  GListStore *store = g_list_store_new (RH_TYPE_FIELD);

  for (guint i = 0; i < rows->len; i++)
    {
      RhField *row = g_ptr_array_index (rows, i);
      gboolean bare = *rh_field_get_value (row) == '\0' && is_bare (rh_yaml_nth (query, i));

      if (*rh_field_get_name (row) == '\0' && *rh_field_get_value (row) == '\0'
          && *rh_field_get_note (row) == '\0')
        continue;
      g_object_set (row, "bare", bare, NULL);
      g_list_store_append (store, row);
    }

  return store;
}

static gboolean
all_mappings (const RhYaml *list)
{
  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    if (rh_yaml_get_kind (rh_yaml_nth (list, i)) != RH_YAML_MAPPING)
      return FALSE;

  return TRUE;
}

static void
lay_params (RhImportPostman *self, RhRequestItem *item, const RhYaml *query, const char *place)
{
  g_autoptr (GListStore) rows = NULL;

  if (!is_list (query) || rh_yaml_get_length (query) == 0 || !all_mappings (query))
    return; /* a text has nothing beside the URL */
  if (rh_yaml_get_length (query) > MAX_ROWS)
    {
      rh_import_note (self->import, RH_IMPORT_TOO_MUCH, place, "url.query");
      return;
    }

  rows = read_params (self, query, place);
  rh_request_item_overlay_params (item, G_LIST_MODEL (rows));
}

static GHashTable *
list_path_params (RhRequestItem *item)
{
  g_autoptr (GArray) params = rh_path_template_find (rh_request_item_get_url (item));
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < params->len; i++)
    g_hash_table_add (names, g_strdup (g_array_index (params, RhPathParam, i).name));

  return names;
}

/* The value of a ":name". Older files call it "id". */
static void
lay_path_params (RhImportPostman *self, RhRequestItem *item, const RhYaml *list, const char *place)
{
  static const char *const known[] = { "key", "id", "value", "type", "description", NULL };
  g_autoptr (GHashTable) params = list_path_params (item);
  g_autoptr (GListStore) rows = g_list_store_new (RH_TYPE_FIELD);

  for (guint i = 0; i < MIN (rh_yaml_get_length (list), MAX_ROWS); i++)
    {
      const RhYaml *row = rh_yaml_nth (list, i);
      const char *key = rh_import_postman_peek (row, "key");
      const char *name = *key != '\0' ? key : rh_import_postman_peek (row, "id");
      g_autofree char *value = rh_import_postman_dup_text (rh_yaml_get (row, "value"));
      g_autofree char *note = rh_import_postman_dup_description (self, row, place);
      g_autoptr (RhField) field = rh_field_new (name, value, note, TRUE);
      g_autofree char *what = g_strdup_printf (":%s", name);

      if (!g_hash_table_contains (params, name))
        {
          rh_import_note (self->import, RH_IMPORT_MEMBER, place, what);
          continue;
        }
      rh_import_postman_tell_others (self, row, known, place);
      g_list_store_append (rows, field);
    }

  rh_request_item_overlay_path_params (item, G_LIST_MODEL (rows));
}

void
rh_import_postman_read_url (RhImportPostman *self,
                            RhRequestItem *item,
                            const RhYaml *url,
                            const char *place)
{
  static const char *const known[]
      = { "raw", "protocol", "auth", "host", "port", "path", "query", "hash", "variable", NULL };
  g_autofree char *text = rh_import_postman_dup_url (url);

  if (strlen (text) > RH_OPENCOLLECTION_MAX_URL)
    {
      rh_import_note (self->import, RH_IMPORT_TOO_MUCH, place, "url");
      return;
    }

  g_object_set (item, "url", text, NULL);
  if (url == NULL || rh_yaml_get_kind (url) != RH_YAML_MAPPING)
    return;

  lay_params (self, item, rh_yaml_get (url, "query"), place);
  if (is_list (rh_yaml_get (url, "variable")))
    lay_path_params (self, item, rh_yaml_get (url, "variable"), place);
  rh_import_postman_keep_others (self, item, "url", url, known, place);
}
