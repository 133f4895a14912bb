/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that is cut into rows from front to back: a row can be made from where it begins and a few
 * words of state. Plain lines are; so is markup. Private to body/. */
#pragma once

#include "body/rh-body-elements.h"
#include "body/rh-body-window.h"

G_BEGIN_DECLS

/* Bytes that a cutter may look at before it knows where a row ends. */
#define RH_BODY_LOOK (4 * 1024)

/* Before a row; a note remembers it. */
typedef struct
{
  guint64 line; /* of the row */
  guint32 depth;
  guint32 mode; /* the cutter's; 0 at the beginning */
} RhBodyCutState;

/* A row, from where the state is. */
typedef struct
{
  gsize start;
  gsize end;
  gsize next; /* where the one after it is looked for */
  guint32 depth;
  guint32 mode;     /* what the row is within, when that is not the state's */
  gboolean goes_on; /* the row goes on from the one before */
  gboolean none;    /* there is no row, only what no row shows, and it is short */
  RhBodyMark mark;  /* what it does to elements */
} RhBodyCut;

typedef struct
{
  /* FALSE: there must be more bytes before that is known; never with @final or RH_BODY_LOOK bytes.
   */
  gboolean (*cut) (RhBodyCutState *state,
                   const char *bytes,
                   gsize length,
                   gboolean final,
                   RhBodyCut *cut);
  /* Puts into @row what @cut says of @bytes, which are at @offset; @before is the state before.
   * What is behind the row may be looked at. */
  void (*fill) (RhBodyRow *row,
                const RhBodyCutState *before,
                const RhBodyCut *cut,
                const char *bytes,
                gsize length,
                guint64 offset);
} RhBodyCutter;

/* A mode of those that cut lines: the row goes on from the one before. */
#define RH_BODY_LINE_GOES_ON 1

/* Lines as they are. */
extern const RhBodyCutter rh_body_line_cutter;
/* Lines of what is wrong. */
extern const RhBodyCutter rh_body_wrong_cutter;

/* Counts rows into @tables. Returns how many bytes it took; with @final all. */
gsize rh_body_cutter_note (const RhBodyCutter *self,
                           RhBodyCutState *state,
                           RhBodyElements *elements,
                           RhBodyTables *tables,
                           const char *bytes,
                           gsize length,
                           guint64 offset,
                           gboolean final);
/* Adds the rows from @first to before @last, which are after the same note, to @rows. */
void rh_body_cutter_make_rows (const RhBodyCutter *self,
                               const RhBodyTables *tables,
                               RhBodyWindow *window,
                               guint64 first,
                               guint64 last,
                               GPtrArray *rows);
/* The element that begins in @row. */
gboolean rh_body_cutter_find_end (const RhBodyCutter *self,
                                  const RhBodyTables *tables,
                                  RhBodyWindow *window,
                                  guint64 row,
                                  RhBodyContainer *container);

G_END_DECLS
