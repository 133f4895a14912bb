/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a body as they are drawn, walked through and selected. Freezes are caught by counting
 * the rows that a step reads and sets in type. */
#include "response/rh-body-canvas.h"
#include "response/rh-body-lines.h"
#include "response/rh-body-palette.h"
#include "ui/rh-ui-fixture.h"

#define WIDTH 800
#define HEIGHT 600
/* A row of text is never lower than this, so that no more can be on the screen. */
#define ROW_MIN 10
#define BLOCK 32
#define SCREEN_ROWS (HEIGHT / ROW_MIN + 2 * BLOCK)

typedef struct
{
  GtkWindow *window;
  RhBodyCanvas *canvas;
  GtkAdjustment *vertical;
  GtkAdjustment *horizontal;
} View;

static gboolean
is_drawn (gpointer canvas)
{
  return gtk_widget_get_mapped (canvas) && gtk_widget_get_height (canvas) > 1;
}

static gboolean
is_complete (gpointer document)
{
  return rh_body_document_is_complete (document);
}

static View *
view_new (const char *bytes, gsize length, RhBodySyntax syntax, RhBodyLayout layout)
{
  View *self = g_new0 (View, 1);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (RhBodyDocument) document = NULL;

  g_assert_true (rh_spool_write (spool, bytes, length, NULL));
  rh_spool_close (spool);
  document = rh_body_document_new (spool, syntax, layout, NULL);
  rh_ui_wait (is_complete, document);

  self->window = GTK_WINDOW (gtk_window_new ());
  self->canvas = RH_BODY_CANVAS (rh_body_canvas_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->canvas));
  gtk_window_set_default_size (self->window, WIDTH, HEIGHT);
  gtk_window_set_child (self->window, scroller);
  rh_body_canvas_set_document (self->canvas, document);
  gtk_window_present (self->window);
  rh_ui_wait (is_drawn, self->canvas);
  self->vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->canvas));
  self->horizontal = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->canvas));
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  return self;
}

static void
view_free (View *self)
{
  gtk_window_destroy (self->window);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (View, view_free)

static gboolean
is_scrollable (gpointer adjustment)
{
  return gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) + 100;
}

static View *
text_view_new (const char *text)
{
  return view_new (text, strlen (text), RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_RAW);
}

/* Draws it as a frame would. */
static void
draw (View *view)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (view->canvas)->snapshot (GTK_WIDGET (view->canvas), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
}

/* The binding of a key, as GTK finds it. */
static void
press (View *view, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view->canvas));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            {
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                            GTK_WIDGET (view->canvas),
                                            gtk_shortcut_get_arguments (shortcut));
              return;
            }
        }
    }
  g_assert_not_reached ();
}

static void
assert_caret (View *view, guint64 row, gsize column)
{
  RhBodySpot caret;

  rh_body_canvas_get_caret (view->canvas, &caret);
  g_assert_cmpuint (caret.row, ==, row);
  g_assert_cmpuint (caret.column, ==, column);
}

static char *
dup_clipboard (View *view)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view->canvas));
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL);
  return g_value_dup_string (&value);
}

static gboolean
has_clipboard (gpointer clipboard)
{
  return gdk_clipboard_get_content (clipboard) != NULL;
}

static char *
copy (View *view)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view->canvas));

  gdk_clipboard_set_content (clipboard, NULL);
  press (view, GDK_KEY_c, GDK_CONTROL_MASK);
  rh_ui_wait (has_clipboard, clipboard);
  return dup_clipboard (view);
}

static GString *
many_rows (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "row %u of many, and a few words more of it\n", i);
  return text;
}

/* At any place of a large body a step costs a screen at most. */
static void
test_work_per_step (gconstpointer wrap)
{
  g_autoptr (GString) text = many_rows (300000);
  g_autoptr (View) view = text_view_new (text->str);
  guint64 before;
  guint64 laid_out;

  rh_body_canvas_set_wrap (view->canvas, GPOINTER_TO_INT (wrap));
  draw (view);
  for (double part = 0; part <= 1; part += 0.25)
    {
      before = rh_body_canvas_get_n_read (view->canvas);
      laid_out = rh_body_canvas_get_n_laid_out (view->canvas);
      gtk_adjustment_set_value (view->vertical, gtk_adjustment_get_upper (view->vertical) * part);
      draw (view);
      g_assert_cmpuint (rh_body_canvas_get_n_read (view->canvas) - before, <=, 2 * SCREEN_ROWS);
      g_assert_cmpuint (rh_body_canvas_get_n_laid_out (view->canvas) - laid_out, <=,
                        2 * SCREEN_ROWS);
    }

  /* Pixel by pixel: only rows that come into view are new. */
  gtk_adjustment_set_value (view->vertical, 1000);
  draw (view);
  before = rh_body_canvas_get_n_laid_out (view->canvas);
  for (guint i = 1; i <= 100; i++)
    {
      gtk_adjustment_set_value (view->vertical, 1000 + i);
      draw (view);
    }
  g_assert_cmpuint (rh_body_canvas_get_n_laid_out (view->canvas) - before, <=, 100 / ROW_MIN + 1);
}

/* A long row is set in type around what is seen of it. */
static void
test_long_rows (void)
{
  g_autofree char *line = g_strnfill (1900, 'x');
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (View) view = NULL;
  RhBodySpot end = { 30, 1900 };

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "%s\n", line);
  view = text_view_new (text->str);
  draw (view);
  rh_body_canvas_select (view->canvas, &end, &end);
  draw (view);
  g_assert_cmpfloat (gtk_adjustment_get_value (view->horizontal), >, 5000);
  press (view, GDK_KEY_Home, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (view->horizontal), ==, 0);
  assert_caret (view, 30, 0);
}

static void
test_keys (void)
{
  g_autoptr (View) view = text_view_new ("one two\nthr\u00E9e\n\nfour");

  press (view, GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_caret (view, 0, 3);
  press (view, GDK_KEY_End, 0);
  assert_caret (view, 0, 7);
  press (view, GDK_KEY_Down, 0);
  assert_caret (view, 1, 6);
  press (view, GDK_KEY_Down, 0);
  assert_caret (view, 2, 0);
  press (view, GDK_KEY_Down, 0);
  assert_caret (view, 3, 4);
  press (view, GDK_KEY_Up, 0);
  press (view, GDK_KEY_Up, 0);
  press (view, GDK_KEY_Up, 0);
  assert_caret (view, 0, 7); /* where it came from */
  press (view, GDK_KEY_Right, 0);
  assert_caret (view, 1, 0);
  press (view, GDK_KEY_Left, 0);
  assert_caret (view, 0, 7);
  press (view, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_caret (view, 3, 4);
  press (view, GDK_KEY_Right, 0);
  assert_caret (view, 3, 4);
  press (view, GDK_KEY_Home, GDK_CONTROL_MASK);
  assert_caret (view, 0, 0);
  press (view, GDK_KEY_Page_Down, 0);
  assert_caret (view, 3, 0);
}

static void
test_pages (void)
{
  g_autoptr (GString) text = many_rows (1000);
  g_autoptr (View) view = text_view_new (text->str);
  RhBodySpot first;
  RhBodySpot second;

  press (view, GDK_KEY_Page_Down, 0);
  rh_body_canvas_get_caret (view->canvas, &first);
  g_assert_cmpuint (first.row, >, 10);
  g_assert_cmpuint (first.row, <, HEIGHT / ROW_MIN);
  press (view, GDK_KEY_Page_Down, 0);
  rh_body_canvas_get_caret (view->canvas, &second);
  g_assert_cmpuint (second.row - first.row, >=, first.row - 1);
  press (view, GDK_KEY_Page_Up, 0);
  press (view, GDK_KEY_Page_Up, 0);
  assert_caret (view, 0, 0);
}

static void
test_selection (void)
{
  g_autoptr (View) view = text_view_new ("one two\nthree\nfour");
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;
  g_autofree char *row = NULL;
  RhBodySpot start;
  RhBodySpot end;

  press (view, GDK_KEY_Right, GDK_CONTROL_MASK);
  press (view, GDK_KEY_Down, GDK_SHIFT_MASK);
  press (view, GDK_KEY_Down, GDK_SHIFT_MASK);
  text = copy (view);
  g_assert_cmpstr (text, ==, " two\nthree\nfou");
  press (view, GDK_KEY_Left, 0);
  assert_caret (view, 0, 3);
  g_assert_false (rh_body_canvas_get_selection (view->canvas, &start, &end));

  press (view, GDK_KEY_a, GDK_CONTROL_MASK);
  all = copy (view);
  g_assert_cmpstr (all, ==, "one two\nthree\nfour");
  draw (view);

  /* Nothing selected: the row that the caret is in. */
  press (view, GDK_KEY_Home, GDK_CONTROL_MASK);
  press (view, GDK_KEY_Down, 0);
  row = copy (view);
  g_assert_cmpstr (row, ==, "three");
}

/* Sixteen bytes stay on one line, whatever is asked for of text. */
static void
test_hex_never_wraps (void)
{
  g_autoptr (GString) bytes = many_rows (10);
  g_autoptr (View) view
      = view_new (bytes->str, bytes->len, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_HEX);

  rh_body_canvas_set_wrap (view->canvas, TRUE);
  gtk_window_set_default_size (view->window, 300, 200);
  rh_ui_wait (is_scrollable, view->horizontal);
}

/* Wrapped rows: up and down go by what is seen as a line. */
static void
test_wrapped_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (View) view = NULL;
  RhBodySpot caret;

  for (guint i = 0; i < 60; i++)
    g_string_append (text, "words of one row ");
  g_string_append (text, "\nnext");
  view = text_view_new (text->str);
  rh_body_canvas_set_wrap (view->canvas, TRUE);
  press (view, GDK_KEY_Down, 0);
  rh_body_canvas_get_caret (view->canvas, &caret);
  g_assert_cmpuint (caret.row, ==, 0);
  g_assert_cmpuint (caret.column, >, 20);
  press (view, GDK_KEY_End, 0);
  press (view, GDK_KEY_Down, 0);
  rh_body_canvas_get_caret (view->canvas, &caret);
  g_assert_cmpuint (caret.row, ==, 1);
}

/* Without a gap between two selected rows, whatever the height of the font. */
static void
test_selection_has_no_gaps (void)
{
  g_autoptr (View) view = text_view_new ("first\nsecond");
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (view->canvas));

  for (int size = 8; size < 20; size++)
    {
      g_autoptr (PangoFontDescription) font = pango_font_description_new ();
      g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
      RhBodyLines *lines = rh_body_lines_new ();
      const graphene_rect_t *last;
      const RhBodyLine *line;

      pango_font_description_set_family (font, "monospace");
      pango_font_description_set_size (font, size * PANGO_SCALE);
      pango_context_set_font_description (context, font);
      rh_body_lines_set_document (lines, rh_body_canvas_get_document (view->canvas));
      rh_body_lines_set_style (lines, context, rh_body_palette_get_current ());
      line = rh_body_lines_get (lines, 0);
      rh_body_line_get_rects (line, 0, 5, rects);
      g_assert_cmpuint (rects->len, ==, 1);
      last = &g_array_index (rects, graphene_rect_t, 0);
      g_assert_cmpfloat (last->origin.y + last->size.height, ==, line->height);
      rh_body_lines_free (lines);
    }
}

/* A screen reader gets the rows around the caret, and where the caret is in them. */
static void
test_accessible (void)
{
  g_autoptr (GString) text = many_rows (100000);
  g_autoptr (View) view = text_view_new (text->str);
  GtkAccessibleText *accessible = GTK_ACCESSIBLE_TEXT (view->canvas);
  GtkAccessibleTextInterface *iface = GTK_ACCESSIBLE_TEXT_GET_IFACE (accessible);
  RhBodySpot spot = { 70000, 4 };
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GBytes) line = NULL;
  g_autoptr (GBytes) word = NULL;
  g_autofree GtkAccessibleTextRange *ranges = NULL;
  gsize n_ranges;
  guint start;
  guint end;
  guint caret;

  rh_body_canvas_select (view->canvas, &spot, &spot);
  caret = iface->get_caret_position (accessible);
  all = iface->get_contents (accessible, 0, G_MAXUINT);
  g_assert_cmpuint (g_bytes_get_size (all), <, 10000);
  line = iface->get_contents_at (accessible, caret, GTK_ACCESSIBLE_TEXT_GRANULARITY_LINE, &start,
                                 &end);
  g_assert_cmpstr (g_bytes_get_data (line, NULL), ==,
                   "row 70000 of many, and a few words more of it\n");
  g_assert_cmpuint (caret - start, ==, 4);
  word = iface->get_contents_at (accessible, caret, GTK_ACCESSIBLE_TEXT_GRANULARITY_WORD, &start,
                                 &end);
  g_assert_cmpstr (g_bytes_get_data (word, NULL), ==, "70000");

  g_assert_false (iface->get_selection (accessible, &n_ranges, &ranges));
  press (view, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_true (iface->get_selection (accessible, &n_ranges, &ranges));
  g_assert_cmpuint (ranges[0].start, ==, caret);
  g_assert_cmpuint (ranges[0].length, ==, 5);
}

/* With Down, a screen reader reads what the caret came to and not all of a long row once more. */
static void
test_accessible_wrapped (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (View) view = NULL;
  GtkAccessibleText *accessible;
  GtkAccessibleTextInterface *iface;
  RhBodySpot caret = { 0, 0 };
  guint n_lines = 0;

  for (guint i = 0; i < 60; i++)
    g_string_append (text, "words of one row ");
  g_string_append (text, "\nnext");
  view = text_view_new (text->str);
  accessible = GTK_ACCESSIBLE_TEXT (view->canvas);
  iface = GTK_ACCESSIBLE_TEXT_GET_IFACE (accessible);
  rh_body_canvas_set_wrap (view->canvas, TRUE);
  for (; caret.row == 0; n_lines++)
    {
      guint start;
      guint end;
      g_autoptr (GBytes) line
          = iface->get_contents_at (accessible, iface->get_caret_position (accessible),
                                    GTK_ACCESSIBLE_TEXT_GRANULARITY_LINE, &start, &end);

      g_assert_cmpuint (start, ==, heard->len);
      g_string_append (heard, g_bytes_get_data (line, NULL));
      press (view, GDK_KEY_Down, 0);
      rh_body_canvas_get_caret (view->canvas, &caret);
    }
  g_string_append (heard, "next");
  g_assert_cmpstr (heard->str, ==, text->str);
  g_assert_cmpuint (n_lines, >, 3);
}

static void
test_empty (void)
{
  g_autoptr (View) view = text_view_new ("");
  GtkAccessibleTextInterface *iface = GTK_ACCESSIBLE_TEXT_GET_IFACE (view->canvas);
  g_autoptr (GBytes) all = NULL;

  press (view, GDK_KEY_End, GDK_CONTROL_MASK);
  press (view, GDK_KEY_a, GDK_CONTROL_MASK);
  press (view, GDK_KEY_Return, 0);
  all = iface->get_contents (GTK_ACCESSIBLE_TEXT (view->canvas), 0, G_MAXUINT);
  g_assert_cmpstr (g_bytes_get_data (all, NULL), ==, "");
  rh_body_canvas_set_document (view->canvas, NULL);
  press (view, GDK_KEY_Down, 0);
  assert_caret (view, 0, 0);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_data_func ("/body-canvas/work-per-step", GINT_TO_POINTER (FALSE), test_work_per_step);
  g_test_add_data_func ("/body-canvas/work-per-step-wrapped", GINT_TO_POINTER (TRUE),
                        test_work_per_step);
  g_test_add_func ("/body-canvas/long-rows", test_long_rows);
  g_test_add_func ("/body-canvas/keys", test_keys);
  g_test_add_func ("/body-canvas/pages", test_pages);
  g_test_add_func ("/body-canvas/selection", test_selection);
  g_test_add_func ("/body-canvas/hex-never-wraps", test_hex_never_wraps);
  g_test_add_func ("/body-canvas/wrapped-lines", test_wrapped_lines);
  g_test_add_func ("/body-canvas/selection-has-no-gaps", test_selection_has_no_gaps);
  g_test_add_func ("/body-canvas/accessible", test_accessible);
  g_test_add_func ("/body-canvas/accessible-wrapped", test_accessible_wrapped);
  g_test_add_func ("/body-canvas/empty", test_empty);

  return g_test_run ();
}
