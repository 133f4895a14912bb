/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Discarding what was edited in the tab in front. */
#define G_LOG_DOMAIN "rh-page-discard"

#include "config.h"

#include "window/rh-page-discard.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"

#include <glib/gi18n.h>

/* NULL: no tab is open. One that was not looked at yet has a request, too. */
static RhRequestItem *
get_item (RhCollectionPage *page)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (rh_collection_page_get_tab_view (page));

  return tab != NULL ? rh_tab_slot_get_item (RH_TAB_SLOT (adw_tab_page_get_child (tab))) : NULL;
}

/* NULL: nothing of the collection is on disk. */
static RhCollectionStore *
get_store (RhCollectionPage *page)
{
  RhCollections *open = rh_workspace_get_open (rh_collection_page_get_workspace (page));

  return rh_collections_get_store (open, rh_collection_page_get_collection (page));
}

static gboolean
is_there_something (RhCollectionPage *page)
{
  RhRequestItem *item = get_item (page);

  return item != NULL && rh_request_item_is_edited (item) && get_store (page) != NULL;
}

static void
undo_discard (RhRequestItem *item)
{
  RhRequestItem *edits = g_object_get_data (G_OBJECT (item), "discarded");

  if (edits == NULL)
    return;

  rh_request_item_replace (item, edits);
  rh_request_item_set_edited (item, TRUE);
  g_object_set_data (G_OBJECT (item), "discarded", NULL);
}

void
rh_page_discard (RhCollectionPage *page)
{
  RhRequestItem *item;
  g_autoptr (RhRequestItem) edits = NULL;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (page));

  if (!is_there_something (page))
    return;

  item = get_item (page);
  edits = rh_request_item_copy (item);
  if (!rh_collection_store_discard (get_store (page), item, &error))
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      rh_toast_show (GTK_WIDGET (page), problem->title);
      return;
    }

  g_object_set_data_full (G_OBJECT (item), "discarded", g_steal_pointer (&edits), g_object_unref);
  toast = rh_toast_new (_ ("Changes discarded"));
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_discard), item,
                           G_CONNECT_SWAPPED);
  rh_toast_add (GTK_WIDGET (page), toast);
}

static void
update (RhCollectionPage *page)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (page));

  if (window != NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (window), "win.discard", is_there_something (page));
}

static void
selected_cb (RhCollectionPage *page)
{
  GSignalGroup *edits = g_object_get_data (G_OBJECT (page), "discard-edits");

  g_signal_group_set_target (edits, get_item (page));
  update (page);
}

void
rh_page_discard_watch (RhCollectionPage *page)
{
  GSignalGroup *edits = g_signal_group_new (RH_TYPE_REQUEST_ITEM);

  g_return_if_fail (RH_IS_COLLECTION_PAGE (page));

  g_signal_group_connect_object (edits, "notify::edited", G_CALLBACK (update), page,
                                 G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (page), "discard-edits", edits, g_object_unref);
  g_signal_connect_object (rh_collection_page_get_tab_view (page), "notify::selected-page",
                           G_CALLBACK (selected_cb), page, G_CONNECT_SWAPPED);
  selected_cb (page);
}
