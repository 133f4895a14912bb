/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the usual causes a sign-in or a first request fails for, from the evidence there is, and
 * what mends it. Where the browser keeps the evidence (an address that is not registered never
 * comes back to us), what to compare. Pure. */
#pragma once

#include "oauth/rh-oauth-config.h"
#include "oauth/rh-refusal.h"

G_BEGIN_DECLS

typedef enum
{
  RH_CAUSE_NONE,
  RH_CAUSE_SETTINGS,      /* one is missing or wrong: field */
  RH_CAUSE_PORT,          /* taken; detail: by whom, where that is known */
  RH_CAUSE_BROWSER,       /* none was opened */
  RH_CAUSE_NO_ANSWER,     /* the browser never came back: it has the evidence */
  RH_CAUSE_PASTE,         /* it stopped on another site's page, whose address is to be pasted */
  RH_CAUSE_DENIED,        /* in the browser */
  RH_CAUSE_REDIRECT_URI,  /* not the one that is registered */
  RH_CAUSE_ENVIRONMENT,   /* the client of another environment: detail is its name */
  RH_CAUSE_CLIENT_SECRET, /* mistyped, or another client's, or sent in the other way */
  RH_CAUSE_SCOPE,         /* one that is missing or not registered: detail, where it is known */
  RH_CAUSE_SIGN_IN,       /* the token is no good any more */
  RH_CAUSE_CLOCK,
  RH_CAUSE_NETWORK, /* the server was not reached */
  RH_CAUSE_SERVER,  /* it is in trouble itself */
  RH_CAUSE_OTHER,
} RhCauseKind;

/* The place that mends it. */
typedef enum
{
  RH_CAUSE_REMEDY_NONE,
  RH_CAUSE_REMEDY_CONNECT,  /* the Connect dialog */
  RH_CAUSE_REMEDY_REGISTER, /* what is to be compared with the registration */
  RH_CAUSE_REMEDY_SCOPE,    /* Connect with detail added to the scopes */
  RH_CAUSE_REMEDY_SEND,     /* once more */
} RhCauseRemedy;

/* What to compare with the registration, letter by letter. */
typedef enum
{
  RH_CAUSE_COMPARE_NOTHING = 0,
  RH_CAUSE_COMPARE_CLIENT_ID = 1 << 0,
  RH_CAUSE_COMPARE_REDIRECT_URI = 1 << 1,
  RH_CAUSE_COMPARE_SCOPE = 1 << 2,
  RH_CAUSE_COMPARE_ENVIRONMENT = 1 << 3,
} RhCauseCompare;

/* All borrowed. */
typedef struct
{
  const GError *error;      /* of the sign-in, the refresh or the request; NULL: a response came */
  gboolean came_back;       /* the browser brought an answer in this sign-in */
  gboolean is_foreign;      /* nothing here listens for it */
  const char *other_name;   /* of an environment with the same client and another server; NULL */
  guint status;             /* of the response; 0: none */
  const RhRefusal *refusal; /* of a 401 or 403; NULL */
} RhCauseInput;

/* @detail: data, as it stands in a sentence; NULL. @field: an RH_OAUTH_… name; NULL. */
typedef struct
{
  RhCauseKind kind;
  RhCauseRemedy remedy;
  RhCauseCompare compare;
  gboolean is_certain; /* the evidence leaves no other */
  char *detail;
  char *field;
} RhCause;

RhCause *rh_cause_find (const RhCauseInput *input);
void rh_cause_free (RhCause *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhCause, rh_cause_free)

G_END_DECLS
