/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a response's body can be shown as text without a freeze, and what must be said about it.
 * No widget: bytes in, text and facts out. */
#pragma once

#include "http/rh-spool.h"

G_BEGIN_DECLS

/* More than this is not read. */
#define RH_BODY_TEXT_MAX_BYTES (1024 * 1024)
/* Longer lines are cut: GtkTextView's cost is quadratic in them. */
#define RH_BODY_TEXT_MAX_LINE 5000
/* Longer lines are not highlighted. */
#define RH_BODY_TEXT_MAX_HIGHLIGHTED_LINE 1000

typedef enum
{
  RH_BODY_TEXT_EMPTY,
  RH_BODY_TEXT_TEXT,
  RH_BODY_TEXT_BINARY,
} RhBodyTextKind;

typedef struct
{
  RhBodyTextKind kind;
  char *text;           /* valid UTF-8; NULL unless TEXT */
  const char *language; /* as GtkSourceView names it; NULL: not to be highlighted */
  gboolean is_cut;      /* the body is over RH_BODY_TEXT_MAX_BYTES */
  gboolean has_cut_lines;
  gboolean is_invalid_json; /* shown as received */
  gboolean is_damaged;      /* bytes that are no text were replaced */
  guint invalid_line;       /* where the JSON stops being valid; from 1 */
  guint invalid_column;
} RhBodyText;

/* @media_type: lower case, without parameters, "" unknown. @charset: NULL unknown. */
RhBodyText *rh_body_text_new (RhSpool *spool, const char *media_type, const char *charset);
void rh_body_text_free (RhBodyText *self);

/* "utf-8" of "application/json; charset=UTF-8"; NULL: none. */
char *rh_body_text_dup_charset (const char *content_type);
/* ".json"; "" if nothing is known. */
const char *rh_body_text_get_suffix (const char *media_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyText, rh_body_text_free)

G_END_DECLS
