/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status, time and size of a response; while it arrives, how far it has come. */
#define G_LOG_DOMAIN "rh-response-status"

#include "config.h"

#include "response/rh-response-status.h"

#include "common/rh-css-class.h"
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

  /* Plain */
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

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

/* One that was not followed: its answer is whole. */
static gboolean
is_redirect (RhExchange *exchange)
{
  return rh_http_error_is_redirect (rh_exchange_get_error (exchange));
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
      if (is_redirect (exchange))
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

/* What is there is less than the server had. */
static gboolean
is_part (RhExchange *exchange)
{
  RhExchangeState state = rh_exchange_get_state (exchange);

  if (state == RH_EXCHANGE_STATE_FAILED)
    return !is_redirect (exchange);
  return state == RH_EXCHANGE_STATE_CANCELLED;
}

static void
set_size (RhResponseStatus *self, const char *text, gboolean warns)
{
  gtk_label_set_label (self->size_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->size_label), text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->size_label),
                              (const char *[]) { "numeric", warns ? "warning" : "dimmed",
                                                 self->narrow ? "caption" : NULL, NULL });
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
      set_size (self, size, !running && is_part (exchange));
    }
  if (!running)
    {
      g_autofree char *duration = rh_format_duration (rh_exchange_get_duration (exchange));

      gtk_label_set_label (self->duration_label, duration);
    }
}

/* "3.1 MB of 10 MB, 1.2 MB/s" has two lines then: half of it would say less. */
static void
set_narrow (RhResponseStatus *self, gboolean narrow)
{
  self->narrow = narrow;
  rh_css_class_set (GTK_WIDGET (self->duration_label), "caption", narrow);
  gtk_label_set_wrap (self->size_label, narrow);
  gtk_label_set_lines (self->size_label, narrow ? 2 : -1);
  if (self->transfer != NULL)
    update (self);
}

static void
rh_response_status_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhResponseStatus *self = RH_RESPONSE_STATUS (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_response_status_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  RhResponseStatus *self = RH_RESPONSE_STATUS (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
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
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_response_status_dispose;
  object_class->get_property = rh_response_status_get_property;
  object_class->set_property = rh_response_status_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

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
