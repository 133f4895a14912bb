/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a response: in memory below 1 MB, above it in an unlinked file of mode 0600. Grows
 * while it is read. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_SPOOL_MEMORY_LIMIT (1024 * 1024)

#define RH_TYPE_SPOOL (rh_spool_get_type ())
G_DECLARE_FINAL_TYPE (RhSpool, rh_spool, RH, SPOOL, GObject)

/* @limit in bytes; writing over it fails with RH_HTTP_ERROR_TOO_LARGE and keeps what fits. A disk
 * that is full is G_IO_ERROR_NO_SPACE, and what was kept stays readable. */
RhSpool *rh_spool_new (goffset limit, gboolean memory_only);

gboolean rh_spool_write (RhSpool *self, const void *bytes, gsize length, GError **error);
/* No more comes; notifies "complete". */
void rh_spool_close (RhSpool *self);
gboolean rh_spool_is_complete (RhSpool *self);
/* Property "size", notified at most once a main loop iteration. */
goffset rh_spool_get_size (RhSpool *self);
gboolean rh_spool_is_on_disk (RhSpool *self);
/* Reads up to @length bytes at @offset; returns how many there were. Any thread. */
gsize rh_spool_read (RhSpool *self, goffset offset, void *buffer, gsize length);
/* At most the first @max_length bytes as a copy. */
GBytes *rh_spool_dup_bytes (RhSpool *self, gsize max_length);
/* All that is there now, not to be changed: the file itself in the address space, or a copy of what
 * is in memory. (transfer full) */
GBytes *rh_spool_map (RhSpool *self);
void rh_spool_save_async (RhSpool *self,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean rh_spool_save_finish (RhSpool *self, GAsyncResult *result, GError **error);

G_END_DECLS
