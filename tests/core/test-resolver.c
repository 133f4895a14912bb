/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling in: each part of a request is a place of its own, and spans come along. */
#include "collection/rh-resolver.h"
#include "lib/rh-test.h"

#include <string.h>

/* name, value, "secret" or "" */
static const char *const variables[][3] = {
  { "api", "https://api.example/base", "" },
  { "host", "api.example", "" },
  { "local", "localhost:8436", "" },
  { "path", "a/b c?d#e", "" },
  { "query", "x&y=z+ü#", "" },
  { "json", "{\"a\": \"{{host}}\"}", "" },
  { "key", "s3cr3t/+:&= with {{host}}", "secret" },
  { "crlf", "a\r\nX-Evil: 1", "" },
  { "empty", "", "" },
  { "client_id", "id", "" },
  { "client_secret", "s p/ä:%+", "secret" },
  { "hook", "https://hook.example/T0/B0", "secret" },
  { "nested", "{{key}}", "" },
  { "both", "{{client_secret}}{{key}}", "" },
  { "token_url", " https://auth.example/token ", "" },
};

static gboolean
look_up (const char *name, RhVariableValue *value, gpointer user_data)
{
  static const char *const origins[] = { "https://api.example", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      if (!g_str_equal (variables[i][0], name))
        continue;

      value->value = variables[i][1];
      value->source = RH_SOURCE_ENVIRONMENT;
      value->secret = *variables[i][2] != '\0';
      value->literal = value->secret;
      value->origins = value->secret ? origins : NULL;
      return TRUE;
    }

  return FALSE;
}

static RhRequest *
fill (RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  RhRequest *request = rh_resolver_fill_request (item, look_up, NULL, &error);

  g_assert_no_error (error);
  return request;
}

static void
assert_url (const char *template, const char *expected)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", template);
  g_autoptr (RhRequest) request = fill (item);

  g_assert_cmpstr (rh_text_peek (rh_request_get_url (request), NULL), ==, expected);
}

static void
test_scheme (void)
{
  assert_url ("api.example/v1", "https://api.example/v1");
  assert_url ("{{host}}/v1", "https://api.example/v1");
  assert_url ("{{local}}/v1", "http://localhost:8436/v1");
  assert_url ("127.0.0.1/x", "http://127.0.0.1/x");
  assert_url ("[::1]:80/x", "http://[::1]:80/x");
  assert_url ("127.0.0.1.evil.example/x", "https://127.0.0.1.evil.example/x");
  assert_url ("localhost.evil.example/x", "https://localhost.evil.example/x");
  assert_url ("  http://a.example/ ", "http://a.example/");
  assert_url ("{{api}}/v1", "https://api.example/base/v1");
  /* "://" in a query is no scheme */
  assert_url ("a.example/?u=http://b.example", "https://a.example/?u=http://b.example");
}

/* K1: encoded for its place; K2: what was typed stays as typed. */
static void
test_places (void)
{
  assert_url ("https://h/{{path}}/x", "https://h/a%2Fb%20c%3Fd%23e/x");
  assert_url ("https://h/?q={{query}}", "https://h/?q=x%26y%3Dz%2B%C3%BC%23");
  assert_url ("https://h/%zz/../a+b?x=%zz&y&=#{{host}}",
              "https://h/%zz/../a+b?x=%zz&y&=#api.example");
  assert_url ("https://{{host}}:8443/", "https://api.example:8443/");
  assert_url ("https://h?x={{host}}", "https://h?x=api.example");
}

static void
test_disabled_params (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "https://h/?a=1");
  g_autoptr (RhField) off = rh_field_new ("b", "{{missing}}", "", FALSE);
  g_autoptr (RhRequest) request = NULL;

  rh_request_item_add_param (item, off);
  request = fill (item);
  g_assert_cmpstr (rh_text_peek (rh_request_get_url (request), NULL), ==, "https://h/?a=1");
}

static void
assert_fails (RhRequestItem *item, GQuark domain, int code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_resolver_fill_request (item, look_up, NULL, &error));
  g_assert_error (error, domain, code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

/* K1: an unresolved name blocks the send, wherever it stands. */
static void
test_unknown (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "https://h/{{nobody}}");
  g_autoptr (RhField) header = rh_field_new ("X", "{{nobody}}", "", TRUE);

  assert_fails (item, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_UNKNOWN, "nobody");
  g_object_set (item, "url", "https://h/", NULL);
  rh_request_item_add_header (item, header);
  assert_fails (item, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_UNKNOWN, "nobody");
  g_object_set (header, "enabled", FALSE, NULL);
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", "{{nobody}}", NULL);
  assert_fails (item, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_UNKNOWN, "nobody");
  g_object_set (item, "body-kind", RH_BODY_KIND_NONE, NULL);
  g_object_unref (fill (item));
  g_object_set (item, "url", "{{empty}}", NULL);
  assert_fails (item, RH_HTTP_ERROR, RH_HTTP_ERROR_URL, NULL);
}

static void
test_headers (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "get", "https://h/");
  static const char *const rows[][2] = {
    { "x-b", " {{host}} " }, { "X-A", "" }, { "x-b", "two" }, { "", "" }, { "Key", "k {{key}}" },
  };
  g_autoptr (RhRequest) request = NULL;
  RhHeaders *headers;
  const RhSpan *span;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RhField) field = rh_field_new (rows[i][0], rows[i][1], "", TRUE);

      rh_request_item_add_header (item, field);
    }

  request = fill (item);
  headers = rh_request_get_headers (request);
  g_assert_cmpstr (rh_request_get_method (request), ==, "get");
  g_assert_cmpuint (rh_headers_get_length (headers), ==, 4);
  g_assert_cmpstr (rh_headers_nth_name (headers, 0), ==, "x-b");
  g_assert_cmpstr (rh_text_peek (rh_headers_nth_value (headers, 0), NULL), ==, "api.example");
  g_assert_cmpstr (rh_text_peek (rh_headers_nth_value (headers, 1), NULL), ==, "");
  g_assert_cmpstr (rh_text_peek (rh_headers_nth_value (headers, 2), NULL), ==, "two");

  /* 4.0: the secret is known by its span, and is not looked into for references */
  span = rh_text_nth_span (rh_headers_nth_value (headers, 3), 0);
  g_assert_true (span->secret);
  g_assert_cmpstr (span->variable, ==, "key");
  g_assert_cmpstr (span->origins[0], ==, "https://api.example");
  g_assert_cmpstr (rh_text_peek (rh_headers_nth_value (headers, 3), NULL), ==,
                   "k s3cr3t/+:&= with {{host}}");
}

/* I9: after substitution too. */
static void
test_smuggling (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "https://h/{{crlf}}?{{crlf}}");
  g_autoptr (RhField) header = rh_field_new ("X", "{{crlf}}", "", TRUE);
  g_autoptr (RhRequest) request = fill (item);
  g_autoptr (RhRequest) bad = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (strpbrk (rh_text_peek (rh_request_get_url (request), NULL), "\r\n"));
  rh_request_item_add_header (item, header);
  bad = fill (item);
  g_assert_false (rh_request_check (bad, &error));
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER);
}

static void
test_no_secret_in_a_field_name (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "https://h/");
  g_autoptr (RhField) header = rh_field_new ("X-{{key}}", "1", "", TRUE);

  rh_request_item_add_header (item, header);
  assert_fails (item, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER, "X-{{key}}: a secret in a field name");
}

static void
assert_body (RhRequestItem *item, const char *media_type, const char *text)
{
  g_autoptr (RhRequest) request = fill (item);
  RhBody *body = rh_request_get_body (request);

  g_assert_nonnull (body);
  g_assert_cmpstr (rh_body_get_media_type (body), ==, media_type);
  g_assert_cmpstr (rh_text_peek (rh_body_get_text (body), NULL), ==, text);
}

static void
test_body (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "POST", "https://h/");
  g_autoptr (RhField) type = rh_field_new ("content-TYPE", "application/x-own", "", TRUE);
  g_autoptr (RhRequest) none = fill (item);

  g_assert_null (rh_request_get_body (none));
  g_object_set (item, "body-text", "{\"h\": {{json}}}", NULL);
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, NULL);
  assert_body (item, "application/json", "{\"h\": {\"a\": \"api.example\"}}");
  g_object_set (item, "body-kind", RH_BODY_KIND_XML, NULL);
  assert_body (item, "application/xml", "{\"h\": {\"a\": \"api.example\"}}");
  g_object_set (item, "body-kind", RH_BODY_KIND_TEXT, "body-text", "", NULL);
  assert_body (item, "text/plain;charset=UTF-8", "");
  rh_request_item_add_header (item, type);
  assert_body (item, NULL, ""); /* the typed one is the only one */
}

/* K6 */
static void
test_form (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "POST", "https://h/");
  static const char *const rows[][2] = {
    { "a b", "c&d=e" }, { "k", "{{key}}" }, { "x", "{{query}}" }, { "e", "" }, { "", "" },
  };
  g_autoptr (RhField) bare = rh_field_new ("bare", "", "", TRUE);
  g_autoptr (RhField) off = rh_field_new ("off", "{{nobody}}", "", FALSE);
  g_autoptr (RhRequest) request = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RhField) field = rh_field_new (rows[i][0], rows[i][1], "", TRUE);

      rh_request_item_add_form_field (item, field);
    }
  g_object_set (bare, "bare", TRUE, NULL);
  rh_request_item_add_form_field (item, bare);
  rh_request_item_add_form_field (item, off);
  g_object_set (item, "body-kind", RH_BODY_KIND_FORM, NULL);

  assert_body (item, "application/x-www-form-urlencoded",
               "a+b=c%26d%3De&k=s3cr3t%2F%2B%3A%26%3D+with+%7B%7Bhost%7D%7D&"
               "x=x%26y%3Dz%2B%C3%BC%23&e=&bare");
  request = fill (item);
  g_assert_true (rh_body_has_secret (rh_request_get_body (request)));
}

static void
test_file_body (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "PUT", "https://h/");
  g_autoptr (RhRequest) request = NULL;

  g_object_set (item, "body-kind", RH_BODY_KIND_FILE, "body-path", "/tmp/a.unknown-kind", NULL);
  request = fill (item);
  g_assert_nonnull (rh_request_get_body (request));
  g_assert_null (rh_body_get_text (rh_request_get_body (request)));
}

/* OAuth 2.0 */

static RhOAuthConfig *
fill_block (RhOAuthBlock *block)
{
  g_autoptr (GError) error = NULL;
  RhOAuthConfig *config = rh_resolver_fill_oauth (block, look_up, NULL, &error);

  g_assert_no_error (error);
  return config;
}

static RhOAuthBlock *
block_of_variables (void)
{
  RhOAuthBlock *block = rh_oauth_block_new ();

  rh_oauth_block_fill_variables (block);
  return block;
}

static void
test_oauth (void)
{
  g_autoptr (RhOAuthBlock) block = block_of_variables ();
  g_autoptr (RhOAuthConfig) config = fill_block (block);

  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_CLIENT_ID), ==, "id");
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_TOKEN_URL), ==,
                   "https://auth.example/token");
  g_assert_cmpstr (rh_secret_peek (rh_oauth_config_get_client_secret (config), NULL), ==,
                   "s p/ä:%+");
  g_assert_cmpint (rh_oauth_config_get_client_auth (config), ==, RH_CLIENT_AUTH_BASIC);
  /* nobody defines them: not set, and no error */
  g_assert_null (rh_oauth_config_get (config, RH_OAUTH_AUDIENCE));
  g_assert_null (rh_oauth_config_get (config, RH_OAUTH_REVOCATION_URL));
}

static void
test_oauth_client_auth (void)
{
  g_autoptr (RhOAuthBlock) block = block_of_variables ();
  static const struct
  {
    const char *text;
    RhClientAuth auth;
  } cases[] = { { "none", RH_CLIENT_AUTH_NONE },
                { "basic", RH_CLIENT_AUTH_BASIC },
                { "basic_raw", RH_CLIENT_AUTH_BASIC_RAW },
                { "body", RH_CLIENT_AUTH_BODY },
                { "", RH_CLIENT_AUTH_BASIC } };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhOAuthConfig) public = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhOAuthConfig) config = NULL;

      rh_oauth_block_set (block, "client_auth", cases[i].text);
      config = fill_block (block);
      g_assert_cmpint (rh_oauth_config_get_client_auth (config), ==, cases[i].auth);
    }

  rh_oauth_block_set (block, "client_auth", "digest");
  g_assert_null (rh_resolver_fill_oauth (block, look_up, NULL, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_INVALID);

  /* B3: no secret, a public client */
  rh_oauth_block_set (block, "client_auth", "basic");
  rh_oauth_block_set (block, "client_secret", "{{nobody}}");
  public = fill_block (block);
  g_assert_null (rh_oauth_config_get_client_secret (public));
  g_assert_cmpint (rh_oauth_config_get_client_auth (public), ==, RH_CLIENT_AUTH_NONE);
}

/* security.md 4.4: it would end in the browser's history and argv. */
static void
test_oauth_no_secret_elsewhere (void)
{
  static const char *const fields[]
      = { RH_OAUTH_AUTHORIZATION_URL, RH_OAUTH_CLIENT_ID, RH_OAUTH_SCOPE,    RH_OAUTH_REDIRECT_URI,
          RH_OAUTH_RESOURCE,          RH_OAUTH_AUDIENCE,  RH_OAUTH_TOKEN_URL };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (RhOAuthBlock) block = rh_oauth_block_new ();
      g_autoptr (GError) error = NULL;

      rh_oauth_block_set (block, fields[i], "https://a.example/?k={{key}}");
      g_assert_null (rh_resolver_fill_oauth (block, look_up, NULL, &error));
      g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_INVALID);
      g_assert_cmpstr (error->message, ==, fields[i]);
    }
}

/* security.md 4.2: the client secret's slot holds the token URL; another secret in its place would
 * go to whatever the token URL is. */
static void
test_oauth_other_secret (void)
{
  static const char *const templates[] = { "{{nested}}", "{{both}}" };

  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      g_autoptr (RhOAuthBlock) block = rh_oauth_block_new ();
      g_autoptr (GError) error = NULL;

      rh_oauth_block_set (block, RH_OAUTH_BLOCK_CLIENT_SECRET, templates[i]);
      g_assert_null (rh_resolver_fill_oauth (block, look_up, NULL, &error));
      g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_INVALID);
      g_assert_cmpstr (error->message, ==, RH_OAUTH_BLOCK_CLIENT_SECRET);
    }
}

static void
test_oauth_unknown (void)
{
  g_autoptr (RhOAuthBlock) block = rh_oauth_block_new ();
  g_autoptr (GError) error = NULL;

  rh_oauth_block_set (block, RH_OAUTH_TOKEN_URL, "{{nobody}}/token");
  g_assert_null (rh_resolver_fill_oauth (block, look_up, NULL, &error));
  g_assert_error (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_UNKNOWN);
}

/* Where a request goes is looked up in the open, and shown when somebody is asked about it. */
static void
test_secret_in_a_host (void)
{
  static const char *const urls[] = { "https://{{key}}.a.example/", "{{key}}/x", "{{nested}}/x",
                                      "https://u:{{key}}@a.example", "https://a.example:{{key}}" };
  g_autoptr (RhRequestItem) host = rh_request_item_new ("A", "GET", "https://a.example/");
  g_autoptr (RhField) field = rh_field_new ("hOST", "{{key}}.example", "", TRUE);
  g_autoptr (GError) refused = NULL;
  g_autoptr (RhRequestItem) hook = rh_request_item_new ("A", "GET", "{{hook}}?x=1");
  g_autoptr (RhRequest) request = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", urls[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_resolver_fill_request (item, look_up, NULL, &error));
      g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HOST);
      g_assert_null (strstr (error->message, "s3cr3t"));
    }

  rh_request_item_add_header (host, field);
  g_assert_null (rh_resolver_fill_request (host, look_up, NULL, &refused));
  g_assert_error (refused, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER);

  /* an address that is a secret as a whole */
  request = fill (hook);
  g_assert_cmpstr (rh_text_peek (rh_request_get_url (request), NULL), ==,
                   "https://hook.example/T0/B0?x=1");
  g_assert_true (rh_text_has_secret (rh_request_get_url (request)));
}

/* Both end as plain strings, whose bytes nobody would ask about. */
static void
test_secret_in_a_media_type (void)
{
  g_autoptr (RhRequestItem) file = rh_request_item_new ("A", "POST", "a.example");
  g_autoptr (RhRequestItem) parts = rh_request_item_new ("A", "POST", "a.example");
  g_autoptr (RhField) type
      = rh_field_new ("Content-Type", "multipart/form-data; boundary={{nested}}", NULL, TRUE);

  g_object_set (file, "body-kind", RH_BODY_KIND_FILE, "body-path", "/x", "body-type",
                "text/{{nested}}", NULL);
  assert_fails (file, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER,
                "Content-Type: a secret in a media type");
  g_object_set (parts, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  rh_request_item_add_header (parts, type);
  assert_fails (parts, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER, "Content-Type: a secret in a boundary");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/resolver/scheme", test_scheme);
  g_test_add_func ("/resolver/K1/places", test_places);
  g_test_add_func ("/resolver/disabled-params", test_disabled_params);
  g_test_add_func ("/resolver/K1/unknown", test_unknown);
  g_test_add_func ("/resolver/4.0/headers", test_headers);
  g_test_add_func ("/resolver/I9/smuggling", test_smuggling);
  g_test_add_func ("/resolver/no-secret-in-a-field-name", test_no_secret_in_a_field_name);
  g_test_add_func ("/resolver/body", test_body);
  g_test_add_func ("/resolver/K6/form", test_form);
  g_test_add_func ("/resolver/file-body", test_file_body);
  g_test_add_func ("/resolver/oauth", test_oauth);
  g_test_add_func ("/resolver/oauth-client-auth", test_oauth_client_auth);
  g_test_add_func ("/resolver/4.4/oauth-no-secret-elsewhere", test_oauth_no_secret_elsewhere);
  g_test_add_func ("/resolver/4.2/oauth-other-secret", test_oauth_other_secret);
  g_test_add_func ("/resolver/4.2/secret-in-a-host", test_secret_in_a_host);
  g_test_add_func ("/resolver/4.2/secret-in-a-media-type", test_secret_in_a_media_type);
  g_test_add_func ("/resolver/oauth-unknown", test_oauth_unknown);
  return g_test_run ();
}
