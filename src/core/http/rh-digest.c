/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP Digest: the sums of RFC 7616, and of RFC 2069 for a server that names no quality of
 * protection. */
#define G_LOG_DOMAIN "rh-digest"

#include "config.h"

#include "http/rh-digest.h"

#include "text/rh-codec.h"

#include <string.h>

/* Of a server's word that goes into a note. */
#define UNKNOWN_MAX 32

struct _RhDigestChallenge
{
  char *realm;
  char *nonce;
  char *opaque;    /* NULL: none */
  char *algorithm; /* as the server spells it; NULL: it named none */
  const char *qop; /* NULL: none */
  GChecksumType hash;
  gboolean session;
  gboolean stale;
  gboolean userhash;
};

static const struct
{
  const char *name;
  GChecksumType hash;
  gboolean session;
} algorithms[] = {
  { "MD5", G_CHECKSUM_MD5, FALSE },
  { "MD5-sess", G_CHECKSUM_MD5, TRUE },
  { "SHA-256", G_CHECKSUM_SHA256, FALSE },
  { "SHA-256-sess", G_CHECKSUM_SHA256, TRUE },
};

/* In */

/* -1: nobody here knows it. */
static int
find_algorithm (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_ascii_strcasecmp (algorithms[i].name, name) == 0)
      return (int) i;

  return -1;
}

static gboolean
take_algorithm (RhDigestChallenge *self, const char *name)
{
  const int found = find_algorithm (name);

  if (found < 0)
    return FALSE;

  self->hash = algorithms[found].hash;
  self->session = algorithms[found].session;
  return TRUE;
}

/* The weaker of two: auth-int needs all of a body before its first byte goes out. */
static gboolean
find_qop (RhDigestChallenge *self, const char *offered)
{
  g_auto (GStrv) list = NULL;

  if (offered == NULL)
    return TRUE;

  list = g_strsplit_set (offered, ", \t", -1);
  for (guint i = 0; list[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (list[i], "auth") == 0)
        self->qop = "auth";
      else if (g_ascii_strcasecmp (list[i], "auth-int") == 0 && self->qop == NULL)
        self->qop = "auth-int";
    }

  return self->qop != NULL;
}

static gboolean
is_true (const RhChallenge *challenge, const char *name)
{
  const char *value = rh_challenge_get (challenge, name);

  return value != NULL && g_ascii_strcasecmp (value, "true") == 0;
}

/* What a server sent goes back into a header: nothing that would end it. */
static gboolean
is_safe (const char *value)
{
  return value == NULL || rh_header_value_is_valid (value, -1);
}

static RhDigestChallenge *
challenge_new (const RhChallenge *challenge)
{
  const char *algorithm = rh_challenge_get (challenge, "algorithm");
  const char *realm = rh_challenge_get (challenge, "realm");
  const char *nonce = rh_challenge_get (challenge, "nonce");
  const char *opaque = rh_challenge_get (challenge, "opaque");
  g_autoptr (RhDigestChallenge) self = NULL;

  if (realm == NULL || nonce == NULL || !is_safe (realm) || !is_safe (nonce) || !is_safe (opaque))
    return NULL;

  self = g_new0 (RhDigestChallenge, 1);
  self->realm = g_strdup (realm);
  self->nonce = g_strdup (nonce);
  self->opaque = g_strdup (opaque);
  self->algorithm = g_strdup (algorithm);
  self->stale = is_true (challenge, "stale");
  self->userhash = is_true (challenge, "userhash");
  if (!take_algorithm (self, algorithm == NULL ? "MD5" : algorithm)
      || !find_qop (self, rh_challenge_get (challenge, "qop")))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
is_digest (const RhChallenge *challenge)
{
  return g_ascii_strcasecmp (rh_challenge_get_scheme (challenge), "Digest") == 0;
}

char *
rh_digest_dup_unknown_algorithm (GPtrArray *challenges)
{
  g_return_val_if_fail (challenges != NULL, NULL);

  for (guint i = 0; i < challenges->len; i++)
    {
      const RhChallenge *challenge = g_ptr_array_index (challenges, i);
      const char *algorithm = rh_challenge_get (challenge, "algorithm");
      g_autofree char *escaped = NULL;

      if (!is_digest (challenge))
        continue;
      if (algorithm == NULL || find_algorithm (algorithm) >= 0)
        return NULL;

      escaped = g_strescape (algorithm, NULL);
      return g_strndup (escaped, UNKNOWN_MAX);
    }

  return NULL;
}

RhDigestChallenge *
rh_digest_challenge_choose (GPtrArray *challenges)
{
  g_return_val_if_fail (challenges != NULL, NULL);

  for (guint i = 0; i < challenges->len; i++)
    {
      const RhChallenge *challenge = g_ptr_array_index (challenges, i);
      RhDigestChallenge *found;

      if (!is_digest (challenge))
        continue;
      found = challenge_new (challenge);
      if (found != NULL)
        return found;
    }

  return NULL;
}

void
rh_digest_challenge_free (RhDigestChallenge *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->realm);
  g_free (self->nonce);
  g_free (self->opaque);
  g_free (self->algorithm);
  g_free (self);
}

const char *
rh_digest_challenge_get_nonce (const RhDigestChallenge *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->nonce;
}

gboolean
rh_digest_challenge_is_stale (const RhDigestChallenge *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stale;
}

gboolean
rh_digest_challenge_wants_body (const RhDigestChallenge *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_strcmp0 (self->qop, "auth-int") == 0;
}

GChecksumType
rh_digest_challenge_get_hash (const RhDigestChallenge *self)
{
  g_return_val_if_fail (self != NULL, G_CHECKSUM_MD5);

  return self->hash;
}

/* Sums */

/* Of the parts with colons between them, up to NULL. (transfer full) */
static char *G_GNUC_NULL_TERMINATED
sum (const RhDigestChallenge *self, const char *first, ...)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (self->hash);
  const char *part;
  va_list args;

  g_checksum_update (checksum, (const guchar *) first, -1);
  va_start (args, first);
  while ((part = va_arg (args, const char *)) != NULL)
    {
      g_checksum_update (checksum, (const guchar *) ":", 1);
      g_checksum_update (checksum, (const guchar *) part, -1);
    }
  va_end (args);

  return g_strdup (g_checksum_get_string (checksum));
}

/* As good as the password, to this server (3.4.2). */
static char *
sum_a1 (const RhDigestChallenge *self, const RhDigestUse *use)
{
  char *a1 = sum (self, use->username, self->realm, rh_secret_peek (use->password, NULL), NULL);
  char *session;

  if (!self->session)
    return a1;

  session = sum (self, a1, self->nonce, use->cnonce, NULL);
  rh_wipe_string (&a1);
  return session;
}

static char *
sum_a2 (const RhDigestChallenge *self, const RhDigestUse *use)
{
  g_autofree char *nothing = sum (self, "", NULL);

  if (!rh_digest_challenge_wants_body (self))
    return sum (self, use->method, use->target, NULL);

  return sum (self, use->method, use->target, use->body_hash != NULL ? use->body_hash : nothing,
              NULL);
}

static char *
sum_response (const RhDigestChallenge *self, const RhDigestUse *use, const char *count)
{
  char *a1 = sum_a1 (self, use);
  g_autofree char *a2 = sum_a2 (self, use);
  char *response = self->qop == NULL
                       ? sum (self, a1, self->nonce, a2, NULL)
                       : sum (self, a1, self->nonce, count, use->cnonce, self->qop, a2, NULL);

  rh_wipe_string (&a1);
  return response;
}

/* Out */

static void
append_quoted (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, ", %s=\"", name);
  for (; *value != '\0'; value++)
    {
      if (*value == '"' || *value == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *value);
    }
  g_string_append_c (out, '"');
}

/* Hashed if the server wishes so (3.4.4), else plain, else as an extended parameter (RFC 8187). */
static void
append_username (GString *out, const RhDigestChallenge *self, const char *username)
{
  g_autofree char *encoded = NULL;

  if (self->userhash)
    {
      encoded = sum (self, username, self->realm, NULL);
      append_quoted (out, "username", encoded);
    }
  else if (g_str_is_ascii (username))
    append_quoted (out, "username", username);
  else
    {
      encoded = rh_percent_encode (username, -1, RH_PLACE_COMPONENT);
      g_string_append_printf (out, ", username*=UTF-8''%s", encoded);
    }
}

char *
rh_digest_challenge_answer (const RhDigestChallenge *self, const RhDigestUse *use)
{
  GString *out = g_string_new ("Digest ");
  g_autofree char *count = NULL;
  g_autofree char *response = NULL;

  g_return_val_if_fail (self != NULL && use != NULL, g_string_free_and_steal (out));

  count = g_strdup_printf ("%08x", use->count);
  response = sum_response (self, use, count);
  append_username (out, self, use->username);
  g_string_erase (out, (gssize) strlen ("Digest "), (gssize) strlen (", "));
  append_quoted (out, "realm", self->realm);
  append_quoted (out, "nonce", self->nonce);
  append_quoted (out, "uri", use->target);
  if (self->algorithm != NULL)
    g_string_append_printf (out, ", algorithm=%s", self->algorithm);
  if (self->qop != NULL)
    {
      g_string_append_printf (out, ", qop=%s, nc=%s", self->qop, count);
      append_quoted (out, "cnonce", use->cnonce);
    }
  else if (self->session)
    append_quoted (out, "cnonce", use->cnonce);
  append_quoted (out, "response", response);
  if (self->opaque != NULL)
    append_quoted (out, "opaque", self->opaque);
  if (self->userhash)
    g_string_append (out, ", userhash=true");

  return g_string_free_and_steal (out);
}
