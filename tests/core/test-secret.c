/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secret bytes are wiped, compared in constant time, random, and masked. This program has its own
 * explicit_bzero(), which the linker takes before libc's: it sees every wipe and what it wiped. */
#include <string.h>

#include "lib/rh-test.h"
#include "text/rh-secret.h"

/* Only with fortification does string.h declare the name that it calls. */
#if !defined __USE_FORTIFY_LEVEL || __USE_FORTIFY_LEVEL == 0
void __explicit_bzero_chk (void *bytes, size_t length, size_t capacity);
#endif

static GPtrArray *wiped; /* owned: GBytes, what was there before each wipe */

static void
record_wipe (void *bytes, size_t length)
{
  volatile guint8 *at = bytes;

  if (wiped != NULL)
    g_ptr_array_add (wiped, g_bytes_new (bytes, length));
  while (length-- > 0)
    *at++ = 0;
}

void
explicit_bzero (void *bytes, size_t length)
{
  record_wipe (bytes, length);
}

void
__explicit_bzero_chk (void *bytes, size_t length, size_t capacity)
{
  record_wipe (bytes, length);
}

static void
begin_wipes (void)
{
  wiped = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
}

/* How often exactly these bytes were wiped since begin_wipes(). */
static guint
end_wipes (const char *bytes, gsize length)
{
  g_autoptr (GBytes) wanted = g_bytes_new (bytes, length);
  guint n = 0;

  for (guint i = 0; i < wiped->len; i++)
    n += g_bytes_equal (wiped->pdata[i], wanted);
  g_clear_pointer (&wiped, g_ptr_array_unref);

  return n;
}

static void
test_bytes_kept (void)
{
  g_autoptr (RhSecret) secret = rh_secret_new ("a\0b", 3);
  g_autoptr (RhSecret) empty = rh_secret_new ("", -1);
  gsize length = 99;

  g_assert_cmpmem (rh_secret_peek (secret, &length), 4, "a\0b\0", 4);
  g_assert_cmpuint (length, ==, 3);
  g_assert_cmpuint (rh_secret_get_length (secret), ==, 3);
  g_assert_cmpstr (rh_secret_peek (empty, &length), ==, "");
  g_assert_cmpuint (length, ==, 0);
}

static void
test_wiped_on_last_unref (void)
{
  RhSecret *secret = rh_secret_new ("verifier\0tail", 13);

  begin_wipes ();
  rh_secret_ref (secret);
  rh_secret_unref (secret);
  g_assert_cmpuint (wiped->len, ==, 0);
  rh_secret_unref (secret);
  g_assert_cmpuint (end_wipes ("verifier\0tail", 13), ==, 1);
}

static void
test_take_wipes_source (void)
{
  g_autoptr (RhSecret) secret = NULL;

  begin_wipes ();
  secret = rh_secret_new_take (g_strdup ("client-secret"));
  g_assert_cmpuint (end_wipes ("client-secret", 13), ==, 1);
  g_assert_cmpstr (rh_secret_peek (secret, NULL), ==, "client-secret");
  g_assert_null (rh_secret_new_take (NULL));
}

static void
test_wipe_clears (void)
{
  char bytes[] = "0123456789";
  char *text = g_strdup ("pass");
  char *none = NULL;

  rh_wipe (bytes + 2, 3);
  g_assert_cmpmem (bytes, 10,
                   "01\0\0\0"
                   "56789",
                   10);
  rh_wipe (NULL, 0);

  begin_wipes ();
  rh_wipe_string (&text);
  rh_wipe_string (&none);
  g_assert_null (text);
  g_assert_cmpuint (end_wipes ("pass", 4), ==, 1);
}

static gpointer
ref_and_unref_many (gpointer secret)
{
  for (guint i = 0; i < 20000; i++)
    {
      rh_secret_ref (secret);
      rh_secret_unref (secret);
    }

  return NULL;
}

static void
test_refs_are_atomic (void)
{
  RhSecret *secret = rh_secret_new ("shared", -1);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ref", ref_and_unref_many, secret);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_assert_cmpstr (rh_secret_peek (secret, NULL), ==, "shared");
  begin_wipes ();
  rh_secret_unref (secret);
  g_assert_cmpuint (end_wipes ("shared", 6), ==, 1);
}

static void
test_equal (void)
{
  g_autoptr (RhSecret) a = rh_secret_new ("abc\0d", 5);
  g_autoptr (RhSecret) same = rh_secret_new ("abc\0d", 5);
  g_autoptr (RhSecret) last = rh_secret_new ("abc\0e", 5);
  g_autoptr (RhSecret) first = rh_secret_new ("bbc\0d", 5);
  g_autoptr (RhSecret) shorter = rh_secret_new ("abc", 3);

  g_assert_true (rh_secret_equal (a, a));
  g_assert_true (rh_secret_equal (a, same));
  g_assert_false (rh_secret_equal (a, last));
  g_assert_false (rh_secret_equal (a, first));
  g_assert_false (rh_secret_equal (a, shorter));
  g_assert_false (rh_secret_equal (a, NULL));
  g_assert_false (rh_secret_equal (NULL, a));
  g_assert_true (rh_secret_equal (NULL, NULL));
  g_assert_true (rh_bytes_equal_constant_time ("", 0, "", 0));
  /* A difference in the top bit only, which a signed shortcut would lose. */
  g_assert_false (rh_bytes_equal_constant_time ("\x01", 1, "\x81", 1));
  /* Differences that cancel out under XOR of the whole. */
  g_assert_false (rh_bytes_equal_constant_time ("ab", 2, "ba", 2));
}

static void
assert_mask (const char *bytes, gssize length, const char *expected)
{
  g_autoptr (RhSecret) secret = rh_secret_new (bytes, length);
  g_autofree char *mask = rh_secret_dup_mask (secret);

  g_assert_cmpstr (mask, ==, expected);
}

static void
test_mask (void)
{
  assert_mask ("", -1, "•••• (0 characters)");
  assert_mask ("hunter2", -1, "•••• (7 characters)");
  assert_mask ("1234567890123456789", -1, "•••• (19 characters)");
  assert_mask ("12345678901234567890", -1, "1234… (20 characters)");
  assert_mask ("ééééééééééééééééééé", -1, "•••• (19 characters)");
  assert_mask ("éééééééééééééééééééé", -1, "éééé… (20 characters)");
  assert_mask ("12\n45678901234567890", -1, "•••• (20 characters)");
  assert_mask ("1234567890123456789\xff", -1, "•••• (20 characters)");
  assert_mask ("123\0"
               "5678901234567890",
               20, "•••• (20 characters)");
}

static void
test_boxed (void)
{
  g_autoptr (RhSecret) secret = rh_secret_new ("boxed", -1);
  GValue value = G_VALUE_INIT;

  g_value_init (&value, RH_TYPE_SECRET);
  g_value_set_boxed (&value, secret);
  g_assert_true (g_value_get_boxed (&value) == secret);

  begin_wipes ();
  g_value_unset (&value);
  g_assert_cmpuint (end_wipes ("boxed", 5), ==, 0);
}

static void
test_random (void)
{
  g_autoptr (RhSecret) a = rh_secret_new_random (32);
  g_autoptr (RhSecret) b = rh_secret_new_random (32);
  guint8 seen[4096] = { 0 };
  guint counts[256] = { 0 };

  g_assert_cmpuint (rh_secret_get_length (a), ==, 32);
  g_assert_false (rh_secret_equal (a, b));

  rh_random_bytes (seen, sizeof seen);
  for (gsize i = 0; i < sizeof seen; i++)
    counts[seen[i]]++;
  /* 16 expected each; over 64 has a chance of less than 2^-50. */
  for (guint i = 0; i < 256; i++)
    g_assert_cmpuint (counts[i], <=, 64);
}

static void
test_random_token (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 100; i++)
    {
      char *token = rh_random_token (32);

      g_assert_cmpuint (strlen (token), ==, 43);
      g_assert_cmpuint (
          strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), ==,
          43);
      g_assert_true (g_hash_table_add (seen, token));
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/secret/bytes-kept", test_bytes_kept);
  g_test_add_func ("/secret/L7/wiped-on-last-unref", test_wiped_on_last_unref);
  g_test_add_func ("/secret/L7/take-wipes-source", test_take_wipes_source);
  g_test_add_func ("/secret/L7/wipe-clears", test_wipe_clears);
  g_test_add_func ("/secret/refs-are-atomic", test_refs_are_atomic);
  g_test_add_func ("/secret/A4/equal-in-constant-time", test_equal);
  g_test_add_func ("/secret/M2/mask", test_mask);
  g_test_add_func ("/secret/boxed", test_boxed);
  g_test_add_func ("/secret/A4/random", test_random);
  g_test_add_func ("/secret/D1/random-token", test_random_token);

  return g_test_run ();
}
