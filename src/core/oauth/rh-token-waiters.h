/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who wait for a token: tasks that are answered together, and that may go one by one. For
 * RhTokenSource. */
#pragma once

#include "oauth/rh-token.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RH_TOKEN_WAITER_LOAD,    /* what is there, no network */
  RH_TOKEN_WAITER_VALID,   /* one to send with */
  RH_TOKEN_WAITER_REPLACE, /* another one than the one that was refused */
  RH_TOKEN_WAITER_CLICK,   /* a fresh one, because a person asked */
} RhTokenWaiterKind;

typedef struct _RhTokenWaiters RhTokenWaiters;

/* One of them; data of its task. */
typedef struct
{
  RhTokenWaiterKind kind;
  RhToken *refused; /* not this one; NULL: any */
  RhTokenWaiters *list;
  GSource *cancelled;
} RhTokenWaiter;

/* Gives @task its answer; FALSE: it goes on waiting. */
typedef gboolean (*RhTokenWaiterFunc) (GTask *task,
                                       RhTokenWaiter *waiter,
                                       const GError *error,
                                       gpointer user_data);

/* @left is called when one was cancelled and the others are none. */
RhTokenWaiters *rh_token_waiters_new (void (*left) (gpointer user_data), gpointer user_data);
void rh_token_waiters_free (RhTokenWaiters *self);

/* Makes @task one that waits. Its source object keeps the list alive. */
RhTokenWaiter *rh_token_waiter_new (GTask *task, RhTokenWaiterKind kind, RhToken *refused);
/* From now on cancelling answers it at once. */
void rh_token_waiters_add (RhTokenWaiters *self, GTask *task);
gboolean rh_token_waiters_is_empty (RhTokenWaiters *self);
/* Borrowed; there is one. */
RhTokenWaiter *rh_token_waiters_peek (RhTokenWaiters *self);
/* Asks for each. A callback may come back and add more, so nobody is in the list while being
 * answered. */
void rh_token_waiters_answer (RhTokenWaiters *self,
                              RhTokenWaiterFunc answer,
                              const GError *error,
                              gpointer user_data);

G_END_DECLS
