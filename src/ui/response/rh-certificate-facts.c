/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificates that a server showed, in rows. What stands in them is the server's: plain text.
 */
#define G_LOG_DOMAIN "rh-certificate-facts"

#include "config.h"

#include "response/rh-certificate-facts.h"

#include "common/rh-copy-button.h"
#include "response/rh-fact-row.h"

#include <glib/gi18n.h>

/* A chain is three or four long; a server can send any number. */
#define CHAIN_MAX 10

static const struct
{
  GTlsCertificateFlags flag;
  const char *words;
} faults[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA, N_ ("Nobody that this computer trusts has signed it.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, N_ ("It was issued to another host.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, N_ ("It is not valid yet.") },
  { G_TLS_CERTIFICATE_EXPIRED, N_ ("It has expired.") },
  { G_TLS_CERTIFICATE_REVOKED, N_ ("Its issuer has revoked it.") },
  { G_TLS_CERTIFICATE_INSECURE, N_ ("Its algorithm is too weak.") },
  { G_TLS_CERTIFICATE_GENERIC_ERROR, N_ ("It could not be checked.") },
};

char *
rh_certificate_facts_dup_errors (GTlsCertificateFlags errors)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if (errors & faults[i].flag)
      g_strv_builder_add (lines, _ (faults[i].words));
  all = g_strv_builder_end (lines);
  return all[0] != NULL ? g_strjoinv ("\n", all) : NULL;
}

char *
rh_certificate_facts_dup_fingerprint (GTlsCertificate *certificate)
{
  g_autofree char *sha256 = NULL;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  sha256 = rh_certificate_dup_sha256 (certificate);
  return rh_certificate_format_sha256 (sha256);
}

static char *
dup_date (gint64 seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (seconds);

  return date != NULL ? g_date_time_format (date, "%c") : NULL;
}

static void
add_fact (AdwExpanderRow *row, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    adw_expander_row_add_row (row, rh_fact_row_new (name, value));
}

static GtkWidget *
row_new (GTlsCertificate *certificate)
{
  g_autoptr (RhCertificate) facts = rh_certificate_new (certificate);
  g_autofree char *from = dup_date (facts->not_before);
  g_autofree char *until = dup_date (facts->not_after);
  g_autofree char *names = g_strjoinv ("\n", facts->names);
  g_autofree char *fingerprint = rh_certificate_format_sha256 (facts->sha256);
  /* Translators: %s is a date. */
  g_autofree char *subtitle = g_strdup_printf (_ ("Valid until %s"), until != NULL ? until : "–");
  GtkWidget *row = rh_fact_row_new_expander (
      /* Translators: a certificate without a name in it. */
      facts->subject != NULL ? facts->subject : _ ("Unnamed"), subtitle);
  g_autofree char *pem = NULL;

  g_object_get (certificate, "certificate-pem", &pem, NULL);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row),
                               rh_copy_button_new (pem, _ ("Copy Certificate")));
  /* Translators: whose certificate it is. */
  add_fact (ADW_EXPANDER_ROW (row), _ ("Issued To"), facts->subject);
  /* Translators: the hosts that a certificate is for. */
  add_fact (ADW_EXPANDER_ROW (row), _ ("For"), names);
  add_fact (ADW_EXPANDER_ROW (row), _ ("Issued By"), facts->issuer);
  add_fact (ADW_EXPANDER_ROW (row), _ ("Valid From"), from);
  add_fact (ADW_EXPANDER_ROW (row), _ ("Valid Until"), until);
  add_fact (ADW_EXPANDER_ROW (row), _ ("SHA-256"), fingerprint);
  return row;
}

void
rh_certificate_facts_add (AdwPreferencesPage *page, RhHop *hop)
{
  GTlsCertificate *certificate = rh_hop_get_certificate (hop);
  g_autofree char *errors = rh_certificate_facts_dup_errors (rh_hop_get_certificate_errors (hop));
  AdwPreferencesGroup *group;

  if (certificate == NULL)
    return;

  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (group, _ ("Certificates"));
  adw_preferences_group_set_description (
      group, _ ("The server’s own first, then the one that signed it, and so on."));
  if (errors != NULL)
    adw_preferences_group_add (group, rh_fact_row_new (_ ("Why It Is Not Trusted"), errors));
  for (guint i = 0; certificate != NULL && i < CHAIN_MAX; i++)
    {
      adw_preferences_group_add (group, row_new (certificate));
      certificate = g_tls_certificate_get_issuer (certificate);
    }
  adw_preferences_page_add (page, group);
}
