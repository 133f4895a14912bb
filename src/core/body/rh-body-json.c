/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON laid out. Rows are made by scanning again from the note before them; tokens go in as they
 * were sent, and only the white space between them is ours. What a noter found long is jumped
 * over. */
#define G_LOG_DOMAIN "rh-body-json"

#include "config.h"

#include "body/rh-body-json.h"

#include "text/rh-json-scanner.h"

#define BATCH 64
/* Bytes that are scanned at a time. */
#define STEP 2048

typedef struct
{
  const RhBodyTables *tables;
  RhBodyWindow *window;
  RhJsonScanner *scanner;
  GPtrArray *rows;
  guint64 first; /* wanted */
  guint64 last;
  guint64 n_begun; /* the number of the next row */
  guint64 line;    /* its line */
  RhBodyRow *row;  /* the one that is being made, when it is wanted; rows own it */
  guint32 depth;
  gboolean after_key;
  gboolean after_open;
  gboolean done;
  RhBodyContainer *wanted; /* NULL: rows are */
  guint32 wanted_depth;
  gboolean within;
} Maker;

guint64
rh_body_json_count_pieces (guint64 start, guint64 end)
{
  return end - start <= RH_BODY_ROW_MAX ? 1 : (end - start - 1) / RH_BODY_ROW_MAX + 1;
}

static RhBodyTokenKind
get_kind (RhJsonTokenKind kind)
{
  switch (kind)
    {
    case RH_JSON_TOKEN_KEY:
      return RH_BODY_TOKEN_KEY;

    case RH_JSON_TOKEN_STRING:
      return RH_BODY_TOKEN_STRING;

    case RH_JSON_TOKEN_NUMBER:
      return RH_BODY_TOKEN_NUMBER;

    case RH_JSON_TOKEN_LITERAL:
      return RH_BODY_TOKEN_LITERAL;

    case RH_JSON_TOKEN_OBJECT:
    case RH_JSON_TOKEN_OBJECT_END:
    case RH_JSON_TOKEN_ARRAY:
    case RH_JSON_TOKEN_ARRAY_END:
    default:
      return RH_BODY_TOKEN_PLAIN;
    }
}

static void
begin_row (Maker *self, guint64 line)
{
  guint64 number = self->n_begun++;

  self->row = NULL;
  self->done = number >= self->last;
  if (number < self->first || self->done)
    return;

  self->row = rh_body_row_new (number, line);
  self->row->depth = self->depth;
  rh_body_row_indent (self->row, rh_body_json_get_indent (self->depth));
  g_ptr_array_add (self->rows, self->row);
}

static void
begin_item (Maker *self, const RhJsonToken *token, gboolean closes)
{
  if (self->row != NULL && self->after_open)
    self->row->opens = self->depth < RH_BODY_FOLD_DEPTH
                       && !rh_body_tables_is_open (self->tables, self->row->row);
  else if (self->row != NULL && !closes)
    rh_body_row_append_layout (self->row, ",");

  self->depth = token->depth;
  begin_row (self, self->line++);
}

static void
append_bytes (Maker *self, guint64 start, guint64 end, RhJsonTokenKind kind)
{
  gsize length;
  const char *bytes;

  if (self->row == NULL)
    return;

  bytes = rh_body_window_peek (self->window, start, (gsize) (end - start), &length);
  rh_body_row_append (self->row, bytes, length, start, get_kind (kind));
}

static void
append_piece (Maker *self, const RhJsonToken *token, guint64 piece)
{
  guint64 start = token->start;
  guint64 end = token->start + (piece + 1) * RH_BODY_ROW_MAX;

  if (self->row == NULL)
    return;

  if (piece > 0)
    start = rh_body_window_align (self->window, token->start + piece * RH_BODY_ROW_MAX);
  end = end >= token->end ? token->end : rh_body_window_align (self->window, end);
  append_bytes (self, start, end, token->kind);
}

/* Only the pieces that are wanted are looked at, however many there are. */
static void
append_token (Maker *self, const RhJsonToken *token)
{
  guint64 n_more = rh_body_json_count_pieces (token->start, token->end) - 1;
  guint64 before = self->n_begun;

  append_piece (self, token, 0);
  if (n_more == 0)
    return;

  self->row = NULL;
  self->n_begun = MAX (before, MIN (self->first, before + n_more - 1));
  while (!self->done && self->n_begun < before + n_more)
    {
      guint64 piece = self->n_begun - before + 1;

      begin_row (self, 0);
      append_piece (self, token, piece);
    }
}

/* Instead of making rows. */
static void
watch_container (Maker *self, const RhJsonToken *token, gboolean closes, gboolean after_key)
{
  guint64 row = self->n_begun - 1;

  if (!self->within)
    {
      self->within
          = self->after_open && row == self->wanted->row && token->depth < RH_BODY_FOLD_DEPTH;
      self->wanted_depth = token->depth;
      self->done = row > self->wanted->row;
    }
  else if (closes && token->depth == self->wanted_depth)
    {
      self->wanted->last_row = row;
      self->done = TRUE;
    }
  else if (token->depth == self->wanted_depth + 1 && !closes && !after_key)
    self->wanted->n_items++;
}

static void
take_token (Maker *self, const RhJsonToken *token)
{
  gboolean after_key = self->after_key;
  gboolean closes
      = token->kind == RH_JSON_TOKEN_OBJECT_END || token->kind == RH_JSON_TOKEN_ARRAY_END;

  if (self->after_key && self->row != NULL)
    rh_body_row_append_layout (self->row, ": ");
  else if (!self->after_key && !(closes && self->after_open))
    begin_item (self, token, closes);

  if (!self->done)
    append_token (self, token);
  self->after_key = token->kind == RH_JSON_TOKEN_KEY;
  self->after_open = token->kind == RH_JSON_TOKEN_OBJECT || token->kind == RH_JSON_TOKEN_ARRAY;
  if (self->wanted != NULL)
    watch_container (self, token, closes, after_key);
}

static char
peek_byte (Maker *self, guint64 offset)
{
  gsize length;
  const char *bytes = rh_body_window_peek (self->window, offset, 1, &length);

  return length == 0 ? '\0' : *bytes;
}

static void
jump (Maker *self, const RhBodyStretch *stretch)
{
  if (stretch->space)
    rh_json_scanner_skip_space (self->scanner, stretch->end, peek_byte (self, stretch->end));
  else
    {
      RhJsonToken token;

      rh_json_scanner_skip_token (self->scanner, stretch->end, peek_byte (self, stretch->start),
                                  &token);
      take_token (self, &token);
    }
}

/* Returns how far it came; @offset when it cannot go on. */
static guint64
scan (Maker *self, guint64 offset, guint64 stop)
{
  RhJsonToken tokens[BATCH];
  guint n_tokens;
  gsize length;
  const char *bytes
      = rh_body_window_peek (self->window, offset, (gsize) MIN (stop - offset, STEP), &length);
  gsize done = rh_json_scanner_feed (self->scanner, bytes, length, tokens, BATCH, &n_tokens);

  for (guint i = 0; i < n_tokens && !self->done; i++)
    take_token (self, &tokens[i]);

  return offset + done;
}

/* Nothing more tells about these rows. */
static void
end_rows (Maker *self)
{
  RhJsonToken token;
  guint n_tokens;

  rh_json_scanner_finish (self->scanner, &token, &n_tokens);
  if (n_tokens > 0)
    take_token (self, &token);
  if (self->row != NULL && !self->after_open && rh_json_scanner_is_past_separator (self->scanner))
    rh_body_row_append_layout (self->row, self->after_key ? ":" : ",");
}

static void
make (Maker *self, guint64 row)
{
  const RhBodyTables *tables = self->tables;
  guint at = (guint) (row / RH_BODY_STRIDE);
  const RhBodyNote *note = &g_array_index (tables->notes, RhBodyNote, at);
  guint64 offset = note->offset;

  self->n_begun = (guint64) at * RH_BODY_STRIDE - note->piece;
  self->line = self->n_begun - rh_body_tables_count_more (tables, offset) + 1;
  rh_json_scanner_resume (self->scanner, offset, peek_byte (self, offset), note->depth,
                          note->state);
  while (!self->done)
    {
      guint i = rh_body_tables_find_stretch (tables, offset);
      const RhBodyStretch *stretch = i < tables->stretches->len
                                         ? &g_array_index (tables->stretches, RhBodyStretch, i)
                                         : NULL;
      guint64 stop = stretch == NULL ? tables->limit : MIN (stretch->start, tables->limit);
      guint64 before = offset;

      if (offset < stop)
        offset = scan (self, offset, stop);
      else if (stretch != NULL && offset == stretch->start)
        {
          jump (self, stretch);
          offset = stretch->end;
        }
      if (offset == before)
        break;
    }
  if (!self->done)
    end_rows (self);
}

void
rh_body_json_make_rows (const RhBodyTables *tables,
                        RhBodyWindow *window,
                        guint64 first,
                        guint64 last,
                        GPtrArray *rows)
{
  g_autoptr (RhJsonScanner) scanner = rh_json_scanner_new ();
  Maker self = { tables, window, scanner, rows, first, last };

  make (&self, first);
}

gboolean
rh_body_json_find_end (const RhBodyTables *tables,
                       RhBodyWindow *window,
                       guint64 row,
                       RhBodyContainer *container)
{
  g_autoptr (RhJsonScanner) scanner = rh_json_scanner_new ();
  const RhBodyContainer *known = rh_body_tables_find_container (tables, row);
  Maker self = { tables, window, scanner, NULL, G_MAXUINT64, G_MAXUINT64, .wanted = container };

  *container = (RhBodyContainer) { .row = row };
  if (known != NULL)
    *container = *known;
  else if (!rh_body_tables_is_open (tables, row))
    make (&self, row);

  return container->last_row > row;
}
