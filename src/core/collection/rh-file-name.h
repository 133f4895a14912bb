/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File names out of the names that people give: readable, and good on every system that a
 * collection may be checked out on. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RH_FILE_NAME_MAX 255 /* bytes */

/* Whether the folder has a name of this rh_file_name_key() already. */
typedef gboolean (*RhFileNameTaken) (const char *key, gpointer user_data);

/* @name, cut and mended where it must be, and @suffix (".yml", or "" for a folder). What @taken,
 * which may be NULL, knows already gets a number: "Name 2". Never a hidden name, one that Windows
 * or a collection reserves, or one of more than RH_FILE_NAME_MAX bytes; NFC. The same again from a
 * result without its suffix. (transfer full) */
char *
rh_file_name_new (const char *name, const char *suffix, RhFileNameTaken taken, gpointer user_data);
/* The same for many: @number is 0, or where counting begins since all before are taken, and becomes
 * what was used. (transfer full) */
char *rh_file_name_new_from (const char *name,
                             const char *suffix,
                             guint *number,
                             RhFileNameTaken taken,
                             gpointer user_data);
/* Equal for names that some file system takes for one: case folded, NFC. Any bytes. (transfer full)
 */
char *rh_file_name_key (const char *name);

G_END_DECLS
