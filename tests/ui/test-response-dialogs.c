/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs of a response: examples, a token that is decoded, a certificate that is trusted. */
#include "response/rh-body-canvas.h"
#include "response/rh-certificate-facts.h"
#include "response/rh-example-dialog.h"
#include "response/rh-examples-dialog.h"
#include "response/rh-headers-view.h"
#include "response/rh-jwt-dialog.h"
#include "response/rh-response-page.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-trust-dialog.h"

typedef struct
{
  GtkWindow *window;
  RhResponsePage *page;
} View;

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static View *
view_new (void)
{
  View *self = g_new0 (View, 1);

  self->window = GTK_WINDOW (gtk_window_new ());
  self->page = g_object_new (RH_TYPE_RESPONSE_PAGE, NULL);
  gtk_window_set_default_size (self->window, 800, 600);
  gtk_window_set_child (self->window, GTK_WIDGET (self->page));
  gtk_window_present (self->window);
  rh_ui_wait (is_mapped, self->window);
  return self;
}

static void
view_free (View *self)
{
  gtk_window_destroy (self->window);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (View, view_free)

static RhExchange *
done_new (guint status, const char *content_type, const char *body)
{
  g_autoptr (RhText) url = rh_text_new ("https://api.example.com/");
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  RhExchange *exchange = rh_exchange_new (request);

  rh_headers_append_plain (headers, "Content-Type", content_type);
  rh_hop_set_response (hop, status, "", "HTTP/1.1", headers);
  rh_exchange_add_hop (exchange, hop);
  g_assert_true (rh_spool_write (spool, body, strlen (body), NULL));
  rh_exchange_set_receiving (exchange, spool);
  rh_spool_close (spool);
  rh_exchange_finish (exchange, NULL);
  return exchange;
}

static gboolean
label_holds (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (label_holds (child, text))
      return TRUE;

  return FALSE;
}

/* {"alg":"none"} and {"iat":1700000000,"exp":1700003600,"sub":"<b>"}, unsigned. */
#define TOKEN \
  "eyJhbGciOiJub25lIn0." \
  "eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMCwic3ViIjoiPGI-In0."

/* Only where one is, and never taken for the truth. */
static void
test_token (void)
{
  g_autoptr (View) view = view_new ();
  g_autoptr (RhExchange) exchange = done_new (200, "text/plain", "x");
  AdwDialog *dialog;
  GtkWidget *group;

  rh_headers_append_plain (rh_hop_get_headers (rh_exchange_get_last_hop (exchange)), "X-Id-Token",
                           TOKEN);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_page_set_page (view->page, "headers");
  g_assert_nonnull (rh_ui_find_named (view->page, "Decode the Token in X-Id-Token"));
  g_assert_null (rh_ui_find_named (view->page, "Decode the Token in Content-Type"));

  dialog = rh_jwt_dialog_new ("Bearer " TOKEN, 1700003600);
  g_assert_nonnull (dialog);
  adw_dialog_present (dialog, GTK_WIDGET (view->page));
  g_assert_nonnull (rh_ui_await_text (dialog, "Not verified: anybody could have written this"));
  g_assert_true (label_holds (GTK_WIDGET (dialog), "2023-11-14 22:13:20 UTC"));
  /* Not twice where the clock here is that one. */
  g_assert_false (label_holds (GTK_WIDGET (dialog), "UTC\n2023"));
  g_assert_true (label_holds (GTK_WIDGET (dialog), "It has expired."));
  g_assert_true (label_holds (GTK_WIDGET (dialog), "\"sub\": \"<b>\""));
  g_assert_nonnull (rh_ui_find_text (dialog, "It has no signature (“alg” is none)."));
  group = gtk_widget_get_ancestor (rh_ui_find_text (dialog, "Header"), ADW_TYPE_PREFERENCES_GROUP);
  g_signal_emit_by_name (rh_ui_find_type (group, GTK_TYPE_BUTTON), "clicked");
  g_assert_nonnull (rh_ui_await_text (dialog, "Copied"));
  g_assert_null (rh_jwt_dialog_new ("Bearer abc.def.ghi", 0));
}

static gboolean
is_complete (gpointer canvas)
{
  return rh_body_document_is_complete (rh_body_canvas_get_document (canvas));
}

/* From the value that the caret is at, and no other. */
static void
test_token_of_body (void)
{
  g_autoptr (RhExchange) exchange
      = done_new (200, "application/json", "{\"opaque\":\"abc\",\"access_token\":\"" TOKEN "\"}");
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  GtkWidget *toasts = adw_toast_overlay_new ();
  RhResponsePage *page = g_object_new (RH_TYPE_RESPONSE_PAGE, NULL);
  const RhBodySpot opaque = { 1, 4 };
  const RhBodySpot token = { 2, 4 };
  RhBodyCanvas *canvas;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (page));
  adw_window_set_content (ADW_WINDOW (window), toasts);
  gtk_window_present (window);
  rh_response_page_show_exchange (page, exchange, NULL);
  canvas = RH_BODY_CANVAS (rh_ui_await_type (page, RH_TYPE_BODY_CANVAS));
  rh_ui_wait (is_complete, canvas);

  rh_body_canvas_select (canvas, &opaque, &opaque);
  gtk_widget_activate_action (GTK_WIDGET (page), "body.decode-token", NULL);
  g_assert_nonnull (rh_ui_await_text (toasts, "This is no token that can be decoded"));
  g_assert_null (adw_window_get_visible_dialog (ADW_WINDOW (window)));

  rh_body_canvas_select (canvas, &token, &token);
  gtk_widget_activate_action (GTK_WIDGET (page), "body.decode-token", NULL);
  g_assert_nonnull (rh_ui_await_text (window, "Not verified: anybody could have written this"));
  gtk_window_destroy (window);
}

static GtkWidget *
await_named (gpointer root, const char *name)
{
  GtkWidget *found = NULL;

  while ((found = rh_ui_find_named (root, name)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return found;
}

static GtkWidget *
button_of (gpointer root, const char *label)
{
  return gtk_widget_get_ancestor (rh_ui_await_text (root, label), GTK_TYPE_BUTTON);
}

/* Shown masked before it is kept; in a protected environment only when somebody says so. */
static void
test_keep_example (void)
{
  g_autoptr (View) view = view_new ();
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Plain", "GET", "https://h/");
  g_autoptr (RhExchange) exchange
      = done_new (200, "application/json", "{\"access_token\":\"SECRET-TOKEN-0123456789\"}");
  AdwDialog *dialog = rh_example_dialog_new (item, exchange, "Production");
  GtkWidget *keep;

  adw_dialog_present (dialog, GTK_WIDGET (view->page));
  keep = button_of (dialog, "Keep");
  g_assert_true (label_holds (GTK_WIDGET (dialog), "Content-Type: application/json"));
  g_assert_false (label_holds (GTK_WIDGET (dialog), "TOKEN-0123"));
  g_assert_false (gtk_widget_get_sensitive (keep));
  adw_switch_row_set_active (ADW_SWITCH_ROW (rh_ui_find_type (dialog, ADW_TYPE_SWITCH_ROW)), TRUE);
  g_assert_true (gtk_widget_get_sensitive (keep));
  g_signal_emit_by_name (keep, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_examples (item)), ==, 1);
}

static void
take_example_cb (RhExample **place, RhExample *example)
{
  g_set_object (place, example);
}

/* How long it took is not known, and not made up. */
static void
test_example_shown (void)
{
  g_autoptr (View) view = view_new ();
  g_autoptr (RhExample) example = rh_example_new ("First");
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhExchange) exchange = NULL;

  rh_example_set_request (example, "GET", "{{api}}/list");
  rh_example_set_response (example, 200, "OK", headers, "text");
  exchange = rh_example_dup_exchange (example);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  g_assert_cmpstr (rh_response_page_get_summary (view->page), ==, "200 OK");
  g_assert_nonnull (rh_ui_find_text (view->page, "4 bytes"));
  g_assert_null (rh_ui_find_text (view->page, "under 1 ms"));
}

/* Renamed where it stands, deleted and put back, and shown. */
static void
test_examples (void)
{
  g_autoptr (View) view = view_new ();
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Plain", "GET", "https://h/");
  g_autoptr (RhExample) example = rh_example_new ("First");
  g_autoptr (RhExample) shown = NULL;
  GListModel *examples = rh_request_item_get_examples (item);
  AdwDialog *dialog;
  GtkWidget *row;

  rh_request_item_add_example (item, example);
  dialog = rh_examples_dialog_new (item);
  g_signal_connect_swapped (dialog, "show-example", G_CALLBACK (take_example_cb), &shown);
  adw_dialog_present (dialog, GTK_WIDGET (view->page));
  row = rh_ui_await_type (dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "Renamed");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (rh_example_get_name (example), ==, "Renamed");

  g_signal_emit_by_name (await_named (dialog, "Delete First"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (examples), ==, 0);
  g_assert_nonnull (rh_ui_await_text (dialog, "No Examples"));
  g_signal_emit_by_name (button_of (dialog, "Undo"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (examples), ==, 1);
  g_signal_emit_by_name (await_named (dialog, "Show Renamed"), "clicked");
  g_assert_true (shown == example);
}

/* One that was kept under the name that it is given. */
static void
test_example_says_nothing_twice (void)
{
  g_autoptr (View) view = view_new ();
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Plain", "GET", "https://h/");
  g_autoptr (RhExample) example = rh_example_new ("200 OK");
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  AdwDialog *dialog;

  rh_example_set_response (example, 200, "OK", headers, NULL);
  rh_request_item_add_example (item, example);
  dialog = rh_examples_dialog_new (item);
  adw_dialog_present (dialog, GTK_WIDGET (view->page));
  g_assert_cmpstr (adw_preferences_row_get_title (
                       ADW_PREFERENCES_ROW (rh_ui_await_type (dialog, ADW_TYPE_ENTRY_ROW))),
                   ==, "Name");
}

/* The key that opens the dialog, and Enter: there is the example. */
static void
test_example_by_enter (void)
{
  g_autoptr (View) view = view_new ();
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Plain", "GET", "https://h/");
  g_autoptr (RhExample) example = rh_example_new ("First");
  g_autoptr (RhExample) shown = NULL;
  AdwDialog *dialog;

  rh_request_item_add_example (item, example);
  dialog = rh_examples_dialog_new (item);
  g_signal_connect_swapped (dialog, "show-example", G_CALLBACK (take_example_cb), &shown);
  adw_dialog_present (dialog, GTK_WIDGET (view->page));
  g_signal_emit_by_name (rh_ui_await_type (dialog, ADW_TYPE_ENTRY_ROW), "entry-activated");
  g_assert_true (shown == example);
}

/* Only of the request's own connection. */
static void
test_refused_certificate (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "expired.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  g_autofree char *fingerprint = rh_certificate_facts_dup_fingerprint (certificate);
  g_autoptr (View) view = view_new ();
  g_autoptr (RhText) url = rh_text_new ("https://api.example.com/");
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  g_autoptr (RhExchange) exchange = rh_exchange_new (request);
  g_autoptr (GError) error = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_TLS, "expired");
  g_autoptr (AdwAlertDialog) dialog = NULL;

  rh_response_page_show_problem (view->page, error, NULL, NULL);
  g_assert_null (rh_ui_find_text (view->page, "Trust This Certificate…"));
  rh_hop_set_peer (hop, NULL, NULL, NULL, certificate, G_TLS_CERTIFICATE_EXPIRED);
  rh_exchange_add_hop (exchange, hop);
  rh_exchange_finish (exchange, error);
  rh_response_page_show_problem (view->page, error, exchange, NULL);
  g_assert_nonnull (rh_ui_await_text (view->page, "Trust This Certificate…"));
  g_assert_nonnull (rh_ui_find_text (view->page, "Show Certificate…"));

  dialog = g_object_ref_sink (rh_trust_dialog_new (hop, "https://api.example.com"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (adw_alert_dialog_get_extra_child (dialog))), ==,
                   fingerprint);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), "https://api.example.com"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), "It has expired."));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (dialog), ==, "cancel");
  g_assert_cmpstr (adw_alert_dialog_get_close_response (dialog), ==, "cancel");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_test_add_func ("/response-dialogs/H/token-is-not-verified", test_token);
  g_test_add_func ("/response-dialogs/H/token-of-a-body", test_token_of_body);
  g_test_add_func ("/response-dialogs/M/keep-example", test_keep_example);
  g_test_add_func ("/response-dialogs/example-shown", test_example_shown);
  g_test_add_func ("/response-dialogs/examples", test_examples);
  g_test_add_func ("/response-dialogs/example-says-nothing-twice", test_example_says_nothing_twice);
  g_test_add_func ("/response-dialogs/example-by-enter", test_example_by_enter);
  g_test_add_func ("/response-dialogs/refused-certificate", test_refused_certificate);
  return g_test_run ();
}
