/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse login, as a process: the browser's redirect, an address that is pasted, and what is
 * refused. */
#include "config.h"

#include "lib/rh-cli-rig.h"
#include "lib/rh-test.h"

#include <signal.h>
#include <string.h>

#define SECRET RH_PRACTICE_CLIENT_SECRET
#define ADD(name, func) \
  g_test_add ("/cli-login/" name, RhCliRig, NULL, rh_cli_rig_set_up, func, rh_cli_rig_tear_down)

static void
keep_secret (RhCliRig *rig)
{
  g_assert_cmpint (
      rh_cli_rig_text (rig, SECRET "\n", NULL, NULL, "secret", "{}", "client_secret", NULL), ==, 0);
}

static void
test_prints_address (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (GSubprocess) login = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autofree char *text = NULL;
  g_autofree char *err = NULL;

  keep_secret (rig);
  login = rh_cli_rig_spawn (rig, "login", "{}/opencollection.yml", "--environment", "Practice",
                            "--print-url", NULL);
  address = rh_cli_rig_read_line (login);
  g_assert_nonnull (strstr (address, "/oauth/authorize?"));
  g_assert_nonnull (strstr (address, "code_challenge_method=S256"));
  rh_cli_rig_browse (rig, address);
  g_assert_cmpint (rh_cli_rig_end (login, NULL, &out, &err), ==, 0);
  g_assert_cmpuint (rh_fake_browser_get_callback_status (rig->browser), ==, 303);
  text = g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
  g_assert_cmpstr (text, ==,
                   "Environment: Practice\nScopes: users:read vendors:read\n"
                   "Access token: expires in 59 min\nRenewed by itself: yes\n");
  g_assert_nonnull (strstr (err, "Open this address"));
  g_assert_null (strstr (err, SECRET));
}

/* A redirect URI of somebody else's: nothing listens, the address is pasted; a wrong one is said to
 * be wrong and the wait goes on. */
static void
test_pasted (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (GSubprocess) login = NULL;
  g_autofree char *address = NULL;
  g_autofree char *page = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *location = NULL;
  g_autofree char *input = NULL;
  g_autofree char *err = NULL;
  g_autofree char *token = NULL;

  keep_secret (rig);
  rh_cli_rig_set_variable (rig, "redirect_uri", "https://other.example/callback");
  login = rh_cli_rig_spawn (rig, "login", "{}", "--print-url", NULL);
  address = rh_cli_rig_read_line (login);
  page = rh_practice_driver_ask (&rig->practice, "GET", strstr (address, "/oauth"), "", NULL);
  answer = rh_practice_driver_click (&rig->practice, page, "allow");
  location = rh_raw_header (answer, "Location");
  g_assert_true (g_str_has_prefix (location, "https://other.example/callback?"));

  input = g_strdup_printf ("https://other.example/callback?code=x&state=y\n\n%s/x\n  %s \n",
                           "https://another.example", location);
  g_assert_cmpint (rh_cli_rig_end (login, input, NULL, &err), ==, 0);
  g_assert_nonnull (strstr (err, "paste the whole address"));
  g_assert_nonnull (strstr (err, "that answer is from another sign-in"));
  g_assert_nonnull (strstr (err, "that is not the address of this sign-in"));
  token = rh_cli_rig_reveal (rig);
  g_assert_cmpuint (rh_practice_driver_call_status (&rig->practice, token), ==, 200);
}

/* Nobody pastes and nothing listens: no wait for ten minutes. */
static void
test_nobody_there (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  keep_secret (rig);
  rh_cli_rig_set_variable (rig, "redirect_uri", "https://other.example/callback");
  g_assert_cmpint (rh_cli_rig_text (rig, "", NULL, &err, "login", "{}", "--print-url", NULL), ==,
                   3);
  g_assert_nonnull (strstr (err, "standard input ended"));
}

static void
test_denied (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (GSubprocess) login = NULL;
  g_autofree char *address = NULL;
  g_autofree char *err = NULL;

  keep_secret (rig);
  rh_fake_browser_set_decision (rig->browser, "deny");
  login = rh_cli_rig_spawn (rig, "login", "{}", "--print-url", NULL);
  address = rh_cli_rig_read_line (login);
  rh_cli_rig_browse (rig, address);
  g_assert_cmpint (rh_cli_rig_end (login, NULL, NULL, &err), ==, 3);
  g_assert_nonnull (strstr (err, "access was not allowed in the browser"));
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "{}", NULL), ==, 3);
}

static void
test_secret_missing (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "login", "{}", "--print-url", NULL), ==,
                   3);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, "rehearse secret"));
  g_assert_nonnull (strstr (err, "client_secret --environment 'Practice'"));
  g_assert_nonnull (strstr (err, "REHEARSE_SECRET_CLIENT_SECRET"));
}

static char *
read_process (GSubprocess *process, const char *name)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/%s", g_subprocess_get_identifier (process), name);
  char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (gsize i = 0; i < length; i++)
    if (contents[i] == '\0')
      contents[i] = '\n';

  return contents;
}

/* security.md 4.6: from the environment, and nowhere to be seen afterwards. */
static void
test_secret_from_environment (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (GSubprocess) login = NULL;
  g_autofree char *address = NULL;
  g_autofree char *arguments = NULL;
  g_autofree char *environment = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autofree char *text = NULL;
  g_autofree char *err = NULL;

  g_subprocess_launcher_setenv (rig->launcher, "REHEARSE_SECRET_CLIENT_SECRET", SECRET, TRUE);
  rh_environment_add_secret (rh_collection_get_environment (rig->store.collection, "Practice"),
                             "client_secret");
  rh_store_rig_flush (&rig->store);
  login = rh_cli_rig_spawn (rig, "login", "{}", "--print-url", NULL);
  address = rh_cli_rig_read_line (login);
  arguments = read_process (login, "cmdline");
  environment = read_process (login, "environ");
  g_assert_null (strstr (arguments, SECRET));
  g_assert_null (strstr (environment, SECRET));
  g_assert_nonnull (strstr (environment, "SECRET_BACKEND=file")); /* it can be read at all */

  rh_cli_rig_browse (rig, address);
  g_assert_cmpint (rh_cli_rig_end (login, NULL, &out, &err), ==, 0);
  text = g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
  g_assert_null (strstr (text, SECRET));
  g_assert_null (strstr (err, SECRET));
}

static void
test_wrong_secret (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (GSubprocess) login = NULL;
  g_autofree char *address = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (
      rh_cli_rig_text (rig, "not-the-secret", NULL, NULL, "secret", "{}", "client_secret", NULL),
      ==, 0);
  login = rh_cli_rig_spawn (rig, "login", "{}", "--print-url", NULL);
  address = rh_cli_rig_read_line (login);
  rh_cli_rig_browse (rig, address);
  g_assert_cmpint (rh_cli_rig_end (login, NULL, NULL, &err), ==, 3);
  g_assert_nonnull (strstr (err, "the server did not accept the client"));
  g_assert_nonnull (strstr (err, "rehearse secret"));
  g_assert_null (strstr (err, "not-the-secret"));
}

/* Ctrl+C: the port is free again, nothing is kept. */
static void
test_interrupted (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (GSubprocess) login = NULL;
  g_autofree char *address = NULL;
  guint16 port = (guint16) g_ascii_strtoull (strrchr (rig->redirect_uri, ':') + 1, NULL, 10);
  g_autoptr (RhRawClient) client = NULL;
  g_autofree char *err = NULL;

  keep_secret (rig);
  login = rh_cli_rig_spawn (rig, "login", "{}", "--print-url", NULL);
  address = rh_cli_rig_read_line (login);
  client = rh_raw_client_connect ("127.0.0.1", port);
  g_assert_nonnull (client); /* it did listen */
  g_subprocess_send_signal (login, SIGINT);
  g_assert_cmpint (rh_cli_rig_end (login, NULL, NULL, &err), ==, 130);
  g_assert_null (rh_raw_client_connect ("127.0.0.1", port));
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "{}", NULL), ==, 3);
}

static void
test_port_in_use (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (GSubprocess) first = NULL;
  g_autofree char *address = NULL;
  g_autofree char *err = NULL;

  keep_secret (rig);
  first = rh_cli_rig_spawn (rig, "login", "{}", "--print-url", NULL);
  address = rh_cli_rig_read_line (first);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "login", "{}", "--print-url", NULL), ==,
                   4);
  g_assert_nonnull (strstr (err, "something else listens"));
  g_subprocess_send_signal (first, SIGTERM);
  g_assert_cmpint (rh_cli_rig_end (first, NULL, NULL, NULL), ==, 130);
}

static void
test_unknown_place (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, &err, "login", "{}", "--environment", "Moon", NULL), ==, 2);
  g_assert_cmpstr (err, ==, "rehearse login: there is no environment “Moon”, but: Practice\n");
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "login", "{}/nowhere", NULL), ==, 2);
  g_assert_nonnull (strstr (err, "there is no collection in"));
  g_clear_pointer (&err, g_free);
  rh_store_rig_write (&rig->store, "environments/Staging.yml", "name: Staging\n");
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "login", "{}", NULL), ==, 2);
  g_assert_cmpstr (err, ==, "rehearse login: choose one with --environment: Practice, Staging\n");
}

/* Addresses that a collection names are opened in a browser only if they are web addresses. */
static void
test_no_web_address (RhCliRig *rig, gconstpointer data)
{
  static const char *const addresses[]
      = { "file:///etc/passwd", "http://as.example/authorize", "javascript:alert(1)" };

  keep_secret (rig);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;

      rh_cli_rig_set_variable (rig, "authorization_url", addresses[i]);
      g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "login", "{}", "--print-url", NULL),
                       ==, 2);
      g_assert_cmpstr (out, ==, "");
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("prints-address", test_prints_address);
  ADD ("1.6/pasted", test_pasted);
  ADD ("nobody-there", test_nobody_there);
  ADD ("denied", test_denied);
  ADD ("secret-missing", test_secret_missing);
  ADD ("4.6/secret-from-environment", test_secret_from_environment);
  ADD ("wrong-secret", test_wrong_secret);
  ADD ("interrupted", test_interrupted);
  ADD ("1.7/port-in-use", test_port_in_use);
  ADD ("unknown-place", test_unknown_place);
  ADD ("no-web-address", test_no_web_address);

  return g_test_run ();
}
