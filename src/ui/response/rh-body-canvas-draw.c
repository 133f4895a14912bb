/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the rows of a body that are seen. What happens here for a frame depends on the size of the
 * widget, never on that of the body. */
#define G_LOG_DOMAIN "rh-body-canvas-draw"

#include "config.h"

#include "response/rh-body-canvas-private.h"

#include <adwaita.h>

#define CARET_WIDTH 1.5F

static void
draw_rects (GtkSnapshot *snapshot,
            const RhBodyLine *line,
            gsize start,
            gsize end,
            const graphene_point_t *at,
            const GdkRGBA *color)
{
  g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));

  rh_body_line_get_rects (line, start, end, rects);
  for (guint i = 0; i < rects->len; i++)
    {
      graphene_rect_t *rect = &g_array_index (rects, graphene_rect_t, i);

      graphene_rect_offset (rect, at->x, at->y);
      gtk_snapshot_append_color (snapshot, color, rect);
    }
}

/* A match may begin in a row before, and go on in the next. */
static void
draw_matches (RhBodyCanvas *self,
              GtkSnapshot *snapshot,
              const RhBodyLine *line,
              const graphene_point_t *at)
{
  const GdkRGBA color = { 0.96F, 0.76F, 0.07F, 0.4F };
  guint64 row_start = (guint64) line->row->start;
  guint64 row_end = (guint64) line->row->end;
  guint n;
  RhBodyMatch match;

  if (self->search == NULL)
    return;

  n = rh_body_search_find_previous (self->search, row_start);
  if (n == G_MAXUINT)
    n = rh_body_search_find_next (self->search, row_start);
  for (; rh_body_search_get_match (self->search, n, &match) && match.start < row_end; n++)
    if (match.end > row_start)
      draw_rects (snapshot, line, rh_body_row_get_column (line->row, (goffset) match.start),
                  rh_body_row_get_column (line->row, (goffset) MIN (match.end, row_end)), at,
                  &color);
}

static void
draw_selection (RhBodyCanvas *self,
                GtkSnapshot *snapshot,
                const RhBodyLine *line,
                const graphene_point_t *at)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GdkRGBA) color = adw_style_manager_get_accent_color_rgba (manager);
  guint64 row = line->row->row;
  RhBodySpot start;
  RhBodySpot end;
  graphene_rect_t tail;

  if (!rh_body_canvas_get_selection (self, &start, &end) || row < start.row || row > end.row)
    return;

  color->alpha = adw_style_manager_get_high_contrast (manager) ? 0.5F : 0.3F;
  draw_rects (snapshot, line, row == start.row ? start.column : 0,
              row == end.row ? end.column : line->row->text->len, at, color);
  if (row == end.row)
    return;

  /* The line's end is selected too. */
  rh_body_line_get_end (line, &tail);
  tail.size.height = (float) line->height - tail.origin.y;
  graphene_rect_offset (&tail, at->x, at->y);
  tail.size.width = (float) rh_body_lines_get_digit_width (self->lines) / 2;
  gtk_snapshot_append_color (snapshot, color, &tail);
}

static void
draw_caret (RhBodyCanvas *self,
            GtkSnapshot *snapshot,
            const RhBodyLine *line,
            const graphene_point_t *at,
            const GdkRGBA *color)
{
  graphene_rect_t caret;

  if (line->row->row != self->caret.row || !gtk_widget_has_focus (GTK_WIDGET (self)))
    return;

  rh_body_line_get_caret (line, self->caret.column, &caret);
  graphene_rect_offset (&caret, at->x, at->y);
  caret.size.width = CARET_WIDTH;
  gtk_snapshot_append_color (snapshot, color, &caret);
}

static void
draw_text (RhBodyCanvas *self,
           GtkSnapshot *snapshot,
           const RhBodyLine *line,
           double y,
           const GdkRGBA *color)
{
  const graphene_point_t at
      = GRAPHENE_POINT_INIT ((float) (self->gutter - rh_body_canvas_get_x (self)), (float) y);
  const graphene_point_t text_at = GRAPHENE_POINT_INIT (at.x + (float) line->slice_x, (float) y);

  draw_matches (self, snapshot, line, &at);
  draw_selection (self, snapshot, line, &at);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &text_at);
  gtk_snapshot_append_layout (snapshot, line->layout, color);
  gtk_snapshot_restore (snapshot);
  draw_caret (self, snapshot, line, &at, color);
}

static void
draw_number (RhBodyCanvas *self,
             GtkSnapshot *snapshot,
             const RhBodyLine *line,
             double y,
             const GdkRGBA *color)
{
  double right
      = self->gutter - RH_BODY_CANVAS_GUTTER_MARGIN - rh_body_lines_get_row_height (self->lines);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, line->row->line);
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (line->row->line == 0 || rh_body_canvas_is_hex (self))
    return;

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), number);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (right - width), (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* A triangle: down, open; to the right, closed. */
static void
draw_arrow (RhBodyCanvas *self,
            GtkSnapshot *snapshot,
            const RhBodyLine *line,
            double y,
            const GdkRGBA *color)
{
  float row = (float) rh_body_lines_get_row_height (self->lines);
  float r = row * 0.22F;
  float x = (float) self->gutter - RH_BODY_CANVAS_GUTTER_MARGIN / 2 - row / 2;
  float middle = (float) y + row / 2;
  g_autoptr (GskPathBuilder) builder = NULL;
  g_autoptr (GskPath) path = NULL;

  if (!line->row->opens)
    return;

  builder = gsk_path_builder_new ();
  if (line->row->folded)
    {
      gsk_path_builder_move_to (builder, x - r / 2, middle - r);
      gsk_path_builder_line_to (builder, x + r / 2, middle);
      gsk_path_builder_line_to (builder, x - r / 2, middle + r);
    }
  else
    {
      gsk_path_builder_move_to (builder, x - r, middle - r / 2);
      gsk_path_builder_line_to (builder, x, middle + r / 2);
      gsk_path_builder_line_to (builder, x + r, middle - r / 2);
    }
  gsk_path_builder_close (builder);
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
}

void
rh_body_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double first_y = -self->scroll.offset;
  double y = first_y;
  GdkRGBA color;
  GdkRGBA dim;
  const RhBodyLine *line;

  gtk_widget_get_color (widget, &color);
  dim = color;
  dim.alpha *= adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 0.9F : 0.6F;

  for (guint64 place = self->scroll.place;
       y < height && (line = rh_body_lines_get (self->lines, place)) != NULL; place++)
    {
      draw_number (self, snapshot, line, y, &dim);
      draw_arrow (self, snapshot, line, y, &dim);
      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) self->gutter - 2, 0,
                                                             (float) (width - self->gutter + 2),
                                                             (float) height));
      draw_text (self, snapshot, line, y, &color);
      gtk_snapshot_pop (snapshot);
      y += line->height;
    }
}
