/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A token endpoint that several processes share: its state is a file, changed under a lock. */
#include "lib/rh-shared-server.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Lives as long as the process. */
typedef struct
{
  char *path;
  guint who;
  void (*step) (void);
} Server;

static int
open_locked (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);

  return fd;
}

static void
read_state (int fd, RhSharedState *state)
{
  char text[64] = "";

  g_assert_cmpint (pread (fd, text, sizeof text - 1, 0), >=, 0);
  *state = (RhSharedState) { 0 };
  if (text[0] != '\0')
    g_assert_cmpint (
        sscanf (text, "%u %u %u %u", &state->serial, &state->dead, &state->reused, &state->last),
        ==, 4);
}

static void
write_state (int fd, const RhSharedState *state)
{
  g_autofree char *text
      = g_strdup_printf ("%u %u %u %u\n", state->serial, state->dead, state->reused, state->last);
  gssize length = (gssize) strlen (text);

  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, text, (gsize) length, 0), ==, length);
}

void
rh_shared_server_read (const char *path, RhSharedState *state)
{
  int fd = open_locked (path);

  read_state (fd, state);
  g_close (fd, NULL);
}

void
rh_shared_server_write (const char *path, const RhSharedState *state)
{
  int fd = open_locked (path);

  write_state (fd, state);
  g_close (fd, NULL);
}

static void
refresh (Server *server, const char *refresh_token, RhFakeReply *reply)
{
  int fd = open_locked (server->path);
  RhSharedState state;
  g_autofree char *current = NULL;

  read_state (fd, &state);
  current = g_strdup_printf ("refresh-%u", state.serial);
  if (g_strcmp0 (refresh_token, current) != 0)
    {
      state.reused++;
      state.dead = 1;
    }

  if (state.dead)
    {
      reply->status = 400;
      reply->body = g_strdup ("{\"error\":\"invalid_grant\"}");
    }
  else
    {
      state.serial++;
      state.last = server->who;
      reply->status = 200;
      reply->body = g_strdup_printf ("{\"access_token\":\"access-%u\",\"token_type\":\"Bearer\","
                                     "\"refresh_token\":\"refresh-%u\",\"expires_in\":3600}",
                                     state.serial, state.serial);
    }
  write_state (fd, &state);
  g_close (fd, NULL);
}

static void
answer_cb (RhFakeTransport *transport,
           guint index,
           RhRequest *request,
           const char *body,
           RhFakeReply *reply,
           gpointer user_data)
{
  Server *server = user_data;
  g_autoptr (GHashTable) form = g_uri_parse_params (body, -1, "&", G_URI_PARAMS_NONE, NULL);

  g_assert_nonnull (form);
  if (server->step != NULL)
    server->step ();
  refresh (server, g_hash_table_lookup (form, "refresh_token"), reply);
  if (server->step != NULL)
    server->step ();
}

RhFakeTransport *
rh_shared_server_new (const char *path, guint who, void (*step) (void))
{
  static Server server;

  server.path = g_strdup (path);
  server.who = who;
  server.step = step;

  return rh_fake_transport_new (answer_cb, &server);
}
