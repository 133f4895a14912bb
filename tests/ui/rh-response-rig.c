/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response page in a window of its own, and exchanges to show on it. */
#include "ui/rh-response-rig.h"

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

RhResponseRig *
rh_response_rig_new (void)
{
  RhResponseRig *self = g_new0 (RhResponseRig, 1);

  self->window = GTK_WINDOW (gtk_window_new ());
  self->page = g_object_new (RH_TYPE_RESPONSE_PAGE, NULL);
  gtk_window_set_default_size (self->window, 800, 600);
  gtk_window_set_child (self->window, GTK_WIDGET (self->page));
  gtk_window_present (self->window);
  rh_ui_wait (is_mapped, self->window);
  return self;
}

void
rh_response_rig_free (RhResponseRig *self)
{
  gtk_window_destroy (self->window);
  g_free (self);
}

RhExchange *
rh_response_rig_start (void)
{
  g_autoptr (RhText) url = rh_text_new ("https://api.example.com/");
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  RhExchange *exchange = rh_exchange_new (request);

  rh_exchange_add_hop (exchange, hop);
  return exchange;
}

RhExchange *
rh_response_rig_answer (guint status,
                        const char *content_type,
                        const char *body,
                        const GError *error)
{
  RhExchange *exchange = rh_response_rig_start ();
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);

  rh_headers_append_plain (headers, "Content-Type", content_type);
  rh_hop_set_response (rh_exchange_get_last_hop (exchange), status, "", "HTTP/1.1", headers);
  g_assert_true (rh_spool_write (spool, body, strlen (body), NULL));
  rh_exchange_set_receiving (exchange, spool);
  rh_spool_close (spool);
  rh_exchange_finish (exchange, error);
  return exchange;
}
