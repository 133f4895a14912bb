/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+Z in a tab: one order for all that edits its request, and one sees what was undone. */
#include "common/rh-code-view.h"
#include "environment/rh-variable-row.h"
#include "request/rh-request-page.h"
#include "request/rh-request-undo.h"
#include "ui/rh-ui-fixture.h"

#define UNDO "<Control>z"
#define REDO "<Shift><Control>z|<Control>y"

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhTab *tab;
  RhRequestItem *item;
  RhRequestPage *page;
  char *url;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  fixture->tab = RH_TAB (rh_ui_find_type (fixture->window, RH_TYPE_TAB));
  fixture->item = rh_tab_get_item (fixture->tab);
  fixture->page = rh_tab_get_request_page (fixture->tab);
  fixture->url = g_strdup (rh_request_item_get_url (fixture->item));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->url);
  rh_ui_fixture_free (fixture->ui);
}

static gboolean
run_shortcut (GtkShortcut *shortcut, GtkWidget *widget, const char *keys)
{
  g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

  return g_str_equal (trigger, keys)
         && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
}

/* Keys of controllers that come before the widget that has the focus. */
static gboolean
run_keys_of (GtkWidget *widget, const char *keys)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller)
          || gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (controller)); n++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), n);

          if (run_shortcut (shortcut, widget, keys))
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
press (Fixture *fixture, const char *keys)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  gboolean taken = FALSE;

  for (GtkWidget *at = focus; at != NULL && !taken; at = gtk_widget_get_parent (at))
    taken = run_keys_of (at, keys);
  rh_test_drain ();
  return taken;
}

static GtkWidget *
focused (Fixture *fixture)
{
  return gtk_root_get_focus (GTK_ROOT (fixture->window));
}

static GtkTextBuffer *
open_body (Fixture *fixture)
{
  g_object_set (fixture->item, "body-kind", RH_BODY_KIND_JSON, NULL);
  rh_test_drain ();
  rh_request_page_set_page (fixture->page, "body");
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (rh_ui_await_type (fixture->page, RH_TYPE_CODE_VIEW)));
}

static void
type_in_body (Fixture *fixture, GtkTextBuffer *buffer, int at, const char *text)
{
  GtkTextIter place;

  gtk_text_buffer_get_iter_at_offset (buffer, &place, at);
  gtk_text_buffer_insert (buffer, &place, text, -1);
  rh_test_drain ();
}

static int
get_cursor (GtkTextBuffer *buffer)
{
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  return gtk_text_iter_get_offset (&cursor);
}

static void
assert_body (Fixture *fixture, const char *text)
{
  g_autofree char *shown
      = rh_code_view_dup_text (RH_CODE_VIEW (rh_ui_find_named (fixture->page, "Request Body")));

  g_assert_cmpstr (rh_request_item_get_body_text (fixture->item), ==, text);
  g_assert_cmpstr (shown, ==, text);
}

/* From the URL the body is undone, and from the body the URL. */
static void
test_order_wherever_the_focus_is (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer = open_body (fixture);
  GtkEditable *url = GTK_EDITABLE (rh_ui_find_named (fixture->window, "URL"));
  g_autofree char *longer = g_strconcat (fixture->url, "/x", NULL);

  type_in_body (fixture, buffer, 0, "{ }");
  type_in_body (fixture, buffer, 1, "\"ä\": 1");
  gtk_editable_set_text (url, longer);
  rh_test_drain ();
  gtk_widget_grab_focus (GTK_WIDGET (rh_ui_find_named (fixture->page, "Request Body")));
  g_assert_true (press (fixture, UNDO));
  g_assert_cmpstr (rh_request_item_get_url (fixture->item), ==, fixture->url);
  assert_body (fixture, "{\"ä\": 1 }");
  g_assert_true (gtk_widget_is_ancestor (focused (fixture), GTK_WIDGET (url)));

  g_assert_true (press (fixture, UNDO));
  assert_body (fixture, "{ }");
  g_assert_cmpint (get_cursor (buffer), ==, 1);
  g_assert_true (GTK_IS_TEXT_VIEW (focused (fixture)));
  g_assert_true (press (fixture, UNDO));
  assert_body (fixture, "");

  g_assert_true (press (fixture, REDO));
  g_assert_true (press (fixture, REDO));
  assert_body (fixture, "{\"ä\": 1 }");
  g_assert_cmpint (get_cursor (buffer), ==, 7);
  g_assert_true (press (fixture, REDO));
  g_assert_cmpstr (rh_request_item_get_url (fixture->item), ==, longer);
  g_assert_cmpint (gtk_editable_get_position (url), ==, (int) g_utf8_strlen (longer, -1));
}

/* A page that is not shown, and was never made, is opened where something was undone. */
static void
test_page_of_what_was_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhField) header = rh_field_new ("Accept", "x", "", TRUE);

  rh_request_item_add_header (fixture->item, header);
  rh_test_drain ();
  g_object_set (header, "value", "xyz", NULL);
  rh_test_drain ();
  rh_environment_set (rh_request_item_get_scope (fixture->item), "v", "1");
  rh_test_drain ();
  rh_environment_set (rh_request_item_get_scope (fixture->item), "v", "123");
  rh_test_drain ();
  g_object_set (fixture->item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_test_drain ();
  rh_request_page_set_page (fixture->page, "settings");
  gtk_widget_grab_focus (GTK_WIDGET (rh_ui_find_named (fixture->window, "URL")));

  g_assert_true (press (fixture, UNDO));
  g_assert_cmpstr (rh_request_page_get_page (fixture->page), ==, "auth");
  g_assert_true (press (fixture, UNDO));
  g_assert_cmpstr (rh_request_page_get_page (fixture->page), ==, "variables");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focused (fixture))), ==, "1");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (focused (fixture))), ==, 1);
  g_assert_true (press (fixture, UNDO));
  g_assert_cmpuint (g_list_model_get_n_items (
                        rh_environment_get_variables (rh_request_item_get_scope (fixture->item))),
                    ==, 0);
  g_assert_true (press (fixture, UNDO));
  g_assert_cmpstr (rh_request_page_get_page (fixture->page), ==, "headers");
  g_assert_cmpstr (rh_field_get_value (header), ==, "x");
  g_assert_true (
      gtk_widget_is_ancestor (focused (fixture), rh_ui_find_named (fixture->page, "Value")));
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (focused (fixture))), ==, 1);
}

/* A removed variable that the keys brought back is not brought back once more by its toast. */
static void
test_variable_comes_back_once (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *scope = rh_request_item_get_scope (fixture->item);
  GListModel *variables = rh_environment_get_variables (scope);
  GtkWidget *undo;

  rh_environment_set (scope, "v", "1");
  rh_test_drain ();
  rh_request_page_set_page (fixture->page, "variables");
  g_assert_true (gtk_widget_activate_action (rh_ui_await_type (fixture->page, RH_TYPE_VARIABLE_ROW),
                                             "variable.remove", NULL));
  undo = gtk_widget_get_ancestor (rh_ui_await_text (fixture->window, "Undo"), GTK_TYPE_BUTTON);
  g_assert_cmpuint (g_list_model_get_n_items (variables), ==, 0);
  g_assert_true (press (fixture, UNDO));
  g_assert_cmpuint (g_list_model_get_n_items (variables), ==, 1);
  g_signal_emit_by_name (undo, "clicked");
  rh_test_drain ();
  g_assert_cmpuint (g_list_model_get_n_items (variables), ==, 1);
}

/* What is looked for in a response is undone there; elsewhere in it the keys are the request's. */
static void
test_beside_the_response (Fixture *fixture, gconstpointer data)
{
  GtkWidget *response = GTK_WIDGET (rh_tab_get_response_page (fixture->tab));
  GtkWidget *view;

  rh_ui_fixture_answer (fixture->ui, 200, "text/plain", "hello", -1);
  g_object_set (fixture->item, "url", fixture->ui->address, NULL);
  rh_test_drain ();
  g_object_set (fixture->item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_test_drain ();
  rh_tab_send (fixture->tab);
  g_assert_nonnull (rh_ui_await_text (response, "200 OK"));
  gtk_widget_activate_action (response, "body.find", NULL);
  rh_test_drain ();
  g_assert_true (GTK_IS_TEXT (focused (fixture)));
  g_assert_true (gtk_widget_is_ancestor (focused (fixture), response));
  g_assert_false (press (fixture, UNDO));
  g_assert_cmpint (rh_request_item_get_auth_kind (fixture->item), ==, RH_AUTH_KIND_NONE);

  view = gtk_widget_get_ancestor (rh_ui_find_text (response, "Headers"), GTK_TYPE_TOGGLE_BUTTON);
  g_assert_nonnull (view);
  gtk_widget_grab_focus (view);
  g_assert_true (press (fixture, UNDO));
  g_assert_cmpint (rh_request_item_get_auth_kind (fixture->item), ==, RH_AUTH_KIND_INHERIT);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  add ("/undo-keys/order-wherever-the-focus-is", test_order_wherever_the_focus_is);
  add ("/undo-keys/page-of-what-was-undone", test_page_of_what_was_undone);
  add ("/undo-keys/variable-comes-back-once", test_variable_comes_back_once);
  add ("/undo-keys/beside-the-response", test_beside_the_response);

  return g_test_run ();
}
