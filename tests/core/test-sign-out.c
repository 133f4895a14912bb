/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhTokenSource: taking a sign-in in, and ending it. */
#include "lib/rh-test.h"
#include "lib/rh-token-rig.h"

static void
set_up (RhTokenRig *rig, gconstpointer data)
{
  rh_token_rig_init (rig);
}

static void
tear_down (RhTokenRig *rig, gconstpointer data)
{
  rh_token_rig_clear (rig);
}

static gboolean
sign_out_now (RhTokenRig *rig, gboolean revoke, gboolean *revoked, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_token_source_sign_out_async (rig->source, revoke, NULL, rh_test_take_result, &result);
  g_assert_null (rh_token_source_get_token (rig->source));
  rh_test_wait (&result);

  return rh_token_source_sign_out_finish (rig->source, result, revoked, error);
}

static RhToken *
adopt_now (RhTokenRig *rig, const char *subject, gboolean replace, GError **error)
{
  g_autoptr (RhToken) token = rh_token_rig_new_token (rig, subject);
  g_autoptr (GAsyncResult) result = NULL;

  rh_token_source_adopt_async (rig->source, token, replace, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_token_source_finish (rig->source, result, error);
}

static void
wait_until_held (RhTokenRig *rig)
{
  while (rh_fake_transport_get_n_held (rig->transport) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_revoke (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  rh_token_rig_sign_in (rig, rig->source);
  g_assert_true (sign_out_now (rig, TRUE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_true (revoked);
  g_assert_cmpuint (rig->asked->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (rig->asked, 0), ==, "revoke:refresh_token:refresh-1");
  g_assert_cmpstr (g_ptr_array_index (rig->asked, 1), ==, "revoke:access_token:access-1");
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NOT_CONNECTED);
  rh_token_rig_expect_error (other, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NOT_CONNECTED);
}

static void
test_forget_here (RhTokenRig *rig, gconstpointer data)
{
  gboolean revoked = TRUE;

  rh_token_rig_sign_in (rig, rig->source);
  g_assert_true (sign_out_now (rig, FALSE, &revoked, NULL));
  g_assert_false (revoked);
  g_assert_cmpuint (rig->asked->len, ==, 0);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NOT_CONNECTED);
}

static void
test_no_revocation_url (RhTokenRig *rig, gconstpointer data)
{
  gboolean revoked = TRUE;

  rh_oauth_config_set (rig->config, RH_OAUTH_REVOCATION_URL, NULL);
  rh_token_rig_sign_in (rig, rig->source);
  g_assert_true (sign_out_now (rig, TRUE, &revoked, NULL));
  g_assert_false (revoked);
  g_assert_cmpuint (rig->asked->len, ==, 0);
}

/* Data: a status, or an RhHttpError. */
static void
test_revoke_fails (RhTokenRig *rig, gconstpointer data)
{
  int what = GPOINTER_TO_INT (data);
  gboolean revoked = TRUE;

  rh_token_rig_sign_in (rig, rig->source);
  if (what < 100)
    rig->http_error = what;
  else
    rig->status = (guint) what;

  g_assert_true (sign_out_now (rig, TRUE, &revoked, NULL));
  g_assert_false (revoked);
  /* 503 means "later": once more each. */
  g_assert_cmpuint (rig->asked->len, ==, what == 503 ? 4 : 2);
  rig->status = 0;
  rig->http_error = -1;
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NOT_CONNECTED);
  g_assert_cmpuint (rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_CLEAR), ==, 1);
}

/* Another process has refreshed: its token is the one to revoke. */
static void
test_revokes_newest (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  rh_token_rig_sign_in (rig, rig->source);
  rh_token_rig_expect (other, RH_TOKEN_RIG_VALID, "access-1");
  rh_token_rig_expect (other, RH_TOKEN_RIG_CLICK, "access-2");
  g_assert_true (sign_out_now (rig, TRUE, NULL, NULL));
  g_assert_cmpuint (rh_token_rig_count (rig, "revoke:refresh_token:refresh-2"), ==, 1);
}

/* The keyring keeps the item: it is dead all the same, and the failure is told. */
static void
test_not_removed (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);
  g_autoptr (GError) error = NULL;

  rh_token_rig_sign_in (rig, rig->source);
  rh_fake_keyring_fail (rig->keyring, RH_FAKE_KEYRING_CLEAR,
                        g_error_new_literal (RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED, ""));
  g_assert_false (sign_out_now (rig, TRUE, NULL, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING);
  rh_token_rig_expect_error (other, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
}

/* A refresh that ends after the sign-out stores nothing and revokes what it got. */
static void
test_refresh_under_way (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) refreshed = NULL;
  g_autoptr (GAsyncResult) signed_out = NULL;
  g_autoptr (GError) error = NULL;
  guint stores;

  rh_token_rig_sign_in (rig, rig->source);
  rig->hold = TRUE;
  rh_token_rig_start (rig->source, RH_TOKEN_RIG_CLICK, NULL, &refreshed);
  wait_until_held (rig);
  rig->hold = FALSE;
  stores = rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_STORE);

  /* It does not wait for the slow request. */
  rh_token_source_sign_out_async (rig->source, TRUE, NULL, rh_test_take_result, &signed_out);
  rh_test_wait (&refreshed);
  g_assert_null (rh_token_source_finish (rig->source, refreshed, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED);
  rh_test_wait (&signed_out);
  g_assert_true (rh_token_source_sign_out_finish (rig->source, signed_out, NULL, NULL));

  rh_fake_transport_release (rig->transport);
  while (rh_token_rig_count (rig, "revoke:refresh_token:refresh-2") == 0)
    g_main_context_iteration (NULL, TRUE);
  rh_test_drain ();
  g_assert_cmpuint (rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_STORE), ==, stores);
  g_assert_null (rh_token_source_get_token (rig->source));
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NOT_CONNECTED);
}

/* A new sign-in is not harmed by the old refresh that is still out. */
static void
test_sign_in_after_sign_out (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) refreshed = NULL;

  rh_token_rig_sign_in (rig, rig->source);
  rig->hold = TRUE;
  rh_token_rig_start (rig->source, RH_TOKEN_RIG_CLICK, NULL, &refreshed);
  wait_until_held (rig);
  rig->hold = FALSE;
  g_assert_true (sign_out_now (rig, FALSE, NULL, NULL));
  rh_token_rig_sign_in (rig, rig->source);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-3");

  rh_fake_transport_release (rig->transport);
  while (rh_token_rig_count (rig, "revoke:") == 0)
    g_main_context_iteration (NULL, TRUE);
  rh_test_drain ();
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-3");
  g_assert_cmpuint (rh_token_rig_count (rig, "revoke:refresh_token:refresh-2"), ==, 1);
}

/* A sign-in waits for the refresh under way, and then comes the sign-out: each in its turn. */
static void
test_adopt_before_sign_out (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhToken) fresh = NULL;
  g_autoptr (RhToken) adopted_token = NULL;
  g_autoptr (GAsyncResult) refreshed = NULL;
  g_autoptr (GAsyncResult) adopted = NULL;
  g_autoptr (GAsyncResult) signed_out = NULL;

  rh_token_rig_sign_in (rig, rig->source);
  rig->hold = TRUE;
  rh_token_rig_start (rig->source, RH_TOKEN_RIG_CLICK, NULL, &refreshed);
  wait_until_held (rig);
  rig->hold = FALSE;
  fresh = rh_token_rig_new_token (rig, "ada");
  rh_token_source_adopt_async (rig->source, fresh, FALSE, NULL, rh_test_take_result, &adopted);
  rh_token_source_sign_out_async (rig->source, TRUE, NULL, rh_test_take_result, &signed_out);
  rh_fake_transport_release (rig->transport);
  rh_test_wait (&refreshed);
  rh_test_wait (&adopted);
  rh_test_wait (&signed_out);

  adopted_token = rh_token_source_finish (rig->source, adopted, NULL);
  g_assert_nonnull (adopted_token);
  g_assert_true (rh_token_source_sign_out_finish (rig->source, signed_out, NULL, NULL));
  g_assert_null (rh_token_source_get_token (rig->source));
  g_assert_cmpuint (rh_token_rig_count (rig, "revoke:refresh_token:refresh-3"), ==, 1);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NOT_CONNECTED);
}

/* Called off before anything was sent: another process has the lock. */
static void
test_sign_out_while_locked (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);
  g_autoptr (GAsyncResult) theirs = NULL;
  g_autoptr (GAsyncResult) ours = NULL;
  g_autoptr (GAsyncResult) signed_out = NULL;
  g_autoptr (GError) error = NULL;

  rh_token_rig_sign_in (rig, rig->source);
  rh_token_rig_expect (other, RH_TOKEN_RIG_VALID, "access-1");
  rig->hold = TRUE;
  rh_token_rig_start (other, RH_TOKEN_RIG_CLICK, NULL, &theirs);
  wait_until_held (rig);
  rig->hold = FALSE;
  rh_token_rig_start (rig->source, RH_TOKEN_RIG_CLICK, NULL, &ours);
  rh_token_source_sign_out_async (rig->source, TRUE, NULL, rh_test_take_result, &signed_out);
  rh_test_wait (&ours);
  g_assert_null (rh_token_source_finish (rig->source, ours, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED);

  rh_fake_transport_release (rig->transport);
  rh_test_wait (&theirs);
  rh_test_wait (&signed_out);
  g_assert_true (rh_token_source_sign_out_finish (rig->source, signed_out, NULL, NULL));
  g_assert_cmpuint (rh_token_rig_count (rig, "refresh:"), ==, 1);
  g_assert_cmpuint (rh_token_rig_count (rig, "revoke:refresh_token:refresh-2"), ==, 1);
}

static void
test_other_subject (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhToken) same = NULL;
  g_autoptr (RhToken) unknown = NULL;
  g_autoptr (RhToken) other = NULL;
  g_autoptr (GError) error = NULL;
  guint stores;

  rh_token_rig_sign_in (rig, rig->source);
  stores = rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_STORE);
  g_assert_null (adopt_now (rig, "grace", FALSE, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_OTHER_SUBJECT);
  g_assert_cmpuint (rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_STORE), ==, stores);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-1");

  same = adopt_now (rig, "ada", FALSE, NULL);
  g_assert_nonnull (same);
  other = adopt_now (rig, "grace", TRUE, NULL);
  g_assert_cmpstr (rh_token_get_subject (other), ==, "grace");
  unknown = adopt_now (rig, NULL, FALSE, NULL);
  g_assert_nonnull (unknown);
}

/* Also when all that is left is a dead sign-in. */
static void
test_other_subject_of_dead (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhToken) token = NULL;
  g_autoptr (GError) error = NULL;

  rh_token_rig_sign_in (rig, rig->source);
  rig->dead = TRUE;
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  g_assert_null (adopt_now (rig, "grace", FALSE, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_OTHER_SUBJECT);
  token = adopt_now (rig, "ada", FALSE, NULL);
  g_assert_nonnull (token);
}

/* After a sign-out nobody is left to compare with. */
static void
test_anybody_after_sign_out (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhToken) token = NULL;

  rh_token_rig_sign_in (rig, rig->source);
  g_assert_true (sign_out_now (rig, FALSE, NULL, NULL));
  token = adopt_now (rig, "grace", FALSE, NULL);
  g_assert_nonnull (token);
}

static void
test_adopt_not_stored (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhToken) token = NULL;

  rh_fake_keyring_fail_all (rig->keyring, RH_KEYRING_ERROR_LOCKED);
  token = adopt_now (rig, "ada", FALSE, NULL);
  g_assert_nonnull (token);
  g_assert_error (rh_token_source_get_problem (rig->source), RH_OAUTH_ERROR,
                  RH_OAUTH_ERROR_KEYRING);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-1");
  /* It is refreshed from memory. */
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_CLICK, "access-2");
}

/* invalid_grant at a code exchange never comes here; adopting keeps what waits. */
static void
test_adopt_serves_waiters (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) adopted = NULL;
  g_autoptr (GAsyncResult) valid = NULL;
  g_autoptr (RhToken) fresh = rh_token_rig_new_token (rig, "ada");
  g_autoptr (RhToken) one = NULL;
  g_autoptr (RhToken) two = NULL;

  rh_token_source_adopt_async (rig->source, fresh, FALSE, NULL, rh_test_take_result, &adopted);
  rh_token_rig_start (rig->source, RH_TOKEN_RIG_VALID, NULL, &valid);
  rh_test_wait (&adopted);
  rh_test_wait (&valid);
  one = rh_token_source_finish (rig->source, adopted, NULL);
  two = rh_token_source_finish (rig->source, valid, NULL);
  g_assert_true (one == two);
  g_assert_cmpuint (rig->asked->len, ==, 0);
}

/* Every message is in the flow record, and no token in clear. */
static void
test_recorded (RhTokenRig *rig, gconstpointer data)
{
  g_autofree char *report = NULL;

  rh_token_rig_sign_in (rig, rig->source);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_CLICK, "access-2");
  g_assert_true (sign_out_now (rig, TRUE, NULL, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig->record)), ==, 6);
  report = rh_flow_record_dup_report (rig->record);
  g_assert_null (g_strrstr (report, "refresh-1"));
  g_assert_null (g_strrstr (report, "refresh-2"));
  g_assert_null (g_strrstr (report, "access-2"));
}

#define ADD(path, data, function) \
  g_test_add ("/sign-out/" path, RhTokenRig, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("G1/revoke", NULL, test_revoke);
  ADD ("3.11/forget-here", NULL, test_forget_here);
  ADD ("3.11/no-revocation-url", NULL, test_no_revocation_url);
  ADD ("G1/revoke-fails/503", GINT_TO_POINTER (503), test_revoke_fails);
  ADD ("G1/revoke-fails/400", GINT_TO_POINTER (400), test_revoke_fails);
  ADD ("G1/revoke-fails/network", GINT_TO_POINTER (RH_HTTP_ERROR_CONNECT), test_revoke_fails);
  ADD ("G1/revokes-newest", NULL, test_revokes_newest);
  ADD ("3.4/not-removed-is-dead", NULL, test_not_removed);
  ADD ("3.2/refresh-under-way", NULL, test_refresh_under_way);
  ADD ("3.2/sign-in-after-sign-out", NULL, test_sign_in_after_sign_out);
  ADD ("3.2/adopt-before-sign-out", NULL, test_adopt_before_sign_out);
  ADD ("3.2/sign-out-while-locked", NULL, test_sign_out_while_locked);
  ADD ("3.10/other-subject", NULL, test_other_subject);
  ADD ("3.10/other-subject-of-dead", NULL, test_other_subject_of_dead);
  ADD ("3.10/anybody-after-sign-out", NULL, test_anybody_after_sign_out);
  ADD ("L3/adopt-not-stored", NULL, test_adopt_not_stored);
  ADD ("3.2/adopt-serves-waiters", NULL, test_adopt_serves_waiters);
  ADD ("4.8/recorded-and-masked", NULL, test_recorded);

  return g_test_run ();
}
