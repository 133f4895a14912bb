/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a text or a regular expression in a body, in a thread, while it arrives. Over the bytes,
 * not over what is shown: in a layout a match may have places in several rows, or in what is folded
 * away. */
#pragma once

#include "body/rh-body-document.h"

G_BEGIN_DECLS

/* Matches that are kept; then it ends. */
#define RH_BODY_SEARCH_MAX 100000
/* Bytes of the longest match of a regular expression. */
#define RH_BODY_SEARCH_LONGEST (4 * 1024)

typedef enum
{
  RH_BODY_SEARCH_REGEX = 1 << 0, /* Perl's; ^ and $ are of lines */
  RH_BODY_SEARCH_MATCH_CASE = 1 << 1,
} RhBodySearchFlags;

typedef enum
{
  RH_BODY_SEARCH_ERROR_PATTERN,     /* not a regular expression; the message is of GRegex */
  RH_BODY_SEARCH_ERROR_TOO_COMPLEX, /* it would take too long; what was found is kept */
} RhBodySearchError;

#define RH_BODY_SEARCH_ERROR (rh_body_search_error_quark ())
GQuark rh_body_search_error_quark (void);

/* Offsets of rh_body_document_get_text(). */
typedef struct
{
  guint64 start;
  guint64 end;
} RhBodyMatch;

#define RH_TYPE_BODY_SEARCH (rh_body_search_get_type ())
G_DECLARE_FINAL_TYPE (RhBodySearch, rh_body_search, RH, BODY_SEARCH, GObject)

/* Begins at once, and ends when the body does or nobody holds it any more. What a document has as
 * text may change once ("charset" is notified): then search anew. @pattern is not empty.
 * Properties, notified at most once an iteration: "n-matches", "complete". NULL:
 * RH_BODY_SEARCH_ERROR. */
RhBodySearch *rh_body_search_new (RhBodyDocument *document,
                                  const char *pattern,
                                  RhBodySearchFlags flags,
                                  GError **error);
guint rh_body_search_get_n_matches (RhBodySearch *self);
/* There is nothing more to find, or it was given up: see the error and RH_BODY_SEARCH_MAX. */
gboolean rh_body_search_is_complete (RhBodySearch *self);
/* NULL: all is well. */
const GError *rh_body_search_get_error (RhBodySearch *self);

/* Match number @n, from 0. */
gboolean rh_body_search_get_match (RhBodySearch *self, guint n, RhBodyMatch *match);
/* The first match that begins at @offset or after it; G_MAXUINT: none so far. */
guint rh_body_search_find_next (RhBodySearch *self, guint64 offset);
/* The last match that begins before @offset; G_MAXUINT: none. */
guint rh_body_search_find_previous (RhBodySearch *self, guint64 offset);

G_END_DECLS
