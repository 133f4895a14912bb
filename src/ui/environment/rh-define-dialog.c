/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defines a variable. A secret one gets its value in the keyring first, and only then its name in
 * the collection. A name that is a secret's, as an API key's, is taken for one until the user says
 * otherwise. */
#define G_LOG_DOMAIN "rh-define-dialog"

#include "config.h"

#include "environment/rh-define-dialog.h"

#include "common/rh-first-focus.h"
#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "connection/rh-secret-row.h"
#include "text/rh-redactor.h"
#include "workspace/rh-variable-secrets.h"

#include <glib/gi18n.h>

struct _RhDefineDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkWidget *define_button;
  AdwEntryRow *value_row;
  RhSecretRow *secret_value_row;
  AdwComboRow *place_row;
  AdwSwitchRow *secret_row;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  RhEnvironment *environment; /* NULL: only the collection */
  char *name;
};

G_DEFINE_FINAL_TYPE (RhDefineDialog, rh_define_dialog, ADW_TYPE_DIALOG)

/* What was typed is there under the other switch too. */
static void
secret_cb (RhDefineDialog *self)
{
  gboolean secret = adw_switch_row_get_active (self->secret_row);
  g_autofree char *text = g_strdup (secret ? gtk_editable_get_text (GTK_EDITABLE (self->value_row))
                                           : rh_secret_row_peek (self->secret_value_row));

  gtk_editable_set_text (GTK_EDITABLE (self->value_row), secret ? "" : text);
  gtk_editable_set_text (GTK_EDITABLE (self->secret_value_row), secret ? text : "");
  rh_wipe_string (&text);
}

static RhEnvironment *
get_holder (RhDefineDialog *self)
{
  if (self->environment != NULL && adw_combo_row_get_selected (self->place_row) == 0)
    return self->environment;

  return rh_collection_get_scope (self->collection);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhDefineDialog) self = user_data;
  RhVariableSecrets *secrets = RH_VARIABLE_SECRETS (source);
  g_autoptr (GError) error = NULL;

  if (rh_variable_secrets_store_finish (secrets, result, &error))
    {
      rh_environment_add_secret (rh_variable_secrets_get_holder (secrets), self->name);
      adw_dialog_close (ADW_DIALOG (self));
    }
  else
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      gtk_widget_set_sensitive (self->define_button, TRUE);
      rh_toast_show (self->define_button, problem->title);
    }
}

static void
store (RhDefineDialog *self, RhEnvironment *holder)
{
  g_autoptr (RhVariableSecrets) secrets = rh_variable_secrets_new (
      rh_workspace_get_keyring (self->workspace), rh_workspace_get_bindings (self->workspace),
      self->collection, holder, holder == self->environment ? NULL : self->environment);
  g_autoptr (RhSecret) value = rh_secret_new (rh_secret_row_peek (self->secret_value_row), -1);

  gtk_widget_set_sensitive (self->define_button, FALSE);
  rh_variable_secrets_store_async (secrets, self->name, value, NULL, stored_cb,
                                   g_object_ref (self));
}

static void
define_cb (RhDefineDialog *self)
{
  RhEnvironment *holder = get_holder (self);

  if (adw_switch_row_get_active (self->secret_row))
    {
      store (self, holder);
      return;
    }

  rh_environment_set (holder, self->name, gtk_editable_get_text (GTK_EDITABLE (self->value_row)));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
rh_define_dialog_dispose (GObject *object)
{
  RhDefineDialog *self = RH_DEFINE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_DEFINE_DIALOG);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->environment);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_define_dialog_parent_class)->dispose (object);
}

static void
rh_define_dialog_class_init (RhDefineDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_define_dialog_dispose;

  g_type_ensure (RH_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/environment/rh-define-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhDefineDialog, define_button);
  gtk_widget_class_bind_template_child (widget_class, RhDefineDialog, value_row);
  gtk_widget_class_bind_template_child (widget_class, RhDefineDialog, secret_value_row);
  gtk_widget_class_bind_template_child (widget_class, RhDefineDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, RhDefineDialog, secret_row);
  gtk_widget_class_bind_template_callback (widget_class, define_cb);
  gtk_widget_class_bind_template_callback (widget_class, secret_cb);
}

static void
rh_define_dialog_init (RhDefineDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_places (RhDefineDialog *self)
{
  g_autoptr (GtkStringList) places = gtk_string_list_new (NULL);
  g_autofree char *environment = NULL;

  if (self->environment != NULL)
    {
      environment
          /* Translators: %s is the name of an environment. */
          = g_strdup_printf (_ ("Environment %s"), rh_environment_get_name (self->environment));
      gtk_string_list_append (places, environment);
    }
  gtk_string_list_append (places, _ ("Collection"));
  adw_combo_row_set_model (self->place_row, G_LIST_MODEL (places));
}

AdwDialog *
rh_define_dialog_new (RhWorkspace *workspace,
                      RhCollection *collection,
                      RhEnvironment *environment,
                      const char *name)
{
  RhDefineDialog *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (RH_TYPE_DEFINE_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->environment = environment != NULL ? g_object_ref (environment) : NULL;
  self->name = g_strdup (name);
  /* Translators: %s is the name of a variable. */
  title = g_strdup_printf (_ ("Define “%s”"), name);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_switch_row_set_active (self->secret_row, rh_redactor_is_secret_field (name));
  rh_first_focus_set (self, adw_switch_row_get_active (self->secret_row)
                                ? GTK_WIDGET (self->secret_value_row)
                                : GTK_WIDGET (self->value_row));
  fill_places (self);
  return ADW_DIALOG (self);
}
