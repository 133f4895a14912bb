/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection's own file: the OAuth 2.0 block in the format's words, what goes beside it, and what
 * is found in any file besides what is used. */
#include "collection/rh-opencollection.h"
#include "lib/rh-test.h"

#include <math.h>
#include <string.h>

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static char *
text_of (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

static RhCollection *
read_collection (const char *text, const char *environment)
{
  RhCollection *collection = rh_collection_new ("1", "old");
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (RhEnvironment) made = rh_environment_new (environment);
  g_autoptr (GError) error = NULL;

  rh_collection_add_environment (collection, made);
  rh_opencollection_read_collection (bytes, collection, &error);
  g_assert_no_error (error);
  return collection;
}

static char *
write_collection (RhCollection *collection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_opencollection_write_collection (collection, &error);

  g_assert_no_error (error);
  return text_of (bytes);
}

static void
assert_written (RhCollection *collection, const char *expected)
{
  g_autofree char *text = write_collection (collection);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_field (RhCollection *collection, const char *field, const char *expected)
{
  g_assert_cmpstr (rh_oauth_block_get (rh_collection_get_oauth (collection), field), ==, expected);
}

#define TOP "opencollection: \"1.0.0\"\n\ninfo:\n  name: Acme\n\n"

static void
test_fresh (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "Acme");
  g_autoptr (RhEnvironment) staging = rh_environment_new ("Staging");
  g_autoptr (RhEnvironment) other = rh_environment_new ("Other");
  g_autofree char *text = NULL;
  g_autofree char *again_text = NULL;
  g_autoptr (RhCollection) again = NULL;

  rh_oauth_block_fill_variables (rh_collection_get_oauth (collection));
  rh_environment_set_service (staging, "pleo");
  g_object_set (staging, "protected", TRUE, NULL);
  rh_collection_add_environment (collection, staging);
  rh_collection_add_environment (collection, other);
  text = write_collection (collection);
  g_assert_cmpstr (text, ==,
                   TOP "request:\n"
                       "  auth:\n"
                       "    type: oauth2\n"
                       "    flow: authorization_code\n"
                       "    authorizationUrl: '{{authorization_url}}'\n"
                       "    accessTokenUrl: '{{token_url}}'\n"
                       "    callbackUrl: '{{redirect_uri}}'\n"
                       "    credentials:\n"
                       "      clientId: '{{client_id}}'\n"
                       "      clientSecret: '{{client_secret}}'\n"
                       "    scope: '{{scope}}'\n"
                       "    pkce:\n"
                       "      method: S256\n"
                       "    tokenConfig:\n"
                       "      placement:\n"
                       "        header: Bearer\n"
                       "\n"
                       "bundled: false\n"
                       "\n"
                       "extensions:\n"
                       "  rehearsal:\n"
                       "    oauth2:\n"
                       "      revocation_url: '{{revocation_url}}'\n"
                       "      introspection_url: '{{introspection_url}}'\n"
                       "      issuer: '{{issuer}}'\n"
                       "      client_auth: '{{client_auth}}'\n"
                       "      listen_uri: '{{listen_uri}}'\n"
                       "      resource: '{{resource}}'\n"
                       "      audience: '{{audience}}'\n"
                       "      header_prefix: '{{header_prefix}}'\n"
                       "    environments:\n"
                       "      Staging:\n"
                       "        service: pleo\n"
                       "        protected: true\n");

  again = read_collection (text, "Staging");
  again_text = write_collection (again);
  g_assert_cmpstr (again_text, ==, text);
  for (guint i = 0; rh_oauth_block_field_names ()[i] != NULL; i++)
    {
      const char *field = rh_oauth_block_field_names ()[i];

      assert_field (again, field, rh_oauth_block_get (rh_collection_get_oauth (collection), field));
    }
  g_assert_cmpstr (rh_environment_get_service (rh_collection_get_environment (again, "Staging")),
                   ==, "pleo");
  g_assert_true (
      rh_environment_is_marked_protected (rh_collection_get_environment (again, "Staging")));
}

/* The way the app's first collection is kept is no file's matter. */
static void
test_starter_is_not_written (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "A");
  g_autofree char *text = NULL;

  g_object_set (collection, "starter", TRUE, NULL);
  text = write_collection (collection);
  g_assert_null (strstr (text, "starter"));
}

static void
test_client_auth (void)
{
  static const struct
  {
    const char *auth;
    const char *placement; /* in the file */
    gboolean beside;
  } cases[] = {
    { "basic", "basic_auth_header", FALSE },
    { "body", "body", FALSE },
    { "basic_raw", "basic_auth_header", TRUE },
    { "none", "body", TRUE },
    { "", NULL, FALSE },
  };
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "Acme");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *placement = g_strconcat (
          "placement: ", cases[i].placement == NULL ? "" : cases[i].placement, "\n", NULL);
      g_autoptr (RhCollection) again = NULL;
      g_autoptr (GBytes) source = NULL;

      rh_oauth_block_set (rh_collection_get_oauth (collection), RH_OAUTH_BLOCK_CLIENT_AUTH,
                          cases[i].auth);
      text = write_collection (collection);
      if (cases[i].placement != NULL)
        g_assert_nonnull (strstr (text, placement));
      g_assert_cmpint (strstr (text, "client_auth") != NULL, ==, cases[i].beside);
      again = read_collection (text, "S");
      assert_field (again, RH_OAUTH_BLOCK_CLIENT_AUTH, cases[i].auth);
      /* the next one starts from here */
      source = bytes_of (text);
      rh_folder_set_source (rh_collection_get_root (collection), source);
    }
}

static void
test_header_prefix (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "Acme");
  RhOAuthBlock *block = rh_collection_get_oauth (collection);
  g_autofree char *own = NULL;
  g_autofree char *none = NULL;
  g_autoptr (RhCollection) again = NULL;
  g_autoptr (GBytes) source = NULL;

  rh_oauth_block_set (block, RH_OAUTH_HEADER_PREFIX, "Token");
  own = write_collection (collection);
  g_assert_nonnull (strstr (own, "header: Token\n"));
  again = read_collection (own, "S");
  assert_field (again, RH_OAUTH_HEADER_PREFIX, "Token");

  source = bytes_of (own);
  rh_folder_set_source (rh_collection_get_root (collection), source);
  rh_oauth_block_set (block, RH_OAUTH_HEADER_PREFIX, "");
  none = write_collection (collection);
  g_assert_nonnull (strstr (none, "header: Bearer\n"));
}

/* What others say in the block stays, and a change touches only what was changed. */
static void
test_foreign_oauth (void)
{
  const char *text = TOP "request:\n"
                         "  auth:\n"
                         "    type: oauth2\n"
                         "    flow: authorization_code\n"
                         "    accessTokenUrl: https://a/token\n"
                         "    refreshTokenUrl: https://a/refresh\n"
                         "    credentials:\n"
                         "      clientSecret: 53cret\n"
                         "      clientId: acme\n"
                         "    pkce:\n"
                         "      disabled: true\n"
                         "    tokenConfig:\n"
                         "      placement:\n"
                         "        query: token\n"
                         "    settings:\n"
                         "      autoFetchToken: true\n"
                         "\n"
                         "extensions:\n"
                         "  bruno:\n"
                         "    ignore:\n"
                         "      - .git\n";
  g_autoptr (RhCollection) collection = read_collection (text, "S");
  g_autoptr (GString) change = g_string_new (text);

  g_assert_cmpint (rh_folder_get_auth_kind (rh_collection_get_root (collection)), ==,
                   RH_AUTH_KIND_OAUTH2);
  assert_field (collection, RH_OAUTH_TOKEN_URL, "https://a/token");
  assert_field (collection, RH_OAUTH_CLIENT_ID, "acme");
  assert_field (collection, RH_OAUTH_BLOCK_CLIENT_SECRET, "");
  assert_written (collection, text);

  rh_oauth_block_set (rh_collection_get_oauth (collection), RH_OAUTH_CLIENT_ID, "other");
  rh_oauth_block_set (rh_collection_get_oauth (collection), RH_OAUTH_AUDIENCE, "api");
  g_string_replace (change, "clientId: acme", "clientId: other", 1);
  g_string_append (change, "  rehearsal:\n    oauth2:\n      audience: api\n");
  assert_written (collection, change->str);
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *auth;
    RhAuthKind kind;
  } cases[] = {
    { "  auth:\n    type: oauth2\n    flow: client_credentials\n", RH_AUTH_KIND_KEPT },
    { "  auth:\n    type: oauth2\n", RH_AUTH_KIND_KEPT },
    { "  auth:\n    type: bearer\n    token: '{{t}}'\n", RH_AUTH_KIND_BEARER },
    { "  auth:\n    type: wsse\n    password: '{{p}}'\n", RH_AUTH_KIND_KEPT },
    { "  headers:\n    - name: a\n      value: b\n", RH_AUTH_KIND_NONE },
    { "  auth: inherit\n", RH_AUTH_KIND_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (TOP "request:\n", cases[i].auth, NULL);
      g_autoptr (RhCollection) collection = read_collection (text, "S");
      RhFolder *root = rh_collection_get_root (collection);
      g_autofree char *changed = NULL;
      g_autoptr (RhCollection) again = NULL;

      g_assert_cmpint (rh_folder_get_auth_kind (root), ==, cases[i].kind);
      assert_written (collection, text);
      g_object_set (root, "auth-kind", RH_AUTH_KIND_OAUTH2, NULL);
      changed = write_collection (collection);
      g_assert_nonnull (strstr (changed, "    flow: authorization_code\n"));
      again = read_collection (changed, "S");
      g_assert_cmpint (rh_folder_get_auth_kind (rh_collection_get_root (again)), ==,
                       RH_AUTH_KIND_OAUTH2);
    }
}

static void
test_oauth_given_up (void)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("1", "Acme");
  g_autofree char *text = NULL;
  g_autoptr (GBytes) source = NULL;

  rh_oauth_block_fill_variables (rh_collection_get_oauth (collection));
  text = write_collection (collection);
  source = bytes_of (text);
  rh_folder_set_source (rh_collection_get_root (collection), source);
  g_object_set (rh_collection_get_root (collection), "auth-kind", RH_AUTH_KIND_NONE, NULL);
  assert_written (collection, TOP "bundled: false\n");
}

static void
test_kept (void)
{
  const char *text = "# Acme's\n"
                     "opencollection: \"1.1\"\n"
                     "\n"
                     "info:\n"
                     "  name: Acme\n"
                     "  version: \"2\"\n"
                     "\n"
                     "config:\n"
                     "  proxy:\n"
                     "    inherit: true\n"
                     "\n"
                     "request:\n"
                     "  headers:\n"
                     "    - name: X\n"
                     "      value: a\n"
                     "      enabled: true\n"
                     "  variables:\n"
                     "    - name: v\n"
                     "      value: a\n"
                     "  scripts:\n"
                     "    - type: tests\n"
                     "      code: a\n"
                     "\n"
                     "docs: words\n"
                     "x-theirs: 1\n";
  g_autoptr (RhCollection) collection = read_collection (text, "S");
  g_autoptr (GString) change = g_string_new (text);

  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme");
  g_assert_cmpstr (rh_folder_get_note (rh_collection_get_root (collection)), ==, "words");
  g_assert_nonnull (rh_environment_lookup (rh_collection_get_scope (collection), "v"));
  assert_written (collection, text);
  g_object_set (collection, "name", "Acme 2", NULL);
  rh_environment_set (rh_collection_get_scope (collection), "v", "b");
  g_string_replace (change, "name: Acme\n", "name: Acme 2\n", 1);
  g_string_replace (change, "name: v\n      value: a", "name: v\n      value: b", 1);
  assert_written (collection, change->str);
}

/* One that is not here may be one whose file cannot be read. */
static void
test_marks (void)
{
  const char *text = TOP "extensions:\n"
                         "  rehearsal:\n"
                         "    x: kept\n"
                         "    environments:\n"
                         "      Gone:\n"
                         "        protected: true\n"
                         "      S:\n"
                         "        service: pleo\n"
                         "        x: kept\n";
  g_autoptr (RhCollection) collection = read_collection (text, "S");
  RhEnvironment *environment = rh_collection_get_environment (collection, "S");
  g_autoptr (GString) change = g_string_new (text);
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (GBytes) renamed = rh_opencollection_rename_environment (bytes, "Gone", "Here", NULL);
  g_autoptr (GBytes) removed = rh_opencollection_rename_environment (bytes, "Gone", NULL, NULL);
  g_autoptr (GBytes) same = rh_opencollection_rename_environment (bytes, "None", "Here", NULL);
  g_autofree char *renamed_text = text_of (renamed);
  g_autofree char *removed_text = text_of (removed);

  g_assert_cmpstr (rh_environment_get_service (environment), ==, "pleo");
  g_assert_false (rh_environment_is_marked_protected (environment));
  assert_written (collection, text);
  rh_environment_set_service (environment, "");
  g_object_set (environment, "protected", TRUE, NULL);
  g_string_replace (change, "        service: pleo\n        x: kept\n",
                    "        x: kept\n        protected: true\n", 1);
  assert_written (collection, change->str);

  g_assert_true (same == bytes);
  g_assert_nonnull (strstr (renamed_text, "      Here:\n        protected: true\n"));
  g_assert_null (strstr (renamed_text, "Gone"));
  g_assert_null (strstr (removed_text, "protected"));
  g_assert_nonnull (strstr (removed_text, "      S:\n"));
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *message;
  } cases[] = {
    { "services: {}\n", RH_OPENCOLLECTION_ERROR_NOT_ONE, "line 1: this is no collection" },
    { "opencollection: 1.0.0\ninfo:\n  type: workspace\n", RH_OPENCOLLECTION_ERROR_NOT_ONE,
      "line 1: this is no collection" },
    { "# a\nopencollection: 2.0.0\n", RH_OPENCOLLECTION_ERROR_VERSION,
      "line 2: version 2.0.0 of OpenCollection is newer than this program" },
    { "opencollection: 99999999999999999999999\n", RH_OPENCOLLECTION_ERROR_VERSION, NULL },
    { TOP "extensions:\n  rehearsal:\n    environments:\n      S:\n        protected: maybe\n",
      RH_OPENCOLLECTION_ERROR_CONTENT, "line 10: protected must be true or false" },
    { TOP "request:\n  auth:\n    type: oauth2\n    flow: authorization_code\n    scope: []\n",
      RH_OPENCOLLECTION_ERROR_CONTENT, "line 10: scope must be text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhCollection) collection = read_collection (TOP "docs: a\n", "S");
      g_autoptr (GBytes) bytes = bytes_of (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_false (rh_opencollection_read_collection (bytes, collection, &error));
      g_assert_error (error, RH_OPENCOLLECTION_ERROR, cases[i].code);
      if (cases[i].message != NULL)
        g_assert_cmpstr (error->message, ==, cases[i].message);
      assert_written (collection, TOP "docs: a\n");
    }
}

static void
test_count (void)
{
  g_autoptr (GBytes) request = bytes_of ("info:\n  type: http\nhttp:\n  body:\n    type: sparql\n"
                                         "  auth:\n    type: ntlm\n"
                                         "runtime:\n"
                                         "  assertions:\n    - expression: a\n    - expression: b\n"
                                         "  scripts:\n    - type: tests\n"
                                         "  actions:\n    - type: other\n"
                                         "settings:\n  timeout: 0\n  encodeUrl: true\n"
                                         "  forwardAuthorizationHeader: true\n"
                                         "examples: []\nx: 1\n");
  g_autoptr (GBytes) plain = bytes_of ("info:\n  type: http\nhttp:\n  url: a\n");
  g_autoptr (GBytes) wrong = bytes_of ("- a\n");
  RhOpenCollectionKept kept;

  g_assert_true (rh_opencollection_count_kept (request, &kept));
  g_assert_cmpuint (kept.checks, ==, 2);
  g_assert_cmpuint (kept.scripts, ==, 1);
  g_assert_cmpuint (kept.actions, ==, 1);
  g_assert_cmpuint (kept.settings, ==, 2);
  g_assert_cmpuint (kept.other, ==, 3);
  g_assert_false (rh_opencollection_count_kept (plain, &kept));
  g_assert_false (rh_opencollection_count_kept (wrong, &kept));
}

static void
assert_places (const char *text, const char *expected)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_auto (GStrv) places = rh_opencollection_find_clear_secrets (bytes);
  g_autofree char *joined = g_strjoinv (", ", places);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_find_secrets (void)
{
  assert_places ("- a\n", "");
  assert_places ("http:\n  auth:\n    type: basic\n    password: '{{p}}'\n", "");
  assert_places ("http:\n  auth:\n    type: basic\n    password: \"\"\n", "");
  assert_places ("http:\n  auth:\n    type: basic\n    password: a\n", "password");
  assert_places ("http:\n  auth:\n    type: bearer\n    token: a\n"
                 "runtime:\n  auth:\n    type: bearer\n    token: a\n",
                 "token, token 2");
  assert_places ("request:\n  auth:\n    type: oauth2\n    credentials:\n      clientSecret: a\n"
                 "    resourceOwner:\n      password: a\n",
                 "client secret, password");
  assert_places ("http:\n  auth:\n    type: oauth1\n    privateKey:\n      type: file\n"
                 "      value: a\n",
                 "");
  assert_places ("variables:\n  - name: a\n    value: b\n  - secret: true\n    name: c\n"
                 "    value: d\n  - secret: true\n    name: e\n    value:\n      data: f\n"
                 "  - secret: true\n    name: g\n",
                 "variable c, variable e");
  assert_places ("config:\n  proxy:\n    config:\n      auth:\n        password: a\n"
                 "  clientCertificates:\n    - passphrase: b\n    - passphrase: c\n",
                 "certificate pass phrase, certificate pass phrase 2, proxy password");
}

static char *
take (const char *text, const char *place, const char *variable, const char *expected)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (RhSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) without
      = rh_opencollection_take_secret (bytes, place, variable, &secret, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rh_secret_peek (secret, NULL), ==, expected);
  return text_of (without);
}

static void
test_take_secret (void)
{
  g_autofree char *client
      = take ("request:\n  auth:\n    type: oauth2\n    flow: authorization_code\n"
              "    credentials:\n      clientSecret: 53cret\n",
              "client secret", NULL, "53cret");
  g_autofree char *key = take ("http:\n  auth:\n    type: apikey\n    value: 53cret\n", "API key",
                               "my_key", "53cret");
  g_autofree char *variable
      = take ("variables:\n  - secret: true\n    name: a\n    value: 53cret\n", "variable a",
              "ignored", "53cret");
  g_autoptr (GBytes) bytes = bytes_of (client);
  g_autoptr (RhSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (client, "      clientSecret: '{{client_secret}}'\n"));
  g_assert_nonnull (strstr (key, "    value: '{{my_key}}'\n"));
  g_assert_cmpstr (variable, ==, "variables:\n  - secret: true\n    name: a\n");
  g_assert_null (rh_opencollection_take_secret (bytes, "client secret", NULL, &secret, &error));
  g_assert_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_GONE);
}

static void
test_foreign (void)
{
  g_autoptr (GBytes) ours = bytes_of (TOP "docs: a\n");
  g_autoptr (GBytes) order = bytes_of ("docs: a\n\ninfo:\n  name: A\n");
  g_autoptr (GBytes) quotes = bytes_of ("docs: \"a\"\n");
  g_autoptr (GBytes) wrong = bytes_of ("- a\n");

  g_assert_false (rh_opencollection_is_foreign (ours));
  g_assert_true (rh_opencollection_is_foreign (order));
  g_assert_true (rh_opencollection_is_foreign (quotes));
  g_assert_false (rh_opencollection_is_foreign (wrong));
}

/* A glance */

/* Says what the parser says, or nothing. */
static gboolean
check_peek (const char *text)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_auto (RhOpenCollectionPeek) peek = { 0 };
  g_autoptr (RhRequestItem) item = NULL;
  g_autoptr (GError) error = NULL;
  double seq;

  if (!rh_opencollection_peek (text, strlen (text), &peek))
    return FALSE;

  item = rh_opencollection_read_request (bytes, &seq, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (peek.name, ==, rh_request_item_get_name (item));
  g_assert_cmpstr (peek.method, ==, rh_request_item_get_method (item));
  g_assert_cmpstr (peek.url, ==, rh_request_item_get_url (item));
  g_assert_true (peek.seq == seq || (isnan (peek.seq) && isnan (seq)));
  return TRUE;
}

static void
test_peek (void)
{
  static const char *const sure[] = {
    "info:\n  name: A b\n  type: http\n  seq: 2\n\nhttp:\n  method: GET\n  url: https://a/b?c=d\n",
    "---\r\n# c\r\ninfo:\r\n  name: 'It''s'\r\n  type: http\r\nhttp:\r\n  url: \"{{a}}\"\r\n",
    "http:\n    method: GET\n    url: a\ninfo:\n    type: http\n    seq: \"3\"\n",
    ("info:\n  name: A\n  type: http\n  description: |\n    name: B\n  tags:\n    - x\n"
     "    - y: z\n  seq: 1\nhttp:\n  headers:\n  - name: a\n    value: b\n  url: c\n"),
    "info:\n  name: A\n  type: graphql\n\ngraphql:\n  url: a\n",
    "info:\n  name: ~\n  type: http\n  tags: []\n\nhttp:\n  url: a\n",
  };
  static const char *const unsure[] = {
    "",
    "- a\n",
    "info:\n  name: A\n",
    "info: {name: A, type: http}\nhttp:\n  url: a\n",
    "info:\n  name: &x A\n  type: http\nhttp:\n  method: GET\n  url: a\n",
    "info:\n  name: !!str A\n  type: http\nhttp:\n  method: GET\n  url: a\n",
    "info:\n  name: \"A\\n\"\n  type: http\nhttp:\n  method: GET\n  url: a\n",
    "info:\n  name: A\n    and more\n  type: http\nhttp:\n  method: GET\n  url: a\n",
    "info:\n  description: \"begin\n  name: B\n  end\"\n  name: A\n  type: http\nhttp:\n  url: a\n",
    "info:\n  name: A # note\n  type: http\nhttp:\n  method: GET\n  url: a\n",
    "info:\n  name: A\n  name: B\n  type: http\nhttp:\n  method: GET\n  url: a\n",
    "info:\n  name: |\n    A\n  type: http\nhttp:\n  method: GET\n  url: a\n",
    "info:\n  name: A\n  type: http\nhttp:\n  method: GET\n  url: {{a}}\n",
    "info:\n  name: A\n  type: folder\nhttp:\n  method: GET\n  url: a\n",
    "info:\n  name: A\n  type: graphql\nhttp:\n  method: GET\n  url: a\n",
    "info:\n- name: A\n  type: http\nhttp:\n  method: GET\n  url: a\n",
    "info:\n\tname: A\n",
    "type: script\nscript: a\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sure); i++)
    g_assert_true (check_peek (sure[i]));
  for (guint i = 0; i < G_N_ELEMENTS (unsure); i++)
    g_assert_false (check_peek (unsure[i]));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/opencollection/collection/fresh", test_fresh);
  g_test_add_func ("/opencollection/collection/starter-is-not-written",
                   test_starter_is_not_written);
  g_test_add_func ("/opencollection/collection/client-auth", test_client_auth);
  g_test_add_func ("/opencollection/collection/header-prefix", test_header_prefix);
  g_test_add_func ("/opencollection/collection/foreign-oauth", test_foreign_oauth);
  g_test_add_func ("/opencollection/collection/kinds", test_kinds);
  g_test_add_func ("/opencollection/collection/oauth-given-up", test_oauth_given_up);
  g_test_add_func ("/opencollection/collection/kept", test_kept);
  g_test_add_func ("/opencollection/collection/marks", test_marks);
  g_test_add_func ("/opencollection/collection/errors", test_errors);
  g_test_add_func ("/opencollection/count-kept", test_count);
  g_test_add_func ("/opencollection/secrets/found", test_find_secrets);
  g_test_add_func ("/opencollection/secrets/taken", test_take_secret);
  g_test_add_func ("/opencollection/foreign", test_foreign);
  g_test_add_func ("/opencollection/peek", test_peek);

  return g_test_run ();
}
