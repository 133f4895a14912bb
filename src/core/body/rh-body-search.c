/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a text or a regular expression in a body, in a thread, while it arrives. The thread goes on
 * stretch by stretch, each a little into the next, so that a pattern can be given up soon and no
 * match is missed at a seam. */
#define G_LOG_DOMAIN "rh-body-search"

#include "config.h"

#include "body/rh-body-search.h"

#include "body/rh-body-matcher.h"

/* Matches begin in that many bytes at a time: PCRE reads all of it for each. */
#define STRETCH (8 * 1024)

/* What the thread and the object share; whoever is last frees it. */
typedef struct
{
  gatomicrefcount ref_count;
  RhSpool *text;
  RhBodyMatcher *matcher;
  GMainContext *context;

  GMutex mutex;
  GCond cond;
  /* Guarded by the mutex. */
  RhBodySearch *search; /* NULL: it is gone */
  gboolean change_queued;
  GArray *matches; /* of RhBodyMatch */
  gboolean complete;
  GError *error;
} Shared;

struct _RhBodySearch
{
  GObject parent_instance;

  Shared *shared;
  guint n_matches; /* as notified */
  gboolean complete;
};

enum
{
  PROP_0,
  PROP_N_MATCHES,
  PROP_COMPLETE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhBodySearch, rh_body_search, G_TYPE_OBJECT)

static Shared *
shared_ref (Shared *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
shared_unref (gpointer data)
{
  Shared *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->text);
  rh_body_matcher_free (self->matcher);
  g_main_context_unref (self->context);
  g_array_unref (self->matches);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/* Telling */

static gboolean
changed_cb (gpointer user_data)
{
  Shared *shared = user_data;
  g_autoptr (RhBodySearch) self = NULL;
  gboolean completed = FALSE;

  g_mutex_lock (&shared->mutex);
  shared->change_queued = FALSE;
  if (shared->search != NULL)
    {
      self = g_object_ref (shared->search);
      self->n_matches = shared->matches->len;
      completed = shared->complete && !self->complete;
      self->complete = shared->complete;
    }
  g_mutex_unlock (&shared->mutex);

  if (self == NULL)
    return G_SOURCE_REMOVE;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MATCHES]);
  if (completed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);

  return G_SOURCE_REMOVE;
}

static void
queue_change (Shared *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->change_queued)
    return;

  self->change_queued = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, changed_cb, shared_ref (self), shared_unref);
  g_source_set_static_name (source, "[rehearsal] body matches");
  g_source_attach (source, self->context);
}

/* The thread */

/* FALSE: there is nothing more to look for. */
static gboolean
take_match (Shared *self, guint64 start, guint64 end)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RhBodyMatch match = { start, end };

  g_array_append_val (self->matches, match);
  queue_change (self);

  return self->search != NULL && self->matches->len < RH_BODY_SEARCH_MAX;
}

/* Waits for a byte at @offset, or the end. FALSE: nobody wants to know any more. */
static gboolean
wait_for (Shared *self, guint64 offset, guint64 *size, gboolean *final)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (;;)
    {
      *final = rh_spool_is_complete (self->text);
      *size = (guint64) rh_spool_get_size (self->text);
      if (self->search == NULL || *final || *size > offset)
        return self->search != NULL;
      g_cond_wait (&self->cond, &self->mutex);
    }
}

typedef struct
{
  char *bytes;
  gsize length;
  guint64 offset; /* of the bytes */
  guint64 from;   /* where the next match may begin */
  guint64 stop;   /* where a match of the next stretch begins */
} Stretch;

/* FALSE: enough. */
static gboolean
search_stretch (Shared *self, Stretch *stretch, GError **error)
{
  while (stretch->from < stretch->stop)
    {
      gsize start;
      gsize end;

      if (!rh_body_matcher_find (self->matcher, stretch->bytes, stretch->length,
                                 (gsize) (stretch->from - stretch->offset), &start, &end, error))
        return FALSE;
      if (start == end || stretch->offset + start >= stretch->stop)
        break;
      if (!take_match (self, stretch->offset + start, stretch->offset + end))
        return FALSE;
      stretch->from = stretch->offset + end;
    }
  stretch->from = MAX (stretch->from, stretch->stop);

  return TRUE;
}

static void
search (Shared *self, GError **error)
{
  gsize lead = rh_body_matcher_get_lead (self->matcher);
  gsize reach = rh_body_matcher_get_reach (self->matcher);
  g_autofree char *bytes = g_malloc (lead + STRETCH + reach);
  Stretch stretch = { .bytes = bytes };
  gboolean final = FALSE;
  guint64 size;

  while (wait_for (self, stretch.from + reach, &size, &final))
    {
      gsize before = (gsize) MIN (stretch.from, lead);

      stretch.offset = stretch.from - before;
      stretch.stop = stretch.from + STRETCH;
      /* What begins later may go on in what is to come. */
      if (!final)
        stretch.stop = MIN (stretch.stop, size - reach);
      stretch.length
          = rh_spool_read (self->text, (goffset) stretch.offset, bytes, before + STRETCH + reach);
      if (stretch.length <= before || !search_stretch (self, &stretch, error))
        break;
      if (final && stretch.from >= size)
        break;
    }
}

static gpointer
run (gpointer data)
{
  Shared *self = data;
  GError *error = NULL;

  search (self, &error);
  g_mutex_lock (&self->mutex);
  self->complete = TRUE;
  self->error = error;
  queue_change (self);
  g_mutex_unlock (&self->mutex);
  shared_unref (self);

  return NULL;
}

/* The object */

static void
document_changed_cb (RhBodySearch *self)
{
  g_mutex_lock (&self->shared->mutex);
  g_cond_signal (&self->shared->cond);
  g_mutex_unlock (&self->shared->mutex);
}

static void
rh_body_search_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhBodySearch *self = RH_BODY_SEARCH (object);

  switch (prop_id)
    {
    case PROP_N_MATCHES:
      g_value_set_uint (value, self->n_matches);
      break;

    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_body_search_dispose (GObject *object)
{
  RhBodySearch *self = RH_BODY_SEARCH (object);

  if (self->shared != NULL)
    {
      g_mutex_lock (&self->shared->mutex);
      self->shared->search = NULL;
      g_cond_signal (&self->shared->cond);
      g_mutex_unlock (&self->shared->mutex);
    }
  g_clear_pointer (&self->shared, shared_unref);

  G_OBJECT_CLASS (rh_body_search_parent_class)->dispose (object);
}

static void
rh_body_search_class_init (RhBodySearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_body_search_get_property;
  object_class->dispose = rh_body_search_dispose;

  properties[PROP_N_MATCHES] = g_param_spec_uint ("n-matches", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_body_search_init (RhBodySearch *self)
{
}

RhBodySearch *
rh_body_search_new (RhBodyDocument *document,
                    const char *pattern,
                    RhBodySearchFlags flags,
                    GError **error)
{
  RhBodyMatcher *matcher;
  RhBodySearch *self;
  Shared *shared;

  g_return_val_if_fail (RH_IS_BODY_DOCUMENT (document), NULL);
  g_return_val_if_fail (pattern != NULL && *pattern != '\0', NULL);

  matcher = rh_body_matcher_new (pattern, flags, error);
  if (matcher == NULL)
    return NULL;

  self = g_object_new (RH_TYPE_BODY_SEARCH, NULL);
  shared = g_new0 (Shared, 1);
  g_atomic_ref_count_init (&shared->ref_count);
  g_mutex_init (&shared->mutex);
  g_cond_init (&shared->cond);
  shared->text = g_object_ref (rh_body_document_get_text (document));
  shared->matcher = matcher;
  shared->context = g_main_context_ref_thread_default ();
  shared->search = self;
  shared->matches = g_array_new (FALSE, FALSE, sizeof (RhBodyMatch));
  self->shared = shared;
  /* Told whenever there is more of the text. */
  g_signal_connect_object (document, "notify::n-rows", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_thread_unref (g_thread_new ("body search", run, shared_ref (shared)));

  return self;
}

guint
rh_body_search_get_n_matches (RhBodySearch *self)
{
  g_return_val_if_fail (RH_IS_BODY_SEARCH (self), 0);

  return self->n_matches;
}

gboolean
rh_body_search_is_complete (RhBodySearch *self)
{
  g_return_val_if_fail (RH_IS_BODY_SEARCH (self), FALSE);

  return self->complete;
}

const GError *
rh_body_search_get_error (RhBodySearch *self)
{
  g_return_val_if_fail (RH_IS_BODY_SEARCH (self), NULL);

  /* Set once, before it is complete. */
  return self->complete ? self->shared->error : NULL;
}

gboolean
rh_body_search_get_match (RhBodySearch *self, guint n, RhBodyMatch *match)
{
  g_return_val_if_fail (RH_IS_BODY_SEARCH (self), FALSE);

  if (n >= self->n_matches)
    return FALSE;

  g_mutex_lock (&self->shared->mutex);
  *match = g_array_index (self->shared->matches, RhBodyMatch, n);
  g_mutex_unlock (&self->shared->mutex);

  return TRUE;
}

/* How many of them begin before @offset. */
static guint
count_before (RhBodySearch *self, guint64 offset)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->shared->mutex);
  guint low = 0;
  guint high = self->n_matches;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->shared->matches, RhBodyMatch, middle).start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint
rh_body_search_find_next (RhBodySearch *self, guint64 offset)
{
  guint n;

  g_return_val_if_fail (RH_IS_BODY_SEARCH (self), G_MAXUINT);

  n = count_before (self, offset);

  return n < self->n_matches ? n : G_MAXUINT;
}

guint
rh_body_search_find_previous (RhBodySearch *self, guint64 offset)
{
  guint n;

  g_return_val_if_fail (RH_IS_BODY_SEARCH (self), G_MAXUINT);

  n = count_before (self, offset);

  return n > 0 ? n - 1 : G_MAXUINT;
}
