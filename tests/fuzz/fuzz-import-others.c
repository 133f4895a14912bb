/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of browsers, Insomnia and the shell, half right: nothing crashes or hangs, what is read can
 * be written, and a secret that stands in a field of that name is in no file. */
#include <string.h>

#include "collection/rh-opencollection.h"
#include "format/rh-import-reader.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#define SEED 7151
#define N_ROUNDS 1500
#define CANARY "canary-0123456789"

static const char har[]
    = "{\"log\":{\"version\":\"1.2\",\"pages\":[{\"id\":\"p\",\"title\":\"T\"}],\"entries\":[{"
      "\"pageref\":\"p\",\"request\":{\"method\":\"POST\",\"url\":\"https://h/a?b=c#d\",\"headers\""
      ":[{\"name\":\"Cookie\",\"value\":\"sid=" CANARY "\"}],\"postData\":{\"mimeType\":"
      "\"application/json\",\"text\":\"{\\\"password\\\":\\\"" CANARY "\\\"}\",\"params\":[]}},"
      "\"response\":{\"status\":200,\"statusText\":\"OK\",\"headers\":[{\"name\":\"Set-Cookie\","
      "\"value\":\"a=" CANARY "\"}],\"content\":{\"encoding\":\"base64\",\"text\":\"YQ==\"}}}]}}";

static const char insomnia_4[]
    = "{\"_type\":\"export\",\"__export_format\":4,\"resources\":[{\"_id\":\"w\",\"_type\":"
      "\"workspace\",\"name\":\"W\"},{\"_id\":\"e\",\"_type\":\"environment\",\"parentId\":\"w\","
      "\"name\":\"E\",\"data\":{\"client_secret\":\"" CANARY
      "\",\"a\":[{\"b\":1}]}},{\"_id\":\"f\","
      "\"_type\":\"request_group\",\"parentId\":\"w\",\"name\":\"F\"},{\"_id\":\"r\",\"_type\":"
      "\"request\",\"parentId\":\"f\",\"name\":\"R\",\"url\":\"{{ _.a[0].b }}/{% x %}\",\"method\":"
      "\"GET\",\"authentication\":{\"type\":\"bearer\",\"token\":\"" CANARY "\"},\"body\":{"
      "\"mimeType\":\"multipart/form-data\",\"params\":[{\"name\":\"a\",\"type\":\"file\"}]}}]}";

static const char insomnia_5[]
    = "type: collection.insomnia.rest/5.0\nname: N\ncollection:\n  - name: F\n    children:\n"
      "      - name: R\n        url: https://h/:id\n        method: PUT\n        meta: {sortKey: "
      "1}\n"
      "        authentication: {type: iam, secretAccessKey: " CANARY "}\n"
      "        scripts: {preRequest: x}\nenvironments:\n  name: B\n  subEnvironments:\n"
      "    - name: S\n      data: {api_key: " CANARY "}\n";

static const char script[]
    = "#!/bin/sh\nA=b\n# Name\ncurl -u a:" CANARY " \"https://h/$A\" https://h/2 "
      "--next -H 'Cookie: a=" CANARY "' x | jq .\n";

static const char *const pieces[]
    = { "{",  "}",     "[",  "]",      ",",       ":",   "\"", "null", "-1",
        "{{", "}}",    "{%", "%}",     "\\u0000", "\n",  "- ", "é",    "'",
        "\\", "\"a\"", "$x", "--next", " curl ",  "1e9", "#",  "\t" };

/* A few places of the text get something else: a piece, a part of itself, or nothing. */
static GString *
mutate (RhDice *dice, const char *seed)
{
  GString *text = g_string_new (seed);

  for (guint i = rh_dice_roll (dice, 6); i > 0; i--)
    {
      gsize at = rh_dice_roll (dice, (guint) text->len);
      guint roll = rh_dice_roll (dice, 24);
      gsize length = MIN (roll, text->len - at);
      g_autofree char *part = g_strndup (text->str + at, length);

      switch (rh_dice_roll (dice, 3))
        {
        case 0:
          g_string_erase (text, (gssize) at, (gssize) length);
          break;
        case 1:
          g_string_insert (text, rh_dice_roll (dice, (guint) text->len), part);
          break;
        default:
          g_string_insert (text, (gssize) at, pieces[rh_dice_roll (dice, G_N_ELEMENTS (pieces))]);
          break;
        }
    }

  return text;
}

static void
check_bytes (GBytes *bytes, const GError *error, gboolean whole)
{
  gsize length;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (bytes, &length);
  g_assert_true (g_utf8_validate_len (text, length, NULL));
  if (whole)
    g_assert_null (g_strstr_len (text, (gssize) length, CANARY));
}

static void
check_folder (RhFolder *folder, gboolean whole)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (RH_IS_FOLDER (item))
        bytes = rh_opencollection_write_folder (RH_FOLDER (item), 1, &error);
      else
        bytes = rh_opencollection_write_request (RH_REQUEST_ITEM (item), 1, &error);
      check_bytes (bytes, error, whole);
      if (RH_IS_FOLDER (item))
        check_folder (RH_FOLDER (item), whole);
    }
}

static void
check_import (RhImport *import, gboolean whole)
{
  RhCollection *collection = rh_import_get_collection (import);
  GListModel *environments = rh_collection_get_environments (collection);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_opencollection_write_collection (collection, &error);

  check_bytes (bytes, error, whole);
  check_folder (rh_collection_get_root (collection), whole);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      g_autoptr (GBytes) text = rh_opencollection_write_environment (environment, &error);

      check_bytes (text, error, whole);
    }
}

/* @whole: the text is as it was, and so must be what becomes of it. */
static gboolean
try_text (const char *text, gsize length, gboolean whole)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  g_autoptr (RhImport) import = NULL;
  g_autoptr (GError) error = NULL;
  RhImportFile *file = rh_import_file_new ("a", bytes, &error);
  const RhImportWatch watch = { 0 };

  if (file == NULL)
    {
      g_assert_nonnull (error);
      return FALSE;
    }

  g_ptr_array_add (files, file);
  import = rh_import_read_files (files, &watch, &error);
  g_assert_true ((import == NULL) == (error != NULL));
  if (import != NULL)
    check_import (import, whole);
  return import != NULL;
}

static void
fuzz_seed (gconstpointer seed)
{
  RhDice dice = { SEED };
  guint n_read = 0;

  g_assert_true (try_text (seed, strlen (seed), TRUE));
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = mutate (&dice, seed);

      n_read += try_text (text->str, text->len, FALSE);
    }
  g_test_message ("%u of %u were read", n_read, N_ROUNDS);
  g_assert_cmpuint (n_read, >, N_ROUNDS / 20);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_data_func ("/fuzz/import/har", har, fuzz_seed);
  g_test_add_data_func ("/fuzz/import/insomnia-4", insomnia_4, fuzz_seed);
  g_test_add_data_func ("/fuzz/import/insomnia-5", insomnia_5, fuzz_seed);
  g_test_add_data_func ("/fuzz/import/curl", script, fuzz_seed);
  return g_test_run ();
}
