/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that people put into requests. Those that frame a message (Content-Length,
 * Transfer-Encoding, Connection and its like) are not offered: the engine knows them better. */
#define G_LOG_DOMAIN "rh-header-names"

#include "config.h"

#include "http/rh-header-names.h"

static const char *const names[] = {
  "Accept",
  "Accept-Charset",
  "Accept-Encoding",
  "Accept-Language",
  "Access-Control-Request-Headers",
  "Access-Control-Request-Method",
  "Authorization",
  "Cache-Control",
  "Content-Disposition",
  "Content-Encoding",
  "Content-Language",
  "Content-Type",
  "Cookie",
  "Date",
  "DPoP",
  "Expect",
  "Forwarded",
  "From",
  "Host",
  "Idempotency-Key",
  "If-Match",
  "If-Modified-Since",
  "If-None-Match",
  "If-Range",
  "If-Unmodified-Since",
  "Link",
  "Origin",
  "Pragma",
  "Prefer",
  "Priority",
  "Range",
  "Referer",
  "Signature",
  "Signature-Input",
  "traceparent",
  "tracestate",
  "Upgrade-Insecure-Requests",
  "User-Agent",
  "X-API-Key",
  "X-Api-Version",
  "X-Auth-Token",
  "X-Correlation-ID",
  "X-CSRF-Token",
  "X-Forwarded-For",
  "X-Forwarded-Host",
  "X-Forwarded-Proto",
  "X-HTTP-Method-Override",
  "X-Request-ID",
  "X-Requested-With",
  NULL,
};

static const char *const media_types[] = {
  "application/json", "application/xml", "text/plain", "text/html", "text/csv", "*/*", NULL,
};
static const char *const content_types[] = {
  "application/json",
  "application/x-www-form-urlencoded",
  "application/xml",
  "text/plain",
  "text/csv",
  "application/octet-stream",
  "application/merge-patch+json",
  "application/json-patch+json",
  "application/problem+json",
  "application/vnd.api+json",
  "application/x-ndjson",
  NULL,
};
static const char *const codings[] = { "gzip", "gzip, deflate, br", "br", "identity", NULL };
static const char *const content_codings[] = { "gzip", "br", "deflate", "zstd", NULL };
static const char *const languages[] = { "en", "en-US, en;q=0.8", "*", NULL };
static const char *const schemes[] = { "Bearer ", "Basic ", "DPoP ", NULL };
static const char *const cache[] = { "no-cache", "no-store", "max-age=0", "only-if-cached", NULL };
static const char *const expect[] = { "100-continue", NULL };
static const char *const any[] = { "*", NULL };
static const char *const pragma[] = { "no-cache", NULL };
static const char *const prefer[]
    = { "return=minimal", "return=representation", "respond-async", NULL };
static const char *const range[] = { "bytes=0-1023", NULL };
static const char *const one[] = { "1", NULL };
static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", NULL };
static const char *const overridden[] = { "PATCH", "PUT", "DELETE", NULL };
static const char *const requested_with[] = { "XMLHttpRequest", NULL };
static const char *const protocols[] = { "https", "http", NULL };
static const char *const uuid[] = { "{{$guid}}", NULL };

static const struct
{
  const char *name;
  const char *const *values;
} known[] = {
  { "Accept", media_types },
  { "Accept-Encoding", codings },
  { "Accept-Language", languages },
  { "Access-Control-Request-Method", methods },
  { "Authorization", schemes },
  { "Cache-Control", cache },
  { "Content-Encoding", content_codings },
  { "Content-Type", content_types },
  { "Expect", expect },
  { "Idempotency-Key", uuid },
  { "If-Match", any },
  { "If-None-Match", any },
  { "Pragma", pragma },
  { "Prefer", prefer },
  { "Range", range },
  { "Upgrade-Insecure-Requests", one },
  { "X-Correlation-ID", uuid },
  { "X-Forwarded-Proto", protocols },
  { "X-HTTP-Method-Override", overridden },
  { "X-Request-ID", uuid },
  { "X-Requested-With", requested_with },
};

const char *const *
rh_header_names (void)
{
  return names;
}

const char *const *
rh_header_values (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i].name, name) == 0)
      return known[i].values;

  return NULL;
}
