/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a collection's folders and requests. It changes the collection; who keeps the
 * collection watches that. */
#define G_LOG_DOMAIN "rh-sidebar"

#include "config.h"

#include "collection/rh-sidebar.h"

#include "collection/rh-tree-row.h"
#include "common/rh-toast.h"

#include <glib/gi18n.h>

/* A tree of so many rows begins with its folders closed: it is for finding the folder. */
#define OPEN_MAX 100

struct _RhSidebar
{
  AdwBin parent_instance;

  /* Template */
  AdwWindowTitle *window_title;
  GtkStack *stack;
  GtkListView *list;
  GtkPopover *rename_popover;
  GtkEditable *rename_entry;

  /* Owned */
  RhCollection *collection;
  GtkTreeListModel *tree;
  GtkSingleSelection *selection;
  GObject *context;       /* what the menu was last opened for */
  GObject *renamed;       /* what the popover is about */
  RhRequestItem *current; /* the one in front; NULL: none */
  GtkPopover *menu;
};

enum
{
  ACTIVATE_ITEM,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhSidebar, rh_sidebar, ADW_TYPE_BIN)

/* Where a deleted request comes back to. */
typedef struct
{
  RhFolder *folder;
  guint position;
  GObject *item;
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *removal = data;

  g_clear_object (&removal->folder);
  g_clear_object (&removal->item);
  g_free (removal);
}

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  return RH_IS_FOLDER (item) ? g_object_ref (rh_folder_get_items (item)) : NULL;
}

/* Depth first; the folder that holds @item, and where. */
static RhFolder *
find_parent (RhFolder *folder, GObject *item, guint *position)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) child = g_list_model_get_item (items, i);
      RhFolder *found;

      *position = i;
      if (child == item)
        return folder;
      if (!RH_IS_FOLDER (child))
        continue;
      found = find_parent (RH_FOLDER (child), item, position);
      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Below @folder, itself not counted; at least @enough means enough. */
static guint
count_items (RhFolder *folder, guint enough)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);
  guint count = n;

  for (guint i = 0; i < n && count < enough; i++)
    {
      g_autoptr (GObject) child = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (child))
        count += count_items (RH_FOLDER (child), enough - count);
    }

  return count;
}

static guint
find_row (RhSidebar *self, GObject *item)
{
  GListModel *rows = G_LIST_MODEL (self->tree);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr (GObject) candidate = gtk_tree_list_row_get_item (row);

      if (candidate == item)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/* Opens the folders that @item is in. */
static void
reveal (RhSidebar *self, GObject *item)
{
  RhFolder *root = rh_collection_get_root (self->collection);
  guint position;
  RhFolder *parent = find_parent (root, item, &position);
  g_autoptr (GtkTreeListRow) row = NULL;

  if (parent == NULL || parent == root)
    return;

  reveal (self, G_OBJECT (parent));
  row = g_list_model_get_item (G_LIST_MODEL (self->tree), find_row (self, G_OBJECT (parent)));
  gtk_tree_list_row_set_expanded (row, TRUE);
}

static GObject *
dup_selected (RhSidebar *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

/* @from: "menu", then it is about the menu's item, or "key", then about the selected one. */
static GObject *
dup_subject (RhSidebar *self, GVariant *from)
{
  if (g_str_equal (g_variant_get_string (from, NULL), "menu"))
    return self->context != NULL ? g_object_ref (self->context) : NULL;
  return dup_selected (self);
}

static void
update_stack (RhSidebar *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->tree)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "tree");
}

static void
activate_request (RhSidebar *self, GObject *item, gboolean new_tab)
{
  if (RH_IS_REQUEST_ITEM (item))
    g_signal_emit (self, signals[ACTIVATE_ITEM], 0, item, new_tab);
}

static void
activate_row (RhSidebar *self, GtkTreeListRow *row)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

  if (RH_IS_FOLDER (item))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    activate_request (self, item, FALSE);
}

static void
activate_cb (RhSidebar *self, guint position, GtkListView *list)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->tree), position);

  activate_row (self, row);
}

/* Not the list's own single click: with that the selection follows the pointer, and Delete with it.
 */
static void
row_clicked_cb (RhSidebar *self, RhTreeRow *tree_row)
{
  g_autoptr (GObject) item = rh_tree_row_dup_item (tree_row);
  g_autoptr (GtkTreeListRow) row
      = g_list_model_get_item (G_LIST_MODEL (self->tree), find_row (self, item));

  if (row != NULL)
    activate_row (self, row);
}

static RhRequestItem *
insert_request (RhSidebar *self, GObject *beside, RhRequestItem *request)
{
  RhFolder *folder = rh_collection_get_root (self->collection);
  guint position = g_list_model_get_n_items (rh_folder_get_items (folder));

  if (RH_IS_FOLDER (beside))
    {
      folder = RH_FOLDER (beside);
      position = g_list_model_get_n_items (rh_folder_get_items (folder));
    }
  else if (beside != NULL && find_parent (folder, beside, &position) != NULL)
    {
      folder = find_parent (folder, beside, &position);
      position++;
    }

  rh_folder_insert (folder, position, G_OBJECT (request));
  return request;
}

static void
undo_cb (AdwToast *toast, gpointer user_data)
{
  Removal *removal = user_data;

  rh_folder_insert (removal->folder, removal->position, removal->item);
}

static void
delete_request (RhSidebar *self, GObject *item)
{
  g_autofree char *text = NULL;
  AdwToast *toast;
  Removal *removal;
  guint position;
  RhFolder *folder = find_parent (rh_collection_get_root (self->collection), item, &position);

  if (folder == NULL || !RH_IS_REQUEST_ITEM (item))
    return;

  removal = g_new0 (Removal, 1);
  removal->folder = g_object_ref (folder);
  removal->position = position;
  removal->item = g_object_ref (item);
  rh_folder_remove (folder, item);
  g_signal_emit (self, signals[REMOVED], 0, item);

  text = g_strdup_printf (_ ("“%s” deleted"), rh_request_item_get_name (RH_REQUEST_ITEM (item)));
  toast = rh_toast_new (text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), removal, removal_free, 0);
  rh_toast_add (GTK_WIDGET (self), toast);
}

static void
open_tab_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhSidebar *self = RH_SIDEBAR (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);

  activate_request (self, item, TRUE);
}

static void
new_request_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhSidebar *self = RH_SIDEBAR (widget);
  g_autoptr (GObject) beside = dup_subject (self, parameter);
  g_autoptr (RhRequestItem) request
      = rh_request_item_new (_ ("New Request"), "GET", RH_SIDEBAR_NEW_URL);

  activate_request (self, G_OBJECT (insert_request (self, beside, request)), TRUE);
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhSidebar *self = RH_SIDEBAR (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);
  g_autoptr (RhRequestItem) copy = NULL;
  g_autofree char *title = NULL;

  if (!RH_IS_REQUEST_ITEM (item))
    return;

  copy = rh_request_item_copy (RH_REQUEST_ITEM (item));
  /* Translators: the name of a copy. */
  title = g_strdup_printf (_ ("%s (Copy)"), rh_request_item_get_name (copy));
  g_object_set (copy, "name", title, NULL);
  activate_request (self, G_OBJECT (insert_request (self, item, copy)), TRUE);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhSidebar *self = RH_SIDEBAR (widget);
  g_autoptr (GObject) item = dup_subject (self, parameter);

  if (item != NULL)
    delete_request (self, item);
}

/* Where a popover of that row points to. */
static void
point_at (RhSidebar *self, GtkPopover *popover, GtkWidget *row, double x, double y)
{
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);
  GdkRectangle rectangle = { 0, 0, 1, 1 };

  if (gtk_widget_compute_point (row, GTK_WIDGET (self), &point, &point))
    {
      rectangle.x = (int) point.x;
      rectangle.y = (int) point.y;
    }
  gtk_popover_set_pointing_to (popover, &rectangle);
}

/* The row that has the keyboard; NULL: none of ours. */
static GtkWidget *
get_focused_row (RhSidebar *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)) ? focus : NULL;
}

static void
point_at_focus (RhSidebar *self, GtkPopover *popover)
{
  GtkWidget *row = get_focused_row (self);

  if (row != NULL)
    point_at (self, popover, row, gtk_widget_get_width (row) / 2.0,
              gtk_widget_get_height (row) / 2.0);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhSidebar *self = RH_SIDEBAR (widget);
  g_autofree char *title = NULL;

  g_clear_object (&self->renamed);
  self->renamed = dup_subject (self, parameter);
  if (self->renamed == NULL)
    return;

  if (g_str_equal (g_variant_get_string (parameter, NULL), "key"))
    point_at_focus (self, self->rename_popover);
  g_object_get (self->renamed, "name", &title, NULL);
  gtk_editable_set_text (self->rename_entry, title);
  gtk_popover_popup (self->rename_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->rename_entry));
}

static void
rename_cb (RhSidebar *self)
{
  g_autofree char *title = g_strdup (gtk_editable_get_text (self->rename_entry));

  g_strstrip (title);
  if (self->renamed != NULL && *title != '\0')
    g_object_set (self->renamed, "name", title, NULL);
  gtk_popover_popdown (self->rename_popover);
}

static void
rename_closed_cb (RhSidebar *self)
{
  g_clear_object (&self->renamed);
}

static void
show_current (RhSidebar *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->current != NULL)
    position = find_row (self, G_OBJECT (self->current));
  gtk_single_selection_set_selected (self->selection, position);
}

static void
show_menu (RhSidebar *self, GObject *item, GtkWidget *row, double x, double y)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *id = RH_IS_FOLDER (item) ? "folder-menu" : "request-menu";

  g_set_object (&self->context, item);
  if (self->menu == NULL)
    {
      self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
      gtk_popover_set_has_arrow (self->menu, FALSE);
      /* Where the focus falls back to is selected by the list. */
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (show_current), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
      /* Of a widget with a layout manager: a list would not give it its size. */
      gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (
      GTK_POPOVER_MENU (self->menu),
      G_MENU_MODEL (gtk_application_get_menu_by_id (gtk_window_get_application (window), id)));
  point_at (self, self->menu, row, x, y);
  point_at (self, self->rename_popover, row, x, y);
  gtk_popover_popup (self->menu);
}

static void
row_menu_cb (RhSidebar *self, double x, double y, RhTreeRow *row)
{
  g_autoptr (GObject) item = rh_tree_row_dup_item (row);

  if (item != NULL)
    show_menu (self, item, GTK_WIDGET (row), x, y);
}

/* Shift+F10 and the menu key: for the selected row. */
static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhSidebar *self = RH_SIDEBAR (widget);
  g_autoptr (GObject) item = dup_selected (self);
  GtkWidget *row = get_focused_row (self);

  if (item != NULL && row != NULL)
    show_menu (self, item, row, gtk_widget_get_width (row) / 2.0,
               gtk_widget_get_height (row) / 2.0);
}

static void
setup_cb (RhSidebar *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  GtkWidget *row = rh_tree_row_new ();

  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "menu", G_CALLBACK (row_menu_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (RhSidebar *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  rh_tree_row_bind (RH_TREE_ROW (gtk_list_item_get_child (list_item)),
                    gtk_list_item_get_item (list_item));
}

static void
unbind_cb (RhSidebar *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  rh_tree_row_bind (RH_TREE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
rh_sidebar_dispose (GObject *object)
{
  RhSidebar *self = RH_SIDEBAR (object);

  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  self->menu = NULL;
  if (self->rename_popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->rename_popover));
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_SIDEBAR);
  g_clear_object (&self->context);
  g_clear_object (&self->renamed);
  g_clear_object (&self->current);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->collection);

  G_OBJECT_CLASS (rh_sidebar_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sidebar.open-tab", "s", open_tab_action);
  gtk_widget_class_install_action (widget_class, "sidebar.new-request", "s", new_request_action);
  gtk_widget_class_install_action (widget_class, "sidebar.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "sidebar.duplicate", "s", duplicate_action);
  gtk_widget_class_install_action (widget_class, "sidebar.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "sidebar.menu", NULL, menu_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "sidebar.rename", "s", "key");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "sidebar.delete", "s",
                                       "key");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "sidebar.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "sidebar.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK,
                                       "sidebar.open-tab", "s", "key");
}

static void
rh_sidebar_class_init (RhSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_sidebar_dispose;

  signals[ACTIVATE_ITEM]
      = g_signal_new ("activate-item", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, RH_TYPE_REQUEST_ITEM, G_TYPE_BOOLEAN);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, RH_TYPE_REQUEST_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/collection/rh-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, window_title);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, rename_popover);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, rename_entry);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_closed_cb);
  install_actions (widget_class);
}

static void
rh_sidebar_init (RhSidebar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->rename_popover), GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
}

void
rh_sidebar_set_collection (RhSidebar *self, RhCollection *collection)
{
  RhFolder *root;

  g_return_if_fail (RH_IS_SIDEBAR (self));
  g_return_if_fail (RH_IS_COLLECTION (collection));
  g_return_if_fail (self->collection == NULL);

  self->collection = g_object_ref (collection);
  g_object_bind_property (collection, "name", self->window_title, "title", G_BINDING_SYNC_CREATE);

  root = rh_collection_get_root (collection);
  self->tree = gtk_tree_list_model_new (g_object_ref (rh_folder_get_items (root)), FALSE,
                                        count_items (root, OPEN_MAX) < OPEN_MAX, create_children,
                                        NULL, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->tree)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->tree, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  update_stack (self);
}

void
rh_sidebar_select (RhSidebar *self, RhRequestItem *item)
{
  g_return_if_fail (RH_IS_SIDEBAR (self));

  g_set_object (&self->current, item);
  if (item != NULL)
    reveal (self, G_OBJECT (item));
  show_current (self);
}

RhRequestItem *
rh_sidebar_add_request (RhSidebar *self)
{
  g_autoptr (GObject) beside = NULL;
  g_autoptr (RhRequestItem) request
      = rh_request_item_new (_ ("New Request"), "GET", RH_SIDEBAR_NEW_URL);

  g_return_val_if_fail (RH_IS_SIDEBAR (self), NULL);

  beside = dup_selected (self);
  return insert_request (self, beside, request);
}

gboolean
rh_sidebar_has (RhSidebar *self, RhRequestItem *item)
{
  guint position;

  g_return_val_if_fail (RH_IS_SIDEBAR (self), FALSE);

  return find_parent (rh_collection_get_root (self->collection), G_OBJECT (item), &position)
         != NULL;
}

void
rh_sidebar_forget (RhSidebar *self, RhRequestItem *item)
{
  RhFolder *folder;
  guint position;

  g_return_if_fail (RH_IS_SIDEBAR (self));

  folder = find_parent (rh_collection_get_root (self->collection), G_OBJECT (item), &position);
  if (folder != NULL)
    rh_folder_remove (folder, G_OBJECT (item));
}
