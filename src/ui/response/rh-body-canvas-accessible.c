/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader is given of the canvas: the rows around the caret. It asks for all text at
 * times, and all of a large body would stop it and us. */
#define G_LOG_DOMAIN "rh-body-canvas-accessible"

#include "config.h"

#include "response/rh-body-canvas-private.h"

static RhBodyScreen *
get_screen (RhBodyCanvas *self)
{
  if (self->screen == NULL && self->n_rows > 0)
    self->screen = rh_body_screen_new (self->document, self->caret.row);

  return self->screen;
}

static GBytes *
get_contents (GtkAccessibleText *text, unsigned int start, unsigned int end)
{
  RhBodyScreen *screen = get_screen (RH_BODY_CANVAS (text));

  return screen != NULL ? rh_body_screen_dup_text (screen, start, end) : g_bytes_new_static ("", 1);
}

/* What a reader says when the caret goes down by a line: what is seen as one, with the row's end if
 * it has that. */
static GBytes *
get_seen_line (RhBodyCanvas *self, RhBodyScreen *screen, guint offset, guint *start, guint *end)
{
  RhBodySpot from;
  RhBodySpot to;
  const RhBodyLine *line;

  rh_body_screen_get_spot (screen, offset, &from);
  to = from;
  line = rh_body_canvas_get_line (self, from.row);
  if (line != NULL)
    rh_body_line_get_part (line, from.column, &from.column, &to.column);
  *start = rh_body_screen_get_offset (screen, &from);
  *end = rh_body_screen_get_offset (screen, &to);
  if (line != NULL && to.column == line->row->text->len)
    *end = MIN (*end + 1, rh_body_screen_get_length (screen));
  return rh_body_screen_dup_text (screen, *start, *end);
}

static GBytes *
get_contents_at (GtkAccessibleText *text,
                 unsigned int offset,
                 GtkAccessibleTextGranularity granularity,
                 unsigned int *start,
                 unsigned int *end)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (text);
  RhBodyScreen *screen = get_screen (self);

  if (screen != NULL && self->wrap && granularity == GTK_ACCESSIBLE_TEXT_GRANULARITY_LINE)
    return get_seen_line (self, screen, offset, start, end);
  if (screen != NULL)
    return rh_body_screen_dup_unit (screen, offset, granularity, start, end);

  *start = *end = 0;
  return g_bytes_new_static ("", 1);
}

static unsigned int
get_caret_position (GtkAccessibleText *text)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (text);
  RhBodyScreen *screen = get_screen (self);

  return screen != NULL ? rh_body_screen_get_offset (screen, &self->caret) : 0;
}

static gboolean
get_selection (GtkAccessibleText *text, gsize *n_ranges, GtkAccessibleTextRange **ranges)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (text);
  RhBodyScreen *screen = get_screen (self);
  RhBodySpot start;
  RhBodySpot end;
  guint from;

  if (screen == NULL || !rh_body_canvas_get_selection (self, &start, &end))
    return FALSE;

  from = rh_body_screen_get_offset (screen, &start);
  *n_ranges = 1;
  *ranges = g_new (GtkAccessibleTextRange, 1);
  (*ranges)->start = from;
  (*ranges)->length = rh_body_screen_get_offset (screen, &end) - from;
  return TRUE;
}

static gboolean
get_attributes (GtkAccessibleText *text,
                unsigned int offset,
                gsize *n_ranges,
                GtkAccessibleTextRange **ranges,
                char ***names,
                char ***values)
{
  *n_ranges = 0;
  return FALSE;
}

static void
get_default_attributes (GtkAccessibleText *text, char ***names, char ***values)
{
  *names = g_new0 (char *, 1);
  *values = g_new0 (char *, 1);
}

static gboolean
get_extents (GtkAccessibleText *text,
             unsigned int start,
             unsigned int end,
             graphene_rect_t *extents)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (text);
  RhBodyScreen *screen = get_screen (self);
  RhBodySpot from;
  RhBodySpot to;
  graphene_rect_t last;

  if (screen == NULL)
    return FALSE;

  rh_body_screen_get_spot (screen, start, &from);
  rh_body_screen_get_spot (screen, end, &to);
  if (!rh_body_canvas_locate (self, &from, extents) || !rh_body_canvas_locate (self, &to, &last))
    return FALSE;

  graphene_rect_union (extents, &last, extents);
  return TRUE;
}

static gboolean
get_offset (GtkAccessibleText *text, const graphene_point_t *point, unsigned int *offset)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (text);
  RhBodyScreen *screen = get_screen (self);
  RhBodySpot spot;

  if (screen == NULL || !rh_body_canvas_get_spot_at (self, point->x, point->y, &spot))
    return FALSE;

  *offset = rh_body_screen_get_offset (screen, &spot);
  return TRUE;
}

void
rh_body_canvas_text_init (GtkAccessibleTextInterface *iface)
{
  iface->get_contents = get_contents;
  iface->get_contents_at = get_contents_at;
  iface->get_caret_position = get_caret_position;
  iface->get_selection = get_selection;
  iface->get_attributes = get_attributes;
  iface->get_default_attributes = get_default_attributes;
  iface->get_extents = get_extents;
  iface->get_offset = get_offset;
}

void
rh_body_canvas_forget_screen (RhBodyCanvas *self)
{
  guint length;

  if (self->screen == NULL)
    return;

  length = rh_body_screen_get_length (self->screen);
  if (length > 0)
    gtk_accessible_text_update_contents (GTK_ACCESSIBLE_TEXT (self),
                                         GTK_ACCESSIBLE_TEXT_CONTENT_CHANGE_REMOVE, 0, length);
  g_clear_pointer (&self->screen, rh_body_screen_free);
}

void
rh_body_canvas_announce_caret (RhBodyCanvas *self)
{
  gboolean was_read = self->screen != NULL;

  if (was_read && !rh_body_screen_has_row (self->screen, self->caret.row))
    rh_body_canvas_forget_screen (self);
  if (was_read && self->screen == NULL && get_screen (self) != NULL)
    gtk_accessible_text_update_contents (GTK_ACCESSIBLE_TEXT (self),
                                         GTK_ACCESSIBLE_TEXT_CONTENT_CHANGE_INSERT, 0,
                                         rh_body_screen_get_length (self->screen));
  gtk_accessible_text_update_caret_position (GTK_ACCESSIBLE_TEXT (self));
  gtk_accessible_text_update_selection_bound (GTK_ACCESSIBLE_TEXT (self));
}
