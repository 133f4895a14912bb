/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a collection's tree and all that is done to them. What is done by key is done to the
 * row that has the keyboard, what is done by menu to the row that the menu was opened for. */
#define G_LOG_DOMAIN "rh-tree-view"

#include "config.h"

#include "collection/rh-tree-view.h"

#include "collection/rh-move-dialog.h"
#include "collection/rh-real-path.h"
#include "collection/rh-tree-drag.h"
#include "collection/rh-tree-more.h"
#include "collection/rh-tree-row.h"
#include "collection/rh-tree-undo.h"
#include "collection/rh-tree.h"
#include "common/rh-toast.h"

#include <glib/gi18n.h>

struct _RhTreeView
{
  AdwBin parent_instance;

  /* Template */
  GtkListView *list;

  /* Owned */
  RhCollection *collection;
  RhTreeModel *model;
  RhTreeDrag *drag;
  GObject *context;  /* what the menu was last opened for */
  GObject *selected; /* before that */
  GObject *renamed;  /* whose row is an entry */
  GObject *moved;
  RhRequestItem *current; /* the one in front; NULL: none */
  GtkPopover *menu;

  /* Borrowed */
  AdwToast *move_toast; /* weak; it can put @moved back */
  GtkSearchBar *search_bar;

  /* Plain */
  gboolean is_new; /* @renamed has just been made */
};

enum
{
  ACTIVATE_ITEM,
  REMOVED,
  SETTINGS,
  EXPORT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhTreeView, rh_tree_view, ADW_TYPE_BIN)

/* --- Rows ---------------------------------------------------------------------------------------
 */

static GObject *
dup_selected (RhTreeView *self)
{
  GtkTreeListRow *row
      = gtk_single_selection_get_selected_item (rh_tree_model_get_selection (self->model));

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

/* The row that has the keyboard; NULL: none of ours. */
static RhTreeRow *
get_focused_row (RhTreeView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return rh_tree_row_at (GTK_WIDGET (self->list), focus);
}

/* @from: "menu", then it is about the menu's item; "key", about the row that has the keyboard;
 * "add", about the selected one. */
static GObject *
dup_subject (RhTreeView *self, GVariant *from)
{
  const char *word = g_variant_get_string (from, NULL);
  RhTreeRow *row = get_focused_row (self);

  if (g_str_equal (word, "menu"))
    return self->context != NULL ? g_object_ref (self->context) : NULL;
  if (g_str_equal (word, "key") && row != NULL)
    return rh_tree_row_dup_item (row);
  return dup_selected (self);
}

/* A list moves the keyboard only where it has it already. */
static RhTreeRow *
focus_position (RhTreeView *self, guint position, GtkListScrollFlags flags)
{
  g_autoptr (GtkTreeListRow) row = rh_tree_model_show_row (self->model, position);
  g_autoptr (GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  RhTreeRow *tree_row;

  if (item == NULL)
    return NULL;

  gtk_list_view_scroll_to (self->list, position, flags | GTK_LIST_SCROLL_FOCUS, NULL);
  tree_row = rh_tree_row_find (GTK_WIDGET (self->list), item);
  if (tree_row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (tree_row)));
  return tree_row;
}

/* Brings @item into sight and the keyboard to it; NULL: a filter keeps it away. */
static RhTreeRow *
focus_item (RhTreeView *self, GObject *item)
{
  guint position;

  rh_tree_model_reveal (self->model, item);
  position = rh_tree_model_find (self->model, item);
  return focus_position (self, position, GTK_LIST_SCROLL_SELECT);
}

static void
select_item (RhTreeView *self, GObject *item)
{
  guint position
      = item != NULL ? rh_tree_model_find (self->model, item) : GTK_INVALID_LIST_POSITION;

  gtk_single_selection_set_selected (rh_tree_model_get_selection (self->model), position);
}

static void
show_current (RhTreeView *self)
{
  select_item (self, G_OBJECT (self->current));
}

/* The row in front may be among them. */
static void
more_cb (RhTreeView *self)
{
  GtkSingleSelection *selection = rh_tree_model_get_selection (self->model);

  if (gtk_single_selection_get_selected (selection) == GTK_INVALID_LIST_POSITION)
    show_current (self);
}

static void
activate_request (RhTreeView *self, GObject *item, gboolean new_tab)
{
  if (RH_IS_REQUEST_ITEM (item))
    g_signal_emit (self, signals[ACTIVATE_ITEM], 0, item, new_tab);
}

static void
activate_row (RhTreeView *self, GtkTreeListRow *row)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

  if (RH_IS_FOLDER (item))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    activate_request (self, item, FALSE);
}

static void
activate_cb (RhTreeView *self, guint position, GtkListView *list)
{
  GListModel *rows = G_LIST_MODEL (rh_tree_model_get_selection (self->model));
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, position);

  if (row != NULL)
    activate_row (self, row);
}

/* Not the list's own single click: with that the selection follows the pointer, and Delete with it.
 */
static void
row_clicked_cb (RhTreeView *self, RhTreeRow *tree_row)
{
  g_autoptr (GObject) item = rh_tree_row_dup_item (tree_row);
  g_autoptr (GtkTreeListRow) row = rh_tree_model_dup_row (self->model, item);

  if (row != NULL)
    activate_row (self, row);
}

/* What a new row needs to be seen. */
static void
end_filter (RhTreeView *self)
{
  if (gtk_search_bar_get_search_mode (self->search_bar))
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

/* --- Names --------------------------------------------------------------------------------------
 */

static void
begin_rename (RhTreeView *self, GObject *item, gboolean is_new)
{
  RhTreeRow *row = focus_item (self, item);

  if (row == NULL)
    return;

  g_set_object (&self->renamed, item);
  self->is_new = is_new;
  /* Letters are for the name now. */
  gtk_search_bar_set_key_capture_widget (self->search_bar, NULL);
  rh_tree_row_edit (row);
}

/* A new thing is there for good once it has a name; a request is to be written then. */
static void
end_new (RhTreeView *self, GObject *item, const char *name, gboolean by_key)
{
  RhFolder *parent = rh_tree_get_parent (item, NULL);

  if (name == NULL && parent != NULL && by_key)
    rh_folder_remove (parent, item);
  else if (by_key)
    activate_request (self, item, TRUE);
}

static void
row_renamed_cb (RhTreeView *self, const char *name, gboolean by_key, RhTreeRow *row)
{
  g_autoptr (GObject) item = g_steal_pointer (&self->renamed);
  gboolean is_new = self->is_new;

  self->is_new = FALSE;
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self->list));
  if (item == NULL)
    return;

  if (name != NULL)
    g_object_set (item, "name", name, NULL);
  if (by_key)
    focus_item (self, item);
  if (is_new)
    end_new (self, item, name, by_key);
}

typedef struct
{
  RhTreeView *self;
  GObject *item;
  gboolean is_new;
} Rename;

static void
rename_later_cb (gpointer user_data)
{
  Rename *rename = user_data;

  if (gtk_widget_get_root (GTK_WIDGET (rename->self)) != NULL)
    begin_rename (rename->self, rename->item, rename->is_new);
  g_object_unref (rename->self);
  g_object_unref (rename->item);
  g_free (rename);
}

/* A menu gives the focus back when it closes, which would end the edit. */
static void
rename_after_menu (RhTreeView *self, GVariant *from, GObject *item, gboolean is_new)
{
  Rename *rename;

  if (g_str_equal (g_variant_get_string (from, NULL), "key"))
    {
      begin_rename (self, item, is_new);
      return;
    }

  rename = g_new0 (Rename, 1);
  rename->self = g_object_ref (self);
  rename->item = g_object_ref (item);
  rename->is_new = is_new;
  g_idle_add_once (rename_later_cb, rename);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTreeView *self = RH_TREE_VIEW (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);

  if (item != NULL)
    rename_after_menu (self, parameter, item, FALSE);
}

/* --- New things ---------------------------------------------------------------------------------
 */

/* In the folder @beside, or in that which it is in, right behind it. */
static RhFolder *
get_place (RhTreeView *self, GObject *beside, guint *position)
{
  RhFolder *parent = beside != NULL ? rh_tree_get_parent (beside, position) : NULL;

  if (parent != NULL && !RH_IS_FOLDER (beside))
    {
      (*position)++;
      return parent;
    }

  *position = G_MAXUINT;
  return parent != NULL ? RH_FOLDER (beside) : rh_collection_get_root (self->collection);
}

static void
add_item (RhTreeView *self, GVariant *from, GType type)
{
  g_autoptr (GObject) beside = dup_subject (self, from);
  g_autoptr (GObject) item = NULL;
  g_autofree char *name = NULL;
  guint position;
  RhFolder *folder = get_place (self, beside, &position);

  if (type == RH_TYPE_FOLDER)
    {
      name = rh_tree_dup_free_name (folder, _ ("New Folder"));
      item = G_OBJECT (rh_folder_new (name));
    }
  else
    {
      name = rh_tree_dup_free_name (folder, _ ("New Request"));
      item = G_OBJECT (rh_request_item_new (name, "GET", RH_TREE_VIEW_NEW_URL));
    }

  end_filter (self);
  rh_folder_insert (folder, position, item);
  rename_after_menu (self, from, item, TRUE);
}

static void
new_request_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  add_item (RH_TREE_VIEW (widget), parameter, RH_TYPE_REQUEST_ITEM);
}

static void
new_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  add_item (RH_TREE_VIEW (widget), parameter, RH_TYPE_FOLDER);
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTreeView *self = RH_TREE_VIEW (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);
  GObject *copy = item != NULL ? rh_tree_duplicate (item) : NULL;

  if (copy == NULL)
    return;

  focus_item (self, copy);
  activate_request (self, copy, TRUE);
}

/* --- Away and elsewhere -------------------------------------------------------------------------
 */

static void
delete_item (RhTreeView *self, GObject *item)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) requests = rh_tree_dup_requests (item);
  RhTreeUndo *undo = rh_tree_undo_new (self->model, item, TRUE);

  if (undo == NULL)
    return;

  rh_folder_remove (rh_tree_get_parent (item, NULL), item);
  for (guint i = 0; i < requests->len; i++)
    g_signal_emit (self, signals[REMOVED], 0, requests->pdata[i]);

  g_object_get (item, "name", &name, NULL);
  text = g_strdup_printf (_ ("“%s” deleted"), name);
  rh_tree_undo_offer (undo, GTK_WIDGET (self), text);
}

/* The keyboard goes on at the row that takes its place. */
static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTreeView *self = RH_TREE_VIEW (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);
  gboolean had_focus = get_focused_row (self) != NULL;
  guint position;
  guint n;

  if (item == NULL)
    return;

  position = rh_tree_model_find (self->model, item);
  delete_item (self, item);
  n = g_list_model_get_n_items (G_LIST_MODEL (rh_tree_model_get_selection (self->model)));
  if (had_focus && position != GTK_INVALID_LIST_POSITION && n > 0)
    focus_position (self, MIN (position, n - 1), GTK_LIST_SCROLL_SELECT);
}

static void
move_toast_gone_cb (RhTreeView *self, AdwToast *toast)
{
  if (self->move_toast != toast)
    return;

  g_clear_weak_pointer (&self->move_toast);
  g_clear_object (&self->moved);
}

/* One toast for many steps of a thing: it takes back all of them. That of another would only keep
 * this one waiting. */
static void
offer_undo (RhTreeView *self, RhTreeUndo *undo, GObject *item)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (self->moved == item)
    {
      rh_tree_undo_free (undo);
      return;
    }

  g_object_get (item, "name", &name, NULL);
  /* Translators: %s is the name of a request or a folder. */
  text = g_strdup_printf (_ ("“%s” moved"), name);
  if (self->move_toast != NULL)
    adw_toast_dismiss (self->move_toast);
  toast = rh_tree_undo_offer (undo, GTK_WIDGET (self), text);
  if (toast == NULL)
    return;

  g_set_weak_pointer (&self->move_toast, toast);
  g_set_object (&self->moved, item);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (move_toast_gone_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
move_item (RhTreeView *self, GObject *item, RhFolder *to, guint position)
{
  RhTreeUndo *undo = rh_tree_undo_new (self->model, item, FALSE);

  if (undo == NULL)
    return;
  if (!rh_tree_move (item, to, position))
    {
      rh_tree_undo_free (undo);
      return;
    }

  rh_tree_undo_reopen (undo);
  offer_undo (self, undo, item);
  focus_item (self, item);
}

/* An open folder is entered, a closed one is passed. */
static void
step (RhTreeView *self, gboolean up)
{
  g_autoptr (GVariant) from = g_variant_ref_sink (g_variant_new_string ("key"));
  g_autoptr (GObject) item = dup_subject (self, from);
  g_autoptr (GObject) neighbour = item != NULL ? rh_tree_dup_neighbour (item, up) : NULL;
  g_autoptr (GtkTreeListRow) row
      = neighbour != NULL ? rh_tree_model_dup_row (self->model, neighbour) : NULL;
  gboolean enter = row != NULL && gtk_tree_list_row_get_expanded (row);
  RhFolder *to;
  guint position;

  if (item != NULL && rh_tree_step (item, up, enter, &to, &position))
    move_item (self, item, to, position);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
move_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (RH_TREE_VIEW (widget), TRUE);
}

static void
move_down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (RH_TREE_VIEW (widget), FALSE);
}

static void
folder_chosen_cb (RhTreeView *self, RhFolder *folder, AdwDialog *dialog)
{
  GObject *item = g_object_get_data (G_OBJECT (dialog), "item");

  move_item (self, item, folder, G_MAXUINT);
}

static void
move_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTreeView *self = RH_TREE_VIEW (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);
  AdwDialog *dialog;

  if (item == NULL)
    return;

  dialog = rh_move_dialog_new (self->collection, item);
  g_object_set_data_full (G_OBJECT (dialog), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (folder_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
open_tab_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTreeView *self = RH_TREE_VIEW (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);

  activate_request (self, item, TRUE);
}

static void
settings_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTreeView *self = RH_TREE_VIEW (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);

  if (RH_IS_FOLDER (item))
    g_signal_emit (self, signals[SETTINGS], 0, item);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTreeView *self = RH_TREE_VIEW (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);

  if (item != NULL)
    g_signal_emit (self, signals[EXPORT], 0, item);
}

/* --- On disk ------------------------------------------------------------------------------------
 */

static void
open_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTreeView *self = RH_TREE_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GtkFileLauncher) launcher
      = gtk_file_launcher_new (rh_collection_get_folder (self->collection));

  gtk_file_launcher_launch (launcher, GTK_WINDOW (root), NULL, NULL, NULL);
}

static void
copy_path_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *path
      = rh_real_path_dup (rh_collection_get_folder (RH_TREE_VIEW (widget)->collection));

  if (path != NULL)
    rh_toast_copy (widget, path);
}

static void
update_folder_actions (RhTreeView *self)
{
  GFile *folder = self->collection == NULL ? NULL : rh_collection_get_folder (self->collection);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tree.open-folder", folder != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tree.copy-path",
                                 rh_real_path_is_known (folder));
}

/* --- The menu of a row --------------------------------------------------------------------------
 */

static void
point_at (RhTreeView *self, GtkWidget *row, double x, double y)
{
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);
  GdkRectangle rectangle = { 0, 0, 1, 1 };

  if (gtk_widget_compute_point (row, GTK_WIDGET (self), &point, &point))
    {
      rectangle.x = (int) point.x;
      rectangle.y = (int) point.y;
    }
  gtk_popover_set_pointing_to (self->menu, &rectangle);
}

/* To the row that the menu was of, unless what was chosen has taken the keyboard. Left to itself,
 * it would go on to whatever comes next in the window. */
static void
focus_after_menu (RhTreeView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint position = rh_tree_model_find (self->model, self->context);

  if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->menu)))
    return;
  focus_position (self, position, GTK_LIST_SCROLL_NONE);
}

/* Where the focus falls back to is selected by the list. */
static void
menu_closed_cb (RhTreeView *self)
{
  focus_after_menu (self);
  select_item (self, self->selected);
  g_clear_object (&self->selected);
}

static void
need_menu (RhTreeView *self)
{
  if (self->menu != NULL)
    return;

  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
  /* Of a widget with a layout manager: a list would not give it its size. */
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
}

static void
show_menu (RhTreeView *self, GObject *item, GtkWidget *row, double x, double y)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *id = RH_IS_FOLDER (item) ? "folder-menu" : "request-menu";

  need_menu (self);
  g_set_object (&self->context, item);
  g_clear_object (&self->selected);
  self->selected = dup_selected (self);
  gtk_popover_menu_set_menu_model (
      GTK_POPOVER_MENU (self->menu),
      G_MENU_MODEL (gtk_application_get_menu_by_id (gtk_window_get_application (window), id)));
  point_at (self, row, x, y);
  gtk_popover_popup (self->menu);
}

static void
row_menu_cb (RhTreeView *self, double x, double y, RhTreeRow *row)
{
  g_autoptr (GObject) item = rh_tree_row_dup_item (row);

  if (item != NULL)
    show_menu (self, item, GTK_WIDGET (row), x, y);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTreeView *self = RH_TREE_VIEW (widget);
  RhTreeRow *row = get_focused_row (self);
  g_autoptr (GObject) item = row != NULL ? rh_tree_row_dup_item (row) : NULL;

  if (item != NULL)
    show_menu (self, item, GTK_WIDGET (row), gtk_widget_get_width (GTK_WIDGET (row)) / 2.0,
               gtk_widget_get_height (GTK_WIDGET (row)) / 2.0);
}

/* --- Keys of the tree ---------------------------------------------------------------------------
 */

/* Right opens a folder and goes into it, Left closes it and goes out of it. */
static gboolean
fold_key (RhTreeView *self, gboolean open)
{
  RhTreeRow *tree_row = get_focused_row (self);
  g_autoptr (GObject) item = tree_row != NULL ? rh_tree_row_dup_item (tree_row) : NULL;
  g_autoptr (GtkTreeListRow) row = NULL;
  g_autoptr (GtkTreeListRow) next = NULL;
  g_autoptr (GObject) next_item = NULL;

  if (item == NULL || rh_tree_row_is_edited (tree_row))
    return GDK_EVENT_PROPAGATE;

  row = rh_tree_model_dup_row (self->model, item);
  if (row != NULL && RH_IS_FOLDER (item) && gtk_tree_list_row_get_expanded (row) != open)
    gtk_tree_list_row_set_expanded (row, open);
  else if (row != NULL)
    next = open ? gtk_tree_list_row_get_child_row (row, 0) : gtk_tree_list_row_get_parent (row);
  next_item = next != NULL ? gtk_tree_list_row_get_item (next) : NULL;
  if (next_item != NULL)
    focus_item (self, next_item);
  return GDK_EVENT_STOP;
}

static gboolean
left_cb (GtkWidget *list, GVariant *arguments, gpointer self)
{
  return fold_key (self, gtk_widget_get_direction (list) == GTK_TEXT_DIR_RTL);
}

static gboolean
right_cb (GtkWidget *list, GVariant *arguments, gpointer self)
{
  return fold_key (self, gtk_widget_get_direction (list) != GTK_TEXT_DIR_RTL);
}

typedef struct
{
  const char *trigger;
  const char *action;
  gboolean about; /* something: it says that the key is meant */
} Key;

/* Not of the sidebar: a filter being typed is edited by some of the same keys. */
static const Key keys[] = {
  { "F2", "tree.rename", TRUE },
  { "Delete|KP_Delete", "tree.delete", TRUE },
  { "<Control>d", "tree.duplicate", TRUE },
  { "<Control>m", "tree.move-to", TRUE },
  { "<Control><Shift>n", "tree.new-folder", TRUE },
  { "<Shift>Return|<Shift>KP_Enter", "tree.open-tab", TRUE },
  { "<Alt>Return|<Alt>KP_Enter", "tree.settings", TRUE },
  { "<Control><Alt>p", "tree.export", TRUE },
  { "<Alt>Up|<Alt>KP_Up", "tree.move-up", FALSE },
  { "<Alt>Down|<Alt>KP_Down", "tree.move-down", FALSE },
  { "Menu|<Shift>F10", "tree.menu", FALSE },
};

static void
add_keys (RhTreeView *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkEventController *early = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                                gtk_named_action_new (keys[i].action));

      if (keys[i].about)
        gtk_shortcut_set_arguments (shortcut, g_variant_new_string ("key"));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);

  /* Before the list, which would take them for a way along a row of columns. */
  gtk_event_controller_set_propagation_phase (early, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (early),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Left|KP_Left"),
                        gtk_callback_action_new (left_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (early),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Right|KP_Right"),
                        gtk_callback_action_new (right_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), early);
}

/* --- Overrides ----------------------------------------------------------------------------------
 */

static void
setup_cb (RhTreeView *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  GtkWidget *row = rh_tree_row_new (list_item);

  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "menu", G_CALLBACK (row_menu_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "renamed", G_CALLBACK (row_renamed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (RhTreeView *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  rh_tree_row_bind (RH_TREE_ROW (gtk_list_item_get_child (list_item)),
                    gtk_list_item_get_item (list_item));
}

static void
unbind_cb (RhTreeView *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  rh_tree_row_bind (RH_TREE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
rh_tree_view_dispose (GObject *object)
{
  RhTreeView *self = RH_TREE_VIEW (object);

  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  self->menu = NULL;
  self->search_bar = NULL;
  g_clear_weak_pointer (&self->move_toast);
  g_clear_object (&self->drag);
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_TREE_VIEW);
  g_clear_object (&self->context);
  g_clear_object (&self->selected);
  g_clear_object (&self->renamed);
  g_clear_object (&self->moved);
  g_clear_object (&self->current);
  g_clear_object (&self->model);
  g_clear_object (&self->collection);

  G_OBJECT_CLASS (rh_tree_view_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tree.open-tab", "s", open_tab_action);
  gtk_widget_class_install_action (widget_class, "tree.new-request", "s", new_request_action);
  gtk_widget_class_install_action (widget_class, "tree.new-folder", "s", new_folder_action);
  gtk_widget_class_install_action (widget_class, "tree.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "tree.duplicate", "s", duplicate_action);
  gtk_widget_class_install_action (widget_class, "tree.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "tree.move-to", "s", move_to_action);
  gtk_widget_class_install_action (widget_class, "tree.move-up", NULL, move_up_action);
  gtk_widget_class_install_action (widget_class, "tree.move-down", NULL, move_down_action);
  gtk_widget_class_install_action (widget_class, "tree.open-folder", NULL, open_folder_action);
  gtk_widget_class_install_action (widget_class, "tree.copy-path", NULL, copy_path_action);
  gtk_widget_class_install_action (widget_class, "tree.settings", "s", settings_action);
  gtk_widget_class_install_action (widget_class, "tree.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "tree.menu", NULL, menu_action);
}

static void
rh_tree_view_class_init (RhTreeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_tree_view_dispose;

  signals[ACTIVATE_ITEM]
      = g_signal_new ("activate-item", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, RH_TYPE_REQUEST_ITEM, G_TYPE_BOOLEAN);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, RH_TYPE_REQUEST_ITEM);
  signals[SETTINGS] = g_signal_new ("settings", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, RH_TYPE_FOLDER);
  signals[EXPORT] = g_signal_new ("export", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/collection/rh-tree-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RhTreeView, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  install_actions (widget_class);
}

static void
rh_tree_view_init (RhTreeView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  update_folder_actions (self);
  rh_tree_row_attach_pointer (GTK_WIDGET (self->list));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
}

/* --- For the sidebar ----------------------------------------------------------------------------
 */

void
rh_tree_view_set_collection (RhTreeView *self, RhCollection *collection, GtkSearchBar *search_bar)
{
  RhFolder *root;

  g_return_if_fail (RH_IS_TREE_VIEW (self));
  g_return_if_fail (RH_IS_COLLECTION (collection));
  g_return_if_fail (self->collection == NULL);

  self->collection = g_object_ref (collection);
  self->search_bar = search_bar;
  gtk_search_bar_set_key_capture_widget (search_bar, GTK_WIDGET (self->list));
  g_signal_connect_object (collection, "notify::folder", G_CALLBACK (update_folder_actions), self,
                           G_CONNECT_SWAPPED);
  root = rh_collection_get_root (collection);
  self->model = rh_tree_model_new (root);
  g_signal_connect_object (self->model, "filtered", G_CALLBACK (show_current), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "more", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  rh_tree_more_attach (self->list, self->model);
  gtk_list_view_set_model (self->list,
                           GTK_SELECTION_MODEL (rh_tree_model_get_selection (self->model)));
  self->drag = rh_tree_drag_new (self->list, self->model, root);
  g_signal_connect_object (self->drag, "move", G_CALLBACK (move_item), self, G_CONNECT_SWAPPED);
  update_folder_actions (self);
}

RhTreeModel *
rh_tree_view_get_model (RhTreeView *self)
{
  g_return_val_if_fail (RH_IS_TREE_VIEW (self), NULL);

  return self->model;
}

void
rh_tree_view_select (RhTreeView *self, RhRequestItem *item)
{
  g_autoptr (GtkTreeListRow) row = NULL;

  g_return_if_fail (RH_IS_TREE_VIEW (self));

  g_set_object (&self->current, item);
  if (item != NULL)
    {
      rh_tree_model_reveal (self->model, G_OBJECT (item));
      row = rh_tree_model_show_row (self->model, rh_tree_model_find (self->model, G_OBJECT (item)));
    }
  show_current (self);
}

void
rh_tree_view_focus (RhTreeView *self)
{
  g_autoptr (GObject) selected = NULL;

  g_return_if_fail (RH_IS_TREE_VIEW (self));

  selected = dup_selected (self);
  /* It may not be among the first rows, which are all there are so far. */
  if (selected == NULL && self->current != NULL
      && rh_tree_model_find (self->model, G_OBJECT (self->current)) != GTK_INVALID_LIST_POSITION)
    selected = g_object_ref (G_OBJECT (self->current));
  if (selected == NULL || focus_item (self, selected) == NULL)
    rh_tree_view_focus_first (self);
}

void
rh_tree_view_focus_first (RhTreeView *self)
{
  g_return_if_fail (RH_IS_TREE_VIEW (self));

  focus_position (self, 0, GTK_LIST_SCROLL_SELECT);
}

RhFolder *
rh_tree_view_get_place (RhTreeView *self, guint *position)
{
  g_autoptr (GObject) beside = NULL;

  g_return_val_if_fail (RH_IS_TREE_VIEW (self), NULL);

  beside = dup_selected (self);
  return get_place (self, beside, position);
}
