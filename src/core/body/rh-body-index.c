/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that goes over a body while it arrives, and what it found so far. It notes into tables
 * of its own and hands them over after each chunk, so that the lock is held for a moment only. */
#define G_LOG_DOMAIN "rh-body-index"

#include "config.h"

#include "body/rh-body-index.h"

#include "body/rh-body-cutter.h"
#include "body/rh-body-hex.h"
#include "body/rh-body-json-noter.h"
#include "body/rh-body-json.h"
#include "body/rh-body-markup.h"
#include "body/rh-body-raw.h"
#include "body/rh-body-source.h"
#include "text/rh-charset.h"

#define CHUNK (256 * 1024)

struct _RhBodyIndex
{
  gatomicrefcount ref_count;
  RhSpool *spool;
  RhBodySyntax syntax;
  RhBodyLayout layout;
  GMainContext *context;

  GMutex mutex;
  GCond cond;
  /* Guarded by the mutex. */
  gboolean stopped;
  void (*changed) (gpointer user_data);
  gpointer user_data;
  gboolean change_queued;
  RhSpool *text;
  char *charset;
  RhBodyTables tables;
  gboolean complete;
  gboolean faulty;
  RhBodyFault fault;

  /* The thread's. */
  RhBodySource *source; /* NULL: bytes are bytes */
  RhBodyTables fresh;
  RhBodyJsonNoter *json;
  const RhBodyCutter *cutter;
  RhBodyCutState state;
  RhBodyElements elements;
  gboolean begun;
  guint64 offset; /* of the next byte */
  char *chunk;
};

/* Telling */

static gboolean
changed_cb (gpointer user_data)
{
  RhBodyIndex *self = user_data;
  void (*changed) (gpointer user_data);

  g_mutex_lock (&self->mutex);
  self->change_queued = FALSE;
  changed = self->stopped ? NULL : self->changed;
  g_mutex_unlock (&self->mutex);

  /* Stopping is done where this is called, so it still holds. */
  if (changed != NULL)
    changed (self->user_data);

  return G_SOURCE_REMOVE;
}

static void
queue_change (RhBodyIndex *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->change_queued)
    return;

  self->change_queued = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, changed_cb, rh_body_index_ref (self),
                         (GDestroyNotify) rh_body_index_unref);
  g_source_set_static_name (source, "[rehearsal] body rows");
  g_source_attach (source, self->context);
}

static void
publish (RhBodyIndex *self, gboolean complete)
{
  g_mutex_lock (&self->mutex);
  rh_body_tables_take (&self->tables, &self->fresh);
  self->complete = complete;
  queue_change (self);
  g_mutex_unlock (&self->mutex);
}

/* The thread */

/* Waits for bytes after @seen. FALSE: nobody wants to know any more. */
static gboolean
wait_for_more (RhBodyIndex *self, guint64 seen, gboolean *final)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (;;)
    {
      /* In this order: a spool that is complete does not grow. */
      *final = rh_spool_is_complete (self->spool);
      if (self->stopped || *final || (guint64) rh_spool_get_size (self->spool) > seen)
        return !self->stopped;
      g_cond_wait (&self->cond, &self->mutex);
    }
}

static void
count_lines (RhBodyIndex *self, RhBodyFault *fault)
{
  fault->line = 1;
  fault->column = 1;
  for (guint64 at = 0; at < (guint64) fault->offset;)
    {
      gsize wanted = (gsize) MIN ((guint64) fault->offset - at, CHUNK);
      gsize length = rh_spool_read (self->text, (goffset) at, self->chunk, wanted);

      for (gsize i = 0; i < length; i++)
        {
          gboolean ends = self->chunk[i] == '\n';

          fault->line += ends ? 1 : 0;
          fault->column = ends ? 1 : fault->column + (((guint8) self->chunk[i] & 0xc0) != 0x80);
        }
      if (length == 0)
        break;
      at += length;
    }
}

static void
go_on_as_text (RhBodyIndex *self)
{
  guint64 offset;
  RhBodyFault fault = { 0 };

  rh_body_json_noter_get_fault (self->json, &offset);
  fault.offset = (goffset) offset;
  count_lines (self, &fault);
  g_clear_pointer (&self->json, rh_body_json_noter_free);
  self->cutter = &rh_body_wrong_cutter;
  self->state = (RhBodyCutState) { .line = self->fresh.tail_line };
  self->offset = self->fresh.tail_offset;

  g_mutex_lock (&self->mutex);
  self->faulty = rh_spool_get_size (self->spool) > 0;
  self->fault = fault;
  g_mutex_unlock (&self->mutex);
}

/* Returns TRUE when there is no more to do. */
static gboolean
note_json (RhBodyIndex *self, gsize length, gboolean final)
{
  gboolean valid = rh_body_json_noter_feed (self->json, self->chunk, length);

  self->offset += length;
  if (valid && final && length == 0)
    {
      valid = rh_body_json_noter_finish (self->json);
      if (valid)
        return TRUE;
    }
  if (!valid)
    go_on_as_text (self);

  return FALSE;
}

static gboolean
note_hex (RhBodyIndex *self, gsize length, gboolean final)
{
  self->offset += length;
  self->fresh.n_rows = (self->offset + (final ? RH_BODY_HEX_BYTES - 1 : 0)) / RH_BODY_HEX_BYTES;
  self->fresh.n_lines = self->fresh.n_rows;
  self->fresh.max_width = RH_BODY_HEX_WIDTH;

  return final && length == 0;
}

static gboolean
note (RhBodyIndex *self, gsize length, gboolean final)
{
  /* Only with nothing behind it is the last byte known to be one. */
  gboolean last = final && length < CHUNK;

  if (self->json != NULL)
    return note_json (self, length, final);
  if (self->cutter == NULL)
    return note_hex (self, length, final);

  self->offset += rh_body_cutter_note (self->cutter, &self->state, &self->elements, &self->fresh,
                                       self->chunk, length, self->offset, last);

  return last;
}

static gboolean
is_pretty_json (RhBodyIndex *self)
{
  return self->layout == RH_BODY_LAYOUT_PRETTY && self->syntax == RH_BODY_SYNTAX_JSON;
}

/* NULL: JSON that is laid out and bytes are not cut. */
static const RhBodyCutter *
get_cutter (RhBodyIndex *self)
{
  static const RhBodyCutter *const cutters[][2] = {
    [RH_BODY_SYNTAX_TEXT] = { &rh_body_line_cutter, &rh_body_line_cutter },
    [RH_BODY_SYNTAX_JSON] = { NULL, &rh_body_raw_json_cutter },
    [RH_BODY_SYNTAX_XML] = { &rh_body_xml_cutter, &rh_body_raw_xml_cutter },
    [RH_BODY_SYNTAX_HTML] = { &rh_body_html_cutter, &rh_body_raw_html_cutter },
  };

  if (self->layout == RH_BODY_LAYOUT_HEX)
    return NULL;

  return cutters[self->syntax][self->layout == RH_BODY_LAYOUT_RAW];
}

/* At the start of the text, which may be another one than before. */
static void
begin (RhBodyIndex *self)
{
  self->begun = TRUE;
  self->offset = self->source == NULL ? 0 : rh_body_source_get_start (self->source);
  self->state = (RhBodyCutState) { .line = 1 };
  self->elements = (RhBodyElements) { 0 };
  self->cutter = get_cutter (self);
  rh_body_tables_reset (&self->fresh);
  if (is_pretty_json (self))
    self->json = rh_body_json_noter_new (&self->fresh, self->offset);

  g_mutex_lock (&self->mutex);
  rh_body_tables_reset (&self->tables);
  if (self->source != NULL)
    {
      g_set_object (&self->text, rh_body_source_get_text (self->source));
      g_set_str (&self->charset, rh_body_source_get_charset (self->source));
    }
  g_mutex_unlock (&self->mutex);
}

/* TRUE: all is done. @seen: of the spool; wait until there is more. */
static gboolean
go_on (RhBodyIndex *self, gboolean final, guint64 *seen)
{
  guint64 offset;
  gsize length;
  gboolean done;

  *seen = (guint64) rh_spool_get_size (self->spool);
  if (self->source != NULL)
    {
      if (!rh_body_source_pull (self->source, final))
        return FALSE;
      *seen = rh_body_source_get_taken (self->source);
      final = rh_body_source_is_final (self->source);
    }
  if (!self->begun)
    begin (self);

  offset = self->offset;
  length = rh_spool_read (self->text, (goffset) offset, self->chunk, CHUNK);
  if (self->source != NULL && !rh_body_source_check (self->source, offset, self->chunk, length))
    {
      begin (self);
      *seen = 0;
      return FALSE;
    }
  done = note (self, length, final);
  if (self->offset < offset || (guint64) rh_spool_get_size (self->text) > offset + length)
    *seen = 0;

  return done;
}

static gpointer
run (gpointer data)
{
  g_autoptr (RhBodyIndex) self = data;
  gboolean final;
  gboolean done = FALSE;
  guint64 seen = 0;

  self->chunk = g_malloc (CHUNK);
  while (!done && wait_for_more (self, seen, &final))
    {
      done = go_on (self, final, &seen);
      publish (self, done);
    }
  g_clear_pointer (&self->json, rh_body_json_noter_free);
  g_clear_pointer (&self->chunk, g_free);

  return NULL;
}

/* Everybody's */

RhBodyIndex *
rh_body_index_new (RhSpool *spool,
                   RhBodySyntax syntax,
                   RhBodyLayout layout,
                   const char *charset,
                   void (*changed) (gpointer user_data),
                   gpointer user_data)
{
  RhBodyIndex *self = g_new0 (RhBodyIndex, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->spool = g_object_ref (spool);
  self->text = g_object_ref (spool);
  if (layout != RH_BODY_LAYOUT_HEX)
    self->source = rh_body_source_new (spool, charset, syntax == RH_BODY_SYNTAX_JSON);
  self->charset = g_strdup (RH_CHARSET_UTF8);
  self->syntax = syntax;
  self->layout = layout;
  self->changed = changed;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  rh_body_tables_init (&self->tables);
  rh_body_tables_init (&self->fresh);
  g_thread_unref (g_thread_new ("body rows", run, rh_body_index_ref (self)));

  return self;
}

void
rh_body_index_stop (RhBodyIndex *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

RhBodyIndex *
rh_body_index_ref (RhBodyIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rh_body_index_unref (RhBodyIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_object (&self->spool);
  g_clear_object (&self->text);
  g_clear_pointer (&self->source, rh_body_source_free);
  g_free (self->charset);
  g_clear_pointer (&self->context, g_main_context_unref);
  rh_body_tables_clear (&self->tables);
  rh_body_tables_clear (&self->fresh);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
rh_body_index_wake (RhBodyIndex *self)
{
  g_mutex_lock (&self->mutex);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

void
rh_body_index_get_progress (RhBodyIndex *self, RhBodyProgress *progress)
{
  g_mutex_lock (&self->mutex);
  progress->n_rows = self->tables.n_rows;
  progress->n_lines = self->tables.n_lines;
  progress->max_width = self->tables.max_width;
  progress->complete = self->complete;
  progress->faulty = self->faulty;
  progress->fault = self->fault;
  g_mutex_unlock (&self->mutex);
}

RhSpool *
rh_body_index_dup_text (RhBodyIndex *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_object_ref (self->text);
}

char *
rh_body_index_dup_charset (RhBodyIndex *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_strdup (self->charset);
}

/* Rows that are after the same note, or in the same half where JSON ends. */
static void
make_some (RhBodyIndex *self, RhBodyWindow *window, guint64 first, guint64 last, GPtrArray *rows)
{
  if (self->layout == RH_BODY_LAYOUT_HEX)
    rh_body_hex_make_rows (window, first, last, rows);
  else if (is_pretty_json (self) && first < self->tables.tail_row)
    rh_body_json_make_rows (&self->tables, window, first, last, rows);
  else if (is_pretty_json (self))
    rh_body_cutter_make_rows (&rh_body_wrong_cutter, &self->tables, window, first, last, rows);
  else
    rh_body_cutter_make_rows (get_cutter (self), &self->tables, window, first, last, rows);
}

static void
make_rows (RhBodyIndex *self, RhBodyWindow *window, guint64 first, guint64 n, GPtrArray *rows)
{
  guint64 end = MIN (self->tables.n_rows, first + MIN (n, G_MAXUINT64 - first));

  while (first < end)
    {
      guint64 last = MIN (end, (first / RH_BODY_STRIDE + 1) * RH_BODY_STRIDE);

      if (first < self->tables.tail_row)
        last = MIN (last, self->tables.tail_row);
      make_some (self, window, first, last, rows);
      first = last;
    }
}

void
rh_body_index_make_rows (RhBodyIndex *self,
                         RhBodyWindow *window,
                         guint64 first,
                         guint64 n,
                         GPtrArray *rows)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  make_rows (self, window, first, n, rows);
}

/* How many of the notes @is_before says TRUE of; those come first. */
static guint64
count_before (
    RhBodyIndex *self,
    RhBodyWindow *window,
    gboolean (*is_before) (RhBodyIndex *self, RhBodyWindow *window, guint64 note, guint64 key),
    guint64 key)
{
  guint64 low = 0;
  guint64 high = (self->tables.n_rows + RH_BODY_STRIDE - 1) / RH_BODY_STRIDE;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (is_before (self, window, middle, key))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
starts_before (RhBodyIndex *self, RhBodyWindow *window, guint64 note, guint64 offset)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_body_row_free);

  make_rows (self, window, note * RH_BODY_STRIDE, 1, rows);

  return rows->len > 0 && (guint64) ((RhBodyRow *) g_ptr_array_index (rows, 0))->start <= offset;
}

static gboolean
line_is_before (RhBodyIndex *self, RhBodyWindow *window, guint64 number, guint64 line)
{
  guint64 row = number * RH_BODY_STRIDE;
  const RhBodyNote *note;

  if (self->layout == RH_BODY_LAYOUT_HEX)
    return row + 1 < line;

  note = &g_array_index (self->tables.notes, RhBodyNote, (guint) number);
  if (!is_pretty_json (self) || row >= self->tables.tail_row)
    return note->state < line;

  return row - note->piece - rh_body_tables_count_more (&self->tables, note->offset) + 1 < line;
}

guint64
rh_body_index_find_offset (RhBodyIndex *self, RhBodyWindow *window, guint64 offset)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_body_row_free);
  guint64 n = count_before (self, window, starts_before, offset);
  guint64 found = n == 0 ? 0 : (n - 1) * RH_BODY_STRIDE;

  make_rows (self, window, found, RH_BODY_STRIDE, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const RhBodyRow *row = g_ptr_array_index (rows, i);

      if ((guint64) row->start <= offset)
        found = row->row;
    }

  return found;
}

guint64
rh_body_index_find_line (RhBodyIndex *self, RhBodyWindow *window, guint64 line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_body_row_free);
  guint64 n = count_before (self, window, line_is_before, line);
  guint64 first = n == 0 ? 0 : (n - 1) * RH_BODY_STRIDE;

  /* It begins after the last note that is before it, and not after the one that follows. */
  make_rows (self, window, first, RH_BODY_STRIDE + 1, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const RhBodyRow *row = g_ptr_array_index (rows, i);

      if (row->line >= line)
        return row->row;
    }

  return self->tables.n_rows == 0 ? 0 : self->tables.n_rows - 1;
}

static gboolean
find_end (RhBodyIndex *self, RhBodyWindow *window, guint64 row, RhBodyContainer *container)
{
  const RhBodyCutter *cutter = get_cutter (self);

  if (is_pretty_json (self))
    return row < self->tables.tail_row
           && rh_body_json_find_end (&self->tables, window, row, container);

  return cutter != NULL && rh_body_cutter_find_end (cutter, &self->tables, window, row, container);
}

gboolean
rh_body_index_find_end (RhBodyIndex *self,
                        RhBodyWindow *window,
                        guint64 row,
                        RhBodyContainer *container)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return row < self->tables.n_rows && find_end (self, window, row, container)
         && container->last_row < self->tables.n_rows;
}
