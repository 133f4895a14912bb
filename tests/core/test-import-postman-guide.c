/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection and its environment as the guide of a service tells to set them up in Postman: it
 * can sign in, and what has to be done for that is told. */
#include "collection/rh-resolver.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-journey.h"
#include "lib/rh-test.h"
#include "workspace/rh-import-service.h"

#include <string.h>

#define COLLECTION "pleo-guide.postman_collection.json"
#define ENVIRONMENT "pleo-guide.postman_environment.json"
#define REDIRECT_URI "https://oauth.pstmn.io/v1/callback"
#define CLIENT_SECRET "made-up-secret-of-the-guide"

static RhImportFile *
open_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "import", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  RhImportFile *file;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  g_assert_no_error (error);
  bytes = g_bytes_new (text, length);
  file = rh_import_file_new (name, bytes, &error);
  g_assert_no_error (error);
  return file;
}

static RhImport *
read_guide (void)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  const RhImportWatch watch = { 0 };
  g_autoptr (GError) error = NULL;
  RhImport *import;

  g_ptr_array_add (files, open_file (ENVIRONMENT));
  g_ptr_array_add (files, open_file (COLLECTION));
  import = rh_import_read_files (files, &watch, &error);
  g_assert_no_error (error);
  return import;
}

/* In its environment, with the secret from where it was put. */
static gboolean
look_up (const char *name, RhVariableValue *value, gpointer user_data)
{
  RhCollection *collection = rh_import_get_collection (user_data);
  RhEnvironment *staging = rh_collection_get_environment (collection, "Pleo Staging");
  RhVariable *variable = rh_environment_lookup (staging, name);

  if (variable == NULL)
    return FALSE;

  *value = (RhVariableValue) { .value = rh_variable_get_value (variable),
                               .secret = rh_variable_is_secret (variable),
                               .literal = rh_variable_is_secret (variable) };
  if (value->secret)
    value->value = CLIENT_SECRET;
  return TRUE;
}

static void
test_signs_in (void)
{
  g_autoptr (RhImport) import = read_guide ();
  RhOAuthBlock *block = rh_collection_get_oauth (rh_import_get_collection (import));
  g_autoptr (GError) error = NULL;
  g_autoptr (RhOAuthConfig) config = rh_resolver_fill_oauth (block, look_up, import, &error);
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  guint16 port;

  g_assert_no_error (error);
  g_assert_true (rh_oauth_config_check (config, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_AUTHORIZATION_URL), ==,
                   "https://auth.staging.pleo.io/oauth/authorize");
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_TOKEN_URL), ==,
                   "https://auth.staging.pleo.io/oauth/token");
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_CLIENT_ID), ==,
                   "0f8b2c4d-aaaa-4bbb-8ccc-dddddddddddd");
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_SCOPE), ==, "users:read users:write");
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_REDIRECT_URI), ==, REDIRECT_URI);
  g_assert_cmpint (rh_oauth_config_get_client_auth (config), ==, RH_CLIENT_AUTH_BASIC);
  g_assert_cmpstr (rh_secret_peek (rh_oauth_config_get_client_secret (config), NULL), ==,
                   CLIENT_SECRET);
  /* nothing listens: the address is pasted */
  g_assert_false (rh_oauth_config_get_listen_address (config, &host, &port, &path));
}

/* The same with a redirect URI of this computer's, once it is registered. */
static void
test_another_redirect (void)
{
  g_autoptr (RhImport) import = read_guide ();
  RhOAuthBlock *block = rh_collection_get_oauth (rh_import_get_collection (import));
  g_autoptr (RhOAuthConfig) config = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  guint16 port;

  rh_oauth_block_set (block, RH_OAUTH_REDIRECT_URI, "http://localhost:8437/pleo-staging");
  config = rh_resolver_fill_oauth (block, look_up, import, NULL);
  g_assert_true (rh_oauth_config_check (config, NULL));
  g_assert_true (rh_oauth_config_get_listen_address (config, &host, &port, &path));
  g_assert_cmpuint (port, ==, 8437);
}

static void
test_what_is_told (void)
{
  g_autoptr (RhImport) import = read_guide ();
  g_autofree char *tree = rh_import_rig_tree (import);
  g_autofree char *secret = rh_import_rig_secret (import, "client_secret");
  g_autofree char *files = rh_import_rig_write (import);

  g_assert_cmpstr (tree, ==, "Employees[Search employees,Get an employee]");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_REDIRECT_ELSEWHERE, "", REDIRECT_URI),
                    ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_OAUTH_PARAMETER, "", "token_name"), ==,
                    1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_STAMPS, "", NULL), ==, 4);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 6);
  g_assert_cmpstr (secret, ==, CLIENT_SECRET);
  g_assert_null (strstr (files, CLIENT_SECRET));
  g_assert_nonnull (strstr (files, "callbackUrl: " REDIRECT_URI));
}

/* Disconnect and the words for scopes are there without a choice in Connect. */
static void
test_is_the_services (void)
{
  g_autoptr (RhImport) import = read_guide ();
  g_autoptr (GListModel) all = rh_journey_load_services ();
  g_autoptr (GPtrArray) services = rh_import_service_dup_list (all);
  RhEnvironment *staging
      = rh_collection_get_environment (rh_import_get_collection (import), "Pleo Staging");

  g_assert_true (rh_import_service_recognise_all (import, services, NULL, NULL));
  g_assert_cmpstr (rh_environment_get_service (staging), ==, "pleo");
  g_assert_cmpuint (
      rh_import_rig_count (import, RH_IMPORT_SERVICE, "Environment Pleo Staging", "Pleo, Staging"),
      ==, 1);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (staging, "api")), ==,
                   rh_variable_get_value (rh_environment_lookup (staging, "base_url")));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-postman-guide/signs-in", test_signs_in);
  g_test_add_func ("/import-postman-guide/another-redirect", test_another_redirect);
  g_test_add_func ("/import-postman-guide/what-is-told", test_what_is_told);
  g_test_add_func ("/import-postman-guide/is-the-services", test_is_the_services);

  return g_test_run ();
}
