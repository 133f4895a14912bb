/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is selected in the canvas, for the clipboard and the middle button. It is read in a thread
 * and no more of it than a clipboard is a place for. */
#define G_LOG_DOMAIN "rh-body-canvas-copy"

#include "config.h"

#include "common/rh-toast.h"
#include "response/rh-body-canvas-private.h"

#include <glib/gi18n.h>

#define COPY_MAX (16 * 1024 * 1024)
/* Nobody asked for this one. */
#define PRIMARY_MAX (1024 * 1024)

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhBodyCanvas) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text
      = rh_body_document_copy_finish (RH_BODY_DOCUMENT (source), result, &error);

  if (text == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rh_toast_show (GTK_WIDGET (self), error->message);
      return;
    }
  if (text->len >= COPY_MAX)
    rh_toast_show (GTK_WIDGET (self), _ ("Too large to copy: save it instead"));
  else
    rh_toast_copy (GTK_WIDGET (self), text->str);
}

static void
offered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhBodyCanvas) self = user_data;
  g_autoptr (GString) text = rh_body_document_copy_finish (RH_BODY_DOCUMENT (source), result, NULL);

  if (text != NULL && text->len < PRIMARY_MAX)
    gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), text->str);
}

static void
copy (RhBodyCanvas *self,
      const RhBodySpot *start,
      const RhBodySpot *end,
      gsize max,
      GAsyncReadyCallback callback)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  rh_body_document_copy_async (self->document, start->row, start->column, end->row, end->column,
                               max, self->cancellable, callback, g_object_ref (self));
}

void
rh_body_canvas_copy (RhBodyCanvas *self)
{
  RhBodySpot start;
  RhBodySpot end;

  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  if (self->n_rows == 0)
    return;

  if (!rh_body_canvas_get_selection (self, &start, &end))
    {
      const RhBodyLine *line = rh_body_canvas_get_line (self, self->caret.row);

      if (line == NULL)
        return;
      start = (RhBodySpot) { line->row->row, line->row->indent };
      end = (RhBodySpot) { line->row->row, line->row->text->len };
    }
  copy (self, &start, &end, COPY_MAX, copied_cb);
}

void
rh_body_canvas_offer_primary (RhBodyCanvas *self)
{
  RhBodySpot start;
  RhBodySpot end;

  if (self->n_rows > 0 && rh_body_canvas_get_selection (self, &start, &end))
    copy (self, &start, &end, PRIMARY_MAX, offered_cb);
}
