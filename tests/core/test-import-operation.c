/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import's way onto the disk and into the keyring: in that order, and nothing by halves. */
#include "lib/rh-fake-keyring.h"
#include "lib/rh-fake-opener.h"
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-import-operation.h"
#include "workspace/rh-variable-snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TOKEN "canary-token-1c8e"
#define KEY "canary-key-77d0"

/* As to somebody who may not write; root may everywhere. */
static gboolean read_only;

int
access (const char *path, int mode)
{
  if (!read_only || (mode & W_OK) == 0)
    return (int) syscall (SYS_faccessat, AT_FDCWD, path, mode);

  errno = EROFS;
  return -1;
}

typedef struct
{
  RhStoreRig folder;
  RhKeyring *inner;
  RhFakeKeyring *keyring;
  RhWorkspace *workspace;
  RhImportOperation *operation;
  RhImport *import;
  guint done;
  guint all;
  guint n_told;
} Rig;

static RhImport *
import_new (void)
{
  RhImport *import = rh_import_new ();
  RhCollection *collection = rh_import_get_collection (import);
  RhFolder *root = rh_collection_get_root (collection);
  g_autoptr (RhEnvironment) staging = rh_environment_new ("Staging");
  g_autoptr (RhEnvironment) production = rh_environment_new ("Production");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Get user", "GET", "{{api}}/user");
  g_autoptr (RhField) header = rh_field_new ("X-Api-Key", KEY, "", TRUE);

  g_object_set (collection, "name", "Acme", NULL);
  rh_import_set_origin (import, "Postman 2.1");
  rh_environment_set (staging, "api", "https://staging.example");
  rh_collection_add_environment (collection, staging);
  rh_collection_add_environment (collection, production);
  rh_import_keep_secret (import, staging, "token", TOKEN, "Environment Staging");
  rh_request_item_add_header (item, header);
  rh_folder_append (root, G_OBJECT (item));
  rh_import_keep_script (import, item, "tests", "pm.test()", "Get user");
  g_assert_true (rh_import_finish (import, NULL, NULL));
  return import;
}

static void
progress_cb (RhImportOperation *operation, guint done, guint all, gpointer user_data)
{
  Rig *rig = user_data;

  rig->done = done;
  rig->all = all;
  rig->n_told++;
}

static void
set_up (Rig *rig, gconstpointer data)
{
  g_autoptr (RhFakeOpener) opener = rh_fake_opener_new (RH_FAKE_OPENER_FAILS);
  g_autoptr (GListModel) services = rh_journey_load_services ();
  g_autoptr (GFile) data_dir = g_file_new_build_filename (g_get_user_data_dir (), "r", NULL);
  g_autoptr (GFile) state_dir = g_file_new_build_filename (g_get_user_state_dir (), "r", NULL);

  rh_store_rig_set_up (&rig->folder, NULL);
  rig->inner = rh_memory_keyring_new ();
  rig->keyring = rh_fake_keyring_new (rig->inner);
  rig->workspace = rh_workspace_new (RH_KEYRING (rig->keyring), RH_URI_OPENER (opener), data_dir,
                                     state_dir, services);
  rig->operation = rh_import_operation_new (rig->workspace);
  g_signal_connect (rig->operation, "progress", G_CALLBACK (progress_cb), rig);
  rig->import = import_new ();
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  g_assert_finalize_object (rig->operation);
  g_assert_finalize_object (rig->import);
  g_clear_object (&rig->workspace);
  g_clear_object (&rig->keyring);
  g_clear_object (&rig->inner);
  rh_store_rig_tear_down (&rig->folder, NULL);
}

static RhCollection *
write_into (Rig *rig, GFile *folder, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_import_operation_write_async (rig->operation, rig->import, folder, name, cancellable,
                                   rh_test_take_result, &result);
  rh_test_wait (&result);
  return rh_import_operation_write_finish (rig->operation, result, error);
}

static RhCollection *
write_below (Rig *rig,
             const char *path,
             const char *name,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GFile) root = g_file_new_for_path (rig->folder.root);
  g_autoptr (GFile) folder = g_file_resolve_relative_path (root, path);

  return write_into (rig, folder, name, cancellable, error);
}

static RhCollection *
write_import (Rig *rig, const char *name, GCancellable *cancellable, GError **error)
{
  return write_below (rig, "", name, cancellable, error);
}

static gboolean
keep_secrets (Rig *rig, RhCollection *collection, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_import_operation_keep_secrets_async (rig->operation, rig->import, collection, NULL,
                                          rh_test_take_result, &result);
  rh_test_wait (&result);
  return rh_import_operation_keep_secrets_finish (rig->operation, result, error);
}

static void
assert_kept (Rig *rig,
             RhCollection *collection,
             const char *environment,
             const char *name,
             const char *value)
{
  const char *kind;
  g_autofree char *slot = rh_secret_slot_of (
      collection, rh_collection_get_environment (collection, environment), name, &kind);
  g_autoptr (RhSecret) kept = NULL;

  if (value != NULL)
    {
      rh_keyring_assert_has (rig->inner, kind, slot, value);
      return;
    }
  kept = rh_keyring_lookup_now (rig->inner, kind, slot, NULL);
  g_assert_null (kept);
}

static void
assert_no_secret_on_disk (Rig *rig)
{
  g_autofree char *dump = rh_store_rig_dump (&rig->folder);

  g_assert_null (strstr (dump, "canary"));
}

/* Accepted, open and on disk; each secret where the variable looks for it. */
static void
test_write (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RhCollection *collection = write_import (rig, "Acme API", NULL, &error);
  RhCollectionStore *store;
  RhRequestItem *item;

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (rh_workspace_get_collections (rig->workspace)), ==,
                    1);
  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme API");
  g_assert_true (rh_collection_is_accepted (collection));
  g_assert_cmpuint (strlen (rh_collection_get_id (collection)), ==, 22);
  store = rh_collections_get_store (rh_workspace_get_open (rig->workspace), collection);
  item = rh_collection_store_find (store, "Get user");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "{{api}}/user");
  g_assert_true (rh_store_rig_has (&rig->folder, "opencollection.yml"));
  assert_kept (rig, collection, "Staging", "token", NULL);

  keep_secrets (rig, collection, &error);
  g_assert_no_error (error);
  assert_kept (rig, collection, "Staging", "token", TOKEN);
  assert_kept (rig, collection, "Production", "token", NULL);
  assert_kept (rig, collection, "Staging", "x_api_key", KEY);
  assert_kept (rig, collection, "Production", "x_api_key", KEY);
  assert_no_secret_on_disk (rig);
}

/* The disk is asked first, and a keyring that fails leaves what can be tried again. */
static void
test_keyring_fails (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RhCollection *collection;

  rh_fake_keyring_fail_all (rig->keyring, RH_KEYRING_ERROR_LOCKED);
  collection = write_import (rig, "Acme", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (keep_secrets (rig, collection, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  assert_no_secret_on_disk (rig);

  rh_fake_keyring_fail_all (rig->keyring, -1);
  keep_secrets (rig, collection, &error);
  g_assert_no_error (error);
  assert_kept (rig, collection, "Staging", "token", TOKEN);
  assert_kept (rig, collection, "Production", "x_api_key", KEY);
}

static void
test_full_folder (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RhCollection *collection;
  g_autofree char *name = NULL;

  rh_store_rig_write (&rig->folder, "Acme/notes.txt", "mine\n");
  collection = write_import (rig, "Acme", NULL, &error);
  g_assert_no_error (error);
  name = g_file_get_basename (rh_collection_get_folder (collection));
  g_assert_cmpstr (name, ==, "Acme 2");
  g_assert_true (rh_store_rig_has (&rig->folder, "Acme 2/Get user.yml"));
  g_assert_cmpuint (rig->all, >, 0);
  g_assert_cmpuint (rig->done, <=, rig->all);
}

/* It comes as a whole, or not at all. */
static void
test_folder_to_come (Rig *rig, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *dump = NULL;
  RhCollection *collection;

  rh_store_rig_write (&rig->folder, "work/notes.txt", "mine\n");
  mine = rh_store_rig_dump (&rig->folder);
  g_cancellable_cancel (cancellable);
  g_assert_null (write_below (rig, "work/.acme", "Acme", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  dump = rh_store_rig_dump (&rig->folder);
  g_assert_cmpstr (dump, ==, mine);

  g_assert_null (write_below (rig, "work/new/deep/acme", "Acme", cancellable, NULL));
  g_assert_false (rh_store_rig_has (&rig->folder, "work/new"));
  g_assert_true (rh_store_rig_has (&rig->folder, "work"));

  collection = write_below (rig, "work/.acme", "Acme", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Acme");
  g_assert_true (rh_store_rig_has (&rig->folder, "work/.acme/opencollection.yml"));
  g_assert_true (rh_store_rig_has (&rig->folder, "work/.acme/Get user.yml"));
  g_assert_true (rh_store_rig_has (&rig->folder, "work/notes.txt"));
}

/* The main thread has better to do than to wake up for each file. */
static void
test_progress_in_steps (Rig *rig, gconstpointer data)
{
  RhFolder *root = rh_collection_get_root (rh_import_get_collection (rig->import));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Get %u", i);
      g_autoptr (RhRequestItem) item = rh_request_item_new (name, "GET", "{{api}}/user");

      rh_folder_append (root, G_OBJECT (item));
    }
  write_import (rig, "Acme", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rig->all, >, 2000);
  g_assert_cmpuint (rig->n_told, >, 0);
  g_assert_cmpuint (rig->n_told, <=, 101);
}

static void
test_parent_is_a_file (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rh_store_rig_write (&rig->folder, "notes.txt", "mine\n");
  g_assert_null (write_below (rig, "notes.txt/acme", "Acme", NULL, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_KIND);
}

/* What is told is the folder, and no temporary name in it. */
static void
test_read_only (Rig *rig, gconstpointer data)
{
  g_autofree char *message = g_strdup_printf ("%s: %s", rig->folder.root, g_strerror (EROFS));
  g_autoptr (GError) there = NULL;
  g_autoptr (GError) to_come = NULL;

  read_only = TRUE;
  g_assert_null (write_below (rig, "", "Acme", NULL, &there));
  g_assert_null (write_below (rig, "acme", "Acme", NULL, &to_come));
  read_only = FALSE;
  g_assert_error (there, RH_DISK_ERROR, RH_DISK_ERROR_READ_ONLY);
  g_assert_cmpstr (there->message, ==, message);
  g_assert_error (to_come, RH_DISK_ERROR, RH_DISK_ERROR_READ_ONLY);
  g_assert_cmpstr (to_come->message, ==, message);
}

static void
test_elsewhere (Rig *rig, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_uri ("sftp://h/acme");
  g_autoptr (GError) error = NULL;

  g_assert_null (write_into (rig, folder, "Acme", NULL, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_KIND);
}

static void
test_cancelled (Rig *rig, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (write_import (rig, "Acme", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dump = rh_store_rig_dump (&rig->folder);
  g_assert_cmpstr (dump, ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (rh_workspace_get_collections (rig->workspace)), ==,
                    0);
}

/* Into a collection that is there, whose own environment of that name stays as it is. */
static void
test_add_environments (Rig *rig, gconstpointer data)
{
  g_autoptr (RhCollection) there = rh_collection_new ("id", "There");
  g_autoptr (RhEnvironment) own = rh_environment_new ("Staging");
  RhEnvironment *added;
  g_autoptr (GError) error = NULL;

  rh_environment_set (own, "api", "https://own.example");
  rh_collection_add_environment (there, own);
  rh_import_operation_add_environments (rig->operation, rig->import, there);
  added = rh_collection_get_environment (there, "Staging 2");
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (added, "api")), ==,
                   "https://staging.example");
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (own, "api")), ==,
                   "https://own.example");
  g_assert_nonnull (rh_collection_get_environment (there, "Production"));

  keep_secrets (rig, there, &error);
  g_assert_no_error (error);
  assert_kept (rig, there, "Staging 2", "token", TOKEN);
  assert_kept (rig, there, "Staging", "token", NULL);
}

/* By the block of where they go. */
static void
test_add_recognises (Rig *rig, gconstpointer data)
{
  g_autoptr (RhCollection) there = rh_collection_new ("id", "There");
  RhEnvironment *staging
      = rh_collection_get_environment (rh_import_get_collection (rig->import), "Staging");

  rh_oauth_block_fill_variables (rh_collection_get_oauth (there));
  rh_environment_set (staging, "api", "");
  rh_environment_set (staging, "authorization_url", "https://auth.staging.pleo.io/oauth/authorize");
  rh_environment_set (staging, "token_url", "https://auth.staging.pleo.io/oauth/token");
  rh_import_operation_add_environments (rig->operation, rig->import, there);
  g_assert_cmpstr (rh_environment_get_service (staging), ==, "pleo");
  g_assert_cmpstr (rh_environment_get_service (rh_collection_get_environment (there, "Production")),
                   ==, "");
}

static RhImport *
load_guide (Rig *rig, GError **error)
{
  static const char *const names[]
      = { "pleo-guide.postman_environment.json", "pleo-guide.postman_collection.json" };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  RhImport *import;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "import", names[i], NULL);

      g_ptr_array_add (files, g_file_new_for_path (path));
    }
  rh_import_operation_load_async (rig->operation, files, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  import = rh_import_operation_load_finish (rig->operation, result, error);
  g_clear_object (&result);
  while (g_atomic_int_get (&G_OBJECT (rig->operation)->ref_count) > 1)
    g_main_context_iteration (NULL, FALSE); /* the thread has it to its very end */
  return import;
}

/* In the app and in rehearse: of the services that the workspace has. */
static void
test_load_recognises (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhImport) import = load_guide (rig, &error);
  RhEnvironment *environment;

  g_assert_no_error (error);
  environment = rh_collection_get_environment (rh_import_get_collection (import), "Pleo Staging");
  g_assert_cmpstr (rh_environment_get_service (environment), ==, "pleo");
}

#define ADD(path, func) g_test_add ("/import-operation/" path, Rig, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("write", test_write);
  ADD ("keyring-fails", test_keyring_fails);
  ADD ("full-folder", test_full_folder);
  ADD ("cancelled", test_cancelled);
  ADD ("folder-to-come", test_folder_to_come);
  ADD ("progress-in-steps", test_progress_in_steps);
  ADD ("parent-is-a-file", test_parent_is_a_file);
  ADD ("read-only", test_read_only);
  ADD ("elsewhere", test_elsewhere);
  ADD ("add-environments", test_add_environments);
  ADD ("load-recognises", test_load_recognises);
  ADD ("add-recognises", test_add_recognises);

  return g_test_run ();
}
