/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A token in the keyring, as it is listed: what it is of and for. No secret is in it. */
#pragma once

#include "oauth/rh-token.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RH_SIGN_IN_USED,       /* a collection that is open leads to it */
  RH_SIGN_IN_ORPHAN,     /* its collection is open, and nothing in it leads to it any more */
  RH_SIGN_IN_ELSEWHERE,  /* its collection is not open here */
  RH_SIGN_IN_UNREADABLE, /* locked, or not ours to read: see get_error() */
} RhSignInUse;

#define RH_TYPE_SAVED_SIGN_IN (rh_saved_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (RhSavedSignIn, rh_saved_sign_in, RH, SAVED_SIGN_IN, GObject)

/* @token: NULL where it could not be read, and then @error says why; both are only looked at. */
RhSavedSignIn *rh_saved_sign_in_new (const char *slot,
                                     RhToken *token,
                                     RhSignInUse use,
                                     const GError *error,
                                     const RhClock *clock);
const char *rh_saved_sign_in_get_slot (RhSavedSignIn *self);
RhSignInUse rh_saved_sign_in_get_use (RhSavedSignIn *self);
const GError *rh_saved_sign_in_get_error (RhSavedSignIn *self); /* NULL: none */
/* As it was kept with the token; NULL: not known. */
const char *rh_saved_sign_in_get_fact (RhSavedSignIn *self, RhTokenFact fact);
/* Host, and port where it is not the scheme's own, of the token URL; NULL: not known. */
const char *rh_saved_sign_in_get_server (RhSavedSignIn *self);
/* Who signed in, as the server calls it; NULL: not known. */
const char *rh_saved_sign_in_get_account (RhSavedSignIn *self);
/* Granted; as asked when the reply named none, and then @as_asked (may be NULL) is TRUE. */
const char *rh_saved_sign_in_get_scope (RhSavedSignIn *self, gboolean *as_asked);
/* Of the access token when it was read; RH_TOKEN_LIFETIME_UNKNOWN, 0. */
gint64 rh_saved_sign_in_get_seconds_left (RhSavedSignIn *self);
/* There is a refresh token. */
gboolean rh_saved_sign_in_renews (RhSavedSignIn *self);
/* There was a revocation endpoint when it was saved. */
gboolean rh_saved_sign_in_can_revoke (RhSavedSignIn *self);

G_END_DECLS
