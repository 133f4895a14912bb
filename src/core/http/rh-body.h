/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request's body: nothing, text with its spans, a file that is streamed, or several of these. Can
 * be opened again for each hop that sends it. */
#pragma once

#include "text/rh-text.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RhBody RhBody; /* immutable, reference counted */

#define RH_TYPE_BODY (rh_body_get_type ())
GType rh_body_get_type (void);

RhBody *rh_body_new_text (RhText *text, const char *media_type);
RhBody *rh_body_new_file (GFile *file, const char *media_type);
/* One after the other, as RhMultipart makes them; @pieces (element-type RhBody): texts and files.
 */
RhBody *rh_body_new_pieces (GPtrArray *pieces, const char *media_type);
RhBody *rh_body_ref (RhBody *self);
void rh_body_unref (RhBody *self);

/* NULL: no Content-Type is added. */
const char *rh_body_get_media_type (const RhBody *self);
gboolean rh_body_has_secret (const RhBody *self);
/* NULL unless made from text. Borrowed. */
RhText *rh_body_get_text (const RhBody *self);
/* NULL unless made from a file. Borrowed. */
GFile *rh_body_get_file (const RhBody *self);
/* All that is text in it, with its spans; NULL: nothing is. Borrowed. */
RhText *rh_body_get_all_text (const RhBody *self);

/* More than @limit bytes, as far as that can be said without reading it. */
gboolean rh_body_is_larger (const RhBody *self, goffset limit);

/* A fresh stream and the length in bytes. A missing file is an error before anything is sent. */
void rh_body_open_async (RhBody *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
GInputStream *
rh_body_open_finish (RhBody *self, GAsyncResult *result, goffset *length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBody, rh_body_unref)

G_END_DECLS
