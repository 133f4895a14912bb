/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a body as a body: what a JSONPath finds, or what contains a text. */
#define G_LOG_DOMAIN "rh-body-filter"

#include "config.h"

#include "body/rh-body-filter.h"

#include "body/rh-body-json-scan.h"
#include "body/rh-body-matcher.h"
#include "body/rh-body-scratch.h"
#include "body/rh-json-path.h"
#include "http/rh-thread-task.h"

#include <string.h>

G_DEFINE_QUARK (rh - body - filter - error - quark, rh_body_filter_error)

typedef struct
{
  RhSpool *text;
  gboolean json;
  char *expression;
  gsize position;
} Job;

typedef struct
{
  GCancellable *cancellable;
  RhBodyMatcher *matcher;
  RhBodyFiltered *result;
  gboolean json;
  GError **error;
} Writer;

static void
job_free (Job *self)
{
  g_object_unref (self->text);
  g_free (self->expression);
  g_free (self);
}

void
rh_body_filtered_free (RhBodyFiltered *self)
{
  g_clear_object (&self->spool);
  g_free (self);
}

/* Writing */

/* FALSE: enough. */
static gboolean
write_value (Writer *self, const RhJsonSpan *value)
{
  RhBodyFiltered *result = self->result;
  const char *before = self->json ? (result->n_found == 0 ? "[" : ",\n") : "";

  if (result->n_found == RH_JSON_PATH_MAX)
    {
      result->limited = TRUE;
      return FALSE;
    }
  result->n_found++;

  return rh_spool_write (result->spool, before, strlen (before), self->error)
         && rh_spool_write (result->spool, value->start, (gsize) (value->end - value->start),
                            self->error)
         && (self->json || rh_spool_write (result->spool, "\n", 1, self->error));
}

static void
end_values (Writer *self)
{
  const char *end = !self->json ? "" : self->result->n_found == 0 ? "[]" : "]";

  if (*self->error == NULL)
    rh_spool_write (self->result->spool, end, strlen (end), self->error);
  rh_spool_close (self->result->spool);
}

/* Containing a text */

/* FALSE: enough. */
static gboolean
write_if_contains (Writer *self, const char *from, const RhJsonSpan *value)
{
  gsize start;
  gsize end;

  if (g_cancellable_is_cancelled (self->cancellable)
      || !rh_body_matcher_find (self->matcher, from, MIN ((gsize) (value->end - from), G_MAXINT), 0,
                                &start, &end, self->error))
    return FALSE;

  return start == end || write_value (self, value);
}

static gboolean
filter_children (Writer *self, const RhJsonSpan *container, gboolean enter_arrays)
{
  RhJsonIter iter;
  RhJsonSpan key = { 0 };
  RhJsonSpan value;
  gboolean more = TRUE;

  rh_json_iter_init (&iter, container);
  while (more && rh_json_iter_next (&iter, &key, &value))
    {
      if (enter_arrays && *value.start == '[')
        more = filter_children (self, &value, FALSE);
      else
        more = write_if_contains (self, iter.object ? key.start : value.start, &value);
    }

  return more;
}

static void
filter_lines (Writer *self, const char *text, gsize length)
{
  const char *end = text + length;
  gboolean more = TRUE;

  while (more && text < end)
    {
      const char *line_end = memchr (text, '\n', (gsize) (end - text));
      RhJsonSpan line = { text, line_end == NULL ? end : line_end };

      more = write_if_contains (self, text, &line);
      text = line_end == NULL ? end : line_end + 1;
    }
}

/* JSON */

typedef struct
{
  guint64 start;
  guint64 end; /* 0: nothing was told yet */
} Root;

static gboolean
take_tokens (gpointer user_data, const RhJsonToken *tokens, guint n_tokens)
{
  Root *root = user_data;

  if (root->end == 0)
    root->start = tokens[0].start;
  root->end = tokens[n_tokens - 1].end;

  return TRUE;
}

/* Where the value is; FALSE: it is not JSON. */
static gboolean
find_root (Job *job, const char *text, GCancellable *cancellable, RhJsonSpan *span)
{
  Root root = { 0, 0 };

  if (rh_body_json_scan (job->text, take_tokens, &root, cancellable) != RH_BODY_SCAN_WHOLE)
    return FALSE;

  *span = (RhJsonSpan) { text + root.start, text + root.end };

  return TRUE;
}

static void
filter_by_path (Writer *self, RhJsonPath *path, const RhJsonSpan *root)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (RhJsonSpan));
  gboolean more = TRUE;

  self->result->limited = !rh_json_path_evaluate (path, root, self->cancellable, found);
  for (guint i = 0; i < found->len && more; i++)
    more = write_value (self, &g_array_index (found, RhJsonSpan, i));
}

static void
filter (Job *job, Writer *writer, RhJsonPath *path)
{
  g_autoptr (GBytes) bytes = rh_spool_map (job->text);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  RhJsonSpan root;
  gboolean json = job->json && find_root (job, text, writer->cancellable, &root);

  writer->json = json;
  if (path != NULL && !json)
    {
      if (!g_cancellable_set_error_if_cancelled (writer->cancellable, writer->error))
        g_set_error_literal (writer->error, RH_BODY_FILTER_ERROR, RH_BODY_FILTER_ERROR_NOT_JSON,
                             "This is not JSON, or not all of it has come");
      return;
    }

  if (path != NULL)
    filter_by_path (writer, path, &root);
  else if (json && rh_json_span_is_container (&root))
    filter_children (writer, &root, *root.start == '{');
  else if (json)
    write_if_contains (writer, root.start, &root);
  else
    filter_lines (writer, text, length);
  end_values (writer);
}

static RhJsonPath *
parse (Job *job, GError **error)
{
  g_autoptr (GError) local = NULL;
  RhJsonPath *path = rh_json_path_parse (job->expression, &job->position, &local);

  if (path == NULL)
    g_set_error_literal (error, RH_BODY_FILTER_ERROR, RH_BODY_FILTER_ERROR_PATH, local->message);

  return path;
}

static void
filter_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (RhBodyFiltered) result = g_new0 (RhBodyFiltered, 1);
  g_autoptr (RhJsonPath) path = NULL;
  g_autoptr (RhBodyMatcher) matcher = NULL;
  GError *error = NULL;
  Writer writer = { cancellable, NULL, result, FALSE, &error };

  result->spool = rh_body_scratch_new ();
  if (*job->expression == '$')
    path = parse (job, &error);
  else
    writer.matcher = matcher = rh_body_matcher_new (job->expression, 0, &error);
  if (error == NULL)
    filter (job, &writer, path);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&result), (GDestroyNotify) rh_body_filtered_free);
}

void
rh_body_filter_async (RhBodyDocument *document,
                      const char *expression,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (RH_IS_BODY_DOCUMENT (document));
  g_return_if_fail (expression != NULL && *expression != '\0');

  job = g_new0 (Job, 1);
  job->text = g_object_ref (rh_body_document_get_text (document));
  job->json = rh_body_document_get_syntax (document) == RH_BODY_SYNTAX_JSON;
  job->expression = g_strdup (expression);
  task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_body_filter_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  rh_thread_task_run (task, filter_thread);
}

RhBodyFiltered *
rh_body_filter_finish (RhBodyDocument *document,
                       GAsyncResult *result,
                       gsize *position,
                       GError **error)
{
  const Job *job;

  g_return_val_if_fail (g_task_is_valid (result, document), NULL);

  job = g_task_get_task_data (G_TASK (result));
  if (position != NULL)
    *position = job->position;

  return g_task_propagate_pointer (G_TASK (result), error);
}
