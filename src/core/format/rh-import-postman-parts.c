/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a collection, a folder and a request have alike: variables, scripts, how they are sent. */
#define G_LOG_DOMAIN "rh-import-postman-parts"

#include "config.h"

#include "format/rh-import-postman-private.h"

#include <string.h>

#define BEHAVIOR "protocolProfileBehavior"
#define MAX_NUMBER 1000000

/* Variables */

/* Of what is text, or anything, "". */
static const char *
kind_of (const RhYaml *row)
{
  const char *type = rh_import_postman_peek (row, "type");
  const RhYaml *value = rh_yaml_get (row, "value");

  if (g_str_equal (type, "number") || g_str_equal (type, "boolean"))
    return type;
  if (value != NULL && rh_yaml_get_kind (value) != RH_YAML_SCALAR)
    return "object";

  return "";
}

static const char *
name_of (const RhYaml *row)
{
  static const char *const keys[] = { "key", "id", "name" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (*rh_import_postman_peek (row, keys[i]) != '\0')
      return rh_import_postman_peek (row, keys[i]);

  return "";
}

static void
keep_secret (RhImportPostman *self,
             RhEnvironment *scope,
             RhVariable *variable,
             const char *value,
             const char *place)
{
  if (*value != '\0')
    {
      rh_import_keep_variable (self->import, scope, variable, value, place);
      return;
    }

  g_object_set (variable, "secret", TRUE, NULL);
  rh_import_note (self->import, RH_IMPORT_VALUE_MISSING, place, rh_variable_get_name (variable));
}

void
rh_import_postman_learn_names (RhImport *import, const RhYaml *list)
{
  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    rh_import_learn_name (import, name_of (rh_yaml_nth (list, i)));
}

static void
read_variable (RhImportPostman *self,
               const RhYaml *row,
               const char *name,
               RhEnvironment *scope,
               const char *place)
{
  gboolean has_key = *rh_import_postman_peek (row, "key") != '\0';
  const char *const known[] = { "value",    "type",    "name",   "description",
                                "disabled", "enabled", "system", has_key ? "key" : "id",
                                NULL };
  g_autofree char *value = rh_import_postman_dup_text (rh_yaml_get (row, "value"));
  g_autofree char *note = rh_import_postman_dup_description (self, row, place);
  g_autoptr (RhVariable) variable = rh_variable_new (name, "");
  gboolean secret = g_str_equal (rh_import_postman_peek (row, "type"), "secret");

  g_object_set (variable, "note", note, "enabled", !rh_import_postman_is_disabled (row), NULL);
  if (!secret)
    g_object_set (variable, "kind", kind_of (row), "value", value, NULL);
  rh_environment_append (scope, variable);
  if (secret)
    keep_secret (self, scope, variable, value, place);
  rh_import_postman_tell_others (self, row, known, place);
}

static GHashTable *
list_names (RhEnvironment *scope)
{
  GListModel *variables = rh_environment_get_variables (scope);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      g_hash_table_add (names, g_strdup (rh_variable_get_name (variable)));
    }

  return names;
}

void
rh_import_postman_read_variables (RhImportPostman *self,
                                  const RhYaml *list,
                                  RhEnvironment *scope,
                                  const char *place)
{
  g_autoptr (GHashTable) seen = list_names (scope);

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    {
      const RhYaml *row = rh_yaml_nth (list, i);
      g_autofree char *name = rh_import_dup_name (self->import, name_of (row), place);

      if (*name == '\0')
        continue; /* an empty row, as editors leave one */
      if (!g_hash_table_add (seen, g_strdup (name)))
        rh_import_note (self->import, RH_IMPORT_DOUBLE, place, name);
      else
        read_variable (self, row, name, scope, place);
    }
}

/* Scripts */

static char *
dup_code (const RhYaml *script)
{
  const RhYaml *exec = rh_yaml_get (script, "exec");
  GString *code = g_string_new (NULL);

  if (exec == NULL || rh_yaml_get_kind (exec) != RH_YAML_SEQUENCE)
    g_string_append (code, rh_import_postman_peek (script, "exec"));
  for (guint i = 0; exec != NULL && i < rh_yaml_get_length (exec); i++)
    {
      g_autofree char *line = rh_import_postman_dup_text (rh_yaml_nth (exec, i));

      g_string_append_printf (code, "%s%s", i == 0 ? "" : "\n", line);
    }

  return g_string_free_and_steal (code);
}

/* NULL: no time that is known. */
static const char *
time_of (const RhYaml *event)
{
  const char *listen = rh_import_postman_peek (event, "listen");

  if (g_str_equal (listen, "prerequest"))
    return "before-request";

  return g_str_equal (listen, "test") ? "after-response" : NULL;
}

/* What is switched off, or at another address, is no script of the file's. */
static gboolean
read_event (RhImportPostman *self, gpointer object, const RhYaml *event, const char *place)
{
  static const char *const known[] = { "listen", "script", "disabled", NULL };
  static const char *const known_script[] = { "exec", "type", "src", NULL };
  const RhYaml *script = rh_yaml_get (event, "script");
  const char *time = time_of (event);
  g_autofree char *code = NULL;
  g_autofree char *text = NULL;

  if (rh_import_postman_is_disabled (event) || time == NULL
      || !rh_import_postman_is_empty (rh_yaml_get (script, "src")))
    return FALSE;

  rh_import_postman_tell_others (self, event, known, place);
  rh_import_postman_tell_others (self, script, known_script, place);
  code = dup_code (script);
  text = g_strstrip (g_strdup (code));
  if (*text != '\0')
    rh_import_keep_script (self->import, object, time, code, place);
  return TRUE;
}

void
rh_import_postman_read_events (RhImportPostman *self,
                               gpointer object,
                               const RhYaml *list,
                               const char *place)
{
  g_autoptr (RhYaml) others = rh_yaml_new_sequence ();

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    {
      const RhYaml *event = rh_yaml_nth (list, i);

      if (!read_event (self, object, event, place))
        rh_yaml_append (others, rh_yaml_copy (event));
    }

  if (rh_yaml_get_length (others) > 0)
    rh_import_postman_keep (self, object, NULL, "event", others, place, TRUE);
}

/* How it is sent */

static const struct
{
  const char *key;
  RhSetting setting;
} settings[] = {
  { "followRedirects", RH_SETTING_FOLLOW_REDIRECTS },
  { "followOriginalHttpMethod", RH_SETTING_KEEP_METHOD },
  { "maxRedirects", RH_SETTING_MAX_REDIRECTS },
};

static RhRequestSettings *
settings_of (gpointer object)
{
  if (RH_IS_REQUEST_ITEM (object))
    return rh_request_item_get_settings (object);

  return rh_folder_get_settings (RH_IS_COLLECTION (object) ? rh_collection_get_root (object)
                                                           : object);
}

/* FALSE: there is no setting like it. */
static gboolean
take_setting (RhRequestSettings *to, const RhYaml *behavior, const char *key)
{
  const char *text = rh_import_postman_peek (behavior, key);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      double number = g_ascii_strtod (text, NULL);
      gboolean flag = rh_setting_is_flag (settings[i].setting);

      if (!g_str_equal (settings[i].key, key) || (!flag && !(number >= 0 && number < MAX_NUMBER)))
        continue;
      rh_request_settings_set (to, settings[i].setting,
                               flag ? rh_import_postman_is_true (behavior, key) : (int) number);
      return TRUE;
    }
  if (g_str_equal (key, "disableCookies"))
    rh_request_settings_set (to, RH_SETTING_COOKIES, !rh_import_postman_is_true (behavior, key));
  else if (g_str_equal (key, "protocolVersion") && g_str_equal (text, "http1"))
    rh_request_settings_set (to, RH_SETTING_HTTP1, TRUE);
  else
    return FALSE;

  return TRUE;
}

void
rh_import_postman_read_behavior (RhImportPostman *self,
                                 gpointer object,
                                 const RhYaml *behavior,
                                 const char *place)
{
  if (behavior == NULL || rh_yaml_get_kind (behavior) != RH_YAML_MAPPING)
    return;

  for (guint i = 0; i < rh_yaml_get_length (behavior); i++)
    {
      const char *key = rh_yaml_nth_key (behavior, i);
      const RhYaml *value = rh_yaml_nth (behavior, i);
      gboolean pruning = g_str_equal (key, "disableBodyPruning"); /* heeded with the body */

      if (rh_import_postman_is_empty (value) || take_setting (settings_of (object), behavior, key))
        continue;
      if (!g_str_equal (key, "strictSSL"))
        rh_import_postman_keep (self, object, BEHAVIOR, key, value, place, !pruning);
      else if (!rh_import_postman_is_true (behavior, key))
        rh_import_note (self->import, RH_IMPORT_NO_VERIFY, place, key);
    }
}
