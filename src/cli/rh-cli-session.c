/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection in an environment, opened as the app opens it, and signals that end what waits. */
#define G_LOG_DOMAIN "rh-cli-session"

#include "config.h"

#include "rh-cli-session.h"

#include "rh-cli-given.h"
#include "rh-cli-uri-opener.h"
#include "workspace/rh-user-workspace.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

/* Reachable to the end. */
static RhWorkspace *volatile interrupted;

void
rh_cli_place_clear (RhCliPlace *place)
{
  g_clear_pointer (&place->environment, g_free);
  g_clear_pointer (&place->account, g_free);
}

/* Waiting */

void
rh_cli_take_result (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

void
rh_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
interrupt_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_CONTINUE;
}

/* Opening */

static RhCliStatus
fail_open (RhCliSession *self, const GError *error)
{
  if (g_error_matches (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_NONE_HERE)
      || g_error_matches (error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND))
    return rh_cli_fail (self->verb, RH_CLI_USAGE,
                        _ ("there is no collection in “%s”. Name a folder with an "
                           "opencollection.yml in it."),
                        self->folder);

  /* Translators: the name of a folder, and the system's reason. */
  return rh_cli_fail (self->verb, RH_CLI_USAGE, _ ("“%s” cannot be opened: %s"), self->folder,
                      error->message);
}

static void
warn_of_problems (RhCliSession *self)
{
  g_auto (GStrv) problems = NULL;

  g_object_get (self->store, "problems", &problems, NULL);
  for (guint i = 0; problems != NULL && problems[i] != NULL; i++)
    g_printerr ("rehearse %s: %s\n", self->verb, problems[i]);
}

static RhCliStatus
open_collection (RhCliSession *self)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->folder);
  RhCollections *open = rh_workspace_get_open (self->workspace);
  g_autoptr (GError) error = NULL;

  self->collection = rh_collections_open (open, file, &error);
  if (self->collection == NULL)
    return fail_open (self, error);

  self->store = rh_collections_get_store (open, self->collection);
  warn_of_problems (self);
  self->given = rh_cli_given_get ();
  rh_collection_set_given (self->collection, self->given);
  return RH_CLI_DONE;
}

static char *
dup_environment_names (RhCliSession *self)
{
  GListModel *environments = rh_collection_get_environments (self->collection);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      g_strv_builder_add (builder, rh_environment_get_name (environment));
    }

  names = g_strv_builder_end (builder);
  return g_strjoinv (", ", names);
}

static RhCliStatus
choose_environment (RhCliSession *self, const char *name, gboolean any)
{
  GListModel *environments = rh_collection_get_environments (self->collection);
  guint n = g_list_model_get_n_items (environments);
  g_autofree char *names = dup_environment_names (self);
  RhEnvironment *found = NULL;

  if (name != NULL)
    found = rh_collection_get_environment (self->collection, name);
  if (name == NULL && n == 1)
    self->environment = g_list_model_get_item (environments, 0);
  else if (name == NULL && (n == 0 || any))
    self->environment = rh_environment_new (""); /* all variables are the collection's */
  else if (found != NULL)
    self->environment = g_object_ref (found);

  if (self->environment != NULL)
    return RH_CLI_DONE;
  if (n == 0)
    return rh_cli_fail (self->verb, RH_CLI_USAGE, _ ("this collection has no environments"));
  if (name == NULL)
    return rh_cli_fail (self->verb, RH_CLI_USAGE, _ ("choose one with --environment: %s"), names);

  /* Translators: what the user typed, and the names that there are. */
  return rh_cli_fail (self->verb, RH_CLI_USAGE, _ ("there is no environment “%s”, but: %s"), name,
                      names);
}

/* Accounts */

static RhCliStatus
refuse_account (RhCliSession *self, const char *label)
{
  g_auto (GStrv) labels = rh_accounts_dup_labels (rh_workspace_get_accounts (self->workspace),
                                                  rh_collection_get_id (self->collection),
                                                  rh_environment_get_name (self->environment));
  g_autofree char *names = g_strjoinv (", ", labels);

  if (labels[0] == NULL)
    return rh_cli_fail (self->verb, RH_CLI_USAGE,
                        _ ("there is no account “%s”. Add it with “rehearse login … --account”."),
                        label);

  /* Translators: what the user typed, and the names that there are. */
  return rh_cli_fail (self->verb, RH_CLI_USAGE, _ ("there is no account “%s”, but: %s"), label,
                      names);
}

/* The one that was chosen last, as a new window does; "" is the one without a name. */
static RhCliStatus
choose_account (RhCliSession *self, const char *account, gboolean add)
{
  RhAccounts *accounts = rh_workspace_get_accounts (self->workspace);
  const char *id = rh_collection_get_id (self->collection);
  const char *name = rh_environment_get_name (self->environment);
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;

  if (account == NULL)
    label = rh_accounts_dup_chosen (accounts, id, name);
  else if (*account == '\0' || rh_accounts_has (accounts, id, name, account))
    label = g_strdup (account);
  else if (!add)
    return refuse_account (self, account);
  else
    label = rh_accounts_add (accounts, id, name, account, &error);

  if (label == NULL)
    /* Translators: the name of an account, and the reason. */
    return rh_cli_fail (self->verb, RH_CLI_USAGE, _ ("the account “%s” cannot be added: %s"),
                        account, error->message);

  self->connection = rh_workspace_get_connection_as (self->workspace, self->collection,
                                                     self->environment, label);
  return RH_CLI_DONE;
}

/* One that is not needed now is no reason to stop. */
static void
tell_service_problems (RhCliSession *self)
{
  const char *const *problems = rh_workspace_get_service_problems (self->workspace);

  guint n = problems == NULL ? 0 : g_strv_length ((GStrv) problems);

  for (guint i = 0; i < n && i < RH_SERVICE_PROBLEMS_SHOWN; i++)
    g_printerr (_ ("rehearse: this service is left out: %s\n"), problems[i]);
  if (n > RH_SERVICE_PROBLEMS_SHOWN)
    g_printerr (ngettext ("rehearse: and %u more\n", "rehearse: and %u more\n",
                          n - RH_SERVICE_PROBLEMS_SHOWN),
                n - RH_SERVICE_PROBLEMS_SHOWN);
}

static void
prepare (RhCliSession *self, const char *verb, gboolean print_url)
{
  g_autoptr (RhUriOpener) opener = rh_cli_uri_opener_new (print_url);

  self->verb = verb;
  self->cancellable = g_cancellable_new ();
  self->signals[0] = g_unix_signal_add (SIGINT, interrupt_cb, self->cancellable);
  self->signals[1] = g_unix_signal_add (SIGTERM, interrupt_cb, self->cancellable);
  self->workspace = rh_user_workspace_new (opener);
  rh_workspace_set_practice_elsewhere (self->workspace, TRUE);
  tell_service_problems (self);
}

void
rh_cli_session_open_none (RhCliSession *self, const char *verb)
{
  prepare (self, verb, FALSE);
}

RhCliStatus
rh_cli_session_open (RhCliSession *self,
                     const char *verb,
                     const char *path,
                     const RhCliPlace *place,
                     RhCliSessionFlags flags)
{
  RhCliStatus status;

  self->folder = g_strdup (path);
  prepare (self, verb, (flags & RH_CLI_SESSION_PRINT_URL) != 0);
  status = open_collection (self);
  if (status == RH_CLI_DONE)
    status = choose_environment (self, place->environment,
                                 (flags & RH_CLI_SESSION_ANY_ENVIRONMENT) != 0);
  if (status == RH_CLI_DONE)
    status = choose_account (self, place->account, (flags & RH_CLI_SESSION_ADD_ACCOUNT) != 0);

  return status;
}

/* Cookies of the last response are on their way to the keyring. FALSE: and still are. */
static gboolean
settle (RhWorkspace *workspace)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_workspace_settle_async (workspace, RH_WORKSPACE_LAST_WAIT, rh_cli_take_result, &result);
  rh_cli_wait (&result);
  return rh_workspace_settle_finish (workspace, result);
}

void
rh_cli_session_clear (RhCliSession *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
  g_clear_object (&self->connection);
  g_clear_object (&self->environment);
  /* what is still under way ends with the process, and uses it until then */
  if (g_cancellable_is_cancelled (self->cancellable))
    interrupted = g_steal_pointer (&self->workspace);
  else if (self->workspace != NULL && !settle (self->workspace))
    interrupted = g_steal_pointer (&self->workspace);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->folder, g_free);
}

gboolean
rh_cli_session_accept (RhCliSession *self)
{
  RhCollections *open = rh_workspace_get_open (self->workspace);
  g_autoptr (GError) error = NULL;

  if (rh_collection_is_accepted (self->collection)
      || rh_collections_accept (open, self->collection, &error))
    return TRUE;

  /* Translators: the name of a collection, and the system's reason. */
  rh_cli_fail (self->verb, RH_CLI_CHECK_FAILED, _ ("it cannot be noted that you use “%s”: %s"),
               self->folder, error->message);
  return FALSE;
}

char *
rh_cli_session_dup_command (RhCliSession *self, const char *verb, const char *words)
{
  g_autoptr (GString) command = g_string_new ("rehearse ");
  g_autofree char *folder = g_shell_quote (self->folder != NULL ? self->folder : "COLLECTION");
  const char *name = self->environment == NULL ? "" : rh_environment_get_name (self->environment);

  g_string_append_printf (command, "%s %s", verb, folder);
  if (words != NULL)
    g_string_append_printf (command, " %s", words);
  if (*name != '\0')
    {
      g_autofree char *environment = g_shell_quote (name);

      g_string_append_printf (command, " --environment %s", environment);
    }

  return g_string_free (g_steal_pointer (&command), FALSE);
}
