/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk of a collection: a folder and all that is in it, and nothing outside. */
#pragma once

#include "collection/rh-disk.h"

G_BEGIN_DECLS

#define RH_TYPE_FOLDER_DISK (rh_folder_disk_get_type ())
G_DECLARE_FINAL_TYPE (RhFolderDisk, rh_folder_disk, RH, FOLDER_DISK, GObject)

/* @folder exists and has a path, which is looked up once: a folder that is moved is followed, one
 * that is removed is not found any more, even if another comes in its place. (transfer full)
 * (nullable) */
RhDisk *rh_folder_disk_new (GFile *folder, GError **error);
/* (transfer none) */
GFile *rh_folder_disk_get_folder (RhFolderDisk *self);

G_END_DECLS
