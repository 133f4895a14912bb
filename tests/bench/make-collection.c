/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaves a starter collection of a thousand requests in a data folder, for the start-up benchmark.
 * Usage: make-collection DATA_DIR STATE_DIR REQUESTS */
#include "lib/rh-fake-opener.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-workspace.h"

#define PER_FOLDER 20

static RhFolder *
folder_new (guint number)
{
  g_autofree char *name = g_strdup_printf ("Folder %u", number);
  RhFolder *folder = rh_folder_new (name);

  for (guint i = 0; i < PER_FOLDER; i++)
    {
      g_autofree char *title = g_strdup_printf ("Request %u.%u", number, i);
      g_autofree char *url = g_strdup_printf ("{{api}}/v1/things/%u/%u?limit=20", number, i);
      g_autoptr (RhRequestItem) item = rh_request_item_new (title, "GET", url);

      rh_folder_append (folder, G_OBJECT (item));
    }

  return folder;
}

int
main (int argc, char **argv)
{
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (RhFakeOpener) opener = rh_fake_opener_new (RH_FAKE_OPENER_FAILS);
  g_autoptr (GListModel) services = G_LIST_MODEL (g_list_store_new (RH_TYPE_SERVICE));
  g_autoptr (RhWorkspace) workspace = NULL;
  g_autoptr (GFile) data = NULL;
  g_autoptr (GFile) state = NULL;
  g_autoptr (GError) error = NULL;
  RhFolder *root;

  if (argc != 4)
    g_error ("usage: make-collection DATA_DIR STATE_DIR REQUESTS");

  data = g_file_new_for_path (argv[1]);
  state = g_file_new_for_path (argv[2]);
  workspace = rh_workspace_new (keyring, RH_URI_OPENER (opener), data, state, services);
  root = rh_collection_get_root (rh_workspace_get_starter (workspace));
  for (guint i = 0; i < g_ascii_strtoull (argv[3], NULL, 10) / PER_FOLDER; i++)
    {
      g_autoptr (RhFolder) folder = folder_new (i);

      rh_folder_append (root, G_OBJECT (folder));
    }

  if (!rh_workspace_flush (workspace, &error))
    g_error ("%s", error->message);

  return 0;
}
