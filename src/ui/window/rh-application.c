/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: one process, its actions, its workspace. */
#define G_LOG_DOMAIN "rh-application"

#include "config.h"

#include "window/rh-application.h"

#include "common/rh-code-style.h"
#include "common/rh-gtk-uri-opener.h"
#include "common/rh-settings.h"
#include "preferences/rh-preferences-dialog.h"
#include "window/rh-desktop-calls.h"
#include "window/rh-recent.h"
#include "window/rh-session-keeper.h"
#include "window/rh-shortcuts-dialog.h"
#include "window/rh-startup-probe.h"
#include "window/rh-unsaved-dialog.h"
#include "window/rh-window-files.h"
#include "window/rh-window.h"
#include "workspace/rh-user-workspace.h"

#include <glib/gi18n.h>

#define SAY_WHEN_READY "say-when-ready"

struct _RhApplication
{
  AdwApplication parent_instance;

  /* Owned */
  RhWorkspace *workspace;
  RhDesktopCalls *calls;
  RhSessionKeeper *session; /* NULL before the first window */
  RhRecent *recent;         /* likewise */

  /* Borrowed */
  AdwDialog *question; /* whether to quit on what is not saved; NULL */

  /* Plain */
  gboolean waiting; /* what was done last is still being kept */
  gboolean say_when_ready;
};

G_DEFINE_FINAL_TYPE (RhApplication, rh_application, ADW_TYPE_APPLICATION)

typedef struct
{
  const char *action;
  const char *keys[4];
} Accelerators;

static const Accelerators accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "app.new-window", { "<Control>n" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.shortcuts", { "<Control>question", "<Control>slash" } },
  { "app.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "app.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
  { "app.zoom-reset", { "<Control>0", "<Control>KP_0" } },
  { "window.close", { "<Control><Shift>w", "<Alt>F4" } },
  { "win.open", { "<Control>o" } },
  { "win.import", { "<Control><Shift>o" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.export", { "<Control><Shift>p" } },
  { "win.new-tab", { "<Control>t" } },
  { "win.close-tab", { "<Control>w" } },
  { "win.reopen-tab", { "<Control><Shift>t" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.filter", { "<Control><Shift>f" } },
  { "win.focus-url", { "<Control>l" } },
  { "win.send", { "<Control>Return", "F5", "<Control>KP_Enter" } },
  { "win.next-page", { "<Alt>Right" } },
  { "win.next-layout", { "<Control>j" } },
  { "win.go-to", { "<Control>k" } },
  { "win.help", { "F1" } },
  { "win.get-started", { "<Shift>F1" } },
  { "win.environment", { "<Control>e" } },
  { "win.edit-environments", { "<Control><Shift>e" } },
  { "win.cookies", { "<Control><Shift>k" } },
};

static void
update_theme (RhApplication *self)
{
  g_autofree char *theme = g_settings_get_string (rh_settings_get (), RH_SETTINGS_THEME);
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (theme, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (theme, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)),
                                      scheme);
}

static guint
get_count (const char *key)
{
  return (guint) MAX (g_settings_get_int (rh_settings_get (), key), 0);
}

static void
update_history (RhApplication *self)
{
  const RhHistoryLimits limits = {
    .enabled = g_settings_get_boolean (rh_settings_get (), RH_SETTINGS_HISTORY),
    .max_entries = get_count (RH_SETTINGS_HISTORY_ENTRIES),
    .max_days = get_count (RH_SETTINGS_HISTORY_DAYS),
    .max_size = (guint64) get_count (RH_SETTINGS_HISTORY_MEGABYTES) * 1000 * 1000,
  };

  rh_workspace_set_history_limits (self->workspace, &limits);
}

static void
watch_history (RhApplication *self)
{
  static const char *const signals[] = {
    "changed::" RH_SETTINGS_HISTORY,
    "changed::" RH_SETTINGS_HISTORY_ENTRIES,
    "changed::" RH_SETTINGS_HISTORY_DAYS,
    "changed::" RH_SETTINGS_HISTORY_MEGABYTES,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (rh_settings_get (), signals[i], G_CALLBACK (update_history), self,
                             G_CONNECT_SWAPPED);
  update_history (self);
}

static GtkWidget *
active_window (gpointer application)
{
  return GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (application)));
}

static void
open_window (RhApplication *self)
{
  gtk_window_present (GTK_WINDOW (rh_window_new (ADW_APPLICATION (self), self->workspace)));
}

static gboolean
end_ahead_cb (gpointer user_data)
{
  RhApplication *self = user_data;

  rh_collections_end_ahead (rh_workspace_get_open (self->workspace));
  return G_SOURCE_REMOVE;
}

/* Once: what comes later is for windows, and tests have none of it. */
static void
begin (RhApplication *self)
{
  rh_workspace_keep_drafts (self->workspace);
  self->recent
      = rh_recent_new (GTK_APPLICATION (self), rh_workspace_get_state_dir (self->workspace));
  self->session = rh_session_keeper_new (ADW_APPLICATION (self), self->workspace);
  if (!rh_session_keeper_restore (self->session))
    open_window (self);
  if (self->say_when_ready)
    rh_startup_probe_watch (RH_WINDOW (active_window (self)));
  /* When the windows have begun, which is at a higher priority. */
  g_idle_add_full (G_PRIORITY_LOW, end_ahead_cb, g_object_ref (self), g_object_unref);
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_window (user_data);
}

/* Not g_application_quit(): windows note their size when they close. */
static void
quit (RhApplication *self)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  if (self->session != NULL)
    rh_session_keeper_finish (self->session);
  for (GList *window = windows; window != NULL; window = window->next)
    if (RH_IS_WINDOW (window->data))
      rh_window_close_anyway (window->data);
    else
      gtk_window_close (window->data);
  g_list_free (windows);
}

/* Drafts are kept by then, whatever is answered, or it is said that they are not. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhApplication *self = RH_APPLICATION (user_data);
  GtkWidget *window = active_window (self);
  g_autoptr (GError) error = NULL;

  if (rh_workspace_flush (self->workspace, &error) || window == NULL)
    quit (self);
  else if (self->question == NULL)
    g_set_weak_pointer (&self->question,
                        rh_unsaved_dialog_ask (window, error,
                                               rh_workspace_flush_drafts (self->workspace, NULL),
                                               (RhUnsavedFunc) quit, G_OBJECT (self)));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhApplication *self = user_data;

  adw_dialog_present (rh_preferences_dialog_new (self->workspace), active_window (self));
}

static void
network_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhApplication *self = user_data;
  AdwDialog *dialog = rh_preferences_dialog_new (self->workspace);

  rh_preferences_dialog_show_network (RH_PREFERENCES_DIALOG (dialog));
  adw_dialog_present (dialog, active_window (self));
}

static void
clear_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhApplication) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "clear"))
    rh_workspace_clear_history (self->workspace);
}

static void
clear_history_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("Clear History?"), _ ("What was kept of the requests of all collections is deleted for "
                               "good. The requests themselves stay.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "clear", _ ("C_lear"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "clear", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, active_window (user_data), NULL, clear_answered_cb,
                           g_object_ref (user_data));
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_dialog_present (rh_shortcuts_dialog_new (GTK_APPLICATION (user_data)),
                      active_window (user_data));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwDialog *dialog = adw_about_dialog_new ();
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (dialog);

  adw_about_dialog_set_application_name (about, _ ("Rehearsal"));
  adw_about_dialog_set_application_icon (about, RH_APP_ID);
  adw_about_dialog_set_version (about, RH_VERSION);
  adw_about_dialog_set_developer_name (about, _ ("The Rehearsal maintainers"));
  adw_about_dialog_set_copyright (about, _ ("© 2026 The Rehearsal maintainers"));
  adw_about_dialog_set_license_type (about, GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_comments (about, _ ("Gets an OAuth 2.0 integration right before it goes "
                                           "live.\n\nNot affiliated with Pleo."));
  /* Translators: put your names here, one a line. */
  adw_about_dialog_set_translator_credits (about, _ ("translator-credits"));

  adw_dialog_present (dialog, active_window (user_data));
}

static void
zoom_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhCodeStyle *style = rh_code_style_get_default ();
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "zoom-in"))
    rh_code_style_zoom_in (style);
  else if (g_str_equal (name, "zoom-out"))
    rh_code_style_zoom_out (style);
  else
    rh_code_style_zoom_reset (style);
}

static int
rh_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  RhApplication *self = RH_APPLICATION (application);

  self->say_when_ready = g_variant_dict_contains (options, SAY_WHEN_READY);

  return G_APPLICATION_CLASS (rh_application_parent_class)
      ->handle_local_options (application, options);
}

static void
make_workspace (RhApplication *self)
{
  g_autoptr (RhUriOpener) opener = rh_gtk_uri_opener_new (GTK_APPLICATION (self));

  self->workspace = rh_user_workspace_new (opener);
  rh_session_keeper_read_ahead (self->workspace);
}

static void
rh_application_startup (GApplication *application)
{
  RhApplication *self = RH_APPLICATION (application);
  g_autoptr (GAction) layout = NULL;

  /* First, so that files are read while GTK starts. */
  if (self->workspace == NULL)
    make_workspace (self);

  G_APPLICATION_CLASS (rh_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (RH_APP_ID);
  /* A text that can be selected looks the same with the focus on it; Ctrl+A selects it. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           accelerators[i].keys);
  layout = g_settings_create_action (rh_settings_get (), RH_SETTINGS_LAYOUT);
  g_action_map_add_action (G_ACTION_MAP (self), layout);
  g_signal_connect_object (rh_settings_get (), "changed::" RH_SETTINGS_THEME,
                           G_CALLBACK (update_theme), self, G_CONNECT_SWAPPED);
  update_theme (self);

  watch_history (self);
}

static void
rh_application_activate (GApplication *application)
{
  RhApplication *self = RH_APPLICATION (application);
  GtkWidget *window = active_window (application);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else if (self->session == NULL)
    begin (self);
  else
    open_window (self);
}

static void
rh_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (all, g_object_ref (files[i]));
  rh_desktop_calls_open (RH_APPLICATION (application)->calls, all);
}

static void
rh_application_window_added (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (rh_application_parent_class)->window_added (application, window);

  if (RH_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (window), "devel");
  if (RH_IS_WINDOW (window))
    g_signal_connect_after (window, "map", G_CALLBACK (rh_window_files_show_service_problems),
                            NULL);
}

/* --- The last writes ----------------------------------------------------------------------------
 */

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhApplication) self = user_data;

  rh_workspace_settle_finish (RH_WORKSPACE (source), result);
  self->waiting = FALSE;
  g_application_release (G_APPLICATION (self));
}

/* With its last window the program ends, unless somebody holds it. */
static void
rh_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  RhApplication *self = RH_APPLICATION (application);
  GList *windows = gtk_application_get_windows (application);

  if (windows != NULL && windows->next == NULL && !self->waiting)
    {
      g_application_hold (G_APPLICATION (self));
      self->waiting = TRUE;
      rh_workspace_settle_async (self->workspace, RH_WORKSPACE_LAST_WAIT, settled_cb,
                                 g_object_ref (self));
    }

  GTK_APPLICATION_CLASS (rh_application_parent_class)->window_removed (application, window);
}

static void
rh_application_shutdown (GApplication *application)
{
  RhApplication *self = RH_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (!rh_workspace_flush (self->workspace, &error))
    g_warning ("The last changes could not be kept: %s", error->message);

  G_APPLICATION_CLASS (rh_application_parent_class)->shutdown (application);
}

static void
rh_application_dispose (GObject *object)
{
  RhApplication *self = RH_APPLICATION (object);

  g_clear_weak_pointer (&self->question);
  g_clear_object (&self->calls);
  g_clear_object (&self->recent);
  g_clear_object (&self->session);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_application_parent_class)->dispose (object);
}

static void
rh_application_class_init (RhApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_application_dispose;

  application_class->handle_local_options = rh_application_handle_local_options;
  application_class->startup = rh_application_startup;
  application_class->activate = rh_application_activate;
  application_class->open = rh_application_open;
  application_class->shutdown = rh_application_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_added = rh_application_window_added;
  GTK_APPLICATION_CLASS (klass)->window_removed = rh_application_window_removed;
}

static void
rh_application_init (RhApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_cb },
    { .name = "new-window", .activate = new_window_cb },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "network", .activate = network_cb },
    { .name = "clear-history", .activate = clear_history_cb },
    { .name = "shortcuts", .activate = shortcuts_cb },
    { .name = "about", .activate = about_cb },
    { .name = "zoom-in", .activate = zoom_cb },
    { .name = "zoom-out", .activate = zoom_cb },
    { .name = "zoom-reset", .activate = zoom_cb },
  };

  static const GOptionEntry options[] = {
    /* For tests/bench, so not translated. */
    { .long_name = SAY_WHEN_READY,
      .flags = G_OPTION_FLAG_HIDDEN,
      .arg = G_OPTION_ARG_NONE,
      .description = "Print when the window is seen and when it can be used" },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  /* Translators: what may be named on the command line: folders of collections */
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FOLDER…]"));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->calls = rh_desktop_calls_new (G_APPLICATION (self));
}

RhApplication *
rh_application_new (void)
{
  return g_object_new (RH_TYPE_APPLICATION, "application-id", RH_APP_ID, "resource-base-path",
                       RH_RESOURCE_PATH, "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}

void
rh_application_set_workspace (RhApplication *self, RhWorkspace *workspace)
{
  g_return_if_fail (RH_IS_APPLICATION (self));
  g_return_if_fail (!g_application_get_is_registered (G_APPLICATION (self)));

  g_set_object (&self->workspace, workspace);
}
