/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about the value of a secret variable. Each answers no by itself. */
#define G_LOG_DOMAIN "rh-secret-dialogs"

#include "config.h"

#include "environment/rh-secret-dialogs.h"

#include "connection/rh-secret-row.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *from;
  RhVariable *variable;
  RhSecretRow *row; /* NULL: nothing to type */
  RhSecretAnswer agreed;
  RhSecretValueAnswer given;
} Question;

static Question *
question_new (GtkWidget *from, RhVariable *variable)
{
  Question *question = g_new0 (Question, 1);

  question->from = g_object_ref (from);
  question->variable = g_object_ref (variable);
  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->from);
  g_object_unref (question->variable);
  g_clear_object (&question->row);
  g_free (question);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "do"))
    {
      if (question->row != NULL)
        {
          g_autoptr (RhSecret) value = rh_secret_new (rh_secret_row_peek (question->row), -1);

          question->given (question->variable, value, question->from);
        }
      else
        question->agreed (question->variable, question->from);
    }

  question_free (question);
}

static void
ask (AdwDialog *dialog, const char *label, Question *question)
{
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "do", label, NULL);
  adw_alert_dialog_set_close_response (alert, "cancel");
  if (question->row == NULL)
    {
      adw_alert_dialog_set_response_appearance (alert, "do", ADW_RESPONSE_DESTRUCTIVE);
      adw_alert_dialog_set_default_response (alert, "cancel");
    }
  else
    {
      adw_alert_dialog_set_response_appearance (alert, "do", ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (alert, "do");
    }
  adw_alert_dialog_choose (alert, question->from, NULL, answered_cb, question);
}

static void
row_activated_cb (AdwAlertDialog *dialog)
{
  adw_alert_dialog_set_close_response (dialog, "do");
  adw_dialog_close (ADW_DIALOG (dialog));
}

void
rh_secret_dialogs_ask_value (GtkWidget *from, RhVariable *variable, RhSecretValueAnswer given)
{
  Question *question = question_new (from, variable);
  GtkWidget *list = gtk_list_box_new ();
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);

  /* Translators: %s is the name of a variable. */
  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (dialog), _ ("Value of “%s”"),
                                   rh_variable_get_name (variable));
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog),
                             _ ("Kept in your keyring, never in a file. The old value is replaced; "
                                "with an empty one nothing is kept."));
  question->given = given;
  question->row = g_object_ref_sink (g_object_new (RH_TYPE_SECRET_ROW, "title", _ ("Value"), NULL));
  g_signal_connect_object (question->row, "entry-activated", G_CALLBACK (row_activated_cb), dialog,
                           G_CONNECT_SWAPPED);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (question->row));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), list);
  adw_dialog_set_focus (dialog, GTK_WIDGET (question->row));
  /* Translators: a verb: a value, in the keyring. */
  ask (dialog, _ ("_Keep"), question);
}

void
rh_secret_dialogs_ask_plain (GtkWidget *from, RhVariable *variable, RhSecretAnswer agreed)
{
  Question *question = question_new (from, variable);
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);

  /* Translators: %s is the name of a variable. */
  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (dialog), _ ("Write “%s” to a File?"),
                                   rh_variable_get_name (variable));
  adw_alert_dialog_set_body (
      ADW_ALERT_DIALOG (dialog),
      _ ("Its value would leave your keyring and stand in the files of this collection, for "
         "everybody who has them."));
  question->agreed = agreed;
  ask (dialog, _ ("_Write to File"), question);
}

void
rh_secret_dialogs_ask_copy (GtkWidget *from, RhVariable *variable, RhSecretAnswer agreed)
{
  Question *question = question_new (from, variable);
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);

  /* Translators: %s is the name of a variable. */
  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (dialog), _ ("Copy the Value of “%s”?"),
                                   rh_variable_get_name (variable));
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog),
                             _ ("Other programs can read what is on the clipboard, and some keep "
                                "it."));
  question->agreed = agreed;
  ask (dialog, _ ("C_opy"), question);
}

void
rh_secret_dialogs_note_history (GtkWidget *from)
{
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("Kept in Your Keyring"),
      _ ("The files of this collection hold only its name now. If the value was in git before, its "
         "history still has it: replace it where it came from."));

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, from);
}
