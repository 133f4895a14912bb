/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response's body as rows of text: laid out, numbered, coloured, folded. Virtual: the bytes stay
 * in the spool, a thread notes where every so-many-th row begins, and a row is made when somebody
 * looks at it. Grows while the spool does. All calls are the main thread's, and none of them reads
 * more than one stretch between two notes for each row that it is asked for. */
#pragma once

#include "body/rh-body-row.h"
#include "http/rh-spool.h"

G_BEGIN_DECLS

typedef enum
{
  RH_BODY_LAYOUT_PRETTY, /* JSON, XML and HTML indented; other text as it is */
  RH_BODY_LAYOUT_RAW,    /* its own lines */
  RH_BODY_LAYOUT_HEX,    /* sixteen bytes a row */
} RhBodyLayout;

typedef enum
{
  RH_BODY_SYNTAX_TEXT,
  RH_BODY_SYNTAX_JSON,
  RH_BODY_SYNTAX_XML,
  RH_BODY_SYNTAX_HTML,
} RhBodySyntax;

/* Where a document stops being what its syntax says; what follows is shown as it came. */
typedef struct
{
  goffset offset;
  guint64 line; /* of the body as it came, from 1 */
  guint64 column;
} RhBodyFault;

#define RH_TYPE_BODY_DOCUMENT (rh_body_document_get_type ())
G_DECLARE_FINAL_TYPE (RhBodyDocument, rh_body_document, RH, BODY_DOCUMENT, GObject)

/* @charset: as the header names it, NULL: none. Properties, notified at most once an iteration:
 * "n-rows" (those not folded away), "complete" (the spool is, and every row is counted), "charset".
 */
RhBodyDocument *rh_body_document_new (RhSpool *spool,
                                      RhBodySyntax syntax,
                                      RhBodyLayout layout,
                                      const char *charset);
/* What offsets are of: the spool or, in another charset than UTF-8, the same in UTF-8. When UTF-8
 * was a guess that fails, it becomes another one, rows begin anew and "charset" is notified. */
RhSpool *rh_body_document_get_text (RhBodyDocument *self);
RhBodySyntax rh_body_document_get_syntax (RhBodyDocument *self);
RhBodyLayout rh_body_document_get_layout (RhBodyDocument *self);
/* The name of the charset that it is read in; shown in Details. */
const char *rh_body_document_get_charset (RhBodyDocument *self);
/* NULL: none found so far. */
const RhBodyFault *rh_body_document_get_fault (RhBodyDocument *self);
guint64 rh_body_document_get_n_rows (RhBodyDocument *self);
gboolean rh_body_document_is_complete (RhBodyDocument *self);
/* Of the widest row so far, in characters; for a scroll bar. */
guint rh_body_document_get_max_width (RhBodyDocument *self);
/* The highest line number so far; for a gutter. */
guint64 rh_body_document_get_n_lines (RhBodyDocument *self);

/* @n rows from the @first of those not folded away, or fewer. (transfer full) (element-type
 * RhBodyRow) */
GPtrArray *rh_body_document_read (RhBodyDocument *self, guint64 first, guint n);

/* Between the rows of all and the places of those not folded away. A row that is folded away has
 * the place of the one that it is folded into. */
guint64 rh_body_document_get_place (RhBodyDocument *self, guint64 row);
guint64 rh_body_document_get_row (RhBodyDocument *self, guint64 place);
/* The row that shows the byte at @offset; @column: of its text, in bytes. FALSE: not counted yet.
 */
gboolean
rh_body_document_find_offset (RhBodyDocument *self, goffset offset, guint64 *row, gsize *column);
/* The same for where a stretch ends: behind the byte before @end, in the row that shows it; not
 * where the next row begins. @end is not 0. */
gboolean rh_body_document_find_end (RhBodyDocument *self, goffset end, guint64 *row, gsize *column);
/* The first row with that number; the last one if there are fewer. */
guint64 rh_body_document_find_line (RhBodyDocument *self, guint64 line);

/* Folding a row that opens nothing does nothing. Both notify "n-rows". */
void rh_body_document_set_folded (RhBodyDocument *self, guint64 row, gboolean folded);
/* What is nested deeper than @depth; 0: everything within the outermost. Of what was counted so
 * far, at most the first 10,000 places; in a thread, so that "n-rows" is notified later. */
void rh_body_document_fold_all (RhBodyDocument *self, guint depth);
void rh_body_document_unfold_all (RhBodyDocument *self);
/* Unfolds whatever hides @row. */
void rh_body_document_reveal (RhBodyDocument *self, guint64 row);

/* From a place in a row's text to another, lines ended by LF, folded rows too; a row that goes on
 * from the one before is the same line. What fits in @max bytes. In a thread. (transfer full) */
void rh_body_document_copy_async (RhBodyDocument *self,
                                  guint64 first_row,
                                  gsize first_column,
                                  guint64 last_row,
                                  gsize last_column,
                                  gsize max,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GString *rh_body_document_copy_finish (RhBodyDocument *self, GAsyncResult *result, GError **error);

/* For tests that count work: bytes of the spool that were read for the main thread so far. */
guint64 rh_body_document_get_work (RhBodyDocument *self);

G_END_DECLS
