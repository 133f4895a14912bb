/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for a secret while settings change under a sign-in or a request, and after: the seams
 * between sender, connection, bindings and sign-in. */
#include "collection/rh-resolver.h"
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-server.h"
#include "text/rh-codec.h"
#include "workspace/rh-connection-private.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

static void
setup (RhJourney *journey, gconstpointer data)
{
  rh_journey_start (journey, NULL);
}

static void
teardown (RhJourney *journey, gconstpointer data)
{
  rh_journey_stop (journey);
}

static void
set (RhJourney *journey, const char *name, const char *value)
{
  rh_environment_set (journey->environment, name, value);
}

static char *
other_address (RhJourney *journey, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", journey->practice.port, path);
}

static void
wait_for (RhJourney *journey, RhSignInState state)
{
  RhSignInOperation *sign_in = rh_connection_get_sign_in (journey->connection);

  while (rh_sign_in_operation_get_state (sign_in) != state)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
finish_connect (RhJourney *journey, GAsyncResult **result, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;

  rh_test_wait (result);
  done = g_steal_pointer (result);
  return rh_connection_finish (journey->connection, done, error);
}

static const char *
expected_issuer (RhConnection *connection)
{
  return rh_oauth_config_get (rh_connection_get_config (connection), RH_OAUTH_ISSUER);
}

static void
load (RhConnection *connection)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_connection_load_async (connection, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  g_assert_true (rh_connection_finish (connection, done, NULL));
}

/* 1.8: asked once; then expected, by the next program too, and in this environment only. */
static void
test_issuer_is_pinned (RhJourney *journey, gconstpointer data)
{
  const char *base = rh_practice_server_get_base_url (journey->practice.server);
  g_autofree char *elsewhere = other_address (journey, "/oauth/authorize");
  g_autoptr (RhEnvironment) twin = rh_environment_new ("Twin");
  g_autoptr (RhConnection) other = NULL;
  g_autoptr (RhWorkspace) later = NULL;
  g_autoptr (RhConnection) again = NULL;
  GListModel *variables = rh_environment_get_variables (journey->environment);
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  set (journey, "issuer", "");
  set (journey, "authorization_url", elsewhere);
  rh_connection_connect_async (journey->connection, NULL, rh_test_take_result, &result);
  wait_for (journey, RH_SIGN_IN_ASKING_ISSUER);
  rh_sign_in_operation_accept_issuer (rh_connection_get_sign_in (journey->connection));
  g_assert_true (finish_connect (journey, &result, &error));
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTED);
  g_assert_true (rh_journey_connect (journey, &error)); /* would wait for an answer for ever */

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      if (!rh_variable_is_secret (variable))
        rh_environment_set (twin, rh_variable_get_name (variable),
                            rh_variable_get_value (variable));
    }
  rh_collection_add_environment (journey->starter, twin);
  other = rh_workspace_get_connection (journey->workspace, journey->starter, twin);
  load (other);
  g_assert_null (expected_issuer (other));

  g_assert_true (rh_workspace_flush (journey->workspace, NULL));
  later = rh_journey_new_workspace (journey);
  g_assert_true (rh_collections_load (rh_workspace_get_open (later), NULL));
  again = rh_workspace_get_connection (
      later, rh_workspace_get_starter (later),
      rh_collection_get_environment (rh_workspace_get_starter (later), "Practice"));
  load (again);
  g_assert_cmpstr (expected_issuer (again), ==, base);

  /* what the settings name decides */
  set (journey, "issuer", "https://as.example");
  rh_journey_load (journey, NULL);
  g_assert_cmpstr (expected_issuer (journey->connection), ==, "https://as.example");
}

/* 1.8: it is another server that answers now. */
static void
test_another_issuer (RhJourney *journey, gconstpointer data)
{
  g_autofree char *slot
      = g_strconcat ("issuer ", rh_connection_get_secret_slot (journey->connection), NULL);
  g_autoptr (GError) error = NULL;

  set (journey, "issuer", "");
  g_assert_true (rh_bindings_allow (rh_workspace_get_bindings (journey->workspace), slot,
                                    "https://as.example", NULL));
  g_assert_false (rh_journey_connect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_ISSUER);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==, 0);
}

static void
discover (RhJourney *journey)
{
  const char *base = rh_practice_server_get_base_url (journey->practice.server);
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (RhMetadata) metadata = NULL;

  rh_connection_discover_async (journey->connection, base, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  metadata = rh_connection_discover_finish (journey->connection, done, NULL);
  g_assert_nonnull (metadata);
  g_assert_true (metadata->iss_parameter_supported);
}

static void
begin_sign_in (RhJourney *journey, GAsyncResult **result)
{
  rh_fake_browser_set_decision (journey->browser, NULL);
  rh_connection_connect_async (journey->connection, NULL, rh_test_take_result, result);
  wait_for (journey, RH_SIGN_IN_WAITING);
}

static gboolean
end_sign_in (RhJourney *journey, GAsyncResult **result, GError **error)
{
  rh_fake_browser_set_decision (journey->browser, "allow");
  rh_sign_in_operation_open_again (rh_connection_get_sign_in (journey->connection));
  return finish_connect (journey, result, error);
}

/* F4: the server's metadata promises an iss, so an answer without one is not its own. */
static void
test_promised_issuer (RhJourney *journey, gconstpointer data)
{
  g_autofree char *redirect
      = rh_connection_dup_setting (journey->connection, RH_OAUTH_REDIRECT_URI);
  static const RhOAuthError codes[]
      = { RH_OAUTH_ERROR_INVALID_GRANT, RH_OAUTH_ERROR_ISSUER, RH_OAUTH_ERROR_ISSUER };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      GAsyncResult *result = NULL;
      g_autoptr (RhParams) params = NULL;
      g_autofree char *answer = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 1)
        discover (journey);
      if (i == 2)
        set (journey, "audience", "another"); /* another configuration, the same server */
      begin_sign_in (journey, &result);
      params
          = rh_params_parse (strchr (rh_fake_browser_get_address (journey->browser), '?') + 1, -1);
      answer = g_strdup_printf ("%s?code=c0de&state=%s", redirect, rh_params_get (params, "state"));
      rh_sign_in_operation_paste (rh_connection_get_sign_in (journey->connection), answer, NULL);
      g_assert_false (finish_connect (journey, &result, &error));
      g_assert_error (error, RH_OAUTH_ERROR, (int) codes[i]);
    }

  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==, 1);
}

/* 4.2: a pull during the consent pins nothing. */
static void
test_settings_change_during_sign_in (RhJourney *journey, gconstpointer data)
{
  RhBindings *bindings = rh_workspace_get_bindings (journey->workspace);
  g_autofree char *token_url = other_address (journey, "/oauth/token");
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  begin_sign_in (journey, &result);
  set (journey, "token_url", token_url);
  load (journey->connection); /* the changed settings are in use */
  g_assert_false (end_sign_in (journey, &result, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED);
  g_assert_false (
      rh_bindings_has_any (bindings, rh_connection_get_secret_slot (journey->connection)));
  g_assert_false (rh_bindings_has_any (bindings, rh_connection_get_slot (journey->connection)));
}

static void
test_api_changes_during_sign_in (RhJourney *journey, gconstpointer data)
{
  const char *base = rh_practice_server_get_base_url (journey->practice.server);
  RhBindings *bindings = rh_workspace_get_bindings (journey->workspace);
  g_autofree char *api = other_address (journey, "");
  g_auto (GStrv) origins = NULL;
  GAsyncResult *result = NULL;

  begin_sign_in (journey, &result);
  set (journey, "api", api);
  g_assert_true (end_sign_in (journey, &result, NULL));
  origins = rh_bindings_dup_origins (bindings, rh_connection_get_slot (journey->connection));
  g_assert_cmpuint (g_strv_length (origins), ==, 1);
  g_assert_cmpstr (origins[0], ==, base);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* 4.2: a client secret that is entered anew is decided anew, the token that is there is not. */
static void
test_endpoint_after_a_new_secret (RhJourney *journey, gconstpointer data)
{
  g_autofree char *evil = other_address (journey, "/oauth/revoke");
  RhBindings *bindings = rh_workspace_get_bindings (journey->workspace);
  guint n_requests = 0;

  rh_environment_set_service (journey->environment, "other");
  g_assert_true (rh_journey_set_client_secret (journey, RH_PRACTICE_CLIENT_SECRET));
  g_assert_true (rh_journey_connect (journey, NULL));
  g_signal_connect_swapped (journey->practice.server, "request", G_CALLBACK (count_cb),
                            &n_requests);
  set (journey, "revocation_url", evil);
  g_assert_true (rh_journey_set_client_secret (journey, "another secret"));
  g_assert_false (
      rh_bindings_has_any (bindings, rh_connection_get_secret_slot (journey->connection)));
  g_assert_true (rh_journey_load (journey, NULL));
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTED);
  rh_journey_sign_out (journey, NULL);
  g_assert_cmpuint (n_requests, ==, 0);
  g_assert_false (rh_connection_was_revoked (journey->connection));
}

static void
narrow_cb (RhJourney *journey)
{
  set (journey, "scope", "users:read");
}

/* 3.6: a request that was refused is not sent again with the token of another sign-in. */
static void
test_settings_change_during_request (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rh_journey_connect (journey, NULL));
  journey->practice.now += (gint64) 3601 * G_USEC_PER_SEC; /* the first token is over there */
  set (journey, "scope", "users:read");
  g_assert_true (rh_journey_connect (journey, NULL));
  set (journey, "scope", "users:read vendors:read vendors:write");
  g_assert_true (rh_journey_load (journey, NULL));

  g_signal_connect_swapped (journey->practice.server, "request", G_CALLBACK (narrow_cb), journey);
  sender = rh_journey_send (journey, rh_journey_find (journey, "Search Employees"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rh_journey_status (sender), ==, 401);
  g_assert_cmpuint (
      g_list_model_get_n_items (rh_exchange_get_hops (rh_sender_get_exchange (sender))), ==, 1);
}

/* 4.4: it would end in the browser's history. No way leads around it. */
static void
test_secret_in_the_authorization_url (RhJourney *journey, gconstpointer data)
{
  const char *base = rh_practice_server_get_base_url (journey->practice.server);
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (journey->starter), "Practice", "key");
  g_autofree char *direct = g_strconcat (base, "/oauth/authorize?k={{key}}", NULL);
  g_autofree char *nested = g_strconcat (base, "/oauth/authorize?k={{nested}}", NULL);
  const char *const urls[] = { direct, nested, "{{key}}" };

  rh_environment_add_secret (journey->environment, "key");
  set (journey, "nested", "{{key}}");
  g_assert_true (
      rh_keyring_store_now (journey->keyring, RH_KEYRING_KIND_VARIABLE, slot, direct, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      set (journey, "authorization_url", urls[i]);
      g_assert_false (rh_journey_connect (journey, &error));
      g_assert_nonnull (error);
    }

  g_assert_cmpuint (rh_fake_browser_get_n_opened (journey->browser), ==, 0);
}

/* 4.2: after a pull the same request goes to another host. */

typedef struct
{
  RhJourney *journey;
  RhWireServer *home; /* where the secret may go */
  RhWireServer *elsewhere;
  RhRequestItem *item;
} Pull;

static char *
dup_origin (RhWireServer *server)
{
  return g_strdup_printf ("http://127.0.0.1:%u", rh_wire_server_get_port (server));
}

static void
pull_start (Pull *pull, RhJourney *journey)
{
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (journey->starter), "Practice", "key");
  g_autofree char *home = NULL;

  pull->journey = journey;
  pull->home = rh_wire_server_new ("127.0.0.1", 0, NULL);
  pull->elsewhere = rh_wire_server_new ("127.0.0.1", 0, NULL);
  home = dup_origin (pull->home);
  rh_environment_add_secret (journey->environment, "key");
  set (journey, "nested", "{{key}}");
  g_assert_true (
      rh_keyring_store_now (journey->keyring, RH_KEYRING_KIND_VARIABLE, slot, "k3y-value", NULL));
  g_assert_true (
      rh_bindings_allow (rh_workspace_get_bindings (journey->workspace), slot, home, NULL));
}

static void
pull_stop (Pull *pull)
{
  rh_wire_server_free (pull->home);
  rh_wire_server_free (pull->elsewhere);
}

static void
set_auth (RhRequestItem *item, RhAuthKind kind, const char *field, const char *value)
{
  RhAuth *auth = rh_request_item_get_auth (item);

  g_object_set (item, "auth-kind", kind, NULL);
  rh_auth_set (auth, RH_AUTH_USERNAME, "ada");
  rh_auth_set (auth, RH_AUTH_KEY, "X-Mine");
  rh_auth_set (auth, field, value);
}

static void
use_basic (RhRequestItem *item)
{
  set_auth (item, RH_AUTH_KIND_BASIC, RH_AUTH_PASSWORD, "{{key}}");
}

static void
use_basic_username (RhRequestItem *item)
{
  set_auth (item, RH_AUTH_KIND_BASIC, RH_AUTH_USERNAME, "{{key}}");
}

static void
use_bearer (RhRequestItem *item)
{
  set_auth (item, RH_AUTH_KIND_BEARER, RH_AUTH_TOKEN, "t-{{nested}}");
}

static void
use_key (RhRequestItem *item)
{
  set_auth (item, RH_AUTH_KIND_API_KEY, RH_AUTH_VALUE, "{{key}}");
}

static void
use_query_key (RhRequestItem *item)
{
  set_auth (item, RH_AUTH_KIND_API_KEY, RH_AUTH_VALUE, "{{nested}}");
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PLACEMENT, RH_AUTH_PLACEMENT_QUERY);
}

static void
use_digest (RhRequestItem *item)
{
  set_auth (item, RH_AUTH_KIND_DIGEST, RH_AUTH_PASSWORD, "{{key}}");
}

static void
use_path_param (RhRequestItem *item)
{
  g_autoptr (RhField) param = NULL;

  g_object_set (item, "url", "{{where}}/x/:id", NULL);
  param = g_list_model_get_item (rh_request_item_get_path_params (item), 0);
  g_object_set (param, "value", "{{key}}", NULL);
}

static void
use_query (RhRequestItem *item)
{
  g_object_set (item, "url", "{{where}}/x?k={{nested}}", NULL);
}

static void
use_cookie (RhRequestItem *item)
{
  g_autoptr (RhField) cookie = rh_field_new ("Cookie", "sid={{key}}", NULL, TRUE);

  rh_request_item_add_header (item, cookie);
}

static void
use_part (RhRequestItem *item)
{
  g_autoptr (RhField) part = rh_field_new ("k", "{{key}}", NULL, TRUE);

  g_object_set (item, "method", "POST", "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  rh_request_item_add_part (item, part);
}

static void
use_part_name (RhRequestItem *item)
{
  g_autoptr (RhField) part = rh_field_new ("{{key}}", "v", NULL, TRUE);

  g_object_set (item, "method", "POST", "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  rh_request_item_add_part (item, part);
}

static void
use_part_type (RhRequestItem *item)
{
  g_autoptr (RhField) part = rh_field_new ("k", "v", NULL, TRUE);

  g_object_set (part, "media-type", "text/{{key}}", NULL);
  g_object_set (item, "method", "POST", "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  rh_request_item_add_part (item, part);
}

static void
use_form (RhRequestItem *item)
{
  g_autoptr (RhField) field = rh_field_new ("k", "{{key}}", NULL, TRUE);

  g_object_set (item, "method", "POST", "body-kind", RH_BODY_KIND_FORM, NULL);
  rh_request_item_add_form_field (item, field);
}

static void
use_text (RhRequestItem *item)
{
  g_object_set (item, "method", "POST", "body-kind", RH_BODY_KIND_JSON, "body-text",
                "{\"k\": \"{{key}}\"}", NULL);
}

static void
assert_asks (Pull *pull, RhRequestItem *item, const char *origin)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = rh_journey_send (pull->journey, item, &error);

  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN);
  g_assert_cmpstr (rh_sender_get_question (sender)->name, ==, "key");
  g_assert_cmpstr (rh_sender_get_question (sender)->origin, ==, origin);
  g_assert_null (rh_sender_get_exchange (sender));
}

static void
test_host_changes (RhJourney *journey, gconstpointer data)
{
  static void (*const uses[]) (RhRequestItem *item)
      = { use_basic,     use_basic_username, use_bearer, use_key,    use_query_key,
          use_digest,    use_path_param,     use_query,  use_cookie, use_part,
          use_part_name, use_part_type,      use_form,   use_text };
  Pull pull;
  g_autofree char *home = NULL;
  g_autofree char *elsewhere = NULL;

  pull_start (&pull, journey);
  home = dup_origin (pull.home);
  elsewhere = dup_origin (pull.elsewhere);
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "{{where}}/x");
      g_autoptr (RhField) host = rh_field_new ("Host", "elsewhere.example", NULL, TRUE);
      g_autoptr (RhSender) sender = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("use %u", i);
      g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
      uses[i](item);
      set (journey, "where", home);
      rh_wire_server_add_reply (pull.home, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", -1,
                                RH_WIRE_KEEP);
      sender = rh_journey_send (journey, item, &error);
      g_assert_no_error (error);

      set (journey, "where", elsewhere);
      assert_asks (&pull, item, elsewhere);
      set (journey, "where", home);
      rh_request_item_add_header (item, host);
      assert_asks (&pull, item, "http://elsewhere.example");
    }

  g_assert_cmpuint (rh_wire_server_get_n_requests (pull.home), ==, G_N_ELEMENTS (uses));
  g_assert_cmpuint (rh_wire_server_get_n_connections (pull.elsewhere), ==, 0);
  pull_stop (&pull);
}

/* 4.2: no way around what is asked of a Host in the headers. */
static void
test_host_as_key (RhJourney *journey, gconstpointer data)
{
  static const char *const names[] = { "Host", "hOST" };
  Pull pull;
  g_autofree char *url = NULL;

  pull_start (&pull, journey);
  url = dup_origin (pull.home);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", url);
      g_autoptr (RhField) secret = rh_field_new ("X-Own", "{{key}}", NULL, TRUE);
      g_autoptr (RhSender) sender = NULL;
      g_autoptr (GError) error = NULL;

      rh_request_item_add_header (item, secret);
      set_auth (item, RH_AUTH_KIND_API_KEY, RH_AUTH_VALUE, "elsewhere.example");
      rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_KEY, names[i]);
      sender = rh_journey_send (journey, item, &error);
      g_assert_error (error, RH_RESOLVER_ERROR, RH_RESOLVER_ERROR_KEY);
    }

  g_assert_cmpuint (rh_wire_server_get_n_connections (pull.home), ==, 0);
  pull_stop (&pull);
}

static void
advance_cb (RhJourney *journey)
{
  journey->clock.real += G_USEC_PER_SEC;
}

/* 4.2: what is filled in anew after a 401 is looked at anew; the clock moves while the token is
 * refreshed. */
static void
test_host_changes_before_replay (RhJourney *journey, gconstpointer data)
{
  RhBindings *bindings = rh_workspace_get_bindings (journey->workspace);
  g_autoptr (RhWireServer) api = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *origin = dup_origin (api);
  g_autofree char *named = g_strdup_printf ("http://%" G_GINT64_FORMAT ".example",
                                            journey->clock.real / G_USEC_PER_SEC);
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", origin);
  g_autoptr (RhField) host = rh_field_new ("Host", "{{$timestamp}}.example", NULL, TRUE);
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (GError) error = NULL;

  rh_request_item_add_header (item, host);
  rh_wire_server_add_reply (api, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", -1,
                            RH_WIRE_KEEP);
  g_assert_true (rh_journey_connect (journey, NULL));
  g_assert_true (
      rh_bindings_allow (bindings, rh_connection_get_slot (journey->connection), origin, NULL));
  g_assert_true (
      rh_bindings_allow (bindings, rh_connection_get_slot (journey->connection), named, NULL));
  g_signal_connect_swapped (journey->practice.server, "request", G_CALLBACK (advance_cb), journey);
  sender = rh_journey_send (journey, item, &error);
  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN);
  g_assert_null (rh_sender_get_question (sender)->name); /* the words are ui's */
  g_assert_cmpuint (rh_wire_server_get_n_requests (api), ==, 1);
}

#define ADD(path, function) g_test_add (path, RhJourney, NULL, setup, function, teardown)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  ADD ("/bound-secrets/1.8/issuer-is-pinned", test_issuer_is_pinned);
  ADD ("/bound-secrets/1.8/another-issuer", test_another_issuer);
  ADD ("/bound-secrets/F4/promised-issuer", test_promised_issuer);
  ADD ("/bound-secrets/4.2/settings-change-during-sign-in", test_settings_change_during_sign_in);
  ADD ("/bound-secrets/4.2/api-changes-during-sign-in", test_api_changes_during_sign_in);
  ADD ("/bound-secrets/4.2/endpoint-after-a-new-secret", test_endpoint_after_a_new_secret);
  ADD ("/bound-secrets/3.6/settings-change-during-request", test_settings_change_during_request);
  ADD ("/bound-secrets/4.4/secret-in-the-authorization-url", test_secret_in_the_authorization_url);
  ADD ("/bound-secrets/4.2/host-changes", test_host_changes);
  ADD ("/bound-secrets/4.2/host-as-key", test_host_as_key);
  ADD ("/bound-secrets/4.2/host-changes-before-replay", test_host_changes_before_replay);
  return g_test_run ();
}
