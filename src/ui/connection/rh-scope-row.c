/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scopes of a client in a boxed list. The entry has the text; the chips follow it. */
#define G_LOG_DOMAIN "rh-scope-row"

#include "config.h"

#include "connection/rh-scope-row.h"

#include "connection/rh-scope-chips.h"

struct _RhScopeRow
{
  AdwPreferencesRow parent_instance;

  /* Template */
  GtkToggleButton *edit_button;
  RhScopeChips *chips;
  GtkEntry *entry;
};

enum
{
  SIGNAL_COPY_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkEditable *
rh_scope_row_get_delegate (GtkEditable *editable)
{
  return gtk_editable_get_delegate (GTK_EDITABLE (RH_SCOPE_ROW (editable)->entry));
}

static void
rh_scope_row_editable_init (GtkEditableInterface *iface)
{
  iface->get_delegate = rh_scope_row_get_delegate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RhScopeRow,
                               rh_scope_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_EDITABLE,
                                                      rh_scope_row_editable_init))

static void
copy_clicked_cb (RhScopeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_COPY_CLICKED], 0);
}

static void
edit_toggled_cb (RhScopeRow *self)
{
  if (!gtk_toggle_button_get_active (self->edit_button))
    return;

  gtk_entry_grab_focus_without_selecting (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
rh_scope_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (!gtk_editable_delegate_get_property (object, prop_id, value, pspec))
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rh_scope_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (!gtk_editable_delegate_set_property (object, prop_id, value, pspec))
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rh_scope_row_dispose (GObject *object)
{
  RhScopeRow *self = RH_SCOPE_ROW (object);

  if (self->entry != NULL)
    gtk_editable_finish_delegate (GTK_EDITABLE (self));
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_SCOPE_ROW);

  G_OBJECT_CLASS (rh_scope_row_parent_class)->dispose (object);
}

static void
rh_scope_row_class_init (RhScopeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rh_scope_row_get_property;
  object_class->set_property = rh_scope_row_set_property;
  object_class->dispose = rh_scope_row_dispose;

  gtk_editable_install_properties (object_class, 1);
  signals[SIGNAL_COPY_CLICKED] = g_signal_new ("copy-clicked", RH_TYPE_SCOPE_ROW, G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RH_TYPE_SCOPE_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/connection/rh-scope-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhScopeRow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, RhScopeRow, chips);
  gtk_widget_class_bind_template_child (widget_class, RhScopeRow, entry);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_toggled_cb);
}

static void
rh_scope_row_init (RhScopeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_init_delegate (GTK_EDITABLE (self));
}

void
rh_scope_row_set_documented (RhScopeRow *self, GListModel *documented)
{
  g_return_if_fail (RH_IS_SCOPE_ROW (self));

  rh_scope_chips_set_documented (self->chips, documented);
}

void
rh_scope_row_edit (RhScopeRow *self)
{
  g_return_if_fail (RH_IS_SCOPE_ROW (self));

  gtk_toggle_button_set_active (self->edit_button, TRUE);
  edit_toggled_cb (self);
}
