/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every sign-in that the keyring has: slots change with scopes and addresses and leave live refresh
 * tokens behind, and here they are found and ended (security.md 3.1). For Saved Sign-ins in the
 * preferences and rehearse token --all. */
#pragma once

#include "workspace/rh-saved-sign-in.h"
#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

#define RH_TYPE_SAVED_SIGN_INS (rh_saved_sign_ins_get_type ())
G_DECLARE_FINAL_TYPE (RhSavedSignIns, rh_saved_sign_ins, RH, SAVED_SIGN_INS, GObject)

/* A GListModel of RhSavedSignIn; empty until load(). Those of the practice server are not in it:
 * they are not kept. */
RhSavedSignIns *rh_saved_sign_ins_new (RhWorkspace *workspace);

/* From the keyring, no network; may ask for its pass phrase, once. One that cannot be read is there
 * as RH_SIGN_IN_UNREADABLE; an error is that not even a list is to be had. */
void rh_saved_sign_ins_load_async (RhSavedSignIns *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean rh_saved_sign_ins_load_finish (RhSavedSignIns *self, GAsyncResult *result, GError **error);
/* Under the slot's lock: revokes at the server, with the client secret that is kept for it, and
 * then forgets, even if revoking failed (standards.md G1); or only forgets (@revoke FALSE), which
 * never calls the server. It is out of the list when this is done. */
void rh_saved_sign_ins_end_async (RhSavedSignIns *self,
                                  RhSavedSignIn *sign_in,
                                  gboolean revoke,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* @revoked (may be NULL): the server said yes. */
gboolean rh_saved_sign_ins_end_finish (RhSavedSignIns *self,
                                       GAsyncResult *result,
                                       gboolean *revoked,
                                       GError **error);

G_END_DECLS
