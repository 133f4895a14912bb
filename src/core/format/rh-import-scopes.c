/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables of folders and requests, which come before the collection's of the same name and have
 * no place of their own in the keyring. */
#define G_LOG_DOMAIN "rh-import-scopes"

#include "config.h"

#include "format/rh-import-private.h"

#include <string.h>

static void
reserve_scope (RhImport *self, RhEnvironment *scope)
{
  GListModel *variables = rh_environment_get_variables (scope);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      rh_import_reserve (self, rh_variable_get_name (variable));
    }
}

static void
reserve_folder (RhImport *self, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items) && !rh_import_is_cancelled (self); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_REQUEST_ITEM (item))
        {
          if (rh_request_item_has (RH_REQUEST_ITEM (item), RH_REQUEST_PART_SCOPE))
            reserve_scope (self, rh_request_item_get_scope (RH_REQUEST_ITEM (item)));
          continue;
        }
      reserve_scope (self, rh_folder_get_scope (RH_FOLDER (item)));
      reserve_folder (self, RH_FOLDER (item));
    }
}

void
rh_import_reserve_scopes (RhImport *self)
{
  reserve_folder (self, rh_collection_get_root (rh_import_get_collection (self)));
}

/* The collection's own and its environments. */
static GHashTable *
list_shared (RhImport *self)
{
  RhCollection *collection = rh_import_get_collection (self);
  GListModel *environments = rh_collection_get_environments (collection);
  GHashTable *shared = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  g_hash_table_add (shared, g_object_ref (rh_collection_get_scope (collection)));
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    g_hash_table_add (shared, g_list_model_get_item (environments, i));

  return shared;
}

/* Its variable is a template from here on. */
static void
move_secret (RhImport *self, RhImportSecret *secret)
{
  GListModel *variables = rh_environment_get_variables (secret->holder);
  g_autofree char *value = g_strdup (rh_secret_peek (secret->value, NULL));
  g_autofree char *hidden = rh_import_hide (self, secret->variable, value, secret->place);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      if (rh_variable_is_secret (variable)
          && g_str_equal (rh_variable_get_name (variable), secret->variable))
        g_object_set (variable, "secret", FALSE, "value", hidden, NULL);
    }
}

/* Those that go under another name. (transfer container) */
static GPtrArray *
list_moved (RhImport *self)
{
  GPtrArray *secrets = rh_import_get_secrets (self);
  g_autoptr (GHashTable) shared = list_shared (self);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *moved = g_ptr_array_new ();

  for (guint i = 0; i < secrets->len; i++)
    {
      RhImportSecret *secret = g_ptr_array_index (secrets, i);

      if (g_hash_table_contains (shared, secret->holder))
        g_hash_table_add (names, secret->variable);
    }
  for (guint i = 0; i < secrets->len; i++)
    {
      RhImportSecret *secret = g_ptr_array_index (secrets, i);

      if (!g_hash_table_contains (shared, secret->holder)
          && !g_hash_table_add (names, secret->variable))
        g_ptr_array_add (moved, secret);
    }

  return moved;
}

void
rh_import_settle_scopes (RhImport *self)
{
  g_autoptr (GPtrArray) moved = list_moved (self);

  for (guint i = 0; i < moved->len && !rh_import_is_cancelled (self); i++)
    move_secret (self, g_ptr_array_index (moved, i));
  rh_import_forget_secrets (self, moved);
}
