/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection as a Postman Collection v2.1, and an environment as Postman's. There are no ids and
 * times in it: the same collection gives the same bytes. */
#define G_LOG_DOMAIN "rh-export-postman"

#include "config.h"

#include "format/rh-export-postman-private.h"

#include "collection/rh-environment-chain.h"
#include "collection/rh-yaml-json.h"

#define SCHEMA "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

static void
print (RhExport *self, RhYaml *root)
{
  g_autofree char *json = rh_yaml_to_json (root, 2);

  g_string_append (self->text, json);
  g_string_append_c (self->text, '\n');
}

/* The collection */

typedef struct
{
  RhPostmanOut out;
  GHashTable *chosen; /* NULL: all */
} Walk;

static RhYaml *new_folder (Walk *walk, RhFolder *folder, gboolean all);

/* Folders around what is chosen are there with it: its auth and variables may be theirs. */
static RhYaml *
new_items (Walk *walk, RhFolder *folder, gboolean all)
{
  GListModel *items = rh_folder_get_items (folder);
  RhYaml *list = rh_yaml_new_sequence ();

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      gboolean chosen = all || g_hash_table_contains (walk->chosen, item);
      RhYaml *node = NULL;

      if (RH_IS_FOLDER (item))
        node = new_folder (walk, RH_FOLDER (item), chosen);
      else if (chosen && rh_request_item_load (RH_REQUEST_ITEM (item)))
        node = rh_postman_new_item (&walk->out, RH_REQUEST_ITEM (item));
      if (node != NULL)
        rh_yaml_append (list, node);
    }

  return list;
}

/* What a folder and the collection have around their items. */
static void
fill_group (Walk *walk, RhYaml *map, RhFolder *folder)
{
  const RhPostmanOut *out = &walk->out;
  g_auto (RhPostmanKept) kept = { NULL, NULL };
  g_autofree char *place = rh_export_dup_place (folder);

  rh_postman_kept_read (&kept, rh_folder_get_source (folder),
                        rh_folder_get_auth_kind (folder) == RH_AUTH_KIND_KEPT);
  rh_postman_set_part (map, "auth", rh_postman_new_auth (out, G_OBJECT (folder), &kept, place));
  rh_postman_set_part (map, "event", rh_postman_new_events (&kept, "request"));
  rh_postman_set_part (map, "variable",
                       rh_postman_new_variables (out, rh_folder_get_scope (folder), place));
  rh_postman_set_part (
      map, "protocolProfileBehavior",
      rh_postman_new_behavior (out, rh_folder_get_settings (folder), &kept, place));
  rh_postman_give_back (map, &kept, NULL);
}

/* NULL: nothing in it is chosen. */
static RhYaml *
new_folder (Walk *walk, RhFolder *folder, gboolean all)
{
  RhYaml *items = new_items (walk, folder, all);
  RhYaml *map;

  if (!all && rh_yaml_get_length (items) == 0)
    {
      rh_yaml_unref (items);
      return NULL;
    }

  map = rh_yaml_new_mapping ();
  rh_yaml_set_string (map, "name", rh_folder_get_name (folder));
  rh_postman_set_note (map, rh_folder_get_note (folder));
  rh_yaml_set (map, "item", items);
  fill_group (walk, map, folder);
  return map;
}

static RhYaml *
new_info (RhCollection *collection)
{
  RhFolder *root = rh_collection_get_root (collection);
  g_auto (RhPostmanKept) kept = { NULL, NULL };
  RhYaml *info = rh_yaml_new_mapping ();

  rh_postman_kept_read (&kept, rh_folder_get_source (root), FALSE);
  rh_yaml_set_string (info, "name", rh_collection_get_name (collection));
  rh_postman_set_note (info, rh_folder_get_note (root));
  rh_yaml_set_string (info, "schema", SCHEMA);
  rh_postman_give_back (info, &kept, "info");
  return info;
}

static gboolean
write_collection (RhExport *self, const RhExportOptions *options, GError **error)
{
  RhFolder *folder = rh_collection_get_root (options->collection);
  g_autoptr (GPtrArray) items = rh_export_dup_items (options);
  g_autoptr (GHashTable) chosen = g_hash_table_new (NULL, NULL);
  Walk walk = { { self, options }, chosen };
  g_autoptr (RhYaml) root = rh_yaml_new_mapping ();

  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (chosen, g_ptr_array_index (items, i));

  rh_yaml_set (root, "info", new_info (options->collection));
  rh_yaml_set (root, "item", new_items (&walk, folder, FALSE));
  fill_group (&walk, root, folder);
  print (self, root);
  return TRUE;
}

const RhExportFormat rh_export_postman = {
  .id = "postman",
  .name = "Postman Collection 2.1",
  .suffix = ".postman_collection.json",
  .media_type = "application/json",
  .environment = RH_EXPORT_ENVIRONMENT_UNUSED,
  .write = write_collection,
};

/* An environment */

static RhYaml *
new_value (RhExport *self,
           const RhExportOptions *options,
           RhEnvironment *holder,
           RhVariable *variable)
{
  const char *name = rh_environment_get_name (options->environment);
  g_autofree char *value = rh_export_dup_variable (self, options, holder, variable, name);
  RhYaml *map = rh_yaml_new_mapping ();

  rh_yaml_set_string (map, "key", rh_variable_get_name (variable));
  rh_postman_set_text (map, "value", value);
  rh_yaml_set_string (map, "type", rh_variable_is_secret (variable) ? "secret" : "default");
  rh_postman_set_note (map, rh_variable_get_note (variable));
  rh_yaml_set_boolean (map, "enabled", rh_variable_is_enabled (variable));
  return map;
}

/* Postman's environments extend none: what one has of others stands in it. */
static RhYaml *
new_values (RhExport *self, const RhExportOptions *options)
{
  g_autoptr (GPtrArray) chain
      = rh_environment_chain_new (options->collection, options->environment, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RhYaml *values = rh_yaml_new_sequence ();

  for (guint i = 0; i < chain->len; i++)
    {
      RhEnvironment *holder = g_ptr_array_index (chain, i);
      GListModel *variables = rh_environment_get_variables (holder);

      for (guint j = 0; j < g_list_model_get_n_items (variables); j++)
        {
          g_autoptr (RhVariable) variable = g_list_model_get_item (variables, j);
          const char *name = rh_variable_get_name (variable);

          if (*name == '\0' || (i > 0 && g_hash_table_contains (names, name)))
            continue;
          if (rh_variable_is_enabled (variable))
            g_hash_table_add (names, g_strdup (name));
          rh_yaml_append (values, new_value (self, options, holder, variable));
        }
    }

  return values;
}

static gboolean
write_environment (RhExport *self, const RhExportOptions *options, GError **error)
{
  RhEnvironment *environment = options->environment;
  const char *name = rh_environment_get_name (environment);
  g_autoptr (RhYaml) root = rh_yaml_new_mapping ();

  rh_yaml_set_string (root, "name", name);
  rh_yaml_set (root, "values", new_values (self, options));
  rh_yaml_set_string (root, "_postman_variable_scope", "environment");
  if (*rh_environment_get_dotenv_path (environment) != '\0')
    rh_export_note (self, RH_IMPORT_OUT_MEMBER, name, rh_environment_get_dotenv_path (environment));
  print (self, root);
  return TRUE;
}

const RhExportFormat rh_export_postman_environment = {
  .id = "postman-environment",
  .name = "Postman Environment",
  .suffix = ".postman_environment.json",
  .media_type = "application/json",
  .environment = RH_EXPORT_ENVIRONMENT_NEEDED,
  .write = write_environment,
};
