/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one undo stack of a request: method, URL, rows, authorization and whatever else its pages
 * change. Characters that are typed one after another are one step, a word at a time. The text of a
 * body is undone by its editor; only what changes it together with something else is a step here.
 */
#pragma once

#include "collection/rh-request-item.h"

G_BEGIN_DECLS

#define RH_REQUEST_UNDO_MAX_STEPS 200

#define RH_TYPE_REQUEST_UNDO (rh_request_undo_get_type ())
G_DECLARE_FINAL_TYPE (RhRequestUndo, rh_request_undo, RH, REQUEST_UNDO, GObject)

/* Watches @item from now on: what is changed within one turn of the main loop is one step. */
RhRequestUndo *rh_request_undo_new (RhRequestItem *item);
/* FALSE: there is nothing to undo. */
gboolean rh_request_undo_undo (RhRequestUndo *self);
gboolean rh_request_undo_redo (RhRequestUndo *self);

G_END_DECLS
