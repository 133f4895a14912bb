/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first window: the ways to begin. */
#define G_LOG_DOMAIN "rh-welcome-page"

#include "config.h"

#include "window/rh-welcome-page.h"

struct _RhWelcomePage
{
  AdwBin parent_instance;

  /* Template */
  AdwStatusPage *status_page;
  GtkMenuButton *menu_button;
  GtkWidget *practice_button;
};

G_DEFINE_FINAL_TYPE (RhWelcomePage, rh_welcome_page, ADW_TYPE_BIN)

static gboolean
rh_welcome_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RH_WELCOME_PAGE (widget)->practice_button);
}

static void
rh_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_WELCOME_PAGE);

  G_OBJECT_CLASS (rh_welcome_page_parent_class)->dispose (object);
}

static void
rh_welcome_page_class_init (RhWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_welcome_page_dispose;

  widget_class->grab_focus = rh_welcome_page_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/window/rh-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhWelcomePage, status_page);
  gtk_widget_class_bind_template_child (widget_class, RhWelcomePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RhWelcomePage, practice_button);
}

static void
rh_welcome_page_init (RhWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->status_page, RH_APP_ID);
}

GtkWidget *
rh_welcome_page_new (GMenuModel *menu)
{
  RhWelcomePage *self = g_object_new (RH_TYPE_WELCOME_PAGE, NULL);

  gtk_menu_button_set_menu_model (self->menu_button, menu);
  return GTK_WIDGET (self);
}
