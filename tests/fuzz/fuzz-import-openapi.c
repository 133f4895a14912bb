/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of APIs, half right: nothing crashes or hangs, what is read can be written, as files
 * and as a description, and that can be read again. */
#include <string.h>

#include "collection/rh-opencollection.h"
#include "collection/rh-yaml-json.h"
#include "collection/rh-yaml-parser.h"
#include "format/rh-export.h"
#include "format/rh-import-reader.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#define SEED 9201
#define N_ROUNDS 600

/* Values that something is to be made of. */
static const char *const values[] = {
  "null",
  "true",
  "-1",
  "1e400",
  "\"\"",
  "\"a\"",
  "[]",
  "{}",
  "[1,\"b\",{}]",
  "{\"$ref\":\"#\"}",
  "{\"$ref\":\"#/components/schemas/Vendor\"}",
  "{\"$ref\":\"#/paths/~1vendors/get/responses/200\"}",
  "{\"$ref\":\"other.json#/a\"}",
  "{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Vendor\"}}",
  "{\"oneOf\":[{\"type\":\"null\"},{\"allOf\":[{\"$ref\":\"#/components/schemas/Vendor\"}]}]}",
  "{\"type\":\"string\",\"minLength\":99999999999,\"format\":\"binary\"}",
  "{\"type\":\"number\",\"multipleOf\":1e-320,\"minimum\":1e308}",
  "\"{{a}}/{b}:c?d#e\"",
  "\"https://{a}{b}@h:1/\"",
  "\"\\u0000\\ud800é\\n\""
};

static void
gather (RhYaml *node, GPtrArray *containers)
{
  if (rh_yaml_get_length (node) == 0)
    return;

  g_ptr_array_add (containers, node);
  for (guint i = 0; i < rh_yaml_get_length (node); i++)
    gather (rh_yaml_nth (node, i), containers);
}

static RhYaml *
new_value (RhDice *dice, GPtrArray *containers)
{
  guint roll = rh_dice_roll (dice, G_N_ELEMENTS (values) + 4);

  if (roll < G_N_ELEMENTS (values))
    return rh_yaml_parse_json (values[roll], strlen (values[roll]), NULL);

  return rh_yaml_copy (g_ptr_array_index (containers, rh_dice_roll (dice, containers->len)));
}

/* One member or item gets another value, another key, or goes. */
static void
mutate (RhDice *dice, RhYaml *root)
{
  g_autoptr (GPtrArray) containers = g_ptr_array_new ();
  RhYaml *node;
  guint index;

  gather (root, containers);
  node = g_ptr_array_index (containers, rh_dice_roll (dice, containers->len));
  index = rh_dice_roll (dice, rh_yaml_get_length (node));
  if (rh_yaml_get_kind (node) == RH_YAML_SEQUENCE)
    {
      rh_yaml_insert_nth (node, index, new_value (dice, containers));
      if (rh_dice_roll (dice, 2) == 0)
        rh_yaml_remove_nth (node, index + 1);
    }
  else
    {
      g_autofree char *key = g_strdup (rh_yaml_nth_key (node, index));

      if (rh_dice_roll (dice, 4) == 0)
        rh_yaml_remove (node, key);
      else
        rh_yaml_set (node, rh_dice_roll (dice, 6) == 0 ? "x-{a}/:b" : key,
                     new_value (dice, containers));
    }
}

/* NULL: it is none, and why. */
static RhImport *
read_text (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  const RhImportWatch watch = { 0 };
  RhImportFile *file = rh_import_file_new ("a", bytes, error);

  if (file == NULL)
    return NULL;

  g_ptr_array_add (files, file);
  return rh_import_read_files (files, &watch, error);
}

static void
check_folder (RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (RH_IS_FOLDER (item))
        {
          check_folder (RH_FOLDER (item));
          continue;
        }
      bytes = rh_opencollection_write_request (RH_REQUEST_ITEM (item), 1, &error);
      g_assert_no_error (error);
      g_assert_true (
          g_utf8_validate_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
    }
}

static void
check_export (RhCollection *collection, const char *format)
{
  const RhExportOptions options = { .collection = collection };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhExport) export = rh_export_write (rh_export_find_format (format), &options, &error);
  g_autoptr (RhImport) again = NULL;

  g_assert_no_error (error);
  again = read_text (export->text->str, export->text->len, &error);
  /* all that there was can be what a description has no place for */
  if (again == NULL)
    g_assert_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_NOTHING);
}

static gboolean
try_text (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhImport) import = read_text (text, length, &error);

  if (import == NULL)
    {
      g_assert_nonnull (error);
      return FALSE;
    }

  check_folder (rh_collection_get_root (rh_import_get_collection (import)));
  check_export (rh_import_get_collection (import), "openapi");
  check_export (rh_import_get_collection (import), "openapi-json");
  return TRUE;
}

static void
fuzz_file (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "import", data, NULL);
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (RhYaml) seed = NULL;
  RhDice dice = { SEED };
  guint n_read = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  seed = rh_yaml_parse (text, (gssize) length, NULL);
  g_assert_nonnull (seed);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (RhYaml) root = rh_yaml_copy (seed);
      g_autofree char *json = NULL;

      for (guint i = 1 + rh_dice_roll (&dice, 12); i > 0 && rh_yaml_get_length (root) > 0; i--)
        mutate (&dice, root);
      json = rh_yaml_to_json (root, 0);
      n_read += try_text (json, strlen (json));
    }

  g_assert_cmpuint (n_read, >, N_ROUNDS / 2);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_data_func ("/fuzz-import-openapi/vendors", "vendors-3.0.json", fuzz_file);
  g_test_add_data_func ("/fuzz-import-openapi/accounts", "accounts-3.1.yaml", fuzz_file);

  return g_test_run ();
}
