/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+K: types some letters, goes to the request. */
#define G_LOG_DOMAIN "rh-go-to-dialog"

#include "config.h"

#include "collection/rh-go-to-dialog.h"

#include "common/rh-first-focus.h"

struct _RhGoToDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkEditable *search_entry;
  GtkStack *stack;
  GtkListView *list;

  /* Owned */
  GtkCustomFilter *filter;
  GtkSingleSelection *selection;
  GStrv words; /* case folded */
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhGoToDialog, rh_go_to_dialog, ADW_TYPE_DIALOG)

static void
collect (RhFolder *folder, GListStore *requests)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        collect (RH_FOLDER (item), requests);
      else
        g_list_store_append (requests, item);
    }
}

/* Each word somewhere in name, method or URL. */
static gboolean
matches (gpointer item, gpointer user_data)
{
  RhGoToDialog *self = user_data;
  g_autofree char *text
      = g_strjoin (" ", rh_request_item_get_name (item), rh_request_item_get_method (item),
                   rh_request_item_get_url (item), NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (folded, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
update_stack (RhGoToDialog *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

/* Who types the beginning of a name means that one, whatever else has it in its URL. */
static guint
find_best (RhGoToDialog *self, const char *folded)
{
  GListModel *found = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (RhRequestItem) item = g_list_model_get_item (found, i);
      g_autofree char *name = g_utf8_casefold (rh_request_item_get_name (item), -1);

      if (g_str_has_prefix (name, folded))
        return i;
    }

  return 0;
}

static void
search_changed_cb (RhGoToDialog *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (self->search_entry), -1);

  g_clear_pointer (&self->words, g_strfreev);
  self->words = g_strsplit (folded, " ", -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_list_view_scroll_to (self->list, find_best (self, folded), GTK_LIST_SCROLL_SELECT, NULL);
}

static void
choose (RhGoToDialog *self, guint position)
{
  g_autoptr (RhGoToDialog) kept = g_object_ref (self);
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;

  /* What is behind a dialog cannot get the focus. */
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[CHOSEN], 0, item);
}

static void
entry_activated_cb (RhGoToDialog *self)
{
  /* The search waits a moment after each key; Enter does not. */
  search_changed_cb (self);
  choose (self, gtk_single_selection_get_selected (self->selection));
}

static void
stop_search_cb (RhGoToDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
activate_cb (RhGoToDialog *self, guint position)
{
  choose (self, position);
}

static void
rh_go_to_dialog_dispose (GObject *object)
{
  RhGoToDialog *self = RH_GO_TO_DIALOG (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  /* The filter may outlive the dialog by a frame. */
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_GO_TO_DIALOG);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->words, g_strfreev);

  G_OBJECT_CLASS (rh_go_to_dialog_parent_class)->dispose (object);
}

static void
rh_go_to_dialog_class_init (RhGoToDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_go_to_dialog_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, RH_TYPE_REQUEST_ITEM);

  g_type_ensure (RH_TYPE_REQUEST_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/collection/rh-go-to-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhGoToDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RhGoToDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RhGoToDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
rh_go_to_dialog_init (RhGoToDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_first_focus_set (self, self->search_entry);
}

AdwDialog *
rh_go_to_dialog_new (RhCollection *collection)
{
  RhGoToDialog *self = g_object_new (RH_TYPE_GO_TO_DIALOG, NULL);
  g_autoptr (GListStore) requests = g_list_store_new (RH_TYPE_REQUEST_ITEM);
  GtkFilterListModel *filtered;

  collect (rh_collection_get_root (collection), requests);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_steal_pointer (&requests)),
                                        GTK_FILTER (g_object_ref (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  update_stack (self);

  return ADW_DIALOG (self);
}
