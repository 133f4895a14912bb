/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's requests, of versions 2.0 and 2.1, in all the shapes that their members have. */
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

/* URLs */

static void
test_urls (void)
{
  static const struct
  {
    const char *json;
    const char *url;
  } cases[] = {
    { "\"https://a.example/users?a=1#top\"", "https://a.example/users?a=1#top" },
    { "{\"raw\":\"https://a.example/users\"}", "https://a.example/users" },
    { "{\"raw\":\"ignored\",\"protocol\":\"https\",\"host\":[\"api\",\"a\",\"example\"],\"port\":"
      "\"8443\",\"path\":[\"v1\",\":id\",{\"type\":\"string\",\"value\":\"x\"}],\"query\":[{"
      "\"key\":\"a\",\"value\":\"1\"},{\"key\":\"off\",\"value\":\"2\",\"disabled\":true},{\"key\":"
      "\"bare\",\"value\":null},{\"key\":\"empty\",\"value\":\"\"}],\"hash\":\"top\"}",
      "https://api.a.example:8443/v1/:id/x?a=1&bare&empty=#top" },
    { "{\"host\":\"{{baseUrl}}\",\"path\":\"users/all\",\"query\":[]}", "{{baseUrl}}/users/all" },
    { "{\"host\":[\"{{baseUrl}}\"],\"path\":[\"\"]}", "{{baseUrl}}/" },
    { "{\"protocol\":\"http://\",\"host\":\"a.example\",\"port\":80,\"path\":\"/x\"}",
      "http://a.example:80/x" },
    { "{\"protocol\":\"https\",\"auth\":{\"user\":\"{{u}}\",\"password\":\"{{p}}\"},\"host\":"
      "\"a.example\"}",
      "https://{{u}}:{{p}}@a.example" },
    { "{\"host\":\"a.example\",\"query\":[{\"key\":\"q\",\"value\":\"a&b#c\"}]}",
      "a.example?q=a%26b%23c" },
    { "{\"host\":\"a.example\",\"query\":[\"a=1\",\"b\"]}", "a.example?a=1&b" },
    { "{\"host\":\"a.example\",\"query\":\"a=1\"}", "a.example?a=1" },
    { "null", "" },
    { "[]", "" },
    { "7", "7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = g_strdup_printf (REQUEST ("{\"method\":\"GET\",\"url\":%s}"), cases[i].json);
      g_autoptr (RhImport) import = read_text (text);

      g_assert_cmpstr (rh_request_item_get_url (rh_import_rig_find (import, "R")), ==,
                       cases[i].url);
    }
}

static void
test_params (void)
{
  g_autoptr (RhImport) import = read_text (REQUEST (
      "{\"url\":{\"host\":\"a.example\",\"path\":[\":id\"],\"query\":[{\"key\":\"off\","
      "\"value\":\"0\",\"disabled\":true,\"description\":\"never\"},{\"key\":\"a\","
      "\"value\":\"1\",\"description\":{\"content\":\"first\"}},{\"key\":\"old\","
      "\"value\":\"2\",\"enabled\":false}],\"variable\":[{\"id\":\"x\",\"key\":\"id\","
      "\"value\":\"7\",\"description\":\"the id\"},{\"key\":\"gone\",\"value\":\"8\"}]}}"));
  RhRequestItem *item = rh_import_rig_find (import, "R");
  g_autofree char *rows = rh_import_rig_rows (rh_request_item_get_params (item));
  g_autofree char *path = rh_import_rig_rows (rh_request_item_get_path_params (item));
  g_autoptr (RhField) first = g_list_model_get_item (rh_request_item_get_params (item), 1);

  g_assert_cmpstr (rows, ==, "- off: 0\na: 1\n- old: 2\n");
  g_assert_cmpstr (rh_field_get_note (first), ==, "first");
  g_assert_cmpstr (path, ==, "id: 7\n");
  g_assert_cmpuint (count (import, RH_IMPORT_MEMBER, ":gone"), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 1);
}

/* Requests */

static void
test_request_is_text (void)
{
  g_autoptr (RhImport) import = read_text ("{" INFO (
      "2.0.0") ",\"item\":[{\"name\":\"R\",\"request\":\"https://a.example/\"},{\"request\":{"
               "\"url\":\"https://a.example/users\"}},{\"request\":{\"method\":\"purge\"}},{}]}");
  g_autofree char *tree = rh_import_rig_tree (import);

  g_assert_cmpstr (tree, ==, "R,https://a.example/users,purge,GET");
  g_assert_cmpstr (rh_request_item_get_method (rh_import_rig_find (import, "R")), ==, "GET");
  g_assert_cmpstr (rh_request_item_get_method (rh_import_rig_find (import, "purge")), ==, "PURGE");
  g_assert_cmpstr (rh_import_get_origin (import), ==, "Postman 2.0");
}

static void
test_method (void)
{
  g_autoptr (RhImport) import
      = read_text (REQUEST ("{\"url\":\"https://a.example/\",\"method\":\"NO WAY\"}"));

  g_assert_cmpstr (rh_request_item_get_method (rh_import_rig_find (import, "R")), ==, "GET");
  g_assert_cmpuint (count (import, RH_IMPORT_METHOD_CHANGED, "NO WAY"), ==, 1);
}

static void
test_headers (void)
{
  static const char *const shapes[] = {
    "[{\"key\":\"Accept\",\"value\":\"text/plain\",\"description\":\"what\",\"type\":\"text\"},{"
    "\"key\":\"X-Off\",\"value\":\"1\",\"disabled\":true},{\"key\":\"X-Number\",\"value\":5}]",
    "[\"Accept: text/plain\",{\"key\":\"X-Off\",\"value\":\"1\",\"enabled\":false},\"X-Number:5\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *text
          = g_strdup_printf (REQUEST ("{\"url\":\"https://a.example/\",\"header\":%s}"), shapes[i]);
      g_autoptr (RhImport) import = read_text (text);
      g_autofree char *rows
          = rh_import_rig_rows (rh_request_item_get_headers (rh_import_rig_find (import, "R")));

      g_assert_cmpstr (rows, ==, "Accept: text/plain\n- X-Off: 1\nX-Number: 5\n");
      g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 0);
    }
}

static void
test_header_text (void)
{
  g_autoptr (RhImport) import = read_text (REQUEST (
      "{\"url\":\"https://a.example/\",\"header\":\"Accept: text/plain\\r\\nX-Url: a:b\\n\"}"));
  g_autofree char *rows
      = rh_import_rig_rows (rh_request_item_get_headers (rh_import_rig_find (import, "R")));

  g_assert_cmpstr (rows, ==, "Accept: text/plain\nX-Url: a:b\n");
}

static void
test_notes (void)
{
  g_autoptr (RhImport) import = read_text ("{\"info\":{\"name\":\"Acme\",\"schema\":\"" SCHEMA (
      "2.1.0") "\",\"description\":{\"content\":\"All of it\",\"type\":\"text/markdown\"}},"
               "\"item\":[{\"name\":\"F\",\"description\":\"A folder\",\"item\":[{\"name\":"
               "\"R\",\"description\":\"Outer\",\"request\":{\"url\":\"https://a.example/\","
               "\"description\":{\"content\":\"Inner\"}}}]}]}");
  RhFolder *root = rh_collection_get_root (rh_import_get_collection (import));
  g_autoptr (RhFolder) folder = g_list_model_get_item (rh_folder_get_items (root), 0);

  g_assert_cmpstr (rh_folder_get_note (root), ==, "All of it");
  g_assert_cmpstr (rh_folder_get_note (folder), ==, "A folder");
  g_assert_cmpstr (rh_request_item_get_note (rh_import_rig_find (import, "F / R")), ==,
                   "Outer\n\nInner");
}

/* Bodies */

static RhImport *
read_body (const char *body, const char *headers)
{
  g_autofree char *text = g_strdup_printf (
      REQUEST ("{\"method\":\"POST\",\"url\":\"https://a.example/\",\"header\":%s,\"body\":%s}"),
      headers, body);

  return read_text (text);
}

static void
test_raw (void)
{
  static const struct
  {
    const char *options;
    const char *headers;
    RhBodyKind kind;
    const char *rows;
  } cases[] = {
    { "\"json\"", "[]", RH_BODY_KIND_JSON, "" },
    { "\"xml\"", "[]", RH_BODY_KIND_XML, "" },
    { "\"text\"", "[]", RH_BODY_KIND_TEXT, "" },
    { "\"html\"", "[]", RH_BODY_KIND_TEXT, "Content-Type: text/html\n" },
    { "\"javascript\"", "[]", RH_BODY_KIND_TEXT, "Content-Type: application/javascript\n" },
    { "\"html\"", "[\"content-type: x/y\"]", RH_BODY_KIND_TEXT, "content-type: x/y\n" },
    { "null", "[]", RH_BODY_KIND_TEXT, "" },
    { "null", "[\"Content-Type: application/vnd.acme+json\"]", RH_BODY_KIND_JSON,
      "Content-Type: application/vnd.acme+json\n" },
    { "null", "[\"Content-Type: text/xml\"]", RH_BODY_KIND_XML, "Content-Type: text/xml\n" },
    { "null", "[{\"key\":\"Content-Type\",\"value\":\"text/xml\",\"disabled\":true}]",
      RH_BODY_KIND_TEXT, "- Content-Type: text/xml\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"mode\":\"raw\",\"raw\":\"{\\\"a\\\": {{n}}}\",\"options\":{\"raw\":{\"language\":%s}}"
          "}",
          cases[i].options);
      g_autoptr (RhImport) import = read_body (body, cases[i].headers);
      RhRequestItem *item = rh_import_rig_find (import, "R");
      g_autofree char *rows = rh_import_rig_rows (rh_request_item_get_headers (item));

      g_assert_cmpint (rh_request_item_get_body_kind (item), ==, cases[i].kind);
      g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "{\"a\": {{n}}}");
      g_assert_cmpstr (rows, ==, cases[i].rows);
      g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 0);
    }
}

static void
test_forms (void)
{
  g_autoptr (RhImport) form
      = read_body ("{\"mode\":\"urlencoded\",\"urlencoded\":[{\"key\":\"a\",\"value\":\"1 & 2\","
                   "\"type\":\"text\"},{\"key\":\"b\",\"value\":\"\",\"disabled\":true}]}",
                   "[]");
  g_autoptr (RhImport) text
      = read_body ("{\"mode\":\"urlencoded\",\"urlencoded\":\"a=1+2&b=%26\"}", "[]");
  g_autoptr (RhImport) draft = read_text (
      REQUEST ("{\"method\":\"POST\",\"url\":\"https://a.example/\",\"data\":{\"mode\":"
               "\"urlencoded\",\"content\":[{\"key\":\"a\",\"value\":\"1\","
               "\"enabled\":true}]}}"));
  RhRequestItem *item = rh_import_rig_find (form, "R");
  g_autofree char *rows = rh_import_rig_rows (rh_request_item_get_form (item));
  g_autofree char *split
      = rh_import_rig_rows (rh_request_item_get_form (rh_import_rig_find (text, "R")));
  g_autofree char *old
      = rh_import_rig_rows (rh_request_item_get_form (rh_import_rig_find (draft, "R")));

  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_FORM);
  g_assert_cmpstr (rows, ==, "a: 1 & 2\n- b: \n");
  g_assert_cmpstr (split, ==, "a: 1 2\nb: &\n");
  g_assert_cmpstr (old, ==, "a: 1\n");
}

static void
test_parts (void)
{
  g_autoptr (RhImport) import
      = read_body ("{\"mode\":\"formdata\",\"formdata\":[{\"key\":\"note\",\"value\":\"hello\","
                   "\"type\":\"text\","
                   "\"contentType\":\"text/plain\"},{\"key\":\"one\",\"type\":\"file\",\"src\":\"/"
                   "home/kim/a.pdf\""
                   ",\"fileName\":\"b.pdf\"},{\"key\":\"many\",\"type\":\"file\",\"src\":[\"a."
                   "png\",\"b.png\"]},{"
                   "\"key\":\"none\",\"type\":\"file\",\"src\":null},{\"key\":\"empty\",\"type\":"
                   "\"file\",\"src\":"
                   "[],\"disabled\":true}]}",
                   "[]");
  RhRequestItem *item = rh_import_rig_find (import, "R");
  GListModel *parts = rh_request_item_get_parts (item);
  g_autoptr (RhField) one = g_list_model_get_item (parts, 1);
  g_autoptr (RhField) many = g_list_model_get_item (parts, 2);
  g_autoptr (RhField) empty = g_list_model_get_item (parts, 4);

  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_MULTIPART);
  g_assert_true (rh_field_is_file (one));
  g_assert_cmpstr (rh_field_get_value (one), ==, "/home/kim/a.pdf");
  g_assert_cmpstr (rh_field_get_file_name (one), ==, "b.pdf");
  g_assert_cmpstr (rh_field_get_value (many), ==, "a.png\nb.png");
  g_assert_true (rh_field_is_file (empty));
  g_assert_false (rh_field_is_enabled (empty));
  for (const char *const *path
       = (const char *const[]) { "/home/kim/a.pdf", "a.png", "b.png", NULL };
       *path != NULL; path++)
    g_assert_cmpuint (count (import, RH_IMPORT_FILE_NOT_READ, *path), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 3);
}

static void
test_file (void)
{
  g_autoptr (RhImport) file
      = read_body ("{\"mode\":\"file\",\"file\":{\"src\":\"/home/kim/a.bin\"}}", "[]");
  g_autoptr (RhImport) none = read_body ("{\"mode\":\"file\",\"file\":{\"src\":null}}", "[]");
  g_autoptr (RhImport) content
      = read_body ("{\"mode\":\"file\",\"file\":{\"content\":\"as text\"}}", "[]");
  RhRequestItem *item = rh_import_rig_find (file, "R");

  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_FILE);
  g_assert_cmpstr (rh_request_item_get_body_path (item), ==, "/home/kim/a.bin");
  g_assert_cmpuint (count (file, RH_IMPORT_FILE_NOT_READ, "/home/kim/a.bin"), ==, 1);
  item = rh_import_rig_find (none, "R");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_FILE);
  g_assert_cmpstr (rh_request_item_get_body_path (item), ==, "");
  g_assert_cmpuint (rh_import_get_notes (none)->len, ==, 0);
  item = rh_import_rig_find (content, "R");
  g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_TEXT);
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==, "as text");
}

static void
test_graphql (void)
{
  static const struct
  {
    const char *variables;
    const char *text;
  } cases[] = {
    { "\"{\\\"a\\\": 1}\"", "{\n  \"query\": \"{ me }\",\n  \"operationName\": \"Q\",\n"
                            "  \"variables\": {\"a\":1}\n}" },
    { "{\"a\":1}", "{\n  \"query\": \"{ me }\",\n  \"operationName\": \"Q\",\n"
                   "  \"variables\": {\"a\":1}\n}" },
    { "\"{\\\"a\\\": {{n}} }\"", "{\n  \"query\": \"{ me }\",\n  \"operationName\": \"Q\",\n"
                                 "  \"variables\": {\"a\": {{n}} }\n}" },
    { "\"\"", "{\n  \"query\": \"{ me }\",\n  \"operationName\": \"Q\"\n}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"mode\":\"graphql\",\"graphql\":{\"query\":\"{ me }\",\"operationName\":\"Q\","
          "\"variables\":%s}}",
          cases[i].variables);
      g_autoptr (RhImport) import = read_body (body, "[]");
      RhRequestItem *item = rh_import_rig_find (import, "R");

      g_assert_cmpint (rh_request_item_get_body_kind (item), ==, RH_BODY_KIND_JSON);
      g_assert_cmpstr (rh_request_item_get_body_text (item), ==, cases[i].text);
      g_assert_cmpuint (count (import, RH_IMPORT_GRAPHQL_AS_JSON, NULL), ==, 1);
      g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 1);
    }
}

/* What is not sent there is not sent here, and is in the file. */
static void
test_body_not_sent (void)
{
  static const struct
  {
    const char *method;
    const char *body;
    const char *behavior;
    guint unused;
    guint kept;
  } cases[] = {
    { "POST", "{\"mode\":\"raw\",\"raw\":\"unsent\",\"disabled\":true}", "{}", 1, 0 },
    { "POST", "{\"mode\":\"of tomorrow\",\"of tomorrow\":\"unsent\"}", "{}", 0, 1 },
    { "GET", "{\"mode\":\"raw\",\"raw\":\"unsent\"}", "{}", 1, 0 },
    { "GET", "{\"mode\":\"raw\",\"raw\":\"unsent\"}", "{\"disableBodyPruning\":false}", 1, 0 },
    { "GET", "{\"mode\":\"raw\",\"raw\":\"unsent\"}", "{\"disableBodyPruning\":true}", 0, 0 },
    { "DELETE", "{\"mode\":\"raw\",\"raw\":\"unsent\"}", "{}", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{" INFO ("2.1.0") ",\"item\":[{\"name\":\"R\",\"protocolProfileBehavior\":%s,"
                             "\"request\":{\"method\":\"%s\",\"url\":\"https://a.example/\","
                             "\"body\":%s}}]}",
          cases[i].behavior, cases[i].method, cases[i].body);
      g_autoptr (RhImport) import = read_text (text);
      RhRequestItem *item = rh_import_rig_find (import, "R");
      g_autofree char *files = rh_import_rig_write (import);

      g_assert_cmpint (rh_request_item_get_body_kind (item), ==,
                       cases[i].unused + cases[i].kept == 0 ? RH_BODY_KIND_TEXT
                                                            : RH_BODY_KIND_NONE);
      g_assert_cmpuint (count (import, RH_IMPORT_UNUSED, "body"), ==, cases[i].unused);
      g_assert_cmpuint (count (import, RH_IMPORT_BODY_KEPT, "of tomorrow"), ==, cases[i].kept);
      g_assert_nonnull (strstr (files, "unsent"));
    }
}

/* A collection says it for all that is in it. */
static void
test_pruning_is_inherited (void)
{
  g_autoptr (RhImport) import = read_text (
      "{" INFO ("2.1.0") ",\"protocolProfileBehavior\":{\"disableBodyPruning\":true},\"item\":[{"
                         "\"name\":\"F\",\"item\":[{\"name\":\"R\",\"request\":{\"url\":"
                         "\"https://a.example/\",\"body\":{\"mode\":\"raw\",\"raw\":\"x\"}}}]}]}");

  g_assert_cmpint (rh_request_item_get_body_kind (rh_import_rig_find (import, "F / R")), ==,
                   RH_BODY_KIND_TEXT);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-postman/urls", test_urls);
  g_test_add_func ("/import-postman/params", test_params);
  g_test_add_func ("/import-postman/request-is-text", test_request_is_text);
  g_test_add_func ("/import-postman/method", test_method);
  g_test_add_func ("/import-postman/headers", test_headers);
  g_test_add_func ("/import-postman/header-text", test_header_text);
  g_test_add_func ("/import-postman/notes", test_notes);
  g_test_add_func ("/import-postman/raw", test_raw);
  g_test_add_func ("/import-postman/forms", test_forms);
  g_test_add_func ("/import-postman/parts", test_parts);
  g_test_add_func ("/import-postman/file", test_file);
  g_test_add_func ("/import-postman/graphql", test_graphql);
  g_test_add_func ("/import-postman/body-not-sent", test_body_not_sent);
  g_test_add_func ("/import-postman/pruning-is-inherited", test_pruning_is_inherited);

  return g_test_run ();
}
