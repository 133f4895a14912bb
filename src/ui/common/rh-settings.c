/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app's settings, one object a process. */
#define G_LOG_DOMAIN "rh-settings"

#include "config.h"

#include "common/rh-settings.h"

/* The same for the development profile: its settings are the same person's. */
#define SCHEMA_ID "io.github.rehearsal_app.Rehearsal"

GSettings *
rh_settings_get (void)
{
  static GSettings *settings = NULL;

  if (settings == NULL)
    settings = g_settings_new (SCHEMA_ID);

  return settings;
}
