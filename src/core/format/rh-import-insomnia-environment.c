/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Insomnia's environments: JSON of any depth becomes variables with dots in their names. The base
 * environment is what those below it extend. */
#define G_LOG_DOMAIN "rh-import-insomnia-environment"

#include "config.h"

#include "format/rh-import-insomnia.h"

#include "text/rh-template.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes; the names on the way to a value are all in it. */
#define MAX_NAME 256
#define VAULT "__insomnia_vault"

typedef struct
{
  RhInsomnia *reader;
  RhEnvironment *scope;
  GHashTable *names; /* that there are, owned */
  const char *place;
} Scope;

/* Of YAML most texts are plain as well. */
static const char *
kind_of (const RhYaml *value)
{
  const char *text = rh_yaml_get_text (value);

  if (!rh_yaml_is_plain (value))
    return "";
  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    return "boolean";

  return g_regex_match_simple ("^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$", text,
                               G_REGEX_DOLLAR_ENDONLY, 0)
             ? "number"
             : "";
}

static void
add_variable (Scope *self, const char *name, const RhYaml *value)
{
  gboolean null = rh_yaml_is_null (value);
  g_autofree char *text
      = null ? g_strdup ("")
             : rh_insomnia_dup_text (self->reader, rh_yaml_get_text (value), self->place);
  g_autoptr (RhVariable) variable = NULL;

  if (!g_hash_table_add (self->names, g_strdup (name)))
    {
      rh_import_note (self->reader->import, RH_IMPORT_DOUBLE, self->place, name);
      return;
    }

  variable = rh_variable_new (name, text);
  g_object_set (variable, "kind", null ? "" : kind_of (value), NULL);
  rh_environment_append (self->scope, variable);
}

static void flatten (Scope *self, const RhYaml *value, const char *prefix);

static void
add_value (Scope *self, const RhYaml *value, const char *prefix, const char *key)
{
  g_autofree char *own = rh_insomnia_dup_variable (key, strlen (key));
  g_autofree char *name = *prefix == '\0' ? g_strdup (own) : g_strconcat (prefix, ".", own, NULL);

  if (strlen (name) > MAX_NAME)
    {
      g_autofree char *shown = g_strndup (name, MAX_NAME / 4);

      rh_import_note (self->reader->import, RH_IMPORT_TOO_MUCH, self->place, shown);
      return;
    }

  if (!g_str_equal (own, key))
    rh_import_note (self->reader->import, RH_IMPORT_VARIABLE_RENAMED, self->place, key);
  if (rh_yaml_get_kind (value) == RH_YAML_SCALAR)
    add_variable (self, name, value);
  else
    flatten (self, value, name);
}

/* As deep as the file was read, and MAX_NAME at most. */
static void
flatten (Scope *self, const RhYaml *value, const char *prefix)
{
  gboolean map = rh_yaml_get_kind (value) == RH_YAML_MAPPING;

  for (guint i = 0; i < rh_yaml_get_length (value); i++)
    {
      g_autofree char *index = g_strdup_printf ("%u", i);
      const char *key = map ? rh_yaml_nth_key (value, i) : index;

      if (!g_str_equal (key, VAULT))
        add_value (self, rh_yaml_nth (value, i), prefix, key);
    }
}

/* Values of the vault are encrypted for its owner. */
static void
read_vault (Scope *self, const RhYaml *pairs)
{
  for (guint i = 0; pairs != NULL && i < rh_yaml_get_length (pairs); i++)
    {
      const RhYaml *pair = rh_yaml_nth (pairs, i);
      g_autofree char *own = NULL;
      g_autofree char *name = NULL;
      g_autoptr (RhVariable) variable = NULL;

      if (!g_str_equal (rh_member_text (pair, "type"), "secret"))
        continue;

      own = rh_insomnia_dup_variable (rh_member_text (pair, "name"),
                                      strlen (rh_member_text (pair, "name")));
      name = g_strconcat ("vault.", own, NULL);
      if (strlen (name) > MAX_NAME || !g_hash_table_add (self->names, g_strdup (name)))
        continue;
      variable = rh_variable_new_secret (name);
      rh_environment_append (self->scope, variable);
      rh_import_note (self->reader->import, RH_IMPORT_VALUE_MISSING, self->place, name);
    }
}

static void
read_data (RhInsomnia *self,
           RhEnvironment *scope,
           const RhYaml *data,
           const RhYaml *pairs,
           const char *place)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Scope flat = { self, scope, names, place };

  if (data != NULL)
    flatten (&flat, data, "");
  read_vault (&flat, pairs);
}

void
rh_insomnia_read_scope (RhInsomnia *self,
                        RhEnvironment *scope,
                        const RhYaml *data,
                        const char *place)
{
  read_data (self, scope, data, NULL, place);
}

/* Environments */

/* What it is called; one of another workspace that is there already says whose it is. */
static char *
dup_name (RhInsomnia *self, const char *written, const char *workspace)
{
  RhCollection *collection = rh_import_get_collection (self->import);
  const char *name = *written == '\0' ? "Base Environment" : written;

  return workspace == NULL || rh_collection_get_environment (collection, name) == NULL
             ? g_strdup (name)
             : g_strdup_printf ("%s (%s)", name, workspace);
}

static void
tell (RhInsomnia *self, const RhYaml *record, const char *place)
{
  static const RhMember members[] = { { "name", RH_MEMBER_TEXT },
                                      { "data", RH_MEMBER_MAPPING },
                                      { "color", RH_MEMBER_TEXT },
                                      { "kvPairData", RH_MEMBER_SEQUENCE },
                                      { "environmentType", RH_MEMBER_TEXT },
                                      { "subEnvironments", RH_MEMBER_SEQUENCE },
                                      { "meta", RH_MEMBER_MAPPING },
                                      { "_type", RH_MEMBER_TEXT },
                                      { "_id", RH_MEMBER_STAMP },
                                      { "type", RH_MEMBER_STAMP },
                                      { "parentId", RH_MEMBER_STAMP },
                                      { "created", RH_MEMBER_STAMP },
                                      { "modified", RH_MEMBER_STAMP },
                                      { "isPrivate", RH_MEMBER_STAMP },
                                      { "dataPropertyOrder", RH_MEMBER_STAMP },
                                      { "metaSortKey", RH_MEMBER_STAMP },
                                      { NULL, 0 } };

  rh_members_tell (self->import, record, members, place);
}

/* Its name; NULL: there is nothing in it, and nothing extends it. (transfer full) */
static char *
add_environment (RhInsomnia *self,
                 const RhYaml *record,
                 const char *extends,
                 const char *workspace,
                 gboolean needed)
{
  const char *written = rh_member_text (record, "name");
  const RhYaml *data = rh_member_mapping (record, "data");
  const RhYaml *pairs = rh_member_sequence (record, "kvPairData");
  g_autofree char *name = dup_name (self, written, workspace);
  const char *color = rh_member_text (record, "color");
  RhEnvironment *environment;
  g_autofree char *place = NULL;

  if (!needed && (data == NULL || rh_yaml_get_length (data) == 0) && pairs == NULL)
    return NULL;

  environment = rh_import_new_environment (self->import, name);
  if (environment == NULL)
    return NULL;

  place = rh_import_dup_place (self->import, environment);
  tell (self, record, place);
  if (!g_str_equal (name, written))
    rh_import_note (self->import, RH_IMPORT_NAME_CHANGED, place, written);
  g_object_set (environment, "extends", extends == NULL ? "" : extends, NULL);
  if (g_regex_match_simple ("^#[0-9a-fA-F]{6}$", color, G_REGEX_DOLLAR_ENDONLY, 0))
    g_object_set (environment, "color", color, NULL);
  else if (*color != '\0')
    rh_import_note (self->import, RH_IMPORT_MEMBER, place, "color");
  read_data (self, environment, data, pairs, place);
  return g_strdup (rh_environment_get_name (environment));
}

void
rh_insomnia_read_environments (RhInsomnia *self,
                               const RhYaml *base,
                               GPtrArray *sub,
                               const char *workspace)
{
  g_autofree char *extended = NULL;

  if (base != NULL)
    extended = add_environment (self, base, NULL, workspace, FALSE);
  for (guint i = 0; sub != NULL && i < sub->len; i++)
    {
      g_autofree char *name
          = add_environment (self, g_ptr_array_index (sub, i), extended, workspace, TRUE);
    }
}
