/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: the ways to begin, or one collection in one environment. */
#define G_LOG_DOMAIN "rh-window"

#include "config.h"

#include "window/rh-window.h"

#include "common/rh-settings.h"
#include "window/rh-collection-page.h"
#include "window/rh-welcome-page.h"

struct _RhWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;

  /* Owned */
  RhWorkspace *workspace;

  /* Borrowed */
  RhCollectionPage *page; /* NULL while there is no collection in it */

  /* Plain */
  gboolean narrow;
  gboolean wide;
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_WIDE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

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
  { "win.go-to", rh_collection_page_go_to },
  { "win.environment", rh_collection_page_choose_environment },
  { "win.edit-environments", rh_collection_page_edit_environments },
  { "win.connect", rh_collection_page_connect },
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

static gboolean
begin_cb (gpointer user_data)
{
  RhWindow *self = user_data;

  /* Not if the window has gone or something was opened by hand meanwhile. */
  if (self->page == NULL && self->workspace != NULL)
    read_collections (self);
  if (self->page != NULL && rh_collection_page_get_tab (self->page) == NULL)
    rh_collection_page_open_first (self->page);
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
define_variable (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);

  if (self->page != NULL)
    rh_collection_page_define_variable (self->page, g_variant_get_string (parameter, NULL));
}

static void
try_practice (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);

  show_collection (self, rh_workspace_get_starter (self->workspace));
  rh_collection_page_open_first (self->page);
  rh_collection_page_set_environment (self->page, "Practice");
  rh_collection_page_offer_connect (self->page);
}

static void
connect_own (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhWindow *self = RH_WINDOW (widget);

  show_collection (self, rh_workspace_get_starter (self->workspace));
  rh_collection_page_open_first (self->page);
  rh_collection_page_set_environment (self->page, "Staging");
  rh_collection_page_connect (self->page);
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

static gboolean
rh_window_close_request (GtkWindow *window)
{
  GSettings *settings = rh_settings_get ();
  int width;
  int height;

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

static void
rh_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhWindow *self = RH_WINDOW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
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

static void
rh_window_dispose (GObject *object)
{
  RhWindow *self = RH_WINDOW (object);

  self->page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_WINDOW);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_window_parent_class)->dispose (object);
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/window/rh-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RhWindow, toasts);

  gtk_widget_class_install_action (widget_class, "win.try-practice", NULL, try_practice);
  gtk_widget_class_install_action (widget_class, "win.connect-own", NULL, connect_own);
  gtk_widget_class_install_action (widget_class, "win.define-variable", "s", define_variable);
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

static void
rh_window_init (RhWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (visible_dialog_cb), NULL);
}

RhWindow *
rh_window_new (AdwApplication *application, RhWorkspace *workspace)
{
  RhWindow *self;
  g_autoptr (RhCollection) first = NULL;

  g_return_val_if_fail (ADW_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (RH_TYPE_WINDOW, "application", application, NULL);
  self->workspace = g_object_ref (workspace);
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

  /* After the first frame: a window that is there soon beats one that is there complete. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, begin_cb, g_object_ref (self), g_object_unref);
  return self;
}
