/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits for one redirect on a loopback address; alive only while a consent is awaited. */
#pragma once

#include "oauth/rh-authorization.h"

G_BEGIN_DECLS

#define RH_TYPE_LOOPBACK_LISTENER (rh_loopback_listener_get_type ())
G_DECLARE_FINAL_TYPE (RhLoopbackListener, rh_loopback_listener, RH, LOOPBACK_LISTENER, GObject)

/* Listens at once. RH_OAUTH_ERROR_PORT_IN_USE names who holds it where that can be told. */
RhLoopbackListener *
rh_loopback_listener_new (const char *host, guint16 port, const char *path, GError **error);
/* 0: closed. */
guint16 rh_loopback_listener_get_port (RhLoopbackListener *self);

/* Signal "redirect" (const char *query) → gboolean: somebody judged it, TRUE = it was the answer
 * and nothing more is accepted; FALSE = 400, the wait goes on. Signal "https-insisted": the browser
 * wants TLS on localhost. Signal "refused" (const char *target): for the record. */

/* After the answer: serves /done and repeats for at most 5 s (property "linger-ms"), then closes;
 * a new listener on the port ends that. Before the answer: closes at once (security.md 1.1). */
void rh_loopback_listener_close (RhLoopbackListener *self);

G_END_DECLS
