/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user decided is kept whole, is the user's alone, and is never written over unread. */
#include "collection/rh-json.h"
#include "lib/rh-test.h"
#include "workspace/rh-state-file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static gpointer
read_word (JsonObject *entries, const char *key, GError **error)
{
  const char *word;

  return rh_json_get_string (entries, key, &word, error) ? g_strdup (word) : NULL;
}

static void
write_word (JsonBuilder *builder, gconstpointer entry)
{
  json_builder_add_string_value (builder, entry);
}

static const RhStateFormat format = {
  .version = 2,
  .member = "words",
  .read = read_word,
  .write = write_word,
  .free = g_free,
};

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "rh", "words.json", NULL);
}

static RhStateFile *
new_state (void)
{
  g_autofree char *path = dup_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return rh_state_file_new (file, &format);
}

static void
put (RhStateFile *state, const char *key, const char *word)
{
  g_hash_table_insert (rh_state_file_get_entries (state), g_strdup (key), g_strdup (word));
}

static void
write_text (const char *text)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_text (const char *expected)
{
  g_autofree char *path = dup_path ();
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_whole_and_private (void)
{
  g_autoptr (RhStateFile) state = new_state ();
  g_autofree char *path = dup_path ();
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_cmpuint (g_hash_table_size (rh_state_file_get_entries (state)), ==, 0);
  g_assert_null (rh_state_file_get_problem (state));
  put (state, "b", "two");
  put (state, "a", "one");
  g_assert_true (rh_state_file_write (state, &error));
  g_assert_no_error (error);
  assert_text ("{\n  \"version\" : 2,\n  \"words\" : {\n    \"a\" : \"one\",\n    \"b\" : "
               "\"two\"\n  }\n}\n");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* Two programs, each adding: neither loses what the other wrote. */
static void
test_read_again (void)
{
  g_autoptr (RhStateFile) one = new_state ();
  g_autoptr (RhStateFile) other = new_state ();

  write_text ("{\"words\":{\"a\":\"one\"}}");
  g_assert_cmpuint (g_hash_table_size (rh_state_file_get_entries (other)), ==, 1);
  put (one, "b", "two");
  g_assert_true (rh_state_file_write (one, NULL));
  g_assert_null (g_hash_table_lookup (rh_state_file_get_entries (other), "b"));
  rh_state_file_read_again (other);
  g_assert_cmpstr (g_hash_table_lookup (rh_state_file_get_entries (other), "b"), ==, "two");
}

static void
assert_left_alone (const char *text, RhStateFileError code)
{
  g_autoptr (RhStateFile) state = new_state ();
  g_autoptr (GError) error = NULL;

  write_text (text);
  g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*words.json*");
  put (state, "a", "mine");
  g_assert_false (rh_state_file_write (state, &error));
  g_test_assert_expected_messages ();
  g_assert_error (error, RH_STATE_FILE_ERROR, (int) code);
  g_assert_error (rh_state_file_get_problem (state), RH_STATE_FILE_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, "/"));
  g_assert_null (g_hash_table_lookup (rh_state_file_get_entries (state), "a"));
  assert_text (text);

  write_text ("{\"version\":1,\"words\":{\"a\":\"repaired\"}}");
  rh_state_file_read_again (state);
  g_assert_null (rh_state_file_get_problem (state));
  g_assert_cmpstr (g_hash_table_lookup (rh_state_file_get_entries (state), "a"), ==, "repaired");
}

static void
test_left_alone (void)
{
  assert_left_alone ("", RH_STATE_FILE_ERROR_BROKEN);
  assert_left_alone ("{\"words\":{\"a\":\"torn", RH_STATE_FILE_ERROR_BROKEN);
  assert_left_alone ("{\"words\":[]}", RH_STATE_FILE_ERROR_BROKEN);
  assert_left_alone ("{\"words\":{\"a\":\"one\",\"b\":1}}", RH_STATE_FILE_ERROR_BROKEN);
  assert_left_alone ("{\"version\":\"2\",\"words\":{}}", RH_STATE_FILE_ERROR_BROKEN);
  assert_left_alone ("{\"version\":3,\"words\":{\"a\":{}}}", RH_STATE_FILE_ERROR_NEWER);
}

/* Not on the disk: not there. */
static void
test_not_written (void)
{
  g_autofree char *plain = g_build_filename (g_get_user_state_dir (), "plain", NULL);
  g_autofree char *path = g_build_filename (plain, "words.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RhStateFile) state = rh_state_file_new (file, &format);
  g_autoptr (GError) error = NULL;

  put (state, "a", "one");
  g_mkdir_with_parents (g_get_user_state_dir (), 0700);
  g_assert_true (g_file_set_contents (plain, "x", -1, NULL));
  g_assert_false (rh_state_file_write (state, &error));
  g_assert_nonnull (error);
  g_unlink (plain);
  g_assert_null (g_hash_table_lookup (rh_state_file_get_entries (state), "a"));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/state-file/whole-and-private", test_whole_and_private);
  g_test_add_func ("/state-file/read-again", test_read_again);
  g_test_add_func ("/state-file/left-alone", test_left_alone);
  g_test_add_func ("/state-file/not-written", test_not_written);
  return g_test_run ();
}
