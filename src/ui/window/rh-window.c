/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: one collection, in one environment. */
#define G_LOG_DOMAIN "rh-window"

#include "config.h"

#include "window/rh-window.h"

struct _RhWindow
{
  AdwApplicationWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (RhWindow, rh_window, ADW_TYPE_APPLICATION_WINDOW)

static void
rh_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_WINDOW);

  G_OBJECT_CLASS (rh_window_parent_class)->dispose (object);
}

static void
rh_window_class_init (RhWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/window/rh-window.ui");
}

static void
rh_window_init (RhWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RhWindow *
rh_window_new (AdwApplication *application)
{
  g_return_val_if_fail (ADW_IS_APPLICATION (application), NULL);

  return g_object_new (RH_TYPE_WINDOW, "application", application, NULL);
}
