/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent from one collection. There is no index to go wrong: a file's name says when it was
 * begun, its first line is the list's, and the folder is the truth. */
#define G_LOG_DOMAIN "rh-history"

#include "config.h"

#include "workspace/rh-history.h"

#include "collection/rh-json.h"
#include "text/rh-secret.h"
#include "workspace/rh-history-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define SUFFIX ".json"
/* Heads read in one go of the main loop. */
#define SLICE 25
/* A temporary file of a writer that died; one that lives needs no hour. */
#define STALE (G_TIME_SPAN_HOUR)
/* Of a file that was taken away, for the one who puts it back. */
#define REMOVED_TEXT "rh-history-removed-text"

/* A file of the folder. */
typedef struct
{
  char *id;
  guint64 size;
  gboolean looked_at;
  RhHistoryEntry *entry; /* NULL: not looked at, or not to be read */
} Kept;

struct _RhHistory
{
  GObject parent_instance;

  /* owned */
  GFile *folder;
  GListStore *entries; /* of RhHistoryEntry, newest first */
  GPtrArray *kept;     /* of Kept, newest first */
  GThreadPool *disk;   /* of Job: one thread, in order; NULL: nothing to do */

  /* borrowed */
  const RhClock *clock;

  /* plain */
  RhHistoryLimits limits;
  guint idle;
};

/* What the disk has to do. */
typedef struct
{
  GFile *file;
  char *text; /* NULL: delete */
} Job;

enum
{
  PROP_0,
  PROP_LOADING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void rh_history_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhHistory,
                               rh_history,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      rh_history_list_model_init))

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_object (&kept->entry);
  g_free (kept->id);
  g_free (kept);
}

/* Names: 16 digits of microseconds, "-", 8 hexadecimal digits, so that they sort by time. */

static char *
new_id (gint64 time)
{
  guint32 random;

  rh_random_bytes ((guint8 *) &random, sizeof random);
  return g_strdup_printf ("%016" G_GINT64_FORMAT "-%08x", CLAMP (time, 0, 9999999999999999),
                          random);
}

static gboolean
is_id (const char *name, gsize length)
{
  if (length != 25 || name[16] != '-')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (i != 16 && (i < 16 ? !g_ascii_isdigit (name[i]) : !g_ascii_isxdigit (name[i])))
      return FALSE;

  return TRUE;
}

static gint64
id_time (const char *id)
{
  return g_ascii_strtoll (id, NULL, 10);
}

static GFile *
get_file (RhHistory *self, const char *id)
{
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);

  return g_file_get_child (self->folder, name);
}

/* The disk */

static void
work (gpointer data, gpointer user_data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (job->text == NULL)
    g_unlink (g_file_peek_path (job->file));
  else if (!rh_json_write_file (job->file, job->text, &error))
    g_warning ("An entry of the history is not kept: %s", error->message);

  g_object_unref (job->file);
  g_free (job->text);
  g_free (job);
}

static void
queue (RhHistory *self, const char *id, const char *text)
{
  Job *job = g_new0 (Job, 1);

  job->file = get_file (self, id);
  job->text = g_strdup (text);
  if (self->disk == NULL)
    self->disk = g_thread_pool_new (work, NULL, 1, FALSE, NULL);
  g_thread_pool_push (self->disk, job, NULL);
}

void
rh_history_flush (RhHistory *self)
{
  g_return_if_fail (RH_IS_HISTORY (self));

  if (self->disk != NULL)
    g_thread_pool_free (g_steal_pointer (&self->disk), FALSE, TRUE);
}

/* The first line of a file, or as much as a first line may have. */
static RhHistoryFacts *
read_head (RhHistory *self, const char *id)
{
  g_autoptr (GFile) file = get_file (self, id);
  g_autofree char *buffer = g_malloc (RH_HISTORY_MAX_HEAD);
  g_autoptr (GError) error = NULL;
  FILE *stream = g_fopen (g_file_peek_path (file), "re");
  RhHistoryFacts *facts;
  gsize length;

  if (stream == NULL)
    return NULL;

  length = fread (buffer, 1, RH_HISTORY_MAX_HEAD, stream);
  fclose (stream);
  facts = rh_history_file_parse_head (buffer, length, &error);
  if (facts == NULL)
    g_debug ("%s is left alone: %s", id, error->message);
  return facts;
}

/* What is there */

static int
compare_kept (gconstpointer a, gconstpointer b)
{
  const Kept *const *x = a;
  const Kept *const *y = b;

  return strcmp ((*y)->id, (*x)->id);
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (rh_history_entry_get_id ((gpointer) b), rh_history_entry_get_id ((gpointer) a));
}

static Kept *
find_kept (RhHistory *self, const char *id, guint *position)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      Kept *kept = g_ptr_array_index (self->kept, i);

      *position = i;
      if (g_str_equal (kept->id, id))
        return kept;
    }

  return NULL;
}

static void
keep (RhHistory *self, const char *id, guint64 size, RhHistoryEntry *entry)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->id = g_strdup (id);
  kept->size = size;
  kept->looked_at = entry != NULL;
  g_set_object (&kept->entry, entry);
  g_ptr_array_add (self->kept, kept);
}

/* A writer that died may have left half an entry; its name is no entry's. */
static void
drop_leftover (RhHistory *self, const char *name)
{
  g_autoptr (GFile) file = g_file_get_child (self->folder, name);

  if (id_time (name) < self->clock->real (self->clock->user_data) - STALE)
    g_unlink (g_file_peek_path (file));
}

static void
look_at_name (RhHistory *self, const char *name)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *id = NULL;
  GStatBuf status;

  if (strlen (name) < 25 || !is_id (name, 25))
    return;

  if (g_str_has_prefix (name + 25, SUFFIX "."))
    drop_leftover (self, name);
  if (!g_str_equal (name + 25, SUFFIX))
    return;

  file = g_file_get_child (self->folder, name);
  id = g_strndup (name, 25);
  if (g_lstat (g_file_peek_path (file), &status) == 0 && S_ISREG (status.st_mode))
    keep (self, id, (guint64) status.st_size, NULL);
}

static void
list_folder (RhHistory *self)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (self->folder), 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    look_at_name (self, name);
  g_ptr_array_sort (self->kept, compare_kept);
}

/* TRUE: it can be read, and so is ours. */
static gboolean
look_at (RhHistory *self, Kept *kept)
{
  RhHistoryFacts *facts;

  if (kept->looked_at)
    return kept->entry != NULL;

  kept->looked_at = TRUE;
  facts = read_head (self, kept->id);
  if (facts != NULL)
    kept->entry = rh_history_entry_new (kept->id, facts);
  return kept->entry != NULL;
}

static void
forget (RhHistory *self, guint position)
{
  Kept *kept = g_ptr_array_index (self->kept, position);
  guint at;

  if (kept->entry != NULL && g_list_store_find (self->entries, kept->entry, &at))
    g_list_store_remove (self->entries, at);
  g_ptr_array_remove_index (self->kept, position);
}

/* Limits */

static guint64
sum_sizes (RhHistory *self)
{
  guint64 sum = 0;

  for (guint i = 0; i < self->kept->len; i++)
    sum += ((Kept *) g_ptr_array_index (self->kept, i))->size;
  return sum;
}

/* From the oldest on, until all limits hold. What cannot be read does not count and stays. */
static void
prune (RhHistory *self)
{
  gint64 oldest = self->clock->real (self->clock->user_data)
                  - (gint64) self->limits.max_days * G_TIME_SPAN_DAY;
  guint64 size = sum_sizes (self);
  guint count = self->kept->len;

  if (!self->limits.enabled)
    return;

  for (guint i = self->kept->len; i-- > 0;)
    {
      Kept *kept = g_ptr_array_index (self->kept, i);

      if (count <= self->limits.max_entries && size <= self->limits.max_size
          && id_time (kept->id) >= oldest)
        break;

      count--;
      size -= kept->size;
      if (!look_at (self, kept))
        continue;
      queue (self, kept->id, NULL);
      forget (self, i);
    }
}

/* Loading */

static void
set_idle (RhHistory *self, guint idle)
{
  self->idle = idle;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static gboolean
load_slice_cb (gpointer user_data)
{
  RhHistory *self = user_data;
  guint left = SLICE;

  for (guint i = 0; i < self->kept->len && left > 0; i++)
    {
      Kept *kept = g_ptr_array_index (self->kept, i);

      if (kept->looked_at)
        continue;
      left--;
      if (look_at (self, kept))
        g_list_store_insert_sorted (self->entries, kept->entry, compare_entries, NULL);
    }

  if (left == 0)
    return G_SOURCE_CONTINUE;

  set_idle (self, 0);
  return G_SOURCE_REMOVE;
}

/* The list */

static GType
get_item_type (GListModel *model)
{
  return RH_TYPE_HISTORY_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (RH_HISTORY (model)->entries));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (RH_HISTORY (model)->entries), position);
}

static void
rh_history_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rh_history_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhHistory *self = RH_HISTORY (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->idle != 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_history_dispose (GObject *object)
{
  RhHistory *self = RH_HISTORY (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  rh_history_flush (self);

  G_OBJECT_CLASS (rh_history_parent_class)->dispose (object);
}

static void
rh_history_finalize (GObject *object)
{
  RhHistory *self = RH_HISTORY (object);

  g_clear_object (&self->entries);
  g_clear_object (&self->folder);
  g_ptr_array_unref (self->kept);

  G_OBJECT_CLASS (rh_history_parent_class)->finalize (object);
}

static void
rh_history_class_init (RhHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_history_get_property;
  object_class->dispose = rh_history_dispose;
  object_class->finalize = rh_history_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_history_init (RhHistory *self)
{
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  self->entries = g_list_store_new (RH_TYPE_HISTORY_ENTRY);
  g_signal_connect_object (self->entries, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

RhHistory *
rh_history_new (GFile *folder, const RhClock *clock)
{
  RhHistory *self;

  g_return_val_if_fail (g_file_peek_path (folder) != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (RH_TYPE_HISTORY, NULL);
  self->folder = g_object_ref (folder);
  self->clock = clock;
  list_folder (self);
  return self;
}

void
rh_history_set_limits (RhHistory *self, const RhHistoryLimits *limits)
{
  g_return_if_fail (RH_IS_HISTORY (self));
  g_return_if_fail (limits != NULL);

  self->limits = *limits;
  prune (self);
}

gboolean
rh_history_is_enabled (RhHistory *self)
{
  g_return_val_if_fail (RH_IS_HISTORY (self), FALSE);

  return self->limits.enabled;
}

void
rh_history_open (RhHistory *self)
{
  g_return_if_fail (RH_IS_HISTORY (self));

  if (self->idle == 0)
    set_idle (self, g_idle_add (load_slice_cb, self));
}

gboolean
rh_history_is_loading (RhHistory *self)
{
  g_return_val_if_fail (RH_IS_HISTORY (self), FALSE);

  return self->idle != 0;
}

static void
insert (RhHistory *self, RhHistoryEntry *entry, const char *text)
{
  queue (self, rh_history_entry_get_id (entry), text);
  keep (self, rh_history_entry_get_id (entry), strlen (text), entry);
  g_ptr_array_sort (self->kept, compare_kept);
  g_list_store_insert_sorted (self->entries, entry, compare_entries, NULL);
}

void
rh_history_add (RhHistory *self,
                const char *environment,
                const char *account,
                RhRequestItem *item,
                RhExchange *exchange,
                gboolean protected_environment)
{
  g_autoptr (RhHistoryContent) content = NULL;
  g_autoptr (RhHistoryEntry) entry = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  RhHistoryFacts *facts;

  g_return_if_fail (RH_IS_HISTORY (self));
  g_return_if_fail (rh_exchange_get_state (exchange) != RH_EXCHANGE_STATE_WAITING
                    && rh_exchange_get_state (exchange) != RH_EXCHANGE_STATE_RECEIVING);

  if (!self->limits.enabled)
    return;

  facts = rh_history_facts_from_exchange (environment, account, item, exchange);
  content = rh_history_content_from_exchange (item, exchange, protected_environment);
  id = new_id (facts->time);
  entry = rh_history_entry_new (id, facts);
  rh_history_entry_set_exchange (entry, exchange, !protected_environment);
  text = rh_history_file_print (facts, content);
  insert (self, entry, text);
  prune (self);
}

static char *
read_text (RhHistory *self, RhHistoryEntry *entry, gsize *length, GError **error)
{
  g_autoptr (GFile) file = get_file (self, rh_history_entry_get_id (entry));

  rh_history_flush (self); /* it may be on its way */
  return rh_json_read_file (file, length, error);
}

RhHistoryContent *
rh_history_load (RhHistory *self, RhHistoryEntry *entry, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (RH_IS_HISTORY (self), NULL);
  g_return_val_if_fail (RH_IS_HISTORY_ENTRY (entry), NULL);

  text = read_text (self, entry, &length, error);
  return text != NULL ? rh_history_file_parse (text, length, error) : NULL;
}

void
rh_history_remove (RhHistory *self, RhHistoryEntry *entry)
{
  g_autofree char *text = NULL;
  guint position;
  gsize length;

  g_return_if_fail (RH_IS_HISTORY (self));
  g_return_if_fail (RH_IS_HISTORY_ENTRY (entry));

  if (find_kept (self, rh_history_entry_get_id (entry), &position) == NULL)
    return;

  text = read_text (self, entry, &length, NULL);
  g_object_set_data_full (G_OBJECT (entry), REMOVED_TEXT, g_steal_pointer (&text), g_free);
  queue (self, rh_history_entry_get_id (entry), NULL);
  forget (self, position);
}

void
rh_history_restore (RhHistory *self, RhHistoryEntry *entry)
{
  g_autofree char *text = NULL;
  guint position;

  g_return_if_fail (RH_IS_HISTORY (self));
  g_return_if_fail (RH_IS_HISTORY_ENTRY (entry));

  text = g_object_steal_data (G_OBJECT (entry), REMOVED_TEXT);
  if (text != NULL && find_kept (self, rh_history_entry_get_id (entry), &position) == NULL)
    insert (self, entry, text);
}

void
rh_history_clear (RhHistory *self)
{
  g_return_if_fail (RH_IS_HISTORY (self));

  for (guint i = 0; i < self->kept->len; i++)
    queue (self, ((Kept *) g_ptr_array_index (self->kept, i))->id, NULL);
  g_ptr_array_set_size (self->kept, 0);
  g_list_store_remove_all (self->entries);
  rh_history_flush (self);
}
