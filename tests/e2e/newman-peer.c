/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our half of the comparison with Postman's command line: imports a Postman collection, with the
 * environment that stands beside it, and sends each of its requests with the engine, printing those
 * that it refuses; and writes a folder of ours as such files.
 * Usage: newman-peer send FILE… | write FOLDER FILE */
#include "collection/rh-collection-store.h"
#include "collection/rh-folder-disk.h"
#include "collection/rh-tree.h"
#include "format/rh-export.h"
#include "format/rh-import-reader.h"
#include "lib/rh-fake-opener.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-sender.h"
#include "workspace/rh-workspace.h"

#include <string.h>

/* Files */

static void
add_file (GPtrArray *files, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return;

  bytes = g_bytes_new (text, length);
  g_ptr_array_add (files, rh_import_file_new (path, bytes, &error));
  g_assert_no_error (error);
}

static char *
dup_environment_path (const char *path)
{
  return g_strdup_printf ("%.*s.environment.json", (int) (strlen (path) - strlen (".json")), path);
}

static RhImport *
read_file (const char *path)
{
  static const RhImportWatch watch = { NULL };
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  g_autofree char *environment = dup_environment_path (path);
  g_autoptr (GError) error = NULL;
  RhImport *import;

  add_file (files, path);
  add_file (files, environment);
  import = rh_import_read_files (files, &watch, &error);
  g_assert_no_error (error);
  return import;
}

static void
make_variables_plain (RhEnvironment *holder)
{
  GListModel *variables = rh_environment_get_variables (holder);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      g_object_set (variable, "secret", FALSE, NULL);
    }
}

/* Bytes are compared here, not who may see them: nobody is asked about a value that is plain, nor
 * for one that the file left empty. */
static void
make_plain (RhImport *import, RhEnvironment *environment)
{
  GPtrArray *secrets = rh_import_get_secrets (import);

  make_variables_plain (environment);
  make_variables_plain (rh_collection_get_scope (rh_import_get_collection (import)));
  for (guint i = 0; i < secrets->len; i++)
    {
      RhImportSecret *secret = g_ptr_array_index (secrets, i);
      RhVariable *variable = rh_environment_lookup (secret->holder, secret->variable);

      g_object_set (variable, "secret", FALSE, "value", rh_secret_peek (secret->value, NULL), NULL);
    }
}

/* Sending */

static void
send_item (RhWorkspace *workspace, RhConnection *connection, RhRequestItem *item)
{
  g_autoptr (RhSender) sender = rh_sender_new (workspace, connection, item);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  if (!rh_sender_run_finish (sender, result, &error))
    g_print ("%s\t%s\n", rh_request_item_get_url (item), g_quark_to_string (error->domain));
}

static void
send_file (RhWorkspace *workspace, const char *path)
{
  g_autoptr (RhImport) import = read_file (path);
  RhCollection *collection = rh_import_get_collection (import);
  g_autoptr (GPtrArray) items
      = rh_tree_dup_requests (G_OBJECT (rh_collection_get_root (collection)));
  g_autoptr (RhEnvironment) environment
      = g_list_model_get_item (rh_collection_get_environments (collection), 0);
  g_autoptr (RhConnection) connection = NULL;

  make_plain (import, environment);
  g_object_set (collection, "id", path, NULL);
  connection = rh_workspace_get_connection (workspace, collection, environment);
  for (guint i = 0; i < items->len; i++)
    send_item (workspace, connection, g_ptr_array_index (items, i));
}

static void
send_all (char **paths)
{
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (RhFakeOpener) opener = rh_fake_opener_new (RH_FAKE_OPENER_FAILS);
  g_autoptr (GListModel) services = G_LIST_MODEL (g_list_store_new (RH_TYPE_SERVICE));
  g_autoptr (GFile) data = g_file_new_for_path (g_get_user_data_dir ());
  g_autoptr (GFile) state = g_file_new_for_path (g_get_user_state_dir ());
  g_autoptr (RhWorkspace) workspace
      = rh_workspace_new (keyring, RH_URI_OPENER (opener), data, state, services);

  for (guint i = 0; paths[i] != NULL; i++)
    send_file (workspace, paths[i]);
}

/* Writing */

/* What is typed into an auth is written, as for somebody who asks for secrets. */
static RhSecret *
secret_of (RhEnvironment *holder, const char *name, gpointer user_data)
{
  return NULL;
}

static void
write_file (RhCollection *collection, const char *format, const char *path)
{
  g_autoptr (RhEnvironment) environment
      = g_list_model_get_item (rh_collection_get_environments (collection), 0);
  RhExportOptions options
      = { .collection = collection, .environment = environment, .secret = secret_of };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhExport) written = rh_export_write (rh_export_find_format (format), &options, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, written->text->str, -1, NULL));
}

static void
write_files (const char *from, const char *to)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("id", "");
  g_autoptr (GFile) folder = g_file_new_for_path (from);
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, NULL);
  g_autoptr (RhCollectionStore) store = rh_collection_store_new (collection, disk);
  g_autofree char *environment = dup_environment_path (to);
  g_autoptr (GError) error = NULL;

  rh_collection_store_open (store, &error);
  g_assert_no_error (error);
  write_file (collection, "postman", to);
  write_file (collection, "postman-environment", environment);
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (argc, >=, 3);
  if (g_str_equal (argv[1], "send"))
    send_all (argv + 2);
  else
    write_files (argv[2], argv[3]);

  return 0;
}
