/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines as they are: ended by LF or CR LF, and cut where they are too long for a row. */
#define G_LOG_DOMAIN "rh-body-line-cutter"

#include "config.h"

#include "body/rh-body-cutter.h"

/* The longest that is left of a line that is cut: up to the next character. */
static gsize
find_boundary (const char *bytes, gsize length)
{
  gsize end = RH_BODY_ROW_MAX;

  while (end < MIN (length, RH_BODY_ROW_MAX + 3) && ((guint8) bytes[end] & 0xc0) == 0x80)
    end++;

  return end;
}

static gboolean
cut_line (RhBodyCutState *state, const char *bytes, gsize length, gboolean final, RhBodyCut *cut)
{
  const char *end = memchr (bytes, '\n', MIN (length, RH_BODY_ROW_MAX + 2));

  if (end == NULL && length < RH_BODY_ROW_MAX + 4 && !final)
    return FALSE;

  *cut = (RhBodyCut) { .goes_on = state->mode == RH_BODY_LINE_GOES_ON };
  state->mode = 0;
  if (end != NULL)
    {
      cut->next = (gsize) (end - bytes) + 1;
      cut->end = cut->next - (end > bytes && end[-1] == '\r' ? 2 : 1);
    }
  else
    {
      cut->end = length <= RH_BODY_ROW_MAX ? length : find_boundary (bytes, length);
      cut->next = cut->end;
      if (cut->end < length && bytes[cut->end] == '\n')
        cut->next++;
      else
        state->mode = RH_BODY_LINE_GOES_ON;
    }
  state->line += state->mode == RH_BODY_LINE_GOES_ON ? 0 : 1;

  return TRUE;
}

static void
fill_line (RhBodyRow *row,
           const RhBodyCutState *before,
           const RhBodyCut *cut,
           const char *bytes,
           gsize length,
           guint64 offset)
{
  rh_body_row_append (row, bytes, cut->end, offset, RH_BODY_TOKEN_PLAIN);
}

static void
fill_wrong (RhBodyRow *row,
            const RhBodyCutState *before,
            const RhBodyCut *cut,
            const char *bytes,
            gsize length,
            guint64 offset)
{
  rh_body_row_append (row, bytes, cut->end, offset, RH_BODY_TOKEN_INVALID);
}

const RhBodyCutter rh_body_line_cutter = { cut_line, fill_line };
const RhBodyCutter rh_body_wrong_cutter = { cut_line, fill_wrong };
