/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a request hop by hop, follows redirects, keeps the time-outs: an RhExchange comes out. */
#pragma once

#include "http/rh-exchange.h"
#include "http/rh-transport.h"

G_BEGIN_DECLS

/* Starts at once. The exchange returned (transfer full) can be watched while it runs; the callback
 * comes when it is done, failed or cancelled. rh_send_operation_finish() gives the exchange's
 * error; an HTTP error status is none. */
RhExchange *rh_send_operation_start (RhTransport *transport,
                                     RhRequest *request,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* The second attempt of an exchange that is done (a 401 and a fresh token): its hops come after
 * those of the first, and the first of them has the note "replay". */
void rh_send_operation_continue (RhExchange *exchange,
                                 RhTransport *transport,
                                 RhRequest *request,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean rh_send_operation_finish (RhExchange *exchange, GAsyncResult *result, GError **error);

G_END_DECLS
