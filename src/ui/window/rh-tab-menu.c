/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a tab. Its actions are for the tab that the menu was opened on, else for the one in
 * front. */
#define G_LOG_DOMAIN "rh-tab-menu"

#include "config.h"

#include "window/rh-tab-menu.h"

#include "window/rh-window.h"

#include <glib/gi18n.h>

#define SUBJECT "rh-tab-menu-subject"

static AdwTabPage *
get_subject (RhCollectionPage *self)
{
  AdwTabPage *subject = g_object_get_data (G_OBJECT (self), SUBJECT);

  return subject != NULL ? subject
                         : adw_tab_view_get_selected_page (rh_collection_page_get_tab_view (self));
}

/* NULL: the menu was closed. Its action comes after that, so what it was for stays until the next
 * menu or the next change of tabs. */
static void
setup_menu_cb (RhCollectionPage *self, AdwTabPage *page)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwTabView *view = rh_collection_page_get_tab_view (self);
  gboolean pinned = page != NULL && adw_tab_page_get_pinned (page);

  if (page == NULL)
    return;

  g_object_set_data_full (G_OBJECT (self), SUBJECT, g_object_ref (page), g_object_unref);
  gtk_widget_action_set_enabled (widget, "tab.pin", !pinned);
  gtk_widget_action_set_enabled (widget, "tab.unpin", pinned);
  gtk_widget_action_set_enabled (widget, "tab.move", adw_tab_view_get_n_pages (view) > 1);
  gtk_widget_action_set_enabled (widget, "tab.close-others", adw_tab_view_get_n_pages (view) > 1);
}

static void
forget_subject (RhCollectionPage *self)
{
  g_object_set_data (G_OBJECT (self), SUBJECT, NULL);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static guint
position_of (RhFolder *folder, RhRequestItem *item)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) other = g_list_model_get_item (items, i);

      if (other == G_OBJECT (item))
        return i;
    }

  return n;
}

/* A request of its own, beside the other, as it is edited. */
static void
duplicate (RhCollectionPage *self, AdwTabPage *page)
{
  RhRequestItem *item = rh_tab_slot_get_item (RH_TAB_SLOT (adw_tab_page_get_child (page)));
  RhFolder *folder = rh_request_item_get_parent (item);
  g_autoptr (RhRequestItem) copy = rh_request_item_copy (item);
  g_autofree char *name = NULL;

  /* Translators: the name of a copy. */
  name = g_strdup_printf (_ ("%s (Copy)"), rh_request_item_get_name (item));
  g_object_set (copy, "name", name, NULL);
  if (folder != NULL)
    rh_folder_insert (folder, position_of (folder, item) + 1, G_OBJECT (copy));
  rh_tab_focus_url (rh_collection_page_open (self, copy, TRUE), FALSE);
}

static RhCollectionPage *
open_window (RhCollectionPage *self)
{
  GtkWindow *here = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  RhEnvironment *environment = rh_collection_page_get_environment (self);
  RhWindow *window = rh_window_new_for_collection (
      ADW_APPLICATION (gtk_window_get_application (here)), rh_collection_page_get_workspace (self),
      rh_collection_page_get_collection (self));
  RhCollectionPage *page = rh_window_get_page (window);

  if (environment != NULL)
    rh_collection_page_set_environment (page, rh_environment_get_name (environment));
  gtk_window_present (GTK_WINDOW (window));
  return page;
}

static void
move (RhCollectionPage *self, AdwTabPage *page)
{
  adw_tab_view_transfer_page (rh_collection_page_get_tab_view (self), page,
                              rh_collection_page_get_tab_view (open_window (self)), 0);
}

static void
pin (RhCollectionPage *self, AdwTabPage *page)
{
  adw_tab_view_set_page_pinned (rh_collection_page_get_tab_view (self), page, TRUE);
}

static void
unpin (RhCollectionPage *self, AdwTabPage *page)
{
  adw_tab_view_set_page_pinned (rh_collection_page_get_tab_view (self), page, FALSE);
}

static void
close_others (RhCollectionPage *self, AdwTabPage *page)
{
  adw_tab_view_close_other_pages (rh_collection_page_get_tab_view (self), page);
}

static void
close_this (RhCollectionPage *self, AdwTabPage *page)
{
  adw_tab_view_close_page (rh_collection_page_get_tab_view (self), page);
}

typedef struct
{
  const char *action;
  void (*run) (RhCollectionPage *self, AdwTabPage *page);
} TabAction;

static const TabAction actions[] = {
  { "tab.duplicate", duplicate },
  { "tab.move", move },
  { "tab.pin", pin },
  { "tab.unpin", unpin },
  { "tab.close-others", close_others },
  { "tab.close", close_this },
};

static void
run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhCollectionPage *self = RH_COLLECTION_PAGE (widget);
  AdwTabPage *page = get_subject (self);
  g_autoptr (AdwTabPage) held = page != NULL ? g_object_ref (page) : NULL;

  forget_subject (self);
  for (gsize i = 0; page != NULL && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].action, name))
      actions[i].run (self, page);
}

/* --- Tabs that are dragged ----------------------------------------------------------------------
 */

static AdwTabView *
create_window_cb (RhCollectionPage *self)
{
  return rh_collection_page_get_tab_view (open_window (self));
}

static RhCollectionPage *
find_home (RhCollectionPage *self, RhCollection *collection)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GList *windows = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (root)));

  for (GList *window = windows; window != NULL; window = window->next)
    {
      RhCollectionPage *page
          = RH_IS_WINDOW (window->data) ? rh_window_get_page (window->data) : NULL;

      if (page != NULL && rh_collection_page_get_collection (page) == collection)
        return page;
    }

  return NULL;
}

typedef struct
{
  RhCollectionPage *page;
  AdwTabPage *tab;
} Stray;

static void
stray_free (Stray *stray)
{
  g_object_unref (stray->page);
  g_object_unref (stray->tab);
  g_free (stray);
}

static gboolean
send_home_cb (gpointer user_data)
{
  Stray *stray = user_data;
  AdwTabView *view = rh_collection_page_get_tab_view (stray->page);
  RhTabSlot *slot = RH_TAB_SLOT (adw_tab_page_get_child (stray->tab));
  RhCollectionPage *home;
  AdwTabView *other;

  if (view == NULL
      || gtk_widget_get_ancestor (GTK_WIDGET (slot), ADW_TYPE_TAB_VIEW) != GTK_WIDGET (view))
    return G_SOURCE_REMOVE;

  home = find_home (stray->page, rh_tab_slot_get_collection (slot));
  if (home == NULL)
    {
      adw_tab_view_close_page (view, stray->tab);
      return G_SOURCE_REMOVE;
    }

  other = rh_collection_page_get_tab_view (home);
  adw_tab_view_transfer_page (view, stray->tab, other, adw_tab_view_get_n_pages (other));
  return G_SOURCE_REMOVE;
}

/* A window shows one collection. A tab view cannot refuse a tab of another, so it goes back once
 * the drop is over. */
static void
attached_cb (RhCollectionPage *self, AdwTabPage *page)
{
  RhTabSlot *slot = RH_TAB_SLOT (adw_tab_page_get_child (page));
  Stray *stray;

  if (rh_tab_slot_get_collection (slot) == rh_collection_page_get_collection (self))
    return;

  stray = g_new0 (Stray, 1);
  stray->page = g_object_ref (self);
  stray->tab = g_object_ref (page);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, send_home_cb, stray, (GDestroyNotify) stray_free);
}

void
rh_tab_menu_install (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].action, NULL, run_action);
}

void
rh_tab_menu_watch (RhCollectionPage *page)
{
  AdwTabView *view = rh_collection_page_get_tab_view (page);

  g_signal_connect_object (view, "setup-menu", G_CALLBACK (setup_menu_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "create-window", G_CALLBACK (create_window_cb), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "page-attached", G_CALLBACK (attached_cb), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::selected-page", G_CALLBACK (forget_subject), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::n-pages", G_CALLBACK (forget_subject), page,
                           G_CONNECT_SWAPPED);
}
