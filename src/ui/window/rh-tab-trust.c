/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trusts the certificate that the request of a tab was refused for. */
#define G_LOG_DOMAIN "rh-tab-trust"

#include "config.h"

#include "window/rh-tab-trust.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "text/rh-url.h"
#include "window/rh-trust-dialog.h"

/* What the question was about, whatever the tab shows when it is answered. */
typedef struct
{
  RhTab *tab;
  RhNetworkRules *rules;
  RhHop *hop;
  char *origin;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->tab);
  g_object_unref (question->rules);
  g_object_unref (question->hop);
  g_free (question->origin);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (answer, "trust"))
    return;

  if (rh_network_rules_trust (question->rules, question->origin,
                              rh_hop_get_certificate (question->hop), &error))
    rh_tab_send (question->tab);
  else
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      rh_toast_show (GTK_WIDGET (question->tab), problem->title);
    }
}

void
rh_tab_trust_ask (RhTab *tab, RhWorkspace *workspace, RhExchange *exchange)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  g_autoptr (RhUrl) url = NULL;
  Question *question;

  g_return_if_fail (RH_IS_TAB (tab));
  g_return_if_fail (hop != NULL && rh_hop_get_certificate (hop) != NULL);

  url = rh_url_parse_http (rh_text_peek (rh_hop_get_url (hop), NULL), NULL);
  if (url == NULL)
    return;

  question = g_new0 (Question, 1);
  question->tab = g_object_ref (tab);
  question->rules = g_object_ref (rh_workspace_get_network_rules (workspace));
  question->hop = g_object_ref (hop);
  question->origin = rh_url_dup_origin (url);
  adw_alert_dialog_choose (rh_trust_dialog_new (hop, question->origin), GTK_WIDGET (tab), NULL,
                           answered_cb, question);
}
