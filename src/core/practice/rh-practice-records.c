/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records, written as the JSON that is answered. */
#define G_LOG_DOMAIN "rh-practice-records"

#include "config.h"

#include "practice/rh-practice-records.h"

static const char *const accounts[] = {
  "{\"id\": \"7d30b6a1-5c2f-4e88-a1d4-000000000401\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"number\": \"1200\", "
  "\"name\": \"Bank\"}",
  "{\"id\": \"7d30b6a1-5c2f-4e88-a1d4-000000000402\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"number\": \"4010\", "
  "\"name\": \"Travel\"}",
  "{\"id\": \"7d30b6a1-5c2f-4e88-a1d4-000000000403\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"number\": \"4020\", "
  "\"name\": \"Meals\"}",
  "{\"id\": \"7d30b6a1-5c2f-4e88-a1d4-000000000404\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"number\": \"4030\", "
  "\"name\": \"Software\"}",
  "{\"id\": \"7d30b6a1-5c2f-4e88-a1d4-000000000405\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a02\", \"number\": \"1930\", "
  "\"name\": \"Bankkonto\"}",
  NULL,
};

static const char *const tag_groups[] = {
  "{\"id\": \"2b8e4c70-6f1d-49a3-8e52-000000000701\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"name\": \"Project\"}",
  "{\"id\": \"2b8e4c70-6f1d-49a3-8e52-000000000702\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"name\": \"Cost Center\"}",
  "{\"id\": \"2b8e4c70-6f1d-49a3-8e52-000000000703\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a02\", \"name\": \"Projekt\"}",
  NULL,
};

static const char *const tags[] = {
  "{\"id\": \"91c7d3e5-0a4b-4f6c-bd18-000000000801\", "
  "\"groupId\": \"2b8e4c70-6f1d-49a3-8e52-000000000701\", \"name\": \"New Website\", "
  "\"code\": \"P-100\"}",
  "{\"id\": \"91c7d3e5-0a4b-4f6c-bd18-000000000802\", "
  "\"groupId\": \"2b8e4c70-6f1d-49a3-8e52-000000000701\", \"name\": \"Office Move\", "
  "\"code\": \"P-200\"}",
  "{\"id\": \"91c7d3e5-0a4b-4f6c-bd18-000000000803\", "
  "\"groupId\": \"2b8e4c70-6f1d-49a3-8e52-000000000702\", \"name\": \"Copenhagen\", "
  "\"code\": \"CPH\"}",
  "{\"id\": \"91c7d3e5-0a4b-4f6c-bd18-000000000804\", "
  "\"groupId\": \"2b8e4c70-6f1d-49a3-8e52-000000000703\", \"name\": \"Mässa\", "
  "\"code\": \"M-1\"}",
  NULL,
};

static const char *const tax_codes[] = {
  "{\"id\": \"e6a2905f-3b7c-4d81-9c0e-000000000901\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"name\": \"No VAT\", "
  "\"code\": \"U0\", \"rate\": \"0\"}",
  "{\"id\": \"e6a2905f-3b7c-4d81-9c0e-000000000902\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"name\": \"Danish VAT\", "
  "\"code\": \"U25\", \"rate\": \"25\"}",
  "{\"id\": \"e6a2905f-3b7c-4d81-9c0e-000000000903\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a02\", \"name\": \"Moms\", "
  "\"code\": \"MP1\", \"rate\": \"25\"}",
  NULL,
};

static const char *const export_jobs[] = {
  "{\"id\": \"38f5a1c9-d2e4-47b6-a093-000000000a01\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"status\": \"COMPLETED\", "
  "\"createdAt\": \"2026-10-01T08:00:00Z\"}",
  "{\"id\": \"38f5a1c9-d2e4-47b6-a093-000000000a02\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"status\": \"IN_PROGRESS\", "
  "\"createdAt\": \"2026-11-02T08:00:00Z\"}",
  NULL,
};

static const char *const export_items[] = {
  "{\"id\": \"4ad9c2e7-15f8-4b03-8c6d-000000000d01\", "
  "\"jobId\": \"38f5a1c9-d2e4-47b6-a093-000000000a01\", "
  "\"accountId\": \"7d30b6a1-5c2f-4e88-a1d4-000000000402\", \"amount\": \"1250.00\", "
  "\"currency\": \"DKK\"}",
  "{\"id\": \"4ad9c2e7-15f8-4b03-8c6d-000000000d02\", "
  "\"jobId\": \"38f5a1c9-d2e4-47b6-a093-000000000a01\", "
  "\"accountId\": \"7d30b6a1-5c2f-4e88-a1d4-000000000403\", \"amount\": \"315.50\", "
  "\"currency\": \"DKK\"}",
  "{\"id\": \"4ad9c2e7-15f8-4b03-8c6d-000000000d03\", "
  "\"jobId\": \"38f5a1c9-d2e4-47b6-a093-000000000a02\", "
  "\"accountId\": \"7d30b6a1-5c2f-4e88-a1d4-000000000404\", \"amount\": \"99.00\", "
  "\"currency\": \"DKK\"}",
  NULL,
};

static const char *const entries[] = {
  "{\"id\": \"b05d8e32-71c6-4a9f-8d24-000000000b01\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"type\": \"CARD\", "
  "\"text\": \"Train to Aarhus\", \"amount\": \"1250.00\", \"currency\": \"DKK\"}",
  "{\"id\": \"b05d8e32-71c6-4a9f-8d24-000000000b02\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\", \"type\": \"CARD\", "
  "\"text\": \"Lunch\", \"amount\": \"315.50\", \"currency\": \"DKK\"}",
  "{\"id\": \"b05d8e32-71c6-4a9f-8d24-000000000b03\", "
  "\"companyId\": \"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a02\", \"type\": \"INVOICE\", "
  "\"text\": \"Hosting\", \"amount\": \"990.00\", \"currency\": \"SEK\"}",
  NULL,
};

static const char *const subscriptions[] = {
  "{\"id\": \"f19a6c4d-82e0-4b35-97a8-000000000c01\", "
  "\"endpointUrl\": \"https://example.com/webhooks\", "
  "\"eventTypes\": [\"v1.export-job.created\"], \"status\": \"ACTIVE\"}",
  NULL,
};

const RhPracticeRecords rh_practice_accounts = { accounts, NULL };
const RhPracticeRecords rh_practice_tag_groups = { tag_groups, NULL };
const RhPracticeRecords rh_practice_tags = { tags, "groupId" };
const RhPracticeRecords rh_practice_tax_codes = { tax_codes, NULL };
const RhPracticeRecords rh_practice_export_jobs = { export_jobs, NULL };
const RhPracticeRecords rh_practice_export_items = { export_items, "jobId" };
const RhPracticeRecords rh_practice_entries = { entries, NULL };
const RhPracticeRecords rh_practice_subscriptions = { subscriptions, NULL };

/* All of a record's members that are looked for are texts. */
static gboolean
has_member (JsonObject *object, const char *name, const char *value)
{
  return value == NULL
         || g_strcmp0 (json_object_get_string_member_with_default (object, name, NULL), value) == 0;
}

GPtrArray *
rh_practice_records_find (const RhPracticeRecords *self, const char *name, const char *value)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; self->texts[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (self->texts[i], NULL);

      if (has_member (json_node_get_object (node), name, value))
        g_ptr_array_add (found, json_node_dup_object (node));
    }

  return found;
}
