/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A TCP client that sends what it is told, byte for byte, to a server in this process. */
#include "lib/rh-raw-client.h"

#include "lib/rh-test.h"

#include <string.h>

static gboolean
ready_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  gboolean *ready = user_data;

  *ready = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_for (RhRawClient *self, GIOCondition condition)
{
  GSource *source = g_socket_create_source (self->socket, condition, NULL);
  gboolean ready = FALSE;

  g_source_set_callback (source, G_SOURCE_FUNC (ready_cb), &ready, NULL);
  g_source_attach (source, NULL);
  rh_test_wait_until (&ready);
  g_source_destroy (source);
  g_source_unref (source);
}

RhRawClient *
rh_raw_client_connect (const char *address, guint16 port)
{
  g_autoptr (GSocketAddress) peer = g_inet_socket_address_new_from_string (address, port);
  GSocketFamily family = g_socket_address_get_family (peer);
  g_autoptr (GSocket) socket = NULL;
  RhRawClient *self;

  socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  if (socket == NULL || !g_socket_connect (socket, peer, NULL, NULL))
    return NULL;

  g_socket_set_blocking (socket, FALSE);
  self = g_new0 (RhRawClient, 1);
  self->socket = g_steal_pointer (&socket);
  self->received = g_string_new (NULL);

  return self;
}

void
rh_raw_client_free (RhRawClient *self)
{
  g_socket_close (self->socket, NULL);
  g_object_unref (self->socket);
  g_string_free (self->received, TRUE);
  g_free (self);
}

gsize
rh_raw_client_send (RhRawClient *self, const char *bytes, gssize length)
{
  gsize total = length < 0 ? strlen (bytes) : (gsize) length;
  gsize sent = 0;

  while (sent < total)
    {
      g_autoptr (GError) error = NULL;
      gssize n = g_socket_send (self->socket, bytes + sent, total - sent, NULL, &error);

      if (n > 0)
        sent += n;
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        wait_for (self, G_IO_OUT);
      else
        break;
    }

  return sent;
}

gboolean
rh_raw_client_poll (RhRawClient *self)
{
  while (!self->ended)
    {
      g_autoptr (GError) error = NULL;
      char buffer[8192];
      gssize n = g_socket_receive (self->socket, buffer, sizeof buffer, NULL, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return FALSE;
      if (n > 0)
        g_string_append_len (self->received, buffer, n);
      else
        self->ended = TRUE;
    }

  return TRUE;
}

gboolean
rh_raw_client_read_until (RhRawClient *self, const char *text)
{
  while (!rh_raw_client_poll (self) && strstr (self->received->str, text) == NULL)
    wait_for (self, G_IO_IN);

  return strstr (self->received->str, text) != NULL;
}

const char *
rh_raw_client_read_all (RhRawClient *self)
{
  while (!rh_raw_client_poll (self))
    wait_for (self, G_IO_IN);

  return self->received->str;
}

char *
rh_raw_exchange (guint16 port, const char *request, gssize length)
{
  g_autoptr (RhRawClient) client = rh_raw_client_connect ("127.0.0.1", port);

  g_assert_nonnull (client);
  rh_raw_client_send (client, request, length);

  return g_strdup (rh_raw_client_read_all (client));
}

guint
rh_raw_status (const char *answer)
{
  if (!g_str_has_prefix (answer, "HTTP/1.1 "))
    return 0;

  return g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10);
}

const char *
rh_raw_body (const char *answer)
{
  const char *end = strstr (answer, "\r\n\r\n");

  return end == NULL ? "" : end + 4;
}

char *
rh_raw_header (const char *answer, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\r\n", -1);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      const char *colon = strchr (lines[i], ':');

      if (colon != NULL && strlen (name) == (gsize) (colon - lines[i])
          && g_ascii_strncasecmp (lines[i], name, colon - lines[i]) == 0)
        return g_strstrip (g_strdup (colon + 1));
    }

  return NULL;
}
