/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks an issuer for its metadata and believes only a document that names that issuer byte for byte
 * (RFC 8414 3.3). What is not a safe address in it makes the whole document worthless. */
#define G_LOG_DOMAIN "rh-metadata"

#include "config.h"

#include "oauth/rh-metadata.h"

#include "http/rh-send-operation.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-server-text.h"
#include "oauth/rh-strict-json.h"
#include "text/rh-url.h"

#include <string.h>

#define RFC8414_PATH "/.well-known/oauth-authorization-server"
#define OIDC_PATH "/.well-known/openid-configuration"
#define CONNECT_TIMEOUT_MS 15000
#define TOTAL_TIMEOUT_MS 30000
#define MAX_LIST_ENTRIES 500
#define MAX_LIST_ENTRY_BYTES 200

typedef struct
{
  char *issuer;
  RhTransport *transport;
  RhFlowRecord *record;
  GStrv urls;
  guint index;
  GError *error; /* the most telling one so far */
} Fetch;

static void ask_next (GTask *task);

static void
fetch_free (Fetch *fetch)
{
  g_free (fetch->issuer);
  g_clear_object (&fetch->transport);
  g_clear_object (&fetch->record);
  g_strfreev (fetch->urls);
  g_clear_error (&fetch->error);
  g_free (fetch);
}

void
rh_metadata_free (RhMetadata *self)
{
  if (self == NULL)
    return;

  g_free (self->issuer);
  g_free (self->authorization_endpoint);
  g_free (self->token_endpoint);
  g_free (self->revocation_endpoint);
  g_free (self->introspection_endpoint);
  g_strfreev (self->scopes_supported);
  g_strfreev (self->token_endpoint_auth_methods_supported);
  g_strfreev (self->code_challenge_methods_supported);
  g_free (self);
}

static char *
url_with_path (const RhUrl *issuer, const char *before, const char *path, const char *after)
{
  g_autoptr (RhUrl) url = rh_url_copy (issuer);

  g_free (url->path);
  url->path = g_strconcat (before, path, after, NULL);
  return rh_url_to_string (url);
}

GStrv
rh_metadata_urls (const char *issuer, GError **error)
{
  g_autoptr (GStrvBuilder) urls = g_strv_builder_new ();
  g_autoptr (RhUrl) url = NULL;
  g_autofree char *path = NULL;

  if (!rh_oauth_url_check (issuer, RH_OAUTH_ISSUER, error))
    return NULL;

  url = rh_url_parse_http (issuer, error);
  if (url == NULL || url->query != NULL)
    {
      if (url != NULL)
        g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_ISSUER);
      return NULL;
    }

  path = g_strdup (url->path);
  if (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  g_strv_builder_take (urls, url_with_path (url, RFC8414_PATH, path, ""));
  g_strv_builder_take (urls, url_with_path (url, "", path, OIDC_PATH));

  return g_strv_builder_end (urls);
}

static gboolean
fail (GError **error, const char *member, const char *fault)
{
  g_set_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_METADATA, "%s%s%s", member,
               *member != '\0' ? ": " : "", fault);
  return FALSE;
}

static gboolean
check_issuer (JsonObject *object, const char *issuer, GError **error)
{
  const char *found = rh_strict_json_get_string (object, "issuer");
  g_autofree char *clean = rh_server_text_clean (found);

  if (found == NULL)
    return fail (error, "issuer", "missing");
  if (!g_str_equal (found, issuer))
    return fail (error, "issuer", clean);

  return TRUE;
}

static gboolean
take_endpoint (JsonObject *object, const char *member, char **place, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  const char *url = rh_strict_json_get_string (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (url == NULL || !rh_oauth_url_check (url, member, NULL))
    return fail (error, member, "not an https address");

  *place = g_strdup (url);
  return TRUE;
}

static gboolean
take_endpoints (JsonObject *object, RhMetadata *metadata, GError **error)
{
  return take_endpoint (object, "authorization_endpoint", &metadata->authorization_endpoint, error)
         && take_endpoint (object, "token_endpoint", &metadata->token_endpoint, error)
         && take_endpoint (object, "revocation_endpoint", &metadata->revocation_endpoint, error)
         && take_endpoint (object, "introspection_endpoint", &metadata->introspection_endpoint,
                           error);
}

/* NULL: not said. Entries that no scope or method can be are left out. */
static GStrv
take_list (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  JsonArray *array;
  guint n_entries;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;

  array = json_node_get_array (node);
  n_entries = MIN (json_array_get_length (array), (guint) MAX_LIST_ENTRIES);
  for (guint i = 0; i < n_entries; i++)
    {
      JsonNode *entry = json_array_get_element (array, i);
      const char *text;

      if (!JSON_NODE_HOLDS_VALUE (entry) || json_node_get_value_type (entry) != G_TYPE_STRING)
        continue;
      text = json_node_get_string (entry);
      if (*text != '\0' && strchr (text, ' ') == NULL && strlen (text) <= MAX_LIST_ENTRY_BYTES
          && rh_oauth_scope_is_valid (text))
        g_strv_builder_add (list, text);
    }

  return g_strv_builder_end (list);
}

static gboolean
is_true (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

RhMetadata *
rh_metadata_parse (const char *issuer, GBytes *body, GError **error)
{
  g_autoptr (RhMetadata) metadata = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) fault = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  if (length > RH_METADATA_MAX_SIZE)
    {
      fail (error, "", "too large");
      return NULL;
    }

  object = rh_strict_json_parse (bytes != NULL ? bytes : "", length, NULL, &fault);
  if (object == NULL)
    {
      fail (error, "", fault->message);
      return NULL;
    }

  metadata = g_new0 (RhMetadata, 1);
  if (!check_issuer (object, issuer, error) || !take_endpoints (object, metadata, error))
    return NULL;

  metadata->issuer = g_strdup (issuer);
  metadata->scopes_supported = take_list (object, "scopes_supported");
  metadata->token_endpoint_auth_methods_supported
      = take_list (object, "token_endpoint_auth_methods_supported");
  metadata->code_challenge_methods_supported
      = take_list (object, "code_challenge_methods_supported");
  metadata->iss_parameter_supported
      = is_true (object, "authorization_response_iss_parameter_supported");

  return g_steal_pointer (&metadata);
}

/* RFC 9700 4.8: S256 is sent all the same. */
static void
note_challenge_methods (RhFlowRecord *record, const RhMetadata *metadata)
{
  const char *const *methods = (const char *const *) metadata->code_challenge_methods_supported;

  if (methods != NULL && !g_strv_contains (methods, "S256"))
    rh_flow_record_add_note (record, "The metadata lists code_challenge_methods without S256");
}

/* What a document says is more telling than a missing one. Takes @error. */
static void
keep_error (Fetch *fetch, GError *error, gboolean from_document)
{
  if (fetch->error != NULL && !from_document)
    {
      g_error_free (error);
      return;
    }

  g_clear_error (&fetch->error);
  fetch->error = error;
}

static RhMetadata *
read_answer (Fetch *fetch, RhExchange *exchange)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  RhSpool *spool = rh_exchange_get_spool (exchange);
  guint status = rh_hop_get_status (hop);
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;
  RhMetadata *metadata = NULL;

  if (status != 200)
    {
      keep_error (fetch,
                  g_error_new (RH_OAUTH_ERROR, RH_OAUTH_ERROR_METADATA, "HTTP %u at %s", status,
                               fetch->urls[fetch->index]),
                  FALSE);
      return NULL;
    }

  body = spool != NULL ? rh_spool_dup_bytes (spool, G_MAXSIZE) : g_bytes_new_static ("", 0);
  metadata = rh_metadata_parse (fetch->issuer, body, &error);
  if (metadata == NULL)
    keep_error (fetch, error, TRUE);
  else
    note_challenge_methods (fetch->record, metadata);

  return metadata;
}

static GError *
network_error (const GError *cause)
{
  RhOAuthError code = RH_OAUTH_ERROR_NETWORK;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  if (g_error_matches (cause, RH_HTTP_ERROR, RH_HTTP_ERROR_TOO_LARGE))
    code = RH_OAUTH_ERROR_METADATA;
  if (g_error_matches (cause, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS))
    code = RH_OAUTH_ERROR_CERTIFICATE;

  return g_error_new_literal (RH_OAUTH_ERROR, (int) code, cause->message);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  RhExchange *exchange = RH_EXCHANGE (source);
  g_autoptr (GError) error = NULL;
  gboolean sent = rh_send_operation_finish (exchange, result, &error);
  RhMetadata *metadata;

  rh_flow_record_add_response (fetch->record, RH_FLOW_METADATA, exchange);
  if (!sent)
    {
      g_task_return_error (task, network_error (error));
      return;
    }

  metadata = read_answer (fetch, exchange);
  if (metadata != NULL)
    {
      g_task_return_pointer (task, metadata, (GDestroyNotify) rh_metadata_free);
      return;
    }

  fetch->index++;
  ask_next (task);
}

static RhRequest *
request_new (const char *url)
{
  const RhTimeouts timeouts = { .connect = CONNECT_TIMEOUT_MS, .total = TOTAL_TIMEOUT_MS };
  g_autoptr (RhText) text = rh_text_new (url);
  RhRequest *request = rh_request_new ("GET", text);

  rh_headers_append_plain (rh_request_get_headers (request), "Accept", "application/json");
  rh_request_set_redirects (request, FALSE, 0);
  rh_request_set_timeouts (request, &timeouts);
  rh_request_set_response_limit (request, RH_METADATA_MAX_SIZE);
  rh_request_set_memory_only (request, TRUE);

  return request;
}

static void
ask_next (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;

  if (fetch->urls[fetch->index] == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&fetch->error));
      return;
    }

  request = request_new (fetch->urls[fetch->index]);
  rh_flow_record_add_request (fetch->record, RH_FLOW_METADATA, request);
  exchange = rh_send_operation_start (fetch->transport, request, g_task_get_cancellable (task),
                                      answered_cb, g_object_ref (task));
}

void
rh_metadata_fetch_async (const char *issuer,
                         RhTransport *transport,
                         RhFlowRecord *record,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Fetch *fetch;
  GError *error = NULL;

  g_return_if_fail (issuer != NULL);
  g_return_if_fail (RH_IS_TRANSPORT (transport));
  g_return_if_fail (RH_IS_FLOW_RECORD (record));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_metadata_fetch_async);
  fetch = g_new0 (Fetch, 1);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  fetch->issuer = g_strdup (issuer);
  fetch->transport = g_object_ref (transport);
  fetch->record = g_object_ref (record);
  fetch->urls = rh_metadata_urls (issuer, &error);
  if (fetch->urls == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  ask_next (task);
}

RhMetadata *
rh_metadata_fetch_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
