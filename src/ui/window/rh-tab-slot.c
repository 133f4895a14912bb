/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of a tab in a window. A window of twenty tabs is there as soon as one of one. */
#define G_LOG_DOMAIN "rh-tab-slot"

#include "config.h"

#include "window/rh-tab-slot.h"

#include "request/rh-request-page.h"

struct _RhTabSlot
{
  AdwBin parent_instance;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  RhRequestItem *item;
  RhVariableScope *scope; /* its own, so that it can move to a window with another environment */
  RhConnection *connection;
  GBindingGroup *host;
  char *page; /* of the request */
  char *answer;

  /* Borrowed */
  RhTab *tab; /* NULL before it was looked at */
  GtkAdjustment *scrolling;

  /* Plain */
  gboolean narrow;
  gboolean wide;
  double scroll; /* to go to, once there is so much; 0: there already */
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_WIDE,
  PROP_RUNNING,
  N_PROPS,
};

enum
{
  LAYOUT_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhTabSlot, rh_tab_slot, ADW_TYPE_BIN)

/* Session: whoever keeps it listens. */
static void
remember (RhTabSlot *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.remember", NULL);
}

static RhRequestPage *
get_request_page (RhTabSlot *self)
{
  return rh_tab_get_request_page (self->tab);
}

/* --- Scrolling ----------------------------------------------------------------------------------
 */

static GtkScrolledWindow *
find_scrolled (GtkWidget *widget)
{
  if (!gtk_widget_get_child_visible (widget))
    return NULL;
  if (GTK_IS_SCROLLED_WINDOW (widget))
    return GTK_SCROLLED_WINDOW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkScrolledWindow *found = find_scrolled (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Rows come and lay themselves out after the page is there. */
static void
scroll_if_possible (RhTabSlot *self)
{
  double most
      = gtk_adjustment_get_upper (self->scrolling) - gtk_adjustment_get_page_size (self->scrolling);

  if (self->scroll <= 0 || most < self->scroll)
    return;

  gtk_adjustment_set_value (self->scrolling, self->scroll);
  self->scroll = 0;
}

static void
scrolled_cb (RhTabSlot *self)
{
  remember (self);
}

static void
set_scrolling (RhTabSlot *self, GtkAdjustment *adjustment)
{
  if (self->scrolling == adjustment)
    return;

  if (self->scrolling != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->scrolling, self);
      g_object_remove_weak_pointer (G_OBJECT (self->scrolling), (gpointer *) &self->scrolling);
    }
  self->scrolling = adjustment;
  if (adjustment == NULL)
    return;

  g_object_add_weak_pointer (G_OBJECT (adjustment), (gpointer *) &self->scrolling);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scroll_if_possible), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  scroll_if_possible (self);
}

static void
find_scrolling (RhTabSlot *self)
{
  GtkScrolledWindow *scrolled = find_scrolled (GTK_WIDGET (get_request_page (self)));

  set_scrolling (self, scrolled == NULL ? NULL : gtk_scrolled_window_get_vadjustment (scrolled));
}

static void
page_changed_cb (RhTabSlot *self)
{
  self->scroll = 0; /* it was another page's */
  find_scrolling (self);
  remember (self);
}

/* --- The tab ------------------------------------------------------------------------------------
 */

static void
running_cb (RhTabSlot *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
showing_response_cb (RhTabSlot *self)
{
  g_signal_emit (self, signals[LAYOUT_CHANGED], 0);
}

static void
apply_state (RhTabSlot *self)
{
  if (*self->page != '\0')
    rh_request_page_set_page (get_request_page (self), self->page);
  if (*self->answer != '\0')
    rh_response_page_set_page (rh_tab_get_response_page (self->tab), self->answer);
  find_scrolling (self);
  g_signal_connect_object (get_request_page (self), "notify::page", G_CALLBACK (page_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

RhTab *
rh_tab_slot_need_tab (RhTabSlot *self)
{
  GtkWidget *tab;

  g_return_val_if_fail (RH_IS_TAB_SLOT (self), NULL);

  if (self->tab != NULL)
    return self->tab;

  tab = rh_tab_new (self->workspace, self->collection, self->item, self->scope);
  self->tab = RH_TAB (tab);
  rh_tab_set_connection (self->tab, self->connection);
  g_object_bind_property (self, "narrow", tab, "narrow", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "wide", tab, "wide", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (tab, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tab, "notify::showing-response", G_CALLBACK (showing_response_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), tab);
  apply_state (self);
  return self->tab;
}

static void
rh_tab_slot_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhTabSlot *self = RH_TAB_SLOT (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_WIDE:
      g_value_set_boolean (value, self->wide);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->tab != NULL && rh_tab_is_running (self->tab));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_tab_slot_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhTabSlot *self = RH_TAB_SLOT (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    case PROP_WIDE:
      self->wide = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_tab_slot_dispose (GObject *object)
{
  RhTabSlot *self = RH_TAB_SLOT (object);

  set_scrolling (self, NULL);
  if (self->tab != NULL)
    rh_tab_shut_down (self->tab);
  self->tab = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->host);
  g_clear_object (&self->connection);
  g_clear_object (&self->scope);
  g_clear_object (&self->item);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_tab_slot_parent_class)->dispose (object);
}

static void
rh_tab_slot_finalize (GObject *object)
{
  RhTabSlot *self = RH_TAB_SLOT (object);

  g_free (self->page);
  g_free (self->answer);

  G_OBJECT_CLASS (rh_tab_slot_parent_class)->finalize (object);
}

/* The tab view gives the keyboard to a page before it says that this one is in front now. */
static gboolean
rh_tab_slot_focus (GtkWidget *widget, GtkDirectionType direction)
{
  rh_tab_slot_need_tab (RH_TAB_SLOT (widget));

  return GTK_WIDGET_CLASS (rh_tab_slot_parent_class)->focus (widget, direction);
}

static void
rh_tab_slot_class_init (RhTabSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_tab_slot_dispose;
  object_class->finalize = rh_tab_slot_finalize;
  object_class->get_property = rh_tab_slot_get_property;
  object_class->set_property = rh_tab_slot_set_property;
  GTK_WIDGET_CLASS (klass)->focus = rh_tab_slot_focus;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[LAYOUT_CHANGED] = g_signal_new ("layout-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_tab_slot_init (RhTabSlot *self)
{
  self->page = g_strdup ("");
  self->answer = g_strdup ("");
  self->host = g_binding_group_new ();
  g_binding_group_bind (self->host, "narrow", self, "narrow", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->host, "wide", self, "wide", G_BINDING_SYNC_CREATE);
}

GtkWidget *
rh_tab_slot_new (RhWorkspace *workspace, RhCollection *collection, RhRequestItem *item)
{
  RhTabSlot *self = g_object_new (RH_TYPE_TAB_SLOT, NULL);

  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->item = g_object_ref (item);
  self->scope = rh_variable_scope_new (collection);
  return GTK_WIDGET (self);
}

RhRequestItem *
rh_tab_slot_get_item (RhTabSlot *self)
{
  g_return_val_if_fail (RH_IS_TAB_SLOT (self), NULL);

  return self->item;
}

RhCollection *
rh_tab_slot_get_collection (RhTabSlot *self)
{
  g_return_val_if_fail (RH_IS_TAB_SLOT (self), NULL);

  return self->collection;
}

void
rh_tab_slot_set_environment (RhTabSlot *self, RhEnvironment *environment, RhConnection *connection)
{
  g_return_if_fail (RH_IS_TAB_SLOT (self));

  rh_variable_scope_set_environment (self->scope, environment);
  rh_variable_scope_set_runtime (
      self->scope,
      connection == NULL ? NULL : rh_workspace_get_runtime (self->workspace, connection));
  g_set_object (&self->connection, connection);
  if (self->tab != NULL)
    rh_tab_set_connection (self->tab, connection);
}

RhTab *
rh_tab_slot_get_tab (RhTabSlot *self)
{
  g_return_val_if_fail (RH_IS_TAB_SLOT (self), NULL);

  return self->tab;
}

void
rh_tab_slot_set_host (RhTabSlot *self, GtkWidget *host)
{
  g_return_if_fail (RH_IS_TAB_SLOT (self));

  g_binding_group_set_source (self->host, host);
}

void
rh_tab_slot_set_state (RhTabSlot *self, const RhSessionTab *state)
{
  g_return_if_fail (RH_IS_TAB_SLOT (self));
  g_return_if_fail (self->tab == NULL);

  g_set_str (&self->page, state->page);
  g_set_str (&self->answer, state->answer);
  self->scroll = state->scroll;
}

void
rh_tab_slot_save_state (RhTabSlot *self, RhSessionTab *state)
{
  g_return_if_fail (RH_IS_TAB_SLOT (self));

  if (self->tab != NULL)
    {
      g_set_str (&self->page, rh_request_page_get_page (get_request_page (self)));
      g_set_str (&self->answer, rh_response_page_get_page (rh_tab_get_response_page (self->tab)));
    }
  g_set_str (&state->page, self->page);
  g_set_str (&state->answer, self->answer);
  state->scroll = self->scroll > 0 || self->scrolling == NULL
                      ? self->scroll
                      : gtk_adjustment_get_value (self->scrolling);
}
