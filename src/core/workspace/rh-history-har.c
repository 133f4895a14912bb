/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of the history in the words of HAR 1.2. What the format wants and the history has not is
 * there as the format says for "not known": -1, an empty list, an empty object. */
#define G_LOG_DOMAIN "rh-history-har"

#include "config.h"

#include "workspace/rh-history-har.h"

#include "collection/rh-yaml-json.h"
#include "text/rh-codec.h"

#include <string.h>

#define INDENT 2

struct _RhHistoryHar
{
  GString *text;
  gboolean any;
};

RhHistoryHar *
rh_history_har_new (void)
{
  RhHistoryHar *self = g_new0 (RhHistoryHar, 1);
  g_autoptr (RhYaml) creator = rh_yaml_new_mapping ();
  g_autofree char *json = NULL;

  rh_yaml_set_string (creator, "name", "Rehearsal");
  rh_yaml_set_string (creator, "version", RH_VERSION);
  json = rh_yaml_to_json (creator, 0);
  self->text = g_string_new (NULL);
  g_string_append_printf (
      self->text, "{\n\"log\": {\n\"version\": \"1.2\",\n\"creator\": %s,\n\"entries\": [", json);
  return self;
}

void
rh_history_har_free (RhHistoryHar *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* Values */

static void
set_milliseconds (RhYaml *map, const char *key, gint64 microseconds)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.3f", (double) microseconds / 1000);
  rh_yaml_set (map, key, rh_yaml_new_plain (number));
}

static void
set_time (RhYaml *map, const char *key, gint64 microseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (microseconds);
  g_autofree char *text = time == NULL ? NULL : g_date_time_format_iso8601 (time);

  rh_yaml_set_string (map, key, text == NULL ? "1970-01-01T00:00:00Z" : text);
}

static void
append_pair (RhYaml *list, const char *name, const char *value)
{
  RhYaml *pair = rh_yaml_new_mapping ();

  rh_yaml_set_string (pair, "name", name);
  rh_yaml_set_string (pair, "value", value);
  rh_yaml_append (list, pair);
}

static const char *
nth_value (const RhHeaders *headers, guint i)
{
  return rh_text_peek (rh_headers_nth_value (headers, i), NULL);
}

static RhYaml *
new_headers (const RhHeaders *headers)
{
  RhYaml *list = rh_yaml_new_sequence ();

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    append_pair (list, rh_headers_nth_name (headers, i), nth_value (headers, i));
  return list;
}

/* "a=b": a name without "=" has no value. */
static void
append_cookie (RhYaml *list, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);

  if (parts[0] != NULL && *g_strstrip (parts[0]) != '\0')
    append_pair (list, parts[0], parts[1] == NULL ? "" : g_strstrip (parts[1]));
}

/* Of Cookie all pairs, of each Set-Cookie the first. */
static RhYaml *
new_cookies (const RhHeaders *headers, const char *field)
{
  RhYaml *list = rh_yaml_new_sequence ();
  gboolean all = g_str_equal (field, "Cookie");

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      g_auto (GStrv) cookies = NULL;

      if (g_ascii_strcasecmp (rh_headers_nth_name (headers, i), field) != 0)
        continue;
      cookies = g_strsplit (nth_value (headers, i), ";", all ? -1 : 2);
      for (guint j = 0; cookies[j] != NULL && (all || j == 0); j++)
        append_cookie (list, cookies[j]);
    }

  return list;
}

/* A mask has characters that no URL has. */
static char *
dup_url (const char *masked)
{
  GString *url = g_string_new (NULL);

  for (const char *at = masked; *at != '\0'; at++)
    if (g_ascii_isgraph (*at))
      g_string_append_c (url, *at);
    else
      g_string_append_printf (url, "%%%02X", (guint) (guchar) *at);
  return g_string_free_and_steal (url);
}

static RhYaml *
new_query (const char *url)
{
  RhYaml *list = rh_yaml_new_sequence ();
  const char *query = strchr (url, '?');
  g_autoptr (RhParams) params
      = query == NULL ? rh_params_new ()
                      : rh_params_parse (query + 1, (gssize) strcspn (query + 1, "#"));

  for (guint i = 0; i < rh_params_get_length (params); i++)
    {
      const RhParam *param = rh_params_nth (params, i);
      g_autofree char *name = g_utf8_make_valid (param->name, -1);
      g_autofree char *value = g_utf8_make_valid (param->value == NULL ? "" : param->value, -1);

      append_pair (list, name, value);
    }

  return list;
}

/* The two halves */

static void
set_version (RhYaml *map, const RhHistoryContent *content)
{
  rh_yaml_set_string (map, "httpVersion",
                      content->http_version == NULL ? "HTTP/1.1" : content->http_version);
}

static void
set_sizes (RhYaml *map, const RhHistoryBody *body)
{
  rh_yaml_set_int (map, "headersSize", -1);
  rh_yaml_set_int (map, "bodySize", body->state == RH_HISTORY_BODY_NONE ? 0 : body->size);
}

static const char *
get_type (const RhHeaders *headers)
{
  const char *type = rh_headers_get (headers, "Content-Type");

  return type == NULL ? "" : type;
}

static RhYaml *
new_request (const RhHistoryFacts *facts, const RhHistoryContent *content)
{
  RhYaml *request = rh_yaml_new_mapping ();
  g_autofree char *url = dup_url (facts->url);

  rh_yaml_set_string (request, "method", facts->method);
  rh_yaml_set_string (request, "url", url);
  set_version (request, content);
  rh_yaml_set (request, "cookies", new_cookies (content->sent, "Cookie"));
  rh_yaml_set (request, "headers", new_headers (content->sent));
  rh_yaml_set (request, "queryString", new_query (url));
  if (content->sent_body.text != NULL)
    {
      RhYaml *data = rh_yaml_new_mapping ();

      rh_yaml_set_string (data, "mimeType", get_type (content->sent));
      rh_yaml_set_string (data, "text", content->sent_body.text);
      rh_yaml_set (request, "postData", data);
    }
  set_sizes (request, &content->sent_body);
  return request;
}

/* Why a body is not there. */
static const char *
get_comment (RhHistoryBodyState state)
{
  switch (state)
    {
    case RH_HISTORY_BODY_PROTECTED:
      return "not kept: of a protected environment";
    case RH_HISTORY_BODY_SECRET:
      return "not kept: it holds a secret";
    case RH_HISTORY_BODY_TOO_LARGE:
      return "not kept: too large";
    case RH_HISTORY_BODY_NO_TEXT:
      return "not kept: not text";
    case RH_HISTORY_BODY_NONE:
    case RH_HISTORY_BODY_KEPT:
    default:
      return NULL;
    }
}

static RhYaml *
new_content (const RhHistoryContent *content)
{
  RhYaml *map = rh_yaml_new_mapping ();
  const char *comment = get_comment (content->body.state);

  rh_yaml_set_int (map, "size", content->body.size);
  rh_yaml_set_string (map, "mimeType", get_type (content->received));
  if (content->body.text != NULL)
    rh_yaml_set_string (map, "text", content->body.text);
  if (comment != NULL)
    rh_yaml_set_string (map, "comment", comment);
  return map;
}

static RhYaml *
new_response (const RhHistoryFacts *facts, const RhHistoryContent *content)
{
  RhYaml *response = rh_yaml_new_mapping ();
  const char *location = rh_headers_get (content->received, "Location");

  rh_yaml_set_int (response, "status", facts->status);
  rh_yaml_set_string (response, "statusText", content->reason == NULL ? "" : content->reason);
  set_version (response, content);
  rh_yaml_set (response, "cookies", new_cookies (content->received, "Set-Cookie"));
  rh_yaml_set (response, "headers", new_headers (content->received));
  rh_yaml_set (response, "content", new_content (content));
  rh_yaml_set_string (response, "redirectURL", location == NULL ? "" : location);
  set_sizes (response, &content->body);
  if (*facts->error != '\0')
    rh_yaml_set_string (response, "comment", facts->error);
  return response;
}

/* The whole */

static RhYaml *
new_timings (const RhHistoryFacts *facts)
{
  RhYaml *timings = rh_yaml_new_mapping ();

  rh_yaml_set_int (timings, "send", 0);
  set_milliseconds (timings, "wait", facts->duration);
  rh_yaml_set_int (timings, "receive", 0);
  return timings;
}

void
rh_history_har_add (RhHistoryHar *self,
                    const RhHistoryFacts *facts,
                    const RhHistoryContent *content)
{
  g_autoptr (RhYaml) entry = NULL;
  g_autofree char *json = NULL;

  g_return_if_fail (self != NULL && facts != NULL && content != NULL);

  entry = rh_yaml_new_mapping ();
  set_time (entry, "startedDateTime", facts->time);
  set_milliseconds (entry, "time", facts->duration);
  rh_yaml_set (entry, "request", new_request (facts, content));
  rh_yaml_set (entry, "response", new_response (facts, content));
  rh_yaml_set (entry, "cache", rh_yaml_new_mapping ());
  rh_yaml_set (entry, "timings", new_timings (facts));
  if (*facts->name != '\0')
    rh_yaml_set_string (entry, "comment", facts->name);

  json = rh_yaml_to_json (entry, INDENT);
  g_string_append_printf (self->text, "%s\n%s", self->any ? "," : "", json);
  self->any = TRUE;
}

GBytes *
rh_history_har_finish (RhHistoryHar *self)
{
  gsize length;
  char *text;

  g_return_val_if_fail (self != NULL, NULL);

  g_string_append (self->text, "\n]\n}\n}\n");
  length = self->text->len;
  text = g_string_free_and_steal (g_steal_pointer (&self->text));
  self->text = g_string_new (NULL);
  return g_bytes_new_take (text, length);
}

/* From the history */

guint
rh_history_har_count_clear (GPtrArray *entries)
{
  guint n = 0;

  g_return_val_if_fail (entries != NULL, 0);

  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (RhExchange) exchange
          = rh_history_entry_dup_exchange (g_ptr_array_index (entries, i));

      if (exchange != NULL)
        n++;
    }

  return n;
}

/* Entries between two looks at the main loop: a file each, of half a megabyte at most. */
#define SLICE 4

typedef struct
{
  RhHistory *history;
  GPtrArray *entries; /* RhHistoryEntry */
  RhHistoryHar *har;
  gboolean secrets;
  guint next;
  RhHistoryHarCount count;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->history);
  g_ptr_array_unref (run->entries);
  rh_history_har_free (run->har);
  g_free (run);
}

/* FALSE: it cannot be. */
static gboolean
add_in_clear (Run *run, RhHistoryEntry *entry)
{
  g_autoptr (RhExchange) exchange = rh_history_entry_dup_exchange (entry);
  RhHistoryFacts facts = *rh_history_entry_get_facts (entry);
  g_autoptr (RhHistoryContent) content = NULL;

  if (exchange == NULL)
    return FALSE;

  content = rh_history_content_in_clear (exchange, rh_history_entry_gives_bodies (entry));
  facts.url = (char *) rh_text_peek (rh_request_get_url (rh_exchange_get_request (exchange)), NULL);
  rh_history_har_add (run->har, &facts, content);
  return TRUE;
}

static void
add_next (Run *run)
{
  RhHistoryEntry *entry = g_ptr_array_index (run->entries, run->entries->len - ++run->next);
  g_autoptr (RhHistoryContent) content = NULL;

  if (run->secrets && add_in_clear (run, entry))
    return;

  content = rh_history_load (run->history, entry, NULL);
  if (content == NULL)
    {
      run->count.n_left_out++;
      return;
    }
  rh_history_har_add (run->har, rh_history_entry_get_facts (entry), content);
  run->count.n_masked++;
}

static gboolean
add_cb (gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  for (guint i = 0; i < SLICE && run->next < run->entries->len; i++)
    add_next (run);
  if (run->next < run->entries->len)
    return G_SOURCE_CONTINUE;

  g_task_return_pointer (task, rh_history_har_finish (run->har), (GDestroyNotify) g_bytes_unref);
  return G_SOURCE_REMOVE;
}

void
rh_history_har_write_async (RhHistory *history,
                            GPtrArray *entries,
                            gboolean secrets,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;
  Run *run;

  g_return_if_fail (RH_IS_HISTORY (history));
  g_return_if_fail (entries != NULL);

  task = g_task_new (history, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_history_har_write_async);
  run = g_new0 (Run, 1);
  run->history = g_object_ref (history);
  run->entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (run->entries, g_object_ref (g_ptr_array_index (entries, i)));
  run->har = rh_history_har_new ();
  run->secrets = secrets;
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, add_cb, task, g_object_unref);
}

GBytes *
rh_history_har_write_finish (GAsyncResult *result, RhHistoryHarCount *count, GError **error)
{
  Run *run;

  g_return_val_if_fail (G_IS_TASK (result), NULL);
  g_return_val_if_fail (count != NULL, NULL);

  run = g_task_get_task_data (G_TASK (result));
  *count = run->count;
  return g_task_propagate_pointer (G_TASK (result), error);
}
