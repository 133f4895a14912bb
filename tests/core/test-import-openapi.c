/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of APIs: every byte of what three of them become, and what hostile ones must not do.
 */
#include "collection/rh-yaml-json.h"
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#include <string.h>

static char *
dup_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "import", name, NULL);
}

static RhImport *
read_data (const char *name)
{
  g_autofree char *path = dup_path (name);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return rh_import_rig_read (name, text);
}

/* The files and notes that a description becomes, beside it. RH_TEST_UPDATE writes them, to be
 * looked at. */
static void
test_file (gconstpointer data)
{
  const char *name = data;
  g_autofree char *beside = g_strconcat (name, ".txt", NULL);
  g_autofree char *path = dup_path (beside);
  g_autoptr (RhImport) import = read_data (name);
  g_autofree char *dump = rh_import_rig_write (import);
  g_autoptr (GRegex) codes = g_regex_new ("^[0-9]+ (?=\\[)", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *written = g_regex_replace_literal (codes, dump, -1, 0, "", 0, NULL);
  g_autofree char *expected = NULL;

  if (g_getenv ("RH_TEST_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (path, written, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  for (gsize i = 0; written[i] != '\0' || expected[i] != '\0'; i++)
    if (written[i] != expected[i])
      g_error ("%s: “%.80s”, not “%.80s”", beside, written + i, expected + i);
}

/* Single quotes for double ones: it is to be read here. */
static RhImport *
read_json (const char *text)
{
  g_autofree char *valid = g_strdelimit (g_strdup (text), "'", '"');

  return rh_import_rig_read ("api.json", valid);
}

static void
assert_url (RhImport *import, const char *path, const char *url)
{
  g_assert_cmpstr (rh_request_item_get_url (rh_import_rig_find (import, path)), ==, url);
}

static void
test_versions (void)
{
  g_autofree char *swagger
      = rh_import_rig_fail ("a.json", "{\"swagger\": \"2.0\"}", RH_IMPORT_ERROR_VERSION);
  g_autofree char *newer
      = rh_import_rig_fail ("a.yaml", "openapi: 4.0.0\n", RH_IMPORT_ERROR_VERSION);
  g_autofree char *empty
      = rh_import_rig_fail ("a.yaml", "openapi: 3.1.0\npaths: []\n", RH_IMPORT_ERROR_NOTHING);

  g_assert_cmpstr (swagger, ==, "a.json: Swagger 2");
  g_assert_cmpstr (newer, ==, "a.yaml: OpenAPI 4.0.0");
  g_assert_cmpstr (empty, ==, "a.yaml");
}

/* What is wrong in a file that says that it is one is said, rather than that it is none. */
static void
test_anchors (void)
{
  static const char text[] = "openapi: 3.0.0\ninfo: &a {}\npaths: {}\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  const RhImportWatch watch = { 0 };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, rh_import_file_new ("a.yaml", bytes, NULL));
  g_assert_null (rh_import_read_files (files, &watch, &error));
  g_assert_error (error, RH_YAML_ERROR, RH_YAML_ERROR_RESTRICTED);
  g_assert_cmpstr (error->message, ==, "a.yaml: line 2: an anchor is not read here");
}

/* Each schema has two of the next: 2^40 values, if somebody made them all. */
static void
test_laughs (void)
{
  g_autoptr (GString) text
      = g_string_new ("{'openapi': '3.0.0', 'paths': {'/a': {'post': {'requestBody': {'content': {"
                      "'application/json': {'schema': {'$ref': '#/components/schemas/s0'}}}}},"
                      " 'put': {'requestBody': {'content': {'application/json': {'schema':"
                      " {'allOf': [{'$ref': '#/components/schemas/t0'}, {'$ref': "
                      "'#/components/schemas/t0'}]}}}}}}},"
                      " 'components': {'schemas': {");
  g_autoptr (RhImport) import = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (
        text,
        "'s%u': {'type': 'object', 'properties': {'a': {'$ref': '#/components/schemas/s%u'},"
        " 'b': {'$ref': '#/components/schemas/s%u'}}},"
        "'t%u': {'allOf': [{'$ref': '#/components/schemas/t%u'},"
        " {'$ref': '#/components/schemas/t%u'}]},",
        i, i + 1, i + 1, i, i + 1, i + 1);
  g_string_append (text, "'s40': {}, 't40': {'type': 'object'}}}}");
  import = read_json (text->str);

  g_assert_cmpuint (strlen (rh_request_item_get_body_text (rh_import_rig_find (import, "POST /a"))),
                    <, 100000);
}

/* One example of a megabyte that ten thousand operations refer to. */
static void
test_amplification (void)
{
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GString) text
      = g_string_new ("{'openapi': '3.0.0', 'components': {'examples': {'e': {'value': '");
  g_autoptr (RhImport) import = NULL;
  g_autofree char *first = NULL;

  g_string_append_printf (text, "%s'}}}, 'paths': {", megabyte);
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (
        text,
        "%s'/p%u': {'post': {'tags': ['all'], 'requestBody': {'content': {'text/plain': {"
        "'examples': {'a': {'$ref': '#/components/examples/e'}}}}}}}",
        i == 0 ? "" : ",", i);
  g_string_append (text, "}}");
  import = read_json (text->str);

  g_assert_cmpuint (
      strlen (rh_request_item_get_body_text (rh_import_rig_find (import, "all / POST /p0"))), ==,
      1024 * 1024);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_TOO_MUCH, "", "examples"), >, 9000);
}

static void
test_cycles (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'openapi': '3.0.0', 'paths': {"
      " '/a': {'$ref': '#/paths/~1b'}, '/b': {'$ref': '#/paths/~1a'}, '/c': {'$ref': '#/paths'},"
      " '/d': {'get': {'parameters': [{'$ref': '#/components/parameters/p'}],"
      "  'requestBody': {'$ref': '#/components/requestBodies/b'}, 'responses': {}}}},"
      " 'components': {'parameters': {'p': {'$ref': '#/components/parameters/p'}},"
      "  'requestBodies': {'b': {'content': {'application/json': {"
      "   'schema': {'$ref': '#/components/schemas/s'}}}}},"
      "  'schemas': {'s': {'type': 'array', 'items': {'anyOf': [{'$ref': '#/components/schemas/s'},"
      "   {'type': 'integer'}]}}}}}");
  g_autofree char *tree = rh_import_rig_tree (import);
  RhRequestItem *item = rh_import_rig_find (import, "GET /d");

  g_assert_cmpstr (tree, ==, "GET /d");
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "[\n  1\n]");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_REFERENCE_CYCLE, "", NULL), ==, 4);
}

/* What is of another type than it has to be is left out, and told. */
static void
test_wrong_types (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'openapi': '3.0.0', 'info': [], 'servers': ['x', {'url': 1, 'variables': {'a': [1], 'b': "
      "5}}], 'tags': 5,"
      " 'security': {}, 'components': {'schemas': 5, 'securitySchemes': {'a': 5}},"
      " 'paths': {'/a': 5, '/b': {'get': [], 'put': {'tags': [[]], 'summary': {}, 'parameters': ["
      "  5, {'in': 'query'}, {'name': 'x', 'in': 'nowhere'}, {'name': 'y', 'in': 'query',"
      "  'required': true, 'schema': {'type': {}, 'enum': {}, 'items': 5}, 'examples': []}],"
      "  'requestBody': {'content': {'application/json': 5}}, 'security': [5, {'a': 5}],"
      "  'responses': {'200': 5, 'abc': {}, '201': {'content': [], 'headers': []}}}}}}");
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (tree, ==, "PUT /b");
  assert_url (import, "PUT /b", "{{base_url}}/b?y=");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "", "tags"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "PUT /b", "x"), ==, 1);
}

static void
test_addresses (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'openapi': '3.0.0', 'servers': [{'url': 'https://ada:hunter22-of-ada@api.example/v1/'}],"
      " 'paths': {'/a?action=x#y': {'get': {}}, 'b/:c/{d}': {'get': {}}, '/{a}-{b b}/{}/{': "
      "{'get': {}},"
      "  '/e': {'servers': [{'url': '/other'}], 'get': {}, 'put': {'servers': [{'url': ''}]}}}}");
  g_autofree char *files = NULL;

  assert_url (import, "GET /a?action=x#y", "{{base_url}}/a?action=x#y");
  assert_url (import, "GET b/:c/{d}", "{{base_url}}/b/%3Ac/:d");
  assert_url (import, "GET /{a}-{b b}/{}/{", "{{base_url}}/{{a}}-{{b_b}}/{}/{");
  assert_url (import, "GET /e", "{{base_url}}/other/e");
  assert_url (import, "PUT /e", "{{base_url}}/e");

  files = rh_import_rig_write (import);
  g_assert_nonnull (strstr (files, "https://api.example/v1\n"));
  g_assert_null (strstr (files, "hunter22"));
}

/* Without tags folders are called after the paths, if there are many. */
static void
test_folders (void)
{
  g_autoptr (GString) text
      = g_string_new ("{'openapi': '3.0.0', 'paths': {'/v1/{id}': {'get': {}}");
  g_autoptr (RhImport) import = NULL;
  RhFolder *root;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, ",'/api/v1/%s/%u': {'get': {}}", i < 10 ? "users" : "items", i);
  g_string_append (text, "}}");
  import = read_json (text->str);
  root = rh_collection_get_root (rh_import_get_collection (import));

  g_assert_cmpuint (g_list_model_get_n_items (rh_folder_get_items (root)), ==, 3);
  assert_url (import, "users / GET /api/v1/users/3", "{{base_url}}/api/v1/users/3");
  assert_url (import, "GET /v1/{id}", "{{base_url}}/v1/:id");
}

/* Two descriptions at once are two addresses. */
static void
test_two_files (void)
{
  static const char *const texts[]
      = { "openapi: 3.0.0\nservers: [{url: 'https://a.example'}]\npaths: {/a: {get: {}}}\n",
          "openapi: 3.0.0\nservers: [{url: 'https://b.example'}]\npaths: {/b: {get: {}}}\n" };
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  const RhImportWatch watch = { 0 };
  g_autoptr (RhImport) import = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));

      g_ptr_array_add (files, rh_import_file_new ("a.yaml", bytes, NULL));
    }
  import = rh_import_read_files (files, &watch, NULL);

  assert_url (import, "GET /a", "{{base_url}}/a");
  assert_url (import, "GET /b", "{{base_url_2}}/b");
}

static void
cancel_cb (guint done, guint all, gpointer user_data)
{
  g_assert_cmpuint (all, ==, 3);
  if (done == 1)
    g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  static const char text[] = "openapi: 3.0.0\npaths: {/a: {}, /b: {}, /c: {}}\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  const RhImportWatch watch = { cancellable, cancel_cb, cancellable };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, rh_import_file_new ("a.yaml", bytes, NULL));
  g_assert_null (rh_import_read_files (files, &watch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Where the root says nothing, the collection has what most operations say. */
static void
test_usual_auth (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'openapi': '3.0.0', 'servers': [{'url': 'https://api.example/v1'}], 'paths': {'/a': {"
      "  'get': {'security': [{'key': []}]},"
      "  'put': {'security': [{'key': []}, {'code': ['w', 'not valid']}]},"
      "  'post': {'security': [{'code': ['r', 'w']}]},"
      "  'patch': {'security': [{'old': ['r']}]},"
      "  'head': {},"
      "  'delete': {'security': [{'code': []}]}}},"
      " 'components': {'securitySchemes': {"
      "  'key': {'type': 'apiKey', 'in': 'query', 'name': 'k'},"
      "  'old': {'type': 'oauth2', 'flows': {'implicit': {'authorizationUrl': 'https://i.example/',"
      "   'scopes': {'r': ''}}}},"
      "  'code': {'type': 'oauth2', 'flows': {'authorizationCode': {'authorizationUrl': '/oauth',"
      "   'tokenUrl': 'token', 'scopes': {}}}}}}}");
  RhOAuthBlock *block = rh_collection_get_oauth (rh_import_get_collection (import));
  static const struct
  {
    const char *path;
    RhAuthKind kind;
  } kinds[] = { { "GET /a", RH_AUTH_KIND_API_KEY },  { "PUT /a", RH_AUTH_KIND_INHERIT },
                { "POST /a", RH_AUTH_KIND_INHERIT }, { "PATCH /a", RH_AUTH_KIND_KEPT },
                { "HEAD /a", RH_AUTH_KIND_NONE },    { "DELETE /a", RH_AUTH_KIND_INHERIT } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpint (rh_request_item_get_auth_kind (rh_import_rig_find (import, kinds[i].path)), ==,
                     kinds[i].kind);
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_AUTHORIZATION_URL), ==,
                   "https://api.example/oauth");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_TOKEN_URL), ==, "https://api.example/token");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_SCOPE), ==, "w r");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_GRANT_LEGACY, "PATCH /a", "implicit"),
                    ==, 1);
}

/* Of alternatives a sign-in is taken, wherever it stands; a key in a cookie is a row. */
static void
test_alternatives (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'openapi': '3.0.0', 'security': [{'token': []}, {'key': [], 'code': ['a']}],"
      " 'paths': {'/a': {'get': {}, 'put': {'security': [{}, {'cookie': []}]},"
      "  'post': {'security': [{'gone': []}, {'token': []}]}}},"
      " 'components': {'securitySchemes': {"
      "  'token': {'type': 'http', 'scheme': 'bearer'},"
      "  'cookie': {'type': 'apiKey', 'in': 'cookie', 'name': 'sid'},"
      "  'key': {'type': 'apiKey', 'in': 'header', 'name': 'X-Key'},"
      "  'code': {'type': 'oauth2', 'flows': {'authorizationCode': {"
      "   'authorizationUrl': 'https://i.example/a', 'tokenUrl': 'https://i.example/t',"
      "   'scopes': {}}}}}}}");
  RhCollection *collection = rh_import_get_collection (import);
  RhRequestItem *get = rh_import_rig_find (import, "GET /a");
  RhRequestItem *put = rh_import_rig_find (import, "PUT /a");
  RhRequestItem *post = rh_import_rig_find (import, "POST /a");
  g_autofree char *get_rows = rh_import_rig_rows (rh_request_item_get_headers (get));
  g_autofree char *put_rows = rh_import_rig_rows (rh_request_item_get_headers (put));

  g_assert_cmpint (rh_folder_get_auth_kind (rh_collection_get_root (collection)), ==,
                   RH_AUTH_KIND_OAUTH2);
  g_assert_cmpstr (rh_oauth_block_get (rh_collection_get_oauth (collection), RH_OAUTH_TOKEN_URL),
                   ==, "https://i.example/t");
  g_assert_cmpint (rh_request_item_get_auth_kind (get), ==, RH_AUTH_KIND_INHERIT);
  g_assert_cmpstr (get_rows, ==, "X-Key: {{x_key}}\n");
  g_assert_cmpint (rh_request_item_get_auth_kind (put), ==, RH_AUTH_KIND_NONE);
  g_assert_cmpstr (put_rows, ==, "Cookie: sid={{sid}}\n");
  g_assert_cmpint (rh_request_item_get_auth_kind (post), ==, RH_AUTH_KIND_BEARER);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "", "token"), ==, 1);
}

/* Nobody has to hide what is from nowhere; what stood in the file is masked. */
static void
test_masks (void)
{
  g_autoptr (RhImport) import
      = read_json ("{'openapi': '3.0.0', 'paths': {'/a': {'get': {'responses': {"
                   "  '200': {'description': 'made', 'content': {'application/json': {'schema': {"
                   "   'type': 'object', 'properties': {'access_token': {'type': 'string'}}}}}},"
                   "  '201': {'description': 'given', 'content': {'application/json': {'schema': {"
                   "   'type': 'object', 'properties': {'access_token': {'type': 'string',"
                   "    'example': 'at-0123456789-of-ada'}}}}}}}}}}}");
  g_autofree char *files = rh_import_rig_write (import);

  g_assert_nonnull (strstr (files, "\"access_token\": \"string\""));
  g_assert_null (strstr (files, "at-0123456789-of-ada"));
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_EXAMPLE_MASKED, "GET /a", "given"), ==,
                    1);
}

/* What a schema allows, and always the same of it. */
static void
test_samples (void)
{
  static const struct
  {
    const char *schema;
    const char *value;
  } cases[] = {
    { "{'type': 'integer'}", "1" },
    { "{'type': 'integer', 'minimum': 5}", "5" },
    { "{'type': 'integer', 'exclusiveMinimum': 5}", "6" },
    { "{'type': 'integer', 'minimum': 5, 'exclusiveMinimum': true}", "6" },
    { "{'type': 'integer', 'maximum': -3}", "-3" },
    { "{'type': 'number', 'multipleOf': 0.4, 'minimum': 0.3}", "1.2" },
    { "{'type': 'string', 'format': 'date'}", "'2026-01-15'" },
    { "{'type': ['null', 'string'], 'maxLength': 3}", "'str'" },
    { "{'type': 'string', 'minLength': 8}", "'stringst'" },
    { "{'enum': [null, 'b']}", "'b'" },
    { "{'const': 5.0}", "5.0" },
    { "{'type': 'string', 'example': 5}", "'5'" },
    { "{'type': 'integer', 'example': '5'}", "5" },
    { "{'examples': ['a', 'b']}", "'a'" },
    { "{'type': 'array', 'items': {'type': 'integer'}, 'minItems': 2}", "[1,1]" },
    { "{'prefixItems': [{'type': 'boolean'}, {'const': 2}], 'items': false}", "[true,2]" },
    { "{'additionalProperties': {'type': 'integer'}}", "{'key':1}" },
    { "{'allOf': [{'properties': {'a': {'type': 'integer'}}}, {'properties': {'b': {'default':"
      " 'x'}}}], 'properties': {'c': {'type': 'boolean'}}}",
      "{'a':1,'b':'x','c':true}" },
    { "{'oneOf': [{'type': 'null'}, {'const': 'x'}], 'properties': {'y': {}}}", "'x'" },
    { "{'properties': {'a': {'readOnly': true}, 'b': {'writeOnly': true, 'const': 1},"
      " 'c': {'$ref': '#/components/schemas/r'}}}",
      "{'b':1}" },
    { "{'properties': {'$ref': {'const': 1}}}", "{'$ref':1}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{'openapi': '3.1.0', 'components': {'schemas': {'r': {'readOnly': true}}}, 'paths':"
          " {'/a': {'post': {'requestBody': {'content': {'application/json': {'schema': %s}}}}}}}",
          cases[i].schema);
      g_autoptr (RhImport) import = read_json (text);
      g_autofree char *expected = g_strdelimit (g_strdup (cases[i].value), "'", '"');
      const char *body = rh_request_item_get_body_text (rh_import_rig_find (import, "POST /a"));
      g_autoptr (RhYaml) value = rh_yaml_parse_json (body, strlen (body), NULL);
      g_autofree char *plain = rh_yaml_to_json (value, 0);

      g_assert_cmpstr (plain, ==, expected);
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_data_func ("/import-openapi/vendors", "vendors-3.0.json", test_file);
  g_test_add_data_func ("/import-openapi/accounts", "accounts-3.1.yaml", test_file);
  g_test_add_data_func ("/import-openapi/expenses", "expenses-3.0.yaml", test_file);
  g_test_add_func ("/import-openapi/versions", test_versions);
  g_test_add_func ("/import-openapi/anchors", test_anchors);
  g_test_add_func ("/import-openapi/laughs", test_laughs);
  g_test_add_func ("/import-openapi/amplification", test_amplification);
  g_test_add_func ("/import-openapi/cycles", test_cycles);
  g_test_add_func ("/import-openapi/wrong-types", test_wrong_types);
  g_test_add_func ("/import-openapi/addresses", test_addresses);
  g_test_add_func ("/import-openapi/folders", test_folders);
  g_test_add_func ("/import-openapi/two-files", test_two_files);
  g_test_add_func ("/import-openapi/cancel", test_cancel);
  g_test_add_func ("/import-openapi/usual-auth", test_usual_auth);
  g_test_add_func ("/import-openapi/alternatives", test_alternatives);
  g_test_add_func ("/import-openapi/masks", test_masks);
  g_test_add_func ("/import-openapi/samples", test_samples);

  return g_test_run ();
}
