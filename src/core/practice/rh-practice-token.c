/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token, revocation and introspection endpoints (RFC 6749 3.2, 7009, 7662; security.md 2). */
#define G_LOG_DOMAIN "rh-practice-token"

#include "config.h"

#include "practice/rh-practice-token.h"

#include "practice/rh-practice-client.h"
#include "practice/rh-practice-scope.h"
#include "text/rh-secret.h"

#include <string.h>

static const char *const once[] = { "grant_type",    "code",  "redirect_uri", "code_verifier",
                                    "refresh_token", "scope", "token",        "token_type_hint" };

static const char *const never_in_query[]
    = { "client_secret", "code", "refresh_token", "code_verifier", "token" };

static void
reply_invalid_grant (RhPracticeCall *call, const char *description)
{
  rh_practice_call_reply_oauth_error (call, 400, "invalid_grant", description);
}

static void
reply_invalid_request (RhPracticeCall *call, const char *description)
{
  rh_practice_call_reply_oauth_error (call, 400, "invalid_request", description);
}

/* The form of an authenticated client, or NULL: then it is answered. */
static RhParams *
read_form (RhPracticeCall *call)
{
  g_autoptr (RhParams) form = rh_practice_call_parse_form (call);
  gboolean bad = form == NULL;

  for (guint i = 0; !bad && i < G_N_ELEMENTS (once); i++)
    bad = rh_params_count (form, once[i]) > 1;
  for (guint i = 0; !bad && i < G_N_ELEMENTS (never_in_query); i++)
    bad = rh_params_count (call->query, never_in_query[i]) > 0;

  if (bad)
    {
      reply_invalid_request (call, "Send a form, each field once, and no secret in the address");
      return NULL;
    }

  return rh_practice_client_authenticate (call, form) ? g_steal_pointer (&form) : NULL;
}

static void
reply_issue (RhPracticeCall *call, RhPracticeIssue issue)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "access_token", issue.access->text);
  json_object_set_string_member (object, "token_type", "Bearer");
  if (!(call->state->faults & RH_PRACTICE_FAULT_MISSING_EXPIRES_IN))
    json_object_set_int_member (object, "expires_in", call->state->access_token_seconds);
  if (issue.refresh != NULL)
    json_object_set_string_member (object, "refresh_token", issue.refresh->text);
  json_object_set_string_member (object, "scope", issue.access->scope);
  json_node_take_object (root, object);

  rh_practice_call_reply_json (call, 200, root);
  rh_practice_call_set_header (call, "Pragma", "no-cache");
}

/* RFC 7636 4.1 */
static gboolean
is_verifier (const char *verifier)
{
  gsize length = strlen (verifier);

  for (const char *c = verifier; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._~", *c) == NULL)
      return FALSE;

  return length >= 43 && length <= 128;
}

/* 4.6: base64url (SHA-256 (verifier)) is the challenge */
static gboolean
answers_challenge (const char *verifier, const char *challenge)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *made = NULL;

  g_checksum_update (checksum, (const guint8 *) verifier, strlen (verifier));
  g_checksum_get_digest (checksum, digest, &length);
  made = rh_base64url_encode (digest, length);

  return rh_bytes_equal_constant_time (made, strlen (made), challenge, strlen (challenge));
}

static const char *
find_code_problem (const RhPracticeCode *code, const RhParams *form)
{
  const char *redirect_uri = rh_practice_get_param (form, "redirect_uri");
  const char *verifier = rh_practice_get_param (form, "code_verifier");

  if (code == NULL)
    return "The code is unknown, too old, or was used before";
  if (redirect_uri == NULL || !g_str_equal (redirect_uri, code->redirect_uri))
    return "The redirect URI is not the one of the authorization request";
  /* RFC 9700 2.1.1: or PKCE could be taken out of the first request. */
  if (code->challenge == NULL)
    return verifier == NULL ? NULL : "The authorization request had no code_challenge";
  if (verifier == NULL || !is_verifier (verifier) || !answers_challenge (verifier, code->challenge))
    return "The code_verifier does not answer the code_challenge";

  return NULL;
}

static void
exchange_code (RhPracticeCall *call, const RhParams *form)
{
  const char *text = rh_practice_get_param (form, "code");
  const char *problem;

  if (text == NULL)
    {
      reply_invalid_request (call, "The code is missing");
      return;
    }

  problem = find_code_problem (rh_practice_grants_take_code (call->state->grants, text), form);
  if (problem != NULL)
    reply_invalid_grant (call, problem);
  else
    reply_issue (call, rh_practice_grants_issue_for_code (call->state->grants, text));
}

static void
refresh (RhPracticeCall *call, const RhParams *form)
{
  const char *text = rh_practice_get_param (form, "refresh_token");
  const char *asked = rh_practice_get_param (form, "scope");
  const RhPracticeToken *token;

  if (text == NULL)
    {
      reply_invalid_request (call, "The refresh_token is missing");
      return;
    }

  if (call->state->faults & RH_PRACTICE_FAULT_REVOKED_GRANT)
    rh_practice_grants_revoke (call->state->grants, text);

  token = rh_practice_grants_check_refresh (call->state->grants, text);
  if (token == NULL)
    reply_invalid_grant (call,
                         "The refresh token is unknown, too old, revoked, or was used before");
  else if (asked != NULL && !rh_practice_scope_is_within (asked, token->scope))
    rh_practice_call_reply_oauth_error (call, 400, "invalid_scope",
                                        "A refresh cannot ask for more than was consented to");
  else
    reply_issue (call, rh_practice_grants_rotate (call->state->grants, token,
                                                  asked == NULL ? token->scope : asked));
}

static void
grant_to_client (RhPracticeCall *call, const RhParams *form)
{
  g_autofree char *scope = rh_practice_scope_parse (rh_practice_get_param (form, "scope"));

  if (*call->state->client_secret == '\0')
    rh_practice_call_reply_oauth_error (call, 400, "unauthorized_client",
                                        "A public client cannot ask for itself");
  else if (scope == NULL)
    rh_practice_call_reply_oauth_error (call, 400, "invalid_scope", "A scope is unknown");
  else
    reply_issue (call, rh_practice_grants_issue_for_client (call->state->grants, scope));
}

void
rh_practice_token_exchange (RhPracticeCall *call)
{
  g_autoptr (RhParams) form = NULL;
  const char *grant_type;

  form = read_form (call);
  if (form == NULL)
    return;

  grant_type = rh_practice_get_param (form, "grant_type");
  if (grant_type == NULL)
    reply_invalid_request (call, "The grant_type is missing");
  else if (g_str_equal (grant_type, "authorization_code"))
    exchange_code (call, form);
  else if (g_str_equal (grant_type, "refresh_token"))
    refresh (call, form);
  else if (g_str_equal (grant_type, "client_credentials"))
    grant_to_client (call, form);
  else
    rh_practice_call_reply_oauth_error (call, 400, "unsupported_grant_type",
                                        "This grant type is not supported");
}

void
rh_practice_token_revoke (RhPracticeCall *call)
{
  g_autoptr (RhParams) form = read_form (call);
  const char *token;

  if (form == NULL)
    return;

  token = rh_practice_get_param (form, "token");
  if (token == NULL)
    {
      reply_invalid_request (call, "The token is missing");
      return;
    }

  /* An unknown token is as good as a revoked one (RFC 7009 2.2). */
  rh_practice_grants_revoke (call->state->grants, token);
  soup_server_message_set_status (call->message, 200, NULL);
  rh_practice_call_set_header (call, "Cache-Control", "no-store");
}

/* The members that Pleo documents; no scope among them. */
static JsonObject *
describe (RhPracticeState *state, const RhPracticeToken *token)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "active", token != NULL);
  if (token == NULL)
    return object;

  json_object_set_string_member (object, "sub",
                                 token->family->for_client ? state->client_id : RH_PRACTICE_USER);
  json_object_set_int_member (object, "exp", token->expires / G_USEC_PER_SEC);
  json_object_set_int_member (object, "iat", token->issued / G_USEC_PER_SEC);
  json_object_set_string_member (object, "client_id", state->client_id);
  json_object_set_string_member (object, "aud", state->base_url);
  json_object_set_string_member (object, "iss", state->base_url);
  json_object_set_string_member (object, "jti", token->id);
  json_object_set_string_member (object, "urn:pleo:params:oauth:subject_urn",
                                 token->family->subject_urn);

  return object;
}

void
rh_practice_token_introspect (RhPracticeCall *call)
{
  g_autoptr (RhParams) form = read_form (call);
  const char *token;
  JsonNode *root;

  if (form == NULL)
    return;

  token = rh_practice_get_param (form, "token");
  if (*call->state->client_secret == '\0')
    rh_practice_call_reply_oauth_error (call, 401, "invalid_client",
                                        "A public client cannot introspect");
  else if (token == NULL)
    reply_invalid_request (call, "The token is missing");
  else
    {
      root = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (
          root, describe (call->state, rh_practice_grants_peek (call->state->grants, token)));
      rh_practice_call_reply_json (call, 200, root);
    }
}

static void
add_list (JsonObject *object, const char *name, const char *const *values)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);
  json_object_set_array_member (object, name, array);
}

static void
add_endpoint (JsonObject *object, const char *name, RhPracticeState *state, const char *path)
{
  g_autofree char *url = g_strconcat (state->base_url, path, NULL);

  json_object_set_string_member (object, name, url);
}

static void
add_scopes (JsonObject *object)
{
  JsonArray *array = json_array_new ();

  for (const RhPracticeScope *scope = rh_practice_scope_all (); scope->name != NULL; scope++)
    json_array_add_string_element (array, scope->name);
  json_object_set_array_member (object, "scopes_supported", array);
}

/* RFC 8414 2 */
void
rh_practice_token_metadata (RhPracticeCall *call)
{
  static const char *const response_types[] = { "code", NULL };
  static const char *const response_modes[] = { "query", NULL };
  static const char *const grants[]
      = { "authorization_code", "refresh_token", "client_credentials", NULL };
  static const char *const confidential[] = { "client_secret_basic", "client_secret_post", NULL };
  static const char *const public[] = { "none", NULL };
  static const char *const challenges[] = { "S256", NULL };
  RhPracticeState *state = call->state;
  const char *const *methods = *state->client_secret == '\0' ? public : confidential;
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "issuer", state->base_url);
  add_endpoint (object, "authorization_endpoint", state, "/oauth/authorize");
  add_endpoint (object, "token_endpoint", state, "/oauth/token");
  add_endpoint (object, "revocation_endpoint", state, "/oauth/revoke");
  add_endpoint (object, "introspection_endpoint", state, "/oauth/token/introspect");
  add_scopes (object);
  add_list (object, "response_types_supported", response_types);
  add_list (object, "response_modes_supported", response_modes);
  add_list (object, "grant_types_supported", grants);
  add_list (object, "token_endpoint_auth_methods_supported", methods);
  add_list (object, "revocation_endpoint_auth_methods_supported", methods);
  add_list (object, "introspection_endpoint_auth_methods_supported", confidential);
  add_list (object, "code_challenge_methods_supported", challenges);
  json_object_set_boolean_member (object, "authorization_response_iss_parameter_supported", TRUE);
  json_node_take_object (root, object);

  rh_practice_call_reply_json (call, 200, root);
}
