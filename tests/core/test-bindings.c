/* SPDX-License-Identifier: GPL-3.0-or-later */
/* security.md 4.2: a secret goes to the origins it was allowed for, and to no other. */
#include "lib/rh-test.h"
#include "workspace/rh-bindings.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static GFile *
new_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "rh", "bindings.json", NULL);

  return g_file_new_for_path (path);
}

static void
test_by_origin (void)
{
  g_autoptr (GFile) file = new_file ();
  g_autoptr (RhBindings) bindings = rh_bindings_new (file);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) origins = NULL;

  g_assert_false (rh_bindings_allows (bindings, "slot", "https://a.example"));
  g_assert_false (rh_bindings_has_any (bindings, "slot"));
  g_assert_true (rh_bindings_allow (bindings, "slot", "https://a.example", &error));
  g_assert_no_error (error);
  g_assert_true (rh_bindings_allows (bindings, "slot", "https://a.example"));
  g_assert_true (rh_bindings_has_any (bindings, "slot"));
  g_assert_false (rh_bindings_allows (bindings, "slot", "http://a.example"));
  g_assert_false (rh_bindings_allows (bindings, "slot", "https://a.example:8443"));
  g_assert_false (rh_bindings_allows (bindings, "slot", "https://sub.a.example"));
  g_assert_false (rh_bindings_allows (bindings, "other", "https://a.example"));

  g_assert_true (rh_bindings_allow (bindings, "slot", "https://b.example", NULL));
  g_assert_true (rh_bindings_allow (bindings, "slot", "https://b.example", NULL));
  origins = rh_bindings_dup_origins (bindings, "slot");
  g_assert_cmpuint (g_strv_length (origins), ==, 2);
}

static void
test_kept (void)
{
  g_autoptr (GFile) file = new_file ();
  g_autoptr (RhBindings) bindings = rh_bindings_new (file);
  g_autoptr (RhBindings) again = NULL;
  GStatBuf info;

  g_assert_true (rh_bindings_allow (bindings, "slot", "https://a.example", NULL));
  g_assert_cmpint (g_stat (g_file_peek_path (file), &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  again = rh_bindings_new (file);
  g_assert_true (rh_bindings_allows (again, "slot", "https://a.example"));
  g_assert_true (rh_bindings_forget (again, "slot", NULL));
  g_assert_false (rh_bindings_allows (again, "slot", "https://a.example"));
  g_assert_true (rh_bindings_forget (again, "slot", NULL));
}

/* The app and rehearse at the same time. */
static void
test_two_processes (void)
{
  g_autoptr (GFile) file = new_file ();
  g_autoptr (RhBindings) one = rh_bindings_new (file);
  g_autoptr (RhBindings) other = rh_bindings_new (file);
  g_autoptr (RhBindings) later = NULL;

  g_assert_false (rh_bindings_has_any (one, "a"));
  g_assert_false (rh_bindings_has_any (other, "a"));
  g_assert_true (rh_bindings_allow (one, "a", "https://a.example", NULL));
  g_assert_true (rh_bindings_allow (other, "b", "https://b.example", NULL));
  g_assert_true (rh_bindings_forget (one, "a", NULL));
  g_assert_true (rh_bindings_allow (other, "c", "https://c.example", NULL));

  later = rh_bindings_new (file);
  g_assert_false (rh_bindings_has_any (later, "a"));
  g_assert_true (rh_bindings_has_any (later, "b"));
  g_assert_true (rh_bindings_has_any (later, "c"));
}

static void
test_broken_file_allows_nothing (void)
{
  static const char *const contents[] = {
    "",
    "[]",
    "{\"secrets\":[]}",
    "{\"secrets\":{\"s\":1}}",
    "{\"secrets\":{\"s\":[1]}}",
    "{\"secrets\":{\"s\":[\"https://a.example\"]}",
    "\xff",
    "{\"version\":2,\"secrets\":{\"s\":[\"https://a.example\"]}}",
  };
  g_autoptr (GFile) file = new_file ();
  g_autofree char *folder = g_path_get_dirname (g_file_peek_path (file));

  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (RhBindings) bindings = rh_bindings_new (file);
      g_autofree char *after = NULL;

      g_assert_true (g_file_set_contents (g_file_peek_path (file), contents[i], -1, NULL));
      for (guint n = 0; n < 3; n++)
        g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*bindings.json*");
      g_assert_false (rh_bindings_allows (bindings, "s", "https://a.example"));
      g_assert_false (rh_bindings_allow (bindings, "s", "https://b.example", NULL));
      g_assert_false (rh_bindings_forget (bindings, "s", NULL));
      g_test_assert_expected_messages ();
      g_file_get_contents (g_file_peek_path (file), &after, NULL, NULL);
      g_assert_cmpstr (after, ==, contents[i]);
    }
}

static void
test_write_fails (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "plain", NULL);
  g_autofree char *inside = g_build_filename (path, "bindings.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (inside);
  g_autoptr (RhBindings) bindings = rh_bindings_new (file);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (g_get_user_state_dir (), 0700);
  g_assert_true (g_file_set_contents (path, "x", -1, NULL));
  g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*");
  g_assert_false (rh_bindings_allow (bindings, "s", "https://a.example", &error));
  g_assert_nonnull (error);
  g_test_assert_expected_messages ();
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/bindings/4.2/by-origin", test_by_origin);
  g_test_add_func ("/bindings/4.2/kept", test_kept);
  g_test_add_func ("/bindings/4.2/two-processes", test_two_processes);
  g_test_add_func ("/bindings/4.2/broken-file-allows-nothing", test_broken_file_allows_nothing);
  g_test_add_func ("/bindings/write-fails", test_write_fails);
  return g_test_run ();
}
