/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picks a value out of a response: the expression of an RhAction. Pure. There is no language behind
 * it: paths only, nothing is computed.
 *
 *   res.status
 *   res.headers.location     res.headers['x-request-id']
 *   res.body                 res.body.data[0].id           res.body['a b']
 *   $.data[0].id             $[0]        $['a b']          the same, as JSONPath
 *   $.data[*].id             $.*         $..id             the first that is found, in the order of
 *                                                          the text; what is outside comes first
 *
 * JSONPath's filters, slices, unions and negative indices are not understood, and refused. */
#pragma once

#include "http/rh-headers.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_SELECTOR_ERROR (rh_selector_error_quark ())
GQuark rh_selector_error_quark (void);
typedef enum
{
  RH_SELECTOR_ERROR_SYNTAX,    /* no expression as above */
  RH_SELECTOR_ERROR_NOT_FOUND, /* the response has no such thing */
  RH_SELECTOR_ERROR_NOT_JSON,  /* a path into a body that is no JSON */
  RH_SELECTOR_ERROR_NOT_TEXT,  /* not UTF-8, or with a NUL */
  RH_SELECTOR_ERROR_TOO_LARGE, /* a body over RH_SELECTOR_MAX_BODY, or too much to look through */
} RhSelectorError;

#define RH_SELECTOR_MAX_BODY (16 * 1024 * 1024)

typedef struct
{
  guint status;
  const RhHeaders *headers;
  const char *body;
  gsize length;
} RhSelectorResponse;

/**
 * rh_selector_pick:
 * @secret: (out): it is the value of, or holds, a header or member whose name says that it is
 *   secret ("set-cookie", "access_token")
 *
 * A string is given without quotes and escapes; a number as it was sent, to the last digit; true,
 * false and null as these words; an object or array without the white space between its parts. Of
 * members of the same name the last counts, of headers the first. The message of an error is
 * @expression. (transfer full)
 */
char *rh_selector_pick (const char *expression,
                        const RhSelectorResponse *response,
                        gboolean *secret,
                        GError **error);
/* Whether it can be understood at all. */
gboolean rh_selector_check (const char *expression, GError **error);

G_END_DECLS
