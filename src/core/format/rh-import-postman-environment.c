/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's environments and its globals, which every environment sees. */
#define G_LOG_DOMAIN "rh-import-postman-environment"

#include "config.h"

#include "format/rh-import-postman-private.h"

#define SCOPE "_postman_variable_scope"

/* Its API wraps it. */
static const RhYaml *
find_root (const RhImportFile *file)
{
  const RhYaml *inner = rh_yaml_get (file->tree, "environment");

  return inner != NULL && rh_yaml_get_kind (inner) == RH_YAML_MAPPING ? inner : file->tree;
}

static gboolean
matches (const RhImportFile *file)
{
  const RhYaml *root = file->tree == NULL ? NULL : find_root (file);
  const RhYaml *values = rh_yaml_get (root, "values");

  if (values == NULL || rh_yaml_get_kind (values) != RH_YAML_SEQUENCE)
    return FALSE;

  return rh_yaml_get (root, SCOPE) != NULL
         || (rh_yaml_get (root, "name") != NULL && rh_yaml_get (root, "id") != NULL
             && rh_yaml_get (rh_yaml_nth (values, 0), "key") != NULL);
}

/* Globals are the collection's, where there is one. NULL: there are too many. */
static RhEnvironment *
find_holder (RhImport *import, const RhImportFile *file, const RhYaml *root)
{
  RhCollection *collection = rh_import_get_collection (import);
  GListModel *items = rh_folder_get_items (rh_collection_get_root (collection));
  g_autofree char *name = rh_import_postman_dup_text (rh_yaml_get (root, "name"));
  gboolean globals = g_str_equal (rh_import_postman_peek (root, SCOPE), "globals");

  if (globals && g_list_model_get_n_items (items) > 0)
    return rh_collection_get_scope (collection);

  return rh_import_new_environment (import, *name == '\0' ? file->name : name);
}

static void
learn (RhImport *import, const RhImportFile *file)
{
  rh_import_postman_learn_names (import, rh_yaml_get (find_root (file), "values"));
}

static gboolean
read_environment (RhImport *import,
                  const RhImportFile *file,
                  const RhImportWatch *watch,
                  GError **error)
{
  static const char *const known[] = { "name", "values", SCOPE, NULL };
  const RhYaml *root = find_root (file);
  RhImportPostman self = { .import = import, .watch = watch };
  RhEnvironment *holder = find_holder (import, file, root);
  gboolean shared = holder == rh_collection_get_scope (rh_import_get_collection (import));
  g_autofree char *place = NULL;

  if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
    return FALSE;
  if (holder == NULL)
    return TRUE;

  place = shared ? g_strdup ("") : rh_import_dup_place (import, holder);

  rh_import_set_origin (import, "Postman");
  rh_import_postman_read_variables (&self, rh_yaml_get (root, "values"), holder, place);
  rh_import_postman_tell_others (&self, root, known, place);
  return TRUE;
}

const RhImportReader rh_import_postman_environment
    = { "Postman Environment", matches, read_environment, .late = TRUE, .learn = learn };
