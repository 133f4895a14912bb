/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP/2 for one request (RFC 9113), without a connection: bytes in, bytes out. What a
 * frame is, is nghttp2's business. */
#pragma once

#include "http/rh-headers.h"

G_BEGIN_DECLS

typedef struct _RhH2Session RhH2Session;

/* What happens to the request; called from rh_h2_session_put() and rh_h2_session_get(), which must
 * not be called from here, nor may the session be freed. */
typedef struct
{
  void (*wrote_head) (gpointer user_data);
  void (*wrote_data) (gsize size, gpointer user_data);
  void (*wrote_end) (gpointer user_data);
  /* 1xx */
  void (*interim) (guint status, gpointer user_data);
  void (*head) (guint status, RhHeaders *headers, gpointer user_data);
  void (*data) (const guint8 *bytes, gsize size, gpointer user_data);
} RhH2Events;

RhH2Session *rh_h2_session_new (const RhH2Events *events, gpointer user_data);
void rh_h2_session_free (RhH2Session *self);

/* @fields: names in lower case, the pseudo fields first. @has_body: what rh_h2_session_give() gets.
 */
void rh_h2_session_request (RhH2Session *self, RhHeaders *fields, gboolean has_body);
/* The next piece of the body; @last: nothing follows. */
void rh_h2_session_give (RhH2Session *self, GBytes *bytes, gboolean last);
/* Little of what was given is left, and more is to come. */
gboolean rh_h2_session_is_hungry (RhH2Session *self);
/* Tells the server that nobody waits for the answer any more, or that no request follows. */
void rh_h2_session_leave (RhH2Session *self);

/* What came on the connection. FALSE: it is no HTTP/2, and the request has ended. */
gboolean rh_h2_session_put (RhH2Session *self, const guint8 *bytes, gsize size);
/* What is to be written; valid until the next call. 0: nothing. */
gsize rh_h2_session_get (RhH2Session *self, const guint8 **bytes);
/* Nothing more comes on the connection: @reason (transfer full). */
void rh_h2_session_close (RhH2Session *self, GError *reason);

/* The answer is whole, whatever is left of the request; or none will come. */
gboolean rh_h2_session_has_ended (RhH2Session *self);
/* RH_HTTP_ERROR; NULL: the answer is whole. Borrowed. */
const GError *rh_h2_session_get_error (RhH2Session *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhH2Session, rh_h2_session_free)

G_END_DECLS
