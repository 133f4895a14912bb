/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's collections that are folders of YAML, wherever in a repository they stand. */
#include <string.h>
#include <unistd.h>

#include "collection/rh-opencollection.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#define SECRET "hunter2hunter2"
#define GET "$kind: http-request\nmethod: GET\nurl: https://api.example.org/\n"
#define NAMED(name) "$kind: collection\nname: " name "\n"

static RhImport *
read_request (const char *text)
{
  const char *const files[]
      = { ".resources/definition.yaml", NAMED ("Acme"), "One.request.yaml", text, NULL };

  return rh_import_rig_read_folder ("acme", files);
}

static void
assert_rows (GListModel *rows, const char *expected)
{
  g_autofree char *text = rh_import_rig_rows (rows);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_written (RhImport *import, const char *part, gboolean there)
{
  g_autofree char *written = rh_import_rig_write (import);

  if ((strstr (written, part) != NULL) != there)
    g_error ("“%s” in:\n%s", part, written);
}

static char *
dup_value (RhEnvironment *scope, const char *name)
{
  RhVariable *variable = scope == NULL ? NULL : rh_environment_lookup (scope, name);

  return variable == NULL ? NULL : g_strdup (rh_variable_get_value (variable));
}

static void
test_collection (void)
{
  const char *const files[] = {
    ".resources/definition.yaml",
    NAMED ("Acme") "description: All of it\nvariables:\n  - key: base\n    value: https://x\n"
                   "  - key: off\n    value: 1\n    disabled: true\nauth:\n  - id: a\n    type: "
                   "bearer\n"
                   "    credentials:\n      - key: token\n        value: '{{token}}'\nscripts:\n"
                   "  - type: http:beforeRequest\n    code: run()\n    language: text/javascript\n",
    "Last.request.yaml",
    GET,
    "Second.request.yaml",
    GET "order: 2000\n",
    "First.request.yaml",
    GET "order: 1500.5\nname: 'First: one'\n",
    "Users/.resources/definition.yaml",
    "$kind: collection\nname: All users\norder: 2\n",
    "Users/Get.request.yaml",
    GET,
    "Admin/.resources/definition.yml",
    "$kind: collection\norder: 1\nauth:\n  type: noauth\n",
    "Admin/Get.request.yml",
    GET,
    "images/logo.svg",
    "<svg/>",
    NULL
  };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  RhCollection *collection = rh_import_get_collection (import);
  RhFolder *root = rh_collection_get_root (collection);
  RhRequestItem *admin = rh_import_rig_find (import, "Admin / Get");
  g_autofree char *base = dup_value (rh_collection_get_scope (collection), "base");
  g_autofree char *off = dup_value (rh_collection_get_scope (collection), "off");
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (rh_import_get_origin (import), ==, "Postman 3");
  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme");
  g_assert_cmpstr (rh_folder_get_note (root), ==, "All of it");
  g_assert_cmpstr (tree, ==, "Admin[Get],All users[Get],First: one,Second,Last");
  g_assert_cmpstr (base, ==, "https://x");
  g_assert_null (off);
  g_assert_cmpint (rh_folder_get_auth_kind (root), ==, RH_AUTH_KIND_BEARER);
  g_assert_cmpstr (rh_auth_get (rh_folder_get_auth (root), RH_AUTH_TOKEN), ==, "{{token}}");
  g_assert_cmpint (rh_folder_get_auth_kind (rh_request_item_get_parent (admin)), ==,
                   RH_AUTH_KIND_NONE);
  g_assert_cmpint (rh_request_item_get_auth_kind (admin), ==, RH_AUTH_KIND_INHERIT);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_SCRIPT, "", NULL), ==, 1);
  assert_written (import, "run()", TRUE);
}

static void
test_request (void)
{
  g_autoptr (RhImport) import = read_request (
      "$kind: http-request\nname: Send\nid: 123\ndescription: Says it\nmethod: POST\n"
      "url: '{{base}}/users/:id?a=1'\nheaders:\n  - key: Accept\n    value: text/plain\n"
      "  - key: X-Off\n    value: 1\n    disabled: true\nqueryParams:\n  - key: a\n    value: 1\n"
      "    description: the first\n  - key: b\n    value: 2\n    disabled: true\n  - key: c\n"
      "    value: x&y\npathVariables:\n  - key: id\n    value: 7\nbody:\n  type: json\n"
      "  content: |-\n    {\n      \"a\": 1\n    }\nauth:\n  type: basic\n  credentials:\n"
      "    username: u\n    password: " SECRET "\nsettings:\n  followRedirects: false\n"
      "scripts:\n  - type: afterResponse\n    code: pm.test()\nexamples: "
      "./.resources/Send.resources/examples\nodd: thing\n");
  RhRequestItem *item = rh_import_rig_find (import, "Send");
  g_autofree char *password = rh_import_rig_secret (import, "password");
  g_autoptr (RhField) first = g_list_model_get_item (rh_request_item_get_params (item), 0);

  assert_rows (rh_request_item_get_params (item), "a: 1\n- b: 2\nc: x%26y\n");
  g_assert_cmpstr (rh_field_get_note (first), ==, "the first");
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "POST");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "{{base}}/users/:id?a=1&c=x%26y");
  g_assert_cmpstr (rh_request_item_get_note (item), ==, "Says it");
  assert_rows (rh_request_item_get_headers (item), "Accept: text/plain\n- X-Off: 1\n");
  assert_rows (rh_request_item_get_path_params (item), "id: 7\n");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_JSON);
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "{\n  \"a\": 1\n}");
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_BASIC);
  g_assert_cmpstr (password, ==, SECRET);
  g_assert_cmpint (
      rh_request_settings_get (rh_request_item_get_settings (item), RH_SETTING_FOLLOW_REDIRECTS),
      ==, 0);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_URL_CHANGED, "Send", "c"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_SCRIPT, "Send", NULL), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "Send", "odd"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "Send", "examples"), ==, 0);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_STAMPS, "", "id"), ==, 1);
  assert_written (import, SECRET, FALSE);
}

/* A list, a mapping. */
static void
test_rows_of_both_shapes (void)
{
  g_autoptr (RhImport) import
      = read_request ("$kind: http-request\nurl: https://h/:id\nheaders:\n  Accept: a/b\n"
                      "  X-B: '2'\nqueryParams:\n  q: 1\npathVariables:\n  id: 9\n");
  RhRequestItem *item = rh_import_rig_find (import, "One");

  g_assert_cmpstr (rh_request_item_get_method (item), ==, "GET");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/:id?q=1");
  assert_rows (rh_request_item_get_headers (item), "Accept: a/b\nX-B: 2\n");
  assert_rows (rh_request_item_get_path_params (item), "id: 9\n");
}

static void
test_bodies (void)
{
  g_autoptr (RhImport) form = read_request (
      "$kind: http-request\nmethod: POST\nurl: x\nbody:\n  type: urlencoded\n  content:\n"
      "    - key: a\n      value: 1\n    - key: b\n      value: 2\n      disabled: true\n");
  g_autoptr (RhImport) parts = read_request (
      "$kind: http-request\nmethod: POST\nurl: x\nbody:\n  type: formdata\n  content:\n"
      "    - key: a\n      type: text\n      value: 1\n    - key: f\n      type: file\n"
      "      src: ./a.png\n      contentType: image/png\n");
  g_autoptr (RhImport) file = read_request (
      "$kind: http-request\nmethod: PUT\nurl: x\nbody:\n  type: file\n  content: ../../b.pdf\n");
  g_autoptr (RhImport) xml = read_request (
      "$kind: http-request\nmethod: PUT\nurl: x\nbody:\n  type: xml\n  content: <a/>\n");
  g_autoptr (RhImport) none
      = read_request ("$kind: http-request\nmethod: PUT\nurl: x\nbody:\n  type: none\n");
  g_autoptr (RhImport) graphql = read_request (
      "$kind: graphql-request\nurl: https://h/graphql\nquery: '{ me }'\nvariables: '{\"a\": 1}'\n");

  assert_rows (rh_request_item_get_form (rh_import_rig_find (form, "One")), "a: 1\n- b: 2\n");
  assert_rows (rh_request_item_get_parts (rh_import_rig_find (parts, "One")),
               "a: 1\nf: @./a.png (image/png)\n");
  g_assert_cmpstr (rh_request_item_get_body_path (rh_import_rig_find (file, "One")), ==,
                   "../../b.pdf");
  g_assert_cmpuint (rh_import_rig_count (file, RH_IMPORT_FILE_NOT_READ, "One", "../../b.pdf"), ==,
                    1);
  g_assert_cmpint (rh_request_item_get_body_kind (rh_import_rig_find (xml, "One")), ==,
                   RH_BODY_KIND_XML);
  g_assert_cmpint (rh_request_item_get_body_kind (rh_import_rig_find (none, "One")), ==,
                   RH_BODY_KIND_NONE);
  g_assert_cmpstr (rh_request_item_get_method (rh_import_rig_find (graphql, "One")), ==, "POST");
  g_assert_cmpuint (rh_import_rig_count (graphql, RH_IMPORT_GRAPHQL_AS_JSON, "One", NULL), ==, 1);
  g_assert_nonnull (
      strstr (rh_request_item_get_body_text (rh_import_rig_find (graphql, "One")), "{ me }"));
}

static void
test_auth (void)
{
  g_autoptr (RhImport) oauth = read_request (
      "$kind: http-request\nurl: x\nauth:\n  type: oauth2\n  credentials:\n"
      "    - key: grant_type\n      value: authorization_code\n    - key: authUrl\n"
      "      value: https://id.example.org/authorize\n    - key: accessTokenUrl\n"
      "      value: https://id.example.org/token\n    - key: clientId\n      value: acme\n"
      "    - key: clientSecret\n      value: " SECRET "\n");
  g_autoptr (RhImport) key = read_request (
      "$kind: http-request\nurl: x\nauth:\n  - id: a\n    type: apikey\n    credentials:\n"
      "      - key: key\n        value: X-Key\n      - key: value\n        value: " SECRET
      "\n      - key: in\n        value: query\n  - id: b\n    type: basic\n    credentials:\n"
      "      username: u\n");
  g_autoptr (RhImport) empty
      = read_request ("$kind: http-request\nurl: x\nauth:\n  - id: a\n    type: bearer\n");
  g_autoptr (RhImport) chosen = read_request (
      "$kind: http-request\nurl: x\nauth:\n  type: inherit\n  credentials:\n    id: second\n");
  RhOAuthBlock *block = rh_collection_get_oauth (rh_import_get_collection (oauth));
  RhAuth *auth = rh_request_item_get_auth (rh_import_rig_find (key, "One"));

  g_assert_cmpint (rh_request_item_get_auth_kind (rh_import_rig_find (oauth, "One")), ==,
                   RH_AUTH_KIND_OAUTH2);
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_TOKEN_URL), ==,
                   "https://id.example.org/token");
  assert_written (oauth, SECRET, FALSE);
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_KEY), ==, "X-Key");
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_PLACEMENT), ==, RH_AUTH_PLACEMENT_QUERY);
  g_assert_cmpuint (rh_import_rig_count (key, RH_IMPORT_NOT_IN_USE, "One", "basic"), ==, 1);
  assert_written (key, SECRET, FALSE);
  g_assert_cmpint (rh_request_item_get_auth_kind (rh_import_rig_find (empty, "One")), ==,
                   RH_AUTH_KIND_INHERIT);
  g_assert_cmpint (rh_request_item_get_auth_kind (rh_import_rig_find (chosen, "One")), ==,
                   RH_AUTH_KIND_INHERIT);
  g_assert_cmpuint (rh_import_rig_count (chosen, RH_IMPORT_MEMBER, "One", "auth"), ==, 1);
}

static void
test_examples (void)
{
  const char *const files[] = {
    "One.request.yaml",
    GET,
    ".resources/One.resources/examples/b.example.yaml",
    "$kind: http-example\nname: Found\norder: 1\nrequest:\n  url: https://h/1\n  method: GET\n"
    "response:\n  statusCode: 201\n  statusText: Created\n  headers:\n    - key: Set-Cookie\n"
    "      value: sid=" SECRET "\n  body:\n    type: json\n    content: '{\"id\": 7}'\n",
    ".resources/One.resources/examples/a.example.yml",
    "$kind: http-example\norder: 2\noriginalRequest:\n  url: https://h/2\n  method: GET\ncode: "
    "404\n"
    "body:\n  type: text\n  content: gone\n",
    NULL
  };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  GListModel *examples = rh_request_item_get_examples (rh_import_rig_find (import, "One"));
  g_autoptr (RhExample) first = g_list_model_get_item (examples, 0);
  g_autoptr (RhExample) second = g_list_model_get_item (examples, 1);

  g_assert_cmpuint (g_list_model_get_n_items (examples), ==, 2);
  g_assert_cmpstr (rh_example_get_name (first), ==, "Found");
  g_assert_cmpuint (rh_example_get_status (first), ==, 201);
  g_assert_cmpstr (rh_example_get_url (first), ==, "https://h/1");
  g_assert_cmpstr (rh_example_get_body (first), ==, "{\"id\": 7}");
  g_assert_cmpstr (rh_example_get_name (second), ==, "a");
  g_assert_cmpuint (rh_example_get_status (second), ==, 404);
  g_assert_cmpstr (rh_example_get_body (second), ==, "gone");
  assert_written (import, SECRET, FALSE);
}

static void
test_calls (void)
{
  const char *const files[] = {
    "Call.request.yaml",
    "$kind: grpc-request\nurl: '{{host}}'\nmethodPath: a.B.C\nmessage:\n  content: '{\"x\": 1}'\n"
    "metadata:\n  - key: authorization\n    value: Bearer " SECRET "\nschema:\n  source: file\n"
    "  location: ../../a.proto\nscripts:\n  - type: beforeInvoke\n    code: x()\n"
    "auth:\n  type: awsv4\n  credentials:\n    region: eu\n",
    "Sock.request.yaml",
    "$kind: websocket-request\nurl: wss://h\nheaders:\n  a: b\n",
    "Queue.request.yaml",
    "$kind: mqtt-request\nurl: mqtt://h\nmessage: hello\n",
    NULL
  };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  g_autoptr (GBytes) written = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_PROTOCOL, "Call", "grpc"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_PROTOCOL, "Sock", "websocket"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_PROTOCOL, "Queue", "mqtt"), ==, 1);
  g_assert_cmpint (rh_request_item_get_body_kind (rh_import_rig_find (import, "Call")), ==,
                   RH_BODY_KIND_KEPT);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "Queue", "message"), ==, 1);
  g_assert_cmpstr (rh_request_item_get_method (rh_import_rig_find (import, "Queue")), ==, "MQTT");
  assert_written (import, "method: a.B.C", TRUE);
  written = rh_opencollection_write_request (rh_import_rig_find (import, "Call"), 1, NULL);
  text = g_strndup (g_bytes_get_data (written, NULL), g_bytes_get_size (written));
  g_assert_nonnull (strstr (text, "\n    region: eu\n"));
  g_assert_null (strstr (text, "\nhttp:"));
  assert_written (import, "url: wss://h", TRUE);
  assert_written (import, SECRET, FALSE);
}

#define ENVIRONMENT \
  "name: Staging\nvalues:\n  - key: host\n    value: staging\n    enabled: true\n  - key: " \
  "apiKey\n" \
  "    value: " SECRET "\n    type: secret\n"

/* The root of a repository, and the folders on the way. */
static void
test_places (void)
{
  static const char *const prefixes[] = { "postman/", "" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autofree char *definition
          = g_strconcat (prefixes[i], "collections/acme/.resources/definition.yaml", NULL);
      g_autofree char *request
          = g_strconcat (prefixes[i], "collections/acme/One.request.yaml", NULL);
      g_autofree char *environment
          = g_strconcat (prefixes[i], "environments/S.environment.yaml", NULL);
      g_autofree char *local = g_strconcat (prefixes[i], "environments/local.yml", NULL);
      g_autofree char *globals = g_strconcat (prefixes[i], "globals/workspace.globals.yaml", NULL);
      const char *const files[] = { definition,  NAMED ("Acme"),
                                    request,     GET,
                                    environment, ENVIRONMENT,
                                    local,       "values:\n  a: b\n",
                                    globals,     "name: G\nvalues:\n  - key: g\n    value: h\n",
                                    "src/x.txt", "",
                                    NULL };
      g_autoptr (RhImport) import = rh_import_rig_read_folder ("repository", files);
      RhCollection *collection = rh_import_get_collection (import);
      RhEnvironment *staging = rh_collection_get_environment (collection, "Staging");
      g_autofree char *host = dup_value (staging, "host");
      g_autofree char *a = dup_value (rh_collection_get_environment (collection, "local"), "a");
      g_autofree char *g = dup_value (rh_collection_get_scope (collection), "g");
      g_autofree char *secret = rh_import_rig_secret (import, "apiKey");
      g_autofree char *tree = rh_import_rig_tree (import);

      g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme");
      g_assert_cmpstr (tree, ==, "One");
      g_assert_cmpstr (host, ==, "staging");
      g_assert_cmpstr (a, ==, "b");
      g_assert_cmpstr (g, ==, "h");
      g_assert_cmpstr (secret, ==, SECRET);
      assert_written (import, SECRET, FALSE);
    }
}

/* Each is a folder, with its own variables and auth. */
static void
test_several (void)
{
  const char *const files[] = {
    "postman/collections/a/.resources/definition.yaml",
    NAMED (
        "Alpha") "variables:\n  x: 1\nauth:\n  type: bearer\n  credentials:\n    token: '{{t}}'\n",
    "postman/collections/a/One.request.yaml",
    GET,
    "postman/collections/b/Two.request.yaml",
    GET,
    NULL
  };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("repository", files);
  RhFolder *alpha = rh_request_item_get_parent (rh_import_rig_find (import, "Alpha / One"));
  g_autofree char *x = dup_value (rh_folder_get_scope (alpha), "x");
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (rh_collection_get_name (rh_import_get_collection (import)), ==, "repository");
  g_assert_cmpstr (tree, ==, "Alpha[One],b[Two]");
  g_assert_cmpstr (x, ==, "1");
  g_assert_cmpint (rh_folder_get_auth_kind (alpha), ==, RH_AUTH_KIND_BEARER);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_COLLECTION_FOLDER, "", NULL), ==, 2);
}

static void
test_environments_alone (void)
{
  const char *const files[] = { "postman/environments/S.environment.yaml", ENVIRONMENT,
                                "postman/flows/a.flow", "{}", NULL };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("repository", files);

  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "", "flows"), ==, 1);

  g_assert_true (rh_import_is_environments (import));
}

static void
test_bad_files (void)
{
  const char *const files[]
      = { ".resources/definition.yaml",
          "$kind: collection\nname: [",
          "bad.request.yaml",
          "url: [unclosed\n",
          "text.request.yaml",
          "hello\n",
          "other.request.yaml",
          "kind: something\n",
          "latin.request.yaml",
          "$kind: http-request\nname: \351\n",
          "bomb.request.yaml",
          "$kind: http-request\nurl: &a x\nname: *a\n",
          "bom.request.yaml",
          "\357\273\277" GET,
          "types.request.yaml",
          "$kind: http-request\nurl: [1]\nmethod: {}\nheaders: 5\nbody: []\nauth: 3\nscripts: x\n",
          NULL };
  g_autoptr (RhImport) import = rh_import_rig_read_folder ("folder", files);
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (tree, ==, "bom,types");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_NOT_READ, "", NULL), ==, 6);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_NOT_READ, "",
                                         "other.request.yaml: there is no request in it"),
                    ==, 1);
}

/* Names in a file are no paths, and links lead nowhere. */
static void
test_hostile (void)
{
  g_autoptr (GError) error = NULL;
  const RhImportWatch watch = { 0 };
  RhStoreRig rig = { 0 };
  g_autofree char *link = NULL;
  g_autofree char *folder_link = NULL;
  g_autofree char *large = NULL;
  g_autofree char *tree = NULL;
  g_autofree char *written = NULL;
  g_autoptr (RhImport) import = NULL;

  rh_store_rig_set_up (&rig, NULL);
  rh_store_rig_write (&rig, "a.request.yaml", GET "name: ../../etc/x\nexamples: ../../../etc\n");
  rh_store_rig_write (&rig, "large.request.yaml", GET);
  link = g_build_filename (rig.root, "link.request.yaml", NULL);
  folder_link = g_build_filename (rig.root, "out", NULL);
  large = g_build_filename (rig.root, "large.request.yaml", NULL);
  g_assert_no_errno (symlink ("/etc/passwd", link));
  g_assert_no_errno (symlink ("/", folder_link));
  g_assert_no_errno (truncate (large, 100 * 1000 * 1000));

  import = rh_import_read_folder (rig.disk, "folder", &watch, &error);
  g_assert_no_error (error);
  tree = rh_import_rig_tree (import);
  written = rh_import_rig_write (import);
  g_assert_cmpstr (tree, ==, "../../etc/x");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_NOT_READ, "", NULL), ==, 2);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "../../etc/x", "examples"), ==,
                    1);
  rh_store_rig_tear_down (&rig, NULL);
}

static void
test_depth (void)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_autoptr (RhImport) import = NULL;
  RhImportCounts counts;

  for (guint i = 0; i < RH_IMPORT_MAX_FOLDERS + 8; i++)
    g_string_append (path, "d/");
  g_string_append (path, "x.request.yaml");

  {
    const char *const files[] = { "One.request.yaml", GET, path->str, GET, NULL };

    import = rh_import_rig_read_folder ("folder", files);
  }
  rh_import_count (import, &counts);
  g_assert_cmpuint (counts.requests, ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_TOO_MUCH, "", NULL), ==, 1);
}

static void
test_one_file (void)
{
  g_autoptr (RhImport) request = rh_import_rig_read ("Ping.request.yaml", GET);
  g_autoptr (RhImport) collection = rh_import_rig_read (
      "x.json",
      "{\"$kind\": \"collection\", \"name\": \"Acme\", \"variables\": [], \"items\": ["
      "{\"$kind\": \"http-request\", \"name\": \"One\", \"url\": \"https://h/\", \"id\": \"1\"},"
      "{\"$kind\": \"collection\", \"name\": \"In\", \"items\": ["
      "{\"$kind\": \"http-request\", \"name\": \"Two\", \"url\": \"https://h/\"}]}]}");
  g_autofree char *ping = rh_import_rig_tree (request);
  g_autofree char *tree = rh_import_rig_tree (collection);

  g_assert_cmpstr (ping, ==, "Ping");
  g_assert_cmpstr (tree, ==, "In[Two],One");
  g_assert_cmpstr (rh_collection_get_name (rh_import_get_collection (collection)), ==, "Acme");
}

static void
test_deep_file (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RhImport) import = NULL;
  RhImportCounts counts;

  for (guint i = 0; i < 60; i++)
    g_string_append (text, "{\"$kind\": \"collection\", \"name\": \"d\", \"items\": ["
                           "{\"$kind\": \"http-request\", \"url\": \"x\"},");
  g_string_append (text, "{}");
  for (guint i = 0; i < 60; i++)
    g_string_append (text, "]}");

  import = rh_import_rig_read ("deep.json", text->str);
  rh_import_count (import, &counts);
  g_assert_cmpuint (counts.folders, ==, RH_IMPORT_MAX_FOLDERS - 1);
  g_assert_cmpuint (counts.requests, ==, RH_IMPORT_MAX_FOLDERS);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-postman-folder/collection", test_collection);
  g_test_add_func ("/import-postman-folder/request", test_request);
  g_test_add_func ("/import-postman-folder/rows-of-both-shapes", test_rows_of_both_shapes);
  g_test_add_func ("/import-postman-folder/bodies", test_bodies);
  g_test_add_func ("/import-postman-folder/auth", test_auth);
  g_test_add_func ("/import-postman-folder/examples", test_examples);
  g_test_add_func ("/import-postman-folder/calls", test_calls);
  g_test_add_func ("/import-postman-folder/places", test_places);
  g_test_add_func ("/import-postman-folder/several", test_several);
  g_test_add_func ("/import-postman-folder/environments-alone", test_environments_alone);
  g_test_add_func ("/import-postman-folder/bad-files", test_bad_files);
  g_test_add_func ("/import-postman-folder/hostile", test_hostile);
  g_test_add_func ("/import-postman-folder/depth", test_depth);
  g_test_add_func ("/import-postman-folder/one-file", test_one_file);
  g_test_add_func ("/import-postman-folder/deep-file", test_deep_file);

  return g_test_run ();
}
