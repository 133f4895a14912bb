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

gsize
rh_body_cutter_note (const RhBodyCutter *self,
                     RhBodyCutState *state,
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
        note_row (tables, &note, &cut);
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

static RhBodyRow *
make_row (const RhBodyCutter *self,
          guint64 number,
          const RhBodyCutState *before,
          const RhBodyCut *cut,
          const char *bytes,
          guint64 offset)
{
  RhBodyRow *row = rh_body_row_new (number, cut->goes_on ? 0 : before->line);

  row->start = (goffset) (offset + cut->start);
  row->end = (goffset) (offset + cut->end);
  self->fill (row, before, cut, bytes, offset);

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
  RhBodyCutState state;
  guint64 offset;

  guint64 number = find_begin (tables, first, &state, &offset);

  while (number < last)
    {
      RhBodyCutState before = state;
      RhBodyCut cut;
      gsize length;
      const char *bytes = rh_body_window_peek (window, offset, RH_BODY_LOOK, &length);

      if (length == 0 || !self->cut (&state, bytes, length, TRUE, &cut))
        break;
      if (number >= first && !cut.none)
        g_ptr_array_add (rows, make_row (self, number, &before, &cut, bytes, offset));
      number += cut.none ? 0 : 1;
      offset += cut.next;
    }
}
