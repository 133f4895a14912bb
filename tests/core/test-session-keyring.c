/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhSessionKeyring: whatever the system's keyring does, the session goes on, and says why. */
#include "lib/rh-fake-keyring.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "secret/rh-session-keyring.h"

typedef struct
{
  RhKeyring *inner;
  RhFakeKeyring *system;
  RhKeyring *session;
  guint n_notified;
} Fixture;

static void
notified_cb (Fixture *fixture)
{
  fixture->n_notified++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->inner = rh_memory_keyring_new ();
  fixture->system = rh_fake_keyring_new (fixture->inner);
  fixture->session = rh_session_keyring_new (RH_KEYRING (fixture->system));
  g_signal_connect_swapped (fixture->session, "notify::state", G_CALLBACK (notified_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->system);
  g_assert_finalize_object (fixture->inner);
}

static gboolean
retry_now (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RhSessionKeyring *session = RH_SESSION_KEYRING (fixture->session);

  rh_session_keyring_retry_async (session, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_session_keyring_retry_finish (session, result, error);
}

static void
test_first_touch (Fixture *fixture, gconstpointer data)
{
  rh_test_drain ();
  g_assert_cmpuint (rh_fake_keyring_count (fixture->system, RH_FAKE_KEYRING_LOOKUP), ==, 0);
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_UNKNOWN);

  g_assert_null (rh_keyring_lookup_now (fixture->session, "token", "a", NULL));
  g_assert_cmpuint (rh_fake_keyring_count (fixture->system, RH_FAKE_KEYRING_LOOKUP), ==, 1);
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_READY);
  g_assert_cmpuint (fixture->n_notified, ==, 1);
}

static void
test_ready (Fixture *fixture, gconstpointer data)
{
  g_assert_true (rh_keyring_store_now (fixture->session, "token", "a", "one", NULL));
  rh_keyring_assert_has (fixture->inner, "token", "a", "one");
  rh_keyring_assert_has (fixture->session, "token", "a", "one");
  g_assert_true (rh_keyring_clear_now (fixture->session, "token", "a", NULL));
  g_assert_null (rh_keyring_lookup_now (fixture->inner, "token", "a", NULL));
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_READY);
}

/* Every state of L3 in turn: data is the RhKeyringError. */
static void
test_memory (Fixture *fixture, gconstpointer data)
{
  int code = GPOINTER_TO_INT (data);
  g_autoptr (GError) failure = g_error_new_literal (RH_KEYRING_ERROR, code, "");
  g_autoptr (GError) error = NULL;

  rh_fake_keyring_fail_all (fixture->system, code);
  g_assert_true (rh_keyring_store_now (fixture->session, "token", "a", "one", &error));
  g_assert_no_error (error);
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==,
                   rh_keyring_state_from_error (failure));
  rh_keyring_assert_has (fixture->session, "token", "a", "one");
  g_assert_null (rh_keyring_lookup_now (fixture->inner, "token", "a", NULL));

  /* Not asked again, for each time could be a prompt. */
  g_assert_true (rh_keyring_store_now (fixture->session, "token", "b", "two", &error));
  g_assert_true (rh_keyring_clear_now (fixture->session, "token", "a", &error));
  g_assert_cmpuint (rh_fake_keyring_count (fixture->system, RH_FAKE_KEYRING_STORE), ==, 1);
  g_assert_cmpuint (rh_fake_keyring_count (fixture->system, RH_FAKE_KEYRING_CLEAR), ==, 0);
  g_assert_null (rh_keyring_lookup_now (fixture->session, "token", "a", &error));
  g_assert_no_error (error);
}

/* What the system has, without what it did not remove, and with what it did not take. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *listed = NULL;
  g_autofree char *memory = NULL;
  g_autoptr (GError) error = NULL;

  rh_keyring_store_now (fixture->session, "token", "a", "one", NULL);
  rh_keyring_store_now (fixture->session, "token", "b", "two", NULL);
  before = rh_keyring_list_now (fixture->session, "token", NULL);
  g_assert_cmpstr (before, ==, "a,b");

  rh_fake_keyring_fail (fixture->system, RH_FAKE_KEYRING_STORE,
                        g_error_new_literal (RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED, ""));
  rh_keyring_store_now (fixture->session, "token", "c", "three", NULL);
  rh_keyring_store_now (fixture->session, "token", "b", "four", NULL);
  rh_keyring_clear_now (fixture->session, "token", "a", NULL);
  listed = rh_keyring_list_now (fixture->session, "token", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (listed, ==, "b,c");

  /* a list that cannot be had is an error, but where nothing is there to list */
  rh_fake_keyring_fail_all (fixture->system, RH_KEYRING_ERROR_TIMED_OUT);
  g_assert_null (rh_keyring_list_now (fixture->session, "token", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_TIMED_OUT);
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_TIMED_OUT);
  rh_fake_keyring_fail_all (fixture->system, RH_KEYRING_ERROR_NO_SERVICE);
  memory = rh_keyring_list_now (fixture->session, "token", NULL);
  g_assert_cmpstr (memory, ==, "b,c");
}

static void
test_locked_is_not_absent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  rh_keyring_store_now (fixture->inner, "token", "a", "one", NULL);
  rh_fake_keyring_fail_all (fixture->system, RH_KEYRING_ERROR_LOCKED);

  g_assert_null (rh_keyring_lookup_now (fixture->session, "token", "a", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_assert_null (rh_keyring_lookup_now (fixture->session, "token", "a", &again));
  g_assert_error (again, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (rh_fake_keyring_count (fixture->system, RH_FAKE_KEYRING_LOOKUP), ==, 1);

  /* Signing in again goes on in memory. */
  rh_keyring_store_now (fixture->session, "token", "a", "two", NULL);
  rh_keyring_assert_has (fixture->session, "token", "a", "two");
  rh_keyring_assert_has (fixture->inner, "token", "a", "one");
}

static void
test_no_service_has_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rh_fake_keyring_fail_all (fixture->system, RH_KEYRING_ERROR_NO_SERVICE);
  g_assert_null (rh_keyring_lookup_now (fixture->session, "token", "a", &error));
  g_assert_no_error (error);
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_NO_SERVICE);
}

static void
test_retry_writes_through (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rh_keyring_store_now (fixture->inner, "token", "old", "gone", NULL);
  rh_fake_keyring_fail_all (fixture->system, RH_KEYRING_ERROR_LOCKED);
  rh_keyring_store_now (fixture->session, "token", "a", "one", NULL);
  rh_keyring_store_now (fixture->session, "variable", "b", "two", NULL);
  rh_keyring_clear_now (fixture->session, "token", "old", NULL);

  g_assert_false (retry_now (fixture, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  rh_keyring_assert_has (fixture->session, "token", "a", "one");

  rh_fake_keyring_fail_all (fixture->system, -1);
  g_assert_true (retry_now (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_READY);
  rh_keyring_assert_has (fixture->inner, "token", "a", "one");
  rh_keyring_assert_has (fixture->inner, "variable", "b", "two");
  g_assert_null (rh_keyring_lookup_now (fixture->inner, "token", "old", NULL));

  rh_keyring_store_now (fixture->session, "token", "a", "three", NULL);
  rh_keyring_assert_has (fixture->inner, "token", "a", "three");
}

static void
test_retry_unseals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rh_keyring_store_now (fixture->inner, "token", "a", "one", NULL);
  rh_fake_keyring_fail_all (fixture->system, RH_KEYRING_ERROR_DISMISSED);
  g_assert_null (rh_keyring_lookup_now (fixture->session, "token", "a", NULL));
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_DISMISSED);

  g_assert_false (retry_now (fixture, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_DISMISSED);
  rh_fake_keyring_fail_all (fixture->system, -1);
  g_assert_cmpuint (rh_fake_keyring_count_resets (fixture->system), ==, 1);
  g_assert_true (retry_now (fixture, NULL));
  g_assert_cmpuint (rh_fake_keyring_count_resets (fixture->system), ==, 2);
  rh_keyring_assert_has (fixture->session, "token", "a", "one");
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_READY);
}

/* A write that memory took while retry was under way is not lost by it. */
static void
test_write_during_retry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_fake_keyring_fail_all (fixture->system, RH_KEYRING_ERROR_REFUSED);
  rh_keyring_store_now (fixture->session, "token", "a", "one", NULL);
  rh_fake_keyring_fail_all (fixture->system, -1);

  rh_session_keyring_retry_async (RH_SESSION_KEYRING (fixture->session), NULL, rh_test_take_result,
                                  &result);
  rh_keyring_store_now (fixture->session, "token", "a", "two", NULL);
  rh_test_wait (&result);

  rh_keyring_assert_has (fixture->session, "token", "a", "two");
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_REFUSED);
  g_assert_true (retry_now (fixture, NULL));
  rh_keyring_assert_has (fixture->inner, "token", "a", "two");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RhSecret) value = rh_secret_new ("x", -1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  rh_keyring_store_async (fixture->session, "token", "a", "Label", value, cancellable,
                          rh_test_take_result, &result);
  rh_test_wait (&result);

  g_assert_false (rh_keyring_store_finish (fixture->session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_UNKNOWN);
}

#define ADD(path, data, function) \
  g_test_add ("/session-keyring/" path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("L3/first-touch-only-when-called", NULL, test_first_touch);
  ADD ("L3/ready", NULL, test_ready);
  ADD ("L3/memory/no-service", GINT_TO_POINTER (RH_KEYRING_ERROR_NO_SERVICE), test_memory);
  ADD ("L3/memory/locked", GINT_TO_POINTER (RH_KEYRING_ERROR_LOCKED), test_memory);
  ADD ("L3/memory/dismissed", GINT_TO_POINTER (RH_KEYRING_ERROR_DISMISSED), test_memory);
  ADD ("L3/memory/timed-out", GINT_TO_POINTER (RH_KEYRING_ERROR_TIMED_OUT), test_memory);
  ADD ("L3/memory/refused", GINT_TO_POINTER (RH_KEYRING_ERROR_REFUSED), test_memory);
  ADD ("3.1/list", NULL, test_list);
  ADD ("L3/locked-is-not-absent", NULL, test_locked_is_not_absent);
  ADD ("L3/no-service-has-nothing", NULL, test_no_service_has_nothing);
  ADD ("L3/retry-writes-through", NULL, test_retry_writes_through);
  ADD ("L3/retry-unseals", NULL, test_retry_unseals);
  ADD ("L3/write-during-retry", NULL, test_write_during_retry);
  ADD ("L3/cancelled", NULL, test_cancelled);

  return g_test_run ();
}
