/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse import: files of another program are read, told of, and written as a collection; its
 * secrets go to the keyring. */
#define G_LOG_DOMAIN "rh-cli-import"

#include "config.h"

#include "rh-cli-import.h"

#include "format/rh-import-report.h"
#include "rh-cli-facts.h"
#include "rh-cli-import-report.h"
#include "workspace/rh-import-operation.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define VERB "import"

typedef struct
{
  char *into;
  char *name;
  char *report;
  gboolean json;
  gboolean dry_run;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->into);
  g_free (options->name);
  g_free (options->report);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Reading */

static RhImport *
load (RhCliSession *session, RhImportOperation *operation, char **paths, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_commandline_arg (paths[i]));

  rh_import_operation_load_async (operation, files, session->cancellable, rh_cli_take_result,
                                  &result);
  rh_cli_wait (&result);
  return rh_import_operation_load_finish (operation, result, error);
}

static RhCliStatus
save_report (const Options *options, RhImport *import)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (options->report == NULL)
    return RH_CLI_DONE;

  text = rh_import_report_new (import);
  if (g_file_set_contents (options->report, text, -1, &error))
    return RH_CLI_DONE;

  /* Translators: the name of a file, and the system's reason. */
  return rh_cli_fail (VERB, RH_CLI_CHECK_FAILED, _ ("“%s” cannot be written: %s"), options->report,
                      error->message);
}

static void
print (const Options *options, RhImport *import, const char *folder)
{
  if (options->json)
    rh_cli_print_import_json (import, folder);
  else
    rh_cli_print_import (import, folder);
}

/* Writing */

static RhCollection *
write_collection (RhCliSession *session,
                  RhImportOperation *operation,
                  RhImport *import,
                  GFile *folder,
                  GError **error)
{
  const char *name = rh_collection_get_name (rh_import_get_collection (import));
  g_autoptr (GAsyncResult) result = NULL;

  rh_import_operation_write_async (operation, import, folder, name, session->cancellable,
                                   rh_cli_take_result, &result);
  rh_cli_wait (&result);
  return rh_import_operation_write_finish (operation, result, error);
}

/* Into a collection that is there. */
static RhCollection *
add_environments (RhCliSession *session,
                  RhImportOperation *operation,
                  RhImport *import,
                  GFile *folder,
                  GError **error)
{
  RhCollections *open = rh_workspace_get_open (session->workspace);
  RhCollection *collection = rh_collections_open (open, folder, error);

  if (collection == NULL)
    return NULL;

  rh_import_operation_add_environments (operation, import, collection);
  return rh_collection_store_flush (rh_collections_get_store (open, collection), error) ? collection
                                                                                        : NULL;
}

static gboolean
has_collection (GFile *folder)
{
  g_autoptr (GFile) file = g_file_get_child (folder, "opencollection.yml");

  return g_file_query_exists (file, NULL);
}

static RhCliStatus
keep_secrets (RhCliSession *session,
              RhImportOperation *operation,
              RhImport *import,
              RhCollection *collection)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (rh_import_get_secrets (import)->len == 0)
    return RH_CLI_DONE;

  rh_import_operation_keep_secrets_async (operation, import, collection, session->cancellable,
                                          rh_cli_take_result, &result);
  rh_cli_wait (&result);
  if (rh_import_operation_keep_secrets_finish (operation, result, &error)
      && rh_cli_is_kept (session))
    return RH_CLI_DONE;
  if (error != NULL)
    rh_cli_session_fail (session, error);

  return rh_cli_fail (VERB, RH_CLI_CHECK_FAILED,
                      _ ("the collection is written, and its secrets are not kept. Keep each with "
                         "“rehearse secret”."));
}

static RhCliStatus
put_in_place (RhCliSession *session,
              RhImportOperation *operation,
              RhImport *import,
              const Options *options)
{
  g_autoptr (GFile) folder = g_file_new_for_commandline_arg (options->into);
  gboolean adds = rh_import_is_environments (import) && has_collection (folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  RhCollection *collection;
  RhCliStatus kept;
  RhCliStatus status;

  collection = adds ? add_environments (session, operation, import, folder, &error)
                    : write_collection (session, operation, import, folder, &error);
  if (collection == NULL)
    return rh_cli_session_fail (session, error);

  session->collection = collection;
  session->folder = g_strdup (options->into);
  if (!rh_cli_session_accept (session))
    return RH_CLI_CHECK_FAILED;
  written = g_file_get_path (rh_collection_get_folder (collection));
  print (options, import, written);
  status = save_report (options, import);
  kept = keep_secrets (session, operation, import, collection);
  return kept == RH_CLI_DONE ? status : kept;
}

static RhCliStatus
run (RhCliSession *session, const Options *options, char **paths)
{
  g_autoptr (RhImportOperation) operation = rh_import_operation_new (session->workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhImport) import = load (session, operation, paths, &error);

  if (import == NULL)
    return rh_cli_session_fail (session, error);

  if (options->name != NULL)
    g_object_set (rh_import_get_collection (import), "name", options->name, NULL);
  if (!options->dry_run)
    return put_in_place (session, operation, import, options);

  print (options, import, NULL);
  return save_report (options, import);
}

RhCliStatus
rh_cli_import (int argc, char **argv)
{
  g_auto (RhCliSession) session = { 0 };
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "into", 0, 0, G_OPTION_ARG_FILENAME, &options.into,
      N_ ("Write the collection here: into this folder if it is empty, else into a new one within; "
          "environments alone go into the collection that is there"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("FOLDER") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("Call the collection so"),
      N_ ("NAME") },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &options.report,
      N_ ("Write what became of everything into this file, as Markdown"),
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print one JSON object"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      N_ ("Say what would come, and write nothing"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  /* Translators: stands for arguments in the help; in capitals. */
  if (!rh_cli_parse (VERB, entries, _ ("FILE…"),
                     _ ("Makes a collection of what another program saved: Postman, Bruno, "
                        "Insomnia, OpenAPI, HAR, curl. Secrets go to the keyring."),
                     1, G_MAXINT - 1, &argc, &argv))
    return RH_CLI_USAGE;
  if (options.into == NULL && !options.dry_run)
    return rh_cli_usage (VERB, _ ("say where it goes with --into"));
  if (options.name != NULL && *options.name == '\0')
    return rh_cli_usage (VERB, _ ("a name cannot be empty"));

  rh_cli_session_open_none (&session, VERB);
  return run (&session, &options, argv + 1);
}
