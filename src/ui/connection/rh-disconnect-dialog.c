/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before disconnecting: what the service warns of, and a name to type, since a live
 * integration of the same client may end with it. */
#define G_LOG_DOMAIN "rh-disconnect-dialog"

#include "config.h"

#include "connection/rh-disconnect-dialog.h"

#include "common/rh-problem.h"
#include "common/rh-service-words.h"

#include <glib/gi18n.h>

/* One question; who asked may be gone when it is answered. */
typedef struct
{
  RhConnection *connection;
  const RhServiceDisconnect *disconnect; /* only compared */
  char *service;
  char *expected;
  RhDisconnectNotice notice;
  gpointer user_data;
  GDestroyNotify destroy;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->connection);
  g_free (question->service);
  g_free (question->expected);
  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static const char *
get_service_name (RhWorkspace *workspace, RhConnection *connection)
{
  RhService *service = rh_workspace_get_service (
      workspace, rh_environment_get_service (rh_connection_get_environment (connection)));

  return service == NULL ? "" : rh_service_get_name (service);
}

char *
rh_disconnect_dialog_dup_title (RhWorkspace *workspace, RhConnection *connection)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_CONNECTION (connection), NULL);

  if (rh_connection_get_disconnect (connection) == NULL)
    return NULL;

  /* Translators: a service such as Pleo */
  return g_strdup_printf (_ ("Disconnect from %s…"), get_service_name (workspace, connection));
}

static void
tell_failure (Question *question, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);

  question->notice (problem->title, question->user_data);
}

static void
tell_other_service (Question *question)
{
  g_autoptr (GError) error = g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_DISCONNECT, "");

  tell_failure (question, error);
}

static void
disconnected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!rh_connection_finish (RH_CONNECTION (source), result, &error))
    {
      tell_failure (question, error);
      return;
    }

  /* Translators: a service such as Pleo */
  text = g_strdup_printf (_ ("Disconnected from %s"), question->service);
  question->notice (text, question->user_data);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  RhConnection *connection = question->connection;

  if (!g_str_equal (answer, "disconnect"))
    return;

  /* The answer was for the service that was asked about. */
  if (rh_connection_get_disconnect (connection) != question->disconnect)
    tell_other_service (question);
  else
    rh_connection_disconnect_async (connection, NULL, disconnected_cb, g_steal_pointer (&question));
}

static void
typed_cb (AdwAlertDialog *dialog, GtkEditable *entry)
{
  const char *expected = g_object_get_data (G_OBJECT (dialog), "expected");
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "disconnect", g_str_equal (typed, expected));
}

static void
add_entry (AdwAlertDialog *dialog, const char *expected)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Type to Confirm"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_alert_dialog_set_extra_child (dialog, list);
  g_object_set_data_full (G_OBJECT (dialog), "expected", g_strdup (expected), g_free);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), dialog, G_CONNECT_SWAPPED);
}

/* What has to be typed can be long, and wraps here. */
static char *
new_body (const RhServiceDisconnect *disconnect, const char *expected)
{
  const char *warning = rh_service_words_get (disconnect->warning);
  /* Translators: a name, such as that of a company */
  g_autofree char *request = g_strdup_printf (_ ("To confirm, type “%s”."), expected);

  return g_strconcat (warning, "\n\n", request, NULL);
}

/* Takes @question. */
static void
present (Question *question, GtkWidget *parent, const RhServiceDisconnect *disconnect)
{
  /* Translators: a service such as Pleo */
  g_autofree char *heading = g_strdup_printf (_ ("Disconnect from %s?"), question->service);
  g_autofree char *body = new_body (disconnect, question->expected);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  add_entry (dialog, question->expected);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "disconnect", _ ("_Disconnect"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "disconnect", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (dialog, "disconnect", FALSE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, parent, NULL, answered_cb, question);
}

void
rh_disconnect_dialog_ask (GtkWidget *parent,
                          RhWorkspace *workspace,
                          RhConnection *connection,
                          RhDisconnectNotice notice,
                          gpointer user_data,
                          GDestroyNotify destroy)
{
  const char *account = rh_connection_get_account (connection);
  const char *environment = rh_environment_get_name (rh_connection_get_environment (connection));
  const RhServiceDisconnect *disconnect = rh_connection_get_disconnect (connection);
  g_autoptr (Question) question = g_new0 (Question, 1);

  question->connection = g_object_ref (connection);
  question->disconnect = disconnect;
  question->service = g_strdup (get_service_name (workspace, connection));
  question->expected = g_strstrip (g_strdup (account != NULL ? account : environment));
  question->notice = notice;
  question->user_data = user_data;
  question->destroy = destroy;

  if (disconnect == NULL) /* another service was chosen, and what was clicked is older */
    tell_other_service (question);
  else
    present (g_steal_pointer (&question), parent, disconnect);
}
