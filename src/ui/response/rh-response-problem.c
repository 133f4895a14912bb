/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing came back: what went wrong, in words, and what can be done at once. */
#define G_LOG_DOMAIN "rh-response-problem"

#include "config.h"

#include "response/rh-response-problem.h"

#include "common/rh-help-context.h"
#include "common/rh-no-hyphens.h"
#include "common/rh-problem.h"

#include <glib/gi18n.h>

struct _RhResponseProblem
{
  AdwBin parent_instance;

  /* Template */
  AdwStatusPage *page;
  GtkLabel *detail;
  GtkButton *button;
  GtkWidget *trust_button;
  GtkWidget *details_button;
  GtkWidget *why_button;

  /* Plain */
  gboolean offline; /* what is shown is that there is no network */
};

G_DEFINE_FINAL_TYPE (RhResponseProblem, rh_response_problem, ADW_TYPE_BIN)

static void
network_cb (RhResponseProblem *self)
{
  if (!self->offline || !g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    return;

  self->offline = FALSE;
  adw_status_page_set_title (self->page, _ ("You Are Online Again"));
  adw_status_page_set_description (self->page, _ ("The request was not sent. Send it again."));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), adw_status_page_get_title (self->page),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Asked when it matters only: the first question costs something. */
static void
watch_network (RhResponseProblem *self)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  g_signal_handlers_disconnect_by_func (monitor, network_cb, self);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (network_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
rh_response_problem_dispose (GObject *object)
{
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_RESPONSE_PROBLEM);

  G_OBJECT_CLASS (rh_response_problem_parent_class)->dispose (object);
}

static void
rh_response_problem_class_init (RhResponseProblemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_response_problem_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/response/rh-response-problem.ui");
  gtk_widget_class_bind_template_child (widget_class, RhResponseProblem, page);
  gtk_widget_class_bind_template_child (widget_class, RhResponseProblem, detail);
  gtk_widget_class_bind_template_child (widget_class, RhResponseProblem, button);
  gtk_widget_class_bind_template_child (widget_class, RhResponseProblem, trust_button);
  gtk_widget_class_bind_template_child (widget_class, RhResponseProblem, details_button);
  gtk_widget_class_bind_template_child (widget_class, RhResponseProblem, why_button);
}

static void
rh_response_problem_init (RhResponseProblem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_no_hyphens (GTK_WIDGET (self));
}

static void
show_button (RhResponseProblem *self, const char *label, const char *action, const char *target)
{
  gtk_widget_set_visible (GTK_WIDGET (self->button), action != NULL);
  if (action == NULL)
    return;

  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button),
                                          target == NULL ? NULL : g_variant_new_string (target));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}

static void
show_help (RhResponseProblem *self, const char *page)
{
  rh_help_context_set (GTK_WIDGET (self), page);
  if (page != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->why_button), "s", page);
  gtk_widget_set_visible (self->why_button, page != NULL);
}

/* Which may be why the connection did not last; what kept it from coming about is something else.
 */
static gboolean
is_lost_connection (const GError *error)
{
  return g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_SEND)
         || g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_RECEIVE)
         || g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE)
         || g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TIMEOUT_TOTAL);
}

static char *
dup_description (const RhProblem *problem, const GError *error, RhExchange *exchange)
{
  g_autofree char *text = NULL;

  if (exchange == NULL || !is_lost_connection (error) || rh_exchange_get_slept (exchange) == 0)
    return g_markup_escape_text (problem->sentence, -1);

  text = g_strdup_printf ("%s\n%s", problem->sentence,
                          _ ("The computer was suspended meanwhile: that ends connections."));
  return g_markup_escape_text (text, -1);
}

void
rh_response_problem_show (RhResponseProblem *self,
                          const GError *error,
                          RhExchange *exchange,
                          gboolean has_details)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  g_autofree char *markup = NULL;
  RhHop *hop = exchange != NULL ? rh_exchange_get_last_hop (exchange) : NULL;
  /* Of the request itself: a sign-in's is no hop of it, and is never trusted. */
  gboolean has_certificate = g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS)
                             && hop != NULL && rh_hop_get_certificate (hop) != NULL;

  g_return_if_fail (RH_IS_RESPONSE_PROBLEM (self));

  self->offline = rh_problem_blame_network (
      problem, error, hop == NULL ? NULL : rh_text_peek (rh_hop_get_url (hop), NULL));
  if (self->offline)
    watch_network (self);
  markup = dup_description (problem, error, exchange);
  adw_status_page_set_title (self->page, problem->title);
  adw_status_page_set_description (self->page, markup);
  gtk_label_set_label (self->detail, problem->detail != NULL ? problem->detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), problem->detail != NULL);
  gtk_widget_set_visible (self->details_button, has_details);
  gtk_widget_set_visible (self->trust_button, has_certificate);
  show_help (self, problem->help);
  /* Sent again it would be refused again: first somebody has to look at it. */
  if (has_certificate)
    show_button (self, _ ("Show Certi_ficate…"), "response.certificate", NULL);
  else
    show_button (self, problem->action_label, problem->action, problem->action_target);
}

void
rh_response_problem_settle_focus (RhResponseProblem *self)
{
  g_return_if_fail (RH_IS_RESPONSE_PROBLEM (self));

  if (!gtk_widget_is_focus (GTK_WIDGET (self->detail)))
    return;

  gtk_label_select_region (self->detail, 0, 0);
  gtk_widget_child_focus (GTK_WIDGET (self->page), GTK_DIR_TAB_FORWARD);
}
