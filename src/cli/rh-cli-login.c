/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse login: the browser or its address, then the redirect or an address that is pasted. */
#define G_LOG_DOMAIN "rh-cli-login"

#include "config.h"

#include "rh-cli-login.h"

#include "rh-cli-facts.h"
#include "rh-cli-input.h"

#include <glib/gi18n.h>

#define VERB "login"

typedef struct
{
  RhCliSession *session;
  RhSignInOperation *sign_in;
  GCancellable *reading;
  gboolean print_url;
  gboolean pending;   /* a line is being waited for */
  RhCliStatus status; /* why we ended it ourselves; RH_CLI_DONE: we did not */
} Login;

/* What is wrong was said. */
static void
give_up (Login *login, RhCliStatus status)
{
  login->status = status;
  rh_connection_cancel_connect (login->session->connection);
}

/* Lines: a pasted address, or the answer to a question */

static void
take_line (Login *login, const char *line)
{
  g_autoptr (GError) error = NULL;

  if (rh_sign_in_operation_get_state (login->sign_in) == RH_SIGN_IN_ASKING_ISSUER)
    {
      if (rh_cli_is_yes (line))
        rh_sign_in_operation_accept_issuer (login->sign_in);
      else
        give_up (login, RH_CLI_NOT_SIGNED_IN);
      return;
    }

  if (*line != '\0' && !rh_sign_in_operation_paste (login->sign_in, line, &error))
    rh_cli_session_fail (login->session, error); /* and the wait goes on */
}

/* Nothing comes by the listener, and nobody answers the question. */
static gboolean
needs_line (Login *login)
{
  RhSignInState state = rh_sign_in_operation_get_state (login->sign_in);

  return state == RH_SIGN_IN_ASKING_ISSUER
         || (state == RH_SIGN_IN_WAITING && !rh_sign_in_operation_is_listening (login->sign_in));
}

static void read_next (Login *login);

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Login *login = user_data;
  g_autoptr (GError) error = NULL;
  char *line = rh_cli_read_line_finish (result, &error);

  login->pending = FALSE;
  if (line != NULL)
    {
      take_line (login, g_strstrip (line));
      rh_wipe_string (&line);
      read_next (login);
    }
  else if (error == NULL && needs_line (login))
    give_up (login, rh_cli_fail (VERB, RH_CLI_NOT_SIGNED_IN,
                                 _ ("standard input ended before an address was pasted, and "
                                    "nothing else can bring the answer.")));
}

static void
read_next (Login *login)
{
  if (g_cancellable_is_cancelled (login->reading) || login->pending)
    return;

  login->pending = TRUE;
  rh_cli_read_line_async (login->reading, line_cb, login);
}

/* The sign-in */

static void
say_what_to_do (Login *login)
{
  const char *redirect = rh_sign_in_operation_get_redirect_uri (login->sign_in);

  if (login->print_url)
    g_printerr (_ ("Open this address in a browser and allow access.\n"));
  else
    g_printerr (_ ("Continue in your browser.\n"));

  if (rh_sign_in_operation_is_listening (login->sign_in))
    g_printerr (_ ("The answer is noticed by itself. If the browser stops on another page, paste "
                   "its address here.\n"));
  else
    g_printerr (_ ("When the browser stops at %s, paste the whole address it ended on here.\n"),
                redirect);
}

static void
refuse_issuer_cb (gpointer user_data)
{
  Login *login = user_data;
  const char *issuer = rh_sign_in_operation_get_unknown_issuer (login->sign_in);

  give_up (login, rh_cli_fail (VERB, RH_CLI_USAGE,
                               _ ("the server calls itself %s, and no issuer is set up. If the "
                                  "documentation of the service says so, set it as “issuer” in "
                                  "the environment."),
                               issuer));
}

static void
state_cb (Login *login)
{
  RhSignInState state = rh_sign_in_operation_get_state (login->sign_in);

  if (state == RH_SIGN_IN_WAITING && !login->pending)
    {
      say_what_to_do (login);
      read_next (login);
    }
  else if (state == RH_SIGN_IN_ASKING_ISSUER && rh_cli_can_ask ())
    {
      /* Translators: %s is the address of a server; the answers stay y and yes in every language.
       */
      g_printerr (_ ("The server calls itself %s, which is not set up. Go on? [y/N]"),
                  rh_sign_in_operation_get_unknown_issuer (login->sign_in));
      g_printerr (" ");
    }
  else if (state == RH_SIGN_IN_ASKING_ISSUER)
    g_idle_add_once (refuse_issuer_cb, login);
}

static void
browser_failed_cb (Login *login)
{
  g_printerr (_ ("No browser was opened. Open this address yourself:\n"));
  g_print ("%s\n", rh_sign_in_operation_get_authorization_url (login->sign_in));
}

static void
watch (Login *login)
{
  RhSignInOperation *sign_in = rh_connection_get_sign_in (login->session->connection);

  if (sign_in == NULL)
    return;

  login->sign_in = g_object_ref (sign_in);
  g_signal_connect_swapped (sign_in, "notify::state", G_CALLBACK (state_cb), login);
  g_signal_connect_swapped (sign_in, "browser-failed", G_CALLBACK (browser_failed_cb), login);
}

/* Nothing of it is left: no listener, no reader. */
static void
end (Login *login)
{
  g_cancellable_cancel (login->reading);
  while (login->pending)
    g_main_context_iteration (NULL, TRUE);

  if (login->sign_in != NULL)
    g_signal_handlers_disconnect_by_data (login->sign_in, login);
  g_clear_object (&login->sign_in);
  g_clear_object (&login->reading);
}

static gboolean
connect (Login *login, GError **error)
{
  RhCliSession *session = login->session;
  g_autoptr (GAsyncResult) result = NULL;

  login->reading = g_cancellable_new ();
  rh_connection_connect_async (session->connection, session->cancellable, rh_cli_take_result,
                               &result);
  watch (login);
  rh_cli_wait (&result);
  end (login);

  return rh_connection_finish (session->connection, result, error);
}

/* Signed in as somebody else than before: never without a word (security.md 3.10). */
static RhCliStatus
decide_subject (RhCliSession *session)
{
  gboolean replace = rh_cli_ask (session, _ ("You signed in as somebody else than before. Take "
                                             "this sign-in instead of the old one?"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rh_connection_confirm_subject_async (session->connection, replace, session->cancellable,
                                       rh_cli_take_result, &result);
  rh_cli_wait (&result);
  if (!rh_connection_finish (session->connection, result, &error))
    return rh_cli_session_fail (session, error);
  if (replace)
    return RH_CLI_DONE;

  return rh_cli_fail (VERB, RH_CLI_USAGE,
                      _ ("the browser signed in as somebody else than before, so the old sign-in "
                         "stays. To keep both, name the new one with --account."));
}

static RhCliStatus
sign_in (RhCliSession *session, gboolean print_url)
{
  Login login = { .session = session, .print_url = print_url };
  g_autoptr (GError) error = NULL;

  if (connect (&login, &error))
    return RH_CLI_DONE;
  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_OTHER_SUBJECT))
    return decide_subject (session);
  if (login.status != RH_CLI_DONE)
    return login.status;

  return rh_cli_session_fail (session, error);
}

/* A client secret that the sign-in needs and nobody kept here */

static gboolean
wants_secret (RhCliSession *session, const char *variable)
{
  g_autofree char *auth
      = rh_connection_dup_setting (session->connection, RH_OAUTH_BLOCK_CLIENT_AUTH);

  return variable != NULL && *auth != '\0' && !g_str_equal (auth, "none")
         && rh_given_values_get_secret (session->given, variable) == NULL
         && rh_given_values_get (session->given, variable) == NULL;
}

static RhCliStatus
check_client_secret (RhCliSession *session)
{
  g_autofree char *variable = rh_oauth_block_dup_variable (
      rh_collection_get_oauth (session->collection), RH_OAUTH_BLOCK_CLIENT_SECRET);
  RhVariable *known
      = variable == NULL ? NULL : rh_environment_lookup (session->environment, variable);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RhSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL;
  g_autofree char *name = NULL;

  if (!wants_secret (session, variable) || (known != NULL && !rh_variable_is_secret (known)))
    return RH_CLI_DONE;

  rh_connection_get_client_secret_async (session->connection, session->cancellable,
                                         rh_cli_take_result, &result);
  rh_cli_wait (&result);
  secret = rh_connection_get_client_secret_finish (session->connection, result, &error);
  if (error != NULL)
    return rh_cli_session_fail (session, error);
  if (secret != NULL)
    return RH_CLI_DONE;

  command = rh_cli_session_dup_command (session, "secret", variable);
  name = rh_given_values_dup_loose_name (variable);
  return rh_cli_fail (VERB, RH_CLI_NOT_SIGNED_IN,
                      /* Translators: what to type, then the name of a variable. */
                      _ ("the client secret is not kept here. Keep it with “%s”, or set "
                         "REHEARSE_SECRET_%s for this one time."),
                      command, name);
}

RhCliStatus
rh_cli_login (int argc, char **argv)
{
  g_auto (RhCliSession) session = { 0 };
  g_auto (RhCliPlace) place = { 0 };
  gboolean print_url = FALSE;
  const GOptionEntry entries[] = {
    RH_CLI_PLACE_ENTRIES (&place),
    { "print-url", 0, 0, G_OPTION_ARG_NONE, &print_url,
      N_ ("Print the address instead of opening a browser"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  RhCliStatus status;

  /* Translators: stands for an argument in the help; in capitals. */
  if (!rh_cli_parse (VERB, entries, _ ("COLLECTION"),
                     _ ("Signs in with your browser and keeps the token in the keyring."), 1, 1,
                     &argc, &argv))
    return RH_CLI_USAGE;

  status = rh_cli_session_open (&session, VERB, argv[1], &place,
                                RH_CLI_SESSION_ADD_ACCOUNT
                                    | (print_url ? RH_CLI_SESSION_PRINT_URL : 0));
  if (status == RH_CLI_DONE && !rh_cli_session_accept (&session))
    status = RH_CLI_CHECK_FAILED;
  if (status == RH_CLI_DONE)
    status = check_client_secret (&session);
  if (status == RH_CLI_DONE)
    status = sign_in (&session, print_url);
  if (status == RH_CLI_DONE && !rh_cli_is_kept (&session))
    status = RH_CLI_CHECK_FAILED;
  if (status == RH_CLI_DONE)
    rh_cli_print_facts (&session, FALSE);

  return status;
}
