/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse send, as a process: bytes, exit status, what is asked and what is refused. */
#include "config.h"

#include "http/rh-certificate.h"
#include "lib/rh-cli-rig.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-server.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-network-rules.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REPLY_HEAD \
  "HTTP/1.1 200 All Is Well\r\nContent-Type: application/octet-stream\r\n" \
  "Set-Cookie: session=c00kie-of-the-monster; Path=/\r\nContent-Length: 9\r\n\r\n"
#define REPLY_BODY "a\0b\r\n\xff\xfe\n\n"
#define REPLY REPLY_HEAD REPLY_BODY

#define ADD(name, func) \
  g_test_add ("/cli-send/" name, RhCliRig, NULL, rh_cli_rig_set_up, func, rh_cli_rig_tear_down)

/* A request "Raw" to a server of canned replies. */
static RhWireServer *
start_raw (RhCliRig *rig, const char *method)
{
  RhWireServer *server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *url
      = g_strdup_printf ("http://127.0.0.1:%u/raw", rh_wire_server_get_port (server));

  rh_cli_rig_add_request (rig, "Raw", method, url);
  return server;
}

static RhWireServer *
start_reply (RhCliRig *rig)
{
  RhWireServer *server = start_raw (rig, "GET");

  rh_wire_server_add_reply (server, REPLY, sizeof REPLY - 1, RH_WIRE_CLOSE);
  return server;
}

static void
assert_bytes (GBytes *bytes, const char *expected, gsize length)
{
  gsize got;
  const char *data = g_bytes_get_data (bytes, &got);

  g_assert_cmpmem (data, got, expected, length);
}

static JsonObject *
parse_object (const char *text, JsonNode **root)
{
  g_autoptr (GError) error = NULL;

  *root = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_node_get_object (*root);
}

/* Signed in, refreshed on the way, and nothing on the screen but the body. */
static void
test_with_token (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (JsonNode) root = NULL;

  rh_cli_rig_sign_in (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "send", "{}", RH_CLI_RIG_REQUEST, NULL),
                   ==, 0);
  g_assert_cmpstr (err, ==, "");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (parse_object (out, &root), "data")), ==,
      2);

  /* by the file's whole name too */
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", RH_CLI_RIG_REQUEST ".yml", NULL), ==,
      0);
}

static void
test_exact_bytes (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_reply (rig);
  g_autoptr (GBytes) out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (rh_cli_rig_run (rig, NULL, &out, &err, "send", "{}", "Raw", NULL), ==, 0);
  assert_bytes (out, REPLY_BODY, sizeof REPLY_BODY - 1);
  g_assert_cmpstr (err, ==, "");
}

static void
test_include (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_reply (rig);
  g_autoptr (GBytes) out = NULL;

  g_assert_cmpint (rh_cli_rig_run (rig, NULL, &out, NULL, "send", "{}", "Raw", "--include", NULL),
                   ==, 0);
  assert_bytes (out, REPLY, sizeof REPLY - 1);
}

static void
test_json (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_reply (rig);
  g_autofree char *out = NULL;
  g_autofree char *body = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, NULL, "send", "{}", "Raw", "--json", NULL), ==,
                   0);
  object = parse_object (out, &root);
  g_assert_cmpint (json_object_get_int_member (object, "status"), ==, 200);
  g_assert_cmpint (json_object_get_int_member (object, "size"), ==, 9);
  g_assert_true (json_object_has_member (object, "time_ms"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "headers")), ==,
                    3);
  body = g_base64_encode ((const guchar *) REPLY_BODY, sizeof REPLY_BODY - 1);
  g_assert_cmpstr (json_object_get_string_member (object, "body_base64"), ==, body);
  g_assert_null (strstr (out, "c00kie")); /* headers are masked */
  g_assert_nonnull (strstr (out, "Set-Cookie"));
}

/* Whatever the locale: JSON is UTF-8. And what does not fit is not done. */
static void
test_json_in_any_locale (RhCliRig *rig, gconstpointer data)
{
  static const char reply[] = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsm\xc3\xb8r\n";
  g_autoptr (RhWireServer) server = start_raw (rig, "GET");
  g_autofree char *out = NULL;
  g_autoptr (JsonNode) root = NULL;

  rh_wire_server_add_reply (server, reply, -1, RH_WIRE_CLOSE);
  g_subprocess_launcher_setenv (rig->launcher, "LC_ALL", "C", TRUE);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, NULL, "send", "{}", "Raw", "--json", NULL), ==,
                   0);
  g_assert_cmpstr (json_object_get_string_member (parse_object (out, &root), "body"), ==, "smør\n");
}

static int
send_to_full (RhCliRig *rig, const char *option)
{
  g_autoptr (GSubprocessLauncher) launcher = rh_cli_rig_new_launcher (rig);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const char *const argv[]
      = { g_getenv ("RH_TEST_REHEARSE"), "send", rig->store.root, "Raw", option, NULL };

  g_subprocess_launcher_take_stdout_fd (launcher, g_open ("/dev/full", O_WRONLY | O_CLOEXEC, 0));
  process = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  g_subprocess_wait_async (process, NULL, rh_test_take_result, &result);
  rh_test_wait (&result); /* the server needs the main loop */
  return g_subprocess_get_exit_status (process);
}

static void
test_full (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_reply (rig);

  rh_wire_server_add_reply (server, REPLY, sizeof REPLY - 1, RH_WIRE_CLOSE);
  g_assert_cmpint (send_to_full (rig, "--json"), ==, 1);
  g_assert_cmpint (send_to_full (rig, "--include"), ==, 1);
}

static void
test_output (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_reply (rig);
  g_autofree char *path = g_build_filename (rig->home, "out.bin", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *out = NULL;
  gsize length;
  GStatBuf info;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, &out, NULL, "send", "{}", "Raw", "--output", path, NULL), ==, 0);
  g_assert_cmpstr (out, ==, "");
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (contents, length, REPLY_BODY, sizeof REPLY_BODY - 1);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
}

/* A device is written to, never replaced; a folder is refused and nothing is left beside it. */
static void
test_output_odd (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_reply (rig);
  g_autofree char *link = g_build_filename (rig->home, "link", NULL);
  g_autofree char *err = NULL;
  GStatBuf info;

  g_assert_cmpint (symlink ("/dev/null", link), ==, 0);
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", "Raw", "--output", link, NULL), ==, 0);
  g_assert_cmpint (g_lstat (link, &info), ==, 0);
  g_assert_true (S_ISLNK (info.st_mode));
  g_assert_cmpint (g_stat ("/dev/null", &info), ==, 0);
  g_assert_true (S_ISCHR (info.st_mode));

  rh_wire_server_add_reply (server, REPLY, sizeof REPLY - 1, RH_WIRE_CLOSE);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", "Raw", "--output",
                                    "/nowhere/at/all", NULL),
                   ==, 1);
  g_assert_nonnull (strstr (err, "cannot be written"));
}

static void
test_fail (RhCliRig *rig, gconstpointer data)
{
  static const char reply[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone";
  g_autoptr (RhWireServer) server = start_raw (rig, "GET");
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  rh_wire_server_add_reply (server, reply, -1, RH_WIRE_CLOSE);
  rh_wire_server_add_reply (server, reply, -1, RH_WIRE_CLOSE);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, NULL, "send", "{}", "Raw", NULL), ==, 0);
  g_assert_cmpstr (out, ==, "gone");
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", "Raw", "--fail", NULL), ==,
                   22);
  g_assert_cmpstr (err, ==, "rehearse send: the server answered 404\n");
}

static void
test_not_signed_in (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autofree char *command
      = g_strdup_printf ("rehearse login '%s' --environment 'Practice'\n", rig->store.root);

  g_assert_cmpint (
      rh_cli_rig_text (rig, "s3cret", NULL, NULL, "secret", "{}", "client_secret", NULL), ==, 0);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "send", "{}", RH_CLI_RIG_REQUEST, NULL),
                   ==, 3);
  g_assert_cmpstr (out, ==, "");
  g_assert_true (g_str_has_suffix (err, command));
}

/* security.md 3.1: a folder that is new to this user. */
static void
test_not_accepted (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", RH_CLI_RIG_REQUEST, NULL),
                   ==, 3);
  g_assert_nonnull (strstr (err, "this collection is new to you here"));
  g_assert_nonnull (strstr (err, "rehearse login"));
}

/* Nothing of one account's is another's. */
static void
test_accounts (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (GSubprocess) login = NULL;
  g_autofree char *address = NULL;
  g_autofree char *err = NULL;

  rh_cli_rig_sign_in (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", RH_CLI_RIG_REQUEST,
                                    "--account", "Ada", NULL),
                   ==, 2);
  g_assert_nonnull (strstr (err, "there is no account “Ada”"));

  login = rh_cli_rig_spawn (rig, "login", "{}", "--account", "Ada", "--print-url", NULL);
  address = rh_cli_rig_read_line (login);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", RH_CLI_RIG_REQUEST,
                                    "--account", "Ada", NULL),
                   ==, 3);
  rh_cli_rig_browse (rig, address);
  g_assert_cmpint (rh_cli_rig_end (login, NULL, NULL, NULL), ==, 0);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "token", "{}", "forget", NULL), ==, 0);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", RH_CLI_RIG_REQUEST,
                                    "--account", "Ada", NULL),
                   ==, 0);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", RH_CLI_RIG_REQUEST,
                                    "--account", "", NULL),
                   ==, 3);
}

static void
test_no_network (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  rh_cli_rig_sign_in (rig);
  rh_cli_rig_stop_server (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", RH_CLI_RIG_REQUEST, NULL),
                   ==, 4);
  g_assert_nonnull (strstr (err, "nobody answers there"));
}

/* security.md 2: who sends to a practice server that is not there hears how to start it. */
static void
test_no_practice_server (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  rh_environment_set_service (rh_collection_get_environment (rig->store.collection, "Practice"),
                              "practice");
  rh_store_rig_flush (&rig->store);
  rh_cli_rig_sign_in (rig);
  rh_cli_rig_stop_server (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", RH_CLI_RIG_REQUEST, NULL),
                   ==, 4);
  g_assert_true (g_str_has_suffix (err, "rehearse practice\n"));
}

static void
test_usage (RhCliRig *rig, gconstpointer data)
{
  static const char *const cases[][6] = {
    { "send" },
    { "send", "{}" },
    { "send", "{}", "One", "Two" },
    { "send", "{}", "One", "--nothing" },
    { "send", "{}", "One", "--var", "x" },
    { "send", "{}", "One", "--var", "=x" },
    { "send", "{}", "One", "--var", "a b=x" },
    { "send", "{}", "One", "--var", "a}}=x" },
    { "send", "{}", "One", "--secret", "x=value-on-argv" },
    { "send", "{}", "One", "--secret", "x=@" },
    { "send", "{}", "One", "--secret", "x=@-1" },
    { "send", "{}", "One", "--secret", "x=@99999999999999" },
    { "send", "{}", "One", "--secret", "x=@77" },
    { "send", "{}", "One", "--allow-origin", "here" },
    { "send", "{}", "One", "--json", "--include" },
    { "send", "{}", "One", "--output", "" },
    { "send", "{}", "One", "--account", "nobody" },
    { "send", "{}", "" },
    { "send", "{}", "/" },
    { "send", "{}", "." },
    { "send", "{}", "Employees" },
    { "send", "{}", "opencollection" },
    { "send", "{}", "environments/Practice" },
    { "send", "{}", "../x" },
    { "send", "{}", "Employees/../../x" },
    { "send", "{}", "/etc/passwd" },
    { "send", "{}", "Employees/Search Employees\n" },
    { "send", "/dev/null", "One" },
    { "send", "", "One" },
  };

  rh_store_rig_write (&rig->store, "../x.yml", "info:\n  name: x\n  type: http\n");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;
      const char *const *c = cases[i];

      g_test_message ("case %u", i);
      g_assert_cmpint (
          rh_cli_rig_text (rig, NULL, &out, &err, c[0], c[1], c[2], c[3], c[4], c[5], NULL), ==, 2);
      g_assert_cmpstr (out, ==, "");
      g_assert_true (g_str_has_prefix (err, "rehearse send: "));
      g_assert_null (strstr (err, "value-on-argv"));
    }
}

static void
test_variables (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *api
      = g_strdup_printf ("api=http://127.0.0.1:%u", rh_wire_server_get_port (server));
  g_autofree char *err = NULL;
  g_autofree char *request = NULL;

  rh_cli_rig_add_request (rig, "Open", "GET", "{{api}}/{{what}}?q={{q}}");
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", "Open", NULL), ==, 2);
  g_assert_nonnull (strstr (err, "“what” has no value here"));
  g_assert_nonnull (strstr (err, "--var"));

  /* over the environment's; what is in a value is text */
  rh_wire_server_add_reply (server, REPLY, sizeof REPLY - 1, RH_WIRE_CLOSE);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", "Open", "--var", api,
                                    "--var", "what=1 2", "--var", "q={{api}}=", NULL),
                   ==, 0);
  request = rh_wire_server_dup_request (server, 0);
  g_assert_true (g_str_has_prefix (request, "GET /1%202?q=%7B%7Bapi%7D%7D%3D HTTP/1.1\r\n"));
}

/* As long as Linux takes one. */
static void
test_long_variable (RhCliRig *rig, gconstpointer data)
{
  static const char head[] = "what=";
  g_autofree char *value = g_strnfill (128 * 1024 - sizeof head, 'a');
  g_autofree char *variable = g_strconcat (head, value, NULL);
  g_autoptr (RhWireServer) server = start_reply (rig);
  g_autofree char *http = g_strdup_printf ("  method: POST\n  url: http://127.0.0.1:%u/\n  body:\n "
                                           "   type: text\n    data: '{{what}}'\n",
                                           rh_wire_server_get_port (server));
  g_autofree char *request = NULL;

  rh_cli_rig_write_request (rig, "Long", http);
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", "Long", "--var", variable, NULL), ==,
      0);
  request = rh_wire_server_dup_request (server, 0);
  g_assert_true (g_str_has_suffix (request, value));
}

/* security.md 4.2: a host that came by --var gets no byte of the token. */
static void
test_new_origin (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *origin
      = g_strdup_printf ("http://127.0.0.1:%u", rh_wire_server_get_port (server));
  g_autofree char *api = g_strconcat ("api=", origin, NULL);
  g_autofree char *hint = g_strdup_printf ("add: --allow-origin %s\n", origin);
  g_autofree char *token = NULL;
  g_autofree char *err = NULL;
  g_autofree char *request = NULL;

  rh_cli_rig_sign_in (rig);
  token = rh_cli_rig_reveal (rig);
  g_assert_cmpint (rh_cli_rig_text (rig, "y\n", NULL, &err, "send", "{}", RH_CLI_RIG_REQUEST,
                                    "--var", api, NULL),
                   ==, 2);
  g_assert_true (g_str_has_suffix (err, hint));
  g_assert_cmpuint (rh_wire_server_get_n_bytes (server), ==, 0);

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", RH_CLI_RIG_REQUEST,
                                    "--var", api, "--allow-origin", "https://other.example", NULL),
                   ==, 2);
  g_assert_cmpuint (rh_wire_server_get_n_bytes (server), ==, 0);

  rh_wire_server_add_reply (server, REPLY, sizeof REPLY - 1, RH_WIRE_CLOSE);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", RH_CLI_RIG_REQUEST,
                                    "--var", api, "--allow-origin", origin, NULL),
                   ==, 0);
  request = rh_wire_server_dup_request (server, 0);
  g_assert_nonnull (strstr (request, token));
}

/* A token URL that is another one now has no token, and its server hears nothing. */
static void
test_new_token_url (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *url
      = g_strdup_printf ("token_url=http://127.0.0.1:%u/token", rh_wire_server_get_port (server));

  rh_cli_rig_sign_in (rig);
  g_subprocess_launcher_setenv (rig->launcher, "REHEARSE_SECRET_CLIENT_SECRET", "s3cret-of-mine",
                                TRUE);
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", RH_CLI_RIG_REQUEST, "--var", url, NULL),
      ==, 3);
  g_assert_cmpuint (rh_wire_server_get_n_bytes (server), ==, 0);
}

/* security.md 4.6: by the environment and by a file descriptor, bound like any other. */
static void
test_given_secrets (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_reply (rig);
  g_autofree char *origin
      = g_strdup_printf ("http://127.0.0.1:%u", rh_wire_server_get_port (server));
  g_autofree char *http = g_strdup_printf (
      "  method: GET\n  url: %s/\n  headers:\n    - name: X-Key\n      value: '{{api-key}}'\n",
      origin);
  g_autofree char *path = g_build_filename (rig->home, "key", NULL);
  g_autofree char *err = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  rh_cli_rig_write_request (rig, "Key", http);
  rh_environment_add_secret (rh_collection_get_environment (rig->store.collection, "Practice"),
                             "api-key");
  rh_store_rig_flush (&rig->store);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", "Key", NULL), ==, 3);

  g_subprocess_launcher_setenv (rig->launcher, "REHEARSE_SECRET_API_KEY", "key-of-the-environment",
                                TRUE);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", "Key", NULL), ==, 2);
  g_assert_nonnull (strstr (err, "“api-key” has never been sent to"));
  g_assert_cmpuint (rh_wire_server_get_n_bytes (server), ==, 0);
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", "Key", "--allow-origin", origin, NULL),
      ==, 0);
  first = rh_wire_server_dup_request (server, 0);
  g_assert_nonnull (strstr (first, "X-Key: key-of-the-environment\r\n"));

  rh_wire_server_add_reply (server, REPLY, sizeof REPLY - 1, RH_WIRE_CLOSE);
  g_assert_true (g_file_set_contents (path, "key-of-the-file\n", -1, NULL));
  g_subprocess_launcher_take_fd (rig->launcher, g_open (path, O_RDONLY | O_CLOEXEC, 0), 9);
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", "Key", "--secret", "api-key=@9", NULL),
      ==, 0);
  second = rh_wire_server_dup_request (server, 1);
  g_assert_nonnull (strstr (second, "X-Key: key-of-the-file\r\n"));
}

/* security.md 4.9. */
static void
test_production (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_raw (rig, "POST");
  g_autofree char *err = NULL;

  rh_store_rig_write (&rig->store, "environments/Production.yml", "name: Production\n");
  g_assert_cmpint (rh_cli_rig_text (rig, "y\n", NULL, &err, "send", "{}", "Raw", "--environment",
                                    "Production", NULL),
                   ==, 2);
  g_assert_nonnull (strstr (err, "--yes-production"));
  g_assert_cmpuint (rh_wire_server_get_n_bytes (server), ==, 0);

  rh_wire_server_add_reply (server, REPLY, sizeof REPLY - 1, RH_WIRE_CLOSE);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", "Raw", "--environment",
                                    "Production", "--yes-production", NULL),
                   ==, 0);
}

/* From the collection's folder, wherever rehearse is started; from elsewhere only when allowed. */
static void
test_body_file (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_reply (rig);
  g_autofree char *within = g_strdup_printf (
      "  method: PUT\n  url: http://127.0.0.1:%u/\n  body:\n    type: file\n    data:\n"
      "      - filePath: parts/one.bin\n        contentType: text/plain\n        selected: true\n",
      rh_wire_server_get_port (server));
  g_autofree char *outside = g_strdup_printf (
      "  method: PUT\n  url: http://127.0.0.1:%u/\n  body:\n    type: file\n    data:\n"
      "      - filePath: ../../../../../../etc/passwd\n        contentType: text/plain\n"
      "        selected: true\n",
      rh_wire_server_get_port (server));
  g_autofree char *request = NULL;
  g_autofree char *err = NULL;

  rh_store_rig_write (&rig->store, "parts/one.bin", "the file itself");
  rh_cli_rig_write_request (rig, "Within", within);
  rh_cli_rig_write_request (rig, "Outside", outside);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "send", "{}", "Within", NULL), ==, 0);
  request = rh_wire_server_dup_request (server, 0);
  g_assert_true (g_str_has_suffix (request, "\r\n\r\nthe file itself"));

  g_assert_cmpint (rh_cli_rig_text (rig, "y\n", NULL, &err, "send", "{}", "Outside", NULL), ==, 2);
  g_assert_nonnull (strstr (err, "“/etc/passwd”, which is not in the collection"));
  g_assert_cmpuint (rh_wire_server_get_n_requests (server), ==, 1);
}

/* Nothing is written of a response that ends early; nothing stays when it is interrupted. */
static void
test_cut (RhCliRig *rig, gconstpointer data)
{
  static const char reply[] = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
  g_autoptr (RhWireServer) server = start_raw (rig, "GET");
  g_autofree char *path = g_build_filename (rig->home, "out", NULL);
  g_autofree char *err = NULL;

  rh_wire_server_add_reply (server, reply, -1, RH_WIRE_CLOSE);
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, &err, "send", "{}", "Raw", "--output", path, NULL), ==, 4);
  g_assert_nonnull (strstr (err, "ended early"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_interrupted (RhCliRig *rig, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_raw (rig, "GET");
  g_autofree char *path = g_build_filename (rig->home, "runtime", "out", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GSubprocess) process = NULL;

  rh_wire_server_add_reply (server, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", -1,
                            RH_WIRE_HOLD);
  process = rh_cli_rig_spawn (rig, "send", "{}", "Raw", "--output", path, NULL);
  rh_wire_server_wait_requests (server, 1);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_cmpint (rh_cli_rig_end (process, NULL, NULL, NULL), ==, 130);
  g_assert_cmpuint (count_files (folder), ==, 0);
}

/* The same collection, copied by somebody else: it finds nothing that was kept for this one. */
static void
test_copied_collection (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (rig->home, "copy", NULL);
  g_autofree char *err = NULL;
  const char *const cp[] = { "cp", "-r", rig->store.root, copy, NULL };

  rh_cli_rig_sign_in (rig);
  g_assert_true (g_spawn_sync (NULL, (char **) cp, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "send", copy, RH_CLI_RIG_REQUEST, NULL),
                   ==, 3);
}

static void
trust (RhCliRig *rig, RhWireServer *server, GTlsCertificate *certificate)
{
  g_autofree char *path = g_build_filename (rig->home, "state", "rehearsal", "network.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (RhNetworkRules) rules = rh_network_rules_new (file, keyring);
  g_autofree char *origin
      = g_strdup_printf ("https://127.0.0.1:%u", rh_wire_server_get_port (server));
  g_autoptr (GError) error = NULL;

  g_assert_true (rh_network_rules_trust (rules, origin, certificate, &error));
  g_assert_no_error (error);
}

/* Refused with what a person needs to know, and sent once somebody trusted it in the app. */
static void
test_certificate (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  g_autofree char *sha256 = rh_certificate_dup_sha256 (certificate);
  g_autofree char *shown = rh_certificate_format_sha256 (sha256);
  g_autoptr (RhWireServer) server = rh_wire_server_new ("127.0.0.1", 0, certificate);
  g_autofree char *url
      = g_strdup_printf ("https://127.0.0.1:%u/", rh_wire_server_get_port (server));
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  rh_cli_rig_add_request (rig, "Raw", "GET", url);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "send", "{}", "Raw", NULL), ==, 4);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, shown));
  g_assert_nonnull (strstr (err, "nobody this computer knows vouches for it"));
  g_assert_cmpuint (rh_wire_server_get_n_requests (server), ==, 0);
  g_free (out);
  g_free (err);

  trust (rig, server, certificate);
  rh_wire_server_add_reply (server, REPLY, sizeof REPLY - 1, RH_WIRE_CLOSE);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "send", "{}", "Raw", NULL), ==, 0);
  g_assert_cmpstr (err, ==, "");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("with-token", test_with_token);
  ADD ("exact-bytes", test_exact_bytes);
  ADD ("include", test_include);
  ADD ("json", test_json);
  ADD ("json-in-any-locale", test_json_in_any_locale);
  ADD ("full", test_full);
  ADD ("output", test_output);
  ADD ("output-odd", test_output_odd);
  ADD ("fail", test_fail);
  ADD ("not-signed-in", test_not_signed_in);
  ADD ("3.1/not-accepted", test_not_accepted);
  ADD ("3.1/accounts", test_accounts);
  ADD ("no-network", test_no_network);
  ADD ("2/no-practice-server", test_no_practice_server);
  ADD ("usage", test_usage);
  ADD ("variables", test_variables);
  ADD ("long-variable", test_long_variable);
  ADD ("4.2/new-origin", test_new_origin);
  ADD ("4.2/new-token-url", test_new_token_url);
  ADD ("4.6/given-secrets", test_given_secrets);
  ADD ("4.9/production", test_production);
  ADD ("body-file", test_body_file);
  ADD ("4.3/certificate", test_certificate);
  ADD ("cut", test_cut);
  ADD ("interrupted", test_interrupted);
  ADD ("3.1/copied-collection", test_copied_collection);

  return g_test_run ();
}
