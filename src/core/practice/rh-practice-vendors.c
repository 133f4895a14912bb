/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vendors: what a client can add, and what nobody else sees change. */
#define G_LOG_DOMAIN "rh-practice-vendors"

#include "config.h"

#include "practice/rh-practice-data.h"
#include "practice/rh-practice-endpoints.h"
#include "practice/rh-practice-list.h"

#define MAX_VENDORS 1000

void
rh_practice_search_vendors (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  const char *company_id = rh_params_get (call->query, "company_id");
  GPtrArray *vendors = call->state->vendors;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (rh_params_count (call->query, "company_id") != 1 || !rh_practice_data_is_company (company_id))
    {
      rh_practice_reply_bad_parameter (call, "company_id has to be the id of a company");
      return;
    }

  for (guint i = 0; i < vendors->len; i++)
    {
      RhPracticeVendor *vendor = g_ptr_array_index (vendors, i);

      if (g_str_equal (vendor->company_id, company_id))
        g_ptr_array_add (found, rh_practice_data_describe_vendor (vendor));
    }

  rh_practice_list_reply (call, found);
}

/* NULL: there is none, and that was answered. */
static RhPracticeVendor *
find_vendor (RhPracticeCall *call, const char *id)
{
  GPtrArray *vendors = call->state->vendors;

  for (guint i = 0; i < vendors->len; i++)
    {
      RhPracticeVendor *vendor = g_ptr_array_index (vendors, i);

      if (g_str_equal (vendor->id, id))
        return vendor;
    }

  rh_practice_reply_not_found (call);
  return NULL;
}

void
rh_practice_get_vendor (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  RhPracticeVendor *vendor = find_vendor (call, asked->id);

  if (vendor != NULL)
    rh_practice_list_reply_one (call, 200, rh_practice_data_describe_vendor (vendor));
}

void
rh_practice_activate_vendor (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  g_autoptr (JsonObject) object = rh_practice_read_object (call);
  RhPracticeVendor *vendor;

  if (object == NULL)
    {
      rh_practice_reply_no_object (call);
      return;
    }
  if (rh_practice_get_string (object, "externalId") == NULL)
    {
      rh_practice_call_reply_error (call, 400, "VALIDATION_FAILED", "externalId is required");
      return;
    }

  vendor = find_vendor (call, asked->id);
  if (vendor == NULL)
    return;

  vendor->archived = FALSE;
  rh_practice_list_reply_one (call, 200, rh_practice_data_describe_vendor (vendor));
}

void
rh_practice_archive_vendor (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  RhPracticeVendor *vendor = find_vendor (call, asked->id);

  if (vendor == NULL)
    return;

  vendor->archived = TRUE;
  rh_practice_call_reply_empty (call);
}

static gboolean
is_known_vendor (RhPracticeState *state, const char *company_id, const char *name)
{
  for (guint i = 0; i < state->vendors->len; i++)
    {
      RhPracticeVendor *vendor = g_ptr_array_index (state->vendors, i);

      if (g_str_equal (vendor->company_id, company_id) && g_str_equal (vendor->name, name))
        return TRUE;
    }

  return FALSE;
}

void
rh_practice_add_vendor (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  g_autoptr (JsonObject) object = rh_practice_read_object (call);
  const char *company_id;
  const char *name;
  const char *currency;

  if (object == NULL)
    {
      rh_practice_reply_no_object (call);
      return;
    }

  company_id = rh_practice_get_string (object, "companyId");
  name = rh_practice_get_string (object, "name");
  currency = rh_practice_get_string (object, "defaultCurrency");
  if (company_id == NULL || name == NULL || currency == NULL
      || !rh_practice_data_is_company (company_id))
    rh_practice_call_reply_error (
        call, 400, "VALIDATION_FAILED",
        "companyId, name and defaultCurrency are required, and the company has to exist");
  else if (is_known_vendor (call->state, company_id, name))
    rh_practice_call_reply_error (call, 409, "VALIDATION_FAILED",
                                  "The company has a vendor of this name");
  else if (call->state->vendors->len >= MAX_VENDORS)
    rh_practice_call_reply_error (call, 503, "PROCESSING_FAILED",
                                  "There are vendors enough: start the server again");
  else
    rh_practice_list_reply_one (call, 201,
                                rh_practice_data_describe_vendor (rh_practice_data_add_vendor (
                                    call->state->vendors, company_id, name, currency)));
}
