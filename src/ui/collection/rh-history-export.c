/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file is chosen, the archive is made while the app goes on, and a toast says how it went. */
#define G_LOG_DOMAIN "rh-history-export"

#include "config.h"

#include "collection/rh-history-export.h"

#include "common/rh-toast.h"
#include "workspace/rh-history-har.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *from;
  RhHistory *history;
  GPtrArray *entries;
  GFile *file; /* NULL: not chosen yet */
  RhHistoryHarCount count;
} Export;

static Export *
export_new (GtkWidget *from, RhHistory *history, GPtrArray *entries)
{
  Export *export = g_new0 (Export, 1);

  export->from = g_object_ref (from);
  export->history = g_object_ref (history);
  export->entries = g_ptr_array_ref (entries);
  return export;
}

static void
export_free (Export *export)
{
  g_object_unref (export->from);
  g_object_unref (export->history);
  g_ptr_array_unref (export->entries);
  g_clear_object (&export->file);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
tell_error (Export *export, const GError *error)
{
  /* Translators: %s is the system's reason. */
  g_autofree char *text = g_strdup_printf (_ ("Could not be saved: %s"), error->message);

  rh_toast_show (export->from, text);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = export->count.n_left_out;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      tell_error (export, error);
      return;
    }

  text = n == 0 ? g_strdup (_ ("Saved"))
                : g_strdup_printf (ngettext ("Saved, but %u entry could not be read",
                                             "Saved, but %u entries could not be read", n),
                                   n);
  rh_toast_show (export->from, text);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_history_har_write_finish (result, &export->count, &error);
  GFile *file = export->file;

  if (bytes == NULL)
    {
      tell_error (export, error);
      return;
    }

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       g_steal_pointer (&export));
}

void
rh_history_export (GtkWidget *from, RhHistory *history, GPtrArray *entries, GFile *file)
{
  Export *export;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RH_IS_HISTORY (history));
  g_return_if_fail (entries != NULL && G_IS_FILE (file));

  export = export_new (from, history, entries);
  export->file = g_object_ref (file);
  rh_history_har_write_async (history, entries, FALSE, NULL, written_cb, export);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* no file: dismissed */
  if (file != NULL)
    rh_history_export (export->from, export->history, export->entries, file);
}

void
rh_history_export_ask (GtkWidget *from, RhHistory *history, GPtrArray *entries)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (RH_IS_HISTORY (history));
  g_return_if_fail (entries != NULL);

  gtk_file_dialog_set_title (dialog, _ ("Export to a File"));
  /* Translators: the name of a file that holds a history of requests; the ".har" has to stay. */
  gtk_file_dialog_set_initial_name (dialog, _ ("history.har"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (from)), NULL, chosen_cb,
                        export_new (from, history, entries));
}
