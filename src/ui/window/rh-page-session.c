/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session keeps of a collection in a window. A request is known by its file; one that is in
 * no collection (out of the history, or just made) is kept as text. */
#define G_LOG_DOMAIN "rh-page-session"

#include "config.h"

#include "window/rh-page-session.h"

#include "collection/rh-opencollection.h"

#include <math.h>
#include <string.h>

static RhCollectionStore *
get_store (RhCollectionPage *page)
{
  RhCollections *open = rh_workspace_get_open (rh_collection_page_get_workspace (page));

  return rh_collections_get_store (open, rh_collection_page_get_collection (page));
}

/* --- Saving -------------------------------------------------------------------------------------
 */

static gboolean
save_text (RhRequestItem *item, RhSessionTab *tab)
{
  g_autoptr (GBytes) text = rh_opencollection_write_request (item, NAN, NULL);
  const char *data;
  gsize length;

  if (text == NULL)
    return FALSE;

  data = g_bytes_get_data (text, &length);
  if (!g_utf8_validate_len (data, length, NULL))
    return FALSE;

  g_free (tab->text);
  tab->text = g_strndup (data, length);
  g_set_str (&tab->name, rh_request_item_get_name (item));
  return TRUE;
}

/* NULL: it cannot be kept. One that waits for its file is in its draft, and comes with that. */
static RhSessionTab *
save_item (RhCollectionPage *page, RhRequestItem *item)
{
  RhCollectionStore *store = get_store (page);
  const char *path = store == NULL ? NULL : rh_collection_store_get_path (store, item);
  g_autoptr (RhSessionTab) tab = rh_session_tab_new ();

  if (path != NULL)
    g_set_str (&tab->path, path);
  else if (rh_request_item_get_parent (item) != NULL || !save_text (item, tab))
    return NULL;

  return g_steal_pointer (&tab);
}

static void
save_tabs (RhCollectionPage *page, RhSessionWindow *state)
{
  AdwTabView *view = rh_collection_page_get_tab_view (page);

  for (int i = 0; i < adw_tab_view_get_n_pages (view); i++)
    {
      AdwTabPage *tab_page = adw_tab_view_get_nth_page (view, i);
      RhTabSlot *slot = RH_TAB_SLOT (adw_tab_page_get_child (tab_page));
      RhSessionTab *tab = save_item (page, rh_tab_slot_get_item (slot));

      if (tab == NULL)
        {
          state->partial = TRUE;
          continue;
        }
      tab->pinned = adw_tab_page_get_pinned (tab_page);
      rh_tab_slot_save_state (slot, tab);
      if (adw_tab_page_get_selected (tab_page))
        state->selected = (int) state->tabs->len;
      g_ptr_array_add (state->tabs, tab);
    }
}

static void
save_closed (RhCollectionPage *page, RhSessionWindow *state)
{
  GQueue *closed = rh_collection_page_get_closed (page);

  for (GList *item = closed->head; item != NULL; item = item->next)
    {
      RhSessionTab *tab = save_item (page, item->data);

      if (tab != NULL)
        g_ptr_array_add (state->closed, tab);
    }
}

static void
save_environment (RhCollectionPage *page, RhSessionWindow *state)
{
  RhEnvironment *environment = rh_collection_page_get_environment (page);
  RhConnection *connection
      = rh_connection_button_get_connection (rh_collection_page_get_button (page));

  if (environment != NULL)
    g_set_str (&state->environment, rh_environment_get_name (environment));
  if (connection != NULL)
    g_set_str (&state->account, rh_connection_get_label (connection));
}

void
rh_page_session_save (RhCollectionPage *page, RhSessionWindow *state)
{
  RhCollection *collection;
  GFile *folder;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (page));
  g_return_if_fail (rh_collection_page_get_collection (page) != NULL);

  collection = rh_collection_page_get_collection (page);
  folder = rh_collection_get_folder (collection);
  g_set_str (&state->collection, rh_collection_get_id (collection));
  if (folder != NULL && g_file_peek_path (folder) != NULL)
    g_set_str (&state->folder, g_file_peek_path (folder));
  save_environment (page, state);
  /* in a narrow window it lies over the content, and is closed for that */
  state->sidebar = adw_overlay_split_view_get_collapsed (rh_collection_page_get_split (page))
                   || adw_overlay_split_view_get_show_sidebar (rh_collection_page_get_split (page));
  save_tabs (page, state);
  save_closed (page, state);
}

/* --- Restoring ----------------------------------------------------------------------------------
 */

static RhRequestItem *
dup_item (RhCollectionPage *page, const RhSessionTab *tab)
{
  RhCollectionStore *store = get_store (page);
  RhRequestItem *item = NULL;
  g_autoptr (GBytes) text = NULL;
  double seq;

  if (*tab->path != '\0')
    {
      item = store == NULL ? NULL : rh_collection_store_find (store, tab->path);
      return item == NULL ? NULL : g_object_ref (item);
    }

  text = g_bytes_new (tab->text, strlen (tab->text));
  item = rh_opencollection_read_request (text, &seq, NULL);
  if (item != NULL && *tab->name != '\0')
    g_object_set (item, "name", tab->name, NULL);
  return item;
}

/* The place that it had, among those that are there already. */
static void
restore_tab (RhCollectionPage *page, RhRequestItem *item, const RhSessionTab *tab, int position)
{
  AdwTabView *view = rh_collection_page_get_tab_view (page);
  AdwTabPage *tab_page = rh_collection_page_add (page, item, tab);

  if (tab->pinned)
    adw_tab_view_set_page_pinned (view, tab_page, TRUE);
  adw_tab_view_reorder_page (view, tab_page, position);
}

/* The one in front comes first: the first tab of a view is selected, and made. */
static void
restore_tabs (RhCollectionPage *page, const RhSessionWindow *state)
{
  guint n = state->tabs->len;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) tabs = g_ptr_array_new ();
  guint front = 0;

  for (guint i = 0; i < n; i++)
    {
      RhSessionTab *tab = g_ptr_array_index (state->tabs, i);
      RhRequestItem *item = dup_item (page, tab);

      if (item == NULL)
        continue;
      if ((int) i == state->selected)
        front = items->len;
      g_ptr_array_add (items, item);
      g_ptr_array_add (tabs, tab);
    }

  if (items->len > 0)
    restore_tab (page, g_ptr_array_index (items, front), g_ptr_array_index (tabs, front), 0);
  for (guint i = 0; i < items->len; i++)
    if (i != front)
      restore_tab (page, g_ptr_array_index (items, i), g_ptr_array_index (tabs, i), (int) i);
}

static void
restore_closed (RhCollectionPage *page, const RhSessionWindow *state)
{
  for (guint i = 0; i < state->closed->len; i++)
    {
      RhRequestItem *item = dup_item (page, g_ptr_array_index (state->closed, i));

      if (item != NULL)
        g_queue_push_tail (rh_collection_page_get_closed (page), item);
    }
}

/* An account that was removed since is not made again. */
static void
restore_environment (RhCollectionPage *page, const RhSessionWindow *state)
{
  RhAccounts *accounts = rh_workspace_get_accounts (rh_collection_page_get_workspace (page));
  const char *id = rh_collection_get_id (rh_collection_page_get_collection (page));
  RhEnvironment *environment;

  rh_collection_page_set_environment (page, state->environment);
  environment = rh_collection_page_get_environment (page);
  if (environment != NULL && g_str_equal (rh_environment_get_name (environment), state->environment)
      && rh_accounts_has (accounts, id, state->environment, state->account))
    rh_connection_button_set_account (rh_collection_page_get_button (page), state->account);
}

void
rh_page_session_restore (RhCollectionPage *page, const RhSessionWindow *state)
{
  AdwOverlaySplitView *split;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (page));
  g_return_if_fail (rh_collection_page_get_collection (page) != NULL);

  split = rh_collection_page_get_split (page);
  restore_environment (page, state);
  if (!adw_overlay_split_view_get_collapsed (split))
    adw_overlay_split_view_set_show_sidebar (split, state->sidebar);
  restore_closed (page, state);
  restore_tabs (page, state);
  rh_collection_page_show_tabs (page);
}
