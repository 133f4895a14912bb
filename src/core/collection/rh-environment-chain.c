/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows the names that environments extend. A file from somebody else may lead it in a circle. */
#define G_LOG_DOMAIN "rh-environment-chain"

#include "config.h"

#include "collection/rh-environment-chain.h"

G_DEFINE_QUARK (rh_environment_chain_error, rh_environment_chain_error)

/* "A → B → NAME" */
static char *
dup_path (GPtrArray *chain, const char *name)
{
  g_autoptr (GString) path = g_string_new (NULL);

  for (guint i = 0; i < chain->len; i++)
    g_string_append_printf (path, "%s → ", rh_environment_get_name (chain->pdata[i]));
  g_string_append (path, name);

  return g_string_free_and_steal (g_steal_pointer (&path));
}

static void
set_problem (GError **problem, RhEnvironmentChainError code, GPtrArray *chain, const char *name)
{
  g_autofree char *path = dup_path (chain, name);

  g_set_error_literal (problem, RH_ENVIRONMENT_CHAIN_ERROR, (int) code, path);
}

/* What comes after the last of @chain; NULL: it is at its end, or there is a problem. */
static RhEnvironment *
find_next (RhCollection *collection, GPtrArray *chain, GError **problem)
{
  const char *name = rh_environment_get_extends (chain->pdata[chain->len - 1]);
  RhEnvironment *next;

  if (*name == '\0')
    return NULL;

  next = rh_collection_get_environment (collection, name);
  if (next == NULL)
    set_problem (problem, RH_ENVIRONMENT_CHAIN_ERROR_MISSING, chain, name);
  else if (g_ptr_array_find (chain, next, NULL))
    set_problem (problem, RH_ENVIRONMENT_CHAIN_ERROR_CYCLE, chain, name);
  else if (chain->len >= RH_ENVIRONMENT_CHAIN_MAX)
    set_problem (problem, RH_ENVIRONMENT_CHAIN_ERROR_DEPTH, chain, name);
  else
    return next;

  return NULL;
}

GPtrArray *
rh_environment_chain_new (RhCollection *collection, RhEnvironment *environment, GError **problem)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (RH_IS_COLLECTION (collection), chain);
  g_return_val_if_fail (RH_IS_ENVIRONMENT (environment), chain);

  while (environment != NULL)
    {
      g_ptr_array_add (chain, g_object_ref (environment));
      environment = find_next (collection, chain, problem);
    }

  return chain;
}
