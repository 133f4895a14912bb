/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs of rehearse share: exit status, command lines, words for errors. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RH_CLI_DONE = 0,
  RH_CLI_CHECK_FAILED = 1,
  RH_CLI_USAGE = 2,
  RH_CLI_NOT_SIGNED_IN = 3,
  RH_CLI_NETWORK = 4,
  RH_CLI_HTTP_STATUS = 22,  /* over 399, with --fail */
  RH_CLI_INTERRUPTED = 130, /* by SIGINT, as shells count it */
} RhCliStatus;

/* Runs a verb; argv[0] is "rehearse VERB". */
typedef RhCliStatus (*RhCliRun) (int argc, char **argv);

/* Reads a verb's options and leaves its @min to @max words in argv[1] and on. @parameters: for the
 * help, "COLLECTION REQUEST". FALSE: said so, the status is RH_CLI_USAGE. */
gboolean rh_cli_parse (const char *verb,
                       const GOptionEntry *entries,
                       const char *parameters,
                       const char *summary,
                       int min,
                       int max,
                       int *argc,
                       char ***argv);

/* "rehearse VERB: MESSAGE" on standard error, and where help is. Returns RH_CLI_USAGE. */
RhCliStatus rh_cli_usage (const char *verb, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The same without the help. Returns @status. */
RhCliStatus rh_cli_fail (const char *verb, RhCliStatus status, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
