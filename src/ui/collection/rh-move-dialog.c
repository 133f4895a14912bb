/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders of a collection as a tree, without what cannot be chosen: the thing that moves and
 * what is below it. */
#define G_LOG_DOMAIN "rh-move-dialog"

#include "config.h"

#include "collection/rh-move-dialog.h"

#include "collection/rh-tree.h"
#include "common/rh-first-focus.h"

#include <glib/gi18n.h>

struct _RhMoveDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwWindowTitle *window_title;
  GtkWidget *move_button;
  GtkListView *list;

  /* Owned */
  RhCollection *collection;
  GObject *item;
  GtkSingleSelection *selection;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhMoveDialog, rh_move_dialog, ADW_TYPE_DIALOG)

/* @user_data: what moves. */
static gboolean
is_target (gpointer candidate, gpointer user_data)
{
  return RH_IS_FOLDER (candidate) && candidate != user_data;
}

static GListModel *
create_children (gpointer folder, gpointer item)
{
  GtkFilter *filter
      = GTK_FILTER (gtk_custom_filter_new (is_target, g_object_ref (item), g_object_unref));
  GtkFilterListModel *folders
      = gtk_filter_list_model_new (g_object_ref (rh_folder_get_items (folder)), filter);

  if (g_list_model_get_n_items (G_LIST_MODEL (folders)) > 0)
    return G_LIST_MODEL (folders);

  g_object_unref (folders);
  return NULL;
}

static RhFolder *
dup_selected (RhMoveDialog *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

static void
update_button (RhMoveDialog *self)
{
  g_autoptr (RhFolder) folder = dup_selected (self);

  gtk_widget_set_sensitive (self->move_button,
                            folder != NULL && folder != rh_tree_get_parent (self->item, NULL));
}

static void
cancel_cb (RhMoveDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
move_cb (RhMoveDialog *self)
{
  g_autoptr (RhFolder) folder = dup_selected (self);

  if (folder == NULL || folder == rh_tree_get_parent (self->item, NULL))
    return;

  g_signal_emit (self, signals[CHOSEN], 0, folder);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
activate_cb (RhMoveDialog *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  move_cb (self);
}

static void
setup_cb (RhMoveDialog *self, GtkListItem *list_item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("folder-symbolic");
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (list_item, expander);
}

static void
bind_cb (RhMoveDialog *self, GtkListItem *list_item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  g_autoptr (RhFolder) folder = gtk_tree_list_row_get_item (row);
  gboolean is_root = folder == rh_collection_get_root (self->collection);
  const char *name
      = is_root ? rh_collection_get_name (self->collection) : rh_folder_get_name (folder);
  GtkWidget *label = gtk_widget_get_last_child (gtk_tree_expander_get_child (expander));

  gtk_tree_expander_set_list_row (expander, row);
  gtk_label_set_label (GTK_LABEL (label), name);
  gtk_list_item_set_accessible_label (list_item, name);
}

static void
rh_move_dialog_dispose (GObject *object)
{
  RhMoveDialog *self = RH_MOVE_DIALOG (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_MOVE_DIALOG);
  g_clear_object (&self->selection);
  g_clear_object (&self->collection);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rh_move_dialog_parent_class)->dispose (object);
}

static void
rh_move_dialog_class_init (RhMoveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_move_dialog_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, RH_TYPE_FOLDER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/collection/rh-move-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhMoveDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RhMoveDialog, move_button);
  gtk_widget_class_bind_template_child (widget_class, RhMoveDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
rh_move_dialog_init (RhMoveDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  rh_first_focus_set (self, self->list);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
}

static void
select_folder (RhMoveDialog *self, RhFolder *folder)
{
  GListModel *rows = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr (RhFolder) candidate = gtk_tree_list_row_get_item (row);

      if (candidate == folder)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

AdwDialog *
rh_move_dialog_new (RhCollection *collection, GObject *item)
{
  RhMoveDialog *self = g_object_new (RH_TYPE_MOVE_DIALOG, NULL);
  GListStore *top = g_list_store_new (RH_TYPE_FOLDER);
  GtkTreeListModel *tree;
  g_autofree char *name = NULL;

  self->collection = g_object_ref (collection);
  self->item = g_object_ref (item);
  g_object_get (item, "name", &name, NULL);
  adw_window_title_set_subtitle (self->window_title, name);

  g_list_store_append (top, rh_collection_get_root (collection));
  tree = gtk_tree_list_model_new (G_LIST_MODEL (top), FALSE, TRUE, create_children,
                                  g_object_ref (item), g_object_unref);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (tree));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (update_button), self,
                           G_CONNECT_SWAPPED);
  select_folder (self, rh_tree_get_parent (item, NULL));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  update_button (self);
  return ADW_DIALOG (self);
}
