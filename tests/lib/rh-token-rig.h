/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An RhTokenSource with a made-up token endpoint behind it that rotates refresh tokens and kills
 * the family when an old one is used. */
#pragma once

#include "lib/rh-fake-clock.h"
#include "lib/rh-fake-keyring.h"
#include "lib/rh-fake-transport.h"
#include "oauth/rh-token-source.h"

G_BEGIN_DECLS

typedef struct
{
  RhFakeClock clock;
  GFile *state_dir;
  RhKeyring *memory;
  RhFakeKeyring *keyring;
  RhFakeTransport *transport;
  RhOAuthConfig *config;
  RhFlowRecord *record;
  RhTokenSource *source;

  /* The server. */
  guint serial;   /* of the newest pair: "access-3", "refresh-3" */
  gboolean dead;  /* the family */
  guint reused;   /* old refresh tokens that were used */
  int lifetime;   /* expires_in; -1: none */
  gboolean keeps; /* no new refresh token in the answer */
  gboolean hold;
  guint status; /* not 0: this answer instead, until it is 0 again */
  const char *body;
  const char *retry_after;
  const char *headers[3]; /* made of it */
  int http_error;         /* not -1: fails with this RhHttpError */
  int lost;         /* not -1: does its work, and then the answer is lost with this RhHttpError */
  GPtrArray *asked; /* char *: "refresh:refresh-1", "revoke:refresh_token:refresh-1" */
} RhTokenRig;

void rh_token_rig_init (RhTokenRig *rig);
void rh_token_rig_clear (RhTokenRig *rig);

/* Another process, as far as it can be told: its own store, memory and lock, the same keyring. */
RhTokenSource *rh_token_rig_new_source (RhTokenRig *rig);
/* A sign-in at the server, and its token taken in by @source. */
void rh_token_rig_sign_in (RhTokenRig *rig, RhTokenSource *source);
/* A token of a new sign-in, not taken in. */
RhToken *rh_token_rig_new_token (RhTokenRig *rig, const char *subject);

typedef enum
{
  RH_TOKEN_RIG_LOAD,
  RH_TOKEN_RIG_VALID,
  RH_TOKEN_RIG_REPLACE,
  RH_TOKEN_RIG_CLICK,
} RhTokenRigCall;

/* @sent: for REPLACE. */
void rh_token_rig_start (RhTokenSource *source,
                         RhTokenRigCall call,
                         RhToken *sent,
                         GAsyncResult **result);
RhToken *
rh_token_rig_call (RhTokenSource *source, RhTokenRigCall call, RhToken *sent, GError **error);
/* The call gives that access token. */
void rh_token_rig_expect (RhTokenSource *source, RhTokenRigCall call, const char *access_token);
/* The call fails with that RhOAuthError. */
void rh_token_rig_expect_error (RhTokenSource *source, RhTokenRigCall call, int code);
/* How many requests there were of those that start so. */
guint rh_token_rig_count (RhTokenRig *rig, const char *prefix);

G_END_DECLS
