/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of request and response somebody attends to. */
#define G_LOG_DOMAIN "rh-tab-attention"

#include "config.h"

#include "window/rh-tab-attention.h"

struct _RhTabAttention
{
  GObject parent_instance;

  /* Plain */
  gboolean response;
};

G_DEFINE_FINAL_TYPE (RhTabAttention, rh_tab_attention, G_TYPE_OBJECT)

static void
request_pressed_cb (RhTabAttention *self)
{
  self->response = FALSE;
}

static gboolean
request_key_cb (RhTabAttention *self)
{
  self->response = FALSE;
  return GDK_EVENT_PROPAGATE;
}

static void
response_used_cb (RhTabAttention *self)
{
  self->response = TRUE;
}

static void
watch (RhTabAttention *self,
       GtkWidget *widget,
       GtkEventController *controller,
       const char *signal,
       GCallback used_cb)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, signal, used_cb, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, controller);
}

static void
rh_tab_attention_class_init (RhTabAttentionClass *klass)
{
}

static void
rh_tab_attention_init (RhTabAttention *self)
{
}

RhTabAttention *
rh_tab_attention_new (void)
{
  return g_object_new (RH_TYPE_TAB_ATTENTION, NULL);
}

void
rh_tab_attention_watch_request (RhTabAttention *self, GtkWidget *widget)
{
  g_return_if_fail (RH_IS_TAB_ATTENTION (self));

  watch (self, widget, gtk_event_controller_key_new (), "key-pressed", G_CALLBACK (request_key_cb));
  watch (self, widget, GTK_EVENT_CONTROLLER (gtk_gesture_click_new ()), "pressed",
         G_CALLBACK (request_pressed_cb));
}

void
rh_tab_attention_watch_response (RhTabAttention *self, GtkWidget *widget)
{
  g_return_if_fail (RH_IS_TAB_ATTENTION (self));

  watch (self, widget, gtk_event_controller_focus_new (), "enter", G_CALLBACK (response_used_cb));
  watch (self, widget, GTK_EVENT_CONTROLLER (gtk_gesture_click_new ()), "pressed",
         G_CALLBACK (response_used_cb));
}

void
rh_tab_attention_set_response (RhTabAttention *self, gboolean response)
{
  g_return_if_fail (RH_IS_TAB_ATTENTION (self));

  self->response = response;
}

gboolean
rh_tab_attention_is_response (RhTabAttention *self)
{
  g_return_val_if_fail (RH_IS_TAB_ATTENTION (self), FALSE);

  return self->response;
}
