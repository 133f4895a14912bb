/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look into a spool: the bytes around the last place that was asked for are kept, so that rows
 * side by side cost one read. Counts what it reads. */
#pragma once

#include "http/rh-spool.h"

G_BEGIN_DECLS

/* What one peek can give. */
#define RH_BODY_WINDOW_SIZE (16 * 1024)

typedef struct _RhBodyWindow RhBodyWindow;

RhBodyWindow *rh_body_window_new (RhSpool *spool);
void rh_body_window_free (RhBodyWindow *self);
/* @wanted bytes from @offset, or @length, when there are fewer. Valid until the next call. */
const char *rh_body_window_peek (RhBodyWindow *self, guint64 offset, gsize wanted, gsize *length);
/* A character boundary at @offset or, where UTF-8 is in the middle of one, up to three later. */
guint64 rh_body_window_align (RhBodyWindow *self, guint64 offset);
/* Bytes that were read so far. */
guint64 rh_body_window_get_work (RhBodyWindow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyWindow, rh_body_window_free)

G_END_DECLS
