/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse token and rehearse secret, as processes: what is shown, what ends, what is kept, and
 * that two processes see one token. */
#include "config.h"

#include "lib/rh-cli-rig.h"
#include "lib/rh-test.h"

#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

#define ADD(name, func) \
  g_test_add ("/cli-token/" name, RhCliRig, NULL, rh_cli_rig_set_up, func, rh_cli_rig_tear_down)

static void
test_show (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *out = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  rh_cli_rig_sign_in (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, NULL, "token", "{}", "show", NULL), ==, 0);
  g_assert_cmpstr (out, ==,
                   "Environment: Practice\nScopes: users:read vendors:read\n"
                   "Access token: expires in 59 min\nRenewed by itself: yes\n");

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &json, NULL, "token", "{}", "--json", NULL), ==, 0);
  root = json_from_string (json, NULL);
  object = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (object, "environment"), ==, "Practice");
  g_assert_true (json_object_get_null_member (object, "account"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "scopes")), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "expires_in"), <=, 3600);
  g_assert_cmpint (json_object_get_int_member (object, "expires_in"), >, 3500);
  g_assert_true (json_object_get_boolean_member (object, "can_refresh"));
}

/* security.md 4.6: the access token, alone, and no other way brings out any secret. */
static void
test_reveal (RhCliRig *rig, gconstpointer data)
{
  static const char *const cases[][3] = {
    { NULL },
    { "show" },
    { "refresh" },
    { "refresh", "--json" },
    { "--json" },
    { "--json", "--reveal" },
    { "revoke", "--reveal" },
    { "forget", "--json" },
    { "forget", "--reveal" },
  };
  g_autofree char *token = NULL;

  rh_cli_rig_sign_in (rig);
  token = rh_cli_rig_reveal (rig);
  g_assert_cmpuint (rh_practice_driver_call_status (&rig->practice, token), ==, 200);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *c = cases[i];
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;
      g_autofree char *now = NULL;
      int status = rh_cli_rig_text (rig, NULL, &out, &err, "token", "{}", c[0], c[1], c[2], NULL);

      g_assert_cmpint (status, ==, i < 5 ? 0 : 2);
      now = rh_cli_rig_reveal (rig);
      g_assert_null (strstr (out, now));
      g_assert_null (strstr (err, now));
      g_assert_null (strstr (out, RH_PRACTICE_CLIENT_SECRET));
      g_assert_null (strstr (err, RH_PRACTICE_CLIENT_SECRET));
    }
}

/* What one process refreshed is what the next one sends. */
static void
test_refresh (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *revealed = NULL;

  rh_cli_rig_sign_in (rig);
  before = rh_cli_rig_reveal (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "{}", "refresh", NULL), ==, 0);
  after = rh_cli_rig_reveal (rig);
  g_assert_cmpstr (after, !=, before);
  g_assert_cmpuint (rh_practice_driver_call_status (&rig->practice, after), ==, 200);

  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, &revealed, NULL, "token", "{}", "refresh", "--reveal", NULL), ==,
      0);
  g_assert_cmpstr (revealed, !=, after);
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", RH_CLI_RIG_REQUEST, "--fail", NULL), ==,
      0);
}

/* Many at once when the token is over: a refresh token that was sent twice would be the end of all
 * of them. */
static void
test_refresh_together (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *over = NULL;
  g_autofree char *form = NULL;
  g_autofree char *answer = NULL;
  GSubprocess *processes[4];

  rh_cli_rig_sign_in (rig);
  over = rh_cli_rig_reveal (rig);
  form = g_strconcat (RH_PRACTICE_DRIVER_CLIENT "&token=", over, NULL);
  answer = rh_practice_driver_ask (&rig->practice, "POST", "/oauth/revoke", "", form);
  g_assert_cmpuint (rh_practice_driver_call_status (&rig->practice, over), ==, 401);
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    processes[i] = rh_cli_rig_spawn (rig, "send", "{}", RH_CLI_RIG_REQUEST, "--fail", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    {
      g_assert_cmpint (rh_cli_rig_end (processes[i], NULL, NULL, NULL), ==, 0);
      g_object_unref (processes[i]);
    }
}

static void
test_revoke (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autofree char *err = NULL;

  rh_cli_rig_sign_in (rig);
  token = rh_cli_rig_reveal (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "token", "{}", "revoke", NULL), ==, 0);
  g_assert_cmpstr (err, ==, "Revoked at the server and forgotten here.\n");
  g_assert_cmpuint (rh_practice_driver_call_status (&rig->practice, token), ==, 401);
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "token", "{}", "revoke", NULL), ==, 3);
  g_assert_nonnull (strstr (err, "rehearse login"));
}

/* The server is gone: it is forgotten all the same, and nobody says that it was revoked. */
static void
test_revoke_in_vain (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  rh_cli_rig_sign_in (rig);
  rh_cli_rig_stop_server (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "token", "{}", "revoke", NULL), ==, 1);
  g_assert_nonnull (strstr (err, "valid until it ends"));
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "{}", NULL), ==, 3);
}

static void
test_forget (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *token = NULL;

  rh_cli_rig_sign_in (rig);
  token = rh_cli_rig_reveal (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "{}", "forget", NULL), ==, 0);
  g_assert_cmpuint (rh_practice_driver_call_status (&rig->practice, token), ==, 200);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "{}", "--reveal", NULL), ==, 3);
}

/* A grant that is dead at the server: the refresh says how to go on. */
static void
test_dead (RhCliRig *rig, gconstpointer data)
{
  const char *const faults[] = { "--fault", "revoked-grant", NULL };
  g_autofree char *err = NULL;

  rh_cli_rig_sign_in (rig);
  rh_cli_rig_restart_server (rig, faults);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "token", "{}", "refresh", NULL), ==, 3);
  g_assert_nonnull (strstr (err, "Sign in again: rehearse login"));
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", RH_CLI_RIG_REQUEST, NULL),
                   ==, 3);
  g_assert_nonnull (strstr (err, "rehearse login"));
}

/* security.md 3.1: what a change of scopes leaves behind is found and ended. */
static void
test_all (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *none = NULL;
  g_autofree char *json = NULL;
  g_autofree char *token = NULL;
  g_autofree char *list = NULL;
  g_autofree char *left = NULL;
  g_autoptr (JsonNode) root = NULL;
  const char *id;

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &none, NULL, "token", "--all", NULL), ==, 0);
  g_assert_cmpstr (none, ==, "");
  rh_cli_rig_sign_in (rig);
  token = rh_cli_rig_reveal (rig);
  rh_cli_rig_set_variable (rig, "scope", "users:read");
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "{}", NULL), ==, 3);

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &list, NULL, "token", "--all", "list", NULL), ==, 0);
  g_assert_nonnull (strstr (list, "  Acme  Practice  -  localhost:"));
  g_assert_null (strstr (list, token));
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &json, NULL, "token", "--all", "--json", NULL), ==,
                   0);
  g_assert_null (strstr (json, token));
  root = json_from_string (json, NULL);
  id = json_object_get_string_member (json_node_get_object (root), "id");
  g_assert_true (g_str_has_prefix (list, id));

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "--all", "revoke", "", NULL),
                   ==, 2);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "--all", "revoke", id, NULL),
                   ==, 0);
  g_assert_cmpuint (rh_practice_driver_call_status (&rig->practice, token), ==, 401);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &left, NULL, "token", "--all", NULL), ==, 0);
  g_assert_cmpstr (left, ==, "");
}

static void
test_usage (RhCliRig *rig, gconstpointer data)
{
  static const char *const cases[][4] = {
    { "token" },
    { "token", "{}", "burn" },
    { "token", "{}", "show", "more" },
    { "token", "--all", "revoke" },
    { "token", "--all", "burn" },
    { "token", "--all", "--reveal" },
    { "token", "--all", "forget", "0123456789ab" },
    { "secret" },
    { "secret", "{}" },
    { "secret", "{}", "a b" },
    { "secret", "{}", "" },
    { "secret", "{}", "a}}{{b" },
    { "secret", "{}", "name", "value" },
    { "secret", "{}", "name" }, /* nothing on standard input */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *c = cases[i];
      g_autofree char *out = NULL;

      g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, NULL, c[0], c[1], c[2], c[3], NULL), ==,
                       2);
      g_assert_cmpstr (out, ==, "");
    }
}

/* --- rehearse secret ---------------------------------------------------------------------------
 */

static gboolean
has_text (RhCliRig *rig, const char *text)
{
  g_autofree char *dump = rh_store_rig_dump (&rig->store);

  return strstr (dump, text) != NULL;
}

static char *
read_environment (RhCliRig *rig)
{
  return rh_store_rig_read (&rig->store, "environments/Practice.yml");
}

/* A request that takes it to the practice server, whose answer does not matter. */
static int
send_key (RhCliRig *rig, char **err)
{
  g_autofree char *origin = g_strdup_printf ("http://localhost:%u", rig->practice.port);

  rh_cli_rig_write_request (rig, "Key",
                            "  method: GET\n  url: '{{api}}/'\n  headers:\n    - name: X-Key\n"
                            "      value: '{{key}}'\n");
  return rh_cli_rig_text (rig, NULL, NULL, err, "send", "{}", "Key", "--allow-origin", origin,
                          NULL);
}

static void
test_secret (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autofree char *file = NULL;

  g_assert_cmpint (send_key (rig, NULL), ==, 2); /* no such variable */
  g_assert_cmpint (rh_cli_rig_text (rig, "s3cret-canary\r\nsecond line\n", &out, &err, "secret",
                                    "{}", "key", NULL),
                   ==, 0);
  g_assert_cmpstr (out, ==, "");
  g_assert_cmpstr (err, ==, "");
  file = read_environment (rig);
  g_assert_nonnull (strstr (file, "- secret: true\n    name: key\n"));
  g_assert_false (has_text (rig, "canary"));
  g_assert_cmpint (send_key (rig, NULL), ==, 0);

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "secret", "{}", "key", "--delete", NULL),
                   ==, 0);
  g_assert_cmpint (send_key (rig, NULL), ==, 2);
}

/* Where a value may go is decided anew for a new one. */
static void
test_secret_anew (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  g_assert_cmpint (rh_cli_rig_text (rig, "one-of-them", NULL, NULL, "secret", "{}", "key", NULL),
                   ==, 0);
  g_assert_cmpint (send_key (rig, NULL), ==, 0);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", "Key", NULL), ==, 0);
  g_assert_cmpint (rh_cli_rig_text (rig, "another-one", NULL, NULL, "secret", "{}", "key", NULL),
                   ==, 0);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", "Key", NULL), ==, 2);
  g_assert_nonnull (strstr (err, "has never been sent to"));
}

/* One that stood in the file leaves it. */
static void
test_plain_becomes_secret (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  rh_cli_rig_set_variable (rig, "key", "plain-canary");
  g_assert_true (has_text (rig, "plain-canary"));
  g_assert_cmpint (rh_cli_rig_text (rig, "s3cret", NULL, &err, "secret", "{}", "key", NULL), ==, 0);
  g_assert_false (has_text (rig, "plain-canary"));
  g_assert_nonnull (strstr (err, "have it replaced"));
}

static void
test_secret_forms (RhCliRig *rig, gconstpointer data)
{
  static const char *const bad[] = { "", "\n", "\r\n", "\xff\xfe\n" };
  g_autofree char *big = g_strnfill (64 * 1024 + 1, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (rh_cli_rig_text (rig, bad[i], NULL, NULL, "secret", "{}", "key", NULL), ==, 2);
  g_assert_cmpint (rh_cli_rig_text (rig, big, NULL, NULL, "secret", "{}", "key", NULL), ==, 2);
  g_assert_false (has_text (rig, "key"));
  big[64 * 1024] = '\0';
  g_assert_cmpint (rh_cli_rig_text (rig, big, NULL, NULL, "secret", "{}", "key", NULL), ==, 0);
}

static void
test_secret_interrupted (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (GSubprocess) process = rh_cli_rig_spawn (rig, "secret", "{}", "key", NULL);
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);

  /* it waits for the end of the line */
  g_assert_true (g_output_stream_write_all (input, "half", 4, NULL, NULL, NULL));
  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_false (has_text (rig, "key"));
}

/* No keyring to be had: said so, and the file does not claim that there is a value. */
static void
test_no_keyring (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  g_subprocess_launcher_unsetenv (rig->launcher, "SECRET_BACKEND");
  g_assert_cmpint (rh_cli_rig_text (rig, "s3cret", NULL, &err, "secret", "{}", "key", NULL), ==, 1);
  g_assert_nonnull (strstr (err, "nothing was kept"));
  g_assert_false (has_text (rig, "key"));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("show", test_show);
  ADD ("4.6/reveal", test_reveal);
  ADD ("refresh", test_refresh);
  ADD ("refresh-together", test_refresh_together);
  ADD ("revoke", test_revoke);
  ADD ("revoke-in-vain", test_revoke_in_vain);
  ADD ("forget", test_forget);
  ADD ("dead", test_dead);
  ADD ("3.1/all", test_all);
  ADD ("usage", test_usage);
  ADD ("secret/kept", test_secret);
  ADD ("secret/4.2/anew", test_secret_anew);
  ADD ("secret/plain-becomes-secret", test_plain_becomes_secret);
  ADD ("secret/forms", test_secret_forms);
  ADD ("secret/interrupted", test_secret_interrupted);
  ADD ("secret/no-keyring", test_no_keyring);

  return g_test_run ();
}
