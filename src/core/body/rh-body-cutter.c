/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that is cut into rows from front to back: counting them, and making them again from the note
 * before them, by the same function. */
#define G_LOG_DOMAIN "rh-body-cutter"

#include "config.h"

#include "body/rh-body-cutter.h"

static void
note_row (RhBodyTables *tables, const RhBodyNote *note, const RhBodyCut *cut)
{
  guint width = (guint) (cut->end - cut->start) + 2 * MIN (cut->depth, 64);

  if (tables->n_rows % RH_BODY_STRIDE == 0)
    g_array_append_vals (tables->notes, note, 1);
  tables->n_rows++;
  tables->n_lines += cut->goes_on ? 0 : 1;
  tables->max_width = MAX (tables->max_width, width);
}

/* @offset: of what was cut. */
static void
note_mark (RhBodyTables *tables, RhBodyElements *elements, const RhBodyCut *cut, guint64 offset)
{
  RhBodyContainer container;
  guint64 start;

  if (!rh_body_elements_take (elements, &cut->mark, tables->n_rows - 1, offset + cut->start,
                              &container, &start))
    return;

  g_array_append_val (tables->closed, container.row);
  if (offset + cut->end - start > RH_BODY_SMALL)
    g_array_append_val (tables->containers, container);
}

gsize
rh_body_cutter_note (const RhBodyCutter *self,
                     RhBodyCutState *state,
                     RhBodyElements *elements,
                     RhBodyTables *tables,
                     const char *bytes,
                     gsize length,
                     guint64 offset,
                     gboolean final)
{
  gsize done = 0;

  while (done < length)
    {
      RhBodyNote note = { offset + done, state->line, state->depth, state->mode };
      RhBodyCut cut;

      if (!self->cut (state, bytes + done, length - done, final, &cut))
        break;

      if (!cut.none)
        {
          note_row (tables, &note, &cut);
          note_mark (tables, elements, &cut, offset + done);
        }
      done += cut.next;
    }
  tables->limit = offset + done;

  return done;
}

/* The state at the last note or, in the text after a fault, at the fault. */
static guint64
find_begin (const RhBodyTables *tables, guint64 first, RhBodyCutState *state, guint64 *offset)
{
  guint at = (guint) (first / RH_BODY_STRIDE);
  const RhBodyNote *note = &g_array_index (tables->notes, RhBodyNote, at);
  guint64 row = (guint64) at * RH_BODY_STRIDE;

  if (tables->tail_row != G_MAXUINT64 && row < tables->tail_row)
    {
      *state = (RhBodyCutState) { .line = tables->tail_line };
      *offset = tables->tail_offset;
      return tables->tail_row;
    }
  *state = (RhBodyCutState) { note->state, note->depth, note->piece };
  *offset = note->offset;

  return row;
}

/* From the note before a row on, one row after the other. */
typedef struct
{
  const RhBodyCutter *cutter;
  RhBodyWindow *window;
  guint64 number; /* of the row */
  guint64 offset; /* of what it is cut from */
  guint64 next;
  RhBodyCutState before;
  RhBodyCutState state;
  RhBodyCut cut;
  const char *bytes;
  gsize length;
} Walk;

static void
begin_walk (Walk *self,
            const RhBodyCutter *cutter,
            const RhBodyTables *tables,
            RhBodyWindow *window,
            guint64 row)
{
  *self = (Walk) { .cutter = cutter, .window = window };
  self->number = find_begin (tables, row, &self->state, &self->next) - 1;
}

/* FALSE: there is no further row. */
static gboolean
walk (Walk *self)
{
  do
    {
      self->before = self->state;
      self->offset = self->next;
      self->bytes = rh_body_window_peek (self->window, self->offset, RH_BODY_LOOK, &self->length);
      if (self->length == 0
          || !self->cutter->cut (&self->state, self->bytes, self->length, TRUE, &self->cut))
        return FALSE;
      self->next = self->offset + self->cut.next;
    }
  while (self->cut.none);
  self->number++;

  return TRUE;
}

static RhBodyRow *
make_row (const Walk *walk, const RhBodyTables *tables)
{
  const RhBodyCut *cut = &walk->cut;
  RhBodyRow *row = rh_body_row_new (walk->number, cut->goes_on ? 0 : walk->before.line);

  row->start = (goffset) (walk->offset + cut->start);
  row->end = (goffset) (walk->offset + cut->end);
  row->opens = rh_body_tables_is_foldable (tables, walk->number);
  walk->cutter->fill (row, &walk->before, cut, walk->bytes, walk->length, walk->offset);

  return row;
}

void
rh_body_cutter_make_rows (const RhBodyCutter *self,
                          const RhBodyTables *tables,
                          RhBodyWindow *window,
                          guint64 first,
                          guint64 last,
                          GPtrArray *rows)
{
  Walk at;

  begin_walk (&at, self, tables, window, first);
  while (at.number + 1 < last && walk (&at))
    if (at.number >= first)
      g_ptr_array_add (rows, make_row (&at, tables));
}

gboolean
rh_body_cutter_find_end (const RhBodyCutter *self,
                         const RhBodyTables *tables,
                         RhBodyWindow *window,
                         guint64 row,
                         RhBodyContainer *container)
{
  const RhBodyContainer *known = rh_body_tables_find_container (tables, row);
  RhBodyElements elements = { 0 };
  Walk at;

  if (!rh_body_tables_is_foldable (tables, row))
    return FALSE;
  if (known != NULL)
    {
      *container = *known;
      return TRUE;
    }

  begin_walk (&at, self, tables, window, row);
  while (walk (&at))
    {
      guint64 start;

      if (at.number >= row
          && rh_body_elements_take (&elements, &at.cut.mark, at.number, at.offset, container,
                                    &start)
          && container->row == row)
        return TRUE;
    }

  return FALSE;
}
