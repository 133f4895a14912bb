/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a response while the main loop runs, so that it can be interrupted. */
#define G_LOG_DOMAIN "rh-cli-response"

#include "config.h"

#include "rh-cli-response.h"

#include "rh-cli-facts.h"
#include "rh-cli-output.h"
#include "text/rh-redactor.h"

#include <glib/gi18n.h>

#define CHUNK (64 * 1024)

/* Bytes */

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

  return rh_cli_output_bytes (stream, head->str, head->len, session, error);
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
      if (!rh_cli_output_bytes (stream, buffer, n, session, error))
        return FALSE;
      offset += (goffset) n;
    }

  return TRUE;
}

/* What there is to write. */
typedef struct
{
  const RhCliResponse *response;
  RhCliSession *session;
  RhExchange *exchange;
} Content;

static gboolean
write_all (GOutputStream *stream, gpointer user_data, GError **error)
{
  const Content *content = user_data;
  RhHop *hop = rh_exchange_get_last_hop (content->exchange);

  return (!content->response->include || write_head (stream, hop, content->session, error))
         && write_body (stream, rh_exchange_get_spool (content->exchange), content->session, error);
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

RhCliStatus
rh_cli_response_write (const RhCliResponse *self, RhCliSession *session, RhExchange *exchange)
{
  Content content = { self, session, exchange };
  g_autoptr (GError) error = NULL;

  if ((self->output != NULL || !self->json)
      && !rh_cli_output_write (self->output, 0666, write_all, &content, &error))
    return rh_cli_output_fail (session, self->output, error);
  if (self->json)
    print_json (self, exchange);

  return RH_CLI_DONE;
}
