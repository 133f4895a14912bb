/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scopes as chips: what is shown, added, removed; the text stays the truth. */
#include "config.h"

#include "connection/rh-scope-chips.h"
#include "lib/rh-test.h"
#include "ui/rh-connect-fixture.h"

typedef struct
{
  GtkWindow *window;
  RhScopeChips *chips;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) services = rh_service_load_all (RH_RESOURCE_PATH "/services");
  g_autoptr (RhService) practice = g_list_model_get_item (services, 0);

  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->chips = g_object_new (RH_TYPE_SCOPE_CHIPS, NULL);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->chips));
  rh_scope_chips_set_documented (fixture->chips, rh_service_get_scopes (practice));
  rh_scope_chips_set_scope (fixture->chips, "users:read  custom:x ");
  gtk_window_present (fixture->window);
  rh_widget_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->chips)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  rh_test_drain ();
}

static gboolean
has_chip (Fixture *fixture, const char *scope)
{
  g_autofree char *tooltip = g_strdup_printf ("Remove %s", scope);

  return rh_widget_find (fixture->chips, GTK_TYPE_BUTTON, tooltip) != NULL;
}

static void
test_shows (Fixture *fixture, gconstpointer data)
{
  g_assert_true (has_chip (fixture, "users:read"));
  g_assert_true (has_chip (fixture, "custom:x"));
  g_assert_false (has_chip (fixture, "vendors:read"));
  g_assert_nonnull (rh_widget_find (fixture->chips, GTK_TYPE_LABEL, "See the company’s employees"));
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  rh_widget_click (rh_widget_find (fixture->chips, GTK_TYPE_BUTTON, "Remove users:read"));

  g_assert_cmpstr (rh_scope_chips_get_scope (fixture->chips), ==, "custom:x");
  g_assert_false (has_chip (fixture, "users:read"));
}

static gboolean
is_wrong (Fixture *fixture, const char *name)
{
  GtkWidget *button = rh_widget_find (fixture->chips, GTK_TYPE_BUTTON, name);

  return gtk_widget_has_css_class (gtk_widget_get_parent (button), "error");
}

static void
test_shows_which_is_wrong (Fixture *fixture, gconstpointer data)
{
  rh_scope_chips_set_scope (fixture->chips, "a \"b\" c");

  g_assert_false (is_wrong (fixture, "Remove a"));
  g_assert_true (is_wrong (fixture, "Remove \"b\""));
  g_assert_false (is_wrong (fixture, "Remove c"));
}

static void
assert_focus_is_at (Fixture *fixture, const char *name)
{
  GtkWidget *expected = rh_widget_find (fixture->chips, GTK_TYPE_BUTTON, name);

  g_assert_nonnull (expected);
  g_assert_true (gtk_window_get_focus (fixture->window) == expected);
}

/* Who takes several away need not come back to the row each time. */
static void
test_remove_several (Fixture *fixture, gconstpointer data)
{
  rh_scope_chips_set_scope (fixture->chips, "a b c");

  rh_widget_click (rh_widget_find (fixture->chips, GTK_TYPE_BUTTON, "Remove b"));
  assert_focus_is_at (fixture, "Remove c");
  rh_widget_click (rh_widget_find (fixture->chips, GTK_TYPE_BUTTON, "Remove c"));
  assert_focus_is_at (fixture, "Remove a");
  rh_widget_click (rh_widget_find (fixture->chips, GTK_TYPE_BUTTON, "Remove a"));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window),
                                         rh_widget_child (fixture->chips, "add_button")));
}

static void
test_says_what_it_is_for (Fixture *fixture, gconstpointer data)
{
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (rh_widget_find (fixture->chips, GTK_TYPE_BUTTON, "Remove users:read")),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "See the company’s employees");
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  GtkListBox *list = rh_widget_child (fixture->chips, "list");
  GtkCheckButton *users
      = rh_widget_find (gtk_list_box_get_row_at_index (list, 0), GTK_TYPE_CHECK_BUTTON, NULL);
  GtkCheckButton *vendors
      = rh_widget_find (gtk_list_box_get_row_at_index (list, 1), GTK_TYPE_CHECK_BUTTON, NULL);

  g_assert_true (gtk_check_button_get_active (users));
  g_assert_false (gtk_check_button_get_active (vendors));

  gtk_check_button_set_active (vendors, TRUE);
  g_assert_true (has_chip (fixture, "vendors:read"));
  gtk_check_button_set_active (users, FALSE);
  g_assert_cmpstr (rh_scope_chips_get_scope (fixture->chips), ==, "custom:x vendors:read");
}

static void
test_type (Fixture *fixture, gconstpointer data)
{
  GtkWidget *add = rh_widget_child (fixture->chips, "add_typed_button");

  g_assert_false (gtk_widget_is_sensitive (add));
  rh_widget_type (rh_widget_child (fixture->chips, "entry"), "no\"good");
  g_assert_false (gtk_widget_is_sensitive (add));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (rh_widget_child (fixture->chips, "entry")),
                                    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);

  rh_widget_type (rh_widget_child (fixture->chips, "entry"), "b:c users:read");
  rh_widget_click (add);
  g_assert_cmpstr (rh_scope_chips_get_scope (fixture->chips), ==,
                   "users:read  custom:x  b:c"); /* once each */
}

/* Case is part of a scope (RFC 6749 3.3). */
static void
test_case (Fixture *fixture, gconstpointer data)
{
  rh_scope_chips_set_scope (fixture->chips, "Users:Read users:read");

  g_assert_true (has_chip (fixture, "Users:Read"));
  g_assert_true (has_chip (fixture, "users:read"));
}

static void
test_markup_is_text (Fixture *fixture, gconstpointer data)
{
  rh_scope_chips_set_scope (fixture->chips, "<b>x</b>");

  g_assert_nonnull (rh_widget_find (fixture->chips, GTK_TYPE_LABEL, "<b>x</b>"));
}

#define ADD(path, name) g_test_add ("/scope-chips/" path, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_connect_test_init (&argc, &argv);

  ADD ("shows", test_shows);
  ADD ("remove", test_remove);
  ADD ("shows-which-is-wrong", test_shows_which_is_wrong);
  ADD ("remove-several", test_remove_several);
  ADD ("says-what-it-is-for", test_says_what_it_is_for);
  ADD ("documented", test_check);
  ADD ("typed", test_type);
  ADD ("A3/case", test_case);
  ADD ("markup-is-text", test_markup_is_text);

  return rh_connect_test_run ();
}
