/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a response came about. Everything on this page is masked: by spans where we put a secret in,
 * by the redactor else. */
#define G_LOG_DOMAIN "rh-details-view"

#include "config.h"

#include "response/rh-details-view.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "response/rh-fact-row.h"
#include "response/rh-format.h"
#include "text/rh-redactor.h"
#include "workspace/rh-action-result.h"

#include <glib/gi18n.h>

struct _RhDetailsView
{
  AdwBin parent_instance;

  /* Owned */
  AdwPreferencesPage *page;
  RhFlowRecord *record;
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

static char *
dup_sent_url (RhText *url)
{
  if (rh_text_has_secret (url))
    return rh_text_dup_masked (url);
  return rh_redactor_redact_url (rh_redactor_get_default (), rh_text_peek (url, NULL));
}

static void
add_hop_facts (AdwExpanderRow *row, RhHop *hop)
{
  RhHeaders *headers = rh_hop_get_sent_headers (hop);
  const char *const *notes = rh_hop_get_notes (hop);

  for (guint i = 0; headers != NULL && i < rh_headers_get_length (headers); i++)
    {
      const char *name = rh_headers_nth_name (headers, i);
      g_autofree char *value
          = rh_details_view_dup_sent_header (name, rh_headers_nth_value (headers, i));

      adw_expander_row_add_row (row, rh_fact_row_new (name, value));
    }
  if (rh_hop_get_sent_body_size (hop) > 0)
    {
      g_autofree char *size = g_format_size_full ((guint64) rh_hop_get_sent_body_size (hop),
                                                  G_FORMAT_SIZE_LONG_FORMAT);

      adw_expander_row_add_row (row, rh_fact_row_new (_ ("Body"), size));
    }
  for (guint i = 0; notes != NULL && notes[i] != NULL; i++)
    {
      g_autofree char *words = rh_format_hop_note (notes[i]);

      adw_expander_row_add_row (row, rh_fact_row_new (_ ("Note"), words));
    }
}

static void
add_sent (RhDetailsView *self, RhExchange *exchange)
{
  AdwPreferencesGroup *group = add_group (self, _ ("What Was Sent"));
  GListModel *hops = rh_exchange_get_hops (exchange);
  guint n_hops = g_list_model_get_n_items (hops);

  for (guint i = 0; i < n_hops; i++)
    {
      g_autoptr (RhHop) hop = g_list_model_get_item (hops, i);
      g_autofree char *url = dup_sent_url (rh_hop_get_url (hop));
      g_autofree char *title = g_strdup_printf ("%s %s", rh_hop_get_method (hop), url);
      g_autofree char *status = NULL;
      GtkWidget *row;

      if (rh_hop_get_status (hop) != 0)
        status = rh_format_status (rh_hop_get_status (hop), rh_hop_get_reason (hop));
      row = rh_fact_row_new_expander (title, status != NULL ? status : _ ("No response"));
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), n_hops == 1);
      add_hop_facts (ADW_EXPANDER_ROW (row), hop);
      adw_preferences_group_add (group, row);
    }
}

static void
add_time (AdwPreferencesGroup *group, const char *name, gint64 microseconds)
{
  g_autofree char *text = rh_format_duration (microseconds);
  GtkWidget *row;
  GtkWidget *label;

  if (microseconds < 0)
    return;

  row = g_object_new (ADW_TYPE_ACTION_ROW, "title", name, NULL);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

static void
add_timing (RhDetailsView *self, RhHop *hop)
{
  const RhTiming *timing = rh_hop_get_timing (hop);
  AdwPreferencesGroup *group;

  if (timing == NULL)
    return;

  group = add_group (self, _ ("Timing"));
  if (timing->reused)
    adw_preferences_group_set_description (group, _ ("An open connection was used again."));
  else
    {
      add_time (group, _ ("Name Look-up"), timing->name_lookup);
      add_time (group, _ ("Connecting"), timing->connect);
      if (rh_hop_get_tls_protocol (hop) != NULL)
        add_time (group, _ ("TLS"), timing->tls);
    }
  add_time (group, _ ("Waiting"), timing->wait);
  add_time (group, _ ("Download"), timing->download);
  add_time (group, _ ("Total"), timing->total);
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
    /* Translators: %s is the value of a variable. */
    words
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
dup_date (GTlsCertificate *certificate, const char *property)
{
  g_autoptr (GDateTime) date = NULL;

  g_object_get (certificate, property, &date, NULL);
  return date != NULL ? g_date_time_format (date, "%c") : NULL;
}

static void
add_certificate (RhDetailsView *self, GTlsCertificate *certificate)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Certificate"));
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *from = dup_date (certificate, "not-valid-before");
  g_autofree char *until = dup_date (certificate, "not-valid-after");

  add_fact (group, _ ("Issued To"), subject);
  add_fact (group, _ ("Issued By"), issuer);
  add_fact (group, _ ("Valid From"), from);
  add_fact (group, _ ("Valid Until"), until);
}

static void
add_connection (RhDetailsView *self, RhHop *hop)
{
  AdwPreferencesGroup *group;
  g_autofree char *wire = NULL;

  if (rh_hop_get_http_version (hop) == NULL && rh_hop_get_remote_address (hop) == NULL)
    return;

  group = add_group (self, _ ("Network"));
  wire = g_format_size_full ((guint64) MAX (rh_hop_get_wire_size (hop), 0),
                             G_FORMAT_SIZE_LONG_FORMAT);
  add_fact (group, _ ("Address"), rh_hop_get_remote_address (hop));
  add_fact (group, _ ("Protocol"), rh_hop_get_http_version (hop));
  add_fact (group, _ ("TLS"), rh_hop_get_tls_protocol (hop));
  add_fact (group, _ ("Cipher"), rh_hop_get_tls_cipher (hop));
  add_fact (group, _ ("Body as Transferred"), wire);
  if (rh_hop_get_certificate (hop) != NULL)
    add_certificate (self, rh_hop_get_certificate (hop));
}

static void
copy_report_cb (RhDetailsView *self)
{
  g_autofree char *report = rh_flow_record_dup_report (self->record);

  rh_toast_copy (GTK_WIDGET (self), report);
}

static const char *
kind_title (RhFlowKind kind)
{
  switch (kind)
    {
    case RH_FLOW_AUTHORIZATION_REQUEST:
      return _ ("Authorization Request");
    case RH_FLOW_REDIRECT:
      return _ ("Redirect");
    case RH_FLOW_REDIRECT_REFUSED:
      return _ ("Refused Redirect");
    case RH_FLOW_TOKEN_REQUEST:
      return _ ("Token Request");
    case RH_FLOW_TOKEN_RESPONSE:
      return _ ("Token Response");
    case RH_FLOW_REFRESH_REQUEST:
      return _ ("Refresh Request");
    case RH_FLOW_REFRESH_RESPONSE:
      return _ ("Refresh Response");
    case RH_FLOW_REVOCATION_REQUEST:
      return _ ("Revocation Request");
    case RH_FLOW_REVOCATION_RESPONSE:
      return _ ("Revocation Response");
    case RH_FLOW_METADATA:
      return _ ("Metadata");
    case RH_FLOW_INTROSPECTION:
      return _ ("Introspection");
    case RH_FLOW_NOTE:
    default:
      return _ ("Note");
    }
}

static void
add_message (AdwPreferencesGroup *group, RhFlowMessage *message)
{
  g_autofree char *summary = rh_flow_message_dup_summary (message);
  g_autofree char *text = rh_flow_message_dup_text (message);
  g_autoptr (GDateTime) time
      = g_date_time_new_from_unix_local (rh_flow_message_get_time (message) / G_USEC_PER_SEC);
  g_autofree char *when = g_date_time_format (time, "%X");
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", when, summary);
  GtkWidget *row
      = rh_fact_row_new_expander (kind_title (rh_flow_message_get_kind (message)), subtitle);
  GtkWidget *fact = rh_fact_row_new ("", text);

  gtk_widget_add_css_class (fact, "message");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), fact);
  adw_preferences_group_add (group, row);
}

static void
add_messages (RhDetailsView *self)
{
  GListModel *messages = G_LIST_MODEL (self->record);
  guint n_messages = g_list_model_get_n_items (messages);
  AdwPreferencesGroup *group;
  GtkWidget *button;

  if (n_messages == 0)
    return;

  group = add_group (self, _ ("Sign-In Messages"));
  adw_preferences_group_set_description (group, _ ("Secrets are masked."));
  button = gtk_button_new_with_mnemonic (_ ("Copy _Report"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_report_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (group, button);
  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr (RhFlowMessage) message = g_list_model_get_item (messages, i);

      add_message (group, message);
    }
}

static void
rh_details_view_dispose (GObject *object)
{
  RhDetailsView *self = RH_DETAILS_VIEW (object);

  g_clear_object (&self->record);

  G_OBJECT_CLASS (rh_details_view_parent_class)->dispose (object);
}

static void
rh_details_view_class_init (RhDetailsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_details_view_dispose;
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
      add_sent (self, exchange);
      add_results (self, rh_exchange_get_results (exchange));
      add_timing (self, hop);
      add_connection (self, hop);
    }
  if (g_set_object (&self->record, record) && record != NULL)
    add_messages (self);
  return GTK_WIDGET (self);
}

char *
rh_details_view_dup_sent_header (const char *name, RhText *value)
{
  if (rh_text_has_secret (value))
    return rh_text_dup_masked (value);
  return rh_redactor_redact_header (rh_redactor_get_default (), name, rh_text_peek (value, NULL));
}
