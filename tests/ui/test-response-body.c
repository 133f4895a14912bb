/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a response, as it is shown, found in and copied. */
#include "response/rh-body-canvas.h"
#include "response/rh-body-find-bar.h"
#include "response/rh-body-image.h"
#include "response/rh-body-view.h"
#include "ui/rh-response-rig.h"

static gboolean
has_caption (gpointer image)
{
  return *rh_body_image_get_caption (image) != '\0';
}

static RhBodyImage *
load_image (RhResponseRig *view, const char *bytes, gsize length)
{
  g_autoptr (RhExchange) exchange = rh_response_rig_new_exchange (200, "image/png", bytes, length);
  RhBodyImage *image;

  rh_exchange_finish (exchange, NULL);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  image = RH_BODY_IMAGE (rh_ui_await_type (view->page, RH_TYPE_BODY_IMAGE));
  rh_ui_wait (has_caption, image);
  return image;
}

/* A signature decides, not the type alone; and it is decoded elsewhere. */
static void
test_image (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1200, 30);
  g_autofree char *bytes = NULL;
  gsize length;
  RhBodyImage *image;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, "png", NULL, NULL));
  image = load_image (view, bytes, length);
  g_assert_true (rh_body_image_has_picture (image));
  g_assert_cmpstr (rh_body_image_get_caption (image), ==, "1200 × 30 pixels");
}

/* 30,000 × 30,000 pixels in 47 bytes: known from its head, and no memory is taken for it. */
static void
test_image_bomb (void)
{
  static const char bomb[]
      = "\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x75\x30"
        "\x00\x00\x75\x30\x08\x02\x00\x00\x00\xe9\x45\x6f\xed\x00\x00\x00\x02\x49\x44\x41"
        "\x54\x78\x9c\x62\xa4\x91\x2b";
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  RhBodyImage *image = load_image (view, bomb, sizeof bomb - 1);

  g_assert_false (rh_body_image_has_picture (image));
  g_assert_true (strstr (rh_body_image_get_caption (image), "30000 × 30000") != NULL);
}

static void
test_broken_image (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  RhBodyImage *image = load_image (view, "\x89PNG\r\n\x1a\nnothing of the kind", 28);

  g_assert_false (rh_body_image_has_picture (image));
  g_assert_nonnull (rh_ui_await_text (view->page, "The Image Cannot Be Shown"));
}

/* It grows while it arrives, and what is looked at stays where it is. */
static void
test_growing (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (RhExchange) exchange = rh_response_rig_new_head (200, "text/plain", spool);
  g_autofree char *text = NULL;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  g_assert_null (rh_ui_find_text (view->page, "No Body"));
  g_assert_true (rh_spool_write (spool, "first\nsec", 9, NULL));
  rh_test_drain ();
  g_assert_true (rh_spool_write (spool, "ond\nthird", 9, NULL));
  rh_spool_close (spool);
  text = rh_ui_dup_body (view->page);
  g_assert_cmpstr (text, ==, "first\nsecond\nthird");
}

static void
test_layouts (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "application/json", "{\"a\":1}");
  AdwToggleGroup *layouts;
  g_autofree char *raw = NULL;
  g_autofree char *hex = NULL;
  g_autofree char *again = NULL;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  layouts = ADW_TOGGLE_GROUP (rh_ui_find_named (view->page, "Layout of the Body"));
  adw_toggle_group_set_active_name (layouts, "hex");
  hex = rh_ui_dup_body (view->page);
  g_assert_true (strstr (hex, "7b 22 61 22 3a 31 7d") != NULL);
  adw_toggle_group_set_active_name (layouts, "raw");
  raw = rh_ui_dup_body (view->page);
  g_assert_cmpstr (raw, ==, "{\"a\":1}");

  /* The choice holds for the next response. */
  rh_response_page_show_exchange (view->page, exchange, NULL);
  again = rh_ui_dup_body (view->page);
  g_assert_cmpstr (again, ==, "{\"a\":1}");
}

static void
assert_shown (const char *content_type, const char *body, const char *said, const char *shown)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, content_type, body);
  g_autofree char *text = NULL;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  text = rh_ui_dup_body (view->page);
  g_assert_cmpstr (text, ==, shown);
  if (said != NULL)
    g_assert_nonnull (rh_ui_find_text (view->page, said));
  else
    g_assert_null (rh_ui_find_text (view->page, "JSON, by its content"));
}

/* Where the header says nothing, and it is said that it is a guess. */
static void
test_json_by_its_content (void)
{
  assert_shown ("text/plain", "{\"a\":1}", "JSON, by its content", "{\n  \"a\": 1\n}");
  assert_shown ("application/octet-stream", " [1]", "JSON, by its content", "[\n  1\n]");
  assert_shown ("text/plain", "<?xml version='1.0'?><a><b/></a>", "XML, by its content",
                "<?xml version='1.0'?>\n<a>\n  <b/>\n</a>");
  assert_shown ("text/plain", "<!DOCTYPE html><p>x", "HTML, by its content",
                "<!DOCTYPE html>\n<p>\nx");
  assert_shown ("text/plain", "[INFO] x", NULL, "[INFO] x");
  assert_shown ("text/csv", "[1]", NULL, "[1]");
  assert_shown ("application/json", "[]", NULL, "[]");
}

/* What looked like JSON at first. */
static void
test_a_first_byte_does_not_decide (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (RhExchange) exchange = rh_response_rig_new_head (200, "text/plain", spool);
  g_autofree char *text = NULL;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  g_assert_true (rh_spool_write (spool, "[", 1, NULL));
  rh_test_drain ();
  g_assert_nonnull (rh_ui_find_text (view->page, "JSON, by its content"));
  g_assert_true (rh_spool_write (spool, "INFO] x", 7, NULL));
  rh_spool_close (spool);
  text = rh_ui_dup_body (view->page);
  g_assert_cmpstr (text, ==, "[INFO] x");
  g_assert_null (rh_ui_find_text (view->page, "JSON, by its content"));
}

static void
assert_notice (const char *content_type, const char *body, const char *notice)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, content_type, body);
  GtkWidget *shown;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  shown = rh_ui_await_type (view->page, RH_TYPE_BODY_VIEW);
  rh_ui_wait (rh_response_rig_is_complete, rh_response_rig_get_canvas (view));
  g_assert_cmpstr (rh_body_view_get_notice (RH_BODY_VIEW (shown)), ==, notice);
}

static void
test_a_charset_that_nobody_knows_is_told (void)
{
  assert_notice ("text/plain; charset=klingon", "x",
                 "The response says “klingon”, which is no known encoding; read as UTF-8.");
  assert_notice ("text/plain; charset=klingon", "caf\xE9",
                 "The response says “klingon”, which is no known encoding; read as windows-1252.");
  assert_notice ("application/json; charset=klingon", "[]",
                 "The response says “klingon”, which is no known encoding; read as UTF-8.");
  /* What it says is shown for what it is, and not more of it than fits. */
  assert_notice ("text/plain; charset=a\u202E<b>"
                 "0123456789012345678901234567890123456789",
                 "x",
                 "The response says “a<b>012345678901234…01234567890123456789”"
                 ", which is no known encoding; read as UTF-8.");
  assert_notice ("text/plain; charset=iso-8859-1", "x", "");
  assert_notice ("text/plain", "x", "");
}

static gboolean
is_folded (gpointer document)
{
  g_autoptr (GPtrArray) rows = rh_body_document_read (document, 0, 2);

  return rows->len == 2 && ((RhBodyRow *) g_ptr_array_index (rows, 1))->folded;
}

static void
assert_folds (const char *content_type, const char *body)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, content_type, body);
  GtkWidget *page = GTK_WIDGET (view->page);
  RhBodyDocument *document;
  guint64 n_rows;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_ui_wait (rh_response_rig_is_complete, rh_response_rig_get_canvas (view));
  document = rh_body_canvas_get_document (rh_response_rig_get_canvas (view));
  n_rows = rh_body_document_get_n_rows (document);
  g_assert_true (gtk_widget_activate_action (page, "body.fold-all", NULL));
  rh_ui_wait (is_folded, document);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), <, n_rows);
  g_assert_true (gtk_widget_activate_action (page, "body.unfold-all", NULL));
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, n_rows);
}

static void
test_folding (void)
{
  assert_folds ("application/json", "{\"a\":[1,2,3],\"b\":{\"c\":[4]}}");
  assert_folds ("application/xml", "<a><b><c>1</c><d/></b></a>");
  assert_folds ("text/html", "<html><body><br><p>1</body></html>");
}

static gboolean
says (gpointer label_and_text)
{
  gpointer *both = label_and_text;

  return rh_ui_find_text (both[0], both[1]) != NULL;
}

static void
await_said (RhResponseRig *view, const char *text)
{
  gpointer both[] = { view->page, (gpointer) text };

  rh_ui_wait (says, both);
}

static void
type_in (RhResponseRig *view, const char *name, const char *text)
{
  GtkWidget *entry = rh_ui_find_named (view->page, name);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static char *
dup_selected (RhResponseRig *view)
{
  RhBodyCanvas *canvas = rh_response_rig_get_canvas (view);
  GtkAccessibleTextInterface *iface = GTK_ACCESSIBLE_TEXT_GET_IFACE (canvas);
  g_autofree GtkAccessibleTextRange *ranges = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize n;

  g_assert_true (iface->get_selection (GTK_ACCESSIBLE_TEXT (canvas), &n, &ranges));
  bytes = iface->get_contents (GTK_ACCESSIBLE_TEXT (canvas), (guint) ranges[0].start,
                               (guint) (ranges[0].start + ranges[0].length));
  return g_strdup (g_bytes_get_data (bytes, NULL));
}

/* Counted, marked and walked through, around the end; what is folded away is unfolded. */
static void
test_find (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (
      200, "application/json", "{\"a\":[\"ada\",\"ADA\"],\"b\":\"xadax\"}");
  GtkWidget *page = GTK_WIDGET (view->page);
  g_autofree char *second = NULL;
  RhBodySpot caret;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_ui_wait (rh_response_rig_is_complete, rh_response_rig_get_canvas (view));
  g_assert_true (gtk_widget_activate_action (page, "body.fold-all", NULL));
  g_assert_true (gtk_widget_activate_action (page, "body.find", NULL));
  type_in (view, "Find in Body", "ada");
  await_said (view, "1 of 3");
  g_assert_true (gtk_widget_activate_action (page, "body.find-next", NULL));
  await_said (view, "2 of 3");
  second = dup_selected (view);
  g_assert_cmpstr (second, ==, "ADA");
  g_assert_true (gtk_widget_activate_action (page, "body.find-next", NULL));
  g_assert_true (gtk_widget_activate_action (page, "body.find-next", NULL));
  await_said (view, "1 of 3");
  g_assert_true (gtk_widget_activate_action (page, "body.find-previous", NULL));
  await_said (view, "3 of 3");
  rh_body_canvas_get_caret (rh_response_rig_get_canvas (view), &caret);
  g_assert_cmpuint (caret.row, ==, 5);

  type_in (view, "Find in Body", "nowhere");
  await_said (view, "None");
}

static gboolean
is_narrow (gpointer window)
{
  return gtk_widget_get_width (window) < 400;
}

/* Narrow, what the layouts are called is not cut off for the sake of the filter. */
static void
test_layouts_keep_their_names (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange
      = rh_response_rig_new_done (200, "application/json", "{\"a\":[1,2]}");
  GtkLabel *label;

  gtk_window_set_default_size (view->window, 340, 600);
  rh_ui_wait (is_narrow, view->window);
  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_ui_wait (rh_response_rig_is_complete, rh_response_rig_get_canvas (view));
  type_in (view, "Filter Body", "$.a[*]");
  rh_ui_await_text (view->page, "2 found");
  rh_test_drain ();
  label = GTK_LABEL (rh_ui_find_text (view->page, "Pretty"));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (label)));
}

/* A match that ends with its row ends there: the next row's indent is no part of it. */
static void
test_find_at_end_of_row (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange
      = rh_response_rig_new_done (200, "application/json", "{\"a\":[1,2],\"b\":2}");
  g_autofree char *selected = NULL;
  RhBodySpot start;
  RhBodySpot end;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_ui_wait (rh_response_rig_is_complete, rh_response_rig_get_canvas (view));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view->page), "body.find", NULL));
  type_in (view, "Find in Body", "1,");
  await_said (view, "1 of 1");
  selected = dup_selected (view);
  g_assert_cmpstr (selected, ==, "1,");
  g_assert_true (rh_body_canvas_get_selection (rh_response_rig_get_canvas (view), &start, &end));
  g_assert_cmpuint (end.row, ==, start.row);
}

/* What is found before its row is counted is gone to when it is. */
static void
test_find_before_rows (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (RhExchange) exchange = rh_response_rig_new_head (200, "application/json", spool);
  g_autofree char *filler = g_strnfill (64 * 1024, 'x');

  rh_response_page_show_exchange (view->page, exchange, NULL);
  g_assert_true (rh_spool_write (spool, "[\"needle", 8, NULL));
  g_assert_true (rh_spool_write (spool, filler, strlen (filler), NULL));
  rh_test_drain ();
  gtk_widget_activate_action (GTK_WIDGET (view->page), "body.find", NULL);
  rh_ui_await_type (view->page, RH_TYPE_BODY_FIND_BAR);
  type_in (view, "Find in Body", "needle");
  await_said (view, "1+");
  g_assert_true (rh_spool_write (spool, "\",2", 3, NULL));
  await_said (view, "1 of 1+");
}

static void
test_find_regex (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (200, "text/plain", "a1 b22\nc333 D4");
  GtkWidget *bar;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  gtk_widget_activate_action (GTK_WIDGET (view->page), "body.find", NULL);
  bar = rh_ui_await_type (view->page, RH_TYPE_BODY_FIND_BAR);
  g_assert_true (gtk_widget_activate_action (bar, "find.regex", NULL));
  type_in (view, "Find in Body", "[a-z]\\d+");
  await_said (view, "1 of 4");
  g_assert_true (gtk_widget_activate_action (bar, "find.case-sensitive", NULL));
  await_said (view, "1 of 3");
  type_in (view, "Find in Body", "[a-");
  await_said (view, "Not Valid");
  g_assert_true (gtk_widget_has_css_class (rh_ui_find_named (view->page, "Find in Body"), "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (rh_ui_find_named (view->page, "Find in Body")),
                                    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
}

/* Live, with the reason where there is none, and all of it back when the entry is cleared. */
static void
test_filter (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange = rh_response_rig_new_done (
      200, "application/json", "{\"data\":[{\"id\":1,\"n\":\"ada\"},{\"id\":2,\"n\":\"bob\"}]}");
  g_autofree char *part = NULL;
  g_autofree char *all = NULL;

  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_ui_wait (rh_response_rig_is_complete, rh_response_rig_get_canvas (view));
  type_in (view, "Filter Body", "$.data[*].id");
  await_said (view, "2 found");
  part = rh_ui_dup_body (view->page);
  g_assert_cmpstr (part, ==, "[\n  1,\n  2\n]");
  type_in (view, "Filter Body", "$.data[");
  await_said (view, "No JSONPath, from character 8 on");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (rh_ui_find_named (view->page, "Filter Body")),
                                    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  type_in (view, "Filter Body", "BOB");
  await_said (view, "1 found");
  type_in (view, "Filter Body", "");
  all = rh_ui_dup_body (view->page);
  g_assert_true (g_str_has_prefix (all, "{\n  \"data\": ["));
}

static gboolean
has_clipboard (gpointer clipboard)
{
  return gdk_clipboard_get_content (clipboard) != NULL;
}

static void
assert_copied (RhResponseRig *view, const char *action, const char *expected)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view->page));
  g_auto (GValue) value = G_VALUE_INIT;

  gdk_clipboard_set_content (clipboard, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view->page), action, NULL));
  rh_ui_wait (has_clipboard, clipboard);
  g_value_init (&value, G_TYPE_STRING);
  gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL);
  g_assert_cmpstr (g_value_get_string (&value), ==, expected);
}

static void
test_copy_value (void)
{
  g_autoptr (RhResponseRig) view = rh_response_rig_new ();
  g_autoptr (RhExchange) exchange
      = rh_response_rig_new_done (200, "application/json", "{\"data\":[{\"a b\":\"x\\ny\"}]}");
  const RhBodySpot spot = { 3, 8 };

  rh_response_page_show_exchange (view->page, exchange, NULL);
  rh_ui_wait (rh_response_rig_is_complete, rh_response_rig_get_canvas (view));
  rh_body_canvas_select (rh_response_rig_get_canvas (view), &spot, &spot);
  assert_copied (view, "body.copy-value", "x\ny");
  assert_copied (view, "body.copy-path", "$.data[0]['a b']");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/response-body/image", test_image);
  g_test_add_func ("/response-body/image-bomb", test_image_bomb);
  g_test_add_func ("/response-body/broken-image", test_broken_image);
  g_test_add_func ("/response-body/growing", test_growing);
  g_test_add_func ("/response-body/layouts", test_layouts);
  g_test_add_func ("/response-body/json-by-its-content", test_json_by_its_content);
  g_test_add_func ("/response-body/a-first-byte-does-not-decide",
                   test_a_first_byte_does_not_decide);
  g_test_add_func ("/response-body/a-charset-that-nobody-knows-is-told",
                   test_a_charset_that_nobody_knows_is_told);
  g_test_add_func ("/response-body/folding", test_folding);
  g_test_add_func ("/response-body/find", test_find);
  g_test_add_func ("/response-body/layouts-keep-their-names", test_layouts_keep_their_names);
  g_test_add_func ("/response-body/find-at-end-of-row", test_find_at_end_of_row);
  g_test_add_func ("/response-body/find-before-rows", test_find_before_rows);
  g_test_add_func ("/response-body/find-regex", test_find_regex);
  g_test_add_func ("/response-body/filter", test_filter);
  g_test_add_func ("/response-body/copy-value", test_copy_value);

  return g_test_run ();
}
