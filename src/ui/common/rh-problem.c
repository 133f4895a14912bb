/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what there is to say of an error, and says it; the words are in the tables, one for each
 * error domain, in the files beside this one. */
#define G_LOG_DOMAIN "rh-problem"

#include "config.h"

#include "common/rh-problem-private.h"

#include "oauth/rh-oauth-config.h"
#include "oauth/rh-server-text.h"

#include <glib/gi18n.h>

static const RhProblemDomain *const groups[] = {
  rh_problem_oauth_domains,    rh_problem_http_domains,  rh_problem_request_domains,
  rh_problem_response_domains, rh_problem_files_domains, rh_problem_import_domains,
};

static const RhProblemEntry other_entry = {
  N_ ("Something Went Wrong"),
  N_ ("This did not work. The words below come from the system; if trying again does not help, "
      "they are what to search for."),
  RH_PROBLEM_DETAIL_PLAIN,
};

static const RhProblemEntry cancelled_entry = {
  N_ ("Cancelled"),
  N_ ("This was ended before it was done."),
  RH_PROBLEM_DETAIL_NONE,
};

static const RhProblemDomain *
find_domain (GQuark quark)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const RhProblemDomain *domain = groups[i]; domain->quark != NULL; domain++)
      if (domain->quark () == quark)
        return domain;

  return NULL;
}

static const RhProblemEntry *
find_entry (const GError *error)
{
  const RhProblemDomain *domain = find_domain (error->domain);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return &cancelled_entry;
  if (domain == NULL || error->code < 0 || (gsize) error->code >= domain->n_entries
      || domain->entries[error->code].title == NULL)
    return &other_entry;

  return &domain->entries[error->code];
}

static const char *
action_label (const char *action)
{
  if (g_strcmp0 (action, RH_PROBLEM_ACTION_CONNECT) == 0)
    return _ ("Connect…");
  if (g_strcmp0 (action, RH_PROBLEM_ACTION_SEND) == 0)
    return _ ("Send Again");
  if (g_strcmp0 (action, RH_PROBLEM_ACTION_ACCEPT) == 0)
    /* Translators: a collection's folder that is new to the user. */
    return _ ("Accept…");
  if (g_strcmp0 (action, RH_PROBLEM_ACTION_NETWORK) == 0)
    return _ ("Network Preferences…");
  if (g_strcmp0 (action, RH_PROBLEM_ACTION_DEFINE) == 0)
    return _ ("Define…");

  return NULL;
}

const char *
rh_problem_field_label (const char *field)
{
  static const char *const labels[][2] = {
    { RH_OAUTH_AUTHORIZATION_URL, N_ ("Authorization URL") },
    { RH_OAUTH_TOKEN_URL, N_ ("Token URL") },
    { RH_OAUTH_REVOCATION_URL, N_ ("Revocation URL") },
    { RH_OAUTH_INTROSPECTION_URL, N_ ("Introspection URL") },
    { RH_OAUTH_ISSUER, N_ ("Issuer") },
    { RH_OAUTH_CLIENT_ID, N_ ("Client ID") },
    { RH_OAUTH_SCOPE, N_ ("Scopes") },
    { RH_OAUTH_REDIRECT_URI, N_ ("Redirect URI") },
    { "client_secret", N_ ("Client Secret") },
    { "client_auth", N_ ("Client Authentication") },
    { "api", N_ ("API URL") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (g_strcmp0 (field, labels[i][0]) == 0)
        return _ (labels[i][1]);
    }

  return field;
}

/* Puts @name into the sentence; never by printf, for the name may come from outside. */
static char *
sentence_about (const RhProblemEntry *entry, const char *name)
{
  GString *sentence = g_string_new (_ (entry->sentence));

  g_string_replace (sentence, "%s", name, 1);

  return g_string_free_and_steal (sentence);
}

static void
fill_words (RhProblem *self, const RhProblemEntry *entry, const char *words)
{
  switch (entry->detail)
    {
    case RH_PROBLEM_DETAIL_FIELD:
      self->field = g_strdup (words);
      self->sentence = sentence_about (entry, rh_problem_field_label (words));
      return;
    case RH_PROBLEM_DETAIL_NAME:
      self->sentence = sentence_about (entry, words);
      return;
    case RH_PROBLEM_DETAIL_SAID:
      if (*words != '\0')
        /* Translators: %s are a server's own words. */
        self->detail = g_strdup_printf (_ ("The server said: “%s”"), words);
      break;
    case RH_PROBLEM_DETAIL_PLAIN:
      if (*words != '\0')
        self->detail = g_strdup (words);
      break;
    case RH_PROBLEM_DETAIL_NONE:
      break;
    }

  self->sentence = g_strdup (_ (entry->sentence));
}

RhProblem *
rh_problem_new (const GError *error)
{
  RhProblem *self;
  const RhProblemEntry *entry;
  g_autofree char *words = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  entry = find_entry (error);
  words = rh_server_text_clean (error->message);

  self = g_new0 (RhProblem, 1);
  self->title = g_strdup (_ (entry->title));
  fill_words (self, entry, words);
  if (self->field == NULL)
    self->field = g_strdup (entry->field);
  self->help = rh_problem_help_find (error);
  self->action = entry->action;
  self->action_label = action_label (entry->action);
  if (g_strcmp0 (entry->action, RH_PROBLEM_ACTION_DEFINE) == 0)
    self->action_target = g_utf8_make_valid (error->message, -1);

  return self;
}

void
rh_problem_free (RhProblem *self)
{
  g_free (self->title);
  g_free (self->sentence);
  g_free (self->detail);
  g_free (self->field);
  g_free (self->action_target);
  g_free (self);
}

char *
rh_problem_dup_text (const RhProblem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->detail == NULL)
    return g_strdup (self->sentence);

  return g_strdup_printf ("%s\n%s", self->sentence, self->detail);
}
