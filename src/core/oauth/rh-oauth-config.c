/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An OAuth 2.0 client configuration with every variable filled in, and the checks that keep a flow
 * from starting with something that could leak: addresses in clear text, addresses that a browser
 * or a shell would read differently, and parameters that belong to the flow itself. */
#define G_LOG_DOMAIN "rh-oauth-config"

#include "config.h"

#include "oauth/rh-oauth-config.h"

#include "oauth/rh-server-text.h"
#include "text/rh-redactor.h"
#include "text/rh-url.h"

#include <string.h>

/* What only the flow itself may set (security.md 4.4). */
static const char *const reserved_parameters[] = {
  "client_id",     "client_secret",
  "redirect_uri",  "response_type",
  "response_mode", "state",
  "nonce",         "code_challenge",
  "code_verifier", "code_challenge_method",
  "grant_type",    "code",
  "refresh_token", NULL,
};

static const char *const field_names[] = {
  RH_OAUTH_AUTHORIZATION_URL,
  RH_OAUTH_TOKEN_URL,
  RH_OAUTH_REVOCATION_URL,
  RH_OAUTH_INTROSPECTION_URL,
  RH_OAUTH_ISSUER,
  RH_OAUTH_CLIENT_ID,
  RH_OAUTH_SCOPE,
  RH_OAUTH_REDIRECT_URI,
  RH_OAUTH_LISTEN_URI,
  RH_OAUTH_RESOURCE,
  RH_OAUTH_AUDIENCE,
  RH_OAUTH_HEADER_PREFIX,
};

struct _RhOAuthConfig
{
  GObject parent_instance;

  char *fields[G_N_ELEMENTS (field_names)];
  RhSecret *client_secret;
  RhParams *authorization_params;
  RhClientAuth client_auth;
  gboolean iss_required;
};

G_DEFINE_FINAL_TYPE (RhOAuthConfig, rh_oauth_config, G_TYPE_OBJECT)

G_DEFINE_QUARK (rh_oauth_error, rh_oauth_error)

G_DEFINE_ENUM_TYPE (RhClientAuth,
                    rh_client_auth,
                    G_DEFINE_ENUM_VALUE (RH_CLIENT_AUTH_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (RH_CLIENT_AUTH_BASIC, "basic"),
                    G_DEFINE_ENUM_VALUE (RH_CLIENT_AUTH_BASIC_RAW, "basic-raw"),
                    G_DEFINE_ENUM_VALUE (RH_CLIENT_AUTH_BODY, "body"))

static char **
find_field (RhOAuthConfig *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++)
    {
      if (g_str_equal (field_names[i], name))
        return &self->fields[i];
    }

  return NULL;
}

static gboolean
fail (GError **error, RhOAuthError code, const char *field)
{
  g_set_error_literal (error, RH_OAUTH_ERROR, code, field);
  return FALSE;
}

static gboolean
has_control (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      if (g_ascii_iscntrl (*at))
        return TRUE;
    }

  return FALSE;
}

/* RFC 3986 characters and nothing else: no space, no backslash that a browser reads as "/", no
 * quote that a launcher could trip over (E11). */
static gboolean
has_url_characters_only (const char *text)
{
  return text[strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                            "-._~:/?#[]@!$&'()*+,;=%")]
         == '\0';
}

static RhUrl *
parse_plain_url (const char *text)
{
  g_autoptr (RhUrl) url = NULL;

  if (!has_url_characters_only (text))
    return NULL;

  url = rh_url_parse_http (text, NULL);
  if (url == NULL || url->fragment != NULL || url->userinfo != NULL)
    return NULL;

  return g_steal_pointer (&url);
}

gboolean
rh_oauth_url_check (const char *url, const char *field, GError **error)
{
  g_autoptr (RhUrl) parsed = parse_plain_url (url);

  if (parsed == NULL)
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, field);
  if (!rh_url_is_https (parsed) && !rh_url_is_loopback (parsed))
    return fail (error, RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT, field);

  return TRUE;
}

static gboolean
check_url_field (RhOAuthConfig *self, const char *field, gboolean required, GError **error)
{
  const char *value = rh_oauth_config_get (self, field);

  if (value == NULL)
    return required ? fail (error, RH_OAUTH_ERROR_CONFIG_MISSING, field) : TRUE;

  return rh_oauth_url_check (value, field, error);
}

/* Where the port of "http://127.0.0.1:0/callback" begins and ends; FALSE if it does not ask for a
 * free port. */
static gboolean
find_free_port (const char *uri, gsize *start, gsize *end)
{
  gsize stop, digits;

  if (g_ascii_strncasecmp (uri, "http://", 7) != 0)
    return FALSE;

  stop = 7 + strcspn (uri + 7, "/?#");
  for (digits = stop; digits > 7 && uri[digits - 1] == '0'; digits--)
    ;
  if (digits == stop || uri[digits - 1] != ':')
    return FALSE;

  *start = digits;
  *end = stop;
  return TRUE;
}

static char *
replace_free_port (const char *uri, guint16 port)
{
  gsize start, end;

  if (!find_free_port (uri, &start, &end))
    return g_strdup (uri);

  return g_strdup_printf ("%.*s%u%s", (int) start, uri, port, uri + end);
}

/* A URL that a listener of ours can answer: http on one of the three loopback hosts. */
static RhUrl *
parse_listen_url (const char *uri)
{
  g_autoptr (RhUrl) url = parse_plain_url (uri);
  g_autofree char *host = NULL;

  if (url == NULL || rh_url_is_https (url))
    return NULL;

  host = rh_url_dup_host (url);
  if (g_strcmp0 (host, "127.0.0.1") != 0 && g_strcmp0 (host, "::1") != 0
      && g_strcmp0 (host, "localhost") != 0)
    return NULL;

  return g_steal_pointer (&url);
}

/* An answer brings these; in the redirect URI itself they would come twice. */
static gboolean
has_answer_parameters (const RhUrl *url)
{
  static const char *const names[] = { "state", "code", "error", "iss" };
  g_autoptr (RhParams) params = rh_params_parse (url->query != NULL ? url->query : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (rh_params_count (params, names[i]) > 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_redirect_uri (RhOAuthConfig *self, GError **error)
{
  const char *uri = rh_oauth_config_get (self, RH_OAUTH_REDIRECT_URI);
  const char *listen_uri = rh_oauth_config_get (self, RH_OAUTH_LISTEN_URI);
  g_autofree char *with_port = NULL;
  g_autoptr (RhUrl) url = NULL;
  g_autoptr (RhUrl) listen_url = NULL;
  gboolean free_port;

  if (uri == NULL)
    return fail (error, RH_OAUTH_ERROR_CONFIG_MISSING, RH_OAUTH_REDIRECT_URI);

  with_port = replace_free_port (uri, 1);
  free_port = !g_str_equal (with_port, uri);
  if (!rh_oauth_url_check (with_port, RH_OAUTH_REDIRECT_URI, error))
    return FALSE;

  url = rh_url_parse_http (with_port, NULL);
  listen_url = parse_listen_url (with_port);
  if (has_answer_parameters (url))
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_REDIRECT_URI);
  /* A free port is known only to a listener of ours at the redirect URI itself. */
  if (listen_uri == NULL ? !rh_url_is_https (url) && listen_url == NULL : free_port)
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_REDIRECT_URI);

  if (listen_uri != NULL && *listen_uri != '\0')
    {
      g_autoptr (RhUrl) other = parse_listen_url (listen_uri);

      if (other == NULL)
        return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_LISTEN_URI);
    }

  return TRUE;
}

static gboolean
check_issuer (RhOAuthConfig *self, GError **error)
{
  const char *issuer = rh_oauth_config_get (self, RH_OAUTH_ISSUER);

  if (issuer == NULL)
    return TRUE;
  if (!rh_oauth_url_check (issuer, RH_OAUTH_ISSUER, error))
    return FALSE;
  if (strchr (issuer, '?') != NULL)
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_ISSUER);

  return TRUE;
}

/* RFC 8707 2: absolute, no fragment. */
static gboolean
check_resource (RhOAuthConfig *self, GError **error)
{
  const char *resource = rh_oauth_config_get (self, RH_OAUTH_RESOURCE);
  g_autofree char *scheme = NULL;

  if (resource == NULL)
    return TRUE;

  scheme = g_uri_parse_scheme (resource);
  if (scheme == NULL || !has_url_characters_only (resource) || strchr (resource, '#') != NULL)
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_RESOURCE);

  return TRUE;
}

static gboolean
is_reserved (const char *name)
{
  for (guint i = 0; reserved_parameters[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (reserved_parameters[i], name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Fields of ours that become a parameter: a second one of that name would be a double. */
static gboolean
is_set_by_field (RhOAuthConfig *self, const char *name)
{
  static const char *const fields[] = { RH_OAUTH_SCOPE, RH_OAUTH_RESOURCE, RH_OAUTH_AUDIENCE };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (fields[i], name))
        return rh_oauth_config_get (self, name) != NULL;
    }

  return FALSE;
}

static gboolean
contains_client_secret (RhOAuthConfig *self, const char *text)
{
  if (text == NULL || self->client_secret == NULL || rh_secret_get_length (self->client_secret) < 8)
    return FALSE;

  return strstr (text, rh_secret_peek (self->client_secret, NULL)) != NULL;
}

static gboolean
check_params (RhOAuthConfig *self, const RhParams *params, const RhParams *others, GError **error)
{
  for (guint i = 0; i < rh_params_get_length (params); i++)
    {
      const RhParam *param = rh_params_nth (params, i);
      guint count = rh_params_count (params, param->name) + rh_params_count (others, param->name);
      gboolean repeatable = g_str_equal (param->name, RH_OAUTH_RESOURCE);

      if (is_reserved (param->name) || is_set_by_field (self, param->name)
          || (count > 1 && !repeatable) || contains_client_secret (self, param->value))
        {
          g_autofree char *name = rh_server_text_clean (param->name);

          return fail (error, RH_OAUTH_ERROR_CONFIG_PARAMETER, name);
        }
    }

  return TRUE;
}

/* RFC 6749 3.1: no parameter twice, be it from the address or from the list of extra ones. */
static gboolean
check_authorization_params (RhOAuthConfig *self, GError **error)
{
  const char *text = rh_oauth_config_get (self, RH_OAUTH_AUTHORIZATION_URL);
  g_autoptr (RhUrl) url = rh_url_parse_http (text, NULL);
  g_autoptr (RhParams) in_url = rh_params_parse (url->query != NULL ? url->query : "", -1);

  if (contains_client_secret (self, text))
    return fail (error, RH_OAUTH_ERROR_CONFIG_PARAMETER, "client_secret");

  return check_params (self, in_url, self->authorization_params, error)
         && check_params (self, self->authorization_params, in_url, error);
}

/* A line feed that came along when it was pasted is found here, not by the server. */
static gboolean
check_client_secret (RhSecret *secret)
{
  gsize length;
  const char *bytes;

  if (secret == NULL)
    return TRUE;

  bytes = rh_secret_peek (secret, &length);
  return strlen (bytes) == length && !has_control (bytes);
}

static gboolean
check_client (RhOAuthConfig *self, GError **error)
{
  const char *client_id = rh_oauth_config_get (self, RH_OAUTH_CLIENT_ID);

  if (client_id == NULL)
    return fail (error, RH_OAUTH_ERROR_CONFIG_MISSING, RH_OAUTH_CLIENT_ID);
  if (has_control (client_id) || !g_utf8_validate (client_id, -1, NULL))
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_CLIENT_ID);
  /* RFC 7617 2: as it is, the first colon ends the ID. */
  if (self->client_auth == RH_CLIENT_AUTH_BASIC_RAW && strchr (client_id, ':') != NULL)
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_CLIENT_ID);
  if (!check_client_secret (self->client_secret))
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, "client_secret");

  return TRUE;
}

static gboolean
check_scope (RhOAuthConfig *self, GError **error)
{
  const char *scope = rh_oauth_config_get (self, RH_OAUTH_SCOPE);

  if (scope != NULL && !rh_oauth_scope_is_valid (scope))
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_SCOPE);

  return TRUE;
}

static gboolean
check_text_fields (RhOAuthConfig *self, GError **error)
{
  const char *audience = rh_oauth_config_get (self, RH_OAUTH_AUDIENCE);
  const char *prefix = rh_oauth_config_get (self, RH_OAUTH_HEADER_PREFIX);

  if (audience != NULL && has_control (audience))
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_AUDIENCE);
  /* An auth-scheme, RFC 9110 11.1: a token. */
  if (prefix != NULL
      && prefix[strspn (prefix, "!#$%&'*+-.^_`|~" G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS)] != '\0')
    return fail (error, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_HEADER_PREFIX);

  return TRUE;
}

static void
rh_oauth_config_finalize (GObject *object)
{
  RhOAuthConfig *self = RH_OAUTH_CONFIG (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    g_clear_pointer (&self->fields[i], g_free);
  rh_oauth_config_set_client_secret (self, NULL);
  g_clear_pointer (&self->authorization_params, rh_params_free);

  G_OBJECT_CLASS (rh_oauth_config_parent_class)->finalize (object);
}

static void
rh_oauth_config_class_init (RhOAuthConfigClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_oauth_config_finalize;
}

static void
rh_oauth_config_init (RhOAuthConfig *self)
{
  self->authorization_params = rh_params_new ();
  self->client_auth = RH_CLIENT_AUTH_BASIC;
}

RhOAuthConfig *
rh_oauth_config_new (void)
{
  return g_object_new (RH_TYPE_OAUTH_CONFIG, NULL);
}

RhOAuthConfig *
rh_oauth_config_copy (RhOAuthConfig *self)
{
  RhOAuthConfig *copy;

  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (self), NULL);

  copy = rh_oauth_config_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->fields); i++)
    copy->fields[i] = g_strdup (self->fields[i]);
  rh_oauth_config_set_client_secret (copy, self->client_secret);
  copy->client_auth = self->client_auth;
  copy->iss_required = self->iss_required;
  for (guint i = 0; i < rh_params_get_length (self->authorization_params); i++)
    {
      const RhParam *param = rh_params_nth (self->authorization_params, i);

      rh_params_add (copy->authorization_params, param->name, param->value);
    }

  return copy;
}

void
rh_oauth_config_set (RhOAuthConfig *self, const char *field, const char *value)
{
  char **place;
  gboolean keeps_empty;

  g_return_if_fail (RH_IS_OAUTH_CONFIG (self));
  place = find_field (self, field);
  g_return_if_fail (place != NULL);

  /* An empty prefix and an empty listening address say something; elsewhere empty is unset. */
  keeps_empty
      = g_str_equal (field, RH_OAUTH_LISTEN_URI) || g_str_equal (field, RH_OAUTH_HEADER_PREFIX);
  if (value != NULL && *value == '\0' && !keeps_empty)
    value = NULL;

  g_set_str (place, value);
}

const char *
rh_oauth_config_get (RhOAuthConfig *self, const char *field)
{
  char **place;

  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (self), NULL);
  place = find_field (self, field);
  g_return_val_if_fail (place != NULL, NULL);

  return *place;
}

void
rh_oauth_config_set_client_secret (RhOAuthConfig *self, RhSecret *secret)
{
  g_return_if_fail (RH_IS_OAUTH_CONFIG (self));

  if (secret != NULL)
    secret = rh_secret_get_length (secret) > 0 ? rh_secret_ref (secret) : NULL;
  /* Known to the redactor for as long as it is here (standards.md M1). */
  if (secret != NULL)
    rh_redactor_learn (rh_redactor_get_default (), secret);
  if (self->client_secret != NULL)
    rh_redactor_forget (rh_redactor_get_default (), self->client_secret);
  g_clear_pointer (&self->client_secret, rh_secret_unref);
  self->client_secret = secret;
}

RhSecret *
rh_oauth_config_get_client_secret (RhOAuthConfig *self)
{
  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (self), NULL);

  return self->client_secret;
}

void
rh_oauth_config_set_client_auth (RhOAuthConfig *self, RhClientAuth auth)
{
  g_return_if_fail (RH_IS_OAUTH_CONFIG (self));

  self->client_auth = auth;
}

RhClientAuth
rh_oauth_config_get_client_auth (RhOAuthConfig *self)
{
  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (self), RH_CLIENT_AUTH_NONE);

  return self->client_auth;
}

void
rh_oauth_config_set_iss_required (RhOAuthConfig *self, gboolean required)
{
  g_return_if_fail (RH_IS_OAUTH_CONFIG (self));

  self->iss_required = required;
}

gboolean
rh_oauth_config_get_iss_required (RhOAuthConfig *self)
{
  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (self), FALSE);

  return self->iss_required;
}

RhParams *
rh_oauth_config_get_authorization_params (RhOAuthConfig *self)
{
  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (self), NULL);

  return self->authorization_params;
}

gboolean
rh_oauth_config_check_client (RhOAuthConfig *self, GError **error)
{
  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (self), FALSE);

  return check_client (self, error) && check_url_field (self, RH_OAUTH_TOKEN_URL, TRUE, error)
         && check_url_field (self, RH_OAUTH_REVOCATION_URL, FALSE, error)
         && check_url_field (self, RH_OAUTH_INTROSPECTION_URL, FALSE, error)
         && check_scope (self, error) && check_resource (self, error)
         && check_text_fields (self, error);
}

gboolean
rh_oauth_config_check (RhOAuthConfig *self, GError **error)
{
  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (self), FALSE);

  return rh_oauth_config_check_client (self, error)
         && check_url_field (self, RH_OAUTH_AUTHORIZATION_URL, TRUE, error)
         && check_issuer (self, error) && check_redirect_uri (self, error)
         && check_authorization_params (self, error);
}

gboolean
rh_oauth_config_get_listen_address (RhOAuthConfig *self, char **host, guint16 *port, char **path)
{
  const char *uri;
  g_autofree char *with_port = NULL;
  g_autoptr (RhUrl) url = NULL;

  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (self), FALSE);

  uri = rh_oauth_config_get (self, RH_OAUTH_LISTEN_URI);
  if (uri == NULL)
    uri = rh_oauth_config_get (self, RH_OAUTH_REDIRECT_URI);
  if (uri == NULL || *uri == '\0')
    return FALSE;

  with_port = replace_free_port (uri, 1);
  url = parse_listen_url (with_port);
  if (url == NULL)
    return FALSE;

  *host = rh_url_dup_host (url);
  if (g_str_equal (*host, "::1"))
    g_set_str (host, "[::1]");
  *port = g_str_equal (with_port, uri) ? rh_url_get_port (url) : 0;
  *path = g_strdup (*url->path != '\0' ? url->path : "/");
  return TRUE;
}

void
rh_oauth_config_set_listen_port (RhOAuthConfig *self, guint16 port)
{
  char **place;
  g_autofree char *uri = NULL;

  g_return_if_fail (RH_IS_OAUTH_CONFIG (self));

  place = find_field (self, RH_OAUTH_REDIRECT_URI);
  g_return_if_fail (*place != NULL);

  uri = replace_free_port (*place, port);
  g_set_str (place, uri);
}

/* Split at white space, empty ones left out. */
static GPtrArray *
split_scope (const char *scope)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (scope, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_ptr_array_add (tokens, g_strdup (parts[i]));
    }

  return tokens;
}

static char *
join_scope (GPtrArray *tokens)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      if (i > 0)
        g_string_append_c (joined, ' ');
      g_string_append (joined, g_ptr_array_index (tokens, i));
    }

  return g_string_free_and_steal (joined);
}

static int
compare_tokens (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
rh_oauth_scope_canonical (const char *scope)
{
  g_autoptr (GPtrArray) tokens = split_scope (scope != NULL ? scope : "");

  g_ptr_array_sort (tokens, compare_tokens);
  for (guint i = 1; i < tokens->len;)
    {
      if (g_str_equal (g_ptr_array_index (tokens, i - 1), g_ptr_array_index (tokens, i)))
        g_ptr_array_remove_index (tokens, i);
      else
        i++;
    }

  return join_scope (tokens);
}

char *
rh_oauth_scope_tidy (const char *scope)
{
  g_autoptr (GPtrArray) tokens = split_scope (scope != NULL ? scope : "");

  return join_scope (tokens);
}

gboolean
rh_oauth_scope_is_valid (const char *scope)
{
  for (const guchar *at = (const guchar *) scope; *at != '\0'; at++)
    {
      if (*at < 0x20 || *at > 0x7E || *at == '"' || *at == '\\')
        return FALSE;
    }

  return TRUE;
}
