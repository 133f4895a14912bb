/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs of rehearse share. */
#define G_LOG_DOMAIN "rh-cli"

#include "config.h"

#include "rh-cli.h"

#include "text/rh-redactor.h"

#include <glib/gi18n.h>

/* What a server said may be in it. */
static void G_GNUC_PRINTF (2, 0) print_message (const char *verb, const char *format, va_list args)
{
  g_autofree char *message = g_strdup_vprintf (format, args);
  g_autofree char *safe = rh_redactor_redact (rh_redactor_get_default (), message, -1);

  g_printerr ("rehearse %s: %s\n", verb, safe);
}

gboolean
rh_cli_parse (const char *verb,
              const GOptionEntry *entries,
              const char *parameters,
              const char *summary,
              int min,
              int max,
              int *argc,
              char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  if (!g_option_context_parse (context, argc, argv, &error))
    rh_cli_usage (verb, "%s", error->message);
  else if (*argc - 1 < min)
    /* Translators: %s are the names of the arguments that there are. */
    rh_cli_usage (verb, _ ("something is missing: it takes %s"), parameters);
  else if (*argc - 1 > max)
    /* Translators: what the user typed, and the names of the arguments that there are. */
    rh_cli_usage (verb, _ ("“%s” is too much: it takes %s"), (*argv)[max + 1], parameters);
  else
    return TRUE;

  return FALSE;
}

RhCliStatus
rh_cli_usage (const char *verb, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  print_message (verb, format, args);
  va_end (args);

  /* Translators: %s is the name of a command, such as “practice”. */
  g_printerr (_ ("Try “rehearse %s --help”.\n"), verb);

  return RH_CLI_USAGE;
}

RhCliStatus
rh_cli_fail (const char *verb, RhCliStatus status, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  print_message (verb, format, args);
  va_end (args);

  return status;
}
