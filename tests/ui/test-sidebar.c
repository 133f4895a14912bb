/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a collection: open while it is small, and always down to the request in front. */
#include "collection/rh-sidebar.h"
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

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/sidebar/small-begins-open", test_small_begins_open);
  g_test_add_func ("/sidebar/large-begins-closed", test_large_begins_closed);
  g_test_add_func ("/sidebar/front-is-revealed", test_front_is_revealed);

  return g_test_run ();
}
