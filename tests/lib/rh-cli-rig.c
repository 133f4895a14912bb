/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse as a process, and all it needs. */
#include "config.h"

#include "lib/rh-cli-rig.h"

#include "http/rh-loopback-server.h"
#include "lib/rh-test.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

static void
handler_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
}

/* A port that nobody has at this moment. */
static guint16
find_port (void)
{
  static const RhLoopbackLimits limits = { .max_connections = 1 };
  g_autoptr (RhLoopbackServer) server = rh_loopback_server_new (&limits, NULL, handler_cb, NULL);
  g_autoptr (GError) error = NULL;

  rh_loopback_server_listen (server, "localhost", 0, &error);
  g_assert_no_error (error);
  return rh_loopback_server_get_port (server);
}

/* Processes */

static void
set_home (RhCliRig *rig, GSubprocessLauncher *launcher, const char *variable, const char *name)
{
  g_autofree char *path = g_build_filename (rig->home, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_subprocess_launcher_setenv (launcher, variable, path, TRUE);
}

/* Nothing of the person who runs the tests is touched. */
static void
set_environment (RhCliRig *rig, GSubprocessLauncher *launcher)
{
  set_home (rig, launcher, "HOME", ".");
  set_home (rig, launcher, "XDG_DATA_HOME", "data");
  set_home (rig, launcher, "XDG_STATE_HOME", "state");
  set_home (rig, launcher, "XDG_CONFIG_HOME", "config");
  set_home (rig, launcher, "XDG_CACHE_HOME", "cache");
  set_home (rig, launcher, "XDG_RUNTIME_DIR", "runtime");
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_BACKEND", "file", TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PATH", rig->keyring, TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PASSWORD", "test", TRUE);
}

GSubprocessLauncher *
rh_cli_rig_new_launcher (RhCliRig *rig)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);

  set_environment (rig, launcher);
  return launcher;
}

/* A test that fails leaves no server behind. */
static void
die_with_parent_cb (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static GSubprocess *
spawn_with (RhCliRig *rig, GSubprocessLauncher *launcher, GPtrArray *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (argv, g_strdup (g_getenv ("RH_TEST_REHEARSE")));
  for (guint i = 0; i < arguments->len; i++)
    {
      GString *argument = g_string_new (arguments->pdata[i]);

      g_string_replace (argument, "{}", rig->store.root, 0);
      g_ptr_array_add (argv, g_string_free (argument, FALSE));
    }
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static GSubprocess *
spawn (RhCliRig *rig, GPtrArray *arguments)
{
  return spawn_with (rig, rig->launcher, arguments);
}

static GPtrArray *
collect (const char *first, va_list args)
{
  GPtrArray *arguments = g_ptr_array_new ();

  for (const char *argument = first; argument != NULL; argument = va_arg (args, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);

  return arguments;
}

GSubprocess *
rh_cli_rig_spawn (RhCliRig *rig, const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  va_list args;

  va_start (args, first);
  arguments = collect (first, args);
  va_end (args);

  return spawn (rig, arguments);
}

/* Terminals */

static void
take_terminal_cb (gpointer user_data)
{
  setsid ();
  ioctl (STDIN_FILENO, TIOCSCTTY, 0);
}

GSubprocess *
rh_cli_rig_spawn_terminal (RhCliRig *rig, int *terminal, const char *first, ...)
{
  g_autoptr (GSubprocessLauncher) launcher = rh_cli_rig_new_launcher (rig);
  g_autoptr (GPtrArray) arguments = NULL;
  va_list args;
  int end;

  va_start (args, first);
  arguments = collect (first, args);
  va_end (args);

  g_assert_cmpint (openpty (terminal, &end, NULL, NULL, NULL), ==, 0);
  fcntl (*terminal, F_SETFD, FD_CLOEXEC);
  g_subprocess_launcher_take_stdin_fd (launcher, dup (end));
  g_subprocess_launcher_take_stdout_fd (launcher, dup (end));
  g_subprocess_launcher_take_stderr_fd (launcher, end);
  g_subprocess_launcher_set_child_setup (launcher, take_terminal_cb, NULL, NULL);
  return spawn_with (rig, launcher, arguments);
}

char *
rh_cli_rig_expect (int terminal, const char *text)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (terminal, FALSE);
  g_autoptr (GString) shown = g_string_new (NULL);
  gssize n;

  do
    {
      g_autoptr (GAsyncResult) result = NULL;
      char buffer[256];

      g_input_stream_read_async (input, buffer, sizeof buffer, G_PRIORITY_DEFAULT, NULL,
                                 rh_test_take_result, &result);
      rh_test_wait (&result);
      n = g_input_stream_read_finish (input, result, NULL); /* -1: everybody hung up */
      if (n > 0)
        g_string_append_len (shown, buffer, n);
    }
  while (n > 0 && (text == NULL || strstr (shown->str, text) == NULL));

  if (text != NULL && strstr (shown->str, text) == NULL)
    g_error ("“%s” was not shown, but: %s", text, shown->str);

  return g_string_free (g_steal_pointer (&shown), FALSE);
}

void
rh_cli_rig_type (int terminal, const char *text)
{
  g_assert_cmpint (write (terminal, text, strlen (text)), ==, (gssize) strlen (text));
}

static char *
dup_text (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_strndup (length == 0 ? "" : text, length);
}

int
rh_cli_rig_end (GSubprocess *process, const char *input, GBytes **out, char **err)
{
  const char *text = input == NULL ? "" : input;
  g_autoptr (GBytes) in = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) out_bytes = NULL;
  g_autoptr (GBytes) err_bytes = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_async (process, in, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_subprocess_communicate_finish (process, result, &out_bytes, &err_bytes, &error);
  g_assert_no_error (error);
  if (out != NULL)
    *out = g_steal_pointer (&out_bytes);
  words = dup_text (err_bytes);
  g_test_message ("%s", words);
  if (err != NULL)
    *err = g_steal_pointer (&words);
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}

int
rh_cli_rig_run (RhCliRig *rig, const char *input, GBytes **out, char **err, const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  va_list args;

  va_start (args, first);
  arguments = collect (first, args);
  va_end (args);
  process = spawn (rig, arguments);

  return rh_cli_rig_end (process, input, out, err);
}

int
rh_cli_rig_text (RhCliRig *rig, const char *input, char **out, char **err, const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) bytes = NULL;
  va_list args;
  int status;

  va_start (args, first);
  arguments = collect (first, args);
  va_end (args);
  process = spawn (rig, arguments);
  status = rh_cli_rig_end (process, input, &bytes, err);
  if (out != NULL)
    *out = dup_text (bytes);

  return status;
}

char *
rh_cli_rig_read_line (GSubprocess *process)
{
  GInputStream *pipe = g_subprocess_get_stdout_pipe (process);
  g_autoptr (GString) line = g_string_new (NULL);
  char byte;

  /* byte by byte: the rest is for communicate() */
  while (g_input_stream_read (pipe, &byte, 1, NULL, NULL) == 1 && byte != '\n')
    g_string_append_c (line, byte);

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* The practice server */

static guint16
read_port (RhCliRig *rig)
{
  g_autofree char *line = g_data_input_stream_read_line (rig->server_lines, NULL, NULL, NULL);
  g_autoptr (JsonNode) root = NULL;
  const char *url;

  g_assert_nonnull (line);
  root = json_from_string (line, NULL);
  g_assert_nonnull (root);
  url = json_object_get_string_member (json_node_get_object (root), "base_url");
  return (guint16) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);
}

static void
start_server (RhCliRig *rig, const char *const *options)
{
  g_autofree char *port = g_strdup_printf ("%u", rig->practice.port);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  const char *const first[]
      = { "practice",       "--json",          "--port",         port,
          "--redirect-uri", rig->redirect_uri, "--redirect-uri", "https://other.example/callback" };

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    g_ptr_array_add (arguments, (gpointer) first[i]);
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    g_ptr_array_add (arguments, (gpointer) options[i]);

  rig->server = spawn (rig, arguments);
  rig->server_lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (rig->server));
  rig->practice.port = read_port (rig);
}

void
rh_cli_rig_stop_server (RhCliRig *rig)
{
  if (rig->server == NULL)
    return;

  g_subprocess_send_signal (rig->server, SIGTERM);
  g_subprocess_wait (rig->server, NULL, NULL);
  g_clear_object (&rig->server_lines);
  g_clear_object (&rig->server);
}

void
rh_cli_rig_restart_server (RhCliRig *rig, const char *const *options)
{
  rh_cli_rig_stop_server (rig);
  start_server (rig, options);
}

/* The collection */

static void
fill_environment (RhCliRig *rig, RhEnvironment *environment)
{
  static const char *const urls[][2] = {
    { "authorization_url", "/oauth/authorize" },
    { "token_url", "/oauth/token" },
    { "revocation_url", "/oauth/revoke" },
    { "issuer", "" },
    { "api", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *url
          = g_strdup_printf ("http://localhost:%u%s", rig->practice.port, urls[i][1]);

      rh_environment_set (environment, urls[i][0], url);
    }
  rh_environment_set (environment, "client_id", RH_PRACTICE_CLIENT_ID);
  rh_environment_set (environment, "client_auth", "basic");
  rh_environment_set (environment, "scope", "users:read vendors:read");
  rh_environment_set (environment, "redirect_uri", rig->redirect_uri);
}

static void
make_collection (RhCliRig *rig)
{
  RhCollection *collection = rig->store.collection;
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Practice");
  g_autoptr (RhFolder) folder = rh_folder_new ("Employees");
  g_autoptr (RhRequestItem) item
      = rh_request_item_new ("Search Employees", "GET", "{{api}}/v2/employees?limit=2");
  g_autoptr (GError) error = NULL;

  rh_oauth_block_fill_variables (rh_collection_get_oauth (collection));
  fill_environment (rig, environment);
  rh_collection_add_environment (collection, environment);
  rh_folder_append (folder, G_OBJECT (item));
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (folder));
  rig->store.store = rh_collection_store_new (collection, rig->store.disk);
  rh_collection_store_create (rig->store.store, &error);
  g_assert_no_error (error);
}

void
rh_cli_rig_set_variable (RhCliRig *rig, const char *name, const char *value)
{
  RhEnvironment *environment = rh_collection_get_environment (rig->store.collection, "Practice");
  g_autoptr (GError) error = NULL;

  rh_collection_store_refresh (rig->store.store, &error); /* rehearse writes there too */
  g_assert_no_error (error);
  rh_environment_set (environment, name, value);
  rh_store_rig_flush (&rig->store);
}

void
rh_cli_rig_write_request (RhCliRig *rig, const char *name, const char *http)
{
  g_autofree char *path = g_strconcat (name, ".yml", NULL);
  g_autofree char *text
      = g_strdup_printf ("info:\n  name: %s\n  type: http\n\nhttp:\n%s", name, http);

  rh_store_rig_write (&rig->store, path, text);
}

void
rh_cli_rig_add_request (RhCliRig *rig, const char *name, const char *method, const char *url)
{
  g_autofree char *http = g_strdup_printf ("  method: %s\n  url: '%s'\n", method, url);

  rh_cli_rig_write_request (rig, name, http);
}

void
rh_cli_rig_set_up (RhCliRig *rig, gconstpointer data)
{
  rh_store_rig_set_up (&rig->store, NULL);
  rig->home = g_dir_make_tmp ("rh-cli-XXXXXX", NULL);
  rig->keyring = g_build_filename (rig->home, "test.keyring", NULL);
  rig->redirect_uri = g_strdup_printf ("http://localhost:%u/practice", find_port ());
  rig->launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                   | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  set_environment (rig, rig->launcher);
  g_subprocess_launcher_set_child_setup (rig->launcher, die_with_parent_cb, NULL, NULL);
  start_server (rig, data);
  rig->browser = rh_fake_browser_new (&rig->practice);
  make_collection (rig);
}

static void
remove_home (RhCliRig *rig)
{
  RhStoreRig home = { .root = g_steal_pointer (&rig->home) };

  rh_store_rig_tear_down (&home, NULL);
}

void
rh_cli_rig_tear_down (RhCliRig *rig, gconstpointer data)
{
  rh_cli_rig_stop_server (rig);
  g_clear_object (&rig->browser);
  g_clear_object (&rig->launcher);
  g_free (rig->redirect_uri);
  g_free (rig->keyring);
  remove_home (rig);
  rh_store_rig_tear_down (&rig->store, NULL);
}

/* Signing in */

void
rh_cli_rig_browse (RhCliRig *rig, const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_uri_opener_open_async (RH_URI_OPENER (rig->browser), address, NULL, rh_test_take_result,
                            &result);
  rh_test_wait (&result);
}

void
rh_cli_rig_sign_in (RhCliRig *rig)
{
  g_autofree char *err = NULL;
  g_autofree char *err_login = NULL;
  g_autoptr (GSubprocess) login = NULL;
  g_autofree char *address = NULL;

  if (rh_cli_rig_text (rig, RH_PRACTICE_CLIENT_SECRET "\n", NULL, &err, "secret", "{}",
                       "client_secret", NULL)
      != 0)
    g_error ("%s", err);

  login = rh_cli_rig_spawn (rig, "login", "{}", "--print-url", NULL);
  address = rh_cli_rig_read_line (login);
  rh_cli_rig_browse (rig, address);
  if (rh_cli_rig_end (login, NULL, NULL, &err_login) != 0)
    g_error ("%s", err_login);
}

char *
rh_cli_rig_reveal (RhCliRig *rig)
{
  g_autofree char *out = NULL;

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, NULL, "token", "{}", "--reveal", NULL), ==, 0);
  return g_strdup (g_strchomp (out));
}
