/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API of the practice server: envelope, paging, filters, errors, challenges, scopes. */
#include "config.h"

#include "lib/rh-practice-driver.h"
#include "lib/rh-test.h"

#include <string.h>

#define ACME "5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01"
#define ALL_SCOPES "users:read+vendors:read+vendors:write"

typedef struct
{
  RhPracticeDriver driver;
  char *token; /* with all scopes */
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;

  rh_practice_driver_start (&fixture->driver, NULL);
  answer = rh_practice_driver_sign_in (&fixture->driver, ALL_SCOPES);
  fixture->token = rh_practice_driver_member (answer, "access_token");
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  rh_practice_driver_stop (&fixture->driver);
  g_free (fixture->token);
}

static char *
get (Fixture *fixture, const char *target)
{
  return rh_practice_driver_call (&fixture->driver, "GET", target, fixture->token, NULL);
}

static char *
post (Fixture *fixture, const char *target, const char *body)
{
  return rh_practice_driver_call (&fixture->driver, "POST", target, fixture->token, body);
}

static void
assert_error (const char *answer, guint status, const char *type)
{
  g_autofree char *got = rh_practice_driver_member (answer, "type");
  g_autofree char *message = rh_practice_driver_member (answer, "message");

  g_assert_cmpuint (rh_raw_status (answer), ==, status);
  g_assert_cmpstr (got, ==, type);
  g_assert_cmpstr (message, !=, "");
}

static void
assert_challenge (const char *answer, guint status, const char *expected)
{
  g_autofree char *challenge = rh_raw_header (answer, "WWW-Authenticate");

  g_assert_cmpuint (rh_raw_status (answer), ==, status);
  g_assert_cmpstr (challenge, ==, expected);
}

static void
test_employees (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = get (fixture, "/v2/employees");
  g_autofree char *media_type = rh_raw_header (answer, "Content-Type");
  g_autoptr (JsonObject) root = rh_practice_driver_json (answer);
  JsonArray *list = json_object_get_array_member (root, "data");
  JsonObject *paging = json_object_get_object_member (root, "pagination");
  JsonObject *first = json_array_get_object_element (list, 0);

  g_assert_cmpstr (media_type, ==, "application/json;charset=UTF-8");
  g_assert_cmpuint (json_array_get_length (list), ==, 20);
  g_assert_cmpstr (json_object_get_string_member (first, "email"), ==, "ada@acme.example");
  g_assert_true (json_object_has_member (first, "id"));
  g_assert_true (json_object_has_member (first, "companyId"));
  g_assert_cmpint (json_object_get_int_member (paging, "total"), >=, 60);
  g_assert_true (json_object_get_boolean_member (paging, "hasNextPage"));
  g_assert_false (json_object_get_boolean_member (paging, "hasPreviousPage"));
}

/* Follows endCursor to the end: every employee once. */
static void
test_after (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *target = g_strdup ("/v2/employees?limit=25");
  guint total = 0;

  while (target != NULL)
    {
      g_autofree char *answer = get (fixture, target);
      g_autoptr (JsonObject) root = rh_practice_driver_json (answer);
      JsonArray *list = json_object_get_array_member (root, "data");
      JsonObject *paging = json_object_get_object_member (root, "pagination");

      for (guint i = 0; i < json_array_get_length (list); i++)
        g_assert_true (
            g_hash_table_add (seen, g_strdup (json_object_get_string_member (
                                        json_array_get_object_element (list, i), "id"))));
      total = json_object_get_int_member (paging, "total");
      g_clear_pointer (&target, g_free);
      if (json_object_get_boolean_member (paging, "hasNextPage"))
        target = g_strdup_printf ("/v2/employees?limit=25&after=%s",
                                  json_object_get_string_member (paging, "endCursor"));
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, total);
}

static char *
page_codes (Fixture *fixture, const char *target)
{
  g_autofree char *answer = get (fixture, target);
  g_autoptr (JsonObject) root = rh_practice_driver_json (answer);
  JsonArray *list = json_object_get_array_member (root, "data");
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (list); i++)
    g_string_append_printf (
        codes, "%s ",
        json_object_get_string_member (json_array_get_object_element (list, i), "code"));

  return g_string_free_and_steal (codes);
}

static void
test_offset_and_before (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = get (fixture, "/v2/employees?limit=2&offset=4");
  g_autofree char *by_offset = page_codes (fixture, "/v2/employees?limit=2&offset=4");
  g_autofree char *beyond = page_codes (fixture, "/v2/employees?offset=1000");
  g_autoptr (JsonObject) root = rh_practice_driver_json (answer);
  JsonObject *paging = json_object_get_object_member (root, "pagination");
  JsonObject *request = json_object_get_object_member (paging, "currentRequestPagination");
  g_autofree char *target = g_strdup_printf ("/v2/employees?limit=3&before=%s",
                                             json_object_get_string_member (paging, "startCursor"));
  g_autofree char *before = page_codes (fixture, target);

  g_assert_cmpstr (by_offset, ==, "E005 E006 ");
  g_assert_cmpstr (before, ==, "E002 E003 E004 ");
  g_assert_cmpstr (beyond, ==, "");
  g_assert_cmpint (json_object_get_int_member (request, "limit"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (request, "offset"), ==, "4");
  g_assert_true (g_regex_match_simple (
      "^[A-Z2-7=~]+$", json_object_get_string_member (paging, "startCursor"), 0, 0));
}

static void
test_bad_paging (Fixture *fixture, gconstpointer data)
{
  const char *queries[] = { "limit=0",
                            "limit=101",
                            "limit=x",
                            "limit=",
                            "limit=1&limit=2",
                            "offset=-1",
                            "offset=99999999999",
                            "after=nonsense",
                            "after=PRACTICE~ZZZZ",
                            "before=PRACTICE~AAA",
                            "before=PRACTICE~aaaa",
                            "offset=1&after=PRACTICE~AAAA",
                            "before=PRACTICE~AAAA&after=PRACTICE~AAAA",
                            "offset=1&offset=1" };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *target = g_strconcat ("/v2/employees?", queries[i], NULL);
      g_autofree char *answer = get (fixture, target);

      assert_error (answer, 400, "PARAMETER_VALIDATION_FAILED");
    }
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autofree char *by_email = page_codes (fixture, "/v2/employees?email=ada%40acme.example");
  g_autofree char *by_code = page_codes (fixture, "/v2/employees?code=E007");
  g_autofree char *both = page_codes (fixture, "/v2/employees?code=E007&email=ada@acme.example");
  g_autofree char *nobody = page_codes (fixture, "/v2/employees?companyId=nobody");
  g_autofree char *company = page_codes (fixture, "/v2/employees?limit=4&companyId=" ACME);
  g_autofree char *doubled = get (fixture, "/v2/employees?code=E001&code=E002");

  g_assert_cmpstr (by_email, ==, "E001 ");
  g_assert_cmpstr (by_code, ==, "E007 ");
  g_assert_cmpstr (both, ==, "");
  g_assert_cmpstr (nobody, ==, "");
  g_assert_cmpstr (company, ==, "E001 E002 E003 E005 ");
  assert_error (doubled, 400, "PARAMETER_VALIDATION_FAILED");
}

static void
test_one_employee (Fixture *fixture, gconstpointer data)
{
  g_autofree char *list = get (fixture, "/v2/employees?code=E003");
  g_autoptr (JsonObject) root = rh_practice_driver_json (list);
  JsonObject *employee
      = json_array_get_object_element (json_object_get_array_member (root, "data"), 0);
  g_autofree char *target
      = g_strconcat ("/v2/employees/", json_object_get_string_member (employee, "id"), NULL);
  g_autofree char *answer = get (fixture, target);
  g_autoptr (JsonObject) envelope = rh_practice_driver_json (answer);
  JsonObject *one = json_object_get_object_member (envelope, "data");
  g_autofree char *missing = get (fixture, "/v2/employees/nobody");
  g_autofree char *empty = get (fixture, "/v2/employees/");
  g_autofree char *deeper = get (fixture, "/v2/employees/a/b");

  g_assert_cmpstr (json_object_get_string_member (one, "code"), ==, "E003");
  assert_error (missing, 404, "NOT_FOUND");
  assert_error (empty, 404, "NOT_FOUND");
  assert_error (deeper, 404, "NOT_FOUND");
}

static void
test_companies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = get (fixture, "/v1/companies?limit=1");
  g_autoptr (JsonObject) root = rh_practice_driver_json (answer);
  JsonObject *company
      = json_array_get_object_element (json_object_get_array_member (root, "data"), 0);

  g_assert_cmpstr (json_object_get_string_member (company, "name"), ==, "Acme ApS");
  g_assert_cmpstr (json_object_get_string_member (company, "id"), ==, ACME);
}

static void
test_vendors (Fixture *fixture, gconstpointer data)
{
  const char *body
      = "{\"companyId\":\"" ACME "\",\"name\":\"Bar \\u2603\",\"defaultCurrency\":\"EUR\"}";
  g_autofree char *before = post (fixture, "/v1/vendors:search?company_id=" ACME, NULL);
  g_autofree char *created = post (fixture, "/v1/vendors", body);
  g_autofree char *again = post (fixture, "/v1/vendors", body);
  g_autofree char *after = post (fixture, "/v1/vendors:search?company_id=" ACME, "{}");
  g_autoptr (JsonObject) root = rh_practice_driver_json (created);
  JsonObject *vendor = json_object_get_object_member (root, "data");
  g_autofree char *target
      = g_strconcat ("/v1/vendors/", json_object_get_string_member (vendor, "id"), NULL);
  g_autofree char *one = get (fixture, target);

  g_assert_cmpuint (rh_raw_status (before), ==, 200);
  g_assert_null (strstr (before, "Bar"));
  g_assert_cmpuint (rh_raw_status (created), ==, 201);
  g_assert_cmpstr (json_object_get_string_member (vendor, "name"), ==, "Bar ☃");
  assert_error (again, 409, "VALIDATION_FAILED");
  g_assert_nonnull (strstr (after, "Bar"));
  g_assert_cmpuint (rh_raw_status (one), ==, 200);
}

static void
test_bad_vendors (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nested = g_strnfill (500 * 1000, '[');
  const char *no_json[] = { "", "{", "[]", "null", "{\"a\":1,}", "{\"a\":\"\xff\"}", nested };
  const char *no_vendor[] = {
    "{}",
    "{\"companyId\":\"" ACME "\",\"name\":\"A\"}",
    "{\"companyId\":\"" ACME "\",\"name\":\"\",\"defaultCurrency\":\"EUR\"}",
    "{\"companyId\":\"" ACME "\",\"name\":7,\"defaultCurrency\":\"EUR\"}",
    "{\"companyId\":\"" ACME "\",\"name\":null,\"defaultCurrency\":\"EUR\"}",
    "{\"companyId\":\"nobody\",\"name\":\"A\",\"defaultCurrency\":\"EUR\"}",
  };
  g_autofree char *no_company = post (fixture, "/v1/vendors:search", "{}");
  g_autofree char *two = post (fixture, "/v1/vendors:search?company_id=" ACME "&company_id=x", "");

  for (guint i = 0; i < G_N_ELEMENTS (no_json); i++)
    {
      g_autofree char *answer = post (fixture, "/v1/vendors", no_json[i]);

      assert_error (answer, 400, "JSON_MAPPING_EXCEPTION");
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_vendor); i++)
    {
      g_autofree char *answer = post (fixture, "/v1/vendors", no_vendor[i]);

      assert_error (answer, 400, "VALIDATION_FAILED");
    }
  assert_error (no_company, 400, "PARAMETER_VALIDATION_FAILED");
  assert_error (two, 400, "PARAMETER_VALIDATION_FAILED");
}

/* Made-up records: one, all, those of a company, those within another one. */
static void
test_records (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *target;
    guint status;
    const char *text; /* in the answer */
  } cases[] = {
    { "GET", "/v1/companies/" ACME, 200, "Acme ApS" },
    { "GET", "/v1/companies/x", 404, "NOT_FOUND" },
    { "GET", "/v1/companies?organization_id=x", 200, "\"data\":[]" },
    { "GET", "/v0/tag-groups?company_id=" ACME, 200, "Cost Center" },
    { "GET", "/v0/tag-groups?company_id=x", 400, "PARAMETER_VALIDATION_FAILED" },
    { "GET", "/v0/tag-groups", 400, "company_id or organization_id" },
    { "GET", "/v0/tag-groups?organization_id=8c7d1e90-2b3f-4a65-9d04-0c6e2f3d8a00", 200,
      "Projekt" },
    { "GET", "/v0/tag-groups?organization_id=x", 400, "PARAMETER_VALIDATION_FAILED" },
    { "GET", "/v0/tag-groups/2b8e4c70-6f1d-49a3-8e52-000000000701/tags", 200, "Office Move" },
    { "GET", "/v0/tag-groups/2b8e4c70-6f1d-49a3-8e52-000000000701/tags?after=x&offset=1", 400,
      "PARAMETER_VALIDATION_FAILED" },
    { "GET", "/v0/tag-groups/x/tags", 404, "NOT_FOUND" },
    { "GET", "/v0/tag-groups//tags", 404, "NOT_FOUND" },
    { "GET", "/v0/tags/91c7d3e5-0a4b-4f6c-bd18-000000000801", 200, "P-100" },
    { "POST", "/v0/tax-codes:search", 200, "Danish VAT" },
    { "POST", "/v0/tax-codes:search?company_id=" ACME "&company_id=" ACME, 400,
      "PARAMETER_VALIDATION_FAILED" },
    { "POST", "/v1/accounting-entries:search?company_id=" ACME "&limit=1", 200,
      "\"hasNextPage\":true" },
    { "POST", "/v1/accounting-entries:search?company_id=" ACME "&limit=101", 400,
      "PARAMETER_VALIDATION_FAILED" },
    { "GET", "/v1/subscriptions", 200, "v1.export-job.created" },
    { "GET", "/v1/installations/me", 200, "ACTIVATED" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = rh_practice_driver_call (&fixture->driver, cases[i].method,
                                                         cases[i].target, fixture->token, NULL);

      if (rh_raw_status (answer) != cases[i].status || strstr (answer, cases[i].text) == NULL)
        g_error ("%s %s: %s", cases[i].method, cases[i].target, answer);
    }
}

static void
test_accounts_are_searched_by_company (Fixture *fixture, gconstpointer data)
{
  g_autofree char *signed_in = rh_practice_driver_sign_in (&fixture->driver, "accounts:read");
  g_autofree char *token = rh_practice_driver_member (signed_in, "access_token");
  const char *target = "/v1/chart-of-accounts:search";
  g_autofree char *found = rh_practice_driver_call (&fixture->driver, "POST", target, token,
                                                    "{\"companyId\":\"" ACME "\"}");
  g_autofree char *none = rh_practice_driver_call (&fixture->driver, "POST", target, token, "{}");
  g_autofree char *broken = rh_practice_driver_call (&fixture->driver, "POST", target, token, "[");

  g_assert_cmpuint (rh_raw_status (found), ==, 200);
  g_assert_nonnull (strstr (found, "Software"));
  g_assert_null (strstr (found, "Bankkonto"));
  assert_error (none, 400, "VALIDATION_FAILED");
  assert_error (broken, 400, "JSON_MAPPING_EXCEPTION");
}

static void
test_vendor_is_archived_and_activated (Fixture *fixture, gconstpointer data)
{
  const char *vendor = "/v1/vendors/c4e1f7b8-93a2-4d5c-b6e0-000000005100";
  g_autofree char *archive = g_strconcat (vendor, ":archive", NULL);
  g_autofree char *activate = g_strconcat (vendor, ":activate", NULL);
  g_autofree char *archived = post (fixture, archive, "");
  g_autofree char *between = get (fixture, vendor);
  g_autofree char *bare = post (fixture, activate, "{}");
  g_autofree char *activated = post (fixture, activate, "{\"externalId\":\"V-1\"}");
  g_autofree char *missing = post (fixture, "/v1/vendors/x:archive", "");

  g_assert_cmpuint (rh_raw_status (archived), ==, 204);
  g_assert_nonnull (strstr (between, "ARCHIVED"));
  assert_error (bare, 400, "VALIDATION_FAILED");
  g_assert_nonnull (strstr (activated, "\"ACTIVE\""));
  assert_error (missing, 404, "NOT_FOUND");
}

/* Every token of the client, not this one's family alone. */
static void
test_deleting_the_installation_revokes_all (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = rh_practice_driver_sign_in (&fixture->driver, "users:read");
  g_autofree char *token = rh_practice_driver_member (other, "access_token");
  g_autofree char *refresh = rh_practice_driver_member (other, "refresh_token");
  g_autofree char *deleted = rh_practice_driver_call (&fixture->driver, "DELETE",
                                                      "/v1/installations/me", fixture->token, NULL);
  g_autofree char *refreshed = rh_practice_driver_refresh (&fixture->driver, refresh);

  g_assert_cmpuint (rh_raw_status (deleted), ==, 204);
  g_assert_cmpuint (rh_practice_driver_call_status (&fixture->driver, fixture->token), ==, 401);
  g_assert_cmpuint (rh_practice_driver_call_status (&fixture->driver, token), ==, 401);
  g_assert_cmpuint (rh_raw_status (refreshed), ==, 400);
}

static void
test_introspect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = get (fixture, "/v1/introspect");
  g_autoptr (JsonObject) root = rh_practice_driver_json (answer);
  JsonObject *object = json_object_get_object_member (root, "data");

  g_assert_cmpstr (json_object_get_string_member (object, "authMethod"), ==, "OAUTH2");
  g_assert_cmpstr (json_object_get_string_member (object, "clientId"), ==, RH_PRACTICE_CLIENT_ID);
  g_assert_cmpstr (json_object_get_string_member (object, "scope"), ==,
                   "users:read vendors:read vendors:write");
  g_assert_true (
      g_str_has_prefix (json_object_get_string_member (object, "subjectURN"), "urn:pleo:company:"));
}

/* Every endpoint asks for a token, and for the right one. */
static void
test_scopes (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *method;
    const char *target;
    const char *scope;
  } endpoints[] = {
    { "GET", "/v2/employees", "users:read" },
    { "GET", "/v2/employees/x", "users:read" },
    { "POST", "/v1/vendors", "vendors:write" },
    { "GET", "/v1/vendors/x", "vendors:read" },
    { "POST", "/v1/vendors:search", "vendors:read" },
    { "GET", "/v1/companies", NULL },
    { "GET", "/v1/introspect", NULL },
    { "POST", "/v1/vendors/x:archive", "vendors:write" },
    { "POST", "/v1/vendors/x:activate", "vendors:write" },
    { "POST", "/v1/chart-of-accounts:search", "accounts:read" },
    { "GET", "/v1/chart-of-accounts/x", "accounts:read" },
    { "GET", "/v3/export-jobs", "export-jobs:read" },
    { "GET", "/v3/export-jobs/x", "export-jobs:read" },
    { "GET", "/v3/export-jobs/x/items", "export-jobs:read" },
  };
  g_autofree char *signed_in = rh_practice_driver_sign_in (&fixture->driver, "test:test");
  g_autofree char *token = rh_practice_driver_member (signed_in, "access_token");

  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_autofree char *none = rh_practice_driver_call (&fixture->driver, endpoints[i].method,
                                                       endpoints[i].target, NULL, "{}");
      g_autofree char *narrow = rh_practice_driver_call (&fixture->driver, endpoints[i].method,
                                                         endpoints[i].target, token, "{}");
      g_autofree char *challenge = g_strdup_printf (
          "Bearer realm=\"Practice\", error=\"insufficient_scope\", scope=\"%s\"",
          endpoints[i].scope);

      assert_challenge (none, 401, "Bearer realm=\"Practice\"");
      if (endpoints[i].scope != NULL)
        assert_challenge (narrow, 403, challenge);
      else
        g_assert_cmpuint (rh_raw_status (narrow), ==, 200);
    }
}

static void
test_bad_tokens (Fixture *fixture, gconstpointer data)
{
  const char *invalid = "Bearer realm=\"Practice\", error=\"invalid_token\", "
                        "error_description=\"The token is unknown, expired or revoked\"";
  const char *malformed = "Bearer realm=\"Practice\", error=\"invalid_request\"";
  g_autofree char *wrong
      = rh_practice_driver_call (&fixture->driver, "GET", "/v2/employees", "AAAA", NULL);
  g_autofree char *basic = rh_practice_driver_ask (&fixture->driver, "GET", "/v2/employees",
                                                   "Authorization: Basic QTpC\r\n", NULL);
  g_autofree char *headers = g_strdup_printf (
      "Authorization: Bearer %s\r\nAuthorization: Bearer %s\r\n", fixture->token, fixture->token);
  g_autofree char *twice
      = rh_practice_driver_ask (&fixture->driver, "GET", "/v2/employees", headers, NULL);
  g_autofree char *target = g_strdup_printf ("/v2/employees?access_token=%s", fixture->token);
  g_autofree char *query = rh_practice_driver_ask (&fixture->driver, "GET", target, "", NULL);

  assert_challenge (wrong, 401, invalid);
  assert_challenge (basic, 401, "Bearer realm=\"Practice\"");
  assert_challenge (twice, 400, malformed);
  assert_challenge (query, 400, malformed);

  fixture->driver.now += (gint64) 3600 * G_USEC_PER_SEC;
  g_free (wrong);
  wrong = get (fixture, "/v2/employees");
  assert_challenge (wrong, 401, invalid);
}

static void
test_methods (Fixture *fixture, gconstpointer data)
{
  g_autofree char *head
      = rh_practice_driver_call (&fixture->driver, "HEAD", "/v2/employees", fixture->token, NULL);
  g_autofree char *wrong = post (fixture, "/v2/employees", "{}");
  g_autofree char *allow = rh_raw_header (wrong, "Allow");
  g_autofree char *nothing = get (fixture, "/v3/nothing");

  g_assert_cmpuint (rh_raw_status (head), ==, 200);
  g_assert_cmpstr (rh_raw_body (head), ==, "");
  assert_error (wrong, 405, "METHOD_NOT_ALLOWED");
  g_assert_cmpstr (allow, ==, "GET");
  assert_error (nothing, 404, "NOT_FOUND");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  add ("/practice-api/employees", test_employees);
  add ("/practice-api/paging/after", test_after);
  add ("/practice-api/paging/offset-and-before", test_offset_and_before);
  add ("/practice-api/paging/bad", test_bad_paging);
  add ("/practice-api/filters", test_filters);
  add ("/practice-api/one-employee", test_one_employee);
  add ("/practice-api/companies", test_companies);
  add ("/practice-api/vendors", test_vendors);
  add ("/practice-api/bad-vendors", test_bad_vendors);
  add ("/practice-api/introspect", test_introspect);
  add ("/practice-api/records", test_records);
  add ("/practice-api/accounts-are-searched-by-company", test_accounts_are_searched_by_company);
  add ("/practice-api/vendor-is-archived-and-activated", test_vendor_is_archived_and_activated);
  add ("/practice-api/deleting-the-installation-revokes-all",
       test_deleting_the_installation_revokes_all);
  add ("/practice-api/C4/scopes", test_scopes);
  add ("/practice-api/C4/bad-tokens", test_bad_tokens);
  add ("/practice-api/methods", test_methods);

  return g_test_run ();
}
