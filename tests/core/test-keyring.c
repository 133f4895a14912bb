/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhKeyring's calls by way of RhMemoryKeyring. */
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"

static void
test_store_lookup_clear (void)
{
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_keyring_lookup_now (keyring, "token", "one", &error));
  g_assert_no_error (error);

  rh_keyring_store_now (keyring, "token", "one", "first", &error);
  g_assert_no_error (error);
  rh_keyring_store_now (keyring, "token", "two", "second", &error);
  rh_keyring_store_now (keyring, "variable", "one", "third", &error);
  rh_keyring_assert_has (keyring, "token", "one", "first");
  rh_keyring_assert_has (keyring, "token", "two", "second");
  rh_keyring_assert_has (keyring, "variable", "one", "third");

  rh_keyring_store_now (keyring, "token", "one", "fourth", &error);
  rh_keyring_assert_has (keyring, "token", "one", "fourth");

  g_assert_true (rh_keyring_clear_now (keyring, "token", "one", &error));
  g_assert_null (rh_keyring_lookup_now (keyring, "token", "one", &error));
  g_assert_no_error (error);
  rh_keyring_assert_has (keyring, "token", "two", "second");
  g_assert_true (rh_keyring_clear_now (keyring, "token", "one", &error));
}

static void
test_list (void)
{
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autofree char *none = rh_keyring_list_now (keyring, "token", NULL);
  g_autofree char *tokens = NULL;
  g_autofree char *variables = NULL;

  g_assert_cmpstr (none, ==, "");
  rh_keyring_store_now (keyring, "token", "b", "1", NULL);
  rh_keyring_store_now (keyring, "token", "a", "2", NULL);
  rh_keyring_store_now (keyring, "token-like", "c", "3", NULL);
  rh_keyring_store_now (keyring, "variable", "token/d", "4", NULL);
  tokens = rh_keyring_list_now (keyring, "token", NULL);
  variables = rh_keyring_list_now (keyring, "variable", NULL);
  g_assert_cmpstr (tokens, ==, "a,b");
  g_assert_cmpstr (variables, ==, "token/d");
}

static void
test_state (void)
{
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  RhKeyringState state;

  g_object_get (keyring, "state", &state, NULL);
  g_assert_cmpint (state, ==, RH_KEYRING_STATE_MEMORY);
  g_assert_cmpint (rh_keyring_get_state (keyring), ==, RH_KEYRING_STATE_MEMORY);
}

static void
test_state_from_error (void)
{
  static const struct
  {
    RhKeyringError code;
    RhKeyringState state;
  } cases[] = {
    { RH_KEYRING_ERROR_NO_SERVICE, RH_KEYRING_STATE_NO_SERVICE },
    { RH_KEYRING_ERROR_LOCKED, RH_KEYRING_STATE_LOCKED },
    { RH_KEYRING_ERROR_DISMISSED, RH_KEYRING_STATE_DISMISSED },
    { RH_KEYRING_ERROR_TIMED_OUT, RH_KEYRING_STATE_TIMED_OUT },
    { RH_KEYRING_ERROR_REFUSED, RH_KEYRING_STATE_REFUSED },
  };
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (RH_KEYRING_ERROR, cases[i].code, "");

      g_assert_cmpint (rh_keyring_state_from_error (error), ==, cases[i].state);
    }
  g_assert_cmpint (rh_keyring_state_from_error (other), ==, RH_KEYRING_STATE_REFUSED);
}

static void
test_cancelled_write (void)
{
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RhSecret) value = rh_secret_new ("x", -1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rh_keyring_store_async (keyring, "token", "one", "Label", value, cancellable, rh_test_take_result,
                          &result);
  rh_test_wait (&result);

  g_assert_false (rh_keyring_store_finish (keyring, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (rh_keyring_lookup_now (keyring, "token", "one", NULL));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/keyring/memory/store-lookup-clear", test_store_lookup_clear);
  g_test_add_func ("/keyring/memory/list", test_list);
  g_test_add_func ("/keyring/memory/state", test_state);
  g_test_add_func ("/keyring/memory/cancelled-write", test_cancelled_write);
  g_test_add_func ("/keyring/L3/state-from-error", test_state_from_error);

  return g_test_run ();
}
