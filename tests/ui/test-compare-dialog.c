/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was edited here and by another program: the choice is between the two that are
 * shown, and what keeps it from being taken is said. */
#include "collection/rh-compare-dialog.h"
#include "ui/rh-ui-fixture.h"

#include <glib/gstdio.h>

#define STAGING "name: Staging\n\nvariables:\n  - name: api\n    value: "
#define OPENING "info:\n  name: List\n  type: http\nhttp:\n  method: GET\n  url: "

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhRequestItem *item;
  GtkWidget *dialog;
} Fixture;

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (fixture->ui->scratch), name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static gboolean
has_conflict (gpointer item)
{
  return rh_request_item_has_conflict (item);
}

static RhCollectionStore *
get_store (Fixture *fixture)
{
  return rh_collections_get_store (rh_workspace_get_open (fixture->ui->workspace),
                                   rh_window_get_collection (fixture->window));
}

static void
click (gpointer root, const char *label)
{
  g_signal_emit_by_name (gtk_widget_get_ancestor (rh_ui_await_text (root, label), GTK_TYPE_BUTTON),
                         "clicked");
}

/* Edited here, then changed to @theirs, and compared. */
static void
compare (Fixture *fixture, const char *theirs)
{
  g_object_set (fixture->item, "url", "https://h/mine", NULL);
  write_file (fixture, "List.yml", theirs);
  rh_ui_wait (has_conflict, fixture->item);
  click (fixture->window, "Compare…");
  fixture->dialog = rh_ui_await_type (fixture->window, RH_TYPE_COMPARE_DIALOG);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  GFile *files[1];

  fixture->ui = rh_ui_fixture_new ();
  path = g_build_filename (g_file_peek_path (fixture->ui->scratch), "environments", NULL);
  fixture->window = rh_ui_fixture_open (fixture->ui);
  write_file (fixture, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Acme\n");
  write_file (fixture, "List.yml", OPENING "https://h/\n");
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  write_file (fixture, "environments/Staging.yml", STAGING "base\n");
  files[0] = fixture->ui->scratch;
  g_application_open (G_APPLICATION (fixture->ui->application), files, 1, "");
  rh_ui_await_type (fixture->window, RH_TYPE_REQUEST_PAGE);
  fixture->item
      = rh_tab_get_item (rh_collection_page_get_tab (rh_window_get_page (fixture->window)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_ui_fixture_free (fixture->ui);
}

static void
test_use_the_files (Fixture *fixture, gconstpointer data)
{
  compare (fixture, OPENING "https://h/theirs\n");
  click (fixture->dialog, "Use the File’s");
  g_assert_cmpstr (rh_request_item_get_url (fixture->item), ==, "https://h/theirs");
  g_assert_false (has_conflict (fixture->item));
}

/* As with the marks of a merge in it. */
static void
test_broken_file_is_told (Fixture *fixture, gconstpointer data)
{
  compare (fixture, "<<<<<<< HEAD\n" OPENING "https://h/theirs\n=======\n");
  click (fixture->dialog, "Use the File’s");
  g_assert_nonnull (rh_ui_await_text (fixture->dialog, "Not YAML"));
  g_assert_cmpstr (rh_request_item_get_url (fixture->item), ==, "https://h/mine");
  g_assert_true (has_conflict (fixture->item));
}

static void
test_only_what_is_shown_is_taken (Fixture *fixture, gconstpointer data)
{
  compare (fixture, OPENING "https://h/theirs\n");
  write_file (fixture, "List.yml", OPENING "https://h/later\n");
  click (fixture->dialog, "Keep Mine");
  g_assert_nonnull (rh_ui_await_text (fixture->dialog, "The file changed once more"));
  g_assert_true (has_conflict (fixture->item));
  click (fixture->dialog, "Use the File’s");
  g_assert_cmpstr (rh_request_item_get_url (fixture->item), ==, "https://h/later");
}

/* What is written by itself: told above the tree, and kept until somebody chose */

static gboolean
has_clash (gpointer store)
{
  return rh_collection_store_get_clash (store) != NULL;
}

static const char *
get_api (Fixture *fixture)
{
  RhEnvironment *staging
      = rh_collection_get_environment (rh_window_get_collection (fixture->window), "Staging");

  return rh_variable_get_value (rh_environment_lookup (staging, "api"));
}

static void
compare_environments (Fixture *fixture)
{
  RhCollection *collection = rh_window_get_collection (fixture->window);

  rh_environment_set (rh_collection_get_environment (collection, "Staging"), "api", "mine");
  write_file (fixture, "environments/Staging.yml", STAGING "theirs\n");
  g_assert_true (rh_collection_store_refresh (get_store (fixture), NULL));
  g_assert_cmpstr (get_api (fixture), ==, "theirs");
  g_assert_nonnull (rh_ui_await_text (fixture->window, "Changes are not saved: Changed on Disk"));
  click (fixture->window, "Compare…");
  fixture->dialog = rh_ui_await_type (fixture->window, RH_TYPE_COMPARE_DIALOG);
  g_assert_nonnull (rh_ui_await_text (fixture->dialog,
                                      "Another program changed “Staging” since you began to edit "
                                      "it. Compare the two and choose."));
}

static void
assert_chosen (Fixture *fixture, const char *api)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (fixture->ui->scratch), "environments",
                                            "Staging.yml", NULL);
  g_autofree char *expected = g_strconcat (STAGING, api, "\n", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpstr (get_api (fixture), ==, api);
  g_assert_false (has_clash (get_store (fixture)));
  g_assert_true (rh_collection_store_flush (get_store (fixture), NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_silent (gpointer window)
{
  return rh_ui_find_text (window, "Compare…") == NULL;
}

static void
test_environment_is_kept (Fixture *fixture, gconstpointer data)
{
  compare_environments (fixture);
  click (fixture->dialog, "Keep Mine");
  assert_chosen (fixture, "mine");
  rh_ui_wait (is_silent, fixture->window);
}

static void
test_environment_gives_way (Fixture *fixture, gconstpointer data)
{
  compare_environments (fixture);
  click (fixture->dialog, "Use the File’s");
  assert_chosen (fixture, "theirs");
  rh_ui_wait (is_silent, fixture->window);
}

/* It would be lost with the program. */
static void
test_closing_asks (Fixture *fixture, gconstpointer data)
{
  compare_environments (fixture);
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_nonnull (rh_ui_await_text (fixture->window, "Close Without Saving?"));
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/compare-dialog/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("use-the-files", test_use_the_files);
  ADD ("broken-file-is-told", test_broken_file_is_told);
  ADD ("only-what-is-shown-is-taken", test_only_what_is_shown_is_taken);
  ADD ("environment-is-kept", test_environment_is_kept);
  ADD ("environment-gives-way", test_environment_gives_way);
  ADD ("closing-asks", test_closing_asks);
#undef ADD

  return g_test_run ();
}
