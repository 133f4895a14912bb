/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action after a response: variable, where its value is found, where it is kept. */
#define G_LOG_DOMAIN "rh-action-row"

#include "config.h"

#include "request/rh-action-row.h"

struct _RhActionRow
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *enabled_button;
  GtkOrientable *fields;
  GtkWidget *variable_entry;
  GtkWidget *expression_entry;
  GtkWidget *scope_drop_down;
  GtkWidget *remove_button;

  /* Owned */
  RhAction *action;

  /* Plain */
  gboolean narrow;
  gboolean empty;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

enum
{
  REMOVE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhActionRow, rh_action_row, ADW_TYPE_BIN)

/* Narrow, it has a line of its own. */
static void
update_scope (RhActionRow *self)
{
  gtk_widget_set_visible (self->scope_drop_down, !(self->narrow && self->empty));
}

static void
remove_cb (RhActionRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static gboolean
scope_to_position (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_uint (to, (guint) g_value_get_enum (from));
  return TRUE;
}

static gboolean
scope_from_position (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  if (g_value_get_uint (from) > RH_ACTION_SCOPE_ENVIRONMENT)
    return FALSE;

  g_value_set_enum (to, (int) g_value_get_uint (from));
  return TRUE;
}

static void
rh_action_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhActionRow *self = RH_ACTION_ROW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_action_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhActionRow *self = RH_ACTION_ROW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      gtk_orientable_set_orientation (self->fields, self->narrow ? GTK_ORIENTATION_VERTICAL
                                                                 : GTK_ORIENTATION_HORIZONTAL);
      update_scope (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_action_row_dispose (GObject *object)
{
  RhActionRow *self = RH_ACTION_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_ACTION_ROW);
  g_clear_object (&self->action);

  G_OBJECT_CLASS (rh_action_row_parent_class)->dispose (object);
}

static void
rh_action_row_class_init (RhActionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_action_row_dispose;
  object_class->get_property = rh_action_row_get_property;
  object_class->set_property = rh_action_row_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-action-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhActionRow, enabled_button);
  gtk_widget_class_bind_template_child (widget_class, RhActionRow, fields);
  gtk_widget_class_bind_template_child (widget_class, RhActionRow, variable_entry);
  gtk_widget_class_bind_template_child (widget_class, RhActionRow, expression_entry);
  gtk_widget_class_bind_template_child (widget_class, RhActionRow, scope_drop_down);
  gtk_widget_class_bind_template_child (widget_class, RhActionRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
rh_action_row_init (RhActionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rh_action_row_new (RhAction *action)
{
  const GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;
  RhActionRow *self = g_object_new (RH_TYPE_ACTION_ROW, NULL);

  self->action = g_object_ref (action);
  g_object_bind_property (action, "enabled", self->enabled_button, "active", both);
  g_object_bind_property (action, "variable", self->variable_entry, "text", both);
  g_object_bind_property (action, "expression", self->expression_entry, "text", both);
  g_object_bind_property_full (action, "scope", self->scope_drop_down, "selected", both,
                               scope_to_position, scope_from_position, NULL, NULL);
  return GTK_WIDGET (self);
}

RhAction *
rh_action_row_get_action (RhActionRow *self)
{
  g_return_val_if_fail (RH_IS_ACTION_ROW (self), NULL);

  return self->action;
}

void
rh_action_row_set_empty (RhActionRow *self, gboolean empty)
{
  GtkWidget *const widgets[] = { self->enabled_button, self->scope_drop_down, self->remove_button };

  g_return_if_fail (RH_IS_ACTION_ROW (self));

  self->empty = empty;
  update_scope (self);
  /* Invisible, not hidden: the columns stay in line. */
  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      gtk_widget_set_opacity (widgets[i], empty ? 0 : 1);
      gtk_widget_set_sensitive (widgets[i], !empty);
    }
}

void
rh_action_row_focus_at (RhActionRow *self, const char *cell, guint cursor)
{
  GtkWidget *entry;

  g_return_if_fail (RH_IS_ACTION_ROW (self));

  entry = g_str_equal (cell, "variable") ? self->variable_entry : self->expression_entry;
  gtk_widget_grab_focus (entry);
  gtk_editable_set_position (GTK_EDITABLE (entry), (int) cursor);
}
