/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Basic, Bearer, API key and Digest on the way of a request: bound like other secrets (security.md
 * 4.2), masked in what was sent, never in what is kept; over real sockets. */
#include "collection/rh-resolver.h"
#include "http/rh-hop-text.h"
#include "http/rh-loopback-server.h"
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-server.h"
#include "workspace/rh-history-file.h"
#include "workspace/rh-preview.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

typedef struct
{
  RhJourney journey;
  RhWireServer *server;
  char *origin;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  rh_journey_start (&fixture->journey, NULL);
  fixture->server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  fixture->origin
      = g_strdup_printf ("http://127.0.0.1:%u", rh_wire_server_get_port (fixture->server));
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  rh_journey_stop (&fixture->journey);
  rh_wire_server_free (fixture->server);
  g_free (fixture->origin);
}

static void
answer (Fixture *fixture, const char *head)
{
  g_autofree char *reply = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n", head);

  rh_wire_server_add_reply (fixture->server, reply, -1, RH_WIRE_KEEP);
}

static RhRequestItem *
new_item (Fixture *fixture, RhAuthKind kind)
{
  g_autofree char *url = g_strconcat (fixture->origin, "/x", NULL);
  RhRequestItem *item = rh_request_item_new ("A", "GET", url);
  RhAuth *auth = rh_request_item_get_auth (item);

  g_object_set (item, "auth-kind", kind, NULL);
  rh_auth_set (auth, RH_AUTH_USERNAME, "ada");
  rh_auth_set (auth, RH_AUTH_PASSWORD, "{{key}}");
  rh_auth_set (auth, RH_AUTH_TOKEN, "{{key}}");
  rh_auth_set (auth, RH_AUTH_KEY, "X-Mine");
  rh_auth_set (auth, RH_AUTH_VALUE, "{{key}}");
  return item;
}

static void
store_variable (Fixture *fixture, const char *value)
{
  RhJourney *journey = &fixture->journey;
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (journey->starter), "Practice", "key");

  rh_environment_add_secret (journey->environment, "key");
  g_assert_true (
      rh_keyring_store_now (journey->keyring, RH_KEYRING_KIND_VARIABLE, slot, value, NULL));
}

static void
allow (Fixture *fixture)
{
  RhJourney *journey = &fixture->journey;
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (journey->starter), "Practice", "key");

  g_assert_true (rh_bindings_allow (rh_workspace_get_bindings (journey->workspace), slot,
                                    fixture->origin, NULL));
}

static RhSender *
send (Fixture *fixture, RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  RhSender *sender = rh_journey_send (&fixture->journey, item, &error);

  g_assert_no_error (error);
  return sender;
}

static void
assert_fails (Fixture *fixture, RhRequestItem *item, RhResolverError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = rh_journey_send (&fixture->journey, item, &error);

  g_assert_error (error, RH_RESOLVER_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_null (rh_sender_get_exchange (sender));
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 0);
}

static RhHop *
nth_hop (RhSender *sender, guint index)
{
  g_autoptr (RhHop) hop
      = g_list_model_get_item (rh_exchange_get_hops (rh_sender_get_exchange (sender)), index);

  g_assert_nonnull (hop);
  return hop; /* the exchange keeps it */
}

/* Not a byte goes out before somebody said yes, whichever field of whichever kind it is. */
static void
test_asks_first (Fixture *fixture, gconstpointer data)
{
  static const RhAuthKind kinds[]
      = { RH_AUTH_KIND_BASIC, RH_AUTH_KIND_BEARER, RH_AUTH_KIND_API_KEY, RH_AUTH_KIND_DIGEST };

  store_variable (fixture, "value-without-spaces");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (RhRequestItem) item = new_item (fixture, kinds[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RhSender) sender = rh_journey_send (&fixture->journey, item, &error);

      g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN);
      g_assert_cmpstr (rh_sender_get_question (sender)->name, ==, "key");
      g_assert_cmpstr (rh_sender_get_question (sender)->origin, ==, fixture->origin);
      g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 0);
    }
}

/* What stands in the collection's own files is no secret of this user; it is masked all the same.
 */
static void
test_typed_is_masked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item (fixture, RH_AUTH_KIND_API_KEY);
  g_autoptr (RhSender) sender = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *masked = NULL;
  g_autoptr (RhHistoryContent) kept = NULL;
  RhHeaders *headers;
  RhText *value = NULL;

  answer (fixture, "200 OK");
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_VALUE, "typed-in-clear");
  sender = send (fixture, item);
  sent = rh_wire_server_dup_request (fixture->server, 0);
  g_assert_nonnull (strstr (sent, "\r\nX-Mine: typed-in-clear\r\n"));

  headers = rh_hop_get_sent_headers (nth_hop (sender, 0));
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    if (g_str_equal (rh_headers_nth_name (headers, i), "X-Mine"))
      value = rh_headers_nth_value (headers, i);
  g_assert_nonnull (value);
  masked = rh_text_dup_masked (value);
  g_assert_null (strstr (masked, "clear"));

  kept = rh_history_content_from_exchange (item, rh_sender_get_exchange (sender), FALSE);
  g_assert_true (kept->masked_typed);
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (kept->item), RH_AUTH_VALUE), ==, "");
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (kept->item), RH_AUTH_PASSWORD), ==,
                   "{{key}}");
}

#define KEY "kv&y/0123456789abcdef"
#define KEY_SENT "kv%26y%2F0123456789abcdef"
#define KEY_END "456789abcdef" /* of each way to write it; a mask shows four characters at most */

static void
assert_masked (const char *text)
{
  g_assert_nonnull (text);
  g_assert_null (strstr (text, KEY_END));
}

static void
assert_hop_is_masked (RhHop *hop)
{
  RhHeaders *received = rh_hop_get_headers (hop);
  g_autofree char *url = rh_hop_text_dup_url (hop);
  g_autofree char *request = rh_hop_text_dup_request (hop, NULL);

  assert_masked (url);
  assert_masked (request);
  for (guint i = 0; i < rh_headers_get_length (received); i++)
    {
      g_autofree char *shown = rh_hop_text_dup_header (rh_headers_nth_name (received, i),
                                                       rh_headers_nth_value (received, i));

      assert_masked (shown);
    }
}

static char *
dup_history_file (RhRequestItem *item, RhExchange *exchange)
{
  g_autoptr (RhHistoryContent) kept = rh_history_content_from_exchange (item, exchange, FALSE);
  g_autoptr (RhHistoryEntry) entry = rh_history_entry_new (
      "1", rh_history_facts_from_exchange ("Practice", NULL, item, exchange));

  return rh_history_file_print (rh_history_entry_get_facts (entry), kept);
}

static void
assert_history_is_masked (RhRequestItem *item, RhExchange *exchange)
{
  g_autofree char *file = dup_history_file (item, exchange);

  assert_masked (file);
}

/* 4.0: in what was sent, what came back of it, the history, and every text that is copied. */
static void
test_query_key_is_masked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item (fixture, RH_AUTH_KIND_API_KEY);
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (RhPreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  RhRequestText *text;
  g_autofree char *sent = NULL;
  g_autofree char *url = NULL;
  g_autofree char *raw = NULL;

  store_variable (fixture, KEY);
  allow (fixture);
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PLACEMENT, RH_AUTH_PLACEMENT_QUERY);
  answer (fixture, "302 Found\r\nLocation: /y?again=" KEY_SENT);
  answer (fixture, "200 OK\r\nX-Echo: " KEY);
  sender = send (fixture, item);
  sent = rh_wire_server_dup_request (fixture->server, 0);
  g_assert_true (g_str_has_prefix (sent, "GET /x?X-Mine=" KEY_SENT " HTTP/1.1\r\n"));
  assert_hop_is_masked (nth_hop (sender, 0));
  assert_hop_is_masked (nth_hop (sender, 1));
  assert_history_is_masked (item, rh_sender_get_exchange (sender));

  preview = rh_preview_new (fixture->journey.workspace, fixture->journey.connection, item, &error);
  g_assert_no_error (error);
  text = rh_preview_get_text (preview, &error);
  g_assert_no_error (error);
  url = rh_request_text_dup_url (text);
  raw = rh_request_text_to_raw (text, RH_SECRETS_BY_NAME);
  g_assert_true (g_str_has_suffix (url, "/x?X-Mine={{key}}"));
  assert_masked (raw);
}

/* The server's own words must not take it elsewhere, nor must ours tell it. */
static void
test_query_key_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) other = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *location = g_strdup_printf ("302 Found\r\nLocation: http://127.0.0.1:%u/y?k=%s",
                                               rh_wire_server_get_port (other), KEY_SENT);
  g_autoptr (RhRequestItem) item = new_item (fixture, RH_AUTH_KIND_API_KEY);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = NULL;

  store_variable (fixture, KEY);
  allow (fixture);
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PLACEMENT, RH_AUTH_PLACEMENT_QUERY);
  answer (fixture, location);
  sender = rh_journey_send (&fixture->journey, item, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT_SECRET);
  assert_masked (error->message);
  g_assert_cmpuint (rh_wire_server_get_n_connections (other), ==, 0);
  assert_history_is_masked (item, rh_sender_get_exchange (sender));

  /* nobody answers any more */
  g_clear_object (&sender);
  g_clear_error (&error);
  sender = rh_journey_send (&fixture->journey, item, &error);
  g_assert_nonnull (error);
  assert_masked (error->message);
}

/* A server that repeats what it got does not bring it into the history: in Basic, user name and
 * password are one value. */
static void
test_basic_echo_is_masked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item (fixture, RH_AUTH_KIND_BASIC);
  g_autofree char *pair = g_base64_encode ((const guchar *) "ada:" KEY, strlen ("ada:" KEY));
  g_autofree char *reply
      = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Echo: %s\r\n"
                         "Content-Length: %zu\r\n\r\nBasic %s",
                         pair, strlen ("Basic ") + strlen (pair), pair);
  g_autoptr (RhSender) sender = NULL;
  g_autofree char *file = NULL;

  store_variable (fixture, KEY);
  allow (fixture);
  rh_wire_server_add_reply (fixture->server, reply, -1, RH_WIRE_KEEP);
  sender = send (fixture, item);
  file = dup_history_file (item, rh_sender_get_exchange (sender));
  g_assert_null (strstr (file, pair + 8));
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) colon = new_item (fixture, RH_AUTH_KIND_BASIC);
  g_autoptr (RhRequestItem) empty = new_item (fixture, RH_AUTH_KIND_BEARER);
  g_autoptr (RhRequestItem) scheme = new_item (fixture, RH_AUTH_KIND_BEARER);
  g_autoptr (RhRequestItem) name = new_item (fixture, RH_AUTH_KIND_API_KEY);
  g_autoptr (RhRequestItem) path = new_item (fixture, RH_AUTH_KIND_NONE);
  g_autofree char *url = g_strconcat (fixture->origin, "/x/:id", NULL);

  rh_auth_set (rh_request_item_get_auth (colon), RH_AUTH_USERNAME, "a:b");
  rh_auth_set (rh_request_item_get_auth (colon), RH_AUTH_PASSWORD, "p");
  assert_fails (fixture, colon, RH_RESOLVER_ERROR_USERNAME, ":");
  rh_auth_set (rh_request_item_get_auth (empty), RH_AUTH_TOKEN, " ");
  assert_fails (fixture, empty, RH_RESOLVER_ERROR_AUTH_EMPTY, RH_AUTH_TOKEN);
  rh_auth_set (rh_request_item_get_auth (scheme), RH_AUTH_TOKEN, "Bearer abc");
  assert_fails (fixture, scheme, RH_RESOLVER_ERROR_TOKEN, RH_AUTH_TOKEN);
  rh_auth_set (rh_request_item_get_auth (name), RH_AUTH_KEY, "my key");
  rh_auth_set (rh_request_item_get_auth (name), RH_AUTH_VALUE, "v");
  assert_fails (fixture, name, RH_RESOLVER_ERROR_KEY, "my key");
  g_object_set (path, "url", url, NULL);
  assert_fails (fixture, path, RH_RESOLVER_ERROR_PATH_PARAM, "id");
}

/* RFC 7616: asked once; the nonce is used up, counted, by the requests that follow. */
static void
test_digest_is_remembered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item (fixture, RH_AUTH_KIND_DIGEST);
  g_autoptr (RhSender) first = NULL;
  g_autoptr (RhSender) second = NULL;
  g_autofree char *unsigned_request = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  answer (fixture, "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", "
                   "qop=\"auth\", algorithm=SHA-256");
  answer (fixture, "200 OK");
  answer (fixture, "200 OK");
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PASSWORD, "typed");

  first = send (fixture, item);
  second = send (fixture, item);
  unsigned_request = rh_wire_server_dup_request (fixture->server, 0);
  one = rh_wire_server_dup_request (fixture->server, 1);
  two = rh_wire_server_dup_request (fixture->server, 2);
  g_assert_null (strstr (unsigned_request, "Authorization"));
  g_assert_nonnull (strstr (one, "nc=00000001"));
  g_assert_nonnull (strstr (two, "nc=00000002"));
  g_assert_true (g_strv_contains (rh_hop_get_notes (nth_hop (first, 1)), "digest-answered"));
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 3);
}

/* A body that is large waits until it is known what is asked for; one that nobody asks about goes
 * out with the second try. */
static void
test_large_body_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item (fixture, RH_AUTH_KIND_DIGEST);
  g_autofree char *text = g_strnfill (2 * 1024 * 1024, 'x');
  g_autoptr (RhSender) sender = NULL;
  g_autofree char *first = NULL;

  answer (fixture, "200 OK");
  answer (fixture, "200 OK");
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PASSWORD, "typed");
  g_object_set (item, "method", "POST", "body-kind", RH_BODY_KIND_TEXT, "body-text", text, NULL);

  sender = send (fixture, item);
  first = rh_wire_server_dup_request (fixture->server, 0);
  g_assert_nonnull (strstr (first, "\r\nContent-Length: 0\r\n"));
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 2);
  g_assert_cmpint (rh_hop_get_sent_body_size (nth_hop (sender, 1)), ==, 2 * 1024 * 1024);
  g_assert_true (g_strv_contains (rh_hop_get_notes (nth_hop (sender, 0)), "body-held-back"));
  g_assert_true (g_strv_contains (rh_hop_get_notes (nth_hop (sender, 1)), "body-sent"));
}

/* auth-int: the body's hash is in the answer, and it is the hash of what goes out. */
static void
test_body_is_hashed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item (fixture, RH_AUTH_KIND_DIGEST);
  g_autoptr (RhSender) sender = NULL;
  g_autofree char *sent = NULL;

  answer (fixture, "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", "
                   "qop=\"auth-int\"");
  answer (fixture, "200 OK");
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PASSWORD, "typed");
  g_object_set (item, "method", "POST", "body-kind", RH_BODY_KIND_TEXT, "body-text", "hello", NULL);

  sender = send (fixture, item);
  sent = rh_wire_server_dup_request (fixture->server, 1);
  g_assert_nonnull (strstr (sent, "qop=auth-int"));
  g_assert_true (g_str_has_suffix (sent, "\r\n\r\nhello"));
}

/* It may be what the user meant, so it goes out, and says so. */
static void
test_json_is_checked (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gboolean note;
  } cases[] = { { "{\"a\": {{id}}}", FALSE }, { "{\"a\": {{id}}", TRUE }, { "", FALSE } };

  rh_environment_set (fixture->journey.environment, "id", "7");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhRequestItem) item = new_item (fixture, RH_AUTH_KIND_NONE);
      g_autoptr (RhSender) sender = NULL;

      answer (fixture, "200 OK");
      g_object_set (item, "method", "POST", "body-kind", RH_BODY_KIND_JSON, "body-text",
                    cases[i].text, NULL);
      sender = send (fixture, item);
      g_assert_cmpint (g_strv_contains (rh_hop_get_notes (nth_hop (sender, 0)), "json-invalid"), ==,
                       cases[i].note);
    }
}

/* The folder's auth and settings are the request's. */
static void
test_levels (Fixture *fixture, gconstpointer data)
{
  RhFolder *root = rh_collection_get_root (fixture->journey.starter);
  g_autoptr (RhRequestItem) item = new_item (fixture, RH_AUTH_KIND_INHERIT);
  g_autoptr (RhSender) sender = NULL;
  g_autofree char *sent = NULL;

  answer (fixture, "302 Found\r\nLocation: /y");
  g_object_set (root, "auth-kind", RH_AUTH_KIND_BEARER, NULL);
  rh_auth_set (rh_folder_get_auth (root), RH_AUTH_TOKEN, "1|abc");
  rh_request_settings_set (rh_folder_get_settings (root), RH_SETTING_FOLLOW_REDIRECTS, FALSE);

  sender = send (fixture, item);
  sent = rh_wire_server_dup_request (fixture->server, 0);
  g_assert_nonnull (strstr (sent, "\r\nAuthorization: Bearer 1|abc\r\n"));
  g_assert_cmpuint (rh_journey_status (sender), ==, 302);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/auth-sending/" name, Fixture, NULL, setup, func, teardown)

  ADD ("4.2/asks-first", test_asks_first);
  ADD ("4.0/typed-is-masked", test_typed_is_masked);
  ADD ("4.0/query-key-is-masked", test_query_key_is_masked);
  ADD ("4.0/query-key-stays", test_query_key_stays);
  ADD ("4.0/basic-echo-is-masked", test_basic_echo_is_masked);
  ADD ("errors", test_errors);
  ADD ("I16/digest-is-remembered", test_digest_is_remembered);
  ADD ("I16/large-body-waits", test_large_body_waits);
  ADD ("I16/body-is-hashed", test_body_is_hashed);
  ADD ("json-is-checked", test_json_is_checked);
  ADD ("levels", test_levels);

  return g_test_run ();
}
