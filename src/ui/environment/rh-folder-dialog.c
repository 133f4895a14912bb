/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of a folder. Its secrets have a value in each environment; here it is that of the
 * window.
 */
#define G_LOG_DOMAIN "rh-folder-dialog"

#include "config.h"

#include "environment/rh-folder-dialog.h"

#include "common/rh-first-focus.h"
#include "common/rh-page-switcher.h"
#include "environment/rh-keep-secret.h"
#include "environment/rh-variable-table.h"
#include "request/rh-auth-page.h"
#include "request/rh-field-list.h"
#include "request/rh-settings-page.h"

#include <glib/gi18n.h>

struct _RhFolderDialog
{
  AdwDialog parent_instance;

  /* Template */
  RhPageSwitcher *switcher;
  GtkStack *stack;
  AdwPreferencesGroup *variables_group;
  AdwBin *headers_bin;
  AdwBin *auth_bin;
  AdwBin *settings_bin;

  /* Owned */
  RhWorkspace *workspace;
  RhFolder *folder;
  RhVariableScope *scope;

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

G_DEFINE_FINAL_TYPE (RhFolderDialog, rh_folder_dialog, ADW_TYPE_DIALOG)

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhFolderDialog *self = RH_FOLDER_DIALOG (widget);

  rh_keep_secret_of_auth (widget, self->workspace, self->scope, rh_folder_get_auth (self->folder),
                          g_variant_get_string (parameter, NULL));
}

static void
rh_folder_dialog_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhFolderDialog *self = RH_FOLDER_DIALOG (object);

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
rh_folder_dialog_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  RhFolderDialog *self = RH_FOLDER_DIALOG (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      rh_page_switcher_set_narrow (self->switcher, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_folder_dialog_dispose (GObject *object)
{
  RhFolderDialog *self = RH_FOLDER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_FOLDER_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->folder);
  g_clear_object (&self->scope);

  G_OBJECT_CLASS (rh_folder_dialog_parent_class)->dispose (object);
}

static void
rh_folder_dialog_class_init (RhFolderDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_folder_dialog_dispose;
  object_class->get_property = rh_folder_dialog_get_property;
  object_class->set_property = rh_folder_dialog_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RH_TYPE_PAGE_SWITCHER);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/environment/rh-folder-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhFolderDialog, switcher);
  gtk_widget_class_bind_template_child (widget_class, RhFolderDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RhFolderDialog, variables_group);
  gtk_widget_class_bind_template_child (widget_class, RhFolderDialog, headers_bin);
  gtk_widget_class_bind_template_child (widget_class, RhFolderDialog, auth_bin);
  gtk_widget_class_bind_template_child (widget_class, RhFolderDialog, settings_bin);
  gtk_widget_class_install_action (widget_class, "auth.keep", "s", keep_action);
}

static void
rh_folder_dialog_init (RhFolderDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_pages (RhFolderDialog *self, RhVariableSecrets *secrets, RhCollection *collection)
{
  GtkWidget *variables = rh_variable_table_new (rh_folder_get_scope (self->folder), self->scope,
                                                secrets, _ ("Variables"));
  GtkWidget *headers = rh_field_list_new_for_folder (self->folder, self->scope, _ ("Headers"));

  g_object_bind_property (self, "narrow", variables, "narrow", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "narrow", headers, "narrow", G_BINDING_SYNC_CREATE);
  adw_preferences_group_add (self->variables_group, variables);
  adw_bin_set_child (self->headers_bin, headers);
  adw_bin_set_child (self->auth_bin,
                     rh_auth_page_new_for_folder (self->folder, collection, self->scope));
  adw_bin_set_child (self->settings_bin,
                     rh_settings_page_new_for_folder (self->folder, collection));
}

AdwDialog *
rh_folder_dialog_new (RhWorkspace *workspace,
                      RhCollection *collection,
                      RhFolder *folder,
                      RhVariableScope *scope)
{
  RhFolderDialog *self;
  RhEnvironment *environment;
  g_autoptr (RhVariableSecrets) secrets = NULL;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_FOLDER (folder), NULL);
  g_return_val_if_fail (RH_IS_VARIABLE_SCOPE (scope), NULL);

  self = g_object_new (RH_TYPE_FOLDER_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->folder = g_object_ref (folder);
  self->scope = g_object_ref (scope);
  environment = rh_variable_scope_get_environment (scope);
  secrets = rh_variable_secrets_new (rh_workspace_get_keyring (workspace),
                                     rh_workspace_get_bindings (workspace), collection,
                                     rh_folder_get_scope (folder), environment);
  adw_dialog_set_title (ADW_DIALOG (self), rh_folder_get_parent (folder) == NULL
                                               ? rh_collection_get_name (collection)
                                               : rh_folder_get_name (folder));
  add_pages (self, secrets, collection);
  rh_first_focus_set (self, adw_bin_get_child (ADW_BIN (self->switcher)));
  return ADW_DIALOG (self);
}

void
rh_folder_dialog_show_auth (RhFolderDialog *self)
{
  g_return_if_fail (RH_IS_FOLDER_DIALOG (self));

  gtk_stack_set_visible_child_name (self->stack, "auth");
}
