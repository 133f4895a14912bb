/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question with a name in it, and the keyring. */
#define G_LOG_DOMAIN "rh-keep-secret"

#include "config.h"

#include "environment/rh-keep-secret.h"

#include "collection/rh-secret-looking.h"
#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "common/rh-validity.h"
#include "request/rh-auth-page.h"
#include "workspace/rh-clear-secrets.h"
#include "workspace/rh-variable-secrets.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GtkWidget *from;
  RhWorkspace *workspace;
  RhCollection *collection;
  RhEnvironment *environment;
  RhSecret *value;
  char *name; /* of the variable; NULL: not chosen yet */
  RhSecretKept kept;
  gpointer user_data;
  GDestroyNotify destroy;
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  if (keeping->destroy != NULL)
    keeping->destroy (keeping->user_data);
  g_object_unref (keeping->from);
  g_object_unref (keeping->workspace);
  g_object_unref (keeping->collection);
  g_object_unref (keeping->environment);
  rh_secret_unref (keeping->value);
  g_free (keeping->name);
  g_free (keeping);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Keeping, keeping_free)

/* --- Into the keyring ---------------------------------------------------------------------------
 */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Keeping) keeping = user_data;
  RhKeyringState state = rh_keyring_get_state (rh_workspace_get_keyring (keeping->workspace));
  g_autoptr (GError) error = NULL;
  g_autoptr (RhProblem) problem = NULL;

  if (rh_variable_secrets_store_finish (RH_VARIABLE_SECRETS (source), result, &error)
      && state != RH_KEYRING_STATE_READY)
    error = g_error_new_literal (RH_CLEAR_SECRETS_ERROR, RH_CLEAR_SECRETS_ERROR_NO_KEYRING,
                                 keeping->name);
  if (error != NULL)
    {
      problem = rh_problem_new (error);
      rh_toast_show (keeping->from, problem->title);
      return;
    }

  rh_environment_add_secret (keeping->environment, keeping->name);
  keeping->kept (keeping->name, keeping->user_data);
}

/* Takes @keeping. */
static void
store (Keeping *keeping)
{
  g_autoptr (RhVariableSecrets) secrets = rh_variable_secrets_new (
      rh_workspace_get_keyring (keeping->workspace), rh_workspace_get_bindings (keeping->workspace),
      keeping->collection, keeping->environment, NULL);

  rh_variable_secrets_store_async (secrets, keeping->name, keeping->value, NULL, stored_cb,
                                   keeping);
}

/* --- The name -----------------------------------------------------------------------------------
 */

static gboolean
is_free (RhEnvironment *environment, const char *name)
{
  return *name != '\0' && strpbrk (name, "{} \t") == NULL
         && rh_environment_lookup (environment, name) == NULL;
}

static char *
dup_free_name (RhEnvironment *environment, const char *field)
{
  g_autofree char *base = rh_secret_looking_dup_name (field);

  for (guint n = 1;; n++)
    {
      g_autofree char *name = n == 1 ? g_strdup (base) : g_strdup_printf ("%s_%u", base, n);

      if (is_free (environment, name))
        return g_steal_pointer (&name);
    }
}

static void
name_changed_cb (AdwAlertDialog *dialog, GtkEditable *entry)
{
  RhEnvironment *environment = g_object_get_data (G_OBJECT (dialog), "environment");
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  gboolean fine = is_free (environment, name);

  adw_alert_dialog_set_response_enabled (dialog, "keep", fine);
  rh_validity_set (GTK_WIDGET (entry), fine);
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Keeping) keeping = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  GtkEditable *entry = g_object_get_data (source, "entry");

  if (!g_str_equal (answer, "keep"))
    return;

  keeping->name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  store (g_steal_pointer (&keeping));
}

static GtkWidget *
add_entry (AdwAlertDialog *dialog, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Variable"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_alert_dialog_set_extra_child (dialog, list);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  return entry;
}

/* --- The question -------------------------------------------------------------------------------
 */

void
rh_keep_secret_ask (GtkWidget *from,
                    RhWorkspace *workspace,
                    RhCollection *collection,
                    RhEnvironment *environment,
                    const char *place,
                    const char *value,
                    RhSecretKept kept,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  g_autofree char *name = dup_free_name (environment, place);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Keep It Secret"), NULL));
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->from = g_object_ref (from);
  keeping->workspace = g_object_ref (workspace);
  keeping->collection = g_object_ref (collection);
  keeping->environment = g_object_ref (environment);
  keeping->value = rh_secret_new (value, -1);
  keeping->kept = kept;
  keeping->user_data = user_data;
  keeping->destroy = destroy;

  adw_alert_dialog_format_body (
      dialog,
      /* Translators: the name of an environment, then that of a field such as Authorization. */
      _ ("The value becomes a secret variable of %s: your keyring keeps it, and “%s” says the "
         "variable’s name. If the file is in a git repository, its history may have the value: "
         "rotate it at the service."),
      rh_environment_get_name (environment), place);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "keep", _ ("_Keep Secret"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "keep", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "keep");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "environment", g_object_ref (environment),
                          g_object_unref);
  g_object_set_data (G_OBJECT (dialog), "entry", add_entry (dialog, name));
  adw_alert_dialog_choose (dialog, from, NULL, named_cb, keeping);
}

/* --- In an authorization ------------------------------------------------------------------------
 */

typedef struct
{
  RhAuth *auth;
  char *field;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->auth);
  g_free (kept->field);
  g_free (kept);
}

static void
kept_cb (const char *variable, gpointer user_data)
{
  Kept *kept = user_data;
  g_autofree char *reference = g_strdup_printf ("{{%s}}", variable);

  rh_auth_set (kept->auth, kept->field, reference);
}

void
rh_keep_secret_of_auth (GtkWidget *from,
                        RhWorkspace *workspace,
                        RhVariableScope *scope,
                        RhAuth *auth,
                        const char *field)
{
  RhEnvironment *environment = rh_variable_scope_get_environment (scope);
  Kept *kept;

  if (environment == NULL)
    {
      rh_toast_show (from, _ ("Choose an environment first: it is what a secret is kept for"));
      return;
    }

  kept = g_new (Kept, 1);
  kept->auth = g_object_ref (auth);
  kept->field = g_strdup (field);
  rh_keep_secret_ask (from, workspace, rh_variable_scope_get_collection (scope), environment,
                      rh_auth_page_label_of (field), rh_auth_get (auth, field), kept_cb, kept,
                      kept_free);
}
