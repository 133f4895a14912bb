/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of every format that have a secret in each place, with something wrong at each member
 * of the tree, and in their text: nothing crashes, what was read can be written and read again, and
 * a secret whose surroundings are as they were is in no file and no note. */
#include <string.h>

#include "collection/rh-opencollection.h"
#include "collection/rh-yaml-json.h"
#include "format/rh-import-reader.h"
#include "format/rh-import-report.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#define SEED 5021
#define CANARY "canary-"
#define N_TEXTS 200

static const char *const seeds[] = {
  "archive.har",
  "bruno/Users/Login.bru",
  "bruno/Users/Grpc.bru",
  "bruno/environments/Production.bru",
  "collection.postman.json",
  "description.yaml",
  "environment.postman.json",
  "export.insomnia-4.json",
  "export.insomnia-5.yaml",
  "script.sh",
};

/* Instead of a member, as JSON. */
static const char *const wrong[] = {
  "null",
  "true",
  "7",
  "-1e999",
  "\"\"",
  "\"x\"",
  "\"{{\"",
  "\"{{a}}\"",
  "\"https://h/\"",
  "\"../../a\"",
  "\"a\\r\\nb\\u0001\"",
  "[]",
  "{}",
  "[[[]]]",
  "[7, null, \"x\"]",
  "{\"key\": \"a\", \"value\": {\"a\": [7]}}",
  "[{\"key\": 7, \"name\": [], \"value\": {}, \"type\": null}]",
  "{\"$ref\": \"#\"}",
  "{\"\": \"\"}",
};

static char *
load (const char *name)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "data", "import", "secrets", name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* NULL: it was refused, with a message. */
static RhImport *
try_read (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  g_autoptr (GError) error = NULL;
  RhImportFile *file = rh_import_file_new ("seed", bytes, &error);
  const RhImportWatch watch = { 0 };
  RhImport *import;

  if (file == NULL)
    {
      g_assert_true (g_str_has_prefix (error->message, "seed"));
      return NULL;
    }

  g_ptr_array_add (files, file);
  import = rh_import_read_files (files, &watch, &error);
  g_assert_true ((import == NULL) == (error != NULL));
  g_assert_true (import != NULL || g_utf8_validate (error->message, -1, NULL));
  return import;
}

/* What is to be seen of it */

static void
append_file (GString *out, GBytes *text, GError *error)
{
  g_assert_no_error (error);
  g_string_append_len (out, g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text));
}

static void
append_request (GString *out, RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_opencollection_write_request (item, 1, &error);
  g_autoptr (RhRequestItem) again = NULL;

  append_file (out, text, error);
  again = rh_opencollection_read_request (text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_request_item_get_url (again), ==, rh_request_item_get_url (item));
  g_assert_cmpstr (rh_request_item_get_method (again), ==, rh_request_item_get_method (item));
}

static void
append_folder (GString *out, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) text = NULL;

      if (RH_IS_REQUEST_ITEM (item))
        {
          append_request (out, RH_REQUEST_ITEM (item));
          continue;
        }
      text = rh_opencollection_write_folder (RH_FOLDER (item), 1, &error);
      append_file (out, text, error);
      append_folder (out, RH_FOLDER (item));
    }
}

static char *
dup_visible (RhImport *import)
{
  RhCollection *collection = rh_import_get_collection (import);
  GListModel *environments = rh_collection_get_environments (collection);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_opencollection_write_collection (collection, &error);
  g_autofree char *report = rh_import_report_new (import);
  GString *out = g_string_new (report);

  append_file (out, text, error);
  append_folder (out, rh_collection_get_root (collection));
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      g_autoptr (GBytes) file = rh_opencollection_write_environment (environment, &error);

      append_file (out, file, error);
    }

  return g_string_free_and_steal (out);
}

/* Trees */

typedef struct
{
  RhYaml *parent;
  guint index;
} Member;

static void
list_members (GArray *members, RhYaml *parent)
{
  for (guint i = 0; i < rh_yaml_get_length (parent); i++)
    {
      const Member member = { parent, i };

      g_array_append_val (members, member);
      list_members (members, rh_yaml_nth (parent, i));
    }
}

static void
replace (const Member *member, RhYaml *value)
{
  if (rh_yaml_get_kind (member->parent) == RH_YAML_MAPPING)
    {
      g_autofree char *key = g_strdup (rh_yaml_nth_key (member->parent, member->index));

      rh_yaml_set (member->parent, key, value);
      return;
    }

  rh_yaml_remove_nth (member->parent, member->index);
  rh_yaml_insert_nth (member->parent, member->index, value);
}

/* Of what stands in the mapping around a member it may say what it is. */
static void
assert_hidden (const char *name, const char *visible, const char *around)
{
  for (const char *at = strstr (visible, CANARY); at != NULL; at = strstr (at + 1, CANARY))
    {
      gsize length = strspn (at, "abcdefghijklmnopqrstuvwxyz0123456789-");
      g_autofree char *canary = g_strndup (at, length);

      if (strstr (around, canary) == NULL)
        g_error ("%s of %s is to be seen without: %s\n%s", canary, name, around, visible);
    }
}

/* Whether it was read. */
static gboolean
try_tree (const char *name, const char *json, guint index, RhYaml *value)
{
  g_autoptr (RhYaml) tree = rh_yaml_parse_json (json, strlen (json), NULL);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));
  const Member *member;
  g_autofree char *around = NULL;
  g_autofree char *mutated = NULL;
  g_autofree char *visible = NULL;
  g_autoptr (RhImport) import = NULL;

  list_members (members, tree);
  member = &g_array_index (members, Member, index);
  around = rh_yaml_to_json (member->parent, 0);
  replace (member, value);
  mutated = rh_yaml_to_json (tree, 0);
  import = try_read (mutated, strlen (mutated));
  if (import == NULL)
    return FALSE;

  visible = dup_visible (import);
  assert_hidden (name, visible, around);
  return TRUE;
}

static RhYaml *
load_tree (const char *name)
{
  g_autofree char *text = load (name);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (RhImportFile) file = rh_import_file_new (name, bytes, NULL);

  return file->tree == NULL ? NULL : rh_yaml_ref (file->tree);
}

/* Each member once with something of another type, and once with another member of the same file.
 */
static void
fuzz_tree (gconstpointer data)
{
  const char *name = data;
  RhDice dice = { SEED };
  g_autoptr (RhYaml) tree = load_tree (name);
  g_autofree char *json = rh_yaml_to_json (tree, 0);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));
  guint n_read = 0;

  list_members (members, tree);
  for (guint i = 0; i < members->len; i++)
    {
      const char *text = wrong[rh_dice_roll (&dice, G_N_ELEMENTS (wrong))];
      const Member *other = &g_array_index (members, Member, rh_dice_roll (&dice, members->len));
      RhYaml *value = rh_yaml_nth (other->parent, other->index);
      g_autofree char *moved = rh_yaml_to_json (value, 0);

      n_read += try_tree (name, json, i, rh_yaml_parse_json (text, strlen (text), NULL));
      if (strstr (moved, CANARY) == NULL)
        n_read += try_tree (name, json, i, rh_yaml_copy (value));
    }

  g_assert_cmpuint (n_read, >, members->len);
}

/* Texts */

static void
mutate (RhDice *dice, GString *text)
{
  static const char *const pieces[]
      = { "{",  "}",    "[",       "]",       "\"",   "\\",   ":",  ",",  "\n",
          "\t", "'''",  "{{",      "}}",      "$ref", "#",    "&a", "*a", "- ",
          "  ", "\377", "\\u0000", "\\ud800", "é",    "\r\n", "@",  "~",  "%" };
  guint at = rh_dice_roll (dice, (guint) text->len);
  guint wanted = rh_dice_roll (dice, 200);
  guint length = MIN (wanted, (guint) text->len - at);
  g_autofree char *part = g_strndup (text->str + at, length);

  switch (rh_dice_roll (dice, 5))
    {
    case 0:
      g_string_erase (text, at, length);
      return;
    case 1:
      g_string_insert (text, rh_dice_roll (dice, (guint) text->len), part);
      return;
    case 2:
      text->str[at] = (char) rh_dice_roll (dice, 256);
      return;
    case 3:
      g_string_truncate (text, at);
      return;
    case 4:
    default:
      g_string_insert (text, at, pieces[rh_dice_roll (dice, G_N_ELEMENTS (pieces))]);
      return;
    }
}

static void
fuzz_text (gconstpointer data)
{
  RhDice dice = { SEED };
  g_autofree char *seed = load (data);
  guint n_read = 0;

  for (guint round = 0; round < N_TEXTS; round++)
    {
      g_autoptr (GString) text = g_string_new (seed);
      g_autoptr (RhImport) import = NULL;
      g_autofree char *visible = NULL;

      for (guint i = rh_dice_roll (&dice, 4); i > 0 && text->len > 0; i--)
        mutate (&dice, text);
      import = try_read (text->str, text->len);
      if (import == NULL)
        continue;
      n_read++;
      visible = dup_visible (import);
      g_assert_nonnull (visible);
    }

  g_assert_cmpuint (n_read, >, N_TEXTS / 10);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (RhYaml) tree = load_tree (seeds[i]);
      g_autofree char *of_tree = g_strconcat ("/fuzz/imports/tree/", seeds[i], NULL);
      g_autofree char *of_text = g_strconcat ("/fuzz/imports/text/", seeds[i], NULL);

      if (tree != NULL)
        g_test_add_data_func (of_tree, seeds[i], fuzz_tree);
      g_test_add_data_func (of_text, seeds[i], fuzz_text);
    }

  return g_test_run ();
}
