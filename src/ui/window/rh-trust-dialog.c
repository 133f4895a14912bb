/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks whether a certificate that does not verify is good at one address all the same. */
#define G_LOG_DOMAIN "rh-trust-dialog"

#include "config.h"

#include "window/rh-trust-dialog.h"

#include "common/rh-wrapped-label.h"
#include "response/rh-certificate-facts.h"

#include <glib/gi18n.h>

/* What is pinned, to be compared with what the server's keeper says. */
static GtkWidget *
fingerprint_new (RhHop *hop)
{
  g_autofree char *fingerprint
      = rh_certificate_facts_dup_fingerprint (rh_hop_get_certificate (hop));
  GtkWidget *label = rh_wrapped_label_new (fingerprint);

  gtk_widget_add_css_class (label, "data");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("SHA-256"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, fingerprint,
                                  -1);
  return label;
}

AdwAlertDialog *
rh_trust_dialog_new (RhHop *hop, const char *origin)
{
  g_autofree char *errors = rh_certificate_facts_dup_errors (rh_hop_get_certificate_errors (hop));
  AdwAlertDialog *dialog
      = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Trust This Certificate?"), NULL));

  adw_alert_dialog_format_body (dialog,
                                /* Translators: an address such as https://api.example.com, then
                                 * sentences about a certificate. */
                                _ ("The certificate of %s does not verify. %s\n\nTrust it only if "
                                   "you know its SHA-256 from whoever runs the server. It counts "
                                   "for this address and this certificate only, and never for a "
                                   "sign-in."),
                                origin, errors != NULL ? errors : "");
  adw_alert_dialog_set_extra_child (dialog, fingerprint_new (hop));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "trust", _ ("_Trust and Send"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "trust", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  return dialog;
}
