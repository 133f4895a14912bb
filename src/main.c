/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearsal, the app. Everything is in the libraries. */
#include "config.h"

#include "window/rh-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (RhApplication) application = rh_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
