/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many files that are seen all at once or never: what is written goes into a temporary folder of
 * another disk, and is put in place when it is whole. */
#pragma once

#include "collection/rh-disk.h"

G_BEGIN_DECLS

#define RH_TYPE_STAGED_DISK (rh_staged_disk_get_type ())
G_DECLARE_FINAL_TYPE (RhStagedDisk, rh_staged_disk, RH, STAGED_DISK, GObject)

/* Called before each new file, which is the @n-th. */
typedef void (*RhStagedDiskProgress) (guint n, gpointer user_data);

/* In the root of @disk, which from now on hurries (rh_disk_hurry) and is nobody else's. After a
 * cancel each new file is refused: G_IO_ERROR_CANCELLED. What was not put in place is removed with
 * the object. NULL with an error. */
RhStagedDisk *rh_staged_disk_new (RhDisk *disk, GCancellable *cancellable, GError **error);
void
rh_staged_disk_set_progress (RhStagedDisk *self, RhStagedDiskProgress progress, gpointer user_data);
/* Waits until all is safe, and gives the folder that name, which must be free; "": what is in it
 * goes into the root, which must be empty, and @last, a file, last of all. FALSE with an error:
 * nothing is there. Once, and then it is of no more use. */
gboolean
rh_staged_disk_put (RhStagedDisk *self, const char *name, const char *last, GError **error);

G_END_DECLS
