/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subject of a token as the API tells it. An API that does not answer well is no failure of the
 * sign-in: the subject is then not known. */
#define G_LOG_DOMAIN "rh-who-am-i"

#include "config.h"

#include "workspace/rh-who-am-i.h"

#include "http/rh-send-operation.h"
#include "oauth/rh-server-text.h"
#include "oauth/rh-strict-json.h"
#include "text/rh-url.h"

#include <string.h>

#define RESPONSE_LIMIT (256 * 1024)

typedef struct
{
  RhToken *token;
  RhTransport *transport;
  RhFlowRecord *record;
  char *api;
  char *names_path; /* NULL: names are not asked for, or no more */
  char *prefix;
} Question;

static void
question_free (Question *question)
{
  rh_token_unref (question->token);
  g_object_unref (question->transport);
  g_object_unref (question->record);
  g_free (question->api);
  g_free (question->names_path);
  g_free (question->prefix);
  g_free (question);
}

RhText *
rh_bearer_value_new (RhToken *token, const char *prefix, const char *const *origins)
{
  RhText *value = rh_text_new (prefix);
  gsize length;
  const char *bytes = rh_secret_peek (rh_token_get_access_token (token), &length);

  if (*prefix != '\0')
    rh_text_append (value, " ", 1);
  rh_text_append_value (value, bytes, (gssize) length, "access_token", RH_SOURCE_AUTH, TRUE,
                        origins);
  return value;
}

RhToken *
rh_who_am_i_parse (RhToken *token, GBytes *body)
{
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  g_autoptr (JsonObject) root = rh_strict_json_parse (bytes, length, NULL, NULL);
  g_autofree char *subject = NULL;
  JsonObject *data = root;
  const char *name;

  if (root == NULL)
    return rh_token_ref (token);

  if (json_object_has_member (root, "data")
      && JSON_NODE_HOLDS_OBJECT (json_object_get_member (root, "data")))
    data = json_object_get_object_member (root, "data");

  name = rh_strict_json_get_string (data, "subjectURN");
  if (name == NULL)
    name = rh_strict_json_get_string (data, "sub");
  if (name == NULL || *name == '\0')
    return rh_token_ref (token);

  subject = rh_server_text_clean (name);
  return rh_token_with_subject (token, subject, subject);
}

static const char *
find_name (JsonArray *list, const char *id)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (node)
          && g_strcmp0 (rh_strict_json_get_string (json_node_get_object (node), "id"), id) == 0)
        return rh_strict_json_get_string (json_node_get_object (node), "name");
    }

  return NULL;
}

RhToken *
rh_who_am_i_parse_names (RhToken *token, GBytes *body)
{
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  g_autoptr (JsonObject) root = rh_strict_json_parse (bytes, length, NULL, NULL);
  const char *subject = rh_token_get_subject (token);
  const char *id = subject == NULL ? NULL : strrchr (subject, ':');
  JsonNode *data = root == NULL ? NULL : json_object_get_member (root, "data");
  g_autofree char *account = NULL;
  const char *name;

  if (id == NULL || data == NULL || !JSON_NODE_HOLDS_ARRAY (data))
    return rh_token_ref (token);

  name = find_name (json_node_get_array (data), id + 1);
  account = rh_server_text_clean (name);
  return *account == '\0' ? rh_token_ref (token) : rh_token_with_subject (token, subject, account);
}

/* NULL: there is no answer to read. */
static GBytes *
dup_answer (RhExchange *exchange)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  RhSpool *spool = rh_exchange_get_spool (exchange);

  if (rh_exchange_get_error (exchange) != NULL || spool == NULL || rh_hop_get_status (hop) != 200)
    return NULL;

  return rh_spool_dup_bytes (spool, RESPONSE_LIMIT);
}

static void ask (GTask *task, const char *path);

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhExchange *exchange = RH_EXCHANGE (source);
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *names_path = g_steal_pointer (&question->names_path);
  gboolean is_names = rh_token_get_subject (question->token) != NULL;
  RhToken *token;

  rh_send_operation_finish (exchange, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  rh_flow_record_add_response (question->record, RH_FLOW_INTROSPECTION, exchange);
  body = dup_answer (exchange);
  if (body != NULL)
    {
      token = is_names ? rh_who_am_i_parse_names (question->token, body)
                       : rh_who_am_i_parse (question->token, body);
      rh_token_unref (question->token);
      question->token = token;
    }

  if (names_path != NULL && rh_token_get_subject (question->token) != NULL)
    ask (task, names_path);
  else
    g_task_return_pointer (task, rh_token_ref (question->token), (GDestroyNotify) rh_token_unref);
}

static void
ask (GTask *task, const char *path)
{
  Question *question = g_task_get_task_data (task);
  g_autofree char *url = g_strconcat (question->api, path, NULL);
  g_autofree char *origin = rh_url_text_dup_origin (url);
  const char *const origins[] = { origin, NULL };
  g_autoptr (RhText) text = rh_text_new (url);
  g_autoptr (RhText) value = rh_bearer_value_new (question->token, question->prefix, origins);
  g_autoptr (RhRequest) request = rh_request_new ("GET", text);
  g_autoptr (RhExchange) exchange = NULL;

  rh_headers_append (rh_request_get_headers (request), "Authorization", value);
  rh_headers_append_plain (rh_request_get_headers (request), "Accept", "application/json");
  rh_request_set_redirects (request, FALSE, 0);
  rh_request_set_response_limit (request, RESPONSE_LIMIT);
  rh_request_set_memory_only (request, TRUE);
  rh_request_set_cookies (request, FALSE);

  rh_flow_record_add_request (question->record, RH_FLOW_INTROSPECTION, request);
  exchange = rh_send_operation_start (question->transport, request, g_task_get_cancellable (task),
                                      answered_cb, g_object_ref (task));
}

void
rh_who_am_i_async (RhToken *token,
                   const char *api,
                   const char *path,
                   const char *names_path,
                   const char *prefix,
                   RhTransport *transport,
                   RhFlowRecord *record,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->token = rh_token_ref (token);
  question->transport = g_object_ref (transport);
  question->record = g_object_ref (record);
  question->api = g_strdup (api);
  question->names_path = g_strdup (names_path);
  question->prefix = g_strdup (prefix);
  g_task_set_source_tag (task, rh_who_am_i_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  ask (task, path);
}

RhToken *
rh_who_am_i_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
