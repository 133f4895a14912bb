/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client certificate with its key, from the files that people have. What is in them is told by
 * their content, since names differ. */
#define G_LOG_DOMAIN "rh-client-certificate"

#include "config.h"

#include "http/rh-client-certificate.h"

#include "http/rh-request.h"

#include <string.h>

#define MAX_SIZE (1024 * 1024)
#define PEM_MARK "-----BEGIN "

/* A file that may hold a key. */
typedef struct
{
  char *bytes;
  gsize length;
} Content;

static void
content_clear (Content *content)
{
  if (content->bytes != NULL)
    rh_wipe (content->bytes, content->length);
  g_clear_pointer (&content->bytes, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Content, content_clear)

static gboolean
fail (GError **error, const char *path, const char *problem)
{
  g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CLIENT_CERTIFICATE, "%s: %s", path, problem);

  return FALSE;
}

static gboolean
read_file (const char *path, Content *content, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return fail (error, path, "there is no such file");
  if (!g_file_get_contents (path, &content->bytes, &content->length, &cause))
    return fail (error, path, cause->message);
  if (content->length > MAX_SIZE)
    return fail (error, path, "it is too large for a certificate");

  return TRUE;
}

static gboolean
is_pem (const Content *content)
{
  return g_strstr_len (content->bytes, (gssize) content->length, PEM_MARK) != NULL;
}

static gboolean
has_encrypted_key (const Content *content)
{
  return g_strstr_len (content->bytes, (gssize) content->length, "ENCRYPTED") != NULL;
}

static gboolean
has_key (const Content *content)
{
  return g_strstr_len (content->bytes, (gssize) content->length, "PRIVATE KEY-----") != NULL;
}

gboolean
rh_client_certificate_is_pkcs12 (const char *certificate)
{
  g_auto (Content) content = { 0 };

  g_return_val_if_fail (certificate != NULL, FALSE);

  return read_file (certificate, &content, NULL) && !is_pem (&content);
}

static GTlsCertificate *
load_pkcs12 (const char *path, const Content *content, RhSecret *pass_phrase, GError **error)
{
  const char *password = pass_phrase == NULL ? NULL : rh_secret_peek (pass_phrase, NULL);
  g_autoptr (GError) cause = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pkcs12 (
      (const guint8 *) content->bytes, content->length, password, &cause);

  if (certificate == NULL
      && g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE_PASSWORD))
    fail (error, path, "the pass phrase is missing or wrong");
  else if (certificate == NULL)
    fail (error, path, cause->message);

  return certificate;
}

static GTlsCertificate *
load_pem (const char *path, const Content *content, const char *key, GError **error)
{
  g_auto (Content) key_content = { 0 };
  g_auto (Content) both = { 0 };
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) cause = NULL;

  if (key != NULL && !read_file (key, &key_content, error))
    return NULL;
  if (has_encrypted_key (key != NULL ? &key_content : content))
    {
      fail (error, key != NULL ? key : path,
            "the key is encrypted. Put key and certificate into a PKCS#12 file: openssl pkcs12 "
            "-export");
      return NULL;
    }

  if (!has_key (key != NULL ? &key_content : content))
    {
      fail (error, key != NULL ? key : path, "the key to this certificate is missing");
      return NULL;
    }

  both.bytes = g_strconcat (content->bytes, "\n", key != NULL ? key_content.bytes : "", NULL);
  both.length = strlen (both.bytes);
  certificate = g_tls_certificate_new_from_pem (both.bytes, (gssize) both.length, &cause);
  if (certificate == NULL)
    {
      fail (error, path, cause->message);
      return NULL;
    }

  return g_steal_pointer (&certificate);
}

GTlsCertificate *
rh_client_certificate_load (const char *certificate,
                            const char *key,
                            RhSecret *pass_phrase,
                            GError **error)
{
  g_auto (Content) content = { 0 };

  g_return_val_if_fail (certificate != NULL, NULL);

  if (!read_file (certificate, &content, error))
    return NULL;

  return is_pem (&content) ? load_pem (certificate, &content, key, error)
                           : load_pkcs12 (certificate, &content, pass_phrase, error);
}
