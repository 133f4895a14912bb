/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at the first bytes of an answer before libsoup takes them. */
#define G_LOG_DOMAIN "rh-soup-peek"

#include "config.h"

#include "http/rh-soup-peek.h"

struct _RhSoupPeek
{
  SoupMessage *message;
  GSocket *socket;
  GSource *source; /* NULL: all is told */
  RhSoupPeekFunc callback;
  gpointer user_data;
  char bytes[RH_ANSWER_START_SIZE];
  gsize length;
};

/* Whatever comes now is no beginning if libsoup has read some of the answer. */
static gboolean
is_at_start (RhSoupPeek *self)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);

  return soup_message_metrics_get_response_header_bytes_received (metrics) == 0;
}

static void
look (RhSoupPeek *self)
{
  GInputVector vector = { self->bytes, sizeof self->bytes };
  gint flags = G_SOCKET_MSG_PEEK;
  gssize length;

  /* the end of the connection, too, is something to be read */
  if (!is_at_start (self) || g_socket_condition_check (self->socket, G_IO_IN) == 0)
    return;

  length
      = g_socket_receive_message (self->socket, NULL, &vector, 1, NULL, NULL, &flags, NULL, NULL);
  self->length = length > 0 ? (gsize) length : 0;
}

static gboolean
tell_cb (gpointer user_data)
{
  RhSoupPeek *self = user_data;
  RhAnswerKind kind = rh_soup_peek_get_kind (self);

  g_clear_pointer (&self->source, g_source_unref);
  if (kind == RH_ANSWER_TLS || kind == RH_ANSWER_OTHER)
    self->callback (self->user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
look_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  look (user_data);

  return tell_cb (user_data);
}

static void
attach (RhSoupPeek *self, GSource *source, GSourceFunc callback, GMainContext *context)
{
  self->source = source;
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, context);
}

RhSoupPeek *
rh_soup_peek_new (SoupMessage *message,
                  GSocket *socket,
                  GMainContext *context,
                  RhSoupPeekFunc callback,
                  gpointer user_data)
{
  RhSoupPeek *self = g_new0 (RhSoupPeek, 1);

  self->message = g_object_ref (message);
  self->socket = g_object_ref (socket);
  self->callback = callback;
  self->user_data = user_data;

  /* libsoup reads what is there as soon as it has written, and then in turns of the main loop,
   * which come after ours. */
  look (self);
  if (self->length > 0)
    attach (self, g_idle_source_new (), tell_cb, context);
  else
    attach (self, g_socket_create_source (socket, G_IO_IN, NULL), G_SOURCE_FUNC (look_cb), context);

  return self;
}

void
rh_soup_peek_free (RhSoupPeek *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_object_unref (self->message);
  g_object_unref (self->socket);
  g_free (self);
}

RhAnswerKind
rh_soup_peek_get_kind (RhSoupPeek *self)
{
  return rh_answer_start_classify (self->bytes, self->length);
}

char *
rh_soup_peek_dup_shown (RhSoupPeek *self)
{
  return rh_answer_start_dup_shown (self->bytes, self->length);
}
