/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One dialog for all of it: busy, the report, busy again. Closing it stops what is under way, and
 * nothing is written then; only secrets that are on their way to the keyring are waited for. */
#define G_LOG_DOMAIN "rh-import-dialog"

#include "config.h"

#include "import/rh-import-dialog.h"

#include "common/rh-announce.h"
#include "common/rh-first-focus.h"
#include "common/rh-help-context.h"
#include "common/rh-problem.h"
#include "format/rh-import-report.h"
#include "import/rh-import-page.h"
#include "window/rh-window-files.h"

#include <glib/gi18n.h>

/* A dialog that is gone again at once would only be a flash. */
#define PATIENCE_MS 250

struct _RhImportDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwNavigationView *view;
  GtkStack *stack;
  GtkLabel *busy_label;
  GtkProgressBar *progress_bar;
  RhImportPage *report_page;
  GtkWidget *cancel_button;
  GtkWidget *import_button;

  /* Owned */
  RhImportOperation *operation;
  RhImport *import;       /* NULL: not read yet */
  RhCollection *into;     /* NULL: a new one */
  RhCollection *imported; /* NULL: not written yet */
  GCancellable *cancellable;

  /* Borrowed */
  GtkWidget *parent; /* NULL: presented, or gone */

  /* Plain */
  guint patience;
};

enum
{
  FAILED,
  IMPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhImportDialog, rh_import_dialog, ADW_TYPE_DIALOG)

/* Stages */

static void
present (RhImportDialog *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->parent != NULL && gtk_widget_get_mapped (self->parent))
    adw_dialog_present (ADW_DIALOG (self), self->parent);
  g_clear_weak_pointer (&self->parent);
}

static void
show_busy (RhImportDialog *self, const char *title)
{
  gtk_label_set_label (self->busy_label, title);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  gtk_widget_set_visible (self->import_button, FALSE);
  rh_announce (self, title);
}

static void
show_report (RhImportDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "report");
  gtk_widget_set_visible (self->import_button, TRUE);
}

static void
progress_cb (RhImportDialog *self, guint done, guint all)
{
  if (all == 0)
    gtk_progress_bar_pulse (self->progress_bar);
  else
    gtk_progress_bar_set_fraction (self->progress_bar, (double) done / all);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Secrets */

static void keep_secrets (RhImportDialog *self);

static void
finish (RhImportDialog *self)
{
  g_autoptr (RhImportDialog) kept = g_object_ref (self);

  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[IMPORTED], 0, self->imported, self->import);
}

static void
keyring_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhImportDialog) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "again"))
    keep_secrets (self);
  else
    finish (self);
}

static void
ask_about_keyring (RhImportDialog *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  g_autofree char *text = rh_problem_dup_text (problem);
  AdwAlertDialog *dialog
      = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Secrets Are Not Kept Yet"), NULL));

  adw_alert_dialog_set_body (dialog, text);
  adw_alert_dialog_add_responses (dialog, "leave", _ ("_Leave Them Out"), "again", _ ("_Try Again"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "again");
  adw_alert_dialog_set_close_response (dialog, "again");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, keyring_answered_cb,
                           g_object_ref (self));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rh_import_operation_keep_secrets_finish (self->operation, result, &error))
    finish (self);
  else
    ask_about_keyring (self, error);
}

static void
keep_secrets (RhImportDialog *self)
{
  show_busy (self, _ ("Keeping Secrets…"));
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  rh_import_operation_keep_secrets_async (self->operation, self->import, self->imported, NULL,
                                          kept_cb, g_object_ref (self));
}

/* Writing */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  RhCollection *collection = rh_import_operation_write_finish (self->operation, result, &error);

  if (collection != NULL)
    {
      g_set_object (&self->imported, collection);
      keep_secrets (self);
      return;
    }
  if (is_cancelled (error))
    return;

  show_report (self);
  rh_window_files_show_problem (GTK_WIDGET (self), error);
}

void
rh_import_dialog_write (RhImportDialog *self, GFile *folder)
{
  g_autofree char *name = NULL;

  g_return_if_fail (RH_IS_IMPORT_DIALOG (self) && self->import != NULL);
  g_return_if_fail (G_IS_FILE (folder));

  name = rh_import_page_dup_name (self->report_page);
  show_busy (self, _ ("Writing Files…"));
  rh_import_operation_write_async (self->operation, self->import, folder, name, self->cancellable,
                                   written_cb, g_object_ref (self));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder
      = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);

  if (folder != NULL)
    rh_import_dialog_write (self, folder);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    rh_window_files_show_problem (GTK_WIDGET (self), error);
}

static void
choose_folder (RhImportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_file_dialog_set_title (dialog, _ ("Folder for the Collection"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Import Here"));
  gtk_file_dialog_select_folder (dialog, window, self->cancellable, chosen_cb, g_object_ref (self));
}

static gboolean
adds (RhImportDialog *self)
{
  return self->into != NULL && rh_import_is_environments (self->import);
}

static void
import_cb (RhImportDialog *self)
{
  if (!adds (self))
    {
      choose_folder (self);
      return;
    }

  rh_import_operation_add_environments (self->operation, self->import, self->into);
  g_set_object (&self->imported, self->into);
  keep_secrets (self);
}

/* Reading */

static void
update_button (RhImportDialog *self)
{
  gtk_widget_set_sensitive (self->import_button, rh_import_page_has_name (self->report_page));
}

static void
take_import (RhImportDialog *self)
{
  const char *name = adds (self) ? rh_collection_get_name (self->into) : NULL;
  g_autofree char *title = rh_import_report_dup_title (self->import);

  rh_import_page_set_import (self->report_page, self->import, name);
  if (name != NULL)
    {
      /* Translators: %s is the name of a collection, to which environments are added. */
      g_autofree char *heading = g_strdup_printf (_ ("Add to %s"), name);

      adw_dialog_set_title (ADW_DIALOG (self), heading);
      adw_navigation_page_set_title (adw_navigation_view_get_visible_page (self->view), heading);
      gtk_button_set_label (GTK_BUTTON (self->import_button), _ ("_Add"));
    }
  show_report (self);
  rh_first_focus_set (self, self->import_button);
  present (self);
  rh_announce (self, title);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->import = rh_import_operation_load_finish (self->operation, result, &error);
  if (self->import != NULL)
    {
      take_import (self);
      return;
    }

  g_clear_handle_id (&self->patience, g_source_remove);
  if (is_cancelled (error))
    return;
  if (self->parent == NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
patience_cb (gpointer user_data)
{
  RhImportDialog *self = user_data;

  self->patience = 0;
  present (self);
}

void
rh_import_dialog_read (RhImportDialog *self, GPtrArray *files, GtkWidget *parent)
{
  g_return_if_fail (RH_IS_IMPORT_DIALOG (self));
  g_return_if_fail (files != NULL && GTK_IS_WIDGET (parent));

  g_set_weak_pointer (&self->parent, parent);
  show_busy (self, _ ("Reading Files…"));
  self->patience = g_timeout_add_once (PATIENCE_MS, patience_cb, self);
  rh_import_operation_load_async (self->operation, files, self->cancellable, read_cb,
                                  g_object_ref_sink (self));
}

/* Object */

static void
push_cb (RhImportDialog *self, AdwNavigationPage *page)
{
  adw_navigation_view_push (self->view, page);
}

static void
rh_import_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (RH_IMPORT_DIALOG (dialog)->cancellable);
}

static void
rh_import_dialog_dispose (GObject *object)
{
  RhImportDialog *self = RH_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->operation);
  g_clear_object (&self->import);
  g_clear_object (&self->into);
  g_clear_object (&self->imported);
  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (rh_import_dialog_parent_class)->dispose (object);
}

static void
rh_import_dialog_finalize (GObject *object)
{
  g_object_unref (RH_IMPORT_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (rh_import_dialog_parent_class)->finalize (object);
}

static void
rh_import_dialog_class_init (RhImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_import_dialog_dispose;
  object_class->finalize = rh_import_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = rh_import_dialog_closed;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[IMPORTED]
      = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, RH_TYPE_COLLECTION, RH_TYPE_IMPORT);

  g_type_ensure (RH_TYPE_IMPORT_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/import/rh-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhImportDialog, view);
  gtk_widget_class_bind_template_child (widget_class, RhImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RhImportDialog, busy_label);
  gtk_widget_class_bind_template_child (widget_class, RhImportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, RhImportDialog, report_page);
  gtk_widget_class_bind_template_child (widget_class, RhImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RhImportDialog, import_button);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_button);
  gtk_widget_class_bind_template_callback (widget_class, push_cb);
}

static void
rh_import_dialog_init (RhImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_IMPORT);
}

RhImportDialog *
rh_import_dialog_new (RhWorkspace *workspace, RhCollection *into)
{
  RhImportDialog *self;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (into == NULL || RH_IS_COLLECTION (into), NULL);

  self = g_object_new (RH_TYPE_IMPORT_DIALOG, NULL);
  self->operation = rh_import_operation_new (workspace);
  g_set_object (&self->into, into);
  g_signal_connect_object (self->operation, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}
