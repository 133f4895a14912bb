/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scopes that the practice server knows: names and meanings as Pleo documents them. */
#define G_LOG_DOMAIN "rh-practice-scope"

#include "config.h"

#include "practice/rh-practice-scope.h"

#include <glib/gi18n.h>

#define DEFAULT_SCOPE "users:read"

static const RhPracticeScope scopes[] = {
  /* Translators: this and the like come after “Acme Test wants to”. */
  { "users:read", N_ ("see employees"),
    N_ ("Names, e-mail addresses and job titles of employees") },
  { "users:write", N_ ("change employees"), N_ ("Nothing here needs it") },
  { "vendors:read", N_ ("see vendors"), N_ ("Search vendors and look at one") },
  { "vendors:write", N_ ("add vendors"), N_ ("Add vendors to a company, archive them") },
  { "accounts:read", N_ ("see accounts"), N_ ("Search accounts and look at one") },
  { "accounts:write", N_ ("change accounts"), N_ ("Nothing here needs it") },
  { "export-jobs:read", N_ ("see exports"), N_ ("See export jobs and what is in them") },
  { "export-jobs:write", N_ ("start exports"), N_ ("Nothing here needs it") },
  { "export-items:read", N_ ("see exported items"), N_ ("Nothing here needs it") },
  { "test:test", N_ ("test"), N_ ("Lets a client ask for something that does nothing") },
  { NULL, NULL, NULL },
};

const RhPracticeScope *
rh_practice_scope_all (void)
{
  return scopes;
}

const RhPracticeScope *
rh_practice_scope_find (const char *name)
{
  for (const RhPracticeScope *scope = scopes; scope->name != NULL; scope++)
    if (g_str_equal (scope->name, name))
      return scope;

  return NULL;
}

char *
rh_practice_scope_parse (const char *text)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) found = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (text == NULL || *text == '\0')
    return g_strdup (DEFAULT_SCOPE);

  names = g_strsplit (text, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (rh_practice_scope_find (names[i]) == NULL)
        return NULL;
      if (g_hash_table_add (seen, names[i]))
        g_strv_builder_add (builder, names[i]);
    }

  found = g_strv_builder_end (builder);

  return g_strjoinv (" ", found);
}

gboolean
rh_practice_scope_has (const char *scope, const char *name)
{
  g_auto (GStrv) names = g_strsplit (scope, " ", -1);

  return g_strv_contains ((const char *const *) names, name);
}

gboolean
rh_practice_scope_is_within (const char *part, const char *whole)
{
  g_auto (GStrv) names = g_strsplit (part, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (!rh_practice_scope_has (whole, names[i]))
      return FALSE;

  return TRUE;
}
