/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Employees and companies, and what there is to know about the token that asks. */
#define G_LOG_DOMAIN "rh-practice-people"

#include "config.h"

#include "practice/rh-practice-data.h"
#include "practice/rh-practice-endpoints.h"
#include "practice/rh-practice-list.h"

void
rh_practice_search_employees (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  static const char *const filters[] = { "companyId", "email", "code", NULL };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (rh_practice_is_doubled (call->query, filters))
    {
      rh_practice_reply_bad_parameter (call, "A filter can be given once");
      return;
    }

  for (guint i = 0; i < rh_practice_data_n_employees (); i++)
    {
      g_autoptr (JsonObject) employee = rh_practice_data_describe_employee (i);
      gboolean fits = TRUE;

      for (guint f = 0; filters[f] != NULL; f++)
        fits = fits
               && rh_practice_member_is (employee, filters[f],
                                         rh_params_get (call->query, filters[f]));
      if (fits)
        g_ptr_array_add (found, g_steal_pointer (&employee));
    }

  rh_practice_list_reply (call, found);
}

void
rh_practice_get_employee (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  for (guint i = 0; i < rh_practice_data_n_employees (); i++)
    {
      g_autoptr (JsonObject) employee = rh_practice_data_describe_employee (i);

      if (rh_practice_member_is (employee, "id", asked->id))
        {
          rh_practice_list_reply_one (call, 200, g_steal_pointer (&employee));
          return;
        }
    }

  rh_practice_reply_not_found (call);
}

void
rh_practice_list_companies (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  static const char *const filters[] = { "organization_id", NULL };
  const char *organization = rh_params_get (call->query, filters[0]);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (rh_practice_is_doubled (call->query, filters))
    {
      rh_practice_reply_bad_parameter (call, "A filter can be given once");
      return;
    }

  /* They are all of one organization. */
  for (guint i = 0; i < rh_practice_data_n_companies (); i++)
    if (organization == NULL || g_str_equal (organization, RH_PRACTICE_ORGANIZATION))
      g_ptr_array_add (found, rh_practice_data_describe_company (i));

  rh_practice_list_reply (call, found);
}

void
rh_practice_introspect (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "authMethod", "OAUTH2");
  json_object_set_string_member (object, "clientId", call->state->client_id);
  json_object_set_string_member (object, "scope", asked->token->scope);
  json_object_set_string_member (object, "applicationName", "Acme Test");
  json_object_set_string_member (object, "subjectURN", asked->token->family->subject_urn);
  rh_practice_list_reply_one (call, 200, object);
}

void
rh_practice_get_company (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  for (guint i = 0; i < rh_practice_data_n_companies (); i++)
    {
      g_autoptr (JsonObject) company = rh_practice_data_describe_company (i);

      if (rh_practice_member_is (company, "id", asked->id))
        {
          rh_practice_list_reply_one (call, 200, g_steal_pointer (&company));
          return;
        }
    }

  rh_practice_reply_not_found (call);
}

void
rh_practice_get_installation (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "subjectURN", asked->token->family->subject_urn);
  json_object_set_string_member (object, "status", "ACTIVATED");
  rh_practice_list_reply_one (call, 200, object);
}

void
rh_practice_delete_installation (RhPracticeCall *call, const RhPracticeAsked *asked)
{
  rh_practice_grants_revoke_all (call->state->grants);
  rh_practice_call_reply_empty (call);
}
