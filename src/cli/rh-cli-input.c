/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standard input: lines that are pasted, answers, and secrets, which are read into memory of our
 * own that is wiped. */
#define G_LOG_DOMAIN "rh-cli-input"

#include "config.h"

#include "rh-cli-input.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_SECRET (64 * 1024)

/* Lines */

static GDataInputStream *
get_lines (void)
{
  static GDataInputStream *lines;

  if (lines == NULL)
    {
      g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);

      lines = g_data_input_stream_new (input);
      g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_LF);
    }

  return lines;
}

/* In the background a terminal stops whoever reads from it. */
static gboolean
may_read (void)
{
  return !isatty (STDIN_FILENO) || tcgetpgrp (STDIN_FILENO) == getpgrp ();
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *line
      = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, line, g_free);
}

void
rh_cli_read_line_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  if (may_read ())
    {
      g_data_input_stream_read_line_async (get_lines (), G_PRIORITY_DEFAULT, cancellable, line_cb,
                                           task);
      return;
    }

  g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
}

char *
rh_cli_read_line_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Questions */

gboolean
rh_cli_can_ask (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO) && may_read ();
}

gboolean
rh_cli_is_yes (const char *line)
{
  return g_ascii_strcasecmp (line, "y") == 0 || g_ascii_strcasecmp (line, "yes") == 0;
}

gboolean
rh_cli_ask (RhCliSession *session, const char *question)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *line = NULL;

  if (!rh_cli_can_ask ())
    return FALSE;

  /* Translators: %s is a question; the answers stay y and yes in every language. */
  g_printerr (_ ("%s [y/N]"), question);
  g_printerr (" ");
  rh_cli_read_line_async (session->cancellable, rh_cli_take_result, &result);
  rh_cli_wait (&result);
  line = rh_cli_read_line_finish (result, NULL);

  return line != NULL && rh_cli_is_yes (g_strstrip (line));
}

/* Secrets */

static gboolean
hide_typing (struct termios *before)
{
  struct termios hidden;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, before) != 0)
    return FALSE;

  hidden = *before;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
}

/* Up to the end of a line; returns how many bytes, -1 when it was interrupted or fails. */
static gssize
read_bytes (RhCliSession *session, char *buffer, gsize size)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  gsize length = 0;

  while (length < size && memchr (buffer, '\n', length) == NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;
      gssize n;

      g_input_stream_read_async (input, buffer + length, size - length, G_PRIORITY_DEFAULT,
                                 session->cancellable, rh_cli_take_result, &result);
      rh_cli_wait (&result);
      n = g_input_stream_read_finish (input, result, NULL);
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      length += (gsize) n;
    }

  return (gssize) length;
}

/* The line, without what ends it. */
static RhSecret *
take_line (RhCliSession *session, const char *buffer, gsize length)
{
  const char *end = memchr (buffer, '\n', length);

  if (length > MAX_SECRET)
    {
      rh_cli_fail (session->verb, RH_CLI_USAGE, _ ("a secret is 64 KiB long at most"));
      return NULL;
    }

  if (end != NULL)
    length = (gsize) (end - buffer);
  if (length > 0 && buffer[length - 1] == '\r')
    length--;
  if (length == 0)
    rh_cli_fail (session->verb, RH_CLI_USAGE,
                 _ ("nothing came from standard input. Type the value, or pipe it in."));
  else if (!g_utf8_validate_len (buffer, length, NULL))
    rh_cli_fail (session->verb, RH_CLI_USAGE, _ ("a secret is text, in UTF-8"));
  else
    return rh_secret_new (buffer, (gssize) length);

  return NULL;
}

RhSecret *
rh_cli_read_secret (RhCliSession *session, const char *prompt)
{
  g_autofree char *buffer = g_malloc0 (MAX_SECRET + 1);
  struct termios before;
  gboolean hidden;
  gssize length;
  RhSecret *secret = NULL;

  /* first: what is typed after the prompt is not seen */
  hidden = hide_typing (&before);
  if (isatty (STDIN_FILENO))
    g_printerr ("%s ", prompt);

  length = read_bytes (session, buffer, MAX_SECRET + 1);
  if (hidden)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
      g_printerr ("\n");
    }

  if (length >= 0)
    secret = take_line (session, buffer, (gsize) length);
  rh_wipe (buffer, MAX_SECRET + 1);
  return secret;
}
