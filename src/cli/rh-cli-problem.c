/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a GError means to somebody at a command line: a sentence that says what to do, and the exit
 * status (design.md 8). */
#define G_LOG_DOMAIN "rh-cli-problem"

#include "config.h"

#include "collection/rh-environment-chain.h"
#include "collection/rh-resolver.h"
#include "format/rh-import-reader.h"
#include "oauth/rh-server-text.h"
#include "rh-cli-session.h"
#include "secret/rh-keyring.h"
#include "text/rh-template.h"
#include "text/rh-url.h"
#include "workspace/rh-state-file.h"

#include <glib/gi18n.h>

/* Where the words of the error go. */
#define DETAIL "%s"
/* What to type to sign in. */
#define LOGIN "%l"
/* What to type to keep a client secret. */
#define SECRET "%k"

typedef struct
{
  GQuark (*quark) (void);
  int code; /* -1: every other one of its domain */
  RhCliStatus status;
  const char *sentence;
} Entry;

static const Entry entries[] = {
  { rh_oauth_error_quark, RH_OAUTH_ERROR_CONFIG_MISSING, RH_CLI_USAGE,
    N_ ("the setting “%s” is missing. Add it to the environment, or choose Connect… in "
        "Rehearsal.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_CONFIG_INVALID, RH_CLI_USAGE,
    N_ ("the setting “%s” cannot be used as it is. Correct it in the environment.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT, RH_CLI_USAGE,
    N_ ("the address “%s” must start with https: secrets are sent there.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_CONFIG_PARAMETER, RH_CLI_USAGE,
    N_ ("“%s” may not be an extra parameter: the sign-in sets it itself.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_PORT_IN_USE, RH_CLI_NETWORK,
    N_ ("something else listens where the browser should bring the answer (%s). End it, or "
        "register a redirect URI with another port.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_DENIED, RH_CLI_NOT_SIGNED_IN,
    /* Translators: %l is what to type to sign in. */
    N_ ("access was not allowed in the browser. To try again: %l") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_AUTHORIZATION, RH_CLI_NOT_SIGNED_IN,
    N_ ("the server refused the sign-in: “%s”. Compare client ID, redirect URI and scopes with "
        "what is registered.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_REDIRECT, RH_CLI_NOT_SIGNED_IN,
    N_ ("that is not the address of this sign-in. Paste all of the address that the browser ended "
        "on.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_STATE, RH_CLI_NOT_SIGNED_IN,
    N_ ("that answer is from another sign-in. Open the address that was printed now, and paste "
        "where the browser ends then.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_ISSUER, RH_CLI_NOT_SIGNED_IN,
    N_ ("the answer does not name the issuer that is set up, so it was not used (%s). If the "
        "issuer is right, somebody may have tampered with the sign-in.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_ISSUER_UNKNOWN, RH_CLI_NOT_SIGNED_IN,
    N_ ("the answer names an issuer that nobody has set up (%s). If the documentation of the "
        "service names it, set it as “issuer” in the environment.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_TIMED_OUT, RH_CLI_NOT_SIGNED_IN,
    /* Translators: %l is what to type to sign in. */
    N_ ("nobody finished the sign-in in time. To try again: %l") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_NETWORK, RH_CLI_NETWORK,
    N_ ("the authorization server was not reached (%s). Check the network and the addresses.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_CERTIFICATE, RH_CLI_NETWORK,
    N_ ("the authorization server did not prove who it is, so nothing was sent: %s") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_INVALID_GRANT, RH_CLI_NOT_SIGNED_IN,
    /* Translators: %l is what to type to sign in. */
    N_ ("the sign-in is not accepted any more. Sign in again: %l") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_INVALID_CLIENT, RH_CLI_NOT_SIGNED_IN,
    /* Translators: %k is what to type to keep a secret. */
    N_ ("the server did not accept the client: client ID or client secret is wrong, or it wants "
        "them sent in another way. To keep the secret: %k") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_INVALID_SCOPE, RH_CLI_NOT_SIGNED_IN,
    N_ ("the server refused the scopes (%s). Compare them with what is registered.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_SERVER, RH_CLI_NETWORK,
    N_ ("the authorization server failed (%s). Try again in a moment.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_RATE_LIMITED, RH_CLI_NETWORK,
    N_ ("the authorization server asks to wait. Try again in a moment.") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_NOT_CONNECTED, RH_CLI_NOT_SIGNED_IN,
    /* Translators: %l is what to type to sign in. */
    N_ ("not signed in. Sign in with: %l") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_SIGN_IN_AGAIN, RH_CLI_NOT_SIGNED_IN,
    /* Translators: %l is what to type to sign in. */
    N_ ("the sign-in has ended: it expired, was revoked, or its refresh token was used by another "
        "program. Sign in again: %l") },
  { rh_oauth_error_quark, RH_OAUTH_ERROR_KEYRING, RH_CLI_CHECK_FAILED,
    N_ ("the keyring did not do it (%s). Unlock it and try again.") },
  { rh_oauth_error_quark, -1, RH_CLI_NOT_SIGNED_IN,
    N_ ("the authorization server refused: “%s”.") },

  { rh_sender_error_quark, RH_SENDER_ERROR_NOT_CONNECTED, RH_CLI_NOT_SIGNED_IN,
    /* Translators: %l is what to type to sign in. */
    N_ ("this request needs an access token. Sign in with: %l") },
  { rh_sender_error_quark, RH_SENDER_ERROR_UNREADABLE, RH_CLI_USAGE,
    N_ ("the file of this request cannot be read: %s") },
  { rh_sender_error_quark, RH_SENDER_ERROR_KEPT, RH_CLI_USAGE,
    /* Translators: %s is a word of the file's format, body or auth, and stays English. */
    N_ ("the %s of this request is of a kind that cannot be sent here yet.") },
  { rh_sender_error_quark, RH_SENDER_ERROR_FILE, RH_CLI_USAGE,
    N_ ("this would send “%s”, which is outside the collection’s folder. Send it once in the app "
        "and allow it there. Nothing was sent.") },
  { rh_sender_error_quark, RH_SENDER_ERROR_NO_FILE, RH_CLI_USAGE,
    N_ ("the file “%s”, which this request sends, is not there. Nothing was sent.") },

  { rh_sender_error_quark, RH_SENDER_ERROR_NOT_ACCEPTED, RH_CLI_NOT_SIGNED_IN,
    /* Translators: %l is what to type to sign in. */
    N_ ("this collection is new to you here, so it may use nothing that is kept for it. If you "
        "trust it, sign in: %l. “rehearse secret” accepts it too.") },

  { rh_environment_chain_error_quark, -1, RH_CLI_USAGE,
    N_ ("what the environment extends does not end: %s. Nothing was sent.") },

  { rh_resolver_error_quark, RH_RESOLVER_ERROR_PATH_PARAM, RH_CLI_USAGE,
    N_ ("the path parameter “:%s” has no value. Give it one in the request. Nothing was sent.") },
  { rh_resolver_error_quark, RH_RESOLVER_ERROR_AUTH_EMPTY, RH_CLI_USAGE,
    /* Translators: %s is a word of the file's format, such as username, and stays English. */
    N_ ("the %s of the authorization is empty. Nothing was sent.") },
  { rh_resolver_error_quark, RH_RESOLVER_ERROR_USERNAME, RH_CLI_USAGE,
    N_ ("a user name has no colon, and neither it nor the password has a line break. Nothing was "
        "sent.") },
  { rh_resolver_error_quark, RH_RESOLVER_ERROR_TOKEN, RH_CLI_USAGE,
    N_ ("a bearer token has no spaces, line breaks or characters other than ASCII, and does not "
        "begin with the word Bearer. Nothing was sent.") },
  { rh_resolver_error_quark, RH_RESOLVER_ERROR_KEY, RH_CLI_USAGE,
    N_ ("“%s” cannot be the name of a header with an API key. Nothing was sent.") },

  { rh_template_error_quark, RH_TEMPLATE_ERROR_UNKNOWN, RH_CLI_USAGE,
    N_ ("the variable “%s” has no value here. Give it one with --var, or in the environment; a "
        "secret one with “rehearse secret”. Nothing was sent.") },
  { rh_template_error_quark, RH_TEMPLATE_ERROR_CYCLE, RH_CLI_USAGE,
    N_ ("variables go in a circle: %s. Nothing was sent.") },
  { rh_template_error_quark, -1, RH_CLI_USAGE,
    N_ ("filled in with its variables, this is nested too deeply or too long. Nothing was sent.") },

  { rh_http_error_quark, RH_HTTP_ERROR_METHOD, RH_CLI_USAGE,
    N_ ("a method is one word, such as GET. Nothing was sent.") },
  { rh_http_error_quark, RH_HTTP_ERROR_URL, RH_CLI_USAGE,
    N_ ("the URL must begin with http:// or https:// and name a host (%s). Nothing was sent.") },
  { rh_http_error_quark, RH_HTTP_ERROR_HOST, RH_CLI_USAGE,
    N_ ("the host in the URL is no host name (%s). Nothing was sent.") },
  { rh_http_error_quark, RH_HTTP_ERROR_TARGET, RH_CLI_USAGE,
    N_ ("the URL has a character that may not be sent; write it percent-encoded (%s). Nothing was "
        "sent.") },
  { rh_http_error_quark, RH_HTTP_ERROR_HEADER, RH_CLI_USAGE,
    N_ ("a header has a character that may not be sent (%s). Nothing was sent.") },
  { rh_http_error_quark, RH_HTTP_ERROR_CLEAR_TEXT, RH_CLI_USAGE,
    N_ ("a token or secret would go out in the clear: change the URL to https. Nothing was "
        "sent.") },
  { rh_http_error_quark, RH_HTTP_ERROR_BODY, RH_CLI_USAGE,
    N_ ("the file of the body cannot be read: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_RESOLVE, RH_CLI_NETWORK, N_ ("nobody knows the host: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_CONNECT, RH_CLI_NETWORK, N_ ("nobody answers there: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_TLS, RH_CLI_NETWORK,
    N_ ("the server did not prove who it is, so nothing was sent: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_PROXY, RH_CLI_NETWORK,
    N_ ("the proxy did not let the request through: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_PROXY_AUTHENTICATION, RH_CLI_NETWORK,
    N_ ("the proxy wants a user name and a password, or does not accept the ones that are set in "
        "Rehearsal: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_CLIENT_CERTIFICATE, RH_CLI_USAGE,
    N_ ("the client certificate for this server cannot be used. Nothing was sent. %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_RULES, RH_CLI_USAGE,
    N_ ("proxy and certificates are in a file that cannot be read, so nothing was sent. Repair it "
        "or move it away: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_REDIRECT, RH_CLI_NETWORK,
    N_ ("a redirect was not followed: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_REDIRECT_CIRCLE, RH_CLI_NETWORK,
    N_ ("a redirect was not followed: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_REDIRECT_LIMIT, RH_CLI_NETWORK,
    N_ ("a redirect was not followed: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_REDIRECT_SECRET, RH_CLI_NETWORK,
    N_ ("a redirect was not followed: %s") },
  { rh_http_error_quark, RH_HTTP_ERROR_TRUNCATED, RH_CLI_NETWORK,
    N_ ("the response ended early (%s). Nothing of it is written.") },
  { rh_http_error_quark, RH_HTTP_ERROR_HEAD_TOO_LARGE, RH_CLI_NETWORK,
    N_ ("the server answered with headers of more than 100 kB, which is more than is read") },
  { rh_http_error_quark, RH_HTTP_ERROR_NOT_HTTP, RH_CLI_NETWORK,
    N_ ("the server’s answer is not HTTP (“%s”). Check the port, and whether it is http or "
        "https.") },
  { rh_http_error_quark, RH_HTTP_ERROR_TLS_WANTED, RH_CLI_NETWORK,
    N_ ("the server speaks https there: change http:// to https:// in the URL") },
  { rh_http_error_quark, -1, RH_CLI_NETWORK, N_ ("the request failed on its way: %s") },

  { rh_url_error_quark, -1, RH_CLI_USAGE, N_ ("the URL cannot be used: %s") },

  { rh_import_error_quark, RH_IMPORT_ERROR_UNKNOWN, RH_CLI_USAGE,
    N_ ("this is of no kind that can be imported: %s. Postman, Bruno, Insomnia, OpenAPI, HAR and "
        "curl can.") },
  { rh_import_error_quark, RH_IMPORT_ERROR_ENCODING, RH_CLI_USAGE,
    N_ ("this is no text, in neither UTF-8 nor UTF-16: %s") },
  { rh_import_error_quark, RH_IMPORT_ERROR_SYNTAX, RH_CLI_USAGE,
    N_ ("this begins as JSON and is none: %s") },
  { rh_import_error_quark, RH_IMPORT_ERROR_CONTENT, RH_CLI_USAGE,
    N_ ("something in this file is not as it has to be: %s") },
  { rh_import_error_quark, RH_IMPORT_ERROR_TOO_LARGE, RH_CLI_USAGE,
    N_ ("this is more than can be imported at once, which is 64 MB: %s") },
  { rh_import_error_quark, RH_IMPORT_ERROR_TOO_DEEP, RH_CLI_USAGE,
    N_ ("this is nested too deeply: %s") },
  { rh_import_error_quark, RH_IMPORT_ERROR_VERSION, RH_CLI_USAGE,
    N_ ("this version is not read: %s. Save it anew with the program’s newest version.") },
  { rh_import_error_quark, RH_IMPORT_ERROR_NOTHING, RH_CLI_USAGE,
    N_ ("there is no request and no environment in it: %s") },
  { rh_collection_store_error_quark, RH_COLLECTION_STORE_ERROR_NOT_EMPTY, RH_CLI_USAGE,
    N_ ("there is a collection already. Name another folder.") },

  { rh_keyring_error_quark, RH_KEYRING_ERROR_NO_SERVICE, RH_CLI_CHECK_FAILED,
    N_ ("there is no keyring here. Secrets can be given as REHEARSE_SECRET_NAME or with "
        "--secret.") },
  { rh_keyring_error_quark, -1, RH_CLI_CHECK_FAILED,
    N_ ("the keyring is locked or did not answer (%s). Unlock it and try again.") },

  { rh_state_file_error_quark, RH_STATE_FILE_ERROR_NEWER, RH_CLI_CHECK_FAILED,
    N_ ("a newer version wrote what you decided before, and it was left as it is (%s). Use that "
        "version, or move the file away.") },
  { rh_state_file_error_quark, -1, RH_CLI_CHECK_FAILED,
    N_ ("what you decided before cannot be read, and it was left as it is (%s). Repair the file, "
        "or move it away to begin anew.") },
};

static const Entry *
find_entry (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].quark () == error->domain
        && (entries[i].code == error->code || entries[i].code == -1))
      return &entries[i];

  return NULL;
}

/* Nobody listens where the practice server should. */
static gboolean
is_practice_missing (RhCliSession *self, const GError *error)
{
  const char *service
      = self->environment == NULL ? "" : rh_environment_get_service (self->environment);

  return g_str_equal (service, RH_SERVICE_PRACTICE)
         && (g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CONNECT)
             || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK));
}

static char *
dup_secret_name (RhCliSession *self)
{
  char *name = NULL;

  if (self->collection != NULL)
    name = rh_oauth_block_dup_variable (rh_collection_get_oauth (self->collection),
                                        RH_OAUTH_BLOCK_CLIENT_SECRET);

  return name != NULL ? name : g_strdup (RH_OAUTH_BLOCK_CLIENT_SECRET);
}

/* Words from outside are put in last, so that nothing in them is taken for one of ours. */
static char *
fill_sentence (RhCliSession *self, const char *sentence, const char *detail)
{
  g_autofree char *login = rh_cli_session_dup_command (self, "login", NULL);
  g_autofree char *variable = dup_secret_name (self);
  g_autofree char *secret = rh_cli_session_dup_command (self, "secret", variable);
  const char *place = strstr (sentence, DETAIL);
  GString *text = g_string_new (sentence);

  if (place != NULL)
    {
      g_string_truncate (text, (gsize) (place - sentence));
      g_string_append (text, detail);
      g_string_append (text, place + strlen (DETAIL));
      return g_string_free (text, FALSE);
    }

  g_string_replace (text, LOGIN, login, 1);
  g_string_replace (text, SECRET, secret, 1);
  return g_string_free (text, FALSE);
}

RhCliStatus
rh_cli_session_fail (RhCliSession *self, const GError *error)
{
  const Entry *entry = find_entry (error);
  g_autofree char *detail = rh_server_text_clean (error->message);
  g_autofree char *sentence = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return RH_CLI_INTERRUPTED;
  if (is_practice_missing (self, error))
    return rh_cli_fail (self->verb, RH_CLI_NETWORK,
                        _ ("the practice server does not answer. Start it in another terminal "
                           "with: rehearse practice"));
  if (entry == NULL)
    return rh_cli_fail (self->verb, RH_CLI_CHECK_FAILED, "%s", detail);

  sentence = fill_sentence (self, _ (entry->sentence), detail);
  return rh_cli_fail (self->verb, entry->status, "%s", sentence);
}
