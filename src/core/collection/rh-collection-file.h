/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection that has no folder yet, as one JSON file in the app's data. Written whole: temporary
 * file, fsync, rename, only when the content changed. Holds no secret. */
#pragma once

#include "collection/rh-collection.h"

G_BEGIN_DECLS

char *rh_collection_file_serialize (RhCollection *collection);
RhCollection *rh_collection_file_parse (const char *json, gssize length, GError **error);
gboolean rh_collection_file_save (RhCollection *collection, GFile *file, GError **error);
RhCollection *rh_collection_file_load (GFile *file, GError **error);

G_END_DECLS
