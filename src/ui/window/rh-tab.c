/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request in a tab. Wide, request and response share a pane; narrow, the response is a page of
 * its own. Sending is RhSender's, and what a person is asked on the way rh-tab-questions'. */
#define G_LOG_DOMAIN "rh-tab"

#include "config.h"

#include "window/rh-tab.h"

#include "common/rh-announce.h"
#include "common/rh-css-class.h"
#include "common/rh-problem.h"
#include "common/rh-settings.h"
#include "environment/rh-keep-secret.h"
#include "request/rh-request-notes.h"
#include "request/rh-request-undo.h"
#include "request/rh-undo-keys.h"
#include "request/rh-url-bar.h"
#include "response/rh-body-view.h"
#include "response/rh-format.h"
#include "response/rh-response-status.h"
#include "window/rh-added-headers.h"
#include "window/rh-mend.h"
#include "window/rh-page-turn.h"
#include "window/rh-tab-attention.h"
#include "window/rh-tab-copy.h"
#include "window/rh-tab-examples.h"
#include "window/rh-tab-files.h"
#include "window/rh-tab-private.h"
#include "window/rh-tab-questions.h"
#include "window/rh-tab-split.h"
#include "window/rh-tab-trust.h"
#include "window/rh-tab-variable.h"
#include "workspace/rh-refused.h"

#include <glib/gi18n.h>

/* Microseconds after which nobody remembers what was announced at first. */
#define LONG_TRANSFER (2 * G_USEC_PER_SEC)

struct _RhTab
{
  AdwBin parent_instance;

  /* Template */
  AdwMultiLayoutView *layouts;
  GtkPaned *paned;
  AdwNavigationView *navigation;
  RhResponseStatus *narrow_status;
  RhUrlBar *url_bar;
  RhRequestNotes *notes;
  RhRequestPage *request_page;
  RhResponsePage *response_page;
  GtkWidget *resend_button;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  RhRequestItem *item;
  RhRequestUndo *undo;
  RhAddedHeaders *added;
  RhVariableScope *scope;     /* what the request sees */
  RhConnection *connection;   /* of the next request; NULL until set */
  RhConnection *awaited;      /* the request goes on when this is connected; NULL */
  RhSender *sender;           /* of the last request; NULL: none yet */
  RhConnection *sent_to;      /* of the last request */
  RhRefusal *refusal;         /* of the last response; NULL: it was not refused */
  RhNextPage *next;           /* of the last response; NULL: it names none */
  RhGuardQuestion *confirmed; /* what somebody said yes to, until it is sent or given up */
  GCancellable *cancellable;
  RhTabSplit *split;
  RhTabAttention *attention;

  /* Plain */
  gboolean narrow;
  gboolean wide;
  gboolean running;
  gboolean signing_in; /* since the refusal */
  gboolean kept;       /* shows an exchange of another day */
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_WIDE,
  PROP_RUNNING,
  PROP_SHOWING_RESPONSE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhTab, rh_tab, ADW_TYPE_BIN)

static void
set_running (RhTab *self, gboolean running)
{
  if (self->running == running)
    return;

  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
push_response (RhTab *self)
{
  rh_tab_attention_set_response (self->attention, TRUE);
  if (self->narrow && !rh_tab_is_showing_response (self))
    adw_navigation_view_push_by_tag (self->navigation, "response");
}

static void
pop_response (RhTab *self)
{
  rh_tab_attention_set_response (self->attention, FALSE);
  if (self->narrow)
    adw_navigation_view_pop_to_tag (self->navigation, "request");
}

static gboolean
is_beside (RhTab *self)
{
  g_autofree char *layout = g_settings_get_string (rh_settings_get (), RH_SETTINGS_LAYOUT);

  if (g_str_equal (layout, "auto"))
    return self->wide;
  return g_str_equal (layout, "beside");
}

/* Another layout takes everything out and in again. Without a focus within, no key of the tab would
 * reach it; and an entry that gets the focus selects what it has. */
static void
set_layout (RhTab *self, const char *name)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean has_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  int start = 0;
  int end = 0;

  if (g_strcmp0 (adw_multi_layout_view_get_layout_name (self->layouts), name) == 0)
    return;

  if (has_focus && GTK_IS_TEXT (focus))
    gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), &start, &end);
  adw_multi_layout_view_set_layout_name (self->layouts, name);
  if (!has_focus)
    return;

  if (!gtk_widget_grab_focus (focus))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  if (GTK_IS_TEXT (focus))
    gtk_editable_select_region (GTK_EDITABLE (focus), start, end);
}

static void
update_layout (RhTab *self)
{
  gboolean response = rh_tab_attention_is_response (self->attention)
                      && !g_str_equal (rh_response_page_get_shown (self->response_page), "idle");

  rh_tab_split_turn (self->split,
                     is_beside (self) ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  set_layout (self, self->narrow ? "pages" : "panes");
  if (response)
    push_response (self);
  else
    pop_response (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWING_RESPONSE]);
}

static void
visible_page_cb (RhTab *self)
{
  if (self->narrow)
    rh_tab_attention_set_response (self->attention, rh_tab_is_showing_response (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWING_RESPONSE]);
}

/* --- What came back -----------------------------------------------------------------------------
 */

static void
show_exchange (RhTab *self, RhExchange *exchange)
{
  rh_response_page_show_exchange (self->response_page, exchange,
                                  rh_connection_get_record (self->sent_to));
  rh_response_status_set_exchange (self->narrow_status, exchange);
  push_response (self);
}

/* A 401 may yet be answered with a new token: it is shown when it is the last word. */
static gboolean
is_worth_showing (RhExchange *exchange)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);

  return hop != NULL && rh_hop_get_status (hop) != 0 && rh_hop_get_status (hop) != 401;
}

static gboolean
has_response (RhTab *self)
{
  RhExchange *exchange = rh_sender_get_exchange (self->sender);
  RhHop *hop = exchange != NULL ? rh_exchange_get_last_hop (exchange) : NULL;

  return hop != NULL && rh_hop_get_status (hop) != 0;
}

/* Status and headers at once; the body follows. */
static void
exchange_state_cb (RhTab *self, GParamSpec *pspec, RhExchange *exchange)
{
  if (self->sender == NULL || exchange != rh_sender_get_exchange (self->sender)
      || rh_exchange_get_state (exchange) != RH_EXCHANGE_STATE_RECEIVING
      || !is_worth_showing (exchange))
    return;

  show_exchange (self, exchange);
  rh_announce (self, rh_response_page_get_summary (self->response_page));
}

static void
exchange_cb (RhTab *self)
{
  RhExchange *exchange = rh_sender_get_exchange (self->sender);

  if (exchange == NULL)
    return;

  rh_response_page_watch (self->response_page, exchange);
  g_signal_connect_object (exchange, "notify::state", G_CALLBACK (exchange_state_cb), self,
                           G_CONNECT_SWAPPED);
}

/* A sign-in since the refusal may be all that was missing: what is left to do is to send again. */
static void
sign_in_cb (RhTab *self)
{
  RhConnectionState state = rh_connection_get_state (self->sent_to);

  if (state == RH_CONNECTION_CONNECTED && self->signing_in
      && rh_refusal_take_newer_token (self->refusal))
    rh_response_page_set_refusal (self->response_page, self->refusal);
  self->signing_in = state == RH_CONNECTION_CONNECTING;
}

/* What there was to do with a response goes with it. */
static void
forget_end (RhTab *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tab.keep-example", FALSE);
  if (self->response_page != NULL)
    rh_response_page_set_offers_variables (self->response_page, FALSE);
  if (self->refusal != NULL)
    g_signal_handlers_disconnect_by_func (self->sent_to, sign_in_cb, self);
  g_clear_pointer (&self->refusal, rh_refusal_free);
  g_clear_pointer (&self->next, rh_next_page_free);
}

/* What can be done with it now that it is whole. */
static void
offer_more (RhTab *self, RhExchange *exchange)
{
  forget_end (self);
  self->refusal = rh_refused_explain (self->sender, self->sent_to);
  self->signing_in = FALSE;
  if (self->refusal != NULL)
    g_signal_connect_object (self->sent_to, "notify::state", G_CALLBACK (sign_in_cb), self,
                             G_CONNECT_SWAPPED);
  self->next = rh_page_turn_find (exchange);
  rh_response_page_set_refusal (self->response_page, self->refusal);
  rh_response_page_set_has_next (self->response_page, self->next != NULL);
  rh_response_page_set_offers_variables (self->response_page, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tab.keep-example", TRUE);
}

static void
mend_cb (RhTab *self)
{
  if (self->refusal != NULL && self->sent_to != NULL && !self->running)
    rh_mend_refusal (self, self->sent_to, self->refusal);
}

/* The head has been said. All of it is said again if it took its time, or came to nothing; else
 * only how long it took. */
static void
announce_end (RhTab *self, RhExchange *exchange, gboolean is_news)
{
  g_autofree char *summary = rh_response_page_dup_spoken_summary (self->response_page);
  g_autofree char *duration = rh_format_duration_words (rh_exchange_get_duration (exchange));

  if (is_news || rh_exchange_get_state (exchange) != RH_EXCHANGE_STATE_DONE
      || rh_exchange_get_duration (exchange) > LONG_TRANSFER)
    rh_announce (self, summary);
  else
    rh_announce_aside (self, duration);
}

static void
show_end (RhTab *self)
{
  RhExchange *exchange = rh_sender_get_exchange (self->sender);
  gboolean is_news = rh_response_page_get_exchange (self->response_page) != exchange;

  if (is_news)
    show_exchange (self, exchange);
  else
    rh_response_page_show_exchange (self->response_page, exchange,
                                    rh_connection_get_record (self->sent_to));
  offer_more (self, exchange);
  announce_end (self, exchange, is_news);
}

/* --- Not connected: Connect, then send ----------------------------------------------------------
 */

static void
stop_waiting (RhTab *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->awaited == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->awaited, self);
  if (root != NULL)
    g_signal_handlers_disconnect_by_data (root, self);
  g_clear_object (&self->awaited);
}

/* The request waits while the dialog is open or a sign-in is under way, and no longer: one that was
 * given up must not go out hours later. */
static void
awaited_changed_cb (RhTab *self)
{
  RhConnectionState state = rh_connection_get_state (self->awaited);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (state == RH_CONNECTION_CONNECTED)
    {
      gboolean same = self->awaited == self->connection;

      stop_waiting (self);
      if (same)
        rh_tab_go_on (self);
    }
  else if (state != RH_CONNECTION_CONNECTING && ADW_IS_APPLICATION_WINDOW (root)
           && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) == NULL)
    stop_waiting (self);
}

static void
connect_then_send (RhTab *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  stop_waiting (self);
  self->awaited = g_object_ref (self->sent_to);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.connect", NULL);
  g_signal_connect_object (self->awaited, "notify::state", G_CALLBACK (awaited_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (root != NULL)
    g_signal_connect_object (root, "notify::visible-dialog", G_CALLBACK (awaited_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/* --- Examples -----------------------------------------------------------------------------------
 */

static void
keep_example_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTab *self = RH_TAB (widget);

  rh_tab_examples_keep (self, self->workspace, self->sent_to,
                        rh_sender_get_exchange (self->sender));
}

static void
examples_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rh_tab_examples_list (RH_TAB (widget));
}

static void
trust_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTab *self = RH_TAB (widget);

  if (self->sender != NULL && !self->running)
    rh_tab_trust_ask (self, self->workspace, rh_sender_get_exchange (self->sender));
}

/* --- Sending ------------------------------------------------------------------------------------
 */

/* What the dialog of it asks is read by itself. */
static gboolean
is_asked_about (const GError *error)
{
  static const int codes[] = { RH_SENDER_ERROR_NOT_CONNECTED, RH_SENDER_ERROR_ORIGIN,
                               RH_SENDER_ERROR_FILE, RH_SENDER_ERROR_PROTECTED };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, RH_SENDER_ERROR, codes[i]))
      return TRUE;

  return FALSE;
}

static void
announce_problem (RhTab *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);

  rh_announce_alert (self, problem->title);
  rh_announce (self, problem->sentence);
}

static void
show_result (RhTab *self, const GError *error)
{
  if (has_response (self))
    show_end (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      rh_response_page_show_nothing (self->response_page);
      pop_response (self);
      rh_announce (self, _ ("Cancelled"));
    }
  else if (error != NULL)
    {
      rh_tab_show_problem (self, error);
      if (!is_asked_about (error))
        announce_problem (self, error);
    }

  if (g_error_matches (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_CONNECTED))
    {
      connect_then_send (self);
      return;
    }
  if (g_error_matches (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN))
    {
      rh_tab_questions_ask_origin (self);
      return;
    }
  if (g_error_matches (error, RH_SENDER_ERROR, RH_SENDER_ERROR_FILE))
    {
      rh_tab_questions_ask_file (self);
      return;
    }

  /* it has gone out, or never will: the next one is asked about anew */
  g_clear_pointer (&self->confirmed, rh_guard_question_free);
  if (g_error_matches (error, RH_SENDER_ERROR, RH_SENDER_ERROR_PROTECTED))
    rh_tab_questions_ask_guard (self);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTab) self = user_data;
  g_autoptr (GError) error = NULL;

  rh_sender_run_finish (RH_SENDER (source), result, &error);
  if (RH_SENDER (source) != self->sender)
    return;

  g_clear_object (&self->cancellable);
  set_running (self, FALSE);
  show_result (self, error);
}

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhTab *self = RH_TAB (widget);

  rh_keep_secret_of_auth (widget, self->workspace, self->scope,
                          rh_request_item_get_auth (self->item),
                          g_variant_get_string (parameter, NULL));
}

static void
request_page_cb (RhTab *self)
{
  rh_added_headers_set_active (
      self->added, g_strcmp0 (rh_request_page_get_page (self->request_page), "headers") == 0);
}

static gboolean
has_focus (gpointer widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/* What was undone is to be seen. A param stands in the URL too, and is where its cursor is. */
static void
restored_cb (RhTab *self, const char *place, guint cursor)
{
  gboolean in_params = has_focus (self->request_page)
                       && g_str_equal (rh_request_page_get_page (self->request_page), "params");

  pop_response (self);
  if (!g_str_equal (place, "url"))
    rh_request_page_reveal (self->request_page, place, cursor);
  else if (!in_params)
    rh_url_bar_focus_at (self->url_bar, cursor);
}

static void
copy_menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rh_request_page_open_menu (RH_TAB (widget)->request_page);
}

static void
edit_as_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rh_request_page_toggle_text (RH_TAB (widget)->request_page);
}

/* Wherever the keyboard is in the tab. */
static gboolean
body_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  RhTab *self = RH_TAB (widget);
  g_autofree char *action = NULL;
  const char *name;

  g_variant_get (arguments, "(&s)", &name);
  action = g_strconcat ("body.", name, NULL);
  return gtk_widget_activate_action (GTK_WIDGET (self->response_page), action, NULL);
}

static void
rh_tab_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhTab *self = RH_TAB (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_WIDE:
      g_value_set_boolean (value, self->wide);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_SHOWING_RESPONSE:
      g_value_set_boolean (value, rh_tab_is_showing_response (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A problem has a remedy of its own. */
static void
summary_cb (RhTab *self)
{
  rh_css_class_set (self->resend_button, "suggested-action",
                    *rh_response_page_get_summary (self->response_page) != '\0');
}

static void
rh_tab_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhTab *self = RH_TAB (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      update_layout (self);
      break;
    case PROP_WIDE:
      self->wide = g_value_get_boolean (value);
      update_layout (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_tab_dispose (GObject *object)
{
  RhTab *self = RH_TAB (object);

  rh_tab_shut_down (self);
  g_clear_object (&self->split);
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_TAB);
  forget_end (self);
  g_clear_object (&self->attention);
  g_clear_pointer (&self->confirmed, rh_guard_question_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sent_to);
  g_clear_object (&self->connection);
  g_clear_object (&self->undo);
  g_clear_object (&self->added);
  g_clear_object (&self->scope);
  g_clear_object (&self->item);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_tab_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWING_RESPONSE] = g_param_spec_boolean (
      "showing-response", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_tab_class_init (RhTabClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_tab_dispose;
  object_class->get_property = rh_tab_get_property;
  object_class->set_property = rh_tab_set_property;
  install_properties (object_class);

  g_type_ensure (RH_TYPE_REQUEST_NOTES);
  g_type_ensure (RH_TYPE_URL_BAR);
  g_type_ensure (RH_TYPE_REQUEST_PAGE);
  g_type_ensure (RH_TYPE_RESPONSE_PAGE);
  g_type_ensure (RH_TYPE_RESPONSE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/window/rh-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, RhTab, layouts);
  gtk_widget_class_bind_template_child (widget_class, RhTab, paned);
  gtk_widget_class_bind_template_child (widget_class, RhTab, navigation);
  gtk_widget_class_bind_template_child (widget_class, RhTab, narrow_status);
  gtk_widget_class_bind_template_child (widget_class, RhTab, request_page);
  gtk_widget_class_bind_template_child (widget_class, RhTab, url_bar);
  gtk_widget_class_bind_template_child (widget_class, RhTab, notes);
  gtk_widget_class_bind_template_child (widget_class, RhTab, response_page);
  gtk_widget_class_bind_template_child (widget_class, RhTab, resend_button);
  gtk_widget_class_bind_template_callback (widget_class, visible_page_cb);
  rh_tab_copy_install (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, summary_cb);
  gtk_widget_class_bind_template_callback (widget_class, mend_cb);
  rh_tab_files_install (widget_class);
  rh_tab_variable_install (widget_class);
  gtk_widget_class_install_action (widget_class, "tab.copy-menu", NULL, copy_menu_action);
  gtk_widget_class_install_action (widget_class, "auth.keep", "s", keep_action);
  gtk_widget_class_install_action (widget_class, "tab.keep-example", NULL, keep_example_action);
  gtk_widget_class_install_action (widget_class, "tab.trust", NULL, trust_action);
  gtk_widget_class_install_action (widget_class, "tab.examples", NULL, examples_action);
  rh_body_view_class_add_keys (widget_class, body_key_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_x, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "tab.examples", NULL);
  gtk_widget_class_install_action (widget_class, "tab.edit-as-text", NULL, edit_as_text_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "tab.edit-as-text", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "tab.copy-menu", NULL);
}

static void
rh_tab_init (RhTab *self)
{
  self->attention = rh_tab_attention_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->split = rh_tab_split_new (self->paned);
  forget_end (self);
  rh_tab_attention_watch_request (self->attention, GTK_WIDGET (self->url_bar));
  rh_tab_attention_watch_request (self->attention, GTK_WIDGET (self->request_page));
  rh_tab_attention_watch_response (self->attention, GTK_WIDGET (self->response_page));
  g_signal_connect_object (rh_settings_get (), "changed::" RH_SETTINGS_LAYOUT,
                           G_CALLBACK (update_layout), self, G_CONNECT_SWAPPED);
  update_layout (self);
}

GtkWidget *
rh_tab_new (RhWorkspace *workspace,
            RhCollection *collection,
            RhRequestItem *item,
            RhVariableScope *scope)
{
  RhTab *self = g_object_new (RH_TYPE_TAB, NULL);

  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->item = g_object_ref (item);
  self->undo = rh_request_undo_new (item);
  self->scope = rh_variable_scope_new_for_item (scope, item);
  rh_url_bar_set_item (self->url_bar, item, self->scope);
  rh_request_notes_set_item (
      self->notes, rh_collections_get_store (rh_workspace_get_open (workspace), collection), item);
  self->added = rh_added_headers_new (workspace, item);
  rh_request_page_set_added_headers (self->request_page, rh_added_headers_get_rows (self->added));
  rh_request_page_set_item (self->request_page, item, collection, self->scope);
  g_signal_connect_object (self->request_page, "notify::page", G_CALLBACK (request_page_cb), self,
                           G_CONNECT_SWAPPED);
  rh_undo_keys_attach (GTK_WIDGET (self->url_bar), self->undo);
  rh_undo_keys_attach (GTK_WIDGET (self->request_page), self->undo);
  rh_undo_keys_attach_beside (GTK_WIDGET (self->response_page), self->undo);
  g_signal_connect_object (self->undo, "restored", G_CALLBACK (restored_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

RhRequestItem *
rh_tab_get_item (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), NULL);

  return self->item;
}

RhWorkspace *
rh_tab_get_workspace (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), NULL);

  return self->workspace;
}

RhConnection *
rh_tab_get_connection (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), NULL);

  return self->connection;
}

RhConnection *
rh_tab_get_sent_to (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), NULL);

  return self->sent_to;
}

RhRequestUndo *
rh_tab_get_undo (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), NULL);

  return self->undo;
}

RhCollection *
rh_tab_get_collection (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), NULL);

  return self->collection;
}

RhRequestPage *
rh_tab_get_request_page (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), NULL);

  return self->request_page;
}

RhResponsePage *
rh_tab_get_response_page (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), NULL);

  return self->response_page;
}

void
rh_tab_set_connection (RhTab *self, RhConnection *connection)
{
  g_return_if_fail (RH_IS_TAB (self));

  g_set_object (&self->connection, connection);
  rh_added_headers_set_connection (self->added, connection);
}

RhSender *
rh_tab_get_sender (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), NULL);

  return self->sender;
}

void
rh_tab_confirm (RhTab *self, const RhGuardQuestion *question)
{
  g_return_if_fail (RH_IS_TAB (self));
  g_return_if_fail (question != NULL);

  g_clear_pointer (&self->confirmed, rh_guard_question_free);
  self->confirmed = rh_guard_question_copy (question);
}

void
rh_tab_show_problem (RhTab *self, const GError *error)
{
  g_return_if_fail (RH_IS_TAB (self));

  rh_response_page_show_problem (self->response_page, error, rh_sender_get_exchange (self->sender),
                                 rh_connection_get_record (self->sent_to));
  push_response (self);
}

void
rh_tab_go_on (RhTab *self)
{
  g_return_if_fail (RH_IS_TAB (self));

  if (self->running || self->connection == NULL)
    return;

  stop_waiting (self);
  forget_end (self);
  g_set_object (&self->sent_to, self->connection);
  g_clear_object (&self->sender);
  self->sender = rh_sender_new (self->workspace, self->connection, self->item);
  g_signal_connect_object (self->sender, "notify::exchange", G_CALLBACK (exchange_cb), self,
                           G_CONNECT_SWAPPED);
  rh_sender_set_confirmed (self->sender, self->confirmed);
  self->cancellable = g_cancellable_new ();
  set_running (self, TRUE);
  rh_response_page_show_waiting (self->response_page);
  rh_response_status_set_exchange (self->narrow_status, NULL);
  push_response (self);
  rh_sender_run_async (self->sender, self->cancellable, sent_cb, g_object_ref (self));
}

void
rh_tab_send (RhTab *self)
{
  g_return_if_fail (RH_IS_TAB (self));

  if (self->running)
    return;

  /* A request goes out in an environment: it comes first. */
  if (self->connection == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-environments", NULL);
      return;
    }

  g_clear_pointer (&self->confirmed, rh_guard_question_free);
  rh_tab_go_on (self);
}

void
rh_tab_cancel (RhTab *self)
{
  g_return_if_fail (RH_IS_TAB (self));

  g_cancellable_cancel (self->cancellable);
}

void
rh_tab_shut_down (RhTab *self)
{
  g_return_if_fail (RH_IS_TAB (self));

  stop_waiting (self);
  g_cancellable_cancel (self->cancellable);
  /* An answer that still comes is for nobody. */
  g_clear_object (&self->sender);
}

gboolean
rh_tab_is_running (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), FALSE);

  return self->running;
}

gboolean
rh_tab_is_showing_response (RhTab *self)
{
  const char *tag;

  g_return_val_if_fail (RH_IS_TAB (self), FALSE);

  if (!self->narrow || self->navigation == NULL)
    return FALSE;
  tag = adw_navigation_view_get_visible_page_tag (self->navigation);
  return g_strcmp0 (tag, "response") == 0;
}

gboolean
rh_tab_is_fresh (RhTab *self)
{
  g_return_val_if_fail (RH_IS_TAB (self), FALSE);

  return self->sender == NULL && !self->kept;
}

void
rh_tab_show_kept (RhTab *self, RhExchange *exchange, const char *note)
{
  RhHop *hop;

  g_return_if_fail (RH_IS_TAB (self));
  g_return_if_fail (RH_IS_EXCHANGE (exchange));

  self->kept = TRUE;
  forget_end (self);
  hop = rh_exchange_get_last_hop (exchange);
  if (hop != NULL && rh_hop_get_status (hop) != 0)
    rh_response_page_show_exchange (self->response_page, exchange, NULL);
  else if (rh_exchange_get_state (exchange) == RH_EXCHANGE_STATE_CANCELLED)
    rh_response_page_show_nothing (self->response_page);
  else
    rh_response_page_show_problem (self->response_page, rh_exchange_get_error (exchange), exchange,
                                   NULL);
  rh_response_page_set_note (self->response_page, note);
  rh_response_status_set_exchange (self->narrow_status, exchange);
  push_response (self);
}

/* A change of the URL like any other: seen, undone, and not saved unasked. */
void
rh_tab_next_page (RhTab *self)
{
  g_autofree char *url = NULL;

  g_return_if_fail (RH_IS_TAB (self));

  if (self->next == NULL || self->running)
    return;

  url = rh_next_page_apply (self->next, rh_request_item_get_url (self->item));
  g_object_set (self->item, "url", url, NULL);
  rh_tab_send (self);
}

void
rh_tab_show_request (RhTab *self, const char *page)
{
  g_return_if_fail (RH_IS_TAB (self));

  pop_response (self);
  rh_request_page_set_page (self->request_page, page);
  gtk_widget_child_focus (GTK_WIDGET (self->request_page), GTK_DIR_TAB_FORWARD);
}

void
rh_tab_focus_send (RhTab *self)
{
  g_return_if_fail (RH_IS_TAB (self));

  rh_url_bar_focus_send (self->url_bar);
}

void
rh_tab_focus_url (RhTab *self, gboolean select)
{
  g_return_if_fail (RH_IS_TAB (self));

  pop_response (self);
  rh_url_bar_focus_url (self->url_bar, select);
}
