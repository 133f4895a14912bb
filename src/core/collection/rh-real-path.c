/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attribute counts only where the portal is: anywhere else it is part of somebody's archive or
 * drive, and would make a strange folder pass for one that the user trusts. */
#define G_LOG_DOMAIN "rh-real-path"

#include "config.h"

#include "collection/rh-real-path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>

#define SANDBOX_MOUNT "/run/flatpak/doc/"
#define HOST_PATH "user.document-portal.host-path"

gboolean
rh_real_path_is_document (const char *path)
{
  g_autofree char *mount = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  mount = g_strconcat (g_get_user_runtime_dir (), "/doc/", NULL);
  return g_str_has_prefix (path, SANDBOX_MOUNT) || g_str_has_prefix (path, mount);
}

/* Without GIO, which would escape what is not ASCII. (nullable) */
static char *
dup_host_path (const char *path)
{
  char text[PATH_MAX];
  gssize length = getxattr (path, HOST_PATH, text, sizeof text);

  return length > 0 && *text == '/' ? g_strndup (text, (gsize) length) : NULL;
}

char *
rh_real_path_dup (GFile *file)
{
  const char *path;
  char *real; /* of the C library */
  char *host_path = NULL;
  g_autofree char *found = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  path = g_file_peek_path (file);
  if (path == NULL)
    return NULL;

  real = realpath (path, NULL);
  found = g_strdup (real != NULL ? real : path);
  free (real); /* NOLINT */
  if (rh_real_path_is_document (found))
    host_path = dup_host_path (found);

  return host_path != NULL ? host_path : g_steal_pointer (&found);
}

gboolean
rh_real_path_is_known (GFile *file)
{
  g_autofree char *real = file == NULL ? NULL : rh_real_path_dup (file);

  return real != NULL && !rh_real_path_is_document (real);
}

const char *
rh_real_path_get_shown (const char *path)
{
  const char *slash;

  g_return_val_if_fail (path != NULL, NULL);

  slash = strrchr (path, '/');
  return slash != NULL && rh_real_path_is_document (path) ? slash + 1 : path;
}
