/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's files in which any value is another: whatever is read can be written, what is written
 * can be read, and a secret that stands in a field of that name is in no file. */
#include <string.h>

#include "collection/rh-opencollection.h"
#include "collection/rh-yaml-json.h"
#include "format/rh-export.h"
#include "format/rh-import-reader.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#define SEED 2104
#define N_ROUNDS 1500
#define CANARY "canary-0123456789"

static const char collection[]
    = "{\"info\":{\"_postman_id\":\"1\",\"name\":\"Acme\",\"description\":{\"content\":\"N\"},"
      "\"version\":{\"major\":1},\"schema\":"
      "\"https://schema.getpostman.com/json/collection/v2.1.0/"
      "collection.json\"},\"auth\":{\"type\":"
      "\"oauth2\",\"oauth2\":[{\"key\":\"grant_type\",\"value\":\"authorization_code_with_pkce\"},{"
      "\"key\":\"authUrl\",\"value\":\"https://auth.example/a\"},{\"key\":\"accessTokenUrl\","
      "\"value\":\"https://auth.example/t\"},{\"key\":\"clientId\",\"value\":\"c\"},{\"key\":"
      "\"clientSecret\",\"value\":\"" CANARY "\"},{\"key\":\"redirect_uri\",\"value\":"
      "\"https://x.example/\"},{\"key\":\"code_verifier\",\"value\":\"" CANARY "\"},{\"key\":"
      "\"authRequestParams\",\"value\":[{\"key\":\"prompt\",\"value\":\"consent\"}]},{\"key\":"
      "\"accessToken\",\"value\":\"" CANARY
      "\"}]},\"event\":[{\"listen\":\"prerequest\",\"script\":{"
      "\"exec\":[\"a\",\"b\"]}}],\"variable\":[{\"key\":\"base\",\"value\":\"https://a.example\"},{"
      "\"key\":\"n\",\"value\":1,\"type\":\"number\"},{\"key\":\"s\",\"value\":\"" CANARY "\","
      "\"type\":\"secret\"}],\"protocolProfileBehavior\":{\"followRedirects\":false,\"strictSSL\":"
      "false},\"item\":[{\"name\":\"F\",\"auth\":{\"type\":\"apikey\",\"apikey\":[{\"key\":\"key\","
      "\"value\":\"X-Key\"},{\"key\":\"value\",\"value\":\"" CANARY "\"},{\"key\":\"in\",\"value\":"
      "\"query\"}]},\"item\":[{\"name\":\"R\",\"request\":{\"method\":\"POST\",\"header\":[{"
      "\"key\":"
      "\"Authorization\",\"value\":\"Bearer " CANARY "\"},{\"key\":\"A\",\"value\":\"b\","
      "\"disabled\":true}],\"url\":{\"raw\":\"x\",\"protocol\":\"https\",\"host\":[\"a\","
      "\"example\"]"
      ",\"port\":\"8443\",\"path\":[\"v1\",\":id\"],\"query\":[{\"key\":\"a\",\"value\":\"1\"},{"
      "\"key\":\"off\",\"value\":null,\"disabled\":true,\"description\":\"n\"}],\"variable\":[{"
      "\"key\":\"id\",\"value\":\"7\"}],\"hash\":\"h\"},\"body\":{\"mode\":\"formdata\","
      "\"formdata\":"
      "[{\"key\":\"f\",\"type\":\"file\",\"src\":[\"/"
      "a\"]},{\"key\":\"password\",\"value\":\"" CANARY
      "\",\"type\":\"text\"}]},\"proxy\":{\"host\":\"p\"},\"certificate\":{\"passphrase\":\"" CANARY
      "\"},\"auth\":{\"type\":\"awsv4\",\"awsv4\":{\"secretKey\":\"" CANARY "\"}}},\"response\":[{"
      "\"name\":\"OK\",\"originalRequest\":{\"url\":{\"host\":\"a.example\"}},\"code\":200,"
      "\"status\""
      ":\"OK\",\"header\":[{\"key\":\"Set-Cookie\",\"value\":\"sid=" CANARY "\"}],\"cookie\":[],"
      "\"body\":\"{\\\"access_token\\\":\\\"" CANARY "\\\"}\"}]}]},{\"name\":\"G\",\"request\":{"
      "\"method\":\"POST\",\"url\":\"https://a.example/{{s}}\",\"body\":{\"mode\":\"graphql\","
      "\"graphql\":{\"query\":\"{a}\",\"variables\":\"{\\\"a\\\":1}\"}}}},{\"name\":\"J\","
      "\"request\":{\"method\":\"PUT\",\"url\":\"https://a.example/\",\"header\":\"A: "
      "b\",\"body\":{"
      "\"mode\":\"raw\",\"raw\":\"{}\",\"options\":{\"raw\":{\"language\":\"json\"}}}}}]}";

static const char environment[]
    = "{\"id\":\"1\",\"name\":\"Staging\",\"values\":[{\"key\":\"a\",\"value\":\"1\",\"enabled\":"
      "true},"
      "{\"key\":\"client_secret\",\"value\":\"" CANARY "\"},{\"key\":\"s\",\"value\":\"" CANARY
      "\",\"type\":\"secret\"}],\"_postman_variable_scope\":\"environment\"}";

/* What takes a value's place. */
static const char *const others[]
    = { "null",     "true",      "0",          "-1e400",
        "[]",       "{}",        "\"\"",       "\"a\\u0000b\\u001f\\ud800\"",
        "\"raw\"",  "\"{{x}}\"", "[[],{},0]",  "{\"key\":\"a\",\"value\":\"b\"}",
        "\"/../\"", "\"\\n \"",  "\"noauth\"", "[\"a\",null,{\"value\":{}}]" };

/* A mapping or sequence that has something in it, somewhere below. */
static RhYaml *
pick (RhDice *dice, RhYaml *node)
{
  while (rh_yaml_get_length (node) > 0)
    {
      RhYaml *child = rh_yaml_nth (node, rh_dice_roll (dice, rh_yaml_get_length (node)));

      if (rh_yaml_get_length (child) == 0 || rh_dice_roll (dice, 6) == 0)
        break;
      node = child;
    }

  return node;
}

static RhYaml *
new_other (RhDice *dice, RhYaml *root)
{
  const char *text = others[rh_dice_roll (dice, G_N_ELEMENTS (others))];

  return rh_dice_roll (dice, 3) == 0 ? rh_yaml_copy (pick (dice, root))
                                     : rh_yaml_parse_json (text, strlen (text), NULL);
}

static void
change (RhDice *dice, RhYaml *root)
{
  RhYaml *node = pick (dice, root);
  guint index;

  if (rh_yaml_get_length (node) == 0)
    return;

  index = rh_dice_roll (dice, rh_yaml_get_length (node));
  if (rh_yaml_get_kind (node) == RH_YAML_MAPPING)
    {
      g_autofree char *key = g_strdup (rh_yaml_nth_key (node, index));

      if (rh_dice_roll (dice, 4) == 0)
        rh_yaml_remove (node, key);
      else
        rh_yaml_set (node, key, new_other (dice, root));
      return;
    }

  if (rh_dice_roll (dice, 4) == 0)
    rh_yaml_remove_nth (node, index);
  else
    rh_yaml_insert_nth (node, index, new_other (dice, root));
}

/* Written, and read again */

static void
check_text (GBytes *bytes, const GError *error, gboolean whole)
{
  g_assert_no_error (error);
  if (whole)
    g_assert_null (
        g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), CANARY));
}

static void
check_request (RhRequestItem *item, gboolean whole)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_opencollection_write_request (item, 1, &error);
  g_autoptr (RhRequestItem) again = NULL;

  check_text (bytes, error, whole);
  again = rh_opencollection_read_request (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_request_item_get_url (again), ==, rh_request_item_get_url (item));
}

static void
check_folder (RhFolder *folder, gboolean whole)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autoptr (RhFolder) again = rh_folder_new ("");
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (RH_IS_REQUEST_ITEM (item))
        {
          check_request (RH_REQUEST_ITEM (item), whole);
          continue;
        }
      bytes = rh_opencollection_write_folder (RH_FOLDER (item), 1, &error);
      check_text (bytes, error, whole);
      rh_opencollection_read_folder (bytes, again, NULL, &error);
      g_assert_no_error (error);
      check_folder (RH_FOLDER (item), whole);
    }
}

static void
check_import (RhImport *import, gboolean whole)
{
  RhCollection *was = rh_import_get_collection (import);
  GListModel *environments = rh_collection_get_environments (was);
  g_autoptr (RhCollection) again = rh_collection_new ("", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_opencollection_write_collection (was, &error);

  check_text (bytes, error, whole);
  rh_opencollection_read_collection (bytes, again, &error);
  g_assert_no_error (error);
  check_folder (rh_collection_get_root (was), whole);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) item = g_list_model_get_item (environments, i);
      g_autoptr (GBytes) text = rh_opencollection_write_environment (item, &error);
      g_autoptr (RhEnvironment) read = NULL;

      check_text (text, error, whole);
      read = rh_opencollection_read_environment (text, &error);
      g_assert_no_error (error);
    }
}

/* Written for others, and read again */

static RhImport *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  RhImportFile *file = rh_import_file_new ("a", bytes, error);
  const RhImportWatch watch = { 0 };

  if (file == NULL)
    return NULL;

  g_ptr_array_add (files, file);
  return rh_import_read_files (files, &watch, error);
}

/* NULL: there is no request in it. */
static char *
write_for_others (RhImport *import, const char *format)
{
  RhExportOptions options = { .collection = rh_import_get_collection (import) };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhExport) written = rh_export_write (rh_export_find_format (format), &options, &error);

  if (written == NULL)
    g_assert_error (error, RH_EXPORT_ERROR, RH_EXPORT_ERROR_NOTHING);

  return written == NULL ? NULL : g_strdup (written->text->str);
}

/* What is written for Postman and read says the same when it is written again. */
static void
check_export (RhImport *import, gboolean whole)
{
  g_autofree char *text = write_for_others (import, "postman");
  g_autofree char *api = write_for_others (import, "openapi-json");
  g_autofree char *twice = NULL;
  g_autoptr (RhImport) again = NULL;
  g_autoptr (RhYaml) tree = NULL;
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return;

  g_assert_false (whole && strstr (text, CANARY) != NULL);
  again = read_text (text, &error);
  g_assert_no_error (error);
  twice = write_for_others (again, "postman");
  g_assert_cmpstr (twice, ==, text);
  tree = rh_yaml_parse_json (api, strlen (api), &error);
  g_assert_no_error (error);
}

/* @whole: nothing was changed. */
static gboolean
try_tree (const RhYaml *root, gboolean whole)
{
  g_autofree char *json = rh_yaml_to_json (root, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhImport) import = read_text (json, &error);

  g_assert_true ((import == NULL) == (error != NULL));
  if (import == NULL)
    return FALSE;

  check_import (import, whole);
  check_export (import, whole);
  return TRUE;
}

static void
fuzz_seed (gconstpointer seed)
{
  RhDice dice = { SEED };
  g_autoptr (RhYaml) whole = rh_yaml_parse_json (seed, strlen (seed), NULL);
  guint n_read = 0;

  g_assert_true (try_tree (whole, TRUE));
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (RhYaml) root = rh_yaml_copy (whole);

      for (guint i = rh_dice_roll (&dice, 5); i > 0; i--)
        change (&dice, root);
      n_read += try_tree (root, FALSE);
    }
  g_test_message ("%u of %u were read", n_read, N_ROUNDS);
  g_assert_cmpuint (n_read, >, N_ROUNDS / 4);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_data_func ("/fuzz/import-postman/collection", collection, fuzz_seed);
  g_test_add_data_func ("/fuzz/import-postman/environment", environment, fuzz_seed);
  return g_test_run ();
}
