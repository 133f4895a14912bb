/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collections of Bruno's: what is in them comes, is kept or is told; what cannot be read is left
 * out, and the rest comes. */
#include <string.h>
#include <unistd.h>

#include "collection/rh-folder-disk.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#define SECRET "hunter2hunter2"
#define CONFIG "{\"version\": \"1\", \"name\": \"Acme\", \"type\": \"collection\"}"
#define GET "get {\n  url: https://api.example.org/\n}\n"

static RhImport *
read_request (const char *text)
{
  const char *const files[] = { "bruno.json", CONFIG, "One.bru", text, NULL };

  return rh_import_rig_read_folder ("acme", files);
}

static RhFolder *
get_root (RhImport *import)
{
  return rh_collection_get_root (rh_import_get_collection (import));
}

static void
assert_rows (GListModel *rows, const char *expected)
{
  g_autofree char *text = rh_import_rig_rows (rows);

  g_assert_cmpstr (text, ==, expected);
}

/* "name=value <kind> (note)\n", "- " before what is off, "*" for a secret. */
static void
assert_variables (RhEnvironment *scope, const char *expected)
{
  GListModel *variables = rh_environment_get_variables (scope);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      g_string_append_printf (text, "%s%s=%s%s\n", rh_variable_is_enabled (variable) ? "" : "- ",
                              rh_variable_get_name (variable),
                              rh_variable_is_secret (variable) ? "*" : "",
                              rh_variable_get_value (variable));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_written (RhImport *import, const char *part)
{
  g_autofree char *written = rh_import_rig_write (import);

  if (strstr (written, part) == NULL)
    g_error ("no “%s” in:\n%s", part, written);
}

static void
assert_not_written (RhImport *import, const char *part)
{
  g_autofree char *written = rh_import_rig_write (import);

  g_assert_null (strstr (written, part));
}

static void
test_collection (void)
{
  const char *const files[] = {
    "bruno.json",
    CONFIG,
    "collection.bru",
    "meta {\n  type: collection\n}\nheaders {\n  X-App: acme\n  ~x-off: 1\n}\nauth {\n  mode: "
    "bearer\n"
    "}\nauth:bearer {\n  token: {{token}}\n}\nvars:pre-request {\n  base: https://api.example.org\n"
    "}\ndocs {\n  # Acme\n}\n",
    "Users/folder.bru",
    "meta {\n  name: All users\n  seq: 2\n}\nauth {\n  mode: none\n}\n",
    "Users/b.bru",
    "meta {\n  name: Second\n  type: http\n  seq: 2\n}\n" GET,
    "Users/a.bru",
    "meta {\n  name: Third\n  seq: 10\n}\n" GET,
    "Users/c.bru",
    "meta {\n  seq: 1\n}\n" GET,
    "Admin/folder.bru",
    "meta {\n  seq: 1\n}\n",
    "Admin/Deep/x.bru",
    GET,
    "About.bru",
    GET,
    "docs/readme.md",
    "no request\n",
    "node_modules/x/y.bru",
    GET,
    "environments/Staging.bru",
    "vars {\n  host: staging\n  ~old: 1\n}\nvars:secret [\n  apiKey,\n  ~gone\n]\ncolor: #ff8800\n",
    NULL
  };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  RhCollection *collection = rh_import_get_collection (import);
  RhFolder *root = get_root (import);
  RhEnvironment *staging = rh_collection_get_environment (collection, "Staging");
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (rh_import_get_origin (import), ==, "Bruno");
  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme");
  g_assert_cmpstr (tree, ==, "Admin[Deep[x]],All users[c,Second,Third],About");
  assert_rows (rh_folder_get_headers (root), "X-App: acme\n- x-off: 1\n");
  assert_variables (rh_folder_get_scope (root), "base=https://api.example.org\n");
  g_assert_cmpint (rh_folder_get_auth_kind (root), ==, RH_AUTH_KIND_BEARER);
  g_assert_cmpstr (rh_auth_get (rh_folder_get_auth (root), RH_AUTH_TOKEN), ==, "{{token}}");
  g_assert_cmpstr (rh_folder_get_note (root), ==, "# Acme");

  assert_variables (staging, "host=staging\n- old=1\napiKey=*\n- gone=*\n");
  g_assert_cmpstr (rh_environment_get_color (staging), ==, "#ff8800");
  g_assert_cmpuint (
      rh_import_rig_count (import, RH_IMPORT_VALUE_MISSING, "Environment Staging", NULL), ==, 2);
}

/* Bruno passes over a folder that says "none". */
static void
test_auth_of_folders (void)
{
  const char *const files[]
      = { "bruno.json",
          CONFIG,
          "a/folder.bru",
          "meta {\n  name: a\n}\nauth {\n  mode: none\n}\n",
          "a/1.bru",
          "meta {\n  name: none\n}\n" GET,
          "a/2.bru",
          "meta {\n  name: inherits\n}\nget {\n  url: x\n  auth: inherit\n}\n",
          NULL };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  RhRequestItem *none = rh_import_rig_find (import, "a / none");

  g_assert_cmpint (rh_folder_get_auth_kind (rh_request_item_get_parent (none)), ==,
                   RH_AUTH_KIND_INHERIT);
  g_assert_cmpint (rh_request_item_get_auth_kind (none), ==, RH_AUTH_KIND_NONE);
  g_assert_cmpint (rh_request_item_get_auth_kind (rh_import_rig_find (import, "a / inherits")), ==,
                   RH_AUTH_KIND_INHERIT);
}

static void
test_request (void)
{
  g_autoptr (RhImport) import = read_request (
      "meta {\n  name: Get one\n  type: http\n  seq: 1\n  tags: [\n    smoke\n    slow\n  ]\n}\n"
      "post {\n  url: https://h/:id/x?a=1&b={{process.env.B}}\n  body: json\n  auth: basic\n}\n"
      "params:query {\n  @description('the first')\n  a: 1\n  b: {{process.env.B}}\n  ~c: 3\n"
      "  d: 4\n}\nparams:path {\n  id: 7\n  gone: 8\n}\n"
      "headers {\n  accept: text/plain\n  ~x: {{?Your name}}\n}\n"
      "auth:basic {\n  username: u\n  password: " SECRET "\n}\nauth:bearer {\n  token: t\n}\n"
      "body:json {\n  {\n    \"a\": [1]\n  }\n}\nbody:xml {\n  <old/>\n}\n"
      "settings {\n  encodeUrl: true\n  timeout: 1500\n  followRedirects: false\n"
      "  maxRedirects: 3\n}\ndocs {\n  Says *what*.\n}\n");
  RhRequestItem *item = rh_import_rig_find (import, "Get one");
  RhRequestSettings *settings = rh_request_item_get_settings (item);
  g_autofree char *password = rh_import_rig_secret (import, "password");
  g_autoptr (RhField) first = g_list_model_get_item (rh_request_item_get_params (item), 0);

  g_assert_cmpstr (rh_request_item_get_method (item), ==, "POST");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/:id/x?a=1&b={{process.env.B}}");
  assert_rows (rh_request_item_get_params (item), "a: 1\nb: {{process.env.B}}\n- c: 3\n- d: 4\n");
  g_assert_cmpstr (rh_field_get_note (first), ==, "the first");
  assert_rows (rh_request_item_get_path_params (item), "id: 7\n");
  assert_rows (rh_request_item_get_headers (item), "accept: text/plain\n- x: {{Your_name}}\n");
  g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (item), RH_AUTH_PASSWORD), ==,
                   "{{password}}");
  g_assert_cmpstr (password, ==, SECRET);
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "{\n  \"a\": [1]\n}");
  g_assert_cmpstr (rh_request_item_get_note (item), ==, "Says *what*.");
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_TOTAL_TIMEOUT), ==, 1500);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_FOLLOW_REDIRECTS), ==, 0);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_MAX_REDIRECTS), ==, 3);

  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "Get one", "d"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "Get one", ":gone"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_NOT_IN_USE, "Get one", "auth:bearer"),
                    ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "Get one", "body:xml"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "", "encodeUrl"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "", "tags"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_TEMPLATE_CHANGED, "Get one", NULL), ==,
                    1);
  assert_written (import, "encodeUrl: true");
  assert_written (import, "- smoke");
  assert_written (import, "<old/>");
  assert_not_written (import, SECRET);
}

/* Bruno fills in what a path has in brackets as well. */
static void
test_path_within_segments (void)
{
  g_autoptr (RhImport) import = read_request (
      "get {\n  url: https://h:80/Items(':key')/:id?x=:no\n}\nparams:path {\n  key: a b\n  id: 7\n"
      "  no: 1\n}\n");
  RhRequestItem *item = rh_import_rig_find (import, "One");

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h:80/Items('{{key}}')/:id?x=:no");
  assert_rows (rh_request_item_get_path_params (item), "id: 7\n");
  assert_variables (rh_request_item_get_scope (item), "key=a b\n");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_URL_CHANGED, "One", ":key"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "One", ":no"), ==, 1);
}

static void
test_methods (void)
{
  const char *const files[] = {
    "bruno.json", CONFIG,
    "1.bru",      "meta {\n  name: one\n}\nhttp {\n  method: PURGE\n  url: x\n}\n",
    "2.bru",      "meta {\n  name: two\n}\nhttp {\n  method: no way\n  url: x\n}\n",
    "3.bru",      "meta {\n  name: three\n}\ndelete {\n  url: '''\n    https://x/\n  '''\n}\n",
    NULL
  };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);

  g_assert_cmpstr (rh_request_item_get_method (rh_import_rig_find (import, "one")), ==, "PURGE");
  g_assert_cmpstr (rh_request_item_get_method (rh_import_rig_find (import, "two")), ==, "GET");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_METHOD_CHANGED, "two", "no way"), ==, 1);
  g_assert_cmpstr (rh_request_item_get_method (rh_import_rig_find (import, "three")), ==, "DELETE");
  g_assert_cmpstr (rh_request_item_get_url (rh_import_rig_find (import, "three")), ==,
                   "https://x/");
}

static void
test_forms (void)
{
  g_autoptr (RhImport) form = read_request (
      "post {\n  url: x\n  body: formUrlEncoded\n}\nbody:form-urlencoded {\n  a: 1\n  ~b: 2\n"
      "  password: " SECRET "\n}\n");
  g_autoptr (RhImport) parts
      = read_request ("post {\n  url: x\n  body: multipartForm\n}\nbody:multipart-form {\n  a: 1\n"
                      "  j: {\"x\": 1} @contentType(application/json)\n"
                      "  ~f: @file(a.png|b.png) @contentType(image/png)\n}\n");
  RhRequestItem *item = rh_import_rig_find (parts, "One");

  g_assert_cmpint (rh_request_item_get_body_kind (rh_import_rig_find (form, "One")), ==,
                   RH_BODY_KIND_FORM);
  assert_rows (rh_request_item_get_form (rh_import_rig_find (form, "One")),
               "a: 1\n- b: 2\npassword: {{password}}\n");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_MULTIPART);
  assert_rows (rh_request_item_get_parts (item),
               "a: 1\nj: {\"x\": 1} (application/json)\n- f: @a.png\nb.png (image/png)\n");
  g_assert_cmpuint (rh_import_rig_count (parts, RH_IMPORT_FILE_NOT_READ, "One", NULL), ==, 2);
}

static void
test_other_bodies (void)
{
  g_autoptr (RhImport) file
      = read_request ("post {\n  url: x\n  body: file\n}\nbody:file {\n  ~file: @file(no.bin)\n"
                      "  file: @file(d/a.bin) @contentType(a/b)\n}\n");
  g_autoptr (RhImport) graphql = read_request (
      "post {\n  url: x\n  body: graphql\n}\nbody:graphql {\n  { \"me\" }\n}\nbody:graphql:vars {\n"
      "  {\"a\": {{n}}}\n}\n");
  g_autoptr (RhImport) sparql
      = read_request ("post {\n  url: x\n  body: sparql\n}\nbody:sparql {\n  ASK {}\n}\n");
  g_autoptr (RhImport) old = read_request ("post {\n  url: x\n}\nbody {\n  {}\n}\n");
  g_autoptr (RhImport) none = read_request ("post {\n  url: x\n  body: none\n}\n"
                                            "body:form-urlencoded {\n  password: " SECRET "\n}\n");

  g_assert_cmpstr (rh_request_item_get_body_path (rh_import_rig_find (file, "One")), ==, "d/a.bin");
  g_assert_cmpstr (rh_request_item_get_body_type (rh_import_rig_find (file, "One")), ==, "a/b");
  g_assert_cmpuint (rh_import_rig_count (file, RH_IMPORT_FILE_NOT_READ, "One", "d/a.bin"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (file, RH_IMPORT_NOT_IN_USE, "One", NULL), ==, 1);
  g_assert_cmpstr (rh_request_item_get_body_text (rh_import_rig_find (graphql, "One")), ==,
                   "{\n  \"query\": \"{ \\\"me\\\" }\",\n  \"variables\": {\"a\": {{n}}}\n}");
  g_assert_cmpuint (rh_import_rig_count (graphql, RH_IMPORT_GRAPHQL_AS_JSON, "One", NULL), ==, 1);
  assert_rows (rh_request_item_get_headers (rh_import_rig_find (sparql, "One")),
               "Content-Type: application/sparql-query\n");
  g_assert_cmpint (rh_request_item_get_body_kind (rh_import_rig_find (old, "One")), ==,
                   RH_BODY_KIND_JSON);
  g_assert_cmpstr (rh_request_item_get_body_text (rh_import_rig_find (old, "One")), ==, "{}");
  g_assert_cmpint (rh_request_item_get_body_kind (rh_import_rig_find (none, "One")), ==,
                   RH_BODY_KIND_NONE);
  g_assert_cmpuint (rh_import_rig_count (none, RH_IMPORT_NOT_IN_USE, "One", "body:form-urlencoded"),
                    ==, 1);
  assert_not_written (none, SECRET);
}

static void
test_variables_and_actions (void)
{
  g_autoptr (RhImport) import = read_request (
      GET
      "vars:pre-request {\n  @number\n  n: 5\n  @local: x\n  ~off: y\n}\n"
      "vars:post-response {\n  token: $res.body.data[0].token\n  @status: res.status\n"
      "  ~loc: res.headers.location\n  odd: res.getBody().map(x => x.id)\n}\n"
      "assert {\n  res.status: eq 200\n  ~res.body.a: isDefined\n  res.body.b: text of it\n}\n");
  RhRequestItem *item = rh_import_rig_find (import, "One");
  GListModel *actions = rh_request_item_get_actions (item);
  g_autoptr (RhAction) first = g_list_model_get_item (actions, 0);
  g_autoptr (RhAction) last = g_list_model_get_item (actions, 2);

  assert_variables (rh_request_item_get_scope (item), "n=5\nlocal=x\n- off=y\n");
  g_assert_cmpuint (g_list_model_get_n_items (actions), ==, 3);
  g_assert_cmpstr (rh_action_get_expression (first), ==, "res.body.data[0].token");
  g_assert_cmpstr (rh_action_get_variable (first), ==, "token");
  g_assert_false (rh_action_is_enabled (last));
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "One", "vars:post-response"), ==,
                    1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_CHECKS, "One", NULL), ==, 3);
  assert_written (import, "res.getBody().map");
  assert_written (import, "operator: isDefined");
}

static void
test_scripts (void)
{
  g_autoptr (RhImport) import
      = read_request (GET "script:pre-request {\n  one();\n}\nscript:post-response {\n  two();\n}\n"
                          "tests {\n  three();\n}\n");

  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_SCRIPT, "One", NULL), ==, 3);
  assert_written (import, "three();");
  assert_written (import, "type: tests");
}

static void
test_oauth (void)
{
  const char *const files[] = {
    "bruno.json",
    CONFIG,
    "collection.bru",
    "auth {\n  mode: oauth2\n}\nauth:oauth2 {\n  grant_type: authorization_code\n"
    "  callback_url: http://127.0.0.1:9/cb\n  authorization_url: {{process.env.ISS}}/authorize\n"
    "  access_token_url: https://id.example.org/token\n  refresh_token_url:\n  client_id: acme\n"
    "  client_secret: " SECRET "\n  scope: read\n  state: fixed\n  pkce: false\n"
    "  credentials_placement: header\n  credentials_id: credentials\n  token_placement: url\n"
    "  token_query_key: at\n  auto_fetch_token: true\n  auto_refresh_token: true\n}\n"
    "auth:oauth2:additional_params:access_token_req:body {\n  audience: api\n  ~off: 1\n}\n"
    "auth:oauth2:additional_params:auth_req:headers {\n  x: y\n}\n",
    "1.bru",
    "get {\n  url: x\n  auth: inherit\n}\n",
    "2.bru",
    "get {\n  url: x\n  auth: oauth2\n}\nauth:oauth2 {\n  grant_type: password\n  username: u\n"
    "  password: " SECRET "2\n  access_token_url: https://id.example.org/token\n}\n",
    NULL
  };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  RhOAuthBlock *block = rh_collection_get_oauth (rh_import_get_collection (import));

  g_assert_cmpint (rh_folder_get_auth_kind (get_root (import)), ==, RH_AUTH_KIND_OAUTH2);
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_AUTHORIZATION_URL), ==,
                   "{{process.env.ISS}}/authorize");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_CLIENT_ID), ==, "acme");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_REDIRECT_URI), ==, "http://127.0.0.1:9/cb");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_BLOCK_CLIENT_AUTH), ==, "basic");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_AUDIENCE), ==, "api");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_PKCE_ADDED, "", NULL), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_STATE, "", NULL), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_TOKEN_IN_HEADER, "", NULL), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_GRANT_LEGACY, "2", "password"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_OAUTH_PARAMETER, "", "auto_fetch_token"),
                    ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_OAUTH_PARAMETER, "", "x"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_NOT_IN_USE, "", "off"), ==, 1);
  assert_not_written (import, SECRET);
}

static void
test_kept_auth (void)
{
  g_autoptr (RhImport) aws
      = read_request ("get {\n  url: x\n  auth: awsv4\n}\nauth:awsv4 {\n  accessKeyId: AKIA\n  "
                      "secretAccessKey: " SECRET "\n  region: eu\n  profileName:\n}\n");
  g_autoptr (RhImport) oauth1 = read_request (
      "get {\n  url: x\n  auth: oauth1\n}\nauth:oauth1 {\n  consumer_key: k\n  private_key: '''\n"
      "    -----BEGIN\n    " SECRET "\n  '''\n}\n");

  g_assert_cmpuint (rh_import_rig_count (aws, RH_IMPORT_AUTH_KEPT, "One", "awsv4"), ==, 1);
  assert_written (aws, "accessKeyId: AKIA");
  assert_not_written (aws, SECRET);
  assert_written (oauth1, "privateKey:");
  assert_not_written (oauth1, SECRET);
}

static void
test_calls (void)
{
  const char *const files[] = { "bruno.json",
                                CONFIG,
                                "g.bru",
                                "meta {\n  name: Call\n  type: grpc\n}\ngrpc {\n  url: grpc://h\n  "
                                "method: /a.B/C\n  auth: none\n"
                                "}\nmetadata {\n  authorization: Bearer " SECRET
                                "\n}\nbody:grpc {\n  name: m\n  content: '''\n"
                                "    {\"x\": 1}\n  '''\n}\n",
                                "w.bru",
                                "meta {\n  name: Sock\n  type: ws\n}\nws {\n  url: "
                                "wss://h\n}\nheaders {\n  a: b\n}\nbody:ws {\n"
                                "  type: json\n  content: '''\n    {}\n  '''\n}\n",
                                NULL };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);

  g_assert_cmpint (rh_request_item_get_body_kind (rh_import_rig_find (import, "Call")), ==,
                   RH_BODY_KIND_KEPT);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_PROTOCOL, "Call", "grpc"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_PROTOCOL, "Sock", "websocket"), ==, 1);
  assert_written (import, "url: wss://h");
  assert_written (import, "{\"x\": 1}");
  assert_not_written (import, SECRET);
}

static void
test_examples (void)
{
  g_autoptr (RhImport) import = read_request (
      GET
      "example {\n  name: Found\n  description: of two\n\n  request: {\n    url: https://h/1\n"
      "    method: get\n    headers: {\n      a: b\n    }\n  }\n\n  response: {\n    headers: {\n"
      "      content-type: application/json\n      set-cookie: sid=" SECRET "\n    }\n\n"
      "    status: {\n      code: 201\n      text: Created\n    }\n\n    body: {\n      type: "
      "json\n"
      "      content: '''\n        {\n          \"id\": 7\n        }\n      '''\n    }\n  }\n}\n");
  RhRequestItem *item = rh_import_rig_find (import, "One");
  g_autoptr (RhExample) example = g_list_model_get_item (rh_request_item_get_examples (item), 0);

  g_assert_cmpstr (rh_example_get_name (example), ==, "Found");
  g_assert_cmpstr (rh_example_get_method (example), ==, "GET");
  g_assert_cmpstr (rh_example_get_url (example), ==, "https://h/1");
  g_assert_cmpuint (rh_example_get_status (example), ==, 201);
  g_assert_cmpstr (rh_example_get_reason (example), ==, "Created");
  g_assert_cmpstr (rh_example_get_body (example), ==, "{\n  \"id\": 7\n}");
  g_assert_cmpuint (
      rh_import_rig_count (import, RH_IMPORT_MEMBER, "One", "example request headers"), ==, 1);
  assert_not_written (import, SECRET);
}

static void
test_config (void)
{
  const char *const files[] = {
    "bruno.json",
    "{\"version\": \"1\", \"name\": \"A\", \"type\": \"collection\", \"ignore\": [\"skip\"], "
    "\"new\": 1,\n"
    " \"proxy\": {\"enabled\": true, \"hostname\": \"proxy.example.org\", \"auth\": {\"password\": "
    "\"" SECRET "\"}},\n \"clientCertificates\": {\"certs\": [{\"domain\": \"h.example.org\", "
    "\"passphrase\": \"" SECRET "\"}]},\n \"scripts\": {\"moduleWhitelist\": [\"crypto\"]}}",
    "skip/x.bru",
    GET,
    "a.bru",
    GET,
    NULL
  };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (tree, ==, "a");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_PROXY, "", "proxy.example.org"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_CLIENT_CERTIFICATE, "", "h.example.org"),
                    ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "", "scripts"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "", "new"), ==, 1);
  assert_not_written (import, SECRET);
}

/* Values from the surroundings are looked for in a file beside the collection. */
static void
test_process_env (void)
{
  const char *const files[] = { "bruno.json",
                                CONFIG,
                                ".env",
                                "KEY=" SECRET "\n",
                                "environments/A.bru",
                                "vars {\n}\n",
                                "a.bru",
                                "get {\n  url: x?k={{ process.env.KEY }}\n}\n",
                                NULL };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  RhEnvironment *environment
      = rh_collection_get_environment (rh_import_get_collection (import), "A");

  g_assert_cmpstr (rh_environment_get_dotenv_path (environment), ==, ".env");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_FILE_NOT_READ, "", ".env"), ==, 1);
  g_assert_cmpstr (rh_request_item_get_url (rh_import_rig_find (import, "a")), ==,
                   "x?k={{ process.env.KEY }}");
  assert_not_written (import, SECRET);
}

/* Where there is no environment one is made for it. */
static void
test_process_env_without_environments (void)
{
  g_autoptr (RhImport) import = read_request ("get {\n  url: {{process.env.HOST}}/x\n}\n");
  GListModel *environments = rh_collection_get_environments (rh_import_get_collection (import));
  g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, 0);

  g_assert_cmpuint (g_list_model_get_n_items (environments), ==, 1);
  g_assert_cmpstr (rh_environment_get_dotenv_path (environment), ==, ".env");
}

/* What is wrong with one file keeps no other from coming. */
static void
test_bad_files (void)
{
  const char *const files[] = { "bruno.json",
                                "{nonsense",
                                "bad.bru",
                                "meta {\n  name\n}\n" GET,
                                "bom.bru",
                                "\357\273\277" GET,
                                "empty.bru",
                                "",
                                "latin.bru",
                                "meta {\n  name: \351\n}\n" GET,
                                "sub/bruno.json",
                                CONFIG,
                                "sub/a.bru",
                                GET,
                                NULL };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (tree, ==, "bom");
  g_assert_cmpstr (rh_collection_get_name (rh_import_get_collection (import)), ==, "folder");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_NOT_READ, "",
                                         "bad.bru: line 2: a name and a colon are missing"),
                    ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_NOT_READ, "", "latin.bru"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_NOT_READ, "", NULL), ==, 5);
}

static void
test_links_and_sizes (void)
{
  g_autoptr (GError) error = NULL;
  const RhImportWatch watch = { 0 };
  RhStoreRig rig = { 0 };
  g_autofree char *link = NULL;
  g_autofree char *folder_link = NULL;
  g_autofree char *large = NULL;
  g_autoptr (RhImport) import = NULL;
  g_autofree char *tree = NULL;

  rh_store_rig_set_up (&rig, NULL);
  rh_store_rig_write (&rig, "bruno.json", CONFIG);
  rh_store_rig_write (&rig, "a.bru", GET);
  rh_store_rig_write (&rig, "large.bru", GET);
  link = g_build_filename (rig.root, "link.bru", NULL);
  folder_link = g_build_filename (rig.root, "out", NULL);
  large = g_build_filename (rig.root, "large.bru", NULL);
  g_assert_no_errno (symlink ("/etc/passwd", link));
  g_assert_no_errno (symlink ("/", folder_link));
  g_assert_no_errno (truncate (large, 100 * 1000 * 1000));

  import = rh_import_read_folder (rig.disk, "folder", &watch, &error);
  g_assert_no_error (error);
  tree = rh_import_rig_tree (import);
  g_assert_cmpstr (tree, ==, "a");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_NOT_READ, "", NULL), ==, 2);
  rh_store_rig_tear_down (&rig, NULL);
}

static void
test_nothing (void)
{
  g_autoptr (GError) error = NULL;
  const RhImportWatch watch = { 0 };
  RhStoreRig rig = { 0 };
  g_autoptr (RhImport) import = NULL;

  rh_store_rig_set_up (&rig, NULL);
  g_assert_false (rh_import_knows_folder (rig.disk));
  rh_store_rig_write (&rig, "bruno.json", CONFIG);
  import = rh_import_read_folder (rig.disk, "folder", &watch, &error);
  g_assert_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_NOTHING);
  rh_store_rig_write (&rig, "opencollection.yml", "opencollection: 1.0.0\n");
  g_assert_false (rh_import_knows_folder (rig.disk));
  rh_store_rig_tear_down (&rig, NULL);
}

static void
test_depth (void)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_autofree char *shallow = NULL;
  g_autoptr (RhImport) import = NULL;
  RhImportCounts counts;

  for (guint i = 0; i < RH_IMPORT_MAX_FOLDERS + 8; i++)
    {
      if (i == RH_IMPORT_MAX_FOLDERS - 1)
        shallow = g_strconcat (path->str, "a.bru", NULL);
      g_string_append (path, "d/");
    }
  g_string_append (path, "x.bru");

  {
    const char *const files[] = { "bruno.json", CONFIG, path->str, GET, shallow, GET, NULL };

    import = rh_import_rig_read_folder ("folder", files);
  }
  rh_import_count (import, &counts);
  g_assert_cmpuint (counts.requests, ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_TOO_MUCH, "", NULL), ==, 1);
}

static void
test_one_file (void)
{
  g_autoptr (RhImport) request = rh_import_rig_read ("Ping.bru", "\n"
                                                                 "meta {\n}\n" GET);
  g_autoptr (RhImport) environment = rh_import_rig_read ("Staging.bru", "vars {\n  a: b\n}\n");
  g_autofree char *message
      = rh_import_rig_fail ("x.bru", "meta {\n  name\n}\n", RH_IMPORT_ERROR_SYNTAX);
  g_autofree char *yaml
      = rh_import_rig_fail ("x.yml", "auth: {\n  a: b\n}\n", RH_IMPORT_ERROR_UNKNOWN);
  g_autofree char *tree = rh_import_rig_tree (request);

  g_assert_cmpstr (yaml, ==, "x.yml");
  g_assert_cmpstr (tree, ==, "Ping");
  g_assert_true (rh_import_is_environments (environment));
  g_assert_cmpstr (message, ==, "x.bru: line 2: a name and a colon are missing");
}

/* Whoever watches can stop it. */
static void
stop_at_second (guint done, guint all, gpointer user_data)
{
  if (done > 1)
    g_cancellable_cancel (user_data);
}

static void
test_stopped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const RhImportWatch watch = { cancellable, stop_at_second, cancellable };
  RhStoreRig rig = { 0 };
  g_autoptr (RhImport) import = NULL;

  rh_store_rig_set_up (&rig, NULL);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.bru", i);

      rh_store_rig_write (&rig, name, GET);
    }
  import = rh_import_read_folder (rig.disk, "folder", &watch, &error);
  g_assert_null (import);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rh_store_rig_tear_down (&rig, NULL);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-bruno/collection", test_collection);
  g_test_add_func ("/import-bruno/auth-of-folders", test_auth_of_folders);
  g_test_add_func ("/import-bruno/request", test_request);
  g_test_add_func ("/import-bruno/path-within-segments", test_path_within_segments);
  g_test_add_func ("/import-bruno/methods", test_methods);
  g_test_add_func ("/import-bruno/forms", test_forms);
  g_test_add_func ("/import-bruno/other-bodies", test_other_bodies);
  g_test_add_func ("/import-bruno/variables-and-actions", test_variables_and_actions);
  g_test_add_func ("/import-bruno/scripts", test_scripts);
  g_test_add_func ("/import-bruno/oauth", test_oauth);
  g_test_add_func ("/import-bruno/kept-auth", test_kept_auth);
  g_test_add_func ("/import-bruno/calls", test_calls);
  g_test_add_func ("/import-bruno/examples", test_examples);
  g_test_add_func ("/import-bruno/config", test_config);
  g_test_add_func ("/import-bruno/process-env", test_process_env);
  g_test_add_func ("/import-bruno/process-env-without-environments",
                   test_process_env_without_environments);
  g_test_add_func ("/import-bruno/bad-files", test_bad_files);
  g_test_add_func ("/import-bruno/links-and-sizes", test_links_and_sizes);
  g_test_add_func ("/import-bruno/nothing", test_nothing);
  g_test_add_func ("/import-bruno/depth", test_depth);
  g_test_add_func ("/import-bruno/one-file", test_one_file);
  g_test_add_func ("/import-bruno/stopped", test_stopped);

  return g_test_run ();
}
