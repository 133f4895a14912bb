/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Services as data: every file of the tree against what a service file is, and what they say. The
 * meanings of scopes are English here and looked up by gettext where they are shown. */
#include "config.h"

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
      g_autofree char *id = g_strndup (name, strcspn (name, "."));
      RhService *service;
      const char *const *environments;

      if (!g_str_has_suffix (name, ".json"))
        continue;

      service = load (id);
      environments = rh_service_get_environments (service);
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
      /* read when they are asked for: the file is right, or the test ends here */
      g_assert_true ((rh_service_get_requests (service) != NULL) == (i < 2));
    }
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
}

/* What a note says of scopes is found again in it. */
static void
test_noted_scope (void)
{
  g_autofree char *none = rh_service_dup_noted_scope ("Lists them.\n\nScope: not documented");
  g_autofree char *some = rh_service_dup_noted_scope ("Lists them.\n\nScope: a:read b");
  g_autofree char *other = rh_service_dup_noted_scope ("The Scope: a");

  g_assert_null (none);
  g_assert_cmpstr (some, ==, "a:read b");
  g_assert_null (other);
}

/* security.md 1.6, pleo.md 6: https in Production, http only for the name localhost elsewhere. */
static void
test_redirect_rules (void)
{
  g_autoptr (RhService) pleo = load ("pleo");
  g_autoptr (RhService) other = load ("other");
  const struct
  {
    RhService *service;
    const char *environment;
    const char *uri;
    RhServiceFault fault;
  } cases[] = {
    { pleo, "Staging", "http://localhost:8437/pleo-staging", RH_SERVICE_FAULT_NONE },
    { pleo, "Staging", "https://client.example/callback", RH_SERVICE_FAULT_NONE },
    { pleo, "Staging", "http://127.0.0.1:8437/x", RH_SERVICE_FAULT_NOT_LOCALHOST },
    { pleo, "Staging", "http://[::1]:8437/x", RH_SERVICE_FAULT_NOT_LOCALHOST },
    { pleo, "Staging", "http://localhost.evil/x", RH_SERVICE_FAULT_NOT_LOCALHOST },
    { pleo, "Staging", "http://LOCALHOST:8437/x", RH_SERVICE_FAULT_NOT_LOCALHOST },
    { pleo, "Staging", "https://client.example/#part", RH_SERVICE_FAULT_FRAGMENT },
    { pleo, "Staging", "http://localhost:8437/x#", RH_SERVICE_FAULT_FRAGMENT },
    { pleo, "Production", "http://localhost:8437/x", RH_SERVICE_FAULT_NOT_HTTPS },
    { pleo, "Production", "https://client.example/callback", RH_SERVICE_FAULT_NONE },
    { pleo, "Preview", "http://localhost:8437/x", RH_SERVICE_FAULT_NOT_HTTPS },
    { pleo, "Production", "com.example:/callback", RH_SERVICE_FAULT_NOT_URL },
    { pleo, "Production", "https://me@client.example/", RH_SERVICE_FAULT_NOT_URL },
    { pleo, "Production", "https://client.example/a b", RH_SERVICE_FAULT_NOT_URL },
    { pleo, "Production", "", RH_SERVICE_FAULT_NOT_URL },
    { other, "Any", "http://127.0.0.1:1/x", RH_SERVICE_FAULT_NONE },
    { other, "Any", "http://client.example/x", RH_SERVICE_FAULT_NOT_LOCALHOST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
        rh_service_check_redirect_uri (cases[i].service, cases[i].environment, cases[i].uri), ==,
        cases[i].fault);

  g_assert_cmpint (rh_service_get_redirect (pleo, "Staging"), ==, RH_SERVICE_REDIRECT_LOCALHOST);
  g_assert_cmpint (rh_service_get_redirect (pleo, "Production"), ==, RH_SERVICE_REDIRECT_HTTPS);
  g_assert_cmpint (rh_service_get_redirect (other, "Any"), ==, RH_SERVICE_REDIRECT_LOOPBACK);
}

static void
assert_scope (RhService *service, const char *scope, RhServiceFault fault, const char *part)
{
  g_autofree char *got = NULL;

  g_assert_cmpint (rh_service_check_scope (service, scope, &got), ==, fault);
  g_assert_cmpstr (got, ==, part);
}

static void
test_scope_rules (void)
{
  g_autoptr (RhService) pleo = load ("pleo");
  g_autoptr (RhService) other = load ("other");

  assert_scope (pleo, "", RH_SERVICE_FAULT_NONE, NULL);
  assert_scope (pleo, "users:read vendors:write", RH_SERVICE_FAULT_NONE, NULL);
  assert_scope (pleo, "users:read tags:read", RH_SERVICE_FAULT_UNKNOWN_SCOPE, "tags:read");
  assert_scope (pleo, "users:read a\"b", RH_SERVICE_FAULT_NOT_SCOPE, "a\"b");
  assert_scope (other, "anything at:all", RH_SERVICE_FAULT_NONE, NULL);
  assert_scope (other, "a\\b", RH_SERVICE_FAULT_NOT_SCOPE, "a\\b");
}

/* pleo.md 1a and 3: what a person has to know to register there. */
static void
test_pleo_says_how_to_register (void)
{
  static const char *const labels[]
      = { "Client Name",    "Client URI", "Logo",           "Terms of Service",
          "Privacy Policy", "Contacts",   "Initiation URI", "Settings URI",
          "Redirect URIs",  "Scopes",     "PKCE Support",   "Subject Type Preference" };
  g_autoptr (RhService) pleo = load ("pleo");
  g_autoptr (RhService) other = load ("other");
  const RhServiceForm *form = rh_service_get_form (pleo);

  g_assert_cmpuint (form->fields->len, ==, G_N_ELEMENTS (labels));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const RhServiceField *field = g_ptr_array_index (form->fields, i);

      g_assert_cmpstr (field->label, ==, labels[i]);
      g_assert_true (rh_service_form_find (form, field->id) == field);
    }

  g_assert_cmpuint (form->collect_days, ==, 7);
  g_assert_cmpstr (rh_service_get_client_auths (pleo)[0], ==, "basic");
  g_assert_cmpstr (rh_service_get_client_auths (pleo)[1], ==, "body");
  g_assert_null (rh_service_get_client_auths (pleo)[2]);
  g_assert_cmpuint (g_strv_length (form->notes), ==, 3);
  g_assert_cmpuint (rh_service_get_form (other)->fields->len, ==, 0);
  g_assert_null (rh_service_form_find (form, "nothing"));
}

static void
test_fields_are_checked (void)
{
  g_autoptr (RhService) pleo = load ("pleo");
  const struct
  {
    const char *id;
    const char *value;
    RhServiceFault fault;
    const char *part;
  } cases[] = {
    { "client_name", "Acme", RH_SERVICE_FAULT_NONE, NULL },
    { "client_name", "Acme for pLEO", RH_SERVICE_FAULT_WORD, "Pleo" },
    { "client_name", "\357\274\260\357\275\214\357\275\205\357\275\217", RH_SERVICE_FAULT_WORD,
      "Pleo" }, /* full width */
    { "client_uri", "", RH_SERVICE_FAULT_NONE, NULL },
    { "client_uri", "https://client.example/#top", RH_SERVICE_FAULT_NONE, NULL },
    { "client_uri", "http://client.example/", RH_SERVICE_FAULT_NOT_HTTPS,
      "http://client.example/" },
    { "client_uri", "client.example", RH_SERVICE_FAULT_NOT_URL, "client.example" },
    { "client_uri", "https://a.example/ x", RH_SERVICE_FAULT_NOT_URL, "https://a.example/ x" },
    { "contacts", "a@b.example, c.d@e.example", RH_SERVICE_FAULT_NONE, NULL },
    { "contacts", "a@b.example c@d", RH_SERVICE_FAULT_NOT_EMAIL, "c@d" },
    { "contacts", "@b.example", RH_SERVICE_FAULT_NOT_EMAIL, "@b.example" },
    { "contacts", "a@@b.example", RH_SERVICE_FAULT_NOT_EMAIL, "a@@b.example" },
    { "contacts", "a@b.example.", RH_SERVICE_FAULT_NOT_EMAIL, "a@b.example." },
    { "contacts", "<a@b.example>", RH_SERVICE_FAULT_NOT_EMAIL, "<a@b.example>" },
    { "redirect_uris", "http://localhost:1/a\nhttps://b.example/c", RH_SERVICE_FAULT_NONE, NULL },
    { "redirect_uris", "https://b.example/c http://127.0.0.1/d", RH_SERVICE_FAULT_NOT_LOCALHOST,
      "http://127.0.0.1/d" },
    { "scopes", "users:read nothing:read", RH_SERVICE_FAULT_UNKNOWN_SCOPE, "nothing:read" },
    { "pkce", "Supported", RH_SERVICE_FAULT_NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RhServiceField *field = rh_service_form_find (rh_service_get_form (pleo), cases[i].id);
      g_autofree char *part = NULL;

      g_assert_cmpint (rh_service_check_field (pleo, "Staging", field, cases[i].value, &part), ==,
                       cases[i].fault);
      g_assert_cmpstr (part, ==, cases[i].part);
    }
}

static void
test_choices_are_checked (void)
{
  static const char json[]
      = "{\"id\":\"a\",\"name\":\"A\",\"registration\":{\"fields\":[{\"id\":\"c\","
        "\"label\":\"C\",\"kind\":\"choice\",\"choices\":[\"One\",\"Two\"]}]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RhService) service = rh_service_parse (json, -1, &error);
  const RhServiceField *field;

  g_assert_no_error (error);
  field = rh_service_form_find (rh_service_get_form (service), "c");
  g_assert_cmpint (rh_service_check_field (service, "", field, "Two", NULL), ==,
                   RH_SERVICE_FAULT_NONE);
  g_assert_cmpint (rh_service_check_field (service, "", field, "", NULL), ==,
                   RH_SERVICE_FAULT_NONE);
  g_assert_cmpint (rh_service_check_field (service, "", field, "Three", NULL), ==,
                   RH_SERVICE_FAULT_NOT_CHOICE);
}

/* security.md 3.11 */
static void
test_disconnecting_is_no_request (void)
{
  g_autoptr (RhService) pleo = load ("pleo");
  g_autoptr (RhService) other = load ("other");
  const RhServiceDisconnect *disconnect = rh_service_get_disconnect (pleo);
  GListModel *folders = rh_folder_get_items (rh_service_get_requests (pleo));
  guint n_requests = 0;

  g_assert_cmpstr (disconnect->method, ==, "DELETE");
  g_assert_cmpstr (disconnect->path, ==, "/v1/installations/me");
  g_assert_cmpstr (disconnect->warning, !=, "");
  g_assert_null (rh_service_get_disconnect (other));

  for (guint i = 0; i < g_list_model_get_n_items (folders); i++)
    {
      g_autoptr (RhFolder) folder = g_list_model_get_item (folders, i);
      GListModel *items = rh_folder_get_items (folder);

      for (guint k = 0; k < g_list_model_get_n_items (items); k++)
        {
          g_autoptr (RhRequestItem) item = g_list_model_get_item (items, k);

          n_requests++;
          g_assert_false (g_str_equal (rh_request_item_get_method (item), "DELETE")
                          && g_str_has_suffix (rh_request_item_get_url (item), disconnect->path));
        }
    }
  g_assert_cmpuint (n_requests, >, 50);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/service/every-file", test_every_file);
  g_test_add_func ("/service/pleo", test_pleo);
  g_test_add_func ("/service/practice-is-the-server", test_practice_is_the_server);
  g_test_add_func ("/service/in-the-resource", test_in_the_resource);
  g_test_add_func ("/service/redirect-rules", test_redirect_rules);
  g_test_add_func ("/service/scope-rules", test_scope_rules);
  g_test_add_func ("/service/pleo-says-how-to-register", test_pleo_says_how_to_register);
  g_test_add_func ("/service/fields-are-checked", test_fields_are_checked);
  g_test_add_func ("/service/choices-are-checked", test_choices_are_checked);
  g_test_add_func ("/service/noted-scope", test_noted_scope);
  g_test_add_func ("/service/disconnecting-is-no-request", test_disconnecting_is_no_request);
  return g_test_run ();
}
