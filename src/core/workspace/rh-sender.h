/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way of a request: resolve → protected or ask → bind or ask → token → send → (401, once:
 * token → send) → done. */
#pragma once

#include "http/rh-exchange.h"
#include "workspace/rh-connection.h"
#include "workspace/rh-guard.h"
#include "workspace/rh-origin-gate.h"

G_BEGIN_DECLS

#define RH_SENDER_ERROR (rh_sender_error_quark ())
GQuark rh_sender_error_quark (void);
typedef enum
{
  RH_SENDER_ERROR_NOT_CONNECTED, /* open Connect, then send again */
  RH_SENDER_ERROR_ORIGIN,        /* see rh_sender_get_question() */
  RH_SENDER_ERROR_UNREADABLE,    /* its file cannot be read; the message says where and why */
  RH_SENDER_ERROR_KEPT,          /* its body or authorization is of a kind that is not sent here */
  RH_SENDER_ERROR_NOT_ACCEPTED,  /* needs a secret, and the folder is new to this user; the message
                                    is the name of its variable, "" for a token or client secret */
  RH_SENDER_ERROR_PROTECTED,     /* see rh_sender_get_guard_question() */
  RH_SENDER_ERROR_FILE,          /* see rh_sender_get_file() */
  RH_SENDER_ERROR_NO_FILE, /* a file that is its body, or a part of it, is not there; the message
                              is its path, as the request says it */
} RhSenderError;

#define RH_TYPE_SENDER (rh_sender_get_type ())
G_DECLARE_FINAL_TYPE (RhSender, rh_sender, RH, SENDER, GObject)

/* One request, once, as it is now, with what its folders, the environment and the collection say
 * now. */
RhSender *rh_sender_new (RhWorkspace *workspace, RhConnection *connection, RhRequestItem *item);
/* Somebody said yes to @question, and to nothing else: a request that became another one meanwhile
 * is asked about again. Before run. */
void rh_sender_set_confirmed (RhSender *self, const RhGuardQuestion *question);
/* Somebody said yes beforehand to whatever it is (rehearse --yes-production). Before run. */
void rh_sender_set_unguarded (RhSender *self, gboolean unguarded);
/* Completes when the exchange has ended or nothing could be sent. */
void rh_sender_run_async (RhSender *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* TRUE: a response of whatever status is in the exchange. Errors: RH_SENDER_ERROR,
 * RH_TEMPLATE_ERROR, RH_RESOLVER_ERROR, RH_HTTP_ERROR, RH_OAUTH_ERROR, G_IO_ERROR_CANCELLED. */
gboolean rh_sender_run_finish (RhSender *self, GAsyncResult *result, GError **error);
/* Property "exchange", notified: NULL until something is sent; the second attempt after a 401 is in
 * the same exchange, as a hop with the note "replay". */
RhExchange *rh_sender_get_exchange (RhSender *self);
/* As it was when the sender was made. */
RhRequestItem *rh_sender_get_item (RhSender *self);
/* After RH_SENDER_ERROR_ORIGIN. */
const RhOriginQuestion *rh_sender_get_question (RhSender *self);
/* After RH_SENDER_ERROR_PROTECTED: nothing was sent, and no token was asked for. */
const RhGuardQuestion *rh_sender_get_guard_question (RhSender *self);
/* After RH_SENDER_ERROR_FILE: the file outside the collection's folder that would be sent, links
 * followed; rh_file_reference_allow() is the yes. Nothing was sent, and no secret was asked for. */
const char *rh_sender_get_file (RhSender *self);
/* OAuth 2.0 is what the request ended up with. After the run. */
gboolean rh_sender_uses_token (RhSender *self);
/* After a 401 that was not replayed by itself (POST, PATCH): there is another token now, and "Send
 * Again" makes sense. */
gboolean rh_sender_can_send_again (RhSender *self);

G_END_DECLS
