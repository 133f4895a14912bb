/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes while the main loop runs, so that it can be interrupted. A file comes by a temporary one
 * beside it: whole, or not at all. To a terminal goes what it can show. */
#define G_LOG_DOMAIN "rh-cli-output"

#include "config.h"

#include "rh-cli-output.h"

#include "rh-cli-terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define TERMINAL "rh-cli-terminal"

gboolean
rh_cli_output_bytes (GOutputStream *stream,
                     const void *bytes,
                     gsize length,
                     RhCliSession *session,
                     GError **error)
{
  RhCliTerminal *terminal = g_object_get_data (G_OBJECT (stream), TERMINAL);
  g_autoptr (GString) shown
      = terminal == NULL ? NULL : rh_cli_terminal_show (terminal, bytes, length);
  g_autoptr (GAsyncResult) result = NULL;

  g_output_stream_write_all_async (stream, shown == NULL ? bytes : shown->str,
                                   shown == NULL ? length : shown->len, G_PRIORITY_DEFAULT,
                                   session->cancellable, rh_cli_take_result, &result);
  rh_cli_wait (&result);

  return g_output_stream_write_all_finish (stream, result, NULL, error);
}

static gboolean
fail_errno (GError **error)
{
  int number = errno;

  g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (number),
                       g_strerror (number));
  return FALSE;
}

/* A device or a pipe is written to; it must not be replaced. */
static gboolean
is_special (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && !S_ISREG (info.st_mode) && !S_ISDIR (info.st_mode);
}

static gboolean
save_special (const char *path, RhCliFill fill, gpointer user_data, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  g_autoptr (GOutputStream) stream = fd < 0 ? NULL : g_unix_output_stream_new (fd, TRUE);

  return stream == NULL ? fail_errno (error) : fill (stream, user_data, error);
}

/* The permissions of what was there stay. */
static void
keep_mode (int fd, const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) == 0)
    (void) !fchmod (fd, info.st_mode & 07777);
}

static gboolean
save (const char *output, int mode, RhCliFill fill, gpointer user_data, GError **error)
{
  char *real = realpath (output, NULL); /* where a link leads, the file is replaced */
  g_autofree char *path = g_strdup (real != NULL ? real : output);
  g_autofree char *part = g_strconcat (path, ".XXXXXX", NULL);
  g_autoptr (GOutputStream) stream = NULL;
  int fd;

  free (real);
  if (is_special (path))
    return save_special (output, fill, user_data, error);

  fd = g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, mode);
  if (fd < 0)
    return fail_errno (error);

  stream = g_unix_output_stream_new (fd, TRUE);
  keep_mode (fd, path);
  if (fill (stream, user_data, error))
    {
      if (fsync (fd) == 0 && g_rename (part, path) == 0)
        return TRUE;
      fail_errno (error);
    }

  g_unlink (part);
  return FALSE;
}

gboolean
rh_cli_output_write (const char *path, int mode, RhCliFill fill, gpointer user_data, GError **error)
{
  g_autoptr (GOutputStream) stream = NULL;

  if (path != NULL)
    return save (path, mode, fill, user_data, error);

  stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  if (isatty (STDOUT_FILENO))
    g_object_set_data_full (G_OBJECT (stream), TERMINAL, g_new0 (RhCliTerminal, 1), g_free);
  return fill (stream, user_data, error);
}

RhCliStatus
rh_cli_output_fail (RhCliSession *session, const char *path, const GError *error)
{
  if (g_cancellable_is_cancelled (session->cancellable))
    return RH_CLI_INTERRUPTED;

  /* Translators: the name of a file, and the system's reason. */
  return rh_cli_fail (session->verb, RH_CLI_CHECK_FAILED, _ ("“%s” cannot be written: %s"),
                      path != NULL ? path : "-", error->message);
}

RhCliStatus
rh_cli_output_check (const char *verb, char **path)
{
  if (*path != NULL && **path == '\0')
    return rh_cli_usage (verb, _ ("--output takes the name of a file"));
  if (g_strcmp0 (*path, "-") == 0)
    g_clear_pointer (path, g_free);

  return RH_CLI_DONE;
}
