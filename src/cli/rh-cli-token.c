/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse token: facts only, unless the access token is asked for by name (security.md 4.6). */
#define G_LOG_DOMAIN "rh-cli-token"

#include "config.h"

#include "rh-cli-token.h"

#include "rh-cli-facts.h"
#include "rh-cli-saved.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define VERB "token"

typedef struct
{
  RhCliPlace place;
  gboolean reveal;
  gboolean json;
  gboolean all;
} Options;

static void
options_clear (Options *options)
{
  rh_cli_place_clear (&options->place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

typedef RhCliStatus (*Action) (RhCliSession *session, const Options *options);

/* A call of the connection that ends in finish(). */
typedef void (*Call) (RhConnection *connection,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);

static RhCliStatus
run (RhCliSession *session, Call call)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  call (session->connection, session->cancellable, rh_cli_take_result, &result);
  rh_cli_wait (&result);

  return rh_connection_finish (session->connection, result, &error)
             ? RH_CLI_DONE
             : rh_cli_session_fail (session, error);
}

/* What the keyring has; not signed in is a failure here. */
static RhCliStatus
load (RhCliSession *session)
{
  RhCliStatus status = run (session, rh_connection_load_async);
  g_autoptr (GError) error = NULL;

  if (status != RH_CLI_DONE
      || rh_connection_get_state (session->connection) == RH_CONNECTION_CONNECTED)
    return status;

  g_set_error_literal (&error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED, "");
  return rh_cli_session_fail (session, error);
}

/* The access token alone; one that can be used, so it may be renewed on the way. */
static RhCliStatus
reveal (RhCliSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = NULL;
  RhSecret *secret;

  rh_connection_get_token_async (session->connection, NULL, session->cancellable,
                                 rh_cli_take_result, &result);
  rh_cli_wait (&result);
  token = rh_connection_get_token_finish (session->connection, result, NULL, &error);
  if (token == NULL)
    return rh_cli_session_fail (session, error);

  secret = rh_token_get_access_token (token);
  puts (rh_secret_peek (secret, NULL));
  return RH_CLI_DONE;
}

static RhCliStatus
show_facts (RhCliSession *session, const Options *options)
{
  RhCliStatus status;

  if (options->reveal)
    return reveal (session);

  status = load (session);
  if (status == RH_CLI_DONE)
    rh_cli_print_facts (session, options->json);

  return status;
}

static RhCliStatus
refresh_token (RhCliSession *session, const Options *options)
{
  RhCliStatus status = load (session);

  if (status == RH_CLI_DONE)
    status = run (session, rh_connection_refresh_async);
  if (status != RH_CLI_DONE)
    return status;
  if (!rh_cli_is_kept (session))
    return RH_CLI_CHECK_FAILED;

  return show_facts (session, options);
}

static void
revoke_async (RhConnection *connection,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  rh_connection_sign_out_async (connection, TRUE, cancellable, callback, user_data);
}

static void
forget_async (RhConnection *connection,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  rh_connection_sign_out_async (connection, FALSE, cancellable, callback, user_data);
}

static RhCliStatus
revoke_token (RhCliSession *session, const Options *options)
{
  RhCliStatus status = load (session);

  if (status == RH_CLI_DONE)
    status = run (session, revoke_async);
  if (status != RH_CLI_DONE)
    return status;

  if (!rh_connection_was_revoked (session->connection))
    return rh_cli_fail (VERB, RH_CLI_CHECK_FAILED,
                        _ ("forgotten here, but the server was not told: there the token is "
                           "valid until it ends."));

  g_printerr (_ ("Revoked at the server and forgotten here.\n"));
  return RH_CLI_DONE;
}

static RhCliStatus
forget_token (RhCliSession *session, const Options *options)
{
  RhCliStatus status = load (session);

  if (status == RH_CLI_DONE)
    status = run (session, forget_async);
  if (status == RH_CLI_DONE)
    g_printerr (_ ("Forgotten here. At the server the token is valid until it ends.\n"));

  return status;
}

static const struct
{
  const char *name;
  Action run;
} actions[] = {
  { "show", show_facts },
  { "refresh", refresh_token },
  { "revoke", revoke_token },
  { "forget", forget_token },
};

static Action
find_action (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      return actions[i].run;

  return NULL;
}

static RhCliStatus
check (const Options *options, Action action)
{
  if (action == NULL)
    return rh_cli_usage (VERB, _ ("what can be done is: show, refresh, revoke, forget"));
  if (options->reveal && options->json)
    return rh_cli_usage (VERB, _ ("--reveal prints the access token alone, never with --json"));
  if ((options->reveal || options->json) && action != show_facts && action != refresh_token)
    return rh_cli_usage (VERB, _ ("--reveal and --json go with show and refresh"));

  return RH_CLI_DONE;
}

/* --all: the words are another list. */
static RhCliStatus
run_all (const Options *options, int argc, char **argv)
{
  const char *action = argc > 1 ? argv[1] : "list";
  gboolean ends = g_str_equal (action, "revoke") || g_str_equal (action, "forget");

  if (options->reveal || options->place.environment != NULL || options->place.account != NULL)
    return rh_cli_usage (VERB, _ ("--all goes with --json only"));
  if (!ends && !g_str_equal (action, "list"))
    return rh_cli_usage (VERB, _ ("what can be done with --all is: list, revoke ID, forget ID"));
  if (argc != (ends ? 3 : MIN (argc, 2)))
    return rh_cli_usage (VERB, _ ("revoke and forget take the ID that the list shows"));

  return rh_cli_saved (action, ends ? argv[2] : NULL, options->json);
}

RhCliStatus
rh_cli_token (int argc, char **argv)
{
  g_auto (RhCliSession) session = { 0 };
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    RH_CLI_PLACE_ENTRIES (&options.place),
    { "reveal", 0, 0, G_OPTION_ARG_NONE, &options.reveal,
      N_ ("Print the access token, and nothing else"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print one JSON object"), NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all,
      N_ ("Every sign-in in the keyring: [list], revoke ID, forget ID"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  Action action;
  RhCliStatus status;

  /* Translators: stand for arguments in the help; what is in brackets is typed like this and
   * stays. */
  if (!rh_cli_parse (VERB, entries, _ ("COLLECTION [show|refresh|revoke|forget]"),
                     _ ("Says what is known of a sign-in, renews it or ends it."), 0, 2, &argc,
                     &argv))
    return RH_CLI_USAGE;

  if (options.all)
    return run_all (&options, argc, argv);
  if (argc < 2)
    return rh_cli_usage (VERB, _ ("a collection is missing"));

  action = find_action (argc > 2 ? argv[2] : "show");
  status = check (&options, action);
  if (status == RH_CLI_DONE)
    status = rh_cli_session_open (&session, VERB, argv[1], &options.place, RH_CLI_SESSION_NONE);
  if (status == RH_CLI_DONE)
    status = action (&session, &options);

  return status;
}
