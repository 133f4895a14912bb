/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearsal, the app. Everything is in the libraries. */
#include "config.h"

#include "text/rh-redactor.h"
#include "window/rh-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/resource.h>

int
main (int argc, char **argv)
{
  const struct rlimit no_core = { 0, 0 };
  g_autoptr (RhApplication) application = NULL;

  /* A core file would hold tokens. */
  setrlimit (RLIMIT_CORE, &no_core);
  rh_redactor_install_log_writer (rh_redactor_get_default ());

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RH_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = rh_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
