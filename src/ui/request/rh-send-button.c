/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Send, which is Cancel while a request runs. One button that keeps its width, so that nothing
 * moves under the pointer. */
#define G_LOG_DOMAIN "rh-send-button"

#include "config.h"

#include "request/rh-send-button.h"

#include "common/rh-css-class.h"

#include <glib/gi18n.h>

struct _RhSendButton
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkWidget *button;
  GtkStack *stack;

  /* Plain */
  gboolean running;
  const char *pressed_for; /* The action, or NULL while nobody presses it */
};

enum
{
  PROP_0,
  PROP_RUNNING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhSendButton, rh_send_button, ADW_TYPE_BIN)

static void
update (RhSendButton *self)
{
  const char *label = self->running ? _ ("Cancel") : _ ("Send");

  gtk_stack_set_visible_child_name (self->stack, self->running ? "cancel" : "send");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_tooltip_text (self->button,
                               self->running ? _ ("Cancel (Esc)") : _ ("Send (Ctrl+Enter)"));
  rh_css_class_set (self->button, "suggested-action", !self->running);
}

static const char *
get_action (RhSendButton *self)
{
  return self->running ? "win.cancel" : "win.send";
}

/* A key clicks a moment after it was pressed, a mouse when it is let go. What was read on the
 * button then counts, not what it has become meanwhile: a Cancel that comes too late sends nothing.
 */
static void
pressed_cb (RhSendButton *self)
{
  self->pressed_for = get_action (self);
}

/* Not by the action's name: GTK keeps a note in the window of each that a widget ever had. */
static void
clicked_cb (RhSendButton *self)
{
  const char *action = self->pressed_for != NULL ? self->pressed_for : get_action (self);

  self->pressed_for = NULL;
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
rh_send_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhSendButton *self = RH_SEND_BUTTON (object);

  switch (prop_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_send_button_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhSendButton *self = RH_SEND_BUTTON (object);

  switch (prop_id)
    {
    case PROP_RUNNING:
      self->running = g_value_get_boolean (value);
      update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_send_button_class_init (RhSendButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_send_button_get_property;
  object_class->set_property = rh_send_button_set_property;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_send_button_init (RhSendButton *self)
{
  GtkGesture *press = gtk_gesture_click_new ();

  self->button = gtk_button_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, gtk_label_new (_ ("Send")), "send");
  gtk_stack_add_named (self->stack, gtk_label_new (_ ("Cancel")), "cancel");
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), self->button);
  g_signal_connect_swapped (self->button, "activate", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  update (self);
}
