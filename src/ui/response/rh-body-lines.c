/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a document that are near what is seen, set in type. */
#define G_LOG_DOMAIN "rh-body-lines"

#include "config.h"

#include "response/rh-body-lines.h"

#include <math.h>

#define BLOCK_ROWS 32
/* Two screens of a large display in small type. */
#define MAX_BLOCKS 16
/* Shorter rows are laid out whole. */
#define SLICE_MIN 512
/* Columns laid out on either side of what is seen, so that small steps need no new layout. */
#define SLICE_MARGIN 200
/* Of the width, taken by what is left empty before a row that goes on. */
#define HANGING_MAX 0.4

struct _RhBodyLines
{
  /* Owned */
  RhBodyDocument *document;
  GHashTable *blocks;    /* number of a block → GPtrArray of RhBodyLine */
  PangoContext *context; /* NULL before the first style */

  /* Plain */
  RhBodyPalette palette;
  int wrap_width;
  double view_x;
  double view_width;
  double row_height;
  double digit_width;
  double max_width;
  gboolean monospaced;
  guint64 n_read;
  guint64 n_laid_out;
};

static void
line_free (gpointer data)
{
  RhBodyLine *line = data;

  rh_body_row_free (line->row);
  g_clear_object (&line->layout);
  g_free (line);
}

static guint64 *
key_new (guint64 number)
{
  return g_memdup2 (&number, sizeof number);
}

/* The block that is farthest from the one that is about to come. */
static void
make_room (RhBodyLines *self, guint64 number)
{
  GHashTableIter iter;
  gpointer key;
  guint64 farthest = number;
  guint64 distance = 0;

  if (g_hash_table_size (self->blocks) < MAX_BLOCKS)
    return;

  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint64 other = *(guint64 *) key;
      guint64 gap = other > number ? other - number : number - other;

      if (gap >= distance)
        {
          distance = gap;
          farthest = other;
        }
    }
  g_hash_table_remove (self->blocks, &farthest);
}

static GPtrArray *
read_block (RhBodyLines *self, guint64 number)
{
  guint64 first = number * BLOCK_ROWS;
  g_autoptr (GPtrArray) rows = rh_body_document_read (self->document, first, BLOCK_ROWS);
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      RhBodyLine *line = g_new0 (RhBodyLine, 1);

      line->place = first + i;
      line->row = g_ptr_array_index (rows, i);
      g_ptr_array_add (lines, line);
    }
  self->n_read += rows->len;

  make_room (self, number);
  g_hash_table_insert (self->blocks, key_new (number), lines);
  return lines;
}

static void
drop_layouts (RhBodyLines *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GPtrArray *lines = value;

      for (guint i = 0; i < lines->len; i++)
        g_clear_object (&((RhBodyLine *) g_ptr_array_index (lines, i))->layout);
    }
  self->max_width = 0;
}

/* A line that columns can be counted in: each byte as wide as the next. */
static gboolean
is_even (const GString *text)
{
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] < 0x20 || text->str[i] == 0x7F)
      return FALSE; /* bytes over 0x7F are below 0 or above 0x7F, as char goes */
    else if ((guchar) text->str[i] > 0x7F)
      return FALSE;

  return TRUE;
}

static void
choose_slice (RhBodyLines *self, RhBodyLine *line)
{
  const GString *text = line->row->text;
  gsize first;
  gsize count;

  line->slice_start = 0;
  line->slice_length = text->len;
  if (self->wrap_width > 0 || text->len < SLICE_MIN || !self->monospaced || !is_even (text))
    return;

  first = (gsize) MAX (self->view_x / self->digit_width - SLICE_MARGIN, 0);
  count = (gsize) (self->view_width / self->digit_width) + 2 * SLICE_MARGIN;
  line->slice_start = MIN (first, text->len);
  line->slice_length = MIN (count, text->len - line->slice_start);
}

/* Whether what is in view of a row of which a part was laid out is in that part. */
static gboolean
slice_holds_view (RhBodyLines *self, const RhBodyLine *line)
{
  double end = line->slice_x + (double) line->slice_length * self->digit_width;

  if (line->slice_length == line->row->text->len)
    return TRUE;
  return (line->slice_start == 0 || line->slice_x <= self->view_x)
         && (line->slice_start + line->slice_length == line->row->text->len
             || end >= self->view_x + self->view_width);
}

static void
add_color (PangoAttrList *attrs,
           const RhBodyLine *line,
           const RhBodyToken *token,
           const char *color)
{
  gsize start = MAX (token->start, line->slice_start);
  gsize end = MIN (token->start + token->length, line->slice_start + line->slice_length);
  PangoColor parsed;
  PangoAttribute *attr;

  if (start >= end || !pango_color_parse (&parsed, color))
    return;

  attr = pango_attr_foreground_new (parsed.red, parsed.green, parsed.blue);
  attr->start_index = (guint) (start - line->slice_start);
  attr->end_index = (guint) (end - line->slice_start);
  pango_attr_list_insert (attrs, attr);
}

static PangoAttrList *
build_attrs (RhBodyLines *self, const RhBodyLine *line)
{
  PangoAttrList *attrs = pango_attr_list_new ();

  pango_attr_list_insert (attrs, pango_attr_font_features_new ("tnum=1, liga=0, calt=0"));
  /* A hyphen where a line goes on would be read as a part of it. */
  pango_attr_list_insert (attrs, pango_attr_insert_hyphens_new (FALSE));
  for (guint i = 0; i < line->row->tokens->len; i++)
    {
      const RhBodyToken *token = &g_array_index (line->row->tokens, RhBodyToken, i);

      add_color (attrs, line, token, rh_body_palette_get_color (self->palette, token->kind));
    }

  return attrs;
}

static void
lay_out (RhBodyLines *self, RhBodyLine *line)
{
  g_autoptr (PangoAttrList) attrs = NULL;
  int width;
  int height;

  choose_slice (self, line);
  attrs = build_attrs (self, line);
  g_set_object (&line->layout, NULL);
  line->layout = pango_layout_new (self->context);
  pango_layout_set_auto_dir (line->layout, FALSE);
  pango_layout_set_single_paragraph_mode (line->layout, TRUE);
  pango_layout_set_attributes (line->layout, attrs);
  if (self->wrap_width > 0)
    {
      pango_layout_set_width (line->layout, self->wrap_width * PANGO_SCALE);
      pango_layout_set_wrap (line->layout, PANGO_WRAP_WORD_CHAR);
      /* What goes on stands under what it belongs to, while that leaves room. */
      pango_layout_set_indent (line->layout, -(int) (MIN (line->row->indent * self->digit_width,
                                                          self->wrap_width * HANGING_MAX)
                                                     * PANGO_SCALE));
    }
  pango_layout_set_text (line->layout, line->row->text->str + line->slice_start,
                         (int) line->slice_length);
  pango_layout_get_pixel_size (line->layout, &width, &height);

  line->slice_x = (double) line->slice_start * self->digit_width;
  line->height = MAX (height, (int) self->row_height);
  if (line->slice_length < line->row->text->len)
    width = (int) ((double) line->row->text->len * self->digit_width);
  self->max_width = MAX (self->max_width, width);
  self->n_laid_out++;
}

static double
measure (PangoContext *context, const char *text, int *height)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, height);
  return width / (double) PANGO_SCALE / (double) g_utf8_strlen (text, -1);
}

RhBodyLines *
rh_body_lines_new (void)
{
  RhBodyLines *self = g_new0 (RhBodyLines, 1);

  self->blocks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                        (GDestroyNotify) g_ptr_array_unref);
  self->row_height = 1;
  self->digit_width = 1;
  return self;
}

void
rh_body_lines_free (RhBodyLines *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->blocks);
  g_clear_object (&self->document);
  g_clear_object (&self->context);
  g_free (self);
}

void
rh_body_lines_set_document (RhBodyLines *self, RhBodyDocument *document)
{
  g_set_object (&self->document, document);
  rh_body_lines_clear (self);
}

void
rh_body_lines_set_style (RhBodyLines *self, PangoContext *context, RhBodyPalette palette)
{
  int height;
  double narrow;

  g_set_object (&self->context, context);
  self->palette = palette;
  narrow = measure (context, "iiiiiiiiii", &height);
  self->digit_width = measure (context, "0000000000", &height);
  self->monospaced = fabs (narrow - self->digit_width) < 0.001;
  self->row_height = MAX (ceil (height / (double) PANGO_SCALE), 1);
  drop_layouts (self);
}

void
rh_body_lines_set_wrap_width (RhBodyLines *self, int width)
{
  if (self->wrap_width == width)
    return;

  self->wrap_width = width;
  drop_layouts (self);
}

void
rh_body_lines_set_view (RhBodyLines *self, double x, double width)
{
  self->view_x = x;
  self->view_width = width;
}

void
rh_body_lines_grow (RhBodyLines *self)
{
  guint64 n_rows = self->document != NULL ? rh_body_document_get_n_rows (self->document) : 0;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint64 first = *(guint64 *) key * BLOCK_ROWS;
      GPtrArray *lines = value;

      /* The row that was the last may go on. */
      if (lines->len < BLOCK_ROWS || first + BLOCK_ROWS >= n_rows)
        g_hash_table_iter_remove (&iter);
    }
}

void
rh_body_lines_clear (RhBodyLines *self)
{
  g_hash_table_remove_all (self->blocks);
  self->max_width = 0;
}

const RhBodyLine *
rh_body_lines_get (RhBodyLines *self, guint64 place)
{
  guint64 number = place / BLOCK_ROWS;
  GPtrArray *lines;
  RhBodyLine *line;

  if (self->document == NULL || self->context == NULL
      || place >= rh_body_document_get_n_rows (self->document))
    return NULL;

  lines = g_hash_table_lookup (self->blocks, &number);
  if (lines == NULL)
    lines = read_block (self, number);
  if (place % BLOCK_ROWS >= lines->len)
    return NULL;

  line = g_ptr_array_index (lines, place % BLOCK_ROWS);
  if (line->layout == NULL || !slice_holds_view (self, line))
    lay_out (self, line);
  return line;
}

double
rh_body_lines_get_row_height (RhBodyLines *self)
{
  return self->row_height;
}

double
rh_body_lines_get_digit_width (RhBodyLines *self)
{
  return self->digit_width;
}

double
rh_body_lines_get_max_width (RhBodyLines *self)
{
  return self->max_width;
}

void
rh_body_line_get_caret (const RhBodyLine *line, gsize column, graphene_rect_t *caret)
{
  PangoRectangle strong;
  gsize end = line->slice_start + line->slice_length;
  gsize index = CLAMP (column, line->slice_start, end) - line->slice_start;
  double unit;

  pango_layout_get_cursor_pos (line->layout, (int) index, &strong, NULL);
  graphene_rect_init (caret, (float) (line->slice_x + strong.x / (double) PANGO_SCALE),
                      strong.y / (float) PANGO_SCALE, 1, strong.height / (float) PANGO_SCALE);
  if (column >= line->slice_start && column <= end)
    return;

  /* Outside of what was laid out, all columns are alike. */
  unit = line->slice_start > 0 ? line->slice_x / (double) line->slice_start
                               : caret->origin.x / (double) MAX (end, 1);
  caret->origin.x = (float) (unit * (double) MIN (column, line->row->text->len));
}

gsize
rh_body_line_get_column (const RhBodyLine *line, double x, double y)
{
  int index;
  int trailing;
  const char *text = pango_layout_get_text (line->layout);

  pango_layout_xy_to_index (line->layout, (int) ((x - line->slice_x) * PANGO_SCALE),
                            (int) (CLAMP (y, 0, line->height - 1) * PANGO_SCALE), &index,
                            &trailing);
  return line->slice_start + (gsize) (g_utf8_offset_to_pointer (text + index, trailing) - text);
}

void
rh_body_line_get_rects (const RhBodyLine *line, gsize start, gsize end, GArray *rects)
{
  PangoLayoutIter *iter = pango_layout_get_iter (line->layout);
  gsize slice_end = line->slice_start + line->slice_length;
  int from = (int) (CLAMP (start, line->slice_start, slice_end) - line->slice_start);
  int to = (int) (CLAMP (end, line->slice_start, slice_end) - line->slice_start);

  do
    {
      PangoLayoutLine *part = pango_layout_iter_get_line_readonly (iter);
      int line_start = pango_layout_line_get_start_index (part);
      int line_end = line_start + pango_layout_line_get_length (part);
      PangoRectangle logical;
      g_autofree int *ranges = NULL;
      int n_ranges;

      if (from >= to || from >= line_end || to <= line_start)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      /* Down to the next row, which begins at a whole pixel. */
      if (pango_layout_iter_at_last_line (iter))
        logical.height = line->height * PANGO_SCALE - logical.y;
      pango_layout_line_get_x_ranges (part, MAX (from, line_start), MIN (to, line_end), &ranges,
                                      &n_ranges);
      for (int i = 0; i < n_ranges; i++)
        {
          float left = ranges[2 * i] / (float) PANGO_SCALE;
          float right = ranges[2 * i + 1] / (float) PANGO_SCALE;
          graphene_rect_t rect
              = GRAPHENE_RECT_INIT ((float) line->slice_x + left, logical.y / (float) PANGO_SCALE,
                                    right - left, logical.height / (float) PANGO_SCALE);

          g_array_append_val (rects, rect);
        }
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

void
rh_body_line_get_part (const RhBodyLine *line, gsize column, gsize *start, gsize *end)
{
  gsize index = CLAMP (column, line->slice_start, line->slice_start + line->slice_length);
  int number;
  PangoLayoutLine *part;

  pango_layout_index_to_line_x (line->layout, (int) (index - line->slice_start), FALSE, &number,
                                NULL);
  part = pango_layout_get_line_readonly (line->layout, number);
  *start = line->slice_start + (gsize) pango_layout_line_get_start_index (part);
  *end = *start + (gsize) pango_layout_line_get_length (part);
}

void
rh_body_line_get_end (const RhBodyLine *line, graphene_rect_t *caret)
{
  rh_body_line_get_caret (line, line->row->text->len, caret);
}

guint64
rh_body_lines_get_n_read (RhBodyLines *self)
{
  return self->n_read;
}

guint64
rh_body_lines_get_n_laid_out (RhBodyLines *self)
{
  return self->n_laid_out;
}
