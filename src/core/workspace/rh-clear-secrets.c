/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in clear, found in a thread and moved file by file. The order of a move is its safety:
 * the keyring has each value of a file, for good, before the file loses any. */
#define G_LOG_DOMAIN "rh-clear-secrets"

#include "config.h"

#include "workspace/rh-clear-secrets.h"

#include "collection/rh-opencollection.h"
#include "http/rh-thread-task.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

#define COLLECTION_FILE "opencollection.yml"
#define ENVIRONMENTS "environments/"
#define VARIABLE "variable "
#define SUFFIX ".yml"
/* Shown by keyring managers: names nobody. */
#define LABEL "Rehearsal"
/* More than anybody has; a folder that has more is not looked through to its end. */
#define MAX_FILES 20000
#define MAX_BYTES (512 * 1024 * 1024)
#define MAX_DEPTH 32

struct _RhClearSecrets
{
  GObject parent_instance;

  /* owned */
  RhKeyring *keyring;
  RhBindings *bindings;
  RhCollectionStore *store;
  GPtrArray *found; /* of RhClearSecret */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (rh - clear - secrets - error, rh_clear_secrets_error)

G_DEFINE_FINAL_TYPE (RhClearSecrets, rh_clear_secrets, G_TYPE_OBJECT)

static void
clear_secret_free (gpointer data)
{
  RhClearSecret *secret = data;

  g_free (secret->file);
  g_free (secret->place);
  g_free (secret);
}

static GBytes *
read_text (RhDisk *disk, const char *file, GError **error)
{
  gsize length;
  char *text = rh_disk_read (disk, file, RH_DISK_MAX_SIZE, &length, NULL, error);

  return text == NULL ? NULL : g_bytes_new_take (text, length);
}

/* --- Finding ------------------------------------------------------------------------------------
 */

typedef struct
{
  RhDisk *disk;
  GPtrArray *found;
  GCancellable *cancellable;
  guint files;
  gsize bytes;
} Scan;

/* Words without which there is none: most files need no parser. */
static gboolean
may_have_secrets (GBytes *text)
{
  static const char *const words[]
      = { "ecret", "assword", "assphrase", "oken", "apikey", "rivateKey" };
  const char *bytes = g_bytes_get_data (text, NULL);
  gsize length = g_bytes_get_size (text);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strstr_len (bytes, (gssize) length, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
scan_file (Scan *scan, const char *file)
{
  g_autoptr (GBytes) text = read_text (scan->disk, file, NULL);
  g_auto (GStrv) places = NULL;

  scan->files++;
  if (text == NULL)
    return;

  scan->bytes += g_bytes_get_size (text);
  if (!may_have_secrets (text))
    return;

  places = rh_opencollection_find_clear_secrets (text);
  for (guint i = 0; places[i] != NULL; i++)
    {
      RhClearSecret *secret = g_new0 (RhClearSecret, 1);

      secret->file = g_strdup (file);
      secret->place = g_strdup (places[i]);
      g_ptr_array_add (scan->found, secret);
    }
}

static gboolean
is_over (Scan *scan)
{
  return scan->files >= MAX_FILES || scan->bytes >= MAX_BYTES
         || g_cancellable_is_cancelled (scan->cancellable);
}

static void
scan_folder (Scan *scan, const char *path, guint depth)
{
  g_autoptr (GPtrArray) list = rh_disk_list (scan->disk, path, NULL);

  for (guint i = 0; list != NULL && i < list->len && !is_over (scan); i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (list, i);
      g_autofree char *child
          = *path == '\0' ? g_strdup (entry->name) : g_strconcat (path, "/", entry->name, NULL);

      if (*entry->name == '.' || g_str_equal (entry->name, "node_modules")
          || !g_utf8_validate (entry->name, -1, NULL))
        continue;
      if (entry->info.kind == RH_DISK_KIND_FOLDER && depth < MAX_DEPTH)
        scan_folder (scan, child, depth + 1);
      else if (entry->info.kind == RH_DISK_KIND_FILE && g_str_has_suffix (entry->name, SUFFIX))
        scan_file (scan, child);
    }
}

/* The collection's own file first: what the others refer to is declared there. */
static int
compare_secrets (gconstpointer a, gconstpointer b)
{
  const RhClearSecret *left = *(const RhClearSecret *const *) a;
  const RhClearSecret *right = *(const RhClearSecret *const *) b;
  gboolean own_left = g_str_equal (left->file, COLLECTION_FILE);
  gboolean own_right = g_str_equal (right->file, COLLECTION_FILE);

  return own_left != own_right ? own_right - own_left : strcmp (left->file, right->file);
}

static void
scan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Scan scan = { data, NULL, cancellable, 0, 0 };

  scan.found = g_ptr_array_new_with_free_func (clear_secret_free);
  scan_folder (&scan, "", 0);
  g_ptr_array_sort (scan.found, compare_secrets);
  g_task_return_pointer (task, scan.found, (GDestroyNotify) g_ptr_array_unref);
}

void
rh_clear_secrets_scan_async (RhClearSecrets *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RH_IS_CLEAR_SECRETS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_clear_secrets_scan_async);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, g_object_ref (rh_collection_store_get_disk (self->store)),
                        g_object_unref);
  rh_thread_task_run (task, scan_thread);
}

gboolean
rh_clear_secrets_scan_finish (RhClearSecrets *self, GAsyncResult *result, GError **error)
{
  GPtrArray *found;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;

  g_ptr_array_unref (self->found);
  self->found = found;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/* --- Moving -------------------------------------------------------------------------------------
 */

/* One value on its way to one place of the keyring. */
typedef struct
{
  const char *kind;
  char *slot;
  char *name; /* of the variable; for people */
  RhSecret *value;
} Way;

/* A variable that did not exist. */
typedef struct
{
  char *name;
  RhSecret *value;
} Made;

typedef struct
{
  gboolean replace;
  GPtrArray *made; /* of Made, from all files */

  /* of the file that is being moved */
  char *file;
  GBytes *expected;
  GBytes *text;
  char *block_variable; /* of the OAuth 2.0 block's client secret; NULL: it is not moved */
  GPtrArray *ways;      /* of Way */
  guint next;
} Job;

static void
way_free (gpointer data)
{
  Way *way = data;

  g_free (way->slot);
  g_free (way->name);
  rh_secret_unref (way->value);
  g_free (way);
}

static void
made_free (gpointer data)
{
  Made *made = data;

  g_free (made->name);
  rh_secret_unref (made->value);
  g_free (made);
}

static void
job_clear_file (Job *job)
{
  g_clear_pointer (&job->file, g_free);
  g_clear_pointer (&job->expected, g_bytes_unref);
  g_clear_pointer (&job->text, g_bytes_unref);
  g_clear_pointer (&job->block_variable, g_free);
  g_ptr_array_set_size (job->ways, 0);
  job->next = 0;
}

static void
job_free (Job *job)
{
  job_clear_file (job);
  g_ptr_array_unref (job->ways);
  g_ptr_array_unref (job->made);
  g_free (job);
}

static void move_file (GTask *task);
static void move_value (GTask *task);

/* Takes @task. */
static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Names */

static gboolean
is_known (RhClearSecrets *self, const char *file, const char *name)
{
  RhCollection *collection = rh_collection_store_get_collection (self->store);
  GListModel *environments = rh_collection_get_environments (collection);
  RhRequestItem *item = rh_collection_store_find (self->store, file);
  g_autofree char *client_secret = rh_oauth_block_dup_variable (
      rh_collection_get_oauth (collection), RH_OAUTH_BLOCK_CLIENT_SECRET);

  if (g_strcmp0 (name, client_secret) == 0)
    return TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      g_autoptr (RhVariableSnapshot) snapshot
          = rh_variable_snapshot_new_plain (collection, environment, item, NULL);
      RhVariableValue value;

      if (rh_variable_snapshot_describe (snapshot, name, &value))
        return TRUE;
    }

  return FALSE;
}

static const Made *
find_made (Job *job, const char *name)
{
  for (guint i = 0; i < job->made->len; i++)
    if (g_str_equal (((Made *) job->made->pdata[i])->name, name))
      return job->made->pdata[i];

  return NULL;
}

/* "variable token 2", the second of that name in a file, is token as well. */
static char *
dup_variable_name (const char *place)
{
  g_autofree char *name = g_strdup (place + strlen (VARIABLE));
  char *space = strrchr (name, ' ');

  if (space != NULL && space[1] != '\0' && strspn (space + 1, "0123456789") == strlen (space + 1))
    *space = '\0';

  return g_steal_pointer (&name);
}

/* "API key" → "api_key"; one that was made for the same value serves again. */
static char *
choose_name (RhClearSecrets *self, Job *job, const char *place, RhSecret *value)
{
  g_autofree char *base = g_ascii_strdown (place, -1);

  g_strdelimit (base, " ", '_');
  for (guint n = 1;; n++)
    {
      g_autofree char *name = n == 1 ? g_strdup (base) : g_strdup_printf ("%s_%u", base, n);
      const Made *made = find_made (job, name);

      if (made != NULL && rh_secret_equal (made->value, value))
        return g_steal_pointer (&name);
      if (made == NULL && !is_known (self, job->file, name))
        return g_steal_pointer (&name);
    }
}

static void
note_made (Job *job, const char *name, RhSecret *value)
{
  Made *made;

  if (find_made (job, name) != NULL)
    return;

  made = g_new0 (Made, 1);
  made->name = g_strdup (name);
  made->value = rh_secret_ref (value);
  g_ptr_array_add (job->made, made);
}

/* Ways */

static void
add_way (RhClearSecrets *self,
         Job *job,
         RhEnvironment *environment,
         const char *name,
         RhSecret *value)
{
  RhCollection *collection = rh_collection_store_get_collection (self->store);
  Way *way = g_new0 (Way, 1);

  way->name = g_strdup (name);
  way->value = rh_secret_ref (value);
  if (g_strcmp0 (name, job->block_variable) == 0)
    {
      way->kind = RH_KEYRING_KIND_CLIENT_SECRET;
      way->slot = rh_client_secret_slot_of (collection, environment);
    }
  else
    way->slot = rh_secret_slot_of (collection, environment, name, &way->kind);
  g_ptr_array_add (job->ways, way);
}

/* What is in no environment's file has a value in each. */
static gboolean
add_ways (RhClearSecrets *self, Job *job, const char *name, RhSecret *value, GError **error)
{
  RhCollection *collection = rh_collection_store_get_collection (self->store);
  GListModel *environments = rh_collection_get_environments (collection);
  gboolean own = g_str_has_prefix (job->file, ENVIRONMENTS);
  guint before = job->ways->len;

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      const char *path = rh_collection_store_get_path (self->store, environment);

      if (!own || g_strcmp0 (path, job->file) == 0)
        add_way (self, job, environment, name, value);
    }

  if (job->ways->len > before)
    return TRUE;
  if (own)
    g_set_error_literal (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_BROKEN,
                         job->file);
  else
    g_set_error_literal (error, RH_CLEAR_SECRETS_ERROR, RH_CLEAR_SECRETS_ERROR_NO_ENVIRONMENT,
                         job->file);
  return FALSE;
}

/* Whether the client secret of the collection's own OAuth 2.0 block is that variable now. */
static void
note_block (RhClearSecrets *self, Job *job, GBytes *text, const char *name)
{
  g_autoptr (RhCollection) scratch = NULL;
  g_autofree char *variable = NULL;

  if (!g_str_equal (job->file, COLLECTION_FILE))
    return;

  scratch = rh_collection_new ("", "");
  if (!rh_opencollection_read_collection (text, scratch, NULL))
    return;

  variable = rh_oauth_block_dup_variable (rh_collection_get_oauth (scratch),
                                          RH_OAUTH_BLOCK_CLIENT_SECRET);
  if (g_strcmp0 (variable, name) == 0)
    job->block_variable = g_steal_pointer (&variable);
}

/* Takes one out of the text in hand, and notes where its value goes. */
static gboolean
take (RhClearSecrets *self, Job *job, const char *place, GError **error)
{
  g_autoptr (RhSecret) value = NULL;
  g_autoptr (GBytes) text = rh_opencollection_take_secret (job->text, place, NULL, &value, error);
  g_autofree char *name = NULL;

  if (text == NULL)
    return FALSE;
  if (g_str_has_prefix (place, VARIABLE))
    name = dup_variable_name (place);
  else
    {
      g_autoptr (RhSecret) again = NULL;
      g_autoptr (GBytes) named = NULL;

      name = choose_name (self, job, place, value);
      named = rh_opencollection_take_secret (job->text, place, name, &again, error);
      if (named == NULL)
        return FALSE;
      g_clear_pointer (&text, g_bytes_unref);
      text = g_steal_pointer (&named);
      note_made (job, name, value);
      note_block (self, job, text, name);
    }

  g_clear_pointer (&job->text, g_bytes_unref);
  job->text = g_steal_pointer (&text);
  return add_ways (self, job, name, value, error);
}

/* All places of the first file that is left. */
static gboolean
take_file (RhClearSecrets *self, Job *job, GError **error)
{
  const RhClearSecret *first = g_ptr_array_index (self->found, 0);
  g_auto (GStrv) places = NULL;

  job_clear_file (job);
  job->file = g_strdup (first->file);
  job->expected = read_text (rh_collection_store_get_disk (self->store), job->file, error);
  if (job->expected == NULL)
    return FALSE;

  job->text = g_bytes_ref (job->expected);
  /* of now, not of when it was scanned; each that is taken gives the others their own numbers */
  for (;;)
    {
      g_clear_pointer (&places, g_strfreev);
      places = rh_opencollection_find_clear_secrets (job->text);
      if (places[0] == NULL)
        return TRUE;
      if (!take (self, job, places[0], error))
        return FALSE;
    }
}

/* The file */

static void
forget_file (RhClearSecrets *self, const char *file)
{
  for (guint i = self->found->len; i > 0; i--)
    if (g_str_equal (((RhClearSecret *) self->found->pdata[i - 1])->file, file))
      g_ptr_array_remove_index (self->found, i - 1);
}

/* Secret variables of the collection, so that what stands in the files now is known. */
static void
declare (RhClearSecrets *self, Job *job)
{
  RhCollection *collection = rh_collection_store_get_collection (self->store);
  RhEnvironment *scope = rh_folder_get_scope (rh_collection_get_root (collection));

  for (guint i = 0; i < job->made->len; i++)
    {
      const Made *made = job->made->pdata[i];

      if (rh_environment_lookup (scope, made->name) == NULL)
        rh_environment_add_secret (scope, made->name);
    }

  if (job->block_variable != NULL)
    {
      g_autofree char *reference = g_strdup_printf ("{{%s}}", job->block_variable);

      rh_oauth_block_set (rh_collection_get_oauth (collection), RH_OAUTH_BLOCK_CLIENT_SECRET,
                          reference);
    }
}

/* Takes @task. */
static void
write_file (GTask *task)
{
  RhClearSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!rh_collection_store_rewrite (self->store, job->file, job->expected, job->text, &error))
    {
      fail (task, error);
      return;
    }

  forget_file (self, job->file);
  declare (self, job);
  /* writes what waited for this and what was declared; the model follows */
  if (!rh_collection_store_refresh (self->store, &error))
    {
      fail (task, error);
      return;
    }

  move_file (task);
}

/* The keyring */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhClearSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Way *way = g_ptr_array_index (job->ways, job->next);
  GError *error = NULL;

  if (!rh_keyring_store_finish (self->keyring, result, &error)
      || !rh_bindings_forget (self->bindings, way->slot, &error))
    {
      fail (g_steal_pointer (&task), error);
      return;
    }

  /* kept in memory is as good as lost: the file keeps it better */
  if (rh_keyring_get_state (self->keyring) != RH_KEYRING_STATE_READY)
    {
      fail (g_steal_pointer (&task),
            g_error_new_literal (RH_CLEAR_SECRETS_ERROR, RH_CLEAR_SECRETS_ERROR_NO_KEYRING,
                                 job->file));
      return;
    }

  job->next++;
  move_value (g_steal_pointer (&task));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhClearSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Way *way = g_ptr_array_index (job->ways, job->next);
  GError *error = NULL;
  g_autoptr (RhSecret) kept = rh_keyring_lookup_finish (self->keyring, result, &error);

  if (error != NULL)
    fail (g_steal_pointer (&task), error);
  else if (kept != NULL && !job->replace && !rh_secret_equal (kept, way->value))
    fail (g_steal_pointer (&task),
          g_error_new (RH_CLEAR_SECRETS_ERROR, RH_CLEAR_SECRETS_ERROR_OTHER_VALUE, "%s (%s)",
                       way->name, job->file));
  else
    rh_keyring_store_async (self->keyring, way->kind, way->slot, LABEL, way->value,
                            g_task_get_cancellable (task), stored_cb, g_object_ref (task));
}

/* Takes @task. */
static void
move_value (GTask *task)
{
  RhClearSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Way *way;

  if (job->next >= job->ways->len)
    {
      write_file (task);
      return;
    }

  way = g_ptr_array_index (job->ways, job->next);
  rh_keyring_lookup_async (self->keyring, way->kind, way->slot, g_task_get_cancellable (task),
                           looked_cb, task);
}

/* Takes @task. */
static void
move_file (GTask *task)
{
  RhClearSecrets *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (self->found->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  if (!take_file (self, g_task_get_task_data (task), &error))
    fail (task, error);
  else
    move_value (task);
}

void
rh_clear_secrets_move_async (RhClearSecrets *self,
                             gboolean replace,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (RH_IS_CLEAR_SECRETS (self));

  job = g_new0 (Job, 1);
  job->replace = replace;
  job->made = g_ptr_array_new_with_free_func (made_free);
  job->ways = g_ptr_array_new_with_free_func (way_free);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_clear_secrets_move_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  move_file (task);
}

gboolean
rh_clear_secrets_move_finish (RhClearSecrets *self, GAsyncResult *result, GError **error)
{
  gboolean done;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  done = g_task_propagate_boolean (G_TASK (result), error);
  g_signal_emit (self, signals[CHANGED], 0);
  return done;
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_clear_secrets_finalize (GObject *object)
{
  RhClearSecrets *self = RH_CLEAR_SECRETS (object);

  g_ptr_array_unref (self->found);
  g_clear_object (&self->store);
  g_clear_object (&self->bindings);
  g_clear_object (&self->keyring);

  G_OBJECT_CLASS (rh_clear_secrets_parent_class)->finalize (object);
}

static void
rh_clear_secrets_class_init (RhClearSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_clear_secrets_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_clear_secrets_init (RhClearSecrets *self)
{
  self->found = g_ptr_array_new_with_free_func (clear_secret_free);
}

RhClearSecrets *
rh_clear_secrets_new (RhKeyring *keyring, RhBindings *bindings, RhCollectionStore *store)
{
  RhClearSecrets *self;

  g_return_val_if_fail (RH_IS_KEYRING (keyring), NULL);
  g_return_val_if_fail (RH_IS_BINDINGS (bindings), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION_STORE (store), NULL);

  self = g_object_new (RH_TYPE_CLEAR_SECRETS, NULL);
  self->keyring = g_object_ref (keyring);
  self->bindings = g_object_ref (bindings);
  self->store = g_object_ref (store);
  return self;
}

GPtrArray *
rh_clear_secrets_get_found (RhClearSecrets *self)
{
  g_return_val_if_fail (RH_IS_CLEAR_SECRETS (self), NULL);

  return self->found;
}
