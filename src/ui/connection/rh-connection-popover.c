/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hangs on the header button: the environments, and the sign-in of the one that is shown. */
#define G_LOG_DOMAIN "rh-connection-popover"

#include "config.h"

#include "connection/rh-connection-popover.h"

#include "common/rh-announce.h"
#include "common/rh-css-class.h"
#include "common/rh-no-hyphens.h"
#include "common/rh-problem.h"
#include "connection/rh-account-button.h"
#include "connection/rh-connection-words.h"
#include "connection/rh-disconnect-dialog.h"
#include "connection/rh-environment-row.h"
#include "response/rh-jwt-dialog.h"

#include <glib/gi18n.h>

/* The lines about the sign-in; one without a value is not shown. */
enum
{
  LINE_SCOPE,
  LINE_TOKEN,
  N_LINES,
};

struct _RhConnectionPopover
{
  GtkPopover parent_instance;

  /* Template */
  GtkBox *list;
  GtkGrid *details;
  GtkWidget *decode_button;
  GtkLabel *message;
  GtkButton *refresh_button;
  GtkButton *sign_out_button;
  GtkButton *disconnect_button;
  GtkLabel *disconnect_label;
  GtkButton *cancel_button;
  GtkButton *connect_button;

  /* Owned */
  RhWorkspace *workspace;
  GPtrArray *connections;
  RhConnection *current;
  GCancellable *cancellable;

  /* Borrowed, in the grid */
  GtkLabel *account_title;
  RhAccountButton *account_button;
  GtkLabel *titles[N_LINES];
  GtkLabel *values[N_LINES];

  guint timer; /* while it is open and a token ends */
  gboolean refreshing;
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_ACCOUNT,
  SIGNAL_CONNECT,
  SIGNAL_NOTICE,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (RhConnectionPopover, rh_connection_popover, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static void
set_line (RhConnectionPopover *self, guint line, const char *value)
{
  gboolean visible = value != NULL && *value != '\0';

  if (visible)
    gtk_label_set_text (self->values[line], value);
  gtk_widget_set_visible (GTK_WIDGET (self->titles[line]), visible);
  gtk_widget_set_visible (GTK_WIDGET (self->values[line]), visible);
}

static gboolean
is_signed_in (RhConnectionPopover *self)
{
  return rh_connection_get_state (self->current) == RH_CONNECTION_CONNECTED;
}

/* The access token, if there is something to be read in it; NULL: none, or it says nothing to
 * anyone but the server. */
static const char *
peek_jwt (RhConnectionPopover *self)
{
  RhSecret *token = is_signed_in (self) ? rh_connection_peek_access_token (self->current) : NULL;
  const char *text = token != NULL ? rh_secret_peek (token, NULL) : NULL;

  return text != NULL && rh_jwt_dialog_suits (text) ? text : NULL;
}

static void
update_token (RhConnectionPopover *self)
{
  g_autofree char *text = NULL;

  if (is_signed_in (self))
    text = rh_connection_lifetime_text (rh_connection_get_seconds_left (self->current),
                                        rh_connection_can_refresh (self->current));
  set_line (self, LINE_TOKEN, text);
  gtk_widget_set_visible (self->decode_button, peek_jwt (self) != NULL);
}

static void
update_scope (RhConnectionPopover *self)
{
  gboolean as_asked = FALSE;
  const char *scope = rh_connection_get_scope (self->current, &as_asked);
  g_autofree char *text = NULL;

  if (is_signed_in (self) && scope != NULL && *scope != '\0')
    /* Translators: the scopes that were asked for; the server did not say which it granted */
    text = as_asked ? g_strdup_printf (_ ("%s (as asked)"), scope) : g_strdup (scope);
  set_line (self, LINE_SCOPE, text);
}

/* Whoever has an account can have another one. */
static void
update_account (RhConnectionPopover *self)
{
  gboolean visible = rh_connection_get_state (self->current) != RH_CONNECTION_NOT_SET_UP;

  gtk_widget_set_visible (GTK_WIDGET (self->account_title), visible);
  gtk_widget_set_visible (GTK_WIDGET (self->account_button), visible);
}

/* (transfer full) */
static char *
problem_text (RhConnectionPopover *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  g_autofree char *token_url = rh_connection_dup_setting (self->current, RH_OAUTH_TOKEN_URL);
  gint64 retry_after = rh_connection_get_retry_after (self->current);
  g_autofree char *text = NULL;
  g_autofree char *wait = NULL;

  rh_problem_blame_network (problem, error, token_url);
  text = rh_problem_dup_text (problem);
  if (retry_after <= 0)
    return g_steal_pointer (&text);

  wait = rh_connection_wait_text (retry_after);
  return g_strdup_printf ("%s\n%s", text, wait);
}

/* A sentence where the lines do not say enough. */
static void
update_message (RhConnectionPopover *self)
{
  const GError *error = rh_connection_get_problem (self->current);
  g_autofree char *text = NULL;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = problem_text (self, error);
  else if (rh_connection_get_state (self->current) == RH_CONNECTION_CONNECTING)
    text = g_strdup (_ ("Sign in and allow access in your browser. Rehearsal notices by itself."));
  else if (rh_connection_get_state (self->current) == RH_CONNECTION_NOT_SET_UP)
    text = g_strdup (_ ("No client ID and addresses yet."));
  else if (!is_signed_in (self))
    text = g_strdup (_ ("Requests that need an access token cannot be sent yet."));

  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
update_buttons (RhConnectionPopover *self)
{
  RhConnectionState state = rh_connection_get_state (self->current);
  gboolean connecting = state == RH_CONNECTION_CONNECTING;

  gtk_widget_set_visible (GTK_WIDGET (self->refresh_button), is_signed_in (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->refresh_button),
                            rh_connection_can_refresh (self->current) && !self->refreshing);
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->refresh_button),
      rh_connection_can_refresh (self->current) ? NULL : _ ("The server gave no refresh token"));
  gtk_widget_set_visible (GTK_WIDGET (self->sign_out_button), is_signed_in (self));
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), connecting);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_button), !is_signed_in (self));
  gtk_button_set_label (self->connect_button, connecting ? _ ("Show…") : _ ("Connect…"));
  rh_css_class_set (GTK_WIDGET (self->connect_button), "suggested-action", !connecting);
}

/* Not every service has it. */
static void
update_disconnect (RhConnectionPopover *self)
{
  g_autofree char *title = is_signed_in (self)
                               ? rh_disconnect_dialog_dup_title (self->workspace, self->current)
                               : NULL;

  gtk_label_set_text (self->disconnect_label, title == NULL ? "" : title);
  gtk_widget_set_visible (GTK_WIDGET (self->disconnect_button), title != NULL);
}

static void
update (RhConnectionPopover *self)
{
  if (self->current == NULL)
    return;

  update_account (self);
  update_scope (self);
  update_token (self);
  update_message (self);
  update_buttons (self);
  update_disconnect (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  RhConnectionPopover *self = user_data;

  if (self->current != NULL)
    {
      update_token (self);
      update_message (self); /* which may count down */
    }

  return G_SOURCE_CONTINUE;
}

static void
give_notice (RhConnectionPopover *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, text);
}

static void
row_clicked_cb (RhConnectionPopover *self, RhEnvironmentRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, rh_environment_row_get_connection (row));
}

static void
connect_cb (RhConnectionPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CONNECT], 0);
}

static void
edit_cb (RhConnectionPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
decode_cb (RhConnectionPopover *self)
{
  const char *text = peek_jwt (self);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (text != NULL)
    rh_jwt_dialog_present (text, gtk_widget_get_parent (GTK_WIDGET (self)));
}

static void
account_chosen_cb (RhConnectionPopover *self, const char *label)
{
  g_signal_emit (self, signals[SIGNAL_ACCOUNT], 0, label);
}

static void
cancel_cb (RhConnectionPopover *self)
{
  rh_connection_cancel_connect (self->current);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhConnectionPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean refreshed = rh_connection_finish (RH_CONNECTION (source), result, &error);

  self->refreshing = FALSE;
  if (self->current == NULL)
    return;

  /* A failure is the connection's problem, which update() shows. */
  update (self);
  rh_announce (self, refreshed ? _ ("Access token refreshed") : gtk_label_get_text (self->message));
}

static void
refresh_cb (RhConnectionPopover *self)
{
  self->refreshing = TRUE;
  update_buttons (self);
  rh_connection_refresh_async (self->current, self->cancellable, refreshed_cb, g_object_ref (self));
}

/* One sign-out; the popover may be gone or elsewhere when it is done. */
typedef struct
{
  RhConnectionPopover *popover;
  RhConnection *connection;
  gboolean revoke;
} SignOut;

static void
sign_out_free (SignOut *sign_out)
{
  g_object_unref (sign_out->popover);
  g_object_unref (sign_out->connection);
  g_free (sign_out);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignOut, sign_out_free)

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SignOut) sign_out = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  RhConnection *connection = RH_CONNECTION (source);
  const char *name = rh_environment_get_name (rh_connection_get_environment (connection));

  if (!rh_connection_finish (connection, result, &error))
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      text = g_strdup (problem->title);
    }
  else if (sign_out->revoke && !rh_connection_was_revoked (connection))
    text = g_strdup_printf (
        /* Translators: %s is the name of an environment. */
        _ ("Signed out of %s here. The server did not confirm it: the token may stay valid."),
        name);
  else if (sign_out->revoke)
    /* Translators: %s is the name of an environment. */
    text = g_strdup_printf (_ ("Signed out of %s"), name);
  else
    /* Translators: %s is the name of an environment. */
    text = g_strdup_printf (_ ("Forgot the sign-in to %s"), name);

  give_notice (sign_out->popover, text);
}

static void
sign_out_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SignOut) sign_out = user_data;
  RhConnection *connection = sign_out->connection;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  gboolean revoke;

  if (g_str_equal (response, "cancel"))
    return;

  revoke = g_str_equal (response, "revoke");
  sign_out->revoke = revoke;
  rh_connection_sign_out_async (connection, revoke, NULL, signed_out_cb,
                                g_steal_pointer (&sign_out));
}

static char *
sign_out_body (RhConnectionPopover *self, gboolean can_revoke)
{
  g_autofree char *lifetime = NULL;
  gint64 seconds;

  if (can_revoke)
    return g_strdup (
        _ ("Sign Out revokes the tokens at the server and removes them from the keyring. "
           "Forget Here only removes them from the keyring; at the server they stay valid "
           "until they end."));

  seconds = rh_connection_get_seconds_left (self->current);
  if (seconds == RH_TOKEN_LIFETIME_UNKNOWN)
    return g_strdup (
        _ ("This service names no address to revoke tokens at. Forget Here removes them "
           "from the keyring; at the server they stay valid until they end."));

  lifetime = rh_connection_lifetime_text (seconds, FALSE);
  return g_strdup_printf (
      /* Translators: a time such as "42 min" */
      _ ("This service names no address to revoke tokens at. Forget Here removes them from the "
         "keyring; at the server the access token stays valid until it ends (%s)."),
      lifetime);
}

static void
sign_out_cb (RhConnectionPopover *self)
{
  g_autofree char *revocation_url
      = rh_connection_dup_setting (self->current, RH_OAUTH_REVOCATION_URL);
  gboolean can_revoke = *revocation_url != '\0';
  const char *name = rh_environment_get_name (rh_connection_get_environment (self->current));
  /* Translators: %s is the name of an environment. */
  g_autofree char *heading = g_strdup_printf (_ ("Sign Out of %s?"), name);
  g_autofree char *body = sign_out_body (self, can_revoke);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  SignOut *sign_out = g_new0 (SignOut, 1);

  sign_out->popover = g_object_ref (self);
  sign_out->connection = g_object_ref (self->current);

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "forget", _ ("_Forget Here"),
                                  NULL);
  if (can_revoke)
    adw_alert_dialog_add_response (dialog, "revoke", _ ("_Sign Out"));
  adw_alert_dialog_set_response_appearance (dialog, can_revoke ? "revoke" : "forget",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");

  gtk_popover_popdown (GTK_POPOVER (self));
  adw_alert_dialog_choose (dialog, gtk_widget_get_parent (GTK_WIDGET (self)), NULL,
                           sign_out_answered_cb, sign_out);
}

static void
disconnect_notice_cb (const char *text, gpointer user_data)
{
  give_notice (RH_CONNECTION_POPOVER (user_data), text);
}

static void
disconnect_cb (RhConnectionPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  rh_disconnect_dialog_ask (gtk_widget_get_parent (GTK_WIDGET (self)), self->workspace,
                            self->current, disconnect_notice_cb, g_object_ref (self),
                            g_object_unref);
}

/* What the keyring knows, once it is asked for: opening this is asking. */
static void
load_states (RhConnectionPopover *self)
{
  for (guint i = 0; i < self->connections->len; i++)
    {
      RhConnection *connection = self->connections->pdata[i];

      if (rh_connection_get_state (connection) == RH_CONNECTION_NOT_CONNECTED)
        rh_connection_load_async (connection, self->cancellable, NULL, NULL);
    }
}

static void
rh_connection_popover_map (GtkWidget *widget)
{
  RhConnectionPopover *self = RH_CONNECTION_POPOVER (widget);

  load_states (self);
  update (self);
  self->timer = g_timeout_add_seconds (1, tick_cb, self);

  GTK_WIDGET_CLASS (rh_connection_popover_parent_class)->map (widget);
}

static void
rh_connection_popover_unmap (GtkWidget *widget)
{
  RhConnectionPopover *self = RH_CONNECTION_POPOVER (widget);

  g_clear_handle_id (&self->timer, g_source_remove);

  GTK_WIDGET_CLASS (rh_connection_popover_parent_class)->unmap (widget);
}

static void
rh_connection_popover_dispose (GObject *object)
{
  RhConnectionPopover *self = RH_CONNECTION_POPOVER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  rh_connection_popover_set_current (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_CONNECTION_POPOVER);

  G_OBJECT_CLASS (rh_connection_popover_parent_class)->dispose (object);
}

static void
rh_connection_popover_finalize (GObject *object)
{
  RhConnectionPopover *self = RH_CONNECTION_POPOVER (object);

  g_clear_pointer (&self->connections, g_ptr_array_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_connection_popover_parent_class)->finalize (object);
}

static void
rh_connection_popover_class_init (RhConnectionPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_connection_popover_dispose;
  object_class->finalize = rh_connection_popover_finalize;
  widget_class->map = rh_connection_popover_map;
  widget_class->unmap = rh_connection_popover_unmap;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", RH_TYPE_CONNECTION_POPOVER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, RH_TYPE_CONNECTION);
  signals[SIGNAL_ACCOUNT] = g_signal_new ("account", RH_TYPE_CONNECTION_POPOVER, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CONNECT] = g_signal_new ("connect", RH_TYPE_CONNECTION_POPOVER, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", RH_TYPE_CONNECTION_POPOVER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/connection/rh-connection-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, list);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, details);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, decode_button);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, message);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, sign_out_button);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, connect_button);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, decode_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh_cb);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, disconnect_button);
  gtk_widget_class_bind_template_child (widget_class, RhConnectionPopover, disconnect_label);
  gtk_widget_class_bind_template_callback (widget_class, sign_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, disconnect_cb);
}

static void
add_account_line (RhConnectionPopover *self)
{
  self->account_title = GTK_LABEL (gtk_label_new (_ ("Account")));
  gtk_label_set_xalign (self->account_title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->account_title), "dimmed");
  gtk_grid_attach (self->details, GTK_WIDGET (self->account_title), 0, 0, 1, 1);

  self->account_button
      = g_object_new (RH_TYPE_ACCOUNT_BUTTON, "halign", GTK_ALIGN_END, "hexpand", TRUE, NULL);
  g_signal_connect_object (self->account_button, "chosen", G_CALLBACK (account_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account_button, "connect", G_CALLBACK (connect_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account_button, "notice", G_CALLBACK (give_notice), self,
                           G_CONNECT_SWAPPED);
  gtk_grid_attach (self->details, GTK_WIDGET (self->account_button), 1, 0, 1, 1);
}

static void
add_line (RhConnectionPopover *self, guint line, const char *title)
{
  self->titles[line] = GTK_LABEL (gtk_label_new (title));
  gtk_label_set_xalign (self->titles[line], 0);
  gtk_widget_set_valign (GTK_WIDGET (self->titles[line]), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->titles[line]), "dimmed");
  gtk_grid_attach (self->details, GTK_WIDGET (self->titles[line]), 0, (int) line + 1, 1, 1);

  self->values[line] = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->values[line], 1);
  gtk_label_set_wrap (self->values[line], TRUE);
  gtk_label_set_wrap_mode (self->values[line], PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (self->values[line], GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (self->values[line], 24);
  rh_no_hyphens (GTK_WIDGET (self->values[line]));
  gtk_widget_set_hexpand (GTK_WIDGET (self->values[line]), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->values[line]), "numeric");
  gtk_grid_attach (self->details, GTK_WIDGET (self->values[line]), 1, (int) line + 1, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->values[line]),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->titles[line], NULL,
                                  -1);
}

static void
rh_connection_popover_init (RhConnectionPopover *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_account_line (self);
  add_line (self, LINE_SCOPE, _ ("Scopes"));
  add_line (self, LINE_TOKEN, _ ("Access Token"));
}

RhConnectionPopover *
rh_connection_popover_new (RhWorkspace *workspace, GPtrArray *connections)
{
  RhConnectionPopover *self = g_object_new (RH_TYPE_CONNECTION_POPOVER, NULL);

  self->workspace = g_object_ref (workspace);
  self->connections = g_ptr_array_ref (connections);
  for (guint i = 0; i < connections->len; i++)
    {
      GtkWidget *row = GTK_WIDGET (rh_environment_row_new (connections->pdata[i]));

      g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->list, row);
    }
  rh_connection_popover_update_protected (self);

  return self;
}

void
rh_connection_popover_replace (RhConnectionPopover *self, RhConnection *old, RhConnection *fresh)
{
  g_return_if_fail (RH_IS_CONNECTION_POPOVER (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (rh_environment_row_get_connection (RH_ENVIRONMENT_ROW (row)) == old)
      rh_environment_row_set_connection (RH_ENVIRONMENT_ROW (row), fresh);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load_states (self);
}

void
rh_connection_popover_update_protected (RhConnectionPopover *self)
{
  RhGuard *guard;

  g_return_if_fail (RH_IS_CONNECTION_POPOVER (self));

  guard = rh_workspace_get_guard (self->workspace);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      RhConnection *connection = rh_environment_row_get_connection (RH_ENVIRONMENT_ROW (row));
      const char *id = rh_collection_get_id (rh_connection_get_collection (connection));

      rh_environment_row_set_protected (
          RH_ENVIRONMENT_ROW (row),
          rh_guard_is_protected (guard, id, rh_connection_get_environment (connection)));
    }
}

void
rh_connection_popover_set_current (RhConnectionPopover *self, RhConnection *connection)
{
  GtkWidget *row;

  g_return_if_fail (RH_IS_CONNECTION_POPOVER (self));

  if (self->current == connection)
    return;

  if (self->current != NULL)
    g_signal_handlers_disconnect_by_data (self->current, self);
  g_set_object (&self->current, connection);
  rh_account_button_set_connection (self->account_button, self->workspace, connection);
  if (connection == NULL)
    return;

  g_signal_connect_object (connection, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    rh_environment_row_set_current (RH_ENVIRONMENT_ROW (row),
                                    rh_environment_row_get_connection (RH_ENVIRONMENT_ROW (row))
                                        == connection);
  update (self);
}
