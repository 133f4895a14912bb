/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every import does, whatever was read: notes are counted, secrets are taken out, what is kept
 * stands in the file. */
#include <string.h>

#include "collection/rh-opencollection.h"
#include "format/rh-import-reader.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#define SECRET "hunter2hunter2"

static RhFolder *
get_root (RhImport *import)
{
  return rh_collection_get_root (rh_import_get_collection (import));
}

static RhRequestItem *
add_request (RhImport *import, const char *name)
{
  RhRequestItem *item = rh_request_item_new (name, "GET", "https://example.org/");

  rh_folder_append (get_root (import), G_OBJECT (item));
  g_object_unref (item);
  return item;
}

static void
add_header (RhRequestItem *item, const char *name, const char *value)
{
  g_autoptr (RhField) field = rh_field_new (name, value, "", TRUE);

  rh_request_item_add_header (item, field);
}

static char *
dup_header (RhRequestItem *item, guint position)
{
  g_autoptr (RhField) field = g_list_model_get_item (rh_request_item_get_headers (item), position);

  return g_strdup (rh_field_get_value (field));
}

static char *
write_request (RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_opencollection_write_request (item, 1, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
}

static void
test_notes (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  GPtrArray *notes = rh_import_get_notes (import);
  RhImportNote *note;
  g_autofree char *sentence = NULL;

  rh_import_note (import, RH_IMPORT_MEMBER, "", "fork");
  rh_import_note (import, RH_IMPORT_MEMBER, "Users", "fork");
  rh_import_note (import, RH_IMPORT_MEMBER, "", "fork");
  g_assert_cmpuint (notes->len, ==, 2);

  note = g_ptr_array_index (notes, 0);
  g_assert_cmpuint (note->count, ==, 2);
  sentence = rh_import_note_dup_sentence (note);
  g_assert_cmpstr (sentence, ==, "“fork”: there is nothing like it here.");
}

static void
test_every_note_has_words (void)
{
  for (RhImportCode code = 0; code < RH_IMPORT_N_CODES; code++)
    {
      g_autoptr (RhImportNote) note = rh_import_note_new (code, "", "100 %s");
      g_autofree char *sentence = rh_import_note_dup_sentence (note);

      g_assert_cmpuint (strlen (sentence), >, 8);
      g_assert_cmpuint (rh_import_code_get_kind (code), <, RH_IMPORT_N_KINDS);
    }
}

static void
test_hidden (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  g_autofree char *first = rh_import_hide (import, "X-API-Key", SECRET, "a");
  g_autofree char *same = rh_import_hide (import, "password", SECRET, "b");
  g_autofree char *other = rh_import_hide (import, "X-API-Key", "another one", "c");
  g_autofree char *template = rh_import_hide (import, "x", "{{token}}", "d");
  g_autofree char *empty = rh_import_hide (import, "x", "", "e");

  g_assert_cmpstr (first, ==, "{{x_api_key}}");
  g_assert_cmpstr (same, ==, first);
  g_assert_cmpstr (other, ==, "{{x_api_key_2}}");
  g_assert_cmpstr (template, ==, "{{token}}");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpuint (rh_import_get_secrets (import)->len, ==, 2);
}

static void
test_finish_hides (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhCollection *collection = rh_import_get_collection (import);
  RhRequestItem *item = add_request (import, "Get");
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  g_autofree char *header = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *written = NULL;
  RhImportSecret *secret;

  add_header (item, "Authorization", "Bearer " SECRET);
  add_header (item, "Accept", "application/json");
  g_object_set (item, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PASSWORD, "pw");
  rh_environment_set (environment, "client_secret", SECRET "3");
  rh_environment_set (environment, "base_url", "https://example.org");
  rh_collection_add_environment (collection, environment);
  g_assert_true (rh_import_finish (import, NULL, NULL));

  header = dup_header (item, 0);
  plain = dup_header (item, 1);
  g_assert_cmpstr (header, ==, "Bearer {{authorization}}");
  g_assert_cmpstr (plain, ==, "application/json");
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (item), RH_AUTH_PASSWORD), ==,
                   "{{password}}");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (environment, "client_secret")));
  g_assert_false (rh_variable_is_secret (rh_environment_lookup (environment, "base_url")));

  g_assert_cmpuint (rh_import_get_secrets (import)->len, ==, 3);
  secret = g_ptr_array_index (rh_import_get_secrets (import), 0);
  g_assert_cmpstr (secret->variable, ==, "client_secret");
  g_assert_cmpstr (secret->place, ==, "Environment Staging");
  g_assert_cmpstr (rh_secret_peek (secret->value, NULL), ==, SECRET "3");

  written = write_request (item);
  g_assert_null (strstr (written, SECRET));
}

/* Whatever it is called, and wherever it has a value. */
static void
test_what_fills_a_secret (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhCollection *collection = rh_import_get_collection (import);
  g_autoptr (RhEnvironment) staging = rh_environment_new ("Staging");
  g_autoptr (RhEnvironment) production = rh_environment_new ("Production");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "https://a.example/");
  g_autofree char *hidden = NULL;
  g_autofree char *place = rh_import_dup_place (import, production);
  g_autofree char *value = NULL;

  rh_collection_add_environment (collection, staging);
  rh_collection_add_environment (collection, production);
  rh_environment_set (staging, "mine", "s3cret");
  rh_environment_set (staging, "made", "{{mine}}");
  rh_environment_set (staging, "other", "plain");
  rh_environment_set (production, "mine", "");
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (item));
  g_object_set (item, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PASSWORD, "{{mine}}");
  hidden = rh_import_hide (import, "client_secret", "{{made}}", "");
  g_assert_true (rh_import_finish (import, NULL, NULL));

  g_assert_cmpstr (hidden, ==, "{{made}}");
  value = rh_import_rig_secret (import, "mine");
  g_assert_cmpstr (value, ==, "s3cret");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (staging, "mine")));
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (production, "mine")));
  g_assert_false (rh_variable_is_secret (rh_environment_lookup (staging, "made")));
  g_assert_false (rh_variable_is_secret (rh_environment_lookup (staging, "other")));
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_VALUE_MISSING, place, "mine"), ==, 1);
}

/* Longer than what a request's file is read with. */
static void
test_long_url (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhRequestItem *item = add_request (import, "Get");
  g_autofree char *tail = g_strnfill (RH_OPENCOLLECTION_MAX_URL - 1, 'a');
  g_autofree char *url = g_strconcat ("https://h/", tail, "é", NULL);
  g_autofree char *written = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhRequestItem) again = NULL;
  const RhImportNote *note;

  g_object_set (item, "url", url, NULL);
  g_assert_true (rh_import_finish (import, NULL, NULL));
  written = write_request (item);
  bytes = g_bytes_new (written, strlen (written));
  again = rh_opencollection_read_request (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_request_item_get_url (again), ==, rh_request_item_get_url (item));
  note = g_ptr_array_index (rh_import_get_notes (import), 0);
  g_assert_cmpint (note->code, ==, RH_IMPORT_TOO_MUCH);
}

/* More than a request's file is read with. */
static void
test_many_params (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhRequestItem *item = add_request (import, "Get");
  g_autoptr (GString) url = g_string_new ("https://h/?");
  g_autofree char *written = NULL;
  const RhImportNote *note;

  for (guint i = 0; i <= RH_OPENCOLLECTION_MAX_PARAMS; i++)
    g_string_append (url, "a&");
  g_object_set (item, "url", url->str, NULL);
  g_assert_true (rh_import_finish (import, NULL, NULL));
  written = write_request (item);
  g_assert_nonnull (strstr (written, "url: \"\"\n"));
  g_assert_null (strstr (written, "params:"));
  note = g_ptr_array_index (rh_import_get_notes (import), 0);
  g_assert_cmpint (note->code, ==, RH_IMPORT_TOO_MUCH);
}

static void
test_kept (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhRequestItem *item = add_request (import, "Get");
  RhYaml *auth = rh_yaml_new_mapping ();
  g_autofree char *written = NULL;
  g_autoptr (GBytes) text = NULL;
  RhOpenCollectionKept kept;

  rh_yaml_set_string (auth, "type", "awsv4");
  rh_yaml_set_string (auth, "region", "eu-west-1");
  rh_import_keep_auth (import, item, auth, "Get");
  rh_import_keep_script (import, item, "before-request", "x = 1\ny = 2\n", "Get");
  rh_import_keep_member (import, item, "postman", "fork", rh_yaml_new_string ("f"), "Get", TRUE);
  g_assert_true (rh_import_finish (import, NULL, NULL));

  written = write_request (item);
  g_assert_nonnull (strstr (written, "region: eu-west-1"));
  g_assert_nonnull (strstr (written, "y = 2"));
  g_assert_nonnull (strstr (written, "fork: f"));
  g_assert_nonnull (strstr (written, "name: Get"));
  g_assert_nonnull (strstr (written, "url: https://example.org/"));

  text = g_bytes_new (written, strlen (written));
  g_assert_true (rh_opencollection_count_kept (text, &kept));
  g_assert_cmpuint (kept.scripts, ==, 1);
  g_assert_cmpuint (kept.other, ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 3);
}

static void
test_kept_of_a_folder_and_the_collection (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhCollection *collection = rh_import_get_collection (import);
  g_autoptr (RhFolder) folder = rh_folder_new ("Users");
  g_autoptr (GBytes) of_folder = NULL;
  g_autoptr (GBytes) of_collection = NULL;

  rh_folder_append (get_root (import), G_OBJECT (folder));
  rh_import_keep_script (import, folder, "tests", "folder();", "Users");
  rh_import_keep_script (import, collection, "before-request", "all();", "");
  g_assert_true (rh_import_finish (import, NULL, NULL));

  of_folder = rh_opencollection_write_folder (folder, 1, NULL);
  of_collection = rh_opencollection_write_collection (collection, NULL);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (of_folder, NULL),
                                  (gssize) g_bytes_get_size (of_folder), "folder();"));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (of_collection, NULL),
                                  (gssize) g_bytes_get_size (of_collection), "all();"));
}

static void
test_protocol (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhRequestItem *item = add_request (import, "Stream");
  RhYaml *section = rh_yaml_new_mapping ();
  g_autofree char *written = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (RhRequestItem) again = NULL;

  rh_yaml_set_string (section, "url", "grpc://example.org");
  rh_import_keep_protocol (import, item, "grpc", section, "Stream");
  g_assert_true (rh_import_finish (import, NULL, NULL));
  written = write_request (item);
  text = g_bytes_new (written, strlen (written));
  again = rh_opencollection_read_request (text, NULL, NULL);

  g_assert_nonnull (again);
  g_assert_cmpint (rh_request_item_get_body_kind (again), ==, RH_BODY_KIND_KEPT);
  g_assert_cmpstr (rh_request_item_get_method (again), ==, "GRPC");
}

static void
test_an_environment_there_is (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhImportCounts counts;

  add_request (import, "Get");
  g_assert_true (rh_import_finish (import, NULL, NULL));
  rh_import_count (import, &counts);
  g_assert_cmpuint (counts.requests, ==, 1);
  g_assert_cmpuint (counts.environments, ==, 1);
  g_assert_false (rh_import_is_environments (import));
}

/* Files */

static RhImportFile *
new_file (const char *bytes, gsize length, GError **error)
{
  g_autoptr (GBytes) text = g_bytes_new (bytes, length);

  return rh_import_file_new ("a.json", text, error);
}

static void
assert_refused (const char *bytes, gsize length, RhImportError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhImportFile) file = new_file (bytes, length, &error);

  g_assert_null (file);
  g_assert_error (error, RH_IMPORT_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_encodings (void)
{
  g_autoptr (RhImportFile) marked = new_file ("\357\273\277{\"a\":1}", 10, NULL);
  g_autoptr (RhImportFile) wide = new_file ("\377\376{\0}\0", 6, NULL);
  g_autoptr (RhImportFile) yaml = new_file ("a: 1\n", 5, NULL);
  g_autoptr (RhImportFile) words = new_file ("just words", 10, NULL);

  g_assert_nonnull (rh_yaml_get (marked->tree, "a"));
  g_assert_cmpint (rh_yaml_get_kind (wide->tree), ==, RH_YAML_MAPPING);
  g_assert_nonnull (rh_yaml_get (yaml->tree, "a"));
  g_assert_null (words->tree);
}

static void
test_refused_files (void)
{
  assert_refused ("{\"a\":\xff}", 8, RH_IMPORT_ERROR_ENCODING, "a.json");
  assert_refused ("{\"a\"}", 5, RH_IMPORT_ERROR_SYNTAX, "a.json: line 1: a colon is missing");
}

static void
test_unknown (void)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  RhImportWatch watch = { 0 };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, new_file ("{}", 2, NULL));
  g_assert_null (rh_import_read_files (files, &watch, &error));
  g_assert_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_UNKNOWN);
}

typedef struct
{
  GCancellable *cancellable;
  guint left; /* how many more things may change */
} Stop;

static void
changed_cb (Stop *stop)
{
  if (stop->left == 0 || --stop->left == 0)
    g_cancellable_cancel (stop->cancellable);
}

/* A secret in each header; every other request is in a folder. */
static RhImport *
import_of_secrets (guint n_requests, guint n_headers, Stop *stop)
{
  RhImport *import = rh_import_new ();
  g_autoptr (RhFolder) folder = rh_folder_new ("Folder");

  rh_folder_append (get_root (import), G_OBJECT (folder));
  for (guint i = 0; i < n_requests; i++)
    {
      g_autofree char *name = g_strdup_printf ("Request %u", i);
      g_autoptr (RhRequestItem) item = rh_request_item_new (name, "GET", "https://example.org/");

      for (guint j = 0; j < n_headers; j++)
        {
          g_autofree char *value = g_strdup_printf ("Bearer " SECRET "-%u-%u", i, j);

          add_header (item, "Authorization", value);
        }
      rh_folder_append (i % 2 == 0 ? get_root (import) : folder, G_OBJECT (item));
      rh_import_keep_script (import, item, "tests", "pm.test()", name);
      g_signal_connect_swapped (item, "changed", G_CALLBACK (changed_cb), stop);
    }

  return import;
}

/* Wherever it is by then, it comes to no further thing. */
static void
test_cancelled_while_it_finishes (void)
{
  for (guint after = 1; after <= 12; after++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Stop stop = { cancellable, after };
      g_autoptr (RhImport) import = import_of_secrets (4, 3, &stop);
      g_autoptr (GError) error = NULL;

      g_assert_false (rh_import_finish (import, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (rh_import_get_secrets (import)->len, ==, after);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import/notes", test_notes);
  g_test_add_func ("/import/every-note-has-words", test_every_note_has_words);
  g_test_add_func ("/import/hidden", test_hidden);
  g_test_add_func ("/import/finish-hides", test_finish_hides);
  g_test_add_func ("/import/what-fills-a-secret", test_what_fills_a_secret);
  g_test_add_func ("/import/long-url", test_long_url);
  g_test_add_func ("/import/many-params", test_many_params);
  g_test_add_func ("/import/kept", test_kept);
  g_test_add_func ("/import/kept-of-a-folder-and-the-collection",
                   test_kept_of_a_folder_and_the_collection);
  g_test_add_func ("/import/protocol", test_protocol);
  g_test_add_func ("/import/an-environment-there-is", test_an_environment_there_is);
  g_test_add_func ("/import/encodings", test_encodings);
  g_test_add_func ("/import/refused-files", test_refused_files);
  g_test_add_func ("/import/unknown", test_unknown);
  g_test_add_func ("/import/cancelled-while-it-finishes", test_cancelled_while_it_finishes);

  return g_test_run ();
}
