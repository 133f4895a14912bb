/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what a value of a response is to be called as a variable. */
#define G_LOG_DOMAIN "rh-variable-dialog"

#include "config.h"

#include "response/rh-variable-dialog.h"

#include "common/rh-first-focus.h"
#include "common/rh-validity.h"
#include "text/rh-template.h"

#include <glib/gi18n.h>

struct _RhVariableDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkEditable *name_row;
  AdwActionRow *expression_row;
  GtkWidget *set_button;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (RhVariableDialog, rh_variable_dialog, ADW_TYPE_DIALOG)

static void
changed_cb (RhVariableDialog *self)
{
  const char *name = gtk_editable_get_text (self->name_row);
  gboolean right = rh_template_is_name (name);

  gtk_widget_set_sensitive (self->set_button, right);
  rh_validity_set (GTK_WIDGET (self->name_row), right || *name == '\0');
}

static void
set_cb (RhVariableDialog *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (self->name_row));

  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, chosen_signal, 0, name);
}

static void
rh_variable_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_VARIABLE_DIALOG);

  G_OBJECT_CLASS (rh_variable_dialog_parent_class)->dispose (object);
}

static void
rh_variable_dialog_class_init (RhVariableDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_variable_dialog_dispose;

  chosen_signal = g_signal_new ("chosen", RH_TYPE_VARIABLE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/response/rh-variable-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhVariableDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RhVariableDialog, expression_row);
  gtk_widget_class_bind_template_child (widget_class, RhVariableDialog, set_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_cb);
}

static void
rh_variable_dialog_init (RhVariableDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_first_focus_set (self, self->name_row);
}

/* What a variable cannot be called becomes "_". */
static char *
dup_name (const char *proposal)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *at = proposal; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (name, g_unichar_isalnum (c) || c == '-' || c == '.' ? c : '_');
    }

  return name->len > 0 ? g_string_free_and_steal (g_steal_pointer (&name)) : g_strdup ("value");
}

AdwDialog *
rh_variable_dialog_new (const char *expression, const char *proposal)
{
  RhVariableDialog *self = g_object_new (RH_TYPE_VARIABLE_DIALOG, NULL);
  g_autofree char *name = dup_name (proposal);

  gtk_editable_set_text (self->name_row, name);
  adw_action_row_set_subtitle (self->expression_row, expression);
  return ADW_DIALOG (self);
}
