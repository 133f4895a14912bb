/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Client authentication (RFC 6749 2.3): strict, so that a client that is sloppy here learns it on
 * the practice server. */
#define G_LOG_DOMAIN "rh-practice-client"

#include "config.h"

#include "practice/rh-practice-client.h"

#include "text/rh-secret.h"

#include <string.h>

typedef struct
{
  char *id;
  char *secret; /* NULL: none was given */
} Credentials;

static void
credentials_clear (Credentials *credentials)
{
  g_clear_pointer (&credentials->id, g_free);
  g_clear_pointer (&credentials->secret, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Credentials, credentials_clear)

static void
reply_invalid_client (RhPracticeCall *call, const char *description)
{
  rh_practice_call_set_header (call, "WWW-Authenticate", "Basic realm=\"Practice\"");
  rh_practice_call_reply_oauth_error (call, 401, "invalid_client", description);
}

/* 2.3.1: each part is form-encoded, space as "+". NULL if it is not. */
static char *
form_decode (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');

  return g_uri_unescape_string (spaced, NULL);
}

static gboolean
read_basic (const char *authorization, Credentials *credentials)
{
  g_autofree char *text = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length;
  char *colon;

  if (g_ascii_strncasecmp (authorization, "Basic ", strlen ("Basic ")) != 0)
    return FALSE;

  bytes = g_base64_decode (authorization + strlen ("Basic "), &length);
  text = g_strndup ((const char *) bytes, length);
  colon = strchr (text, ':');
  if (colon == NULL || strlen (text) != length)
    return FALSE;

  *colon = '\0';
  credentials->id = form_decode (text);
  credentials->secret = form_decode (colon + 1);

  return credentials->id != NULL && credentials->secret != NULL;
}

static gboolean
matches (const char *a, const char *b)
{
  return rh_bytes_equal_constant_time (a, strlen (a), b, strlen (b));
}

static gboolean
is_right (RhPracticeState *state, const Credentials *credentials)
{
  if (credentials->id == NULL || !matches (credentials->id, state->client_id))
    return FALSE;
  if (*state->client_secret == '\0')
    return credentials->secret == NULL;

  return credentials->secret != NULL && matches (credentials->secret, state->client_secret);
}

gboolean
rh_practice_client_authenticate (RhPracticeCall *call, const RhParams *form)
{
  const char *form_id = rh_practice_get_param (form, "client_id");
  const char *authorization;
  g_auto (Credentials) credentials = { 0 };

  if (!rh_practice_call_get_header (call, "Authorization", &authorization)
      || rh_params_count (form, "client_id") > 1 || rh_params_count (form, "client_secret") > 1
      || (authorization != NULL && rh_practice_get_param (form, "client_secret") != NULL))
    {
      rh_practice_call_reply_oauth_error (call, 400, "invalid_request",
                                          "The client has to authenticate in one way only");
      return FALSE;
    }

  if (authorization == NULL)
    {
      credentials.id = g_strdup (form_id);
      credentials.secret = g_strdup (rh_practice_get_param (form, "client_secret"));
    }
  else if (!read_basic (authorization, &credentials)
           || (form_id != NULL && !g_str_equal (form_id, credentials.id)))
    {
      reply_invalid_client (call, "The Authorization field cannot be read as Basic");
      return FALSE;
    }

  if (is_right (call->state, &credentials))
    return TRUE;

  reply_invalid_client (call, "The client ID or the client secret is wrong or missing");

  return FALSE;
}
