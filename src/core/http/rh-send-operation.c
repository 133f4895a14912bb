/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a request hop by hop, follows redirects, answers what Digest asks for, keeps the time-outs:
 * an RhExchange comes out. */
#define G_LOG_DOMAIN "rh-send-operation"

#include "config.h"

#include "http/rh-send-operation.h"

#include "http/rh-body-hash.h"
#include "http/rh-digest-auth.h"
#include "http/rh-redirect.h"
#include "text/rh-url.h"

/* The body of a redirect that is followed is read so that the connection lives, and not kept. */
#define REDIRECT_BODY_LIMIT (64 * 1024)

/* A larger body waits until the server has said what it asks for, as curl has it. */
#define UNASKED_BODY_LIMIT (1024 * 1024)

/* To one and the same hop; a server that asks on and on is not answered for ever. */
#define MAX_ANSWERS 2

typedef struct
{
  /* Owned. */
  RhExchange *exchange;
  RhTransport *transport;
  RhRequest *request; /* of the hop under way */
  RhHop *hop;
  RhRedirect *redirect;
  RhRequest *next; /* where the hop under way leads */
  GStrv next_notes;
  GError *redirect_error;
  GCancellable *cancellable;
  GSource *total_timer;

  /* Plain. */
  gulong outer_id;
  gboolean timed_out;
  gboolean replayed;
  guint answers;      /* to what Digest asked for, of the hop under way */
  gboolean again;     /* the hop under way is to be sent once more */
  gboolean held_back; /* it went without its body */
  gboolean body_due;  /* and its body goes out now, asked for or not */
} Operation;

static void send_hop (GTask *task, const char *const *notes);

static void
operation_free (gpointer data)
{
  Operation *operation = data;

  g_clear_object (&operation->exchange);
  g_clear_object (&operation->transport);
  g_clear_object (&operation->request);
  g_clear_object (&operation->hop);
  g_clear_pointer (&operation->redirect, rh_redirect_free);
  g_clear_object (&operation->next);
  g_clear_pointer (&operation->next_notes, g_strfreev);
  g_clear_error (&operation->redirect_error);
  g_clear_object (&operation->cancellable);
  g_free (operation);
}

/* Takes @error; NULL is success. */
static void
finish (GTask *task, GError *error)
{
  Operation *operation = g_task_get_task_data (task);

  if (operation->total_timer != NULL)
    g_source_destroy (operation->total_timer);
  g_clear_pointer (&operation->total_timer, g_source_unref);
  g_cancellable_disconnect (g_task_get_cancellable (task), operation->outer_id);

  if (error != NULL && operation->timed_out)
    {
      g_clear_error (&error);
      error = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_TIMEOUT_TOTAL,
                                   "The request took too long");
    }

  rh_exchange_finish (operation->exchange, error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Cookies */

/* NULL where cookies are none of this request's business. */
static RhCookieJar *
get_jar (Operation *operation)
{
  return rh_request_get_cookies (operation->request)
             ? rh_transport_get_cookie_jar (operation->transport)
             : NULL;
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* The request with what the jar has for this very hop. It is a copy, so that the redirect policy
 * never carries a cookie on: the next hop gets its own. One written by hand is left alone. */
static RhRequest *
add_cookies (Operation *operation)
{
  RhRequest *request = operation->request;
  RhCookieJar *jar = get_jar (operation);
  g_autoptr (RhUrl) url = NULL;
  g_autoptr (RhText) value = NULL;
  RhRequest *copy;

  if (jar == NULL || rh_headers_count (rh_request_get_headers (request), "Cookie") > 0)
    return g_object_ref (request);

  url = rh_url_parse_http (rh_text_peek (rh_request_get_url (request), NULL), NULL);
  value = url == NULL ? NULL : rh_cookie_jar_dup_header (jar, url, now ());
  if (value == NULL)
    return g_object_ref (request);

  copy = rh_request_copy (request);
  rh_headers_append (rh_request_get_headers (copy), "Cookie", value);

  return copy;
}

static void
take_cookie (RhCookieJar *jar, RhHop *hop, const char *field, const RhUrl *url)
{
  RhCookieVerdict verdict = rh_cookie_jar_take (jar, field, url, now ());
  g_autofree char *name = NULL;
  g_autofree char *note = NULL;

  if (verdict == RH_COOKIE_KEPT || verdict == RH_COOKIE_REMOVED)
    return;

  name = rh_set_cookie_dup_name (field);
  note = g_strdup_printf ("cookie-refused:%s:%s", rh_cookie_verdict_get_code (verdict), name);
  rh_hop_add_note (hop, note);
}

static void
take_cookies (Operation *operation)
{
  RhCookieJar *jar = get_jar (operation);
  RhHeaders *headers = rh_hop_get_headers (operation->hop);
  g_autoptr (RhUrl) url = NULL;

  if (jar == NULL)
    return;

  url = rh_url_parse_http (rh_text_peek (rh_hop_get_url (operation->hop), NULL), NULL);
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    if (g_ascii_strcasecmp (rh_headers_nth_name (headers, i), "Set-Cookie") == 0)
      take_cookie (jar, operation->hop, rh_text_peek (rh_headers_nth_value (headers, i), NULL),
                   url);
}

/* Digest */

/* What answers for the hop under way; NULL: nothing does. */
static RhDigestAuth *
get_digest (Operation *operation)
{
  RhDigestAuth *digest = rh_request_get_digest (operation->request);

  return digest != NULL && rh_digest_auth_is_for (digest, rh_request_get_url (operation->request))
             ? digest
             : NULL;
}

static RhRequest *
hold_back (Operation *operation, RhRequest *request)
{
  static const char *const about_body[] = { "Content-Length", "Transfer-Encoding", "Expect" };
  RhRequest *copy = rh_request_copy (request);

  rh_request_set_body (copy, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (about_body); i++)
    rh_headers_remove (rh_request_get_headers (copy), about_body[i]);
  rh_hop_add_note (operation->hop, "body-held-back");
  operation->held_back = TRUE;
  return copy;
}

/* @request with the answer in it, or without a body that is too large to go out for nothing. */
static RhRequest *
add_digest (Operation *operation, RhRequest *request, const char *body_hash)
{
  RhDigestAuth *digest = get_digest (operation);
  RhBody *body = rh_request_get_body (request);

  if (digest != NULL && rh_digest_auth_is_ready (digest))
    return rh_digest_auth_sign (digest, request, body_hash);
  if (digest != NULL && body != NULL && !operation->body_due
      && rh_body_is_larger (body, UNASKED_BODY_LIMIT))
    return hold_back (operation, request);

  return g_object_ref (request);
}

/* Whether the hop under way is to be sent once more, with an answer or with its body. */
static gboolean
must_send_again (Operation *operation, RhHop *hop)
{
  RhDigestAuth *digest = get_digest (operation);

  if (digest == NULL)
    return FALSE;

  if (rh_hop_get_status (hop) == 401)
    {
      if (operation->answers == MAX_ANSWERS || !rh_digest_auth_learn (digest, hop))
        return FALSE;
      operation->answers++;
      return TRUE;
    }

  operation->body_due = operation->held_back;
  return operation->held_back;
}

/* Whether to follow is settled by the head, because it says where the body goes. */
static RhSpool *
head_cb (RhHop *hop, gpointer user_data)
{
  Operation *operation = g_task_get_task_data (G_TASK (user_data));
  RhSpool *spool;

  take_cookies (operation);
  if (rh_redirect_lacks_location (hop))
    rh_hop_add_note (hop, "location-absent");
  if (rh_redirect_wants (operation->redirect, hop))
    operation->next = rh_redirect_next (operation->redirect, hop, &operation->next_notes,
                                        &operation->redirect_error);
  else
    operation->again = must_send_again (operation, hop);
  if (operation->next != NULL || operation->again)
    return rh_spool_new (REDIRECT_BODY_LIMIT, TRUE);

  spool = rh_spool_new (rh_request_get_response_limit (operation->request),
                        rh_request_get_memory_only (operation->request));
  rh_exchange_set_receiving (operation->exchange, spool);

  return spool;
}

/* A connection that was idle may be dead, and nobody can know before writing to it. */
static gboolean
may_replay (Operation *operation, const GError *error)
{
  return !operation->replayed && rh_hop_get_timing (operation->hop)->reused
         && rh_hop_get_status (operation->hop) == 0
         && rh_method_is_idempotent (rh_hop_get_method (operation->hop))
         && (g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_SEND)
             || g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_RECEIVE)
             || g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_NOT_HTTP));
}

static void
replay (GTask *task)
{
  static const char *const notes[] = { "replay", NULL };
  Operation *operation = g_task_get_task_data (task);

  operation->replayed = TRUE;
  send_hop (task, notes);
}

static void
follow (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);
  g_auto (GStrv) notes = g_steal_pointer (&operation->next_notes);

  g_object_unref (operation->request);
  operation->request = g_steal_pointer (&operation->next);
  operation->replayed = FALSE;
  operation->answers = 0;
  operation->held_back = FALSE;
  operation->body_due = FALSE;
  send_hop (task, (const char *const *) notes);
}

static void
send_again (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);
  const char *const notes[] = { operation->body_due ? "body-sent" : "digest-answered", NULL };

  operation->again = FALSE;
  operation->replayed = FALSE;
  operation->held_back = FALSE;
  send_hop (task, notes);
}

static void
hop_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;

  rh_transport_send_finish (RH_TRANSPORT (source), result, &error);

  if ((operation->next != NULL || operation->again)
      && g_cancellable_is_cancelled (operation->cancellable))
    {
      g_clear_error (&error);
      finish (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
    }
  else if (operation->next != NULL)
    {
      g_clear_error (&error);
      follow (task);
    }
  else if (operation->again)
    {
      g_clear_error (&error);
      send_again (task);
    }
  else if (error != NULL && may_replay (operation, error))
    {
      g_clear_error (&error);
      replay (task);
    }
  else if (error == NULL)
    finish (task, g_steal_pointer (&operation->redirect_error));
  else
    finish (task, error);
}

static void
transmit (GTask *task, const char *body_hash)
{
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (RhRequest) with_cookies = add_cookies (operation);
  g_autoptr (RhRequest) request = add_digest (operation, with_cookies, body_hash);

  rh_transport_send_async (operation->transport, request, operation->hop, head_cb, task,
                           operation->cancellable, hop_done_cb, g_object_ref (task));
}

static void
hashed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *hash = rh_body_hash_finish (result, &error);

  if (hash == NULL)
    finish (task, error);
  else
    transmit (task, hash);
}

static void
hash_and_transmit (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);
  RhDigestAuth *digest = get_digest (operation);
  RhBody *body = rh_request_get_body (operation->request);
  GChecksumType type;

  if (digest != NULL && body != NULL && rh_digest_auth_wants_body (digest, &type))
    rh_body_hash_async (body, type, operation->cancellable, hashed_cb, g_object_ref (task));
  else
    transmit (task, NULL);
}

static void
jar_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rh_cookie_jar_wait_finish (RH_COOKIE_JAR (source), result, &error))
    hash_and_transmit (task);
  else
    finish (task, error);
}

static void
send_hop (GTask *task, const char *const *notes)
{
  Operation *operation = g_task_get_task_data (task);
  RhCookieJar *jar = get_jar (operation);

  g_clear_object (&operation->hop);
  operation->hop = rh_hop_new (rh_request_get_method (operation->request),
                               rh_request_get_url (operation->request));
  for (guint i = 0; notes != NULL && notes[i] != NULL; i++)
    rh_hop_add_note (operation->hop, notes[i]);
  rh_exchange_add_hop (operation->exchange, operation->hop);

  if (jar != NULL && rh_cookie_jar_is_held (jar))
    rh_cookie_jar_wait_async (jar, operation->cancellable, jar_ready_cb, g_object_ref (task));
  else
    hash_and_transmit (task);
}

static gboolean
total_timeout_cb (gpointer user_data)
{
  Operation *operation = user_data;

  operation->timed_out = TRUE;
  g_cancellable_cancel (operation->cancellable);

  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static void
start_timer (GTask *task, guint milliseconds)
{
  Operation *operation = g_task_get_task_data (task);

  if (milliseconds == 0)
    return;

  operation->total_timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (operation->total_timer, total_timeout_cb, operation, NULL);
  g_source_attach (operation->total_timer, g_task_get_context (task));
}

/* Takes @exchange. */
static GTask *
operation_new (RhExchange *exchange,
               RhTransport *transport,
               RhRequest *request,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  Operation *operation = g_new0 (Operation, 1);
  GTask *task = g_task_new (exchange, cancellable, callback, user_data);

  operation->exchange = exchange;
  operation->transport = g_object_ref (transport);
  operation->request = g_object_ref (request);
  operation->redirect = rh_redirect_new (request);
  operation->cancellable = g_cancellable_new ();

  g_task_set_source_tag (task, operation_new);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, operation, operation_free);

  if (cancellable != NULL)
    operation->outer_id
        = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                 g_object_ref (operation->cancellable), g_object_unref);
  start_timer (task, rh_request_get_timeouts (request)->total);

  return task;
}

RhExchange *
rh_send_operation_start (RhTransport *transport,
                         RhRequest *request,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GTask) task = NULL;

  g_return_val_if_fail (RH_IS_TRANSPORT (transport), NULL);
  g_return_val_if_fail (RH_IS_REQUEST (request), NULL);

  exchange = rh_exchange_new (request);
  task = operation_new (g_object_ref (exchange), transport, request, cancellable, callback,
                        user_data);
  send_hop (task, NULL);

  return g_steal_pointer (&exchange);
}

void
rh_send_operation_continue (RhExchange *exchange,
                            RhTransport *transport,
                            RhRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  static const char *const notes[] = { "replay", NULL };
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RH_IS_EXCHANGE (exchange));
  g_return_if_fail (RH_IS_TRANSPORT (transport));
  g_return_if_fail (RH_IS_REQUEST (request));

  rh_exchange_reopen (exchange);
  task = operation_new (g_object_ref (exchange), transport, request, cancellable, callback,
                        user_data);
  send_hop (task, notes);
}

gboolean
rh_send_operation_finish (RhExchange *exchange, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, exchange), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
