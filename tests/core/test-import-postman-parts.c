/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is around Postman's requests: variables, scripts, responses, and what nothing reads. */
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

/* Variables and scripts */

static void
test_variables (void)
{
  g_autoptr (RhImport) import = read_text ("{" INFO (
      "2.1.0") ",\"variable\":[{\"key\":\"a\",\"value\":\"1\",\"type\":\"string\"},{\"id\":"
               "\"b\",\"value\":2,\"type\":\"number\"},{\"key\":\"c\",\"value\":true,\"type\":"
               "\"boolean\",\"disabled\":true},{\"key\":\"d\",\"value\":{\"x\":[1]},\"type\":"
               "\"any\"},{\"key\":\"e\",\"value\":\"s3cret-e\",\"type\":\"secret\"},{\"key\":"
               "\"f\",\"value\":\"\",\"type\":\"secret\"},{\"key\":\"g\"},{\"key\":\"\"},{"
               "\"key\":\"a\",\"value\":\"again\"},{\"key\":\"api_token\",\"value\":"
               "\"s3cret-of-token\"}],\"item\":[{\"name\":\"F\",\"variable\":[{\"key\":\"in\","
               "\"value\":\"F\"}],\"item\":[{\"name\":\"R\",\"variable\":[{\"key\":\"in\","
               "\"value\":\"R\"}],\"request\":\"https://a.example/{{in}}\"}]}]}");
  RhCollection *collection = rh_import_get_collection (import);
  g_autofree char *all = rh_import_rig_variables (rh_collection_get_scope (collection));
  RhRequestItem *item = rh_import_rig_find (import, "F / R");
  g_autofree char *own = rh_import_rig_variables (rh_request_item_get_scope (item));
  g_autofree char *folder
      = rh_import_rig_variables (rh_folder_get_scope (rh_request_item_get_parent (item)));
  g_autofree char *e = rh_import_rig_secret (import, "e");
  g_autofree char *token = rh_import_rig_secret (import, "api_token");

  g_assert_cmpstr (all, ==,
                   "a=1 \nb=2 number\n- c=true boolean\nd={\"x\":[1]} object\n* e= \n* f= \ng= \n"
                   "* api_token= \n");
  g_assert_cmpstr (folder, ==, "in=F \n");
  g_assert_cmpstr (own, ==, "in=R \n");
  g_assert_cmpstr (e, ==, "s3cret-e");
  g_assert_cmpstr (token, ==, "s3cret-of-token");
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_VALUE_MISSING, "", "f"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_DOUBLE, "", "a"), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 2);
}

static void
test_scripts (void)
{
  g_autoptr (RhImport) import = read_text ("{" INFO (
      "2.1.0") ",\"event\":[{\"listen\":\"prerequest\",\"script\":{\"type\":"
               "\"text/javascript\",\"exec\":[\"let one = 1;\",\"let two = 2;\"]}},{\"listen\":"
               "\"test\",\"script\":{\"exec\":[\"\"]}}],\"item\":[{\"name\":\"R\",\"event\":[{"
               "\"listen\":\"test\",\"script\":{\"exec\":\"let three = 3;\"}},{\"listen\":"
               "\"test\",\"disabled\":true,\"script\":{\"exec\":\"let four = 4;\"}}],"
               "\"request\":\"https://a.example/\"}]}");
  g_autofree char *files = rh_import_rig_write (import);

  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_SCRIPT, "", "before-request"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_SCRIPT, "after-response"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_UNUSED, "event"), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 3);
  for (const char *const *part
       = (const char *const[]) { "let one = 1;\n", "let two = 2;", "let three", "let four", NULL };
       *part != NULL; part++)
    g_assert_nonnull (strstr (files, *part));
}

static void
test_behavior (void)
{
  g_autoptr (RhImport) import = read_text (
      ITEM ("\"protocolProfileBehavior\":{\"followRedirects\":false,\"maxRedirects\":3,"
            "\"followOriginalHttpMethod\":true,\"disableCookies\":true,\"protocolVersion\":"
            "\"http1\",\"strictSSL\":false,\"disableUrlEncoding\":true}"));
  RhRequestItem *item = rh_import_rig_find (import, "R");
  RhRequestSettings *settings = rh_request_item_get_settings (item);
  g_autofree char *files = rh_import_rig_write (import);

  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_FOLLOW_REDIRECTS), ==, 0);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_MAX_REDIRECTS), ==, 3);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_KEEP_METHOD), ==, 1);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_COOKIES), ==, 0);
  g_assert_cmpint (rh_request_settings_get (settings, RH_SETTING_HTTP1), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_NO_VERIFY, "strictSSL"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_UNUSED, "disableUrlEncoding"), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 2);
  g_assert_nonnull (strstr (files, "disableUrlEncoding: true"));
}

/* Responses */

static void
test_responses (void)
{
  g_autoptr (RhImport) import = read_text ("{" INFO (
      "2.1.0") ",\"item\":[{\"name\":\"R\",\"request\":{\"method\":\"POST\",\"url\":"
               "\"https://a.example/\",\"header\":[{\"key\":\"A\",\"value\":\"b\"}]},"
               "\"response\":[{\"name\":\"Made\",\"originalRequest\":{\"method\":\"POST\","
               "\"url\":{\"host\":[\"a\",\"example\"],\"path\":[\"1\"]},\"header\":[{\"key\":"
               "\"A\",\"value\":\"b\"}]},\"status\":\"Created\",\"code\":201,\"header\":[{"
               "\"key\":\"Content-Type\",\"value\":\"application/json\"},{\"key\":"
               "\"Set-Cookie\",\"value\":\"sid=s3cret-of-cookie\"}],\"cookie\":[{\"name\":"
               "\"sid\",\"value\":\"s3cret-of-cookie\"}],\"body\":\"{\\\"id\\\": 1}\","
               "\"responseTime\":12,\"_postman_previewlanguage\":\"json\"},{\"name\":\"Bare\","
               "\"originalRequest\":\"https://a.example/2\",\"code\":null,\"header\":null,"
               "\"body\":null},{\"originalRequest\":{\"header\":[{\"key\":\"A\",\"value\":"
               "\"c\"}]},\"code\":404,\"status\":\"Not Found\"}]}]}");
  GListModel *examples = rh_request_item_get_examples (rh_import_rig_find (import, "R"));
  g_autoptr (RhExample) made = g_list_model_get_item (examples, 0);
  g_autoptr (RhExample) bare = g_list_model_get_item (examples, 1);
  g_autoptr (RhExample) none = g_list_model_get_item (examples, 2);
  g_autofree char *files = rh_import_rig_write (import);

  g_assert_cmpuint (g_list_model_get_n_items (examples), ==, 3);
  g_assert_cmpstr (rh_example_get_name (made), ==, "Made");
  g_assert_cmpstr (rh_example_get_method (made), ==, "POST");
  g_assert_cmpstr (rh_example_get_url (made), ==, "a.example/1");
  g_assert_cmpuint (rh_example_get_status (made), ==, 201);
  g_assert_cmpstr (rh_example_get_reason (made), ==, "Created");
  g_assert_cmpstr (rh_example_get_body (made), ==, "{\"id\": 1}");
  g_assert_cmpstr (rh_headers_get (rh_example_get_headers (made), "content-type"), ==,
                   "application/json");
  g_assert_cmpuint (rh_example_get_status (bare), ==, 200);
  g_assert_null (rh_example_get_body (bare));
  g_assert_cmpstr (rh_example_get_url (bare), ==, "https://a.example/2");
  g_assert_cmpstr (rh_example_get_name (none), ==, "Not Found");
  g_assert_cmpuint (count (import, RH_IMPORT_STORED_COOKIES, NULL), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_MEMBER, "originalRequest"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_EXAMPLE_MASKED, "Made"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_STAMPS, "", "responseTime"), ==, 1);
  g_assert_null (strstr (files, "s3cret"));
}

/* What is not read */

static void
test_proposals (void)
{
  g_autoptr (RhImport) import = read_text (REQUEST (
      "{\"url\":\"https://a.example/\",\"proxy\":{\"host\":\"proxy.example\",\"port\":8080}"
      ",\"certificate\":{\"matches\":[\"https://a.example/*\"],\"key\":{\"src\":\"/k\"},"
      "\"passphrase\":\"s3cret\"}}"));
  g_autofree char *files = rh_import_rig_write (import);
  g_autofree char *secret = rh_import_rig_secret (import, "passphrase");

  g_assert_cmpuint (count (import, RH_IMPORT_PROXY, "proxy.example"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_CLIENT_CERTIFICATE, "https://a.example/*"), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 2);
  g_assert_nonnull (strstr (files, "host: proxy.example"));
  g_assert_null (strstr (files, "s3cret"));
  g_assert_cmpstr (secret, ==, "s3cret");
}

static void
test_unknown (void)
{
  g_autoptr (RhImport) import = read_text (
      "{\"info\":{\"name\":\"Acme\",\"_postman_id\":\"1-2-3\",\"version\":\"1.2\",\"schema\":"
      "\"" SCHEMA (
          "2.1.0") "\"},\"ours\":{\"deep\":[{\"x\":1}]},\"item\":[{\"id\":\"4\",\"name\":\"R\","
                   "\"theirs\":\"kept\",\"nothing\":null,\"request\":{\"url\":{\"raw\":\"x\","
                   "\"odd\":1},\"api_token\":\"s3cret-of-token\",\"header\":[{\"key\":\"A\","
                   "\"value\":\"b\",\"strange\":2}]}},{\"id\":\"5\",\"name\":\"S\",\"request\":"
                   "\"https://a.example/\"},7]}");
  g_autofree char *files = rh_import_rig_write (import);

  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_STAMPS, "", "id"), ==, 2);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_STAMPS, "", "_postman_id"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "", "version"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_UNUSED, "", "ours"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_MEMBER, "", "item"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_UNUSED, "theirs"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_UNUSED, "odd"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_UNUSED, "api_token"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_MEMBER, "strange"), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 9);
  g_assert_nonnull (strstr (files, "theirs: kept"));
  g_assert_nonnull (strstr (files, "{{api_token}}"));
  g_assert_null (strstr (files, "s3cret"));
}

/* Deeper than a file of ours can be. */
static void
test_deep_member (void)
{
  g_autofree char *open = g_strnfill (100, '[');
  g_autofree char *close = g_strnfill (100, ']');
  g_autofree char *text = g_strdup_printf (ITEM ("\"deep\":%s%s"), open, close);
  g_autoptr (RhImport) import = read_text (text);
  g_autofree char *files = rh_import_rig_write (import);

  g_assert_cmpuint (count (import, RH_IMPORT_TOO_MUCH, "deep"), ==, 1);
  g_assert_null (strstr (files, "deep:"));
}

static void
test_wrong_types (void)
{
  static const char *const members[] = {
    "url", "header", "body", "auth", "description", "method", "proxy", "certificate",
  };
  static const char *const values[]
      = { "[]",   "{}",    "7",           "true",
          "null", "\"x\"", "[7,null,[]]", "{\"mode\":7,\"type\":[],\"host\":{},\"query\":7}" };

  for (guint i = 0; i < G_N_ELEMENTS (members) * G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text
          = g_strdup_printf (REQUEST ("{\"%s\":%s}"), members[i % G_N_ELEMENTS (members)],
                             values[i / G_N_ELEMENTS (members)]);
      g_autoptr (RhImport) import = read_text (text);
      RhImportCounts counts;

      rh_import_count (import, &counts);
      g_assert_cmpuint (counts.requests, ==, 1);
    }
}

static void
test_wrong_types_beside (void)
{
  static const char *const members[]
      = { "event", "variable", "response", "description", "protocolProfileBehavior" };
  static const char *const values[]
      = { "[]", "{}", "7", "null", "\"x\"", "[7,null,[],{},\"x\"]", "{\"a\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (members) * G_N_ELEMENTS (values); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"%s\":%s", members[i % G_N_ELEMENTS (members)],
                                                 values[i / G_N_ELEMENTS (members)]);
      g_autofree char *text = g_strdup_printf (ITEM ("%s"), member);
      g_autoptr (RhImport) import = read_text (text);
      g_autofree char *files = rh_import_rig_write (import);

      g_assert_nonnull (strstr (files, "https://a.example/"));
    }
}

/* Members of members. */
static void
test_rest_of_parts (void)
{
  g_autoptr (RhImport) import = read_text (
      ITEM ("\"description\":{\"content\":\"N\",\"version\":2},\"variables\":[{\"key\":\"a\","
            "\"value\":\"1\"}],\"event\":[{\"id\":\"e\",\"listen\":\"test\",\"script\":{\"exec\":"
            "\"x\",\"type\":\"text/javascript\",\"packages\":{\"p\":1}}}],\"response\":[{\"name\":"
            "\"A\",\"originalRequest\":{\"url\":{\"host\":\"a.example\",\"path\":[\":id\"],"
            "\"variable\":[{\"key\":\"id\",\"value\":\"7\"}]}},\"code\":200,\"header\":[{\"key\":"
            "\"A\",\"value\":\"b\",\"description\":\"why\"}]}]"));
  RhRequestItem *item = rh_import_rig_find (import, "R");
  g_autofree char *own = rh_import_rig_variables (rh_request_item_get_scope (item));

  g_assert_cmpstr (own, ==, "a=1 \n");
  g_assert_cmpuint (count (import, RH_IMPORT_MEMBER, "version"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_MEMBER, "packages"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_MEMBER, "originalRequest"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_MEMBER, "response.header.description"), ==, 1);
  g_assert_cmpuint (rh_import_rig_count (import, RH_IMPORT_STAMPS, "", "id"), ==, 1);
  g_assert_cmpuint (count (import, RH_IMPORT_SCRIPT, NULL), ==, 1);
  g_assert_cmpuint (rh_import_get_notes (import)->len, ==, 6);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/import-postman-parts/variables", test_variables);
  g_test_add_func ("/import-postman-parts/scripts", test_scripts);
  g_test_add_func ("/import-postman-parts/behavior", test_behavior);
  g_test_add_func ("/import-postman-parts/responses", test_responses);
  g_test_add_func ("/import-postman-parts/proposals", test_proposals);
  g_test_add_func ("/import-postman-parts/unknown", test_unknown);
  g_test_add_func ("/import-postman-parts/deep-member", test_deep_member);
  g_test_add_func ("/import-postman-parts/wrong-types", test_wrong_types);
  g_test_add_func ("/import-postman-parts/wrong-types-beside", test_wrong_types_beside);
  g_test_add_func ("/import-postman-parts/rest-of-parts", test_rest_of_parts);

  return g_test_run ();
}
