/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transport on libsoup, a server of raw sockets that it speaks with, and what tests do with both.
 */
#pragma once

#include "http/rh-send-operation.h"
#include "lib/rh-wire-server.h"

G_BEGIN_DECLS

#define RH_WIRE_OK "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

typedef struct
{
  RhWireServer *server;
  RhTransport *transport;
} RhWireFixture;

typedef void (*RhWireTest) (RhWireFixture *fixture, gconstpointer data);

/* g_test_add() with a server on 127.0.0.1; the transport has to be the last to let go. */
void rh_wire_test_add (const char *path, RhWireTest test);
void rh_wire_test_add_data (const char *path, gconstpointer data, RhWireTest test);

void rh_wire_reply (RhWireFixture *fixture, const char *bytes, RhWireAfter after);
/* "http://127.0.0.1:PORT" + @target. */
RhRequest *rh_wire_request (RhWireFixture *fixture, const char *method, const char *target);
RhRequest *rh_wire_request_to (const char *method, const char *url);
void rh_wire_set_body (RhRequest *request, const char *text, const char *media_type);
/* A header whose whole value is a secret. */
void rh_wire_add_secret (RhRequest *request, const char *name, const char *value);
RhText *rh_wire_secret (const char *before, const char *secret, const char *after);

/* To the end. */
RhExchange *rh_wire_send (RhWireFixture *fixture,
                          RhRequest *request,
                          GCancellable *cancellable,
                          GError **error);
/* One hop through the transport alone; the spool (transfer full) may be NULL. */
RhHop *
rh_wire_send_hop (RhWireFixture *fixture, RhRequest *request, RhSpool **spool, GError **error);
/* A GET of "/", to the end. */
RhExchange *rh_wire_get (RhWireFixture *fixture, GError **error);

char *rh_wire_dup_body (RhExchange *exchange);
RhHop *rh_wire_nth_hop (RhExchange *exchange, guint index); /* borrowed */
gboolean rh_wire_has_note (RhHop *hop, const char *note);
/* The lines of @headers as on the wire. */
char *rh_wire_dup_headers (RhHeaders *headers);

G_END_DECLS
