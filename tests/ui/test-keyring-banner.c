/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The banner says why secrets are kept for the session only, one sentence for each reason. */
#include "common/rh-keyring-banner.h"
#include "lib/rh-fake-keyring.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "secret/rh-session-keyring.h"
#include "ui/rh-connect-fixture.h"

typedef struct
{
  RhFakeKeyring *system;
  RhKeyring *session;
  RhKeyringBanner *banner;
} Fixture;

static void
start (Fixture *fixture)
{
  g_autoptr (RhKeyring) memory = rh_memory_keyring_new ();

  fixture->system = rh_fake_keyring_new (memory);
  fixture->session = rh_session_keyring_new (RH_KEYRING (fixture->system));
  fixture->banner = g_object_ref_sink (g_object_new (RH_TYPE_KEYRING_BANNER, NULL));
  g_object_set (fixture->banner, "keyring", fixture->session, NULL);
}

static void
stop (Fixture *fixture)
{
  g_assert_finalize_object (fixture->banner);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->system);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  stop (fixture);
}

static AdwBanner *
inner (Fixture *fixture)
{
  return ADW_BANNER (adw_bin_get_child (ADW_BIN (fixture->banner)));
}

static void
store (Fixture *fixture)
{
  g_autoptr (RhSecret) secret = rh_secret_new ("secret", -1);
  g_autoptr (GAsyncResult) result = NULL;

  rh_keyring_store_async (fixture->session, RH_KEYRING_KIND_VARIABLE, "slot", "Practice", secret,
                          NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  rh_keyring_store_finish (fixture->session, result, NULL);
}

static void
test_silent (Fixture *fixture, gconstpointer data)
{
  g_assert_false (adw_banner_get_revealed (inner (fixture)));
  store (fixture);
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_READY);
  g_assert_false (adw_banner_get_revealed (inner (fixture)));
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  static const int codes[]
      = { RH_KEYRING_ERROR_NO_SERVICE, RH_KEYRING_ERROR_LOCKED, RH_KEYRING_ERROR_DISMISSED,
          RH_KEYRING_ERROR_TIMED_OUT, RH_KEYRING_ERROR_REFUSED };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      rh_fake_keyring_fail_all (fixture->system, codes[i]);
      store (fixture);

      g_test_message ("%s", adw_banner_get_title (inner (fixture)));
      g_assert_true (adw_banner_get_revealed (inner (fixture)));
      g_assert_true (g_hash_table_add (seen, g_strdup (adw_banner_get_title (inner (fixture)))));
      g_assert_cmpstr (adw_banner_get_button_label (inner (fixture)), ==, "Try Again");

      stop (fixture);
      start (fixture);
    }
}

static void
test_try_again (Fixture *fixture, gconstpointer data)
{
  rh_fake_keyring_fail_all (fixture->system, RH_KEYRING_ERROR_LOCKED);
  store (fixture);
  g_assert_true (adw_banner_get_revealed (inner (fixture)));

  g_signal_emit_by_name (inner (fixture), "button-clicked");
  rh_widget_wait (adw_banner_get_button_label (inner (fixture)) != NULL);
  g_assert_true (adw_banner_get_revealed (inner (fixture)));

  rh_fake_keyring_fail_all (fixture->system, -1);
  g_signal_emit_by_name (inner (fixture), "button-clicked");
  rh_widget_wait (!adw_banner_get_revealed (inner (fixture)));
  g_assert_cmpint (rh_keyring_get_state (fixture->session), ==, RH_KEYRING_STATE_READY);
  rh_test_drain ();
}

#define ADD(path, name) g_test_add ("/keyring-banner/" path, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_connect_test_init (&argc, &argv);

  ADD ("silent-while-it-works", test_silent);
  ADD ("L3/states", test_states);
  ADD ("L3/try-again", test_try_again);

  return rh_connect_test_run ();
}
