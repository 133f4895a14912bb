/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An environment in the popover of the header button. */
#define G_LOG_DOMAIN "rh-environment-row"

#include "config.h"

#include "connection/rh-environment-row.h"

#include "connection/rh-connection-words.h"

struct _RhEnvironmentRow
{
  GtkButton parent_instance;

  /* Template */
  GtkImage *check;
  GtkImage *shield;
  GtkLabel *name;
  GtkLabel *state_label;
  GtkImage *state_icon;

  /* Owned */
  RhConnection *connection;

  gboolean is_protected;
};

G_DEFINE_FINAL_TYPE (RhEnvironmentRow, rh_environment_row, GTK_TYPE_BUTTON)

static void
update (RhEnvironmentRow *self)
{
  RhConnectionState state = rh_connection_get_state (self->connection);
  const char *account = rh_connection_get_account (self->connection);
  const char *name = rh_environment_get_name (rh_connection_get_environment (self->connection));
  gboolean has_account = state == RH_CONNECTION_CONNECTED && account != NULL;
  const char *classes[] = { rh_connection_state_style (state), NULL };
  const char *dimmed[] = { "dimmed", NULL };
  const char *alarm[] = { "error", NULL };
  g_autofree char *label = NULL;

  gtk_label_set_text (self->name, name);
  /* In words, or by a shape where the place of the words is the account's. */
  gtk_label_set_text (self->state_label, has_account ? account : rh_connection_state_label (state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_label), has_account ? dimmed : classes);
  gtk_image_set_from_icon_name (self->state_icon, rh_connection_state_icon (state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), classes);
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), has_account);

  gtk_widget_set_visible (GTK_WIDGET (self->shield), self->is_protected);
  gtk_widget_set_css_classes (GTK_WIDGET (self->name), self->is_protected ? alarm : NULL);

  label = rh_connection_words (name, state, self->is_protected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
rh_environment_row_dispose (GObject *object)
{
  RhEnvironmentRow *self = RH_ENVIRONMENT_ROW (object);

  g_clear_object (&self->connection);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_ENVIRONMENT_ROW);

  G_OBJECT_CLASS (rh_environment_row_parent_class)->dispose (object);
}

static void
rh_environment_row_class_init (RhEnvironmentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_environment_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/connection/rh-environment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentRow, check);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentRow, shield);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentRow, name);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentRow, state_icon);
}

static void
rh_environment_row_init (RhEnvironmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RhEnvironmentRow *
rh_environment_row_new (RhConnection *connection)
{
  RhEnvironmentRow *self;

  g_return_val_if_fail (RH_IS_CONNECTION (connection), NULL);

  self = g_object_new (RH_TYPE_ENVIRONMENT_ROW, NULL);
  rh_environment_row_set_connection (self, connection);

  return self;
}

void
rh_environment_row_set_connection (RhEnvironmentRow *self, RhConnection *connection)
{
  g_return_if_fail (RH_IS_ENVIRONMENT_ROW (self));
  g_return_if_fail (RH_IS_CONNECTION (connection));

  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_set_object (&self->connection, connection);
  g_signal_connect_object (connection, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "notify::account", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

void
rh_environment_row_set_protected (RhEnvironmentRow *self, gboolean is_protected)
{
  g_return_if_fail (RH_IS_ENVIRONMENT_ROW (self));

  self->is_protected = is_protected;
  update (self);
}

RhConnection *
rh_environment_row_get_connection (RhEnvironmentRow *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT_ROW (self), NULL);

  return self->connection;
}

void
rh_environment_row_set_current (RhEnvironmentRow *self, gboolean current)
{
  g_return_if_fail (RH_IS_ENVIRONMENT_ROW (self));

  /* Its place stays, so that names line up. */
  gtk_widget_set_opacity (GTK_WIDGET (self->check), current ? 1 : 0);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
      current ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}
