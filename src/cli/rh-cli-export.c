/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse export: the text goes to standard output or a file, what is not in it to standard error.
 * Secrets are in it only with --secrets. */
#define G_LOG_DOMAIN "rh-cli-export"

#include "config.h"

#include "rh-cli-export.h"

#include "format/rh-import-report.h"
#include "rh-cli-output.h"
#include "workspace/rh-export-run.h"

#include <glib/gi18n.h>
#include <string.h>

#define VERB "export"

typedef struct
{
  RhCliPlace place;
  char *format;
  char *output;
  gboolean secrets;
} Options;

static void
options_clear (Options *options)
{
  rh_cli_place_clear (&options->place);
  g_free (options->format);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static char *
dup_format_ids (void)
{
  const RhExportFormat *const *formats = rh_export_formats ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; formats[i] != NULL; i++)
    g_strv_builder_add (builder, formats[i]->id);

  ids = g_strv_builder_end (builder);
  return g_strjoinv (", ", ids);
}

static gboolean
parse (Options *o, int *argc, char ***argv)
{
  g_autofree char *ids = dup_format_ids ();
  /* Translators: %s are words to be typed: postman, openapi. */
  g_autofree char *format = g_strdup_printf (_ ("Write this format: %s"), ids);
  const GOptionEntry entries[] = {
    RH_CLI_PLACE_ENTRIES (&o->place),
    { "format", 0, 0, G_OPTION_ARG_STRING, &o->format, format,
      /* Translators: stands for an argument in the help; in capitals. */
      N_ ("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output,
      N_ ("Write to this file instead of standard output"), N_ ("FILE") },
    { "secrets", 0, 0, G_OPTION_ARG_NONE, &o->secrets,
      N_ ("Put the values of secrets in, in clear"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  /* Translators: stand for arguments in the help; in capitals. */
  return rh_cli_parse (VERB, entries, _ ("COLLECTION [ITEM…]"),
                       _ ("Writes a collection in another program’s format. ITEM is the path of a "
                          "request, without “.yml”, or a folder in the collection; without one "
                          "all of it is written."),
                       1, G_MAXINT, argc, argv);
}

static RhCliStatus
find_format (const Options *options, const RhExportFormat **format)
{
  g_autofree char *ids = dup_format_ids ();

  if (options->format == NULL)
    return rh_cli_usage (VERB, _ ("choose one with --format: %s"), ids);

  *format = rh_export_find_format (options->format);
  if (*format != NULL)
    return RH_CLI_DONE;

  /* Translators: what the user typed, and the names that there are. */
  return rh_cli_usage (VERB, _ ("there is no format “%s”, but: %s"), options->format, ids);
}

/* What is chosen */

/* "Users/", as shells complete it, is Users. */
static char *
dup_folder_path (const char *word)
{
  gsize length = strlen (word);

  while (length > 0 && word[length - 1] == '/')
    length--;
  return g_strndup (word, length);
}

/* Borrowed; NULL: there is none. */
static RhFolder *
find_folder (RhCliSession *session, RhFolder *folder, const char *path)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      RhFolder *found;

      if (!RH_IS_FOLDER (item))
        return NULL; /* folders come first */
      if (g_strcmp0 (rh_collection_store_get_path (session->store, item), path) == 0)
        return RH_FOLDER (item);
      found = find_folder (session, RH_FOLDER (item), path);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static RhCliStatus
choose (RhCliSession *session, char **words, GPtrArray **items)
{
  RhFolder *root = rh_collection_get_root (session->collection);

  *items = words[0] == NULL ? NULL : g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *path = dup_folder_path (words[i]);
      gpointer item = rh_collection_store_find (session->store, words[i]);

      if (item == NULL)
        item = find_folder (session, root, path);
      if (item == NULL)
        return rh_cli_fail (VERB, RH_CLI_USAGE,
                            _ ("there is no request and no folder “%s”. It is a path in the "
                               "collection, without “.yml”."),
                            words[i]);
      g_ptr_array_add (*items, g_object_ref (item));
    }

  return RH_CLI_DONE;
}

/* Words */

static void
print_note (const RhImportNote *note)
{
  g_autofree char *sentence = rh_import_note_dup_sentence (note);
  g_autofree char *whole = *note->place == '\0' ? g_strdup (sentence)
                                                : g_strdup_printf ("%s: %s", note->place, sentence);
  g_autofree char *line = rh_import_report_dup_line (whole);

  g_printerr ("  %s", line);
  if (note->count > 1)
    g_printerr (" (%u)", note->count);
  g_printerr ("\n");
}

static void
print_notes (GPtrArray *notes)
{
  for (RhImportKind kind = 0; kind < RH_IMPORT_N_KINDS; kind++)
    {
      gboolean any = FALSE;

      for (guint i = 0; i < notes->len; i++)
        {
          const RhImportNote *note = g_ptr_array_index (notes, i);

          if (rh_import_code_get_kind (note->code) != kind)
            continue;
          if (!any)
            g_printerr ("%s\n", rh_import_kind_title (kind));
          any = TRUE;
          print_note (note);
        }
    }
}

static RhCliStatus
fail (RhCliSession *session, const GError *error)
{
  if (g_cancellable_is_cancelled (session->cancellable))
    return RH_CLI_INTERRUPTED;
  if (g_error_matches (error, RH_EXPORT_ERROR, RH_EXPORT_ERROR_NOTHING))
    return rh_cli_fail (VERB, RH_CLI_USAGE, _ ("there is no request in it"));
  if (g_error_matches (error, RH_EXPORT_ERROR, RH_EXPORT_ERROR_ENVIRONMENT))
    return rh_cli_fail (VERB, RH_CLI_USAGE, _ ("this collection has no environments"));

  return rh_cli_session_fail (session, error);
}

/* Writing */

typedef struct
{
  RhCliSession *session;
  GString *text;
} Content;

static gboolean
write_text (GOutputStream *stream, gpointer user_data, GError **error)
{
  const Content *content = user_data;

  return rh_cli_output_bytes (stream, content->text->str, content->text->len, content->session,
                              error);
}

static RhCliStatus
save (RhCliSession *session, const Options *options, RhExport *written)
{
  Content content = { session, written->text };
  g_autoptr (GError) error = NULL;

  if (!rh_cli_output_write (options->output, options->secrets ? 0600 : 0666, write_text, &content,
                            &error))
    return rh_cli_output_fail (session, options->output, error);

  print_notes (written->notes);
  if (options->secrets)
    rh_cli_fail (VERB, RH_CLI_DONE,
                 _ ("secrets stand in it in clear: keep it to yourself, and delete it when it has "
                    "done its duty"));
  return RH_CLI_DONE;
}

static RhCliStatus
run (RhCliSession *session, const RhExportFormat *format, const Options *options, char **words)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhExport) written = NULL;
  RhCliStatus status = choose (session, words, &items);

  if (status != RH_CLI_DONE)
    return status;

  rh_export_run_async (session->workspace, session->connection, format, items, options->secrets,
                       session->cancellable, rh_cli_take_result, &result);
  rh_cli_wait (&result);
  written = rh_export_run_finish (result, &error);
  return written == NULL ? fail (session, error) : save (session, options, written);
}

RhCliStatus
rh_cli_export (int argc, char **argv)
{
  g_auto (RhCliSession) session = { 0 };
  g_auto (Options) options = { 0 };
  const RhExportFormat *format = NULL;
  gboolean needs;
  RhCliStatus status;

  if (!parse (&options, &argc, &argv))
    return RH_CLI_USAGE;

  status = find_format (&options, &format);
  if (status == RH_CLI_DONE)
    status = rh_cli_output_check (VERB, &options.output);
  if (status != RH_CLI_DONE)
    return status;

  needs = options.secrets || format->environment == RH_EXPORT_ENVIRONMENT_NEEDED;
  status = rh_cli_session_open (&session, VERB, argv[1], &options.place,
                                needs ? RH_CLI_SESSION_NONE : RH_CLI_SESSION_ANY_ENVIRONMENT);
  return status == RH_CLI_DONE ? run (&session, format, &options, argv + 2) : status;
}
