/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service's file is strict: what is wrong is an error that says where, and nothing of it is used.
 */
#include "config.h"

#include "collection/rh-json.h"
#include "collection/rh-service.h"
#include "lib/rh-test.h"

#include <string.h>

typedef struct
{
  const char *json;
  const char *place; /* how the message begins */
} Hostile;

static void
assert_refused (const char *json, const char *place)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_service_parse (json, -1, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, RH_COLLECTION_ERROR);
  if (!g_str_has_prefix (error->message, place))
    g_error ("%s: %s", json, error->message);
}

/* In the place of @member of a file that is right besides. */
static void
assert_member_refused (const char *member, const char *place)
{
  g_autofree char *json = g_strdup_printf ("{ \"id\": \"a\", \"name\": \"A\", %s }", member);

  assert_refused (json, place);
}

static void
test_not_json_names_the_line (void)
{
  assert_refused ("", "");
  assert_refused ("[]", "not a JSON object");
  assert_refused ("{\n  \"id\": \"a\",\n  \"name\"\n}\n", "line 4: ");
  assert_refused ("{\"id\": \"a\", \"id\": \"b\"}", "a member twice");
}

static void
test_head (void)
{
  assert_refused ("{}", "id: ");
  assert_refused ("{\"id\":\"a\"}", "name: ");
  assert_refused ("{\"id\":\"a\",\"name\":1}", "name: ");
  assert_refused ("{\"id\":\"../a\",\"name\":\"A\"}", "id: ");
  assert_refused ("{\"id\":\"A\",\"name\":\"A\"}", "id: ");
  assert_refused ("{\"id\":\"a\",\"name\":\"A\\nB\"}", "name: ");
  assert_refused ("{\"id\":\"a\",\"name\":\"A\\u202eB\"}", "name: ");
  assert_member_refused ("\"order\": \"1\"", "order: ");
  assert_member_refused ("\"surprise\": true", "surprise: not a member that is known");
  assert_member_refused ("\"documentation\": []", "documentation: ");
  assert_member_refused ("\"documentation\": \"javascript:alert(1)\"", "documentation: ");
  assert_member_refused ("\"documentation\": \"http://a.example\"", "documentation: ");
  assert_member_refused ("\"practice\": \"a\\\"b\"", "practice: ");
  assert_member_refused ("\"client_auth_offered\": [\"jwt\"]", "client_auth_offered: ");
  assert_member_refused ("\"client_auth_offered\": [1]", "client_auth_offered: ");
}

static void
test_scopes (void)
{
  static const Hostile files[] = {
    { "\"scopes\": {}", "scopes: " },
    { "\"scopes\": [1]", "scopes: " },
    { "\"scopes\": [{ \"name\": 1 }]", "scopes[0].name: " },
    { "\"scopes\": [{ \"name\": \"s\", \"documented\": \"yes\" }]", "scopes[0].documented: " },
    { "\"scopes\": [{ \"name\": \"s\" }, { \"name\": \"s\" }]", "scopes[1].name: " },
    { "\"scopes\": [{ \"name\": \"a b\" }]", "scopes[0].name: " },
    { "\"scopes\": [{ \"name\": \"a\\\\b\" }]", "scopes[0].name: " },
    { "\"scopes\": [{ \"name\": \"a\", \"meening\": \"\" }]", "scopes[0].meening: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    assert_member_refused (files[i].json, files[i].place);
}

static void
test_environments (void)
{
  static const Hostile files[] = {
    { "\"environments\": []", "environments: " },
    { "\"environments\": { \"S\": \"x\" }", "environments.S.S: " },
    { "\"environments\": { \"\": {} }", "environments..name: " },
    { "\"environments\": { \" S\": {} }", "environments. S.name: " },
    { "\"environments\": { \"S\\n\": {} }", "environments.S\n.name: " },
    { "\"environments\": { \"S\\u200bT\": {} }", "environments.S\u200bT.name: " },
    { "\"environments\": { \"S\\u202eT\": {} }", "environments.S\u202eT.name: " },
    { "\"environments\": { \"S\": { \"api\": 1 } }", "environments.S.api: " },
    { "\"environments\": { \"S\": { \"apy\": \"\" } }", "environments.S.apy: " },
    { "\"environments\": { \"S\": { \"api\": \"https://a.example/\" } }", "environments.S.api: " },
    { "\"environments\": { \"S\": { \"api\": \"https://a.example?b\" } }", "environments.S.api: " },
    { "\"environments\": { \"S\": { \"api\": \"http://a.example\" } }", "environments.S.api: " },
    { "\"environments\": { \"S\": { \"token_url\": \"http://localhost.evil/t\" } }",
      "environments.S.token_url: " },
    { "\"environments\": { \"S\": { \"token_url\": \"https://a@b.example/t\" } }",
      "environments.S.token_url: " },
    { "\"environments\": { \"S\": { \"token_url\": \"file:///etc/passwd\" } }",
      "environments.S.token_url: " },
    { "\"environments\": { \"S\": { \"authorization_url\": \"https://a.example/#b\" } }",
      "environments.S.authorization_url: " },
    { "\"environments\": { \"S\": { \"scope\": \"a\\tb\" } }", "environments.S.scope: " },
    { "\"environments\": { \"S\": { \"client_auth\": \"digest\" } }",
      "environments.S.client_auth: " },
    { "\"environments\": { \"S\": { \"introspect_path\": \"v1\" } }",
      "environments.S.introspect_path: " },
    { "\"environments\": { \"S\": { \"redirect_http\": \"always\" } }",
      "environments.S.redirect_http: " },
    /* its own rule is: plain http never */
    { "\"environments\": { \"S\": { \"redirect_uri\": \"http://localhost/x\" } }",
      "environments.S.redirect_uri: " },
    { "\"variables\": { \"S\": {} }", "variables.S.name: " },
    { "\"variables\": { \"Practice\": { \"a\": 1 } }", "variables.Practice.a: " },
    { "\"variables\": { \"Practice\": { \"\": \"x\" } }", "variables.Practice.name: " },
    { "\"variables\": { \"Practice\": { \"a}}\": \"x\" } }", "variables.Practice.name: " },
    { "\"variables\": { \"Practice\": { \"api\": \"http://a.example\" } }",
      "variables.Practice.name: " },
    { "\"variables\": { \"Practice\": { \"token_url\": \"http://a.example\" } }",
      "variables.Practice.name: " },
    { "\"variables\": { \"Practice\": { \"client_secret\": \"x\" } }",
      "variables.Practice.name: " },
    { "\"redirect\": { \"exact\": 1 }", "redirect.exact: " },
    { "\"redirect\": { \"http\": \"yes\" }", "redirect.http: " },
    { "\"redirect\": { \"loopback_http\": true }", "redirect.loopback_http: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    assert_member_refused (files[i].json, files[i].place);
}

static void
test_registration_and_disconnect (void)
{
  static const Hostile files[] = {
    { "\"registration\": []", "registration: " },
    { "\"registration\": { \"collect_days\": -1 }", "registration.collect_days: " },
    { "\"registration\": { \"forbidden_words\": [\"\"] }", "registration.forbidden_words: " },
    { "\"registration\": { \"notes\": [{}] }", "registration.notes: " },
    { "\"registration\": { \"fields\": [{ \"id\": \"a\", \"label\": \"A\", \"kind\": \"date\" }] }",
      "registration.fields[0].kind: " },
    { "\"registration\": { \"fields\": [{ \"id\": \"a\", \"label\": \"A\", \"kind\": \"choice\" }] "
      "}",
      "registration.fields[0].choices: " },
    { "\"registration\": { \"fields\": [{ \"id\": \"a\", \"label\": \"A\", \"kind\": \"text\" },"
      " { \"id\": \"a\", \"label\": \"B\", \"kind\": \"text\" }] }",
      "registration.fields[1].id: " },
    { "\"registration\": { \"fields\": [{ \"id\": \"a\", \"kind\": \"text\" }] }",
      "registration.fields[0].label: " },
    { "\"disconnect\": {}", "disconnect.method: " },
    { "\"disconnect\": { \"method\": \"GET\", \"path\": \"/x\", \"warning\": \"w\" }",
      "disconnect.method: " },
    { "\"disconnect\": { \"method\": \"DELETE\", \"path\": \"//evil.example\", \"warning\": \"w\" "
      "}",
      "disconnect.path: " },
    { "\"disconnect\": { \"method\": \"DELETE\", \"path\": \"/x\" }", "disconnect.warning: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    assert_member_refused (files[i].json, files[i].place);
}

#define FOLDER(requests) "\"folders\": [{ \"name\": \"F\", \"requests\": [" requests "] }]"

static void
test_requests (void)
{
  static const Hostile files[] = {
    { "\"folders\": [{ \"name\": \"\" }]", "folders[0].name: " },
    { "\"folders\": [{ \"name\": \"A\" }, { \"name\": \"a\" }]", "folders[1].name: " },
    { FOLDER ("{ \"name\": \"R\", \"method\": \"GE T\", \"path\": \"/x\" }"),
      "folders[0].requests[0].method: " },
    { FOLDER ("{ \"name\": \"R\", \"method\": \"GET\", \"path\": \"/x?a=b\" }"),
      "folders[0].requests[0].path: " },
    { FOLDER ("{ \"name\": \"R\", \"method\": \"GET\", \"path\": \".evil.example/x\" }"),
      "folders[0].requests[0].path: " },
    { FOLDER ("{ \"name\": \"R\", \"method\": \"GET\", \"path\": \"/x/../y\" }"),
      "folders[0].requests[0].path: " },
    { FOLDER ("{ \"name\": \"R\", \"method\": \"GET\", \"path\": \"/x\", \"scope\": \"\\\"\" }"),
      "folders[0].requests[0].scope: " },
    { FOLDER ("{ \"name\": \"R\", \"method\": \"GET\", \"path\": \"/x\", \"body\": \"{}\" }"),
      "folders[0].requests[0].body: " },
    { FOLDER ("{ \"name\": \"R\", \"method\": \"GET\", \"path\": \"/x\","
              " \"params\": [{ \"name\": \"a\" }, { \"value\": \"b\" }] }"),
      "folders[0].requests[0].params[1].name: " },
    { FOLDER ("{ \"name\": \"R\", \"method\": \"GET\", \"path\": \"/x\", \"headers\": [] }"),
      "folders[0].requests[0].headers: " },
    { "\"first_call\": \"F/R\"", "first_call: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    assert_member_refused (files[i].json, files[i].place);
}

static void
test_a_request_becomes_an_item (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhService) service = rh_service_parse (
      "{ \"id\": \"a\", \"name\": \"A\", \"first_call\": \"F/R\", " FOLDER (
          "{ \"name\": \"R\", \"method\": \"POST\", \"path\": \"/v1/things:search\","
          " \"scope\": \"a:b\", \"note\": \"Find.\", \"params\": ["
          " { \"name\": \"who\", \"value\": \"{{who}}\", \"note\": \"Whose\", \"enabled\": true },"
          " { \"name\": \"after\" } ], \"body\": { \"b\": \"{{c}}\", \"a\": [1] } }") " }",
      -1, &error);
  g_autoptr (RhFolder) folder = NULL;
  g_autoptr (RhRequestItem) item = NULL;
  g_autoptr (RhField) off = NULL;

  g_assert_no_error (error);
  folder = g_list_model_get_item (rh_folder_get_items (rh_service_get_requests (service)), 0);
  item = g_list_model_get_item (rh_folder_get_items (folder), 0);
  off = g_list_model_get_item (rh_request_item_get_params (item), 1);

  g_assert_cmpstr (rh_request_item_get_url (item), ==, "{{api}}/v1/things:search?who={{who}}");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_path_params (item)), ==, 0);
  g_assert_false (rh_field_is_enabled (off));
  g_assert_cmpstr (rh_request_item_get_note (item), ==, "Find.\n\nScope: a:b");
  g_assert_cmpstr (rh_request_item_get_body_text (item), ==,
                   "{\n  \"b\": \"{{c}}\",\n  \"a\": [\n    1\n  ]\n}");
  g_assert_cmpstr (rh_service_get_first_call (service), ==, "F/R");
}

static void
test_size_is_capped (void)
{
  g_autofree char *spaces = g_strnfill (RH_SERVICE_MAX_SIZE, ' ');
  g_autofree char *json = g_strconcat ("{ \"id\": \"a\", \"name\": \"A\" }", spaces, NULL);
  g_autofree char *name = g_strnfill (3000, 'x');
  g_autofree char *member = g_strdup_printf ("\"registration\": { \"notes\": [\"%s\"] }", name);

  assert_refused (json, "too large");
  assert_member_refused (member, "registration.notes: ");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/service-parse/not-json-names-the-line", test_not_json_names_the_line);
  g_test_add_func ("/service-parse/head", test_head);
  g_test_add_func ("/service-parse/scopes", test_scopes);
  g_test_add_func ("/service-parse/environments", test_environments);
  g_test_add_func ("/service-parse/registration-and-disconnect", test_registration_and_disconnect);
  g_test_add_func ("/service-parse/requests", test_requests);
  g_test_add_func ("/service-parse/a-request-becomes-an-item", test_a_request_becomes_an_item);
  g_test_add_func ("/service-parse/size-is-capped", test_size_is_capped);
  return g_test_run ();
}
