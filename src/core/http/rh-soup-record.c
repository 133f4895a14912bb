/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a SoupMessage into an RhHop: what was really sent, who answered, what came, how long it
 * took. */
#define G_LOG_DOMAIN "rh-soup-record"

#include "config.h"

#include "http/rh-soup-record.h"

#include <string.h>

/* The value in @request that went out under this name, each one once. */
static RhText *
take_value (RhHeaders *unmatched, const char *name, const char *value)
{
  guint n_headers = rh_headers_get_length (unmatched);

  for (guint i = 0; i < n_headers; i++)
    {
      RhText *text = rh_headers_nth_value (unmatched, i);

      if (g_ascii_strcasecmp (rh_headers_nth_name (unmatched, i), name) != 0
          || strcmp (rh_text_peek (text, NULL), value) != 0)
        continue;

      rh_text_ref (text);
      rh_headers_remove_nth (unmatched, i);
      return text;
    }

  return rh_text_new (value);
}

void
rh_soup_record_sent (RhHop *hop,
                     SoupMessage *message,
                     RhRequest *request,
                     RhText *proxy_authorization,
                     goffset body_size)
{
  g_autoptr (RhHeaders) unmatched = rh_headers_copy (rh_request_get_headers (request));
  g_autoptr (RhHeaders) sent = rh_headers_new ();
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  if (proxy_authorization != NULL)
    rh_headers_append (unmatched, "Proxy-Authorization", proxy_authorization);
  soup_message_headers_iter_init (&iter, soup_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autoptr (RhText) text = take_value (unmatched, name, value);

      rh_headers_append (sent, name, text);
    }

  rh_hop_set_sent (hop, sent, body_size);
}

static const char *
version_name (SoupHTTPVersion version)
{
  switch (version)
    {
    case SOUP_HTTP_1_0:
      return "HTTP/1.0";

    case SOUP_HTTP_1_1:
      return "HTTP/1.1";

    case SOUP_HTTP_2_0:
      return "HTTP/2";

    default:
      return NULL;
    }
}

/* What the library unpacks; a body in any other coding is shown as it was sent (standards.md I5).
 */
static gboolean
is_unpacked (const char *coding)
{
  static const char *const codings[] = { "gzip", "x-gzip", "deflate", "br", "identity", NULL };

  for (guint i = 0; codings[i] != NULL; i++)
    if (g_ascii_strcasecmp (coding, codings[i]) == 0)
      return TRUE;

  return g_ascii_strcasecmp (coding, "zstd") == 0 && soup_check_version (3, 7, 0);
}

static void
add_coding_note (RhHop *hop, const char *name, const char *coding)
{
  g_autofree char *shown = g_strescape (coding, NULL);
  g_autofree char *note = g_strdup_printf ("%s:%.32s", name, shown);

  rh_hop_add_note (hop, note);
}

static void
note_coding (RhHop *hop, SoupMessage *message)
{
  const char *value = soup_message_headers_get_list (soup_message_get_response_headers (message),
                                                     "Content-Encoding");
  g_auto (GStrv) codings = value == NULL ? NULL : g_strsplit (value, ",", -1);

  for (guint i = 0; codings != NULL && codings[i] != NULL; i++)
    if (!is_unpacked (g_strstrip (codings[i])))
      {
        add_coding_note (hop, "coding-kept", codings[i]);
        return;
      }
}

void
rh_soup_record_absent_coding (RhHop *hop, SoupMessage *message)
{
  add_coding_note (hop, "coding-absent",
                   soup_message_headers_get_list (soup_message_get_response_headers (message),
                                                  "Content-Encoding"));
}

void
rh_soup_record_response (RhHop *hop, SoupMessage *message)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    rh_headers_append_plain (headers, name, value);

  rh_hop_set_response (hop, soup_message_get_status (message),
                       soup_message_get_reason_phrase (message),
                       version_name (soup_message_get_http_version (message)), headers);
  note_coding (hop, message);
}

static const char *
tls_name (GTlsProtocolVersion version)
{
  switch (version)
    {
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
      return "SSL 3.0";

    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return "TLS 1.0";

    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return "TLS 1.1";

    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";

    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";

    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    default:
      return NULL;
    }
}

void
rh_soup_record_peer (RhHop *hop,
                     SoupMessage *message,
                     GSocketAddress *address,
                     GTlsCertificate *certificate,
                     GTlsCertificateFlags errors)
{
  g_autofree char *shown = NULL;

  if (G_IS_SOCKET_CONNECTABLE (address))
    shown = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));

  if (certificate == NULL)
    {
      certificate = soup_message_get_tls_peer_certificate (message);
      errors = soup_message_get_tls_peer_certificate_errors (message);
    }

  rh_hop_set_peer (hop, shown, tls_name (soup_message_get_tls_protocol_version (message)),
                   soup_message_get_tls_ciphersuite_name (message), certificate, errors);
}

void
rh_soup_record_connection (RhHop *hop,
                           GSocketAddress *address,
                           GIOStream *tls,
                           GTlsCertificate *certificate,
                           GTlsCertificateFlags errors)
{
  g_autofree char *shown = NULL;
  g_autofree char *cipher = NULL;
  GTlsProtocolVersion version = G_TLS_PROTOCOL_VERSION_UNKNOWN;

  if (G_IS_SOCKET_CONNECTABLE (address))
    shown = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
  if (tls != NULL)
    {
      version = g_tls_connection_get_protocol_version (G_TLS_CONNECTION (tls));
      cipher = g_tls_connection_get_ciphersuite_name (G_TLS_CONNECTION (tls));
    }

  rh_hop_set_peer (hop, shown, tls_name (version), cipher, certificate, errors);
}

static gint64
span (guint64 from, guint64 to)
{
  return from == 0 || to < from ? -1 : (gint64) (to - from);
}

/* libsoup stamps "connect" from the first address tried to the end of the TLS handshake. */
static void
fill_connection (RhTiming *timing, SoupMessageMetrics *metrics)
{
  guint64 connect_start = soup_message_metrics_get_connect_start (metrics);
  guint64 connect_end = soup_message_metrics_get_connect_end (metrics);
  guint64 tls_start = soup_message_metrics_get_tls_start (metrics);

  timing->name_lookup = span (soup_message_metrics_get_dns_start (metrics),
                              soup_message_metrics_get_dns_end (metrics));
  timing->connect = span (connect_start, tls_start != 0 ? tls_start : connect_end);
  timing->tls = tls_start != 0 ? span (tls_start, connect_end) : 0;
}

void
rh_soup_record_timing (RhHop *hop,
                       SoupMessage *message,
                       gint64 started,
                       gint64 sent,
                       gboolean reused)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);
  guint64 first_byte = soup_message_metrics_get_response_start (metrics);
  guint64 now = (guint64) g_get_monotonic_time ();
  RhTiming timing = { .reused = reused };

  if (!reused)
    fill_connection (&timing, metrics);
  timing.wait = span ((guint64) sent, first_byte);
  timing.download = span (first_byte, now);
  timing.total = span ((guint64) started, now);

  rh_hop_set_timing (hop, &timing,
                     (goffset) soup_message_metrics_get_response_body_bytes_received (metrics));
}
