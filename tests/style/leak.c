/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaks: the sanitizers of this build have to say so. */
#include <glib.h>

/* The last one may still be in a register when the program ends, and is not lost then. */
static guint G_NO_INLINE
leak (guint n)
{
  guint n_lost = 0;

  for (guint i = 0; i < n; i++)
    {
      char *volatile text = g_strdup ("lost");

      n_lost += text != NULL;
    }

  return n_lost;
}

int
main (void)
{
  return leak (16) == 16 ? 0 : 1;
}
