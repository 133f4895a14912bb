/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs of rehearse share: exit status, words for errors. */
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
  RH_CLI_HTTP_STATUS = 22, /* over 399, with --fail */
} RhCliStatus;

/* Runs a verb; argv[0] is "rehearse VERB". */
typedef RhCliStatus (*RhCliRun) (int argc, char **argv);

/* "rehearse VERB: MESSAGE" on standard error, and where help is. Returns RH_CLI_USAGE. */
RhCliStatus rh_cli_usage (const char *verb, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The same without the help. Returns @status. */
RhCliStatus rh_cli_fail (const char *verb, RhCliStatus status, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
