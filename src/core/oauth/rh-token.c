/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A token as a server gave it, when it ends, and the blob that the keyring keeps of it. */
#define G_LOG_DOMAIN "rh-token"

#include "config.h"

#include "oauth/rh-token.h"

#include "text/rh-redactor.h"

#include "oauth/rh-oauth-config.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <time.h>

#define BLOB_VERSION 1
#define NO_BOOT_TIME (-1)
/* Longer lives count as this one, so that no sum over them overflows. */
#define MAX_LIFETIME G_MAXINT32
#define MAX_MARGIN (60 * G_USEC_PER_SEC)

struct _RhToken
{
  gatomicrefcount ref_count;

  RhSecret *access_token;
  RhSecret *refresh_token;
  char *token_type;
  char *scope;
  char *subject;
  char *account;
  char *facts[RH_TOKEN_N_FACTS];

  gint64 lifetime;      /* seconds */
  gint64 received_real; /* microseconds */
  gint64 received_boot; /* microseconds; NO_BOOT_TIME: got by another process */
  guint64 generation;
};

G_DEFINE_BOXED_TYPE (RhToken, rh_token, rh_token_ref, rh_token_unref)

static const char *const fact_names[RH_TOKEN_N_FACTS] = {
  [RH_TOKEN_FACT_COLLECTION] = "collection",   [RH_TOKEN_FACT_COLLECTION_NAME] = "collection_name",
  [RH_TOKEN_FACT_ENVIRONMENT] = "environment", [RH_TOKEN_FACT_LABEL] = "label",
  [RH_TOKEN_FACT_TOKEN_URL] = "token_url",     [RH_TOKEN_FACT_REVOCATION_URL] = "revocation_url",
  [RH_TOKEN_FACT_ISSUER] = "issuer",           [RH_TOKEN_FACT_CLIENT_ID] = "client_id",
  [RH_TOKEN_FACT_CLIENT_AUTH] = "client_auth", [RH_TOKEN_FACT_ASKED_SCOPE] = "asked_scope",
};

static gint64
system_real (gpointer user_data)
{
  return g_get_real_time ();
}

static gint64
system_boot (gpointer user_data)
{
  struct timespec now;

  /* Unlike the monotonic clock it goes on in suspend. */
  clock_gettime (CLOCK_BOOTTIME, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

const RhClock *
rh_clock_get_system (void)
{
  static const RhClock clock = { system_real, system_boot, NULL };

  return &clock;
}

static gint64
clamp_lifetime (gint64 lifetime)
{
  if (lifetime == RH_TOKEN_LIFETIME_UNKNOWN)
    return lifetime;

  return CLAMP (lifetime, 0, MAX_LIFETIME);
}

/* A token is known to the redactor for as long as anybody holds it (standards.md M1). */
static RhSecret *
keep_secret (RhSecret *secret)
{
  if (secret == NULL)
    return NULL;

  rh_redactor_learn (rh_redactor_get_default (), secret);
  return rh_secret_ref (secret);
}

static void
drop_secret (RhSecret *secret)
{
  if (secret == NULL)
    return;

  rh_redactor_forget (rh_redactor_get_default (), secret);
  rh_secret_unref (secret);
}

RhToken *
rh_token_new (RhSecret *access_token,
              RhSecret *refresh_token,
              const char *token_type,
              const char *scope,
              gint64 lifetime,
              const RhClock *clock)
{
  RhToken *self = g_new0 (RhToken, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->access_token = keep_secret (access_token);
  self->refresh_token = keep_secret (refresh_token);
  self->token_type = g_strdup (token_type);
  self->scope = g_strdup (scope);
  self->lifetime = clamp_lifetime (lifetime);
  self->received_real = clock->real (clock->user_data);
  self->received_boot = clock->boot (clock->user_data);

  return self;
}

RhToken *
rh_token_ref (RhToken *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rh_token_unref (RhToken *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  drop_secret (self->access_token);
  drop_secret (self->refresh_token);
  g_free (self->token_type);
  g_free (self->scope);
  g_free (self->subject);
  g_free (self->account);
  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    g_free (self->facts[i]);
  g_free (self);
}

static RhToken *
rh_token_copy (RhToken *self)
{
  RhToken *copy = g_new0 (RhToken, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->access_token = keep_secret (self->access_token);
  copy->refresh_token = keep_secret (self->refresh_token);
  copy->token_type = g_strdup (self->token_type);
  copy->scope = g_strdup (self->scope);
  copy->subject = g_strdup (self->subject);
  copy->account = g_strdup (self->account);
  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    copy->facts[i] = g_strdup (self->facts[i]);
  copy->lifetime = self->lifetime;
  copy->received_real = self->received_real;
  copy->received_boot = self->received_boot;
  copy->generation = self->generation;

  return copy;
}

RhToken *
rh_token_merge (RhToken *old, RhToken *fresh)
{
  RhToken *merged = rh_token_copy (fresh);

  if (merged->refresh_token == NULL)
    merged->refresh_token = keep_secret (old->refresh_token);
  if (merged->scope == NULL)
    merged->scope = g_strdup (old->scope);
  if (merged->subject == NULL)
    {
      merged->subject = g_strdup (old->subject);
      g_set_str (&merged->account, old->account);
    }

  return merged;
}

RhToken *
rh_token_with_subject (RhToken *self, const char *subject, const char *account)
{
  RhToken *copy = rh_token_copy (self);

  g_set_str (&copy->subject, subject);
  g_set_str (&copy->account, account);

  return copy;
}

RhToken *
rh_token_with_generation (RhToken *self, guint64 generation)
{
  RhToken *copy = rh_token_copy (self);

  copy->generation = generation;

  return copy;
}

const char *
rh_token_get_fact (RhToken *self, RhTokenFact fact)
{
  g_return_val_if_fail (fact < RH_TOKEN_N_FACTS, NULL);

  return self->facts[fact];
}

RhToken *
rh_token_with_facts (RhToken *self, const char *const *facts)
{
  RhToken *copy = rh_token_copy (self);

  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    g_set_str (&copy->facts[i], facts[i]);

  return copy;
}

RhSecret *
rh_token_get_access_token (RhToken *self)
{
  return self->access_token;
}

RhSecret *
rh_token_get_refresh_token (RhToken *self)
{
  return self->refresh_token;
}

const char *
rh_token_get_token_type (RhToken *self)
{
  return self->token_type;
}

const char *
rh_token_get_scope (RhToken *self)
{
  return self->scope;
}

const char *
rh_token_get_subject (RhToken *self)
{
  return self->subject;
}

const char *
rh_token_get_account (RhToken *self)
{
  return self->account;
}

guint64
rh_token_get_generation (RhToken *self)
{
  return self->generation;
}

/* Microseconds; the life is known. */
static gint64
time_left (RhToken *self, const RhClock *clock)
{
  gint64 elapsed;

  if (self->received_boot != NO_BOOT_TIME)
    elapsed = clock->boot (clock->user_data) - self->received_boot;
  else
    elapsed = clock->real (clock->user_data) - self->received_real;

  /* A clock before "received" was set back: nothing is known, so it has ended. */
  if (elapsed < 0)
    return 0;

  return MAX (self->lifetime * G_USEC_PER_SEC - elapsed, 0);
}

gint64
rh_token_get_seconds_left (RhToken *self, const RhClock *clock)
{
  if (self->lifetime == RH_TOKEN_LIFETIME_UNKNOWN)
    return RH_TOKEN_LIFETIME_UNKNOWN;

  return time_left (self, clock) / G_USEC_PER_SEC;
}

gboolean
rh_token_needs_refresh (RhToken *self, const RhClock *clock)
{
  gint64 margin;

  if (self->lifetime == RH_TOKEN_LIFETIME_UNKNOWN)
    return FALSE;

  margin = MIN (MAX_MARGIN, self->lifetime * (G_USEC_PER_SEC / 10));

  return time_left (self, clock) <= margin;
}

static gsize
escaped_size (const char *text)
{
  return text != NULL ? 6 * strlen (text) + 32 : 0;
}

/* By hand, and not by JsonBuilder, so that no copy of a token stays behind unwiped. */
static void
append_string (GString *json, const char *name, const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (json, ",\"%s\":\"", name);
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (json, '\\');
      if ((guchar) *p < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) *p);
      else
        g_string_append_c (json, *p);
    }
  g_string_append_c (json, '"');
}

static const char *
peek_secret (RhSecret *secret)
{
  return secret != NULL ? rh_secret_peek (secret, NULL) : NULL;
}

RhSecret *
rh_token_serialize (RhToken *self)
{
  const char *access_token = peek_secret (self->access_token);
  const char *refresh_token = peek_secret (self->refresh_token);
  gsize size = 256 + escaped_size (access_token) + escaped_size (refresh_token)
               + escaped_size (self->token_type) + escaped_size (self->scope)
               + escaped_size (self->subject) + escaped_size (self->account);
  GString *json;

  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    size += escaped_size (self->facts[i]);

  /* Large enough from the start: growing would leave copies. */
  json = g_string_sized_new (size);
  g_string_append_printf (json, "{\"version\":%d", BLOB_VERSION);
  append_string (json, "access_token", access_token);
  append_string (json, "refresh_token", refresh_token);
  append_string (json, "token_type", self->token_type);
  append_string (json, "scope", self->scope);
  append_string (json, "subject", self->subject);
  append_string (json, "account", self->account);
  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    append_string (json, fact_names[i], self->facts[i]);
  g_string_append_printf (json,
                          ",\"received\":%" G_GINT64_FORMAT ",\"lifetime\":%" G_GINT64_FORMAT
                          ",\"generation\":%" G_GUINT64_FORMAT "}",
                          self->received_real, self->lifetime, self->generation);

  return rh_secret_new_take (g_string_free_and_steal (json));
}

typedef enum
{
  MEMBER_TEXT,
  MEMBER_NUMBER,
} MemberType;

static const struct
{
  const char *name;
  MemberType type;
  gboolean required;
} members[] = {
  { "version", MEMBER_NUMBER, TRUE },      { "access_token", MEMBER_TEXT, TRUE },
  { "refresh_token", MEMBER_TEXT, FALSE }, { "token_type", MEMBER_TEXT, TRUE },
  { "scope", MEMBER_TEXT, FALSE },         { "subject", MEMBER_TEXT, FALSE },
  { "account", MEMBER_TEXT, FALSE },       { "received", MEMBER_NUMBER, TRUE },
  { "lifetime", MEMBER_NUMBER, TRUE },     { "generation", MEMBER_NUMBER, TRUE },
};

/* How many facts there are; -1: one is none. */
static int
count_facts (JsonObject *object)
{
  int seen = 0;

  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    {
      JsonNode *node = json_object_get_member (object, fact_names[i]);

      if (node == NULL)
        continue;
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return -1;
      seen++;
    }

  return seen;
}

static gboolean
is_blob (JsonObject *object)
{
  int facts = count_facts (object);
  guint seen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *node = json_object_get_member (object, members[i].name);
      GType type = members[i].type == MEMBER_TEXT ? G_TYPE_STRING : G_TYPE_INT64;

      if (node == NULL && members[i].required)
        return FALSE;
      if (node == NULL)
        continue;
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
        return FALSE;
      seen++;
    }

  return facts >= 0 && seen + (guint) facts == json_object_get_size (object);
}

static gboolean
has_sane_numbers (JsonObject *object)
{
  return json_object_get_int_member (object, "version") == BLOB_VERSION
         && json_object_get_int_member (object, "received") >= 0
         && json_object_get_int_member (object, "lifetime") >= RH_TOKEN_LIFETIME_UNKNOWN
         && json_object_get_int_member (object, "lifetime") <= MAX_LIFETIME
         && json_object_get_int_member (object, "generation") >= 0
         && json_object_get_string_member (object, "access_token")[0] != '\0';
}

static const char *
peek_member (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static RhToken *
token_from_blob (JsonObject *object, const RhClock *clock)
{
  const char *refresh = peek_member (object, "refresh_token");
  g_autoptr (RhSecret) access_token = rh_secret_new (peek_member (object, "access_token"), -1);
  g_autoptr (RhSecret) refresh_token = refresh != NULL ? rh_secret_new (refresh, -1) : NULL;
  RhToken *self = rh_token_new (access_token, refresh_token, peek_member (object, "token_type"),
                                peek_member (object, "scope"),
                                json_object_get_int_member (object, "lifetime"), clock);

  self->subject = g_strdup (peek_member (object, "subject"));
  self->account = g_strdup (peek_member (object, "account"));
  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    self->facts[i] = g_strdup (peek_member (object, fact_names[i]));
  self->received_real = json_object_get_int_member (object, "received");
  self->received_boot = NO_BOOT_TIME;
  self->generation = (guint64) json_object_get_int_member (object, "generation");

  return self;
}

RhToken *
rh_token_deserialize (RhSecret *blob, const RhClock *clock, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length = 0;
  const char *text = rh_secret_peek (blob, &length);
  JsonNode *root;

  json_parser_set_strict (parser, TRUE);
  /* The parser's own message could quote the blob. */
  if (json_parser_load_from_data (parser, text, (gssize) length, NULL))
    {
      root = json_parser_get_root (parser);
      if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && is_blob (json_node_get_object (root))
          && has_sane_numbers (json_node_get_object (root)))
        return token_from_blob (json_node_get_object (root), clock);
    }

  g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING,
                       "the keyring's item is not a token of ours");

  return NULL;
}
