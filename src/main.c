/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearsal, the app. Everything is in the libraries. */
#include "config.h"

#include "text/rh-locale.h"
#include "text/rh-redactor.h"
#include "window/rh-application.h"

#include <sys/resource.h>

int
main (int argc, char **argv)
{
  const struct rlimit no_core = { 0, 0 };
  g_autoptr (RhApplication) application = NULL;

  /* A core file would hold tokens. */
  setrlimit (RLIMIT_CORE, &no_core);
  rh_redactor_install_log_writer (rh_redactor_get_default ());

  rh_locale_init ();

  application = rh_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
