/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collections that others publish: each is read a second time, by other code from the JSON itself,
 * and both have to say the same of every request. Then it is written in our format and read again.
 * Skipped where they are not there. */
#include "collection/rh-opencollection.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-postman-reading.h"
#include "lib/rh-test.h"
#include "text/rh-template.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const char *const basic_keys[] = { RH_AUTH_USERNAME, RH_AUTH_PASSWORD, NULL };
static const char *const token_keys[] = { RH_AUTH_TOKEN, NULL };
static const char *const api_keys[] = { RH_AUTH_KEY, RH_AUTH_VALUE, NULL };

static const struct
{
  const char *type; /* Postman's */
  const char *const *keys;
  RhAuthKind kind;
} kinds[] = {
  { "basic", basic_keys, RH_AUTH_KIND_BASIC },
  { "digest", basic_keys, RH_AUTH_KIND_DIGEST },
  { "bearer", token_keys, RH_AUTH_KIND_BEARER },
  { "apikey", api_keys, RH_AUTH_KIND_API_KEY },
};

/* What was imported, in the words of the second reading */

/* What was hidden stands in its place again. */
static char *
dup_shown (RhImport *import, const char *text)
{
  GPtrArray *secrets = rh_import_get_secrets (import);
  g_autoptr (GString) shown = g_string_new (text);

  for (guint i = 0; i < secrets->len; i++)
    {
      const RhImportSecret *secret = g_ptr_array_index (secrets, i);
      g_autofree char *reference = g_strdup_printf ("{{%s}}", secret->variable);

      g_string_replace (shown, reference, rh_secret_peek (secret->value, NULL), 0);
    }

  return g_string_free_and_steal (g_steal_pointer (&shown));
}

static void
print_rows (GString *text, GListModel *rows)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);

      g_string_append_printf (text, " %s%s=%s%s", rh_field_is_enabled (row) ? "" : "-",
                              rh_field_get_name (row), rh_field_is_file (row) ? "@" : "",
                              rh_field_get_value (row));
    }
}

static const char *
text_of (JsonObject *object, const char *key)
{
  return json_object_get_string_member_with_default (object, key, "");
}

/* GraphQL has become JSON. */
static void
print_json (GString *text, const char *body)
{
  g_autoptr (JsonNode) node = json_from_string (body, NULL);
  JsonObject *graphql
      = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *variables = NULL;

  if (graphql == NULL || !json_object_has_member (graphql, "operationName"))
    {
      g_string_append_printf (text, "\n  raw %s", body);
      return;
    }

  variables = json_to_string (json_object_get_member (graphql, "variables"), FALSE);
  g_string_append_printf (text, "\n  graphql %s %s %s", text_of (graphql, "query"),
                          text_of (graphql, "operationName"), variables);
}

static void
print_body (GString *text, RhRequestItem *item)
{
  switch (rh_request_item_get_body_kind (item))
    {
    case RH_BODY_KIND_JSON:
      print_json (text, rh_request_item_get_body_text (item));
      return;
    case RH_BODY_KIND_TEXT:
    case RH_BODY_KIND_XML:
      g_string_append_printf (text, "\n  raw %s", rh_request_item_get_body_text (item));
      return;
    case RH_BODY_KIND_FORM:
      g_string_append (text, "\n  urlencoded");
      print_rows (text, rh_request_item_get_form (item));
      return;
    case RH_BODY_KIND_MULTIPART:
      g_string_append (text, "\n  formdata");
      print_rows (text, rh_request_item_get_parts (item));
      return;
    case RH_BODY_KIND_FILE:
      g_string_append_printf (text, "\n  file %s", rh_request_item_get_body_path (item));
      return;
    case RH_BODY_KIND_NONE:
    case RH_BODY_KIND_KEPT:
    default:
      return;
    }
}

static void
print_auth (GString *text, RhRequestItem *item)
{
  RhAuth *auth = NULL;
  RhAuthKind kind = rh_folder_resolve_auth (item, NULL, &auth);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].kind != kind)
        continue;
      g_string_append_printf (text, "\n  %s", kinds[i].type);
      for (guint j = 0; kinds[i].keys[j] != NULL; j++)
        g_string_append_printf (text, " %s", rh_auth_get (auth, kinds[i].keys[j]));
      return;
    }

  g_string_append (text, kind == RH_AUTH_KIND_NONE ? "\n  none" : "\n  kept");
}

static char *
print_request (RhRequestItem *item, const char *path)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s / %s\n  %s %s\n ", path, rh_request_item_get_name (item),
                          rh_request_item_get_method (item), rh_request_item_get_url (item));
  print_rows (text, rh_request_item_get_headers (item));
  print_body (text, item);
  print_auth (text, item);
  return g_string_free_and_steal (text);
}

/* What is kept beside what is sent; only compared with itself. */

static void
print_variables (GString *text, RhEnvironment *scope)
{
  GListModel *all = rh_environment_get_variables (scope);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (all, i);

      g_string_append_printf (text, "\n  %d%d %s=%s %s %s", rh_variable_is_enabled (variable),
                              rh_variable_is_secret (variable), rh_variable_get_name (variable),
                              rh_variable_get_value (variable), rh_variable_get_kind (variable),
                              rh_variable_get_note (variable));
    }
}

static void
print_settings (GString *text, RhRequestSettings *settings)
{
  for (RhSetting i = 0; i < RH_N_SETTINGS; i++)
    g_string_append_printf (text, " %d", rh_request_settings_get (settings, i));
}

static void
print_notes (GString *text, GListModel *rows)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);

      g_string_append_printf (text, " %s", rh_field_get_note (row));
    }
}

static void
print_example (GString *text, RhExample *example)
{
  RhHeaders *headers = rh_example_get_headers (example);

  g_string_append_printf (text, "\n  %s: %s %s %u %s\n%s", rh_example_get_name (example),
                          rh_example_get_method (example), rh_example_get_url (example),
                          rh_example_get_status (example), rh_example_get_reason (example),
                          rh_example_get_body (example) == NULL ? "-"
                                                                : rh_example_get_body (example));
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    g_string_append_printf (text, "\n  %s: %s", rh_headers_nth_name (headers, i),
                            rh_text_peek (rh_headers_nth_value (headers, i), NULL));
}

static char *
print_rest (RhRequestItem *item)
{
  GString *text = g_string_new (rh_request_item_get_note (item));
  GListModel *examples = rh_request_item_get_examples (item);

  print_rows (text, rh_request_item_get_params (item));
  print_notes (text, rh_request_item_get_params (item));
  print_rows (text, rh_request_item_get_path_params (item));
  print_notes (text, rh_request_item_get_path_params (item));
  print_notes (text, rh_request_item_get_headers (item));
  print_settings (text, rh_request_item_get_settings (item));
  print_variables (text, rh_request_item_get_scope (item));
  for (guint i = 0; i < g_list_model_get_n_items (examples); i++)
    {
      g_autoptr (RhExample) example = g_list_model_get_item (examples, i);

      print_example (text, example);
    }

  return g_string_free_and_steal (text);
}

static void
list_folder (GPtrArray *lines, RhFolder *folder, const char *path, gboolean rest)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autofree char *inner = NULL;

      if (RH_IS_FOLDER (item))
        {
          inner = g_strdup_printf ("%s / %s", path, rh_folder_get_name (RH_FOLDER (item)));
          list_folder (lines, RH_FOLDER (item), inner, rest);
          continue;
        }
      g_ptr_array_add (lines, print_request (RH_REQUEST_ITEM (item), path));
      if (rest)
        g_ptr_array_add (lines, print_rest (RH_REQUEST_ITEM (item)));
    }

  if (rest)
    {
      GString *text = g_string_new (rh_folder_get_note (folder));

      print_settings (text, rh_folder_get_settings (folder));
      print_variables (text, rh_folder_get_scope (folder));
      g_ptr_array_add (lines, g_string_free_and_steal (text));
    }
}

static GPtrArray *
list_collection (RhCollection *collection, gboolean rest)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  list_folder (lines, rh_collection_get_root (collection), "", rest);
  return lines;
}

/* Both */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
assert_same (GPtrArray *lines, GPtrArray *wanted)
{
  g_assert_cmpuint (lines->len, ==, wanted->len);
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_sort (wanted, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpstr (g_ptr_array_index (lines, i), ==, g_ptr_array_index (wanted, i));
}

static void
compare_with_json (RhImport *import, GPtrArray *wanted)
{
  g_autoptr (GPtrArray) lines = list_collection (rh_import_get_collection (import), FALSE);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (shown, dup_shown (import, g_ptr_array_index (lines, i)));
  assert_same (shown, wanted);
}

/* Written and read again */

static GObject *
write_and_read_request (RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_opencollection_write_request (item, 1, &error);
  RhRequestItem *again;

  g_assert_no_error (error);
  again = rh_opencollection_read_request (text, NULL, &error);
  g_assert_no_error (error);
  return G_OBJECT (again);
}

static void
copy_items (RhFolder *from, RhFolder *to)
{
  GListModel *items = rh_folder_get_items (from);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autoptr (GObject) again = NULL;
      g_autoptr (GBytes) text = NULL;

      if (RH_IS_FOLDER (item))
        {
          again = G_OBJECT (rh_folder_new (""));
          text = rh_opencollection_write_folder (RH_FOLDER (item), 1, &error);
          g_assert_no_error (error);
          g_assert_true (rh_opencollection_read_folder (text, RH_FOLDER (again), NULL, &error));
          copy_items (RH_FOLDER (item), RH_FOLDER (again));
        }
      else
        again = write_and_read_request (RH_REQUEST_ITEM (item));
      rh_folder_append (to, again);
    }
}

static void
compare_with_written (RhCollection *collection)
{
  g_autoptr (RhCollection) again = rh_collection_new ("", "");
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) wanted = list_collection (collection, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_opencollection_write_collection (collection, &error);

  g_assert_no_error (error);
  g_assert_true (rh_opencollection_read_collection (text, again, &error));
  g_assert_no_error (error);
  copy_items (rh_collection_get_root (collection), rh_collection_get_root (again));

  lines = list_collection (again, TRUE);
  assert_same (lines, wanted);
  g_assert_cmpstr (rh_collection_get_name (again), ==, rh_collection_get_name (collection));
}

/* Files */

/* How many requests it has: one has none. */
static guint
check_file (const char *name, const char *json)
{
  g_autoptr (GPtrArray) wanted = rh_postman_reading_new (json);
  g_autoptr (RhImport) import = NULL;

  if (wanted->len == 0)
    {
      g_autofree char *message = rh_import_rig_fail (name, json, RH_IMPORT_ERROR_NOTHING);

      g_assert_cmpstr (message, ==, name);
      return 0;
    }

  import = rh_import_rig_read (name, json);
  compare_with_json (import, wanted);
  compare_with_written (rh_import_get_collection (import));
  return wanted->len;
}

static guint
check_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint requests = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *json = NULL;

      g_assert_true (g_file_get_contents (file, &json, NULL, NULL));
      g_test_message ("%s", file);
      requests += check_file (name, json);
    }

  return requests;
}

static void
check_corpus (const char *folder, guint n_requests)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  g_autofree char *path
      = g_build_filename (corpora == NULL ? "/nowhere" : corpora, "postman", folder, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    g_test_skip ("no corpora here");
  else
    g_assert_cmpuint (check_folder (path), ==, n_requests);
}

static void
test_adyen (void)
{
  check_corpus ("adyen/postman", 1825);
}

static void
test_version_2_0 (void)
{
  check_corpus ("examples/v2.0.0", 322);
}

static void
test_version_2_1 (void)
{
  check_corpus ("examples/v2.1.0", 322);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-postman-corpora/adyen", test_adyen);
  g_test_add_func ("/import-postman-corpora/version-2-0", test_version_2_0);
  g_test_add_func ("/import-postman-corpora/version-2-1", test_version_2_1);

  return g_test_run ();
}
