/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header button: which environment, and whether it is connected. */
#define G_LOG_DOMAIN "rh-connection-button"

#include "config.h"

#include "connection/rh-connection-button.h"

#include "common/rh-problem.h"
#include "connection/rh-connect-dialog.h"
#include "connection/rh-connection-popover.h"
#include "connection/rh-connection-words.h"
#include "connection/rh-sign-in-notice.h"

#include <glib/gi18n.h>

struct _RhConnectionButton
{
  AdwBin parent_instance;

  /* Template */
  GtkMenuButton *menu_button;
  GtkImage *state_icon;
  GtkImage *shield;
  GtkLabel *name;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  RhEnvironment *environment;
  GPtrArray *connections; /* of RhConnection, one for each environment */
  GHashTable *sign_ins;   /* RhConnection → RhSignInOperation that is or was under way */

  /* Borrowed */
  RhConnectDialog *dialog; /* while it is open; weak */
};

enum
{
  PROP_0,
  PROP_ENVIRONMENT,
  PROP_CONNECTION,
  N_PROPS,
};

enum
{
  SIGNAL_NOTICE,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (RhConnectionButton, rh_connection_button, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
give_notice (RhConnectionButton *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, text);
}

static void
update (RhConnectionButton *self)
{
  RhConnection *connection = rh_connection_button_get_connection (self);
  const char *classes[2] = { NULL, NULL };
  const char *alarm[2] = { "error", NULL };
  g_autofree char *words = NULL;
  RhConnectionState state;
  gboolean is_protected;
  const char *name;

  gtk_widget_set_sensitive (GTK_WIDGET (self), connection != NULL);
  if (connection == NULL)
    return;

  state = rh_connection_get_state (connection);
  name = rh_environment_get_name (self->environment);
  is_protected = rh_guard_is_protected (rh_workspace_get_guard (self->workspace),
                                        rh_collection_get_id (self->collection), self->environment);
  words = rh_connection_words (name, state, is_protected);
  classes[0] = rh_connection_state_style (state);

  gtk_label_set_text (self->name, name);
  gtk_widget_set_visible (GTK_WIDGET (self->shield), is_protected);
  gtk_widget_set_css_classes (GTK_WIDGET (self->name), is_protected ? alarm : NULL);
  gtk_image_set_from_icon_name (self->state_icon, rh_connection_state_icon (state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), classes);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
came_back (RhConnectionButton *self, RhConnection *connection, const char *name)
{
  /* Translators: %s is the name of an environment. */
  g_autofree char *text = g_strdup_printf (_ ("Connected to %s"), name);

  give_notice (self, text);
  rh_sign_in_notice_give (GTK_WIDGET (self), TRUE, text, rh_connection_get_account (connection));
}

static gboolean
is_shown_in_dialog (RhConnectionButton *self)
{
  return self->dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->dialog));
}

/* A sign-in has ended, whether anybody looks at it or not. */
static void
sign_in_ended (RhConnectionButton *self, RhConnection *connection, RhSignInOperation *sign_in)
{
  const char *name = rh_environment_get_name (rh_connection_get_environment (connection));
  const GError *error = rh_connection_get_problem (connection);

  if (rh_connection_get_state (connection) == RH_CONNECTION_CONNECTED
      && rh_sign_in_operation_get_state (sign_in) == RH_SIGN_IN_DONE)
    {
      came_back (self, connection, name);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);
      /* Translators: an environment and what went wrong, such as "Staging: Access Was Denied" */
      g_autofree char *text = g_strdup_printf (_ ("%s: %s"), name, problem->title);

      if (!is_shown_in_dialog (self))
        give_notice (self, text);
      rh_sign_in_notice_give (GTK_WIDGET (self), FALSE, text, problem->sentence);
    }
}

static void
state_changed_cb (RhConnection *connection, GParamSpec *pspec, gpointer user_data)
{
  RhConnectionButton *self = user_data;
  g_autoptr (RhSignInOperation) sign_in = NULL;

  if (rh_connection_get_state (connection) == RH_CONNECTION_CONNECTING)
    {
      RhSignInOperation *now = rh_connection_get_sign_in (connection);

      if (now != NULL)
        g_hash_table_insert (self->sign_ins, connection, g_object_ref (now));
    }
  else if (g_hash_table_steal_extended (self->sign_ins, connection, NULL, (gpointer *) &sign_in))
    {
      sign_in_ended (self, connection, sign_in);
    }

  update (self);
}

static RhConnection *
find_connection (RhConnectionButton *self, RhEnvironment *environment)
{
  for (guint i = 0; i < self->connections->len; i++)
    {
      RhConnection *connection = self->connections->pdata[i];

      if (rh_connection_get_environment (connection) == environment)
        return connection;
    }

  return NULL;
}

static void
clear_connections (RhConnectionButton *self)
{
  for (guint i = 0; i < self->connections->len; i++)
    g_signal_handlers_disconnect_by_data (self->connections->pdata[i], self);

  g_hash_table_remove_all (self->sign_ins);
  /* A popover may still hold the old array. */
  g_ptr_array_unref (self->connections);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
update_popover (RhConnectionButton *self)
{
  GtkPopover *popover = gtk_menu_button_get_popover (self->menu_button);

  if (RH_IS_CONNECTION_POPOVER (popover))
    rh_connection_popover_set_current (RH_CONNECTION_POPOVER (popover),
                                       rh_connection_button_get_connection (self));
}

static RhConnection *
new_connection (RhConnectionButton *self, RhEnvironment *environment)
{
  RhAccounts *accounts = rh_workspace_get_accounts (self->workspace);
  g_autofree char *label = rh_accounts_dup_chosen (
      accounts, rh_collection_get_id (self->collection), rh_environment_get_name (environment));

  return rh_workspace_get_connection_as (self->workspace, self->collection, environment, label);
}

static void
watch (RhConnectionButton *self, RhConnection *connection)
{
  g_signal_connect_object (connection, "notify::state", G_CALLBACK (state_changed_cb), self, 0);
  state_changed_cb (connection, NULL, self);
}

/* Takes @fresh, which is of the same environment. */
static void
replace_connection (RhConnectionButton *self, guint index, RhConnection *fresh)
{
  g_autoptr (RhConnection) old = self->connections->pdata[index];
  GtkPopover *popover = gtk_menu_button_get_popover (self->menu_button);

  g_signal_handlers_disconnect_by_data (old, self);
  g_hash_table_remove (self->sign_ins, old);
  self->connections->pdata[index] = fresh;
  if (RH_IS_CONNECTION_POPOVER (popover))
    rh_connection_popover_replace (RH_CONNECTION_POPOVER (popover), old, fresh);
  watch (self, fresh);
  if (rh_connection_get_environment (fresh) == self->environment)
    {
      update_popover (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
    }
}

/* An account that is no more, wherever it was removed, is nobody's here either. */
static void
accounts_changed_cb (RhConnectionButton *self)
{
  RhAccounts *accounts = rh_workspace_get_accounts (self->workspace);

  for (guint i = 0; i < self->connections->len; i++)
    {
      RhConnection *connection = self->connections->pdata[i];
      RhEnvironment *environment = rh_connection_get_environment (connection);

      if (!rh_accounts_has (accounts, rh_collection_get_id (self->collection),
                            rh_environment_get_name (environment),
                            rh_connection_get_label (connection)))
        replace_connection (
            self, i, rh_workspace_get_connection (self->workspace, self->collection, environment));
    }
}

static void
guard_changed_cb (RhConnectionButton *self)
{
  GtkPopover *popover = gtk_menu_button_get_popover (self->menu_button);

  update (self);
  if (RH_IS_CONNECTION_POPOVER (popover))
    rh_connection_popover_update_protected (RH_CONNECTION_POPOVER (popover));
}

static void
chosen_cb (RhConnectionButton *self, RhConnection *connection)
{
  rh_connection_button_set_environment (self, rh_connection_get_environment (connection));
}

/* Built when it is first opened. */
static void
create_popover_cb (GtkMenuButton *menu_button, gpointer user_data)
{
  RhConnectionButton *self = user_data;
  RhConnectionPopover *popover;

  if (gtk_menu_button_get_popover (menu_button) != NULL)
    return;

  popover = rh_connection_popover_new (self->workspace, self->connections);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "connect", G_CALLBACK (rh_connection_button_open_connect), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "account", G_CALLBACK (rh_connection_button_set_account), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "notice", G_CALLBACK (give_notice), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (menu_button, GTK_WIDGET (popover));
  update_popover (self);
}

static void
load_connections (RhConnectionButton *self)
{
  GListModel *environments = rh_collection_get_environments (self->collection);

  clear_connections (self);
  gtk_menu_button_set_popover (self->menu_button, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      RhConnection *connection = new_connection (self, environment);

      g_ptr_array_add (self->connections, connection);
      watch (self, connection);
    }
}

static void
environments_changed_cb (RhConnectionButton *self)
{
  GListModel *environments = rh_collection_get_environments (self->collection);

  load_connections (self);
  if (find_connection (self, self->environment) == NULL)
    {
      g_autoptr (RhEnvironment) first = g_list_model_get_item (environments, 0);

      rh_connection_button_set_environment (self, first);
    }
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
}

static void
rh_connection_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhConnectionButton *self = RH_CONNECTION_BUTTON (object);

  switch (prop_id)
    {
    case PROP_ENVIRONMENT:
      g_value_set_object (value, self->environment);
      break;
    case PROP_CONNECTION:
      g_value_set_object (value, rh_connection_button_get_connection (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_connection_button_set_property (GObject *object,
                                   guint prop_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  RhConnectionButton *self = RH_CONNECTION_BUTTON (object);

  switch (prop_id)
    {
    case PROP_ENVIRONMENT:
      rh_connection_button_set_environment (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_connection_button_dispose (GObject *object)
{
  RhConnectionButton *self = RH_CONNECTION_BUTTON (object);

  clear_connections (self);
  g_clear_weak_pointer (&self->dialog);
  g_clear_object (&self->environment);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_connection_button_parent_class)->dispose (object);
}

static void
rh_connection_button_finalize (GObject *object)
{
  RhConnectionButton *self = RH_CONNECTION_BUTTON (object);

  g_ptr_array_unref (self->connections);
  g_hash_table_unref (self->sign_ins);

  G_OBJECT_CLASS (rh_connection_button_parent_class)->finalize (object);
}

static void
rh_connection_button_class_init (RhConnectionButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rh_connection_button_get_property;
  object_class->set_property = rh_connection_button_set_property;
  object_class->dispose = rh_connection_button_dispose;
  object_class->finalize = rh_connection_button_finalize;

  properties[PROP_ENVIRONMENT]
      = g_param_spec_object ("environment", NULL, NULL, RH_TYPE_ENVIRONMENT,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONNECTION]
      = g_param_spec_object ("connection", NULL, NULL, RH_TYPE_CONNECTION,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_NOTICE] = g_signal_new ("notice", RH_TYPE_CONNECTION_BUTTON, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/connection/rh-connection-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RhConnectionButton, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionButton, state_icon);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionButton, shield);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionButton, name);
}

static void
rh_connection_button_init (RhConnectionButton *self)
{
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->sign_ins = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_popover_cb, self, NULL);
}

void
rh_connection_button_set_collection (RhConnectionButton *self,
                                     RhWorkspace *workspace,
                                     RhCollection *collection)
{
  g_return_if_fail (RH_IS_CONNECTION_BUTTON (self));
  g_return_if_fail (RH_IS_WORKSPACE (workspace));
  g_return_if_fail (RH_IS_COLLECTION (collection));

  if (self->collection == collection)
    return;

  if (self->collection != NULL)
    {
      g_signal_handlers_disconnect_by_data (rh_collection_get_environments (self->collection),
                                            self);
      g_signal_handlers_disconnect_by_data (rh_workspace_get_guard (self->workspace), self);
      g_signal_handlers_disconnect_by_data (rh_workspace_get_accounts (self->workspace), self);
    }
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->collection, collection);
  g_signal_connect_object (rh_collection_get_environments (collection), "items-changed",
                           G_CALLBACK (environments_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_workspace_get_guard (workspace), "changed",
                           G_CALLBACK (guard_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_workspace_get_accounts (workspace), "changed",
                           G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  environments_changed_cb (self);
}

RhEnvironment *
rh_connection_button_get_environment (RhConnectionButton *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION_BUTTON (self), NULL);

  return self->environment;
}

void
rh_connection_button_set_environment (RhConnectionButton *self, RhEnvironment *environment)
{
  g_return_if_fail (RH_IS_CONNECTION_BUTTON (self));

  if (!g_set_object (&self->environment, environment))
    return;

  update (self);
  update_popover (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
}

void
rh_connection_button_set_account (RhConnectionButton *self, const char *label)
{
  g_autoptr (RhConnection) fresh = NULL;
  RhConnection *shown;
  guint index;

  g_return_if_fail (RH_IS_CONNECTION_BUTTON (self));
  g_return_if_fail (label != NULL);

  shown = rh_connection_button_get_connection (self);
  if (shown == NULL || g_str_equal (rh_connection_get_label (shown), label)
      || !g_ptr_array_find (self->connections, shown, &index))
    return;

  if (!rh_accounts_choose (rh_workspace_get_accounts (self->workspace),
                           rh_collection_get_id (self->collection),
                           rh_environment_get_name (self->environment), label, NULL))
    return;

  fresh = rh_workspace_get_connection_as (self->workspace, self->collection, self->environment,
                                          label);
  replace_connection (self, index, g_steal_pointer (&fresh));
}

RhConnection *
rh_connection_button_get_connection (RhConnectionButton *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION_BUTTON (self), NULL);

  return self->environment != NULL ? find_connection (self, self->environment) : NULL;
}

void
rh_connection_button_popup (RhConnectionButton *self)
{
  g_return_if_fail (RH_IS_CONNECTION_BUTTON (self));

  gtk_menu_button_popup (self->menu_button);
}

void
rh_connection_button_open_connect (RhConnectionButton *self)
{
  RhConnection *connection;

  g_return_if_fail (RH_IS_CONNECTION_BUTTON (self));

  connection = rh_connection_button_get_connection (self);
  if (connection == NULL || is_shown_in_dialog (self))
    return;

  g_set_weak_pointer (&self->dialog,
                      rh_connect_dialog_open (self->workspace, connection, GTK_WIDGET (self)));
}

void
rh_connection_button_open_connect_with (RhConnectionButton *self, const char *scopes)
{
  g_return_if_fail (RH_IS_CONNECTION_BUTTON (self));
  g_return_if_fail (scopes != NULL);

  rh_connection_button_open_connect (self);
  if (self->dialog != NULL)
    rh_connect_dialog_add_scopes (self->dialog, scopes);
}
