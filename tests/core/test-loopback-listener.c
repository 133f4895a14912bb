/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loopback listener: standards.md E2 to E5, E10; security.md 1.1, 1.4, 1.5, 1.7. */
#include "lib/rh-listener-fixture.h"
#include "lib/rh-test.h"
#include "oauth/rh-callback-page.h"
#include "oauth/rh-port-holder.h"

#include <string.h>
#include <unistd.h>

typedef RhListenerFixture Fixture;

static void
assert_headers (const char *answer)
{
  const char *const *headers = rh_callback_page_get_headers ();

  for (guint i = 0; headers[i] != NULL; i += 2)
    {
      g_autofree char *value = rh_raw_header (answer, headers[i]);

      g_assert_cmpstr (value, ==, headers[i + 1]);
    }
}

static void
test_answer (Fixture *fixture, gconstpointer host)
{
  rh_listener_fixture_assert_real_answer (fixture);
  g_assert_cmpstr (fixture->query, ==, "code=c&state=right");
  g_assert_cmpuint (fixture->n_judged, ==, 1);
  g_assert_cmpuint (fixture->n_refused, ==, 0);
}

static void
test_pages (Fixture *fixture, gconstpointer host)
{
  g_autofree char *wrong = rh_listener_fixture_get (fixture, RH_FIXTURE_PATH "?code=c&state=x");
  g_autofree char *missing = rh_listener_fixture_get (fixture, "/favicon.ico");
  g_autofree char *page = rh_callback_page_dup_html (TRUE);
  g_autofree char *answer = NULL;
  g_autofree char *media_type = NULL;

  g_assert_cmpuint (rh_raw_status (wrong), ==, 400);
  g_assert_cmpstr (rh_raw_body (wrong), ==, page);
  g_assert_cmpuint (rh_raw_status (missing), ==, 404);
  g_assert_cmpstr (rh_raw_body (missing), ==, page);

  answer = rh_listener_fixture_get (fixture, RH_FIXTURE_ANSWER);
  media_type = rh_raw_header (answer, "Content-Type");
  g_assert_cmpstr (media_type, ==, "text/html; charset=utf-8");
  assert_headers (wrong);
  assert_headers (missing);
  assert_headers (answer);
}

static void
test_nothing_echoed (Fixture *fixture, gconstpointer host)
{
  g_autofree char *wrong
      = rh_listener_fixture_get (fixture, RH_FIXTURE_PATH "?code=CANARY&state=CANARY&x=CANARY");
  g_autofree char *path = rh_listener_fixture_get (fixture, "/CANARY");
  g_autofree char *answer = rh_listener_fixture_get (
      fixture, RH_FIXTURE_PATH "?code=CANARY&x=%3Cscript%3ECANARY&state=right");

  g_assert_cmpuint (rh_raw_status (answer), ==, 303);
  g_assert_null (strstr (wrong, "CANARY"));
  g_assert_null (strstr (path, "CANARY"));
  g_assert_null (strstr (answer, "CANARY"));
}

static void
test_wait_goes_on (Fixture *fixture, gconstpointer host)
{
  g_autofree char *wrong = rh_listener_fixture_get (fixture, RH_FIXTURE_PATH "?code=c&state=x");

  g_assert_cmpuint (rh_raw_status (wrong), ==, 400);
  g_assert_cmpuint (fixture->n_judged, ==, 1);
  g_assert_cmpstr (fixture->refused, ==, RH_FIXTURE_PATH "?code=c&state=x");
  rh_listener_fixture_assert_real_answer (fixture);
}

static void
test_repeats (Fixture *fixture, gconstpointer host)
{
  g_autofree char *page = rh_callback_page_dup_html (FALSE);
  g_autofree char *again = NULL;
  g_autofree char *another = NULL;
  g_autofree char *other = NULL;

  rh_listener_fixture_assert_real_answer (fixture);
  rh_loopback_listener_close (fixture->listener);

  again = rh_listener_fixture_get (fixture, RH_FIXTURE_ANSWER);
  another = rh_listener_fixture_get (fixture, RH_FIXTURE_PATH "?code=other&state=right");
  other = rh_listener_fixture_get (fixture, "/other");
  g_assert_cmpuint (rh_raw_status (again), ==, 200);
  g_assert_cmpstr (rh_raw_body (again), ==, page);
  g_assert_cmpuint (rh_raw_status (another), ==, 200);
  g_assert_cmpuint (rh_raw_status (other), ==, 404);
  g_assert_cmpuint (fixture->n_judged, ==, 1);
}

static void
test_closes_after_answer (Fixture *fixture, gconstpointer host)
{
  guint default_ms = 0;
  GParamSpec *pspec
      = g_object_class_find_property (G_OBJECT_GET_CLASS (fixture->listener), "linger-ms");

  default_ms = G_PARAM_SPEC_UINT (pspec)->default_value;
  g_assert_cmpuint (default_ms, ==, 5000);
  g_assert_cmpuint (G_PARAM_SPEC_UINT (pspec)->maximum, ==, 5000);

  g_object_set (fixture->listener, "linger-ms", 1, NULL);
  rh_listener_fixture_assert_real_answer (fixture);
  rh_loopback_listener_close (fixture->listener);
  while (rh_loopback_listener_get_port (fixture->listener) != 0)
    g_main_context_iteration (NULL, TRUE);
  rh_listener_fixture_assert_closed (fixture->port);
}

/* Whoever waited lets go: the listener serves the browser on its own, and then is gone. */
static void
test_outlives_owner (Fixture *fixture, gconstpointer host)
{
  RhLoopbackListener *weak = fixture->listener;

  g_object_set (fixture->listener, "linger-ms", 1, NULL);
  rh_listener_fixture_assert_real_answer (fixture);
  g_object_add_weak_pointer (G_OBJECT (weak), (gpointer *) &weak);
  rh_loopback_listener_close (fixture->listener);
  g_clear_object (&fixture->listener);
  g_assert_nonnull (weak);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
  rh_listener_fixture_assert_closed (fixture->port);
}

static void
test_close_before_answer (Fixture *fixture, gconstpointer host)
{
  g_autoptr (RhRawClient) client = rh_raw_client_connect ("127.0.0.1", fixture->port);

  g_assert_nonnull (client);
  rh_loopback_listener_close (fixture->listener);
  g_assert_cmpuint (rh_loopback_listener_get_port (fixture->listener), ==, 0);
  rh_listener_fixture_assert_closed (fixture->port);
  g_assert_cmpstr (rh_raw_client_read_all (client), ==, "");
}

static void
test_both_families (Fixture *fixture, gconstpointer host)
{
  g_autofree char *request = rh_listener_fixture_request (fixture, RH_FIXTURE_ANSWER);
  g_autoptr (RhRawClient) client = rh_raw_client_connect ("::1", fixture->port);

  if (client == NULL)
    {
      /* A machine without IPv6; the other family is tested by all the others. */
      rh_listener_fixture_assert_real_answer (fixture);
      return;
    }

  rh_raw_client_send (client, request, -1);
  g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (client)), ==, 303);
  g_assert_cmpuint (fixture->n_accepted, ==, 1);
}

static void
test_https_insisted (Fixture *fixture, gconstpointer host)
{
  static const char hello[] = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";
  g_autoptr (RhRawClient) client = rh_raw_client_connect ("127.0.0.1", fixture->port);

  rh_raw_client_send (client, hello, sizeof hello - 1);
  rh_raw_client_read_all (client);
  g_assert_cmpuint (fixture->n_https, ==, 1);
  rh_listener_fixture_assert_real_answer (fixture);
}

static void
test_port_in_use_by_us (Fixture *fixture, gconstpointer host)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected
      = g_strdup_printf ("%u: another sign-in of this program", fixture->port);

  g_assert_null (rh_loopback_listener_new ("localhost", fixture->port, "/other", &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_PORT_IN_USE);
  g_assert_cmpstr (error->message, ==, expected);
  rh_listener_fixture_assert_real_answer (fixture);
}

static void
test_next_takes_over (Fixture *fixture, gconstpointer host)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhLoopbackListener) next = NULL;

  rh_listener_fixture_assert_real_answer (fixture);
  rh_loopback_listener_close (fixture->listener);
  next = rh_loopback_listener_new ("localhost", fixture->port, "/other", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rh_loopback_listener_get_port (next), ==, fixture->port);
  g_assert_cmpuint (rh_loopback_listener_get_port (fixture->listener), ==, 0);
}

static void
test_next_takes_over_orphan (Fixture *fixture, gconstpointer host)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhLoopbackListener) next = NULL;
  RhLoopbackListener *weak = fixture->listener;

  rh_listener_fixture_assert_real_answer (fixture);
  g_object_add_weak_pointer (G_OBJECT (weak), (gpointer *) &weak);
  rh_loopback_listener_close (fixture->listener);
  g_clear_object (&fixture->listener);
  g_assert_nonnull (weak);
  next = rh_loopback_listener_new ("localhost", fixture->port, "/other", &error);
  g_assert_no_error (error);
  g_assert_null (weak);
}

static GSocket *
take_port (guint16 *port)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  GSocket *socket
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (socket, address, TRUE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  return socket;
}

static void
test_port_in_use_by_others (void)
{
  guint16 port = 0;
  g_autoptr (GSocket) socket = take_port (&port);
  g_autoptr (GError) error = NULL;
  g_autofree char *comm = NULL;
  g_autofree char *expected = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/comm", &comm, NULL, NULL));
  g_strchomp (comm);
  expected = g_strdup_printf ("%u: %s (process %d)", port, comm, (int) getpid ());

  g_assert_null (rh_loopback_listener_new ("localhost", port, "/acme", &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_PORT_IN_USE);
  g_assert_cmpstr (error->message, ==, expected);

  g_socket_close (socket, NULL);
  g_assert_null (rh_port_holder_find (port));
}

/* The kernel's word for where the port is open: 127.0.0.1 and ::1 in its spelling, nothing else. */
static guint
count_listening (const char *table, guint16 port, const char *loopback)
{
  g_autofree char *contents = NULL;
  g_autofree char *suffix = g_strdup_printf (":%04X ", port);
  g_auto (GStrv) lines = NULL;
  guint n_found = 0;

  if (!g_file_get_contents (table, &contents, NULL, NULL))
    return 0;
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *local = strstr (lines[i], ": ");
      const char *end = local != NULL ? strstr (local, suffix) : NULL;

      /* In the first address, and in state LISTEN. */
      if (end == NULL || memchr (local + 2, ' ', end - local - 2) != NULL
          || strstr (end, " 0A ") == NULL)
        continue;
      g_assert_true (g_str_has_prefix (local + 2, loopback));
      n_found++;
    }

  return n_found;
}

static void
test_bound_addresses (Fixture *fixture, gconstpointer host)
{
  g_autoptr (RhRawClient) v6 = rh_raw_client_connect ("::1", fixture->port);

  g_assert_cmpuint (count_listening ("/proc/net/tcp", fixture->port, "0100007F:"), ==, 1);
  g_assert_cmpuint (
      count_listening ("/proc/net/tcp6", fixture->port, "00000000000000000000000001000000:"), ==,
      v6 != NULL ? 1 : 0);
}

static void
test_loopback_only (void)
{
  static const char *const hosts[] = { "0.0.0.0", "::", "[::]", "192.168.0.1", "example.com" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_loopback_listener_new (hosts[i], 0, "/acme", &error));
      g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_PORT_IN_USE);
    }
}

#define ADD(name, func) \
  g_test_add ("/loopback-listener/" name, Fixture, "localhost", rh_listener_fixture_setup, func, \
              rh_listener_fixture_teardown)

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  ADD ("security-1.1/answer-303-done", test_answer);
  ADD ("E10/pages-and-headers", test_pages);
  ADD ("E10/nothing-echoed", test_nothing_echoed);
  ADD ("A7/wait-goes-on", test_wait_goes_on);
  ADD ("security-1.1/repeats-get-the-page", test_repeats);
  ADD ("E5/closes-after-the-answer", test_closes_after_answer);
  ADD ("E5/outlives-its-owner", test_outlives_owner);
  ADD ("E6/close-before-the-answer", test_close_before_answer);
  ADD ("E3/both-families", test_both_families);
  ADD ("E4/bound-to-loopback", test_bound_addresses);
  ADD ("security-1.5/https-insisted", test_https_insisted);
  ADD ("security-1.7/in-use-by-another-sign-in", test_port_in_use_by_us);
  ADD ("security-1.7/next-sign-in-need-not-wait", test_next_takes_over);
  ADD ("security-1.7/next-sign-in-after-an-orphan", test_next_takes_over_orphan);
  g_test_add_func ("/loopback-listener/security-1.7/in-use-by-another-program",
                   test_port_in_use_by_others);
  g_test_add_func ("/loopback-listener/E4/loopback-only", test_loopback_only);

  return g_test_run ();
}
