/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a request does not go out: it needs something first, or cannot be filled in. */
#define G_LOG_DOMAIN "rh-problem-request"

#include "config.h"

#include "common/rh-problem-private.h"

#include "collection/rh-environment-chain.h"
#include "collection/rh-resolver.h"
#include "text/rh-template.h"
#include "workspace/rh-sender.h"

#include <glib/gi18n.h>

static const RhProblemEntry sender_entries[] = {
  RH_PROBLEM_ENTRY (RH_SENDER_ERROR_NOT_CONNECTED,
                    N_ ("Not Connected"),
                    N_ ("This request needs an access token. Connect first, then send it again."),
                    RH_PROBLEM_DETAIL_NONE,
                    NULL,
                    RH_PROBLEM_ACTION_CONNECT),
  RH_PROBLEM_ENTRY (
      RH_SENDER_ERROR_ORIGIN,
      N_ ("Secret Would Go to a New Place"),
      N_ ("This request would take a secret to an address that never had it. Nothing was sent. "
          "Send it again and allow it, if that is what you want."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_SENDER_ERROR_PROTECTED,
      N_ ("Environment Is Protected"),
      N_ ("This request changes data in a protected environment. Nothing was sent. Send it again "
          "and confirm it, if that is what you want."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_SENDER_ERROR_UNREADABLE,
      N_ ("File Cannot Be Read"),
      N_ ("The file of this request is not what it should be. Correct it in a text editor; "
          "Rehearsal reads it again by itself. Nothing was sent."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_SENDER_ERROR_KEPT,
      N_ ("Cannot Send This Request"),
      /* Translators: %s is a word of the file's format, body or auth, and stays English. */
      N_ ("Its %s is of a kind that Rehearsal keeps in the file and cannot send. Choose another "
          "one. Nothing was sent."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_SENDER_ERROR_NOT_ACCEPTED,
      N_ ("Folder Is New to You"),
      N_ ("This needs a secret that is kept in your keyring, and a folder that is new to you "
          "gets none. Accept it if you trust whom it comes from. Nothing was sent."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_ACCEPT),
  RH_PROBLEM_ENTRY (
      RH_SENDER_ERROR_FILE,
      N_ ("File Is Outside the Collection"),
      N_ ("This request would send a file of yours. Nothing was sent. Send it again and allow "
          "it, if that is what you want."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      RH_PROBLEM_ACTION_SEND),
  RH_PROBLEM_ENTRY (
      RH_SENDER_ERROR_NO_FILE,
      N_ ("No Such File"),
      N_ ("A file that this request sends is not there, or none is chosen. Choose one. Nothing was "
          "sent."),
      RH_PROBLEM_DETAIL_PLAIN),
};

static const RhProblemEntry resolver_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_RESOLVER_ERROR_PATH_PARAM,
      N_ ("Path Parameter Has No Value"),
      /* Translators: %s is the name of a path parameter. */
      N_ ("“:%s” in the URL stands for a value that is empty. Fill it in below the URL’s "
          "parameters. Nothing was sent."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_RESOLVER_ERROR_AUTH_EMPTY,
      N_ ("Authorization Is Incomplete"),
      /* Translators: %s is a word of the file's format, such as username, and stays English. */
      N_ ("The authorization of this request has an empty field: %s. Fill it in, or choose "
          "another kind. Nothing was sent."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_RESOLVER_ERROR_USERNAME,
      N_ ("User Name Cannot Be Sent"),
      N_ ("A user name of Basic authorization has no colon, and neither it nor the password has "
          "a line break. Correct it. Nothing was sent."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_RESOLVER_ERROR_TOKEN,
      N_ ("Token Cannot Be Sent"),
      N_ ("A bearer token has no spaces, line breaks or characters other than ASCII. Paste the "
          "token alone, without the word Bearer. Nothing was sent."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_RESOLVER_ERROR_KEY,
      N_ ("API Key Has a Wrong Name"),
      /* Translators: %s is what the user typed for the name of a header. */
      N_ ("“%s” cannot be the header of an API key. Use letters, digits and hyphens, such as "
          "X-API-Key. Nothing was sent."),
      RH_PROBLEM_DETAIL_NAME),
};

static const RhProblemEntry chain_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_ENVIRONMENT_CHAIN_ERROR_CYCLE,
      N_ ("Environments Go in a Circle"),
      /* Translators: %s are names of environments, with arrows between them. */
      N_ ("“%s” never ends: each of these environments extends the next one. Let one of them "
          "extend nothing. Nothing was sent."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_ENVIRONMENT_CHAIN_ERROR_MISSING,
      N_ ("Environment Is Missing"),
      /* Translators: %s are names of environments, with arrows between them. */
      N_ ("“%s”: the last of these environments does not exist. Correct its name where it is "
          "extended, or add it. Nothing was sent."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_ENVIRONMENT_CHAIN_ERROR_DEPTH,
      N_ ("Environments Are Nested Too Deeply"),
      N_ ("Environments extend each other more than 20 levels deep. Let one of them extend "
          "nothing. Nothing was sent."),
      RH_PROBLEM_DETAIL_PLAIN),
};

static const RhProblemEntry template_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_TEMPLATE_ERROR_UNKNOWN,
      N_ ("Unknown Variable"),
      /* Translators: %s is the name of a variable. */
      N_ ("“%s” has no value in this environment. Correct its name or define it, or connect "
          "first if it is a setting of the sign-in. Nothing was sent."),
      RH_PROBLEM_DETAIL_NAME,
      NULL,
      RH_PROBLEM_ACTION_DEFINE),
  RH_PROBLEM_ENTRY (
      RH_TEMPLATE_ERROR_CYCLE,
      N_ ("Variables Go in a Circle"),
      /* Translators: %s are names of variables, with arrows between them. */
      N_ ("“%s” never ends: each of these variables needs the next one. Give one of them a "
          "plain value. Nothing was sent."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_TEMPLATE_ERROR_DEPTH,
      N_ ("Variables Are Nested Too Deeply"),
      N_ ("A variable is made of others more than 20 levels deep. Give one of them a plain "
          "value. Nothing was sent."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_TEMPLATE_ERROR_SIZE,
      N_ ("Too Long With Its Variables"),
      N_ ("Filled in, the text would be larger than 64 MB. Use a file as body instead. Nothing "
          "was sent."),
      RH_PROBLEM_DETAIL_PLAIN),
};

const RhProblemDomain rh_problem_request_domains[] = {
  { rh_sender_error_quark, sender_entries, G_N_ELEMENTS (sender_entries) },
  { rh_resolver_error_quark, resolver_entries, G_N_ELEMENTS (resolver_entries) },
  { rh_environment_chain_error_quark, chain_entries, G_N_ELEMENTS (chain_entries) },
  { rh_template_error_quark, template_entries, G_N_ELEMENTS (template_entries) },
  { NULL },
};
