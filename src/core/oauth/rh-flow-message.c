/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Masks by three nets: names of secret fields, the secret spans of the request that a response
 * answers (a server's debug page likes to repeat them), and, when it is shown, every secret that
 * the process knows by then. */
#define G_LOG_DOMAIN "rh-flow-message"

#include "config.h"

#include "oauth/rh-flow-message.h"

#include "oauth/rh-server-text.h"
#include "text/rh-codec.h"
#include "text/rh-redactor.h"

#include <string.h>

#define MAX_BODY_BYTES (64 * 1024)
#define MAX_TEXT_BYTES (96 * 1024)

struct _RhFlowMessage
{
  GObject parent_instance;

  char *summary; /* masked */
  char *text;    /* masked */
  gint64 time;
  RhFlowKind kind;
  guint status;
};

G_DEFINE_FINAL_TYPE (RhFlowMessage, rh_flow_message, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (RhFlowKind,
                    rh_flow_kind,
                    G_DEFINE_ENUM_VALUE (RH_FLOW_AUTHORIZATION_REQUEST, "authorization-request"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_REDIRECT, "redirect"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_REDIRECT_REFUSED, "redirect-refused"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_TOKEN_REQUEST, "token-request"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_TOKEN_RESPONSE, "token-response"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_REFRESH_REQUEST, "refresh-request"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_REFRESH_RESPONSE, "refresh-response"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_REVOCATION_REQUEST, "revocation-request"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_REVOCATION_RESPONSE, "revocation-response"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_METADATA, "metadata"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_INTROSPECTION, "introspection"),
                    G_DEFINE_ENUM_VALUE (RH_FLOW_NOTE, "note"))

/* As it is sent and, where it was form-encoded, as it was before. */
static void
learn_spans (RhRedactor *redactor, const RhText *text)
{
  const char *bytes = rh_text_peek (text, NULL);

  for (guint i = 0; i < rh_text_get_n_spans (text); i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);
      g_autoptr (RhSecret) sent = NULL;
      g_autoptr (RhSecret) decoded = NULL;
      g_autoptr (RhParams) params = NULL;

      if (!span->secret)
        continue;

      sent = rh_secret_new (bytes + span->start, (gssize) span->length);
      params = rh_params_parse (bytes + span->start, (gssize) span->length);
      rh_redactor_learn (redactor, sent);
      if (rh_params_get_length (params) == 1)
        {
          decoded = rh_secret_new (rh_params_nth (params, 0)->name, -1);
          rh_redactor_learn (redactor, decoded);
        }
    }
}

static RhRedactor *
redactor_for (RhRequest *request)
{
  RhRedactor *redactor = rh_redactor_new ();
  RhHeaders *headers = rh_request_get_headers (request);
  RhBody *body = rh_request_get_body (request);

  learn_spans (redactor, rh_request_get_url (request));
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    learn_spans (redactor, rh_headers_nth_value (headers, i));
  if (body != NULL && rh_body_get_text (body) != NULL)
    learn_spans (redactor, rh_body_get_text (body));

  return redactor;
}

static void
append_headers (GString *text, RhRedactor *redactor, RhHeaders *headers)
{
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      const char *name = rh_headers_nth_name (headers, i);
      const char *value = rh_text_peek (rh_headers_nth_value (headers, i), NULL);
      g_autofree char *masked = rh_redactor_redact_header (redactor, name, value);

      g_string_append_printf (text, "%s: %s\n", name, masked);
    }
}

static void
append_request_body (GString *text, RhRedactor *redactor, RhBody *body)
{
  const char *media_type = rh_body_get_media_type (body);
  g_autofree char *masked = NULL;
  gsize length;
  const char *bytes;

  if (media_type != NULL)
    g_string_append_printf (text, "Content-Type: %s\n", media_type);
  if (rh_body_get_text (body) == NULL)
    return;

  bytes = rh_text_peek (rh_body_get_text (body), &length);
  masked = rh_redactor_redact_body (redactor, media_type, bytes, (gssize) length);
  g_string_append_printf (text, "\n%s\n", masked);
}

static void
append_response_body (GString *text, RhRedactor *redactor, RhExchange *exchange)
{
  RhSpool *spool = rh_exchange_get_spool (exchange);
  g_autofree char *media_type = rh_exchange_dup_media_type (exchange);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *masked = NULL;
  gsize length;
  const char *data;

  if (spool == NULL || rh_spool_get_size (spool) == 0)
    return;

  bytes = rh_spool_dup_bytes (spool, MAX_BODY_BYTES);
  data = g_bytes_get_data (bytes, &length);
  masked = rh_redactor_redact_body (redactor, media_type, data, (gssize) length);
  g_string_append_printf (text, "\n%s\n", masked);
}

/* Takes @text. */
static RhFlowMessage *
message_new (RhFlowKind kind, const char *summary, GString *text)
{
  RhFlowMessage *self = g_object_new (RH_TYPE_FLOW_MESSAGE, NULL);

  self->kind = kind;
  self->time = g_get_real_time ();
  self->summary = rh_server_text_clean (summary);
  self->text = rh_server_text_clean_lines (text->str, MAX_TEXT_BYTES);
  g_string_free (text, TRUE);

  return self;
}

static void
rh_flow_message_finalize (GObject *object)
{
  RhFlowMessage *self = RH_FLOW_MESSAGE (object);

  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (rh_flow_message_parent_class)->finalize (object);
}

static void
rh_flow_message_class_init (RhFlowMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_flow_message_finalize;
}

static void
rh_flow_message_init (RhFlowMessage *self)
{
}

RhFlowMessage *
rh_flow_message_new_url (RhFlowKind kind, const char *url)
{
  g_autofree char *masked = rh_redactor_redact_url (rh_redactor_get_default (), url);

  return message_new (kind, masked, g_string_new (masked));
}

RhFlowMessage *
rh_flow_message_new_note (const char *note)
{
  g_autofree char *masked = rh_redactor_redact (rh_redactor_get_default (), note, -1);

  return message_new (RH_FLOW_NOTE, masked, g_string_new (masked));
}

RhFlowMessage *
rh_flow_message_new_request (RhFlowKind kind, RhRequest *request)
{
  g_autoptr (RhRedactor) redactor = redactor_for (request);
  g_autofree char *url
      = rh_redactor_redact_url (redactor, rh_text_peek (rh_request_get_url (request), NULL));
  g_autofree char *line = g_strdup_printf ("%s %s", rh_request_get_method (request), url);
  GString *text = g_string_new (line);

  g_string_append_c (text, '\n');
  append_headers (text, redactor, rh_request_get_headers (request));
  if (rh_request_get_body (request) != NULL)
    append_request_body (text, redactor, rh_request_get_body (request));

  return message_new (kind, line, text);
}

RhFlowMessage *
rh_flow_message_new_response (RhFlowKind kind, RhExchange *exchange)
{
  g_autoptr (RhRedactor) redactor = redactor_for (rh_exchange_get_request (exchange));
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  const GError *error = rh_exchange_get_error (exchange);
  guint status = hop != NULL ? rh_hop_get_status (hop) : 0;
  GString *text = g_string_new (NULL);
  g_autofree char *line = NULL;
  g_autofree char *failure = NULL;
  RhFlowMessage *self;

  if (status != 0)
    {
      const char *reason = rh_hop_get_reason (hop);

      line = g_strdup_printf ("%u %s", status, reason != NULL ? reason : "");
      g_strchomp (line);
      g_string_append_printf (text, "%s\n", line);
      append_headers (text, redactor, rh_hop_get_headers (hop));
      append_response_body (text, redactor, exchange);
    }
  if (error != NULL)
    {
      failure = rh_redactor_redact (redactor, error->message, -1);
      g_string_append_printf (text, "%s\n", failure);
    }

  self = message_new (kind, failure != NULL ? failure : line, text);
  self->status = status;
  return self;
}

RhFlowKind
rh_flow_message_get_kind (RhFlowMessage *self)
{
  g_return_val_if_fail (RH_IS_FLOW_MESSAGE (self), RH_FLOW_NOTE);

  return self->kind;
}

gint64
rh_flow_message_get_time (RhFlowMessage *self)
{
  g_return_val_if_fail (RH_IS_FLOW_MESSAGE (self), 0);

  return self->time;
}

guint
rh_flow_message_get_status (RhFlowMessage *self)
{
  g_return_val_if_fail (RH_IS_FLOW_MESSAGE (self), 0);

  return self->status;
}

char *
rh_flow_message_dup_summary (RhFlowMessage *self)
{
  g_return_val_if_fail (RH_IS_FLOW_MESSAGE (self), NULL);

  return rh_redactor_redact (rh_redactor_get_default (), self->summary, -1);
}

char *
rh_flow_message_dup_text (RhFlowMessage *self)
{
  g_return_val_if_fail (RH_IS_FLOW_MESSAGE (self), NULL);

  return rh_redactor_redact (rh_redactor_get_default (), self->text, -1);
}
