/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GtkPaned knows pixels, and tells nobody who moved it: what changes while a button is held or the
 * separator has the keys, and the room stays as it is, somebody moved; all else is put back to the
 * share. */
#define G_LOG_DOMAIN "rh-tab-split"

#include "config.h"

#include "window/rh-tab-split.h"

#include "common/rh-settings.h"

/* What the position depends on besides the user. */
typedef struct
{
  int length;
  int least;
  int most;
} Room;

struct _RhTabSplit
{
  GObject parent_instance;

  /* Borrowed */
  GtkPaned *paned;

  /* Plain */
  Room room;
  gboolean placing;
  gboolean held; /* a button is down, or a finger */
};

G_DEFINE_FINAL_TYPE (RhTabSplit, rh_tab_split, G_TYPE_OBJECT)

static const char *
key_of (RhTabSplit *self)
{
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) == GTK_ORIENTATION_VERTICAL
             ? RH_SETTINGS_SHARE_BELOW
             : RH_SETTINGS_SHARE_BESIDE;
}

static Room
measure (RhTabSplit *self)
{
  GtkWidget *widget = GTK_WIDGET (self->paned);
  Room room = { 0 };

  room.length
      = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) == GTK_ORIENTATION_VERTICAL
            ? gtk_widget_get_height (widget)
            : gtk_widget_get_width (widget);
  g_object_get (self->paned, "min-position", &room.least, "max-position", &room.most, NULL);
  return room;
}

static void
place (RhTabSplit *self)
{
  double share = g_settings_get_double (rh_settings_get (), key_of (self));
  int position = (int) (share * self->room.length);

  if (self->room.length <= 0 || self->room.most < self->room.least)
    return;

  self->placing = TRUE;
  gtk_paned_set_position (self->paned, CLAMP (position, self->room.least, self->room.most));
  self->placing = FALSE;
}

/* TRUE if it did. */
static gboolean
follow_room (RhTabSplit *self)
{
  Room room = measure (self);

  if (room.length == self->room.length && room.least == self->room.least
      && room.most == self->room.most)
    return FALSE;

  self->room = room;
  place (self);
  return TRUE;
}

static void
room_cb (RhTabSplit *self)
{
  if (!self->placing)
    follow_room (self);
}

static void
position_cb (RhTabSplit *self)
{
  double share;

  if (self->placing || follow_room (self) || self->room.length <= 0)
    return;
  if (!self->held && !gtk_widget_is_focus (GTK_WIDGET (self->paned)))
    {
      place (self);
      return;
    }

  share = (double) gtk_paned_get_position (self->paned) / self->room.length;
  g_settings_set_double (rh_settings_get (), key_of (self), CLAMP (share, 0.1, 0.9));
}

static gboolean
event_cb (RhTabSplit *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    self->held = TRUE;
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL)
    self->held = FALSE;

  return GDK_EVENT_PROPAGATE;
}

/* Before the paned's own gesture, which keeps the events for itself. */
static void
watch_user (RhTabSplit *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->paned), controller);
}

/* Moved in another tab, or in this one. */
static void
share_cb (RhTabSplit *self)
{
  place (self);
}

static void
rh_tab_split_class_init (RhTabSplitClass *klass)
{
}

static void
rh_tab_split_init (RhTabSplit *self)
{
}

RhTabSplit *
rh_tab_split_new (GtkPaned *paned)
{
  RhTabSplit *self = g_object_new (RH_TYPE_TAB_SPLIT, NULL);
  const char *const room[] = { "notify::min-position", "notify::max-position" };
  const char *const shares[]
      = { "changed::" RH_SETTINGS_SHARE_BELOW, "changed::" RH_SETTINGS_SHARE_BESIDE };

  self->paned = paned;
  g_signal_connect_object (paned, "notify::position", G_CALLBACK (position_cb), self,
                           G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (room); i++)
    g_signal_connect_object (paned, room[i], G_CALLBACK (room_cb), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++)
    g_signal_connect_object (rh_settings_get (), shares[i], G_CALLBACK (share_cb), self,
                             G_CONNECT_SWAPPED);
  watch_user (self);
  return self;
}

void
rh_tab_split_turn (RhTabSplit *self, GtkOrientation orientation)
{
  g_return_if_fail (RH_IS_TAB_SPLIT (self));

  if (gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) == orientation)
    return;

  self->room = (Room) { 0 };
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned), orientation);
}
