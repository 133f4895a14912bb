/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After a response, of whatever status: runs the actions of its request, in order.
 *
 * A value goes where the action says, with these exceptions. A variable of the environment that is
 * secret gets it in the keyring, and the file nothing. What the response itself calls a secret (an
 * "access_token") never goes to a file: it is kept in memory instead, as a secret. Text with
 * {{variables}} in it is not put into the environment, where they would be filled in. */
#pragma once

#include "http/rh-exchange.h"
#include "workspace/rh-action-result.h"
#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

#define RH_ACTION_ERROR (rh_action_error_quark ())
GQuark rh_action_error_quark (void);
typedef enum
{
  RH_ACTION_ERROR_NAME,     /* no variable can be called so; the message is the name */
  RH_ACTION_ERROR_TEMPLATE, /* {{variables}} in what should go into the environment; likewise */
} RhActionError;

/* @actions: GListModel of RhAction, not to be changed meanwhile. @exchange: has ended. */
void rh_action_run_async (RhWorkspace *workspace,
                          RhConnection *connection,
                          GListModel *actions,
                          RhExchange *exchange,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* What became of each that is switched on; of RhActionResult. One that fails does not stop the
 * next. NULL: cancelled. (transfer full) */
GListModel *rh_action_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
