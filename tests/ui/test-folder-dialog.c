/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all requests in a folder have; and a request's own variables and actions. */
#include "environment/rh-folder-dialog.h"
#include "environment/rh-variable-row.h"
#include "request/rh-action-row.h"
#include "request/rh-field-list.h"
#include "request/rh-request-page.h"
#include "request/rh-variables-page.h"
#include "ui/rh-ui-fixture.h"

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhCollection *collection;
  RhFolder *folder;
  RhVariableScope *scope;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhFolder) first = NULL;

  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  fixture->collection = rh_workspace_get_starter (fixture->ui->workspace);
  fixture->scope = rh_variable_scope_new (fixture->collection);
  first = g_list_model_get_item (rh_folder_get_items (rh_collection_get_root (fixture->collection)),
                                 0);
  fixture->folder = first; /* the collection keeps it */
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_ui_fixture_free (fixture->ui);
  g_object_unref (fixture->scope);
}

static GtkWidget *
open_dialog (Fixture *fixture, RhFolder *folder)
{
  adw_dialog_present (
      rh_folder_dialog_new (fixture->ui->workspace, fixture->collection, folder, fixture->scope),
      GTK_WIDGET (fixture->window));
  return rh_ui_await_type (fixture->window, RH_TYPE_FOLDER_DIALOG);
}

static void
show (GtkWidget *dialog, const char *page)
{
  GtkWidget *stack = rh_ui_await_type (dialog, GTK_TYPE_STACK);

  gtk_stack_set_visible_child_name (GTK_STACK (stack), page);
  rh_test_drain ();
}

static void
test_variables (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (fixture, fixture->folder);
  GtkWidget *row = rh_ui_await_type (dialog, RH_TYPE_VARIABLE_ROW);

  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (dialog)), ==, "Employees");
  gtk_editable_set_text (GTK_EDITABLE (rh_ui_find_named (row, "Name")), "page");
  gtk_editable_set_text (GTK_EDITABLE (rh_ui_find_named (row, "Value")), "2");
  g_assert_cmpstr (
      rh_variable_get_value (rh_environment_lookup (rh_folder_get_scope (fixture->folder), "page")),
      ==, "2");
}

static void
test_headers (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (fixture, fixture->folder);
  g_autoptr (RhField) field = NULL;
  GtkWidget *list;

  show (dialog, "headers");
  list = rh_ui_await_type (dialog, RH_TYPE_FIELD_LIST);
  gtk_editable_set_text (GTK_EDITABLE (rh_ui_find_named (list, "Name")), "X-A");
  field = g_list_model_get_item (rh_folder_get_headers (fixture->folder), 0);
  g_assert_cmpstr (rh_field_get_name (field), ==, "X-A");
  /* A folder has no stack of its own to undo with, as a request has. */
  g_assert_true (gtk_editable_get_enable_undo (GTK_EDITABLE (rh_ui_find_named (list, "Name"))));
}

static AdwComboRow *
auth_row (GtkWidget *dialog)
{
  show (dialog, "auth");
  return ADW_COMBO_ROW (
      gtk_widget_get_ancestor (rh_ui_await_text (dialog, "Authorization"), ADW_TYPE_COMBO_ROW));
}

static void
test_auth (Fixture *fixture, gconstpointer data)
{
  AdwComboRow *row = auth_row (open_dialog (fixture, fixture->folder));

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 6);
  adw_combo_row_set_selected (row, 1);
  g_assert_cmpint (rh_folder_get_auth_kind (fixture->folder), ==, RH_AUTH_KIND_NONE);
}

/* A collection inherits from nobody. */
static void
test_auth_of_collection (Fixture *fixture, gconstpointer data)
{
  RhFolder *root = rh_collection_get_root (fixture->collection);
  AdwComboRow *row = auth_row (open_dialog (fixture, root));

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
  adw_combo_row_set_selected (row, 0);
  g_assert_cmpint (rh_folder_get_auth_kind (root), ==, RH_AUTH_KIND_NONE);
}

/* What a folder's requests are signed with, and how they are sent. */
static void
test_fields_and_settings (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (fixture, fixture->folder);
  AdwComboRow *row = auth_row (dialog);
  AdwComboRow *redirects;

  adw_combo_row_set_selected (row, 2);
  g_assert_cmpint (rh_folder_get_auth_kind (fixture->folder), ==, RH_AUTH_KIND_BASIC);
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_ancestor (
                             rh_ui_await_text (dialog, "User Name"), ADW_TYPE_ENTRY_ROW)),
                         "ada");
  g_assert_cmpstr (rh_auth_get (rh_folder_get_auth (fixture->folder), RH_AUTH_USERNAME), ==, "ada");

  show (dialog, "settings");
  redirects = ADW_COMBO_ROW (
      gtk_widget_get_ancestor (rh_ui_await_text (dialog, "Follow Redirects"), ADW_TYPE_COMBO_ROW));
  g_assert_nonnull (rh_ui_find_text (dialog, "Inherited (On)"));
  adw_combo_row_set_selected (redirects, 2);
  g_assert_cmpint (rh_request_settings_get (rh_folder_get_settings (fixture->folder),
                                            RH_SETTING_FOLLOW_REDIRECTS),
                   ==, FALSE);
}

/* From a request straight to where its authorization is said, be that the collection or a folder.
 */
static void
test_inherited_auth_leads_to_its_folder (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  GtkWidget *stack;
  GtkWidget *edit;

  g_object_set (fixture->folder, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  stack = rh_ui_find_type (rh_ui_find_type (fixture->window, RH_TYPE_REQUEST_PAGE), GTK_TYPE_STACK);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "auth");
  g_assert_nonnull (rh_ui_await_text (fixture->window, "Inherited from Employees: Basic"));
  edit = gtk_widget_get_ancestor (rh_ui_await_text (fixture->window, "Edit…"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (edit, "clicked");

  dialog = rh_ui_await_type (fixture->window, RH_TYPE_FOLDER_DIALOG);
  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (dialog)), ==, "Employees");
  stack = rh_ui_await_type (dialog, GTK_TYPE_STACK);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "auth");
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* A request keeps no secrets, and its empty rows become variables and actions. */
static void
test_request_variables (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://h/");
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = rh_variables_page_new (item, fixture->scope);
  GtkWidget *row;
  g_autoptr (RhAction) action = NULL;

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  rh_ui_wait (is_mapped, window);

  row = rh_ui_find_type (page, RH_TYPE_VARIABLE_ROW);
  gtk_editable_set_text (GTK_EDITABLE (rh_ui_find_named (row, "Name")), "id");
  g_assert_nonnull (rh_environment_lookup (rh_request_item_get_scope (item), "id"));
  g_assert_null (rh_ui_find_named (page, "Secret"));

  row = rh_ui_find_type (page, RH_TYPE_ACTION_ROW);
  gtk_editable_set_text (GTK_EDITABLE (rh_ui_find_named (row, "Variable")), "job_id");
  gtk_editable_set_text (GTK_EDITABLE (rh_ui_find_named (row, "Taken From")), "$.data.id");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rh_ui_find_named (row, "Kept")),
                              RH_ACTION_SCOPE_ENVIRONMENT);
  action = g_list_model_get_item (rh_request_item_get_actions (item), 0);
  g_assert_cmpstr (rh_action_get_variable (action), ==, "job_id");
  g_assert_cmpstr (rh_action_get_expression (action), ==, "$.data.id");
  g_assert_cmpint (rh_action_get_scope (action), ==, RH_ACTION_SCOPE_ENVIRONMENT);

  g_signal_emit_by_name (rh_ui_find_named (row, "Remove"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_actions (item)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/folder-dialog/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("variables", test_variables);
  ADD ("headers", test_headers);
  ADD ("auth", test_auth);
  ADD ("auth-of-collection", test_auth_of_collection);
  ADD ("fields-and-settings", test_fields_and_settings);
  ADD ("inherited-auth-leads-to-its-folder", test_inherited_auth_leads_to_its_folder);
  ADD ("request-variables", test_request_variables);
#undef ADD

  return g_test_run ();
}
