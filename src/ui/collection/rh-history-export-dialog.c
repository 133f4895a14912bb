/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history holds only what is masked: secrets are to be had of a request whose response a tab
 * still shows. How many those are is said before anything is written. */
#define G_LOG_DOMAIN "rh-history-export-dialog"

#include "config.h"

#include "collection/rh-history-export-dialog.h"

#include "collection/rh-history-export.h"
#include "common/rh-announce.h"
#include "common/rh-first-focus.h"
#include "common/rh-help-context.h"
#include "workspace/rh-history-har.h"

#include <glib/gi18n.h>

struct _RhHistoryExportDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwWindowTitle *window_title;
  GtkWidget *export_button;
  AdwSwitchRow *secrets_row;
  AdwPreferencesRow *masked_row;

  /* Owned */
  GtkWidget *from;
  RhHistory *history;
  GPtrArray *entries;

  /* Plain */
  guint n_clear; /* whose secrets are still there */
};

G_DEFINE_FINAL_TYPE (RhHistoryExportDialog, rh_history_export_dialog, ADW_TYPE_DIALOG)

static void
update (RhHistoryExportDialog *self)
{
  guint n = self->entries->len;
  g_autofree char *text = NULL;

  if (adw_switch_row_get_active (self->secrets_row))
    n -= self->n_clear;
  text = g_strdup_printf (
      ngettext ("%u request is masked in the file", "%u requests are masked in the file", n), n);
  adw_preferences_row_set_title (self->masked_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->masked_row), n > 0);
}

static void
secrets_cb (RhHistoryExportDialog *self)
{
  update (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->masked_row)))
    rh_announce (self, adw_preferences_row_get_title (self->masked_row));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhHistoryExportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* no file: dismissed */
  if (file != NULL && self->history != NULL)
    rh_history_export_dialog_write (self, file);
}

static void
export_cb (RhHistoryExportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Export to a File"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Export"));
  /* Translators: the name of a file that holds a history of requests; the ".har" has to stay. */
  gtk_file_dialog_set_initial_name (dialog, _ ("history.har"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

static void
cancel_cb (RhHistoryExportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
rh_history_export_dialog_dispose (GObject *object)
{
  RhHistoryExportDialog *self = RH_HISTORY_EXPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_HISTORY_EXPORT_DIALOG);
  g_clear_object (&self->from);
  g_clear_object (&self->history);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (rh_history_export_dialog_parent_class)->dispose (object);
}

static void
rh_history_export_dialog_class_init (RhHistoryExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_history_export_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/collection/rh-history-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhHistoryExportDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryExportDialog, secrets_row);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryExportDialog, masked_row);
  gtk_widget_class_bind_template_callback (widget_class, secrets_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
rh_history_export_dialog_init (RhHistoryExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_IMPORT);
}

static char *
dup_reach (guint n_clear)
{
  if (n_clear == 0)
    return g_strdup (_ ("No tab shows the response of any of these requests"));

  return g_strdup_printf (ngettext ("Of %u request whose response is still shown in a tab",
                                    "Of %u requests whose responses are still shown in a tab",
                                    n_clear),
                          n_clear);
}

AdwDialog *
rh_history_export_dialog_new (GtkWidget *from, RhHistory *history, GPtrArray *entries)
{
  RhHistoryExportDialog *self;
  g_autofree char *count = NULL;
  g_autofree char *reach = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (from), NULL);
  g_return_val_if_fail (RH_IS_HISTORY (history), NULL);
  g_return_val_if_fail (entries != NULL, NULL);

  self = g_object_new (RH_TYPE_HISTORY_EXPORT_DIALOG, NULL);
  self->from = g_object_ref (from);
  self->history = g_object_ref (history);
  self->entries = g_ptr_array_ref (entries);
  self->n_clear = rh_history_har_count_clear (entries);
  count = g_strdup_printf (ngettext ("%u request", "%u requests", entries->len), entries->len);
  adw_window_title_set_subtitle (self->window_title, count);
  reach = dup_reach (self->n_clear);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->secrets_row), reach);
  gtk_widget_set_sensitive (GTK_WIDGET (self->secrets_row), self->n_clear > 0);
  update (self);
  rh_first_focus_set (self, self->export_button);
  return ADW_DIALOG (self);
}

void
rh_history_export_dialog_write (RhHistoryExportDialog *self, GFile *file)
{
  g_return_if_fail (RH_IS_HISTORY_EXPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  rh_history_export (self->from, self->history, self->entries,
                     adw_switch_row_get_active (self->secrets_row), file);
  adw_dialog_close (ADW_DIALOG (self));
}
