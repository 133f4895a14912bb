/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which page of Help tells more of an error. Most say all there is to say themselves. */
#define G_LOG_DOMAIN "rh-problem-help"

#include "config.h"

#include "common/rh-problem-private.h"

#include "common/rh-help-context.h"
#include "format/rh-import-reader.h"
#include "http/rh-loopback-server.h"
#include "http/rh-request.h"
#include "oauth/rh-oauth-config.h"
#include "secret/rh-keyring.h"

typedef struct
{
  GQuark (*quark) (void);
  int code;
  const char *page;
} Entry;

static const Entry entries[] = {
  { rh_oauth_error_quark, RH_OAUTH_ERROR_CONFIG_MISSING, RH_HELP_CONNECT },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_PORT_IN_USE, RH_HELP_PORT },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_NO_BROWSER, RH_HELP_NO_BROWSER },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_AUTHORIZATION, RH_HELP_ERROR_PAGE },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_REDIRECT, RH_HELP_OTHER_PAGE },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_TIMED_OUT, RH_HELP_ERROR_PAGE },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_NETWORK, RH_HELP_HOST },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_CERTIFICATE, RH_HELP_CERTIFICATE },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_INVALID_GRANT, RH_HELP_REDIRECT_URI },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_INVALID_CLIENT, RH_HELP_INVALID_CLIENT },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_INVALID_SCOPE, RH_HELP_INVALID_SCOPE },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_INVALID_REQUEST, RH_HELP_REDIRECT_URI },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_NOT_CONNECTED, RH_HELP_JOURNEY },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_SIGN_IN_AGAIN, RH_HELP_UNAUTHORIZED },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_KEYRING, RH_HELP_KEYRING },
  { rh_loopback_error_quark, RH_LOOPBACK_ERROR_IN_USE, RH_HELP_PORT },
  { rh_loopback_error_quark, RH_LOOPBACK_ERROR_FAILED, RH_HELP_PORT },
  { rh_keyring_error_quark, RH_KEYRING_ERROR_NO_SERVICE, RH_HELP_KEYRING },
  { rh_keyring_error_quark, RH_KEYRING_ERROR_LOCKED, RH_HELP_KEYRING },
  { rh_keyring_error_quark, RH_KEYRING_ERROR_DISMISSED, RH_HELP_KEYRING },
  { rh_keyring_error_quark, RH_KEYRING_ERROR_TIMED_OUT, RH_HELP_KEYRING },
  { rh_http_error_quark, RH_HTTP_ERROR_RESOLVE, RH_HELP_HOST },
  { rh_http_error_quark, RH_HTTP_ERROR_CONNECT, RH_HELP_HOST },
  { rh_http_error_quark, RH_HTTP_ERROR_TLS, RH_HELP_CERTIFICATE },
  { rh_http_error_quark, RH_HTTP_ERROR_PROXY, RH_HELP_PROXY },
  { rh_http_error_quark, RH_HTTP_ERROR_PROXY_AUTHENTICATION, RH_HELP_PROXY },
  { rh_http_error_quark, RH_HTTP_ERROR_RECEIVE, RH_HELP_NO_ANSWER },
  { rh_http_error_quark, RH_HTTP_ERROR_TIMEOUT_CONNECT, RH_HELP_HOST },
  { rh_http_error_quark, RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE, RH_HELP_NO_ANSWER },
  { rh_import_error_quark, RH_IMPORT_ERROR_UNKNOWN, RH_HELP_IMPORT },
  { rh_import_error_quark, RH_IMPORT_ERROR_ENCODING, RH_HELP_IMPORT },
  { rh_import_error_quark, RH_IMPORT_ERROR_SYNTAX, RH_HELP_IMPORT },
  { rh_import_error_quark, RH_IMPORT_ERROR_CONTENT, RH_HELP_IMPORT },
  { rh_import_error_quark, RH_IMPORT_ERROR_TOO_LARGE, RH_HELP_IMPORT },
  { rh_import_error_quark, RH_IMPORT_ERROR_TOO_DEEP, RH_HELP_IMPORT },
  { rh_import_error_quark, RH_IMPORT_ERROR_VERSION, RH_HELP_IMPORT },
  { rh_import_error_quark, RH_IMPORT_ERROR_NOTHING, RH_HELP_IMPORT },
};

const char *
rh_problem_help_find (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_error_matches (error, entries[i].quark (), entries[i].code))
      return entries[i].page;

  return NULL;
}
