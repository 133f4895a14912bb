/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An HTTP server on loopback addresses with one gate in front: for the callback and the practice
 * server. Connections are accepted by a GSocketService of our own, with a count and a deadline, and
 * handed to a SoupServer only when the head of the request was judged byte by byte
 * (security.md 1.2, 1.3). One request a connection; everything runs in the default main context. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define RH_LOOPBACK_ERROR (rh_loopback_error_quark ())
GQuark rh_loopback_error_quark (void);
typedef enum
{
  RH_LOOPBACK_ERROR_IN_USE,  /* the port is taken, on either family */
  RH_LOOPBACK_ERROR_ADDRESS, /* not a loopback literal or localhost */
  RH_LOOPBACK_ERROR_FAILED,
} RhLoopbackError;

typedef struct
{
  guint max_connections;     /* when full, the oldest without a complete request is dropped */
  guint request_deadline_ms; /* to the end of the request */
  gsize max_request_line;    /* bytes */
  gsize max_headers;         /* bytes */
  goffset max_body;          /* bytes; 0: a body is refused before it is read */
} RhLoopbackLimits;

#define RH_TYPE_LOOPBACK_SERVER (rh_loopback_server_get_type ())
G_DECLARE_FINAL_TYPE (RhLoopbackServer, rh_loopback_server, RH, LOOPBACK_SERVER, GObject)

/* @gate: runs when the headers are in, before a body is read, and after the server's own checks of
 * Host, target form, version and limits. Returns 0 to go on, or the status to answer with.
 * @handler: answers; may pause the message. */
typedef guint (*RhLoopbackGate) (RhLoopbackServer *self,
                                 SoupServerMessage *message,
                                 gpointer user_data);
typedef void (*RhLoopbackHandler) (RhLoopbackServer *self,
                                   SoupServerMessage *message,
                                   gpointer user_data);

RhLoopbackServer *rh_loopback_server_new (const RhLoopbackLimits *limits,
                                          RhLoopbackGate gate,
                                          RhLoopbackHandler handler,
                                          gpointer user_data);
/* @host: "127.0.0.1", "[::1]" or "localhost" (both families on one port; a machine without IPv6 is
 * fine, a taken port on either family is not). @port 0: a free one. */
gboolean
rh_loopback_server_listen (RhLoopbackServer *self, const char *host, guint16 port, GError **error);
guint16 rh_loopback_server_get_port (RhLoopbackServer *self);
/* "localhost:8437": what a Host field must equal. */
const char *rh_loopback_server_get_authority (RhLoopbackServer *self);
/* Stops listening and drops every connection. Also on dispose. */
void rh_loopback_server_close (RhLoopbackServer *self);
guint rh_loopback_server_get_n_connections (RhLoopbackServer *self);

/* Signal "tls-hello": somebody spoke TLS to us (first byte 0x16, security.md 1.5).
 * Signal "refused" (guint status, const char *target): a request that never came to the gate.
 * @target is NULL where there was no well-formed request line. */

/* Cuts the connection under a message, as if a cable were pulled. */
void rh_loopback_message_cut (SoupServerMessage *message);

/* The "/path?query" of the request line as it came, before any decoding. Borrowed. It is the only
 * place to read it: the URI of the message itself is always "/". */
const char *rh_loopback_message_get_target (SoupServerMessage *message);

G_END_DECLS
