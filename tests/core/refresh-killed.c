/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that refreshes a token and kills itself at its n-th step: a call to the keyring, to the
 * server, or of the lock file to the disk, before it or after it.
 * Usage: refresh-killed sign-in|refresh|use DIR [N]
 * Prints what it ended with: a token, or the code of an error. */
#define _GNU_SOURCE

#include "lib/rh-file-keyring.h"
#include "lib/rh-shared-server.h"
#include "lib/rh-test.h"
#include "oauth/rh-token-source.h"

#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static guint kill_at;
static guint n_steps;

static void
step (void)
{
  n_steps++;
  if (n_steps == kill_at)
    raise (SIGKILL);
}

/* The engine's calls, and GLib's, come here first. */
int
fsync (int fd)
{
  int result;

  step ();
  result = (int) syscall (SYS_fsync, fd);
  step ();

  return result;
}

static void
sign_in (RhTokenSource *source, const char *server)
{
  RhSharedState state;
  g_autofree char *access_text = NULL;
  g_autofree char *refresh_text = NULL;
  g_autoptr (RhSecret) access_token = NULL;
  g_autoptr (RhSecret) refresh_token = NULL;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (RhToken) adopted = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  rh_shared_server_read (server, &state);
  state.serial++;
  state.dead = 0;
  rh_shared_server_write (server, &state);
  access_text = g_strdup_printf ("access-%u", state.serial);
  refresh_text = g_strdup_printf ("refresh-%u", state.serial);
  access_token = rh_secret_new (access_text, -1);
  refresh_token = rh_secret_new (refresh_text, -1);
  token = rh_token_new (access_token, refresh_token, "Bearer", NULL, 3600, rh_clock_get_system ());

  rh_token_source_adopt_async (source, token, FALSE, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  adopted = rh_token_source_finish (source, result, NULL);
  g_assert_nonnull (adopted);
}

/* The API takes the newest access token only, and none of a dead family. */
static gboolean
is_accepted (RhToken *token, const char *server)
{
  RhSharedState state;
  g_autofree char *current = NULL;

  rh_shared_server_read (server, &state);
  current = g_strdup_printf ("access-%u", state.serial);

  return !state.dead
         && g_str_equal (rh_secret_peek (rh_token_get_access_token (token), NULL), current);
}

static RhToken *
use (RhTokenSource *source, const char *server, GError **error)
{
  g_autoptr (GAsyncResult) valid = NULL;
  g_autoptr (GAsyncResult) replaced = NULL;
  g_autoptr (RhToken) token = NULL;

  rh_token_source_get_valid_async (source, NULL, rh_test_take_result, &valid);
  rh_test_wait (&valid);
  token = rh_token_source_finish (source, valid, error);
  if (token == NULL || is_accepted (token, server))
    return g_steal_pointer (&token);

  rh_token_source_replace_async (source, token, NULL, rh_test_take_result, &replaced);
  rh_test_wait (&replaced);

  return rh_token_source_finish (source, replaced, error);
}

static RhToken *
refresh (RhTokenSource *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_token_source_refresh_async (source, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_token_source_finish (source, result, error);
}

static void
print_end (RhToken *token, const GError *error)
{
  if (token != NULL)
    g_print ("%s\n", rh_secret_peek (rh_token_get_access_token (token), NULL));
  else
    g_print ("error %d\n", error->code);
}

int
main (int argc, char **argv)
{
  g_autofree char *server = NULL;
  g_autofree char *item = NULL;
  g_autoptr (GFile) state_dir = NULL;
  g_autoptr (RhKeyring) keyring = NULL;
  g_autoptr (RhTokenStore) store = NULL;
  g_autoptr (RhFakeTransport) transport = NULL;
  g_autoptr (RhOAuthConfig) config = rh_oauth_config_new ();
  g_autoptr (RhTokenSource) source = NULL;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (argc, >=, 3);
  server = g_build_filename (argv[2], "server", NULL);
  item = g_build_filename (argv[2], "item", NULL);
  state_dir = g_file_new_for_path (argv[2]);
  keyring = rh_file_keyring_new (item, step);
  store = rh_token_store_new (keyring, state_dir, "5107", "Practice");
  transport = rh_shared_server_new (server, 1, step);
  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, "https://as.example/token");
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "client");
  source
      = rh_token_source_new (store, RH_TRANSPORT (transport), config, NULL, rh_clock_get_system ());

  if (g_str_equal (argv[1], "sign-in"))
    {
      sign_in (source, server);
      return 0;
    }

  if (g_str_equal (argv[1], "use"))
    {
      token = use (source, server, &error);
      print_end (token, error);
      return 0;
    }

  g_assert_cmpint (argc, ==, 4);
  /* The look-up before the refresh is not counted. */
  token = use (source, server, NULL);
  g_clear_pointer (&token, rh_token_unref);
  n_steps = 0;
  kill_at = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  token = refresh (source, &error);
  print_end (token, error);

  return 0;
}
