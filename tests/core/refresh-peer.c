/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of two processes that refresh the same slot in turn: the real keyring code on libsecret's
 * file backend, a shared token endpoint. Usage: refresh-peer STATE-DIR SERVER-FILE WHO LAST-SERIAL
 */
#include "lib/rh-shared-server.h"
#include "lib/rh-test.h"
#include "oauth/rh-token-source.h"
#include "secret/rh-libsecret-keyring.h"

#define POLL_MICROSECONDS 2000

/* The other one has had its turn. */
static void
wait_for_turn (const char *path, guint who, guint last_serial, RhSharedState *state)
{
  for (;;)
    {
      rh_shared_server_read (path, state);
      if (state->last != who || state->dead || state->serial >= last_serial)
        return;
      g_usleep (POLL_MICROSECONDS);
    }
}

/* The first click finds what the other one saved, the next one refreshes that. */
static void
refresh_once (RhTokenSource *source, const char *path, guint who)
{
  RhSharedState state;

  do
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (RhToken) token = NULL;
      g_autoptr (GError) error = NULL;

      rh_token_source_refresh_async (source, NULL, rh_test_take_result, &result);
      rh_test_wait (&result);
      token = rh_token_source_finish (source, result, &error);
      g_assert_no_error (error);
      g_assert_no_error (rh_token_source_get_problem (source));
      rh_shared_server_read (path, &state);
    }
  while (state.last != who);
}

int
main (int argc, char **argv)
{
  g_autoptr (GFile) state_dir = NULL;
  g_autoptr (RhKeyring) keyring = NULL;
  g_autoptr (RhTokenStore) store = NULL;
  g_autoptr (RhFakeTransport) transport = NULL;
  g_autoptr (RhOAuthConfig) config = rh_oauth_config_new ();
  g_autoptr (RhTokenSource) source = NULL;
  RhSharedState state;
  guint who;
  guint last_serial;

  g_assert_cmpint (argc, ==, 5);
  who = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  last_serial = (guint) g_ascii_strtoull (argv[4], NULL, 10);
  state_dir = g_file_new_for_path (argv[1]);
  keyring = rh_libsecret_keyring_new (state_dir);
  store = rh_token_store_new (keyring, state_dir, "5107", "Practice");
  transport = rh_shared_server_new (argv[2], who, NULL);
  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, "https://as.example/token");
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "client");
  source
      = rh_token_source_new (store, RH_TRANSPORT (transport), config, NULL, rh_clock_get_system ());

  for (;;)
    {
      wait_for_turn (argv[2], who, last_serial, &state);
      if (state.dead)
        return 1;
      if (state.serial >= last_serial)
        return 0;
      refresh_once (source, argv[2], who);
    }
}
