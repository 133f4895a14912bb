/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Connect dialog says to a field as it is typed. */
#include "connection/rh-connect-check.h"
#include "lib/rh-test.h"

#include <string.h>

static void
assert_good (const char *field, const char *value)
{
  g_autofree char *sentence = rh_connect_check (field, value, RH_CLIENT_AUTH_BASIC);

  g_assert_cmpstr (sentence, ==, NULL);
}

static void
assert_bad (const char *field, const char *value, const char *part)
{
  g_autofree char *sentence = rh_connect_check (field, value, RH_CLIENT_AUTH_BASIC);

  g_assert_nonnull (sentence);
  g_test_message ("%s: %s", value, sentence);
  g_assert_nonnull (strstr (sentence, part));
}

static void
test_missing (void)
{
  static const char *const required[] = { RH_OAUTH_CLIENT_ID, RH_OAUTH_REDIRECT_URI,
                                          RH_OAUTH_AUTHORIZATION_URL, RH_OAUTH_TOKEN_URL };
  static const char *const optional[]
      = { RH_OAUTH_SCOPE, RH_OAUTH_ISSUER, RH_OAUTH_REVOCATION_URL, "api" };

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    {
      g_assert_true (rh_connect_check_is_missing (required[i], "", RH_CLIENT_AUTH_NONE));
      assert_bad (required[i], "", "Enter the");
    }
  for (guint i = 0; i < G_N_ELEMENTS (optional); i++)
    assert_good (optional[i], "");
}

static void
test_client_secret (void)
{
  g_autofree char *public_client = rh_connect_check ("client_secret", "", RH_CLIENT_AUTH_NONE);

  g_assert_null (public_client);
  assert_bad ("client_secret", "", "None as client authentication");
  assert_good ("client_secret", "a b/+:%é");
}

static void
test_client_id (void)
{
  assert_good (RH_OAUTH_CLIENT_ID, "0f8fad5b-d9cb-469f-a165-70867728950e");
  assert_good (RH_OAUTH_CLIENT_ID, "My app:1%");
  assert_bad (RH_OAUTH_CLIENT_ID, "abc\tdef", "Copy it again");
  assert_bad (RH_OAUTH_CLIENT_ID, "abc\xe2\x80\x8b", "Copy it again");
}

static void
test_endpoints (void)
{
  assert_good (RH_OAUTH_TOKEN_URL, "https://auth.example/oauth/token?tenant=1");
  assert_good (RH_OAUTH_TOKEN_URL, "http://localhost:8436/oauth/token");
  assert_good (RH_OAUTH_AUTHORIZATION_URL, "http://127.0.0.1:3000/auth");
  assert_good (RH_OAUTH_AUTHORIZATION_URL, "http://[::1]:3000/auth");
  assert_bad (RH_OAUTH_TOKEN_URL, "http://auth.example/token", "https://");
  assert_bad (RH_OAUTH_TOKEN_URL, "http://127.0.0.1.evil/token", "https://");
  assert_bad (RH_OAUTH_AUTHORIZATION_URL, "auth.example", "whole address");
  assert_bad (RH_OAUTH_AUTHORIZATION_URL, "javascript:alert(1)", "whole address");
  assert_bad (RH_OAUTH_AUTHORIZATION_URL, "file:///etc/passwd", "whole address");
  assert_bad (RH_OAUTH_AUTHORIZATION_URL, "https://a.example/#x", "fragment");
  assert_bad (RH_OAUTH_TOKEN_URL, "https://me:pw@auth.example/token", "before the host");
  assert_bad (RH_OAUTH_TOKEN_URL, "https://auth.example/to ken", "");
  assert_bad (RH_OAUTH_ISSUER, "http://issuer.example", "https://");
  assert_bad (RH_OAUTH_REVOCATION_URL, "http://auth.example/revoke", "https://");
  assert_bad ("api", "http://api.example", "https://");
}

static void
test_redirect_uri (void)
{
  assert_good (RH_OAUTH_REDIRECT_URI, "http://localhost:8437/pleo-staging");
  assert_good (RH_OAUTH_REDIRECT_URI, "http://127.0.0.1:0/callback");
  assert_good (RH_OAUTH_REDIRECT_URI, "http://[::1]:9000/");
  assert_good (RH_OAUTH_REDIRECT_URI, "https://oauth.example/v1/callback");
  assert_bad (RH_OAUTH_REDIRECT_URI, "http://oauth.example/callback", "https://");
  assert_bad (RH_OAUTH_REDIRECT_URI, "http://localhost:8437/x#frag", "fragment");
  assert_bad (RH_OAUTH_REDIRECT_URI, "http://localhost:8437/x?code=1", "code or state");
  assert_bad (RH_OAUTH_REDIRECT_URI, "urn:ietf:wg:oauth:2.0:oob", "whole address");
}

static void
test_foreign (void)
{
  g_assert_true (rh_connect_check_is_foreign ("https://oauth.pstmn.io/v1/callback"));
  g_assert_true (rh_connect_check_is_foreign ("https://localhost.evil/"));
  g_assert_false (rh_connect_check_is_foreign ("http://localhost:8437/pleo-staging"));
  g_assert_false (rh_connect_check_is_foreign ("http://127.0.0.1:0/callback"));
  g_assert_false (rh_connect_check_is_foreign (""));
}

static void
test_scope (void)
{
  assert_good (RH_OAUTH_SCOPE, "users:read users:write");
  assert_good (RH_OAUTH_SCOPE, "https://www.example/auth/x.readonly");
  assert_bad (RH_OAUTH_SCOPE, "users\"read", "quotation mark");
  assert_bad (RH_OAUTH_SCOPE, "users\\read", "backslash");
  assert_bad (RH_OAUTH_SCOPE, "usérs", "letters");
}

static void
test_variables (void)
{
  assert_good (RH_OAUTH_TOKEN_URL, "{{auth}}/oauth/token");
  assert_good (RH_OAUTH_SCOPE, "{{scope}}");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/connect-check/missing", test_missing);
  g_test_add_func ("/connect-check/client-secret", test_client_secret);
  g_test_add_func ("/connect-check/client-id", test_client_id);
  g_test_add_func ("/connect-check/B10/endpoints", test_endpoints);
  g_test_add_func ("/connect-check/A2/redirect-uri", test_redirect_uri);
  g_test_add_func ("/connect-check/1.6/foreign", test_foreign);
  g_test_add_func ("/connect-check/A3/scope", test_scope);
  g_test_add_func ("/connect-check/variables-pass", test_variables);

  return g_test_run ();
}
