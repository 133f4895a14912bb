/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that somebody made to do harm, or that went wrong: what cannot be read says so with file
 * and line, the rest opens, and not a byte is written over. */
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GOOD "info:\n  name: Good\n  type: http\n\nhttp:\n  method: GET\n  url: u\n"
#define N_LEVELS 10000
#define N_FILES 2000
#define N_FOLDERS 40
#define HUGE_SIZE (100 * 1024 * 1024)

/* Helpers */

static char *
in_root (RhStoreRig *rig, const char *path)
{
  return g_build_filename (rig->root, path, NULL);
}

static void
write_bytes (RhStoreRig *rig, const char *path, const char *bytes, gsize length)
{
  g_autofree char *file = in_root (rig, path);

  g_assert_true (g_file_set_contents (file, bytes, (gssize) length, NULL));
}

/* Everything there by name, kind, inode, time and size. Contents are not looked at: one of the
 * files is large and another would never end. Whatever is written anew has another inode or time.
 */
static void
look_at (GString *out, const char *path)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  struct stat info;
  const char *name;

  g_assert_cmpint (lstat (path, &info), ==, 0);
  if (!S_ISDIR (info.st_mode))
    {
      g_string_append_printf (out, "%s %o %lu %ld.%09ld %ld\n", path, info.st_mode,
                              (gulong) info.st_ino, (glong) info.st_mtim.tv_sec,
                              (glong) info.st_mtim.tv_nsec, (glong) info.st_size);
      return;
    }

  g_string_append_printf (out, "%s/\n", path);
  dir = g_dir_open (path, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  for (guint i = 0; i < names->len; i++)
    look_at (out, g_ptr_array_index (names, i));
}

static char *
look (RhStoreRig *rig)
{
  GString *out = g_string_new (NULL);

  look_at (out, rig->root);
  return g_string_free_and_steal (out);
}

/* Opens, and then all that could write: nothing may. */
static void
open_and_write_nothing (RhStoreRig *rig)
{
  g_autofree char *before = look (rig);
  g_autofree char *after = NULL;

  rh_store_rig_open (rig);
  rh_store_rig_flush (rig);
  g_assert_true (rh_collection_store_refresh (rig->store, NULL));
  rh_store_rig_flush (rig);
  after = look (rig);
  g_assert_cmpstr (before, ==, after);
}

/* The one problem that begins so. */
static void
assert_problem (RhStoreRig *rig, const char *beginning)
{
  g_auto (GStrv) problems = NULL;
  guint n = 0;

  g_object_get (rig->store, "problems", &problems, NULL);
  for (guint i = 0; problems[i] != NULL; i++)
    {
      g_test_message ("%s", problems[i]);
      n += g_str_has_prefix (problems[i], beginning);
    }
  g_assert_cmpuint (n, ==, 1);
}

static guint
n_problems (RhStoreRig *rig)
{
  g_auto (GStrv) problems = NULL;

  g_object_get (rig->store, "problems", &problems, NULL);
  return g_strv_length (problems);
}

/* It refuses to be saved, and its neighbour is as good as ever. */
static void
assert_not_written_over (RhStoreRig *rig, const char *path)
{
  RhRequestItem *item = rh_store_rig_find (rig, path);
  g_autofree char *before = look (rig);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (rh_request_item_get_problem (item));
  g_object_set (item, "url", "mine", NULL);
  g_assert_false (rh_collection_store_save (rig->store, item, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_BROKEN);
  after = look (rig);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (rh_request_item_load (rh_store_rig_find (rig, "Employees/One")));
}

/* It is shown with its reason, too. */
static void
assert_refused (RhStoreRig *rig, const char *path, const char *beginning)
{
  g_autofree char *sentence = g_strdup_printf ("%s: %s", path, beginning);

  assert_problem (rig, sentence);
  assert_not_written_over (rig, path);
}

/* What a glance took for a request, and is none when it is read. */
static void
assert_refused_when_read (RhStoreRig *rig, const char *path, const char *beginning)
{
  RhRequestItem *item = rh_store_rig_find (rig, path);

  g_assert_false (rh_request_item_is_loaded (item));
  g_assert_false (rh_request_item_load (item));
  g_assert_true (g_str_has_prefix (rh_request_item_get_problem (item), beginning));
  assert_not_written_over (rig, path);
}

/* Texts */

static const struct
{
  const char *what;
  const char *text;
  const char *problem;
} texts[] = {
  { "tag", "info:\n  name: A\n  type: http\nhttp:\n  url: !!python/object x\n", "line 5: " },
  { "anchor", "info: &a\n  name: A\n", "line 1: " },
  { "alias", "info:\n  name: A\nhttp:\n  url: *a\n", "line 4: " },
  { "merge", "info:\n  name: A\nhttp:\n  <<: {url: u}\n", "line 4: " },
  { "twice", "info:\n  name: A\n  name: B\n", "line 3: " },
  { "utf-8", "info:\n  name: A\xff\n", "line 2: " },
  { "control", "info:\n  name: \"A\x01\"\n", "line 2: " },
  { "two", "info:\n  name: A\n---\ninfo:\n  name: B\n", "line 3: " },
  { "list", "- info\n", "line 1: " },
  { "open", "info:\n  name: [A\n", "line " },
};

static void
test_texts (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_write_sample (rig);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("Employees/", texts[i].what, ".yml", NULL);

      rh_store_rig_write (rig, path, texts[i].text);
    }
  open_and_write_nothing (rig);
  g_assert_cmpuint (n_problems (rig), ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("Employees/", texts[i].what, ".yml", NULL);

      assert_refused (rig, path, texts[i].problem);
    }
}

/* The same in the files of which there is one: the requests open all the same, and what would be
 * written into those is said to have gone nowhere. */
static void
test_texts_of_folders (RhStoreRig *rig, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      rh_store_rig_write_sample (rig);
      rh_store_rig_write (rig, "opencollection.yml", texts[i].text);
      rh_store_rig_write (rig, "Employees/folder.yml", texts[i].text);
      rh_store_rig_write (rig, "environments/Staging.yml", texts[i].text);
      open_and_write_nothing (rig);
      g_assert_cmpuint (n_problems (rig), ==, 3);
      rh_store_rig_find (rig, "Employees/Search");
      rh_store_rig_find (rig, "Vendors/Create");

      before = look (rig);
      g_object_set (rh_collection_get_root (rig->collection), "note", "mine", NULL);
      g_assert_false (rh_collection_store_flush (rig->store, &error));
      g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_BROKEN);
      after = look (rig);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
write_levels (RhStoreRig *rig, const char *path, const char *level, guint n)
{
  g_autoptr (GString) text = g_string_new ("info:\n  name: Deep\n  type: http\nhttp:\n  url: ");

  for (guint i = 0; i < n; i++)
    g_string_append (text, level);
  rh_store_rig_write (rig, path, text->str);
}

static void
write_indented (RhStoreRig *rig, const char *path, guint n)
{
  g_autoptr (GString) text = g_string_new ("info:\n  name: Deep\n  type: http\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%*s%s:\n", (int) i, "", i == 0 ? "http" : "a");
  rh_store_rig_write (rig, path, text->str);
}

static void
test_levels (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_write_sample (rig);
  write_levels (rig, "Employees/flow.yml", "[", N_LEVELS);
  write_levels (rig, "Employees/map.yml", "{a: ", N_LEVELS);
  write_indented (rig, "Employees/block.yml", 2000);
  open_and_write_nothing (rig);
  assert_refused (rig, "Employees/flow.yml", "line 5: ");
  assert_refused (rig, "Employees/map.yml", "line 5: ");
  assert_refused_when_read (rig, "Employees/block.yml", "line ");
}

/* The head is right, and what comes later is not. */
static void
test_later (RhStoreRig *rig, gconstpointer data)
{
  static const char *const tails[]
      = { "  auth: &a b\n", "  method: POST\n", "more: [\n", "more: \xff\n" };

  rh_store_rig_write_sample (rig);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *path = g_strdup_printf ("Employees/%u.yml", i);
      g_autofree char *text = g_strconcat (GOOD, tails[i], NULL);

      rh_store_rig_write (rig, path, text);
    }
  open_and_write_nothing (rig);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *path = g_strdup_printf ("Employees/%u.yml", i);

      assert_refused_when_read (rig, path, "line ");
    }
}

/* Not read into memory, and not a single byte of it: it is a hole. */
static void
test_huge (RhStoreRig *rig, gconstpointer data)
{
  static const char *const paths[]
      = { "Employees/huge.yml", "Employees/folder.yml", "environments/Huge.yml" };

  rh_store_rig_write_sample (rig);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *file = in_root (rig, paths[i]);

      rh_store_rig_write (rig, paths[i], "");
      g_assert_cmpint (truncate (file, HUGE_SIZE), ==, 0);
    }
  open_and_write_nothing (rig);
  assert_refused (rig, "Employees/huge.yml", "File too large");
  assert_problem (rig, "Employees/folder.yml: File too large");
  assert_problem (rig, "environments/Huge.yml: File too large");
}

/* Things that are no files */

static void
test_no_files (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *fifo = in_root (rig, "Employees/fifo.yml");
  g_autofree char *folder = in_root (rig, "Employees/folder named.yml");
  g_autofree char *own = in_root (rig, "Vendors/folder.yml");
  g_autofree char *environment = in_root (rig, "environments/Fifo.yml");

  rh_store_rig_write_sample (rig);
  g_assert_cmpint (g_unlink (own), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (mkfifo (own, 0600), ==, 0);
  g_assert_cmpint (mkfifo (environment, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  rh_store_rig_write (rig, "Employees/folder named.yml/Good.yml", GOOD);
  open_and_write_nothing (rig);
  assert_refused (rig, "Employees/fifo.yml", "");
  assert_problem (rig, "Vendors/folder.yml: is not a file");
  assert_problem (rig, "environments/Fifo.yml: is not a file");
  rh_store_rig_find (rig, "Employees/folder named.yml/Good");
  rh_store_rig_find (rig, "Vendors/Create");
}

/* Wherever it leads, it is not followed, neither to read nor to write. */
static void
test_link_of_collection (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *outside = g_strconcat (rig->root, "-outside.yml", NULL);
  g_autofree char *link = in_root (rig, "opencollection.yml");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  g_autoptr (RhCollection) collection = rh_collection_new ("id", "");
  g_autoptr (RhCollectionStore) store = rh_collection_store_new (collection, rig->disk);
  g_autoptr (GError) error = NULL;

  rh_store_rig_write_sample (rig);
  g_assert_cmpint (g_rename (link, outside), ==, 0);
  g_assert_cmpint (symlink (outside, link), ==, 0);
  before = look (rig);

  g_assert_false (rh_collection_store_open (store, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_OUTSIDE);
  g_assert_nonnull (strstr (error->message, "opencollection.yml"));
  g_object_set (rh_collection_get_root (collection), "note", "mine", NULL);
  rh_collection_store_flush (store, NULL);
  g_clear_error (&error);
  g_assert_false (rh_collection_store_create (store, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_NOT_EMPTY);
  after = look (rig);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_file_get_contents (outside, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "opencollection: 1.0.0\n"));
  g_unlink (outside);
}

static void
test_links_out (RhStoreRig *rig, gconstpointer data)
{
  static const char *const paths[]
      = { "Employees/Link.yml", "Vendors/folder.yml", "environments/Link.yml" };
  g_autofree char *outside = g_strconcat (rig->root, "-outside.yml", NULL);
  g_autofree char *text = NULL;

  rh_store_rig_write_sample (rig);
  g_assert_true (g_file_set_contents (outside, "info:\n  name: Outside\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *link = in_root (rig, paths[i]);

      g_unlink (link);
      g_assert_cmpint (symlink (outside, link), ==, 0);
    }
  open_and_write_nothing (rig);
  assert_refused (rig, "Employees/Link.yml", "");
  assert_problem (rig, "Vendors/folder.yml: is a symbolic link");
  assert_problem (rig, "environments/Link.yml: is a symbolic link");
  g_assert_null (rh_collection_get_environment (rig->collection, "Outside"));
  g_assert_true (g_file_get_contents (outside, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "info:\n  name: Outside\n");
  g_unlink (outside);
}

/* Many, deep and strangely named */

static void
test_deep_folders (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GString) path = g_string_new (NULL);

  rh_store_rig_write_sample (rig);
  for (guint i = 0; i < N_FOLDERS; i++)
    {
      g_autofree char *file = NULL;

      g_string_append_printf (path, "%02u/", i);
      file = g_strconcat (path->str, "Good.yml", NULL);
      rh_store_rig_write (rig, file, GOOD);
    }
  open_and_write_nothing (rig);
  g_assert_cmpuint (n_problems (rig), ==, 1);
  assert_problem (rig,
                  "00/01/02/03/04/05/06/07/08/09/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/");
  rh_store_rig_find (rig, "Employees/One");
  rh_store_rig_find (rig, "00/01/02/Good");
}

static void
test_many_files (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *root;

  rh_store_rig_write_sample (rig);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *path = g_strdup_printf ("%u.yml", i);

      rh_store_rig_write (rig, path, GOOD);
    }
  open_and_write_nothing (rig);
  root = rh_collection_get_root (rig->collection);
  g_assert_cmpuint (g_list_model_get_n_items (rh_folder_get_items (root)), ==, N_FILES + 2);
  g_assert_cmpuint (n_problems (rig), ==, 0);
}

/* The name is in the file, so two can have the same; each is saved into its own. */
static void
test_one_name (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *second;
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "a.yml", GOOD);
  rh_store_rig_write (rig, "b.yml", GOOD);
  open_and_write_nothing (rig);
  second = rh_store_rig_find (rig, "b");
  g_assert_true (second != rh_store_rig_find (rig, "a"));
  g_object_set (second, "url", "second", NULL);
  g_assert_true (rh_collection_store_save (rig->store, second, NULL));
  first_text = rh_store_rig_read (rig, "a.yml");
  second_text = rh_store_rig_read (rig, "b.yml");
  g_assert_cmpstr (first_text, ==, GOOD);
  g_assert_nonnull (strstr (second_text, "url: second"));
}

static void
test_case (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *upper = NULL;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "good.yml", GOOD);
  rh_store_rig_write (rig, "GOOD.yml", GOOD);
  rh_store_rig_write (rig, "more/x.yml", GOOD);
  rh_store_rig_write (rig, "MORE/x.yml", GOOD);
  rh_store_rig_write (rig, "environments/one.yml", "name: Same\n");
  rh_store_rig_write (rig, "environments/ONE.yml", "name: Same\n");
  open_and_write_nothing (rig);
  g_assert_true (rh_store_rig_find (rig, "good") != rh_store_rig_find (rig, "GOOD"));
  g_assert_true (rh_store_rig_find (rig, "more/x") != rh_store_rig_find (rig, "MORE/x"));
  g_assert_cmpuint (n_problems (rig), ==, 1); /* two environments cannot have one name */
  g_object_set (rh_store_rig_find (rig, "good"), "url", "mine", NULL);
  g_assert_true (rh_collection_store_save (rig->store, rh_store_rig_find (rig, "good"), NULL));
  upper = rh_store_rig_read (rig, "GOOD.yml");
  g_assert_cmpstr (upper, ==, GOOD);
}

static void
test_names_that_are_no_text (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *item;
  g_autofree char *text = NULL;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "caf\xe9.yml", "http:\n  method: GET\n  url: u\n");
  rh_store_rig_write (rig, "ord\xff/Good.yml", GOOD);
  rh_store_rig_write (rig, "bro\xffken.yml", "info: [\n");
  rh_store_rig_write (rig, "environments/\xff.yml", "variables: []\n");
  open_and_write_nothing (rig);
  item = rh_store_rig_find (rig, "caf\xe9");
  g_assert_true (g_utf8_validate (rh_request_item_get_name (item), -1, NULL));
  g_object_set (item, "url", "mine", NULL);
  g_assert_true (rh_collection_store_save (rig->store, item, NULL));
  text = rh_store_rig_read (rig, "caf\xe9.yml");
  g_assert_nonnull (strstr (text, "url: mine"));
}

/* The sentences are shown, so they are text, whatever the file is called. */
static void
test_problems_are_text (RhStoreRig *rig, gconstpointer data)
{
  g_auto (GStrv) problems = NULL;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "bro\xffken.yml", "info: [\n");
  rh_store_rig_write (rig, "environments/e\xff.yml", "name: [\n");
  write_bytes (rig, "nul.yml", "info:\n  name: \0\n", 17);
  open_and_write_nothing (rig);
  g_object_get (rig->store, "problems", &problems, NULL);
  g_assert_cmpuint (g_strv_length (problems), ==, 3);
  for (guint i = 0; problems[i] != NULL; i++)
    g_assert_true (g_utf8_validate (problems[i], -1, NULL));
}

static void
add (const char *name, void (*test) (RhStoreRig *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/collection-store/hostile/", name, NULL);

  g_test_add (path, RhStoreRig, NULL, rh_store_rig_set_up, test, rh_store_rig_tear_down);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  add ("texts", test_texts);
  add ("texts-of-folders", test_texts_of_folders);
  add ("levels", test_levels);
  add ("later", test_later);
  add ("huge", test_huge);
  add ("no-files", test_no_files);
  add ("link-of-collection", test_link_of_collection);
  add ("links-out", test_links_out);
  add ("deep-folders", test_deep_folders);
  add ("many-files", test_many_files);
  add ("one-name", test_one_name);
  add ("case", test_case);
  add ("names-that-are-no-text", test_names_that_are_no_text);
  add ("problems-are-text", test_problems_are_text);
  return g_test_run ();
}
