/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authorization endpoint (RFC 6749 3.1, 4.1; security.md 2). An unknown client or redirect URI
 * gets a page, never a redirect; every other mistake goes back to the client. */
#define G_LOG_DOMAIN "rh-practice-authorize"

#include "config.h"

#include "practice/rh-practice-authorize.h"

#include "practice/rh-practice-page.h"
#include "practice/rh-practice-scope.h"
#include "text/rh-secret.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_CONSENTS 64 /* open pages; any web page can open one */
#define CONSENT_BYTES 32
#define CHALLENGE_LENGTH 43 /* base64url of a SHA-256 */

/* One authorization request, kept here while its page is open. */
typedef struct
{
  char *redirect_uri;
  char *scope;
  char *state;     /* NULL: none */
  char *challenge; /* NULL: none */
} Consent;

static void
consent_free (Consent *consent)
{
  g_free (consent->redirect_uri);
  g_free (consent->scope);
  g_free (consent->state);
  g_free (consent->challenge);
  g_free (consent);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Consent, consent_free)

GHashTable *
rh_practice_consents_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) consent_free);
}

/* The token that binds the answer to the page; owned by the state. */
static const char *
keep_consent (RhPracticeState *state, Consent *consent)
{
  char *token = rh_random_token (CONSENT_BYTES);

  while (g_queue_get_length (&state->consent_order) >= MAX_CONSENTS)
    {
      g_autofree char *oldest = g_queue_pop_head (&state->consent_order);

      g_hash_table_remove (state->consents, oldest);
    }

  g_queue_push_tail (&state->consent_order, g_strdup (token));
  g_hash_table_insert (state->consents, token, consent);

  return token;
}

/* Each token is good for one answer. */
static Consent *
take_consent (RhPracticeState *state, const char *token)
{
  GList *link = g_queue_find_custom (&state->consent_order, token, (GCompareFunc) strcmp);
  g_autofree char *key = NULL;
  Consent *consent = NULL;

  if (link == NULL)
    return NULL;

  g_free (link->data);
  g_queue_delete_link (&state->consent_order, link);
  g_hash_table_steal_extended (state->consents, token, (gpointer *) &key, (gpointer *) &consent);

  return consent;
}

static void
reply_problem (RhPracticeCall *call, guint status, const char *heading, const char *text)
{
  g_autofree char *html = g_strdup_printf ("<h1>%s</h1><p>%s</p>", heading, text);

  rh_practice_page_reply (call, status, heading, html);
}

static void
redirect_back (RhPracticeCall *call, const char *redirect_uri, RhParams *params)
{
  const char *issuer = call->state->faults & RH_PRACTICE_FAULT_WRONG_ISS
                           ? "https://somebody-else.example"
                           : call->state->base_url;
  g_autofree char *query = NULL;
  g_autofree char *location = NULL;

  rh_params_add (params, "iss", issuer);
  query = rh_params_to_query (params);
  location
      = g_strconcat (redirect_uri, strchr (redirect_uri, '?') == NULL ? "?" : "&", query, NULL);

  /* Never 307: the browser would POST the form on to the client (RFC 9700 4.12). */
  soup_server_message_set_status (call->message, 303, NULL);
  rh_practice_call_set_header (call, "Location", location);
  rh_practice_call_set_header (call, "Cache-Control", "no-store");
  rh_practice_call_set_header (call, "Referrer-Policy", "no-referrer");
}

static void
redirect_error (RhPracticeCall *call,
                const char *redirect_uri,
                const char *state,
                const char *error,
                const char *description)
{
  g_autoptr (RhParams) params = rh_params_new ();

  rh_params_add (params, "error", error);
  rh_params_add (params, "error_description", description);
  if (state != NULL)
    rh_params_add (params, "state", state);
  redirect_back (call, redirect_uri, params);
  call->note = g_strdup (error);
}

static const char *
get_once (const RhParams *params, const char *name)
{
  return rh_params_count (params, name) == 1 ? rh_practice_get_param (params, name) : NULL;
}

static gboolean
check_client (RhPracticeCall *call)
{
  const char *client_id = get_once (call->query, "client_id");
  const char *redirect_uri = get_once (call->query, "redirect_uri");
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;
  /* Translators: instead of a parameter’s value: it was left out, or given twice. */
  const char *none = _ ("(none, or two)");

  if (client_id == NULL || !g_str_equal (client_id, call->state->client_id))
    {
      shown = rh_practice_page_dup_code (client_id == NULL ? none : client_id);
      /* Translators: a client ID. */
      text = g_strdup_printf (_ ("No client is registered here as %s. Compare the client ID with "
                                 "the one that the practice server was started with."),
                              shown);
      reply_problem (call, 400, _ ("Unknown Client"), text);
      return FALSE;
    }

  if (redirect_uri == NULL
      || !g_strv_contains ((const char *const *) call->state->redirect_uris, redirect_uri))
    {
      shown = rh_practice_page_dup_code (redirect_uri == NULL ? none : redirect_uri);
      /* Translators: a redirect URI. */
      text = g_strdup_printf (_ ("%s is not registered for this client. A redirect URI is compared "
                                 "character by character."),
                              shown);
      reply_problem (call, 400, _ ("Unknown Redirect URI"), text);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_doubled (const RhParams *params)
{
  const char *names[]
      = { "response_type", "scope", "state", "code_challenge", "code_challenge_method" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (rh_params_count (params, names[i]) > 1)
      return TRUE;

  return FALSE;
}

/* The error code, or NULL if the challenge is one, or may be missing. */
static const char *
find_challenge_problem (RhPracticeCall *call)
{
  const char *challenge = rh_practice_get_param (call->query, "code_challenge");
  const char *method = rh_practice_get_param (call->query, "code_challenge_method");
  gboolean is_public = *call->state->client_secret == '\0';
  gsize length = 0;
  g_autofree guint8 *bytes = NULL;

  if (challenge == NULL)
    return is_public || method != NULL ? "A code_challenge is missing" : NULL;
  if (method == NULL || !g_str_equal (method, "S256"))
    return "Only the code_challenge_method S256 is supported";

  bytes = rh_base64url_decode (challenge, -1, &length);
  if (bytes == NULL || strlen (challenge) != CHALLENGE_LENGTH)
    return "The code_challenge is not a SHA-256 in base64url";

  return NULL;
}

static const char *
get_wish (const char *name)
{
  return _ (rh_practice_scope_find (name)->wish);
}

/* "see employees, see vendors and add vendors" */
static char *
describe_wishes (char **names)
{
  char *text = g_strdup (get_wish (names[0]));

  for (guint i = 1; names[i] != NULL; i++)
    {
      g_autofree char *before = text;

      if (names[i + 1] == NULL)
        /* Translators: a list, then the last of it. */
        text = g_strdup_printf (C_ ("list", "%s and %s"), before, get_wish (names[i]));
      else
        /* Translators: a list, then one more of it, which is not the last. */
        text = g_strdup_printf (C_ ("list", "%s, %s"), before, get_wish (names[i]));
    }

  return text;
}

static void
show_consent (RhPracticeCall *call, Consent *consent)
{
  g_auto (GStrv) names = g_strsplit (consent->scope, " ", -1);
  g_autofree char *wishes = describe_wishes (names);
  /* Translators: what a client asks for, such as “see employees and add vendors”. Acme Test is its
   * name. */
  g_autofree char *heading = g_strdup_printf (_ ("Acme Test wants to %s"), wishes);
  g_autofree char *target = rh_practice_page_dup_code (consent->redirect_uri);
  g_autofree char *note = g_strdup_printf (
      /* Translators: an address. */
      _ ("Everything here is made up and stays on this computer. Your answer goes to %s."), target);
  g_autoptr (GString) html = g_string_new (NULL);

  g_string_append_printf (html, "<h1>%s</h1><p class=\"dim\">%s</p><ul>", heading,
                          /* Translators: a person and a company, both made up. */
                          _ ("You are signed in as Ada Holm of Acme ApS."));
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (html, "<li><b><code>%s</code></b>%s</li>", names[i],
                            _ (rh_practice_scope_find (names[i])->meaning));
  g_string_append_printf (html,
                          "</ul><form method=\"post\" action=\"/oauth/authorize\">"
                          "<input type=\"hidden\" name=\"consent\" value=\"%s\">"
                          "<button name=\"decision\" value=\"deny\">%s</button>"
                          "<button class=\"go\" name=\"decision\" value=\"allow\">%s</button>"
                          "</form><p class=\"dim\">%s</p>",
                          keep_consent (call->state, consent),
                          /* Translators: a button, next to “Allow”. */
                          _ ("Deny"),
                          /* Translators: a button, next to “Deny”. */
                          _ ("Allow"), note);

  /* Translators: Acme Test is a client’s name. */
  rh_practice_page_reply (call, 200, _ ("Allow Acme Test?"), html->str);
}

void
rh_practice_authorize_ask (RhPracticeCall *call)
{
  const char *redirect_uri = rh_params_get (call->query, "redirect_uri");
  const char *state = rh_practice_get_param (call->query, "state");
  const char *type = rh_practice_get_param (call->query, "response_type");
  g_autofree char *scope = rh_practice_scope_parse (rh_practice_get_param (call->query, "scope"));
  const char *problem = NULL;
  Consent *consent;

  if (!check_client (call))
    return;

  if (type == NULL || is_doubled (call->query))
    problem = "A parameter is missing or given twice";
  else
    problem = find_challenge_problem (call);

  if (problem == NULL && !g_str_equal (type, "code"))
    redirect_error (call, redirect_uri, state, "unsupported_response_type",
                    "Only code is supported");
  else if (problem != NULL)
    redirect_error (call, redirect_uri, state, "invalid_request", problem);
  else if (scope == NULL)
    redirect_error (call, redirect_uri, state, "invalid_scope",
                    "A scope is not registered for this client");
  else
    {
      consent = g_new0 (Consent, 1);
      consent->redirect_uri = g_strdup (redirect_uri);
      consent->scope = g_steal_pointer (&scope);
      consent->state = g_strdup (state);
      consent->challenge = g_strdup (rh_practice_get_param (call->query, "code_challenge"));
      show_consent (call, consent);
    }
}

static void
allow (RhPracticeCall *call, const Consent *consent)
{
  g_autoptr (RhParams) params = rh_params_new ();

  rh_params_add (params, "code",
                 rh_practice_grants_add_code (call->state->grants, consent->redirect_uri,
                                              consent->scope, consent->challenge));
  if (consent->state != NULL)
    rh_params_add (params, "state", consent->state);
  redirect_back (call, consent->redirect_uri, params);
  call->note = g_strdup ("allowed");
}

/* The browser itself has to say that the form comes from our own page. Whoever names another one
 * has been refused before. */
static gboolean
is_same_origin (RhPracticeCall *call)
{
  const char *origin;
  const char *site;

  rh_practice_call_get_header (call, "Origin", &origin);
  rh_practice_call_get_header (call, "Sec-Fetch-Site", &site);

  return origin != NULL || g_strcmp0 (site, "same-origin") == 0;
}

void
rh_practice_authorize_answer (RhPracticeCall *call)
{
  g_autoptr (RhParams) form = rh_practice_call_parse_form (call);
  const char *token = form == NULL ? NULL : get_once (form, "consent");
  const char *decision = form == NULL ? NULL : get_once (form, "decision");
  g_autoptr (Consent) consent = NULL;

  if (!is_same_origin (call))
    {
      reply_problem (call, 403, _ ("Not From This Page"), _ ("The answer came from another page."));
      return;
    }

  if (token != NULL)
    consent = take_consent (call->state, token);
  if (consent == NULL || decision == NULL)
    reply_problem (call, 400, _ ("Already Answered"),
                   _ ("This page was answered before, or is too old. Start again from the "
                      "client."));
  else if (g_str_equal (decision, "allow"))
    allow (call, consent);
  else
    redirect_error (call, consent->redirect_uri, consent->state, "access_denied",
                    "The user said no");
}
