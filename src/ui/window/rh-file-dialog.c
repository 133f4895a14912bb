/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before a file outside the collection's folder is sent: a request that came from
 * somebody else could name any file of the user's. */
#define G_LOG_DOMAIN "rh-file-dialog"

#include "config.h"

#include "window/rh-file-dialog.h"

#include "common/rh-wrapped-label.h"

#include <glib/gi18n.h>

/* As much of a path as a person reads before pressing a button. */
#define MAX_PATH_CHARS 240

AdwAlertDialog *
rh_file_dialog_new (const char *path)
{
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;
  AdwAlertDialog *dialog;
  GtkWidget *label;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_name (path);
  shown = g_utf8_truncate_middle (name, MAX_PATH_CHARS);
  dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Send an Outside File?"),
                            _ ("This request sends a file from outside the collection’s folder. "
                               "Allow it only if you know what is in it. It is not asked about "
                               "again in this collection.")));
  label = rh_wrapped_label_new (shown);
  /* Below a centered sentence. */
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  adw_alert_dialog_set_extra_child (dialog, label);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "send", _ ("_Allow and Send"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "send", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  return dialog;
}
