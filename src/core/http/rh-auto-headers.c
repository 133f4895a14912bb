/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says beforehand what the engine will add. What it says is what the wire tests see. */
#define G_LOG_DOMAIN "rh-auto-headers"

#include "config.h"

#include "http/rh-auto-headers.h"

#include "http/rh-h2-fields.h"
#include "http/rh-unpacker.h"
#include "text/rh-url.h"

/* libsoup offers brotli over TLS only. */
#define ENCODINGS RH_UNPACKER_CODINGS
#define ENCODINGS_TLS "gzip, deflate, br"

RhAutoHeader *
rh_auto_header_new (const char *name,
                    const char *value,
                    RhAutoHeaderReason reason,
                    gboolean can_override)
{
  RhAutoHeader *self = g_new0 (RhAutoHeader, 1);

  self->name = g_strdup (name);
  self->value = g_strdup (value);
  self->reason = reason;
  self->can_override = can_override;
  return self;
}

void
rh_auto_header_free (RhAutoHeader *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static void
add (GPtrArray *added,
     RhRequest *request,
     const char *name,
     const char *value,
     RhAutoHeaderReason reason)
{
  if (rh_headers_count (rh_request_get_headers (request), name) > 0)
    return;

  g_ptr_array_add (
      added, rh_auto_header_new (name, value, reason, reason != RH_AUTO_HEADER_CONTENT_LENGTH));
}

/* NULL: a file's, or what arrives in pieces. */
static char *
dup_length (RhBody *body)
{
  gsize length;

  if (rh_body_get_text (body) == NULL)
    return NULL;

  rh_text_peek (rh_body_get_text (body), &length);
  return g_strdup_printf ("%" G_GSIZE_FORMAT, length);
}

static void
add_body_headers (GPtrArray *added, RhRequest *request)
{
  RhBody *body = rh_request_get_body (request);
  g_autofree char *length = NULL;

  if (body == NULL)
    return;

  if (rh_body_get_media_type (body) != NULL)
    add (added, request, "Content-Type", rh_body_get_media_type (body),
         RH_AUTO_HEADER_CONTENT_TYPE);

  /* one excludes the other (RFC 9112 6.2) */
  if (rh_headers_count (rh_request_get_headers (request), "Transfer-Encoding") > 0)
    return;
  length = dup_length (body);
  add (added, request, "Content-Length", length, RH_AUTO_HEADER_CONTENT_LENGTH);
}

GPtrArray *
rh_auto_headers_of (RhRequest *request)
{
  GPtrArray *added = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_auto_header_free);
  g_autoptr (RhUrl) url = NULL;
  g_autofree char *host = NULL;
  gboolean https;
  gboolean h2;

  g_return_val_if_fail (RH_IS_REQUEST (request), added);

  url = rh_url_parse_http (rh_text_peek (rh_request_get_url (request), NULL), NULL);
  host = url == NULL ? NULL : rh_url_dup_authority (url);
  https = url != NULL && rh_url_is_https (url);
  h2 = https && !rh_request_get_http1 (request) && rh_h2_fields_can_say (request);
  add (added, request, "Host", host, RH_AUTO_HEADER_HOST);
  add (added, request, "Accept-Encoding",
       https && rh_request_get_http1 (request) ? ENCODINGS_TLS : ENCODINGS,
       RH_AUTO_HEADER_ENCODING);
  /* HTTP/2 has no such field (RFC 9113 8.2.2) */
  if (!h2)
    add (added, request, "Connection", "Keep-Alive", RH_AUTO_HEADER_CONNECTION);
  add_body_headers (added, request);

  return added;
}
