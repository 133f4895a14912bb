/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app ends without a word, and everything is there again: what is on disk at that moment is
 * copied, and a new workspace starts from the copy. */
#include "request/rh-request-page.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"
#include "window/rh-session-keeper.h"

#include "workspace/rh-session.h"

typedef struct
{
  RhUiFixture *fixture;
  RhSessionKeeper *keeper;
} App;

static App
start (void)
{
  App app = { rh_ui_fixture_new () };

  rh_workspace_keep_drafts (app.fixture->workspace);
  app.keeper
      = rh_session_keeper_new (ADW_APPLICATION (app.fixture->application), app.fixture->workspace);
  return app;
}

static void
copy_recursively (GFile *from, GFile *to)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      from, "standard::name,standard::type", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info;

  g_file_make_directory (to, NULL, NULL);
  while (children != NULL && g_file_enumerator_iterate (children, &info, NULL, NULL, NULL)
         && info != NULL)
    {
      g_autoptr (GFile) source = g_file_get_child (from, g_file_info_get_name (info));
      g_autoptr (GFile) target = g_file_get_child (to, g_file_info_get_name (info));

      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        copy_recursively (source, target);
      else
        g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL);
    }
}

/* Nothing is closed first, nothing flushed: @state is what a kill would have left. Collections are
 * known by their place, so the files go back to theirs. */
static void
kill_and_start (App *app)
{
  RhUiFixture *fixture = app->fixture;
  g_autoptr (GFile) data = g_file_get_child (fixture->scratch, "data");
  g_autoptr (GFile) state = g_file_get_child (fixture->scratch, "state");
  g_autoptr (RhKeyring) keyring = g_object_ref (rh_workspace_get_keyring (fixture->workspace));
  g_autoptr (RhUriOpener) opener = g_object_ref (rh_workspace_get_opener (fixture->workspace));
  g_autoptr (GListModel) services = g_object_ref (rh_workspace_get_services (fixture->workspace));
  g_autofree char *path = g_dir_make_tmp ("rehearsal-killed-XXXXXX", NULL);
  g_autoptr (GFile) copy = g_file_new_for_path (path);
  GList *windows;

  copy_recursively (fixture->scratch, copy);
  g_clear_object (&app->keeper);
  windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (fixture->application)));
  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_destroy (window->data);
  g_list_free (windows);
  rh_test_drain ();
  g_clear_object (&fixture->workspace);
  rh_ui_delete (fixture->scratch);
  copy_recursively (copy, fixture->scratch);
  rh_ui_delete (copy);

  fixture->workspace = rh_workspace_new (keyring, opener, data, state, services);
  rh_workspace_keep_drafts (fixture->workspace);
  app->keeper = rh_session_keeper_new (ADW_APPLICATION (fixture->application), fixture->workspace);
}

static void
finish (App *app)
{
  g_clear_object (&app->keeper);
  g_clear_pointer (&app->fixture, rh_ui_fixture_free);
}

static RhCollectionPage *
page_of (RhWindow *window)
{
  return rh_window_get_page (window);
}

static AdwTabView *
view_of (RhWindow *window)
{
  return rh_collection_page_get_tab_view (page_of (window));
}

static RhTabSlot *
nth_slot (RhWindow *window, int n)
{
  return RH_TAB_SLOT (adw_tab_page_get_child (adw_tab_view_get_nth_page (view_of (window), n)));
}

static const char *
nth_name (RhWindow *window, int n)
{
  return rh_request_item_get_name (rh_tab_slot_get_item (nth_slot (window, n)));
}

static RhRequestItem *
nth_request (RhUiFixture *fixture, guint folder, guint n)
{
  RhCollection *collection = rh_workspace_get_starter (fixture->workspace);
  GListModel *items = rh_folder_get_items (rh_collection_get_root (collection));
  g_autoptr (RhFolder) parent = g_list_model_get_item (items, folder);
  g_autoptr (RhRequestItem) item = g_list_model_get_item (rh_folder_get_items (parent), n);

  g_assert_true (RH_IS_REQUEST_ITEM (item));
  return item; /* the collection keeps it */
}

static void
act (RhWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page_of (window)), action, NULL));
}

/* By itself, a moment after what changed last. */
static gboolean
is_kept (gpointer data)
{
  RhUiFixture *fixture = data;
  g_autoptr (GFile) state = g_file_get_child (fixture->scratch, "state");
  g_autoptr (GFile) drafts = g_file_resolve_relative_path (state, "drafts");
  g_autoptr (RhSession) session = rh_session_load (state, NULL);
  RhSessionWindow *first;
  RhSessionWindow *second;

  if (session == NULL || session->windows->len != 2 || !g_file_query_exists (drafts, NULL))
    return FALSE;
  first = g_ptr_array_index (session->windows, 0);
  second = g_ptr_array_index (session->windows, 1);
  return first->tabs->len + second->tabs->len == 4 && first->selected + second->selected == 2
         && first->closed->len + second->closed->len == 1;
}

static gboolean
is_begun (gpointer window)
{
  return !rh_window_is_beginning (window);
}

static RhWindow *
find_window (App *app, int n_tabs)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (app->fixture->application));

  for (GList *window = windows; window != NULL; window = window->next)
    {
      rh_ui_wait (is_begun, window->data);
      if (adw_tab_view_get_n_pages (view_of (window->data)) == n_tabs)
        return window->data;
    }

  g_assert_not_reached ();
}

static void
test_killed (void)
{
  App app = start ();
  RhWindow *window = rh_ui_fixture_open_starter (app.fixture);
  RhCollectionPage *page = page_of (window);
  RhRequestItem *edited = nth_request (app.fixture, 0, 1);
  g_autoptr (RhRequestItem) loose = rh_request_item_new ("Loose", "POST", "https://loose.example/");
  RhWindow *other;
  RhTab *tab;

  g_assert_false (rh_session_keeper_restore (app.keeper));
  /* three tabs here: an edited one in front on its headers, a pinned one, and one that is nowhere
   */
  rh_collection_page_open (page, nth_request (app.fixture, 1, 0), TRUE);
  adw_tab_view_set_page_pinned (view_of (window), adw_tab_view_get_nth_page (view_of (window), 1),
                                TRUE);
  rh_collection_page_open (page, loose, TRUE);
  tab = rh_collection_page_open (page, edited, TRUE);
  rh_request_page_set_page (rh_tab_get_request_page (tab), "headers");
  g_object_set (edited, "url", "https://typed.example/", NULL);
  /* one more in a window of its own, in another environment; and the first tab closed */
  rh_collection_page_open (page, nth_request (app.fixture, 0, 0), TRUE);
  act (window, "tab.duplicate");
  act (window, "tab.move");
  other
      = RH_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (app.fixture->application)));
  if (other == window)
    other = find_window (&app, 1);
  rh_collection_page_set_environment (page_of (other), "Staging");
  rh_collection_page_open (page, nth_request (app.fixture, 0, 0), TRUE);
  act (window, "tab.close");
  rh_collection_page_open (page, edited, TRUE);
  rh_ui_wait (is_kept, app.fixture);

  kill_and_start (&app);
  g_assert_true (rh_session_keeper_restore (app.keeper));
  window = find_window (&app, 3);
  other = find_window (&app, 1);
  g_assert_cmpstr (rh_environment_get_name (rh_collection_page_get_environment (page_of (window))),
                   ==, "Practice");
  g_assert_cmpstr (rh_environment_get_name (rh_collection_page_get_environment (page_of (other))),
                   ==, "Staging");
  g_assert_true (rh_collection_page_get_collection (page_of (window))
                 == rh_collection_page_get_collection (page_of (other)));

  edited = nth_request (app.fixture, 0, 2); /* behind the copy */
  g_assert_true (adw_tab_page_get_pinned (adw_tab_view_get_nth_page (view_of (window), 0)));
  g_assert_true (rh_tab_slot_get_item (nth_slot (window, 0)) == nth_request (app.fixture, 1, 0));
  g_assert_cmpstr (nth_name (window, 1), ==, "Loose");
  g_assert_cmpstr (rh_request_item_get_url (rh_tab_slot_get_item (nth_slot (window, 1))), ==,
                   "https://loose.example/");
  tab = rh_collection_page_get_tab (page_of (window));
  g_assert_true (rh_tab_get_item (tab) == edited);
  g_assert_cmpstr (rh_request_page_get_page (rh_tab_get_request_page (tab)), ==, "headers");
  g_assert_true (rh_request_item_is_edited (edited));
  g_assert_cmpstr (rh_request_item_get_url (edited), ==, "https://typed.example/");
  g_assert_true (g_str_has_suffix (nth_name (other, 0), "(Copy)"));
  /* what nobody looks at is not made */
  g_assert_null (rh_tab_slot_get_tab (nth_slot (window, 0)));
  g_assert_null (rh_tab_slot_get_tab (nth_slot (window, 1)));

  /* what was closed can be opened again */
  rh_collection_page_reopen_tab (page_of (window));
  tab = rh_collection_page_get_tab (page_of (window));
  g_assert_true (rh_tab_get_item (tab) == nth_request (app.fixture, 0, 0));
  finish (&app);
}

/* Somebody who closes all tabs wants none; the last window stays in the session as it was. */
static void
test_closed (void)
{
  App app = start ();
  RhWindow *window = rh_ui_fixture_open_starter (app.fixture);

  act (window, "tab.close");
  g_assert_cmpint (adw_tab_view_get_n_pages (view_of (window)), ==, 0);
  gtk_window_set_default_size (GTK_WINDOW (window), 777, 555);
  gtk_window_close (GTK_WINDOW (window));
  rh_test_drain ();

  kill_and_start (&app);
  g_assert_true (rh_session_keeper_restore (app.keeper));
  window = find_window (&app, 0);
  g_assert_nonnull (rh_ui_await_text (window, "No Open Requests"));
  finish (&app);
}

/* A tab moves with all that it shows; another collection's window gives it back. */
static void
test_moves (void)
{
  App app = start ();
  RhWindow *window = rh_ui_fixture_open_starter (app.fixture);
  RhRequestItem *item = nth_request (app.fixture, 0, 1);
  RhTab *tab = rh_collection_page_open (page_of (window), item, TRUE);
  g_autofree char *path = g_file_get_path (app.fixture->scratch);
  g_autofree char *place = g_build_filename (path, "other", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (place);
  RhCollection *collection;
  RhWindow *stranger;
  RhWindow *other;

  act (window, "tab.move");
  g_assert_cmpint (adw_tab_view_get_n_pages (view_of (window)), ==, 1);
  rh_test_drain ();
  other = RH_WINDOW (gtk_widget_get_root (GTK_WIDGET (tab)));
  g_assert_true (other != window);
  g_assert_true (rh_collection_page_get_tab (page_of (other)) == tab); /* the very same */

  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  collection = rh_collections_create (rh_workspace_get_open (app.fixture->workspace), folder,
                                      "Other", NULL, NULL, NULL);
  stranger = rh_window_new_for_collection (ADW_APPLICATION (app.fixture->application),
                                           app.fixture->workspace, collection);
  gtk_window_present (GTK_WINDOW (stranger));
  adw_tab_view_transfer_page (view_of (other), adw_tab_view_get_nth_page (view_of (other), 0),
                              view_of (stranger), 0);
  rh_test_drain ();
  g_assert_cmpint (adw_tab_view_get_n_pages (view_of (stranger)), ==, 0);
  other = RH_WINDOW (gtk_widget_get_root (GTK_WIDGET (tab)));
  g_assert_true (rh_collection_page_get_collection (page_of (other)) != collection);
  finish (&app);
}

/* A newer version's session: this one starts as if there were none. */
static void
test_newer (void)
{
  App app = start ();
  g_autofree char *path = g_file_get_path (app.fixture->scratch);
  g_autofree char *state = g_build_filename (path, "state", NULL);
  g_autofree char *file = g_build_filename (state, "session.json", NULL);
  g_autofree char *copy = g_build_filename (state, "session.json.newer", NULL);

  g_assert_cmpint (g_mkdir_with_parents (state, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "{\"version\": 9}", -1, NULL));
  g_assert_false (rh_session_keeper_restore (app.keeper));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  finish (&app);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/session-restore/killed", test_killed);
  g_test_add_func ("/session-restore/closed", test_closed);
  g_test_add_func ("/session-restore/moves", test_moves);
  g_test_add_func ("/session-restore/newer", test_newer);

  return g_test_run ();
}
