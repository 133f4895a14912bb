/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection as a description of its API, OpenAPI 3.1. */
#define G_LOG_DOMAIN "rh-export-openapi"

#include "config.h"

#include "format/rh-export-openapi-private.h"

#include "collection/rh-opencollection.h"
#include "collection/rh-service.h"
#include "collection/rh-yaml-json.h"
#include "collection/rh-yaml-writer.h"

#include <string.h>

#define VERSION "3.1.0"
/* How a note names the scopes that a request needs (rh_service_dup_noted_scope()). */
#define SCOPE_NOTE "Scope: "

static const char *const root_order[]
    = { "openapi", "info", "servers", "security", "tags", "paths", "components", NULL };

/* One request */

static gboolean
is_method (const char *method)
{
  static const char *const methods[]
      = { "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", NULL };

  return g_strv_contains (methods, method);
}

/* The note without the line that says the scope. */
static char *
dup_description (const char *note, const char *scope)
{
  g_autofree char *line = g_strconcat (SCOPE_NOTE, scope, NULL);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (scope == NULL)
    return g_strdup (note);

  lines = g_strsplit (note, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_str_equal (lines[i], line))
      g_strv_builder_add (kept, lines[i]);
  all = g_strv_builder_end (kept);
  return g_strchomp (g_strjoinv ("\n", all));
}

/* "Get a vendor" is getAVendor, each once. */
static char *
dup_id (RhOpenApiOut *self, const char *name)
{
  g_autoptr (GString) id = g_string_new (NULL);
  gboolean upper = FALSE;
  char *free_id;

  for (const char *at = name; *at != '\0'; at++)
    {
      if (g_ascii_isalnum (*at))
        g_string_append_c (id, upper          ? g_ascii_toupper (*at)
                               : id->len == 0 ? g_ascii_tolower (*at)
                                              : *at);
      upper = !g_ascii_isalnum (*at) && id->len > 0;
    }
  if (id->len == 0)
    g_string_append (id, "request");

  free_id = g_strdup (id->str);
  for (guint i = 2; g_hash_table_contains (self->ids, free_id); i++)
    {
      g_free (free_id);
      free_id = g_strdup_printf ("%s%u", id->str, i);
    }
  g_hash_table_add (self->ids, g_strdup (free_id));
  return free_id;
}

/* "Vendors", "Vendors / Files"; NULL: the collection's own. */
static char *
dup_tag (RhRequestItem *item)
{
  RhFolder *folder = rh_request_item_get_parent (item);

  if (folder == NULL || rh_folder_get_parent (folder) == NULL)
    return NULL;

  return rh_export_dup_place (folder);
}

static void
tell_rest (RhOperationOut *self)
{
  RhRequestSettings *settings = rh_request_item_get_settings (self->item);
  RhOpenCollectionKept kept = { 0 };
  GBytes *source = rh_request_item_get_source (self->item);
  gboolean set = FALSE;

  for (RhSetting i = 0; i < RH_N_SETTINGS; i++)
    set = set || rh_request_settings_get (settings, i) != RH_SETTING_INHERIT;
  if (set)
    rh_export_note (self->out->export, RH_IMPORT_OUT_MEMBER, self->place, "settings");
  if (g_list_model_get_n_items (rh_request_item_get_actions (self->item)) > 0)
    rh_export_note (self->out->export, RH_IMPORT_OUT_MEMBER, self->place, "actions");
  if (source == NULL || !rh_opencollection_count_kept (source, &kept))
    return;
  if (kept.scripts > 0)
    rh_export_note (self->out->export, RH_IMPORT_OUT_MEMBER, self->place, "scripts");
  if (kept.checks > 0)
    rh_export_note (self->out->export, RH_IMPORT_OUT_MEMBER, self->place, "assertions");
}

static void
describe (RhOperationOut *self, const char *scope)
{
  const char *name = rh_request_item_get_name (self->item);
  g_autofree char *tag = dup_tag (self->item);
  g_autofree char *description = dup_description (rh_request_item_get_note (self->item), scope);
  g_autofree char *id = dup_id (self->out, name);
  RhYaml *tags;

  if (tag != NULL)
    {
      tags = rh_yaml_new_sequence ();
      rh_yaml_append (tags, rh_yaml_new_string (tag));
      rh_yaml_set (self->operation, "tags", tags);
    }
  rh_yaml_set_string (self->operation, "summary", name);
  rh_openapi_out_set_note (self->operation, description);
  rh_yaml_set_string (self->operation, "operationId", id);
}

static void
set_servers (RhOperationOut *self)
{
  g_autofree char *base = rh_openapi_out_dup_base (rh_request_item_get_url (self->item));
  RhYaml *servers;

  if (g_str_equal (base, self->out->base))
    return;

  servers = rh_openapi_out_new_servers (self->out, base);
  if (servers != NULL && !rh_yaml_equal (servers, self->out->servers))
    rh_yaml_set (self->operation, "servers", rh_yaml_ref (servers));
  g_clear_pointer (&servers, rh_yaml_unref);
}

/* FALSE: there is one of its method and path, or none for its method. */
static gboolean
put (RhOpenApiOut *self, const char *path, const char *method, RhYaml *operation, const char *place)
{
  g_autofree char *key = g_ascii_strdown (method, -1);
  RhYaml *item = rh_yaml_get (self->paths, path);

  if (rh_yaml_get (item, key) != NULL)
    {
      g_autofree char *what = g_strdup_printf ("%s %s", method, path);

      rh_export_note (self->export, RH_IMPORT_DOUBLE, place, what);
      return FALSE;
    }

  if (item == NULL)
    rh_yaml_set (self->paths, path, item = rh_yaml_new_mapping ());
  rh_yaml_set (item, key, rh_yaml_ref (operation));
  return TRUE;
}

static void
write_request (RhOpenApiOut *self, RhRequestItem *item, GHashTable *scopes)
{
  g_autofree char *place = rh_export_dup_place (item);
  g_autoptr (RhYaml) operation = rh_yaml_new_mapping ();
  RhOperationOut out = { self, item, place, operation };
  const char *method = rh_request_item_get_method (item);
  g_autofree char *scope = rh_service_dup_noted_scope (rh_request_item_get_note (item));
  g_auto (GStrv) names = g_strsplit (scope == NULL ? "" : scope, " ", -1);
  g_autofree char *path = NULL;

  if (!is_method (method))
    {
      rh_export_note (self->export, RH_IMPORT_OUT_MEMBER, place, method);
      return;
    }

  describe (&out, scope);
  path = rh_openapi_out_add_parameters (&out);
  rh_openapi_out_add_body (&out);
  rh_openapi_out_add_security (&out, scope == NULL ? "" : scope);
  rh_openapi_out_add_responses (&out);
  set_servers (&out);
  tell_rest (&out);
  if (!put (self, path, method, operation, place))
    return;
  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0')
      g_hash_table_add (scopes, g_strdup (names[i]));
}

/* All */

static RhYaml *
new_info (RhCollection *collection)
{
  RhYaml *info = rh_yaml_new_mapping ();

  rh_yaml_set_string (info, "title", rh_collection_get_name (collection));
  rh_yaml_set_string (info, "version", "1.0.0");
  rh_openapi_out_set_note (info, rh_folder_get_note (rh_collection_get_root (collection)));
  return info;
}

/* Those that an operation has, with what is said of the folder. */
static RhYaml *
new_tags (GPtrArray *requests)
{
  g_autoptr (GHashTable) have = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RhYaml *tags = rh_yaml_new_sequence ();

  for (guint i = 0; i < requests->len; i++)
    {
      RhRequestItem *item = g_ptr_array_index (requests, i);
      char *name = dup_tag (item);
      RhYaml *tag;

      if (name == NULL || !g_hash_table_add (have, name))
        continue;
      tag = rh_yaml_new_mapping ();
      rh_yaml_set_string (tag, "name", name);
      rh_openapi_out_set_note (tag, rh_folder_get_note (rh_request_item_get_parent (item)));
      rh_yaml_append (tags, tag);
    }

  return tags;
}

static RhYaml *
new_root (RhOpenApiOut *self, GPtrArray *requests)
{
  g_autoptr (GHashTable) scopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (RhYaml) tags = new_tags (requests);
  RhYaml *root = rh_yaml_new_mapping ();

  rh_yaml_set (root, "openapi", rh_yaml_new_plain (VERSION));
  rh_yaml_set (root, "info", new_info (self->options->collection));
  self->servers = rh_openapi_out_new_servers (self, self->base);
  if (self->servers != NULL)
    rh_yaml_set (root, "servers", self->servers);
  if (rh_yaml_get_length (tags) > 0)
    rh_yaml_set (root, "tags", rh_yaml_ref (tags));

  for (guint i = 0; i < requests->len; i++)
    write_request (self, g_ptr_array_index (requests, i), scopes);
  rh_yaml_set (root, "paths", rh_yaml_ref (self->paths));
  rh_openapi_out_settle_security (self, root, scopes);
  rh_openapi_out_tell_variables (self);
  rh_yaml_sort (root, root_order);
  return root;
}

/* (transfer full) */
static RhYaml *
new_description (RhExport *export, const RhExportOptions *options)
{
  RhOpenApiOut self = { .export = export, .options = options };
  g_autoptr (GPtrArray) requests = rh_export_dup_requests (options);
  RhYaml *root;

  self.paths = rh_yaml_new_mapping ();
  self.shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.base = rh_openapi_out_dup_usual_base (requests);
  rh_openapi_out_open_variables (&self);
  rh_openapi_out_open_security (&self);

  root = new_root (&self, requests);

  rh_yaml_unref (self.paths);
  rh_yaml_unref (self.schemes);
  g_hash_table_unref (self.shapes);
  g_hash_table_unref (self.ids);
  g_hash_table_unref (self.used);
  g_hash_table_unref (self.keys);
  g_ptr_array_unref (self.environments);
  g_ptr_array_unref (self.chains);
  g_free (self.base);
  g_free (self.usual);
  return root;
}

static gboolean
write_yaml (RhExport *self, const RhExportOptions *options, GError **error)
{
  g_autoptr (RhYaml) root = new_description (self, options);
  g_autofree char *text = rh_yaml_write (root);

  g_string_append (self->text, text);
  return TRUE;
}

static gboolean
write_json (RhExport *self, const RhExportOptions *options, GError **error)
{
  g_autoptr (RhYaml) root = new_description (self, options);
  g_autofree char *text = rh_yaml_to_json (root, 2);

  g_string_append_printf (self->text, "%s\n", text);
  return TRUE;
}

const RhExportFormat rh_export_openapi = {
  .id = "openapi",
  .name = "OpenAPI 3.1 (YAML)",
  .suffix = ".openapi.yaml",
  .media_type = "application/yaml",
  .environment = RH_EXPORT_ENVIRONMENT_UNUSED,
  .write = write_yaml,
};

const RhExportFormat rh_export_openapi_json = {
  .id = "openapi-json",
  .name = "OpenAPI 3.1 (JSON)",
  .suffix = ".openapi.json",
  .media_type = "application/json",
  .environment = RH_EXPORT_ENVIRONMENT_UNUSED,
  .write = write_json,
};
