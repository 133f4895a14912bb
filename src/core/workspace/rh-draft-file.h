/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One draft as a file: what was typed in a request and not saved. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *path;   /* of the request's file in the collection; "": it has none */
  char *folder; /* of the folder that it is in; "": the collection's own */
  char *name;
  GBytes *text; /* what saving it would write */
  GBytes *base; /* what its file said when the edits began; NULL: it was new */
} RhDraftFile;

/* RH_COLLECTION_ERROR_VERSION: a newer version wrote it. (transfer full) */
RhDraftFile *rh_draft_file_read (GFile *file, GError **error);
gboolean rh_draft_file_write (const RhDraftFile *self, GFile *file, GError **error);
void rh_draft_file_free (RhDraftFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhDraftFile, rh_draft_file_free)

G_END_DECLS
