/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of params, headers or form fields: a list of rows, so that a URL with a thousand params
 * costs what is visible of it. */
#define G_LOG_DOMAIN "rh-field-list"

#include "config.h"

#include "request/rh-field-list.h"

#include "common/rh-code-view.h"
#include "common/rh-toast.h"
#include "common/rh-variable-source.h"
#include "request/rh-field-dialog.h"
#include "request/rh-field-drag.h"
#include "request/rh-field-row.h"
#include "request/rh-field-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RhFieldList
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListView *list;
  GtkScrolledWindow *text_scroller;

  /* Owned */
  RhFieldModel *model;
  RhVariableScope *scope;
  RhFieldDrag *drag;
  GListStore *parts;  /* of GListModel of RhField: what stands in the list */
  GPtrArray *rows;    /* of RhFieldRow that are bound; borrowed */
  GListStore *before; /* of RhField: what the text was made from */
  char *label;

  /* Borrowed */
  RhCodeView *text; /* NULL until it is asked for */

  /* Plain */
  RhFields fields;
  RhFieldTextStyle style;
  gboolean narrow;
  guint n_before; /* rows above those of the model */
  guint fill_source;
  gboolean of_request;
  gboolean as_text;
  gboolean syncing; /* text and rows */
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_AS_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhFieldList, rh_field_list, ADW_TYPE_BIN)

/* One of the few that stand above or below those of the model. It is asked for each row in sight
 * whenever one of thousands comes or goes. */
static gboolean
is_beside (RhFieldList *self, RhField *field)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->parts)); i++)
    {
      g_autoptr (GListModel) part = g_list_model_get_item (G_LIST_MODEL (self->parts), i);

      for (guint j = 0; part != (gpointer) self->model && j < g_list_model_get_n_items (part); j++)
        {
          g_autoptr (RhField) other = g_list_model_get_item (part, j);

          if (other == field)
            return TRUE;
        }
    }

  return FALSE;
}

static void
update_kind (RhFieldList *self, RhFieldRow *row)
{
  RhField *field = rh_field_row_get_field (row);

  if (rh_field_model_is_last (self->model, field))
    rh_field_row_set_kind (row, RH_FIELD_ROW_EMPTY);
  else if (is_beside (self, field))
    rh_field_row_set_kind (row, self->fields == RH_FIELDS_PARAMS ? RH_FIELD_ROW_PATH
                                                                 : RH_FIELD_ROW_ADDED);
  else
    rh_field_row_set_kind (row, RH_FIELD_ROW_FULL);
}

/* Behind a text nobody sees them. */
static void
update_kinds (RhFieldList *self)
{
  if (self->as_text)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    update_kind (self, g_ptr_array_index (self->rows, i));
}

static void
undo_clicked_cb (RhFieldModel *model)
{
  rh_field_model_undo (model);
}

static gboolean
undo_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return rh_field_model_undo (RH_FIELD_LIST (widget)->model);
}

static void
remove_field (RhFieldList *self, RhField *field)
{
  AdwToast *toast;

  rh_field_model_remove (self->model, field);
  toast = rh_toast_new (_ ("Row removed"));
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self->model,
                           G_CONNECT_SWAPPED);
  rh_toast_add (GTK_WIDGET (self), toast);
}

static void
remove_cb (RhFieldList *self, RhFieldRow *row)
{
  if (rh_field_row_get_field (row) != NULL)
    remove_field (self, rh_field_row_get_field (row));
}

static void
dialog_remove_cb (RhFieldList *self, RhFieldDialog *dialog)
{
  remove_field (self, g_object_get_data (G_OBJECT (dialog), "field"));
}

static void
edit_cb (RhFieldList *self, RhFieldRow *row)
{
  RhField *field = rh_field_row_get_field (row);
  gboolean own = !rh_field_model_is_last (self->model, field)
                 && rh_tail_model_find (RH_TAIL_MODEL (self->model), field) >= 0;
  AdwDialog *dialog = rh_field_dialog_new (field, self->fields, self->scope, own);

  g_object_set_data_full (G_OBJECT (dialog), "field", g_object_ref (field), g_object_unref);
  g_signal_connect_object (dialog, "remove", G_CALLBACK (dialog_remove_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* A list lets go of a row some time after it has made another one for the same. */
static RhFieldRow *
find_row (RhFieldList *self, RhField *field)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      RhFieldRow *row = g_ptr_array_index (self->rows, i);

      if (rh_field_row_get_field (row) == field && gtk_widget_get_root (GTK_WIDGET (row)) != NULL)
        return row;
    }

  return NULL;
}

/* The cursor goes with the row, which is another widget afterwards. */
static void
move_cb (RhFieldList *self, int by, RhFieldRow *row)
{
  g_autoptr (RhField) field = g_object_ref (rh_field_row_get_field (row));
  int position = rh_tail_model_find (RH_TAIL_MODEL (self->model), field);
  const char *cell = rh_field_row_get_focus (row);

  if (position < 0 || position + by < 0
      || !rh_field_model_move (self->model, field, (guint) (position + (by > 0 ? by + 1 : by))))
    return;

  gtk_list_view_scroll_to (self->list, self->n_before + (guint) (position + by),
                           GTK_LIST_SCROLL_NONE, NULL);
  row = find_row (self, field);
  if (row != NULL && cell != NULL)
    rh_field_row_focus (row, cell);
}

/* Dots stand for a secret, and an ellipsis for what nobody knows yet. */
static gboolean
is_shown_only (const char *value)
{
  return strstr (value, "•") != NULL || g_str_equal (value, "…");
}

/* One of its own, with what would have been sent, to be changed. */
static void
override_cb (RhFieldList *self, RhFieldRow *row)
{
  RhField *added = rh_field_row_get_field (row);
  guint n = g_list_model_get_n_items (rh_field_model_get_rows (self->model));
  const char *value = rh_field_get_value (added);
  g_autoptr (RhField) own
      = rh_field_new (rh_field_get_name (added), is_shown_only (value) ? "" : value, "", TRUE);

  rh_field_model_append (self->model, own);
  gtk_list_view_scroll_to (self->list, self->n_before + n, GTK_LIST_SCROLL_NONE, NULL);
  row = find_row (self, own);
  if (row != NULL)
    rh_field_row_focus (row, "value");
}

/* --- Files of parts -----------------------------------------------------------------------------
 */

typedef struct
{
  RhFieldList *list;
  RhField *field;
} Choice;

static void
choice_free (Choice *choice)
{
  g_object_unref (choice->list);
  g_object_unref (choice->field);
  g_free (choice);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choice, choice_free)

static GStrv
dup_paths (GListModel *files)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_strv_builder_add (paths, g_file_peek_path (file));
    }

  return g_strv_builder_end (paths);
}

/* The empty row becomes one of the others by its name. */
static void
pick (RhFieldList *self, RhField *field, GListModel *files)
{
  g_auto (GStrv) paths = dup_paths (files);
  int position;

  if (*rh_field_get_name (field) == '\0')
    g_object_set (field, "name", "file", NULL);
  position = rh_tail_model_find (RH_TAIL_MODEL (self->model), field);
  if (paths[0] != NULL && position >= 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "tab.pick-part", "(u^aay)", (guint) position,
                                paths);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Choice) choice = user_data;
  g_autoptr (GListModel) files
      = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* None: dismissed. */
  if (files != NULL && choice->list->model != NULL)
    pick (choice->list, choice->field, files);
}

static void
choose_cb (RhFieldList *self, RhFieldRow *row)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Choice *choice = g_new (Choice, 1);

  choice->list = g_object_ref (self);
  choice->field = g_object_ref (rh_field_row_get_field (row));
  gtk_file_dialog_set_title (dialog, _ ("Choose Files"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                                 chosen_cb, choice);
}

/* --- Rows ---------------------------------------------------------------------------------------
 */

static void
setup_cb (RhFieldList *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  GtkWidget *row = rh_field_row_new (self->fields);

  if (self->of_request)
    rh_field_row_leave_undo (RH_FIELD_ROW (row));
  g_object_bind_property (self, "narrow", row, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "edit", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "move", G_CALLBACK (move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "choose", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "override", G_CALLBACK (override_cb), self, G_CONNECT_SWAPPED);
  /* The entries have the focus, never the row around them. */
  gtk_list_item_set_focusable (list_item, FALSE);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (RhFieldList *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  RhFieldRow *row = RH_FIELD_ROW (gtk_list_item_get_child (list_item));
  RhField *field = gtk_list_item_get_item (list_item);

  rh_field_row_bind (row, field, self->scope);
  update_kind (self, row);
  g_ptr_array_add (self->rows, row);
}

static void
unbind_cb (RhFieldList *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  RhFieldRow *row = RH_FIELD_ROW (gtk_list_item_get_child (list_item));

  rh_field_row_bind (row, NULL, NULL);
  g_ptr_array_remove (self->rows, row);
}

/* --- As text ------------------------------------------------------------------------------------
 */

static void
keep_before (RhFieldList *self)
{
  GListModel *rows = rh_field_model_get_rows (self->model);

  g_list_store_remove_all (self->before);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);
      g_autoptr (RhField) copy = rh_field_copy (row);

      g_list_store_append (self->before, copy);
    }
}

/* White space and the like are the writer's own. */
static gboolean
text_says_rows (RhFieldList *self)
{
  g_autofree char *text = rh_code_view_dup_text (self->text);
  g_autoptr (GPtrArray) fields
      = rh_field_text_parse (text, self->style, G_LIST_MODEL (self->before));

  return rh_field_model_is (self->model, fields);
}

static void
put_text (RhFieldList *self)
{
  g_autofree char *text = NULL;

  gboolean is_first
      = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text))) == 0;

  keep_before (self);
  text = rh_field_text_new (G_LIST_MODEL (self->before), self->style);
  (is_first ? rh_code_view_set_text : rh_code_view_change_text) (self->text, text);
}

static void
fill_text (RhFieldList *self)
{
  g_clear_handle_id (&self->fill_source, g_source_remove);
  if (self->syncing || !self->as_text || text_says_rows (self))
    return;

  self->syncing = TRUE;
  put_text (self);
  self->syncing = FALSE;
}

static gboolean
fill_cb (gpointer user_data)
{
  RhFieldList *self = user_data;

  self->fill_source = 0;
  fill_text (self);
  return G_SOURCE_REMOVE;
}

/* What was changed elsewhere: by a URL that was typed, or undone. Once for all of it, and before
 * another key comes. */
static void
item_changed_cb (RhFieldList *self)
{
  if (self->syncing || !self->as_text || self->fill_source != 0)
    return;

  self->fill_source = g_idle_add_full (G_PRIORITY_HIGH, fill_cb, self, NULL);
}

static void
text_changed_cb (RhFieldList *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) fields = NULL;

  if (self->syncing)
    return;

  text = rh_code_view_dup_text (self->text);
  fields = rh_field_text_parse (text, self->style, G_LIST_MODEL (self->before));
  self->syncing = TRUE;
  rh_field_model_replace (self->model, fields);
  self->syncing = FALSE;
}

static void
ensure_text (RhFieldList *self)
{
  if (self->text != NULL)
    return;

  self->before = g_list_store_new (RH_TYPE_FIELD);
  self->text = RH_CODE_VIEW (rh_code_view_new ());
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (self->text), FALSE);
  /* Tab leaves it, as it leaves any cell. */
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      self->style == RH_FIELD_TEXT_HEADERS
          ? _ ("One a line, as “name: value”. // before a line switches it off.")
          : _ ("One a line, as “name=value”. // before a line switches it off."),
      -1);
  rh_variable_source_attach (GTK_SOURCE_VIEW (self->text), self->scope);
  /* There are no numbers of lines beside it. */
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), 12);
  gtk_scrolled_window_set_child (self->text_scroller, GTK_WIDGET (self->text));
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
set_as_text (RhFieldList *self, gboolean as_text)
{
  self->as_text = as_text;
  if (as_text)
    {
      ensure_text (self);
      fill_text (self);
    }
  else
    update_kinds (self);
  gtk_stack_set_visible_child_name (self->stack, as_text ? "text" : "rows");
  if (as_text)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
rh_field_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhFieldList *self = RH_FIELD_LIST (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_AS_TEXT:
      g_value_set_boolean (value, self->as_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_field_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhFieldList *self = RH_FIELD_LIST (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    case PROP_AS_TEXT:
      set_as_text (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_field_list_dispose (GObject *object)
{
  RhFieldList *self = RH_FIELD_LIST (object);

  g_clear_handle_id (&self->fill_source, g_source_remove);
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_FIELD_LIST);
  g_clear_object (&self->drag);
  g_clear_object (&self->parts);
  g_clear_object (&self->model);
  g_clear_object (&self->scope);
  g_clear_object (&self->before);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->label, g_free);

  G_OBJECT_CLASS (rh_field_list_parent_class)->dispose (object);
}

static void
rh_field_list_class_init (RhFieldListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_field_list_dispose;
  object_class->get_property = rh_field_list_get_property;
  object_class->set_property = rh_field_list_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_AS_TEXT] = g_param_spec_boolean ("as-text", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-field-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RhFieldList, stack);
  gtk_widget_class_bind_template_child (widget_class, RhFieldList, list);
  gtk_widget_class_bind_template_child (widget_class, RhFieldList, text_scroller);
  /* An entry that has something to undo takes the key first. */
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_key_cb, NULL);
}

static void
rh_field_list_init (RhFieldList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

/* A list stays where its first row is, and would hide what comes above it. */
static void
path_changed_cb (RhFieldList *self, guint position, guint removed, guint added, GListModel *path)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  gboolean at_top = gtk_adjustment_get_value (adjustment) <= gtk_adjustment_get_lower (adjustment);

  self->n_before = g_list_model_get_n_items (path);
  if (added > removed && at_top)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
}

/* Above the params of the query stand those of the path. */
static void
add_path (RhFieldList *self, RhRequestItem *item)
{
  GListModel *path = rh_request_item_get_path_params (item);

  g_list_store_append (self->parts, path);
  self->n_before = g_list_model_get_n_items (path);
  /* After the list has heard of it. */
  g_signal_connect_object (path, "items-changed", G_CALLBACK (path_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* @item NULL: of a folder. Takes @model. */
static GtkWidget *
new_with_model (RhFieldModel *model,
                RhRequestItem *item,
                RhFields fields,
                RhVariableScope *scope,
                const char *label)
{
  RhFieldList *self = g_object_new (RH_TYPE_FIELD_LIST, NULL);
  GtkFlattenListModel *shown;
  g_autoptr (GtkNoSelection) selection = NULL;

  self->scope = g_object_ref (scope);
  self->model = model;
  self->fields = fields;
  self->of_request = item != NULL;
  self->style = fields == RH_FIELDS_HEADERS ? RH_FIELD_TEXT_HEADERS : RH_FIELD_TEXT_PAIRS;
  self->label = g_strdup (label);
  self->drag = rh_field_drag_new (self->list, model);
  self->parts = g_list_store_new (G_TYPE_LIST_MODEL);
  shown = gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->parts)));
  selection = gtk_no_selection_new (G_LIST_MODEL (shown));
  if (fields == RH_FIELDS_PARAMS)
    add_path (self, item);
  g_list_store_append (self->parts, self->model);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update_kinds), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (item_changed_cb), self,
                             G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

GtkWidget *
rh_field_list_new (RhRequestItem *item, RhFields fields, RhVariableScope *scope, const char *label)
{
  return new_with_model (rh_field_model_new (item, fields), item, fields, scope, label);
}

GtkWidget *
rh_field_list_new_for_folder (RhFolder *folder, RhVariableScope *scope, const char *label)
{
  return new_with_model (rh_field_model_new_for_folder (folder), NULL, RH_FIELDS_HEADERS, scope,
                         label);
}

void
rh_field_list_add_files (RhFieldList *self, GListModel *files)
{
  g_return_if_fail (RH_IS_FIELD_LIST (self));
  g_return_if_fail (self->fields == RH_FIELDS_PARTS);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autoptr (GListStore) one = g_list_store_new (G_TYPE_FILE);
      guint n = g_list_model_get_n_items (rh_field_model_get_rows (self->model));
      g_autoptr (RhField) last = g_list_model_get_item (G_LIST_MODEL (self->model), n);

      g_list_store_append (one, file);
      g_object_set (last, "file", TRUE, NULL);
      pick (self, last, G_LIST_MODEL (one));
    }
}

void
rh_field_list_set_added (RhFieldList *self, GListModel *rows)
{
  g_return_if_fail (RH_IS_FIELD_LIST (self));
  g_return_if_fail (self->fields == RH_FIELDS_HEADERS);

  g_list_store_append (self->parts, rows);
}

/* The cursor of a text is there already. */
void
rh_field_list_reveal (RhFieldList *self, const RhFieldPlace *place)
{
  GListModel *shown;
  guint position;
  g_autoptr (RhField) field = NULL;
  RhFieldRow *row;

  g_return_if_fail (RH_IS_FIELD_LIST (self));

  if (self->as_text)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      return;
    }

  shown = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  position = MIN ((place->of_path ? 0 : self->n_before) + place->row,
                  g_list_model_get_n_items (shown) - 1);
  field = g_list_model_get_item (shown, position);
  gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_NONE, NULL);
  row = find_row (self, field);
  if (row != NULL)
    rh_field_row_focus_at (row, place->cell, place->cursor);
}
