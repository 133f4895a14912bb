/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cookie jars of a workspace. What is kept is written when the main loop has time, one write at
 * a time; an item that could not be read is not written over. */
#define G_LOG_DOMAIN "rh-cookie-store"

#include "config.h"

#include "workspace/rh-cookie-store.h"

#include "collection/rh-json.h"
#include "workspace/rh-cookie-text.h"
#include "workspace/rh-state-file.h"

/* What keyring managers show. */
#define LABEL "Rehearsal"

struct _RhCookieStore
{
  GObject parent_instance;

  /* owned */
  RhStateFile *state; /* slot → TRUE, of those that are kept */
  RhKeyring *keyring;
  GHashTable *shelves; /* slot → Shelf */
  GPtrArray *settling; /* of GTask, that wait for all writes */

  /* plain */
  guint n_clearing; /* items that are being removed */
};

/* One jar and what is under way for it. */
typedef struct
{
  RhCookieStore *store; /* borrowed */
  char *slot;
  RhCookieJar *jar;
  guint idle;        /* source of a write to come; 0: none */
  gboolean readable; /* what the keyring has is in the jar, or it has nothing */
  gboolean writing;
  gboolean changed; /* since the write began */
} Shelf;

G_DEFINE_FINAL_TYPE (RhCookieStore, rh_cookie_store, G_TYPE_OBJECT)

/* The file: a set */

static gpointer
read_flag (JsonObject *entries, const char *key, GError **error)
{
  gboolean kept;

  return rh_json_get_boolean (entries, key, TRUE, &kept, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
write_flag (JsonBuilder *builder, gconstpointer entry)
{
  json_builder_add_boolean_value (builder, TRUE);
}

static const RhStateFormat format = {
  .version = 1,
  .member = "kept",
  .read = read_flag,
  .write = write_flag,
};

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Attributes of an item are stored in clear. */
static char *
dup_slot (const char *identity)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1);
}

static gboolean
is_kept (RhCookieStore *self, const char *slot)
{
  return g_hash_table_contains (rh_state_file_get_entries (self->state), slot);
}

/* Settling */

static gboolean
is_busy (RhCookieStore *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->shelves);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Shelf *shelf = value;

      if (shelf->idle != 0 || shelf->writing)
        return TRUE;
    }

  return self->n_clearing > 0;
}

/* After every end of something. */
static void
update_settling (RhCookieStore *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  if (is_busy (self))
    return;

  tasks = g_steal_pointer (&self->settling);
  self->settling = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (tasks->pdata[i], TRUE);
}

/* Writing */

static void schedule_write (Shelf *shelf);

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhCookieStore) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rh_keyring_clear_finish (RH_KEYRING (source), result, &error))
    g_message ("Cookies that are not kept any more are still there: %s", error->message);

  self->n_clearing--;
  update_settling (self);
}

/* Behind a write that is under way, or that one would win. */
static void
forget (Shelf *shelf)
{
  RhCookieStore *self = shelf->store;

  g_clear_handle_id (&shelf->idle, g_source_remove);
  if (shelf->writing)
    return;

  self->n_clearing++;
  rh_keyring_clear_async (self->keyring, RH_KEYRING_KIND_COOKIES, shelf->slot, NULL, cleared_cb,
                          g_object_ref (self));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhCookieStore) self = NULL;
  Shelf *shelf = user_data;
  g_autoptr (GError) error = NULL;

  if (!rh_keyring_store_finish (RH_KEYRING (source), result, &error))
    g_message ("Cookies were not kept: %s", error->message);

  self = shelf->store; /* held since the write began */
  shelf->writing = FALSE;
  if (!is_kept (self, shelf->slot))
    forget (shelf);
  else if (shelf->changed)
    schedule_write (shelf);
  update_settling (self);
}

static gboolean
write_cb (gpointer user_data)
{
  Shelf *shelf = user_data;
  g_autoptr (RhSecret) text = rh_cookie_text_write (shelf->jar, now ());

  shelf->idle = 0;
  shelf->changed = FALSE;
  shelf->writing = TRUE;
  g_object_ref (shelf->store);
  rh_keyring_store_async (shelf->store->keyring, RH_KEYRING_KIND_COOKIES, shelf->slot, LABEL, text,
                          NULL, written_cb, shelf);

  return G_SOURCE_REMOVE;
}

static void
schedule_write (Shelf *shelf)
{
  if (!shelf->readable || !is_kept (shelf->store, shelf->slot))
    return;

  shelf->changed = TRUE;
  if (!shelf->writing && shelf->idle == 0)
    shelf->idle = g_idle_add (write_cb, shelf);
}

/* Reading */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Shelf *shelf = user_data;
  g_autoptr (RhCookieStore) self = shelf->store; /* held since the look-up began */
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSecret) text = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);

  if (error == NULL && text != NULL)
    rh_cookie_text_read (shelf->jar, text, now (), &error);
  if (error == NULL)
    shelf->readable = TRUE;
  else
    g_message ("Cookies that were kept are not there: %s", error->message);

  rh_cookie_jar_set_held (shelf->jar, FALSE);
}

static void
read_shelf (Shelf *shelf)
{
  rh_cookie_jar_set_held (shelf->jar, TRUE);
  g_object_ref (shelf->store);
  rh_keyring_lookup_async (shelf->store->keyring, RH_KEYRING_KIND_COOKIES, shelf->slot, NULL,
                           read_cb, shelf);
}

/* Shelves */

static void
shelf_free (gpointer data)
{
  Shelf *shelf = data;

  g_clear_handle_id (&shelf->idle, g_source_remove);
  g_signal_handlers_disconnect_by_data (rh_cookie_jar_get_cookies (shelf->jar), shelf);
  g_object_unref (shelf->jar);
  g_free (shelf->slot);
  g_free (shelf);
}

static Shelf *
get_shelf (RhCookieStore *self, const char *identity)
{
  g_autofree char *slot = dup_slot (identity);
  Shelf *shelf = g_hash_table_lookup (self->shelves, slot);

  if (shelf != NULL)
    return shelf;

  shelf = g_new0 (Shelf, 1);
  shelf->store = self;
  shelf->jar = rh_cookie_jar_new ();
  shelf->slot = g_steal_pointer (&slot);
  g_signal_connect_swapped (rh_cookie_jar_get_cookies (shelf->jar), "items-changed",
                            G_CALLBACK (schedule_write), shelf);
  g_hash_table_insert (self->shelves, shelf->slot, shelf);
  if (is_kept (self, shelf->slot))
    read_shelf (shelf);
  else
    shelf->readable = TRUE;

  return shelf;
}

RhCookieJar *
rh_cookie_store_get_jar (RhCookieStore *self, const char *identity)
{
  g_return_val_if_fail (RH_IS_COOKIE_STORE (self), NULL);
  g_return_val_if_fail (identity != NULL, NULL);

  return get_shelf (self, identity)->jar;
}

RhCookieJar *
rh_cookie_store_peek_jar (RhCookieStore *self, const char *identity)
{
  g_autofree char *slot = NULL;
  Shelf *shelf;

  g_return_val_if_fail (RH_IS_COOKIE_STORE (self), NULL);
  g_return_val_if_fail (identity != NULL, NULL);

  slot = dup_slot (identity);
  shelf = g_hash_table_lookup (self->shelves, slot);

  return shelf == NULL ? NULL : shelf->jar;
}

void
rh_cookie_store_settle_async (RhCookieStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (RH_IS_COOKIE_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, rh_cookie_store_settle_async);
  g_ptr_array_add (self->settling, task);
  update_settling (self);
}

void
rh_cookie_store_settle_finish (RhCookieStore *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

gboolean
rh_cookie_store_is_kept (RhCookieStore *self, const char *identity)
{
  g_autofree char *slot = NULL;

  g_return_val_if_fail (RH_IS_COOKIE_STORE (self), FALSE);
  g_return_val_if_fail (identity != NULL, FALSE);

  slot = dup_slot (identity);

  return is_kept (self, slot);
}

gboolean
rh_cookie_store_set_kept (RhCookieStore *self, const char *identity, gboolean kept, GError **error)
{
  Shelf *shelf;

  g_return_val_if_fail (RH_IS_COOKIE_STORE (self), FALSE);
  g_return_val_if_fail (identity != NULL, FALSE);

  shelf = get_shelf (self, identity);
  rh_state_file_read_again (self->state);
  if (kept)
    g_hash_table_insert (rh_state_file_get_entries (self->state), g_strdup (shelf->slot),
                         GINT_TO_POINTER (TRUE));
  else
    g_hash_table_remove (rh_state_file_get_entries (self->state), shelf->slot);
  if (!rh_state_file_write (self->state, error))
    return FALSE;

  /* what was there before and could not be read is given up by whoever decides anew */
  shelf->readable = TRUE;
  if (kept)
    schedule_write (shelf);
  else
    forget (shelf);

  return TRUE;
}

/* Object */

static void
rh_cookie_store_finalize (GObject *object)
{
  RhCookieStore *self = RH_COOKIE_STORE (object);

  g_ptr_array_unref (self->settling); /* a task holds the store: there is none */
  g_hash_table_unref (self->shelves);
  rh_state_file_free (self->state);
  g_object_unref (self->keyring);

  G_OBJECT_CLASS (rh_cookie_store_parent_class)->finalize (object);
}

static void
rh_cookie_store_class_init (RhCookieStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_cookie_store_finalize;
}

static void
rh_cookie_store_init (RhCookieStore *self)
{
  self->shelves = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, shelf_free);
  self->settling = g_ptr_array_new_with_free_func (g_object_unref);
}

RhCookieStore *
rh_cookie_store_new (GFile *file, RhKeyring *keyring)
{
  RhCookieStore *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (RH_IS_KEYRING (keyring), NULL);

  self = g_object_new (RH_TYPE_COOKIE_STORE, NULL);
  self->state = rh_state_file_new (file, &format);
  self->keyring = g_object_ref (keyring);

  return self;
}
