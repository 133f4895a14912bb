/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a request goes out and how it ends otherwise than well, as it is shown. */
#include "response/rh-body-view.h"
#include "response/rh-refusal-words.h"
#include "response/rh-response-status.h"
#include "ui/rh-response-rig.h"

static const char *
get_notice (RhResponseRig *rig)
{
  return rh_body_view_get_notice (RH_BODY_VIEW (rh_ui_find_type (rig->page, RH_TYPE_BODY_VIEW)));
}

static RhExchange *
show_failed (RhResponseRig *rig, RhHttpError code)
{
  g_autoptr (GError) error = g_error_new_literal (RH_HTTP_ERROR, (int) code, "reason");
  RhExchange *exchange = rh_response_rig_answer (302, "text/html", "part", error);

  rh_response_page_show_exchange (rig->page, exchange, NULL);
  return exchange;
}

/* Each in its own words: a connection that held is not said to have ended. */
static void
test_reasons (void)
{
  static const struct
  {
    RhHttpError code;
    const char *notice;
  } rows[] = {
    { RH_HTTP_ERROR_TRUNCATED, "The connection ended early: these are the first 4 bytes." },
    { RH_HTTP_ERROR_REDIRECT, "The server redirects to something that is no web address." },
    { RH_HTTP_ERROR_REDIRECT_CIRCLE, "The server redirects to an address that was asked already." },
    { RH_HTTP_ERROR_REDIRECT_LIMIT, "The server redirects more often than the request allows." },
    { RH_HTTP_ERROR_REDIRECT_SECRET, "The server redirects to another site" },
    { RH_HTTP_ERROR_TOO_LARGE, "The body is larger than what is kept." },
    { RH_HTTP_ERROR_ENCODING, "The body is not compressed in the way its headers say." },
    { RH_HTTP_ERROR_TIMEOUT_TOTAL, "The response was not complete within" },
  };
  g_autoptr (RhResponseRig) rig = rh_response_rig_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RhExchange) exchange = show_failed (rig, rows[i].code);

      g_assert_true (g_str_has_prefix (get_notice (rig), rows[i].notice));
    }
}

static gboolean
is_warned_of (RhResponseRig *rig, const char *size)
{
  return gtk_widget_has_css_class (rh_ui_find_text (rig->page, size), "warning");
}

/* The answer that was not followed is whole. */
static void
test_redirect (void)
{
  g_autoptr (RhResponseRig) rig = rh_response_rig_new ();
  g_autoptr (RhExchange) redirect = show_failed (rig, RH_HTTP_ERROR_REDIRECT);
  g_autoptr (RhExchange) cut = NULL;

  g_assert_nonnull (rh_ui_find_text (rig->page, "4 bytes"));
  g_assert_false (is_warned_of (rig, "4 bytes"));
  g_assert_cmpstr (rh_response_page_get_summary (rig->page), ==,
                   "302 Found · redirect not followed");

  cut = show_failed (rig, RH_HTTP_ERROR_TRUNCATED);
  g_assert_nonnull (rh_ui_find_text (rig->page, "4 bytes, ended early"));
  g_assert_true (is_warned_of (rig, "4 bytes, ended early"));
  g_assert_cmpstr (rh_response_page_get_summary (rig->page), ==, "302 Found · incomplete");
}

/* Size and rate in the title of a page that is 360 px wide: in two lines, and whole. */
static void
test_narrow_size_is_whole (void)
{
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", "part");
  GtkWidget *window = gtk_window_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *status = g_object_new (RH_TYPE_RESPONSE_STATUS, "narrow", TRUE, NULL);
  GtkWidget *size;

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), status);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar),
                             gtk_button_new_from_icon_name ("go-previous-symbolic"));
  gtk_window_set_titlebar (GTK_WINDOW (window), bar);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 200);
  rh_response_status_set_exchange (RH_RESPONSE_STATUS (status), exchange);
  gtk_window_present (GTK_WINDOW (window));
  size = rh_ui_await_text (window, "4 bytes");
  gtk_widget_set_visible (gtk_widget_get_prev_sibling (size), FALSE); /* no time while it arrives */
  gtk_label_set_label (GTK_LABEL (size), "123.4 MB of 999.9 MB, 123.4 MB/s");
  rh_test_drain ();
  g_assert_cmpint (gtk_widget_get_width (window), <=, 360);
  g_assert_cmpint (gtk_widget_get_width (size), >, 0);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (size))));
  gtk_window_destroy (GTK_WINDOW (window));
}

static const char *
get_main_action (RhResponseRig *rig, const char *label)
{
  GtkWidget *button
      = gtk_widget_get_ancestor (rh_ui_await_text (rig->page, label), GTK_TYPE_BUTTON);

  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  return gtk_actionable_get_action_name (GTK_ACTIONABLE (button));
}

/* Sent again it would be refused again. */
static void
test_certificate_first (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "expired.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  g_autoptr (RhResponseRig) rig = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_start ();
  g_autoptr (GError) refused = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_TLS, "expired");
  g_autoptr (GError) away = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_CONNECT, "away");

  rh_hop_set_peer (rh_exchange_get_last_hop (exchange), NULL, NULL, NULL, certificate,
                   G_TLS_CERTIFICATE_EXPIRED);
  rh_exchange_finish (exchange, refused);
  rh_response_page_show_problem (rig->page, refused, exchange, NULL);
  g_assert_cmpstr (get_main_action (rig, "Show Certificate…"), ==, "response.certificate");
  g_assert_null (rh_ui_find_text (rig->page, "Send Again"));

  rh_response_page_show_problem (rig->page, away, NULL, NULL);
  g_assert_cmpstr (get_main_action (rig, "Send Again"), ==, "win.send");
  g_assert_null (rh_ui_find_text (rig->page, "Show Certificate…"));
}

static void
test_upload (void)
{
  g_autoptr (RhResponseRig) rig = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_start ();
  g_autoptr (RhHeaders) sent = rh_headers_new ();
  RhHop *hop = rh_exchange_get_last_hop (exchange);

  rh_response_page_show_waiting (rig->page);
  rh_response_page_watch (rig->page, exchange);
  g_assert_nonnull (rh_ui_await_text (rig->page, "Waiting for the Response"));
  g_assert_null (rh_ui_find_named (rig->page, "Upload"));

  rh_hop_set_sent (hop, sent, 4000000);
  rh_hop_set_progress (hop, 1000000, 0);
  g_assert_nonnull (rh_ui_await_text (rig->page, "Sending the Request"));
  g_assert_nonnull (rh_ui_await_text (rig->page, "1.0\302\240MB of 4.0\302\240MB"));
  g_assert_cmpfloat (
      gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (rh_ui_find_named (rig->page, "Upload"))), ==,
      0.25);

  rh_hop_set_progress (hop, 4000000, 0);
  g_assert_nonnull (rh_ui_await_text (rig->page, "Waiting for the Response"));
  g_assert_null (rh_ui_find_named (rig->page, "Upload"));
}

/* Nobody is sent to a page that does not have what the server asks for. */
static void
test_refusal_words (void)
{
  const RhRefusal unknown = { .cause = RH_REFUSAL_OTHER_SCHEME, .scheme = (char *) "Negotiate" };
  const RhRefusal basic = { .cause = RH_REFUSAL_OTHER_SCHEME,
                            .action = RH_REFUSAL_ACTION_SHOW_AUTH,
                            .scheme = (char *) "Basic",
                            .is_offered = TRUE };
  g_autofree char *unknown_words = rh_refusal_words_dup_text (&unknown);
  g_autofree char *unknown_button = rh_refusal_words_dup_button (&unknown);
  g_autofree char *basic_words = rh_refusal_words_dup_text (&basic);
  g_autofree char *basic_button = rh_refusal_words_dup_button (&basic);

  g_assert_cmpstr (unknown_words, ==, "It asks for Negotiate, which cannot be sent from here.");
  g_assert_null (unknown_button);
  g_assert_cmpstr (basic_words, ==, "It asks for Basic. Choose that on the request’s Auth page.");
  g_assert_cmpstr (basic_button, ==, "Show Auth");
}

/* A server that names a scope without end does not push the window apart. */
static void
test_refusal_long_scope (void)
{
  g_autofree char *scope = g_strnfill (3000, 'x');
  char *missing[] = { (char *) "users:read", scope, NULL };
  const RhRefusal refusal = { .cause = RH_REFUSAL_INSUFFICIENT_SCOPE,
                              .action = RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE,
                              .missing = missing };
  g_autofree char *words = rh_refusal_words_dup_text (&refusal);
  g_autofree char *button = rh_refusal_words_dup_button (&refusal);

  g_assert_true (g_str_has_prefix (words, "The token lacks users:read xxx"));
  g_assert_cmpuint (strlen (words), <, 500);
  g_assert_cmpstr (button, ==, "Connect With More Scopes…");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_test_add_func ("/response-ends/reasons", test_reasons);
  g_test_add_func ("/response-ends/redirect", test_redirect);
  g_test_add_func ("/response-ends/narrow-size-is-whole", test_narrow_size_is_whole);
  g_test_add_func ("/response-ends/certificate-first", test_certificate_first);
  g_test_add_func ("/response-ends/upload", test_upload);
  g_test_add_func ("/response-ends/refusal-words", test_refusal_words);
  g_test_add_func ("/response-ends/refusal-long-scope", test_refusal_long_scope);
  return g_test_run ();
}
