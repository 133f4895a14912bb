/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search walks depth first with a stack of its own, so that it can stop after any item. It
 * keeps no copy of the texts: a collection may have been read only in part, and its bodies are
 * large. */
#define G_LOG_DOMAIN "rh-tree-search"

#include "config.h"

#include "collection/rh-tree-search.h"

#include <string.h>

/* A folder under way. */
typedef struct
{
  RhFolder *folder; /* owned */
  char *path;       /* the names of it and around it, case folded */
  guint next;
} Level;

struct _RhTreeSearch
{
  GStrv words;       /* case folded */
  GArray *levels;    /* of Level, the innermost last */
  GHashTable *found; /* of GObject, kept: what was found and the folders around it */
  guint n_found;
  RhTreeSearch *wider; /* borrowed; only what this one has found can be found; NULL: anything */
};

static void
level_clear (gpointer data)
{
  Level *level = data;

  g_clear_object (&level->folder);
  g_clear_pointer (&level->path, g_free);
}

static Level *
innermost (RhTreeSearch *self)
{
  return &g_array_index (self->levels, Level, self->levels->len - 1);
}

static void
enter (RhTreeSearch *self, RhFolder *folder, const char *path)
{
  Level level = { g_object_ref (folder), NULL, 0 };
  g_autofree char *name = g_utf8_casefold (rh_folder_get_name (folder), -1);

  level.path = g_strconcat (path, "\n", name, NULL);
  g_array_append_val (self->levels, level);
}

static void
keep (RhTreeSearch *self, GObject *item)
{
  g_hash_table_add (self->found, g_object_ref (item));
  for (guint i = 0; i < self->levels->len; i++)
    g_hash_table_add (self->found, g_object_ref (g_array_index (self->levels, Level, i).folder));
}

static gboolean
has_word (const char *text, const char *word)
{
  return strstr (text, word) != NULL;
}

/* Most texts are ASCII, which folds many times faster. */
static char *
dup_folded (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return g_utf8_casefold (text, (gssize) length);

  return g_ascii_strdown (text, (gssize) length);
}

static char *
dup_folded_body (RhRequestItem *item)
{
  const char *body = rh_request_item_get_body_text (item);
  gsize length = strnlen (body, RH_TREE_SEARCH_BODY_MAX);

  /* Not in the middle of a letter. */
  if (length == RH_TREE_SEARCH_BODY_MAX)
    length = (gsize) (g_utf8_find_prev_char (body, body + length) - body);
  return dup_folded (body, length);
}

/* The body is read last and only where it decides. */
static gboolean
matches (RhTreeSearch *self, RhRequestItem *item, const char *path)
{
  g_autofree char *text
      = g_strjoin ("\n", rh_request_item_get_name (item), rh_request_item_get_method (item),
                   rh_request_item_get_url (item), NULL);
  g_autofree char *folded = dup_folded (text, strlen (text));
  g_autofree char *body = NULL;

  for (guint i = 0; self->words[i] != NULL; i++)
    {
      if (has_word (folded, self->words[i]) || has_word (path, self->words[i]))
        continue;
      if (body == NULL)
        body = dup_folded_body (item);
      if (!has_word (body, self->words[i]))
        return FALSE;
    }

  return TRUE;
}

/* An empty folder can be looked for as well. */
static gboolean
folder_matches (RhTreeSearch *self, const char *path)
{
  for (guint i = 0; self->words[i] != NULL; i++)
    if (!has_word (path, self->words[i]))
      return FALSE;

  return TRUE;
}

static void
look_at (RhTreeSearch *self, GObject *item)
{
  g_autofree char *path = NULL;

  if (self->wider != NULL && !rh_tree_search_has (self->wider, item))
    return;

  path = g_strdup (innermost (self)->path);
  if (RH_IS_FOLDER (item))
    {
      enter (self, RH_FOLDER (item), path);
      if (folder_matches (self, innermost (self)->path))
        keep (self, item);
    }
  else if (matches (self, RH_REQUEST_ITEM (item), path))
    {
      keep (self, item);
      self->n_found++;
    }
}

static gboolean
is_in_one_of (const char *word, GStrv words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (has_word (words[i], word))
      return TRUE;

  return FALSE;
}

/* What has all the words of @self has all of @other then. */
static gboolean
is_within (RhTreeSearch *self, RhTreeSearch *other)
{
  for (guint i = 0; other->words[i] != NULL; i++)
    if (!is_in_one_of (other->words[i], self->words))
      return FALSE;

  return TRUE;
}

RhTreeSearch *
rh_tree_search_new (RhFolder *root, const char *text, RhTreeSearch *before)
{
  RhTreeSearch *self = g_new0 (RhTreeSearch, 1);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  self->words = g_strsplit_set (folded, " \t\n", -1);
  self->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  g_array_set_clear_func (self->levels, level_clear);
  self->found = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  if (before != NULL && is_within (self, before))
    self->wider = before;
  enter (self, root, "");
  return self;
}

void
rh_tree_search_free (RhTreeSearch *self)
{
  g_strfreev (self->words);
  g_array_unref (self->levels);
  g_hash_table_unref (self->found);
  g_free (self);
}

gboolean
rh_tree_search_step (RhTreeSearch *self, guint n_items)
{
  while (self->levels->len > 0 && n_items > 0)
    {
      Level *level = innermost (self);
      g_autoptr (GObject) item
          = g_list_model_get_item (rh_folder_get_items (level->folder), level->next++);

      if (item == NULL)
        g_array_set_size (self->levels, self->levels->len - 1);
      else
        look_at (self, item);
      n_items--;
    }

  if (self->levels->len == 0)
    self->wider = NULL;
  return self->levels->len > 0;
}

gboolean
rh_tree_search_has (RhTreeSearch *self, gconstpointer item)
{
  return g_hash_table_contains (self->found, item);
}

gboolean
rh_tree_search_equal (RhTreeSearch *self, RhTreeSearch *other)
{
  GHashTableIter iter;
  gpointer item;

  if (g_hash_table_size (self->found) != g_hash_table_size (other->found))
    return FALSE;

  g_hash_table_iter_init (&iter, self->found);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (!rh_tree_search_has (other, item))
      return FALSE;

  return TRUE;
}

guint
rh_tree_search_get_n_found (RhTreeSearch *self)
{
  return self->n_found;
}
