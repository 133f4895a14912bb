/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inherited variables, dimmed, each with its source. Made anew after a change, once the main loop
 * is idle: a key typed elsewhere changes the collection too. */
#define G_LOG_DOMAIN "rh-inherited-list"

#include "config.h"

#include "environment/rh-inherited-list.h"

#include "collection/rh-environment-chain.h"

#include <glib/gi18n.h>

struct _RhInheritedList
{
  AdwBin parent_instance;

  /* Borrowed */
  GtkListBox *list;

  /* Owned */
  RhCollection *collection;
  RhEnvironment *environment;

  /* Plain */
  guint idle;
  gboolean empty;
};

enum
{
  PROP_0,
  PROP_EMPTY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhInheritedList, rh_inherited_list, ADW_TYPE_BIN)

/* Its value only if that is no secret; that one is typed anew. */
static void
override_cb (RhInheritedList *self, GtkButton *button)
{
  RhVariable *variable = g_object_get_data (G_OBJECT (button), "variable");
  g_autoptr (RhVariable) copy = rh_variable_copy (variable);

  rh_environment_append (self->environment, copy);
}

static GtkWidget *
override_button_new (RhInheritedList *self, RhVariable *variable)
{
  /* Translators: a verb: give an inherited variable another value here. */
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Override"));
  /* Translators: %s is the name of a variable. */
  g_autofree char *label = g_strdup_printf (_ ("Override %s"), rh_variable_get_name (variable));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "variable", g_object_ref (variable), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (override_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (RhInheritedList *self, RhVariable *variable, const char *source)
{
  GtkWidget *row = adw_action_row_new ();
  const char *value
      = rh_variable_is_secret (variable) ? _ ("In your keyring") : rh_variable_get_value (variable);
  g_autofree char *subtitle
      /* Translators: a value, then the environment or collection that it comes from. */
      = *value == '\0' ? g_strdup (source) : g_strdup_printf (_ ("%s — %s"), value, source);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rh_variable_get_name (variable));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (row, "inherited");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), override_button_new (self, variable));
  gtk_list_box_append (self->list, row);
}

static void
add_scope (RhInheritedList *self, GHashTable *seen, RhEnvironment *scope, const char *source)
{
  GListModel *variables = rh_environment_get_variables (scope);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);
      const char *name = rh_variable_get_name (variable);

      if (*name == '\0' || !rh_variable_is_enabled (variable)
          || !g_hash_table_add (seen, g_strdup (name)))
        continue;
      if (source != NULL)
        add_row (self, variable, source);
    }
}

static gboolean
update_cb (gpointer user_data)
{
  RhInheritedList *self = user_data;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) chain
      = rh_environment_chain_new (self->collection, self->environment, NULL);
  gboolean empty;

  self->idle = 0;
  gtk_list_box_remove_all (self->list);
  add_scope (self, seen, self->environment, NULL);
  for (guint i = 1; i < chain->len; i++)
    add_scope (self, seen, chain->pdata[i], rh_environment_get_name (chain->pdata[i]));
  add_scope (self, seen, rh_collection_get_scope (self->collection), _ ("Collection"));

  empty = gtk_list_box_get_row_at_index (self->list, 0) == NULL;
  if (self->empty != empty)
    {
      self->empty = empty;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY]);
    }
  return G_SOURCE_REMOVE;
}

static void
queue_update (RhInheritedList *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (update_cb, self);
}

static void
rh_inherited_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_EMPTY:
      g_value_set_boolean (value, RH_INHERITED_LIST (object)->empty);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_inherited_list_dispose (GObject *object)
{
  RhInheritedList *self = RH_INHERITED_LIST (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->collection);
  g_clear_object (&self->environment);

  G_OBJECT_CLASS (rh_inherited_list_parent_class)->dispose (object);
}

static void
rh_inherited_list_class_init (RhInheritedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_inherited_list_dispose;
  object_class->get_property = rh_inherited_list_get_property;

  properties[PROP_EMPTY]
      = g_param_spec_boolean ("empty", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_inherited_list_init (RhInheritedList *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->empty = TRUE;
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Inherited Variables"), -1);
  adw_bin_set_child (ADW_BIN (self), list);
}

GtkWidget *
rh_inherited_list_new (RhCollection *collection, RhEnvironment *environment)
{
  RhInheritedList *self = g_object_new (RH_TYPE_INHERITED_LIST, NULL);

  self->collection = g_object_ref (collection);
  self->environment = g_object_ref (environment);
  g_signal_connect_object (collection, "changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  update_cb (self);
  return GTK_WIDGET (self);
}
