/* SPDX-License-Identifier: GPL-3.0-or-later */
/* multipart/form-data (RFC 7578) as a body: texts and files in turn, nothing of a file in memory.
 */
#pragma once

#include "http/rh-body.h"

G_BEGIN_DECLS

typedef struct _RhMultipart RhMultipart;

/* @boundary NULL: one of 128 random bits, which is in no part. */
RhMultipart *rh_multipart_new (const char *boundary);
void rh_multipart_free (RhMultipart *self);
const char *rh_multipart_get_boundary (const RhMultipart *self);

/* @name and @file_name: with quotes and line breaks encoded already. @media_type: "" for none; one
 * that would break the part's head is RH_HTTP_ERROR_HEADER. */
gboolean rh_multipart_add_text (RhMultipart *self,
                                const RhText *name,
                                const RhText *value,
                                const RhText *media_type,
                                GError **error);
gboolean rh_multipart_add_file (RhMultipart *self,
                                const RhText *name,
                                const RhText *file_name,
                                GFile *file,
                                const RhText *media_type,
                                GError **error);
/* The whole, once. With its media type, boundary included. (transfer full) */
RhBody *rh_multipart_end (RhMultipart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhMultipart, rh_multipart_free)

G_END_DECLS
