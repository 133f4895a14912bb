/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks through JSON where it stands: values are places in the text, so that a number keeps its own
 * digits. Nothing recurses. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nesting that is followed. */
#define RH_JSON_WALK_MAX_DEPTH 512

typedef enum
{
  RH_JSON_WALK_OK,
  RH_JSON_WALK_INVALID, /* not RFC 8259, or cut off */
  RH_JSON_WALK_TOO_DEEP,
} RhJsonWalkResult;

/* A value from its first byte to after its last; in a string both quotes are within. */
typedef struct
{
  const char *start;
  const char *end;
} RhJsonSpan;

/* The children of an object or array, in order. */
typedef struct
{
  const char *at;
  const char *end;
  gboolean object;
} RhJsonIter;

/* Whether the whole of @text is one value, and where that is. UTF-8 is the caller's to check. All
 * that follows is for what was found so, and for what is within it. */
RhJsonWalkResult rh_json_walk_check (const char *text, gsize length, RhJsonSpan *value);

gboolean rh_json_span_is_container (const RhJsonSpan *self);
/* Without escapes; NUL only if the text has it as one. A half of a surrogate pair becomes U+FFFD.
 * (transfer full) */
GString *rh_json_span_unescape (const RhJsonSpan *string);
/* Without the white space between its parts. (transfer full) */
char *rh_json_span_dup_compact (const RhJsonSpan *self);

void rh_json_iter_init (RhJsonIter *self, const RhJsonSpan *container);
/* FALSE at the end. @key: the member's name, of an object only. */
gboolean rh_json_iter_next (RhJsonIter *self, RhJsonSpan *key, RhJsonSpan *value);

G_END_DECLS
