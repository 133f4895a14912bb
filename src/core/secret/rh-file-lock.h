/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lock on a file that holds between threads and between processes. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RhFileLock:
 *
 * An open-file-description lock, held until rh_file_lock_free(). The kernel drops it when the
 * process dies. The file stays: removing it would let two processes lock two files of one name.
 */
typedef struct _RhFileLock RhFileLock;

/* Makes the file (0600) and its folder (0700) if they are missing. Waits in a thread; cancelling
 * ends the wait. */
void rh_file_lock_acquire_async (GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* (transfer full). Errors are G_IO_ERROR. */
RhFileLock *rh_file_lock_acquire_finish (GAsyncResult *result, GError **error);
void rh_file_lock_free (RhFileLock *self);

/* The open file, for who keeps something in it. */
int rh_file_lock_get_fd (RhFileLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhFileLock, rh_file_lock_free)

G_END_DECLS
