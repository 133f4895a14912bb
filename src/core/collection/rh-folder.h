/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of requests and folders. */
#pragma once

#include "collection/rh-request-item.h"

G_BEGIN_DECLS

#define RH_TYPE_FOLDER (rh_folder_get_type ())
G_DECLARE_FINAL_TYPE (RhFolder, rh_folder, RH, FOLDER, GObject)

/* Property "name". Signal "changed": it or anything below it did. */
RhFolder *rh_folder_new (const char *name);
const char *rh_folder_get_name (RhFolder *self);
/* GListModel of RhFolder and RhRequestItem, in order. */
GListModel *rh_folder_get_items (RhFolder *self);
void rh_folder_insert (RhFolder *self, guint position, GObject *item);
void rh_folder_append (RhFolder *self, GObject *item);
gboolean rh_folder_remove (RhFolder *self, GObject *item);

G_END_DECLS
