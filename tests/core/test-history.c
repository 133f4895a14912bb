/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history keeps what was sent, and never a secret of it (standards.md M1 to M4, security.md
 * 4.8, 4.9); its limits hold; half an entry is never there (I15). */
#include "collection/rh-json.h"
#include "collection/rh-yaml-json.h"
#include "lib/rh-fake-clock.h"
#include "lib/rh-journey.h"
#include "lib/rh-test.h"
#include "workspace/rh-history-file.h"
#include "workspace/rh-history-har.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define DAY (24 * 60 * 60)

static const RhHistoryLimits wide = { TRUE, 1000, 30, 50 * 1024 * 1024 };

typedef struct
{
  RhFakeClock clock;
  GFile *folder;
  RhHistory *history;
} Fixture;

static void
reopen (Fixture *fixture, const RhHistoryLimits *limits)
{
  g_clear_object (&fixture->history);
  fixture->history = rh_history_new (fixture->folder, &fixture->clock.clock);
  rh_history_set_limits (fixture->history, limits);
  rh_history_open (fixture->history);
  while (rh_history_is_loading (fixture->history))
    g_main_context_iteration (NULL, TRUE);
}

static void
setup (Fixture *fixture, gconstpointer limits)
{
  g_autofree char *path
      = g_build_filename (g_get_user_state_dir (), "rehearsal", "history", "id", NULL);

  rh_fake_clock_init (&fixture->clock);
  fixture->folder = g_file_new_for_path (path);
  reopen (fixture, &wide);
}

static void
teardown (Fixture *fixture, gconstpointer limits)
{
  rh_history_clear (fixture->history);
  g_clear_object (&fixture->history);
  g_clear_object (&fixture->folder);
}

/* An exchange that ended */

typedef struct
{
  const char *method;
  const char *url;
  const char *sent_type;
  const char *sent_body;
  const char *type;
  const char *body;
  guint status;
  GError *error; /* borrowed */
} Wanted;

static RhExchange *
new_exchange (Fixture *fixture, const Wanted *wanted)
{
  g_autoptr (RhText) url = rh_text_new (wanted->url);
  g_autoptr (RhRequest) request = rh_request_new (wanted->method, url);
  g_autoptr (RhHop) hop = rh_hop_new (wanted->method, url);
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (RH_SPOOL_MEMORY_LIMIT, TRUE);
  RhExchange *exchange = rh_exchange_new_kept (request, fixture->clock.real, 1234);

  if (wanted->sent_body != NULL)
    {
      g_autoptr (RhText) text = rh_text_new (wanted->sent_body);
      g_autoptr (RhBody) body = rh_body_new_text (text, wanted->sent_type);

      rh_request_set_body (request, body);
    }
  rh_exchange_add_hop (exchange, hop);
  if (wanted->status != 0)
    {
      if (wanted->type != NULL)
        rh_headers_append_plain (headers, "Content-Type", wanted->type);
      rh_hop_set_response (hop, wanted->status, "OK", "HTTP/1.1", headers);
      rh_exchange_set_receiving (exchange, spool);
      rh_spool_write (spool, wanted->body, strlen (wanted->body), NULL);
      rh_spool_close (spool);
    }
  rh_exchange_finish (exchange, wanted->error);
  return exchange;
}

static void
add_wanted (Fixture *fixture, RhRequestItem *item, const Wanted *wanted, gboolean guarded)
{
  g_autoptr (RhExchange) exchange = new_exchange (fixture, wanted);

  rh_history_add (fixture->history, "Staging", "Acme", item, exchange, guarded);
}

static void
add_body (Fixture *fixture, const char *type, const char *body)
{
  const Wanted wanted = { "GET", "https://a.test/x", NULL, NULL, type, body, 200, NULL };
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "{{api}}/x");

  add_wanted (fixture, item, &wanted, FALSE);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->history));
}

static RhHistoryEntry *
nth (Fixture *fixture, guint position)
{
  g_autoptr (RhHistoryEntry) entry
      = g_list_model_get_item (G_LIST_MODEL (fixture->history), position);

  return entry; /* the list keeps it */
}

static RhHistoryContent *
load (Fixture *fixture, guint position)
{
  g_autoptr (GError) error = NULL;
  RhHistoryContent *content = rh_history_load (fixture->history, nth (fixture, position), &error);

  g_assert_no_error (error);
  return content;
}

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (g_file_peek_path (fixture->folder), name, NULL);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  rh_history_flush (fixture->history);
  dir = g_dir_open (g_file_peek_path (fixture->folder), 0, NULL);
  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Everything that is in the folder. */
static char *
read_all (Fixture *fixture)
{
  g_autoptr (GDir) dir = NULL;
  GString *all = g_string_new (NULL);
  const char *name;

  rh_history_flush (fixture->history);
  dir = g_dir_open (g_file_peek_path (fixture->folder), 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_of (fixture, name);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_string_append (all, text);
    }
  return g_string_free (all, FALSE);
}

static void
add_row (RhRequestItem *item,
         void (*add) (RhRequestItem *, RhField *),
         const char *name,
         const char *value,
         gboolean enabled)
{
  g_autoptr (RhField) field = rh_field_new (name, value, "A note", enabled);

  add (item, field);
}

/* Round trip */

static void
check_facts (const RhHistoryFacts *facts)
{
  g_assert_cmpint (facts->time, ==, G_GINT64_CONSTANT (1767225600000000));
  g_assert_cmpint (facts->duration, ==, 1234);
  g_assert_cmpint (facts->size, ==, 8);
  g_assert_cmpuint (facts->status, ==, 201);
  g_assert_cmpuint (facts->n_hops, ==, 1);
  g_assert_cmpint (facts->outcome, ==, RH_HISTORY_OUTCOME_DONE);
  g_assert_cmpstr (facts->environment, ==, "Staging");
  g_assert_cmpstr (facts->account, ==, "Acme");
  g_assert_cmpstr (facts->name, ==, "Make One");
  g_assert_cmpstr (facts->method, ==, "POST");
  g_assert_cmpstr (facts->url, ==, "https://a.test/x?page=2");
  g_assert_cmpstr (facts->error, ==, "");
}

static void
add_named_file (RhRequestItem *item)
{
  g_autoptr (RhField) part = rh_field_new ("doc", "a.pdf", "", TRUE);

  g_object_set (part, "file", TRUE, "file-name", "{{name}}.pdf", NULL);
  rh_request_item_add_part (item, part);
}

static void
check_item (RhRequestItem *item)
{
  g_autoptr (RhField) param = g_list_model_get_item (rh_request_item_get_params (item), 1);
  g_autoptr (RhField) header = g_list_model_get_item (rh_request_item_get_headers (item), 0);
  g_autoptr (RhField) part = g_list_model_get_item (rh_request_item_get_parts (item), 0);

  g_assert_cmpstr (rh_field_get_file_name (part), ==, "{{name}}.pdf");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "{{api}}/x?page={{page}}");
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "{\"name\": \"{{name}}\"}");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_JSON);
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_NONE);
  g_assert_cmpstr (rh_field_get_name (param), ==, "limit");
  g_assert_false (rh_field_is_enabled (param));
  g_assert_cmpstr (rh_field_get_value (header), ==, "Bearer {{token}}");
  g_assert_true (rh_field_is_enabled (header));
}

static void
check_exchange (RhExchange *exchange)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  g_autoptr (GBytes) bytes = rh_spool_dup_bytes (rh_exchange_get_spool (exchange), 100);

  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_DONE);
  g_assert_cmpint (rh_exchange_get_duration (exchange), ==, 1234);
  g_assert_cmpuint (rh_hop_get_status (hop), ==, 201);
  g_assert_cmpstr (rh_headers_get (rh_hop_get_headers (hop), "content-type"), ==,
                   "application/json");
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "{\"id\":7}", 8);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  const Wanted wanted = { "POST",
                          "https://a.test/x?page=2",
                          "application/json",
                          "{\"name\": \"Ada\"}",
                          "application/json",
                          "{\"id\":7}",
                          201,
                          NULL };
  g_autoptr (RhRequestItem) item
      = rh_request_item_new ("Make One", "POST", "{{api}}/x?page={{page}}");
  g_autoptr (RhHistoryContent) content = NULL;
  g_autoptr (RhExchange) exchange = NULL;

  add_named_file (item);
  add_row (item, rh_request_item_add_param, "limit", "20", FALSE);
  add_row (item, rh_request_item_add_header, "Authorization", "Bearer {{token}}", TRUE);
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", "{\"name\": \"{{name}}\"}",
                "auth-kind", RH_AUTH_KIND_NONE, NULL);
  add_wanted (fixture, item, &wanted, FALSE);
  check_facts (rh_history_entry_get_facts (nth (fixture, 0)));
  reopen (fixture, &wide);

  g_assert_cmpuint (count (fixture), ==, 1);
  check_facts (rh_history_entry_get_facts (nth (fixture, 0)));
  content = load (fixture, 0);
  check_item (content->item);
  g_assert_false (content->masked_typed);
  g_assert_cmpstr (content->sent_body.text, ==, "{\"name\": \"Ada\"}");
  exchange
      = rh_history_content_dup_exchange (content, rh_history_entry_get_facts (nth (fixture, 0)));
  check_exchange (exchange);
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new (RH_HTTP_ERROR, RH_HTTP_ERROR_CONNECT,
                                          "refused at https://u:hunter2@a.test/?token=hunter2");
  const Wanted wanted = { "GET", "https://a.test/", NULL, NULL, NULL, NULL, 0, error };
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "{{api}}");
  g_autoptr (RhHistoryContent) content = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  const RhHistoryFacts *facts;
  g_autofree char *all = NULL;

  add_wanted (fixture, item, &wanted, FALSE);
  reopen (fixture, &wide);
  facts = rh_history_entry_get_facts (nth (fixture, 0));
  g_assert_cmpint (facts->outcome, ==, RH_HISTORY_OUTCOME_FAILED);
  g_assert_cmpuint (facts->status, ==, 0);
  g_assert_true (g_str_has_prefix (facts->error, "refused at https://"));

  content = load (fixture, 0);
  exchange = rh_history_content_dup_exchange (content, facts);
  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_FAILED);
  g_assert_cmpstr (rh_exchange_get_error (exchange)->message, ==, facts->error);
  all = read_all (fixture);
  g_assert_null (strstr (all, "hunter2"));
}

/* Secrets */

#define CANARY "CANARYcanaryCANARYcanary"
/* What a mask may show of it, and no more. */
#define SHOWN "CANA"
#define SECRET_BODY "{\"access_token\":\"" CANARY "\",\"n\":1}"

static void
assert_no_canary (Fixture *fixture)
{
  g_autofree char *all = read_all (fixture);
  g_autofree char *base64 = g_base64_encode ((const guchar *) CANARY, strlen (CANARY));

  g_assert_cmpuint (strlen (all), >, 0);
  g_assert_null (strstr (all, SHOWN "R"));
  g_assert_null (strstr (all, "YcanaryC"));
  g_assert_null (strstr (all, base64));
}

static RhText *
new_secret_text (const char *before, const char *after)
{
  RhText *text = rh_text_new (before);

  rh_text_append_value (text, CANARY, -1, "s", RH_SOURCE_ENVIRONMENT, TRUE, NULL);
  rh_text_append (text, after, -1);
  return text;
}

static void
append_secret (RhHeaders *headers, const char *name)
{
  g_autoptr (RhText) value = new_secret_text ("x ", "");

  rh_headers_append (headers, name, value);
}

static void
append_typed (RhHeaders *headers)
{
  g_autofree char *basic
      = g_base64_encode ((const guchar *) "user:" CANARY, strlen ("user:" CANARY));
  g_autofree char *authorization = g_strconcat ("Basic ", basic, NULL);

  rh_headers_append_plain (headers, "Authorization", authorization);
  rh_headers_append_plain (headers, "Authorization", "Bearer " CANARY);
  rh_headers_append_plain (headers, "Proxy-Authorization", "Bearer " CANARY);
  rh_headers_append_plain (headers, "Cookie", "a=" CANARY "; b=" CANARY);
  rh_headers_append_plain (headers, "DPoP", CANARY);
  rh_headers_append_plain (headers, "X-Api-Key", CANARY);
  rh_headers_append_plain (headers, "Referer", "https://u:" CANARY "@a.test/?code=" CANARY);
}

/* A secret by its span, and one typed, in every place that has one. */
static RhExchange *
new_secret_exchange (Fixture *fixture)
{
  g_autoptr (RhText) url = new_secret_text ("https://u:" CANARY "@a.test/",
                                            "/x?access_token=" CANARY "&page=1#id_token=" CANARY);
  g_autoptr (RhText) text = new_secret_text (
      "{\"pin\":\"", "\",\"refresh_token\":\"" CANARY "\",\"deep\":{\"password\":\"" CANARY "\"}}");
  g_autoptr (RhBody) body = rh_body_new_text (text, "application/json");
  g_autoptr (RhRequest) request = rh_request_new ("POST", url);
  g_autoptr (RhHop) hop = rh_hop_new ("POST", url);
  g_autoptr (RhHeaders) sent = rh_headers_new ();
  g_autoptr (RhHeaders) received = rh_headers_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (RH_SPOOL_MEMORY_LIMIT, TRUE);
  RhExchange *exchange = rh_exchange_new_kept (request, fixture->clock.real, 1);

  rh_request_set_body (request, body);
  append_typed (sent);
  append_secret (sent, "X-Anything");
  rh_hop_set_sent (hop, sent, 10);
  rh_headers_append_plain (received, "Content-Type", "application/json");
  rh_headers_append_plain (received, "Set-Cookie", "sid=" CANARY "; Path=/");
  rh_headers_append_plain (received, "Location", "https://a.test/cb?code=" CANARY "&state=1");
  rh_hop_set_response (hop, 200, "OK", "HTTP/1.1", received);
  rh_exchange_add_hop (exchange, hop);
  rh_exchange_set_receiving (exchange, spool);
  rh_spool_write (spool, SECRET_BODY, strlen (SECRET_BODY), NULL);
  rh_spool_close (spool);
  rh_exchange_finish (exchange, NULL);
  return exchange;
}

static RhRequestItem *
new_secret_item (void)
{
  RhRequestItem *item = rh_request_item_new (
      "A", "POST", "https://u:" CANARY "@a.test/{{s}}/x?access_token=" CANARY "&page={{p}}");

  add_row (item, rh_request_item_add_param, "api_key", CANARY, FALSE);
  add_row (item, rh_request_item_add_header, "Authorization", "Bearer " CANARY, TRUE);
  add_row (item, rh_request_item_add_header, "Cookie", "a=" CANARY, TRUE);
  add_row (item, rh_request_item_add_header, "X-Old-Token", CANARY, FALSE);
  add_row (item, rh_request_item_add_form_field, "password", CANARY, TRUE);
  add_row (item, rh_request_item_add_form_field, "code_verifier", "{{v}}", TRUE);
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text",
                "{\"client_secret\":\"" CANARY "\",\"token\":\"{{t}}\"}", NULL);
  return item;
}

static void
test_no_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_secret_item ();
  g_autoptr (RhExchange) exchange = new_secret_exchange (fixture);
  g_autoptr (RhHistoryContent) content = NULL;
  g_autoptr (RhField) header = NULL;
  g_autoptr (RhField) verifier = NULL;

  rh_history_add (fixture->history, "Staging", NULL, item, exchange, FALSE);
  assert_no_canary (fixture);

  content = load (fixture, 0);
  g_assert_true (content->masked_typed);
  g_assert_cmpstr (rh_request_item_get_url (content->item), ==,
                   "https://•••• (26 characters)@a.test/{{s}}/x?access_token="
                   "CANA… (24 characters)&page={{p}}");
  g_assert_cmpstr (rh_request_item_get_body_text (content->item), ==,
                   "{\"client_secret\":\"CANA… (24 characters)\",\"token\":\"{{t}}\"}");
  g_assert_cmpstr (content->body.text, ==, "{\"access_token\":\"CANA… (24 characters)\",\"n\":1}");
  header = g_list_model_get_item (rh_request_item_get_headers (content->item), 0);
  verifier = g_list_model_get_item (rh_request_item_get_form (content->item), 1);
  g_assert_false (rh_field_is_enabled (header)); /* a mask is not to be sent */
  g_assert_cmpstr (rh_field_get_value (verifier), ==, "{{v}}");
}

static void
test_protected_keeps_no_body (Fixture *fixture, gconstpointer data)
{
  const Wanted wanted = { "POST",       "https://a.test/", "text/plain", "PRIVATE sent",
                          "text/plain", "PRIVATE r",       200,          NULL };
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "POST", "{{api}}");
  g_autoptr (RhHistoryContent) content = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autofree char *all = NULL;

  g_object_set (item, "body-kind", RH_BODY_KIND_TEXT, "body-text", "PRIVATE typed", NULL);
  add_row (item, rh_request_item_add_form_field, "a", "PRIVATE form", TRUE);
  add_wanted (fixture, item, &wanted, TRUE);
  all = read_all (fixture);
  g_assert_null (strstr (all, "PRIVATE"));

  content = load (fixture, 0);
  g_assert_cmpint (content->sent_body.state, ==, RH_HISTORY_BODY_PROTECTED);
  g_assert_cmpint (content->body.state, ==, RH_HISTORY_BODY_PROTECTED);
  g_assert_cmpint (content->body.size, ==, 9);
  exchange
      = rh_history_content_dup_exchange (content, rh_history_entry_get_facts (nth (fixture, 0)));
  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_DONE);
  g_assert_null (rh_exchange_get_spool (exchange));
}

static void
assert_body (Fixture *fixture, const char *type, const char *body, RhHistoryBodyState state)
{
  g_autoptr (RhHistoryContent) content = NULL;

  rh_fake_clock_advance (&fixture->clock, 1);
  add_body (fixture, type, body);
  content = load (fixture, 0);
  g_assert_cmpint (content->body.state, ==, state);
}

static void
test_bodies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *limit = g_strnfill (RH_HISTORY_MAX_BODY, 'a');
  g_autofree char *over = g_strnfill (RH_HISTORY_MAX_BODY + 1, 'a');

  assert_body (fixture, "text/plain", "", RH_HISTORY_BODY_NONE);
  assert_body (fixture, "text/plain", limit, RH_HISTORY_BODY_KEPT);
  assert_body (fixture, "text/plain", over, RH_HISTORY_BODY_TOO_LARGE);
  assert_body (fixture, "text/plain", "\xff\xfe", RH_HISTORY_BODY_NO_TEXT);
  assert_body (fixture, "text/html", "<p>access_token=" CANARY "</p>", RH_HISTORY_BODY_SECRET);
  assert_body (fixture, "application/xml", "<r><AccessToken>" CANARY "</AccessToken></r>",
               RH_HISTORY_BODY_SECRET);
  assert_body (fixture, "application/x-www-form-urlencoded", "access_token=" CANARY,
               RH_HISTORY_BODY_SECRET);
  assert_body (fixture, "application/hal+json", "{\"id_token\":\"" CANARY "\"}",
               RH_HISTORY_BODY_KEPT);
  assert_no_canary (fixture);
}

/* Files and limits */

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (g_file_peek_path (fixture->folder));
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  GStatBuf status;

  add_body (fixture, NULL, "x");
  rh_history_flush (fixture->history);
  name = g_strconcat (rh_history_entry_get_id (nth (fixture, 0)), ".json", NULL);
  path = path_of (fixture, name);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (g_file_peek_path (fixture->folder), &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (parent, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0700);
}

static void
add_seconds_apart (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      rh_fake_clock_advance (&fixture->clock, 1);
      add_body (fixture, NULL, "x");
    }
}

static void
test_count_limit (Fixture *fixture, gconstpointer data)
{
  const RhHistoryLimits limits = { TRUE, 3, 30, G_MAXUINT64 };
  g_autofree char *newest = NULL;

  reopen (fixture, &limits);
  add_seconds_apart (fixture, 5);
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_cmpuint (count_files (fixture), ==, 3);
  newest = g_strdup (rh_history_entry_get_id (nth (fixture, 0)));
  g_assert_cmpstr (newest, >, rh_history_entry_get_id (nth (fixture, 2)));

  reopen (fixture, &(RhHistoryLimits) { TRUE, 1, 30, G_MAXUINT64 });
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_cmpstr (rh_history_entry_get_id (nth (fixture, 0)), ==, newest);
}

static void
test_age_limit (Fixture *fixture, gconstpointer data)
{
  add_seconds_apart (fixture, 2);
  rh_fake_clock_advance (&fixture->clock, 30 * DAY - 1);
  reopen (fixture, &wide);
  g_assert_cmpuint (count (fixture), ==, 2);

  rh_fake_clock_advance (&fixture->clock, 1);
  reopen (fixture, &wide);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_size_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (10000, 'a');

  for (guint i = 0; i < 4; i++)
    {
      rh_fake_clock_advance (&fixture->clock, 1);
      add_body (fixture, NULL, large);
    }
  rh_history_set_limits (fixture->history, &(RhHistoryLimits) { TRUE, 1000, 30, 25000 });
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_cmpuint (count_files (fixture), ==, 2);
}

static void
test_off (Fixture *fixture, gconstpointer data)
{
  const RhHistoryLimits off = { FALSE, 1, 1, 1 };

  add_seconds_apart (fixture, 2);
  rh_history_set_limits (fixture->history, &off);
  add_body (fixture, NULL, "x");
  g_assert_cmpuint (count_files (fixture), ==, 2); /* and what was there stays */
  reopen (fixture, &off);
  g_assert_cmpuint (count (fixture), ==, 2);

  rh_history_clear (fixture->history);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
put_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = path_of (fixture, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_foreign_files_stay (Fixture *fixture, gconstpointer data)
{
  const RhHistoryLimits limits = { TRUE, 0, 0, 0 };
  g_autofree char *deep = g_strnfill (RH_HISTORY_MAX_HEAD * 2, '[');

  add_body (fixture, NULL, "x");
  rh_history_flush (fixture->history);
  put_file (fixture, "0000000000000001-00000000.json", "{\"version\":2,\"new\":true}\n{}\n");
  put_file (fixture, "0000000000000002-00000000.json", "{\"version\":1,\"ti");
  put_file (fixture, "0000000000000003-00000000.json", "");
  put_file (fixture, "0000000000000004-00000000.json", deep);
  put_file (fixture, "0000000000000005-00000000.json", "{\"version\":1,\"time\":\"x\"}\n{}\n");
  put_file (fixture, "notes.txt", "mine");
  reopen (fixture, &wide);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (count_files (fixture), ==, 7);

  rh_history_set_limits (fixture->history, &limits);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpuint (count_files (fixture), ==, 6);

  rh_history_clear (fixture->history); /* the user's word */
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_broken_rest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhHistoryContent) content = NULL;
  g_autofree char *name
      = g_strdup_printf ("%016" G_GINT64_FORMAT "-00000000.json", fixture->clock.real);

  g_assert_cmpint (g_mkdir_with_parents (g_file_peek_path (fixture->folder), 0700), ==, 0);
  put_file (fixture, name, "{\"version\":1,\"url\":\"https://a.test\"}\n{\"request\":");
  reopen (fixture, &wide);
  g_assert_cmpuint (count (fixture), ==, 1);
  content = rh_history_load (fixture->history, nth (fixture, 0), &error);
  g_assert_null (content);
  g_assert_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_SYNTAX);
}

static void
test_remove_and_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhHistoryEntry) entry = NULL;
  g_autoptr (RhHistoryContent) content = NULL;

  add_seconds_apart (fixture, 3);
  entry = g_object_ref (nth (fixture, 1));
  rh_history_remove (fixture->history, entry);
  rh_history_remove (fixture->history, entry);
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_cmpuint (count_files (fixture), ==, 2);

  rh_history_restore (fixture->history, entry);
  rh_history_restore (fixture->history, entry);
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_true (nth (fixture, 1) == entry);
  content = load (fixture, 1);
  g_assert_cmpstr (content->body.text, ==, "x");
}

/* Search */

static void
assert_match (RhHistoryEntry *entry, const char *query, gboolean expected)
{
  g_test_message ("%s", query);
  g_assert_cmpint (rh_history_entry_matches (entry, query), ==, expected);
}

static void
test_search (void)
{
  RhHistoryFacts *facts = g_new0 (RhHistoryFacts, 1);
  g_autoptr (RhHistoryEntry) entry = NULL;

  facts->method = g_strdup ("POST");
  facts->url = g_strdup ("https://api.test/V2/Employees");
  facts->name = g_strdup ("ÄRGER melden");
  facts->environment = g_strdup ("Staging");
  facts->status = 404;
  entry = rh_history_entry_new ("1", facts);

  assert_match (entry, "", TRUE);
  assert_match (entry, "  ", TRUE);
  assert_match (entry, "post", TRUE);
  assert_match (entry, "v2/employees", TRUE);
  assert_match (entry, "ärger", TRUE);
  assert_match (entry, "404 staging", TRUE);
  assert_match (entry, "404 production", FALSE);
  assert_match (entry, "posthttps", FALSE);
}

/* A writer that is killed half way */

static void
write_and_die (void)
{
  const RhClock *clock = rh_clock_get_system ();
  g_autoptr (GFile) folder = g_file_new_for_path (g_getenv ("RH_TEST_HISTORY"));
  g_autoptr (RhHistory) history = rh_history_new (folder, clock);
  Fixture fixture = { .history = history };
  g_autofree char *large = g_strnfill (100000, 'a');
  const struct rlimit half = { 50000, 50000 };
  const struct rlimit none = { 0, 0 };

  rh_fake_clock_init (&fixture.clock);
  rh_history_set_limits (history, &(RhHistoryLimits) { TRUE, 1000, 100000, G_MAXUINT64 });
  setrlimit (RLIMIT_CORE, &none);
  setrlimit (RLIMIT_FSIZE, &half);
  signal (SIGXFSZ, SIG_DFL);
  add_body (&fixture, "text/plain", large);
  rh_history_flush (history);
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      write_and_die ();
      return;
    }

  add_body (fixture, NULL, "old");
  rh_history_flush (fixture->history);
  g_setenv ("RH_TEST_HISTORY", g_file_peek_path (fixture->folder), TRUE);
  g_test_trap_subprocess ("/history/killed", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();

  g_assert_cmpuint (count_files (fixture), ==, 2); /* what it left has no entry's name */
  reopen (fixture, &wide);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (count_files (fixture), ==, 2);

  rh_fake_clock_advance (&fixture->clock, 2 * 60 * 60);
  reopen (fixture, &wide);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* The one way of a request */

static void
test_sender_records (void)
{
  RhJourney journey;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) refused = NULL;
  g_autoptr (RhSender) sender = NULL;
  g_autofree char *token = NULL;
  g_autofree char *text = NULL;
  g_autoptr (RhHistoryContent) content = NULL;
  g_autoptr (RhHistoryEntry) entry = NULL;
  RhHistory *history;

  rh_journey_start (&journey, NULL);
  rh_workspace_set_history_limits (journey.workspace, &wide);
  history = rh_workspace_get_history (journey.workspace, journey.starter);
  g_assert_true (rh_history_is_enabled (history));
  refused = rh_journey_send (&journey, rh_journey_find (&journey, "Who Am I"), &error);
  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_CONNECTED);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 0);

  g_assert_true (rh_journey_connect (&journey, &error));
  sender = rh_journey_send (&journey, rh_journey_find (&journey, "Who Am I"), &error);
  g_assert_no_error (error);
  rh_test_drain ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 1);
  entry = g_list_model_get_item (G_LIST_MODEL (history), 0);
  content = rh_history_load (history, entry, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rh_history_entry_get_facts (entry)->status, ==, 200);
  g_assert_cmpstr (rh_history_entry_get_facts (entry)->environment, ==, "Practice");
  text = rh_history_file_print (rh_history_entry_get_facts (entry), content);
  token = rh_journey_access_token (&journey);
  g_assert_null (strstr (text, token));
  g_assert_nonnull (strstr (text, "\"Authorization\",\"value\":\"Bearer "));

  rh_workspace_clear_history (journey.workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (history)), ==, 0);
  g_clear_object (&refused);
  g_clear_object (&sender);
  rh_journey_stop (&journey);
}

static GBytes *
write_archive (Fixture *fixture, gboolean secrets, RhHistoryHarCount *n)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  for (guint i = 0; i < count (fixture); i++)
    g_ptr_array_add (entries, g_list_model_get_item (G_LIST_MODEL (fixture->history), i));
  rh_history_har_write_async (fixture->history, entries, secrets, NULL, rh_test_take_result,
                              &result);
  rh_test_wait (&result);
  bytes = rh_history_har_write_finish (result, n, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Oldest first, without a secret; an entry whose file is gone is left out. */
static void
test_archive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) both = NULL;
  g_autoptr (GBytes) none = NULL;
  RhHistoryHarCount n;
  const char *text;

  add_body (fixture, "application/json", "{\"first\":1,\"access_token\":\"tok-0123456789\"}");
  rh_fake_clock_advance (&fixture->clock, 1);
  add_body (fixture, "text/plain", "second");
  rh_history_flush (fixture->history);
  both = write_archive (fixture, FALSE, &n);
  text = g_bytes_get_data (both, NULL);
  g_assert_cmpuint (n.n_left_out, ==, 0);
  g_assert_cmpuint (n.n_masked, ==, 2);
  g_assert_nonnull (strstr (text, "first"));
  g_assert_true (strstr (text, "first") < strstr (text, "second"));
  g_assert_null (strstr (text, "tok-0123456789"));

  for (guint i = 0; i < count (fixture); i++)
    {
      g_autoptr (RhHistoryEntry) entry = g_list_model_get_item (G_LIST_MODEL (fixture->history), i);
      g_autofree char *name = g_strconcat (rh_history_entry_get_id (entry), ".json", NULL);
      g_autoptr (GFile) file = g_file_get_child (fixture->folder, name);

      g_assert_true (g_file_delete (file, NULL, NULL));
    }
  none = write_archive (fixture, FALSE, &n);
  g_assert_cmpuint (n.n_left_out, ==, 2);
  g_assert_cmpuint (n.n_masked, ==, 0);
}

static char *
dup_archive (Fixture *fixture, gboolean secrets, guint n_masked)
{
  RhHistoryHarCount n;
  g_autoptr (GBytes) bytes = write_archive (fixture, secrets, &n);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhYaml) tree = rh_yaml_parse_json (text, length, &error);

  g_assert_no_error (error);
  g_assert_nonnull (tree);
  g_assert_cmpuint (n.n_left_out, ==, 0);
  g_assert_cmpuint (n.n_masked, ==, n_masked);
  return g_strndup (text, length);
}

static guint
count_word (const char *text, const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    n++;
  return n;
}

/* L5, M2: a secret is in the file only when it is asked for, and only as long as somebody holds the
 * exchange; the history holds none. */
static void
test_archive_in_clear (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_secret_item ();
  RhExchange *exchange = new_secret_exchange (fixture);
  g_autofree char *not_asked = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *too_late = NULL;

  rh_history_add (fixture->history, "Staging", NULL, item, exchange, FALSE);
  not_asked = dup_archive (fixture, FALSE, 1);
  g_assert_null (strstr (not_asked, SHOWN "R"));

  asked = dup_archive (fixture, TRUE, 0);
  g_assert_nonnull (
      strstr (asked, "https://u:" CANARY "@a.test/" CANARY "/x?access_token=" CANARY));
  g_assert_nonnull (strstr (asked, "\"Bearer " CANARY "\""));
  g_assert_nonnull (strstr (asked, "\"x " CANARY "\""));
  g_assert_nonnull (strstr (asked, "\"sid=" CANARY "; Path=/\""));
  g_assert_nonnull (strstr (asked, "code=" CANARY "&state=1"));
  g_assert_nonnull (strstr (asked, "{\\\"pin\\\":\\\"" CANARY));
  g_assert_nonnull (strstr (asked, "{\\\"access_token\\\":\\\"" CANARY));
  g_assert_null (strstr (asked, "•"));
  assert_no_canary (fixture);

  g_assert_finalize_object (exchange);
  too_late = dup_archive (fixture, TRUE, 1);
  g_assert_cmpstr (too_late, ==, not_asked);
}

/* One is held, one is not: each as it can be, and told beforehand. */
static void
test_archive_mixed (Fixture *fixture, gconstpointer data)
{
  const Wanted wanted
      = { "GET", "https://a.test/?token=" CANARY, NULL, NULL, "text/plain", "x", 200, NULL };
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "{{api}}");
  g_autoptr (RhExchange) held = new_exchange (fixture, &wanted);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autofree char *text = NULL;

  add_wanted (fixture, item, &wanted, FALSE);
  rh_fake_clock_advance (&fixture->clock, 1);
  rh_history_add (fixture->history, "Staging", NULL, item, held, FALSE);
  g_ptr_array_add (entries, nth (fixture, 0));
  g_ptr_array_add (entries, nth (fixture, 1));
  g_assert_cmpuint (rh_history_har_count_clear (entries), ==, 1);
  text = dup_archive (fixture, TRUE, 1);
  g_assert_cmpuint (count_word (text, CANARY), ==, 2); /* the URL, its query */
}

/* What is not kept of a protected environment is not given for the asking (security.md 4.9). */
static void
test_archive_protected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_secret_item ();
  g_autoptr (RhExchange) exchange = new_secret_exchange (fixture);
  g_autofree char *text = NULL;

  rh_history_add (fixture->history, "Production", NULL, item, exchange, TRUE);
  text = dup_archive (fixture, TRUE, 0);
  g_assert_nonnull (strstr (text, "\"Bearer " CANARY "\""));
  g_assert_null (strstr (text, "pin"));
  g_assert_null (strstr (text, "{\\\"access_token"));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

#define ADD(name, function) g_test_add ("/history/" name, Fixture, NULL, setup, function, teardown)
  ADD ("round-trip", test_round_trip);
  ADD ("failed", test_failed);
  ADD ("no-secret", test_no_secret);
  ADD ("protected-keeps-no-body", test_protected_keeps_no_body);
  ADD ("bodies", test_bodies);
  ADD ("modes", test_modes);
  ADD ("count-limit", test_count_limit);
  ADD ("age-limit", test_age_limit);
  ADD ("size-limit", test_size_limit);
  ADD ("off", test_off);
  ADD ("foreign-files-stay", test_foreign_files_stay);
  ADD ("broken-rest", test_broken_rest);
  ADD ("remove-and-restore", test_remove_and_restore);
  ADD ("killed", test_killed);
  ADD ("archive", test_archive);
  ADD ("archive-in-clear", test_archive_in_clear);
  ADD ("archive-mixed", test_archive_mixed);
  ADD ("archive-protected", test_archive_protected);
  g_test_add_func ("/history/search", test_search);
  g_test_add_func ("/history/sender-records", test_sender_records);

  return g_test_run ();
}
