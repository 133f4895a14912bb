/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of the program: what was done last is kept. */
#include "config.h"

#include "lib/rh-fake-opener.h"
#include "secret/rh-libsecret-keyring.h"
#include "ui/rh-ui-fixture.h"
#include "workspace/rh-starter.h"

typedef struct
{
  RhApplication *application;
  RhWorkspace *workspace;
  RhKeyring *keyring;
  GFile *scratch;
  GFile *kept; /* the keyring's items */
} App;

/* One that takes its time, as the system's does: with one in memory all is done before the end. */
static RhKeyring *
open_keyring (App *app)
{
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", g_file_peek_path (app->kept), TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  return rh_libsecret_keyring_new (app->scratch);
}

static App
app_new (void)
{
  App app = { NULL };
  g_autoptr (RhUriOpener) opener = RH_URI_OPENER (rh_fake_opener_new (RH_FAKE_OPENER_FAILS));
  g_autoptr (GListStore) services = g_list_store_new (G_TYPE_OBJECT);
  g_autofree char *path = g_dir_make_tmp ("rehearsal-quit-XXXXXX", NULL);
  g_autoptr (GFile) data = NULL;
  g_autoptr (GFile) state = NULL;

  app.scratch = g_file_new_for_path (path);
  app.kept = g_file_get_child (app.scratch, "test.keyring");
  app.keyring = open_keyring (&app);
  data = g_file_get_child (app.scratch, "data");
  state = g_file_get_child (app.scratch, "state");
  app.workspace = rh_workspace_new (app.keyring, opener, data, state, G_LIST_MODEL (services));
  app.application = rh_application_new ();
  g_application_set_flags (G_APPLICATION (app.application), G_APPLICATION_NON_UNIQUE);
  rh_application_set_workspace (app.application, app.workspace);
  return app;
}

static void
app_clear (App *app)
{
  g_object_unref (app->application);
  g_object_unref (app->workspace);
  g_object_unref (app->keyring);
  rh_ui_delete (app->scratch);
  g_object_unref (app->scratch);
  g_object_unref (app->kept);
}

/* A response sets a cookie, and nobody waits. */
static gboolean
set_cookie_and_quit_cb (gpointer user_data)
{
  App *app = user_data;
  RhCollection *collection = rh_workspace_get_starter (app->workspace);
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  g_autoptr (RhUrl) url = rh_url_parse_http ("https://a.example/", NULL);
  RhCookieJar *jar = rh_workspace_get_cookie_jar (app->workspace, collection, environment, "");

  g_assert_true (
      rh_workspace_set_keeps_cookies (app->workspace, collection, environment, "", TRUE, NULL));
  rh_cookie_jar_take (jar, "last=1", url, g_get_real_time () / G_USEC_PER_SEC);
  g_action_group_activate_action (G_ACTION_GROUP (app->application), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
activated_cb (App *app)
{
  g_idle_add (set_cookie_and_quit_cb, app);
}

static void
test_last_cookies_are_kept (void)
{
  App app = app_new ();

  g_signal_connect_data (app.application, "activate", G_CALLBACK (activated_cb), &app, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_assert_cmpint (g_application_run (G_APPLICATION (app.application), 0, NULL), ==, 0);
  /* Now, and not after more turns of the main loop, which no program has. */
  g_assert_true (g_file_query_exists (app.kept, NULL));
  app_clear (&app);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/quit/last-cookies-are-kept", test_last_cookies_are_kept);

  return g_test_run ();
}
