/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window, driven by its actions against a server on loopback. */
#include "collection/rh-go-to-dialog.h"
#include "collection/rh-sidebar.h"
#include "collection/rh-tree-row.h"
#include "common/rh-settings.h"
#include "response/rh-response-page.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"
#include "window/rh-welcome-page.h"

#include "text/rh-secret.h"

static RhCollectionPage *
get_page (RhWindow *window)
{
  return RH_COLLECTION_PAGE (rh_ui_find_type (window, RH_TYPE_COLLECTION_PAGE));
}

static RhTab *
get_tab (RhWindow *window)
{
  return rh_collection_page_get_tab (get_page (window));
}

static AdwTabView *
get_tab_view (RhWindow *window)
{
  return ADW_TAB_VIEW (rh_ui_find_type (window, ADW_TYPE_TAB_VIEW));
}

static void
act (RhWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

/* A request to the fixture's server that needs no token, in a tab of its own. */
static RhRequestItem *
open_plain (RhUiFixture *fixture, RhWindow *window, const char *target)
{
  RhCollection *collection = rh_workspace_get_starter (fixture->workspace);
  g_autofree char *url = g_strconcat (fixture->address, target, NULL);
  RhRequestItem *item = rh_request_item_new ("Plain", "GET", url);

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (item));
  rh_collection_page_open (get_page (window), item, TRUE);
  g_object_unref (item);
  return item;
}

static RhResponsePage *
get_response (RhWindow *window)
{
  return RH_RESPONSE_PAGE (rh_ui_find_type (get_tab (window), RH_TYPE_RESPONSE_PAGE));
}

static gboolean
is_idle (gpointer tab)
{
  return !rh_tab_is_running (tab);
}

static void
send_and_wait (RhWindow *window)
{
  act (window, "win.send");
  g_assert_true (rh_tab_is_running (get_tab (window)));
  rh_ui_wait (is_idle, get_tab (window));
}

static void
test_welcome (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  GtkWidget *button = rh_ui_find_named (window, "Try With Practice Server");

  g_assert_nonnull (button);
  g_assert_null (rh_ui_find_type (window, RH_TYPE_COLLECTION_PAGE));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == button);
  g_assert_true (
      gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (button)),
                               adw_status_page_get_icon_name (ADW_STATUS_PAGE (
                                   rh_ui_find_type (window, ADW_TYPE_STATUS_PAGE)))));
  g_signal_emit_by_name (button, "clicked");

  g_assert_null (rh_ui_find_type (window, RH_TYPE_WELCOME_PAGE));
  g_assert_cmpint (adw_tab_view_get_n_pages (get_tab_view (window)), ==, 1);
  g_assert_nonnull (rh_ui_find_text (window, "Practice is not connected"));
  g_assert_nonnull (rh_ui_find_named (window, "URL"));
  g_assert_nonnull (rh_ui_find_named (window, "Environment"));
  rh_ui_assert_setting (RH_SETTINGS_ENVIRONMENT, "Practice");
}

/* What somebody named is text, wherever it is shown. */
static void
test_names_are_no_markup (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  g_autoptr (RhEnvironment) environment = rh_environment_new ("<b>R&D</b>");

  rh_collection_add_environment (rh_workspace_get_starter (fixture->workspace), environment);
  rh_collection_page_set_environment (get_page (window), "<b>R&D</b>");
  rh_collection_page_offer_connect (get_page (window));
  g_assert_nonnull (rh_ui_await_text (window, "<b>R&D</b> is not connected"));
}

static void
test_connect_own (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);

  act (window, "win.connect-own");
  g_assert_nonnull (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  rh_ui_assert_setting (RH_SETTINGS_ENVIRONMENT, "Staging");
}

static gboolean
has_no_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) == NULL;
}

/* The URL has the focus again after a dialog, and a key adds to it. */
static void
test_dialog_leaves_url (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkEditable *url = GTK_EDITABLE (rh_ui_find_named (window, "URL"));

  gtk_widget_grab_focus (GTK_WIDGET (url));
  g_assert_true (gtk_editable_get_selection_bounds (url, NULL, NULL));
  act (window, "win.connect");
  g_assert_false (has_no_dialog (window));
  adw_dialog_close (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  rh_ui_wait (has_no_dialog, window);
  rh_test_drain ();

  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), GTK_WIDGET (url)));
  g_assert_false (gtk_editable_get_selection_bounds (url, NULL, NULL));
}

static gboolean
has_tab (gpointer window)
{
  return get_tab (window) != NULL;
}

/* A second window opens on the collection at once. */
static void
test_collection_is_kept (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *first = rh_ui_fixture_open_starter (fixture);
  RhWindow *second = rh_ui_fixture_open (fixture);

  g_assert_true (first != second);
  g_assert_nonnull (get_page (second));
  rh_ui_wait (has_tab, second);
}

static void
test_send (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  g_autofree char *text = NULL;

  open_plain (fixture, window, "/v1?a=1");
  rh_ui_fixture_answer (fixture, 200, "application/json", "{\"id\":12345678901234567890}", -1);
  send_and_wait (window);

  g_assert_cmpstr (fixture->last_target, ==, "/v1?a=1");
  g_assert_cmpstr (rh_response_page_get_shown (get_response (window)), ==, "response");
  text = rh_ui_dup_body (window);
  g_assert_cmpstr (text, ==, "{\n  \"id\": 12345678901234567890\n}");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (rh_ui_find_named (window, "Response Status"))),
                   ==, "200 OK");
}

/* While a request runs the button says Cancel, and does it. */
static void
test_cancel (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkWidget *button;

  open_plain (fixture, window, "/");
  fixture->hang = TRUE;
  g_assert_nonnull (rh_ui_find_named (window, "Send"));
  act (window, "win.send");
  g_assert_cmpstr (rh_response_page_get_shown (get_response (window)), ==, "waiting");
  g_assert_null (rh_ui_find_named (window, "Send"));
  button = rh_ui_find_named (window, "Cancel");
  g_assert_nonnull (button);
  while (fixture->n_requests == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (button, "clicked");
  rh_ui_wait (is_idle, get_tab (window));

  g_assert_cmpstr (rh_response_page_get_shown (get_response (window)), ==, "idle");
  g_assert_nonnull (rh_ui_find_named (window, "Send"));
}

static gboolean
shows_response (gpointer page)
{
  return g_str_equal (rh_response_page_get_shown (page), "response");
}

/* The status is there while the body is on its way, and Cancel keeps what came. */
static void
test_arriving (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhResponsePage *response;

  open_plain (fixture, window, "/");
  rh_ui_fixture_answer (fixture, 200, "text/plain", "the first part", -1);
  fixture->stall = TRUE;
  act (window, "win.send");
  response = get_response (window);
  rh_ui_wait (shows_response, response);
  g_assert_true (rh_tab_is_running (get_tab (window)));
  g_assert_cmpstr (rh_response_page_get_summary (response), ==, "200 OK");
  g_assert_nonnull (rh_ui_find_named (window, "Response Status"));
  while (rh_spool_get_size (rh_exchange_get_spool (rh_response_page_get_exchange (response))) == 0)
    g_main_context_iteration (NULL, TRUE);

  act (window, "win.cancel");
  rh_ui_wait (is_idle, get_tab (window));
  g_assert_cmpstr (rh_response_page_get_shown (response), ==, "response");
  g_assert_cmpstr (rh_response_page_get_summary (response), ==, "200 OK · cancelled");
  g_assert_nonnull (rh_ui_find_text (window, "14 bytes, cancelled"));
}

/* The reply says where the list goes on: the URL changes, and it is sent. */
static void
test_next_page (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhRequestItem *item = open_plain (fixture, window, "/list?limit=2");
  g_autofree char *expected = g_strconcat (fixture->address, "/list?limit=2&cursor=abc", NULL);

  rh_ui_fixture_answer (fixture, 200, "application/json", "{\"next_cursor\":\"abc\"}", -1);
  send_and_wait (window);
  g_assert_nonnull (rh_ui_find_named (get_tab (window), "Next Page"));
  rh_ui_fixture_answer (fixture, 200, "application/json", "{\"next_cursor\":null}", -1);
  act (window, "win.next-page");
  rh_ui_wait (is_idle, get_tab (window));
  g_assert_cmpstr (fixture->last_target, ==, "/list?limit=2&cursor=abc");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, expected);
  g_assert_null (rh_ui_find_named (get_tab (window), "Next Page"));
  act (window, "win.next-page");
  g_assert_false (rh_tab_is_running (get_tab (window)));
}

/* Why, and the way to what mends it. */
static void
test_refused (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkWidget *button;

  open_plain (fixture, window, "/");
  rh_ui_fixture_answer (fixture, 401, "text/plain", "no", -1);
  send_and_wait (window);
  g_assert_nonnull (rh_ui_find_text (window, "No Authorization Was Sent"));
  button = rh_ui_find_text (window, "Show Auth");
  g_assert_nonnull (button);
  g_signal_emit_by_name (gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpstr (rh_request_page_get_page (rh_tab_get_request_page (get_tab (window))), ==,
                   "auth");
}

/* A tab that is closed takes its request with it. */
static void
test_close_cancels (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GWeakRef tab;

  open_plain (fixture, window, "/");
  fixture->hang = TRUE;
  act (window, "win.send");
  while (fixture->n_requests == 0)
    g_main_context_iteration (NULL, TRUE);
  g_weak_ref_init (&tab, get_tab (window));
  act (window, "win.close-tab");
  for (GObject *alive = g_weak_ref_get (&tab); alive != NULL; alive = g_weak_ref_get (&tab))
    {
      g_object_unref (alive);
      g_main_context_iteration (NULL, TRUE);
    }
  g_weak_ref_clear (&tab);
}

static void
test_problem_and_retry (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhRequestItem *item = open_plain (fixture, window, "/{{nobody}}");
  g_autofree char *url = g_strconcat (fixture->address, "/", NULL);

  send_and_wait (window);
  g_assert_cmpstr (rh_response_page_get_shown (get_response (window)), ==, "problem");
  g_assert_cmpuint (fixture->n_requests, ==, 0);

  g_object_set (item, "url", url, NULL);
  send_and_wait (window);
  g_assert_cmpstr (rh_response_page_get_shown (get_response (window)), ==, "response");
}

/* Sending without a token opens Connect, and closing it gives the request up. */
static void
test_not_connected (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  AdwDialog *dialog;

  send_and_wait (window);
  g_assert_cmpstr (rh_response_page_get_shown (get_response (window)), ==, "problem");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_nonnull (dialog);
  adw_dialog_force_close (dialog);
  rh_test_drain ();
  g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  g_assert_false (rh_tab_is_running (get_tab (window)));
}

static void
test_tabs (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  AdwTabView *tabs = get_tab_view (window);
  GListModel *items = rh_folder_get_items (
      rh_collection_get_root (rh_workspace_get_starter (fixture->workspace)));
  guint n_items = g_list_model_get_n_items (items);
  RhRequestItem *first = rh_tab_get_item (get_tab (window));
  RhRequestItem *item;

  item = open_plain (fixture, window, "/one");
  g_assert_cmpint (adw_tab_view_get_n_pages (tabs), ==, 2);
  g_assert_true (rh_tab_get_item (get_tab (window)) == item);

  /* What is open already comes to the front. */
  rh_collection_page_open (get_page (window), first, TRUE);
  g_assert_cmpint (adw_tab_view_get_n_pages (tabs), ==, 2);
  g_assert_true (rh_tab_get_item (get_tab (window)) == first);

  act (window, "win.close-tab");
  g_assert_cmpint (adw_tab_view_get_n_pages (tabs), ==, 1);
  act (window, "win.reopen-tab");
  g_assert_cmpint (adw_tab_view_get_n_pages (tabs), ==, 2);
  g_assert_true (rh_tab_get_item (get_tab (window)) == first);

  act (window, "win.close-tab");
  act (window, "win.close-tab");
  g_assert_nonnull (rh_ui_find_text (window, "No Open Requests"));
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, n_items + 1);
}

/* In whatever text there is in a tab, Ctrl+Home goes to its start and not to another tab. */
static void
test_home_and_end (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  AdwTabViewShortcuts shortcuts = adw_tab_view_get_shortcuts (get_tab_view (window));

  g_assert_cmpint (shortcuts
                       & (ADW_TAB_VIEW_SHORTCUT_CONTROL_HOME | ADW_TAB_VIEW_SHORTCUT_CONTROL_END
                          | ADW_TAB_VIEW_SHORTCUT_CONTROL_SHIFT_HOME
                          | ADW_TAB_VIEW_SHORTCUT_CONTROL_SHIFT_END),
                   ==, 0);
  g_assert_true ((shortcuts & ADW_TAB_VIEW_SHORTCUT_CONTROL_TAB) != 0);
  g_assert_true ((shortcuts & ADW_TAB_VIEW_SHORTCUT_ALT_DIGITS) != 0);
}

/* A tab that was only looked at makes room; one with a response stays. */
static void
test_tab_is_reused (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  AdwTabView *tabs = get_tab_view (window);
  RhRequestItem *first = rh_tab_get_item (get_tab (window));
  RhRequestItem *plain = open_plain (fixture, window, "/");

  send_and_wait (window);
  rh_collection_page_open (get_page (window), first, FALSE);
  g_assert_cmpint (adw_tab_view_get_n_pages (tabs), ==, 2);
  act (window, "win.close-tab");
  rh_collection_page_open (get_page (window), plain, FALSE);
  rh_collection_page_open (get_page (window), first, FALSE);
  g_assert_cmpint (adw_tab_view_get_n_pages (tabs), ==, 2);

  /* first is fresh: the next one takes its place. */
  {
    g_autoptr (RhRequestItem) next = rh_request_item_new ("Next", "GET", "https://h/");

    rh_collection_page_open (get_page (window), next, FALSE);
    g_assert_cmpint (adw_tab_view_get_n_pages (tabs), ==, 2);
    g_assert_true (rh_tab_get_item (get_tab (window)) == next);
  }
}

/* A new request that nobody touched leaves nothing behind; one that was edited stays. */
static void
test_new_request (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhRequestItem *item;
  GtkWidget *url;

  act (window, "win.new-tab");
  item = rh_tab_get_item (get_tab (window));
  g_assert_cmpstr (rh_request_item_get_name (item), ==, "New Request");
  url = rh_ui_find_named (get_tab (window), "URL");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), url));
  g_assert_nonnull (rh_ui_find_text (window, "New Request"));
  act (window, "win.close-tab");
  rh_test_drain ();
  g_assert_null (rh_ui_find_text (window, "New Request"));

  act (window, "win.new-tab");
  item = rh_tab_get_item (get_tab (window));
  g_object_set (item, "url", "https://h/kept", NULL);
  act (window, "win.close-tab");
  rh_test_drain ();
  g_assert_nonnull (rh_ui_find_text (window, "New Request"));
}

static void
sidebar_act (RhWindow *window, const char *action)
{
  g_assert_true (
      gtk_widget_activate_action (rh_ui_find_named (window, "Requests"), action, "s", "key"));
}

/* Of the row that the sidebar shows as the one in front. */
static const char *
get_selected_name (RhWindow *window)
{
  GtkListView *list = GTK_LIST_VIEW (rh_ui_find_named (window, "Requests"));
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (
      GTK_SINGLE_SELECTION (gtk_list_view_get_model (list)));
  g_autoptr (RhRequestItem) item = gtk_tree_list_row_get_item (row);

  return rh_request_item_get_name (item);
}

static void
test_delete_and_undo (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkWidget *undo;
  g_autofree char *name = g_strdup (rh_request_item_get_name (rh_tab_get_item (get_tab (window))));
  g_autofree char *toast = g_strdup_printf ("“%s” deleted", name);

  /* The tab in front is the row that is selected. */
  sidebar_act (window, "tree.delete");
  rh_test_drain ();
  g_assert_null (get_tab (window));
  g_assert_null (rh_ui_find_text (window, name));
  g_assert_nonnull (rh_ui_find_text (window, toast));

  undo = gtk_widget_get_ancestor (rh_ui_find_text (window, "Undo"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (undo, "clicked");
  rh_test_drain ();
  g_assert_nonnull (rh_ui_find_text (window, name));
}

static void
test_rename_and_duplicate (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhRequestItem *item = rh_tab_get_item (get_tab (window));
  GtkWidget *entry;

  sidebar_act (window, "tree.rename");
  entry = rh_ui_find_named (rh_ui_find_type (window, RH_TYPE_SIDEBAR), "Name");
  gtk_editable_set_text (GTK_EDITABLE (entry), "  Find <People>  ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (rh_request_item_get_name (item), ==, "Find <People>");
  g_assert_nonnull (rh_ui_find_text (window, "Find <People>"));

  sidebar_act (window, "tree.duplicate");
  g_assert_cmpstr (rh_request_item_get_name (rh_tab_get_item (get_tab (window))), ==,
                   "Find <People> 2");
  g_assert_cmpstr (rh_request_item_get_url (rh_tab_get_item (get_tab (window))), ==,
                   rh_request_item_get_url (item));
  g_assert_cmpstr (get_selected_name (window), ==, "Find <People> 2");
}

static void
test_go_to (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  AdwDialog *dialog;
  GtkWidget *entry;

  open_plain (fixture, window, "/needle");
  rh_collection_page_open_first (get_page (window));
  act (window, "win.go-to");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_true (RH_IS_GO_TO_DIALOG (dialog));
  entry = rh_ui_await_type (dialog, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "get NEEDLE");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (rh_request_item_get_name (rh_tab_get_item (get_tab (window))), ==, "Plain");
}

/* A name that begins so goes before all that has it somewhere. The keys go to its URL. */
static void
test_go_to_by_name (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkWidget *entry;
  GtkWidget *focus;

  open_plain (fixture, window, "/needle");
  rh_collection_page_open_first (get_page (window));
  g_object_set (rh_tab_get_item (get_tab (window)), "url", "https://h/plain", NULL);
  gtk_widget_grab_focus (rh_ui_find_named (window, "Send"));
  act (window, "win.go-to");
  entry = rh_ui_await_type (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)),
      GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "plain");
  g_signal_emit_by_name (entry, "activate");
  rh_test_drain ();
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, rh_ui_find_named (window, "URL")));
  g_assert_cmpstr (rh_request_item_get_name (rh_tab_get_item (get_tab (window))), ==, "Plain");
}

static gboolean
is_placed (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

static gboolean
has_tooltip (GtkWidget *row)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;

  g_signal_emit_by_name (row, "query-tooltip", 0, 0, FALSE, tooltip, &shown);
  return shown;
}

/* A tooltip lies over the next row: only a name that is cut off needs one. */
static void
test_tooltips (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhRequestItem *item = rh_tab_get_item (get_tab (window));
  GtkWidget *row = gtk_widget_get_ancestor (
      rh_ui_find_text (rh_ui_find_type (window, RH_TYPE_SIDEBAR), "Search Employees"),
      RH_TYPE_TREE_ROW);
  g_autofree char *long_name = g_strnfill (300, 'n');

  rh_ui_wait (is_placed, row);
  g_assert_false (has_tooltip (row));
  g_object_set (item, "name", long_name, NULL);
  rh_test_drain ();
  g_assert_true (has_tooltip (row));
}

/* Narrow: Send pushes the response, with a bar of its own; Back shows the request again. */
static void
test_narrow (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  open_plain (fixture, window, "/");
  rh_collection_page_offer_connect (get_page (window));
  g_object_set (window, "narrow", TRUE, NULL);
  rh_test_drain ();
  g_assert_nonnull (rh_ui_find_text (window, "Practice is not connected"));
  g_assert_false (rh_tab_is_showing_response (get_tab (window)));
  g_assert_nonnull (rh_ui_find_named (window, "Send"));
  g_assert_nonnull (rh_ui_find_named (window, "Environment"));
  g_assert_nonnull (rh_ui_find_named (window, "URL"));

  send_and_wait (window);
  rh_test_drain ();
  g_assert_true (rh_tab_is_showing_response (get_tab (window)));
  g_assert_nonnull (rh_ui_find_named (window, "Response Status"));
  g_assert_nonnull (rh_ui_find_text (window, "Resend"));
  g_assert_null (rh_ui_find_text (window, "Practice is not connected"));
  act (window, "win.focus-url");
  rh_test_drain ();
  g_assert_false (rh_tab_is_showing_response (get_tab (window)));

  g_object_set (window, "narrow", FALSE, NULL);
  rh_test_drain ();
  g_assert_nonnull (rh_ui_find_named (window, "Response Body"));
  g_assert_nonnull (rh_ui_find_named (window, "URL"));
}

static void
set_narrow (RhWindow *window, gboolean narrow)
{
  g_object_set (window, "narrow", narrow, NULL);
  rh_test_drain ();
}

/* Escape ends the request, as the button does; only then does it leave the page. */
static void
test_narrow_escape (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  AdwNavigationView *pages;

  open_plain (fixture, window, "/");
  fixture->stall = TRUE;
  g_object_set (get_tab (window), "narrow", TRUE, NULL);
  pages = ADW_NAVIGATION_VIEW (rh_ui_find_type (get_tab (window), ADW_TYPE_NAVIGATION_VIEW));
  act (window, "win.send");
  rh_ui_wait (shows_response, get_response (window));
  g_assert_false (adw_navigation_view_get_pop_on_escape (pages));
  g_assert_null (rh_ui_find_text (pages, "Resend"));
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_find_text (pages, "Cancel"), GTK_TYPE_BUTTON), "clicked");
  rh_ui_wait (is_idle, get_tab (window));
  g_assert_true (adw_navigation_view_get_pop_on_escape (pages));
  g_assert_nonnull (rh_ui_find_text (pages, "Resend"));
}

/* Whichever of the two somebody looks at stays in front when there is room for one. */
static void
test_narrow_keeps_what_is_read (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  open_plain (fixture, window, "/");
  set_narrow (window, TRUE);
  g_assert_false (rh_tab_is_showing_response (get_tab (window)));
  set_narrow (window, FALSE);

  send_and_wait (window);
  set_narrow (window, TRUE);
  g_assert_true (rh_tab_is_showing_response (get_tab (window)));
  set_narrow (window, FALSE);
  set_narrow (window, TRUE);
  g_assert_true (rh_tab_is_showing_response (get_tab (window)));
  set_narrow (window, FALSE);

  act (window, "win.focus-url");
  rh_test_drain ();
  set_narrow (window, TRUE);
  g_assert_false (rh_tab_is_showing_response (get_tab (window)));
}

/* Keys go on to where they went, and nothing is selected that typing would replace. */
static void
test_narrow_keeps_focus (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkWidget *url = rh_ui_find_named (window, "URL");
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (url)));

  act (window, "win.focus-url");
  gtk_editable_set_position (GTK_EDITABLE (url), -1);
  for (guint i = 0; i < 2; i++)
    {
      set_narrow (window, i == 0);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == text);
      g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (url), NULL, NULL));
    }
}

/* Automatic, below, beside and round again, kept and said. */
static void
test_next_layout (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  g_settings_set_string (rh_settings_get (), RH_SETTINGS_LAYOUT, "auto");
  act (window, "win.next-layout");
  rh_ui_assert_setting (RH_SETTINGS_LAYOUT, "below");
  act (window, "win.next-layout");
  rh_ui_assert_setting (RH_SETTINGS_LAYOUT, "beside");
  g_assert_nonnull (rh_ui_await_text (window, "Response Beside the Request"));
  act (window, "win.next-layout");
  rh_ui_assert_setting (RH_SETTINGS_LAYOUT, "auto");
}

static void
test_layout (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkWidget *paned = rh_ui_find_type (get_tab (window), GTK_TYPE_PANED);
  GSettings *settings = rh_settings_get ();

  g_object_set (window, "wide", TRUE, NULL);
  g_settings_set_string (settings, RH_SETTINGS_LAYOUT, "auto");
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)), ==,
                   GTK_ORIENTATION_HORIZONTAL);
  g_settings_set_string (settings, RH_SETTINGS_LAYOUT, "below");
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)), ==,
                   GTK_ORIENTATION_VERTICAL);
  g_settings_set_string (settings, RH_SETTINGS_LAYOUT, "beside");
  g_object_set (window, "wide", FALSE, NULL);
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)), ==,
                   GTK_ORIENTATION_HORIZONTAL);
  g_settings_set_string (settings, RH_SETTINGS_LAYOUT, "auto");
}

typedef struct
{
  GtkPaned *paned;
  double share;
  int other_than; /* this height */
} Share;

static gboolean
has_share (gpointer data)
{
  Share *share = data;
  int height = gtk_widget_get_height (GTK_WIDGET (share->paned));

  return height > 0 && height != share->other_than
         && gtk_paned_get_position (share->paned) == (int) (share->share * height);
}

/* What somebody moved is a share: it goes with the window's size, and other tabs have the same. */
static void
test_share_of_the_request (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkWidget *paned = rh_ui_find_type (get_tab (window), GTK_TYPE_PANED);
  Share share = { GTK_PANED (paned), 0.5, 0 };
  gboolean moved = FALSE;

  g_settings_set_string (rh_settings_get (), RH_SETTINGS_LAYOUT, "below");
  rh_ui_wait (has_share, &share);

  /* Nobody did this. */
  gtk_paned_set_position (share.paned, gtk_paned_get_position (share.paned) + 40);
  g_assert_cmpfloat (g_settings_get_double (rh_settings_get (), RH_SETTINGS_SHARE_BELOW), ==, 0.5);
  rh_ui_wait (has_share, &share);

  /* A key of the separator, elsewhere that of Cancel. */
  g_signal_emit_by_name (paned, "cancel-position", &moved);
  g_assert_false (moved);
  gtk_widget_grab_focus (paned);
  for (guint i = 0; i < 40; i++)
    g_signal_emit_by_name (paned, "move-handle", GTK_SCROLL_STEP_RIGHT, &moved);
  g_assert_true (moved);
  share.share = g_settings_get_double (rh_settings_get (), RH_SETTINGS_SHARE_BELOW);
  g_assert_cmpfloat (share.share, >, 0.5);

  share.other_than = gtk_widget_get_height (paned);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 640);
  rh_ui_wait (has_share, &share);

  act (window, "win.new-tab");
  share
      = (Share) { GTK_PANED (rh_ui_find_type (get_tab (window), GTK_TYPE_PANED)), share.share, 0 };
  g_assert_true (GTK_WIDGET (share.paned) != paned);
  rh_ui_wait (has_share, &share);
  g_settings_reset (rh_settings_get (), RH_SETTINGS_SHARE_BELOW);
  g_settings_set_string (rh_settings_get (), RH_SETTINGS_LAYOUT, "auto");
}

/* Widgets of the toolkits name what is in them when it is shown. */
static gboolean
names_itself (GtkWidget *widget)
{
  return GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_MENU_BUTTON (widget)
         || GTK_IS_SEARCH_BAR (widget) || ADW_IS_TAB_BAR (widget)
         || g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwBackButton");
}

/* Everything that is only an icon says what it is. */
static void
assert_named_buttons (GtkWidget *widget)
{
  const char *icon = NULL;

  if (GTK_IS_BUTTON (widget))
    icon = gtk_button_get_icon_name (GTK_BUTTON (widget));
  else if (GTK_IS_MENU_BUTTON (widget))
    icon = gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget));
  if (icon != NULL)
    {
      g_test_message ("%s", icon);
      g_assert_nonnull (gtk_widget_get_tooltip_text (widget));
    }
  if (names_itself (widget))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_named_buttons (child);
}

static void
test_icon_buttons_have_names (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  open_plain (fixture, window, "/");
  send_and_wait (window);
  assert_named_buttons (rh_ui_find_type (window, RH_TYPE_SIDEBAR));
  assert_named_buttons (
      gtk_widget_get_ancestor (GTK_WIDGET (get_tab_view (window)), ADW_TYPE_TOOLBAR_VIEW));
}

/* The window goes, and nothing of it stays behind. */
static void
test_no_leak (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GWeakRef page;
  GWeakRef tab;

  open_plain (fixture, window, "/");
  send_and_wait (window);
  g_weak_ref_init (&page, get_page (window));
  g_weak_ref_init (&tab, get_tab (window));
  gtk_window_destroy (GTK_WINDOW (window));
  rh_test_drain ();

  g_assert_null (g_weak_ref_get (&tab));
  g_assert_null (g_weak_ref_get (&page));
}

/* A collection begins with nothing, or with what a service brings along; what cannot be chosen has
 * no environment. */
static void
test_new_collection_offers_services (void)
{
  static const char *const names[] = { "None", "Practice", "Pleo" };
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window;
  AdwDialog *dialog;
  AdwComboRow *row;
  GListModel *model;

  window = rh_ui_fixture_open (fixture);
  act (window, "win.new-collection");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  row = ADW_COMBO_ROW (rh_ui_await_type (dialog, ADW_TYPE_COMBO_ROW));
  model = adw_combo_row_get_model (row);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (model), i), ==, names[i]);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
}

/* A folder full of files that are no services does not make a dialog higher than the screen. */
static void
test_service_problems_are_capped (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) problems = NULL;
  g_auto (GStrv) lines = NULL;
  RhWindow *window;
  AdwDialog *dialog;

  for (guint i = 0; i < 23; i++)
    g_strv_builder_take (builder, g_strdup_printf ("/a/%u.json: id: x", i));
  problems = g_strv_builder_end (builder);
  rh_workspace_set_service_problems (fixture->workspace, (const char *const *) problems);
  window = rh_ui_fixture_open (fixture);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  lines = g_strsplit (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 21);
  g_assert_cmpstr (lines[19], ==, "/a/19.json: id: x");
  g_assert_cmpstr (lines[20], ==, "and 3 more");
}

/* Named once, when the first window is there, as text. */
static void
test_service_problems_are_named (void)
{
  static const char *const problems[]
      = { "/a/<b>.json: line 3: not JSON", "/a/c.json: id: x", NULL };
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window;
  AdwDialog *dialog;

  rh_workspace_set_service_problems (fixture->workspace, problems);
  window = rh_ui_fixture_open (fixture);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog)), ==,
                   "Some Services Cannot Be Read");
  g_assert_cmpstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), ==,
                   "/a/<b>.json: line 3: not JSON\n/a/c.json: id: x");
  g_assert_false (adw_alert_dialog_get_body_use_markup (ADW_ALERT_DIALOG (dialog)));
  g_assert_null (rh_workspace_get_service_problems (fixture->workspace));
}

/* With one tab there is no tab bar, and in a narrow window no sidebar. */
static void
test_title_shows_unsaved (void)
{
  RhUiFixture *fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhRequestItem *item = open_plain (fixture, window, "/");
  AdwTabOverview *overview = ADW_TAB_OVERVIEW (rh_ui_find_type (window, ADW_TYPE_TAB_OVERVIEW));
  GtkWidget *title = rh_ui_find_type (adw_tab_overview_get_child (overview), ADW_TYPE_WINDOW_TITLE);

  rh_request_item_set_edited (item, FALSE);
  g_assert_cmpstr (adw_window_title_get_title (ADW_WINDOW_TITLE (title)), ==, "Plain");
  rh_request_item_set_edited (item, TRUE);
  g_assert_cmpstr (adw_window_title_get_title (ADW_WINDOW_TITLE (title)), ==, "• Plain");
  g_object_set (item, "name", "<b>&", NULL);
  g_assert_cmpstr (
      adw_tab_page_get_tooltip (adw_tab_view_get_selected_page (get_tab_view (window))), ==,
      "&lt;b&gt;&amp;, unsaved changes");
  rh_ui_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/window/welcome", test_welcome);
  g_test_add_func ("/window/names-are-no-markup", test_names_are_no_markup);
  g_test_add_func ("/window/connect-own", test_connect_own);
  g_test_add_func ("/window/collection-is-kept", test_collection_is_kept);
  g_test_add_func ("/window/tooltips", test_tooltips);
  g_test_add_func ("/window/title-shows-unsaved", test_title_shows_unsaved);
  g_test_add_func ("/window/dialog-leaves-url", test_dialog_leaves_url);
  g_test_add_func ("/window/send", test_send);
  g_test_add_func ("/window/cancel", test_cancel);
  g_test_add_func ("/window/arriving", test_arriving);
  g_test_add_func ("/window/next-page", test_next_page);
  g_test_add_func ("/window/refused", test_refused);
  g_test_add_func ("/window/close-cancels", test_close_cancels);
  g_test_add_func ("/window/problem-and-retry", test_problem_and_retry);
  g_test_add_func ("/window/not-connected", test_not_connected);
  g_test_add_func ("/window/tabs", test_tabs);
  g_test_add_func ("/window/home-and-end-are-the-texts", test_home_and_end);
  g_test_add_func ("/window/tab-is-reused", test_tab_is_reused);
  g_test_add_func ("/window/new-request", test_new_request);
  g_test_add_func ("/window/delete-and-undo", test_delete_and_undo);
  g_test_add_func ("/window/rename-and-duplicate", test_rename_and_duplicate);
  g_test_add_func ("/window/go-to", test_go_to);
  g_test_add_func ("/window/go-to-by-name", test_go_to_by_name);
  g_test_add_func ("/window/narrow", test_narrow);
  g_test_add_func ("/window/layout", test_layout);
  g_test_add_func ("/window/share-of-the-request", test_share_of_the_request);
  g_test_add_func ("/window/narrow-escape", test_narrow_escape);
  g_test_add_func ("/window/narrow-keeps-focus", test_narrow_keeps_focus);
  g_test_add_func ("/window/narrow-keeps-what-is-read", test_narrow_keeps_what_is_read);
  g_test_add_func ("/window/next-layout", test_next_layout);
  g_test_add_func ("/window/icon-buttons-have-names", test_icon_buttons_have_names);
  g_test_add_func ("/window/new-collection-offers-services", test_new_collection_offers_services);
  g_test_add_func ("/window/service-problems-are-named", test_service_problems_are_named);
  g_test_add_func ("/window/service-problems-are-capped", test_service_problems_are_capped);
  g_test_add_func ("/window/no-leak", test_no_leak);

  return g_test_run ();
}
