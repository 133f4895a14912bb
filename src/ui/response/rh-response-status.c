/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status, time and size of a response; while it arrives, how far it has come. */
#define G_LOG_DOMAIN "rh-response-status"

#include "config.h"

#include "response/rh-response-status.h"

#include "response/rh-format.h"
#include "response/rh-status-words.h"
#include "response/rh-transfer.h"

#include <glib/gi18n.h>

struct _RhResponseStatus
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *pill;
  GtkLabel *duration_label;
  GtkLabel *size_label;

  /* Owned */
  RhTransfer *transfer; /* of what is shown; NULL: nothing */
};

G_DEFINE_FINAL_TYPE (RhResponseStatus, rh_response_status, ADW_TYPE_BIN)

static void
show_status (RhResponseStatus *self, RhHop *hop)
{
  guint status = rh_hop_get_status (hop);
  const char *meaning = rh_status_words_get (status);
  g_autofree char *text = rh_format_status (status, rh_hop_get_reason (hop));
  g_autofree char *words = g_strdup_printf ("%s: %s", text, meaning);

  gtk_label_set_label (self->pill, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pill), meaning);
  gtk_widget_set_css_classes (
      GTK_WIDGET (self->pill),
      (const char *[]) { "status-pill", rh_format_status_class (status), NULL });
  /* A label takes its text for its name; the name stays, the text is its description. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pill), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Response Status"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words,
                                  -1);
}

/* The size that was transferred says something where it was compressed. */
static goffset
get_wire_size (RhExchange *exchange)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);

  return rh_headers_get (rh_hop_get_headers (hop), "Content-Encoding") != NULL
             ? rh_hop_get_wire_size (hop)
             : -1;
}

static char *
dup_size (RhExchange *exchange)
{
  goffset size = rh_spool_get_size (rh_exchange_get_spool (exchange));
  g_autofree char *text = NULL;

  switch (rh_exchange_get_state (exchange))
    {
    case RH_EXCHANGE_STATE_CANCELLED:
      text = g_format_size ((guint64) size);
      /* Translators: %s is the size of what arrived before somebody cancelled. */
      return g_strdup_printf (_ ("%s, cancelled"), text);
    case RH_EXCHANGE_STATE_FAILED:
      /* The answer that was not followed is whole. */
      if (g_error_matches (rh_exchange_get_error (exchange), RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT))
        return rh_format_size (size, get_wire_size (exchange));
      text = g_format_size ((guint64) size);
      if (g_error_matches (rh_exchange_get_error (exchange), RH_HTTP_ERROR,
                           RH_HTTP_ERROR_TRUNCATED))
        /* Translators: %s is the size of what arrived before the connection ended. */
        return g_strdup_printf (_ ("%s, ended early"), text);
      /* Translators: %s is the size of what arrived before something failed. */
      return g_strdup_printf (_ ("%s, incomplete"), text);
    case RH_EXCHANGE_STATE_WAITING:
    case RH_EXCHANGE_STATE_RECEIVING:
    case RH_EXCHANGE_STATE_DONE:
    default:
      return rh_format_size (size, get_wire_size (exchange));
    }
}

static void
set_size (RhResponseStatus *self, const char *text, gboolean is_part)
{
  gtk_label_set_label (self->size_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->size_label), text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->size_label),
                              (const char *[]) { "numeric", is_part ? "warning" : "dimmed", NULL });
}

static void
update (RhResponseStatus *self)
{
  RhExchange *exchange = rh_transfer_get_exchange (self->transfer);
  gboolean running = rh_transfer_is_running (self->transfer);
  gboolean has_body = rh_exchange_get_spool (exchange) != NULL;
  g_autofree char *size = NULL;

  /* An example tells no time. */
  gtk_widget_set_visible (GTK_WIDGET (self->duration_label),
                          !running && rh_exchange_get_started (exchange) != 0);
  /* A body that was not kept has no size to be told. */
  gtk_widget_set_visible (GTK_WIDGET (self->size_label), has_body);
  if (has_body)
    {
      size = running ? rh_transfer_dup_words (self->transfer) : dup_size (exchange);
      set_size (self, size, !running && rh_exchange_get_state (exchange) != RH_EXCHANGE_STATE_DONE);
    }
  if (!running)
    {
      g_autofree char *duration = rh_format_duration (rh_exchange_get_duration (exchange));

      gtk_label_set_label (self->duration_label, duration);
    }
}

static void
rh_response_status_dispose (GObject *object)
{
  RhResponseStatus *self = RH_RESPONSE_STATUS (object);

  g_clear_object (&self->transfer);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_RESPONSE_STATUS);

  G_OBJECT_CLASS (rh_response_status_parent_class)->dispose (object);
}

static void
rh_response_status_class_init (RhResponseStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_response_status_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/response/rh-response-status.ui");
  gtk_widget_class_bind_template_child (widget_class, RhResponseStatus, pill);
  gtk_widget_class_bind_template_child (widget_class, RhResponseStatus, duration_label);
  gtk_widget_class_bind_template_child (widget_class, RhResponseStatus, size_label);
}

static void
rh_response_status_init (RhResponseStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rh_response_status_set_exchange (RhResponseStatus *self, RhExchange *exchange)
{
  RhHop *hop = exchange != NULL ? rh_exchange_get_last_hop (exchange) : NULL;

  g_return_if_fail (RH_IS_RESPONSE_STATUS (self));

  if (self->transfer != NULL)
    g_signal_handlers_disconnect_by_func (self->transfer, update, self);
  g_clear_object (&self->transfer);
  gtk_label_set_label (self->pill, "");
  gtk_widget_set_visible (GTK_WIDGET (self), hop != NULL && rh_hop_get_status (hop) != 0);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  show_status (self, hop);
  self->transfer = rh_transfer_new (exchange);
  g_signal_connect_object (self->transfer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
