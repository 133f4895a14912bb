/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of variables, completed where they are typed, explained where the caret is, and defined
 * where they are missing. */
#include "common/rh-variable-entry.h"
#include "common/rh-variable-match.h"
#include "connection/rh-secret-row.h"
#include "environment/rh-define-dialog.h"
#include "lib/rh-keyring-calls.h"
#include "ui/rh-ui-fixture.h"
#include "workspace/rh-variable-snapshot.h"

static void
assert_match (const char *text, int cursor, int start, int end, const char *typed)
{
  RhVariableMatch match = { 0 };

  g_assert_true (rh_variable_match_find (text, cursor, &match));
  g_assert_cmpint (match.start, ==, start);
  g_assert_cmpint (match.end, ==, end);
  g_assert_cmpstr (match.typed, ==, typed);
  rh_variable_match_clear (&match);
}

static void
assert_no_match (const char *text, int cursor)
{
  RhVariableMatch match = { 0 };

  g_assert_false (rh_variable_match_find (text, cursor, &match));
}

static void
test_find (void)
{
  assert_match ("{{", 2, 2, 2, "");
  assert_match ("{{ap", 4, 2, 4, "ap");
  assert_match ("x{{ap}}/y", 5, 3, 7, "ap");
  assert_match ("{{ api }}", 5, 3, 9, "ap");
  assert_match ("{{api}}", 2, 2, 7, "");
  assert_match ("é{{$u", 5, 3, 5, "$u");
  assert_no_match ("", 0);
  assert_no_match ("{", 1);
  assert_no_match ("{ {a", 4);
  assert_no_match ("{{a}}b", 6);
  assert_no_match ("{{a/b", 5);
  assert_no_match ("ab", 99);
  assert_no_match ("ab", -1);
}

static void
test_filter (void)
{
  static const char *const names[] = { "api", "base_api", "client_id", "API_KEY", NULL };
  g_auto (GStrv) some = rh_variable_match_filter (names, "api", 10);
  g_auto (GStrv) all = rh_variable_match_filter (names, "", 2);
  g_auto (GStrv) none = rh_variable_match_filter (names, "zzz", 10);

  g_assert_cmpuint (g_strv_length (some), ==, 3);
  g_assert_cmpstr (some[0], ==, "api");
  g_assert_cmpstr (some[1], ==, "API_KEY");
  g_assert_cmpstr (some[2], ==, "base_api");
  g_assert_cmpuint (g_strv_length (all), ==, 2);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhEnvironment *practice;
  GtkWidget *url;
  GtkText *text;
} Fixture;

static gboolean
has_focus (gpointer text)
{
  return gtk_widget_has_focus (text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  RhCollection *collection;

  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  collection = rh_workspace_get_starter (fixture->ui->workspace);
  fixture->practice = rh_collection_get_environment (collection, "Practice");
  rh_environment_set (fixture->practice, "zebra_one", "1");
  rh_environment_set (fixture->practice, "zebra_two", "2");
  fixture->url = rh_ui_find_named (fixture->window, "URL");
  fixture->text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (fixture->url)));
  gtk_widget_grab_focus (fixture->url);
  rh_ui_wait (has_focus, fixture->text);
  gtk_editable_set_text (GTK_EDITABLE (fixture->url), "");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_ui_fixture_free (fixture->ui);
}

static void
type (Fixture *fixture, const char *text)
{
  int position = gtk_editable_get_position (GTK_EDITABLE (fixture->url));

  gtk_editable_insert_text (GTK_EDITABLE (fixture->url), text, -1, &position);
  gtk_editable_set_position (GTK_EDITABLE (fixture->url), position);
  rh_test_drain ();
}

static GtkWidget *
find_child (Fixture *fixture, const char *css_class)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->text)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, css_class))
      return child;

  return NULL;
}

static GtkWidget *
find_popover (Fixture *fixture)
{
  return find_child (fixture, "variable-completion");
}

static gboolean
is_open (gpointer data)
{
  GtkWidget *popover = find_popover (data);

  return popover != NULL && gtk_widget_get_visible (popover);
}

static gboolean
is_closed (gpointer data)
{
  return !is_open (data);
}

/* As the key would, without a keyboard. */
static gboolean
press (Fixture *fixture, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->text));
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }

  return handled;
}

static void
test_complete (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  type (fixture, "{{zeb");
  rh_ui_wait (is_open, fixture);
  row = rh_ui_find_named (find_popover (fixture), "zebra_two");
  g_assert_nonnull (row);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Environment Practice");
  g_assert_null (rh_ui_find_named (find_popover (fixture), "client_id"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fixture->text), GTK_ACCESSIBLE_STATE_EXPANDED,
                                    TRUE);

  g_assert_true (press (fixture, GDK_KEY_Down));
  g_assert_true (press (fixture, GDK_KEY_Return));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->url)), ==, "{{zebra_two}}");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (fixture->url)), ==, 13);
  rh_ui_wait (is_closed, fixture);
  /* Closed: keys are the text's again. */
  g_assert_false (press (fixture, GDK_KEY_Return));
}

static void
test_escape (Fixture *fixture, gconstpointer data)
{
  type (fixture, "{{zeb");
  rh_ui_wait (is_open, fixture);
  g_assert_true (press (fixture, GDK_KEY_Escape));
  rh_ui_wait (is_closed, fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->url)), ==, "{{zeb");
  g_assert_false (press (fixture, GDK_KEY_Escape));
}

/* Nothing to offer for plain text or for a name that is complete. */
static void
test_stays_closed (Fixture *fixture, gconstpointer data)
{
  type (fixture, "https://zeb");
  g_assert_false (is_open (fixture));
  gtk_editable_set_text (GTK_EDITABLE (fixture->url), "");
  type (fixture, "{{zebra_one}}");
  g_assert_false (is_open (fixture));
}

static void
test_unknown_is_described (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->url), "{{zebra_one}}/{{nope}}");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->url),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Unknown variables: nope");
  gtk_editable_set_text (GTK_EDITABLE (fixture->url), "{{zebra_one}}");
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->url),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
}

static gboolean
is_hinted (gpointer data)
{
  GtkWidget *hint = find_child (data, "variable-hint");

  return hint != NULL && gtk_widget_get_visible (hint);
}

static gboolean
is_not_hinted (gpointer data)
{
  return !is_hinted (data);
}

static void
assert_hint (Fixture *fixture, const char *value, const char *origin, const char *spoken)
{
  rh_ui_wait (is_hinted, fixture);
  g_assert_nonnull (rh_ui_find_text (find_child (fixture, "variable-hint"), value));
  g_assert_nonnull (rh_ui_find_text (find_child (fixture, "variable-hint"), origin));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->url),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken);
}

/* While the caret is in it, and without taking a key. */
static void
test_caret_shows (Fixture *fixture, gconstpointer data)
{
  static const guint keys[]
      = { GDK_KEY_Return, GDK_KEY_Tab, GDK_KEY_Escape, GDK_KEY_Down, GDK_KEY_Up };

  type (fixture, "{{zebra_one}}");
  assert_hint (fixture, "1", "Environment Practice", "zebra_one: 1, Environment Practice");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_false (press (fixture, keys[i]));
  g_assert_true (has_focus (fixture->text));

  rh_environment_set (fixture->practice, "zebra_one", "one");
  rh_test_drain ();
  assert_hint (fixture, "one", "Environment Practice", "zebra_one: one, Environment Practice");

  type (fixture, "/{{nope}}");
  assert_hint (fixture, "Not defined here", "Unknown in Practice",
               "nope: Not defined here, Unknown in Practice");
  gtk_editable_set_position (GTK_EDITABLE (fixture->url), 0);
  rh_ui_wait (is_not_hinted, fixture);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->url),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Unknown variables: nope");

  gtk_editable_set_position (GTK_EDITABLE (fixture->url), 4);
  rh_ui_wait (is_hinted, fixture);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  rh_ui_wait (is_not_hinted, fixture);
}

static void
test_caret_masks (Fixture *fixture, gconstpointer data)
{
  rh_environment_add_secret (fixture->practice, "hush");
  type (fixture, "{{hush}}");
  assert_hint (fixture, "••••••••", "Environment Practice, secret",
               "hush, Environment Practice, secret");
}

/* The list and the hint would lie over each other. */
static void
test_caret_waits_for_list (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->url), "{{zebra_}}");
  rh_ui_wait (is_closed, fixture);
  gtk_editable_set_position (GTK_EDITABLE (fixture->url), 8);
  type (fixture, "o");
  rh_ui_wait (is_open, fixture);
  rh_ui_wait (is_not_hinted, fixture);
  g_assert_true (press (fixture, GDK_KEY_Escape));
  assert_hint (fixture, "Not defined here", "Unknown in Practice",
               "zebra_o: Not defined here, Unknown in Practice");

  type (fixture, "n");
  rh_ui_wait (is_open, fixture);
  rh_ui_wait (is_not_hinted, fixture);
  g_assert_true (press (fixture, GDK_KEY_Return));
  rh_ui_wait (is_closed, fixture);
  assert_hint (fixture, "1", "Environment Practice", "zebra_one: 1, Environment Practice");
}

static GStrv
get_words (const char *typed, gpointer user_data)
{
  return rh_variable_match_filter ((const char *const[]) { "Accept", "Accept-Encoding", NULL },
                                   typed, 10);
}

/* Words are offered, and only a key chooses one: what was typed is as good. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  rh_variable_entry_set_words (RH_VARIABLE_ENTRY (fixture->url), get_words, NULL);
  type (fixture, "acc");
  rh_ui_wait (is_open, fixture);
  g_assert_false (press (fixture, GDK_KEY_Tab));
  rh_ui_wait (is_closed, fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->url)), ==, "acc");

  type (fixture, "e");
  rh_ui_wait (is_open, fixture);
  g_assert_true (press (fixture, GDK_KEY_Down));
  g_assert_true (press (fixture, GDK_KEY_Down));
  g_assert_true (press (fixture, GDK_KEY_Return));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->url)), ==, "Accept-Encoding");

  gtk_editable_set_text (GTK_EDITABLE (fixture->url), "");
  g_assert_true (press (fixture, GDK_KEY_Down));
  rh_ui_wait (is_open, fixture);
  type (fixture, "{{zeb");
  rh_ui_wait (is_open, fixture);
  g_assert_nonnull (rh_ui_find_named (find_popover (fixture), "zebra_one"));
}

static GtkWidget *
open_define (Fixture *fixture, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.define-variable", "s", name);
  return rh_ui_await_type (fixture->window, RH_TYPE_DEFINE_DIALOG);
}

static GtkWidget *
find_row (GtkWidget *dialog, const char *title, GType type)
{
  return gtk_widget_get_ancestor (rh_ui_await_text (dialog, title), type);
}

static gboolean
is_known (gpointer environment)
{
  return rh_environment_lookup (environment, "missing") != NULL;
}

static gboolean
is_key_plain (gpointer environment)
{
  RhVariable *variable = rh_environment_lookup (environment, "X-API-Key");

  return variable != NULL && !rh_variable_is_secret (variable);
}

static void
click_define (GtkWidget *dialog)
{
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_find_text (dialog, "Define"), GTK_TYPE_BUTTON), "clicked");
}

static void
test_define (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = open_define (fixture, "missing");

  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (dialog)), ==, "Define “missing”");
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Value", ADW_TYPE_ENTRY_ROW)), "here");
  click_define (dialog);
  rh_ui_wait (is_known, fixture->practice);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (fixture->practice, "missing")), ==,
                   "here");
  rh_ui_wait (has_focus, fixture->text);
}

static void
test_define_secret (Fixture *fixture, gconstpointer data)
{
  RhCollection *collection = rh_workspace_get_starter (fixture->ui->workspace);
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (collection), "Practice", "missing");
  GtkWidget *dialog = open_define (fixture, "missing");

  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Value", ADW_TYPE_ENTRY_ROW)), "hush");
  adw_switch_row_set_active (ADW_SWITCH_ROW (find_row (dialog, "Secret", ADW_TYPE_SWITCH_ROW)),
                             TRUE);
  click_define (dialog);
  rh_ui_wait (is_known, fixture->practice);
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (fixture->practice, "missing")));
  rh_keyring_assert_has (rh_workspace_get_keyring (fixture->ui->workspace),
                         RH_KEYRING_KIND_VARIABLE, slot, "hush");
}

static void
test_define_looks_secret (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = open_define (fixture, "X-API-Key");
  AdwSwitchRow *secret = ADW_SWITCH_ROW (find_row (dialog, "Secret", ADW_TYPE_SWITCH_ROW));
  GtkWidget *value = rh_ui_find_type (dialog, RH_TYPE_SECRET_ROW);

  g_assert_true (adw_switch_row_get_active (secret));
  g_assert_true (gtk_widget_get_mapped (value));
  g_assert_true (gtk_widget_is_ancestor (adw_dialog_get_focus (ADW_DIALOG (dialog)), value));
  /* It is the user who knows. */
  adw_switch_row_set_active (secret, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Value", ADW_TYPE_ENTRY_ROW)), "public");
  click_define (dialog);
  rh_ui_wait (is_key_plain, fixture->practice);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/variable-completion/find", test_find);
  g_test_add_func ("/variable-completion/filter", test_filter);
#define ADD(name, test) \
  g_test_add ("/variable-completion/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("complete", test_complete);
  ADD ("escape", test_escape);
  ADD ("stays-closed", test_stays_closed);
  ADD ("unknown-is-described", test_unknown_is_described);
  ADD ("caret-shows", test_caret_shows);
  ADD ("caret-masks", test_caret_masks);
  ADD ("caret-waits-for-list", test_caret_waits_for_list);
  ADD ("words", test_words);
  ADD ("define", test_define);
  ADD ("define-secret", test_define_secret);
  ADD ("define-looks-secret", test_define_looks_secret);
#undef ADD

  return g_test_run ();
}
