/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who one is in an environment. The default account goes by the name that the server gave it, the
 * others by the user's own labels. */
#define G_LOG_DOMAIN "rh-account-button"

#include "config.h"

#include "connection/rh-account-button.h"

#include "common/rh-problem.h"
#include "common/rh-validity.h"
#include "connection/rh-connection-words.h"

#include <glib/gi18n.h>

struct _RhAccountButton
{
  AdwBin parent_instance;

  /* Template */
  GtkMenuButton *menu_button;
  GtkLabel *name;

  /* Owned */
  RhWorkspace *workspace;
  RhConnection *connection;
  GSimpleAction *choose;
  GSimpleAction *remove;
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_CONNECT,
  SIGNAL_NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhAccountButton, rh_account_button, ADW_TYPE_BIN)

static RhAccounts *
get_accounts (RhAccountButton *self)
{
  return rh_workspace_get_accounts (self->workspace);
}

static const char *
collection_id (RhConnection *connection)
{
  return rh_collection_get_id (rh_connection_get_collection (connection));
}

static const char *
environment_name (RhConnection *connection)
{
  return rh_environment_get_name (rh_connection_get_environment (connection));
}

/* An underscore in a menu's label would underline what follows it. */
static char *
escape (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
append_account (GMenu *menu, const char *label, const char *words)
{
  g_autofree char *escaped = escape (words);
  g_autoptr (GMenuItem) item = g_menu_item_new (escaped, NULL);

  g_menu_item_set_action_and_target (item, "account.choose", "s", label);
  g_menu_append_item (menu, item);
}

/* The name of the default account is known to its own connection only. */
static char *
dup_default_words (RhAccountButton *self)
{
  g_autoptr (RhConnection) plain = rh_workspace_get_connection (
      self->workspace, rh_connection_get_collection (self->connection),
      rh_connection_get_environment (self->connection));

  return rh_account_words ("", rh_connection_get_account (plain));
}

static GMenuModel *
new_menu (RhAccountButton *self)
{
  g_auto (GStrv) labels = rh_accounts_dup_labels (
      get_accounts (self), collection_id (self->connection), environment_name (self->connection));
  g_autofree char *default_words = dup_default_words (self);
  g_autoptr (GMenu) accounts = g_menu_new ();
  g_autoptr (GMenu) changes = g_menu_new ();
  GMenu *menu = g_menu_new ();

  append_account (accounts, "", default_words);
  for (guint i = 0; labels[i] != NULL; i++)
    append_account (accounts, labels[i], labels[i]);
  g_menu_append (changes, _ ("_Add Account…"), "account.add");
  g_menu_append (changes, _ ("_Remove Account…"), "account.remove");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (accounts));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));
  return G_MENU_MODEL (menu);
}

static void
update (RhAccountButton *self)
{
  g_autoptr (GMenuModel) menu = NULL;
  g_autofree char *words = NULL;
  const char *label;

  if (self->connection == NULL)
    return;

  label = rh_connection_get_label (self->connection);
  words = rh_account_words (label, rh_connection_get_account (self->connection));
  menu = new_menu (self);
  gtk_label_set_text (self->name, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  g_simple_action_set_state (self->choose, g_variant_new_string (label));
  g_simple_action_set_enabled (self->remove, *label != '\0');
}

/* Dialogs outlive the popover that this is in. */
static GtkWidget *
get_window (RhAccountButton *self)
{
  return GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
close_popover (RhAccountButton *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
give_notice (RhAccountButton *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);

  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, problem->title);
}

static void
choose_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_CHOSEN], 0, g_variant_get_string (parameter, NULL));
}

/* Add */

static void
check_label (AdwEntryRow *row, AdwAlertDialog *dialog)
{
  RhAccountButton *self = g_object_get_data (G_OBJECT (dialog), "button");
  RhConnection *connection = g_object_get_data (G_OBJECT (dialog), "connection");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  gboolean good = rh_accounts_can_add (get_accounts (self), collection_id (connection),
                                       environment_name (connection), text);

  adw_alert_dialog_set_response_enabled (dialog, "add", good);
  rh_validity_set (GTK_WIDGET (row), good || *text == '\0');
}

static void
add_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhAccountButton) self = user_data;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (source);
  RhConnection *connection = g_object_get_data (source, "connection");
  GtkEditable *row = g_object_get_data (source, "row");
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (adw_alert_dialog_choose_finish (dialog, result), "add")
      || connection != self->connection)
    return;

  label = rh_accounts_add (get_accounts (self), collection_id (connection),
                           environment_name (connection), gtk_editable_get_text (row), &error);
  if (label == NULL)
    {
      give_notice (self, error);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, label);
  g_signal_emit (self, signals[SIGNAL_CONNECT], 0);
}

static GtkWidget *
new_label_list (GtkWidget **row)
{
  GtkWidget *list = gtk_list_box_new ();

  *row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (*row), _ ("Name"));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (*row), RH_ACCOUNT_MAX_LENGTH);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), *row);
  return list;
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhAccountButton *self = user_data;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Add Account"), NULL));
  GtkWidget *row;

  adw_alert_dialog_format_body (dialog,
                                /* Translators: the name of an environment, such as Staging */
                                _ ("Sign in to %s as somebody else, beside the accounts that are "
                                   "there. Give it a name that you will know it by."),
                                environment_name (self->connection));
  adw_alert_dialog_set_extra_child (dialog, new_label_list (&row));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "add", _ ("_Add"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "add", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "add");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "button", g_object_ref (self), g_object_unref);
  g_object_set_data_full (G_OBJECT (dialog), "connection", g_object_ref (self->connection),
                          g_object_unref);
  g_object_set_data (G_OBJECT (dialog), "row", row);
  g_signal_connect_object (row, "changed", G_CALLBACK (check_label), dialog, 0);
  check_label (ADW_ENTRY_ROW (row), dialog);

  close_popover (self);
  adw_alert_dialog_choose (dialog, get_window (self), NULL, add_answered_cb, g_object_ref (self));
  gtk_widget_grab_focus (row);
}

/* Remove: out of the server and the keyring first, so that nothing is left that nobody sees */

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhAccountButton) self = user_data;
  RhConnection *connection = RH_CONNECTION (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if ((!rh_connection_finish (connection, result, &error)
       && !g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED))
      || !rh_accounts_remove (get_accounts (self), collection_id (connection),
                              environment_name (connection), rh_connection_get_label (connection),
                              &error))
    {
      give_notice (self, error);
      return;
    }

  /* Translators: the user's label for an account */
  text = g_strdup_printf (_ ("Removed the account %s"), rh_connection_get_label (connection));
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, text);
}

static void
remove_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhAccountButton) self = user_data;
  RhConnection *connection = g_object_get_data (source, "connection");

  if (!g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "remove"))
    return;

  rh_connection_cancel_connect (connection);
  rh_connection_sign_out_async (connection, TRUE, NULL, signed_out_cb, g_steal_pointer (&self));
}

static const char *
remove_body (RhConnection *connection)
{
  g_autofree char *revocation_url = rh_connection_dup_setting (connection, RH_OAUTH_REVOCATION_URL);

  if (rh_connection_get_state (connection) == RH_CONNECTION_NOT_CONNECTED)
    return _ ("It is not signed in.");
  if (*revocation_url != '\0')
    return _ ("Its tokens are revoked at the server and removed from the keyring.");

  return _ ("Its tokens are removed from the keyring. This service names no address to revoke them "
            "at: there they stay valid until they end.");
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhAccountButton *self = user_data;
  g_autofree char *heading
      /* Translators: the user's label for an account */
      = g_strdup_printf (_ ("Remove “%s”?"), rh_connection_get_label (self->connection));
  AdwAlertDialog *dialog
      = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, remove_body (self->connection)));
  gboolean signed_in = rh_connection_get_state (self->connection) != RH_CONNECTION_NOT_CONNECTED;

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove",
                                  signed_in ? _ ("_Sign Out and Remove") : _ ("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "connection", g_object_ref (self->connection),
                          g_object_unref);

  close_popover (self);
  adw_alert_dialog_choose (dialog, get_window (self), NULL, remove_answered_cb,
                           g_object_ref (self));
}

static void
rh_account_button_dispose (GObject *object)
{
  RhAccountButton *self = RH_ACCOUNT_BUTTON (object);

  rh_account_button_set_connection (self, self->workspace, NULL);
  g_clear_object (&self->workspace);
  g_clear_object (&self->choose);
  g_clear_object (&self->remove);

  G_OBJECT_CLASS (rh_account_button_parent_class)->dispose (object);
}

static void
rh_account_button_class_init (RhAccountButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_account_button_dispose;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", RH_TYPE_ACCOUNT_BUTTON, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CONNECT] = g_signal_new ("connect", RH_TYPE_ACCOUNT_BUTTON, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", RH_TYPE_ACCOUNT_BUTTON, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/connection/rh-account-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RhAccountButton, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RhAccountButton, name);
}

static void
rh_account_button_init (RhAccountButton *self)
{
  static const GActionEntry entries[] = {
    { "choose", choose_cb, "s", "''", NULL },
    { "add", add_cb, NULL, NULL, NULL },
    { "remove", remove_cb, NULL, NULL, NULL },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GActionMap *map = G_ACTION_MAP (group);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
  self->choose = g_object_ref (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "choose")));
  self->remove = g_object_ref (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "remove")));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "account", G_ACTION_GROUP (group));
}

void
rh_account_button_set_connection (RhAccountButton *self,
                                  RhWorkspace *workspace,
                                  RhConnection *connection)
{
  g_return_if_fail (RH_IS_ACCOUNT_BUTTON (self));

  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      g_signal_handlers_disconnect_by_data (get_accounts (self), self);
    }

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->connection, connection);
  if (connection == NULL)
    return;

  g_signal_connect_object (connection, "notify::account", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_accounts (self), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
