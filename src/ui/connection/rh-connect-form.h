/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of a sign-in as a form. It holds what is typed by itself: nothing reaches the
 * connection before apply(). */
#pragma once

#include "common/rh-problem.h"
#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  RH_DISCOVERY_RUNNING,
  RH_DISCOVERY_FAILED,
  RH_DISCOVERY_SAME,    /* it named what the form has already */
  RH_DISCOVERY_DIFFERS, /* shown on a page of its own */
} RhDiscoveryState;

#define RH_TYPE_CONNECT_FORM (rh_connect_form_get_type ())
G_DECLARE_FINAL_TYPE (RhConnectForm, rh_connect_form, RH, CONNECT_FORM, AdwBin)

/* Properties, notified: "reason", why it cannot work yet, NULL when it can. Signals: "discover"
 * (const char *issuer); "problem-clicked": the button of the problem. */
void rh_connect_form_load (RhConnectForm *self, RhWorkspace *workspace, RhConnection *connection);
const char *rh_connect_form_get_reason (RhConnectForm *self);

/* One setting as typed, without white space around it. */
char *rh_connect_form_dup (RhConnectForm *self, const char *field);
void rh_connect_form_set (RhConnectForm *self, const char *field, const char *value);
/* What the user types next: the client ID while it is empty. NULL: nothing is left to type. */
GtkWidget *rh_connect_form_get_next (RhConnectForm *self);
/* NULL: none was typed. */
RhSecret *rh_connect_form_dup_client_secret (RhConnectForm *self);
/* What the keyring has; does nothing once something was typed. */
void rh_connect_form_offer_client_secret (RhConnectForm *self, RhSecret *secret);

/* Writes everything but the client secret to the connection. */
void rh_connect_form_apply (RhConnectForm *self);

/* Shows @problem on top and at its field. @button_label NULL: no button. */
void rh_connect_form_show_problem (RhConnectForm *self,
                                   const RhProblem *problem,
                                   const char *button_label);
void rh_connect_form_clear_problem (RhConnectForm *self);
/* Beside the issuer. @problem: a sentence, with FAILED only. */
void
rh_connect_form_show_discovery (RhConnectForm *self, RhDiscoveryState state, const char *problem);

G_END_DECLS
