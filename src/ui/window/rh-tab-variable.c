/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value of the response that a tab shows, made a variable. The request gets an action that sets
 * it after every response, and it is set from this one at once; a toast takes both back. */
#define G_LOG_DOMAIN "rh-tab-variable"

#include "config.h"

#include "window/rh-tab-variable.h"

#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "response/rh-variable-dialog.h"
#include "window/rh-tab.h"
#include "workspace/rh-action-run.h"
#include "workspace/rh-runtime-variables.h"

#include <glib/gi18n.h>

typedef struct
{
  RhTab *tab;
  RhConnection *connection;
  RhExchange *exchange;
  char *expression;

  /* From when the name is chosen on. */
  RhAction *action;
  RhRuntimeVariables *runtime;
  RhSecret *before; /* what the variable was; NULL: nothing */
  char *before_origin;
  gboolean before_secret;
} Setting;

static void
setting_free (Setting *self)
{
  g_object_unref (self->tab);
  g_object_unref (self->connection);
  g_object_unref (self->exchange);
  g_free (self->expression);
  g_clear_object (&self->action);
  g_clear_object (&self->runtime);
  g_clear_pointer (&self->before, rh_secret_unref);
  g_free (self->before_origin);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Setting, setting_free)

/* G_MAXUINT: the request has none that does the same. */
static guint
find_action (Setting *self)
{
  GListModel *actions = rh_request_item_get_actions (rh_tab_get_item (self->tab));
  guint n = g_list_model_get_n_items (actions);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhAction) action = g_list_model_get_item (actions, i);

      if (rh_action_is_enabled (action)
          && g_str_equal (rh_action_get_variable (action), rh_action_get_variable (self->action))
          && g_str_equal (rh_action_get_expression (action), self->expression))
        return i;
    }

  return G_MAXUINT;
}

static void
undo_cb (AdwToast *toast, Setting *self)
{
  const char *name = rh_action_get_variable (self->action);
  RhRequestItem *item = rh_tab_get_item (self->tab);
  GListModel *actions = rh_request_item_get_actions (item);
  guint n = g_list_model_get_n_items (actions);

  for (guint i = n; i > 0; i--)
    {
      g_autoptr (RhAction) action = g_list_model_get_item (actions, i - 1);

      if (action == self->action)
        rh_request_item_remove_action (item, i - 1);
    }

  if (self->before != NULL)
    rh_runtime_variables_set (self->runtime, name, self->before, self->before_secret,
                              self->before_origin);
  else
    rh_runtime_variables_remove (self->runtime, name);
}

static void
toast_gone_cb (gpointer data, GClosure *closure)
{
  setting_free (data);
}

/* Takes @self. */
static void
offer_undo (Setting *self)
{
  /* Translators: %s is the name of a variable. */
  g_autofree char *text = g_strdup_printf (_ ("“%s” set"), rh_action_get_variable (self->action));
  AdwToast *toast = rh_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), self, toast_gone_cb, 0);
  rh_toast_add (GTK_WIDGET (self->tab), toast);
}

/* The request gets the action only if it works. */
static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Setting) self = user_data;
  g_autoptr (GListModel) results = rh_action_run_finish (result, NULL);
  g_autoptr (RhActionResult) first = NULL;
  const GError *error;

  if (results == NULL)
    return;

  first = g_list_model_get_item (results, 0);
  error = rh_action_result_get_error (first);
  if (error != NULL)
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      rh_toast_show (GTK_WIDGET (self->tab), problem->title);
      return;
    }

  if (find_action (self) == G_MAXUINT)
    rh_request_item_add_action (rh_tab_get_item (self->tab), self->action);
  offer_undo (g_steal_pointer (&self));
}

static void
remember (Setting *self, const char *name)
{
  RhSecret *value = NULL;
  const char *origin = NULL;

  if (!rh_runtime_variables_lookup (self->runtime, name, &value, &self->before_secret, &origin))
    return;

  self->before = rh_secret_ref (value);
  self->before_origin = g_strdup (origin);
}

/* Takes a copy of what the dialog holds: its own goes with it. */
static void
chosen_cb (RhVariableDialog *dialog, const char *name, Setting *asked)
{
  RhWorkspace *workspace = rh_tab_get_workspace (asked->tab);
  g_autoptr (GListStore) actions = g_list_store_new (RH_TYPE_ACTION);
  Setting *self = g_new0 (Setting, 1);

  self->tab = g_object_ref (asked->tab);
  self->connection = g_object_ref (asked->connection);
  self->exchange = g_object_ref (asked->exchange);
  self->expression = g_strdup (asked->expression);
  self->action = rh_action_new (self->expression, name, RH_ACTION_SCOPE_MEMORY);
  self->runtime = g_object_ref (rh_workspace_get_runtime (workspace, self->connection));
  remember (self, name);
  g_list_store_append (actions, self->action);
  rh_action_run_async (workspace, self->connection, G_LIST_MODEL (actions), self->exchange, NULL,
                       ran_cb, self);
}

static void
dialog_gone_cb (gpointer data, GClosure *closure)
{
  setting_free (data);
}

static void
set_variable_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RhTab *tab = RH_TAB (widget);
  RhExchange *exchange = rh_response_page_get_exchange (rh_tab_get_response_page (tab));
  const char *path;
  const char *name;
  Setting *asked;
  AdwDialog *dialog;

  if (exchange == NULL || rh_tab_get_sent_to (tab) == NULL)
    return;

  g_variant_get (parameter, "(&s&s)", &path, &name);
  asked = g_new0 (Setting, 1);
  asked->tab = g_object_ref (tab);
  asked->connection = g_object_ref (rh_tab_get_sent_to (tab));
  asked->exchange = g_object_ref (exchange);
  /* Without the "$". */
  asked->expression = g_strconcat ("res.body", path + 1, NULL);
  dialog = rh_variable_dialog_new (asked->expression, name);
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (chosen_cb), asked, dialog_gone_cb, 0);
  adw_dialog_present (dialog, widget);
}

void
rh_tab_variable_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tab.set-variable", "(ss)", set_variable_action);
}
