/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search looks for, and looking for it in one stretch of bytes. Private to body/. */
#pragma once

#include "body/rh-body-search.h"

G_BEGIN_DECLS

typedef struct _RhBodyMatcher RhBodyMatcher;

RhBodyMatcher *rh_body_matcher_new (const char *pattern, RhBodySearchFlags flags, GError **error);
void rh_body_matcher_free (RhBodyMatcher *self);
/* Bytes before a match that tell whether it is one. */
gsize rh_body_matcher_get_lead (RhBodyMatcher *self);
/* Of the longest match. */
gsize rh_body_matcher_get_reach (RhBodyMatcher *self);
/* The first match in the @length bytes that begins at @from or after it and is not empty. TRUE with
 * *@start == *@end: none. FALSE: too complex. */
gboolean rh_body_matcher_find (RhBodyMatcher *self,
                               const char *bytes,
                               gsize length,
                               gsize from,
                               gsize *start,
                               gsize *end,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyMatcher, rh_body_matcher_free)

G_END_DECLS
