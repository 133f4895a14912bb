/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a body. The view is made when there first is something to edit; the check runs when
 * typing pauses for a turn of the main loop. */
#define G_LOG_DOMAIN "rh-body-editor"

#include "config.h"

#include "request/rh-body-editor.h"

#include "common/rh-code-view.h"
#include "common/rh-toast.h"
#include "common/rh-variable-source.h"
#include "text/rh-json-template.h"

#include <glib/gi18n.h>
#include <string.h>

/* GtkSourceView highlights long lines so slowly that typing stops (measured: 21 s at 10,000). */
#define HIGHLIGHT_LINE_MAX 1000

struct _RhBodyEditor
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkWidget *problem_button;
  GtkLabel *problem_label;
  GtkLabel *large_label;

  /* Owned */
  RhRequestItem *item;
  RhVariableScope *scope;

  /* Borrowed */
  RhCodeView *view; /* NULL until there is something to edit */

  /* Plain */
  gsize problem; /* where it is, in bytes */
  guint check;
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (RhBodyEditor, rh_body_editor, ADW_TYPE_BIN)

static const char *
get_text (RhBodyEditor *self)
{
  return rh_request_item_get_body_text (self->item);
}

static gboolean
is_large (RhBodyEditor *self)
{
  return strlen (get_text (self)) > RH_BODY_EDITOR_MAX;
}

static GtkTextBuffer *
get_buffer (RhBodyEditor *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

/* --- Highlighting -------------------------------------------------------------------------------
 */

static const char *
get_language (RhBodyKind kind)
{
  if (kind == RH_BODY_KIND_JSON)
    return "json";
  return kind == RH_BODY_KIND_XML ? "xml" : NULL;
}

static gboolean
has_long_line (const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");

      if (length > HIGHLIGHT_LINE_MAX)
        return TRUE;
      text += length + (text[length] == '\n' ? 1 : 0);
    }

  return FALSE;
}

static void
update_language (RhBodyEditor *self)
{
  const char *language = get_language (rh_request_item_get_body_kind (self->item));

  rh_code_view_set_language (self->view, has_long_line (get_text (self)) ? NULL : language);
}

/* --- The check ----------------------------------------------------------------------------------
 */

/* Both from 1, the column in characters. */
static void
find_place (const char *text, gsize offset, guint *line, guint *column)
{
  const char *start = text;

  *line = 1;
  for (const char *at = text; at < text + offset; at++)
    if (*at == '\n')
      {
        (*line)++;
        start = at + 1;
      }

  *column = (guint) g_utf8_pointer_to_offset (start, text + offset) + 1;
}

static char *
dup_problem (RhJsonFormatResult result, const char *text, gsize offset)
{
  guint line;
  guint column;

  if (result == RH_JSON_FORMAT_OK)
    return NULL;
  if (result == RH_JSON_FORMAT_INCOMPLETE)
    return g_strdup (_ ("Not valid JSON: it ends too early"));

  find_place (text, offset, &line, &column);
  if (result == RH_JSON_FORMAT_TOO_DEEP)
    return g_strdup_printf (_ ("Nested too deep to be checked from line %u, column %u on"), line,
                            column);
  return g_strdup_printf (_ ("Not valid JSON at line %u, column %u"), line, column);
}

/* An empty body is nothing wrong yet. */
static void
check (RhBodyEditor *self)
{
  const char *text = get_text (self);
  g_autofree char *problem = NULL;

  self->problem = 0;
  if (*text != '\0' && rh_request_item_get_body_kind (self->item) == RH_BODY_KIND_JSON)
    {
      RhJsonFormatResult result = rh_json_template_check (text, &self->problem);

      problem = dup_problem (result, text, self->problem);
    }

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  /* It keeps a name while it goes: a screen reader may still be there. */
  if (problem != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->problem_button),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, problem, -1);
  gtk_widget_set_visible (self->problem_button, problem != NULL);
}

static gboolean
check_cb (gpointer user_data)
{
  RhBodyEditor *self = user_data;

  self->check = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

static void
check_soon (RhBodyEditor *self)
{
  if (self->check == 0)
    self->check = g_idle_add_full (G_PRIORITY_LOW, check_cb, self, NULL);
}

static void
go_to (RhBodyEditor *self, gsize offset)
{
  const char *text = get_text (self);
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter place;

  gtk_text_buffer_get_iter_at_offset (buffer, &place,
                                      (int) g_utf8_pointer_to_offset (text, text + offset));
  gtk_text_buffer_place_cursor (buffer, &place);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (buffer),
                                0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
problem_cb (RhBodyEditor *self)
{
  go_to (self, self->problem);
}

/* --- Text and item ------------------------------------------------------------------------------
 */

static void
text_changed_cb (RhBodyEditor *self)
{
  g_autofree char *text = NULL;

  if (self->syncing)
    return;

  text = rh_code_view_dup_text (self->view);
  self->syncing = TRUE;
  g_object_set (self->item, "body-text", text, NULL);
  self->syncing = FALSE;
  update_language (self);
  check_soon (self);
}

/* The view is never given it. */
static void
paste_large (RhBodyEditor *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter first;
  GtkTextIter last;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *all = NULL;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  gtk_text_buffer_get_bounds (buffer, &first, &last);
  before = gtk_text_buffer_get_text (buffer, &first, &start, TRUE);
  after = gtk_text_buffer_get_text (buffer, &end, &last, TRUE);
  all = g_strconcat (before, text, after, NULL);
  g_object_set (self->item, "body-text", all, NULL);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhBodyEditor) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || self->view == NULL)
    return;

  if (strlen (text) + strlen (get_text (self)) > RH_BODY_EDITOR_MAX)
    paste_large (self, text);
  else
    {
      gtk_text_buffer_begin_user_action (get_buffer (self));
      gtk_text_buffer_delete_selection (get_buffer (self), TRUE, TRUE);
      gtk_text_buffer_insert_at_cursor (get_buffer (self), text, -1);
      gtk_text_buffer_end_user_action (get_buffer (self));
      gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->view),
                                          gtk_text_buffer_get_insert (get_buffer (self)));
    }
}

/* The view would take any amount, and stop the window for it. */
static void
paste_cb (RhBodyEditor *self)
{
  g_signal_stop_emission_by_name (self->view, "paste-clipboard");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb,
                                 g_object_ref (self));
}

static void
ensure_view (RhBodyEditor *self)
{
  GtkSourceView *view;

  if (self->view != NULL)
    return;

  self->view = RH_CODE_VIEW (rh_code_view_new ());
  view = GTK_SOURCE_VIEW (self->view);
  gtk_source_view_set_auto_indent (view, TRUE);
  gtk_source_view_set_indent_width (view, 2);
  gtk_source_view_set_tab_width (view, 2);
  gtk_source_view_set_insert_spaces_instead_of_tabs (view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Request Body"), -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->problem_label, NULL, -1);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (view));
  /* The request has one stack for all of its texts. */
  gtk_text_buffer_set_enable_undo (get_buffer (self), FALSE);
  rh_variable_source_attach (view, self->scope);
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "paste-clipboard", G_CALLBACK (paste_cb), self, G_CONNECT_SWAPPED);
}

static void
show_large (RhBodyEditor *self)
{
  g_autofree char *size = g_format_size (strlen (get_text (self)));
  g_autofree char *text = NULL;

  /* Translators: %s is a size such as “3.2 MB”. */
  text = g_strdup_printf (_ ("This body is %s: it is sent as it is, and too large to type in. As a "
                             "file it can be edited with another program."),
                          size);
  gtk_label_set_label (self->large_label, text);
  gtk_stack_set_visible_child_name (self->stack, "large");
}

static void
update (RhBodyEditor *self)
{
  gboolean is_new;

  if (self->syncing)
    return;
  if (is_large (self))
    {
      show_large (self);
      return;
    }

  is_new = self->view == NULL;
  ensure_view (self);
  self->syncing = TRUE;
  update_language (self);
  (is_new ? rh_code_view_set_text : rh_code_view_change_text) (self->view, get_text (self));
  self->syncing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "text");
  check (self);
}

static void
update_kind (RhBodyEditor *self)
{
  if (self->view == NULL)
    return;

  update_language (self);
  check (self);
}

/* --- As a file ----------------------------------------------------------------------------------
 */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhBodyEditor) self = user_data;
  const char *path = g_file_peek_path (G_FILE (source));
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      rh_toast_show (GTK_WIDGET (self), error->message);
      return;
    }

  g_object_set (self->item, "body-kind", RH_BODY_KIND_FILE, "body-text", "", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "tab.pick-file", "^ay", path);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhBodyEditor) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GBytes) bytes = NULL;

  /* No file: dismissed. */
  if (file == NULL || g_file_peek_path (file) == NULL)
    return;

  bytes = g_bytes_new (get_text (self), strlen (get_text (self)));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       written_cb, g_steal_pointer (&self));
}

static void
save_cb (RhBodyEditor *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Save the Body"));
  gtk_file_dialog_set_initial_name (
      dialog,
      rh_request_item_get_body_kind (self->item) == RH_BODY_KIND_JSON ? "body.json" : "body.txt");
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_body_editor_dispose (GObject *object)
{
  RhBodyEditor *self = RH_BODY_EDITOR (object);

  g_clear_handle_id (&self->check, g_source_remove);
  self->view = NULL;
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_BODY_EDITOR);
  g_clear_object (&self->item);
  g_clear_object (&self->scope);

  G_OBJECT_CLASS (rh_body_editor_parent_class)->dispose (object);
}

static void
rh_body_editor_class_init (RhBodyEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_body_editor_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-body-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RhBodyEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, RhBodyEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, RhBodyEditor, problem_button);
  gtk_widget_class_bind_template_child (widget_class, RhBodyEditor, problem_label);
  gtk_widget_class_bind_template_child (widget_class, RhBodyEditor, large_label);
  gtk_widget_class_bind_template_callback (widget_class, problem_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rh_body_editor_init (RhBodyEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rh_body_editor_new (RhRequestItem *item, RhVariableScope *scope)
{
  RhBodyEditor *self = g_object_new (RH_TYPE_BODY_EDITOR, NULL);

  self->item = g_object_ref (item);
  self->scope = g_object_ref (scope);
  update (self);
  g_signal_connect_object (item, "notify::body-text", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::body-kind", G_CALLBACK (update_kind), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
rh_body_editor_format (RhBodyEditor *self)
{
  g_autofree char *formatted = NULL;
  GtkTextIter start;
  GtkTextIter end;
  gsize offset = 0;

  g_return_if_fail (RH_IS_BODY_EDITOR (self));

  if (is_large (self) || rh_request_item_get_body_kind (self->item) != RH_BODY_KIND_JSON)
    return;

  formatted = rh_json_template_format (get_text (self), &offset);
  if (formatted == NULL)
    {
      check (self);
      go_to (self, offset);
      return;
    }

  gtk_text_buffer_begin_user_action (get_buffer (self));
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_delete (get_buffer (self), &start, &end);
  gtk_text_buffer_insert (get_buffer (self), &start, formatted, -1);
  gtk_text_buffer_end_user_action (get_buffer (self));
}

void
rh_body_editor_reveal (RhBodyEditor *self)
{
  g_return_if_fail (RH_IS_BODY_EDITOR (self));

  if (self->view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
