/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of the body in place of all of it: what a JSONPath finds, or what contains a text. */
#define G_LOG_DOMAIN "rh-body-view-filter"

#include "config.h"

#include "body/rh-body-filter.h"
#include "common/rh-validity.h"
#include "response/rh-body-view-private.h"
#include "response/rh-format.h"

#include <glib/gi18n.h>

static void
say (RhBodyView *self, const char *text, gboolean wrong)
{
  gtk_label_set_label (self->filter_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_label), *text != '\0');
  rh_validity_set (GTK_WIDGET (self->filter_entry), !wrong);
}

static char *
dup_reason (const GError *error, gsize position)
{
  g_autofree char *place = rh_format_count (position + 1);

  if (g_error_matches (error, RH_BODY_FILTER_ERROR, RH_BODY_FILTER_ERROR_NOT_JSON))
    return g_strdup (_ ("A path needs JSON that is whole."));
  if (g_error_matches (error, RH_BODY_FILTER_ERROR, RH_BODY_FILTER_ERROR_PATH))
    /* Translators: the place of a mistake in a JSONPath, counted in characters. */
    return g_strdup_printf (_ ("No JSONPath, from character %s on"), place);
  return g_strdup (error->message);
}

static void
filtered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhBodyView) self = user_data;
  RhBodyDocument *whole = RH_BODY_DOCUMENT (source);
  g_autoptr (GError) error = NULL;
  gsize position = 0;
  g_autoptr (RhBodyFiltered) filtered = rh_body_filter_finish (whole, result, &position, &error);
  g_autofree char *text = NULL;
  g_autoptr (RhBodyDocument) part = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || whole != self->whole)
    return;

  if (filtered == NULL)
    {
      text = dup_reason (error, position);
      say (self, text, TRUE);
      return;
    }

  /* Translators: how many values or lines a filter has found; + if there are more. */
  text = g_strdup_printf (ngettext ("%'u found%s", "%'u found%s", filtered->n_found),
                          filtered->n_found, filtered->limited ? "+" : "");
  say (self, text, FALSE);
  part = rh_body_document_new (filtered->spool, rh_body_document_get_syntax (whole),
                               rh_body_document_get_layout (whole), "utf-8");
  rh_body_view_set_document (self, part);
}

void
rh_body_view_filter (RhBodyView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->filter_entry));

  g_cancellable_cancel (self->filter_cancellable);
  g_clear_object (&self->filter_cancellable);
  if (self->whole == NULL)
    return;

  say (self, "", FALSE);
  if (*text == '\0')
    {
      rh_body_view_set_document (self, self->whole);
      return;
    }
  self->filter_cancellable = g_cancellable_new ();
  rh_body_filter_async (self->whole, text, self->filter_cancellable, filtered_cb,
                        g_object_ref (self));
}
