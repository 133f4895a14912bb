/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of params, headers and form fields. */
#include "common/rh-code-view.h"
#include "request/rh-field-dialog.h"
#include "request/rh-field-drag.h"
#include "request/rh-field-list.h"
#include "request/rh-field-model.h"
#include "request/rh-field-row.h"
#include "ui/rh-ui-fixture.h"

typedef struct
{
  guint n_signals;
  guint position;
  guint removed;
  guint added;
} Changes;

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Changes *changes = user_data;

  changes->n_signals++;
  changes->position = position;
  changes->removed = removed;
  changes->added = added;
}

static void
test_empty_row_at_the_end (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1&b=2");
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, RH_FIELDS_PARAMS);
  g_autoptr (RhField) last = g_list_model_get_item (G_LIST_MODEL (model), 2);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 3);
  g_assert_true (rh_field_model_is_last (model, last));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 3));
}

/* Typing in the empty row makes it a param, and the row with the cursor stays where it is. */
static void
test_typing_adds (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1");
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, RH_FIELDS_PARAMS);
  g_autoptr (RhField) last = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_autoptr (RhField) after = NULL;
  Changes changes = { 0 };

  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &changes);
  g_object_set (last, "name", "b", NULL);

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/?a=1&b=");
  g_assert_cmpuint (changes.n_signals, ==, 1);
  g_assert_cmpuint (changes.position, ==, 2);
  g_assert_cmpuint (changes.removed, ==, 0);
  g_assert_cmpuint (changes.added, ==, 1);
  after = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_assert_true (after == last);
  g_assert_false (rh_field_model_is_last (model, last));

  g_object_set (last, "value", "2", NULL);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/?a=1&b=2");
}

/* A param that comes from the URL is another row, not the empty one. */
static void
test_url_adds (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1");
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, RH_FIELDS_PARAMS);
  g_autoptr (RhField) last = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_autoptr (RhField) second = NULL;
  g_autoptr (RhField) third = NULL;
  Changes changes = { 0 };

  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &changes);
  g_object_set (item, "url", "https://h/?a=1&b=2", NULL);

  g_assert_cmpuint (changes.position, ==, 1);
  g_assert_cmpuint (changes.added, ==, 1);
  second = g_list_model_get_item (G_LIST_MODEL (model), 1);
  third = g_list_model_get_item (G_LIST_MODEL (model), 2);
  g_assert_cmpstr (rh_field_get_name (second), ==, "b");
  g_assert_true (third == last);
}

static void
test_remove (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1&b=2&c=3");
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, RH_FIELDS_PARAMS);
  g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (model), 1);

  rh_field_model_remove (model, field);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/?a=1&c=3");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 3);
}

/* The last one first, each where it was. */
static void
test_undo (void)
{
  static const RhFields kinds[] = { RH_FIELDS_PARAMS, RH_FIELDS_HEADERS, RH_FIELDS_FORM };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/");
      g_autoptr (RhFieldModel) model = rh_field_model_new (item, kinds[i]);
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint n = 0; n < 3; n++)
        {
          g_autoptr (RhField) last = g_list_model_get_item (G_LIST_MODEL (model), n);
          g_autofree char *name = g_strdup_printf ("n%u", n);

          g_object_set (last, "name", name, "value", "v", NULL);
        }
      g_assert_false (rh_field_model_undo (model));
      for (guint n = 0; n < 2; n++)
        {
          g_autoptr (RhField) first = g_list_model_get_item (G_LIST_MODEL (model), 0);

          rh_field_model_remove (model, first);
        }
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
      g_assert_true (rh_field_model_undo (model));
      g_assert_true (rh_field_model_undo (model));
      g_assert_false (rh_field_model_undo (model));
      for (guint n = 0; n < 3; n++)
        {
          g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (model), n);

          g_string_append (names, rh_field_get_name (field));
        }
      g_assert_cmpstr (names->str, ==, "n0n1n2");
      if (kinds[i] == RH_FIELDS_PARAMS)
        g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/?n0=v&n1=v&n2=v");
    }
}

static void
test_headers_and_form (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "POST", "https://h/");
  g_autoptr (RhFieldModel) headers = rh_field_model_new (item, RH_FIELDS_HEADERS);
  g_autoptr (RhFieldModel) form = rh_field_model_new (item, RH_FIELDS_FORM);
  g_autoptr (RhField) header = g_list_model_get_item (G_LIST_MODEL (headers), 0);
  g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (form), 0);

  g_object_set (header, "name", "X-A", NULL);
  g_object_set (field, "value", "v", NULL);

  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_headers (item)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_form (item)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_params (item)), ==, 0);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static GtkWindow *
show_list (RhRequestItem *item)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("c", "C");
  g_autoptr (RhVariableScope) scope = rh_variable_scope_new (collection);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, 600, 400);
  gtk_window_set_child (window, rh_field_list_new (item, RH_FIELDS_PARAMS, scope, "Params"));
  gtk_window_present (window);
  rh_ui_wait (is_mapped, window);
  return window;
}

static void
test_typing_keeps_the_cursor (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/");
  GtkWindow *window = show_list (item);
  GtkWidget *name = rh_ui_find_named (window, "Name");
  GtkWidget *row = rh_ui_find_type (window, RH_TYPE_FIELD_ROW);

  g_assert_nonnull (name);
  gtk_widget_grab_focus (name);
  gtk_editable_insert_text (GTK_EDITABLE (name), "li", -1, &(int) { 0 });
  rh_test_drain ();

  g_assert_cmpuint (rh_ui_count_type (window, RH_TYPE_FIELD_ROW), ==, 2);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), row));
  gtk_editable_insert_text (GTK_EDITABLE (name), "mit", -1, &(int) { 2 });
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/?limit=");
  gtk_window_destroy (window);
}

/* A thousand params cost the rows that are seen. */
static void
test_thousand_params (void)
{
  g_autoptr (GString) url = g_string_new ("https://h/?");
  g_autoptr (RhRequestItem) item = NULL;
  GtkWindow *window;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (url, "p%d=%d&", i, i);
  item = rh_request_item_new ("R", "GET", url->str);
  window = show_list (item);
  rh_test_drain ();

  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_params (item)), >=, 1000);
  g_assert_cmpuint (rh_ui_count_type (window, RH_TYPE_FIELD_ROW), <, 300);
  gtk_window_destroy (window);
}

/* Two thousand headers that come or go as a text does, or by an undo, are one change: each would
 * move every row in sight. */
static void
assert_many_at_once (RhFieldModel *model, gpointer owner)
{
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GObject) gone = NULL;
  g_autoptr (RhField) left = NULL;
  Changes changes = { 0 };
  guint n_said = 0;

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *name = g_strdup_printf ("X-%u", i);

      g_ptr_array_add (many, rh_field_new (name, "v", "", TRUE));
    }
  g_ptr_array_add (one, rh_field_copy (many->pdata[0]));
  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &changes);
  g_signal_connect_swapped (owner, "changed", G_CALLBACK (g_atomic_int_inc), &n_said);

  rh_field_model_replace (model, many);
  g_assert_cmpuint (changes.n_signals, ==, 1);
  g_assert_cmpuint (changes.added, ==, 2000);
  gone = g_list_model_get_item (G_LIST_MODEL (model), 1999);
  rh_field_model_replace (model, one);
  g_assert_cmpuint (changes.n_signals, ==, 2);
  g_assert_cmpuint (changes.position, ==, 1);
  g_assert_cmpuint (changes.removed, ==, 1999);
  g_assert_cmpuint (n_said, ==, 2);

  left = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_object_set (left, "value", "w", NULL);
  g_assert_cmpuint (n_said, ==, 3);
  g_object_set (gone, "value", "w", NULL);
  g_assert_cmpuint (n_said, ==, 3);
}

static void
test_many_at_once (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/");
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, RH_FIELDS_HEADERS);
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  g_autoptr (RhFieldModel) of_folder = rh_field_model_new_for_folder (folder);

  assert_many_at_once (model, item);
  assert_many_at_once (of_folder, folder);
}

static char *
names_of (RhFieldModel *model)
{
  GListModel *rows = rh_field_model_get_rows (model);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      g_string_append (names, rh_field_get_name (field));
    }

  return g_string_free_and_steal (names);
}

static void
assert_moved (const char *name, guint position, const char *names, const char *url)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1&b=%41&c");
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, RH_FIELDS_PARAMS);
  g_autofree char *found = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (!g_str_equal (rh_field_get_name (field), name))
        continue;
      g_assert_cmpint (rh_field_model_move (model, field, position), ==,
                       !g_str_equal (names, "abc"));
      break;
    }
  found = names_of (model);
  g_assert_cmpstr (found, ==, names);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, url);
}

static void
test_move (void)
{
  assert_moved ("c", 0, "cab", "https://h/?c&a=1&b=%41");
  assert_moved ("a", 2, "bac", "https://h/?b=%41&a=1&c");
  assert_moved ("a", 99, "bca", "https://h/?b=%41&c&a=1");
  assert_moved ("b", 1, "abc", "https://h/?a=1&b=%41&c");
  assert_moved ("b", 2, "abc", "https://h/?a=1&b=%41&c");
}

/* Alt+Up and Alt+Down, with the cursor in the row. */
static void
test_moving_keeps_the_cursor (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1&b=2");
  GtkWindow *window = show_list (item);
  GtkWidget *value = rh_ui_find_named (window, "Value");

  gtk_widget_grab_focus (value);
  gtk_widget_activate_action (value, "row.move", "i", 1);
  rh_test_drain ();
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/?b=2&a=1");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (gtk_window_get_focus (window))), ==, "1");

  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_focus (window)), "row.move", "i", -1);
  rh_test_drain ();
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/?a=1&b=2");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (gtk_window_get_focus (window))), ==, "1");
  gtk_window_destroy (window);
}

/* The place a row is dropped at, and no place outside of its own table. */
static void
test_drag (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1&b=2&c=3");
  g_autoptr (RhFieldModel) model = rh_field_model_new (item, RH_FIELDS_PARAMS);
  g_autoptr (RhField) first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_autoptr (RhField) last = g_list_model_get_item (G_LIST_MODEL (model), 2);
  g_autoptr (RhField) stranger = rh_field_new ("x", "1", "", TRUE);
  GtkWidget *list = g_object_ref_sink (gtk_list_view_new (NULL, NULL));
  g_autoptr (RhFieldDrag) drag = rh_field_drag_new (GTK_LIST_VIEW (list), model);
  RhFieldRow *row = g_object_ref_sink (RH_FIELD_ROW (rh_field_row_new (RH_FIELDS_PARAMS)));
  g_autofree char *names = NULL;

  rh_field_row_bind (row, last, NULL);
  g_assert_false (rh_field_drag_hover (drag, stranger, row, FALSE));
  g_assert_false (rh_field_drag_drop (drag, first, NULL, FALSE));
  g_assert_true (rh_field_drag_hover (drag, first, row, TRUE));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "drop-below"));
  g_assert_true (rh_field_drag_drop (drag, first, row, TRUE));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "drop-below"));
  names = names_of (model);
  g_assert_cmpstr (names, ==, "bca");
  g_object_unref (row);
  g_object_unref (list);
}

/* A narrow row has no cell for its note: it is edited in a dialog, and removed there. */
static void
test_narrow_row_is_edited_in_a_dialog (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhRequestItem *item = rh_tab_get_item (RH_TAB (rh_ui_find_type (window, RH_TYPE_TAB)));
  GtkWidget *dialog;
  g_autoptr (RhField) field = NULL;

  g_object_set (item, "url", "https://h/?a=1", NULL);
  g_object_set (window, "narrow", TRUE, NULL);
  rh_test_drain ();
  g_signal_emit_by_name (rh_ui_find_named (window, "Edit Row"), "clicked");
  dialog = rh_ui_await_type (window, RH_TYPE_FIELD_DIALOG);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_ancestor (rh_ui_await_text (dialog, "Note"),
                                                                ADW_TYPE_ENTRY_ROW)),
                         "the first");
  field = g_list_model_get_item (rh_request_item_get_params (item), 0);
  g_assert_cmpstr (rh_field_get_note (field), ==, "the first");

  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_find_text (dialog, "Remove Row"), ADW_TYPE_BUTTON_ROW),
      "activated");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/");
}

/* What a file is called to the server is said in the dialog: the row has no cell for it. */
static void
test_file_name_of_a_part (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhTab *tab = RH_TAB (rh_ui_find_type (window, RH_TYPE_TAB));
  RhRequestItem *item = rh_tab_get_item (tab);
  g_autoptr (RhField) part = rh_field_new ("doc", "/tmp/a.pdf", "", TRUE);
  GtkWidget *dialog;

  g_object_set (part, "file", TRUE, NULL);
  rh_request_item_add_part (item, part);
  g_object_set (item, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  rh_request_page_set_page (rh_tab_get_request_page (tab), "body");
  rh_test_drain ();
  gtk_widget_activate_action (rh_ui_find_type (rh_tab_get_request_page (tab), RH_TYPE_FIELD_ROW),
                              "row.edit", NULL);
  dialog = rh_ui_await_type (window, RH_TYPE_FIELD_DIALOG);
  gtk_editable_set_text (
      GTK_EDITABLE (gtk_widget_get_ancestor (rh_ui_await_text (dialog, "File Name for the Server"),
                                             ADW_TYPE_ENTRY_ROW)),
      "c.pdf");
  g_assert_cmpstr (rh_field_get_file_name (part), ==, "c.pdf");
}

/* As lines of text and back, while the rest of the request goes on. */
static void
test_as_text (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/?a=1&b=2");
  GtkWindow *window = show_list (item);
  GtkWidget *list = rh_ui_find_type (window, RH_TYPE_FIELD_LIST);
  RhCodeView *view;
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;
  guint n_filled = 0;

  g_object_set (list, "as-text", TRUE, NULL);
  view = RH_CODE_VIEW (rh_ui_find_type (window, RH_TYPE_CODE_VIEW));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (buffer, "a=1\n\n//b=2\nc=3", -1);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/?a=1&c=3");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_params (item)), ==, 3);

  g_object_set (item, "method", "POST", NULL);
  text = rh_code_view_dup_text (view);
  g_assert_cmpstr (text, ==, "a=1\n\n//b=2\nc=3");
  g_signal_connect_swapped (buffer, "delete-range", G_CALLBACK (g_atomic_int_inc), &n_filled);
  g_object_set (item, "url", "https://h/?a=2", NULL);
  g_object_set (item, "url", "https://h/?a=1", NULL);
  rh_test_drain ();
  g_clear_pointer (&text, g_free);
  text = rh_code_view_dup_text (view);
  g_assert_cmpstr (text, ==, "a=1\n// b=2\n");
  g_assert_cmpuint (n_filled, ==, 1); /* an undo changes row after row */

  g_object_set (list, "as-text", FALSE, NULL);
  g_assert_cmpuint (rh_ui_count_type (window, RH_TYPE_FIELD_ROW), ==, 3);
  gtk_window_destroy (window);
}

static int
get_natural_width (GtkWidget *row)
{
  int width;

  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* What is left over is divided: a row that asks for more than the others has its columns elsewhere.
 */
static void
test_columns_stay_in_line (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("c", "C");
  g_autoptr (RhVariableScope) scope = rh_variable_scope_new (collection);
  g_autoptr (RhField) field = rh_field_new ("", "", "", TRUE);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *row = rh_field_row_new (RH_FIELDS_PARTS);
  int empty;

  gtk_window_set_child (window, row);
  gtk_window_present (window);
  rh_field_row_bind (RH_FIELD_ROW (row), field, scope);
  empty = get_natural_width (row);
  g_object_set (field, "name", "a-name-of-some-length", "media-type", "application/json", NULL);
  g_assert_cmpint (get_natural_width (row), ==, empty);
  g_object_set (field, "value", "/some/where/a-file-with-a-long-name-2026-11-28.json", "file", TRUE,
                NULL);
  g_assert_cmpint (get_natural_width (row), ==, empty);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/field-list/empty-row-at-the-end", test_empty_row_at_the_end);
  g_test_add_func ("/field-list/typing-adds", test_typing_adds);
  g_test_add_func ("/field-list/url-adds", test_url_adds);
  g_test_add_func ("/field-list/remove", test_remove);
  g_test_add_func ("/field-list/undo", test_undo);
  g_test_add_func ("/field-list/headers-and-form", test_headers_and_form);
  g_test_add_func ("/field-list/typing-keeps-the-cursor", test_typing_keeps_the_cursor);
  g_test_add_func ("/field-list/thousand-params", test_thousand_params);
  g_test_add_func ("/field-list/many-at-once", test_many_at_once);

  g_test_add_func ("/field-list/move", test_move);
  g_test_add_func ("/field-list/moving-keeps-the-cursor", test_moving_keeps_the_cursor);
  g_test_add_func ("/field-list/drag", test_drag);
  g_test_add_func ("/field-list/narrow-row-is-edited-in-a-dialog",
                   test_narrow_row_is_edited_in_a_dialog);
  g_test_add_func ("/field-list/file-name-of-a-part", test_file_name_of_a_part);
  g_test_add_func ("/field-list/as-text", test_as_text);
  g_test_add_func ("/field-list/columns-stay-in-line", test_columns_stay_in_line);

  return g_test_run ();
}
