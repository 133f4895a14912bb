/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills requests and OAuth 2.0 blocks in. Pure: the look-up has everything that it will ever say.
 * Each part of a request is a place of its own, and what a variable brings is encoded for it; what
 * was typed goes out as typed. */
#define G_LOG_DOMAIN "rh-resolver"

#include "config.h"

#include "collection/rh-query.h"
#include "collection/rh-resolver.h"
#include "text/rh-url.h"

#include <string.h>

typedef struct
{
  RhVariableLookup lookup;
  gpointer user_data;
} Scope;

static RhText *
fill (const Scope *scope, const char *text, RhPlace place, GError **error)
{
  return rh_template_fill (text, place, scope->lookup, scope->user_data, error);
}

static RhText *
fill_stripped (const Scope *scope, const char *text, RhPlace place, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return fill (scope, stripped, place, error);
}

/* URL */

static gboolean
append_part (RhText *out,
             const Scope *scope,
             const char *url,
             gsize start,
             gsize end,
             RhPlace place,
             GError **error)
{
  g_autofree char *part = g_strndup (url + start, end - start);
  g_autoptr (RhText) filled = fill (scope, part, place, error);

  if (filled == NULL)
    return FALSE;

  rh_text_append_text (out, filled);
  return TRUE;
}

/* Scheme and authority take values raw ("{{api}}" is often both), a path takes one segment. */
static RhText *
fill_parts (const Scope *scope, const char *url, GError **error)
{
  g_autoptr (RhText) out = rh_text_new ("");
  g_autofree char *plain = rh_query_blank_refs (url);
  const char *scheme = strstr (plain, "://");
  gsize authority = scheme == NULL ? 0 : (gsize) (scheme - plain) + strlen ("://");
  gsize path = authority + strcspn (plain + authority, "/?#");
  gsize query = path + strcspn (plain + path, "?#");
  gsize fragment = query + strcspn (plain + query, "#");

  if (!append_part (out, scope, url, 0, path, RH_PLACE_RAW, error)
      || !append_part (out, scope, url, path, query, RH_PLACE_PATH, error)
      || !append_part (out, scope, url, query, fragment, RH_PLACE_QUERY, error)
      || !append_part (out, scope, url, fragment, strlen (url), RH_PLACE_QUERY, error))
    return NULL;

  return g_steal_pointer (&out);
}

static gboolean
has_scheme (const char *url)
{
  gsize length = strspn (url, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+-.");

  return length > 0 && g_ascii_isalpha (url[0]) && g_str_has_prefix (url + length, "://");
}

static const char *
default_scheme (const char *url)
{
  g_autofree char *guess = g_strconcat ("http://", url, NULL);
  g_autoptr (RhUrl) parsed = rh_url_parse_http (guess, NULL);

  return parsed != NULL && rh_url_is_loopback (parsed) ? "http://" : "https://";
}

/* A name that is looked up, and shown when somebody asks where a request goes. A secret that is a
 * whole address brings its own. */
static gboolean
check_authority (const RhText *url, GError **error)
{
  const char *text = rh_text_peek (url, NULL);
  gsize start = (gsize) (strstr (text, "://") - text) + strlen ("://");
  gsize end = start + strcspn (text + start, "/?#");

  for (guint i = 0; i < rh_text_get_n_spans (url); i++)
    {
      const RhSpan *span = rh_text_nth_span (url, i);
      gboolean whole = span->start == 0 && span->length > start;

      if (!span->secret || span->start >= end || whole)
        continue;

      g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HOST, "%s: a secret in a host",
                   span->variable);
      return FALSE;
    }

  return TRUE;
}

static RhText *
fill_url (const Scope *scope, const char *template, GError **error)
{
  g_autofree char *url = g_strstrip (g_strdup (template));
  g_autoptr (RhText) filled = fill_parts (scope, url, error);
  g_autoptr (RhText) whole = NULL;
  const char *text;

  if (filled == NULL)
    return NULL;

  text = rh_text_peek (filled, NULL);
  if (*text == '\0')
    {
      g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_URL, "empty");
      return NULL;
    }

  whole = rh_text_new (has_scheme (text) ? "" : default_scheme (text));
  rh_text_append_text (whole, filled);
  return check_authority (whole, error) ? g_steal_pointer (&whole) : NULL;
}

/* Headers */

static gboolean
fill_header (RhHeaders *headers, const Scope *scope, RhField *field, GError **error)
{
  g_autoptr (RhText) name = NULL;
  g_autoptr (RhText) value = NULL;

  name = fill_stripped (scope, rh_field_get_name (field), RH_PLACE_RAW, error);
  if (name == NULL)
    return FALSE;

  if (rh_text_has_secret (name))
    {
      g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER, "%s: a secret in a field name",
                   rh_field_get_name (field));
      return FALSE;
    }

  value = fill_stripped (scope, rh_field_get_value (field), RH_PLACE_RAW, error);
  if (value == NULL)
    return FALSE;

  if (g_ascii_strcasecmp (rh_text_peek (name, NULL), "Host") == 0 && rh_text_has_secret (value))
    {
      g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER, "Host: a secret in a host");
      return FALSE;
    }

  rh_headers_append (headers, rh_text_peek (name, NULL), value);
  return TRUE;
}

static gboolean
is_empty (RhField *field)
{
  return *rh_field_get_name (field) == '\0' && *rh_field_get_value (field) == '\0';
}

static gboolean
fill_headers (RhRequest *request, const Scope *scope, RhRequestItem *item, GError **error)
{
  GListModel *rows = rh_request_item_get_headers (item);
  guint n = g_list_model_get_n_items (rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (!rh_field_is_enabled (field) || is_empty (field))
        continue;
      if (!fill_header (rh_request_get_headers (request), scope, field, error))
        return FALSE;
    }

  return TRUE;
}

/* Body */

static void
append_encoded (RhText *out, const char *text, gsize length, const RhSpan *span)
{
  g_autofree char *encoded = rh_percent_encode (text, (gssize) length, RH_PLACE_FORM);

  if (span == NULL)
    rh_text_append (out, encoded, -1);
  else
    rh_text_append_value (out, encoded, -1, span->variable, span->source, span->secret,
                          (const char *const *) span->origins);

  if (span != NULL && span->secret)
    rh_wipe (encoded, strlen (encoded));
}

/* In a form what was typed is encoded too: a row holds the value itself. */
static gboolean
append_form_text (RhText *out, const Scope *scope, const char *template, GError **error)
{
  g_autoptr (RhText) filled = fill (scope, template, RH_PLACE_RAW, error);
  const char *text;
  gsize length;
  gsize at = 0;

  if (filled == NULL)
    return FALSE;

  text = rh_text_peek (filled, &length);
  for (guint i = 0; i < rh_text_get_n_spans (filled); i++)
    {
      const RhSpan *span = rh_text_nth_span (filled, i);

      append_encoded (out, text + at, span->start - at, NULL);
      append_encoded (out, text + span->start, span->length, span);
      at = span->start + span->length;
    }

  append_encoded (out, text + at, length - at, NULL);
  return TRUE;
}

static RhText *
fill_form (const Scope *scope, GListModel *rows, GError **error)
{
  g_autoptr (RhText) out = rh_text_new ("");
  guint n = g_list_model_get_n_items (rows);
  const char *separator = "";

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (!rh_field_is_enabled (field) || is_empty (field))
        continue;

      rh_text_append (out, separator, -1);
      separator = "&";
      if (!append_form_text (out, scope, rh_field_get_name (field), error))
        return NULL;
      if (rh_field_is_bare (field))
        continue;

      rh_text_append (out, "=", -1);
      if (!append_form_text (out, scope, rh_field_get_value (field), error))
        return NULL;
    }

  return g_steal_pointer (&out);
}

static RhBody *
new_file_body (RhRequestItem *item, gboolean typed)
{
  const char *path = rh_request_item_get_body_path (item);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *type = g_content_type_guess (path, NULL, 0, NULL);
  g_autofree char *media_type = g_content_type_get_mime_type (type);

  return rh_body_new_file (file, typed ? NULL : media_type);
}

static const char *
media_type_of (RhBodyKind kind)
{
  switch (kind)
    {
    case RH_BODY_KIND_JSON:
      return "application/json";
    case RH_BODY_KIND_TEXT:
      return "text/plain;charset=UTF-8";
    case RH_BODY_KIND_XML:
      return "application/xml";
    case RH_BODY_KIND_FORM:
      return "application/x-www-form-urlencoded";
    case RH_BODY_KIND_MULTIPART:
    case RH_BODY_KIND_FILE:
    case RH_BODY_KIND_KEPT:
    case RH_BODY_KIND_NONE:
    default:
      return NULL;
    }
}

static gboolean
fill_body (RhRequest *request, const Scope *scope, RhRequestItem *item, GError **error)
{
  RhBodyKind kind = rh_request_item_get_body_kind (item);
  gboolean typed = rh_headers_count (rh_request_get_headers (request), "Content-Type") > 0;
  g_autoptr (RhBody) body = NULL;
  g_autoptr (RhText) text = NULL;

  if (kind == RH_BODY_KIND_NONE || kind == RH_BODY_KIND_KEPT)
    return TRUE; /* RhSender does not let the latter come here */

  if (kind == RH_BODY_KIND_FILE)
    {
      body = new_file_body (item, typed);
      rh_request_set_body (request, body);
      return TRUE;
    }

  text = kind == RH_BODY_KIND_FORM
             ? fill_form (scope, rh_request_item_get_form (item), error)
             : fill (scope, rh_request_item_get_body_text (item), RH_PLACE_RAW, error);
  if (text == NULL)
    return FALSE;

  body = rh_body_new_text (text, typed ? NULL : media_type_of (kind));
  rh_request_set_body (request, body);
  return TRUE;
}

RhRequest *
rh_resolver_fill_request (RhRequestItem *item,
                          RhVariableLookup lookup,
                          gpointer user_data,
                          GError **error)
{
  const Scope scope = { lookup, user_data };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhText) url = NULL;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);
  g_return_val_if_fail (lookup != NULL, NULL);

  url = fill_url (&scope, rh_request_item_get_url (item), error);
  if (url == NULL)
    return NULL;

  request = rh_request_new (rh_request_item_get_method (item), url);
  if (!fill_headers (request, &scope, item, error) || !fill_body (request, &scope, item, error))
    return NULL;

  return g_steal_pointer (&request);
}

/* OAuth 2.0 */

/* A field that is one variable which nobody defines is a field that is not set. */
static gboolean
is_unset (RhOAuthBlock *block, const char *field, const Scope *scope)
{
  g_autofree char *name = rh_oauth_block_dup_variable (block, field);
  RhVariableValue value = { 0 };

  if (*rh_oauth_block_get (block, field) == '\0')
    return TRUE;

  return name != NULL && !scope->lookup (name, &value, scope->user_data);
}

static gboolean
set_client_auth (RhOAuthConfig *config, const char *text, GError **error)
{
  static const struct
  {
    const char *name;
    RhClientAuth auth;
  } values[] = {
    { "none", RH_CLIENT_AUTH_NONE },
    { "basic", RH_CLIENT_AUTH_BASIC },
    { "basic_raw", RH_CLIENT_AUTH_BASIC_RAW },
    { "body", RH_CLIENT_AUTH_BODY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (!g_str_equal (values[i].name, text))
        continue;

      rh_oauth_config_set_client_auth (config, values[i].auth);
      return TRUE;
    }

  g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_INVALID,
                       RH_OAUTH_BLOCK_CLIENT_AUTH);
  return FALSE;
}

static gboolean
refuse_secret (const char *field, GError **error)
{
  g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_INVALID, field);
  return FALSE;
}

/* The variable that the field is, and no other secret: only that one belongs to the token URL. */
static gboolean
is_client_secret (const RhText *text, const char *variable)
{
  guint n = rh_text_get_n_spans (text);

  for (guint i = 0; i < n; i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);

      if (span->secret && g_strcmp0 (span->variable, variable) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_client_secret (RhOAuthConfig *config, RhOAuthBlock *block, RhText *text, GError **error)
{
  g_autofree char *variable = rh_oauth_block_dup_variable (block, RH_OAUTH_BLOCK_CLIENT_SECRET);
  g_autoptr (RhSecret) secret = NULL;
  gsize length;
  const char *bytes = rh_text_peek (text, &length);

  if (!is_client_secret (text, variable))
    return refuse_secret (RH_OAUTH_BLOCK_CLIENT_SECRET, error);

  secret = rh_secret_new (bytes, (gssize) length);
  rh_oauth_config_set_client_secret (config, secret);
  return TRUE;
}

static gboolean
set_field (RhOAuthConfig *config,
           RhOAuthBlock *block,
           const char *field,
           RhText *text,
           GError **error)
{
  g_autofree char *value = NULL;

  if (g_str_equal (field, RH_OAUTH_BLOCK_CLIENT_SECRET))
    return set_client_secret (config, block, text, error);

  /* any other would end in the browser's address, or in clear in what is kept */
  if (rh_text_has_secret (text))
    return refuse_secret (field, error);

  /* white space around what was pasted is nothing that anybody meant */
  value = g_strstrip (g_strdup (rh_text_peek (text, NULL)));
  if (g_str_equal (field, RH_OAUTH_BLOCK_CLIENT_AUTH))
    return *value == '\0' || set_client_auth (config, value, error);

  /* "listen nowhere" is the one thing that an empty field says */
  if (*value != '\0' || g_str_equal (field, RH_OAUTH_LISTEN_URI))
    rh_oauth_config_set (config, field, value);

  return TRUE;
}

RhOAuthConfig *
rh_resolver_fill_oauth (RhOAuthBlock *block,
                        RhVariableLookup lookup,
                        gpointer user_data,
                        GError **error)
{
  const Scope scope = { lookup, user_data };
  const char *const *fields = rh_oauth_block_field_names ();
  g_autoptr (RhOAuthConfig) config = rh_oauth_config_new ();
  gboolean auth_is_set = FALSE;

  g_return_val_if_fail (RH_IS_OAUTH_BLOCK (block), NULL);
  g_return_val_if_fail (lookup != NULL, NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autoptr (RhText) text = NULL;

      if (is_unset (block, fields[i], &scope))
        continue;

      text = fill (&scope, rh_oauth_block_get (block, fields[i]), RH_PLACE_RAW, error);
      if (text == NULL || !set_field (config, block, fields[i], text, error))
        return NULL;

      if (g_str_equal (fields[i], RH_OAUTH_BLOCK_CLIENT_AUTH))
        auth_is_set = *rh_text_peek (text, NULL) != '\0';
    }

  /* without a secret the client is public, whatever the block says (RFC 6749 2.3) */
  if (rh_oauth_config_get_client_secret (config) == NULL)
    rh_oauth_config_set_client_auth (config, RH_CLIENT_AUTH_NONE);
  else if (!auth_is_set)
    rh_oauth_config_set_client_auth (config, RH_CLIENT_AUTH_BASIC);

  return g_steal_pointer (&config);
}
