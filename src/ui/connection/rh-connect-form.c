/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of a sign-in as a form. */
#define G_LOG_DOMAIN "rh-connect-form"

#include "config.h"

#include "connection/rh-connect-form.h"

#include "common/rh-announce.h"
#include "common/rh-help-context.h"
#include "common/rh-problem-card.h"
#include "common/rh-variable-text.h"
#include "connection/rh-connect-check.h"
#include "connection/rh-hint-row.h"
#include "connection/rh-scope-row.h"
#include "connection/rh-secret-row.h"
#include "workspace/rh-oauth-settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define CLIENT_SECRET "client_secret"
#define CLIENT_AUTH "client_auth"
#define API "api"

/* In the order of the form: the first that is wrong is the reason. */
enum
{
  FIELD_CLIENT_ID,
  FIELD_CLIENT_SECRET,
  FIELD_SCOPE,
  FIELD_REDIRECT_URI,
  FIELD_AUTHORIZATION_URL,
  FIELD_TOKEN_URL,
  FIELD_ISSUER,
  FIELD_REVOCATION_URL,
  FIELD_API,
  N_FIELDS,
};

static const char *const field_names[N_FIELDS] = {
  [FIELD_CLIENT_ID] = RH_OAUTH_CLIENT_ID,
  [FIELD_CLIENT_SECRET] = CLIENT_SECRET,
  [FIELD_SCOPE] = RH_OAUTH_SCOPE,
  [FIELD_REDIRECT_URI] = RH_OAUTH_REDIRECT_URI,
  [FIELD_AUTHORIZATION_URL] = RH_OAUTH_AUTHORIZATION_URL,
  [FIELD_TOKEN_URL] = RH_OAUTH_TOKEN_URL,
  [FIELD_ISSUER] = RH_OAUTH_ISSUER,
  [FIELD_REVOCATION_URL] = RH_OAUTH_REVOCATION_URL,
  [FIELD_API] = API,
};

struct _RhConnectForm
{
  AdwBin parent_instance;

  /* Template */
  AdwPreferencesPage *page;
  RhProblemCard *problem_card;
  AdwComboRow *service_row;
  AdwEntryRow *client_id_row;
  RhHintRow *client_id_hint;
  RhSecretRow *client_secret_row;
  RhHintRow *client_secret_hint;
  RhScopeRow *scope_row;
  RhHintRow *scope_hint;
  AdwEntryRow *redirect_uri_row;
  RhHintRow *redirect_uri_hint;
  AdwExpanderRow *advanced_row;
  AdwEntryRow *authorization_url_row;
  RhHintRow *authorization_url_hint;
  AdwEntryRow *token_url_row;
  RhHintRow *token_url_hint;
  AdwEntryRow *issuer_row;
  RhHintRow *issuer_hint;
  GtkButton *discover_button;
  GtkStack *discover_stack;
  AdwEntryRow *revocation_url_row;
  RhHintRow *revocation_url_hint;
  AdwEntryRow *api_row;
  RhHintRow *api_hint;
  AdwComboRow *client_auth_row;
  RhHintRow *client_auth_hint;
  AdwPreferencesGroup *help_group;

  /* Owned */
  RhWorkspace *workspace;
  RhConnection *connection;
  GListModel *services; /* those that know this environment, and Other */
  char *reason;
  char *problem_field;
  char *problem_sentence;

  struct
  {
    GtkEditable *row;
    RhHintRow *hint;
    gboolean touched;
  } fields[N_FIELDS];
  gboolean loading;
  gboolean discovered; /* and nothing was to be changed */
};

enum
{
  PROP_0,
  PROP_REASON,
  N_PROPS,
};

enum
{
  SIGNAL_DISCOVER,
  SIGNAL_PROBLEM_CLICKED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (RhConnectForm, rh_connect_form, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *
peek_field (RhConnectForm *self, guint field)
{
  if (field == FIELD_CLIENT_SECRET)
    return rh_secret_row_peek (self->client_secret_row);

  return gtk_editable_get_text (self->fields[field].row);
}

static char *
dup_field (RhConnectForm *self, guint field)
{
  char *value = g_strdup (peek_field (self, field));

  /* A secret is taken as it is: white space may be part of it. */
  return field == FIELD_CLIENT_SECRET ? value : g_strstrip (value);
}

static RhClientAuth
get_client_auth (RhConnectForm *self)
{
  return (RhClientAuth) adw_combo_row_get_selected (self->client_auth_row);
}

static const char *
get_environment_name (RhConnectForm *self)
{
  return rh_environment_get_name (rh_connection_get_environment (self->connection));
}

static RhService *
get_service (RhConnectForm *self)
{
  return adw_combo_row_get_selected_item (self->service_row);
}

/* A page of the developer's own brings the answer from there. */
static gboolean
has_relay (RhConnectForm *self)
{
  g_autofree char *listen_uri = rh_connection_dup_setting (self->connection, RH_OAUTH_LISTEN_URI);

  return *listen_uri != '\0';
}

static void
hint_foreign (RhConnectForm *self)
{
  g_autofree char *proposed
      = rh_connect_check_propose_uri (get_service (self), get_environment_name (self));
  g_autofree char *text = g_strdup_printf (
      /* Translators: %s is an address of this computer’s. */
      _ ("This address belongs to another site, which sees the authorization code. When the "
         "browser stops there, paste its address here. Nothing is pasted if you register %s at the "
         "service and type it here."),
      proposed);

  rh_hint_row_set (self->redirect_uri_hint, RH_HINT_WARNING, text);
}

static void
hint_redirect_uri (RhConnectForm *self, const char *value)
{
  g_autofree char *issuer = dup_field (self, FIELD_ISSUER);
  g_autofree char *token_url = dup_field (self, FIELD_TOKEN_URL);
  const char *other = NULL;

  if (rh_connect_check_is_foreign (value) && has_relay (self))
    {
      rh_hint_row_set (self->redirect_uri_hint, RH_HINT_NOTE,
                       _ ("Must be registered exactly like this. Your relay page there hands the "
                          "answer on."));
      return;
    }
  if (rh_connect_check_is_foreign (value))
    {
      hint_foreign (self);
      return;
    }

  if (*issuer == '\0')
    other = rh_connect_check_find_shared (self->workspace, self->connection, value, token_url);
  if (other != NULL)
    {
      g_autofree char *text = g_strdup_printf (
          /* Translators: the name of an environment, such as Practice */
          _ ("%s uses the same redirect URI with another server. Give each its own path, so that "
             "their answers cannot be mixed up."),
          other);

      rh_hint_row_set (self->redirect_uri_hint, RH_HINT_WARNING, text);
      return;
    }

  rh_hint_row_set (self->redirect_uri_hint, RH_HINT_NOTE,
                   _ ("Must be registered exactly like this."));
}

static gboolean
has_keyring (RhConnectForm *self)
{
  RhKeyringState state = rh_keyring_get_state (rh_workspace_get_keyring (self->workspace));

  return state == RH_KEYRING_STATE_READY || state == RH_KEYRING_STATE_UNKNOWN;
}

static void
hint_client_secret (RhConnectForm *self, const char *value)
{
  gsize length = strlen (value);

  if (length > 0 && (g_ascii_isspace (value[0]) || g_ascii_isspace (value[length - 1])))
    rh_hint_row_set (self->client_secret_hint, RH_HINT_WARNING,
                     _ ("Begins or ends with a space, which is sent too. Copy it again if that is "
                        "not meant."));
  else if (get_client_auth (self) == RH_CLIENT_AUTH_NONE)
    rh_hint_row_set (self->client_secret_hint, RH_HINT_NOTE,
                     _ ("Not sent: client authentication is None."));
  else if (has_keyring (self))
    rh_hint_row_set (self->client_secret_hint, RH_HINT_NOTE,
                     _ ("Kept in your keyring, never in a file. For your own tests only."));
  else
    rh_hint_row_set (self->client_secret_hint, RH_HINT_NOTE,
                     _ ("Kept for this session only, never in a file. For your own tests only."));
}

/* What a field says when nothing is wrong with it. */
static void
hint_note (RhConnectForm *self, guint field, const char *value)
{
  switch (field)
    {
    case FIELD_REDIRECT_URI:
      hint_redirect_uri (self, value);
      break;
    case FIELD_CLIENT_SECRET:
      hint_client_secret (self, value);
      break;
    case FIELD_ISSUER:
      rh_hint_row_set (self->issuer_hint, RH_HINT_NOTE,
                       self->discovered ? _ ("All settings are as this issuer names them.") : NULL);
      break;
    default:
      rh_hint_row_set (self->fields[field].hint, RH_HINT_NOTE, NULL);
    }
}

/* Says at the field what is wrong; an empty one only after it was touched. (transfer full) */
static char *
check_field (RhConnectForm *self, guint field)
{
  const char *name = field_names[field];
  RhClientAuth auth = get_client_auth (self);
  g_autofree char *value = dup_field (self, field);
  g_autofree char *sentence = rh_connect_check (name, value, auth);

  if (g_strcmp0 (self->problem_field, name) == 0)
    rh_hint_row_set (self->fields[field].hint, RH_HINT_ERROR, self->problem_sentence);
  else if (sentence != NULL
           && (self->fields[field].touched || !rh_connect_check_is_missing (name, value, auth)))
    rh_hint_row_set (self->fields[field].hint, RH_HINT_ERROR, sentence);
  else
    hint_note (self, field, value);

  if (field == FIELD_CLIENT_SECRET)
    rh_wipe (value, strlen (value));

  return g_steal_pointer (&sentence);
}

/* At the foot of the dialog a sentence needs the name of its field; one about a missing field has
 * it. (transfer full) */
static char *
explain_reason (RhConnectForm *self, guint field, const char *sentence)
{
  const char *text = peek_field (self, field);

  if (rh_connect_check_is_missing (field_names[field], text, get_client_auth (self)))
    return g_strdup (sentence);

  /* Translators: a field and what is wrong with it */
  return g_strdup_printf (_ ("%s: %s"), rh_problem_field_label (field_names[field]), sentence);
}

static void
update (RhConnectForm *self)
{
  g_autofree char *reason = NULL;
  g_autofree char *client_id = NULL;
  g_autofree char *issuer = NULL;

  if (self->loading || self->connection == NULL)
    return;

  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *sentence = check_field (self, i);

      if (reason == NULL && sentence != NULL)
        reason = explain_reason (self, i, sentence);
    }

  client_id = dup_field (self, FIELD_CLIENT_ID);
  gtk_widget_set_visible (GTK_WIDGET (self->help_group), *client_id == '\0');
  issuer = dup_field (self, FIELD_ISSUER);
  gtk_widget_set_sensitive (
      GTK_WIDGET (self->discover_button),
      *issuer != '\0'
          && g_str_equal (gtk_stack_get_visible_child_name (self->discover_stack), "label"));

  if (g_set_str (&self->reason, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

static void
changed_cb (GtkEditable *editable, gpointer user_data)
{
  RhConnectForm *self = user_data;

  if (self->loading)
    return;

  self->discovered = FALSE;
  for (guint i = 0; i < N_FIELDS; i++)
    {
      if (self->fields[i].row != editable)
        continue;

      self->fields[i].touched = TRUE;
      if (g_strcmp0 (self->problem_field, field_names[i]) == 0)
        g_clear_pointer (&self->problem_field, g_free);
    }

  update (self);
}

static void
hint_client_auth (RhConnectForm *self)
{
  rh_hint_row_set (self->client_auth_hint, RH_HINT_NOTE,
                   rh_connect_check_describe_auth (get_client_auth (self)));
}

static void
client_auth_selected_cb (RhConnectForm *self)
{
  hint_client_auth (self);
  update (self);
}

/* The service's values; client ID and secret stay unless the service names its own. */
static void
fill_from_service (RhConnectForm *self, RhService *service)
{
  RhEnvironment *environment = rh_connection_get_environment (self->connection);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      /* A secret that is printed in the README is none. */
      const char *name = i == FIELD_CLIENT_SECRET ? "public_client_secret" : field_names[i];
      const char *value = rh_oauth_settings_get_service_value (environment, service, name);
      g_autofree char *proposed = NULL;

      if (value == NULL && (i == FIELD_CLIENT_ID || i == FIELD_CLIENT_SECRET))
        continue;
      if (value == NULL && i == FIELD_REDIRECT_URI)
        value = proposed = rh_connect_check_propose_uri (service, get_environment_name (self));

      rh_connect_form_set (self, field_names[i], value != NULL ? value : "");
      self->fields[i].touched = FALSE;
    }

  rh_connect_form_set (self, CLIENT_AUTH,
                       rh_oauth_settings_get_service_value (environment, service, CLIENT_AUTH));
}

static void
show_service (RhConnectForm *self, RhService *service)
{
  g_autofree char *authorization_url = dup_field (self, FIELD_AUTHORIZATION_URL);

  rh_scope_row_set_documented (self->scope_row, rh_service_get_scopes (service));
  adw_expander_row_set_expanded (self->advanced_row, *authorization_url == '\0');
}

static void
service_selected_cb (RhConnectForm *self)
{
  RhService *service = get_service (self);

  if (self->loading || service == NULL)
    return;

  self->loading = TRUE;
  fill_from_service (self, service);
  self->loading = FALSE;

  rh_connect_form_clear_problem (self);
  show_service (self, service);
  hint_client_auth (self);
  update (self);
}

/* The dialog makes room: it is where one of the steps leads. */
static void
get_started_cb (RhConnectForm *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);

  if (dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (dialog));
  gtk_widget_activate_action (root, "win.get-started", NULL);
}

static void
copy (RhConnectForm *self, guint field, const char *done)
{
  g_autofree char *text = dup_field (self, field);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  rh_announce (self, done);
}

static void
copy_redirect_uri_cb (RhConnectForm *self)
{
  copy (self, FIELD_REDIRECT_URI, _ ("Redirect URI copied"));
}

static void
copy_scope_cb (RhConnectForm *self)
{
  copy (self, FIELD_SCOPE, _ ("Scopes copied"));
}

static void
discover_cb (RhConnectForm *self)
{
  g_autofree char *issuer = dup_field (self, FIELD_ISSUER);
  g_autofree char *sentence = rh_connect_check (RH_OAUTH_ISSUER, issuer, get_client_auth (self));

  if (sentence == NULL && gtk_widget_get_sensitive (GTK_WIDGET (self->discover_button)))
    g_signal_emit (self, signals[SIGNAL_DISCOVER], 0, issuer);
}

static void
problem_clicked_cb (RhConnectForm *self)
{
  g_signal_emit (self, signals[SIGNAL_PROBLEM_CLICKED], 0);
}

/* What is called otherwise can be a service's all the same: its addresses said so. */
static gboolean
service_fits_cb (gpointer item, gpointer user_data)
{
  const char *const *environments = rh_service_get_environments (item);
  RhEnvironment *environment = user_data;

  return environments[0] == NULL || rh_oauth_settings_knows_environment (environment, item)
         || g_str_equal (rh_service_get_id (item), rh_environment_get_service (environment));
}

static char *
service_name_cb (RhService *service, gpointer user_data)
{
  return service != NULL ? g_strdup (rh_service_get_name (service)) : NULL;
}

static void
load_services (RhConnectForm *self)
{
  RhEnvironment *environment = rh_connection_get_environment (self->connection);
  const char *id = rh_environment_get_service (environment);
  GtkCustomFilter *filter
      = gtk_custom_filter_new (service_fits_cb, g_object_ref (environment), g_object_unref);
  GtkFilterListModel *model = gtk_filter_list_model_new (
      g_object_ref (rh_workspace_get_services (self->workspace)), GTK_FILTER (filter));
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (model));

  adw_combo_row_set_model (self->service_row, G_LIST_MODEL (model));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (g_strcmp0 (rh_service_get_id (service), id) == 0)
        adw_combo_row_set_selected (self->service_row, i);
    }

  g_clear_object (&self->services);
  self->services = G_LIST_MODEL (model);
}

static void
rh_connect_form_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhConnectForm *self = RH_CONNECT_FORM (object);

  switch (prop_id)
    {
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_connect_form_dispose (GObject *object)
{
  RhConnectForm *self = RH_CONNECT_FORM (object);

  self->loading = TRUE;
  g_clear_object (&self->services);
  g_clear_object (&self->connection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_connect_form_parent_class)->dispose (object);
}

static void
rh_connect_form_finalize (GObject *object)
{
  RhConnectForm *self = RH_CONNECT_FORM (object);

  g_free (self->reason);
  g_free (self->problem_field);
  g_free (self->problem_sentence);

  G_OBJECT_CLASS (rh_connect_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, page);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, problem_card);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, service_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, client_id_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, client_id_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, client_secret_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, client_secret_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, scope_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, scope_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, redirect_uri_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, redirect_uri_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, advanced_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, authorization_url_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, authorization_url_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, token_url_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, token_url_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, issuer_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, issuer_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, discover_button);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, discover_stack);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, revocation_url_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, revocation_url_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, api_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, api_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, client_auth_row);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, client_auth_hint);
  gtk_widget_class_bind_template_child (widget_class, RhConnectForm, help_group);
  gtk_widget_class_bind_template_callback (widget_class, service_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, client_auth_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_redirect_uri_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_scope_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, discover_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_clicked_cb);
}

static void
rh_connect_form_class_init (RhConnectFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rh_connect_form_get_property;
  object_class->dispose = rh_connect_form_dispose;
  object_class->finalize = rh_connect_form_finalize;

  properties[PROP_REASON]
      = g_param_spec_string ("reason", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_DISCOVER] = g_signal_new ("discover", RH_TYPE_CONNECT_FORM, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_PROBLEM_CLICKED]
      = g_signal_new ("problem-clicked", RH_TYPE_CONNECT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);

  g_type_ensure (RH_TYPE_HINT_ROW);
  g_type_ensure (RH_TYPE_PROBLEM_CARD);
  g_type_ensure (RH_TYPE_SCOPE_ROW);
  g_type_ensure (RH_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/connection/rh-connect-form.ui");
  bind_template (widget_class);
}

static void
add_field (RhConnectForm *self, guint field, gpointer row, RhHintRow *hint)
{
  self->fields[field].row = GTK_EDITABLE (row);
  self->fields[field].hint = hint;
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, 0);
}

static void
rh_connect_form_init (RhConnectForm *self)
{
  g_autoptr (GtkExpression) expression = gtk_cclosure_expression_new (
      G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (service_name_cb), NULL, NULL);

  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_CONNECT);
  adw_combo_row_set_expression (self->service_row, expression);

  add_field (self, FIELD_CLIENT_ID, self->client_id_row, self->client_id_hint);
  add_field (self, FIELD_CLIENT_SECRET, self->client_secret_row, self->client_secret_hint);
  add_field (self, FIELD_SCOPE, self->scope_row, self->scope_hint);
  add_field (self, FIELD_REDIRECT_URI, self->redirect_uri_row, self->redirect_uri_hint);
  add_field (self, FIELD_AUTHORIZATION_URL, self->authorization_url_row,
             self->authorization_url_hint);
  add_field (self, FIELD_TOKEN_URL, self->token_url_row, self->token_url_hint);
  add_field (self, FIELD_ISSUER, self->issuer_row, self->issuer_hint);
  add_field (self, FIELD_REVOCATION_URL, self->revocation_url_row, self->revocation_url_hint);
  add_field (self, FIELD_API, self->api_row, self->api_hint);
}

/* A setting may name variables, but for what responses set: a sign-in knows nothing of those. A
 * secret may not: it is kept as it is typed. */
static void
mark_variables (RhConnectForm *self)
{
  g_autoptr (RhVariableScope) scope
      = rh_variable_scope_new (rh_connection_get_collection (self->connection));

  rh_variable_scope_set_environment (scope, rh_connection_get_environment (self->connection));
  for (guint i = 0; i < N_FIELDS; i++)
    if (i != FIELD_CLIENT_SECRET)
      rh_variable_text_set_scope (rh_variable_text_attach (self->fields[i].row), scope);
}

void
rh_connect_form_load (RhConnectForm *self, RhWorkspace *workspace, RhConnection *connection)
{
  g_autofree char *client_auth = NULL;
  g_autofree char *redirect_uri = NULL;

  g_return_if_fail (RH_IS_CONNECT_FORM (self));
  g_return_if_fail (RH_IS_CONNECTION (connection));

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->connection, connection);
  g_signal_connect_object (rh_workspace_get_keyring (workspace), "notify::state",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  self->loading = TRUE;
  mark_variables (self);
  load_services (self);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *value = NULL;

      if (i == FIELD_CLIENT_SECRET)
        continue;

      value = rh_connection_dup_setting (connection, field_names[i]);
      rh_connect_form_set (self, field_names[i], value);
    }
  client_auth = rh_connection_dup_setting (connection, CLIENT_AUTH);
  rh_connect_form_set (self, CLIENT_AUTH, client_auth);
  redirect_uri = dup_field (self, FIELD_REDIRECT_URI);
  if (*redirect_uri == '\0')
    {
      g_autofree char *proposed
          = rh_connect_check_propose_uri (get_service (self), get_environment_name (self));

      rh_connect_form_set (self, RH_OAUTH_REDIRECT_URI, proposed);
    }
  self->loading = FALSE;

  show_service (self, get_service (self));
  hint_client_auth (self);
  update (self);
}

const char *
rh_connect_form_get_reason (RhConnectForm *self)
{
  g_return_val_if_fail (RH_IS_CONNECT_FORM (self), NULL);

  return self->reason;
}

char *
rh_connect_form_dup (RhConnectForm *self, const char *field)
{
  g_return_val_if_fail (RH_IS_CONNECT_FORM (self), NULL);
  g_return_val_if_fail (g_strcmp0 (field, CLIENT_SECRET) != 0, NULL);

  if (g_strcmp0 (field, CLIENT_AUTH) == 0)
    {
      g_autoptr (GEnumClass) klass = g_type_class_ref (RH_TYPE_CLIENT_AUTH);

      return g_strdup (g_enum_get_value (klass, get_client_auth (self))->value_nick);
    }

  for (guint i = 0; i < N_FIELDS; i++)
    {
      if (g_strcmp0 (field, field_names[i]) == 0)
        return dup_field (self, i);
    }

  return g_strdup ("");
}

void
rh_connect_form_set (RhConnectForm *self, const char *field, const char *value)
{
  g_return_if_fail (RH_IS_CONNECT_FORM (self));

  if (g_strcmp0 (field, CLIENT_AUTH) == 0)
    {
      g_autoptr (GEnumClass) klass = g_type_class_ref (RH_TYPE_CLIENT_AUTH);
      GEnumValue *auth = value != NULL ? g_enum_get_value_by_nick (klass, value) : NULL;

      adw_combo_row_set_selected (self->client_auth_row,
                                  auth != NULL ? (guint) auth->value : RH_CLIENT_AUTH_BASIC);
    }

  for (guint i = 0; i < N_FIELDS; i++)
    {
      if (g_strcmp0 (field, field_names[i]) == 0)
        gtk_editable_set_text (self->fields[i].row, value != NULL ? value : "");
    }
}

GtkWidget *
rh_connect_form_get_next (RhConnectForm *self)
{
  g_return_val_if_fail (RH_IS_CONNECT_FORM (self), NULL);

  for (guint i = FIELD_CLIENT_ID; i <= FIELD_CLIENT_SECRET; i++)
    {
      const char *text = gtk_editable_get_text (self->fields[i].row);

      if (rh_connect_check_is_missing (field_names[i], text, get_client_auth (self)))
        return GTK_WIDGET (self->fields[i].row);
    }

  return NULL;
}

RhSecret *
rh_connect_form_dup_client_secret (RhConnectForm *self)
{
  const char *text;

  g_return_val_if_fail (RH_IS_CONNECT_FORM (self), NULL);

  text = rh_secret_row_peek (self->client_secret_row);
  return *text != '\0' ? rh_secret_new (text, -1) : NULL;
}

void
rh_connect_form_offer_client_secret (RhConnectForm *self, RhSecret *secret)
{
  g_return_if_fail (RH_IS_CONNECT_FORM (self));

  if (self->fields[FIELD_CLIENT_SECRET].touched
      || *rh_secret_row_peek (self->client_secret_row) != '\0')
    return;

  self->loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->client_secret_row), rh_secret_peek (secret, NULL));
  self->loading = FALSE;
  update (self);
}

void
rh_connect_form_apply (RhConnectForm *self)
{
  RhEnvironment *environment;
  RhService *service;
  g_autofree char *client_auth = NULL;

  g_return_if_fail (RH_IS_CONNECT_FORM (self));

  environment = rh_connection_get_environment (self->connection);
  service = get_service (self);
  if (service != NULL
      && g_strcmp0 (rh_service_get_id (service), rh_environment_get_service (environment)) != 0)
    rh_connection_apply_service (self->connection, rh_service_get_id (service));

  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *old = NULL;
      g_autofree char *value = NULL;

      if (i == FIELD_CLIENT_SECRET)
        continue;

      old = rh_connection_dup_setting (self->connection, field_names[i]);
      value = dup_field (self, i);
      if (!g_str_equal (old, value))
        rh_connection_set_setting (self->connection, field_names[i], value);
    }

  client_auth = rh_connect_form_dup (self, CLIENT_AUTH);
  rh_connection_set_setting (self->connection, CLIENT_AUTH, client_auth);
}

static gboolean
is_advanced (guint field)
{
  return field >= FIELD_AUTHORIZATION_URL;
}

void
rh_connect_form_show_problem (RhConnectForm *self,
                              const RhProblem *problem,
                              const char *button_label)
{
  g_autofree char *text = NULL;

  g_return_if_fail (RH_IS_CONNECT_FORM (self));

  text = rh_problem_dup_text (problem);
  rh_problem_card_show (self->problem_card, problem->title, text, button_label);
  rh_problem_card_set_help (self->problem_card, problem->help);
  g_set_str (&self->problem_field, problem->field);
  g_set_str (&self->problem_sentence, problem->title);
  update (self);
  adw_preferences_page_scroll_to_top (self->page);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      if (g_strcmp0 (problem->field, field_names[i]) != 0)
        continue;

      if (is_advanced (i))
        adw_expander_row_set_expanded (self->advanced_row, TRUE);
      if (i == FIELD_SCOPE)
        rh_scope_row_edit (self->scope_row);
      else
        adw_entry_row_grab_focus_without_selecting (ADW_ENTRY_ROW (self->fields[i].row));
    }
}

void
rh_connect_form_clear_problem (RhConnectForm *self)
{
  g_return_if_fail (RH_IS_CONNECT_FORM (self));

  rh_problem_card_hide (self->problem_card);
  g_clear_pointer (&self->problem_field, g_free);
  g_clear_pointer (&self->problem_sentence, g_free);
  update (self);
}

void
rh_connect_form_show_discovery (RhConnectForm *self, RhDiscoveryState state, const char *problem)
{
  gboolean running = state == RH_DISCOVERY_RUNNING;

  g_return_if_fail (RH_IS_CONNECT_FORM (self));

  gtk_stack_set_visible_child_name (self->discover_stack, running ? "spinner" : "label");
  self->discovered = state == RH_DISCOVERY_SAME;
  g_set_str (&self->problem_field, state == RH_DISCOVERY_FAILED ? RH_OAUTH_ISSUER : NULL);
  g_set_str (&self->problem_sentence, problem);
  update (self);
}
