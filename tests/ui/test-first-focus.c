/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who opens a dialog types into it at once, as a bottom sheet of a narrow window as well. */
#include "config.h"

#include "collection/rh-history-export-dialog.h"
#include "response/rh-go-to-line-dialog.h"
#include "response/rh-variable-dialog.h"
#include "ui/rh-pages.h"
#include "window/rh-collection-page.h"

typedef struct
{
  RhUiFixture *ui;
  GtkWindow *window;
  GType type; /* of what the focus is waited for in */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer width)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->window = GTK_WINDOW (rh_ui_fixture_open_starter (fixture->ui));
  gtk_window_set_default_size (fixture->window, GPOINTER_TO_INT (width), 640);
  rh_pages_settle (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer width)
{
  rh_ui_fixture_free (fixture->ui);
}

static gboolean
has_no_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) == NULL;
}

static GtkWidget *
get_focused (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return focus != NULL ? gtk_widget_get_ancestor (focus, fixture->type) : NULL;
}

static gboolean
is_focused (gpointer fixture)
{
  return get_focused (fixture) != NULL;
}

static void
assert_focus_is_in (Fixture *fixture, gboolean is_sheet, GType type, const char *name)
{
  AdwDialog *dialog
      = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));

  g_assert_nonnull (dialog);
  fixture->type = type;
  rh_ui_wait (is_focused, fixture);
  /* And it stays there when all has been opened. */
  rh_pages_settle (GTK_WIDGET (dialog));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (dialog), "bottom-sheet") == is_sheet);
  g_assert_true (is_focused (fixture));
  g_assert_nonnull (rh_ui_find_named (get_focused (fixture), name));
  adw_dialog_force_close (dialog);
  rh_ui_wait (has_no_dialog, fixture->window);
}

static AdwDialog *
export_history (Fixture *fixture)
{
  RhCollection *collection = rh_window_get_collection (RH_WINDOW (fixture->window));
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (entries, rh_history_entry_new ("1", g_new0 (RhHistoryFacts, 1)));
  return rh_history_export_dialog_new (
      GTK_WIDGET (fixture->window), rh_workspace_get_history (fixture->ui->workspace, collection),
      entries);
}

static void
test_dialogs (Fixture *fixture, gconstpointer width)
{
  gboolean is_sheet = GPOINTER_TO_INT (width) < 450;
  GtkWidget *window = GTK_WIDGET (fixture->window);

  gtk_widget_activate_action (window, "win.save-as", NULL);
  assert_focus_is_in (fixture, is_sheet, ADW_TYPE_ENTRY_ROW, "Name");
  gtk_widget_activate_action (window, "win.export", NULL);
  assert_focus_is_in (fixture, is_sheet, ADW_TYPE_COMBO_ROW, "Format");
  gtk_widget_activate_action (window, "win.go-to", NULL);
  assert_focus_is_in (fixture, is_sheet, GTK_TYPE_SEARCH_ENTRY, "Go to Request");
  gtk_widget_activate_action (window, "win.rename-collection", NULL);
  assert_focus_is_in (fixture, FALSE, GTK_TYPE_ENTRY, "Name");
  gtk_widget_activate_action (window, "win.collection-settings", NULL);
  assert_focus_is_in (fixture, is_sheet, ADW_TYPE_TOGGLE_GROUP, "Variables");
  adw_dialog_present (export_history (fixture), window);
  assert_focus_is_in (fixture, is_sheet, GTK_TYPE_BUTTON, "Export…");
  adw_dialog_present (rh_go_to_line_dialog_new (100), window);
  assert_focus_is_in (fixture, is_sheet, ADW_TYPE_ENTRY_ROW, "Line, 1 to 100");
  adw_dialog_present (rh_variable_dialog_new ("res.body.id", "id"), window);
  assert_focus_is_in (fixture, is_sheet, ADW_TYPE_ENTRY_ROW, "Name");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add ("/first-focus/wide", Fixture, GINT_TO_POINTER (1000), set_up, test_dialogs,
              tear_down);
  g_test_add ("/first-focus/narrow", Fixture, GINT_TO_POINTER (360), set_up, test_dialogs,
              tear_down);

  return g_test_run ();
}
