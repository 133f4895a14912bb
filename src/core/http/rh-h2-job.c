/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One hop by HTTP/2, on a connection of its own. Every way to end goes through job_end(); what the
 * session tells while it reads or writes only leaves a reason. */
#define G_LOG_DOMAIN "rh-h2-job"

#include "config.h"

#include "http/rh-h2-job.h"

#include "http/rh-bomb.h"
#include "http/rh-h2-fields.h"
#include "http/rh-h2-link.h"
#include "http/rh-h2-session.h"
#include "http/rh-unpacker.h"

#include <string.h>

#define PIECE (64 * 1024)
/* Bytes read in one turn of the main loop. */
#define READ_BUDGET (1024 * 1024)

typedef struct
{
  /* Owned. */
  GTask *task; /* NULL: it has ended */
  RhNetworkTerms *terms;
  RhRequest *request;
  RhHop *hop;
  RhUrl *url;
  GCancellable *cancellable; /* of what this job waits for */
  RhH2Link *link;
  RhH2Session *session;
  RhHeaders *fields; /* that are sent */
  GInputStream *body;
  RhUnpacker *unpacker; /* NULL: the body is kept as it comes */
  RhSpool *spool;
  guint8 *buffer;
  GError *reason; /* why it has to end, whatever the session says */
  GSource *timer;
  GSource *canceller;
  GSource *reader;
  GSource *writer;

  /* Plain. */
  RhTransportHead head;
  gpointer head_data;
  RhH2Instead instead;
  const guint8 *output; /* the session's, and not yet written */
  gsize output_left;
  goffset body_size; /* -1: none */
  goffset body_left;
  goffset body_sent;
  goffset came; /* of the answer's body, packed */
  gint64 started;
  gint64 sent;
  gint64 first_byte;
  gboolean body_is_read;
  gboolean write_failed;
} Job;

static void
job_clear (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->terms, rh_network_terms_unref);
  g_clear_object (&job->request);
  g_clear_object (&job->hop);
  g_clear_pointer (&job->url, rh_url_free);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->link);
  g_clear_pointer (&job->session, rh_h2_session_free);
  g_clear_pointer (&job->fields, rh_headers_unref);
  g_clear_object (&job->body);
  g_clear_pointer (&job->unpacker, rh_unpacker_free);
  g_clear_object (&job->spool);
  g_clear_pointer (&job->buffer, g_free);
  g_clear_error (&job->reason);
}

static void
job_unref (Job *job)
{
  g_rc_box_release_full (job, job_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_unref)

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
attach (Job *job, GSource **place, GSource *source, GSourceFunc callback)
{
  clear_source (place);
  *place = source;
  g_source_set_callback (source, callback, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

static gint64
span (gint64 from, gint64 to)
{
  return from == 0 || to < from ? -1 : to - from;
}

static void
record_timing (Job *job)
{
  gint64 now = g_get_monotonic_time ();
  RhTiming timing = *rh_h2_link_get_timing (job->link);

  timing.wait = span (job->sent, job->first_byte);
  timing.download = span (job->first_byte, now);
  timing.total = span (job->started, now);
  rh_hop_set_timing (job->hop, &timing, job->came);
}

/* What can be written without waiting; nobody listens to what becomes of it. */
static void
say_goodbye (Job *job)
{
  GPollableOutputStream *output = rh_h2_link_get_output (job->link);
  gssize written = 0;

  rh_h2_session_leave (job->session);
  while (written >= 0 && !job->write_failed)
    {
      if (job->output_left == 0)
        job->output_left = rh_h2_session_get (job->session, &job->output);
      if (job->output_left == 0)
        return;

      written = g_pollable_output_stream_write_nonblocking (output, job->output, job->output_left,
                                                            NULL, NULL);
      if (written > 0)
        {
          job->output += written;
          job->output_left -= (gsize) written;
        }
    }
}

/* Takes @error; NULL is success. */
static void
job_end (Job *job, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&job->task);

  clear_source (&job->timer);
  clear_source (&job->canceller);
  clear_source (&job->reader);
  clear_source (&job->writer);
  g_cancellable_cancel (job->cancellable);
  if (job->session != NULL)
    say_goodbye (job);
  rh_h2_link_shut (job->link);
  record_timing (job);
  if (job->spool != NULL)
    rh_spool_close (job->spool);

  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled");
  else
    g_task_return_error (task, g_steal_pointer (&error));

  g_clear_error (&error);
  job_unref (job);
}

static void
job_end_literal (Job *job, RhHttpError code, const char *message)
{
  job_end (job, g_error_new_literal (RH_HTTP_ERROR, (gint) code, message));
}

/* Nothing is sent by HTTP/2. */
static void
job_leave (Job *job, gboolean refused)
{
  GTask *task = g_steal_pointer (&job->task);

  clear_source (&job->timer);
  clear_source (&job->canceller);
  job->instead (task, refused);
  job_unref (job);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  job_end (user_data,
           g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled"));

  return G_SOURCE_REMOVE;
}

static gboolean
connect_timeout_cb (gpointer user_data)
{
  job_end_literal (user_data, RH_HTTP_ERROR_TIMEOUT_CONNECT, "No connection in time");

  return G_SOURCE_REMOVE;
}

static gboolean
first_byte_timeout_cb (gpointer user_data)
{
  job_end_literal (user_data, RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE, "No answer in time");

  return G_SOURCE_REMOVE;
}

static void
start_timer (Job *job, guint milliseconds, GSourceFunc callback)
{
  clear_source (&job->timer);
  if (milliseconds != 0)
    attach (job, &job->timer, g_timeout_source_new (milliseconds), callback);
}

/* --- What the session tells ---------------------------------------------------------------------
 */

static void
tell_progress (Job *job)
{
  rh_hop_set_progress (job->hop, job->body_sent, job->came);
}

static void
wrote_head (gpointer user_data)
{
  Job *job = user_data;

  rh_hop_set_sent (job->hop, job->fields, MAX (job->body_size, 0));
}

static void
wrote_data (gsize size, gpointer user_data)
{
  Job *job = user_data;

  job->body_sent += (goffset) size;
  tell_progress (job);
}

static void
wrote_end (gpointer user_data)
{
  Job *job = user_data;

  job->sent = g_get_monotonic_time ();
  if (job->task != NULL && job->first_byte == 0)
    start_timer (job, rh_request_get_timeouts (job->request)->first_byte, first_byte_timeout_cb);
}

static void
interim_came (guint status, gpointer user_data)
{
  Job *job = user_data;
  g_autofree char *note = g_strdup_printf ("informational:%u", status);

  rh_hop_add_note (job->hop, note);
}

static void
note_coding (Job *job, const char *name, const char *coding)
{
  g_autofree char *shown = g_strescape (coding, NULL);
  g_autofree char *note = g_strdup_printf ("%s:%.32s", name, shown);

  rh_hop_add_note (job->hop, note);
}

/* One coding is undone; a body in more of them is shown as it was sent (standards.md I5). */
static void
choose_unpacker (Job *job, RhHeaders *headers)
{
  g_autofree char *coding = g_strdup (rh_headers_get (headers, "content-encoding"));

  if (coding == NULL || *g_strstrip (coding) == '\0'
      || g_ascii_strcasecmp (coding, "identity") == 0)
    return;

  if (rh_headers_count (headers, "content-encoding") == 1)
    job->unpacker = rh_unpacker_new (coding);
  if (job->unpacker == NULL)
    note_coding (job, "coding-kept", coding);
}

static void
head_came (guint status, RhHeaders *headers, gpointer user_data)
{
  Job *job = user_data;

  clear_source (&job->timer);
  job->first_byte = g_get_monotonic_time ();
  rh_hop_set_response (job->hop, status, "", "HTTP/2", headers);
  choose_unpacker (job, headers);
  record_timing (job);
  job->spool = job->head (job->hop, job->head_data);
}

static gboolean
keep (const guint8 *bytes, gsize size, gpointer user_data, GError **error)
{
  Job *job = user_data;

  if (!rh_spool_write (job->spool, bytes, size, error))
    return FALSE;

  return rh_bomb_check (rh_spool_get_size (job->spool), job->came, error);
}

static void
data_came (const guint8 *bytes, gsize size, gpointer user_data)
{
  Job *job = user_data;

  if (job->reason != NULL || job->spool == NULL)
    return;

  job->came += (goffset) size;
  if (job->unpacker != NULL)
    rh_unpacker_put (job->unpacker, bytes, size, keep, job, &job->reason);
  else
    keep (bytes, size, job, &job->reason);
  tell_progress (job);
}

static const RhH2Events events = { .wrote_head = wrote_head,
                                   .wrote_data = wrote_data,
                                   .wrote_end = wrote_end,
                                   .interim = interim_came,
                                   .head = head_came,
                                   .data = data_came };

/* --- Reading and writing ------------------------------------------------------------------------
 */

static void job_feed (Job *job);

static void
end_of_answer (Job *job)
{
  const GError *failure = rh_h2_session_get_error (job->session);
  GError *error = NULL;

  if (failure != NULL)
    error = g_error_copy (failure);
  else if (job->unpacker != NULL && rh_unpacker_finish (job->unpacker, &error)
           && rh_unpacker_is_absent (job->unpacker))
    note_coding (job, "coding-absent",
                 rh_headers_get (rh_hop_get_headers (job->hop), "content-encoding"));

  job_end (job, error);
}

/* TRUE: the job is over. */
static gboolean
job_settle (Job *job)
{
  if (job->reason != NULL)
    job_end (job, g_steal_pointer (&job->reason));
  else if (rh_h2_session_has_ended (job->session))
    end_of_answer (job);
  else
    return FALSE;

  return TRUE;
}

static void job_write (Job *job);

static gboolean
writable_cb (GObject *stream, gpointer user_data)
{
  Job *job = user_data;

  clear_source (&job->writer);
  job_write (job);

  return G_SOURCE_REMOVE;
}

/* A server that has said enough may listen no more: what it said is read all the same. */
static void
stop_writing (Job *job, const GError *error)
{
  GPollableOutputStream *output = rh_h2_link_get_output (job->link);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    attach (job, &job->writer, g_pollable_output_stream_create_source (output, NULL),
            G_SOURCE_FUNC (writable_cb));
  else
    job->write_failed = TRUE;
}

static void
job_write (Job *job)
{
  GPollableOutputStream *output = rh_h2_link_get_output (job->link);

  while (job->writer == NULL && !job->write_failed)
    {
      g_autoptr (GError) error = NULL;
      gssize written;

      if (job->output_left == 0)
        job->output_left = rh_h2_session_get (job->session, &job->output);
      if (job->output_left == 0)
        break;

      written = g_pollable_output_stream_write_nonblocking (output, job->output, job->output_left,
                                                            NULL, &error);
      if (written < 0)
        {
          stop_writing (job, error);
          break;
        }
      job->output += written;
      job->output_left -= (gsize) written;
    }

  if (!job_settle (job))
    job_feed (job);
}

/* Takes @error. */
static void
end_of_connection (Job *job, GError *error)
{
  if (error == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "The connection was closed");
  rh_h2_session_close (job->session, error);
  job_settle (job);
}

static void job_read (Job *job);

static gboolean
readable_cb (GObject *stream, gpointer user_data)
{
  job_read (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
next_turn_cb (gpointer user_data)
{
  job_read (user_data);

  return G_SOURCE_REMOVE;
}

/* Reads what is there, one budget a turn, so that a fast server does not hold the main loop. */
static void
job_read (Job *job)
{
  GPollableInputStream *input = rh_h2_link_get_input (job->link);

  clear_source (&job->reader);
  for (gsize done = 0; done < READ_BUDGET;)
    {
      GError *error = NULL;
      gssize got
          = g_pollable_input_stream_read_nonblocking (input, job->buffer, PIECE, NULL, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_error_free (error);
          attach (job, &job->reader, g_pollable_input_stream_create_source (input, NULL),
                  G_SOURCE_FUNC (readable_cb));
          job_write (job);
          return;
        }
      if (got <= 0)
        {
          end_of_connection (job, error);
          return;
        }

      rh_h2_session_put (job->session, job->buffer, (gsize) got);
      if (job_settle (job))
        return;
      done += (gsize) got;
    }

  attach (job, &job->reader, g_timeout_source_new (0), next_turn_cb);
  job_write (job);
}

static void
body_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  job->body_is_read = FALSE;
  if (job->task == NULL)
    return;

  if (bytes == NULL)
    {
      job_end_literal (job, RH_HTTP_ERROR_BODY, error->message);
      return;
    }
  if (g_bytes_get_size (bytes) == 0 && job->body_left > 0)
    {
      job_end_literal (job, RH_HTTP_ERROR_BODY, "The file became shorter while it was sent");
      return;
    }

  job->body_left -= (goffset) g_bytes_get_size (bytes);
  rh_h2_session_give (job->session, bytes, job->body_left == 0);
  job_write (job);
}

static void
job_feed (Job *job)
{
  if (job->body_is_read || !rh_h2_session_is_hungry (job->session))
    return;

  job->body_is_read = TRUE;
  g_input_stream_read_bytes_async (job->body, (gsize) MIN (job->body_left, PIECE),
                                   G_PRIORITY_DEFAULT, job->cancellable, body_read_cb,
                                   g_rc_box_acquire (job));
}

/* --- From the start to the first byte ----------------------------------------------------------
 */

static void
job_send (Job *job)
{
  g_autoptr (RhHeaders) complete = NULL;
  gboolean changed;

  job->fields = rh_h2_fields_list (job->request, job->body_size);
  complete = rh_h2_fields_complete (job->request, job->fields, &changed);
  if (changed)
    rh_hop_add_note (job->hop, "target-encoded");
  if (job->url->userinfo != NULL)
    rh_hop_add_note (job->hop, "userinfo-not-sent");

  job->body_left = job->body_size;
  job->buffer = g_malloc (PIECE);
  job->session = rh_h2_session_new (&events, job);
  rh_h2_session_request (job->session, complete, job->body_size > 0);
  job_read (job);
}

static void
body_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) body
      = rh_body_open_finish (rh_request_get_body (job->request), result, &job->body_size, &error);

  if (job->task == NULL)
    {
      g_clear_error (&error);
      return;
    }

  if (body == NULL || !rh_request_check_length (job->request, job->body_size, &error))
    {
      job_end (job, error);
      return;
    }

  job->body = g_steal_pointer (&body);
  job_send (job);
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  RhBody *body = rh_request_get_body (job->request);
  GError *error = NULL;
  gboolean open = rh_h2_link_open_finish (RH_H2_LINK (source), result, &error);

  if (job->task == NULL)
    {
      g_clear_error (&error);
      return;
    }

  clear_source (&job->timer);
  if (open && !rh_h2_link_speaks_h2 (job->link))
    {
      job_leave (job, TRUE);
      return;
    }

  rh_h2_link_record (job->link, job->hop);
  if (!open)
    job_end (job, error);
  else if (body == NULL)
    job_send (job);
  else
    rh_body_open_async (body, job->cancellable, body_open_cb, g_rc_box_acquire (job));
}

/* Is there nothing between us and the server? libsoup deals with what there is. */
static gboolean
is_direct (char **proxies)
{
  return proxies != NULL && proxies[0] != NULL && strcmp (proxies[0], "direct://") == 0;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);

  if (job->task == NULL)
    return;

  if (!is_direct (proxies))
    {
      job_leave (job, FALSE);
      return;
    }

  rh_h2_link_open_async (job->link, job->cancellable, open_cb, g_rc_box_acquire (job));
}

void
rh_h2_job_start (GTask *task,
                 GProxyResolver *resolver,
                 RhNetworkTerms *terms,
                 RhRequest *request,
                 RhHop *hop,
                 RhTransportHead head,
                 gpointer head_data,
                 RhH2Instead instead)
{
  const char *url = rh_text_peek (rh_request_get_url (request), NULL);
  GCancellable *outer = g_task_get_cancellable (task);
  g_autofree char *origin = rh_url_text_dup_origin (url);
  Job *job = g_rc_box_new0 (Job);

  job->task = task;
  job->terms = rh_network_terms_ref (terms);
  job->request = g_object_ref (request);
  job->hop = g_object_ref (hop);
  job->url = rh_url_parse_http (url, NULL);
  job->cancellable = g_cancellable_new ();
  job->link = rh_h2_link_new (job->url, terms);
  job->head = head;
  job->head_data = head_data;
  job->instead = instead;
  job->body_size = -1;
  job->started = g_get_monotonic_time ();
  g_task_set_check_cancellable (task, FALSE);

  if (outer != NULL)
    attach (job, &job->canceller, g_cancellable_source_new (outer), G_SOURCE_FUNC (cancelled_cb));
  start_timer (job, rh_request_get_timeouts (request)->connect, connect_timeout_cb);
  g_proxy_resolver_lookup_async (resolver, origin, job->cancellable, looked_up_cb,
                                 g_rc_box_acquire (job));
}
