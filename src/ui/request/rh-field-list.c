/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of params, headers or form fields: a list of rows, so that a URL with a thousand params
 * costs what is visible of it. */
#define G_LOG_DOMAIN "rh-field-list"

#include "config.h"

#include "request/rh-field-list.h"

#include "common/rh-toast.h"
#include "request/rh-field-row.h"

#include <glib/gi18n.h>

struct _RhFieldList
{
  AdwBin parent_instance;

  /* Template */
  GtkListView *list;

  /* Owned */
  RhFieldModel *model;
  RhVariableScope *scope;
  GPtrArray *rows; /* of RhFieldRow that are bound; borrowed */

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

G_DEFINE_FINAL_TYPE (RhFieldList, rh_field_list, ADW_TYPE_BIN)

static void
update_empty (RhFieldList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      RhFieldRow *row = g_ptr_array_index (self->rows, i);

      rh_field_row_set_empty (row,
                              rh_field_model_is_last (self->model, rh_field_row_get_field (row)));
    }
}

static void
undo_clicked_cb (RhFieldModel *model)
{
  rh_field_model_undo (model);
}

static gboolean
undo_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return rh_field_model_undo (RH_FIELD_LIST (widget)->model);
}

static void
remove_cb (RhFieldList *self, RhFieldRow *row)
{
  RhField *field = rh_field_row_get_field (row);
  AdwToast *toast;

  if (field == NULL)
    return;

  rh_field_model_remove (self->model, field);
  toast = rh_toast_new (_ ("Row removed"));
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self->model,
                           G_CONNECT_SWAPPED);
  rh_toast_add (GTK_WIDGET (self), toast);
}

static void
setup_cb (RhFieldList *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  GtkWidget *row = rh_field_row_new ();

  g_object_bind_property (self, "narrow", row, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  /* The entries have the focus, never the row around them. */
  gtk_list_item_set_focusable (list_item, FALSE);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (RhFieldList *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  RhFieldRow *row = RH_FIELD_ROW (gtk_list_item_get_child (list_item));
  RhField *field = gtk_list_item_get_item (list_item);

  rh_field_row_bind (row, field, self->scope);
  rh_field_row_set_empty (row, rh_field_model_is_last (self->model, field));
  g_ptr_array_add (self->rows, row);
}

static void
unbind_cb (RhFieldList *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  RhFieldRow *row = RH_FIELD_ROW (gtk_list_item_get_child (list_item));

  rh_field_row_bind (row, NULL, NULL);
  g_ptr_array_remove (self->rows, row);
}

static void
rh_field_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhFieldList *self = RH_FIELD_LIST (object);

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
rh_field_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhFieldList *self = RH_FIELD_LIST (object);

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
rh_field_list_dispose (GObject *object)
{
  RhFieldList *self = RH_FIELD_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_FIELD_LIST);
  g_clear_object (&self->model);
  g_clear_object (&self->scope);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (rh_field_list_parent_class)->dispose (object);
}

static void
rh_field_list_class_init (RhFieldListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_field_list_dispose;
  object_class->get_property = rh_field_list_get_property;
  object_class->set_property = rh_field_list_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-field-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RhFieldList, list);
  /* An entry that has something to undo takes the key first. */
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_key_cb, NULL);
}

static void
rh_field_list_init (RhFieldList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

/* Takes @model. */
static GtkWidget *
new_with_model (RhFieldModel *model, RhVariableScope *scope, const char *label)
{
  RhFieldList *self = g_object_new (RH_TYPE_FIELD_LIST, NULL);
  GtkNoSelection *selection;

  self->scope = g_object_ref (scope);
  self->model = model;
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update_empty), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return GTK_WIDGET (self);
}

GtkWidget *
rh_field_list_new (RhRequestItem *item, RhFields fields, RhVariableScope *scope, const char *label)
{
  return new_with_model (rh_field_model_new (item, fields), scope, label);
}

GtkWidget *
rh_field_list_new_for_folder (RhFolder *folder, RhVariableScope *scope, const char *label)
{
  return new_with_model (rh_field_model_new_for_folder (folder), scope, label);
}
