/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's vault is on its user's computer and in no file: what a file says is {{vault:name}}. A
 * secret variable stands for each, whose value its user has to set. */
#define G_LOG_DOMAIN "rh-import-postman-vault"

#include "config.h"

#include "format/rh-import-postman-private.h"

#include <string.h>

#define OPEN "{{vault:"
/* Of a name that somebody gave. */
#define MAX_NAME 200

typedef struct
{
  RhImport *import;
  GHashTable *seen; /* names */
} Vault;

static void
learn (Vault *self, const char *name)
{
  RhEnvironment *scope = rh_collection_get_scope (rh_import_get_collection (self->import));
  g_autofree char *ours = NULL;
  g_autoptr (RhVariable) variable = NULL;

  if (!g_hash_table_add (self->seen, g_strdup (name)))
    return;

  rh_import_learn_name (self->import, name);
  ours = rh_import_dup_name (self->import, name, "");
  variable = rh_variable_new_secret (ours);
  rh_environment_append (scope, variable);
  rh_import_note (self->import, RH_IMPORT_VALUE_MISSING, "", ours);
}

static void
learn_text (Vault *self, const char *text)
{
  for (const char *at = strstr (text, OPEN); at != NULL; at = strstr (at + 1, OPEN))
    {
      gsize length = strcspn (at + 2, "{}\n");
      g_autofree char *name = g_strndup (at + 2, MIN (length, MAX_NAME));

      if (length <= MAX_NAME && g_str_has_prefix (at + 2 + length, "}}"))
        learn (self, g_strstrip (name));
    }
}

static void
learn_tree (Vault *self, const RhYaml *tree)
{
  if (rh_yaml_get_kind (tree) == RH_YAML_SCALAR)
    learn_text (self, rh_yaml_get_text (tree));
  for (guint i = 0; i < rh_yaml_get_length (tree); i++)
    learn_tree (self, rh_yaml_nth (tree, i));
}

void
rh_import_postman_learn_vault (RhImport *import, const RhYaml *tree)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Vault vault = { import, seen };

  learn_tree (&vault, tree);
}
