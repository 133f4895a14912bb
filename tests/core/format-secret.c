/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled only, by the tests secret-cannot-be-formatted and text-can-be-formatted: the same line
 * with a secret must not compile, and with a string must. */
#include "text/rh-secret.h"

#ifdef WITH_SECRET
typedef RhSecret *Shown;
#else
typedef const char *Shown;
#endif

void show (Shown shown);

void
show (Shown shown)
{
  g_print ("%s\n", shown);
}
