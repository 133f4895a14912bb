/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses the method: a common one, or any token of RFC 9110. */
#define G_LOG_DOMAIN "rh-method-button"

#include "config.h"

#include "request/rh-method-button.h"

#include "common/rh-validity.h"
#include "http/rh-request.h"

#include <glib/gi18n.h>

struct _RhMethodButton
{
  AdwBin parent_instance;

  /* Template */
  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkListBox *list;
  GtkEditable *entry;
  GtkWidget *problem_label;

  /* Owned */
  char *method;
};

enum
{
  PROP_0,
  PROP_METHOD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhMethodButton, rh_method_button, ADW_TYPE_BIN)

static const char *const common_methods[]
    = { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" };

static void
row_activated_cb (RhMethodButton *self, GtkListBoxRow *row)
{
  rh_method_button_set_method (self, common_methods[gtk_list_box_row_get_index (row)]);
  gtk_popover_popdown (self->popover);
}

static void
entry_changed_cb (RhMethodButton *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  gboolean wrong = *text != '\0' && !rh_method_is_valid (text);

  rh_validity_set (GTK_WIDGET (self->entry), !wrong);
  gtk_widget_set_visible (self->problem_label, wrong);
}

static void
entry_activated_cb (RhMethodButton *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  if (!rh_method_is_valid (text))
    return;

  rh_method_button_set_method (self, text);
  gtk_popover_popdown (self->popover);
}

static void
shown_cb (RhMethodButton *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (common_methods); i++)
    if (g_str_equal (common_methods[i], self->method))
      {
        gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, i)));
        gtk_editable_set_text (self->entry, "");
        return;
      }

  gtk_editable_set_text (self->entry, self->method);
}

static void
rh_method_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhMethodButton *self = RH_METHOD_BUTTON (object);

  switch (prop_id)
    {
    case PROP_METHOD:
      g_value_set_string (value, self->method);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_method_button_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  RhMethodButton *self = RH_METHOD_BUTTON (object);

  switch (prop_id)
    {
    case PROP_METHOD:
      rh_method_button_set_method (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_method_button_dispose (GObject *object)
{
  RhMethodButton *self = RH_METHOD_BUTTON (object);

  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_METHOD_BUTTON);
  g_clear_pointer (&self->method, g_free);

  G_OBJECT_CLASS (rh_method_button_parent_class)->dispose (object);
}

static void
rh_method_button_class_init (RhMethodButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_method_button_dispose;
  object_class->get_property = rh_method_button_get_property;
  object_class->set_property = rh_method_button_set_property;

  properties[PROP_METHOD]
      = g_param_spec_string ("method", NULL, NULL, "GET",
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-method-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RhMethodButton, button);
  gtk_widget_class_bind_template_child (widget_class, RhMethodButton, label);
  gtk_widget_class_bind_template_child (widget_class, RhMethodButton, popover);
  gtk_widget_class_bind_template_child (widget_class, RhMethodButton, list);
  gtk_widget_class_bind_template_child (widget_class, RhMethodButton, entry);
  gtk_widget_class_bind_template_child (widget_class, RhMethodButton, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
rh_method_button_init (RhMethodButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (common_methods); i++)
    {
      GtkWidget *label = gtk_label_new (common_methods[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (self->list, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, common_methods[i], -1);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Method"), -1);
  rh_method_button_set_method (self, "GET");
}

const char *
rh_method_button_get_method (RhMethodButton *self)
{
  g_return_val_if_fail (RH_IS_METHOD_BUTTON (self), NULL);

  return self->method;
}

void
rh_method_button_set_method (RhMethodButton *self, const char *method)
{
  g_return_if_fail (RH_IS_METHOD_BUTTON (self));
  g_return_if_fail (method != NULL);

  if (!g_set_str (&self->method, method))
    return;

  gtk_label_set_label (self->label, method);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, method, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_METHOD]);
}
