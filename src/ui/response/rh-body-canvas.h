/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the rows of a body that are seen, of however many there are; to be put in a
 * GtkScrolledWindow. Caret, selection across rows, folding, and a text for assistive tools. */
#pragma once

#include "body/rh-body-search.h"
#include "response/rh-body-motion.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_BODY_CANVAS (rh_body_canvas_get_type ())
G_DECLARE_FINAL_TYPE (RhBodyCanvas, rh_body_canvas, RH, BODY_CANVAS, GtkWidget)

/* Properties: "menu-model", of the context menu; those of GtkScrollable. Signal "caret-moved". */
GtkWidget *rh_body_canvas_new (void);
/* NULL: empty. Caret and place go to the start. */
void rh_body_canvas_set_document (RhBodyCanvas *self, RhBodyDocument *document);
RhBodyDocument *rh_body_canvas_get_document (RhBodyCanvas *self);
/* What it has found is marked in the rows that are seen; NULL: nothing. */
void rh_body_canvas_set_search (RhBodyCanvas *self, RhBodySearch *search);
void rh_body_canvas_set_wrap (RhBodyCanvas *self, gboolean wrap);

void rh_body_canvas_get_caret (RhBodyCanvas *self, RhBodySpot *caret);
/* FALSE: nothing is selected. Else @start comes before @end. */
gboolean rh_body_canvas_get_selection (RhBodyCanvas *self, RhBodySpot *start, RhBodySpot *end);
/* From @bound to @caret, which is brought in view; what hides it is unfolded. */
void rh_body_canvas_select (RhBodyCanvas *self, const RhBodySpot *bound, const RhBodySpot *caret);
void rh_body_canvas_select_all (RhBodyCanvas *self);
/* To the clipboard, in a thread: what is selected, or the caret's row. */
void rh_body_canvas_copy (RhBodyCanvas *self);

/* What begins in the caret's row. */
void rh_body_canvas_toggle_fold (RhBodyCanvas *self);
void rh_body_canvas_fold_all (RhBodyCanvas *self);
void rh_body_canvas_unfold_all (RhBodyCanvas *self);

/* For tests that count work: rows read from the document, and rows set in type, so far. */
guint64 rh_body_canvas_get_n_read (RhBodyCanvas *self);
guint64 rh_body_canvas_get_n_laid_out (RhBodyCanvas *self);

G_END_DECLS
