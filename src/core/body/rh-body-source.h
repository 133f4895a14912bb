/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body as UTF-8: which charset it is in, by byte order mark, header or guess, and in another one
 * a second spool with the same text. The bytes themselves stay as they came. One thread's; private
 * to body/. */
#pragma once

#include "http/rh-spool.h"

G_BEGIN_DECLS

typedef struct _RhBodySource RhBodySource;

/* @charset: as the header names it, NULL: none. @fixed: without a mark it is UTF-8, as JSON is. */
RhBodySource *rh_body_source_new (RhSpool *spool, const char *charset, gboolean fixed);
void rh_body_source_free (RhBodySource *self);

/* Takes some of what has come; @final: no more does. Returns FALSE when it cannot begin yet. */
gboolean rh_body_source_pull (RhBodySource *self, gboolean final);
/* All of the text is there. */
gboolean rh_body_source_is_final (RhBodySource *self);
/* How much of the spool was taken. */
guint64 rh_body_source_get_taken (RhBodySource *self);
RhSpool *rh_body_source_get_text (RhBodySource *self);
/* Where it begins: after a mark. */
guint64 rh_body_source_get_start (RhBodySource *self);
const char *rh_body_source_get_charset (RhBodySource *self);
/* Told of all text once, in order. FALSE: UTF-8 was guessed and is wrong; there is another text
 * now, to be read from its start. */
gboolean rh_body_source_check (RhBodySource *self, guint64 offset, const char *bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodySource, rh_body_source_free)

G_END_DECLS
