/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse send: the body goes to standard output as it came, all words to standard error. What the
 * app would ask is asked on a terminal, and refused without one. */
#define G_LOG_DOMAIN "rh-cli-send"

#include "config.h"

#include "rh-cli-send.h"

#include "collection/rh-real-path.h"
#include "rh-cli-certificate.h"
#include "rh-cli-given.h"
#include "rh-cli-input.h"
#include "rh-cli-output.h"
#include "rh-cli-response.h"
#include "text/rh-url.h"

#include <glib/gi18n.h>

#define VERB "send"
/* Questions about one request: each of its secrets can be asked about. */
#define MAX_QUESTIONS 100

typedef struct
{
  RhCliPlace place;
  char **variables;
  char **secrets;
  char **origins;
  gboolean yes_production;
  gboolean fail;
  RhCliResponse response;
} Options;

static void
options_clear (Options *options)
{
  rh_cli_place_clear (&options->place);
  g_strfreev (options->variables);
  g_strfreev (options->secrets);
  g_strfreev (options->origins);
  g_free (options->response.output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    RH_CLI_PLACE_ENTRIES (&o->place),
    { "var", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->variables,
      N_ ("Give a variable this value; can be given more than once"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("NAME=VALUE") },
    { "secret", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->secrets,
      N_ ("Read a secret variable from this file descriptor"),
      /* Translators: stands for an argument in the help; FD is the number of a file descriptor. */
      N_ ("NAME=@FD") },
    { "include", 'i', 0, G_OPTION_ARG_NONE, &o->response.include,
      N_ ("Put status line and headers before the body"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->response.output,
      N_ ("Write to this file instead of standard output"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("FILE") },
    { "fail", 'f', 0, G_OPTION_ARG_NONE, &o->fail, N_ ("Exit with 22 when the status is over 399"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &o->response.json, N_ ("Print one JSON object"), NULL },
    { "allow-origin", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->origins,
      N_ ("Let the secrets of this request go there; can be given more than once"),
      /* Translators: stands for an argument in the help, such as https://api.example.com; in
       * capitals. */
      N_ ("ORIGIN") },
    { "yes-production", 0, 0, G_OPTION_ARG_NONE, &o->yes_production,
      N_ ("Change things in a protected environment without a question"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  /* Translators: stand for arguments in the help; in capitals. */
  return rh_cli_parse (VERB, entries, _ ("COLLECTION REQUEST"),
                       _ ("Sends a request of a collection. REQUEST is the path of its file in "
                          "the collection, without “.yml”."),
                       2, 2, argc, argv);
}

static RhCliStatus
check_origins (char **origins)
{
  for (guint i = 0; origins != NULL && origins[i] != NULL; i++)
    {
      g_autofree char *origin = rh_url_text_dup_origin (origins[i]);

      if (origin == NULL)
        return rh_cli_usage (VERB, _ ("--allow-origin takes an origin, such as "
                                      "https://api.example.com"));
      g_free (origins[i]);
      origins[i] = g_steal_pointer (&origin);
    }

  return RH_CLI_DONE;
}

static RhCliStatus
check_response (RhCliResponse *response)
{
  if (response->json && response->include)
    return rh_cli_usage (VERB, _ ("--json has status and headers already; leave out --include"));

  return rh_cli_output_check (VERB, &response->output);
}

static RhCliStatus
check (Options *options)
{
  RhCliStatus status = check_response (&options->response);

  if (status == RH_CLI_DONE)
    status = check_origins (options->origins);
  if (status == RH_CLI_DONE)
    status = rh_cli_given_read_variables (VERB, options->variables);
  if (status == RH_CLI_DONE)
    status = rh_cli_given_read_secrets (VERB, options->secrets);

  return status;
}

/* What has to be allowed before */

/* security.md 4.9. */
static RhCliStatus
confirm_change (RhCliSession *session, const RhGuardQuestion *question)
{
  g_autofree char *words
      /* Translators: an environment, a method, a path and a host: “POST /v1/vendors on
       * api.example.com changes live data”. */
      = g_strdup_printf (_ ("Send to %s? %s %s on %s changes live data."), question->environment,
                         question->method, question->path, question->host);

  if (rh_cli_ask (session, words))
    return RH_CLI_DONE;

  return rh_cli_fail (VERB, RH_CLI_USAGE,
                      /* Translators: an environment, a method, a path and a host. */
                      _ ("“%s” is protected, and %s %s on %s changes live data. Nothing was sent. "
                         "To send it all the same, add: --yes-production"),
                      question->environment, question->method, question->path, question->host);
}

/* Both without links. */
static gboolean
is_within (const char *path, const char *folder)
{
  g_autofree char *prefix = g_strconcat (folder, "/", NULL);

  return g_str_has_prefix (path, prefix);
}

/* The files that the request sends, as it says them. */
static GStrv
dup_paths (RhRequestItem *item)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  RhBodyKind kind = rh_request_item_get_body_kind (item);
  GListModel *parts = rh_request_item_get_parts (item);
  guint n = kind == RH_BODY_KIND_MULTIPART ? g_list_model_get_n_items (parts) : 0;

  if (kind == RH_BODY_KIND_FILE)
    g_strv_builder_add (builder, rh_request_item_get_body_path (item));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) part = g_list_model_get_item (parts, i);
      g_auto (GStrv) paths = rh_field_dup_paths (part);

      if (rh_field_is_enabled (part) && rh_field_is_file (part))
        g_strv_builder_addv (builder, (const char **) paths);
    }

  return g_strv_builder_end (builder);
}

/* A file outside of the collection is asked about once: whoever wrote the collection named it. */
static RhCliStatus
check_file (RhCliSession *session, const char *path)
{
  RhKnownFolders *known = rh_collections_get_known (rh_workspace_get_open (session->workspace));
  const char *id = rh_collection_get_id (session->collection);
  GFile *folder = rh_collection_get_folder (session->collection);
  g_autoptr (GFile) file = g_file_resolve_relative_path (folder, path);
  g_autofree char *real = rh_real_path_dup (file);
  g_autofree char *root = rh_real_path_dup (folder);
  g_autofree char *question = NULL;

  if (is_within (real, root) || rh_known_folders_allows_file (known, id, real))
    return RH_CLI_DONE;

  question = g_strdup_printf (_ ("This request sends the file “%s”, which is not in the "
                                 "collection. Allow it from now on?"),
                              real);
  if (rh_cli_ask (session, question) && rh_known_folders_allow_file (known, id, real, NULL))
    return RH_CLI_DONE;

  return rh_cli_fail (VERB, RH_CLI_USAGE,
                      _ ("this request sends the file “%s”, which is not in the collection. "
                         "Nothing was sent. Move the file into the collection, or send the "
                         "request once from a terminal and allow it there."),
                      real);
}

static RhCliStatus
check_files (RhCliSession *session, RhRequestItem *item)
{
  g_auto (GStrv) paths = dup_paths (item);
  RhCliStatus status = RH_CLI_DONE;

  if (rh_collection_get_folder (session->collection) == NULL)
    return RH_CLI_DONE;

  for (guint i = 0; paths[i] != NULL && status == RH_CLI_DONE; i++)
    status = check_file (session, paths[i]);

  return status;
}

/* A secret would go where it never went (security.md 4.2). */
static RhCliStatus
allow_origin (RhCliSession *session, const RhOriginQuestion *question, const Options *options)
{
  RhBindings *bindings = rh_workspace_get_bindings (session->workspace);
  /* Translators: for the name of a secret, in “%s” has never been sent to %s. */
  const char *access_token = _ ("access token");
  const char *name = question->name != NULL ? question->name : access_token;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  /* Translators: the name of a secret, then an address such as https://api.example.com. */
  words = g_strdup_printf (_ ("“%s” has never been sent to %s. Send it there from now on?"), name,
                           question->origin);
  if (question->secret == NULL
      || (!(options->origins != NULL
            && g_strv_contains ((const char *const *) options->origins, question->origin))
          && !rh_cli_ask (session, words)))
    return rh_cli_fail (VERB, RH_CLI_USAGE,
                        /* Translators: the name of a secret, then an address such as
                         * https://api.example.com, twice. */
                        _ ("“%s” has never been sent to %s. Nothing was sent. If it may go there, "
                           "add: --allow-origin %s"),
                        name, question->origin, question->origin);

  return rh_bindings_allow (bindings, question->secret, question->origin, &error)
             ? RH_CLI_DONE
             : rh_cli_session_fail (session, error);
}

/* Sending */

/* An interruption ends the wait and then the process, and its sockets with it. It does not cancel:
 * at some moments of HTTP/1 libsoup 3.6 lets go of a cancelled message twice. */
static gboolean
send_once (RhCliSession *session, RhSender *sender, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_sender_run_async (sender, NULL, rh_cli_take_result, &result);
  while (result == NULL && !g_cancellable_is_cancelled (session->cancellable))
    g_main_context_iteration (NULL, TRUE);

  if (result != NULL)
    return rh_sender_run_finish (sender, result, error);

  g_cancellable_set_error_if_cancelled (session->cancellable, error);
  return FALSE;
}

static RhCliStatus
answer (RhCliSession *session,
        RhSender *sender,
        const GError *error,
        const Options *options,
        RhGuardQuestion **confirmed)
{
  RhCliStatus status;

  if (g_error_matches (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN))
    return allow_origin (session, rh_sender_get_question (sender), options);
  if (g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS)
      && rh_cli_certificate_refused (VERB, rh_sender_get_exchange (sender)))
    return RH_CLI_NETWORK;
  if (!g_error_matches (error, RH_SENDER_ERROR, RH_SENDER_ERROR_PROTECTED))
    return rh_cli_session_fail (session, error);

  status = confirm_change (session, rh_sender_get_guard_question (sender));
  g_clear_pointer (confirmed, rh_guard_question_free);
  if (status == RH_CLI_DONE)
    *confirmed = rh_guard_question_copy (rh_sender_get_guard_question (sender));

  return status;
}

/* Again after each question that was answered with yes. */
static RhSender *
send (RhCliSession *session, RhRequestItem *item, const Options *options, RhCliStatus *status)
{
  g_autoptr (RhGuardQuestion) confirmed = NULL;

  for (guint i = 0; i < MAX_QUESTIONS; i++)
    {
      g_autoptr (RhSender) sender = rh_sender_new (session->workspace, session->connection, item);
      g_autoptr (GError) error = NULL;

      rh_sender_set_unguarded (sender, options->yes_production);
      if (confirmed != NULL)
        rh_sender_set_confirmed (sender, confirmed);
      if (send_once (session, sender, &error))
        return g_steal_pointer (&sender);

      *status = answer (session, sender, error, options, &confirmed);
      if (*status != RH_CLI_DONE)
        return NULL;
    }

  *status = RH_CLI_USAGE;
  return NULL;
}

/* What the response does not say by itself. */
static RhCliStatus
judge (RhCliSession *session, RhSender *sender, const Options *options)
{
  RhHop *hop = rh_exchange_get_last_hop (rh_sender_get_exchange (sender));
  g_autofree char *login = rh_cli_session_dup_command (session, "login", NULL);
  guint status = rh_hop_get_status (hop);

  if (status == 401 && rh_connection_get_state (session->connection) == RH_CONNECTION_SIGN_IN_AGAIN)
    return rh_cli_fail (VERB, RH_CLI_NOT_SIGNED_IN, _ ("the sign-in has ended. Sign in again: %s"),
                        login);
  if (rh_sender_can_send_again (sender))
    rh_cli_fail (VERB, RH_CLI_DONE,
                 _ ("the token was refused and there is a new one now. Send it again if that is "
                    "safe."));
  if (options->fail && status > 399)
    return rh_cli_fail (VERB, RH_CLI_HTTP_STATUS, _ ("the server answered %u"), status);

  return RH_CLI_DONE;
}

static RhCliStatus
send_item (RhCliSession *session, RhRequestItem *item, const Options *options)
{
  g_autoptr (RhSender) sender = NULL;
  RhCliStatus status = check_files (session, item);

  if (status == RH_CLI_DONE)
    sender = send (session, item, options, &status);
  if (sender != NULL)
    status = rh_cli_response_write (&options->response, session, rh_sender_get_exchange (sender));
  if (sender != NULL && status == RH_CLI_DONE)
    status = judge (session, sender, options);

  return g_cancellable_is_cancelled (session->cancellable) ? RH_CLI_INTERRUPTED : status;
}

RhCliStatus
rh_cli_send (int argc, char **argv)
{
  g_auto (RhCliSession) session = { 0 };
  g_auto (Options) options = { 0 };
  RhRequestItem *item;
  RhCliStatus status;

  if (!parse (&options, &argc, &argv))
    return RH_CLI_USAGE;

  status = check (&options);
  if (status == RH_CLI_DONE)
    status = rh_cli_session_open (&session, VERB, argv[1], &options.place, RH_CLI_SESSION_NONE);
  if (status != RH_CLI_DONE)
    return status;

  item = rh_collection_store_find (session.store, argv[2]);
  if (item == NULL)
    return rh_cli_fail (VERB, RH_CLI_USAGE,
                        _ ("there is no request “%s”. It is the path of a file in the collection, "
                           "without “.yml”."),
                        argv[2]);

  return send_item (&session, item, &options);
}
