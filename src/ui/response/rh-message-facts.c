/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages of a sign-in, in rows. */
#define G_LOG_DOMAIN "rh-message-facts"

#include "config.h"

#include "response/rh-message-facts.h"

#include "common/rh-toast.h"
#include "response/rh-fact-row.h"
#include "response/rh-mask-words.h"

#include <glib/gi18n.h>

static void
copy_report_cb (RhFlowRecord *record, GtkWidget *button)
{
  g_autofree char *report = rh_flow_record_dup_report (record);

  rh_toast_copy (button, report);
}

static const char *
kind_title (RhFlowKind kind)
{
  switch (kind)
    {
    case RH_FLOW_AUTHORIZATION_REQUEST:
      return _ ("Authorization Request");
    case RH_FLOW_REDIRECT:
      /* Translators: the kind of a message of a sign-in: the browser came back to the app. */
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
      /* Translators: the kind of a message of a sign-in: what a server publishes about itself. */
      return _ ("Metadata");
    case RH_FLOW_INTROSPECTION:
      /* Translators: the kind of a message: a question about a token. */
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
  g_autofree char *shown = rh_mask_words_dup (text);
  g_autoptr (GDateTime) time
      = g_date_time_new_from_unix_local (rh_flow_message_get_time (message) / G_USEC_PER_SEC);
  g_autofree char *when = g_date_time_format (time, "%X");
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", when, summary);
  GtkWidget *row
      = rh_fact_row_new_expander (kind_title (rh_flow_message_get_kind (message)), subtitle);
  GtkWidget *fact = rh_fact_row_new ("", shown);

  gtk_widget_add_css_class (fact, "message");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), fact);
  adw_preferences_group_add (group, row);
}

void
rh_message_facts_add (AdwPreferencesPage *page, RhFlowRecord *record)
{
  GListModel *messages = G_LIST_MODEL (record);
  guint n_messages = g_list_model_get_n_items (messages);
  AdwPreferencesGroup *group;
  GtkWidget *button;

  if (n_messages == 0)
    return;

  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (group, _ ("Sign-in Messages"));
  adw_preferences_group_set_description (group, _ ("Secrets are masked."));
  button = gtk_button_new_with_mnemonic (_ ("Copy _Report"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_report_cb), record,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (group, button);
  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr (RhFlowMessage) message = g_list_model_get_item (messages, i);

      add_message (group, message);
    }
  adw_preferences_page_add (page, group);
}
