/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a body as it is shown: text, the bytes that it stands for, and what is what in it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bytes of the body in one row, or of each of the two tokens in it; longer ones go on in the next
 * row, no more than three bytes later. */
#define RH_BODY_ROW_MAX 2000

typedef enum
{
  RH_BODY_TOKEN_PLAIN, /* never in a row's tokens */
  RH_BODY_TOKEN_KEY,
  RH_BODY_TOKEN_STRING,
  RH_BODY_TOKEN_NUMBER,
  RH_BODY_TOKEN_LITERAL, /* true, false, null */
  RH_BODY_TOKEN_TAG,
  RH_BODY_TOKEN_ATTRIBUTE,
  RH_BODY_TOKEN_COMMENT,
  RH_BODY_TOKEN_CONTROL, /* what would not be seen, or would turn text around, spelled out: U+202E,
                            or as a picture: ␀ */
  RH_BODY_TOKEN_INVALID, /* bytes that are no text, spelled out: \xFF; what follows a syntax error
                          */
  RH_BODY_TOKEN_OFFSET,  /* of hex */
} RhBodyTokenKind;

/* Bytes of a row's text. In order, never overlapping; what is in none is plain. */
typedef struct
{
  guint start;
  guint length;
  RhBodyTokenKind kind;
} RhBodyToken;

/* From here on, text and bytes run on together. */
typedef struct
{
  guint column; /* of the text, in bytes */
  guint64 offset;
} RhBodyPlace;

typedef struct
{
  guint64 row;   /* which one it is of all, folded or not: stays the same while the body grows */
  guint64 line;  /* the number to show; 0: it goes on from the row before */
  goffset start; /* bytes that it shows, as rh_body_document_get_text() has them */
  goffset end;
  GString *text;   /* valid UTF-8 without a line end; what belongs to the layout included */
  guint indent;    /* bytes of text that the layout put before */
  GArray *tokens;  /* of RhBodyToken */
  GArray *places;  /* of RhBodyPlace, in the order of both */
  guint32 depth;   /* of nesting */
  gboolean opens;  /* something begins here that can be folded */
  gboolean folded; /* and is: the text has an ellipsis and the end of it */
  guint64 n_items; /* when folded: how many values are within */
} RhBodyRow;

RhBodyRow *rh_body_row_new (guint64 row, guint64 line);
void rh_body_row_free (RhBodyRow *self);

/* Where in the text the byte at @offset is shown; the nearest before it if it is not. */
gsize rh_body_row_get_column (const RhBodyRow *self, goffset offset);
/* The byte that is shown there, or the one before which the layout put something. */
goffset rh_body_row_get_offset (const RhBodyRow *self, gsize column);
/* Characters of its text. */
guint rh_body_row_get_width (const RhBodyRow *self);

/* For those who make rows. White space of the layout, before anything else. */
void rh_body_row_indent (RhBodyRow *self, guint n);
/* What the body does not have. */
void rh_body_row_append_layout (RhBodyRow *self, const char *text);
/* @length bytes of the body, which are at @offset, in whatever state they are. */
void rh_body_row_append (RhBodyRow *self,
                         const char *bytes,
                         gsize length,
                         guint64 offset,
                         RhBodyTokenKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyRow, rh_body_row_free)

G_END_DECLS
