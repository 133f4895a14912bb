/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API of the practice server, in the shape of Pleo's: envelope, paging, error bodies, scopes,
 * and challenges as RFC 6750 3 has them. */
#define G_LOG_DOMAIN "rh-practice-api"

#include "config.h"

#include "practice/rh-practice-api.h"

#include "practice/rh-practice-endpoints.h"
#include "practice/rh-practice-scope.h"

#include <string.h>

typedef struct
{
  const char *method;
  const char *path;  /* "*": an id */
  const char *scope; /* NULL: any token */
  RhPracticeEndpoint endpoint;
  const RhPracticeRecords *records; /* of those endpoints that are told what they are of */
} Route;

static void
reply_challenge (RhPracticeCall *call, guint status, const char *challenge, const char *message)
{
  rh_practice_call_set_header (call, "WWW-Authenticate", challenge);
  rh_practice_call_reply_error (call, status, status == 401 ? "UNAUTHORIZED" : "FORBIDDEN",
                                message);
}

static gboolean
is_token68 (const char *text)
{
  gsize length
      = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/");

  return length > 0 && strspn (text + length, "=") == strlen (text + length);
}

/* NULL: the call was answered. */
static const RhPracticeToken *
authorize (RhPracticeCall *call)
{
  const char *authorization;
  const RhPracticeToken *token;

  if (!rh_practice_call_get_header (call, "Authorization", &authorization)
      || rh_params_count (call->query, "access_token") > 0)
    {
      reply_challenge (call, 400, "Bearer realm=\"Practice\", error=\"invalid_request\"",
                       "Send the token once, in the Authorization header field");
      return NULL;
    }

  if (authorization == NULL || g_ascii_strncasecmp (authorization, "Bearer ", 7) != 0
      || !is_token68 (authorization + 7))
    {
      reply_challenge (call, 401, "Bearer realm=\"Practice\"", "A bearer token is missing");
      return NULL;
    }

  token = rh_practice_grants_find_access (call->state->grants, authorization + 7);
  if (token == NULL || call->state->faults & RH_PRACTICE_FAULT_EXPIRED_TOKEN)
    {
      reply_challenge (call, 401,
                       "Bearer realm=\"Practice\", error=\"invalid_token\", "
                       "error_description=\"The token is unknown, expired or revoked\"",
                       "The token is unknown, expired or revoked");
      return NULL;
    }

  return token;
}

static gboolean
check_scope (RhPracticeCall *call, const RhPracticeToken *token, const char *scope)
{
  g_autofree char *challenge = NULL;
  g_autofree char *message = NULL;

  if (scope == NULL || rh_practice_scope_has (token->scope, scope))
    return TRUE;

  challenge = g_strdup_printf (
      "Bearer realm=\"Practice\", error=\"insufficient_scope\", scope=\"%s\"", scope);
  message = g_strdup_printf ("This needs the scope %s", scope);
  reply_challenge (call, 403, challenge, message);

  return FALSE;
}

static const Route routes[] = {
  { "GET", "/v2/employees", "users:read", rh_practice_search_employees, NULL },
  { "GET", "/v2/employees/*", "users:read", rh_practice_get_employee, NULL },
  { "GET", "/v1/companies", NULL, rh_practice_list_companies, NULL },
  { "GET", "/v1/companies/*", NULL, rh_practice_get_company, NULL },
  { "GET", "/v1/introspect", NULL, rh_practice_introspect, NULL },
  { "GET", "/v1/installations/me", NULL, rh_practice_get_installation, NULL },
  { "DELETE", "/v1/installations/me", NULL, rh_practice_delete_installation, NULL },
  { "POST", "/v1/installations/me:activate", NULL, rh_practice_get_installation, NULL },
  { "POST", "/v1/vendors", "vendors:write", rh_practice_add_vendor, NULL },
  { "GET", "/v1/vendors/*", "vendors:read", rh_practice_get_vendor, NULL },
  { "POST", "/v1/vendors/*:activate", "vendors:write", rh_practice_activate_vendor, NULL },
  { "POST", "/v1/vendors/*:archive", "vendors:write", rh_practice_archive_vendor, NULL },
  { "POST", "/v1/vendors:search", "vendors:read", rh_practice_search_vendors, NULL },
  { "POST", "/v1/chart-of-accounts:search", "accounts:read", rh_practice_search_of_company,
    &rh_practice_accounts },
  { "GET", "/v1/chart-of-accounts/*", "accounts:read", rh_practice_get_record,
    &rh_practice_accounts },
  { "GET", "/v0/tag-groups", NULL, rh_practice_list_of_owner, &rh_practice_tag_groups },
  { "GET", "/v0/tag-groups/*", NULL, rh_practice_get_record, &rh_practice_tag_groups },
  { "GET", "/v0/tag-groups/*/tags", NULL, rh_practice_list_within, &rh_practice_tags },
  { "GET", "/v0/tags/*", NULL, rh_practice_get_record, &rh_practice_tags },
  { "POST", "/v0/tax-codes:search", NULL, rh_practice_list_records, &rh_practice_tax_codes },
  { "GET", "/v0/tax-codes/*", NULL, rh_practice_get_record, &rh_practice_tax_codes },
  { "GET", "/v3/export-jobs", "export-jobs:read", rh_practice_list_records,
    &rh_practice_export_jobs },
  { "GET", "/v3/export-jobs/*", "export-jobs:read", rh_practice_get_record,
    &rh_practice_export_jobs },
  { "GET", "/v3/export-jobs/*/items", "export-jobs:read", rh_practice_list_within,
    &rh_practice_export_items },
  { "POST", "/v1/accounting-entries:search", NULL, rh_practice_list_of_owner,
    &rh_practice_entries },
  { "GET", "/v1/accounting-entries/*", NULL, rh_practice_get_record, &rh_practice_entries },
  { "GET", "/v1/subscriptions", NULL, rh_practice_list_records, &rh_practice_subscriptions },
  { "GET", "/v1/subscriptions/*", NULL, rh_practice_get_record, &rh_practice_subscriptions },
};

/* An id ends where the path goes on with "/" or ":", which no id has. (transfer full) */
static gboolean
fits (const char *pattern, const char *path, char **id)
{
  const char *star = strchr (pattern, '*');
  gsize before = star == NULL ? strlen (pattern) : (gsize) (star - pattern);
  gsize length;

  *id = NULL;
  if (star == NULL)
    return g_str_equal (pattern, path);
  if (strncmp (pattern, path, before) != 0)
    return FALSE;

  length = strcspn (path + before, "/:");
  if (length == 0 || !g_str_equal (path + before + length, star + 1))
    return FALSE;

  *id = g_strndup (path + before, length);
  return TRUE;
}

static void
reply_allowed (RhPracticeCall *call, const char *methods)
{
  rh_practice_call_set_header (call, "Allow", methods);
  rh_practice_call_reply_error (call, 405, "METHOD_NOT_ALLOWED", "This path has another method");
}

static void
follow (RhPracticeCall *call, const Route *route, const char *id)
{
  const RhPracticeToken *token = authorize (call);
  RhPracticeAsked asked = { token, id, route->records };

  if (token != NULL && check_scope (call, token, route->scope))
    route->endpoint (call, &asked);
}

gboolean
rh_practice_api_answer (RhPracticeCall *call)
{
  g_autoptr (GString) methods = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *id = NULL;

      if (!fits (routes[i].path, call->path, &id))
        continue;

      if (g_str_equal (routes[i].method, call->method))
        {
          follow (call, &routes[i], id);
          return TRUE;
        }
      g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", routes[i].method);
    }

  if (methods->len > 0)
    reply_allowed (call, methods->str);

  return methods->len > 0;
}
