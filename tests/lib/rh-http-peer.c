/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web server or proxy that is not ours, started for one test. */
#include "config.h"

#include "lib/rh-http-peer.h"

#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <string.h>

struct _RhHttpPeer
{
  GSubprocess *process;
  GDataInputStream *lines;
  char *folder;
  guint16 port;
  guint16 tls_port; /* 0: none */
};

/* 0 where the program is missing. */
static guint16
read_port (RhHttpPeer *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, NULL, rh_test_take_result,
                                       &result);
  rh_test_wait (&result);
  line = g_data_input_stream_read_line_finish (self->lines, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  return (guint16) g_ascii_strtoull (line, NULL, 10);
}

RhHttpPeer *
rh_http_peer_start (const char *kind)
{
  g_autoptr (RhHttpPeer) self = g_new0 (RhHttpPeer, 1);
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "lib", "http-peer.py", NULL);
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("rehearsal-peer-XXXXXX", &error);
  g_assert_no_error (error);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, "python3", script, kind, self->folder, pem, NULL);
  g_assert_no_error (error);
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));

  self->port = read_port (self);
  if (self->port == 0)
    {
      g_test_skip ("The program is not installed");
      return NULL;
    }
  if (strcmp (kind, "nginx") == 0)
    self->tls_port = read_port (self);

  return g_steal_pointer (&self);
}

/* A flat tree: files, and folders with files. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
rh_http_peer_free (RhHttpPeer *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  remove_folder (self->folder);
  g_object_unref (self->lines);
  g_object_unref (self->process);
  g_free (self->folder);
  g_free (self);
}

guint16
rh_http_peer_get_port (RhHttpPeer *self)
{
  return self->port;
}

guint16
rh_http_peer_get_tls_port (RhHttpPeer *self)
{
  return self->tls_port;
}

char *
rh_http_peer_dup_path (RhHttpPeer *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}
