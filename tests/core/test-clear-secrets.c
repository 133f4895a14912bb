/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in clear in a collection's files: found, kept out of what the store writes, and moved
 * without ever being in neither place. */
#include "collection/rh-opencollection.h"
#include "lib/rh-fake-keyring.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-clear-secrets.h"
#include "workspace/rh-variable-snapshot.h"

#define STAGING "environments/Staging.yml"
#define SEARCH "Employees/Search.yml"

typedef struct
{
  RhStoreRig rig;
  RhKeyring *inner;
  RhFakeKeyring *keyring;
  RhBindings *bindings;
  RhClearSecrets *secrets;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_user_state_dir (), "clear", NULL);

  rh_store_rig_set_up (&fixture->rig, NULL);
  fixture->inner = rh_memory_keyring_new ();
  fixture->keyring = rh_fake_keyring_new (fixture->inner);
  rh_fake_keyring_set_state (fixture->keyring, RH_KEYRING_STATE_READY);
  fixture->bindings = rh_bindings_new (file);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->secrets); /* a thread may hold it for a moment yet */
  g_object_unref (fixture->bindings);
  g_object_unref (fixture->keyring);
  g_object_unref (fixture->inner);
  rh_store_rig_tear_down (&fixture->rig, NULL);
}

static void
write_clear (Fixture *fixture)
{
  rh_store_rig_write (&fixture->rig, "opencollection.yml",
                      "opencollection: 1.0.0\ninfo:\n  name: Acme\n"
                      "request:\n  auth:\n    type: oauth2\n    flow: authorization_code\n"
                      "    accessTokenUrl: https://id.example/token\n"
                      "    credentials:\n      clientId: me\n      clientSecret: c1ient-hush\n"
                      "      placement: body\n");
  rh_store_rig_write (&fixture->rig, STAGING,
                      "name: Staging\nvariables:\n- name: api\n  value: https://s.example\n"
                      "- secret: true\n  name: key\n  value: staging-hush\n");
  rh_store_rig_write (&fixture->rig, "environments/Live.yml", "name: Live\nvariables: []\n");
  rh_store_rig_write (&fixture->rig, SEARCH,
                      "info:\n  name: Search\n  type: http\nhttp:\n  method: GET\n  url: u\n"
                      "  auth:\n    type: bearer\n    token: bearer-hush\n");
}

static void
scan (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->secrets == NULL)
    fixture->secrets = rh_clear_secrets_new (RH_KEYRING (fixture->keyring), fixture->bindings,
                                             fixture->rig.store);
  rh_clear_secrets_scan_async (fixture->secrets, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  rh_clear_secrets_scan_finish (fixture->secrets, result, &error);
  g_assert_no_error (error);
}

static void
open_clear (Fixture *fixture)
{
  write_clear (fixture);
  rh_store_rig_open (&fixture->rig);
  scan (fixture);
}

static gboolean
move (Fixture *fixture, gboolean replace, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_clear_secrets_move_async (fixture->secrets, replace, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  return rh_clear_secrets_move_finish (fixture->secrets, result, error);
}

static RhEnvironment *
get_environment (Fixture *fixture, const char *name)
{
  return rh_collection_get_environment (fixture->rig.collection, name);
}

static void
assert_kept (Fixture *fixture, const char *environment, const char *name, const char *value)
{
  const char *kind;
  g_autofree char *slot = rh_secret_slot_of (fixture->rig.collection,
                                             get_environment (fixture, environment), name, &kind);

  rh_keyring_assert_has (fixture->inner, kind, slot, value);
}

static void
assert_holds (Fixture *fixture, const char *path, const char *text, gboolean holds)
{
  g_autofree char *file = rh_store_rig_read (&fixture->rig, path);

  g_assert_nonnull (file);
  if (holds != (strstr (file, text) != NULL))
    g_error ("%s %s “%s”:\n%s", path, holds ? "has no" : "has", text, file);
}

static RhVariable *
add_variable (Fixture *fixture)
{
  g_autoptr (RhVariable) variable = rh_variable_new ("extra", "1");

  rh_environment_append (get_environment (fixture, "Staging"), variable);
  return variable; /* the environment keeps it */
}

/* Found */

static void
test_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) found = g_string_new (NULL);

  open_clear (fixture);
  for (guint i = 0; i < rh_clear_secrets_get_found (fixture->secrets)->len; i++)
    {
      const RhClearSecret *secret = rh_clear_secrets_get_found (fixture->secrets)->pdata[i];

      g_string_append_printf (found, "%s: %s\n", secret->file, secret->place);
    }

  g_assert_cmpstr (found->str, ==,
                   "opencollection.yml: client secret\n" SEARCH ": token\n" STAGING
                   ": variable key\n");
}

/* A file whose value the writer would drop is not written, whatever else was changed. */
static void
test_never_lost_by_a_write (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  open_clear (fixture);
  before = rh_store_rig_read (&fixture->rig, STAGING);
  add_variable (fixture);
  g_assert_false (rh_collection_store_flush (fixture->rig.store, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_SECRETS);
  after = rh_store_rig_read (&fixture->rig, STAGING);
  g_assert_cmpstr (after, ==, before);
}

/* Nor the client secret, when a sign-in gives the block a variable of its own. */
static void
test_client_secret_never_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_clear (fixture);
  rh_oauth_block_set (rh_collection_get_oauth (fixture->rig.collection),
                      RH_OAUTH_BLOCK_CLIENT_SECRET, "{{mine}}");
  g_assert_false (rh_collection_store_flush (fixture->rig.store, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_SECRETS);
  assert_holds (fixture, "opencollection.yml", "c1ient-hush", TRUE);
}

/* A request with its own clear token can be saved: the text keeps it. */
static void
test_request_keeps_it (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *search;
  g_autoptr (GError) error = NULL;

  open_clear (fixture);
  search = rh_store_rig_find (&fixture->rig, SEARCH);
  rh_request_item_load (search);
  g_object_set (search, "method", "POST", NULL);
  rh_collection_store_save (fixture->rig.store, search, &error);
  g_assert_no_error (error);
  assert_holds (fixture, SEARCH, "POST", TRUE);
  assert_holds (fixture, SEARCH, "bearer-hush", TRUE);
}

/* Moved */

static void
test_moved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;

  open_clear (fixture);
  move (fixture, FALSE, &error);
  g_assert_no_error (error);

  dump = rh_store_rig_dump (&fixture->rig);
  g_assert_null (strstr (dump, "hush"));
  assert_holds (fixture, "opencollection.yml", "clientSecret: '{{client_secret}}'", TRUE);
  assert_holds (fixture, SEARCH, "token: '{{token}}'", TRUE);
  assert_kept (fixture, "Staging", "key", "staging-hush");
  assert_kept (fixture, "Staging", "token", "bearer-hush");
  assert_kept (fixture, "Live", "token", "bearer-hush");
  assert_kept (fixture, "Staging", "client_secret", "c1ient-hush");
  assert_kept (fixture, "Live", "client_secret", "c1ient-hush");
  g_assert_cmpuint (rh_clear_secrets_get_found (fixture->secrets)->len, ==, 0);
}

/* What the files refer to now is known, here and after the folder is opened again. */
static void
test_moved_is_declared (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *scope;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  open_clear (fixture);
  g_assert_true (move (fixture, FALSE, NULL));
  rh_store_rig_flush (&fixture->rig);
  before = rh_store_rig_dump (&fixture->rig);
  g_clear_object (&fixture->secrets);
  rh_store_rig_open (&fixture->rig);
  scope = rh_folder_get_scope (rh_collection_get_root (fixture->rig.collection));
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (scope, "token")));
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (scope, "client_secret")));
  rh_store_rig_flush (&fixture->rig);
  after = rh_store_rig_dump (&fixture->rig);
  g_assert_cmpstr (after, ==, before);
  scan (fixture);
  g_assert_cmpuint (rh_clear_secrets_get_found (fixture->secrets)->len, ==, 0);
}

/* What waited for it is written then. */
static void
test_edits_go_on_top (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *search;

  open_clear (fixture);
  add_variable (fixture);
  search = rh_store_rig_find (&fixture->rig, SEARCH);
  rh_request_item_load (search);
  g_object_set (search, "method", "POST", NULL);
  g_assert_false (rh_collection_store_flush (fixture->rig.store, NULL));

  g_assert_true (move (fixture, FALSE, NULL));
  assert_holds (fixture, STAGING, "extra", TRUE);
  assert_holds (fixture, STAGING, "hush", FALSE);
  g_assert_true (rh_request_item_is_edited (search));
  g_assert_false (rh_request_item_has_conflict (search));
  g_assert_true (rh_collection_store_save (fixture->rig.store, search, NULL));
  assert_holds (fixture, SEARCH, "POST", TRUE);
  assert_holds (fixture, SEARCH, "{{token}}", TRUE);
}

/* A token that its request shows is the user's to change: the file does not wait for it. */
static void
test_own_auth_can_be_given_up (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *search;

  open_clear (fixture);
  search = rh_store_rig_find (&fixture->rig, SEARCH);
  g_assert_cmpint (rh_request_item_get_auth_kind (search), ==, RH_AUTH_KIND_BEARER);
  g_object_set (search, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  g_assert_true (rh_collection_store_save (fixture->rig.store, search, NULL));
  assert_holds (fixture, SEARCH, "bearer-hush", FALSE);
}

/* Two requests with one token share a variable; another token gets another. */
static void
test_one_variable_a_value (Fixture *fixture, gconstpointer data)
{
  write_clear (fixture);
  rh_store_rig_write (&fixture->rig, "A.yml",
                      "info:\n  name: A\n  type: http\nhttp:\n  method: GET\n  url: u\n"
                      "  auth:\n    type: bearer\n    token: bearer-hush\n");
  rh_store_rig_write (&fixture->rig, "B.yml",
                      "info:\n  name: B\n  type: http\nhttp:\n  method: GET\n  url: u\n"
                      "  auth:\n    type: bearer\n    token: other-hush\n");
  rh_store_rig_open (&fixture->rig);
  scan (fixture);
  g_assert_true (move (fixture, FALSE, NULL));
  assert_holds (fixture, "A.yml", "{{token}}", TRUE);
  assert_holds (fixture, SEARCH, "{{token}}", TRUE);
  assert_holds (fixture, "B.yml", "{{token_2}}", TRUE);
  assert_kept (fixture, "Live", "token", "bearer-hush");
  assert_kept (fixture, "Live", "token_2", "other-hush");
}

/* Failures */

static void
assert_all_there (Fixture *fixture)
{
  assert_holds (fixture, "opencollection.yml", "c1ient-hush", TRUE);
  assert_holds (fixture, STAGING, "staging-hush", TRUE);
  assert_holds (fixture, SEARCH, "bearer-hush", TRUE);
}

static void
test_keyring_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_clear (fixture);
  rh_fake_keyring_fail (fixture->keyring, RH_FAKE_KEYRING_STORE,
                        g_error_new_literal (RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED, "locked"));
  g_assert_false (move (fixture, FALSE, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  assert_all_there (fixture);
  g_assert_cmpuint (rh_clear_secrets_get_found (fixture->secrets)->len, ==, 3);
}

/* A keyring that is only memory takes everything and keeps nothing. */
static void
test_memory_is_no_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_clear (fixture);
  rh_fake_keyring_set_state (fixture->keyring, RH_KEYRING_STATE_NO_SERVICE);
  g_assert_false (move (fixture, FALSE, &error));
  g_assert_error (error, RH_CLEAR_SECRETS_ERROR, RH_CLEAR_SECRETS_ERROR_NO_KEYRING);
  assert_all_there (fixture);
}

/* Stopped at each call of the disk: every value is in its file or in the keyring. */
static void
test_stopped_anywhere (Fixture *fixture, gconstpointer data)
{
  guint calls;

  write_clear (fixture);
  for (guint at = 1;; at++)
    {
      g_autofree char *staging = NULL;
      g_autofree char *search = NULL;
      gboolean done;

      write_clear (fixture);
      g_clear_object (&fixture->secrets);
      rh_store_rig_open (&fixture->rig);
      scan (fixture);
      rh_faulty_disk_stop_at (fixture->rig.faulty, at, 0);
      done = move (fixture, TRUE, NULL);
      calls = rh_faulty_disk_get_calls (fixture->rig.faulty);
      rh_faulty_disk_stop_at (fixture->rig.faulty, 0, 0);
      staging = rh_store_rig_read (&fixture->rig, STAGING);
      if (strstr (staging, "staging-hush") == NULL)
        assert_kept (fixture, "Staging", "key", "staging-hush");
      search = rh_store_rig_read (&fixture->rig, SEARCH);
      if (strstr (search, "bearer-hush") == NULL)
        {
          assert_kept (fixture, "Staging", "token", "bearer-hush");
          g_assert_nonnull (strstr (search, "{{token}}"));
        }
      if (done && at > calls)
        break;
    }
}

static void
test_other_value_is_asked_about (Fixture *fixture, gconstpointer data)
{
  const char *kind;
  g_autofree char *slot = NULL;
  g_autoptr (GError) error = NULL;

  open_clear (fixture);
  slot = rh_secret_slot_of (fixture->rig.collection, get_environment (fixture, "Staging"), "key",
                            &kind);
  g_assert_true (rh_keyring_store_now (fixture->inner, kind, slot, "newer", NULL));
  g_assert_false (move (fixture, FALSE, &error));
  g_assert_error (error, RH_CLEAR_SECRETS_ERROR, RH_CLEAR_SECRETS_ERROR_OTHER_VALUE);
  g_assert_null (strstr (error->message, "hush"));
  assert_holds (fixture, STAGING, "staging-hush", TRUE);
  assert_kept (fixture, "Staging", "key", "newer");

  g_assert_true (move (fixture, TRUE, NULL));
  assert_kept (fixture, "Staging", "key", "staging-hush");
  assert_holds (fixture, STAGING, "hush", FALSE);
}

/* Changed since it was looked at: what is there now counts. */
static void
test_file_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  open_clear (fixture);
  rh_store_rig_write (
      &fixture->rig, STAGING,
      "name: Staging\nvariables:\n- secret: true\n  name: key\n  value: new-hush\n");
  g_assert_true (move (fixture, FALSE, NULL));
  assert_kept (fixture, "Staging", "key", "new-hush");
  assert_holds (fixture, STAGING, "hush", FALSE);
}

static void
test_no_environment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rh_store_rig_write (&fixture->rig, "opencollection.yml",
                      "opencollection: 1.0.0\ninfo:\n  name: Acme\n");
  rh_store_rig_write (&fixture->rig, "A.yml",
                      "info:\n  name: A\n  type: http\nhttp:\n  method: GET\n  url: u\n"
                      "  auth:\n    type: bearer\n    token: bearer-hush\n");
  rh_store_rig_open (&fixture->rig);
  scan (fixture);
  g_assert_false (move (fixture, FALSE, &error));
  g_assert_error (error, RH_CLEAR_SECRETS_ERROR, RH_CLEAR_SECRETS_ERROR_NO_ENVIRONMENT);
  assert_holds (fixture, "A.yml", "bearer-hush", TRUE);
}

#define ADD(path, test) g_test_add ("/clear-secrets/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("found", test_found);
  ADD ("never-lost-by-a-write", test_never_lost_by_a_write);
  ADD ("client-secret-never-lost", test_client_secret_never_lost);
  ADD ("request-keeps-it", test_request_keeps_it);
  ADD ("moved", test_moved);
  ADD ("moved-is-declared", test_moved_is_declared);
  ADD ("edits-go-on-top", test_edits_go_on_top);
  ADD ("own-auth-can-be-given-up", test_own_auth_can_be_given_up);
  ADD ("one-variable-a-value", test_one_variable_a_value);
  ADD ("keyring-refuses", test_keyring_refuses);
  ADD ("memory-is-no-keyring", test_memory_is_no_keyring);
  ADD ("stopped-anywhere", test_stopped_anywhere);
  ADD ("other-value-is-asked-about", test_other_value_is_asked_about);
  ADD ("file-changed-meanwhile", test_file_changed_meanwhile);
  ADD ("no-environment", test_no_environment);

  return g_test_run ();
}
