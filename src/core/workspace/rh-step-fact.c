/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A first call is a 2xx that really is JSON. */
#define G_LOG_DOMAIN "rh-step-fact"

#include "config.h"

#include "workspace/rh-step-fact.h"

#include "body/rh-media-type.h"
#include "text/rh-json-walk.h"
#include "text/rh-redactor.h"
#include "text/rh-url.h"

#include <string.h>

/* Bytes that are read through, on the main thread; of what is longer, how it begins has to do. */
#define MAX_LOOK RH_HISTORY_MAX_BODY

void
rh_step_fact_clear (RhStepFact *self)
{
  g_free (self->client_id);
  g_free (self->account);
  g_free (self->scope);
  g_free (self->method);
  g_free (self->path);
  *self = (RhStepFact) { .n_items = -1 };
}

static gint64
count_children (const RhJsonSpan *array)
{
  RhJsonIter iter;
  RhJsonSpan value;
  gint64 n = 0;

  rh_json_iter_init (&iter, array);
  while (rh_json_iter_next (&iter, NULL, &value))
    n++;

  return n;
}

static gboolean
names_list (const RhJsonSpan *key)
{
  static const char *const names[] = { "data", "items", "results", "value", NULL };
  g_autoptr (GString) name = rh_json_span_unescape (key);

  return g_strv_contains (names, name->str);
}

gboolean
rh_step_fact_count_items (const char *text, gsize length, gint64 *n_items)
{
  RhJsonSpan root;
  RhJsonSpan key;
  RhJsonSpan value;
  RhJsonIter iter;

  *n_items = -1;
  if (!g_utf8_validate_len (text, length, NULL)
      || rh_json_walk_check (text, length, &root) != RH_JSON_WALK_OK)
    return FALSE;

  if (*root.start == '[')
    *n_items = count_children (&root);
  if (*root.start != '{')
    return TRUE;

  rh_json_iter_init (&iter, &root);
  while (*n_items < 0 && rh_json_iter_next (&iter, &key, &value))
    if (*value.start == '[' && names_list (&key))
      *n_items = count_children (&value);

  return TRUE;
}

static gboolean
begins_as_json (const char *text, gsize length)
{
  gsize at = 0;

  while (at < length && strchr (" \t\r\n", text[at]) != NULL && text[at] != '\0')
    at++;

  return at < length && text[at] != '\0' && strchr ("{[\"-0123456789tfn", text[at]) != NULL;
}

static gboolean
look_at_text (const char *text, gsize length, gint64 *n_items)
{
  if (length > MAX_LOOK)
    return begins_as_json (text, length);

  return length > 0 && rh_step_fact_count_items (text, length, n_items);
}

static gboolean
is_success (guint status, const char *media_type)
{
  return status >= 200 && status < 300
         && rh_media_type_get_syntax (media_type) == RH_BODY_SYNTAX_JSON;
}

static void
take_call (RhStepFact *fact,
           const char *method,
           const char *masked_url,
           guint status,
           gint64 n_items,
           gint64 when)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (masked_url, NULL);

  rh_step_fact_clear (fact);
  fact->reached = TRUE;
  fact->when = when;
  fact->method = g_strdup (method);
  fact->path = g_strdup (url == NULL ? masked_url : url->path);
  fact->status = status;
  fact->n_items = n_items;
}

gboolean
rh_step_fact_read_exchange (RhStepFact *fact, RhExchange *exchange)
{
  RhHop *hop;
  RhSpool *spool;
  g_autofree char *media_type = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;
  gint64 n_items = -1;

  g_return_val_if_fail (fact != NULL, FALSE);
  g_return_val_if_fail (RH_IS_EXCHANGE (exchange), FALSE);

  hop = rh_exchange_get_last_hop (exchange);
  spool = rh_exchange_get_spool (exchange);
  media_type = rh_exchange_dup_media_type (exchange);
  if (rh_exchange_get_state (exchange) != RH_EXCHANGE_STATE_DONE || hop == NULL || spool == NULL
      || !is_success (rh_hop_get_status (hop), media_type))
    return FALSE;

  bytes = rh_spool_dup_bytes (spool, MAX_LOOK + 1);
  text = g_bytes_get_data (bytes, &length);
  if (!look_at_text (text, length, &n_items))
    return FALSE;

  url = rh_redactor_redact_text (rh_redactor_get_default (), RH_REDACT_URL, NULL,
                                 rh_hop_get_url (hop));
  take_call (fact, rh_hop_get_method (hop), url, rh_hop_get_status (hop), n_items,
             rh_exchange_get_started (exchange) + rh_exchange_get_duration (exchange));
  return TRUE;
}

gboolean
rh_step_fact_read_history (RhStepFact *fact,
                           const RhHistoryFacts *line,
                           const RhHistoryContent *content)
{
  g_autofree char *media_type = NULL;
  gint64 n_items = -1;

  g_return_val_if_fail (fact != NULL && line != NULL && content != NULL, FALSE);

  if (line->outcome != RH_HISTORY_OUTCOME_DONE || content->received == NULL || content->sent == NULL
      || rh_headers_get (content->sent, "Authorization") == NULL)
    return FALSE;

  media_type = rh_headers_dup_media_type (content->received);
  if (!is_success (line->status, media_type))
    return FALSE;
  if (content->body.state == RH_HISTORY_BODY_KEPT
      && !rh_step_fact_count_items (content->body.text, strlen (content->body.text), &n_items))
    return FALSE;
  if (content->body.state == RH_HISTORY_BODY_NONE)
    return FALSE;

  take_call (fact, line->method, line->url, line->status, n_items, line->time + line->duration);
  return TRUE;
}
