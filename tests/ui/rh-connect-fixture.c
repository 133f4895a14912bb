/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with the header button over a real workspace. */
#include "config.h"

#include "ui/rh-connect-fixture.h"

#include "connection/rh-secret-row.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "text/rh-codec.h"
#include "ui/rh-gtk-quirks.h"

#include <glib/gstdio.h>
#include <string.h>

#define TIMEOUT_SECONDS 90

static void
notice_cb (RhConnectFixture *self, const char *text)
{
  g_string_append_printf (self->notices, "%s\n", text);
}

static gboolean G_GNUC_NORETURN
timed_out_cb (gpointer user_data)
{
  g_error ("waited %d s for nothing", TIMEOUT_SECONDS);
}

guint
rh_widget_start_wait (void)
{
  return g_timeout_add_seconds (TIMEOUT_SECONDS, timed_out_cb, NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

static char *home;

/* The user's folders are the test's own. The system's stay: icons and schemas are there, which
 * G_TEST_OPTION_ISOLATE_DIRS would hide. */
static void
isolate_home (void)
{
  static const char *const variables[]
      = { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME" };

  home = g_dir_make_tmp ("rehearsal-home-XXXXXX", NULL);
  g_assert_nonnull (home);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], home, TRUE);
}

void
rh_connect_test_init (int *argc, char ***argv)
{
  isolate_home ();
  g_test_init (argc, argv, NULL);
  rh_gtk_quirks_install ();
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    RH_RESOURCE_PATH "/icons");
}

int
rh_connect_test_run (void)
{
  int status = g_test_run ();

  remove_tree (home);
  g_clear_pointer (&home, g_free);

  return status;
}

static void
start_workspace (RhConnectFixture *self)
{
  g_autoptr (GFile) data = g_file_new_build_filename (self->folder, "data", NULL);
  g_autoptr (GFile) state = g_file_new_build_filename (self->folder, "state", NULL);
  g_autoptr (GListModel) services = rh_service_load_all (RH_RESOURCE_PATH "/services");

  self->keyring = rh_memory_keyring_new ();
  self->workspace
      = rh_workspace_new (self->keyring, RH_URI_OPENER (self->opener), data, state, services);
  rh_workspace_set_clock (self->workspace, &self->clock.clock);
  rh_workspace_set_practice (self->workspace, self->practice.server);
  self->collection = g_object_ref (rh_workspace_get_starter (self->workspace));
}

static void
open_window (RhConnectFixture *self)
{
  GtkWidget *content = adw_toolbar_view_new ();
  GtkWidget *header_bar = adw_header_bar_new ();

  self->button = g_object_new (RH_TYPE_CONNECTION_BUTTON, NULL);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header_bar), GTK_WIDGET (self->button));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (content), header_bar);
  g_signal_connect_swapped (self->button, "notice", G_CALLBACK (notice_cb), self);
  rh_connection_button_set_collection (self->button, self->workspace, self->collection);
  rh_connection_button_set_environment (self->button,
                                        rh_connection_get_environment (self->connection));

  self->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (self->window, 900, 700);
  adw_window_set_content (ADW_WINDOW (self->window), content);
  gtk_window_present (self->window);
  rh_widget_wait (gtk_widget_get_mapped (GTK_WIDGET (self->button)));
}

void
rh_connect_fixture_set_up (RhConnectFixture *self, RhFakeOpenerMode mode)
{
  static const char *const redirect_uris[] = { RH_CONNECT_REDIRECT_URI, NULL };
  RhPracticeOptions options = { .redirect_uris = redirect_uris };
  g_autoptr (GError) error = NULL;
  RhEnvironment *staging;

  self->folder = g_dir_make_tmp ("rehearsal-ui-XXXXXX", &error);
  g_assert_no_error (error);
  self->notices = g_string_new (NULL);
  rh_fake_clock_init (&self->clock);
  rh_practice_driver_start (&self->practice, &options);
  self->opener = rh_fake_opener_new (mode);
  start_workspace (self);

  staging = rh_collection_get_environment (self->collection, "Staging");
  self->connection = rh_workspace_get_connection (self->workspace, self->collection, staging);
  open_window (self);
}

void
rh_connect_fixture_tear_down (RhConnectFixture *self)
{
  gtk_window_destroy (self->window);
  rh_connection_cancel_connect (self->connection);
  rh_test_drain ();
  g_clear_object (&self->connection);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);
  g_clear_object (&self->keyring);
  g_clear_object (&self->opener);
  rh_practice_driver_stop (&self->practice);
  g_string_free (self->notices, TRUE);
  remove_tree (self->folder);
  g_free (self->folder);
}

static void
set_url (RhConnectFixture *self, const char *field, const char *path)
{
  g_autofree char *url = g_strdup_printf ("http://localhost:%u%s", self->practice.port, path);

  rh_connection_set_setting (self->connection, field, url);
}

void
rh_connect_fixture_set_up_staging (RhConnectFixture *self, const char *redirect_uri)
{
  set_url (self, RH_OAUTH_AUTHORIZATION_URL, "/oauth/authorize");
  set_url (self, RH_OAUTH_TOKEN_URL, "/oauth/token");
  set_url (self, RH_OAUTH_REVOCATION_URL, "/oauth/revoke");
  set_url (self, "api", "");
  rh_connection_set_setting (self->connection, RH_OAUTH_ISSUER, "");
  rh_connection_set_setting (self->connection, RH_OAUTH_CLIENT_ID, RH_PRACTICE_CLIENT_ID);
  rh_connection_set_setting (self->connection, RH_OAUTH_REDIRECT_URI, redirect_uri);
}

char *
rh_connect_fixture_answer (RhConnectFixture *self, const char *decision)
{
  const char *target = strstr (rh_fake_opener_get_uri (self->opener), "/oauth/authorize");
  g_autofree char *page = rh_practice_driver_ask (&self->practice, "GET", target, "", NULL);
  g_autofree char *answer = rh_practice_driver_click (&self->practice, page, decision);
  const char *location = strstr (answer, "Location: ");

  g_assert_nonnull (location);
  location += strlen ("Location: ");

  return g_strndup (location, strcspn (location, "\r"));
}

GtkWidget *
rh_connect_fixture_get_dialog (RhConnectFixture *self)
{
  return GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window)));
}

GtkWidget *
rh_connect_fixture_open_connect (RhConnectFixture *self)
{
  rh_connection_button_open_connect (self->button);
  rh_test_drain ();

  return rh_connect_fixture_get_dialog (self);
}

gpointer
rh_widget_child (gpointer widget, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);

  return child;
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (text == NULL)
    return TRUE;
  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), text) == 0;
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0)
    return TRUE;
  if (GTK_IS_BUTTON (widget))
    return rh_widget_find (widget, GTK_TYPE_LABEL, text) != NULL;

  return FALSE;
}

gpointer
rh_widget_find (gpointer root, GType type, const char *text)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = NULL;

      if (!gtk_widget_get_visible (child))
        continue;
      if (g_type_is_a (G_OBJECT_TYPE (child), type) && has_text (child, text))
        return child;

      found = rh_widget_find (child, type, text);
      if (found != NULL)
        return found;
    }

  return NULL;
}

void
rh_widget_click (gpointer button)
{
  g_assert_true (GTK_IS_BUTTON (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  rh_test_drain ();
}

void
rh_widget_type (gpointer editable, const char *text)
{
  g_assert_true (gtk_widget_is_sensitive (editable));
  gtk_editable_set_text (editable, text);
}

const char *
rh_widget_text (gpointer editable)
{
  return RH_IS_SECRET_ROW (editable) ? rh_secret_row_peek (editable)
                                     : gtk_editable_get_text (editable);
}
