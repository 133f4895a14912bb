/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A TCP client that sends what it is told, byte for byte, to a server in this process: the main
 * loop runs while it waits. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GSocket *socket;
  GString *received;
  gboolean ended; /* the peer closed or reset */
} RhRawClient;

/* @address: "127.0.0.1", "::1", …. NULL if the connection is refused. */
RhRawClient *rh_raw_client_connect (const char *address, guint16 port);
void rh_raw_client_free (RhRawClient *self);

/* Sends while the main loop runs; returns how many bytes the peer's side took. */
gsize rh_raw_client_send (RhRawClient *self, const char *bytes, gssize length);
/* Until the peer ends the connection. Returns everything that came (owned by @self). */
const char *rh_raw_client_read_all (RhRawClient *self);
/* Until @text has come, or the end. */
gboolean rh_raw_client_read_until (RhRawClient *self, const char *text);
/* What has come by now, without waiting; TRUE if the peer ended the connection. */
gboolean rh_raw_client_poll (RhRawClient *self);

/* One request to 127.0.0.1, one whole answer; the caller frees it. */
char *rh_raw_exchange (guint16 port, const char *request, gssize length);
/* The status of an answer, 0 if it is none. */
guint rh_raw_status (const char *answer);
/* The body of an answer; borrowed. */
const char *rh_raw_body (const char *answer);
/* The value of a header field, NULL if there is none; the caller frees it. */
char *rh_raw_header (const char *answer, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhRawClient, rh_raw_client_free)

G_END_DECLS
