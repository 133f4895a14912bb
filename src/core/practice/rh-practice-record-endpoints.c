/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that nobody changes: one, all, those of a company, those within another one. */
#define G_LOG_DOMAIN "rh-practice-record-endpoints"

#include "config.h"

#include "practice/rh-practice-data.h"
#include "practice/rh-practice-endpoints.h"
#include "practice/rh-practice-list.h"

void
rh_practice_get_record (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  g_autoptr (GPtrArray) found = rh_practice_records_find (asked->records, "id", asked->id);

  if (found->len == 0)
    rh_practice_reply_not_found (call);
  else
    rh_practice_list_reply_one (call, 200, json_object_ref (g_ptr_array_index (found, 0)));
}

static void
list_of_company (RhPracticeCall *call, const RhPracticeAsked *asked, const char *company_id)
{
  g_autoptr (GPtrArray) found = NULL;

  if (company_id != NULL && !rh_practice_data_is_company (company_id))
    {
      rh_practice_reply_bad_parameter (call, "company_id has to be the id of a company");
      return;
    }

  found = rh_practice_records_find (asked->records, "companyId", company_id);
  rh_practice_list_reply (call, found);
}

void
rh_practice_list_records (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  static const char *const filters[] = { "company_id", NULL };

  if (rh_practice_is_doubled (call->query, filters))
    rh_practice_reply_bad_parameter (call, "A filter can be given once");
  else
    list_of_company (call, asked, rh_params_get (call->query, filters[0]));
}

void
rh_practice_list_of_owner (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  static const char *const filters[] = { "company_id", "organization_id", NULL };
  const char *company_id = rh_params_get (call->query, filters[0]);
  const char *organization = rh_params_get (call->query, filters[1]);

  if (rh_practice_is_doubled (call->query, filters) || (company_id == NULL && organization == NULL))
    rh_practice_reply_bad_parameter (call, "company_id or organization_id has to be there");
  else if (organization != NULL && !g_str_equal (organization, RH_PRACTICE_ORGANIZATION))
    rh_practice_reply_bad_parameter (call, "organization_id has to be the id of an organization");
  else
    list_of_company (call, asked, company_id);
}

void
rh_practice_search_of_company (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  g_autoptr (JsonObject) object = rh_practice_read_object (call);
  const char *company_id = object == NULL ? NULL : rh_practice_get_string (object, "companyId");

  if (object == NULL)
    rh_practice_reply_no_object (call);
  else if (company_id == NULL || !rh_practice_data_is_company (company_id))
    rh_practice_call_reply_error (call, 400, "VALIDATION_FAILED",
                                  "companyId has to be the id of a company");
  else
    list_of_company (call, asked, company_id);
}

void
rh_practice_list_within (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  g_autoptr (GPtrArray) found
      = rh_practice_records_find (asked->records, asked->records->parent, asked->id);

  if (found->len == 0)
    rh_practice_reply_not_found (call);
  else
    rh_practice_list_reply (call, found);
}
