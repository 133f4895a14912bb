/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A known secret in all the shapes it takes on its way: as it is, percent- and form-encoded,
 * JSON-escaped, and inside base64 at any of the three offsets. Private to the redactor. */
#pragma once

#include "text/rh-secret.h"

G_BEGIN_DECLS

typedef struct _RhNeedle RhNeedle;

RhNeedle *rh_needle_new (RhSecret *secret);
void rh_needle_free (RhNeedle *self);
RhSecret *rh_needle_get_secret (RhNeedle *self);

typedef void (*RhNeedleFound) (gsize start, gsize end, RhSecret *secret, gpointer user_data);
/* Calls @found for every place in the @length bytes of @text; the same place may be told twice. */
void rh_needle_search (RhNeedle *self,
                       const char *text,
                       gsize length,
                       RhNeedleFound found,
                       gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhNeedle, rh_needle_free)

G_END_DECLS
