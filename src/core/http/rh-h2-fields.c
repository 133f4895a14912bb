/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as HTTP/2 says it: pseudo fields, then header fields in lower case (RFC 9113 8.2, 8.3).
 */
#define G_LOG_DOMAIN "rh-h2-fields"

#include "config.h"

#include "http/rh-h2-fields.h"

#include "http/rh-unpacker.h"
#include "text/rh-url.h"

#include <string.h>

#define AUTHORITY ":authority"

gboolean
rh_h2_fields_can_say (RhRequest *request)
{
  /* "Connection" and "Keep-Alive" say what HTTP/2 does anyway, but who types them means HTTP/1.1 */
  static const char *const names[]
      = { "Connection",        "Expect",           "HTTP2-Settings", "Keep-Alive", "TE",
          "Transfer-Encoding", "Proxy-Connection", "Upgrade" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (rh_headers_count (rh_request_get_headers (request), names[i]) > 0)
      return FALSE;

  return strcmp (rh_request_get_method (request), "CONNECT") != 0;
}

static gboolean
is_typed (RhRequest *request, const char *name)
{
  return rh_headers_count (rh_request_get_headers (request), name) > 0;
}

/* A length is said where there is a body, and of POST and PUT where there is none (RFC 9110 8.6).
 */
static void
add_length (RhHeaders *fields, RhRequest *request, goffset body_size)
{
  const char *method = rh_request_get_method (request);
  g_autofree char *length = NULL;

  if (is_typed (request, "Content-Length")
      || (body_size < 0 && strcmp (method, "POST") != 0 && strcmp (method, "PUT") != 0))
    return;

  length = g_strdup_printf ("%" G_GOFFSET_FORMAT, MAX (body_size, 0));
  rh_headers_append_plain (fields, "content-length", length);
}

/* The Host that was typed, or that of the URL. */
static RhText *
dup_authority (RhRequest *request)
{
  RhHeaders *typed = rh_request_get_headers (request);
  g_autoptr (RhUrl) url = NULL;
  g_autofree char *authority = NULL;

  for (guint i = 0; i < rh_headers_get_length (typed); i++)
    if (g_ascii_strcasecmp (rh_headers_nth_name (typed, i), "Host") == 0)
      return rh_text_ref (rh_headers_nth_value (typed, i));

  url = rh_url_parse_http (rh_text_peek (rh_request_get_url (request), NULL), NULL);
  authority = rh_url_dup_authority (url);

  return rh_text_new (authority);
}

RhHeaders *
rh_h2_fields_list (RhRequest *request, goffset body_size)
{
  RhHeaders *typed = rh_request_get_headers (request);
  RhBody *body = rh_request_get_body (request);
  RhHeaders *fields = rh_headers_new ();
  g_autoptr (RhText) authority = dup_authority (request);

  rh_headers_append (fields, AUTHORITY, authority);
  for (guint i = 0; i < rh_headers_get_length (typed); i++)
    {
      g_autofree char *name = g_ascii_strdown (rh_headers_nth_name (typed, i), -1);

      if (strcmp (name, "host") != 0)
        rh_headers_append (fields, name, rh_headers_nth_value (typed, i));
    }

  if (!is_typed (request, "Accept-Encoding"))
    rh_headers_append_plain (fields, "accept-encoding", RH_UNPACKER_CODINGS);
  if (body != NULL && rh_body_get_media_type (body) != NULL && !is_typed (request, "Content-Type"))
    rh_headers_append_plain (fields, "content-type", rh_body_get_media_type (body));
  add_length (fields, request, body_size);

  return fields;
}

/* Where a secret is in a URL, all of the target counts as one: what is masked is not shown from
 * here, and no table of the connection keeps it. */
static RhText *
dup_path (RhRequest *request, gboolean *changed)
{
  RhText *text = rh_request_get_url (request);
  g_autoptr (RhUrl) url = rh_url_parse_http (rh_text_peek (text, NULL), NULL);
  g_autofree char *target = rh_url_dup_request_target (url, changed);
  RhText *path;

  if (!rh_text_has_secret (text))
    return rh_text_new (target);

  path = rh_text_new ("");
  rh_text_append_value (path, target, -1, "url", RH_SOURCE_REQUEST, TRUE, NULL);

  return path;
}

RhHeaders *
rh_h2_fields_complete (RhRequest *request, RhHeaders *fields, gboolean *target_changed)
{
  g_autoptr (RhText) path = dup_path (request, target_changed);
  RhHeaders *complete = rh_headers_new ();

  rh_headers_append_plain (complete, ":method", rh_request_get_method (request));
  rh_headers_append_plain (complete, ":scheme", "https");
  rh_headers_append (complete, ":path", path);
  for (guint i = 0; i < rh_headers_get_length (fields); i++)
    rh_headers_append (complete, rh_headers_nth_name (fields, i), rh_headers_nth_value (fields, i));

  return complete;
}

gboolean
rh_h2_fields_are (RhHeaders *sent)
{
  return rh_headers_get_length (sent) > 0 && strcmp (rh_headers_nth_name (sent, 0), AUTHORITY) == 0;
}
