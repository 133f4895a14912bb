/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong on the wire, and with an address. */
#define G_LOG_DOMAIN "rh-problem-http"

#include "config.h"

#include "common/rh-problem-private.h"

#include "http/rh-request.h"
#include "text/rh-url.h"

#include <glib/gi18n.h>

static const RhProblemEntry http_entries[] = {
  RH_PROBLEM_ENTRY (RH_HTTP_ERROR_METHOD,
                    N_ ("Method Cannot Be Sent"),
                    N_ ("A method is one word of letters, such as GET. Nothing was sent."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_URL,
      N_ ("Not an Address"),
      N_ ("The URL must begin with http:// or https:// and name a host. Nothing was sent."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_HOST,
      N_ ("Not a Host Name"),
      N_ ("The host in the URL has a character that no host name has. Nothing was sent."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_TARGET,
      N_ ("Address Cannot Be Sent"),
      N_ ("The path or query of the URL has a character that may not be sent. Write it "
          "percent-encoded. Nothing was sent."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_HEADER,
      N_ ("Header Cannot Be Sent"),
      N_ ("The name or value of a header has a character that may not be sent, such as a line "
          "break. Correct it under Headers. Nothing was sent."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_CLEAR_TEXT,
      N_ ("Secret Would Go Out in the Clear"),
      N_ ("A token or secret goes over https only. Change the URL to https. Nothing was sent."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_BODY,
      N_ ("Body Could Not Be Read"),
      N_ ("The file of the body is missing or cannot be opened. Choose it again under Body."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_HTTP_ERROR_RESOLVE,
                    N_ ("Host Was Not Found"),
                    N_ ("Nobody knows the host of this URL. Check its spelling and the network."),
                    RH_PROBLEM_DETAIL_PLAIN,
                    NULL,
                    RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_CONNECT,
      N_ ("Host Was Not Reached"),
      N_ ("The host does not accept the connection. Check the port, and that the server runs."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_TLS,
      N_ ("Connection Is Not Trusted"),
      N_ ("The server did not prove who it is, so nothing was sent. Its certificate may be "
          "expired, for another name, or signed by an authority that this computer does not know."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (RH_HTTP_ERROR_PROXY,
                    N_ ("Proxy Refused"),
                    N_ ("The proxy did not let the request through. Check the proxy in the network "
                        "preferences, or "
                        "the one in the system’s settings."),
                    RH_PROBLEM_DETAIL_PLAIN,
                    NULL,
                    RH_PROBLEM_ACTION_NETWORK),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_PROXY_AUTHENTICATION,
      N_ ("Proxy Asks Who You Are"),
      N_ ("The proxy wants a user name and a password, or does not accept the ones that are "
          "set. They are set in the network preferences."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_NETWORK),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_CLIENT_CERTIFICATE,
      N_ ("Client Certificate Cannot Be Read"),
      N_ ("Nothing was sent. Choose another file for this server, give its pass phrase, or "
          "remove it."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_NETWORK),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_RULES,
      N_ ("Network Settings Cannot Be Read"),
      N_ ("Your proxy and certificates are in a file that was damaged or written by a newer "
          "version. Nothing is sent past them. Repair the file, or move it away to begin "
          "anew."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_SEND,
      N_ ("Request Was Cut Off"),
      N_ ("The connection ended while the request was sent. The server may have got a part of it."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_RECEIVE,
      N_ ("No Answer"),
      N_ ("The connection ended before the server answered. The server may have done what was "
          "asked: look before you send again."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (RH_HTTP_ERROR_TRUNCATED,
                    N_ ("Response Ended Early"),
                    N_ ("The connection ended before all of the body came. What came is shown."),
                    RH_PROBLEM_DETAIL_PLAIN,
                    NULL,
                    RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (RH_HTTP_ERROR_TOO_LARGE,
                    N_ ("Response Is Too Large"),
                    N_ ("The body is larger than what is kept. What came until then is shown."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_ENCODING,
      N_ ("Response Could Not Be Unpacked"),
      N_ ("The body is not compressed in the way its headers say. Ask for it uncompressed with "
          "the header Accept-Encoding: identity."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_TIMEOUT_CONNECT,
      N_ ("Host Does Not Answer"),
      N_ ("No connection came about in time. Check the address, the network and any firewall."),
      RH_PROBLEM_DETAIL_NONE,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE,
      N_ ("Server Is Silent"),
      N_ ("The server took the request and did not answer in time. It may still be at work: "
          "look before you send again."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (RH_HTTP_ERROR_TIMEOUT_TOTAL,
                    N_ ("Response Took Too Long"),
                    N_ ("The response was not complete within the request’s time-out."),
                    RH_PROBLEM_DETAIL_NONE,
                    NULL,
                    RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_REDIRECT,
      N_ ("Redirect Was Not Followed"),
      N_ ("The server redirects to something that is no web address. Details shows what it names."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_REDIRECT_CIRCLE,
      N_ ("Redirects Go in a Circle"),
      N_ ("The server redirects to an address that was asked already. Details shows each step."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_REDIRECT_LIMIT,
      N_ ("Too Many Redirects"),
      N_ ("The server redirects more often than the request allows. Details shows each step; how "
          "many are followed is set under Settings."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_REDIRECT_SECRET,
      N_ ("Redirect Would Take a Secret Along"),
      N_ ("The server redirects to another site, and the URL or the body would take a secret "
          "there. If that site is meant, put its address into the URL."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_HEAD_TOO_LARGE,
      N_ ("Headers Are Too Large"),
      N_ ("The server answered, with headers of more than 100 kB: that is more than is read. It "
          "may have done what was asked: look before you send again."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_NOT_HTTP,
      N_ ("The Server’s Answer Is Not HTTP"),
      N_ ("Something else than a web server answers there, or its answer is damaged. Check the "
          "port, and whether it is http or https."),
      RH_PROBLEM_DETAIL_SAID,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_HTTP_ERROR_TLS_WANTED,
      N_ ("The Server Speaks https"),
      N_ ("The request went out unencrypted, and the answer is encrypted. Change http:// to "
          "https:// in the URL."),
      RH_PROBLEM_DETAIL_NONE),
};

static const RhProblemEntry url_entries[] = {
  RH_PROBLEM_ENTRY (RH_URL_ERROR_EMPTY,
                    /* Translators: the host has none. */
                    N_ ("No Address"),
                    N_ ("Type the address of the request."),
                    RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (RH_URL_ERROR_SCHEME,
                    N_ ("Not a Web Address"),
                    N_ ("The address must begin with http:// or https://."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_URL_ERROR_HOST,
                    N_ ("Not a Host Name"),
                    N_ ("The address has no host, or one with a character that no host name has."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_URL_ERROR_PORT,
                    N_ ("Not a Port"),
                    N_ ("A port is a number from 1 to 65535."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_URL_ERROR_CHARACTER,
                    N_ ("Not an Address"),
                    N_ ("The address has a control character, such as a line break. Remove it."),
                    RH_PROBLEM_DETAIL_NONE),
};

const RhProblemDomain rh_problem_http_domains[] = {
  { rh_http_error_quark, http_entries, G_N_ELEMENTS (http_entries) },
  { rh_url_error_quark, url_entries, G_N_ELEMENTS (url_entries) },
  { NULL },
};
