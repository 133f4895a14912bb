/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to the practice server, taken apart, and the ways to answer it. */
#define G_LOG_DOMAIN "rh-practice-call"

#include "config.h"

#include "practice/rh-practice-call.h"

#include "http/rh-loopback-server.h"

#include <string.h>

RhPracticeCall *
rh_practice_call_new (RhPracticeState *state, SoupServerMessage *message)
{
  RhPracticeCall *self = g_new0 (RhPracticeCall, 1);
  const char *target = rh_loopback_message_get_target (message);
  const char *query = strchr (target, '?');
  const char *method = soup_server_message_get_method (message);

  self->state = state;
  self->message = g_object_ref (message);
  self->method = g_str_equal (method, "HEAD") ? "GET" : method;
  self->path = query == NULL ? g_strdup (target) : g_strndup (target, query - target);
  self->query = rh_params_parse (query == NULL ? "" : query + 1, -1);
  self->body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  return self;
}

void
rh_practice_call_free (RhPracticeCall *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->message);
  g_free (self->path);
  rh_params_free (self->query);
  g_bytes_unref (self->body);
  g_free (self->note);
  g_free (self);
}

RhParams *
rh_practice_call_parse_form (RhPracticeCall *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *media_type = soup_message_headers_get_content_type (headers, NULL);
  gsize length;
  const char *body = g_bytes_get_data (self->body, &length);

  if (media_type == NULL
      || g_ascii_strcasecmp (media_type, "application/x-www-form-urlencoded") != 0)
    return NULL;

  return rh_params_parse (body == NULL ? "" : body, length);
}

gboolean
rh_practice_call_get_header (RhPracticeCall *self, const char *name, const char **value)
{
  SoupMessageHeadersIter iter;
  const char *found_name;
  const char *found;
  guint n = 0;

  *value = NULL;
  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (self->message));
  while (soup_message_headers_iter_next (&iter, &found_name, &found))
    if (g_ascii_strcasecmp (found_name, name) == 0)
      {
        *value = found;
        n++;
      }

  return n <= 1;
}

const char *
rh_practice_get_param (const RhParams *params, const char *name)
{
  const char *value = rh_params_get (params, name);

  return value == NULL || *value == '\0' ? NULL : value;
}

void
rh_practice_call_set_header (RhPracticeCall *self, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name,
                                value);
}

void
rh_practice_call_reply_json (RhPracticeCall *self, guint status, JsonNode *root)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize length;
  char *text;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, &length);
  json_node_unref (root);

  soup_server_message_set_status (self->message, status, NULL);
  soup_server_message_set_response (self->message, "application/json;charset=UTF-8",
                                    SOUP_MEMORY_TAKE, text, length);
  rh_practice_call_set_header (self, "Cache-Control", "no-store");
  rh_practice_call_set_header (self, "X-Content-Type-Options", "nosniff");
}

void
rh_practice_call_reply_empty (RhPracticeCall *self)
{
  soup_server_message_set_status (self->message, SOUP_STATUS_NO_CONTENT, NULL);
  rh_practice_call_set_header (self, "Cache-Control", "no-store");
}

static void
reply_pair (RhPracticeCall *self,
            guint status,
            const char *first_name,
            const char *first,
            const char *second_name,
            const char *second)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, first_name, first);
  json_object_set_string_member (object, second_name, second);
  json_node_take_object (root, object);
  rh_practice_call_reply_json (self, status, root);

  g_free (self->note);
  self->note = g_strdup (first);
}

void
rh_practice_call_reply_error (RhPracticeCall *self,
                              guint status,
                              const char *type,
                              const char *message)
{
  reply_pair (self, status, "type", type, "message", message);
}

void
rh_practice_call_reply_oauth_error (RhPracticeCall *self,
                                    guint status,
                                    const char *error,
                                    const char *description)
{
  reply_pair (self, status, "error", error, "error_description", description);
}
