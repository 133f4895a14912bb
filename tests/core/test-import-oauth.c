/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OAuth settings of other programs: the first become the collection's block, what is not ours is
 * kept or told, and no secret is anywhere but among the secrets. */
#include "collection/rh-opencollection.h"
#include "format/rh-import-oauth.h"
#include "lib/rh-test.h"

#include <stdarg.h>
#include <string.h>

#define ELSEWHERE "https://oauth.pstmn.io/v1/callback"

/* Names and values in turn, ended by NULL. */
static void G_GNUC_NULL_TERMINATED
give (RhImport *import, gpointer object, const char *place, ...)
{
  g_autoptr (GHashTable) settings = rh_import_oauth_new ();
  const char *name;
  va_list list;

  va_start (list, place);
  while ((name = va_arg (list, const char *)) != NULL)
    g_hash_table_insert (settings, g_strdup (name), g_strdup (va_arg (list, const char *)));
  va_end (list);

  rh_import_set_oauth (import, object, settings, place);
}

#define CODE_SETTINGS \
  "grant_type", "authorization_code_with_pkce", "authorization_url", \
      "https://auth.example/authorize", "token_url", "https://auth.example/token", "client_id", \
      "acme-client"

static guint
count_notes (RhImport *import, RhImportCode code, const char *place, const char *what)
{
  GPtrArray *notes = rh_import_get_notes (import);

  for (guint i = 0; i < notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (notes, i);

      if (note->code == code && g_str_equal (note->place, place)
          && g_strcmp0 (note->what, what) == 0)
        return note->count;
    }

  return 0;
}

static const char *
block_of (RhImport *import, const char *field)
{
  return rh_oauth_block_get (rh_collection_get_oauth (rh_import_get_collection (import)), field);
}

static RhFolder *
root_of (RhImport *import)
{
  return rh_collection_get_root (rh_import_get_collection (import));
}

static RhRequestItem *
add_request (RhImport *import, const char *name)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, "GET", "https://api.example/");

  rh_folder_append (root_of (import), G_OBJECT (item));
  return item; /* the folder has it */
}

static void
assert_secret (RhImport *import, const char *variable, const char *value)
{
  GPtrArray *secrets = rh_import_get_secrets (import);

  for (guint i = 0; i < secrets->len; i++)
    {
      const RhImportSecret *secret = g_ptr_array_index (secrets, i);

      if (g_str_equal (secret->variable, variable))
        {
          g_assert_cmpstr (rh_secret_peek (secret->value, NULL), ==, value);
          return;
        }
    }

  g_error ("%s is no secret", variable);
}

static char *
write_collection (RhImport *import)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text
      = rh_opencollection_write_collection (rh_import_get_collection (import), &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
}

static char *
write_request (RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_opencollection_write_request (item, 1, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

/* The block */

static void
test_block (void)
{
  g_autoptr (RhImport) import = rh_import_new ();

  give (import, rh_import_get_collection (import), "", CODE_SETTINGS, "client_secret",
        "s3cret-of-acme", "scope", " users:read  users:write ", "redirect_uri",
        "http://localhost:8437/acme", "client_auth", "basic", "header_prefix", "Bearer",
        "placement", "header", "audience", "https://api.example", "resource",
        "https://api.example/v2", "issuer", "https://auth.example", "refresh_url",
        "https://auth.example/token", "state", "", NULL);

  g_assert_cmpstr (block_of (import, RH_OAUTH_AUTHORIZATION_URL), ==,
                   "https://auth.example/authorize");
  g_assert_cmpstr (block_of (import, RH_OAUTH_TOKEN_URL), ==, "https://auth.example/token");
  g_assert_cmpstr (block_of (import, RH_OAUTH_CLIENT_ID), ==, "acme-client");
  g_assert_cmpstr (block_of (import, RH_OAUTH_BLOCK_CLIENT_SECRET), ==, "{{client_secret}}");
  g_assert_cmpstr (block_of (import, RH_OAUTH_BLOCK_CLIENT_AUTH), ==, "basic");
  g_assert_cmpstr (block_of (import, RH_OAUTH_SCOPE), ==, "users:read  users:write");
  g_assert_cmpstr (block_of (import, RH_OAUTH_REDIRECT_URI), ==, "http://localhost:8437/acme");
  g_assert_cmpstr (block_of (import, RH_OAUTH_AUDIENCE), ==, "https://api.example");
  g_assert_cmpstr (block_of (import, RH_OAUTH_RESOURCE), ==, "https://api.example/v2");
  g_assert_cmpstr (block_of (import, RH_OAUTH_ISSUER), ==, "https://auth.example");
  g_assert_cmpstr (block_of (import, RH_OAUTH_HEADER_PREFIX), ==, "");
  g_assert_cmpint (rh_folder_get_auth_kind (root_of (import)), ==, RH_AUTH_KIND_OAUTH2);
  assert_secret (import, "client_secret", "s3cret-of-acme");
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 0);
}

/* What is another in each environment stays so. */
static void
test_templates (void)
{
  g_autoptr (RhImport) import = rh_import_new ();

  give (import, rh_import_get_collection (import), "", "grant_type", "authorization_code_with_pkce",
        "authorization_url", "{{auth_server}}/authorize", "token_url", "{{auth_server}}/token",
        "client_id", "{{client_id}}", "client_secret", "{{secret_of_client}}", "redirect_uri",
        "{{redirect_uri}}", "client_auth", "{{auth}}", "authorization.prompt", "consent", NULL);
  g_assert_cmpstr (block_of (import, RH_OAUTH_CLIENT_ID), ==, "{{client_id}}");
  g_assert_cmpstr (block_of (import, RH_OAUTH_BLOCK_CLIENT_SECRET), ==, "{{secret_of_client}}");
  g_assert_cmpstr (block_of (import, RH_OAUTH_REDIRECT_URI), ==, "{{redirect_uri}}");
  g_assert_cmpstr (block_of (import, RH_OAUTH_BLOCK_CLIENT_AUTH), ==, "{{auth}}");
  g_assert_cmpstr (block_of (import, RH_OAUTH_AUTHORIZATION_URL), ==,
                   "{{auth_server}}/authorize?prompt=consent");
  g_assert_cmpuint (rh_import_get_secrets (import)->len, ==, 0);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 0);
}

/* A secret of several variables has no value that could be kept. */
static void
test_composed_secret (void)
{
  g_autoptr (RhImport) import = rh_import_new ();

  give (import, rh_import_get_collection (import), "", CODE_SETTINGS, "client_secret",
        "{{first}}{{second}}", NULL);
  g_assert_cmpstr (block_of (import, RH_OAUTH_BLOCK_CLIENT_SECRET), ==, "{{client_secret}}");
  g_assert_cmpuint (count_notes (import, RH_IMPORT_VALUE_MISSING, "", "client_secret"), ==, 1);
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (
      rh_collection_get_scope (rh_import_get_collection (import)), "client_secret")));
}

static void
test_pkce (void)
{
  static const struct
  {
    const char *grant;
    const char *pkce;
    gboolean added;
    gboolean changed;
  } cases[] = {
    { "authorization_code", "", TRUE, FALSE },
    { "authorization_code", "none", TRUE, FALSE },
    { "authorization_code", "S256", FALSE, FALSE },
    { "authorization_code_with_pkce", "", FALSE, FALSE },
    { "authorization_code_with_pkce", "S256", FALSE, FALSE },
    { "authorization_code_with_pkce", "plain", FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhImport) import = rh_import_new ();

      give (import, rh_import_get_collection (import), "", CODE_SETTINGS, "grant_type",
            cases[i].grant, "pkce", cases[i].pkce, NULL);
      g_assert_cmpuint (count_notes (import, RH_IMPORT_PKCE_ADDED, "", NULL), ==, cases[i].added);
      g_assert_cmpuint (count_notes (import, RH_IMPORT_PKCE_S256, "", "plain"), ==,
                        cases[i].changed);
    }
}

static void
test_redirect (void)
{
  static const struct
  {
    const char *uri;
    gboolean elsewhere;
  } cases[] = {
    { ELSEWHERE, TRUE },
    { "https://acme.example/callback", TRUE },
    { "http://192.168.1.7/callback", TRUE },
    { "acme://callback", TRUE },
    { "http://127.0.0.1:8437/", FALSE },
    { "http://[::1]:8437/callback", FALSE },
    { "http://localhost/callback", FALSE },
    { "http://localhost:{{port}}/callback", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhImport) import = rh_import_new ();

      give (import, rh_import_get_collection (import), "", CODE_SETTINGS, "redirect_uri",
            cases[i].uri, NULL);
      g_assert_cmpstr (block_of (import, RH_OAUTH_REDIRECT_URI), ==, cases[i].uri);
      g_assert_cmpstr (block_of (import, RH_OAUTH_LISTEN_URI), ==, "");
      g_assert_cmpuint (count_notes (import, RH_IMPORT_REDIRECT_ELSEWHERE, "", cases[i].uri), ==,
                        cases[i].elsewhere);
    }
}

static void
test_left_out (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  g_autofree char *text = NULL;

  give (import, rh_import_get_collection (import), "", CODE_SETTINGS, "state", "fixed-state",
        "code_verifier", "kept-verifier-kept-verifier", "placement", "query", "access_token",
        "token-that-was-got", "refresh_token", "refresh-that-was-got", "password", "pass-of-user",
        "username", "kim", "token_name", "Acme", "refresh_url", "https://auth.example/refresh",
        "client_auth", "by post", "header_prefix", "Token", "no such", "x", "token.assertion", "y",
        NULL);
  g_assert_cmpuint (count_notes (import, RH_IMPORT_STATE, "", NULL), ==, 1);
  g_assert_cmpuint (count_notes (import, RH_IMPORT_CODE_VERIFIER, "", NULL), ==, 1);
  g_assert_cmpuint (count_notes (import, RH_IMPORT_TOKEN_IN_HEADER, "", NULL), ==, 1);
  for (const char *const *name
       = (const char *const[]) { "username", "token_name", "refresh_url", "client_auth", "no such",
                                 "token.assertion", NULL };
       *name != NULL; name++)
    g_assert_cmpuint (count_notes (import, RH_IMPORT_OAUTH_PARAMETER, "", *name), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 9);
  assert_secret (import, "access_token", "token-that-was-got");
  assert_secret (import, "refresh_token", "refresh-that-was-got");
  assert_secret (import, "password", "pass-of-user");
  g_assert_cmpstr (block_of (import, RH_OAUTH_HEADER_PREFIX), ==, "Token");
  g_assert_cmpstr (block_of (import, RH_OAUTH_BLOCK_CLIENT_AUTH), ==, "");

  g_assert_true (rh_import_finish (import, NULL, NULL));
  text = write_collection (import);
  for (const char *const *word = (const char *const[]) { "verifier-", "-was-got", "pass-of", NULL };
       *word != NULL; word++)
    g_assert_null (strstr (text, *word));
}

static void
test_parameters (void)
{
  g_autoptr (RhImport) import = rh_import_new ();

  give (import, rh_import_get_collection (import), "", CODE_SETTINGS, "authorization.audience",
        "https://api.example", "token.resource", "https://api.example/v2", "authorization.prompt",
        "select account", "authorization.state", "x", "authorization.api_key", "abcdefgh-12345678",
        "authorization.hd", "{{domain}}", "token.audience", "https://other.example", NULL);
  g_assert_cmpstr (block_of (import, RH_OAUTH_AUDIENCE), ==, "https://api.example");
  g_assert_cmpstr (block_of (import, RH_OAUTH_RESOURCE), ==, "https://api.example/v2");
  g_assert_cmpstr (block_of (import, RH_OAUTH_AUTHORIZATION_URL), ==,
                   "https://auth.example/authorize?prompt=select%20account");
  for (const char *const *name
       = (const char *const[]) { "authorization.state", "authorization.api_key", "authorization.hd",
                                 "token.audience", NULL };
       *name != NULL; name++)
    g_assert_cmpuint (count_notes (import, RH_IMPORT_OAUTH_PARAMETER, "", *name), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 4);
}

/* Others */

static void
test_equal_is_the_same (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhRequestItem *item = add_request (import, "Equal");
  RhRequestItem *other = add_request (import, "Other");
  g_autofree char *text = NULL;

  give (import, rh_import_get_collection (import), "", CODE_SETTINGS, "client_secret",
        "s3cret-of-acme", NULL);
  give (import, item, "Equal", CODE_SETTINGS, "client_secret", "s3cret-of-acme", "header_prefix",
        "Bearer", "access_token", "token-that-was-got", NULL);
  give (import, other, "Other", CODE_SETTINGS, "client_secret", "s3cret-of-other", "scope",
        "users:read", "authorization.prompt", "consent", NULL);

  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_OAUTH2);
  g_assert_cmpuint (count_notes (import, RH_IMPORT_OAUTH_OTHER, "Equal", NULL), ==, 0);
  g_assert_cmpint (rh_request_item_get_auth_kind (other), ==, RH_AUTH_KIND_KEPT);
  g_assert_cmpuint (count_notes (import, RH_IMPORT_OAUTH_OTHER, "Other", NULL), ==, 1);
  assert_secret (import, "client_secret_2", "s3cret-of-other");

  g_assert_true (rh_import_finish (import, NULL, NULL));
  text = write_request (other);
  assert_has (text, "flow: authorization_code");
  assert_has (text, "clientSecret: '{{client_secret_2}}'");
  assert_has (text, "scope: users:read");
  assert_has (text, "authorizationRequest:");
  g_assert_null (strstr (text, "s3cret"));
}

static void
test_other_grants (void)
{
  static const struct
  {
    const char *grant;
    const char *flow;
    RhImportCode code;
  } cases[] = {
    { "implicit", "implicit", RH_IMPORT_GRANT_LEGACY },
    { "password", "resource_owner_password_credentials", RH_IMPORT_GRANT_LEGACY },
    { "client_credentials", "client_credentials", RH_IMPORT_GRANT_KEPT },
    { "device_code", "device_code", RH_IMPORT_GRANT_KEPT },
    { "of_tomorrow", "of_tomorrow", RH_IMPORT_GRANT_KEPT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhImport) import = rh_import_new ();
      g_autofree char *flow = g_strdup_printf ("flow: %s", cases[i].flow);
      g_autofree char *text = NULL;

      give (import, rh_import_get_collection (import), "", "grant_type", cases[i].grant,
            "token_url", "https://auth.example/token", "username", "kim", "password",
            "pass-of-user", NULL);
      g_assert_cmpuint (count_notes (import, cases[i].code, "", cases[i].grant), ==, 1);
      g_assert_cmpint (rh_folder_get_auth_kind (root_of (import)), ==, RH_AUTH_KIND_KEPT);
      g_assert_cmpstr (block_of (import, RH_OAUTH_TOKEN_URL), ==, "");

      add_request (import, "Any");
      g_assert_true (rh_import_finish (import, NULL, NULL));
      text = write_collection (import);
      assert_has (text, flow);
      g_assert_null (strstr (text, "pass-of"));
      g_assert_cmpint (strstr (text, "username: kim") != NULL, ==,
                       g_str_equal (cases[i].grant, "password"));
    }
}

/* A collection whose grant is another has no place for the block of a request. */
static void
test_kept_collection (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhRequestItem *item = add_request (import, "Users");

  give (import, rh_import_get_collection (import), "", "grant_type", "client_credentials",
        "token_url", "https://auth.example/token", NULL);
  give (import, item, "Users", CODE_SETTINGS, NULL);
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_KEPT);
  g_assert_cmpuint (count_notes (import, RH_IMPORT_OAUTH_OTHER, "Users", NULL), ==, 1);
  g_assert_cmpstr (block_of (import, RH_OAUTH_CLIENT_ID), ==, "");
}

static void
test_bare (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  RhRequestItem *token = add_request (import, "Token");
  RhRequestItem *nothing = add_request (import, "Nothing");

  give (import, token, "Token", "access_token", "token-that-was-got", "placement", "query",
        "header_prefix", "Token", NULL);
  give (import, nothing, "Nothing", "placement", "header", "redirect_uri", ELSEWHERE, NULL);
  g_assert_cmpint (rh_request_item_get_auth_kind (token), ==, RH_AUTH_KIND_BEARER);
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (token), RH_AUTH_TOKEN), ==,
                   "{{access_token}}");
  g_assert_cmpuint (count_notes (import, RH_IMPORT_TOKEN_IN_HEADER, "Token", NULL), ==, 1);
  g_assert_cmpuint (count_notes (import, RH_IMPORT_OAUTH_PARAMETER, "Token", "header_prefix"), ==,
                    1);
  g_assert_cmpint (rh_request_item_get_auth_kind (nothing), ==, RH_AUTH_KIND_OAUTH2);
  g_assert_cmpuint (count_notes (import, RH_IMPORT_OAUTH_PARAMETER, "Nothing", "redirect_uri"), ==,
                    1);
  g_assert_cmpstr (block_of (import, RH_OAUTH_REDIRECT_URI), ==, "");
}

/* The block of a request is kept with the collection, and nothing else begins to sign in. */
static void
test_block_of_request (void)
{
  g_autoptr (RhImport) import = rh_import_new ();
  g_autoptr (RhCollection) again = rh_collection_new ("", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RhRequestItem *plain = add_request (import, "Plain");
  RhRequestItem *item = add_request (import, "Users");
  g_autoptr (RhFolder) folder = rh_folder_new ("Folder");
  RhAuth *auth;

  g_object_set (root_of (import), "auth-kind", RH_AUTH_KIND_BASIC, NULL);
  rh_auth_set (rh_folder_get_auth (root_of (import)), RH_AUTH_USERNAME, "kim");
  rh_folder_append (root_of (import), G_OBJECT (folder));
  give (import, item, "Users", CODE_SETTINGS, NULL);
  g_assert_true (rh_import_finish (import, NULL, NULL));

  g_assert_cmpint (rh_folder_resolve_auth (plain, NULL, &auth), ==, RH_AUTH_KIND_BASIC);
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_USERNAME), ==, "kim");
  g_assert_cmpint (rh_folder_get_auth_kind (folder), ==, RH_AUTH_KIND_BASIC);
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_OAUTH2);

  bytes = rh_opencollection_write_collection (rh_import_get_collection (import), &error);
  g_assert_no_error (error);
  g_assert_true (rh_opencollection_read_collection (bytes, again, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rh_oauth_block_get (rh_collection_get_oauth (again), RH_OAUTH_CLIENT_ID), ==,
                   "acme-client");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-oauth/block", test_block);
  g_test_add_func ("/import-oauth/templates", test_templates);
  g_test_add_func ("/import-oauth/composed-secret", test_composed_secret);
  g_test_add_func ("/import-oauth/pkce", test_pkce);
  g_test_add_func ("/import-oauth/redirect", test_redirect);
  g_test_add_func ("/import-oauth/left-out", test_left_out);
  g_test_add_func ("/import-oauth/parameters", test_parameters);
  g_test_add_func ("/import-oauth/equal-is-the-same", test_equal_is_the_same);
  g_test_add_func ("/import-oauth/other-grants", test_other_grants);
  g_test_add_func ("/import-oauth/kept-collection", test_kept_collection);
  g_test_add_func ("/import-oauth/bare", test_bare);
  g_test_add_func ("/import-oauth/block-of-request", test_block_of_request);
  return g_test_run ();
}
