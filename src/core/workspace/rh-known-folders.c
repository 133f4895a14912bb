/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders that this user knows. Read again before each change, since the app and rehearse both
 * write it; a file that cannot be read knows none, and is not written over. */
#define G_LOG_DOMAIN "rh-known-folders"

#include "config.h"

#include "workspace/rh-known-folders.h"

#include "collection/rh-json.h"
#include "collection/rh-real-path.h"
#include "text/rh-secret.h"
#include "workspace/rh-state-file.h"

#define ID_BYTES 16

typedef struct
{
  char *id;
  char *at; /* where it can be opened; empty: by its path */
  gboolean accepted;
  GPtrArray *files; /* paths */
} Known;

struct _RhKnownFolders
{
  GObject parent_instance;

  /* owned */
  RhStateFile *state; /* path → Known */
};

G_DEFINE_FINAL_TYPE (RhKnownFolders, rh_known_folders, G_TYPE_OBJECT)

static void
known_free (Known *known)
{
  g_free (known->id);
  g_free (known->at);
  g_ptr_array_unref (known->files);
  g_free (known);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Known, known_free)

static Known *
known_new (const char *id, gboolean accepted)
{
  Known *known = g_new0 (Known, 1);

  known->id = g_strdup (id);
  known->at = g_strdup ("");
  known->accepted = accepted;
  known->files = g_ptr_array_new_with_free_func (g_free);
  return known;
}

/* The file */

static gpointer
read_known (JsonObject *folders, const char *path, GError **error)
{
  g_autoptr (Known) known = NULL;
  JsonObject *object;
  JsonArray *files;
  const char *id;
  const char *at;
  gboolean accepted;

  if (!rh_json_get_object (folders, path, &object, error)
      || !rh_json_get_string (object, "id", &id, error)
      || !rh_json_get_string (object, "at", &at, error)
      || !rh_json_get_boolean (object, "accepted", FALSE, &accepted, error)
      || !rh_json_get_array (object, "files", &files, error))
    return NULL;

  known = known_new (id, accepted);
  g_set_str (&known->at, at);
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      const char *file = rh_json_element_string (files, i, "files", error);

      if (file == NULL)
        return NULL;
      g_ptr_array_add (known->files, g_strdup (file));
    }

  return g_steal_pointer (&known);
}

static void
write_known (JsonBuilder *builder, gconstpointer entry)
{
  const Known *known = entry;

  json_builder_begin_object (builder);
  rh_json_add_string (builder, "id", known->id);
  rh_json_add_string (builder, "at", known->at);
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

static const RhStateFormat format = {
  .version = 1,
  .member = "folders",
  .read = read_known,
  .write = write_known,
  .free = (GDestroyNotify) known_free,
};

/* Looking up */

static Known *
find_path (RhKnownFolders *self, const char *path)
{
  return g_hash_table_lookup (rh_state_file_get_entries (self->state), path);
}

/* @path: where it is, borrowed; may be NULL. */
static Known *
find_id (RhKnownFolders *self, const char *id, const char **path)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, rh_state_file_get_entries (self->state));
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_equal (((Known *) value)->id, id))
      {
        if (path != NULL)
          *path = key;
        return value;
      }

  return NULL;
}

/* (transfer full) (nullable) */
static char *
dup_path (GFile *folder)
{
  g_autofree char *real = rh_real_path_dup (folder);

  return real == NULL ? NULL : g_utf8_make_valid (real, -1);
}

static gboolean
fail_path (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the folder has no path");
  return FALSE;
}

/* How to get to a folder whose path is the host's; NULL: by its path. Borrowed. */
static const char *
find_way (GFile *folder, const char *path)
{
  const char *way = g_file_peek_path (folder);

  return g_str_equal (way, path) || !rh_real_path_is_document (way)
                 || !g_utf8_validate (way, -1, NULL)
             ? NULL
             : way;
}

/* Without it the folder is only not found again by itself. */
static void
keep_way (RhKnownFolders *self, const char *path, const char *way)
{
  g_autoptr (GError) error = NULL;
  Known *known;

  rh_state_file_read_again (self->state);
  known = find_path (self, path);
  if (known == NULL)
    return;

  g_set_str (&known->at, way);
  if (!rh_state_file_write (self->state, &error))
    g_debug ("Not written: %s", error->message);
}

/* The one to change, as it is on disk now. */
static Known *
begin_change (RhKnownFolders *self, const char *id, GError **error)
{
  Known *known;

  rh_state_file_read_again (self->state);
  known = find_id (self, id, NULL);
  if (known == NULL && rh_state_file_get_problem (self->state) != NULL)
    g_propagate_error (error, g_error_copy (rh_state_file_get_problem (self->state)));
  else if (known == NULL)
    fail_path (error);

  return known;
}

static void
rh_known_folders_finalize (GObject *object)
{
  RhKnownFolders *self = RH_KNOWN_FOLDERS (object);

  rh_state_file_free (self->state);

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
  self->state = rh_state_file_new (file, &format);
  return self;
}

char *
rh_known_folders_need_id (RhKnownFolders *self, GFile *folder, gboolean accepted, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  const char *way;
  Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), NULL);

  path = dup_path (folder);
  if (path == NULL)
    {
      fail_path (error);
      return NULL;
    }

  way = find_way (folder, path);
  known = find_path (self, path);
  if (known == NULL)
    {
      rh_state_file_read_again (self->state);
      known = find_path (self, path);
    }
  if (known != NULL)
    {
      id = g_strdup (known->id);
      if (way != NULL && !g_str_equal (known->at, way))
        keep_way (self, path, way);
      return g_steal_pointer (&id);
    }

  id = rh_random_token (ID_BYTES);
  known = known_new (id, accepted);
  if (way != NULL)
    g_set_str (&known->at, way);
  g_hash_table_insert (rh_state_file_get_entries (self->state), g_steal_pointer (&path), known);
  return rh_state_file_write (self->state, error) ? g_steal_pointer (&id) : NULL;
}

GFile *
rh_known_folders_dup_folder (RhKnownFolders *self, const char *id)
{
  const char *path = NULL;
  const Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  known = find_id (self, id, &path);
  return known == NULL ? NULL : g_file_new_for_path (*known->at != '\0' ? known->at : path);
}

gboolean
rh_known_folders_move (RhKnownFolders *self, const char *id, GFile *folder, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *stolen = NULL;
  const char *old_path = NULL;
  const char *way;
  GHashTable *entries;
  Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  path = dup_path (folder);
  if (path == NULL)
    return fail_path (error);

  rh_state_file_read_again (self->state);
  entries = rh_state_file_get_entries (self->state);
  known = find_id (self, id, &old_path);
  if (known == NULL)
    known = known_new (id, TRUE);
  else
    g_hash_table_steal_extended (entries, old_path, (gpointer *) &stolen, NULL);

  way = find_way (folder, path);
  g_set_str (&known->at, way != NULL ? way : "");
  /* what was there before is no collection any more */
  g_hash_table_insert (entries, g_steal_pointer (&path), known);
  return rh_state_file_write (self->state, error);
}

gboolean
rh_known_folders_is_accepted (RhKnownFolders *self, const char *id)
{
  const Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  known = find_id (self, id, NULL);
  return known != NULL && known->accepted;
}

gboolean
rh_known_folders_accept (RhKnownFolders *self, const char *id, GError **error)
{
  Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  known = begin_change (self, id, error);
  if (known == NULL)
    return FALSE;

  known->accepted = TRUE;
  return rh_state_file_write (self->state, error);
}

gboolean
rh_known_folders_allows_file (RhKnownFolders *self, const char *id, const char *path)
{
  const Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  known = find_id (self, id, NULL);
  return known != NULL && g_ptr_array_find_with_equal_func (known->files, path, g_str_equal, NULL);
}

gboolean
rh_known_folders_allow_file (RhKnownFolders *self, const char *id, const char *path, GError **error)
{
  Known *known;

  g_return_val_if_fail (RH_IS_KNOWN_FOLDERS (self), FALSE);

  known = begin_change (self, id, error);
  if (known == NULL)
    return FALSE;

  if (!rh_known_folders_allows_file (self, id, path))
    g_ptr_array_add (known->files, g_strdup (path));
  return rh_state_file_write (self->state, error);
}
