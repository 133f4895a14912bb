/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a request was refused, and what mends it, in words. */
#define G_LOG_DOMAIN "rh-refusal-words"

#include "config.h"

#include "response/rh-refusal-words.h"

#include "common/rh-help-context.h"
#include "oauth/rh-server-text.h"

#include <glib/gi18n.h>

/* What is named on a button; more would push it apart. */
#define SCOPES_MAX 2
#define BUTTON_MAX 40 /* characters */

const char *
rh_refusal_words_get_title (const RhRefusal *refusal)
{
  switch (refusal->cause)
    {
    case RH_REFUSAL_DROPPED:
      return _ ("The Redirect Left the Credential Behind");
    case RH_REFUSAL_TYPED:
      return _ ("Your Own Authorization Header Was Refused");
    case RH_REFUSAL_DIGEST_WANTED:
      return _ ("The Server Wants Digest");
    case RH_REFUSAL_OTHER_SCHEME:
      return _ ("The Server Wants Another Kind of Authorization");
    case RH_REFUSAL_CREDENTIALS:
      return _ ("The Credentials Are Wrong");
    case RH_REFUSAL_INSUFFICIENT_SCOPE:
      return _ ("A Scope Is Missing");
    case RH_REFUSAL_STRONGER_SIGN_IN:
      return _ ("The Server Wants a Stronger Sign-in");
    case RH_REFUSAL_NOTHING_SENT:
      return _ ("No Authorization Was Sent");
    case RH_REFUSAL_CLOCK:
      return _ ("The Clocks Differ");
    case RH_REFUSAL_EXPIRED:
      return _ ("The Token Has Expired");
    case RH_REFUSAL_INVALID_TOKEN:
      return _ ("The Server Does Not Accept the Token");
    case RH_REFUSAL_FORBIDDEN:
      return _ ("Not Allowed");
    case RH_REFUSAL_NONE:
    case RH_REFUSAL_UNKNOWN:
    default:
      /* Translators: by the server: a heading. */
      return _ ("Refused");
    }
}

static char *
dup_missing (const RhRefusal *refusal)
{
  g_autofree char *joined = NULL;
  g_autofree char *scopes = NULL;

  if (refusal->missing == NULL || refusal->missing[0] == NULL)
    return g_strdup (_ ("The token lacks a scope; the server does not say which one."));

  joined = g_strjoinv (" ", refusal->missing);
  scopes = rh_server_text_clean (joined);
  /* No token of ours was sent, so there is nobody to sign in. */
  if (refusal->action == RH_REFUSAL_ACTION_SHOW_AUTH)
    /* Translators: %s are scopes of OAuth 2.0. */
    return g_strdup_printf (_ ("The server wants a token with %s."), scopes);
  /* Translators: %s are scopes of OAuth 2.0. */
  return g_strdup_printf (_ ("The token lacks %s. Sign in again and ask for it."), scopes);
}

/* Nobody but the request itself says which scope it takes. */
static char *
dup_forbidden (const RhRefusal *refusal)
{
  g_autofree char *joined = NULL;
  g_autofree char *scopes = NULL;

  if (!refusal->is_noted || refusal->missing == NULL || refusal->missing[0] == NULL)
    return g_strdup (_ ("The server knows who is asking. This account, or this client, may not "
                        "do it."));

  joined = g_strjoinv (" ", refusal->missing);
  scopes = rh_server_text_clean (joined);
  /* Translators: %s are scopes of OAuth 2.0. */
  return g_strdup_printf (_ ("The request’s note says that it needs %s, which the token lacks."),
                          scopes);
}

static char *
dup_skew (const RhRefusal *refusal)
{
  gint64 seconds = ABS (refusal->skew);
  g_autofree char *span
      = seconds < 120
            /* Translators: how far two clocks differ. */
            ? g_strdup_printf (ngettext ("%d second", "%d seconds", (int) seconds), (int) seconds)
            /* Translators: how far two clocks differ. */
            : g_strdup_printf (ngettext ("%d minute", "%d minutes", (int) (seconds / 60)),
                               (int) MIN (seconds / 60, G_MAXINT));

  if (refusal->skew > 0)
    /* Translators: %s is a time such as "12 minutes". */
    return g_strdup_printf (_ ("The server’s clock is %s ahead of this computer’s."), span);
  /* Translators: %s is a time such as "12 minutes". */
  return g_strdup_printf (_ ("The server’s clock is %s behind this computer’s."), span);
}

static char *
dup_stronger (const RhRefusal *refusal)
{
  if (refusal->acr_values != NULL)
    /* Translators: %s names levels of a sign-in, as the server writes them. */
    return g_strdup_printf (_ ("It asks for a sign-in of this level: %s."), refusal->acr_values);
  if (refusal->max_age != NULL)
    /* Translators: %s is a number of seconds. */
    return g_strdup_printf (_ ("It asks for a sign-in that is not older than %s s."),
                            refusal->max_age);
  return g_strdup (_ ("Sign in again."));
}

static char *
dup_scheme (const RhRefusal *refusal)
{
  if (refusal->scheme == NULL)
    return g_strdup (_ ("Choose the one that the server asks for on the request’s Auth page."));
  if (!refusal->is_offered)
    /* Translators: %s is a kind of authorization such as Negotiate. */
    return g_strdup_printf (_ ("It asks for %s, which cannot be sent from here."), refusal->scheme);
  /* Translators: %s is a kind of authorization such as Basic. */
  return g_strdup_printf (_ ("It asks for %s. Choose that on the request’s Auth page."),
                          refusal->scheme);
}

static char *
dup_sentence (const RhRefusal *refusal)
{
  switch (refusal->cause)
    {
    case RH_REFUSAL_DROPPED:
      return g_strdup (_ ("The request went on to another site, and credentials are never sent "
                          "along. If that site is meant, put its address into the URL."));
    case RH_REFUSAL_TYPED:
      return g_strdup (_ ("The Authorization header of the request went out in place of the "
                          "access token. Remove it to send the token."));
    case RH_REFUSAL_DIGEST_WANTED:
    case RH_REFUSAL_OTHER_SCHEME:
      return dup_scheme (refusal);
    case RH_REFUSAL_CREDENTIALS:
      return g_strdup (_ ("Compare them with what the service gave you."));
    case RH_REFUSAL_INSUFFICIENT_SCOPE:
      return dup_missing (refusal);
    case RH_REFUSAL_STRONGER_SIGN_IN:
      return dup_stronger (refusal);
    case RH_REFUSAL_NOTHING_SENT:
      return g_strdup (_ ("The server wants to know who is asking, and the request did not say."));
    case RH_REFUSAL_CLOCK:
      return g_strdup (_ ("A token that is good here can be over there, or not begun. Set this "
                          "computer’s clock, or tell who runs the server."));
    case RH_REFUSAL_EXPIRED:
      return g_strdup (_ ("It was over by this computer’s clock when it was sent."));
    case RH_REFUSAL_INVALID_TOKEN:
      return g_strdup (_ ("It may have been revoked, or be meant for another server."));
    case RH_REFUSAL_FORBIDDEN:
      return dup_forbidden (refusal);
    case RH_REFUSAL_NONE:
    case RH_REFUSAL_UNKNOWN:
    default:
      return g_strdup (_ ("The server gives no reason."));
    }
}

char *
rh_refusal_words_dup_text (const RhRefusal *refusal)
{
  g_autofree char *sentence = dup_sentence (refusal);
  GString *text = g_string_new (sentence);

  if (refusal->has_skew && ABS (refusal->skew) > RH_REFUSAL_MAX_SKEW)
    {
      g_autofree char *skew = dup_skew (refusal);

      g_string_append_printf (text, " %s", skew);
    }
  if (refusal->action == RH_REFUSAL_ACTION_SEND_AGAIN)
    g_string_append_printf (text, " %s", _ ("There is a new token now."));
  if (refusal->description != NULL || refusal->error != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: %s are a server's own words. */
      g_string_append_printf (text, _ ("The server says: “%s”"),
                              refusal->description != NULL ? refusal->description : refusal->error);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_scope_button (const RhRefusal *refusal)
{
  guint n_missing = refusal->missing != NULL ? g_strv_length (refusal->missing) : 0;
  g_autofree char *joined = n_missing > 0 ? g_strjoinv (" ", refusal->missing) : g_strdup ("");
  g_autofree char *scopes = rh_server_text_clean (joined);

  if (n_missing == 0 || n_missing > SCOPES_MAX || g_utf8_strlen (scopes, -1) > BUTTON_MAX)
    return g_strdup (_ ("Connect With More Scopes…"));

  /* Translators: %s are one or two scopes of OAuth 2.0. */
  return g_strdup_printf (_ ("Connect With %s…"), scopes);
}

char *
rh_refusal_words_dup_button (const RhRefusal *refusal)
{
  switch (refusal->action)
    {
    case RH_REFUSAL_ACTION_REFRESH_AND_SEND:
      return g_strdup (_ ("Refresh and Send Again"));
    case RH_REFUSAL_ACTION_SEND_AGAIN:
      return g_strdup (_ ("Send Again"));
    case RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE:
      return dup_scope_button (refusal);
    case RH_REFUSAL_ACTION_SIGN_IN:
      return g_strdup (_ ("Sign In Again…"));
    case RH_REFUSAL_ACTION_SHOW_AUTH:
      return g_strdup (_ ("Show Auth"));
    case RH_REFUSAL_ACTION_SHOW_HEADERS:
      return g_strdup (_ ("Show Headers of the Request"));
    case RH_REFUSAL_ACTION_SHOW_REDIRECTS:
      return g_strdup (_ ("Show Redirects"));
    case RH_REFUSAL_ACTION_NONE:
    case RH_REFUSAL_ACTION_CHECK_CLOCK:
    default:
      return NULL;
    }
}

const char *
rh_refusal_words_get_help (const RhRefusal *refusal)
{
  if (refusal->cause == RH_REFUSAL_INSUFFICIENT_SCOPE || refusal->cause == RH_REFUSAL_FORBIDDEN)
    return RH_HELP_FORBIDDEN;

  return RH_HELP_UNAUTHORIZED;
}
