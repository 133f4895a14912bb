/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of params, headers or form fields, bound to field after field while the list scrolls. */
#define G_LOG_DOMAIN "rh-field-row"

#include "config.h"

#include "request/rh-field-row.h"

#include "common/rh-variable-entry.h"

struct _RhFieldRow
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *enabled_button;
  RhVariableEntry *name_entry;
  RhVariableEntry *value_entry;
  GtkWidget *note_entry;
  GtkWidget *remove_button;

  /* Owned */
  RhField *field; /* NULL while unbound */
  GPtrArray *bindings;

  /* Plain */
  gboolean narrow;
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

G_DEFINE_FINAL_TYPE (RhFieldRow, rh_field_row, ADW_TYPE_BIN)

static void
unbind (gpointer binding)
{
  g_binding_unbind (binding);
  g_object_unref (binding);
}

static void
bind (RhFieldRow *self, const char *property, gpointer target, const char *target_property)
{
  GBinding *binding = g_object_bind_property (self->field, property, target, target_property,
                                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  g_ptr_array_add (self->bindings, g_object_ref (binding));
}

static void
remove_cb (RhFieldRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
rh_field_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhFieldRow *self = RH_FIELD_ROW (object);

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
rh_field_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhFieldRow *self = RH_FIELD_ROW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_field_row_dispose (GObject *object)
{
  RhFieldRow *self = RH_FIELD_ROW (object);

  g_clear_pointer (&self->bindings, g_ptr_array_unref);
  g_clear_object (&self->field);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_FIELD_ROW);

  G_OBJECT_CLASS (rh_field_row_parent_class)->dispose (object);
}

static void
rh_field_row_class_init (RhFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_field_row_dispose;
  object_class->get_property = rh_field_row_get_property;
  object_class->set_property = rh_field_row_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RH_TYPE_VARIABLE_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, enabled_button);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, value_entry);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, note_entry);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
rh_field_row_init (RhFieldRow *self)
{
  self->bindings = g_ptr_array_new_with_free_func (unbind);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rh_field_row_new (void)
{
  return g_object_new (RH_TYPE_FIELD_ROW, NULL);
}

void
rh_field_row_bind (RhFieldRow *self, RhField *field, RhVariableScope *scope)
{
  g_return_if_fail (RH_IS_FIELD_ROW (self));

  g_ptr_array_set_size (self->bindings, 0);
  g_set_object (&self->field, field);
  rh_variable_entry_set_scope (self->name_entry, field != NULL ? scope : NULL);
  rh_variable_entry_set_scope (self->value_entry, field != NULL ? scope : NULL);
  if (field == NULL)
    return;

  bind (self, "enabled", self->enabled_button, "active");
  bind (self, "name", self->name_entry, "text");
  bind (self, "value", self->value_entry, "text");
  bind (self, "note", self->note_entry, "text");
}

RhField *
rh_field_row_get_field (RhFieldRow *self)
{
  g_return_val_if_fail (RH_IS_FIELD_ROW (self), NULL);

  return self->field;
}

void
rh_field_row_set_empty (RhFieldRow *self, gboolean empty)
{
  g_return_if_fail (RH_IS_FIELD_ROW (self));

  /* Invisible, not hidden: the columns stay in line. */
  gtk_widget_set_opacity (self->enabled_button, empty ? 0 : 1);
  gtk_widget_set_opacity (self->remove_button, empty ? 0 : 1);
  gtk_widget_set_sensitive (self->enabled_button, !empty);
  gtk_widget_set_sensitive (self->remove_button, !empty);
}
