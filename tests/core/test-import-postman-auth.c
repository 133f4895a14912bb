/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's auth: kinds of ours, kinds that are kept, and OAuth settings in both spellings. */
#include "lib/rh-import-rig.h"
#include "lib/rh-postman-texts.h"
#include "lib/rh-test.h"

#include <string.h>

static RhImport *
read_text (const char *text)
{
  return rh_import_rig_read ("acme.postman_collection.json", text);
}

static guint
count (RhImport *import, RhImportCode code, const char *what)
{
  return rh_import_rig_count (import, code, "R", what);
}

/* Auth */

static void
test_auth (void)
{
  static const struct
  {
    const char *json;
    RhAuthKind kind;
    const char *field;
    const char *value;
  } cases[] = {
    { "null", RH_AUTH_KIND_INHERIT, NULL, NULL },
    { "{}", RH_AUTH_KIND_INHERIT, NULL, NULL },
    { "{\"type\":\"noauth\"}", RH_AUTH_KIND_NONE, NULL, NULL },
    { "{\"type\":\"noauth\",\"noauth\":{}}", RH_AUTH_KIND_NONE, NULL, NULL },
    { "{\"type\":\"basic\",\"basic\":[{\"key\":\"username\",\"value\":\"kim\",\"type\":\"string\"},"
      "{\"key\":\"showPassword\",\"value\":false}]}",
      RH_AUTH_KIND_BASIC, RH_AUTH_USERNAME, "kim" },
    { "{\"type\":\"basic\",\"basic\":{\"username\":\"kim\",\"password\":\"{{p}}\"}}",
      RH_AUTH_KIND_BASIC, RH_AUTH_PASSWORD, "{{p}}" },
    { "{\"type\":\"basic\",\"basic\":{\"username\":\"kim\",\"password\":\"s3cret\"}}",
      RH_AUTH_KIND_BASIC, RH_AUTH_PASSWORD, "{{password}}" },
    { "{\"type\":\"bearer\",\"bearer\":[{\"key\":\"token\",\"value\":\"s3cret\"}]}",
      RH_AUTH_KIND_BEARER, RH_AUTH_TOKEN, "{{token}}" },
    { "{\"type\":\"apikey\",\"apikey\":[{\"key\":\"key\",\"value\":\"X-Key\"},{\"key\":\"value\","
      "\"value\":\"s3cret\"},{\"key\":\"in\",\"value\":\"query\"}]}",
      RH_AUTH_KIND_API_KEY, RH_AUTH_PLACEMENT, RH_AUTH_PLACEMENT_QUERY },
    { "{\"type\":\"apikey\",\"apikey\":[{\"key\":\"value\",\"value\":\"{{k}}\"},{\"key\":\"key\","
      "\"value\":\"X-Key\"}]}",
      RH_AUTH_KIND_API_KEY, RH_AUTH_KEY, "X-Key" },
    { "{\"type\":\"digest\",\"digest\":{\"username\":\"kim\",\"algorithm\":\"\"}}",
      RH_AUTH_KIND_DIGEST, RH_AUTH_USERNAME, "kim" },
    { "{\"type\":\"basic\",\"basic\":[{\"key\":\"username\",\"value\":7},\"odd\",null]}",
      RH_AUTH_KIND_BASIC, RH_AUTH_USERNAME, "7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (AUTH ("%s"), cases[i].json);
      g_autoptr (RhImport) import = read_text (text);
      RhRequestItem *item = rh_import_rig_find (import, "R");

      g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, cases[i].kind);
      if (cases[i].field != NULL)
        g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (item), cases[i].field), ==,
                         cases[i].value);
      g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 0);
    }
}

/* The environment that has it is not there. */
static void
test_odd_reference (void)
{
  g_autoptr (RhImport) import = read_text (
      AUTH ("{\"type\":\"bearer\",\"bearer\":[{\"key\":\"token\",\"value\":\"{{API Key}}\"}]}"));
  RhRequestItem *item = rh_import_rig_find (import, "R");

  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (item), RH_AUTH_TOKEN), ==, "{{API_Key}}");
  g_assert_cmpuint (rh_import_get_secrets (import)->len, ==, 0);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_VARIABLE_RENAMED, "", "API Key"), ==, 1);
}

/* What is in the vault is in no file. */
static void
test_vault (void)
{
  g_autoptr (RhImport) import = read_text (
      REQUEST ("{\"url\":\"https://a.example/{{vault:odd\",\"header\":[{\"key\":\"Authorization\","
               "\"value\":\"Token {{vault:api-key}}\"}],\"auth\":{\"type\":\"bearer\",\"bearer\":[{"
               "\"key\":\"token\",\"value\":\"{{vault:api-key}}\"}]}}"));
  RhEnvironment *scope = rh_collection_get_scope (rh_import_get_collection (import));
  RhRequestItem *item = rh_import_rig_find (import, "R");
  g_autofree char *rows = rh_import_rig_rows (rh_request_item_get_headers (item));

  g_assert_cmpstr (rows, ==, "Authorization: Token {{vault_api-key}}\n");
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (item), RH_AUTH_TOKEN), ==,
                   "{{vault_api-key}}");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (scope, "vault_api-key")));
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_VALUE_MISSING, "", "vault_api-key"), ==,
                    1);
  g_assert_cmpuint (rh_import_get_secrets (import)->len, ==, 0);
  g_assert_null (rh_environment_lookup (scope, "vault_odd"));
}

static void
test_auth_kept (void)
{
  g_autoptr (RhImport) import = read_text (
      AUTH ("{\"type\":\"awsv4\",\"awsv4\":[{\"key\":\"accessKey\",\"value\":\"AKID\"},{\"key\":"
            "\"secretKey\",\"value\":\"s3cret-of-aws\"},{\"key\":\"region\",\"value\":\"eu\"}],"
            "\"basic\":[{\"key\":\"password\",\"value\":\"s3cret-of-basic\"}]}"));
  g_autofree char *files = rh_import_rig_write (import);
  g_autofree char *secret = rh_import_rig_secret (import, "secretkey");

  g_assert_cmpint (rh_request_item_get_auth_kind (rh_import_rig_find (import, "R")), ==,
                   RH_AUTH_KIND_KEPT);
  g_assert_cmpuint (count (import, RH_IMPORT_AUTH_KEPT, "awsv4"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_MEMBER, "basic"), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 2);
  g_assert_nonnull (strstr (files, "type: awsv4"));
  g_assert_nonnull (strstr (files, "accessKeyId: AKID"));
  g_assert_null (strstr (files, "s3cret"));
  g_assert_cmpstr (secret, ==, "s3cret-of-aws");
}

static void
test_digest_rest (void)
{
  g_autoptr (RhImport) import = read_text (
      AUTH ("{\"type\":\"digest\",\"digest\":{\"username\":\"kim\",\"realm\":\"here\"}}"));
  g_autofree char *files = rh_import_rig_write (import);

  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 0);
  g_assert_nonnull (strstr (files, "realm: here"));
}

static const char *
block_of (RhImport *import, const char *field)
{
  return rh_oauth_block_get (rh_collection_get_oauth (rh_import_get_collection (import)), field);
}

/* Every attribute in both spellings. */
static void
test_oauth (void)
{
  static const char *const shapes[] = {
    "\"authUrl\":\"https://auth.example/a\",\"accessTokenUrl\":\"https://auth.example/t\","
    "\"clientId\":\"c\",\"clientSecret\":\"s3cret-of-acme\",\"scope\":\"s\",\"redirect_uri\":"
    "\"https://x.example/cb\",\"grant_type\":\"authorization_code_with_pkce\","
    "\"client_authentication\":\"body\",\"addTokenTo\":\"header\",\"headerPrefix\":\"Bearer\","
    "\"challengeAlgorithm\":\"S256\",\"tokenName\":\"\",\"useBrowser\":true,\"tokenType\":"
    "\"Bearer\",\"audience\":\"au\",\"resource\":[\"https://r.example\"],\"code_verifier\":\"\","
    "\"state\":\"\"",
    "\"authUrl\":\"https://auth.example/a\",\"accessTokenUrl\":\"https://auth.example/t\","
    "\"clientId\":\"c\",\"clientSecret\":\"s3cret-of-acme\",\"scope\":\"s\",\"redirectUri\":\"\","
    "\"callBackUrl\":\"https://x.example/cb\",\"grantType\":\"authorization_code_with_pkce\","
    "\"clientAuth\":\"body\",\"authRequestParams\":[{\"key\":\"audience\",\"value\":\"au\","
    "\"enabled\":true,\"send_as\":\"request_url\"}],\"tokenRequestParams\":[{\"key\":\"resource\","
    "\"value\":\"https://r.example\",\"send_as\":\"request_body\"}],\"refreshRequestParams\":[]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{" INFO ("2.0.0") ",\"auth\":{\"type\":\"oauth2\",\"oauth2\":{%s}},\"item\":[{\"name\":"
                             "\"R\",\"request\":\"https://a.example/\"}]}",
          shapes[i]);
      g_autoptr (RhImport) import = read_text (text);
      g_autofree char *secret = rh_import_rig_secret (import, "client_secret");

      g_assert_cmpstr (block_of (import, RH_OAUTH_AUTHORIZATION_URL), ==, "https://auth.example/a");
      g_assert_cmpstr (block_of (import, RH_OAUTH_TOKEN_URL), ==, "https://auth.example/t");
      g_assert_cmpstr (block_of (import, RH_OAUTH_CLIENT_ID), ==, "c");
      g_assert_cmpstr (block_of (import, RH_OAUTH_BLOCK_CLIENT_SECRET), ==, "{{client_secret}}");
      g_assert_cmpstr (block_of (import, RH_OAUTH_BLOCK_CLIENT_AUTH), ==, "body");
      g_assert_cmpstr (block_of (import, RH_OAUTH_SCOPE), ==, "s");
      g_assert_cmpstr (block_of (import, RH_OAUTH_REDIRECT_URI), ==, "https://x.example/cb");
      g_assert_cmpstr (block_of (import, RH_OAUTH_AUDIENCE), ==, "au");
      g_assert_cmpstr (block_of (import, RH_OAUTH_RESOURCE), ==, "https://r.example");
      g_assert_cmpstr (secret, ==, "s3cret-of-acme");
      g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_REDIRECT_ELSEWHERE, "", NULL), ==,
                        1);
      g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 1);
    }
}

static void
test_oauth_rest (void)
{
  g_autoptr (RhImport) import = read_text (AUTH (
      "{\"type\":\"oauth2\",\"oauth2\":[{\"key\":\"authUrl\",\"value\":"
      "\"https://auth.example/a\"},{\"key\":\"accessTokenUrl\",\"value\":"
      "\"https://auth.example/t\"},{\"key\":\"grant_type\",\"value\":\"authorization_code\"},{"
      "\"key\":\"challengeAlgorithm\",\"value\":\"S256\"},{\"key\":\"useBrowser\",\"value\":"
      "true},{\"key\":\"addTokenTo\",\"value\":\"queryParams\"},{\"key\":\"resource\","
      "\"value\":[\"https://a.example\",\"https://b.example\"]},{\"key\":"
      "\"tokenRequestParams\",\"value\":[{\"key\":\"x\",\"value\":\"1\",\"enabled\":false},{"
      "\"key\":\"y\",\"value\":\"2\",\"send_as\":\"request_header\"}]},{\"key\":"
      "\"code_verifier\",\"value\":\"v\"},{\"key\":\"tokenType\",\"value\":\"mac\"}]}"));

  g_assert_cmpint (rh_request_item_get_auth_kind (rh_import_rig_find (import, "R")), ==,
                   RH_AUTH_KIND_OAUTH2);
  g_assert_cmpstr (block_of (import, RH_OAUTH_REDIRECT_URI), ==,
                   "https://oauth.pstmn.io/v1/callback");
  g_assert_cmpstr (block_of (import, RH_OAUTH_RESOURCE), ==, "https://a.example");
  g_assert_cmpuint (count (import, RH_IMPORT_PKCE_ADDED, NULL), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_TOKEN_IN_HEADER, NULL), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_CODE_VERIFIER, NULL), ==, 1);
  for (const char *const *name
       = (const char *const[]) { "resource", "token.x", "token.y", "tokenType", NULL };
       *name != NULL; name++)
    g_assert_cmpuint (count (import, RH_IMPORT_OAUTH_PARAMETER, *name), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 8);
}

static void
test_oauth_kept (void)
{
  g_autoptr (RhImport) import = read_text (
      AUTH ("{\"type\":\"oauth2\",\"oauth2\":[{\"key\":\"grant_type\",\"value\":"
            "\"password_credentials\"},{\"key\":\"accessTokenUrl\",\"value\":"
            "\"https://auth.example/t\"},{\"key\":\"username\",\"value\":\"kim\"},{\"key\":"
            "\"password\",\"value\":\"s3cret-of-kim\"},{\"key\":\"state\",\"value\":\"st4te\"}]}"));
  g_autofree char *files = rh_import_rig_write (import);
  g_autofree char *secret = rh_import_rig_secret (import, "password");

  g_assert_cmpuint (count (import, RH_IMPORT_GRANT_LEGACY, "password"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_STATE, NULL), ==, 1);
  g_assert_cmpstr (secret, ==, "s3cret-of-kim");
  g_assert_nonnull (strstr (files, "flow: resource_owner_password_credentials"));
  g_assert_nonnull (strstr (files, "value: password_credentials"));
  g_assert_null (strstr (files, "s3cret"));
  g_assert_null (strstr (files, "st4te"));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-postman-auth/auth", test_auth);
  g_test_add_func ("/import-postman-auth/odd-reference", test_odd_reference);
  g_test_add_func ("/import-postman-auth/vault", test_vault);
  g_test_add_func ("/import-postman-auth/auth-kept", test_auth_kept);
  g_test_add_func ("/import-postman-auth/digest-rest", test_digest_rest);
  g_test_add_func ("/import-postman-auth/oauth", test_oauth);
  g_test_add_func ("/import-postman-auth/oauth-rest", test_oauth_rest);
  g_test_add_func ("/import-postman-auth/oauth-kept", test_oauth_kept);

  return g_test_run ();
}
