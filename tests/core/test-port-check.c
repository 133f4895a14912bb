/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the port of a redirect URI is free, and who has it. */
#include "http/rh-loopback-server.h"
#include "lib/rh-test.h"
#include "oauth/rh-port-check.h"

#include <string.h>

static void
handler_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
}

static void
test_taken_then_free (void)
{
  static const RhLoopbackLimits limits = { .max_connections = 1 };
  g_autoptr (RhLoopbackServer) server = rh_loopback_server_new (&limits, NULL, handler_cb, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *redirect_uri = NULL;
  g_autofree char *holder = NULL;
  guint16 taken;
  guint16 port = 0;

  rh_loopback_server_listen (server, "localhost", 0, &error);
  g_assert_no_error (error);
  taken = rh_loopback_server_get_port (server);
  redirect_uri = g_strdup_printf ("http://localhost:%u/pleo", taken);

  g_assert_cmpint (rh_port_check (redirect_uri, "", &port, &holder), ==, RH_PORT_TAKEN);
  g_assert_cmpuint (port, ==, taken);
  g_assert_nonnull (holder);
  g_assert_nonnull (strstr (holder, "(process "));

  rh_loopback_server_close (server);
  g_assert_cmpint (rh_port_check (redirect_uri, "", &port, NULL), ==, RH_PORT_FREE);
  /* and it did not stay taken by the check */
  g_assert_cmpint (rh_port_check (redirect_uri, "", NULL, NULL), ==, RH_PORT_FREE);
  g_assert_cmpint (rh_port_check ("https://acme.example/relay.html", redirect_uri, &port, NULL), ==,
                   RH_PORT_FREE);
  g_assert_cmpuint (port, ==, taken);
}

static void
test_where_nothing_listens (void)
{
  g_assert_cmpint (rh_port_check ("https://acme.example/relay.html", "", NULL, NULL), ==,
                   RH_PORT_NOWHERE);
  g_assert_cmpint (rh_port_check ("", "", NULL, NULL), ==, RH_PORT_NOWHERE);
  g_assert_cmpint (rh_port_check ("no address", "", NULL, NULL), ==, RH_PORT_NOWHERE);
  g_assert_cmpint (rh_port_check ("http://127.0.0.1:0/callback", "", NULL, NULL), ==, RH_PORT_ANY);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/port-check/taken-then-free", test_taken_then_free);
  g_test_add_func ("/port-check/where-nothing-listens", test_where_nothing_listens);

  return g_test_run ();
}
