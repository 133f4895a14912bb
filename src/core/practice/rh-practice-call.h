/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to the practice server, taken apart, and the ways to answer it. Private to practice.
 */
#pragma once

#include "practice/rh-practice-grants.h"
#include "practice/rh-practice-server.h"
#include "text/rh-codec.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What all endpoints share; owned by the server. */
typedef struct
{
  char *base_url; /* also the issuer */
  char *client_id;
  char *client_secret; /* "": a public client */
  char **redirect_uris;
  RhPracticeGrants *grants;
  GHashTable *consents; /* see rh-practice-authorize */
  GQueue consent_order;
  GPtrArray *vendors; /* see rh-practice-data */
  RhPracticeFault faults;
  guint access_token_seconds;
  guint n_token_requests;
} RhPracticeState;

typedef struct
{
  RhPracticeState *state;
  SoupServerMessage *message;
  const char *method; /* HEAD is GET */
  char *path;         /* raw */
  RhParams *query;
  GBytes *body;
  char *note; /* for the line about it; never a secret */
} RhPracticeCall;

RhPracticeCall *rh_practice_call_new (RhPracticeState *state, SoupServerMessage *message);
void rh_practice_call_free (RhPracticeCall *self);

/* NULL unless the body says that it is a form. */
RhParams *rh_practice_call_parse_form (RhPracticeCall *self);
/* A request field that may be there once: FALSE if it is doubled. @value: NULL if it is missing. */
gboolean rh_practice_call_get_header (RhPracticeCall *self, const char *name, const char **value);

/* A parameter without a value counts as left out (RFC 6749 3.1): NULL. */
const char *rh_practice_get_param (const RhParams *params, const char *name);

void rh_practice_call_set_header (RhPracticeCall *self, const char *name, const char *value);
/* Consumes @root. */
void rh_practice_call_reply_json (RhPracticeCall *self, guint status, JsonNode *root);
/* 204. */
void rh_practice_call_reply_empty (RhPracticeCall *self);
/* The error body of the API: {"type": …, "message": …}. */
void rh_practice_call_reply_error (RhPracticeCall *self,
                                   guint status,
                                   const char *type,
                                   const char *message);
/* RFC 6749 5.2. */
void rh_practice_call_reply_oauth_error (RhPracticeCall *self,
                                         guint status,
                                         const char *error,
                                         const char *description);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhPracticeCall, rh_practice_call_free)

G_END_DECLS
