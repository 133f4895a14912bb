/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain words: no term is used before it is explained. */
#define G_LOG_DOMAIN "rh-guide-words"

#include "config.h"

#include "guide/rh-guide-words.h"

#include "common/rh-help-context.h"

#include <glib/gi18n.h>

static const RhGuideWords words[RH_N_STEPS] = {
  [RH_STEP_REGISTER] = {
    /* Translators: a verb: the first of three steps, a client at a service. */
    N_ ("Register"),
    N_ ("Tell the service about the program that will ask for access, a client, and where the "
        "browser brings the answer."),
    N_ ("The service’s registration form, and the redirect URI and scopes from below."),
    N_ ("A client ID, which is public, and a client secret, which is not."),
    N_ ("The service sends people back to a registered address only, so that nobody else can "
        "catch the answer."),
  },
  [RH_STEP_CONNECT] = {
    /* Translators: a verb: the second of three steps. */
    N_ ("Connect"),
    N_ ("Sign in with your browser and allow access. Rehearsal never sees your password."),
    N_ ("The client ID and secret, and an account at the service."),
    N_ ("An access token, kept in your keyring and renewed by itself."),
    N_ ("The token stands for what you allowed, and for nothing else. It can be taken back at any "
        "time."),
  },
  [RH_STEP_CALL] = {
    /* Translators: a noun: the third of three steps, a request to an API. */
    N_ ("First Call"),
    N_ ("Send a request that only reads, with the token, and look at what comes back."),
    N_ ("The token from the step before."),
    N_ ("Data as JSON: the proof that client, consent and scopes fit together."),
    N_ ("What works here works in your own program with the same settings."),
  },
};

const RhGuideWords *
rh_guide_words (RhStep step)
{
  g_return_val_if_fail (step < RH_N_STEPS, NULL);

  return &words[step];
}

/* Facts */

static char *
dup_register_fact (const RhStepFact *fact)
{
  if (!fact->reached && fact->client_id != NULL)
    return g_strdup (_ ("The client secret is missing"));
  if (!fact->reached)
    return g_strdup (_ ("Get a client ID and a client secret"));
  if (fact->is_public)
    /* Translators: %s is a client ID. */
    return g_strdup_printf (_ ("Client %s, which needs no secret of yours"), fact->client_id);

  /* Translators: %s is a client ID. */
  return g_strdup_printf (_ ("Client %s, secret in the keyring"), fact->client_id);
}

static char *
dup_connect_fact (const RhStepFact *fact)
{
  if (!fact->reached)
    return g_strdup (_ ("Sign in and get an access token"));
  if (fact->account != NULL && fact->scope != NULL)
    /* Translators: an account and scopes */
    return g_strdup_printf (_ ("%s · %s"), fact->account, fact->scope);
  if (fact->account != NULL || fact->scope != NULL)
    return g_strdup (fact->account != NULL ? fact->account : fact->scope);

  return g_strdup (_ ("There is an access token"));
}

static char *
dup_call_fact (const RhStepFact *fact)
{
  g_autofree char *items = NULL;

  if (!fact->reached)
    return g_strdup (_ ("Send a request and get data"));

  if (fact->n_items >= 0)
    items = g_strdup_printf (
        /* Translators: how many items a request got: "3 items". */
        g_dngettext (GETTEXT_PACKAGE, "%d item", "%d items", (gulong) fact->n_items),
        (int) MIN (fact->n_items, G_MAXINT));
  return g_strdup_printf ("%s %s · %u · JSON%s%s", fact->method, fact->path, fact->status,
                          items != NULL ? " · " : "", items != NULL ? items : "");
}

char *
rh_guide_words_dup_fact (RhStep step, const RhStepFact *fact)
{
  g_return_val_if_fail (fact != NULL, NULL);

  switch (step)
    {
    case RH_STEP_REGISTER:
      return dup_register_fact (fact);
    case RH_STEP_CONNECT:
      return dup_connect_fact (fact);
    case RH_STEP_CALL:
      return dup_call_fact (fact);
    case RH_N_STEPS:
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
rh_guide_words_dup_when (const RhStepFact *fact)
{
  g_autoptr (GDateTime) then = NULL;
  g_autoptr (GDateTime) time = NULL;

  g_return_val_if_fail (fact != NULL, NULL);

  if (!fact->reached || fact->when == 0)
    return NULL;

  then = g_date_time_new_from_unix_local (fact->when / G_USEC_PER_SEC);
  /* Translators: when something was seen: the date and the time, as the locale has them */
  return then == NULL ? NULL : g_date_time_format (then, _ ("Seen on %x at %R"));
}

static char *
dup_connect_proof (const RhStepFact *fact)
{
  if (fact->scope == NULL)
    return g_strdup (_ ("The service took the client, and you allowed access. The token names no "
                        "scopes."));
  if (fact->scope_as_asked)
    return g_markup_printf_escaped (
        /* Translators: %s are scopes. */
        _ ("The service took the client, and you allowed access. It named no "
           "scopes, so those that were asked for count: %s."),
        fact->scope);

  return g_markup_printf_escaped (
      /* Translators: %s are scopes. */
      _ ("The service took the client, and you allowed access. Granted scopes: %s."), fact->scope);
}

char *
rh_guide_words_dup_proof (RhStep step, const RhStepFact *fact)
{
  g_return_val_if_fail (fact != NULL, NULL);

  if (!fact->reached)
    return NULL;

  switch (step)
    {
    case RH_STEP_REGISTER:
      return g_strdup (_ ("Rehearsal can say who is asking. Whether the service agrees shows when "
                          "you connect."));
    case RH_STEP_CONNECT:
      return dup_connect_proof (fact);
    case RH_STEP_CALL:
      return g_strdup (_ ("The token was accepted, its scopes were enough, and JSON came back. "
                          "Client, consent and call work together."));
    case RH_N_STEPS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Problems */

typedef struct
{
  const char *title;
  const char *text;         /* "%s": the detail */
  const char *text_without; /* there is no detail; NULL: the same */
} Entry;

static const Entry entries[] = {
  [RH_CAUSE_SETTINGS] = { N_ ("A Setting Is Missing or Wrong"),
                          N_ ("The Connect dialog says which one, and why."), NULL },
  [RH_CAUSE_PORT] = { N_ ("The Port Is Taken"),
                      /* Translators: %s is a program. */
                      N_ ("The browser could not bring the answer, for %s listens there. End it, "
                          "or use and register a redirect URI with another port."),
                      N_ ("Another program listens where the browser should bring the answer. End "
                          "it, or use and register a redirect URI with another port.") },
  [RH_CAUSE_BROWSER]
  = { N_ ("No Browser Was Opened"),
      N_ ("Connect again and choose Copy Address there. Then open it in a browser yourself."),
      NULL },
  [RH_CAUSE_NO_ANSWER]
  = { N_ ("The Browser Never Came Back"),
      /* Translators: %s is another environment. */
      N_ ("The browser has the reason. An error page means that client ID or redirect URI is not "
          "registered exactly like this. Note that %s has the same client ID. A page that asks you "
          "to sign in wants an account of this environment."),
      N_ ("The browser has the reason. An error page means that client ID or redirect URI is not "
          "registered exactly like this: compare them letter by letter. A page that asks you to "
          "sign in wants an account of this environment, not of another.") },
  [RH_CAUSE_PASTE]
  = { N_ ("The Answer Was Not Pasted"),
      N_ ("This redirect URI belongs to another site. Connect again, and when the browser stops "
          "there, copy its address and paste it in the dialog."),
      NULL },
  [RH_CAUSE_DENIED] = { N_ ("Access Was Not Allowed"),
                        N_ ("Somebody chose not to allow it in the browser. Connect again and "
                            "allow it, if that was not meant."),
                        NULL },
  [RH_CAUSE_REDIRECT_URI]
  = { N_ ("The Redirect URI Does Not Match"),
      N_ ("The service did not accept its own answer back. Mostly the redirect URI differs from "
          "the registered one, or the answer was too old."),
      NULL },
  [RH_CAUSE_ENVIRONMENT]
  = { N_ ("Client of Another Environment"),
      /* Translators: %s is another environment. */
      N_ ("%s has the same client ID with another server. Each environment has a client of its "
          "own: enter the one that was issued for this environment."),
      N_ ("This client is not known here. Enter the one that was issued for this environment.") },
  [RH_CAUSE_CLIENT_SECRET]
  = { N_ ("The Client Secret Was Not Accepted"),
      N_ ("Copy client ID and client secret again, whole and without spaces, from what was issued "
          "for this environment. Some services want the secret sent in another way: Connect offers "
          "that."),
      NULL },
  [RH_CAUSE_SCOPE]
  = { N_ ("A Scope Is Missing"),
      /* Translators: %s are scopes. */
      N_ ("The request needs %s. Connect again with it; it has to be registered, too."),
      N_ ("A scope that was asked for is not registered for this client, or the token lacks one "
          "that the request needs. Compare the scopes with what is registered.") },
  [RH_CAUSE_SIGN_IN]
  = { N_ ("Sign In Again"),
      N_ ("The token is not accepted any more, or it was got in another environment. Connect "
          "again."),
      NULL },
  [RH_CAUSE_CLOCK] = { N_ ("The Clock Is Wrong"),
                       N_ ("This computer and the server differ about the time, so the token looks "
                           "expired. Set the clock."),
                       NULL },
  [RH_CAUSE_NETWORK]
  = { N_ ("The Server Was Not Reached"),
      N_ ("Check the network, a proxy or VPN, and whether the address is that of this "
          "environment."),
      NULL },
  [RH_CAUSE_SERVER] = { N_ ("The Server Has a Problem"),
                        N_ ("Nothing is wrong with your settings as far as this shows. Wait a "
                            "little and try again."),
                        NULL },
  [RH_CAUSE_OTHER] = { N_ ("It Did Not Work Yet"),
                       N_ ("None of the usual causes fits. Look at the answer of the server for "
                           "its own words."),
                       NULL },
};

static const char *
remedy_label (RhCauseRemedy remedy)
{
  switch (remedy)
    {
    case RH_CAUSE_REMEDY_CONNECT:
      return _ ("Connect…");
    case RH_CAUSE_REMEDY_REGISTER:
      return _ ("Compare With the Registration");
    case RH_CAUSE_REMEDY_SCOPE:
      return _ ("Connect With This Scope…");
    case RH_CAUSE_REMEDY_SEND:
      return _ ("Open the Request");
    case RH_CAUSE_REMEDY_NONE:
    default:
      return NULL;
    }
}

/* NULL: what is said here is all there is. */
static const char *
find_help (RhCauseKind kind)
{
  switch (kind)
    {
    case RH_CAUSE_SETTINGS:
      return RH_HELP_CONNECT;
    case RH_CAUSE_PORT:
      return RH_HELP_PORT;
    case RH_CAUSE_BROWSER:
      return RH_HELP_NO_BROWSER;
    case RH_CAUSE_NO_ANSWER:
      return RH_HELP_ERROR_PAGE;
    case RH_CAUSE_PASTE:
      return RH_HELP_OTHER_PAGE;
    case RH_CAUSE_REDIRECT_URI:
      return RH_HELP_REDIRECT_URI;
    case RH_CAUSE_ENVIRONMENT:
    case RH_CAUSE_CLIENT_SECRET:
      return RH_HELP_INVALID_CLIENT;
    case RH_CAUSE_SCOPE:
      return RH_HELP_INVALID_SCOPE;
    case RH_CAUSE_SIGN_IN:
    case RH_CAUSE_CLOCK:
      return RH_HELP_UNAUTHORIZED;
    case RH_CAUSE_NETWORK:
      return RH_HELP_HOST;
    case RH_CAUSE_NONE:
    case RH_CAUSE_DENIED:
    case RH_CAUSE_SERVER:
    case RH_CAUSE_OTHER:
    default:
      return NULL;
    }
}

RhGuideProblem *
rh_guide_problem_new (const RhCause *cause)
{
  const Entry *entry;
  RhGuideProblem *self;

  g_return_val_if_fail (cause != NULL, NULL);

  if (cause->kind == RH_CAUSE_NONE)
    return NULL;

  entry = &entries[cause->kind];
  self = g_new0 (RhGuideProblem, 1);
  self->title = g_strdup (_ (entry->title));
  self->button = g_strdup (remedy_label (cause->remedy));
  self->help = find_help (cause->kind);
  if (cause->detail != NULL && entry->text_without != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (_ (entry->text), "%s", 2);

      self->text = g_strconcat (parts[0], cause->detail, parts[1], NULL);
    }
  else
    self->text = g_strdup (_ (entry->text_without != NULL ? entry->text_without : entry->text));

  return self;
}

void
rh_guide_problem_free (RhGuideProblem *self)
{
  g_free (self->title);
  g_free (self->text);
  g_free (self->button);
  g_free (self);
}
