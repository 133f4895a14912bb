/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse secret: from standard input into the keyring, never by the command line; the file of the
 * environment gets the name only. */
#define G_LOG_DOMAIN "rh-cli-secret"

#include "config.h"

#include "rh-cli-secret.h"

#include "collection/rh-environment-chain.h"
#include "rh-cli-facts.h"
#include "rh-cli-given.h"
#include "rh-cli-input.h"
#include "workspace/rh-variable-snapshot.h"

#include <glib/gi18n.h>

#define VERB "secret"
/* Shown by keyring managers: names nobody. */
#define LABEL "Rehearsal"

static gboolean
is_client_secret (RhCliSession *session, const char *name)
{
  g_autofree char *variable = rh_oauth_block_dup_variable (
      rh_collection_get_oauth (session->collection), RH_OAUTH_BLOCK_CLIENT_SECRET);

  return g_strcmp0 (name, variable) == 0;
}

/* The environment that has it: this one or one that it extends. NULL: none. */
static RhEnvironment *
find_holder (GPtrArray *chain, const char *name)
{
  for (guint i = 0; i < chain->len; i++)
    if (rh_environment_lookup (chain->pdata[i], name) != NULL)
      return chain->pdata[i];

  return NULL;
}

/* The keyring. @secret NULL: nothing is kept any more. */

static gboolean
keep_client_secret (RhCliSession *session, RhSecret *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_connection_set_client_secret_async (session->connection, secret, session->cancellable,
                                         rh_cli_take_result, &result);
  rh_cli_wait (&result);

  return rh_connection_set_client_secret_finish (session->connection, result, error);
}

static gboolean
keep_variable (RhCliSession *session, const char *name, RhSecret *secret, GError **error)
{
  RhKeyring *keyring = rh_workspace_get_keyring (session->workspace);
  RhBindings *bindings = rh_workspace_get_bindings (session->workspace);
  g_autoptr (GPtrArray) chain
      = rh_environment_chain_new (session->collection, session->environment, NULL);
  RhEnvironment *holder = find_holder (chain, name);
  const char *kind;
  g_autofree char *slot = rh_secret_slot_of (
      session->collection, holder != NULL ? holder : session->environment, name, &kind);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done;

  if (secret == NULL)
    rh_keyring_clear_async (keyring, kind, slot, session->cancellable, rh_cli_take_result, &result);
  else
    rh_keyring_store_async (keyring, kind, slot, LABEL, secret, session->cancellable,
                            rh_cli_take_result, &result);
  rh_cli_wait (&result);
  done = secret == NULL ? rh_keyring_clear_finish (keyring, result, error)
                        : rh_keyring_store_finish (keyring, result, error);

  /* where a value may go is decided anew for a new value */
  return done && rh_bindings_forget (bindings, slot, error);
}

static RhCliStatus
keep (RhCliSession *session, const char *name, RhSecret *secret)
{
  g_autoptr (GError) error = NULL;
  gboolean done = is_client_secret (session, name) ? keep_client_secret (session, secret, &error)
                                                   : keep_variable (session, name, secret, &error);

  if (!done)
    return rh_cli_session_fail (session, error);

  return rh_cli_is_kept (session) ? RH_CLI_DONE : RH_CLI_CHECK_FAILED;
}

/* The file */

static RhVariable *
find_variable (RhCliSession *session, const char *name)
{
  g_autoptr (GPtrArray) chain
      = rh_environment_chain_new (session->collection, session->environment, NULL);
  RhEnvironment *holder = find_holder (chain, name);

  return rh_environment_lookup (
      holder != NULL ? holder : rh_collection_get_scope (session->collection), name);
}

/* A value that was plain is in the keyring now, and leaves the file. */
static void
need_secret_variable (RhCliSession *session, const char *name)
{
  RhVariable *variable = find_variable (session, name);

  if (variable == NULL)
    rh_environment_add_secret (session->environment, name);
  else if (!rh_variable_is_secret (variable))
    {
      g_object_set (variable, "secret", TRUE, NULL);
      g_printerr (_ ("The value of “%s” was taken out of its file. Where the file was shared or "
                     "committed it can still be read: have it replaced.\n"),
                  name);
    }
}

static RhCliStatus
write_name (RhCliSession *session, const char *name)
{
  g_autoptr (GError) error = NULL;

  need_secret_variable (session, name);
  if (rh_collection_store_flush (session->store, &error))
    return RH_CLI_DONE;

  return rh_cli_fail (VERB, RH_CLI_CHECK_FAILED,
                      _ ("the value is kept, but the environment’s file was not written: %s"),
                      error->message);
}

static RhCliStatus
read_and_keep (RhCliSession *session, const char *name)
{
  g_autofree char *prompt = g_strdup_printf (_ ("Value of “%s”:"), name);
  g_autoptr (RhSecret) secret = rh_cli_read_secret (session, prompt);
  RhCliStatus status;

  if (secret == NULL)
    return g_cancellable_is_cancelled (session->cancellable) ? RH_CLI_INTERRUPTED : RH_CLI_USAGE;

  status = keep (session, name, secret);
  return status == RH_CLI_DONE ? write_name (session, name) : status;
}

RhCliStatus
rh_cli_secret (int argc, char **argv)
{
  g_auto (RhCliSession) session = { 0 };
  g_auto (RhCliPlace) place = { 0 };
  gboolean remove = FALSE;
  const GOptionEntry entries[] = {
    { "environment", 'e', 0, G_OPTION_ARG_STRING, &place.environment,
      N_ ("In this environment; the only one needs no name"), N_ ("NAME") },
    { "delete", 0, 0, G_OPTION_ARG_NONE, &remove, N_ ("Keep no value any more"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  RhCliStatus status;

  /* Translators: stand for arguments in the help; in capitals. */
  if (!rh_cli_parse (VERB, entries, _ ("COLLECTION NAME"),
                     _ ("Keeps the value of a secret variable in the keyring. It is read from "
                        "standard input."),
                     2, 2, &argc, &argv))
    return RH_CLI_USAGE;
  if (!rh_cli_is_variable_name (argv[2]))
    return rh_cli_usage (VERB, _ ("a name has letters, digits, “_”, “-” and “.” only"));

  status = rh_cli_session_open (&session, VERB, argv[1], &place, RH_CLI_SESSION_NONE);
  if (status != RH_CLI_DONE)
    return status;
  if (*rh_environment_get_name (session.environment) == '\0')
    return rh_cli_fail (VERB, RH_CLI_USAGE,
                        _ ("this collection has no environment to put a variable in"));
  if (!rh_cli_session_accept (&session))
    return RH_CLI_CHECK_FAILED;

  return remove ? keep (&session, argv[2], NULL) : read_and_keep (&session, argv[2]);
}
