/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a toast needs to remember to take back a move or a deletion. */
#define G_LOG_DOMAIN "rh-tree-undo"

#include "config.h"

#include "collection/rh-tree-undo.h"

#include "collection/rh-tree.h"
#include "common/rh-toast.h"

#include <glib/gi18n.h>

struct _RhTreeUndo
{
  /* owned */
  RhTreeModel *model;
  GObject *item;
  RhFolder *top;
  RhFolder *folder;
  GPtrArray *open;

  /* plain */
  guint position;
  gboolean deleted;
};

static RhFolder *
get_top (RhFolder *folder)
{
  while (rh_folder_get_parent (folder) != NULL)
    folder = rh_folder_get_parent (folder);

  return folder;
}

RhTreeUndo *
rh_tree_undo_new (RhTreeModel *model, GObject *item, gboolean deleted)
{
  guint position;
  RhFolder *folder = rh_tree_get_parent (item, &position);
  RhTreeUndo *self;

  if (folder == NULL)
    return NULL;

  self = g_new0 (RhTreeUndo, 1);
  self->model = g_object_ref (model);
  self->item = g_object_ref (item);
  self->top = g_object_ref (get_top (folder));
  self->folder = g_object_ref (folder);
  self->open = rh_tree_model_dup_open (model, item);
  self->position = position;
  self->deleted = deleted;
  return self;
}

void
rh_tree_undo_free (RhTreeUndo *self)
{
  g_object_unref (self->model);
  g_object_unref (self->item);
  g_object_unref (self->top);
  g_object_unref (self->folder);
  g_ptr_array_unref (self->open);
  g_free (self);
}

/* The item, back in its place or, where that has gone, in the outermost folder. What was deleted
 * and is back, or moved and has been deleted since, stays as it is. */
static void
run (RhTreeUndo *self)
{
  RhFolder *folder = rh_folder_is_within (self->folder, self->top) ? self->folder : self->top;
  gboolean gone = rh_tree_get_parent (self->item, NULL) == NULL;

  if (gone != self->deleted)
    return;

  if (gone)
    rh_folder_insert (folder, self->position, self->item);
  else
    rh_tree_move (self->item, folder, self->position);
  rh_tree_undo_reopen (self);
}

void
rh_tree_undo_reopen (RhTreeUndo *self)
{
  rh_tree_model_open (self->model, self->open);
}

static void
button_clicked_cb (AdwToast *toast, gpointer user_data)
{
  run (user_data);
}

static void
toast_gone_cb (gpointer data, GClosure *closure)
{
  rh_tree_undo_free (data);
}

AdwToast *
rh_tree_undo_offer (RhTreeUndo *self, GtkWidget *from, const char *text)
{
  AdwToast *toast = rh_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (button_clicked_cb), self,
                         toast_gone_cb, 0);
  if (gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY) == NULL)
    {
      g_object_unref (toast);
      return NULL;
    }
  rh_toast_add (from, toast);
  return toast;
}
