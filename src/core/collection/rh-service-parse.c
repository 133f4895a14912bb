/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service read from its file, part by part; the file is an object whose members stand in its
 * README.md. */
#define G_LOG_DOMAIN "rh-service-parse"

#include "config.h"

#include "collection/rh-service-private.h"

#include "text/rh-json-template.h"
#include "text/rh-template.h"
#include "text/rh-url.h"

#include <string.h>

static gboolean
read_scope (JsonObject *object, gpointer user_data, GError **error)
{
  static const char *const members[] = { "name", "meaning", "documented", NULL };
  RhService *self = user_data;
  g_autoptr (RhServiceScope) scope = g_object_new (RH_TYPE_SERVICE_SCOPE, NULL);

  if (!rh_json_check_members (object, members, error)
      || !rh_service_read_line (object, "name", &scope->name, error)
      || !rh_service_read_line (object, "meaning", &scope->meaning, error)
      || !rh_json_get_boolean (object, "documented", FALSE, &scope->documented, error))
    return FALSE;
  if (*scope->name == '\0' || strchr (scope->name, ' ') != NULL
      || !rh_oauth_scope_is_valid (scope->name)
      || rh_service_find_scope (self, scope->name) != NULL)
    return rh_service_fail (error, "name", "a scope of its own (RFC 6749 3.3)");

  g_list_store_append (self->scopes, scope);
  return TRUE;
}

/* Each member of the object @member, which can be missing, by its name. */
typedef gboolean (*ReadMember) (RhService *self,
                                const char *name,
                                JsonObject *object,
                                GError **error);

static gboolean
read_members (RhService *self,
              JsonObject *root,
              const char *member,
              ReadMember read,
              GError **error)
{
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;

  if (!rh_json_get_object (root, member, &object, error))
    return FALSE;
  if (object == NULL)
    return TRUE;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      JsonObject *value;

      if (!rh_json_get_object (object, name, &value, error) || !read (self, name, value, error))
        {
          g_prefix_error (error, "%s.%s.", member, name);
          return FALSE;
        }
    }

  return TRUE;
}

/* A redirect URI that the service itself would refuse is a mistake in the file. */
static gboolean
check_values (RhService *self, const char *name, GError **error)
{
  const char *redirect = rh_service_get (self, name, RH_OAUTH_REDIRECT_URI);

  if (redirect != NULL
      && rh_service_check_redirect_uri (self, name, redirect) != RH_SERVICE_FAULT_NONE)
    return rh_service_fail (error, RH_OAUTH_REDIRECT_URI, "one that redirect_http allows");

  return TRUE;
}

static gboolean
read_environment (RhService *self, const char *name, JsonObject *object, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  if (!rh_service_is_text (name) || !g_str_equal (stripped, name))
    return rh_service_fail (error, "name", "a name");
  if (!rh_service_read_values (object, values, error))
    return FALSE;

  g_hash_table_insert (self->values, g_strdup (name), g_steal_pointer (&values));
  return check_values (self, name, error);
}

static gboolean
read_environments (RhService *self, JsonObject *root, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonObject *environments;
  JsonObjectIter iter;
  const char *name;

  if (!read_members (self, root, "environments", read_environment, error)
      || !rh_json_get_object (root, "environments", &environments, error))
    return FALSE;

  if (environments != NULL)
    json_object_iter_init_ordered (&iter, environments);
  while (environments != NULL && json_object_iter_next_ordered (&iter, &name, NULL))
    g_strv_builder_add (names, name);

  self->environments = g_strv_builder_end (names);
  return TRUE;
}

/* What the environments say is checked there, and is not to be said again here unchecked. */
static gboolean
is_own_variable (const char *name)
{
  return rh_template_is_name (name) && !g_str_equal (name, "api")
         && !g_strv_contains (rh_oauth_block_field_names (), name);
}

static gboolean
read_variables (RhService *self, const char *name, JsonObject *object, GError **error)
{
  RhEnvironment *environment;
  JsonObjectIter iter;
  const char *variable;

  if (!g_hash_table_contains (self->values, name)
      && !g_str_equal (name, RH_SERVICE_PRACTICE_ENVIRONMENT))
    return rh_service_fail (error, "name", "one of the environments");

  environment = rh_environment_new (name);
  g_hash_table_insert (self->variables, g_strdup (name), environment);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &variable, NULL))
    {
      g_autofree char *value = NULL;

      if (!is_own_variable (variable))
        return rh_service_fail (error, "name", "a name that no setting has");
      if (!rh_service_read_line (object, variable, &value, error))
        return FALSE;
      rh_environment_set (environment, variable, value);
    }

  return TRUE;
}

static gboolean
read_redirect (RhService *self, JsonObject *root, GError **error)
{
  static const char *const members[] = { "exact", "http", NULL };
  JsonObject *redirect;
  const char *http;

  if (!rh_json_get_object (root, "redirect", &redirect, error))
    return FALSE;
  if (redirect == NULL)
    return TRUE;

  if (!rh_json_check_members (redirect, members, error)
      || !rh_json_get_boolean (redirect, "exact", FALSE, &self->exact_redirect, error)
      || !rh_json_get_string (redirect, "http", &http, error)
      || !(*http == '\0' || rh_service_parse_redirect (http, &self->redirect)
           || rh_service_fail (error, "http", "never, localhost or loopback")))
    {
      g_prefix_error (error, "redirect.");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_client_auths (RhService *self, JsonObject *root, GError **error)
{
  static const char *const known[] = { "basic", "body", "none", NULL };

  if (!rh_service_read_list (root, "client_auth_offered", &self->client_auths, error))
    return FALSE;

  for (guint i = 0; self->client_auths[i] != NULL; i++)
    if (!g_strv_contains (known, self->client_auths[i]))
      return rh_service_fail (error, "client_auth_offered", "of basic, body and none");

  return TRUE;
}

static gboolean
read_registration (RhService *self, JsonObject *root, GError **error)
{
  JsonObject *registration;

  if (!rh_json_get_object (root, "registration", &registration, error))
    return FALSE;
  if (registration == NULL || rh_service_read_form (registration, self->form, error))
    return TRUE;

  g_prefix_error (error, "registration.");
  return FALSE;
}

static gboolean
fill_disconnect (RhServiceDisconnect *disconnect, JsonObject *object, GError **error)
{
  static const char *const members[] = { "method", "path", "warning", NULL };

  if (!rh_json_check_members (object, members, error)
      || !rh_service_read_line (object, "method", &disconnect->method, error)
      || !rh_service_read_line (object, "path", &disconnect->path, error)
      || !rh_service_read_line (object, "warning", &disconnect->warning, error))
    return FALSE;
  if (!g_str_equal (disconnect->method, "DELETE") && !g_str_equal (disconnect->method, "POST"))
    return rh_service_fail (error, "method", "DELETE or POST");
  if (!rh_service_is_path (disconnect->path))
    return rh_service_fail (error, "path", "a path");
  if (*disconnect->warning == '\0')
    return rh_service_fail (error, "warning", "a warning");

  return TRUE;
}

static gboolean
read_disconnect (RhService *self, JsonObject *root, GError **error)
{
  JsonObject *object;

  if (!rh_json_get_object (root, "disconnect", &object, error))
    return FALSE;
  if (object == NULL || fill_disconnect (&self->disconnect, object, error))
    return TRUE;

  g_prefix_error (error, "disconnect.");
  return FALSE;
}

static GObject *
find_item (RhFolder *folder, const char *name)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autofree char *other = NULL;

      g_object_get (item, "name", &other, NULL);
      if (g_str_equal (other, name))
        return item; /* the folder keeps it */
    }

  return NULL;
}

static gboolean
check_first_call (RhService *self, GError **error)
{
  g_auto (GStrv) names = g_strsplit (self->first_call, "/", 2);
  GObject *folder;

  if (names[0] == NULL)
    return TRUE;

  folder = names[1] == NULL || self->requests == NULL ? NULL : find_item (self->requests, names[0]);
  return (folder != NULL && find_item (RH_FOLDER (folder), names[1]) != NULL)
         || rh_service_fail (error, "first_call", "one of the requests");
}

gboolean
rh_service_read_later (RhService *self, GError **error)
{
  g_autoptr (JsonObject) root = g_steal_pointer (&self->unread);
  g_autoptr (RhFolder) requests = NULL;

  if (root == NULL)
    return TRUE;

  requests = rh_folder_new (self->name);
  if (!rh_service_read_requests (root, requests, error))
    return FALSE;

  if (g_list_model_get_n_items (rh_folder_get_items (requests)) > 0)
    self->requests = g_steal_pointer (&requests);
  return check_first_call (self, error);
}

static gboolean
read_practice (RhService *self, JsonObject *root, GError **error)
{
  if (!rh_service_read_line (root, "first_call", &self->first_call, error)
      || !rh_service_read_line (root, "practice", &self->practice_scope, error))
    return FALSE;

  return *self->practice_scope == '\0' || rh_oauth_scope_is_valid (self->practice_scope)
         || rh_service_fail (error, "practice", "scopes (RFC 6749 3.3)");
}

/* It becomes a part of paths and keys. */
static gboolean
is_id (const char *id)
{
  return *id >= 'a' && *id <= 'z' && strlen (id) <= 40
         && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (id);
}

static gboolean
is_web_page (const char *text)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (text, NULL);

  return *text == '\0' || (url != NULL && rh_url_is_https (url) && url->userinfo == NULL);
}

static gboolean
read_head (RhService *self, JsonObject *root, GError **error)
{
  static const char *const members[]
      = { "id",       "name",       "order",        "documentation", "scopes",
          "redirect", "practice",   "environments", "variables",     "client_auth_offered",
          "folders",  "first_call", "registration", "disconnect",    NULL };

  if (!rh_json_check_members (root, members, error)
      || !rh_service_read_line (root, "id", &self->id, error)
      || !rh_service_read_line (root, "name", &self->name, error)
      || !rh_service_read_line (root, "documentation", &self->documentation, error)
      || !rh_json_get_int (root, "order", 0, &self->order, error))
    return FALSE;
  if (!is_id (self->id))
    return rh_service_fail (error, "id", "of a to z, 0 to 9 and -");
  if (*self->name == '\0')
    return rh_service_fail (error, "name", "a name");
  if (!is_web_page (self->documentation))
    return rh_service_fail (error, "documentation", "an https URL");

  return TRUE;
}

/* "line 12: " in front, where that can be told. */
static void
add_line (const char *json, gsize length, GError **error)
{
  g_autofree char *text = g_strndup (json, length);
  gsize offset = 0;
  guint line = 1;

  if (!g_utf8_validate (text, -1, NULL)
      || rh_json_template_check (text, &offset) == RH_JSON_FORMAT_OK)
    return;

  for (gsize i = 0; i < offset; i++)
    line += text[i] == '\n';
  g_prefix_error (error, "line %u: ", line);
}

RhService *
rh_service_parse (const char *json, gssize length, GError **error)
{
  g_autoptr (RhService) self = rh_service_parse_head (json, length, error);

  return self != NULL && rh_service_read_later (self, error) ? g_steal_pointer (&self) : NULL;
}

RhService *
rh_service_parse_head (const char *json, gssize length, GError **error)
{
  g_autoptr (RhService) self = NULL;
  g_autoptr (JsonObject) root = NULL;
  gsize size;

  g_return_val_if_fail (json != NULL, NULL);

  size = length < 0 ? strlen (json) : (gsize) length;
  if (size > RH_SERVICE_MAX_SIZE)
    {
      g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_SYNTAX, "too large");
      return NULL;
    }

  root = rh_json_parse (json, (gssize) size, error);
  if (root == NULL)
    {
      add_line (json, size, error);
      return NULL;
    }

  self = g_object_new (RH_TYPE_SERVICE, NULL);
  if (!read_head (self, root, error)
      || !rh_service_read_each (root, "scopes", read_scope, self, error)
      || !read_redirect (self, root, error) || !read_environments (self, root, error)
      || !read_members (self, root, "variables", read_variables, error)
      || !read_client_auths (self, root, error) || !read_registration (self, root, error)
      || !read_disconnect (self, root, error) || !read_practice (self, root, error))
    return NULL;

  self->unread = g_steal_pointer (&root);

  return g_steal_pointer (&self);
}
