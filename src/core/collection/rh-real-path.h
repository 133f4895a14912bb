/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where files really are. Inside a sandbox what a person chose comes through the document portal:
 * under a path that means nothing outside, and with the host's path as an attribute (from
 * xdg-desktop-portal 1.19 on). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether @path leads through the document portal. */
gboolean rh_real_path_is_document (const char *path);
/* Links followed, and out of a sandbox the host's path, as far as the portal tells it; a file that
 * is not there as it was named. Perhaps not UTF-8. NULL: not on this machine. (transfer full)
 * (nullable) */
char *rh_real_path_dup (GFile *file);
/* Whether rh_real_path_dup() gives a path that means something to others. @file may be NULL. */
gboolean rh_real_path_is_known (GFile *file);
/* What a person is shown: the path, and of what came through the portal the name. Borrowed. */
const char *rh_real_path_get_shown (const char *path);

G_END_DECLS
