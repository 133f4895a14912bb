/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of RhBodyCanvas share: the widget (rh-body-canvas.c), drawing (-draw.c), mouse and
 * keys (-input.c), the clipboard (-copy.c), assistive tools (-accessible.c). */
#pragma once

#include "response/rh-body-canvas.h"
#include "response/rh-body-lines.h"
#include "response/rh-body-screen.h"
#include "response/rh-body-scroll.h"

G_BEGIN_DECLS

/* On either side of the line numbers. */
#define RH_BODY_CANVAS_GUTTER_MARGIN 6
/* Above the first row, below the last, and on the right. */
#define RH_BODY_CANVAS_PADDING 6

typedef enum
{
  RH_BODY_UNIT_CHARACTER,
  RH_BODY_UNIT_WORD,
  RH_BODY_UNIT_ROW,
} RhBodyUnit;

struct _RhBodyCanvas
{
  GtkWidget parent_instance;

  /* Owned */
  RhBodyDocument *document; /* NULL: empty */
  RhBodyLines *lines;
  RhBodySearch *search; /* NULL: nothing is marked */
  RhBodyScreen *screen; /* NULL: nobody has asked for it yet */
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GMenuModel *menu_model;
  GCancellable *cancellable; /* of copying what was selected last */

  /* A child */
  GtkWidget *menu; /* NULL before it was first opened */

  /* Plain */
  GtkScrollablePolicy policies[2]; /* kept for the interface; not acted on */
  RhBodyScroll scroll;
  guint64 top_row; /* of scroll.place: stays true when rows above are folded */
  guint64 n_rows;
  double gutter; /* width */
  gboolean wrap;
  gboolean wrap_text;   /* what was asked for; bytes never wrap */
  gboolean configuring; /* the adjustments change by us */
  RhBodySpot caret;
  RhBodySpot bound; /* the selection's other end */
  double goal_x;    /* of moving up and down; below 0: the caret's own */

  /* Of a drag */
  RhBodyUnit unit;
  RhBodySpot drag_start; /* what was first pressed on, from and to */
  RhBodySpot drag_end;
  double pointer_x;
  double pointer_y;
  guint autoscroll_id; /* a tick callback; 0: none */
};

/* rh-body-canvas.c */
gboolean rh_body_canvas_is_hex (RhBodyCanvas *self);
void rh_body_canvas_scroll_by (RhBodyCanvas *self, double pixels);
/* NULL past the end. */
const RhBodyLine *rh_body_canvas_get_line (RhBodyCanvas *self, guint64 row);
/* The line at a height of the widget, and where it begins; the first or last one for what is
 * outside. NULL: there is none. */
const RhBodyLine *rh_body_canvas_get_line_at (RhBodyCanvas *self, double y, double *top);
gboolean rh_body_canvas_get_spot_at (RhBodyCanvas *self, double x, double y, RhBodySpot *spot);
/* In the widget; FALSE: not in view. */
gboolean rh_body_canvas_locate (RhBodyCanvas *self, const RhBodySpot *spot, graphene_rect_t *caret);
/* Puts the caret there, and the selection's other end too unless it is to @extend. */
void rh_body_canvas_move_caret (RhBodyCanvas *self, const RhBodySpot *caret, gboolean extend);
void rh_body_canvas_set_folded (RhBodyCanvas *self, guint64 row, gboolean folded);

/* How far it is scrolled to the right. */
double rh_body_canvas_get_x (RhBodyCanvas *self);

/* rh-body-canvas-draw.c */
void rh_body_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* rh-body-canvas-copy.c */
/* What is selected, for pasting with the middle button. */
void rh_body_canvas_offer_primary (RhBodyCanvas *self);

/* rh-body-canvas-input.c */
void rh_body_canvas_add_controllers (RhBodyCanvas *self);
void rh_body_canvas_class_add_keys (GtkWidgetClass *widget_class);

/* rh-body-canvas-accessible.c */
void rh_body_canvas_text_init (GtkAccessibleTextInterface *iface);
/* Before the rows on the screen are others. */
void rh_body_canvas_forget_screen (RhBodyCanvas *self);
void rh_body_canvas_announce_caret (RhBodyCanvas *self);

G_END_DECLS
