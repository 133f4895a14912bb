/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an RhRequest into a SoupMessage that does nothing by itself (platform.md). */
#define G_LOG_DOMAIN "rh-soup-message"

#include "config.h"

#include "http/rh-soup-message.h"

#include "http/rh-unpacker.h"
#include "text/rh-url.h"

#include <string.h>

/* Built from parts that were checked; nothing is decoded or folded on the way. */
static GUri *
build_uri (RhRequest *request, RhHop *hop)
{
  const char *text = rh_text_peek (rh_request_get_url (request), NULL);
  g_autoptr (RhUrl) url = rh_url_parse_http (text, NULL);
  g_autofree char *host = rh_url_dup_host (url);
  g_autofree char *target = NULL;
  gboolean changed;
  char *query;

  target = rh_url_dup_request_target (url, &changed);
  if (changed)
    rh_hop_add_note (hop, "target-encoded");
  if (url->userinfo != NULL)
    rh_hop_add_note (hop, "userinfo-not-sent");

  query = strchr (target, '?');
  if (query != NULL)
    *query++ = '\0';

  return g_uri_build (SOUP_HTTP_URI_FLAGS | G_URI_FLAGS_ENCODED,
                      rh_url_is_https (url) ? "https" : "http", NULL, host, rh_url_get_port (url),
                      target, query, NULL);
}

static gboolean
is_framing (const char *name)
{
  return g_ascii_strcasecmp (name, "Content-Length") == 0
         || g_ascii_strcasecmp (name, "Transfer-Encoding") == 0;
}

static void
copy_headers (SoupMessage *message, RhRequest *request)
{
  RhHeaders *from = rh_request_get_headers (request);
  SoupMessageHeaders *to = soup_message_get_request_headers (message);
  guint n_headers = rh_headers_get_length (from);

  for (guint i = 0; i < n_headers; i++)
    if (!is_framing (rh_headers_nth_name (from, i)))
      soup_message_headers_append (to, rh_headers_nth_name (from, i),
                                   rh_text_peek (rh_headers_nth_value (from, i), NULL));
}

/* What HTTP/2 was to offer, now that the server does not speak it. */
static void
offer_codings (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (soup_message_headers_get_list (headers, "Accept-Encoding") == NULL)
    soup_message_headers_append (headers, "Accept-Encoding", RH_UNPACKER_CODINGS);
}

static void
set_body (SoupMessage *message, RhRequest *request, GInputStream *body, goffset size)
{
  RhHeaders *headers = rh_request_get_headers (request);
  const char *media_type = rh_body_get_media_type (rh_request_get_body (request));
  gboolean chunked = rh_headers_get (headers, "Transfer-Encoding") != NULL;

  if (rh_headers_get (headers, "Content-Type") != NULL)
    media_type = NULL;

  soup_message_set_request_body (message, media_type, body, chunked ? -1 : size);
}

SoupMessage *
rh_soup_message_new (RhRequest *request, RhHop *hop, GInputStream *body, goffset body_size)
{
  g_autoptr (GUri) uri = build_uri (request, hop);
  SoupMessage *message = soup_message_new_from_uri (rh_request_get_method (request), uri);
  SoupMessageFlags flags = SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS;

  if (g_strv_contains (rh_hop_get_notes (hop), "replay"))
    flags |= SOUP_MESSAGE_NEW_CONNECTION;

  soup_message_add_flags (message, flags);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  /* its HTTP/2 is left alone (CONTRIBUTING, "Speed") */
  soup_message_set_force_http1 (message, TRUE);

  copy_headers (message, request);
  if (!rh_request_get_http1 (request))
    offer_codings (message);
  if (body != NULL)
    set_body (message, request, body, body_size);

  return message;
}
