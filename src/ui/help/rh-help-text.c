/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages to read. */
#define G_LOG_DOMAIN "rh-help-text"

#include "config.h"

#include "help/rh-help-text.h"

#include <glib/gi18n.h>

const RhHelpPageText rh_help_guides[] = {
  {
      RH_HELP_JOURNEY,
      RH_HELP_GROUP_GUIDES,
      N_ ("The Journey"),
      {
          { NULL, N_ ("Six steps lead from nothing to an integration that works. Get Started goes "
                      "through the first three with you, and the practice server lets you try them "
                      "without credentials.") },
          { N_ ("Register"),
            N_ ("Tell the service about your client: redirect URI and scopes first, then names and "
                "addresses. Rehearsal checks them as you type and copies them for the registration "
                "form. A client ID and a client secret come back.") },
          { N_ ("Connect"),
            N_ ("Fill in client ID, client secret and scopes, and choose Connect. Sign in with "
                "your "
                "browser and allow access. The browser brings a code back to this computer, and "
                "Rehearsal gets an access token for it.") },
          { N_ ("First Call"),
            N_ ("Choose a request, or type a method and a URL, and send it. The token is put in by "
                "itself, and refreshed when it expires. Details shows everything that was sent and "
                "received.") },
          { N_ ("Save"),
            N_ ("Keep requests in a collection: a folder of small text files that belongs in git. "
                "Client secrets and tokens are never in them.") },
          { N_ ("Go Further"),
            N_ ("Try more endpoints and other scopes. Then go to another environment, which has "
                "addresses, a client and a token of its own. Production asks before a request "
                "changes data.") },
          { N_ ("Move On"),
            N_ ("What works here works in your own program with the same settings. Copy a request "
                "as curl, or see in Details what your program has to send.") },
      },
      { { N_ ("Get Started"), "win.get-started" } },
  },
  {
      RH_HELP_OAUTH,
      RH_HELP_GROUP_GUIDES,
      N_ ("OAuth 2.0 in Ten Minutes"),
      {
          { N_ ("What It Is For"),
            N_ ("A program wants to call an API for somebody. That person signs in at the service "
                "itself and allows what the program may do. The program gets a token for that and "
                "never sees the password.") },
          { N_ ("Who Takes Part"),
            N_ ("The authorization server signs people in and issues tokens. The resource server, "
                "the API, answers requests that carry one. The client is the program that asks: "
                "here Rehearsal, later your own. The resource owner, who allows access, is you.") },
          { N_ ("Client ID and Secret"),
            N_ ("The service knows a client by its client ID, which is public. A client secret "
                "shows that a request comes from the client. It belongs in a keyring or on your "
                "server, never in a web page, a message or git.") },
          { N_ ("Scopes"),
            N_ ("A scope names something that a token may do, such as reading employees. The "
                "client "
                "asks for scopes that are registered for it, and you see them before you allow "
                "access. Ask for no more than the work needs.") },
          { N_ ("Consent"),
            N_ ("The client sends the browser to the authorization URL, with client ID, scopes and "
                "redirect URI. When you have allowed access, the server sends the browser to the "
                "redirect URI with a code. It only uses a redirect URI that is registered, so "
                "that nobody else gets the code.") },
          { N_ ("From Code to Token"),
            N_ ("The client exchanges the code at the token URL for an access token, and shows its "
                "client secret there. A code works once and for a short time.") },
          { N_ ("State and PKCE"),
            N_ ("Two random values protect each sign-in. The state ties the answer to the sign-in, "
                "so that no other answer is slipped in. PKCE ties the code to the program that "
                "asked, so that a stolen code is worth nothing. Rehearsal always uses both.") },
          { N_ ("Access and Refresh Tokens"),
            N_ ("The access token goes along with each request, in the Authorization header, and "
                "soon expires. Where the service gives a refresh token, it gets the next access "
                "token without the browser. Rehearsal does that when a request needs it.") },
          { N_ ("401 and 403"),
            N_ ("401 means that the server does not accept the token, or got none. 403 means that "
                "it accepts the token and still does not allow the request: a scope is missing, or "
                "the account has no right to it.") },
          { N_ ("The End"),
            N_ ("Sign Out revokes the tokens where the service offers that, and removes them from "
                "your keyring. Many services also list what has access, and let you take it "
                "back.") },
      },
      { { N_ ("Get Started"), "win.get-started" } },
  },
  {
      RH_HELP_IMPORT,
      RH_HELP_GROUP_GUIDES,
      N_ ("Come Over From Postman"),
      {
          { NULL, N_ ("What another program saved becomes a collection here: collections and "
                      "environments of Postman, folders of Bruno, files of Insomnia, OpenAPI and "
                      "HAR, and scripts of curl commands. Drop the files on the window, or choose "
                      "Import in the menu.") },
          { N_ ("What to Export There"),
            N_ ("In Postman choose Export for the collection and for each environment, and give "
                "all of the files at once. A folder of Bruno or of Postman is opened as a folder "
                "is.") },
          { N_ ("The Report"),
            N_ ("Before anything is written you see what comes and what becomes of it: what is for "
                "you to do, what was changed and why, what is kept in the files and not used, and "
                "what is left out. It can be saved beside the collection.") },
          { N_ ("Secrets"),
            N_ ("Client secrets, tokens, passwords and what looks like one go to your keyring, and "
                "a variable stands in their place. No file of the collection has them.") },
          { N_ ("Scripts"),
            N_ ("Scripts and tests are kept in the files and never run. Nothing that is imported "
                "is run, no other file is read, and the network is not used.") },
          { N_ ("A Redirect URI of Another Site"),
            N_ ("Settings of Postman often send the browser to one of Postman’s own pages. Sign in "
                "all the same: when the browser stops there, copy the address of that page and "
                "paste it where Rehearsal waits. Or register a redirect URI of this computer at "
                "the service, and set it in Connect.") },
          { N_ ("And Back"),
            N_ ("Export in the menu writes the collection for Postman, as OpenAPI, as a script of "
                "curl commands or as an .http file; in the menu of a folder or request, only that. "
                "Secrets are in the file only when you ask for them, and you are told what the "
                "format has no place for.") },
          { N_ ("What Was Sent"),
            N_ ("The menu of the history writes requests and responses as HAR, with secrets "
                "masked. When you ask for them, they are in clear where a tab still shows the "
                "response: of others none are kept.") },
      },
      { { N_ ("Import Files"), "win.import" }, { N_ ("Export"), "win.export" } },
  },
  {
      RH_HELP_PRIVACY,
      RH_HELP_GROUP_GUIDES,
      N_ ("Privacy"),
      {
          { N_ ("Who Rehearsal Talks To"),
            N_ ("To the servers that you name, and to nobody else. It has no account, no telemetry "
                "and no server of its own. The practice server runs on this computer and answers "
                "nobody outside of it.") },
          { N_ ("Where Secrets Are"),
            N_ ("Client secrets, tokens and secret variables are in your keyring and in no file of "
                "a collection. Where there is no keyring, they stay in memory until you quit, and "
                "a "
                "banner says so.") },
          { N_ ("Where Secrets Go"),
            N_ ("A secret goes only to addresses that you signed in to or have allowed. Before a "
                "new one gets it, Rehearsal asks. Beyond this computer it goes over https only, "
                "and "
                "a redirect to another site does not take it along.") },
          { N_ ("What Others Can See"),
            N_ ("The address in the browser carries client ID, scopes and redirect URI, as OAuth "
                "2.0 wants it, and never the client secret. In Details, in the history and in "
                "copied requests secrets are masked or stand by their names; only Copy as curl "
                "With Token, and an export with Include Secrets, put them in.") },
          { N_ ("What Is Kept on This Computer"),
            N_ ("Collections are files where you put them. Open tabs, edits that are not saved and "
                "the history are in your home folder. The history masks secrets, keeps no bodies "
                "of "
                "a protected environment, and can be switched off or cleared in the "
                "preferences.") },
          { N_ ("Cookies"), N_ ("Cookies stay in memory, apart for each environment and account. "
                                "If you ask to keep "
                                "them, they go to your keyring.") },
          { N_ ("Ending Access"),
            N_ ("Sign Out ends access in one environment. Saved Sign-ins, in the preferences, "
                "lists "
                "all tokens in your keyring and can revoke or forget each of them.") },
      },
      { { N_ ("Preferences"), "app.preferences" } },
  },
  { NULL },
};

const RhHelpPageText *
rh_help_text_find (const char *name)
{
  const RhHelpPageText *const tables[] = { rh_help_guides, rh_help_symptoms };

  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const RhHelpPageText *page = tables[i]; page->name != NULL; page++)
      if (g_str_equal (page->name, name))
        return page;

  return NULL;
}

const char *
rh_help_text_get_group_title (RhHelpGroup group)
{
  switch (group)
    {
    case RH_HELP_GROUP_BROWSER:
      return _ ("In the Browser");
    case RH_HELP_GROUP_CONNECTING:
      return _ ("Connecting");
    case RH_HELP_GROUP_SENDING:
      return _ ("Sending a Request");
    case RH_HELP_GROUP_COMPUTER:
      return _ ("This Computer");
    case RH_HELP_GROUP_GUIDES:
    case RH_HELP_N_GROUPS:
    default:
      return NULL;
    }
}
