/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What items of Postman's share: members, settings, scripts, variables and examples. */
#define G_LOG_DOMAIN "rh-export-postman-parts"

#include "config.h"

#include "format/rh-export-postman-private.h"

#include "collection/rh-yaml-parser.h"
#include "text/rh-template.h"

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

void
rh_postman_give_back (RhYaml *map, const RhYaml *kept, const char *const *keys)
{
  for (guint i = 0; keys[i] != NULL; i++)
    {
      RhYaml *value = rh_yaml_get (kept, keys[i]);

      if (value != NULL && rh_yaml_get (map, keys[i]) == NULL)
        rh_yaml_set (map, keys[i], rh_yaml_copy (value));
    }
}

/* What is kept */

void
rh_postman_kept_read (RhPostmanKept *kept, GBytes *source)
{
  gsize length;
  const char *text;

  kept->root = kept->members = NULL;
  if (source == NULL)
    return;

  text = g_bytes_get_data (source, &length);
  kept->root = rh_yaml_parse (text, (gssize) length, NULL);
  kept->members = rh_yaml_get (rh_yaml_get (kept->root, "extensions"), "postman");
}

void
rh_postman_kept_clear (RhPostmanKept *kept)
{
  g_clear_pointer (&kept->root, rh_yaml_unref);
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
  [RH_SETTING_HTTP1] = { NULL, FALSE, "http1" },
  [RH_SETTING_COOKIES] = { "disableCookies", TRUE, NULL },
};

RhYaml *
rh_postman_new_behavior (const RhPostmanOut *out,
                         RhRequestSettings *all,
                         const RhPostmanKept *kept,
                         const char *place)
{
  RhYaml *was = rh_yaml_get (kept->members, "protocolProfileBehavior");
  RhYaml *behavior = was == NULL ? rh_yaml_new_mapping () : rh_yaml_copy (was);

  for (RhSetting i = 0; i < RH_N_SETTINGS; i++)
    {
      int value = rh_request_settings_get (all, i);

      if (value == RH_SETTING_INHERIT)
        continue;
      if (settings[i].key == NULL)
        rh_export_note (out->export, RH_IMPORT_OUT_MEMBER, place, settings[i].name);
      else if (rh_setting_is_flag (i))
        rh_yaml_set_boolean (behavior, settings[i].key, (value != 0) != settings[i].negated);
      else
        rh_yaml_set_int (behavior, settings[i].key, value);
    }

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

RhYaml *
rh_postman_new_events (const RhYaml *section)
{
  RhYaml *scripts = rh_yaml_get (section, "scripts");
  RhYaml *events;

  if (scripts == NULL || rh_yaml_get_kind (scripts) != RH_YAML_SEQUENCE)
    return NULL;

  events = rh_yaml_new_sequence ();
  for (guint i = 0; i < rh_yaml_get_length (scripts); i++)
    {
      RhYaml *script = rh_yaml_nth (scripts, i);
      RhYaml *type = rh_yaml_get (script, "type");
      RhYaml *code = rh_yaml_get (script, "code");

      if (type != NULL && code != NULL && rh_yaml_get_text (type) != NULL
          && rh_yaml_get_text (code) != NULL)
        rh_yaml_append (events, new_event (rh_yaml_get_text (type), rh_yaml_get_text (code)));
    }
  if (rh_yaml_get_length (events) > 0)
    return events;

  rh_yaml_unref (events);
  return NULL;
}

/* Variables */

/* A number or a flag is one in the file, if it looks like it. */
static RhYaml *
new_value (RhVariable *variable, const char *value)
{
  const char *kind = rh_variable_get_kind (variable);

  if (!g_str_equal (kind, "number") && !g_str_equal (kind, "boolean"))
    return rh_yaml_new_string (value);

  /* what is no number or literal of JSON's is written as a string */
  return rh_yaml_new_plain (value);
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
  else if (*kind != '\0')
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
rh_postman_new_responses (RhRequestItem *item)
{
  GListModel *examples = rh_request_item_get_examples (item);
  RhYaml *responses = rh_yaml_new_sequence ();

  for (guint i = 0; i < g_list_model_get_n_items (examples); i++)
    {
      g_autoptr (RhExample) example = g_list_model_get_item (examples, i);

      rh_yaml_append (responses, new_response (example));
    }

  return responses;
}
