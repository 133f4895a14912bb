/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter over a collection of a thousand requests: how much of it a key makes anew. */
#include "collection/rh-sidebar.h"
#include "collection/rh-tree-row.h"
#include "ui/rh-ui-fixture.h"

typedef struct
{
  RhCollection *collection;
  RhRequestItem *last;
  RhSidebar *sidebar;
  GtkListView *list;
  GtkWindow *window;
} Shown;

static gboolean
is_shown (gpointer list)
{
  return gtk_widget_get_height (list) > 0 && rh_ui_find_type (list, RH_TYPE_TREE_ROW) != NULL;
}

/* A thousand that have "r" in their names, the second half "rs". */
static void
set_up (Shown *shown, gconstpointer data)
{
  RhFolder *root;

  shown->collection = rh_collection_new ("id", "Collection");
  root = rh_collection_get_root (shown->collection);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (RhRequestItem) item
          = rh_request_item_new (i < 500 ? "r" : "rs", "GET", "https://a.example/");

      rh_folder_append (root, G_OBJECT (item));
      shown->last = item; /* the folder keeps it */
    }

  shown->sidebar = RH_SIDEBAR (g_object_new (RH_TYPE_SIDEBAR, NULL));
  rh_sidebar_set_collection (shown->sidebar, shown->collection);
  shown->list = GTK_LIST_VIEW (rh_ui_find_type (shown->sidebar, GTK_TYPE_LIST_VIEW));
  shown->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (shown->window, 300, 600);
  gtk_window_set_child (shown->window, GTK_WIDGET (shown->sidebar));
  gtk_window_present (shown->window);
  rh_ui_wait (is_shown, shown->list);
}

static void
tear_down (Shown *shown, gconstpointer data)
{
  gtk_window_destroy (shown->window);
  rh_test_drain ();
  g_clear_object (&shown->collection);
}

static GtkWidget *
get_entry (Shown *shown)
{
  return rh_ui_find_type (shown->sidebar, GTK_TYPE_SEARCH_ENTRY);
}

/* Not a text in the place of another: for a moment there would be none. */
static void
type (Shown *shown, const char *text, int position)
{
  rh_sidebar_filter (shown->sidebar);
  gtk_editable_insert_text (GTK_EDITABLE (get_entry (shown)), text, -1, &position);
  g_signal_emit_by_name (get_entry (shown), "search-changed");
  rh_test_drain ();
}

static void
assert_described (Shown *shown, const char *expected)
{
  g_autofree char *difference = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (get_entry (shown)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);

  g_assert_cmpstr (difference, ==, NULL);
}

static guint
count_shown (Shown *shown)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (shown->list)));
}

static GListModel *
get_rows (Shown *shown)
{
  return gtk_single_selection_get_model (
      GTK_SINGLE_SELECTION (gtk_list_view_get_model (shown->list)));
}

static gboolean
are_all_shown (gpointer shown)
{
  return count_shown (shown) == 1000;
}

static gboolean
is_at_top (gpointer vertical)
{
  return gtk_adjustment_get_value (vertical) == 0;
}

/* The first, and all once somebody goes on; a key makes other rows only where others are found. */
static void
test_filter_shows_first (Shown *shown, gconstpointer data)
{
  GtkAdjustment *vertical;
  GListModel *rows;

  type (shown, "r", 0);
  assert_described (shown, "1000 requests found");
  g_assert_cmpuint (count_shown (shown), <, 100);
  rows = get_rows (shown);

  vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (shown->list));
  gtk_adjustment_set_value (vertical, 100);
  rh_ui_wait (are_all_shown, shown);
  type (shown, " get", 1);
  g_assert_true (get_rows (shown) == rows);
  assert_described (shown, "1000 requests found");

  type (shown, "s", 1); /* "rs get" */
  assert_described (shown, "500 requests found");
  g_assert_cmpuint (count_shown (shown), <, 100);
  rh_ui_wait (is_at_top, vertical);
  g_assert_cmpuint (count_shown (shown), <, 100);
}

static gboolean
are_more_shown (gpointer shown)
{
  return count_shown (shown) > 60;
}

/* A list that is taller than the first rows gets some more, and not all. */
static void
test_filter_fills (Shown *shown, gconstpointer data)
{
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (shown->list));

  type (shown, "r", 0);
  g_assert_cmpuint (count_shown (shown), <, 60);
  gtk_adjustment_configure (vertical, 0, 0, 3000, 1, 1, 3000);
  rh_ui_wait (are_more_shown, shown);
  g_assert_cmpuint (count_shown (shown), <, 1000);
}

/* The keyboard goes to the request in front, however far down it is. */
static void
test_filter_ends_at_front (Shown *shown, gconstpointer data)
{
  g_autoptr (GObject) item = NULL;
  RhTreeRow *row;

  rh_sidebar_select (shown->sidebar, shown->last);
  g_assert_cmpuint (count_shown (shown), ==, 1000);
  type (shown, "get", 0);
  g_assert_cmpuint (count_shown (shown), <, 100);
  g_signal_emit_by_name (get_entry (shown), "stop-search");
  rh_test_drain ();
  row = rh_tree_row_at (GTK_WIDGET (shown->list), gtk_window_get_focus (shown->window));
  g_assert_nonnull (row);
  item = rh_tree_row_dup_item (row);
  g_assert_true (item == G_OBJECT (shown->last));
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/sidebar-filter/" name, Shown, NULL, set_up, test, tear_down)
  ADD ("shows-first", test_filter_shows_first);
  ADD ("fills", test_filter_fills);
  ADD ("ends-at-front", test_filter_ends_at_front);
#undef ADD

  return g_test_run ();
}
