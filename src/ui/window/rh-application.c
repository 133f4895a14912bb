/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: one process, its actions, its workspace. */
#define G_LOG_DOMAIN "rh-application"

#include "config.h"

#include "window/rh-application.h"

#include "window/rh-window.h"

struct _RhApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (RhApplication, rh_application, ADW_TYPE_APPLICATION)

static void
rh_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (rh_window_new (ADW_APPLICATION (application)));

  gtk_window_present (window);
}

static void
rh_application_class_init (RhApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = rh_application_activate;
}

static void
rh_application_init (RhApplication *self)
{
}

RhApplication *
rh_application_new (void)
{
  return g_object_new (RH_TYPE_APPLICATION, "application-id", RH_APP_ID, "resource-base-path",
                       RH_RESOURCE_PATH, NULL);
}
