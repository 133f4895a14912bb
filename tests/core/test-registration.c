/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed for a registration form: kept with the collection, canonical, and nothing else of
 * its file touched. */
#include "collection/rh-opencollection.h"
#include "lib/rh-test.h"

#include <string.h>

#define TOP "opencollection: \"1.0.0\"\n\ninfo:\n  name: Acme\n\n"

static RhCollection *
read_collection (const char *text)
{
  RhCollection *collection = rh_collection_new ("1", "old");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  rh_opencollection_read_collection (bytes, collection, &error);
  g_assert_no_error (error);
  return collection;
}

static void
assert_written (RhCollection *collection, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_opencollection_write_collection (collection, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (text, ==, expected);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_fields_are_texts (void)
{
  g_autoptr (RhRegistration) registration = rh_registration_new ();
  guint changes = 0;

  g_signal_connect_swapped (registration, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_cmpstr (rh_registration_get (registration, "client_name"), ==, "");
  rh_registration_set (registration, "client_name", "");
  g_assert_cmpuint (changes, ==, 0);
  rh_registration_set (registration, "client_name", "Acme Importer");
  rh_registration_set (registration, "client_name", "Acme Importer");
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpstr (rh_registration_get (registration, "client_name"), ==, "Acme Importer");
  rh_registration_set (registration, "client_name", NULL);
  g_assert_cmpuint (changes, ==, 2);
  g_assert_cmpstr (rh_registration_get (registration, "client_name"), ==, "");
}

static void
test_order_is_canonical (void)
{
  g_autoptr (RhRegistration) registration = rh_registration_new ();
  g_auto (GStrv) ids = NULL;
  g_autofree char *joined = NULL;

  rh_registration_set (registration, "zebra", "z");
  rh_registration_set (registration, "contacts", "ada@acme.example");
  rh_registration_set (registration, "apple", "a");
  rh_registration_set (registration, "client_name", "Acme");
  ids = rh_registration_dup_ids (registration);
  joined = g_strjoinv (" ", ids);
  g_assert_cmpstr (joined, ==, "client_name contacts apple zebra");
}

static void
test_no_secret_is_kept (void)
{
  g_autoptr (RhRegistration) registration = rh_registration_new ();
  static const char *const ids[] = { "client_secret", "Client Secret", "PASSWORD" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      rh_registration_set (registration, ids[i], "s3cret-value");
      g_assert_cmpstr (rh_registration_get (registration, ids[i]), ==, "");
    }
}

static void
test_take_makes_equal (void)
{
  g_autoptr (RhRegistration) a = rh_registration_new ();
  g_autoptr (RhRegistration) b = rh_registration_new ();

  rh_registration_set (a, "client_name", "Acme");
  rh_registration_set (b, "contacts", "ada@acme.example");
  g_assert_false (rh_registration_equal (a, b));
  rh_registration_take (b, a);
  g_assert_true (rh_registration_equal (a, b));
  g_assert_cmpstr (rh_registration_get (b, "contacts"), ==, "");
  rh_registration_set (b, "client_name", "Acne");
  g_assert_false (rh_registration_equal (a, b));
}

static void
test_kept_with_the_collection (void)
{
  const char *expected = TOP "bundled: false\n\nextensions:\n  rehearsal:\n    registration:\n"
                             "      client_name: Acme Importer\n"
                             "      client_uri: https://acme.example/\n"
                             "      contacts: ada@acme.example\n"
                             "      subject_type: \"null\"\n";
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "Acme");
  RhRegistration *registration = rh_collection_get_registration (collection);
  g_autoptr (RhCollection) again = NULL;

  rh_registration_set (registration, "subject_type", "null");
  rh_registration_set (registration, "contacts", "ada@acme.example");
  rh_registration_set (registration, "client_uri", "https://acme.example/");
  rh_registration_set (registration, "client_name", "Acme Importer");
  g_object_set (rh_collection_get_root (collection), "auth-kind", RH_AUTH_KIND_NONE, NULL);
  assert_written (collection, expected);

  again = read_collection (expected);
  g_assert_true (rh_registration_equal (registration, rh_collection_get_registration (again)));
  assert_written (again, expected);
}

#define STRANGE \
  TOP "extensions:\n  rehearsal:\n    x: kept\n    registration:\n      logo:\n        a: b\n" \
      "      client_secret: hunter2-hunter2\n      client_name: Acme Ltd\n"

static void
test_what_is_not_ours_survives (void)
{
  g_autoptr (RhCollection) collection = read_collection (STRANGE);
  RhRegistration *registration = rh_collection_get_registration (collection);
  g_autoptr (GString) expected = g_string_new (STRANGE);

  g_assert_cmpstr (rh_registration_get (registration, "logo"), ==, "");
  g_assert_cmpstr (rh_registration_get (registration, "client_secret"), ==, "");
  assert_written (collection, STRANGE);

  rh_registration_set (registration, "client_name", "Apex");
  g_string_replace (expected, "Acme Ltd", "Apex", 1);
  assert_written (collection, expected->str);

  rh_registration_set (registration, "client_name", "");
  g_string_replace (expected, "      client_name: Apex\n", "", 1);
  assert_written (collection, expected->str);
}

static void
test_nothing_leaves_nothing (void)
{
  g_autoptr (RhCollection) collection = read_collection (
      TOP "extensions:\n  rehearsal:\n    registration:\n      client_name: A\n");

  rh_registration_set (rh_collection_get_registration (collection), "client_name", "");
  assert_written (collection, "opencollection: \"1.0.0\"\n\ninfo:\n  name: Acme\n");
}

static void
test_a_list_is_an_error_with_its_line (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "old");
  const char *text = TOP "extensions:\n  rehearsal:\n    registration: [a]\n";
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_opencollection_read_collection (bytes, collection, &error));
  g_assert_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_CONTENT);
  g_assert_true (g_str_has_prefix (error->message, "line 8: "));
  g_assert_cmpstr (rh_collection_get_name (collection), ==, "old");
}

static void
test_a_change_is_one_of_the_collection (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "Acme");
  guint changes = 0;

  g_signal_connect_swapped (collection, "changed", G_CALLBACK (count_cb), &changes);
  rh_registration_set (rh_collection_get_registration (collection), "client_name", "Acme");
  g_assert_cmpuint (changes, ==, 1);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/registration/fields-are-texts", test_fields_are_texts);
  g_test_add_func ("/registration/order-is-canonical", test_order_is_canonical);
  g_test_add_func ("/registration/no-secret-is-kept", test_no_secret_is_kept);
  g_test_add_func ("/registration/take-makes-equal", test_take_makes_equal);
  g_test_add_func ("/registration/kept-with-the-collection", test_kept_with_the_collection);
  g_test_add_func ("/registration/what-is-not-ours-survives", test_what_is_not_ours_survives);
  g_test_add_func ("/registration/nothing-leaves-nothing", test_nothing_leaves_nothing);
  g_test_add_func ("/registration/a-list-is-an-error-with-its-line",
                   test_a_list_is_an_error_with_its_line);
  g_test_add_func ("/registration/a-change-is-one-of-the-collection",
                   test_a_change_is_one_of_the_collection);

  return g_test_run ();
}
