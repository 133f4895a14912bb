/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API of the practice server, in the shape of Pleo's: envelope, paging, error bodies, scopes,
 * and challenges as RFC 6750 3 has them. */
#define G_LOG_DOMAIN "rh-practice-api"

#include "config.h"

#include "practice/rh-practice-api.h"

#include "practice/rh-practice-data.h"
#include "practice/rh-practice-list.h"
#include "practice/rh-practice-scope.h"

#include <string.h>

#define MAX_VENDORS 1000
#define MAX_NAME 200 /* characters */

typedef void (*Endpoint) (RhPracticeCall *call, const RhPracticeToken *token, const char *id);

typedef struct
{
  const char *method;
  const char *path;  /* ends with "/": an id follows */
  const char *scope; /* NULL: any token */
  Endpoint endpoint;
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

static void
reply_bad_parameter (RhPracticeCall *call, const char *message)
{
  rh_practice_call_reply_error (call, 400, "PARAMETER_VALIDATION_FAILED", message);
}

static void
reply_not_found (RhPracticeCall *call)
{
  rh_practice_call_reply_error (call, 404, "NOT_FOUND", "There is nothing here");
}

static gboolean
is_doubled (const RhParams *query, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (rh_params_count (query, names[i]) > 1)
      return TRUE;

  return FALSE;
}

static gboolean
member_is (JsonObject *object, const char *name, const char *value)
{
  return value == NULL || g_str_equal (json_object_get_string_member (object, name), value);
}

static void
search_employees (RhPracticeCall *call, const RhPracticeToken *token, const char *id)
{
  static const char *const filters[] = { "companyId", "email", "code", NULL };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (is_doubled (call->query, filters))
    {
      reply_bad_parameter (call, "A filter can be given once");
      return;
    }

  for (guint i = 0; i < rh_practice_data_n_employees (); i++)
    {
      g_autoptr (JsonObject) employee = rh_practice_data_describe_employee (i);
      gboolean fits = TRUE;

      for (guint f = 0; filters[f] != NULL; f++)
        fits = fits && member_is (employee, filters[f], rh_params_get (call->query, filters[f]));
      if (fits)
        g_ptr_array_add (found, g_steal_pointer (&employee));
    }

  rh_practice_list_reply (call, found);
}

static void
get_employee (RhPracticeCall *call, const RhPracticeToken *token, const char *id)
{
  for (guint i = 0; i < rh_practice_data_n_employees (); i++)
    {
      g_autoptr (JsonObject) employee = rh_practice_data_describe_employee (i);

      if (member_is (employee, "id", id))
        {
          rh_practice_list_reply_one (call, 200, g_steal_pointer (&employee));
          return;
        }
    }

  reply_not_found (call);
}

static void
list_companies (RhPracticeCall *call, const RhPracticeToken *token, const char *id)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < rh_practice_data_n_companies (); i++)
    g_ptr_array_add (found, rh_practice_data_describe_company (i));

  rh_practice_list_reply (call, found);
}

static void
search_vendors (RhPracticeCall *call, const RhPracticeToken *token, const char *id)
{
  const char *company_id = rh_params_get (call->query, "company_id");
  GPtrArray *vendors = call->state->vendors;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (rh_params_count (call->query, "company_id") != 1 || !rh_practice_data_is_company (company_id))
    {
      reply_bad_parameter (call, "company_id has to be the id of a company");
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

static void
get_vendor (RhPracticeCall *call, const RhPracticeToken *token, const char *id)
{
  GPtrArray *vendors = call->state->vendors;

  for (guint i = 0; i < vendors->len; i++)
    {
      RhPracticeVendor *vendor = g_ptr_array_index (vendors, i);

      if (g_str_equal (vendor->id, id))
        {
          rh_practice_list_reply_one (call, 200, rh_practice_data_describe_vendor (vendor));
          return;
        }
    }

  reply_not_found (call);
}

/* NULL unless the member is a string with something in it. */
static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  text = json_node_get_string (node);

  return *text == '\0' || g_utf8_strlen (text, -1) > MAX_NAME ? NULL : text;
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

static JsonObject *
read_object (RhPracticeCall *call)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *body = g_bytes_get_data (call->body, &length);
  JsonNode *root;

  json_parser_set_strict (parser, TRUE);
  if (length == 0 || !g_utf8_validate (body, length, NULL)
      || !json_parser_load_from_data (parser, body, length, NULL))
    return NULL;

  root = json_parser_get_root (parser);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

static void
add_vendor (RhPracticeCall *call, const RhPracticeToken *token, const char *id)
{
  g_autoptr (JsonObject) object = read_object (call);
  const char *company_id;
  const char *name;
  const char *currency;

  if (object == NULL)
    {
      rh_practice_call_reply_error (call, 400, "JSON_MAPPING_EXCEPTION",
                                    "The body has to be a JSON object");
      return;
    }

  company_id = get_string (object, "companyId");
  name = get_string (object, "name");
  currency = get_string (object, "defaultCurrency");
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

static void
introspect (RhPracticeCall *call, const RhPracticeToken *token, const char *id)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "authMethod", "OAUTH2");
  json_object_set_string_member (object, "clientId", call->state->client_id);
  json_object_set_string_member (object, "scope", token->scope);
  json_object_set_string_member (object, "applicationName", "Acme Test");
  json_object_set_string_member (object, "subjectURN", token->family->subject_urn);
  rh_practice_list_reply_one (call, 200, object);
}

static const Route routes[] = {
  { "GET", "/v2/employees", "users:read", search_employees },
  { "GET", "/v2/employees/", "users:read", get_employee },
  { "GET", "/v1/companies", NULL, list_companies },
  { "POST", "/v1/vendors", "vendors:write", add_vendor },
  { "GET", "/v1/vendors/", "vendors:read", get_vendor },
  { "POST", "/v1/vendors:search", "vendors:read", search_vendors },
  { "GET", "/v1/introspect", NULL, introspect },
};

static gboolean
fits (const Route *route, const char *path, const char **id)
{
  *id = NULL;
  if (!g_str_has_suffix (route->path, "/"))
    return g_str_equal (route->path, path);
  if (!g_str_has_prefix (path, route->path))
    return FALSE;

  *id = path + strlen (route->path);

  return **id != '\0' && strchr (*id, '/') == NULL;
}

gboolean
rh_practice_api_answer (RhPracticeCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const RhPracticeToken *token;
      const char *id;

      if (!fits (&routes[i], call->path, &id))
        continue;

      if (!g_str_equal (routes[i].method, call->method))
        {
          rh_practice_call_set_header (call, "Allow", routes[i].method);
          rh_practice_call_reply_error (call, 405, "METHOD_NOT_ALLOWED",
                                        "This path has another method");
          return TRUE;
        }

      token = authorize (call);
      if (token != NULL && check_scope (call, token, routes[i].scope))
        routes[i].endpoint (call, token, id);
      return TRUE;
    }

  return FALSE;
}
