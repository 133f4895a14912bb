/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that gives a widget the style class "error": colour never says it alone. */
#define G_LOG_DOMAIN "rh-validity"

#include "config.h"

#include "common/rh-validity.h"

#include "common/rh-css-class.h"

void
rh_validity_set (GtkWidget *widget, gboolean valid)
{
  rh_css_class_set (widget, "error", !valid);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}
