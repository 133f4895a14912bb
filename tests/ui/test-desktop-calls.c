/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop asks of the app: a folder that is dropped or named, New Request, Get Started. */
#include "guide/rh-guide-dialog.h"
#include "request/rh-body-page.h"
#include "request/rh-request-page.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"
#include "window/rh-recent.h"

#include <glib/gstdio.h>

static GFile *
make_collection (RhUiFixture *fixture, const char *name)
{
  GFile *folder = g_file_get_child (fixture->scratch, name);
  g_autoptr (GFile) file = g_file_get_child (folder, "opencollection.yml");
  g_autofree char *text = g_strdup_printf ("opencollection: 1.0.0\ninfo:\n  name: %s\n", name);

  g_assert_true (g_file_make_directory_with_parents (folder, NULL, NULL));
  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
  return folder;
}

static RhWindow *
find_window (RhUiFixture *fixture, const char *title)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (fixture->application));

  for (GList *window = windows; window != NULL; window = window->next)
    if (g_strcmp0 (gtk_window_get_title (window->data), title) == 0)
      return window->data;

  return NULL;
}

static GtkDropTarget *
find_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller)
          && gdk_content_formats_contain_gtype (
              gtk_drop_target_get_formats (GTK_DROP_TARGET (controller)), GDK_TYPE_FILE_LIST))
        return GTK_DROP_TARGET (controller); /* the widget keeps it */
    }

  return NULL;
}

static void
drop (gpointer widget, GFile *file)
{
  GtkDropTarget *target = find_target (widget);
  g_auto (GValue) value = G_VALUE_INIT;
  GSList files = { file, NULL };
  gboolean taken = FALSE;

  g_assert_nonnull (target);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &taken);
  g_assert_true (taken);
}

/* The first window is empty, and shows it; a second folder gets a window of its own. */
static void
test_drop_folders (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  GtkWidget *place = rh_ui_find_type (window, ADW_TYPE_TOAST_OVERLAY);
  g_autoptr (GFile) acme = make_collection (fixture, "Acme");
  g_autoptr (GFile) other = make_collection (fixture, "Other");
  g_autoptr (GFile) file = g_file_get_child (other, "opencollection.yml");

  drop (place, acme);
  g_assert_true (find_window (fixture, "Acme") == window);
  drop (place, file);
  g_assert_nonnull (find_window (fixture, "Other"));
  g_assert_true (find_window (fixture, "Acme") == window);
}

static void
test_drop_something_else (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  g_autoptr (GFile) file = g_file_get_child (fixture->scratch, "notes.txt");

  g_assert_true (g_file_set_contents (g_file_peek_path (file), "nothing", -1, NULL));
  drop (rh_ui_find_type (window, ADW_TYPE_TOAST_OVERLAY), file);
  rh_ui_await_text (window, "Cannot Be Imported");
  g_assert_null (rh_window_get_collection (window));
}

/* In a sandbox a file that was chosen comes without the others of its folder. */
static void
test_drop_a_file_of_the_portal (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  g_autofree char *alone
      = g_build_filename (g_get_user_runtime_dir (), "doc", "1a2b", "opencollection.yml", NULL);
  g_autofree char *within = g_build_filename (g_get_user_runtime_dir (), "doc", "3c4d", "Acme",
                                              "opencollection.yml", NULL);
  const char *const paths[] = { alone, within };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);
      g_autofree char *folder = g_path_get_dirname (paths[i]);

      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      g_assert_true (g_file_set_contents (paths[i], "opencollection: 1.0.0\n", -1, NULL));
      drop (rh_ui_find_type (window, ADW_TYPE_TOAST_OVERLAY), file);
      if (i == 0)
        {
          rh_ui_await_text (window, "Choose Its Folder");
          g_assert_null (rh_window_get_collection (window));
          adw_dialog_force_close (
              adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
        }
    }
  g_assert_nonnull (rh_window_get_collection (window));
}

/* A file there is the body, and a folder none: it was meant for the window. */
static void
test_drop_a_folder_on_a_body (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhRequestItem *item = rh_tab_get_item (rh_collection_page_get_tab (rh_window_get_page (window)));
  GtkWidget *page = rh_ui_find_type (window, RH_TYPE_REQUEST_PAGE);
  GtkWidget *stack = rh_ui_find_type (page, GTK_TYPE_STACK);
  g_autoptr (GFile) acme = make_collection (fixture, "Acme");
  RhBodyKind kind = rh_request_item_get_body_kind (item);

  gtk_stack_set_visible_child_name (GTK_STACK (stack), "body");
  drop (rh_ui_find_type (page, RH_TYPE_BODY_PAGE), acme);
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, kind);
  g_assert_nonnull (find_window (fixture, "Acme"));
}

/* Before there is a collection it begins with what the first window offers. */
static void
test_new_request (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  RhTab *tab;

  g_assert_null (rh_window_get_page (window));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "new-request", NULL);
  g_assert_nonnull (rh_window_get_page (window));
  tab = rh_collection_page_get_tab (rh_window_get_page (window));
  g_assert_cmpstr (rh_request_item_get_name (rh_tab_get_item (tab)), ==, "New Request");
}

static void
test_get_started (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);

  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "get-started", NULL);
  g_assert_true (RH_IS_GUIDE_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))));
}

/* What is asked before the window is filled waits, and what the window was does not get lost. */
static void
test_asked_early (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  g_autoptr (GFile) first = make_collection (fixture, "First");
  g_autoptr (GFile) second = make_collection (fixture, "Second");
  RhSessionWindow *state = rh_session_window_new ();
  GFile *asked[] = { second };
  RhWindow *window;

  g_free (state->folder);
  state->folder = g_file_get_path (first);
  window
      = rh_window_new_restored (ADW_APPLICATION (fixture->application), fixture->workspace, state);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (rh_window_is_beginning (window));
  g_application_open (G_APPLICATION (fixture->application), asked, 1, "");
  g_assert_null (find_window (fixture, "Second"));

  rh_test_drain ();
  g_assert_true (find_window (fixture, "First") == window);
  g_assert_nonnull (find_window (fixture, "Second"));
}

/* --- Folders that were opened last --------------------------------------------------------------
 */

static GMenuModel *
get_section (RhUiFixture *fixture)
{
  return G_MENU_MODEL (gtk_application_get_menu_by_id (GTK_APPLICATION (fixture->application),
                                                       "collection-section"));
}

/* The labels of the submenu with all folders; NULL: there is none. */
static char *
dup_recent (RhUiFixture *fixture)
{
  int last = g_menu_model_get_n_items (get_section (fixture)) - 1;
  g_autoptr (GMenuModel) menu
      = g_menu_model_get_item_link (get_section (fixture), last, G_MENU_LINK_SUBMENU);
  g_autoptr (GMenuModel) folders
      = menu == NULL ? NULL : g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION);
  GString *labels = g_string_new (NULL);

  for (int i = 0; folders != NULL && i < g_menu_model_get_n_items (folders); i++)
    {
      g_autofree char *label = NULL;

      g_assert_true (
          g_menu_model_get_item_attribute (folders, i, G_MENU_ATTRIBUTE_LABEL, "s", &label));
      g_string_append_printf (labels, "%s;", label);
    }

  return g_string_free_and_steal (labels);
}

typedef struct
{
  RhUiFixture *fixture;
  const char *label;
  gboolean there;
} Recent;

static gboolean
is_so (gpointer data)
{
  const Recent *recent = data;
  g_autofree char *labels = dup_recent (recent->fixture);

  return (strstr (labels, recent->label) != NULL) == recent->there;
}

static void
note (RhUiFixture *fixture, GFile *folder, const char *name)
{
  g_autofree char *uri = g_file_get_uri (folder);
  Recent recent = { fixture, name, TRUE };

  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "note-recent",
                                  g_variant_new ("(ss)", uri, name));
  rh_ui_wait (is_so, &recent);
}

static void
test_recent (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  g_autoptr (RhRecent) recent = NULL;
  g_autoptr (RhRecent) again = NULL;
  g_autoptr (GFile) acme = make_collection (fixture, "Acme");
  g_autoptr (GFile) other = make_collection (fixture, "Other");
  Recent is_there = { fixture, "Other;", TRUE };
  Recent is_gone = { fixture, ";", FALSE };
  g_autofree char *labels = NULL;

  rh_test_drain ();
  labels = dup_recent (fixture);
  g_assert_cmpstr (labels, ==, "");

  recent = rh_recent_new (GTK_APPLICATION (fixture->application), fixture->scratch);
  note (fixture, acme, "Acme");
  note (fixture, other, "Other");
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "clear-recent", NULL);
  rh_ui_wait (is_so, &is_gone);

  /* kept for the next start, but for what is not there any more */
  note (fixture, acme, "Acme");
  note (fixture, other, "Other");
  g_clear_object (&recent);
  g_menu_remove (G_MENU (get_section (fixture)),
                 g_menu_model_get_n_items (get_section (fixture)) - 1);
  rh_ui_delete (acme);
  again = rh_recent_new (GTK_APPLICATION (fixture->application), fixture->scratch);
  rh_ui_wait (is_so, &is_there);
  g_clear_pointer (&labels, g_free);
  labels = dup_recent (fixture);
  g_assert_cmpstr (labels, ==, "Other;");
  g_menu_remove (G_MENU (get_section (fixture)),
                 g_menu_model_get_n_items (get_section (fixture)) - 1);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/desktop-calls/drop-folders", test_drop_folders);
  g_test_add_func ("/desktop-calls/drop-something-else", test_drop_something_else);
  g_test_add_func ("/desktop-calls/drop-a-file-of-the-portal", test_drop_a_file_of_the_portal);
  g_test_add_func ("/desktop-calls/drop-a-folder-on-a-body", test_drop_a_folder_on_a_body);
  g_test_add_func ("/desktop-calls/new-request", test_new_request);
  g_test_add_func ("/desktop-calls/get-started", test_get_started);
  g_test_add_func ("/desktop-calls/asked-early", test_asked_early);

  g_test_add_func ("/desktop-calls/recent", test_recent);

  return g_test_run ();
}
