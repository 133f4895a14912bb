/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhLibsecretKeyring and the token source on a real gnome-keyring. Run by with-keyring.sh, without
 * a display, so that nobody can ask for a pass phrase. */
#include "config.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "secret/rh-libsecret-keyring.h"
#include "secret/rh-session-keyring.h"

#include <libsecret/secret.h>

#define DEFAULT_COLLECTION "/org/freedesktop/secrets/aliases/default"

typedef struct
{
  GFile *state_dir;
  RhKeyring *keyring;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("rh-real-XXXXXX", NULL);

  fixture->state_dir = g_file_new_for_path (dir);
  fixture->keyring = rh_libsecret_keyring_new (fixture->state_dir);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->keyring);
  g_object_unref (fixture->state_dir);
}

static void
lock_collection (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  const char *paths[] = { DEFAULT_COLLECTION, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      bus, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
      "Lock", g_variant_new ("(^ao)", paths), G_VARIANT_TYPE ("(aoo)"), G_DBUS_CALL_FLAGS_NONE, -1,
      NULL, &error);
  g_autoptr (GVariant) locked = NULL;

  g_assert_no_error (error);
  locked = g_variant_get_child_value (reply, 0);
  g_assert_cmpuint (g_variant_n_children (locked), ==, 1);
}

static void
test_store_lookup_clear (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "a", &error));
  g_assert_no_error (error);
  g_assert_cmpint (rh_keyring_get_state (fixture->keyring), ==, RH_KEYRING_STATE_READY);
  g_assert_true (rh_keyring_store_now (fixture->keyring, "token", "a", "one", &error));
  g_assert_no_error (error);
  rh_keyring_assert_has (fixture->keyring, "token", "a", "one");
  g_assert_true (rh_keyring_store_now (fixture->keyring, "token", "a", "two", &error));
  rh_keyring_assert_has (fixture->keyring, "token", "a", "two");
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "variable", "a", &error));
  g_assert_true (rh_keyring_clear_now (fixture->keyring, "token", "a", &error));
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "a", &error));
  g_assert_true (rh_keyring_clear_now (fixture->keyring, "token", "a", &error));
  g_assert_no_error (error);
}

/* What stands in clear in the keyring's file: the app, the kind, the slot, the service's name. */
static void
test_attributes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) attributes = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  GList *found;

  rh_keyring_store_now (fixture->keyring, "token", "5107", "secret", NULL);
  g_hash_table_insert (query, (gpointer) "slot", (gpointer) "5107");
  found = secret_service_search_sync (NULL, NULL, query, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (found), ==, 1);
  attributes = secret_item_get_attributes (found->data);
  label = secret_item_get_label (found->data);
  g_list_free_full (found, g_object_unref);

  g_assert_cmpstr (label, ==, "Practice");
  g_assert_cmpuint (g_hash_table_size (attributes), ==, 4);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "app"), ==, RH_APP_ID);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "kind"), ==, "token");
  g_assert_cmpstr (g_hash_table_lookup (attributes, "slot"), ==, "5107");
  g_assert_cmpstr (g_hash_table_lookup (attributes, "xdg:schema"), ==,
                   "io.github.rehearsal_app.Rehearsal.Secret");
}

/* Locked for good, for nobody has a display: this one and the next come last. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhKeyring) session = rh_session_keyring_new (fixture->keyring);
  g_autofree char *listed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rh_keyring_store_now (fixture->keyring, "token", "locked", "one", NULL));
  g_assert_true (rh_keyring_store_now (fixture->keyring, "listed", "a", "one", NULL));
  g_assert_true (rh_keyring_store_now (fixture->keyring, "listed", "b", "two", NULL));
  lock_collection ();

  /* What is there is known before anything is unlocked, and without a prompt. */
  listed = rh_keyring_list_now (fixture->keyring, "listed", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (listed, ==, "a,b");
  g_assert_cmpint (rh_keyring_get_state (fixture->keyring), ==, RH_KEYRING_STATE_READY);

  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "locked", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_assert_cmpint (rh_keyring_get_state (fixture->keyring), ==, RH_KEYRING_STATE_LOCKED);
  g_clear_error (&error);

  /* What is not there is not there, locked or not. */
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "absent", &error));
  g_assert_no_error (error);

  g_assert_false (rh_keyring_store_now (fixture->keyring, "token", "new", "two", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);

  /* libsecret passes over a locked item in silence. */
  g_assert_false (rh_keyring_clear_now (fixture->keyring, "token", "locked", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_true (rh_keyring_clear_now (fixture->keyring, "token", "absent", &error));
  g_assert_no_error (error);

  /* The session goes on in memory. */
  g_assert_true (rh_keyring_store_now (session, "token", "locked", "three", &error));
  g_assert_no_error (error);
  rh_keyring_assert_has (session, "token", "locked", "three");
  g_assert_cmpint (rh_keyring_get_state (session), ==, RH_KEYRING_STATE_LOCKED);
}

static void
name_acquired_cb (GDBusConnection *bus, const char *name, gpointer done)
{
  *(gboolean *) done = TRUE;
}

/* Calls to the prompter, in another thread. */
static GDBusMessage *
count_prompts_cb (GDBusConnection *bus, GDBusMessage *message, gboolean incoming, gpointer count)
{
  if (incoming
      && g_strcmp0 (g_dbus_message_get_interface (message), "org.gnome.keyring.internal.Prompter")
             == 0)
    g_atomic_int_inc ((gint *) count);

  return message;
}

/* Somebody can ask, and nothing comes of it: then nobody is asked again until a person wants it. */
static void
test_dismissed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean acquired = FALSE;
  gint prompts = 0;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  guint filter = g_dbus_connection_add_filter (bus, count_prompts_cb, &prompts, NULL);
  guint owner
      = g_bus_own_name (G_BUS_TYPE_SESSION, "org.gnome.keyring.SystemPrompter",
                        G_BUS_NAME_OWNER_FLAGS_NONE, NULL, name_acquired_cb, NULL, &acquired, NULL);

  rh_test_wait_until (&acquired);
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "locked", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_DISMISSED);
  g_assert_cmpint (rh_keyring_get_state (fixture->keyring), ==, RH_KEYRING_STATE_DISMISSED);
  g_assert_cmpint (g_atomic_int_get (&prompts), ==, 1);
  g_clear_error (&error);

  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "locked", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_DISMISSED);
  g_assert_cmpint (g_atomic_int_get (&prompts), ==, 1);
  g_clear_error (&error);

  rh_keyring_reset (fixture->keyring);
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "locked", &error));
  g_assert_cmpint (g_atomic_int_get (&prompts), ==, 2);
  g_dbus_connection_remove_filter (bus, filter);
  g_bus_unown_name (owner);
}

#define ADD(path, function) \
  g_test_add ("/gnome-keyring/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("store-lookup-clear", test_store_lookup_clear);
  ADD ("L1-attributes", test_attributes);
  ADD ("L3-locked", test_locked);
  ADD ("L3-dismissed", test_dismissed);

  return g_test_run ();
}
