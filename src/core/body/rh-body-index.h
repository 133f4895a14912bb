/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that goes over a body while it arrives, and what it found so far. Reference counted:
 * the thread keeps it until it has ended, which is soon after nobody else does. Private to body/.
 */
#pragma once

#include "body/rh-body-tables.h"
#include "body/rh-body-window.h"

G_BEGIN_DECLS

typedef struct _RhBodyIndex RhBodyIndex;

typedef struct
{
  guint64 n_rows;
  guint64 n_lines;
  guint max_width;
  gboolean complete;
  gboolean faulty;
  RhBodyFault fault;
} RhBodyProgress;

/* @changed is called in the thread's default context of the caller, at most once an iteration. */
RhBodyIndex *rh_body_index_new (RhSpool *spool,
                                RhBodySyntax syntax,
                                RhBodyLayout layout,
                                const char *charset,
                                void (*changed) (gpointer user_data),
                                gpointer user_data);
/* Nothing is called any more; the thread ends. */
void rh_body_index_stop (RhBodyIndex *self);
RhBodyIndex *rh_body_index_ref (RhBodyIndex *self);
void rh_body_index_unref (RhBodyIndex *self);
/* There may be more in the spool. */
void rh_body_index_wake (RhBodyIndex *self);

void rh_body_index_get_progress (RhBodyIndex *self, RhBodyProgress *progress);
/* What the rows are of: the spool, or the same in UTF-8. May change once. (transfer full) */
RhSpool *rh_body_index_dup_text (RhBodyIndex *self);
char *rh_body_index_dup_charset (RhBodyIndex *self);

/* What follows may be called in any thread, each with a window of its own over the text. Adds rows
 * from @first on to @rows, at most @n, however they are laid out. */
void rh_body_index_make_rows (RhBodyIndex *self,
                              RhBodyWindow *window,
                              guint64 first,
                              guint64 n,
                              GPtrArray *rows);
/* Of all rows, the one with the byte at @offset, or the last one that begins before it. */
guint64 rh_body_index_find_offset (RhBodyIndex *self, RhBodyWindow *window, guint64 offset);
guint64 rh_body_index_find_line (RhBodyIndex *self, RhBodyWindow *window, guint64 line);
/* What begins in @row and can be folded. FALSE: nothing, or it has not ended yet. */
gboolean rh_body_index_find_end (RhBodyIndex *self,
                                 RhBodyWindow *window,
                                 guint64 row,
                                 RhBodyContainer *container);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyIndex, rh_body_index_unref)

G_END_DECLS
