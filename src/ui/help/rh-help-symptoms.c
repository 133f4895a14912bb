/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What users see when something does not work: why that is, and what to do. */
#define G_LOG_DOMAIN "rh-help-symptoms"

#include "config.h"

#include "help/rh-help-text.h"

#include <glib/gi18n.h>

#define SYMPTOM(why, what) \
  { \
    { N_ ("Why"), why }, \
    { \
      N_ ("What to Do"), what \
    } \
  }
#define LINK_CONNECT { N_ ("Connect…"), "win.connect" }
#define LINK_GET_STARTED { N_ ("Get Started"), "win.get-started" }
#define LINK_NETWORK { N_ ("Network Preferences…"), "app.network" }

const RhHelpPageText rh_help_symptoms[] = {
  {
      RH_HELP_ERROR_PAGE,
      RH_HELP_GROUP_BROWSER,
      N_ ("The Browser Shows an Error Page"),
      SYMPTOM (N_ ("The authorization server stopped before it sent you back. Mostly it does "
                   "not know the client ID, the redirect URI differs from the registered one, "
                   "or a scope is not registered. It tells you and not Rehearsal, since it "
                   "only sends people to registered addresses."),
               N_ ("On the page that waits, open “Error in the Browser?” and compare client "
                   "ID, redirect URI and scopes with the registration letter by letter: case, "
                   "port, path and a slash at the end count. Each environment has a client of "
                   "its own.")),
      { LINK_CONNECT },
  },
  {
      RH_HELP_OTHER_PAGE,
      RH_HELP_GROUP_BROWSER,
      N_ ("The Browser Ends on Another Page"),
      SYMPTOM (N_ ("The redirect URI belongs to another site, so the answer went there, and "
                   "Rehearsal cannot see it."),
               N_ ("Copy the whole address of that page and paste it under “Browser Ended on "
                   "Another Page?” on the page that waits. Do it soon, since the code in it "
                   "works for a short time. To do without, register a redirect URI on "
                   "localhost, or have Get Started write a page for your site that leads back "
                   "here.")),
      { LINK_GET_STARTED },
  },
  {
      RH_HELP_LOCALHOST,
      RH_HELP_GROUP_BROWSER,
      N_ ("The Browser Cannot Open localhost"),
      SYMPTOM (N_ ("The browser insists on https, it runs on another computer or in a "
                   "container, or the sign-in is over: Rehearsal listens only while it waits."),
               N_ ("Switch the browser’s HTTPS-only mode off for localhost, or use another "
                   "browser on this computer, and choose Open Again on the page that waits. "
                   "Otherwise copy the address that was not opened and paste it under "
                   "“Browser Ended on Another Page?”.")),
      { LINK_CONNECT },
  },
  {
      RH_HELP_NO_BROWSER,
      RH_HELP_GROUP_BROWSER,
      N_ ("No Browser Opens"),
      SYMPTOM (N_ ("The desktop knows no browser for web addresses, or could not start it."),
               N_ ("On the page that waits, choose Copy Address and open it in a browser on "
                   "this computer. Rehearsal goes on waiting. Then choose a default browser "
                   "in the system’s settings.")),
      { LINK_CONNECT },
  },
  {
      RH_HELP_CONNECT,
      RH_HELP_GROUP_CONNECTING,
      N_ ("It Is Not Clear What to Fill In"),
      {
          { NULL, N_ ("It all comes from registering a client with the service. Register one of "
                      "its own for Rehearsal: a sign-in here may end the tokens of a live "
                      "integration that uses the same client.") },
          { N_ ("Client ID"),
            N_ ("The public name of the client, as the service issued it for this "
                "environment.") },
          { N_ ("Client Secret"),
            N_ ("Issued along with the client ID, and often shown only once. It goes to "
                "your keyring. If the service issued none, choose None as the client "
                "authentication under Advanced.") },
          { N_ ("Scopes"),
            N_ ("What the token may do, separated by spaces. They have to be registered "
                "for the client.") },
          { N_ ("Redirect URI"),
            N_ ("Where the browser brings the answer. It has to be registered exactly as "
                "it stands in Connect.") },
          { N_ ("Advanced"),
            N_ ("The addresses of a server that Rehearsal does not know by name. Type its "
                "issuer, and Discover looks them up; or type the authorization URL and the "
                "token URL.") },
      },
      { LINK_GET_STARTED, LINK_CONNECT },
  },
  {
      RH_HELP_REDIRECT_URI,
      RH_HELP_GROUP_CONNECTING,
      N_ ("The Redirect URI Does Not Match"),
      SYMPTOM (N_ ("The service compares the redirect URI with the registered one as text. "
                   "http and https, localhost and 127.0.0.1, another port or path, or a slash "
                   "at the end make them different."),
               N_ ("Copy the redirect URI from Connect to the registration, or change it in "
                   "Connect to what is registered. If the server says invalid_grant and the "
                   "two are the same, connect again: a code works once and for a short time.")),
      { LINK_CONNECT },
  },
  {
      RH_HELP_INVALID_CLIENT,
      RH_HELP_GROUP_CONNECTING,
      N_ ("The Client Is Not Accepted"),
      SYMPTOM (N_ ("The server says invalid_client: client ID or client secret is wrong, they "
                   "belong to another environment, or the server wants them sent in another "
                   "way."),
               N_ ("Copy both again from what was issued for this environment, whole and "
                   "without spaces. Then try the other client authentication under Advanced: "
                   "Basic or In the Body. Tokens that you have stay as they are.")),
      { LINK_CONNECT },
  },
  {
      RH_HELP_INVALID_SCOPE,
      RH_HELP_GROUP_CONNECTING,
      N_ ("A Scope Is Refused"),
      SYMPTOM (N_ ("The server says invalid_scope: it does not know a scope, or the scope is "
                   "not registered for this client."),
               N_ ("Compare the scopes with the registration letter by letter, and leave out "
                   "those that you do not need. A further scope has to be registered before "
                   "it can be asked for.")),
      { LINK_CONNECT },
  },
  {
      RH_HELP_PORT,
      RH_HELP_GROUP_CONNECTING,
      N_ ("The Port Is Taken"),
      SYMPTOM (N_ ("The browser brings the answer to a port of this computer. Another sign-in "
                   "or another program listens there already."),
               N_ ("End that sign-in or program, and connect again. If it has to stay, choose "
                   "a redirect URI with another port and register that one.")),
      { LINK_CONNECT },
  },
  {
      RH_HELP_UNAUTHORIZED,
      RH_HELP_GROUP_SENDING,
      N_ ("The Answer Is 401"),
      SYMPTOM (N_ ("The server got no token, or does not accept it: it has expired or was "
                   "revoked, it was issued for another environment, or this computer’s clock "
                   "is wrong. Where there is a refresh token, Rehearsal has already tried a "
                   "new access token."),
               N_ ("Connect again. If that does not help, look at the request’s Auth page, "
                   "and for a header of your own named Authorization, which goes out in place "
                   "of the token. Details shows what was sent and what the server said.")),
      { LINK_CONNECT },
  },
  {
      RH_HELP_FORBIDDEN,
      RH_HELP_GROUP_SENDING,
      N_ ("The Answer Is 403"),
      SYMPTOM (N_ ("The server accepts the token and does not allow this request: the token "
                   "lacks a scope, or the account or the client has no right to it."),
               N_ ("Connect again with the scope that the request needs. If the token has "
                   "that scope, ask the service for the right, or sign in with an account "
                   "that has it.")),
      { LINK_CONNECT },
  },
  {
      RH_HELP_NEW_ADDRESS,
      RH_HELP_GROUP_SENDING,
      N_ ("Rehearsal Asks Before It Sends"),
      SYMPTOM (N_ ("A secret would go to an address that never had it, or a request would "
                   "change data in a protected environment. A wrong address, or a file that "
                   "somebody else changed, could give the secret away."),
               N_ ("Look at the address. Allow it only if it belongs to the API that you "
                   "mean.")),
      { { NULL } },
  },
  {
      RH_HELP_HOST,
      RH_HELP_GROUP_SENDING,
      N_ ("The Host Is Not Reached"),
      SYMPTOM (N_ ("Nobody knows the host in the URL, no server listens on that port, or this "
                   "computer is offline or outside of a network that it needs, such as a VPN."),
               N_ ("Check the spelling of the host, the port and the network, and whether "
                   "other programs reach the address. The practice server needs no network "
                   "and shows whether the rest works.")),
      { LINK_NETWORK },
  },
  {
      RH_HELP_NO_ANSWER,
      RH_HELP_GROUP_SENDING,
      N_ ("No Answer Comes"),
      SYMPTOM (N_ ("The server, or something on the way such as a firewall, leaves the "
                   "request waiting, or the connection ended early. The server may have done "
                   "what was asked all the same."),
               N_ ("Before you send a request again that changes data, look whether it was "
                   "done. The request’s Settings page has the time-outs.")),
      { { NULL } },
  },
  {
      RH_HELP_CERTIFICATE,
      RH_HELP_GROUP_SENDING,
      N_ ("The Certificate Is Not Trusted"),
      SYMPTOM (N_ ("The server did not prove who it is: its certificate has expired, is for "
                   "another name, or is signed by an authority that this computer does not "
                   "know. Nothing was sent."),
               N_ ("Show Certificate says which it is. If it is your own test server, compare "
                   "the SHA-256 with the real one and choose Trust This Certificate. That "
                   "counts for requests to this address, never for a sign-in: for that, have "
                   "the system trust the authority.")),
      { LINK_NETWORK },
  },
  {
      RH_HELP_PROXY,
      RH_HELP_GROUP_COMPUTER,
      N_ ("A Proxy Is in the Way"),
      SYMPTOM (N_ ("The proxy of the system, or the one in the preferences, does not let "
                   "requests through or wants to know who you are."),
               N_ ("Check type, host, port, user name and password in the network "
                   "preferences. No Proxy For lists hosts that are reached without one. This "
                   "computer itself always is.")),
      { LINK_NETWORK },
  },
  {
      RH_HELP_KEYRING,
      RH_HELP_GROUP_COMPUTER,
      N_ ("The Keyring Is Locked or Missing"),
      SYMPTOM (N_ ("Secrets are kept in the desktop’s keyring. It is locked, its password was "
                   "not given, or the desktop has none. Until it is there, secrets stay in "
                   "memory and are gone when you quit."),
               N_ ("Unlock the keyring, or install one such as GNOME Keyring, and choose Try "
                   "Again on the banner.")),
      { { NULL } },
  },
  { NULL },
};
