/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Services that somebody dropped in: found, told apart, and refused one by one. */
#include "collection/rh-service-files.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static GListStore *
load (RhStoreRig *rig, const char *first, const char *second, GStrv *problems)
{
  GListStore *services = g_list_store_new (RH_TYPE_SERVICE);
  g_autofree char *one = g_build_filename (rig->root, first, NULL);
  g_autofree char *other = second == NULL ? NULL : g_build_filename (rig->root, second, NULL);
  const char *const folders[] = { one, other, NULL };
  g_autoptr (RhService) pleo = rh_service_parse ("{ \"id\": \"pleo\", \"name\": \"P\" }", -1, NULL);

  g_list_store_append (services, pleo);
  *problems = rh_service_files_load (services, folders);
  return services;
}

/* "id=name", in order, after the one that is part of the program. */
static void
assert_services (GListStore *services, const char *const *expected)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (services));

  g_assert_cmpuint (n, ==, 1 + g_strv_length ((GStrv) expected));
  for (guint i = 1; i < n; i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (G_LIST_MODEL (services), i);
      g_autofree char *text
          = g_strdup_printf ("%s=%s", rh_service_get_id (service), rh_service_get_name (service));

      g_assert_cmpstr (text, ==, expected[i - 1]);
    }
}

static void
assert_problem (RhStoreRig *rig, const char *problem, const char *path, const char *message)
{
  g_autofree char *file = g_build_filename (rig->root, path, NULL);
  g_autofree char *expected = g_strconcat (file, ": ", message, NULL);

  if (!g_str_has_prefix (problem, expected))
    g_error ("%s is not %s", problem, expected);
}

static void
test_files_are_added (RhStoreRig *rig, gconstpointer data)
{
  static const char *const expected[] = { "acme=Acme", "zeta=Zeta", NULL };
  g_auto (GStrv) problems = NULL;
  g_autoptr (GListStore) services = NULL;

  rh_store_rig_write (rig, "a/zeta.json", "{ \"id\": \"zeta\", \"name\": \"Zeta\" }");
  rh_store_rig_write (rig, "a/acme.json", "{ \"id\": \"acme\", \"name\": \"Acme\" }");
  rh_store_rig_write (rig, "a/README.md", "not a service");
  services = load (rig, "a", "nowhere", &problems);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
  assert_services (services, expected);
}

static void
test_a_broken_one_is_named_and_the_rest_loads (RhStoreRig *rig, gconstpointer data)
{
  static const char *const expected[] = { "good=Good", NULL };
  g_auto (GStrv) problems = NULL;
  g_autoptr (GListStore) services = NULL;

  rh_store_rig_write (rig, "a/bad.json", "{\n  \"id\": \"bad\",\n}\n");
  rh_store_rig_write (rig, "a/good.json", "{ \"id\": \"good\", \"name\": \"Good\" }");
  rh_store_rig_write (rig, "a/wrong.json",
                      "{ \"id\": \"w\", \"name\": \"W\", \"scopes\": [{ \"name\": \"a b\" }] }");
  services = load (rig, "a", NULL, &problems);
  assert_services (services, expected);
  g_assert_cmpuint (g_strv_length (problems), ==, 2);
  assert_problem (rig, problems[0], "a/bad.json", "line 3: ");
  assert_problem (rig, problems[1], "a/wrong.json", "scopes[0].name: ");
}

static void
test_none_replaces_another (RhStoreRig *rig, gconstpointer data)
{
  static const char *const expected[] = { "acme=Acme", NULL };
  g_auto (GStrv) problems = NULL;
  g_autoptr (GListStore) services = NULL;

  rh_store_rig_write (rig, "a/acme.json", "{ \"id\": \"acme\", \"name\": \"Acme\" }");
  rh_store_rig_write (rig, "a/pleo.json", "{ \"id\": \"pleo\", \"name\": \"Not Pleo\" }");
  rh_store_rig_write (rig, "b/acme.json", "{ \"id\": \"acme\", \"name\": \"Hidden\" }");
  rh_store_rig_write (rig, "b/other.json", "{ \"id\": \"acme\", \"name\": \"Other\" }");
  services = load (rig, "a", "b", &problems);
  assert_services (services, expected);
  /* the file of a name that an earlier folder has is hidden by it, as XDG has it */
  g_assert_cmpuint (g_strv_length (problems), ==, 2);
  assert_problem (rig, problems[0], "a/pleo.json", "id: ");
  assert_problem (rig, problems[1], "b/other.json", "id: ");
}

static void
test_only_small_files_are_read (RhStoreRig *rig, gconstpointer data)
{
  static const char *const expected[] = { NULL };
  g_autofree char *spaces = g_strnfill (RH_SERVICE_MAX_SIZE, ' ');
  g_autofree char *large = g_strconcat ("{ \"id\": \"a\", \"name\": \"A\" }", spaces, NULL);
  g_autofree char *pipe = g_build_filename (rig->root, "a", "pipe.json", NULL);
  g_autofree char *link = g_build_filename (rig->root, "a", "zero.json", NULL);
  g_auto (GStrv) problems = NULL;
  g_autoptr (GListStore) services = NULL;

  rh_store_rig_write (rig, "a/large.json", large);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", link), ==, 0);
  services = load (rig, "a", NULL, &problems);
  assert_services (services, expected);
  g_assert_cmpuint (g_strv_length (problems), ==, 3);
}

static void
test_number_is_capped (RhStoreRig *rig, gconstpointer data)
{
  g_auto (GStrv) problems = NULL;
  g_autoptr (GListStore) services = NULL;

  for (guint i = 0; i < 102; i++)
    {
      g_autofree char *path = g_strdup_printf ("a/s%03u.json", i);
      g_autofree char *json = g_strdup_printf ("{ \"id\": \"s%03u\", \"name\": \"S\" }", i);

      rh_store_rig_write (rig, path, json);
    }
  services = load (rig, "a", NULL, &problems);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (services)), ==, 101);
  g_assert_cmpuint (g_strv_length (problems), ==, 2);
}

static void
test_the_users_folder_comes_first (void)
{
  g_auto (GStrv) folders = rh_service_files_dup_folders ();
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "rehearsal", "services", NULL);

  g_assert_cmpstr (folders[0], ==, own);
  g_assert_cmpuint (g_strv_length (folders), ==,
                    1 + g_strv_length ((GStrv) g_get_system_data_dirs ()));
}

static void
add (const char *path, void (*test) (RhStoreRig *rig, gconstpointer data))
{
  g_test_add (path, RhStoreRig, NULL, rh_store_rig_set_up, test, rh_store_rig_tear_down);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  add ("/service-files/files-are-added", test_files_are_added);
  add ("/service-files/a-broken-one-is-named-and-the-rest-loads",
       test_a_broken_one_is_named_and_the_rest_loads);
  add ("/service-files/none-replaces-another", test_none_replaces_another);
  add ("/service-files/only-small-files-are-read", test_only_small_files_are_read);
  add ("/service-files/number-is-capped", test_number_is_capped);
  g_test_add_func ("/service-files/the-users-folder-comes-first",
                   test_the_users_folder_comes_first);
  return g_test_run ();
}
