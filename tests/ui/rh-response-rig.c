/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response page in a window of its own, and exchanges to show on it. */
#include "ui/rh-response-rig.h"

#include "response/rh-response-pages.h"

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

/* With what its head says, and nothing of its body. */
RhExchange *
rh_response_rig_new_head (guint status, const char *content_type, RhSpool *spool)
{
  g_autoptr (RhText) url = rh_text_new ("https://api.example.com/v2/employees?limit=20&a=<b>");
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  g_autoptr (RhHeaders) sent = rh_headers_new ();
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhText) token = rh_text_new ("Bearer ");
  RhTiming timing = { 0, 1200, -1, 80000, 900, 184000, FALSE };
  RhExchange *exchange = rh_exchange_new (request);

  rh_text_append_value (token, "SECRET-TOKEN-0123456789-0123456789", -1, "access_token",
                        RH_SOURCE_AUTH, TRUE, NULL);
  rh_headers_append (sent, "Authorization", token);
  rh_headers_append_plain (sent, "Accept", "*/*");
  rh_hop_set_sent (hop, sent, 0);
  if (content_type != NULL)
    rh_headers_append_plain (headers, "Content-Type", content_type);
  rh_headers_append_plain (headers, "X-Markup", "<b>a&b");
  rh_hop_set_response (hop, status, "", "HTTP/1.1", headers);
  rh_hop_set_timing (hop, &timing, 0);
  rh_exchange_add_hop (exchange, hop);
  rh_exchange_set_receiving (exchange, spool);
  return exchange;
}

RhExchange *
rh_response_rig_new_exchange (guint status,
                              const char *content_type,
                              const char *body,
                              gsize length)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  RhExchange *exchange = rh_response_rig_new_head (status, content_type, spool);
  g_autoptr (GError) error = NULL;

  rh_spool_write (spool, body, length, &error);
  g_assert_no_error (error);
  rh_spool_close (spool);
  return exchange;
}

/* The head has come and nothing of the body. */
RhExchange *
rh_response_rig_new_open (const char *content_type)
{
  g_autoptr (RhText) url = rh_text_new ("https://api.example.com/");
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  RhExchange *exchange = rh_exchange_new (request);

  rh_headers_append_plain (headers, "Content-Type", content_type);
  rh_hop_set_response (hop, 200, "OK", "HTTP/1.1", headers);
  rh_exchange_add_hop (exchange, hop);
  rh_exchange_set_receiving (exchange, spool);
  return exchange;
}

RhExchange *
rh_response_rig_new_done (guint status, const char *content_type, const char *body)
{
  RhExchange *exchange = rh_response_rig_new_exchange (status, content_type, body, strlen (body));

  rh_exchange_finish (exchange, NULL);
  return exchange;
}

void
rh_response_rig_show (RhResponseRig *view, const char *page)
{
  GtkWidget *pages = rh_ui_find_type (view->page, RH_TYPE_RESPONSE_PAGES);

  rh_response_pages_set_page (RH_RESPONSE_PAGES (pages), page);
}

RhBodyCanvas *
rh_response_rig_get_canvas (RhResponseRig *view)
{
  GtkWidget *body = rh_ui_find_named (view->page, "Response Body");

  g_assert_true (RH_IS_BODY_CANVAS (body));
  return RH_BODY_CANVAS (body);
}

gboolean
rh_response_rig_is_complete (gpointer canvas)
{
  return rh_body_document_is_complete (rh_body_canvas_get_document (canvas));
}

void
rh_response_rig_assert_clipboard (RhResponseRig *view, const char *expected)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view->page));
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (&value), ==, expected);
}
