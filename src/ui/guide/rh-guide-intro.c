/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step is for. */
#define G_LOG_DOMAIN "rh-guide-intro"

#include "config.h"

#include "guide/rh-guide-intro.h"

#include <glib/gi18n.h>

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (group, row);
}

void
rh_guide_intro_fill (AdwPreferencesGroup *group, RhStep step)
{
  const RhGuideWords *words = rh_guide_words (step);

  g_return_if_fail (ADW_IS_PREFERENCES_GROUP (group));

  adw_preferences_group_set_description (group, _ (words->purpose));
  /* Translators: heading of what is needed before one begins. */
  add_row (group, _ ("You Need"), _ (words->need));
  /* Translators: heading of what one has in the end. */
  add_row (group, _ ("You Get"), _ (words->get));
  add_row (group, _ ("Why It Matters"), _ (words->why));
}
