/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhLibsecretKeyring on libsecret's file backend, and with no or a silent keyring service. The real
 * gnome-keyring is in tests/e2e. */
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "secret/rh-file-lock.h"
#include "secret/rh-libsecret-keyring.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* libsecret opens its file once a process. */
static char *backend_path;

typedef struct
{
  char *dir;
  GFile *state_dir;
  RhKeyring *keyring;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("rh-keyring-XXXXXX", NULL);
  fixture->state_dir = g_file_new_build_filename (fixture->dir, "state", NULL);
  fixture->keyring = rh_libsecret_keyring_new (fixture->state_dir);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->keyring);
  g_object_unref (fixture->state_dir);
  g_free (fixture->dir);
}

/* Bytes with NULs in them. */
static gboolean
contains (const char *bytes, gsize length, const char *word)
{
  gsize word_length = strlen (word);

  for (gsize i = 0; i + word_length <= length; i++)
    if (memcmp (bytes + i, word, word_length) == 0)
      return TRUE;

  return FALSE;
}

static void
test_store_lookup_clear (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_assert_cmpint (rh_keyring_get_state (fixture->keyring), ==, RH_KEYRING_STATE_UNKNOWN);
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "a", &error));
  g_assert_no_error (error);
  g_assert_cmpint (rh_keyring_get_state (fixture->keyring), ==, RH_KEYRING_STATE_READY);

  g_assert_true (rh_keyring_store_now (fixture->keyring, "token", "a", "canary-secret", &error));
  g_assert_no_error (error);
  rh_keyring_assert_has (fixture->keyring, "token", "a", "canary-secret");
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "b", &error));
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "variable", "a", &error));

  g_assert_true (g_file_get_contents (backend_path, &contents, &length, NULL));
  g_assert_false (contains (contents, length, "canary"));

  g_assert_true (rh_keyring_clear_now (fixture->keyring, "token", "a", &error));
  g_assert_no_error (error);
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "a", &error));
  g_assert_true (rh_keyring_clear_now (fixture->keyring, "token", "a", &error));
  g_assert_no_error (error);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tokens = NULL;
  g_autofree char *none = rh_keyring_list_now (fixture->keyring, "listed", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "");
  g_assert_true (rh_keyring_store_now (fixture->keyring, "listed", "b", "one", NULL));
  g_assert_true (rh_keyring_store_now (fixture->keyring, "listed", "a", "two", NULL));
  g_assert_true (rh_keyring_store_now (fixture->keyring, "other", "c", "three", NULL));
  tokens = rh_keyring_list_now (fixture->keyring, "listed", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tokens, ==, "a,b");
}

/* Each write has a second of its own, so that another process notices it. */
static void
test_writes_are_seen (Fixture *fixture, gconstpointer data)
{
  gint64 last = 0;

  for (guint i = 0; i < 3; i++)
    {
      GStatBuf info;

      g_assert_true (rh_keyring_store_now (fixture->keyring, "token", "a", "x", NULL));
      g_assert_cmpint (g_stat (backend_path, &info), ==, 0);
      g_assert_cmpint (info.st_mtime, >, last);
      last = info.st_mtime;
    }
}

/* Many writes at once: libsecret would fail most of them. */
static void
test_parallel_writes (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[4] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *slot = g_strdup_printf ("%u", i);
      g_autoptr (RhSecret) value = rh_secret_new (slot, -1);

      rh_keyring_store_async (fixture->keyring, "token", slot, "Label", value, NULL,
                              rh_test_take_result, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *slot = g_strdup_printf ("%u", i);
      g_autoptr (GError) error = NULL;

      rh_test_wait (&results[i]);
      g_assert_true (rh_keyring_store_finish (fixture->keyring, results[i], &error));
      g_assert_no_error (error);
      rh_keyring_assert_has (fixture->keyring, "token", slot, slot);
      g_object_unref (results[i]);
    }
}

static void
test_cancelled_while_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_get_child (fixture->state_dir, "keyring.lock");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RhSecret) value = rh_secret_new ("x", -1);
  g_autoptr (GAsyncResult) locked = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RhFileLock) lock = NULL;
  g_autoptr (GError) error = NULL;

  rh_file_lock_acquire_async (file, NULL, rh_test_take_result, &locked);
  rh_test_wait (&locked);
  lock = rh_file_lock_acquire_finish (locked, &error);
  g_assert_no_error (error);

  rh_keyring_store_async (fixture->keyring, "token", "a", "Label", value, cancellable,
                          rh_test_take_result, &result);
  g_cancellable_cancel (cancellable);
  rh_test_wait (&result);
  g_assert_false (rh_keyring_store_finish (fixture->keyring, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_pointer (&lock, rh_file_lock_free);
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "cancelled", NULL));
}

/* A folder where no lock can be made: reading works, a write is refused and says so. */
static void
test_no_place_for_a_lock (Fixture *fixture, gconstpointer data)
{
  g_autofree char *state = g_file_get_path (fixture->state_dir);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (state, "a file", -1, NULL));
  g_assert_null (rh_keyring_lookup_now (fixture->keyring, "token", "unlockable", &error));
  g_assert_no_error (error);
  g_assert_false (rh_keyring_store_now (fixture->keyring, "token", "unlockable", "x", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_REFUSED);
  g_assert_cmpint (rh_keyring_get_state (fixture->keyring), ==, RH_KEYRING_STATE_REFUSED);
}

#define ADD(path, function) \
  g_test_add ("/libsecret-keyring/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *dir = NULL;

  rh_test_init (&argc, &argv);
  dir = g_dir_make_tmp ("rh-keyring-XXXXXX", NULL);
  backend_path = g_build_filename (dir, "test.keyring", NULL);
  g_setenv ("SECRET_FILE_TEST_PATH", backend_path, TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);

  ADD ("L4/store-lookup-clear", test_store_lookup_clear);
  ADD ("3.1/list", test_list);
  ADD ("3.3/writes-are-seen", test_writes_are_seen);
  ADD ("3.3/parallel-writes", test_parallel_writes);
  ADD ("3.3/cancelled-while-waiting", test_cancelled_while_waiting);
  ADD ("3.3/no-place-for-a-lock", test_no_place_for_a_lock);

  return g_test_run ();
}
