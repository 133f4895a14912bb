/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a view of very many rows stands: at a row and so many pixels of it, not at a number of
 * pixels, so that it is exact whatever the rows above measure. Plain arithmetic: heights come from
 * a function, and only those of rows near the place are asked for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 n_rows;
  double row_height; /* of a row that has not been measured */
  double page;       /* height of what is seen */
  double padding;    /* above the first row and below the last */
  /* NULL: all rows have @row_height. */
  double (*get_height) (guint64 place, gpointer user_data);
  gpointer user_data;
} RhBodyExtent;

typedef struct
{
  guint64 place; /* of the row at the top edge */
  double offset; /* pixels of it above the edge; negative: the padding is seen */
  double value;  /* the scroll bar's for that */
  double upper;  /* the scroll bar's end */
} RhBodyScroll;

/* A scroll bar has gone to @value: a small step is taken in pixels, exactly, a large one in
 * proportion. */
void rh_body_scroll_to_value (RhBodyScroll *self, const RhBodyExtent *extent, double value);
/* After anything has changed: nothing beyond the ends is shown, value and upper are right. */
void rh_body_scroll_settle (RhBodyScroll *self, const RhBodyExtent *extent);
/* As little as needed for pixels @top to @bottom of a row to be seen; a row that is far away comes
 * to a third of the page. */
void rh_body_scroll_reveal (RhBodyScroll *self,
                            const RhBodyExtent *extent,
                            guint64 place,
                            double top,
                            double bottom);

G_END_DECLS
