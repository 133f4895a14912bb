/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate that is not trusted, on a terminal. There is no switch that trusts it here
 * (security.md 4.11): a yes belongs to somebody who looks at it. */
#define G_LOG_DOMAIN "rh-cli-certificate"

#include "config.h"

#include "rh-cli-certificate.h"

#include "oauth/rh-server-text.h"
#include "text/rh-url.h"

#include <glib/gi18n.h>

static const struct
{
  const char *code;
  const char *words;
} problems[] = {
  { "unknown-ca", N_ ("nobody this computer knows vouches for it") },
  { "bad-identity", N_ ("it is for another name") },
  { "not-activated", N_ ("it is not valid yet") },
  { "expired", N_ ("it has expired") },
  { "revoked", N_ ("it was revoked") },
  { "insecure", N_ ("it is signed in a way that is not safe any more") },
};

static const char *
find_words (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    if (g_str_equal (problems[i].code, code))
      return _ (problems[i].words);

  return _ ("it is not right");
}

static char *
dup_reasons (RhHop *hop)
{
  g_auto (GStrv) codes = rh_hop_list_certificate_problems (hop);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; codes[i] != NULL; i++)
    g_strv_builder_add (words, find_words (codes[i]));
  all = g_strv_builder_end (words);

  return g_strjoinv (", ", all);
}

static char *
dup_names (const RhCertificate *certificate)
{
  g_autofree char *joined = g_strjoinv (", ", certificate->names);

  return rh_server_text_clean (*joined != '\0'                ? joined
                               : certificate->subject != NULL ? certificate->subject
                                                              : "");
}

static char *
dup_day (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time == NULL ? g_strdup ("") : g_date_time_format (time, "%F");
}

gboolean
rh_cli_certificate_refused (const char *verb, RhExchange *exchange)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  g_autoptr (GPtrArray) chain = hop == NULL ? NULL : rh_hop_list_chain (hop);
  g_autofree char *origin = NULL;
  g_autofree char *reasons = NULL;
  g_autofree char *names = NULL;
  g_autofree char *end = NULL;
  g_autofree char *sha256 = NULL;
  const RhCertificate *certificate;

  if (chain == NULL || chain->len == 0)
    return FALSE;

  certificate = chain->pdata[0];
  origin = rh_url_text_dup_origin (rh_text_peek (rh_hop_get_url (hop), NULL));
  reasons = dup_reasons (hop);
  names = dup_names (certificate);
  end = dup_day (certificate->not_after);
  sha256 = rh_certificate_format_sha256 (certificate->sha256);
  rh_cli_fail (verb, RH_CLI_NETWORK,
               /* Translators: an address, reasons, names of hosts, a date, a fingerprint. */
               _ ("the certificate of %s is not trusted: %s. Nothing was sent.\n"
                  "  For:     %s\n"
                  "  Until:   %s\n"
                  "  SHA-256: %s\n"
                  "If an authority of your own signed it, add that authority to this computer. If "
                  "this is the very certificate that you expect there, send the request in "
                  "Rehearsal and trust it; rehearse follows."),
               origin, reasons, names, end, sha256);

  return TRUE;
}
