/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse practice: the practice server in a terminal, until Ctrl+C. */
#define G_LOG_DOMAIN "rh-cli-practice"

#include "config.h"

#include "rh-cli-practice.h"

#include "http/rh-loopback-server.h"
#include "practice/rh-practice-server.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define VERB "practice"

typedef struct
{
  int port;
  int access_life;
  int refresh_life;
  char **faults;
  char *client_id;
  char *client_secret;
  gboolean is_public;
  char **redirect_uris;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->faults);
  g_free (options->client_id);
  g_free (options->client_secret);
  g_strfreev (options->redirect_uris);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options *o, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &o->port, N_ ("Listen at this port; 0 for a free one"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("PORT") },
    { "access-token-life", 0, 0, G_OPTION_ARG_INT, &o->access_life,
      N_ ("Let access tokens expire after this time"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("SECONDS") },
    { "refresh-token-life", 0, 0, G_OPTION_ARG_INT, &o->refresh_life,
      N_ ("Let refresh tokens expire after this time"), N_ ("SECONDS") },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->faults,
      N_ ("Go wrong on purpose; more than one with commas"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("NAME") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &o->client_id, N_ ("Register this client"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("ID") },
    { "client-secret", 0, 0, G_OPTION_ARG_STRING, &o->client_secret,
      N_ ("The client’s made-up secret"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("SECRET") },
    { "public", 0, 0, G_OPTION_ARG_NONE, &o->is_public, N_ ("The client has no secret"), NULL },
    { "redirect-uri", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->redirect_uris,
      N_ ("Register this redirect URI; can be given more than once"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("URI") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &o->json, N_ ("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *names = g_strjoinv (", ", (char **) rh_practice_fault_names ());
  g_autofree char *description = g_strdup_printf (_ ("Faults: %s"), names);

  g_option_context_set_summary (
      context, _ ("Runs a stand-in authorization server and API on this computer."));
  g_option_context_set_description (context, description);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return g_option_context_parse (context, &argc, &argv, error) && argc == 1;
}

static gboolean
read_faults (char **lists, RhPracticeFault *faults)
{
  for (guint i = 0; lists != NULL && lists[i] != NULL; i++)
    {
      g_auto (GStrv) names = g_strsplit (lists[i], ",", -1);

      if (names[0] == NULL)
        return FALSE;
      for (guint n = 0; names[n] != NULL; n++)
        {
          RhPracticeFault fault = rh_practice_fault_from_name (names[n]);

          if (fault == RH_PRACTICE_FAULT_NONE)
            return FALSE;
          *faults |= fault;
        }
    }

  return TRUE;
}

/* Absolute, no fragment, nothing that cannot stand in a header field. */
static gboolean
is_redirect_uri (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || *c == '#')
      return FALSE;

  return g_uri_is_valid (text, G_URI_FLAGS_ENCODED, NULL);
}

static gboolean
are_redirect_uris (char **texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!is_redirect_uri (texts[i]))
      return FALSE;

  return TRUE;
}

static RhCliStatus
check (const Options *o, RhPracticeFault *faults)
{
  g_autofree char *names = g_strjoinv (", ", (char **) rh_practice_fault_names ());

  if (o->port < 0 || o->port > G_MAXUINT16)
    return rh_cli_usage (VERB, _ ("a port is a number from 0 to 65535"));
  if (o->access_life <= 0 || o->refresh_life <= 0)
    return rh_cli_usage (VERB, _ ("a life is a number of seconds over 0"));
  if (!read_faults (o->faults, faults))
    return rh_cli_usage (VERB, _ ("the faults are: %s"), names);
  if (o->is_public && o->client_secret != NULL)
    return rh_cli_usage (VERB, _ ("a public client has no secret"));
  if ((o->client_id != NULL && *o->client_id == '\0')
      || (o->client_secret != NULL && *o->client_secret == '\0'))
    return rh_cli_usage (VERB, _ ("a client ID or secret cannot be empty; see --public"));
  if (!are_redirect_uris (o->redirect_uris))
    return rh_cli_usage (VERB, _ ("a redirect URI is an absolute address without a fragment"));

  return RH_CLI_DONE;
}

static void
print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_print ("%s\n", text);
}

static void
print_start_json (const RhPracticeOptions *options, const char *base_url)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "base_url");
  json_builder_add_string_value (builder, base_url);
  json_builder_set_member_name (builder, "client_id");
  json_builder_add_string_value (builder, options->client_id);
  json_builder_set_member_name (builder, "client_secret");
  json_builder_add_string_value (builder, options->client_secret);
  json_builder_set_member_name (builder, "redirect_uris");
  json_builder_begin_array (builder);
  for (guint i = 0; options->redirect_uris[i] != NULL; i++)
    json_builder_add_string_value (builder, options->redirect_uris[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  print_json (builder);
}

static void
print_start (const RhPracticeOptions *options, const char *base_url)
{
  g_print (_ ("Practice server: %s\n"), base_url);
  g_print (_ ("Client ID: %s\n"), options->client_id);
  if (*options->client_secret != '\0')
    g_print (_ ("Client secret: %s\n"), options->client_secret);
  else
    g_print (_ ("Client secret: none, a public client\n"));
  for (guint i = 0; options->redirect_uris[i] != NULL; i++)
    g_print (_ ("Redirect URI: %s\n"), options->redirect_uris[i]);
  g_print (_ ("Everything is made up. Ctrl+C stops it.\n"));
}

static void
request_cb (RhPracticeServer *server, const char *line, gpointer user_data)
{
  const Options *options = user_data;
  g_autoptr (JsonBuilder) builder = NULL;

  if (!options->json)
    {
      g_print ("%s\n", line);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "request");
  json_builder_add_string_value (builder, line);
  json_builder_end_object (builder);
  print_json (builder);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static RhCliStatus
serve (const Options *options, const RhPracticeOptions *practice)
{
  g_autoptr (RhPracticeServer) server = rh_practice_server_new (practice);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  guint interrupt_id;
  guint terminate_id;

  if (!rh_practice_server_start (server, &error))
    {
      if (g_error_matches (error, RH_LOOPBACK_ERROR, RH_LOOPBACK_ERROR_IN_USE))
        return rh_cli_fail (VERB, RH_CLI_NETWORK, _ ("port %u is in use; another one: --port"),
                            practice->port);
      return rh_cli_fail (VERB, RH_CLI_NETWORK, "%s", error->message);
    }

  interrupt_id = g_unix_signal_add (SIGINT, quit_cb, loop);
  terminate_id = g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_signal_connect (server, "request", G_CALLBACK (request_cb), (gpointer) options);
  (options->json ? print_start_json : print_start) (practice,
                                                    rh_practice_server_get_base_url (server));

  g_main_loop_run (loop);

  rh_practice_server_stop (server);
  g_source_remove (interrupt_id);
  g_source_remove (terminate_id);

  return RH_CLI_DONE;
}

RhCliStatus
rh_cli_practice (int argc, char **argv)
{
  static const char *const default_redirect_uris[] = { RH_PRACTICE_REDIRECT_URI, NULL };
  g_auto (Options) options
      = { .port = RH_PRACTICE_DEFAULT_PORT, .access_life = 3600, .refresh_life = 60 * 24 * 3600 };
  RhPracticeOptions practice = { 0 };
  RhPracticeFault faults = RH_PRACTICE_FAULT_NONE;
  g_autoptr (GError) error = NULL;
  RhCliStatus status;

  if (!parse (&options, argc, argv, &error))
    return rh_cli_usage (VERB, "%s", error != NULL ? error->message : _ ("it takes options only"));

  status = check (&options, &faults);
  if (status != RH_CLI_DONE)
    return status;

  practice.port = options.port;
  practice.access_token_seconds = options.access_life;
  practice.refresh_token_seconds = options.refresh_life;
  practice.faults = faults;
  practice.client_id = options.client_id != NULL ? options.client_id : RH_PRACTICE_CLIENT_ID;
  if (options.is_public)
    practice.client_secret = "";
  else
    practice.client_secret
        = options.client_secret != NULL ? options.client_secret : RH_PRACTICE_CLIENT_SECRET;
  practice.redirect_uris = options.redirect_uris != NULL
                               ? (const char *const *) options.redirect_uris
                               : default_redirect_uris;

  return serve (&options, &practice);
}
