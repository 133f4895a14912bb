/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two trees over one collection. The one with everything stays as it is under a filter, so that the
 * same folders are open afterwards; the other is made for what is typed, with all folders open. It
 * is made anew with each key: a list takes one change of all rows several times faster than a
 * change in each folder. */
#define G_LOG_DOMAIN "rh-tree-model"

#include "config.h"

#include "collection/rh-tree-model.h"

#include "collection/rh-tree-search.h"
#include "collection/rh-tree.h"

/* A tree of so many rows begins with its folders closed: it is for finding the folder. */
#define OPEN_MAX 100

/* A list makes 200 rows whether they are in sight or not, which takes many times as long as what is
 * in sight does. So these come first, and the others when somebody goes on to them. */
#define ROWS_FIRST 40

struct _RhTreeModel
{
  GObject parent_instance;

  /* Owned */
  RhFolder *root;
  GtkTreeListModel *all;
  GtkTreeListModel *filtered; /* NULL: no filter */
  GtkSliceListModel *rows;    /* the first of one of them; NULL: all of @all */
  GtkCustomFilter *filter;
  GtkSingleSelection *selection;
  RhTreeSearch *shown;   /* what @filtered shows */
  RhTreeSearch *running; /* what will be */
  char *text;

  /* Plain */
  guint idle;
  guint more_idle;
  gboolean more_all;
  gboolean stepping;
  gboolean changed; /* since @shown was found */
};

enum
{
  FILTERED,
  MORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhTreeModel, rh_tree_model, G_TYPE_OBJECT)

/* Below @folder, itself not counted; at least @enough means enough. */
static guint
count_items (RhFolder *folder, guint enough)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);
  guint count = n;

  for (guint i = 0; i < n && count < enough; i++)
    {
      g_autoptr (GObject) child = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (child))
        count += count_items (RH_FOLDER (child), enough - count);
    }

  return count;
}

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  return RH_IS_FOLDER (item) ? g_object_ref (rh_folder_get_items (item)) : NULL;
}

static gboolean
is_kept (gpointer item, gpointer user_data)
{
  RhTreeModel *self = user_data;

  return self->shown == NULL || rh_tree_search_has (self->shown, item);
}

/* The filter goes into the model of each level. */
static GListModel *
create_filtered (gpointer item, gpointer user_data)
{
  GtkFilter *filter = user_data;

  if (!RH_IS_FOLDER (item))
    return NULL;
  return G_LIST_MODEL (
      gtk_filter_list_model_new (g_object_ref (rh_folder_get_items (item)), g_object_ref (filter)));
}

static GtkTreeListModel *
get_tree (RhTreeModel *self)
{
  return self->filtered != NULL ? self->filtered : self->all;
}

static void
show_first (RhTreeModel *self)
{
  g_clear_object (&self->rows);
  self->rows
      = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (get_tree (self))), 0, ROWS_FIRST);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->rows));
}

static gboolean
has_more (RhTreeModel *self)
{
  return self->rows != NULL
         && gtk_slice_list_model_get_size (self->rows)
                < g_list_model_get_n_items (G_LIST_MODEL (get_tree (self)));
}

static void
show_more (RhTreeModel *self, gboolean all)
{
  guint size = gtk_slice_list_model_get_size (self->rows);

  gtk_slice_list_model_set_size (self->rows, all ? G_MAXUINT : 2 * size);
  g_signal_emit (self, signals[MORE], 0);
}

static void
more_cb (gpointer user_data)
{
  RhTreeModel *self = user_data;
  gboolean all = self->more_all;

  self->more_idle = 0;
  self->more_all = FALSE;
  if (has_more (self))
    show_more (self, all);
}

static void
show_filtered (RhTreeModel *self)
{
  GListModel *top = create_filtered (self->root, self->filter);

  g_clear_object (&self->filtered);
  self->filtered = gtk_tree_list_model_new (top, FALSE, TRUE, create_filtered,
                                            g_object_ref (self->filter), g_object_unref);
  show_first (self);
}

static void
show_all (RhTreeModel *self)
{
  if (self->filtered == NULL)
    return;

  g_clear_object (&self->filtered);
  show_first (self);
  g_clear_pointer (&self->shown, rh_tree_search_free);
  g_signal_emit (self, signals[FILTERED], 0);
}

/* What is done to the tree changes a row here and there, and the keyboard may be in one of them. */
static void
show_found (RhTreeModel *self, gboolean same)
{
  if (self->filtered == NULL || (!same && !self->changed))
    show_filtered (self);
  else if (!same)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static gboolean
search_cb (gpointer user_data)
{
  RhTreeModel *self = user_data;
  gboolean more;
  gboolean same;

  self->stepping = TRUE;
  more = rh_tree_search_step (self->running, RH_TREE_MODEL_SLICE);
  self->stepping = FALSE;
  if (more)
    return G_SOURCE_CONTINUE;

  self->idle = 0;
  same = self->shown != NULL && rh_tree_search_equal (self->shown, self->running);
  g_clear_pointer (&self->shown, rh_tree_search_free);
  self->shown = g_steal_pointer (&self->running);
  show_found (self, same);
  self->changed = FALSE;
  g_signal_emit (self, signals[FILTERED], 0);
  return G_SOURCE_REMOVE;
}

static void
stop_search (RhTreeModel *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->running, rh_tree_search_free);
}

static void
start_search (RhTreeModel *self)
{
  stop_search (self);
  self->running = rh_tree_search_new (self->root, self->text, self->changed ? NULL : self->shown);
  self->idle = g_idle_add (search_cb, self);
}

/* A request that the search itself has read says so too, and nothing of it has changed. */
static void
changed_cb (RhTreeModel *self)
{
  if (self->stepping)
    return;

  self->changed = TRUE;
  if (*self->text != '\0')
    start_search (self);
}

static void
rh_tree_model_dispose (GObject *object)
{
  RhTreeModel *self = RH_TREE_MODEL (object);

  stop_search (self);
  g_clear_handle_id (&self->more_idle, g_source_remove);
  /* Lists may outlive this by a frame. */
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->filtered);
  g_clear_object (&self->all);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->shown, rh_tree_search_free);
  g_clear_object (&self->root);

  G_OBJECT_CLASS (rh_tree_model_parent_class)->dispose (object);
}

static void
rh_tree_model_finalize (GObject *object)
{
  g_free (RH_TREE_MODEL (object)->text);

  G_OBJECT_CLASS (rh_tree_model_parent_class)->finalize (object);
}

static void
rh_tree_model_class_init (RhTreeModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_tree_model_dispose;
  object_class->finalize = rh_tree_model_finalize;

  signals[FILTERED] = g_signal_new ("filtered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MORE] = g_signal_new ("more", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
rh_tree_model_init (RhTreeModel *self)
{
  self->text = g_strdup ("");
  self->filter = gtk_custom_filter_new (is_kept, self, NULL);
}

RhTreeModel *
rh_tree_model_new (RhFolder *root)
{
  RhTreeModel *self = g_object_new (RH_TYPE_TREE_MODEL, NULL);

  self->root = g_object_ref (root);
  self->all = gtk_tree_list_model_new (g_object_ref (rh_folder_get_items (root)), FALSE,
                                       count_items (root, OPEN_MAX) < OPEN_MAX, create_children,
                                       NULL, NULL);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  if (gtk_tree_list_model_get_autoexpand (self->all))
    gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->all));
  else
    show_first (self);
  g_signal_connect_object (root, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

GtkSingleSelection *
rh_tree_model_get_selection (RhTreeModel *self)
{
  g_return_val_if_fail (RH_IS_TREE_MODEL (self), NULL);

  return self->selection;
}

void
rh_tree_model_set_filter (RhTreeModel *self, const char *text)
{
  g_autofree char *trimmed = NULL;

  g_return_if_fail (RH_IS_TREE_MODEL (self));

  trimmed = g_strstrip (g_strdup (text));
  if (!g_set_str (&self->text, trimmed))
    return;

  if (*trimmed != '\0')
    {
      start_search (self);
      return;
    }
  stop_search (self);
  show_all (self);
}

gboolean
rh_tree_model_is_filtered (RhTreeModel *self)
{
  g_return_val_if_fail (RH_IS_TREE_MODEL (self), FALSE);

  return self->filtered != NULL;
}

guint
rh_tree_model_get_n_found (RhTreeModel *self)
{
  g_return_val_if_fail (RH_IS_TREE_MODEL (self), 0);

  return self->shown != NULL ? rh_tree_search_get_n_found (self->shown) : 0;
}

void
rh_tree_model_want_more (RhTreeModel *self, gboolean all)
{
  g_return_if_fail (RH_IS_TREE_MODEL (self));

  if (!has_more (self))
    return;

  self->more_all = self->more_all || all;
  if (self->more_idle == 0)
    self->more_idle = g_idle_add_once (more_cb, self);
}

GtkTreeListRow *
rh_tree_model_show_row (RhTreeModel *self, guint position)
{
  g_return_val_if_fail (RH_IS_TREE_MODEL (self), NULL);

  if (position != GTK_INVALID_LIST_POSITION && has_more (self)
      && position >= gtk_slice_list_model_get_size (self->rows))
    show_more (self, TRUE);
  return g_list_model_get_item (G_LIST_MODEL (self->selection), position);
}

/* Among @rows, the items of one level. */
static guint
find_in_level (GListModel *level, GObject *item)
{
  for (guint i = 0; i < g_list_model_get_n_items (level); i++)
    {
      g_autoptr (GObject) candidate = g_list_model_get_item (level, i);

      if (candidate == item)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

GtkTreeListRow *
rh_tree_model_dup_row (RhTreeModel *self, GObject *item)
{
  RhFolder *parent;
  GListModel *level;
  g_autoptr (GtkTreeListRow) parent_row = NULL;

  g_return_val_if_fail (RH_IS_TREE_MODEL (self), NULL);

  parent = rh_tree_get_parent (item, NULL);
  if (parent == NULL)
    return NULL;
  if (parent == self->root)
    {
      level = gtk_tree_list_model_get_model (get_tree (self));
      return gtk_tree_list_model_get_child_row (get_tree (self), find_in_level (level, item));
    }

  parent_row = rh_tree_model_dup_row (self, G_OBJECT (parent));
  level = parent_row != NULL ? gtk_tree_list_row_get_children (parent_row) : NULL;
  if (level == NULL)
    return NULL;
  return gtk_tree_list_row_get_child_row (parent_row, find_in_level (level, item));
}

guint
rh_tree_model_find (RhTreeModel *self, GObject *item)
{
  g_autoptr (GtkTreeListRow) row = rh_tree_model_dup_row (self, item);

  return row != NULL ? gtk_tree_list_row_get_position (row) : GTK_INVALID_LIST_POSITION;
}

void
rh_tree_model_reveal (RhTreeModel *self, GObject *item)
{
  RhFolder *parent;
  g_autoptr (GtkTreeListRow) row = NULL;

  g_return_if_fail (RH_IS_TREE_MODEL (self));

  parent = rh_tree_get_parent (item, NULL);
  if (parent == NULL || parent == self->root)
    return;

  rh_tree_model_reveal (self, G_OBJECT (parent));
  row = rh_tree_model_dup_row (self, G_OBJECT (parent));
  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, TRUE);
}

static void
collect_open (GtkTreeListRow *row, GPtrArray *folders)
{
  GListModel *level;

  if (!gtk_tree_list_row_get_expanded (row))
    return;

  g_ptr_array_add (folders, gtk_tree_list_row_get_item (row));
  level = gtk_tree_list_row_get_children (row);
  for (guint i = 0; i < g_list_model_get_n_items (level); i++)
    {
      g_autoptr (GtkTreeListRow) child = gtk_tree_list_row_get_child_row (row, i);

      collect_open (child, folders);
    }
}

GPtrArray *
rh_tree_model_dup_open (RhTreeModel *self, GObject *item)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkTreeListRow) row = rh_tree_model_dup_row (self, item);

  if (row != NULL)
    collect_open (row, folders);
  return folders;
}

void
rh_tree_model_open (RhTreeModel *self, GPtrArray *folders)
{
  for (guint i = 0; i < folders->len; i++)
    {
      g_autoptr (GtkTreeListRow) row = rh_tree_model_dup_row (self, folders->pdata[i]);

      if (row != NULL)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}
