/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder's file, and what a folder and a collection have in common: what all requests below get.
 */
#define G_LOG_DOMAIN "rh-opencollection-folder"

#include "config.h"

#include "collection/rh-opencollection-private.h"

const char *const rh_oc_request_order[]
    = { "headers", "metadata", "auth", "variables", "scripts", "actions", "settings", NULL };

static gboolean
add_header (const RhYaml *element, gpointer owner, GError **error)
{
  g_autoptr (RhField) field = rh_oc_read_field (element, error);

  if (field == NULL)
    return FALSE;

  rh_folder_add_header (owner, field);
  return TRUE;
}

gboolean
rh_oc_read_defaults (const RhYaml *root, RhFolder *folder, GError **error)
{
  RhYaml *request;
  RhYaml *info;
  RhYaml *auth;
  RhAuthKind kind;
  const char *name;
  const char *note;

  if (!rh_oc_read_info (root, &info, error) || !rh_oc_read_text (info, "name", &name, error)
      || !rh_oc_read_note (root, "docs", &note, error)
      || !rh_oc_read_map (root, "request", &request, error))
    return FALSE;

  auth = rh_yaml_get (request, "auth");
  kind = rh_oc_auth_kind (auth);
  g_object_set (folder, "name", name, "note", note, "auth-kind", kind, NULL);
  rh_oc_read_auth (auth, kind, rh_folder_get_auth (folder));
  return rh_oc_each (request, "headers", add_header, folder, error)
         && rh_oc_read_settings (root, FALSE, rh_folder_get_settings (folder), error)
         && rh_oc_read_variables (request, rh_folder_get_scope (folder), error);
}

void
rh_oc_take_defaults (RhFolder *folder, RhFolder *from)
{
  GListModel *headers = rh_folder_get_headers (from);

  while (g_list_model_get_n_items (rh_folder_get_headers (folder)) > 0)
    rh_folder_remove_header (folder, 0);
  for (guint i = 0; i < g_list_model_get_n_items (headers); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (headers, i);
      g_autoptr (RhField) copy = rh_field_copy (field);

      rh_folder_add_header (folder, copy);
    }

  rh_environment_clear (rh_folder_get_scope (folder));
  rh_environment_copy_variables (rh_folder_get_scope (folder), rh_folder_get_scope (from));
  rh_auth_replace (rh_folder_get_auth (folder), rh_folder_get_auth (from));
  rh_request_settings_replace (rh_folder_get_settings (folder), rh_folder_get_settings (from));
  g_object_set (folder, "name", rh_folder_get_name (from), "note", rh_folder_get_note (from),
                "auth-kind", rh_folder_get_auth_kind (from), NULL);
}

static gboolean
has_defaults (RhFolder *folder)
{
  RhEnvironment *scope = rh_folder_get_scope (folder);

  return g_list_model_get_n_items (rh_folder_get_headers (folder)) > 0
         || g_list_model_get_n_items (rh_environment_get_variables (scope)) > 0;
}

void
rh_oc_put_defaults (RhYaml *root, RhFolder *folder, RhFolder *was)
{
  RhAuthKind kind = rh_folder_get_auth_kind (folder);
  RhAuth *auth = rh_folder_get_auth (folder);
  gboolean same_auth = kind == rh_folder_get_auth_kind (was)
                       && rh_auth_equal (auth, rh_folder_get_auth (was), kind);
  RhYaml *request;

  rh_oc_put_note (root, "docs", rh_folder_get_note (folder), rh_oc_root_order);
  rh_oc_put_settings (root, FALSE, rh_folder_get_settings (folder), rh_folder_get_settings (was));
  if (!has_defaults (folder) && !has_defaults (was) && same_auth)
    return;

  request = rh_oc_need_map (root, "request", rh_oc_root_order);
  rh_oc_put_rows (request, "headers", rh_folder_get_headers (folder), &rh_oc_fields,
                  rh_oc_request_order);
  if (!same_auth)
    rh_oc_put_auth (request, kind, auth, rh_oc_request_order);
  rh_oc_put_variables (request, rh_folder_get_scope (folder), rh_oc_request_order);
  rh_oc_drop_empty (root, "request");
}

static RhFolder *
read_root (const RhYaml *root, double *seq, GError **error)
{
  g_autoptr (RhFolder) folder = rh_folder_new ("");
  RhYaml *info;

  if (!rh_oc_read_defaults (root, folder, error) || !rh_oc_read_info (root, &info, error))
    return NULL;

  *seq = rh_oc_read_seq (info);
  return g_steal_pointer (&folder);
}

gboolean
rh_opencollection_read_folder (GBytes *text, RhFolder *folder, double *seq, GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (RhFolder) found = NULL;
  double place;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (RH_IS_FOLDER (folder), FALSE);

  document = rh_oc_open (text, error);
  if (document == NULL)
    return FALSE;
  found = read_root (rh_yaml_document_get_root (document), &place, error);
  if (found == NULL)
    return FALSE;

  rh_oc_take_defaults (folder, found);
  rh_folder_set_source (folder, text);
  if (seq != NULL)
    *seq = place;
  return TRUE;
}

static RhYamlDocument *
new_file (void)
{
  RhYamlDocument *document = rh_yaml_document_new ();
  RhYaml *info = rh_oc_need_map (rh_yaml_document_get_root (document), "info", rh_oc_root_order);

  rh_yaml_set_string (info, "name", "");
  rh_yaml_set_string (info, "type", "folder");
  return document;
}

GBytes *
rh_opencollection_write_folder (RhFolder *folder, double seq, GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (RhFolder) was = NULL;
  GBytes *source;
  RhYaml *root;
  RhYaml *info;
  double old_seq;

  g_return_val_if_fail (RH_IS_FOLDER (folder), NULL);

  source = rh_folder_get_source (folder);
  document = source == NULL ? new_file () : rh_oc_open (source, error);
  if (document == NULL)
    return NULL;

  root = rh_yaml_document_get_root (document);
  was = read_root (root, &old_seq, error);
  if (was == NULL || !rh_oc_read_info (root, &info, error))
    return NULL;

  if (info == NULL)
    info = rh_oc_need_map (root, "info", rh_oc_root_order);
  rh_oc_put_any_text (info, "name", rh_folder_get_name (folder), rh_oc_info_order);
  rh_oc_put_seq (info, seq);
  rh_oc_drop_empty (root, "info");
  rh_oc_put_defaults (root, folder, was);
  return rh_oc_close (document);
}
