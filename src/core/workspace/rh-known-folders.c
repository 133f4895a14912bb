/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders that this user knows. Read again before each change, since the app and rehearse both
 * write it. */
#define G_LOG_DOMAIN "rh-known-folders"

#include "config.h"

#include "workspace/rh-known-folders.h"

#include "collection/rh-json.h"
#include "text/rh-secret.h"

#define VERSION 1
#define ID_BYTES 16
#define HOST_PATH "xattr::document-portal.host-path"

typedef struct
{
  char *path;
  char *id;
  gboolean accepted;
  GPtrArray *files; /* paths */
} Known;

struct _RhKnownFolders
{
  GObject parent_instance;

  /* owned */
  GFile *file;
  GPtrArray *known; /* of Known; NULL before it was read */
};

G_DEFINE_FINAL_TYPE (RhKnownFolders, rh_known_folders, G_TYPE_OBJECT)

static void
known_free (Known *known)
{
  g_free (known->path);
  g_free (known->id);
  g_ptr_array_unref (known->files);
  g_free (known);
}

static Known *
known_new (const char *path, const char *id, gboolean accepted)
{
  Known *known = g_new0 (Known, 1);

  known->path = g_strdup (path);
  known->id = g_strdup (id);
  known->accepted = accepted;
  known->files = g_ptr_array_new_with_free_func (g_free);
  return known;
}

/* The file */

static gboolean
read_known (GPtrArray *list, JsonObject *folders, const char *path, GError **error)
{
  JsonObject *object;
  JsonArray *files;
  const char *id;
  gboolean accepted;
  Known *known;

  if (!rh_json_get_object (folders, path, &object, error)
      || !rh_json_get_string (object, "id", &id, error)
      || !rh_json_get_boolean (object, "accepted", FALSE, &accepted, error)
      || !rh_json_get_array (object, "files", &files, error))
    return FALSE;

  known = known_new (path, id, accepted);
  g_ptr_array_add (list, known);
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      const char *file = rh_json_element_string (files, i, "files", error);

      if (file == NULL)
        return FALSE;
      g_ptr_array_add (known->files, g_strdup (file));
    }

  return TRUE;
}

static GPtrArray *
read_file (GFile *file, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) known_free);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) root = NULL;
  JsonObject *folders;
  JsonObjectIter iter;
  const char *path;
  gsize length;

  text = rh_json_read_file (file, &length, error);
  if (text == NULL)
    return NULL;

  root = rh_json_parse (text, (gssize) length, error);
  if (root == NULL || !rh_json_get_object (root, "folders", &folders, error))
    return NULL;
  if (folders == NULL)
    return g_steal_pointer (&list);

  json_object_iter_init_ordered (&iter, folders);
  while (json_object_iter_next_ordered (&iter, &path, NULL))
    if (!read_known (list, folders, path, error))
      return NULL;

  return g_steal_pointer (&list);
}

/* One that cannot be read knows nothing, so that nothing is accepted by mistake. */
static GPtrArray *
get_list (RhKnownFolders *self)
{
  g_autoptr (GError) error = NULL;

  if (self->known != NULL)
    return self->known;

  self->known = read_file (self->file, &error);
  if (self->known == NULL)
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_warning ("%s: %s", g_file_peek_path (self->file), error->message);
      self->known = g_ptr_array_new_with_free_func ((GDestroyNotify) known_free);
    }

  return self->known;
}

static void
read_again (RhKnownFolders *self)
{
  g_clear_pointer (&self->known, g_ptr_array_unref);
}

static int
compare_known (gconstpointer a, gconstpointer b)
{
  const Known *left = *(Known *const *) a;
  const Known *right = *(Known *const *) b;

  return g_strcmp0 (left->path, right->path);
}

static void
write_known (JsonBuilder *builder, const Known *known)
{
  json_builder_set_member_name (builder, known->path);
  json_builder_begin_object (builder);
  rh_json_add_string (builder, "id", known->id);
  rh_json_add_flag (builder, "accepted", known->accepted, FALSE);
  if (known->files->len > 0)
    {
      json_builder_set_member_name (builder, "files");
      json_builder_begin_array (builder);
      for (guint i = 0; i < known->files->len; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (known->files, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static gboolean
write_file (RhKnownFolders *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  g_ptr_array_sort (self->known, compare_known);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "folders");
  json_builder_begin_object (builder);
  for (guint i = 0; i < self->known->len; i++)
    write_known (builder, g_ptr_array_index (self->known, i));
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  text = rh_json_print (builder);
  return rh_json_write_file (self->file, text, error);
}

/* Looking up */

static Known *
find_path (RhKnownFolders *self, const char *path)
{
  GPtrArray *list = get_list (self);

  for (guint i = 0; i < list->len; i++)
    {
      Known *known = g_ptr_array_index (list, i);

      if (g_str_equal (known->path, path))
        return known;
    }

  return NULL;
}

static Known *
find_id (RhKnownFolders *self, const char *id)
{
  GPtrArray *list = get_list (self);

  for (guint i = 0; i < list->len; i++)
    {
      Known *known = g_ptr_array_index (list, i);

      if (g_str_equal (known->id, id))
        return known;
    }

  return NULL;
}

static gboolean
fail_path (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the folder has no path");
  return FALSE;
}

static void
rh_known_folders_finalize (GObject *object)
{
  RhKnownFolders *self = RH_KNOWN_FOLDERS (object);

  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (rh_known_folders_parent_class)->finalize (object);
}

static void
rh_known_folders_class_init (RhKnownFoldersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_known_folders_finalize;
}

static void
rh_known_folders_init (RhKnownFolders *self)
{
}

RhKnownFolders *
rh_known_folders_new (GFile *file)
{
  RhKnownFolders *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (RH_TYPE_KNOWN_FOLDERS, NULL);
  self->file = g_object_ref (file);
  return self;
}

char *
rh_known_folders_dup_path (GFile *folder)
{
  g_autoptr (GFileInfo) info = NULL;
  const char *host_path = NULL;
  g_autofree char *real = NULL;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  info = g_file_query_info (folder, HOST_PATH, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (info != NULL)
    host_path = g_file_info_get_attribute_string (info, HOST_PATH);
  if (host_path != NULL && *host_path == '/')
    return g_strdup (host_path);

  if (g_file_peek_path (folder) == NULL)
    return NULL;

  real = realpath (g_file_peek_path (folder), NULL);
  return g_utf8_make_valid (real != NULL ? real : g_file_peek_path (folder), -1);
}

char *
rh_known_folders_need_id (RhKnownFolders *self, GFile *folder, gboolean accepted, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), NULL);

  path = rh_known_folders_dup_path (folder);
  if (path == NULL)
    {
      fail_path (error);
      return NULL;
    }

  known = find_path (self, path);
  if (known == NULL)
    {
      read_again (self);
      known = find_path (self, path);
    }
  if (known != NULL)
    return g_strdup (known->id);

  id = rh_random_token (ID_BYTES);
  g_ptr_array_add (get_list (self), known_new (path, id, accepted));
  return write_file (self, error) ? g_steal_pointer (&id) : NULL;
}

GFile *
rh_known_folders_dup_folder (RhKnownFolders *self, const char *id)
{
  const Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  known = find_id (self, id);
  return known == NULL ? NULL : g_file_new_for_path (known->path);
}

gboolean
rh_known_folders_move (RhKnownFolders *self, const char *id, GFile *folder, GError **error)
{
  g_autofree char *path = NULL;
  Known *known;
  Known *other;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  path = rh_known_folders_dup_path (folder);
  if (path == NULL)
    return fail_path (error);

  read_again (self);
  other = find_path (self, path);
  if (other != NULL && !g_str_equal (other->id, id))
    g_ptr_array_remove (get_list (self),
                        other); /* what was there before is no collection any more */

  known = find_id (self, id);
  if (known == NULL)
    g_ptr_array_add (get_list (self), known_new (path, id, TRUE));
  else
    g_set_str (&known->path, path);

  return write_file (self, error);
}

gboolean
rh_known_folders_is_accepted (RhKnownFolders *self, const char *id)
{
  const Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  known = find_id (self, id);
  return known != NULL && known->accepted;
}

gboolean
rh_known_folders_accept (RhKnownFolders *self, const char *id, GError **error)
{
  Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  read_again (self);
  known = find_id (self, id);
  if (known == NULL)
    return fail_path (error);

  known->accepted = TRUE;
  return write_file (self, error);
}

gboolean
rh_known_folders_allows_file (RhKnownFolders *self, const char *id, const char *path)
{
  const Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  known = find_id (self, id);
  return known != NULL && g_ptr_array_find_with_equal_func (known->files, path, g_str_equal, NULL);
}

gboolean
rh_known_folders_allow_file (RhKnownFolders *self, const char *id, const char *path, GError **error)
{
  Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  read_again (self);
  known = find_id (self, id);
  if (known == NULL)
    return fail_path (error);

  if (!rh_known_folders_allows_file (self, id, path))
    g_ptr_array_add (known->files, g_strdup (path));
  return write_file (self, error);
}
