/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app walked page by page. */
#include "config.h"

#include "ui/rh-pages.h"

#include "collection/rh-export-dialog.h"
#include "collection/rh-history-export-dialog.h"
#include "collection/rh-move-dialog.h"
#include "collection/rh-sidebar.h"
#include "connection/rh-connect-dialog.h"
#include "environment/rh-define-dialog.h"
#include "preferences/rh-preferences-dialog.h"
#include "request/rh-field-dialog.h"
#include "request/rh-request-page.h"
#include "response/rh-body-view.h"
#include "response/rh-go-to-line-dialog.h"
#include "response/rh-jwt-dialog.h"
#include "response/rh-variable-dialog.h"
#include "window/rh-collection-page.h"
#include "window/rh-file-dialog.h"
#include "window/rh-guard-dialog.h"
#include "window/rh-shortcuts-dialog.h"

#include <adwaita.h>

#define HEIGHT 800
/* Or what begins as one does. */
#define ADDRESS "://|^[{]{2}"
#define JSON "{\"data\":[{\"id\":1,\"name\":\"x\"}]}"
/* {"alg":"none"} and {"iat":1700000000,"exp":1700003600}, unsigned. */
#define TOKEN "eyJhbGciOiJub25lIn0.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMH0."

typedef struct
{
  RhUiFixture *fixture;
  GtkWidget *window;
  RhPageLook look;
  gpointer data;
} Walk;

/* --- The window ----------------------------------------------------------------------------------
 */

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer n_frames)
{
  (*(guint *) n_frames)--;
  return *(guint *) n_frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer n)
{
  return *(guint *) n == 0;
}

/* A breakpoint takes a frame, what it changes another one. */
void
rh_pages_settle (GtkWidget *widget)
{
  guint n_frames = 4;

  rh_test_drain ();
  gtk_widget_add_tick_callback (widget, count_frame_cb, &n_frames, NULL);
  rh_ui_wait (is_zero, &n_frames);
}

void
rh_pages_visit (GtkWidget *root, RhPageVisit visit, gpointer data)
{
  if (!gtk_widget_get_mapped (root))
    return;

  visit (root, data);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rh_pages_visit (child, visit, data);
}

/* What scrolls sideways can be got at. */
gboolean
rh_pages_scrolls_sideways (GtkWidget *widget)
{
  GtkPolicyType policy = GTK_POLICY_NEVER;

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      if (GTK_IS_SCROLLED_WINDOW (widget))
        gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
      if (policy != GTK_POLICY_NEVER)
        return TRUE;
    }

  return FALSE;
}

gboolean
rh_pages_is_outside (GtkWidget *widget)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, native, &bounds)
         && (bounds.origin.x < 0
             || bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (native))
         && !rh_pages_scrolls_sideways (widget);
}

int
rh_pages_get_minimum_width (GtkWidget *root)
{
  GtkWidget *content = ADW_IS_DIALOG (root)
                           ? adw_dialog_get_child (ADW_DIALOG (root))
                           : adw_application_window_get_content (ADW_APPLICATION_WINDOW (root));
  int minimum = 0;

  if (content != NULL)
    gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return MAX (minimum, gtk_widget_get_width (root));
}

gboolean
rh_pages_may_be_cut (GtkWidget *label, gboolean narrow)
{
  const GType types[]
      = { ADW_TYPE_HEADER_BAR, ADW_TYPE_TOGGLE_GROUP, ADW_TYPE_COMBO_ROW, ADW_TYPE_ENTRY_ROW };

  if (gtk_widget_get_ancestor (label, GTK_TYPE_TEXT) != NULL
      || g_regex_match_simple (ADDRESS, gtk_label_get_text (GTK_LABEL (label)), G_REGEX_DEFAULT,
                               G_REGEX_MATCH_DEFAULT))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (types) && narrow; i++)
    if (gtk_widget_get_ancestor (label, types[i]) != NULL)
      return TRUE;

  return FALSE;
}

void
rh_pages_take_picture (GtkWidget *widget, const char *page)
{
  static guint n_pictures = 0;
  const char *folder = g_getenv ("RH_TEST_PICTURES");
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  int width = gtk_widget_get_width (window);
  int height = gtk_widget_get_height (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *name = g_strdup_printf ("%d-%02u-%s.png", width, ++n_pictures, page);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL)
    return;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
look_at (Walk *walk, GtkWidget *root, const char *page)
{
  rh_pages_settle (walk->window);
  rh_pages_take_picture (root, page);
  walk->look (root, page, walk->data);
}

static void
look (Walk *walk, const char *page)
{
  look_at (walk, walk->window, page);
}

static RhCollectionPage *
get_page (Walk *walk)
{
  return RH_COLLECTION_PAGE (rh_ui_find_type (walk->window, RH_TYPE_COLLECTION_PAGE));
}

static RhTab *
get_tab (Walk *walk)
{
  return rh_collection_page_get_tab (get_page (walk));
}

static RhCollection *
get_collection (Walk *walk)
{
  return rh_collection_page_get_collection (get_page (walk));
}

/* --- Dialogs -------------------------------------------------------------------------------------
 */

static AdwDialog *
get_dialog (Walk *walk)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (walk->window));
}

static gboolean
has_dialog (gpointer walk)
{
  return get_dialog (walk) != NULL;
}

static gboolean
has_no_dialog (gpointer walk)
{
  return get_dialog (walk) == NULL;
}

static void
look_at_dialog (Walk *walk, const char *name)
{
  rh_ui_wait (has_dialog, walk);
  look_at (walk, GTK_WIDGET (get_dialog (walk)), name);
  adw_dialog_force_close (get_dialog (walk));
  rh_ui_wait (has_no_dialog, walk);
}

static void
present (Walk *walk, AdwDialog *dialog, const char *name)
{
  adw_dialog_present (dialog, walk->window);
  look_at_dialog (walk, name);
}

static void
walk_actions (Walk *walk)
{
  static const char *const actions[]
      = { "win.go-to",       "win.cookies",     "win.edit-environments", "win.collection-settings",
          "win.export",      "win.get-started", "win.connect",           "win.save-as",
          "app.preferences", "app.shortcuts" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_assert_true (gtk_widget_activate_action (walk->window, actions[i], NULL));
      look_at_dialog (walk, actions[i]);
    }
}

static void
walk_preferences (Walk *walk)
{
  static const char *const pages[] = { "network", "sign-ins" };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      AdwDialog *dialog = rh_preferences_dialog_new (walk->fixture->workspace);

      adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), pages[i]);
      present (walk, dialog, pages[i]);
    }
}

static gboolean
is_written (gpointer walk)
{
  GtkWidget *view = rh_ui_find_type (get_dialog (walk), ADW_TYPE_NAVIGATION_VIEW);
  AdwNavigationPage *page
      = view == NULL ? NULL : adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view));

  return page != NULL && g_strcmp0 (adw_navigation_page_get_tag (page), "written") == 0;
}

/* What an export has to say when the file is there. */
static void
walk_export (Walk *walk)
{
  RhWorkspace *workspace = walk->fixture->workspace;
  RhCollection *collection = get_collection (walk);
  g_autoptr (GFile) file = g_file_get_child (walk->fixture->scratch, "1");
  AdwDialog *dialog = rh_export_dialog_new (workspace, collection, NULL, NULL);

  adw_dialog_present (dialog, walk->window);
  rh_ui_wait (has_dialog, walk);
  rh_export_dialog_write (RH_EXPORT_DIALOG (dialog), file);
  rh_ui_wait (is_written, walk);
  look_at_dialog (walk, "exported");
}

/* One whose secrets can be had, and one whose secrets cannot. */
static void
walk_history_export (Walk *walk)
{
  RhHistory *history = rh_workspace_get_history (walk->fixture->workspace, get_collection (walk));
  g_autoptr (RhText) url = rh_text_new (walk->fixture->address);
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhExchange) exchange = rh_exchange_new (request);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  AdwDialog *dialog;

  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (entries, rh_history_entry_new ("1", g_new0 (RhHistoryFacts, 1)));
  rh_history_entry_set_exchange (g_ptr_array_index (entries, 0), exchange, TRUE);
  dialog = rh_history_export_dialog_new (walk->window, history, entries);
  adw_dialog_present (dialog, walk->window);
  adw_switch_row_set_active (ADW_SWITCH_ROW (rh_ui_await_type (dialog, ADW_TYPE_SWITCH_ROW)), TRUE);
  look_at_dialog (walk, "history-export");
}

static void
walk_dialogs (Walk *walk)
{
  const RhGuardQuestion question
      = { (char *) "Production", (char *) "DELETE", (char *) "/v1/things", (char *) "example.com" };
  RhWorkspace *workspace = walk->fixture->workspace;
  RhCollection *collection = get_collection (walk);
  RhRequestItem *item = rh_tab_get_item (get_tab (walk));
  g_autoptr (RhField) field = rh_field_new ("X-Name", "value", "", TRUE);

  walk_actions (walk);
  walk_preferences (walk);
  walk_export (walk);
  walk_history_export (walk);
  present (walk, rh_move_dialog_new (collection, G_OBJECT (item)), "move");
  present (walk, rh_go_to_line_dialog_new (12345), "go-to-line");
  present (walk, rh_variable_dialog_new ("res.body.data[0].id", "id"), "variable");
  present (walk, rh_jwt_dialog_new (TOKEN, 1700003600), "token");
  present (walk, ADW_DIALOG (rh_guard_dialog_new (&question)), "guard");
  present (walk, ADW_DIALOG (rh_file_dialog_new ("/tmp/file")), "file");
  present (walk, ADW_DIALOG (rh_field_dialog_new (field, RH_FIELDS_HEADERS, NULL, TRUE)), "field");
  present (walk,
           rh_define_dialog_new (workspace, collection,
                                 rh_collection_page_get_environment (get_page (walk)), "new"),
           "define");
}

/* --- A request -----------------------------------------------------------------------------------
 */

static void
walk_request (Walk *walk)
{
  static const char *const pages[] = { "params", "headers", "variables", "settings" };
  RhTab *tab = get_tab (walk);
  RhRequestItem *item = rh_tab_get_item (tab);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      rh_tab_show_request (tab, pages[i]);
      look (walk, pages[i]);
    }
  rh_tab_show_request (tab, "auth");
  for (int kind = RH_AUTH_KIND_INHERIT; kind < RH_AUTH_KIND_KEPT; kind++)
    {
      g_autofree char *name = g_strdup_printf ("auth-%d", kind);

      g_object_set (item, "auth-kind", kind, NULL);
      look (walk, name);
    }
  rh_tab_show_request (tab, "body");
  for (int kind = RH_BODY_KIND_NONE; kind < RH_BODY_KIND_KEPT; kind++)
    {
      g_autofree char *name = g_strdup_printf ("body-%d", kind);

      g_object_set (item, "body-kind", kind, NULL);
      look (walk, name);
    }
  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, "body-kind", RH_BODY_KIND_NONE, NULL);
  rh_tab_show_request (tab, "params");
}

static gboolean
is_idle (gpointer tab)
{
  return !rh_tab_is_running (tab);
}

static gboolean
is_asked (gpointer fixture)
{
  return ((RhUiFixture *) fixture)->n_requests > 0;
}

static void
send (Walk *walk, guint status, const char *body)
{
  rh_ui_fixture_answer (walk->fixture, status, "application/json", body, -1);
  rh_tab_send (get_tab (walk));
  rh_ui_wait (is_idle, get_tab (walk));
  g_assert_cmpuint (walk->fixture->n_requests, >, 0);
}

static void
walk_response (Walk *walk)
{
  static const char *const pages[] = { "body", "headers", "details" };
  RhTab *tab = get_tab (walk);
  RhResponsePage *page = rh_tab_get_response_page (tab);
  GtkWidget *body;

  send (walk, 200, JSON);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strconcat ("response-", pages[i], NULL);

      rh_response_page_set_page (page, pages[i]);
      look (walk, name);
    }
  rh_response_page_set_page (page, "body");
  body = rh_ui_await_type (page, RH_TYPE_BODY_VIEW);
  g_assert_true (gtk_widget_activate_action (body, "body.find", NULL));
  look (walk, "find");
  g_assert_true (gtk_widget_activate_action (body, "body.filter", NULL));
  look (walk, "filter");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "tab.keep-example", NULL));
  look_at_dialog (walk, "keep-example");
  send (walk, 200, "{oops");
  look (walk, "not-json");
  send (walk, 401, "{}");
  look (walk, "refused");
  walk->fixture->n_requests = 0;
  walk->fixture->hang = TRUE;
  rh_tab_send (tab);
  rh_ui_wait (is_asked, walk->fixture);
  look (walk, "waiting");
  rh_tab_cancel (tab);
  rh_ui_wait (is_idle, tab);
  walk->fixture->hang = FALSE;
  look (walk, "cancelled");
}

static void
walk_problem (Walk *walk)
{
  RhRequestItem *item = rh_tab_get_item (get_tab (walk));
  g_autofree char *url = g_strdup (rh_request_item_get_url (item));

  g_object_set (item, "url", "ftp://x", NULL);
  rh_tab_send (get_tab (walk));
  rh_ui_wait (is_idle, get_tab (walk));
  look (walk, "problem");
  g_object_set (item, "url", url, NULL);
}

/* --- What pops up and slides in ------------------------------------------------------------------
 */

static void
look_at_popovers (Walk *walk, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_sensitive (widget))
    {
      gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
      look (walk, "popover");
      gtk_menu_button_popdown (GTK_MENU_BUTTON (widget));
      rh_pages_settle (walk->window);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at_popovers (walk, child);
}

static void
walk_sidebar (Walk *walk)
{
  AdwOverlaySplitView *split = rh_collection_page_get_split (get_page (walk));
  GtkWidget *stack;

  adw_overlay_split_view_set_show_sidebar (split, TRUE);
  look (walk, "sidebar");
  stack = rh_ui_find_type (adw_overlay_split_view_get_sidebar (split), GTK_TYPE_STACK);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "history");
  look (walk, "history");
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "requests");
  adw_overlay_split_view_set_show_sidebar (split, FALSE);
}

static RhRequestItem *
add_request (Walk *walk)
{
  g_autofree char *url
      = g_strconcat (walk->fixture->address, "/things?limit=20&token=1234567", NULL);
  RhRequestItem *item = rh_request_item_new ("Things", "POST", url);

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_folder_append (rh_collection_get_root (get_collection (walk)), G_OBJECT (item));
  rh_collection_page_open (get_page (walk), item, TRUE);
  return item;
}

/* --- An import -----------------------------------------------------------------------------------
 */

static void
import (Walk *walk)
{
  static const char text[]
      = "{\"log\": {\"version\": \"1.2\", \"entries\": [{\"request\": {\"method\": \"GET\","
        " \"url\": \"https://x.example/\", \"headers\": [{\"name\": \"Authorization\","
        " \"value\": \"Bearer 0123456789abcdef\"}]}}]}}";
  g_autoptr (GFile) file = g_file_get_child (walk->fixture->scratch, "x.har");
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
  g_ptr_array_add (files, file);
  rh_window_open_files (RH_WINDOW (walk->window), files);
  look_at_dialog (walk, "import");
}

void
rh_pages_walk (int width, RhPageLook look_cb, gpointer data)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  Walk walk = { fixture, NULL, look_cb, data };
  g_autoptr (RhRequestItem) item = NULL;
  int border;

  walk.window
      = GTK_WIDGET (rh_window_new (ADW_APPLICATION (fixture->application), fixture->workspace));
  gtk_window_set_default_size (GTK_WINDOW (walk.window), width, HEIGHT);
  gtk_window_present (GTK_WINDOW (walk.window));
  rh_pages_settle (walk.window);
  /* Without a compositor there is a border. */
  border = width - gtk_widget_get_width (walk.window);
  gtk_window_set_default_size (GTK_WINDOW (walk.window), width + border, HEIGHT);
  look (&walk, "welcome");
  gtk_widget_activate_action (walk.window, "win.try-practice", NULL);
  item = add_request (&walk);
  look (&walk, "request");
  walk_sidebar (&walk);
  walk_request (&walk);
  walk_response (&walk);
  walk_problem (&walk);
  look_at_popovers (&walk, walk.window);
  walk_dialogs (&walk);
  import (&walk);
}

char *
rh_pages_dup_fault (int width,
                    const char *page,
                    GtkWidget *widget,
                    const char *what,
                    const char *text)
{
  GtkWidget *parent = gtk_widget_get_parent (widget); /* NULL: a window */

  return g_strdup_printf ("%d px, %s: %s: “%s” (%s in %s)", width, page, what, text,
                          G_OBJECT_TYPE_NAME (widget),
                          parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing");
}
