/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a response came about. Everything on this page is masked: by spans where we put a secret in,
 * by the redactor else. */
#define G_LOG_DOMAIN "rh-details-view"

#include "config.h"

#include "response/rh-details-view.h"

#include "common/rh-problem.h"
#include "http/rh-hop-text.h"
#include "response/rh-certificate-facts.h"
#include "response/rh-fact-row.h"
#include "response/rh-hop-facts.h"
#include "response/rh-mask-words.h"
#include "response/rh-message-facts.h"
#include "response/rh-timing-chart.h"
#include "workspace/rh-action-result.h"

#include <glib/gi18n.h>

struct _RhDetailsView
{
  AdwBin parent_instance;

  /* Template */
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (RhDetailsView, rh_details_view, ADW_TYPE_BIN)

static AdwPreferencesGroup *
add_group (RhDetailsView *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (self->page, group);
  return group;
}

static void
add_fact (AdwPreferencesGroup *group, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    adw_preferences_group_add (group, rh_fact_row_new (name, value));
}

static void
add_timing (RhDetailsView *self, RhHop *hop)
{
  const RhTiming *timing = rh_hop_get_timing (hop);
  AdwPreferencesGroup *group;

  if (timing->total < 0)
    return;

  group = add_group (self, _ ("Timing"));
  if (timing->reused)
    adw_preferences_group_set_description (group, _ ("An open connection was used again."));
  adw_preferences_group_add (group, rh_timing_chart_new (hop));
}

static void
add_result (AdwPreferencesGroup *group, RhActionResult *result)
{
  const GError *error = rh_action_result_get_error (result);
  g_autofree char *words = NULL;

  if (error != NULL)
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      words = rh_problem_dup_text (problem);
    }
  else if (rh_action_result_get_scope (result) == RH_ACTION_SCOPE_ENVIRONMENT)
    words
        /* Translators: %s is the value of a variable. */
        = g_strdup_printf (_ ("%s (kept in the environment)"), rh_action_result_get_shown (result));
  else
    /* Translators: %s is the value of a variable. */
    words = g_strdup_printf (_ ("%s (kept until Rehearsal ends)"),
                             rh_action_result_get_shown (result));

  adw_preferences_group_add (group,
                             rh_fact_row_new (rh_action_result_get_variable (result), words));
}

static void
add_results (RhDetailsView *self, GListModel *results)
{
  guint n = results == NULL ? 0 : g_list_model_get_n_items (results);
  AdwPreferencesGroup *group;

  if (n == 0)
    return;

  group = add_group (self, _ ("Set Variables"));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhActionResult) result = g_list_model_get_item (results, i);

      add_result (group, result);
    }
}

static char *
dup_long_size (goffset size)
{
  return g_format_size_full ((guint64) MAX (size, 0), G_FORMAT_SIZE_LONG_FORMAT);
}

static void
add_response (RhDetailsView *self, RhExchange *exchange, RhHop *hop)
{
  RhSpool *spool = rh_exchange_get_spool (exchange);
  RhHeaders *headers = rh_hop_get_headers (hop);
  g_autofree char *url = rh_hop_text_dup_url (hop);
  g_autofree char *shown_url = rh_mask_words_dup (url);
  g_autofree char *size = spool != NULL ? dup_long_size (rh_spool_get_size (spool)) : NULL;
  g_autofree char *wire = dup_long_size (rh_hop_get_wire_size (hop));
  AdwPreferencesGroup *group;

  if (rh_hop_get_http_version (hop) == NULL)
    return;

  group = add_group (self, _ ("Response"));
  add_fact (group, _ ("Effective URL"), shown_url);
  add_fact (group, _ ("Protocol"), rh_hop_get_http_version (hop));
  add_fact (group, _ ("Content Encoding"), rh_headers_get (headers, "Content-Encoding"));
  add_fact (group, _ ("Body as Transferred"), wire);
  add_fact (group, _ ("Body"), size);
}

static void
add_connection (RhDetailsView *self, RhHop *hop)
{
  AdwPreferencesGroup *group;

  if (rh_hop_get_remote_address (hop) == NULL && rh_hop_get_tls_protocol (hop) == NULL)
    return;

  group = add_group (self, _ ("Network"));
  add_fact (group, _ ("Address"), rh_hop_get_remote_address (hop));
  add_fact (group, _ ("TLS"), rh_hop_get_tls_protocol (hop));
  add_fact (group, _ ("Cipher"), rh_hop_get_tls_cipher (hop));
}

static void
rh_details_view_class_init (RhDetailsViewClass *klass)
{
}

static void
rh_details_view_init (RhDetailsView *self)
{
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}

GtkWidget *
rh_details_view_new (RhExchange *exchange, RhFlowRecord *record)
{
  RhDetailsView *self = g_object_new (RH_TYPE_DETAILS_VIEW, NULL);
  RhHop *hop = exchange != NULL ? rh_exchange_get_last_hop (exchange) : NULL;

  if (hop != NULL)
    {
      rh_hop_facts_add (self->page, exchange);
      add_results (self, rh_exchange_get_results (exchange));
      add_timing (self, hop);
      add_response (self, exchange, hop);
      add_connection (self, hop);
      rh_certificate_facts_add (self->page, hop);
      rh_hop_facts_add_cookies (self->page, hop);
    }
  if (record != NULL)
    rh_message_facts_add (self->page, record);
  return GTK_WIDGET (self);
}
