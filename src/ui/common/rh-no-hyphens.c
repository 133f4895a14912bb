/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pango puts a hyphen where it has to break within a word. In an address, a token or a header's
 * value it would be read as a part of it. */
#define G_LOG_DOMAIN "rh-no-hyphens"

#include "config.h"

#include "common/rh-no-hyphens.h"

static void
set_attribute (GtkLabel *label)
{
  PangoAttrList *old = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrList) attrs
      = old != NULL ? pango_attr_list_copy (old) : pango_attr_list_new ();

  pango_attr_list_insert (attrs, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attrs);
}

void
rh_no_hyphens (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_LABEL (widget))
    set_attribute (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rh_no_hyphens (child);
}
