/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse import, as a process: what is written, what is said, and that no secret is in either. */
#include "config.h"

#include "lib/rh-cli-rig.h"
#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define TOKEN "canary-token-51f7a2"
#define ADD(name, func) \
  g_test_add ("/cli-import/" name, RhCliRig, NULL, rh_cli_rig_set_up, func, rh_cli_rig_tear_down)

static const char archive[]
    = "{\"log\": {\"version\": \"1.2\", \"creator\": {\"name\": \"B\", \"version\": \"1\"},\n"
      " \"entries\": [{\"request\": {\"method\": \"GET\", \"url\": \"https://api.example/users\",\n"
      "  \"headers\": [{\"name\": \"Authorization\", \"value\": \"Bearer " TOKEN "\"}]},\n"
      "  \"response\": {\"status\": 0}}]}}\n";

typedef struct
{
  char *file;
  char *into;
} Paths;

static void
paths_clear (Paths *paths)
{
  g_free (paths->file);
  g_free (paths->into);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Paths, paths_clear)

static void
prepare (RhCliRig *rig, const char *text, Paths *paths)
{
  g_autoptr (GError) error = NULL;

  paths->file = g_build_filename (rig->home, "acme.har", NULL);
  paths->into = g_build_filename (rig->home, "new", "acme", NULL);
  g_file_set_contents (paths->file, text, -1, &error);
  g_assert_no_error (error);
}

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* A folder that is not there is made; what is written is a collection, and the report is beside. */
static void
test_writes (RhCliRig *rig, gconstpointer data)
{
  g_auto (Paths) paths = { 0 };
  g_autofree char *report = g_build_filename (rig->home, "report.md", NULL);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markdown = NULL;
  g_autofree char *request = NULL;

  prepare (rig, archive, &paths);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "import", paths.file, "--into",
                                    paths.into, "--name", "Acme", "--report", report, NULL),
                   ==, 0);
  g_assert_cmpstr (err, ==, "");
  g_assert_true (g_str_has_prefix (out, "Acme\n1 request from "));
  g_assert_nonnull (strstr (out, "Kept in the Keyring, in No File\n"));
  g_assert_nonnull (strstr (out, "Written to: "));
  g_assert_null (strstr (out, TOKEN));

  text = read_file (paths.into, "opencollection.yml");
  g_assert_nonnull (strstr (text, "name: Acme\n"));
  g_assert_null (strstr (text, TOKEN));
  /* it is there, with its secret, and goes as far as there is a network */
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &request, "send", paths.into, "GET -users",
                                    "--allow-origin", "https://api.example", NULL),
                   ==, 4);
  markdown = read_file (rig->home, "report.md");
  g_assert_true (g_str_has_prefix (markdown, "# Acme\n"));
  g_assert_null (strstr (markdown, TOKEN));
}

static void
test_dry_run (RhCliRig *rig, gconstpointer data)
{
  g_auto (Paths) paths = { 0 };
  g_autofree char *out = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *secrets;

  prepare (rig, archive, &paths);
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, &out, NULL, "import", paths.file, "--dry-run", "--json", NULL),
      ==, 0);
  root = json_from_string (out, NULL);
  object = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, "acme");
  g_assert_cmpint (json_object_get_int_member (object, "requests"), ==, 1);
  g_assert_true (json_object_get_null_member (object, "folder"));
  secrets = json_object_get_array_member (object, "secrets");
  g_assert_cmpuint (json_array_get_length (secrets), ==, 1);
  g_assert_null (strstr (out, TOKEN));
  g_assert_false (g_file_test (paths.into, G_FILE_TEST_EXISTS));
}

/* Each with the status of a usage error, a sentence, and nothing written. */
static void
test_refused (RhCliRig *rig, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "{\"log\": ", "begins as JSON and is none: acme.har: " },
    { "\xff\xfe\xff", "no text" },
    { "{\"log\": {\"entries\": []}}", "no request" },
    { "{}", "of no kind that can be imported: acme.har" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Paths) paths = { 0 };
      g_autofree char *err = NULL;
      int status;

      prepare (rig, cases[i].text, &paths);
      status = rh_cli_rig_text (rig, NULL, NULL, &err, "import", paths.file, "--into", paths.into,
                                NULL);
      g_assert_cmpint (status, ==, 2);
      g_assert_nonnull (strstr (err, cases[i].says));
      g_assert_false (g_file_test (paths.into, G_FILE_TEST_EXISTS));
    }
}

static void
test_usage (RhCliRig *rig, gconstpointer data)
{
  g_auto (Paths) paths = { 0 };
  g_autofree char *err = NULL;
  g_autofree char *other = NULL;
  g_autofree char *missing = NULL;

  prepare (rig, archive, &paths);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, &err, "import", paths.file, NULL), ==, 2);
  g_assert_nonnull (strstr (err, "--into"));
  /* no collection within another */
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, &other, "import", paths.file, "--into", "{}", NULL), ==, 2);
  g_assert_nonnull (strstr (other, "a collection already"));
  g_assert_cmpint (
      rh_cli_rig_text (rig, NULL, NULL, &missing, "import", paths.into, "--into", paths.into, NULL),
      ==, 1);
  g_assert_nonnull (strstr (missing, "acme: "));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("writes", test_writes);
  ADD ("dry-run", test_dry_run);
  ADD ("refused", test_refused);
  ADD ("usage", test_usage);

  return g_test_run ();
}
