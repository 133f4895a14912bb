/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bound to the field like the row that it was opened from, so that neither needs to be told. */
#define G_LOG_DOMAIN "rh-field-dialog"

#include "config.h"

#include "request/rh-field-dialog.h"

#include "common/rh-long-text.h"
#include "common/rh-variable-text.h"

struct _RhFieldDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkWidget *name_row;
  GtkWidget *value_row;
  GtkWidget *file_name_row;
  GtkWidget *type_row;
  GtkWidget *note_row;
  GtkWidget *remove_group;
};

enum
{
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhFieldDialog, rh_field_dialog, ADW_TYPE_DIALOG)

static void
remove_cb (RhFieldDialog *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
rh_field_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_FIELD_DIALOG);

  G_OBJECT_CLASS (rh_field_dialog_parent_class)->dispose (object);
}

static void
rh_field_dialog_class_init (RhFieldDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_field_dialog_dispose;
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-field-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhFieldDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RhFieldDialog, value_row);
  gtk_widget_class_bind_template_child (widget_class, RhFieldDialog, file_name_row);
  gtk_widget_class_bind_template_child (widget_class, RhFieldDialog, type_row);
  gtk_widget_class_bind_template_child (widget_class, RhFieldDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, RhFieldDialog, remove_group);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
rh_field_dialog_init (RhFieldDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind (RhField *field, const char *property, GtkWidget *row)
{
  rh_long_text_bind (field, property, GTK_EDITABLE (row));
}

/* One file can be called something else to the server; several are told apart by their names. */
static gboolean
has_file_name (RhField *field)
{
  g_auto (GStrv) paths = rh_field_dup_paths (field);

  return rh_field_is_file (field) && g_strv_length (paths) <= 1;
}

static void
bind_part (RhFieldDialog *self, RhField *field, RhFields fields)
{
  gboolean of_parts = fields == RH_FIELDS_PARTS;

  gtk_widget_set_visible (self->type_row, of_parts);
  gtk_widget_set_visible (self->file_name_row, of_parts && has_file_name (field));
  if (!of_parts)
    return;

  bind (field, "media-type", self->type_row);
  bind (field, "file-name", self->file_name_row);
}

AdwDialog *
rh_field_dialog_new (RhField *field, RhFields fields, RhVariableScope *scope, gboolean can_remove)
{
  RhFieldDialog *self;

  g_return_val_if_fail (RH_IS_FIELD (field), NULL);

  self = g_object_new (RH_TYPE_FIELD_DIALOG, NULL);
  rh_variable_text_set_scope (rh_variable_text_attach (GTK_EDITABLE (self->name_row)), scope);
  rh_variable_text_set_scope (rh_variable_text_attach (GTK_EDITABLE (self->value_row)), scope);
  bind (field, "name", self->name_row);
  bind (field, "value", self->value_row);
  bind (field, "note", self->note_row);
  bind_part (self, field, fields);
  /* A file is chosen in the row. */
  gtk_widget_set_visible (self->value_row, !rh_field_is_file (field));
  gtk_widget_set_visible (self->remove_group, can_remove);
  return ADW_DIALOG (self);
}
