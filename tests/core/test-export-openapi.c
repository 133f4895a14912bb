/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collections as descriptions of their APIs: every byte of one that has something of everything,
 * and what is read again is what was written. */
#include "collection/rh-collection-store.h"
#include "collection/rh-folder-disk.h"
#include "collection/rh-tree.h"
#include "collection/rh-yaml-json.h"
#include "format/rh-export.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#include <string.h>

static RhExport *export (RhCollection *collection, const char *format)
{
  const RhExportOptions options = { .collection = collection };
  g_autoptr (GError) error = NULL;
  RhExport *export = rh_export_write (rh_export_find_format (format), &options, &error);

  g_assert_no_error (error);
  return export;
}

static char *
dup_path (const char *folder, const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", folder, name, NULL);
}

/* RH_TEST_UPDATE writes the file, to be looked at. */
static void
assert_file (const char *text, const char *name)
{
  g_autofree char *path = dup_path ("export", name);
  g_autofree char *expected = NULL;

  if (g_getenv ("RH_TEST_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  for (gsize i = 0; text[i] != '\0' || expected[i] != '\0'; i++)
    if (text[i] != expected[i])
      g_error ("%s: “%.80s”, not “%.80s”", name, text + i, expected + i);
}

static char *
dup_notes (RhExport *export)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < export->notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (export->notes, i);
      g_autofree char *sentence = rh_import_note_dup_sentence (note);

      g_string_append_printf (text, "# [%s] %s ×%u\n", note->place, sentence, note->count);
    }

  return g_string_free_and_steal (text);
}

static void
test_acme (void)
{
  g_autofree char *path = dup_path ("export", "acme");
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, NULL);
  g_autoptr (RhCollection) collection = rh_collection_new ("", "");
  g_autoptr (RhCollectionStore) store = rh_collection_store_new (collection, disk);
  g_autoptr (RhExport) yaml = NULL;
  g_autoptr (RhExport) json = NULL;
  g_autofree char *notes = NULL;
  g_autofree char *told = NULL;

  g_assert_true (rh_collection_store_open (store, NULL));
  yaml = export (collection, "openapi");
  json = export (collection, "openapi-json");
  notes = dup_notes (yaml);
  told = g_strconcat (yaml->text->str, notes, NULL);
  assert_file (told, "acme.openapi.yaml");
  assert_file (json->text->str, "acme.openapi.json");
}

/* Again */

static void
add_rows (GString *text, const char *what, GListModel *rows)
{
  g_autofree char *all = rh_import_rig_rows (rows);

  g_string_append_printf (text, "%s:\n%s", what, all);
}

/* JSON without its layout, which a description has no place for; other texts as they are. */
static char *
dup_plain (const char *text)
{
  g_autoptr (RhYaml) value = text == NULL ? NULL : rh_yaml_parse_json (text, strlen (text), NULL);

  return value == NULL ? g_strdup (text) : rh_yaml_to_json (value, 0);
}

static void
add_examples (GString *text, RhRequestItem *item)
{
  GListModel *examples = rh_request_item_get_examples (item);

  for (guint i = 0; i < g_list_model_get_n_items (examples); i++)
    {
      g_autoptr (RhExample) example = g_list_model_get_item (examples, i);

      g_string_append_printf (
          text, "%s: %u %s\n", rh_example_get_name (example), rh_example_get_status (example),
          rh_example_get_body (example) == NULL ? "nothing" : rh_example_get_body (example));
    }
}

/* All of a request that a description has a place for. */
static char *
dup_request (RhRequestItem *item)
{
  GString *text = g_string_new (NULL);
  RhAuth *auth = NULL;
  RhAuthKind kind = rh_folder_resolve_auth (item, NULL, &auth);
  g_autofree char *body = dup_plain (rh_request_item_get_body_text (item));

  if (kind == RH_AUTH_KIND_KEPT)
    kind = RH_AUTH_KIND_NONE; /* which is told */
  g_string_append_printf (text, "%s: %s %s\nnote: %s\nauth: %d\nbody %d: %s %s\n",
                          rh_request_item_get_name (item), rh_request_item_get_method (item),
                          rh_request_item_get_url (item), rh_request_item_get_note (item), kind,
                          rh_request_item_get_body_kind (item),
                          rh_request_item_get_body_type (item), body);
  add_rows (text, "params", rh_request_item_get_params (item));
  add_rows (text, "path", rh_request_item_get_path_params (item));
  add_rows (text, "headers", rh_request_item_get_headers (item));
  add_rows (text, "form", rh_request_item_get_form (item));
  add_rows (text, "parts", rh_request_item_get_parts (item));
  add_examples (text, item);
  return g_string_free_and_steal (text);
}

static void
add_environments (GString *text, RhCollection *collection)
{
  GListModel *environments = rh_collection_get_environments (collection);

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      GListModel *variables = rh_environment_get_variables (environment);

      g_string_append_printf (text, "%s\n", rh_environment_get_name (environment));
      for (guint j = 0; j < g_list_model_get_n_items (variables); j++)
        {
          g_autoptr (RhVariable) variable = g_list_model_get_item (variables, j);

          /* those have no value to write, and are told */
          if (rh_variable_is_secret (variable))
            continue;
          g_string_append_printf (text, "  %s=%s\n", rh_variable_get_name (variable),
                                  rh_variable_get_value (variable));
        }
    }
}

static char *
dup_collection (RhImport *import)
{
  RhCollection *collection = rh_import_get_collection (import);
  RhOAuthBlock *block = rh_collection_get_oauth (collection);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s\n", rh_collection_get_name (collection),
                          rh_folder_get_note (rh_collection_get_root (collection)));
  for (guint i = 0; rh_oauth_block_field_names ()[i] != NULL; i++)
    g_string_append_printf (text, "%s: %s\n", rh_oauth_block_field_names ()[i],
                            rh_oauth_block_get (block, rh_oauth_block_field_names ()[i]));
  add_environments (text, collection);
  return g_string_free_and_steal (text);
}

/* Import, export, import: equal. */
static void
test_again (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = dup_path ("import", name);
  g_autofree char *text = NULL;
  g_autoptr (RhImport) first = NULL;
  g_autoptr (RhExport) written = NULL;
  g_autoptr (RhImport) again = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  first = rh_import_rig_read (name, text);
  written = export (rh_import_get_collection (first), "openapi-json");
  again = rh_import_rig_read (name, written->text->str);
  g_test_message ("%s", written->text->str);

  before = dup_collection (first);
  after = dup_collection (again);
  g_assert_cmpstr (after, ==, before);
  requests
      = rh_tree_dup_requests (G_OBJECT (rh_collection_get_root (rh_import_get_collection (first))));
  for (guint i = 0; i < requests->len; i++)
    {
      RhRequestItem *item = g_ptr_array_index (requests, i);
      g_autofree char *place = rh_import_dup_place (first, item);
      g_autofree char *was = dup_request (item);
      g_autofree char *is = dup_request (rh_import_rig_find (again, place));

      g_assert_cmpstr (is, ==, was);
    }
}

/* Single cases */

static RhImport *
read_yaml (const char *paths)
{
  g_autofree char *text = g_strconcat ("openapi: 3.1.0\nservers: [{url: 'https://a.example'}]\n"
                                       "paths:\n",
                                       paths, NULL);

  return rh_import_rig_read ("a.yaml", text);
}

static guint
count (RhExport *export, RhImportCode code, const char *place, const char *what)
{
  for (guint i = 0; i < export->notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (export->notes, i);

      if (note->code == code && g_str_equal (note->place, place)
          && g_strcmp0 (note->what, what) == 0)
        return note->count;
    }

  return 0;
}

static void
add_request (RhCollection *collection, const char *name, const char *method, const char *url)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, method, url);

  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (item));
}

/* A description has one operation of a method and path, whatever its parameters are called. */
static void
test_doubles (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("", "Acme");
  g_autoptr (RhExport) written = NULL;
  g_autoptr (RhImport) again = NULL;
  g_autofree char *tree = NULL;

  add_request (collection, "One", "GET", "https://a.example/users/:id");
  add_request (collection, "Two", "GET", "https://a.example/users/:user?x=1");
  add_request (collection, "Three", "DELETE", "https://a.example/users/:user");
  add_request (collection, "Four", "GET", "https://a.example/{literal}/:a");
  add_request (collection, "Five", "GET", "https://a.example/users/:id");
  written = export (collection, "openapi");
  again = rh_import_rig_read ("a.yaml", written->text->str);
  tree = rh_import_rig_tree (again);

  g_assert_cmpstr (tree, ==, "One,Three,Two,Four");
  g_assert_cmpstr (rh_request_item_get_url (rh_import_rig_find (again, "Three")), ==,
                   "{{base_url}}/users/:id");
  g_assert_cmpstr (rh_request_item_get_url (rh_import_rig_find (again, "Four")), ==,
                   "{{base_url}}/%7Bliteral%7D/:a");
  g_assert_cmpstr (rh_request_item_get_url (rh_import_rig_find (again, "Two")), ==,
                   "{{base_url}}/users/:user?x=1");
  g_assert_cmpuint (count (written, RH_IMPORT_DOUBLE, "Five", "GET /users/{id}"), ==, 1);
}

/* What is secret, or looks like it, is in no description. */
static void
test_secrets (void)
{
  g_autoptr (RhImport) import = read_yaml ("  /a:\n    get:\n      parameters:\n");
  RhCollection *collection = rh_import_get_collection (import);
  RhRequestItem *item = rh_import_rig_find (import, "GET /a");
  g_autoptr (RhField) header = rh_field_new ("X-Api-Key", "typed-0123456789-of-ada", "", TRUE);
  g_autoptr (RhExport) written = NULL;

  g_object_set (item, "url", "https://ada:user-0123456789-of-ada@a.example/{{api_token}}/a", NULL);
  rh_environment_set (rh_collection_get_scope (collection), "api_token", "scope-0123456789-of-ada");
  rh_request_item_add_header (item, header);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  rh_auth_set (rh_request_item_get_auth (item), RH_AUTH_PASSWORD, "auth-0123456789-of-ada");
  written = export (collection, "openapi");

  g_assert_null (strstr (written->text->str, "of-ada"));
  g_assert_nonnull (strstr (written->text->str, "name: X-Api-Key"));
  g_assert_nonnull (strstr (written->text->str, "url: https://a.example\n"));
  g_assert_cmpuint (count (written, RH_IMPORT_OUT_SECRET, "GET /a", "api_token"), ==, 1);
  g_assert_cmpuint (count (written, RH_IMPORT_OUT_SECRET, "GET /a", "X-Api-Key"), ==, 1);
}

/* A body that is JSON only when it is filled in is kept to the letter. */
static void
test_templates (void)
{
  static const char body[] = "{\n  \"n\": {{n}}\n}";
  g_autoptr (RhCollection) collection = rh_collection_new ("", "Acme");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("One", "POST", "{{api}}/{{v}}/x");
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  g_autoptr (RhExport) written = NULL;
  g_autoptr (RhImport) again = NULL;
  RhRequestItem *found;
  RhEnvironment *read;

  rh_environment_set (environment, "api", "https://{{host}}/v1");
  rh_environment_set (environment, "host", "a.example");
  rh_environment_set (environment, "v", "2");
  rh_environment_set (environment, "other", "x");
  rh_collection_add_environment (collection, environment);
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", body, NULL);
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (item));
  written = export (collection, "openapi-json");
  again = rh_import_rig_read ("a.json", written->text->str);
  found = rh_import_rig_find (again, "One");
  read = rh_collection_get_environment (rh_import_get_collection (again), "Staging");

  g_assert_cmpstr (rh_request_item_get_body_text (found), ==, body);
  g_assert_cmpstr (rh_request_item_get_url (found), ==, "{{base_url}}/:v/x");
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (read, "base_url")), ==,
                   "https://{{host}}/v1");
  g_assert_cmpuint (count (written, RH_IMPORT_OUT_MEMBER, "Staging", "other"), ==, 1);
  g_assert_cmpuint (count (written, RH_IMPORT_OUT_MEMBER, "Staging", "host"), ==, 0);
}

/* Addresses of a sign-in that are another's in another environment are told. */
static void
test_environments (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("", "Acme");
  RhOAuthBlock *block = rh_collection_get_oauth (collection);
  static const char *const names[] = { "Staging", "Production" };
  g_autoptr (RhExport) written = NULL;

  rh_oauth_block_fill_variables (block);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RhEnvironment) environment = rh_environment_new (names[i]);
      g_autofree char *url = g_strdup_printf ("https://%s.example/token", names[i]);

      rh_environment_set (environment, "token_url", url);
      rh_environment_set (environment, "scope", "a b");
      rh_environment_set (environment, "authorization_url", "https://same.example/");
      rh_collection_add_environment (collection, environment);
    }
  add_request (collection, "One", "GET", "{{api}}/x");
  written = export (collection, "openapi");

  g_assert_nonnull (strstr (written->text->str, "tokenUrl: https://Staging.example/token"));
  g_assert_nonnull (strstr (written->text->str, "authorizationUrl: https://same.example/"));
  g_assert_cmpuint (count (written, RH_IMPORT_OUT_MEMBER, "Production", "token_url"), ==, 1);
  g_assert_cmpuint (count (written, RH_IMPORT_OUT_MEMBER, "Production", "authorization_url"), ==,
                    0);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/export-openapi/acme", test_acme);
  g_test_add_data_func ("/export-openapi/vendors-again", "vendors-3.0.json", test_again);
  g_test_add_data_func ("/export-openapi/accounts-again", "accounts-3.1.yaml", test_again);
  g_test_add_data_func ("/export-openapi/expenses-again", "expenses-3.0.yaml", test_again);
  g_test_add_func ("/export-openapi/doubles", test_doubles);
  g_test_add_func ("/export-openapi/secrets", test_secrets);
  g_test_add_func ("/export-openapi/templates", test_templates);
  g_test_add_func ("/export-openapi/environments", test_environments);

  return g_test_run ();
}
