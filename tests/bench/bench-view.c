/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body on screen: from its last byte to its first rows drawn, and a frame of scrolling. Prints
 * JSON. Usage: bench-view json-10|json-100|lines-10m */
#include "response/rh-body-canvas.h"

#include <adwaita.h>
#include <string.h>
#include <time.h>

#define MEGABYTE (1000 * 1000)
#define CHUNK (64 * 1024)
#define STEPS 300

typedef struct
{
  const char *name;
  const char *unit; /* repeated until there are so many bytes */
  goffset size;
  RhBodySyntax syntax;
} Body;

static const Body bodies[] = {
  { "json-10",
    "{\"id\":\"3c90c3cc-0d44-4b50-8888-8dd25736052a\",\"email\":\"ada@acme.example\",\"score\":12."
    "50,"
    "\"tags\":[\"a\",\"b\"]},",
    10 * MEGABYTE, RH_BODY_SYNTAX_JSON },
  { "json-100",
    "{\"id\":\"3c90c3cc-0d44-4b50-8888-8dd25736052a\",\"email\":\"ada@acme.example\",\"score\":12."
    "50,"
    "\"tags\":[\"a\",\"b\"]},",
    100 * MEGABYTE, RH_BODY_SYNTAX_JSON },
  { "lines-10m", "a line of ten million\n", 220 * MEGABYTE, RH_BODY_SYNTAX_TEXT },
};

/* Microseconds: of the clock, and of the main thread, which other programs do not lengthen. */
typedef struct
{
  gint64 wall;
  gint64 processor;
} Moment;

static Moment longest_stall;
static Moment last_turn;

static Moment
get_moment (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (Moment) { g_get_monotonic_time (), time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000 };
}

static gboolean
turn_cb (gpointer user_data)
{
  Moment now = get_moment ();

  longest_stall.wall = MAX (longest_stall.wall, now.wall - last_turn.wall);
  longest_stall.processor = MAX (longest_stall.processor, now.processor - last_turn.processor);
  last_turn = now;
  return G_SOURCE_CONTINUE;
}

static RhSpool *
fill (const Body *body)
{
  RhSpool *spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (GString) chunk = g_string_new (NULL);

  while (chunk->len < CHUNK)
    g_string_append (chunk, body->unit);
  if (body->syntax == RH_BODY_SYNTAX_JSON)
    rh_spool_write (spool, "[", 1, NULL);
  while (rh_spool_get_size (spool) < body->size)
    rh_spool_write (spool, chunk->str, chunk->len, NULL);
  if (body->syntax == RH_BODY_SYNTAX_JSON)
    rh_spool_write (spool, "null]", 5, NULL);
  rh_spool_close (spool);
  return spool;
}

/* One frame: laid out, and drawn as the renderer would get it. */
static void
draw (GtkWidget *canvas)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (canvas)->snapshot (canvas, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    {
      cairo_surface_t *surface = cairo_image_surface_create (
          CAIRO_FORMAT_ARGB32, gtk_widget_get_width (canvas), gtk_widget_get_height (canvas));
      cairo_t *cr = cairo_create (surface);

      gsk_render_node_draw (node, cr);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* Not a part of the turn that it is done in: GTK draws the same frame once more. */
static void
draw_aside (GtkWidget *canvas)
{
  Moment start = get_moment ();
  Moment end;

  draw (canvas);
  end = get_moment ();
  last_turn.wall += end.wall - start.wall;
  last_turn.processor += end.processor - start.processor;
}

static int
compare (const void *a, const void *b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference < 0 ? -1 : difference > 0;
}

static void
wait_for_rows (RhBodyDocument *document, guint64 n_rows)
{
  while (rh_body_document_get_n_rows (document) < n_rows)
    g_main_context_iteration (NULL, TRUE);
}

/* Median and longest time of a frame, a wheel's step each, at every hundredth of the body. */
static void
scroll (RhBodyCanvas *canvas, gint64 *median, gint64 *longest)
{
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (canvas));
  gint64 times[STEPS];

  for (guint i = 0; i < STEPS; i++)
    {
      double upper = gtk_adjustment_get_upper (vertical);
      double value = i % 3 == 0 ? upper * i / STEPS : gtk_adjustment_get_value (vertical) + 60;
      gint64 start = g_get_monotonic_time ();

      gtk_adjustment_set_value (vertical, value);
      draw (GTK_WIDGET (canvas));
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, STEPS, sizeof times[0], compare);
  *median = times[STEPS / 2];
  *longest = times[STEPS - 1];
}

static void
measure (const Body *body)
{
  g_autoptr (RhSpool) spool = fill (body);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  RhBodyCanvas *canvas = RH_BODY_CANVAS (rh_body_canvas_new ());
  g_autoptr (RhBodyDocument) document = NULL;
  gint64 start;
  gint64 shown;
  gint64 median;
  gint64 longest;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (canvas));
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_height (GTK_WIDGET (canvas)) < 100)
    g_main_context_iteration (NULL, TRUE);

  last_turn = get_moment ();
  start = last_turn.wall;
  g_idle_add_full (G_PRIORITY_LOW, turn_cb, NULL, NULL);
  document = rh_body_document_new (spool, body->syntax, RH_BODY_LAYOUT_PRETTY, NULL);
  rh_body_canvas_set_document (canvas, document);
  wait_for_rows (document, 60);
  draw_aside (GTK_WIDGET (canvas));
  shown = g_get_monotonic_time () - start;
  while (!rh_body_document_is_complete (document))
    g_main_context_iteration (NULL, TRUE);

  scroll (canvas, &median, &longest);
  g_print ("{\"rows\": %" G_GUINT64_FORMAT
           ", \"shown\": %.2f, \"frame\": %.2f, \"longest\": %.2f, \"stall\": %.2f, "
           "\"stall_processor\": %.2f}\n",
           rh_body_document_get_n_rows (document), shown / 1000.0, median / 1000.0,
           longest / 1000.0, longest_stall.wall / 1000.0, longest_stall.processor / 1000.0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  adw_init ();
  for (gsize i = 0; argc == 2 && i < G_N_ELEMENTS (bodies); i++)
    if (g_str_equal (bodies[i].name, argv[1]))
      {
        measure (&bodies[i]);
        return 0;
      }

  return 2;
}
