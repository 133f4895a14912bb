/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders are asked for: inside a sandbox a folder that was chosen is one that may be read and
 * written. */
#define G_LOG_DOMAIN "rh-window-files"

#include "config.h"

#include "window/rh-window-files.h"

#include "collection/rh-collection-store.h"
#include "collection/rh-folder-disk.h"
#include "collection/rh-real-path.h"
#include "common/rh-problem.h"
#include "format/rh-import-reader.h"
#include "window/rh-window-import.h"

#include <glib/gi18n.h>

#define COLLECTION_FILE "opencollection.yml"

void
rh_window_files_show_problem (GtkWidget *from, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  g_autofree char *text = rh_problem_dup_text (problem);
  AdwDialog *dialog = adw_alert_dialog_new (problem->title, NULL);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), text);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), NULL);
  adw_dialog_present (dialog, from);
}

/* One a line; not more than a dialog has room for. */
static char *
join_problems (const char *const *problems)
{
  guint n = g_strv_length ((GStrv) problems);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n && i < RH_SERVICE_PROBLEMS_SHOWN; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : "\n", problems[i]);
  if (n > RH_SERVICE_PROBLEMS_SHOWN)
    g_string_append_printf (
        text, ngettext ("\nand %u more", "\nand %u more", n - RH_SERVICE_PROBLEMS_SHOWN),
        n - RH_SERVICE_PROBLEMS_SHOWN);

  return g_string_free_and_steal (text);
}

void
rh_window_files_show_service_problems (RhWindow *self)
{
  RhWorkspace *workspace;
  const char *const *problems;
  g_autofree char *text = NULL;
  AdwDialog *dialog;

  g_return_if_fail (RH_IS_WINDOW (self));

  workspace = rh_window_get_workspace (self);
  problems = rh_workspace_get_service_problems (workspace);
  if (problems == NULL)
    return;

  text = join_problems (problems);
  rh_workspace_set_service_problems (workspace, NULL);
  dialog = adw_alert_dialog_new (_ ("Some Services Cannot Be Read"), text);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), NULL);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* NULL: nothing was chosen. */
static GFile *
finish_choosing (RhWindow *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GFile *folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);

  if (folder == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    rh_window_files_show_problem (GTK_WIDGET (self), error);

  return folder;
}

static void
choose (RhWindow *self,
        const char *title,
        const char *accept,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_accept_label (dialog, accept);
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (self), NULL, callback, user_data);
}

/* Making */

typedef struct
{
  RhWindow *window;
  char *name;
  RhService *service; /* NULL: none */
} Making;

static void
making_free (Making *making)
{
  g_object_unref (making->window);
  g_clear_object (&making->service);
  g_free (making->name);
  g_free (making);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Making, making_free)

static void
create_in (RhWindow *self, GFile *folder, const char *name, RhService *service)
{
  g_autoptr (GError) error = NULL;
  RhCollection *collection = rh_workspace_create_collection (rh_window_get_workspace (self), folder,
                                                             name, service, &error);

  if (collection == NULL)
    rh_window_files_show_problem (GTK_WIDGET (self), error);
  else
    rh_window_show (self, collection);
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Making) making = user_data;
  g_autoptr (GFile) folder = finish_choosing (making->window, source, result);

  if (folder != NULL)
    create_in (making->window, folder, making->name, making->service);
}

/* What a collection can begin with: nothing, or what a service brings along. */
static GtkWidget *
new_service_row (RhWorkspace *workspace, const char *service_id)
{
  GtkWidget *row = adw_combo_row_new ();
  GListModel *services = rh_workspace_get_services (workspace);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GListStore *choices = g_list_store_new (RH_TYPE_SERVICE);
  guint selected = 0;

  /* Translators: a new collection without requests */
  gtk_string_list_append (names, C_ ("service", "None"));
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (services, i);

      if (*rh_service_get_environments (service) == NULL)
        continue;
      gtk_string_list_append (names, rh_service_get_name (service));
      g_list_store_append (choices, service);
      if (g_strcmp0 (rh_service_get_id (service), service_id) == 0)
        selected = g_list_model_get_n_items (G_LIST_MODEL (choices));
    }

  /* Translators: an API that Rehearsal knows. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Service"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("Brings its environments and starter requests"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_set_data_full (G_OBJECT (row), "choices", choices, g_object_unref);
  return row;
}

/* (transfer full) (nullable) */
static RhService *
dup_chosen_service (AdwComboRow *row)
{
  GListModel *choices = g_object_get_data (G_OBJECT (row), "choices");
  guint selected = adw_combo_row_get_selected (row);

  return selected == 0 ? NULL : g_list_model_get_item (choices, selected - 1);
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhWindow) self = user_data;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (source);
  GtkEditable *entry = GTK_EDITABLE (g_object_get_data (source, "entry"));
  const char *answer = adw_alert_dialog_choose_finish (dialog, result);
  Making *making;

  if (!g_str_equal (answer, "create"))
    return;

  making = g_new0 (Making, 1);
  making->window = g_object_ref (self);
  making->name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  making->service = dup_chosen_service (ADW_COMBO_ROW (g_object_get_data (source, "service")));
  choose (self, _ ("Folder for the Collection"), _ ("_Create"), place_chosen_cb, making);
}

static void
name_changed_cb (AdwAlertDialog *dialog, GtkEditable *entry)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "create", *name != '\0');
}

void
rh_window_files_create (RhWindow *self, const char *service_id)
{
  AdwAlertDialog *dialog;
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();
  GtkWidget *service;

  g_return_if_fail (RH_IS_WINDOW (self));

  service = new_service_row (rh_window_get_workspace (self), service_id);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("New Collection"),
      _ ("A collection is a folder of small text files. In a folder that holds other files it gets "
         "one of its own.")));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  gtk_list_box_append (GTK_LIST_BOX (list), service);
  adw_alert_dialog_set_extra_child (dialog, list);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "create", _ ("Choose _Folder…"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "create", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (dialog, "create", FALSE);
  adw_alert_dialog_set_default_response (dialog, "create");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data (G_OBJECT (dialog), "entry", entry);
  g_object_set_data (G_OBJECT (dialog), "service", service);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, named_cb, g_object_ref (self));
}

/* Opening */

static void
none_here_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhWindow) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  GFile *folder = g_object_get_data (source, "folder");
  g_autofree char *name = g_file_get_basename (folder);
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  if (g_str_equal (answer, "create"))
    create_in (self, folder, valid, NULL);
}

static void
offer_to_create (RhWindow *self, GFile *folder)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("No Collection Here"),
      _ ("This folder has no opencollection.yml. Choose the folder that has it, or make a new "
         "collection here.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "create", _ ("_New Collection"),
                                  NULL);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "folder", g_object_ref (folder), g_object_unref);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, none_here_answered_cb,
                           g_object_ref (self));
}

static void
open_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhWindow) self = user_data;
  g_autoptr (GFile) folder = finish_choosing (self, source, result);

  if (folder != NULL)
    rh_window_open_folder (self, folder);
}

static gboolean
is_of_another_program (GFile *folder)
{
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, NULL);

  return disk != NULL && rh_import_knows_folder (disk);
}

static void
import_one (RhWindow *self, GFile *file)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_object_ref (file));
  rh_window_import (self, files);
}

void
rh_window_open_folder (RhWindow *self, GFile *folder)
{
  g_autoptr (GError) error = NULL;
  RhCollection *collection;

  g_return_if_fail (RH_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (folder));

  collection = rh_collections_open (rh_workspace_get_open (rh_window_get_workspace (self)), folder,
                                    &error);
  if (collection != NULL)
    rh_window_show (self, collection);
  else if (!g_error_matches (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_NONE_HERE))
    rh_window_files_show_problem (GTK_WIDGET (self), error);
  else if (is_of_another_program (folder))
    import_one (self, folder);
  else
    offer_to_create (self, folder);
}

static gboolean
is_to_import (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return !g_str_equal (base, COLLECTION_FILE)
         && g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR;
}

/* Of a file that was chosen by itself the document portal shows no more than that file: its
 * collection would seem to be empty. */
static gboolean
is_without_folder (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  const char *path = g_file_peek_path (file);
  g_autofree char *folder = path == NULL ? NULL : g_path_get_dirname (path);
  g_autofree char *above = path == NULL ? NULL : g_path_get_dirname (folder);

  return path != NULL && g_str_equal (base, COLLECTION_FILE) && rh_real_path_is_document (path)
         && !rh_real_path_is_document (above);
}

static void
folder_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhWindow) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "choose"))
    rh_window_files_open (self);
}

static void
ask_for_folder (RhWindow *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("Choose Its Folder"),
      _ ("A collection is a folder, and only one file of it may be read. Choose the folder that "
         "opencollection.yml is in.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "choose", _ ("Choose _Folder…"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "choose", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "choose");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, folder_answered_cb,
                           g_object_ref (self));
}

void
rh_window_open_files (RhWindow *self, GPtrArray *files)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (RH_IS_WINDOW (self));
  g_return_if_fail (files != NULL);

  for (guint i = 0; i < files->len; i++)
    {
      GFile *file = g_ptr_array_index (files, i);

      if (is_to_import (file))
        g_ptr_array_add (others, g_object_ref (file));
      else if (is_without_folder (file))
        ask_for_folder (self);
      else
        rh_window_open_folder (self, file);
    }

  if (others->len > 0)
    rh_window_import (self, others);
}

void
rh_window_files_open (RhWindow *self)
{
  g_return_if_fail (RH_IS_WINDOW (self));

  choose (self, _ ("Open a Collection’s Folder"), _ ("_Open"), open_chosen_cb, g_object_ref (self));
}

static gboolean
drop_cb (RhWindow *self, const GValue *value)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
    g_ptr_array_add (files, g_object_ref (file->data));
  rh_window_open_files (self, files);

  return TRUE;
}

void
rh_window_files_accept_drops (RhWindow *self, GtkWidget *place)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (place, GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_css_class (place, "drop-place");
}

/* A folder for one that has none */

typedef struct
{
  RhWindow *window;
  RhCollection *collection;
  GCallback done;
} Placing;

static void
placing_free (Placing *placing)
{
  g_object_unref (placing->window);
  g_object_unref (placing->collection);
  g_free (placing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Placing, placing_free)

static void
placed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Placing) placing = user_data;
  g_autoptr (GFile) folder = finish_choosing (placing->window, source, result);
  RhWorkspace *workspace = rh_window_get_workspace (placing->window);
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    return;

  if (rh_collections_save_to (rh_workspace_get_open (workspace), placing->collection, folder,
                              &error))
    {
      rh_window_show (placing->window, placing->collection);
      ((void (*) (RhWindow *)) placing->done) (placing->window);
    }
  else
    rh_window_files_show_problem (GTK_WIDGET (placing->window), error);
}

void
rh_window_files_choose_folder (RhWindow *self, RhCollection *collection, GCallback done)
{
  Placing *placing;

  g_return_if_fail (RH_IS_WINDOW (self));
  g_return_if_fail (RH_IS_COLLECTION (collection));

  placing = g_new0 (Placing, 1);
  placing->window = g_object_ref (self);
  placing->collection = g_object_ref (collection);
  placing->done = done;
  choose (self, _ ("Save the Collection in a Folder"), _ ("_Save Here"), placed_cb, placing);
}
