/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse and its verb practice, as a process: options, lines, exit status, signals (design.md 8).
 */
#include "config.h"

#include "lib/rh-practice-driver.h"
#include "lib/rh-raw-client.h"
#include "lib/rh-test.h"

#include <signal.h>
#include <string.h>

typedef struct
{
  GSubprocess *process;
  GDataInputStream *lines;
  char *first; /* line */
  guint16 port;
} Running;

static GSubprocess *
spawn (const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (argv, (gpointer) g_getenv ("RH_TEST_REHEARSE"));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);

  process
      = g_subprocess_newv ((const char *const *) argv->pdata,
                           G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);

  return process;
}

static int
run (const char *const *arguments, char **out, char **err)
{
  g_autoptr (GSubprocess) process = spawn (arguments);
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, out, err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}

static char *
read_line (Running *running)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (running->lines, NULL, NULL, &error);

  g_assert_no_error (error);

  return line;
}

/* With --json --port 0 and the rest of @arguments. */
static void
start (Running *running, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autoptr (JsonNode) root = NULL;
  const char *url;

  g_strv_builder_add_many (builder, "practice", "--json", "--port", "0", NULL);
  g_strv_builder_addv (builder, (const char **) arguments);
  all = g_strv_builder_end (builder);

  running->process = spawn ((const char *const *) all);
  running->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (running->process));
  running->first = read_line (running);
  root = json_from_string (running->first, NULL);
  g_assert_nonnull (root);
  url = json_object_get_string_member (json_node_get_object (root), "base_url");
  g_assert_true (g_str_has_prefix (url, "http://localhost:"));
  running->port = g_ascii_strtoull (url + strlen ("http://localhost:"), NULL, 10);
}

static void
stop (Running *running, int number)
{
  g_autofree char *err = NULL;

  g_subprocess_send_signal (running->process, number);
  g_subprocess_communicate_utf8 (running->process, NULL, NULL, NULL, &err, NULL);
  if (!g_subprocess_get_if_exited (running->process))
    g_test_message ("%s", err);
  g_assert_true (g_subprocess_get_if_exited (running->process));
  g_assert_cmpint (g_subprocess_get_exit_status (running->process), ==, 0);
  g_assert_null (rh_raw_client_connect ("127.0.0.1", running->port));

  g_clear_object (&running->process);
  g_clear_object (&running->lines);
  g_clear_pointer (&running->first, g_free);
}

static char *
ask (Running *running, const char *start_of_request, const char *rest)
{
  g_autofree char *request = g_strdup_printf ("%s HTTP/1.1\r\nHost: localhost:%u\r\n%s",
                                              start_of_request, running->port, rest);

  return rh_raw_exchange (running->port, request, -1);
}

static void
test_help (void)
{
  const char *const help[] = { "--help", NULL };
  const char *const version[] = { "--version", NULL };
  const char *const practice[] = { "practice", "--help", NULL };
  g_autofree char *out = NULL;

  g_assert_cmpint (run (help, &out, NULL), ==, 0);
  g_assert_nonnull (strstr (out, "practice"));
  g_clear_pointer (&out, g_free);
  g_assert_cmpint (run (version, &out, NULL), ==, 0);
  g_assert_cmpstr (out, ==, "rehearse " RH_VERSION "\n");
  g_clear_pointer (&out, g_free);
  g_assert_cmpint (run (practice, &out, NULL), ==, 0);
  g_assert_nonnull (strstr (out, "rehearse practice"));
  g_assert_nonnull (strstr (out, "--access-token-life"));
  g_assert_nonnull (strstr (out, "revoked-grant"));
}

static void
test_usage (void)
{
  const char *const cases[][5] = {
    { NULL },
    { "nothing", NULL },
    { "--nothing", NULL },
    { "", NULL },
    { "practice", "more", NULL },
    { "practice", "--nothing", NULL },
    { "practice", "--port", "x", NULL },
    { "practice", "--port", "-1", NULL },
    { "practice", "--port", "65536", NULL },
    { "practice", "--access-token-life", "0", NULL },
    { "practice", "--refresh-token-life", "-5", NULL },
    { "practice", "--fault", "nothing", NULL },
    { "practice", "--fault", "500,nothing", NULL },
    { "practice", "--fault", "", NULL },
    { "practice", "--public", "--client-secret", "x", NULL },
    { "practice", "--client-secret", "", NULL },
    { "practice", "--client-id", "", NULL },
    { "practice", "--redirect-uri", "no-scheme", NULL },
    { "practice", "--redirect-uri", "http://localhost/#fragment", NULL },
    { "practice", "--redirect-uri", "http://localhost/\r\nX: y", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;

      g_assert_cmpint (run (cases[i], &out, &err), ==, 2);
      g_assert_cmpstr (out, ==, "");
      g_assert_true (g_str_has_prefix (err, "rehearse"));
      g_assert_nonnull (strstr (err, "--help"));
    }
}

static void
test_serves (gconstpointer data)
{
  const char *const none[] = { NULL };
  Running running = { 0 };
  g_autofree char *answer = NULL;
  g_autofree char *line = NULL;

  start (&running, none);
  g_assert_nonnull (strstr (running.first, "\"client_id\":\"practice-client\""));
  g_assert_nonnull (strstr (running.first, "\"client_secret\":\"practice-secret\""));
  g_assert_nonnull (strstr (running.first, "[\"http://localhost:8437/practice\"]"));

  answer = ask (&running, "GET /v2/employees?code=s3cret", "\r\n");
  line = read_line (&running);
  g_assert_cmpuint (rh_raw_status (answer), ==, 401);
  g_assert_cmpstr (line, ==, "{\"request\":\"GET /v2/employees 401 UNAUTHORIZED\"}");

  stop (&running, GPOINTER_TO_INT (data));
}

/* No core dump can hold a secret. */
static void
test_no_core (void)
{
  const char *const none[] = { NULL };
  Running running = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *limits = NULL;

  start (&running, none);
  path = g_strdup_printf ("/proc/%s/limits", g_subprocess_get_identifier (running.process));
  g_assert_true (g_file_get_contents (path, &limits, NULL, NULL));
  g_assert_true (g_regex_match_simple ("^Max core file size +0 +0 ", limits, G_REGEX_MULTILINE, 0));
  stop (&running, SIGINT);
}

static void
test_options (void)
{
  const char *const arguments[] = { "--client-id",
                                    "me",
                                    "--client-secret",
                                    "mine",
                                    "--access-token-life",
                                    "7",
                                    "--redirect-uri",
                                    "http://localhost:1/a",
                                    "--redirect-uri",
                                    "https://b.example/b",
                                    NULL };
  const char *form = "client_id=me&client_secret=mine&grant_type=client_credentials";
  g_autofree char *rest = g_strdup_printf ("Content-Type: application/x-www-form-urlencoded\r\n"
                                           "Content-Length: %zu\r\n\r\n%s",
                                           strlen (form), form);
  Running running = { 0 };
  g_autofree char *answer = NULL;
  g_autofree char *page = NULL;

  start (&running, arguments);
  g_assert_nonnull (strstr (running.first, "\"client_id\":\"me\""));
  g_assert_nonnull (strstr (running.first, "[\"http://localhost:1/a\",\"https://b.example/b\"]"));
  answer = ask (&running, "POST /oauth/token", rest);
  g_assert_nonnull (strstr (answer, "\"expires_in\":7,"));
  page = ask (&running,
              "GET /oauth/authorize?response_type=code&client_id=me"
              "&redirect_uri=https%3A%2F%2Fb.example%2Fb",
              "\r\n");
  g_assert_cmpuint (rh_raw_status (page), ==, 200);

  stop (&running, SIGINT);
}

static void
test_public (void)
{
  const char *const arguments[] = { "--public", NULL };
  Running running = { 0 };

  start (&running, arguments);
  g_assert_nonnull (strstr (running.first, "\"client_secret\":\"\""));
  stop (&running, SIGINT);
}

static void
test_faults (void)
{
  const char *const arguments[] = { "--fault", "wrong-iss,revoked-grant", "--fault", "500", NULL };
  Running running = { 0 };
  g_autofree char *answer = NULL;

  start (&running, arguments);
  answer = ask (&running, "GET /v2/employees", "\r\n");
  g_assert_cmpuint (rh_raw_status (answer), ==, 500);
  stop (&running, SIGINT);
}

static void
test_words (void)
{
  const char *const arguments[] = { "practice", "--port", "0", "--public", NULL };
  g_autoptr (GSubprocess) process = spawn (arguments);
  g_autoptr (GDataInputStream) lines
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      g_string_append_printf (text, "%s\n", line);
    }

  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_str_has_prefix (text->str, "Practice server: http://localhost:"));
  g_assert_true (g_str_has_suffix (text->str, "\nClient ID: practice-client\n"
                                              "Client secret: none, a public client\n"
                                              "Redirect URI: http://localhost:8437/practice\n"
                                              "Everything is made up. Ctrl+C stops it.\n"));
}

static void
test_port_in_use (void)
{
  const char *const none[] = { NULL };
  Running running = { 0 };
  g_autofree char *port = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  start (&running, none);
  port = g_strdup_printf ("%u", running.port);
  {
    const char *const again[] = { "practice", "--port", port, NULL };

    g_assert_cmpint (run (again, &out, &err), ==, 4);
  }
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, port));
  stop (&running, SIGINT);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_data_func ("/cli-practice/SIGINT", GINT_TO_POINTER (SIGINT), test_serves);
  g_test_add_data_func ("/cli-practice/SIGTERM", GINT_TO_POINTER (SIGTERM), test_serves);
  g_test_add_func ("/cli-practice/3.7/no-core", test_no_core);
  g_test_add_func ("/cli-practice/options", test_options);
  g_test_add_func ("/cli-practice/public", test_public);
  g_test_add_func ("/cli-practice/faults", test_faults);
  g_test_add_func ("/cli-practice/words", test_words);
  g_test_add_func ("/cli-practice/port-in-use", test_port_in_use);

  return g_test_run ();
}
