/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bruno's .bru files as blocks, pairs and texts. Pure, and tolerant where it costs nothing: a line
 * that is none of these is an error, as it is to Bruno.
 *
 *   headers {                       a block of pairs; "~" switches one off
 *     ~accept: application/json
 *     @description("for the log")   said of the pair that follows
 *     "key: with signs": '''
 *       several lines
 *     '''
 *   }
 *   body:json {                     a block of text, two spaces further in
 *     {}
 *   }
 *   vars:secret [                   a list: pairs without a value
 *     token
 *   ]
 *   color: #ff0000                  a pair outside of any block
 *
 * A line that begins with "}" ends a block, whatever it is. Within an example a block has a colon,
 * "request: {", and its text is read by rh_bru_parse() again. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RH_BRU_ERROR (rh_bru_error_quark ())
GQuark rh_bru_error_quark (void);
/* Every message begins with the line: "line 3: …". */
typedef enum
{
  RH_BRU_ERROR_SYNTAX,
  RH_BRU_ERROR_TOO_LARGE, /* more than RH_BRU_MAX_PARTS pairs and blocks */
} RhBruError;

#define RH_BRU_MAX_PARTS 50000

typedef struct
{
  char *name; /* without "~" and quotes */
  char *value;
  char *note;  /* of @description; "" */
  char *kind;  /* "number", "boolean", "object", or "" for text */
  GStrv items; /* of "name: [ … ]"; NULL */
  gboolean enabled;
} RhBruPair;

typedef struct
{
  char *name;       /* "body:json" */
  char *text;       /* what is in it, two spaces less far in, whatever the block is */
  GPtrArray *pairs; /* of RhBruPair; NULL: it is a block of text */
} RhBruBlock;

typedef struct
{
  GPtrArray *blocks; /* of RhBruBlock */
  GPtrArray *pairs;  /* of RhBruPair: those outside of blocks */
} RhBru;

/* @text: UTF-8; NULL if there is none of it. (transfer full); NULL with an error. */
RhBru *rh_bru_parse (const char *text, gsize length, GError **error);
void rh_bru_free (RhBru *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBru, rh_bru_free)

/* The first of that name; NULL. Borrowed, as all that follows. */
const RhBruBlock *rh_bru_find (const RhBru *self, const char *name);
/* The value of the first pair of that name that is switched on; NULL. @pairs may be NULL. */
const char *rh_bru_lookup (GPtrArray *pairs, const char *name);
/* The same in the block of that name; NULL. */
const char *rh_bru_lookup_in (const RhBru *self, const char *block, const char *name);

G_END_DECLS
