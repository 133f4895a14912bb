/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry itself says whether it is cut: there is one binding to it at a time, but rows of a list
 * have another one each time they are shown. */
#define G_LOG_DOMAIN "rh-long-text"

#include "config.h"

#include "common/rh-long-text.h"

#include "common/rh-toast.h"

#include <glib/gi18n.h>
#include <string.h>

#define CUT "rh-long-text-cut"
#define GUARDED "rh-long-text-guarded"
#define SHOWN 1000 /* characters */

static void
set_cut (GtkEditable *entry, gboolean cut)
{
  if (rh_long_text_is_cut (entry) == cut)
    return;

  g_object_set_data (G_OBJECT (entry), CUT, GINT_TO_POINTER (cut));
  gtk_editable_set_editable (entry, !cut);
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry),
                               cut ? _ ("Too long to be edited in a line") : NULL);
}

static char *
dup_beginning (const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), SHOWN));

  return g_strconcat (start, "…", NULL);
}

static gboolean
to_entry_cb (GBinding *binding, const GValue *from, GValue *to, gpointer entry)
{
  const char *text = g_value_get_string (from);
  gboolean cut = text != NULL && strlen (text) > RH_LONG_TEXT_MAX;

  set_cut (entry, cut);
  if (cut)
    g_value_take_string (to, dup_beginning (text));
  else
    g_value_set_string (to, text);
  return TRUE;
}

static gboolean
from_entry_cb (GBinding *binding, const GValue *from, GValue *to, gpointer entry)
{
  if (rh_long_text_is_cut (entry))
    return FALSE;

  g_value_copy (from, to);
  return TRUE;
}

static void
insert_text_cb (GtkEditable *text, const char *inserted, int length, int *position, gpointer entry)
{
  gsize size = length < 0 ? strlen (inserted) : (gsize) length;

  if (strlen (gtk_editable_get_text (text)) + size <= RH_LONG_TEXT_MAX)
    return;

  g_signal_stop_emission_by_name (text, "insert-text");
  rh_toast_show (entry, _ ("Too long for a line: it was not inserted"));
}

static void
guard (GtkEditable *entry)
{
  if (g_object_get_data (G_OBJECT (entry), GUARDED) != NULL)
    return;

  g_object_set_data (G_OBJECT (entry), GUARDED, GINT_TO_POINTER (TRUE));
  g_signal_connect_object (gtk_editable_get_delegate (entry), "insert-text",
                           G_CALLBACK (insert_text_cb), entry, G_CONNECT_DEFAULT);
}

GBinding *
rh_long_text_bind (gpointer source, const char *property, GtkEditable *entry)
{
  g_return_val_if_fail (G_IS_OBJECT (source), NULL);
  g_return_val_if_fail (GTK_IS_EDITABLE (entry), NULL);

  guard (entry);
  return g_object_bind_property_full (source, property, entry, "text",
                                      G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, to_entry_cb,
                                      from_entry_cb, entry, NULL);
}

gboolean
rh_long_text_is_cut (GtkEditable *entry)
{
  g_return_val_if_fail (GTK_IS_EDITABLE (entry), FALSE);

  return g_object_get_data (G_OBJECT (entry), CUT) != NULL;
}
