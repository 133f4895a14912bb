/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a collection with a filter over it, and what else is shown in its place. */
#define G_LOG_DOMAIN "rh-sidebar"

#include "config.h"

#include "collection/rh-sidebar.h"

#include "collection/rh-real-path.h"
#include "collection/rh-tree-view.h"
#include "collection/rh-tree.h"
#include "common/rh-announce.h"
#include "common/rh-lazy-menu.h"

#include <glib/gi18n.h>

struct _RhSidebar
{
  AdwBin parent_instance;

  /* Template */
  GtkMenuButton *add_button;
  GMenuModel *add_menu;
  AdwWindowTitle *window_title;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkStack *pages;
  GtkStack *stack;
  RhTreeView *tree;
  AdwBin *history_slot;
  GtkWidget *page_bar;

  /* Owned */
  RhCollection *collection;
  RhTreeModel *model;

  /* Borrowed */
  GtkWidget *focus_before; /* the filter got the keyboard; weak, NULL: the tree */
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

G_DEFINE_FINAL_TYPE (RhSidebar, rh_sidebar, ADW_TYPE_BIN)

static void
update_stack (RhSidebar *self)
{
  GListModel *rows;
  const char *page = "tree";

  /* The last that a model does is to let all rows through. */
  if (self->model == NULL)
    return;

  rows = G_LIST_MODEL (rh_tree_model_get_selection (self->model));
  if (g_list_model_get_n_items (rows) == 0)
    page = rh_tree_model_is_filtered (self->model) ? "not-found" : "empty";
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
activate_item_cb (RhSidebar *self, RhRequestItem *item, gboolean new_tab)
{
  g_signal_emit (self, signals[ACTIVATE_ITEM], 0, item, new_tab);
}

static void
removed_cb (RhSidebar *self, RhRequestItem *item)
{
  g_signal_emit (self, signals[REMOVED], 0, item);
}

static void
settings_cb (RhSidebar *self, RhFolder *folder)
{
  g_signal_emit (self, signals[SETTINGS], 0, folder);
}

static void
export_cb (RhSidebar *self, GObject *item)
{
  g_signal_emit (self, signals[EXPORT], 0, item);
}

/* The bar's buttons are not below the tree, whose actions they are for. */
static void
forward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *forwarded = g_strconcat ("tree.", strchr (name, '.') + 1, NULL);

  gtk_widget_activate_action_variant (GTK_WIDGET (RH_SIDEBAR (widget)->tree), forwarded, parameter);
}

static void
update_folder_actions (RhSidebar *self)
{
  GFile *folder = self->collection == NULL ? NULL : rh_collection_get_folder (self->collection);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sidebar.open-folder", folder != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sidebar.copy-path",
                                 rh_real_path_is_known (folder));
}

/* --- The filter ---------------------------------------------------------------------------------
 */

static char *
dup_found_words (RhSidebar *self)
{
  guint n = rh_tree_model_get_n_found (self->model);

  if (n == 0)
    return g_strdup (_ ("No results found"));
  return g_strdup_printf (ngettext ("%u request found", "%u requests found", n), n);
}

/* Told when they change, and there to be read again. */
static void
announce_found (RhSidebar *self)
{
  g_autofree char *words = dup_found_words (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  rh_announce (self->search_entry, words);
}

static void
filtered_cb (RhSidebar *self)
{
  update_stack (self);
  if (rh_tree_model_is_filtered (self->model))
    announce_found (self);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->search_entry),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
search_changed_cb (RhSidebar *self)
{
  if (self->model != NULL)
    rh_tree_model_set_filter (self->model, gtk_editable_get_text (self->search_entry));
}

static void
focus_list_cb (RhSidebar *self)
{
  rh_tree_view_focus (self->tree);
}

/* To the first of what was found. */
static void
search_activated_cb (RhSidebar *self)
{
  rh_tree_view_focus_first (self->tree);
}

static gboolean
is_in_search (RhSidebar *self, GtkWidget *focus)
{
  return focus != NULL
         && (focus == GTK_WIDGET (self->search_entry)
             || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search_entry)));
}

static GtkWidget *
get_focus (RhSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* Once the bar has closed, which throws the focus out of it. */
static void
focus_back_cb (gpointer user_data)
{
  g_autoptr (RhSidebar) self = user_data;

  if (self->focus_before != NULL && gtk_widget_get_mapped (self->focus_before))
    gtk_widget_grab_focus (self->focus_before);
  else if (self->model != NULL)
    rh_tree_view_focus (self->tree);
  g_clear_weak_pointer (&self->focus_before);
}

/* Closed by Esc or by its button: all is there again, and the keyboard where it came from. */
static void
search_mode_cb (RhSidebar *self)
{
  if (self->model == NULL)
    return;
  if (gtk_search_bar_get_search_mode (self->search_bar))
    {
      gtk_stack_set_visible_child_name (self->pages, "requests");
      return;
    }

  rh_tree_model_set_filter (self->model, "");
  if (is_in_search (self, get_focus (self)))
    g_idle_add_once (focus_back_cb, g_object_ref (self));
}

/* --- Overrides ----------------------------------------------------------------------------------
 */

static void
rh_sidebar_dispose (GObject *object)
{
  RhSidebar *self = RH_SIDEBAR (object);

  g_clear_weak_pointer (&self->focus_before);
  /* First: a bar that closes now is not to end the filter of a tree that has gone. */
  g_clear_object (&self->model);
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_SIDEBAR);
  g_clear_object (&self->collection);

  G_OBJECT_CLASS (rh_sidebar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/collection/rh-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, add_button);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, add_menu);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, window_title);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, search_bar);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, tree);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, history_slot);
  gtk_widget_class_bind_template_child (widget_class, RhSidebar, page_bar);
  gtk_widget_class_bind_template_callback (widget_class, activate_item_cb);
  gtk_widget_class_bind_template_callback (widget_class, removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, settings_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list_cb);
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
  signals[SETTINGS] = g_signal_new ("settings", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, RH_TYPE_FOLDER);
  signals[EXPORT] = g_signal_new ("export", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  g_type_ensure (RH_TYPE_TREE_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "sidebar.new-request", "s", forward_action);
  gtk_widget_class_install_action (widget_class, "sidebar.new-folder", "s", forward_action);
  gtk_widget_class_install_action (widget_class, "sidebar.open-folder", NULL, forward_action);
  gtk_widget_class_install_action (widget_class, "sidebar.copy-path", NULL, forward_action);
}

static void
rh_sidebar_init (RhSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_lazy_menu_set (self->add_button, self->add_menu);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  update_folder_actions (self);
}

/* --- For the page -------------------------------------------------------------------------------
 */

void
rh_sidebar_set_collection (RhSidebar *self, RhCollection *collection)
{
  g_return_if_fail (RH_IS_SIDEBAR (self));
  g_return_if_fail (RH_IS_COLLECTION (collection));
  g_return_if_fail (self->collection == NULL);

  self->collection = g_object_ref (collection);
  g_object_bind_property (collection, "name", self->window_title, "title", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (collection, "notify::folder", G_CALLBACK (update_folder_actions), self,
                           G_CONNECT_SWAPPED);
  update_folder_actions (self);
  rh_tree_view_set_collection (self->tree, collection, self->search_bar);
  self->model = g_object_ref (rh_tree_view_get_model (self->tree));
  g_signal_connect_object (self->model, "filtered", G_CALLBACK (filtered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_tree_model_get_selection (self->model), "items-changed",
                           G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  update_stack (self);
}

void
rh_sidebar_select (RhSidebar *self, RhRequestItem *item)
{
  g_return_if_fail (RH_IS_SIDEBAR (self));

  rh_tree_view_select (self->tree, item);
}

void
rh_sidebar_filter (RhSidebar *self)
{
  g_return_if_fail (RH_IS_SIDEBAR (self));

  if (!is_in_search (self, get_focus (self)))
    g_set_weak_pointer (&self->focus_before, get_focus (self));
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
rh_sidebar_set_history (RhSidebar *self, GtkWidget *history)
{
  g_return_if_fail (RH_IS_SIDEBAR (self));

  adw_bin_set_child (self->history_slot, history);
  gtk_widget_set_visible (self->page_bar, history != NULL);
  if (history == NULL)
    gtk_stack_set_visible_child_name (self->pages, "requests");
}

RhRequestItem *
rh_sidebar_add_request (RhSidebar *self)
{
  g_autoptr (RhRequestItem) request
      = rh_request_item_new (_ ("New Request"), "GET", RH_TREE_VIEW_NEW_URL);
  RhFolder *folder;
  guint position;

  g_return_val_if_fail (RH_IS_SIDEBAR (self), NULL);

  folder = rh_tree_view_get_place (self->tree, &position);
  rh_folder_insert (folder, position, G_OBJECT (request));
  return request; /* the folder keeps it */
}

gboolean
rh_sidebar_has (RhSidebar *self, RhRequestItem *item)
{
  g_return_val_if_fail (RH_IS_SIDEBAR (self), FALSE);

  return rh_tree_has (rh_collection_get_root (self->collection), G_OBJECT (item));
}

void
rh_sidebar_forget (RhSidebar *self, RhRequestItem *item)
{
  g_return_if_fail (RH_IS_SIDEBAR (self));

  if (rh_sidebar_has (self, item))
    rh_folder_remove (rh_request_item_get_parent (item), G_OBJECT (item));
}
