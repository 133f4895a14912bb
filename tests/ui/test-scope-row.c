/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scopes in a list: chips or a text, and each says the same. */
#include "config.h"

#include "collection/rh-service.h"
#include "connection/rh-scope-row.h"
#include "lib/rh-test.h"
#include "ui/rh-connect-fixture.h"

typedef struct
{
  GtkWindow *window;
  GtkWidget *row;
  guint n_changed;
  guint n_copies;
} Fixture;

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = gtk_list_box_new ();

  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->row = g_object_new (RH_TYPE_SCOPE_ROW, NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), fixture->row);
  gtk_window_set_child (fixture->window, list);
  gtk_editable_set_text (GTK_EDITABLE (fixture->row), "users:read vendors:read");
  g_signal_connect_swapped (fixture->row, "changed", G_CALLBACK (count_cb), &fixture->n_changed);
  g_signal_connect_swapped (fixture->row, "copy-clicked", G_CALLBACK (count_cb),
                            &fixture->n_copies);
  gtk_window_present (fixture->window);
  rh_widget_wait (gtk_widget_get_mapped (fixture->row));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  rh_test_drain ();
}

static gboolean
is_editing (Fixture *fixture)
{
  gboolean chips = gtk_widget_get_visible (rh_widget_child (fixture->row, "chips"));
  gboolean entry = gtk_widget_get_visible (rh_widget_child (fixture->row, "entry"));

  g_assert_true (chips != entry);
  return entry;
}

static void
test_says_it_once (Fixture *fixture, gconstpointer data)
{
  g_assert_false (is_editing (fixture));

  rh_widget_click (rh_widget_find (fixture->row, GTK_TYPE_TOGGLE_BUTTON, "Edit as Text"));
  g_assert_true (is_editing (fixture));
  g_assert_true (gtk_widget_has_focus (
      GTK_WIDGET (gtk_editable_get_delegate (rh_widget_child (fixture->row, "entry")))));

  rh_widget_click (rh_widget_find (fixture->row, GTK_TYPE_TOGGLE_BUTTON, "Edit as Text"));
  g_assert_false (is_editing (fixture));
}

static void
test_chips_and_text (Fixture *fixture, gconstpointer data)
{
  rh_widget_click (rh_widget_find (fixture->row, GTK_TYPE_BUTTON, "Remove users:read"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->row)), ==, "vendors:read");
  g_assert_cmpuint (fixture->n_changed, >, 0);

  gtk_editable_set_text (rh_widget_child (fixture->row, "entry"), "tags:read");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->row)), ==, "tags:read");
  g_assert_nonnull (rh_widget_find (fixture->row, GTK_TYPE_BUTTON, "Remove tags:read"));
  g_assert_null (rh_widget_find (fixture->row, GTK_TYPE_BUTTON, "Remove vendors:read"));
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  int start;
  int end;

  rh_scope_row_edit (RH_SCOPE_ROW (fixture->row));
  g_assert_true (is_editing (fixture));
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (fixture->row), &start, &end));
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (fixture->row)), ==, 23);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  rh_widget_click (rh_widget_find (fixture->row, GTK_TYPE_BUTTON, "Copy Scopes"));
  g_assert_cmpuint (fixture->n_copies, ==, 1);
}

#define ADD(path, name) g_test_add ("/scope-row/" path, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_connect_test_init (&argc, &argv);

  ADD ("says-it-once", test_says_it_once);
  ADD ("chips-and-text", test_chips_and_text);
  ADD ("edit", test_edit);
  ADD ("copy", test_copy);

  return rh_connect_test_run ();
}
