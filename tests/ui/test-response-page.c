/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came back, as it is shown. */
#include "collection/rh-selector.h"
#include "response/rh-body-canvas.h"
#include "response/rh-body-view.h"
#include "response/rh-certificate-facts.h"
#include "response/rh-details-view.h"
#include "response/rh-headers-view.h"
#include "response/rh-response-page.h"
#include "response/rh-timing-bar.h"
#include "response/rh-transfer.h"
#include "ui/rh-response-rig.h"
#include "workspace/rh-action-result.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_states (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();

  g_assert_cmpstr (rh_response_page_get_shown (view->page), ==, "idle");
  rh_response_page_show_waiting (view->page);
  g_assert_cmpstr (rh_response_page_get_shown (view->page), ==, "waiting");
  rh_response_page_show_nothing (view->page);
  g_assert_cmpstr (rh_response_page_get_shown (view->page), ==, "idle");
}

static void
test_json (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange
      = rh_response_rig_new_done (200, "application/json", "{\"data\":[1.0]}");
  g_autofree char *text = NULL;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  text = rh_ui_dup_body (view->page);
  g_assert_cmpstr (text, ==, "{\n  \"data\": [\n    1.0\n  ]\n}");
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (rh_ui_find_named (view->page, "Response Status"))), ==,
      "200 OK");
  g_assert_true (g_str_has_prefix (rh_response_page_get_summary (view->page), "200 OK · "));
}

/* Narrow, it stands in the header bar. */
static void
test_status_once (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) first = rh_response_rig_new_done (200, NULL, "x");
  g_autoptr (RhExchange) second = rh_response_rig_new_done (201, NULL, "x");

  g_object_set (view->page, "narrow", TRUE, NULL);
  rh_response_page_show_exchange (view->page, first, NULL);
  g_assert_null (rh_ui_find_named (view->page, "Response Status"));
  rh_response_page_show_exchange (view->page, second, NULL);
  g_assert_null (rh_ui_find_named (view->page, "Response Status"));
  g_object_set (view->page, "narrow", FALSE, NULL);
  g_assert_nonnull (rh_ui_find_named (view->page, "Response Status"));
}

static void
test_status_classes (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) good = rh_response_rig_new_done (201, NULL, "x");
  g_autoptr (RhExchange) bad = rh_response_rig_new_done (403, NULL, "x");
  GtkWidget *pill;

  rh_response_page_show_exchange (view->page, good, NULL);
  pill = rh_ui_find_named (view->page, "Response Status");
  g_assert_true (gtk_widget_has_css_class (pill, "success"));
  rh_response_page_show_exchange (view->page, bad, NULL);
  g_assert_false (gtk_widget_has_css_class (pill, "success"));
  g_assert_true (gtk_widget_has_css_class (pill, "error"));
}

static void
test_empty (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (204, NULL, "");

  rh_response_page_show_exchange (view->page, exchange, NULL);
  g_assert_nonnull (rh_ui_find_text (view->page, "No Body"));
  g_assert_null (rh_ui_find_named (view->page, "Response Body"));
}

static void
test_binary (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange
      = rh_response_rig_new_exchange (200, "application/zip", "PK\x03\x04\0", 5);
  g_autofree char *text = NULL;

  rh_exchange_finish (exchange, NULL);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  text = rh_ui_dup_body (view->page);
  g_assert_true (strstr (text, "50 4b 03 04 00") != NULL);
  g_assert_nonnull (rh_ui_find_text (view->page, "Zip archive, 5 bytes"));
}

/* Nobody says what it is, and its bytes do not either. */
static void
test_binary_of_no_kind (void)
{
  static const char *const types[] = { "application/octet-stream", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (RhResponseRig) view = rh_response_rig_new ();
      g_autoptr (RhExchange) exchange = rh_response_rig_new_exchange (200, types[i], "\1\0\2\3", 4);

      rh_exchange_finish (exchange, NULL);
      rh_response_page_show_exchange (view->page, exchange, NULL);
      g_assert_nonnull (rh_ui_await_text (view->page, "Binary data, 4 bytes"));
    }
}

/* A byte order mark says that it is text, whatever else is not said. */
static void
test_text_by_mark (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_exchange (200, NULL, "\xFF\xFEh\0i\0", 6);
  g_autofree char *text = NULL;

  rh_exchange_finish (exchange, NULL);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  text = rh_ui_dup_body (view->page);
  g_assert_cmpstr (text, ==, "hi");
}

static const char *
get_notice (RhResponseRig *view)
{
  return rh_body_view_get_notice (RH_BODY_VIEW (rh_ui_find_type (view->page, RH_TYPE_BODY_VIEW)));
}

static void
test_notices (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) invalid = rh_response_rig_new_done (200, "application/json", "{oops}");
  g_autoptr (RhExchange) valid = rh_response_rig_new_done (200, "application/json", "{}");
  g_autoptr (RhExchange) cancelled = rh_response_rig_new_exchange (200, "text/plain", "part", 4);
  g_autoptr (RhExchange) failed = rh_response_rig_new_exchange (200, "text/plain", "part", 4);
  g_autoptr (GError) stopped = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_autoptr (GError) cut = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_TRUNCATED, "cut");

  rh_response_page_show_exchange (view->page, invalid, NULL);
  rh_ui_wait (rh_response_rig_is_complete, rh_response_rig_get_canvas (view));
  g_assert_cmpstr (get_notice (view), ==,
                   "Not valid JSON from line 1, column 2 on. What follows is shown as it came.");
  rh_response_page_show_exchange (view->page, valid, NULL);
  g_assert_cmpstr (get_notice (view), ==, "");

  rh_exchange_finish (cancelled, stopped);
  rh_response_page_show_exchange (view->page, cancelled, NULL);
  g_assert_true (g_str_has_prefix (get_notice (view), "Cancelled"));
  rh_exchange_finish (failed, cut);
  rh_response_page_show_exchange (view->page, failed, NULL);
  g_assert_true (g_str_has_prefix (get_notice (view), "The connection ended early"));
}

/* Counted, not timed: whatever arrives, the view gets what it can draw at once. */
static void
test_no_freeze (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autofree char *line = g_strnfill (8 * 1024 * 1024, 'x');
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", line);
  g_autofree char *text = NULL;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  text = rh_ui_dup_body (view->page);
  g_assert_cmpuint (strlen (text), <=, 100 * (RH_BODY_ROW_MAX + 4));
  g_assert_cmpuint (rh_body_canvas_get_n_read (rh_response_rig_get_canvas (view)), <=, 100);
  g_assert_cmpuint (
      rh_body_document_get_work (rh_body_canvas_get_document (rh_response_rig_get_canvas (view))),
      <, 2 * 1024 * 1024);
}

/* Server text is never markup. */
static RhHeaders *
get_headers (RhExchange *exchange)
{
  return rh_hop_get_headers (rh_exchange_get_last_hop (exchange));
}

static void
test_headers (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", "x");

  rh_headers_append_plain (get_headers (exchange), "X-Turned", "photo\u202Egnp.exe");
  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_rig_show (view, "headers");
  g_assert_nonnull (rh_ui_find_text (view->page, "photoU+202Egnp.exe"));
  g_assert_nonnull (rh_ui_find_text (view->page, "X-Markup"));
  g_assert_nonnull (rh_ui_find_text (view->page, "<b>a&b"));
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

/* Name or value, without case; Copy copies the value of the row that is left. */
static void
test_headers_search (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", "x");
  GtkWidget *entry;

  rh_headers_append_plain (get_headers (exchange), "X-Request-Id", "aBc-42");
  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_rig_show (view, "headers");
  rh_test_drain ();
  rh_headers_view_find (RH_HEADERS_VIEW (rh_ui_find_type (view->page, RH_TYPE_HEADERS_VIEW)));
  entry = rh_ui_find_named (view->page, "Search Headers");
  g_assert_true (GTK_IS_SEARCH_ENTRY (entry));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (view->window), entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "id: AbC");
  g_assert_nonnull (rh_ui_find_text (view->page, "X-Request-Id"));
  g_assert_null (rh_ui_find_text (view->page, "Content-Type"));
  g_signal_emit_by_name (rh_ui_find_named (view->page, "Copy X-Request-Id"), "clicked");
  rh_response_rig_assert_clipboard (view, "aBc-42");
  gtk_editable_set_text (GTK_EDITABLE (entry), "nowhere");
  g_assert_nonnull (rh_ui_await_text (view->page, "No Headers Found"));

  /* Closed, the focus is on what opens it again. */
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_false (gtk_widget_is_ancestor (gtk_window_get_focus (view->window), entry));
  g_assert_true (GTK_IS_TOGGLE_BUTTON (gtk_window_get_focus (view->window)));
}

static void
count_mends_cb (guint *n_mends)
{
  (*n_mends)++;
}

/* On a card above the body, until something else is shown. */
static void
test_refusal (void)
{
  static char *missing[] = { (char *) "vendors:write", NULL };
  const RhRefusal refusal = {
    .cause = RH_REFUSAL_INSUFFICIENT_SCOPE,
    .action = RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE,
    .description = (char *) "<b>more</b>",
    .missing = missing,
    .has_skew = TRUE,
    .skew = -720,
  };
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (403, "text/plain", "x");
  g_autoptr (RhExchange) other = rh_response_rig_new_done (200, "text/plain", "x");
  guint n_mends = 0;

  g_signal_connect_swapped (view->page, "mend", G_CALLBACK (count_mends_cb), &n_mends);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_page_set_refusal (view->page, &refusal);
  g_assert_nonnull (rh_ui_find_text (view->page, "A Scope Is Missing"));
  g_assert_true (label_holds (GTK_WIDGET (view->page), "The token lacks vendors:write."));
  g_assert_true (label_holds (GTK_WIDGET (view->page), "clock is 12 minutes behind"));
  g_assert_true (label_holds (GTK_WIDGET (view->page), "“<b>more</b>”"));
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_find_text (view->page, "Connect With vendors:write…"),
                               GTK_TYPE_BUTTON),
      "clicked");
  g_assert_cmpuint (n_mends, ==, 1);

  rh_response_page_show_exchange (view->page, other, NULL);
  g_assert_null (rh_ui_find_text (view->page, "A Scope Is Missing"));
}

/* A 403 that says nothing: what the request's own note says of scopes is said. */
static void
test_refusal_by_note (void)
{
  static char *missing[] = { (char *) "vendors:write", NULL };
  const RhRefusal refusal = { .cause = RH_REFUSAL_FORBIDDEN,
                              .action = RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE,
                              .missing = missing,
                              .is_noted = TRUE };
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (403, "text/plain", "x");

  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_page_set_refusal (view->page, &refusal);
  g_assert_nonnull (rh_ui_find_text (view->page, "Not Allowed"));
  g_assert_true (label_holds (GTK_WIDGET (view->page), "needs vendors:write"));
  g_assert_nonnull (rh_ui_find_text (view->page, "Connect With vendors:write…"));
}

/* The status is there with the head, and the body when it has come. */
static void
test_arriving (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_open ("text/plain");
  g_autofree char *text = NULL;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  g_assert_cmpstr (rh_response_page_get_shown (view->page), ==, "response");
  g_assert_cmpstr (rh_response_page_get_summary (view->page), ==, "200 OK");
  g_assert_nonnull (rh_ui_find_text (view->page, "200 OK"));
  g_assert_nonnull (rh_ui_find_text (view->page, "0 bytes"));
  rh_response_rig_show (view, "headers");
  g_assert_nonnull (rh_ui_find_text (view->page, "text/plain"));
  rh_response_rig_show (view, "body");

  g_assert_true (rh_spool_write (rh_exchange_get_spool (exchange), "whole", 5, NULL));
  rh_spool_close (rh_exchange_get_spool (exchange));
  rh_exchange_finish (exchange, NULL);
  text = rh_ui_dup_body (view->page);
  g_assert_cmpstr (text, ==, "whole");
  g_assert_nonnull (rh_ui_find_text (view->page, "5 bytes"));
  g_assert_true (g_str_has_prefix (rh_response_page_get_summary (view->page), "200 OK · "));
}

/* A bar where the length is known: of what is transferred, where that is packed. */
static void
test_fraction (void)
{
  g_autoptr (RhExchange) exchange = rh_response_rig_new_open ("text/plain");
  g_autoptr (RhTransfer) transfer = rh_transfer_new (exchange);
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  g_autofree char *words = NULL;

  g_assert_cmpfloat (rh_transfer_get_fraction (transfer), ==, -1);
  rh_headers_append_plain (get_headers (exchange), "Content-Length", "20");
  g_assert_true (rh_spool_write (rh_exchange_get_spool (exchange), "five!", 5, NULL));
  g_assert_cmpfloat (rh_transfer_get_fraction (transfer), ==, 0.25);

  rh_headers_append_plain (get_headers (exchange), "Content-Encoding", "gzip");
  rh_hop_set_progress (hop, 0, 10);
  g_assert_cmpfloat (rh_transfer_get_fraction (transfer), ==, 0.5);
  words = rh_transfer_dup_words (transfer);
  g_assert_cmpstr (words, ==, "5 bytes");
}

/* However many pieces a body comes in, numbers are shown a few times a second. */
static void
test_arriving_in_pieces (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_open ("text/plain");
  GtkWidget *size;
  guint n_changes = 0;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  size = rh_ui_find_text (view->page, "0 bytes");
  g_assert_nonnull (size);
  g_signal_connect_swapped (size, "notify::label", G_CALLBACK (count_cb), &n_changes);
  for (guint i = 0; i < 500; i++)
    {
      g_assert_true (rh_spool_write (rh_exchange_get_spool (exchange), "piece", 5, NULL));
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpuint (n_changes, <, 100);
}

/* What nobody here can unpack looks like noise, and what was not packed is a fault of the server:
 * it is said to be so above it. */
static void
test_coding_kept (void)
{
  static const char *const notes[][2] = {
    { "coding-kept:rot13", "The body is shown as it was sent: “rot13” cannot be unpacked here." },
    { "coding-absent:gzip",
      "The response says that its body is packed with “gzip”, but it is not. It is shown as it was "
      "sent." },
    { "digest-unknown:SHA-9",
      "The server asks for Digest with an algorithm that Rehearsal does not know: SHA-9" },
    { "location-absent", "The server redirects, but does not say where to: Location is missing." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (RhResponseRig) view = rh_response_rig_new ();
      g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", "noise\xff");

      rh_hop_add_note (rh_exchange_get_last_hop (exchange), notes[i][0]);
      rh_response_page_show_exchange (view->page, exchange, NULL);
      g_assert_nonnull (rh_ui_find_text (view->page, notes[i][1]));
    }
}

/* What came is kept, and said to be a part. */
static void
test_parts (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) cancelled = rh_response_rig_new_exchange (200, "text/plain", "part", 4);
  g_autoptr (RhExchange) cut = rh_response_rig_new_exchange (200, "text/plain", "parts", 5);
  g_autoptr (GError) stop = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stop");
  g_autoptr (GError) end = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_TRUNCATED, "end");

  rh_exchange_finish (cancelled, stop);
  rh_response_page_show_exchange (view->page, cancelled, NULL);
  g_assert_nonnull (rh_ui_find_text (view->page, "4 bytes, cancelled"));
  g_assert_cmpstr (rh_response_page_get_summary (view->page), ==, "200 OK · cancelled");
  rh_exchange_finish (cut, end);
  rh_response_page_show_exchange (view->page, cut, NULL);
  g_assert_nonnull (rh_ui_find_text (view->page, "5 bytes, ended early"));
}

/* A phase has its place on the scale: what was sent between has no bar. */
static void
test_timing (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", "x");
  RhTiming timing = { 0, 20000, 0, 50000, 25000, 100000, FALSE };
  GtkWidget *bar;

  rh_hop_set_timing (rh_exchange_get_last_hop (exchange), &timing, 1);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_rig_show (view, "details");
  g_assert_cmpuint (rh_ui_count_type (view->page, RH_TYPE_TIMING_BAR), ==, 5);
  bar = rh_ui_find_text (view->page, "Waiting");
  bar = gtk_widget_get_next_sibling (bar);
  g_assert_cmpfloat_with_epsilon (rh_timing_bar_get_start (RH_TIMING_BAR (bar)), 0.25, 0.001);
  g_assert_cmpfloat_with_epsilon (rh_timing_bar_get_end (RH_TIMING_BAR (bar)), 0.75, 0.001);

  timing.reused = TRUE;
  rh_hop_set_timing (rh_exchange_get_last_hop (exchange), &timing, 1);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  g_assert_nonnull (rh_ui_await_text (view->page, "An open connection was used again."));
  g_assert_null (rh_ui_find_text (view->page, "Connecting"));
}

/* A cookie's value is a credential. */
static void
test_cookies (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", "x");
  g_autoptr (RhHeaders) sent = rh_headers_new ();

  rh_headers_append_plain (sent, "Cookie", "session=SECRET-COOKIE; lang=en");
  rh_hop_set_sent (rh_exchange_get_last_hop (exchange), sent, 0);
  rh_headers_append_plain (get_headers (exchange), "Set-Cookie",
                           "session=SECRET-NEW; Path=/; HttpOnly");
  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_rig_show (view, "details");
  g_assert_nonnull (rh_ui_find_text (view->page, "lang"));
  g_assert_nonnull (rh_ui_find_text (view->page, "Set: Path=/; HttpOnly"));
  g_assert_false (label_holds (GTK_WIDGET (view->page), "SECRET-"));
}

static void
test_certificate (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "expired.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", "x");
  g_autofree char *fingerprint = NULL;

  g_assert_no_error (error);
  fingerprint = rh_certificate_facts_dup_fingerprint (certificate);
  g_assert_cmpuint (strlen (fingerprint), ==, 32 * 3 - 1);
  rh_hop_set_peer (rh_exchange_get_last_hop (exchange), "127.0.0.1:443", "TLS 1.3", "AES",
                   certificate, G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_BAD_IDENTITY);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_rig_show (view, "details");
  g_assert_nonnull (rh_ui_find_text (view->page, "Certificates"));
  g_assert_true (label_holds (GTK_WIDGET (view->page), "It has expired."));
  g_assert_true (label_holds (GTK_WIDGET (view->page), fingerprint));
}

static void
add_result (GListStore *results, RhActionResult *result)
{
  g_list_store_append (results, result);
  g_object_unref (result);
}

/* What was set, where, and what could not be. */
static void
test_set_variables (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, NULL, "x");
  g_autoptr (GListStore) results = g_list_store_new (RH_TYPE_ACTION_RESULT);
  g_autoptr (GError) error
      = g_error_new_literal (RH_SELECTOR_ERROR, RH_SELECTOR_ERROR_NOT_FOUND, "res.body.<b>");

  add_result (results, rh_action_result_new ("job", RH_ACTION_SCOPE_MEMORY, "<b>7", FALSE));
  add_result (results, rh_action_result_new ("key", RH_ACTION_SCOPE_ENVIRONMENT, "••••", TRUE));
  add_result (results, rh_action_result_new_failed ("gone", error));
  rh_exchange_set_results (exchange, G_LIST_MODEL (results));
  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_rig_show (view, "details");

  g_assert_nonnull (rh_ui_find_text (view->page, "Set Variables"));
  g_assert_nonnull (rh_ui_find_text (view->page, "<b>7 (kept until Rehearsal ends)"));
  g_assert_nonnull (rh_ui_find_text (view->page, "•••• (kept in the environment)"));
  g_assert_nonnull (rh_ui_find_text (view->page, "The response has nothing at “res.body.<b>”."));
}

static void
test_details (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", "x");

  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_response_rig_show (view, "details");
  g_assert_nonnull (
      rh_ui_find_text (view->page, "GET https://api.example.com/v2/employees?limit=20&a=<b>"));
  g_assert_true (label_holds (GTK_WIDGET (view->page), "Authorization"));
  g_assert_true (label_holds (GTK_WIDGET (view->page), "Bearer"));
  g_assert_false (label_holds (GTK_WIDGET (view->page), "TOKEN-0123456789"));
  g_assert_true (label_holds (GTK_WIDGET (view->page), "80 ms"));
}

/* A page that was open is made anew for another response. */
static void
test_pages_follow (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) first = rh_response_rig_new_done (200, "text/plain", "x");
  g_autoptr (RhExchange) second = rh_response_rig_new_done (200, "text/x-second", "x");

  rh_response_page_show_exchange (view->page, first, NULL);
  rh_response_rig_show (view, "headers");
  rh_response_page_show_exchange (view->page, second, NULL);
  g_assert_nonnull (rh_ui_find_text (view->page, "text/x-second"));
  g_assert_null (rh_ui_find_text (view->page, "text/plain"));
}

static void
test_problem (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (GError) error
      = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_RESOLVE, "<i>no.such.host</i>");

  rh_response_page_show_problem (view->page, error, NULL, NULL);
  g_assert_cmpstr (rh_response_page_get_shown (view->page), ==, "problem");
  g_assert_null (rh_ui_find_text (view->page, "Show Details"));
  g_assert_cmpstr (rh_response_page_get_summary (view->page), ==, "");
}

/* The focus of the response falls on the problem; none of its words are selected by that. */
static void
test_problem_focus (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "application/json", "{\"a\":1}");
  g_autoptr (GError) error
      = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_RESOLVE, "no.such.host");
  GtkWidget *detail;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_test_drain ();
  gtk_widget_grab_focus (rh_ui_find_named (view->page, "Response Body"));
  rh_response_page_show_problem (view->page, error, NULL, NULL);
  rh_test_drain ();

  detail = rh_ui_find_text (view->page, "no.such.host");
  g_assert_nonnull (detail);
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (detail), NULL, NULL));
}

/* Each message says what it is before what it holds. */
static void
test_messages (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhFlowRecord) record = rh_flow_record_new ();

  rh_flow_record_add_url (record, RH_FLOW_AUTHORIZATION_REQUEST, "https://as.example/authorize");
  rh_flow_record_add_note (record, "the old refresh token was kept");
  gtk_window_set_child (view->window, rh_details_view_new (NULL, record));
  g_assert_nonnull (rh_ui_await_text (view->window, "Authorization Request"));
  g_assert_nonnull (rh_ui_await_text (view->window, "Note"));
}

static void
test_copy (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "application/json", "{\"a\":1}");

  rh_response_page_show_exchange (view->page, exchange, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view->page), "response.copy", NULL));
  rh_response_rig_assert_clipboard (view, "{\"a\":1}");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/response-page/states", test_states);
  g_test_add_func ("/response-page/status-once", test_status_once);
  g_test_add_func ("/response-page/json", test_json);
  g_test_add_func ("/response-page/status-classes", test_status_classes);
  g_test_add_func ("/response-page/empty", test_empty);
  g_test_add_func ("/response-page/binary", test_binary);
  g_test_add_func ("/response-page/binary-of-no-kind", test_binary_of_no_kind);
  g_test_add_func ("/response-page/text-by-mark", test_text_by_mark);
  g_test_add_func ("/response-page/notices", test_notices);
  g_test_add_func ("/response-page/no-freeze", test_no_freeze);
  g_test_add_func ("/response-page/headers-are-no-markup", test_headers);
  g_test_add_func ("/response-page/M/details-are-masked", test_details);
  g_test_add_func ("/response-page/headers-search", test_headers_search);
  g_test_add_func ("/response-page/refusal", test_refusal);
  g_test_add_func ("/response-page/refusal-by-note", test_refusal_by_note);
  g_test_add_func ("/response-page/arriving", test_arriving);
  g_test_add_func ("/response-page/fraction", test_fraction);
  g_test_add_func ("/response-page/arriving-in-pieces", test_arriving_in_pieces);
  g_test_add_func ("/response-page/parts", test_parts);
  g_test_add_func ("/response-page/coding-kept", test_coding_kept);
  g_test_add_func ("/response-page/timing", test_timing);
  g_test_add_func ("/response-page/M/cookies-have-no-values", test_cookies);
  g_test_add_func ("/response-page/certificate", test_certificate);
  g_test_add_func ("/response-page/set-variables", test_set_variables);
  g_test_add_func ("/response-page/pages-follow", test_pages_follow);
  g_test_add_func ("/response-page/problem", test_problem);
  g_test_add_func ("/response-page/problem-focus", test_problem_focus);
  g_test_add_func ("/response-page/messages", test_messages);
  g_test_add_func ("/response-page/copy", test_copy);

  return g_test_run ();
}
