/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where files really are, inside a sandbox and out of it. */
#include "collection/rh-real-path.h"
#include "lib/rh-test.h"
#include "workspace/rh-known-folders.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#define HOST_PATH "/home/zoë/My APIs/Acme"

static GFile *
make_folder (const char *parent, const char *path)
{
  g_autofree char *full = g_build_filename (parent, path, NULL);

  g_assert_cmpint (g_mkdir_with_parents (full, 0700), ==, 0);
  return g_file_new_for_path (full);
}

/* As the portal gives one: below its mount point, in a folder with a random name. */
static GFile *
make_document (const char *id)
{
  g_autofree char *path = g_build_filename ("doc", id, "Acme", NULL);

  return make_folder (g_get_user_runtime_dir (), path);
}

/* FALSE: this file system has no attributes, and the test is skipped. */
static gboolean
set_host_path (GFile *file, const char *host_path)
{
  if (setxattr (g_file_peek_path (file), "user.document-portal.host-path", host_path,
                strlen (host_path), 0)
      == 0)
    return TRUE;

  g_assert_cmpint (errno, ==, ENOTSUP);
  g_test_skip ("this file system has no attributes");
  return FALSE;
}

static void
assert_real (GFile *file, const char *expected)
{
  g_autofree char *real = rh_real_path_dup (file);

  g_assert_cmpstr (real, ==, expected);
}

static RhKnownFolders *
new_known (void)
{
  g_autoptr (GFile) file
      = g_file_new_build_filename (g_get_user_state_dir (), "folders.json", NULL);

  return rh_known_folders_new (file);
}

static void
test_links_are_followed (void)
{
  g_autoptr (GFile) folder = make_folder (g_get_user_cache_dir (), "real");
  g_autofree char *link = g_build_filename (g_get_user_cache_dir (), "link", NULL);
  g_autoptr (GFile) linked = g_file_new_for_path (link);

  g_assert_cmpint (symlink (g_file_peek_path (folder), link), ==, 0);
  assert_real (linked, g_file_peek_path (folder));
}

static void
test_not_there_is_as_named (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at all");
  g_autoptr (GFile) remote = g_file_new_for_uri ("sftp://example.com/acme");

  assert_real (file, "/nowhere/at all");
  assert_real (remote, NULL);
}

static void
test_host_path_of_a_document (void)
{
  g_autoptr (GFile) folder = make_document ("1a2b3c4d");

  assert_real (folder, g_file_peek_path (folder)); /* an older portal does not tell */
  g_assert_false (rh_real_path_is_known (folder));
  g_assert_false (rh_real_path_is_known (NULL));
  if (!set_host_path (folder, HOST_PATH))
    return;

  assert_real (folder, HOST_PATH);
  g_assert_true (rh_real_path_is_known (folder));
}

/* An archive or a drive can bring attributes along. */
static void
test_host_path_of_others_is_not_believed (void)
{
  g_autoptr (GFile) folder = make_folder (g_get_user_cache_dir (), "from a drive");

  if (set_host_path (folder, HOST_PATH))
    assert_real (folder, g_file_peek_path (folder));
}

static void
test_names_only (void)
{
  g_autofree char *document = g_build_filename (g_get_user_runtime_dir (), "doc/1a2b/a.json", NULL);

  g_assert_cmpstr (rh_real_path_get_shown (document), ==, "a.json");
  g_assert_cmpstr (rh_real_path_get_shown ("/run/flatpak/doc/1a2b/a.json"), ==, "a.json");
  g_assert_cmpstr (rh_real_path_get_shown ("/home/me/doc/1a2b/a.json"), ==,
                   "/home/me/doc/1a2b/a.json");
  g_assert_cmpstr (rh_real_path_get_shown ("bodies/a.json"), ==, "bodies/a.json");
  g_assert_cmpstr (rh_real_path_get_shown (""), ==, "");
}

/* The app, which was given the folder by the portal, and rehearse, which reaches it by its path. */
static void
test_one_id_by_either_way (void)
{
  g_autoptr (GFile) document = make_document ("1a2b3c4d");
  g_autoptr (GFile) direct = make_folder (g_get_user_cache_dir (), "Acme");
  g_autoptr (RhKnownFolders) known = new_known ();
  g_autofree char *id = NULL;
  g_autofree char *same = NULL;

  if (!set_host_path (document, g_file_peek_path (direct)))
    return;

  id = rh_known_folders_need_id (known, document, TRUE, NULL);
  same = rh_known_folders_need_id (known, direct, FALSE, NULL);
  g_assert_nonnull (id);
  g_assert_cmpstr (id, ==, same);
}

/* The host's path is nothing that can be opened from inside. */
static void
test_found_again_where_it_can_be_opened (void)
{
  g_autoptr (GFile) document = make_document ("1a2b3c4d");
  g_autoptr (GFile) later = make_document ("5e6f7a8b");
  g_autoptr (RhKnownFolders) known = new_known ();
  g_autoptr (RhKnownFolders) again = NULL;
  g_autofree char *id = NULL;
  g_autofree char *same = NULL;
  g_autoptr (GFile) found = NULL;
  g_autoptr (GFile) moved = NULL;

  if (!set_host_path (document, HOST_PATH) || !set_host_path (later, HOST_PATH))
    return;

  id = rh_known_folders_need_id (known, document, TRUE, NULL);
  again = new_known ();
  found = rh_known_folders_dup_folder (again, id);
  g_assert_cmpstr (g_file_peek_path (found), ==, g_file_peek_path (document));

  /* chosen once more, it is another document */
  same = rh_known_folders_need_id (again, later, FALSE, NULL);
  g_assert_cmpstr (same, ==, id);
  moved = rh_known_folders_dup_folder (again, id);
  g_assert_cmpstr (g_file_peek_path (moved), ==, g_file_peek_path (later));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/real-path/links-are-followed", test_links_are_followed);
  g_test_add_func ("/real-path/not-there-is-as-named", test_not_there_is_as_named);
  g_test_add_func ("/real-path/host-path-of-a-document", test_host_path_of_a_document);
  g_test_add_func ("/real-path/host-path-of-others-is-not-believed",
                   test_host_path_of_others_is_not_believed);
  g_test_add_func ("/real-path/names-only", test_names_only);
  g_test_add_func ("/real-path/3.1/one-id-by-either-way", test_one_id_by_either_way);
  g_test_add_func ("/real-path/found-again-where-it-can-be-opened",
                   test_found_again_where_it_can_be_opened);
  return g_test_run ();
}
