/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection as a script of curl commands and as a .http file: filled in, secrets by their names
 * unless they are asked for; and what is read back of a script is written as the same script. */
#include "lib/rh-import-rig.h"
#include "lib/rh-journey.h"
#include "lib/rh-test.h"
#include "workspace/rh-export-run.h"
#include "workspace/rh-variable-secrets.h"

#include <string.h>

static void
set_up (RhJourney *journey, gconstpointer data)
{
  rh_journey_start (journey, NULL);
}

static void
tear_down (RhJourney *journey, gconstpointer data)
{
  rh_journey_stop (journey);
}

static RhExport *
run_one (RhJourney *journey, RhCollection *collection, const char *format, gboolean secrets)
{
  g_autoptr (RhEnvironment) environment
      = g_list_model_get_item (rh_collection_get_environments (collection), 0);
  g_autoptr (RhConnection) connection
      = rh_workspace_get_connection (journey->workspace, collection, environment);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RhExport *export;

  rh_export_run_async (journey->workspace, connection, rh_export_find_format (format), NULL,
                       secrets, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  export = rh_export_run_finish (result, &error);
  g_assert_no_error (error);
  return export;
}

static void
add_header (RhRequestItem *item, const char *name, const char *value)
{
  g_autoptr (RhField) field = rh_field_new (name, value, NULL, TRUE);

  rh_request_item_add_header (item, field);
}

static RhRequestItem *
add_request (RhFolder *folder, const char *name, const char *method, const char *url)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, method, url);

  rh_folder_append (folder, G_OBJECT (item));
  return item;
}

/* Something of everything that has a place in both. */
static RhCollection *
new_collection (gboolean folders)
{
  RhCollection *collection = rh_collection_new ("c", "Acme");
  RhFolder *root = rh_collection_get_root (collection);
  g_autoptr (RhFolder) users = rh_folder_new ("Users");
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  g_autoptr (RhField) field = rh_field_new ("a b", "c&d {{y}}", NULL, TRUE);
  g_autoptr (RhField) part = rh_field_new ("note", "hello", NULL, TRUE);
  RhRequestItem *item;

  g_object_set (root, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_environment_set (environment, "host", "https://api.example");
  rh_collection_add_environment (collection, environment);
  rh_environment_add_secret (rh_collection_get_scope (collection), "API_KEY");
  if (folders)
    rh_folder_append (root, G_OBJECT (users));

  item = add_request (folders ? users : root, "List users", "GET", "{{host}}/users?page=1&x={{y}}");
  add_header (item, "X-API-Key", "{{API_KEY}}");
  g_object_set (item, "note", "All of them,\nin pages", NULL);
  item = add_request (root, "Create", "PUT", "{{host}}/users");
  add_header (item, "Content-Type", "application/json");
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", "{\"name\": \"Ada's\"}", NULL);
  item = add_request (root, "Form", "POST", "{{host}}/form");
  g_object_set (item, "body-kind", RH_BODY_KIND_FORM, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_USERNAME, "ada");
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PASSWORD, "{{API_KEY}}");
  rh_request_item_add_form_field (item, field);
  item = add_request (root, "Parts", "POST", "{{host}}/parts");
  g_object_set (item, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  rh_request_item_add_part (item, part);
  return collection;
}

static const char expected[] = "#!/bin/bash\n"
                               "# Acme\n"
                               "# Secret, set them before: $REHEARSAL_API_KEY\n"
                               "# Not set, replace them: {{y}}\n"
                               "\n"
                               "# == Users ==\n"
                               "\n"
                               "# List users\n"
                               "# All of them,\n"
                               "# in pages\n"
                               "curl -g 'https://api.example/users?page=1&x={{y}}' \\\n"
                               "  -H \"X-API-Key: $REHEARSAL_API_KEY\" \\\n"
                               "  --compressed \\\n"
                               "  --http1.1\n"
                               "\n"
                               "# Create\n"
                               "curl 'https://api.example/users' \\\n"
                               "  -X 'PUT' \\\n"
                               "  -H 'Content-Type: application/json' \\\n"
                               "  --data-raw '{\"name\": \"Ada'\\''s\"}' \\\n"
                               "  --compressed \\\n"
                               "  -L \\\n"
                               "  --http1.1\n"
                               "\n"
                               "# Form\n"
                               "curl 'https://api.example/form' \\\n"
                               "  -u \"ada:$REHEARSAL_API_KEY\" \\\n"
                               "  --data-raw 'a+b=c%26d+{{y}}' \\\n"
                               "  --compressed \\\n"
                               "  -L \\\n"
                               "  --http1.1\n"
                               "\n"
                               "# Parts\n"
                               "curl 'https://api.example/parts' \\\n"
                               "  --form-string 'note=hello' \\\n"
                               "  --compressed \\\n"
                               "  -L \\\n"
                               "  --http1.1\n";

static void
test_curl (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhCollection) collection = new_collection (TRUE);
  g_autoptr (RhExport) export = run_one (journey, collection, "curl", FALSE);
  const RhImportNote *note;

  g_assert_cmpstr (export->text->str, ==, expected);
  g_assert_cmpuint (export->notes->len, ==, 2);
  note = g_ptr_array_index (export->notes, 0);
  g_assert_cmpint (note->code, ==, RH_IMPORT_OUT_REDIRECTS);
  g_assert_cmpstr (note->place, ==, "Users / List users");
  note = g_ptr_array_index (export->notes, 1);
  g_assert_cmpint (note->code, ==, RH_IMPORT_OUT_SECRET);
}

static void
test_http (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhCollection) collection = new_collection (TRUE);
  g_autoptr (RhExport) export = run_one (journey, collection, "http", FALSE);

  g_assert_true (g_str_has_prefix (export->text->str,
                                   "# Acme\n# Secret, set them before: {{API_KEY}}\n"
                                   "# Not set: {{y}}\n\n"
                                   "### List users\n# == Users ==\n# All of them,\n# in pages\n"
                                   "GET https://api.example/users?page=1&x={{y}}\n"
                                   "X-API-Key: {{API_KEY}}\n\n### Create\n"
                                   "PUT https://api.example/users\n"));
  g_assert_nonnull (strstr (export->text->str, "\n\n{\"name\": \"Ada's\"}\n"));
  g_assert_nonnull (strstr (export->text->str, "Authorization: Basic ada {{API_KEY}}\n"));
}

static void
keep (RhJourney *journey, RhCollection *collection, const char *name, const char *value)
{
  g_autoptr (RhSecret) secret = rh_secret_new (value, -1);
  g_autoptr (RhEnvironment) environment
      = g_list_model_get_item (rh_collection_get_environments (collection), 0);
  g_autoptr (RhVariableSecrets) secrets
      = rh_variable_secrets_new (journey->keyring, rh_workspace_get_bindings (journey->workspace),
                                 collection, rh_collection_get_scope (collection), environment);
  g_autoptr (GAsyncResult) result = NULL;

  rh_variable_secrets_store_async (secrets, name, secret, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_true (rh_variable_secrets_store_finish (secrets, result, NULL));
}

static void
test_in_clear (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhCollection) collection = new_collection (TRUE);
  g_autoptr (RhExport) curl = NULL;
  g_autoptr (RhExport) http = NULL;

  keep (journey, collection, "API_KEY", "key-0123456789");
  curl = run_one (journey, collection, "curl", TRUE);
  g_assert_nonnull (strstr (curl->text->str, "-H 'X-API-Key: key-0123456789'"));
  g_assert_null (strstr (curl->text->str, "Secret, set them"));
  http = run_one (journey, collection, "http", TRUE);
  g_assert_nonnull (strstr (http->text->str, "X-API-Key: key-0123456789\n"));
  g_assert_cmpint (((RhImportNote *) g_ptr_array_index (http->notes, 0))->code, ==,
                   RH_IMPORT_OUT_CLEAR);
}

/* What cannot be sent is not in it, and is told. */
static void
test_left_out (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhCollection) collection = new_collection (FALSE);
  RhRequestItem *call
      = add_request (rh_collection_get_root (collection), "Call", "GRPC", "grpc://h");
  g_autoptr (RhExport) export = NULL;
  const RhImportNote *note;

  g_object_set (call, "body-kind", RH_BODY_KIND_KEPT, NULL);
  export = run_one (journey, collection, "http", FALSE);
  note = g_ptr_array_index (export->notes, 0);
  g_assert_null (strstr (export->text->str, "grpc"));
  g_assert_cmpint (note->code, ==, RH_IMPORT_OUT_REQUEST);
  g_assert_cmpstr (note->place, ==, "Call");
}

static void
test_round_trip (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhCollection) collection = new_collection (FALSE);
  g_autoptr (RhExport) first = run_one (journey, collection, "curl", FALSE);
  g_autoptr (RhImport) import = rh_import_rig_read ("Acme.sh", first->text->str);
  g_autoptr (RhExport) second = run_one (journey, rh_import_get_collection (import), "curl", FALSE);
  RhRequestItem *item = rh_import_rig_find (import, "List users");

  g_assert_cmpstr (second->text->str, ==, first->text->str);
  g_assert_cmpstr (rh_request_item_get_note (item), ==, "All of them,\nin pages");
}

/* The scripts that another program has among its tests. */
static void
test_round_trip_corpora (RhJourney *journey, gconstpointer data)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  g_autofree char *folder = corpora == NULL ? NULL : g_build_filename (corpora, "curl", NULL);
  g_autoptr (GDir) dir = folder == NULL ? NULL : g_dir_open (folder, 0, NULL);
  const char *name;

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
      g_autoptr (RhImport) again = NULL;
      g_autoptr (RhExport) first = NULL;
      g_autoptr (RhExport) second = NULL;

      if (!g_str_has_suffix (name, ".sh"))
        continue;
      g_test_message ("%s", name);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      import = rh_import_rig_read (name, text);
      first = run_one (journey, rh_import_get_collection (import), "curl", FALSE);
      again = rh_import_rig_read (name, first->text->str);
      second = run_one (journey, rh_import_get_collection (again), "curl", FALSE);
      g_assert_cmpstr (second->text->str, ==, first->text->str);
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

#define ADD(name, function) \
  g_test_add ("/export-text/" name, RhJourney, NULL, set_up, function, tear_down)
  ADD ("curl", test_curl);
  ADD ("http", test_http);
  ADD ("in-clear", test_in_clear);
  ADD ("left-out", test_left_out);
  ADD ("round-trip", test_round_trip);
  ADD ("round-trip-corpora", test_round_trip_corpora);
#undef ADD

  return g_test_run ();
}
