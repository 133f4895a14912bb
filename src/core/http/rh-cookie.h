/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cookie as a jar keeps it, and where it may go (RFC 6265bis 5.1, 5.8.3). Sans-IO. */
#pragma once

#include "text/rh-secret.h"
#include "text/rh-url.h"

G_BEGIN_DECLS

/* What the server asked for. It is kept and shown; a request that a person sends has no other site
 * that began it, so nothing is held back for it. */
typedef enum
{
  RH_SAME_SITE_DEFAULT,
  RH_SAME_SITE_NONE,
  RH_SAME_SITE_LAX,
  RH_SAME_SITE_STRICT,
} RhSameSite;

/* For a cookie that ends with the session. */
#define RH_COOKIE_NO_EXPIRY (-1)

typedef struct
{
  const char *name; /* "": the value alone is sent */
  RhSecret *value;
  const char *domain; /* lower case, punycode, no leading dot */
  gboolean host_only; /* @domain and none of its subdomains */
  const char *path;   /* starts with "/" */
  gint64 expires;     /* seconds since 1970, or RH_COOKIE_NO_EXPIRY */
  gboolean secure;
  gboolean http_only;
  RhSameSite same_site;
} RhCookieFields;

#define RH_TYPE_COOKIE (rh_cookie_get_type ())
G_DECLARE_FINAL_TYPE (RhCookie, rh_cookie, RH, COOKIE, GObject)

/* Immutable; an editor makes another one. Copies @fields. */
RhCookie *rh_cookie_new (const RhCookieFields *fields);
const RhCookieFields *rh_cookie_get_fields (RhCookie *self);
/* The same name, domain and path: one takes the place of the other. */
gboolean rh_cookie_is_same (RhCookie *self, RhCookie *other);
gboolean rh_cookie_is_expired (RhCookie *self, gint64 now);
/* Whether it goes with a request to @url, expiry aside. */
gboolean rh_cookie_goes_to (RhCookie *self, const RhUrl *url);

/* https, and loopback as browsers have it: nobody listens on the way. */
gboolean rh_cookie_url_is_secure (const RhUrl *url);
/* RFC 6265bis 5.1.3: equal, or a subdomain. Never a part of an address. */
gboolean rh_cookie_domain_matches (const char *host, const char *domain);
/* RFC 6265bis 5.1.4. */
gboolean rh_cookie_path_matches (const char *path, const char *cookie_path);
/* The path on the request line, without the query. */
char *rh_cookie_dup_path (const RhUrl *url);

G_END_DECLS
