/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing a request: what is typed is in the item, what the item says is on screen. */
#include "common/rh-code-view.h"
#include "common/rh-page-switcher.h"
#include "common/rh-variable-entry.h"
#include "request/rh-action-row.h"
#include "request/rh-body-editor.h"
#include "request/rh-body-page.h"
#include "request/rh-field-list.h"
#include "request/rh-field-row.h"
#include "request/rh-method-button.h"
#include "request/rh-request-page.h"
#include "request/rh-request-undo.h"
#include "request/rh-url-bar.h"
#include "ui/rh-ui-fixture.h"

#define LONG_URL \
  "https://host.example/a/very/long/way/to/go/which/no/entry/of/a/window/of/six/hundred/pixels/" \
  "has/room/for/in/any/font/that/can/be/read"
#define LONG_URL_CHARS (sizeof LONG_URL - 1)

typedef struct
{
  RhCollection *collection;
  RhEnvironment *environment;
  RhVariableScope *scope;
  RhRequestItem *item;
  GtkWindow *window;
  RhUrlBar *bar;
  RhRequestPage *page;
} Editor;

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static Editor *
editor_new (const char *url)
{
  Editor *self = g_new0 (Editor, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->collection = rh_collection_new ("c", "Acme <&> Co");
  self->environment = rh_environment_new ("Practice");
  rh_environment_set (self->environment, "api", "https://api.example.com");
  rh_environment_add_secret (self->environment, "key");
  self->scope = rh_variable_scope_new (self->collection);
  rh_variable_scope_set_environment (self->scope, self->environment);
  self->item = rh_request_item_new ("R", "GET", url);
  self->bar = g_object_new (RH_TYPE_URL_BAR, NULL);
  self->page = g_object_new (RH_TYPE_REQUEST_PAGE, NULL);
  rh_url_bar_set_item (self->bar, self->item, self->scope);
  rh_request_page_set_item (self->page, self->item, self->collection, self->scope);

  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->page));
  gtk_window_set_default_size (self->window, 800, 600);
  gtk_window_set_child (self->window, box);
  gtk_window_present (self->window);
  rh_ui_wait (is_mapped, self->window);
  return self;
}

static void
editor_free (Editor *self)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->scope);
  g_clear_object (&self->environment);
  g_clear_object (&self->collection);
  g_assert_finalize_object (self->item);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Editor, editor_free)

static void
show_page (Editor *self, const char *name)
{
  GtkStack *stack = GTK_STACK (rh_ui_find_type (self->page, GTK_TYPE_STACK));

  gtk_stack_set_visible_child_name (stack, name);
}

static void
test_url_and_params (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/?limit=20");
  GtkEditable *url = GTK_EDITABLE (rh_ui_find_named (editor->bar, "URL"));
  GtkEditable *value = GTK_EDITABLE (rh_ui_find_named (editor->page, "Value"));

  g_assert_cmpstr (gtk_editable_get_text (url), ==, "https://h/?limit=20");
  g_assert_cmpstr (gtk_editable_get_text (value), ==, "20");
  gtk_editable_set_text (value, "50");
  g_assert_cmpstr (gtk_editable_get_text (url), ==, "https://h/?limit=50");
  gtk_editable_set_text (url, "https://h/?limit=7&x=1");
  g_assert_cmpstr (gtk_editable_get_text (value), ==, "7");
  g_assert_nonnull (rh_ui_find_named (editor->page, "Params 2"));
  gtk_editable_set_text (url, "https://h/");
  g_assert_nonnull (rh_ui_find_named (editor->page, "Params"));
}

static int
get_scroll_offset (GtkEditable *url)
{
  int offset;

  g_object_get (gtk_editable_get_delegate (url), "scroll-offset", &offset, NULL);
  return offset;
}

static gboolean
is_scrolled (gpointer url)
{
  return get_scroll_offset (url) > 0;
}

static gboolean
is_at_start (gpointer url)
{
  return get_scroll_offset (url) == 0;
}

static void
scroll_url (Editor *editor, GtkEditable *url)
{
  rh_url_bar_focus_at (editor->bar, LONG_URL_CHARS);
  rh_ui_wait (is_scrolled, url);
}

/* A URL that is longer than the entry shows the host it goes to. */
static void
test_url_shows_its_start (void)
{
  g_autoptr (Editor) editor = editor_new (LONG_URL);
  GtkEditable *url = GTK_EDITABLE (rh_ui_find_named (editor->bar, "URL"));

  scroll_url (editor, url);
  rh_url_bar_focus_url (editor->bar, FALSE);
  rh_ui_wait (is_at_start, url);
  scroll_url (editor, url);
  rh_url_bar_focus_url (editor->bar, TRUE);
  rh_ui_wait (is_at_start, url);
}

/* Unless a part of it is selected, which may be about to be pasted elsewhere. */
static void
test_url_that_is_left_shows_its_start (void)
{
  g_autoptr (Editor) editor = editor_new (LONG_URL);
  GtkEditable *url = GTK_EDITABLE (rh_ui_find_named (editor->bar, "URL"));
  GtkWidget *elsewhere = rh_ui_find_named (editor->page, "Value");

  scroll_url (editor, url);
  gtk_widget_grab_focus (elsewhere);
  rh_ui_wait (is_at_start, url);
  scroll_url (editor, url);
  gtk_editable_select_region (url, 10, 20);
  gtk_widget_grab_focus (elsewhere);
  g_assert_true (gtk_editable_get_selection_bounds (url, NULL, NULL));
}

static GtkEventController *
find_drop_motion (GtkWidget *content)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (content);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_CONTROLLER_MOTION (controller))
        return controller; /* the widget keeps it */
    }

  g_assert_not_reached ();
}

static gboolean
is_on_body (gpointer page)
{
  return g_str_equal (rh_request_page_get_page (page), "body");
}

/* So that it can be dropped there. */
static void
test_what_is_held_over_a_title_opens_the_page (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  GtkWidget *body = gtk_widget_get_parent (rh_ui_find_text (editor->page, "Body"));

  g_signal_emit_by_name (find_drop_motion (body), "enter", 0.0, 0.0);
  rh_ui_wait (is_on_body, editor->page);
}

/* Pages are made when they are looked at. */
static void
test_pages_are_lazy (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");

  g_assert_cmpuint (rh_ui_count_type (editor->page, RH_TYPE_FIELD_LIST), ==, 1);
  g_assert_null (rh_ui_find_type (editor->page, RH_TYPE_BODY_PAGE));
  show_page (editor, "body");
  g_assert_nonnull (rh_ui_find_type (editor->page, RH_TYPE_BODY_PAGE));
  g_assert_null (rh_ui_find_type (editor->page, RH_TYPE_CODE_VIEW));
}

static gboolean
is_at_its_end (gpointer adjustment)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return end > 0 && gtk_adjustment_get_value (adjustment) > end - 1;
}

/* As a tab that is restored does it: there is no pointer that would scroll. */
static void
test_page_is_scrolled_to (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  GtkScrollable *viewport = GTK_SCROLLABLE (rh_ui_find_type (editor->page, GTK_TYPE_VIEWPORT));

  rh_request_page_set_page (editor->page, "settings");
  gtk_window_set_default_size (editor->window, 340, 600);
  rh_ui_wait (is_at_its_end, gtk_scrollable_get_hadjustment (viewport));
}

static gboolean
is_narrow (gpointer window)
{
  return gtk_widget_get_width (window) < 400;
}

/* Its path has the row for itself. */
static void
test_file_of_body (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  GtkWidget *path;

  g_object_set (editor->item, "body-kind", RH_BODY_KIND_FILE, "body-path",
                "/home/ada/Documents/Receipts of 2026/One of Many Receipts.pdf", NULL);
  gtk_window_set_default_size (editor->window, 340, 600);
  show_page (editor, "body");
  rh_ui_wait (is_narrow, editor->window);
  path = gtk_widget_get_ancestor (
      rh_ui_await_text (editor->page, rh_request_item_get_body_path (editor->item)),
      ADW_TYPE_ACTION_ROW);
  rh_test_drain ();
  g_assert_cmpint (gtk_widget_get_height (path), <, 120);
}

/* What only a file brings cannot be edited here, nor what is the collection's; that is said. */
static void
test_authorization_of_elsewhere (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  const char *sentence = "It stays in the file as it is. Rehearsal cannot send it.";

  show_page (editor, "auth");
  g_assert_null (rh_ui_find_text (editor->page, sentence));
  g_object_set (editor->item, "auth-kind", RH_AUTH_KIND_KEPT, NULL);
  g_assert_nonnull (rh_ui_find_text (editor->page, sentence));

  g_object_set (editor->item, "auth-kind", RH_AUTH_KIND_OAUTH2, NULL);
  g_assert_null (rh_ui_find_text (editor->page, sentence));
  g_assert_nonnull (rh_ui_find_text (editor->page, "Set up once for the collection"));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (gtk_widget_get_ancestor (
                       rh_ui_find_text (editor->page, "Edit…"), GTK_TYPE_BUTTON))),
                   ==, "win.connect");
}

/* Narrow, where it is kept has a line of its own; who has not typed anything needs none. */
static void
test_empty_action (void)
{
  g_autoptr (RhAction) action = rh_action_new ("", "", RH_ACTION_SCOPE_MEMORY);
  GtkWidget *row = g_object_ref_sink (rh_action_row_new (action));
  GtkWidget *scope
      = GTK_WIDGET (gtk_widget_get_template_child (row, RH_TYPE_ACTION_ROW, "scope_drop_down"));

  rh_action_row_set_empty (RH_ACTION_ROW (row), TRUE);
  g_assert_true (gtk_widget_get_visible (scope));
  g_object_set (row, "narrow", TRUE, NULL);
  g_assert_false (gtk_widget_get_visible (scope));
  rh_action_row_set_empty (RH_ACTION_ROW (row), FALSE);
  g_assert_true (gtk_widget_get_visible (scope));
  g_object_unref (row);
}

static void
test_method (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  RhMethodButton *button = RH_METHOD_BUTTON (rh_ui_find_type (editor->bar, RH_TYPE_METHOD_BUTTON));

  g_assert_nonnull (rh_ui_find_named (editor->bar, "Method"));
  rh_method_button_set_method (button, "PATCH");
  g_assert_cmpstr (rh_request_item_get_method (editor->item), ==, "PATCH");
  g_object_set (editor->item, "method", "QUERY", NULL);
  g_assert_cmpstr (rh_method_button_get_method (button), ==, "QUERY");
  g_assert_nonnull (rh_ui_find_text (editor->bar, "QUERY"));
}

static void
test_json_body (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  g_autoptr (RhRequestUndo) undo = rh_request_undo_new (editor->item);
  RhCodeView *view;
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;

  g_object_set (editor->item, "body-kind", RH_BODY_KIND_JSON, "body-text", "{\"a\":1}", NULL);
  show_page (editor, "body");
  view = RH_CODE_VIEW (rh_ui_find_named (editor->page, "Request Body"));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  text = rh_code_view_dup_text (view);
  g_assert_cmpstr (text, ==, "{\"a\":1}");

  gtk_text_buffer_set_text (buffer, "{\"b\":2}", -1);
  g_assert_cmpstr (rh_request_item_get_body_text (editor->item), ==, "{\"b\":2}");
  rh_test_drain ();
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_find_text (editor->page, "Format"), GTK_TYPE_BUTTON),
      "clicked");
  g_assert_cmpstr (rh_request_item_get_body_text (editor->item), ==, "{\n  \"b\": 2\n}");
  rh_request_undo_undo (undo);
  g_assert_cmpstr (rh_request_item_get_body_text (editor->item), ==, "{\"b\":2}");
  g_assert_false (gtk_text_buffer_get_enable_undo (buffer));
}

/* A pasted line of 100,000 characters is edited without highlighting. */
static void
test_long_line_is_not_highlighted (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  g_autofree char *value = g_strnfill (100000, 'x');
  g_autofree char *json = g_strdup_printf ("{\"a\":\"%s\"}", value);
  GtkSourceBuffer *buffer;

  g_object_set (editor->item, "body-kind", RH_BODY_KIND_JSON, "body-text", "{}", NULL);
  show_page (editor, "body");
  buffer = GTK_SOURCE_BUFFER (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (rh_ui_find_named (editor->page, "Request Body"))));
  g_assert_true (gtk_source_buffer_get_highlight_syntax (buffer));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), json, -1);
  g_assert_false (gtk_source_buffer_get_highlight_syntax (buffer));
  g_assert_null (gtk_source_buffer_get_language (buffer));
}

/* Kinds keep what was typed under another. */
static void
test_kinds (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  GtkDropDown *kinds;

  g_object_set (editor->item, "body-kind", RH_BODY_KIND_JSON, "body-text", "{}", NULL);
  show_page (editor, "body");
  kinds = GTK_DROP_DOWN (rh_ui_find_named (editor->page, "Kind of Body"));
  g_assert_cmpuint (gtk_drop_down_get_selected (kinds), ==, RH_BODY_KIND_JSON);

  gtk_drop_down_set_selected (kinds, RH_BODY_KIND_FORM);
  g_assert_cmpint (rh_request_item_get_body_kind (editor->item), ==, RH_BODY_KIND_FORM);
  g_assert_nonnull (rh_ui_find_type (editor->page, RH_TYPE_FIELD_LIST));
  gtk_drop_down_set_selected (kinds, RH_BODY_KIND_FILE);
  g_object_set (editor->item, "body-path", "/tmp/<b>.bin", NULL);
  g_assert_nonnull (rh_ui_find_text (editor->page, "/tmp/<b>.bin"));
  g_object_set (editor->item, "body-path", "/run/flatpak/doc/1a2b/b.bin", NULL);
  g_assert_nonnull (rh_ui_find_text (editor->page, "b.bin")); /* of a sandbox's path the name */
  gtk_drop_down_set_selected (kinds, RH_BODY_KIND_NONE);
  g_assert_nonnull (
      rh_ui_find_text (editor->page, "This request sends no body. Drop a file here to send it."));
  g_assert_cmpstr (rh_request_item_get_body_text (editor->item), ==, "{}");
}

static AdwComboRow *
combo_row (Editor *self, const char *title)
{
  return ADW_COMBO_ROW (
      gtk_widget_get_ancestor (rh_ui_find_text (self->page, title), ADW_TYPE_COMBO_ROW));
}

static GtkEditable *
entry_row (Editor *self, const char *title)
{
  return GTK_EDITABLE (
      gtk_widget_get_ancestor (rh_ui_find_text (self->page, title), ADW_TYPE_ENTRY_ROW));
}

static void
click (Editor *self, const char *label)
{
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_find_text (self->page, label), GTK_TYPE_BUTTON), "clicked");
}

static void
test_auth (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");

  show_page (editor, "auth");
  g_assert_nonnull (rh_ui_find_text (editor->page, "Inherited from Acme <&> Co: OAuth 2.0"));
  adw_combo_row_set_selected (combo_row (editor, "Authorization"), 1);
  g_assert_cmpint (rh_request_item_get_auth_kind (editor->item), ==, RH_AUTH_KIND_NONE);
  g_assert_null (rh_ui_find_text (editor->page, "Inherited from Acme <&> Co: OAuth 2.0"));
}

/* What it is inherited from may change, and what it is. */
static void
test_inherited_auth (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  g_autoptr (RhFolder) folder = rh_folder_new ("Users");

  rh_folder_append (rh_collection_get_root (editor->collection), G_OBJECT (folder));
  rh_folder_append (folder, G_OBJECT (editor->item));
  show_page (editor, "auth");
  g_assert_nonnull (rh_ui_find_text (editor->page, "Inherited from Acme <&> Co: OAuth 2.0"));
  g_object_set (folder, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  g_assert_nonnull (rh_ui_find_text (editor->page, "Inherited from Users: Basic"));
  rh_folder_remove (folder, G_OBJECT (editor->item));
}

/* Each kind has its fields, and what was typed in one is there under another. */
static void
test_auth_fields (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  RhAuth *auth = rh_request_item_get_auth (editor->item);

  show_page (editor, "auth");
  g_object_set (editor->item, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  gtk_editable_set_text (entry_row (editor, "User Name"), "ada");
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_USERNAME), ==, "ada");
  g_assert_null (rh_ui_find_text (editor->page, "Token"));

  g_object_set (editor->item, "auth-kind", RH_AUTH_KIND_API_KEY, NULL);
  g_assert_null (rh_ui_find_text (editor->page, "User Name"));
  gtk_editable_set_text (entry_row (editor, "Name of the Key"), "X-API-Key");
  adw_combo_row_set_selected (combo_row (editor, "Sent In"), 1);
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_KEY), ==, "X-API-Key");
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_PLACEMENT), ==, RH_AUTH_PLACEMENT_QUERY);

  g_object_set (editor->item, "auth-kind", RH_AUTH_KIND_DIGEST, NULL);
  g_assert_cmpstr (gtk_editable_get_text (entry_row (editor, "User Name")), ==, "ada");
  rh_auth_set (auth, RH_AUTH_USERNAME, "grace");
  g_assert_cmpstr (gtk_editable_get_text (entry_row (editor, "User Name")), ==, "grace");
}

/* Dots for what is typed in clear, with an offer; a variable is no secret. */
static void
test_auth_in_clear (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  GtkEditable *row;
  GtkText *text;

  show_page (editor, "auth");
  g_object_set (editor->item, "auth-kind", RH_AUTH_KIND_BEARER, NULL);
  row = entry_row (editor, "Token");
  text = GTK_TEXT (gtk_editable_get_delegate (row));
  g_assert_null (rh_ui_find_text (editor->page, "Saved in the file as it is"));
  gtk_editable_set_text (row, "abc123");
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (editor->item), RH_AUTH_TOKEN), ==,
                   "abc123");
  g_assert_false (gtk_text_get_visibility (text));
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "●●●●●●");
  g_assert_nonnull (rh_ui_find_text (editor->page, "Saved in the file as it is"));

  gtk_editable_set_text (row, "{{key}}");
  g_assert_true (gtk_text_get_visibility (text));
  g_assert_null (rh_ui_find_text (editor->page, "Saved in the file as it is"));
  g_assert_nonnull (gtk_text_get_attributes (text));
  gtk_editable_set_text (row, "{{key}}abc");
  g_assert_false (gtk_text_get_visibility (text));
}

static void
test_settings (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  RhRequestSettings *settings = rh_request_item_get_settings (editor->item);
  GtkEditable *connect;

  show_page (editor, "settings");
  g_assert_nonnull (rh_ui_find_text (editor->page, "Inherited (On)"));
  adw_combo_row_set_selected (combo_row (editor, "Follow Redirects"), 2);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_FOLLOW_REDIRECTS), ==, FALSE);
  g_assert_nonnull (rh_ui_find_named (editor->page, "Settings 1"));

  connect = entry_row (editor, "To Connect (30 if empty)");
  gtk_editable_set_text (connect, "1.");
  gtk_editable_set_text (connect, "1.5");
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_CONNECT_TIMEOUT), ==, 1500);
  gtk_editable_insert_text (connect, "x", -1, &(int) { 3 });
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (connect), "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (connect), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_CONNECT_TIMEOUT), ==, 1500);
  gtk_editable_set_text (connect, "");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (connect), "error"));
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_CONNECT_TIMEOUT), ==,
                   RH_SETTING_INHERIT);

  rh_request_settings_set (rh_folder_get_settings (rh_collection_get_root (editor->collection)),
                           RH_SETTING_CONNECT_TIMEOUT, 5000);
  g_assert_nonnull (rh_ui_find_text (editor->page, "To Connect (5 if empty)"));
  g_assert_nonnull (rh_ui_find_text (editor->page, "HTTP/1.1 Only"));
}

/* Those of the path stand above those of the query, and go with the URL. */
static void
test_path_params (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/users/:id?limit=20");
  GtkWidget *list = rh_ui_find_type (editor->page, RH_TYPE_FIELD_LIST);
  GtkEditable *value = GTK_EDITABLE (rh_ui_find_named (list, "Value"));
  g_autoptr (RhField) row = NULL;

  g_assert_nonnull (rh_ui_find_named (editor->page, "Params 2"));
  g_assert_nonnull (rh_ui_find_text (list, "Path"));
  g_assert_cmpuint (rh_ui_count_type (list, RH_TYPE_FIELD_ROW), ==, 3);
  gtk_editable_set_text (value, "7");
  row = g_list_model_get_item (rh_request_item_get_path_params (editor->item), 0);
  g_assert_cmpstr (rh_field_get_value (row), ==, "7");
  g_assert_cmpstr (rh_request_item_get_url (editor->item), ==, "https://h/users/:id?limit=20");

  g_object_set (editor->item, "url", "https://h/users?limit=20", NULL);
  rh_test_drain ();
  g_assert_cmpuint (rh_ui_count_type (list, RH_TYPE_FIELD_ROW), ==, 2);
  g_assert_null (rh_ui_find_text (list, "Path"));
}

/* The place of the error, and none while variables stand for values. */
static void
test_json_is_checked (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  GtkTextBuffer *buffer;
  GtkTextIter cursor;

  g_object_set (editor->item, "body-kind", RH_BODY_KIND_JSON, "body-text", "{\n  \"a\": {{n}} 1\n}",
                NULL);
  show_page (editor, "body");
  buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (rh_ui_find_type (editor->page, RH_TYPE_CODE_VIEW)));
  click (editor, "Not valid JSON at line 2, column 14");
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  g_assert_cmpint (gtk_text_iter_get_line (&cursor), ==, 1);
  g_assert_cmpint (gtk_text_iter_get_line_offset (&cursor), ==, 13);

  gtk_text_buffer_set_text (buffer, "{\"a\": {{n}}", -1);
  rh_test_drain ();
  g_assert_nonnull (rh_ui_find_text (editor->page, "Not valid JSON: it ends too early"));
  gtk_text_buffer_set_text (buffer, "{\"a\": {{n}}}", -1);
  rh_test_drain ();
  g_assert_null (rh_ui_find_text (editor->page, "Not valid JSON: it ends too early"));
  g_object_set (editor->item, "body-kind", RH_BODY_KIND_TEXT, "body-text", "{", NULL);
  g_assert_null (rh_ui_find_text (editor->page, "Not valid JSON: it ends too early"));
}

/* Also while it goes, when the focus may be in it. */
static void
test_problem_has_a_name (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  GtkTextBuffer *buffer;
  GtkAccessible *button;

  g_object_set (editor->item, "body-kind", RH_BODY_KIND_JSON, "body-text", "  ", NULL);
  show_page (editor, "body");
  buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (rh_ui_find_type (editor->page, RH_TYPE_CODE_VIEW)));
  button = GTK_ACCESSIBLE (rh_ui_find_named (editor->page, "Not valid JSON: it ends too early"));
  g_assert_true (GTK_IS_BUTTON (button));
  gtk_text_buffer_set_text (buffer, "", -1);
  rh_test_drain ();
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (button)));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Not valid JSON: it ends too early");
}

/* It is never given to a view that would stop the window for it. */
static void
test_large_body (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  g_autofree char *text = g_strnfill (RH_BODY_EDITOR_MAX + 1, 'x');

  g_object_set (editor->item, "body-kind", RH_BODY_KIND_TEXT, "body-text", text, NULL);
  show_page (editor, "body");
  g_assert_null (rh_ui_find_type (editor->page, RH_TYPE_CODE_VIEW));
  g_assert_nonnull (rh_ui_find_text (editor->page, "Save as File…"));
  g_object_set (editor->item, "body-text", "small", NULL);
  g_assert_nonnull (rh_ui_find_type (editor->page, RH_TYPE_CODE_VIEW));
  g_assert_cmpstr (rh_request_item_get_body_text (editor->item), ==, "small");
}

/* Here nobody says yes to a file, so none is taken; what is done with it is. */
static void
test_dropped_files (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/a.bin");
  RhBodyPage *page;

  show_page (editor, "body");
  page = RH_BODY_PAGE (rh_ui_find_type (editor->page, RH_TYPE_BODY_PAGE));
  g_assert_false (rh_body_page_take_files (page, G_LIST_MODEL (files)));
  g_list_store_append (files, file);
  g_assert_true (rh_body_page_take_files (page, G_LIST_MODEL (files)));
  g_assert_cmpint (rh_request_item_get_body_kind (editor->item), ==, RH_BODY_KIND_FILE);

  g_list_store_append (files, file);
  g_assert_true (rh_body_page_take_files (page, G_LIST_MODEL (files)));
  g_assert_cmpint (rh_request_item_get_body_kind (editor->item), ==, RH_BODY_KIND_MULTIPART);
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_parts (editor->item)), ==, 2);
}

/* Text or files, with a type of its own. */
static void
test_parts (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  g_autoptr (RhField) part = rh_field_new ("doc", "/tmp/a.pdf\n/tmp/b.pdf", "", TRUE);
  GtkWidget *row;

  g_object_set (part, "file", TRUE, NULL);
  rh_request_item_add_part (editor->item, part);
  g_object_set (editor->item, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  show_page (editor, "body");
  row = rh_ui_find_type (editor->page, RH_TYPE_FIELD_ROW);
  g_assert_nonnull (rh_ui_find_text (row, "a.pdf, b.pdf"));
  g_assert_null (rh_ui_find_named (row, "Value"));
  gtk_editable_set_text (GTK_EDITABLE (rh_ui_find_named (row, "Content Type")), "application/pdf");
  g_assert_cmpstr (rh_field_get_media_type (part), ==, "application/pdf");

  /* Only one file can be called something else. */
  g_object_set (part, "file-name", "c.pdf", NULL);
  g_assert_nonnull (rh_ui_find_text (row, "a.pdf, b.pdf"));
  g_object_set (part, "value", "/tmp/a.pdf", NULL);
  g_assert_nonnull (rh_ui_find_text (row, "a.pdf as “c.pdf”"));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rh_ui_find_named (row, "Send a File")), FALSE);
  g_assert_false (rh_field_is_file (part));
  g_assert_cmpstr (rh_field_get_value (part), ==, "");
  g_assert_cmpstr (rh_field_get_file_name (part), ==, "");
  g_assert_nonnull (rh_ui_find_named (row, "Value"));
}

/* How many there are is said where there is room; the menu has them in any case. */
static void
test_examples_are_counted (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  g_autoptr (RhExample) one = rh_example_new ("One");
  g_autoptr (RhExample) two = rh_example_new ("Two");
  GtkWidget *button;

  g_assert_null (rh_ui_find_text (editor->page, "Examples"));
  rh_request_item_add_example (editor->item, one);
  rh_request_item_add_example (editor->item, two);
  button = gtk_widget_get_ancestor (rh_ui_find_text (editor->page, "Examples 2"), GTK_TYPE_BUTTON);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "tab.examples");
  g_object_set (editor->page, "narrow", TRUE, NULL);
  g_assert_false (gtk_widget_get_visible (button));
  g_object_set (editor->page, "narrow", FALSE, NULL);
  g_assert_true (gtk_widget_get_visible (button));
  rh_request_item_remove_example (editor->item, 0);
  rh_request_item_remove_example (editor->item, 0);
  g_assert_false (gtk_widget_get_visible (button));
}

static void
assert_selected (Editor *editor, const char *title, gboolean is_selected)
{
  GtkWidget *content = gtk_widget_get_parent (rh_ui_find_text (editor->page, title));

  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (gtk_widget_get_parent (content)),
                                    GTK_ACCESSIBLE_STATE_SELECTED, is_selected);
}

/* A screen reader says of a tab whether it is the one. */
static void
test_title_is_selected (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");

  assert_selected (editor, "Params", TRUE);
  assert_selected (editor, "Body", FALSE);
  rh_request_page_set_page (editor->page, "body");
  assert_selected (editor, "Params", FALSE);
  assert_selected (editor, "Body", TRUE);
}

static int
get_natural_width (GtkWidget *widget)
{
  int natural = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* In 360 pixels as many of the six titles as can be: no word is shorter for it. */
static void
test_titles_move_together (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  GtkWidget *switcher = rh_ui_find_type (editor->page, RH_TYPE_PAGE_SWITCHER);
  int wide = get_natural_width (switcher);

  g_object_set (editor->page, "narrow", TRUE, NULL);
  g_assert_cmpint (get_natural_width (switcher), <=, wide - 6 * 16);
}

/* They have the room of the button, too, and the keys still do what it does. */
static void
test_no_text_button_when_narrow (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/?a=1");
  GtkWidget *button = GTK_WIDGET (gtk_widget_get_template_child (
      GTK_WIDGET (editor->page), RH_TYPE_REQUEST_PAGE, "text_button"));

  g_object_set (editor->page, "narrow", TRUE, NULL);
  g_assert_false (gtk_widget_get_visible (button));
  rh_request_page_toggle_text (editor->page);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_object_set (editor->page, "narrow", FALSE, NULL);
  g_assert_true (gtk_widget_get_visible (button));
}

static gboolean
has_attribute (PangoAttrList *attributes, PangoAttrType type, guint start, guint end)
{
  GSList *all = attributes != NULL ? pango_attr_list_get_attributes (attributes) : NULL;
  gboolean found = FALSE;

  for (GSList *item = all; item != NULL; item = item->next)
    {
      PangoAttribute *attribute = item->data;

      found |= attribute->klass->type == type && attribute->start_index == start
               && attribute->end_index == end;
    }
  g_slist_free_full (all, (GDestroyNotify) pango_attribute_destroy);
  return found;
}

static void
test_variables_are_coloured (void)
{
  g_autoptr (Editor) editor = editor_new ("{{api}}/{{nope}}?k={{key}}");
  GtkEntry *url = GTK_ENTRY (rh_ui_find_named (editor->bar, "URL"));
  PangoAttrList *attributes = gtk_entry_get_attributes (url);

  g_assert_true (has_attribute (attributes, PANGO_ATTR_FOREGROUND, 0, 7));
  g_assert_false (has_attribute (attributes, PANGO_ATTR_UNDERLINE, 0, 7));
  g_assert_true (has_attribute (attributes, PANGO_ATTR_UNDERLINE, 8, 16));
  g_assert_true (has_attribute (attributes, PANGO_ATTR_STYLE, 19, 26));

  /* Defined meanwhile: known. */
  rh_environment_set (editor->environment, "nope", "v2");
  attributes = gtk_entry_get_attributes (url);
  g_assert_false (has_attribute (attributes, PANGO_ATTR_UNDERLINE, 8, 16));
  g_assert_true (has_attribute (attributes, PANGO_ATTR_FOREGROUND, 8, 16));

  gtk_editable_set_text (GTK_EDITABLE (url), "https://h/");
  g_assert_null (gtk_entry_get_attributes (url));
}

static gboolean
has_marks (gpointer data)
{
  GtkTextBuffer *buffer = data;
  GtkTextIter at;
  g_autoptr (GSList) tags = NULL;

  gtk_text_buffer_get_iter_at_offset (buffer, &at, 9);
  tags = gtk_text_iter_get_tags (&at);
  for (GSList *tag = tags; tag != NULL; tag = tag->next)
    {
      PangoUnderline underline;

      g_object_get (tag->data, "underline", &underline, NULL);
      if (underline == PANGO_UNDERLINE_ERROR)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_no_marks (gpointer data)
{
  return !has_marks (data);
}

static void
test_variables_of_a_body (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  GtkTextBuffer *buffer;

  g_object_set (editor->item, "body-kind", RH_BODY_KIND_TEXT, "body-text", "äöü -- {{nope}}", NULL);
  show_page (editor, "body");
  buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (rh_ui_find_type (editor->page, RH_TYPE_CODE_VIEW)));
  rh_ui_wait (has_marks, buffer);
  rh_environment_set (editor->environment, "nope", "1");
  rh_ui_wait (has_no_marks, buffer);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/request-page/url-and-params", test_url_and_params);
  g_test_add_func ("/request-page/pages-are-lazy", test_pages_are_lazy);
  g_test_add_func ("/request-page/url-shows-its-start", test_url_shows_its_start);
  g_test_add_func ("/request-page/url-that-is-left-shows-its-start",
                   test_url_that_is_left_shows_its_start);
  g_test_add_func ("/request-page/what-is-held-over-a-title-opens-the-page",
                   test_what_is_held_over_a_title_opens_the_page);
  g_test_add_func ("/request-page/page-is-scrolled-to", test_page_is_scrolled_to);
  g_test_add_func ("/request-page/file-of-body", test_file_of_body);
  g_test_add_func ("/request-page/empty-action", test_empty_action);
  g_test_add_func ("/request-page/authorization-of-elsewhere", test_authorization_of_elsewhere);
  g_test_add_func ("/request-page/method", test_method);
  g_test_add_func ("/request-page/json-body", test_json_body);
  g_test_add_func ("/request-page/long-line-is-not-highlighted", test_long_line_is_not_highlighted);
  g_test_add_func ("/request-page/kinds", test_kinds);
  g_test_add_func ("/request-page/auth", test_auth);
  g_test_add_func ("/request-page/inherited-auth", test_inherited_auth);
  g_test_add_func ("/request-page/auth-fields", test_auth_fields);
  g_test_add_func ("/request-page/auth-in-clear", test_auth_in_clear);
  g_test_add_func ("/request-page/settings", test_settings);
  g_test_add_func ("/request-page/path-params", test_path_params);
  g_test_add_func ("/request-page/json-is-checked", test_json_is_checked);
  g_test_add_func ("/request-page/problem-has-a-name", test_problem_has_a_name);
  g_test_add_func ("/request-page/large-body", test_large_body);
  g_test_add_func ("/request-page/dropped-files", test_dropped_files);
  g_test_add_func ("/request-page/parts", test_parts);
  g_test_add_func ("/request-page/examples-are-counted", test_examples_are_counted);
  g_test_add_func ("/request-page/title-is-selected", test_title_is_selected);
  g_test_add_func ("/request-page/titles-move-together", test_titles_move_together);
  g_test_add_func ("/request-page/no-text-button-when-narrow", test_no_text_button_when_narrow);
  g_test_add_func ("/request-page/variables-are-coloured", test_variables_are_coloured);
  g_test_add_func ("/request-page/variables-of-a-body", test_variables_of_a_body);

  return g_test_run ();
}
