/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that is cut into rows from front to back: counting them, and making them again from the note
 * before them, by the same function. */
#define G_LOG_DOMAIN "rh-body-cutter"

#include "config.h"

#include "body/rh-body-cutter.h"

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

      if (tables->n_rows % RH_BODY_STRIDE == 0)
        g_array_append_val (tables->notes, note);
      tables->n_rows++;
      tables->n_lines += cut.goes_on ? 0 : 1;
      tables->max_width
          = MAX (tables->max_width, (guint) (cut.end - cut.start) + 2 * MIN (note.depth, 64));
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

  for (guint64 number = find_begin (tables, first, &state, &offset); number < last; number++)
    {
      RhBodyCutState before = state;
      RhBodyCut cut;
      gsize length;
      const char *bytes = rh_body_window_peek (window, offset, RH_BODY_LOOK, &length);

      if (length == 0 || !self->cut (&state, bytes, length, TRUE, &cut))
        break;
      if (number >= first)
        {
          RhBodyRow *row = rh_body_row_new (number, cut.goes_on ? 0 : before.line);

          row->start = (goffset) (offset + cut.start);
          row->end = (goffset) (offset + cut.end);
          self->fill (row, &before, &cut, bytes, offset);
          g_ptr_array_add (rows, row);
        }
      offset += cut.next;
    }
}
