/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader says when something changes where the keyboard is not. */
#define G_LOG_DOMAIN "rh-announce"

#include "config.h"

#include "common/rh-announce.h"

void
rh_announce (gpointer accessible, const char *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (accessible), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
rh_announce_alert (gpointer accessible, const char *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (accessible), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

void
rh_announce_aside (gpointer accessible, const char *text)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (accessible), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}
