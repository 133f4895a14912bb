/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files are asked for, so that they may be read inside a sandbox; the dialog does the rest. */
#define G_LOG_DOMAIN "rh-window-import"

#include "config.h"

#include "window/rh-window-import.h"

#include "common/rh-toast.h"
#include "format/rh-import-report.h"
#include "import/rh-import-dialog.h"
#include "window/rh-window-files.h"

#include <glib/gi18n.h>

/* The report of what was imported */

typedef struct
{
  RhImport *import;
  RhCollectionStore *store;
  RhWindow *window; /* that shows it; borrowed: the toast is in it */
} Report;

static void
report_free (gpointer data, GClosure *closure)
{
  Report *report = data;

  g_object_unref (report->import);
  g_object_unref (report->store);
  g_free (report);
}

static void
save_report_cb (AdwToast *toast, gpointer user_data)
{
  const Report *report = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = rh_import_report_save (
      report->import, rh_collection_store_get_disk (report->store), &error);
  g_autofree char *text = NULL;

  if (name == NULL)
    {
      rh_window_files_show_problem (GTK_WIDGET (report->window), error);
      return;
    }

  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Saved in the collection’s folder as “%s”"), name);
  rh_toast_show (GTK_WIDGET (rh_window_get_page (report->window)), text);
}

static void
offer_report (RhWindow *window, RhCollection *collection, RhImport *import)
{
  RhCollections *open = rh_workspace_get_open (rh_window_get_workspace (window));
  RhCollectionStore *store = rh_collections_get_store (open, collection);
  g_autofree char *text
      /* Translators: %s is the name of a collection. */
      = g_strdup_printf (_ ("“%s” was imported"), rh_collection_get_name (collection));
  AdwToast *toast = rh_toast_new (text);
  Report *report;

  if (store != NULL)
    {
      report = g_new0 (Report, 1);
      report->import = g_object_ref (import);
      report->store = g_object_ref (store);
      report->window = window;
      adw_toast_set_button_label (toast, _ ("Save _Report"));
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (save_report_cb), report,
                             report_free, 0);
    }
  adw_toast_set_timeout (toast, 0); /* it is offered once */
  rh_toast_add (GTK_WIDGET (rh_window_get_page (window)), toast);
}

/* The dialog */

static void
imported_cb (RhWindow *self, RhCollection *collection, RhImport *import)
{
  offer_report (rh_window_show (self, collection), collection, import);
}

static void
failed_cb (RhWindow *self, const GError *error)
{
  rh_window_files_show_problem (GTK_WIDGET (self), error);
}

void
rh_window_import (RhWindow *self, GPtrArray *files)
{
  RhImportDialog *dialog;

  g_return_if_fail (RH_IS_WINDOW (self));
  g_return_if_fail (files != NULL && files->len > 0);

  dialog = rh_import_dialog_new (rh_window_get_workspace (self), rh_window_get_collection (self));
  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  rh_import_dialog_read (dialog, files, GTK_WIDGET (self));
}

/* Choosing */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) chosen
      = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; chosen != NULL && i < g_list_model_get_n_items (chosen); i++)
    g_ptr_array_add (files, g_list_model_get_item (chosen, i));

  if (files->len > 0)
    rh_window_open_files (self, files);
  else if (error != NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    rh_window_files_show_problem (GTK_WIDGET (self), error);
}

void
rh_window_import_choose (RhWindow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  g_return_if_fail (RH_IS_WINDOW (self));

  gtk_file_dialog_set_title (dialog, _ ("Import Files"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Open"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (self), NULL, chosen_cb, g_object_ref (self));
}
