/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts from anywhere in a window. The toolkit cuts the title of one that is wider than the
 * window; here it goes on in a further line, for a toast may say what nothing else does. */
#define G_LOG_DOMAIN "rh-toast"

#include "config.h"

#include "common/rh-toast.h"

#include <glib/gi18n.h>

#define WATCHED "rh-toast-watched"
#define LINES_MAX 6

/* --- The title -----------------------------------------------------------------------------------
 */

static int
natural_width (GtkWidget *widget)
{
  int natural = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* What the toolkit holds a character of a label for. */
static int
char_width (GtkWidget *label)
{
  PangoContext *context = gtk_widget_get_pango_context (label);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                   pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (PANGO_PIXELS_CEIL (width), 1);
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = GTK_IS_BUTTON (child) ? NULL : find_label (child);

      if (label != NULL)
        return label;
    }

  return NULL;
}

/* An overlay gives a toast the height that belongs to its natural width, so that one must fit; and
 * with it grows the least height of the window, so there is an end to it. */
static void
wrap (GtkWidget *toast, int room)
{
  GtkWidget *label = find_label (toast);

  if (label == NULL || room <= 0)
    return;

  room -= natural_width (toast) - natural_width (label);
  gtk_label_set_single_line_mode (GTK_LABEL (label), FALSE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), LINES_MAX);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX (room / char_width (label), 1));
}

static void
wrap_all (AdwToastOverlay *overlay)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (overlay)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != adw_toast_overlay_get_child (overlay))
      wrap (child, gtk_widget_get_width (GTK_WIDGET (overlay)));
}

/* A toast may have to wait for others before it is made, and a window become narrower than the one
 * that is there. */
static void
watch (AdwToastOverlay *overlay)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (overlay));
  GListModel *children;

  if (g_object_get_data (G_OBJECT (overlay), WATCHED) != NULL)
    return;

  children = gtk_widget_observe_children (GTK_WIDGET (overlay));
  g_object_set_data_full (G_OBJECT (overlay), WATCHED, children, g_object_unref);
  g_signal_connect_object (children, "items-changed", G_CALLBACK (wrap_all), overlay,
                           G_CONNECT_SWAPPED);
  if (native != NULL && gtk_native_get_surface (native) != NULL)
    g_signal_connect_object (gtk_native_get_surface (native), "layout", G_CALLBACK (wrap_all),
                             overlay, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* --- Public --------------------------------------------------------------------------------------
 */

AdwToast *
rh_toast_new (const char *text)
{
  return g_object_new (ADW_TYPE_TOAST, "use-markup", FALSE, "title", text, NULL);
}

void
rh_toast_add (GtkWidget *from, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    {
      watch (ADW_TOAST_OVERLAY (overlay));
      adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
    }
  else
    g_object_unref (toast);
}

void
rh_toast_show (GtkWidget *from, const char *text)
{
  rh_toast_add (from, rh_toast_new (text));
}

void
rh_toast_show_in_front (GtkWidget *from, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (from);
  g_autoptr (GListModel) dialogs
      = ADW_IS_APPLICATION_WINDOW (root)
            ? adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (root))
            : NULL;

  for (guint i = dialogs == NULL ? 0 : g_list_model_get_n_items (dialogs); i > 0; i--)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i - 1);

      if (!ADW_IS_TOAST_OVERLAY (adw_dialog_get_child (dialog)))
        continue;
      from = adw_dialog_get_child (dialog);
      break;
    }
  rh_toast_show (from, text);
}

void
rh_toast_copy (GtkWidget *from, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), text);
  rh_toast_show (from, _ ("Copied"));
}
