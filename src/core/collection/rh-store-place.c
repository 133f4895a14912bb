/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the store puts things: what a file is called, which no other in its folder is, and the
 * numbers that keep siblings in their order. */
#define G_LOG_DOMAIN "rh-store-place"

#include "config.h"

#include "collection/rh-collection-store-private.h"
#include "collection/rh-file-name.h"

#include <math.h>
#include <string.h>

/* Names */

/* What one folder has. */
typedef struct
{
  GHashTable *keys;    /* of the names */
  GHashTable *numbers; /* key → the number that was given last */
} Names;

typedef struct
{
  const Names *names;
  const char *own; /* key of the name that it has now; NULL: none */
} Taken;

static void
names_free (Names *names)
{
  g_hash_table_unref (names->keys);
  g_hash_table_unref (names->numbers);
  g_free (names);
}

static gboolean
is_taken (const char *key, gpointer user_data)
{
  const Taken *taken = user_data;

  return g_hash_table_contains (taken->names->keys, key) && g_strcmp0 (key, taken->own) != 0;
}

/* Those of files that are known and not there: somebody took them away, or somewhere else. */
static void
add_known_names (RhCollectionStore *self, const char *folder, GHashTable *keys)
{
  g_autofree char *prefix = rh_store_join (folder, "");
  gsize length = strlen (prefix);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const char *path = ((RhStoreEntry *) value)->path;
      const char *name = g_str_has_prefix (path, prefix) ? path + length : "";

      if (*name != '\0' && strchr (name, '/') == NULL)
        g_hash_table_add (keys, rh_file_name_key (name));
    }
}

void
rh_store_begin_names (RhCollectionStore *self)
{
  self->names
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) names_free);
}

void
rh_store_end_names (RhCollectionStore *self)
{
  g_clear_pointer (&self->names, g_hash_table_unref);
}

/* Listed once: a folder of thousands is not read again for each of them. */
static Names *
need_names (RhCollectionStore *self, const char *folder)
{
  Names *names = g_hash_table_lookup (self->names, folder);
  g_autoptr (GPtrArray) found = NULL;

  if (names != NULL)
    return names;

  names = g_new (Names, 1);
  names->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  names->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  found = rh_disk_list (self->disk, folder, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    g_hash_table_add (names->keys,
                      rh_file_name_key (((RhDiskEntry *) g_ptr_array_index (found, i))->name));
  if (!self->all_or_no) /* that one has its folder to itself */
    add_known_names (self, folder, names->keys);
  g_hash_table_insert (self->names, g_strdup (folder), names);
  return names;
}

/* A name that nothing in the folder has. (transfer full) */
static char *
choose_name (const Taken *taken, const char *name, const char *suffix)
{
  g_autofree char *first = rh_file_name_new (name, suffix, NULL, NULL);
  g_autofree char *key = rh_file_name_key (first);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (taken->names->numbers, key));
  char *file;

  if (number == 0 && !is_taken (key, (gpointer) taken))
    return g_steal_pointer (&first);

  /* below it, none has become free meanwhile */
  file = rh_file_name_new_from (name, suffix, &number, is_taken, (gpointer) taken);
  g_hash_table_insert (taken->names->numbers, g_steal_pointer (&key), GUINT_TO_POINTER (number));
  return file;
}

static gboolean
is_in (RhStoreEntry *entry, const char *folder)
{
  g_autofree char *parent = g_path_get_dirname (entry->path);

  return g_str_equal (parent, *folder == '\0' ? "." : folder);
}

static const char *
get_suffix (gpointer object)
{
  return RH_IS_FOLDER (object) ? "" : RH_STORE_SUFFIX;
}

char *
rh_store_choose_path (RhCollectionStore *self,
                      gpointer object,
                      const char *folder,
                      const char *name)
{
  const Taken taken = { need_names (self, folder), NULL };
  g_autofree char *file = choose_name (&taken, name, get_suffix (object));

  g_hash_table_add (taken.names->keys, rh_file_name_key (file));
  return rh_store_join (folder, file);
}

/* Where it should be, which may be where it is: its own name is not taken. (transfer full) */
static char *
choose_other_path (RhCollectionStore *self,
                   RhStoreEntry *entry,
                   const char *folder,
                   const char *name)
{
  g_autofree char *base = g_path_get_basename (entry->path);
  g_autofree char *own = NULL;
  g_autofree char *file = NULL;
  Taken taken;

  g_hash_table_remove_all (self->names); /* a name will become free */
  if (is_in (entry, folder))
    own = rh_file_name_key (base);
  taken = (Taken) { need_names (self, folder), own };
  file = choose_name (&taken, name, get_suffix (entry->object));
  g_hash_table_remove_all (self->names);

  return rh_store_join (folder, file);
}

static char *
file_of (gpointer object, const char *path)
{
  return RH_IS_FOLDER (object) ? rh_store_join (path, RH_STORE_FOLDER_FILE) : g_strdup (path);
}

/* It could not be written so far. */
static gboolean
has_no_file (RhStoreEntry *entry)
{
  return RH_IS_ENVIRONMENT (entry->object) && entry->info.size < 0;
}

gboolean
rh_store_move_to_place (RhCollectionStore *self,
                        RhStoreEntry *entry,
                        const char *folder,
                        const char *name,
                        GError **error)
{
  g_autofree char *path = NULL;

  if (is_in (entry, folder) && g_str_equal (entry->name, name))
    return TRUE;

  path = choose_other_path (self, entry, folder, name);
  if (g_str_equal (path, entry->path))
    return TRUE;
  if (!has_no_file (entry) && !rh_disk_rename (self->disk, entry->path, path, error))
    return FALSE;

  rh_store_rename (self, entry, g_strdup (path), file_of (entry->object, path));
  return TRUE;
}

/* Order */

/* The places that can stay as they are: the longest row of numbers that rise. */
static void
mark_rising (const double *seqs, guint n, gboolean *stays)
{
  g_autofree guint *tails = g_new (guint, n + 1); /* of the row of each length, where it ends */
  g_autofree int *before = g_new (int, n + 1);
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      if (isnan (seqs[i]))
        continue;
      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (seqs[tails[middle]] < seqs[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low == 0 ? -1 : (int) tails[low - 1];
      tails[low] = i;
      length = MAX (length, low + 1);
    }

  for (int i = length == 0 ? -1 : (int) tails[length - 1]; i >= 0; i = before[i])
    stays[i] = TRUE;
}

/* Numbers for those that moved, between those that stay: whole ones where there is room. FALSE: no
 * room for any, or, with @whole, for whole ones. */
static gboolean
fill_gaps (double *seqs, guint n, const gboolean *stays, gboolean whole)
{
  double last = 0;

  for (guint i = 0; i < n;)
    {
      guint end = i;
      double step;

      if (stays[i])
        {
          last = seqs[i++];
          continue;
        }

      while (end < n && !stays[end])
        end++;
      step = end == n ? 1 : (seqs[end] - last) / (end - i + 1);
      if (step >= 1)
        step = 1;
      else if (whole || step < 0.001)
        return FALSE;
      for (; i < end; i++)
        seqs[i] = last += step;
    }

  return TRUE;
}

void
rh_store_choose_seqs (RhCollectionStore *self,
                      RhFolder *folder,
                      GPtrArray *items,
                      gboolean whole,
                      double *seqs)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autofree gboolean *stays = g_new0 (gboolean, items->len + 1);
  gboolean in_order = TRUE;

  if (items->len == 0)
    return;

  for (guint i = 0; i < items->len; i++)
    {
      RhStoreEntry *entry = rh_store_get (self, g_ptr_array_index (items, i));

      seqs[i] = entry == NULL ? NAN : entry->seq;
      in_order = in_order && entry != NULL;
      g_ptr_array_add (sorted, g_ptr_array_index (items, i));
    }

  if (in_order)
    rh_store_sort (self, folder, sorted);
  if (in_order && memcmp (sorted->pdata, items->pdata, items->len * sizeof (gpointer)) == 0)
    return;

  mark_rising (seqs, items->len, stays);
  if (!fill_gaps (seqs, items->len, stays, whole))
    for (guint i = 0; i < items->len; i++)
      seqs[i] = i + 1;
}
