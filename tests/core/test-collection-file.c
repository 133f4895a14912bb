/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collection's JSON: what goes in comes out, canonical and atomic, and nothing hostile gets
 * further than an error. */
#include "collection/rh-collection-file.h"
#include "collection/rh-json.h"
#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static RhRequestItem *
new_full_item (void)
{
  RhRequestItem *item = rh_request_item_new ("Search", "POST", "{{api}}/v1?limit=20&flag#f");
  g_autoptr (RhField) off = rh_field_new ("companyId", "{{c}}", "only", FALSE);
  g_autoptr (RhField) header = rh_field_new ("X-A", "1", "why", FALSE);
  g_autoptr (RhField) part = rh_field_new ("bare", "", "", TRUE);
  g_autoptr (RhField) first = g_list_model_get_item (rh_request_item_get_params (item), 0);

  g_object_set (first, "note", "how many", NULL);
  g_object_set (part, "bare", TRUE, NULL);
  rh_request_item_add_param (item, off);
  rh_request_item_add_header (item, header);
  rh_request_item_add_form_field (item, part);
  g_object_set (item, "body-kind", RH_BODY_KIND_FORM, "body-text", "{\n  \"a\": \"ü\"\n}",
                "body-path", "/tmp/x", "auth-kind", RH_AUTH_KIND_NONE, "note", "notes", NULL);
  return item;
}

static RhCollection *
new_full (void)
{
  RhCollection *collection = rh_collection_new ("0123abcd", "Acme");
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  g_autoptr (RhFolder) folder = rh_folder_new ("Vendors");
  g_autoptr (RhFolder) inner = rh_folder_new ("Empty");
  g_autoptr (RhRequestItem) item = new_full_item ();

  rh_oauth_block_fill_variables (rh_collection_get_oauth (collection));
  rh_environment_set (rh_collection_get_scope (collection), "shared", "1");
  rh_environment_set_service (environment, "pleo");
  rh_environment_set (environment, "api", "https://api.example");
  rh_environment_set (environment, "off", "x");
  g_object_set (rh_environment_lookup (environment, "off"), "enabled", FALSE, NULL);
  rh_environment_add_secret (environment, "client_secret");
  rh_collection_add_environment (collection, environment);
  rh_folder_append (folder, G_OBJECT (item));
  rh_folder_append (folder, G_OBJECT (inner));
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (folder));
  return collection;
}

static GFile *
new_file (const char *name)
{
  g_autofree char *path
      = g_build_filename (g_get_user_data_dir (), "rh", "collections", name, NULL);

  return g_file_new_for_path (path);
}

static void
test_round_trip (void)
{
  g_autoptr (RhCollection) collection = new_full ();
  g_autofree char *json = rh_collection_file_serialize (collection);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhCollection) again = rh_collection_file_parse (json, -1, &error);
  g_autofree char *json_again = NULL;

  g_assert_no_error (error);
  json_again = rh_collection_file_serialize (again);
  g_assert_cmpstr (json_again, ==, json);
  g_assert_cmpstr (rh_collection_get_name (again), ==, "Acme");
  g_assert_true (rh_variable_is_secret (
      rh_environment_lookup (rh_collection_get_environment (again, "Staging"), "client_secret")));
  g_assert_nonnull (strstr (json, "\"companyId\""));
  g_assert_nonnull (strstr (json, "ü"));
}

static void
test_canonical (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "A");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "h");
  g_autofree char *json = NULL;

  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (item));
  json = rh_collection_file_serialize (collection);
  g_assert_cmpstr (json, ==,
                   "{\n"
                   "  \"version\" : 1,\n"
                   "  \"id\" : \"1\",\n"
                   "  \"name\" : \"A\",\n"
                   "  \"environments\" : [],\n"
                   "  \"items\" : [\n"
                   "    {\n"
                   "      \"request\" : \"R\",\n"
                   "      \"method\" : \"GET\",\n"
                   "      \"url\" : \"h\",\n"
                   "      \"auth\" : \"inherit\",\n"
                   "      \"body\" : \"none\"\n"
                   "    }\n"
                   "  ]\n"
                   "}\n");
}

static void
test_save (void)
{
  g_autoptr (RhCollection) collection = new_full ();
  g_autoptr (GFile) file = new_file ("a.json");
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhCollection) again = NULL;
  g_autoptr (GDir) dir = NULL;
  GStatBuf first;
  GStatBuf second;
  guint n_files = 0;

  g_assert_true (rh_collection_file_save (collection, file, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (g_file_peek_path (file), &first), ==, 0);
  g_assert_cmpint (first.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (g_file_peek_path (folder), &second), ==, 0);
  g_assert_cmpint (second.st_mode & 0777, ==, 0700);

  /* the same again is no write: the same inode */
  g_assert_true (rh_collection_file_save (collection, file, &error));
  g_assert_cmpint (g_stat (g_file_peek_path (file), &second), ==, 0);
  g_assert_cmpuint (first.st_ino, ==, second.st_ino);

  /* a change is a rename over it: another inode, and nothing left beside */
  g_object_set (collection, "name", "Other", NULL);
  g_assert_true (rh_collection_file_save (collection, file, &error));
  g_assert_cmpint (g_stat (g_file_peek_path (file), &second), ==, 0);
  g_assert_cmpuint (first.st_ino, !=, second.st_ino);
  g_assert_cmpint (second.st_mode & 0777, ==, 0600);
  dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);

  again = rh_collection_file_load (file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_collection_get_name (again), ==, "Other");
}

/* A folder that cannot be written to: an error, and the old file is whole. */
static void
test_save_fails (void)
{
  g_autoptr (RhCollection) collection = new_full ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "not-a-folder", NULL);
  g_autofree char *inside = g_build_filename (path, "a.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (inside);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (path, "x", -1, NULL));
  g_assert_false (rh_collection_file_save (collection, file, &error));
  g_assert_nonnull (error);
}

/* Too deep to be read again: the file that is there stays. */
static void
test_save_only_what_can_be_read (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "A");
  g_autoptr (GFile) file = new_file ("deep.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (RhCollection) kept = NULL;
  RhFolder *folder = rh_collection_get_root (collection);

  g_assert_true (rh_collection_file_save (collection, file, NULL));
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (RhFolder) inner = rh_folder_new ("F");

      rh_folder_append (folder, G_OBJECT (inner));
      folder = inner;
    }

  g_assert_false (rh_collection_file_save (collection, file, &error));
  g_assert_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_SYNTAX);
  kept = rh_collection_file_load (file, NULL);
  g_assert_nonnull (kept);
}

static void
test_missing (void)
{
  g_autoptr (GFile) file = new_file ("missing.json");
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_collection_file_load (file, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
assert_refused (const char *json, gssize length, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_collection_file_parse (json, length, &error));
  g_assert_error (error, RH_COLLECTION_ERROR, code);
  g_assert_cmpstr (error->message, !=, "");
}

static void
test_truncated (void)
{
  g_autoptr (RhCollection) collection = new_full ();
  g_autofree char *json = rh_collection_file_serialize (collection);

  /* all of it but the last line feed */
  for (gsize length = 0; length + 1 < strlen (json); length++)
    {
      g_autofree char *part = g_strndup (json, length);

      assert_refused (part, (gssize) length, RH_COLLECTION_ERROR_SYNTAX);
    }
}

/* Each byte of the file becomes another: an error or a collection, never a crash. */
static void
test_flipped (void)
{
  g_autoptr (RhCollection) collection = new_full ();
  g_autofree char *json = rh_collection_file_serialize (collection);
  gsize length = strlen (json);
  guint n_refused = 0;

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *copy = g_strdup (json);
      g_autoptr (GError) error = NULL;
      g_autoptr (RhCollection) parsed = NULL;

      copy[i] = (char) (copy[i] ^ (i % 2 == 0 ? 0x80 : 0x01));
      parsed = rh_collection_file_parse (copy, (gssize) length, &error);
      g_assert_true ((parsed == NULL) == (error != NULL));
      n_refused += parsed == NULL;
    }

  g_assert_cmpuint (n_refused, >, length / 2);
}

static void
test_wrong_types (void)
{
  static const char *const members[] = {
    "\"id\":1",
    "\"id\":\"\"",
    "\"id\":\"1\",\"name\":[]",
    "\"id\":\"1\",\"oauth2\":[]",
    "\"id\":\"1\",\"oauth2\":{\"scope\":{}}",
    "\"id\":\"1\",\"variables\":{}",
    "\"id\":\"1\",\"variables\":[1]",
    "\"id\":\"1\",\"variables\":[{\"name\":1}]",
    "\"id\":\"1\",\"variables\":[{\"name\":\"a\",\"secret\":1}]",
    "\"id\":\"1\",\"environments\":[\"x\"]",
    "\"id\":\"1\",\"environments\":[{}]",
    "\"id\":\"1\",\"environments\":[{\"name\":\"a\"},{\"name\":\"a\"}]",
    "\"id\":\"1\",\"items\":true",
    "\"id\":\"1\",\"items\":[{}]",
    "\"id\":\"1\",\"items\":[{\"folder\":1}]",
    "\"id\":\"1\",\"items\":[{\"folder\":\"a\",\"items\":[0]}]",
    "\"id\":\"1\",\"items\":[{\"request\":1}]",
    "\"id\":\"1\",\"items\":[{\"request\":\"a\",\"url\":null}]",
    "\"id\":\"1\",\"items\":[{\"request\":\"a\",\"body\":\"soup\"}]",
    "\"id\":\"1\",\"items\":[{\"request\":\"a\",\"auth\":3}]",
    "\"id\":\"1\",\"items\":[{\"request\":\"a\",\"params\":[{\"enabled\":\"no\"}]}]",
    "\"id\":\"1\",\"items\":[{\"request\":\"a\",\"headers\":[{\"value\":1}]}]",
    "\"id\":\"1\",\"items\":[{\"request\":\"a\",\"form\":[[]]}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"version\":1,%s}", members[i]);

      assert_refused (json, -1, RH_COLLECTION_ERROR_CONTENT);
    }
}

static void
test_other_documents (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"version\":1,\"id\":\"1\",\"items\":");

  assert_refused ("", -1, RH_COLLECTION_ERROR_SYNTAX);
  assert_refused ("null", -1, RH_COLLECTION_ERROR_SYNTAX);
  assert_refused ("[]", -1, RH_COLLECTION_ERROR_SYNTAX);
  assert_refused ("{}", -1, RH_COLLECTION_ERROR_CONTENT);
  assert_refused ("{\"version\":1.5,\"id\":\"1\"}", -1, RH_COLLECTION_ERROR_CONTENT);
  assert_refused ("{\"version\":0,\"id\":\"1\"}", -1, RH_COLLECTION_ERROR_CONTENT);
  assert_refused ("{\"version\":2,\"id\":\"1\"}", -1, RH_COLLECTION_ERROR_VERSION);
  assert_refused ("{\"version\":1,\"id\":\"\xff\"}", -1, RH_COLLECTION_ERROR_SYNTAX);
  assert_refused ("{\"version\":1,\"id\":\"1\",\"id\":\"2\"}", -1, RH_COLLECTION_ERROR_SYNTAX);
  assert_refused ("{\"version\":1,\"id\":\"a\0b\"}", 24, RH_COLLECTION_ERROR_SYNTAX);

  for (guint i = 0; i < 10000; i++)
    g_string_append (deep, "[{\"folder\":\"a\",\"items\":");
  assert_refused (deep->str, (gssize) deep->len, RH_COLLECTION_ERROR_SYNTAX);
}

/* Names of files come from ids of the app; one that leads elsewhere is no id. */
static void
test_id_is_no_path (void)
{
  static const char *const ids[] = { "../x", "a/b", ".", "..", ".hidden", "a b", "ä" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"version\":1,\"id\":\"%s\"}", ids[i]);

      assert_refused (json, -1, RH_COLLECTION_ERROR_CONTENT);
    }
}

/* security.md 4.5: a secret's value in a file is dropped on the way in and never written. */
static void
test_no_secret_values (void)
{
  static const char json[]
      = "{\"version\":1,\"id\":\"1\",\"oauth2\":{\"client_secret\":\"CANARY-block-1\"},"
        "\"environments\":[{\"name\":\"S\",\"variables\":["
        "{\"name\":\"key\",\"value\":\"CANARY-variable-1\",\"secret\":true}]}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RhCollection) collection = rh_collection_file_parse (json, -1, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = rh_collection_file_serialize (collection);
  g_assert_null (strstr (written, "CANARY"));
  g_assert_nonnull (strstr (written, "\"key\""));
}

/* A note goes with the param that it was written for, not with another that stands there now. */
static void
test_params_of_a_changed_file (void)
{
  static const char json[] = "{\"version\":1,\"id\":\"1\",\"items\":[{\"request\":\"a\",\"url\":"
                             "\"h?x=1&y=2\",\"params\":["
                             "{\"name\":\"x\",\"value\":\"1\",\"note\":\"N\"},{\"name\":\"z\","
                             "\"value\":\"9\",\"note\":\"M\"},"
                             "{\"name\":\"off\",\"enabled\":false},{\"name\":\"much\",\"value\":"
                             "\"too\",\"note\":\"far\"}]}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RhCollection) collection = rh_collection_file_parse (json, -1, &error);
  g_autoptr (RhRequestItem) item = NULL;
  GListModel *rows;
  static const char *const notes[] = { "N", "", "" };

  g_assert_no_error (error);
  item = g_list_model_get_item (rh_folder_get_items (rh_collection_get_root (collection)), 0);
  rows = rh_request_item_get_params (item);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      g_assert_cmpstr (rh_field_get_note (field), ==, notes[i]);
    }
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "h?x=1&y=2");
}

/* What the URL says is said once. */
static void
test_params_of_the_url_alone (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "c");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("a", "GET", "h?x=1&y");
  g_autoptr (RhField) off = rh_field_new ("off", "", "", FALSE);
  g_autofree char *plain = NULL;
  g_autofree char *more = NULL;

  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (item));
  plain = rh_collection_file_serialize (collection);
  g_assert_null (strstr (plain, "params"));

  rh_request_item_add_param (item, off);
  more = rh_collection_file_serialize (collection);
  g_assert_nonnull (strstr (more, "params"));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/collection-file/round-trip", test_round_trip);
  g_test_add_func ("/collection-file/canonical", test_canonical);
  g_test_add_func ("/collection-file/params-of-the-url-alone", test_params_of_the_url_alone);
  g_test_add_func ("/collection-file/save", test_save);
  g_test_add_func ("/collection-file/save-fails", test_save_fails);
  g_test_add_func ("/collection-file/save-only-what-can-be-read", test_save_only_what_can_be_read);
  g_test_add_func ("/collection-file/missing", test_missing);
  g_test_add_func ("/collection-file/truncated", test_truncated);
  g_test_add_func ("/collection-file/flipped", test_flipped);
  g_test_add_func ("/collection-file/wrong-types", test_wrong_types);
  g_test_add_func ("/collection-file/other-documents", test_other_documents);
  g_test_add_func ("/collection-file/id-is-no-path", test_id_is_no_path);
  g_test_add_func ("/collection-file/4.5/no-secret-values", test_no_secret_values);
  g_test_add_func ("/collection-file/params-of-a-changed-file", test_params_of_a_changed_file);
  return g_test_run ();
}
