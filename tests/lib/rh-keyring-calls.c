/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring's calls, waited for. */
#include "lib/rh-keyring-calls.h"

#include "lib/rh-test.h"

RhSecret *
rh_keyring_lookup_now (RhKeyring *keyring, const char *kind, const char *slot, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_keyring_lookup_async (keyring, kind, slot, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_keyring_lookup_finish (keyring, result, error);
}

gboolean
rh_keyring_store_now (RhKeyring *keyring,
                      const char *kind,
                      const char *slot,
                      const char *value,
                      GError **error)
{
  g_autoptr (RhSecret) secret = rh_secret_new (value, -1);
  g_autoptr (GAsyncResult) result = NULL;

  rh_keyring_store_async (keyring, kind, slot, "Practice", secret, NULL, rh_test_take_result,
                          &result);
  rh_test_wait (&result);

  return rh_keyring_store_finish (keyring, result, error);
}

gboolean
rh_keyring_clear_now (RhKeyring *keyring, const char *kind, const char *slot, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_keyring_clear_async (keyring, kind, slot, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_keyring_clear_finish (keyring, result, error);
}

char *
rh_keyring_list_now (RhKeyring *keyring, const char *kind, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) slots = NULL;

  rh_keyring_list_async (keyring, kind, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  slots = rh_keyring_list_finish (keyring, result, error);

  return slots == NULL ? NULL : g_strjoinv (",", slots);
}

void
rh_keyring_assert_has (RhKeyring *keyring, const char *kind, const char *slot, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSecret) secret = rh_keyring_lookup_now (keyring, kind, slot, &error);

  g_assert_no_error (error);
  g_assert_nonnull (secret);
  g_assert_cmpstr (rh_secret_peek (secret, NULL), ==, value);
}
