/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The environments of a collection. What is deleted can come back while its toast is there; only
 * then do its secrets go. */
#define G_LOG_DOMAIN "rh-environments-dialog"

#include "config.h"

#include "environment/rh-environments-dialog.h"

#include "common/rh-toast.h"
#include "environment/rh-color-dot.h"
#include "environment/rh-environment-page.h"
#include "workspace/rh-variable-secrets.h"

#include <glib/gi18n.h>

struct _RhEnvironmentsDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  GtkListBox *list;
  GtkWidget *collection_row;
  GMenuModel *environment_menu;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  RhEnvironment *current; /* NULL: none chosen */
  GQueue deleted;         /* of Deletion */

  /* Plain */
  gboolean narrow;
};

typedef struct
{
  RhEnvironment *environment;
  guint position;
  AdwToast *toast;
} Deletion;

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhEnvironmentsDialog, rh_environments_dialog, ADW_TYPE_DIALOG)

static void
deletion_free (Deletion *deletion)
{
  g_clear_object (&deletion->environment);
  g_clear_object (&deletion->toast);
  g_free (deletion);
}

static RhEnvironmentPage *
push_page (RhEnvironmentsDialog *self, RhEnvironment *environment)
{
  AdwNavigationPage *page
      = rh_environment_page_new (self->workspace, self->collection, environment, self->current);

  g_object_bind_property (self, "narrow", page, "narrow", G_BINDING_SYNC_CREATE);
  adw_navigation_view_push (self->navigation, page);
  return RH_ENVIRONMENT_PAGE (page);
}

/* --- Adding --------------------------------------------------------------------------------------
 */

static char *
dup_free_name (RhEnvironmentsDialog *self, const char *wanted)
{
  char *name = g_strdup (wanted);

  for (guint i = 2; rh_collection_get_environment (self->collection, name) != NULL; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", wanted, i);
    }

  return name;
}

static void
add_cb (RhEnvironmentsDialog *self)
{
  g_autofree char *name = dup_free_name (self, _ ("New Environment"));
  g_autoptr (RhEnvironment) environment = rh_environment_new (name);

  rh_collection_add_environment (self->collection, environment);
  rh_environment_page_focus_name (push_page (self, environment));
}

static void
collection_cb (RhEnvironmentsDialog *self)
{
  push_page (self, NULL);
}

/* --- Of one environment --------------------------------------------------------------------------
 */

static gboolean
has_secrets (RhEnvironment *environment)
{
  GListModel *variables = rh_environment_get_variables (environment);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      if (rh_variable_is_secret (variable))
        return TRUE;
    }

  return FALSE;
}

static void
duplicate (RhEnvironmentsDialog *self, RhEnvironment *environment)
{
  /* Translators: the name of a copy of %s. */
  g_autofree char *wanted = g_strdup_printf (_ ("%s Copy"), rh_environment_get_name (environment));
  g_autofree char *name = dup_free_name (self, wanted);
  g_autoptr (RhEnvironment) copy = rh_environment_new (name);

  g_object_set (copy, "service", rh_environment_get_service (environment), "extends",
                rh_environment_get_extends (environment), "color",
                rh_environment_get_color (environment), "note",
                rh_environment_get_note (environment), "dotenv-path",
                rh_environment_get_dotenv_path (environment), "protected",
                rh_environment_is_marked_protected (environment), NULL);
  rh_environment_copy_variables (copy, environment);
  rh_collection_add_environment (self->collection, copy);
  if (has_secrets (environment))
    rh_toast_show (GTK_WIDGET (self->toasts), _ ("Values of secrets were not copied"));
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!rh_variable_secrets_clear_all_finish (RH_VARIABLE_SECRETS (source), result, &error))
    g_warning ("Secrets of a deleted environment stay in the keyring: %s", error->message);
}

static void
delete_for_good (RhEnvironmentsDialog *self, Deletion *deletion)
{
  g_autoptr (RhVariableSecrets) secrets = NULL;
  const char *name = rh_environment_get_name (deletion->environment);

  /* Secrets go by the environment's name: another one of that name has them now. */
  if (has_secrets (deletion->environment)
      && rh_collection_get_environment (self->collection, name) == NULL)
    {
      secrets = rh_variable_secrets_new (rh_workspace_get_keyring (self->workspace),
                                         rh_workspace_get_bindings (self->workspace),
                                         self->collection, deletion->environment, NULL);
      rh_variable_secrets_clear_all_async (secrets, NULL, cleared_cb, NULL);
    }
  deletion_free (deletion);
}

static Deletion *
take_deletion (RhEnvironmentsDialog *self, AdwToast *toast)
{
  for (GList *link = self->deleted.head; link != NULL; link = link->next)
    {
      Deletion *deletion = link->data;

      if (deletion->toast != toast)
        continue;
      g_queue_delete_link (&self->deleted, link);
      return deletion;
    }

  return NULL;
}

static void
undo_cb (RhEnvironmentsDialog *self, AdwToast *toast)
{
  Deletion *deletion = take_deletion (self, toast);
  const char *name;

  if (deletion == NULL)
    return;

  name = rh_environment_get_name (deletion->environment);
  if (rh_collection_get_environment (self->collection, name) == NULL)
    rh_collection_insert_environment (self->collection, deletion->position, deletion->environment);
  else
    rh_toast_show (GTK_WIDGET (self->toasts), _ ("There is an environment of this name already"));
  deletion_free (deletion);
}

static void
dismissed_cb (RhEnvironmentsDialog *self, AdwToast *toast)
{
  Deletion *deletion = take_deletion (self, toast);

  if (deletion != NULL)
    delete_for_good (self, deletion);
}

static void
delete_environment (RhEnvironmentsDialog *self, RhEnvironment *environment)
{
  GListModel *environments = rh_collection_get_environments (self->collection);
  Deletion *deletion = g_new0 (Deletion, 1);
  g_autofree char *title = NULL;

  deletion->environment = g_object_ref (environment);
  g_list_store_find (G_LIST_STORE (environments), environment, &deletion->position);
  rh_collection_remove_environment (self->collection, environment);

  /* Translators: %s is the name of an environment. */
  title = g_strdup_printf (_ ("“%s” deleted"), rh_environment_get_name (environment));
  deletion->toast = g_object_ref_sink (rh_toast_new (title));
  adw_toast_set_button_label (deletion->toast, _ ("_Undo"));
  g_signal_connect_object (deletion->toast, "button-clicked", G_CALLBACK (undo_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (deletion->toast, "dismissed", G_CALLBACK (dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  g_queue_push_head (&self->deleted, deletion);
  rh_toast_add (GTK_WIDGET (self->toasts), g_object_ref (deletion->toast));
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
run_row_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *row = user_data;
  RhEnvironmentsDialog *self
      = RH_ENVIRONMENTS_DIALOG (gtk_widget_get_ancestor (row, RH_TYPE_ENVIRONMENTS_DIALOG));
  RhEnvironment *environment = g_object_get_data (G_OBJECT (row), "environment");
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "duplicate"))
    duplicate (self, environment);
  else if (g_str_equal (name, "delete"))
    delete_environment (self, environment);
  else
    rh_environment_page_focus_name (push_page (self, environment));
}

/* --- Rows ----------------------------------------------------------------------------------------
 */

static void
update_row (GtkWidget *row)
{
  RhEnvironmentsDialog *self = g_object_get_data (G_OBJECT (row), "dialog");
  RhEnvironment *environment = g_object_get_data (G_OBJECT (row), "environment");
  const char *extends = rh_environment_get_extends (environment);
  guint n = g_list_model_get_n_items (rh_environment_get_variables (environment));
  g_autofree char *count = g_strdup_printf (ngettext ("%u variable", "%u variables", n), n);
  g_autofree char *subtitle = NULL;

  if (*extends != '\0')
    /* Translators: "3 variables, extends Staging". */
    subtitle = g_strdup_printf (_ ("%s, extends %s"), count, extends);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rh_environment_get_name (environment));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : count);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "shield"),
                          rh_guard_is_protected (rh_workspace_get_guard (self->workspace),
                                                 rh_collection_get_id (self->collection),
                                                 environment));
}

static void
row_activated_cb (RhEnvironmentsDialog *self, GtkWidget *row)
{
  push_page (self, g_object_get_data (G_OBJECT (row), "environment"));
}

static GtkWidget *
menu_button_new (RhEnvironmentsDialog *self, RhEnvironment *environment)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *label
      /* Translators: the menu of an environment of the name %s. */
      = g_strdup_printf (_ ("Menu of %s"), rh_environment_get_name (environment));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), self->environment_menu);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

/* As in the header button's popover. */
static GtkWidget *
shield_new (void)
{
  GtkWidget *shield = gtk_image_new_from_icon_name ("rh-shield-symbolic");

  gtk_widget_add_css_class (shield, "error");
  gtk_widget_set_tooltip_text (shield, _ ("Environment Is Protected"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (shield), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Environment Is Protected"), -1);
  return shield;
}

static void
add_row_actions (GtkWidget *row)
{
  static const GActionEntry entries[] = {
    { .name = "rename", .activate = run_row_action },
    { .name = "duplicate", .activate = run_row_action },
    { .name = "delete", .activate = run_row_action },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), row);
  gtk_widget_insert_action_group (row, "environment", G_ACTION_GROUP (group));
}

static gboolean
is_not_empty (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_boolean (to, *g_value_get_string (from) != '\0');
  return TRUE;
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  RhEnvironmentsDialog *self = user_data;
  RhEnvironment *environment = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *dot = rh_color_dot_new ();
  GtkWidget *shield = shield_new ();
  GtkWidget *next = gtk_image_new_from_icon_name ("go-next-symbolic");

  g_object_set_data_full (G_OBJECT (row), "environment", g_object_ref (environment),
                          g_object_unref);
  g_object_set_data (G_OBJECT (row), "dialog", self);
  g_object_set_data (G_OBJECT (row), "shield", shield);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_bind_property (environment, "color", dot, "color", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (environment, "color", dot, "visible", G_BINDING_SYNC_CREATE,
                               is_not_empty, NULL, NULL, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), dot);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), shield);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), menu_button_new (self, environment));
  gtk_accessible_update_state (GTK_ACCESSIBLE (next), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), next);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  add_row_actions (row);
  update_row (row);
  g_signal_connect_object (environment, "changed", G_CALLBACK (update_row), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (environment, "notify::protected", G_CALLBACK (update_row), row,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_workspace_get_guard (self->workspace), "changed",
                           G_CALLBACK (update_row), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
update_list (RhEnvironmentsDialog *self)
{
  GListModel *environments = rh_collection_get_environments (self->collection);

  /* An empty box would be a line. */
  gtk_widget_set_visible (GTK_WIDGET (self->list), g_list_model_get_n_items (environments) > 0);
}

static void
rh_environments_dialog_get_property (GObject *object,
                                     guint prop_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  RhEnvironmentsDialog *self = RH_ENVIRONMENTS_DIALOG (object);

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
rh_environments_dialog_set_property (GObject *object,
                                     guint prop_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  RhEnvironmentsDialog *self = RH_ENVIRONMENTS_DIALOG (object);

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
rh_environments_dialog_dispose (GObject *object)
{
  RhEnvironmentsDialog *self = RH_ENVIRONMENTS_DIALOG (object);

  /* Nobody can bring them back any more. */
  while (!g_queue_is_empty (&self->deleted))
    delete_for_good (self, g_queue_pop_head (&self->deleted));
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_ENVIRONMENTS_DIALOG);
  g_clear_object (&self->current);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_environments_dialog_parent_class)->dispose (object);
}

static void
rh_environments_dialog_class_init (RhEnvironmentsDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_environments_dialog_dispose;
  object_class->get_property = rh_environments_dialog_get_property;
  object_class->set_property = rh_environments_dialog_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/environment/rh-environments-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentsDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentsDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentsDialog, collection_row);
  gtk_widget_class_bind_template_child (widget_class, RhEnvironmentsDialog, environment_menu);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, collection_cb);
}

static void
rh_environments_dialog_init (RhEnvironmentsDialog *self)
{
  g_queue_init (&self->deleted);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
rh_environments_dialog_new (RhWorkspace *workspace,
                            RhCollection *collection,
                            RhEnvironment *current)
{
  RhEnvironmentsDialog *self;
  GListModel *environments;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  self = g_object_new (RH_TYPE_ENVIRONMENTS_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->current = current != NULL ? g_object_ref (current) : NULL;
  environments = rh_collection_get_environments (collection);
  gtk_list_box_bind_model (self->list, environments, create_row, self, NULL);
  g_signal_connect_object (environments, "items-changed", G_CALLBACK (update_list), self,
                           G_CONNECT_SWAPPED);
  update_list (self);
  return ADW_DIALOG (self);
}

void
rh_environments_dialog_open (RhEnvironmentsDialog *self, RhEnvironment *environment)
{
  g_return_if_fail (RH_IS_ENVIRONMENTS_DIALOG (self));

  push_page (self, environment);
}
