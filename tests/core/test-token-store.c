/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhTokenStore: one lock, one item, one generation. */
#include "lib/rh-fake-clock.h"
#include "lib/rh-fake-keyring.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-token-store.h"
#include "secret/rh-memory-keyring.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define SLOT "5107"

typedef struct
{
  RhFakeClock clock;
  GFile *state_dir;
  char *lock_path;
  RhKeyring *inner;
  RhFakeKeyring *keyring;
  RhTokenStore *store;
} Fixture;

static RhTokenStore *
another_store (Fixture *fixture)
{
  return rh_token_store_new (RH_KEYRING (fixture->keyring), fixture->state_dir, SLOT, "Practice");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("rh-store-XXXXXX", NULL);

  rh_fake_clock_init (&fixture->clock);
  fixture->state_dir = g_file_new_build_filename (dir, "state", NULL);
  fixture->lock_path = g_build_filename (dir, "state", "locks", SLOT, NULL);
  fixture->inner = rh_memory_keyring_new ();
  fixture->keyring = rh_fake_keyring_new (fixture->inner);
  fixture->store = another_store (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->keyring);
  g_assert_finalize_object (fixture->inner);
  g_object_unref (fixture->state_dir);
  g_free (fixture->lock_path);
}

static void
lock_now (RhTokenStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rh_token_store_lock_async (store, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_true (rh_token_store_lock_finish (store, result, &error));
  g_assert_no_error (error);
}

static RhToken *
load_now (RhTokenStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_token_store_load_async (store, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_token_store_load_finish (store, result, error);
}

static RhToken *
save_now (Fixture *fixture, const char *access_token, GError **error)
{
  g_autoptr (RhSecret) secret = rh_secret_new (access_token, -1);
  g_autoptr (RhToken) token
      = rh_token_new (secret, NULL, "Bearer", NULL, 60, &fixture->clock.clock);
  g_autoptr (GAsyncResult) result = NULL;

  rh_token_store_save_async (fixture->store, token, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_token_store_save_finish (fixture->store, result, error);
}

static void
save_one (Fixture *fixture, const char *access_token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) saved = NULL;

  lock_now (fixture->store);
  g_assert_true (rh_token_store_begin_save (fixture->store, &error));
  saved = save_now (fixture, access_token, &error);
  g_assert_no_error (error);
  rh_token_store_unlock (fixture->store);
}

static char *
read_lock_file (Fixture *fixture)
{
  char *contents = NULL;

  g_assert_true (g_file_get_contents (fixture->lock_path, &contents, NULL, NULL));

  return contents;
}

static void
test_save_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhTokenStore) other = another_store (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = NULL;
  g_autofree char *record = NULL;

  g_assert_null (load_now (fixture->store, &error));
  g_assert_no_error (error);
  save_one (fixture, "access-1");
  save_one (fixture, "access-2");

  token = load_now (other, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (token), NULL), ==, "access-2");
  g_assert_cmpuint (rh_token_get_generation (token), ==, 2);
  record = read_lock_file (fixture);
  g_assert_cmpstr (record, ==, "00000000000000000002 0\n");
}

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->lock_path);
  GStatBuf info;

  save_one (fixture, "access-1");
  g_assert_cmpint (g_stat (fixture->lock_path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0700);
}

/* The answer came and the item was never written: a crash between the two. */
static void
test_older_item (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhTokenStore) other = another_store (fixture);
  g_autoptr (RhToken) token = NULL;
  g_autoptr (GError) error = NULL;

  save_one (fixture, "access-1");
  lock_now (fixture->store);
  g_assert_true (rh_token_store_begin_save (fixture->store, NULL));
  rh_token_store_unlock (fixture->store);

  g_assert_null (load_now (other, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  save_one (fixture, "access-2");
  token = load_now (other, NULL);
  g_assert_nonnull (token);
}

static void
test_lost_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhTokenStore) other = another_store (fixture);
  g_autoptr (RhToken) token = NULL;

  save_one (fixture, "access-1");
  save_one (fixture, "access-2");
  g_assert_cmpint (g_unlink (fixture->lock_path), ==, 0);

  token = load_now (other, NULL);
  g_assert_nonnull (token);
  /* The next generation is above the item's all the same. */
  lock_now (other);
  g_assert_true (rh_token_store_begin_save (other, NULL));
  g_assert_cmpuint (rh_token_store_get_generation (other), ==, 3);
  rh_token_store_unlock (other);
}

static void
test_damaged_file (Fixture *fixture, gconstpointer data)
{
  static const char *const damaged[] = {
    "x",
    "00000000000000000001",
    "00000000000000000001 0\nmore",
    "99999999999999999999 0\n",
    "-0000000000000000001 0\n",
    "00000000000000000001 x\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RhToken) token = NULL;

      save_one (fixture, "access-1");
      g_assert_true (g_file_set_contents (fixture->lock_path, damaged[i], -1, NULL));
      g_assert_null (load_now (fixture->store, &error));
      g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SIGN_IN_AGAIN);

      save_one (fixture, "access-2");
      g_clear_error (&error);
      token = load_now (fixture->store, &error);
      g_assert_no_error (error);
      g_assert_nonnull (token);
    }
}

static void
test_foreign_item (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rh_keyring_store_now (fixture->inner, "token", SLOT, "hello", NULL);
  g_assert_null (load_now (fixture->store, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING);
}

static void
test_locked_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  save_one (fixture, "access-1");
  rh_fake_keyring_fail_all (fixture->keyring, RH_KEYRING_ERROR_LOCKED);
  g_assert_null (load_now (fixture->store, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
}

static void
test_exclusive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhTokenStore) other = another_store (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GError) error = NULL;

  lock_now (fixture->store);
  rh_token_store_lock_async (other, cancellable, rh_test_take_result, &cancelled);
  rh_test_drain ();
  g_assert_null (cancelled);
  g_cancellable_cancel (cancellable);
  rh_test_wait (&cancelled);
  g_assert_false (rh_token_store_lock_finish (other, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  rh_token_store_lock_async (other, NULL, rh_test_take_result, &result);
  rh_test_drain ();
  g_assert_null (result);
  rh_token_store_unlock (fixture->store);
  rh_test_wait (&result);
  g_assert_true (rh_token_store_lock_finish (other, result, NULL));
}

/* A waiter that was cancelled holds nothing. */
static void
test_cancelled_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhTokenStore) other = another_store (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_cancellable_cancel (cancellable);
  rh_token_store_lock_async (other, cancellable, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_false (rh_token_store_lock_finish (other, result, NULL));
  lock_now (fixture->store);
}

static void
test_sent_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhTokenStore) other = another_store (fixture);
  g_autoptr (GError) error = NULL;

  save_one (fixture, "access-1");
  lock_now (fixture->store);
  g_assert_true (rh_token_store_begin_send (fixture->store, NULL));
  rh_token_store_unlock (fixture->store);

  lock_now (other);
  g_assert_true (rh_token_store_begin_send (other, NULL));
  g_assert_false (rh_token_store_begin_send (other, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  rh_token_store_unlock (other);

  save_one (fixture, "access-2");
  lock_now (other);
  g_assert_true (rh_token_store_begin_send (other, NULL));
}

static void
test_answered_or_not_sent (Fixture *fixture, gconstpointer data)
{
  save_one (fixture, "access-1");
  lock_now (fixture->store);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (rh_token_store_begin_send (fixture->store, NULL));
      rh_token_store_end_send (fixture->store, i % 2 == 0);
    }

  /* One that got lost stays counted when the next was surely never sent. */
  g_assert_true (rh_token_store_begin_send (fixture->store, NULL));
  g_assert_true (rh_token_store_begin_send (fixture->store, NULL));
  rh_token_store_end_send (fixture->store, FALSE);
  g_assert_true (rh_token_store_begin_send (fixture->store, NULL));
  g_assert_false (rh_token_store_begin_send (fixture->store, NULL));
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  save_one (fixture, "access-1");
  lock_now (fixture->store);
  rh_token_store_clear_async (fixture->store, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_true (rh_token_store_clear_finish (fixture->store, result, &error));
  rh_token_store_unlock (fixture->store);
  g_assert_null (load_now (fixture->store, &error));
  g_assert_no_error (error);
}

static void
test_no_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->lock_path);
  g_autofree char *state = g_path_get_dirname (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* A file where the folder of locks should be. */
  g_assert_cmpint (g_mkdir_with_parents (state, 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", -1, NULL));
  rh_token_store_lock_async (fixture->store, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_false (rh_token_store_lock_finish (fixture->store, result, &error));
  g_assert_nonnull (error);
}

#define ADD(path, function) \
  g_test_add ("/token-store/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("3.4/save-load", test_save_load);
  ADD ("3.2/modes", test_modes);
  ADD ("3.4/older-item-is-never-used", test_older_item);
  ADD ("3.4/lost-file", test_lost_file);
  ADD ("3.4/damaged-file", test_damaged_file);
  ADD ("3.4/foreign-item", test_foreign_item);
  ADD ("L3/locked-keyring-is-an-error", test_locked_keyring);
  ADD ("3.2/exclusive-and-cancellable", test_exclusive);
  ADD ("3.2/cancelled-lock-holds-nothing", test_cancelled_lock);
  ADD ("3.2/no-place-for-locks", test_no_place);
  ADD ("3.5/sent-twice", test_sent_twice);
  ADD ("3.5/answered-or-not-sent", test_answered_or_not_sent);
  ADD ("G1/clear", test_clear);

  return g_test_run ();
}
