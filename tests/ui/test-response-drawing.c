/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SVG as a response: drawn when that is harmless, text beside it, and nothing that it refers to is
 * fetched, read or multiplied. */
#include "response/rh-body-canvas.h"
#include "response/rh-body-image.h"
#include "response/rh-body-view.h"
#include "ui/rh-response-rig.h"

#include <glib/gstdio.h>

#define HEAD "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "

#define FAILED "The image cannot be drawn: it is broken or too large."

static gboolean
is_settled (gpointer page)
{
  GtkWidget *image = rh_ui_find_type (page, RH_TYPE_BODY_IMAGE);

  return (image != NULL && rh_body_image_has_picture (RH_BODY_IMAGE (image)))
         || rh_ui_find_text (page, FAILED) != NULL;
}

static void
show (RhResponseRig *view, const char *svg)
{
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "image/svg+xml", svg);

  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_ui_wait (is_settled, view->page);
}

/* NULL: it is text. */
static GdkTexture *
get_texture (RhResponseRig *view)
{
  GtkWidget *image = rh_ui_find_type (view->page, RH_TYPE_BODY_IMAGE);
  GtkWidget *picture = image == NULL ? NULL : rh_ui_find_type (image, GTK_TYPE_PICTURE);

  return picture == NULL ? NULL : GDK_TEXTURE (gtk_picture_get_paintable (GTK_PICTURE (picture)));
}

/* Pixels that something was drawn on. */
static guint
count_drawn (GdkTexture *texture)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *pixels;
  gsize length;
  gsize stride;
  guint n = 0;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  pixels = g_bytes_get_data (bytes, &length);
  for (gsize i = 3; i < length; i += 4)
    n += pixels[i] != 0 ? 1 : 0;

  return n;
}

static void
test_drawn_with_its_text_beside_it (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  AdwToggleGroup *layouts;
  g_autofree char *text = NULL;

  show (view, HEAD "width='20' height='10'><rect width='10' height='10' fill='red'/></svg>");
  g_assert_nonnull (get_texture (view));
  g_assert_cmpint (gdk_texture_get_width (get_texture (view)), ==, 20);
  g_assert_cmpuint (count_drawn (get_texture (view)), ==, 100);

  layouts = ADW_TOGGLE_GROUP (rh_ui_find_named (view->page, "Layout of the Body"));
  g_assert_cmpuint (adw_toggle_group_get_n_toggles (layouts), ==, 4);
  adw_toggle_group_set_active_name (layouts, "pretty");
  text = rh_ui_dup_body (view->page);
  g_assert_nonnull (strstr (text, "\n  <rect width='10' height='10' fill='red'/>\n"));
}

typedef struct
{
  GSocketService *service;
  guint16 port;
  guint n_calls;
} Host;

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, Host *host)
{
  host->n_calls++;

  return TRUE;
}

/* A picture, a style sheet, a part of another drawing: here and elsewhere. What is its own is
 * drawn. */
static void
test_what_it_refers_to_is_left_alone (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autofree char *folder = g_dir_make_tmp ("rehearsal-svg-XXXXXX", NULL);
  g_autofree char *other = g_build_filename (folder, "other.svg", NULL);
  g_autofree char *other_uri = g_filename_to_uri (other, NULL, NULL);
  g_autofree char *svg = NULL;
  Host host = { g_socket_service_new () };

  host.port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (host.service), NULL, NULL);
  g_signal_connect (host.service, "incoming", G_CALLBACK (incoming_cb), &host);
  g_assert_true (g_file_set_contents (
      other, HEAD "width='9' height='9'><rect id='r' width='9' height='9'/></svg>", -1, NULL));
  svg = g_strdup_printf (
      "<?xml-stylesheet href='http://127.0.0.1:%2$u/s.css' type='text/css'?>" HEAD
      "xmlns:xi='http://www.w3.org/2001/XInclude' width='30' height='30'>"
      "<style>@import url('http://127.0.0.1:%2$u/i.css');</style>"
      "<image xlink:href='%1$s' width='9' height='9'/>"
      "<image href='%3$s' width='9' height='9'/>"
      "<image href='other.svg' width='9' height='9'/>"
      "<image href='http://127.0.0.1:%2$u/a.png' width='9' height='9'/>"
      "<use xlink:href='%1$s#r'/><use href='http://127.0.0.1:%2$u/b.svg#r'/>"
      "<rect width='9' height='9' fill='url(http://127.0.0.1:%2$u/c.svg#g)'/>"
      "<xi:include href='%1$s'/><rect width='2' height='2'/></svg>",
      other_uri, host.port, other);
  show (view, svg);
  rh_test_drain ();
  g_assert_nonnull (get_texture (view));
  g_assert_cmpuint (count_drawn (get_texture (view)), ==, 4);
  g_assert_cmpuint (host.n_calls, ==, 0);

  g_socket_service_stop (host.service);
  g_object_unref (host.service);
  g_remove (other);
  g_rmdir (folder);
}

/* Text that is in a file is not drawn. */
static void
test_an_entity_from_outside_is_nothing (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autofree char *folder = g_dir_make_tmp ("rehearsal-svg-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "secret", NULL);
  g_autofree char *svg
      = g_strdup_printf ("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://%s'>]>" HEAD
                         "width='100' height='100'><text x='10' y='50' font-size='40'>&x;</text>"
                         "<rect width='2' height='2'/></svg>",
                         file);

  g_assert_true (g_file_set_contents (file, "SECRET", -1, NULL));
  show (view, svg);
  g_assert_true (get_texture (view) == NULL || count_drawn (get_texture (view)) == 4);
  g_remove (file);
  g_rmdir (folder);
}

/* A thousand million laughs in 600 bytes. */
static void
test_entities_do_not_multiply (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (GString) svg = g_string_new ("<!DOCTYPE svg [<!ENTITY l0 'ha'>");
  g_autofree char *text = NULL;

  for (guint i = 1; i < 10; i++)
    {
      g_string_append_printf (svg, "<!ENTITY l%u '", i);
      for (guint j = 0; j < 10; j++)
        g_string_append_printf (svg, "&l%u;", i - 1);
      g_string_append (svg, "'>");
    }
  g_string_append (svg, "]>" HEAD "width='9' height='9'><text>&l9;</text></svg>");
  show (view, svg->str);
  /* It is shown as what it is instead. */
  g_assert_null (get_texture (view));
  g_assert_nonnull (rh_ui_find_text (view->page, FAILED));
  text = rh_ui_dup_body (view->page);
  g_assert_nonnull (strstr (text, "<!ENTITY l0 'ha'>"));
}

static void
test_a_huge_drawing_is_made_smaller (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();

  show (view, HEAD "width='1000000000' height='1000000000'><rect width='9' height='9'/></svg>");
  if (get_texture (view) != NULL)
    g_assert_cmpint (gdk_texture_get_width (get_texture (view)), <=, 4096);
  show (view, HEAD "width='20000' height='100'><rect width='20000' height='100'/></svg>");
  g_assert_nonnull (get_texture (view));
  g_assert_cmpint (gdk_texture_get_width (get_texture (view)), ==, 4096);
}

/* Work for whoever draws it, and text for whoever reads it. */
static void
test_a_long_drawing_is_text (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autofree char *space = g_strnfill (RH_BODY_IMAGE_MAX_SVG, ' ');
  g_autofree char *svg = g_strconcat (HEAD "width='9' height='9'><rect width='9' height='9'/>",
                                      space, "</svg>", NULL);

  show (view, svg);
  g_assert_null (get_texture (view));
  g_assert_nonnull (rh_ui_find_text (view->page, FAILED));
}

static void
test_what_is_no_drawing_is_text (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autofree char *text = NULL;

  show (view, "<svg><rect");
  g_assert_null (get_texture (view));
  text = rh_ui_dup_body (view->page);
  g_assert_cmpstr (text, ==, "<svg>\n  <rect");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/response-drawing/drawn-with-its-text-beside-it",
                   test_drawn_with_its_text_beside_it);
  g_test_add_func ("/response-drawing/what-it-refers-to-is-left-alone",
                   test_what_it_refers_to_is_left_alone);
  g_test_add_func ("/response-drawing/an-entity-from-outside-is-nothing",
                   test_an_entity_from_outside_is_nothing);
  g_test_add_func ("/response-drawing/entities-do-not-multiply", test_entities_do_not_multiply);
  g_test_add_func ("/response-drawing/a-huge-drawing-is-made-smaller",
                   test_a_huge_drawing_is_made_smaller);
  g_test_add_func ("/response-drawing/a-long-drawing-is-text", test_a_long_drawing_is_text);
  g_test_add_func ("/response-drawing/what-is-no-drawing-is-text", test_what_is_no_drawing_is_text);

  return g_test_run ();
}
