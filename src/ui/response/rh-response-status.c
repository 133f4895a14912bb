/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status, time and size of a response. */
#define G_LOG_DOMAIN "rh-response-status"

#include "config.h"

#include "response/rh-response-status.h"

#include "response/rh-format.h"

#include <glib/gi18n.h>

struct _RhResponseStatus
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *pill;
  GtkLabel *duration_label;
  GtkLabel *size_label;
};

G_DEFINE_FINAL_TYPE (RhResponseStatus, rh_response_status, ADW_TYPE_BIN)

static void
rh_response_status_dispose (GObject *object)
{
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
  guint status = hop != NULL ? rh_hop_get_status (hop) : 0;
  g_autofree char *text = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *size = NULL;
  RhSpool *spool;

  g_return_if_fail (RH_IS_RESPONSE_STATUS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), status != 0);
  gtk_label_set_label (self->pill, "");
  if (status == 0)
    return;

  spool = rh_exchange_get_spool (exchange);
  text = rh_format_status (status, rh_hop_get_reason (hop));
  duration = rh_format_duration (rh_exchange_get_duration (exchange));
  size = g_format_size (spool != NULL ? (guint64) rh_spool_get_size (spool) : 0);
  gtk_label_set_label (self->pill, text);
  gtk_widget_set_css_classes (
      GTK_WIDGET (self->pill),
      (const char *[]) { "status-pill", rh_format_status_class (status), NULL });
  /* A label takes its text for its name; the name stays, the text is its description. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pill), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Response Status"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_label_set_label (self->duration_label, duration);
  gtk_label_set_label (self->size_label, size);
  /* A body that was not kept has none to be told. */
  gtk_widget_set_visible (GTK_WIDGET (self->size_label), spool != NULL);
}

const char *
rh_response_status_get_text (RhResponseStatus *self)
{
  g_return_val_if_fail (RH_IS_RESPONSE_STATUS (self), NULL);

  return gtk_label_get_label (self->pill);
}
