/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scripts of curl commands: each command, each of its URLs and what stands behind --next is a
 * request; what else is in them is told. */
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define N_MANY 2000

static const char script[]
    = "#!/bin/bash\n"
      "# Calls of a colleague\n"
      "\n"
      "set -e\n"
      "export BASE='https://api.example'\n"
      "API_KEY=key-0123456789\n"
      "NOW=$(date)\n"
      "\n"
      "# List vendors\n"
      "# the first page\n"
      "curl -s \"$BASE/vendors?page=1\" -H \"X-API-Key: $API_KEY\" | jq .\n"
      "\n"
      "curl -u ada:hunter22 -b 'sid=s3ss10n-0f-ada' https://api.example/me # whoami\n"
      "# https://example.com/why\n"
      "curl -k -x http://u:pa55w0rd@proxy:1 --cert c.pem -d @body.json https://api.example/a "
      "https://api.example/b\\\n"
      "  --next -H \"Authorization: Bearer $ACCESS_TOKEN\" https://api.example/c\n";

static void
test_script (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read ("calls.sh", script);
  RhEnvironment *scope = rh_collection_get_scope (rh_import_get_collection (import));
  RhRequestItem *item = rh_import_rig_find (import, "List vendors");
  g_autofree char *tree = rh_import_rig_tree (import);
  g_autofree char *key = rh_import_rig_secret (import, "API_KEY");

  g_assert_cmpstr (tree, ==, "List vendors,GET /me,POST /a,POST /b,GET /c");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "{{BASE}}/vendors?page=1");
  g_assert_cmpstr (rh_request_item_get_note (item), ==, "the first page");
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (scope, "BASE")), ==,
                   "https://api.example");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (scope, "API_KEY")));
  g_assert_cmpstr (key, ==, "key-0123456789");

  item = rh_import_rig_find (import, "POST /a");
  g_assert_cmpstr (rh_request_item_get_note (item), ==, "https://example.com/why");
}

/* As a script of ours has them, with a value that its user wrote into it. */
static void
test_our_names (void)
{
  g_autoptr (RhImport) import
      = rh_import_rig_read ("calls.sh", "REHEARSAL_API_KEY=key-0123456789\n"
                                        "curl -H \"X-API-Key: $REHEARSAL_API_KEY\" "
                                        "https://api.example/a\n");
  RhEnvironment *scope = rh_collection_get_scope (rh_import_get_collection (import));
  RhRequestItem *item = rh_import_rig_find (import, "GET /a");
  g_autoptr (RhField) header = g_list_model_get_item (rh_request_item_get_headers (item), 0);
  g_autofree char *key = rh_import_rig_secret (import, "API_KEY");

  g_assert_true (rh_variable_is_secret (rh_environment_lookup (scope, "API_KEY")));
  g_assert_cmpstr (key, ==, "key-0123456789");
  g_assert_cmpstr (rh_field_get_value (header), ==, "{{API_KEY}}");
}

static void
test_told (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read ("calls.sh", script);
  static const struct
  {
    RhImportCode code;
    const char *place;
    const char *what;
  } told[] = {
    { RH_IMPORT_MEMBER, "", "jq" },
    { RH_IMPORT_MEMBER, "", "set" },
    { RH_IMPORT_MEMBER, "", "NOW=$(…)" },
    { RH_IMPORT_PROXY, "POST /b", NULL },
    { RH_IMPORT_NO_VERIFY, "POST /a", "-k" },
    { RH_IMPORT_CLIENT_CERTIFICATE, "POST /a", "--cert" },
    { RH_IMPORT_FILE_NOT_READ, "POST /b", "body.json" },
    { RH_IMPORT_VALUE_MISSING, "", "ACCESS_TOKEN" },
    { RH_IMPORT_CURL, "List vendors",
      "API_KEY: A variable of the shell became a variable of that name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (rh_import_rig_count (import, told[i].code, told[i].place, told[i].what) == 0)
      {
        rh_import_rig_print_notes (import);
        g_error ("case %u is not told", i);
      }
}

/* The token of the script is one that everybody has to set. */
static void
test_token (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read ("calls.sh", script);
  RhCollection *collection = rh_import_get_collection (import);
  RhFolder *root = rh_collection_get_root (collection);
  RhRequestItem *item = rh_import_rig_find (import, "GET /c");

  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_INHERIT);
  g_assert_cmpint (rh_folder_get_auth_kind (root), ==, RH_AUTH_KIND_BEARER);
  g_assert_cmpstr (rh_auth_get (rh_folder_get_auth (root), RH_AUTH_TOKEN), ==, "{{ACCESS_TOKEN}}");
  g_assert_true (rh_variable_is_secret (
      rh_environment_lookup (rh_collection_get_scope (collection), "ACCESS_TOKEN")));
}

static void
test_no_secret_in_files (void)
{
  static const char *const secrets[]
      = { "key-0123456789", "hunter22", "s3ss10n-0f-ada", "pa55w0rd" };
  g_autoptr (RhImport) import = rh_import_rig_read ("calls.sh", script);
  g_autofree char *written = rh_import_rig_write (import);

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (strstr (written, secrets[i]) != NULL)
      g_error ("%s is in %s", secrets[i], written);
}

static void
test_recognised (void)
{
  static const char *const yes[] = {
    "curl https://h/",
    "\n# why\n\n$ curl https://h/",
    "set -eu\nA=b\ncurl -s \\\n https://h/",
    "curl.exe \"https://h/\"",
  };
  static const char *const no[] = {
    "curly: https://h/\n", "echo\ncurl https://h/", "curl", "", "# curl https://h/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      g_autoptr (RhImport) import = rh_import_rig_read ("a.txt", yes[i]);
      g_autofree char *tree = rh_import_rig_tree (import);

      g_assert_nonnull (strstr (tree, "GET /"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_free (rh_import_rig_fail ("a.txt", no[i], RH_IMPORT_ERROR_UNKNOWN));
}

/* As curl sends them: each URL has an upload of its own, and data goes to all. */
static void
test_urls (void)
{
  g_autoptr (RhImport) import
      = rh_import_rig_read ("a.sh", "curl -d x=y https://h/1 -T a.txt https://h/2 https://h/3");
  g_autofree char *tree = rh_import_rig_tree (import);
  g_autoptr (GString) many = g_string_new ("curl");
  g_autoptr (RhImport) capped = NULL;

  g_assert_cmpstr (tree, ==, "PUT /1,POST /2,POST /3");

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (many, " https://h/%u", i);
  capped = rh_import_rig_read ("b.sh", many->str);
  g_assert_cmpuint (g_list_model_get_n_items (rh_folder_get_items (
                        rh_collection_get_root (rh_import_get_collection (capped)))),
                    ==, 64);
  g_assert_cmpuint (rh_import_rig_count (capped, RH_IMPORT_TOO_MUCH, "", "curl: 36"), ==, 1);
}

/* What the shell has to do with a command is told once, not with each of its requests. */
static void
test_many_next (void)
{
  g_autoptr (GString) text = g_string_new ("curl https://h/");
  g_autoptr (RhImport) import = NULL;

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (text, " --next https://h/%u -H \"A: $V%u\"", i, i);
  import = rh_import_rig_read ("a.sh", text->str);
  g_assert_cmpuint (g_list_model_get_n_items (rh_folder_get_items (
                        rh_collection_get_root (rh_import_get_collection (import)))),
                    ==, N_MANY + 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, N_MANY);
}

/* Every command that others test with is a request, and the whole file of them is recognised. */
static void
test_corpora (void)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  g_autofree char *folder = corpora == NULL ? NULL : g_build_filename (corpora, "curl", NULL);
  g_autoptr (GDir) dir = folder == NULL ? NULL : g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;
  guint n_requests = 0;

  if (dir == NULL)
    {
      g_test_skip ("not there");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (RhImport) import = NULL;
      RhImportCounts counts;

      if (!g_str_has_suffix (name, ".sh"))
        continue;
      g_test_message ("%s", name);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      import = rh_import_rig_read (name, text);
      rh_import_count (import, &counts);
      n_files++;
      n_requests += counts.requests;
    }

  g_assert_cmpuint (n_files, ==, 53);
  /* three commands in multiple_commands.sh; three URLs and one behind --next in multiple_urls.sh;
   * four URLs in url_query.sh */
  g_assert_cmpuint (n_requests, ==, 53 + 2 + 3 + 3);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/import-curl/script", test_script);
  g_test_add_func ("/import-curl/our-names", test_our_names);
  g_test_add_func ("/import-curl/told", test_told);
  g_test_add_func ("/import-curl/token", test_token);
  g_test_add_func ("/import-curl/no-secret-in-files", test_no_secret_in_files);
  g_test_add_func ("/import-curl/recognised", test_recognised);
  g_test_add_func ("/import-curl/urls", test_urls);
  g_test_add_func ("/import-curl/many-next", test_many_next);
  g_test_add_func ("/import-curl/corpora", test_corpora);
  return g_test_run ();
}
