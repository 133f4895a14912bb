/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a body as a body: what a JSONPath finds, or what contains a text. In a thread, over the
 * file where it is. */
#pragma once

#include "body/rh-body-document.h"

G_BEGIN_DECLS

typedef enum
{
  RH_BODY_FILTER_ERROR_PATH,     /* no JSONPath; the message says why */
  RH_BODY_FILTER_ERROR_NOT_JSON, /* a path for what is not JSON, or not whole yet */
} RhBodyFilterError;

#define RH_BODY_FILTER_ERROR (rh_body_filter_error_quark ())
GQuark rh_body_filter_error_quark (void);

typedef struct
{
  /* JSON: an array of the values, each as it was sent. Text: lines. */
  RhSpool *spool;
  guint n_found;
  gboolean limited; /* there are more */
} RhBodyFiltered;

void rh_body_filtered_free (RhBodyFiltered *self);

/* @expression that begins with $ is a JSONPath, any other a text, whose case does not matter. It is
 * looked for in lines and, in JSON, in the elements of the outermost array or of the arrays that
 * the outermost object has, or in the values of that object. */
void rh_body_filter_async (RhBodyDocument *document,
                           const char *expression,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* @position: with RH_BODY_FILTER_ERROR_PATH, of what is wrong, in bytes. */
RhBodyFiltered *rh_body_filter_finish (RhBodyDocument *document,
                                       GAsyncResult *result,
                                       gsize *position,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyFiltered, rh_body_filtered_free)

G_END_DECLS
