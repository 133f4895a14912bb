/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collection's JSON: canonical out (fixed order, nothing that is empty), strict in. A secret
 * has no value in the model, so none can get into the file; one that stands in a file is dropped.
 */
#define G_LOG_DOMAIN "rh-collection-file"

#include "config.h"

#include "collection/rh-collection-file.h"
#include "collection/rh-json.h"

#include <string.h>

#define VERSION 1

typedef gboolean (*ReadElement) (JsonObject *element, gpointer owner, GError **error);

/* Out */

static void
write_variables (JsonBuilder *builder, GListModel *variables)
{
  guint n = g_list_model_get_n_items (variables);

  if (n == 0)
    return;

  json_builder_set_member_name (builder, "variables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      json_builder_begin_object (builder);
      rh_json_add_string (builder, "name", rh_variable_get_name (variable));
      rh_json_add_string (builder, "value", rh_variable_get_value (variable));
      rh_json_add_flag (builder, "secret", rh_variable_is_secret (variable), FALSE);
      rh_json_add_flag (builder, "enabled", rh_variable_is_enabled (variable), TRUE);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
write_rows (JsonBuilder *builder, const char *member, GListModel *rows)
{
  guint n = g_list_model_get_n_items (rows);

  if (n == 0)
    return;

  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      json_builder_begin_object (builder);
      rh_json_add_string (builder, "name", rh_field_get_name (field));
      rh_json_add_string (builder, "value", rh_field_get_value (field));
      rh_json_add_string (builder, "note", rh_field_get_note (field));
      rh_json_add_flag (builder, "bare", rh_field_is_bare (field), FALSE);
      rh_json_add_flag (builder, "enabled", rh_field_is_enabled (field), TRUE);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* The URL has the enabled params; rows are kept for what it cannot hold. */
static gboolean
is_more_than_url (GListModel *params)
{
  guint n = g_list_model_get_n_items (params);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (params, i);

      if (!rh_field_is_enabled (field) || *rh_field_get_note (field) != '\0')
        return TRUE;
    }

  return FALSE;
}

static void
write_enum (JsonBuilder *builder, const char *member, GType type, int value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);

  rh_json_add_string (builder, member, g_enum_get_value (klass, value)->value_nick);
}

static void
write_request (JsonBuilder *builder, RhRequestItem *item)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "request");
  json_builder_add_string_value (builder, rh_request_item_get_name (item));
  rh_json_add_string (builder, "method", rh_request_item_get_method (item));
  rh_json_add_string (builder, "url", rh_request_item_get_url (item));
  rh_json_add_string (builder, "note", rh_request_item_get_note (item));
  write_enum (builder, "auth", RH_TYPE_AUTH_KIND, (int) rh_request_item_get_auth_kind (item));
  if (is_more_than_url (rh_request_item_get_params (item)))
    write_rows (builder, "params", rh_request_item_get_params (item));
  write_rows (builder, "headers", rh_request_item_get_headers (item));
  write_enum (builder, "body", RH_TYPE_BODY_KIND, (int) rh_request_item_get_body_kind (item));
  rh_json_add_string (builder, "text", rh_request_item_get_body_text (item));
  rh_json_add_string (builder, "path", rh_request_item_get_body_path (item));
  write_rows (builder, "form", rh_request_item_get_form (item));
  json_builder_end_object (builder);
}

static void
write_folder (JsonBuilder *builder, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);

  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_REQUEST_ITEM (item))
        {
          write_request (builder, RH_REQUEST_ITEM (item));
          continue;
        }

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "folder");
      json_builder_add_string_value (builder, rh_folder_get_name (RH_FOLDER (item)));
      write_folder (builder, RH_FOLDER (item));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
write_oauth (JsonBuilder *builder, RhOAuthBlock *block)
{
  const char *const *fields = rh_oauth_block_field_names ();
  gboolean empty = TRUE;

  for (guint i = 0; fields[i] != NULL; i++)
    empty = empty && *rh_oauth_block_get (block, fields[i]) == '\0';
  if (empty)
    return;

  json_builder_set_member_name (builder, "oauth2");
  json_builder_begin_object (builder);
  for (guint i = 0; fields[i] != NULL; i++)
    rh_json_add_string (builder, fields[i], rh_oauth_block_get (block, fields[i]));
  json_builder_end_object (builder);
}

static void
write_environments (JsonBuilder *builder, GListModel *environments)
{
  guint n = g_list_model_get_n_items (environments);

  json_builder_set_member_name (builder, "environments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      json_builder_begin_object (builder);
      rh_json_add_string (builder, "name", rh_environment_get_name (environment));
      rh_json_add_string (builder, "service", rh_environment_get_service (environment));
      write_variables (builder, rh_environment_get_variables (environment));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

char *
rh_collection_file_serialize (RhCollection *collection)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  rh_json_add_string (builder, "id", rh_collection_get_id (collection));
  rh_json_add_string (builder, "name", rh_collection_get_name (collection));
  rh_json_add_flag (builder, "starter", rh_collection_is_starter (collection), FALSE);
  write_oauth (builder, rh_collection_get_oauth (collection));
  write_variables (builder, rh_collection_get_variables (collection));
  write_environments (builder, rh_collection_get_environments (collection));
  write_folder (builder, rh_collection_get_root (collection));
  json_builder_end_object (builder);

  return rh_json_print (builder);
}

/* In */

static gboolean
fail_content (GError **error, const char *what)
{
  g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, what);
  return FALSE;
}

static gboolean
read_list (JsonObject *object, const char *member, ReadElement read, gpointer owner, GError **error)
{
  JsonArray *array;

  if (!rh_json_get_array (object, member, &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *element = rh_json_element_object (array, i, member, error);

      if (element == NULL || !read (element, owner, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_variable (JsonObject *object, gpointer owner, GError **error)
{
  g_autoptr (RhVariable) variable = NULL;
  const char *name;
  const char *value;
  gboolean secret;
  gboolean enabled;

  if (!rh_json_get_string (object, "name", &name, error)
      || !rh_json_get_string (object, "value", &value, error)
      || !rh_json_get_boolean (object, "secret", FALSE, &secret, error)
      || !rh_json_get_boolean (object, "enabled", TRUE, &enabled, error))
    return FALSE;

  variable = secret ? rh_variable_new_secret (name) : rh_variable_new (name, value);
  g_object_set (variable, "enabled", enabled, NULL);
  rh_environment_add (owner, variable);
  return TRUE;
}

static RhField *
read_field (JsonObject *object, GError **error)
{
  const char *name;
  const char *value;
  const char *note;
  gboolean bare;
  gboolean enabled;
  RhField *field;

  if (!rh_json_get_string (object, "name", &name, error)
      || !rh_json_get_string (object, "value", &value, error)
      || !rh_json_get_string (object, "note", &note, error)
      || !rh_json_get_boolean (object, "bare", FALSE, &bare, error)
      || !rh_json_get_boolean (object, "enabled", TRUE, &enabled, error))
    return NULL;

  field = rh_field_new (name, value, note, enabled);
  g_object_set (field, "bare", bare, NULL);
  return field;
}

static gboolean
read_header (JsonObject *object, gpointer owner, GError **error)
{
  g_autoptr (RhField) field = read_field (object, error);

  if (field == NULL)
    return FALSE;

  rh_request_item_add_header (owner, field);
  return TRUE;
}

static gboolean
read_form_field (JsonObject *object, gpointer owner, GError **error)
{
  g_autoptr (RhField) field = read_field (object, error);

  if (field == NULL)
    return FALSE;

  rh_request_item_add_form_field (owner, field);
  return TRUE;
}

static gboolean
read_param (JsonObject *object, gpointer owner, GError **error)
{
  GListStore *rows = owner;
  g_autoptr (RhField) field = read_field (object, error);

  if (field == NULL)
    return FALSE;

  g_list_store_append (rows, field);
  return TRUE;
}

static gboolean
read_params (JsonObject *object, RhRequestItem *item, GError **error)
{
  g_autoptr (GListStore) rows = g_list_store_new (RH_TYPE_FIELD);

  if (!read_list (object, "params", read_param, rows, error))
    return FALSE;

  if (g_list_model_get_n_items (G_LIST_MODEL (rows)) > 0)
    rh_request_item_overlay_params (item, G_LIST_MODEL (rows));
  return TRUE;
}

static gboolean
read_enum (JsonObject *object,
           const char *member,
           RhRequestItem *item,
           const char *property,
           GError **error)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (item), property);
  g_autoptr (GEnumClass) klass = g_type_class_ref (pspec->value_type);
  const char *nick;
  const GEnumValue *value;

  if (!rh_json_get_string (object, member, &nick, error))
    return FALSE;
  if (*nick == '\0')
    return TRUE;

  value = g_enum_get_value_by_nick (klass, nick);
  if (value == NULL)
    return fail_content (error, member);

  g_object_set (item, property, value->value, NULL);
  return TRUE;
}

static gboolean
read_texts (JsonObject *object, RhRequestItem *item, GError **error)
{
  static const char *const members[][2] = {
    { "request", "name" }, { "method", "method" },  { "url", "url" },
    { "note", "note" },    { "text", "body-text" }, { "path", "body-path" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *value;

      if (!rh_json_get_string (object, members[i][0], &value, error))
        return FALSE;
      if (*value != '\0') /* else it is so already */
        g_object_set (item, members[i][1], value, NULL);
    }

  return TRUE;
}

static gboolean
read_request (JsonObject *object, RhFolder *folder, GError **error)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("", "", "");

  if (!read_texts (object, item, error) || !read_enum (object, "auth", item, "auth-kind", error)
      || !read_enum (object, "body", item, "body-kind", error) || !read_params (object, item, error)
      || !read_list (object, "headers", read_header, item, error)
      || !read_list (object, "form", read_form_field, item, error))
    return FALSE;

  rh_folder_append (folder, G_OBJECT (item));
  return TRUE;
}

/* As deep as rh_json_parse() lets it be. */
static gboolean
read_item (JsonObject *object, gpointer owner, GError **error)
{
  g_autoptr (RhFolder) folder = NULL;
  const char *name;

  if (json_object_has_member (object, "request"))
    return read_request (object, owner, error);
  if (!json_object_has_member (object, "folder"))
    return fail_content (error, "items: neither a request nor a folder");
  if (!rh_json_get_string (object, "folder", &name, error))
    return FALSE;

  folder = rh_folder_new (name);
  if (!read_list (object, "items", read_item, folder, error))
    return FALSE;

  rh_folder_append (owner, G_OBJECT (folder));
  return TRUE;
}

static gboolean
read_environment (JsonObject *object, gpointer owner, GError **error)
{
  RhCollection *collection = owner;
  g_autoptr (RhEnvironment) environment = NULL;
  const char *name;
  const char *service;

  if (!rh_json_get_string (object, "name", &name, error)
      || !rh_json_get_string (object, "service", &service, error))
    return FALSE;
  if (*name == '\0' || rh_collection_get_environment (collection, name) != NULL)
    return fail_content (error, "environments: a name is empty or there twice");

  environment = rh_environment_new (name);
  rh_environment_set_service (environment, service);
  if (!read_list (object, "variables", read_variable, environment, error))
    return FALSE;

  rh_collection_add_environment (collection, environment);
  return TRUE;
}

static gboolean
read_oauth (JsonObject *root, RhOAuthBlock *block, GError **error)
{
  const char *const *fields = rh_oauth_block_field_names ();
  JsonObject *object;

  if (!rh_json_get_object (root, "oauth2", &object, error))
    return FALSE;

  for (guint i = 0; object != NULL && fields[i] != NULL; i++)
    {
      const char *value;

      if (!rh_json_get_string (object, fields[i], &value, error))
        return FALSE;
      rh_oauth_block_set (block, fields[i], value);
    }

  return TRUE;
}

static gboolean
check_version (JsonObject *root, GError **error)
{
  gint64 version;

  if (!rh_json_get_int (root, "version", 0, &version, error))
    return FALSE;
  if (version < 1)
    return fail_content (error, "version");
  if (version > VERSION)
    {
      g_set_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_VERSION,
                   "version %" G_GINT64_FORMAT, version);
      return FALSE;
    }

  return TRUE;
}

/* It names a file. */
static gboolean
is_id (const char *id)
{
  return *id != '\0' && id[strspn (id, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_")] == '\0';
}

RhCollection *
rh_collection_file_parse (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonObject) root = rh_json_parse (json, length, error);
  g_autoptr (RhCollection) collection = NULL;
  const char *id;
  const char *name;
  gboolean starter;

  if (root == NULL)
    return NULL;

  if (!check_version (root, error) || !rh_json_get_string (root, "id", &id, error)
      || !rh_json_get_string (root, "name", &name, error)
      || !rh_json_get_boolean (root, "starter", FALSE, &starter, error))
    return NULL;
  if (!is_id (id))
    {
      fail_content (error, "id");
      return NULL;
    }

  collection = rh_collection_new (id, name);
  g_object_set (collection, "starter", starter, NULL);
  if (!read_oauth (root, rh_collection_get_oauth (collection), error)
      || !read_list (root, "variables", read_variable, rh_collection_get_scope (collection), error)
      || !read_list (root, "environments", read_environment, collection, error)
      || !read_list (root, "items", read_item, rh_collection_get_root (collection), error))
    return NULL;

  return g_steal_pointer (&collection);
}

gboolean
rh_collection_file_save (RhCollection *collection, GFile *file, GError **error)
{
  g_autofree char *json = rh_collection_file_serialize (collection);
  g_autoptr (JsonObject) readable = rh_json_parse (json, -1, error);

  /* what could not be read again must not take the place of what can */
  return readable != NULL && rh_json_write_file (file, json, error);
}

RhCollection *
rh_collection_file_load (GFile *file, GError **error)
{
  g_autofree char *json = NULL;
  gsize length;

  json = rh_json_read_file (file, &length, error);
  return json == NULL ? NULL : rh_collection_file_parse (json, (gssize) length, error);
}
