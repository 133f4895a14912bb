/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One attempt at a consent: the address that goes to the browser, and the judge of what comes back.
 * State, verifier, expected issuer and redirect URI live and die together, so that two attempts
 * cannot cross (E13). */
#define G_LOG_DOMAIN "rh-authorization"

#include "config.h"

#include "oauth/rh-authorization.h"

#include "oauth/rh-pkce.h"
#include "oauth/rh-server-text.h"
#include "text/rh-redactor.h"
#include "text/rh-url.h"

#include <string.h>

#define STATE_BYTES 32
#define MAX_ANSWER_BYTES (16 * 1024)

struct _RhAuthorization
{
  char *url;
  char *redirect_uri;
  char *authorization_origin;
  char *issuer; /* NULL: nobody configured one */
  gboolean iss_required;

  char *state; /* NULL: burnt */
  RhSecret *verifier;
  char *unknown_issuer;
};

static void
append_parameter (GString *query, const char *name, const char *value)
{
  g_autofree char *encoded_name = NULL;
  g_autofree char *encoded = NULL;

  if (value == NULL || *value == '\0')
    return;

  encoded_name = rh_percent_encode (name, -1, RH_PLACE_COMPONENT);
  encoded = rh_percent_encode (value, -1, RH_PLACE_COMPONENT);
  if (query->len > 0 && query->str[query->len - 1] != '&')
    g_string_append_c (query, '&');
  g_string_append_printf (query, "%s=%s", encoded_name, encoded);
}

static void
append_extra_parameters (GString *query, const RhParams *params)
{
  for (guint i = 0; i < rh_params_get_length (params); i++)
    {
      const RhParam *param = rh_params_nth (params, i);

      append_parameter (query, param->name, param->value);
    }
}

static char *
build_url (RhAuthorization *self, RhOAuthConfig *config)
{
  g_autoptr (RhUrl) url
      = rh_url_parse_http (rh_oauth_config_get (config, RH_OAUTH_AUTHORIZATION_URL), NULL);
  g_autoptr (GString) query = g_string_new (url->query);
  g_autofree char *challenge = rh_pkce_dup_challenge (self->verifier);
  g_autofree char *scope = rh_oauth_scope_tidy (rh_oauth_config_get (config, RH_OAUTH_SCOPE));

  append_parameter (query, "response_type", "code");
  append_parameter (query, "client_id", rh_oauth_config_get (config, RH_OAUTH_CLIENT_ID));
  append_parameter (query, "redirect_uri", self->redirect_uri);
  append_parameter (query, "scope", scope);
  append_parameter (query, "state", self->state);
  append_parameter (query, "code_challenge", challenge);
  append_parameter (query, "code_challenge_method", "S256");
  append_parameter (query, "resource", rh_oauth_config_get (config, RH_OAUTH_RESOURCE));
  append_parameter (query, "audience", rh_oauth_config_get (config, RH_OAUTH_AUDIENCE));
  append_extra_parameters (query, rh_oauth_config_get_authorization_params (config));

  g_set_str (&url->query, query->str);
  self->authorization_origin = rh_url_dup_origin (url);
  return rh_url_to_string (url);
}

RhAuthorization *
rh_authorization_new (RhOAuthConfig *config, GError **error)
{
  RhAuthorization *self;

  if (!rh_oauth_config_check (config, error))
    return NULL;

  self = g_new0 (RhAuthorization, 1);
  self->redirect_uri = g_strdup (rh_oauth_config_get (config, RH_OAUTH_REDIRECT_URI));
  self->issuer = g_strdup (rh_oauth_config_get (config, RH_OAUTH_ISSUER));
  self->iss_required = rh_oauth_config_get_iss_required (config);
  self->state = rh_random_token (STATE_BYTES);
  self->verifier = rh_pkce_new_verifier ();
  rh_redactor_learn (rh_redactor_get_default (), self->verifier);
  self->url = build_url (self, config);

  return self;
}

void
rh_authorization_free (RhAuthorization *self)
{
  if (self == NULL)
    return;

  rh_wipe_string (&self->url);
  rh_wipe_string (&self->state);
  g_free (self->redirect_uri);
  g_free (self->authorization_origin);
  g_free (self->issuer);
  g_free (self->unknown_issuer);
  rh_redactor_forget (rh_redactor_get_default (), self->verifier);
  rh_secret_unref (self->verifier);
  g_free (self);
}

const char *
rh_authorization_get_url (RhAuthorization *self)
{
  return self->url;
}

const char *
rh_authorization_get_state (RhAuthorization *self)
{
  return self->state;
}

RhSecret *
rh_authorization_get_verifier (RhAuthorization *self)
{
  return self->verifier;
}

static gboolean
fail (GError **error, RhOAuthError code, const char *detail)
{
  g_set_error_literal (error, RH_OAUTH_ERROR, (int) code, detail);
  return FALSE;
}

/* Each at most once, and a code or an error (security.md 1.5). */
static gboolean
check_shape (const RhParams *params, GError **error)
{
  guint n_codes = rh_params_count (params, "code");
  guint n_errors = rh_params_count (params, "error");

  if (rh_params_count (params, "state") != 1)
    return fail (error, RH_OAUTH_ERROR_STATE, "state must come once");
  if (n_codes + n_errors != 1)
    return fail (error, RH_OAUTH_ERROR_REDIRECT, "code or error must come once");
  if (rh_params_count (params, "iss") > 1)
    return fail (error, RH_OAUTH_ERROR_REDIRECT, "iss must come once");

  return TRUE;
}

static gboolean
check_state (RhAuthorization *self, const RhParams *params, GError **error)
{
  const char *state = rh_params_get (params, "state");

  if (self->state == NULL)
    return fail (error, RH_OAUTH_ERROR_STATE, "this sign-in has its answer already");
  if (!rh_bytes_equal_constant_time (state, strlen (state), self->state, strlen (self->state)))
    return fail (error, RH_OAUTH_ERROR_STATE, "not the state of this sign-in");

  return TRUE;
}

static gboolean
check_code (const RhParams *params, GError **error)
{
  const char *code = rh_params_get (params, "code");

  if (code == NULL)
    return TRUE;
  if (*code == '\0')
    return fail (error, RH_OAUTH_ERROR_REDIRECT, "code is empty");
  /* RFC 6749 appendix A.11: visible characters. */
  for (const guchar *at = (const guchar *) code; *at != '\0'; at++)
    {
      if (*at < 0x20 || *at > 0x7E)
        return fail (error, RH_OAUTH_ERROR_REDIRECT, "code has characters that no code has");
    }

  return TRUE;
}

/* RFC 9207 2.4, on success and on error. Without a configured issuer the origin of the
 * authorization URL stands for it; any other is asked about. */
static gboolean
check_issuer (RhAuthorization *self, const RhParams *params, GError **error)
{
  const char *iss = rh_params_get (params, "iss");
  g_autofree char *clean = rh_server_text_clean (iss);
  g_autofree char *origin = NULL;

  if (iss == NULL)
    return self->iss_required ? fail (error, RH_OAUTH_ERROR_ISSUER, "iss is missing") : TRUE;

  if (self->issuer != NULL)
    return g_str_equal (iss, self->issuer) ? TRUE : fail (error, RH_OAUTH_ERROR_ISSUER, clean);

  if (!rh_oauth_url_check (iss, RH_OAUTH_ISSUER, NULL) || strchr (iss, '?') != NULL)
    return fail (error, RH_OAUTH_ERROR_ISSUER, clean);

  origin = rh_url_text_dup_origin (iss);
  if (g_strcmp0 (origin, self->authorization_origin) == 0)
    return TRUE;

  g_set_str (&self->unknown_issuer, iss);
  return fail (error, RH_OAUTH_ERROR_ISSUER_UNKNOWN, clean);
}

static gboolean
check_no_error (const RhParams *params, GError **error)
{
  const char *name = rh_params_get (params, "error");
  g_autofree char *clean_name = rh_server_text_clean (name);
  g_autofree char *description = rh_server_text_clean (rh_params_get (params, "error_description"));
  g_autofree char *uri = rh_server_text_clean (rh_params_get (params, "error_uri"));
  g_autoptr (GString) message = g_string_new (clean_name);

  if (name == NULL)
    return TRUE;

  if (*description != '\0')
    g_string_append_printf (message, ": %s", description);
  if (g_str_has_prefix (uri, "https://") || g_str_has_prefix (uri, "http://"))
    g_string_append_printf (message, " (%s)", uri);

  return fail (error,
               g_str_equal (name, "access_denied") ? RH_OAUTH_ERROR_DENIED
                                                   : RH_OAUTH_ERROR_AUTHORIZATION,
               message->str);
}

RhSecret *
rh_authorization_take_code (RhAuthorization *self, const char *query, GError **error)
{
  g_autoptr (RhParams) params = NULL;
  g_autoptr (GError) issuer_error = NULL;
  gboolean issuer_fits;

  if (strlen (query) > MAX_ANSWER_BYTES)
    {
      fail (error, RH_OAUTH_ERROR_REDIRECT, "too long");
      return NULL;
    }

  params = rh_params_parse (query, -1);
  if (!check_shape (params, error) || !check_state (self, params, error)
      || !check_code (params, error))
    return NULL;

  /* From here on it is the answer to this attempt, good or bad; only a question keeps it open. */
  issuer_fits = check_issuer (self, params, &issuer_error);
  if (!g_error_matches (issuer_error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_ISSUER_UNKNOWN))
    rh_wipe_string (&self->state);
  if (!issuer_fits)
    {
      g_propagate_error (error, g_steal_pointer (&issuer_error));
      return NULL;
    }
  if (!check_no_error (params, error))
    return NULL;

  return rh_secret_new (rh_params_get (params, "code"), -1);
}

static const char *
find_difference (const RhUrl *url, const RhUrl *redirect)
{
  g_autofree char *authority = rh_url_dup_authority (url);
  g_autofree char *expected = rh_url_dup_authority (redirect);
  const char *path = *url->path != '\0' ? url->path : "/";
  const char *expected_path = *redirect->path != '\0' ? redirect->path : "/";

  if (g_ascii_strcasecmp (url->scheme, redirect->scheme) != 0)
    return "another scheme";
  if (g_strcmp0 (authority, expected) != 0 || url->userinfo != NULL)
    return "another host or port";
  if (!g_str_equal (path, expected_path))
    return "another path";
  if (url->query == NULL)
    return "no query";

  return NULL;
}

RhSecret *
rh_authorization_take_code_from_url (RhAuthorization *self, const char *url, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autoptr (RhUrl) parsed = NULL;
  g_autoptr (RhUrl) redirect = rh_url_parse_http (self->redirect_uri, NULL);
  const char *difference = "too long";

  if (strlen (url) <= MAX_ANSWER_BYTES)
    {
      trimmed = g_strstrip (g_strdup (url));
      parsed = rh_url_parse_http (trimmed, NULL);
      difference = parsed != NULL ? find_difference (parsed, redirect) : "not a whole address";
    }
  rh_wipe_string (&trimmed);

  if (difference != NULL)
    {
      fail (error, RH_OAUTH_ERROR_REDIRECT, difference);
      return NULL;
    }

  return rh_authorization_take_code (self, parsed->query, error);
}

const char *
rh_authorization_get_unknown_issuer (RhAuthorization *self)
{
  return self->unknown_issuer;
}

void
rh_authorization_accept_issuer (RhAuthorization *self)
{
  g_return_if_fail (self->unknown_issuer != NULL);

  g_set_str (&self->issuer, self->unknown_issuer);
}
