/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written by itself gives way to what others wrote at the same moment. It is kept as the
 * text that it would have been, until somebody chose: in memory only, and as for a file without the
 * value of any secret variable. */
#define G_LOG_DOMAIN "rh-store-clash"

#include "config.h"

#include "collection/rh-collection-store-private.h"
#include "collection/rh-opencollection.h"

struct _RhStoreClash
{
  GObject *object; /* a folder or an environment; owned */
  char *file;      /* that it had then */
  GBytes *base;    /* what the file said when it was changed here; NULL: there was none */
  GBytes *mine;
};

void
rh_store_clash_free (RhStoreClash *self)
{
  g_object_unref (self->object);
  g_free (self->file);
  g_clear_pointer (&self->base, g_bytes_unref);
  g_bytes_unref (self->mine);
  g_free (self);
}

static GBytes *
write_mine (RhCollectionStore *self, RhStoreEntry *entry)
{
  if (RH_IS_ENVIRONMENT (entry->object))
    return rh_opencollection_write_environment (RH_ENVIRONMENT (entry->object), NULL);
  if (*entry->path == '\0')
    return rh_opencollection_write_collection (self->collection, NULL);

  return rh_opencollection_write_folder (RH_FOLDER (entry->object), entry->seq, NULL);
}

gboolean
rh_store_keep_clash (RhCollectionStore *self, RhStoreEntry *entry, GBytes *theirs)
{
  g_autoptr (GBytes) mine = write_mine (self, entry);
  GBytes *base = rh_store_get_source (entry);
  RhStoreClash *clash;

  if (mine == NULL)
    return TRUE; /* no file could have it */
  if ((!entry->ahead && rh_store_says_the_same (mine, base))
      || rh_store_says_the_same (mine, theirs))
    return FALSE;

  clash = g_new0 (RhStoreClash, 1);
  clash->object = g_object_ref (entry->object);
  clash->file = g_strdup (entry->file);
  clash->base = base == NULL ? NULL : g_bytes_ref (base);
  clash->mine = g_steal_pointer (&mine);
  g_ptr_array_add (self->clashes, clash);
  rh_store_notify_clash (self);
  return TRUE;
}

/* The first one of it. */
static RhStoreClash *
find_clash (RhCollectionStore *self, gpointer object)
{
  for (guint i = 0; i < self->clashes->len; i++)
    {
      RhStoreClash *clash = g_ptr_array_index (self->clashes, i);

      if (clash->object == object)
        return clash;
    }

  return NULL;
}

GBytes *
rh_store_dup_clash (RhCollectionStore *self, gpointer object)
{
  RhStoreClash *clash = find_clash (self, object);

  return clash == NULL ? NULL : g_bytes_ref (clash->mine);
}

static RhStoreEntry *
find_namesake (RhCollectionStore *self, RhStoreClash *clash)
{
  g_autoptr (RhEnvironment) mine = rh_opencollection_read_environment (clash->mine, NULL);
  RhEnvironment *other
      = mine == NULL
            ? NULL
            : rh_collection_get_environment (self->collection, rh_environment_get_name (mine));

  return other == NULL ? NULL : rh_store_get (self, other);
}

/* It was taken away, and another one has its file by now, or its name. */
static RhStoreEntry *
find_heir (RhCollectionStore *self, RhStoreClash *clash)
{
  RhStoreEntry *entry = rh_store_get_file (self, clash->file);

  if (entry != NULL && G_OBJECT_TYPE (entry->object) == G_OBJECT_TYPE (clash->object))
    return entry;

  return RH_IS_ENVIRONMENT (clash->object) ? find_namesake (self, clash) : NULL;
}

RhStoreEntry *
rh_store_get_clash_entry (RhCollectionStore *self, gpointer object)
{
  RhStoreClash *clash = find_clash (self, object);
  RhStoreEntry *entry = rh_store_get (self, object);

  return entry != NULL || clash == NULL ? entry : find_heir (self, clash);
}

/* Putting back */

static gboolean
put_environment_back (RhCollectionStore *self,
                      RhStoreClash *clash,
                      RhEnvironment *environment,
                      GError **error)
{
  g_autoptr (RhEnvironment) mine = rh_opencollection_read_environment (clash->mine, error);
  GListStore *list = G_LIST_STORE (rh_collection_get_environments (self->collection));
  RhEnvironment *other;

  if (mine == NULL)
    return FALSE;

  other = rh_collection_get_environment (self->collection, rh_environment_get_name (mine));
  if (other != NULL && other != environment)
    g_object_set (mine, "name", rh_environment_get_name (environment), NULL);
  rh_store_take_environment (environment, mine);
  if (!g_list_store_find (list, environment, NULL))
    rh_collection_add_environment (self->collection, environment);
  return TRUE;
}

/* The nearest one around @path that is still there. */
static RhFolder *
find_parent (RhCollectionStore *self, const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *file = rh_store_join (parent, RH_STORE_FOLDER_FILE);
  RhStoreEntry *entry = rh_store_get_file (self, file);

  if (g_str_equal (parent, "."))
    return rh_collection_get_root (self->collection);

  return entry != NULL ? RH_FOLDER (entry->object) : find_parent (self, parent);
}

static gboolean
read_folder_back (RhCollectionStore *self, RhStoreClash *clash, RhFolder *folder, GError **error)
{
  g_autofree char *name = g_strdup (rh_folder_get_name (folder));

  if (folder == rh_collection_get_root (self->collection))
    return rh_opencollection_read_collection (clash->mine, self->collection, error);
  if (!rh_opencollection_read_folder (clash->mine, folder, NULL, error))
    return FALSE;

  if (*rh_folder_get_name (folder) == '\0')
    g_object_set (folder, "name", name, NULL);
  return TRUE;
}

/* What is theirs and not ours (their comments, keys that nobody knows) is kept under it, and a
 * secret that was taken out of the file meanwhile does not come back. */
static gboolean
put_folder_back (RhCollectionStore *self, RhStoreClash *clash, RhFolder *folder, GError **error)
{
  RhFolder *root = rh_collection_get_root (self->collection);
  GBytes *source = rh_folder_get_source (folder);
  g_autoptr (GBytes) theirs = source == NULL ? NULL : g_bytes_ref (source);

  if (!read_folder_back (self, clash, folder, error))
    return FALSE;

  rh_folder_set_source (folder, theirs);
  if (clash->base != NULL && theirs != NULL)
    rh_store_follow_auth (folder, clash->base, theirs);
  if (!rh_folder_is_within (folder, root))
    {
      g_autofree char *path = g_path_get_dirname (clash->file);

      rh_folder_append (find_parent (self, path), G_OBJECT (folder));
    }

  return TRUE;
}

static RhEnvironment *
get_variables (GObject *object)
{
  return RH_IS_FOLDER (object) ? rh_folder_get_scope (RH_FOLDER (object)) : RH_ENVIRONMENT (object);
}

/* (transfer full) (element-type RhVariable) */
static GPtrArray *
dup_secrets (RhEnvironment *environment)
{
  GPtrArray *secrets = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *variables = rh_environment_get_variables (environment);
  guint n = g_list_model_get_n_items (variables);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      if (rh_variable_is_secret (variable))
        g_ptr_array_add (secrets, g_steal_pointer (&variable));
    }

  return secrets;
}

/* What is in the keyring by now does not come back in clear. */
static void
hide_secrets (RhEnvironment *environment, GPtrArray *secrets)
{
  for (guint i = 0; i < secrets->len; i++)
    {
      RhVariable *variable = rh_environment_lookup (
          environment, rh_variable_get_name (g_ptr_array_index (secrets, i)));

      if (variable != NULL)
        g_object_set (variable, "secret", TRUE, NULL);
    }
}

/* What nobody can read is written over all the same: somebody saw it, and chose. */
static gboolean
put_back (RhCollectionStore *self, RhStoreClash *clash, GError **error)
{
  g_autoptr (GPtrArray) secrets = NULL;
  RhStoreEntry *entry;
  GObject *object;

  if (!rh_collection_store_refresh (self, error))
    return FALSE;

  entry = rh_store_get_clash_entry (self, clash->object);
  object = entry == NULL ? clash->object : entry->object;
  secrets = dup_secrets (get_variables (object));
  if (RH_IS_ENVIRONMENT (object)
          ? !put_environment_back (self, clash, RH_ENVIRONMENT (object), error)
          : !put_folder_back (self, clash, RH_FOLDER (object), error))
    return FALSE;

  hide_secrets (get_variables (object), secrets);
  if (entry != NULL)
    {
      entry->broken = FALSE;
      rh_store_set_problem (self, entry->file, NULL);
    }
  g_hash_table_add (self->dirty, g_object_ref (object));
  return TRUE;
}

gboolean
rh_store_resolve_clash (RhCollectionStore *self, gpointer object, gboolean mine, GError **error)
{
  RhStoreClash *clash = find_clash (self, object);

  if (clash == NULL)
    return TRUE;
  if (mine && !put_back (self, clash, error))
    return FALSE;

  g_ptr_array_remove (self->clashes, clash);
  rh_store_notify_clash (self);
  return TRUE;
}

gboolean
rh_store_check_clash (RhCollectionStore *self, GError **error)
{
  RhStoreClash *clash;

  if (self->clashes->len == 0)
    return TRUE;

  clash = g_ptr_array_index (self->clashes, 0);
  g_set_error_literal (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT,
                       clash->file);
  return FALSE;
}

GObject *
rh_collection_store_get_clash (RhCollectionStore *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), NULL);

  return self->clashes->len == 0 ? NULL
                                 : ((RhStoreClash *) g_ptr_array_index (self->clashes, 0))->object;
}
