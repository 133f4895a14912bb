/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a response. Each is made when it is first looked at; the body's stays, since making
 * it anew costs more than new text in it. */
#define G_LOG_DOMAIN "rh-response-pages"

#include "config.h"

#include "response/rh-response-pages.h"

#include "common/rh-lazy-menu.h"
#include "common/rh-page-switcher.h"
#include "common/rh-problem-card.h"
#include "common/rh-shared-menu.h"
#include "response/rh-body-view.h"
#include "response/rh-details-view.h"
#include "response/rh-headers-view.h"
#include "response/rh-refusal-words.h"
#include "response/rh-response-status.h"

struct _RhResponsePages
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *status_bin;
  RhResponseStatus *status;
  GtkWidget *next_page_button;
  GtkWidget *menu_button;
  GtkProgressBar *progress_bar;
  GtkStack *pages;
  RhProblemCard *refusal_card;
  RhBodyView *body_view;
  AdwBin *headers_bin;
  AdwBin *details_bin;

  /* Owned */
  RhExchange *exchange; /* NULL: nothing is shown */
  RhFlowRecord *record;

  /* Plain */
  gboolean narrow;
};

enum
{
  SIGNAL_MEND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhResponsePages, rh_response_pages, ADW_TYPE_BIN)

static void
visible_child_cb (RhResponsePages *self)
{
  GtkWidget *visible = gtk_stack_get_visible_child (self->pages);

  if (self->exchange == NULL || visible == NULL)
    return;

  if (visible == GTK_WIDGET (self->headers_bin) && adw_bin_get_child (self->headers_bin) == NULL)
    adw_bin_set_child (self->headers_bin, rh_headers_view_new (self->exchange));
  else if (visible == GTK_WIDGET (self->details_bin)
           && adw_bin_get_child (self->details_bin) == NULL)
    adw_bin_set_child (self->details_bin, rh_details_view_new (self->exchange, self->record));
}

static void
mend_cb (RhResponsePages *self)
{
  g_signal_emit (self, signals[SIGNAL_MEND], 0);
}

static void
set_narrow (RhResponsePages *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_widget_set_visible (self->status_bin, !narrow);
  gtk_widget_set_hexpand (self->menu_button, narrow);
}

static void
rh_response_pages_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, RH_RESPONSE_PAGES (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_response_pages_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NARROW:
      set_narrow (RH_RESPONSE_PAGES (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_response_pages_dispose (GObject *object)
{
  RhResponsePages *self = RH_RESPONSE_PAGES (object);

  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_RESPONSE_PAGES);
  g_clear_object (&self->exchange);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (rh_response_pages_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (RH_TYPE_BODY_VIEW);
  g_type_ensure (RH_TYPE_PAGE_SWITCHER);
  g_type_ensure (RH_TYPE_PROBLEM_CARD);
  g_type_ensure (RH_TYPE_RESPONSE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/response/rh-response-pages.ui");
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, status_bin);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, status);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, next_page_button);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, pages);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, refusal_card);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, body_view);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, headers_bin);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePages, details_bin);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);
  gtk_widget_class_bind_template_callback (widget_class, mend_cb);
}

static void
rh_response_pages_class_init (RhResponsePagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_response_pages_dispose;
  object_class->get_property = rh_response_pages_get_property;
  object_class->set_property = rh_response_pages_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_MEND] = g_signal_new ("mend", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
rh_response_pages_init (RhResponsePages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_lazy_menu_set (GTK_MENU_BUTTON (self->menu_button), rh_shared_menu_get ("response-menu"));
}

void
rh_response_pages_show (RhResponsePages *self, RhExchange *exchange, RhFlowRecord *record)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGES (self));

  g_set_object (&self->exchange, exchange);
  g_set_object (&self->record, record);
  adw_bin_set_child (self->headers_bin, NULL);
  adw_bin_set_child (self->details_bin, NULL);
  rh_response_pages_set_refusal (self, NULL);
  rh_response_pages_set_has_next (self, FALSE);
  if (exchange == NULL)
    return;

  rh_response_status_set_exchange (self->status, exchange);
  rh_body_view_show (self->body_view, exchange);
  visible_child_cb (self);
}

void
rh_response_pages_renew_details (RhResponsePages *self)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGES (self));

  adw_bin_set_child (self->details_bin, NULL);
  visible_child_cb (self);
}

void
rh_response_pages_set_progress (RhResponsePages *self, double fraction)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGES (self));

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), fraction >= 0);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, fraction);
}

void
rh_response_pages_set_refusal (RhResponsePages *self, const RhRefusal *refusal)
{
  g_autofree char *text = NULL;
  g_autofree char *button = NULL;

  g_return_if_fail (RH_IS_RESPONSE_PAGES (self));

  if (refusal == NULL)
    {
      rh_problem_card_hide (self->refusal_card);
      return;
    }

  text = rh_refusal_words_dup_text (refusal);
  button = rh_refusal_words_dup_button (refusal);
  rh_problem_card_show (self->refusal_card, rh_refusal_words_get_title (refusal), text, button);
  rh_problem_card_set_help (self->refusal_card, rh_refusal_words_get_help (refusal));
}

void
rh_response_pages_set_has_next (RhResponsePages *self, gboolean has_next)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGES (self));

  gtk_widget_set_visible (self->next_page_button, has_next);
}

void
rh_response_pages_set_offers_variables (RhResponsePages *self, gboolean offers)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGES (self));

  rh_body_view_set_offers_variables (self->body_view, offers);
}

const char *
rh_response_pages_get_page (RhResponsePages *self)
{
  g_return_val_if_fail (RH_IS_RESPONSE_PAGES (self), NULL);

  return gtk_stack_get_visible_child_name (self->pages);
}

void
rh_response_pages_set_page (RhResponsePages *self, const char *name)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGES (self));
  g_return_if_fail (name != NULL);

  if (gtk_stack_get_child_by_name (self->pages, name) != NULL)
    gtk_stack_set_visible_child_name (self->pages, name);
}

GActionGroup *
rh_response_pages_get_actions (RhResponsePages *self)
{
  g_return_val_if_fail (RH_IS_RESPONSE_PAGES (self), NULL);

  return rh_body_view_get_actions (self->body_view);
}
