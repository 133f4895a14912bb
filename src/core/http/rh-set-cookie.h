/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One Set-Cookie field, read as RFC 6265bis 5.1.1 and 5.6 have it, and judged by itself as 5.7 has
 * it: against where it came from, not against a jar. Sans-IO. */
#pragma once

#include "http/rh-cookie.h"

G_BEGIN_DECLS

/* What became of a cookie that a server set. */
typedef enum
{
  RH_COOKIE_KEPT,
  RH_COOKIE_REMOVED,       /* it is past its end: the one of that name is gone */
  RH_COOKIE_SYNTAX,        /* a control character, or neither name nor value */
  RH_COOKIE_SIZE,          /* name and value over 4096 bytes */
  RH_COOKIE_DOMAIN,        /* for a domain that the host is not in */
  RH_COOKIE_PUBLIC_SUFFIX, /* for all of "co.uk" */
  RH_COOKIE_INSECURE,      /* Secure, and it came unencrypted */
  RH_COOKIE_PREFIX,        /* __Secure- or __Host- and not what that promises */
  RH_COOKIE_SHADOWS,       /* came unencrypted, and a Secure one of that name is there */
} RhCookieVerdict;

/* "domain", "public-suffix", …: for a note of a hop. */
const char *rh_cookie_verdict_get_code (RhCookieVerdict verdict);

/* @now: seconds since 1970. @cookie (transfer full): with RH_COOKIE_KEPT, and with
 * RH_COOKIE_REMOVED, where it is the one to be removed; else NULL. */
RhCookieVerdict
rh_set_cookie_parse (const char *field, const RhUrl *url, gint64 now, RhCookie **cookie);
/* The name in @field, as far as it can be shown: printable ASCII, at most 64 characters. */
char *rh_set_cookie_dup_name (const char *field);
/* RFC 6265bis 5.1.1; seconds since 1970. FALSE if it is no date. */
gboolean rh_cookie_date_parse (const char *text, gint64 *seconds);

G_END_DECLS
