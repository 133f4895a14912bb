/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the practice server has granted: codes, tokens, and the families that live and die together
 * (RFC 9700 4.14.2). Knows no HTTP. Private to practice. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RH_PRACTICE_USER "ada@acme.example" /* who signed in and consents */

/* Microseconds, wall clock. */
typedef gint64 (*RhPracticeNow) (gpointer user_data);

typedef enum
{
  RH_PRACTICE_ACCESS,
  RH_PRACTICE_REFRESH,
} RhPracticeTokenKind;

/* One consent, and every token that ever came from it. */
typedef struct
{
  char *scope;
  char *subject_urn;
  gboolean for_client;
  guint generation; /* only tokens of the newest one are good */
  gboolean revoked;
} RhPracticeFamily;

typedef struct
{
  char *text;
  char *id; /* jti */
  char *scope;
  RhPracticeFamily *family; /* borrowed from the grants */
  RhPracticeTokenKind kind;
  guint generation;
  gint64 issued;
  gint64 expires;
  gboolean revoked;
} RhPracticeToken;

/* What a code is bound to. */
typedef struct
{
  char *redirect_uri;
  char *scope;
  char *challenge; /* NULL: the authorization request had none */
} RhPracticeCode;

typedef struct
{
  const RhPracticeToken *access;
  const RhPracticeToken *refresh; /* NULL: none was issued */
} RhPracticeIssue;

typedef struct _RhPracticeGrants RhPracticeGrants;

RhPracticeGrants *rh_practice_grants_new (RhPracticeNow now, gpointer user_data);
void rh_practice_grants_free (RhPracticeGrants *self);
void rh_practice_grants_set_lives (RhPracticeGrants *self, guint access, guint refresh, guint code);

/* Returns the code; owned by the grants. */
const char *rh_practice_grants_add_code (RhPracticeGrants *self,
                                         const char *redirect_uri,
                                         const char *scope,
                                         const char *challenge);
/* Uses a code up. NULL if it is unknown, expired or used; a used one revokes what came from it. */
const RhPracticeCode *rh_practice_grants_take_code (RhPracticeGrants *self, const char *code);
/* The tokens of a code that was taken. */
RhPracticeIssue rh_practice_grants_issue_for_code (RhPracticeGrants *self, const char *code);
/* An access token alone, for the client itself. */
RhPracticeIssue rh_practice_grants_issue_for_client (RhPracticeGrants *self, const char *scope);

/* NULL unless @text is an access token that is good now. */
const RhPracticeToken *rh_practice_grants_find_access (RhPracticeGrants *self, const char *text);
/* The same for a refresh token; one that was used before or has expired kills its family. */
const RhPracticeToken *rh_practice_grants_check_refresh (RhPracticeGrants *self, const char *text);
/* New tokens; all earlier ones of the family are dead. @refresh passed the check. */
RhPracticeIssue rh_practice_grants_rotate (RhPracticeGrants *self,
                                           const RhPracticeToken *refresh,
                                           const char *access_scope);
/* Any token that is good now, without consequences. */
const RhPracticeToken *rh_practice_grants_peek (RhPracticeGrants *self, const char *text);
/* RFC 7009: a refresh token takes its family along. Unknown tokens are fine. */
void rh_practice_grants_revoke (RhPracticeGrants *self, const char *text);
/* Every token that there is: the server has one client. */
void rh_practice_grants_revoke_all (RhPracticeGrants *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhPracticeGrants, rh_practice_grants_free)

G_END_DECLS
