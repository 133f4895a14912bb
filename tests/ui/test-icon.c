/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The icon is told at 16 px: a bright key before a dark stage between red curtains, and the one of
 * the development profile is another. */
#include "config.h"

#include "ui/rh-ui-fixture.h"

#define SIZE 16

typedef struct
{
  int red;
  int green;
  int blue;
} Color;

static GdkPixbuf *
render (const char *suffix)
{
  g_autofree char *path = g_strconcat (
      RH_RESOURCE_PATH "/icons/scalable/apps/io.github.rehearsal_app.Rehearsal", suffix, NULL);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_resource_at_scale (path, SIZE, SIZE, TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (gdk_pixbuf_get_has_alpha (pixbuf));
  return pixbuf;
}

static Color
get_color (GdkPixbuf *pixbuf, int x, int y)
{
  const guint8 *pixel
      = gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf) + x * 4;

  g_assert_cmpuint (pixel[3], ==, 0xff);
  return (Color) { pixel[0], pixel[1], pixel[2] };
}

static void
test_told (void)
{
  g_autoptr (GdkPixbuf) icon = render (".svg");

  for (int y = 7; y <= 11; y++)
    {
      Color key = get_color (icon, 8, y);
      Color stage = get_color (icon, 6, y);
      Color curtain = get_color (icon, 3, y);

      g_assert_cmpint (MIN (key.red, key.green), >, 150); /* yellow */
      g_assert_cmpint (key.green, >, stage.green + 60);
      g_assert_cmpint (curtain.red, >, 180);
      g_assert_cmpint (MAX (curtain.green, curtain.blue), <, 90);
    }
}

static void
test_development (void)
{
  g_autoptr (GdkPixbuf) icon = render (".svg");
  g_autoptr (GdkPixbuf) other = render (".Devel.svg");
  int n_others = 0;

  for (int y = 3; y < 14; y++)
    for (int x = 3; x < 13; x++)
      {
        Color a = get_color (icon, x, y);
        Color b = get_color (other, x, y);

        n_others += ABS (a.red - b.red) + ABS (a.green - b.green) + ABS (a.blue - b.blue) > 100;
      }
  g_assert_cmpint (n_others, >, 20);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/icon/told", test_told);
  g_test_add_func ("/icon/development", test_development);

  return g_test_run ();
}
