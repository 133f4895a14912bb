/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One drag source and one drop target on the whole list: rows come and go while it scrolls. Folders
 * stand before requests, so a request goes into a folder or between requests, and a folder into
 * another or between folders; over a request it goes where that is. */
#define G_LOG_DOMAIN "rh-tree-drag"

#include "config.h"

#include "collection/rh-tree-drag.h"

#include "collection/rh-tree-row.h"
#include "collection/rh-tree.h"

#define OPEN_AFTER 600  /* ms over a closed folder */
#define SCROLL_EDGE 28  /* px from the edge */
#define SCROLL_STEP 6.0 /* px a frame */

struct _RhTreeDrag
{
  GObject parent_instance;

  /* Owned */
  RhTreeModel *model;
  RhFolder *root;
  GtkWidget *marked;     /* the row, or the list; NULL */
  GtkTreeListRow *ahead; /* a closed folder that opens soon; NULL */

  /* Borrowed */
  GtkListView *list; /* NULL: it has gone */
  GtkDropTarget *target;
  const char *mark;

  /* Plain */
  guint open_timeout;
  guint tick;
  double scroll; /* px a frame; 0: none */
};

enum
{
  MOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhTreeDrag, rh_tree_drag, G_TYPE_OBJECT)

/* Where something would go. */
typedef struct
{
  RhFolder *to;          /* borrowed */
  guint position;        /* as things are now */
  const char *mark;      /* CSS class */
  GObject *marked;       /* whose row; NULL: the list. Borrowed */
  GtkTreeListRow *ahead; /* owned */
} Place;

static void
place_clear (Place *place)
{
  g_clear_object (&place->ahead);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static RhTreeRow *
row_at (RhTreeDrag *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);

  return rh_tree_row_at (GTK_WIDGET (self->list), widget);
}

/* The list's own widget of a row: it is as wide as the list. */
static GtkWidget *
outer_of (RhTreeDrag *self, RhTreeRow *row)
{
  GtkWidget *widget = GTK_WIDGET (row);

  while (gtk_widget_get_parent (widget) != GTK_WIDGET (self->list))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

/* 0 at the upper edge of the row, 1 at the lower. */
static double
fraction_of (RhTreeDrag *self, RhTreeRow *row, double y)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (outer_of (self, row), GTK_WIDGET (self->list), &bounds)
      || bounds.size.height <= 0)
    return 0.5;
  return (y - (double) bounds.origin.y) / (double) bounds.size.height;
}

static void
into (Place *place, RhFolder *folder, guint position, RhFolder *root)
{
  place->to = folder;
  place->position = position;
  place->mark = "drop-into";
  place->marked = folder != root ? G_OBJECT (folder) : NULL;
}

static void
beside (Place *place, GObject *target, RhFolder *parent, guint position, gboolean below)
{
  place->to = parent;
  place->position = below ? position + 1 : position;
  place->mark = below ? "drop-below" : "drop-above";
  place->marked = target;
}

static void
over_folder (RhTreeDrag *self, GObject *item, GObject *target, double fraction, Place *place)
{
  guint position;
  RhFolder *parent = rh_tree_get_parent (target, &position);
  g_autoptr (GtkTreeListRow) row = rh_tree_model_dup_row (self->model, target);
  gboolean open = row != NULL && gtk_tree_list_row_get_expanded (row);

  if (RH_IS_FOLDER (item) && fraction < 0.25)
    beside (place, target, parent, position, FALSE);
  else if (RH_IS_FOLDER (item) && fraction > 0.75 && !open)
    beside (place, target, parent, position, TRUE);
  else
    {
      into (place, RH_FOLDER (target), fraction > 0.75 ? 0 : G_MAXUINT, self->root);
      if (!open && row != NULL)
        place->ahead = g_steal_pointer (&row);
    }
}

/* FALSE: it may not go there. */
static gboolean
find_place (RhTreeDrag *self, GObject *item, double x, double y, Place *place)
{
  RhTreeRow *row = row_at (self, x, y);
  g_autoptr (GObject) target = row != NULL ? rh_tree_row_dup_item (row) : NULL;
  guint position = 0;
  RhFolder *parent = target != NULL ? rh_tree_get_parent (target, &position) : NULL;

  if (parent == NULL)
    into (place, self->root, G_MAXUINT, self->root);
  else if (RH_IS_FOLDER (target))
    over_folder (self, item, target, fraction_of (self, row, y), place);
  else if (RH_IS_FOLDER (item))
    into (place, parent, G_MAXUINT, self->root);
  else
    beside (place, target, parent, position, fraction_of (self, row, y) > 0.5);

  return rh_tree_can_move (item, place->to);
}

/* The place as it is once @item has left its own. */
static guint
final_position (GObject *item, const Place *place)
{
  guint position;

  if (rh_tree_get_parent (item, &position) == place->to && position < place->position
      && place->position != G_MAXUINT)
    return place->position - 1;
  return place->position;
}

/* --- What is shown meanwhile --------------------------------------------------------------------
 */

static void
unmark (RhTreeDrag *self)
{
  if (self->marked != NULL)
    gtk_widget_remove_css_class (self->marked, self->mark);
  g_clear_object (&self->marked);
}

static void
mark (RhTreeDrag *self, const Place *place)
{
  RhTreeRow *row
      = place->marked != NULL ? rh_tree_row_find (GTK_WIDGET (self->list), place->marked) : NULL;

  unmark (self);
  if (place->marked == NULL)
    self->marked = g_object_ref (GTK_WIDGET (self->list));
  else if (row != NULL)
    self->marked = g_object_ref (outer_of (self, row));
  else
    return; /* the folder is not in sight */

  self->mark = place->mark;
  gtk_widget_add_css_class (self->marked, self->mark);
}

static void
open_cb (gpointer user_data)
{
  RhTreeDrag *self = user_data;

  self->open_timeout = 0;
  gtk_tree_list_row_set_expanded (self->ahead, TRUE);
  g_clear_object (&self->ahead);
}

static void
open_soon (RhTreeDrag *self, GtkTreeListRow *row)
{
  if (self->ahead == row)
    return;

  g_clear_handle_id (&self->open_timeout, g_source_remove);
  g_set_object (&self->ahead, row);
  if (row != NULL)
    self->open_timeout = g_timeout_add_once (OPEN_AFTER, open_cb, self);
}

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RhTreeDrag *self = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + self->scroll);
  return G_SOURCE_CONTINUE;
}

static void
stop_scrolling (RhTreeDrag *self)
{
  if (self->tick != 0 && self->list != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->tick);
  self->tick = 0;
}

static void
scroll_at (RhTreeDrag *self, double y)
{
  self->scroll = 0;
  if (y < SCROLL_EDGE)
    self->scroll = -SCROLL_STEP;
  else if (y > gtk_widget_get_height (GTK_WIDGET (self->list)) - SCROLL_EDGE)
    self->scroll = SCROLL_STEP;

  if (self->scroll > 0 || self->scroll < 0)
    {
      if (self->tick == 0)
        self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), scroll_cb, self, NULL);
    }
  else
    stop_scrolling (self);
}

/* --- The pointer --------------------------------------------------------------------------------
 */

static GdkContentProvider *
prepare_cb (RhTreeDrag *self, double x, double y, GtkDragSource *source)
{
  RhTreeRow *row = row_at (self, x, y);
  g_autoptr (GObject) item = row != NULL ? rh_tree_row_dup_item (row) : NULL;
  g_autoptr (GdkPaintable) live = NULL;
  g_autoptr (GdkPaintable) picture = NULL;
  graphene_point_t at = GRAPHENE_POINT_INIT ((float) x, (float) y);

  if (item == NULL || rh_tree_row_is_edited (row))
    return NULL;

  live = gtk_widget_paintable_new (GTK_WIDGET (row));
  picture = gdk_paintable_get_current_image (live);
  if (gtk_widget_compute_point (GTK_WIDGET (self->list), GTK_WIDGET (row), &at, &at))
    gtk_drag_source_set_icon (source, picture, (int) at.x, (int) at.y);
  return gdk_content_provider_new_typed (G_OBJECT_TYPE (item), item);
}

static GdkDragAction
motion_cb (RhTreeDrag *self, double x, double y, GtkDropTarget *target)
{
  const GValue *value = gtk_drop_target_get_value (target);

  if (value == NULL || !rh_tree_drag_hover (self, g_value_get_object (value), x, y))
    return 0;
  return GDK_ACTION_MOVE;
}

static gboolean
drop_cb (RhTreeDrag *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  return rh_tree_drag_drop (self, g_value_get_object (value), x, y);
}

static void
leave (RhTreeDrag *self)
{
  unmark (self);
  open_soon (self, NULL);
  stop_scrolling (self);
}

static void
list_gone_cb (gpointer user_data, GObject *list)
{
  RhTreeDrag *self = user_data;

  self->list = NULL;
  self->target = NULL;
}

static void
rh_tree_drag_dispose (GObject *object)
{
  RhTreeDrag *self = RH_TREE_DRAG (object);

  leave (self);
  if (self->list != NULL)
    g_object_weak_unref (G_OBJECT (self->list), list_gone_cb, self);
  self->list = NULL;
  g_clear_object (&self->model);
  g_clear_object (&self->root);

  G_OBJECT_CLASS (rh_tree_drag_parent_class)->dispose (object);
}

static void
rh_tree_drag_class_init (RhTreeDragClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_tree_drag_dispose;

  signals[MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 3, G_TYPE_OBJECT, RH_TYPE_FOLDER, G_TYPE_UINT);
}

static void
rh_tree_drag_init (RhTreeDrag *self)
{
}

static void
add_controllers (RhTreeDrag *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GType types[] = { RH_TYPE_REQUEST_ITEM, RH_TYPE_FOLDER };

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (source));

  self->target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_MOVE);
  gtk_drop_target_set_gtypes (self->target, types, G_N_ELEMENTS (types));
  /* What it is decides where it may go. */
  gtk_drop_target_set_preload (self->target, TRUE);
  g_signal_connect_object (self->target, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->target, "leave", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (self->target));
}

RhTreeDrag *
rh_tree_drag_new (GtkListView *list, RhTreeModel *model, RhFolder *root)
{
  RhTreeDrag *self = g_object_new (RH_TYPE_TREE_DRAG, NULL);

  self->list = list;
  self->model = g_object_ref (model);
  self->root = g_object_ref (root);
  g_object_weak_ref (G_OBJECT (list), list_gone_cb, self);
  add_controllers (self);
  return self;
}

gboolean
rh_tree_drag_hover (RhTreeDrag *self, GObject *item, double x, double y)
{
  g_auto (Place) place = { 0 };

  g_return_val_if_fail (RH_IS_TREE_DRAG (self), FALSE);

  scroll_at (self, y);
  if (!find_place (self, item, x, y, &place))
    {
      unmark (self);
      open_soon (self, NULL);
      return FALSE;
    }

  mark (self, &place);
  open_soon (self, place.ahead);
  return TRUE;
}

gboolean
rh_tree_drag_drop (RhTreeDrag *self, GObject *item, double x, double y)
{
  g_auto (Place) place = { 0 };

  g_return_val_if_fail (RH_IS_TREE_DRAG (self), FALSE);

  leave (self);
  if (!find_place (self, item, x, y, &place))
    return FALSE;

  g_signal_emit (self, signals[MOVE], 0, item, place.to, final_position (item, &place));
  return TRUE;
}
