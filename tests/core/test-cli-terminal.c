/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse on a terminal: what it asks, that no is the answer unless somebody says yes, and that a
 * secret is not seen while it is typed. */
#include "config.h"

#include "lib/rh-cli-rig.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-server.h"

#include <string.h>
#include <termios.h>
#include <unistd.h>

#define REPLY "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
#define ADD(name, func) \
  g_test_add ("/cli-terminal/" name, RhCliRig, NULL, rh_cli_rig_set_up, func, rh_cli_rig_tear_down)

static int
end (GSubprocess *process, int terminal)
{
  g_autofree char *rest = rh_cli_rig_expect (terminal, NULL);

  g_test_message ("%s", rest);
  g_subprocess_wait (process, NULL, NULL);
  close (terminal);
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}

static void
test_secret (RhCliRig *rig, gconstpointer data)
{
  int terminal;
  g_autoptr (GSubprocess) process
      = rh_cli_rig_spawn_terminal (rig, &terminal, "secret", "{}", "key", NULL);
  g_autofree char *prompt = rh_cli_rig_expect (terminal, "Value of “key”: ");
  g_autofree char *rest = NULL;

  rh_cli_rig_type (terminal, "typed-canary\n");
  rest = rh_cli_rig_expect (terminal, NULL);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_cmpstr (rest, ==, "\r\n");
  close (terminal);
}

/* The terminal shows what is typed again. */
static void
test_secret_interrupted (RhCliRig *rig, gconstpointer data)
{
  int terminal;
  g_autoptr (GSubprocess) process
      = rh_cli_rig_spawn_terminal (rig, &terminal, "secret", "{}", "key", NULL);
  g_autofree char *prompt = rh_cli_rig_expect (terminal, "Value of “key”: ");
  struct termios settings;

  g_assert_cmpint (tcgetattr (terminal, &settings), ==, 0);
  g_assert_cmpuint (settings.c_lflag & ECHO, ==, 0);
  rh_cli_rig_type (terminal, "half\003"); /* Ctrl+C */
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  g_assert_cmpint (tcgetattr (terminal, &settings), ==, 0);
  g_assert_cmpuint (settings.c_lflag & ECHO, !=, 0);
  close (terminal);
}

/* security.md 4.2: naming both, default no. */
static void
test_new_origin (RhCliRig *rig, gconstpointer data)
{
  static const char *const answers[] = { "\n", "n\n", "maybe\n", "\004", "y\n" };
  g_autoptr (RhWireServer) server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *api
      = g_strdup_printf ("api=http://127.0.0.1:%u", rh_wire_server_get_port (server));

  rh_cli_rig_sign_in (rig);
  rh_wire_server_add_reply (server, REPLY, -1, RH_WIRE_CLOSE);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      gboolean yes = i == G_N_ELEMENTS (answers) - 1;
      int terminal;
      g_autoptr (GSubprocess) process = rh_cli_rig_spawn_terminal (
          rig, &terminal, "send", "{}", RH_CLI_RIG_REQUEST, "--var", api, NULL);
      g_autofree char *question = rh_cli_rig_expect (terminal, "[y/N] ");

      g_assert_nonnull (
          strstr (question, "“access token” has never been sent to http://127.0.0.1:"));
      rh_cli_rig_type (terminal, answers[i]);
      g_assert_cmpint (end (process, terminal), ==, yes ? 0 : 2);
      g_assert_cmpuint (rh_wire_server_get_n_requests (server), ==, yes ? 1 : 0);
    }
}

/* security.md 4.9. */
static void
test_production (RhCliRig *rig, gconstpointer data)
{
  static const char *const answers[] = { "\n", "yes\n" };
  g_autoptr (RhWireServer) server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", rh_wire_server_get_port (server));

  rh_cli_rig_add_request (rig, "Raw", "DELETE", url);
  rh_store_rig_write (&rig->store, "environments/Production.yml", "name: Production\n");
  rh_wire_server_add_reply (server, REPLY, -1, RH_WIRE_CLOSE);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      int terminal;
      g_autoptr (GSubprocess) process = rh_cli_rig_spawn_terminal (
          rig, &terminal, "send", "{}", "Raw", "--environment", "Production", NULL);
      g_autofree char *question = rh_cli_rig_expect (terminal, "[y/N] ");

      g_assert_nonnull (strstr (question, "Production"));
      g_assert_nonnull (strstr (question, "DELETE"));
      rh_cli_rig_type (terminal, answers[i]);
      g_assert_cmpint (end (process, terminal), ==, i == 0 ? 2 : 0);
      g_assert_cmpuint (rh_wire_server_get_n_requests (server), ==, i);
    }
}

/* A server says nothing to the terminal itself, and a file gets its bytes as they came. */
static void
test_control_characters (RhCliRig *rig, gconstpointer data)
{
#define BODY "a\x1b[31mb\xc2\x9bz\xc2\xa0\tc\rd\x7f\n"
  static const char reply[] = "HTTP/1.1 200 O\x1b]0;k\x07K\r\nX-A: \x1b[2Jv\r\n"
                              "Content-Length: 18\r\n\r\n" BODY;
  g_autoptr (RhWireServer) server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", rh_wire_server_get_port (server));
  g_autofree char *shown = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *path = g_build_filename (rig->store.root, "saved", NULL);
  g_autoptr (GSubprocess) process = NULL;
  int terminal;

  rh_cli_rig_add_request (rig, "Raw", "GET", url);
  rh_wire_server_add_reply (server, reply, -1, RH_WIRE_CLOSE);
  process = rh_cli_rig_spawn_terminal (rig, &terminal, "send", "{}", "Raw", "--include", NULL);
  shown = rh_cli_rig_expect (terminal, NULL);
  g_assert_cmpint (end (process, terminal), ==, 0);
  g_assert_null (strpbrk (shown, "\x1b\x07\x7f"));
  g_assert_null (strstr (shown, "\xc2\x9b"));
  g_assert_nonnull (strstr (shown, "X-A: ␛[2Jv\r"));
  g_assert_nonnull (strstr (shown, "a␛[31mb\xef\xbf\xbdz\xc2\xa0\tc␍d␡\r\n"));

  g_clear_object (&process);
  rh_wire_server_add_reply (server, reply, -1, RH_WIRE_CLOSE);
  process = rh_cli_rig_spawn_terminal (rig, &terminal, "send", "{}", "Raw", "--output", path, NULL);
  g_assert_cmpint (end (process, terminal), ==, 0);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, BODY);
#undef BODY
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("secret", test_secret);
  ADD ("secret-interrupted", test_secret_interrupted);
  ADD ("control-characters", test_control_characters);
  ADD ("4.2/new-origin", test_new_origin);
  ADD ("4.9/production", test_production);

  return g_test_run ();
}
