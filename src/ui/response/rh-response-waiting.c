/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing has come back yet. A body that is gone at once is not told of; of one that takes longer,
 * how far it is, a few times a second. Connections do not tell that they died in a suspend, so that
 * is looked for. */
#define G_LOG_DOMAIN "rh-response-waiting"

#include "config.h"

#include "response/rh-response-waiting.h"

#include "response/rh-format.h"
#include "response/rh-transfer.h"

#include <glib/gi18n.h>

/* Milliseconds. */
#define INTERVAL 250
#define SLEEP_INTERVAL 1000

struct _RhResponseWaiting
{
  AdwBin parent_instance;

  /* Template */
  AdwStatusPage *page;
  GtkProgressBar *progress_bar;

  /* Owned */
  RhExchange *exchange; /* NULL: nothing is sent */
  RhHop *hop;           /* the last one of @exchange; NULL before anything was tried */
  guint timer;
  guint sleep_timer; /* 0: nothing is sent, or a suspend is told already */

  /* Plain */
  RhRate rate;
};

G_DEFINE_FINAL_TYPE (RhResponseWaiting, rh_response_waiting, ADW_TYPE_BIN)

static gboolean
is_sending (RhResponseWaiting *self)
{
  return self->hop != NULL
         && rh_hop_get_bytes_sent (self->hop) < rh_hop_get_sent_body_size (self->hop);
}

static void
show_waiting (RhResponseWaiting *self)
{
  adw_status_page_set_title (self->page, _ ("Waiting for the Response"));
  adw_status_page_set_description (
      self->page, self->exchange != NULL && rh_exchange_get_slept (self->exchange) > 0
                      ? _ ("The computer was suspended meanwhile, and the connection may be lost. "
                           "If nothing comes, cancel and send again.")
                      : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), FALSE);
}

static void
show_sending (RhResponseWaiting *self)
{
  goffset sent = rh_hop_get_bytes_sent (self->hop);
  goffset size = rh_hop_get_sent_body_size (self->hop);
  g_autofree char *words = NULL;

  rh_rate_add (&self->rate, g_get_monotonic_time (), sent);
  words = rh_format_progress (sent, size, rh_rate_get (&self->rate));
  adw_status_page_set_title (self->page, _ ("Sending the Request"));
  adw_status_page_set_description (self->page, words);
  gtk_progress_bar_set_fraction (self->progress_bar, (double) sent / (double) size);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), TRUE);
}

static gboolean
timer_cb (gpointer user_data)
{
  RhResponseWaiting *self = user_data;

  self->timer = 0;
  if (is_sending (self))
    show_sending (self);
  else
    show_waiting (self);
  return G_SOURCE_REMOVE;
}

static gboolean
sleep_timer_cb (gpointer user_data)
{
  RhResponseWaiting *self = user_data;

  if (rh_exchange_get_slept (self->exchange) == 0)
    return G_SOURCE_CONTINUE;

  self->sleep_timer = 0;
  if (!is_sending (self))
    show_waiting (self);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (RhResponseWaiting *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (INTERVAL, timer_cb, self);
}

static void
set_hop (RhResponseWaiting *self, RhHop *hop)
{
  if (self->hop == hop)
    return;

  if (self->hop != NULL)
    g_signal_handlers_disconnect_by_data (self->hop, self);
  g_set_object (&self->hop, hop);
  self->rate.n_samples = 0;
  if (hop == NULL)
    return;

  g_signal_connect_object (hop, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  progress_cb (self);
}

/* A redirect may send the body once more. */
static void
hops_cb (RhResponseWaiting *self)
{
  set_hop (self, rh_exchange_get_last_hop (self->exchange));
}

static void
stop (RhResponseWaiting *self)
{
  set_hop (self, NULL);
  if (self->exchange != NULL)
    g_signal_handlers_disconnect_by_data (rh_exchange_get_hops (self->exchange), self);
  g_clear_object (&self->exchange);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->sleep_timer, g_source_remove);
}

static void
rh_response_waiting_dispose (GObject *object)
{
  stop (RH_RESPONSE_WAITING (object));
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_RESPONSE_WAITING);

  G_OBJECT_CLASS (rh_response_waiting_parent_class)->dispose (object);
}

static void
rh_response_waiting_class_init (RhResponseWaitingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_response_waiting_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/response/rh-response-waiting.ui");
  gtk_widget_class_bind_template_child (widget_class, RhResponseWaiting, page);
  gtk_widget_class_bind_template_child (widget_class, RhResponseWaiting, progress_bar);
}

static void
rh_response_waiting_init (RhResponseWaiting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rh_response_waiting_set_exchange (RhResponseWaiting *self, RhExchange *exchange)
{
  g_return_if_fail (RH_IS_RESPONSE_WAITING (self));
  g_return_if_fail (exchange == NULL || RH_IS_EXCHANGE (exchange));

  stop (self);
  show_waiting (self);
  if (exchange == NULL)
    return;

  self->exchange = g_object_ref (exchange);
  self->sleep_timer = g_timeout_add (SLEEP_INTERVAL, sleep_timer_cb, self);
  g_signal_connect_object (rh_exchange_get_hops (exchange), "items-changed", G_CALLBACK (hops_cb),
                           self, G_CONNECT_SWAPPED);
  hops_cb (self);
}
