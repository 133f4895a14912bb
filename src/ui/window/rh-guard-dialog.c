/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before something is changed in a protected environment. It says what will happen and
 * where, in the words of the request; pressing Return does nothing. */
#define G_LOG_DOMAIN "rh-guard-dialog"

#include "config.h"

#include "window/rh-guard-dialog.h"

#include <glib/gi18n.h>

/* As much of a path as a person reads before pressing a button. */
#define MAX_PATH_CHARS 120

static char *
shorten (const char *path)
{
  g_autofree char *valid = g_utf8_make_valid (path, -1);

  return g_utf8_truncate_middle (valid, MAX_PATH_CHARS);
}

/* Its label wraps, as a sentence can be longer than a phone is wide. */
static GtkWidget *
check_button_new (void)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Do not ask for 10 minutes"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), button);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  return button;
}

AdwAlertDialog *
rh_guard_dialog_new (const RhGuardQuestion *question)
{
  g_autofree char *path = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog;

  g_return_val_if_fail (question != NULL, NULL);

  path = shorten (question->path);
  /* Translators: the name of an environment, such as Production */
  heading = g_strdup_printf (_ ("Send to %s?"), question->environment);
  /* Translators: a method, a path and a host: "POST /v1/vendors on api.example.com changes live
   * data." */
  body = g_strdup_printf (_ ("%s %s on %s changes live data."), question->method, path,
                          question->host);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_set_extra_child (dialog, check_button_new ());
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "send", _ ("_Send"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "send", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

gboolean
rh_guard_dialog_wants_peace (AdwAlertDialog *dialog)
{
  g_return_val_if_fail (ADW_IS_ALERT_DIALOG (dialog), FALSE);

  return gtk_check_button_get_active (GTK_CHECK_BUTTON (adw_alert_dialog_get_extra_child (dialog)));
}
