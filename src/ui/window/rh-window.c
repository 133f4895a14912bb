/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: the ways to begin, or one collection in one environment. */
#define G_LOG_DOMAIN "rh-window"

#include "config.h"

#include "window/rh-window.h"

#include "common/rh-css-class.h"
#include "common/rh-help-context.h"
#include "common/rh-settings.h"
#include "window/rh-page-discard.h"
#include "window/rh-page-session.h"
#include "window/rh-unsaved-dialog.h"
#include "window/rh-welcome-page.h"
#include "window/rh-window-files.h"
#include "window/rh-window-guide.h"
#include "window/rh-window-help.h"
#include "window/rh-window-import.h"

#include <glib/gi18n.h>

struct _RhWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;

  /* Owned */
  RhWorkspace *workspace;
  RhSessionWindow *state; /* how it was left, until it is so again or another one; NULL */

  /* Borrowed */
  GtkApplication *application; /* a window that closes has left it by the time it is disposed */
  RhCollectionPage *page;      /* NULL while there is no collection in it */
  AdwDialog *question;         /* whether to close on what is not saved; NULL */

  /* Plain */
  gboolean narrow;
  gboolean wide;
  gboolean closed_all; /* it was left without a tab */
  gboolean beginning;  /* it has its bars, and is filled after the first frame */
  gboolean closing;    /* whatever is lost */
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_WIDE,
  N_PROPS,
};

enum
{
  SIGNAL_FILLED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhWindow, rh_window, ADW_TYPE_APPLICATION_WINDOW)

typedef struct
{
  const char *action;
  void (*run) (RhCollectionPage *page);
} PageAction;

/* What needs a collection. */
static const PageAction page_actions[] = {
  { "win.new-tab", rh_collection_page_new_request },
  { "win.close-tab", rh_collection_page_close_tab },
  { "win.reopen-tab", rh_collection_page_reopen_tab },
  { "win.toggle-sidebar", rh_collection_page_toggle_sidebar },
  { "win.filter", rh_collection_page_filter },
  { "win.focus-url", rh_collection_page_focus_url },
  { "win.send", rh_collection_page_send },
  { "win.cancel", rh_collection_page_cancel },
  { "win.next-page", rh_collection_page_next_page },
  { "win.next-layout", rh_collection_page_next_layout },
  { "win.go-to", rh_collection_page_go_to },
  { "win.environment", rh_collection_page_choose_environment },
  { "win.edit-environments", rh_collection_page_edit_environments },
  { "win.cookies", rh_collection_page_show_cookies },
  { "win.collection-settings", rh_collection_page_edit_settings },
  { "win.export", rh_collection_page_export },
  { "win.inherited-auth", rh_collection_page_edit_inherited_auth },
  { "win.connect", rh_collection_page_connect },
  { "win.save-as", rh_collection_page_save_as },
  { "win.discard", rh_page_discard },
  { "win.accept-collection", rh_collection_page_accept_collection },
};

static GMenuModel *
primary_menu (RhWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return G_MENU_MODEL (gtk_application_get_menu_by_id (application, "primary-menu"));
}

static void
enable_page_actions (RhWindow *self, gboolean enabled)
{
  for (gsize i = 0; i < G_N_ELEMENTS (page_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), page_actions[i].action, enabled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save", enabled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.rename-collection", enabled);
}

/* The place of a collection, before there is one in it. */
static GtkWidget *
show_page (RhWindow *self)
{
  GtkWidget *page = rh_collection_page_new (primary_menu (self));

  g_object_bind_property (self, "narrow", page, "narrow", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "wide", page, "wide", G_BINDING_SYNC_CREATE);
  adw_toast_overlay_set_child (self->toasts, page);
  enable_page_actions (self, TRUE);
  return page;
}

static void
show_collection (RhWindow *self, RhCollection *collection)
{
  GtkWidget *page = adw_toast_overlay_get_child (self->toasts);

  if (self->page != NULL)
    return;

  if (!RH_IS_COLLECTION_PAGE (page))
    page = show_page (self);
  self->page = RH_COLLECTION_PAGE (page);
  rh_collection_page_set_collection (self->page, self->workspace, collection);
  rh_page_discard_watch (self->page);
  g_object_bind_property (self->page, "title", self, "title", G_BINDING_SYNC_CREATE);
}

static void
show_welcome (RhWindow *self)
{
  GtkWidget *welcome = rh_welcome_page_new (primary_menu (self));

  adw_toast_overlay_set_child (self->toasts, welcome);
  enable_page_actions (self, FALSE);
  gtk_widget_grab_focus (welcome);
}

static void
read_collections (RhWindow *self)
{
  g_autoptr (RhCollection) first = NULL;
  g_autoptr (GError) error = NULL;

  if (!rh_collections_load (rh_workspace_get_open (self->workspace), &error))
    g_warning ("Some collections could not be read: %s", error->message);

  first = g_list_model_get_item (rh_workspace_get_collections (self->workspace), 0);
  if (first != NULL)
    show_collection (self, first);
  else
    show_welcome (self);
}

/* NULL: it is not there any more. */
static RhCollection *
open_left (RhWindow *self, GError **error)
{
  RhCollections *open = rh_workspace_get_open (self->workspace);
  GListModel *list = rh_collections_get_list (open);
  g_autoptr (GFile) folder = NULL;

  if (*self->state->folder != '\0')
    {
      folder = g_file_new_for_path (self->state->folder);
      return rh_collections_open (open, folder, error);
    }

  if (!rh_collections_load (open, error))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (RhCollection) collection = g_list_model_get_item (list, i);

      if (g_str_equal (rh_collection_get_id (collection), self->state->collection))
        return collection; /* the list keeps it */
    }

  /* it may have been saved to a folder in its last moment */
  folder = rh_known_folders_dup_folder (rh_collections_get_known (open), self->state->collection);
  return folder == NULL ? NULL : rh_collections_open (open, folder, NULL);
}

static void
restore_left (RhWindow *self)
{
  g_autoptr (GError) error = NULL;
  RhCollection *collection = open_left (self, &error);
  RhTab *tab;

  if (collection == NULL && error != NULL)
    {
      /* it may be there again at the next start: a drive, a file that is repaired */
      show_welcome (self);
      rh_window_files_show_problem (GTK_WIDGET (self), error);
      return;
    }
  if (collection == NULL)
    {
      g_clear_pointer (&self->state, rh_session_window_unref);
      return; /* begin as always */
    }

  show_collection (self, collection);
  rh_page_session_restore (self->page, self->state);
  tab = rh_collection_page_get_tab (self->page);
  if (tab != NULL)
    rh_tab_focus_url (tab, FALSE);
}

static void
begin_left (RhWindow *self)
{
  gboolean had_tabs = self->state->tabs->len > 0;

  restore_left (self);
  if (self->page != NULL)
    g_clear_pointer (&self->state, rh_session_window_unref);
  /* somebody who closed all tabs wants none */
  self->closed_all = self->page != NULL && !had_tabs;
}

static gboolean
begin_cb (gpointer user_data)
{
  RhWindow *self = user_data;

  self->beginning = FALSE;
  if (self->state != NULL && self->page == NULL && self->workspace != NULL)
    begin_left (self);
  /* Not if the window has gone or something was opened by hand meanwhile. */
  if (self->page == NULL && self->state == NULL && self->workspace != NULL)
    read_collections (self);
  if (self->page != NULL && !self->closed_all && rh_collection_page_get_tab (self->page) == NULL)
    rh_collection_page_open_first (self->page);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.remember", NULL);
  g_signal_emit (self, signals[SIGNAL_FILLED], 0);
  return G_SOURCE_REMOVE;
}

static void
run_page_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);

  if (self->page == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (page_actions); i++)
    if (g_str_equal (page_actions[i].action, action))
      page_actions[i].run (self->page);
}

static void
connect_with (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);

  if (self->page != NULL)
    rh_connection_button_open_connect_with (rh_collection_page_get_button (self->page),
                                            g_variant_get_string (parameter, NULL));
}

static void
define_variable (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);

  if (self->page != NULL)
    rh_collection_page_define_variable (self->page, g_variant_get_string (parameter, NULL));
}

static void
save_request (RhWindow *self)
{
  if (self->page != NULL)
    rh_collection_page_save (self->page);
}

/* A collection that is in no folder of the user's gets one first. */
static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);
  RhCollection *collection = rh_window_get_collection (self);

  if (collection == NULL)
    return;
  if (rh_collection_get_folder (collection) == NULL)
    rh_window_files_choose_folder (self, collection, G_CALLBACK (save_request));
  else
    save_request (self);
}

static void
open_collection (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rh_window_files_open (RH_WINDOW (widget));
}

static void
import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rh_window_import_choose (RH_WINDOW (widget));
}

static void
new_collection (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rh_window_files_create (RH_WINDOW (widget), NULL);
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhCollection) collection = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  GtkEditable *entry = GTK_EDITABLE (g_object_get_data (source, "entry"));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (g_str_equal (answer, "rename") && *name != '\0')
    g_object_set (collection, "name", name, NULL);
}

static void
rename_collection (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhCollection *collection = rh_window_get_collection (RH_WINDOW (widget));
  GtkWidget *entry = gtk_entry_new ();
  AdwAlertDialog *dialog;

  if (collection == NULL)
    return;

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Rename Collection"), NULL));
  gtk_editable_set_text (GTK_EDITABLE (entry), rh_collection_get_name (collection));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "rename", _ ("_Rename"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "rename", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "rename");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data (G_OBJECT (dialog), "entry", entry);
  adw_dialog_set_focus (ADW_DIALOG (dialog), entry);
  adw_alert_dialog_choose (dialog, widget, NULL, renamed_cb, g_object_ref (collection));
}

static void
try_practice (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);

  rh_window_begin (self, "Practice");
  rh_collection_page_offer_connect (self->page);
}

static void
connect_own (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);

  rh_window_begin (self, "Staging");
  rh_collection_page_connect (self->page);
}

static void
get_started (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rh_window_guide_open (RH_WINDOW (widget));
}

/* Whatever the window shows: where there is no collection yet, it begins with the starter. */
static void
new_request (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);

  if (self->page == NULL)
    rh_window_begin (self, "Practice");
  rh_collection_page_new_request (self->page);
}

static void
help (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rh_window_help_open (RH_WINDOW (widget),
                       parameter == NULL ? NULL : g_variant_get_string (parameter, NULL));
}

static void
restore_size (RhWindow *self)
{
  GSettings *settings = rh_settings_get ();

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (settings, RH_SETTINGS_WINDOW_WIDTH),
                               g_settings_get_int (settings, RH_SETTINGS_WINDOW_HEIGHT));
  if (g_settings_get_boolean (settings, RH_SETTINGS_WINDOW_MAXIMIZED))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
restore_own_size (RhWindow *self)
{
  if (self->state->width < 360 || self->state->height < 294)
    restore_size (self);
  else
    gtk_window_set_default_size (GTK_WINDOW (self), self->state->width, self->state->height);
  if (self->state->maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  else
    gtk_window_unmaximize (GTK_WINDOW (self));
}

/* --- Closing ------------------------------------------------------------------------------------
 */

/* Nobody else shows it; what is in the app's own data stays, since a new window begins with it. */
static gboolean
is_last_of (RhWindow *self, RhCollection *collection)
{
  if (self->application == NULL || collection == NULL
      || rh_collection_get_folder (collection) == NULL)
    return FALSE;

  for (GList *windows = gtk_application_get_windows (self->application); windows != NULL;
       windows = windows->next)
    if (windows->data != self && RH_IS_WINDOW (windows->data)
        && rh_window_get_collection (windows->data) == collection)
      return FALSE;

  return TRUE;
}

/* What writes itself is written, or somebody says that it need not be. */
static gboolean
may_close (RhWindow *self)
{
  RhCollection *collection = rh_window_get_collection (self);
  RhCollectionStore *store
      = collection == NULL
            ? NULL
            : rh_collections_get_store (rh_workspace_get_open (self->workspace), collection);
  g_autoptr (GError) error = NULL;

  if (self->closing || store == NULL || !is_last_of (self, collection)
      || (rh_collection_store_flush (store, &error)
          && rh_workspace_flush_drafts (self->workspace, &error)))
    return TRUE;

  if (self->question == NULL)
    g_set_weak_pointer (&self->question,
                        rh_unsaved_dialog_ask (GTK_WIDGET (self), error,
                                               rh_workspace_flush_drafts (self->workspace, NULL),
                                               (RhUnsavedFunc) rh_window_close_anyway,
                                               G_OBJECT (self)));
  return FALSE;
}

static gboolean
rh_window_close_request (GtkWindow *window)
{
  GSettings *settings = rh_settings_get ();
  int width;
  int height;

  if (!may_close (RH_WINDOW (window)))
    return GDK_EVENT_STOP;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, RH_SETTINGS_WINDOW_WIDTH, MAX (width, 360));
  g_settings_set_int (settings, RH_SETTINGS_WINDOW_HEIGHT, MAX (height, 294));
  g_settings_set_boolean (settings, RH_SETTINGS_WINDOW_MAXIMIZED, gtk_window_is_maximized (window));

  return GTK_WINDOW_CLASS (rh_window_parent_class)->close_request (window);
}

static void
rh_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhWindow *self = RH_WINDOW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_WIDE:
      g_value_set_boolean (value, self->wide);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A toast stands above the bar that a narrow window has at its bottom. */
static void
set_narrow (RhWindow *self, gboolean narrow)
{
  self->narrow = narrow;
  rh_css_class_set (GTK_WIDGET (self->toasts), "above-bar", narrow);
}

static void
rh_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhWindow *self = RH_WINDOW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_WIDE:
      self->wide = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* One that cannot be written stays open: opened again, everything is as it was left. */
static void
close_collection (RhWorkspace *workspace, RhCollection *collection)
{
  g_autoptr (GError) error = NULL;

  if (!rh_collections_close (rh_workspace_get_open (workspace), collection, &error))
    g_message ("“%s” is not closed: %s", rh_collection_get_name (collection), error->message);
}

/* The collection last: its pages and dialogs may write what they hold when they go. */
static void
rh_window_dispose (GObject *object)
{
  RhWindow *self = RH_WINDOW (object);
  g_autoptr (RhWorkspace) workspace = g_steal_pointer (&self->workspace);
  g_autoptr (RhCollection) collection = NULL;

  if (is_last_of (self, rh_window_get_collection (self)))
    collection = g_object_ref (rh_window_get_collection (self));

  self->page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_WINDOW);
  g_clear_weak_pointer (&self->application);
  g_clear_weak_pointer (&self->question);
  g_clear_pointer (&self->state, rh_session_window_unref);

  G_OBJECT_CLASS (rh_window_parent_class)->dispose (object);
  if (collection != NULL)
    close_collection (workspace, collection);
}

static void
rh_window_class_init (RhWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_window_dispose;
  object_class->get_property = rh_window_get_property;
  object_class->set_property = rh_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = rh_window_close_request;

  properties[PROP_NARROW]
      = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_WIDE]
      = g_param_spec_boolean ("wide", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_FILLED] = g_signal_new ("filled", RH_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/window/rh-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RhWindow, toasts);

  gtk_widget_class_install_action (widget_class, "win.try-practice", NULL, try_practice);
  gtk_widget_class_install_action (widget_class, "win.connect-own", NULL, connect_own);
  gtk_widget_class_install_action (widget_class, "win.get-started", NULL, get_started);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help);
  gtk_widget_class_install_action (widget_class, RH_HELP_ACTION, "s", help);
  gtk_widget_class_install_action (widget_class, "win.new-request", NULL, new_request);
  gtk_widget_class_install_action (widget_class, "win.connect-with", "s", connect_with);
  gtk_widget_class_install_action (widget_class, "win.define-variable", "s", define_variable);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_collection);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "win.new-collection", NULL, new_collection);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "win.rename-collection", NULL, rename_collection);
  for (gsize i = 0; i < G_N_ELEMENTS (page_actions); i++)
    gtk_widget_class_install_action (widget_class, page_actions[i].action, NULL, run_page_action);
}

/* The focus comes back from a dialog. An entry takes that for a wish to type anew and selects all
 * of its text: the next key would replace the URL. */
static void
visible_dialog_cb (RhWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL
      && GTK_IS_TEXT (focus))
    gtk_editable_set_position (GTK_EDITABLE (focus), -1);
}

/* Somebody comes back, perhaps from an editor. */
static void
active_cb (RhWindow *self)
{
  if (self->page != NULL && rh_collection_page_get_collection (self->page) != NULL
      && gtk_window_is_active (GTK_WINDOW (self)))
    rh_collection_page_refresh (self->page);
}

static void
rh_window_init (RhWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (visible_dialog_cb), NULL);
  rh_window_help_watch (self);
  rh_window_files_accept_drops (self, GTK_WIDGET (self->toasts));
}

/* After the first frame: a window that is there soon beats one that is there complete. */
static void
begin_soon (RhWindow *self)
{
  self->beginning = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, begin_cb, g_object_ref (self), g_object_unref);
}

static RhWindow *
new_window (AdwApplication *application, RhWorkspace *workspace)
{
  RhWindow *self = g_object_new (RH_TYPE_WINDOW, NULL);

  self->workspace = g_object_ref (workspace);
  g_set_weak_pointer (&self->application, GTK_APPLICATION (application));
  gtk_window_set_application (GTK_WINDOW (self), GTK_APPLICATION (application));
  return self;
}

RhWindow *
rh_window_new (AdwApplication *application, RhWorkspace *workspace)
{
  RhWindow *self;
  g_autoptr (RhCollection) first = NULL;

  g_return_val_if_fail (ADW_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);

  self = new_window (application, workspace);
  restore_size (self);
  first = g_list_model_get_item (rh_workspace_get_collections (workspace), 0);
  if (first != NULL)
    show_collection (self, first);
  else if (rh_collections_has_files (rh_workspace_get_open (workspace)))
    show_page (self);
  else
    {
      show_welcome (self);
      return self;
    }

  begin_soon (self);
  return self;
}

RhWindow *
rh_window_new_for_collection (AdwApplication *application,
                              RhWorkspace *workspace,
                              RhCollection *collection)
{
  RhWindow *self;

  g_return_val_if_fail (ADW_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  self = new_window (application, workspace);
  restore_size (self);
  show_collection (self, collection);
  return self;
}

RhWindow *
rh_window_new_restored (AdwApplication *application, RhWorkspace *workspace, RhSessionWindow *state)
{
  RhWindow *self;

  g_return_val_if_fail (ADW_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (state != NULL, NULL);

  self = new_window (application, workspace);
  self->state = state;
  restore_own_size (self);
  show_page (self);
  begin_soon (self);
  return self;
}

RhWorkspace *
rh_window_get_workspace (RhWindow *self)
{
  g_return_val_if_fail (RH_IS_WINDOW (self), NULL);

  return self->workspace;
}

RhCollection *
rh_window_get_collection (RhWindow *self)
{
  g_return_val_if_fail (RH_IS_WINDOW (self), NULL);

  return self->page == NULL ? NULL : rh_collection_page_get_collection (self->page);
}

static RhWindow *
find_window (RhWindow *self, RhCollection *collection)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *windows = gtk_application_get_windows (application); windows != NULL;
       windows = windows->next)
    if (RH_IS_WINDOW (windows->data) && rh_window_get_collection (windows->data) == collection)
      return windows->data;

  return NULL;
}

static void
note_recent (RhWindow *self)
{
  RhCollection *collection = rh_window_get_collection (self);
  GFile *folder = rh_collection_get_folder (collection);
  g_autofree char *uri = folder == NULL ? NULL : g_file_get_uri (folder);

  if (uri != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.note-recent", "(ss)", uri,
                                rh_collection_get_name (collection));
}

RhWindow *
rh_window_show (RhWindow *self, RhCollection *collection)
{
  RhWindow *window;

  g_return_val_if_fail (RH_IS_WINDOW (self), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  window = find_window (self, collection);
  if (window == NULL && self->page == NULL)
    window = self;
  if (window == NULL)
    {
      window = new_window (ADW_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))),
                           self->workspace);
      restore_size (window);
    }
  if (window->page == NULL)
    {
      show_collection (window, collection);
      rh_collection_page_open_first (window->page);
    }

  note_recent (window);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

void
rh_window_begin (RhWindow *self, const char *environment)
{
  g_return_if_fail (RH_IS_WINDOW (self));
  g_return_if_fail (environment != NULL);

  show_collection (self, rh_workspace_get_starter (self->workspace));
  rh_collection_page_open_first (self->page);
  rh_collection_page_set_environment (self->page, environment);
}

void
rh_window_close_anyway (RhWindow *self)
{
  AdwDialog *dialog;

  g_return_if_fail (RH_IS_WINDOW (self));

  self->closing = TRUE;
  /* else only the topmost one closes, and the window stays */
  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)))
         != NULL)
    adw_dialog_force_close (dialog);
  gtk_window_close (GTK_WINDOW (self));
}

RhCollectionPage *
rh_window_get_page (RhWindow *self)
{
  g_return_val_if_fail (RH_IS_WINDOW (self), NULL);

  return self->page;
}

gboolean
rh_window_is_beginning (RhWindow *self)
{
  g_return_val_if_fail (RH_IS_WINDOW (self), FALSE);

  return self->beginning;
}

RhSessionWindow *
rh_window_save (RhWindow *self)
{
  RhSessionWindow *state;

  g_return_val_if_fail (RH_IS_WINDOW (self), NULL);

  if (self->page == NULL)
    return self->state == NULL ? NULL : rh_session_window_ref (self->state);

  state = rh_session_window_new ();
  gtk_window_get_default_size (GTK_WINDOW (self), &state->width, &state->height);
  state->maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  rh_page_session_save (self->page, state);
  return state;
}
