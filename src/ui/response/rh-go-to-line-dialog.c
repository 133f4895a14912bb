/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the number of a line. */
#define G_LOG_DOMAIN "rh-go-to-line-dialog"

#include "config.h"

#include "response/rh-go-to-line-dialog.h"

#include "common/rh-first-focus.h"
#include "response/rh-format.h"

#include <glib/gi18n.h>

struct _RhGoToLineDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwEntryRow *line_row;
  GtkWidget *go_button;

  /* Plain */
  guint64 n_lines;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (RhGoToLineDialog, rh_go_to_line_dialog, ADW_TYPE_DIALOG)

/* A number that is too high means the last line. FALSE: it is no number. */
static gboolean
read_line (RhGoToLineDialog *self, guint64 *line)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->line_row));
  g_autoptr (GError) error = NULL;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT64, line, &error)
      && !g_error_matches (error, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    return FALSE;
  if (error != NULL && g_str_has_prefix (text, "0"))
    return FALSE;

  *line = error != NULL ? self->n_lines : MIN (*line, self->n_lines);
  return TRUE;
}

static void
changed_cb (RhGoToLineDialog *self)
{
  guint64 line;

  gtk_widget_set_sensitive (self->go_button, read_line (self, &line));
}

static void
go_cb (RhGoToLineDialog *self)
{
  guint64 line;

  if (!read_line (self, &line))
    return;

  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, chosen_signal, 0, line);
}

static void
rh_go_to_line_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_GO_TO_LINE_DIALOG);

  G_OBJECT_CLASS (rh_go_to_line_dialog_parent_class)->dispose (object);
}

static void
rh_go_to_line_dialog_class_init (RhGoToLineDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_go_to_line_dialog_dispose;

  chosen_signal = g_signal_new ("chosen", RH_TYPE_GO_TO_LINE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/response/rh-go-to-line-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhGoToLineDialog, line_row);
  gtk_widget_class_bind_template_child (widget_class, RhGoToLineDialog, go_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
}

static void
rh_go_to_line_dialog_init (RhGoToLineDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_first_focus_set (self, self->line_row);
}

AdwDialog *
rh_go_to_line_dialog_new (guint64 n_lines)
{
  RhGoToLineDialog *self = g_object_new (RH_TYPE_GO_TO_LINE_DIALOG, NULL);
  g_autofree char *last = rh_format_count (n_lines);
  g_autofree char *title = NULL;

  self->n_lines = n_lines;
  /* Translators: the number of the last line. */
  title = g_strdup_printf (_ ("Line, 1 to %s"), last);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->line_row), title);
  return ADW_DIALOG (self);
}
