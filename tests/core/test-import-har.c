/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP Archives: every entry is a request, and nothing of what is secret in one is in a file. */
#include "lib/rh-import-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define N_MANY 2000
#define CLEAR_SECRETS \
  "s3ss10n-0f-ada", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl", "hunter22-of-ada", \
      "cs-0123456789", "rt-0123456789", "cookie-set-0123", "code-0123456789"

static const char browser[]
    = "{'log': {'version': '1.2', 'creator': {'name': 'Browser', 'version': '1'},"
      " 'pages': [{'id': 'p1', 'title': 'https://app.example/cb?code=code-0123456789',"
      "            'startedDateTime': '2026-01-01T00:00:00Z', 'pageTimings': {'onLoad': 1}},"
      "           {'id': 'p2', 'title': 'Vendors', 'comment': 'second'}],"
      " 'entries': ["
      "  {'pageref': 'p1', 'startedDateTime': 'x', 'time': 5, 'timings': {'wait': 1},"
      "   'cache': {}, '_initiator': {'type': 'script'}, 'comment': 'sign in',"
      "   'request': {'method': 'POST', 'url': 'https://api.example/token?code=code-0123456789#a',"
      "    'httpVersion': 'h2', 'headersSize': -1, 'bodySize': 9,"
      "    'headers': [{'name': ':authority', 'value': 'api.example'},"
      "                {'name': 'Host', 'value': 'api.example'},"
      "                {'name': 'Content-Length', 'value': '9'},"
      "                {'name': 'content-type', 'value': 'application/x-www-form-urlencoded'},"
      "                {'name': 'X-Trace', 'value': 'on'},"
      "                {'name': 'X-Who',"
      "                 'value': 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl'},"
      "                {'name': 'Cookie', 'value': 'sid=s3ss10n-0f-ada'}],"
      "    'cookies': [{'name': 'sid', 'value': 's3ss10n-0f-ada'}],"
      "    'queryString': [{'name': 'code', 'value': 'code-0123456789'}],"
      "    'postData': {'mimeType': 'application/x-www-form-urlencoded; charset=UTF-8',"
      "     'text': 'grant_type=refresh_token&refresh_token=rt-0123456789&a+b=%2F',"
      "     'params': [{'name': 'not', 'value': 'used'}]}},"
      "   'response': {'status': 200, 'statusText': 'OK', 'httpVersion': 'h2', 'redirectURL': '',"
      "    'headers': [{'name': 'Set-Cookie', 'value': 'sid=cookie-set-0123; Path=/'},"
      "                {'name': 'Content-Type', 'value': 'application/json'}],"
      "    'cookies': [], 'headersSize': -1, 'bodySize': 2,"
      "    'content': {'size': 2, 'mimeType': 'application/json',"
      "     'text': '{\\\"refresh_token\\\":\\\"rt-0123456789\\\",\\\"jwt\\\":"
      "\\\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl\\\",\\\"n\\\":1}'}}},"
      "  {'pageref': 'p2', 'request': {'method': 'PUT', 'url': 'https://api.example/me',"
      "    'headers': [{'name': 'Authorization', 'value': 'Bearer shortish'},"
      "                {'name': 'Content-Type', 'value': 'application/json'}],"
      "    'postData': {'mimeType': 'application/json',"
      "     'text': '{\\\"password\\\": \\\"hunter22-of-ada\\\", \\\"age\\\": 1.50}'}},"
      "   'response': {'status': 0}},"
      "  {'pageref': 'p2', 'request': {'method': 'GET', 'url': 'https://cdn.example/logo.png'},"
      "   'response': {'status': 200, 'statusText': '', 'content': {'encoding': 'base64',"
      "    'text': '/9j/4A==', 'mimeType': 'image/jpeg'}}},"
      "  {'pageref': 'p2', 'request': {'method': 'GET', 'url': 'https://cdn.example/logo.png'}}"
      "]}}";

/* JSON with ' for ", for it is to be read here. */
static char *
json (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static RhImport *
read_json (const char *text)
{
  g_autofree char *valid = json (text);

  return rh_import_rig_read ("session.har", valid);
}

static void
test_entries (void)
{
  g_autoptr (RhImport) import = read_json (browser);
  g_autofree char *tree = rh_import_rig_tree (import);
  RhRequestItem *item = rh_import_rig_find (import, "https://app.example/cb / POST /token");
  g_autofree char *headers = rh_import_rig_rows (rh_request_item_get_headers (item));
  g_autofree char *form = rh_import_rig_rows (rh_request_item_get_form (item));

  g_assert_cmpstr (tree, ==,
                   "https://app.example/cb[POST /token],"
                   "Vendors[PUT /me,GET /logo.png,GET /logo.png]");
  g_assert_cmpstr (rh_import_get_origin (import), ==, "HAR 1.2");
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "POST");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://api.example/token?code={{code}}");
  g_assert_cmpstr (rh_request_item_get_note (item), ==, "sign in");
  g_assert_cmpstr (headers, ==,
                   "content-type: application/x-www-form-urlencoded\nX-Trace: on\n"
                   "X-Who: {{x_who}}\nCookie: {{cookie}}\n");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_FORM);
  g_assert_cmpstr (form, ==,
                   "grant_type: refresh_token\nrefresh_token: {{refresh_token}}\na b: /\n");

  item = rh_import_rig_find (import, "Vendors / PUT /me");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_JSON);
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==,
                   "{\"password\": \"{{password}}\", \"age\": 1.50}");
}

static void
test_no_secret_in_files (void)
{
  static const char *const secrets[] = { CLEAR_SECRETS };
  g_autoptr (RhImport) import = read_json (browser);
  g_autofree char *written = rh_import_rig_write (import);
  g_autofree char *cookie = rh_import_rig_secret (import, "cookie");
  g_autofree char *token = rh_import_rig_secret (import, "authorization");

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (strstr (written, secrets[i]) != NULL)
      g_error ("%s is in %s", secrets[i], written);

  g_assert_cmpstr (cookie, ==, "sid=s3ss10n-0f-ada");
  g_assert_cmpstr (token, ==, "shortish");
}

/* Once each, however many entries there are. */
static void
test_told (void)
{
  g_autoptr (RhImport) import = read_json (browser);
  RhRequestItem *item = rh_import_rig_find (import, "Vendors / GET /logo.png");
  g_autoptr (RhExample) example = g_list_model_get_item (rh_request_item_get_examples (item), 0);

  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_HEADER_ANEW, "", "Host"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_STAMPS, "", "timings"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "", "_initiator"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_EXAMPLE_BODY, "GET /logo.png", "200"),
                    ==, 1);
  g_assert_cmpstr (rh_example_get_name (example), ==, "200");
  g_assert_null (rh_example_get_body (example));
}

static void
test_by_host (void)
{
  g_autoptr (RhImport) import
      = read_json ("{'log': {'entries': ["
                   "{'request': {'method': 'GET', 'url': 'https://A.example:443/x'}},"
                   "{'request': {'method': 'GET', 'url': 'https://b.example:8443'}},"
                   "{'request': {'method': 'no method', 'url': 'https://a.example/y?z'}}]}}");
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (tree, ==, "a.example[GET /x,GET /y],b.example:8443[GET /]");
  g_assert_cmpstr (rh_collection_get_name (rh_import_get_collection (import)), ==, "session");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_METHOD_CHANGED, "GET /y", "no method"),
                    ==, 1);
}

static void
test_bodies (void)
{
  g_autoptr (RhImport) import
      = read_json ("{'log': {'entries': ["
                   "{'request': {'method': 'POST', 'url': 'https://h/parts', 'headers': ["
                   "   {'name': 'Content-Type', 'value': 'multipart/form-data; boundary=x'}],"
                   "  'postData': {'mimeType': 'multipart/form-data; boundary=x', 'params': ["
                   "   {'name': 'a', 'value': 'b'},"
                   "   {'name': 'f', 'fileName': 'cat.png', 'contentType': 'image/png'}]}}},"
                   "{'request': {'method': 'POST', 'url': 'https://h/raw', 'cookies': ["
                   "   {'name': 'a', 'value': 'b'}],"
                   "  'postData': {'mimeType': 'text/plain', 'text': 'password=hunter22-of-ada'}}},"
                   "{'request': {'method': 'POST', 'url': 'https://h/multi', 'headers': ["
                   "   {'name': 'Content-Type', 'value': 'multipart/form-data; boundary=x'}],"
                   "  'postData': {'mimeType': 'multipart/form-data; boundary=x', 'text':"
                   "   '--x\\r\\nContent-Disposition: form-data; name=\\\"password\\\"\\r\\n\\r\\n"
                   "hunter22-of-ada\\r\\n--x--\\r\\n'}}}]}}");
  RhRequestItem *item = rh_import_rig_find (import, "POST /parts");
  g_autofree char *parts = rh_import_rig_rows (rh_request_item_get_parts (item));
  g_autofree char *headers = NULL;

  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_MULTIPART);
  g_assert_cmpstr (parts, ==, "a: b\nf: @cat.png (image/png)\n");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_headers (item)), ==, 0);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_FILE_NOT_READ, "POST /parts", "cat.png"),
                    ==, 1);

  item = rh_import_rig_find (import, "POST /raw");
  headers = rh_import_rig_rows (rh_request_item_get_headers (item));
  g_assert_cmpstr (headers, ==, "Cookie: {{cookie}}\n");
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "password={{password}}");

  item = rh_import_rig_find (import, "POST /multi");
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==,
                   "--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n"
                   "{{password}}\r\n--x--\r\n");
}

/* What was sent looks like a template by chance. */
static void
test_no_templates (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'log': {'entries': [{'request': {'method': 'POST', 'url': 'https://h/:a/b:c/:d?e=/:f',"
      "  'postData': {'mimeType': 'text/plain', 'text': 'Dear {{ name }}'}}}]}}");
  RhRequestItem *item = rh_import_rig_find (import, "POST /:a/b:c/:d");

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/%3Aa/b:c/%3Ad?e=/:f");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_path_params (item)), ==, 0);
  g_assert_cmpuint (
      rh_import_rig_count (import, RH_IMPORT_TEMPLATE_CHANGED, "POST /:a/b:c/:d", "{{name}}"), ==,
      1);
}

static void
test_not_one (void)
{
  static const struct
  {
    const char *text;
    RhImportError code;
  } cases[] = {
    { "{'log': {'version': '2.0', 'entries': []}}", RH_IMPORT_ERROR_VERSION },
    { "{'log': {'entries': []}}", RH_IMPORT_ERROR_NOTHING },
    { "{'log': {'entries': {}}}", RH_IMPORT_ERROR_UNKNOWN },
    { "{'log': {'entries': [{}]}}", RH_IMPORT_ERROR_CONTENT },
    { "{'log': {'entries': ['x']}}", RH_IMPORT_ERROR_CONTENT },
    { "{'log': {'entries': [", RH_IMPORT_ERROR_SYNTAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = json (cases[i].text);
      g_autofree char *message = rh_import_rig_fail ("a.har", text, cases[i].code);

      g_assert_true (g_str_has_prefix (message, "a.har"));
    }
}

/* Members of every wrong type: nothing is there, and nothing falls over. */
static void
test_wrong_types (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'log': {'pages': [5, {'id': []}], 'entries': [{'pageref': {}, 'response': {'status': 200,"
      " 'headers': ['x', {'name': {}}], 'content': []},"
      " 'request': {'method': ['GET'], 'url': {}, 'headers': {}, 'cookies': 5,"
      " 'postData': {'mimeType': [], 'params': 3, 'text': {}}}}]}}");
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (tree, ==, "GET /");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "", "cookies"), ==, 1);
}

/* A password in a URL is one of Basic; where something else is said, that counts. */
static void
test_userinfo (void)
{
  g_autoptr (RhImport) import = read_json (
      "{'log': {'entries': ["
      "{'request': {'method': 'GET', 'url': 'https://ada%40x:pw-0123456789@h/a?b=c@d'}},"
      "{'request': {'method': 'GET', 'url': 'https://ada:pw-9876543210@h/b', 'headers': ["
      "   {'name': 'Authorization', 'value': 'Bearer x'}]}}]}}");
  RhRequestItem *item = rh_import_rig_find (import, "GET /a");
  RhAuth *auth = rh_request_item_get_auth (item);
  g_autofree char *written = rh_import_rig_write (import);

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/a?b=c@d");
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_BASIC);
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_USERNAME), ==, "ada@x");
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_PASSWORD), ==, "{{password}}");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_URL_CHANGED, "GET /a", "@"), ==, 1);
  item = rh_import_rig_find (import, "GET /b");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/b");
  g_assert_cmpint (rh_request_item_get_auth_kind (item), ==, RH_AUTH_KIND_NONE);
  g_assert_null (strstr (written, "pw-"));
}

/* Each with a secret of its own under the same name: none is looked for among all others. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("{'log': {'entries': [");
  g_autoptr (RhImport) import = NULL;
  g_autofree char *last = NULL;

  for (guint i = 1; i <= N_MANY; i++)
    g_string_append_printf (text,
                            "%s{'request': {'method': 'GET', 'url': 'https://h/%u', 'headers': "
                            "[{'name': 'Cookie', 'value': 'sid=%u'}]}}",
                            i == 1 ? "" : ",", i, i);
  g_string_append (text, "]}}");
  import = read_json (text->str);
  last = rh_import_rig_secret (import, "cookie_" G_STRINGIFY (N_MANY));
  g_assert_cmpuint (rh_import_get_secrets (import)->len, ==, N_MANY);
  g_assert_cmpstr (last, ==, "sid=" G_STRINGIFY (N_MANY));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/import-har/entries", test_entries);
  g_test_add_func ("/import-har/no-secret-in-files", test_no_secret_in_files);
  g_test_add_func ("/import-har/told", test_told);
  g_test_add_func ("/import-har/by-host", test_by_host);
  g_test_add_func ("/import-har/bodies", test_bodies);
  g_test_add_func ("/import-har/no-templates", test_no_templates);
  g_test_add_func ("/import-har/not-one", test_not_one);
  g_test_add_func ("/import-har/wrong-types", test_wrong_types);
  g_test_add_func ("/import-har/userinfo", test_userinfo);
  g_test_add_func ("/import-har/many", test_many);
  return g_test_run ();
}
