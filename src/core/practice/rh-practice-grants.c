/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the practice server has granted. Nothing is forgotten before the server ends: a reused code
 * or refresh token must be known to be one. */
#define G_LOG_DOMAIN "rh-practice-grants"

#include "config.h"

#include "practice/rh-practice-grants.h"

#include "text/rh-secret.h"

#define TOKEN_BYTES 32
#define ID_BYTES 12
#define USER_URN "urn:pleo:company:5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01"
#define CLIENT_URN "urn:pleo:application:practice"

typedef struct
{
  RhPracticeCode code;
  RhPracticeFamily *family; /* borrowed; NULL: not exchanged */
  gint64 expires;
  gboolean used;
} CodeRecord;

struct _RhPracticeGrants
{
  GHashTable *codes;   /* text → owned CodeRecord */
  GHashTable *tokens;  /* text (borrowed from the token) → owned RhPracticeToken */
  GPtrArray *families; /* owned */

  RhPracticeNow now;
  gpointer user_data;
  guint access_life; /* seconds */
  guint refresh_life;
  guint code_life;
};

static void
code_record_free (CodeRecord *record)
{
  g_free (record->code.redirect_uri);
  g_free (record->code.scope);
  g_free (record->code.challenge);
  g_free (record);
}

static void
family_free (RhPracticeFamily *family)
{
  g_free (family->scope);
  g_free (family->subject_urn);
  g_free (family);
}

static void
token_free (RhPracticeToken *token)
{
  rh_wipe_string (&token->text);
  g_free (token->id);
  g_free (token->scope);
  g_free (token);
}

RhPracticeGrants *
rh_practice_grants_new (RhPracticeNow now, gpointer user_data)
{
  RhPracticeGrants *self = g_new0 (RhPracticeGrants, 1);

  self->codes
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) code_record_free);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) token_free);
  self->families = g_ptr_array_new_with_free_func ((GDestroyNotify) family_free);
  self->now = now;
  self->user_data = user_data;

  return self;
}

void
rh_practice_grants_free (RhPracticeGrants *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->tokens);
  g_ptr_array_unref (self->families);
  g_free (self);
}

void
rh_practice_grants_set_lives (RhPracticeGrants *self, guint access, guint refresh, guint code)
{
  self->access_life = access;
  self->refresh_life = refresh;
  self->code_life = code;
}

/* In microseconds. */
static gint64
get_now (RhPracticeGrants *self)
{
  return self->now (self->user_data);
}

static gint64
after (RhPracticeGrants *self, guint seconds)
{
  return get_now (self) + (gint64) seconds * G_USEC_PER_SEC;
}

static RhPracticeFamily *
family_new (RhPracticeGrants *self, const char *scope, gboolean for_client)
{
  RhPracticeFamily *family = g_new0 (RhPracticeFamily, 1);

  family->scope = g_strdup (scope);
  family->subject_urn = g_strdup (for_client ? CLIENT_URN : USER_URN);
  family->for_client = for_client;
  g_ptr_array_add (self->families, family);

  return family;
}

static const RhPracticeToken *
token_new (RhPracticeGrants *self,
           RhPracticeFamily *family,
           RhPracticeTokenKind kind,
           const char *scope)
{
  RhPracticeToken *token = g_new0 (RhPracticeToken, 1);

  token->text = rh_random_token (TOKEN_BYTES);
  token->id = rh_random_token (ID_BYTES);
  token->scope = g_strdup (scope);
  token->family = family;
  token->kind = kind;
  token->generation = family->generation;
  token->issued = get_now (self);
  token->expires
      = after (self, kind == RH_PRACTICE_ACCESS ? self->access_life : self->refresh_life);
  g_hash_table_insert (self->tokens, token->text, token);

  return token;
}

const char *
rh_practice_grants_add_code (RhPracticeGrants *self,
                             const char *redirect_uri,
                             const char *scope,
                             const char *challenge)
{
  CodeRecord *record = g_new0 (CodeRecord, 1);
  char *text = rh_random_token (TOKEN_BYTES);

  record->code.redirect_uri = g_strdup (redirect_uri);
  record->code.scope = g_strdup (scope);
  record->code.challenge = g_strdup (challenge);
  record->expires = after (self, self->code_life);
  g_hash_table_insert (self->codes, text, record);

  return text;
}

const RhPracticeCode *
rh_practice_grants_take_code (RhPracticeGrants *self, const char *code)
{
  CodeRecord *record = g_hash_table_lookup (self->codes, code);

  if (record == NULL)
    return NULL;

  if (record->used)
    {
      if (record->family != NULL)
        record->family->revoked = TRUE;
      return NULL;
    }

  record->used = TRUE;

  return record->expires > get_now (self) ? &record->code : NULL;
}

RhPracticeIssue
rh_practice_grants_issue_for_code (RhPracticeGrants *self, const char *code)
{
  CodeRecord *record = g_hash_table_lookup (self->codes, code);
  RhPracticeIssue issue = { 0 };

  g_return_val_if_fail (record != NULL && record->used && record->family == NULL, issue);

  record->family = family_new (self, record->code.scope, FALSE);
  issue.access = token_new (self, record->family, RH_PRACTICE_ACCESS, record->code.scope);
  issue.refresh = token_new (self, record->family, RH_PRACTICE_REFRESH, record->code.scope);

  return issue;
}

RhPracticeIssue
rh_practice_grants_issue_for_client (RhPracticeGrants *self, const char *scope)
{
  RhPracticeFamily *family = family_new (self, scope, TRUE);
  RhPracticeIssue issue = { 0 };

  issue.access = token_new (self, family, RH_PRACTICE_ACCESS, scope);

  return issue;
}

static gboolean
is_good (RhPracticeGrants *self, const RhPracticeToken *token)
{
  return !token->revoked && !token->family->revoked
         && token->generation == token->family->generation && token->expires > get_now (self);
}

const RhPracticeToken *
rh_practice_grants_peek (RhPracticeGrants *self, const char *text)
{
  const RhPracticeToken *token = g_hash_table_lookup (self->tokens, text);

  return token != NULL && is_good (self, token) ? token : NULL;
}

const RhPracticeToken *
rh_practice_grants_find_access (RhPracticeGrants *self, const char *text)
{
  const RhPracticeToken *token = rh_practice_grants_peek (self, text);

  return token != NULL && token->kind == RH_PRACTICE_ACCESS ? token : NULL;
}

const RhPracticeToken *
rh_practice_grants_check_refresh (RhPracticeGrants *self, const char *text)
{
  const RhPracticeToken *token = g_hash_table_lookup (self->tokens, text);

  if (token == NULL || token->kind != RH_PRACTICE_REFRESH)
    return NULL;
  if (is_good (self, token))
    return token;

  token->family->revoked = TRUE;

  return NULL;
}

RhPracticeIssue
rh_practice_grants_rotate (RhPracticeGrants *self,
                           const RhPracticeToken *refresh,
                           const char *access_scope)
{
  RhPracticeFamily *family = refresh->family;
  RhPracticeIssue issue = { 0 };

  family->generation++;
  issue.access = token_new (self, family, RH_PRACTICE_ACCESS, access_scope);
  issue.refresh = token_new (self, family, RH_PRACTICE_REFRESH, refresh->scope);

  return issue;
}

void
rh_practice_grants_revoke (RhPracticeGrants *self, const char *text)
{
  RhPracticeToken *token = g_hash_table_lookup (self->tokens, text);

  if (token == NULL)
    return;

  token->revoked = TRUE;
  if (token->kind == RH_PRACTICE_REFRESH)
    token->family->revoked = TRUE;
}

void
rh_practice_grants_revoke_all (RhPracticeGrants *self)
{
  for (guint i = 0; i < self->families->len; i++)
    {
      RhPracticeFamily *family = g_ptr_array_index (self->families, i);

      family->revoked = TRUE;
    }
}
