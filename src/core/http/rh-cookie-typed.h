/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cookie that a person types: it must go on the wire as it stands and be no other cookie there
 * (RFC 6265bis 4.1.1, 5.6). Sans-IO. */
#pragma once

#include "http/rh-cookie.h"

G_BEGIN_DECLS

typedef enum
{
  RH_TYPED_COOKIE_GOOD,
  RH_TYPED_COOKIE_NAME,   /* a control character, "=", ";", or a space at an end */
  RH_TYPED_COOKIE_VALUE,  /* a control character, ";", or a space at an end */
  RH_TYPED_COOKIE_EMPTY,  /* neither name nor value */
  RH_TYPED_COOKIE_SIZE,   /* name and value over 4096 bytes */
  RH_TYPED_COOKIE_DOMAIN, /* not as rh_typed_cookie_dup_domain() has it */
  RH_TYPED_COOKIE_PATH,   /* does not start with "/", a control character, or ";" */
} RhTypedCookieFault;

/* @text as a jar has it: without a leading dot, lower case, punycode. NULL: it is no host.
 * (transfer full) */
char *rh_typed_cookie_dup_domain (const char *text);
RhTypedCookieFault rh_typed_cookie_check (const RhCookieFields *fields);

G_END_DECLS
