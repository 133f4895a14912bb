/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that read .bru: the lines of a text, and the pairs that are in them. */
#pragma once

#include "format/rh-bru.h"

G_BEGIN_DECLS

typedef struct
{
  const char *at;     /* the beginning of the next line */
  const char *end;    /* of the text */
  guint line;         /* of @at, from 1 */
  gboolean no_quotes; /* there is no ''' from here on */
  guint n_parts;
} RhBruScanner;

/* What was said of the pair that comes next. */
typedef struct
{
  char *note;
  char *kind;
} RhBruRemarks;

/* Lines */

/* FALSE, with an error at @line; 0: at the line that comes next. */
gboolean rh_bru_fail (const RhBruScanner *scanner, guint line, const char *message, GError **error);
/* One more pair or block. FALSE: there are too many. */
gboolean rh_bru_count_part (RhBruScanner *scanner, GError **error);
/* Of the line that comes next, without its end. */
gsize rh_bru_line_length (const RhBruScanner *scanner);
void rh_bru_skip_line (RhBruScanner *scanner, gsize length);
gboolean rh_bru_is_space (char c);
const char *rh_bru_skip_space (const char *text, const char *end);
gboolean rh_bru_starts_with (const char *text, const char *end, const char *with);
gboolean rh_bru_is_blank (const char *text, gsize length);
/* Several lines up to @end, each with at most @indent spaces less before it. (transfer full) */
char *rh_bru_dup_lines (const char *text, const char *end, gsize indent);

/* Pairs */

void rh_bru_remarks_clear (RhBruRemarks *remarks);
/* The "@" at @text begins a remark, which is read, or FALSE. @end: of its line. */
gboolean rh_bru_read_remark (RhBruScanner *scanner,
                             const char *text,
                             const char *end,
                             RhBruRemarks *remarks);
GPtrArray *rh_bru_new_pairs (void); /* of RhBruPair */
/* Takes what was remarked. @name: (transfer full) */
RhBruPair *rh_bru_new_pair (char *name, RhBruRemarks *remarks);
/* Of the line that comes next, which is not blank: a remark or a pair. */
gboolean
rh_bru_read_pair (RhBruScanner *scanner, RhBruRemarks *remarks, GPtrArray *pairs, GError **error);

G_END_DECLS
