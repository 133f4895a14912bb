/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences take effect at once and are what the rows say. */
#include "common/rh-code-view.h"
#include "common/rh-settings.h"
#include "preferences/rh-preferences-dialog.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-shortcuts-dialog.h"

static GtkWidget *
find_row (gpointer root, const char *title)
{
  return gtk_widget_get_ancestor (rh_ui_await_text (root, title), ADW_TYPE_PREFERENCES_ROW);
}

static void
test_rows_follow_settings (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  AdwDialog *dialog = rh_preferences_dialog_new (fixture->workspace);
  GSettings *settings = rh_settings_get ();

  adw_dialog_present (dialog, GTK_WIDGET (window));

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, "Theme")), 2);
  rh_ui_assert_setting (RH_SETTINGS_THEME, "dark");
  g_assert_true (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  g_settings_set_string (settings, RH_SETTINGS_THEME, "light");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_row (dialog, "Theme"))), ==, 1);
  g_assert_false (adw_style_manager_get_dark (adw_style_manager_get_default ()));

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, "Response")), 1);
  rh_ui_assert_setting (RH_SETTINGS_LAYOUT, "below");
  adw_switch_row_set_active (ADW_SWITCH_ROW (find_row (dialog, "Wrap Lines")), FALSE);
  g_assert_false (g_settings_get_boolean (settings, RH_SETTINGS_WRAP_LINES));
  g_assert_false (gtk_widget_get_sensitive (find_row (dialog, "Editor Font")));
  adw_switch_row_set_active (ADW_SWITCH_ROW (find_row (dialog, "Use System Font")), FALSE);
  g_assert_true (gtk_widget_get_sensitive (find_row (dialog, "Editor Font")));
}

/* Some frames after it was given its text. */
static gboolean
is_whole (gpointer label)
{
  return !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label)));
}

/* What is chosen is said, and not cut to an ellipsis, in a narrow window. */
static void
test_choice_is_whole_when_narrow (void)
{
  static const char *const choices[] = { "Automatic", "Below the Request", "Beside the Request" };
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  AdwDialog *dialog = rh_preferences_dialog_new (fixture->workspace);
  GtkWidget *row;

  gtk_window_set_default_size (GTK_WINDOW (window), 370, 640);
  adw_dialog_present (dialog, GTK_WIDGET (window));
  row = find_row (dialog, "Response");
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
      rh_ui_wait (is_whole, rh_ui_await_text (row, choices[i]));
      g_assert_cmpint (gtk_widget_get_width (row), <, 370);
    }
}

static void
test_wrap (void)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (rh_code_view_new ());

  g_settings_set_boolean (rh_settings_get (), RH_SETTINGS_WRAP_LINES, TRUE);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (view)), ==, GTK_WRAP_WORD_CHAR);
  g_settings_set_boolean (rh_settings_get (), RH_SETTINGS_WRAP_LINES, FALSE);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (view)), ==, GTK_WRAP_NONE);
}

/* Every row says a key. */
static void
test_shortcuts (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  AdwDialog *dialog = rh_shortcuts_dialog_new (GTK_APPLICATION (fixture->application));

  adw_dialog_present (dialog, GTK_WIDGET (window));

  g_assert_nonnull (find_row (dialog, "Send"));
  g_assert_cmpuint (rh_ui_count_type (dialog, ADW_TYPE_ACTION_ROW), >=, 20);
  g_assert_null (rh_ui_find_text (dialog, ""));
}

/* Texts that can be selected are no boxes when the focus comes to them. */
static void
test_focus_selects_no_label (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  gboolean selects = TRUE;

  rh_ui_fixture_open (fixture);
  g_object_get (gtk_settings_get_default (), "gtk-label-select-on-focus", &selects, NULL);
  g_assert_false (selects);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/preferences/rows-follow-settings", test_rows_follow_settings);
  g_test_add_func ("/preferences/choice-is-whole-when-narrow", test_choice_is_whole_when_narrow);
  g_test_add_func ("/preferences/wrap", test_wrap);
  g_test_add_func ("/preferences/focus-selects-no-label", test_focus_selects_no_label);
  g_test_add_func ("/shortcuts/every-row-has-a-key", test_shortcuts);

  return g_test_run ();
}
