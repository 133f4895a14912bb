/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that goes away at its n-th call, or refuses changes, around another disk. */
#pragma once

#include "collection/rh-disk.h"

G_BEGIN_DECLS

#define RH_TYPE_FAULTY_DISK (rh_faulty_disk_get_type ())
G_DECLARE_FINAL_TYPE (RhFaultyDisk, rh_faulty_disk, RH, FAULTY_DISK, GObject)

RhFaultyDisk *rh_faulty_disk_new (RhDisk *inner);
/* The n-th call from now on (1 is the next) is not made, nor any later one, as if the process had
 * been killed; if it writes, @n_bytes are written first, or all there are. 0 for @n: never. */
void rh_faulty_disk_stop_at (RhFaultyDisk *self, guint n, gsize n_bytes);
/* TRUE: it has stopped. */
gboolean rh_faulty_disk_has_stopped (RhFaultyDisk *self);
/* Calls since the last rh_faulty_disk_stop_at(). */
guint rh_faulty_disk_get_calls (RhFaultyDisk *self);
/* RH_DISK_ERROR_READ_ONLY: every change is refused. RH_DISK_ERROR_FULL: no folder is made, and half
 * of each write is written. RH_DISK_ERROR_NOT_FOUND: neither. */
void rh_faulty_disk_refuse (RhFaultyDisk *self, RhDiskError code);
/* Called once, when the next file has got its name: somebody else who is quick. */
typedef void (*RhFaultyDiskCommitted) (const char *path, gpointer user_data);
void rh_faulty_disk_when_committed (RhFaultyDisk *self,
                                    RhFaultyDiskCommitted committed,
                                    gpointer user_data);
/* The same just before it gets its name. */
void rh_faulty_disk_when_committing (RhFaultyDisk *self,
                                     RhFaultyDiskCommitted committing,
                                     gpointer user_data);

G_END_DECLS
