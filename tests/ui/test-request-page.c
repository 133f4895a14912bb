/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing a request: what is typed is in the item, what the item says is on screen. */
#include "common/rh-code-view.h"
#include "common/rh-variable-entry.h"
#include "request/rh-body-page.h"
#include "request/rh-field-list.h"
#include "request/rh-method-button.h"
#include "request/rh-request-page.h"
#include "request/rh-url-bar.h"
#include "ui/rh-ui-fixture.h"

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
  AdwViewStack *stack = ADW_VIEW_STACK (rh_ui_find_type (self->page, ADW_TYPE_VIEW_STACK));

  adw_view_stack_set_visible_child_name (stack, name);
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
  g_assert_nonnull (rh_ui_find_text (editor->page, "Params 2"));
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
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_find_text (editor->page, "Format"), GTK_TYPE_BUTTON),
      "clicked");
  g_assert_cmpstr (rh_request_item_get_body_text (editor->item), ==, "{\n  \"b\": 2\n}");
  gtk_text_buffer_undo (buffer);
  g_assert_cmpstr (rh_request_item_get_body_text (editor->item), ==, "{\"b\":2}");
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
  gtk_drop_down_set_selected (kinds, RH_BODY_KIND_NONE);
  g_assert_nonnull (rh_ui_find_text (editor->page, "This request sends no body."));
  g_assert_cmpstr (rh_request_item_get_body_text (editor->item), ==, "{}");
}

static void
test_auth (void)
{
  g_autoptr (Editor) editor = editor_new ("https://h/");
  AdwComboRow *row;

  show_page (editor, "auth");
  g_assert_nonnull (rh_ui_find_text (editor->page, "Inherited from Acme <&> Co: OAuth 2.0"));
  row = ADW_COMBO_ROW (rh_ui_find_type (editor->page, ADW_TYPE_COMBO_ROW));
  adw_combo_row_set_selected (row, 1);
  g_assert_cmpint (rh_request_item_get_auth_kind (editor->item), ==, RH_AUTH_KIND_NONE);
  g_assert_null (rh_ui_find_text (editor->page, "Inherited from Acme <&> Co: OAuth 2.0"));
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
  g_test_add_func ("/request-page/method", test_method);
  g_test_add_func ("/request-page/json-body", test_json_body);
  g_test_add_func ("/request-page/long-line-is-not-highlighted", test_long_line_is_not_highlighted);
  g_test_add_func ("/request-page/kinds", test_kinds);
  g_test_add_func ("/request-page/auth", test_auth);
  g_test_add_func ("/request-page/variables-are-coloured", test_variables_are_coloured);
  g_test_add_func ("/request-page/variables-of-a-body", test_variables_of_a_body);

  return g_test_run ();
}
