/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service's starter requests, read from its file into the folders that a collection gets. */
#define G_LOG_DOMAIN "rh-service-read-requests"

#include "config.h"

#include "collection/rh-service-private.h"

#include "http/rh-request.h"
#include "text/rh-json-template.h"

#include <string.h>

/* How a note names the scopes that a request needs; not translated, for it stands in a file. */
#define SCOPE_NOTE "Scope: "
#define SCOPE_UNKNOWN "not documented"

/* Names are told apart as a folder of files does it. */
static gboolean
is_taken (RhFolder *folder, const char *name)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autofree char *other = NULL;

      g_object_get (item, "name", &other, NULL);
      if (g_ascii_strcasecmp (other, name) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_name (JsonObject *object, RhFolder *parent, char **name, GError **error)
{
  if (!rh_service_read_line (object, "name", name, error))
    return FALSE;
  if (**name == '\0' || is_taken (parent, *name))
    return rh_service_fail (error, "name", "a name of its own");

  return TRUE;
}

static gboolean
read_param (JsonObject *object, gpointer user_data, GError **error)
{
  static const char *const members[] = { "name", "value", "note", "enabled", NULL };
  RhRequestItem *item = user_data;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *note = NULL;
  g_autoptr (RhField) field = NULL;
  gboolean enabled;

  if (!rh_json_check_members (object, members, error)
      || !rh_service_read_line (object, "name", &name, error)
      || !rh_service_read_line (object, "value", &value, error)
      || !rh_service_read_line (object, "note", &note, error)
      || !rh_json_get_boolean (object, "enabled", FALSE, &enabled, error))
    return FALSE;
  if (*name == '\0')
    return rh_service_fail (error, "name", "a name");

  field = rh_field_new (name, value, note, enabled);
  rh_request_item_add_param (item, field);
  return TRUE;
}

/* Laid out as the editor does it. */
static gboolean
read_body (JsonObject *object, RhRequestItem *item, GError **error)
{
  JsonObject *body;
  g_autoptr (JsonGenerator) generator = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *compact = NULL;
  gsize offset;
  g_autofree char *text = NULL;

  if (!rh_json_get_object (object, "body", &body, error))
    return FALSE;
  if (body == NULL)
    return TRUE;

  generator = json_generator_new ();
  node = json_node_init_object (json_node_alloc (), body);
  json_generator_set_root (generator, node);
  compact = json_generator_to_data (generator, NULL);
  text = rh_json_template_format (compact, &offset);
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", text, NULL);
  return TRUE;
}

char *
rh_service_dup_noted_scope (const char *note)
{
  g_auto (GStrv) lines = g_strsplit (note == NULL ? "" : note, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *scope = lines[i] + strlen (SCOPE_NOTE);

      if (g_str_has_prefix (lines[i], SCOPE_NOTE) && !g_str_equal (scope, SCOPE_UNKNOWN)
          && *scope != '\0' && rh_oauth_scope_is_valid (scope))
        return g_strdup (scope);
    }

  return NULL;
}

/* What it is for, and the scope that it needs: "" says that the service does not document one. */
static gboolean
read_note (JsonObject *object, RhRequestItem *item, GError **error)
{
  gboolean has_scope = json_object_has_member (object, "scope");
  g_autofree char *note = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *said = NULL;
  g_autofree char *text = NULL;

  if (!rh_service_read_lines (object, "note", &note, error)
      || !rh_service_read_line (object, "scope", &scope, error))
    return FALSE;
  if (*scope != '\0' && !rh_oauth_scope_is_valid (scope))
    return rh_service_fail (error, "scope", "scopes (RFC 6749 3.3)");

  said = g_strconcat (SCOPE_NOTE, *scope == '\0' ? SCOPE_UNKNOWN : scope, NULL);
  text = !has_scope      ? g_strdup (note)
         : *note == '\0' ? g_strdup (said)
                         : g_strconcat (note, "\n\n", said, NULL);
  g_object_set (item, "note", text, NULL);
  return TRUE;
}

static gboolean
read_request (JsonObject *object, gpointer user_data, GError **error)
{
  static const char *const members[]
      = { "name", "method", "path", "scope", "note", "params", "body", NULL };
  RhFolder *folder = user_data;
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;
  const char *method;
  const char *path;
  g_autoptr (RhRequestItem) item = NULL;

  if (!rh_json_check_members (object, members, error) || !read_name (object, folder, &name, error)
      || !rh_json_get_string (object, "method", &method, error)
      || !rh_json_get_string (object, "path", &path, error))
    return FALSE;
  if (!rh_method_is_valid (method))
    return rh_service_fail (error, "method", "a method");
  if (!rh_service_is_path (path))
    return rh_service_fail (error, "path", "a path");

  url = g_strconcat ("{{api}}", path, NULL);
  item = rh_request_item_new (name, method, url);
  if (!read_note (object, item, error)
      || !rh_service_read_each (object, "params", read_param, item, error)
      || !read_body (object, item, error))
    return FALSE;

  rh_folder_append (folder, G_OBJECT (item));
  return TRUE;
}

static gboolean
read_folder (JsonObject *object, gpointer user_data, GError **error)
{
  static const char *const members[] = { "name", "note", "requests", NULL };
  RhFolder *root = user_data;
  g_autofree char *name = NULL;
  g_autofree char *note = NULL;
  g_autoptr (RhFolder) folder = NULL;

  if (!rh_json_check_members (object, members, error) || !read_name (object, root, &name, error)
      || !rh_service_read_lines (object, "note", &note, error))
    return FALSE;

  folder = rh_folder_new (name);
  g_object_set (folder, "note", note, NULL);
  if (!rh_service_read_each (object, "requests", read_request, folder, error))
    return FALSE;

  rh_folder_append (root, G_OBJECT (folder));
  return TRUE;
}

gboolean
rh_service_read_requests (JsonObject *root, RhFolder *requests, GError **error)
{
  return rh_service_read_each (root, "folders", read_folder, requests, error);
}
