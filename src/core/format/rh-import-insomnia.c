/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Insomnia's exports: version 4 in JSON and version 5 in YAML, workspaces with all that is in them.
 */
#define G_LOG_DOMAIN "rh-import-insomnia"

#include "config.h"

#include "format/rh-import-insomnia.h"

#include <string.h>

#define NAME_4 "Insomnia 4"
#define NAME_5 "Insomnia 5"

/* Recognised */

/* "collection.insomnia.rest/5.0"; NULL: it is none. */
static const char *
get_type_5 (const RhYaml *tree)
{
  const char *type = rh_member_text (tree, "type");

  return strstr (type, ".insomnia") != NULL && strchr (type, '/') != NULL ? type : NULL;
}

static gboolean
is_version_4 (const RhYaml *tree)
{
  return g_str_equal (rh_member_text (tree, "_type"), "export")
         && rh_yaml_get (tree, "__export_format") != NULL;
}

static gboolean
matches (const RhImportFile *file)
{
  return get_type_5 (file->tree) != NULL || is_version_4 (file->tree);
}

/* Order */

static double
get_sort_key (const RhYaml *record)
{
  const char *key = rh_insomnia_get_meta (record, "sortKey");

  return g_ascii_strtod (*key == '\0' ? rh_member_text (record, "metaSortKey") : key, NULL);
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  double x = get_sort_key (*(const RhYaml *const *) a);
  double y = get_sort_key (*(const RhYaml *const *) b);

  return (x > y) - (x < y);
}

/* The records that are in it, in their order; others of its children (environments, a cookie jar)
 * besides. (transfer full) */
static GPtrArray *
dup_children (RhInsomnia *self, const RhYaml *record)
{
  GPtrArray *children = g_ptr_array_new ();
  const RhYaml *list = rh_member_sequence (record, "children");
  GPtrArray *of_4 = self->children == NULL
                        ? NULL
                        : g_hash_table_lookup (self->children, rh_member_text (record, "_id"));

  for (guint i = 0; of_4 != NULL && i < of_4->len; i++)
    g_ptr_array_add (children, g_ptr_array_index (of_4, i));
  for (guint i = 0; self->children == NULL && list != NULL && i < rh_yaml_get_length (list); i++)
    if (rh_yaml_get_kind (rh_yaml_nth (list, i)) == RH_YAML_MAPPING)
      g_ptr_array_add (children, rh_yaml_nth (list, i));

  g_ptr_array_sort (children, compare_records);
  return children;
}

/* The tree */

typedef enum
{
  RECORD_FOLDER,
  RECORD_REQUEST,
  RECORD_OTHER,
} Record;

static Record
get_record (RhInsomnia *self, const RhYaml *record)
{
  const char *type = rh_member_text (record, "_type");

  if (self->children == NULL)
    return rh_yaml_get (record, "children") != NULL
                   || (rh_yaml_get (record, "url") == NULL
                       && rh_yaml_get (record, "method") == NULL)
               ? RECORD_FOLDER
               : RECORD_REQUEST;
  if (g_str_equal (type, "request_group"))
    return RECORD_FOLDER;

  return g_str_has_suffix (type, "request") ? RECORD_REQUEST : RECORD_OTHER;
}

static gboolean read_children (RhInsomnia *self,
                               RhFolder *folder,
                               GPtrArray *children,
                               const char *place,
                               guint depth,
                               GError **error);

/* @place: with " / " at its end, where it is not empty. (transfer full); NULL with an error. */
static GObject *
read_record (RhInsomnia *self,
             const RhYaml *record,
             const char *around,
             guint depth,
             GError **error)
{
  g_autofree char *place = g_strconcat (around, rh_member_text (record, "name"), NULL);
  g_autofree char *within = g_strconcat (place, " / ", NULL);
  g_autoptr (GPtrArray) children = NULL;
  g_autoptr (RhFolder) folder = NULL;

  if (get_record (self, record) == RECORD_REQUEST)
    return G_OBJECT (rh_insomnia_read_request (self, record, place));

  folder = rh_folder_new (rh_member_text (record, "name"));
  rh_insomnia_read_folder (self, folder, record, place);
  children = dup_children (self, record);
  if (!read_children (self, folder, children, within, depth + 1, error))
    return NULL;

  return G_OBJECT (g_steal_pointer (&folder));
}

/* Requests and folders among them; each once, for ids can lead in a circle. */
static gboolean
read_children (RhInsomnia *self,
               RhFolder *folder,
               GPtrArray *children,
               const char *place,
               guint depth,
               GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_object_unref);

  if (depth > RH_IMPORT_MAX_FOLDERS)
    {
      g_set_error_literal (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_TOO_DEEP, self->file);
      return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (self->watch->cancellable, error))
    return FALSE;

  for (guint i = 0; i < children->len; i++)
    {
      const RhYaml *record = g_ptr_array_index (children, i);
      GObject *item;

      if (get_record (self, record) == RECORD_OTHER
          || !g_hash_table_add (self->seen, (gpointer) record))
        continue;
      item = read_record (self, record, place, depth, error);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (RH_IS_FOLDER (item) ? folders : items, item);
    }

  g_ptr_array_extend_and_steal (folders, g_steal_pointer (&items));
  rh_folder_append_all (folder, folders);
  return TRUE;
}

/* What else is in a workspace */

/* Its certificates are files that were not read; a cookie is a credential. */
static void
tell_jar (RhInsomnia *self, const RhYaml *jar)
{
  const RhYaml *cookies = rh_member_sequence (jar, "cookies");

  if (cookies != NULL && rh_yaml_get_length (cookies) > 0)
    rh_import_note (self->import, RH_IMPORT_STORED_COOKIES, "", NULL);
}

static void
tell_other (RhInsomnia *self, const RhYaml *record)
{
  const char *type = rh_member_text (record, "_type");

  if (g_str_equal (type, "cookie_jar"))
    tell_jar (self, record);
  else if (g_str_equal (type, "client_certificate"))
    rh_import_note (self->import, RH_IMPORT_CLIENT_CERTIFICATE, "",
                    rh_member_text (record, "host"));
  else
    rh_import_note (self->import, RH_IMPORT_MEMBER, "", type);
}

/* Version 4 */

static GHashTable *
index_children (const RhYaml *resources)
{
  GHashTable *children
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < rh_yaml_get_length (resources); i++)
    {
      RhYaml *record = rh_yaml_nth (resources, i);
      const char *parent = rh_member_text (record, "parentId");
      GPtrArray *found = g_hash_table_lookup (children, parent);

      if (rh_yaml_get_kind (record) != RH_YAML_MAPPING)
        continue;
      if (found == NULL)
        g_hash_table_insert (children, (gpointer) parent, found = g_ptr_array_new ());
      g_ptr_array_add (found, record);
    }

  return children;
}

static void
read_environments_4 (RhInsomnia *self, GPtrArray *children, const char *workspace)
{
  for (guint i = 0; i < children->len; i++)
    {
      const RhYaml *base = g_ptr_array_index (children, i);
      g_autoptr (GPtrArray) sub = NULL;

      if (!g_str_equal (rh_member_text (base, "_type"), "environment")
          || !g_hash_table_add (self->seen, (gpointer) base))
        continue;
      sub = dup_children (self, base);
      for (guint j = 0; j < sub->len; j++)
        g_hash_table_add (self->seen, g_ptr_array_index (sub, j));
      rh_insomnia_read_environments (self, base, sub, workspace);
    }
}

/* Environments come first: a secret's variable gets a name that none of theirs has. */
static gboolean
read_workspace_4 (RhInsomnia *self,
                  const RhYaml *workspace,
                  RhFolder *folder,
                  gboolean several,
                  GError **error)
{
  g_autoptr (GPtrArray) children = dup_children (self, workspace);
  const char *name = rh_member_text (workspace, "name");
  g_autofree char *place = several ? g_strconcat (name, " / ", NULL) : g_strdup ("");

  read_environments_4 (self, children, several ? name : NULL);
  rh_insomnia_read_folder (self, folder, workspace, several ? name : "");
  return read_children (self, folder, children, place, several ? 1 : 0, error);
}

static GPtrArray *
find_resources (const RhYaml *resources, const char *type)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < rh_yaml_get_length (resources); i++)
    if (g_str_equal (rh_member_text (rh_yaml_nth (resources, i), "_type"), type))
      g_ptr_array_add (found, rh_yaml_nth (resources, i));

  return found;
}

static gboolean
read_workspaces_4 (RhInsomnia *self, GPtrArray *workspaces, GError **error)
{
  RhCollection *collection = rh_import_get_collection (self->import);
  RhFolder *root = rh_collection_get_root (collection);

  if (workspaces->len == 1)
    {
      const RhYaml *workspace = g_ptr_array_index (workspaces, 0);

      g_object_set (collection, "name", rh_member_text (workspace, "name"), NULL);
      return read_workspace_4 (self, workspace, root, FALSE, error);
    }

  for (guint i = 0; i < workspaces->len; i++)
    {
      const RhYaml *workspace = g_ptr_array_index (workspaces, i);
      g_autoptr (RhFolder) folder = rh_folder_new (rh_member_text (workspace, "name"));

      if (!read_workspace_4 (self, workspace, folder, TRUE, error))
        return FALSE;
      rh_folder_append (root, G_OBJECT (folder));
    }

  return TRUE;
}

/* Whose parents are not in the file, or lead in a circle; and what is no request at all. */
static gboolean
read_rest_4 (RhInsomnia *self, const RhYaml *resources, GError **error)
{
  RhFolder *root = rh_collection_get_root (rh_import_get_collection (self->import));
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; i < rh_yaml_get_length (resources); i++)
    {
      RhYaml *record = rh_yaml_nth (resources, i);
      const char *type = rh_member_text (record, "_type");

      if (rh_yaml_get_kind (record) != RH_YAML_MAPPING)
        continue;
      if (get_record (self, record) != RECORD_OTHER || g_str_equal (type, "environment"))
        g_ptr_array_add (left, record);
      else if (!g_str_equal (type, "workspace"))
        tell_other (self, record);
    }

  read_environments_4 (self, left, NULL);
  return read_children (self, root, left, "", 0, error);
}

static gboolean
read_version_4 (RhInsomnia *self, const RhYaml *tree, GError **error)
{
  static const RhMember members[] = { { "_type", RH_MEMBER_TEXT },
                                      { "__export_format", RH_MEMBER_TEXT },
                                      { "resources", RH_MEMBER_SEQUENCE },
                                      { "__export_date", RH_MEMBER_STAMP },
                                      { "__export_source", RH_MEMBER_STAMP },
                                      { NULL, 0 } };
  const RhYaml *resources = rh_member_sequence (tree, "resources");
  const char *version = rh_member_text (tree, "__export_format");
  g_autoptr (GPtrArray) workspaces = NULL;

  if (!g_str_equal (version, "4") && !g_str_equal (version, "3"))
    {
      g_set_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_VERSION, "%s: Insomnia %.8s", self->file,
                   version);
      return FALSE;
    }
  if (resources == NULL)
    {
      g_set_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_CONTENT, "%s: resources", self->file);
      return FALSE;
    }

  rh_import_set_origin (self->import, NAME_4);
  rh_members_tell (self->import, tree, members, "");
  self->children = index_children (resources);
  self->n_records = rh_yaml_get_length (resources);
  workspaces = find_resources (resources, "workspace");
  return read_workspaces_4 (self, workspaces, error) && read_rest_4 (self, resources, error);
}

/* Version 5 */

static void
read_environments_5 (RhInsomnia *self, const RhYaml *tree)
{
  const RhYaml *base = rh_member_mapping (tree, "environments");
  const RhYaml *list = rh_member_sequence (base, "subEnvironments");
  g_autoptr (GPtrArray) sub = g_ptr_array_new ();

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    if (rh_yaml_get_kind (rh_yaml_nth (list, i)) == RH_YAML_MAPPING)
      g_ptr_array_add (sub, rh_yaml_nth (list, i));
  g_ptr_array_sort (sub, compare_records);
  rh_insomnia_read_environments (self, base, sub, NULL);
}

static void
tell_version_5 (RhInsomnia *self, const RhYaml *tree)
{
  static const RhMember members[] = { { "type", RH_MEMBER_TEXT },
                                      { "name", RH_MEMBER_TEXT },
                                      { "meta", RH_MEMBER_MAPPING },
                                      { "collection", RH_MEMBER_SEQUENCE },
                                      { "environments", RH_MEMBER_MAPPING },
                                      { "cookieJar", RH_MEMBER_MAPPING },
                                      { "schema_version", RH_MEMBER_STAMP },
                                      { NULL, 0 } };

  rh_members_tell (self->import, tree, members, "");
  if (rh_member_mapping (tree, "meta") != NULL)
    rh_import_note (self->import, RH_IMPORT_STAMPS, "", "meta");
  tell_jar (self, rh_member_mapping (tree, "cookieJar"));
}

static gboolean
read_version_5 (RhInsomnia *self, const RhYaml *tree, const char *type, GError **error)
{
  RhCollection *collection = rh_import_get_collection (self->import);
  RhFolder *root = rh_collection_get_root (collection);
  const RhYaml *list = rh_member_sequence (tree, "collection");
  g_autoptr (GPtrArray) children = g_ptr_array_new ();

  if (!g_str_has_prefix (strchr (type, '/'), "/5."))
    {
      g_set_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_VERSION, "%s: Insomnia %.8s", self->file,
                   strchr (type, '/') + 1);
      return FALSE;
    }

  rh_import_set_origin (self->import, NAME_5);
  tell_version_5 (self, tree);
  g_object_set (collection, "name", rh_member_text (tree, "name"), NULL);
  g_object_set (root, "note", rh_insomnia_get_meta (tree, "description"), NULL);
  read_environments_5 (self, tree);
  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    if (rh_yaml_get_kind (rh_yaml_nth (list, i)) == RH_YAML_MAPPING)
      g_ptr_array_add (children, rh_yaml_nth (list, i));
  g_ptr_array_sort (children, compare_records);
  return read_children (self, root, children, "", 0, error);
}

/* Both */

static gboolean
read_export (RhImport *import, const RhImportFile *file, const RhImportWatch *watch, GError **error)
{
  const char *type = get_type_5 (file->tree);
  RhInsomnia self = { .import = import, .file = file->name, .watch = watch };
  gboolean read;

  self.seen = g_hash_table_new (NULL, NULL);
  self.tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read = type == NULL ? read_version_4 (&self, file->tree, error)
                      : read_version_5 (&self, file->tree, type, error);
  g_hash_table_unref (self.seen);
  g_hash_table_unref (self.tags);
  g_clear_pointer (&self.children, g_hash_table_unref);
  return read;
}

const RhImportReader rh_import_insomnia = { "Insomnia", matches, read_export };
