/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills requests and OAuth 2.0 blocks in. Pure: the look-up has everything that it will ever say.
 * Each part of a request is a place of its own, and what a variable brings is encoded for it; what
 * was typed goes out as typed. */
#define G_LOG_DOMAIN "rh-resolver"

#include "config.h"

#include "collection/rh-fill.h"

#include <string.h>

G_DEFINE_QUARK (rh_resolver_error, rh_resolver_error)

/* Headers */

static gboolean
fill_header (RhHeaders *headers, const RhFill *scope, RhField *field, GError **error)
{
  g_autoptr (RhText) name = NULL;
  g_autoptr (RhText) value = NULL;

  name = rh_fill_stripped (scope, rh_field_get_name (field), RH_PLACE_RAW, error);
  if (name == NULL)
    return FALSE;

  if (rh_text_has_secret (name))
    {
      g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER, "%s: a secret in a field name",
                   rh_field_get_name (field));
      return FALSE;
    }

  value = rh_fill_stripped (scope, rh_field_get_value (field), RH_PLACE_RAW, error);
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
fill_headers (RhRequest *request, const RhFill *scope, RhRequestItem *item, GError **error)
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

RhRequest *
rh_resolver_fill_request (RhRequestItem *item,
                          RhVariableLookup lookup,
                          gpointer user_data,
                          GError **error)
{
  const RhFill scope = { lookup, user_data };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhText) url = NULL;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);
  g_return_val_if_fail (lookup != NULL, NULL);

  url = rh_fill_url (&scope, item, error);
  if (url == NULL)
    return NULL;

  request = rh_request_new (rh_request_item_get_method (item), url);
  if (!fill_headers (request, &scope, item, error) || !rh_fill_body (&scope, request, item, error))
    return NULL;

  return g_steal_pointer (&request);
}

static guint
number (RhRequestSettings *settings, RhSetting setting)
{
  return (guint) rh_request_settings_get (settings, setting);
}

void
rh_resolver_apply_settings (RhRequest *request, RhRequestSettings *settings)
{
  const RhTimeouts timeouts = {
    .connect = number (settings, RH_SETTING_CONNECT_TIMEOUT),
    .first_byte = number (settings, RH_SETTING_FIRST_BYTE_TIMEOUT),
    .total = number (settings, RH_SETTING_TOTAL_TIMEOUT),
  };

  g_return_if_fail (RH_IS_REQUEST (request));
  g_return_if_fail (RH_IS_REQUEST_SETTINGS (settings));

  rh_request_set_redirects (request, number (settings, RH_SETTING_FOLLOW_REDIRECTS) != 0,
                            number (settings, RH_SETTING_MAX_REDIRECTS));
  rh_request_set_keep_method (request, number (settings, RH_SETTING_KEEP_METHOD) != 0);
  rh_request_set_timeouts (request, &timeouts);
  rh_request_set_http1 (request, number (settings, RH_SETTING_HTTP1) != 0);
  rh_request_set_cookies (request, number (settings, RH_SETTING_COOKIES) != 0);
}

/* OAuth 2.0 */

/* A field that is one variable which nobody defines is a field that is not set. */
static gboolean
is_unset (RhOAuthBlock *block, const char *field, const RhFill *scope)
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
  const RhFill scope = { lookup, user_data };
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

      text = rh_fill (&scope, rh_oauth_block_get (block, fields[i]), RH_PLACE_RAW, error);
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
