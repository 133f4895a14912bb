/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a file of a collection so that a crash at any moment leaves the old one or the new one.
 */
#pragma once

#include "collection/rh-disk.h"

G_BEGIN_DECLS

/* Puts @text into the file, in the place of the one that looks like @old (size -1: of none), or,
 * with NULL, of whatever is there: EXISTS if something else came there meanwhile, until the last
 * moment. @info, if not NULL, is of the very file that holds it then, and not of one that somebody
 * else put there a moment later. The same content is
 * not written again, and @written, which may be NULL, says so. After an error the old file is
 * whole, and no other is left beside it if that can be helped; only with @written TRUE the new one
 * is in place already, and it is not known whether a power cut would undo it. What cannot be read
 * is not written over. */
gboolean rh_disk_write (RhDisk *disk,
                        const char *path,
                        const char *text,
                        gsize length,
                        const RhDiskInfo *old,
                        RhDiskInfo *info,
                        gboolean *written,
                        GError **error);
/* The same for a file that must not be there yet: EXISTS if it is, however late it came. */
gboolean rh_disk_write_new (RhDisk *disk,
                            const char *path,
                            const char *text,
                            gsize length,
                            RhDiskInfo *info,
                            GError **error);

G_END_DECLS
