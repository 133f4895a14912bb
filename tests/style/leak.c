/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaks: the sanitizers of this build have to say so. */
#include <glib.h>

static gboolean G_NO_INLINE
leak (void)
{
  char *volatile text = g_strdup ("lost");
  gboolean got = text != NULL;

  text = NULL;
  return got && text == NULL;
}

int
main (void)
{
  return leak () ? 0 : 1;
}
