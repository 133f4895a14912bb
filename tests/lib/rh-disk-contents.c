/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An old and a new content of one file. */
#include "lib/rh-disk-contents.h"

static char *
repeat (const char *line, guint n)
{
  GString *text = g_string_new ("info:\n");

  for (guint i = 0; i < n; i++)
    g_string_append (text, line);

  return g_string_free_and_steal (text);
}

char *
rh_disk_contents_old (void)
{
  return repeat ("  old: a\n", 700);
}

char *
rh_disk_contents_new (void)
{
  return repeat ("  new: b\n", 3000);
}

const char *
rh_disk_contents_name (const char *text)
{
  g_autofree char *old_text = rh_disk_contents_old ();
  g_autofree char *new_text = rh_disk_contents_new ();

  if (text == NULL)
    return "none";
  if (g_str_equal (text, old_text))
    return "old";

  return g_str_equal (text, new_text) ? "new" : "torn";
}
