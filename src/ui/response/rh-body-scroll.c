/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a view of very many rows stands. The scroll bar's pixels are true near the place and
 * guessed far from it; at either end they are made true again. */
#define G_LOG_DOMAIN "rh-body-scroll"

#include "config.h"

#include "response/rh-body-scroll.h"

#include <math.h>

/* Steps of at most so many pages are taken row by row. */
#define NEAR_PAGES 2

static double
get_height (const RhBodyExtent *extent, guint64 place)
{
  return extent->get_height != NULL ? extent->get_height (place, extent->user_data)
                                    : extent->row_height;
}

static gboolean
is_uniform (const RhBodyExtent *extent)
{
  return extent->get_height == NULL;
}

/* As if all rows before had the usual height. */
static double
guess_value (const RhBodyScroll *self, const RhBodyExtent *extent)
{
  return (double) self->place * extent->row_height + self->offset + extent->padding;
}

/* From any offset to one within its row. */
static void
normalize (RhBodyScroll *self, const RhBodyExtent *extent)
{
  while (self->offset < 0 && self->place > 0)
    self->offset += get_height (extent, --self->place);
  while (self->place + 1 < extent->n_rows && self->offset >= get_height (extent, self->place))
    self->offset -= get_height (extent, self->place++);
  if (self->place == 0)
    self->offset = MAX (self->offset, -extent->padding);
}

/* Pixels from the top edge to the end, padding included; more than a page is not measured, and then
 * *@rest rows are left. */
static double
measure_below (const RhBodyScroll *self, const RhBodyExtent *extent, guint64 *rest)
{
  double below = extent->padding - self->offset;
  guint64 place = self->place;

  while (place < extent->n_rows && below <= extent->page + extent->padding)
    below += get_height (extent, place++);
  *rest = extent->n_rows - place;
  return below;
}

static void
settle_uniform (RhBodyScroll *self, const RhBodyExtent *extent)
{
  double upper = (double) extent->n_rows * extent->row_height + 2 * extent->padding;
  double value = CLAMP (guess_value (self, extent), 0, MAX (upper - extent->page, 0));
  double y = value - extent->padding;

  self->place = y > 0 ? (guint64) floor (y / extent->row_height) : 0;
  self->offset = y - (double) self->place * extent->row_height;
  self->value = value;
  self->upper = MAX (upper, extent->page);
}

static void
settle_measured (RhBodyScroll *self, const RhBodyExtent *extent)
{
  guint64 rest;
  double below;

  normalize (self, extent);
  below = measure_below (self, extent, &rest);
  if (rest == 0 && below < extent->page)
    {
      self->offset -= extent->page - below;
      normalize (self, extent);
      below = measure_below (self, extent, &rest);
    }

  if (self->place == 0 && self->offset <= -extent->padding)
    self->value = 0;
  else if (self->value <= 0)
    self->value = guess_value (self, extent);
  self->upper = self->value + MAX (below + (double) rest * extent->row_height, extent->page);
}

void
rh_body_scroll_settle (RhBodyScroll *self, const RhBodyExtent *extent)
{
  if (extent->n_rows == 0)
    *self = (RhBodyScroll) { 0, -extent->padding, 0, extent->page };
  else if (self->place >= extent->n_rows)
    {
      self->place = extent->n_rows - 1;
      self->offset = 0;
      self->value = guess_value (self, extent);
      rh_body_scroll_settle (self, extent);
    }
  else if (is_uniform (extent))
    settle_uniform (self, extent);
  else
    settle_measured (self, extent);
}

/* Between the place that is known and the end in that direction. */
static void
jump (RhBodyScroll *self, const RhBodyExtent *extent, double value)
{
  double end = self->upper - extent->page;
  double place;

  if (value <= 0)
    place = 0;
  else if (value >= end)
    place = (double) extent->n_rows;
  else if (value < self->value)
    place = (double) self->place * value / self->value;
  else
    place = (double) self->place
            + (double) (extent->n_rows - self->place) * (value - self->value) / (end - self->value);

  self->place = MIN ((guint64) place, extent->n_rows - 1);
  self->offset = value <= 0 ? -extent->padding : 0;
}

void
rh_body_scroll_to_value (RhBodyScroll *self, const RhBodyExtent *extent, double value)
{
  double step = value - self->value;

  if (extent->n_rows == 0)
    return;

  if (is_uniform (extent))
    {
      double y = value - extent->padding;

      self->place = y > 0 ? (guint64) floor (y / extent->row_height) : 0;
      self->offset = y - (double) self->place * extent->row_height;
    }
  else if (fabs (step) <= NEAR_PAGES * extent->page)
    self->offset += step;
  else
    jump (self, extent, value);
  self->value = value;
  rh_body_scroll_settle (self, extent);
}

/* From the top edge down to @place; FALSE: it is not within @limit pixels. */
static gboolean
measure_to (const RhBodyScroll *self,
            const RhBodyExtent *extent,
            guint64 place,
            double limit,
            double *distance)
{
  double y = -self->offset;

  if (place < self->place)
    for (guint64 at = self->place; at > place && y > -limit;)
      y -= get_height (extent, --at);
  else
    for (guint64 at = self->place; at < place && y < limit; at++)
      y += get_height (extent, at);
  *distance = y;
  return fabs (y) < limit;
}

void
rh_body_scroll_reveal (RhBodyScroll *self,
                       const RhBodyExtent *extent,
                       guint64 place,
                       double top,
                       double bottom)
{
  double y;
  double step = 0;

  if (place >= extent->n_rows)
    return;

  /* The margin before the first row belongs to it, and that after the last. */
  if (place == 0 && top <= 0)
    top = -extent->padding;
  if (place + 1 == extent->n_rows)
    bottom += extent->padding;
  if (!measure_to (self, extent, place, NEAR_PAGES * extent->page, &y))
    {
      self->place = place;
      self->offset = top - extent->page / 3;
      self->value = (double) place * extent->row_height;
      rh_body_scroll_settle (self, extent);
      return;
    }

  if (y + bottom > extent->page)
    step = y + bottom - extent->page;
  if (y + top - step < 0)
    step = y + top;
  if (step != 0)
    rh_body_scroll_to_value (self, extent, self->value + step);
}
