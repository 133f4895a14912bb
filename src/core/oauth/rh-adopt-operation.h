/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a token that came from a sign-in into its slot, under the lock, if it is the same subject's
 * (security.md 3.10). For RhTokenSource. */
#pragma once

#include "oauth/rh-token-store.h"

G_BEGIN_DECLS

#define RH_TYPE_ADOPT_OPERATION (rh_adopt_operation_get_type ())
G_DECLARE_FINAL_TYPE (RhAdoptOperation, rh_adopt_operation, RH, ADOPT_OPERATION, GObject)

/* @subject: whom the token in memory belongs to; NULL: not known. */
RhAdoptOperation *rh_adopt_operation_new (RhTokenStore *store, RhToken *token, const char *subject);
/* Whoever it belongs to. */
void rh_adopt_operation_set_replace_subject (RhAdoptOperation *self, gboolean replace);
/* A second try at saving a token that memory has: nothing is done if anybody saved since. */
void rh_adopt_operation_set_again (RhAdoptOperation *self, gboolean again);

void rh_adopt_operation_run_async (RhAdoptOperation *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* (transfer full) the token with its generation. */
RhToken *
rh_adopt_operation_run_finish (RhAdoptOperation *self, GAsyncResult *result, GError **error);
/* Why it is in memory only; NULL: it was saved. */
const GError *rh_adopt_operation_get_save_error (RhAdoptOperation *self);

G_END_DECLS
