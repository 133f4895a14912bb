/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering a client. Nothing here knows a service by name: fields, rules and notes are its data.
 */
#define G_LOG_DOMAIN "rh-guide-register-page"

#include "config.h"

#include "guide/rh-guide-register-page.h"

#include "collection/rh-registration-text.h"
#include "common/rh-problem.h"
#include "common/rh-service-words.h"
#include "common/rh-toast.h"
#include "connection/rh-connect-check.h"
#include "connection/rh-hint-row.h"
#include "connection/rh-scope-row.h"
#include "connection/rh-secret-row.h"
#include "guide/rh-guide-form-row.h"
#include "guide/rh-guide-intro.h"
#include "guide/rh-guide-relay.h"
#include "guide/rh-guide-row.h"
#include "oauth/rh-port-check.h"

#include <glib/gi18n.h>

struct _RhGuideRegisterPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkWidget *toasts;
  AdwPreferencesGroup *intro_group;
  GtkWidget *have_row;
  AdwPreferencesGroup *fact_group;
  AdwEntryRow *redirect_uri_row;
  RhHintRow *redirect_uri_hint;
  RhScopeRow *scope_row;
  RhHintRow *scope_hint;
  AdwExpanderRow *more_row;
  AdwPreferencesGroup *notes_group;
  AdwEntryRow *client_id_row;
  RhHintRow *client_id_hint;
  RhSecretRow *client_secret_row;
  RhHintRow *client_secret_hint;
  GtkWidget *keep_button;

  /* Owned */
  RhProgress *progress;
  RhConnection *connection;
  RhService *service;
  GCancellable *cancellable;

  char *listen_uri; /* as it was checked last */

  /* Borrowed */
  RhGuideRow *row;

  /* Plain */
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (RhGuideRegisterPage, rh_guide_register_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
get_environment_name (RhGuideRegisterPage *self)
{
  return rh_environment_get_name (rh_connection_get_environment (self->connection));
}

static RhRegistration *
get_registration (RhGuideRegisterPage *self)
{
  return rh_collection_get_registration (rh_connection_get_collection (self->connection));
}

static char *
dup_text (gpointer editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (editable))));
}

/* The redirect URI */

/* Who has the port where the browser is to bring the answer. (transfer full) */
static char *
dup_port_words (const char *redirect_uri, const char *listen_uri, RhHintKind *kind)
{
  g_autofree char *holder = NULL;
  guint16 port = 0;

  *kind = RH_HINT_NOTE;
  switch (rh_port_check (redirect_uri, listen_uri, &port, &holder))
    {
    case RH_PORT_FREE:
      return g_strdup_printf (_ ("Must be registered exactly like this. Port %u is free."), port);
    case RH_PORT_TAKEN:
      *kind = RH_HINT_WARNING;
      if (holder == NULL)
        return g_strdup_printf (_ ("Another program listens on port %u. End it or use another "
                                   "port."),
                                port);
      /* Translators: a program, and the number of a port */
      return g_strdup_printf (_ ("%s listens on port %u. End it or use another port."), holder,
                              port);
    case RH_PORT_ANY:
      return g_strdup (_ ("Must be registered exactly like this. A free port is taken when you "
                          "connect."));
    case RH_PORT_NOWHERE:
    default:
      *kind = RH_HINT_WARNING;
      return g_strdup (_ ("The browser stops on this other site, which sees the authorization "
                          "code. You then paste the page’s address in the Connect dialog."));
    }
}

static char *
dup_redirect_fault (RhGuideRegisterPage *self, const char *value)
{
  g_autofree char *sentence = rh_connect_check (RH_OAUTH_REDIRECT_URI, value, RH_CLIENT_AUTH_NONE);
  gboolean is_note;

  if (sentence != NULL || self->service == NULL)
    return g_steal_pointer (&sentence);

  return rh_guide_fault_dup_words (
      rh_service_check_redirect_uri (self->service, get_environment_name (self), value), NULL,
      &is_note);
}

static void
check_redirect_uri (RhGuideRegisterPage *self)
{
  g_autofree char *value = dup_text (self->redirect_uri_row);
  g_autofree char *fault = dup_redirect_fault (self, value);
  g_autofree char *listen_uri = rh_connection_dup_setting (self->connection, RH_OAUTH_LISTEN_URI);
  g_autofree char *words = NULL;
  RhHintKind kind;

  if (fault != NULL)
    {
      rh_hint_row_set (self->redirect_uri_hint, RH_HINT_ERROR, fault);
      return;
    }

  if (rh_connection_get_state (self->connection) == RH_CONNECTION_CONNECTING)
    {
      rh_hint_row_set (self->redirect_uri_hint, RH_HINT_NOTE,
                       _ ("Must be registered exactly like this. A sign-in waits there now."));
      return;
    }

  words = dup_port_words (value, listen_uri, &kind);
  rh_hint_row_set (self->redirect_uri_hint, kind, words);
}

/* Where it listens can change while the page is open: a relay page was saved. */
static void
follow_listen_uri (RhGuideRegisterPage *self)
{
  g_autofree char *listen_uri = rh_connection_dup_setting (self->connection, RH_OAUTH_LISTEN_URI);

  if (g_set_str (&self->listen_uri, listen_uri))
    check_redirect_uri (self);
}

static void
update (RhGuideRegisterPage *self)
{
  const RhStepFact *fact = rh_progress_get_fact (self->progress, RH_STEP_REGISTER);
  g_autofree char *proof = rh_guide_words_dup_proof (RH_STEP_REGISTER, fact);

  rh_guide_row_set_fact (self->row, fact,
                         rh_progress_get_next (self->progress) == RH_STEP_REGISTER);
  adw_preferences_group_set_description (self->fact_group, proof);
  follow_listen_uri (self);
}

/* Kept as it is typed, once it can be used; an address here needs no relay page. */
static void
redirect_uri_changed_cb (RhGuideRegisterPage *self)
{
  g_autofree char *value = dup_text (self->redirect_uri_row);
  g_autofree char *fault = NULL;

  if (self->loading)
    return;

  fault = dup_redirect_fault (self, value);
  if (fault == NULL)
    {
      rh_connection_set_setting (self->connection, RH_OAUTH_REDIRECT_URI, value);
      if (!rh_connect_check_is_foreign (value))
        rh_connection_set_setting (self->connection, RH_OAUTH_LISTEN_URI, "");
    }
  check_redirect_uri (self);
}

/* The scopes */

static void
check_scope (RhGuideRegisterPage *self)
{
  g_autofree char *value = dup_text (self->scope_row);
  g_autofree char *repeated = rh_registration_find_repeated_scope (value);
  g_autofree char *sentence = rh_connect_check (RH_OAUTH_SCOPE, value, RH_CLIENT_AUTH_NONE);
  g_autofree char *part = NULL;
  gboolean is_note = FALSE;

  if (sentence == NULL && repeated != NULL)
    {
      /* Translators: %s is a scope. */
      sentence = g_strdup_printf (_ ("“%s” is there twice. Once is enough."), repeated);
      is_note = TRUE;
    }
  if (sentence == NULL && self->service != NULL)
    {
      RhServiceFault fault = rh_service_check_scope (self->service, value, &part);

      sentence = rh_guide_fault_dup_words (fault, part, &is_note);
    }

  if (sentence != NULL)
    rh_hint_row_set (self->scope_hint, is_note ? RH_HINT_WARNING : RH_HINT_ERROR, sentence);
  else
    rh_hint_row_set (self->scope_hint, RH_HINT_NOTE,
                     _ ("What the token may be used for. Ask for what you need and no more."));
}

static void
scope_changed_cb (RhGuideRegisterPage *self)
{
  g_autofree char *value = dup_text (self->scope_row);
  g_autofree char *sentence = NULL;

  if (self->loading)
    return;

  sentence = rh_connect_check (RH_OAUTH_SCOPE, value, RH_CLIENT_AUTH_NONE);
  if (sentence == NULL)
    rh_connection_set_setting (self->connection, RH_OAUTH_SCOPE, value);
  check_scope (self);
}

/* Copying */

static void
copy (RhGuideRegisterPage *self, const char *text)
{
  rh_toast_copy (self->toasts, text);
}

static void
copy_redirect_uri_cb (RhGuideRegisterPage *self)
{
  g_autofree char *value = dup_text (self->redirect_uri_row);

  copy (self, value);
}

static void
copy_scope_cb (RhGuideRegisterPage *self)
{
  g_autofree char *value = dup_text (self->scope_row);

  copy (self, value);
}

static void
copy_form (RhGuideRegisterPage *self,
           char *(*print) (RhRegistration *, const RhServiceForm *, const char *, const char *) )
{
  g_autofree char *redirect_uri = dup_text (self->redirect_uri_row);
  g_autofree char *scope = dup_text (self->scope_row);
  g_autoptr (RhServiceForm) none = rh_service_form_new ();
  g_autofree char *text = print (get_registration (self),
                                 self->service == NULL ? none : rh_service_get_form (self->service),
                                 redirect_uri, scope);

  copy (self, text);
}

static void
copy_form_cb (RhGuideRegisterPage *self)
{
  copy_form (self, rh_registration_to_text);
}

static void
copy_markdown (GtkWidget *widget, const char *action, GVariant *parameter)
{
  copy_form (RH_GUIDE_REGISTER_PAGE (widget), rh_registration_to_markdown);
}

/* Client ID and secret */

static void
credentials_changed_cb (RhGuideRegisterPage *self)
{
  g_autofree char *client_id = NULL;
  g_autofree char *sentence = NULL;

  if (self->loading)
    return;

  client_id = dup_text (self->client_id_row);
  if (*client_id != '\0')
    sentence = rh_connect_check (RH_OAUTH_CLIENT_ID, client_id, RH_CLIENT_AUTH_NONE);
  rh_hint_row_set (self->client_id_hint, RH_HINT_ERROR, sentence);
  rh_hint_row_set (self->client_secret_hint, RH_HINT_NOTE,
                   _ ("Goes straight into your keyring, never into a file."));
  gtk_widget_set_sensitive (self->keep_button, *client_id != '\0' && sentence == NULL);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhGuideRegisterPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhProblem) problem = NULL;

  if (rh_connection_set_client_secret_finish (RH_CONNECTION (source), result, &error))
    {
      if (self->connection == NULL)
        return;
      rh_toast_show (self->toasts, _ ("Kept in the keyring"));
      return;
    }

  if (self->connection == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  problem = rh_problem_new (error);
  rh_hint_row_set (self->client_secret_hint, RH_HINT_ERROR, problem->title);
}

/* A client without a secret is a public one, and says so to the server. */
static void
keep_cb (RhGuideRegisterPage *self)
{
  g_autofree char *client_id = dup_text (self->client_id_row);
  const char *typed = rh_secret_row_peek (self->client_secret_row);
  g_autoptr (RhSecret) secret = *typed == '\0' ? NULL : rh_secret_new (typed, -1);

  if (!gtk_widget_get_sensitive (self->keep_button))
    return;

  rh_connection_set_setting (self->connection, RH_OAUTH_CLIENT_ID, client_id);
  if (secret != NULL)
    rh_connection_set_client_secret_async (self->connection, secret, self->cancellable, kept_cb,
                                           g_object_ref (self));
  else
    rh_hint_row_set (self->client_secret_hint, RH_HINT_WARNING,
                     _ ("The client ID is kept. A client without a secret needs None as client "
                        "authentication in the Connect dialog."));
}

static void
secret_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhGuideRegisterPage) self = user_data;
  g_autoptr (RhSecret) secret
      = rh_connection_get_client_secret_finish (RH_CONNECTION (source), result, NULL);

  if (secret == NULL || self->connection == NULL
      || *rh_secret_row_peek (self->client_secret_row) != '\0')
    return;

  self->loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->client_secret_row), rh_secret_peek (secret, NULL));
  self->loading = FALSE;
}

/* Notes */

static GtkWidget *
add_note (RhGuideRegisterPage *self, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-information-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_add_css_class (icon, "dimmed");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (self->notes_group, row);
  return row;
}

static void
relay_cb (RhGuideRegisterPage *self)
{
  g_autofree char *listen_uri
      = rh_connect_check_propose_uri (self->service, get_environment_name (self));

  rh_guide_relay_save (self->toasts, self->connection, listen_uri);
}

static void
add_relay (RhGuideRegisterPage *self)
{
  GtkWidget *row = add_note (
      self, _ ("Where the service wants https: a relay page on your own site brings the "
               "answer to this computer"));
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Save…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Save the Relay Page"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (relay_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_notes (RhGuideRegisterPage *self)
{
  const RhServiceForm *form = self->service == NULL ? NULL : rh_service_get_form (self->service);

  for (guint i = 0; form != NULL && form->notes[i] != NULL; i++)
    add_note (self, rh_service_words_get (form->notes[i]));
  if (form != NULL && form->collect_days > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (
              GETTEXT_PACKAGE, "Collect the credentials within %u day: then they are gone.",
              "Collect the credentials within %u days: then they are gone.", form->collect_days),
          form->collect_days);

      add_note (self, text);
    }
  add_note (self, _ ("A client that is registered for Postman works, too: enter its redirect URI, "
                     "and paste the address where the browser stops. That site sees the "
                     "authorization code."));
  if (self->service != NULL)
    add_relay (self);
}

static void
add_fields (RhGuideRegisterPage *self)
{
  const RhServiceForm *form = self->service == NULL ? NULL : rh_service_get_form (self->service);
  guint n = 0;

  for (guint i = 0; form != NULL && i < form->fields->len; i++)
    {
      const RhServiceField *field = g_ptr_array_index (form->fields, i);
      GtkWidget *row;

      if (field->kind == RH_SERVICE_FIELD_REDIRECT_URIS || field->kind == RH_SERVICE_FIELD_SCOPES)
        continue;

      row = rh_guide_form_row_new (self->service, get_environment_name (self), field,
                                   get_registration (self));
      adw_expander_row_add_row (self->more_row, row);
      adw_expander_row_add_row (self->more_row,
                                rh_guide_form_row_get_hint (RH_GUIDE_FORM_ROW (row)));
      n++;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->more_row), n > 0);
}

/* Registered long ago: the way is past the form. What has the focus is scrolled to: first the lower
 * row, so that both are seen. */
static void
have_cb (RhGuideRegisterPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->client_secret_row));
  gtk_widget_grab_focus (GTK_WIDGET (self->client_id_row));
}

/* Object */

static void
rh_guide_register_page_dispose (GObject *object)
{
  RhGuideRegisterPage *self = RH_GUIDE_REGISTER_PAGE (object);

  self->loading = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->progress);
  g_clear_object (&self->connection);
  g_clear_object (&self->service);
  g_clear_pointer (&self->listen_uri, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_GUIDE_REGISTER_PAGE);

  G_OBJECT_CLASS (rh_guide_register_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, intro_group);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, have_row);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, fact_group);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, redirect_uri_row);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, redirect_uri_hint);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, scope_row);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, scope_hint);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, more_row);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, notes_group);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, client_id_row);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, client_id_hint);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, client_secret_row);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, client_secret_hint);
  gtk_widget_class_bind_template_child (widget_class, RhGuideRegisterPage, keep_button);
  gtk_widget_class_bind_template_callback (widget_class, have_cb);
  gtk_widget_class_bind_template_callback (widget_class, redirect_uri_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_redirect_uri_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_scope_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_form_cb);
  gtk_widget_class_bind_template_callback (widget_class, credentials_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
rh_guide_register_page_class_init (RhGuideRegisterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_guide_register_page_dispose;

  g_type_ensure (RH_TYPE_HINT_ROW);
  g_type_ensure (RH_TYPE_SCOPE_ROW);
  g_type_ensure (RH_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/guide/rh-guide-register-page.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "guide.copy-markdown", NULL, copy_markdown);
}

static void
rh_guide_register_page_init (RhGuideRegisterPage *self)
{
  self->loading = TRUE;
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
load_settings (RhGuideRegisterPage *self)
{
  g_autofree char *redirect_uri
      = rh_connection_dup_setting (self->connection, RH_OAUTH_REDIRECT_URI);
  g_autofree char *scope = rh_connection_dup_setting (self->connection, RH_OAUTH_SCOPE);
  g_autofree char *client_id = rh_connection_dup_setting (self->connection, RH_OAUTH_CLIENT_ID);

  gtk_editable_set_text (GTK_EDITABLE (self->redirect_uri_row), redirect_uri);
  gtk_editable_set_text (GTK_EDITABLE (self->scope_row), scope);
  gtk_editable_set_text (GTK_EDITABLE (self->client_id_row), client_id);
  if (self->service != NULL)
    rh_scope_row_set_documented (self->scope_row, rh_service_get_scopes (self->service));
  if (*client_id != '\0')
    rh_connection_get_client_secret_async (self->connection, self->cancellable, secret_loaded_cb,
                                           g_object_ref (self));
}

/* Nobody has to think one up: where none is set, the one that is proposed is set. */
static void
propose_redirect_uri (RhGuideRegisterPage *self)
{
  g_autofree char *redirect_uri
      = rh_connection_dup_setting (self->connection, RH_OAUTH_REDIRECT_URI);
  g_autofree char *proposed = NULL;

  if (*redirect_uri != '\0' || self->service == NULL
      || rh_service_get_redirect (self->service, get_environment_name (self))
             == RH_SERVICE_REDIRECT_HTTPS)
    return;

  proposed = rh_connect_check_propose_uri (self->service, get_environment_name (self));
  rh_connection_set_setting (self->connection, RH_OAUTH_REDIRECT_URI, proposed);
}

AdwNavigationPage *
rh_guide_register_page_new (RhWorkspace *workspace, RhProgress *progress)
{
  RhGuideRegisterPage *self;
  RhEnvironment *environment;

  g_return_val_if_fail (RH_IS_PROGRESS (progress), NULL);

  self = g_object_new (RH_TYPE_GUIDE_REGISTER_PAGE, NULL);
  self->progress = g_object_ref (progress);
  self->connection = g_object_ref (rh_progress_get_connection (progress));
  environment = rh_connection_get_environment (self->connection);
  g_set_object (&self->service,
                rh_workspace_get_service (workspace, rh_environment_get_service (environment)));
  self->row = RH_GUIDE_ROW (rh_guide_row_new (RH_STEP_REGISTER));
  rh_guide_intro_fill (self->intro_group, RH_STEP_REGISTER);
  adw_preferences_group_add (self->fact_group, GTK_WIDGET (self->row));
  add_fields (self);
  add_notes (self);
  propose_redirect_uri (self);
  load_settings (self);
  self->loading = FALSE;

  check_redirect_uri (self);
  check_scope (self);
  credentials_changed_cb (self);
  g_signal_connect_object (progress, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return ADW_NAVIGATION_PAGE (self);
}
