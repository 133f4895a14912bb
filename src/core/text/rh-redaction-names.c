/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a secret is called (standards.md M1), however it is written: letters and digits count. */
#define G_LOG_DOMAIN "rh-redaction-names"

#include "config.h"

#include "text/rh-redaction.h"

#include <string.h>

static gboolean
ends_in (const char *word, const char *const *list)
{
  for (; *list != NULL; list++)
    {
      if (g_str_has_suffix (word, *list))
        return TRUE;
    }

  return FALSE;
}

void
rh_redaction_fold_name (const char *name, gsize length, char folded[RH_REDACTION_MAX_NAME + 1])
{
  gsize n = 0;

  if (length > RH_REDACTION_MAX_NAME)
    {
      name += length - RH_REDACTION_MAX_NAME;
      length = RH_REDACTION_MAX_NAME;
    }
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isalnum (name[i]))
        folded[n++] = g_ascii_tolower (name[i]);
    }
  folded[n] = '\0';
}

gboolean
rh_redaction_is_secret_folded (const char *name)
{
  static const char *const exact[] = {
    "authorization", "proxyauthorization",
    "cookie",        "setcookie",
    "setcookie2",    "dpop",
    "code",          "token",
    "assertion",     "devicecode",
    "requesturi",    "pass",
    "passwd",        "pwd",
    "idtokenhint",   "credentials",
    "sig",           "xauth",
    "otp",           NULL,
  };
  static const char *const suffixes[] = {
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "authtoken",
    "bearertoken",
    "sessiontoken",
    "securitytoken",
    "subjecttoken",
    "actortoken",
    "apitoken",
    "csrftoken",
    "xsrftoken",
    "secret",
    "password",
    "passphrase",
    "apikey",
    "privatekey",
    "secretkey",
    "accesskey",
    "codeverifier",
    "assertion",
    "signature",
    "samlresponse",
    "authorizationcode",
    "sessionid",
    "passcode",
    "authkey",
    "sharedkey",
    "subscriptionkey",
    "signingkey",
    "encryptionkey",
    "accountkey",
    "masterkey",
    "jwt",
    NULL,
  };

  return g_strv_contains (exact, name) || ends_in (name, suffixes);
}

gboolean
rh_redaction_is_secret_field (const char *name, gsize length)
{
  char folded[RH_REDACTION_MAX_NAME + 1];

  rh_redaction_fold_name (name, length, folded);

  return rh_redaction_is_secret_folded (folded);
}

gboolean
rh_redaction_is_secret_header (const char *name, gsize length)
{
  static const char *const no_headers[] = { "code", "requesturi", NULL };
  char folded[RH_REDACTION_MAX_NAME + 1];

  rh_redaction_fold_name (name, length, folded);
  if (g_strv_contains (no_headers, folded))
    return FALSE;

  return rh_redaction_is_secret_folded (folded) || g_str_has_suffix (folded, "token");
}
