/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One variable as it is edited. A secret has no value here, only a button that asks for one: the
 * keyring is not touched by looking at a list. */
#define G_LOG_DOMAIN "rh-variable-row"

#include "config.h"

#include "environment/rh-variable-row.h"

#include "common/rh-lazy-menu.h"
#include "common/rh-long-text.h"
#include "common/rh-validity.h"
#include "common/rh-variable-entry.h"
#include "text/rh-template.h"

#include <glib/gi18n.h>

struct _RhVariableRow
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *enabled_button;
  GtkEntry *name_entry;
  GtkStack *value_stack;
  RhVariableEntry *value_entry;
  GtkWidget *secret_value_button;
  GtkWidget *note_entry;
  GtkToggleButton *secret_button;
  GtkMenuButton *more_button;
  GMenuModel *more_menu;

  /* Owned */
  RhVariable *variable;

  /* Plain */
  gboolean narrow;
  gboolean syncing;
  gboolean is_double;
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
  COPY_VALUE,
  CHANGE_VALUE,
  TOGGLE_SECRET,
  RENAME,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhVariableRow, rh_variable_row, ADW_TYPE_BIN)

/* What {{name}} can name. */
static gboolean
is_name (const char *name)
{
  g_autofree char *template = g_strdup_printf ("{{%s}}", name);
  g_autoptr (GArray) references = rh_template_find (template);

  return references->len == 1
         && g_str_equal (g_array_index (references, RhTemplateRef, 0).name, name);
}

static void
update_name_state (RhVariableRow *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_entry));
  const char *complaint = NULL;

  if (*name != '\0' && !is_name (name))
    complaint = _ ("Letters, digits, “_”, “-” and “.” can be in a name");
  else if (self->is_double)
    complaint = _ ("A row above has this name: that one counts");

  rh_validity_set (GTK_WIDGET (self->name_entry), complaint == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_entry), complaint);
}

static void
name_notify_cb (RhVariableRow *self)
{
  const char *name = rh_variable_get_name (self->variable);

  if (g_str_equal (name, gtk_editable_get_text (GTK_EDITABLE (self->name_entry))))
    return;

  self->syncing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), name);
  self->syncing = FALSE;
}

/* A plain one has its name with each key. The value of a secret goes by its name, so that is
 * changed once, when it is complete. */
static void
name_changed_cb (RhVariableRow *self)
{
  if (!self->syncing && !rh_variable_is_secret (self->variable))
    g_object_set (self->variable, "name", gtk_editable_get_text (GTK_EDITABLE (self->name_entry)),
                  NULL);
  update_name_state (self);
}

static void
name_entered_cb (RhVariableRow *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry)));

  if (!rh_variable_is_secret (self->variable)
      || g_str_equal (name, rh_variable_get_name (self->variable)))
    return;

  if (is_name (name))
    g_signal_emit (self, signals[RENAME], 0, name);
  else
    name_notify_cb (self);
}

static void
change_value_cb (RhVariableRow *self)
{
  g_signal_emit (self, signals[CHANGE_VALUE], 0);
}

static void
update_secret (RhVariableRow *self)
{
  gboolean secret = rh_variable_is_secret (self->variable);

  self->syncing = TRUE;
  gtk_toggle_button_set_active (self->secret_button, secret);
  gtk_button_set_icon_name (GTK_BUTTON (self->secret_button),
                            secret ? "changes-prevent-symbolic" : "changes-allow-symbolic");
  self->syncing = FALSE;
  gtk_stack_set_visible_child_name (self->value_stack, secret ? "secret" : "plain");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "variable.change-value", secret);
}

/* Asked for, not done: the button shows what is. */
static void
secret_toggled_cb (RhVariableRow *self)
{
  if (self->syncing || self->variable == NULL)
    return;

  update_secret (self);
  g_signal_emit (self, signals[TOGGLE_SECRET], 0);
}

static void
run_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (g_str_equal (action, "variable.remove"))
    g_signal_emit (widget, signals[REMOVE], 0);
  else if (g_str_equal (action, "variable.copy-value"))
    g_signal_emit (widget, signals[COPY_VALUE], 0);
  else
    g_signal_emit (widget, signals[CHANGE_VALUE], 0);
}

static void
rh_variable_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhVariableRow *self = RH_VARIABLE_ROW (object);

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
rh_variable_row_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  RhVariableRow *self = RH_VARIABLE_ROW (object);

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
rh_variable_row_dispose (GObject *object)
{
  RhVariableRow *self = RH_VARIABLE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_VARIABLE_ROW);
  g_clear_object (&self->variable);

  G_OBJECT_CLASS (rh_variable_row_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  static const char *const names[]
      = { "remove", "copy-value", "change-value", "toggle-secret", NULL };

  for (guint i = 0; names[i] != NULL; i++)
    signals[i] = g_signal_new (names[i], RH_TYPE_VARIABLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  signals[RENAME] = g_signal_new ("rename", RH_TYPE_VARIABLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rh_variable_row_class_init (RhVariableRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_variable_row_dispose;
  object_class->get_property = rh_variable_row_get_property;
  object_class->set_property = rh_variable_row_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals ();

  g_type_ensure (RH_TYPE_VARIABLE_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/environment/rh-variable-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhVariableRow, enabled_button);
  gtk_widget_class_bind_template_child (widget_class, RhVariableRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, RhVariableRow, value_stack);
  gtk_widget_class_bind_template_child (widget_class, RhVariableRow, value_entry);
  gtk_widget_class_bind_template_child (widget_class, RhVariableRow, secret_value_button);
  gtk_widget_class_bind_template_child (widget_class, RhVariableRow, note_entry);
  gtk_widget_class_bind_template_child (widget_class, RhVariableRow, secret_button);
  gtk_widget_class_bind_template_child (widget_class, RhVariableRow, more_button);
  gtk_widget_class_bind_template_child (widget_class, RhVariableRow, more_menu);
  gtk_widget_class_bind_template_callback (widget_class, name_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_value_cb);
  gtk_widget_class_bind_template_callback (widget_class, secret_toggled_cb);

  gtk_widget_class_install_action (widget_class, "variable.change-value", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "variable.copy-value", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "variable.remove", NULL, run_action);
}

static void
rh_variable_row_init (RhVariableRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  rh_lazy_menu_set (self->more_button, self->more_menu);
  g_signal_connect_object (focus, "leave", G_CALLBACK (name_entered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->name_entry), focus);
}

GtkWidget *
rh_variable_row_new (RhVariable *variable, RhVariableScope *scope, gboolean can_be_secret)
{
  const GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;
  RhVariableRow *self = g_object_new (RH_TYPE_VARIABLE_ROW, NULL);

  self->variable = g_object_ref (variable);
  rh_variable_entry_set_scope (self->value_entry, scope);
  g_object_bind_property (variable, "enabled", self->enabled_button, "active", both);
  rh_long_text_bind (variable, "value", GTK_EDITABLE (self->value_entry));
  rh_long_text_bind (variable, "note", GTK_EDITABLE (self->note_entry));
  name_notify_cb (self);
  g_signal_connect_object (variable, "notify::name", G_CALLBACK (name_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name_entry, "changed", G_CALLBACK (name_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (variable, "notify::secret", G_CALLBACK (update_secret), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->secret_button), can_be_secret);
  update_secret (self);
  update_name_state (self);
  return GTK_WIDGET (self);
}

RhVariable *
rh_variable_row_get_variable (RhVariableRow *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE_ROW (self), NULL);

  return self->variable;
}

void
rh_variable_row_set_empty (RhVariableRow *self, gboolean empty)
{
  GtkWidget *const widgets[]
      = { self->enabled_button, GTK_WIDGET (self->secret_button), GTK_WIDGET (self->more_button) };

  g_return_if_fail (RH_IS_VARIABLE_ROW (self));

  /* Invisible, not hidden: the columns stay in line. */
  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      gtk_widget_set_opacity (widgets[i], empty ? 0 : 1);
      gtk_widget_set_sensitive (widgets[i], !empty);
    }
}

void
rh_variable_row_set_double (RhVariableRow *self, gboolean is_double)
{
  g_return_if_fail (RH_IS_VARIABLE_ROW (self));

  if (self->is_double == is_double)
    return;

  self->is_double = is_double;
  update_name_state (self);
}

void
rh_variable_row_focus_menu (RhVariableRow *self)
{
  g_return_if_fail (RH_IS_VARIABLE_ROW (self));

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->more_button))
      || !gtk_widget_grab_focus (GTK_WIDGET (self->more_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}

void
rh_variable_row_focus_at (RhVariableRow *self, const char *cell, guint cursor)
{
  GtkWidget *entry;

  g_return_if_fail (RH_IS_VARIABLE_ROW (self));

  if (g_str_equal (cell, "name"))
    entry = GTK_WIDGET (self->name_entry);
  else
    entry = g_str_equal (cell, "note") ? self->note_entry : GTK_WIDGET (self->value_entry);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_position (GTK_EDITABLE (entry), (int) cursor);
}
