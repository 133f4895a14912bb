/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a collection: open while it is small, and always down to the request in front; what
 * is done to its rows by keys, menus and the pointer. */
#include "collection/rh-move-dialog.h"
#include "collection/rh-sidebar.h"
#include "collection/rh-tree-drag.h"
#include "collection/rh-tree-row.h"
#include "collection/rh-tree-view.h"
#include "ui/rh-ui-fixture.h"

typedef struct
{
  RhCollection *collection;
  RhRequestItem *last;
  RhSidebar *sidebar;
  GtkSingleSelection *rows;
} Fixture;

/* Two folders below one another, @n_requests in the lower. */
static void
start (Fixture *fixture, guint n_requests)
{
  g_autoptr (RhFolder) upper = rh_folder_new ("Upper");
  g_autoptr (RhFolder) lower = rh_folder_new ("Lower");
  GtkWidget *list;

  fixture->collection = rh_collection_new ("id", "Collection");
  rh_folder_append (rh_collection_get_root (fixture->collection), G_OBJECT (upper));
  rh_folder_append (upper, G_OBJECT (lower));
  for (guint i = 0; i < n_requests; i++)
    {
      g_autoptr (RhRequestItem) item = rh_request_item_new ("Request", "GET", "");

      rh_folder_append (lower, G_OBJECT (item));
      fixture->last = item; /* the folder keeps it */
    }

  fixture->sidebar = g_object_ref_sink (g_object_new (RH_TYPE_SIDEBAR, NULL));
  rh_sidebar_set_collection (fixture->sidebar, fixture->collection);
  list = rh_ui_find_type (fixture->sidebar, GTK_TYPE_LIST_VIEW);
  fixture->rows = GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static void
stop (Fixture *fixture)
{
  g_assert_finalize_object (fixture->sidebar);
  g_clear_object (&fixture->collection);
}

static guint
count_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->rows));
}

static void
test_small_begins_open (void)
{
  Fixture fixture;

  start (&fixture, 97);
  g_assert_cmpuint (count_rows (&fixture), ==, 99);
  stop (&fixture);
}

static void
test_large_begins_closed (void)
{
  Fixture fixture;

  start (&fixture, 98);
  g_assert_cmpuint (count_rows (&fixture), ==, 1);
  stop (&fixture);
}

static void
test_front_is_revealed (void)
{
  Fixture fixture;
  GtkTreeListRow *row;
  g_autoptr (GObject) selected = NULL;

  start (&fixture, 98);
  rh_sidebar_select (fixture.sidebar, fixture.last);
  g_assert_cmpuint (count_rows (&fixture), ==, 100);
  row = gtk_single_selection_get_selected_item (fixture.rows);
  g_assert_nonnull (row);
  selected = gtk_tree_list_row_get_item (row);
  g_assert_true (selected == G_OBJECT (fixture.last));

  rh_sidebar_select (fixture.sidebar, NULL);
  g_assert_null (gtk_single_selection_get_selected_item (fixture.rows));
  g_clear_object (&selected);
  stop (&fixture);
}

/* --- In a window --------------------------------------------------------------------------------
 */

/* root: [One: [a, b], Two: [], c] */
typedef struct
{
  RhCollection *collection;
  RhFolder *root;
  RhFolder *one;
  RhFolder *two;
  RhRequestItem *a;
  RhRequestItem *b;
  RhRequestItem *c;
  RhSidebar *sidebar;
  GtkListView *list;
  GtkWindow *window;
  GObject *activated; /* borrowed */
  guint n_removed;
} Shown;

static RhFolder *
add_folder (RhFolder *parent, const char *name)
{
  g_autoptr (RhFolder) folder = rh_folder_new (name);

  rh_folder_append (parent, G_OBJECT (folder));
  return folder; /* the folder keeps it */
}

static RhRequestItem *
add_request (RhFolder *parent, const char *name)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, "GET", "https://a.example/");

  rh_folder_append (parent, G_OBJECT (item));
  return item;
}

static void
activated_cb (Shown *shown, GObject *item)
{
  shown->activated = item;
}

static void
removed_cb (Shown *shown)
{
  shown->n_removed++;
}

static gboolean
is_shown (gpointer list)
{
  return gtk_widget_get_height (list) > 0 && rh_ui_find_type (list, RH_TYPE_TREE_ROW) != NULL;
}

static void
show_in_window (Shown *shown)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  shown->sidebar = RH_SIDEBAR (g_object_new (RH_TYPE_SIDEBAR, NULL));
  rh_sidebar_set_collection (shown->sidebar, shown->collection);
  g_signal_connect_swapped (shown->sidebar, "activate-item", G_CALLBACK (activated_cb), shown);
  g_signal_connect_swapped (shown->sidebar, "removed", G_CALLBACK (removed_cb), shown);
  shown->list = GTK_LIST_VIEW (rh_ui_find_type (shown->sidebar, GTK_TYPE_LIST_VIEW));
  shown->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (shown->window, 300, 600);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (shown->sidebar));
  gtk_window_set_child (shown->window, overlay);
  gtk_window_present (shown->window);
  rh_ui_wait (is_shown, shown->list);
}

static void
show (Shown *shown)
{
  *shown = (Shown) { 0 };
  shown->collection = rh_collection_new ("id", "Collection");
  shown->root = rh_collection_get_root (shown->collection);
  shown->one = add_folder (shown->root, "One");
  shown->two = add_folder (shown->root, "Two");
  shown->a = add_request (shown->one, "a");
  shown->b = add_request (shown->one, "b");
  shown->c = add_request (shown->root, "c");
  show_in_window (shown);
}

static void
hide (Shown *shown)
{
  gtk_window_destroy (shown->window);
  rh_test_drain ();
  g_clear_object (&shown->collection);
}

static void
append_words (GString *words, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", name);
      if (!RH_IS_FOLDER (item))
        continue;
      g_string_append (words, " (");
      append_words (words, RH_FOLDER (item));
      g_string_append (words, " )");
    }
}

static void
assert_tree (Shown *shown, const char *expected)
{
  g_autoptr (GString) words = g_string_new (NULL);

  append_words (words, shown->root);
  g_assert_cmpstr (words->str, ==, expected);
}

/* The names in the rows, whatever the tree is. */
static void
assert_rows (Shown *shown, const char *expected)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (shown->list));
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", name);
    }
  g_assert_cmpstr (words->str, ==, expected);
}

static RhTreeRow *
get_row (Shown *shown, gpointer item)
{
  RhTreeRow *row = rh_tree_row_find (GTK_WIDGET (shown->list), item);

  g_assert_nonnull (row);
  return row;
}

static void
focus_row (Shown *shown, gpointer item)
{
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (get_row (shown, item))));
}

static GObject *
get_focused (Shown *shown)
{
  RhTreeRow *row = rh_tree_row_at (GTK_WIDGET (shown->list), gtk_window_get_focus (shown->window));
  g_autoptr (GObject) item = row != NULL ? rh_tree_row_dup_item (row) : NULL;

  return item; /* the tree keeps it */
}

static void
act (Shown *shown, const char *action, gpointer item)
{
  focus_row (shown, item);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shown->list), action, "s", "key"));
}

static void
move (Shown *shown, const char *action, gpointer item)
{
  focus_row (shown, item);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shown->list), action, NULL));
}

static GtkEditable *
get_entry (Shown *shown)
{
  GtkWidget *entry = rh_ui_find_named (shown->list, "Name");

  g_assert_nonnull (entry);
  return GTK_EDITABLE (entry);
}

static void
click_undo (Shown *shown)
{
  GtkWidget *label = rh_ui_await_text (shown->window, "Undo");

  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

/* As if the key were pressed in the entry: all shortcuts of its own are asked. */
static void
press_escape (GtkEditable *entry)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (entry));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      g_autoptr (GtkShortcut) shortcut = NULL;

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller)
          || gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE
          || g_list_model_get_n_items (G_LIST_MODEL (controller)) != 1)
        continue;
      shortcut = g_list_model_get_item (G_LIST_MODEL (controller), 0);
      gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (entry),
                                    NULL);
      return;
    }
  g_assert_not_reached ();
}

static void
test_rename (void)
{
  Shown shown;
  GtkEditable *entry;

  show (&shown);
  act (&shown, "tree.rename", shown.one);
  entry = get_entry (&shown);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "One");
  gtk_editable_set_text (entry, "   ");
  g_signal_emit_by_name (entry, "activate"); /* refused */
  g_assert_true (get_entry (&shown) == entry);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  gtk_editable_set_text (entry, " First ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (rh_folder_get_name (shown.one), ==, "First");
  g_assert_null (rh_ui_find_named (shown.list, "Name"));
  g_assert_true (get_focused (&shown) == G_OBJECT (shown.one));

  act (&shown, "tree.rename", shown.c);
  entry = get_entry (&shown);
  gtk_editable_set_text (entry, "not this");
  press_escape (entry);
  g_assert_cmpstr (rh_request_item_get_name (shown.c), ==, "c");
  g_assert_true (get_focused (&shown) == G_OBJECT (shown.c));
  hide (&shown);
}

/* Who goes on elsewhere means what was typed. */
static void
test_rename_and_leave (void)
{
  Shown shown;

  show (&shown);
  act (&shown, "tree.rename", shown.c);
  gtk_editable_set_text (get_entry (&shown), "see");
  focus_row (&shown, shown.a);
  rh_test_drain ();
  g_assert_cmpstr (rh_request_item_get_name (shown.c), ==, "see");
  g_assert_true (get_focused (&shown) == G_OBJECT (shown.a));

  act (&shown, "tree.rename", shown.c);
  gtk_editable_set_text (get_entry (&shown), "");
  focus_row (&shown, shown.a);
  rh_test_drain ();
  g_assert_cmpstr (rh_request_item_get_name (shown.c), ==, "see");
  hide (&shown);
}

static void
test_new (void)
{
  Shown shown;

  show (&shown);
  act (&shown, "tree.new-request", shown.two);
  assert_tree (&shown, "One ( a b ) Two ( New Request ) c");
  g_assert_null (shown.activated);
  gtk_editable_set_text (get_entry (&shown), "Mine");
  g_signal_emit_by_name (get_entry (&shown), "activate");
  assert_tree (&shown, "One ( a b ) Two ( Mine ) c");
  g_assert_true (RH_IS_REQUEST_ITEM (shown.activated));

  act (&shown, "tree.new-folder", shown.a);
  assert_tree (&shown, "One ( New Folder ( ) a b ) Two ( Mine ) c");
  press_escape (get_entry (&shown)); /* it was not meant */
  assert_tree (&shown, "One ( a b ) Two ( Mine ) c");
  hide (&shown);
}

static void
test_delete_folder (void)
{
  Shown shown;

  show (&shown);
  act (&shown, "tree.delete", shown.one);
  assert_tree (&shown, "Two ( ) c");
  g_assert_cmpuint (shown.n_removed, ==, 2);
  g_assert_true (get_focused (&shown) == G_OBJECT (shown.two));
  g_assert_nonnull (rh_ui_await_text (shown.window, "“One” deleted"));
  click_undo (&shown);
  assert_tree (&shown, "One ( a b ) Two ( ) c");
  assert_rows (&shown, "One a b Two c"); /* open, as it was */
  hide (&shown);
}

static void
test_duplicate (void)
{
  Shown shown;

  show (&shown);
  act (&shown, "tree.duplicate", shown.a);
  assert_tree (&shown, "One ( a a 2 b ) Two ( ) c");
  g_assert_cmpstr (rh_request_item_get_name (RH_REQUEST_ITEM (shown.activated)), ==, "a 2");
  act (&shown, "tree.duplicate", shown.one);
  assert_tree (&shown, "One ( a a 2 b ) One 2 ( a a 2 b ) Two ( ) c");
  hide (&shown);
}

/* An open folder is entered; the focus goes along; one toast takes all steps back. */
static void
settings_cb (RhFolder **asked, RhFolder *folder)
{
  *asked = folder;
}

/* Of folders only. */
static void
test_settings (void)
{
  Shown shown;
  RhFolder *asked = NULL;

  show (&shown);
  g_signal_connect_swapped (shown.sidebar, "settings", G_CALLBACK (settings_cb), &asked);
  act (&shown, "tree.settings", shown.c);
  g_assert_null (asked);
  act (&shown, "tree.settings", shown.two);
  g_assert_true (asked == shown.two);
  hide (&shown);
}

static void
test_move_by_key (void)
{
  Shown shown;

  show (&shown);
  move (&shown, "tree.move-up", shown.c);
  assert_tree (&shown, "One ( a b ) Two ( c )");
  g_assert_true (get_focused (&shown) == G_OBJECT (shown.c));
  move (&shown, "tree.move-up", shown.c); /* no further */
  assert_tree (&shown, "One ( a b ) Two ( c )");
  move (&shown, "tree.move-down", shown.c);
  move (&shown, "tree.move-up", shown.c);
  assert_tree (&shown, "One ( a b ) Two ( c )");
  g_assert_nonnull (rh_ui_await_text (shown.window, "“c” moved"));
  click_undo (&shown);
  assert_tree (&shown, "One ( a b ) Two ( ) c");

  move (&shown, "tree.move-down", shown.one); /* into Two, which is open */
  assert_tree (&shown, "Two ( One ( a b ) ) c");
  assert_rows (&shown, "Two One a b c");
  hide (&shown);
}

static GObject *
get_chooser_item (GtkListView *list, guint position)
{
  g_autoptr (GtkTreeListRow) row
      = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);
  g_autoptr (GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return item;
}

static void
chosen_cb (RhFolder **chosen, RhFolder *folder)
{
  *chosen = folder;
}

/* The chooser leaves out what moves, and refuses where it is already. */
static void
test_move_dialog (void)
{
  Shown shown;
  AdwDialog *dialog;
  GtkListView *list;
  GtkWidget *button;
  RhFolder *chosen = NULL;

  show (&shown);
  dialog = rh_move_dialog_new (shown.collection, G_OBJECT (shown.one));
  g_signal_connect_swapped (dialog, "chosen", G_CALLBACK (chosen_cb), &chosen);
  adw_dialog_present (dialog, GTK_WIDGET (shown.window));
  list = GTK_LIST_VIEW (rh_ui_await_type (dialog, GTK_TYPE_LIST_VIEW));
  button = gtk_widget_get_ancestor (rh_ui_await_text (dialog, "Move"), GTK_TYPE_BUTTON);
  g_assert_true (get_chooser_item (list, 0) == G_OBJECT (shown.root));
  g_assert_true (get_chooser_item (list, 1) == G_OBJECT (shown.two));
  g_assert_null (get_chooser_item (list, 2));
  g_assert_false (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_null (chosen);
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_true (chosen == shown.two);
  hide (&shown);
}

/* --- Dragging -----------------------------------------------------------------------------------
 */

typedef struct
{
  Shown *shown;
  RhTreeModel *model;
  RhTreeDrag *drag;
} Drag;

static void
drag_moved_cb (Drag *drag, GObject *item, RhFolder *to, guint position)
{
  g_autofree char *action = NULL;
  g_autoptr (GObject) keep = g_object_ref (item);

  g_assert_true (rh_folder_remove (RH_IS_FOLDER (item)
                                       ? rh_folder_get_parent (RH_FOLDER (item))
                                       : rh_request_item_get_parent (RH_REQUEST_ITEM (item)),
                                   item));
  rh_folder_insert (to, position, item);
}

static void
drag_start (Drag *drag, Shown *shown)
{
  RhTreeView *tree = RH_TREE_VIEW (rh_ui_find_type (shown->sidebar, RH_TYPE_TREE_VIEW));

  drag->shown = shown;
  drag->model = rh_tree_view_get_model (tree);
  drag->drag = rh_tree_drag_new (shown->list, drag->model, shown->root);
  g_signal_connect_swapped (drag->drag, "move", G_CALLBACK (drag_moved_cb), drag);
}

/* @fraction: of the target's row, from above. */
static void
get_point (Drag *drag, gpointer target, double fraction, double *x, double *y)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (get_row (drag->shown, target)));
  graphene_rect_t bounds;

  rh_ui_wait (is_shown, drag->shown->list);
  while (gtk_widget_get_height (row) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (drag->shown->list), &bounds));
  *x = (double) bounds.origin.x + (double) bounds.size.width / 2;
  *y = (double) bounds.origin.y + (double) bounds.size.height * fraction;
}

static gboolean
hover (Drag *drag, gpointer item, gpointer target, double fraction)
{
  double x;
  double y;

  get_point (drag, target, fraction, &x, &y);
  return rh_tree_drag_hover (drag->drag, item, x, y);
}

static gboolean
drop (Drag *drag, gpointer item, gpointer target, double fraction)
{
  double x;
  double y;

  get_point (drag, target, fraction, &x, &y);
  return rh_tree_drag_drop (drag->drag, item, x, y);
}

static gboolean
is_marked (Drag *drag, gpointer target, const char *mark)
{
  return gtk_widget_has_css_class (
      gtk_widget_get_parent (GTK_WIDGET (get_row (drag->shown, target))), mark);
}

static void
test_drag_request (void)
{
  Shown shown;
  Drag drag;

  show (&shown);
  drag_start (&drag, &shown);
  g_assert_true (hover (&drag, shown.c, shown.a, 0.2));
  g_assert_true (is_marked (&drag, shown.a, "drop-above"));
  g_assert_true (hover (&drag, shown.c, shown.a, 0.8));
  g_assert_false (is_marked (&drag, shown.a, "drop-above"));
  g_assert_true (is_marked (&drag, shown.a, "drop-below"));
  g_assert_true (drop (&drag, shown.c, shown.a, 0.8));
  g_assert_false (is_marked (&drag, shown.a, "drop-below"));
  assert_tree (&shown, "One ( a c b ) Two ( )");
  g_assert_true (drop (&drag, shown.a, shown.b, 0.8)); /* its own place becomes free */
  assert_tree (&shown, "One ( c b a ) Two ( )");
  g_assert_true (hover (&drag, shown.a, shown.two, 0.1));
  g_assert_true (is_marked (&drag, shown.two, "drop-into"));
  g_assert_true (drop (&drag, shown.a, shown.two, 0.1));
  assert_tree (&shown, "One ( c b ) Two ( a )");
  g_assert_true (rh_tree_drag_drop (drag.drag, G_OBJECT (shown.a), 20, 550)); /* below all rows */
  assert_tree (&shown, "One ( c b ) Two ( ) a");
  g_object_unref (drag.drag);
  hide (&shown);
}

static void
test_drag_folder (void)
{
  Shown shown;
  Drag drag;
  g_autoptr (RhFolder) stranger = rh_folder_new ("Stranger");

  show (&shown);
  drag_start (&drag, &shown);
  g_assert_false (hover (&drag, shown.one, shown.one, 0.5));
  g_assert_false (drop (&drag, shown.one, shown.a, 0.5));
  g_assert_false (drop (&drag, stranger, shown.two, 0.5));
  g_assert_false (is_marked (&drag, shown.one, "drop-into"));
  g_assert_true (hover (&drag, shown.two, shown.one, 0.1));
  g_assert_true (is_marked (&drag, shown.one, "drop-above"));
  g_assert_true (drop (&drag, shown.two, shown.one, 0.1));
  assert_tree (&shown, "Two ( ) One ( a b ) c");
  g_assert_true (drop (&drag, shown.two, shown.a, 0.5)); /* where that is */
  assert_tree (&shown, "One ( Two ( ) a b ) c");
  g_assert_true (drop (&drag, shown.two, shown.c, 0.5));
  assert_tree (&shown, "One ( a b ) Two ( ) c");
  g_object_unref (drag.drag);
  hide (&shown);
}

static gboolean
is_open (gpointer data)
{
  Drag *drag = data;
  g_autoptr (GtkTreeListRow) row = rh_tree_model_dup_row (drag->model, G_OBJECT (drag->shown->one));

  return gtk_tree_list_row_get_expanded (row);
}

static void
test_drag_opens_folder (void)
{
  Shown shown;
  Drag drag;
  g_autoptr (GtkTreeListRow) row = NULL;

  show (&shown);
  drag_start (&drag, &shown);
  row = rh_tree_model_dup_row (drag.model, G_OBJECT (shown.one));
  gtk_tree_list_row_set_expanded (row, FALSE);
  assert_rows (&shown, "One Two c");
  g_assert_true (hover (&drag, shown.c, shown.one, 0.5));
  rh_ui_wait (is_open, &drag);
  assert_rows (&shown, "One a b Two c");
  g_object_unref (drag.drag);
  hide (&shown);
}

/* --- The filter ---------------------------------------------------------------------------------
 */

static void
filter (Shown *shown, const char *text)
{
  GtkWidget *entry;

  rh_sidebar_filter (shown->sidebar);
  entry = rh_ui_find_named (shown->sidebar, "Filter Requests");
  while (entry != NULL && !GTK_IS_SEARCH_ENTRY (entry))
    entry = rh_ui_find_type (shown->sidebar, GTK_TYPE_SEARCH_ENTRY);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
  rh_test_drain ();
}

static void
assert_described (Shown *shown, const char *expected)
{
  GtkWidget *entry = rh_ui_find_type (shown->sidebar, GTK_TYPE_SEARCH_ENTRY);
  g_autofree char *difference = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);

  g_assert_cmpstr (difference, ==, NULL);
}

static void
test_filter (void)
{
  Shown shown;

  show (&shown);
  g_object_set (shown.b, "body-text", "{ \"needle\": 1 }", NULL);
  filter (&shown, "NEEDLE");
  assert_rows (&shown, "One b");
  assert_described (&shown, "1 request found");
  filter (&shown, "one");
  assert_rows (&shown, "One a b");
  assert_described (&shown, "2 requests found");
  filter (&shown, "nothing");
  assert_rows (&shown, "");
  assert_described (&shown, "No results found");
  g_assert_nonnull (rh_ui_find_text (shown.sidebar, "No Results Found"));

  /* It follows what changes meanwhile. */
  g_object_set (shown.c, "name", "nothing", NULL);
  rh_test_drain ();
  assert_rows (&shown, "nothing");

  g_signal_emit_by_name (rh_ui_find_type (shown.sidebar, GTK_TYPE_SEARCH_ENTRY), "stop-search");
  rh_test_drain ();
  assert_rows (&shown, "One a b Two nothing");
  g_assert_nonnull (get_focused (&shown));
  hide (&shown);
}

/* Something new is to be seen, and not only when it happens to match. */
static void
test_new_ends_filter (void)
{
  Shown shown;

  show (&shown);
  filter (&shown, "c");
  act (&shown, "tree.new-folder", shown.c);
  assert_rows (&shown, "One a b Two New Folder c");
  g_assert_nonnull (get_entry (&shown));
  hide (&shown);
}

static RhRequestItem *
load_cb (RhRequestItem *item, gpointer count, GError **error)
{
  RhRequestItem *found
      = rh_request_item_new (rh_request_item_get_name (item), "POST", "https://a.example/");

  (*(guint *) count)++;
  g_object_set (found, "body-kind", RH_BODY_KIND_TEXT, "body-text", "needle", NULL);
  return found;
}

/* Bodies on disk are read a slice at a time and once, and reading them is no change. */
static void
test_filter_reads_in_slices (void)
{
  g_autoptr (RhFolder) root = rh_folder_new ("");
  g_autoptr (RhTreeModel) model = NULL;
  guint n_read = 0;
  guint before = 0;

  for (guint i = 0; i < 1000; i++)
    rh_request_item_set_loader (add_request (root, "r"), load_cb, &n_read, NULL);
  model = rh_tree_model_new (root);
  rh_tree_model_set_filter (model, "needle");
  while (rh_tree_model_get_n_found (model) == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (n_read - before, <=, RH_TREE_MODEL_SLICE);
      before = n_read;
    }
  g_assert_cmpuint (rh_tree_model_get_n_found (model), ==, 1000);
  g_assert_cmpuint (n_read, ==, 1000);
}

/* --- What is shown ------------------------------------------------------------------------------
 */

static void
assert_description (gpointer row, const char *expected)
{
  g_autofree char *description = NULL;

  g_object_get (row, "description", &description, NULL);
  g_assert_cmpstr (description, ==, expected);
}

static void
test_edited (void)
{
  Shown shown;
  RhTreeRow *row;

  show (&shown);
  row = get_row (&shown, shown.c);
  rh_request_item_set_edited (shown.c, FALSE);
  assert_description (row, "GET");
  g_assert_null (rh_ui_find_named (row, "Unsaved changes"));
  rh_request_item_set_edited (shown.c, TRUE);
  assert_description (row, "GET, Unsaved changes");
  g_assert_nonnull (rh_ui_find_named (row, "Unsaved changes"));
  assert_description (get_row (&shown, shown.one), "Folder");
  hide (&shown);
}

/* A name comes from other programs, too. */
static void
test_name_is_one_line (void)
{
  Shown shown;
  GtkWidget *label;

  show (&shown);
  g_object_set (shown.c, "name", "one\ntwo", NULL);
  label = rh_ui_find_text (get_row (&shown, shown.c), "one\ntwo");
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))), ==, 1);
  hide (&shown);
}

static int
get_name_x (Shown *shown, gpointer item, const char *name)
{
  GtkWidget *label = rh_ui_find_text (get_row (shown, item), name);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (label, GTK_WIDGET (shown->list), &bounds));
  return (int) bounds.origin.x;
}

/* The usual methods are read whole, and the names stand below one another. */
static void
test_methods (void)
{
  static const char *const methods[] = { "GET", "POST", "PATCH", "DELETE" };
  Shown shown;
  RhRequestItem *items[G_N_ELEMENTS (methods)];

  show (&shown);
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      items[i] = add_request (shown.two, methods[i] + 1);
      g_object_set (items[i], "method", methods[i], NULL);
    }
  for (guint i = 0; i < 3; i++)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (shown.window));

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      GtkWidget *badge = rh_ui_find_text (get_row (&shown, items[i]), methods[i]);

      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (badge))));
      g_assert_cmpint (get_name_x (&shown, items[i], methods[i] + 1), ==,
                       get_name_x (&shown, items[0], methods[0] + 1));
    }
  hide (&shown);
}

/* 10,000 requests, and widgets for what is in sight. */
static void
test_few_widgets (void)
{
  Shown shown = { 0 };

  shown.collection = rh_collection_new ("id", "Collection");
  shown.root = rh_collection_get_root (shown.collection);
  for (guint i = 0; i < 10000; i++)
    add_request (shown.root, "r");
  show_in_window (&shown);
  g_assert_cmpuint (rh_ui_count_type (shown.list, RH_TYPE_TREE_ROW), <=, 50);
  filter (&shown, "r");
  assert_described (&shown, "10000 requests found");
  g_assert_cmpuint (rh_ui_count_type (shown.list, RH_TYPE_TREE_ROW), <=, 50);
  hide (&shown);
}

/* What was not found is looked at again once it has changed. */
static void
test_filter_sees_changes (void)
{
  Shown shown;

  show (&shown);
  filter (&shown, "ne");
  assert_rows (&shown, "One a b");
  g_object_set (shown.c, "name", "nettle", NULL);
  filter (&shown, "nett");
  assert_rows (&shown, "nettle");
  g_object_set (shown.a, "name", "nettles", NULL);
  rh_test_drain ();
  assert_rows (&shown, "One nettles nettle");
  filter (&shown, "n");
  assert_rows (&shown, "One nettles b nettle");
  hide (&shown);
}

/* There is a path to copy once there is a folder. */
static void
test_folder_on_disk (void)
{
  Shown shown;
  g_autoptr (GFile) folder = g_file_new_for_path ("/nowhere/acme");

  show (&shown);
  gtk_widget_activate_action (GTK_WIDGET (shown.list), "tree.copy-path", NULL);
  gtk_widget_activate_action (GTK_WIDGET (shown.list), "sidebar.copy-path", NULL);
  rh_test_drain ();
  g_assert_null (rh_ui_find_text (shown.window, "Copied"));
  rh_collection_set_folder (shown.collection, folder);
  gtk_widget_activate_action (GTK_WIDGET (shown.list), "sidebar.copy-path", NULL);
  g_assert_nonnull (rh_ui_await_text (shown.window, "Copied"));
  hide (&shown);
}

static void
test_history (void)
{
  Shown shown;
  GtkWidget *history = gtk_label_new ("What was sent");

  show (&shown);
  g_assert_null (rh_ui_find_text (shown.sidebar, "History"));
  rh_sidebar_set_history (shown.sidebar, history);
  g_assert_nonnull (rh_ui_find_text (shown.sidebar, "History"));
  g_assert_null (rh_ui_find_text (shown.sidebar, "What was sent"));
  adw_toggle_group_set_active_name (
      ADW_TOGGLE_GROUP (rh_ui_find_type (shown.sidebar, ADW_TYPE_TOGGLE_GROUP)), "history");
  g_assert_nonnull (rh_ui_find_text (shown.sidebar, "What was sent"));
  rh_sidebar_filter (shown.sidebar); /* which is of the requests */
  g_assert_null (rh_ui_find_text (shown.sidebar, "What was sent"));
  rh_sidebar_set_history (shown.sidebar, NULL);
  g_assert_null (rh_ui_find_text (shown.sidebar, "History"));
  hide (&shown);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/sidebar/small-begins-open", test_small_begins_open);
  g_test_add_func ("/sidebar/large-begins-closed", test_large_begins_closed);
  g_test_add_func ("/sidebar/front-is-revealed", test_front_is_revealed);
  g_test_add_func ("/sidebar/rename", test_rename);
  g_test_add_func ("/sidebar/rename-and-leave", test_rename_and_leave);
  g_test_add_func ("/sidebar/new", test_new);
  g_test_add_func ("/sidebar/delete-folder", test_delete_folder);
  g_test_add_func ("/sidebar/duplicate", test_duplicate);
  g_test_add_func ("/sidebar/settings", test_settings);
  g_test_add_func ("/sidebar/move-by-key", test_move_by_key);
  g_test_add_func ("/sidebar/move-dialog", test_move_dialog);
  g_test_add_func ("/sidebar/drag-request", test_drag_request);
  g_test_add_func ("/sidebar/drag-folder", test_drag_folder);
  g_test_add_func ("/sidebar/drag-opens-folder", test_drag_opens_folder);
  g_test_add_func ("/sidebar/filter", test_filter);
  g_test_add_func ("/sidebar/new-ends-filter", test_new_ends_filter);
  g_test_add_func ("/sidebar/filter-reads-in-slices", test_filter_reads_in_slices);
  g_test_add_func ("/sidebar/edited", test_edited);
  g_test_add_func ("/sidebar/name-is-one-line", test_name_is_one_line);
  g_test_add_func ("/sidebar/methods", test_methods);
  g_test_add_func ("/sidebar/few-widgets", test_few_widgets);
  g_test_add_func ("/sidebar/filter-sees-changes", test_filter_sees_changes);
  g_test_add_func ("/sidebar/folder-on-disk", test_folder_on_disk);
  g_test_add_func ("/sidebar/history", test_history);

  return g_test_run ();
}
