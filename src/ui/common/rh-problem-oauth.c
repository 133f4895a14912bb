/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong with a sign-in, on the way back from the browser, and in the keyring. */
#define G_LOG_DOMAIN "rh-problem-oauth"

#include "config.h"

#include "common/rh-problem-private.h"

#include "http/rh-loopback-server.h"
#include "oauth/rh-token-message.h"
#include "secret/rh-keyring.h"

#include <glib/gi18n.h>

static const RhProblemEntry oauth_entries[] = {
  RH_PROBLEM_ENTRY (RH_OAUTH_ERROR_CONFIG_MISSING,
                    N_ ("Not Set Up Yet"),
                    /* Translators: %s is the label of a field, such as Client ID. */
                    N_ ("“%s” is missing. Choose Connect… and fill it in."),
                    RH_PROBLEM_DETAIL_FIELD,
                    NULL,
                    RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (RH_OAUTH_ERROR_CONFIG_INVALID,
                    N_ ("A Setting Cannot Be Used"),
                    /* Translators: %s is the label of a field, such as Client ID. */
                    N_ ("“%s” cannot be used as it is. Choose Connect… and correct it."),
                    RH_PROBLEM_DETAIL_FIELD,
                    NULL,
                    RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT,
      N_ ("Address Is Not Secure"),
      /* Translators: %s is the label of a field, such as Token URL. */
      N_ ("“%s” must start with https. Over plain http, anybody on the way could read the "
          "secrets that are sent there."),
      RH_PROBLEM_DETAIL_FIELD,
      NULL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_CONFIG_PARAMETER,
      N_ ("Parameter Is Not Allowed"),
      /* Translators: %s is the name of a parameter, such as state. */
      N_ ("“%s” may not be an extra parameter: the sign-in sets it itself. Remove it."),
      RH_PROBLEM_DETAIL_NAME,
      NULL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_PORT_IN_USE,
      N_ ("Port Is in Use"),
      N_ ("Something else listens where the browser should bring the answer. End it and connect "
          "again, or register a redirect URI with another port."),
      RH_PROBLEM_DETAIL_PLAIN,
      RH_OAUTH_REDIRECT_URI,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (RH_OAUTH_ERROR_NO_BROWSER,
                    N_ ("No Browser Was Opened"),
                    N_ ("Copy the address and open it in a browser yourself."),
                    RH_PROBLEM_DETAIL_PLAIN,
                    NULL,
                    RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_DENIED,
      N_ ("Access Was Denied"),
      N_ ("Access was not allowed in the browser. If that was not meant, connect again and "
          "allow it."),
      RH_PROBLEM_DETAIL_SAID,
      NULL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_AUTHORIZATION,
      N_ ("Server Refused the Sign-in"),
      N_ ("Compare the client ID, the redirect URI and the scopes with what is registered, then "
          "connect again."),
      RH_PROBLEM_DETAIL_SAID,
      NULL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_REDIRECT,
      N_ ("Not the Address of This Sign-in"),
      N_ ("The address must begin with the redirect URI and carry the answer. Copy all of the "
          "address that the browser ended on."),
      RH_PROBLEM_DETAIL_NONE,
      RH_OAUTH_REDIRECT_URI,
      NULL),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_STATE,
      N_ ("Answer Belongs to Another Sign-in"),
      N_ ("This answer is from an earlier attempt, or was not asked for. Choose Open Again, "
          "sign in, and use the address that the browser ends on then."),
      RH_PROBLEM_DETAIL_NONE,
      NULL,
      NULL),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_ISSUER,
      N_ ("Answer Came From Another Server"),
      N_ ("The answer does not name the issuer that is set up, so it was not used. Check the "
          "issuer under Advanced. If it is right, somebody may have tampered with the sign-in."),
      RH_PROBLEM_DETAIL_SAID,
      RH_OAUTH_ISSUER,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (RH_OAUTH_ERROR_ISSUER_UNKNOWN,
                    N_ ("Unknown Issuer"),
                    N_ ("The answer names an issuer that nobody has set up. Accept it only if the "
                        "documentation of the service names it."),
                    RH_PROBLEM_DETAIL_SAID,
                    RH_OAUTH_ISSUER,
                    RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (RH_OAUTH_ERROR_TIMED_OUT,
                    N_ ("No Answer From the Browser"),
                    N_ ("Nobody finished the sign-in in time. Connect again when you are ready."),
                    RH_PROBLEM_DETAIL_NONE,
                    NULL,
                    RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_NETWORK,
      N_ ("Authorization Server Not Reached"),
      N_ ("The token URL did not answer. Check the network and the address, then try again."),
      RH_PROBLEM_DETAIL_PLAIN,
      RH_OAUTH_TOKEN_URL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_CERTIFICATE,
      N_ ("Authorization Server Is Not Trusted"),
      N_ ("The authorization server did not prove who it is, so nothing was sent. A certificate "
          "that is trusted for requests does not count for a sign-in."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_INVALID_GRANT,
      N_ ("Sign-in Was Not Accepted"),
      N_ ("The code or refresh token is used up, expired or revoked, or the redirect URI "
          "differs from the registered one. Connect again."),
      RH_PROBLEM_DETAIL_SAID,
      NULL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_INVALID_CLIENT,
      N_ ("Client Was Not Accepted"),
      N_ ("The client ID or the client secret is wrong, or the server wants them sent in "
          "another way. Check both, or choose the other client authentication under Advanced."),
      RH_PROBLEM_DETAIL_SAID,
      RH_OAUTH_CLIENT_ID,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_UNAUTHORIZED_CLIENT,
      N_ ("Client May Not Sign In Like This"),
      N_ ("This client is not registered for the authorization code grant. Ask the service to "
          "allow it."),
      RH_PROBLEM_DETAIL_SAID,
      RH_OAUTH_CLIENT_ID,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_INVALID_SCOPE,
      N_ ("Scopes Were Refused"),
      N_ ("A scope is unknown, or not registered for this client. Compare them letter by letter "
          "with the registration."),
      RH_PROBLEM_DETAIL_SAID,
      RH_OAUTH_SCOPE,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_INVALID_REQUEST,
      N_ ("Server Did Not Understand"),
      N_ ("Check the redirect URI and the client authentication. Details shows what was sent."),
      RH_PROBLEM_DETAIL_SAID,
      RH_OAUTH_REDIRECT_URI,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_SERVER,
      N_ ("Authorization Server Failed"),
      N_ ("The fault is at the server. Try again in a moment; nothing was lost here."),
      RH_PROBLEM_DETAIL_SAID,
      NULL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_RATE_LIMITED,
      N_ ("Too Many Requests"),
      N_ ("The authorization server asks to wait. Try again in a moment; nothing was lost here."),
      RH_PROBLEM_DETAIL_SAID,
      NULL,
      NULL),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_RESPONSE,
      N_ ("Not a Token"),
      N_ ("The token URL answered with something else than a token. Check the address; Details "
          "shows what came."),
      RH_PROBLEM_DETAIL_SAID,
      RH_OAUTH_TOKEN_URL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_TOKEN_TYPE,
      N_ ("Unknown Type of Token"),
      N_ ("Only Bearer tokens can be used, and the server gave another type. Ask the service "
          "for Bearer tokens for this client."),
      RH_PROBLEM_DETAIL_SAID,
      NULL,
      NULL),
  RH_PROBLEM_ENTRY (RH_OAUTH_ERROR_NOT_CONNECTED,
                    N_ ("Not Connected"),
                    N_ ("This request needs an access token. Connect first, then send it again."),
                    RH_PROBLEM_DETAIL_NONE,
                    NULL,
                    RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_SIGN_IN_AGAIN,
      N_ ("Sign In Again"),
      N_ ("The sign-in has ended: it expired, was revoked, or another program used its refresh "
          "token. Connect again."),
      RH_PROBLEM_DETAIL_SAID,
      NULL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_OTHER_SUBJECT,
      N_ ("Signed In as Somebody Else"),
      N_ ("The browser signed in with another account than before. Connect again and choose "
          "which one to keep."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_METADATA,
      N_ ("Nothing Was Discovered"),
      N_ ("The issuer has no usable metadata at the well-known addresses. Check the issuer "
          "letter by letter, or type the addresses in."),
      RH_PROBLEM_DETAIL_PLAIN,
      RH_OAUTH_ISSUER,
      NULL),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_KEYRING,
      N_ ("Keyring Did Not Take It"),
      N_ ("You stay connected for this session only. Unlock the keyring and choose Try Again to "
          "keep the sign-in."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      NULL),
  RH_PROBLEM_ENTRY (
      RH_OAUTH_ERROR_DISCONNECT,
      /* Translators: it was tried, and failed. */
      N_ ("Not Disconnected"),
      N_ ("The service did not end the access of this client, so the sign-in stays as it was. "
          "Try again later, or choose Sign Out to forget it here."),
      RH_PROBLEM_DETAIL_SAID,
      NULL,
      NULL),
};

static const RhProblemEntry loopback_entries[] = {
  RH_PROBLEM_ENTRY (RH_LOOPBACK_ERROR_IN_USE,
                    N_ ("Port Is in Use"),
                    N_ ("Another program listens on this port. End it, then try again."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_LOOPBACK_ERROR_ADDRESS,
      N_ ("Not an Address of This Computer"),
      N_ ("Only localhost, 127.0.0.1 and [::1] can be listened at. Correct the redirect URI."),
      RH_PROBLEM_DETAIL_PLAIN,
      RH_OAUTH_REDIRECT_URI,
      RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_LOOPBACK_ERROR_FAILED,
      N_ ("Cannot Wait for the Browser"),
      N_ ("The system does not let Rehearsal listen on this address. Choose another port in the "
          "redirect URI and register it too."),
      RH_PROBLEM_DETAIL_PLAIN,
      RH_OAUTH_REDIRECT_URI,
      RH_PROBLEM_ACTION_CONNECT),
};

static const RhProblemEntry keyring_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_KEYRING_ERROR_NO_SERVICE,
      N_ ("No Keyring"),
      N_ ("This desktop has no keyring, so secrets are kept for this session only. Install and "
          "start one, such as GNOME Keyring, then choose Try Again."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_KEYRING_ERROR_LOCKED,
      N_ ("Keyring Is Locked"),
      N_ ("Nothing on this desktop can ask for its password, so secrets are kept for this "
          "session only. Unlock the keyring, then choose Try Again."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_KEYRING_ERROR_DISMISSED,
      N_ ("Keyring Stays Locked"),
      N_ ("Its password was not given, so secrets are kept for this session only. Choose Try "
          "Again to be asked once more."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (RH_KEYRING_ERROR_TIMED_OUT,
                    N_ ("Keyring Does Not Answer"),
                    N_ ("Secrets are kept for this session only. Choose Try Again in a moment."),
                    RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_KEYRING_ERROR_REFUSED,
      N_ ("Keyring Did Not Take It"),
      N_ ("The keyring could not save a secret; it is kept for this session only. Check the "
          "free space on the disk, then choose Try Again."),
      RH_PROBLEM_DETAIL_PLAIN),
};

const RhProblemDomain rh_problem_oauth_domains[] = {
  { rh_oauth_error_quark, oauth_entries, G_N_ELEMENTS (oauth_entries) },
  { rh_loopback_error_quark, loopback_entries, G_N_ELEMENTS (loopback_entries) },
  { rh_keyring_error_quark, keyring_entries, G_N_ELEMENTS (keyring_entries) },
  { NULL },
};
