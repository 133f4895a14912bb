/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the port to the inode of its listening socket, from the inode to the process that has it
 * open. Best effort: a better message is all that depends on it. */
#define G_LOG_DOMAIN "rh-port-holder"

#include "config.h"

#include "oauth/rh-port-holder.h"

#include "oauth/rh-server-text.h"

#include <string.h>

#define STATE_LISTEN "0A"
#define FIELD_LOCAL 1
#define FIELD_STATE 3
#define FIELD_INODE 9

/* The fields of a line of /proc/net/tcp, empty ones left out. */
static GPtrArray *
split_fields (char *line)
{
  GPtrArray *fields = g_ptr_array_new ();
  char *rest = line;

  while (*(rest += strspn (rest, " ")) != '\0')
    {
      g_ptr_array_add (fields, rest);
      rest += strcspn (rest, " ");
      if (*rest != '\0')
        *rest++ = '\0';
    }

  return fields;
}

static char *
find_inode (const char *table, guint16 port)
{
  g_autofree char *contents = NULL;
  g_autofree char *suffix = g_strdup_printf (":%04X", port);
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (table, &contents, NULL, NULL))
    return NULL;

  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) fields = split_fields (lines[i]);

      if (fields->len > FIELD_INODE
          && g_str_has_suffix (g_ptr_array_index (fields, FIELD_LOCAL), suffix)
          && g_str_equal (g_ptr_array_index (fields, FIELD_STATE), STATE_LISTEN))
        return g_strdup (g_ptr_array_index (fields, FIELD_INODE));
    }

  return NULL;
}

static gboolean
has_open (const char *process, const char *socket)
{
  g_autofree char *folder = g_build_filename ("/proc", process, "fd", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      if (g_strcmp0 (target, socket) == 0)
        return TRUE;
    }

  return FALSE;
}

static char *
describe (const char *process)
{
  g_autofree char *path = g_build_filename ("/proc", process, "comm", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *name = NULL;

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    return NULL;

  name = rh_server_text_clean (contents);
  return g_strdup_printf ("%s (process %s)", name, process);
}

static char *
find_process (const char *inode)
{
  g_autofree char *socket = g_strdup_printf ("socket:[%s]", inode);
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_ascii_isdigit (*name) && has_open (name, socket))
        return describe (name);
    }

  return NULL;
}

char *
rh_port_holder_find (guint16 port)
{
  g_autofree char *inode = find_inode ("/proc/net/tcp", port);

  if (inode == NULL)
    inode = find_inode ("/proc/net/tcp6", port);
  if (inode == NULL)
    return NULL;

  return find_process (inode);
}
