/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which page of Help fits what is on screen. */
#define G_LOG_DOMAIN "rh-help-context"

#include "config.h"

#include "common/rh-help-context.h"

#define KEY "rh-help-page"

static const char *
get_page (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), KEY);
}

/* Below @widget, on screen, depth first; NULL: none. */
static const char *
find_below (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *page;

      if (!gtk_widget_get_mapped (child))
        continue;
      page = find_below (child);
      if (page == NULL)
        page = get_page (child);
      if (page != NULL)
        return page;
    }

  return NULL;
}

void
rh_help_context_set (GtkWidget *widget, const char *page)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_set_data (G_OBJECT (widget), KEY, (gpointer) page);
}

const char *
rh_help_context_find (GtkWidget *root, GtkWidget *focus)
{
  GtkWidget *place = focus;
  const char *page;

  g_return_val_if_fail (GTK_IS_WIDGET (root), RH_HELP_CONTENTS);
  g_return_val_if_fail (focus == NULL || GTK_IS_WIDGET (focus), RH_HELP_CONTENTS);

  if (place == NULL || !gtk_widget_is_ancestor (place, root))
    place = root;
  while (place != root && get_page (place) == NULL)
    place = gtk_widget_get_parent (place);

  page = find_below (place);
  if (page == NULL)
    page = get_page (place);
  return page != NULL ? page : RH_HELP_CONTENTS;
}
