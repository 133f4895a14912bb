/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own JSON files: written whole and private, read strictly. */
#include "collection/rh-json.h"
#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static GFile *
new_file (const char *name)
{
  return g_file_new_build_filename (g_get_user_data_dir (), "json", name, NULL);
}

static void
test_write (void)
{
  g_autoptr (GFile) file = new_file ("a.json");
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  GStatBuf first;
  GStatBuf second;
  guint n_files = 0;

  g_assert_true (rh_json_write_file (file, "{}\n", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (g_file_peek_path (file), &first), ==, 0);
  g_assert_cmpint (first.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (g_file_peek_path (folder), &second), ==, 0);
  g_assert_cmpint (second.st_mode & 0777, ==, 0700);

  /* the same again is no write: the same inode */
  g_assert_true (rh_json_write_file (file, "{}\n", &error));
  g_assert_cmpint (g_stat (g_file_peek_path (file), &second), ==, 0);
  g_assert_cmpuint (first.st_ino, ==, second.st_ino);

  /* a change is a rename over it: another inode, and nothing left beside */
  g_assert_true (rh_json_write_file (file, "[]\n", &error));
  g_assert_cmpint (g_stat (g_file_peek_path (file), &second), ==, 0);
  g_assert_cmpuint (first.st_ino, !=, second.st_ino);
  g_assert_cmpint (second.st_mode & 0777, ==, 0600);
  dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);
}

/* A folder that cannot be written to is an error. */
static void
test_write_fails (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "not-a-folder", NULL);
  g_autofree char *inside = g_build_filename (path, "a.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (inside);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (path, "x", -1, NULL));
  g_assert_false (rh_json_write_file (file, "{}", &error));
  g_assert_nonnull (error);
}

static void
test_missing (void)
{
  g_autoptr (GFile) file = new_file ("missing.json");
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_null (rh_json_read_file (file, &length, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
assert_refused (const char *json, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_json_parse (json, length, &error));
  g_assert_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, !=, "");
}

static void
test_refused (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"items\":");

  assert_refused ("", -1);
  assert_refused ("null", -1);
  assert_refused ("[]", -1);
  assert_refused ("{\"id\":\"1\"", -1);
  assert_refused ("{\"id\":\"\xff\"}", -1);
  assert_refused ("{\"id\":\"1\",\"id\":\"2\"}", -1);
  assert_refused ("{\"id\":\"a\0b\"}", 12);

  for (guint i = 0; i < 10000; i++)
    g_string_append (deep, "[{\"items\":");
  assert_refused (deep->str, (gssize) deep->len);
}

static void
test_wrong_types (void)
{
  g_autoptr (JsonObject) object = rh_json_parse ("{\"a\":1,\"b\":\"x\",\"c\":[1]}", -1, NULL);
  g_autoptr (GError) error = NULL;
  const char *text;
  gboolean flag;
  JsonArray *array;
  JsonObject *inner;
  gint64 number;

  g_assert_false (rh_json_get_string (object, "a", &text, &error));
  g_assert_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT);
  g_assert_nonnull (strstr (error->message, "a"));
  g_assert_false (rh_json_get_boolean (object, "b", FALSE, &flag, NULL));
  g_assert_false (rh_json_get_int (object, "b", 0, &number, NULL));
  g_assert_false (rh_json_get_object (object, "c", &inner, NULL));
  g_assert_false (rh_json_get_array (object, "b", &array, NULL));
  g_assert_true (rh_json_get_array (object, "c", &array, NULL));
  g_assert_null (rh_json_element_string (array, 0, "c", NULL));
  g_assert_true (rh_json_get_string (object, "d", &text, NULL));
  g_assert_cmpstr (text, ==, "");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/json/write", test_write);
  g_test_add_func ("/json/write-fails", test_write_fails);
  g_test_add_func ("/json/missing", test_missing);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/wrong-types", test_wrong_types);
  return g_test_run ();
}
