/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse: the engine on the command line; finds the verb and hands over. */
#include "config.h"

#include <glib.h>

int
main (int argc, char **argv)
{
  g_print ("rehearse %s\n", RH_VERSION);
  return 0;
}
