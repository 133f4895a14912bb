/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files of OpenCollection: random ones of ours, and those that another program has among its
 * tests, which are read where they are there. */
#include "collection/rh-opencollection.h"
#include "collection/rh-yaml-document.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#include <math.h>
#include <string.h>

#define SEED 8437
#define N_ROUNDS 400

static const char *const pieces[]
    = { "a", "B",  "name", " ",  "\n", "{{v}}", ":",  "#",   "'",    "\"",  "null", "1",
        "é", "\t", "- ",   "\\", "&",  "=",     "?",  "%41", "true", "---", "\r",   "|",
        "[", "{",  "@",    "~",  ": ", " #",    "😀", "\n ", "!",    "*",   ",",    "\n\n" };

static char *
roll_text (RhDice *dice, guint max)
{
  GString *text = g_string_new (NULL);

  for (guint n = rh_dice_roll (dice, max + 1); n > 0; n--)
    g_string_append (text, pieces[rh_dice_roll (dice, G_N_ELEMENTS (pieces))]);

  return g_string_free_and_steal (text);
}

static RhField *
roll_field (RhDice *dice)
{
  g_autofree char *name = roll_text (dice, 3);
  g_autofree char *value = roll_text (dice, 4);
  g_autofree char *note = rh_dice_roll (dice, 3) == 0 ? roll_text (dice, 6) : g_strdup ("");

  return rh_field_new (name, value, note, rh_dice_roll (dice, 4) > 0);
}

static void
roll_scope (RhDice *dice, RhEnvironment *scope)
{
  static const char *const kinds[] = { "", "", "number", "object" };

  for (guint n = rh_dice_roll (dice, 4); n > 0; n--)
    {
      g_autofree char *name = roll_text (dice, 2);
      g_autofree char *value = roll_text (dice, 5);
      g_autofree char *note = rh_dice_roll (dice, 3) == 0 ? roll_text (dice, 6) : g_strdup ("");
      g_autoptr (RhVariable) variable = rh_dice_roll (dice, 4) == 0 ? rh_variable_new_secret (name)
                                                                    : rh_variable_new (name, value);

      g_object_set (variable, "kind", kinds[rh_dice_roll (dice, G_N_ELEMENTS (kinds))], "note",
                    note, "enabled", rh_dice_roll (dice, 4) > 0, NULL);
      rh_environment_append (scope, variable);
    }
}

static RhField *
roll_part (RhDice *dice)
{
  g_autofree char *media_type = roll_text (dice, 1);
  g_autofree char *file_name = rh_dice_roll (dice, 3) == 0 ? roll_text (dice, 2) : g_strdup ("");
  RhField *field = roll_field (dice);

  g_object_set (field, "file", rh_dice_roll (dice, 2), "media-type", media_type, "file-name",
                file_name, NULL);
  return field;
}

static void
roll_auth (RhDice *dice, RhAuth *auth)
{
  static const char *const fields[]
      = { RH_AUTH_USERNAME, RH_AUTH_PASSWORD, RH_AUTH_TOKEN, RH_AUTH_KEY, RH_AUTH_VALUE };
  g_autofree char *text = roll_text (dice, 4);

  rh_auth_set (auth, fields[rh_dice_roll (dice, G_N_ELEMENTS (fields))], text);
  rh_auth_set (auth, RH_AUTH_PLACEMENT,
               rh_dice_roll (dice, 2) ? RH_AUTH_PLACEMENT_QUERY : RH_AUTH_PLACEMENT_HEADER);
}

static void
roll_setting (RhDice *dice, RhRequestSettings *settings)
{
  rh_request_settings_set (settings, (RhSetting) rh_dice_roll (dice, RH_N_SETTINGS),
                           (int) rh_dice_roll (dice, 4) - 1);
}

static void
roll_path (RhDice *dice, RhRequestItem *item)
{
  static const char *const urls[] = { "h/:a", "h/:a/:b?x", "{{u}}/:a/b/:c#f", "h:80/:b/::/:a" };
  GListModel *rows = rh_request_item_get_path_params (item);
  g_autofree char *text = roll_text (dice, 4);
  g_autoptr (RhField) row = NULL;

  g_object_set (item, "url", urls[rh_dice_roll (dice, G_N_ELEMENTS (urls))], NULL);
  row = g_list_model_get_item (rows, 0);
  g_object_set (row, rh_dice_roll (dice, 2) ? "value" : "note", text, NULL);
}

/* One thing of it becomes another. */
static void
roll_change (RhDice *dice, RhRequestItem *item)
{
  static const char *const properties[] = { "name", "method", "url", "note", "body-text" };
  g_autofree char *text = roll_text (dice, 6);
  g_autoptr (RhField) field = roll_field (dice);
  g_autoptr (RhField) part = roll_part (dice);
  g_autoptr (RhAction) action = rh_action_new (text, "v", rh_dice_roll (dice, 2));
  guint place = rh_dice_roll (dice, 15);

  if (place < G_N_ELEMENTS (properties))
    g_object_set (item, properties[place], text, NULL);
  else if (place == 5)
    g_object_set (item, "body-kind", rh_dice_roll (dice, RH_BODY_KIND_KEPT), "body-path", text,
                  NULL);
  else if (place == 6)
    g_object_set (item, "auth-kind", rh_dice_roll (dice, RH_AUTH_KIND_KEPT), NULL);
  else if (place == 7)
    rh_request_item_add_header (item, field);
  else if (place == 8)
    rh_request_item_add_param (item, field);
  else if (place == 9)
    rh_request_item_add_form_field (item, field);
  else if (place == 10)
    rh_request_item_add_action (item, action);
  else if (place == 11)
    rh_request_item_add_part (item, part);
  else if (place == 12)
    roll_auth (dice, rh_request_item_get_auth (item));
  else if (place == 13)
    roll_setting (dice, rh_request_item_get_settings (item));
  else
    roll_path (dice, item);
}

static RhRequestItem *
roll_request (RhDice *dice)
{
  RhRequestItem *item = rh_request_item_new ("A", "GET", "https://a/b?c=d&e");

  for (guint n = rh_dice_roll (dice, 20); n > 0; n--)
    roll_change (dice, item);
  roll_scope (dice, rh_request_item_get_scope (item));
  return item;
}

static GBytes *
write_request (RhRequestItem *item, double seq)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = rh_opencollection_write_request (item, seq, &error);

  g_assert_no_error (error);
  return bytes;
}

static RhRequestItem *
read_request (GBytes *bytes, double *seq)
{
  g_autoptr (GError) error = NULL;
  RhRequestItem *item = rh_opencollection_read_request (bytes, seq, &error);

  g_assert_no_error (error);
  return item;
}

static void
assert_same (GBytes *a, GBytes *b)
{
  g_assert_cmpstr (g_bytes_get_data (a, NULL), ==, g_bytes_get_data (b, NULL));
}

/* What the model alone makes. */
static GBytes *
write_alone (RhRequestItem *item, double seq)
{
  GBytes *source = rh_request_item_get_source (item);
  g_autoptr (GBytes) kept = source == NULL ? NULL : g_bytes_ref (source);
  GBytes *bytes;

  rh_request_item_set_source (item, NULL);
  bytes = write_request (item, seq);
  rh_request_item_set_source (item, kept);
  return bytes;
}

static void
test_random_requests (void)
{
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double seq = rh_dice_roll (&dice, 5) / 2.0;
      double read_seq;
      g_autoptr (RhRequestItem) item = roll_request (&dice);
      g_autoptr (GBytes) first = write_request (item, seq);
      g_autoptr (RhRequestItem) again = read_request (first, &read_seq);
      g_autoptr (GBytes) second = write_request (again, read_seq);
      g_autoptr (GBytes) alone = write_alone (again, read_seq);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GBytes) wanted = NULL;
      g_autoptr (GBytes) found = NULL;
      g_autoptr (RhRequestItem) last = NULL;

      g_assert_cmpfloat (read_seq, ==, seq);
      assert_same (first, second);
      assert_same (first, alone);
      g_assert_false (rh_opencollection_is_foreign (first));

      roll_change (&dice, again);
      changed = write_request (again, seq);
      wanted = write_alone (again, seq);
      last = read_request (changed, NULL);
      found = write_alone (last, seq);
      assert_same (wanted, found);
    }
}

static void
test_random_environments (void)
{
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *name = roll_text (&dice, 4);
      g_autofree char *note = roll_text (&dice, 4);
      g_autoptr (RhEnvironment) environment = rh_environment_new (name);
      g_autoptr (RhEnvironment) again = NULL;
      g_autoptr (GBytes) first = NULL;
      g_autoptr (GBytes) second = NULL;
      g_autoptr (GBytes) alone = NULL;
      g_autoptr (GError) error = NULL;

      g_object_set (environment, "note", note, "color", "#ff0000", "dotenv-path", note, NULL);
      roll_scope (&dice, environment);
      first = rh_opencollection_write_environment (environment, &error);
      g_assert_no_error (error);
      again = rh_opencollection_read_environment (first, &error);
      g_assert_no_error (error);
      second = rh_opencollection_write_environment (again, NULL);
      rh_environment_set_source (again, NULL);
      alone = rh_opencollection_write_environment (again, NULL);
      assert_same (first, second);
      assert_same (first, alone);
    }
}

static void
roll_folder (RhDice *dice, RhFolder *folder)
{
  g_autofree char *name = roll_text (dice, 4);
  g_autofree char *note = roll_text (dice, 4);

  g_object_set (folder, "name", name, "note", note, "auth-kind",
                rh_dice_roll (dice, RH_AUTH_KIND_KEPT), NULL);
  roll_auth (dice, rh_folder_get_auth (folder));
  roll_setting (dice, rh_folder_get_settings (folder));
  roll_scope (dice, rh_folder_get_scope (folder));
  for (guint n = rh_dice_roll (dice, 3); n > 0; n--)
    {
      g_autoptr (RhField) field = roll_field (dice);

      rh_folder_add_header (folder, field);
    }
}

static void
test_random_folders (void)
{
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (RhFolder) folder = rh_folder_new ("");
      g_autoptr (RhFolder) again = rh_folder_new ("");
      g_autoptr (GBytes) first = NULL;
      g_autoptr (GBytes) second = NULL;
      g_autoptr (GBytes) alone = NULL;
      g_autoptr (GError) error = NULL;

      roll_folder (&dice, folder);
      first = rh_opencollection_write_folder (folder, 1, &error);
      g_assert_no_error (error);
      g_assert_true (rh_opencollection_read_folder (first, again, NULL, &error));
      second = rh_opencollection_write_folder (again, 1, NULL);
      rh_folder_set_source (again, NULL);
      alone = rh_opencollection_write_folder (again, 1, NULL);
      assert_same (first, second);
      assert_same (first, alone);
    }
}

static void
roll_block (RhDice *dice, RhOAuthBlock *block)
{
  static const char *const auths[]
      = { "", "basic", "basic_raw", "body", "none", "{{client_auth}}" };
  const char *const *fields = rh_oauth_block_field_names ();

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *text = roll_text (dice, 3);
      gboolean auth = g_str_equal (fields[i], RH_OAUTH_BLOCK_CLIENT_AUTH);

      rh_oauth_block_set (block, fields[i],
                          auth ? auths[rh_dice_roll (dice, G_N_ELEMENTS (auths))] : text);
    }
}

static void
test_random_collections (void)
{
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (RhCollection) collection = rh_collection_new ("1", "A");
      g_autoptr (RhCollection) again = rh_collection_new ("2", "");
      g_autoptr (RhEnvironment) marked = rh_environment_new ("name: x");
      g_autoptr (RhEnvironment) found = rh_environment_new ("name: x");
      g_autoptr (GBytes) first = NULL;
      g_autoptr (GBytes) second = NULL;
      g_autoptr (GBytes) alone = NULL;
      g_autoptr (GError) error = NULL;

      roll_folder (&dice, rh_collection_get_root (collection));
      roll_block (&dice, rh_collection_get_oauth (collection));
      g_object_set (marked, "protected", rh_dice_roll (&dice, 2) == 0, NULL);
      rh_collection_add_environment (collection, marked);
      rh_collection_add_environment (again, found);
      first = rh_opencollection_write_collection (collection, &error);
      g_assert_no_error (error);
      g_assert_true (rh_opencollection_read_collection (first, again, &error));
      second = rh_opencollection_write_collection (again, NULL);
      assert_same (first, second);

      rh_folder_set_source (rh_collection_get_root (again), NULL);
      if (rh_folder_get_auth_kind (rh_collection_get_root (collection)) != RH_AUTH_KIND_INHERIT)
        {
          alone = rh_opencollection_write_collection (again, NULL);
          assert_same (first, alone);
        }
    }
}

/* Another program's files */

typedef GBytes *(*Rewrite) (GBytes *text, gboolean edit);

static GBytes *
rewrite_request (GBytes *text, gboolean edit)
{
  double seq;
  g_autoptr (RhRequestItem) item = read_request (text, &seq);

  if (edit)
    g_object_set (item, "name", "Edited", NULL);
  return write_request (item, seq);
}

static GBytes *
rewrite_folder (GBytes *text, gboolean edit)
{
  g_autoptr (RhFolder) folder = rh_folder_new ("");
  g_autoptr (GError) error = NULL;
  GBytes *again;
  double seq;

  g_assert_true (rh_opencollection_read_folder (text, folder, &seq, &error));
  if (edit)
    g_object_set (folder, "name", "Edited", NULL);
  again = rh_opencollection_write_folder (folder, seq, &error);
  g_assert_no_error (error);
  return again;
}

static GBytes *
rewrite_collection (GBytes *text, gboolean edit)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "");
  g_autoptr (GError) error = NULL;
  GBytes *again;

  g_assert_true (rh_opencollection_read_collection (text, collection, &error));
  if (edit)
    g_object_set (collection, "name", "Edited", NULL);
  again = rh_opencollection_write_collection (collection, &error);
  g_assert_no_error (error);
  return again;
}

static GBytes *
rewrite_environment (GBytes *text, gboolean edit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhEnvironment) environment = rh_opencollection_read_environment (text, &error);
  GBytes *again;

  g_assert_no_error (error);
  if (edit)
    g_object_set (environment, "name", "Edited", NULL);
  again = rh_opencollection_write_environment (environment, &error);
  g_assert_no_error (error);
  return again;
}

static RhYaml *
parse (GBytes *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhYamlDocument) document = rh_yaml_document_parse (
      g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), &error);

  g_assert_no_error (error);
  return rh_yaml_ref (rh_yaml_document_get_root (document));
}

/* The root's keys may have changed places; nothing else. */
static void
assert_equal_trees (RhYaml *a, RhYaml *b)
{
  g_assert_cmpuint (rh_yaml_get_length (a), ==, rh_yaml_get_length (b));
  for (guint i = 0; i < rh_yaml_get_length (a); i++)
    g_assert_true (rh_yaml_equal (rh_yaml_nth (a, i), rh_yaml_get (b, rh_yaml_nth_key (a, i))));
}

static void
check_file (GBytes *text, Rewrite rewrite)
{
  g_autoptr (GBytes) same = rewrite (text, FALSE);
  g_autoptr (GBytes) again = rewrite (same, FALSE);
  g_autoptr (GBytes) edited = rewrite (text, TRUE);
  g_autoptr (RhYaml) before = parse (text);
  g_autoptr (RhYaml) after = parse (same);
  g_autoptr (RhYaml) changed = parse (edited);
  RhYaml *info = rh_yaml_get (before, "info");

  assert_equal_trees (before, after);
  assert_same (same, again);
  g_assert_false (rh_opencollection_is_foreign (same));
  rh_yaml_set_string (info == NULL ? before : info, "name", "Edited");
  assert_equal_trees (before, changed);
}

static void
check_peek (GBytes *text)
{
  g_autoptr (RhRequestItem) item = read_request (text, NULL);
  g_auto (RhOpenCollectionPeek) peek = { 0 };

  if (!rh_opencollection_peek (g_bytes_get_data (text, NULL), g_bytes_get_size (text), &peek))
    return;

  g_assert_cmpstr (peek.name, ==, rh_request_item_get_name (item));
  g_assert_cmpstr (peek.method, ==, rh_request_item_get_method (item));
  g_assert_true (g_str_has_prefix (rh_request_item_get_url (item), peek.url));
}

static void
check_workspace (GBytes *text)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "");
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_opencollection_read_collection (text, collection, &error));
  g_assert_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_NOT_ONE);
}

static void
check_path (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  text = g_bytes_new_take (g_steal_pointer (&contents), length);
  g_test_message ("%s", path);

  if (g_str_equal (name, "workspace.yml"))
    check_workspace (text);
  else if (g_str_equal (name, "opencollection.yml"))
    check_file (text, rewrite_collection);
  else if (g_str_equal (name, "folder.yml"))
    check_file (text, rewrite_folder);
  else if (g_str_has_suffix (parent, "/environments"))
    check_file (text, rewrite_environment);
  else
    {
      check_file (text, rewrite_request);
      check_peek (text);
    }
}

static guint
check_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        n += check_folder (child);
      else if (g_str_has_suffix (name, ".yml"))
        {
          check_path (child);
          n++;
        }
    }

  return n;
}

static void
test_corpus (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("RH_TEST_CORPORA"), "opencollection", "bruno", NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    g_test_skip ("no files of another program here");
  else
    g_assert_cmpuint (check_folder (path), >=, 28);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/opencollection/random/requests", test_random_requests);
  g_test_add_func ("/opencollection/random/environments", test_random_environments);
  g_test_add_func ("/opencollection/random/folders", test_random_folders);
  g_test_add_func ("/opencollection/random/collections", test_random_collections);
  g_test_add_func ("/opencollection/corpus", test_corpus);

  return g_test_run ();
}
