/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Insomnia's exports of both versions: the same requests, folders and environments come of them,
 * and nothing is lost without a word. */
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#include <string.h>

static const char version_4[]
    = "{'_type': 'export', '__export_format': 4, '__export_source': 'x', 'resources': ["
      "{'_id': 'wrk', '_type': 'workspace', 'name': 'Acme', 'description': 'Our API',"
      "  'scope': 'collection', 'parentId': null},"
      "{'_id': 'base', '_type': 'environment', 'parentId': 'wrk', 'name': 'Base Environment',"
      "  'data': {'host': 'https://api.example', 'user': {'first name': 'Ada', 'ids': [7, 8]},"
      "           'client_secret': 'cs-0123456789', 'on': true}},"
      "{'_id': 'sub', '_type': 'environment', 'parentId': 'base', 'name': 'Staging',"
      "  'color': '#00ff00', 'data': {'host': 'https://{{ _.zone }}.example'},"
      "  'kvPairData': [{'name': 'pin', 'type': 'secret', 'value': 'encrypted'}]},"
      "{'_id': 'jar', '_type': 'cookie_jar', 'parentId': 'wrk', 'cookies': [{'key': 'a'}]},"
      "{'_id': 'spec', '_type': 'api_spec', 'parentId': 'wrk', 'contents': 'openapi: 3.0.0'},"
      "{'_id': 'fld', '_type': 'request_group', 'parentId': 'wrk', 'name': 'Users',"
      "  'metaSortKey': 5, 'description': 'People', 'environment': {'page': 2},"
      "  'headers': [{'name': 'X-Folder', 'value': '{{ _.page }}'}],"
      "  'authentication': {'type': 'basic', 'username': 'ada', 'password': 'hunter22'},"
      "  'preRequestScript': 'insomnia.log(1)'},"
      "{'_id': 'r1', '_type': 'request', 'parentId': 'fld', 'name': 'List', 'metaSortKey': 2,"
      "  'method': 'GET', 'url': '{{ _.host }}/users/:id?a=1', 'description': 'All',"
      "  'parameters': [{'name': 'page', 'value': '{{ _.page }}', 'id': 'p'},"
      "                 {'name': 'off', 'value': 'x', 'disabled': true, 'description': 'not'},"
      "                 {'name': '', 'value': ''}],"
      "  'pathParameters': [{'name': 'id', 'value': '{{ _.user.ids[0] }}'}],"
      "  'headers': [{'name': 'X-Id', 'value': '{% uuid %}'},"
      "              {'name': 'X-Off', 'value': '1', 'disabled': true}],"
      "  'settingFollowRedirects': 'off', 'settingSendCookies': false, 'novelty': 1},"
      "{'_id': 'r0', '_type': 'request', 'parentId': 'fld', 'name': 'First', 'metaSortKey': 1,"
      "  'method': 'POST', 'url': '{{ _.host }}/login', 'authentication': {'type': 'none'},"
      "  'body': {'mimeType': 'application/json',"
      "    'text': '{\\\"t\\\": \\\"{% response \\'body\\', \\'r1\\' %}\\\", \\\"n\\\": {{ "
      "_.user[\\'first name\\'] }}}'}},"
      "{'_id': 'r2', '_type': 'request', 'parentId': 'wrk', 'name': 'Form', 'metaSortKey': 1,"
      "  'method': 'POST', 'url': 'https://h/', 'body': {'mimeType':"
      "    'application/x-www-form-urlencoded', 'params': [{'name': 'a', 'value': 'b'},"
      "    {'name': 'c', 'value': 'd', 'disabled': true}]}},"
      "{'_id': 'r3', '_type': 'request', 'parentId': 'wrk', 'name': 'Parts', 'metaSortKey': 2,"
      "  'method': 'POST', 'url': 'https://h/', 'body': {'mimeType': 'multipart/form-data',"
      "    'params': [{'name': 'a', 'value': 'b'},"
      "               {'name': 'f', 'type': 'file', 'fileName': '/tmp/cat.png'}]}},"
      "{'_id': 'r4', '_type': 'request', 'parentId': 'wrk', 'name': 'Query', 'metaSortKey': 3,"
      "  'method': 'POST', 'url': 'https://h/', 'body': {'mimeType': 'application/graphql',"
      "    'text': '{\\\"query\\\": \\\"{ a }\\\"}'}},"
      "{'_id': 'g', '_type': 'grpc_request', 'parentId': 'wrk', 'name': 'Call', 'metaSortKey': 4,"
      "  'url': 'grpc://h', 'protoMethodName': '/a.B/C', 'body': {'text': '{}'},"
      "  'metadata': [{'name': 'Authorization', 'value': 'Bearer tok-0123456789'}]},"
      "{'_id': 'lost', '_type': 'request', 'parentId': 'nowhere', 'name': 'Lost', 'url': 'x'},"
      "{'_id': 'c1', '_type': 'request_group', 'parentId': 'c2', 'name': 'Round'},"
      "{'_id': 'c2', '_type': 'request_group', 'parentId': 'c1', 'name': 'Trip'}"
      "]}";

static const char version_5[] = "type: collection.insomnia.rest/5.0\n"
                                "schema_version: \"5.1\"\n"
                                "name: Acme\n"
                                "meta:\n"
                                "  id: wrk\n"
                                "  description: Our API\n"
                                "collection:\n"
                                "  - name: Second\n"
                                "    url: \"{{ _.host }}/2\"\n"
                                "    method: DELETE\n"
                                "    meta: { id: req_2, sortKey: -1 }\n"
                                "    settings:\n"
                                "      renderRequestBody: false\n"
                                "      followRedirects: \"on\"\n"
                                "      cookies: { send: false, store: true }\n"
                                "  - name: Users\n"
                                "    meta: { id: fld_1, sortKey: -2 }\n"
                                "    environment:\n"
                                "      page: 2\n"
                                "    children:\n"
                                "      - name: Live\n"
                                "        url: wss://h/live\n"
                                "        meta: { id: ws-req_1 }\n"
                                "      - name: First\n"
                                "        url: https://h/1\n"
                                "        method: GET\n"
                                "        meta: { id: req_1, sortKey: -3, description: Why }\n"
                                "        scripts:\n"
                                "          afterResponse: insomnia.test()\n"
                                "environments:\n"
                                "  name: Base Environment\n"
                                "  data: {}\n"
                                "  subEnvironments:\n"
                                "    - name: Staging\n"
                                "      data:\n"
                                "        host: https://staging.example\n"
                                "        limit: 5\n"
                                "spec:\n"
                                "  contents: {}\n"
                                "testSuites:\n"
                                "  - name: Checks\n";

static char *
json (const char *text)
{
  GString *valid = g_string_new (text);

  g_string_replace (valid, "\\'", "\001", 0);
  g_string_replace (valid, "'", "\"", 0);
  g_string_replace (valid, "\001", "'", 0);
  return g_string_free_and_steal (valid);
}

static RhImport *
read_json (const char *text)
{
  g_autofree char *valid = json (text);

  return rh_import_rig_read ("export.json", valid);
}

static RhFolder *
find_folder (RhImport *import, const char *name)
{
  GListModel *items
      = rh_folder_get_items (rh_collection_get_root (rh_import_get_collection (import)));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      /* the collection owns it */
      if (RH_IS_FOLDER (item) && g_str_equal (rh_folder_get_name (RH_FOLDER (item)), name))
        return RH_FOLDER (item);
    }
  g_assert_not_reached ();
}

static void
assert_told (RhImport *import, RhImportCode code, const char *place, const char *what)
{
  if (rh_import_rig_count (import, code, place, what) == 1)
    return;

  rh_import_rig_print_notes (import);
  g_error ("%u at %s: %s is not told once", code, place, what);
}

static void
test_tree (void)
{
  g_autoptr (RhImport) import = read_json (version_4);
  RhCollection *collection = rh_import_get_collection (import);
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (rh_import_get_origin (import), ==, "Insomnia 4");
  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme");
  g_assert_cmpstr (rh_folder_get_note (rh_collection_get_root (collection)), ==, "Our API");
  /* folders come first here; those that lead in a circle are there once */
  g_assert_cmpstr (tree, ==, "Users[First,List],Round[Trip[]],Form,Parts,Query,Call,Lost");
}

static void
test_request (void)
{
  g_autoptr (RhImport) import = read_json (version_4);
  RhRequestItem *item = rh_import_rig_find (import, "Users / List");
  g_autofree char *params = rh_import_rig_rows (rh_request_item_get_params (item));
  g_autofree char *path = rh_import_rig_rows (rh_request_item_get_path_params (item));
  g_autofree char *headers = rh_import_rig_rows (rh_request_item_get_headers (item));
  RhRequestSettings *settings = rh_request_item_get_settings (item);

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "{{host}}/users/:id?a=1&page={{page}}");
  g_assert_cmpstr (params, ==, "a: 1\npage: {{page}}\n- off: x\n");
  g_assert_cmpstr (path, ==, "id: {{user.ids.0}}\n");
  g_assert_cmpstr (headers, ==, "X-Id: {{$uuid}}\n- X-Off: 1\n");
  g_assert_cmpstr (rh_request_item_get_note (item), ==, "All");
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_INHERIT);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_FOLLOW_REDIRECTS), ==, FALSE);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_COOKIES), ==, FALSE);
  assert_told (import, RH_IMPORT_MEMBER, "Users / List", "novelty");

  item = rh_import_rig_find (import, "Users / First");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_JSON);
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==,
                   "{\"t\": \"{{response_1}}\", \"n\": {{user.first_name}}}");
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_NONE);
  assert_told (import, RH_IMPORT_TEMPLATE_CHANGED, "Users / First", "{% response … %}");
}

static void
test_bodies (void)
{
  g_autoptr (RhImport) import = read_json (version_4);
  RhRequestItem *item = rh_import_rig_find (import, "Form");
  g_autofree char *form = rh_import_rig_rows (rh_request_item_get_form (item));
  g_autofree char *parts = NULL;

  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_FORM);
  g_assert_cmpstr (form, ==, "a: b\n- c: d\n");

  item = rh_import_rig_find (import, "Parts");
  parts = rh_import_rig_rows (rh_request_item_get_parts (item));
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_MULTIPART);
  g_assert_cmpstr (parts, ==, "a: b\nf: @/tmp/cat.png\n");
  assert_told (import, RH_IMPORT_FILE_NOT_READ, "Parts", "/tmp/cat.png");

  item = rh_import_rig_find (import, "Query");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_JSON);
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "{\"query\": \"{ a }\"}");
  assert_told (import, RH_IMPORT_GRAPHQL_AS_JSON, "Query", NULL);
}

static void
test_folder (void)
{
  g_autoptr (RhImport) import = read_json (version_4);
  RhFolder *folder = find_folder (import, "Users");
  g_autofree char *headers = rh_import_rig_rows (rh_folder_get_headers (folder));
  g_autofree char *password = rh_import_rig_secret (import, "password");

  g_assert_cmpstr (rh_folder_get_note (folder), ==, "People");
  g_assert_cmpstr (headers, ==, "X-Folder: {{page}}\n");
  g_assert_cmpint (rh_folder_get_auth_kind (folder), ==, RH_AUTH_KIND_BASIC);
  g_assert_cmpstr (rh_auth_get (rh_folder_get_auth (folder), RH_AUTH_PASSWORD), ==, "{{password}}");
  g_assert_cmpstr (password, ==, "hunter22");
  g_assert_cmpstr (
      rh_variable_get_value (rh_environment_lookup (rh_folder_get_scope (folder), "page")), ==,
      "2");
  assert_told (import, RH_IMPORT_SCRIPT, "Users", "before-request");
}

static void
test_environments (void)
{
  g_autoptr (RhImport) import = read_json (version_4);
  RhCollection *collection = rh_import_get_collection (import);
  RhEnvironment *base = rh_collection_get_environment (collection, "Base Environment");
  RhEnvironment *staging = rh_collection_get_environment (collection, "Staging");

  g_assert_cmpstr (rh_environment_get_extends (staging), ==, "Base Environment");
  g_assert_cmpstr (rh_environment_get_color (staging), ==, "#00ff00");
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (staging, "host")), ==,
                   "https://{{zone}}.example");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (staging, "vault.pin")));
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (base, "user.first_name")), ==,
                   "Ada");
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (base, "user.ids.1")), ==, "8");
  g_assert_cmpstr (rh_variable_get_kind (rh_environment_lookup (base, "on")), ==, "boolean");
  g_assert_true (rh_variable_is_secret (rh_environment_lookup (base, "client_secret")));
  assert_told (import, RH_IMPORT_VARIABLE_RENAMED, "Environment Base Environment", "first name");
  assert_told (import, RH_IMPORT_VALUE_MISSING, "Environment Staging", "vault.pin");
}

static void
test_rest (void)
{
  static const char *const secrets[] = { "hunter22", "cs-0123456789", "tok-0123456789" };
  g_autoptr (RhImport) import = read_json (version_4);
  g_autofree char *written = rh_import_rig_write (import);
  RhRequestItem *call = rh_import_rig_find (import, "Call");

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (strstr (written, secrets[i]) != NULL)
      g_error ("%s is in %s", secrets[i], written);

  assert_told (import, RH_IMPORT_STORED_COOKIES, "", NULL);
  assert_told (import, RH_IMPORT_MEMBER, "", "api_spec");
  assert_told (import, RH_IMPORT_PROTOCOL, "Call", "grpc");
  g_assert_cmpstr (rh_request_item_get_method (call), ==, "GRPC");
  g_assert_nonnull (strstr (written, "method: /a.B/C"));
  g_assert_nonnull (strstr (written, "code: insomnia.log(1)"));
}

static void
test_version_5 (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read ("a.yaml", version_5);
  RhCollection *collection = rh_import_get_collection (import);
  RhEnvironment *staging = rh_collection_get_environment (collection, "Staging");
  RhRequestItem *item = rh_import_rig_find (import, "Second");
  g_autofree char *tree = rh_import_rig_tree (import);
  g_autofree char *written = rh_import_rig_write (import);

  g_assert_cmpstr (rh_import_get_origin (import), ==, "Insomnia 5");
  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme");
  g_assert_cmpstr (tree, ==, "Users[First,Live],Second");
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "DELETE");
  g_assert_cmpint (
      rh_request_settings_get (rh_request_item_get_settings (item), RH_SETTING_FOLLOW_REDIRECTS),
      ==, TRUE);
  assert_told (import, RH_IMPORT_MEMBER, "Second", "renderRequestBody");
  item = rh_import_rig_find (import, "Users / First");
  g_assert_cmpstr (rh_request_item_get_note (item), ==, "Why");
  assert_told (import, RH_IMPORT_SCRIPT, "Users / First", "after-response");
  assert_told (import, RH_IMPORT_PROTOCOL, "Users / Live", "websocket");
  assert_told (import, RH_IMPORT_MEMBER, "", "spec");
  assert_told (import, RH_IMPORT_MEMBER, "", "testSuites");
  /* what is empty is extended by nobody */
  g_assert_null (rh_collection_get_environment (collection, "Base Environment"));
  g_assert_cmpstr (rh_environment_get_extends (staging), ==, "");
  /* plain is not a number yet */
  g_assert_cmpstr (rh_variable_get_kind (rh_environment_lookup (staging, "host")), ==, "");
  g_assert_cmpstr (rh_variable_get_kind (rh_environment_lookup (staging, "limit")), ==, "number");
  g_assert_nonnull (strstr (written, "wss://h/live"));
}

static void
test_workspaces (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'_type': 'export', '__export_format': 4, 'resources': ["
      "{'_id': 'a', '_type': 'workspace', 'name': 'A'}, {'_id': 'b', '_type': 'workspace', 'name': "
      "'B'},"
      "{'_id': 'ea', '_type': 'environment', 'parentId': 'a', 'name': 'Base', 'data': {'x': 1}},"
      "{'_id': 'eb', '_type': 'environment', 'parentId': 'b', 'name': 'Base', 'data': {'x': 2}},"
      "{'_id': 'r', '_type': 'request', 'parentId': 'b', 'name': 'R', 'url': 'https://h/{{x}}'}]}");
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (tree, ==, "A[],B[R]");
  g_assert_nonnull (rh_collection_get_environment (rh_import_get_collection (import), "Base (B)"));
  assert_told (import, RH_IMPORT_NAME_CHANGED, "Environment Base (B)", "Base");
}

static const struct
{
  const char *auth;
  RhAuthKind kind;
  const char *fields; /* field=value, where it is one of ours */
} auths[] = {
  { "'type': 'digest', 'username': 'a', 'password': '{{ _.p }}'", RH_AUTH_KIND_DIGEST,
    "password={{p}}" },
  { "'type': 'bearer', 'token': 'tok-0123456789'", RH_AUTH_KIND_BEARER, "token={{token}}" },
  { "'type': 'apikey', 'key': 'k', 'value': '{{ _.v }}', 'addTo': 'queryParams'",
    RH_AUTH_KIND_API_KEY, "placement=query" },
  { "'type': 'apikey', 'key': 'k', 'value': '{{ _.v }}'", RH_AUTH_KIND_API_KEY, "value={{v}}" },
  { "'type': 'iam', 'accessKeyId': 'AK', 'secretAccessKey': 'sk-0123456789'", RH_AUTH_KIND_KEPT,
    NULL },
  { "'type': 'ntlm', 'username': 'a', 'password': 'b'", RH_AUTH_KIND_KEPT, NULL },
  { "'type': 'basic', 'disabled': true, 'password': 'pw-0123456789'", RH_AUTH_KIND_NONE, NULL },
  { "'type': 'oauth2', 'grantType': 'authorization_code', 'authorizationUrl': 'https://as/a',"
    " 'accessTokenUrl': 'https://as/t', 'clientId': 'id', 'clientSecret': 'cs-0123456789',"
    " 'usePkce': true, 'scope': 'a b', 'redirectUrl': 'http://127.0.0.1/cb'",
    RH_AUTH_KIND_OAUTH2, NULL },
  { "'type': 'oauth2', 'grantType': 'client_credentials', 'accessTokenUrl': 'https://as/t',"
    " 'clientId': 'id', 'clientSecret': 'cs-0123456789'",
    RH_AUTH_KIND_KEPT, NULL },
};

static void
test_auths (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (auths); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{'_type': 'export', '__export_format': 4, 'resources': [{'_type': 'request', 'name': "
          "'R', 'url': 'https://h/', 'authentication': {%s}}]}",
          auths[i].auth);
      g_autoptr (RhImport) import = read_json (text);
      RhRequestItem *item = rh_import_rig_find (import, "R");
      g_autofree char *written = rh_import_rig_write (import);
      g_auto (GStrv) field = g_strsplit (auths[i].fields == NULL ? "" : auths[i].fields, "=", 2);

      g_test_message ("%s", auths[i].auth);
      g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, auths[i].kind);
      if (auths[i].fields != NULL)
        g_assert_cmpstr (rh_auth_get (rh_request_item_get_auth (item), field[0]), ==, field[1]);
      g_assert_null (strstr (written, "-0123456789"));
    }
}

/* Other words before a token, and a key in a cookie, are headers. */
static void
test_auth_headers (void)
{
  g_autoptr (RhImport) import
      = read_json ("{'_type': 'export', '__export_format': 4, 'resources': ["
                   "{'_type': 'request', 'name': 'A', 'url': 'x', 'authentication':"
                   "  {'type': 'bearer', 'prefix': 'Token', 'token': 'tok-1'}},"
                   "{'_type': 'request', 'name': 'B', 'url': 'x', 'authentication':"
                   "  {'type': 'apikey', 'key': 'sid', 'value': 'cookie-1', 'addTo': 'cookie'}}]}");
  g_autofree char *a
      = rh_import_rig_rows (rh_request_item_get_headers (rh_import_rig_find (import, "A")));
  g_autofree char *b
      = rh_import_rig_rows (rh_request_item_get_headers (rh_import_rig_find (import, "B")));

  g_assert_cmpstr (a, ==, "Authorization: Token {{token}}\n");
  g_assert_cmpstr (b, ==, "Cookie: sid={{sid}}\n");
}

static void
test_templates (void)
{
  static const struct
  {
    const char *theirs;
    const char *ours;
  } cases[] = {
    { "{{ _.a }}{{a}}{{_['b c']}}", "{{a}}{{a}}{{b_c}}" },
    { "{{ _.a.b[0].c }}", "{{a.b.0.c}}" },
    { "{%- now 'iso-8601' -%}", "{{$isoTimestamp}}" },
    { "{{ _.a | upper }}", "{{a_1}}" },
    { "{% hash 'md5', 's3cret' %}{% hash 'md5', 's3cret' %}", "{{hash_1}}{{hash_1}}" },
    { "{{$guid}} {{ vault.x }}", "{{$guid}} {{vault.x}}" },
    { "{{ {% {", "{{ {% {" },
    { "{{}} {%%} }}", "{{}} {%%} }}" },
    { "{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 1}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) yaml
          = g_string_new ("type: collection.insomnia.rest/5.0\ncollection:\n"
                          "  - name: R\n    method: POST\n    url: https://h/\n"
                          "    body:\n      mimeType: text/plain\n"
                          "      text: |-\n        .");
      g_autoptr (RhImport) import = NULL;
      g_autofree char *expected = g_strconcat (".", cases[i].ours, NULL);

      g_string_append (yaml, cases[i].theirs);
      import = rh_import_rig_read ("a.yaml", yaml->str);
      g_assert_cmpstr (rh_request_item_get_body_text (rh_import_rig_find (import, "R")), ==,
                       expected);
    }
}

/* In a body too, whose other bytes stay as they are. */
static void
test_json_secrets (void)
{
  g_autoptr (RhImport) import = rh_import_rig_read (
      "a.yaml", "type: collection.insomnia.rest/5.0\ncollection:\n"
                "  - name: R\n    method: POST\n    url: https://h/\n    body:\n"
                "      mimeType: application/json\n"
                "      text: '{ \"n\": {{ _.n }},  \"password\" : \"a\\\"0123456789\","
                " \"token\": \"{{ _.t }}\", \"in\": [{\"apiKey\": \"key-0123456789\"}] }'\n");
  RhRequestItem *item = rh_import_rig_find (import, "R");
  g_autofree char *password = rh_import_rig_secret (import, "password");
  g_autofree char *key = rh_import_rig_secret (import, "apikey");

  g_assert_cmpstr (rh_request_item_get_body_text (item), ==,
                   "{ \"n\": {{n}},  \"password\" : \"{{password}}\","
                   " \"token\": \"{{t}}\", \"in\": [{\"apiKey\": \"{{apikey}}\"}] }");
  /* with the escape that it is sent with */
  g_assert_cmpstr (password, ==, "a\\\"0123456789");
  g_assert_cmpstr (key, ==, "key-0123456789");
}

static void
test_not_one (void)
{
  static const struct
  {
    const char *text;
    RhImportError code;
  } cases[] = {
    { "{'_type': 'export', '__export_format': 2}", RH_IMPORT_ERROR_VERSION },
    { "{'_type': 'export', '__export_format': 4}", RH_IMPORT_ERROR_CONTENT },
    { "{'_type': 'export', '__export_format': 4, 'resources': []}", RH_IMPORT_ERROR_NOTHING },
    { "{'_type': 'export'}", RH_IMPORT_ERROR_UNKNOWN },
    { "{'type': 'collection.insomnia.rest/6.0'}", RH_IMPORT_ERROR_VERSION },
    { "{'type': 'mock.insomnia.rest/5.0', 'server': {}}", RH_IMPORT_ERROR_NOTHING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = json (cases[i].text);

      g_free (rh_import_rig_fail ("a.json", text, cases[i].code));
    }
}

static void
test_too_deep (void)
{
  g_autoptr (GString) text
      = g_string_new ("{'type': 'collection.insomnia.rest/5.0', 'collection': ");
  g_autofree char *valid = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append (text, "[{'name': 'f', 'children': ");
  g_string_append (text, "[]");
  for (guint i = 0; i < 40; i++)
    g_string_append (text, "}]");
  g_string_append (text, "}");
  valid = json (text->str);
  g_free (rh_import_rig_fail ("a.json", valid, RH_IMPORT_ERROR_TOO_DEEP));
}

static void
test_wrong_types (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'_type': 'export', '__export_format': 4, 'resources': [5, [], {'_type': {}},"
      "{'_id': 'w', '_type': 'workspace', 'name': [], 'parentId': 5},"
      "{'_type': 'environment', 'parentId': 'w', 'data': [1], 'name': {}},"
      "{'_type': 'request', 'parentId': 'w', 'name': {}, 'url': [], 'headers': [5, {'name': []}],"
      " 'parameters': {'a': 1}, 'body': [], 'authentication': 'x', 'method': 5, 'metaSortKey': "
      "'y'}]}");
  RhImportCounts counts;

  rh_import_count (import, &counts);
  g_assert_cmpuint (counts.requests, ==, 1);
  assert_told (import, RH_IMPORT_MEMBER, "", "parameters");
  assert_told (import, RH_IMPORT_MEMBER, "", "authentication");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/import-insomnia/tree", test_tree);
  g_test_add_func ("/import-insomnia/request", test_request);
  g_test_add_func ("/import-insomnia/bodies", test_bodies);
  g_test_add_func ("/import-insomnia/folder", test_folder);
  g_test_add_func ("/import-insomnia/environments", test_environments);
  g_test_add_func ("/import-insomnia/rest", test_rest);
  g_test_add_func ("/import-insomnia/version-5", test_version_5);
  g_test_add_func ("/import-insomnia/workspaces", test_workspaces);
  g_test_add_func ("/import-insomnia/auths", test_auths);
  g_test_add_func ("/import-insomnia/auth-headers", test_auth_headers);
  g_test_add_func ("/import-insomnia/templates", test_templates);
  g_test_add_func ("/import-insomnia/json-secrets", test_json_secrets);
  g_test_add_func ("/import-insomnia/not-one", test_not_one);
  g_test_add_func ("/import-insomnia/too-deep", test_too_deep);
  g_test_add_func ("/import-insomnia/wrong-types", test_wrong_types);
  return g_test_run ();
}
