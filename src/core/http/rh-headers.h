/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header fields: order, duplicates and case as typed; values with their spans. */
#pragma once

#include "text/rh-text.h"

G_BEGIN_DECLS

/**
 * RhHeaders:
 *
 * Reference counted, ordered. Nothing in it is checked; rh_request_check() is.
 */
typedef struct _RhHeaders RhHeaders;

#define RH_TYPE_HEADERS (rh_headers_get_type ())
GType rh_headers_get_type (void);

RhHeaders *rh_headers_new (void);
RhHeaders *rh_headers_ref (RhHeaders *self);
void rh_headers_unref (RhHeaders *self);
RhHeaders *rh_headers_copy (const RhHeaders *self);

void rh_headers_append (RhHeaders *self, const char *name, RhText *value);
void rh_headers_append_plain (RhHeaders *self, const char *name, const char *value);
/* Removes all of that name, without case; returns how many. */
guint rh_headers_remove (RhHeaders *self, const char *name);
void rh_headers_remove_nth (RhHeaders *self, guint index);

guint rh_headers_get_length (const RhHeaders *self);
const char *rh_headers_nth_name (const RhHeaders *self, guint index);
RhText *rh_headers_nth_value (const RhHeaders *self, guint index); /* borrowed */
/* The first value of that name, without case; NULL if there is none. */
const char *rh_headers_get (const RhHeaders *self, const char *name);
guint rh_headers_count (const RhHeaders *self, const char *name);
/* Of the Content-Type, lower case, without parameters; "" if there is none. (transfer full) */
char *rh_headers_dup_media_type (const RhHeaders *self);

/* RFC 9110 5.1: a token. */
gboolean rh_header_name_is_valid (const char *name);
/* RFC 9110 5.5: no CR, LF, NUL or other control but HTAB; no outer white space. Bytes over 0x7F
 * pass. */
gboolean rh_header_value_is_valid (const char *value, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhHeaders, rh_headers_unref)

G_END_DECLS
