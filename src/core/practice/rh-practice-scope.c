/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scopes that the practice server knows: names and meanings as Pleo documents them. */
#define G_LOG_DOMAIN "rh-practice-scope"

#include "config.h"

#include "practice/rh-practice-scope.h"

#define DEFAULT_SCOPE "users:read"

static const RhPracticeScope scopes[] = {
  { "users:read", "see employees", "Names, e-mail addresses and job titles of employees" },
  { "users:write", "change employees", "Nothing here needs it" },
  { "vendors:read", "see vendors", "Search vendors and look at one" },
  { "vendors:write", "add vendors", "Add vendors to a company, archive them" },
  { "accounts:read", "see accounts", "Search accounts and look at one" },
  { "accounts:write", "change accounts", "Nothing here needs it" },
  { "export-jobs:read", "see exports", "See export jobs and what is in them" },
  { "export-jobs:write", "start exports", "Nothing here needs it" },
  { "export-items:read", "see exported items", "Nothing here needs it" },
  { "test:test", "test", "Lets a client ask for something that does nothing" },
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
