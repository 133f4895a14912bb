/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaks: the sanitizers of this build have to say so. */
#include <glib.h>

static void G_NO_INLINE
leak (void)
{
  char *volatile text = g_strdup ("lost");

  text = NULL;
}

int
main (void)
{
  leak ();
  return 0;
}
