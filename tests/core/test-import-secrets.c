/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of every format with a secret in each place that can have one. Afterwards each is in the
 * keyring or nowhere: in no file, note or report. */
#include <string.h>

#include "format/rh-import-report.h"
#include "lib/rh-fake-opener.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-import-operation.h"
#include "workspace/rh-variable-snapshot.h"

/* What begins so is a secret in a file of tests/data/import/secrets: those of the second kind are
 * not needed for anything and go nowhere. */
#define CANARY "canary-"
#define DROPPED "canary-x-"

typedef struct
{
  RhStoreRig folder;
  RhKeyring *keyring;
  RhWorkspace *workspace;
  RhImportOperation *operation;
  GPtrArray *files; /* GFile */
  GHashTable *canaries;
} Rig;

/* Canaries */

static void
collect (GHashTable *canaries, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (CANARY "(?:x-)?[a-z0-9]+", G_REGEX_DEFAULT, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    g_hash_table_add (canaries, g_match_info_fetch (match, 0));
}

static void
collect_file (Rig *rig, GFile *file)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *text = NULL;
  GFile *child = NULL;

  if (children == NULL)
    {
      g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
      collect (rig->canaries, text);
      return;
    }

  while (g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) && child != NULL)
    collect_file (rig, child);
}

/* The rig */

static void
set_up (Rig *rig, gconstpointer data)
{
  const char *const *names = data;
  g_autoptr (RhFakeOpener) opener = rh_fake_opener_new (RH_FAKE_OPENER_FAILS);
  g_autoptr (GListModel) services = G_LIST_MODEL (g_list_store_new (RH_TYPE_SERVICE));
  g_autoptr (GFile) data_dir = g_file_new_build_filename (g_get_user_data_dir (), "r", NULL);
  g_autoptr (GFile) state_dir = g_file_new_build_filename (g_get_user_state_dir (), "r", NULL);

  rh_store_rig_set_up (&rig->folder, NULL);
  rig->keyring = rh_memory_keyring_new ();
  rig->workspace
      = rh_workspace_new (rig->keyring, RH_URI_OPENER (opener), data_dir, state_dir, services);
  rig->operation = rh_import_operation_new (rig->workspace);
  rig->files = g_ptr_array_new_with_free_func (g_object_unref);
  rig->canaries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path
          = g_test_build_filename (G_TEST_DIST, "data", "import", "secrets", names[i], NULL);

      g_ptr_array_add (rig->files, g_file_new_for_path (path));
      collect_file (rig, g_ptr_array_index (rig->files, i));
    }
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  g_hash_table_unref (rig->canaries);
  g_ptr_array_unref (rig->files);
  g_clear_object (&rig->operation);
  g_clear_object (&rig->workspace);
  g_clear_object (&rig->keyring);
  rh_store_rig_tear_down (&rig->folder, NULL);
}

static RhImport *
load (Rig *rig)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RhImport *import;

  rh_import_operation_load_async (rig->operation, rig->files, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  import = rh_import_operation_load_finish (rig->operation, result, &error);
  g_assert_no_error (error);
  return import;
}

static RhCollection *
write_import (Rig *rig, RhImport *import)
{
  g_autoptr (GFile) folder = g_file_new_for_path (rig->folder.root);
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError) error = NULL;
  RhCollection *collection;

  rh_import_operation_write_async (rig->operation, import, folder, "Secrets", NULL,
                                   rh_test_take_result, &written);
  rh_test_wait (&written);
  collection = rh_import_operation_write_finish (rig->operation, written, &error);
  g_assert_no_error (error);
  rh_import_operation_keep_secrets_async (rig->operation, import, collection, NULL,
                                          rh_test_take_result, &kept);
  rh_test_wait (&kept);
  rh_import_operation_keep_secrets_finish (rig->operation, kept, &error);
  g_assert_no_error (error);
  return collection;
}

/* What is to be seen */

static void
append_notes (GString *text, RhImport *import)
{
  GPtrArray *notes = rh_import_get_notes (import);
  GPtrArray *secrets = rh_import_get_secrets (import);

  for (guint i = 0; i < notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (notes, i);
      g_autofree char *sentence = rh_import_note_dup_sentence (note);

      g_string_append_printf (text, "note [%s] [%s] %s\n", note->place,
                              note->what == NULL ? "" : note->what, sentence);
    }
  for (guint i = 0; i < secrets->len; i++)
    {
      const RhImportSecret *secret = g_ptr_array_index (secrets, i);

      g_string_append_printf (text, "secret [%s] [%s]\n", secret->place, secret->variable);
    }
}

static char *
dup_visible (Rig *rig, RhImport *import)
{
  GString *text = g_string_new (NULL);
  g_autofree char *files = rh_store_rig_dump (&rig->folder);
  g_autofree char *report = rh_import_report_new (import);

  g_string_append (text, files);
  g_string_append (text, report);
  append_notes (text, import);
  return g_string_free_and_steal (text);
}

/* What the keyring has for the collection, one a line. */
static char *
dup_kept (Rig *rig, RhImport *import, RhCollection *collection)
{
  GListModel *environments = rh_collection_get_environments (collection);
  GPtrArray *secrets = rh_import_get_secrets (import);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < secrets->len; i++)
    for (guint j = 0; j < g_list_model_get_n_items (environments); j++)
      {
        const RhImportSecret *secret = g_ptr_array_index (secrets, i);
        g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, j);
        const char *kind;
        g_autofree char *slot
            = rh_secret_slot_of (collection, environment, secret->variable, &kind);
        g_autoptr (RhSecret) kept
            = slot == NULL ? NULL : rh_keyring_lookup_now (rig->keyring, kind, slot, NULL);

        if (kept != NULL)
          g_string_append_printf (text, "%s\n", rh_secret_peek (kept, NULL));
      }

  return g_string_free_and_steal (text);
}

static void
test_nowhere_else (Rig *rig, gconstpointer data)
{
  g_autoptr (RhImport) import = load (rig);
  RhCollection *collection = write_import (rig, import);
  g_autofree char *visible = dup_visible (rig, import);
  g_autofree char *kept = dup_kept (rig, import, collection);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) safe = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_wrong = 0;
  GHashTableIter iter;
  gpointer canary;

  collect (seen, visible);
  collect (safe, kept);
  g_hash_table_iter_init (&iter, rig->canaries);
  while (g_hash_table_iter_next (&iter, &canary, NULL))
    {
      gboolean leaked = g_hash_table_contains (seen, canary);
      gboolean lost = !g_str_has_prefix (canary, DROPPED) && !g_hash_table_contains (safe, canary);

      if (leaked || lost)
        g_test_message ("%s%s%s", (char *) canary, leaked ? " is to be seen" : "",
                        lost ? " is lost" : "");
      n_wrong += leaked || lost ? 1 : 0;
    }
  if (n_wrong > 0)
    g_test_fail_printf ("%u of them; %s", n_wrong, visible);
  g_assert_cmpuint (g_hash_table_size (rig->canaries), >, 2);
}

/* A name that the file only refers to is another variable's. */
static void
test_references (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read (
      "acme.json",
      "{\"info\": {\"name\": \"A\", \"schema\": "
      "\"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}, \"item\": ["
      "{\"name\": \"One\", \"request\": {\"method\": \"GET\", \"url\": \"https://h/\","
      " \"header\": [{\"key\": \"X-Api-Key\", \"value\": \"canary-literal\"}]}},"
      "{\"name\": \"Two\", \"request\": {\"method\": \"GET\", \"url\": \"https://h/\","
      " \"header\": [{\"key\": \"X-Api-Key\", \"value\": \"{{x_api_key}}\"}]}}]}");
  g_autofree char *one
      = rh_import_rig_rows (rh_request_item_get_headers (rh_import_rig_find (import, "One")));
  g_autofree char *two
      = rh_import_rig_rows (rh_request_item_get_headers (rh_import_rig_find (import, "Two")));

  g_assert_cmpstr (one, ==, "X-Api-Key: {{x_api_key_2}}\n");
  g_assert_cmpstr (two, ==, "X-Api-Key: {{x_api_key}}\n");
}

/* Nor is one that a folder further down has. */
static void
test_nearer (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read (
      "acme.yaml", "$kind: collection\nname: A\nauth:\n  - id: a\n    type: oauth2\n"
                   "    credentials:\n      - {key: authUrl, value: https://h/a}\n"
                   "      - {key: accessTokenUrl, value: https://h/t}\n"
                   "      - {key: clientId, value: c}\n"
                   "      - {key: clientSecret, value: canary-literal}\n"
                   "items:\n  - $kind: collection\n    name: F\n    variables:\n"
                   "      - {key: client_secret, value: '{{other}}'}\n    items:\n"
                   "      - {$kind: http-request, name: R, method: GET, url: 'https://h/'}\n");
  g_autofree char *secret = rh_import_rig_secret (import, "client_secret_2");

  g_assert_cmpstr (secret, ==, "canary-literal");
}

/* What stands before "@" is not sent here. Where nothing else says who it is, it is Basic. */
static void
test_userinfo (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read (
      "a.har", "{\"log\": {\"entries\": [{\"request\": {\"method\": \"GET\", \"url\": "
               "\"https://ada:p%40ss@h/x?a=1\", \"headers\": []}}]}}");
  RhRequestItem *item = rh_import_rig_find (import, "GET /x");
  RhAuth *auth = rh_request_item_get_auth (item);
  g_autofree char *secret = rh_import_rig_secret (import, "password");

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/x?a=1");
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_BASIC);
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_USERNAME), ==, "ada");
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_PASSWORD), ==, "{{password}}");
  g_assert_cmpstr (secret, ==, "p@ss");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_URL_CHANGED, "GET /x", "@"), ==, 1);
}

/* Filled in, the body is the same again. */
static void
test_body (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read (
      "a.bru", "meta {\n  name: A\n}\n\npost {\n  url: https://h/\n  body: json\n}\n\nbody:json {\n"
               "  { \"id\": {{id}}, \"password\": \"a\\\"b{{x}}cdefghijk\", \"code\": 200 }\n}\n");
  RhRequestItem *item = rh_import_rig_find (import, "A");
  g_autofree char *secret = rh_import_rig_secret (import, "secret");

  g_assert_cmpstr (rh_request_item_get_body_text (item), ==,
                   "{ \"id\": {{id}}, \"password\": \"a\\\"b{{x}}{{secret}}\", \"code\": 200 }");
  g_assert_cmpstr (secret, ==, "cdefghijk");
}

/* A script stays as it is, and that is told. */
static void
test_scripts (void)
{
  static const char text[]
      = "meta {\n  name: A\n}\n\nget {\n  url: https://h/\n}\n\nscript:pre-request {\n%s\n}\n";
  g_autofree char *with = g_strdup_printf (text, "  const h = {\"X-Api-Key\": \"0123456789\"};");
  g_autofree char *without = g_strdup_printf (text, "  const token = bru.getVar(\"token\");");
  g_autoptr (RhImport) told = rh_import_rig_read ("a.bru", with);
  g_autoptr (RhImport) silent = rh_import_rig_read ("a.bru", without);

  g_assert_cmpuint (rh_import_rig_count (told, RH_IMPORT_SCRIPT_SECRET, "A", "before-request"), ==,
                    1);
  g_assert_cmpuint (rh_import_rig_count (silent, RH_IMPORT_SCRIPT_SECRET, "A", NULL), ==, 0);
}

/* A token in the path gives no name to anything, and is a variable where it stands. */
static void
test_token_in_path (void)
{
#define TOKEN "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"
  g_autoptr (RhImport) import = rh_import_rig_read (
      "a.har", "{\"log\": {\"entries\": [{\"request\": {\"method\": \"GET\", \"url\": "
               "\"https://h/in/" TOKEN "/x\", \"headers\": []}}]}}");
  RhRequestItem *item = rh_import_rig_find (import, "GET /in/•••• (49 characters)/x");
  g_autofree char *secret = rh_import_rig_secret (import, "secret");

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/in/{{secret}}/x");
  g_assert_cmpstr (secret, ==, TOKEN);
#undef TOKEN
}

/* A key of a map, a sort or a list is called like one that opens something. */
static void
test_words_stay (void)
{
  static const char url[] = "https://h/x?key=customer_address&sort_key=created0123456789&"
                            "auth=required&sid={{sid}}";
  g_autofree char *text
      = g_strdup_printf ("{\"log\": {\"entries\": [{\"request\": {\"method\": \"GET\", "
                         "\"url\": \"%s\", \"headers\": []}}]}}",
                         url);
  g_autoptr (RhImport) import = rh_import_rig_read ("a.har", text);

  g_assert_cmpstr (rh_request_item_get_url (rh_import_rig_find (import, "GET /x")), ==, url);
}

/* What explains an API stays as it is. */
static void
test_prose_stays (void)
{
  static const char note[]
      = "Send `Authorization: Bearer <token>`, or password: at least 8 characters.\n"
        "code: INVALID_REQUEST_4001. token: /v1/oauth2/authorize, password=correcthorsebattery";
  g_autofree char *quoted = g_strescape (note, NULL);
  g_autofree char *text = g_strdup_printf (
      "{\"log\": {\"entries\": [{\"comment\": \"%s\", \"request\": {\"method\": \"GET\", "
      "\"url\": \"https://h/x\", \"headers\": []}}]}}",
      quoted);
  g_autoptr (RhImport) import = rh_import_rig_read ("a.har", text);

  g_assert_cmpstr (rh_request_item_get_note (rh_import_rig_find (import, "GET /x")), ==, note);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_PROSE_MASKED, "GET /x", NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  static const char *const cases[][3] = {
    { "archive.har" },
    { "bruno" },
    { "collection.postman.json", "environment.postman.json" },
    { "description.yaml" },
    { "environment.postman.json" },
    { "export.insomnia-4.json" },
    { "export.insomnia-5.yaml" },
    { "odd-places.postman.json" },
    { "postman" },
    { "script.sh" },
  };

  rh_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import-secrets/", cases[i][0], NULL);

      g_test_add (path, Rig, cases[i], set_up, test_nowhere_else, tear_down);
    }
  g_test_add_func ("/import-secrets/references", test_references);
  g_test_add_func ("/import-secrets/nearer", test_nearer);
  g_test_add_func ("/import-secrets/userinfo", test_userinfo);
  g_test_add_func ("/import-secrets/body", test_body);
  g_test_add_func ("/import-secrets/token-in-path", test_token_in_path);
  g_test_add_func ("/import-secrets/words-stay", test_words_stay);
  g_test_add_func ("/import-secrets/prose-stays", test_prose_stays);
  g_test_add_func ("/import-secrets/scripts", test_scripts);

  return g_test_run ();
}
