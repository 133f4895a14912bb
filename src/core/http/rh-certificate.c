/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people are shown of a certificate, and what it is known by. */
#define G_LOG_DOMAIN "rh-certificate"

#include "config.h"

#include "http/rh-certificate.h"

#include <string.h>

/* A chain that is longer is no chain. */
#define MAX_CHAIN 16

G_DEFINE_BOXED_TYPE (RhCertificate, rh_certificate, rh_certificate_copy, rh_certificate_free)

/* -1 where there is none. */
static gint64
to_seconds (GDateTime *time)
{
  gint64 seconds = time == NULL ? -1 : g_date_time_to_unix (time);

  g_clear_pointer (&time, g_date_time_unref);

  return seconds;
}

static GStrv
list_names (GTlsCertificate *certificate)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GPtrArray) hosts = g_tls_certificate_get_dns_names (certificate);
  g_autoptr (GPtrArray) addresses = g_tls_certificate_get_ip_addresses (certificate);

  for (guint i = 0; hosts != NULL && i < hosts->len; i++)
    {
      gsize length;
      const char *bytes = g_bytes_get_data (hosts->pdata[i], &length);

      g_strv_builder_take (names, g_strndup (bytes, length));
    }
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    g_strv_builder_take (names, g_inet_address_to_string (addresses->pdata[i]));

  return g_strv_builder_end (names);
}

RhCertificate *
rh_certificate_new (GTlsCertificate *certificate)
{
  RhCertificate *self;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  self = g_new0 (RhCertificate, 1);
  self->subject = g_tls_certificate_get_subject_name (certificate);
  self->issuer = g_tls_certificate_get_issuer_name (certificate);
  self->not_before = to_seconds (g_tls_certificate_get_not_valid_before (certificate));
  self->not_after = to_seconds (g_tls_certificate_get_not_valid_after (certificate));
  self->sha256 = rh_certificate_dup_sha256 (certificate);
  self->names = list_names (certificate);

  return self;
}

RhCertificate *
rh_certificate_copy (const RhCertificate *self)
{
  RhCertificate *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (RhCertificate, 1);
  copy->subject = g_strdup (self->subject);
  copy->issuer = g_strdup (self->issuer);
  copy->not_before = self->not_before;
  copy->not_after = self->not_after;
  copy->sha256 = g_strdup (self->sha256);
  copy->names = g_strdupv (self->names);

  return copy;
}

void
rh_certificate_free (RhCertificate *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->sha256);
  g_strfreev (self->names);
  g_free (self);
}

GPtrArray *
rh_certificate_list_chain (GTlsCertificate *certificate)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_certificate_free);

  g_return_val_if_fail (certificate == NULL || G_IS_TLS_CERTIFICATE (certificate), chain);

  for (; certificate != NULL && chain->len < MAX_CHAIN;
       certificate = g_tls_certificate_get_issuer (certificate))
    g_ptr_array_add (chain, rh_certificate_new (certificate));

  return chain;
}

char *
rh_certificate_dup_sha256 (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  g_object_get (certificate, "certificate", &der, NULL);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

char *
rh_certificate_format_sha256 (const char *sha256)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (sha256 != NULL, NULL);

  for (gsize i = 0; sha256[i] != '\0'; i++)
    {
      if (i > 0 && i % 2 == 0)
        g_string_append_c (text, ':');
      g_string_append_c (text, g_ascii_toupper (sha256[i]));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

GStrv
rh_certificate_list_problems (GTlsCertificateFlags errors)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    const char *code;
  } problems[] = {
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "unknown-ca" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "bad-identity" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "not-activated" },
    { G_TLS_CERTIFICATE_EXPIRED, "expired" },
    { G_TLS_CERTIFICATE_REVOKED, "revoked" },
    { G_TLS_CERTIFICATE_INSECURE, "insecure" },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, "generic" },
  };
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if ((errors & problems[i].flag) != 0)
      g_strv_builder_add (codes, problems[i].code);

  return g_strv_builder_end (codes);
}
