/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cookies of an environment on screen: credentials (security.md 4.10), edited and kept only as
 * somebody asks for it. */
#include "config.h"

#include "cookie/rh-cookie-page.h"
#include "cookie/rh-cookie-row.h"
#include "cookie/rh-cookie-words.h"
#include "cookie/rh-cookies-dialog.h"
#include "lib/rh-keyring-calls.h"
#include "ui/rh-ui-fixture.h"

#include <string.h>

#define SESSION 1800000000

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhCollection *collection;   /* borrowed */
  RhEnvironment *environment; /* borrowed */
  RhCookieJar *jar;           /* borrowed */
  AdwDialog *dialog;          /* borrowed */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  fixture->collection = rh_window_get_collection (fixture->window);
  fixture->environment = rh_collection_page_get_environment (rh_window_get_page (fixture->window));
  fixture->jar = rh_workspace_get_cookie_jar (fixture->ui->workspace, fixture->collection,
                                              fixture->environment, "");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_ui_fixture_free (fixture->ui);
}

static void
take (RhCookieJar *jar, const char *url_text, const char *field)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (url_text, NULL);

  g_assert_cmpint (rh_cookie_jar_take (jar, field, url, g_get_real_time () / G_USEC_PER_SEC), ==,
                   RH_COOKIE_KEPT);
}

static void
fill (Fixture *fixture)
{
  take (fixture->jar, "https://b.example/", "second=canary-b; Secure; HttpOnly; SameSite=Lax");
  take (fixture->jar, "https://a.example/", "first=canary-a; Path=/");
  take (fixture->jar, "https://b.example/", "third=canary-c");
}

/* The way of a person. */
static void
open_dialog (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.cookies", NULL));
  fixture->dialog
      = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (RH_IS_COOKIES_DIALOG (fixture->dialog));
  rh_ui_await_text (fixture->dialog, "Keep Over Restarts");
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (rh_cookie_jar_get_cookies (fixture->jar));
}

static const RhCookieFields *
nth (Fixture *fixture, guint index)
{
  g_autoptr (RhCookie) cookie
      = g_list_model_get_item (rh_cookie_jar_get_cookies (fixture->jar), index);

  return rh_cookie_get_fields (cookie);
}

static void
click_named (gpointer root, const char *name)
{
  GtkWidget *button = rh_ui_find_named (root, name);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
click (gpointer root, const char *label)
{
  g_signal_emit_by_name (gtk_widget_get_ancestor (rh_ui_await_text (root, label), GTK_TYPE_BUTTON),
                         "clicked");
}

static GtkWidget *
find_row (gpointer root, const char *title)
{
  return gtk_widget_get_ancestor (rh_ui_await_text (root, title), ADW_TYPE_PREFERENCES_ROW);
}

static void
type (gpointer root, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (root, title)), text);
}

/* --- The list -----------------------------------------------------------------------------------
 */

static gboolean
has_three_rows (gpointer dialog)
{
  return rh_ui_count_type (dialog, RH_TYPE_COOKIE_ROW) == 3;
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);
  rh_ui_await_text (fixture->dialog, "No Cookies");

  /* what comes while it is open comes in */
  fill (fixture);
  rh_ui_wait (has_three_rows, fixture->dialog);
  rh_ui_await_text (fixture->dialog, "a.example");
}

/* Dots until somebody asks, and dots again for what a row shows next. */
static void
test_masked (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  take (fixture->jar, "https://a.example/", "first=canary-a");
  open_dialog (fixture);
  rh_ui_await_text (fixture->dialog, RH_COOKIE_DOTS);
  g_assert_null (rh_ui_find_text (fixture->dialog, "canary-a"));

  button = rh_ui_find_named (fixture->dialog, "Show Value of first");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_nonnull (rh_ui_find_text (fixture->dialog, "canary-a"));

  take (fixture->jar, "https://a.example/", "first=canary-z");
  rh_ui_await_text (fixture->dialog, RH_COOKIE_DOTS);
  g_assert_null (rh_ui_find_text (fixture->dialog, "canary-z"));
}

/* A name that is looked for, never a value: else typing would tell what is in it. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;

  fill (fixture);
  open_dialog (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "cookies.search", NULL));
  entry = rh_ui_await_type (fixture->dialog, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "FIRST");
  g_signal_emit_by_name (entry, "search-changed");
  rh_ui_await_text (fixture->dialog, "first");
  g_assert_cmpuint (rh_ui_count_type (fixture->dialog, RH_TYPE_COOKIE_ROW), ==, 1);

  gtk_editable_set_text (GTK_EDITABLE (entry), "canary");
  g_signal_emit_by_name (entry, "search-changed");
  rh_ui_await_text (fixture->dialog, "No Results Found");
}

/* Hundreds are no more work than those that are seen. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 900; i++)
    {
      g_autofree char *url = g_strdup_printf ("https://host-%u.example/", i % 30);
      g_autofree char *field = g_strdup_printf ("name-%u=value", i);

      take (fixture->jar, url, field);
    }

  open_dialog (fixture);
  rh_ui_await_type (fixture->dialog, RH_TYPE_COOKIE_ROW);
  g_assert_cmpuint (count (fixture), ==, 900);
  g_assert_cmpuint (rh_ui_count_type (fixture->dialog, RH_TYPE_COOKIE_ROW), <, 300);
}

/* --- Deleting -----------------------------------------------------------------------------------
 */

/* What was deleted came back to where it was. */
static void
assert_order (Fixture *fixture)
{
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_cmpstr (nth (fixture, 0)->name, ==, "second");
  g_assert_cmpstr (nth (fixture, 1)->name, ==, "first");
  g_assert_cmpstr (nth (fixture, 2)->name, ==, "third");
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  open_dialog (fixture);
  rh_ui_wait (has_three_rows, fixture->dialog);
  click_named (fixture->dialog, "Delete first");
  g_assert_cmpuint (count (fixture), ==, 2);
  click (fixture->dialog, "Undo");
  assert_order (fixture);
}

static void
test_clear_domain (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  open_dialog (fixture);
  rh_ui_wait (has_three_rows, fixture->dialog);
  click_named (fixture->dialog, "Delete All Cookies of b.example");
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpstr (nth (fixture, 0)->name, ==, "first");
  rh_ui_await_text (fixture->dialog, "2 cookies deleted");
  click (fixture->dialog, "Undo");
  assert_order (fixture);
}

/* By keyboard: of the cookie that is selected. */
static void
test_clear_selected_host (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list;

  fill (fixture);
  open_dialog (fixture);
  rh_ui_wait (has_three_rows, fixture->dialog);
  list = rh_ui_find_type (fixture->dialog, GTK_TYPE_LIST_VIEW);
  gtk_selection_model_unselect_all (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  gtk_widget_activate_action (list, "cookies.delete-host", NULL);
  g_assert_cmpuint (count (fixture), ==, 3);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  g_assert_true (gtk_widget_activate_action (list, "cookies.delete-host", NULL));
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_cmpstr (nth (fixture, 0)->domain, ==, "b.example");
}

static void
test_delete_all (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  open_dialog (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "cookies.delete-all", NULL);
  g_assert_cmpuint (count (fixture), ==, 0);
  rh_ui_await_text (fixture->dialog, "No Cookies");
  click (fixture->dialog, "Undo");
  assert_order (fixture);
}

/* --- Editing ------------------------------------------------------------------------------------
 */

static void
test_add (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  const RhCookieFields *fields;

  open_dialog (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "cookies.add", NULL);
  page = rh_ui_await_type (fixture->dialog, RH_TYPE_COOKIE_PAGE);
  type (page, "Name", "typed");
  type (page, "Value", "one; two");
  type (page, "Host", "API.example");
  click (page, "Save");
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_true (gtk_widget_has_css_class (find_row (page, "Value"), "error"));

  type (page, "Value", "canary-typed");
  type (page, "Ends At", "soon");
  click (page, "Save");
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_true (gtk_widget_has_css_class (find_row (page, "Ends At"), "error"));

  type (page, "Ends At", "");
  adw_switch_row_set_active (ADW_SWITCH_ROW (find_row (page, "Secure")), TRUE);
  click (page, "Save");
  g_assert_cmpuint (count (fixture), ==, 1);
  fields = nth (fixture, 0);
  g_assert_cmpstr (fields->domain, ==, "api.example");
  g_assert_cmpstr (rh_secret_peek (fields->value, NULL), ==, "canary-typed");
  g_assert_cmpint (fields->expires, ==, RH_COOKIE_NO_EXPIRY);
  g_assert_true (fields->host_only);
  g_assert_true (fields->secure);
}

/* In its place, and a value that nobody touched is the same bytes, whatever they are. */
static void
test_edit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *list;
  const RhCookieFields *fields;

  take (fixture->jar, "https://a.example/", "first=\xff\xfe; Max-Age=1000");
  take (fixture->jar, "https://a.example/", "second=x");
  open_dialog (fixture);
  rh_ui_await_text (fixture->dialog, "first");
  list = rh_ui_find_type (fixture->dialog, GTK_TYPE_LIST_VIEW);
  g_signal_emit_by_name (list, "activate", 0);
  page = rh_ui_await_type (fixture->dialog, RH_TYPE_COOKIE_PAGE);
  type (page, "Path", "/deeper");
  click (page, "Save");

  g_assert_cmpuint (count (fixture), ==, 2);
  fields = nth (fixture, 0);
  g_assert_cmpstr (fields->name, ==, "first");
  g_assert_cmpstr (fields->path, ==, "/deeper");
  g_assert_cmpstr (rh_secret_peek (fields->value, NULL), ==, "\xff\xfe");
}

/* --- Keeping ------------------------------------------------------------------------------------
 */

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  RhKeyring *keyring = rh_workspace_get_keyring (fixture->ui->workspace);
  GtkWidget *row;
  g_autofree char *before = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *after = NULL;

  fill (fixture);
  open_dialog (fixture);
  row = find_row (fixture->dialog, "Keep Over Restarts");
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  before = rh_keyring_list_now (keyring, RH_KEYRING_KIND_COOKIES, NULL);
  g_assert_cmpstr (before, ==, "");

  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  rh_test_drain ();
  g_assert_true (rh_workspace_keeps_cookies (fixture->ui->workspace, fixture->collection,
                                             fixture->environment, ""));
  kept = rh_keyring_list_now (keyring, RH_KEYRING_KIND_COOKIES, NULL);
  g_assert_cmpstr (kept, !=, "");

  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  rh_test_drain ();
  after = rh_keyring_list_now (keyring, RH_KEYRING_KIND_COOKIES, NULL);
  g_assert_cmpstr (after, ==, "");
}

/* --- Words --------------------------------------------------------------------------------------
 */

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhSecret) value = rh_secret_new ("canary", -1);
  RhCookieFields fields = {
    .name = "",
    .value = value,
    .domain = "a.example",
    .path = "/x",
    .expires = RH_COOKIE_NO_EXPIRY,
    .secure = TRUE,
    .http_only = TRUE,
    .same_site = RH_SAME_SITE_STRICT,
  };
  g_autoptr (RhCookie) cookie = rh_cookie_new (&fields);
  g_autofree char *detail = rh_cookie_words_dup_detail (cookie, SESSION);
  g_autofree char *ended = NULL;

  g_assert_cmpstr (detail, ==,
                   "/x · Session · Subdomains too · Secure · HTTP only · SameSite Strict");
  fields.expires = SESSION - 1;
  g_clear_object (&cookie);
  cookie = rh_cookie_new (&fields);
  ended = rh_cookie_words_dup_detail (cookie, SESSION);
  g_assert_nonnull (strstr (ended, " · Ended "));
}

/* What is shown can be typed, to the minute. */
static void
test_times (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "soon", "2026-13-01", "2026-12-03 25:00", "1926-01-01" };
  const gint64 minute = SESSION - SESSION % 60;
  g_autofree char *text = rh_cookie_words_dup_time (minute);
  gint64 seconds;

  g_assert_true (rh_cookie_words_parse_time (text, &seconds));
  g_assert_cmpint (seconds, ==, minute);
  g_assert_true (rh_cookie_words_parse_time (" ", &seconds));
  g_assert_cmpint (seconds, ==, RH_COOKIE_NO_EXPIRY);
  g_assert_true (rh_cookie_words_parse_time ("2030-01-01", &seconds));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (rh_cookie_words_parse_time (wrong[i], &seconds));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  ADD ("/cookies-dialog/empty", test_empty);
  ADD ("/cookies-dialog/security-4.10/masked", test_masked);
  ADD ("/cookies-dialog/search", test_search);
  ADD ("/cookies-dialog/many", test_many);
  ADD ("/cookies-dialog/delete", test_delete);
  ADD ("/cookies-dialog/clear-domain", test_clear_domain);
  ADD ("/cookies-dialog/clear-selected-host", test_clear_selected_host);
  ADD ("/cookies-dialog/delete-all", test_delete_all);
  ADD ("/cookies-dialog/add", test_add);
  ADD ("/cookies-dialog/edit", test_edit);
  ADD ("/cookies-dialog/security-4.10/keep", test_keep);
  ADD ("/cookies-dialog/words", test_words);
  ADD ("/cookies-dialog/times", test_times);

  return g_test_run ();
}
