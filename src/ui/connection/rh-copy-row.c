/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value to compare letter by letter, with a button that copies it. */
#define G_LOG_DOMAIN "rh-copy-row"

#include "config.h"

#include "connection/rh-copy-row.h"

#include "common/rh-announce.h"

#include <glib/gi18n.h>

struct _RhCopyRow
{
  AdwActionRow parent_instance;

  /* Borrowed */
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (RhCopyRow, rh_copy_row, ADW_TYPE_ACTION_ROW)

static void
copy_cb (RhCopyRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (ADW_ACTION_ROW (self)));
  rh_announce (self, _ ("Copied"));
}

static void
title_changed_cb (RhCopyRow *self)
{
  g_autofree char *tooltip
      /* Translators: the tooltip of a copy button; what it copies, such as "Redirect URI" */
      = g_strdup_printf (_ ("Copy %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));

  gtk_widget_set_tooltip_text (self->button, tooltip);
}

static void
rh_copy_row_class_init (RhCopyRowClass *klass)
{
}

static void
rh_copy_row_init (RhCopyRow *self)
{
  self->button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "flat");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "property");
  gtk_widget_add_css_class (GTK_WIDGET (self), "monospace");
  g_signal_connect_object (self, "notify::title", G_CALLBACK (title_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
rh_copy_row_set_value (RhCopyRow *self, const char *value)
{
  g_return_if_fail (RH_IS_COPY_ROW (self));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), value);
  gtk_widget_set_sensitive (self->button, *value != '\0');
}
