/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The environments of a collection, edited. */
#include "environment/rh-color-dot.h"
#include "environment/rh-environment-page.h"
#include "environment/rh-environments-dialog.h"
#include "environment/rh-inherited-list.h"
#include "environment/rh-variable-row.h"
#include "environment/rh-variable-table.h"
#include "lib/rh-keyring-calls.h"
#include "ui/rh-ui-fixture.h"
#include "workspace/rh-variable-snapshot.h"

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhCollection *collection;
  RhEnvironment *staging;
  AdwDialog *dialog;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  fixture->collection = rh_workspace_get_starter (fixture->ui->workspace);
  fixture->staging = rh_collection_get_environment (fixture->collection, "Staging");
  rh_environment_clear (fixture->staging);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.edit-environments", NULL);
  fixture->dialog = ADW_DIALOG (rh_ui_await_type (fixture->window, RH_TYPE_ENVIRONMENTS_DIALOG));
  rh_ui_await_text (fixture->dialog, "Staging");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_ui_fixture_free (fixture->ui);
}

static GtkWidget *
open_page (Fixture *fixture)
{
  rh_environments_dialog_open (RH_ENVIRONMENTS_DIALOG (fixture->dialog), fixture->staging);
  return rh_ui_await_type (fixture->dialog, RH_TYPE_VARIABLE_TABLE);
}

static GtkWidget *
nth_row (GtkWidget *table, int index)
{
  GtkWidget *list = rh_ui_find_type (table, GTK_TYPE_LIST_BOX);

  return gtk_list_box_row_get_child (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index));
}

static void
type (GtkWidget *row, const char *name, const char *text)
{
  GtkWidget *entry = rh_ui_find_named (row, name);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static RhVariable *
get_variable (Fixture *fixture, const char *name)
{
  return rh_environment_lookup (fixture->staging, name);
}

static char *
slot_of (Fixture *fixture, const char *name)
{
  return rh_secret_variable_slot_new (rh_collection_get_id (fixture->collection), "Staging", name);
}

static GtkWidget *
find_alert (Fixture *fixture)
{
  return rh_ui_await_type (fixture->window, ADW_TYPE_ALERT_DIALOG);
}

static void
answer (Fixture *fixture, const char *response)
{
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (find_alert (fixture));

  adw_alert_dialog_set_close_response (alert, response);
  adw_dialog_force_close (ADW_DIALOG (alert));
  rh_test_drain ();
}

static gboolean
is_secret (gpointer variable)
{
  return rh_variable_is_secret (variable);
}

static gboolean
is_plain (gpointer variable)
{
  return !rh_variable_is_secret (variable);
}

static void
test_typing_adds (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = open_page (fixture);
  GtkWidget *row = nth_row (table, 0);

  type (row, "Name", "api");
  type (row, "Value", "https://api.example");
  g_assert_true (nth_row (table, 0) == row);
  g_assert_nonnull (nth_row (table, 1));
  g_assert_cmpstr (rh_variable_get_value (get_variable (fixture, "api")), ==,
                   "https://api.example");
}

static void
test_remove_and_undo (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = open_page (fixture);
  g_autoptr (RhVariable) first = NULL;

  type (nth_row (table, 0), "Name", "a");
  type (nth_row (table, 1), "Name", "b");
  gtk_widget_activate_action (nth_row (table, 0), "variable.remove", NULL);
  g_assert_null (get_variable (fixture, "a"));
  g_assert_nonnull (rh_ui_await_text (fixture->dialog, "“a” removed"));

  g_assert_true (rh_variable_table_undo (RH_VARIABLE_TABLE (table)));
  g_assert_false (rh_variable_table_undo (RH_VARIABLE_TABLE (table)));
  first = g_list_model_get_item (rh_environment_get_variables (fixture->staging), 0);
  g_assert_cmpstr (rh_variable_get_name (first), ==, "a");
}

/* The value goes to the keyring and out of the collection; a note speaks of git's history. */
static void
test_make_secret (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = open_page (fixture);
  g_autofree char *slot = slot_of (fixture, "key");
  GtkWidget *button;
  GtkWidget *alert;

  type (nth_row (table, 0), "Name", "key");
  type (nth_row (table, 0), "Value", "hush");
  button = rh_ui_find_named (nth_row (table, 0), "Secret");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  rh_ui_wait (is_secret, get_variable (fixture, "key"));
  rh_keyring_assert_has (rh_workspace_get_keyring (fixture->ui->workspace),
                         RH_KEYRING_KIND_VARIABLE, slot, "hush");
  g_assert_cmpstr (rh_variable_get_value (get_variable (fixture, "key")), ==, "");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_assert_null (rh_ui_find_named (nth_row (table, 0), "Value"));

  alert = find_alert (fixture);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (alert)), "git"));
}

/* Asked first; no is the default. */
static void
test_make_plain_asks (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = open_page (fixture);
  g_autofree char *slot = slot_of (fixture, "key");
  GtkWidget *button;
  AdwAlertDialog *alert;

  rh_environment_add_secret (fixture->staging, "key");
  g_assert_true (rh_keyring_store_now (rh_workspace_get_keyring (fixture->ui->workspace),
                                       RH_KEYRING_KIND_VARIABLE, slot, "hush", NULL));
  button = rh_ui_find_named (nth_row (table, 0), "Secret");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  alert = ADW_ALERT_DIALOG (find_alert (fixture));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (alert), ==, "cancel");
  g_assert_cmpstr (adw_alert_dialog_get_close_response (alert), ==, "cancel");
  answer (fixture, "cancel");
  g_assert_true (rh_variable_is_secret (get_variable (fixture, "key")));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  answer (fixture, "do");
  rh_ui_wait (is_plain, get_variable (fixture, "key"));
  g_assert_cmpstr (rh_variable_get_value (get_variable (fixture, "key")), ==, "hush");
}

static gboolean
has_no_value (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *slot = slot_of (fixture, "key");
  g_autoptr (RhSecret) value = rh_keyring_lookup_now (
      rh_workspace_get_keyring (fixture->ui->workspace), RH_KEYRING_KIND_VARIABLE, slot, NULL);

  return value == NULL;
}

/* The value of a removed secret goes when nobody can bring it back, and not before. */
static void
test_remove_secret (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = open_page (fixture);
  g_autofree char *slot = slot_of (fixture, "key");

  rh_environment_add_secret (fixture->staging, "key");
  g_assert_true (rh_keyring_store_now (rh_workspace_get_keyring (fixture->ui->workspace),
                                       RH_KEYRING_KIND_VARIABLE, slot, "hush", NULL));
  gtk_widget_activate_action (nth_row (table, 0), "variable.remove", NULL);
  rh_test_drain ();
  g_assert_false (has_no_value (fixture));

  adw_dialog_force_close (fixture->dialog);
  rh_ui_wait (has_no_value, fixture);
}

/* The description of a group is markup, and a name is whatever somebody called it. */
static void
test_a_name_is_no_markup (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  g_object_set (fixture->staging, "name", "R&D <b>here</b>", NULL);
  page = g_object_ref_sink (GTK_WIDGET (rh_environment_page_new (
      fixture->ui->workspace, fixture->collection, NULL, fixture->staging)));
  g_assert_nonnull (
      rh_ui_find_text (page, "Known in every environment, unless it has its own of the same name. "
                             "A secret has a value in each; here it is that in R&D <b>here</b>."));
  g_object_unref (page);
}

static void
test_bad_names (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = open_page (fixture);

  type (nth_row (table, 0), "Name", "a b");
  g_assert_true (gtk_widget_has_css_class (rh_ui_find_named (nth_row (table, 0), "Name"), "error"));
  type (nth_row (table, 0), "Name", "a");
  g_assert_false (
      gtk_widget_has_css_class (rh_ui_find_named (nth_row (table, 0), "Name"), "error"));
  type (nth_row (table, 1), "Name", "a");
  g_assert_true (gtk_widget_has_css_class (rh_ui_find_named (nth_row (table, 1), "Name"), "error"));
}

/* No circle is offered. */
static void
test_extends (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhEnvironment) child = rh_environment_new ("Child");
  GtkWidget *page;
  GtkWidget *row;
  GListModel *offered;

  rh_collection_add_environment (fixture->collection, child);
  g_object_set (child, "extends", "Staging", NULL);
  open_page (fixture);
  page = rh_ui_await_type (fixture->dialog, RH_TYPE_ENVIRONMENT_PAGE);
  row = gtk_widget_get_ancestor (rh_ui_find_text (page, "Extends"), ADW_TYPE_COMBO_ROW);
  offered = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  /* None, Practice and Production; neither Staging itself nor Child. */
  g_assert_cmpuint (g_list_model_get_n_items (offered), ==, 3);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_cmpstr (rh_environment_get_extends (fixture->staging), ==, "Practice");
}

static gboolean
has_text (gpointer data)
{
  Fixture *fixture = data;

  return rh_ui_find_text (fixture->dialog, "from_collection") != NULL;
}

static void
test_inherited (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list;

  rh_environment_set (rh_collection_get_scope (fixture->collection), "from_collection", "1");
  open_page (fixture);
  rh_ui_wait (has_text, fixture);
  list = rh_ui_find_type (fixture->dialog, RH_TYPE_INHERITED_LIST);
  g_assert_nonnull (rh_ui_find_text (list, "1 — Collection"));
  g_signal_emit_by_name (rh_ui_find_named (list, "Override from_collection"), "clicked");
  g_assert_cmpstr (rh_variable_get_value (get_variable (fixture, "from_collection")), ==, "1");
  rh_test_drain ();
  g_assert_null (rh_ui_find_named (list, "Override from_collection"));
}

static gboolean
is_renamed (gpointer data)
{
  Fixture *fixture = data;

  return g_str_equal (rh_environment_get_name (fixture->staging), "Sandbox");
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_page (fixture);
  row = gtk_widget_get_ancestor (rh_ui_find_text (fixture->dialog, "Name"), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "Practice");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (rh_environment_get_name (fixture->staging), ==, "Staging");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Staging");

  gtk_editable_set_text (GTK_EDITABLE (row), " Sandbox ");
  g_signal_emit_by_name (row, "apply");
  rh_ui_wait (is_renamed, fixture);
}

static gboolean
is_protected (gpointer data)
{
  Fixture *fixture = data;

  return rh_guard_is_protected (rh_workspace_get_guard (fixture->ui->workspace),
                                rh_collection_get_id (fixture->collection), fixture->staging);
}

static gboolean
is_renamed_and_protected (gpointer data)
{
  return is_renamed (data) && is_protected (data);
}

static GtkWidget *
find_switch (Fixture *fixture)
{
  return gtk_widget_get_ancestor (
      rh_ui_find_text (fixture->dialog, "Ask Before Changing Live Data"), ADW_TYPE_SWITCH_ROW);
}

/* On tells the file too; off is the user's own word, and the file's mark stays for others. */
static void
test_protect (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  open_page (fixture);
  row = find_switch (fixture);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_assert_true (is_protected (fixture));
  g_assert_true (rh_environment_is_marked_protected (fixture->staging));

  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  g_assert_false (is_protected (fixture));
  g_assert_true (rh_environment_is_marked_protected (fixture->staging));
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
}

/* What is protected by name is so by its nature. */
static void
test_production_is_protected (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->staging, "name", "Prod", NULL);
  open_page (fixture);
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (find_switch (fixture))));
}

static gboolean
shows_shield (Fixture *fixture)
{
  GtkWidget *row
      = gtk_widget_get_ancestor (rh_ui_find_text (fixture->dialog, "Staging"), ADW_TYPE_ACTION_ROW);

  return rh_ui_find_named (row, "Environment Is Protected") != NULL;
}

/* The list says it before anything is opened. */
static void
test_list_shows_protection (Fixture *fixture, gconstpointer data)
{
  RhGuard *guard = rh_workspace_get_guard (fixture->ui->workspace);
  const char *id = rh_collection_get_id (fixture->collection);

  g_assert_false (shows_shield (fixture));
  g_assert_true (rh_guard_set_protected (guard, id, fixture->staging, TRUE, NULL));
  g_assert_true (shows_shield (fixture));
  g_assert_true (rh_guard_set_protected (guard, id, fixture->staging, FALSE, NULL));
  g_assert_false (shows_shield (fixture));
}

static void
test_rename_keeps_protection (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  g_assert_true (rh_guard_set_protected (rh_workspace_get_guard (fixture->ui->workspace),
                                         rh_collection_get_id (fixture->collection),
                                         fixture->staging, TRUE, NULL));
  open_page (fixture);
  row = gtk_widget_get_ancestor (rh_ui_find_text (fixture->dialog, "Name"), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "Sandbox");
  g_signal_emit_by_name (row, "apply");
  rh_ui_wait (is_renamed_and_protected, fixture);
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (find_switch (fixture))));
}

static GtkWidget *
find_row (Fixture *fixture, const char *name)
{
  return gtk_widget_get_ancestor (rh_ui_find_text (fixture->dialog, name), ADW_TYPE_ACTION_ROW);
}

static void
test_delete_and_undo (Fixture *fixture, gconstpointer data)
{
  GtkWidget *toast;

  gtk_widget_activate_action (find_row (fixture, "Practice"), "environment.delete", NULL);
  g_assert_null (rh_collection_get_environment (fixture->collection, "Practice"));
  toast = rh_ui_await_text (fixture->dialog, "“Practice” deleted");
  g_assert_nonnull (toast);
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_await_text (fixture->dialog, "Undo"), GTK_TYPE_BUTTON),
      "clicked");
  {
    g_autoptr (RhEnvironment) first
        = g_list_model_get_item (rh_collection_get_environments (fixture->collection), 0);

    g_assert_cmpstr (rh_environment_get_name (first), ==, "Practice");
  }
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *copy;

  rh_environment_set (fixture->staging, "a", "1");
  rh_environment_add_secret (fixture->staging, "key");
  gtk_widget_activate_action (find_row (fixture, "Staging"), "environment.duplicate", NULL);
  copy = rh_collection_get_environment (fixture->collection, "Staging Copy");
  g_assert_nonnull (copy);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (copy, "a")), ==, "1");
  g_assert_nonnull (rh_ui_await_text (fixture->dialog, "Values of secrets were not copied"));
}

/* A ring before a name is a choice that was not made. */
static void
test_no_color_no_dot (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dot = rh_ui_find_type (find_row (fixture, "Staging"), RH_TYPE_COLOR_DOT);

  g_assert_null (dot);

  g_object_set (fixture->staging, "color", "#e01b24", NULL);
  dot = rh_ui_await_type (find_row (fixture, "Staging"), RH_TYPE_COLOR_DOT);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (dot), ==, "Red");
}

static void
test_colors (void)
{
  guint position = 99;

  for (guint i = 0; i < rh_color_get_n_colors (); i++)
    {
      g_assert_true (rh_color_find (rh_color_nth (i), &position));
      g_assert_cmpuint (position, ==, i);
    }
  g_assert_cmpstr (rh_color_get_name ("#E01B24"), ==, "Red");
  g_assert_cmpstr (rh_color_get_name ("#123456"), ==, "#123456");
  g_assert_cmpstr (rh_color_get_name (""), ==, "No Color");
}

/* A folder of another program's may have none: Send is not without an answer there. */
static void
test_send_without_any (void)
{
  g_autoptr (RhUiFixture) ui = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (ui);
  g_autoptr (GFile) folder = g_file_get_child (ui->scratch, "acme");
  g_autoptr (GFile) file = g_file_get_child (folder, "opencollection.yml");

  g_assert_true (g_file_make_directory (folder, NULL, NULL));
  g_assert_true (g_file_set_contents (g_file_peek_path (file),
                                      "opencollection: 1.0.0\ninfo:\n  name: Acme\n", -1, NULL));
  rh_window_open_folder (window, folder);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-tab", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.send", NULL);
  rh_ui_await_type (window, RH_TYPE_ENVIRONMENTS_DIALOG);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/environments-dialog/colors", test_colors);
  g_test_add_func ("/environments-dialog/send-without-any", test_send_without_any);
#define ADD(name, test) \
  g_test_add ("/environments-dialog/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("typing-adds", test_typing_adds);
  ADD ("remove-and-undo", test_remove_and_undo);
  ADD ("make-secret", test_make_secret);
  ADD ("make-plain-asks", test_make_plain_asks);
  ADD ("remove-secret", test_remove_secret);
  ADD ("a-name-is-no-markup", test_a_name_is_no_markup);
  ADD ("bad-names", test_bad_names);
  ADD ("extends", test_extends);
  ADD ("no-color-no-dot", test_no_color_no_dot);
  ADD ("inherited", test_inherited);
  ADD ("rename", test_rename);
  ADD ("protect", test_protect);
  ADD ("production-is-protected", test_production_is_protected);
  ADD ("list-shows-protection", test_list_shows_protection);
  ADD ("rename-keeps-protection", test_rename_keeps_protection);
  ADD ("delete-and-undo", test_delete_and_undo);
  ADD ("duplicate", test_duplicate);
#undef ADD

  return g_test_run ();
}
