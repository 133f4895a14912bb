/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history in the sidebar: what is listed, found, opened again, taken away and put back. */
#include "collection/rh-history-export-dialog.h"
#include "collection/rh-history-export.h"
#include "collection/rh-history-view.h"
#include "collection/rh-history-words.h"
#include "common/rh-settings.h"
#include "response/rh-response-page.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define DAY (24 * G_TIME_SPAN_HOUR)
#define NOON G_GINT64_CONSTANT (1767268800000000) /* 2026-01-01T12:00:00Z */

typedef struct
{
  GFile *folder;
  RhHistory *history;
  GtkWindow *window;
  RhHistoryView *view;
  RhHistoryEntry *opened;
} Fixture;

static void
open_cb (Fixture *fixture, RhHistoryEntry *entry)
{
  g_set_object (&fixture->opened, entry);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  const RhHistoryLimits limits = { TRUE, 1000, 100000, G_MAXUINT64 };
  g_autofree char *path = g_dir_make_tmp ("rehearsal-history-XXXXXX", NULL);
  GtkWidget *overlay = adw_toast_overlay_new ();

  g_settings_reset (rh_settings_get (), RH_SETTINGS_HISTORY);
  fixture->folder = g_file_new_for_path (path);
  fixture->history = rh_history_new (fixture->folder, rh_clock_get_system ());
  rh_history_set_limits (fixture->history, &limits);
  fixture->view = RH_HISTORY_VIEW (rh_history_view_new (fixture->history));
  g_signal_connect_swapped (fixture->view, "open", G_CALLBACK (open_cb), fixture);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->view));
  adw_window_set_content (ADW_WINDOW (fixture->window), overlay);
  gtk_window_set_default_size (fixture->window, 360, 600);
  gtk_window_present (fixture->window);
  rh_ui_wait (is_mapped, fixture->view);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->opened);
  gtk_window_destroy (fixture->window);
  rh_test_drain ();
  rh_history_clear (fixture->history);
  g_assert_finalize_object (fixture->history);
  g_file_delete (fixture->folder, NULL, NULL);
  g_object_unref (fixture->folder);
}

static void
add (Fixture *fixture, const char *method, const char *name, gint64 time, guint status)
{
  g_autofree char *address = g_strconcat ("https://a.test/", name, "?token=hunter2", NULL);
  g_autoptr (RhText) url = rh_text_new (address);
  g_autoptr (RhRequest) request = rh_request_new (method, url);
  g_autoptr (RhHop) hop = rh_hop_new (method, url);
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (1000, TRUE);
  g_autoptr (RhExchange) exchange = rh_exchange_new_kept (request, time, 1000);
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, method, "{{api}}/x");

  rh_exchange_add_hop (exchange, hop);
  rh_hop_set_response (hop, status, "OK", "HTTP/1.1", headers);
  rh_exchange_set_receiving (exchange, spool);
  rh_spool_write (spool, "kept text", 9, NULL);
  rh_spool_close (spool);
  rh_exchange_finish (exchange, NULL);
  rh_history_add (fixture->history, "Staging", NULL, item, exchange, FALSE);
}

static GListModel *
get_rows (Fixture *fixture)
{
  GtkWidget *list = rh_ui_find_type (fixture->view, GTK_TYPE_LIST_VIEW);

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static void
search (Fixture *fixture, const char *words)
{
  GtkWidget *entry = rh_ui_find_type (fixture->view, GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  g_signal_emit_by_name (entry, "search-changed");
}

static void
test_lists_by_day (Fixture *fixture, gconstpointer data)
{
  gint64 now = g_get_real_time ();
  guint start;
  guint end;

  g_assert_nonnull (rh_ui_find_text (fixture->view, "No History"));
  add (fixture, "GET", "older", now - 10 * DAY, 200);
  add (fixture, "POST", "newer", now, 404);
  rh_ui_await_text (fixture->view, "Today");
  g_assert_nonnull (rh_ui_find_text (fixture->view, "newer"));
  g_assert_nonnull (rh_ui_find_text (fixture->view, "404"));
  gtk_section_model_get_section (GTK_SECTION_MODEL (get_rows (fixture)), 0, &start, &end);
  g_assert_cmpuint (end, ==, 1);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  gint64 now = g_get_real_time ();

  add (fixture, "GET", "one", now, 200);
  add (fixture, "POST", "two", now, 500);
  search (fixture, "POST 500");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (fixture)), ==, 1);
  search (fixture, "hunter2"); /* not even there to be found */
  rh_ui_await_text (fixture->view, "No Results Found");
  search (fixture, "");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (fixture)), ==, 2);
}

static void
test_delete_and_undo (Fixture *fixture, gconstpointer data)
{
  GtkWidget *undo;

  add (fixture, "GET", "one", g_get_real_time (), 200);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (get_rows (fixture)), 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "history.delete", "s", "key");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->history)), ==, 0);

  undo = gtk_widget_get_ancestor (rh_ui_await_text (fixture->window, "Undo"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->history)), ==, 1);
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "history.har", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/history.har");
  g_autofree char *text = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  add (fixture, "GET", "one", g_get_real_time (), 200);
  rh_history_flush (fixture->history);
  g_ptr_array_add (entries, g_list_model_get_item (get_rows (fixture), 0));
  rh_history_export (GTK_WIDGET (fixture->view), fixture->history, entries, FALSE, file);
  rh_ui_await_text (fixture->window, "Saved");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "https://a.test/one"));
  g_assert_nonnull (strstr (text, "kept text"));
  g_assert_null (strstr (text, "hunter2"));

  rh_history_export (GTK_WIDGET (fixture->view), fixture->history, entries, FALSE, nowhere);
  g_file_replace_contents (nowhere, "", 0, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error);
  problem = g_strdup_printf ("Could not be saved: %s", error->message);
  rh_ui_await_text (fixture->window, problem);
}

static void
test_activate_opens (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list;

  add (fixture, "GET", "one", g_get_real_time (), 200);
  list = rh_ui_find_type (fixture->view, GTK_TYPE_LIST_VIEW);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_nonnull (fixture->opened);
  g_assert_cmpstr (rh_history_entry_get_facts (fixture->opened)->name, ==, "one");
}

static void
test_off_says_so (Fixture *fixture, gconstpointer data)
{
  AdwBanner *banner = ADW_BANNER (rh_ui_find_type (fixture->view, ADW_TYPE_BANNER));

  g_assert_false (adw_banner_get_revealed (banner));
  g_settings_set_boolean (rh_settings_get (), RH_SETTINGS_HISTORY, FALSE);
  g_assert_true (adw_banner_get_revealed (banner));
  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_true (g_settings_get_boolean (rh_settings_get (), RH_SETTINGS_HISTORY));
  g_assert_false (adw_banner_get_revealed (banner));
}

static void
test_words (void)
{
  g_autofree char *today = rh_history_words_dup_day (NOON - G_TIME_SPAN_HOUR, NOON);
  g_autofree char *yesterday = rh_history_words_dup_day (NOON - 13 * G_TIME_SPAN_HOUR, NOON);
  g_autofree char *before = rh_history_words_dup_day (NOON - 2 * DAY, NOON);

  g_assert_cmpstr (today, ==, "Today");
  g_assert_cmpstr (yesterday, ==, "Yesterday");
  g_assert_cmpstr (before, ==, "30 December 2025");
}

/* In the window: sent, kept, opened again */

static gboolean
has_entry (gpointer history)
{
  return g_list_model_get_n_items (history) > 0;
}

static RhRequestItem *
add_request (RhUiFixture *fixture, RhCollection *collection)
{
  g_autofree char *url = g_strconcat (fixture->address, "/kept?page={{page}}", NULL);
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Kept One", "GET", url);

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_environment_set (rh_collection_get_scope (collection), "page", "7");
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (item));
  return item; /* the folder keeps it */
}

static void
test_sent_and_reopened (void)
{
  const RhHistoryLimits limits = { TRUE, 1000, 30, G_MAXUINT64 };
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhCollectionPage *page = RH_COLLECTION_PAGE (rh_ui_await_type (window, RH_TYPE_COLLECTION_PAGE));
  RhCollection *collection = rh_workspace_get_starter (fixture->workspace);
  RhHistory *history = rh_workspace_get_history (fixture->workspace, collection);
  RhRequestItem *item = add_request (fixture, collection);
  g_autoptr (RhHistoryEntry) entry = NULL;
  RhTab *sent;
  RhTab *again;

  rh_workspace_set_history_limits (fixture->workspace, &limits);
  rh_ui_fixture_answer (fixture, 200, "application/json", "{\"a\": 1}", -1);
  sent = rh_collection_page_open (page, item, TRUE);
  rh_tab_send (sent);
  rh_ui_wait (has_entry, history);

  entry = g_list_model_get_item (G_LIST_MODEL (history), 0);
  g_assert_true (g_str_has_suffix (rh_history_entry_get_facts (entry)->url, "/kept?page=7"));
  again = rh_collection_page_open_entry (page, entry);
  g_assert_true (again != NULL && again != sent);
  g_assert_true (rh_tab_get_item (again) != item);
  g_assert_true (
      g_str_has_suffix (rh_request_item_get_url (rh_tab_get_item (again)), "/kept?page={{page}}"));
  g_assert_cmpstr (rh_response_page_get_shown (
                       RH_RESPONSE_PAGE (rh_ui_find_type (again, RH_TYPE_RESPONSE_PAGE))),
                   ==, "response");
  rh_ui_await_text (again, "200 OK");
  g_assert_cmpuint (fixture->n_requests, ==, 1); /* looked at, not sent again */
}

/* In clear, when it is asked for and as long as the tab shows the response. */

#define CANARY "CANARYcanaryCANARYcanary"

static gboolean
is_gone (gpointer dialog_of)
{
  return adw_application_window_get_visible_dialog (dialog_of) == NULL;
}

/* The way of a person, but for the choice of the file. */
static AdwDialog *
open_export (RhWindow *window, RhCollectionPage *page)
{
  AdwOverlaySplitView *split = rh_collection_page_get_split (page);
  GtkWidget *stack = rh_ui_find_type (adw_overlay_split_view_get_sidebar (split), GTK_TYPE_STACK);
  GtkWidget *view;

  adw_overlay_split_view_set_show_sidebar (split, TRUE);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "history");
  view = rh_ui_await_type (stack, RH_TYPE_HISTORY_VIEW);
  g_assert_true (gtk_widget_activate_action (view, "history.export", NULL));
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

static gboolean
is_whole (gpointer path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_has_suffix (text, "]\n}\n}\n");
}

static char *
export_from (RhWindow *window, AdwDialog *dialog, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char *text = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_remove (path);
  rh_history_export_dialog_write (RH_HISTORY_EXPORT_DIALOG (dialog), file);
  rh_ui_wait (is_gone, window);
  rh_ui_wait (is_whole, (gpointer) path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static AdwSwitchRow *
find_switch (AdwDialog *dialog)
{
  return ADW_SWITCH_ROW (rh_ui_await_type (dialog, ADW_TYPE_SWITCH_ROW));
}

static void
test_export_with_secrets (void)
{
  const RhHistoryLimits limits = { TRUE, 1000, 30, G_MAXUINT64 };
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhCollectionPage *page = RH_COLLECTION_PAGE (rh_ui_await_type (window, RH_TYPE_COLLECTION_PAGE));
  RhCollection *collection = rh_workspace_get_starter (fixture->workspace);
  RhHistory *history = rh_workspace_get_history (fixture->workspace, collection);
  RhRequestItem *item = add_request (fixture, collection);
  g_autoptr (RhField) header = rh_field_new ("X-Api-Key", CANARY, "", TRUE);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "clear.har", NULL);
  g_autofree char *not_asked = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *closed = NULL;
  AdwDialog *dialog;
  GStatBuf info;

  rh_request_item_add_header (item, header);
  rh_workspace_set_history_limits (fixture->workspace, &limits);
  rh_ui_fixture_answer (fixture, 200, "application/json", "{\"access_token\": \"" CANARY "\"}", -1);
  rh_tab_send (rh_collection_page_open (page, item, TRUE));
  rh_ui_wait (has_entry, history);

  dialog = open_export (window, page);
  g_assert_false (adw_switch_row_get_active (find_switch (dialog)));
  rh_ui_await_text (dialog, "Of 1 request whose response is still shown in a tab");
  rh_ui_await_text (dialog, "1 request is masked in the file");
  not_asked = export_from (window, dialog, path);
  g_assert_null (strstr (not_asked, CANARY));

  dialog = open_export (window, page);
  adw_switch_row_set_active (find_switch (dialog), TRUE);
  g_assert_null (rh_ui_find_text (dialog, "1 request is masked in the file"));
  asked = export_from (window, dialog, path);
  g_assert_nonnull (strstr (asked, "\"" CANARY "\""));     /* the header */
  g_assert_nonnull (strstr (asked, "\\\"" CANARY "\\\"")); /* in the body */
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0077, ==, 0);

  rh_collection_page_close_tab (page);
  rh_test_drain ();
  dialog = open_export (window, page);
  rh_ui_await_text (dialog, "No tab shows the response of any of these requests");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (find_switch (dialog))));
  closed = export_from (window, dialog, path);
  g_assert_cmpstr (closed, ==, not_asked);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

#define ADD(name, function) \
  g_test_add ("/history-view/" name, Fixture, NULL, setup, function, teardown)
  ADD ("lists-by-day", test_lists_by_day);
  ADD ("search", test_search);
  ADD ("delete-and-undo", test_delete_and_undo);
  ADD ("export", test_export);
  ADD ("activate-opens", test_activate_opens);
  ADD ("off-says-so", test_off_says_so);
  g_test_add_func ("/history-view/words", test_words);
  g_test_add_func ("/history-view/sent-and-reopened", test_sent_and_reopened);
  g_test_add_func ("/history-view/export-with-secrets", test_export_with_secrets);

  return g_test_run ();
}
