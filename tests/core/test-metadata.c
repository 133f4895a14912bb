/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Discovery: standards.md D4, F1 to F3, F7. */
#include "lib/rh-fake-transport.h"
#include "lib/rh-test.h"
#include "oauth/rh-metadata.h"
#include "oauth/rh-oauth-config.h"

#include <string.h>

#define ISSUER "https://as.example/tenant"
#define DOCUMENT \
  "{\"issuer\":\"" ISSUER "\"," \
  "\"authorization_endpoint\":\"https://login.example/authorize?tenant=1\"," \
  "\"token_endpoint\":\"https://as.example/token\"," \
  "\"revocation_endpoint\":\"https://as.example/revoke\"," \
  "\"introspection_endpoint\":\"https://as.example/introspect\"," \
  "\"scopes_supported\":[\"openid\",\"users:read\"]," \
  "\"token_endpoint_auth_methods_supported\":[\"client_secret_basic\"]," \
  "\"code_challenge_methods_supported\":[\"S256\"]," \
  "\"authorization_response_iss_parameter_supported\":true," \
  "\"unknown\":{\"a\":[1,2]}}"

static void
assert_urls (const char *issuer, const char *rfc8414, const char *oidc)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) urls = rh_metadata_urls (issuer, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (urls), ==, 2);
  g_assert_cmpstr (urls[0], ==, rfc8414);
  g_assert_cmpstr (urls[1], ==, oidc);
}

static void
test_urls (void)
{
  assert_urls ("https://as.example", "https://as.example/.well-known/oauth-authorization-server",
               "https://as.example/.well-known/openid-configuration");
  assert_urls ("https://as.example/", "https://as.example/.well-known/oauth-authorization-server",
               "https://as.example/.well-known/openid-configuration");
  assert_urls ("https://as.example/issuer1",
               "https://as.example/.well-known/oauth-authorization-server/issuer1",
               "https://as.example/issuer1/.well-known/openid-configuration");
  assert_urls ("https://as.example:8443/a/b/",
               "https://as.example:8443/.well-known/oauth-authorization-server/a/b",
               "https://as.example:8443/a/b/.well-known/openid-configuration");
  assert_urls ("http://localhost:8436",
               "http://localhost:8436/.well-known/oauth-authorization-server",
               "http://localhost:8436/.well-known/openid-configuration");
}

static void
test_bad_issuers (void)
{
  static const struct
  {
    const char *issuer;
    RhOAuthError code;
  } cases[] = {
    { "http://as.example", RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT },
    { "https://as.example?x", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "https://as.example/#x", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "https://user@as.example", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "as.example", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "file:///etc", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "", RH_OAUTH_ERROR_CONFIG_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_metadata_urls (cases[i].issuer, &error));
      g_assert_error (error, RH_OAUTH_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, "issuer");
    }
}

static RhMetadata *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return rh_metadata_parse (ISSUER, body, error);
}

static void
assert_refused (const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_METADATA);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_document (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhMetadata) metadata = parse (DOCUMENT, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (metadata->issuer, ==, ISSUER);
  g_assert_cmpstr (metadata->authorization_endpoint, ==,
                   "https://login.example/authorize?tenant=1");
  g_assert_cmpstr (metadata->token_endpoint, ==, "https://as.example/token");
  g_assert_cmpstr (metadata->revocation_endpoint, ==, "https://as.example/revoke");
  g_assert_cmpstr (metadata->introspection_endpoint, ==, "https://as.example/introspect");
  g_assert_cmpstr (metadata->scopes_supported[1], ==, "users:read");
  g_assert_cmpstr (metadata->token_endpoint_auth_methods_supported[0], ==, "client_secret_basic");
  g_assert_cmpstr (metadata->code_challenge_methods_supported[0], ==, "S256");
  g_assert_true (metadata->iss_parameter_supported);
}

static void
test_minimal (void)
{
  g_autoptr (RhMetadata) metadata
      = parse ("{\"issuer\":\"" ISSUER "\",\"token_endpoint\":null,"
               "\"authorization_response_iss_parameter_supported\":\"true\"}",
               NULL);

  g_assert_nonnull (metadata);
  g_assert_null (metadata->token_endpoint);
  g_assert_null (metadata->scopes_supported);
  g_assert_null (metadata->code_challenge_methods_supported);
  g_assert_false (metadata->iss_parameter_supported);
}

static void
test_issuer (void)
{
  assert_refused ("{\"issuer\":\"" ISSUER "/\"}", "issuer: " ISSUER "/");
  assert_refused ("{\"issuer\":\"https://AS.example/tenant\"}",
                  "issuer: https://AS.example/tenant");
  assert_refused ("{\"issuer\":\"https://as.example:443/tenant\"}",
                  "issuer: https://as.example:443/tenant");
  assert_refused ("{\"issuer\":\"https://evil.example\\u202e\"}", "issuer: https://evil.example");
  assert_refused ("{\"issuer\":[\"" ISSUER "\"]}", "issuer: missing");
  assert_refused ("{}", "issuer: missing");
}

static void
test_endpoints (void)
{
  static const char *const members[] = { "authorization_endpoint", "token_endpoint",
                                         "revocation_endpoint", "introspection_endpoint" };
  static const char *const values[] = {
    "\"javascript:alert(1)\"",
    "\"http://as.example/x\"",
    "\"file:///x\"",
    "\"https://a b\"",
    "\"-x\"",
    "\"\"",
    "\"https://u:p@as.example\"",
    "1",
    "[\"https://as.example\"]",
    "\"https://as.example/\\n\"",
  };

  for (guint m = 0; m < G_N_ELEMENTS (members); m++)
    {
      for (guint v = 0; v < G_N_ELEMENTS (values); v++)
        {
          g_autofree char *text
              = g_strdup_printf ("{\"issuer\":\"" ISSUER "\",\"%s\":%s}", members[m], values[v]);
          g_autofree char *message = g_strconcat (members[m], ": not an https address", NULL);

          assert_refused (text, message);
        }
    }
}

static void
test_lists (void)
{
  g_autofree char *filler = g_strnfill (1000, 'x');
  g_autofree char *text = g_strdup_printf (
      "{\"issuer\":\"" ISSUER "\",\"scopes_supported\":[\"a\",1,null,[\"b\"],\"\",\"c d\","
      "\"e\\u202e\",\"%s\",\"f\"],\"code_challenge_methods_supported\":\"S256\"}",
      filler);
  g_autoptr (RhMetadata) metadata = parse (text, NULL);
  g_autofree char *scopes = g_strjoinv (" ", metadata->scopes_supported);

  g_assert_cmpstr (scopes, ==, "a f");
  g_assert_null (metadata->code_challenge_methods_supported);
}

static void
test_long_list (void)
{
  g_autoptr (GString) text = g_string_new ("{\"issuer\":\"" ISSUER "\",\"scopes_supported\":[");
  g_autoptr (RhMetadata) metadata = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "\"s\",");
  g_string_append (text, "\"t\"]}");
  metadata = parse (text->str, NULL);
  g_assert_cmpuint (g_strv_length (metadata->scopes_supported), ==, 500);
}

static void
test_hostile (void)
{
  g_autofree char *open = g_strnfill (200000, '[');
  g_autofree char *deep = g_strconcat ("{\"issuer\":\"" ISSUER "\",\"x\":", open, NULL);
  g_autofree char *padding = g_strnfill (RH_METADATA_MAX_SIZE, ' ');
  g_autofree char *large = g_strconcat (DOCUMENT, padding, NULL);

  assert_refused (deep, "nested too deeply");
  assert_refused (large, "too large");
  assert_refused ("", "empty");
  assert_refused ("<html></html>", "not JSON");
  assert_refused ("[]", "not a JSON object");
  assert_refused ("{\"issuer\":\"" ISSUER "\",\"issuer\":\"" ISSUER "\"}", "a member twice");
  assert_refused ("{\"issuer\":\"" ISSUER "\\u0000.evil\"}", "NUL");
}

/* Every cut and many changed bytes: metadata of this issuer, or an error. */
static void
test_mangled (void)
{
  static const char bytes[] = { '"', '\\', '{', ']', ',', '\xff', '0' };

  for (gsize i = 0; i < strlen (DOCUMENT); i++)
    {
      for (guint b = 0; b < G_N_ELEMENTS (bytes); b++)
        {
          g_autofree char *changed = g_strdup (DOCUMENT);
          g_autoptr (GError) error = NULL;
          g_autoptr (RhMetadata) metadata = NULL;

          changed[i] = bytes[b];
          metadata = parse (changed, &error);
          g_assert_true ((metadata == NULL) == (error != NULL));
          if (metadata != NULL)
            g_assert_cmpstr (metadata->issuer, ==, ISSUER);
        }
    }
}

/* What each of the two addresses answers. */
typedef struct
{
  guint status[2];
  const char *body[2];
  const char *location;
  gboolean unreachable;
  RhFakeTransport *transport;
  RhFlowRecord *record;
} Server;

static void
answer_cb (RhFakeTransport *transport,
           guint index,
           RhRequest *request,
           const char *body,
           RhFakeReply *reply,
           gpointer user_data)
{
  Server *server = user_data;
  static const char *headers[] = { "Content-Type", "application/json", NULL, NULL, NULL };

  headers[2] = server->location != NULL ? "Location" : NULL;
  headers[3] = server->location;
  reply->status = server->status[index];
  reply->headers = headers;
  reply->body = g_strdup (server->body[index]);
  if (server->unreachable)
    reply->error = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_RESOLVE, "No such host");
}

static RhMetadata *
fetch (Server *server, const char *issuer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  server->transport = rh_fake_transport_new (answer_cb, server);
  server->record = rh_flow_record_new ();
  rh_metadata_fetch_async (issuer, RH_TRANSPORT (server->transport), server->record, cancellable,
                           rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_metadata_fetch_finish (result, error);
}

static void
server_clear (Server *server)
{
  g_clear_object (&server->transport);
  g_clear_object (&server->record);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Server, server_clear)

static void
assert_asked (Server *server, guint index, const char *url)
{
  RhRequest *request = rh_fake_transport_get_request (server->transport, index);

  g_assert_cmpstr (rh_request_get_method (request), ==, "GET");
  g_assert_cmpstr (rh_text_peek (rh_request_get_url (request), NULL), ==, url);
  g_assert_false (rh_request_get_follow_redirects (request));
  g_assert_true (rh_request_get_memory_only (request));
  g_assert_cmpint (rh_request_get_response_limit (request), ==, RH_METADATA_MAX_SIZE);
}

static void
test_fetch (void)
{
  g_auto (Server) server = { .status = { 200 }, .body = { DOCUMENT } };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhMetadata) metadata = fetch (&server, ISSUER, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (metadata->token_endpoint, ==, "https://as.example/token");
  g_assert_cmpuint (rh_fake_transport_get_n_requests (server.transport), ==, 1);
  assert_asked (&server, 0, "https://as.example/.well-known/oauth-authorization-server/tenant");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (server.record)), ==, 2);
}

static void
test_fetch_second (void)
{
  g_auto (Server) server = { .status = { 404, 200 }, .body = { "{}", DOCUMENT } };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhMetadata) metadata = fetch (&server, ISSUER, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (metadata);
  assert_asked (&server, 1, "https://as.example/tenant/.well-known/openid-configuration");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (server.record)), ==, 4);
}

static void
assert_fetch_fails (Server *server, RhOAuthError code, const char *message, guint n_requests)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhMetadata) metadata = fetch (server, ISSUER, NULL, &error);

  g_assert_null (metadata);
  g_assert_error (error, RH_OAUTH_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (rh_fake_transport_get_n_requests (server->transport), ==, n_requests);
}

static void
test_fetch_fails (void)
{
  g_auto (Server) missing = { .status = { 404, 500 }, .body = { "", "" } };
  g_auto (Server) other = { .status = { 200, 404 }, .body = { "{\"issuer\":\"x\"}", "" } };
  g_auto (Server) html = { .status = { 404, 200 }, .body = { "", "<html>" } };
  g_auto (Server) unreachable = { .unreachable = TRUE };

  assert_fetch_fails (
      &missing, RH_OAUTH_ERROR_METADATA,
      "HTTP 404 at https://as.example/.well-known/oauth-authorization-server/tenant", 2);
  assert_fetch_fails (&other, RH_OAUTH_ERROR_METADATA, "issuer: x", 2);
  assert_fetch_fails (&html, RH_OAUTH_ERROR_METADATA, "not JSON", 2);
  assert_fetch_fails (&unreachable, RH_OAUTH_ERROR_NETWORK, "No such host", 1);
}

static void
test_fetch_redirect (void)
{
  g_auto (Server) server = { .status = { 302, 301 },
                             .body = { DOCUMENT, DOCUMENT },
                             .location = "https://evil.example/metadata" };

  assert_fetch_fails (
      &server, RH_OAUTH_ERROR_METADATA,
      "HTTP 302 at https://as.example/.well-known/oauth-authorization-server/tenant", 2);
}

static void
test_fetch_too_large (void)
{
  g_autofree char *large = g_strnfill (RH_METADATA_MAX_SIZE + 1, ' ');
  g_auto (Server) server = { .status = { 200, 200 }, .body = { large, DOCUMENT } };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhMetadata) metadata = fetch (&server, ISSUER, NULL, &error);

  g_assert_null (metadata);
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_METADATA);
}

static void
test_fetch_bad_issuer (void)
{
  g_auto (Server) server = { .status = { 200 }, .body = { DOCUMENT } };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhMetadata) metadata = fetch (&server, "http://as.example", NULL, &error);

  g_assert_null (metadata);
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT);
  g_assert_cmpuint (rh_fake_transport_get_n_requests (server.transport), ==, 0);
}

static void
test_fetch_cancelled (void)
{
  g_auto (Server) server = { .status = { 200 }, .body = { DOCUMENT } };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RhMetadata) metadata = NULL;

  g_cancellable_cancel (cancellable);
  metadata = fetch (&server, ISSUER, cancellable, &error);
  g_assert_null (metadata);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_downgrade (void)
{
  g_auto (Server) server = { .status = { 200 },
                             .body = { "{\"issuer\":\"" ISSUER
                                       "\",\"code_challenge_methods_supported\":[\"plain\"]}" } };
  g_autoptr (RhMetadata) metadata = fetch (&server, ISSUER, NULL, NULL);
  g_autoptr (RhFlowMessage) note = g_list_model_get_item (G_LIST_MODEL (server.record), 2);
  g_autofree char *text = rh_flow_message_dup_text (note);

  g_assert_nonnull (metadata);
  g_assert_cmpstr (text, ==, "The metadata lists code_challenge_methods without S256");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/metadata/F1/both-addresses", test_urls);
  g_test_add_func ("/metadata/F3/bad-issuers", test_bad_issuers);
  g_test_add_func ("/metadata/document", test_document);
  g_test_add_func ("/metadata/minimal", test_minimal);
  g_test_add_func ("/metadata/F2/issuer-byte-for-byte", test_issuer);
  g_test_add_func ("/metadata/F3/endpoints-are-https", test_endpoints);
  g_test_add_func ("/metadata/lists", test_lists);
  g_test_add_func ("/metadata/F3/long-list-is-cut", test_long_list);
  g_test_add_func ("/metadata/F3/hostile-documents", test_hostile);
  g_test_add_func ("/metadata/F3/mangled", test_mangled);
  g_test_add_func ("/metadata/F1/fetch", test_fetch);
  g_test_add_func ("/metadata/F1/fetch-second", test_fetch_second);
  g_test_add_func ("/metadata/F2/fetch-fails", test_fetch_fails);
  g_test_add_func ("/metadata/F3/no-redirect", test_fetch_redirect);
  g_test_add_func ("/metadata/F3/too-large", test_fetch_too_large);
  g_test_add_func ("/metadata/F3/clear-text-issuer-is-not-asked", test_fetch_bad_issuer);
  g_test_add_func ("/metadata/cancelled", test_fetch_cancelled);
  g_test_add_func ("/metadata/D4/downgrade-is-noted", test_downgrade);

  return g_test_run ();
}
