/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transport on libsoup, a server of raw sockets that it speaks with, and what tests do with both.
 */
#include "config.h"

#include "lib/rh-wire-fixture.h"

#include "http/rh-soup-transport.h"
#include "lib/rh-test.h"

static void
set_up (RhWireFixture *fixture, gconstpointer data)
{
  fixture->server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  fixture->transport = rh_soup_transport_new ();
}

static void
tear_down (RhWireFixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->transport));
  rh_wire_server_free (fixture->server);
}

void
rh_wire_test_add_data (const char *path, gconstpointer data, RhWireTest test)
{
  g_test_add (path, RhWireFixture, data, set_up, test, tear_down);
}

void
rh_wire_test_add (const char *path, RhWireTest test)
{
  rh_wire_test_add_data (path, NULL, test);
}

void
rh_wire_reply (RhWireFixture *fixture, const char *bytes, RhWireAfter after)
{
  rh_wire_server_add_reply (fixture->server, bytes, -1, after);
}

RhRequest *
rh_wire_request_to (const char *method, const char *url)
{
  g_autoptr (RhText) text = rh_text_new (url);

  return rh_request_new (method, text);
}

RhRequest *
rh_wire_request (RhWireFixture *fixture, const char *method, const char *target)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u%s",
                                          rh_wire_server_get_port (fixture->server), target);

  return rh_wire_request_to (method, url);
}

void
rh_wire_set_body (RhRequest *request, const char *text, const char *media_type)
{
  g_autoptr (RhText) body_text = rh_text_new (text);
  g_autoptr (RhBody) body = rh_body_new_text (body_text, media_type);

  rh_request_set_body (request, body);
}

RhText *
rh_wire_secret (const char *before, const char *secret, const char *after)
{
  RhText *text = rh_text_new (before);

  rh_text_append_value (text, secret, -1, "key", RH_SOURCE_ENVIRONMENT, TRUE, NULL);
  rh_text_append (text, after, -1);

  return text;
}

void
rh_wire_add_secret (RhRequest *request, const char *name, const char *value)
{
  g_autoptr (RhText) text = rh_wire_secret ("", value, "");

  rh_headers_append (rh_request_get_headers (request), name, text);
}

RhExchange *
rh_wire_send (RhWireFixture *fixture, RhRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RhExchange *exchange = rh_send_operation_start (fixture->transport, request, cancellable,
                                                  rh_test_take_result, &result);
  gboolean ok;

  rh_test_wait (&result);
  ok = rh_send_operation_finish (exchange, result, error);
  g_assert_true (ok == (rh_exchange_get_state (exchange) == RH_EXCHANGE_STATE_DONE));
  rh_test_drain ();

  return exchange;
}

RhExchange *
rh_wire_get (RhWireFixture *fixture, GError **error)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");

  return rh_wire_send (fixture, request, NULL, error);
}

static RhSpool *
head_cb (RhHop *hop, gpointer user_data)
{
  RhSpool **spool = user_data;

  *spool = rh_spool_new (RH_SPOOL_MEMORY_LIMIT, TRUE);

  return g_object_ref (*spool);
}

RhHop *
rh_wire_send_hop (RhWireFixture *fixture, RhRequest *request, RhSpool **spool, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RhHop *hop = rh_hop_new (rh_request_get_method (request), rh_request_get_url (request));

  *spool = NULL;
  rh_transport_send_async (fixture->transport, request, hop, head_cb, spool, NULL,
                           rh_test_take_result, &result);
  rh_test_wait (&result);
  rh_transport_send_finish (fixture->transport, result, error);
  rh_test_drain ();

  return hop;
}

char *
rh_wire_dup_body (RhExchange *exchange)
{
  RhSpool *spool = rh_exchange_get_spool (exchange);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_nonnull (spool);
  bytes = rh_spool_dup_bytes (spool, RH_SPOOL_MEMORY_LIMIT);

  return g_strndup (g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "",
                    g_bytes_get_size (bytes));
}

RhHop *
rh_wire_nth_hop (RhExchange *exchange, guint index)
{
  g_autoptr (RhHop) hop = g_list_model_get_item (rh_exchange_get_hops (exchange), index);

  g_assert_nonnull (hop);

  return hop;
}

gboolean
rh_wire_has_note (RhHop *hop, const char *note)
{
  return g_strv_contains (rh_hop_get_notes (hop), note);
}

char *
rh_wire_dup_headers (RhHeaders *headers)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    g_string_append_printf (lines, "%s: %s\r\n", rh_headers_nth_name (headers, i),
                            rh_text_peek (rh_headers_nth_value (headers, i), NULL));

  return g_string_free (lines, FALSE);
}
