/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody sees at once and no other test would: what stands where, and what stands out. */
#include "environment/rh-color-dot.h"
#include "environment/rh-environments-dialog.h"
#include "environment/rh-folder-dialog.h"
#include "ui/rh-pages.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"

#define HEIGHT 640

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer width)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), HEIGHT);
  rh_pages_settle (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer width)
{
  rh_ui_fixture_free (fixture->ui);
}

static RhTab *
get_tab (Fixture *fixture)
{
  return rh_collection_page_get_tab (rh_window_get_page (fixture->window));
}

static GtkWidget *
find_button (Fixture *fixture, const char *label)
{
  return gtk_widget_get_ancestor (rh_ui_await_text (fixture->window, label), GTK_TYPE_BUTTON);
}

static gboolean
is_idle (gpointer tab)
{
  return !rh_tab_is_running (tab);
}

static void
send (Fixture *fixture, const char *url)
{
  g_object_set (rh_tab_get_item (get_tab (fixture)), "auth-kind", RH_AUTH_KIND_NONE, "url", url,
                NULL);
  rh_tab_send (get_tab (fixture));
  rh_ui_wait (is_idle, get_tab (fixture));
}

/* Of two buttons that are to be pressed first, none is. */
static void
test_one_button_stands_out (Fixture *fixture, gconstpointer width)
{
  send (fixture, fixture->ui->address);
  g_assert_true (gtk_widget_has_css_class (find_button (fixture, "Resend"), "suggested-action"));
  send (fixture, "{{nowhere}}/");
  g_assert_true (gtk_widget_has_css_class (find_button (fixture, "Define…"), "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (find_button (fixture, "Resend"), "suggested-action"));
}

/* The header says what is open. */
static void
test_title_without_requests (Fixture *fixture, gconstpointer width)
{
  GtkWidget *title;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.close-tab", NULL);
  title = gtk_widget_get_ancestor (rh_ui_await_text (fixture->window, "Not saved to a folder yet"),
                                   ADW_TYPE_WINDOW_TITLE);
  g_assert_cmpstr (adw_window_title_get_title (ADW_WINDOW_TITLE (title)), ==, "Starter");
  g_object_set (rh_window_get_collection (fixture->window), "name", "Other", NULL);
  g_assert_cmpstr (adw_window_title_get_title (ADW_WINDOW_TITLE (title)), ==, "Other");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-tab", NULL);
  g_assert_cmpstr (adw_window_title_get_title (ADW_WINDOW_TITLE (title)), ==, "New Request");
}

/* All four titles are there, and room at both ends. */
static void
test_titles_of_a_folder (Fixture *fixture, gconstpointer width)
{
  RhCollection *collection = rh_window_get_collection (fixture->window);
  g_autoptr (RhVariableScope) scope = rh_variable_scope_new (collection);
  AdwDialog *dialog = rh_folder_dialog_new (fixture->ui->workspace, collection,
                                            rh_collection_get_root (collection), scope);
  graphene_rect_t bounds;

  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  rh_ui_await_text (dialog, "Settings");
  rh_pages_settle (GTK_WIDGET (dialog));
  g_assert_true (gtk_widget_compute_bounds (rh_ui_find_type (dialog, ADW_TYPE_TOGGLE_GROUP),
                                            adw_dialog_get_child (dialog), &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 6);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=,
                     gtk_widget_get_width (adw_dialog_get_child (dialog)) - 6);
}

static float
get_start (GtkWidget *dialog, const char *text)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (rh_ui_await_text (dialog, text), dialog, &bounds));
  return bounds.origin.x;
}

/* One has a color, one has none. */
static void
test_names_of_environments (Fixture *fixture, gconstpointer width)
{
  RhCollection *collection = rh_window_get_collection (fixture->window);
  GtkWidget *dialog;

  g_object_set (rh_collection_get_environment (collection, "Staging"), "color", "#e01b24", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.edit-environments", NULL);
  dialog = rh_ui_await_type (fixture->window, RH_TYPE_ENVIRONMENTS_DIALOG);
  g_assert_nonnull (rh_ui_await_type (dialog, RH_TYPE_COLOR_DOT));
  rh_pages_settle (dialog);
  g_assert_cmpfloat (get_start (dialog, "Staging"), ==, get_start (dialog, "Practice"));
  g_assert_cmpfloat (get_start (dialog, "Staging"), ==, get_start (dialog, "Collection Variables"));
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/looks/" name, Fixture, GINT_TO_POINTER (360), set_up, func, tear_down)
  ADD ("one-button-stands-out", test_one_button_stands_out);
  ADD ("title-without-requests", test_title_without_requests);
  ADD ("titles-of-a-folder", test_titles_of_a_folder);
  ADD ("names-of-environments", test_names_of_environments);

  return g_test_run ();
}
