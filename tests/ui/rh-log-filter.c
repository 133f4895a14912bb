/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings end a test, but for those that GTK makes about itself. */
#include "config.h"

#include "ui/rh-log-filter.h"

#include <string.h>

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

void
rh_log_filter_install (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}
