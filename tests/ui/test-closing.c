/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last window of a collection closes it, and nothing that was typed is lost by that. */
#include "request/rh-request-page.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-session-keeper.h"

#include "workspace/rh-session.h"

#include <string.h>

#define TYPED "https://typed.example/"

/* Of a folder with a request and two environments; Staging has a secret in clear. */
typedef struct
{
  RhUiFixture *fixture;
  RhSessionKeeper *keeper;
  GFile *folder;
} App;

static void
write_file (App *app, const char *path, const char *text)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (app->folder, path);
  g_autoptr (GFile) parent = g_file_get_parent (file);

  g_mkdir_with_parents (g_file_peek_path (parent), 0700);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
}

static void
assert_file_has (App *app, const char *path, const char *text)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (app->folder, path);
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (g_file_peek_path (file), &found, NULL, NULL));
  g_assert_nonnull (strstr (found, text));
}

static App
start (void)
{
  App app = { rh_ui_fixture_new (), NULL, NULL };

  app.folder = g_file_get_child (app.fixture->scratch, "acme");
  write_file (&app, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Acme\n");
  write_file (&app, "A.yml",
              "info:\n  name: A\n  type: http\nhttp:\n  method: GET\n  url: https://a.example/\n");
  write_file (&app, "environments/Practice.yml", "name: Practice\nvariables: []\n");
  write_file (&app, "environments/Staging.yml",
              "name: Staging\nvariables:\n- secret: true\n  name: key\n  value: staging-hush\n");
  rh_workspace_keep_drafts (app.fixture->workspace);
  app.keeper
      = rh_session_keeper_new (ADW_APPLICATION (app.fixture->application), app.fixture->workspace);
  return app;
}

static void
finish (App *app)
{
  g_clear_object (&app->keeper);
  g_clear_object (&app->folder);
  g_clear_pointer (&app->fixture, rh_ui_fixture_free);
}

static GFile *
only_child (GFile *folder)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  name = g_dir_read_name (dir);
  g_assert_nonnull (name);
  return g_file_get_child (folder, name);
}

/* In the only draft there is. */
static void
assert_draft_has (App *app, const char *text)
{
  g_autoptr (GFile) drafts = g_file_resolve_relative_path (app->fixture->scratch, "state/drafts");
  g_autoptr (GFile) folder = only_child (drafts);
  g_autoptr (GFile) file = only_child (folder);
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (g_file_peek_path (file), &found, NULL, NULL));
  g_assert_nonnull (strstr (found, text));
}

static RhCollections *
get_open (App *app)
{
  return rh_workspace_get_open (app->fixture->workspace);
}

static RhCollection *
open_folder (App *app)
{
  g_autoptr (GError) error = NULL;
  RhCollection *collection = rh_collections_open (get_open (app), app->folder, &error);

  g_assert_no_error (error);
  return collection;
}

static RhWindow *
open_window (App *app)
{
  RhWindow *window = rh_window_new_for_collection (ADW_APPLICATION (app->fixture->application),
                                                   app->fixture->workspace, open_folder (app));

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static RhRequestItem *
get_request (App *app)
{
  return rh_collection_store_find (rh_collections_get_store (get_open (app), open_folder (app)),
                                   "A");
}

static guint
count_open (App *app)
{
  return g_list_model_get_n_items (rh_collections_get_list (get_open (app)));
}

static guint
count_windows (App *app)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (app->fixture->application)));
}

static void
close_window (RhWindow *window)
{
  gtk_window_close (GTK_WINDOW (window));
  rh_test_drain ();
}

/* What cannot be written while the secret stands there. */
static RhEnvironment *
change_staging (App *app)
{
  RhEnvironment *staging = rh_collection_get_environment (open_folder (app), "Staging");
  g_autoptr (RhVariable) variable = rh_variable_new ("extra", "1");

  rh_environment_append (staging, variable);
  return staging;
}

static void
type_url (App *app, RhWindow *window)
{
  RhRequestItem *item = get_request (app);

  rh_collection_page_open (rh_window_get_page (window), item, TRUE);
  g_object_set (item, "url", TYPED, NULL);
  rh_request_item_set_edited (item, TRUE);
}

static void
answer (RhWindow *window, const char *response)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog)), ==,
                   "Close Without Saving?");
  g_signal_emit_by_name (dialog, "response", response);
  adw_dialog_force_close (dialog);
  rh_test_drain ();
}

static void
quit (App *app)
{
  g_action_group_activate_action (G_ACTION_GROUP (app->fixture->application), "quit", NULL);
  rh_test_drain ();
}

/* Where nothing is in the way it asks nothing, and the window is in the session. */
static void
assert_quits (App *app)
{
  g_autoptr (GFile) state = g_file_get_child (app->fixture->scratch, "state");
  g_autoptr (RhSession) session = NULL;
  RhWindow *window = open_window (app);

  g_object_set (open_folder (app), "name", "Acme at Sea", NULL);
  type_url (app, window);
  quit (app);
  g_assert_cmpuint (count_windows (app), ==, 0);
  g_assert_cmpuint (count_open (app), ==, 0);
  assert_file_has (app, "opencollection.yml", "Acme at Sea");

  session = rh_session_load (state, NULL);
  g_assert_cmpuint (session->windows->len, ==, 1);
  g_assert_true (rh_session_keeper_restore (app->keeper));
  while (count_open (app) == 0)
    g_main_context_iteration (NULL, TRUE);
  rh_test_drain ();
  g_assert_cmpstr (rh_request_item_get_url (get_request (app)), ==, TYPED);
}

/* Quitting asks once where something would be lost, and No leaves everything as it was. The
 * application has the workspace of the first test, so this is that one. */
static void
test_quit (void)
{
  App app = start ();
  RhWindow *window;
  RhEnvironment *staging;

  assert_quits (&app);
  window = gtk_application_get_windows (GTK_APPLICATION (app.fixture->application))->data;
  staging = change_staging (&app);
  g_object_set (get_request (&app), "url", "https://again.example/", NULL);
  quit (&app);
  quit (&app);
  answer (window, "cancel");
  g_assert_cmpuint (count_windows (&app), ==, 1);
  g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  g_assert_nonnull (rh_environment_lookup (staging, "extra"));

  quit (&app);
  answer (window, "close");
  g_assert_cmpuint (count_windows (&app), ==, 0);
  assert_file_has (&app, "environments/Staging.yml", "staging-hush");
  assert_draft_has (&app, "https://again.example/");
  finish (&app);
}

/* As on a full disk: it is told while somebody types, and asked before it is lost. */
static void
test_draft_that_cannot_be_kept (void)
{
  App app = start ();
  g_autoptr (GFile) in_the_way = g_file_resolve_relative_path (app.folder, "../state/drafts");
  RhWindow *window = open_window (&app);
  AdwDialog *dialog;

  write_file (&app, "../state/drafts", "");
  g_test_expect_message ("rh-drafts", G_LOG_LEVEL_WARNING, "*could not be kept*");
  type_url (&app, window);
  rh_ui_await_text (window, "What you edit cannot be kept as a draft: save it");
  close_window (window);
  g_test_assert_expected_messages ();
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)),
                            "what you edited in requests would be lost"));
  answer (window, "cancel");
  g_assert_cmpuint (count_open (&app), ==, 1);

  g_assert_true (g_file_delete (in_the_way, NULL, NULL));
  close_window (window);
  g_assert_cmpuint (count_open (&app), ==, 0);
  assert_draft_has (&app, TYPED);
  finish (&app);
}

/* And what was typed is there when the folder is opened again, in a new collection, with a new
 * connection. */
static void
test_last_window (void)
{
  App app = start ();
  RhWindow *window = open_window (&app);
  RhWindow *other = open_window (&app);
  RhCollection *collection = open_folder (&app);
  RhEnvironment *practice = rh_collection_get_environment (collection, "Practice");
  g_autoptr (RhConnection) before
      = rh_workspace_get_connection (app.fixture->workspace, collection, practice);
  g_autoptr (RhConnection) after = NULL;
  gpointer gone = collection;

  type_url (&app, window);
  g_object_set (collection, "name", "Acme at Sea", NULL);
  close_window (other);
  g_assert_cmpuint (count_open (&app), ==, 1);
  g_assert_true (rh_request_item_is_edited (get_request (&app)));
  close_window (window);
  g_assert_cmpuint (count_open (&app), ==, 0);
  assert_file_has (&app, "opencollection.yml", "Acme at Sea");
  assert_file_has (&app, "A.yml", "https://a.example/");

  collection = open_folder (&app);
  g_assert_true (collection != gone); /* which the old connection holds */
  g_assert_true (rh_request_item_is_edited (get_request (&app)));
  g_assert_cmpstr (rh_request_item_get_url (get_request (&app)), ==, TYPED);
  practice = rh_collection_get_environment (collection, "Practice");
  after = rh_workspace_get_connection (app.fixture->workspace, collection, practice);
  g_assert_true (after != before);
  g_assert_true (rh_connection_get_collection (after) == collection);
  finish (&app);
}

/* The window lets go of all of it. */
static void
test_nothing_holds_it (void)
{
  App app = start ();
  RhWindow *window = open_window (&app);
  RhCollection *collection = open_folder (&app);
  gpointer weak = collection;

  type_url (&app, window);
  g_object_add_weak_pointer (G_OBJECT (collection), &weak);
  close_window (window);
  g_assert_null (weak);
  finish (&app);
}

/* The starter has no folder, and is what a new window begins with. */
static void
test_starter_stays (void)
{
  App app = start ();
  RhWindow *window = rh_ui_fixture_open_starter (app.fixture);

  close_window (window);
  g_assert_cmpuint (count_open (&app), ==, 1);
  g_assert_nonnull (rh_collections_get_starter (get_open (&app)));
  finish (&app);
}

static gboolean
was_asked (gpointer fixture)
{
  return ((RhUiFixture *) fixture)->n_requests > 0;
}

static gboolean
is_closed (gpointer app)
{
  return count_open (app) == 0;
}

/* The answer does not come any more. */
static void
test_request_in_flight (void)
{
  App app = start ();
  RhWindow *window = open_window (&app);
  RhRequestItem *item = get_request (&app);

  app.fixture->hang = TRUE;
  rh_collection_page_open (rh_window_get_page (window), item, TRUE);
  g_object_set (item, "url", app.fixture->address, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.send", NULL);
  rh_ui_wait (was_asked, app.fixture);
  close_window (window);
  rh_ui_wait (is_closed, &app);
  rh_test_drain ();
  g_assert_cmpuint (count_windows (&app), ==, 0);
  finish (&app);
}

/* As a drive that is not plugged in. */
static void
set_there (App *app, gboolean there)
{
  g_autoptr (GFile) away = g_file_get_child (app->fixture->scratch, "away");

  g_assert_true (g_file_move (there ? away : app->folder, there ? app->folder : away,
                              G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
}

static gboolean
has_begun (gpointer app)
{
  GList *windows
      = gtk_application_get_windows (GTK_APPLICATION (((App *) app)->fixture->application));

  return windows != NULL && !rh_window_is_beginning (windows->data);
}

/* What could not be opened this time is in the session for the next. */
static void
test_not_there_today (void)
{
  App app = start ();
  RhWindow *window = open_window (&app);
  g_autoptr (GFile) state = g_file_get_child (app.fixture->scratch, "state");

  rh_collection_page_open (rh_window_get_page (window), get_request (&app), TRUE);
  close_window (window);
  set_there (&app, FALSE);
  for (guint starts = 0; starts < 2; starts++)
    {
      g_autoptr (RhSession) session = NULL;

      g_assert_true (rh_session_keeper_restore (app.keeper));
      rh_ui_wait (has_begun, &app);
      window = gtk_application_get_windows (GTK_APPLICATION (app.fixture->application))->data;
      g_assert_null (rh_window_get_page (window));
      rh_session_keeper_flush (app.keeper);
      session = rh_session_load (state, NULL);
      g_assert_cmpuint (session->windows->len, ==, 1);
      adw_dialog_force_close (
          adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
      close_window (window);
    }

  set_there (&app, TRUE);
  g_assert_true (rh_session_keeper_restore (app.keeper));
  rh_ui_wait (has_begun, &app);
  window = gtk_application_get_windows (GTK_APPLICATION (app.fixture->application))->data;
  g_assert_cmpint (
      adw_tab_view_get_n_pages (rh_collection_page_get_tab_view (rh_window_get_page (window))), ==,
      1);
  finish (&app);
}

/* A window that would lose something asks; closed all the same, its collection waits in memory. */
static void
test_unsaved (void)
{
  App app = start ();
  RhWindow *window = open_window (&app);
  RhEnvironment *staging = change_staging (&app);

  type_url (&app, window);
  close_window (window);
  answer (window, "cancel");
  g_assert_cmpuint (count_windows (&app), ==, 1);

  close_window (window);
  answer (window, "close");
  g_assert_cmpuint (count_windows (&app), ==, 0);
  assert_file_has (&app, "environments/Staging.yml", "staging-hush");
  g_assert_true (rh_collection_get_environment (open_folder (&app), "Staging") == staging);
  g_assert_nonnull (rh_environment_lookup (staging, "extra"));
  g_assert_cmpstr (rh_request_item_get_url (get_request (&app)), ==, TYPED);
  finish (&app);
}

/* Quitting closes what is open over the window too, and not that alone. */
static void
test_quit_past_dialogs (void)
{
  App app = start ();
  RhWindow *window = open_window (&app);

  for (guint i = 0; i < 2; i++)
    adw_dialog_present (adw_alert_dialog_new ("Over it", NULL), GTK_WIDGET (window));
  rh_window_close_anyway (window);
  g_assert_cmpuint (count_windows (&app), ==, 0);
  finish (&app);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/closing/quit", test_quit);
  g_test_add_func ("/closing/quit-past-dialogs", test_quit_past_dialogs);
  g_test_add_func ("/closing/draft-that-cannot-be-kept", test_draft_that_cannot_be_kept);
  g_test_add_func ("/closing/last-window", test_last_window);
  g_test_add_func ("/closing/nothing-holds-it", test_nothing_holds_it);
  g_test_add_func ("/closing/starter-stays", test_starter_stays);
  g_test_add_func ("/closing/request-in-flight", test_request_in_flight);
  g_test_add_func ("/closing/unsaved", test_unsaved);
  g_test_add_func ("/closing/not-there-today", test_not_there_today);

  return g_test_run ();
}
