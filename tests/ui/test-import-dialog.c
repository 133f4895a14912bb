/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of another program in the window: told of before anything is written, written when somebody
 * says so, and nothing by halves. */
#include "import/rh-import-dialog.h"
#include "import/rh-import-list.h"
#include "import/rh-import-page.h"
#include "lib/rh-fake-keyring.h"
#include "lib/rh-keyring-calls.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

#define TOKEN "canary-token-0123456789"

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  GFile *target; /* an empty folder */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer starter)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->window = starter != NULL ? rh_ui_fixture_open_starter (fixture->ui)
                                    : rh_ui_fixture_open (fixture->ui);
  fixture->target = g_file_get_child (fixture->ui->scratch, "target");
  g_assert_true (g_file_make_directory_with_parents (fixture->target, NULL, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer starter)
{
  g_object_unref (fixture->target);
  rh_ui_fixture_free (fixture->ui);
}

static void
open_text (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GFile) file = g_file_get_child (fixture->ui->scratch, name);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
  g_ptr_array_add (files, file);
  rh_window_open_files (fixture->window, files);
}

/* Commands of curl, each with a secret of its own and an option that is told of. */
static char *
dup_script (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        text, "curl -k -H 'X-Api-Key: " TOKEN "-%u' https://x.example/users/%u\n", i, i);

  return g_string_free_and_steal (text);
}

static void
open_script (Fixture *fixture, guint n)
{
  g_autofree char *text = dup_script (n);

  open_text (fixture, "Acme.sh", text);
}

static AdwDialog *
get_dialog (Fixture *fixture)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

static gboolean
shows_report (gpointer fixture)
{
  AdwDialog *dialog = get_dialog (fixture);

  return RH_IS_IMPORT_DIALOG (dialog) && rh_ui_find_type (dialog, RH_TYPE_IMPORT_PAGE) != NULL;
}

static RhImportDialog *
await_report (Fixture *fixture)
{
  rh_ui_wait (shows_report, fixture);
  return RH_IMPORT_DIALOG (get_dialog (fixture));
}

static gboolean
shows_none (gpointer fixture)
{
  return get_dialog (fixture) == NULL;
}

static gboolean
has_collection (gpointer fixture)
{
  return rh_window_get_collection (((Fixture *) fixture)->window) != NULL && shows_none (fixture);
}

static gboolean
is_empty (GFile *folder)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);

  return g_dir_read_name (dir) == NULL;
}

static char *
read_target (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (fixture->target), name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

/* The button or the row that is called so. */
static void
press (gpointer root, const char *name)
{
  GtkWidget *label = rh_ui_await_text (root, name);
  GtkWidget *row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);

  g_assert_true (gtk_widget_activate (button != NULL ? button : row));
}

/* The report first, then the collection in the window, and the report again in a file. */
static void
test_import (Fixture *fixture, gconstpointer starter)
{
  RhImportDialog *dialog;
  RhCollection *collection;
  g_autofree char *text = NULL;
  g_autofree char *report = NULL;

  open_script (fixture, 3);
  dialog = await_report (fixture);
  g_assert_nonnull (rh_ui_find_text (dialog, "Into the Keyring"));
  g_assert_true (is_empty (fixture->target));
  rh_import_dialog_write (dialog, fixture->target);
  rh_ui_wait (has_collection, fixture);
  collection = rh_window_get_collection (fixture->window);
  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme");
  g_assert_true (rh_collection_is_accepted (collection));
  text = read_target (fixture, "opencollection.yml");
  g_assert_nonnull (text);
  g_assert_null (strstr (text, TOKEN));

  rh_ui_await_text (fixture->window, "“Acme” was imported");
  press (fixture->window, "Save Report");
  rh_ui_await_text (fixture->window, "Saved in the collection’s folder as “Import Report.md”");
  report = read_target (fixture, "Import Report.md");
  g_assert_true (g_str_has_prefix (report, "# Acme\n"));
  g_assert_null (strstr (report, TOKEN));
}

/* Closed before Import… was chosen: as if nothing had been. */
static void
test_cancel (Fixture *fixture, gconstpointer starter)
{
  open_script (fixture, 3);
  adw_dialog_close (ADW_DIALOG (await_report (fixture)));
  rh_ui_wait (shows_none, fixture);
  rh_test_drain ();
  g_assert_null (rh_window_get_collection (fixture->window));
  g_assert_true (is_empty (fixture->target));
}

/* A collection is there already: said, and the report stays for another folder. */
static void
test_taken_folder (Fixture *fixture, gconstpointer starter)
{
  g_autoptr (GFile) file = g_file_get_child (fixture->target, "opencollection.yml");
  AdwDialog *dialog;

  g_assert_true (
      g_file_set_contents (g_file_peek_path (file), "opencollection: 1.0.0\n", -1, NULL));
  open_script (fixture, 1);
  dialog = ADW_DIALOG (await_report (fixture));
  rh_import_dialog_write (RH_IMPORT_DIALOG (dialog), fixture->target);
  rh_ui_await_text (fixture->window, "There Is a Collection Already");
  adw_dialog_force_close (get_dialog (fixture));
  rh_ui_wait (shows_report, fixture);
  g_assert_true (get_dialog (fixture) == dialog);
}

static void
test_refused (Fixture *fixture, gconstpointer starter)
{
  open_text (fixture, "broken.json", "{\"info\": ");
  rh_ui_await_text (fixture->window, "Not JSON");
  g_assert_true (ADW_IS_ALERT_DIALOG (get_dialog (fixture)));
  g_assert_null (rh_window_get_collection (fixture->window));
}

/* A name is needed. */
static void
test_name (Fixture *fixture, gconstpointer starter)
{
  RhImportDialog *dialog;
  GtkWidget *button;
  GtkWidget *name;

  open_script (fixture, 1);
  dialog = await_report (fixture);
  button = rh_ui_find_named (dialog, "Import…");
  name = rh_ui_find_type (dialog, ADW_TYPE_ENTRY_ROW);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "Acme");
  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (name), "  ");
  g_assert_false (gtk_widget_is_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (name), " Other ");
  g_assert_true (gtk_widget_is_sensitive (button));
  rh_import_dialog_write (dialog, fixture->target);
  rh_ui_wait (has_collection, fixture);
  g_assert_cmpstr (rh_collection_get_name (rh_window_get_collection (fixture->window)), ==,
                   "Other");
}

/* Thousands of lines make a screenful of widgets. */
static void
test_many (Fixture *fixture, gconstpointer starter)
{
  RhImportDialog *dialog;
  GtkWidget *page;
  GtkWidget *list;

  open_script (fixture, 3000);
  dialog = await_report (fixture);
  g_assert_cmpuint (rh_ui_count_type (dialog, ADW_TYPE_ACTION_ROW), <, 30);
  press (dialog, "Show All 3000");
  page = rh_ui_await_type (dialog, RH_TYPE_IMPORT_LIST);
  list = rh_ui_await_type (page, GTK_TYPE_LIST_VIEW);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))), ==,
      3000);
  g_assert_cmpuint (rh_ui_count_type (list, GTK_TYPE_BOX), <, 300);
}

/* An environment alone is added to the collection that is open. */
static void
test_environments (Fixture *fixture, gconstpointer starter)
{
  static const char text[]
      = "{\"name\": \"Sandbox\", \"_postman_variable_scope\": \"environment\", \"values\":"
        " [{\"key\": \"api\", \"value\": \"https://sandbox.example\", \"enabled\": true}]}";
  RhCollection *collection = rh_window_get_collection (fixture->window);
  RhEnvironment *added;

  open_text (fixture, "env.json", text);
  await_report (fixture);
  rh_ui_await_text (fixture->window, "Add to Starter");
  press (get_dialog (fixture), "Add");
  rh_ui_wait (shows_none, fixture);
  added = rh_collection_get_environment (collection, "Sandbox");
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (added, "api")), ==,
                   "https://sandbox.example");
}

/* The collection is there, and its secrets wait for the keyring: nobody closes that by mistake. */
static void
test_keyring (Fixture *fixture, gconstpointer starter)
{
  RhFakeKeyring *keyring = RH_FAKE_KEYRING (rh_workspace_get_keyring (fixture->ui->workspace));
  RhImportDialog *dialog;
  RhCollection *collection;
  g_autofree char *slot = NULL;
  const char *kind;

  open_script (fixture, 1);
  dialog = await_report (fixture);
  rh_fake_keyring_fail_all (keyring, RH_KEYRING_ERROR_LOCKED);
  rh_import_dialog_write (dialog, fixture->target);
  rh_ui_await_text (fixture->window, "Secrets Are Not Kept Yet");
  g_assert_null (rh_window_get_collection (fixture->window));
  rh_fake_keyring_fail_all (keyring, -1);
  press (fixture->window, "Try Again");
  rh_ui_wait (has_collection, fixture);

  collection = rh_window_get_collection (fixture->window);
  slot = rh_secret_slot_of (collection, rh_collection_get_environment (collection, "Default"),
                            "x_api_key", &kind);
  rh_keyring_assert_has (RH_KEYRING (keyring), kind, slot, TOKEN "-0");
}

#define ADD(path, starter, func) \
  g_test_add ("/import-dialog/" path, Fixture, starter, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  ADD ("import", NULL, test_import);
  ADD ("cancel", NULL, test_cancel);
  ADD ("taken-folder", NULL, test_taken_folder);
  ADD ("refused", NULL, test_refused);
  ADD ("name", NULL, test_name);
  ADD ("many", NULL, test_many);
  ADD ("keyring", NULL, test_keyring);
  ADD ("environments", "starter", test_environments);

  return g_test_run ();
}
