/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connect: the settings, then the wait for the browser. */
#define G_LOG_DOMAIN "rh-connect-dialog"

#include "config.h"

#include "connection/rh-connect-dialog.h"

#include "connection/rh-connect-form.h"
#include "connection/rh-consent-page.h"
#include "connection/rh-discovery-page.h"

#include <glib/gi18n.h>

/* What the button of the problem on the form does. */
typedef enum
{
  REMEDY_NONE,
  REMEDY_CANCEL_OTHER, /* ends our own sign-in that holds the port */
  REMEDY_OTHER_AUTH,   /* sends the client secret in the other way */
} Remedy;

struct _RhConnectDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwNavigationView *view;
  RhConnectForm *form;
  AdwWindowTitle *window_title;
  GtkButton *connect_button;
  GtkRevealer *reason_revealer;
  GtkLabel *reason_label;

  /* Owned */
  RhWorkspace *workspace;
  RhConnection *connection;
  RhConnection *other;       /* what REMEDY_CANCEL_OTHER ends */
  GCancellable *cancellable; /* of what only this dialog wants to know, never of a sign-in */

  Remedy remedy;
  gboolean replacing; /* the old account by the new one */
  gboolean busy;      /* our own Connect is under way: its callback decides */
};

G_DEFINE_FINAL_TYPE (RhConnectDialog, rh_connect_dialog, ADW_TYPE_DIALOG)

static void show_error (RhConnectDialog *self, const GError *error);

static const char *
get_environment_name (RhConnectDialog *self)
{
  return rh_environment_get_name (rh_connection_get_environment (self->connection));
}

static void
update_cb (RhConnectDialog *self)
{
  const char *reason = rh_connect_form_get_reason (self->form);

  gtk_widget_set_sensitive (GTK_WIDGET (self->connect_button), reason == NULL && !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !self->busy);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->connect_button), reason);
  if (reason != NULL)
    gtk_label_set_text (self->reason_label, reason);
  gtk_revealer_set_reveal_child (self->reason_revealer, reason != NULL);
}

static void
focus_next (RhConnectDialog *self)
{
  GtkWidget *next = rh_connect_form_get_next (self->form);

  adw_dialog_set_focus (ADW_DIALOG (self), next != NULL ? next : GTK_WIDGET (self->connect_button));
}

/* Back from another page. */
static void
form_shown_cb (RhConnectDialog *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->form)) == NULL)
    focus_next (self);
}

static void
focus_later_cb (gpointer user_data)
{
  g_autoptr (RhConnectDialog) self = user_data;

  if (self->connection != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->form)))
    form_shown_cb (self);
}

/* A bottom sheet puts the focus on its first button, Cancel, right after this. */
static void
form_mapped_cb (RhConnectDialog *self)
{
  g_idle_add_once (focus_later_cb, g_object_ref (self));
}

static void
set_busy (RhConnectDialog *self, gboolean busy)
{
  self->busy = busy;
  update_cb (self);
}

static void
close_cb (RhConnectDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_form (RhConnectDialog *self)
{
  adw_navigation_view_pop_to_tag (self->view, "form");
}

static void
show_consent (RhConnectDialog *self)
{
  AdwNavigationPage *visible = adw_navigation_view_get_visible_page (self->view);
  RhEnvironment *environment = rh_connection_get_environment (self->connection);
  RhService *service
      = rh_workspace_get_service (self->workspace, rh_environment_get_service (environment));
  RhConsentPage *page;

  if (RH_IS_CONSENT_PAGE (visible))
    return;

  page = rh_consent_page_new (self->connection,
                              service != NULL ? rh_service_get_name (service) : "");
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page),
                                 adw_dialog_get_title (ADW_DIALOG (self)));
  adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (page));
}

/* Another sign-in of this program that waits for its browser; it may hold the port. */
static RhConnection *
find_other_sign_in (RhConnectDialog *self)
{
  GListModel *collections = rh_workspace_get_collections (self->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (collections); i++)
    {
      g_autoptr (RhCollection) collection = g_list_model_get_item (collections, i);
      GListModel *environments = rh_collection_get_environments (collection);

      for (guint j = 0; j < g_list_model_get_n_items (environments); j++)
        {
          g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, j);
          g_autoptr (RhConnection) connection
              = rh_workspace_get_connection (self->workspace, collection, environment);

          if (connection != self->connection
              && rh_connection_get_state (connection) == RH_CONNECTION_CONNECTING)
            return g_steal_pointer (&connection);
        }
    }

  return NULL;
}

/* What can be done about @error at once; (transfer full) the label of its button, NULL: nothing. */
static char *
choose_remedy (RhConnectDialog *self, const GError *error)
{
  g_autofree char *client_auth = rh_connect_form_dup (self->form, "client_auth");

  self->remedy = REMEDY_NONE;
  g_clear_object (&self->other);

  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_PORT_IN_USE))
    self->other = find_other_sign_in (self);
  if (self->other != NULL)
    {
      self->remedy = REMEDY_CANCEL_OTHER;
      return g_strdup_printf (
          /* Translators: the name of an environment, such as Practice */
          _ ("End the Sign-in to %s"),
          rh_environment_get_name (rh_connection_get_environment (self->other)));
    }

  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_CLIENT)
      && !g_str_equal (client_auth, "none"))
    {
      self->remedy = REMEDY_OTHER_AUTH;
      /* Translators: a button: Basic is a way of HTTP to send user name and password. */
      return g_strdup (g_str_equal (client_auth, "body") ? _ ("Try Basic") : _ ("Try In the Body"));
    }

  return NULL;
}

static void
subject_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  gboolean confirmed = rh_connection_finish (RH_CONNECTION (source), result, &error);

  if (self->connection == NULL)
    return;

  set_busy (self, FALSE);
  if (!confirmed && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
  else if (confirmed && self->replacing)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
subject_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhConnectDialog) self = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (self->connection == NULL)
    return;

  self->replacing = g_str_equal (response, "replace");
  set_busy (self, TRUE);
  rh_connection_confirm_subject_async (self->connection, self->replacing, NULL,
                                       subject_confirmed_cb, g_object_ref (self));
}

/* Another account than before: never overwritten unasked (security.md 3.10). */
static void
ask_subject (RhConnectDialog *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  const char *account = rh_connection_get_account (self->connection);
  g_autofree char *before = NULL;
  g_autofree char *body = NULL;
  AdwDialog *question;

  if (account != NULL)
    /* Translators: the name of an environment, and of an account. */
    before = g_strdup_printf (_ ("%s was connected as %s until now."), get_environment_name (self),
                              account);
  else
    /* Translators: %s is the name of an environment. */
    before = g_strdup_printf (_ ("%s was connected as somebody else until now."),
                              get_environment_name (self));
  body = g_strdup_printf ("%s\n%s", before, problem->detail != NULL ? problem->detail : "");

  question = adw_alert_dialog_new (_ ("Use the Other Account?"), g_strchomp (body));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "keep", _ ("_Keep the Old One"),
                                  "replace", _ ("_Use the New One"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL,
                           subject_answered_cb, g_object_ref (self));
}

static void
show_error (RhConnectDialog *self, const GError *error)
{
  g_autoptr (RhProblem) problem = NULL;
  g_autofree char *token_url = rh_connect_form_dup (self->form, RH_OAUTH_TOKEN_URL);
  g_autofree char *button_label = NULL;

  show_form (self);
  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_OTHER_SUBJECT))
    {
      ask_subject (self, error);
      return;
    }

  problem = rh_problem_new (error);
  rh_problem_blame_network (problem, error, token_url);
  button_label = choose_remedy (self, error);
  rh_connect_form_show_problem (self->form, problem, button_label);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rh_connection_finish (RH_CONNECTION (source), result, &error))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }

  set_busy (self, FALSE);
  /* Closed meanwhile: the header button says it. */
  if (self->connection == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_form (self);
  else
    show_error (self, error);
}

static void
start_sign_in (RhConnectDialog *self)
{
  rh_connection_connect_async (self->connection, NULL, connected_cb, g_object_ref (self));
  if (rh_connection_get_state (self->connection) == RH_CONNECTION_CONNECTING)
    show_consent (self);
}

static void
secret_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rh_connection_set_client_secret_finish (RH_CONNECTION (source), result, &error))
    {
      set_busy (self, FALSE);
      if (self->connection != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }

  if (self->connection != NULL)
    start_sign_in (self);
}

static void
connect_cb (RhConnectDialog *self)
{
  g_autoptr (RhSecret) secret = NULL;

  if (self->busy || rh_connect_form_get_reason (self->form) != NULL)
    return;

  rh_connect_form_clear_problem (self->form);
  /* An entry that turns insensitive with the focus in it would complain. */
  adw_dialog_set_focus (ADW_DIALOG (self), NULL);
  set_busy (self, TRUE);
  rh_connect_form_apply (self->form);
  secret = rh_connect_form_dup_client_secret (self->form);
  rh_connection_set_client_secret_async (self->connection, secret, self->cancellable,
                                         secret_stored_cb, g_object_ref (self));
}

static void
problem_clicked_cb (RhConnectDialog *self)
{
  g_autofree char *client_auth = rh_connect_form_dup (self->form, "client_auth");

  switch (self->remedy)
    {
    case REMEDY_CANCEL_OTHER:
      rh_connection_cancel_connect (self->other);
      break;
    case REMEDY_OTHER_AUTH:
      rh_connect_form_set (self->form, "client_auth",
                           g_str_equal (client_auth, "body") ? "basic" : "body");
      break;
    case REMEDY_NONE:
      return;
    }

  connect_cb (self);
}

static void
discovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhMetadata) metadata
      = rh_connection_discover_finish (RH_CONNECTION (source), result, &error);
  g_autoptr (RhDiscoveryPage) page = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->connection == NULL)
    return;

  if (metadata == NULL)
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);
      g_autofree char *issuer = rh_connect_form_dup (self->form, RH_OAUTH_ISSUER);

      rh_problem_blame_network (problem, error, issuer);
      rh_connect_form_show_discovery (self->form, RH_DISCOVERY_FAILED, problem->sentence);
      return;
    }

  page = g_object_ref_sink (rh_discovery_page_new (self->form, metadata));
  rh_connect_form_show_discovery (
      self->form, rh_discovery_page_has_changes (page) ? RH_DISCOVERY_DIFFERS : RH_DISCOVERY_SAME,
      NULL);
  if (rh_discovery_page_has_changes (page))
    adw_navigation_view_push (self->view, ADW_NAVIGATION_PAGE (page));
}

static void
discover_cb (RhConnectDialog *self, const char *issuer)
{
  rh_connect_form_show_discovery (self->form, RH_DISCOVERY_RUNNING, NULL);
  rh_connection_discover_async (self->connection, issuer, self->cancellable, discovered_cb,
                                g_object_ref (self));
}

/* A sign-in that another dialog began, or that ended while nobody looked. */
static void
follow_connection (RhConnectDialog *self)
{
  const GError *problem = rh_connection_get_problem (self->connection);

  if (problem != NULL)
    show_error (self, problem);
  else if (rh_connection_get_state (self->connection) == RH_CONNECTION_CONNECTED)
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    show_form (self);
}

static void
state_changed_cb (RhConnectDialog *self)
{
  if (rh_connection_get_state (self->connection) == RH_CONNECTION_CONNECTING)
    show_consent (self);
  else if (!self->busy && RH_IS_CONSENT_PAGE (adw_navigation_view_get_visible_page (self->view)))
    follow_connection (self);
}

static void
secret_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSecret) secret
      = rh_connection_get_client_secret_finish (RH_CONNECTION (source), result, &error);

  /* The keyring's state has a banner of its own; here the field just stays empty. */
  if (secret != NULL && self->connection != NULL)
    {
      rh_connect_form_offer_client_secret (self->form, secret);
      if (rh_connect_form_get_next (self->form) == NULL)
        focus_next (self);
    }
}

static void
rh_connect_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (RH_CONNECT_DIALOG (dialog)->cancellable);
}

static void
rh_connect_dialog_dispose (GObject *object)
{
  RhConnectDialog *self = RH_CONNECT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->other);
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_connect_dialog_parent_class)->dispose (object);
}

static void
rh_connect_dialog_class_init (RhConnectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AdwDialogClass *dialog_class = ADW_DIALOG_CLASS (klass);

  object_class->dispose = rh_connect_dialog_dispose;
  dialog_class->closed = rh_connect_dialog_closed;

  g_type_ensure (RH_TYPE_CONNECT_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/connection/rh-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhConnectDialog, view);
  gtk_widget_class_bind_template_child (widget_class, RhConnectDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RhConnectDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RhConnectDialog, connect_button);
  gtk_widget_class_bind_template_child (widget_class, RhConnectDialog, reason_revealer);
  gtk_widget_class_bind_template_child (widget_class, RhConnectDialog, reason_label);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, discover_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_clicked_cb);
}

static void
rh_connect_dialog_init (RhConnectDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

RhConnectDialog *
rh_connect_dialog_open (RhWorkspace *workspace, RhConnection *connection, GtkWidget *parent)
{
  RhConnectDialog *self;
  g_autofree char *title = NULL;
  const GError *problem;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_CONNECTION (connection), NULL);

  self = g_object_new (RH_TYPE_CONNECT_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->connection = g_object_ref (connection);
  /* Translators: the name of an environment, such as Staging */
  title = g_strdup_printf (_ ("Connect to %s"), get_environment_name (self));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_window_title_set_subtitle (self->window_title, get_environment_name (self));
  g_signal_connect_object (connection, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);

  rh_connect_form_load (self->form, workspace, connection);
  update_cb (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
  rh_connection_get_client_secret_async (connection, self->cancellable, secret_loaded_cb,
                                         g_object_ref (self));

  problem = rh_connection_get_problem (connection);
  if (rh_connection_get_state (connection) == RH_CONNECTION_CONNECTING)
    show_consent (self);
  else if (problem != NULL)
    show_error (self, problem);
  else
    focus_next (self);

  return self;
}

void
rh_connect_dialog_add_scopes (RhConnectDialog *self, const char *scopes)
{
  g_autofree char *asked = NULL;
  g_auto (GStrv) have = NULL;
  g_auto (GStrv) more = NULL;
  g_autoptr (GString) text = NULL;

  g_return_if_fail (RH_IS_CONNECT_DIALOG (self));
  g_return_if_fail (scopes != NULL);

  asked = rh_connect_form_dup (self->form, RH_OAUTH_SCOPE);
  have = g_strsplit (asked, " ", -1);
  more = g_strsplit (scopes, " ", -1);
  text = g_string_new (asked);
  for (guint i = 0; more[i] != NULL; i++)
    if (*more[i] != '\0' && !g_strv_contains ((const char *const *) have, more[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", more[i]);
  rh_connect_form_set (self->form, RH_OAUTH_SCOPE, text->str);
}
