/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhLibsecretKeyring on a session bus without a keyring service, and with one that never answers.
 */
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "secret/rh-libsecret-keyring.h"
#include "secret/rh-session-keyring.h"

#define SERVICE_NAME "org.freedesktop.secrets"

static RhKeyring *
new_keyring (void)
{
  g_autofree char *dir = g_dir_make_tmp ("rh-service-XXXXXX", NULL);
  g_autoptr (GFile) state_dir = g_file_new_for_path (dir);

  return rh_libsecret_keyring_new (state_dir);
}

static void
test_no_service (void)
{
  g_autoptr (RhKeyring) keyring = new_keyring ();
  g_autoptr (RhKeyring) session = rh_session_keyring_new (keyring);
  g_autofree char *listed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_keyring_lookup_now (keyring, "token", "a", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_NO_SERVICE);
  g_assert_cmpint (rh_keyring_get_state (keyring), ==, RH_KEYRING_STATE_NO_SERVICE);
  g_clear_error (&error);
  g_assert_false (rh_keyring_store_now (keyring, "token", "a", "one", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_NO_SERVICE);
  g_clear_error (&error);
  g_assert_false (rh_keyring_clear_now (keyring, "token", "a", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_NO_SERVICE);
  g_clear_error (&error);

  g_assert_null (rh_keyring_list_now (keyring, "token", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_NO_SERVICE);
  g_clear_error (&error);

  /* It works in memory, and says why. */
  g_assert_null (rh_keyring_lookup_now (session, "token", "a", &error));
  g_assert_no_error (error);
  g_assert_true (rh_keyring_store_now (session, "token", "a", "one", &error));
  rh_keyring_assert_has (session, "token", "a", "one");
  listed = rh_keyring_list_now (session, "token", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (listed, ==, "a");
  g_assert_cmpint (rh_keyring_get_state (session), ==, RH_KEYRING_STATE_NO_SERVICE);
}

static void
name_acquired_cb (GDBusConnection *bus, const char *name, gpointer done)
{
  *(gboolean *) done = TRUE;
}

/* Takes Secret Service calls and never answers. */
static GDBusMessage *
swallow_cb (GDBusConnection *bus, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  const char *path = g_dbus_message_get_path (message);

  if (incoming && g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL
      && path != NULL && g_str_has_prefix (path, "/org/freedesktop/secrets"))
    {
      g_object_unref (message);
      return NULL;
    }

  return message;
}

static void
test_silent_service (gconstpointer address)
{
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
  g_autoptr (RhKeyring) keyring = new_keyring ();
  g_autoptr (GError) error = NULL;
  gboolean acquired = FALSE;
  guint filter = g_dbus_connection_add_filter (bus, swallow_cb, NULL, NULL);
  guint owner = g_bus_own_name_on_connection (bus, SERVICE_NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                              name_acquired_cb, NULL, &acquired, NULL);

  rh_test_wait_until (&acquired);
  g_object_set (keyring, "timeout", 50, NULL);
  g_assert_null (rh_keyring_lookup_now (keyring, "token", "a", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_TIMED_OUT);
  g_assert_cmpint (rh_keyring_get_state (keyring), ==, RH_KEYRING_STATE_TIMED_OUT);
  g_clear_error (&error);
  g_assert_null (rh_keyring_list_now (keyring, "token", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_TIMED_OUT);

  g_bus_unown_name (owner);
  g_dbus_connection_remove_filter (bus, filter);
  g_dbus_connection_close_sync (bus, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  rh_test_init (&argc, &argv);
  g_unsetenv ("SECRET_BACKEND");
  /* Without folders of services nothing is started by itself. */
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  g_test_add_func ("/keyring-service/L3/no-service", test_no_service);
  g_test_add_data_func ("/keyring-service/L3/silent-service", g_test_dbus_get_bus_address (bus),
                        test_silent_service);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
