/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's keyring by secret_password_*: the calls that the Flatpak's Secret portal serves too.
 *
 * Reading searches first without unlocking, because a locked item and no item look the same to a
 * plain look-up. Writing takes one lock for the whole store, and with libsecret's file backend it
 * waits for the next second of the clock: that backend notices another process's write by the
 * file's time in whole seconds only (security.md 3.3). */
#define G_LOG_DOMAIN "rh-libsecret-keyring"

#include "config.h"

#include "secret/rh-file-lock.h"
#include "secret/rh-libsecret-keyring.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <sys/stat.h>

#define LOCK_NAME "keyring.lock"
#define ATTRIBUTE_APP "app"
#define ATTRIBUTE_KIND "kind"
#define ATTRIBUTE_SLOT "slot"
#define CONTENT_TYPE "text/plain"
/* The kernel stamps files by a clock that lags by one tick. */
#define CLOCK_LAG_MS 20
#define DEFAULT_TIMEOUT_MS 30000
#define PROMPTER_NAME "org.gnome.keyring.SystemPrompter"

struct _RhLibsecretKeyring
{
  GObject parent_instance;

  GFile *lock_file;
  guint timeout; /* milliseconds, of what never asks the user anything */
  RhKeyringState state;
  gboolean quiet;  /* a prompt came to nothing: no other until somebody asks for it */
  gboolean loaded; /* the backend has read its file once */
};

/* One call of ours, of the several that it takes of libsecret's. */
typedef struct
{
  char *kind;
  char *slot; /* NULL: all of that kind, to be listed */
  char *label;
  RhSecret *value; /* NULL: clear */
  guint clears;    /* tries */
  RhFileLock *lock;
  GCancellable *guarded; /* of the search */
  gulong cancelled_id;
  guint timeout_id;
  gboolean timed_out;
} Call;

enum
{
  PROP_STATE = 1,
  PROP_TIMEOUT,
};

static void rh_libsecret_keyring_init_keyring (RhKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhLibsecretKeyring,
                               rh_libsecret_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_KEYRING,
                                                      rh_libsecret_keyring_init_keyring))

static const SecretSchema schema = {
  "io.github.rehearsal_app.Rehearsal.Secret",
  SECRET_SCHEMA_NONE,
  {
      { ATTRIBUTE_APP, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { ATTRIBUTE_KIND, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { ATTRIBUTE_SLOT, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static void
call_free (Call *call)
{
  g_free (call->kind);
  g_free (call->slot);
  g_free (call->label);
  g_clear_pointer (&call->value, rh_secret_unref);
  g_clear_pointer (&call->lock, rh_file_lock_free);
  g_clear_object (&call->guarded);
  g_free (call);
}

static GTask *
begin_call (RhKeyring *keyring,
            const char *kind,
            const char *slot,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (keyring, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->kind = g_strdup (kind);
  call->slot = g_strdup (slot);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  return task;
}

static GHashTable *
new_attributes (Call *call)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_APP, g_strdup (RH_APP_ID));
  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_KIND, g_strdup (call->kind));
  if (call->slot != NULL)
    g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_SLOT, g_strdup (call->slot));

  return attributes;
}

static void
set_state (RhLibsecretKeyring *self, RhKeyringState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

/* libsecret's own rule. */
static gboolean
uses_file_backend (void)
{
  const char *backend = g_getenv ("SECRET_BACKEND");

  if (backend != NULL && backend[0] != '\0')
    return g_str_equal (backend, "file");

  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static char *
dup_backend_path (void)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");

  if (path != NULL && path[0] != '\0')
    return g_strdup (path);

  return g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
}

static gboolean
is_no_service (const GError *error)
{
  static const int codes[] = {
    G_DBUS_ERROR_SERVICE_UNKNOWN,
    G_DBUS_ERROR_NAME_HAS_NO_OWNER,
    G_DBUS_ERROR_NO_SERVER,
    G_DBUS_ERROR_DISCONNECTED,
    G_DBUS_ERROR_SPAWN_FAILED,
    G_DBUS_ERROR_SPAWN_EXEC_FAILED,
    G_DBUS_ERROR_SPAWN_CHILD_EXITED,
    G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
    G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,
    G_DBUS_ERROR_UNKNOWN_OBJECT,
    G_DBUS_ERROR_UNKNOWN_INTERFACE,
    G_DBUS_ERROR_ACCESS_DENIED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_DBUS_ERROR, codes[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_time_out (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT);
}

/* Without a bus libsecret fails with whatever connecting failed with, so for a read what is not
 * known is "no service"; a write that was turned down is a refusal. */
static RhKeyringError
classify (const GError *error, gboolean writing)
{
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return RH_KEYRING_ERROR_LOCKED;
  /* Ours was looked at before: this is the portal's "the user closed it". */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return RH_KEYRING_ERROR_DISMISSED;
  if (is_time_out (error))
    return RH_KEYRING_ERROR_TIMED_OUT;
  if (is_no_service (error) || !writing)
    return RH_KEYRING_ERROR_NO_SERVICE;

  return RH_KEYRING_ERROR_REFUSED;
}

static void
fail_with (GTask *task, RhKeyringError code, const char *message)
{
  RhLibsecretKeyring *self = g_task_get_source_object (task);
  g_autoptr (GError) error = g_error_new_literal (RH_KEYRING_ERROR, (gint) code, message);

  set_state (self, rh_keyring_state_from_error (error));
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
fail (GTask *task, const GError *error)
{
  Call *call = g_task_get_task_data (task);
  gboolean writing = call->label != NULL || call->lock != NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  /* A service that was restarted is found again only by a new session. */
  if (!uses_file_backend ())
    secret_service_disconnect ();

  if (call->timed_out)
    fail_with (task, RH_KEYRING_ERROR_TIMED_OUT, "no answer in time");
  else
    fail_with (task, classify (error, writing), error->message);
}

static void
prompter_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  gboolean owned = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);

  if (owned)
    fail_with (task, RH_KEYRING_ERROR_DISMISSED, "the prompt was closed");
  else
    fail_with (task, RH_KEYRING_ERROR_LOCKED, "locked, and nobody can ask for the pass phrase");
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL)
    {
      fail_with (task, RH_KEYRING_ERROR_LOCKED, "locked");
      return;
    }

  g_dbus_connection_call (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
      g_variant_new ("(s)", PROMPTER_NAME), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1,
      g_task_get_cancellable (task), prompter_cb, g_object_ref (task));
}

/* A closed prompt and a prompt that nobody could show end alike; who shows prompts tells. */
static void
fail_locked (GTask *task)
{
  RhLibsecretKeyring *self = g_task_get_source_object (task);

  self->quiet = TRUE;
  g_bus_get (G_BUS_TYPE_SESSION, g_task_get_cancellable (task), bus_cb, g_object_ref (task));
}

/* The file backend's items are none of the service's, and never locked. */
static gboolean
is_locked (gpointer item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (item);
}

/* Nobody is asked again. */
static void
fail_quietly (GTask *task)
{
  RhLibsecretKeyring *self = g_task_get_source_object (task);

  if (self->state == RH_KEYRING_STATE_DISMISSED)
    fail_with (task, RH_KEYRING_ERROR_DISMISSED, "the prompt was closed before");
  else
    fail_with (task, RH_KEYRING_ERROR_LOCKED, "still locked");
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhLibsecretKeyring *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  SecretValue *value = secret_password_lookup_binary_finish (result, &error);
  const char *bytes;
  gsize length;

  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  if (value == NULL)
    {
      fail_locked (task);
      return;
    }

  bytes = secret_value_get (value, &length);
  self->quiet = FALSE;
  set_state (self, RH_KEYRING_STATE_READY);
  g_task_return_pointer (task, rh_secret_new (bytes, (gssize) length),
                         (GDestroyNotify) rh_secret_unref);
  secret_value_unref (value);
}

static gboolean
search_timed_out_cb (gpointer user_data)
{
  Call *call = user_data;

  call->timeout_id = 0;
  call->timed_out = TRUE;
  g_cancellable_cancel (call->guarded);

  return G_SOURCE_REMOVE;
}

static void
forward_cancel_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
end_guard (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  g_clear_handle_id (&call->timeout_id, g_source_remove);
  g_cancellable_disconnect (g_task_get_cancellable (task), call->cancelled_id);
  call->cancelled_id = 0;
}

/* Attributes are there whether the item is locked or not. */
static GStrv
dup_slots (GList *found)
{
  g_autoptr (GHashTable) slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  const char *slot;

  for (GList *item = found; item != NULL; item = item->next)
    {
      g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item->data);

      slot = g_hash_table_lookup (attributes, ATTRIBUTE_SLOT);
      if (slot != NULL)
        g_hash_table_add (slots, g_strdup (slot));
    }

  g_hash_table_iter_init (&iter, slots);
  while (g_hash_table_iter_next (&iter, (gpointer *) &slot, NULL))
    g_strv_builder_add (builder, slot);

  return g_strv_builder_end (builder);
}

static void
searched_all_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhLibsecretKeyring *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *found = secret_password_search_finish (result, &error);

  end_guard (task);
  g_clear_pointer (&call->lock, rh_file_lock_free);
  if (error != NULL)
    fail (task, error);
  else
    {
      self->loaded = TRUE;
      /* that there is something is no sign that it can be read */
      if (found == NULL)
        set_state (self, RH_KEYRING_STATE_READY);
      g_task_return_pointer (task, dup_slots (found), (GDestroyNotify) g_strfreev);
    }
  g_list_free_full (found, g_object_unref);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhLibsecretKeyring *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *found = secret_password_search_finish (result, &error);
  g_autoptr (GHashTable) attributes = NULL;
  gboolean any = found != NULL;
  gboolean locked = any && is_locked (found->data);

  end_guard (task);
  g_list_free_full (found, g_object_unref);
  g_clear_pointer (&call->lock, rh_file_lock_free);

  if (error != NULL)
    {
      fail (task, error);
      return;
    }

  self->loaded = TRUE;
  if (!any)
    {
      set_state (self, RH_KEYRING_STATE_READY);
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  if (locked && self->quiet)
    {
      fail_quietly (task);
      return;
    }

  attributes = new_attributes (call);
  secret_password_lookupv (&schema, attributes, g_task_get_cancellable (task), looked_up_cb,
                           g_object_ref (task));
}

/* Without unlocking, so that no prompt can be open while the guard runs. The portal behind the file
 * backend may ask even here. */
static void
start_search (GTask *task)
{
  RhLibsecretKeyring *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GHashTable) attributes = new_attributes (call);

  call->guarded = g_cancellable_new ();
  if (!uses_file_backend ())
    call->timeout_id = g_timeout_add (self->timeout, search_timed_out_cb, call);
  if (cancellable != NULL)
    call->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (forward_cancel_cb),
                                                g_object_ref (call->guarded), g_object_unref);

  if (call->slot == NULL)
    secret_password_searchv (&schema, attributes, SECRET_SEARCH_ALL, call->guarded, searched_all_cb,
                             g_object_ref (task));
  else
    secret_password_searchv (&schema, attributes, SECRET_SEARCH_NONE, call->guarded, searched_cb,
                             g_object_ref (task));
}

static void
read_locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);

  /* Reading goes on without the lock where there is no place for one. */
  call->lock = rh_file_lock_acquire_finish (result, NULL);
  if (!g_task_return_error_if_cancelled (task))
    start_search (task);
}

/* The file backend's first reading looks at the time after the content: a write between the two
 * would stay unseen. */
static void
start_reading (GTask *task)
{
  RhLibsecretKeyring *self = g_task_get_source_object (task);

  if (uses_file_backend () && !self->loaded)
    rh_file_lock_acquire_async (self->lock_file, g_task_get_cancellable (task), read_locked_cb,
                                g_object_ref (task));
  else
    start_search (task);
}

static void
rh_libsecret_keyring_lookup_async (RhKeyring *keyring,
                                   const char *kind,
                                   const char *slot,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = begin_call (keyring, kind, slot, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_libsecret_keyring_lookup_async);
  start_reading (task);
}

static RhSecret *
rh_libsecret_keyring_lookup_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keyring), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
rh_libsecret_keyring_list_async (RhKeyring *keyring,
                                 const char *kind,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = begin_call (keyring, kind, NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_libsecret_keyring_list_async);
  start_reading (task);
}

static GStrv
rh_libsecret_keyring_list_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keyring), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
finish_write (GTask *task, gboolean done, const GError *error)
{
  RhLibsecretKeyring *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (error != NULL)
    fail (task, error);
  else if (!done)
    fail_locked (task);
  else
    {
      g_clear_pointer (&call->lock, rh_file_lock_free);
      self->loaded = TRUE;
      set_state (self, RH_KEYRING_STATE_READY);
      g_task_return_boolean (task, TRUE);
    }
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = secret_password_store_finish (result, &error);

  finish_write (task, done, error);
}

static void clear (GTask *task);

static void
unlocked_to_clear_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SecretValue *value = secret_password_lookup_binary_finish (result, &error);

  if (error != NULL)
    fail (task, error);
  else if (value == NULL)
    fail_locked (task);
  else
    clear (task);
  g_clear_pointer (&value, secret_value_unref);
}

static void
searched_to_clear_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = new_attributes (call);
  g_autoptr (GError) error = NULL;
  GList *found = secret_password_search_finish (result, &error);

  if (error != NULL || found == NULL)
    finish_write (task, TRUE, error);
  else
    secret_password_lookupv (&schema, attributes, g_task_get_cancellable (task),
                             unlocked_to_clear_cb, g_object_ref (task));
  g_list_free_full (found, g_object_unref);
}

/* FALSE is "nothing removed": there was nothing, or it is locked, which libsecret passes over in
 * silence. Reading is what unlocks. */
static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = new_attributes (call);
  g_autoptr (GError) error = NULL;
  gboolean removed = secret_password_clear_finish (result, &error);

  if (error != NULL || removed || call->clears > 1)
    finish_write (task, removed, error);
  else
    secret_password_searchv (&schema, attributes, SECRET_SEARCH_NONE, g_task_get_cancellable (task),
                             searched_to_clear_cb, g_object_ref (task));
}

static void
clear (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = new_attributes (call);

  call->clears++;
  secret_password_clearv (&schema, attributes, g_task_get_cancellable (task), cleared_cb,
                          g_object_ref (task));
}

static void
start_write (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GHashTable) attributes = new_attributes (call);
  SecretValue *value;
  const char *bytes;
  gsize length;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (call->value == NULL)
    {
      clear (task);
      return;
    }

  bytes = rh_secret_peek (call->value, &length);
  value = secret_value_new (bytes, (gssize) length, CONTENT_TYPE);
  secret_password_storev_binary (&schema, attributes, SECRET_COLLECTION_DEFAULT, call->label, value,
                                 cancellable, stored_cb, g_object_ref (task));
  secret_value_unref (value);
}

/* Milliseconds until a write gets a later time than the last one, in whole seconds. */
static gint64
time_to_next_second (void)
{
  g_autofree char *path = dup_backend_path ();
  gint64 now = g_get_real_time () / 1000;
  GStatBuf info;

  /* A time in the future comes from a clock that was set back; the next one differs anyway. */
  if (g_stat (path, &info) != 0 || info.st_mtime > now / 1000)
    return 0;

  return MAX (0, ((gint64) info.st_mtime + 1) * 1000 + CLOCK_LAG_MS - now);
}

static gboolean
write_when_seen_cb (gpointer user_data)
{
  GTask *task = user_data;
  gint64 wait = uses_file_backend () ? time_to_next_second () : 0;

  /* Asked again after the wait, for the clock can have been set. */
  if (wait > 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) wait, write_when_seen_cb, g_object_ref (task),
                        g_object_unref);
  else
    start_write (task);

  return G_SOURCE_REMOVE;
}

static void
write_locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  call->lock = rh_file_lock_acquire_finish (result, &error);
  if (call->lock != NULL)
    write_when_seen_cb (task);
  else if (!g_task_return_error_if_cancelled (task))
    fail_with (task, RH_KEYRING_ERROR_REFUSED, error->message);
}

static void
rh_libsecret_keyring_store_async (RhKeyring *keyring,
                                  const char *kind,
                                  const char *slot,
                                  const char *label,
                                  RhSecret *value,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  RhLibsecretKeyring *self = RH_LIBSECRET_KEYRING (keyring);
  g_autoptr (GTask) task = begin_call (keyring, kind, slot, cancellable, callback, user_data);
  Call *call = g_task_get_task_data (task);

  g_task_set_source_tag (task, rh_libsecret_keyring_store_async);
  call->label = g_strdup (label);
  call->value = rh_secret_ref (value);
  rh_file_lock_acquire_async (self->lock_file, cancellable, write_locked_cb,
                              g_steal_pointer (&task));
}

static void
rh_libsecret_keyring_clear_async (RhKeyring *keyring,
                                  const char *kind,
                                  const char *slot,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  RhLibsecretKeyring *self = RH_LIBSECRET_KEYRING (keyring);
  g_autoptr (GTask) task = begin_call (keyring, kind, slot, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_libsecret_keyring_clear_async);
  rh_file_lock_acquire_async (self->lock_file, cancellable, write_locked_cb,
                              g_steal_pointer (&task));
}

static gboolean
rh_libsecret_keyring_write_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keyring), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static RhKeyringState
rh_libsecret_keyring_get_state (RhKeyring *keyring)
{
  return RH_LIBSECRET_KEYRING (keyring)->state;
}

static void
rh_libsecret_keyring_reset (RhKeyring *keyring)
{
  RH_LIBSECRET_KEYRING (keyring)->quiet = FALSE;
}

static void
rh_libsecret_keyring_init_keyring (RhKeyringInterface *iface)
{
  iface->lookup_async = rh_libsecret_keyring_lookup_async;
  iface->lookup_finish = rh_libsecret_keyring_lookup_finish;
  iface->store_async = rh_libsecret_keyring_store_async;
  iface->store_finish = rh_libsecret_keyring_write_finish;
  iface->clear_async = rh_libsecret_keyring_clear_async;
  iface->clear_finish = rh_libsecret_keyring_write_finish;
  iface->list_async = rh_libsecret_keyring_list_async;
  iface->list_finish = rh_libsecret_keyring_list_finish;
  iface->get_state = rh_libsecret_keyring_get_state;
  iface->reset = rh_libsecret_keyring_reset;
}

static void
rh_libsecret_keyring_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RhLibsecretKeyring *self = RH_LIBSECRET_KEYRING (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (gint) self->state);
      break;
    case PROP_TIMEOUT:
      g_value_set_uint (value, self->timeout);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rh_libsecret_keyring_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  RhLibsecretKeyring *self = RH_LIBSECRET_KEYRING (object);

  switch (id)
    {
    case PROP_TIMEOUT:
      self->timeout = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rh_libsecret_keyring_finalize (GObject *object)
{
  RhLibsecretKeyring *self = RH_LIBSECRET_KEYRING (object);

  g_object_unref (self->lock_file);

  G_OBJECT_CLASS (rh_libsecret_keyring_parent_class)->finalize (object);
}

static void
rh_libsecret_keyring_class_init (RhLibsecretKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_libsecret_keyring_get_property;
  object_class->set_property = rh_libsecret_keyring_set_property;
  object_class->finalize = rh_libsecret_keyring_finalize;

  g_object_class_override_property (object_class, PROP_STATE, "state");
  /* Milliseconds without an answer, for what never shows a prompt. */
  g_object_class_install_property (
      object_class, PROP_TIMEOUT,
      g_param_spec_uint ("timeout", NULL, NULL, 1, G_MAXUINT, DEFAULT_TIMEOUT_MS,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS));
}

static void
rh_libsecret_keyring_init (RhLibsecretKeyring *self)
{
}

RhKeyring *
rh_libsecret_keyring_new (GFile *state_dir)
{
  RhLibsecretKeyring *self = g_object_new (RH_TYPE_LIBSECRET_KEYRING, NULL);

  self->lock_file = g_file_get_child (state_dir, LOCK_NAME);

  return RH_KEYRING (self);
}
