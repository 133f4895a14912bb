/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An RhTransport without a network: it keeps what was asked and answers what a test says. */
#define G_LOG_DOMAIN "rh-fake-transport"

#include "config.h"

#include "lib/rh-fake-transport.h"

#include <string.h>

struct _RhFakeTransport
{
  GObject parent_instance;

  RhFakeAnswer answer;
  gpointer answer_data;

  GPtrArray *requests; /* RhRequest */
  GPtrArray *bodies;   /* char * */
  GPtrArray *held;     /* GTask */
};

/* One hop under way. */
typedef struct
{
  guint index;
  RhRequest *request;
  RhHop *hop;
  RhTransportHead head;
  gpointer head_data;
  RhFakeReply reply;
  GSource *cancelled; /* while held */
} Sending;

static void rh_fake_transport_init_transport (RhTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhFakeTransport,
                               rh_fake_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_TRANSPORT,
                                                      rh_fake_transport_init_transport))

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->request);
  g_object_unref (sending->hop);
  if (sending->cancelled != NULL)
    g_source_destroy (sending->cancelled);
  g_clear_pointer (&sending->cancelled, g_source_unref);
  g_free (sending->reply.body);
  g_clear_error (&sending->reply.error);
  g_free (sending);
}

static void
give_response (Sending *sending)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhSpool) spool = NULL;
  const char *const *pair = sending->reply.headers;
  g_autoptr (GError) error = NULL;

  for (; pair != NULL && pair[0] != NULL; pair += 2)
    rh_headers_append_plain (headers, pair[0], pair[1]);

  rh_hop_set_response (sending->hop, sending->reply.status, "Fake", "HTTP/1.1", headers);
  if (sending->head != NULL)
    spool = sending->head (sending->hop, sending->head_data);
  if (spool == NULL)
    return;

  if (sending->reply.body != NULL)
    rh_spool_write (spool, sending->reply.body, strlen (sending->reply.body), &error);
  if (error != NULL)
    sending->reply.error = g_steal_pointer (&error);
  rh_spool_close (spool);
}

static void
finish_task (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (sending->reply.error == NULL)
    give_response (sending);

  if (sending->reply.error != NULL)
    g_task_return_error (task, g_steal_pointer (&sending->reply.error));
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
finish_idle_cb (gpointer user_data)
{
  finish_task (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
held_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  RhFakeTransport *self = g_task_get_source_object (task);

  if (g_ptr_array_remove (self->held, task))
    finish_task (task);

  return G_SOURCE_REMOVE;
}

/* A cancelled request ends at once, like a real one. */
static void
hold_task (RhFakeTransport *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Sending *sending = g_task_get_task_data (task);

  g_ptr_array_add (self->held, g_object_ref (task));
  if (cancellable == NULL)
    return;

  sending->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (sending->cancelled, G_SOURCE_FUNC (held_cancelled_cb), task, NULL);
  g_source_attach (sending->cancelled, NULL);
}

static char *
read_body (GInputStream *stream)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, NULL, NULL);
  g_output_stream_write (memory, "", 1, NULL, NULL);
  g_output_stream_close (memory, NULL, NULL);

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
answer_request (GTask *task, char *body)
{
  RhFakeTransport *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);

  g_free (self->bodies->pdata[sending->index]);
  self->bodies->pdata[sending->index] = body;
  self->answer (self, sending->index, sending->request, body, &sending->reply, self->answer_data);

  if (sending->reply.hold)
    hold_task (self, task);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, finish_idle_cb, g_object_ref (task), g_object_unref);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *sending = g_task_get_task_data (task);
  goffset length = 0;
  GError *error = NULL;
  g_autoptr (GInputStream) stream
      = rh_body_open_finish (rh_request_get_body (sending->request), result, &length, &error);

  if (stream == NULL)
    g_task_return_error (task, error);
  else
    answer_request (task, read_body (stream));
}

static void
rh_fake_transport_send_async (RhTransport *transport,
                              RhRequest *request,
                              RhHop *hop,
                              RhTransportHead head,
                              gpointer head_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  RhFakeTransport *self = RH_FAKE_TRANSPORT (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);
  RhBody *body = rh_request_get_body (request);

  g_task_set_source_tag (task, rh_fake_transport_send_async);
  sending->index = self->requests->len;
  sending->request = g_object_ref (request);
  sending->hop = g_object_ref (hop);
  sending->head = head;
  sending->head_data = head_data;
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  g_ptr_array_add (self->requests, g_object_ref (request));
  g_ptr_array_add (self->bodies, g_strdup (""));

  if (body != NULL)
    rh_body_open_async (body, cancellable, opened_cb, g_steal_pointer (&task));
  else
    answer_request (task, g_strdup (""));
}

static gboolean
rh_fake_transport_send_finish (RhTransport *transport, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rh_fake_transport_init_transport (RhTransportInterface *iface)
{
  iface->send_async = rh_fake_transport_send_async;
  iface->send_finish = rh_fake_transport_send_finish;
}

static void
rh_fake_transport_finalize (GObject *object)
{
  RhFakeTransport *self = RH_FAKE_TRANSPORT (object);

  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->held);

  G_OBJECT_CLASS (rh_fake_transport_parent_class)->finalize (object);
}

static void
rh_fake_transport_class_init (RhFakeTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_fake_transport_finalize;
}

static void
rh_fake_transport_init (RhFakeTransport *self)
{
  self->requests = g_ptr_array_new_with_free_func (g_object_unref);
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
}

RhFakeTransport *
rh_fake_transport_new (RhFakeAnswer answer, gpointer user_data)
{
  RhFakeTransport *self = g_object_new (RH_TYPE_FAKE_TRANSPORT, NULL);

  self->answer = answer;
  self->answer_data = user_data;

  return self;
}

guint
rh_fake_transport_get_n_requests (RhFakeTransport *self)
{
  return self->requests->len;
}

RhRequest *
rh_fake_transport_get_request (RhFakeTransport *self, guint index)
{
  g_return_val_if_fail (index < self->requests->len, NULL);

  return g_ptr_array_index (self->requests, index);
}

const char *
rh_fake_transport_get_body (RhFakeTransport *self, guint index)
{
  g_return_val_if_fail (index < self->bodies->len, NULL);

  return g_ptr_array_index (self->bodies, index);
}

void
rh_fake_transport_release (RhFakeTransport *self)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < held->len; i++)
    finish_task (g_ptr_array_index (held, i));
}

guint
rh_fake_transport_get_n_held (RhFakeTransport *self)
{
  return self->held->len;
}
