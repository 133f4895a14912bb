/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of RhBodyView share: what is shown (rh-body-view.c) and what can be done with it
 * (-notice.c, -actions.c, -find.c, -filter.c, -value.c). */
#pragma once

#include "body/rh-body-search.h"
#include "response/rh-body-canvas.h"
#include "response/rh-body-find-bar.h"
#include "response/rh-body-image.h"
#include "response/rh-body-view.h"

G_BEGIN_DECLS

/* Of the value that the caret is at. */
typedef enum
{
  RH_BODY_VALUE_COPY,
  RH_BODY_VALUE_COPY_PATH,
  RH_BODY_VALUE_SET_VARIABLE,
  RH_BODY_VALUE_DECODE_TOKEN,
} RhBodyValueUse;

/* What a body is. */
typedef struct
{
  gboolean image;
  gboolean drawing; /* in text: SVG */
  gboolean text;
  RhBodySyntax syntax;
  gboolean guessed; /* the syntax is, since the header says none */
} RhBodyKind;

struct _RhBodyView
{
  AdwBin parent_instance;

  /* Template */
  AdwBanner *banner;
  GtkWidget *bar;
  AdwToggleGroup *layout_group;
  GtkLabel *kind_label;
  GtkLabel *note_label;
  GtkEntry *filter_entry;
  GtkLabel *filter_label;
  GtkToggleButton *find_button;
  GtkRevealer *find_revealer;
  RhBodyFindBar *find_bar;
  GtkStack *stack;
  RhBodyCanvas *canvas;
  RhBodyImage *image;

  /* Owned */
  GSimpleActionGroup *actions;
  RhExchange *exchange;     /* NULL before the first */
  RhBodyDocument *whole;    /* the body as text; NULL: it is not shown as one */
  RhBodyDocument *document; /* what is shown of it: @whole, or what a filter left */
  RhBodySearch *search;     /* NULL: nothing is looked for */
  GCancellable *filter_cancellable;
  char *preferred; /* the layout that was last chosen for what has several */

  /* Plain */
  RhBodyKind kind;
  gboolean decided;  /* what the body is: some of it is there, or all of nothing */
  gboolean settled;  /* and nothing that is to come says otherwise */
  gboolean choosing; /* the layouts change by us */
  gboolean offers_variables;
  guint found; /* the match that is shown; G_MAXUINT: none */
  guint64 find_origin;
};

/* What @self shows or can do has changed. */
void rh_body_view_update_actions (RhBodyView *self);
void rh_body_view_set_document (RhBodyView *self, RhBodyDocument *document);
void rh_body_view_add_actions (RhBodyView *self);

/* rh-body-view-notice.c */
/* NULL: the header names none. */
char *rh_body_view_dup_named_charset (RhBodyView *self);
void rh_body_view_update_banner (RhBodyView *self);

/* rh-body-view-find.c */
void rh_body_view_show_find (RhBodyView *self, gboolean shown);
/* What the bar says, in the document that is shown. */
void rh_body_view_find (RhBodyView *self);
/* There are more rows: the first match may be in one of them. */
void rh_body_view_go_on_finding (RhBodyView *self);
void rh_body_view_find_next (RhBodyView *self, int direction);
void rh_body_view_stop_find (RhBodyView *self);

/* rh-body-view-filter.c */
/* What the entry says, of the whole body. */
void rh_body_view_filter (RhBodyView *self);

/* rh-body-view-value.c */
void rh_body_view_use_value (RhBodyView *self, RhBodyValueUse use);

G_END_DECLS
