/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of facts. */
#define G_LOG_DOMAIN "rh-fact-row"

#include "config.h"

#include "response/rh-fact-row.h"

#include "common/rh-no-hyphens.h"
#include "text/rh-hidden.h"

#define VALUE_MAX 4000

GtkWidget *
rh_fact_row_new (const char *name, const char *value)
{
  g_autofree char *shown_name = rh_hidden_spell_out (name);
  g_autofree char *shown = rh_hidden_spell_out (value);
  GtkWidget *row;

  if (g_utf8_strlen (shown, -1) > VALUE_MAX)
    {
      g_autofree char *start = g_utf8_substring (shown, 0, VALUE_MAX);

      g_free (shown);
      shown = g_strconcat (start, "…", NULL);
    }

  row = adw_action_row_new ();
  /* In this order: while a row is made, its labels hear of the text before they hear that it is no
   * markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown_name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  rh_no_hyphens (row);
  return row;
}

GtkWidget *
rh_fact_row_new_expander (const char *title, const char *subtitle)
{
  g_autofree char *shown_title = rh_hidden_spell_out (title);
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown_title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 2);
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (row), 2);
  rh_no_hyphens (row);
  return row;
}
