/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From start to use: the window is there before its collection is read, and `--say-when-ready` says
 * both, so that `./dev bench` can measure them. RH_TEST_PROGRAM is the program. */
#include "lib/rh-fake-opener.h"
#include "secret/rh-memory-keyring.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"
#include "window/rh-welcome-page.h"

/* Of a process that has just begun; data and state share a folder, as XDG_DATA_HOME and
 * XDG_STATE_HOME below. */
static RhWorkspace *
workspace_new (RhUiFixture *fixture)
{
  g_autoptr (GFile) folder = g_file_resolve_relative_path (fixture->scratch, "home/rehearsal");
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (RhFakeOpener) opener = rh_fake_opener_new (RH_FAKE_OPENER_FAILS);

  return rh_workspace_new (keyring, RH_URI_OPENER (opener), folder, folder,
                           rh_workspace_get_services (fixture->workspace));
}

static void
keep_starter (RhUiFixture *fixture)
{
  g_autoptr (RhWorkspace) workspace = workspace_new (fixture);
  g_autoptr (GError) error = NULL;

  rh_workspace_get_starter (workspace);
  rh_workspace_flush (workspace, &error);
  g_assert_no_error (error);
}

static gboolean
has_tab (gpointer page)
{
  return rh_collection_page_get_tab (page) != NULL;
}

static void
test_window_before_collection (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  g_autoptr (RhWorkspace) workspace = NULL;
  RhWindow *window;
  GtkWidget *page;

  keep_starter (fixture);
  workspace = workspace_new (fixture);
  window = rh_window_new (ADW_APPLICATION (fixture->application), workspace);
  gtk_window_present (GTK_WINDOW (window));
  page = rh_ui_find_type (window, RH_TYPE_COLLECTION_PAGE);
  g_assert_nonnull (page);
  g_assert_cmpuint (g_list_model_get_n_items (rh_workspace_get_collections (workspace)), ==, 0);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Rehearsal");
  /* Nothing to act on yet. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-tab", NULL);
  g_assert_false (has_tab (page));

  rh_ui_wait (has_tab, page);
  g_assert_true (rh_ui_find_type (window, RH_TYPE_COLLECTION_PAGE) == page);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==,
                   rh_collection_get_name (rh_workspace_get_starter (workspace)));
  g_assert_nonnull (rh_ui_find_named (window, "Environment"));
}

static gboolean
has_welcome (gpointer window)
{
  return rh_ui_find_type (window, RH_TYPE_WELCOME_PAGE) != NULL;
}

static void
test_nothing_readable (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  g_autoptr (GFile) file = g_file_resolve_relative_path (
      fixture->scratch, "home/rehearsal/collections/broken/opencollection.yml");
  g_autoptr (RhWorkspace) workspace = workspace_new (fixture);
  g_autoptr (GError) error = NULL;
  RhWindow *window;

  g_file_make_directory_with_parents (file, NULL, &error);
  g_assert_no_error (error);

  g_test_expect_message ("rh-window", G_LOG_LEVEL_WARNING, "*could not be read*");
  window = rh_window_new (ADW_APPLICATION (fixture->application), workspace);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_false (has_welcome (window));
  rh_ui_wait (has_welcome, window);
  g_test_assert_expected_messages ();
}

static GSubprocess *
start_program (RhUiFixture *fixture)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *home = g_build_filename (g_file_peek_path (fixture->scratch), "home", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *program;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", home, TRUE);
  program = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("RH_TEST_PROGRAM"),
                                         "--say-when-ready", NULL);
  g_assert_no_error (error);
  return program;
}

static void
assert_says (GDataInputStream *output, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, word);
}

/* And goes on: it has not ended when it is ended. */
static void
test_says_when_ready (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  g_autoptr (GSubprocess) program = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;

  keep_starter (fixture);
  program = start_program (fixture);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program));

  assert_says (output, "first-frame");
  assert_says (output, "usable");

  g_subprocess_send_signal (program, SIGTERM);
  g_subprocess_wait (program, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (program));
  g_assert_cmpint (g_subprocess_get_term_sig (program), ==, SIGTERM);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/startup/window-before-collection", test_window_before_collection);
  g_test_add_func ("/startup/nothing-readable-is-welcome", test_nothing_readable);
  g_test_add_func ("/startup/says-when-seen-and-when-usable", test_says_when_ready);

  return g_test_run ();
}
