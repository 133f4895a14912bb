/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP/2 for one request (RFC 9113), without a connection: bytes in, bytes out. */
#define G_LOG_DOMAIN "rh-h2-session"

#include "config.h"

#include "http/rh-h2-session.h"

#include "http/rh-request.h"

#include <nghttp2/nghttp2.h>
#include <string.h>

/* What a server may send before somebody has to say that it was read. */
#define WINDOW (1024 * 1024)
#define MAX_INTERIM 32
/* As HTTP/1.1 has it here; 32 a field is what RFC 9113 6.5.2 counts for the rest of it. */
#define MAX_HEAD (100 * 1024)
#define FIELD_OVERHEAD 32
#define HUNGRY (64 * 1024)

struct _RhH2Session
{
  nghttp2_session *session;
  const RhH2Events *events;
  gpointer user_data;

  gint32 stream;      /* of the request under way; 0: none */
  GByteArray *body;   /* given and not yet written; NULL: the request has none */
  RhHeaders *headers; /* that come just now */
  GError *error;      /* of the request; NULL: none so far */

  gsize body_start;
  gsize head_size;
  guint status;
  guint n_interim;
  guint32 away_code; /* of the server's GOAWAY */
  guint32 left_code; /* of ours */
  gboolean away;
  gboolean body_is_whole;
  gboolean wrote_end;
  gboolean head_came; /* the final one */
  gboolean end_came;
  gboolean ended;
  gboolean broken; /* the connection is of no use any more */
};

/* The first reason counts, and an answer that is whole is no failure. */
static void
fail (RhH2Session *self, RhHttpError code, const char *message)
{
  if (self->error == NULL && !self->end_came)
    self->error = g_error_new_literal (RH_HTTP_ERROR, (gint) code, message);
}

/* By where the request was when it failed. */
static RhHttpError
name_failure (RhH2Session *self)
{
  if (self->head_came)
    return RH_HTTP_ERROR_TRUNCATED;

  return self->wrote_end ? RH_HTTP_ERROR_RECEIVE : RH_HTTP_ERROR_SEND;
}

static void
end (RhH2Session *self)
{
  self->ended = TRUE;
  self->stream = 0;
}

/* What nghttp2 refuses to go on with. */
static void
break_off (RhH2Session *self, gssize code)
{
  self->broken = TRUE;
  fail (self, name_failure (self), nghttp2_strerror ((int) code));
  end (self);
}

/* Where the server breaks the rules, nghttp2 says so to it, and then nothing to anybody. */
static void
give_up (RhH2Session *self)
{
  g_autofree char *message
      = g_strdup_printf ("What came is no HTTP/2: %s", nghttp2_http2_strerror (self->left_code));

  self->broken = TRUE;
  fail (self, name_failure (self), message);
  end (self);
}

static gboolean
is_ours (RhH2Session *self, const nghttp2_frame *frame)
{
  return self->stream != 0 && frame->hd.stream_id == self->stream;
}

static int
begin_headers_cb (nghttp2_session *session, const nghttp2_frame *frame, void *user_data)
{
  RhH2Session *self = user_data;

  if (!is_ours (self, frame))
    return 0;

  g_clear_pointer (&self->headers, rh_headers_unref);
  self->headers = rh_headers_new ();
  self->head_size = 0;

  return 0;
}

static int
header_cb (nghttp2_session *session,
           const nghttp2_frame *frame,
           const uint8_t *name,
           size_t name_length,
           const uint8_t *value,
           size_t value_length,
           uint8_t flags,
           void *user_data)
{
  RhH2Session *self = user_data;
  g_autofree char *shown = NULL;

  if (!is_ours (self, frame) || self->headers == NULL)
    return 0;

  self->head_size += name_length + value_length + FIELD_OVERHEAD;
  if (self->head_size > MAX_HEAD)
    {
      fail (self, RH_HTTP_ERROR_HEAD_TOO_LARGE, "The head of the answer is too large");
      return NGHTTP2_ERR_CALLBACK_FAILURE;
    }

  /* both end in a zero byte that is not counted; neither has one within (RFC 9113 8.2.1) */
  if (strcmp ((const char *) name, ":status") == 0)
    self->status = (guint) g_ascii_strtoull ((const char *) value, NULL, 10);
  if (*name == ':')
    return 0;

  shown = g_utf8_make_valid ((const char *) value, (gssize) value_length);
  rh_headers_append_plain (self->headers, (const char *) name, shown);

  return 0;
}

/* A field block is whole: interim, the head, or trailers, of which nobody is told. */
static int
take_headers (RhH2Session *self)
{
  if (self->head_came)
    return 0;

  if (self->status >= 200)
    {
      self->head_came = TRUE;
      self->events->head (self->status, self->headers, self->user_data);
      return 0;
    }

  if (++self->n_interim > MAX_INTERIM)
    {
      fail (self, RH_HTTP_ERROR_RECEIVE, "The server sends nothing but interim answers");
      return NGHTTP2_ERR_CALLBACK_FAILURE;
    }
  self->events->interim (self->status, self->user_data);

  return 0;
}

static int
frame_came_cb (nghttp2_session *session, const nghttp2_frame *frame, void *user_data)
{
  RhH2Session *self = user_data;
  int result = 0;

  if (frame->hd.type == NGHTTP2_GOAWAY)
    {
      self->away = TRUE;
      self->away_code = frame->goaway.error_code;
    }
  if (!is_ours (self, frame))
    return 0;

  if (frame->hd.type == NGHTTP2_HEADERS)
    result = take_headers (self);
  if ((frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA)
      && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
    self->end_came = TRUE;

  return result;
}

static int
data_came_cb (nghttp2_session *session,
              uint8_t flags,
              int32_t stream,
              const uint8_t *bytes,
              size_t size,
              void *user_data)
{
  RhH2Session *self = user_data;

  if (self->stream == stream)
    self->events->data (bytes, size, self->user_data);

  return 0;
}

static int
frame_sent_cb (nghttp2_session *session, const nghttp2_frame *frame, void *user_data)
{
  RhH2Session *self = user_data;

  if (frame->hd.type == NGHTTP2_GOAWAY)
    self->left_code = frame->goaway.error_code;
  if (!is_ours (self, frame))
    return 0;

  if (frame->hd.type == NGHTTP2_HEADERS)
    self->events->wrote_head (self->user_data);
  if (frame->hd.type == NGHTTP2_DATA && frame->hd.length > 0)
    self->events->wrote_data (frame->hd.length, self->user_data);
  if ((frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA)
      && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
    {
      self->wrote_end = TRUE;
      self->events->wrote_end (self->user_data);
    }

  return 0;
}

static int
stream_closed_cb (nghttp2_session *session, int32_t stream, uint32_t code, void *user_data)
{
  RhH2Session *self = user_data;
  g_autofree char *message = NULL;

  if (self->stream != stream)
    return 0;

  message = g_strdup_printf ("The stream ended: %s%s%s", nghttp2_http2_strerror (code),
                             self->away ? ", GOAWAY: " : "",
                             self->away ? nghttp2_http2_strerror (self->away_code) : "");
  fail (self, name_failure (self), message);
  end (self);

  return 0;
}

static ssize_t
body_cb (nghttp2_session *session,
         int32_t stream,
         uint8_t *buffer,
         size_t length,
         uint32_t *flags,
         nghttp2_data_source *source,
         void *user_data)
{
  RhH2Session *self = user_data;
  gsize left = self->body->len - self->body_start;
  gsize size = MIN (left, length);

  if (size == 0 && !self->body_is_whole)
    return NGHTTP2_ERR_DEFERRED;

  if (size > 0)
    memcpy (buffer, self->body->data + self->body_start, size);
  self->body_start += size;
  if (self->body_start == self->body->len)
    {
      g_byte_array_set_size (self->body, 0);
      self->body_start = 0;
      if (self->body_is_whole)
        *flags |= NGHTTP2_DATA_FLAG_EOF;
    }

  return (ssize_t) size;
}

static nghttp2_session *
create_session (RhH2Session *self)
{
  static const nghttp2_settings_entry settings[]
      = { { NGHTTP2_SETTINGS_ENABLE_PUSH, 0 }, { NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, WINDOW } };
  nghttp2_session_callbacks *callbacks;
  nghttp2_option *option;
  nghttp2_session *session = NULL;

  if (nghttp2_session_callbacks_new (&callbacks) != 0 || nghttp2_option_new (&option) != 0)
    g_error ("nghttp2 has no memory");

  nghttp2_session_callbacks_set_on_begin_headers_callback (callbacks, begin_headers_cb);
  nghttp2_session_callbacks_set_on_header_callback (callbacks, header_cb);
  nghttp2_session_callbacks_set_on_frame_recv_callback (callbacks, frame_came_cb);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback (callbacks, data_came_cb);
  nghttp2_session_callbacks_set_on_frame_send_callback (callbacks, frame_sent_cb);
  nghttp2_session_callbacks_set_on_stream_close_callback (callbacks, stream_closed_cb);
  /* white space around a value is no reason to show nothing */
  nghttp2_option_set_no_rfc9113_leading_and_trailing_ws_validation (option, 1);

  if (nghttp2_session_client_new2 (&session, callbacks, self, option) != 0
      || nghttp2_submit_settings (session, NGHTTP2_FLAG_NONE, settings, G_N_ELEMENTS (settings))
             != 0
      || nghttp2_session_set_local_window_size (session, NGHTTP2_FLAG_NONE, 0, WINDOW) != 0)
    g_error ("nghttp2 has no memory");

  nghttp2_option_del (option);
  nghttp2_session_callbacks_del (callbacks);

  return session;
}

RhH2Session *
rh_h2_session_new (const RhH2Events *events, gpointer user_data)
{
  RhH2Session *self = g_new0 (RhH2Session, 1);

  self->events = events;
  self->user_data = user_data;
  self->session = create_session (self);

  return self;
}

void
rh_h2_session_free (RhH2Session *self)
{
  nghttp2_session_del (self->session);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->headers, rh_headers_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* A secret is never put into the table that later requests are compared with (RFC 7541 7.1.3). */
static nghttp2_nv
field_of (RhHeaders *fields, guint index)
{
  RhText *text = rh_headers_nth_value (fields, index);
  gsize length;
  const char *value = rh_text_peek (text, &length);
  const char *name = rh_headers_nth_name (fields, index);
  nghttp2_nv field
      = { .name = (uint8_t *) name,
          .namelen = strlen (name),
          .value = (uint8_t *) value,
          .valuelen = length,
          .flags = rh_text_has_secret (text) ? NGHTTP2_NV_FLAG_NO_INDEX : NGHTTP2_NV_FLAG_NONE };

  return field;
}

void
rh_h2_session_request (RhH2Session *self, RhHeaders *fields, gboolean has_body)
{
  nghttp2_data_provider provider = { .read_callback = body_cb };
  guint n_fields = rh_headers_get_length (fields);
  g_autofree nghttp2_nv *list = g_new0 (nghttp2_nv, n_fields);
  gint32 stream;

  g_return_if_fail (self->stream == 0);

  for (guint i = 0; i < n_fields; i++)
    list[i] = field_of (fields, i);
  if (has_body)
    self->body = g_byte_array_new ();

  stream = nghttp2_submit_request (self->session, NULL, list, n_fields, has_body ? &provider : NULL,
                                   NULL);
  if (stream < 0)
    break_off (self, stream);
  else
    self->stream = stream;
}

void
rh_h2_session_give (RhH2Session *self, GBytes *bytes, gboolean last)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (self->ended || self->body_is_whole)
    return;

  if (size > 0)
    g_byte_array_append (self->body, data, (guint) size);
  self->body_is_whole = last;
  /* it may not have begun, and then it need not be woken */
  nghttp2_session_resume_data (self->session, self->stream);
}

gboolean
rh_h2_session_is_hungry (RhH2Session *self)
{
  return self->body != NULL && !self->ended && !self->body_is_whole
         && self->body->len - self->body_start < HUNGRY;
}

void
rh_h2_session_leave (RhH2Session *self)
{
  if (self->stream != 0)
    nghttp2_submit_rst_stream (self->session, NGHTTP2_FLAG_NONE, self->stream, NGHTTP2_CANCEL);
  else
    nghttp2_session_terminate_session (self->session, NGHTTP2_NO_ERROR);
}

gboolean
rh_h2_session_put (RhH2Session *self, const guint8 *bytes, gsize size)
{
  gssize result;

  if (self->broken)
    return FALSE;

  result = nghttp2_session_mem_recv (self->session, bytes, size);
  if (result < 0)
    break_off (self, result);

  return !self->broken;
}

gsize
rh_h2_session_get (RhH2Session *self, const guint8 **bytes)
{
  gssize result;

  if (self->broken)
    return 0;

  result = nghttp2_session_mem_send (self->session, bytes);
  if (result < 0)
    break_off (self, result);
  if (result == 0 && nghttp2_session_want_read (self->session) == 0)
    give_up (self);

  return result < 0 ? 0 : (gsize) result;
}

void
rh_h2_session_close (RhH2Session *self, GError *reason)
{
  self->broken = TRUE;
  if (!self->ended)
    {
      fail (self, name_failure (self), reason->message);
      end (self);
    }
  g_error_free (reason);
}

gboolean
rh_h2_session_has_ended (RhH2Session *self)
{
  return self->ended || self->end_came;
}

const GError *
rh_h2_session_get_error (RhH2Session *self)
{
  return self->error;
}
