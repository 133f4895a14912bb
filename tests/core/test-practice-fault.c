/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults of the practice server, its life, and the lines it tells. */
#include "config.h"

#include "http/rh-loopback-server.h"
#include "lib/rh-practice-driver.h"
#include "lib/rh-test.h"

#include <string.h>

typedef struct
{
  RhPracticeDriver driver;
  char *access;
  char *refresh;
} Fixture;

static const RhPracticeOptions options = { .slow_ms = 1 };

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;

  rh_practice_driver_start (&fixture->driver, &options);
  answer = rh_practice_driver_sign_in (&fixture->driver, "users:read");
  fixture->access = rh_practice_driver_member (answer, "access_token");
  fixture->refresh = rh_practice_driver_member (answer, "refresh_token");
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  rh_practice_driver_stop (&fixture->driver);
  g_free (fixture->access);
  g_free (fixture->refresh);
  rh_test_drain ();
}

static void
set_fault (Fixture *fixture, const char *name)
{
  RhPracticeFault fault = rh_practice_fault_from_name (name);

  g_assert_cmpint (fault, !=, RH_PRACTICE_FAULT_NONE);
  rh_practice_server_set_faults (fixture->driver.server, fault);
}

static char *
call (Fixture *fixture)
{
  return rh_practice_driver_call (&fixture->driver, "GET", "/v2/employees", fixture->access, NULL);
}

static char *
refresh (Fixture *fixture)
{
  return rh_practice_driver_refresh (&fixture->driver, fixture->refresh);
}

static void
test_names (void)
{
  const char *const *names = rh_practice_fault_names ();
  guint seen = 0;

  for (guint i = 0; names[i] != NULL; i++)
    seen |= rh_practice_fault_from_name (names[i]);

  g_assert_cmpuint (g_strv_length ((char **) names), ==, 9);
  g_assert_cmphex (seen, ==, 0x1ff);
  g_assert_cmpint (rh_practice_fault_from_name ("wrong-iss"), ==, RH_PRACTICE_FAULT_WRONG_ISS);
  g_assert_cmpint (rh_practice_fault_from_name ("html"), ==, RH_PRACTICE_FAULT_HTML);
  g_assert_cmpint (rh_practice_fault_from_name ("none"), ==, RH_PRACTICE_FAULT_NONE);
  g_assert_cmpint (rh_practice_fault_from_name (""), ==, RH_PRACTICE_FAULT_NONE);
}

static void
test_expired_token (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *refreshed = NULL;
  g_autofree char *access = NULL;

  set_fault (fixture, "expired-token");
  answer = call (fixture);
  challenge = rh_raw_header (answer, "WWW-Authenticate");
  refreshed = refresh (fixture);
  access = rh_practice_driver_member (refreshed, "access_token");

  g_assert_cmpuint (rh_raw_status (answer), ==, 401);
  g_assert_nonnull (strstr (challenge, "error=\"invalid_token\""));
  g_assert_cmpuint (rh_raw_status (refreshed), ==, 200);
  g_assert_cmpuint (rh_practice_driver_call_status (&fixture->driver, access), ==, 401);
  rh_practice_server_set_faults (fixture->driver.server, RH_PRACTICE_FAULT_NONE);
  g_assert_cmpuint (rh_practice_driver_call_status (&fixture->driver, access), ==, 200);
}

static void
test_revoked_grant (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;
  g_autofree char *error = NULL;

  set_fault (fixture, "revoked-grant");
  g_assert_cmpuint (rh_practice_driver_call_status (&fixture->driver, fixture->access), ==, 200);
  answer = refresh (fixture);
  error = rh_practice_driver_member (answer, "error");

  g_assert_cmpuint (rh_raw_status (answer), ==, 400);
  g_assert_cmpstr (error, ==, "invalid_grant");
  g_assert_cmpuint (rh_practice_driver_call_status (&fixture->driver, fixture->access), ==, 401);
}

static void
test_missing_expires_in (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) root = NULL;

  set_fault (fixture, "missing-expires-in");
  answer = refresh (fixture);
  root = rh_practice_driver_json (answer);

  g_assert_true (json_object_has_member (root, "access_token"));
  g_assert_false (json_object_has_member (root, "expires_in"));
}

/* Both at the token endpoint and at the API, and nowhere else. */
static void
assert_everywhere (Fixture *fixture, guint status, const char *field, const char *value)
{
  g_autofree char *api = call (fixture);
  g_autofree char *token = refresh (fixture);
  g_autofree char *page = rh_practice_driver_open_page (&fixture->driver, "");
  g_autofree char *api_value = rh_raw_header (api, field);
  g_autofree char *token_value = rh_raw_header (token, field);

  g_assert_cmpuint (rh_raw_status (api), ==, status);
  g_assert_cmpuint (rh_raw_status (token), ==, status);
  g_assert_cmpstr (api_value, ==, value);
  g_assert_cmpstr (token_value, ==, value);
  g_assert_nonnull (strstr (page, "Acme Test wants to"));
}

static void
test_rate_limit (Fixture *fixture, gconstpointer data)
{
  set_fault (fixture, "429");
  assert_everywhere (fixture, 429, "Retry-After", "5");
}

static void
test_server_error (Fixture *fixture, gconstpointer data)
{
  set_fault (fixture, "500");
  assert_everywhere (fixture, 500, "Content-Type", "application/json;charset=UTF-8");
}

static void
test_html (Fixture *fixture, gconstpointer data)
{
  set_fault (fixture, "html");
  assert_everywhere (fixture, 200, "Content-Type", "text/html;charset=UTF-8");
}

/* The refresh token lives through all of these. */
static void
test_no_damage (Fixture *fixture, gconstpointer data)
{
  const char *faults[] = { "429", "500", "html" };
  g_autofree char *answer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *failed = NULL;

      set_fault (fixture, faults[i]);
      failed = refresh (fixture);
      g_assert_null (strstr (failed, "access_token"));
    }

  rh_practice_server_set_faults (fixture->driver.server, RH_PRACTICE_FAULT_NONE);
  answer = refresh (fixture);
  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  /* The exchange, three failures, this one. */
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (fixture->driver.server), ==, 5);
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;
  g_autofree char *length = NULL;
  gsize announced;

  set_fault (fixture, "cut");
  answer = call (fixture);
  length = rh_raw_header (answer, "Content-Length");
  announced = g_ascii_strtoull (length, NULL, 10);

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_cmpuint (strlen (rh_raw_body (answer)), ==, announced / 2);
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;

  set_fault (fixture, "slow");
  answer = call (fixture);

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_nonnull (strstr (answer, "ada@acme.example"));
}

static const RhPracticeOptions endless
    = { .slow_ms = 3600 * 1000, .faults = RH_PRACTICE_FAULT_SLOW };

/* Stopping ends what was to be answered late; and a peer that went away does no harm. */
static void
test_stop_while_slow (void)
{
  RhPracticeDriver driver = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (RhRawClient) waiting = NULL;
  g_autoptr (RhRawClient) gone = NULL;

  rh_practice_driver_start (&driver, &endless);
  text = g_strdup_printf ("GET /v2/employees HTTP/1.1\r\nHost: localhost:%u\r\n\r\n", driver.port);
  waiting = rh_raw_client_connect ("127.0.0.1", driver.port);
  gone = rh_raw_client_connect ("127.0.0.1", driver.port);
  rh_raw_client_send (waiting, text, -1);
  rh_raw_client_send (gone, text, -1);
  g_clear_pointer (&gone, rh_raw_client_free);
  rh_test_drain ();
  g_assert_false (rh_raw_client_poll (waiting));

  rh_practice_server_stop (driver.server);
  g_assert_false (rh_practice_server_is_running (driver.server));
  g_assert_cmpstr (rh_raw_client_read_all (waiting), ==, "");
  g_assert_null (rh_raw_client_connect ("127.0.0.1", driver.port));
  rh_practice_driver_stop (&driver);
  rh_test_drain ();
}

static const RhPracticeOptions hurried = { .slow_ms = 50, .faults = RH_PRACTICE_FAULT_SLOW };

static void
count_cb (RhPracticeServer *server, const char *line, gpointer user_data)
{
  guint *count = user_data;

  (*count)++;
}

static gboolean
set_cb (gpointer user_data)
{
  gboolean *done = user_data;

  *done = TRUE;

  return G_SOURCE_REMOVE;
}

/* Nothing is answered, nor told, when its time has come after the stop. */
static void
test_nothing_after_stop (void)
{
  RhPracticeDriver driver = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (RhRawClient) waiting = NULL;
  gboolean over = FALSE;
  guint count = 0;

  rh_practice_driver_start (&driver, &hurried);
  g_signal_connect (driver.server, "request", G_CALLBACK (count_cb), &count);
  text = g_strdup_printf ("GET /v2/employees HTTP/1.1\r\nHost: localhost:%u\r\n\r\n", driver.port);
  waiting = rh_raw_client_connect ("127.0.0.1", driver.port);
  rh_raw_client_send (waiting, text, -1);
  rh_test_drain ();
  rh_practice_server_stop (driver.server);
  g_timeout_add (2 * hurried.slow_ms, set_cb, &over);
  rh_test_wait_until (&over);

  g_assert_cmpuint (count, ==, 0);
  rh_practice_driver_stop (&driver);
}

static void
stop_cb (RhPracticeServer *server, const char *line, gpointer user_data)
{
  rh_practice_server_stop (server);
}

static void
test_stop_from_signal (Fixture *fixture, gconstpointer slow)
{
  g_autofree char *answer = NULL;

  if (slow != NULL)
    set_fault (fixture, "slow");
  g_signal_connect (fixture->driver.server, "request", G_CALLBACK (stop_cb), NULL);
  answer = call (fixture);

  g_assert_cmpstr (answer, ==, "");
  g_assert_false (rh_practice_server_is_running (fixture->driver.server));
}

/* The server's tokens live as long as it does, through a stop and a start. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rh_practice_server_stop (fixture->driver.server);
  rh_practice_server_stop (fixture->driver.server);
  rh_practice_server_start (fixture->driver.server, &error);
  g_assert_no_error (error);
  fixture->driver.port = g_ascii_strtoull (
      strrchr (rh_practice_server_get_base_url (fixture->driver.server), ':') + 1, NULL, 10);

  g_assert_cmpuint (rh_practice_driver_call_status (&fixture->driver, fixture->access), ==, 200);
}

static void
test_port_in_use (Fixture *fixture, gconstpointer data)
{
  RhPracticeOptions same = { .port = fixture->driver.port };
  g_autoptr (RhPracticeServer) second = rh_practice_server_new (&same);
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_practice_server_start (second, &error));
  g_assert_error (error, RH_LOOPBACK_ERROR, RH_LOOPBACK_ERROR_IN_USE);
  g_assert_false (rh_practice_server_is_running (second));
}

static void
line_cb (RhPracticeServer *server, const char *line, gpointer user_data)
{
  g_string_append_printf (user_data, "%s\n", line);
}

/* One line a request: nothing of a query, a body or a header is in it. */
static void
test_lines (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *page = NULL;
  g_autofree char *clicked = NULL;
  g_autofree char *code = NULL;
  g_autofree char *exchanged = NULL;
  g_autofree char *refreshed = NULL;
  g_autofree char *called = NULL;
  g_autofree char *refused = NULL;

  g_signal_connect (fixture->driver.server, "request", G_CALLBACK (line_cb), lines);
  page = rh_practice_driver_open_page (&fixture->driver, "&state=s3cret");
  clicked = rh_practice_driver_click (&fixture->driver, page, "allow");
  code = rh_practice_driver_read_redirect (clicked, "code");
  exchanged = rh_practice_driver_exchange (&fixture->driver, code);
  refreshed = rh_practice_driver_refresh (&fixture->driver, "wrong");
  called = call (fixture);
  refused = rh_raw_exchange (fixture->driver.port,
                             "GET /x?state=s3cret HTTP/1.1\r\nHost: evil\r\n\r\n", -1);

  g_assert_cmpstr (lines->str, ==,
                   "GET /oauth/authorize 200\n"
                   "POST /oauth/authorize 303 allowed\n"
                   "POST /oauth/token 200\n"
                   "POST /oauth/token 400 invalid_grant\n"
                   "GET /v2/employees 200\n"
                   "refused /x 421\n");
}

static void
test_defaults (void)
{
  g_autoptr (RhPracticeServer) server = rh_practice_server_new (NULL);

  g_assert_false (rh_practice_server_is_running (server));
  g_assert_null (rh_practice_server_get_base_url (server));
  g_assert_cmpint (rh_practice_server_get_faults (server), ==, RH_PRACTICE_FAULT_NONE);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/practice-fault/names", test_names);
  add ("/practice-fault/expired-token", test_expired_token);
  add ("/practice-fault/revoked-grant", test_revoked_grant);
  add ("/practice-fault/missing-expires-in", test_missing_expires_in);
  add ("/practice-fault/429", test_rate_limit);
  add ("/practice-fault/500", test_server_error);
  add ("/practice-fault/html", test_html);
  add ("/practice-fault/no-damage", test_no_damage);
  add ("/practice-fault/cut", test_cut);
  add ("/practice-fault/slow", test_slow);
  g_test_add_func ("/practice-server/stop-while-slow", test_stop_while_slow);
  g_test_add_func ("/practice-server/nothing-after-stop", test_nothing_after_stop);
  add ("/practice-server/stop-from-signal", test_stop_from_signal);
  g_test_add ("/practice-server/stop-from-signal-slow", Fixture, "slow", setup,
              test_stop_from_signal, teardown);
  add ("/practice-server/restart", test_restart);
  add ("/practice-server/port-in-use", test_port_in_use);
  add ("/practice-server/lines", test_lines);
  g_test_add_func ("/practice-server/defaults", test_defaults);

  return g_test_run ();
}
