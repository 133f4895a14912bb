/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse: the engine on the command line; finds the verb and hands over. */
#define G_LOG_DOMAIN "rehearse"

#include "config.h"

#include "rh-cli-export.h"
#include "rh-cli-given.h"
#include "rh-cli-import.h"
#include "rh-cli-login.h"
#include "rh-cli-practice.h"
#include "rh-cli-secret.h"
#include "rh-cli-send.h"
#include "rh-cli-token.h"
#include "text/rh-locale.h"
#include "text/rh-redactor.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sys/resource.h>

typedef struct
{
  const char *name;
  const char *summary;
  RhCliRun run;
} Verb;

static const Verb verbs[] = {
  { "export", N_ ("Write a collection in another program’s format"), rh_cli_export },
  { "import", N_ ("Make a collection of another program’s files"), rh_cli_import },
  { "login", N_ ("Sign in with a browser and keep the token"), rh_cli_login },
  { "practice", N_ ("Run the practice server"), rh_cli_practice },
  { "secret", N_ ("Keep a secret variable in the keyring"), rh_cli_secret },
  { "send", N_ ("Send a request of a collection"), rh_cli_send },
  { "token", N_ ("Show, renew or end a sign-in"), rh_cli_token },
};

static const Verb *
find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, name))
      return &verbs[i];

  return NULL;
}

static RhCliStatus
print_help (void)
{
  /* Translators: VERB and OPTION stand for words that the user types. */
  g_print (_ ("Usage: rehearse VERB [OPTION…]\n\n"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_print ("  %-12s %s\n", verbs[i].name, _ (verbs[i].summary));
  g_print (_ ("\n“rehearse VERB --help” says more. “rehearse --version” is the version.\n"));

  return RH_CLI_DONE;
}

static RhCliStatus
refuse (const char *argument)
{
  if (argument == NULL)
    g_printerr (_ ("rehearse: a verb is missing\n"));
  else
    /* Translators: %s is what the user typed; a verb is the first word after “rehearse”. */
    g_printerr (_ ("rehearse: there is no verb “%s”\n"), argument);
  g_printerr (_ ("Try “rehearse --help”.\n"));

  return RH_CLI_USAGE;
}

/* What could not be written was not done. */
static RhCliStatus
check_output (RhCliStatus status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;

  return status == RH_CLI_DONE ? RH_CLI_CHECK_FAILED : status;
}

static RhCliStatus
run (const Verb *verb, int argc, char **argv)
{
  g_autofree char *name = g_strconcat ("rehearse ", verb->name, NULL);

  /* The verb sees a command line of its own, and help speaks of both words. */
  g_set_prgname (name);
  argv[1] = name;

  return check_output (verb->run (argc - 1, argv + 1));
}

/* No secret in a core dump, nor in the log. */
static void
protect_secrets (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  rh_redactor_install_log_writer (rh_redactor_get_default ());
  rh_cli_given_take_environment ();
}

int
main (int argc, char **argv)
{
  const Verb *verb;

  protect_secrets ();
  rh_locale_init ();

  if (argc < 2)
    return refuse (NULL);
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    return print_help ();
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("rehearse %s\n", RH_VERSION);
      return RH_CLI_DONE;
    }

  verb = find_verb (argv[1]);

  return verb == NULL ? refuse (argv[1]) : run (verb, argc, argv);
}
