/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message in flight through libsoup. Every way to end goes through job_end(); whoever wants it
 * to end early leaves the reason with job_stop(), and the first reason counts. */
#define G_LOG_DOMAIN "rh-soup-job"

#include "config.h"

#include "http/rh-soup-job.h"

#include "http/rh-bomb.h"
#include "http/rh-soup-layers.h"
#include "http/rh-soup-message.h"
#include "http/rh-soup-peek.h"
#include "http/rh-soup-phase.h"
#include "http/rh-soup-record.h"
#include "http/rh-trailers.h"

#include <string.h>

#define READ_SIZE (64 * 1024)
/* Bytes read in one turn of the main loop. */
#define READ_BUDGET (1024 * 1024)
#define MAX_INFORMATIONAL 32
/* How long a server may take to ask for the body that was announced with "Expect", in milliseconds.
 */
#define CONTINUE_TIMEOUT (10 * 1000)
/* What is kept of a 421, which libsoup holds in memory. */
#define MISDIRECTED_LIMIT (1024 * 1024)
/* What is looked at of that which follows a body. */
#define REST_SIZE 4096
#define LAST_CHUNK "0\r\n\r\n"

typedef struct
{
  /* Owned. */
  GTask *task;
  SoupSession *session;
  RhNetworkTerms *terms;
  RhRequest *request;
  RhHop *hop;
  SoupMessage *message;
  GCancellable *cancellable; /* of this message alone */
  GInputStream *stream;      /* of the response */
  RhSpool *spool;
  char *buffer;
  GSource *timer;
  GSource *reader;
  GSource *canceller;
  GError *reason;
  GSocketAddress *address;
  GSocket *socket;             /* that was opened for this message; NULL */
  RhSoupPeek *peek;            /* NULL: nobody looks */
  GPtrArray *decoders;         /* of GConverter; NULL before the head */
  GTlsCertificate *refused;    /* certificate of a handshake that failed */
  RhText *proxy_authorization; /* that went with this message; NULL */
  char *coding;                /* as the server wrote it; NULL: nothing was changed */

  /* Plain. */
  RhTransportHead head;
  gpointer head_data;
  gulong outer_id;
  GTlsCertificateFlags refused_errors;
  RhSoupPhase phase;
  goffset body_size;
  gint64 started;
  gint64 sent;
  guint n_informational;
  gboolean connected_anew;
  gboolean wrote_headers;
  gboolean head_read; /* and libsoup has not said so yet */
} Job;

static void job_read (Job *job);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
job_free (Job *job)
{
  clear_source (&job->timer);
  clear_source (&job->reader);
  clear_source (&job->canceller);
  g_cancellable_disconnect (g_task_get_cancellable (job->task), job->outer_id);
  if (job->message != NULL)
    g_signal_handlers_disconnect_by_data (job->message, job);

  g_clear_object (&job->session);
  g_clear_pointer (&job->terms, rh_network_terms_unref);
  g_clear_object (&job->request);
  g_clear_object (&job->hop);
  g_clear_object (&job->message);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->stream);
  g_clear_object (&job->spool);
  g_clear_pointer (&job->buffer, g_free);
  g_clear_error (&job->reason);
  g_clear_object (&job->address);
  g_clear_object (&job->socket);
  g_clear_pointer (&job->peek, rh_soup_peek_free);
  g_clear_pointer (&job->decoders, g_ptr_array_unref);
  g_clear_object (&job->refused);
  g_clear_pointer (&job->proxy_authorization, rh_text_unref);
  g_clear_pointer (&job->coding, g_free);
  g_clear_object (&job->task);
  g_free (job);
}

static gboolean
cancel_late_cb (gpointer user_data)
{
  Job *job = user_data;

  g_clear_pointer (&job->canceller, g_source_unref);
  job->head_read = FALSE;
  g_cancellable_cancel (job->cancellable);

  return G_SOURCE_REMOVE;
}

/* libsoup before 3.6.6 finishes a message twice, and so lets go of it once too often, when it is
 * cancelled after its head was read and before sent_cb(). That is on its way already, with a higher
 * priority than this; where it is not, for a 421, libsoup reads the body first, and may be
 * cancelled. */
static void
cancel_late (Job *job)
{
  if (job->canceller != NULL)
    return;

  job->canceller = g_idle_source_new ();
  g_source_set_callback (job->canceller, cancel_late_cb, job, NULL);
  g_source_attach (job->canceller, g_task_get_context (job->task));
}

static void
job_cancel (Job *job)
{
  if (job->head_read)
    cancel_late (job);
  else
    g_cancellable_cancel (job->cancellable);
}

/* Leaves the first reason and cancels; what is under way comes back with an error. */
static void
job_stop (Job *job, RhHttpError code, const char *message)
{
  if (job->reason == NULL)
    job->reason = g_error_new_literal (RH_HTTP_ERROR, (gint) code, message);

  job_cancel (job);
}

/* Closing drains what is left of a body unless it is cancelled first. */
static void
close_stream (Job *job, gboolean failed)
{
  if (job->stream == NULL)
    return;

  if (failed)
    g_cancellable_cancel (job->cancellable);
  g_input_stream_close (job->stream, job->cancellable, NULL);
}

/* Takes @error; NULL is success. */
static void
job_end (Job *job, GError *error)
{
  GTask *task = job->task;
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  close_stream (job, error != NULL);
  if (job->message != NULL)
    rh_soup_record_timing (job->hop, job->message, job->started, job->sent, !job->connected_anew);
  if (job->spool != NULL)
    rh_spool_close (job->spool);

  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else if (cancelled)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled");
  else if (job->reason != NULL)
    g_task_return_error (task, g_steal_pointer (&job->reason));
  else
    g_task_return_error (task, g_steal_pointer (&error));

  g_clear_error (&error);
  job_free (job);
}

/* What came could not be read. A head that was cut off is no answer, like nothing at all. */
static gboolean
is_not_http (Job *job, const GError *error)
{
  return g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING)
         && (job->peek == NULL || rh_soup_peek_get_kind (job->peek) != RH_ANSWER_HTTP);
}

static void
job_stop_not_http (Job *job)
{
  g_autofree char *shown = job->peek == NULL ? g_strdup ("") : rh_soup_peek_dup_shown (job->peek);
  gboolean tls = job->peek != NULL && rh_soup_peek_get_kind (job->peek) == RH_ANSWER_TLS;

  job_stop (job, tls ? RH_HTTP_ERROR_TLS_WANTED : RH_HTTP_ERROR_NOT_HTTP, shown);
}

/* Ends with libsoup's error, named by the phase it came in. */
static void
job_end_before_head (Job *job, const GError *error)
{
  if (job->address != NULL || job->refused != NULL)
    rh_soup_record_peer (job->hop, job->message, job->address, job->refused, job->refused_errors);
  if (is_not_http (job, error))
    job_stop_not_http (job);

  job_end (job,
           g_error_new_literal (RH_HTTP_ERROR, (gint) rh_soup_phase_name_error (job->phase, error),
                                error->message));
}

static goffset
wire_size (Job *job)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (job->message);

  return (goffset) soup_message_metrics_get_response_body_bytes_received (metrics);
}

static void
tell_progress (Job *job)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (job->message);

  rh_hop_set_progress (job->hop, (goffset) soup_message_metrics_get_request_body_size (metrics),
                       wire_size (job));
}

/* RFC 9112 6.3: whatever the head says of a body, here is none. */
static gboolean
has_no_body (Job *job)
{
  guint status = soup_message_get_status (job->message);

  return status == 204 || status == 304
         || strcmp (rh_request_get_method (job->request), "HEAD") == 0;
}

static gboolean
is_framed (Job *job, SoupEncoding encoding)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (job->message);

  return !has_no_body (job) && soup_message_headers_get_encoding (headers) == encoding;
}

/* The size that the head announced, -1 if none that counts. */
static goffset
announced_size (Job *job)
{
  if (!is_framed (job, SOUP_ENCODING_CONTENT_LENGTH))
    return -1;

  return soup_message_headers_get_content_length (soup_message_get_response_headers (job->message));
}

/* libsoup before 3.7 takes a chunk whose size is no number for the last one, and before 3.6.6 any
 * line after that for all of the trailers: what is there then is no answer to the next request. */
static gboolean
is_end_of_chunks (Job *job)
{
  char rest[REST_SIZE];
  gssize length;

  if (!is_framed (job, SOUP_ENCODING_CHUNKED))
    return TRUE;

  length = rh_soup_layers_read_rest (job->stream, rest, sizeof rest);
  if (length <= 0)
    return TRUE;

  soup_message_headers_replace (soup_message_get_response_headers (job->message), "Connection",
                                "close");
  return rh_trailers_may_be (rest, (gsize) length);
}

/* An empty body is in every coding. */
static gboolean
has_payload (Job *job)
{
  gboolean chunked = is_framed (job, SOUP_ENCODING_CHUNKED);

  return !has_no_body (job) && wire_size (job) > (chunked ? (goffset) strlen (LAST_CHUNK) : 0);
}

/* What libsoup does not say of a body that it has read to its end. */
static gboolean
was_unpacked (Job *job)
{
  gboolean same_size = wire_size (job) == rh_spool_get_size (job->spool);
  RhSoupDecoded decoded
      = has_payload (job) ? rh_soup_layers_get_decoded (job->decoders, same_size) : RH_SOUP_DECODED;

  if (decoded == RH_SOUP_DECODED_NOTHING)
    rh_soup_record_absent_coding (job->hop, job->message);

  return decoded <= RH_SOUP_DECODED_NOTHING;
}

/* The end of the stream. libsoup takes the end of a connection that is not kept alive for the end
 * of the body, whatever length was announced. */
static void
job_end_of_body (Job *job)
{
  goffset announced = announced_size (job);
  goffset came = wire_size (job);

  if (announced >= 0 && came > announced)
    rh_hop_add_note (job->hop, "longer-than-announced");

  /* first: what was cut off cannot be unpacked whole, either */
  if (announced >= 0 && came < announced)
    job_end (job, g_error_new (RH_HTTP_ERROR, RH_HTTP_ERROR_TRUNCATED,
                               "%" G_GOFFSET_FORMAT " of %" G_GOFFSET_FORMAT " bytes came", came,
                               announced));
  else if (!is_end_of_chunks (job))
    job_end (job, g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_TRUNCATED,
                                       "What follows the last chunk is no part of a body"));
  else if (!was_unpacked (job))
    job_end (job, g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_ENCODING,
                                       "The compressed body ends early"));
  else
    job_end (job, NULL);
}

static void
job_end_in_body (Job *job, const GError *error)
{
  goffset announced = announced_size (job);
  gboolean whole = announced >= 0 && wire_size (job) >= announced;
  RhHttpError code = RH_HTTP_ERROR_TRUNCATED;

  if (whole || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)
      || rh_soup_layers_get_decoded (job->decoders, FALSE) == RH_SOUP_DECODED_WRONG)
    code = RH_HTTP_ERROR_ENCODING;

  job_end (job, g_error_new_literal (RH_HTTP_ERROR, (gint) code, error->message));
}

static gboolean
keep (Job *job, gsize length, GError **error)
{
  if (!rh_spool_write (job->spool, job->buffer, length, error))
    return FALSE;

  return rh_bomb_check (rh_spool_get_size (job->spool), wire_size (job), error);
}

static gboolean
readable_cb (GObject *stream, gpointer user_data)
{
  Job *job = user_data;

  g_clear_pointer (&job->reader, g_source_unref);
  job_read (job);

  return G_SOURCE_REMOVE;
}

static gboolean
next_turn_cb (gpointer user_data)
{
  return readable_cb (NULL, user_data);
}

static void
attach_reader (Job *job, GSource *source, GSourceFunc callback)
{
  job->reader = source;
  g_source_set_callback (source, callback, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

/* Reads what is there, one budget a turn, so that a fast server does not hold the main loop. */
static void
job_read (Job *job)
{
  GPollableInputStream *stream = G_POLLABLE_INPUT_STREAM (job->stream);

  for (gsize done = 0; done < READ_BUDGET;)
    {
      g_autoptr (GError) error = NULL;
      gssize got = g_pollable_input_stream_read_nonblocking (stream, job->buffer, READ_SIZE,
                                                             job->cancellable, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          attach_reader (job, g_pollable_input_stream_create_source (stream, job->cancellable),
                         G_SOURCE_FUNC (readable_cb));
          return;
        }

      if (got == 0)
        {
          job_end_of_body (job);
          return;
        }

      if (got < 0)
        {
          job_end_in_body (job, error);
          return;
        }

      /* What cannot be kept is no fault of the server. */
      if (!keep (job, (gsize) got, &error))
        {
          job_end (job, g_steal_pointer (&error));
          return;
        }

      done += (gsize) got;
      tell_progress (job);
    }

  attach_reader (job, g_timeout_source_new (0), next_turn_cb);
}

/* Names of codings are the same in any case (RFC 9110 8.4.1), and libsoup knows one. */
static void
lower_coding (Job *job)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (job->message);
  const char *value = soup_message_headers_get_list (headers, "Content-Encoding");
  g_autofree char *lower = value == NULL ? NULL : g_ascii_strdown (value, -1);

  if (lower == NULL || strcmp (lower, value) == 0)
    return;

  job->coding = g_strdup (value);
  soup_message_headers_replace (headers, "Content-Encoding", lower);
}

/* For the record, once the decoders are chosen. */
static void
restore_coding (Job *job)
{
  if (job->coding != NULL)
    soup_message_headers_replace (soup_message_get_response_headers (job->message),
                                  "Content-Encoding", job->coding);
}

static gboolean
is_https (SoupMessage *message)
{
  return g_strcmp0 (g_uri_get_scheme (soup_message_get_uri (message)), "https") == 0;
}

/* Is there a proxy that reads the request, not one that only passes on? */
static gboolean
is_plain_proxy (Job *job)
{
  return G_IS_PROXY_ADDRESS (job->address) && !is_https (job->message)
         && strcmp (g_proxy_address_get_protocol (G_PROXY_ADDRESS (job->address)), "http") == 0;
}

/* Nothing on the socket is encrypted, neither for the server nor for a proxy. */
static gboolean
is_readable (Job *job)
{
  return !is_https (job->message)
         && (!G_IS_PROXY_ADDRESS (job->address)
             || strcmp (g_proxy_address_get_protocol (G_PROXY_ADDRESS (job->address)), "https")
                    != 0);
}

static void
head_came (Job *job)
{
  clear_source (&job->timer);
  g_clear_pointer (&job->peek, rh_soup_peek_free);
  job->phase = RH_SOUP_PHASE_BODY;
  job->decoders = rh_soup_layers_list_decoders (job->stream);
  restore_coding (job);
  rh_soup_record_response (job->hop, job->message);
  if (is_plain_proxy (job)
      && soup_message_get_status (job->message) == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    rh_hop_add_note (job->hop, "proxy-answered");
  rh_soup_record_timing (job->hop, job->message, job->started, job->sent, !job->connected_anew);

  job->spool = job->head (job->hop, job->head_data);
  job->buffer = g_malloc (READ_SIZE);
  job_read (job);
}

/* A proxy that refuses the tunnel looks like an answer of the server. */
static void
end_at_proxy (Job *job)
{
  guint status = soup_message_get_status (job->message);
  RhHttpError code = status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED
                         ? RH_HTTP_ERROR_PROXY_AUTHENTICATION
                         : RH_HTTP_ERROR_PROXY;

  job_end (job, g_error_new (RH_HTTP_ERROR, (gint) code, "The proxy answered %u", status));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;

  job->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  job->head_read = FALSE;
  clear_source (&job->canceller);

  if (job->stream == NULL)
    job_end_before_head (job, error);
  else if (job->reason != NULL)
    job_end (job, g_error_copy (job->reason));
  else if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &error))
    job_end (job, g_steal_pointer (&error));
  else if (!job->wrote_headers)
    end_at_proxy (job);
  else
    head_came (job);
}

static gboolean
connect_timeout_cb (gpointer user_data)
{
  job_stop (user_data, RH_HTTP_ERROR_TIMEOUT_CONNECT, "No connection in time");

  return G_SOURCE_REMOVE;
}

static gboolean
first_byte_timeout_cb (gpointer user_data)
{
  job_stop (user_data, RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE, "No answer in time");

  return G_SOURCE_REMOVE;
}

static void
start_timer (Job *job, guint milliseconds, GSourceFunc callback)
{
  clear_source (&job->timer);
  if (milliseconds == 0)
    return;

  job->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (job->timer, callback, job, NULL);
  g_source_attach (job->timer, g_task_get_context (job->task));
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  Job *job = user_data;

  /* libsoup still dials for the repeat that was forbidden. */
  if (job->reason != NULL)
    return;

  job->connected_anew = TRUE;

  switch (event)
    {
    case G_SOCKET_CLIENT_RESOLVING:
      job->phase = RH_SOUP_PHASE_RESOLVE;
      break;

    case G_SOCKET_CLIENT_CONNECTED:
      g_clear_object (&job->address);
      job->address
          = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
      g_set_object (&job->socket,
                    g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)));
      break;

    case G_SOCKET_CLIENT_RESOLVED:
    case G_SOCKET_CLIENT_CONNECTING:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATED:
      job->phase = RH_SOUP_PHASE_CONNECT;
      break;

    case G_SOCKET_CLIENT_PROXY_NEGOTIATING:
      job->phase = RH_SOUP_PHASE_PROXY;
      break;

    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
      job->phase = RH_SOUP_PHASE_TLS;
      break;

    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
    case G_SOCKET_CLIENT_COMPLETE:
    default:
      break;
    }
}

/* A yes holds for the whole process, also for those who never heard of it: hence the check before
 * each message (platform.md). */
static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer user_data)
{
  Job *job = user_data;

  if (rh_network_terms_trust (job->terms, certificate))
    return TRUE;

  g_set_object (&job->refused, certificate);
  job->refused_errors = errors;

  return FALSE;
}

/* The server asks who we are. */
static gboolean
request_certificate_cb (SoupMessage *message, GTlsClientConnection *connection, gpointer user_data)
{
  Job *job = user_data;

  if (job->terms->client == NULL)
    {
      rh_hop_add_note (job->hop, "client-certificate-wanted");
      return FALSE;
    }

  rh_hop_add_note (job->hop, "client-certificate");
  soup_message_set_tls_client_certificate (message, job->terms->client);

  return TRUE;
}

/* A proxy on this machine is not the end of the way. */
static gboolean
is_loopback (GSocketAddress *address)
{
  return G_IS_INET_SOCKET_ADDRESS (address) && !G_IS_PROXY_ADDRESS (address)
         && g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static void
check_certificate (Job *job)
{
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (job->message);
  GTlsCertificateFlags errors = soup_message_get_tls_peer_certificate_errors (job->message);

  if (certificate != NULL && errors == G_TLS_CERTIFICATE_NO_FLAGS)
    return;

  if (rh_network_terms_trust (job->terms, certificate))
    rh_hop_add_note (job->hop, "certificate-trusted");
  else
    job_stop (job, RH_HTTP_ERROR_TLS, "The certificate of this connection is not trusted");
}

/* A request that a proxy reads itself gets what the proxy asks for. */
static void
authenticate_at_proxy (Job *job)
{
  if (!is_plain_proxy (job) || job->terms->proxy == NULL)
    return;

  job->proxy_authorization = rh_proxy_settings_dup_authorization (job->terms->proxy);
  if (job->proxy_authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (job->message),
                                  "Proxy-Authorization",
                                  rh_text_peek (job->proxy_authorization, NULL));
}

/* The last moment before a byte is written on this connection, new or reused. */
static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  Job *job = user_data;

  clear_source (&job->timer);
  job->phase = RH_SOUP_PHASE_SEND;
  g_set_object (&job->address, soup_message_get_remote_address (message));
  rh_soup_record_peer (job->hop, message, job->address, NULL, G_TLS_CERTIFICATE_NO_FLAGS);

  if (!is_https (message))
    {
      if (rh_request_has_secret (job->request) && !is_loopback (job->address))
        job_stop (job, RH_HTTP_ERROR_CLEAR_TEXT,
                  "A secret would go unencrypted to another machine");
      authenticate_at_proxy (job);
    }
  else
    check_certificate (job);
}

static gboolean
continue_timeout_cb (gpointer user_data)
{
  job_stop (user_data, RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE,
            "The server did not ask for the body (Expect: 100-continue)");

  return G_SOURCE_REMOVE;
}

/* libsoup would wait for ever where a server knows nothing of it (RFC 9110 10.1.1). */
static void
wait_for_continue (Job *job)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (job->message);
  guint wanted = rh_request_get_timeouts (job->request)->first_byte;

  if ((soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE) != 0)
    start_timer (job, wanted != 0 ? wanted : CONTINUE_TIMEOUT, continue_timeout_cb);
}

static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  Job *job = user_data;

  job->wrote_headers = TRUE;
  rh_soup_record_sent (job->hop, message, job->request, job->proxy_authorization, job->body_size);
  wait_for_continue (job);
}

static void
wrote_body_data_cb (SoupMessage *message, guint size, gpointer user_data)
{
  tell_progress (user_data);
}

static void
not_http_cb (gpointer user_data)
{
  job_stop_not_http (user_data);
}

static void
wrote_body_cb (SoupMessage *message, gpointer user_data)
{
  Job *job = user_data;
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);

  if ((goffset) soup_message_metrics_get_request_body_size (metrics) < job->body_size)
    {
      job_stop (job, RH_HTTP_ERROR_BODY, "The file became shorter while it was sent");
      return;
    }

  job->phase = RH_SOUP_PHASE_WAIT;
  job->sent = g_get_monotonic_time ();
  start_timer (job, rh_request_get_timeouts (job->request)->first_byte, first_byte_timeout_cb);
  if (job->socket != NULL && job->peek == NULL && is_readable (job))
    job->peek
        = rh_soup_peek_new (message, job->socket, g_task_get_context (job->task), not_http_cb, job);
}

static void
got_informational_cb (SoupMessage *message, gpointer user_data)
{
  Job *job = user_data;
  g_autofree char *note = NULL;

  if (++job->n_informational > MAX_INFORMATIONAL)
    {
      job_stop (job, RH_HTTP_ERROR_RECEIVE, "The server sends nothing but interim answers");
      return;
    }

  /* the body goes out now, and takes its time */
  if (job->phase == RH_SOUP_PHASE_SEND)
    clear_source (&job->timer);
  note = g_strdup_printf ("informational:%u", soup_message_get_status (message));
  rh_hop_add_note (job->hop, note);
}

static void
got_misdirected_data_cb (SoupMessage *message, guint size, gpointer user_data)
{
  Job *job = user_data;

  if (wire_size (job) > MISDIRECTED_LIMIT)
    job_stop (job, RH_HTTP_ERROR_TOO_LARGE, "The body of a 421 is too large");
}

/* libsoup holds the body of a 421 in memory for as long as it means to repeat the request, so it
 * comes as it was sent and with a limit. */
static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  Job *job = user_data;

  job->head_read = TRUE;
  lower_coding (job);
  if (soup_message_get_status (message) != SOUP_STATUS_MISDIRECTED_REQUEST)
    return;

  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  g_signal_connect (message, "got-body-data", G_CALLBACK (got_misdirected_data_cb), user_data);
}

/* Runs before libsoup's own handler, which would send the request again with an empty body. */
static void
got_body_cb (SoupMessage *message, gpointer user_data)
{
  if (soup_message_get_status (message) == SOUP_STATUS_MISDIRECTED_REQUEST)
    g_signal_stop_emission_by_name (message, "got-body");
}

static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  Job *job = user_data;

  job_stop (job, job->phase == RH_SOUP_PHASE_SEND ? RH_HTTP_ERROR_SEND : RH_HTTP_ERROR_RECEIVE,
            "The connection was closed before anything of an answer came");
}

static void
connect_signals (Job *job)
{
  g_signal_connect (job->message, "network-event", G_CALLBACK (network_event_cb), job);
  g_signal_connect (job->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), job);
  g_signal_connect (job->message, "request-certificate", G_CALLBACK (request_certificate_cb), job);
  g_signal_connect (job->message, "starting", G_CALLBACK (starting_cb), job);
  g_signal_connect (job->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), job);
  g_signal_connect (job->message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), job);
  g_signal_connect (job->message, "wrote-body", G_CALLBACK (wrote_body_cb), job);
  g_signal_connect (job->message, "got-informational", G_CALLBACK (got_informational_cb), job);
  g_signal_connect (job->message, "got-headers", G_CALLBACK (got_headers_cb), job);
  g_signal_connect (job->message, "got-body", G_CALLBACK (got_body_cb), job);
  g_signal_connect (job->message, "restarted", G_CALLBACK (restarted_cb), job);
}

static void
job_send (Job *job, GInputStream *body)
{
  GError *error = NULL;

  if (!rh_request_check_length (job->request, job->body_size, &error))
    {
      job_end (job, error);
      return;
    }

  job->message = rh_soup_message_new (job->request, job->hop, body, job->body_size);
  connect_signals (job);
  start_timer (job, rh_request_get_timeouts (job->request)->connect, connect_timeout_cb);
  soup_session_send_async (job->session, job->message, G_PRIORITY_DEFAULT, job->cancellable,
                           sent_cb, job);
}

static void
body_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) body
      = rh_body_open_finish (rh_request_get_body (job->request), result, &job->body_size, &error);

  if (body == NULL)
    job_end (job, error);
  else
    job_send (job, body);
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  job_cancel (user_data);
}

void
rh_soup_job_start (GTask *task,
                   SoupSession *session,
                   RhNetworkTerms *terms,
                   RhRequest *request,
                   RhHop *hop,
                   RhTransportHead head,
                   gpointer head_data)
{
  GCancellable *outer = g_task_get_cancellable (task);
  Job *job = g_new0 (Job, 1);
  GError *error = NULL;

  job->task = task;
  job->session = g_object_ref (session);
  job->terms = rh_network_terms_ref (terms);
  job->request = g_object_ref (request);
  job->hop = g_object_ref (hop);
  job->head = head;
  job->head_data = head_data;
  job->cancellable = g_cancellable_new ();
  job->started = g_get_monotonic_time ();
  g_task_set_check_cancellable (task, FALSE);

  if (!rh_request_check (request, &error))
    {
      job_end (job, error);
      return;
    }

  if (outer != NULL)
    job->outer_id = g_cancellable_connect (outer, G_CALLBACK (outer_cancelled_cb), job, NULL);

  if (rh_request_get_body (request) == NULL)
    job_send (job, NULL);
  else
    rh_body_open_async (rh_request_get_body (request), job->cancellable, body_open_cb, job);
}
