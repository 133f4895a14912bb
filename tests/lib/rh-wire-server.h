/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of raw sockets, in threads of its own: it plays canned replies in the order in which
 * requests come in, and keeps each request as it came, byte for byte. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RH_WIRE_KEEP,  /* read the next request on this connection */
  RH_WIRE_CLOSE, /* close after the reply */
  RH_WIRE_RESET, /* the same, with a TCP reset */
  RH_WIRE_HOLD,  /* leave the connection open and say no more */
} RhWireAfter;

typedef struct _RhWireServer RhWireServer;

/* Listens at once. @address: "127.0.0.1", "::1", "0.0.0.0", …; @port 0: a free one. @certificate:
 * NULL for plain HTTP. Accepts while the main loop of the calling thread runs. */
RhWireServer *rh_wire_server_new (const char *address, guint16 port, GTlsCertificate *certificate);
/* Closes everything and waits for its threads. */
void rh_wire_server_free (RhWireServer *self);

guint16 rh_wire_server_get_port (RhWireServer *self);
/* What the next request that has no reply yet is answered with; requests beyond the last reply are
 * read and kept, and the connection is closed. @bytes "": no reply. */
void
rh_wire_server_add_reply (RhWireServer *self, const char *bytes, gssize length, RhWireAfter after);

guint rh_wire_server_get_n_connections (RhWireServer *self);
/* Connections that are open now. */
guint rh_wire_server_get_n_open (RhWireServer *self);
guint rh_wire_server_get_n_requests (RhWireServer *self);
/* Runs the main loop until so many connections are open, at most 90 s. */
void rh_wire_server_wait_open (RhWireServer *self, guint n_open);
/* Runs the main loop until so many requests came in, at most 90 s. */
void rh_wire_server_wait_requests (RhWireServer *self, guint n_requests);
/* The request as it came: head and body. The caller frees it. */
char *rh_wire_server_dup_request (RhWireServer *self, guint index);
/* Every byte that came, also of what was no whole request. */
gsize rh_wire_server_get_n_bytes (RhWireServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhWireServer, rh_wire_server_free)

G_END_DECLS
