/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a workspace lives, said once for the app and rehearse. */
#define G_LOG_DOMAIN "rh-user-workspace"

#include "config.h"

#include "workspace/rh-user-workspace.h"

#include "collection/rh-service-files.h"
#include "secret/rh-libsecret-keyring.h"
#include "secret/rh-session-keyring.h"

#define FOLDER "rehearsal"

RhWorkspace *
rh_user_workspace_new (RhUriOpener *opener)
{
  g_autoptr (GFile) data = g_file_new_build_filename (g_get_user_data_dir (), FOLDER, NULL);
  g_autoptr (GFile) state = g_file_new_build_filename (g_get_user_state_dir (), FOLDER, NULL);
  g_autoptr (RhKeyring) system = rh_libsecret_keyring_new (state);
  g_autoptr (RhKeyring) keyring = rh_session_keyring_new (system);
  g_autoptr (GListModel) services = rh_service_load_all (RH_RESOURCE_PATH "/services");

  g_auto (GStrv) folders = rh_service_files_dup_folders ();
  g_auto (GStrv) problems = NULL;
  RhWorkspace *workspace;

  g_return_val_if_fail (RH_IS_URI_OPENER (opener), NULL);

  problems = rh_service_files_load (G_LIST_STORE (services), (const char *const *) folders);
  workspace = rh_workspace_new (keyring, opener, data, state, services);
  rh_workspace_set_service_problems (workspace, (const char *const *) problems);
  return workspace;
}
