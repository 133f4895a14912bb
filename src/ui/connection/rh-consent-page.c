/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wait for the browser. */
#define G_LOG_DOMAIN "rh-consent-page"

#include "config.h"

#include "connection/rh-consent-page.h"

#include "common/rh-announce.h"
#include "common/rh-help-context.h"
#include "common/rh-problem-card.h"
#include "connection/rh-connect-check.h"
#include "connection/rh-copy-row.h"
#include "connection/rh-hint-row.h"

#include <glib/gi18n.h>

/* Below this the time that is left is shown. */
#define LAST_SECONDS 60
#define LOOK_SECONDS 20

struct _RhConsentPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkLabel *heading;
  GtkLabel *body;
  GtkButton *open_button;
  GtkWidget *countdown_box;
  GtkLabel *countdown;
  RhProblemCard *problem_card;
  AdwActionRow *copy_row;
  AdwExpanderRow *error_row;
  RhCopyRow *client_id_row;
  RhCopyRow *redirect_uri_row;
  RhCopyRow *scope_row;
  AdwExpanderRow *paste_expander;
  AdwEntryRow *paste_row;
  GtkButton *paste_button;
  RhHintRow *paste_hint;

  /* Owned */
  RhConnection *connection;
  RhSignInOperation *sign_in;
  char *service_name;
  GCancellable *question; /* about the issuer, while it is asked */

  guint timer;
};

G_DEFINE_FINAL_TYPE (RhConsentPage, rh_consent_page, ADW_TYPE_NAVIGATION_PAGE)

static void schedule_countdown (RhConsentPage *self);

static gboolean
is_waiting (RhConsentPage *self)
{
  return self->sign_in != NULL
         && rh_sign_in_operation_get_state (self->sign_in) == RH_SIGN_IN_WAITING;
}

static gboolean
tick_cb (gpointer user_data)
{
  RhConsentPage *self = user_data;

  self->timer = 0;
  schedule_countdown (self);

  return G_SOURCE_REMOVE;
}

static void
show_countdown (RhConsentPage *self, gint64 seconds)
{
  g_autofree char *text = NULL;

  if (seconds > LAST_SECONDS)
    {
      gtk_widget_set_visible (self->countdown_box, FALSE);
      return;
    }

  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The wait ends in %d second",
                                       "The wait ends in %d seconds", (gulong) seconds),
                          (int) seconds);
  gtk_label_set_text (self->countdown, text);
  if (!gtk_widget_get_visible (self->countdown_box))
    rh_announce (self, text);
  gtk_widget_set_visible (self->countdown_box, TRUE);
}

/* Few timers to the last minute, then one a second. Time goes on in a suspend, and timers do not.
 */
static void
schedule_countdown (RhConsentPage *self)
{
  gint64 seconds;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!is_waiting (self))
    {
      gtk_widget_set_visible (self->countdown_box, FALSE);
      return;
    }

  seconds = MAX (0, rh_sign_in_operation_get_seconds_left (self->sign_in));
  show_countdown (self, seconds);
  self->timer = g_timeout_add_seconds (
      seconds > LAST_SECONDS ? (guint) MIN (seconds - LAST_SECONDS, LOOK_SECONDS) : 1, tick_cb,
      self);
}

static void
issuer_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhConsentPage) self = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  g_clear_object (&self->question);
  if (self->sign_in == NULL
      || rh_sign_in_operation_get_state (self->sign_in) != RH_SIGN_IN_ASKING_ISSUER)
    return;

  if (g_str_equal (response, "accept"))
    rh_sign_in_operation_accept_issuer (self->sign_in);
  else
    rh_connection_cancel_connect (self->connection);
}

static void
ask_issuer (RhConsentPage *self)
{
  g_autofree char *body = NULL;
  g_autofree char *authorization_url = NULL;
  AdwDialog *question;

  if (self->question != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || rh_connection_get_state (self->connection) != RH_CONNECTION_CONNECTING)
    return;

  authorization_url = rh_connection_dup_setting (self->connection, RH_OAUTH_AUTHORIZATION_URL);
  body = g_strdup_printf (
      /* Translators: two addresses */
      _ ("The answer says that it comes from\n%s\nbut you signed in at\n%s\n\nAccept it only if "
         "the "
         "documentation of the service names this issuer. It is remembered then."),
      rh_sign_in_operation_get_unknown_issuer (self->sign_in), authorization_url);

  question = adw_alert_dialog_new (_ ("Accept This Issuer?"), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _ ("_End Sign-in"),
                                  "accept", _ ("_Accept"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "cancel");
  self->question = g_cancellable_new ();
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (question), GTK_WIDGET (self), self->question,
                           issuer_answered_cb, g_object_ref (self));
}

static void
show_waiting (RhConsentPage *self)
{
  g_autofree char *text = NULL;
  const char *environment
      = rh_environment_get_name (rh_connection_get_environment (self->connection));
  gboolean listens = !is_waiting (self) || rh_sign_in_operation_is_listening (self->sign_in);

  gtk_label_set_text (self->heading, _ ("Continue in Your Browser"));
  if (!listens)
    text = g_strdup (
        _ ("Sign in there and allow access. The browser then stops on a page of another "
           "site: copy its address and paste it below."));
  else if (g_str_has_prefix (environment, self->service_name)) /* "Pleo Staging" says it */
    /* Translators: %s is the name of a service or the host of its server. */
    text = g_strdup_printf (_ ("Sign in to %s and allow access. Rehearsal notices by itself."),
                            environment);
  else
    /* Translators: a service and an environment, such as "Pleo Staging" */
    text = g_strdup_printf (_ ("Sign in to %s %s and allow access. Rehearsal notices by itself."),
                            self->service_name, environment);
  gtk_label_set_text (self->body, text);

  if (!listens)
    adw_expander_row_set_expanded (self->paste_expander, TRUE);
}

static void
update_state (RhConsentPage *self)
{
  RhSignInState state
      = self->sign_in != NULL ? rh_sign_in_operation_get_state (self->sign_in) : RH_SIGN_IN_READY;
  gboolean can_open = is_waiting (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->open_button), can_open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_row), can_open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->paste_row), can_open);
  if (can_open)
    rh_copy_row_set_value (self->redirect_uri_row,
                           rh_sign_in_operation_get_redirect_uri (self->sign_in));

  if (state == RH_SIGN_IN_EXCHANGING)
    {
      /* Translators: the browser has answered; a token is fetched. */
      gtk_label_set_text (self->heading, _ ("Almost There"));
      gtk_label_set_text (self->body, _ ("The browser came back. Getting the access token…"));
      rh_problem_card_hide (self->problem_card);
    }
  else
    show_waiting (self);

  if (state == RH_SIGN_IN_ASKING_ISSUER)
    ask_issuer (self);
  else
    g_cancellable_cancel (self->question);
  schedule_countdown (self);
}

static void
https_insisted_cb (RhConsentPage *self)
{
  rh_problem_card_show (
      self->problem_card, _ ("The Browser Insists on Https"),
      _ ("It tried to come back over https, which localhost does not speak. Switch "
         "its HTTPS-only mode off for localhost, then choose Open Again."),
      NULL);
  rh_problem_card_set_help (self->problem_card, RH_HELP_LOCALHOST);
}

static void
browser_failed_cb (RhConsentPage *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  g_autofree char *text = NULL;

  text
      = problem->detail != NULL
            ? g_strdup_printf ("%s\n%s",
                               _ ("Choose Copy Address below and open it in a browser yourself. "
                                  "Rehearsal goes on waiting."),
                               problem->detail)
            : g_strdup (_ ("Choose Copy Address below and open it in a browser yourself. Rehearsal "
                           "goes on waiting."));
  rh_problem_card_show (self->problem_card, _ ("No Browser Was Opened"), text, NULL);
  rh_problem_card_set_help (self->problem_card, problem->help);
}

static void
set_sign_in (RhConsentPage *self, RhSignInOperation *sign_in)
{
  if (self->sign_in == sign_in)
    return;

  if (self->sign_in != NULL)
    g_signal_handlers_disconnect_by_data (self->sign_in, self);
  g_set_object (&self->sign_in, sign_in);
  if (sign_in == NULL)
    return;

  g_signal_connect_object (sign_in, "notify::state", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sign_in, "https-insisted", G_CALLBACK (https_insisted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sign_in, "browser-failed", G_CALLBACK (browser_failed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
connection_changed_cb (RhConsentPage *self)
{
  set_sign_in (self, rh_connection_get_sign_in (self->connection));
  update_state (self);
}

static void
cancel_cb (RhConsentPage *self)
{
  rh_connection_cancel_connect (self->connection);
}

static void
open_again_cb (RhConsentPage *self)
{
  rh_problem_card_hide (self->problem_card);
  rh_sign_in_operation_open_again (self->sign_in);
}

static void
wait_longer_cb (RhConsentPage *self)
{
  rh_sign_in_operation_extend (self->sign_in);
  schedule_countdown (self);
}

static void
copy_address_cb (RhConsentPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          rh_sign_in_operation_get_authorization_url (self->sign_in));
  adw_action_row_set_subtitle (self->copy_row,
                               _ ("Copied. Other account? Open it in a private window."));
  rh_announce (self, _ ("Address copied"));
}

static void
paste_changed_cb (RhConsentPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->paste_row));

  gtk_widget_set_sensitive (GTK_WIDGET (self->paste_button), *text != '\0');
  rh_hint_row_set (self->paste_hint, RH_HINT_NOTE, NULL);
}

static void
paste_cb (RhConsentPage *self)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (self->paste_row));
  g_autoptr (GError) error = NULL;
  g_autoptr (RhProblem) problem = NULL;

  if (*address == '\0' || !is_waiting (self))
    return;

  if (rh_sign_in_operation_paste (self->sign_in, address, &error))
    {
      /* It carries the code: do not leave it in the entry. */
      gtk_editable_set_text (GTK_EDITABLE (self->paste_row), "");
      return;
    }

  problem = rh_problem_new (error);
  rh_hint_row_set (self->paste_hint, RH_HINT_ERROR, problem->sentence);
  rh_announce (self, problem->sentence);
}

static void
rh_consent_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rh_consent_page_parent_class)->map (widget);

  update_state (RH_CONSENT_PAGE (widget));
}

static void
rh_consent_page_unmap (GtkWidget *widget)
{
  RhConsentPage *self = RH_CONSENT_PAGE (widget);

  g_clear_handle_id (&self->timer, g_source_remove);

  GTK_WIDGET_CLASS (rh_consent_page_parent_class)->unmap (widget);
}

/* The form has given the focus up. */
static void
rh_consent_page_shown (AdwNavigationPage *page)
{
  RhConsentPage *self = RH_CONSENT_PAGE (page);

  if (!gtk_widget_grab_focus (GTK_WIDGET (self->open_button)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  rh_announce (self, gtk_label_get_text (self->heading));
  rh_announce (self, gtk_label_get_text (self->body));
}

static void
rh_consent_page_dispose (GObject *object)
{
  RhConsentPage *self = RH_CONSENT_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  set_sign_in (self, NULL);
  g_clear_object (&self->connection);
  g_clear_object (&self->question);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_CONSENT_PAGE);

  G_OBJECT_CLASS (rh_consent_page_parent_class)->dispose (object);
}

static void
rh_consent_page_finalize (GObject *object)
{
  RhConsentPage *self = RH_CONSENT_PAGE (object);

  g_free (self->service_name);

  G_OBJECT_CLASS (rh_consent_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, heading);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, body);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, countdown_box);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, countdown);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, problem_card);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, copy_row);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, error_row);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, client_id_row);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, redirect_uri_row);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, scope_row);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, paste_expander);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, paste_row);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, paste_button);
  gtk_widget_class_bind_template_child (widget_class, RhConsentPage, paste_hint);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, wait_longer_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_address_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
}

static void
rh_consent_page_class_init (RhConsentPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_consent_page_dispose;
  object_class->finalize = rh_consent_page_finalize;
  widget_class->map = rh_consent_page_map;
  widget_class->unmap = rh_consent_page_unmap;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = rh_consent_page_shown;

  g_type_ensure (RH_TYPE_COPY_ROW);
  g_type_ensure (RH_TYPE_HINT_ROW);
  g_type_ensure (RH_TYPE_PROBLEM_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/connection/rh-consent-page.ui");
  bind_template (widget_class);
}

static void
rh_consent_page_init (RhConsentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_ERROR_PAGE);
}

static void
fill_comparison (RhConsentPage *self)
{
  g_autofree char *client_id = rh_connection_dup_setting (self->connection, RH_OAUTH_CLIENT_ID);
  g_autofree char *redirect_uri
      = rh_connection_dup_setting (self->connection, RH_OAUTH_REDIRECT_URI);
  g_autofree char *scope = rh_connection_dup_setting (self->connection, RH_OAUTH_SCOPE);

  rh_copy_row_set_value (self->client_id_row, client_id);
  rh_copy_row_set_value (self->redirect_uri_row, redirect_uri);
  rh_copy_row_set_value (self->scope_row, scope);
}

RhConsentPage *
rh_consent_page_new (RhConnection *connection, const char *service_name)
{
  RhConsentPage *self;

  g_return_val_if_fail (RH_IS_CONNECTION (connection), NULL);

  self = g_object_new (RH_TYPE_CONSENT_PAGE, NULL);
  self->connection = g_object_ref (connection);
  self->service_name = g_strdup (service_name);
  fill_comparison (self);
  g_signal_connect_object (connection, "notify::state", G_CALLBACK (connection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  connection_changed_cb (self);

  return self;
}
