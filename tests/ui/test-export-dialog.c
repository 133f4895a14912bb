/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Export… of a collection and of a folder: what is offered, what is in the file, and secrets only
 * when somebody asks for them. */
#include "config.h"

#include "collection/rh-export-dialog.h"
#include "ui/rh-ui-fixture.h"
#include "workspace/rh-variable-secrets.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhCollection *collection;   /* borrowed */
  RhEnvironment *environment; /* borrowed */
  AdwDialog *dialog;          /* borrowed */
  GFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  fixture->collection = rh_window_get_collection (fixture->window);
  fixture->environment = rh_collection_page_get_environment (rh_window_get_page (fixture->window));
  fixture->file = g_file_get_child (fixture->ui->scratch, "exported.json");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->file);
  rh_ui_fixture_free (fixture->ui);
}

static void
take_dialog (Fixture *fixture)
{
  fixture->dialog
      = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (RH_IS_EXPORT_DIALOG (fixture->dialog));
  rh_ui_await_text (fixture->dialog, "Format");
}

/* The way of a person. */
static void
open_dialog (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export", NULL));
  take_dialog (fixture);
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  return gtk_widget_get_ancestor (rh_ui_await_text (fixture->dialog, title),
                                  ADW_TYPE_PREFERENCES_ROW);
}

static char *
dup_formats (Fixture *fixture)
{
  GListModel *names = adw_combo_row_get_model (ADW_COMBO_ROW (find_row (fixture, "Format")));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    g_string_append_printf (text, "%s|", gtk_string_list_get_string (GTK_STRING_LIST (names), i));

  return g_string_free_and_steal (text);
}

static void
choose_format (Fixture *fixture, const char *name)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_row (fixture, "Format"));
  GListModel *names = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i), name))
      {
        adw_combo_row_set_selected (row, i);
        return;
      }
  g_assert_not_reached ();
}

static AdwDialog *
get_shown (Fixture *fixture)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

/* When the file is there the dialog goes, or has something to say. */
static gboolean
is_written (gpointer data)
{
  Fixture *fixture = data;

  return get_shown (fixture) == NULL || rh_ui_find_text (fixture->dialog, "Exported") != NULL;
}

static char *
write_file (Fixture *fixture)
{
  char *text;

  rh_export_dialog_write (RH_EXPORT_DIALOG (fixture->dialog), fixture->file);
  rh_ui_wait (is_written, fixture);
  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->file), &text, NULL, NULL));
  return text;
}

static void
keep_secret (Fixture *fixture)
{
  g_autoptr (RhSecret) secret = rh_secret_new ("of-the-keyring", -1);
  g_autoptr (RhVariableSecrets) secrets = rh_variable_secrets_new (
      rh_workspace_get_keyring (fixture->ui->workspace),
      rh_workspace_get_bindings (fixture->ui->workspace), fixture->collection,
      rh_collection_get_scope (fixture->collection), fixture->environment);
  g_autoptr (GAsyncResult) result = NULL;

  rh_environment_add_secret (rh_collection_get_scope (fixture->collection), "api_key");
  rh_variable_secrets_store_async (secrets, "api_key", secret, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_true (rh_variable_secrets_store_finish (secrets, result, NULL));
}

static void
test_collection (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  keep_secret (fixture);
  open_dialog (fixture);
  g_assert_null (rh_ui_find_text (fixture->dialog, "Environment"));
  text = write_file (fixture);
  g_assert_nonnull (strstr (text, "schema.getpostman.com"));
  g_assert_nonnull (strstr (text, "\"api_key\""));
  g_assert_null (strstr (text, "of-the-keyring"));
}

/* In clear, and for nobody else to read. */
static void
test_secrets (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;
  g_autofree char *text = NULL;
  GStatBuf info;

  keep_secret (fixture);
  open_dialog (fixture);
  row = find_row (fixture, "Include Secrets");
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  rh_ui_await_text (fixture->dialog, "Environment");
  text = write_file (fixture);
  g_assert_nonnull (strstr (text, "\"of-the-keyring\""));
  g_assert_cmpint (g_stat (g_file_peek_path (fixture->file), &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0077, ==, 0);
}

static void
test_environment (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  open_dialog (fixture);
  choose_format (fixture, "Postman Environment");
  rh_ui_await_text (fixture->dialog, "Environment");
  text = write_file (fixture);
  g_assert_nonnull (strstr (text, "\"name\": \"Practice\""));
}

/* It has no environment of its own. */
static void
test_folder (Fixture *fixture, gconstpointer data)
{
  RhFolder *root = rh_collection_get_root (fixture->collection);
  g_autoptr (RhFolder) folder = rh_folder_new ("Only This");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Inner", "GET", "https://a.example/");
  g_autofree char *formats = NULL;
  g_autofree char *text = NULL;

  rh_folder_append (folder, G_OBJECT (item));
  rh_folder_append (root, G_OBJECT (folder));
  rh_collection_page_export_item (rh_window_get_page (fixture->window), G_OBJECT (folder));
  take_dialog (fixture);
  formats = dup_formats (fixture);
  g_assert_nonnull (strstr (formats, "Postman Collection 2.1|"));
  g_assert_null (strstr (formats, "Postman Environment|"));

  text = write_file (fixture);
  g_assert_nonnull (strstr (text, "\"Inner\""));
  g_assert_null (strstr (text, "\"Employees\""));
}

/* What is not in the file as it is here is there to be read, and Done ends it. */
static void
test_notes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  GtkWidget *row;

  keep_secret (fixture);
  open_dialog (fixture);
  text = write_file (fixture);
  g_assert_true (get_shown (fixture) == fixture->dialog);
  row = find_row (fixture, "For You to Do");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  rh_ui_await_text (fixture->dialog, "“api_key” is secret and has no value in the file: whoever "
                                     "uses the file sets it.");
  rh_ui_await_text (fixture->dialog, "In the collection");
}

/* Nothing to say: it is gone, and a toast says where the file is. */
static void
test_no_notes (Fixture *fixture, gconstpointer data)
{
  RhFolder *root = rh_collection_get_root (fixture->collection);
  g_autoptr (RhFolder) folder = rh_folder_new ("Only This");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Inner", "GET", "https://a.example/");
  g_autofree char *text = NULL;

  g_object_set (root, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_environment_clear (rh_folder_get_scope (root));
  rh_folder_append (folder, G_OBJECT (item));
  rh_folder_append (root, G_OBJECT (folder));
  rh_collection_page_export_item (rh_window_get_page (fixture->window), G_OBJECT (folder));
  take_dialog (fixture);
  text = write_file (fixture);
  g_assert_null (get_shown (fixture));
  rh_ui_await_text (fixture->window, "Exported to “exported.json”");
}

static gboolean
has_problem (gpointer data)
{
  return ADW_IS_ALERT_DIALOG (get_shown (data));
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  RhFolder *root = rh_collection_get_root (fixture->collection);
  g_autoptr (RhFolder) folder = rh_folder_new ("Empty");

  rh_folder_append (root, G_OBJECT (folder));
  rh_collection_page_export_item (rh_window_get_page (fixture->window), G_OBJECT (folder));
  take_dialog (fixture);
  rh_export_dialog_write (RH_EXPORT_DIALOG (fixture->dialog), fixture->file);
  rh_ui_wait (has_problem, fixture);
  g_assert_false (g_file_query_exists (fixture->file, NULL));
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

#define ADD(name, function) \
  g_test_add ("/export-dialog/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("collection", test_collection);
  ADD ("secrets", test_secrets);
  ADD ("environment", test_environment);
  ADD ("folder", test_folder);
  ADD ("notes", test_notes);
  ADD ("no-notes", test_no_notes);
  ADD ("nothing", test_nothing);
#undef ADD

  return g_test_run ();
}
