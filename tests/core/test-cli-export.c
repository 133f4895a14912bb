/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse export, as a process: what is written and where, and secrets only when they are asked
 * for. */
#include "config.h"

#include "lib/rh-cli-rig.h"
#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define ADD(name, func) \
  g_test_add ("/cli-export/" name, RhCliRig, NULL, rh_cli_rig_set_up, func, rh_cli_rig_tear_down)

static void
test_output (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autofree char *path = g_build_filename (rig->home, "acme.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *nothing = NULL;
  GStatBuf info;

  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, &out, &err, "export", "{}", "--format", "postman", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (out, "{\n  \"info\": {"));
  g_assert_nonnull (strstr (out, "\"Search Employees\""));

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &nothing, NULL, "export", "{}", "--format",
                                    "postman", "--output", path, NULL),
                   ==, 0);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, out);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0400, ==, 0400);
}

static void
test_items (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *request = NULL;
  g_autofree char *err = NULL;

  rh_cli_rig_add_request (rig, "Alone", "GET", "https://a.example/alone");
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &folder, NULL, "export", "{}", "Employees/",
                                    "--format", "postman", NULL),
                   ==, 0);
  g_assert_nonnull (strstr (folder, "\"Search Employees\""));
  g_assert_null (strstr (folder, "\"Alone\""));

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &request, NULL, "export", "{}", "Alone", "--format",
                                    "postman", NULL),
                   ==, 0);
  g_assert_nonnull (strstr (request, "\"Alone\""));
  g_assert_null (strstr (request, "\"Search Employees\""));

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "export", "{}", "Nobody", "--format",
                                    "postman", NULL),
                   ==, 2);
  g_assert_nonnull (strstr (err, "“Nobody”"));
}

static void
test_secrets (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *path = g_build_filename (rig->home, "Practice.json", NULL);
  g_autofree char *without = NULL;
  g_autofree char *told = NULL;
  g_autofree char *with = NULL;
  g_autofree char *warned = NULL;
  GStatBuf info;

  g_assert_cmpint (rh_cli_rig_text (rig, "sk-1234\n", NULL, NULL, "secret", "{}", "key", NULL), ==,
                   0);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &without, &told, "export", "{}", "--format",
                                    "postman-environment", NULL),
                   ==, 0);
  g_assert_null (strstr (without, "sk-1234"));
  g_assert_nonnull (strstr (told, "“key” is secret"));

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &warned, "export", "{}", "--format",
                                    "postman-environment", "--secrets", "-o", path, NULL),
                   ==, 0);
  g_assert_true (g_file_get_contents (path, &with, NULL, NULL));
  g_assert_nonnull (strstr (with, "\"sk-1234\""));
  g_assert_null (strstr (warned, "sk-1234"));
  g_assert_nonnull (strstr (warned, "secrets stand in it in clear"));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0077, ==, 0);
}

/* A postman collection is written without one, an environment is one. */
static void
test_environments (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  rh_store_rig_write (&rig->store, "environments/Other.yml", "name: Other\n");
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, NULL, "export", "{}", "--format", "postman", NULL), ==, 0);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "export", "{}", "--format",
                                    "postman-environment", NULL),
                   ==, 2);
  g_assert_nonnull (strstr (err, "--environment"));
}

/* A name out of a file is no command to the terminal. */
static void
test_names (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *err = NULL;

  rh_store_rig_write (&rig->store, "a.yml",
                      "info: {name: \"a\\e[31mb\", type: http}\n"
                      "http: {method: GET, url: 'file:///etc/passwd'}\n");
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, &err, "export", "{}", "--format", "curl", NULL), ==, 0);
  g_assert_nonnull (strstr (err, "[31mb: "));
  g_assert_null (strchr (err, '\x1b'));
}

static void
test_usage (RhCliRig *rig, gconstpointer data)
{
  static const char *const wrong[][6] = {
    { "export" },
    { "export", "{}" },
    { "export", "{}", "--format", "other" },
    { "export", "{}", "--format", "postman", "--output", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *const *w = wrong[i];

      g_assert_cmpint (
          rh_cli_rig_text (rig, NULL, NULL, NULL, w[0], w[1], w[2], w[3], w[4], w[5], NULL), ==, 2);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("output", test_output);
  ADD ("items", test_items);
  ADD ("secrets", test_secrets);
  ADD ("environments", test_environments);
  ADD ("names", test_names);
  ADD ("usage", test_usage);

  return g_test_run ();
}
