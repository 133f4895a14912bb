/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What endpoints of the API have in common: bodies read, and the errors that Pleo has. */
#define G_LOG_DOMAIN "rh-practice-answers"

#include "config.h"

#include "practice/rh-practice-endpoints.h"

#define MAX_NAME 200 /* characters */

void
rh_practice_reply_bad_parameter (RhPracticeCall *call, const char *message)
{
  rh_practice_call_reply_error (call, 400, "PARAMETER_VALIDATION_FAILED", message);
}

void
rh_practice_reply_not_found (RhPracticeCall *call)
{
  rh_practice_call_reply_error (call, 404, "NOT_FOUND", "There is nothing here");
}

gboolean
rh_practice_is_doubled (const RhParams *query, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (rh_params_count (query, names[i]) > 1)
      return TRUE;

  return FALSE;
}

gboolean
rh_practice_member_is (JsonObject *object, const char *name, const char *value)
{
  return value == NULL || g_str_equal (json_object_get_string_member (object, name), value);
}

JsonObject *
rh_practice_read_object (RhPracticeCall *call)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *body = g_bytes_get_data (call->body, &length);
  JsonNode *root;

  json_parser_set_strict (parser, TRUE);
  if (length == 0 || !g_utf8_validate (body, length, NULL)
      || !json_parser_load_from_data (parser, body, length, NULL))
    return NULL;

  root = json_parser_get_root (parser);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

void
rh_practice_reply_no_object (RhPracticeCall *call)
{
  rh_practice_call_reply_error (call, 400, "JSON_MAPPING_EXCEPTION",
                                "The body has to be a JSON object");
}

const char *
rh_practice_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  text = json_node_get_string (node);

  return *text == '\0' || g_utf8_strlen (text, -1) > MAX_NAME ? NULL : text;
}
