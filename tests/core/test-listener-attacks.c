/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attacks on the listener (security.md 1; standards.md E7 to E9): nothing is accepted that should
 * not be, nobody is kept waiting, and the port is closed afterwards. */
#include "lib/rh-listener-fixture.h"
#include "lib/rh-test.h"

#include <string.h>

#define N_SILENT 500
#define GOOD RH_FIXTURE_ANSWER

typedef RhListenerFixture Fixture;

/* "{host}" in @pattern is the right Host. Returns the status, 0 for a closed connection. */
static guint
send_raw (Fixture *fixture, const char *pattern)
{
  g_autoptr (GString) request = g_string_new (pattern);
  g_autofree char *host = g_strdup_printf ("localhost:%u", fixture->port);
  g_autofree char *answer = NULL;
  g_autofree char *cors = NULL;

  g_string_replace (request, "{host}", host, 0);
  answer = rh_raw_exchange (fixture->port, request->str, (gssize) request->len);
  cors = rh_raw_header (answer, "Access-Control-Allow-Origin");
  g_assert_null (cors);
  g_assert_null (strstr (answer, "Access-Control-Allow-Private-Network"));

  return rh_raw_status (answer);
}

static void
finish (Fixture *fixture, guint n_judged)
{
  g_assert_cmpuint (fixture->n_accepted, ==, 0);
  g_assert_cmpuint (fixture->n_judged, ==, n_judged);
  rh_listener_fixture_assert_real_answer (fixture);

  g_object_set (fixture->listener, "linger-ms", 0, NULL);
  rh_loopback_listener_close (fixture->listener);
  rh_listener_fixture_assert_closed (fixture->port);
}

static void
test_queries (Fixture *fixture, gconstpointer host)
{
  static const char *const queries[] = {
    "",
    "?",
    "?code=c",
    "?state=right",
    "?code=c&state=wrong&state=right",
    "?code=c&state=right&state=right",
    "?code=c&code=d&state=right",
    "?code=c&error=access_denied&state=right",
    "?code=c&iss=a&iss=b&state=right",
    "?code=c&%73tate=x&state=right",
    "?code=c&state=right#",
  };
  g_autofree char *filler = g_strnfill (15000, 'x');
  g_autofree char *longer = g_strnfill (20000, 'x');
  g_autofree char *long_code = g_strdup_printf ("GET %s?code=%s&state=wrong HTTP/1.1\r\n"
                                                "Host: {host}\r\n\r\n",
                                                RH_FIXTURE_PATH, filler);
  g_autofree char *too_long = g_strdup_printf ("GET %s?code=%s&state=right HTTP/1.1\r\n"
                                               "Host: {host}\r\n\r\n",
                                               RH_FIXTURE_PATH, longer);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *request = g_strdup_printf ("GET %s%s HTTP/1.1\r\nHost: {host}\r\n\r\n",
                                                  RH_FIXTURE_PATH, queries[i]);

      g_assert_cmpuint (send_raw (fixture, request), ==, 400);
    }
  g_assert_cmpuint (send_raw (fixture, long_code), ==, 400);
  g_assert_cmpuint (send_raw (fixture, too_long), ==, 414);

  /* Only the one that is well formed came before the judge. */
  finish (fixture, 1);
}

static void
test_paths (Fixture *fixture, gconstpointer host)
{
  static const char *const targets[] = {
    "/",
    "/favicon.ico",
    "/done",
    "/acme/",
    "/acmee?code=c&state=right",
    "/ACME?code=c&state=right",
    "/%61cme?code=c&state=right",
    "//acme?code=c&state=right",
    "/x/../acme?code=c&state=right",
    "/acme%3fcode=c&state=right",
    "/pleo-staging?code=c&state=right",
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *request
          = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: {host}\r\n\r\n", targets[i]);

      g_assert_cmpuint (send_raw (fixture, request), ==, 404);
    }
  finish (fixture, 0);
}

static void
test_methods (Fixture *fixture, gconstpointer host)
{
  static const char *const methods[] = { "POST", "HEAD", "PUT", "DELETE", "PATCH", "TRACE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *request
          = g_strdup_printf ("%s " GOOD " HTTP/1.1\r\nHost: {host}\r\n\r\n", methods[i]);

      g_assert_cmpuint (send_raw (fixture, request), ==, 405);
    }
  g_assert_cmpuint (send_raw (fixture, "OPTIONS " GOOD " HTTP/1.1\r\nHost: {host}\r\n"
                                       "Origin: https://evil.example\r\n"
                                       "Access-Control-Request-Method: GET\r\n"
                                       "Access-Control-Request-Private-Network: true\r\n\r\n"),
                    ==, 405);
  finish (fixture, 0);
}

static void
test_hosts (Fixture *fixture, gconstpointer host)
{
  static const char *const fields[] = {
    "",
    "Host: evil.example\r\n",
    "Host: localhost\r\n",
    "Host: localhost.evil.example\r\n",
    "Host: 127.0.0.1\r\n",
    "Host: \r\n",
    "Host: {host}\r\nHost: evil.example\r\n",
    "Host: evil.example\r\nHost: {host}\r\n",
    "Host: {host}\r\nHost: {host}\r\n",
    "Host: {host},{host}\r\n",
    "Host: x@{host}\r\n",
    "Host: {host}.\r\n",
    "Host : {host}\r\n",
    "X-Forwarded-Host: {host}\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *request = g_strdup_printf ("GET " GOOD " HTTP/1.1\r\n%s\r\n", fields[i]);
      guint status = send_raw (fixture, request);

      g_assert_true (status == 400 || status == 421);
    }
  finish (fixture, 0);
}

static void
test_bodies (Fixture *fixture, gconstpointer host)
{
  static const char *const requests[] = {
    "GET " GOOD " HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\n\r\nhello",
    "GET " GOOD " HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100000000\r\n\r\n",
    "GET " GOOD " HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    "POST " RH_FIXTURE_PATH " HTTP/1.1\r\nHost: {host}\r\n"
    "Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"url\":\"x?state=right",
    "POST " RH_FIXTURE_PATH " HTTP/1.1\r\nHost: {host}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 18\r\n\r\n"
    "code=c&state=right",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    g_assert_cmpuint (send_raw (fixture, requests[i]), >=, 400);
  finish (fixture, 0);
}

static void
test_malformed (Fixture *fixture, gconstpointer host)
{
  static const char *const requests[] = {
    "GET http://{host}" GOOD " HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "GET " GOOD " HTTP/1.0\r\nHost: {host}\r\n\r\n",
    "GET " GOOD " HTTP/1.0\r\n\r\n",
    "GET " GOOD "\r\n\r\n",
    "GET " GOOD " HTTP/2.0\r\nHost: {host}\r\n\r\n",
    "GET  " GOOD " HTTP/1.1\r\nHost: {host}\r\n\r\n",
    " GET " GOOD " HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "GET " GOOD " HTTP/1.1\r\nHost: {host}\r\n folded\r\n\r\n",
    "GET * HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "\r\n\r\n\r\n\r\n",
    "hello\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      guint status = send_raw (fixture, requests[i]);

      g_assert_true (status == 0 || status >= 400);
    }
  finish (fixture, 0);
}

/* The second request on a connection, and one smuggled behind the first, reach nobody. */
static void
test_pipelined (Fixture *fixture, gconstpointer host)
{
  g_assert_cmpuint (send_raw (fixture, "GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n"
                                       "GET " GOOD " HTTP/1.1\r\nHost: {host}\r\n\r\n"),
                    ==, 404);
  finish (fixture, 0);
}

static void
test_headers_too_large (Fixture *fixture, gconstpointer host)
{
  g_autofree char *filler = g_strnfill (40000, 'x');
  g_autofree char *request
      = g_strdup_printf ("GET " GOOD " HTTP/1.1\r\nHost: {host}\r\nX: %s\r\n\r\n", filler);

  g_assert_cmpuint (send_raw (fixture, request), ==, 431);
  finish (fixture, 0);
}

/* Into the kernel's buffer; the server does not run meanwhile. */
static void
send_now (RhRawClient *client, const char *text)
{
  gssize length = (gssize) strlen (text);

  g_assert_cmpint (g_socket_send (client->socket, text, length, NULL, NULL), ==, length);
}

static GPtrArray *
connect_many (Fixture *fixture)
{
  g_autofree char *wrong
      = rh_listener_fixture_request (fixture, RH_FIXTURE_PATH "?code=c&state=wrong");
  GPtrArray *clients = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_raw_client_free);

  for (guint i = 0; i < N_SILENT; i++)
    {
      RhRawClient *client = rh_raw_client_connect ("127.0.0.1", fixture->port);

      g_assert_nonnull (client);
      g_ptr_array_add (clients, client);
      /* A third never speaks, a third never ends, a third asks for what it should not have. */
      if (i % 3 == 1)
        send_now (client, "GET /acme?code=");
      else if (i % 3 == 2)
        send_now (client, wrong);
    }

  return clients;
}

/* 500 before it and 500 behind it: the browser gets its answer all the same. */
static void
test_silent (Fixture *fixture, gconstpointer host)
{
  g_autoptr (GPtrArray) before = connect_many (fixture);
  g_autofree char *request = rh_listener_fixture_request (fixture, GOOD);
  g_autoptr (RhRawClient) browser = rh_raw_client_connect ("127.0.0.1", fixture->port);
  g_autoptr (GPtrArray) after = NULL;

  /* The browser is in the middle: as many come behind it before the loop runs again. */
  g_assert_nonnull (browser);
  send_now (browser, request);
  after = connect_many (fixture);

  g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (browser)), ==, 303);
  g_assert_cmpuint (fixture->n_accepted, ==, 1);
  g_object_set (fixture->listener, "linger-ms", 0, NULL);
  rh_loopback_listener_close (fixture->listener);
  for (guint i = 0; i < before->len; i++)
    rh_raw_client_read_all (g_ptr_array_index (before, i));
  rh_listener_fixture_assert_closed (fixture->port);
}

#define ADD(name, func) \
  g_test_add ("/listener-attacks/" name, Fixture, "localhost", rh_listener_fixture_setup, func, \
              rh_listener_fixture_teardown)

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  ADD ("security-1.5/queries", test_queries);
  ADD ("E8/paths", test_paths);
  ADD ("E8/methods-and-private-network", test_methods);
  ADD ("E7/hosts", test_hosts);
  ADD ("security-1.2/bodies", test_bodies);
  ADD ("security-1.2/malformed", test_malformed);
  ADD ("security-1.2/pipelined", test_pipelined);
  ADD ("E9/headers-too-large", test_headers_too_large);
  ADD ("security-1.3/500-silent-connections", test_silent);

  return g_test_run ();
}
