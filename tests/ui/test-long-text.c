/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing of a text is lost because an entry cannot hold it. */
#include "common/rh-long-text.h"
#include "request/rh-field-row.h"
#include "ui/rh-ui-fixture.h"

#include <string.h>

typedef struct
{
  GtkWidget *window;
  GtkEditable *entry;
  RhField *field;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  fixture->entry = GTK_EDITABLE (gtk_entry_new ());
  fixture->field = rh_field_new ("a", "short", "", TRUE);
  fixture->window = gtk_window_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->entry));
  gtk_window_set_child (GTK_WINDOW (fixture->window), overlay);
  gtk_window_present (GTK_WINDOW (fixture->window));
  rh_long_text_bind (fixture->field, "value", fixture->entry);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->field);
}

static char *
dup_text_of (gsize length)
{
  return g_strnfill (length, 'x');
}

static void
test_bound (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (gtk_editable_get_text (fixture->entry), ==, "short");
  gtk_editable_set_text (fixture->entry, "typed");
  g_assert_cmpstr (rh_field_get_value (fixture->field), ==, "typed");
  g_object_set (fixture->field, "value", "set", NULL);
  g_assert_cmpstr (gtk_editable_get_text (fixture->entry), ==, "set");
}

static void
test_longest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *longest = dup_text_of (RH_LONG_TEXT_MAX);

  g_object_set (fixture->field, "value", longest, NULL);
  g_assert_cmpstr (gtk_editable_get_text (fixture->entry), ==, longest);
  g_assert_false (rh_long_text_is_cut (fixture->entry));
  g_assert_true (gtk_editable_get_editable (fixture->entry));
}

static void
test_too_long_stays_whole (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dup_text_of (RH_LONG_TEXT_MAX + 1);

  g_object_set (fixture->field, "value", text, NULL);
  g_assert_true (rh_long_text_is_cut (fixture->entry));
  g_assert_true (g_str_has_suffix (gtk_editable_get_text (fixture->entry), "…"));
  g_assert_false (gtk_editable_get_editable (fixture->entry));
  gtk_editable_set_text (fixture->entry, "typed");
  g_assert_cmpstr (rh_field_get_value (fixture->field), ==, text);

  g_object_set (fixture->field, "value", "short", NULL);
  g_assert_true (gtk_editable_get_editable (fixture->entry));
  gtk_editable_set_text (fixture->entry, "typed");
  g_assert_cmpstr (rh_field_get_value (fixture->field), ==, "typed");
}

static void
test_too_long_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dup_text_of (RH_LONG_TEXT_MAX);
  int position = 2;

  gtk_editable_insert_text (fixture->entry, text, -1, &position);
  g_assert_nonnull (rh_ui_await_text (fixture->window, "Too long for a line: it was not inserted"));
  g_assert_cmpint (position, ==, 2);
  g_assert_cmpstr (rh_field_get_value (fixture->field), ==, "short");
}

/* A row of a list shows one field after the other. */
static void
test_row (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dup_text_of (RH_LONG_TEXT_MAX + 1);
  g_autoptr (RhField) added = rh_field_new ("Host", "h", "", TRUE);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (rh_field_row_new (RH_FIELDS_HEADERS));
  RhFieldRow *row = RH_FIELD_ROW (widget);
  GtkEditable *value;

  adw_toast_overlay_set_child (
      ADW_TOAST_OVERLAY (gtk_window_get_child (GTK_WINDOW (fixture->window))), widget);
  g_object_set (fixture->field, "value", text, NULL);
  rh_field_row_bind (row, added, NULL);
  rh_field_row_set_kind (row, RH_FIELD_ROW_ADDED);
  rh_field_row_bind (row, fixture->field, NULL);
  rh_field_row_set_kind (row, RH_FIELD_ROW_FULL);
  rh_field_row_focus (row, "value");
  value = GTK_EDITABLE (gtk_widget_get_ancestor (
      gtk_window_get_focus (GTK_WINDOW (fixture->window)), GTK_TYPE_ENTRY));
  g_assert_false (gtk_editable_get_editable (value));
  g_assert_cmpstr (rh_field_get_value (fixture->field), ==, text);
  rh_field_row_bind (row, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/long-text/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("bound", test_bound);
  ADD ("longest", test_longest);
  ADD ("too-long-stays-whole", test_too_long_stays_whole);
  ADD ("too-long-is-refused", test_too_long_is_refused);
  ADD ("row", test_row);
#undef ADD

  return g_test_run ();
}
