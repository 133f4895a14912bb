/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One environment. Its name is applied when it is complete, since files, sign-ins and secrets go by
 * it; all else with each key. */
#define G_LOG_DOMAIN "rh-environment-page"

#include "config.h"

#include "environment/rh-environment-page.h"

#include "collection/rh-environment-chain.h"
#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "common/rh-variable-scope.h"
#include "environment/rh-color-dot.h"
#include "environment/rh-inherited-list.h"
#include "environment/rh-variable-table.h"

#include <glib/gi18n.h>

struct _RhEnvironmentPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkWidget *settings_group;
  AdwEntryRow *name_row;
  AdwComboRow *color_row;
  AdwComboRow *extends_row;
  GtkWidget *protected_row;
  AdwPreferencesGroup *variables_group;
  AdwPreferencesGroup *inherited_group;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  RhEnvironment *environment; /* or the collection's scope */
  RhVariableSecrets *secrets;
  GStrv parents; /* what extends_row offers, after "none" */

  /* Plain */
  gboolean narrow;
  gboolean syncing;       /* the switch follows */
  gboolean was_protected; /* before the name changed */
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhEnvironmentPage, rh_environment_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- Protected
 * ------------------------------------------------------------------------------------
 */

static gboolean
is_protected (RhEnvironmentPage *self)
{
  return rh_guard_is_protected (rh_workspace_get_guard (self->workspace),
                                rh_collection_get_id (self->collection), self->environment);
}

static void
show_protected (RhEnvironmentPage *self)
{
  self->syncing = TRUE;
  g_object_set (self->protected_row, "active", is_protected (self), NULL);
  self->syncing = FALSE;
}

/* What is kept is the user's own; a mark in the file tells others, and its absence nobody. */
static void
set_protected (RhEnvironmentPage *self, gboolean protect)
{
  g_autoptr (GError) error = NULL;

  if (protect)
    g_object_set (self->environment, "protected", TRUE, NULL);
  if (!rh_guard_set_protected (rh_workspace_get_guard (self->workspace),
                               rh_collection_get_id (self->collection), self->environment, protect,
                               &error))
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      rh_toast_show (GTK_WIDGET (self), problem->title);
    }
  show_protected (self);
}

static void
protected_switched_cb (RhEnvironmentPage *self)
{
  gboolean active;

  if (self->syncing)
    return;

  g_object_get (self->protected_row, "active", &active, NULL);
  set_protected (self, active);
}

/* --- Name ----------------------------------------------------------------------------------------
 */

static void
show_name (RhEnvironmentPage *self)
{
  const char *name = rh_environment_get_name (self->environment);

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name);
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhEnvironmentPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rh_variable_secrets_rename_holder_finish (RH_VARIABLE_SECRETS (source), result, &error))
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      rh_toast_show (GTK_WIDGET (self), problem->title);
    }
  else if (self->was_protected)
    set_protected (self, TRUE); /* it is kept by name */
  show_name (self);
  show_protected (self);
}

static void
name_applied_cb (RhEnvironmentPage *self)
{
  g_autofree char *name
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  RhEnvironment *other = rh_collection_get_environment (self->collection, name);

  if (*name == '\0' || other == self->environment)
    show_name (self);
  else if (other != NULL)
    {
      rh_toast_show (GTK_WIDGET (self), _ ("There is an environment of this name already"));
      show_name (self);
    }
  else
    {
      self->was_protected = is_protected (self);
      rh_variable_secrets_rename_holder_async (self->secrets, name, NULL, renamed_cb,
                                               g_object_ref (self));
    }
}

/* --- Color ---------------------------------------------------------------------------------------
 */

static void
setup_color_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *dot = rh_color_dot_new ();

  /* The label says it. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (dot), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_list_item_set_child (item, box);
}

static void
bind_color_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *dot = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));
  guint position = gtk_list_item_get_position (item);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (dot)), name);
  rh_color_dot_set_color (RH_COLOR_DOT (dot),
                          position < rh_color_get_n_colors () ? rh_color_nth (position) : name);
}

static void
color_selected_cb (RhEnvironmentPage *self)
{
  guint position = adw_combo_row_get_selected (self->color_row);

  if (position < rh_color_get_n_colors ())
    g_object_set (self->environment, "color", rh_color_nth (position), NULL);
}

static void
fill_colors (RhEnvironmentPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  const char *color = rh_environment_get_color (self->environment);
  guint selected = rh_color_get_n_colors ();

  for (guint i = 0; i < rh_color_get_n_colors (); i++)
    gtk_string_list_append (names, rh_color_nth_name (i));
  /* One that only a file brings. */
  if (!rh_color_find (color, &selected))
    gtk_string_list_append (names, color);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_color_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_color_cb), NULL);
  adw_combo_row_set_factory (self->color_row, factory);
  adw_combo_row_set_model (self->color_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->color_row, selected);
  g_signal_connect_object (self->color_row, "notify::selected", G_CALLBACK (color_selected_cb),
                           self, G_CONNECT_SWAPPED);
}

/* --- Extends -------------------------------------------------------------------------------------
 */

static gboolean
can_extend (RhEnvironmentPage *self, RhEnvironment *other)
{
  g_autoptr (GPtrArray) chain = rh_environment_chain_new (self->collection, other, NULL);

  return !g_ptr_array_find (chain, self->environment, NULL);
}

static void
extends_selected_cb (RhEnvironmentPage *self)
{
  guint position = adw_combo_row_get_selected (self->extends_row);

  if (position == 0)
    g_object_set (self->environment, "extends", "", NULL);
  else if (position <= g_strv_length (self->parents))
    g_object_set (self->environment, "extends", self->parents[position - 1], NULL);
}

/* What would lead in a circle is not offered; what the file says is, whatever it is. */
static void
find_parents (RhEnvironmentPage *self)
{
  GListModel *environments = rh_collection_get_environments (self->collection);
  const char *extends = rh_environment_get_extends (self->environment);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) other = g_list_model_get_item (environments, i);

      if (can_extend (self, other))
        g_strv_builder_add (names, rh_environment_get_name (other));
    }
  self->parents = g_strv_builder_end (names);

  if (*extends != '\0' && !g_strv_contains ((const char *const *) self->parents, extends))
    {
      g_strv_builder_addv (names, (const char **) self->parents);
      g_strv_builder_add (names, extends);
      g_strfreev (self->parents);
      self->parents = g_strv_builder_end (names);
    }
}

static void
fill_extends (RhEnvironmentPage *self)
{
  const char *extends = rh_environment_get_extends (self->environment);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  find_parents (self);
  gtk_string_list_append (names, C_ ("environment", "None"));
  for (guint i = 0; self->parents[i] != NULL; i++)
    {
      gtk_string_list_append (names, self->parents[i]);
      if (g_str_equal (self->parents[i], extends))
        selected = i + 1;
    }

  adw_combo_row_set_model (self->extends_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->extends_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->extends_row), self->parents[0] != NULL);
  g_signal_connect_object (self->extends_row, "notify::selected", G_CALLBACK (extends_selected_cb),
                           self, G_CONNECT_SWAPPED);
}

/* --- The page ------------------------------------------------------------------------------------
 */

static void
rh_environment_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhEnvironmentPage *self = RH_ENVIRONMENT_PAGE (object);

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
rh_environment_page_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  RhEnvironmentPage *self = RH_ENVIRONMENT_PAGE (object);

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
rh_environment_page_dispose (GObject *object)
{
  RhEnvironmentPage *self = RH_ENVIRONMENT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_ENVIRONMENT_PAGE);
  g_clear_pointer (&self->parents, g_strfreev);
  g_clear_object (&self->secrets);
  g_clear_object (&self->environment);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_environment_page_parent_class)->dispose (object);
}

static void
rh_environment_page_class_init (RhEnvironmentPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_environment_page_dispose;
  object_class->get_property = rh_environment_page_get_property;
  object_class->set_property = rh_environment_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/environment/rh-environment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentPage, settings_group);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentPage, color_row);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentPage, extends_row);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentPage, protected_row);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentPage, variables_group);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentPage, inherited_group);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
}

static void
rh_environment_page_init (RhEnvironmentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_settings (RhEnvironmentPage *self)
{
  GtkWidget *inherited = rh_inherited_list_new (self->collection, self->environment);

  show_name (self);
  g_signal_connect_object (self->environment, "notify::name", G_CALLBACK (show_name), self,
                           G_CONNECT_SWAPPED);
  fill_colors (self);
  fill_extends (self);
  show_protected (self);
  g_signal_connect_object (self->protected_row, "notify::active",
                           G_CALLBACK (protected_switched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->environment, "notify::protected", G_CALLBACK (show_protected),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_workspace_get_guard (self->workspace), "changed",
                           G_CALLBACK (show_protected), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->inherited_group, inherited);
  g_object_bind_property (inherited, "empty", self->inherited_group, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

static void
add_table (RhEnvironmentPage *self, RhEnvironment *environment)
{
  g_autoptr (RhVariableScope) scope = rh_variable_scope_new (self->collection);
  GtkWidget *table;

  rh_variable_scope_set_environment (scope, environment);
  table = rh_variable_table_new (self->environment, scope, self->secrets, _ ("Variables"));
  g_object_bind_property (self, "narrow", table, "narrow", G_BINDING_SYNC_CREATE);
  adw_preferences_group_add (self->variables_group, table);
}

static void
describe_collection (RhEnvironmentPage *self, RhEnvironment *current)
{
  const char *known = _ ("Known in every environment, unless it has its own of the same name.");
  g_autofree char *secrets = NULL;

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Collection Variables"));
  adw_preferences_group_set_title (self->variables_group, "");
  if (current != NULL)
    secrets
        /* Translators: a sentence about variables, then the name of an environment. */
        = g_markup_printf_escaped (_ ("%s A secret has a value in each; here it is that in %s."),
                                   known, rh_environment_get_name (current));
  adw_preferences_group_set_description (self->variables_group, secrets != NULL ? secrets : known);
}

AdwNavigationPage *
rh_environment_page_new (RhWorkspace *workspace,
                         RhCollection *collection,
                         RhEnvironment *environment,
                         RhEnvironment *current)
{
  RhEnvironmentPage *self;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  self = g_object_new (RH_TYPE_ENVIRONMENT_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->environment
      = g_object_ref (environment != NULL ? environment : rh_collection_get_scope (collection));
  self->secrets = rh_variable_secrets_new (rh_workspace_get_keyring (workspace),
                                           rh_workspace_get_bindings (workspace), collection,
                                           self->environment, environment != NULL ? NULL : current);
  gtk_widget_set_visible (self->settings_group, environment != NULL);
  add_table (self, environment != NULL ? environment : current);
  if (environment != NULL)
    add_settings (self);
  else
    describe_collection (self, current);
  return ADW_NAVIGATION_PAGE (self);
}

void
rh_environment_page_focus_name (RhEnvironmentPage *self)
{
  g_return_if_fail (RH_IS_ENVIRONMENT_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  gtk_editable_select_region (GTK_EDITABLE (self->name_row), 0, -1);
}
