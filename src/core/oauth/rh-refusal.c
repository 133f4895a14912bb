/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explains a 401 or 403. A table of rules, each a question about what is known; the first whose
 * answer is yes says the cause. Pure. */
#define G_LOG_DOMAIN "rh-refusal"

#include "config.h"

#include "oauth/rh-refusal.h"

#include "http/rh-challenge.h"
#include "oauth/rh-server-text.h"
#include "oauth/rh-token.h"
#include "text/rh-url.h"

#include <libsoup/soup.h>
#include <string.h>

/* Years of difference are a broken Date, not a clock. */
#define MAX_BELIEVED_SKEW (10 * 365 * 24 * 60 * 60)

typedef struct
{
  const RhRefusalInput *input;
  RhRefusal *refusal;
  GPtrArray *challenges;
  const RhChallenge *bearer; /* or DPoP, which says the same; NULL */
  const char *sent;          /* the Authorization that went out; NULL */
} Case;

/* What is known */

static gboolean
has_note (const Case *self, const char *note)
{
  return self->input->notes != NULL && g_strv_contains (self->input->notes, note);
}

static gboolean
has_error (const Case *self, const char *error)
{
  return self->bearer != NULL && g_strcmp0 (rh_challenge_get (self->bearer, "error"), error) == 0;
}

/* @value begins with the scheme, without case. */
static gboolean
is_of_scheme (const char *value, const char *scheme)
{
  gsize length = strlen (scheme);

  return value != NULL && g_ascii_strncasecmp (value, scheme, length) == 0
         && (value[length] == ' ' || value[length] == '\0');
}

static gboolean
wants (const Case *self, const char *scheme)
{
  return rh_challenges_find (self->challenges, scheme) != NULL;
}

static gboolean
sent_token (const Case *self)
{
  return self->input->uses_token && self->sent != NULL;
}

static gboolean
contains (char **strings, const char *string)
{
  return g_strv_contains ((const char *const *) strings, string);
}

/* Whether a request can be sent with it. */
static gboolean
is_offered (const char *scheme)
{
  static const char *const offered[] = { "Basic", "Bearer", "Digest" };

  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    if (g_ascii_strcasecmp (scheme, offered[i]) == 0)
      return TRUE;

  return FALSE;
}

/* The first one that can be answered, else the first; NULL: none is named. */
static const char *
find_scheme (GPtrArray *challenges, gboolean *offered)
{
  *offered = FALSE;
  for (guint i = 0; i < challenges->len; i++)
    {
      const char *scheme = rh_challenge_get_scheme (challenges->pdata[i]);

      *offered = is_offered (scheme);
      if (*offered)
        return scheme;
    }

  return challenges->len > 0 ? rh_challenge_get_scheme (challenges->pdata[0]) : NULL;
}

/* What of @wanted is not in @granted. */
static GStrv
dup_missing (const char *wanted, const char *granted)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) want = g_strsplit (wanted == NULL ? "" : wanted, " ", -1);
  g_auto (GStrv) have = g_strsplit (granted == NULL ? "" : granted, " ", -1);

  for (guint i = 0; want[i] != NULL; i++)
    if (*want[i] != '\0' && !contains (have, want[i]))
      g_strv_builder_add (builder, want[i]);

  return g_strv_builder_end (builder);
}

/* The rules */

static gboolean
is_dropped (const Case *self)
{
  return has_note (self, "credential-dropped:Authorization") && self->sent == NULL;
}

static gboolean
is_typed (const Case *self)
{
  return self->input->status == 401 && has_note (self, "authorization-typed");
}

static gboolean
wants_digest (const Case *self)
{
  return self->input->status == 401 && self->bearer == NULL && wants (self, "Digest")
         && !is_of_scheme (self->sent, "Digest");
}

static gboolean
is_wrong_credential (const Case *self)
{
  if (self->input->status != 401 || self->input->uses_token)
    return FALSE;

  return self->sent != NULL
         && (self->challenges->len == 0
             || (wants (self, "Basic") && is_of_scheme (self->sent, "Basic"))
             || (wants (self, "Digest") && is_of_scheme (self->sent, "Digest"))
             || (self->bearer != NULL
                 && is_of_scheme (self->sent, rh_challenge_get_scheme (self->bearer))));
}

static gboolean
wants_other_scheme (const Case *self)
{
  if (self->input->status != 401 || self->challenges->len == 0)
    return FALSE;
  if (self->bearer == NULL)
    return self->sent != NULL || !wants (self, "Basic") || self->input->uses_token;

  return self->sent != NULL && !is_of_scheme (self->sent, "Bearer")
         && !is_of_scheme (self->sent, "DPoP") && !self->input->uses_token;
}

static gboolean
lacks_scope (const Case *self)
{
  gboolean names_scope = self->bearer != NULL && rh_challenge_get (self->bearer, "scope") != NULL;

  return has_error (self, "insufficient_scope")
         || (self->input->status == 403 && names_scope && self->refusal->missing[0] != NULL);
}

static gboolean
wants_stronger_sign_in (const Case *self)
{
  return has_error (self, "insufficient_user_authentication");
}

static gboolean
has_sent_nothing (const Case *self)
{
  return self->input->status == 401 && self->sent == NULL;
}

/* The token ended by their clock, or is not valid yet by it, and by ours all is well; or the other
 * way round. */
static gboolean
is_clock (const Case *self)
{
  const RhRefusal *refusal = self->refusal;

  return self->input->status == 401 && sent_token (self) && refusal->has_skew
         && ABS (refusal->skew) > RH_REFUSAL_MAX_SKEW && self->input->seconds_left != 0;
}

static gboolean
is_expired (const Case *self)
{
  return self->input->status == 401 && sent_token (self) && self->input->seconds_left == 0;
}

/* One that names no error counts (security.md 3.6). */
static gboolean
is_invalid (const Case *self)
{
  gboolean names_none = self->bearer == NULL || rh_challenge_get (self->bearer, "error") == NULL;

  return has_error (self, "invalid_token")
         || (self->input->status == 401 && sent_token (self) && names_none);
}

static gboolean
is_forbidden (const Case *self)
{
  return self->input->status == 403;
}

static gboolean
always (const Case *self)
{
  return TRUE;
}

static const struct
{
  gboolean (*applies) (const Case *self);
  RhRefusalCause cause;
  RhRefusalAction action;
} rules[] = {
  { is_dropped, RH_REFUSAL_DROPPED, RH_REFUSAL_ACTION_SHOW_REDIRECTS },
  { is_typed, RH_REFUSAL_TYPED, RH_REFUSAL_ACTION_SHOW_HEADERS },
  { wants_digest, RH_REFUSAL_DIGEST_WANTED, RH_REFUSAL_ACTION_SHOW_AUTH },
  { is_wrong_credential, RH_REFUSAL_CREDENTIALS, RH_REFUSAL_ACTION_SHOW_AUTH },
  { wants_other_scheme, RH_REFUSAL_OTHER_SCHEME, RH_REFUSAL_ACTION_SHOW_AUTH },
  { lacks_scope, RH_REFUSAL_INSUFFICIENT_SCOPE, RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE },
  { wants_stronger_sign_in, RH_REFUSAL_STRONGER_SIGN_IN, RH_REFUSAL_ACTION_SIGN_IN },
  { has_sent_nothing, RH_REFUSAL_NOTHING_SENT, RH_REFUSAL_ACTION_SIGN_IN },
  { is_clock, RH_REFUSAL_CLOCK, RH_REFUSAL_ACTION_CHECK_CLOCK },
  { is_expired, RH_REFUSAL_EXPIRED, RH_REFUSAL_ACTION_REFRESH_AND_SEND },
  { is_invalid, RH_REFUSAL_INVALID_TOKEN, RH_REFUSAL_ACTION_REFRESH_AND_SEND },
  { is_forbidden, RH_REFUSAL_FORBIDDEN, RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE },
  { always, RH_REFUSAL_UNKNOWN, RH_REFUSAL_ACTION_NONE },
};

/* What the action comes to in this case. */
static RhRefusalAction
choose_action (const Case *self, RhRefusalAction action)
{
  const RhRefusalInput *input = self->input;

  if (action == RH_REFUSAL_ACTION_REFRESH_AND_SEND && input->has_newer)
    return RH_REFUSAL_ACTION_SEND_AGAIN;

  /* one refresh was enough to see that it does not help */
  if (action == RH_REFUSAL_ACTION_REFRESH_AND_SEND
      && (!input->can_refresh || has_note (self, "replay")))
    action = RH_REFUSAL_ACTION_SIGN_IN;
  if (action == RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE && self->refusal->missing[0] == NULL)
    action = self->refusal->cause == RH_REFUSAL_FORBIDDEN ? RH_REFUSAL_ACTION_NONE
                                                          : RH_REFUSAL_ACTION_SIGN_IN;

  /* there is nothing to choose */
  if (self->refusal->cause == RH_REFUSAL_OTHER_SCHEME && !self->refusal->is_offered)
    action = RH_REFUSAL_ACTION_NONE;

  /* all of these are about a token */
  if (!input->uses_token
      && (action == RH_REFUSAL_ACTION_SIGN_IN || action == RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE
          || action == RH_REFUSAL_ACTION_REFRESH_AND_SEND))
    action = RH_REFUSAL_ACTION_SHOW_AUTH;

  return action;
}

/* Facts */

static char *
dup_param (const RhChallenge *challenge, const char *name)
{
  const char *value = challenge == NULL ? NULL : rh_challenge_get (challenge, name);

  return value == NULL ? NULL : rh_server_text_clean (value);
}

static char *
dup_resource_metadata (const RhChallenge *challenge)
{
  const char *value = challenge == NULL ? NULL : rh_challenge_get (challenge, "resource_metadata");
  g_autoptr (RhUrl) url = value == NULL ? NULL : rh_url_parse_http (value, NULL);

  if (url == NULL || !(rh_url_is_https (url) || rh_url_is_loopback (url)))
    return NULL;

  return g_strdup (value);
}

static GStrv
dup_missing_scopes (const Case *self)
{
  const RhRefusalInput *input = self->input;
  const char *named = self->bearer == NULL ? NULL : rh_challenge_get (self->bearer, "scope");
  const char *had = input->granted != NULL ? input->granted : input->asked;

  /* a reply that names no scope grants what was asked for (RFC 6749 5.1) */
  if (named != NULL)
    return dup_missing (named, had);
  if (self->refusal->is_noted)
    return dup_missing (input->noted, had);
  if (input->granted != NULL)
    return dup_missing (input->asked, input->granted);

  return g_new0 (char *, 1);
}

static void
collect_facts (Case *self)
{
  RhRefusal *refusal = self->refusal;

  refusal->scheme = g_strdup (find_scheme (self->challenges, &refusal->is_offered));
  refusal->error = dup_param (self->bearer, "error");
  refusal->description = dup_param (self->bearer, "error_description");
  refusal->acr_values = dup_param (self->bearer, "acr_values");
  refusal->max_age = dup_param (self->bearer, "max_age");
  refusal->resource_metadata = dup_resource_metadata (self->bearer);
  refusal->is_noted = self->input->noted != NULL
                      && (self->bearer == NULL || rh_challenge_get (self->bearer, "scope") == NULL);
  refusal->missing = dup_missing_scopes (self);
  refusal->has_skew
      = rh_refusal_read_skew (self->input->headers, self->input->answered, &refusal->skew);
}

RhRefusal *
rh_refusal_explain (const RhRefusalInput *input)
{
  RhRefusal *refusal = g_new0 (RhRefusal, 1);
  g_autoptr (GPtrArray) challenges = NULL;
  Case self = { input, refusal };

  g_return_val_if_fail (input != NULL && input->headers != NULL && input->sent != NULL, refusal);

  challenges = rh_challenges_parse (input->headers);
  self.challenges = challenges;
  self.bearer = rh_challenges_find (challenges, "Bearer");
  if (self.bearer == NULL)
    self.bearer = rh_challenges_find (challenges, "DPoP");
  self.sent = rh_headers_get (input->sent, "Authorization");
  collect_facts (&self);
  if (input->status != 401 && input->status != 403)
    return refusal;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].applies (&self))
      {
        refusal->cause = rules[i].cause;
        refusal->action = choose_action (&self, rules[i].action);
        break;
      }

  return refusal;
}

gboolean
rh_refusal_take_newer_token (RhRefusal *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  switch (self->action)
    {
    case RH_REFUSAL_ACTION_REFRESH_AND_SEND:
    case RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE:
    case RH_REFUSAL_ACTION_SIGN_IN:
      self->action = RH_REFUSAL_ACTION_SEND_AGAIN;
      return TRUE;
    case RH_REFUSAL_ACTION_NONE:
    case RH_REFUSAL_ACTION_SEND_AGAIN:
    case RH_REFUSAL_ACTION_SHOW_AUTH:
    case RH_REFUSAL_ACTION_SHOW_HEADERS:
    case RH_REFUSAL_ACTION_SHOW_REDIRECTS:
    case RH_REFUSAL_ACTION_CHECK_CLOCK:
    default:
      return FALSE;
    }
}

void
rh_refusal_free (RhRefusal *self)
{
  g_free (self->scheme);
  g_free (self->error);
  g_free (self->description);
  g_free (self->resource_metadata);
  g_free (self->acr_values);
  g_free (self->max_age);
  g_strfreev (self->missing);
  g_free (self);
}

gboolean
rh_refusal_read_skew (RhHeaders *headers, gint64 now, gint64 *skew)
{
  const char *date = rh_headers_get (headers, "Date");
  const char *age = rh_headers_get (headers, "Age");
  g_autoptr (GDateTime) time = date == NULL ? NULL : soup_date_time_new_from_http_string (date);
  guint64 seconds = 0;

  if (time == NULL)
    return FALSE;

  /* from a cache: that old */
  if (age != NULL && !g_ascii_string_to_unsigned (age, 10, 0, G_MAXINT32, &seconds, NULL))
    return FALSE;

  *skew = g_date_time_to_unix (time) + (gint64) seconds - now;
  return ABS (*skew) < MAX_BELIEVED_SKEW;
}
