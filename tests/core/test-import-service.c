/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An environment that has the addresses of a known service is that service's: those addresses and
 * no others, and nothing that came with the file is changed. */
#include "lib/rh-import-rig.h"
#include "lib/rh-journey.h"
#include "lib/rh-test.h"
#include "workspace/rh-import-service.h"

#define AUTHORIZE "https://auth.staging.pleo.io/oauth/authorize"
#define TOKEN "https://auth.staging.pleo.io/oauth/token"

typedef struct
{
  RhImport *import;
  RhCollection *collection;
  RhEnvironment *environment;
  GPtrArray *services;
} Rig;

static RhEnvironment *
add_environment (Rig *rig, const char *name, const char *authorization_url, const char *token_url)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new (name);

  rh_environment_set (environment, "auth", authorization_url);
  rh_environment_set (environment, "tokens", token_url);
  rh_collection_add_environment (rig->collection, environment);
  return environment; /* the collection keeps it */
}

static void
set_up (Rig *rig, gconstpointer data)
{
  g_autoptr (GListModel) services = rh_journey_load_services ();
  RhOAuthBlock *block;

  rig->import = rh_import_new ();
  rig->collection = rh_import_get_collection (rig->import);
  rig->services = rh_import_service_dup_list (services);
  block = rh_collection_get_oauth (rig->collection);
  rh_oauth_block_set (block, RH_OAUTH_AUTHORIZATION_URL, "{{auth}}");
  rh_oauth_block_set (block, RH_OAUTH_TOKEN_URL, "{{tokens}}");
  rig->environment = add_environment (rig, "Mine", AUTHORIZE, TOKEN);
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  g_ptr_array_unref (rig->services);
  g_assert_finalize_object (rig->import);
}

static void
recognise (Rig *rig)
{
  g_autoptr (GError) error = NULL;

  rh_import_service_recognise_all (rig->import, rig->services, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_service (RhEnvironment *environment, const char *service)
{
  g_assert_cmpstr (rh_environment_get_service (environment), ==, service);
}

static void
assert_variable (RhEnvironment *environment, const char *name, const char *value)
{
  RhVariable *variable = rh_environment_lookup (environment, name);

  g_assert_cmpstr (variable == NULL ? NULL : rh_variable_get_value (variable), ==, value);
}

static void
assert_told (Rig *rig, RhImportCode code, const char *environment, const char *what)
{
  g_autofree char *place = g_strdup_printf ("Environment %s", environment);

  g_assert_cmpuint (rh_import_rig_count (rig->import, code, place, what), ==, 1);
}

/* Each environment by its own addresses, whatever it is called. */
static void
test_by_addresses (Rig *rig, gconstpointer data)
{
  RhEnvironment *live = add_environment (rig, "Kunden", "https://auth.pleo.io/oauth/authorize",
                                         "https://auth.pleo.io/oauth/token");
  RhEnvironment *practice = add_environment (rig, "Try", "http://localhost:8436/oauth/authorize",
                                             "http://localhost:8436/oauth/token");
  RhEnvironment *other
      = add_environment (rig, "Staging", "https://a.example/authorize", "https://a.example/token");

  recognise (rig);
  assert_service (rig->environment, "pleo");
  assert_service (live, "pleo");
  assert_service (practice, "practice");
  assert_service (other, "");
  assert_told (rig, RH_IMPORT_SERVICE, "Mine", "Pleo, Staging");
  assert_told (rig, RH_IMPORT_SERVICE, "Kunden", "Pleo, Production");
  assert_told (rig, RH_IMPORT_SERVICE, "Try", "Practice, Practice");
}

/* What the file has no word for. */
static void
test_adds (Rig *rig, gconstpointer data)
{
  RhOAuthBlock *block = rh_collection_get_oauth (rig->collection);
  RhEnvironment *practice = add_environment (rig, "Try", "http://localhost:8436/oauth/authorize",
                                             "http://localhost:8436/oauth/token");

  recognise (rig);
  assert_variable (rig->environment, "api", "https://external.staging.pleo.io");
  assert_told (rig, RH_IMPORT_SERVICE_VALUE, "Mine", "api = https://external.staging.pleo.io");
  assert_variable (rig->environment, "revocation_url", NULL);
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_REVOCATION_URL), ==, "{{revocation_url}}");
  assert_variable (practice, "revocation_url", "http://localhost:8436/oauth/revoke");
  assert_told (rig, RH_IMPORT_SERVICE_VALUE, "Try",
               "revocation_url = http://localhost:8436/oauth/revoke");
}

/* Neither what it has a value for, secret or not, nor a setting, nor a service that was chosen. */
static void
test_keeps (Rig *rig, gconstpointer data)
{
  RhOAuthBlock *block = rh_collection_get_oauth (rig->collection);
  RhEnvironment *secret = add_environment (rig, "Secret", AUTHORIZE, TOKEN);
  RhEnvironment *chosen = add_environment (rig, "Chosen", AUTHORIZE, TOKEN);
  RhEnvironment *practice = add_environment (rig, "Try", "http://localhost:8436/oauth/authorize",
                                             "http://localhost:8436/oauth/token");

  rh_environment_set (rig->environment, "api", "https://external.staging.pleo.io/v9");
  rh_environment_add_secret (secret, "api");
  rh_environment_set_service (chosen, "other");
  rh_oauth_block_set (block, RH_OAUTH_REVOCATION_URL, "https://own.example/revoke");
  recognise (rig);
  assert_service (rig->environment, "pleo");
  assert_variable (rig->environment, "api", "https://external.staging.pleo.io/v9");
  assert_service (secret, "pleo");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (secret, "api")));
  assert_service (chosen, "other");
  assert_variable (chosen, "api", NULL);
  assert_variable (practice, "revocation_url", NULL);
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_REVOCATION_URL), ==,
                   "https://own.example/revoke");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_TOKEN_URL), ==, "{{tokens}}");
}

/* A variable of the collection's counts as much, and one of that name that is used for something
 * else is not written over. */
static void
test_keeps_the_collections (Rig *rig, gconstpointer data)
{
  RhEnvironment *practice = add_environment (rig, "Try", "http://localhost:8436/oauth/authorize",
                                             "http://localhost:8436/oauth/token");

  rh_environment_set (rh_collection_get_scope (rig->collection), "api", "no address");
  rh_environment_set (practice, "revocation_url", "https://other.example");
  recognise (rig);
  assert_service (rig->environment, "pleo");
  assert_service (practice, "practice");
  assert_variable (rig->environment, "api", NULL);
  assert_variable (practice, "revocation_url", "https://other.example");
  g_assert_cmpstr (
      rh_oauth_block_get (rh_collection_get_oauth (rig->collection), RH_OAUTH_REVOCATION_URL), ==,
      "");
}

/* Whatever it is called: nobody changes customers' data by an environment that came along. */
static void
test_protects_production (Rig *rig, gconstpointer data)
{
  RhEnvironment *live = add_environment (rig, "Kunden", "https://auth.pleo.io/oauth/authorize",
                                         "https://auth.pleo.io/oauth/token");

  recognise (rig);
  g_assert_true (rh_environment_is_marked_protected (live));
  assert_told (rig, RH_IMPORT_PROTECTED, "Kunden", NULL);
  g_assert_false (rh_environment_is_marked_protected (rig->environment));
}

static void
test_same_written_otherwise (Rig *rig, gconstpointer data)
{
  static const char *const urls[][2] = {
    { AUTHORIZE, "HTTPS://Auth.Staging.PLEO.io/oauth/token" },
    { AUTHORIZE, "https://auth.staging.pleo.io:443/oauth/token" },
    { AUTHORIZE "?prompt=consent", TOKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *name = g_strdup_printf ("Same %u", i);
      RhEnvironment *environment = add_environment (rig, name, urls[i][0], urls[i][1]);

      rh_import_service_recognise (rig->import, rig->collection, environment, rig->services);
      assert_service (environment, "pleo");
    }
}

/* Hosts that look like it, other schemes, ports and paths, names and secrets in front; one of both
 * addresses is not enough. */
static void
test_look_alikes (Rig *rig, gconstpointer data)
{
  static const char *const urls[][2] = {
    { AUTHORIZE, "https://auth.staging.pleo.io.evil.example/oauth/token" },
    { AUTHORIZE, "https://auth.staging.pleo.io@evil.example/oauth/token" },
    { AUTHORIZE, "https://ada:pw@auth.staging.pleo.io/oauth/token" },
    { AUTHORIZE, "https://evil.example/auth.staging.pleo.io/oauth/token" },
    { AUTHORIZE, "https://evil.example#https://auth.staging.pleo.io/oauth/token" },
    { AUTHORIZE, "https://evil.example\\@auth.staging.pleo.io/oauth/token" },
    { AUTHORIZE, "https://auth.staging.plео.io/oauth/token" }, /* Cyrillic */
    { AUTHORIZE, "https://auth.staging.pleo.io./oauth/token" },
    { AUTHORIZE, "https://authstaging.pleo.io/oauth/token" },
    { AUTHORIZE, "http://auth.staging.pleo.io/oauth/token" },
    { AUTHORIZE, "https://auth.staging.pleo.io:8443/oauth/token" },
    { AUTHORIZE, TOKEN "/" },
    { AUTHORIZE, TOKEN "?a=b" },
    { AUTHORIZE, TOKEN "#a" },
    { AUTHORIZE, "https://auth.staging.pleo.io/evil/../oauth/token" },
    { AUTHORIZE, "https://auth.staging.pleo.io/oauth/Token" },
    { AUTHORIZE, "https://auth.staging.pleo.io/oauth/%74oken" },
    { AUTHORIZE, " " TOKEN },
    { AUTHORIZE, "{{missing}}/oauth/token" },
    { AUTHORIZE, "" },
    { "https://evil.example/oauth/authorize", TOKEN },
    { "https://auth.staging.pleo.io/evil?x=/oauth/authorize", TOKEN },
    { "https://auth.pleo.io/oauth/authorize", TOKEN },
    { "", TOKEN },
    { "http://localhost:8436/oauth/authorize", "http://localhost:8437/oauth/token" },
    { "http://localhost:8436/oauth/authorize", "http://127.0.0.1:8436/oauth/token" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *name = g_strdup_printf ("Other %u", i);
      RhEnvironment *environment = add_environment (rig, name, urls[i][0], urls[i][1]);

      rh_import_service_recognise (rig->import, rig->collection, environment, rig->services);
      assert_service (environment, "");
      assert_variable (environment, "api", NULL);
    }
  g_assert_cmpuint (rh_import_get_notes (rig->import)->len, ==, 0);
}

/* Or the token would go there as soon as somebody signs in. */
static void
test_api_elsewhere (Rig *rig, gconstpointer data)
{
  rh_environment_set (rh_collection_get_scope (rig->collection), "host", "evil.example");
  rh_environment_set (rig->environment, "api", "https://external.staging.pleo.io.{{host}}");
  recognise (rig);
  assert_service (rig->environment, "");
}

/* What is secret is not looked at. */
static void
test_secret_address (Rig *rig, gconstpointer data)
{
  RhVariable *variable = rh_environment_lookup (rig->environment, "tokens");

  g_object_set (variable, "secret", TRUE, NULL);
  recognise (rig);
  assert_service (rig->environment, "");
}

/* An environment that comes alone, by the block of where it goes. */
static void
test_into_another_collection (Rig *rig, gconstpointer data)
{
  g_autoptr (RhCollection) there = rh_collection_new ("id", "There");
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Pleo Staging");

  rh_oauth_block_fill_variables (rh_collection_get_oauth (there));
  rh_environment_set (environment, "authorization_url", AUTHORIZE);
  rh_environment_set (environment, "token_url", TOKEN);
  rh_collection_add_environment (there, environment);
  rh_import_service_recognise (rig->import, there, environment, rig->services);
  assert_service (environment, "pleo");
  assert_told (rig, RH_IMPORT_SERVICE, "Pleo Staging", "Pleo, Staging");
}

static void
test_cancelled (Rig *rig, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (
      rh_import_service_recognise_all (rig->import, rig->services, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_service (rig->environment, "");
}

#define ADD(path, func) g_test_add ("/import-service/" path, Rig, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  ADD ("by-addresses", test_by_addresses);
  ADD ("adds", test_adds);
  ADD ("keeps", test_keeps);
  ADD ("keeps-the-collections", test_keeps_the_collections);
  ADD ("protects-production", test_protects_production);
  ADD ("same-written-otherwise", test_same_written_otherwise);
  ADD ("look-alikes", test_look_alikes);
  ADD ("api-elsewhere", test_api_elsewhere);
  ADD ("secret-address", test_secret_address);
  ADD ("into-another-collection", test_into_another_collection);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
