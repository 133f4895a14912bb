/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One slot's token: one lock, one keyring item, one generation.
 *
 * The lock file holds no secret: the generation that the next process may trust, and how often the
 * refresh token was sent without an answer. It has a fixed length, so that one write replaces all
 * of it. */
#define G_LOG_DOMAIN "rh-token-store"

#include "config.h"

#include "oauth/rh-token-store.h"

#include "oauth/rh-oauth-config.h"
#include "secret/rh-file-lock.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define LOCKS_FOLDER "locks"
/* Twenty digits, a blank, one digit, a line feed. */
#define RECORD_FORMAT "%020" G_GUINT64_FORMAT " %u\n"
#define RECORD_LENGTH 23
#define MAX_SENDS 2

struct _RhTokenStore
{
  GObject parent_instance;

  RhKeyring *keyring;
  GFile *lock_file;
  char *slot;
  char *label;
  char *facts[RH_TOKEN_N_FACTS];

  RhFileLock *lock;   /* NULL: not held by us */
  char *subject;      /* of the item that was read last */
  guint64 generation; /* of the lock file */
  guint64 newest;     /* of the file or an item: a file that was lost starts behind its item */
};

/* What the lock file says. */
typedef struct
{
  guint64 generation;
  guint sends;
} Record;

G_DEFINE_FINAL_TYPE (RhTokenStore, rh_token_store, G_TYPE_OBJECT)

/* What is not ours counts as newer than every item, and as older than what is written next. */
static void
parse_record (const char *text, gsize length, Record *record)
{
  g_autofree char *number = NULL;

  *record = (Record) { 0, 0 };
  if (length == 0)
    return;

  record->generation = (guint64) g_get_real_time ();
  if (length != RECORD_LENGTH || text[20] != ' ' || text[22] != '\n' || !g_ascii_isdigit (text[21]))
    return;

  number = g_strndup (text, 20);
  if (g_ascii_string_to_unsigned (number, 10, 0, G_MAXINT64, &record->generation, NULL))
    record->sends = (guint) (text[21] - '0');
}

static gboolean
read_record (RhTokenStore *self, Record *record, GError **error)
{
  g_autofree char *contents = NULL;
  gsize length = 0;
  g_autoptr (GError) local_error = NULL;

  if (!g_file_load_contents (self->lock_file, NULL, &contents, &length, NULL, &local_error)
      && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING, local_error->message);
      return FALSE;
    }

  parse_record (contents, length, record);
  self->generation = record->generation;
  self->newest = MAX (self->newest, record->generation);

  return TRUE;
}

/* On disk when this returns. */
static gboolean
write_record (RhTokenStore *self, const Record *record, GError **error)
{
  int fd = rh_file_lock_get_fd (self->lock);
  g_autofree char *text = g_strdup_printf (RECORD_FORMAT, record->generation, record->sends);
  gssize length = (gssize) strlen (text);

  if (pwrite (fd, text, (gsize) length, 0) == length && ftruncate (fd, length) == 0
      && fsync (fd) == 0)
    {
      self->generation = record->generation;
      self->newest = MAX (self->newest, record->generation);
      return TRUE;
    }

  g_set_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING, "lock file: %s",
               g_strerror (errno != 0 ? errno : EIO));

  return FALSE;
}

static void
rh_token_store_finalize (GObject *object)
{
  RhTokenStore *self = RH_TOKEN_STORE (object);

  g_clear_pointer (&self->lock, rh_file_lock_free);
  g_object_unref (self->keyring);
  g_object_unref (self->lock_file);
  g_free (self->slot);
  g_free (self->label);
  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    g_free (self->facts[i]);
  g_free (self->subject);

  G_OBJECT_CLASS (rh_token_store_parent_class)->finalize (object);
}

static void
rh_token_store_class_init (RhTokenStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_token_store_finalize;
}

static void
rh_token_store_init (RhTokenStore *self)
{
}

RhTokenStore *
rh_token_store_new (RhKeyring *keyring, GFile *state_dir, const char *slot, const char *label)
{
  RhTokenStore *self = g_object_new (RH_TYPE_TOKEN_STORE, NULL);
  g_autoptr (GFile) folder = g_file_get_child (state_dir, LOCKS_FOLDER);

  self->keyring = g_object_ref (keyring);
  self->lock_file = g_file_get_child (folder, slot);
  self->slot = g_strdup (slot);
  self->label = g_strdup (label);

  return self;
}

void
rh_token_store_set_facts (RhTokenStore *self, const char *const *facts)
{
  g_return_if_fail (RH_IS_TOKEN_STORE (self));

  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    g_set_str (&self->facts[i], facts[i]);
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhTokenStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  RhFileLock *lock = rh_file_lock_acquire_finish (result, &error);

  if (lock == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->lock = lock;
  g_task_return_boolean (task, TRUE);
}

void
rh_token_store_lock_async (RhTokenStore *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RH_IS_TOKEN_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_token_store_lock_async);
  g_task_set_check_cancellable (task, FALSE);
  rh_file_lock_acquire_async (self->lock_file, cancellable, locked_cb, g_steal_pointer (&task));
}

gboolean
rh_token_store_lock_finish (RhTokenStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rh_token_store_unlock (RhTokenStore *self)
{
  g_return_if_fail (RH_IS_TOKEN_STORE (self));

  g_clear_pointer (&self->lock, rh_file_lock_free);
}

const char *
rh_token_store_get_subject (RhTokenStore *self)
{
  return self->subject;
}

guint64
rh_token_store_get_generation (RhTokenStore *self)
{
  return self->generation;
}

static RhToken *
check_item (RhTokenStore *self, RhSecret *blob, guint64 generation, GError **error)
{
  g_autoptr (RhToken) token = rh_token_deserialize (blob, rh_clock_get_system (), error);

  if (token == NULL)
    return NULL;

  g_set_str (&self->subject, rh_token_get_subject (token));
  if (rh_token_get_generation (token) < generation)
    {
      g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SIGN_IN_AGAIN,
                           "the saved token is older than one that was lost");
      return NULL;
    }
  self->newest = MAX (self->newest, rh_token_get_generation (token));

  return g_steal_pointer (&token);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhTokenStore *self = g_task_get_source_object (task);
  const guint64 *generation = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (RhSecret) blob = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);
  RhToken *token = NULL;

  if (error == NULL)
    g_clear_pointer (&self->subject, g_free);
  if (blob != NULL)
    token = check_item (self, blob, *generation, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, token, (GDestroyNotify) rh_token_unref);
}

/* The file first, then the item: without the lock an item can only be newer than what was read. */
void
rh_token_store_load_async (RhTokenStore *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Record record;

  g_return_if_fail (RH_IS_TOKEN_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_token_store_load_async);
  if (!read_record (self, &record, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, g_memdup2 (&record.generation, sizeof record.generation), g_free);
  rh_keyring_lookup_async (self->keyring, RH_KEYRING_KIND_TOKEN, self->slot, cancellable, loaded_cb,
                           g_steal_pointer (&task));
}

RhToken *
rh_token_store_load_finish (RhTokenStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
rh_token_store_begin_send (RhTokenStore *self, GError **error)
{
  Record record;

  g_return_val_if_fail (self->lock != NULL, FALSE);

  if (!read_record (self, &record, error))
    return FALSE;

  if (record.sends >= MAX_SENDS)
    {
      g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SIGN_IN_AGAIN,
                           "the refresh token was sent twice and never answered");
      return FALSE;
    }
  record.sends++;

  return write_record (self, &record, error);
}

void
rh_token_store_end_send (RhTokenStore *self, gboolean answered)
{
  Record record;

  g_return_if_fail (self->lock != NULL);

  if (!read_record (self, &record, NULL) || record.sends == 0)
    return;

  /* If the disk fails here the count stays too high: the safe side. */
  record.sends = answered ? 0 : record.sends - 1;
  write_record (self, &record, NULL);
}

gboolean
rh_token_store_begin_save (RhTokenStore *self, GError **error)
{
  Record record;

  g_return_val_if_fail (self->lock != NULL, FALSE);

  if (!read_record (self, &record, error))
    return FALSE;

  record.generation = MAX (record.generation, self->newest) + 1;
  record.sends = 0;

  return write_record (self, &record, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhTokenStore *self = g_task_get_source_object (task);
  RhToken *token = g_task_get_task_data (task);
  GError *error = NULL;

  if (!rh_keyring_store_finish (RH_KEYRING (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_set_str (&self->subject, rh_token_get_subject (token));
  g_task_return_pointer (task, rh_token_ref (token), (GDestroyNotify) rh_token_unref);
}

void
rh_token_store_save_async (RhTokenStore *self,
                           RhToken *token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (RhToken) described = NULL;
  g_autoptr (RhToken) numbered = NULL;
  g_autoptr (RhSecret) blob = NULL;

  g_return_if_fail (RH_IS_TOKEN_STORE (self));
  g_return_if_fail (self->lock != NULL);

  described = rh_token_with_facts (token, (const char *const *) self->facts);
  numbered = rh_token_with_generation (described, self->generation);
  blob = rh_token_serialize (numbered);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_token_store_save_async);
  g_task_set_task_data (task, g_steal_pointer (&numbered), (GDestroyNotify) rh_token_unref);
  rh_keyring_store_async (self->keyring, RH_KEYRING_KIND_TOKEN, self->slot, self->label, blob,
                          cancellable, saved_cb, g_steal_pointer (&task));
}

RhToken *
rh_token_store_save_finish (RhTokenStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhTokenStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!rh_keyring_clear_finish (RH_KEYRING (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_pointer (&self->subject, g_free);
  g_task_return_boolean (task, TRUE);
}

void
rh_token_store_clear_async (RhTokenStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RH_IS_TOKEN_STORE (self));
  g_return_if_fail (self->lock != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_token_store_clear_async);
  rh_keyring_clear_async (self->keyring, RH_KEYRING_KIND_TOKEN, self->slot, cancellable, cleared_cb,
                          g_steal_pointer (&task));
}

gboolean
rh_token_store_clear_finish (RhTokenStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
