/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to the loopback server, from accept to close: reads the head of its one request
 * itself, refuses what may not pass, and else gives out a stream that replays it. Private to the
 * loopback server. */
#pragma once

#include "http/rh-loopback-server.h"

G_BEGIN_DECLS

#define RH_TYPE_LOOPBACK_CONNECTION (rh_loopback_connection_get_type ())
G_DECLARE_FINAL_TYPE (RhLoopbackConnection,
                      rh_loopback_connection,
                      RH,
                      LOOPBACK_CONNECTION,
                      GObject)

RhLoopbackConnection *rh_loopback_connection_new (GSocketConnection *socket,
                                                  const RhLoopbackLimits *limits,
                                                  const char *authority);
/* Starts the deadline. Before: connect to the signals. */
void rh_loopback_connection_start (RhLoopbackConnection *self);

/* After "passed": the request from its first byte on, for the one who answers. */
GIOStream *rh_loopback_connection_open_stream (RhLoopbackConnection *self);
/* The request has been read to its end: the deadline is over. */
void rh_loopback_connection_set_complete (RhLoopbackConnection *self);
gboolean rh_loopback_connection_is_complete (RhLoopbackConnection *self);
const char *rh_loopback_connection_get_target (RhLoopbackConnection *self);
GSocketConnection *rh_loopback_connection_get_socket (RhLoopbackConnection *self);

/* Ends it, whatever it was doing; the peer sees that at once. "closed" is the last signal and comes
 * when nobody uses the socket any more. */
void rh_loopback_connection_drop (RhLoopbackConnection *self);
gboolean rh_loopback_connection_is_dropped (RhLoopbackConnection *self);

/* Signals: "passed" (the head may go on), "refused" (guint status), "tls-hello", "closed". */

G_END_DECLS
