/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The starter collection. Its ids are those of the practice server's made-up data, so that all
 * requests work there as they are. */
#define G_LOG_DOMAIN "rh-starter"

#include "config.h"

#include "workspace/rh-starter.h"

#include "workspace/rh-oauth-settings.h"

#define EMPLOYEE_ID "0a9c52d4-1d6e-4f0b-8c37-000000002f00"
#define COMPANY_ID "5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01"

static void
set_note (RhRequestItem *item, guint param, const char *note)
{
  g_autoptr (RhField) field = g_list_model_get_item (rh_request_item_get_params (item), param);

  g_object_set (field, "note", note, NULL);
}

static RhFolder *
new_employees (void)
{
  RhFolder *folder = rh_folder_new ("Employees");
  g_autoptr (RhRequestItem) search
      = rh_request_item_new ("Search Employees", "GET", "{{api}}/v2/employees?limit=20");
  g_autoptr (RhRequestItem) one
      = rh_request_item_new ("One Employee", "GET", "{{api}}/v2/employees/{{employee_id}}");
  g_autoptr (RhField) company
      = rh_field_new ("companyId", "{{company_id}}", "Only this company", FALSE);

  set_note (search, 0, "How many to return");
  rh_request_item_add_param (search, company);
  rh_folder_append (folder, G_OBJECT (search));
  rh_folder_append (folder, G_OBJECT (one));
  return folder;
}

static RhFolder *
new_vendors (void)
{
  RhFolder *folder = rh_folder_new ("Vendors");
  g_autoptr (RhRequestItem) search = rh_request_item_new (
      "Search Vendors", "POST", "{{api}}/v1/vendors:search?company_id={{company_id}}");
  g_autoptr (RhRequestItem) create
      = rh_request_item_new ("Create Vendor", "POST", "{{api}}/v1/vendors");

  set_note (search, 0, "Required");
  g_object_set (search, "body-kind", RH_BODY_KIND_JSON, "body-text", "{}", NULL);
  g_object_set (create, "body-kind", RH_BODY_KIND_JSON, "body-text",
                "{\n"
                "  \"companyId\": \"{{company_id}}\",\n"
                "  \"name\": \"Corner Bakery\",\n"
                "  \"defaultCurrency\": \"DKK\"\n"
                "}",
                NULL);
  rh_folder_append (folder, G_OBJECT (search));
  rh_folder_append (folder, G_OBJECT (create));
  return folder;
}

static RhFolder *
new_about (void)
{
  RhFolder *folder = rh_folder_new ("About This Token");
  g_autoptr (RhRequestItem) who = rh_request_item_new ("Who Am I", "GET", "{{api}}/v1/introspect");

  rh_folder_append (folder, G_OBJECT (who));
  return folder;
}

static RhService *
find_service (GListModel *services, const char *id)
{
  guint n = g_list_model_get_n_items (services);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (services, i);

      if (g_str_equal (rh_service_get_id (service), id))
        return service; /* the model keeps it */
    }

  return NULL;
}

static void
add_environment (RhCollection *collection, GListModel *services, const char *name, const char *id)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new (name);
  RhService *service = find_service (services, id);

  rh_collection_add_environment (collection, environment);
  if (service != NULL)
    rh_oauth_settings_apply_service (collection, environment, NULL, service);
  g_free (rh_oauth_settings_need_client_secret (collection, environment));
}

RhCollection *
rh_starter_new (const char *id, GListModel *services)
{
  RhCollection *collection = rh_collection_new (id, "Starter");
  RhFolder *root = rh_collection_get_root (collection);
  g_autoptr (RhFolder) employees = new_employees ();
  g_autoptr (RhFolder) vendors = new_vendors ();
  g_autoptr (RhFolder) about = new_about ();
  RhEnvironment *practice;

  g_object_set (collection, "starter", TRUE, NULL);
  rh_oauth_block_fill_variables (rh_collection_get_oauth (collection));
  add_environment (collection, services, "Practice", RH_SERVICE_PRACTICE);
  add_environment (collection, services, "Staging", "pleo");
  add_environment (collection, services, "Production", "pleo");

  practice = rh_collection_get_environment (collection, "Practice");
  rh_environment_set (practice, "employee_id", EMPLOYEE_ID);
  rh_environment_set (practice, "company_id", COMPANY_ID);

  rh_folder_append (root, G_OBJECT (employees));
  rh_folder_append (root, G_OBJECT (vendors));
  rh_folder_append (root, G_OBJECT (about));
  return collection;
}
