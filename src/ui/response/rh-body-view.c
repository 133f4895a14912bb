/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the body of a response: pretty JSON, text as received, or what it is instead. */
#define G_LOG_DOMAIN "rh-body-view"

#include "config.h"

#include "response/rh-body-view.h"

#include "common/rh-code-view.h"
#include "response/rh-body-text.h"

#include <glib/gi18n.h>

struct _RhBodyView
{
  AdwBin parent_instance;

  /* Template */
  AdwBanner *banner;
  GtkStack *stack;
  RhCodeView *view;
  AdwStatusPage *binary_page;
};

G_DEFINE_FINAL_TYPE (RhBodyView, rh_body_view, ADW_TYPE_BIN)

static char *
dup_notice (const RhBodyText *text, RhExchange *exchange)
{
  RhSpool *spool = rh_exchange_get_spool (exchange);
  g_autofree char *size = g_format_size ((guint64) rh_spool_get_size (spool));

  if (rh_exchange_get_state (exchange) == RH_EXCHANGE_STATE_CANCELLED)
    return g_strdup_printf (_ ("Cancelled: these are the first %s."), size);
  if (rh_exchange_get_state (exchange) == RH_EXCHANGE_STATE_FAILED)
    return g_strdup_printf (_ ("The connection ended early: these are the first %s."), size);
  if (text->is_cut)
    return g_strdup_printf (_ ("The body has %s; this is the first megabyte of it."), size);
  if (text->has_cut_lines)
    return g_strdup (_ ("Lines over 5,000 characters are cut, they would freeze the view."));
  if (text->is_invalid_json)
    return g_strdup_printf (_ ("Not valid JSON from line %u, column %u on. Shown as received."),
                            text->invalid_line, text->invalid_column);
  if (text->is_damaged)
    return g_strdup (_ ("Some bytes are not text and were replaced."));
  return NULL;
}

static void
show_binary (RhBodyView *self, RhExchange *exchange)
{
  g_autofree char *media_type = rh_exchange_dup_media_type (exchange);
  g_autofree char *size
      = g_format_size ((guint64) rh_spool_get_size (rh_exchange_get_spool (exchange)));
  g_autofree char *content_type = g_content_type_from_mime_type (media_type);
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  if (content_type != NULL && *media_type != '\0')
    words = g_content_type_get_description (content_type);
  /* Translators: what a body is, and its size. */
  text = words != NULL ? g_strdup_printf (_ ("%s, %s"), words, size) : g_strdup (size);
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->binary_page, markup);
  gtk_stack_set_visible_child_name (self->stack, "binary");
}

static void
rh_body_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_BODY_VIEW);

  G_OBJECT_CLASS (rh_body_view_parent_class)->dispose (object);
}

static void
rh_body_view_class_init (RhBodyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_body_view_dispose;

  g_type_ensure (RH_TYPE_CODE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/response/rh-body-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, banner);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, stack);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, view);
  gtk_widget_class_bind_template_child (widget_class, RhBodyView, binary_page);
}

static void
rh_body_view_init (RhBodyView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rh_body_view_show (RhBodyView *self, RhExchange *exchange)
{
  g_autofree char *media_type = NULL;
  g_autofree char *charset = NULL;
  g_autofree char *notice = NULL;
  g_autoptr (RhBodyText) text = NULL;
  RhHop *hop;

  g_return_if_fail (RH_IS_BODY_VIEW (self));

  hop = rh_exchange_get_last_hop (exchange);
  media_type = rh_exchange_dup_media_type (exchange);
  charset = rh_body_text_dup_charset (rh_headers_get (rh_hop_get_headers (hop), "Content-Type"));
  text = rh_body_text_new (rh_exchange_get_spool (exchange), media_type, charset);

  if (text->kind != RH_BODY_TEXT_EMPTY)
    notice = dup_notice (text, exchange);
  adw_banner_set_title (self->banner, notice != NULL ? notice : "");
  adw_banner_set_revealed (self->banner, notice != NULL);

  /* The old text goes first: a language set on it would be worked out for nothing. */
  rh_code_view_set_text (self->view, "");
  if (rh_exchange_get_spool (exchange) == NULL
      && rh_exchange_get_state (exchange) == RH_EXCHANGE_STATE_DONE)
    gtk_stack_set_visible_child_name (self->stack, "not-kept");
  else if (text->kind == RH_BODY_TEXT_EMPTY)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else if (text->kind == RH_BODY_TEXT_BINARY)
    show_binary (self, exchange);
  else
    {
      rh_code_view_set_language (self->view, text->language);
      rh_code_view_set_text (self->view, text->text);
      gtk_stack_set_visible_child_name (self->stack, "text");
    }
}

const char *
rh_body_view_get_notice (RhBodyView *self)
{
  g_return_val_if_fail (RH_IS_BODY_VIEW (self), NULL);

  return adw_banner_get_title (self->banner);
}
