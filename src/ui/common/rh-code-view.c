/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GtkSourceView as this app wants it. */
#define G_LOG_DOMAIN "rh-code-view"

#include "config.h"

#include "common/rh-code-view.h"

#include "common/rh-code-style.h"
#include "common/rh-settings.h"
#include "text/rh-text-edit.h"

#include <adwaita.h>

struct _RhCodeView
{
  GtkSourceView parent_instance;

  GtkTextTag *whole; /* of the buffer's table: words are broken without a hyphen */
};

G_DEFINE_FINAL_TYPE (RhCodeView, rh_code_view, GTK_SOURCE_TYPE_VIEW)

static GtkSourceBuffer *
get_buffer (RhCodeView *self)
{
  return GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)));
}

static void
update_scheme (RhCodeView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme = gtk_source_style_scheme_manager_get_scheme (
      gtk_source_style_scheme_manager_get_default (), dark ? "Adwaita-dark" : "Adwaita");

  gtk_source_buffer_set_style_scheme (get_buffer (self), scheme);
}

static void
update_wrap (RhCodeView *self)
{
  gboolean wrap = g_settings_get_boolean (rh_settings_get (), RH_SETTINGS_WRAP_LINES);

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self), wrap ? GTK_WRAP_WORD_CHAR : GTK_WRAP_NONE);
}

/* A hyphen where a line goes on would be read as a part of it. */
static void
inserted_cb (RhCodeView *self, GtkTextIter *end, const char *text, int length)
{
  GtkTextIter start = *end;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, length));
  gtk_text_buffer_apply_tag (GTK_TEXT_BUFFER (get_buffer (self)), self->whole, &start, end);
}

static void
rh_code_view_class_init (RhCodeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* Tab indents, and Ctrl+Tab, the toolkit's way out of a text, is for the tabs of a window. */
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_F6, 0, "move-focus", "(i)",
                                       GTK_DIR_TAB_FORWARD);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_F6, GDK_SHIFT_MASK, "move-focus",
                                       "(i)", GTK_DIR_TAB_BACKWARD);

  /* Here and not when the app starts: no body is shown then. */
  gtk_source_init ();
}

static void
rh_code_view_init (RhCodeView *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), RH_CODE_CLASS);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self), TRUE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self), 6);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (self), TRUE);
  gtk_source_buffer_set_highlight_matching_brackets (get_buffer (self), FALSE);

  self->whole = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (get_buffer (self)), NULL,
                                            "insert-hyphens", FALSE, NULL);
  g_signal_connect_object (get_buffer (self), "insert-text", G_CALLBACK (inserted_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_scheme), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_settings_get (), "changed::" RH_SETTINGS_WRAP_LINES,
                           G_CALLBACK (update_wrap), self, G_CONNECT_SWAPPED);
  /* The style's provider exists from the first view on. */
  rh_code_style_get_default ();
  update_scheme (self);
  update_wrap (self);
}

GtkWidget *
rh_code_view_new (void)
{
  return g_object_new (RH_TYPE_CODE_VIEW, NULL);
}

void
rh_code_view_set_language (RhCodeView *self, const char *language)
{
  GtkSourceBuffer *buffer;

  g_return_if_fail (RH_IS_CODE_VIEW (self));

  buffer = get_buffer (self);
  gtk_source_buffer_set_highlight_syntax (buffer, language != NULL);
  gtk_source_buffer_set_language (
      buffer, language == NULL ? NULL
                               : gtk_source_language_manager_get_language (
                                     gtk_source_language_manager_get_default (), language));
}

void
rh_code_view_set_text (RhCodeView *self, const char *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_if_fail (RH_IS_CODE_VIEW (self));

  buffer = GTK_TEXT_BUFFER (get_buffer (self));
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}

void
rh_code_view_change_text (RhCodeView *self, const char *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *old = NULL;
  g_autoptr (RhTextEdit) edit = NULL;

  g_return_if_fail (RH_IS_CODE_VIEW (self));

  old = rh_code_view_dup_text (self);
  edit = rh_text_edit_find (old, text);
  if (edit == NULL)
    return;

  buffer = GTK_TEXT_BUFFER (get_buffer (self));
  gtk_text_buffer_get_iter_at_offset (buffer, &start,
                                      (int) g_utf8_strlen (old, (gssize) edit->start));
  end = start;
  gtk_text_iter_forward_chars (&end, (int) g_utf8_strlen (edit->removed, -1));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, edit->inserted, -1);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (buffer), 0.1,
                                FALSE, 0, 0);
}

char *
rh_code_view_dup_text (RhCodeView *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (RH_IS_CODE_VIEW (self), NULL);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (get_buffer (self)), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (get_buffer (self)), &start, &end, TRUE);
}
