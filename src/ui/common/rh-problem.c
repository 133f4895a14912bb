/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a GError means to the person in front of it: one table for each error domain. */
#define G_LOG_DOMAIN "rh-problem"

#include "config.h"

#include "common/rh-problem.h"

#include "body/rh-body-filter.h"
#include "body/rh-body-search.h"
#include "collection/rh-collection-store.h"
#include "collection/rh-environment-chain.h"
#include "collection/rh-opencollection.h"
#include "collection/rh-resolver.h"
#include "collection/rh-selector.h"
#include "collection/rh-yaml.h"
#include "http/rh-loopback-server.h"
#include "oauth/rh-token-message.h"
#include "secret/rh-keyring.h"
#include "text/rh-template.h"
#include "text/rh-url.h"
#include "workspace/rh-action-run.h"
#include "workspace/rh-clear-secrets.h"
#include "workspace/rh-sender.h"
#include "workspace/rh-state-file.h"

#include <glib/gi18n.h>

/* What the message of the error is, and so how it is shown. */
typedef enum
{
  DETAIL_NONE,
  DETAIL_SAID,  /* the server's own words */
  DETAIL_PLAIN, /* an address, a path, the words of a library */
  DETAIL_FIELD, /* the name of a setting: goes into the sentence */
  DETAIL_NAME,  /* any other name: goes into the sentence */
} Detail;

typedef struct
{
  const char *title;
  const char *sentence; /* DETAIL_FIELD and DETAIL_NAME: with %s for the name */
  Detail detail;
  const char *field;
  const char *action;
} Entry;

#define ENTRY(code, ...) [code] = { __VA_ARGS__ }

typedef struct
{
  GQuark (*quark) (void);
  const Entry *entries;
  gsize n_entries;
} Domain;

static const Entry oauth_entries[] = {
  ENTRY (RH_OAUTH_ERROR_CONFIG_MISSING,
         N_ ("Not Set Up Yet"),
         N_ ("“%s” is missing. Choose Connect… and fill it in."),
         DETAIL_FIELD,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_CONFIG_INVALID,
         N_ ("A Setting Cannot Be Used"),
         N_ ("“%s” cannot be used as it is. Choose Connect… and correct it."),
         DETAIL_FIELD,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT,
         N_ ("Address Is Not Secure"),
         N_ ("“%s” must start with https. Over plain http, anybody on the way could read the "
             "secrets that are sent there."),
         DETAIL_FIELD,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_CONFIG_PARAMETER,
         N_ ("Parameter Is Not Allowed"),
         N_ ("“%s” may not be an extra parameter: the sign-in sets it itself. Remove it."),
         DETAIL_NAME,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_PORT_IN_USE,
         N_ ("Port Is in Use"),
         N_ ("Something else listens where the browser should bring the answer. End it and connect "
             "again, or register a redirect URI with another port."),
         DETAIL_PLAIN,
         RH_OAUTH_REDIRECT_URI,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_NO_BROWSER,
         N_ ("No Browser Was Opened"),
         N_ ("Copy the address and open it in a browser yourself."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_DENIED,
         N_ ("Access Was Denied"),
         N_ ("Access was not allowed in the browser. If that was not meant, connect again and "
             "allow it."),
         DETAIL_SAID,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_AUTHORIZATION,
         N_ ("Server Refused the Sign-in"),
         N_ ("Compare the client ID, the redirect URI and the scopes with what is registered, then "
             "connect again."),
         DETAIL_SAID,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_REDIRECT,
         N_ ("Not the Address of This Sign-in"),
         N_ ("The address must begin with the redirect URI and carry the answer. Copy all of the "
             "address that the browser ended on."),
         DETAIL_NONE,
         RH_OAUTH_REDIRECT_URI,
         NULL),
  ENTRY (RH_OAUTH_ERROR_STATE,
         N_ ("Answer Belongs to Another Sign-in"),
         N_ ("This answer is from an earlier attempt, or was not asked for. Choose Open Again, "
             "sign in, and use the address that the browser ends on then."),
         DETAIL_NONE,
         NULL,
         NULL),
  ENTRY (RH_OAUTH_ERROR_ISSUER,
         N_ ("Answer Came From Another Server"),
         N_ ("The answer does not name the issuer that is set up, so it was not used. Check the "
             "issuer under Advanced. If it is right, somebody may have tampered with the sign-in."),
         DETAIL_SAID,
         RH_OAUTH_ISSUER,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_ISSUER_UNKNOWN,
         N_ ("Unknown Issuer"),
         N_ ("The answer names an issuer that nobody has set up. Accept it only if the "
             "documentation of the service names it."),
         DETAIL_SAID,
         RH_OAUTH_ISSUER,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_TIMED_OUT,
         N_ ("No Answer From the Browser"),
         N_ ("Nobody finished the sign-in in time. Connect again when you are ready."),
         DETAIL_NONE,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_NETWORK,
         N_ ("Authorization Server Not Reached"),
         N_ ("The token URL did not answer. Check the network and the address, then try again."),
         DETAIL_PLAIN,
         RH_OAUTH_TOKEN_URL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_INVALID_GRANT,
         N_ ("Sign-in Was Not Accepted"),
         N_ ("The code or refresh token is used up, expired or revoked, or the redirect URI "
             "differs from the registered one. Connect again."),
         DETAIL_SAID,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_INVALID_CLIENT,
         N_ ("Client Was Not Accepted"),
         N_ ("The client ID or the client secret is wrong, or the server wants them sent in "
             "another way. Check both, or choose the other client authentication under Advanced."),
         DETAIL_SAID,
         RH_OAUTH_CLIENT_ID,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_UNAUTHORIZED_CLIENT,
         N_ ("Client May Not Sign In Like This"),
         N_ ("This client is not registered for the authorization code grant. Ask the service to "
             "allow it."),
         DETAIL_SAID,
         RH_OAUTH_CLIENT_ID,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_INVALID_SCOPE,
         N_ ("Scopes Were Refused"),
         N_ ("A scope is unknown, or not registered for this client. Compare them letter by letter "
             "with the registration."),
         DETAIL_SAID,
         RH_OAUTH_SCOPE,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_INVALID_REQUEST,
         N_ ("Server Did Not Understand"),
         N_ ("Check the redirect URI and the client authentication. Details shows what was sent."),
         DETAIL_SAID,
         RH_OAUTH_REDIRECT_URI,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_SERVER,
         N_ ("Authorization Server Failed"),
         N_ ("The fault is at the server. Try again in a moment; nothing was lost here."),
         DETAIL_SAID,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (
      RH_OAUTH_ERROR_RATE_LIMITED,
      N_ ("Too Many Requests"),
      N_ ("The authorization server asks to wait. Try again in a moment; nothing was lost here."),
      DETAIL_SAID,
      NULL,
      NULL),
  ENTRY (RH_OAUTH_ERROR_RESPONSE,
         N_ ("Not a Token"),
         N_ ("The token URL answered with something else than a token. Check the address; Details "
             "shows what came."),
         DETAIL_SAID,
         RH_OAUTH_TOKEN_URL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_TOKEN_TYPE,
         N_ ("Unknown Type of Token"),
         N_ ("Only Bearer tokens can be used, and the server gave another type. Ask the service "
             "for Bearer tokens for this client."),
         DETAIL_SAID,
         NULL,
         NULL),
  ENTRY (RH_OAUTH_ERROR_NOT_CONNECTED,
         N_ ("Not Connected"),
         N_ ("This request needs an access token. Connect first, then send it again."),
         DETAIL_NONE,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_SIGN_IN_AGAIN,
         N_ ("Sign In Again"),
         N_ ("The sign-in has ended: it expired, was revoked, or another program used its refresh "
             "token. Connect again."),
         DETAIL_SAID,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_OTHER_SUBJECT,
         N_ ("Signed In as Somebody Else"),
         N_ ("The browser signed in with another account than before. Connect again and choose "
             "which one to keep."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_OAUTH_ERROR_METADATA,
         N_ ("Nothing Was Discovered"),
         N_ ("The issuer has no usable metadata at the well-known addresses. Check the issuer "
             "letter by letter, or type the addresses in."),
         DETAIL_PLAIN,
         RH_OAUTH_ISSUER,
         NULL),
  ENTRY (RH_OAUTH_ERROR_KEYRING,
         N_ ("Keyring Did Not Take It"),
         N_ ("You stay connected for this session only. Unlock the keyring and choose Try Again to "
             "keep the sign-in."),
         DETAIL_PLAIN,
         NULL,
         NULL),
};

static const Entry http_entries[] = {
  ENTRY (RH_HTTP_ERROR_METHOD,
         N_ ("Method Cannot Be Sent"),
         N_ ("A method is one word of letters, such as GET. Nothing was sent."),
         DETAIL_PLAIN),
  ENTRY (RH_HTTP_ERROR_URL,
         N_ ("Not an Address"),
         N_ ("The URL must begin with http:// or https:// and name a host. Nothing was sent."),
         DETAIL_PLAIN),
  ENTRY (RH_HTTP_ERROR_HOST,
         N_ ("Not a Host Name"),
         N_ ("The host in the URL has a character that no host name has. Nothing was sent."),
         DETAIL_PLAIN),
  ENTRY (RH_HTTP_ERROR_TARGET,
         N_ ("Address Cannot Be Sent"),
         N_ ("The path or query of the URL has a character that may not be sent. Write it "
             "percent-encoded. Nothing was sent."),
         DETAIL_PLAIN),
  ENTRY (RH_HTTP_ERROR_HEADER,
         N_ ("Header Cannot Be Sent"),
         N_ ("The name or value of a header has a character that may not be sent, such as a line "
             "break. Correct it under Headers. Nothing was sent."),
         DETAIL_PLAIN),
  ENTRY (RH_HTTP_ERROR_CLEAR_TEXT,
         N_ ("Secret Would Go Out in the Clear"),
         N_ ("A token or secret goes over https only. Change the URL to https. Nothing was sent."),
         DETAIL_PLAIN),
  ENTRY (RH_HTTP_ERROR_BODY,
         N_ ("Body Could Not Be Read"),
         N_ ("The file of the body is missing or cannot be opened. Choose it again under Body."),
         DETAIL_PLAIN),
  ENTRY (RH_HTTP_ERROR_RESOLVE,
         N_ ("Host Was Not Found"),
         N_ ("Nobody knows the host of this URL. Check its spelling and the network."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_CONNECT,
         N_ ("Host Was Not Reached"),
         N_ ("The host does not accept the connection. Check the port, and that the server runs."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (
      RH_HTTP_ERROR_TLS,
      N_ ("Connection Is Not Trusted"),
      N_ ("The server did not prove who it is, so nothing was sent. Its certificate may be "
          "expired, for another name, or signed by an authority that this computer does not know."),
      DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_PROXY,
         N_ ("Proxy Refused"),
         N_ ("The proxy did not let the request through. Check the proxy that is set for "
             "Rehearsal, or the one in the system's network settings."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_PROXY_AUTHENTICATION,
         N_ ("Proxy Asks Who You Are"),
         N_ ("The proxy wants a user name and a password, or does not accept the ones that are "
             "set. Set them with the proxy of Rehearsal."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_CLIENT_CERTIFICATE,
         N_ ("Client Certificate Cannot Be Read"),
         N_ ("Nothing was sent. Choose another file for this server, give its pass phrase, or "
             "remove it."),
         DETAIL_PLAIN),
  ENTRY (RH_HTTP_ERROR_RULES,
         N_ ("Network Settings Cannot Be Read"),
         N_ ("Your proxy and certificates are in a file that was damaged or written by a newer "
             "version. Nothing is sent past them. Repair the file, or move it away to begin "
             "anew."),
         DETAIL_PLAIN),
  ENTRY (
      RH_HTTP_ERROR_SEND,
      N_ ("Request Was Cut Off"),
      N_ ("The connection ended while the request was sent. The server may have got a part of it."),
      DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_RECEIVE,
         N_ ("No Answer"),
         N_ ("The connection ended before the server answered. The server may have done what was "
             "asked: look before you send again."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_TRUNCATED,
         N_ ("Response Ended Early"),
         N_ ("The connection ended before all of the body came. What came is shown."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_TOO_LARGE,
         N_ ("Response Is Too Large"),
         N_ ("The body is larger than what is kept. What came until then is shown."),
         DETAIL_PLAIN),
  ENTRY (RH_HTTP_ERROR_ENCODING,
         N_ ("Response Could Not Be Unpacked"),
         N_ ("The body is not compressed in the way its headers say. Ask for it uncompressed with "
             "the header Accept-Encoding: identity."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_TIMEOUT_CONNECT,
         N_ ("Host Does Not Answer"),
         N_ ("No connection came about in time. Check the address, the network and any firewall."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE,
         N_ ("Server Is Silent"),
         N_ ("The server took the request and did not answer in time. It may still be at work: "
             "look before you send again."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_TIMEOUT_TOTAL,
         N_ ("Response Took Too Long"),
         N_ ("The response did not end in time. What came is shown."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_HTTP_ERROR_REDIRECT,
         N_ ("Redirect Was Not Followed"),
         N_ ("The server redirects in a circle, too often, or to something that is no web address. "
             "Details shows each step."),
         DETAIL_PLAIN),
};

static const Entry sender_entries[] = {
  ENTRY (RH_SENDER_ERROR_NOT_CONNECTED,
         N_ ("Not Connected"),
         N_ ("This request needs an access token. Connect first, then send it again."),
         DETAIL_NONE,
         NULL,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_SENDER_ERROR_ORIGIN,
         N_ ("Secret Would Go to a New Place"),
         N_ ("This request would take a secret to an address that never had it. Nothing was sent. "
             "Send it again and allow it, if that is what you want."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (
      RH_SENDER_ERROR_PROTECTED,
      N_ ("Environment Is Protected"),
      N_ ("This request changes data in a protected environment. Nothing was sent. Send it again "
          "and confirm it, if that is what you want."),
      DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_SENDER_ERROR_UNREADABLE,
         N_ ("File Cannot Be Read"),
         N_ ("The file of this request is not what it should be. Correct it in a text editor; "
             "Rehearsal reads it again by itself. Nothing was sent."),
         DETAIL_PLAIN),
  ENTRY (RH_SENDER_ERROR_KEPT,
         N_ ("Cannot Send This Request"),
         N_ ("Its %s is of a kind that Rehearsal keeps in the file and cannot send. Choose another "
             "one. Nothing was sent."),
         DETAIL_NAME),
  ENTRY (RH_SENDER_ERROR_NOT_ACCEPTED,
         N_ ("Folder Is New to You"),
         N_ ("This needs a secret that is kept in your keyring, and a folder that is new to you "
             "gets none. Accept it if you trust whom it comes from. Nothing was sent."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_ACCEPT),
  ENTRY (RH_SENDER_ERROR_FILE,
         N_ ("File Is Outside the Collection"),
         N_ ("This request would send a file of yours. Nothing was sent. Send it again and allow "
             "it, if that is what you want."),
         DETAIL_PLAIN,
         NULL,
         RH_PROBLEM_ACTION_SEND),
  ENTRY (RH_SENDER_ERROR_NO_FILE,
         N_ ("No Such File"),
         N_ ("A file that this request sends is not there. Choose another one. Nothing was sent."),
         DETAIL_PLAIN),
};

static const Entry resolver_entries[] = {
  ENTRY (RH_RESOLVER_ERROR_PATH_PARAM,
         N_ ("Path Parameter Has No Value"),
         N_ ("“:%s” in the URL stands for a value that is empty. Fill it in below the URL’s "
             "parameters. Nothing was sent."),
         DETAIL_NAME),
  ENTRY (RH_RESOLVER_ERROR_AUTH_EMPTY,
         N_ ("Authorization Is Incomplete"),
         N_ ("The authorization of this request has an empty field: %s. Fill it in, or choose "
             "another kind. Nothing was sent."),
         DETAIL_NAME),
  ENTRY (RH_RESOLVER_ERROR_USERNAME,
         N_ ("User Name Cannot Be Sent"),
         N_ ("A user name of Basic authorization has no colon, and neither it nor the password has "
             "a line break. Correct it. Nothing was sent."),
         DETAIL_NONE),
  ENTRY (RH_RESOLVER_ERROR_TOKEN,
         N_ ("Token Cannot Be Sent"),
         N_ ("A bearer token has no spaces, line breaks or characters other than ASCII. Paste the "
             "token alone, without the word Bearer. Nothing was sent."),
         DETAIL_NONE),
  ENTRY (RH_RESOLVER_ERROR_KEY,
         N_ ("API Key Has a Wrong Name"),
         N_ ("“%s” cannot be the name of a header. Use letters, digits and hyphens, such as "
             "X-API-Key. Nothing was sent."),
         DETAIL_NAME),
};

static const Entry chain_entries[] = {
  ENTRY (RH_ENVIRONMENT_CHAIN_ERROR_CYCLE,
         N_ ("Environments Go in a Circle"),
         N_ ("“%s” never ends: each of these environments extends the next one. Let one of them "
             "extend nothing. Nothing was sent."),
         DETAIL_NAME),
  ENTRY (RH_ENVIRONMENT_CHAIN_ERROR_MISSING,
         N_ ("Environment Is Missing"),
         N_ ("“%s”: the last of these environments does not exist. Correct its name where it is "
             "extended, or add it. Nothing was sent."),
         DETAIL_NAME),
  ENTRY (RH_ENVIRONMENT_CHAIN_ERROR_DEPTH,
         N_ ("Environments Are Nested Too Deeply"),
         N_ ("Environments extend each other more than 20 levels deep. Let one of them extend "
             "nothing. Nothing was sent."),
         DETAIL_PLAIN),
};

static const Entry body_filter_entries[] = {
  ENTRY (RH_BODY_FILTER_ERROR_PATH,
         N_ ("Not a JSONPath"),
         N_ ("Write a path such as $.data[0].name or $..id, or a text without $."),
         DETAIL_PLAIN),
  ENTRY (RH_BODY_FILTER_ERROR_NOT_JSON,
         N_ ("Body Is Not JSON"),
         N_ ("A path finds values in JSON that is whole. Look for a text instead.")),
};

static const Entry body_search_entries[] = {
  ENTRY (RH_BODY_SEARCH_ERROR_PATTERN,
         N_ ("Not a Regular Expression"),
         N_ ("Correct the expression, or look for it as plain text."),
         DETAIL_PLAIN),
  ENTRY (RH_BODY_SEARCH_ERROR_TOO_COMPLEX,
         N_ ("Expression Takes Too Long"),
         N_ ("Finding this would not end. Use fewer * and + within one another.")),
};

static const Entry action_entries[] = {
  ENTRY (RH_ACTION_ERROR_NAME,
         N_ ("Not a Name for a Variable"),
         N_ ("“%s” cannot be the name of a variable. Use letters, digits, “_”, “-” and “.”."),
         DETAIL_NAME),
  ENTRY (RH_ACTION_ERROR_TEMPLATE,
         N_ ("Value Has Variables in It"),
         N_ ("The value for “%s” has {{variables}} in it, which would be filled in later. Keep it "
             "in memory instead."),
         DETAIL_NAME),
};

static const Entry selector_entries[] = {
  ENTRY (RH_SELECTOR_ERROR_SYNTAX,
         N_ ("Expression Was Not Understood"),
         N_ ("“%s” is no path. Write one such as res.body.data[0].id, $..id, res.headers.location "
             "or res.status."),
         DETAIL_NAME),
  ENTRY (RH_SELECTOR_ERROR_NOT_FOUND,
         N_ ("Not in the Response"),
         N_ ("The response has nothing at “%s”."),
         DETAIL_NAME),
  ENTRY (RH_SELECTOR_ERROR_NOT_JSON,
         N_ ("Body Is Not JSON"),
         N_ ("“%s” looks into JSON, and the body of the response is something else."),
         DETAIL_NAME),
  ENTRY (RH_SELECTOR_ERROR_NOT_TEXT,
         N_ ("Value Is Not Text"),
         N_ ("What the response has at “%s” is no text, so no variable can hold it."),
         DETAIL_NAME),
  ENTRY (RH_SELECTOR_ERROR_TOO_LARGE,
         N_ ("Body Is Too Large"),
         N_ ("The body of the response is too large to look for “%s” in it."),
         DETAIL_NAME),
};

static const Entry template_entries[] = {
  ENTRY (RH_TEMPLATE_ERROR_UNKNOWN,
         N_ ("Unknown Variable"),
         N_ ("“%s” has no value in this environment. Correct its name or define it, or connect "
             "first if it is a setting of the sign-in. Nothing was sent."),
         DETAIL_NAME,
         NULL,
         RH_PROBLEM_ACTION_DEFINE),
  ENTRY (RH_TEMPLATE_ERROR_CYCLE,
         N_ ("Variables Go in a Circle"),
         N_ ("“%s” never ends: each of these variables needs the next one. Give one of them a "
             "plain value. Nothing was sent."),
         DETAIL_NAME),
  ENTRY (RH_TEMPLATE_ERROR_DEPTH,
         N_ ("Variables Are Nested Too Deeply"),
         N_ ("A variable is made of others more than 20 levels deep. Give one of them a plain "
             "value. Nothing was sent."),
         DETAIL_PLAIN),
  ENTRY (RH_TEMPLATE_ERROR_SIZE,
         N_ ("Too Long With Its Variables"),
         N_ ("Filled in, the text would be larger than 64 MB. Use a file as body instead. Nothing "
             "was sent."),
         DETAIL_PLAIN),
};

static const Entry keyring_entries[] = {
  ENTRY (RH_KEYRING_ERROR_NO_SERVICE,
         N_ ("No Keyring"),
         N_ ("This desktop has no keyring, so secrets are kept for this session only. Install and "
             "start one, such as GNOME Keyring, then choose Try Again."),
         DETAIL_NONE),
  ENTRY (RH_KEYRING_ERROR_LOCKED,
         N_ ("Keyring Is Locked"),
         N_ ("Nothing on this desktop can ask for its password, so secrets are kept for this "
             "session only. Unlock the keyring, then choose Try Again."),
         DETAIL_NONE),
  ENTRY (RH_KEYRING_ERROR_DISMISSED,
         N_ ("Keyring Stays Locked"),
         N_ ("Its password was not given, so secrets are kept for this session only. Choose Try "
             "Again to be asked once more."),
         DETAIL_NONE),
  ENTRY (RH_KEYRING_ERROR_TIMED_OUT,
         N_ ("Keyring Does Not Answer"),
         N_ ("Secrets are kept for this session only. Choose Try Again in a moment."),
         DETAIL_NONE),
  ENTRY (RH_KEYRING_ERROR_REFUSED,
         N_ ("Keyring Did Not Take It"),
         N_ ("The keyring could not save a secret; it is kept for this session only. Check the "
             "free space on the disk, then choose Try Again."),
         DETAIL_PLAIN),
};

static const Entry loopback_entries[] = {
  ENTRY (RH_LOOPBACK_ERROR_IN_USE,
         N_ ("Port Is in Use"),
         N_ ("Another program listens on this port. End it, then try again."),
         DETAIL_PLAIN),
  ENTRY (RH_LOOPBACK_ERROR_ADDRESS,
         N_ ("Not an Address of This Computer"),
         N_ ("Only localhost, 127.0.0.1 and [::1] can be listened at. Correct the redirect URI."),
         DETAIL_PLAIN,
         RH_OAUTH_REDIRECT_URI,
         RH_PROBLEM_ACTION_CONNECT),
  ENTRY (RH_LOOPBACK_ERROR_FAILED,
         N_ ("Cannot Wait for the Browser"),
         N_ ("The system does not let Rehearsal listen on this address. Choose another port in the "
             "redirect URI and register it too."),
         DETAIL_PLAIN,
         RH_OAUTH_REDIRECT_URI,
         RH_PROBLEM_ACTION_CONNECT),
};

static const Entry url_entries[] = {
  ENTRY (RH_URL_ERROR_EMPTY,
         N_ ("No Address"),
         N_ ("Type the address of the request."),
         DETAIL_NONE),
  ENTRY (RH_URL_ERROR_SCHEME,
         N_ ("Not a Web Address"),
         N_ ("The address must begin with http:// or https://."),
         DETAIL_PLAIN),
  ENTRY (RH_URL_ERROR_HOST,
         N_ ("Not a Host Name"),
         N_ ("The address has no host, or one with a character that no host name has."),
         DETAIL_PLAIN),
  ENTRY (RH_URL_ERROR_PORT,
         N_ ("Not a Port"),
         N_ ("A port is a number from 1 to 65535."),
         DETAIL_PLAIN),
  ENTRY (RH_URL_ERROR_CHARACTER,
         N_ ("Not an Address"),
         N_ ("The address has a control character, such as a line break. Remove it."),
         DETAIL_NONE),
};

static const Entry disk_entries[] = {
  ENTRY (RH_DISK_ERROR_NOT_FOUND,
         N_ ("File Is Not There"),
         N_ ("It was moved or deleted by another program. Open the collection again."),
         DETAIL_PLAIN),
  ENTRY (RH_DISK_ERROR_EXISTS,
         N_ ("There Is Something Already"),
         N_ ("A file or folder of that name is there already. Choose another name."),
         DETAIL_PLAIN),
  ENTRY (RH_DISK_ERROR_NOT_EMPTY,
         N_ ("Folder Is Not Empty"),
         N_ ("It holds files that are not part of the collection, so it was left as it is."),
         DETAIL_PLAIN),
  ENTRY (RH_DISK_ERROR_READ_ONLY,
         N_ ("Folder Is Read-Only"),
         N_ ("Nothing can be saved there. What you changed is kept as a draft; save it to another "
             "folder, or allow writing and save again."),
         DETAIL_PLAIN),
  ENTRY (RH_DISK_ERROR_DENIED,
         N_ ("File May Not Be Read"),
         N_ ("Its permissions do not let you. Change them in Files, then open it again."),
         DETAIL_PLAIN),
  ENTRY (RH_DISK_ERROR_FULL,
         N_ ("Disk Is Full"),
         N_ ("Nothing was saved, and the old file is as it was. Make room, then save again."),
         DETAIL_PLAIN),
  ENTRY (
      RH_DISK_ERROR_OUTSIDE,
      N_ ("Leads Out of the Folder"),
      N_ ("A collection is one folder, and a link is not followed. Put the file itself into it."),
      DETAIL_PLAIN),
  ENTRY (RH_DISK_ERROR_KIND,
         N_ ("Not a File"),
         N_ ("There is a folder or a device where a file should be. Move it away, then try again."),
         DETAIL_PLAIN),
  ENTRY (RH_DISK_ERROR_TOO_LARGE,
         N_ ("File Is Too Large"),
         N_ ("A file of a collection has at most 16 MB. Keep a large body in a file of its own."),
         DETAIL_PLAIN),
  ENTRY (RH_DISK_ERROR_NAME,
         N_ ("Not a File Name"),
         N_ ("No file can be called so. Choose another name."),
         DETAIL_PLAIN),
  ENTRY (RH_DISK_ERROR_FAILED,
         N_ ("Disk Does Not Work"),
         N_ ("The file could not be read or written. What you changed is kept as a draft."),
         DETAIL_PLAIN),
};

static const Entry store_entries[] = {
  ENTRY (RH_COLLECTION_STORE_ERROR_NONE_HERE,
         N_ ("No Collection Here"),
         N_ ("This folder has no opencollection.yml. Choose the folder that has it, or make a new "
             "collection."),
         DETAIL_NONE),
  ENTRY (RH_COLLECTION_STORE_ERROR_NOT_EMPTY,
         N_ ("There Is a Collection Already"),
         N_ ("This folder has an opencollection.yml. Open it, or choose another folder."),
         DETAIL_NONE),
  ENTRY (RH_COLLECTION_STORE_ERROR_BROKEN,
         N_ ("File Is Left Alone"),
         N_ ("“%s” is not what it should be, so it is not written over. Correct it in a text "
             "editor; Rehearsal reads it again by itself."),
         DETAIL_NAME),
  ENTRY (
      RH_COLLECTION_STORE_ERROR_CONFLICT,
      N_ ("Changed on Disk"),
      N_ ("Another program changed “%s” since you began to edit it. Compare the two and choose."),
      DETAIL_NAME),
  ENTRY (RH_COLLECTION_STORE_ERROR_SECRETS,
         N_ ("A Secret Stands There in Clear"),
         N_ ("Saving would lose a secret that another program wrote into the file (%s). Move it to "
             "the keyring first; nothing was written."),
         DETAIL_NAME),
};

static const Entry clear_secrets_entries[] = {
  ENTRY (RH_CLEAR_SECRETS_ERROR_NO_KEYRING,
         N_ ("No Keyring to Keep It"),
         N_ ("Your keyring cannot be written now, so the file stays as it is. Unlock or start it "
             "and try again."),
         DETAIL_NONE),
  ENTRY (RH_CLEAR_SECRETS_ERROR_OTHER_VALUE,
         N_ ("Kept With Another Value"),
         N_ ("Your keyring has another value already for %s. The file stays as it is."),
         DETAIL_NAME),
  ENTRY (RH_CLEAR_SECRETS_ERROR_NO_ENVIRONMENT,
         N_ ("No Environment Yet"),
         N_ ("Secrets are kept for each environment, and this collection has none. Make one, then "
             "move them."),
         DETAIL_NONE),
};

static const Entry opencollection_entries[] = {
  ENTRY (RH_OPENCOLLECTION_ERROR_NOT_ONE,
         N_ ("Not a Collection"),
         N_ ("The file says nothing of OpenCollection. Choose the folder of a collection."),
         DETAIL_PLAIN),
  ENTRY (RH_OPENCOLLECTION_ERROR_CONTENT,
         N_ ("Unknown Content"),
         N_ ("Something in the file is not what belongs there. Correct it in a text editor."),
         DETAIL_PLAIN),
  ENTRY (
      RH_OPENCOLLECTION_ERROR_VERSION,
      N_ ("Made by a Newer Program"),
      N_ ("This version of the format is newer than this version of Rehearsal. Update Rehearsal."),
      DETAIL_PLAIN),
  ENTRY (RH_OPENCOLLECTION_ERROR_GONE,
         N_ ("Secret Is Not There"),
         N_ ("The file changed since it was looked at. Look at it again."),
         DETAIL_PLAIN),
};

static const Entry yaml_entries[] = {
  ENTRY (RH_YAML_ERROR_SYNTAX,
         N_ ("Not YAML"),
         N_ ("The file is not YAML. Correct that line in a text editor."),
         DETAIL_PLAIN),
  ENTRY (
      RH_YAML_ERROR_RESTRICTED,
      N_ ("YAML That Is Not Read Here"),
      N_ ("Tags, anchors, merge keys and keys that are there twice are not read. Write it out in "
          "a text editor."),
      DETAIL_PLAIN),
  ENTRY (RH_YAML_ERROR_TOO_DEEP,
         N_ ("Nested Too Deeply"),
         N_ ("The file goes more than 64 levels deep. Make it flatter in a text editor."),
         DETAIL_PLAIN),
  ENTRY (RH_YAML_ERROR_TOO_LARGE,
         N_ ("Too Much in One File"),
         N_ ("The file has more than 16 MB or more parts than are read. Divide it."),
         DETAIL_PLAIN),
  ENTRY (RH_YAML_ERROR_ENCODING,
         N_ ("Not UTF-8"),
         N_ ("The file has bytes that are no text. Save it as UTF-8 in a text editor."),
         DETAIL_PLAIN),
  ENTRY (RH_YAML_ERROR_CONTENT,
         N_ ("Unexpected Content"),
         N_ ("Something else belongs in that line. Correct it in a text editor."),
         DETAIL_PLAIN),
};

static const Entry state_file_entries[] = {
  ENTRY (
      RH_STATE_FILE_ERROR_BROKEN,
      N_ ("What You Decided Before Cannot Be Read"),
      N_ ("One of Rehearsal’s own files is damaged, and it was left as it is. Repair it, or move "
          "it away to begin anew: you will be asked again, for trust and for where secrets may "
          "go."),
      DETAIL_PLAIN,
      NULL,
      NULL),
  ENTRY (RH_STATE_FILE_ERROR_NEWER,
         N_ ("Made by a Newer Rehearsal"),
         N_ ("One of Rehearsal’s own files was written by a newer version, and it was left as it "
             "is. Use that version again, or move the file away to begin anew."),
         DETAIL_PLAIN,
         NULL,
         NULL),
};

static const Domain domains[] = {
  { rh_oauth_error_quark, oauth_entries, G_N_ELEMENTS (oauth_entries) },
  { rh_http_error_quark, http_entries, G_N_ELEMENTS (http_entries) },
  { rh_sender_error_quark, sender_entries, G_N_ELEMENTS (sender_entries) },
  { rh_clear_secrets_error_quark, clear_secrets_entries, G_N_ELEMENTS (clear_secrets_entries) },
  { rh_environment_chain_error_quark, chain_entries, G_N_ELEMENTS (chain_entries) },
  { rh_body_filter_error_quark, body_filter_entries, G_N_ELEMENTS (body_filter_entries) },
  { rh_body_search_error_quark, body_search_entries, G_N_ELEMENTS (body_search_entries) },
  { rh_action_error_quark, action_entries, G_N_ELEMENTS (action_entries) },
  { rh_selector_error_quark, selector_entries, G_N_ELEMENTS (selector_entries) },
  { rh_resolver_error_quark, resolver_entries, G_N_ELEMENTS (resolver_entries) },
  { rh_template_error_quark, template_entries, G_N_ELEMENTS (template_entries) },
  { rh_keyring_error_quark, keyring_entries, G_N_ELEMENTS (keyring_entries) },
  { rh_loopback_error_quark, loopback_entries, G_N_ELEMENTS (loopback_entries) },
  { rh_url_error_quark, url_entries, G_N_ELEMENTS (url_entries) },
  { rh_disk_error_quark, disk_entries, G_N_ELEMENTS (disk_entries) },
  { rh_collection_store_error_quark, store_entries, G_N_ELEMENTS (store_entries) },
  { rh_opencollection_error_quark, opencollection_entries, G_N_ELEMENTS (opencollection_entries) },
  { rh_yaml_error_quark, yaml_entries, G_N_ELEMENTS (yaml_entries) },
  { rh_state_file_error_quark, state_file_entries, G_N_ELEMENTS (state_file_entries) },
};

static const Entry other_entry = {
  N_ ("Something Went Wrong"),
  N_ ("This did not work. The words below come from the system; if trying again does not help, "
      "they are what to search for."),
  DETAIL_PLAIN,
};

static const Entry cancelled_entry = {
  N_ ("Cancelled"),
  N_ ("This was ended before it was done."),
  DETAIL_NONE,
};

static const Entry *
find_entry (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return &cancelled_entry;

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      const Domain *domain = &domains[i];

      if (error->domain != domain->quark ())
        continue;
      if (error->code < 0 || (gsize) error->code >= domain->n_entries
          || domain->entries[error->code].title == NULL)
        break;

      return &domain->entries[error->code];
    }

  return &other_entry;
}

static const char *
action_label (const char *action)
{
  if (g_strcmp0 (action, RH_PROBLEM_ACTION_CONNECT) == 0)
    return _ ("Connect…");
  if (g_strcmp0 (action, RH_PROBLEM_ACTION_SEND) == 0)
    return _ ("Send Again");
  if (g_strcmp0 (action, RH_PROBLEM_ACTION_ACCEPT) == 0)
    return _ ("Accept…");
  if (g_strcmp0 (action, RH_PROBLEM_ACTION_DEFINE) == 0)
    return _ ("Define…");

  return NULL;
}

const char *
rh_problem_field_label (const char *field)
{
  static const char *const labels[][2] = {
    { RH_OAUTH_AUTHORIZATION_URL, N_ ("Authorization URL") },
    { RH_OAUTH_TOKEN_URL, N_ ("Token URL") },
    { RH_OAUTH_REVOCATION_URL, N_ ("Revocation URL") },
    { RH_OAUTH_INTROSPECTION_URL, N_ ("Introspection URL") },
    { RH_OAUTH_ISSUER, N_ ("Issuer") },
    { RH_OAUTH_CLIENT_ID, N_ ("Client ID") },
    { RH_OAUTH_SCOPE, N_ ("Scopes") },
    { RH_OAUTH_REDIRECT_URI, N_ ("Redirect URI") },
    { "client_secret", N_ ("Client Secret") },
    { "client_auth", N_ ("Client Authentication") },
    { "api", N_ ("API URL") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (g_strcmp0 (field, labels[i][0]) == 0)
        return _ (labels[i][1]);
    }

  return field;
}

/* Puts @name into the sentence; never by printf, for the name may come from outside. */
static char *
sentence_about (const Entry *entry, const char *name)
{
  GString *sentence = g_string_new (_ (entry->sentence));

  g_string_replace (sentence, "%s", name, 1);

  return g_string_free_and_steal (sentence);
}

static void
fill_words (RhProblem *self, const Entry *entry, const char *words)
{
  switch (entry->detail)
    {
    case DETAIL_FIELD:
      self->field = g_strdup (words);
      self->sentence = sentence_about (entry, rh_problem_field_label (words));
      return;
    case DETAIL_NAME:
      self->sentence = sentence_about (entry, words);
      return;
    case DETAIL_SAID:
      if (*words != '\0')
        self->detail = g_strdup_printf (_ ("The server said: “%s”"), words);
      break;
    case DETAIL_PLAIN:
      if (*words != '\0')
        self->detail = g_strdup (words);
      break;
    case DETAIL_NONE:
      break;
    }

  self->sentence = g_strdup (_ (entry->sentence));
}

RhProblem *
rh_problem_new (const GError *error)
{
  RhProblem *self;
  const Entry *entry;
  g_autofree char *words = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  entry = find_entry (error);
  words = rh_server_text_clean (error->message);

  self = g_new0 (RhProblem, 1);
  self->title = g_strdup (_ (entry->title));
  fill_words (self, entry, words);
  if (self->field == NULL)
    self->field = g_strdup (entry->field);
  self->action = entry->action;
  self->action_label = action_label (entry->action);
  if (g_strcmp0 (entry->action, RH_PROBLEM_ACTION_DEFINE) == 0)
    self->action_target = g_utf8_make_valid (error->message, -1);

  return self;
}

void
rh_problem_free (RhProblem *self)
{
  g_free (self->title);
  g_free (self->sentence);
  g_free (self->detail);
  g_free (self->field);
  g_free (self->action_target);
  g_free (self);
}

char *
rh_problem_dup_text (const RhProblem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->detail == NULL)
    return g_strdup (self->sentence);

  return g_strdup_printf ("%s\n%s", self->sentence, self->detail);
}
