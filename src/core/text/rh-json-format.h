/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pretty-prints JSON and changes nothing but white space: numbers, escapes, order and duplicate
 * members stay byte for byte. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nesting that is followed; deeper documents are made to hurt. */
#define RH_JSON_FORMAT_MAX_DEPTH 512

typedef enum
{
  RH_JSON_FORMAT_OK,
  RH_JSON_FORMAT_INCOMPLETE, /* well-formed so far; the text ended before the value did */
  RH_JSON_FORMAT_INVALID,    /* not RFC 8259 */
  RH_JSON_FORMAT_TOO_DEEP,
  RH_JSON_FORMAT_TOO_LARGE, /* the output would be over @limit */
} RhJsonFormatResult;

/**
 * rh_json_format:
 * @json: UTF-8 text
 * @length: its bytes
 * @limit: bytes of output that are enough
 * @out: what could be formatted is appended, whatever the result
 * @offset: (out): bytes of @json that were understood
 *
 * Two spaces a level, one member or element a line, empty containers closed at once.
 */
RhJsonFormatResult
rh_json_format (const char *json, gsize length, gsize limit, GString *out, gsize *offset);

G_END_DECLS
