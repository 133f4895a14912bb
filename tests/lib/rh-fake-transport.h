/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An RhTransport without a network: it keeps what was asked and answers what a test says. */
#pragma once

#include "http/rh-transport.h"

G_BEGIN_DECLS

/* A reply of the fake. Either @error (taken) or a status. @headers: NULL-terminated pairs of name
 * and value, borrowed, may be NULL. @body may be NULL. */
typedef struct
{
  guint status;
  const char *const *headers;
  char *body; /* taken */
  GError *error;
  gboolean hold; /* not before rh_fake_transport_release() */
} RhFakeReply;

#define RH_TYPE_FAKE_TRANSPORT (rh_fake_transport_get_type ())
G_DECLARE_FINAL_TYPE (RhFakeTransport, rh_fake_transport, RH, FAKE_TRANSPORT, GObject)

/* Fills in @reply, which comes zeroed, for the request with number @index, counted from 0. @body is
 * the request's, NUL-terminated, "" for none. */
typedef void (*RhFakeAnswer) (RhFakeTransport *self,
                              guint index,
                              RhRequest *request,
                              const char *body,
                              RhFakeReply *reply,
                              gpointer user_data);

RhFakeTransport *rh_fake_transport_new (RhFakeAnswer answer, gpointer user_data);

guint rh_fake_transport_get_n_requests (RhFakeTransport *self);
/* Borrowed. */
RhRequest *rh_fake_transport_get_request (RhFakeTransport *self, guint index);
const char *rh_fake_transport_get_body (RhFakeTransport *self, guint index);
/* Held replies go out, in order. */
void rh_fake_transport_release (RhFakeTransport *self);
guint rh_fake_transport_get_n_held (RhFakeTransport *self);

G_END_DECLS
