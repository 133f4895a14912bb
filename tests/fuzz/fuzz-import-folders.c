/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right files of a collection that is a folder: nothing crashes, and what came can
 * be written and read again. */
#include <string.h>

#include "collection/rh-opencollection.h"
#include "format/rh-bru.h"
#include "lib/rh-dice.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#define SEED 6121
#define N_ROUNDS 10000

static const char *const bru_pieces[] = { "meta {\n",
                                          "get {\n",
                                          "  url: x?a=1&b\n",
                                          "}\n",
                                          "  name: a\n",
                                          "  ~b: c\n",
                                          "headers {\n",
                                          "'''",
                                          "\n",
                                          "  '''\n",
                                          "  a: '''x",
                                          "  @string\n",
                                          "@description('",
                                          "')\n",
                                          "body:json {\n",
                                          "  {}\n",
                                          "vars:secret [",
                                          "[\n",
                                          "]\n",
                                          "  tags: [\n",
                                          "    one\n",
                                          "example {\n",
                                          "  request: {\n",
                                          "  }\n",
                                          "    body: {\n",
                                          "  body: json\n",
                                          "  auth: oauth2\n",
                                          "auth:oauth2 {\n",
                                          "  grant_type: authorization_code\n",
                                          "  client_secret: s\n",
                                          "  auth: awsv4\n",
                                          "auth:awsv4 {\n",
                                          "params:query {\n",
                                          "params:path {\n",
                                          "post {\n",
                                          "  url: https://h/:id/{{process.env.A}}\n",
                                          "vars:post-response {\n",
                                          "  v: res.body.a\n",
                                          "assert {\n",
                                          "tests {\n",
                                          "\"",
                                          "\\\"",
                                          ":",
                                          "~",
                                          "@",
                                          "{{?",
                                          "}}",
                                          "\r\n",
                                          "é",
                                          "grpc {\n",
                                          "ws {\n",
                                          "body:ws {\n",
                                          "body:multipart-form {\n",
                                          "  f: @file(a|b) @contentType(",
                                          ")",
                                          "settings {\n",
                                          "  timeout: 9\n",
                                          "vars {\n",
                                          "color: #fff\n" };

static void
check_pairs (GPtrArray *pairs)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (pairs, i);

      g_assert_true (g_utf8_validate (pair->name, -1, NULL));
      g_assert_true (g_utf8_validate (pair->value, -1, NULL));
      g_assert_nonnull (pair->note);
      g_assert_nonnull (pair->kind);
    }
}

static void
fuzz_bru (void)
{
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text
          = rh_dice_text (&dice, bru_pieces, G_N_ELEMENTS (bru_pieces), 40, round % 8 == 0);
      g_autofree char *exact = g_memdup2 (text->str, text->len);
      g_autoptr (GError) error = NULL;
      g_autoptr (RhBru) bru = NULL;

      if (text->len == 0)
        continue;
      bru = rh_bru_parse (exact, text->len, &error);
      g_assert_true ((bru == NULL) == (error != NULL));
      for (guint i = 0; bru != NULL && i < bru->blocks->len; i++)
        {
          const RhBruBlock *block = g_ptr_array_index (bru->blocks, i);

          g_assert_nonnull (block->text);
          if (block->pairs != NULL && g_utf8_validate_len (exact, text->len, NULL))
            check_pairs (block->pairs);
        }
    }
}

/* What came can be written, and read again. */
static void
check_items (RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) text = NULL;
      g_autoptr (RhRequestItem) again = NULL;

      if (RH_IS_FOLDER (item))
        {
          check_items (RH_FOLDER (item));
          continue;
        }
      text = rh_opencollection_write_request (RH_REQUEST_ITEM (item), 1, &error);
      g_assert_no_error (error);
      again = rh_opencollection_read_request (text, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (rh_request_item_get_url (again), ==,
                       rh_request_item_get_url (RH_REQUEST_ITEM (item)));
    }
}

/* Half of the files are right but for what is put into them. */
static RhImport *
try_read (RhDice *dice,
          const char *const *pieces,
          guint n_pieces,
          const char *name,
          const char *head,
          const char *tail)
{
  g_autoptr (GString) text = rh_dice_text (dice, pieces, n_pieces, 30, FALSE);
  g_autofree char *whole = rh_dice_roll (dice, 2) == 0 ? g_strdup (text->str)
                                                       : g_strconcat (head, text->str, tail, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (whole, strlen (whole));
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  RhImportFile *file = rh_import_file_new (name, bytes, NULL);
  const RhImportWatch watch = { 0 };

  if (file == NULL)
    return NULL;

  g_ptr_array_add (files, file);
  return rh_import_read_files (files, &watch, NULL);
}

static void
fuzz_bruno (void)
{
  static const char head[] = "meta {\n  name: a\n}\n";
  static const char tail[] = "\n}\npost {\n  url: https://h/?q=1\n  body: json\n  auth: basic\n}\n";
  RhDice dice = { SEED };
  guint n_read = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (RhImport) import
          = try_read (&dice, bru_pieces, G_N_ELEMENTS (bru_pieces), "a.bru", head, tail);

      if (import == NULL)
        continue;
      n_read++;
      check_items (rh_collection_get_root (rh_import_get_collection (import)));
    }

  g_assert_cmpuint (n_read, >, 100);
}

static void
fuzz_postman (void)
{
  static const char *const pieces[]
      = { "name: a\n",
          "url: 'https://h/:id?a=1&{{b}}'\n",
          "method: POST\n",
          "order: 1.5\n",
          "headers:\n",
          "queryParams:\n",
          "pathVariables:\n",
          "  - key: a\n",
          "    value: b\n",
          "    disabled: true\n",
          "  id: 7\n",
          "body:\n",
          "  type: json\n",
          "  type: formdata\n",
          "  type: file\n",
          "  type: graphql\n",
          "  content: |-\n    {}\n",
          "  content:\n    - key: f\n      type: file\n      src: x\n",
          "auth:\n",
          "  type: oauth2\n",
          "  type: basic\n",
          "  - type: apikey\n",
          "  credentials:\n",
          "    clientSecret: s\n",
          "    - key: accessTokenUrl\n      value: https://h\n",
          "scripts:\n",
          "  - type: http:afterResponse\n    code: x()\n",
          "settings:\n  followRedirects: false\n",
          "variables:\n",
          "message:\n",
          "items: [{$kind: http-request}, {$kind: collection, items: [1]}]\n",
          "query: x\n",
          "$kind: grpc-request\n",
          "$call: {type: grpc, section: 5}\n",
          ": ",
          "[",
          "null",
          "\n" };
  static const char *const kinds[] = { "$kind: http-request\n", "$kind: graphql-request\n",
                                       "$kind: grpc-request\n", "$kind: websocket-request\n",
                                       "$kind: mqtt-request\n", "$kind: collection\nitems: []\n" };
  RhDice dice = { SEED };
  guint n_read = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (RhImport) import
          = try_read (&dice, pieces, G_N_ELEMENTS (pieces), "a.request.yaml",
                      kinds[rh_dice_roll (&dice, G_N_ELEMENTS (kinds))], "");

      if (import == NULL)
        continue;
      n_read++;
      check_items (rh_collection_get_root (rh_import_get_collection (import)));
    }

  g_assert_cmpuint (n_read, >, 100);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/import-folders/bru", fuzz_bru);
  g_test_add_func ("/fuzz/import-folders/bruno", fuzz_bruno);
  g_test_add_func ("/fuzz/import-folders/postman", fuzz_postman);

  return g_test_run ();
}
