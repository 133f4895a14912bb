/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers what an origin asked for, counts the answers to it, and puts one in. */
#define G_LOG_DOMAIN "rh-digest-auth"

#include "config.h"

#include "http/rh-digest-auth.h"

#include "text/rh-url.h"

#include <string.h>

#define CNONCE_BYTES 16

typedef struct
{
  RhDigestChallenge *challenge;
  char *cnonce;
  guint count; /* of answers that were given */
} Session;

struct _RhDigestMemory
{
  gatomicrefcount ref_count;
  GHashTable *sessions; /* "ORIGIN user" → Session */
};

struct _RhDigestAuth
{
  GObject parent_instance;

  /* owned */
  RhDigestMemory *memory;
  char *origin;
  char *username;
  char *key; /* in the memory */
  RhSecret *password;
  GStrv origins;
};

G_DEFINE_FINAL_TYPE (RhDigestAuth, rh_digest_auth, G_TYPE_OBJECT)

static void
session_free (gpointer data)
{
  Session *session = data;

  rh_digest_challenge_free (session->challenge);
  g_free (session->cnonce);
  g_free (session);
}

RhDigestMemory *
rh_digest_memory_new (void)
{
  RhDigestMemory *self = g_new0 (RhDigestMemory, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, session_free);
  return self;
}

RhDigestMemory *
rh_digest_memory_ref (RhDigestMemory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rh_digest_memory_unref (RhDigestMemory *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->sessions);
  g_free (self);
}

static void
rh_digest_auth_finalize (GObject *object)
{
  RhDigestAuth *self = RH_DIGEST_AUTH (object);

  rh_digest_memory_unref (self->memory);
  rh_secret_unref (self->password);
  g_strfreev (self->origins);
  g_free (self->origin);
  g_free (self->username);
  g_free (self->key);

  G_OBJECT_CLASS (rh_digest_auth_parent_class)->finalize (object);
}

static void
rh_digest_auth_class_init (RhDigestAuthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_digest_auth_finalize;
}

static void
rh_digest_auth_init (RhDigestAuth *self)
{
}

RhDigestAuth *
rh_digest_auth_new (RhDigestMemory *memory,
                    const char *origin,
                    const char *username,
                    RhSecret *password,
                    const char *const *origins)
{
  RhDigestAuth *self;

  g_return_val_if_fail (memory != NULL, NULL);
  g_return_val_if_fail (origin != NULL && username != NULL && password != NULL, NULL);

  self = g_object_new (RH_TYPE_DIGEST_AUTH, NULL);
  self->memory = rh_digest_memory_ref (memory);
  self->origin = g_strdup (origin);
  self->username = g_strdup (username);
  self->key = g_strdup_printf ("%s %s", origin, username);
  self->password = rh_secret_ref (password);
  self->origins = g_strdupv ((GStrv) origins);
  return self;
}

static Session *
get_session (RhDigestAuth *self)
{
  return g_hash_table_lookup (self->memory->sessions, self->key);
}

gboolean
rh_digest_auth_is_for (RhDigestAuth *self, const RhText *url)
{
  g_autofree char *origin = NULL;

  g_return_val_if_fail (RH_IS_DIGEST_AUTH (self), FALSE);

  origin = rh_url_text_dup_origin (rh_text_peek (url, NULL));
  return g_strcmp0 (origin, self->origin) == 0;
}

gboolean
rh_digest_auth_is_ready (RhDigestAuth *self)
{
  g_return_val_if_fail (RH_IS_DIGEST_AUTH (self), FALSE);

  return get_session (self) != NULL;
}

gboolean
rh_digest_auth_wants_body (RhDigestAuth *self, GChecksumType *hash)
{
  const Session *session;

  g_return_val_if_fail (RH_IS_DIGEST_AUTH (self), FALSE);

  session = get_session (self);
  if (session == NULL || !rh_digest_challenge_wants_body (session->challenge))
    return FALSE;

  *hash = rh_digest_challenge_get_hash (session->challenge);
  return TRUE;
}

/* Whether asking again says that the answer was wrong: not if the nonce was too old, and not if a
 * nonce that had been good before is given up without a word. */
static gboolean
was_answered (RhDigestAuth *self, RhHop *hop, const RhDigestChallenge *challenge)
{
  const char *sent = rh_headers_get (rh_hop_get_sent_headers (hop), "Authorization");
  const Session *session = get_session (self);
  const char *nonce;

  if (sent == NULL || session == NULL || !g_str_has_prefix (sent, "Digest "))
    return FALSE;

  nonce = rh_digest_challenge_get_nonce (session->challenge);
  if (g_str_equal (rh_digest_challenge_get_nonce (challenge), nonce))
    return TRUE;

  return strstr (sent, nonce) != NULL && !rh_digest_challenge_is_stale (challenge)
         && session->count <= 1;
}

static void
note_unknown (RhHop *hop, GPtrArray *challenges)
{
  g_autofree char *algorithm = rh_digest_dup_unknown_algorithm (challenges);
  g_autofree char *note
      = algorithm == NULL ? NULL : g_strconcat ("digest-unknown:", algorithm, NULL);

  if (note != NULL)
    rh_hop_add_note (hop, note);
}

gboolean
rh_digest_auth_learn (RhDigestAuth *self, RhHop *hop)
{
  g_autoptr (GPtrArray) challenges = NULL;
  g_autoptr (RhDigestChallenge) challenge = NULL;
  Session *session;

  g_return_val_if_fail (RH_IS_DIGEST_AUTH (self), FALSE);
  g_return_val_if_fail (RH_IS_HOP (hop), FALSE);

  if (rh_hop_get_status (hop) != 401 || !rh_digest_auth_is_for (self, rh_hop_get_url (hop)))
    return FALSE;

  challenges = rh_challenges_parse (rh_hop_get_headers (hop));
  challenge = rh_digest_challenge_choose (challenges);
  if (challenge == NULL)
    {
      note_unknown (hop, challenges);
      return FALSE;
    }
  if (was_answered (self, hop, challenge))
    {
      g_hash_table_remove (self->memory->sessions, self->key);
      return FALSE;
    }

  session = g_new0 (Session, 1);
  session->challenge = g_steal_pointer (&challenge);
  session->cnonce = rh_random_token (CNONCE_BYTES);
  g_hash_table_insert (self->memory->sessions, g_strdup (self->key), session);
  return TRUE;
}

static RhText *
new_value (RhDigestAuth *self, RhRequest *request, Session *session, const char *body_hash)
{
  const char *text = rh_text_peek (rh_request_get_url (request), NULL);
  g_autoptr (RhUrl) url = rh_url_parse_http (text, NULL);
  g_autofree char *target = url == NULL ? g_strdup ("/") : rh_url_dup_request_target (url, NULL);
  const RhDigestUse use = {
    .username = self->username,
    .password = self->password,
    .method = rh_request_get_method (request),
    .target = target,
    .body_hash = body_hash,
    .cnonce = session->cnonce,
    .count = ++session->count,
  };
  g_autofree char *answer = rh_digest_challenge_answer (session->challenge, &use);
  RhText *value = rh_text_new ("");

  rh_text_append_value (value, answer, -1, "password", RH_SOURCE_AUTH, TRUE,
                        (const char *const *) self->origins);
  return value;
}

RhRequest *
rh_digest_auth_sign (RhDigestAuth *self, RhRequest *request, const char *body_hash)
{
  Session *session;
  g_autoptr (RhText) value = NULL;
  RhRequest *signed_request;

  g_return_val_if_fail (RH_IS_DIGEST_AUTH (self), NULL);
  g_return_val_if_fail (RH_IS_REQUEST (request), NULL);

  session = get_session (self);
  g_return_val_if_fail (session != NULL, NULL);

  value = new_value (self, request, session, body_hash);
  signed_request = rh_request_copy (request);
  rh_headers_append (rh_request_get_headers (signed_request), "Authorization", value);
  return signed_request;
}
