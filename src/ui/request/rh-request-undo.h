/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one undo stack of a request: method, URL, rows, body, authorization, variables and whatever
 * else its pages change. Characters that are typed one after another are one step, a word at a
 * time.
 */
#pragma once

#include "collection/rh-request-item.h"

G_BEGIN_DECLS

#define RH_REQUEST_UNDO_MAX_STEPS 200
/* Of what was changed in bodies; the newest step is kept even if it is larger by itself. */
#define RH_REQUEST_UNDO_MAX_BYTES (8 * 1024 * 1024)

#define RH_TYPE_REQUEST_UNDO (rh_request_undo_get_type ())
G_DECLARE_FINAL_TYPE (RhRequestUndo, rh_request_undo, RH, REQUEST_UNDO, GObject)

/* Signal "restored" (const char *place, guint cursor): where one sees what was undone or redone, as
 * "url", "headers/2/value" or "body-text", and behind which character of that text it ends; 0 for
 * the body, whose editor puts its cursor there by itself.
 *
 * Watches @item from now on: what is changed within one turn of the main loop is one step. */
RhRequestUndo *rh_request_undo_new (RhRequestItem *item);
/* FALSE: there is nothing to undo. */
gboolean rh_request_undo_undo (RhRequestUndo *self);
gboolean rh_request_undo_redo (RhRequestUndo *self);

G_END_DECLS
