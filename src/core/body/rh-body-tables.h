/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document remembers of a body: where every 64th row begins, and what must not be read again
 * to find the next one. Everything between is made anew when somebody looks at it. Filled by a
 * noter in a thread; private to body/. */
#pragma once

#include "body/rh-body-document.h"

G_BEGIN_DECLS

/* Rows from one note to the next. No more than the 64 containers that a note remembers can end in
 * between. */
#define RH_BODY_STRIDE 64
/* Levels whose containers can be folded. */
#define RH_BODY_FOLD_DEPTH 128
/* Containers shorter than that are read again to find their end. */
#define RH_BODY_SMALL (16 * 1024)

/* Where a row begins. */
typedef struct
{
  guint64 offset; /* JSON: of the first token of its item */
  guint64 state;  /* JSON: the innermost containers, as RhBitStack has them; else: its line */
  guint32 depth;
  guint32 piece; /* JSON: which row of the item it is; else: the cutter's mode */
} RhBodyNote;

/* A JSON token that fills several rows, or white space that nobody wants to read. */
typedef struct
{
  guint64 start;
  guint64 end;
  guint64
      n_more; /* rows that long tokens add to the one they begin in, up to the end of this one */
  gboolean space;
} RhBodyStretch;

/* A JSON container, or an element of markup, that is not small. */
typedef struct
{
  guint64 row;
  guint64 last_row;
  guint64 n_items;
} RhBodyContainer;

typedef struct
{
  GArray *notes;      /* of RhBodyNote: of row 0, 64, 128… */
  GArray *stretches;  /* of RhBodyStretch, by start */
  GArray *containers; /* of RhBodyContainer, by row; only those that have ended */
  GArray *closed;     /* of guint64: rows that begin an element whose end was found; only fresh */
  GArray *foldable; /* of guint64, a bit a row: those, taken; may be shorter than there are rows */
  guint64 n_rows;
  guint64 n_lines;
  guint64 limit; /* what is after it tells nothing about these rows */
  guint max_width;
  guint64 open_rows[RH_BODY_FOLD_DEPTH]; /* where containers began that have not ended */
  guint n_open;
  /* From here on what was meant to be JSON is lines of text. G_MAXUINT64: nowhere. */
  guint64 tail_row;
  guint64 tail_offset;
  guint64 tail_line;
} RhBodyTables;

void rh_body_tables_init (RhBodyTables *self);
void rh_body_tables_clear (RhBodyTables *self);
/* Forgets everything. */
void rh_body_tables_reset (RhBodyTables *self);
/* Moves what is new in @fresh behind what is here. */
void rh_body_tables_take (RhBodyTables *self, RhBodyTables *fresh);

/* The first stretch that begins at @offset or later; its number, or how many there are. */
guint rh_body_tables_find_stretch (const RhBodyTables *self, guint64 offset);
/* Rows that tokens add which begin before @offset. */
guint64 rh_body_tables_count_more (const RhBodyTables *self, guint64 offset);
/* NULL: it is small, or has not ended. */
const RhBodyContainer *rh_body_tables_find_container (const RhBodyTables *self, guint64 row);
gboolean rh_body_tables_is_open (const RhBodyTables *self, guint64 row);
/* Of markup: an element begins in @row that has its end further on. */
gboolean rh_body_tables_is_foldable (const RhBodyTables *self, guint64 row);

G_END_DECLS
