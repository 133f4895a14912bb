/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a token endpoint answered, RFC 6749 5.1 and 5.2, and what servers send instead: a
 * form, a page, nothing, an error that says 200. What is not understood becomes an error, never a
 * token. */
#define G_LOG_DOMAIN "rh-token-response"

#include "config.h"

#include "oauth/rh-strict-json.h"
#include "oauth/rh-token-message.h"

#include <libsoup/soup.h>
#include <string.h>

/* 68 years: what fits everywhere in seconds and in microseconds. */
#define MAX_LIFETIME G_MAXINT32
#define MAX_RETRY_AFTER (7 * 24 * 60 * 60)

static const struct
{
  const char *error;
  RhOAuthError code;
} error_codes[] = {
  { "invalid_grant", RH_OAUTH_ERROR_INVALID_GRANT },
  { "invalid_client", RH_OAUTH_ERROR_INVALID_CLIENT },
  { "unauthorized_client", RH_OAUTH_ERROR_UNAUTHORIZED_CLIENT },
  { "invalid_scope", RH_OAUTH_ERROR_INVALID_SCOPE },
  { "invalid_request", RH_OAUTH_ERROR_INVALID_REQUEST },
  { "unsupported_grant_type", RH_OAUTH_ERROR_INVALID_REQUEST },
};

/* The members of an answer, as strings, whatever it was written in. */
typedef struct
{
  JsonObject *json;
  RhParams *form;
  GStrvBuilder *warnings;
} Reply;

static void
reply_clear (Reply *self)
{
  g_clear_pointer (&self->json, json_object_unref);
  g_clear_pointer (&self->form, rh_params_free);
  g_clear_pointer (&self->warnings, g_strv_builder_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

static const char *
reply_get (const Reply *self, const char *member)
{
  if (self->json != NULL)
    return rh_strict_json_get_string (self->json, member);

  return rh_params_get (self->form, member);
}

/* There with a value of any type but null. */
static gboolean
reply_has (const Reply *self, const char *member)
{
  JsonNode *node;

  if (self->json == NULL)
    return rh_params_count (self->form, member) > 0;

  node = json_object_get_member (self->json, member);
  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

static gboolean
reply_is_error (const Reply *self)
{
  /* Some servers send an empty one beside a token. */
  return reply_has (self, "error") && g_strcmp0 (reply_get (self, "error"), "") != 0;
}

static void
warn (const Reply *self, const char *code)
{
  g_strv_builder_add (self->warnings, code);
}

static gint64
parse_retry_after (RhHeaders *headers, const RhClock *clock)
{
  const char *value = rh_headers_get (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &seconds, NULL))
    return (gint64) MIN (seconds, (guint64) MAX_RETRY_AFTER);

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return -1;

  return CLAMP (g_date_time_to_unix (date) - clock->real (clock->user_data) / G_USEC_PER_SEC, 0,
                MAX_RETRY_AFTER);
}

/* A form, as servers of old sent it: once each, and with something of ours in it. */
static RhParams *
parse_form (const char *bytes, gsize length)
{
  static const char *const names[] = { "access_token", "error", "refresh_token", "token_type" };
  g_autoptr (RhParams) form = rh_params_parse (bytes, (gssize) length);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (rh_params_count (form, names[i]) > 1)
        return NULL;
    }
  if (rh_params_get (form, "access_token") == NULL && rh_params_get (form, "error") == NULL)
    return NULL;

  return g_steal_pointer (&form);
}

static gboolean
reply_parse (Reply *self, const char *media_type, GBytes *body, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  gboolean had_bom = FALSE;

  self->json = rh_strict_json_parse (bytes != NULL ? bytes : "", length, &had_bom, error);
  if (had_bom)
    warn (self, "byte-order-mark");
  if (self->json != NULL)
    return TRUE;

  if (g_str_equal (media_type, "application/x-www-form-urlencoded")
      || g_str_equal (media_type, "text/plain") || *media_type == '\0')
    self->form = parse_form (bytes != NULL ? bytes : "", length);
  if (self->form == NULL)
    return FALSE;

  g_clear_error (error);
  warn (self, "form-encoded");
  return TRUE;
}

static RhOAuthError
error_code (guint status, const char *name)
{
  if (status == 429)
    return RH_OAUTH_ERROR_RATE_LIMITED;
  /* A 5xx deletes no token, whatever it says (security.md 3.5). */
  if (status >= 500)
    return RH_OAUTH_ERROR_SERVER;

  for (guint i = 0; i < G_N_ELEMENTS (error_codes); i++)
    {
      if (g_strcmp0 (error_codes[i].error, name) == 0)
        return error_codes[i].code;
    }

  /* RFC 6749 5.2 gives this status to one failure only. */
  if (name == NULL && status == 401)
    return RH_OAUTH_ERROR_INVALID_CLIENT;

  return name != NULL ? RH_OAUTH_ERROR_SERVER : RH_OAUTH_ERROR_RESPONSE;
}

/* "error": { "message": "…" }, as some large services have it. */
static const char *
nested_error_message (const Reply *self)
{
  JsonNode *node = self->json != NULL ? json_object_get_member (self->json, "error") : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  return rh_strict_json_get_string (json_node_get_object (node), "message");
}

static void
set_server_error (guint status, const Reply *reply, GError **error)
{
  const char *name = reply_get (reply, "error");
  g_autofree char *clean_name = rh_server_text_clean (name != NULL ? name : "error");
  const char *description = reply_get (reply, "error_description");
  g_autofree char *clean = NULL;

  if (description == NULL)
    description = nested_error_message (reply);
  clean = rh_server_text_clean (description);
  g_set_error (error, RH_OAUTH_ERROR, (int) error_code (status, name != NULL ? name : ""),
               *clean != '\0' ? "%s: %s" : "%s", clean_name, clean);
}

/* No error code to go by: the status and what came are the detail. */
static void
set_response_error (guint status, const char *media_type, const char *fault, GError **error)
{
  g_autofree char *type = rh_server_text_clean (media_type);

  if (status >= 300 && status < 400)
    fault = "a redirect, which is not followed";
  g_set_error (error, RH_OAUTH_ERROR, (int) error_code (status, NULL), "HTTP %u%s%s: %s", status,
               *type != '\0' ? ", " : "", type, fault);
}

static gint64
lifetime_from_number (const Reply *reply, double number)
{
  if (number < 0)
    {
      warn (reply, "expires-in-invalid");
      return RH_TOKEN_LIFETIME_UNKNOWN;
    }
  if (number > MAX_LIFETIME)
    {
      warn (reply, "expires-in-huge");
      return MAX_LIFETIME;
    }

  return (gint64) number;
}

static gint64
lifetime_from_text (const Reply *reply, const char *text)
{
  guint64 seconds;
  g_autoptr (GError) error = NULL;

  if (g_ascii_string_to_unsigned (text, 10, 0, MAX_LIFETIME, &seconds, &error))
    return (gint64) seconds;
  if (g_error_matches (error, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS)
      && *text != '-')
    return lifetime_from_number (reply, G_MAXDOUBLE);

  warn (reply, "expires-in-invalid");
  return RH_TOKEN_LIFETIME_UNKNOWN;
}

/* Missing is unknown: not zero, and not for ever (B4). */
static gint64
parse_lifetime (const Reply *reply)
{
  const char *text = reply_get (reply, "expires_in");
  JsonNode *node;

  if (!reply_has (reply, "expires_in"))
    {
      warn (reply, "expires-in-missing");
      return RH_TOKEN_LIFETIME_UNKNOWN;
    }
  if (text != NULL)
    {
      if (reply->json != NULL)
        warn (reply, "expires-in-string");
      return lifetime_from_text (reply, text);
    }

  node = json_object_get_member (reply->json, "expires_in");
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return lifetime_from_number (reply, -1);
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    warn (reply, "expires-in-fraction");

  return lifetime_from_number (reply, json_node_get_double (node));
}

static char *
join_array (JsonArray *array)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "",
                                json_node_get_string (node));
    }

  return g_string_free_and_steal (joined);
}

static char *
dup_scope (const Reply *reply)
{
  JsonNode *node = reply->json != NULL ? json_object_get_member (reply->json, "scope") : NULL;
  g_autofree char *scope = NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      warn (reply, "scope-array");
      scope = join_array (json_node_get_array (node));
    }
  else
    scope = g_strdup (reply_get (reply, "scope"));

  if (scope == NULL || rh_oauth_scope_is_valid (scope))
    return g_steal_pointer (&scope);

  warn (reply, "scope-invalid");
  return NULL;
}

/* RFC 6750 2.1: what can stand after "Bearer " and nothing that could end the header (C1). */
static gboolean
is_b64token (const char *token)
{
  gsize length = strspn (token, "-._~+/" G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS);

  return length > 0 && token[length + strspn (token + length, "=")] == '\0';
}

/* RFC 6749 appendix A.17. */
static gboolean
is_visible (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    {
      if (*at < 0x20 || *at > 0x7E)
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_token_type (const Reply *reply, GError **error)
{
  const char *type = reply_get (reply, "token_type");
  g_autofree char *clean = NULL;

  if (!reply_has (reply, "token_type") || g_strcmp0 (type, "") == 0)
    {
      warn (reply, "token-type-missing");
      return TRUE;
    }
  if (type != NULL && g_ascii_strcasecmp (type, "Bearer") == 0)
    return TRUE;

  clean = rh_server_text_clean (type != NULL ? type : "not a string");
  g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_TOKEN_TYPE, clean);
  return FALSE;
}

static gboolean
check_tokens (guint status, const Reply *reply, GError **error)
{
  const char *access_token = reply_get (reply, "access_token");
  const char *refresh_token = reply_get (reply, "refresh_token");
  const char *fault = NULL;

  if (access_token == NULL || *access_token == '\0')
    fault = "no access_token";
  else if (!is_b64token (access_token))
    fault = "access_token has characters that RFC 6750 does not allow";
  else if (reply_has (reply, "refresh_token")
           && (refresh_token == NULL || !is_visible (refresh_token)))
    fault = "refresh_token is not a string of visible characters";

  if (fault != NULL)
    g_set_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_RESPONSE, "HTTP %u: %s", status, fault);

  return fault == NULL;
}

static RhToken *
make_token (guint status, const Reply *reply, const RhClock *clock, GError **error)
{
  g_autoptr (RhSecret) access_token = NULL;
  g_autoptr (RhSecret) refresh_token = NULL;
  g_autofree char *scope = NULL;
  const char *refresh;

  if (!check_tokens (status, reply, error) || !check_token_type (reply, error))
    return NULL;

  access_token = rh_secret_new (reply_get (reply, "access_token"), -1);
  refresh = reply_get (reply, "refresh_token");
  if (refresh != NULL && *refresh != '\0')
    refresh_token = rh_secret_new (refresh, -1);
  scope = dup_scope (reply);

  return rh_token_new (access_token, refresh_token, "Bearer", scope, parse_lifetime (reply), clock);
}

static RhToken *
read_reply (Reply *reply,
            guint status,
            const char *media_type,
            GBytes *body,
            const RhClock *clock,
            GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (!reply_parse (reply, media_type, body, &fault))
    {
      set_response_error (status, media_type, fault->message, error);
      return NULL;
    }
  if (status >= 300 && status < 400)
    {
      set_response_error (status, media_type, "", error);
      return NULL;
    }
  if (reply_is_error (reply))
    {
      if (status < 300)
        warn (reply, "error-with-200");
      set_server_error (status, reply, error);
      return NULL;
    }
  if (status < 200 || status > 299)
    {
      set_response_error (status, media_type, "no error code", error);
      return NULL;
    }

  return make_token (status, reply, clock, error);
}

RhToken *
rh_token_response_parse (guint status,
                         RhHeaders *headers,
                         GBytes *body,
                         const RhClock *clock,
                         GStrv *warnings,
                         gint64 *retry_after,
                         GError **error)
{
  g_auto (Reply) reply = { NULL, NULL, g_strv_builder_new () };
  g_autofree char *media_type = rh_headers_dup_media_type (headers);
  RhToken *token = read_reply (&reply, status, media_type, body, clock, error);

  if (warnings != NULL)
    *warnings = g_strv_builder_end (reply.warnings);
  if (retry_after != NULL)
    *retry_after = parse_retry_after (headers, clock);

  return token;
}
