/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What items of Postman's share: members, settings, scripts, variables and examples. */
#define G_LOG_DOMAIN "rh-export-postman-parts"

#include "config.h"

#include "format/rh-export-postman-private.h"

#include "collection/rh-yaml-json.h"
#include "text/rh-template.h"

#include <string.h>

/* Members */

char *
rh_postman_dup_text (const char *text)
{
  g_autoptr (GArray) refs = rh_template_find (text);
  GString *tight = g_string_new (NULL);
  gsize done = 0;

  for (guint i = 0; i < refs->len; i++)
    {
      const RhTemplateRef *ref = &g_array_index (refs, RhTemplateRef, i);

      g_string_append_len (tight, text + done, (gssize) (ref->start - done));
      g_string_append_printf (tight, "{{%s}}", ref->name);
      done = ref->start + ref->length;
    }

  g_string_append (tight, text + done);
  return g_string_free_and_steal (tight);
}

void
rh_postman_set_text (RhYaml *map, const char *key, const char *text)
{
  g_autofree char *tight = rh_postman_dup_text (text);

  rh_yaml_set_string (map, key, tight);
}

void
rh_postman_set_note (RhYaml *map, const char *note)
{
  if (*note != '\0')
    rh_yaml_set_string (map, "description", note);
}

void
rh_postman_set_disabled (RhYaml *map, gboolean enabled)
{
  if (!enabled)
    rh_yaml_set_boolean (map, "disabled", TRUE);
}

void
rh_postman_set_part (RhYaml *map, const char *key, RhYaml *part)
{
  if (part != NULL)
    rh_yaml_set (map, key, part);
}

/* Settings */

/* Settings that Postman has, by its names; the rest is told by ours. */
static const struct
{
  const char *key;
  gboolean negated;
  const char *name; /* of one that has no place; NULL */
} settings[RH_N_SETTINGS] = {
  [RH_SETTING_FOLLOW_REDIRECTS] = { "followRedirects", FALSE, NULL },
  [RH_SETTING_MAX_REDIRECTS] = { "maxRedirects", FALSE, NULL },
  [RH_SETTING_KEEP_METHOD] = { "followOriginalHttpMethod", FALSE, NULL },
  [RH_SETTING_CONNECT_TIMEOUT] = { NULL, FALSE, "connect_timeout" },
  [RH_SETTING_FIRST_BYTE_TIMEOUT] = { NULL, FALSE, "first_byte_timeout" },
  [RH_SETTING_TOTAL_TIMEOUT] = { NULL, FALSE, "timeout" },
  [RH_SETTING_HTTP1] = { NULL, FALSE, "http1" }, /* unless it is switched on */
  [RH_SETTING_COOKIES] = { "disableCookies", TRUE, NULL },
};

RhYaml *
rh_postman_new_behavior (const RhPostmanOut *out,
                         RhRequestSettings *all,
                         const RhPostmanKept *kept,
                         const char *place)
{
  RhYaml *behavior = rh_yaml_new_mapping ();

  for (RhSetting i = 0; i < RH_N_SETTINGS; i++)
    {
      int value = rh_request_settings_get (all, i);

      if (value == RH_SETTING_INHERIT)
        continue;
      if (i == RH_SETTING_HTTP1 && value == 1)
        rh_yaml_set_string (behavior, "protocolVersion", "http1");
      else if (settings[i].key == NULL)
        rh_export_note (out->export, RH_IMPORT_OUT_MEMBER, place, settings[i].name);
      else if (rh_setting_is_flag (i))
        rh_yaml_set_boolean (behavior, settings[i].key, (value != 0) != settings[i].negated);
      else
        rh_yaml_set_int (behavior, settings[i].key, value);
    }

  rh_postman_give_back (behavior, kept, "protocolProfileBehavior");
  if (rh_yaml_get_length (behavior) > 0)
    return behavior;
  rh_yaml_unref (behavior);
  return NULL;
}

/* Scripts */

static RhYaml *
new_event (const char *type, const char *code)
{
  g_auto (GStrv) lines = g_strsplit (code, "\n", -1);
  RhYaml *event = rh_yaml_new_mapping ();
  RhYaml *script = rh_yaml_new_mapping ();
  RhYaml *exec = rh_yaml_new_sequence ();

  for (guint i = 0; lines[i] != NULL; i++)
    rh_yaml_append (exec, rh_yaml_new_string (lines[i]));
  rh_yaml_set (script, "exec", exec);
  rh_yaml_set_string (script, "type", "text/javascript");
  rh_yaml_set_string (event, "listen",
                      g_str_equal (type, "before-request") ? "prerequest" : "test");
  rh_yaml_set (event, "script", script);
  return event;
}

/* Those that were kept as they were, for they are switched off or somewhere else. */
static void
append_kept (RhYaml *events, const RhYaml *kept)
{
  for (guint i = 0; kept != NULL && i < rh_yaml_get_length (kept); i++)
    rh_yaml_append (events, rh_yaml_copy (rh_yaml_nth (kept, i)));
}

RhYaml *
rh_postman_new_events (const RhPostmanKept *kept, const char *section)
{
  RhYaml *scripts = rh_yaml_get (rh_yaml_get (kept->root, section), "scripts");
  RhYaml *events = rh_yaml_new_sequence ();
  gboolean any = scripts != NULL && rh_yaml_get_kind (scripts) == RH_YAML_SEQUENCE;

  for (guint i = 0; any && i < rh_yaml_get_length (scripts); i++)
    {
      RhYaml *type = rh_yaml_get (rh_yaml_nth (scripts, i), "type");
      RhYaml *code = rh_yaml_get (rh_yaml_nth (scripts, i), "code");

      if (type != NULL && code != NULL && rh_yaml_get_text (type) != NULL
          && rh_yaml_get_text (code) != NULL)
        rh_yaml_append (events, new_event (rh_yaml_get_text (type), rh_yaml_get_text (code)));
    }
  append_kept (events, rh_yaml_get (kept->members, "event"));
  if (rh_yaml_get_length (events) > 0)
    return events;

  rh_yaml_unref (events);
  return NULL;
}

/* Variables */

/* A number, a flag or an object is one in the file, if it looks like it. */
static RhYaml *
new_value (RhVariable *variable, const char *value)
{
  const char *kind = rh_variable_get_kind (variable);
  RhYaml *parsed = NULL;

  if (*kind != '\0')
    parsed = rh_yaml_parse_json (value, strlen (value), NULL);

  return parsed != NULL ? parsed : rh_yaml_new_string (value);
}

static RhYaml *
new_variable (const RhPostmanOut *out,
              RhEnvironment *scope,
              RhVariable *variable,
              const char *place)
{
  g_autofree char *value
      = rh_export_dup_variable (out->export, out->options, scope, variable, place);
  RhYaml *map = rh_yaml_new_mapping ();
  const char *kind = rh_variable_get_kind (variable);

  rh_yaml_set_string (map, "key", rh_variable_get_name (variable));
  rh_yaml_set (map, "value", new_value (variable, value));
  if (rh_variable_is_secret (variable))
    rh_yaml_set_string (map, "type", "secret");
  else if (g_str_equal (kind, "number") || g_str_equal (kind, "boolean"))
    rh_yaml_set_string (map, "type", kind);
  rh_postman_set_note (map, rh_variable_get_note (variable));
  rh_postman_set_disabled (map, rh_variable_is_enabled (variable));
  return map;
}

RhYaml *
rh_postman_new_variables (const RhPostmanOut *out, RhEnvironment *scope, const char *place)
{
  GListModel *all = rh_environment_get_variables (scope);
  RhYaml *variables;

  if (g_list_model_get_n_items (all) == 0)
    return NULL;

  variables = rh_yaml_new_sequence ();
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (all, i);

      rh_yaml_append (variables, new_variable (out, scope, variable, place));
    }

  return variables;
}

/* Examples */

static RhYaml *
new_response_headers (RhHeaders *headers)
{
  RhYaml *list = rh_yaml_new_sequence ();

  for (guint i = 0; headers != NULL && i < rh_headers_get_length (headers); i++)
    {
      RhYaml *row = rh_yaml_new_mapping ();

      rh_yaml_set_string (row, "key", rh_headers_nth_name (headers, i));
      rh_yaml_set_string (row, "value", rh_text_peek (rh_headers_nth_value (headers, i), NULL));
      rh_yaml_append (list, row);
    }

  return list;
}

static RhYaml *
new_response (RhExample *example)
{
  RhYaml *response = rh_yaml_new_mapping ();
  RhYaml *request = rh_yaml_new_mapping ();

  rh_yaml_set_string (response, "name", rh_example_get_name (example));
  rh_yaml_set_string (request, "method", rh_example_get_method (example));
  rh_yaml_set (request, "header", rh_yaml_new_sequence ());
  rh_yaml_set_string (request, "url", rh_example_get_url (example));
  rh_yaml_set (response, "originalRequest", request);

  if (rh_example_get_status (example) == 0)
    return response;

  rh_yaml_set_string (response, "status", rh_example_get_reason (example));
  rh_yaml_set_int (response, "code", rh_example_get_status (example));
  rh_yaml_set (response, "header", new_response_headers (rh_example_get_headers (example)));
  if (rh_example_get_body (example) == NULL)
    rh_yaml_set (response, "body", rh_yaml_new_plain ("null"));
  else
    rh_yaml_set_string (response, "body", rh_example_get_body (example));
  return response;
}

RhYaml *
rh_postman_new_responses (const RhPostmanOut *out, RhRequestItem *item, const char *place)
{
  GListModel *examples = rh_request_item_get_examples (item);
  RhYaml *responses = rh_yaml_new_sequence ();

  for (guint i = 0; i < g_list_model_get_n_items (examples); i++)
    {
      g_autoptr (RhExample) example = g_list_model_get_item (examples, i);
      g_autoptr (RhExample) safe
          = rh_export_dup_example (out->export, out->options, example, place);

      rh_yaml_append (responses, new_response (safe));
    }

  return responses;
}
