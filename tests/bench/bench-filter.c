/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter of the sidebar, key by key: processor time until the rows are drawn,
 * beside what a bare list takes for as many rows. Prints JSON.
 * Usage: bench-filter REQUESTS PER_FOLDER (0: one folder) */
#include "collection/rh-tree-view.h"

#include <adwaita.h>
#include <time.h>

/* Typed, and then taken back. */
#define TYPED "post things 99"
#define BODY \
  "{\n  \"name\": \"Corner Bakery\",\n  \"city\": \"Aarhus\",\n  \"tags\": [\"a\", \"b\"],\n" \
  "  \"note\": \"A body of the length that one has\"\n}"

typedef struct
{
  RhTreeModel *model;
  GtkWidget *window;
  gboolean filtered;
  gboolean drawn;
} Bench;

static RhCollection *
collection_new (guint n_requests, guint per_folder)
{
  RhCollection *collection = rh_collection_new ("id", "Many");
  RhFolder *folder = rh_collection_get_root (collection);

  for (guint i = 0; i < n_requests; i++)
    {
      g_autofree char *name = g_strdup_printf ("Request %u", i);
      g_autofree char *url = g_strdup_printf ("{{api}}/v1/things/%u?limit=20", i);
      g_autoptr (RhRequestItem) item = rh_request_item_new (name, i % 3 == 0 ? "POST" : "GET", url);

      if (per_folder > 0 && i % per_folder == 0)
        {
          g_autofree char *title = g_strdup_printf ("Folder %u", i / per_folder);
          g_autoptr (RhFolder) child = rh_folder_new (title);

          rh_folder_append (rh_collection_get_root (collection), G_OBJECT (child));
          folder = child;
        }
      g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", BODY, NULL);
      rh_folder_append (folder, G_OBJECT (item));
    }

  return collection;
}

static void
filtered_cb (Bench *self)
{
  self->filtered = TRUE;
}

static void
drawn_cb (Bench *self)
{
  self->drawn = TRUE;
}

static double
get_processor_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static void
draw (Bench *self)
{
  self->drawn = FALSE;
  gtk_widget_queue_draw (self->window);
  while (!self->drawn)
    g_main_context_iteration (NULL, TRUE);
}

/* Two frames: a list makes its rows in several. */
static double
measure_key (Bench *self, const char *text)
{
  double start = get_processor_ms ();

  self->filtered = FALSE;
  rh_tree_model_set_filter (self->model, text);
  while (!self->filtered)
    g_main_context_iteration (NULL, TRUE);
  draw (self);
  draw (self);
  return get_processor_ms () - start;
}

static int
compare (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

/* Key by key. */
static void
measure (Bench *self)
{
  gsize n = strlen (TYPED);
  double times[2 * sizeof TYPED];
  gsize n_times = 0;

  for (gsize i = 1; i < 2 * n; i++)
    {
      g_autofree char *text = g_strndup (TYPED, i <= n ? i : 2 * n - i);

      if (!g_str_has_suffix (text, " "))
        times[n_times++] = measure_key (self, text);
    }

  qsort (times, n_times, sizeof times[0], compare);
  g_print ("\"median\": %.2f, \"longest\": %.2f", times[n_times / 2], times[n_times - 1]);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* What the toolkit takes for other rows in a list of labels, without a search. */
static void
measure_bare (Bench *self, guint n_rows)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_view_new (NULL, factory);
  double times[11];

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_window_set_child (GTK_WINDOW (self->window), scroller);
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GtkStringList) strings = gtk_string_list_new (NULL);
      g_autoptr (GtkNoSelection) rows
          = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (strings)));
      double start;

      for (guint row = 0; row < n_rows; row++)
        gtk_string_list_take (strings, g_strdup_printf ("%zu.%u", i, row));
      start = get_processor_ms ();
      gtk_list_view_set_model (GTK_LIST_VIEW (list), GTK_SELECTION_MODEL (rows));
      draw (self);
      draw (self);
      times[i] = get_processor_ms () - start;
    }

  qsort (times, G_N_ELEMENTS (times), sizeof times[0], compare);
  g_print ("\"bare\": %.2f", times[G_N_ELEMENTS (times) / 2]);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  g_autoptr (RhCollection) collection = NULL;
  GtkWidget *bar;
  GtkWidget *view;
  GtkWidget *box;

  if (argc != 3)
    return 2;

  adw_init ();
  collection = collection_new ((guint) g_ascii_strtoull (argv[1], NULL, 10),
                               (guint) g_ascii_strtoull (argv[2], NULL, 10));
  bar = g_object_ref_sink (gtk_search_bar_new ());
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  view = g_object_new (RH_TYPE_TREE_VIEW, NULL);
  rh_tree_view_set_collection (RH_TREE_VIEW (view), collection, GTK_SEARCH_BAR (bar));
  bench.model = rh_tree_view_get_model (RH_TREE_VIEW (view));
  bench.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 360, 800);
  /* The keyboard is in an entry, as it is while one types. */
  gtk_widget_set_vexpand (view, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_entry_new ());
  gtk_box_append (GTK_BOX (box), view);
  gtk_window_set_child (GTK_WINDOW (bench.window), box);
  gtk_window_present (GTK_WINDOW (bench.window));
  while (gtk_widget_get_height (view) < 100)
    g_main_context_iteration (NULL, TRUE);

  g_signal_connect_swapped (bench.model, "filtered", G_CALLBACK (filtered_cb), &bench);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (bench.window), "after-paint",
                            G_CALLBACK (drawn_cb), &bench);
  for (guint i = 0; i < 3; i++)
    draw (&bench);
  g_print ("{");
  measure (&bench);
  g_print (", ");
  measure_bare (&bench, (guint) g_ascii_strtoull (argv[1], NULL, 10));
  g_print ("}\n");
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_object_unref (bar);
  return 0;
}
