/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A URL in parts that keep what was typed. GUri decodes and folds; this never does (standards.md
 * K2, K3). */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RH_URL_ERROR (rh_url_error_quark ())
GQuark rh_url_error_quark (void);
typedef enum
{
  RH_URL_ERROR_EMPTY,
  RH_URL_ERROR_SCHEME,    /* none, or not http or https where that was asked for */
  RH_URL_ERROR_HOST,      /* none, or with a character no host has */
  RH_URL_ERROR_PORT,      /* not 1 to 65535 */
  RH_URL_ERROR_CHARACTER, /* a control character or NUL */
} RhUrlError;

/**
 * RhUrl:
 *
 * Parts as typed, without their delimiters; NULL means "not there", "" means "there and empty"
 * ("https://h/?" has an empty query). rh_url_to_string() gives back every byte that was parsed.
 */
typedef struct
{
  char *scheme;
  char *userinfo;
  char *host; /* an IPv6 literal with its brackets */
  char *port;
  char *path; /* never NULL */
  char *query;
  char *fragment;
} RhUrl;

#define RH_TYPE_URL (rh_url_get_type ())
GType rh_url_get_type (void);

/* Any absolute URL with an authority. Refused, because parsers disagree about them: a backslash or
 * a second "@" in the authority, "%" in a host, numbers that are no dotted quad ("127.1"), IPv6
 * zones. An empty port and leading zeros in it are fine. Messages never quote the URL. */
RhUrl *rh_url_parse (const char *text, GError **error);
/* The same, and the scheme must be http or https. */
RhUrl *rh_url_parse_http (const char *text, GError **error);
RhUrl *rh_url_copy (const RhUrl *self);
void rh_url_free (RhUrl *self);
char *rh_url_to_string (const RhUrl *self);

/* "https://host[:port]", lower case, default port dropped, IPv6 canonical, IDNA as punycode: the
 * only thing two origins are compared by. NULL if the URL has none. */
char *rh_url_dup_origin (const RhUrl *self);
/* "host[:port]" of the same. This is what a Host field must equal (security.md 1.4). */
char *rh_url_dup_authority (const RhUrl *self);
/* For connecting: lower case, no brackets, punycode. */
char *rh_url_dup_host (const RhUrl *self);
guint16 rh_url_get_port (const RhUrl *self);
gboolean rh_url_is_https (const RhUrl *self);
/* The host is the literal 127.0.0.0/8 or ::1, or the name localhost. Parsed, never by prefix:
 * "127.0.0.1.evil" is not (security.md 4.1). */
gboolean rh_url_is_loopback (const RhUrl *self);
/* Origin of a URL in a string; NULL if it does not parse as http or https. */
char *rh_url_text_dup_origin (const char *text);
gboolean rh_url_same_origin (const char *a, const char *b);

/* What goes on the request line: path and query. Raw spaces, non-ASCII and control characters are
 * percent-encoded, everything else is as typed; an empty path becomes "/". @changed (may be NULL)
 * says whether anything had to be encoded, so that it can be shown. */
char *rh_url_dup_request_target (const RhUrl *self, gboolean *changed);
/* 0x21 to 0x7E only, starts with "/", not empty (platform.md, "Request target"). */
gboolean rh_request_target_is_valid (const char *target);

/* RFC 3986 5.2 against @self, as a redirect needs it: relative, "//host", "?q"; the fragment of
 * @self is inherited when @reference has none (RFC 9110 10.2.2). The userinfo of @self goes along
 * with its authority. "http:g" and "g:h" have no authority and fail with RH_URL_ERROR_SCHEME. */
RhUrl *rh_url_resolve (const RhUrl *self, const char *reference, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhUrl, rh_url_free)

G_END_DECLS
