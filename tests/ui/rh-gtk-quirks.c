/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/rh-gtk-quirks.h"

#include <gtk/gtk.h>
#include <string.h>

/* --- What it says ------------------------------------------------------------------------------
 */

/* GTK 4.24 on X11 without a compositor counts the first frame of a popover as submitted twice. */
static const char *const of_gtk[] = {
  "gdk_frame_timings_submitted() called on submitted frame.",
};

static gboolean
is_of_gtk (const GLogField *fields, gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0 && fields[i].length < 0)
      for (gsize j = 0; j < G_N_ELEMENTS (of_gtk); j++)
        if (strcmp (fields[i].value, of_gtk[j]) == 0)
          return TRUE;

  return FALSE;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if (is_of_gtk (fields, n_fields))
    return G_LOG_WRITER_HANDLED;

  return g_log_writer_default (level, fields, n_fields, user_data);
}

/* --- Icons ---------------------------------------------------------------------------------------
 *
 * GTK 4.18 reads icons in threads. One of these may let go of an icon for the last time while the
 * theme hands it out from its cache on the main thread, which is a critical and then a crash. Icons
 * are made on the main thread; here none ends before the process does. */

static void (*icon_constructed) (GObject *icon);
static GPtrArray *icons;

static void
keep_icon (GObject *icon)
{
  icon_constructed (icon);
  g_ptr_array_add (icons, g_object_ref (icon));
}

static void
keep_icons (void)
{
  GObjectClass *klass = g_type_class_ref (GTK_TYPE_ICON_PAINTABLE);

  icons = g_ptr_array_new ();
  icon_constructed = klass->constructed;
  klass->constructed = keep_icon;
}

void
rh_gtk_quirks_install (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  keep_icons ();
}
