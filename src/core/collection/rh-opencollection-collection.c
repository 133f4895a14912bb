/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection's own file, and our extension in it: what the format has no place for of the
 * OAuth 2.0 block, of environments by their names, and what a client was registered with. */
#define G_LOG_DOMAIN "rh-opencollection-collection"

#include "config.h"

#include "collection/rh-opencollection-private.h"

/* What is written, and the newest that is read. */
#define VERSION "1.0.0"
#define MAX_MAJOR 1

#define OAUTH "oauth2"
#define ENVIRONMENTS "environments"
#define REGISTRATION "registration"

static const char *const environment_order[] = { "service", "protected", NULL };

/* In */

static gboolean
check_version (const RhYaml *root, GError **error)
{
  RhYaml *version = rh_yaml_get (root, "opencollection");
  const char *text;
  RhYaml *info;

  if (!rh_oc_read_text (root, "opencollection", &text, error)
      || !rh_oc_read_info (root, &info, error))
    return FALSE;
  if ((*text == '\0' && info == NULL) || g_str_equal (rh_oc_peek_text (info, "type"), "workspace"))
    {
      g_set_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_NOT_ONE,
                   "line %u: this is no collection", MAX (rh_yaml_get_line (root), 1));
      return FALSE;
    }
  if (g_ascii_strtoull (text, NULL, 10) > MAX_MAJOR)
    {
      g_set_error (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_VERSION,
                   "line %u: version %s of OpenCollection is newer than this program",
                   rh_yaml_get_line (version), text);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_environments (const RhYaml *root, GListModel *environments, gboolean apply, GError **error)
{
  guint n = g_list_model_get_n_items (environments);
  RhYaml *all;

  if (!rh_oc_read_ours (root, ENVIRONMENTS, &all, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      const char *service;
      gboolean guarded;
      RhYaml *found;

      if (!rh_oc_read_map (all, rh_environment_get_name (environment), &found, error)
          || !rh_oc_read_text (found, "service", &service, error)
          || !rh_oc_read_flag (found, "protected", &guarded, error))
        return FALSE;
      if (apply)
        g_object_set (environment, "service", service, "protected", guarded, NULL);
    }

  return TRUE;
}

/* Whatever is text in it: which fields there are is the service's to say. */
static gboolean
read_registration (const RhYaml *root, RhRegistration *registration, GError **error)
{
  RhYaml *ours;

  if (!rh_oc_read_ours (root, REGISTRATION, &ours, error))
    return FALSE;

  for (guint i = 0; ours != NULL && i < rh_yaml_get_length (ours); i++)
    {
      const char *id = rh_yaml_nth_key (ours, i);

      rh_registration_set (registration, id, rh_oc_peek_text (ours, id));
    }

  return TRUE;
}

/* The root folder and the block; environments are the caller's. */
static gboolean
read_root (const RhYaml *root, RhFolder *folder, RhOAuthBlock *block, GError **error)
{
  RhAuthKind kind;
  RhYaml *auth;
  RhYaml *extra;

  if (!check_version (root, error) || !rh_oc_read_defaults (root, folder, error))
    return FALSE;

  auth = rh_yaml_get (rh_yaml_get (root, "request"), "auth");
  kind = rh_oc_collection_auth_kind (auth);
  g_object_set (folder, "auth-kind", kind, NULL);
  if (kind != RH_AUTH_KIND_OAUTH2)
    return TRUE;

  return rh_oc_read_ours (root, OAUTH, &extra, error)
         && rh_oc_read_oauth (auth, extra, block, error);
}

static void
take_block (RhOAuthBlock *block, RhOAuthBlock *from)
{
  const char *const *fields = rh_oauth_block_field_names ();

  for (guint i = 0; fields[i] != NULL; i++)
    rh_oauth_block_set (block, fields[i], rh_oauth_block_get (from, fields[i]));
}

gboolean
rh_opencollection_read_collection (GBytes *text, RhCollection *collection, GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (RhFolder) found = rh_folder_new ("");
  g_autoptr (RhOAuthBlock) block = rh_oauth_block_new ();
  g_autoptr (RhRegistration) registration = rh_registration_new ();
  GListModel *environments;
  RhFolder *folder;
  RhYaml *root;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), FALSE);

  environments = rh_collection_get_environments (collection);
  document = rh_oc_open (text, error);
  if (document == NULL)
    return FALSE;
  root = rh_yaml_document_get_root (document);
  if (!read_root (root, found, block, error) || !read_registration (root, registration, error)
      || !read_environments (root, environments, FALSE, error))
    return FALSE;

  folder = rh_collection_get_root (collection);
  g_object_set (collection, "name", rh_folder_get_name (found), NULL);
  rh_oc_take_defaults (folder, found);
  g_object_set (folder, "name", "", NULL);
  rh_folder_set_source (folder, text);
  take_block (rh_collection_get_oauth (collection), block);
  rh_registration_take (rh_collection_get_registration (collection), registration);
  return read_environments (root, environments, TRUE, error);
}

/* Out */

static void
put_environment (RhYaml *root, RhEnvironment *environment)
{
  const char *name = rh_environment_get_name (environment);
  const char *service = rh_environment_get_service (environment);
  gboolean guarded = rh_environment_is_marked_protected (environment);
  gboolean was = FALSE;
  RhYaml *all;
  RhYaml *found;

  if (!rh_oc_read_ours (root, ENVIRONMENTS, &all, NULL))
    return;
  found = rh_yaml_get (all, name);
  rh_oc_read_flag (found, "protected", &was, NULL);
  if (g_str_equal (rh_oc_peek_text (found, "service"), service) && was == guarded)
    return;

  all = rh_oc_need_ours (root, ENVIRONMENTS);
  found = rh_oc_need_map (all, name, environment_order);
  rh_oc_put_text (found, "service", service, environment_order);
  if (was && !guarded)
    rh_yaml_remove (found, "protected");
  else if (!was && guarded)
    rh_oc_put (found, "protected", rh_yaml_new_boolean (TRUE), environment_order);
  rh_oc_drop_empty (all, name);
  rh_oc_drop_ours (root, ENVIRONMENTS);
}

static gboolean
is_same_block (RhOAuthBlock *a, RhOAuthBlock *b)
{
  const char *const *fields = rh_oauth_block_field_names ();

  for (guint i = 0; fields[i] != NULL; i++)
    if (!g_str_equal (rh_oauth_block_get (a, fields[i]), rh_oauth_block_get (b, fields[i])))
      return FALSE;

  return TRUE;
}

static void
put_block (RhYaml *root, RhOAuthBlock *block, RhOAuthBlock *was)
{
  RhYaml *auth = rh_yaml_get (rh_yaml_get (root, "request"), "auth");

  if (is_same_block (block, was))
    return;

  rh_oc_put_oauth (auth, rh_oc_need_ours (root, OAUTH), block, was);
  rh_oc_drop_ours (root, OAUTH);
}

static void
forget_block (RhYaml *root)
{
  RhYaml *ours;

  if (!rh_oc_read_ours (root, OAUTH, &ours, NULL) || ours == NULL)
    return;

  while (rh_yaml_get_length (ours) > 0)
    rh_yaml_remove (ours, rh_yaml_nth_key (ours, 0));
  rh_oc_drop_ours (root, OAUTH);
}

/* A new block begins with what other programs need, and is filled from there. */
static void
put_auth (RhYaml *root, RhCollection *collection, RhAuthKind old, RhOAuthBlock *was)
{
  RhAuthKind kind = rh_folder_get_auth_kind (rh_collection_get_root (collection));
  RhYaml *request;

  if (kind == RH_AUTH_KIND_KEPT || (kind != RH_AUTH_KIND_OAUTH2 && old != RH_AUTH_KIND_OAUTH2))
    return;

  if (kind != old)
    forget_block (root);
  if (kind != RH_AUTH_KIND_OAUTH2)
    return;

  if (kind != old)
    {
      request = rh_oc_need_map (root, "request", rh_oc_root_order);
      rh_oc_put (request, "auth", rh_oc_new_oauth (), rh_oc_request_order);
    }
  put_block (root, rh_collection_get_oauth (collection), was);
}

static void
put_registration (RhYaml *root, RhRegistration *registration)
{
  g_autoptr (RhRegistration) was = rh_registration_new ();
  g_auto (GStrv) gone = NULL;
  g_auto (GStrv) ids = NULL;
  RhYaml *ours;

  if (!read_registration (root, was, NULL) || rh_registration_equal (registration, was))
    return;

  gone = rh_registration_dup_ids (was);
  ids = rh_registration_dup_ids (registration);
  ours = rh_oc_need_ours (root, REGISTRATION);
  for (guint i = 0; gone[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) ids, gone[i]))
      rh_yaml_remove (ours, gone[i]);
  for (guint i = 0; ids[i] != NULL; i++)
    rh_oc_put_text (ours, ids[i], rh_registration_get (registration, ids[i]),
                    (const char *const *) ids);
  rh_oc_drop_ours (root, REGISTRATION);
}

static RhYamlDocument *
new_file (void)
{
  RhYamlDocument *document = rh_yaml_document_new ();
  RhYaml *root = rh_yaml_document_get_root (document);

  rh_yaml_set_string (root, "opencollection", VERSION);
  rh_yaml_set_string (rh_oc_need_map (root, "info", rh_oc_root_order), "name", "");
  rh_yaml_set_boolean (root, "bundled", FALSE);
  return document;
}

GBytes *
rh_opencollection_write_collection (RhCollection *collection, GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (RhFolder) was = rh_folder_new ("");
  g_autoptr (RhOAuthBlock) block = rh_oauth_block_new ();
  GListModel *environments;
  RhFolder *folder;
  GBytes *source;
  RhYaml *root;
  RhYaml *info;

  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  folder = rh_collection_get_root (collection);
  environments = rh_collection_get_environments (collection);
  source = rh_folder_get_source (folder);
  document = source == NULL ? new_file () : rh_oc_open (source, error);
  if (document == NULL)
    return NULL;

  root = rh_yaml_document_get_root (document);
  if (!read_root (root, was, block, error) || !read_environments (root, environments, FALSE, error)
      || !rh_oc_read_info (root, &info, error))
    return NULL;

  if (info == NULL)
    info = rh_oc_need_map (root, "info", rh_oc_root_order);
  rh_oc_put_any_text (info, "name", rh_collection_get_name (collection), rh_oc_info_order);
  rh_oc_drop_empty (root, "info");
  rh_oc_put_defaults (root, folder, was);
  put_auth (root, collection, rh_folder_get_auth_kind (was), block);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      put_environment (root, environment);
    }
  put_registration (root, rh_collection_get_registration (collection));
  return rh_oc_close (document);
}

GStrv
rh_opencollection_dup_environment_order (GBytes *text)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (RhYamlDocument) document = NULL;
  RhYaml *all = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  document = rh_oc_open (text, NULL);
  if (document != NULL)
    rh_oc_read_ours (rh_yaml_document_get_root (document), ENVIRONMENTS, &all, NULL);
  for (guint i = 0; all != NULL && i < rh_yaml_get_length (all); i++)
    g_strv_builder_add (names, rh_yaml_nth_key (all, i));

  return g_strv_builder_end (names);
}

GBytes *
rh_opencollection_rename_environment (GBytes *text,
                                      const char *name,
                                      const char *new_name,
                                      GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (RhYaml) found = NULL;
  RhYaml *root;
  RhYaml *all;

  g_return_val_if_fail (text != NULL && name != NULL, NULL);

  document = rh_oc_open (text, error);
  if (document == NULL)
    return NULL;
  root = rh_yaml_document_get_root (document);
  if (!check_version (root, error) || !rh_oc_read_ours (root, ENVIRONMENTS, &all, error))
    return NULL;
  if (rh_yaml_get (all, name) == NULL || g_strcmp0 (name, new_name) == 0)
    return g_bytes_ref (text);

  found = rh_yaml_copy (rh_yaml_get (all, name));
  rh_yaml_remove (all, name);
  if (new_name != NULL)
    rh_yaml_set (all, new_name, g_steal_pointer (&found));
  rh_oc_drop_ours (root, ENVIRONMENTS);
  return rh_oc_close (document);
}
