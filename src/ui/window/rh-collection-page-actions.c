/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions of a window that need nothing but what RhCollectionPage tells everybody. */
#define G_LOG_DOMAIN "rh-collection-page-actions"

#include "config.h"

#include "window/rh-collection-page.h"

#include "collection/rh-export-dialog.h"
#include "collection/rh-go-to-dialog.h"
#include "common/rh-settings.h"
#include "common/rh-toast.h"
#include "cookie/rh-cookies-dialog.h"
#include "environment/rh-define-dialog.h"
#include "environment/rh-environments-dialog.h"
#include "environment/rh-folder-dialog.h"
#include "guide/rh-guide-banner.h"

#include <glib/gi18n.h>

static void
item_chosen_cb (RhCollectionPage *self, RhRequestItem *item)
{
  rh_tab_focus_url (rh_collection_page_open (self, item, FALSE), FALSE);
}

void
rh_collection_page_close_tab (RhCollectionPage *self)
{
  AdwTabPage *page;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  page = adw_tab_view_get_selected_page (rh_collection_page_get_tab_view (self));
  if (page != NULL)
    adw_tab_view_close_page (rh_collection_page_get_tab_view (self), page);
  else
    gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

void
rh_collection_page_toggle_sidebar (RhCollectionPage *self)
{
  AdwOverlaySplitView *split = rh_collection_page_get_split (self);

  adw_overlay_split_view_set_show_sidebar (split, !adw_overlay_split_view_get_show_sidebar (split));
}

void
rh_collection_page_focus_url (RhCollectionPage *self)
{
  RhTab *tab = rh_collection_page_get_tab (self);

  if (tab != NULL)
    rh_tab_focus_url (tab, TRUE);
}

/* One toast for all steps: more of them would wait for each other. */
static void
say_layout (RhCollectionPage *self, const char *words)
{
  AdwToast *toast = g_object_get_data (G_OBJECT (self), "layout-toast");

  if (toast != NULL)
    adw_toast_dismiss (toast);
  toast = rh_toast_new (words);
  g_object_set_data_full (G_OBJECT (self), "layout-toast", g_object_ref (toast), g_object_unref);
  rh_toast_add (GTK_WIDGET (self), toast);
}

/* Automatic, below, beside, and round again. It is said, since what is chosen may look like what
 * was there. */
void
rh_collection_page_next_layout (RhCollectionPage *self)
{
  static const struct
  {
    const char *layout;
    const char *next;
    const char *words; /* of @next */
  } steps[] = {
    { "auto", "below", N_ ("Response Below the Request") },
    { "below", "beside", N_ ("Response Beside the Request") },
    { "beside", "auto", N_ ("Response Where There Is Room") },
  };
  g_autofree char *layout = g_settings_get_string (rh_settings_get (), RH_SETTINGS_LAYOUT);

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (layout, steps[i].layout))
      {
        g_settings_set_string (rh_settings_get (), RH_SETTINGS_LAYOUT, steps[i].next);
        say_layout (self, _ (steps[i].words));
      }
}

void
rh_collection_page_next_page (RhCollectionPage *self)
{
  RhTab *tab = rh_collection_page_get_tab (self);

  if (tab != NULL)
    rh_tab_next_page (tab);
}

void
rh_collection_page_send (RhCollectionPage *self)
{
  RhTab *tab = rh_collection_page_get_tab (self);

  if (tab != NULL)
    rh_tab_send (tab);
}

void
rh_collection_page_cancel (RhCollectionPage *self)
{
  RhTab *tab = rh_collection_page_get_tab (self);

  if (tab != NULL)
    rh_tab_cancel (tab);
}

void
rh_collection_page_go_to (RhCollectionPage *self)
{
  AdwDialog *dialog;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  dialog = rh_go_to_dialog_new (rh_collection_page_get_collection (self));
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (item_chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
rh_collection_page_edit_environments (RhCollectionPage *self)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  adw_dialog_present (rh_environments_dialog_new (rh_collection_page_get_workspace (self),
                                                  rh_collection_page_get_collection (self),
                                                  rh_collection_page_get_environment (self)),
                      GTK_WIDGET (self));
}

static RhFolderDialog *
present_settings (RhCollectionPage *self, RhFolder *folder)
{
  RhCollection *collection = rh_collection_page_get_collection (self);
  g_autoptr (RhVariableScope) scope = rh_variable_scope_new (collection);
  AdwDialog *dialog;

  rh_variable_scope_set_environment (scope, rh_collection_page_get_environment (self));
  dialog
      = rh_folder_dialog_new (rh_collection_page_get_workspace (self), collection, folder, scope);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return RH_FOLDER_DIALOG (dialog);
}

void
rh_collection_page_show_cookies (RhCollectionPage *self)
{
  RhEnvironment *environment;
  RhConnection *connection;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  environment = rh_collection_page_get_environment (self);
  if (environment == NULL)
    {
      rh_toast_show (GTK_WIDGET (self), _ ("Cookies belong to an environment, and there is none"));
      return;
    }

  connection = rh_connection_button_get_connection (rh_collection_page_get_button (self));
  adw_dialog_present (
      rh_cookies_dialog_new (rh_collection_page_get_workspace (self),
                             rh_collection_page_get_collection (self), environment,
                             connection != NULL ? rh_connection_get_label (connection) : ""),
      GTK_WIDGET (self));
}

void
rh_collection_page_show_settings (RhCollectionPage *self, RhFolder *folder)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));
  g_return_if_fail (RH_IS_FOLDER (folder));

  present_settings (self, folder);
}

void
rh_collection_page_edit_settings (RhCollectionPage *self)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  rh_collection_page_show_settings (
      self, rh_collection_get_root (rh_collection_page_get_collection (self)));
}

static void
exported_cb (RhCollectionPage *self, const char *name)
{
  /* Translators: %s is the name of a file. */
  g_autofree char *words = g_strdup_printf (_ ("Exported to “%s”"), name);

  rh_toast_show (GTK_WIDGET (self), words);
}

void
rh_collection_page_export_item (RhCollectionPage *self, GObject *item)
{
  AdwDialog *dialog;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  dialog = rh_export_dialog_new (rh_collection_page_get_workspace (self),
                                 rh_collection_page_get_collection (self), item,
                                 rh_collection_page_get_environment (self));
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
rh_collection_page_export (RhCollectionPage *self)
{
  rh_collection_page_export_item (self, NULL);
}

void
rh_collection_page_edit_inherited_auth (RhCollectionPage *self)
{
  RhTab *tab;
  RhFolder *folder;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  tab = rh_collection_page_get_tab (self);
  if (tab == NULL)
    return;

  folder = rh_request_item_get_parent (rh_tab_get_item (tab));
  if (folder == NULL)
    folder = rh_collection_get_root (rh_collection_page_get_collection (self));
  rh_folder_dialog_show_auth (present_settings (self, rh_folder_find_auth_source (folder)));
}

/* Not the response that spoke of it: what comes next is Send. */
static void
defined_cb (RhCollectionPage *self)
{
  RhTab *tab = rh_collection_page_get_tab (self);

  if (tab != NULL)
    rh_tab_focus_url (tab, FALSE);
}

void
rh_collection_page_define_variable (RhCollectionPage *self, const char *name)
{
  AdwDialog *dialog;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  dialog = rh_define_dialog_new (rh_collection_page_get_workspace (self),
                                 rh_collection_page_get_collection (self),
                                 rh_collection_page_get_environment (self), name);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (defined_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

RhEnvironment *
rh_collection_page_get_environment (RhCollectionPage *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);

  return rh_connection_button_get_environment (rh_collection_page_get_button (self));
}

/* --- On the way from Get Started ----------------------------------------------------------------
 */

static gpointer
get_child (RhCollectionPage *self, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self), RH_TYPE_COLLECTION_PAGE, name);
}

void
rh_collection_page_follow (RhCollectionPage *self, RhProgress *progress)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  rh_guide_banner_follow (get_child (self, "guide_banner"), progress);
}

RhProgress *
rh_collection_page_get_followed (RhCollectionPage *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_PAGE (self), NULL);

  return rh_guide_banner_get_progress (get_child (self, "guide_banner"));
}

static void
focus_send (RhCollectionPage *self)
{
  gboolean narrow;

  g_object_get (self, "narrow", &narrow, NULL);
  if (narrow)
    gtk_widget_child_focus (get_child (self, "send_button"), GTK_DIR_TAB_FORWARD);
  else if (rh_collection_page_get_tab (self) != NULL)
    rh_tab_focus_send (rh_collection_page_get_tab (self));
}

static gboolean
has_dialog (gpointer root)
{
  return ADW_IS_APPLICATION_WINDOW (root)
         && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
}

static void
dialog_gone_cb (RhCollectionPage *self, GParamSpec *pspec, gpointer root)
{
  if (has_dialog (root))
    return;

  g_signal_handlers_disconnect_by_func (root, dialog_gone_cb, self);
  focus_send (self);
}

/* A dialog that goes puts the focus where it was before, so it has to go first. */
void
rh_collection_page_offer_call (RhCollectionPage *self, RhRequestItem *item)
{
  GtkRoot *root;

  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  if (item != NULL)
    rh_collection_page_open (self, item, FALSE);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (has_dialog (root))
    g_signal_connect_object (root, "notify::visible-dialog", G_CALLBACK (dialog_gone_cb), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  else
    focus_send (self);
}

void
rh_collection_page_offer_first_call (RhCollectionPage *self)
{
  g_return_if_fail (RH_IS_COLLECTION_PAGE (self));

  rh_collection_page_offer_call (self,
                                 rh_progress_find_request (rh_collection_page_get_followed (self)));
}
