/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a document that are near what is seen, set in type. Read in blocks and kept until
 * they are far away; what is laid out of a long row without wrapping is the part in view. */
#pragma once

#include "body/rh-body-document.h"
#include "response/rh-body-palette.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One row. Coordinates are pixels from its top left corner, as if all of it were laid out. */
typedef struct
{
  guint64 place; /* among the rows not folded away */
  RhBodyRow *row;

  PangoLayout *layout; /* NULL: not laid out as the style is now */
  gsize slice_start;   /* which bytes of the text @layout has */
  gsize slice_length;
  double slice_x;
  int height;
} RhBodyLine;

typedef struct _RhBodyLines RhBodyLines;

RhBodyLines *rh_body_lines_new (void);
void rh_body_lines_free (RhBodyLines *self);

/* NULL: none. */
void rh_body_lines_set_document (RhBodyLines *self, RhBodyDocument *document);
/* The font of @context is the style. */
void rh_body_lines_set_style (RhBodyLines *self, PangoContext *context, RhBodyPalette palette);
/* In pixels; 0: rows are not wrapped. */
void rh_body_lines_set_wrap_width (RhBodyLines *self, int width);
/* What is seen of rows that are not wrapped. */
void rh_body_lines_set_view (RhBodyLines *self, double x, double width);
/* Rows may have come, or the last one may have grown. */
void rh_body_lines_grow (RhBodyLines *self);
/* Other rows than before may be at each place. */
void rh_body_lines_clear (RhBodyLines *self);

/* NULL: there is none. Borrowed until the next call that is no getter. */
const RhBodyLine *rh_body_lines_get (RhBodyLines *self, guint64 place);
double rh_body_lines_get_row_height (RhBodyLines *self);
double rh_body_lines_get_digit_width (RhBodyLines *self);
/* Of the widest row laid out so far, in pixels. */
double rh_body_lines_get_max_width (RhBodyLines *self);

/* The place before the byte at @column. */
void rh_body_line_get_caret (const RhBodyLine *line, gsize column, graphene_rect_t *caret);
gsize rh_body_line_get_column (const RhBodyLine *line, double x, double y);
/* Fills @rects (of graphene_rect_t) with what bytes @start to @end cover. */
void rh_body_line_get_rects (const RhBodyLine *line, gsize start, gsize end, GArray *rects);
/* Which bytes of the text are in the same line on the screen as @column. */
void rh_body_line_get_part (const RhBodyLine *line, gsize column, gsize *start, gsize *end);
/* To the right of its last character. */
void rh_body_line_get_end (const RhBodyLine *line, graphene_rect_t *caret);

/* For tests that count work. */
guint64 rh_body_lines_get_n_read (RhBodyLines *self);
guint64 rh_body_lines_get_n_laid_out (RhBodyLines *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyLines, rh_body_lines_free)

G_END_DECLS
