/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One collection: its tree in the sidebar, its requests in tabs, one environment for all of them.
 */
#define G_LOG_DOMAIN "rh-collection-page"

#include "config.h"

#include "window/rh-collection-page.h"

#include "collection/rh-history-view.h"
#include "collection/rh-history-words.h"
#include "collection/rh-save-as-dialog.h"
#include "collection/rh-sidebar.h"
#include "collection/rh-store-banner.h"
#include "collection/rh-tree-view.h"
#include "collection/rh-tree.h"
#include "common/rh-keyring-banner.h"
#include "common/rh-lazy-menu.h"
#include "common/rh-problem.h"
#include "common/rh-settings.h"
#include "common/rh-toast.h"
#include "guide/rh-guide-banner.h"
#include "request/rh-send-button.h"
#include "window/rh-save-offers.h"
#include "window/rh-tab-menu.h"

#include <glib/gi18n.h>

#define CLOSED_MAX 20

struct _RhCollectionPage
{
  AdwBin parent_instance;

  /* Template */
  AdwOverlaySplitView *split;
  RhSidebar *sidebar;
  AdwTabOverview *overview;
  AdwToolbarView *toolbar_view;
  GtkWidget *header_bar;
  AdwWindowTitle *window_title;
  GtkMenuButton *menu_button;
  AdwBin *header_slot;
  AdwBin *bottom_slot;
  RhConnectionButton *connection_button;
  GtkWidget *tab_button;
  RhKeyringBanner *keyring_banner;
  RhStoreBanner *store_banner;
  RhGuideBanner *guide_banner;
  AdwBanner *connect_banner;
  GtkStack *stack;
  AdwTabView *tab_view;
  RhSendButton *send_button;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  RhSaveOffers *offers;
  RhConnection *connection; /* of the environment chosen; NULL before */
  GBindingGroup *tab_bindings;
  GBindingGroup *page_bindings;
  GQueue closed; /* of RhRequestItem, the last one first */

  /* Plain */
  gboolean narrow;
  gboolean wide;
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_WIDE,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhCollectionPage, rh_collection_page, ADW_TYPE_BIN)

static RhTabSlot *
get_slot (AdwTabPage *page)
{
  return RH_TAB_SLOT (adw_tab_page_get_child (page));
}

static RhTab *
get_tab (AdwTabPage *page)
{
  return page != NULL ? rh_tab_slot_need_tab (get_slot (page)) : NULL;
}

static RhTabSlot *
nth_slot (RhCollectionPage *self, int index)
{
  return get_slot (adw_tab_view_get_nth_page (self->tab_view, index));
}

/* What a session keeps of the window is another. */
static void
remember (RhCollectionPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.remember", NULL);
}

/* The bars of a narrow window: its response page has its own. */
static void
update_bars (RhCollectionPage *self)
{
  RhTab *tab = rh_collection_page_get_tab (self);
  gboolean covered = tab != NULL && rh_tab_is_showing_response (tab);
  GtkWidget *button = GTK_WIDGET (self->connection_button);
  AdwBin *slot = self->narrow ? self->bottom_slot : self->header_slot;

  /* One button, so that one thing watches the sign-in; it moves. */
  if (gtk_widget_get_parent (button) != GTK_WIDGET (slot))
    {
      g_object_ref (button);
      adw_bin_set_child (self->narrow ? self->header_slot : self->bottom_slot, NULL);
      adw_bin_set_child (slot, button);
      g_object_unref (button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tab_button),
                          self->narrow && adw_tab_view_get_n_pages (self->tab_view) > 1);
  gtk_widget_set_visible (self->header_bar, !covered);
  gtk_widget_set_visible (GTK_WIDGET (self->keyring_banner), !covered);
  gtk_widget_set_visible (GTK_WIDGET (self->store_banner), !covered);
  gtk_widget_set_visible (GTK_WIDGET (self->guide_banner), !covered);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_banner), !covered);
  adw_toolbar_view_set_reveal_bottom_bars (self->toolbar_view,
                                           self->narrow && tab != NULL && !covered);
}

static void
update_stack (RhCollectionPage *self)
{
  gboolean empty = adw_tab_view_get_n_pages (self->tab_view) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "tabs");
  update_bars (self);
  remember (self);
}

static void
update_connect_banner (RhCollectionPage *self)
{
  RhConnectionState state = self->connection != NULL ? rh_connection_get_state (self->connection)
                                                     : RH_CONNECTION_NOT_SET_UP;

  if (state == RH_CONNECTION_CONNECTED)
    adw_banner_set_revealed (self->connect_banner, FALSE);
}

static void
environment_changed_cb (RhCollectionPage *self)
{
  RhEnvironment *environment = rh_connection_button_get_environment (self->connection_button);

  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_func (self->connection, update_connect_banner, self);
  g_set_object (&self->connection, rh_connection_button_get_connection (self->connection_button));
  if (self->connection != NULL)
    g_signal_connect_object (self->connection, "notify::state", G_CALLBACK (update_connect_banner),
                             self, G_CONNECT_SWAPPED);

  adw_banner_set_revealed (self->connect_banner, FALSE);
  rh_guide_banner_follow (self->guide_banner, NULL);
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    rh_tab_slot_set_environment (nth_slot (self, i), environment, self->connection);
  if (environment != NULL)
    g_settings_set_string (rh_settings_get (), RH_SETTINGS_ENVIRONMENT,
                           rh_environment_get_name (environment));
  remember (self);
}

static void
notice_cb (RhCollectionPage *self, const char *text)
{
  rh_toast_show (GTK_WIDGET (self), text);
}

/* --- Tabs ---------------------------------------------------------------------------------------
 */

/* That of the request, else of the collection. */
static void
update_title (RhCollectionPage *self)
{
  if (self->collection != NULL && rh_collection_page_get_tab (self) == NULL)
    adw_window_title_set_title (self->window_title, rh_collection_get_name (self->collection));
}

static void
selected_page_cb (RhCollectionPage *self)
{
  RhTab *tab = rh_collection_page_get_tab (self);
  RhRequestItem *item = tab != NULL ? rh_tab_get_item (tab) : NULL;

  g_binding_group_set_source (self->tab_bindings, tab);
  g_binding_group_set_source (self->page_bindings, adw_tab_view_get_selected_page (self->tab_view));
  update_title (self);
  rh_sidebar_select (self->sidebar, item);
  update_bars (self);
  remember (self);
}

static AdwTabPage *
find_page (RhCollectionPage *self, RhRequestItem *item)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    if (rh_tab_slot_get_item (nth_slot (self, i)) == item)
      return adw_tab_view_get_nth_page (self->tab_view, i);

  return NULL;
}

/* A new request that nobody touched leaves nothing behind. */
static gboolean
is_untouched (RhTab *tab)
{
  RhRequestItem *item = rh_tab_get_item (tab);

  return rh_tab_is_fresh (tab) && g_object_get_data (G_OBJECT (tab), "is-new") != NULL
         && g_str_equal (rh_request_item_get_name (item), _ ("New Request"))
         && g_str_equal (rh_request_item_get_url (item), RH_TREE_VIEW_NEW_URL);
}

static gboolean
close_page_cb (RhCollectionPage *self, AdwTabPage *page)
{
  RhTab *tab = rh_tab_slot_get_tab (get_slot (page)); /* NULL: never looked at */
  RhRequestItem *item = rh_tab_slot_get_item (get_slot (page));

  if (tab != NULL)
    rh_tab_shut_down (tab);
  if (tab != NULL && is_untouched (tab))
    rh_sidebar_forget (self->sidebar, item);
  else if (g_object_get_data (G_OBJECT (page), "is-replaced") == NULL)
    {
      g_queue_push_head (&self->closed, g_object_ref (item));
      if (g_queue_get_length (&self->closed) > CLOSED_MAX)
        g_object_unref (g_queue_pop_tail (&self->closed));
    }

  adw_tab_view_close_page_finish (self->tab_view, page, TRUE);
  return GDK_EVENT_STOP;
}

/* The dot of what is not saved; in words for those who do not see it. */
static void
update_page_title (AdwTabPage *page)
{
  RhRequestItem *item = rh_tab_slot_get_item (get_slot (page));
  const char *name = rh_request_item_get_name (item);
  gboolean edited = rh_request_item_is_edited (item);
  g_autofree char *marked = edited ? g_strconcat ("• ", name, NULL) : NULL;
  /* A tab's title is text, and its tooltip markup. */
  g_autofree char *words
      /* Translators: %s is the name of a request. */
      = edited ? g_markup_printf_escaped (_ ("%s, unsaved changes"), name) : NULL;

  adw_tab_page_set_title (page, edited ? marked : name);
  adw_tab_page_set_tooltip (page, edited ? words : "");
}

static void
pinned_cb (AdwTabPage *page)
{
  gtk_widget_activate_action (adw_tab_page_get_child (page), "app.remember", NULL);
}

static AdwTabPage *
add_page (RhCollectionPage *self, RhRequestItem *item, const RhSessionTab *state)
{
  GtkWidget *slot = rh_tab_slot_new (self->workspace, self->collection, item);
  AdwTabPage *selected = adw_tab_view_get_selected_page (self->tab_view);
  AdwTabPage *page;

  if (state != NULL)
    rh_tab_slot_set_state (RH_TAB_SLOT (slot), state);
  page = adw_tab_view_insert (
      self->tab_view, slot,
      selected != NULL ? adw_tab_view_get_page_position (self->tab_view, selected) + 1 : 0);
  g_signal_connect_object (item, "notify::name", G_CALLBACK (update_page_title), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::edited", G_CALLBACK (update_page_title), page,
                           G_CONNECT_SWAPPED);
  update_page_title (page);
  g_object_bind_property (slot, "running", page, "loading", G_BINDING_SYNC_CREATE);
  g_signal_connect (page, "notify::pinned", G_CALLBACK (pinned_cb), NULL);
  return page;
}

/* A tab comes: a new one, or one from another window. */
static void
page_attached_cb (RhCollectionPage *self, AdwTabPage *page)
{
  RhTabSlot *slot = get_slot (page);

  g_signal_connect_object (slot, "layout-changed", G_CALLBACK (update_bars), self,
                           G_CONNECT_SWAPPED);
  rh_tab_slot_set_host (slot, GTK_WIDGET (self));
  if (rh_tab_slot_get_collection (slot) != self->collection)
    return; /* the menu sends it back */
  rh_tab_slot_set_environment (slot, rh_connection_button_get_environment (self->connection_button),
                               self->connection);
  remember (self);
}

static void
page_detached_cb (RhCollectionPage *self, AdwTabPage *page)
{
  RhTabSlot *slot = get_slot (page);

  g_signal_handlers_disconnect_by_func (slot, update_bars, self);
  rh_tab_slot_set_host (slot, NULL);
  remember (self);
}

/* A tab that was only looked at makes room; one that has a response stays. */
static void
close_fresh (RhCollectionPage *self, AdwTabPage *page)
{
  RhTab *tab = page != NULL ? rh_tab_slot_get_tab (get_slot (page)) : NULL;

  if (tab == NULL || !rh_tab_is_fresh (tab) || adw_tab_page_get_pinned (page))
    return;

  g_object_set_data (G_OBJECT (page), "is-replaced", GINT_TO_POINTER (TRUE));
  adw_tab_view_close_page (self->tab_view, page);
}

static void
item_activated_cb (RhCollectionPage *self, RhRequestItem *item, gboolean new_tab)
{
  RhTab *tab = rh_collection_page_open (self, item, new_tab);

  if (self->narrow)
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  /* Else the keys go on in the tree: the next row, F2, Delete. */
  if (self->narrow || new_tab)
    rh_tab_focus_url (tab, FALSE);
}

static void
item_removed_cb (RhCollectionPage *self, RhRequestItem *item)
{
  AdwTabPage *page = find_page (self, item);

  if (page != NULL)
    adw_tab_view_close_page (self->tab_view, page);
}

static void
entry_opened_cb (RhCollectionPage *self, RhHistoryEntry *entry)
{
  rh_collection_page_open_entry (self, entry);
}

/* The history is made when it is first looked at. */
static void
history_mapped_cb (RhCollectionPage *self, AdwBin *place)
{
  GtkWidget *view;

  if (adw_bin_get_child (place) != NULL)
    return;

  view = rh_history_view_new (rh_workspace_get_history (self->workspace, self->collection));
  g_signal_connect_object (view, "open", G_CALLBACK (entry_opened_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (place, view);
}

static void
add_history (RhCollectionPage *self)
{
  GtkWidget *place = adw_bin_new ();

  g_signal_connect_object (place, "map", G_CALLBACK (history_mapped_cb), self, G_CONNECT_SWAPPED);
  rh_sidebar_set_history (self->sidebar, place);
}

/* Wherever the focus is, unless a popover or a dialog wants the key. */
static gboolean
cancel_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  RhTab *tab = rh_collection_page_get_tab (RH_COLLECTION_PAGE (widget));

  if (tab == NULL || !rh_tab_is_running (tab))
    return GDK_EVENT_PROPAGATE;

  rh_tab_cancel (tab);
  return GDK_EVENT_STOP;
}

/* --- Overrides ----------------------------------------------------------------------------------
 */

static void
rh_collection_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhCollectionPage *self = RH_COLLECTION_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_WIDE:
      g_value_set_boolean (value, self->wide);
      break;
    case PROP_TITLE:
      g_value_set_string (value, rh_collection_get_name (self->collection));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_collection_page_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  RhCollectionPage *self = RH_COLLECTION_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      /* Over the content it would be in the way. */
      /* In this order: a sidebar that comes over the rest takes the focus. */
      adw_overlay_split_view_set_collapsed (self->split, self->narrow);
      adw_overlay_split_view_set_show_sidebar (self->split, !self->narrow);
      update_bars (self);
      break;
    case PROP_WIDE:
      self->wide = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_collection_page_dispose (GObject *object)
{
  RhCollectionPage *self = RH_COLLECTION_PAGE (object);

  g_clear_object (&self->tab_bindings);
  g_clear_object (&self->page_bindings);
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_COLLECTION_PAGE);
  g_queue_clear_full (&self->closed, g_object_unref);
  g_clear_object (&self->connection);
  g_clear_object (&self->offers);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_collection_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, split);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, overview);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, header_slot);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, bottom_slot);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, connection_button);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, tab_button);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, keyring_banner);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, store_banner);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, guide_banner);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, connect_banner);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, tab_view);
  gtk_widget_class_bind_template_child (widget_class, RhCollectionPage, send_button);
  gtk_widget_class_bind_template_callback (widget_class, environment_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, notice_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_attached_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_detached_cb);
  gtk_widget_class_bind_template_callback (widget_class, remember);
  gtk_widget_class_bind_template_callback (widget_class, item_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_removed_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "settings_cb",
                                                G_CALLBACK (rh_collection_page_show_settings));
  gtk_widget_class_bind_template_callback_full (widget_class, "export_cb",
                                                G_CALLBACK (rh_collection_page_export_item));
  gtk_widget_class_bind_template_callback_full (widget_class, "guide_connected_cb",
                                                G_CALLBACK (rh_collection_page_offer_first_call));
}

static void
rh_collection_page_class_init (RhCollectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_collection_page_dispose;
  object_class->get_property = rh_collection_page_get_property;
  object_class->set_property = rh_collection_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RH_TYPE_SIDEBAR);
  g_type_ensure (RH_TYPE_KEYRING_BANNER);
  g_type_ensure (RH_TYPE_STORE_BANNER);
  g_type_ensure (RH_TYPE_CONNECTION_BUTTON);
  g_type_ensure (RH_TYPE_GUIDE_BANNER);
  g_type_ensure (RH_TYPE_SEND_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/window/rh-collection-page.ui");
  bind_children (widget_class);
  rh_tab_menu_install (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, cancel_key_cb, NULL);
}

static void
rh_collection_page_init (RhCollectionPage *self)
{
  g_queue_init (&self->closed);
  gtk_widget_init_template (GTK_WIDGET (self));

  /* Home and End belong to the text that is edited or read. */
  adw_tab_view_remove_shortcuts (self->tab_view, ADW_TAB_VIEW_SHORTCUT_CONTROL_HOME
                                                     | ADW_TAB_VIEW_SHORTCUT_CONTROL_END
                                                     | ADW_TAB_VIEW_SHORTCUT_CONTROL_SHIFT_HOME
                                                     | ADW_TAB_VIEW_SHORTCUT_CONTROL_SHIFT_END);
  self->tab_bindings = g_binding_group_new ();
  g_binding_group_bind (self->tab_bindings, "running", self->send_button, "running",
                        G_BINDING_SYNC_CREATE);
  self->page_bindings = g_binding_group_new ();
  g_binding_group_bind (self->page_bindings, "title", self->window_title, "title",
                        G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->tab_view, "notify::n-pages", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  rh_tab_menu_watch (self);
  /* No word about open requests before somebody could have opened one. */
  update_bars (self);
}

/* --- Files --------------------------------------------------------------------------------------
 */

static RhCollectionStore *
get_store (RhCollectionPage *self)
{
  return rh_collections_get_store (rh_workspace_get_open (self->workspace), self->collection);
}

static void
update_subtitle (RhCollectionPage *self)
{
  gboolean has_folder = rh_collection_get_folder (self->collection) != NULL;

  adw_window_title_set_subtitle (self->window_title,
                                 has_folder ? "" : _ ("Not saved to a folder yet"));
  remember (self);
}

static void
name_changed_cb (RhCollectionPage *self)
{
  update_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* One that came from elsewhere (the history) has a place only now. */
static void
need_place (RhCollectionPage *self, RhRequestItem *item)
{
  if (rh_request_item_get_parent (item) == NULL)
    rh_folder_append (rh_collection_get_root (self->collection), G_OBJECT (item));
}

static void
save_item (RhCollectionPage *self, RhRequestItem *item)
{
  RhCollectionStore *store = get_store (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhProblem) problem = NULL;

  if (store == NULL)
    return;

  need_place (self, item);
  if (rh_collection_store_save (store, item, &error))
    {
      notice_cb (self, _ ("Saved"));
      rh_save_offers_saved (self->offers,
                            rh_connection_button_get_environment (self->connection_button), item);
      return;
    }

  problem = rh_problem_new (error);
  notice_cb (self, problem->title);
}

static void
save_as_cb (RhCollectionPage *self, const char *name, RhFolder *folder)
{
  RhTab *tab = rh_collection_page_get_tab (self);
  g_autoptr (RhRequestItem) copy = NULL;

  if (tab == NULL)
    return;

  copy = rh_request_item_copy (rh_tab_get_item (tab));
  g_object_set (copy, "name", name, NULL);
  rh_folder_append (folder, G_OBJECT (copy));
  rh_collection_page_open (self, copy, TRUE);
  rh_request_item_set_edited (copy, TRUE);
  save_item (self, copy);
}

/* Said at once, while the program still has it: a disk may be full. */
static void
draft_failed_cb (RhCollectionPage *self, RhCollection *collection)
{
  if (collection == self->collection)
    notice_cb (self, _ ("What you edit cannot be kept as a draft: save it"));
}

/* --- For the window -----------------------------------------------------------------------------
 */

static void
restore_environment (RhCollectionPage *self)
{
  g_autofree char *name = g_settings_get_string (rh_settings_get (), RH_SETTINGS_ENVIRONMENT);
  GListModel *environments = rh_collection_get_environments (self->collection);
  RhEnvironment *environment = rh_collection_get_environment (self->collection, name);
  g_autoptr (RhEnvironment) first = g_list_model_get_item (environments, 0);

  if (environment == NULL)
    environment = first;
  if (environment != NULL)
    rh_connection_button_set_environment (self->connection_button, environment);
}

GtkWidget *
rh_collection_page_new (GMenuModel *menu)
{
  RhCollectionPage *self = g_object_new (RH_TYPE_COLLECTION_PAGE, NULL);

  rh_lazy_menu_set (self->menu_button, menu);
  return GTK_WIDGET (self);
}

void
rh_collection_page_set_collection (RhCollectionPage *self,
                                   RhWorkspace *workspace,
                                   RhCollection *collection)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));
  g_return_if_fail (self->collection == NULL);

  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->offers = rh_save_offers_new (workspace, collection, GTK_WIDGET (self));
  rh_sidebar_set_collection (self->sidebar, collection);
  add_history (self);
  rh_keyring_banner_set_keyring (self->keyring_banner, rh_workspace_get_keyring (workspace));
  rh_store_banner_set_collection (self->store_banner, workspace, collection);
  if (rh_workspace_get_drafts (workspace) != NULL)
    g_signal_connect_object (rh_workspace_get_drafts (workspace), "failed",
                             G_CALLBACK (draft_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (collection, "notify::folder", G_CALLBACK (update_subtitle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (collection, "notify::name", G_CALLBACK (name_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_title (self);
  update_subtitle (self);
  rh_connection_button_set_collection (self->connection_button, workspace, collection);
  gtk_widget_set_visible (GTK_WIDGET (self->connection_button), TRUE);
  restore_environment (self);
  environment_changed_cb (self);
}

void
rh_collection_page_show_tabs (RhCollectionPage *self)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  update_stack (self);
}

RhWorkspace *
rh_collection_page_get_workspace (RhCollectionPage *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);

  return self->workspace;
}

RhCollection *
rh_collection_page_get_collection (RhCollectionPage *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);

  return self->collection;
}

RhConnectionButton *
rh_collection_page_get_button (RhCollectionPage *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);

  return self->connection_button;
}

AdwTabView *
rh_collection_page_get_tab_view (RhCollectionPage *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);

  return self->tab_view;
}

AdwOverlaySplitView *
rh_collection_page_get_split (RhCollectionPage *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);

  return self->split;
}

GQueue *
rh_collection_page_get_closed (RhCollectionPage *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);

  return &self->closed;
}

AdwTabPage *
rh_collection_page_add (RhCollectionPage *self, RhRequestItem *item, const RhSessionTab *state)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  return add_page (self, item, state);
}

RhTab *
rh_collection_page_get_tab (RhCollectionPage *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);

  return get_tab (adw_tab_view_get_selected_page (self->tab_view));
}

RhTab *
rh_collection_page_open (RhCollectionPage *self, RhRequestItem *item, gboolean new_tab)
{
  AdwTabPage *before;
  AdwTabPage *page;

  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  page = find_page (self, item);
  if (page == NULL)
    {
      before = adw_tab_view_get_selected_page (self->tab_view);
      page = add_page (self, item, NULL);
      adw_tab_view_set_selected_page (self->tab_view, page);
      if (!new_tab)
        close_fresh (self, before);
    }
  adw_tab_view_set_selected_page (self->tab_view, page);
  return get_tab (page);
}

RhTab *
rh_collection_page_open_entry (RhCollectionPage *self, RhHistoryEntry *entry)
{
  g_autoptr (RhHistoryContent) content = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  RhTab *tab;

  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);
  g_return_val_if_fail (RH_IS_HISTORY_ENTRY (entry), NULL);

  content = rh_history_load (rh_workspace_get_history (self->workspace, self->collection), entry,
                             &error);
  if (content == NULL)
    {
      rh_toast_show (GTK_WIDGET (self), _ ("This entry of the history cannot be read"));
      return NULL;
    }

  exchange = rh_history_content_dup_exchange (content, rh_history_entry_get_facts (entry));
  note = rh_history_words_dup_note (rh_history_entry_get_facts (entry), content);
  tab = rh_collection_page_open (self, content->item, TRUE);
  rh_tab_show_kept (tab, exchange, note);
  if (self->narrow)
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  return tab;
}

void
rh_collection_page_open_first (RhCollectionPage *self)
{
  g_autoptr (GPtrArray) all = NULL;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  all = rh_tree_dup_requests (G_OBJECT (rh_collection_get_root (self->collection)));
  if (all->len > 0)
    rh_tab_focus_url (rh_collection_page_open (self, all->pdata[0], FALSE), FALSE);
  update_stack (self);
}

void
rh_collection_page_set_environment (RhCollectionPage *self, const char *name)
{
  RhEnvironment *environment;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  environment = rh_collection_get_environment (self->collection, name);
  if (environment != NULL)
    rh_connection_button_set_environment (self->connection_button, environment);
}

void
rh_collection_page_offer_connect (RhCollectionPage *self)
{
  RhEnvironment *environment;
  g_autofree char *title = NULL;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  environment = rh_connection_button_get_environment (self->connection_button);
  if (environment == NULL)
    return;

  /* Translators: %s is the name of an environment. */
  title = g_strdup_printf (_ ("%s is not connected"), rh_environment_get_name (environment));
  adw_banner_set_title (self->connect_banner, title);
  adw_banner_set_revealed (self->connect_banner, TRUE);
  update_connect_banner (self);
}

void
rh_collection_page_new_request (RhCollectionPage *self)
{
  RhRequestItem *item;
  RhTab *tab;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  item = rh_sidebar_add_request (self->sidebar);
  tab = rh_collection_page_open (self, item, TRUE);
  g_object_set_data (G_OBJECT (tab), "is-new", GINT_TO_POINTER (TRUE));
  if (self->narrow)
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  rh_tab_focus_url (tab, FALSE);
}

void
rh_collection_page_reopen_tab (RhCollectionPage *self)
{
  g_autoptr (RhRequestItem) item = NULL;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  /* What was deleted since is not there to be opened. */
  do
    {
      g_clear_object (&item);
      item = g_queue_pop_head (&self->closed);
    }
  while (item != NULL && !rh_sidebar_has (self->sidebar, item));

  if (item != NULL)
    rh_collection_page_open (self, item, TRUE);
}

void
rh_collection_page_filter (RhCollectionPage *self)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
  rh_sidebar_filter (self->sidebar);
}

void
rh_collection_page_choose_environment (RhCollectionPage *self)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  rh_connection_button_popup (self->connection_button);
}

void
rh_collection_page_connect (RhCollectionPage *self)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  rh_connection_button_open_connect (self->connection_button);
}

void
rh_collection_page_save (RhCollectionPage *self)
{
  RhTab *tab = rh_collection_page_get_tab (self);

  if (tab != NULL)
    save_item (self, rh_tab_get_item (tab));
}

void
rh_collection_page_save_as (RhCollectionPage *self)
{
  RhTab *tab = rh_collection_page_get_tab (self);
  AdwDialog *dialog;

  if (tab == NULL)
    return;

  dialog = rh_save_as_dialog_new (self->collection, rh_tab_get_item (tab));
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (save_as_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
rh_collection_page_accept_collection (RhCollectionPage *self)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  rh_store_banner_ask_to_accept (self->store_banner);
}

/* Not every folder tells of changes. */
void
rh_collection_page_refresh (RhCollectionPage *self)
{
  RhCollectionStore *store;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  store = get_store (self);
  if (store != NULL)
    rh_collection_store_refresh (store, NULL);
}
