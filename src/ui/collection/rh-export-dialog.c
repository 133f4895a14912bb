/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A format, the environment where it matters, and secrets only when somebody asks for them. */
#define G_LOG_DOMAIN "rh-export-dialog"

#include "config.h"

#include "collection/rh-export-dialog.h"

#include "collection/rh-file-name.h"
#include "common/rh-first-focus.h"
#include "common/rh-help-context.h"
#include "common/rh-problem.h"
#include "import/rh-import-list.h"
#include "import/rh-import-row.h"
#include "workspace/rh-export-run.h"

#include <glib/gi18n.h>

struct _RhExportDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwNavigationView *view;
  AdwWindowTitle *window_title;
  GtkWidget *export_button;
  AdwComboRow *format_row;
  AdwComboRow *environment_row;
  AdwSwitchRow *secrets_row;
  AdwWindowTitle *written_title;
  GtkWidget *done_button;
  AdwPreferencesGroup *notes_group;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  GObject *item;      /* NULL: all */
  GPtrArray *formats; /* of RhExportFormat, borrowed, as the row shows them */
  GCancellable *cancellable;
};

enum
{
  EXPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhExportDialog, rh_export_dialog, ADW_TYPE_DIALOG)

/* --- What is set --------------------------------------------------------------------------------
 */

static const RhExportFormat *
get_format (RhExportDialog *self)
{
  return g_ptr_array_index (self->formats, adw_combo_row_get_selected (self->format_row));
}

/* One without a name where there is none. (transfer full) */
static RhEnvironment *
dup_environment (RhExportDialog *self)
{
  GListModel *environments = rh_collection_get_environments (self->collection);
  guint selected = adw_combo_row_get_selected (self->environment_row);

  return selected < g_list_model_get_n_items (environments)
             ? g_list_model_get_item (environments, selected)
             : rh_environment_new ("");
}

/* (transfer full) */
static RhConnection *
dup_connection (RhExportDialog *self)
{
  g_autoptr (RhEnvironment) environment = dup_environment (self);
  g_autofree char *account = rh_accounts_dup_chosen (rh_workspace_get_accounts (self->workspace),
                                                     rh_collection_get_id (self->collection),
                                                     rh_environment_get_name (environment));

  return rh_workspace_get_connection_as (self->workspace, self->collection, environment, account);
}

static void
update_cb (RhExportDialog *self)
{
  gboolean secrets = adw_switch_row_get_active (self->secrets_row);
  gboolean any = g_list_model_get_n_items (rh_collection_get_environments (self->collection)) > 0;

  gtk_widget_set_visible (
      GTK_WIDGET (self->environment_row),
      any && (secrets || get_format (self)->environment != RH_EXPORT_ENVIRONMENT_UNUSED));
}

/* --- Writing ------------------------------------------------------------------------------------
 */

static void
set_busy (RhExportDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->export_button, !busy);
}

static void
show_problem (RhExportDialog *self, const GError *error)
{
  g_autoptr (RhProblem) problem = NULL;
  g_autofree char *text = NULL;
  AdwDialog *dialog;

  set_busy (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  problem = rh_problem_new (error);
  text = rh_problem_dup_text (problem);
  dialog = adw_alert_dialog_new (problem->title, NULL);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), text);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), NULL);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* All notes of a kind; of RhImportRow. (transfer full) */
static GListModel *
new_rows (GPtrArray *notes, RhImportKind kind)
{
  GListStore *rows = g_list_store_new (RH_TYPE_IMPORT_ROW);

  for (guint i = 0; i < notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (notes, i);
      g_autofree char *sentence = rh_import_note_dup_sentence (note);
      g_autofree char *place = rh_import_report_dup_place (note);
      g_autoptr (RhImportRow) row = NULL;

      if (rh_import_code_get_kind (note->code) != kind)
        continue;
      row = rh_import_row_new (sentence, place);
      g_list_store_append (rows, row);
    }

  return G_LIST_MODEL (rows);
}

static void
kind_activated_cb (RhExportDialog *self, AdwActionRow *row)
{
  adw_navigation_view_push (
      self->view, rh_import_list_new (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                                      g_object_get_data (G_OBJECT (row), "rows")));
}

static void
add_kind (RhExportDialog *self, GPtrArray *notes, RhImportKind kind)
{
  g_autoptr (GListModel) rows = new_rows (notes, kind);
  guint n = g_list_model_get_n_items (rows);
  g_autofree char *count = NULL;
  GtkWidget *row;

  if (n == 0)
    return;

  row = adw_action_row_new ();
  /* Translators: how many things there are to read about a file that was written. */
  count = g_strdup_printf (ngettext ("%u note", "%u notes", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rh_import_kind_title (kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "rows", g_steal_pointer (&rows), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (kind_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->notes_group, row);
}

static void
show_notes (RhExportDialog *self, const char *name, GPtrArray *notes)
{
  for (RhImportKind kind = 0; kind < RH_IMPORT_N_KINDS; kind++)
    add_kind (self, notes, kind);

  adw_window_title_set_subtitle (self->written_title, name);
  adw_navigation_view_push_by_tag (self->view, "written");
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->done_button);
  gtk_widget_grab_focus (self->done_button);
}

/* A file that is on its way. */
typedef struct
{
  RhExportDialog *dialog;
  GFile *file;
  gboolean secrets;
  RhExport *written; /* NULL: not yet */
} Writing;

static void
writing_free (Writing *writing)
{
  g_clear_pointer (&writing->written, rh_export_free);
  g_object_unref (writing->dialog);
  g_object_unref (writing->file);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  RhExportDialog *self = writing->dialog;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      show_problem (self, error);
      return;
    }
  if (writing->written->notes->len > 0)
    {
      show_notes (self, shown, writing->written->notes);
      return;
    }

  g_signal_emit (self, signals[EXPORTED], 0, shown);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RhExport *written = rh_export_run_finish (result, &error);
  GFile *file = writing->file;
  GCancellable *cancellable;
  GFileCreateFlags flags = G_FILE_CREATE_NONE;

  if (written == NULL)
    {
      show_problem (writing->dialog, error);
      return;
    }

  /* one that nobody else can read, whatever was there */
  if (writing->secrets)
    flags = G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION;
  writing->written = written;
  bytes = g_bytes_new (written->text->str, written->text->len);
  cancellable = writing->dialog->cancellable;
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, flags, cancellable, written_cb,
                                       g_steal_pointer (&writing));
}

void
rh_export_dialog_write (RhExportDialog *self, GFile *file)
{
  g_autoptr (RhConnection) connection = NULL;
  g_autoptr (GPtrArray) items = NULL;
  Writing *writing;

  g_return_if_fail (RH_IS_EXPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  connection = dup_connection (self);
  if (self->item != NULL)
    {
      items = g_ptr_array_new ();
      g_ptr_array_add (items, self->item);
    }
  writing = g_new0 (Writing, 1);
  writing->dialog = g_object_ref (self);
  writing->file = g_object_ref (file);
  writing->secrets = adw_switch_row_get_active (self->secrets_row);
  set_busy (self, TRUE);
  rh_export_run_async (self->workspace, connection, get_format (self), items, writing->secrets,
                       self->cancellable, run_cb, writing);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhExportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* no file: dismissed */
  if (file != NULL && self->workspace != NULL)
    rh_export_dialog_write (self, file);
}

/* Of what it is. */
static char *
dup_file_name (RhExportDialog *self)
{
  const RhExportFormat *format = get_format (self);
  g_autoptr (RhEnvironment) environment = dup_environment (self);
  g_autofree char *name = NULL;

  if (format->environment == RH_EXPORT_ENVIRONMENT_NEEDED)
    name = g_strdup (rh_environment_get_name (environment));
  else if (self->item != NULL)
    g_object_get (self->item, "name", &name, NULL);
  else
    name = g_strdup (rh_collection_get_name (self->collection));

  return rh_file_name_new (name, format->suffix, NULL, NULL);
}

static void
export_cb (RhExportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = dup_file_name (self);

  gtk_file_dialog_set_title (dialog, _ ("Export to a File"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Export"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

static void
done_cb (RhExportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_cb (RhExportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_export_dialog_dispose (GObject *object)
{
  RhExportDialog *self = RH_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->collection);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rh_export_dialog_parent_class)->dispose (object);
}

static void
rh_export_dialog_finalize (GObject *object)
{
  RhExportDialog *self = RH_EXPORT_DIALOG (object);

  g_ptr_array_unref (self->formats);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (rh_export_dialog_parent_class)->finalize (object);
}

static void
rh_export_dialog_class_init (RhExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rh_export_dialog_finalize;

  signals[EXPORTED] = g_signal_new ("exported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/collection/rh-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhExportDialog, view);
  gtk_widget_class_bind_template_child (widget_class, RhExportDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RhExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, RhExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, RhExportDialog, environment_row);
  gtk_widget_class_bind_template_child (widget_class, RhExportDialog, secrets_row);
  gtk_widget_class_bind_template_child (widget_class, RhExportDialog, written_title);
  gtk_widget_class_bind_template_child (widget_class, RhExportDialog, done_button);
  gtk_widget_class_bind_template_child (widget_class, RhExportDialog, notes_group);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
rh_export_dialog_init (RhExportDialog *self)
{
  self->formats = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_first_focus_set (self, self->format_row);
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_IMPORT);
}

/* An environment is none of a folder, and not every collection has one. */
static void
fill_formats (RhExportDialog *self)
{
  const RhExportFormat *const *formats = rh_export_formats ();
  gboolean any = g_list_model_get_n_items (rh_collection_get_environments (self->collection)) > 0;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; formats[i] != NULL; i++)
    {
      if (formats[i]->environment == RH_EXPORT_ENVIRONMENT_NEEDED && (self->item != NULL || !any))
        continue;
      g_ptr_array_add (self->formats, (gpointer) formats[i]);
      gtk_string_list_append (names, formats[i]->name);
    }
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (names));
}

static void
fill_environments (RhExportDialog *self, RhEnvironment *chosen)
{
  GListModel *environments = rh_collection_get_environments (self->collection);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      gtk_string_list_append (names, rh_environment_get_name (environment));
      if (environment == chosen)
        selected = i;
    }
  adw_combo_row_set_model (self->environment_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->environment_row, selected);
}

AdwDialog *
rh_export_dialog_new (RhWorkspace *workspace,
                      RhCollection *collection,
                      GObject *item,
                      RhEnvironment *environment)
{
  RhExportDialog *self;
  g_autofree char *name = NULL;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  self = g_object_new (RH_TYPE_EXPORT_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->item = item == NULL ? NULL : g_object_ref (item);
  g_object_get (item == NULL ? G_OBJECT (collection) : item, "name", &name, NULL);
  adw_window_title_set_subtitle (self->window_title, name);
  fill_formats (self);
  fill_environments (self, environment);
  update_cb (self);
  return ADW_DIALOG (self);
}
