/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table from what was seen to what is usually behind it. */
#define G_LOG_DOMAIN "rh-cause"

#include "config.h"

#include "oauth/rh-cause.h"

#include <string.h>

#define ALL_FIELDS \
  (RH_CAUSE_COMPARE_CLIENT_ID | RH_CAUSE_COMPARE_REDIRECT_URI | RH_CAUSE_COMPARE_ENVIRONMENT)

static void
set (RhCause *self, RhCauseKind kind, RhCauseRemedy remedy, gboolean is_certain)
{
  self->kind = kind;
  self->remedy = remedy;
  self->is_certain = is_certain;
}

/* The message of a server's answer begins with its error code. */
static gboolean
is_named (const GError *error, const char *name)
{
  gsize length = strlen (name);

  return strncmp (error->message, name, length) == 0
         && (error->message[length] == '\0' || strchr (": ", error->message[length]) != NULL);
}

/* The server looked the client up and did not like it. */
static void
blame_client (RhCause *self, const RhCauseInput *input)
{
  if (input->other_name != NULL)
    {
      set (self, RH_CAUSE_ENVIRONMENT, RH_CAUSE_REMEDY_REGISTER, FALSE);
      self->detail = g_strdup (input->other_name);
      self->compare = RH_CAUSE_COMPARE_CLIENT_ID | RH_CAUSE_COMPARE_ENVIRONMENT;
      return;
    }

  set (self, RH_CAUSE_CLIENT_SECRET, RH_CAUSE_REMEDY_CONNECT, FALSE);
  self->compare = RH_CAUSE_COMPARE_CLIENT_ID | RH_CAUSE_COMPARE_ENVIRONMENT;
}

static void
blame_scope (RhCause *self)
{
  set (self, RH_CAUSE_SCOPE, RH_CAUSE_REMEDY_REGISTER, TRUE);
  self->compare = RH_CAUSE_COMPARE_SCOPE;
}

/* The server told the browser to come back with an error, in a word of RFC 6749 4.1.2.1. */
static void
explain_authorization (RhCause *self, const RhCauseInput *input)
{
  if (is_named (input->error, "invalid_scope"))
    blame_scope (self);
  else if (is_named (input->error, "unauthorized_client"))
    blame_client (self, input);
  else if (is_named (input->error, "server_error")
           || is_named (input->error, "temporarily_unavailable"))
    set (self, RH_CAUSE_SERVER, RH_CAUSE_REMEDY_CONNECT, TRUE);
  else
    {
      set (self, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_REGISTER, FALSE);
      self->compare = ALL_FIELDS | RH_CAUSE_COMPARE_SCOPE;
    }
}

/* A server must not send the browser to an address that is not registered (RFC 6749 4.1.2.1), nor
 * for a client it does not know: then nothing comes, and the browser shows why. */
static void
explain_silence (RhCause *self, const RhCauseInput *input)
{
  if (input->came_back)
    {
      set (self, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_CONNECT, FALSE);
      return;
    }

  if (input->is_foreign)
    {
      set (self, RH_CAUSE_PASTE, RH_CAUSE_REMEDY_CONNECT, FALSE);
      self->compare = ALL_FIELDS;
      return;
    }

  set (self, RH_CAUSE_NO_ANSWER, RH_CAUSE_REMEDY_REGISTER, FALSE);
  self->compare = ALL_FIELDS;
  self->detail = g_strdup (input->other_name);
}

/* The code was no good: used, too old, or got with another redirect URI (RFC 6749 5.2). */
static void
explain_grant (RhCause *self, const RhCauseInput *input)
{
  if (!input->came_back)
    {
      set (self, RH_CAUSE_SIGN_IN, RH_CAUSE_REMEDY_CONNECT, TRUE);
      return;
    }

  set (self, RH_CAUSE_REDIRECT_URI, RH_CAUSE_REMEDY_REGISTER,
       strstr (input->error->message, "redirect") != NULL);
  self->compare = RH_CAUSE_COMPARE_REDIRECT_URI;
}

static void
explain_setting (RhCause *self, const GError *error)
{
  set (self, RH_CAUSE_SETTINGS, RH_CAUSE_REMEDY_CONNECT, TRUE);
  self->field = g_strdup (error->message);
}

static void
explain_port (RhCause *self, const GError *error)
{
  set (self, RH_CAUSE_PORT, RH_CAUSE_REMEDY_CONNECT, TRUE);
  self->field = g_strdup (RH_OAUTH_REDIRECT_URI);
  self->detail = *error->message != '\0' ? g_strdup (error->message) : NULL;
}

/* What came of talking to the token endpoint. FALSE: it is none of it. */
static gboolean
explain_token_error (RhCause *self, const RhCauseInput *input)
{
  switch (input->error->code)
    {
    case RH_OAUTH_ERROR_INVALID_CLIENT:
    case RH_OAUTH_ERROR_UNAUTHORIZED_CLIENT:
      blame_client (self, input);
      return TRUE;
    case RH_OAUTH_ERROR_INVALID_SCOPE:
      blame_scope (self);
      return TRUE;
    case RH_OAUTH_ERROR_INVALID_GRANT:
      explain_grant (self, input);
      return TRUE;
    case RH_OAUTH_ERROR_SIGN_IN_AGAIN:
    case RH_OAUTH_ERROR_NOT_CONNECTED:
      set (self, RH_CAUSE_SIGN_IN, RH_CAUSE_REMEDY_CONNECT, TRUE);
      return TRUE;
    case RH_OAUTH_ERROR_NETWORK:
    case RH_OAUTH_ERROR_CERTIFICATE:
    case RH_OAUTH_ERROR_METADATA:
      set (self, RH_CAUSE_NETWORK, RH_CAUSE_REMEDY_CONNECT, FALSE);
      return TRUE;
    case RH_OAUTH_ERROR_SERVER:
    case RH_OAUTH_ERROR_RATE_LIMITED:
      set (self, RH_CAUSE_SERVER, RH_CAUSE_REMEDY_CONNECT, TRUE);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
explain_error (RhCause *self, const RhCauseInput *input)
{
  const GError *error = input->error;

  if (error->domain != RH_OAUTH_ERROR)
    {
      set (self, RH_CAUSE_NETWORK, RH_CAUSE_REMEDY_SEND, FALSE);
      return;
    }
  if (explain_token_error (self, input))
    return;

  switch (error->code)
    {
    case RH_OAUTH_ERROR_CONFIG_MISSING:
    case RH_OAUTH_ERROR_CONFIG_INVALID:
    case RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT:
    case RH_OAUTH_ERROR_CONFIG_PARAMETER:
      explain_setting (self, error);
      break;
    case RH_OAUTH_ERROR_PORT_IN_USE:
      explain_port (self, error);
      break;
    case RH_OAUTH_ERROR_NO_BROWSER:
      set (self, RH_CAUSE_BROWSER, RH_CAUSE_REMEDY_CONNECT, TRUE);
      break;
    case RH_OAUTH_ERROR_DENIED:
      set (self, RH_CAUSE_DENIED, RH_CAUSE_REMEDY_CONNECT, TRUE);
      break;
    case RH_OAUTH_ERROR_AUTHORIZATION:
      explain_authorization (self, input);
      break;
    case RH_OAUTH_ERROR_TIMED_OUT:
      explain_silence (self, input);
      break;
    default:
      set (self, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_CONNECT, FALSE);
    }
}

static void
explain_refusal (RhCause *self, const RhCauseInput *input)
{
  const RhRefusal *refusal = input->refusal;

  switch (refusal->cause)
    {
    case RH_REFUSAL_INSUFFICIENT_SCOPE:
      set (self, RH_CAUSE_SCOPE, RH_CAUSE_REMEDY_SCOPE, TRUE);
      self->detail = *refusal->missing == NULL ? NULL : g_strjoinv (" ", refusal->missing);
      self->compare = RH_CAUSE_COMPARE_SCOPE;
      break;
    case RH_REFUSAL_FORBIDDEN:
      set (self, RH_CAUSE_SCOPE, RH_CAUSE_REMEDY_CONNECT, FALSE);
      self->compare = RH_CAUSE_COMPARE_SCOPE;
      break;
    case RH_REFUSAL_CLOCK:
      set (self, RH_CAUSE_CLOCK, RH_CAUSE_REMEDY_NONE, TRUE);
      break;
    case RH_REFUSAL_INVALID_TOKEN:
    case RH_REFUSAL_EXPIRED:
    case RH_REFUSAL_NOTHING_SENT:
    case RH_REFUSAL_STRONGER_SIGN_IN:
      set (self, RH_CAUSE_SIGN_IN, RH_CAUSE_REMEDY_CONNECT, FALSE);
      self->compare = RH_CAUSE_COMPARE_ENVIRONMENT;
      break;
    case RH_REFUSAL_NONE:
    case RH_REFUSAL_DROPPED:
    case RH_REFUSAL_TYPED:
    case RH_REFUSAL_DIGEST_WANTED:
    case RH_REFUSAL_OTHER_SCHEME:
    case RH_REFUSAL_CREDENTIALS:
    case RH_REFUSAL_UNKNOWN:
    default:
      set (self, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_SEND, FALSE);
    }
}

RhCause *
rh_cause_find (const RhCauseInput *input)
{
  RhCause *self = g_new0 (RhCause, 1);

  g_return_val_if_fail (input != NULL, self);

  if (input->error != NULL)
    explain_error (self, input);
  else if (input->refusal != NULL && input->refusal->cause != RH_REFUSAL_NONE)
    explain_refusal (self, input);
  else if (input->status >= 500 || input->status == 429)
    set (self, RH_CAUSE_SERVER, RH_CAUSE_REMEDY_SEND, TRUE);
  else if (input->status >= 400)
    set (self, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_SEND, FALSE);

  return self;
}

void
rh_cause_free (RhCause *self)
{
  g_free (self->detail);
  g_free (self->field);
  g_free (self);
}
