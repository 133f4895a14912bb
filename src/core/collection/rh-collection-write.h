/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection that is new as a whole, onto the disk: thousands of files at once. */
#pragma once

#include "collection/rh-collection.h"
#include "collection/rh-disk.h"

G_BEGIN_DECLS

/* @done of about @all files. */
typedef void (*RhCollectionWriteProgress) (guint done, guint all, gpointer user_data);

/* Into a new folder @name of @disk, or, with "", into @disk itself, which must be empty: the same
 * files as rh_collection_store_create() writes, and all of them or none, also if it is cancelled or
 * killed. Any thread: @collection and @disk are nobody else's meanwhile. Errors: RH_DISK_ERROR
 * (EXISTS, NOT_EMPTY too), those of the format, G_IO_ERROR_CANCELLED. */
gboolean rh_collection_write (RhCollection *collection,
                              RhDisk *disk,
                              const char *name,
                              RhCollectionWriteProgress progress,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
