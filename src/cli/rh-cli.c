/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs of rehearse share. */
#define G_LOG_DOMAIN "rh-cli"

#include "config.h"

#include "rh-cli.h"

#include <glib/gi18n.h>

RhCliStatus
rh_cli_usage (const char *verb, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  g_printerr ("rehearse %s: %s\n", verb, message);
  /* Translators: %s is the name of a command, such as “practice”. */
  g_printerr (_ ("Try “rehearse %s --help”.\n"), verb);

  return RH_CLI_USAGE;
}

RhCliStatus
rh_cli_fail (const char *verb, RhCliStatus status, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  g_printerr ("rehearse %s: %s\n", verb, message);

  return status;
}
