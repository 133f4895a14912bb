/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a request. The editor and the form are made when their kind is first chosen; what was
 * typed under one kind is still there under another. */
#define G_LOG_DOMAIN "rh-body-page"

#include "config.h"

#include "request/rh-body-page.h"

#include "common/rh-code-view.h"
#include "common/rh-toast.h"
#include "common/rh-variable-source.h"
#include "request/rh-field-list.h"
#include "text/rh-json-format.h"

#include <glib/gi18n.h>
#include <string.h>

/* GtkSourceView highlights long lines so slowly that typing stops (measured: 21 s at 10,000). */
#define HIGHLIGHT_LINE_MAX 1000
#define FORMAT_LIMIT (8 * 1024 * 1024)

struct _RhBodyPage
{
  AdwBin parent_instance;

  /* Template */
  GtkDropDown *kind_drop_down;
  GtkWidget *format_button;
  GtkStack *stack;
  GtkScrolledWindow *editor_scroller;
  AdwBin *form_bin;
  AdwActionRow *file_row;

  /* Owned */
  RhRequestItem *item;
  RhVariableScope *scope;

  /* Borrowed */
  RhCodeView *editor; /* NULL until a kind with text is chosen */

  /* Plain */
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (RhBodyPage, rh_body_page, ADW_TYPE_BIN)

static const char *
get_language (RhBodyKind kind)
{
  switch (kind)
    {
    case RH_BODY_KIND_JSON:
      return "json";
    case RH_BODY_KIND_XML:
      return "xml";
    case RH_BODY_KIND_NONE:
    case RH_BODY_KIND_TEXT:
    case RH_BODY_KIND_FORM:
    case RH_BODY_KIND_MULTIPART:
    case RH_BODY_KIND_FILE:
    case RH_BODY_KIND_KEPT:
    default:
      return NULL;
    }
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
update_language (RhBodyPage *self)
{
  const char *text = rh_request_item_get_body_text (self->item);
  const char *language = get_language (rh_request_item_get_body_kind (self->item));

  if (self->editor != NULL)
    rh_code_view_set_language (self->editor, has_long_line (text) ? NULL : language);
}

static void
text_changed_cb (RhBodyPage *self)
{
  g_autofree char *text = NULL;

  if (self->syncing)
    return;

  text = rh_code_view_dup_text (self->editor);
  self->syncing = TRUE;
  g_object_set (self->item, "body-text", text, NULL);
  self->syncing = FALSE;
  update_language (self);
}

static void
body_text_cb (RhBodyPage *self)
{
  if (self->syncing || self->editor == NULL)
    return;

  self->syncing = TRUE;
  update_language (self);
  rh_code_view_set_text (self->editor, rh_request_item_get_body_text (self->item));
  self->syncing = FALSE;
}

static void
ensure_editor (RhBodyPage *self)
{
  if (self->editor != NULL)
    return;

  self->editor = RH_CODE_VIEW (rh_code_view_new ());
  gtk_source_view_set_auto_indent (GTK_SOURCE_VIEW (self->editor), TRUE);
  gtk_source_view_set_indent_width (GTK_SOURCE_VIEW (self->editor), 2);
  gtk_source_view_set_tab_width (GTK_SOURCE_VIEW (self->editor), 2);
  gtk_source_view_set_insert_spaces_instead_of_tabs (GTK_SOURCE_VIEW (self->editor), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Request Body"), -1);
  gtk_scrolled_window_set_child (self->editor_scroller, GTK_WIDGET (self->editor));
  rh_variable_source_attach (GTK_SOURCE_VIEW (self->editor), self->scope);
  body_text_cb (self);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ensure_form (RhBodyPage *self)
{
  if (adw_bin_get_child (self->form_bin) == NULL)
    adw_bin_set_child (self->form_bin, rh_field_list_new (self->item, RH_FIELDS_FORM, self->scope,
                                                          _ ("Form Fields")));
}

/* Only a file brings it; nobody chooses it. */
static void
offer_kept (RhBodyPage *self)
{
  GtkStringList *kinds = GTK_STRING_LIST (gtk_drop_down_get_model (self->kind_drop_down));

  if (g_list_model_get_n_items (G_LIST_MODEL (kinds)) == RH_BODY_KIND_KEPT)
    gtk_string_list_append (kinds, _ ("As in the File"));
}

static const char *
show_kind (RhBodyPage *self, RhBodyKind kind)
{
  switch (kind)
    {
    case RH_BODY_KIND_JSON:
    case RH_BODY_KIND_TEXT:
    case RH_BODY_KIND_XML:
      ensure_editor (self);
      return "editor";
    case RH_BODY_KIND_FORM:
      ensure_form (self);
      return "form";
    case RH_BODY_KIND_FILE:
      return "file";
    case RH_BODY_KIND_MULTIPART:
      return "kept";
    case RH_BODY_KIND_KEPT:
      offer_kept (self);
      return "kept";
    case RH_BODY_KIND_NONE:
    default:
      return "none";
    }
}

static void
update (RhBodyPage *self)
{
  RhBodyKind kind = rh_request_item_get_body_kind (self->item);
  const char *path = rh_request_item_get_body_path (self->item);

  gtk_stack_set_visible_child_name (self->stack, show_kind (self, kind));
  gtk_drop_down_set_selected (self->kind_drop_down, (guint) kind);
  gtk_widget_set_visible (self->format_button, kind == RH_BODY_KIND_JSON);
  adw_action_row_set_subtitle (self->file_row,
                               path == NULL || *path == '\0' ? _ ("None chosen") : path);
  update_language (self);
}

static void
kind_selected_cb (RhBodyPage *self)
{
  g_object_set (self->item, "body-kind",
                (RhBodyKind) gtk_drop_down_get_selected (self->kind_drop_down), NULL);
}

static void
format_cb (RhBodyPage *self)
{
  const char *text = rh_request_item_get_body_text (self->item);
  g_autoptr (GString) formatted = g_string_new (NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor));
  GtkTextIter start;
  GtkTextIter end;
  gsize offset = 0;
  RhJsonFormatResult result
      = rh_json_format (text, strlen (text), FORMAT_LIMIT, formatted, &offset);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  if (result == RH_JSON_FORMAT_OK)
    {
      /* As one step that can be undone. */
      gtk_text_buffer_begin_user_action (buffer);
      gtk_text_buffer_delete (buffer, &start, &end);
      gtk_text_buffer_insert (buffer, &start, formatted->str, (int) formatted->len);
      gtk_text_buffer_end_user_action (buffer);
      return;
    }

  gtk_text_buffer_get_iter_at_offset (buffer, &start,
                                      (int) g_utf8_pointer_to_offset (text, text + offset));
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->editor), gtk_text_buffer_get_insert (buffer),
                                0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
  rh_toast_show (GTK_WIDGET (self), _ ("Not valid JSON from the cursor on"));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhBodyPage) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* No file: dismissed. */
  if (file != NULL && g_file_peek_path (file) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "tab.pick-file", "^ay", g_file_peek_path (file));
}

static void
choose_file_cb (RhBodyPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Choose a Body"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        file_chosen_cb, g_object_ref (self));
}

static void
rh_body_page_dispose (GObject *object)
{
  RhBodyPage *self = RH_BODY_PAGE (object);

  self->editor = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_BODY_PAGE);
  g_clear_object (&self->item);
  g_clear_object (&self->scope);

  G_OBJECT_CLASS (rh_body_page_parent_class)->dispose (object);
}

static void
rh_body_page_class_init (RhBodyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_body_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-body-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, format_button);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, editor_scroller);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, form_bin);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, file_row);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
}

static void
rh_body_page_init (RhBodyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rh_body_page_new (RhRequestItem *item, RhVariableScope *scope)
{
  RhBodyPage *self = g_object_new (RH_TYPE_BODY_PAGE, NULL);

  self->item = g_object_ref (item);
  self->scope = g_object_ref (scope);
  update (self);
  g_signal_connect_object (item, "notify::body-kind", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::body-path", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::body-text", G_CALLBACK (body_text_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kind_drop_down, "notify::selected", G_CALLBACK (kind_selected_cb),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
