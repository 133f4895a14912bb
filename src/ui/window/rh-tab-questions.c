/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each question remembers the sender that it is about. */
#define G_LOG_DOMAIN "rh-tab-questions"

#include "config.h"

#include "window/rh-tab-questions.h"

#include "window/rh-file-dialog.h"
#include "window/rh-guard-dialog.h"
#include "window/rh-tab-private.h"
#include "workspace/rh-file-reference.h"

#include <glib/gi18n.h>

static void
ask (RhTab *self, AdwAlertDialog *dialog, GAsyncReadyCallback callback)
{
  g_object_set_data_full (G_OBJECT (dialog), "sender", g_object_ref (rh_tab_get_sender (self)),
                          g_object_unref);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, callback, g_object_ref (self));
}

/* Whether the answer is @yes, and the request that it is about still the last one. */
static gboolean
is_agreed (RhTab *self, AdwAlertDialog *dialog, GAsyncResult *result, const char *yes)
{
  const char *answer = adw_alert_dialog_choose_finish (dialog, result);
  RhSender *sender = rh_tab_get_sender (self);

  return g_str_equal (answer, yes) && !rh_tab_is_running (self) && sender != NULL
         && g_object_get_data (G_OBJECT (dialog), "sender") == sender;
}

/* A secret for a new origin */

static void
origin_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTab) self = user_data;
  const RhOriginQuestion *question;
  g_autoptr (GError) error = NULL;

  if (!is_agreed (self, ADW_ALERT_DIALOG (source), result, "allow"))
    return;

  question = rh_sender_get_question (rh_tab_get_sender (self));
  if (rh_bindings_allow (rh_workspace_get_bindings (rh_tab_get_workspace (self)), question->secret,
                         question->origin, &error))
    rh_tab_go_on (self);
  else
    rh_tab_show_problem (self, error);
}

void
rh_tab_questions_ask_origin (RhTab *tab)
{
  const RhOriginQuestion *question = rh_sender_get_question (rh_tab_get_sender (tab));
  AdwAlertDialog *dialog;

  g_return_if_fail (question != NULL);

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Send to a New Address?"), NULL));
  if (question->name != NULL)
    adw_alert_dialog_format_body (
        dialog,
        /* Translators: the name of a secret, then an address such as https://api.example.com. */
        _ ("“%s” has never been sent to %s. Allow this only if the address "
           "belongs to the service that the secret is for."),
        question->name, question->origin);
  else
    adw_alert_dialog_format_body (
        dialog,
        /* Translators: an address such as https://api.example.com. */
        _ ("Your access token has never been sent to %s. Allow this only if the address "
           "belongs to the service that the token is for."),
        question->origin);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "allow", _ ("_Allow and Send"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "allow", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  ask (tab, dialog, origin_answered_cb);
}

/* A file outside the collection */

static void
file_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTab) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!is_agreed (self, ADW_ALERT_DIALOG (source), result, "send"))
    return;

  if (rh_file_reference_allow (rh_workspace_get_open (rh_tab_get_workspace (self)),
                               rh_connection_get_collection (rh_tab_get_sent_to (self)),
                               rh_sender_get_file (rh_tab_get_sender (self)), &error))
    rh_tab_go_on (self);
  else
    rh_tab_show_problem (self, error);
}

void
rh_tab_questions_ask_file (RhTab *tab)
{
  ask (tab, rh_file_dialog_new (rh_sender_get_file (rh_tab_get_sender (tab))), file_answered_cb);
}

/* A protected environment */

static void
guard_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTab) self = user_data;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (source);
  RhWorkspace *workspace = rh_tab_get_workspace (self);
  RhConnection *connection = rh_tab_get_sent_to (self);

  if (!is_agreed (self, dialog, result, "send"))
    return;

  if (rh_guard_dialog_wants_peace (dialog))
    rh_guard_allow_for (rh_workspace_get_guard (workspace),
                        rh_collection_get_id (rh_connection_get_collection (connection)),
                        rh_connection_get_environment (connection), RH_GUARD_PEACE,
                        rh_workspace_get_clock (workspace));
  rh_tab_confirm (self, rh_sender_get_guard_question (rh_tab_get_sender (self)));
  rh_tab_go_on (self);
}

void
rh_tab_questions_ask_guard (RhTab *tab)
{
  ask (tab, rh_guard_dialog_new (rh_sender_get_guard_question (rh_tab_get_sender (tab))),
       guard_answered_cb);
}
