/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of facts. */
#define G_LOG_DOMAIN "rh-fact-row"

#include "config.h"

#include "response/rh-fact-row.h"

#define VALUE_MAX 4000

GtkWidget *
rh_fact_row_new (const char *name, const char *value)
{
  g_autofree char *valid_name = g_utf8_make_valid (name, -1);
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  GtkWidget *row;

  if (g_utf8_strlen (valid, -1) > VALUE_MAX)
    {
      g_autofree char *start = g_utf8_substring (valid, 0, VALUE_MAX);

      g_free (valid);
      valid = g_strconcat (start, "…", NULL);
    }

  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", valid_name, "subtitle",
                      valid, "subtitle-selectable", TRUE, NULL);
  gtk_widget_add_css_class (row, "property");
  return row;
}
