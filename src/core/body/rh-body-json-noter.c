/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the rows that JSON has when it is laid out, and notes what is needed to make any of them.
 * A row begins at a key, at a value that has none, and at the end of a container that is not
 * empty; a token that is too long for a row adds more. */
#define G_LOG_DOMAIN "rh-body-json-noter"

#include "config.h"

#include "body/rh-body-json-noter.h"

#include "body/rh-body-json.h"
#include "text/rh-bit-stack.h"

#define BATCH 512

typedef struct
{
  guint64 start;
  guint64 row;
  guint64 n_items;
} Open;

struct _RhBodyJsonNoter
{
  RhBodyTables *tables;
  RhJsonScanner *scanner;
  RhBitStack containers;
  Open opens[RH_BODY_FOLD_DEPTH];
  RhJsonToken tokens[BATCH];

  guint64 n_rows;  /* begun */
  guint64 n_more;  /* of them: added by long tokens */
  guint64 item;    /* where the one begins that the last token belongs to */
  guint n_pieces;  /* rows of it so far */
  guint64 end;     /* of the last token */
  guint width;     /* of the last row */
  guint max_width; /* of those before it */
  gboolean after_key;
  gboolean after_open;
};

static void
note_row (RhBodyJsonNoter *self)
{
  RhBodyNote note = {
    .offset = self->item,
    .state = rh_bit_stack_get_top (&self->containers),
    .depth = (guint32) self->containers.depth,
    .piece = self->n_pieces,
  };

  g_array_append_val (self->tables->notes, note);
}

static inline void
begin_row (RhBodyJsonNoter *self)
{
  if (self->n_rows % RH_BODY_STRIDE == 0)
    note_row (self);
  self->n_rows++;
  self->n_pieces++;
}

static inline void
begin_item (RhBodyJsonNoter *self, const RhJsonToken *token)
{
  self->item = token->start;
  self->n_pieces = 0;
  self->max_width = MAX (self->max_width, self->width);
  self->width = rh_body_json_get_indent (token->depth);
  begin_row (self);
}

static void
note_stretch (RhBodyJsonNoter *self, guint64 start, guint64 end, gboolean space)
{
  RhBodyStretch stretch = { .start = start, .end = end, .n_more = self->n_more, .space = space };

  g_array_append_val (self->tables->stretches, stretch);
}

static void
take_long_token (RhBodyJsonNoter *self, const RhJsonToken *token)
{
  guint64 n_more = rh_body_json_count_pieces (token->start, token->end) - 1;

  for (guint64 i = 0; i < n_more; i++)
    begin_row (self);
  self->n_more += n_more;
  note_stretch (self, token->start, token->end, FALSE);
}

static inline void
open_container (RhBodyJsonNoter *self, const RhJsonToken *token)
{
  if (token->depth < RH_BODY_FOLD_DEPTH)
    self->opens[token->depth] = (Open) { token->start, self->n_rows - 1, 0 };
  rh_bit_stack_push (&self->containers, token->kind == RH_JSON_TOKEN_OBJECT);
}

static inline void
close_container (RhBodyJsonNoter *self, const RhJsonToken *token)
{
  Open *open = &self->opens[MIN (token->depth, RH_BODY_FOLD_DEPTH - 1)];

  if (!self->after_open)
    begin_item (self, token);
  rh_bit_stack_pop (&self->containers);

  if (token->depth < RH_BODY_FOLD_DEPTH && token->end - open->start > RH_BODY_SMALL)
    {
      RhBodyContainer container = { open->row, self->n_rows - 1, open->n_items };

      g_array_append_val (self->tables->containers, container);
    }
}

static inline void
take_value (RhBodyJsonNoter *self, const RhJsonToken *token)
{
  gboolean opens = token->kind == RH_JSON_TOKEN_OBJECT || token->kind == RH_JSON_TOKEN_ARRAY;
  guint64 length = token->end - token->start;

  if (!self->after_key)
    {
      begin_item (self, token);
      if (token->depth > 0 && token->depth <= RH_BODY_FOLD_DEPTH)
        self->opens[token->depth - 1].n_items++;
    }
  if (G_UNLIKELY (length > RH_BODY_ROW_MAX))
    take_long_token (self, token);
  self->width += (guint) MIN (length, RH_BODY_ROW_MAX) + 2;
  if (opens)
    open_container (self, token);

  self->after_open = opens;
  self->after_key = token->kind == RH_JSON_TOKEN_KEY;
}

static inline void
take_token (RhBodyJsonNoter *self, const RhJsonToken *token)
{
  /* The byte after a token is read again: it ends a number. */
  if (G_UNLIKELY (token->start - self->end > RH_BODY_ROW_MAX && self->n_rows > 0))
    note_stretch (self, self->end + 1, token->start, TRUE);

  if (token->kind == RH_JSON_TOKEN_OBJECT_END || token->kind == RH_JSON_TOKEN_ARRAY_END)
    {
      close_container (self, token);
      self->after_open = FALSE;
      self->after_key = FALSE;
    }
  else
    take_value (self, token);
  self->end = token->end;
}

static void
tell_open_rows (RhBodyJsonNoter *self)
{
  self->tables->n_open = (guint) MIN (self->containers.depth, RH_BODY_FOLD_DEPTH);
  for (guint i = 0; i < self->tables->n_open; i++)
    self->tables->open_rows[i] = self->opens[i].row;
}

static void
tell (RhBodyJsonNoter *self, guint64 n_rows, guint64 limit)
{
  self->tables->max_width = MAX (self->max_width, self->width);
  self->tables->n_rows = n_rows;
  self->tables->n_lines = self->n_rows - self->n_more;
  self->tables->limit = limit;
  tell_open_rows (self);
}

static gboolean
tell_fault (RhBodyJsonNoter *self)
{
  guint64 offset;

  rh_json_scanner_get_fault (self->scanner, &offset);
  rh_json_scanner_is_within (self->scanner, &offset);
  tell (self, self->n_rows, offset);
  self->tables->tail_row = self->n_rows;
  self->tables->tail_offset = offset;
  self->tables->tail_line = self->tables->n_lines + 1;

  return FALSE;
}

RhBodyJsonNoter *
rh_body_json_noter_new (RhBodyTables *tables, guint64 offset)
{
  RhBodyJsonNoter *self = g_new0 (RhBodyJsonNoter, 1);

  self->tables = tables;
  self->scanner = rh_json_scanner_new ();
  rh_json_scanner_resume (self->scanner, offset, ' ', 0, 0);

  return self;
}

void
rh_body_json_noter_free (RhBodyJsonNoter *self)
{
  rh_json_scanner_free (self->scanner);
  rh_bit_stack_clear (&self->containers);
  g_free (self);
}

gboolean
rh_body_json_noter_feed (RhBodyJsonNoter *self, const char *bytes, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      guint n_tokens;

      done += rh_json_scanner_feed (self->scanner, bytes + done, length - done, self->tokens, BATCH,
                                    &n_tokens);
      for (guint i = 0; i < n_tokens; i++)
        take_token (self, &self->tokens[i]);
      if (rh_json_scanner_get_fault (self->scanner, NULL) != RH_JSON_FAULT_NONE)
        return tell_fault (self);
    }
  tell (self, self->n_rows == 0 ? 0 : self->n_rows - 1, self->end);

  return TRUE;
}

gboolean
rh_body_json_noter_finish (RhBodyJsonNoter *self)
{
  RhJsonToken token;
  guint n_tokens;
  gboolean valid = rh_json_scanner_finish (self->scanner, &token, &n_tokens);

  if (n_tokens > 0)
    take_token (self, &token);
  if (!valid)
    return tell_fault (self);
  tell (self, self->n_rows, self->end);

  return TRUE;
}

RhJsonFault
rh_body_json_noter_get_fault (RhBodyJsonNoter *self, guint64 *offset)
{
  return rh_json_scanner_get_fault (self->scanner, offset);
}
