/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads collections in a thread, before anybody asks for them: a desktop takes its time to start,
 * and files can be read meanwhile. What is read is nobody else's until it is taken. */
#pragma once

#include "collection/rh-collection-store.h"

G_BEGIN_DECLS

typedef struct _RhReadAhead RhReadAhead;

RhReadAhead *rh_read_ahead_new (void);
/* Waits for what has begun. */
void rh_read_ahead_free (RhReadAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhReadAhead, rh_read_ahead_free)

/* Before start(): @id and @accepted as the collection will have them. */
void rh_read_ahead_add (RhReadAhead *self, GFile *folder, const char *id, gboolean accepted);
void rh_read_ahead_start (RhReadAhead *self);
/* Waits for all of them. The store of that collection, once; NULL: it was not read or could not be,
 * and whoever wants to know why reads it again. (transfer full) */
RhCollectionStore *rh_read_ahead_take (RhReadAhead *self, const char *id);

/* Opens @folder as that collection, here and now. (transfer full) */
RhCollectionStore *
rh_read_ahead_read (GFile *folder, const char *id, gboolean accepted, GError **error);

G_END_DECLS
