/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as text, out of a tab and into it, and the headers that are added to it. */
#include "format/rh-curl.h"
#include "request/rh-curl-notes.h"
#include "request/rh-field-list.h"
#include "request/rh-field-row.h"
#include "request/rh-url-bar.h"
#include "ui/rh-ui-fixture.h"

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhTab *tab;
  RhRequestItem *item;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  fixture->tab = RH_TAB (rh_ui_find_type (fixture->window, RH_TYPE_TAB));
  fixture->item = rh_tab_get_item (fixture->tab);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_ui_fixture_free (fixture->ui);
}

static void
paste (Fixture *fixture, const char *text)
{
  GtkEditable *url = GTK_EDITABLE (rh_ui_find_named (fixture->window, "URL"));

  gtk_editable_select_region (url, 0, -1);
  rh_url_bar_paste (RH_URL_BAR (rh_ui_find_type (fixture->window, RH_TYPE_URL_BAR)), text);
  rh_test_drain ();
}

/* A line break after a URL is none of it. */
static void
test_paste_url (Fixture *fixture, gconstpointer data)
{
  paste (fixture, "  https://other.example/a?b=1&c=2\n");
  g_assert_cmpstr (rh_request_item_get_url (fixture->item), ==, "https://other.example/a?b=1&c=2");
}

/* All of it, as one step to undo; the name stays. */
static void
test_paste_curl (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strdup (rh_request_item_get_name (fixture->item));
  g_autofree char *url = g_strdup (rh_request_item_get_url (fixture->item));
  g_autoptr (RhField) header = NULL;

  paste (fixture, "curl -X PUT https://other.example/a?b=1 \\\n -H 'X-A: 1' -d '{\"a\":1}'");
  g_assert_cmpstr (rh_request_item_get_method (fixture->item), ==, "PUT");
  g_assert_cmpstr (rh_request_item_get_url (fixture->item), ==, "https://other.example/a?b=1");
  g_assert_cmpstr (rh_request_item_get_name (fixture->item), ==, name);
  header = g_list_model_get_item (rh_request_item_get_headers (fixture->item), 0);
  g_assert_cmpstr (rh_field_get_name (header), ==, "X-A");
  g_assert_nonnull (rh_ui_await_text (fixture->window, "Filled from curl"));

  g_assert_true (rh_request_undo_undo (rh_tab_get_undo (fixture->tab)));
  g_assert_cmpstr (rh_request_item_get_method (fixture->item), ==, "GET");
  g_assert_cmpstr (rh_request_item_get_url (fixture->item), ==, url);
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_headers (fixture->item)), ==, 0);
  g_assert_cmpstr (rh_request_item_get_body_text (fixture->item), ==, "");
}

/* What is not taken over is listed. */
static void
test_curl_notes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AdwToast) toast = NULL;

  paste (fixture, "curl -k --no-such-option https://other.example/");
  g_object_get (gtk_widget_get_ancestor (
                    rh_ui_await_text (fixture->window, "Filled from curl, but for 2 options"),
                    g_type_from_name ("AdwToastWidget")),
                "toast", &toast, NULL);
  /* They stand nowhere else. */
  g_assert_cmpuint (adw_toast_get_timeout (toast), ==, 0);
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_find_text (fixture->window, "Details"), GTK_TYPE_BUTTON),
      "clicked");
  g_assert_nonnull (rh_ui_await_text (fixture->window, "--no-such-option"));
}

static void
test_notes_differ (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint kind = RH_CURL_NOTE_UNKNOWN; kind <= RH_CURL_NOTE_NO_URL; kind++)
    {
      const char *sentence = rh_curl_note_sentence (kind);

      g_assert_cmpstr (sentence, !=, "");
      g_assert_true (g_hash_table_add (sentences, (gpointer) sentence));
    }
}

typedef struct
{
  char *text;
  gboolean done;
} Clip;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Clip *clip = user_data;

  clip->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  clip->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Clip *) data)->done;
}

static char *
copied (Fixture *fixture, const char *action)
{
  Clip clip = { 0 };

  gtk_widget_activate_action (GTK_WIDGET (fixture->tab), action, NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->tab)), NULL,
                                 read_cb, &clip);
  rh_ui_wait (is_done, &clip);
  return clip.text;
}

/* Secrets by their names, and what was copied fills another tab. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autofree char *curl = NULL;
  g_autofree char *http = NULL;
  g_autofree char *raw = NULL;

  g_object_set (fixture->item, "url", "https://h.example/a?b=1", "auth-kind", RH_AUTH_KIND_BEARER,
                NULL);
  rh_auth_set (rh_request_item_get_auth (fixture->item), RH_AUTH_TOKEN, "hush-hush");
  url = copied (fixture, "tab.copy-url");
  curl = copied (fixture, "tab.copy-curl");
  http = copied (fixture, "tab.copy-http");
  raw = copied (fixture, "tab.copy-raw");
  g_assert_cmpstr (url, ==, "https://h.example/a?b=1");
  g_assert_true (rh_curl_looks_like (curl));
  g_assert_null (strstr (curl, "hush-hush"));
  g_assert_true (g_str_has_prefix (http, "###"));
  g_assert_null (strstr (http, "hush-hush"));
  g_assert_true (g_str_has_prefix (raw, "GET /a?b=1 HTTP/1.1\r\n"));
  g_assert_null (strstr (raw, "hush-hush"));
}

/* Without what would send it elsewhere, and said. */
static void
test_copy_without_redirects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhField) key = rh_field_new ("X-API-Key", "hush-hush", NULL, TRUE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_object_set (fixture->item, "url", "https://h.example/a?b=1", "auth-kind", RH_AUTH_KIND_NONE,
                NULL);
  before = copied (fixture, "tab.copy-curl");
  g_assert_nonnull (strstr (before, " -L"));
  g_assert_nonnull (rh_ui_await_text (fixture->window, "Copied as curl, secrets by their names"));
  rh_request_item_add_header (fixture->item, key);
  after = copied (fixture, "tab.copy-curl");
  g_assert_null (strstr (after, " -L"));
}

static void
test_copy_says_so (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhField) key = rh_field_new ("X-API-Key", "hush-hush", NULL, TRUE);
  g_autofree char *curl = NULL;

  g_object_set (fixture->item, "url", "https://h.example/", "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_request_item_add_header (fixture->item, key);
  curl = copied (fixture, "tab.copy-curl");
  g_assert_nonnull (
      rh_ui_await_text (fixture->window, "Copied without -L: curl would take secrets along"));
}

static gboolean
has_added (gpointer data)
{
  GtkWidget *list = rh_ui_find_type (data, RH_TYPE_FIELD_LIST);

  return list != NULL && rh_ui_count_type (list, RH_TYPE_FIELD_ROW) > 2;
}

static void
override (GtkWidget *list, const char *name)
{
  GtkWidget *row = gtk_widget_get_first_child (
      gtk_widget_get_ancestor (rh_ui_find_type (list, RH_TYPE_FIELD_ROW), GTK_TYPE_LIST_VIEW));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *field_row = rh_ui_find_type (row, RH_TYPE_FIELD_ROW);
      RhField *field = field_row != NULL ? rh_field_row_get_field (RH_FIELD_ROW (field_row)) : NULL;

      if (field == NULL || !g_str_equal (rh_field_get_name (field), name))
        continue;
      g_signal_emit_by_name (rh_ui_find_named (row, "Override"), "clicked");
      rh_test_drain ();
      return;
    }

  g_assert_not_reached ();
}

/* Below those that are typed, and one that is overridden is typed. */
static void
test_added_headers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhField) own = NULL;
  g_autoptr (RhField) secret = NULL;
  GtkWidget *list;

  g_object_set (fixture->item, "url", "https://h.example/", "auth-kind", RH_AUTH_KIND_BEARER, NULL);
  rh_auth_set (rh_request_item_get_auth (fixture->item), RH_AUTH_TOKEN, "hush-hush");
  rh_request_page_set_page (rh_tab_get_request_page (fixture->tab), "headers");
  rh_ui_wait (has_added, fixture->window);
  list = rh_ui_find_type (fixture->window, RH_TYPE_FIELD_LIST);
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_headers (fixture->item)), ==, 0);

  override (list, "Accept-Encoding");
  own = g_list_model_get_item (rh_request_item_get_headers (fixture->item), 0);
  g_assert_cmpstr (rh_field_get_name (own), ==, "Accept-Encoding");
  g_assert_cmpstr (rh_field_get_value (own), !=, "");
  g_assert_cmpstr (rh_field_get_note (own), ==, "");
  g_assert_true (rh_field_is_enabled (own));

  /* Dots are no value. */
  override (list, "Authorization");
  secret = g_list_model_get_item (rh_request_item_get_headers (fixture->item), 1);
  g_assert_cmpstr (rh_field_get_name (secret), ==, "Authorization");
  g_assert_cmpstr (rh_field_get_value (secret), ==, "");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/copy-request/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("paste-url", test_paste_url);
  ADD ("paste-curl", test_paste_curl);
  ADD ("curl-notes", test_curl_notes);
  g_test_add_func ("/copy-request/notes-differ", test_notes_differ);
  ADD ("copy", test_copy);
  ADD ("copy-without-redirects", test_copy_without_redirects);
  ADD ("copy-says-so", test_copy_says_so);
  ADD ("added-headers", test_added_headers);
#undef ADD

  return g_test_run ();
}
