/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes over JSON (RFC 8259, strictly) as it arrives and says where its tokens are. Nothing is
 * decoded and nothing recurses: numbers, escapes, order and duplicate keys stay what was sent, and
 * nesting costs one bit a level. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RH_JSON_TOKEN_OBJECT,
  RH_JSON_TOKEN_OBJECT_END,
  RH_JSON_TOKEN_ARRAY,
  RH_JSON_TOKEN_ARRAY_END,
  RH_JSON_TOKEN_KEY,
  RH_JSON_TOKEN_STRING,
  RH_JSON_TOKEN_NUMBER,
  RH_JSON_TOKEN_LITERAL, /* true, false, null */
} RhJsonTokenKind;

/* Offsets in bytes, of all that was fed. Quotation marks belong to a string. */
typedef struct
{
  guint64 start;
  guint64 end;
  guint32 depth; /* of containers around it; the same for both ends of one */
  RhJsonTokenKind kind;
} RhJsonToken;

typedef enum
{
  RH_JSON_FAULT_NONE,
  RH_JSON_FAULT_VALUE,     /* a value was expected */
  RH_JSON_FAULT_KEY,       /* a key in quotation marks */
  RH_JSON_FAULT_COLON,     /* a colon after a key */
  RH_JSON_FAULT_SEPARATOR, /* a comma or the end of this array or object */
  RH_JSON_FAULT_AFTER,     /* nothing more after the value */
  RH_JSON_FAULT_NUMBER,
  RH_JSON_FAULT_LITERAL,
  RH_JSON_FAULT_ESCAPE,
  RH_JSON_FAULT_CONTROL, /* a control character within a string */
  RH_JSON_FAULT_UTF8,
  RH_JSON_FAULT_END, /* the text ends too early */
} RhJsonFault;

typedef struct _RhJsonScanner RhJsonScanner;

RhJsonScanner *rh_json_scanner_new (void);
void rh_json_scanner_free (RhJsonScanner *self);

/* Takes bytes until they end, @max tokens are found or something is wrong; returns how many it
 * took. A token is told when it ends, so that one may need several calls. A byte order mark is
 * wrong. */
gsize rh_json_scanner_feed (RhJsonScanner *self,
                            const char *bytes,
                            gsize length,
                            RhJsonToken *tokens,
                            guint max,
                            guint *n_tokens);
/* There is no more. TRUE with a @token if that ends a number; @n_tokens is 0 or 1. FALSE: a fault.
 */
gboolean rh_json_scanner_finish (RhJsonScanner *self, RhJsonToken *token, guint *n_tokens);

/* What is wrong, and the first byte that cannot be right. */
RhJsonFault rh_json_scanner_get_fault (RhJsonScanner *self, guint64 *offset);
/* Whether a token has begun and not ended; only then @start is set. */
gboolean rh_json_scanner_is_within (RhJsonScanner *self, guint64 *start);
/* Whether the comma or colon after the last token was passed. */
gboolean rh_json_scanner_is_past_separator (RhJsonScanner *self);

/* For reading again what is known to be right, from the middle: @offset is where a key, a value
 * without one or the end of a container begins, @next its byte; @containers are the innermost 64 of
 * @depth, the innermost in bit 0, 1 for an object. No more than those are left before the next
 * call. */
void rh_json_scanner_resume (RhJsonScanner *self,
                             guint64 offset,
                             char next,
                             guint32 depth,
                             guint64 containers);
/* Goes on at @offset, where @next is. What lies between is white space and separators. */
void rh_json_scanner_skip_space (RhJsonScanner *self, guint64 offset, char next);
/* Goes on after a scalar or a key that begins here with @first and ends before @end. */
void rh_json_scanner_skip_token (RhJsonScanner *self, guint64 end, char first, RhJsonToken *token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhJsonScanner, rh_json_scanner_free)

G_END_DECLS
