/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON laid out: which rows there are, and making them from what a noter noted. Private to body/.
 */
#pragma once

#include "body/rh-body-tables.h"
#include "body/rh-body-window.h"

G_BEGIN_DECLS

#define RH_BODY_JSON_INDENT 2
#define RH_BODY_JSON_MAX_INDENT 128

/* Characters before what stands at that depth; the deepest are not indented further. */
static inline guint
rh_body_json_get_indent (guint32 depth)
{
  return MIN (depth, RH_BODY_JSON_MAX_INDENT / RH_BODY_JSON_INDENT) * RH_BODY_JSON_INDENT;
}

/* Rows that a token takes. */
guint64 rh_body_json_count_pieces (guint64 start, guint64 end);
/* Adds the rows from @first to before @last, which are after the same note, to @rows. */
void rh_body_json_make_rows (const RhBodyTables *tables,
                             RhBodyWindow *window,
                             guint64 first,
                             guint64 last,
                             GPtrArray *rows);

/* The container that begins in @row and has more than one row. */
gboolean rh_body_json_find_end (const RhBodyTables *tables,
                                RhBodyWindow *window,
                                guint64 row,
                                RhBodyContainer *container);

G_END_DECLS
