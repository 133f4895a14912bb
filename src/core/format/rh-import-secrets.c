/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A variable that a secret field is filled in from is a secret, whatever it is called and wherever
 * it has a value: a password named {{mine}} would stand in the file of every environment. */
#define G_LOG_DOMAIN "rh-import-secrets"

#include "config.h"

#include "format/rh-import-private.h"

#include "text/rh-template.h"

static void
keep_variable (RhImport *self, RhEnvironment *scope, RhVariable *variable, const char *place)
{
  g_autofree char *value = g_strdup (rh_variable_get_value (variable));

  if (rh_template_has_refs (value))
    return; /* what it is made of */
  if (*value != '\0')
    {
      rh_import_keep_variable (self, scope, variable, value, place);
      return;
    }

  g_object_set (variable, "secret", TRUE, NULL);
  rh_import_note (self, RH_IMPORT_VALUE_MISSING, place, rh_variable_get_name (variable));
}

/* @object: what its place is told of. */
static void
keep_variables (RhImport *self, RhEnvironment *scope, gpointer object)
{
  GListModel *variables = rh_environment_get_variables (scope);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);
      g_autofree char *place = NULL;

      if (rh_variable_is_secret (variable)
          || !rh_import_fills_secret (self, rh_variable_get_name (variable)))
        continue;
      place = rh_import_dup_place (self, object);
      keep_variable (self, scope, variable, place);
    }
}

static void
settle_folder (RhImport *self, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  keep_variables (self, rh_folder_get_scope (folder), folder);
  for (guint i = 0; i < g_list_model_get_n_items (items) && !rh_import_is_cancelled (self); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        settle_folder (self, RH_FOLDER (item));
      else if (rh_request_item_has (RH_REQUEST_ITEM (item), RH_REQUEST_PART_SCOPE))
        keep_variables (self, rh_request_item_get_scope (RH_REQUEST_ITEM (item)), item);
    }
}

void
rh_import_settle_secrets (RhImport *self)
{
  RhCollection *collection = rh_import_get_collection (self);
  GListModel *environments = rh_collection_get_environments (collection);

  for (guint i = 0; i < g_list_model_get_n_items (environments) && !rh_import_is_cancelled (self);
       i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      keep_variables (self, environment, environment);
    }
  settle_folder (self, rh_collection_get_root (collection));
}
