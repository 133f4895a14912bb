/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of JSON that the caret is at: copied, or what leads to it, made a variable, or
 * decoded as a token. */
#define G_LOG_DOMAIN "rh-body-view-value"

#include "config.h"

#include "body/rh-body-value.h"
#include "common/rh-toast.h"
#include "response/rh-body-view-private.h"
#include "response/rh-jwt-dialog.h"

#include <glib/gi18n.h>

/* A clipboard is no place for more. */
#define VALUE_MAX (16 * 1024 * 1024)

typedef struct
{
  RhBodyView *view;
  RhBodyValueUse use;
} Wanted;

static void
wanted_free (Wanted *self)
{
  g_object_unref (self->view);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

static const char *
get_reason (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return _ ("There is no whole value here");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    return _ ("Too large to copy: save it instead");
  return error->message;
}

static void
use (RhBodyView *self, RhBodyValueUse use, const RhBodyValue *value)
{
  GtkWidget *widget = GTK_WIDGET (self);

  switch (use)
    {
    case RH_BODY_VALUE_COPY:
      rh_toast_copy (widget, value->text->str);
      break;
    case RH_BODY_VALUE_COPY_PATH:
      rh_toast_copy (widget, value->path);
      break;
    case RH_BODY_VALUE_SET_VARIABLE:
      gtk_widget_activate_action (widget, "tab.set-variable", "(ss)", value->path,
                                  value->name != NULL ? value->name : "");
      break;
    case RH_BODY_VALUE_DECODE_TOKEN:
      rh_jwt_dialog_present (value->text->str, widget);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wanted) wanted = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhBodyValue) value
      = rh_body_value_find_finish (RH_BODY_DOCUMENT (source), result, &error);

  if (value == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rh_toast_show (GTK_WIDGET (wanted->view), get_reason (error));
      return;
    }

  use (wanted->view, wanted->use, value);
}

void
rh_body_view_use_value (RhBodyView *self, RhBodyValueUse use)
{
  RhBodySpot caret;
  guint64 place;
  g_autoptr (GPtrArray) rows = NULL;
  const RhBodyRow *row;
  Wanted *wanted;

  rh_body_canvas_get_caret (self->canvas, &caret);
  place = rh_body_document_get_place (self->document, caret.row);
  rows = rh_body_document_read (self->document, place, 1);
  if (rows->len == 0)
    return;

  row = g_ptr_array_index (rows, 0);
  wanted = g_new0 (Wanted, 1);
  wanted->view = g_object_ref (self);
  wanted->use = use;
  rh_body_value_find_async (self->document, rh_body_row_get_offset (row, row->indent), VALUE_MAX,
                            NULL, found_cb, wanted);
}
