/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the sidebar. Rows are made once and bound to item after item while the list scrolls. A
 * start makes dozens, so the entry for a new name and the mark of an edited request are made when
 * they are needed, and the pointer is the list's. */
#define G_LOG_DOMAIN "rh-tree-row"

#include "config.h"

#include "collection/rh-tree-row.h"

#include "collection/rh-folder.h"
#include "common/rh-validity.h"

#include <glib/gi18n.h>

struct _RhTreeRow
{
  AdwBin parent_instance;

  /* Template */
  GtkTreeExpander *expander;
  GtkBox *box;
  GtkLabel *method_label;
  GtkLabel *name_label;

  /* Owned */
  GBindingGroup *bindings; /* of any item */
  GBindingGroup *request_bindings;

  /* Borrowed */
  GtkEditable *entry;     /* in the place of the name; NULL: it is not edited */
  GtkWidget *edited_mark; /* NULL: not edited since this row is one */
};

enum
{
  PROP_DESCRIPTION = 1,
  PROP_EDITED,
  N_PROPS,
};

enum
{
  MENU,
  CLICKED,
  RENAMED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhTreeRow, rh_tree_row, ADW_TYPE_BIN)

/* --- A new name ---------------------------------------------------------------------------------
 */

static void
remove_entry (RhTreeRow *self)
{
  GtkWidget *entry = GTK_WIDGET (self->entry);

  /* First, for the focus leaves it now. */
  self->entry = NULL;
  gtk_box_remove (self->box, entry);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), TRUE);
}

/* @name: NULL leaves it as it was. */
static void
end_edit (RhTreeRow *self, const char *name, gboolean by_key)
{
  g_autoptr (RhTreeRow) keep = g_object_ref (self);
  g_autofree char *taken = g_strdup (name);

  if (self->entry == NULL)
    return;

  remove_entry (self);
  g_signal_emit (self, signals[RENAMED], 0, taken, by_key);
}

static GtkWidget *
get_text (RhTreeRow *self)
{
  return GTK_WIDGET (gtk_editable_get_delegate (self->entry));
}

static char *
dup_entered (RhTreeRow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

/* A thing without a name could not be found again: the entry stays. */
static void
entry_activated_cb (RhTreeRow *self)
{
  g_autofree char *name = dup_entered (self);

  if (*name != '\0')
    end_edit (self, name, TRUE);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
left_cb (gpointer user_data)
{
  g_autoptr (RhTreeRow) self = user_data;
  g_autofree char *name = NULL;

  if (self->entry == NULL || gtk_widget_has_focus (get_text (self)))
    return;
  name = dup_entered (self);
  end_edit (self, *name != '\0' ? name : NULL, FALSE);
}

/* Not at once: the focus is on its way, and the entry is what it comes from. */
static void
entry_left_cb (RhTreeRow *self)
{
  if (self->entry != NULL)
    g_idle_add_once (left_cb, g_object_ref (self));
}

static void
entry_changed_cb (RhTreeRow *self, GtkEditable *entry)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  rh_validity_set (GTK_WIDGET (entry), *name != '\0');
}

static gboolean
escape_cb (GtkWidget *entry, GVariant *arguments, gpointer user_data)
{
  end_edit (RH_TREE_ROW (user_data), NULL, TRUE);
  return GDK_EVENT_STOP;
}

static GtkWidget *
entry_new (RhTreeRow *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 4);
  gtk_widget_add_css_class (entry, "rename");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  gtk_editable_set_text (GTK_EDITABLE (entry), gtk_label_get_label (self->name_label));
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (entry_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (escape_cb, self, NULL)));
  gtk_widget_add_controller (entry, keys);
  return entry;
}

/* --- The pointer --------------------------------------------------------------------------------
 */

/* The second click of two is the list's: it activates the row. */
static void
clicked_cb (GtkWidget *list, int n_press, double x, double y, GtkGesture *gesture)
{
  RhTreeRow *self = rh_tree_row_at (list, gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT));

  if (self != NULL && n_press == 1 && self->entry == NULL)
    g_signal_emit (self, signals[CLICKED], 0);
}

static void
ask_for_menu (GtkWidget *list, double x, double y, GtkGesture *gesture)
{
  RhTreeRow *self = rh_tree_row_at (list, gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT));
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);

  if (self == NULL || !gtk_widget_compute_point (list, GTK_WIDGET (self), &point, &point))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[MENU], 0, (double) point.x, (double) point.y);
}

/* Not on the press: the row would never hear of the release and look pressed for good. */
static void
released_cb (GtkWidget *list, int n_press, double x, double y, GtkGesture *gesture)
{
  ask_for_menu (list, x, y, gesture);
}

static void
long_pressed_cb (GtkWidget *list, double x, double y, GtkGesture *gesture)
{
  ask_for_menu (list, x, y, gesture);
}

static void
add_gesture (GtkWidget *list, GtkGesture *gesture, const char *signal, GCallback callback)
{
  g_signal_connect_object (gesture, signal, callback, list, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (gesture));
}

static GtkGesture *
click_new (guint button)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  return click;
}

static gboolean
is_cut_off (GtkLabel *label)
{
  return gtk_widget_get_visible (GTK_WIDGET (label))
         && pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

/* Only what is cut off: a tooltip over the next row is in the way of the pointer. */
static gboolean
rh_tree_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  RhTreeRow *self = RH_TREE_ROW (widget);
  const char *name = gtk_label_get_label (self->name_label);
  g_autofree char *both = g_strjoin (" ", gtk_label_get_label (self->method_label), name, NULL);

  if (self->entry != NULL)
    return FALSE;
  if (!is_cut_off (self->method_label) && !is_cut_off (self->name_label))
    return FALSE;

  gtk_tooltip_set_text (tooltip, is_cut_off (self->method_label) ? both : name);
  return TRUE;
}

/* --- What it says -------------------------------------------------------------------------------
 */

static void
description_changed_cb (RhTreeRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

static gboolean
is_marked (RhTreeRow *self)
{
  return self->edited_mark != NULL && gtk_widget_get_visible (self->edited_mark);
}

static void
add_mark (RhTreeRow *self)
{
  self->edited_mark = gtk_label_new ("•");
  gtk_widget_set_tooltip_text (self->edited_mark, _ ("Unsaved changes"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->edited_mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Unsaved changes"), -1);
  gtk_box_append (self->box, self->edited_mark);
}

static void
set_edited (RhTreeRow *self, gboolean edited)
{
  if (edited == is_marked (self))
    return;

  if (self->edited_mark == NULL)
    add_mark (self);
  gtk_widget_set_visible (self->edited_mark, edited);
  description_changed_cb (self);
}

/* What the row says besides its name, in words. */
static char *
dup_description (RhTreeRow *self)
{
  const char *method = gtk_label_get_label (self->method_label);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->method_label)))
    return g_strdup (_ ("Folder"));
  if (!is_marked (self))
    return g_strdup (method);
  return g_strjoin (", ", method, _ ("Unsaved changes"), NULL);
}

static void
rh_tree_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DESCRIPTION:
      g_value_take_string (value, dup_description (RH_TREE_ROW (object)));
      break;
    case PROP_EDITED:
      g_value_set_boolean (value, is_marked (RH_TREE_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_tree_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_EDITED:
      set_edited (RH_TREE_ROW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_tree_row_dispose (GObject *object)
{
  RhTreeRow *self = RH_TREE_ROW (object);

  self->entry = NULL;
  self->edited_mark = NULL;
  g_clear_object (&self->bindings);
  g_clear_object (&self->request_bindings);
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_TREE_ROW);

  G_OBJECT_CLASS (rh_tree_row_parent_class)->dispose (object);
}

static void
rh_tree_row_class_init (RhTreeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_tree_row_dispose;
  G_OBJECT_CLASS (klass)->get_property = rh_tree_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = rh_tree_row_set_property;
  widget_class->query_tooltip = rh_tree_row_query_tooltip;

  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, "",
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EDITED] = g_param_spec_boolean ("edited", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[RENAMED] = g_signal_new ("renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/collection/rh-tree-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhTreeRow, expander);
  gtk_widget_class_bind_template_child (widget_class, RhTreeRow, box);
  gtk_widget_class_bind_template_child (widget_class, RhTreeRow, method_label);
  gtk_widget_class_bind_template_child (widget_class, RhTreeRow, name_label);
}

static void
rh_tree_row_init (RhTreeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "name", self->name_label, "label", G_BINDING_SYNC_CREATE);
  self->request_bindings = g_binding_group_new ();
  g_binding_group_bind (self->request_bindings, "method", self->method_label, "label",
                        G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->request_bindings, "edited", self, "edited", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->method_label, "notify::visible",
                           G_CALLBACK (description_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->method_label, "notify::label", G_CALLBACK (description_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
rh_tree_row_new (GtkListItem *list_item)
{
  RhTreeRow *self = g_object_new (RH_TYPE_TREE_ROW, NULL);

  g_object_bind_property (self->name_label, "label", list_item, "accessible-label",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "description", list_item, "accessible-description",
                          G_BINDING_SYNC_CREATE);
  return GTK_WIDGET (self);
}

void
rh_tree_row_bind (RhTreeRow *self, GtkTreeListRow *row)
{
  g_autoptr (GObject) item = NULL;
  gboolean is_request;

  g_return_if_fail (RH_IS_TREE_ROW (self));

  /* What was typed belongs to another. */
  end_edit (self, NULL, FALSE);
  item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  is_request = RH_IS_REQUEST_ITEM (item);
  gtk_tree_expander_set_list_row (self->expander, row);
  gtk_widget_set_visible (GTK_WIDGET (self->method_label), is_request);
  set_edited (self, FALSE);
  g_binding_group_set_source (self->bindings, item);
  g_binding_group_set_source (self->request_bindings, is_request ? item : NULL);
}

GObject *
rh_tree_row_dup_item (RhTreeRow *self)
{
  g_return_val_if_fail (RH_IS_TREE_ROW (self), NULL);

  return g_binding_group_dup_source (self->bindings);
}

void
rh_tree_row_edit (RhTreeRow *self)
{
  g_return_if_fail (RH_IS_TREE_ROW (self));

  if (self->entry == NULL)
    {
      self->entry = GTK_EDITABLE (entry_new (self));
      gtk_widget_set_visible (GTK_WIDGET (self->name_label), FALSE);
      gtk_box_insert_child_after (self->box, GTK_WIDGET (self->entry),
                                  GTK_WIDGET (self->name_label));
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry)); /* which selects all */
}

gboolean
rh_tree_row_is_edited (RhTreeRow *self)
{
  g_return_val_if_fail (RH_IS_TREE_ROW (self), FALSE);

  return self->entry != NULL;
}

static RhTreeRow *
find_below (GtkWidget *widget)
{
  while (widget != NULL && !RH_IS_TREE_ROW (widget))
    widget = gtk_widget_get_first_child (widget);

  return widget != NULL ? RH_TREE_ROW (widget) : NULL;
}

RhTreeRow *
rh_tree_row_find (GtkWidget *list, GObject *item)
{
  g_return_val_if_fail (GTK_IS_WIDGET (list), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      RhTreeRow *row = find_below (child);
      g_autoptr (GObject) candidate = row != NULL ? rh_tree_row_dup_item (row) : NULL;

      if (candidate == item && item != NULL)
        return row;
    }

  return NULL;
}

RhTreeRow *
rh_tree_row_at (GtkWidget *list, GtkWidget *widget)
{
  GtkWidget *row;

  g_return_val_if_fail (GTK_IS_WIDGET (list), NULL);

  if (widget == NULL || widget == list || !gtk_widget_is_ancestor (widget, list))
    return NULL;
  row = gtk_widget_get_ancestor (widget, RH_TYPE_TREE_ROW);
  return row != NULL ? RH_TREE_ROW (row) : find_below (widget);
}

void
rh_tree_row_attach_pointer (GtkWidget *list)
{
  GtkGesture *press;

  g_return_if_fail (GTK_IS_WIDGET (list));

  press = gtk_gesture_long_press_new ();
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  add_gesture (list, click_new (GDK_BUTTON_PRIMARY), "released", G_CALLBACK (clicked_cb));
  add_gesture (list, click_new (GDK_BUTTON_SECONDARY), "released", G_CALLBACK (released_cb));
  add_gesture (list, press, "pressed", G_CALLBACK (long_pressed_cb));
}
