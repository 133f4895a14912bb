/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection that is new as a whole: written and read again in a thread, so that what is shown is
 * what is on the disk, and then one of those that are open. */
#define G_LOG_DOMAIN "rh-collections-write"

#include "config.h"

#include "workspace/rh-collections.h"

#include "collection/rh-file-name.h"
#include "collection/rh-folder-disk.h"
#include "http/rh-thread-task.h"
#include "text/rh-secret.h"
#include "workspace/rh-read-ahead.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define COLLECTION_FILE "opencollection.yml"
#define ID_BYTES 16

typedef struct
{
  GFile *folder;
  RhCollection *content;
  RhCollectionWriteProgress progress;
  gpointer progress_data;
  /* once it is known */
  GFile *place;
  GFile *made; /* the outermost folder that had to be made around it; NULL: none */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->folder);
  g_object_unref (job->content);
  g_clear_object (&job->place);
  g_clear_object (&job->made);
  g_free (job);
}

static gboolean
is_taken (const char *key, gpointer user_data)
{
  return g_hash_table_contains (user_data, key);
}

/* "" if there is nothing in it, else a name that is free; none within another collection. NULL with
 * an error. */
static char *
choose_name (RhDisk *disk, const char *name, GError **error)
{
  g_autoptr (GPtrArray) found = rh_disk_list (disk, "", error);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RhDiskInfo info;

  if (found == NULL)
    return NULL;
  if (rh_disk_stat (disk, COLLECTION_FILE, &info, NULL))
    {
      g_set_error_literal (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_NOT_EMPTY,
                           COLLECTION_FILE);
      return NULL;
    }
  if (found->len == 0)
    return g_strdup ("");

  for (guint i = 0; i < found->len; i++)
    g_hash_table_add (keys,
                      rh_file_name_key (((RhDiskEntry *) g_ptr_array_index (found, i))->name));
  return rh_file_name_new (name, "", is_taken, keys);
}

/* Said of the folder, before it is said of a temporary one in it. */
static gboolean
check_writable (GFile *folder, GError **error)
{
  const char *path = g_file_peek_path (folder);

  if (g_access (path, W_OK | X_OK) == 0)
    return TRUE;

  rh_disk_set_error (error, path, errno);
  return FALSE;
}

/* In a folder that is there. (transfer full) */
static RhDisk *
open_folder (Job *job, char **name, GError **error)
{
  g_autoptr (RhDisk) disk = rh_folder_disk_new (job->folder, error);

  if (disk != NULL)
    *name = choose_name (disk, rh_collection_get_name (job->content), error);
  if (*name == NULL || !check_writable (job->folder, error))
    return NULL;

  job->place = **name == '\0' ? g_object_ref (job->folder) : g_file_get_child (job->folder, *name);
  return g_steal_pointer (&disk);
}

/* The outermost of it and of those around it that is not there. (transfer full) */
static GFile *
find_missing (GFile *folder)
{
  g_autoptr (GFile) parent = g_file_get_parent (folder);
  GFile *missing;

  if (parent == NULL || g_file_query_exists (folder, NULL))
    return NULL;

  missing = find_missing (parent);
  return missing != NULL ? missing : g_object_ref (folder);
}

/* Those that have nothing in them. */
static void
remove_made (Job *job)
{
  g_autoptr (GFile) folder = g_file_get_parent (job->folder);

  while (job->made != NULL && g_rmdir (g_file_peek_path (folder)) == 0)
    {
      g_autoptr (GFile) inner = g_steal_pointer (&folder);

      if (g_file_equal (inner, job->made))
        return;
      folder = g_file_get_parent (inner);
    }
}

/* The folder comes as a whole, beside what is there. (transfer full) */
static RhDisk *
open_parent (Job *job, char **name, GError **error)
{
  g_autoptr (GFile) parent = g_file_get_parent (job->folder);

  job->made = find_missing (parent);
  if (g_mkdir_with_parents (g_file_peek_path (parent), 0777) != 0)
    {
      rh_disk_set_error (error, g_file_peek_path (parent), errno);
      return NULL;
    }
  if (!check_writable (parent, error))
    return NULL;

  *name = g_file_get_basename (job->folder);
  job->place = g_object_ref (job->folder);
  return rh_folder_disk_new (parent, error);
}

/* What is not on this machine is not there either, and there is no way to make it. */
static gboolean
is_to_come (GFile *folder)
{
  return g_file_peek_path (folder) != NULL && !g_file_query_exists (folder, NULL);
}

static RhCollectionStore *
write_and_read (Job *job, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *id = rh_random_token (ID_BYTES);
  g_autoptr (RhDisk) disk = is_to_come (job->folder) ? open_parent (job, &name, error)
                                                     : open_folder (job, &name, error);

  if (disk == NULL
      || !rh_collection_write (job->content, disk, name, job->progress, job->progress_data,
                               cancellable, error))
    {
      remove_made (job);
      return NULL;
    }

  return rh_read_ahead_read (job->place, id, TRUE, error);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  RhCollectionStore *store = write_and_read (task_data, cancellable, &error);

  if (store == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, store, g_object_unref);
}

void
rh_collections_write_async (RhCollections *self,
                            GFile *folder,
                            RhCollection *content,
                            RhCollectionWriteProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (RH_IS_COLLECTIONS (self));
  g_return_if_fail (G_IS_FILE (folder));
  g_return_if_fail (RH_IS_COLLECTION (content));

  job = g_new0 (Job, 1);
  job->folder = g_object_ref (folder);
  job->content = g_object_ref (content);
  job->progress = progress;
  job->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_collections_write_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_set_check_cancellable (task,
                                FALSE); /* what is written is there, whoever cancelled since */
  rh_thread_task_run (task, write_thread);
}

RhCollection *
rh_collections_write_finish (RhCollections *self, GAsyncResult *result, GError **error)
{
  g_autoptr (RhCollectionStore) store = NULL;
  const Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  store = g_task_propagate_pointer (G_TASK (result), error);
  job = g_task_get_task_data (G_TASK (result));
  if (store == NULL || !rh_collections_adopt (self, store, job->place, error))
    return NULL;

  return rh_collection_store_get_collection (store); /* the list keeps it */
}
