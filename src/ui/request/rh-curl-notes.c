/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of curl that are not taken over as they were. Nothing is dropped silently. */
#define G_LOG_DOMAIN "rh-curl-notes"

#include "config.h"

#include "request/rh-curl-notes.h"

#include <glib/gi18n.h>

static GtkWidget *
row_new (const RhCurlNote *note)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
  const char *what = note->what != NULL ? note->what : "curl";
  g_autofree char *title
      = note->detail != NULL ? g_strdup_printf ("%s %s", what, note->detail) : g_strdup (what);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), rh_curl_note_sentence (note->kind));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  return row;
}

AdwDialog *
rh_curl_notes_dialog_new (GPtrArray *notes)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < notes->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               row_new (g_ptr_array_index (notes, i)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Not as in the Command"));
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_follows_content_size (dialog, FALSE);
  adw_dialog_set_content_height (dialog, 400);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
