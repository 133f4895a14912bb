/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's keyring where it works, memory for this session where it does not (standards.md L3):
 * every write succeeds, and "state" says why something was kept in memory only. A look-up fails
 * only for an item that the system's keyring has and cannot be read (locked, dismissed, timed out)
 * and that was not written in this session: it is not "not there". After a failure the system's
 * keyring is written to again by retry only, for each try could be a prompt. */
#pragma once

#include "secret/rh-keyring.h"

G_BEGIN_DECLS

#define RH_TYPE_SESSION_KEYRING (rh_session_keyring_get_type ())
G_DECLARE_FINAL_TYPE (RhSessionKeyring, rh_session_keyring, RH, SESSION_KEYRING, GObject)

RhKeyring *rh_session_keyring_new (RhKeyring *system);
/* Tries the system's keyring again, for the banner's button; what memory holds is written to it. */
void rh_session_keyring_retry_async (RhSessionKeyring *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
rh_session_keyring_retry_finish (RhSessionKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
