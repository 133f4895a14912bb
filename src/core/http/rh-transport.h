/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One hop over the network: the seam that tests replace. */
#pragma once

#include "http/rh-cookie-jar.h"
#include "http/rh-hop.h"
#include "http/rh-request.h"
#include "http/rh-spool.h"

G_BEGIN_DECLS

#define RH_TYPE_TRANSPORT (rh_transport_get_type ())
G_DECLARE_INTERFACE (RhTransport, rh_transport, RH, TRANSPORT, GObject)

/* Called when the head of the response is in @hop; the returned spool (transfer full) gets the
 * body. */
typedef RhSpool *(*RhTransportHead) (RhHop *hop, gpointer user_data);

struct _RhTransportInterface
{
  GTypeInterface parent;

  /* Sends @request once: no redirect, no repeat, no authentication of its own, whatever comes.
   * Fills @hop with what was really sent and what came. Completes when the body has ended; a
   * failure after the head leaves what came in the spool. */
  void (*send_async) (RhTransport *self,
                      RhRequest *request,
                      RhHop *hop,
                      RhTransportHead head,
                      gpointer head_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*send_finish) (RhTransport *self, GAsyncResult *result, GError **error);
  /* May be NULL. */
  RhCookieJar *(*get_cookie_jar) (RhTransport *self);
};

void rh_transport_send_async (RhTransport *self,
                              RhRequest *request,
                              RhHop *hop,
                              RhTransportHead head,
                              gpointer head_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean rh_transport_send_finish (RhTransport *self, GAsyncResult *result, GError **error);
/* The cookies of whoever sends here; NULL: it is not for cookies (OAuth). The send operation puts
 * them in and takes them out, hop by hop. Borrowed. */
RhCookieJar *rh_transport_get_cookie_jar (RhTransport *self);

G_END_DECLS
