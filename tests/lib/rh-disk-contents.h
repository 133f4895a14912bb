/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An old and a new content of one file, told apart at any length. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rh_disk_contents_old (void);
/* Longer than the other, over several pages. */
char *rh_disk_contents_new (void);
/* "old", "new", "none" for NULL, or "torn": neither of them, whole. */
const char *rh_disk_contents_name (const char *text);

G_END_DECLS
