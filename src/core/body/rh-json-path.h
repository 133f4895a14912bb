/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSONPath (RFC 9535) without its functions: $, .name, ['name'], [0], [-1], [1:5:2], *, .., unions
 * and filters with comparisons, &&, || and !. Values are places in the text: nothing is copied. */
#pragma once

#include "text/rh-json-walk.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Values that one step may find; then it is given up. */
#define RH_JSON_PATH_MAX 1000000

typedef enum
{
  RH_JSON_PATH_ERROR_SYNTAX,
} RhJsonPathError;

#define RH_JSON_PATH_ERROR (rh_json_path_error_quark ())
GQuark rh_json_path_error_quark (void);

typedef struct _RhJsonPath RhJsonPath;

/* @position: of what is wrong, in bytes; the message says what. */
RhJsonPath *rh_json_path_parse (const char *text, gsize *position, GError **error);
void rh_json_path_free (RhJsonPath *self);
/* Appends RhJsonSpans within @root, which is known to be right, to @found. FALSE: there are more
 * than RH_JSON_PATH_MAX, or it was cancelled. */
gboolean rh_json_path_evaluate (RhJsonPath *self,
                                const RhJsonSpan *root,
                                GCancellable *cancellable,
                                GArray *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhJsonPath, rh_json_path_free)

G_END_DECLS
