/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A listener with a judge, and what a browser or an attacker sends to it. */
#include "lib/rh-listener-fixture.h"

#include "lib/rh-test.h"
#include "oauth/rh-callback-page.h"

#include <string.h>

static gboolean
redirect_cb (RhListenerFixture *self, const char *query)
{
  gboolean right = g_str_has_suffix (query, "state=right");

  self->n_judged++;
  self->n_accepted += right ? 1 : 0;
  g_set_str (&self->query, query);

  return right;
}

static void
refused_cb (RhListenerFixture *self, const char *target)
{
  self->n_refused++;
  g_set_str (&self->refused, target);
}

static void
https_cb (RhListenerFixture *self)
{
  self->n_https++;
}

void
rh_listener_fixture_setup (RhListenerFixture *self, gconstpointer host)
{
  g_autoptr (GError) error = NULL;

  self->listener = rh_loopback_listener_new (host, 0, RH_FIXTURE_PATH, &error);
  g_assert_no_error (error);
  self->port = rh_loopback_listener_get_port (self->listener);
  g_assert_cmpuint (self->port, !=, 0);
  g_signal_connect_swapped (self->listener, "redirect", G_CALLBACK (redirect_cb), self);
  g_signal_connect_swapped (self->listener, "refused", G_CALLBACK (refused_cb), self);
  g_signal_connect_swapped (self->listener, "https-insisted", G_CALLBACK (https_cb), self);
}

void
rh_listener_fixture_teardown (RhListenerFixture *self, gconstpointer host)
{
  g_clear_object (&self->listener);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->refused, g_free);
  rh_test_drain ();
}

char *
rh_listener_fixture_request (RhListenerFixture *self, const char *target)
{
  return g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost:%u\r\n"
                          "User-Agent: Mozilla/5.0\r\nAccept: text/html\r\n\r\n",
                          target, self->port);
}

char *
rh_listener_fixture_get (RhListenerFixture *self, const char *target)
{
  g_autofree char *request = rh_listener_fixture_request (self, target);

  return rh_raw_exchange (self->port, request, -1);
}

void
rh_listener_fixture_assert_real_answer (RhListenerFixture *self)
{
  g_autofree char *answer = rh_listener_fixture_get (self, RH_FIXTURE_ANSWER);
  g_autofree char *location = rh_raw_header (answer, "Location");
  g_autofree char *page = rh_callback_page_dup_html (FALSE);
  g_autofree char *done = NULL;

  g_assert_cmpuint (rh_raw_status (answer), ==, 303);
  g_assert_cmpstr (location, ==, "/done");
  g_assert_cmpuint (self->n_accepted, ==, 1);

  done = rh_listener_fixture_get (self, "/done");
  g_assert_cmpuint (rh_raw_status (done), ==, 200);
  g_assert_cmpstr (rh_raw_body (done), ==, page);
}

void
rh_listener_fixture_assert_closed (guint16 port)
{
  g_assert_null (rh_raw_client_connect ("127.0.0.1", port));
  g_assert_null (rh_raw_client_connect ("::1", port));
}
