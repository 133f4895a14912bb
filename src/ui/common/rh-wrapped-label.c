/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label for paths and names of files in a dialog, whose own body breaks between words only. */
#define G_LOG_DOMAIN "rh-wrapped-label"

#include "config.h"

#include "common/rh-wrapped-label.h"

#include "common/rh-no-hyphens.h"

GtkWidget *
rh_wrapped_label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* A selectable label takes the focus, and then Return would not reach the dialog. */
  gtk_widget_set_can_focus (label, FALSE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  rh_no_hyphens (label);
  return label;
}
