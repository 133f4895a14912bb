/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command line gave: before every other value, taken as it is, and asked of no keyring. */
#include "lib/rh-fake-keyring.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-variable-snapshot.h"

typedef struct
{
  RhCollection *collection;
  RhEnvironment *environment;
  RhGivenValues *given;
  RhBindings *bindings;
  RhKeyring *memory;
  RhKeyring *keyring; /* counts */
} Rig;

static void
set_up (Rig *rig, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_user_state_dir (), "bindings", NULL);

  rig->collection = rh_collection_new ("id", "Acme");
  rig->environment = rh_environment_new ("Staging");
  rh_collection_add_environment (rig->collection, rig->environment);
  rig->given = rh_given_values_new ();
  rh_collection_set_given (rig->collection, rig->given);
  rig->bindings = rh_bindings_new (file);
  rig->memory = rh_memory_keyring_new ();
  rig->keyring = RH_KEYRING (rh_fake_keyring_new (rig->memory));
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  g_clear_object (&rig->keyring);
  g_clear_object (&rig->memory);
  g_clear_object (&rig->bindings);
  g_clear_object (&rig->given);
  g_clear_object (&rig->environment);
  g_clear_object (&rig->collection);
}

static RhVariableSnapshot *
take (Rig *rig)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RhVariableSnapshot *snapshot;

  rh_variable_snapshot_take_async (rig->collection, rig->environment, NULL, NULL, rig->keyring,
                                   rig->bindings, NULL, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  snapshot = rh_variable_snapshot_take_finish (result, &error);
  g_assert_no_error (error);
  return snapshot;
}

static char *
fill (RhVariableSnapshot *snapshot, const char *template)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhText) text
      = rh_template_fill (template, RH_PLACE_RAW, rh_variable_snapshot_lookup, snapshot, &error);

  g_assert_no_error (error);
  return g_strdup (rh_text_peek (text, NULL));
}

static void
test_plain (Rig *rig, gconstpointer data)
{
  g_autoptr (RhVariableSnapshot) snapshot = NULL;
  g_autofree char *text = NULL;

  rh_environment_set (rig->environment, "a", "of the environment");
  rh_environment_set (rig->environment, "b", "{{a}}");
  rh_environment_add_secret (rig->environment, "key");
  rh_given_values_set (rig->given, "a", "{{key}}"); /* text: it reaches no secret */
  snapshot = take (rig);
  text = fill (snapshot, "{{a}} {{b}}");
  g_assert_cmpstr (text, ==, "{{key}} {{key}}");
}

static void
test_secret (Rig *rig, gconstpointer data)
{
  g_autoptr (RhSecret) loose = rh_secret_new ("by the environment", -1);
  g_autoptr (RhSecret) exact = rh_secret_new ("by its name", -1);
  g_autoptr (RhVariableSnapshot) snapshot = NULL;
  g_autofree char *text = NULL;
  RhVariableValue value = { 0 };

  rh_environment_add_secret (rig->environment, "api-key");
  rh_environment_add_secret (rig->environment, "api.key");
  rh_environment_set (rig->environment, "plain", "stays");
  rh_given_values_set_secret (rig->given, "API_KEY", TRUE, loose);
  rh_given_values_set_secret (rig->given, "PLAIN", TRUE, loose);
  rh_given_values_set_secret (rig->given, "api.key", FALSE, exact);
  snapshot = take (rig);
  text = fill (snapshot, "{{api-key}}, {{api.key}}, {{plain}}");
  g_assert_cmpstr (text, ==, "by the environment, by its name, stays");
  g_assert_cmpuint (rh_fake_keyring_count (RH_FAKE_KEYRING (rig->keyring), RH_FAKE_KEYRING_LOOKUP),
                    ==, 0);

  /* it is a secret like any other, and bound like any other */
  g_assert_true (rh_variable_snapshot_lookup ("api-key", &value, snapshot));
  g_assert_true (value.secret);
  g_assert_nonnull (rh_variable_snapshot_get_slot (snapshot, "api-key"));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add ("/given-values/plain", Rig, NULL, set_up, test_plain, tear_down);
  g_test_add ("/given-values/4.6/secret", Rig, NULL, set_up, test_secret, tear_down);

  return g_test_run ();
}
