/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving, doubling and finding things in a collection's tree. Plain functions: the folders tell of
 * what is done to them. */
#define G_LOG_DOMAIN "rh-tree"

#include "config.h"

#include "collection/rh-tree.h"

#include <string.h>

static guint
count (RhFolder *folder)
{
  return g_list_model_get_n_items (rh_folder_get_items (folder));
}

/* Borrowed: the folder keeps it. */
static GObject *
nth (RhFolder *folder, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (rh_folder_get_items (folder), position);

  return item;
}

static const char *
name_of (GObject *item)
{
  if (RH_IS_FOLDER (item))
    return rh_folder_get_name (RH_FOLDER (item));
  return rh_request_item_get_name (RH_REQUEST_ITEM (item));
}

static gboolean
is_place (RhFolder *folder, guint position, gboolean of_folder)
{
  return position < count (folder) && RH_IS_FOLDER (nth (folder, position)) == of_folder;
}

RhFolder *
rh_tree_get_parent (GObject *item, guint *position)
{
  RhFolder *parent;

  g_return_val_if_fail (G_IS_OBJECT (item), NULL);

  if (RH_IS_FOLDER (item))
    parent = rh_folder_get_parent (RH_FOLDER (item));
  else
    parent = rh_request_item_get_parent (RH_REQUEST_ITEM (item));
  if (parent == NULL || position == NULL)
    return parent;

  for (*position = 0; nth (parent, *position) != item;)
    (*position)++;
  return parent;
}

gboolean
rh_tree_has (RhFolder *root, GObject *item)
{
  RhFolder *parent = rh_tree_get_parent (item, NULL);

  return parent != NULL && rh_folder_is_within (parent, root);
}

static RhFolder *
get_top (RhFolder *folder)
{
  while (rh_folder_get_parent (folder) != NULL)
    folder = rh_folder_get_parent (folder);

  return folder;
}

gboolean
rh_tree_can_move (GObject *item, RhFolder *to)
{
  RhFolder *parent = rh_tree_get_parent (item, NULL);

  g_return_val_if_fail (RH_IS_FOLDER (to), FALSE);

  return parent != NULL && get_top (parent) == get_top (to)
         && !(RH_IS_FOLDER (item) && rh_folder_is_within (to, RH_FOLDER (item)));
}

gboolean
rh_tree_move (GObject *item, RhFolder *to, guint position)
{
  guint before;
  guint after;
  g_autoptr (GObject) keep = g_object_ref (item);
  RhFolder *from = rh_tree_get_parent (item, &before);

  if (!rh_tree_can_move (item, to))
    return FALSE;
  if (from == to && before == MIN (position, count (from) - 1))
    return FALSE;

  rh_folder_remove (from, item);
  rh_folder_insert (to, position, item);
  return rh_tree_get_parent (item, &after) != from || after != before;
}

GObject *
rh_tree_dup_neighbour (GObject *item, gboolean up)
{
  guint position;
  RhFolder *parent = rh_tree_get_parent (item, &position);

  if (parent == NULL || (up && position == 0))
    return NULL;
  return g_list_model_get_item (rh_folder_get_items (parent), up ? position - 1 : position + 1);
}

/* A folder goes right before or behind the one that it leaves. A request goes behind all folders,
 * which is down: there is no way up. */
static gboolean
step_out (GObject *item, RhFolder *parent, gboolean up, RhFolder **to, guint *position)
{
  guint place;
  RhFolder *outer = rh_tree_get_parent (G_OBJECT (parent), &place);

  if (outer == NULL || (up && !RH_IS_FOLDER (item)))
    return FALSE;

  place += up ? 0 : 1;
  while (!RH_IS_FOLDER (item) && is_place (outer, place, TRUE))
    place++;
  *to = outer;
  *position = place;
  return TRUE;
}

gboolean
rh_tree_step (GObject *item, gboolean up, gboolean enter, RhFolder **to, guint *position)
{
  g_autoptr (GObject) neighbour = rh_tree_dup_neighbour (item, up);
  guint place;
  RhFolder *parent = rh_tree_get_parent (item, &place);

  if (parent == NULL)
    return FALSE;
  if (RH_IS_FOLDER (neighbour) && enter)
    {
      *to = RH_FOLDER (neighbour); /* its folder keeps it */
      *position = up ? G_MAXUINT : 0;
      return TRUE;
    }
  if (neighbour == NULL || RH_IS_FOLDER (neighbour) != RH_IS_FOLDER (item))
    return (neighbour == NULL || !up) && step_out (item, parent, up, to, position);

  *to = parent;
  *position = up ? place - 1 : place + 1;
  return TRUE;
}

static gboolean
has_name (RhFolder *folder, const char *name)
{
  for (guint i = 0; i < count (folder); i++)
    if (g_str_equal (name_of (nth (folder, i)), name))
      return TRUE;

  return FALSE;
}

/* "Search 12" is "Search" and 12; a name without a number is its own first. */
static char *
split_number (const char *name, guint64 *number)
{
  const char *end = name + strlen (name);
  const char *digits = end;

  *number = 1;
  while (digits > name && g_ascii_isdigit (digits[-1]))
    digits--;
  if (digits == end || end - digits > 9 || digits - name < 2 || digits[-1] != ' ')
    return g_strdup (name);

  *number = g_ascii_strtoull (digits, NULL, 10);
  return g_strndup (name, (gsize) (digits - name - 1));
}

char *
rh_tree_dup_free_name (RhFolder *folder, const char *name)
{
  guint64 number;
  g_autofree char *stem = split_number (name, &number);
  g_autofree char *candidate = g_strdup (name);

  g_return_val_if_fail (RH_IS_FOLDER (folder), NULL);

  while (has_name (folder, candidate))
    {
      g_free (candidate);
      candidate = g_strdup_printf ("%s %" G_GUINT64_FORMAT, stem, ++number);
    }

  return g_steal_pointer (&candidate);
}

GObject *
rh_tree_duplicate (GObject *item)
{
  guint position;
  RhFolder *parent = rh_tree_get_parent (item, &position);
  g_autoptr (GObject) copy = NULL;
  g_autofree char *name = NULL;

  if (parent == NULL)
    return NULL;
  if (RH_IS_REQUEST_ITEM (item) && !rh_request_item_load (RH_REQUEST_ITEM (item)))
    return NULL;

  if (RH_IS_FOLDER (item))
    copy = G_OBJECT (rh_folder_copy (RH_FOLDER (item)));
  else
    copy = G_OBJECT (rh_request_item_copy (RH_REQUEST_ITEM (item)));
  name = rh_tree_dup_free_name (parent, name_of (item));
  g_object_set (copy, "name", name, NULL);
  rh_folder_insert (parent, position + 1, copy);
  return copy; /* the folder keeps it */
}

static void
collect (GObject *item, GPtrArray *requests)
{
  if (!RH_IS_FOLDER (item))
    {
      g_ptr_array_add (requests, g_object_ref (item));
      return;
    }
  for (guint i = 0; i < count (RH_FOLDER (item)); i++)
    collect (nth (RH_FOLDER (item), i), requests);
}

char *
rh_tree_dup_place (GObject *item, RhFolder *root)
{
  GString *place;

  g_return_val_if_fail (RH_IS_FOLDER (item) || RH_IS_REQUEST_ITEM (item), NULL);

  if (item == (GObject *) root)
    return g_strdup ("");

  place = g_string_new (RH_IS_FOLDER (item) ? rh_folder_get_name (RH_FOLDER (item))
                                            : rh_request_item_get_name (RH_REQUEST_ITEM (item)));
  for (RhFolder *folder = rh_tree_get_parent (item, NULL); folder != NULL && folder != root;
       folder = rh_folder_get_parent (folder))
    {
      g_string_prepend (place, " / ");
      g_string_prepend (place, rh_folder_get_name (folder));
    }

  return g_string_free_and_steal (place);
}

GPtrArray *
rh_tree_dup_requests (GObject *item)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func (g_object_unref);

  collect (item, requests);
  return requests;
}
