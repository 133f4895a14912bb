/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding in the body that is shown: the bar says what, a thread looks for it, the canvas marks it.
 */
#define G_LOG_DOMAIN "rh-body-view-find"

#include "config.h"

#include "response/rh-body-view-private.h"

#include <glib/gi18n.h>

/* What the bar's text is looked for from on, so that more letters do not go further and further. */
static guint64
get_offset (RhBodyView *self, const RhBodySpot *spot)
{
  guint64 place = rh_body_document_get_place (self->document, spot->row);
  g_autoptr (GPtrArray) rows = rh_body_document_read (self->document, place, 1);

  if (rows->len == 0)
    return 0;
  return (guint64) rh_body_row_get_offset (g_ptr_array_index (rows, 0), spot->column);
}

static void
set_origin (RhBodyView *self)
{
  RhBodySpot start;
  RhBodySpot end;

  rh_body_canvas_get_selection (self->canvas, &start, &end);
  self->find_origin = self->document != NULL ? get_offset (self, &start) : 0;
}

static void
update_count (RhBodyView *self)
{
  guint current = self->found != G_MAXUINT ? self->found + 1 : 0;

  if (self->search == NULL)
    rh_body_find_bar_set_count (self->find_bar, 0, 0, FALSE);
  else
    rh_body_find_bar_set_count (
        self->find_bar, current, rh_body_search_get_n_matches (self->search),
        !rh_body_search_is_complete (self->search)
            || rh_body_search_get_n_matches (self->search) == RH_BODY_SEARCH_MAX);
}

/* Nothing happens for rows that are not counted yet. */
static void
show_match (RhBodyView *self, guint n)
{
  RhBodyMatch match;
  RhBodySpot start;
  RhBodySpot end;

  if (!rh_body_search_get_match (self->search, n, &match)
      || !rh_body_document_find_offset (self->document, (goffset) match.start, &start.row,
                                        &start.column)
      || !rh_body_document_find_end (self->document, (goffset) match.end, &end.row, &end.column))
    return;

  self->found = n;
  rh_body_canvas_select (self->canvas, &start, &end);
}

/* The first from the origin on; the first of all when there is none after it. */
static void
show_first (RhBodyView *self)
{
  guint n = rh_body_search_find_next (self->search, self->find_origin);

  if (n == G_MAXUINT && rh_body_search_is_complete (self->search)
      && rh_body_search_get_n_matches (self->search) > 0)
    n = 0;
  if (n != G_MAXUINT)
    show_match (self, n);
}

static void
matches_changed_cb (RhBodyView *self)
{
  const GError *error = rh_body_search_get_error (self->search);

  if (self->found == G_MAXUINT)
    show_first (self);
  update_count (self);
  if (error != NULL)
    rh_body_find_bar_set_error (self->find_bar, _ ("The expression takes too long."));
  rh_body_canvas_set_search (self->canvas, self->search);
}

void
rh_body_view_go_on_finding (RhBodyView *self)
{
  if (self->search == NULL || self->found != G_MAXUINT)
    return;

  show_first (self);
  update_count (self);
}

void
rh_body_view_stop_find (RhBodyView *self)
{
  if (self->search != NULL)
    g_signal_handlers_disconnect_by_data (self->search, self);
  g_clear_object (&self->search);
  self->found = G_MAXUINT;
  rh_body_canvas_set_search (self->canvas, NULL);
  update_count (self);
}

void
rh_body_view_find (RhBodyView *self)
{
  const char *text = rh_body_find_bar_get_text (self->find_bar);
  g_autoptr (GError) error = NULL;
  RhBodySearchFlags flags = 0;

  rh_body_view_stop_find (self);
  if (*text == '\0' || self->document == NULL
      || !gtk_revealer_get_reveal_child (self->find_revealer))
    return;

  if (rh_body_find_bar_is_regex (self->find_bar))
    flags |= RH_BODY_SEARCH_REGEX;
  if (rh_body_find_bar_is_case_sensitive (self->find_bar))
    flags |= RH_BODY_SEARCH_MATCH_CASE;
  self->search = rh_body_search_new (self->document, text, flags, &error);
  if (self->search == NULL)
    {
      rh_body_find_bar_set_error (self->find_bar, error->message);
      return;
    }

  g_signal_connect_object (self->search, "notify", G_CALLBACK (matches_changed_cb), self,
                           G_CONNECT_SWAPPED);
  matches_changed_cb (self);
}

void
rh_body_view_find_next (RhBodyView *self, int direction)
{
  guint n_matches;

  if (!gtk_revealer_get_reveal_child (self->find_revealer))
    {
      rh_body_view_show_find (self, TRUE);
      return;
    }
  n_matches = self->search != NULL ? rh_body_search_get_n_matches (self->search) : 0;
  if (n_matches == 0)
    return;

  if (self->found == G_MAXUINT)
    show_first (self);
  else if (direction > 0)
    show_match (self, (self->found + 1) % n_matches);
  else
    show_match (self, (self->found + n_matches - 1) % n_matches);
  update_count (self);
}

void
rh_body_view_show_find (RhBodyView *self, gboolean shown)
{
  gboolean was_shown = gtk_revealer_get_reveal_child (self->find_revealer);

  if (shown && self->document == NULL)
    shown = FALSE;
  gtk_toggle_button_set_active (self->find_button, shown);
  gtk_revealer_set_reveal_child (self->find_revealer, shown);
  if (shown)
    {
      set_origin (self);
      rh_body_find_bar_open (self->find_bar);
      rh_body_view_find (self);
    }
  else if (was_shown)
    {
      rh_body_view_stop_find (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
    }
}
