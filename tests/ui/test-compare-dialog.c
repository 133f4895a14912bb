/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request that was edited here and by another program: the choice is between the two that are
 * shown, and what keeps it from being taken is said. */
#include "collection/rh-compare-dialog.h"
#include "ui/rh-ui-fixture.h"

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
  GFile *files[1];

  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open (fixture->ui);
  write_file (fixture, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Acme\n");
  write_file (fixture, "List.yml", OPENING "https://h/\n");
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

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/compare-dialog/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("use-the-files", test_use_the_files);
  ADD ("broken-file-is-told", test_broken_file_is_told);
  ADD ("only-what-is-shown-is-taken", test_only_what_is_shown_is_taken);
#undef ADD

  return g_test_run ();
}
