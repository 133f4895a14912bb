/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a response while the main loop runs, so that it can be interrupted. A file comes by a
 * temporary one beside it: whole, or not at all. */
#define G_LOG_DOMAIN "rh-cli-response"

#include "config.h"

#include "rh-cli-response.h"

#include "rh-cli-facts.h"
#include "text/rh-redactor.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (64 * 1024)

/* Bytes */

static gboolean
write_bytes (GOutputStream *stream,
             const void *bytes,
             gsize length,
             RhCliSession *session,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_output_stream_write_all_async (stream, bytes, length, G_PRIORITY_DEFAULT, session->cancellable,
                                   rh_cli_take_result, &result);
  rh_cli_wait (&result);

  return g_output_stream_write_all_finish (stream, result, NULL, error);
}

static gboolean
write_head (GOutputStream *stream, RhHop *hop, RhCliSession *session, GError **error)
{
  g_autoptr (GString) head = g_string_new (NULL);
  RhHeaders *headers = rh_hop_get_headers (hop);

  g_string_append_printf (head, "%s %u", rh_hop_get_http_version (hop), rh_hop_get_status (hop));
  if (rh_hop_get_reason (hop) != NULL && *rh_hop_get_reason (hop) != '\0')
    g_string_append_printf (head, " %s", rh_hop_get_reason (hop));
  g_string_append (head, "\r\n");
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      gsize length;
      const char *value = rh_text_peek (rh_headers_nth_value (headers, i), &length);

      g_string_append_printf (head, "%s: ", rh_headers_nth_name (headers, i));
      g_string_append_len (head, value, (gssize) length);
      g_string_append (head, "\r\n");
    }
  g_string_append (head, "\r\n");

  return write_bytes (stream, head->str, head->len, session, error);
}

static gboolean
write_body (GOutputStream *stream, RhSpool *spool, RhCliSession *session, GError **error)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  goffset size = spool == NULL ? 0 : rh_spool_get_size (spool);
  goffset offset = 0;

  while (offset < size)
    {
      gsize n = rh_spool_read (spool, offset, buffer, (gsize) MIN (size - offset, CHUNK));

      if (n == 0)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                               _ ("the response that was kept cannot be read"));
          return FALSE;
        }
      if (!write_bytes (stream, buffer, n, session, error))
        return FALSE;
      offset += (goffset) n;
    }

  return TRUE;
}

static gboolean
write_all (const RhCliResponse *self,
           GOutputStream *stream,
           RhCliSession *session,
           RhExchange *exchange,
           GError **error)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);

  return (!self->include || write_head (stream, hop, session, error))
         && write_body (stream, rh_exchange_get_spool (exchange), session, error);
}

/* A file */

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
save_special (const RhCliResponse *self,
              RhCliSession *session,
              RhExchange *exchange,
              GError **error)
{
  int fd = g_open (self->output, O_WRONLY | O_CLOEXEC, 0);
  g_autoptr (GOutputStream) stream = fd < 0 ? NULL : g_unix_output_stream_new (fd, TRUE);

  return stream == NULL ? fail_errno (error) : write_all (self, stream, session, exchange, error);
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
save (const RhCliResponse *self, RhCliSession *session, RhExchange *exchange, GError **error)
{
  char *real = realpath (self->output, NULL); /* where a link leads, the file is replaced */
  g_autofree char *path = g_strdup (real != NULL ? real : self->output);
  g_autofree char *part = g_strconcat (path, ".XXXXXX", NULL);
  g_autoptr (GOutputStream) stream = NULL;
  int fd;

  free (real);
  if (is_special (path))
    return save_special (self, session, exchange, error);

  fd = g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0)
    return fail_errno (error);

  stream = g_unix_output_stream_new (fd, TRUE);
  keep_mode (fd, path);
  if (write_all (self, stream, session, exchange, error))
    {
      if (fsync (fd) == 0 && g_rename (part, path) == 0)
        return TRUE;
      fail_errno (error);
    }

  g_unlink (part);
  return FALSE;
}

/* JSON */

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_headers (JsonBuilder *builder, RhHeaders *headers)
{
  RhRedactor *redactor = rh_redactor_get_default ();

  json_builder_set_member_name (builder, "headers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      const char *name = rh_headers_nth_name (headers, i);
      const char *value = rh_text_peek (rh_headers_nth_value (headers, i), NULL);
      g_autofree char *masked = rh_redactor_redact_header (redactor, name, value);
      g_autofree char *text = g_utf8_make_valid (masked, -1);

      json_builder_begin_object (builder);
      add_text (builder, "name", name);
      add_text (builder, "value", text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_body (JsonBuilder *builder, RhSpool *spool)
{
  g_autoptr (GBytes) bytes
      = spool == NULL ? g_bytes_new (NULL, 0) : rh_spool_dup_bytes (spool, G_MAXSIZE);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;

  if (length == 0 || g_utf8_validate_len (data, length, NULL))
    {
      text = g_strndup (length == 0 ? "" : data, length);
      add_text (builder, "body", text);
    }
  else
    {
      text = g_base64_encode ((const guchar *) data, length);
      add_text (builder, "body_base64", text);
    }
}

static void
print_json (const RhCliResponse *self, RhExchange *exchange)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  RhSpool *spool = rh_exchange_get_spool (exchange);
  g_autofree char *url = rh_redactor_redact_text (rh_redactor_get_default (), RH_REDACT_URL, NULL,
                                                  rh_hop_get_url (hop));

  json_builder_begin_object (builder);
  add_text (builder, "method", rh_hop_get_method (hop));
  add_text (builder, "url", url);
  add_number (builder, "status", rh_hop_get_status (hop));
  add_number (builder, "time_ms", rh_exchange_get_duration (exchange) / 1000);
  add_number (builder, "requests", g_list_model_get_n_items (rh_exchange_get_hops (exchange)));
  add_number (builder, "sent_size", rh_hop_get_sent_body_size (hop));
  add_number (builder, "wire_size", rh_hop_get_wire_size (hop));
  add_number (builder, "size", spool == NULL ? 0 : rh_spool_get_size (spool));
  add_headers (builder, rh_hop_get_headers (hop));
  if (self->output == NULL)
    add_body (builder, spool);
  json_builder_end_object (builder);
  rh_cli_print_json (builder);
}

static RhCliStatus
fail (const RhCliResponse *self, RhCliSession *session, const GError *error)
{
  if (g_cancellable_is_cancelled (session->cancellable))
    return RH_CLI_INTERRUPTED;

  /* Translators: the name of a file, and the system's reason. */
  return rh_cli_fail (session->verb, RH_CLI_CHECK_FAILED, _ ("“%s” cannot be written: %s"),
                      self->output != NULL ? self->output : "-", error->message);
}

RhCliStatus
rh_cli_response_write (const RhCliResponse *self, RhCliSession *session, RhExchange *exchange)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GError) error = NULL;
  gboolean done = TRUE;

  if (self->output != NULL)
    done = save (self, session, exchange, &error);
  else if (!self->json)
    done = write_all (self, stream, session, exchange, &error);

  if (!done)
    return fail (self, session, error);
  if (self->json)
    print_json (self, exchange);

  return RH_CLI_DONE;
}
