/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one question before something is lost. */
#define G_LOG_DOMAIN "rh-unsaved-dialog"

#include "config.h"

#include "window/rh-unsaved-dialog.h"

#include "common/rh-problem.h"

#include <glib/gi18n.h>

typedef struct
{
  RhUnsavedFunc close;
  GObject *user_data;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->user_data);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;

  if (g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "close"))
    question->close (question->user_data);
}

AdwDialog *
rh_unsaved_dialog_ask (GtkWidget *from,
                       const GError *error,
                       gboolean drafts_kept,
                       RhUnsavedFunc close,
                       GObject *user_data)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  g_autofree char *why = rh_problem_dup_text (problem);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Close Without Saving?"), NULL);
  Question *question = g_new0 (Question, 1);

  question->close = close;
  question->user_data = g_object_ref (user_data);
  if (drafts_kept)
    adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                  /* Translators: %s is one or more sentences that say why. */
                                  _ ("%s\n\nEdited requests are kept as drafts. Changes to "
                                     "environments, folders, names and order would be lost."),
                                  why);
  else
    adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                  /* Translators: %s is one or more sentences that say why. */
                                  _ ("%s\n\nNot even a draft could be kept: what you edited in "
                                     "requests would be lost."),
                                  why);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "close",
                                  _ ("Close _Without Saving"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "close",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), from, NULL, answered_cb, question);
  return dialog;
}
