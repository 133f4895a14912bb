/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables of a request and what is done after its response. A request keeps no secrets: its file
 * is all there is of it. */
#define G_LOG_DOMAIN "rh-variables-page"

#include "config.h"

#include "request/rh-variables-page.h"

#include "environment/rh-variable-table.h"
#include "request/rh-action-model.h"
#include "request/rh-action-row.h"

#include <glib/gi18n.h>

struct _RhVariablesPage
{
  AdwBin parent_instance;

  /* Template */
  AdwPreferencesGroup *variables_group;
  GtkListBox *action_list;

  /* Owned */
  RhActionModel *actions;

  /* Borrowed */
  RhVariableTable *table;

  /* Plain */
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhVariablesPage, rh_variables_page, ADW_TYPE_BIN)

static void
update_empty (RhVariablesPage *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->action_list, i)) != NULL; i++)
    {
      RhActionRow *child = RH_ACTION_ROW (gtk_list_box_row_get_child (row));

      rh_action_row_set_empty (
          child, rh_action_model_is_last (self->actions, rh_action_row_get_action (child)));
    }
}

static void
remove_cb (RhVariablesPage *self, RhActionRow *row)
{
  rh_action_model_remove (self->actions, rh_action_row_get_action (row));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  GtkWidget *child = rh_action_row_new (item);
  GtkWidget *row = gtk_list_box_row_new ();

  g_object_bind_property (user_data, "narrow", child, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (child, "remove", G_CALLBACK (remove_cb), user_data, G_CONNECT_SWAPPED);
  /* The entries have the focus, never the row around them. */
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  return row;
}

static void
rh_variables_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhVariablesPage *self = RH_VARIABLES_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_variables_page_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  RhVariablesPage *self = RH_VARIABLES_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_variables_page_dispose (GObject *object)
{
  RhVariablesPage *self = RH_VARIABLES_PAGE (object);

  self->table = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_VARIABLES_PAGE);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (rh_variables_page_parent_class)->dispose (object);
}

static void
rh_variables_page_class_init (RhVariablesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_variables_page_dispose;
  object_class->get_property = rh_variables_page_get_property;
  object_class->set_property = rh_variables_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-variables-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhVariablesPage, variables_group);
  gtk_widget_class_bind_template_child (widget_class, RhVariablesPage, action_list);
}

static void
rh_variables_page_init (RhVariablesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rh_variables_page_new (RhRequestItem *item, RhVariableScope *scope)
{
  RhVariablesPage *self = g_object_new (RH_TYPE_VARIABLES_PAGE, NULL);
  GtkWidget *table = rh_variable_table_new (rh_request_item_get_scope (item), scope, NULL,
                                            _ ("Variables of This Request"));

  self->table = RH_VARIABLE_TABLE (table);
  g_object_bind_property (self, "narrow", table, "narrow", G_BINDING_SYNC_CREATE);
  adw_preferences_group_add (self->variables_group, table);
  self->actions = rh_action_model_new (item);
  gtk_list_box_bind_model (self->action_list, G_LIST_MODEL (self->actions), create_row, self, NULL);
  g_signal_connect_object (self->actions, "items-changed", G_CALLBACK (update_empty), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_empty (self);
  return GTK_WIDGET (self);
}

void
rh_variables_page_reveal (RhVariablesPage *self, gboolean actions, const RhFieldPlace *place)
{
  guint last;
  GtkListBoxRow *row;

  g_return_if_fail (RH_IS_VARIABLES_PAGE (self));

  if (!actions)
    {
      rh_variable_table_focus_at (self->table, place->row, place->cell, place->cursor);
      return;
    }

  last = g_list_model_get_n_items (G_LIST_MODEL (self->actions)) - 1;
  row = gtk_list_box_get_row_at_index (self->action_list, (int) MIN (place->row, last));
  rh_action_row_focus_at (RH_ACTION_ROW (gtk_list_box_row_get_child (row)), place->cell,
                          place->cursor);
}
