/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's files: collections, environments and globals, alone and together. */
#include "lib/rh-import-rig.h"
#include "lib/rh-postman-texts.h"
#include "lib/rh-test.h"

#include <string.h>

static RhImport *
read_text (const char *text)
{
  return rh_import_rig_read ("acme.postman_collection.json", text);
}

static void
test_errors (void)
{
  g_autoptr (GString) deep = g_string_new ("{" INFO ("2.1.0") ",\"item\":[");
  g_autofree char *version = rh_import_rig_fail (
      "old.json", "{\"id\":\"1\",\"name\":\"Old\",\"order\":[],\"requests\":[]}",
      RH_IMPORT_ERROR_VERSION);
  g_autofree char *dump
      = rh_import_rig_fail ("dump.json", "{\"version\":1,\"collections\":[],\"environments\":[]}",
                            RH_IMPORT_ERROR_VERSION);
  g_autofree char *content
      = rh_import_rig_fail ("odd.json", "{" INFO ("2.1.0") "}", RH_IMPORT_ERROR_CONTENT);
  g_autofree char *nothing = rh_import_rig_fail ("none.json", "{" INFO ("2.1.0") ",\"item\":[]}",
                                                 RH_IMPORT_ERROR_NOTHING);
  g_autofree char *too_deep = NULL;

  for (guint i = 0; i < RH_IMPORT_MAX_FOLDERS + 1; i++)
    g_string_append (deep, "{\"item\":[");
  for (guint i = 0; i < RH_IMPORT_MAX_FOLDERS + 1; i++)
    g_string_append (deep, "]}");
  g_string_append (deep, "]}");
  too_deep = rh_import_rig_fail ("deep.json", deep->str, RH_IMPORT_ERROR_TOO_DEEP);

  g_assert_cmpstr (version, ==, "old.json: Postman 1");
  g_assert_cmpstr (dump, ==, "dump.json: Postman 1");
  g_assert_cmpstr (content, ==, "odd.json: item");
  g_assert_cmpstr (nothing, ==, "none.json");
  g_assert_cmpstr (too_deep, ==, "deep.json: item");
}

static void
test_wrapped (void)
{
  g_autoptr (RhImport) import
      = read_text ("{\"collection\":" REQUEST ("\"https://a.example/\"") "}");

  g_assert_nonnull (rh_import_rig_find (import, "R"));
}

static void
test_environment (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read (
      "staging.json",
      "{\"id\":\"1\",\"name\":\"Staging\",\"values\":[{\"key\":\"base_url\",\"value\":"
      "\"https://a.example\",\"type\":\"default\",\"enabled\":true},{\"key\":\"secret\",\"value\":"
      "\"s3cret\",\"type\":\"secret\",\"enabled\":true},{\"key\":\"missing\",\"value\":null,"
      "\"type\":\"secret\"},{\"key\":\"off\",\"value\":\"1\",\"enabled\":false}],"
      "\"_postman_variable_scope\":\"environment\",\"_postman_exported_at\":\"2026-01-01\"}");
  RhCollection *collection = rh_import_get_collection (import);
  RhEnvironment *staging = rh_collection_get_environment (collection, "Staging");
  g_autofree char *all = rh_import_rig_variables (staging);
  g_autofree char *place = rh_import_dup_place (import, staging);
  g_autofree char *secret = rh_import_rig_secret (import, "secret");

  g_assert_true (rh_import_is_environments (import));
  g_assert_cmpstr (all, ==, "base_url=https://a.example \n* secret= \n* missing= \n- off=1 \n");
  g_assert_cmpstr (secret, ==, "s3cret");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_VALUE_MISSING, place, "missing"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_STAMPS, "", "_postman_exported_at"), ==,
                    1);
}

static RhImport *
read_many (const char *const *texts, guint n)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  const RhImportWatch watch = { 0 };
  g_autoptr (GError) error = NULL;
  RhImport *import;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (texts[i], strlen (texts[i]));
      RhImportFile *file = rh_import_file_new ("file.json", bytes, &error);

      g_assert_no_error (error);
      g_ptr_array_add (files, file);
    }

  import = rh_import_read_files (files, &watch, &error);
  g_assert_no_error (error);
  return import;
}

/* In whatever order they are given; a second collection is a folder. */
static void
test_many (void)
{
  static const char *const texts[] = {
    "{\"name\":\"Globals\",\"values\":[{\"key\":\"a\",\"value\":\"global\"},{\"key\":\"g\","
    "\"value\":\"2\"}],\"_postman_variable_scope\":\"globals\"}",
    "{\"name\":\"Staging\",\"values\":[],\"_postman_variable_scope\":\"environment\"}",
    "{" INFO ("2.1.0") ",\"variable\":[{\"key\":\"a\",\"value\":\"1\"}],\"item\":[{\"name\":\"R\","
                       "\"request\":\"https://a.example/\"}]}",
    "{\"info\":{\"name\":\"Other\",\"schema\":\"" SCHEMA (
        "2.1.0") "\"},\"auth\":{\"type\":\"basic\",\"basic\":{\"username\":\"kim\"}},\"item\":[{"
                 "\"name\":\"S\",\"request\":\"https://b.example/\"}]}",
  };
  g_autoptr (RhImport) import = read_many (texts, G_N_ELEMENTS (texts));
  RhCollection *collection = rh_import_get_collection (import);
  g_autofree char *tree = rh_import_rig_tree (import);
  g_autofree char *all = rh_import_rig_variables (rh_collection_get_scope (collection));
  RhFolder *other = rh_request_item_get_parent (rh_import_rig_find (import, "Other / S"));

  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme");
  g_assert_cmpstr (tree, ==, "Other[S],R");
  g_assert_cmpstr (all, ==, "a=1 \ng=2 \n");
  g_assert_cmpint (rh_folder_get_auth_kind (other), ==, RH_AUTH_KIND_BASIC);
  g_assert_nonnull (rh_collection_get_environment (collection, "Staging"));
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_DOUBLE, "", "a"), ==, 1);
}

/* Whoever has the variable, and nothing that only looks like one. */
static void
test_odd_names (void)
{
  static const char *const texts[] = {
    "{" INFO (
        "2.1.0") ",\"variable\":[{\"key\":\"a_b\",\"value\":\"1\"},{\"key\":\"a b\",\"value\":"
                 "\"2\"}],\"item\":[{\"name\":\"R\",\"request\":{\"method\":\"POST\",\"url\":"
                 "\"{{ base url }}/{{a b}}/{{gr\u00f6\u00dfe}}\",\"auth\":{\"type\":\"bearer\","
                 "\"bearer\":[{\"key\":\"token\",\"value\":\"{{API Key}}\"}]},\"body\":{\"mode\":"
                 "\"raw\",\"raw\":\"{{{{ {{base url}} {{first name}} }} {{#each}}\"}}}]}",
    "{\"name\":\"Staging\",\"values\":[{\"key\":\"base url\",\"value\":\"https://a.example\"},{"
    "\"key\":\"API Key\",\"value\":\"s3cret\"},{\"key\":\"gr\u00f6\u00dfe\",\"value\":\"7\"}],"
    "\"_postman_variable_scope\":\"environment\"}",
  };
  g_autoptr (RhImport) import = read_many (texts, G_N_ELEMENTS (texts));
  RhRequestItem *item = rh_import_rig_find (import, "R");
  RhEnvironment *staging
      = rh_collection_get_environment (rh_import_get_collection (import), "Staging");
  g_autofree char *place = rh_import_dup_place (import, staging);
  g_autofree char *all = rh_import_rig_variables (staging);
  g_autofree char *secret = rh_import_rig_secret (import, "API_Key");

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "{{base_url}}/{{a_b}}/{{größe}}");
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==,
                   "{{{{ {{base_url}} {{first name}} }} {{#each}}");
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (item), RH_AUTH_TOKEN), ==, "{{API_Key}}");
  g_assert_cmpstr (all, ==, "base_url=https://a.example \n* API_Key= \ngröße=7 \n");
  g_assert_cmpstr (secret, ==, "s3cret");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_VARIABLE_RENAMED, place, NULL), ==, 2);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_VARIABLE_RENAMED, "", "a b"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_DOUBLE, "", "a_b"), ==, 1);
}

/* More than a file of ours can hold: it is left out, and the rest can be opened. */
static void
test_too_much (void)
{
  g_autofree char *long_text = g_strnfill (17 * 1024 * 1024, 'x');
  g_autofree char *long_url = g_strnfill (40 * 1024, 'x');
  g_autofree char *text = g_strdup_printf (
      "{" INFO (
          "2.1.0") ",\"item\":[{\"name\":\"R\",\"request\":{\"url\":\"https://a.example/%s\"}},{"
                   "\"name\":\"S\",\"request\":{\"method\":\"POST\",\"url\":"
                   "\"https://a.example/\",\"body\":{\"mode\":\"raw\",\"raw\":\"%s\"}},"
                   "\"response\":[{\"name\":\"OK\",\"code\":200}]}]}",
      long_url, long_text);
  g_autoptr (RhImport) import = rh_import_rig_read ("acme.json", text);
  g_autofree char *files = rh_import_rig_write (import);

  g_assert_cmpstr (rh_request_item_get_url (rh_import_rig_find (import, "R")), ==, "");
  g_assert_cmpint (rh_request_item_get_body_kind (rh_import_rig_find (import, "S")), ==,
                   RH_BODY_KIND_NONE);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_TOO_MUCH, "R", "url"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_TOO_MUCH, "S", "body"), ==, 1);
  g_assert_cmpuint (strlen (files), <, 10000);
}

static void
test_globals_alone (void)
{
  static const char *const text
      = "{\"name\":\"Globals\",\"values\":[{\"key\":\"g\",\"value\":\"2\"}],"
        "\"_postman_variable_scope\":\"globals\"}";
  g_autoptr (RhImport) import = read_many (&text, 1);

  g_assert_true (rh_import_is_environments (import));
}

static void
cancel (guint done, guint all, gpointer user_data)
{
  g_assert_cmpuint (done, <=, all);
  g_assert_cmpuint (all, ==, 1000);
  g_cancellable_cancel (user_data);
}

/* And tells how far it is. */
static void
test_cancel (void)
{
  g_autoptr (GString) text = g_string_new ("{" INFO ("2.1.0") ",\"item\":[");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const RhImportWatch watch = { cancellable, cancel, cancellable };
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RhImport) import = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%s{\"request\":\"https://a.example/%u\"}", i == 0 ? "" : ",", i);
  g_string_append (text, "]}");
  bytes = g_bytes_new (text->str, text->len);
  g_ptr_array_add (files, rh_import_file_new ("many.json", bytes, &error));
  import = rh_import_read_files (files, &watch, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (import);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-postman-files/errors", test_errors);
  g_test_add_func ("/import-postman-files/wrapped", test_wrapped);
  g_test_add_func ("/import-postman-files/environment", test_environment);
  g_test_add_func ("/import-postman-files/many", test_many);
  g_test_add_func ("/import-postman-files/odd-names", test_odd_names);
  g_test_add_func ("/import-postman-files/too-much", test_too_much);
  g_test_add_func ("/import-postman-files/globals-alone", test_globals_alone);
  g_test_add_func ("/import-postman-files/cancel", test_cancel);

  return g_test_run ();
}
