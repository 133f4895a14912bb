/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of a flow: security.md 4.8, standards.md M2, peers.md 1.14. */
#include "lib/rh-test.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-token-message.h"

#include <string.h>

#define CODE "CANARYcode0123456789abcdef"
#define VERIFIER "CANARYverifier0123456789abcdef"
#define CLIENT_SECRET "CANARY secret/+:%0123456789"
#define ACCESS "CANARYaccess0123456789abcdef"
#define REFRESH "CANARYrefresh0123456789abcdef"
#define ID_TOKEN "CANARYid.0123456789.abcdef"

/* What a mask may leave are the first four characters; each of these is more. */
static const char *const canaries[] = { "CANARY", "0123456789", "Q0FOQVJZ", "NBUlk" };

static void
assert_no_canary (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    {
      if (strstr (text, canaries[i]) != NULL)
        g_error ("%s in: %s", canaries[i], text);
    }
}

static RhFlowMessage *
nth (RhFlowRecord *record, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (record), position);
}

static RhFlowMessage *
last (RhFlowRecord *record)
{
  return nth (record, g_list_model_get_n_items (G_LIST_MODEL (record)) - 1);
}

static void
assert_text (RhFlowRecord *record, const char *expected)
{
  g_autoptr (RhFlowMessage) message = last (record);
  g_autofree char *text = rh_flow_message_dup_text (message);

  g_assert_cmpstr (text, ==, expected);
}

static RhOAuthConfig *
config_new (RhClientAuth auth)
{
  RhOAuthConfig *config = rh_oauth_config_new ();
  g_autoptr (RhSecret) secret = rh_secret_new (CLIENT_SECRET, -1);

  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, "https://as.example/token");
  rh_oauth_config_set (config, RH_OAUTH_REVOCATION_URL, "https://as.example/revoke");
  rh_oauth_config_set (config, RH_OAUTH_INTROSPECTION_URL, "https://as.example/introspect");
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "acme");
  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "http://localhost:8437/acme");
  rh_oauth_config_set_client_secret (config, secret);
  rh_oauth_config_set_client_auth (config, auth);

  return config;
}

static RhRequest *
request_new (RhOAuthConfig *config, RhFlowKind kind)
{
  g_autoptr (RhSecret) code = rh_secret_new (CODE, -1);
  g_autoptr (RhSecret) verifier = rh_secret_new (VERIFIER, -1);
  g_autoptr (RhSecret) refresh = rh_secret_new (REFRESH, -1);
  g_autoptr (RhSecret) access = rh_secret_new (ACCESS, -1);

  if (kind == RH_FLOW_TOKEN_REQUEST)
    return rh_token_request_new_code (config, code, verifier);
  if (kind == RH_FLOW_REFRESH_REQUEST)
    return rh_token_request_new_refresh (config, refresh);
  if (kind == RH_FLOW_REVOCATION_REQUEST)
    return rh_revocation_request_new (config, refresh, "refresh_token");

  return rh_introspection_request_new (config, access);
}

static RhExchange *
exchange_new (RhRequest *request, guint status, const char *media_type, const char *body)
{
  RhExchange *exchange = rh_exchange_new (request);
  g_autoptr (RhHop) hop = rh_hop_new ("POST", rh_request_get_url (request));
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (256 * 1024, TRUE);

  rh_headers_append_plain (headers, "Content-Type", media_type);
  rh_headers_append_plain (headers, "Set-Cookie", "session=" ACCESS "; HttpOnly");
  rh_hop_set_response (hop, status, "Fine", "HTTP/1.1", headers);
  g_assert_true (rh_spool_write (spool, body, strlen (body), NULL));
  rh_spool_close (spool);
  rh_exchange_add_hop (exchange, hop);
  rh_exchange_set_receiving (exchange, spool);
  rh_exchange_finish (exchange, NULL);

  return exchange;
}

static void
record_exchange (RhFlowRecord *record, const char *media_type, const char *body)
{
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_BODY);
  g_autoptr (RhRequest) request = request_new (config, RH_FLOW_TOKEN_REQUEST);
  g_autoptr (RhExchange) exchange = exchange_new (request, 200, media_type, body);

  rh_flow_record_add_response (record, RH_FLOW_TOKEN_RESPONSE, exchange);
}

static void
fill_requests (RhFlowRecord *record)
{
  static const RhFlowKind kinds[] = { RH_FLOW_TOKEN_REQUEST, RH_FLOW_REFRESH_REQUEST,
                                      RH_FLOW_REVOCATION_REQUEST, RH_FLOW_INTROSPECTION };

  for (int auth = RH_CLIENT_AUTH_NONE; auth <= RH_CLIENT_AUTH_BODY; auth++)
    {
      g_autoptr (RhOAuthConfig) config = config_new ((RhClientAuth) auth);

      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        {
          g_autoptr (RhRequest) request = request_new (config, kinds[i]);

          rh_flow_record_add_request (record, kinds[i], request);
        }
    }
}

static void
fill_responses (RhFlowRecord *record)
{
  record_exchange (record, "application/json; charset=utf-8",
                   "{\"access_token\":\"" ACCESS "\",\"refresh_token\":\"" REFRESH
                   "\",\"id_token\":\"" ID_TOKEN "\",\"token_type\":\"Bearer\"}");
  record_exchange (record, "application/json", "{\"a\":{\"access_token\" : \"" ACCESS "\"}}");
  record_exchange (record, "application/json", "{\"access_token\":\"" ACCESS);
  record_exchange (record, "application/x-www-form-urlencoded",
                   "access_token=" ACCESS "&refresh_token=" REFRESH "&scope=a");
  record_exchange (record, "text/plain", "access_token=" ACCESS);
  record_exchange (record, "text/html",
                   "<pre>you sent " CODE " and " VERIFIER " and " CLIENT_SECRET
                   " and CANARY+secret%2F%2B%3A%250123456789</pre>");
}

static void
fill_urls (RhFlowRecord *record)
{
  rh_flow_record_add_url (record, RH_FLOW_REDIRECT,
                          "http://localhost:8437/acme?code=" CODE "&state=s");
  rh_flow_record_add_url (record, RH_FLOW_REDIRECT, "http://localhost:8437/acme?st=1&c%6Fde=" CODE);
  rh_flow_record_add_url (record, RH_FLOW_REDIRECT_REFUSED,
                          "http://localhost:8437/acme#access_token=" ACCESS);
}

static void
test_canaries (void)
{
  g_autoptr (RhFlowRecord) record = rh_flow_record_new ();
  g_autofree char *report = NULL;
  guint n_items;

  fill_requests (record);
  fill_responses (record);
  fill_urls (record);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (record));
  g_assert_cmpuint (n_items, ==, 25);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (RhFlowMessage) message = nth (record, i);
      g_autofree char *summary = rh_flow_message_dup_summary (message);
      g_autofree char *text = rh_flow_message_dup_text (message);

      g_assert_cmpstr (summary, !=, "");
      assert_no_canary (summary);
      assert_no_canary (text);
    }
  report = rh_flow_record_dup_report (record);
  assert_no_canary (report);
}

/* What became known after it was recorded is masked when it is shown. */
static void
test_learnt_later (void)
{
  g_autoptr (RhFlowRecord) record = rh_flow_record_new ();
  g_autoptr (RhSecret) secret = rh_secret_new ("LATERsecret0123456789", -1);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (RhFlowMessage) message = NULL;

  rh_flow_record_add_note (record, "saw LATERsecret0123456789");
  message = last (record);
  before = rh_flow_message_dup_text (message);
  g_assert_nonnull (strstr (before, "LATERsecret"));

  rh_redactor_learn (rh_redactor_get_default (), secret);
  after = rh_flow_message_dup_text (message);
  summary = rh_flow_message_dup_summary (message);
  rh_redactor_forget (rh_redactor_get_default (), secret);
  g_assert_null (strstr (after, "LATERsecret"));
  g_assert_null (strstr (summary, "LATERsecret"));
}

static void
test_redirect (void)
{
  g_autoptr (RhFlowRecord) record = rh_flow_record_new ();
  g_autoptr (RhFlowMessage) message = NULL;
  g_autofree char *summary = NULL;

  rh_flow_record_add_url (record, RH_FLOW_REDIRECT,
                          "http://localhost:8437/acme?code=short&state=xyzzy&iss=https%3A%2F%2Fa");
  message = last (record);
  summary = rh_flow_message_dup_summary (message);
  g_assert_null (strstr (summary, "short"));
  g_assert_nonnull (strstr (summary, "state=xyzzy"));
  g_assert_nonnull (strstr (summary, "iss=https%3A%2F%2Fa"));
  g_assert_cmpint (rh_flow_message_get_kind (message), ==, RH_FLOW_REDIRECT);
  g_assert_cmpuint (rh_flow_message_get_status (message), ==, 0);
}

static void
test_texts (void)
{
  g_autoptr (RhFlowRecord) record = rh_flow_record_new ();
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_BASIC);
  g_autoptr (RhRequest) request = request_new (config, RH_FLOW_REVOCATION_REQUEST);
  g_autoptr (RhExchange) exchange = exchange_new (
      request, 400, "application/json",
      "{\"error\":\"invalid_client\",\"error_description\":\"a\xE2\x80\xAE\x1b[1m\"}");
  g_autoptr (RhFlowMessage) message = NULL;
  g_autofree char *text = NULL;
  g_autofree char *summary = NULL;

  rh_flow_record_add_request (record, RH_FLOW_REVOCATION_REQUEST, request);
  message = last (record);
  text = rh_flow_message_dup_text (message);
  summary = rh_flow_message_dup_summary (message);
  g_assert_cmpstr (summary, ==, "POST https://as.example/revoke");
  g_assert_true (g_str_has_prefix (text, "POST https://as.example/revoke\n"
                                         "Accept: application/json\nAuthorization: Basic "));
  g_assert_nonnull (strstr (text, "\n\ntoken="));
  g_assert_nonnull (strstr (text, "&token_type_hint=refresh_token"));

  rh_flow_record_add_response (record, RH_FLOW_REVOCATION_RESPONSE, exchange);
  g_clear_object (&message);
  message = last (record);
  g_clear_pointer (&text, g_free);
  text = rh_flow_message_dup_text (message);
  g_assert_cmpuint (rh_flow_message_get_status (message), ==, 400);
  g_assert_true (g_str_has_prefix (text, "400 Fine\nContent-Type: application/json\n"));
  g_assert_nonnull (strstr (text, "\"error_description\":\"a[1m\""));
}

static void
test_failure (void)
{
  g_autoptr (RhFlowRecord) record = rh_flow_record_new ();
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_NONE);
  g_autoptr (RhRequest) request = request_new (config, RH_FLOW_REFRESH_REQUEST);
  g_autoptr (RhExchange) exchange = rh_exchange_new (request);
  g_autoptr (GError) error
      = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_CONNECT, "Connection refused");

  rh_exchange_finish (exchange, error);
  rh_flow_record_add_response (record, RH_FLOW_REFRESH_RESPONSE, exchange);
  assert_text (record, "Connection refused\n");
}

static void
test_order_and_limit (void)
{
  g_autoptr (RhFlowRecord) record = rh_flow_record_new ();
  g_autoptr (RhFlowMessage) first = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (record)) == RH_TYPE_FLOW_MESSAGE);
  for (guint i = 0; i < RH_FLOW_RECORD_MAX + 5; i++)
    {
      g_autofree char *note = g_strdup_printf ("note %u", i);

      rh_flow_record_add_note (record, note);
    }

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (record)), ==, RH_FLOW_RECORD_MAX);
  first = nth (record, 0);
  text = rh_flow_message_dup_text (first);
  g_assert_cmpstr (text, ==, "note 5");
  assert_text (record, "note 204");
}

static void
test_report_fences (void)
{
  g_autoptr (RhFlowRecord) record = rh_flow_record_new ();
  g_autofree char *report = NULL;

  rh_flow_record_add_note (record, "plain");
  rh_flow_record_add_note (record, "a\n````\n# Forged heading");
  report = rh_flow_record_dup_report (record);
  g_assert_nonnull (strstr (report, "\n```\nplain\n```\n"));
  g_assert_nonnull (strstr (report, "\n`````\na\n````\n# Forged heading\n`````\n"));
  g_assert_nonnull (strstr (report, "## 2. Note, "));
}

static void
test_huge_body (void)
{
  g_autoptr (RhFlowRecord) record = rh_flow_record_new ();
  g_autofree char *body = g_strnfill (250 * 1024, 'x');
  g_autoptr (RhFlowMessage) message = NULL;
  g_autofree char *text = NULL;

  record_exchange (record, "text/plain", body);
  message = last (record);
  text = rh_flow_message_dup_text (message);
  g_assert_cmpuint (strlen (text), <, 100 * 1024);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/flow-record/M2/no-canary-comes-out", test_canaries);
  g_test_add_func ("/flow-record/M1/learnt-later", test_learnt_later);
  g_test_add_func ("/flow-record/peers-14/redirect-hides-the-code", test_redirect);
  g_test_add_func ("/flow-record/texts", test_texts);
  g_test_add_func ("/flow-record/failure", test_failure);
  g_test_add_func ("/flow-record/order-and-limit", test_order_and_limit);
  g_test_add_func ("/flow-record/report-cannot-be-forged", test_report_fences);
  g_test_add_func ("/flow-record/huge-body-is-cut", test_huge_body);

  return g_test_run ();
}
