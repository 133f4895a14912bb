/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response's body as rows of text. What the main thread sees changes only when the index says so,
 * at most once an iteration; between two of those, counts and rows agree. */
#define G_LOG_DOMAIN "rh-body-document"

#include "config.h"

#include "body/rh-body-document.h"

#include "body/rh-body-folds.h"
#include "body/rh-body-index.h"
#include "http/rh-thread-task.h"
#include "text/rh-charset.h"

#define MAX_FOLDS 10000

struct _RhBodyDocument
{
  GObject parent_instance;

  RhSpool *text;
  char *charset;
  RhBodySyntax syntax;
  RhBodyLayout layout;
  RhBodyIndex *index;
  RhBodyWindow *window; /* over the text */
  guint64 work;         /* of windows before it */
  RhBodyFolds *folds;
  RhBodyProgress progress;
  guint max_width;
  GCancellable *folding;
};

enum
{
  PROP_0,
  PROP_N_ROWS,
  PROP_COMPLETE,
  PROP_CHARSET,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhBodyDocument, rh_body_document, G_TYPE_OBJECT)

static void
notify_rows (RhBodyDocument *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ROWS]);
}

/* What was guessed was wrong, or is known now: nothing that was kept holds. */
static void
follow_text (RhBodyDocument *self)
{
  g_autoptr (RhSpool) text = rh_body_index_dup_text (self->index);
  g_autofree char *charset = rh_body_index_dup_charset (self->index);

  if (g_set_object (&self->text, text))
    {
      self->work += rh_body_window_get_work (self->window);
      rh_body_window_free (self->window);
      self->window = rh_body_window_new (text);
      rh_body_folds_clear (self->folds);
    }
  if (g_set_str (&self->charset, charset))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHARSET]);
}

static void
index_changed (gpointer user_data)
{
  g_autoptr (RhBodyDocument) self = g_object_ref (RH_BODY_DOCUMENT (user_data));
  gboolean was_complete = self->progress.complete;

  rh_body_index_get_progress (self->index, &self->progress);
  self->max_width = MAX (self->max_width, self->progress.max_width);
  follow_text (self);
  notify_rows (self);
  if (self->progress.complete != was_complete)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static void
spool_changed_cb (RhBodyDocument *self)
{
  rh_body_index_wake (self->index);
}

static void
rh_body_document_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhBodyDocument *self = RH_BODY_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_N_ROWS:
      g_value_set_uint64 (value, rh_body_document_get_n_rows (self));
      break;

    case PROP_COMPLETE:
      g_value_set_boolean (value, self->progress.complete);
      break;

    case PROP_CHARSET:
      g_value_set_string (value, self->charset);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_body_document_dispose (GObject *object)
{
  RhBodyDocument *self = RH_BODY_DOCUMENT (object);

  g_cancellable_cancel (self->folding);
  if (self->index != NULL)
    rh_body_index_stop (self->index);

  G_OBJECT_CLASS (rh_body_document_parent_class)->dispose (object);
}

static void
rh_body_document_finalize (GObject *object)
{
  RhBodyDocument *self = RH_BODY_DOCUMENT (object);

  g_clear_object (&self->folding);
  g_clear_pointer (&self->index, rh_body_index_unref);
  g_clear_pointer (&self->window, rh_body_window_free);
  g_clear_pointer (&self->folds, rh_body_folds_free);
  g_clear_object (&self->text);
  g_free (self->charset);

  G_OBJECT_CLASS (rh_body_document_parent_class)->finalize (object);
}

static void
rh_body_document_class_init (RhBodyDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_body_document_get_property;
  object_class->dispose = rh_body_document_dispose;
  object_class->finalize = rh_body_document_finalize;

  properties[PROP_N_ROWS] = g_param_spec_uint64 ("n-rows", NULL, NULL, 0, G_MAXUINT64, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHARSET] = g_param_spec_string ("charset", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_body_document_init (RhBodyDocument *self)
{
  self->folds = rh_body_folds_new ();
}

RhBodyDocument *
rh_body_document_new (RhSpool *spool, RhBodySyntax syntax, RhBodyLayout layout, const char *charset)
{
  RhBodyDocument *self;

  g_return_val_if_fail (RH_IS_SPOOL (spool), NULL);

  self = g_object_new (RH_TYPE_BODY_DOCUMENT, NULL);
  self->text = g_object_ref (spool);
  self->charset = g_strdup (RH_CHARSET_UTF8);
  self->syntax = syntax;
  self->layout = layout;
  self->window = rh_body_window_new (spool);
  self->index = rh_body_index_new (spool, syntax, layout, charset, index_changed, self);
  g_signal_connect_object (spool, "notify::size", G_CALLBACK (spool_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (spool, "notify::complete", G_CALLBACK (spool_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

RhSpool *
rh_body_document_get_text (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), NULL);

  return self->text;
}

RhBodySyntax
rh_body_document_get_syntax (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), RH_BODY_SYNTAX_TEXT);

  return self->syntax;
}

RhBodyLayout
rh_body_document_get_layout (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), RH_BODY_LAYOUT_RAW);

  return self->layout;
}

const char *
rh_body_document_get_charset (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), NULL);

  return self->charset;
}

const RhBodyFault *
rh_body_document_get_fault (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), NULL);

  return self->progress.faulty ? &self->progress.fault : NULL;
}

guint64
rh_body_document_get_n_rows (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), 0);

  return self->progress.n_rows - rh_body_folds_get_n_hidden (self->folds);
}

gboolean
rh_body_document_is_complete (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), FALSE);

  return self->progress.complete;
}

guint
rh_body_document_get_max_width (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), 0);

  return self->max_width;
}

guint64
rh_body_document_get_n_lines (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), 0);

  return self->progress.n_lines;
}

/* Reading */

static RhBodyRow *
read_row (RhBodyDocument *self, guint64 row)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_body_row_free);

  if (row < self->progress.n_rows)
    rh_body_index_make_rows (self->index, self->window, row, 1, rows);

  return rows->len == 0 ? NULL : g_ptr_array_steal_index (rows, 0);
}

/* The row says what is hidden: an ellipsis and the end of it. */
static void
fold_row (RhBodyDocument *self, RhBodyRow *row, const RhBodyFold *fold)
{
  g_autoptr (RhBodyRow) last = read_row (self, fold->last_row);

  row->folded = TRUE;
  row->n_items = fold->n_items;
  rh_body_row_append_layout (row, " … ");
  if (last != NULL)
    rh_body_row_append_layout (row, last->text->str + last->indent);
}

GPtrArray *
rh_body_document_read (RhBodyDocument *self, guint64 first, guint n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_body_row_free);
  guint64 n_rows;

  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), NULL);

  n_rows = self->progress.n_rows;
  for (guint64 row = rh_body_folds_get_row (self->folds, first); rows->len < n && row < n_rows;)
    {
      guint before = rows->len;
      guint64 n_apart = n - rows->len;
      const RhBodyFold *fold = rh_body_folds_find_next (self->folds, row);

      if (fold != NULL)
        n_apart = MIN (n_apart, fold->row - row + 1);
      rh_body_index_make_rows (self->index, self->window, row, MIN (n_apart, n_rows - row), rows);
      if (rows->len == before)
        break;
      row += rows->len - before;
      if (fold != NULL && row > fold->row)
        {
          fold_row (self, g_ptr_array_index (rows, rows->len - 1), fold);
          row = fold->last_row + 1;
        }
    }
  for (guint i = 0; i < rows->len; i++)
    self->max_width = MAX (self->max_width, rh_body_row_get_width (g_ptr_array_index (rows, i)));

  return g_steal_pointer (&rows);
}

guint64
rh_body_document_get_place (RhBodyDocument *self, guint64 row)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), 0);

  return rh_body_folds_get_place (self->folds, row);
}

guint64
rh_body_document_get_row (RhBodyDocument *self, guint64 place)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), 0);

  return rh_body_folds_get_row (self->folds, place);
}

/* Column of the byte at @at in the row that shows the one at @offset. */
static gboolean
find_column (RhBodyDocument *self, goffset offset, goffset at, guint64 *row, gsize *column)
{
  guint64 number = rh_body_index_find_offset (self->index, self->window, (guint64) offset);
  g_autoptr (RhBodyRow) found = read_row (self, number);

  /* The last row is all that there is so far. */
  if (found == NULL
      || (!self->progress.complete && number + 1 == self->progress.n_rows && offset >= found->end))
    return FALSE;

  *row = number;
  *column = rh_body_row_get_column (found, at);

  return TRUE;
}

gboolean
rh_body_document_find_offset (RhBodyDocument *self, goffset offset, guint64 *row, gsize *column)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), FALSE);

  return find_column (self, offset, offset, row, column);
}

gboolean
rh_body_document_find_end (RhBodyDocument *self, goffset end, guint64 *row, gsize *column)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), FALSE);
  g_return_val_if_fail (end > 0, FALSE);

  return find_column (self, end - 1, end, row, column);
}

guint64
rh_body_document_find_line (RhBodyDocument *self, guint64 line)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), 0);

  if (self->progress.n_rows == 0)
    return 0;

  return MIN (rh_body_index_find_line (self->index, self->window, line), self->progress.n_rows - 1);
}

/* Folding */

void
rh_body_document_set_folded (RhBodyDocument *self, guint64 row, gboolean folded)
{
  RhBodyContainer container;

  g_return_if_fail (RH_IS_BODY_DOCUMENT (self));

  if (!folded)
    {
      if (rh_body_folds_remove (self->folds, row))
        notify_rows (self);
      return;
    }
  if (row < self->progress.n_rows
      && rh_body_index_find_end (self->index, self->window, row, &container)
      && container.last_row < self->progress.n_rows)
    {
      RhBodyFold fold = { row, container.last_row, container.n_items };

      rh_body_folds_add (self->folds, &fold);
      notify_rows (self);
    }
}

typedef struct
{
  RhBodyIndex *index;
  RhSpool *text;
  guint64 n_rows;
  guint depth;
} FoldJob;

static void
fold_job_free (FoldJob *self)
{
  rh_body_index_unref (self->index);
  g_object_unref (self->text);
  g_free (self);
}

/* Goes over what would be seen: into what is not deep enough, past what is folded. */
static void
fold_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoldJob *job = data;
  g_autoptr (RhBodyWindow) window = rh_body_window_new (job->text);
  g_autoptr (GArray) folds = g_array_new (FALSE, FALSE, sizeof (RhBodyFold));
  guint64 at = 0;

  for (guint places = 0;
       places < MAX_FOLDS && at < job->n_rows && !g_cancellable_is_cancelled (cancellable);
       places++)
    {
      g_autoptr (GPtrArray) rows
          = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_body_row_free);
      RhBodyContainer container;
      const RhBodyRow *row;

      rh_body_index_make_rows (job->index, window, at, 1, rows);
      if (rows->len == 0)
        break;

      row = g_ptr_array_index (rows, 0);
      at++;
      if (row->opens && row->depth > job->depth
          && rh_body_index_find_end (job->index, window, row->row, &container)
          && container.last_row < job->n_rows)
        {
          RhBodyFold fold = { row->row, container.last_row, container.n_items };

          g_array_append_val (folds, fold);
          at = fold.last_row + 1;
        }
    }

  g_task_return_pointer (task, g_steal_pointer (&folds), (GDestroyNotify) g_array_unref);
}

static void
fold_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RhBodyDocument *self = RH_BODY_DOCUMENT (source);
  g_autoptr (GArray) folds = g_task_propagate_pointer (G_TASK (result), NULL);

  if (folds == NULL)
    return;

  for (guint i = 0; i < folds->len; i++)
    rh_body_folds_add (self->folds, &g_array_index (folds, RhBodyFold, i));
  notify_rows (self);
}

static void
stop_folding (RhBodyDocument *self)
{
  g_cancellable_cancel (self->folding);
  g_clear_object (&self->folding);
}

void
rh_body_document_fold_all (RhBodyDocument *self, guint depth)
{
  g_autoptr (GTask) task = NULL;
  FoldJob *job;

  g_return_if_fail (RH_IS_BODY_DOCUMENT (self));

  stop_folding (self);
  self->folding = g_cancellable_new ();
  job = g_new0 (FoldJob, 1);
  job->index = rh_body_index_ref (self->index);
  job->text = g_object_ref (rh_body_document_get_text (self));
  job->n_rows = self->progress.n_rows;
  job->depth = depth;
  task = g_task_new (self, self->folding, fold_cb, NULL);
  g_task_set_source_tag (task, rh_body_document_fold_all);
  g_task_set_task_data (task, job, (GDestroyNotify) fold_job_free);
  rh_thread_task_run (task, fold_thread);
}

void
rh_body_document_unfold_all (RhBodyDocument *self)
{
  g_return_if_fail (RH_IS_BODY_DOCUMENT (self));

  stop_folding (self);
  rh_body_folds_clear (self->folds);
  notify_rows (self);
}

void
rh_body_document_reveal (RhBodyDocument *self, guint64 row)
{
  g_return_if_fail (RH_IS_BODY_DOCUMENT (self));

  if (rh_body_folds_reveal (self->folds, row))
    notify_rows (self);
}

/* Copying */

typedef struct
{
  RhBodyIndex *index;
  RhSpool *text;
  guint64 first_row;
  gsize first_column;
  guint64 last_row;
  gsize last_column;
  gsize max;
} CopyJob;

static void
copy_job_free (CopyJob *self)
{
  rh_body_index_unref (self->index);
  g_object_unref (self->text);
  g_free (self);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

static void
copy_row (const CopyJob *job, const RhBodyRow *row, GString *copy)
{
  gsize start = row->row == job->first_row ? MIN (job->first_column, row->text->len) : 0;
  gsize end = row->row == job->last_row ? MIN (job->last_column, row->text->len) : row->text->len;

  /* What goes on is one line, so that a long string is copied whole; its indent is not in it. */
  if (row->row > job->first_row && row->line != 0)
    g_string_append_c (copy, '\n');
  else if (row->line == 0 && row->row > job->first_row)
    start = MAX (start, row->indent);
  if (end > start)
    g_string_append_len (copy, row->text->str + start, (gssize) (end - start));
}

static void
copy_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CopyJob *job = data;
  g_autoptr (RhBodyWindow) window = rh_body_window_new (job->text);
  GString *copy = g_string_new (NULL);

  for (guint64 at = job->first_row; at <= job->last_row && copy->len < job->max;)
    {
      g_autoptr (GPtrArray) rows
          = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_body_row_free);

      rh_body_index_make_rows (job->index, window, at, MIN (RH_BODY_STRIDE, job->last_row - at + 1),
                               rows);
      for (guint i = 0; i < rows->len; i++)
        copy_row (job, g_ptr_array_index (rows, i), copy);
      if (rows->len == 0 || g_cancellable_is_cancelled (cancellable))
        break;
      at += rows->len;
    }

  if (copy->len > job->max)
    {
      const char *end = g_utf8_find_prev_char (copy->str, copy->str + job->max + 1);

      g_string_truncate (copy, end == NULL ? 0 : (gsize) (end - copy->str));
    }
  g_task_return_pointer (task, copy, free_string);
}

void
rh_body_document_copy_async (RhBodyDocument *self,
                             guint64 first_row,
                             gsize first_column,
                             guint64 last_row,
                             gsize last_column,
                             gsize max,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  CopyJob *job;

  g_return_if_fail (RH_IS_BODY_DOCUMENT (self));
  g_return_if_fail (first_row <= last_row);

  job = g_new0 (CopyJob, 1);
  *job = (CopyJob) { rh_body_index_ref (self->index),
                     g_object_ref (rh_body_document_get_text (self)),
                     first_row,
                     first_column,
                     last_row,
                     last_column,
                     max };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_body_document_copy_async);
  g_task_set_task_data (task, job, (GDestroyNotify) copy_job_free);
  rh_thread_task_run (task, copy_thread);
}

GString *
rh_body_document_copy_finish (RhBodyDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

guint64
rh_body_document_get_work (RhBodyDocument *self)
{
  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (self), 0);

  return self->work + rh_body_window_get_work (self->window);
}
