/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page from right to left: what is at the left is at the right then, and the other way round.
 * What is code or an address stays as it is, in a place that is mirrored. */
#include "ui/rh-pages.h"

#include <adwaita.h>

/* Halves of a pixel on both sides. */
#define TOLERANCE 2

typedef struct
{
  GtkWidget *widget;      /* owned; NULL: is not compared */
  graphene_rect_t bounds; /* in its window or popover */
  float width;            /* of that */
  graphene_rect_t mirrored;
} Place;

typedef struct
{
  GArray *places;
  guint n_moved; /* in another place than before */
  GPtrArray *faults;
} Check;

static void
clear_place (Place *place)
{
  g_clear_object (&place->widget);
}

static gboolean
find_place (GtkWidget *widget, Place *place)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));

  place->width = (float) gtk_widget_get_width (native);
  return gtk_widget_compute_bounds (widget, native, &place->bounds);
}

static void
note_place_cb (GtkWidget *widget, gpointer data)
{
  Check *check = data;
  Place place;

  if (GTK_WIDGET (gtk_widget_get_native (widget)) != widget && !rh_pages_scrolls_sideways (widget)
      && find_place (widget, &place))
    {
      place.widget = g_object_ref (widget);
      g_array_append_val (check->places, place);
    }
}

/* Within what keeps its direction nothing moves. */
static gboolean
is_kept (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && gtk_widget_get_direction (parent) != GTK_TEXT_DIR_RTL;
}

static void
note_mirrored (Place *place)
{
  Place now;

  if (gtk_widget_get_mapped (place->widget) && find_place (place->widget, &now))
    place->mirrored = now.bounds;
  else
    clear_place (place);
}

/* What changed in the meantime for another reason is not compared. */
static gboolean
is_where_it_was (const Place *place)
{
  Place now;

  return place->widget != NULL && gtk_widget_get_mapped (place->widget)
         && find_place (place->widget, &now) && graphene_rect_equal (&now.bounds, &place->bounds);
}

static void
compare (Check *check, const Place *place, const char *page)
{
  float expected = place->width - place->bounds.origin.x - place->bounds.size.width;

  if (ABS (place->mirrored.origin.x - place->bounds.origin.x) > TOLERANCE)
    check->n_moved++;
  if (ABS (place->mirrored.origin.x - expected) > TOLERANCE
      || ABS (place->mirrored.size.width - place->bounds.size.width) > TOLERANCE)
    g_ptr_array_add (check->faults,
                     g_strdup_printf ("%s: %s in %s from %g, %g wide to %g, %g wide; not %g", page,
                                      G_OBJECT_TYPE_NAME (place->widget),
                                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (place->widget)),
                                      (double) place->bounds.origin.x,
                                      (double) place->bounds.size.width,
                                      (double) place->mirrored.origin.x,
                                      (double) place->mirrored.size.width, (double) expected));
}

static void
look_cb (GtkWidget *root, const char *page, gpointer data)
{
  Check *check = data;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (root));

  g_array_set_size (check->places, 0);
  rh_pages_visit (root, note_place_cb, check);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  rh_pages_settle (window);
  rh_pages_take_picture (root, page);
  for (guint i = 0; i < check->places->len; i++)
    {
      Place *place = &g_array_index (check->places, Place, i);

      if (is_kept (place->widget))
        clear_place (place);
      else
        note_mirrored (place);
    }

  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  rh_pages_settle (window);
  for (guint i = 0; i < check->places->len; i++)
    if (is_where_it_was (&g_array_index (check->places, Place, i)))
      compare (check, &g_array_index (check->places, Place, i), page);
}

static void
test_pages (gconstpointer width)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  Check check = { .places = places, .faults = faults };

  g_array_set_clear_func (places, (GDestroyNotify) clear_place);
  rh_pages_walk (GPOINTER_TO_INT (width), look_cb, &check);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (faults, i));
  g_assert_cmpuint (check.n_moved, >, 1000);
  g_assert_cmpuint (faults->len, ==, 0);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_test_add_data_func ("/mirrored/wide", GINT_TO_POINTER (1200), test_pages);
  g_test_add_data_func ("/mirrored/narrow", GINT_TO_POINTER (360), test_pages);
  return g_test_run ();
}
