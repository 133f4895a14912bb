/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cookies outlive the program when somebody asks for it, in the keyring and nowhere else
 * (security.md 4.10). */
#include "config.h"

#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-cookie-store.h"
#include "workspace/rh-cookie-text.h"

#include <string.h>

#define WHO "1:c/7:Staging/"
#define NOW (g_get_real_time () / G_USEC_PER_SEC)

typedef struct
{
  GFile *file;
  RhKeyring *keyring;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->file = g_file_new_build_filename (g_get_user_state_dir (), "cookies.json", NULL);
  fixture->keyring = rh_memory_keyring_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_test_drain ();
  g_file_delete (fixture->file, NULL, NULL);
  g_assert_finalize_object (fixture->keyring);
  g_object_unref (fixture->file);
}

static RhCookieStore *
open_store (Fixture *fixture)
{
  return rh_cookie_store_new (fixture->file, fixture->keyring);
}

static void
take (RhCookieJar *jar, const char *field)
{
  g_autoptr (RhUrl) url = rh_url_parse_http ("https://a.example/", NULL);

  g_assert_cmpint (rh_cookie_jar_take (jar, field, url, NOW), ==, RH_COOKIE_KEPT);
}

static void
assert_sent (RhCookieJar *jar, const char *expected)
{
  g_autoptr (RhUrl) url = rh_url_parse_http ("https://a.example/", NULL);
  g_autoptr (RhText) header = rh_cookie_jar_dup_header (jar, url, NOW);

  g_assert_cmpstr (header == NULL ? NULL : rh_text_peek (header, NULL), ==, expected);
}

static guint
count_items (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) slots = NULL;

  rh_keyring_list_async (fixture->keyring, RH_KEYRING_KIND_COOKIES, NULL, rh_test_take_result,
                         &result);
  rh_test_wait (&result);
  slots = rh_keyring_list_finish (fixture->keyring, result, NULL);

  return g_strv_length (slots);
}

static void
test_one_jar_each (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieStore) store = open_store (fixture);
  RhCookieJar *jar = rh_cookie_store_get_jar (store, WHO);

  g_assert_true (jar == rh_cookie_store_get_jar (store, WHO));
  g_assert_true (jar != rh_cookie_store_get_jar (store, WHO "else"));
}

/* Not asked for: nothing is written, and the keyring is not touched. */
static void
test_memory_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieStore) store = open_store (fixture);
  RhCookieJar *jar = rh_cookie_store_get_jar (store, WHO);

  g_assert_false (rh_cookie_store_is_kept (store, WHO));
  g_assert_false (rh_cookie_jar_is_held (jar));
  take (jar, "a=1");
  rh_test_drain ();
  g_assert_cmpuint (count_items (fixture), ==, 0);
  g_assert_false (g_file_query_exists (fixture->file, NULL));
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieStore) store = open_store (fixture);
  RhCookieJar *jar = rh_cookie_store_get_jar (store, WHO);
  g_autofree char *text = NULL;

  take (jar, "before=of-a-cookie; Secure; HttpOnly; SameSite=Lax; Path=/; Domain=a.example");
  g_assert_true (rh_cookie_store_set_kept (store, WHO, TRUE, NULL));
  take (jar, "after=2; Max-Age=60");
  rh_test_drain ();
  g_assert_finalize_object (g_steal_pointer (&store));
  g_assert_cmpuint (count_items (fixture), ==, 1);
  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->file), &text, NULL, NULL));
  g_assert_null (strstr (text, "of-a-cookie"));
  g_assert_null (strstr (text, "Staging"));

  store = open_store (fixture);
  jar = rh_cookie_store_get_jar (store, WHO);
  g_assert_true (rh_cookie_store_is_kept (store, WHO));
  g_assert_true (rh_cookie_jar_is_held (jar));
  rh_test_drain ();
  g_assert_false (rh_cookie_jar_is_held (jar));
  assert_sent (jar, "before=of-a-cookie; after=2");
}

/* What was changed meanwhile is newer than what the keyring has. */
static void
test_read_under_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieStore) store = open_store (fixture);
  RhCookieJar *jar = rh_cookie_store_get_jar (store, WHO);

  g_assert_true (rh_cookie_store_set_kept (store, WHO, TRUE, NULL));
  take (jar, "a=old");
  rh_test_drain ();
  g_assert_finalize_object (g_steal_pointer (&store));

  store = open_store (fixture);
  jar = rh_cookie_store_get_jar (store, WHO);
  take (jar, "a=new");
  rh_test_drain ();
  assert_sent (jar, "a=new");
}

static void
test_kept_no_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieStore) store = open_store (fixture);
  RhCookieJar *jar = rh_cookie_store_get_jar (store, WHO);

  g_assert_true (rh_cookie_store_set_kept (store, WHO, TRUE, NULL));
  take (jar, "a=1");
  rh_test_drain ();
  take (jar, "b=2");
  g_assert_true (rh_cookie_store_set_kept (store, WHO, FALSE, NULL));
  rh_test_drain ();
  g_assert_cmpuint (count_items (fixture), ==, 0);
  assert_sent (jar, "a=1; b=2");
}

/* An item that could not be read is not written over with less. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhSecret) broken = rh_secret_new ("{", -1);
  g_autoptr (RhCookieStore) store = open_store (fixture);
  g_autofree char *slot = g_compute_checksum_for_string (G_CHECKSUM_SHA256, WHO, -1);
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (RhSecret) left = NULL;
  RhCookieJar *jar;

  g_assert_true (rh_cookie_store_set_kept (store, WHO, TRUE, NULL));
  rh_test_drain ();
  g_assert_finalize_object (g_steal_pointer (&store));
  rh_keyring_store_async (fixture->keyring, RH_KEYRING_KIND_COOKIES, slot, "x", broken, NULL,
                          rh_test_take_result, &stored);
  rh_test_wait (&stored);

  store = open_store (fixture);
  jar = rh_cookie_store_get_jar (store, WHO);
  rh_test_drain ();
  g_assert_false (rh_cookie_jar_is_held (jar));
  take (jar, "a=1");
  rh_test_drain ();
  rh_keyring_lookup_async (fixture->keyring, RH_KEYRING_KIND_COOKIES, slot, NULL,
                           rh_test_take_result, &found);
  rh_test_wait (&found);
  left = rh_keyring_lookup_finish (fixture->keyring, found, NULL);
  g_assert_cmpstr (rh_secret_peek (left, NULL), ==, "{");
}

/* Nobody is asked for what is not there yet. */
static void
test_peek (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieStore) store = open_store (fixture);

  g_assert_null (rh_cookie_store_peek_jar (store, WHO));
  g_assert_true (rh_cookie_store_get_jar (store, WHO) == rh_cookie_store_peek_jar (store, WHO));
  g_assert_null (rh_cookie_store_peek_jar (store, WHO "else"));
}

static void
settle (RhCookieStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_cookie_store_settle_async (store, rh_test_take_result, &result);
  g_assert_null (result);
  rh_test_wait (&result);
  rh_cookie_store_settle_finish (store, result);
}

/* What was set a moment ago, and while it is written. */
static void
test_settle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieStore) store = open_store (fixture);
  RhCookieJar *jar = rh_cookie_store_get_jar (store, WHO);

  settle (store);
  g_assert_true (rh_cookie_store_set_kept (store, WHO, TRUE, NULL));
  take (jar, "a=1");
  settle (store);
  g_assert_finalize_object (g_steal_pointer (&store));

  store = open_store (fixture);
  jar = rh_cookie_store_get_jar (store, WHO);
  rh_test_drain ();
  assert_sent (jar, "a=1");
  take (jar, "b=2");
  g_main_context_iteration (NULL, FALSE);
  take (jar, "c=3");
  settle (store);
  g_assert_finalize_object (g_steal_pointer (&store));

  store = open_store (fixture);
  jar = rh_cookie_store_get_jar (store, WHO);
  rh_test_drain ();
  assert_sent (jar, "a=1; b=2; c=3");
  g_assert_true (rh_cookie_store_set_kept (store, WHO, FALSE, NULL));
  settle (store);
  g_assert_cmpuint (count_items (fixture), ==, 0);
}

static void
test_expired_is_not_written (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();
  g_autoptr (RhCookieJar) again = rh_cookie_jar_new ();
  g_autoptr (RhSecret) text = NULL;

  take (jar, "short=1; Max-Age=60");
  take (jar, "session=2");
  text = rh_cookie_text_write (jar, NOW + 61);
  g_assert_true (rh_cookie_text_read (again, text, NOW, NULL));
  assert_sent (again, "session=2");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  ADD ("/cookie-store/one-jar-each", test_one_jar_each);
  ADD ("/cookie-store/security-4.10/memory-only", test_memory_only);
  ADD ("/cookie-store/security-4.10/kept", test_kept);
  ADD ("/cookie-store/read-under-changes", test_read_under_changes);
  ADD ("/cookie-store/kept-no-more", test_kept_no_more);
  ADD ("/cookie-store/unreadable", test_unreadable);
  ADD ("/cookie-store/peek", test_peek);
  ADD ("/cookie-store/settle", test_settle);
  g_test_add_func ("/cookie-store/expired-is-not-written", test_expired_is_not_written);

  return g_test_run ();
}
