/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of JSON that a byte belongs to: what leads to it, and what it is. */
#pragma once

#include "body/rh-body-document.h"

G_BEGIN_DECLS

typedef struct
{
  char *path; /* a JSONPath of one value: $.data[0]['a b'] */
  char *name; /* of the innermost member that leads to it: a b; NULL: none does */
  goffset start;
  goffset end;
  GString *sent; /* as it is in the body */
  GString *text; /* of a string: without quotation marks and escapes; else the same */
} RhBodyValue;

void rh_body_value_free (RhBodyValue *self);

/* For the start of a row: of a key the value that it has, of an end what ends there. In a thread.
 * Fails with G_IO_ERROR_NOT_FOUND where there is no value, or not all of it, and with
 * G_IO_ERROR_MESSAGE_TOO_LARGE for more than @max bytes. */
void rh_body_value_find_async (RhBodyDocument *document,
                               goffset offset,
                               gsize max,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
RhBodyValue *
rh_body_value_find_finish (RhBodyDocument *document, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyValue, rh_body_value_free)

G_END_DECLS
