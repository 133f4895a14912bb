/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the history keeps of one exchange. Everything that is kept goes through the redactor here,
 * by spans and by place, before anybody could write it. */
#define G_LOG_DOMAIN "rh-history-content"

#include "config.h"

#include "workspace/rh-history-content.h"

#include "text/rh-redactor.h"
#include "text/rh-template.h"

#include <string.h>

G_DEFINE_ENUM_TYPE (RhHistoryBodyState,
                    rh_history_body_state,
                    G_DEFINE_ENUM_VALUE (RH_HISTORY_BODY_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (RH_HISTORY_BODY_KEPT, "kept"),
                    G_DEFINE_ENUM_VALUE (RH_HISTORY_BODY_PROTECTED, "protected"),
                    G_DEFINE_ENUM_VALUE (RH_HISTORY_BODY_SECRET, "secret"),
                    G_DEFINE_ENUM_VALUE (RH_HISTORY_BODY_TOO_LARGE, "too-large"),
                    G_DEFINE_ENUM_VALUE (RH_HISTORY_BODY_NO_TEXT, "no-text"))

RhHistoryContent *
rh_history_content_new (void)
{
  RhHistoryContent *self = g_new0 (RhHistoryContent, 1);

  self->sent = rh_headers_new ();
  self->received = rh_headers_new ();
  return self;
}

void
rh_history_content_free (RhHistoryContent *self)
{
  g_clear_object (&self->item);
  rh_headers_unref (self->sent);
  rh_headers_unref (self->received);
  g_free (self->sent_body.text);
  g_free (self->reason);
  g_free (self->http_version);
  g_free (self->body.text);
  g_free (self);
}

/* The request as typed */

static char *
mask_typed (RhHistoryContent *self, RhRedactPlace place, const char *name, const char *text)
{
  char *masked = rh_redactor_redact_template (rh_redactor_get_default (), place, name, text);

  if (!g_str_equal (masked, text))
    self->masked_typed = TRUE;
  return masked;
}

/* A row whose value is gone is switched off: nothing but a mask would be sent. */
static void
mask_rows (RhHistoryContent *self, GListModel *rows, RhRedactPlace place)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      g_autofree char *masked
          = mask_typed (self, place, rh_field_get_name (field), rh_field_get_value (field));

      if (!g_str_equal (masked, rh_field_get_value (field)))
        g_object_set (field, "enabled", FALSE, "value", masked, NULL);
    }
}

/* Those that are on stand in the URL, and went with it. */
static void
mask_params (RhHistoryContent *self, GListModel *rows)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      g_autofree char *masked = NULL;

      if (rh_field_is_enabled (field))
        continue;
      masked = mask_typed (self, RH_REDACT_FIELD, rh_field_get_name (field),
                           rh_field_get_value (field));
      if (!g_str_equal (masked, rh_field_get_value (field)))
        g_object_set (field, "value", masked, NULL);
    }
}

static void
mask_auth (RhHistoryContent *self)
{
  RhAuth *auth = rh_request_item_get_auth (self->item);
  static const char *const fields[] = { RH_AUTH_PASSWORD, RH_AUTH_TOKEN, RH_AUTH_VALUE };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = rh_auth_get (auth, fields[i]);

      if (*value == '\0' || rh_template_has_refs (value))
        continue;
      rh_auth_set (auth, fields[i], "");
      self->masked_typed = TRUE;
    }
}

static void
drop_body (RhRequestItem *item)
{
  g_object_set (item, "body-text", "", NULL);
  while (g_list_model_get_n_items (rh_request_item_get_form (item)) > 0)
    rh_request_item_remove_form_field (item, 0);
  while (g_list_model_get_n_items (rh_request_item_get_parts (item)) > 0)
    rh_request_item_remove_part (item, 0);
}

static void
mask_body_typed (RhHistoryContent *self)
{
  const char *text = rh_request_item_get_body_text (self->item);
  const char *type
      = rh_request_item_get_body_kind (self->item) == RH_BODY_KIND_JSON ? "application/json" : NULL;
  g_autofree char *masked = NULL;

  if (strlen (text) > RH_HISTORY_MAX_BODY)
    {
      g_object_set (self->item, "body-text", "", NULL);
      return;
    }

  masked = mask_typed (self, RH_REDACT_BODY, type, text);
  g_object_set (self->item, "body-text", masked, NULL);
  mask_rows (self, rh_request_item_get_form (self->item), RH_REDACT_FIELD);
  mask_rows (self, rh_request_item_get_parts (self->item), RH_REDACT_FIELD);
}

static void
take_typed (RhHistoryContent *self, RhRequestItem *item, gboolean protected_environment)
{
  g_autofree char *url = mask_typed (self, RH_REDACT_URL, NULL, rh_request_item_get_url (item));

  self->item = rh_request_item_copy (item);
  if (!g_str_equal (url, rh_request_item_get_url (item)))
    g_object_set (self->item, "url", url, NULL);
  mask_params (self, rh_request_item_get_params (self->item));
  mask_rows (self, rh_request_item_get_path_params (self->item), RH_REDACT_FIELD);
  mask_rows (self, rh_request_item_get_headers (self->item), RH_REDACT_HEADER);
  mask_auth (self);
  if (protected_environment)
    drop_body (self->item);
  else
    mask_body_typed (self);
}

/* What was sent, what came back */

/* How it is taken. */
typedef struct
{
  RhRedactor *redactor; /* NULL: in clear */
  gboolean bodies;
} Manner;

static char *
take_text (const Manner *manner, RhRedactPlace place, const char *name, const RhText *text)
{
  const char *plain;
  gsize length;

  if (manner->redactor != NULL)
    return rh_redactor_redact_text (manner->redactor, place, name, text);

  plain = rh_text_peek (text, &length);
  return g_utf8_make_valid (plain, (gssize) length);
}

/* Of these the value is an address, with secrets in its query. */
static gboolean
is_address (const char *name)
{
  static const char *const names[]
      = { "location", "content-location", "referer", "refresh", "link" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;

  return FALSE;
}

static void
take_headers (RhHeaders *out, RhHeaders *headers, const Manner *manner)
{
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      const char *name = rh_headers_nth_name (headers, i);
      RhRedactPlace place = is_address (name) ? RH_REDACT_URL : RH_REDACT_HEADER;
      g_autofree char *value = take_text (manner, place, name, rh_headers_nth_value (headers, i));

      rh_headers_append_plain (out, name, value);
    }
}

static RhHop *
dup_first_hop (RhExchange *exchange)
{
  return g_list_model_get_item (rh_exchange_get_hops (exchange), 0);
}

static void
take_sent_body (RhHistoryBody *out, RhExchange *exchange, const Manner *manner)
{
  RhBody *body = rh_request_get_body (rh_exchange_get_request (exchange));
  g_autoptr (RhHop) hop = dup_first_hop (exchange);
  RhText *text = body != NULL ? rh_body_get_text (body) : NULL;
  gsize length = 0;

  if (body == NULL)
    return;
  if (text != NULL)
    rh_text_peek (text, &length);
  out->size = text != NULL || hop == NULL ? (goffset) length : rh_hop_get_sent_body_size (hop);

  if (!manner->bodies)
    out->state = RH_HISTORY_BODY_PROTECTED;
  else if (text == NULL)
    out->state = RH_HISTORY_BODY_NO_TEXT;
  else if (length > RH_HISTORY_MAX_BODY)
    out->state = RH_HISTORY_BODY_TOO_LARGE;
  else
    {
      out->state = RH_HISTORY_BODY_KEPT;
      out->text = take_text (manner, RH_REDACT_BODY, rh_body_get_media_type (body), text);
    }
}

static gboolean
is_json (const char *media_type)
{
  return g_str_has_suffix (media_type, "/json") || g_str_has_suffix (media_type, "+json");
}

/* In JSON a secret has a member's name, and what is masked there is all of it. In other text a mask
 * is a guess at where the secret ends, so a body with one is not kept. */
static void
take_received_text (RhHistoryBody *out,
                    const char *media_type,
                    const char *text,
                    gsize length,
                    const Manner *manner)
{
  g_autofree char *masked = NULL;

  if (memchr (text, '\0', length) != NULL || !g_utf8_validate_len (text, length, NULL))
    {
      out->state = RH_HISTORY_BODY_NO_TEXT;
      return;
    }

  if (manner->redactor == NULL)
    masked = g_strndup (text, length);
  else
    masked = rh_redactor_redact_body (manner->redactor, media_type, text, (gssize) length);
  if (!is_json (media_type) && (strlen (masked) != length || memcmp (masked, text, length) != 0))
    {
      out->state = RH_HISTORY_BODY_SECRET;
      return;
    }

  out->state = RH_HISTORY_BODY_KEPT;
  out->text = g_steal_pointer (&masked);
}

static void
take_received_body (RhHistoryBody *out, RhExchange *exchange, const Manner *manner)
{
  RhSpool *spool = rh_exchange_get_spool (exchange);
  g_autofree char *media_type = rh_exchange_dup_media_type (exchange);
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;

  if (spool == NULL || rh_spool_get_size (spool) == 0)
    return;

  out->size = rh_spool_get_size (spool);
  if (!manner->bodies)
    out->state = RH_HISTORY_BODY_PROTECTED;
  else if (out->size > RH_HISTORY_MAX_BODY)
    out->state = RH_HISTORY_BODY_TOO_LARGE;
  else
    {
      bytes = rh_spool_dup_bytes (spool, RH_HISTORY_MAX_BODY);
      text = g_bytes_get_data (bytes, &length);
      take_received_text (out, media_type, text, length, manner);
    }
}

static void
take_exchange (RhHistoryContent *self, RhExchange *exchange, const Manner *manner)
{
  g_autoptr (RhHop) first = dup_first_hop (exchange);
  RhHop *last = rh_exchange_get_last_hop (exchange);
  RhHeaders *sent = first != NULL ? rh_hop_get_sent_headers (first) : NULL;

  if (sent == NULL || rh_headers_get_length (sent) == 0)
    sent = rh_request_get_headers (rh_exchange_get_request (exchange));
  take_headers (self->sent, sent, manner);
  take_sent_body (&self->sent_body, exchange, manner);

  if (last != NULL && rh_hop_get_status (last) != 0)
    {
      self->reason = g_utf8_make_valid (
          rh_hop_get_reason (last) != NULL ? rh_hop_get_reason (last) : "", -1);
      self->http_version = g_strdup (rh_hop_get_http_version (last));
      take_headers (self->received, rh_hop_get_headers (last), manner);
      take_received_body (&self->body, exchange, manner);
    }
}

RhHistoryContent *
rh_history_content_from_exchange (RhRequestItem *item,
                                  RhExchange *exchange,
                                  gboolean protected_environment)
{
  const Manner manner = { rh_redactor_get_default (), !protected_environment };
  RhHistoryContent *self;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);
  g_return_val_if_fail (RH_IS_EXCHANGE (exchange), NULL);

  self = rh_history_content_new ();
  take_typed (self, item, protected_environment);
  take_exchange (self, exchange, &manner);
  return self;
}

RhHistoryContent *
rh_history_content_in_clear (RhExchange *exchange, gboolean bodies)
{
  const Manner manner = { NULL, bodies };
  RhHistoryContent *self;

  g_return_val_if_fail (RH_IS_EXCHANGE (exchange), NULL);

  self = rh_history_content_new ();
  take_exchange (self, exchange, &manner);
  return self;
}

/* The line */

static RhHistoryOutcome
outcome_of (RhExchange *exchange)
{
  RhExchangeState state = rh_exchange_get_state (exchange);

  if (state == RH_EXCHANGE_STATE_DONE)
    return RH_HISTORY_OUTCOME_DONE;
  if (state == RH_EXCHANGE_STATE_CANCELLED)
    return RH_HISTORY_OUTCOME_CANCELLED;
  return RH_HISTORY_OUTCOME_FAILED;
}

RhHistoryFacts *
rh_history_facts_from_exchange (const char *environment,
                                const char *account,
                                RhRequestItem *item,
                                RhExchange *exchange)
{
  RhRequest *request = rh_exchange_get_request (exchange);
  RhHop *last = rh_exchange_get_last_hop (exchange);
  RhSpool *spool = rh_exchange_get_spool (exchange);
  const GError *error = rh_exchange_get_error (exchange);
  RhHistoryFacts *facts = g_new0 (RhHistoryFacts, 1);

  facts->time = rh_exchange_get_started (exchange);
  facts->duration = rh_exchange_get_duration (exchange);
  facts->size = spool != NULL ? rh_spool_get_size (spool) : 0;
  facts->status = last != NULL ? rh_hop_get_status (last) : 0;
  facts->n_hops = g_list_model_get_n_items (rh_exchange_get_hops (exchange));
  facts->outcome = outcome_of (exchange);
  facts->environment = g_strdup (environment);
  facts->account = g_strdup (account);
  facts->name = g_strdup (rh_request_item_get_name (item));
  facts->method = g_strdup (rh_request_get_method (request));
  facts->url = rh_redactor_redact_text (rh_redactor_get_default (), RH_REDACT_URL, NULL,
                                        rh_request_get_url (request));
  if (error != NULL)
    facts->error = rh_redactor_redact_body (rh_redactor_get_default (), NULL, error->message, -1);
  return facts;
}

/* Back */

static RhSpool *
dup_spool (const RhHistoryBody *body)
{
  RhSpool *spool;

  if (body->state != RH_HISTORY_BODY_KEPT && body->state != RH_HISTORY_BODY_NONE)
    return NULL;

  spool = rh_spool_new (RH_SPOOL_MEMORY_LIMIT, TRUE);
  if (body->text != NULL)
    rh_spool_write (spool, body->text, strlen (body->text), NULL);
  rh_spool_close (spool);
  return spool;
}

static void
finish (RhExchange *exchange, const RhHistoryFacts *facts)
{
  g_autoptr (GError) error = NULL;

  if (facts->outcome != RH_HISTORY_OUTCOME_DONE)
    error = g_error_new_literal (
        G_IO_ERROR,
        facts->outcome == RH_HISTORY_OUTCOME_CANCELLED ? G_IO_ERROR_CANCELLED : G_IO_ERROR_FAILED,
        facts->error);
  rh_exchange_finish (exchange, error);
}

RhExchange *
rh_history_content_dup_exchange (const RhHistoryContent *self, const RhHistoryFacts *facts)
{
  g_autoptr (RhText) url = rh_text_new (facts->url);
  g_autoptr (RhRequest) request = rh_request_new (facts->method, url);
  g_autoptr (RhHop) hop = rh_hop_new (facts->method, url);
  g_autoptr (RhSpool) spool = dup_spool (&self->body);
  RhExchange *exchange = rh_exchange_new_kept (request, facts->time, facts->duration);

  rh_hop_set_sent (hop, self->sent, self->sent_body.size);
  if (facts->status != 0)
    rh_hop_set_response (hop, facts->status, self->reason, self->http_version, self->received);
  rh_exchange_add_hop (exchange, hop);
  if (facts->status != 0 && spool != NULL)
    rh_exchange_set_receiving (exchange, spool);
  finish (exchange, facts);
  return exchange;
}
