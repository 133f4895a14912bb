/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Services as data: every file of the tree against what a service file is, and hostile ones. The
 * meanings of scopes are English here and looked up by gettext where they are shown. */
#include "config.h"

#include "collection/rh-json.h"
#include "collection/rh-service.h"
#include "lib/rh-test.h"
#include "practice/rh-practice-server.h"
#include "text/rh-url.h"

#include <string.h>

static char *
data_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "..", "data", "services", name, NULL);
}

static RhService *
load (const char *id)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *path = data_path (name);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  RhService *service;

  g_assert_true (g_file_get_contents (path, &json, NULL, &error));
  service = rh_service_parse (json, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_service_get_id (service), ==, id);
  return service;
}

static void
assert_url (RhService *service, const char *environment, const char *field)
{
  const char *value = rh_service_get (service, environment, field);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhUrl) url = NULL;

  if (value == NULL)
    return;

  url = rh_url_parse_http (value, &error);
  g_assert_no_error (error);
  g_assert_true (rh_url_is_https (url) || rh_url_is_loopback (url));
  g_assert_null (url->fragment);
}

static void
assert_scopes (RhService *service)
{
  guint n = g_list_model_get_n_items (rh_service_get_scopes (service));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhServiceScope) scope = g_list_model_get_item (rh_service_get_scopes (service), i);

      g_assert_true (rh_oauth_scope_is_valid (rh_service_scope_get_name (scope)));
      if (rh_service_scope_is_documented (scope))
        g_assert_cmpstr (rh_service_scope_get_meaning (scope), !=, "");
    }
}

static void
assert_environment (RhService *service, const char *name)
{
  static const char *const urls[] = {
    RH_OAUTH_AUTHORIZATION_URL,
    RH_OAUTH_TOKEN_URL,
    RH_OAUTH_REVOCATION_URL,
    RH_OAUTH_INTROSPECTION_URL,
    RH_OAUTH_ISSUER,
    RH_OAUTH_REDIRECT_URI,
    "api",
  };
  static const char *const needed[] = {
    RH_OAUTH_AUTHORIZATION_URL, RH_OAUTH_TOKEN_URL, RH_OAUTH_SCOPE, "client_auth", "api",
    RH_SERVICE_INTROSPECT_PATH,
  };
  g_autofree char *api = g_strdup (rh_service_get (service, name, "api"));

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    assert_url (service, name, urls[i]);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    g_assert_nonnull (rh_service_get (service, name, needed[i]));

  g_assert_false (g_str_has_suffix (api, "/"));
  g_assert_true (
      g_str_has_prefix (rh_service_get (service, name, RH_SERVICE_INTROSPECT_PATH), "/"));
  g_assert_true (rh_oauth_scope_is_valid (rh_service_get (service, name, RH_OAUTH_SCOPE)));
}

static void
test_every_file (void)
{
  g_autofree char *path = data_path (".");
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GHashTable) redirects = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  const char *name;
  guint n_files = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *id = g_strndup (name, strlen (name) - strlen (".json"));
      RhService *service = load (id);
      const char *const *environments = rh_service_get_environments (service);

      g_ptr_array_add (kept, service);
      g_assert_cmpstr (rh_service_get_name (service), !=, "");
      assert_scopes (service);
      for (guint i = 0; environments[i] != NULL; i++)
        {
          const char *redirect = rh_service_get (service, environments[i], RH_OAUTH_REDIRECT_URI);

          assert_environment (service, environments[i]);
          /* security.md 1.8: each proposes a path of its own; Pleo's Production wants https, which
           * nobody but the developer can name */
          if (redirect == NULL)
            g_assert_cmpstr (environments[i], ==, "Production");
          else
            g_assert_true (g_hash_table_add (redirects, (gpointer) redirect));
        }
      n_files++;
    }

  g_assert_cmpuint (n_files, ==, 3);
}

static void
test_pleo (void)
{
  g_autoptr (RhService) pleo = load ("pleo");
  g_autoptr (RhServiceScope) first = g_list_model_get_item (rh_service_get_scopes (pleo), 0);
  static const char *const values[][2] = {
    { RH_OAUTH_AUTHORIZATION_URL, "https://auth.staging.pleo.io/oauth/authorize" },
    { RH_OAUTH_TOKEN_URL, "https://auth.staging.pleo.io/oauth/token" },
    { RH_OAUTH_INTROSPECTION_URL, "https://auth.staging.pleo.io/oauth/token/introspect" },
    { RH_OAUTH_REDIRECT_URI, "http://localhost:8437/pleo-staging" },
    { RH_OAUTH_SCOPE, "users:read" },
    { "client_auth", "basic" },
    { "api", "https://external.staging.pleo.io" },
  };
  static const char *const live[][2] = {
    { RH_OAUTH_AUTHORIZATION_URL, "https://auth.pleo.io/oauth/authorize" },
    { RH_OAUTH_TOKEN_URL, "https://auth.pleo.io/oauth/token" },
    { RH_OAUTH_INTROSPECTION_URL, "https://auth.pleo.io/oauth/token/introspect" },
    { RH_OAUTH_REDIRECT_URI, NULL }, /* https only, and the developer's own */
    { "api", "https://external.pleo.io" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_cmpstr (rh_service_get (pleo, "Staging", values[i][0]), ==, values[i][1]);

  /* none of these is documented */
  g_assert_null (rh_service_get (pleo, "Staging", RH_OAUTH_REVOCATION_URL));
  g_assert_null (rh_service_get (pleo, "Staging", RH_OAUTH_ISSUER));
  g_assert_null (rh_service_get (pleo, "Staging", RH_SERVICE_PUBLIC_CLIENT_SECRET));
  for (guint i = 0; i < G_N_ELEMENTS (live); i++)
    g_assert_cmpstr (rh_service_get (pleo, "Production", live[i][0]), ==, live[i][1]);
  g_assert_null (rh_service_get (pleo, "Production", RH_OAUTH_REVOCATION_URL));
  g_assert_true (rh_service_matches_redirect_exactly (pleo));
  g_assert_true (rh_service_allows_loopback_http (pleo));
  g_assert_cmpstr (rh_service_get_documentation (pleo), !=, "");
  g_assert_cmpstr (rh_service_scope_get_name (first), ==, "users:read");
}

static void
test_practice_is_the_server (void)
{
  g_autoptr (RhService) practice = load ("practice");
  g_autofree char *base = g_strdup_printf ("http://localhost:%d", RH_PRACTICE_DEFAULT_PORT);
  g_autofree char *token_url = g_strconcat (base, "/oauth/token", NULL);

  g_assert_cmpstr (rh_service_get (practice, "Practice", "api"), ==, base);
  g_assert_cmpstr (rh_service_get (practice, "Practice", RH_OAUTH_ISSUER), ==, base);
  g_assert_cmpstr (rh_service_get (practice, "Practice", RH_OAUTH_TOKEN_URL), ==, token_url);
  g_assert_cmpstr (rh_service_get (practice, "Practice", RH_OAUTH_CLIENT_ID), ==,
                   RH_PRACTICE_CLIENT_ID);
  g_assert_cmpstr (rh_service_get (practice, "Practice", RH_SERVICE_PUBLIC_CLIENT_SECRET), ==,
                   RH_PRACTICE_CLIENT_SECRET);
  g_assert_cmpstr (rh_service_get (practice, "Practice", RH_OAUTH_REDIRECT_URI), ==,
                   RH_PRACTICE_REDIRECT_URI);
}

/* As the programs have them: in the one GResource, in the order of the files. */
static void
test_in_the_resource (void)
{
  g_autoptr (GListModel) services = rh_service_load_all (RH_RESOURCE_PATH "/services");
  g_autoptr (GListModel) none = rh_service_load_all (RH_RESOURCE_PATH "/nothing");
  static const char *const ids[] = { "practice", "pleo", "other" };

  g_assert_cmpuint (g_list_model_get_n_items (services), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (services, i);

      g_assert_cmpstr (rh_service_get_id (service), ==, ids[i]);
    }
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
}

static void
test_hostile (void)
{
  static const char *const files[] = {
    "",
    "[]",
    "{}",
    "{\"id\":\"a\"}",
    "{\"id\":\"a\",\"name\":1}",
    "{\"id\":\"a\",\"name\":\"A\",\"order\":\"1\"}",
    "{\"id\":\"a\",\"name\":\"A\",\"scopes\":{}}",
    "{\"id\":\"a\",\"name\":\"A\",\"scopes\":[1]}",
    "{\"id\":\"a\",\"name\":\"A\",\"scopes\":[{\"name\":1}]}",
    "{\"id\":\"a\",\"name\":\"A\",\"scopes\":[{\"name\":\"s\",\"documented\":\"yes\"}]}",
    "{\"id\":\"a\",\"name\":\"A\",\"environments\":[]}",
    "{\"id\":\"a\",\"name\":\"A\",\"environments\":{\"S\":\"x\"}}",
    "{\"id\":\"a\",\"name\":\"A\",\"environments\":{\"S\":{\"api\":1}}}",
    "{\"id\":\"a\",\"name\":\"A\",\"redirect\":{\"exact\":1}}",
    "{\"id\":\"a\",\"name\":\"A\",\"documentation\":[]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_service_parse (files[i], -1, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (error->domain, ==, RH_COLLECTION_ERROR);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/service/every-file", test_every_file);
  g_test_add_func ("/service/pleo", test_pleo);
  g_test_add_func ("/service/practice-is-the-server", test_practice_is_the_server);
  g_test_add_func ("/service/in-the-resource", test_in_the_resource);
  g_test_add_func ("/service/hostile", test_hostile);
  return g_test_run ();
}
