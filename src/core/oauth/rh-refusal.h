/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a request was refused with 401 or 403, as far as it can be known, and what mends it: from the
 * answer's challenges (RFC 6750 3, RFC 9470, RFC 9728), the token and the two clocks. */
#pragma once

#include "http/rh-headers.h"

G_BEGIN_DECLS

/* A clock that differs by more than this, in seconds, explains a refusal (standards.md J3). */
#define RH_REFUSAL_MAX_SKEW 300

typedef enum
{
  RH_REFUSAL_NONE,               /* neither 401 nor 403 */
  RH_REFUSAL_DROPPED,            /* a redirect to another origin took the credential away */
  RH_REFUSAL_TYPED,              /* the request's own Authorization went instead of the token */
  RH_REFUSAL_DIGEST_WANTED,      /* and no Digest was sent */
  RH_REFUSAL_OTHER_SCHEME,       /* another scheme than was sent: facts.scheme */
  RH_REFUSAL_CREDENTIALS,        /* the wanted scheme was sent, and what it said is wrong */
  RH_REFUSAL_INSUFFICIENT_SCOPE, /* facts.missing, where that is known */
  RH_REFUSAL_STRONGER_SIGN_IN,   /* RFC 9470: facts.acr_values, facts.max_age */
  RH_REFUSAL_NOTHING_SENT,       /* no token and no other credential */
  RH_REFUSAL_CLOCK,              /* facts.skew; the token is good by one of the clocks only */
  RH_REFUSAL_EXPIRED,            /* the token, by our clock */
  RH_REFUSAL_INVALID_TOKEN,      /* the server says so, or gives no reason after a token */
  RH_REFUSAL_FORBIDDEN,          /* understood, and not allowed to this user or client */
  RH_REFUSAL_UNKNOWN,
} RhRefusalCause;

typedef enum
{
  RH_REFUSAL_ACTION_NONE,
  RH_REFUSAL_ACTION_REFRESH_AND_SEND,
  RH_REFUSAL_ACTION_SEND_AGAIN,         /* there is another token by now */
  RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE, /* facts.missing */
  RH_REFUSAL_ACTION_SIGN_IN,            /* for the first time, or again */
  RH_REFUSAL_ACTION_SHOW_AUTH,
  RH_REFUSAL_ACTION_SHOW_HEADERS, /* of the request: a field of the user's own is in the way */
  RH_REFUSAL_ACTION_SHOW_REDIRECTS,
  RH_REFUSAL_ACTION_CHECK_CLOCK,
} RhRefusalAction;

/* What is known of the request and its answer. All borrowed. */
typedef struct
{
  guint status;
  RhHeaders *headers;       /* of the answer */
  RhHeaders *sent;          /* as they went out, spans and all */
  const char *const *notes; /* of the hops, one after another (rh_hop_get_notes()) */
  gint64 answered;          /* when the answer came, by our clock: seconds since 1970 */

  gboolean uses_token;  /* OAuth 2.0 is what the request ends up with */
  gboolean can_refresh; /* there is a refresh token */
  gboolean has_newer;   /* there is another token by now, and it was not sent */
  gint64 seconds_left;  /* of the token that was sent, then; RH_TOKEN_LIFETIME_UNKNOWN */
  const char *granted;  /* its scopes, separated by spaces; NULL: the server named none */
  const char *asked;    /* what was asked for; NULL */
  const char *noted;    /* what the request's own note says that it needs; NULL */
} RhRefusalInput;

/* Strings are the server's, cleaned for showing; NULL: not named. */
typedef struct
{
  RhRefusalCause cause;
  RhRefusalAction action;

  char *scheme;            /* wanted first of those that can be sent, else first of all */
  char *error;             /* RFC 6750 3.1 */
  char *description;       /* what the server says about it */
  char *resource_metadata; /* RFC 9728 5.1: an https URL, not opened unasked */
  char *acr_values;
  char *max_age;
  GStrv missing;       /* scopes; never NULL */
  gboolean is_noted;   /* @missing is by the request's note, not by the server */
  gboolean is_offered; /* @scheme can be sent */
  gboolean has_skew;
  gint64 skew; /* seconds that the server's clock is ahead of ours */
} RhRefusal;

RhRefusal *rh_refusal_explain (const RhRefusalInput *input);
void rh_refusal_free (RhRefusal *self);
/* There is another token since: where one may mend it, what is left to do is to send again. TRUE:
 * the action is another one now. */
gboolean rh_refusal_take_newer_token (RhRefusal *self);

/* Seconds that the clock of who answered is ahead of @now (seconds since 1970), by Date and Age.
 * FALSE: it does not say. */
gboolean rh_refusal_read_skew (RhHeaders *headers, gint64 now, gint64 *skew);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhRefusal, rh_refusal_free)

G_END_DECLS
