/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two processes refresh one slot in turn, a hundred times, over libsecret's file backend: nothing
 * is lost and nothing is stale (security.md 3.3). Slow, because a write there takes a second. */
#include "lib/rh-shared-server.h"
#include "lib/rh-test.h"
#include "oauth/rh-token-store.h"
#include "secret/rh-libsecret-keyring.h"

#define N_REFRESHES 100

static void
save_first_token (RhTokenStore *store)
{
  g_autoptr (RhSecret) access_token = rh_secret_new ("access-1", -1);
  g_autoptr (RhSecret) refresh_token = rh_secret_new ("refresh-1", -1);
  g_autoptr (RhToken) token
      = rh_token_new (access_token, refresh_token, "Bearer", NULL, 3600, rh_clock_get_system ());
  g_autoptr (RhToken) saved = NULL;
  g_autoptr (GAsyncResult) locked = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rh_token_store_lock_async (store, NULL, rh_test_take_result, &locked);
  rh_test_wait (&locked);
  g_assert_true (rh_token_store_lock_finish (store, locked, NULL));
  g_assert_true (rh_token_store_begin_save (store, NULL));
  rh_token_store_save_async (store, token, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  saved = rh_token_store_save_finish (store, result, &error);
  g_assert_no_error (error);
  rh_token_store_unlock (store);
}

static GSubprocess *
start_peer (const char *dir, const char *server, const char *who)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "core", "refresh-peer", NULL);
  g_autofree char *last = g_strdup_printf ("%d", N_REFRESHES + 1);
  g_autoptr (GError) error = NULL;
  GSubprocess *peer
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, dir, server, who, last, NULL);

  g_assert_no_error (error);

  return peer;
}

static void
test_alternating (void)
{
  g_autofree char *dir = g_dir_make_tmp ("rh-two-XXXXXX", NULL);
  g_autofree char *server = g_build_filename (dir, "server", NULL);
  g_autofree char *backend = g_build_filename (dir, "test.keyring", NULL);
  g_autoptr (GFile) state_dir = g_file_new_for_path (dir);
  g_autoptr (RhKeyring) keyring = rh_libsecret_keyring_new (state_dir);
  g_autoptr (RhTokenStore) store = rh_token_store_new (keyring, state_dir, "5107", "Practice");
  RhSharedState state = { .serial = 1 };
  g_autoptr (GSubprocess) one = NULL;
  g_autoptr (GSubprocess) two = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("SECRET_FILE_TEST_PATH", backend, TRUE);
  save_first_token (store);
  rh_shared_server_write (server, &state);
  one = start_peer (dir, server, "1");
  two = start_peer (dir, server, "2");
  g_assert_true (g_subprocess_wait_check (one, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (two, NULL, &error));
  g_assert_no_error (error);

  rh_shared_server_read (server, &state);
  g_assert_cmpuint (state.serial, ==, N_REFRESHES + 1);
  g_assert_cmpuint (state.reused, ==, 0);
  g_assert_cmpuint (state.dead, ==, 0);

  rh_token_store_load_async (store, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  token = rh_token_store_load_finish (store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_secret_peek (rh_token_get_refresh_token (token), NULL), ==, "refresh-101");
  g_assert_cmpuint (rh_token_get_generation (token), ==, N_REFRESHES + 1);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);

  g_test_add_func ("/two-processes/3.3/100-alternating-refreshes", test_alternating);

  return g_test_run ();
}
