/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover without grab, arrow or anything to press. Screen readers get the same from the
 * description of the entry. */
#define G_LOG_DOMAIN "rh-variable-hint"

#include "config.h"

#include "common/rh-variable-hint.h"

#define WIDTH_MAX 44 /* characters: fits a window of 360 px */

struct _RhVariableHint
{
  GtkPopover parent_instance;

  /* Borrowed */
  GtkLabel *value;
  GtkLabel *origin;
};

G_DEFINE_FINAL_TYPE (RhVariableHint, rh_variable_hint, GTK_TYPE_POPOVER)

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_MAX);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
rh_variable_hint_class_init (RhVariableHintClass *klass)
{
}

static void
rh_variable_hint_init (RhVariableHint *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->value = add_label (box, "data");
  self->origin = add_label (box, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->origin), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self), "variable-hint");
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
rh_variable_hint_new (GtkText *text)
{
  GtkWidget *self;

  g_return_val_if_fail (GTK_IS_TEXT (text), NULL);

  self = g_object_new (RH_TYPE_VARIABLE_HINT, NULL);
  gtk_widget_set_parent (self, GTK_WIDGET (text));
  return self;
}

void
rh_variable_hint_show (RhVariableHint *self,
                       const GdkRectangle *area,
                       const char *value,
                       const char *origin)
{
  g_return_if_fail (RH_IS_VARIABLE_HINT (self));
  g_return_if_fail (area != NULL && value != NULL);

  gtk_label_set_text (self->value, value);
  gtk_label_set_text (self->origin, origin != NULL ? origin : "");
  gtk_widget_set_visible (GTK_WIDGET (self->origin), origin != NULL);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), area);
  gtk_popover_popup (GTK_POPOVER (self));
}
