/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user decided about the network. Nothing can be changed in a file that cannot be read, so
 * then the page says why and no more. */
#define G_LOG_DOMAIN "rh-network-page"

#include "config.h"

#include "preferences/rh-network-page.h"

#include "common/rh-help-context.h"
#include "common/rh-problem-card.h"
#include "http/rh-request.h"
#include "preferences/rh-client-group.h"
#include "preferences/rh-proxy-group.h"
#include "preferences/rh-trusted-group.h"

struct _RhNetworkPage
{
  AdwPreferencesPage parent_instance;

  /* Template */
  GtkWidget *problem_group;
  RhProblemCard *problem_card;
  RhProxyGroup *proxy_group;
  RhTrustedGroup *trusted_group;
  RhClientGroup *client_group;
};

G_DEFINE_FINAL_TYPE (RhNetworkPage, rh_network_page, ADW_TYPE_PREFERENCES_PAGE)

static void
show_problem (RhNetworkPage *self, const GError *cause)
{
  /* As a request that is refused for it says it. */
  g_autoptr (GError) error
      = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_RULES, cause->message);
  g_autoptr (RhProblem) problem = rh_problem_new (error);

  rh_problem_card_show_problem (self->problem_card, problem);
  gtk_widget_set_visible (self->problem_group, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->trusted_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->client_group), FALSE);
}

static void
rh_network_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_NETWORK_PAGE);

  G_OBJECT_CLASS (rh_network_page_parent_class)->dispose (object);
}

static void
rh_network_page_class_init (RhNetworkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_network_page_dispose;

  g_type_ensure (RH_TYPE_PROBLEM_CARD);
  g_type_ensure (RH_TYPE_PROXY_GROUP);
  g_type_ensure (RH_TYPE_TRUSTED_GROUP);
  g_type_ensure (RH_TYPE_CLIENT_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/preferences/rh-network-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhNetworkPage, problem_group);
  gtk_widget_class_bind_template_child (widget_class, RhNetworkPage, problem_card);
  gtk_widget_class_bind_template_child (widget_class, RhNetworkPage, proxy_group);
  gtk_widget_class_bind_template_child (widget_class, RhNetworkPage, trusted_group);
  gtk_widget_class_bind_template_child (widget_class, RhNetworkPage, client_group);
}

static void
rh_network_page_init (RhNetworkPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_PROXY);
}

GtkWidget *
rh_network_page_new (RhNetworkRules *rules)
{
  RhNetworkPage *self;
  const GError *problem;

  g_return_val_if_fail (RH_IS_NETWORK_RULES (rules), NULL);

  self = g_object_new (RH_TYPE_NETWORK_PAGE, NULL);
  problem = rh_network_rules_get_problem (rules);
  if (problem != NULL)
    show_problem (self, problem);
  else
    {
      rh_proxy_group_set_rules (self->proxy_group, rules);
      rh_trusted_group_set_rules (self->trusted_group, rules);
      rh_client_group_set_rules (self->client_group, rules);
    }

  return GTK_WIDGET (self);
}
