/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a request. The editor and the tables are made when their kind is first chosen; what
 * was typed under one kind is still there under another. */
#define G_LOG_DOMAIN "rh-body-page"

#include "config.h"

#include "request/rh-body-page.h"

#include "collection/rh-real-path.h"
#include "request/rh-body-editor.h"
#include "request/rh-field-list.h"

#include <glib/gi18n.h>

struct _RhBodyPage
{
  AdwBin parent_instance;

  /* Template */
  GtkDropDown *kind_drop_down;
  GtkWidget *format_button;
  GtkStack *stack;
  AdwBin *editor_bin;
  AdwBin *form_bin;
  AdwBin *parts_bin;
  AdwActionRow *file_row;
  GtkWidget *open_row;
  AdwEntryRow *type_row;

  /* Owned */
  RhRequestItem *item;
  RhVariableScope *scope;

  /* Plain */
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_ROWS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhBodyPage, rh_body_page, ADW_TYPE_BIN)

/* --- Kinds --------------------------------------------------------------------------------------
 */

static void
ensure_editor (RhBodyPage *self)
{
  if (adw_bin_get_child (self->editor_bin) == NULL)
    adw_bin_set_child (self->editor_bin, rh_body_editor_new (self->item, self->scope));
}

static void
ensure_rows (RhBodyPage *self, AdwBin *bin, RhFields fields, const char *label)
{
  GtkWidget *list;

  if (adw_bin_get_child (bin) != NULL)
    return;

  list = rh_field_list_new (self->item, fields, self->scope, label);
  g_object_bind_property (self, "narrow", list, "narrow", G_BINDING_SYNC_CREATE);
  adw_bin_set_child (bin, list);
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
      ensure_rows (self, self->form_bin, RH_FIELDS_FORM, _ ("Form Fields"));
      return "form";
    case RH_BODY_KIND_MULTIPART:
      /* Translators: of a multipart body. */
      ensure_rows (self, self->parts_bin, RH_FIELDS_PARTS, _ ("Parts"));
      return "parts";
    case RH_BODY_KIND_FILE:
      return "file";
    case RH_BODY_KIND_KEPT:
      offer_kept (self);
      return "kept";
    case RH_BODY_KIND_NONE:
    default:
      return "none";
    }
}

static void
update_file (RhBodyPage *self)
{
  const char *path = rh_request_item_get_body_path (self->item);

  adw_action_row_set_subtitle (self->file_row,
                               /* Translators: no file. */
                               *path == '\0' ? _ ("None chosen") : rh_real_path_get_shown (path));
  gtk_widget_set_visible (self->open_row, *path != '\0');
}

static void
update (RhBodyPage *self)
{
  RhBodyKind kind = rh_request_item_get_body_kind (self->item);

  gtk_stack_set_visible_child_name (self->stack, show_kind (self, kind));
  gtk_drop_down_set_selected (self->kind_drop_down, (guint) kind);
  gtk_widget_set_visible (self->format_button, kind == RH_BODY_KIND_JSON);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "body.format", kind == RH_BODY_KIND_JSON);
  update_file (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROWS]);
}

static void
kind_selected_cb (RhBodyPage *self)
{
  g_object_set (self->item, "body-kind",
                (RhBodyKind) gtk_drop_down_get_selected (self->kind_drop_down), NULL);
}

static void
format_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhBodyPage *self = RH_BODY_PAGE (widget);

  rh_body_editor_format (RH_BODY_EDITOR (adw_bin_get_child (self->editor_bin)));
}

/* --- Files --------------------------------------------------------------------------------------
 */

static void
pick (RhBodyPage *self, GFile *file)
{
  if (g_file_peek_path (file) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "tab.pick-file", "^ay", g_file_peek_path (file));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhBodyPage) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* No file: dismissed. */
  if (file != NULL)
    pick (self, file);
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
open_cb (RhBodyPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "tab.open-file", NULL);
}

/* Several files are parts; one is the body, unless parts are what is edited. A folder is neither:
 * it was dropped on the window. */
static gboolean
drop_cb (RhBodyPage *self, const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
    if (g_file_query_file_type (file->data, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
      {
        g_autofree char *uri = g_file_get_uri (file->data);

        gtk_widget_activate_action (GTK_WIDGET (self), "app.open-folder", "s", uri);
      }
    else
      g_list_store_append (files, file->data);

  return g_list_model_get_n_items (G_LIST_MODEL (files)) == 0
         || rh_body_page_take_files (self, G_LIST_MODEL (files));
}

static void
add_drop_target (RhBodyPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- Object -------------------------------------------------------------------------------------
 */

/* The table that can be edited as text; NULL. */
static GtkWidget *
get_rows (RhBodyPage *self)
{
  return self->item != NULL && rh_request_item_get_body_kind (self->item) == RH_BODY_KIND_FORM
             ? adw_bin_get_child (self->form_bin)
             : NULL;
}

static void
rh_body_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhBodyPage *self = RH_BODY_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_ROWS:
      g_value_set_object (value, get_rows (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_body_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhBodyPage *self = RH_BODY_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_body_page_dispose (GObject *object)
{
  RhBodyPage *self = RH_BODY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_BODY_PAGE);
  g_clear_object (&self->item);
  g_clear_object (&self->scope);

  G_OBJECT_CLASS (rh_body_page_parent_class)->dispose (object);
}

static void
rh_body_page_class_init (RhBodyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_body_page_dispose;
  object_class->get_property = rh_body_page_get_property;
  object_class->set_property = rh_body_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROWS] = g_param_spec_object ("rows", NULL, NULL, RH_TYPE_FIELD_LIST,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-body-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, format_button);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, editor_bin);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, form_bin);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, parts_bin);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, open_row);
  gtk_widget_class_bind_template_child (widget_class, RhBodyPage, type_row);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_install_action (widget_class, "body.format", NULL, format_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "body.format", NULL);
}

static void
rh_body_page_init (RhBodyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_drop_target (self);
}

GtkWidget *
rh_body_page_new (RhRequestItem *item, RhVariableScope *scope)
{
  RhBodyPage *self = g_object_new (RH_TYPE_BODY_PAGE, NULL);

  self->item = g_object_ref (item);
  self->scope = g_object_ref (scope);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->type_row), FALSE);
  g_object_bind_property (item, "body-type", self->type_row, "text",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  update (self);
  g_signal_connect_object (item, "notify::body-kind", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::body-path", G_CALLBACK (update_file), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kind_drop_down, "notify::selected", G_CALLBACK (kind_selected_cb),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

gboolean
rh_body_page_take_files (RhBodyPage *self, GListModel *files)
{
  guint n;
  g_autoptr (GFile) first = NULL;

  g_return_val_if_fail (RH_IS_BODY_PAGE (self), FALSE);

  n = g_list_model_get_n_items (files);
  if (n == 0)
    return FALSE;

  if (n > 1)
    g_object_set (self->item, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  if (rh_request_item_get_body_kind (self->item) == RH_BODY_KIND_MULTIPART)
    {
      rh_field_list_add_files (RH_FIELD_LIST (adw_bin_get_child (self->parts_bin)), files);
      return TRUE;
    }

  first = g_list_model_get_item (files, 0);
  g_object_set (self->item, "body-kind", RH_BODY_KIND_FILE, NULL);
  pick (self, first);
  return TRUE;
}

void
rh_body_page_reveal (RhBodyPage *self, const char *place, const RhFieldPlace *row)
{
  GtkWidget *shown;

  g_return_if_fail (RH_IS_BODY_PAGE (self));

  shown = gtk_stack_get_visible_child (self->stack);
  shown = ADW_IS_BIN (shown) ? adw_bin_get_child (ADW_BIN (shown)) : shown;
  if (RH_IS_FIELD_LIST (shown) && row != NULL)
    rh_field_list_reveal (RH_FIELD_LIST (shown), row);
  else if (RH_IS_BODY_EDITOR (shown) && g_str_equal (place, "body-text"))
    rh_body_editor_reveal (RH_BODY_EDITOR (shown));
  else if (g_str_equal (place, "body-type"))
    gtk_widget_grab_focus (GTK_WIDGET (self->type_row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->kind_drop_down));
}
