/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value of a response becomes a variable, now and after every response; one click takes that
 * back. */
#include "response/rh-body-canvas.h"
#include "response/rh-body-view.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"
#include "workspace/rh-runtime-variables.h"

#define BODY "{\"data\":[{\"user id\":12.50}],\"access_token\":\"canary-secret\"}"

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhTab *tab;
  RhRequestItem *item;
  RhRuntimeVariables *runtime;
} Fixture;

static gboolean
is_idle (gpointer tab)
{
  return !rh_tab_is_running (tab);
}

static RhBodyCanvas *
get_canvas (Fixture *fixture)
{
  return RH_BODY_CANVAS (rh_ui_find_named (fixture->window, "Response Body"));
}

static gboolean
is_complete (gpointer canvas)
{
  return rh_body_document_is_complete (rh_body_canvas_get_document (canvas));
}

static void
set_up (Fixture *fixture)
{
  RhCollection *starter;
  RhEnvironment *environment;
  RhCollectionPage *page;
  g_autoptr (RhRequestItem) item = rh_request_item_new ("User", "GET", "{{api}}/v1/users");

  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  page = RH_COLLECTION_PAGE (rh_ui_find_type (fixture->window, RH_TYPE_COLLECTION_PAGE));
  starter = rh_workspace_get_starter (fixture->ui->workspace);
  environment = rh_collection_get_environment (starter, "Practice");
  rh_environment_set_service (environment, "other");
  rh_environment_set (environment, "api", fixture->ui->address);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_collection_page_open (page, item, TRUE);
  rh_ui_fixture_answer (fixture->ui, 200, "application/json", BODY, -1);

  fixture->tab = rh_collection_page_get_tab (page);
  fixture->item = rh_tab_get_item (fixture->tab);
  fixture->runtime = rh_workspace_get_runtime (
      fixture->ui->workspace,
      rh_workspace_get_connection (fixture->ui->workspace, starter, environment));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.send", NULL));
  rh_ui_wait (is_idle, fixture->tab);
  rh_ui_wait (is_complete, get_canvas (fixture));
}

static void
tear_down (Fixture *fixture)
{
  rh_ui_fixture_free (fixture->ui);
}

static GAction *
get_action (Fixture *fixture, const char *name)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (get_canvas (fixture)), RH_TYPE_BODY_VIEW);
  GActionGroup *actions = rh_body_view_get_actions (RH_BODY_VIEW (view));

  return g_action_map_lookup_action (G_ACTION_MAP (actions), name);
}

static gboolean
has_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) != NULL;
}

static gboolean
has_no_dialog (gpointer window)
{
  return !has_dialog (window);
}

static gpointer
ask_for (Fixture *fixture, guint64 row)
{
  const RhBodySpot spot = { row, 0 };

  rh_body_canvas_select (get_canvas (fixture), &spot, &spot);
  g_action_activate (get_action (fixture, "copy-as-variable"), NULL);
  rh_ui_wait (has_dialog, fixture->window);
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

static void
click (gpointer root, const char *label)
{
  GtkWidget *text = rh_ui_await_text (root, label);

  g_signal_emit_by_name (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON), "clicked");
}

static void
choose (Fixture *fixture, gpointer dialog, const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (rh_ui_await_type (dialog, ADW_TYPE_ENTRY_ROW)), name);
  click (dialog, "Set");
  rh_ui_wait (has_no_dialog, fixture->window);
}

static void
assert_variable (Fixture *fixture, const char *name, const char *expected, gboolean is_secret)
{
  RhSecret *value = NULL;
  gboolean secret = FALSE;
  const char *origin = NULL;

  if (expected == NULL)
    {
      g_assert_false (rh_runtime_variables_lookup (fixture->runtime, name, &value, NULL, NULL));
      return;
    }
  g_assert_true (rh_runtime_variables_lookup (fixture->runtime, name, &value, &secret, &origin));
  g_assert_cmpstr (rh_secret_peek (value, NULL), ==, expected);
  g_assert_cmpint (secret, ==, is_secret);
}

static guint
count_actions (Fixture *fixture)
{
  return g_list_model_get_n_items (rh_request_item_get_actions (fixture->item));
}

static void
test_set (void)
{
  Fixture fixture;
  gpointer dialog;
  g_autoptr (RhAction) action = NULL;

  set_up (&fixture);
  dialog = ask_for (&fixture, 3);
  g_assert_nonnull (rh_ui_await_text (dialog, "res.body.data[0]['user id']"));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (rh_ui_find_type (dialog, ADW_TYPE_ENTRY_ROW))), ==,
      "user_id");
  choose (&fixture, dialog, "user");
  g_assert_nonnull (rh_ui_await_text (fixture.window, "“user” set"));

  assert_variable (&fixture, "user", "12.50", FALSE);
  g_assert_cmpuint (count_actions (&fixture), ==, 1);
  action = g_list_model_get_item (rh_request_item_get_actions (fixture.item), 0);
  g_assert_cmpstr (rh_action_get_expression (action), ==, "res.body.data[0]['user id']");
  g_assert_cmpstr (rh_action_get_variable (action), ==, "user");
  g_assert_cmpint (rh_action_get_scope (action), ==, RH_ACTION_SCOPE_MEMORY);
  tear_down (&fixture);
}

/* A toast stays a while after its button was pressed. */
static gboolean
has_no_toast (gpointer root)
{
  return rh_ui_find_text (root, "“user” set") == NULL;
}

static void
test_undo (void)
{
  Fixture fixture;
  g_autoptr (RhSecret) before = rh_secret_new ("before", -1);

  set_up (&fixture);
  choose (&fixture, ask_for (&fixture, 3), "user");
  click (fixture.window, "Undo");
  assert_variable (&fixture, "user", NULL, FALSE);
  g_assert_cmpuint (count_actions (&fixture), ==, 0);
  rh_ui_wait (has_no_toast, fixture.window);

  rh_runtime_variables_set (fixture.runtime, "user", before, TRUE, NULL);
  choose (&fixture, ask_for (&fixture, 3), "user");
  rh_ui_await_text (fixture.window, "“user” set");
  assert_variable (&fixture, "user", "12.50", FALSE);
  click (fixture.window, "Undo");
  assert_variable (&fixture, "user", "before", TRUE);
  tear_down (&fixture);
}

static gboolean
has_user (gpointer data)
{
  Fixture *fixture = data;
  RhSecret *value;

  return rh_runtime_variables_lookup (fixture->runtime, "user", &value, NULL, NULL);
}

static void
test_twice (void)
{
  Fixture fixture;

  set_up (&fixture);
  choose (&fixture, ask_for (&fixture, 3), "user");
  rh_ui_await_text (fixture.window, "“user” set");
  rh_runtime_variables_remove (fixture.runtime, "user");
  choose (&fixture, ask_for (&fixture, 3), "user");
  rh_ui_wait (has_user, &fixture);
  g_assert_cmpuint (count_actions (&fixture), ==, 1);
  tear_down (&fixture);
}

/* A token is masked as a variable too. */
static void
test_secret (void)
{
  Fixture fixture;

  set_up (&fixture);
  choose (&fixture, ask_for (&fixture, 6), "token");
  rh_ui_await_text (fixture.window, "“token” set");
  assert_variable (&fixture, "token", "canary-secret", TRUE);
  tear_down (&fixture);
}

static void
test_names (void)
{
  Fixture fixture;
  GtkWidget *button;
  GtkEditable *row;
  gpointer dialog;

  set_up (&fixture);
  dialog = ask_for (&fixture, 3);
  button = gtk_widget_get_ancestor (rh_ui_await_text (dialog, "Set"), GTK_TYPE_BUTTON);
  row = GTK_EDITABLE (rh_ui_find_type (dialog, ADW_TYPE_ENTRY_ROW));
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (row, "a b");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (row, "");
  g_assert_false (gtk_widget_get_sensitive (button));
  tear_down (&fixture);
}

/* Paths in what a filter left are others, and where an older response came from is not known. */
static void
test_offered (void)
{
  Fixture fixture;
  GtkEditable *filter;
  RhExchange *exchange;

  set_up (&fixture);
  filter = GTK_EDITABLE (rh_ui_find_named (fixture.window, "Filter Body"));
  g_assert_true (g_action_get_enabled (get_action (&fixture, "copy-as-variable")));
  g_assert_true (g_action_get_enabled (get_action (&fixture, "copy-path")));
  gtk_editable_set_text (filter, "$.data");
  rh_ui_await_text (fixture.window, "1 found");
  g_assert_false (g_action_get_enabled (get_action (&fixture, "copy-as-variable")));
  g_assert_false (g_action_get_enabled (get_action (&fixture, "copy-path")));
  gtk_editable_set_text (filter, "");
  g_assert_true (g_action_get_enabled (get_action (&fixture, "copy-as-variable")));

  exchange = rh_response_page_get_exchange (rh_tab_get_response_page (fixture.tab));
  rh_tab_show_kept (fixture.tab, g_object_ref (exchange), "Yesterday");
  g_assert_false (g_action_get_enabled (get_action (&fixture, "copy-as-variable")));
  g_object_unref (exchange);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_test_add_func ("/copy-as-variable/set", test_set);
  g_test_add_func ("/copy-as-variable/undo", test_undo);
  g_test_add_func ("/copy-as-variable/twice", test_twice);
  g_test_add_func ("/copy-as-variable/secret", test_secret);
  g_test_add_func ("/copy-as-variable/names", test_names);
  g_test_add_func ("/copy-as-variable/offered", test_offered);
  return g_test_run ();
}
