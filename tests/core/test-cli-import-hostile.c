/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse import with files that somebody made to do harm: a sentence, an exit status, and nothing
 * written anywhere. */
#include "config.h"

#include "lib/rh-cli-rig.h"
#include "lib/rh-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CANARY "canary-"
#define HUGE_SIZE (100 * 1024 * 1024)
#define N_LEVELS 10000
#define POSTMAN \
  "{\"info\": {\"name\": \"A\", \"schema\": " \
  "\"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}, "
#define ADD(name, func) \
  g_test_add ("/cli-import-hostile/" name, RhCliRig, NULL, rh_cli_rig_set_up, func, \
              rh_cli_rig_tear_down)

/* Helpers */

static char *
in_home (RhCliRig *rig, const char *name)
{
  return g_build_filename (rig->home, name, NULL);
}

static void
write_file (RhCliRig *rig, const char *name, const char *text, gssize length)
{
  g_autofree char *path = in_home (rig, name);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

/* Of a folder and all that is below it, in no order. */
static void
list_below (GPtrArray *names, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      list_below (names, child);
      g_ptr_array_add (names, g_steal_pointer (&child));
    }
}

static char *
dup_listing (const char *path)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  list_below (names, path);
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (char **) names->pdata);
}

/* Nothing is made, not even the folder that it would go to. */
static void
assert_refused (RhCliRig *rig, const char *name, int status, const char *says)
{
  g_autofree char *path = in_home (rig, name);
  g_autofree char *into = in_home (rig, "new/acme");
  g_autofree char *report = in_home (rig, "report.md");
  g_autofree char *before = dup_listing (rig->home);
  g_autofree char *after = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "import", path, "--into", into,
                                    "--report", report, NULL),
                   ==, status);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, says));
  g_assert_cmpuint (strlen (err), <, 500);
  after = dup_listing (rig->home);
  g_assert_cmpstr (before, ==, after);
}

/* Tests */

/* By its size, before a byte of it is read. */
static void
test_huge (RhCliRig *rig, gconstpointer data)
{
  static const char *const names[] = { "a.json", "a.yaml", "a.har", "a.bru", "a.sh" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = in_home (rig, names[i]);

      write_file (rig, names[i], "", 0);
      g_assert_cmpint (truncate (path, HUGE_SIZE), ==, 0);
      assert_refused (rig, names[i], 2, "64 MB");
    }
}

static void
test_no_file (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *pipe = in_home (rig, "pipe");
  g_autofree char *folder = in_home (rig, "empty");
  g_autofree char *link = in_home (rig, "link");
  g_autofree char *closed = in_home (rig, "closed.json");

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("link", link), ==, 0);
  write_file (rig, "closed.json", "{}", -1);
  g_assert_cmpint (g_chmod (closed, 0), ==, 0);

  assert_refused (rig, "pipe", 1, "pipe");
  assert_refused (rig, "empty", 2, "empty");
  assert_refused (rig, "link", 1, "link");
  assert_refused (rig, "missing", 1, "missing");
  if (geteuid () != 0)
    assert_refused (rig, "closed.json", 1, "closed.json");
}

static void
test_content (RhCliRig *rig, gconstpointer data)
{
  g_autofree char *deep = g_strnfill (N_LEVELS, '[');

  write_file (rig, "deep.json", deep, -1);
  write_file (rig, "bytes.json", POSTMAN "\"item\": \"\377\"}", -1);
  write_file (rig, "half.json", POSTMAN "\"item\": [", -1);
  write_file (rig, "seven.json", POSTMAN "\"item\": 7}", -1);
  write_file (rig, "nul.json", POSTMAN "\"item\": [\0]}", sizeof (POSTMAN "\"item\": [\0]}") - 1);
  write_file (rig, "two.json", "{} {}", -1);
  write_file (rig, "none.json", POSTMAN "\"item\": []}", -1);
  write_file (rig, "half.bru", "meta {\n  name: a\n", -1);

  assert_refused (rig, "deep.json", 2, "deep");
  assert_refused (rig, "bytes.json", 2, "no text");
  assert_refused (rig, "half.json", 2, "half.json");
  assert_refused (rig, "seven.json", 2, "item");
  assert_refused (rig, "nul.json", 2, "nul.json");
  assert_refused (rig, "two.json", 2, "two.json");
  assert_refused (rig, "none.json", 2, "no request");
  assert_refused (rig, "half.bru", 2, "half.bru");
}

/* Whatever things are called, they are in the folder. */
static void
test_names (RhCliRig *rig, gconstpointer data)
{
  static const char text[]
      = POSTMAN "\"item\": [{\"name\": \"../../out\", \"item\": [{\"name\": \"../out\", "
                "\"request\": \"https://h/\"}]}, {\"name\": \"/out\", \"request\": \"https://h/\"},"
                " {\"name\": \"..\", \"request\": \"https://h/\"}]}";
  g_autofree char *path = in_home (rig, "names.json");
  g_autofree char *into = in_home (rig, "into/acme");
  g_autofree char *around = in_home (rig, "into");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;

  write_file (rig, "names.json", text, -1);
  before = dup_listing (rig->store.root);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, NULL, NULL, "import", path, "--into", into, NULL),
                   ==, 0);
  after = dup_listing (rig->store.root);
  g_assert_cmpstr (before, ==, after);
  dir = g_dir_open (around, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "acme");
  g_assert_null (g_dir_read_name (dir));
  list_below (written, into);
  g_assert_cmpuint (written->len, ==, 8); /* with an environment, and a folder's own file */
}

/* What a link in a folder leads to is not in the folder. */
static void
test_links (RhCliRig *rig, gconstpointer data)
{
  static const char request[] = "meta {\n  name: A\n}\n\nget {\n  url: https://h/inside\n}\n";
  static const char outside[] = "meta {\n  name: B\n}\n\nget {\n  url: https://h/outside\n}\n";
  g_autofree char *folder = in_home (rig, "bruno");
  g_autofree char *file = in_home (rig, "bruno/B.bru");
  g_autofree char *inner = in_home (rig, "bruno/linked");
  g_autofree char *pipe = in_home (rig, "bruno/C.bru");
  g_autofree char *into = in_home (rig, "into");
  g_autofree char *err = NULL;
  g_autofree char *out = NULL;
  g_autofree char *listing = NULL;

  write_file (rig, "bruno/bruno.json", "{\"version\": \"1\", \"name\": \"L\"}", -1);
  write_file (rig, "bruno/A.bru", request, -1);
  write_file (rig, "outside/B.bru", outside, -1);
  g_assert_cmpint (symlink ("../outside/B.bru", file), ==, 0);
  g_assert_cmpint (symlink ("../outside", inner), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "import", folder, "--into", into, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (out, "1 request"));
  listing = dup_listing (into);
  g_assert_nonnull (strstr (listing, "A.yml"));
  g_assert_null (strstr (listing, "B.yml"));
}

/* In nothing that is printed: what test-import-secrets.c says of the operation. */
static void
test_secrets (RhCliRig *rig, gconstpointer data)
{
  static const char *const names[] = { "archive.har",
                                       "bruno",
                                       "collection.postman.json",
                                       "description.yaml",
                                       "export.insomnia-4.json",
                                       "export.insomnia-5.yaml",
                                       "script.sh" };
  g_autofree char *report = in_home (rig, "report.md");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path
          = g_test_build_filename (G_TEST_DIST, "data", "import", "secrets", names[i], NULL);
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;
      g_autofree char *markdown = NULL;

      g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "import", path, "--dry-run",
                                        "--report", report, "--json", NULL),
                       ==, 0);
      g_assert_true (g_file_get_contents (report, &markdown, NULL, NULL));
      g_assert_null (strstr (out, CANARY));
      g_assert_null (strstr (err, CANARY));
      g_assert_null (strstr (markdown, CANARY));
      g_assert_nonnull (strstr (out, "\"secrets\""));
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("huge", test_huge);
  ADD ("no-file", test_no_file);
  ADD ("content", test_content);
  ADD ("names", test_names);
  ADD ("links", test_links);
  ADD ("secrets", test_secrets);

  return g_test_run ();
}
