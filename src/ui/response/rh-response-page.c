/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came back. A tab begins with none, so what shows it is made when there is something to show.
 */
#define G_LOG_DOMAIN "rh-response-page"

#include "config.h"

#include "response/rh-response-page.h"

#include "body/rh-media-type.h"
#include "common/rh-toast.h"
#include "http/rh-file-name-hint.h"
#include "response/rh-certificate-facts.h"
#include "response/rh-details-view.h"
#include "response/rh-format.h"
#include "response/rh-response-pages.h"
#include "response/rh-response-problem.h"
#include "response/rh-response-waiting.h"
#include "response/rh-transfer.h"

#include <glib/gi18n.h>

/* A clipboard is no place for more. */
#define COPY_MAX (16 * 1024 * 1024)

struct _RhResponsePage
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *note_label;
  GtkStack *stack;
  AdwBin *waiting_bin;
  AdwBin *problem_bin;
  AdwBin *pages_bin;

  /* Owned */
  RhExchange *exchange; /* NULL unless a response is shown, or what failed */
  RhFlowRecord *record;
  RhTransfer *transfer;      /* of @exchange, while it arrives and when it has; NULL */
  GCancellable *cancellable; /* of a save */
  char *summary;
  char *page; /* to begin with, until there are pages; NULL: the first */

  /* Borrowed */
  RhResponseWaiting *waiting; /* NULL: not made yet, as the others */
  RhResponseProblem *problem;
  RhResponsePages *pages;

  /* Plain */
  gboolean narrow;
};

enum
{
  SIGNAL_MEND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_SUMMARY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhResponsePage, rh_response_page, ADW_TYPE_BIN)

static void
set_summary (RhResponsePage *self, const char *summary)
{
  if (g_set_str (&self->summary, summary))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
mend_cb (RhResponsePage *self)
{
  g_signal_emit (self, signals[SIGNAL_MEND], 0);
}

static void
need_waiting (RhResponsePage *self)
{
  if (self->waiting != NULL)
    return;

  self->waiting = g_object_new (RH_TYPE_RESPONSE_WAITING, NULL);
  adw_bin_set_child (self->waiting_bin, GTK_WIDGET (self->waiting));
}

static void
need_problem (RhResponsePage *self)
{
  if (self->problem != NULL)
    return;

  self->problem = g_object_new (RH_TYPE_RESPONSE_PROBLEM, NULL);
  adw_bin_set_child (self->problem_bin, GTK_WIDGET (self->problem));
}

static void
need_pages (RhResponsePage *self)
{
  if (self->pages != NULL)
    return;

  self->pages = g_object_new (RH_TYPE_RESPONSE_PAGES, NULL);
  g_object_bind_property (self, "narrow", self->pages, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->pages, "mend", G_CALLBACK (mend_cb), self, G_CONNECT_SWAPPED);
  if (self->page != NULL)
    rh_response_pages_set_page (self->pages, self->page);
  adw_bin_set_child (self->pages_bin, GTK_WIDGET (self->pages));
  /* For keys, which are not in the pages. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "body",
                                  rh_response_pages_get_actions (self->pages));
}

static void
show_page (RhResponsePage *self, const char *name)
{
  gboolean has_body
      = g_str_equal (name, "response") && rh_exchange_get_spool (self->exchange) != NULL;

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "response.copy", has_body);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "response.save", has_body);
}

static void
clear (RhResponsePage *self)
{
  if (self->transfer != NULL)
    g_signal_handlers_disconnect_by_data (self->transfer, self);
  g_clear_object (&self->transfer);
  g_clear_object (&self->exchange);
  g_clear_object (&self->record);
  if (self->waiting != NULL)
    rh_response_waiting_set_exchange (self->waiting, NULL);
  if (self->pages != NULL)
    rh_response_pages_show (self->pages, NULL, NULL);
  rh_response_page_set_note (self, NULL);
  set_summary (self, "");
}

/* A 401 that was not answered seems to say that the password is wrong. */
static void
note_digest (RhResponsePage *self)
{
  g_autofree char *words
      = rh_format_hop_note_of (rh_exchange_get_last_hop (self->exchange), "digest-unknown:");

  if (words != NULL)
    rh_response_page_set_note (self, words);
}

static void
update_progress (RhResponsePage *self)
{
  double fraction = rh_transfer_get_fraction (self->transfer);
  /* Not for what is there at once: a bar that flashes says nothing. */
  gboolean shown = rh_transfer_is_running (self->transfer) && rh_transfer_was_shown (self->transfer)
                   && fraction >= 0;

  rh_response_pages_set_progress (self->pages, shown ? fraction : -1);
}

static void
update_summary (RhResponsePage *self)
{
  RhHop *hop = rh_exchange_get_last_hop (self->exchange);
  g_autofree char *status = rh_format_status (rh_hop_get_status (hop), rh_hop_get_reason (hop));
  g_autofree char *duration = rh_format_duration (rh_exchange_get_duration (self->exchange));
  g_autofree char *summary = NULL;

  switch (rh_exchange_get_state (self->exchange))
    {
    case RH_EXCHANGE_STATE_CANCELLED:
      /* Translators: %s is a status such as "200 OK". */
      summary = g_strdup_printf (_ ("%s · cancelled"), status);
      break;
    case RH_EXCHANGE_STATE_FAILED:
      summary = g_strdup_printf (rh_http_error_is_redirect (rh_exchange_get_error (self->exchange))
                                     /* Translators: %s is a status such as "302 Found". */
                                     ? _ ("%s · redirect not followed")
                                     /* Translators: %s is a status such as "200 OK". */
                                     : _ ("%s · incomplete"),
                                 status);
      break;
    case RH_EXCHANGE_STATE_DONE:
      /* an example tells no time */
      summary = rh_exchange_get_started (self->exchange) != 0
                    ? g_strdup_printf ("%s · %s", status, duration)
                    : g_strdup (status);
      break;
    case RH_EXCHANGE_STATE_WAITING:
    case RH_EXCHANGE_STATE_RECEIVING:
    default:
      summary = g_strdup (status);
    }
  set_summary (self, summary);
}

static void
transfer_cb (RhResponsePage *self)
{
  update_progress (self);
  if (rh_transfer_is_running (self->transfer))
    return;

  rh_response_pages_renew_details (self->pages);
  update_summary (self);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhResponsePage *self = RH_RESPONSE_PAGE (widget);
  RhSpool *spool = rh_exchange_get_spool (self->exchange);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const char *data;

  if (rh_spool_get_size (spool) > COPY_MAX)
    {
      rh_toast_show (widget, _ ("Too large to copy: save it instead"));
      return;
    }

  bytes = rh_spool_dup_bytes (spool, COPY_MAX);
  data = g_bytes_get_data (bytes, &length);
  text = g_utf8_make_valid (data != NULL ? data : "", (gssize) length);
  rh_toast_copy (widget, text);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhResponsePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rh_spool_save_finish (RH_SPOOL (source), result, &error))
    rh_toast_show (GTK_WIDGET (self), _ ("Saved"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* Translators: %s is the system's reason. */
      g_autofree char *text = g_strdup_printf (_ ("Could not be saved: %s"), error->message);

      rh_toast_show (GTK_WIDGET (self), text);
    }
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhResponsePage) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  /* No file: dismissed. */
  if (file != NULL)
    rh_spool_save_async (g_object_get_data (source, "spool"), file, self->cancellable, saved_cb,
                         g_object_ref (self));
}

static char *
dup_file_name (RhExchange *exchange)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  g_autofree char *media_type = rh_exchange_dup_media_type (exchange);
  const char *suffix = rh_media_type_get_suffix (media_type);
  g_autofree char *url = rh_text_dup_masked (rh_hop_get_url (hop));
  char *name = rh_file_name_hint (rh_headers_get (rh_hop_get_headers (hop), "Content-Disposition"),
                                  url, suffix);

  /* Translators: the beginning of a file's name, before .json or .txt. */
  return name != NULL ? name : g_strconcat (_ ("response"), suffix, NULL);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhResponsePage *self = RH_RESPONSE_PAGE (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *file_name = dup_file_name (self->exchange);

  /* The one that was looked at, whatever is sent while the dialog is open. */
  g_object_set_data_full (G_OBJECT (dialog), "spool",
                          g_object_ref (rh_exchange_get_spool (self->exchange)), g_object_unref);
  gtk_file_dialog_set_title (dialog, _ ("Save Body"));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), self->cancellable,
                        file_chosen_cb, g_object_ref (self));
}

static void
present (RhResponsePage *self, const char *title, GtkWidget *content)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), content);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhResponsePage *self = RH_RESPONSE_PAGE (widget);

  present (self, _ ("Details"), rh_details_view_new (self->exchange, self->record));
}

static void
certificate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhResponsePage *self = RH_RESPONSE_PAGE (widget);
  GtkWidget *page = adw_preferences_page_new ();

  rh_certificate_facts_add (ADW_PREFERENCES_PAGE (page), rh_exchange_get_last_hop (self->exchange));
  present (self, _ ("Certificate"), page);
}

static void
rh_response_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhResponsePage *self = RH_RESPONSE_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_response_page_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  RhResponsePage *self = RH_RESPONSE_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_response_page_dispose (GObject *object)
{
  RhResponsePage *self = RH_RESPONSE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_RESPONSE_PAGE);
  self->waiting = NULL;
  self->problem = NULL;
  self->pages = NULL;
  g_clear_object (&self->transfer);
  g_clear_object (&self->exchange);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (rh_response_page_parent_class)->dispose (object);
}

static void
rh_response_page_finalize (GObject *object)
{
  RhResponsePage *self = RH_RESPONSE_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->summary);
  g_free (self->page);

  G_OBJECT_CLASS (rh_response_page_parent_class)->finalize (object);
}

static void
install_signals (RhResponsePageClass *klass)
{
  signals[SIGNAL_MEND] = g_signal_new ("mend", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_response_page_class_init (RhResponsePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_response_page_dispose;
  object_class->finalize = rh_response_page_finalize;
  object_class->get_property = rh_response_page_get_property;
  object_class->set_property = rh_response_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUMMARY]
      = g_param_spec_string ("summary", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/response/rh-response-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhResponsePage, note_label);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePage, stack);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePage, waiting_bin);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePage, problem_bin);
  gtk_widget_class_bind_template_child (widget_class, RhResponsePage, pages_bin);

  gtk_widget_class_install_action (widget_class, "response.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "response.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "response.details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "response.certificate", NULL, certificate_action);
}

static void
rh_response_page_init (RhResponsePage *self)
{
  self->cancellable = g_cancellable_new ();
  self->summary = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  show_page (self, "idle");
}

void
rh_response_page_show_nothing (RhResponsePage *self)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));

  clear (self);
  show_page (self, "idle");
}

void
rh_response_page_show_waiting (RhResponsePage *self)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));

  clear (self);
  need_waiting (self);
  show_page (self, "waiting");
}

void
rh_response_page_watch (RhResponsePage *self, RhExchange *exchange)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));

  need_waiting (self);
  rh_response_waiting_set_exchange (self->waiting, exchange);
}

void
rh_response_page_show_exchange (RhResponsePage *self, RhExchange *exchange, RhFlowRecord *record)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));
  g_return_if_fail (rh_exchange_get_last_hop (exchange) != NULL);

  if (exchange == self->exchange && self->transfer != NULL)
    {
      rh_response_pages_renew_details (self->pages);
      update_summary (self);
      return;
    }

  clear (self);
  g_set_object (&self->exchange, exchange);
  g_set_object (&self->record, record);
  self->transfer = rh_transfer_new (exchange);
  g_signal_connect_object (self->transfer, "changed", G_CALLBACK (transfer_cb), self,
                           G_CONNECT_SWAPPED);
  need_pages (self);
  rh_response_pages_show (self->pages, exchange, record);
  update_progress (self);
  show_page (self, "response");
  note_digest (self);
  update_summary (self);
}

static gboolean
has_details (RhExchange *exchange, RhFlowRecord *record)
{
  return (exchange != NULL && rh_exchange_get_last_hop (exchange) != NULL)
         || (record != NULL && g_list_model_get_n_items (G_LIST_MODEL (record)) > 0);
}

void
rh_response_page_show_problem (RhResponsePage *self,
                               const GError *error,
                               RhExchange *exchange,
                               RhFlowRecord *record)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));
  g_return_if_fail (error != NULL);

  clear (self);
  g_set_object (&self->exchange, exchange);
  g_set_object (&self->record, record);
  need_problem (self);
  rh_response_problem_show (self->problem, error, exchange, has_details (exchange, record));
  show_page (self, "problem");
  rh_response_problem_settle_focus (self->problem);
}

void
rh_response_page_set_note (RhResponsePage *self, const char *note)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));

  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), note != NULL);
}

void
rh_response_page_set_refusal (RhResponsePage *self, const RhRefusal *refusal)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));

  if (self->pages != NULL)
    rh_response_pages_set_refusal (self->pages, refusal);
}

void
rh_response_page_set_has_next (RhResponsePage *self, gboolean has_next)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));

  if (self->pages != NULL)
    rh_response_pages_set_has_next (self->pages, has_next);
}

void
rh_response_page_set_offers_variables (RhResponsePage *self, gboolean offers)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));

  if (self->pages != NULL)
    rh_response_pages_set_offers_variables (self->pages, offers);
}

const char *
rh_response_page_get_summary (RhResponsePage *self)
{
  g_return_val_if_fail (RH_IS_RESPONSE_PAGE (self), NULL);

  return self->summary;
}

char *
rh_response_page_dup_spoken_summary (RhResponsePage *self)
{
  g_autofree char *status = NULL;
  g_autofree char *duration = NULL;
  RhHop *hop;

  g_return_val_if_fail (RH_IS_RESPONSE_PAGE (self), NULL);

  if (self->exchange == NULL || rh_exchange_get_state (self->exchange) != RH_EXCHANGE_STATE_DONE)
    return g_strdup (self->summary);

  hop = rh_exchange_get_last_hop (self->exchange);
  status = rh_format_status (rh_hop_get_status (hop), rh_hop_get_reason (hop));
  duration = rh_format_duration_words (rh_exchange_get_duration (self->exchange));
  /* Translators: a status and how long it took: "200 OK, 184 milliseconds". */
  return g_strdup_printf (_ ("%s, %s"), status, duration);
}

RhExchange *
rh_response_page_get_exchange (RhResponsePage *self)
{
  g_return_val_if_fail (RH_IS_RESPONSE_PAGE (self), NULL);

  return self->exchange;
}

const char *
rh_response_page_get_shown (RhResponsePage *self)
{
  g_return_val_if_fail (RH_IS_RESPONSE_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

const char *
rh_response_page_get_page (RhResponsePage *self)
{
  g_return_val_if_fail (RH_IS_RESPONSE_PAGE (self), NULL);

  if (self->pages != NULL)
    return rh_response_pages_get_page (self->pages);
  return self->page != NULL ? self->page : "body";
}

void
rh_response_page_set_page (RhResponsePage *self, const char *name)
{
  g_return_if_fail (RH_IS_RESPONSE_PAGE (self));
  g_return_if_fail (name != NULL);

  if (self->pages != NULL)
    rh_response_pages_set_page (self->pages, name);
  else
    g_set_str (&self->page, name);
}
