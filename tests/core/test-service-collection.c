/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new collection from a service: what it has, that it is kept as it was made, and that each of
 * its starter requests is one that the service documents and that the practice server answers. */
#include "collection/rh-folder-disk.h"
#include "lib/rh-journey.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <string.h>

typedef struct
{
  RhJourney journey;
  RhStoreRig folder;
  RhCollection *pleo; /* borrowed */
} Rig;

/* Pleo's operations as its reference has them, but for DELETE /v1/installations/me, which is no
 * request (security.md 3.11), the deprecated GET /v0/tags and the sweeping DELETE /v0/tags. "{}" is
 * an id, "*" the four parameters of paging. */
typedef struct
{
  const char *method;
  const char *path;
  const char *query;
  gboolean practised; /* the practice server has it */
} Operation;

static const Operation operations[] = {
  { "GET", "/v2/employees", "companyId email code *", TRUE },
  { "GET", "/v2/employees/{}", "", TRUE },
  { "GET", "/v1/companies", "organization_id *", TRUE },
  { "GET", "/v1/companies/{}", "", TRUE },
  { "POST", "/v1/chart-of-accounts", "", FALSE },
  { "POST", "/v1/chart-of-accounts/batch", "", FALSE },
  { "GET", "/v1/chart-of-accounts/{}", "", TRUE },
  { "PUT", "/v1/chart-of-accounts/{}", "", FALSE },
  { "DELETE", "/v1/chart-of-accounts/{}", "", FALSE },
  { "POST", "/v1/chart-of-accounts:search", "*", TRUE },
  { "GET", "/v0/tag-groups", "company_id organization_id *", TRUE },
  { "POST", "/v0/tag-groups", "", FALSE },
  { "GET", "/v0/tag-groups/{}", "", TRUE },
  { "PUT", "/v0/tag-groups/{}", "", FALSE },
  { "DELETE", "/v0/tag-groups/{}", "", FALSE },
  { "GET", "/v0/tag-groups/{}/dimensions", "", FALSE },
  { "GET", "/v0/tag-groups/{}/usage", "", FALSE },
  { "GET", "/v0/aggregations/tag-groups", "", FALSE },
  { "GET", "/v0/tag-groups/{}/tags", "*", TRUE },
  { "POST", "/v0/tag-groups/{}/tags", "", FALSE },
  { "GET", "/v0/tags/{}", "", TRUE },
  { "PUT", "/v0/tags/{}", "", FALSE },
  { "DELETE", "/v0/tags/{}", "", FALSE },
  { "GET", "/v0/tags/{}/dimensions", "", FALSE },
  { "POST", "/v0/tags/archive", "", FALSE },
  { "POST", "/v0/aggregations/tags", "", FALSE },
  { "POST", "/v0/tax-codes", "", FALSE },
  { "GET", "/v0/tax-codes/{}", "", TRUE },
  { "PUT", "/v0/tax-codes/{}", "", FALSE },
  { "DELETE", "/v0/tax-codes/{}", "", FALSE },
  { "POST", "/v0/tax-codes:search", "", TRUE },
  { "POST", "/v0/tax-codes:calculate-tax-amounts", "", FALSE },
  { "POST", "/v1/vendors", "", TRUE },
  { "GET", "/v1/vendors/{}", "", TRUE },
  { "PUT", "/v1/vendors/{}", "", FALSE },
  { "POST", "/v1/vendors/{}:activate", "", TRUE },
  { "POST", "/v1/vendors/{}:archive", "", TRUE },
  { "POST", "/v1/vendors:search", "company_id *", TRUE },
  { "GET", "/v3/export-jobs", "company_id *", TRUE },
  { "POST", "/v3/export-jobs", "", FALSE },
  { "GET", "/v3/export-jobs/{}", "", TRUE },
  { "GET", "/v3/export-jobs/{}/items", "*", TRUE },
  { "PUT", "/v3/export-jobs/{}/items", "", FALSE },
  { "POST", "/v3/export-job-events", "", FALSE },
  { "POST", "/v1/accounting-entries:search", "company_id organization_id *", TRUE },
  { "GET", "/v1/accounting-entries/{}", "", TRUE },
  { "GET", "/v1/installations/me", "", TRUE },
  { "POST", "/v1/installations/me", "", FALSE },
  { "PUT", "/v1/installations/me", "", FALSE },
  { "POST", "/v1/installations/me:activate", "", TRUE },
  { "GET", "/v1/introspect", "", TRUE },
  { "GET", "/v1/subscriptions", "", TRUE },
  { "POST", "/v1/subscriptions", "", FALSE },
  { "GET", "/v1/subscriptions/{}", "", TRUE },
  { "PUT", "/v1/subscriptions/{}", "", FALSE },
  { "DELETE", "/v1/subscriptions/{}", "", FALSE },
  { "GET", "/v1/subscriptions/{}/activities", "", FALSE },
  { "GET", "/v1/subscriptions/{}/secret", "", FALSE },
};

static void
set_up (Rig *rig, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;
  RhService *service;

  rh_journey_start (&rig->journey, NULL);
  rh_store_rig_set_up (&rig->folder, NULL);
  folder = g_file_new_for_path (rig->folder.root);
  service = rh_workspace_get_service (rig->journey.workspace, "pleo");
  rig->pleo
      = rh_workspace_create_collection (rig->journey.workspace, folder, "Acme", service, &error);
  g_assert_no_error (error);
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  rh_journey_stop (&rig->journey);
  rh_store_rig_tear_down (&rig->folder, NULL);
}

static GPtrArray *
list_requests (RhFolder *root)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *folders = rh_folder_get_items (root);

  for (guint i = 0; i < g_list_model_get_n_items (folders); i++)
    {
      g_autoptr (RhFolder) folder = g_list_model_get_item (folders, i);
      GListModel *items = rh_folder_get_items (folder);

      for (guint k = 0; k < g_list_model_get_n_items (items); k++)
        g_ptr_array_add (requests, g_list_model_get_item (items, k));
    }

  return requests;
}

static void
test_folders_and_environments (Rig *rig, gconstpointer data)
{
  static const char *const names[]
      = { "Employees",          "Companies",    "Chart of Accounts", "Vendors",
          "Tag Groups",         "Tags",         "Tax Codes",         "Export Jobs",
          "Accounting Entries", "Installation", "About This Token",  "Subscriptions" };
  static const char *const environments[] = { "Practice", "Staging", "Production" };
  GListModel *folders = rh_folder_get_items (rh_collection_get_root (rig->pleo));
  GListModel *list = rh_collection_get_environments (rig->pleo);

  g_assert_cmpuint (g_list_model_get_n_items (folders), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RhFolder) folder = g_list_model_get_item (folders, i);

      g_assert_cmpstr (rh_folder_get_name (folder), ==, names[i]);
    }
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, G_N_ELEMENTS (environments));
  for (guint i = 0; i < G_N_ELEMENTS (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (list, i);

      g_assert_cmpstr (rh_environment_get_name (environment), ==, environments[i]);
    }
}

static void
assert_variable (Rig *rig, const char *environment, const char *name, const char *value)
{
  RhEnvironment *found = rh_collection_get_environment (rig->pleo, environment);
  RhVariable *variable = rh_environment_lookup (found, name);

  g_assert_cmpstr (variable == NULL ? NULL : rh_variable_get_value (variable), ==, value);
}

/* Pleo's own advice: addresses and credentials in variables, so that an environment is a switch. */
static void
test_oauth_is_in_variables (Rig *rig, gconstpointer data)
{
  RhOAuthBlock *block = rh_collection_get_oauth (rig->pleo);
  RhGuard *guard = rh_workspace_get_guard (rig->journey.workspace);
  const char *id = rh_collection_get_id (rig->pleo);
  RhVariable *secret = rh_environment_lookup (rh_collection_get_environment (rig->pleo, "Staging"),
                                              "client_secret");

  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_TOKEN_URL), ==, "{{token_url}}");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_BLOCK_CLIENT_SECRET), ==,
                   "{{client_secret}}");
  assert_variable (rig, "Staging", "token_url", "https://auth.staging.pleo.io/oauth/token");
  assert_variable (rig, "Staging", "redirect_uri", "http://localhost:8437/pleo-staging");
  assert_variable (rig, "Production", "api", "https://external.pleo.io");
  assert_variable (rig, "Production", "redirect_uri", NULL);
  assert_variable (rig, "Practice", "api", "http://localhost:8436");
  assert_variable (rig, "Staging", "company_id", NULL);
  assert_variable (
      rig, "Practice", "scope",
      rh_service_get_practice_scope (rh_workspace_get_service (rig->journey.workspace, "pleo")));
  g_assert_true (rh_variable_is_secret (secret));

  g_assert_true (
      rh_guard_is_protected (guard, id, rh_collection_get_environment (rig->pleo, "Production")));
  g_assert_false (
      rh_guard_is_protected (guard, id, rh_collection_get_environment (rig->pleo, "Staging")));
}

/* Canonical: reading it and saving everything anew writes what was there. */
static void
test_opening_and_saving_changes_no_byte (Rig *rig, gconstpointer data)
{
  g_autofree char *before = rh_store_rig_dump (&rig->folder);
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) requests = NULL;

  g_assert_nonnull (strstr (before, "/v1/vendors:search"));
  g_assert_null (strstr (before, "practice-secret"));
  rh_store_rig_open (&rig->folder);
  requests = list_requests (rh_collection_get_root (rig->folder.collection));
  g_assert_cmpuint (requests->len, ==, G_N_ELEMENTS (operations));
  for (guint i = 0; i < requests->len; i++)
    {
      RhRequestItem *item = requests->pdata[i];
      g_autofree char *method = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (rh_request_item_load (item));
      method = g_strdup (rh_request_item_get_method (item));
      g_object_set (item, "method", "OPTIONS", NULL);
      rh_collection_store_save (rig->folder.store, item, &error);
      g_assert_no_error (error);
      g_object_set (item, "method", method, NULL);
      rh_collection_store_save (rig->folder.store, item, &error);
      g_assert_no_error (error);
    }
  rh_store_rig_flush (&rig->folder);

  after = rh_store_rig_dump (&rig->folder);
  g_assert_cmpstr (after, ==, before);
}

/* The path with "{}" for each variable. */
static char *
dup_pattern (RhRequestItem *item)
{
  const char *url = rh_request_item_get_url (item);
  g_autofree char *path
      = g_strndup (url + strlen ("{{api}}"), strcspn (url, "?") - strlen ("{{api}}"));
  g_autoptr (GRegex) regex = g_regex_new ("\\{\\{[^}]*\\}\\}", 0, 0, NULL);

  g_assert_true (g_str_has_prefix (url, "{{api}}/"));
  return g_regex_replace_literal (regex, path, -1, 0, "{}", 0, NULL);
}

static gboolean
knows_param (const Operation *operation, const char *name)
{
  static const char *const paging[] = { "limit", "after", "before", "offset", NULL };
  g_auto (GStrv) known = g_strsplit (operation->query, " ", -1);

  return g_strv_contains ((const char *const *) known, name)
         || (g_strv_contains ((const char *const *) known, "*") && g_strv_contains (paging, name));
}

static const Operation *
find_operation (RhRequestItem *item)
{
  g_autofree char *pattern = dup_pattern (item);

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_str_equal (operations[i].path, pattern)
        && g_str_equal (operations[i].method, rh_request_item_get_method (item)))
      return &operations[i];

  g_error ("%s %s is no operation of the service", rh_request_item_get_method (item), pattern);
}

static void
test_each_request_is_documented (Rig *rig, gconstpointer data)
{
  g_autoptr (GPtrArray) requests = list_requests (rh_collection_get_root (rig->pleo));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < requests->len; i++)
    {
      RhRequestItem *item = requests->pdata[i];
      const Operation *operation = find_operation (item);
      GListModel *params = rh_request_item_get_params (item);

      g_assert_true (g_hash_table_add (seen, (gpointer) operation));
      g_assert_nonnull (strstr (rh_request_item_get_note (item), "Scope: "));
      for (guint k = 0; k < g_list_model_get_n_items (params); k++)
        {
          g_autoptr (RhField) param = g_list_model_get_item (params, k);

          g_assert_true (knows_param (operation, rh_field_get_name (param)));
          g_assert_cmpstr (rh_field_get_note (param), !=, "");
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, G_N_ELEMENTS (operations));
}

/* Before, after and offset exclude each other: none of them is on. */
static void
test_each_request_is_sent (Rig *rig, gconstpointer data)
{
  RhJourney *journey = &rig->journey;
  g_autoptr (GPtrArray) requests = list_requests (rh_collection_get_root (rig->pleo));
  g_autoptr (GError) error = NULL;

  rh_journey_use (journey, rig->pleo);
  rh_journey_connect (journey, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < requests->len; i++)
    {
      RhRequestItem *item = requests->pdata[i];
      const Operation *operation = find_operation (item);
      g_autoptr (RhSender) sender = rh_journey_send (journey, item, &error);
      guint status;

      g_assert_no_error (error);
      status = rh_journey_status (sender);
      if (operation->practised ? status < 200 || status > 299 : status != 404 && status != 405)
        g_error ("%s %s: %u", operation->method, operation->path, status);
    }
}

/* The journey's own collection is the practice server's: all of it is answered. */
static void
test_each_practice_request_is_sent (Rig *rig, gconstpointer data)
{
  RhJourney *journey = &rig->journey;
  g_autoptr (GPtrArray) requests = list_requests (rh_collection_get_root (journey->starter));
  g_autoptr (GError) error = NULL;

  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (requests->len, ==, 5);
  for (guint i = 0; i < requests->len; i++)
    {
      g_autoptr (RhSender) sender = rh_journey_send (journey, requests->pdata[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rh_journey_status (sender) / 100, ==, 2);
    }
}

static void
test_a_service_without_requests_gives_environments (Rig *rig, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (rig->folder.root);
  g_autoptr (RhService) service = rh_service_parse (
      "{ \"id\": \"acme\", \"name\": \"Acme\", \"environments\": { \"Live\": {"
      " \"token_url\": \"https://acme.example/token\", \"api\": \"https://acme.example\" } } }",
      -1, NULL);
  g_autoptr (GError) error = NULL;
  RhCollection *collection
      = rh_workspace_create_collection (rig->journey.workspace, folder, "Two", service, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (rh_collection_get_environments (collection)), ==, 1);
  g_assert_nonnull (rh_collection_get_environment (collection, "Live"));
  g_assert_cmpuint (
      g_list_model_get_n_items (rh_folder_get_items (rh_collection_get_root (collection))), ==, 0);
}

/* The next collection gets them, too. */
static void
test_the_service_keeps_its_requests (Rig *rig, gconstpointer data)
{
  RhService *service = rh_workspace_get_service (rig->journey.workspace, "pleo");
  GListModel *kept = rh_folder_get_items (rh_service_get_requests (service));
  GListModel *given = rh_folder_get_items (rh_collection_get_root (rig->pleo));

  g_assert_cmpuint (g_list_model_get_n_items (kept), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (kept), ==, g_list_model_get_n_items (given));
  for (guint i = 0; i < g_list_model_get_n_items (kept); i++)
    {
      g_autoptr (RhFolder) one = g_list_model_get_item (kept, i);
      g_autoptr (RhFolder) other = g_list_model_get_item (given, i);

      g_assert_true (one != other);
      g_assert_cmpstr (rh_folder_get_name (one), ==, rh_folder_get_name (other));
    }
}

static void
add (const char *path, void (*test) (Rig *rig, gconstpointer data))
{
  g_test_add (path, Rig, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  add ("/service-collection/folders-and-environments", test_folders_and_environments);
  add ("/service-collection/oauth-is-in-variables", test_oauth_is_in_variables);
  add ("/service-collection/opening-and-saving-changes-no-byte",
       test_opening_and_saving_changes_no_byte);
  add ("/service-collection/each-request-is-documented", test_each_request_is_documented);
  add ("/service-collection/each-request-is-sent", test_each_request_is_sent);
  add ("/service-collection/each-practice-request-is-sent", test_each_practice_request_is_sent);
  add ("/service-collection/the-service-keeps-its-requests", test_the_service_keeps_its_requests);
  add ("/service-collection/a-service-without-requests-gives-environments",
       test_a_service_without_requests_gives_environments);
  return g_test_run ();
}
