/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An OAuth 2.0 client configuration, every variable filled in: what a flow runs with. */
#pragma once

#include "text/rh-codec.h"
#include "text/rh-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_OAUTH_ERROR (rh_oauth_error_quark ())
GQuark rh_oauth_error_quark (void);

/* ui makes the sentence and the remedy from the code; the message is detail: the server's own words
 * (capped, no control characters), a field's name, an address. */
typedef enum
{
  /* The configuration; the message is the field ("token_url"). */
  RH_OAUTH_ERROR_CONFIG_MISSING,
  RH_OAUTH_ERROR_CONFIG_INVALID,
  RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT, /* https is required there (B10) */
  RH_OAUTH_ERROR_CONFIG_PARAMETER,  /* an extra parameter that is not allowed (security.md 4.4) */
  /* The consent. */
  RH_OAUTH_ERROR_PORT_IN_USE,
  RH_OAUTH_ERROR_NO_BROWSER,
  RH_OAUTH_ERROR_DENIED,        /* access_denied */
  RH_OAUTH_ERROR_AUTHORIZATION, /* any other error of the authorization response */
  RH_OAUTH_ERROR_REDIRECT,      /* a pasted address that is not our redirect */
  RH_OAUTH_ERROR_STATE,
  RH_OAUTH_ERROR_ISSUER,         /* iss missing or another's (RFC 9207, mix-up) */
  RH_OAUTH_ERROR_ISSUER_UNKNOWN, /* iss of an origin nobody configured: ask, then pin */
  RH_OAUTH_ERROR_TIMED_OUT,
  /* The token endpoint. */
  RH_OAUTH_ERROR_NETWORK,     /* see the RH_HTTP_ERROR that came with it in the message */
  RH_OAUTH_ERROR_CERTIFICATE, /* the server did not prove who it is; nothing was sent */
  RH_OAUTH_ERROR_INVALID_GRANT,
  RH_OAUTH_ERROR_INVALID_CLIENT,
  RH_OAUTH_ERROR_UNAUTHORIZED_CLIENT,
  RH_OAUTH_ERROR_INVALID_SCOPE,
  RH_OAUTH_ERROR_INVALID_REQUEST,
  RH_OAUTH_ERROR_SERVER,       /* 5xx, or an error code nobody knows */
  RH_OAUTH_ERROR_RATE_LIMITED, /* 429 */
  RH_OAUTH_ERROR_RESPONSE,     /* not what RFC 6749 5.1 asks for */
  RH_OAUTH_ERROR_TOKEN_TYPE,   /* a token_type we cannot use (B5) */
  /* The token. */
  RH_OAUTH_ERROR_NOT_CONNECTED,
  RH_OAUTH_ERROR_SIGN_IN_AGAIN, /* the refresh token is dead for good */
  RH_OAUTH_ERROR_OTHER_SUBJECT, /* signed in as somebody else: ask (security.md 3.10) */
  RH_OAUTH_ERROR_METADATA,      /* discovery: not the issuer's, too large, not JSON */
  RH_OAUTH_ERROR_KEYRING,
  RH_OAUTH_ERROR_DISCONNECT, /* "HTTP 502", the origin that the token may not go to, or the ID of a
                              * service that has no such thing */
} RhOAuthError;

typedef enum
{
  RH_CLIENT_AUTH_NONE,      /* public client: client_id in the body */
  RH_CLIENT_AUTH_BASIC,     /* form-encoded first, RFC 6749 2.3.1 */
  RH_CLIENT_AUTH_BASIC_RAW, /* "as is", for servers that are wrong about it */
  RH_CLIENT_AUTH_BODY,      /* client_id and client_secret in the body */
} RhClientAuth;

#define RH_TYPE_CLIENT_AUTH (rh_client_auth_get_type ())
GType rh_client_auth_get_type (void);

#define RH_TYPE_OAUTH_CONFIG (rh_oauth_config_get_type ())
G_DECLARE_FINAL_TYPE (RhOAuthConfig, rh_oauth_config, RH, OAUTH_CONFIG, GObject)

/* String fields by name; unset is NULL. Names as in OpenCollection and the RFCs. */
#define RH_OAUTH_AUTHORIZATION_URL "authorization_url"
#define RH_OAUTH_TOKEN_URL "token_url"
#define RH_OAUTH_REVOCATION_URL "revocation_url"
#define RH_OAUTH_INTROSPECTION_URL "introspection_url"
#define RH_OAUTH_ISSUER "issuer"
#define RH_OAUTH_CLIENT_ID "client_id"
#define RH_OAUTH_SCOPE "scope" /* as asked: space separated, case kept */
#define RH_OAUTH_REDIRECT_URI "redirect_uri"
#define RH_OAUTH_LISTEN_URI \
  "listen_uri" /* where we listen, if not the redirect URI; "" = nowhere */
#define RH_OAUTH_RESOURCE "resource"
#define RH_OAUTH_AUDIENCE "audience"
#define RH_OAUTH_HEADER_PREFIX "header_prefix" /* default "Bearer" */

RhOAuthConfig *rh_oauth_config_new (void);
RhOAuthConfig *rh_oauth_config_copy (RhOAuthConfig *self);
void rh_oauth_config_set (RhOAuthConfig *self, const char *field, const char *value);
const char *rh_oauth_config_get (RhOAuthConfig *self, const char *field);
void rh_oauth_config_set_client_secret (RhOAuthConfig *self,
                                        RhSecret *secret); /* NULL or empty: a public client */
RhSecret *rh_oauth_config_get_client_secret (RhOAuthConfig *self); /* borrowed */
/* Default BASIC. Without a client secret it is NONE, whatever is set here. */
void rh_oauth_config_set_client_auth (RhOAuthConfig *self, RhClientAuth auth);
RhClientAuth rh_oauth_config_get_client_auth (RhOAuthConfig *self);
/* Metadata said authorization_response_iss_parameter_supported. */
void rh_oauth_config_set_iss_required (RhOAuthConfig *self, gboolean required);
gboolean rh_oauth_config_get_iss_required (RhOAuthConfig *self);
/* Extra parameters of the authorization request. Never one of security.md 4.4. */
RhParams *rh_oauth_config_get_authorization_params (RhOAuthConfig *self);

/* Complete and allowed? Checks URLs, https, redirect URI, scope characters, extra parameters. */
gboolean rh_oauth_config_check (RhOAuthConfig *self, GError **error);
/* The part of it that token, revocation and introspection requests need: no browser, no redirect.
 */
gboolean rh_oauth_config_check_client (RhOAuthConfig *self, GError **error);
/* One address: RFC 3986 characters only, no userinfo, no fragment, https unless it is loopback. The
 * error's message is @field. */
gboolean rh_oauth_url_check (const char *url, const char *field, GError **error);
/* Where the listener must listen: host, port and path. FALSE when nothing listens (paste-back).
 * Port 0: the redirect URI is "http://127.0.0.1:0/…" and asks for a free one (RFC 8252 7.3). */
gboolean
rh_oauth_config_get_listen_address (RhOAuthConfig *self, char **host, guint16 *port, char **path);
/* Puts the port that was got in place of that 0, and changes no other byte of the redirect URI. */
void rh_oauth_config_set_listen_port (RhOAuthConfig *self, guint16 port);

/* Scopes sorted, once each. */
char *rh_oauth_scope_canonical (const char *scope);
/* In the order typed, one space between two. */
char *rh_oauth_scope_tidy (const char *scope);
/* RFC 6749 3.3 characters. */
gboolean rh_oauth_scope_is_valid (const char *scope);

G_END_DECLS
